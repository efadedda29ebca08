"""What a server with small limits, and one like upstream's, refuses."""

from __future__ import annotations

import io
import socket
from pathlib import Path

import anthropic
import httpx
import pytest

from fovea.engines.base import Capabilities
from fovea.engines.echo import EchoEngine
from fovea.limits import STANDARD_2026
from fovea.testing import ScriptedEngine, serving


def test_a_file_over_the_limit_is_413_while_it_arrives_and_the_quota_is_400(tmp_path: Path) -> None:
    with (
        serving(EchoEngine(), home=tmp_path, file_bytes=1_000_000, quota_bytes=1_500_000) as server,
        httpx.Client(base_url=server.url, headers={"anthropic-version": "2023-06-01"}) as http,
    ):
        assert http.post("/v1/files", files={"file": ("a", bytes(1_000_000))}).status_code == 200
        announced = http.post("/v1/files", files={"file": ("a", bytes(3_000_000))})

        def chunks() -> object:
            yield b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\n'
            for _ in range(3):
                yield bytes(500_000)
            yield b"\r\n--b--\r\n"

        kind = {"content-type": "multipart/form-data; boundary=b"}
        unannounced = http.post("/v1/files", content=chunks(), headers=kind)  # type: ignore[arg-type]
        for response in (announced, unannounced):
            assert response.status_code == 413
            assert response.json()["error"]["type"] == "request_too_large"
            assert "1000000 bytes" in response.json()["error"]["message"]
        over = http.post("/v1/files", files={"file": ("a", bytes(900_000))})
        assert (over.status_code, over.json()["error"]["details"]) == (400, {"error_code": "storage_quota_exceeded"})
        assert len(http.get("/v1/files").json()["data"]) == 1


def test_uploads_are_not_downloaded_again_unless_a_setting_says_so(tmp_path: Path) -> None:
    with serving(EchoEngine(), home=tmp_path) as server:
        sdk = anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)
        file = sdk.files.upload(file=("a.txt", io.BytesIO(b"words")))
        assert file.downloadable is False
        with pytest.raises(anthropic.BadRequestError) as refused:
            sdk.files.download(file.id)
        assert refused.value.body["error"]["details"] == {"error_code": "file_not_downloadable"}  # type: ignore[index]


def test_an_upload_that_stands_still_is_given_up(tmp_path: Path) -> None:
    with (
        serving(EchoEngine(), home=tmp_path, body_timeout_s=0.2) as server,
        socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2]))) as connection,
    ):
        connection.sendall(
            b"POST /v1/files HTTP/1.1\r\nHost: localhost\r\nanthropic-version: 2023-06-01\r\nContent-Length: 999\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
        )
        connection.settimeout(20)
        assert connection.recv(1000).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("kind", ["image", "document"])
@pytest.mark.parametrize("source", [{"type": "url", "url": "https://x.test/a"}, {"type": "file", "file_id": "file_x"}])
def test_a_profile_of_today_fetches_nothing_for_a_count(kind: str, source: dict[str, str], tmp_path: Path) -> None:
    engine = ScriptedEngine(capabilities=Capabilities(documents=True))
    with serving(engine, home=tmp_path, profile=STANDARD_2026) as server:
        body = {"model": "claude-x", "messages": [{"role": "user", "content": [{"type": kind, "source": source}]}]}
        response = httpx.post(
            f"{server.url}/v1/messages/count_tokens", json=body, headers={"anthropic-version": "2023-06-01"}
        )
    assert response.status_code == 400
    assert response.json()["error"]["message"] == (
        f"messages.0.content.0.{kind}.source.{source['type']}: {kind} sources of type '{source['type']}' are not "
        "supported in the count_tokens endpoint. Use a base64 source, or the /v1/messages endpoint instead."
    )
