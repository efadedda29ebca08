"""Message batches: taking them in, answering their requests behind all others, handing out the results.

POST   /v1/messages/batches               make one; the body goes to the object store as it arrives
GET    /v1/messages/batches               list, newest first: ?limit= &after_id= &before_id=
GET    /v1/messages/batches/{id}          how far it is
POST   /v1/messages/batches/{id}/cancel
GET    /v1/messages/batches/{id}/results  JSONL, once it has ended
DELETE /v1/messages/batches/{id}          once it has ended
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from fovea.errors import FoveaError, InvalidRequest, Overloaded, RateLimited, TooLarge
from fovea.limits import MIB
from fovea.pipeline import Caller
from fovea.server.answers import JSON
from fovea.server.body import TOO_LARGE, BodyPieces, BodyTimedOut, check_content_type, drain
from fovea.server.messages import caller_of
from fovea.server.problems import settled
from fovea.storage.batches import LEASE_S
from fovea.wire.batches import (
    CANCELED,
    EXPIRED,
    MAX_BATCH_BYTES,
    BatchReader,
    Counts,
    batch_object,
    deleted_batch,
    errored,
    parse_params,
    result_line,
    succeeded,
)
from fovea.wire.models import id_page
from fovea.wire.request import known_version
from fovea.wire.response import Json, new_id

if TYPE_CHECKING:
    from fovea.server.app import Service
    from fovea.storage import Batch, Claim, Outcome
    from fovea.storage.batches import Result

log = logging.getLogger("fovea.server")

DEFAULT_LIMIT, MAX_LIMIT = 20, 1000
#: Read at a time.
_PIECE_BYTES = MIB
#: How often an idle process looks for what others have taken in, and for batches that have expired.
_LOOK_EVERY_S = 5.0
#: An engine that had no room is asked again after this long, unless it says when.
_RETRY_AFTER_S = 5.0


def routes(service: Service) -> list[Route]:
    async def batches(request: Request) -> Response:
        version = known_version(request.headers.get("anthropic-version"))
        return await (_create(service, request, version) if request.method == "POST" else _list(service, request))

    async def batch(request: Request) -> Response:
        known_version(request.headers.get("anthropic-version"))
        workspace, batch_id = caller_of(request).workspace, request.path_params["batch_id"]
        if request.method == "DELETE":
            await service.storage.batches.delete(workspace, batch_id)
            return JSON(deleted_batch(batch_id))
        return JSON(_json(request, await service.storage.batches.get(workspace, batch_id)))

    async def cancel(request: Request) -> Response:
        known_version(request.headers.get("anthropic-version"))
        found = await service.storage.batches.cancel(caller_of(request).workspace, request.path_params["batch_id"])
        service.batches.look()
        return JSON(_json(request, found))

    async def results(request: Request) -> Response:
        known_version(request.headers.get("anthropic-version"))
        workspace, batch_id = caller_of(request).workspace, request.path_params["batch_id"]
        found = await service.storage.batches.results(workspace, batch_id)
        return StreamingResponse(_lines(found), media_type="application/x-jsonl")

    return [
        Route("/v1/messages/batches", batches, methods=["GET", "POST"]),
        Route("/v1/messages/batches/{batch_id}", batch, methods=["GET", "DELETE"]),
        Route("/v1/messages/batches/{batch_id}/cancel", cancel, methods=["POST"]),
        Route("/v1/messages/batches/{batch_id}/results", results),
    ]


async def _create(service: Service, request: Request, version: str) -> Response:
    check_content_type(request)
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise InvalidRequest(
            "The body of a batch is taken without content encoding.",
            details={"error_code": "request_body_encoding_unsupported"},
        )
    body = BodyPieces(request, service.settings.body_timeout_s)
    try:
        batch = await _spooled(service, request, body, version)
    except FoveaError as exc:
        # A client that is still sending would see a broken connection instead of the reason.
        if not body.complete and not isinstance(exc, BodyTimedOut):
            await drain(request)
        raise
    service.batches.look()
    return JSON(_json(request, batch))


async def _spooled(service: Service, request: Request, body: BodyPieces, version: str) -> Batch:
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > MAX_BATCH_BYTES:
        raise TooLarge(TOO_LARGE)
    caller, reader, received = caller_of(request), BatchReader(service.max_body_bytes), 0
    async with service.storage.batches.spool(caller.workspace) as spool:
        async for piece in _large(body):
            received += len(piece)
            if received > MAX_BATCH_BYTES:
                raise TooLarge(TOO_LARGE)
            for custom_id, params in await asyncio.to_thread(reader.feed, piece):
                await spool.add(custom_id, params)
        reader.close()
        return await spool.commit(new_id("msgbatch"), version=version, key_id=caller.key_id)


async def _large(body: BodyPieces) -> AsyncIterator[bytearray]:
    """The body in pieces that are worth the way to a thread."""
    piece = bytearray()
    async for chunk in body:
        piece += chunk
        if len(piece) >= _PIECE_BYTES:
            yield piece
            piece = bytearray()
    yield piece


async def _list(service: Service, request: Request) -> Response:
    query = request.query_params
    text = query.get("limit", str(DEFAULT_LIMIT))
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MAX_LIMIT):
        raise InvalidRequest(f"Input should be a whole number from 1 to {MAX_LIMIT}, not {text[:32]!r}", path="limit")
    if "before_id" in query and "after_id" in query:
        raise InvalidRequest("not permitted together with after_id", path="before_id")
    found = await service.storage.batches.list(
        caller_of(request).workspace,
        limit=int(text),
        after_id=query.get("after_id"),
        before_id=query.get("before_id"),
    )
    return JSON(id_page([_json(request, batch) for batch in found.batches], has_more=found.has_more))


def _json(request: Request, batch: Batch) -> Json:
    counts = Counts(**batch.outcomes) if batch.ended_at else Counts(processing=batch.total)
    there = batch.ended_at is not None and batch.archived_at is None
    return batch_object(
        id=batch.id,
        status="ended" if batch.ended_at else "canceling" if batch.cancel_initiated_at else "in_progress",
        counts=counts,
        created_at=batch.created_at,
        expires_at=batch.expires_at,
        ended_at=batch.ended_at,
        cancel_initiated_at=batch.cancel_initiated_at,
        archived_at=batch.archived_at,
        results_url=_address(request, f"/v1/messages/batches/{batch.id}/results") if there else None,
    )


def _address(request: Request, path: str) -> str:
    """As the client reaches this server: a proxy that ends TLS says so."""
    base = request.base_url
    if (scheme := request.headers.get("x-forwarded-proto", "")) in ("http", "https"):
        base = base.replace(scheme=scheme)
    return str(base).rstrip("/") + path


async def _lines(found: AsyncIterator[Sequence[Result]]) -> AsyncIterator[bytes]:
    async for some in found:
        yield b"".join([_line(*one) for one in some])


def _line(custom_id: str, outcome: Outcome, line: bytes | None) -> bytes:
    return line or result_line(custom_id, CANCELED if outcome == "canceled" else EXPIRED)


class BatchRunner:
    """Answers the requests of batches in this process, some at once, each when no other request wants its engine."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._slots = asyncio.Semaphore(max(1, service.settings.batch_concurrency))
        self._news = asyncio.Event()
        self._hurry = asyncio.Event()
        self._running: dict[tuple[str, int], tuple[Claim, asyncio.Task[None]]] = {}

    def look(self) -> None:
        """A batch was made or canceled."""
        self._news.set()
        self._hurry.set()

    async def run(self) -> None:
        """Until it is cancelled; what it had begun is given back."""
        renewing = asyncio.create_task(self._renew_forever(), name="fovea-batch-leases")
        try:
            while True:
                await self._slots.acquire()
                claim = await self._claim()
                task = asyncio.create_task(self._work(claim), name=f"fovea-{claim.batch}-{claim.position}")
                self._running[claim.place] = claim, task
        finally:
            tasks = [renewing, *(task for _, task in self._running.values())]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _claim(self) -> Claim:
        while True:
            self._news.clear()
            try:
                if not self._service.draining and (claim := await self._service.storage.batches.claim()):
                    return claim
            except FoveaError as exc:
                log.warning("batches wait: %s", exc.message, exc_info=exc)
            await _set_or_after(self._news, _LOOK_EVERY_S)

    async def _renew_forever(self) -> None:
        while True:
            await _set_or_after(self._hurry, LEASE_S / 4)
            self._hurry.clear()
            if not self._running:
                continue
            with contextlib.suppress(FoveaError):  # the lease outlives three such misses
                for place in await self._service.storage.batches.renew([claim for claim, _ in self._running.values()]):
                    if found := self._running.get(place):
                        found[1].cancel()

    async def _work(self, claim: Claim) -> None:
        storage = self._service.storage
        try:
            request_id = new_id("req")
            result = await settled(self._answer(claim, request_id), f"{claim.batch} {request_id}")
            match result:
                case Overloaded() | RateLimited():
                    await storage.batches.give_back(claim, after_s=result.retry_after_s or _RETRY_AFTER_S)
                case FoveaError():
                    line = result_line(claim.custom_id, errored(result, request_id))
                    await storage.batches.finish(claim, "errored", line)
                case _:
                    await storage.batches.finish(claim, "succeeded", result_line(claim.custom_id, succeeded(result)))
        except asyncio.CancelledError:
            with contextlib.suppress(FoveaError):
                await storage.batches.give_back(claim)
            raise
        except FoveaError as exc:  # the storage: the lease runs out, and the request begins again
            log.warning("%s: request %s begins again: %s", claim.batch, claim.position, exc.message, exc_info=exc)
        finally:
            del self._running[claim.place]
            self._slots.release()
            self._news.set()

    async def _answer(self, claim: Claim, request_id: str) -> Json:
        service = self._service
        body = await service.storage.batches.read(claim)
        request = await asyncio.to_thread(
            lambda: parse_params(body, version=claim.version, sampling_parameters=service.settings.sampling_parameters)
        )
        async with service.pipeline.room(request):
            caller = Caller(claim.key_id, claim.workspace)
            prepared = await service.pipeline.prepare(request, caller, request_id=request_id)
            await service.authenticator.spend_later(caller, prepared.input_tokens)
            service.metrics.images.inc(len(prepared.images))
            service.metrics.tokens.labels("input").inc(prepared.input_tokens)
            message = await service.pipeline.answer(prepared)
        service.metrics.tokens.labels("output").inc(message["usage"]["output_tokens"])
        message["usage"]["service_tier"] = "batch"
        return message


async def _set_or_after(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
