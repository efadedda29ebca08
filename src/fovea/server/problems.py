"""Errors as the API words them, on every route and for every status; and the request's id.

The one place beside the engine worker that catches every exception.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, MutableMapping
from typing import Any, TypeVar

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fovea.errors import EngineFailed, FoveaError, InvalidRequest, MethodNotAllowed, UnknownRoute
from fovea.wire.response import error_body, new_id

log = logging.getLogger("fovea.server")
T = TypeVar("T")


class Envelope:
    """Gives each request its id and turns whatever is raised inside into the API's error."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = new_id("req")
        scope.setdefault("state", {})["request_id"] = request_id
        header = (b"request-id", request_id.encode())
        started = False

        async def send_with_id(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                extra = scope["state"].get("headers", ())
                message["headers"] = [*message.get("headers", ()), *extra, header]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except ClientDisconnect:
            log.debug("%s: the client went away", request_id)
        except Exception as exc:
            error = translated(exc)
            if error.status >= 500:
                log.error("%s %s %s failed", request_id, scope["method"], scope["path"], exc_info=exc)
            if started:
                # Too late for a status; closing the connection is all that is left.
                raise
            await problem(error, scope)(scope, receive, send_with_id)


async def settled(work: Awaitable[T], what: str) -> T | FoveaError:
    """What ``work`` gives, or our error for whatever it raised: for work that no open request waits for."""
    try:
        return await work
    except Exception as exc:
        error = translated(exc)
        if error.status >= 500:
            log.error("%s failed", what, exc_info=exc)
        return error


def translated(exc: Exception) -> FoveaError:
    """Our error for any exception. A foreign one's text stays in the log."""
    match exc:
        case FoveaError():
            return exc
        case HTTPException(status_code=404):
            return UnknownRoute("Not found")
        case HTTPException(status_code=405):
            return MethodNotAllowed("Method Not Allowed")
        case HTTPException(status_code=status) if status < 500:
            return InvalidRequest("The request could not be understood.")
        case _:
            return EngineFailed("Internal server error")


def problem(error: FoveaError, scope: MutableMapping[str, Any]) -> Response:
    """The error as a response. 4xx are final; what can pass is told when to come again."""
    headers = {"x-should-retry": "false"} if error.status < 500 and error.status not in (408, 409, 429) else {}
    if error.retry_after_s is not None:
        headers["retry-after"] = str(max(1, round(error.retry_after_s)))
    if error.status in (413, 415):
        # The body was not taken in full; the connection cannot be used again.
        headers["connection"] = "close"
    body = orjson.dumps(error_body(error, scope["state"]["request_id"]))
    return Response(body, status_code=error.status, headers=headers, media_type="application/json")
