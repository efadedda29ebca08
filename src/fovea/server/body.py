"""Reading a request body: bounded, in one copy, with a limit on how long a client may dawdle."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator

from starlette.requests import ClientDisconnect, Request

from fovea.errors import InvalidRequest, TooLarge

#: Past the limit this much more is read and thrown away, so that a client which is still sending gets to see the 413.
DRAIN_BYTES = 256 * 1024 * 1024
DRAIN_S = 10.0
TOO_LARGE = "Request exceeds the maximum size"


class UnsupportedMediaType(InvalidRequest):
    status = 415


class BodyTimedOut(InvalidRequest):
    status = 408


async def read_json_body(request: Request, *, max_bytes: int, pause_s: float) -> bytearray:
    """The body's bytes, decompressed. The only copy there is: nothing else holds it.

    Raises 415 for another content type, 413 past ``max_bytes`` (of the decompressed body too), 408 when the
    client pauses for longer than ``pause_s``, 400 for a body that does not decompress.
    """
    check_content_type(request)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "deflate"):
        raise InvalidRequest(
            f"The request body's content encoding {encoding[:40]!r} is not supported; use gzip, deflate or none.",
            details={"error_code": "request_body_encoding_unsupported"},
        )
    raw = await _read(request, max_bytes, pause_s)
    if encoding in ("identity", ""):
        return raw
    return await asyncio.to_thread(_inflated, raw, encoding, max_bytes)


def check_content_type(request: Request) -> None:
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != "application/json":
        raise UnsupportedMediaType(f"content-type: expected application/json, found {kind.strip()[:80] or 'none'}")
    charset = parameters.lower().partition("charset=")[2].strip(' "') or "utf-8"
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise InvalidRequest(
            f"content-type: charset {charset[:40]!r} is not supported; use utf-8",
            details={"error_code": "unsupported_charset"},
        )


async def _read(request: Request, max_bytes: int, pause_s: float) -> bytearray:
    announced = request.headers.get("content-length")
    if announced and int(announced) > max_bytes:
        await drain(request)
        raise TooLarge(TOO_LARGE)
    body = bytearray()
    async for piece in BodyPieces(request, pause_s):
        body += piece
        if len(body) > max_bytes:
            body.clear()
            await drain(request)
            raise TooLarge(TOO_LARGE)
    return body


class BodyPieces:
    """The request's body in the pieces in which it arrives."""

    def __init__(self, request: Request, pause_s: float) -> None:
        self.complete = False
        self._request = request
        self._pause_s = pause_s

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while not self.complete:
            try:
                async with asyncio.timeout(self._pause_s):  # not wait_for, which makes a task for each of many chunks
                    message = await self._request.receive()
            except TimeoutError as exc:
                raise BodyTimedOut(
                    f"The request body paused for more than {self._pause_s:g} s.",
                    details={"error_code": "request_body_timeout"},
                ) from exc
            if message["type"] == "http.disconnect":
                self.complete = True
                raise ClientDisconnect
            self.complete = not message.get("more_body")
            yield message.get("body", b"")


async def drain(request: Request) -> None:
    dropped = 0
    try:
        async with asyncio.timeout(DRAIN_S):
            while dropped < DRAIN_BYTES:
                message = await request.receive()
                dropped += len(message.get("body", b""))
                if message["type"] == "http.disconnect" or not message.get("more_body"):
                    return
    except TimeoutError:
        return


def _inflated(raw: bytearray, encoding: str, max_bytes: int) -> bytearray:
    # 16 + 15: a gzip wrapper. Plain deflate means zlib's wrapper (RFC 9110).
    inflater = zlib.decompressobj(31 if encoding == "gzip" else 15)
    body = bytearray()
    pending = bytes(raw)
    try:
        while pending and not inflater.eof:
            body += inflater.decompress(pending, max_bytes + 1 - len(body))
            if len(body) > max_bytes:
                raise TooLarge(TOO_LARGE, details={"error_code": "request_body_too_large_after_decoding"})
            pending = inflater.unconsumed_tail
    except zlib.error as exc:
        raise _broken(encoding) from exc
    if not inflater.eof:
        raise _broken(encoding)
    return body


def _broken(encoding: str) -> InvalidRequest:
    return InvalidRequest(
        f"The request body is not valid {encoding}.", details={"error_code": "request_body_encoding_invalid"}
    )
