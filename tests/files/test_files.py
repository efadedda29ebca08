"""The Files API, as its clients meet it."""

from __future__ import annotations

import datetime
import socket
import time
from pathlib import Path
from typing import Any

import anthropic
import httpx
import pytest

from fovea.testing import Server, picture_file

PNG = picture_file(64, 48)
BETA = {"anthropic-beta": "files-api-2025-04-14"}


def error(response: httpx.Response) -> dict[str, Any]:
    body = response.json()
    assert body["type"] == "error"
    assert body["request_id"] == response.headers["request-id"]
    found: dict[str, Any] = body["error"]
    return found


# --- with the official SDK ---------------------------------------------------------------------------------------


def test_upload_look_list_download_delete(sdk: anthropic.Anthropic) -> None:
    file = sdk.files.upload(file=("圖片.png", PNG, "image/png"))
    assert file.id.startswith("file_011C")
    assert (file.filename, file.mime_type, file.size_bytes, file.type) == ("圖片.png", "image/png", len(PNG), "file")
    assert file.expires_at is None
    assert sdk.files.retrieve_metadata(file.id) == file
    assert file.id in [f.id for f in sdk.files.list()]
    assert sdk.files.list(ids=[file.id, "file_unknown", file.id]).data == [file]
    assert sdk.files.download(file.id).read() == PNG
    gone = sdk.files.delete(file.id)
    assert (gone.id, gone.type) == (file.id, "file_deleted")
    with pytest.raises(anthropic.NotFoundError) as missing:
        sdk.files.retrieve_metadata(file.id)
    assert missing.value.body["error"]["message"] == f"File `{file.id}` not found."  # type: ignore[index]


@pytest.mark.parametrize("given", [PNG, ("x.png", PNG), Path(__file__)])
def test_every_kind_of_upload_that_the_sdk_knows(sdk: anthropic.Anthropic, given: Any) -> None:
    file = sdk.files.upload(file=given)
    expected = {bytes: "unnamed.png", tuple: "x.png"}.get(type(given), Path(__file__).name)
    assert file.filename == expected


def test_an_expiry_is_kept_to_the_second(sdk: anthropic.Anthropic) -> None:
    file = sdk.files.upload(file=PNG, expires_in_seconds=3600)
    assert file.expires_at == file.created_at + datetime.timedelta(hours=1)


def test_paging_walks_through_everything_once(sdk: anthropic.Anthropic) -> None:
    made = [sdk.files.upload(file=(f"{n}.txt", b"page %d" % n)).id for n in range(5)]
    walked = [file.id for file in sdk.files.list(limit=2)]
    assert len(walked) == len(set(walked))
    assert [file_id for file_id in walked if file_id in made] == made[::-1]


def test_the_beta_header_selects_the_old_list_both_ways(http: httpx.Client, sdk: anthropic.Anthropic) -> None:
    made = [sdk.files.upload(file=(f"{n}.txt", b"old %d" % n)).id for n in range(4)][::-1]
    first = http.get("/v1/files", params={"limit": 2, "beta": "true"}, headers=BETA).json()
    assert [f["id"] for f in first["data"]] == made[:2] == [first["first_id"], first["last_id"]]
    assert first["has_more"] is True
    assert "next_page" not in first
    after = http.get("/v1/files", params={"limit": 2, "after_id": first["last_id"]}, headers=BETA).json()
    assert [f["id"] for f in after["data"]] == made[2:]
    before = http.get("/v1/files", params={"limit": 2, "before_id": made[2]}, headers=BETA).json()
    assert [f["id"] for f in before["data"]] == made[:2]
    empty = http.get("/v1/files", params={"before_id": made[0]}, headers=BETA).json()
    assert empty == {"data": [], "has_more": False, "first_id": None, "last_id": None}


@pytest.mark.parametrize("file", ["file", "nested"])
def test_a_file_is_an_image_source_and_costs_what_its_bytes_cost(sdk: anthropic.Anthropic, file: str) -> None:
    import base64

    stored = sdk.files.upload(file=PNG).id
    inline = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(PNG).decode()}

    def ask(source: dict[str, Any]) -> anthropic.types.Message:
        image: dict[str, Any] = {"type": "image", "source": source}
        messages: list[Any] = [{"role": "user", "content": [image, {"type": "text", "text": "?"}]}]
        if file == "nested":
            messages = [
                {"role": "user", "content": "?"},
                {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "look", "input": {}}]},
                {
                    "role": "user",
                    "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": [image]}],
                },
            ]
        request: dict[str, Any] = {"model": "claude-x", "messages": messages}
        if file == "nested":
            request["tools"] = [{"name": "look", "input_schema": {"type": "object"}}]
        try:
            counted = sdk.messages.count_tokens(**request).input_tokens
            message = sdk.messages.create(max_tokens=1000, **request)
        except anthropic.BadRequestError as exc:
            if "tool" in str(exc) and file == "nested":
                pytest.skip(f"this engine takes no tools: {exc}")
            raise
        assert counted == message.usage.input_tokens
        return message

    by_file, by_base64 = ask({"type": "file", "file_id": stored}), ask(inline)
    assert by_file.usage.input_tokens == by_base64.usage.input_tokens
    assert by_file.content == by_base64.content


def test_a_text_file_is_no_image(sdk: anthropic.Anthropic) -> None:
    stored = sdk.files.upload(file=("a.txt", b"words")).id
    source = {"type": "file", "file_id": stored}
    with pytest.raises(anthropic.BadRequestError, match=r"content\.0\.image\.source\.file: .*text/plain"):
        sdk.messages.create(
            model="claude-x",
            max_tokens=10,
            messages=[{"role": "user", "content": [{"type": "image", "source": source}]}],  # type: ignore[list-item,typeddict-item]
        )


def test_an_unknown_file_in_a_message_is_named(sdk: anthropic.Anthropic) -> None:
    content: Any = [{"type": "image", "source": {"type": "file", "file_id": "file_gone"}}]
    with pytest.raises(anthropic.BadRequestError, match=r"content\.0\.image\.source\.file: File not found: file_gone"):
        sdk.messages.create(model="claude-x", max_tokens=10, messages=[{"role": "user", "content": content}])


# --- refusals ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "headers", "message"),
    [
        ("limit=0", {}, "limit: Input should be greater than or equal to 1"),
        ("limit=1001", {}, "limit: Input should be less than or equal to 1000"),
        ("limit=ten", {}, "limit: Input should be a valid integer, unable to parse string as an integer"),
        ("page=page_x", {}, "page: not a page of this list; use a `next_page` as it was given"),
        ("before_id=file_x", {}, "before_id: Extra inputs are not permitted"),
        ("after_id=file_x", {}, "after_id: Extra inputs are not permitted"),
        ("ids[]=a&limit=5", {}, "ids: not permitted together with page or limit"),
        ("&".join(f"ids%5B%5D={n}" for n in range(101)), {}, "ids: List should have at most 100 items"),
        ("page=page_x", BETA, "page: Extra inputs are not permitted"),
        ("before_id=a&after_id=b", BETA, "before_id: not permitted together with after_id"),
    ],
)
def test_lists_that_cannot_be_given(http: httpx.Client, query: str, headers: dict[str, str], message: str) -> None:
    response = http.get(f"/v1/files?{query}", headers=headers)
    assert response.status_code == 400
    assert error(response)["message"].startswith(message)


@pytest.mark.parametrize(
    ("files", "data", "message"),
    [
        ({"file": ("a\u202eb.png", PNG)}, {}, "file: invalid filename: it holds the forbidden character U+202E"),
        ({"file": ("x" * 300, PNG)}, {}, "file: invalid filename: 300 characters > 255 maximum"),
        ({"file": ("a|b.png", PNG)}, {}, "file: invalid filename: it holds the forbidden character U+007C"),
        ({"file": ("a.png", b"")}, {}, "file: file cannot be empty"),
        ({"file": ("a.png", PNG), "more": ("b", b"")}, {}, "more: Extra inputs are not permitted"),
        ({"other": ("a.png", PNG)}, {}, "other: Extra inputs are not permitted"),
        ({"file": ("a", PNG)}, {"expires_in_seconds": "3599"}, "expires_in_seconds: Input should be greater than or"),
        ({"file": ("a", PNG)}, {"expires_in_seconds": "7776001"}, "expires_in_seconds: Input should be less than or"),
        ({"file": ("a", PNG)}, {"expires_in_seconds": "soon"}, "expires_in_seconds: Input should be a valid integer"),
        ({"file": ("a", PNG)}, {"expires_in_seconds": "9" * 2000}, "expires_in_seconds: Input should be a valid"),
    ],
)
def test_uploads_that_are_refused_leave_nothing(
    http: httpx.Client, server: Server, files: Any, data: Any, message: str
) -> None:
    before = http.get("/v1/files?limit=1000").json()["data"]
    response = http.post("/v1/files", files=files, data=data)
    assert response.status_code == 400
    assert error(response)["message"].startswith(message)
    assert http.get("/v1/files?limit=1000").json()["data"] == before


@pytest.mark.parametrize("name", [b"a\x00b.png", b"..", b"\xff\xfe.png", b"a\\b.png", b"a\tb"])
def test_raw_names_that_are_refused(http: httpx.Client, name: bytes) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\nx\r\n--b--\r\n'
    response = http.post("/v1/files", content=body, headers={"content-type": "multipart/form-data; boundary=b"})
    assert response.status_code == 400
    assert error(response)["type"] == "invalid_request_error"


def test_a_path_is_cut_from_a_name(http: httpx.Client) -> None:
    response = http.post("/v1/files", files={"file": ("../../etc/passwd", b"x")})
    assert response.json()["filename"] == "passwd"


@pytest.mark.parametrize(
    ("content_type", "body", "message"),
    [
        ("application/json", b"{}", "content-type: expected multipart/form-data, found application/json"),
        ("", b"", "content-type: expected multipart/form-data, found none"),
        ("multipart/form-data", b"", "content-type: multipart/form-data needs a boundary"),
        ("multipart/form-data; boundary=" + "b" * 71, b"", "content-type: multipart/form-data needs a boundary"),
        ("multipart/form-data; boundary=b", b"", "The request body ends before its multipart/form-data does."),
        ("multipart/form-data; boundary=b", b"nonsense", "The request body is not valid multipart/form-data."),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\n\r\nx\r\n--b--\r\n",
            "The request body is not valid multipart/form",
        ),
        ("multipart/form-data; boundary=b", b"--b--\r\n", "file: Field required"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf',
            "The request body ends before its multipart/form-data does.",
        ),
    ],
)
def test_bodies_that_are_no_form(http: httpx.Client, content_type: str, body: bytes, message: str) -> None:
    response = http.post("/v1/files", content=body, headers={"content-type": content_type} if content_type else {})
    assert response.status_code == 400
    assert error(response)["message"].startswith(message)


def test_the_version_header_is_required(server: Server) -> None:
    response = httpx.get(f"{server.url}/v1/files")
    assert (response.status_code, error(response)["message"]) == (400, "anthropic-version: header is required")


def test_a_download_is_never_a_page_of_this_server(http: httpx.Client) -> None:
    file = http.post("/v1/files", files={"file": ('évil".html', b"<script>alert(1)</script>", "text/html")}).json()
    content = http.get(f"/v1/files/{file['id']}/content")
    assert content.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert content.headers["x-content-type-options"] == "nosniff"
    assert content.headers["content-length"] == str(len(content.content))


def test_a_client_that_goes_away_leaves_nothing(server: Server, http: httpx.Client) -> None:
    before = http.get("/v1/files?limit=1000").json()["data"]
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            f"POST /v1/files HTTP/1.1\r\nHost: {host}\r\nanthropic-version: 2023-06-01\r\nContent-Length: 9999999\r\n"
            "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
            'Content-Disposition: form-data; name="file"\r\n\r\n'.encode()
            + bytes(3_000_000)
        )
    deadline = time.monotonic() + 10
    while server.service.in_flight and time.monotonic() < deadline:
        time.sleep(0.01)
    assert http.get("/v1/files?limit=1000").json()["data"] == before
