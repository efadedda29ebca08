"""POST /v1/messages and /v1/messages/count_tokens."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING, Any, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fovea.engines.registry import ModelTable
from fovea.errors import InvalidRequest, NotFound
from fovea.pipeline import Caller, Prepared
from fovea.repairs import RepairedRequest, repair_body
from fovea.server.answers import JSON, EventStream, answer_or_stop
from fovea.server.auth import spend
from fovea.server.body import read_json_body
from fovea.wire import body as bodies
from fovea.wire.evidence import wanted
from fovea.wire.request import CountTokensRequest, MessagesRequest, Version, known_version, parse, parse_count
from fovea.wire.stream import sse

if TYPE_CHECKING:
    from fovea.images.check import CheckedImage
    from fovea.server.app import Service

R = TypeVar("R", bound=CountTokensRequest)

#: Bodies above this are parsed beside the event loop. A megabyte of images takes 0.3 ms, less than the way there.
INLINE_BYTES = 4 * 1024 * 1024
#: Node refuses responses whose headers exceed 16 KiB in all.
HEADER_BYTES = 12 * 1024


def routes(service: Service) -> list[Route]:
    settings, pipeline = service.settings, service.pipeline

    async def create_message(request: Request) -> Response:
        version = known_version(request.headers.get("anthropic-version"))
        cited = wanted(request.headers.get("fovea-evidence"))
        body = await read_json_body(request, max_bytes=service.max_body_bytes, pause_s=settings.body_timeout_s)
        return await answer_or_stop(request, _answer(request, body, version, cited))

    async def _prepared(request: Request, body: bodies.Body, version: Version) -> Prepared:
        def read() -> MessagesRequest:
            return parse(body, version=version, sampling_parameters=settings.sampling_parameters)

        parsed = await _parsed(body, read)
        return await pipeline.prepare(parsed, caller_of(request), request_id=request.state.request_id)

    async def _answer(request: Request, body: bytearray, version: Version, cited: bool) -> Response:
        mended: RepairedRequest | None = None
        try:
            prepared = await _prepared(request, body, version)
        except InvalidRequest:
            mended = await asyncio.to_thread(_mended, body, pipeline.models)
            if mended is None:
                raise
            prepared = await _prepared(request, mended.body(), version)
        await spend(request, prepared.input_tokens)
        service.metrics.images.inc(len(prepared.images))
        service.metrics.tokens.labels("input").inc(prepared.input_tokens)
        headers = images_header(prepared)
        if mended:
            headers["fovea-repaired"] = _changes_header(mended)
        if cited:
            headers["fovea-evidence"] = str(prepared.model.engine.capabilities.evidence).lower()
        if not prepared.prompt.whole:
            frames = _frames(prepared, cited)
            # The first word is waited for: an engine that fails before it still gets to be a status.
            try:
                first = await anext(frames)
            except BaseException:
                await frames.aclose()
                raise
            return EventStream(first, frames, headers)
        message = await pipeline.answer(prepared, evidence=cited)
        service.metrics.tokens.labels("output").inc(message["usage"]["output_tokens"])
        return JSON(message, headers=headers)

    async def _frames(prepared: Prepared, cited: bool) -> AsyncGenerator[bytes, None]:
        async with contextlib.aclosing(pipeline.stream(prepared, evidence=cited)) as batches:
            async for batch in batches:
                yield b"".join([sse(event) for event in batch])
                for event in batch[-2:]:  # the last but one event of a stream tells what it has used
                    if event["type"] == "message_delta":
                        service.metrics.tokens.labels("output").inc(event["usage"]["output_tokens"])

    async def count_tokens(request: Request) -> Response:
        version = known_version(request.headers.get("anthropic-version"))
        body = await read_json_body(request, max_bytes=service.max_body_bytes, pause_s=settings.body_timeout_s)
        parsed = await _parsed(body, lambda: parse_count(body, version=version))
        return JSON({"input_tokens": await answer_or_stop(request, pipeline.count(parsed, caller_of(request)))})

    return [
        Route("/v1/messages", create_message, methods=["POST"]),
        Route("/v1/messages/count_tokens", count_tokens, methods=["POST"]),
    ]


def _mended(body: bytearray, models: ModelTable) -> RepairedRequest | None:
    """The nearest request that breaks no limit, where its model wants that done; None where nothing can be done."""
    try:
        value, _ = bodies.load(body)
        model = models.resolve(str(value.get("model")) if isinstance(value, dict) else "")
        if not model.repair:
            return None
        found = repair_body(body, model.profile, context_tokens=model.engine.capabilities.context_tokens)
    except (InvalidRequest, NotFound):
        return None  # what was wrong with the request as it came is the better answer
    return found if found.changes else None


def _changes_header(mended: RepairedRequest) -> str:
    """``fovea-repaired``: what was changed before the model saw the request."""
    return _bounded_list([orjson.dumps({"at": change.at, "kind": change.kind}) for change in mended.changes])


async def _parsed(body: bodies.Body, work: Any) -> Any:
    return work() if len(body) <= INLINE_BYTES else await asyncio.to_thread(work)


def caller_of(request: Request) -> Caller:
    caller: Caller = getattr(request.state, "caller", None) or Caller()
    return caller


def seen_image(checked: CheckedImage) -> dict[str, Any]:
    """Where the image stands in the request, its upright size, and the size and tokens that the model sees."""
    upright = checked.header.upright
    return {
        "at": checked.image.at,
        "width": upright.width,
        "height": upright.height,
        "seen_width": checked.seen.width,
        "seen_height": checked.seen.height,
        "tokens": checked.tokens,
    }


def images_header(prepared: Prepared) -> dict[str, str]:
    """``fovea-images``: what the model sees of each image, so that coordinates can be mapped back."""
    if not prepared.images:
        return {}
    return {"fovea-images": _bounded_list([orjson.dumps(seen_image(checked)) for checked in prepared.images])}


def _bounded_list(entries: list[bytes]) -> str:
    """A JSON list that fits a header; where it would not, its last entry says how many are left out."""
    size = 0
    for position, entry in enumerate(entries):
        size += len(entry) + 1
        if size > HEADER_BYTES:
            entries = [*entries[:position], orjson.dumps({"omitted": len(entries) - position})]
            break
    return (b"[" + b",".join(entries) + b"]").decode()
