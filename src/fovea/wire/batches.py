"""Message batches: what a client sends to make one, and what it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from fovea.errors import FoveaError, InvalidRequest, TooLarge
from fovea.limits import MIB
from fovea.wire import body as bodies
from fovea.wire.blocks import Items, Value
from fovea.wire.models import rfc3339
from fovea.wire.request import MessagesRequest, parse, validate
from fovea.wire.response import Json, error_body

MAX_REQUESTS = 100_000
MAX_BATCH_BYTES = 256 * MIB

Status: TypeAlias = Literal["in_progress", "canceling", "ended"]


class BatchItem(Value):
    """One request of a batch. ``params`` are looked at when their turn comes: see ``parse_params``."""

    custom_id: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")
    params: Mapping[str, Any]


class BatchRequest(Value):
    """The body of ``POST /v1/messages/batches``."""

    requests: Annotated[Items[BatchItem], Field(min_length=1, max_length=MAX_REQUESTS)]


def parse_item(text: bodies.Body) -> tuple[str, dict[str, Any]]:
    """Custom id and params of one request of a batch; long base64 in them is a view of ``text``.

    Raises ``InvalidRequest`` for what is no such object.
    """
    value, _ = bodies.load(text)
    custom_id = validate(BatchItem, value).custom_id
    params: dict[str, Any] = value["params"]
    return custom_id, params


def parse_params(
    body: bodies.Body, *, version: str, sampling_parameters: Literal["refuse", "accept"] = "refuse"
) -> MessagesRequest:
    """A batch's request. Raises ``InvalidRequest`` as ``request.parse`` does, and for what a batch cannot do."""
    request = parse(body, version=version, sampling_parameters=sampling_parameters)
    if request.stream:
        raise InvalidRequest("streaming is not supported in batches", path="stream")
    if request.speed is not None:
        raise InvalidRequest("speed is not supported in batches", path="speed")
    if request.max_tokens == 0:
        raise InvalidRequest("Input should be greater than or equal to 1", path="max_tokens")
    return request


# --- a batch as it arrives -----------------------------------------------------------------------------------

_BEGIN = re.compile(rb'[ \t\n\r]*\{[ \t\n\r]*"requests"[ \t\n\r]*:[ \t\n\r]*\[')
_SPACE = re.compile(rb"[ \t\n\r]*")
_MARK = re.compile(rb'["{}\[\]]')
#: What may stand before the first request and after the last: a few spaces and brackets.
_MAX_AROUND_BYTES = 64 * 1024
_ANY_ITEM = b'{"requests":[{"custom_id":"a","params":{}}]'


class BatchReader:
    """Reads a batch's body while it arrives, and never holds more of it than one request and a piece.

    ``feed`` gives the custom id and the Messages body of each request that is complete. Only what a batch has to
    have is checked: the rest is looked at when the request's turn comes. Raises ``InvalidRequest``, and ``TooLarge``
    for a request of more than ``max_request_bytes``.
    """

    def __init__(self, max_request_bytes: int) -> None:
        self._max_request_bytes = max_request_bytes
        self._buffer = bytearray()
        self._expected: Literal["begin", "item or end", "item", "comma or end", "nothing"] = "begin"
        self._names: set[str] = set()
        # Inside a request, which begins at the buffer's first byte: how far it was looked at, how deep that is, and
        # where the string began that is open, or its last escaped quote was.
        self._at = 0
        self._depth = 0
        self._string: int | None = None

    def feed(self, piece: bytes | bytearray) -> list[tuple[str, bytes]]:
        self._buffer += piece
        found: list[tuple[str, bytes]] = []
        while (item := self._next()) is not None:
            found.append(self._read(item))
        return found

    def close(self) -> None:
        """Raises unless the body has come to its end."""
        rest = bytes(self._buffer)
        if self._expected == "nothing":
            if rest.strip(b" \t\n\r") != b"}":
                validate(BatchRequest, bodies.load(_ANY_ITEM + rest)[0])
            return
        if self._expected == "begin":
            validate(BatchRequest, bodies.load(rest)[0])
            raise InvalidRequest("Field required", path="requests")
        raise InvalidRequest("The request body is not valid JSON: it ends inside of requests")

    def _next(self) -> bytes | None:
        """The next request's bytes, once it is complete."""
        buffer = self._buffer
        if self._expected == "begin":
            begun = _BEGIN.match(buffer)
            if begun is None:
                self._refuse_longer_than(_MAX_AROUND_BYTES)
                return None
            del buffer[: begun.end()]
            self._expected = "item or end"
        while not self._depth:
            if self._expected == "nothing":
                self._refuse_longer_than(_MAX_AROUND_BYTES)
                return None
            space = _SPACE.match(buffer)
            del buffer[: space.end() if space else 0]
            if not buffer:
                return None
            match self._expected, buffer[:1]:
                case "item or end" | "item", b"{":
                    self._at, self._depth = 1, 1
                    continue
                case "comma or end", b",":
                    self._expected = "item"
                case "item or end" | "comma or end", b"]":
                    self._end_list()
                case "item or end" | "item", char if char in b'["tfn-0123456789':
                    raise InvalidRequest("Input should be a valid dictionary", path=f"requests.{len(self._names)}")
                case _:
                    after = f"after {len(self._names)} requests"
                    raise InvalidRequest(f"The request body is not valid JSON: unexpected character {after}")
            del buffer[:1]
        if not self._to_end_of_item():
            # A custom id and some brackets are not the request's.
            if len(buffer) > self._max_request_bytes + 1024:
                raise TooLarge("Request exceeds the maximum size", path=f"requests.{len(self._names)}")
            return None
        with memoryview(buffer) as whole, whole[: self._at] as view:
            item = bytes(view)
        del buffer[: self._at]
        self._expected = "comma or end"
        return item

    def _end_list(self) -> None:
        if not self._names:
            raise InvalidRequest("List should have at least 1 item after validation, not 0", path="requests")
        self._expected = "nothing"

    def _to_end_of_item(self) -> bool:
        buffer = self._buffer
        while self._depth:
            if self._string is not None:
                quote = buffer.find(b'"', self._at)
                if quote < 0:
                    self._at = len(buffer)
                    return False
                self._at = quote + 1
                before = buffer[self._string : quote] if buffer[quote - 1] == 0x5C else b""
                escaped = (len(before) - len(before.rstrip(b"\\"))) % 2
                self._string = self._at if escaped else None
                continue
            mark = _MARK.search(buffer, self._at)
            if mark is None:
                self._at = len(buffer)
                return False
            self._at = mark.end()
            match mark[0]:
                case b'"':
                    self._string = self._at
                case b"{" | b"[":
                    self._depth += 1
                case _:
                    self._depth -= 1
            if self._depth > bodies.MAX_DEPTH:
                raise InvalidRequest(
                    f"nested deeper than {bodies.MAX_DEPTH} levels", path=f"requests.{len(self._names)}"
                )
        return True

    def _refuse_longer_than(self, most: int) -> None:
        if len(self._buffer) > most:
            raise InvalidRequest("The body of a batch is an object with one key: requests")

    def _read(self, item: bytes) -> tuple[str, bytes]:
        position = len(self._names)
        if position >= MAX_REQUESTS:
            raise InvalidRequest(f"List should have at most {MAX_REQUESTS} items after validation", path="requests")
        where = f"requests.{position}"
        try:
            custom_id, params = parse_item(item)
        except InvalidRequest as exc:
            path = f"{where}.{exc.path}" if exc.path else where
            raise InvalidRequest(exc.message.removeprefix(f"{exc.path}: "), path=path) from None
        if custom_id in self._names:
            raise InvalidRequest(f"custom_id must be unique, {custom_id!r} is not", path=f"{where}.custom_id")
        self._names.add(custom_id)
        return custom_id, b"".join(bodies.dump(params))


# --- answers -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counts:
    """A batch's requests by what became of them. All count as ``processing`` until the whole batch has ended."""

    processing: int = 0
    succeeded: int = 0
    errored: int = 0
    canceled: int = 0
    expired: int = 0


def batch_object(
    *,
    id: str,
    status: Status,
    counts: Counts,
    created_at: datetime,
    expires_at: datetime,
    ended_at: datetime | None = None,
    cancel_initiated_at: datetime | None = None,
    archived_at: datetime | None = None,
    results_url: str | None = None,
) -> Json:
    return {
        "id": id,
        "type": "message_batch",
        "processing_status": status,
        "request_counts": {
            "processing": counts.processing,
            "succeeded": counts.succeeded,
            "errored": counts.errored,
            "canceled": counts.canceled,
            "expired": counts.expired,
        },
        "created_at": rfc3339(created_at),
        "expires_at": rfc3339(expires_at),
        "ended_at": ended_at and rfc3339(ended_at),
        "archived_at": archived_at and rfc3339(archived_at),
        "cancel_initiated_at": cancel_initiated_at and rfc3339(cancel_initiated_at),
        "results_url": results_url,
    }


def deleted_batch(batch_id: str) -> Json:
    return {"id": batch_id, "type": "message_batch_deleted"}


def succeeded(message: Json) -> Json:
    return {"type": "succeeded", "message": message}


def errored(error: FoveaError, request_id: str | None) -> Json:
    return {"type": "errored", "error": error_body(error, request_id)}


CANCELED: Json = {"type": "canceled"}
EXPIRED: Json = {"type": "expired"}


def result_line(custom_id: str, result: Json) -> bytes:
    """One line of the results, its newline included."""
    import orjson

    return orjson.dumps({"custom_id": custom_id, "result": result}, option=orjson.OPT_APPEND_NEWLINE)
