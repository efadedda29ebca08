"""Fovea's own endpoints about images and limits: what would happen, before anything is sent.

POST /fovea/v1/inspect    multipart images: a report for each; ?profile= &many= &preview=true &reading=true
                          a Messages body: its tokens, its price, and what the model sees of each image
POST /fovea/v1/repair     one multipart image: the nearest that breaks no limit; ?profile= &many=
                          a Messages body: the nearest that breaks none, and what changed; ?profile= &earlier=
GET  /fovea/v1/limits     the limit profiles, and whether sampling parameters are taken
GET  /fovea/v1/prices     models, prices and the day of each price; what this server's own models cost
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncGenerator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import orjson
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from fovea import prices
from fovea.errors import FoveaError, InvalidRequest, TooLarge
from fovea.images.inspect import inspect, picture
from fovea.images.repair import repair
from fovea.limits import PROFILES, LimitProfile
from fovea.repairs import Earlier, repair_body
from fovea.server.answers import JSON
from fovea.server.body import TOO_LARGE, drain, read_json_body
from fovea.server.messages import caller_of, seen_image
from fovea.server.models import price_of
from fovea.wire.request import known_version, parse

if TYPE_CHECKING:
    from fovea.server.app import Service

#: A request to mend may be this many times as large as one to answer.
REPAIR_FACTOR = 2
#: Images in one call: what the most generous profile allows in a request.
MAX_FILES = 600


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    media_type: str | None
    data: bytes


def routes(service: Service) -> list[Route]:
    # Reading takes a core for seconds: one at a time, beside the answers that are on their way.
    reading = asyncio.Semaphore(1)
    mending = asyncio.Semaphore(1)

    async def inspect_images(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("multipart/"):
            return await inspect_request(request)
        profile, many = _profile(request, service.settings.profile), _many(request)
        uploads = await read_images(request, max_bytes=service.max_body_bytes)
        with_preview = request.query_params.get("preview") == "true"
        reports = [await asyncio.to_thread(_report, upload, profile, many, with_preview) for upload in uploads]
        if request.query_params.get("reading") == "true":
            async with reading:
                for upload, report in zip(uploads, reports, strict=True):
                    report["reading"] = await asyncio.to_thread(_reading, service, upload.data, profile)
        return JSON({"profile": profile.name, "many": many, "images": reports})

    async def inspect_request(request: Request) -> Response:
        """What a Messages body would cost, before it is sent. What it would be refused for is the error."""
        body = await read_json_body(request, max_bytes=service.max_body_bytes, pause_s=service.settings.body_timeout_s)
        version = known_version(request.headers.get("anthropic-version"))
        parsed = await asyncio.to_thread(
            lambda: parse(body, version=version, sampling_parameters=service.settings.sampling_parameters)
        )
        found = await service.pipeline.measure(parsed, caller_of(request))
        price = found.model.price
        usd = found.input_tokens * price[0] / 1_000_000 if price else None
        return JSON(
            {
                "model": found.model.name,
                "profile": found.model.profile.name,
                "input_tokens": found.input_tokens,
                # None: the model is this server's own and costs nothing by the token.
                "input_usd": usd,
                "batch_input_usd": usd * float(prices.BATCH_FACTOR) if usd is not None else None,
                "images": [seen_image(image) for image in found.images],
            }
        )

    async def repair_either(request: Request) -> Response:
        multipart = request.headers.get("content-type", "").startswith("multipart/")
        return await (repair_image(request) if multipart else repair_request(request))

    async def repair_request(request: Request) -> Response:
        profile, earlier = _profile(request, service.settings.profile), _earlier(request)
        body = await read_json_body(
            request, max_bytes=REPAIR_FACTOR * service.max_body_bytes, pause_s=service.settings.body_timeout_s
        )
        async with mending:
            repaired = await asyncio.to_thread(lambda: repair_body(body, profile, earlier=earlier))
        return StreamingResponse(map(bytes, repaired.envelope()), media_type="application/json")

    async def repair_image(request: Request) -> Response:
        profile, many = _profile(request, service.settings.profile), _many(request)
        uploads = await read_images(request, max_bytes=service.max_body_bytes)
        if len(uploads) != 1:
            raise InvalidRequest(f"send one image, not {len(uploads)}")
        [upload] = uploads
        async with mending:
            repaired = await asyncio.to_thread(
                lambda: repair(upload.data, profile, many=many, declared=upload.media_type, name=upload.name)
            )
        changes = orjson.dumps([asdict(change) for change in repaired.changes]).decode("ascii", "backslashreplace")
        return Response(repaired.data, media_type=repaired.media_type, headers={"fovea-changes": changes})

    async def limits(_: Request) -> Response:
        rows = [profile.as_json() for profile in PROFILES.values()]
        return JSON(
            {
                "default": service.settings.profile,
                "profiles": rows,
                # For clients that offer temperature and the like: whether the newest version takes them here.
                "sampling_parameters": service.settings.sampling_parameters,
            }
        )

    async def price_list(_: Request) -> Response:
        served = {model.name: price_of(model) for model in service.pipeline.models}
        return JSON({"models": [_price(model) for model in prices.models()], "served": served})

    return [
        Route("/fovea/v1/inspect", inspect_images, methods=["POST"]),
        Route("/fovea/v1/repair", repair_either, methods=["POST"]),
        Route("/fovea/v1/limits", limits),
        Route("/fovea/v1/prices", price_list),
    ]


def _report(upload: Upload, profile: LimitProfile, many: int, with_preview: bool) -> dict[str, Any]:
    report = inspect(upload.data, profile, many=many, name=upload.name, declared=upload.media_type)
    body = report.as_json()
    if with_preview:
        body["preview"] = _preview(upload.data, profile)
    return body


def _preview(data: bytes, profile: LimitProfile) -> dict[str, str] | None:
    """What a model sees, as a clean file; None where there is nothing to see."""
    try:
        media_type, clean = picture(data, profile).encoded()
    except FoveaError:
        return None
    return {"media_type": media_type, "data": base64.b64encode(clean).decode()}


def _reading(service: Service, data: bytes, profile: LimitProfile) -> dict[str, Any] | None:
    """Where this server's reader finds text, in pixels of what a model sees; None without a reader or an image."""
    explain = next((e for model in service.pipeline.models if (e := getattr(model.engine, "explain", None))), None)
    if explain is None:
        return None
    try:
        pixels = picture(data, profile).pixels()
    except FoveaError:
        return None
    found: dict[str, Any] = {step.name: step.value for step in explain(pixels)}
    page = found["read"]
    return {
        "width": pixels.shape[1],
        "height": pixels.shape[0],
        "kind": found["kind"],
        "lines": [
            {"text": line.text, "confidence": round(line.confidence, 3), "corners": page.on_picture(line.quad)}
            for line in page.lines
        ],
        "unreadable": [page.on_picture(quad) for quad in page.unreadable],
    }


def _price(model: prices.PricedModel) -> dict[str, Any]:
    return {
        "id": model.id,
        "name": model.name,
        "aliases": list(model.aliases),
        "profile": model.profile,
        "context_tokens": model.context_tokens,
        "max_output_tokens": model.max_output_tokens,
        "lifecycle": model.lifecycle,
        "retires_on": model.retires_on and model.retires_on.isoformat(),
        "priced_on": model.priced_on.isoformat(),
        "prices": [
            {
                "input_usd": float(price.input_usd),
                "output_usd": float(price.output_usd),
                "batch_input_usd": float(price.input_usd * prices.BATCH_FACTOR),
                "batch_output_usd": float(price.output_usd * prices.BATCH_FACTOR),
                "above_prompt_tokens": price.above_prompt_tokens,
            }
            for price in model.prices
        ],
    }


def _profile(request: Request, default: str) -> LimitProfile:
    name = request.query_params.get("profile", default)
    if name not in PROFILES:
        raise InvalidRequest(f"{name[:64]!r} is not known; there are: {', '.join(PROFILES)}", path="profile")
    return PROFILES[name]


def _earlier(request: Request) -> Earlier:
    match request.query_params.get("earlier", "error"):
        case "error" | "placeholder" as known:
            return known
        case other:
            raise InvalidRequest(f"Input should be 'error' or 'placeholder', not {other[:32]!r}", path="earlier")


def _many(request: Request) -> int:
    text = request.query_params.get("many", "1")
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 100_000:
        raise InvalidRequest(f"Input should be a whole number from 1 to 100000, not {text[:32]!r}", path="many")
    return int(text)


async def read_images(request: Request, *, max_bytes: int) -> list[Upload]:
    """The files of a multipart form, in memory alone. Raises 413 past ``max_bytes`` in all."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InvalidRequest("content-type: expected multipart/form-data with one part for each image")
    parser = MultiPartParser(
        request.headers, _bounded(request, max_bytes), max_files=MAX_FILES, max_fields=10, max_part_size=1024
    )
    # Images do not touch the disk, so the form may not spill into temporary files.
    parser.spool_max_size = max_bytes + 1
    try:
        form = await parser.parse()
    except MultiPartException as exc:
        raise InvalidRequest("the multipart form could not be read: a boundary, a name or a part is wrong") from exc
    uploads = [
        Upload(part.filename or "image", part.content_type, await part.read())
        for _, part in form.multi_items()
        if isinstance(part, UploadFile)
    ]
    await form.close()
    if not uploads:
        raise InvalidRequest("the form holds no file; send each image as a part with a filename")
    return uploads


async def _bounded(request: Request, max_bytes: int) -> AsyncGenerator[bytes, None]:
    received = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        received += len(chunk)
        if received > max_bytes:
            await drain(request)
            raise TooLarge(TOO_LARGE)
        yield chunk
        if not message.get("more_body"):
            yield b""
            return
