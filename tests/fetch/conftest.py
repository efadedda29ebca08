from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

_watchers: list[list[tuple[str, int]]] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Sees every connection that this process tries to make, and lets none leave the machine."""
    if event == "socket.connect" and _watchers and isinstance(arguments[1], tuple):
        host, port = arguments[1][:2]
        for seen in _watchers:
            seen.append((host, port))
        if not host.startswith("127.") and host != "::1":
            raise OSError(f"a test tried to reach {host}")


sys.addaudithook(_watch)


@pytest.fixture
def connections() -> Iterator[list[tuple[str, int]]]:
    """(host, port) of each connection that is tried during the test."""
    seen: list[tuple[str, int]] = []
    _watchers.append(seen)
    yield seen
    _watchers.remove(seen)


class Names:
    """A name server: what it is told, in turn; and numbers in all spellings that the C library takes."""

    def __init__(self, **answers: str | list[str]) -> None:
        self.answers = {name.replace("_", "."): answer for name, answer in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int, **_: Any) -> list[tuple[Any, ...]]:
        self.asked.append(host)
        answer = self.answers.get(host.rstrip(".").lower())
        if answer is None:
            return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        if isinstance(answer, list):
            answer = answer.pop(0)
        return [
            info
            for address in answer.split()
            for info in socket.getaddrinfo(address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        ]


Handler = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


class RawServer:
    """Answers each request with bytes of the test's choosing. ``requests`` keeps what was asked, headers included."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.requests: list[str] = []

    def url(self, path: str = "/image.png", host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@asynccontextmanager
async def raw_server(handler: Handler, **options: Any) -> AsyncIterator[RawServer]:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            server.requests.append(request)
            await handler(request, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(connected, options.pop("host", "127.0.0.1"), 0, **options)
    server = RawServer(listening.sockets[0].getsockname()[1])
    try:
        yield server
    finally:
        listening.close()


@pytest.fixture
def serve() -> Callable[..., Any]:
    return raw_server


@pytest.fixture
def names() -> type[Names]:
    return Names
