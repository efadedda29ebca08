"""Sending an answer while watching the client: who hangs up gets no more work done for them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Coroutine, Mapping
from typing import Any, TypeVar

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

T = TypeVar("T")


class JSON(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content)


class EventStream(Response):
    """Server-sent events, ready to send. ``frames`` is closed as soon as the client is gone."""

    def __init__(self, first: bytes, frames: AsyncGenerator[bytes, None], headers: Mapping[str, str]) -> None:
        self.first = first
        self.frames = frames
        self.status_code = 200
        self.background = None
        self.init_headers(
            {
                "content-type": "text/event-stream; charset=utf-8",
                "cache-control": "no-cache",
                "x-accel-buffering": "no",
                **headers,
            }
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(ClientDisconnect):
            await while_connected(receive, self._send(send))

    async def _send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        async with contextlib.aclosing(self.frames) as frames:
            await send({"type": "http.response.body", "body": self.first, "more_body": True})
            async for frame in frames:
                await send({"type": "http.response.body", "body": frame, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def while_connected(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """The result of ``work``, which is cancelled when the client disconnects: then ``ClientDisconnect`` is raised.

    The request body must have been read.
    """
    working = asyncio.current_task()
    assert working, "there is a task wherever there is a request"
    gone = False

    async def watch() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        gone = True
        working.cancel()

    watching = asyncio.create_task(watch())
    try:
        return await work
    except asyncio.CancelledError:
        if gone and working.uncancel() == 0:
            raise ClientDisconnect from None
        raise  # somebody else wants us to stop
    finally:
        watching.cancel()


async def answer_or_stop(request: Request, work: Coroutine[Any, Any, T]) -> T:
    return await while_connected(request.receive, work)
