"""Images by URL in messages: what they cost, and what is said about addresses that give none."""

from __future__ import annotations

import base64
import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import anthropic
import pytest

from fovea.testing import Server, picture_file

PNG = picture_file(320, 200)
BIG = picture_file(8001, 10)
PAGES: dict[str, tuple[str, bytes]] = {
    "/image.png": ("image/png", PNG),
    "/mislabelled": ("text/plain", PNG),
    "/html.png": ("image/png", b"<!doctype html><title>Sign in</title>" + b" " * 200),
    "/svg.png": ("image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "/empty.png": ("image/png", b""),
    "/cut.png": ("image/png", PNG[: len(PNG) // 2]),
    "/large.png": ("image/png", PNG + bytes(5_000_000)),
    "/wide.png": ("image/png", BIG),
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = PAGES.get(self.path, ("text/plain", None))
            self.send_response(404 if body is None else 200)
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(body or b"")))
            self.end_headers()
            with contextlib.suppress(OSError):  # Fovea hangs up on what is too large
                self.wfile.write(body or b"")

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def ask(sdk: anthropic.Anthropic, *sources: dict[str, Any]) -> anthropic.types.Message:
    content: Any = [{"type": "image", "source": source} for source in sources]
    return sdk.messages.create(model="claude-x", max_tokens=2000, messages=[{"role": "user", "content": content}])


def by_url(url: str) -> dict[str, Any]:
    return {"type": "url", "url": url}


@pytest.mark.parametrize("page", ["/image.png", "/mislabelled"])
def test_an_address_is_an_image_source_and_costs_what_its_bytes_cost(
    sdk: anthropic.Anthropic, site: str, page: str
) -> None:
    inline = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(PNG).decode()}
    fetched, sent = ask(sdk, by_url(site + page)), ask(sdk, inline)
    assert fetched.content == sent.content
    assert fetched.usage.input_tokens == sent.usage.input_tokens


def test_all_three_sources_stand_in_one_request_in_the_clients_order(sdk: anthropic.Anthropic, site: str) -> None:
    small = picture_file(100, 50)
    file = sdk.files.upload(file=picture_file(70, 90))
    inline = {"type": "base64", "media_type": "image/png", "data": base64.b64encode(small).decode()}
    message = ask(sdk, by_url(f"{site}/image.png"), {"type": "file", "file_id": file.id}, inline)
    [block] = message.content
    assert isinstance(block, anthropic.types.TextBlock)
    at = [block.text.index(size) for size in ("320x200", "70x90", "100x50")]
    assert at == sorted(at)


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("/nothing.png", "Unable to download the file. Please verify the URL and try again."),
        ("/empty.png", "Unable to download the file. Please verify the URL and try again."),
        ("/html.png", "Could not process image"),
        ("/svg.png", "the image appears to be a image/svg+xml image"),
        ("/cut.png", "Could not process image"),
        ("/large.png", "messages.0.content.1.image.source.url: image exceeds 5 MB maximum: "),
        ("/wide.png", "At least one of the image dimensions exceed max allowed size: 8000 pixels"),
    ],
)
def test_an_address_that_gives_no_image_is_refused(
    sdk: anthropic.Anthropic, site: str, page: str, message: str
) -> None:
    with pytest.raises(anthropic.BadRequestError) as refused:
        ask(sdk, by_url(f"{site}/image.png"), by_url(site + page))
    assert message in refused.value.body["error"]["message"]  # type: ignore[index]


def test_a_stored_image_over_the_limit_is_refused_in_the_same_words(sdk: anthropic.Anthropic) -> None:
    file = sdk.files.upload(file=PNG + bytes(5_000_000))
    size = -(-file.size_bytes // 3) * 4
    with pytest.raises(anthropic.BadRequestError) as refused:
        ask(sdk, {"type": "file", "file_id": file.id})
    assert refused.value.body["error"]["message"] == (  # type: ignore[index]
        f"messages.0.content.0.image.source.file: image exceeds 5 MB maximum: {size} bytes > 5242880 bytes"
    )


@pytest.mark.parametrize("url", ["", "image.png", "file:///etc/passwd", "https://", "ftp://127.0.0.1/a.png"])
def test_what_is_no_address_is_refused_where_it_stands(sdk: anthropic.Anthropic, server: Server, url: str) -> None:
    with pytest.raises(anthropic.BadRequestError, match=r"messages\.0\.content\.0\.image\.source\.url"):
        ask(sdk, by_url(url))
