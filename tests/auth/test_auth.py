"""Who may ask, for whom, and how often."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import httpx
import pytest

from fovea import storage
from fovea.engines.echo import EchoEngine
from fovea.testing import Server, picture_file, serving

VERSION = {"anthropic-version": "2023-06-01"}
MESSAGE = {"model": "claude-x", "max_tokens": 50, "messages": [{"role": "user", "content": "Hello"}]}


def make_key(home: Path, name: str = "test", workspace: str = "default", **limits: Any) -> tuple[str, str]:
    """(id, key), made beside a running server as ``fovea keys create`` makes it."""

    async def make() -> tuple[str, str]:
        async with storage.open(home) as store:
            key, secret = await store.keys.create(name, workspace, **limits)
            return key.id, secret

    return asyncio.run(make())


def revoke(home: Path, key_id: str) -> None:
    async def work() -> None:
        async with storage.open(home) as store:
            await store.keys.revoke(key_id)

    asyncio.run(work())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(EchoEngine(), home=tmp_path) as running:
        yield running


def ask(server: Server, **headers: str) -> httpx.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{server.url}/v1/files", headers={**VERSION, **names})


def test_on_loopback_nobody_is_asked_until_the_first_key_is_made(server: Server, tmp_path: Path) -> None:
    assert ask(server).status_code == 200
    assert ask(server, x_api_key="anything").status_code == 200
    key_id, key = make_key(tmp_path)
    # Another process made it: the server looks again at least every few seconds.
    deadline = time.monotonic() + 20
    while ask(server).status_code == 200 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert ask(server).status_code == 401
    assert ask(server, x_api_key=key).status_code == 200
    revoke(tmp_path, key_id)
    assert ask(server, x_api_key=key).status_code == 401
    assert ask(server).status_code == 401


def test_both_headers_are_read_and_refused_in_the_words_of_the_api(server: Server, tmp_path: Path) -> None:
    _, key = make_key(tmp_path)
    for headers, status, message in [
        ({}, 401, "x-api-key header is required"),
        ({"x_api_key": "wrong"}, 401, "invalid x-api-key"),
        ({"authorization": "Bearer wrong"}, 401, "Invalid bearer token"),
        ({"authorization": f"Basic {key}"}, 401, "x-api-key header is required"),
        ({"x_api_key": "wrong", "authorization": f"Bearer {key}"}, 401, "invalid x-api-key"),
        ({"x_api_key": key}, 200, None),
        ({"authorization": f"Bearer {key}"}, 200, None),
        ({"authorization": f"bearer {key}"}, 200, None),
        ({"x_api_key": key, "authorization": "Bearer wrong"}, 200, None),
    ]:
        response = ask(server, **headers)
        assert response.status_code == status, headers
        if message:
            assert response.json()["error"] == {"type": "authentication_error", "message": message}
            assert "anthropic-workspace-id" not in response.headers


def test_the_key_comes_before_everything_else_that_could_be_wrong(server: Server, tmp_path: Path) -> None:
    make_key(tmp_path)
    for path in ("/v1/messages", "/v1/messages/count_tokens", "/v1/files", "/v1/models", "/v1/nothing", "/fovea/v1/x"):
        assert httpx.post(server.url + path, content=b"{").status_code == 401, path
    assert httpx.get(f"{server.url}/healthz").status_code == 200


def test_a_workspaces_files_are_not_there_for_another(server: Server, tmp_path: Path) -> None:
    mine, yours = (
        anthropic.Anthropic(base_url=server.url, api_key=make_key(tmp_path, name, name)[1], max_retries=0)
        for name in ("mine", "yours")
    )
    file = mine.files.upload(file=picture_file())
    assert [f.id for f in mine.files.list()] == [file.id]
    assert list(yours.files.list()) == []
    assert yours.files.list(ids=[file.id]).data == []
    for attempt in (yours.files.retrieve_metadata, yours.files.download, yours.files.delete):
        with pytest.raises(anthropic.NotFoundError):
            attempt(file.id)
    content: Any = [{"type": "image", "source": {"type": "file", "file_id": file.id}}]
    request: Any = {"model": "claude-x", "max_tokens": 50, "messages": [{"role": "user", "content": content}]}
    with pytest.raises(anthropic.BadRequestError, match=f"File not found: {file.id}"):
        yours.messages.create(**request)
    assert mine.messages.create(**request).usage.input_tokens > 0


def test_a_workspace_header_has_to_match_the_key(server: Server, tmp_path: Path) -> None:
    _, key = make_key(tmp_path, workspace="mine")
    answered = ask(server, x_api_key=key, anthropic_workspace_id="mine")
    assert (answered.status_code, answered.headers["anthropic-workspace-id"]) == (200, "mine")
    assert ask(server, x_api_key=key, anthropic_workspace_id="yours").status_code == 403


def test_requests_a_minute_are_counted_across_servers(tmp_path: Path) -> None:
    """Two servers on one database: together they grant what one key may."""
    _, key = make_key(tmp_path, requests_per_minute=4)
    with serving(EchoEngine(), home=tmp_path) as one, serving(EchoEngine(), home=tmp_path) as two:
        answers = [ask((one, two)[n % 2], x_api_key=key) for n in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert [answer.headers["anthropic-ratelimit-requests-remaining"] for answer in answers] == list("32100")
    assert {answer.headers["anthropic-ratelimit-requests-limit"] for answer in answers} == {"4"}
    refused = answers[-1]
    assert refused.json()["error"]["type"] == "rate_limit_error"
    assert "4 requests per minute" in refused.json()["error"]["message"]
    assert 1 <= int(refused.headers["retry-after"]) <= 15
    assert refused.headers["anthropic-ratelimit-requests-reset"].endswith("Z")


def test_input_tokens_a_minute_are_counted(server: Server, tmp_path: Path) -> None:
    _, key = make_key(tmp_path, input_tokens_per_minute=5000)
    sdk = anthropic.Anthropic(base_url=server.url, api_key=key, max_retries=0)
    words: Any = {**MESSAGE, "messages": [{"role": "user", "content": "word " * 2000}]}
    first = sdk.messages.with_raw_response.create(**words)
    used = first.parse().usage.input_tokens
    assert 2000 < used < 4000
    assert first.headers["anthropic-ratelimit-input-tokens-limit"] == "5000"
    assert int(first.headers["anthropic-ratelimit-input-tokens-remaining"]) == round(5000 - used, -3)
    assert first.headers["anthropic-ratelimit-tokens-limit"] == "5000"
    with pytest.raises(anthropic.RateLimitError, match="5000 input tokens per minute") as refused:
        sdk.messages.create(**words)
    assert refused.value.response.headers["retry-after"]


def test_the_servers_limits_hold_for_keys_without_their_own(tmp_path: Path) -> None:
    _, plain = make_key(tmp_path)
    _, own = make_key(tmp_path, requests_per_minute=100)
    with serving(EchoEngine(), home=tmp_path, requests_per_minute=1) as server:
        assert [ask(server, x_api_key=plain).status_code for _ in range(2)] == [200, 429]
        assert [ask(server, x_api_key=own).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "127.0.0.1:8765"}, 200),
        ({"host": "localhost:8765"}, 200),
        ({"host": "[::1]:8765"}, 200),
        ({"host": "fovea"}, 200),
        ({"host": "rebound.attacker.example"}, 403),
        ({"host": "10.0.0.7"}, 403),
        ({"host": "localhost.attacker.example"}, 403),
        ({"host": "localhost", "origin": "http://localhost:5173"}, 200),
        ({"host": "localhost", "origin": "https://attacker.example"}, 403),
    ],
)
def test_without_keys_another_sites_page_gets_nothing(server: Server, headers: dict[str, str], status: int) -> None:
    """A page in this machine's browser can reach loopback: by its own name for it, or across origins."""
    assert ask(server, **headers).status_code == status


def test_beyond_loopback_a_server_does_not_start_without_keys(tmp_path: Path) -> None:
    (tmp_path / "fovea.toml").write_text('[models.echo]\nengine = "echo"\n')
    command = [sys.executable, "-m", "fovea", "serve", "--host", "0.0.0.0", "--port", "0"]
    environment = {"PATH": "/usr/bin:/bin", "FOVEA_HOME": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert done.returncode == 1
    assert "refusing to listen on 0.0.0.0 without keys" in done.stderr
    assert "fovea keys create" in done.stderr


def test_beyond_loopback_everybody_is_asked_for_a_key(tmp_path: Path) -> None:
    with serving(EchoEngine(), home=tmp_path, host="0.0.0.0") as server:
        assert ask(server).status_code == 401


@pytest.mark.parametrize("prefix", ["", "/vision"])
async def test_an_application_under_a_prefix_is_guarded_too(prefix: str) -> None:
    from fovea.errors import NotAuthenticated
    from fovea.server.auth import Gate

    class Nobody:
        async def admit(self, _: Any) -> None:
            raise NotAuthenticated("x-api-key header is required")

    async def inside(*_: Any) -> None:
        raise AssertionError("reached without a key")

    gate = Gate(inside, lambda: Nobody())  # type: ignore[arg-type,return-value]
    scope = {"type": "http", "root_path": prefix, "path": f"{prefix}/v1/files", "headers": []}
    with pytest.raises(NotAuthenticated):
        await gate(scope, None, None)  # type: ignore[arg-type]
