"""The spine. A request's way through Fovea, from parsed values to the API's stream events:

    prepare   resolve sources -> check limits -> count tokens -> decode -> build the prompt
    stream    the engine's events -> the API's events
    answer    the same, collected
    count     resolve -> check -> count, and no further

What fails in ``prepare`` is an HTTP status; what fails in ``stream`` is the last event of the stream.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import sys
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, Protocol, Self

import pybase64

from fovea.engines.registry import Model, ModelTable
from fovea.engines.worker import EngineWorker
from fovea.errors import EngineFailed, FoveaError, InvalidRequest
from fovea.eyes import Describer, Moderator
from fovea.images.check import CheckedImage, check, check_count, check_source
from fovea.images.fit import fit
from fovea.images.pool import DecodePool
from fovea.images.source import Base64Payload, RawPayload
from fovea.prompt import TURN_TOKENS, Media, build_prompt, refuse_unsupported, texts
from fovea.values import Document, EncodedImage, EngineEvent, Picture, Prompt, Stop
from fovea.wire import blocks
from fovea.wire.evidence import written
from fovea.wire.request import CountTokensRequest, MessagesRequest, Placed, document_blocks, image_blocks, parse
from fovea.wire.response import Collector, new_id
from fovea.wire.stream import PING, Bounds, Narrator

log = logging.getLogger(__name__)

#: Base64 beyond this is validated beside the event loop: some milliseconds from there.
INLINE_BYTES = 4 * 1024 * 1024
#: A PDF page is a picture and its text: the guide's largest picture and a page of prose. An estimate.
PDF_PAGE_TOKENS = 2200
_PDF_PAGE = re.compile(rb"/Type\s*/Page\b")


class Sources(Protocol):
    """Where images come from that are not in the request. The doors hand one over."""

    async def from_urls(self, wanted: Sequence[tuple[str, str, int]]) -> Sequence[bytes]:
        """The bytes behind each (address, where it stands in the request, most bytes), fetched at the same time.

        Raises ``FoveaError`` for the first that fails.
        """
        ...

    async def from_file(self, workspace: str, file_id: str, at: str, *, max_bytes: int) -> tuple[str, bytes]:
        """Media type and bytes of an uploaded file. Raises ``FoveaError`` if this workspace has none of that id."""
        ...


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf: the key that was shown, if any, and the workspace that its files belong to."""

    key_id: str | None = None
    workspace: str = "default"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request that will be answered: all that could be wrong with it has been looked at."""

    model: Model
    prompt: Prompt
    input_tokens: int
    images: tuple[CheckedImage, ...]
    message_id: str
    #: The moderator refused an image: the answer is a refusal, and the engine is not asked.
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a request before any pixel is decoded."""

    model: Model
    images: tuple[CheckedImage, ...]
    documents: Mapping[str, Document]
    input_tokens: int


class Pipeline:
    """The rooms, put together. Open it with ``async with``; it belongs to one event loop."""

    def __init__(
        self,
        models: ModelTable,
        *,
        pool: DecodePool,
        sources: Sources | None = None,
        queue_size: int = 64,
        timeout_s: float = 600.0,
        verify: Literal["decode", "structure"] = "structure",
        describing_model: str = "",
        moderation_model: str = "",
    ) -> None:
        """``describing_model`` puts images into words for models without eyes, which refuse them without one;
        ``moderation_model`` is asked about every image first. Raises ``NotFound`` for a name not in ``models``."""
        self.models = models
        self.sources = sources
        self.workers = {
            model.name: EngineWorker(model.engine, queue_size=queue_size, timeout_s=timeout_s) for model in models
        }
        self._pool = pool
        self._verify = verify
        self._describer = Describer(self._worker_of(describing_model)) if describing_model else None
        self._moderator = Moderator(self._worker_of(moderation_model)) if moderation_model else None

    def _worker_of(self, name: str) -> EngineWorker:
        model = self.models.resolve(name)
        if not model.engine.capabilities.images:
            raise InvalidRequest(f"model {name!r} does not accept images, so it can neither describe nor judge them")
        return self.workers[model.name]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        for worker in self.workers.values():
            await worker.close()
        self._pool.close()

    def end_answers(self, error: FoveaError) -> None:
        """Ends every answer with ``error``, as its last event or its status. For a service that is stopping."""
        for worker in self.workers.values():
            worker.end_answers(error)

    async def warm_up(self) -> None:
        """Loads every engine, so that the first request need not wait. Failures are kept for who asks."""
        # The request's schema is made at its first use, which takes longer than most requests.
        parse(b'{"model": "any", "max_tokens": 1, "messages": [{"role": "user", "content": "Hello"}]}')
        for worker in self.workers.values():
            with contextlib.suppress(FoveaError):
                await worker.load()

    @property
    def ready(self) -> bool:
        """Every engine has been tried, and at least one answers."""
        states = {worker.state for worker in self.workers.values()}
        return "ready" in states and not states & {"idle", "loading"}

    # --- before the answer ---------------------------------------------------------------------------------

    async def prepare(self, request: MessagesRequest, caller: Caller = Caller(), *, request_id: str = "") -> Prepared:
        """Everything up to the engine. Raises ``FoveaError``; nothing is decoded before every limit was checked."""
        model = self._route(request)
        refuse_unsupported(request, model.engine.capabilities, model.name)
        worker = self.workers[model.name]
        worker.admit()
        measured = await self._measure(request, model, caller)
        pictures = [fit(image) for image in measured.images]
        capabilities = model.engine.capabilities
        # Where pixels leave as they came, a look at the structure may be proof enough: a setting.
        if capabilities.wants_pixels:
            await self._pool.verify(pictures, "decode", "pixels")
        else:
            await self._pool.verify(pictures, self._verify, "encoded", whose=caller.workspace)
        media = Media({picture.at: picture for picture in pictures}, measured.documents)
        prompt = build_prompt(request, media, capabilities, model=model.name, request_id=request_id)
        _refuse_lost(request, prompt.pictures())
        refused = self._moderator is not None and not await self._moderator.allows(prompt)
        if self._describer and not capabilities.images and not refused:
            prompt = await self._describer.describe(prompt)
        return Prepared(model, prompt, measured.input_tokens, measured.images, new_id("msg"), refused)

    def room(self, request: CountTokensRequest) -> AbstractAsyncContextManager[None]:
        """Entered when the engine that answers has a free lane and nobody in line: a batch is behind all others."""
        return self.workers[self._route(request).name].room()

    def _route(self, request: CountTokensRequest) -> Model:
        """The model that answers: the one named, or its fallback where it cannot be had or has no eyes for images."""
        model = self.models.resolve(request.model)
        if model.fallback is None:
            return model
        blind = not model.engine.capabilities.images and next(iter(image_blocks(request)), None) is not None
        failed = self.workers[model.name].state == "failed"
        return self.models.models[model.fallback] if blind or failed else model

    async def count(self, request: CountTokensRequest, caller: Caller = Caller()) -> int:
        """Input tokens, as ``usage.input_tokens`` of the answer to the same request will say."""
        model = self._route(request)
        refuse_unsupported(request, model.engine.capabilities, model.name)
        media: list[Placed[blocks.ImageBlock] | Placed[blocks.DocumentBlock]]
        media = [*image_blocks(request), *document_blocks(request)]
        for placed in media:
            kind = placed.block.source.type
            if kind in ("url", "file") and kind not in model.profile.count_sources:
                raise InvalidRequest(
                    f"{placed.block.type} sources of type '{kind}' are not supported in the count_tokens endpoint. "
                    "Use a base64 source, or the /v1/messages endpoint instead.",
                    path=f"{placed.error_path}.source.{kind}",
                )
        return (await self._measure(request, model, caller)).input_tokens

    async def measure(self, request: CountTokensRequest, caller: Caller = Caller()) -> Measured:
        """What is known of a request without answering it: the model, its images as they would be seen, its tokens."""
        model = self._route(request)
        refuse_unsupported(request, model.engine.capabilities, model.name)
        return await self._measure(request, model, caller)

    async def _measure(self, request: CountTokensRequest, model: Model, caller: Caller) -> Measured:
        capabilities = model.engine.capabilities
        images, documents = list(image_blocks(request)), list(document_blocks(request))
        if images and not capabilities.images and self._describer is None:
            raise InvalidRequest(f"model {model.name!r} does not accept images", path=images[0].at)
        if len(images) > capabilities.max_images:
            raise InvalidRequest(
                f"model {model.name!r} takes {capabilities.max_images} images at most, not {len(images)}"
            )
        limits = {"context_tokens": capabilities.context_tokens}
        # Counted before anything is fetched, and checked again with the bytes at hand.
        check_count(len(images), len(documents), model.profile, **limits)
        encoded, attached = await self._resolve(images, documents, model, caller)
        looking = partial(check, encoded, model.profile, documents=len(documents), **limits)
        heavy = sum(image.payload.base64_length for image in encoded) > INLINE_BYTES
        checked = await asyncio.to_thread(looking) if heavy else looking()
        await self.workers[model.name].load()
        input_tokens = self._input_tokens(request, model, checked, attached)
        if input_tokens > capabilities.context_tokens:
            raise InvalidRequest(f"prompt is too long: {input_tokens} tokens > {capabilities.context_tokens} maximum")
        return Measured(model, checked, attached, input_tokens)

    def _input_tokens(
        self,
        request: CountTokensRequest,
        model: Model,
        images: Sequence[CheckedImage],
        documents: Mapping[str, Document],
    ) -> int:
        """The one count behind ``count_tokens``, ``usage``, prices and ``look``."""
        count = model.engine.count_tokens
        total = sum(count(text) for text in texts(request)) + TURN_TOKENS * len(request.turns)
        total += sum(image.tokens for image in images)
        for document in documents.values():
            if document.media_type == "text/plain":
                total += count(document.data.decode(errors="replace"))
            else:
                total += PDF_PAGE_TOKENS * max(1, len(_PDF_PAGE.findall(document.data)))
        return total

    async def _resolve(
        self,
        images: Sequence[Placed[blocks.ImageBlock]],
        documents: Sequence[Placed[blocks.DocumentBlock]],
        model: Model,
        caller: Caller,
    ) -> tuple[list[EncodedImage], dict[str, Document]]:
        """Bytes for every source, in the client's order; addresses and files are asked at the same time."""
        for placed in images:
            kind = placed.block.source.type
            check_source(kind, f"{placed.error_path}.source.{kind}", model.profile)
        # What is named twice is fetched once. The place is the first that names it.
        urls: dict[str, tuple[str, int]] = {}
        files: dict[str, tuple[str, int]] = {}
        media: list[tuple[str, blocks.ImageSource | blocks.DocumentSource, int]]
        # An image's limit is checked again, to the byte, with the bytes at hand; a document may fill the request.
        most = model.profile.max_image_base64_bytes // 4 * 3 + 1
        media = [(placed.error_path, placed.block.source, most) for placed in images]
        most = model.profile.max_request_bytes // 4 * 3
        media += [(placed.error_path, placed.block.source, most) for placed in documents]
        for error_path, source, most in media:
            path = f"{error_path}.source.{source.type}"
            match source:
                case blocks.UrlSource(url=url):
                    urls.setdefault(url, (path, most))
                case blocks.FileSource(file_id=file_id):
                    files.setdefault(file_id, (path, most))
        fetched: dict[str, bytes] = {}
        stored: dict[str, tuple[str, bytes]] = {}
        if urls or files:
            if self.sources is None:
                path, _ = next(iter({**urls, **files}.values()))
                raise InvalidRequest("only base64 sources are served here", path=path)
            fetching = self.sources.from_urls([(url, at, most) for url, (at, most) in urls.items()])
            reading = [
                self.sources.from_file(caller.workspace, name, at, max_bytes=most) for name, (at, most) in files.items()
            ]
            got, kept = await asyncio.gather(fetching, asyncio.gather(*reading))
            fetched = dict(zip(urls, got, strict=True))
            stored = dict(zip(files, kept, strict=True))
        encoded = [_encoded(placed, fetched, stored) for placed in images]
        attached = {placed.at: document for placed in documents if (document := _document(placed, fetched, stored))}
        return encoded, attached

    # --- the answer ----------------------------------------------------------------------------------------

    async def stream(self, prepared: Prepared, *, evidence: bool = False) -> AsyncGenerator[list[dict[str, Any]], None]:
        """The API's events, in batches: each as soon as it is there. ``evidence``: with what each claim rests on.

        Raises the ``FoveaError`` of an engine that fails before its first word, so that it can be a status;
        from then on a failure is the last event. Closing the iterator cancels the engine.
        """
        prompt, engine = prepared.prompt, prepared.model.engine
        tells = evidence and engine.capabilities.evidence
        narrator = Narrator(
            message_id=prepared.message_id,
            model=prepared.model.name,
            input_tokens=prepared.input_tokens,
            count_tokens=engine.count_tokens,
            evidence=partial(written, pictures=prompt.pictures()) if tells else None,
        )
        # An engine's own tokenizer knows better where max_tokens is; an estimate would cut too early or too late.
        counts_itself = engine.capabilities.bounds_itself and prompt.max_tokens > 0
        bounds: Bounds | None = None
        if prompt.stop_sequences or not counts_itself:
            bounds = Bounds(
                stop_sequences=prompt.stop_sequences,
                max_tokens=sys.maxsize if counts_itself else prompt.max_tokens,
                count_tokens=engine.count_tokens,
            )
        try:
            async with contextlib.aclosing(self._events(prepared, bounds)) as batches:
                async for batch in batches:
                    events = [told for event in batch for told in narrator.feed(event)]
                    if not batch:  # the engine is thinking
                        events = [*narrator.start(), PING]
                    if events:
                        yield events
                    if narrator.finished:
                        return
            yield narrator.finish()
        except FoveaError as error:
            if not narrator.started:
                raise
            yield narrator.fail(error, prompt.request_id)

    async def _events(self, prepared: Prepared, bounds: Bounds | None) -> AsyncGenerator[list[EngineEvent], None]:
        """The engine's events inside the client's bounds."""
        if prepared.refused:
            yield [Stop("refusal")]
            return
        if prepared.prompt.max_tokens > 0:
            async with contextlib.aclosing(self.workers[prepared.model.name].stream(prepared.prompt)) as batches:
                async for batch in batches:
                    if bounds is None or not batch:
                        yield batch
                        continue
                    yield [kept for event in batch for kept in bounds.feed(event)]
                    if bounds.done:
                        return
        if bounds is not None:
            yield bounds.finish()

    async def answer(self, prepared: Prepared, *, evidence: bool = False) -> dict[str, Any]:
        """The whole message: the stream, collected. Raises the ``FoveaError`` that ended it."""
        collector = Collector()
        async with contextlib.aclosing(self.stream(prepared, evidence=evidence)) as batches:
            async for batch in batches:
                for event in batch:
                    collector.add(event)
        return collector.message()


def _encoded(
    placed: Placed[blocks.ImageBlock], fetched: Mapping[str, bytes], stored: Mapping[str, tuple[str, bytes]]
) -> EncodedImage:
    block, source = placed.block, placed.block.source
    error_path = f"{placed.error_path}.source.{source.type}"
    match source:
        case blocks.Base64ImageSource():
            payload = Base64Payload(source.data)
            return EncodedImage(placed.at, error_path, "base64", source.media_type, payload, block.oversized)
        case blocks.UrlSource():
            raw = RawPayload(fetched[source.url])
            return EncodedImage(placed.at, error_path, "url", None, raw, block.oversized)
        case blocks.FileSource():
            media_type, data = stored[source.file_id]
            if not media_type.startswith("image/"):
                raise InvalidRequest(f"{source.file_id} is {media_type}, not an image", path=error_path)
            return EncodedImage(placed.at, error_path, "file", None, RawPayload(data), block.oversized)


def _document(
    placed: Placed[blocks.DocumentBlock], fetched: Mapping[str, bytes], stored: Mapping[str, tuple[str, bytes]]
) -> Document | None:
    """The document's bytes; None where its content is blocks that stand for themselves."""
    block, source = placed.block, placed.block.source
    path = f"{placed.error_path}.source.{source.type}"
    match source:
        case blocks.ContentSource():
            return None
        case blocks.PlainTextSource():
            return Document("text/plain", source.data.encode(), block.title, block.context)
        case blocks.Base64PdfSource():
            try:
                data = pybase64.b64decode(source.data, validate=True)
            except ValueError:
                raise InvalidRequest("invalid base64 data", path=path) from None
        case blocks.UrlSource():
            data = fetched[source.url]
        case blocks.FileSource():
            media_type, data = stored[source.file_id]
            if media_type == "text/plain":
                return Document("text/plain", data, block.title, block.context)
    if not data.startswith(b"%PDF-"):
        raise InvalidRequest("the document is not a PDF", path=path)
    return Document("application/pdf", data, block.title, block.context)


def _refuse_lost(request: MessagesRequest, shown: Sequence[Picture]) -> None:
    """Never drop an image in silence: what came in is what the engine gets, one by one and in order."""
    received = [placed.at for placed in image_blocks(request)]
    if received != (given := [picture.at for picture in shown]):
        lost = next((at for at in received if at not in given), received[0] if received else "?")
        raise EngineFailed(
            f"the image was lost on its way to the engine: {len(given)} of {len(received)} arrived", path=lost
        )
