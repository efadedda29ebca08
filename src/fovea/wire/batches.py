"""Message batches: what a client sends to make one, and what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from fovea.errors import FoveaError, InvalidRequest
from fovea.wire import body as bodies
from fovea.wire.blocks import Items, Value
from fovea.wire.models import rfc3339
from fovea.wire.request import MessagesRequest, parse_value, validate
from fovea.wire.response import Json, error_body

MAX_REQUESTS = 100_000

Status: TypeAlias = Literal["in_progress", "canceling", "ended"]


class BatchItem(Value):
    """One request of a batch. ``params`` are looked at when their turn comes: see ``parse_params``."""

    custom_id: str = Field(pattern=r"^[a-zA-Z0-9_-]{1,64}$")
    params: Mapping[str, Any]


class BatchRequest(Value):
    """The body of ``POST /v1/messages/batches``."""

    requests: Annotated[Items[BatchItem], Field(min_length=1, max_length=MAX_REQUESTS)]


def parse_batch(body: bodies.Body) -> BatchRequest:
    """Raises ``InvalidRequest`` for what is no batch, and for a ``custom_id`` that is there twice."""
    # A batch is kept beyond its request, so nothing in it may be a view of the body.
    value, _ = bodies.load(body, views=False)
    batch = validate(BatchRequest, value)
    seen: set[str] = set()
    for i, item in enumerate(batch.requests):
        if item.custom_id in seen:
            raise InvalidRequest(f"custom_id must be unique, {item.custom_id!r} is not", path=f"requests.{i}.custom_id")
        seen.add(item.custom_id)
    return batch


def parse_params(params: Mapping[str, Any], *, version: str) -> MessagesRequest:
    """A batch's request. Raises ``InvalidRequest`` as ``request.parse`` does, and for what a batch cannot do."""
    request = parse_value(params, version=version)
    if request.stream:
        raise InvalidRequest("streaming is not supported in batches", path="stream")
    if request.speed is not None:
        raise InvalidRequest("speed is not supported in batches", path="speed")
    if request.max_tokens == 0:
        raise InvalidRequest("Input should be greater than or equal to 1", path="max_tokens")
    return request


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
