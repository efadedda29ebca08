"""Pictures and a scriptable upstream server for the engine tests."""

from __future__ import annotations

import hashlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from aiohttp import web
from PIL import Image

from fovea.values import MediaType, Pixels, Size


@dataclass(frozen=True)
class PlainPicture:
    """A picture of one colour, with both forms that engines ask for."""

    colour: tuple[int, int, int] = (200, 30, 30)
    size: Size = field(default_factory=lambda: Size(64, 48))
    media_type: MediaType = "image/png"
    at: str = "messages.0.content.0"

    @property
    def original(self) -> Size:
        return self.size

    @property
    def seen(self) -> Size:
        return self.size

    @property
    def tokens(self) -> int:
        return -(-self.size.width * self.size.height // 750)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.encoded()[1]).hexdigest()

    def pixels(self) -> Pixels:
        return np.full((self.size.height, self.size.width, 3), self.colour, dtype=np.uint8)

    def encoded(self) -> tuple[MediaType, bytes]:
        out = io.BytesIO()
        Image.fromarray(self.pixels()).save(out, self.media_type.removeprefix("image/"))
        return self.media_type, out.getvalue()


@pytest.fixture(scope="session")
def picture() -> type[PlainPicture]:
    return PlainPicture


Handler = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]


@dataclass
class Upstream:
    """A server on loopback that answers each request with the next handler, the last one for ever."""

    handlers: list[Handler]
    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Any] = field(default_factory=list)
    #: Requests whose client hung up before the answer was finished.
    hung_up: int = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.method == "GET":
            return web.json_response({"data": []})
        body = await request.json()
        self.bodies.append(body)
        self.headers.append(request.headers)
        handler = self.handlers[min(len(self.bodies), len(self.handlers)) - 1]
        try:
            return await handler(request, body)
        except (ConnectionResetError, ConnectionError):
            self.hung_up += 1
            raise


@pytest.fixture
async def serve() -> AsyncIterator[Callable[..., Awaitable[Upstream]]]:
    """Starts an ``Upstream`` from handlers; all are stopped after the test."""
    runners: list[web.AppRunner] = []

    async def start(*handlers: Handler) -> Upstream:
        upstream = Upstream(list(handlers))
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", upstream.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        runners.append(runner)
        port = runner.addresses[0][1]
        upstream.url = f"http://127.0.0.1:{port}/v1"
        return upstream

    yield start
    for runner in runners:
        await runner.cleanup()
