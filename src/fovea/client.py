"""Fovea inside a Python program: helpers that make Messages content, and a client without a server.

The helpers give plain dictionaries, in the order that the guide recommends (label, image, …, question last).
They fit a request to Fovea, to Claude, or to any other server of the same API.

    from fovea import Fovea, label_images

    with Fovea() as fovea:
        answer = fovea.ask(["receipt.png"], "What is the total?")
        print(answer)
        for found in answer.evidence:
            print(found["cited_text"], found["box"])
"""

from __future__ import annotations

import asyncio
import base64
import io
import threading
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

import numpy as np

from fovea.errors import FoveaError, InvalidRequest
from fovea.limits import GUIDE_2025, LimitProfile
from fovea.settings import Settings, load
from fovea.values import EncodedImage, Pixels

if TYPE_CHECKING:
    from fovea.engines.reader.steps import Step
    from fovea.pipeline import Pipeline

#: A path, an http(s) address, bytes of a file, a PIL image, or an array (H, W), (H, W, 3) or (H, W, 4) of uint8.
ImageLike: TypeAlias = Any
T = TypeVar("T")


def image_block(image: ImageLike) -> dict[str, Any]:
    """An ``image`` content block. Addresses become ``url`` sources; all else is sent as base64.

    Raises ``InvalidRequest`` for a file that is not a JPEG, PNG, GIF or WebP, naming what it is.
    """
    if isinstance(image, str) and image.startswith(("https://", "http://")):
        return {"type": "image", "source": {"type": "url", "url": image}}
    data, media_type = _file(image)
    text = base64.b64encode(data).decode()
    return {"type": "image", "source": {"type": "base64", "media_type": media_type, "data": text}}


def label_images(images: Sequence[ImageLike], question: str = "", *, label: str = "Image {}:") -> list[dict[str, Any]]:
    """Content for a user turn: each image after its label, the question last. One image needs no label."""
    content: list[dict[str, Any]] = []
    for number, image in enumerate(images, start=1):
        if len(images) > 1:
            content.append({"type": "text", "text": label.format(number)})
        content.append(image_block(image))
    if question:
        content.append({"type": "text", "text": question})
    return content


def _file(image: ImageLike) -> tuple[bytes, str]:
    from fovea.images.formats import HEAD_BYTES, sniff

    name = "image"
    if isinstance(image, str | Path):
        name = str(image)
        try:
            data = Path(image).read_bytes()
        except OSError as exc:
            raise InvalidRequest(f"{name}: {exc.strerror or 'cannot be read'}") from exc
    elif isinstance(image, bytes | bytearray | memoryview):
        data = bytes(image)
    elif isinstance(image, np.ndarray):
        from PIL import Image

        data = _png(Image.fromarray(image))
    elif hasattr(image, "save") and hasattr(image, "size"):
        data = _png(image)
    else:
        raise InvalidRequest(
            f"an image is a path, an address, bytes, a PIL image or an array, not {type(image).__name__}"
        )
    if not data:
        raise InvalidRequest(f"{name}: image cannot be empty")
    found = sniff(data[:HEAD_BYTES])
    if found not in ("image/jpeg", "image/png", "image/gif", "image/webp"):
        raise InvalidRequest(
            f"{name}: this is {found or 'no known image format'}; JPEG, PNG, GIF and WebP are accepted"
        )
    return data, found


def _png(image: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return buffer.getvalue()


def fit(image: ImageLike, profile: LimitProfile = GUIDE_2025) -> Pixels:
    """What a model sees of an image: uint8 (H, W, 3) sRGB, upright, opaque, inside the profile.

    Raises ``InvalidRequest`` for an image that breaks a limit of the profile, or that does not decode.
    """
    from fovea.images.check import check
    from fovea.images.fit import fit as fitted
    from fovea.images.source import RawPayload

    data, media_type = _file(image)
    [checked] = check([EncodedImage("image", "image", "file", media_type, RawPayload(data))], profile)
    return fitted(checked).pixels()


def explain(image: ImageLike, profile: LimitProfile = GUIDE_2025) -> tuple[Step, ...]:
    """What the reader finds on one image, step by step; each step can be printed. Loads its networks for this call.

    Coordinates are pixels of the image as a model of ``profile`` sees it, turned upright where it lies on its side.
    """
    from fovea.engines.reader import explain as explained

    return explained(fit(image, profile))


class Answer(str):
    """An answer's text, which also knows what it rests on.

    ``evidence`` has an entry for each text that was read for it, as ``docs/wire.md`` describes them; none where
    the model's engine has no evidence to give.
    """

    evidence: tuple[dict[str, Any], ...]

    def __new__(cls, message: Mapping[str, Any]) -> Self:
        from fovea.wire.evidence import of_message

        answer = super().__new__(cls, "".join(b["text"] for b in message["content"] if b["type"] == "text"))
        answer.evidence = tuple(of_message(message))
        return answer


class Fovea:
    """The service without a port. Engines are loaded at their first use; ``close`` lets them go."""

    def __init__(self, settings: Settings | None = None) -> None:
        from fovea.server.app import make_pipeline
        from fovea.server.sources import RemoteSources, fetcher

        self.settings = settings or load()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fovea-client", daemon=True)
        self._thread.start()
        self._pipeline: Pipeline = self._run(_on_loop(lambda: make_pipeline(self.settings)))
        self._fetcher = fetcher(self.settings)
        self._pipeline.sources = RemoteSources(self._fetcher)

    def create(self, *, evidence: bool = False, **request: Any) -> dict[str, Any]:
        """One Messages API request, given as keyword arguments; returns the message as a dictionary.

        With ``evidence``, each claim is a text block of its own that says where it was read.
        """
        return self._run(self._create(request, evidence))

    def stream(self, *, evidence: bool = False, **request: Any) -> Iterator[dict[str, Any]]:
        """The same request as the API's stream events."""
        events = self._run(self._begin(request, evidence))
        try:
            while (batch := self._run(_next(events))) is not None:
                yield from batch
        finally:
            self._run(events.aclose())

    def ask(
        self,
        images: Sequence[ImageLike],
        question: str,
        *,
        system: str = "",
        model: str = "claude-fovea",
        max_tokens: int = 4096,
    ) -> Answer:
        """The answer to a question about images: text that also says what it rests on."""
        request: dict[str, Any] = {"model": model, "max_tokens": max_tokens}
        if system:
            request["system"] = system
        messages = [{"role": "user", "content": label_images(images, question)}]
        return Answer(self.create(**request, messages=messages, evidence=True))

    def count_tokens(self, **request: Any) -> int:
        return self._run(self._count(request))

    def close(self) -> None:
        if self._loop.is_running():
            self._run(self._pipeline.close())
            self._run(self._fetcher.close())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _create(self, request: Mapping[str, Any], evidence: bool) -> dict[str, Any]:
        return await self._pipeline.answer(await self._prepare(request), evidence=evidence)

    async def _begin(self, request: Mapping[str, Any], evidence: bool) -> Any:
        return self._pipeline.stream(await self._prepare(request), evidence=evidence)

    async def _prepare(self, request: Mapping[str, Any]) -> Any:
        from fovea.wire.request import parse

        parsed = parse(_encoded(request), version="2023-06-01")
        return await self._pipeline.prepare(parsed)

    async def _count(self, request: Mapping[str, Any]) -> int:
        from fovea.wire.request import parse_count

        return await self._pipeline.count(parse_count(_encoded(request), version="2023-06-01"))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


async def _on_loop(make: Any) -> Any:
    return make()


async def _next(events: Any) -> list[dict[str, Any]] | None:
    return await anext(events, None)


def _encoded(request: Mapping[str, Any]) -> bytes:
    import orjson

    try:
        return orjson.dumps(request)
    except TypeError as exc:
        raise InvalidRequest("the request holds something that JSON cannot carry") from exc


__all__ = ["Answer", "Fovea", "FoveaError", "ImageLike", "explain", "fit", "image_block", "label_images"]
