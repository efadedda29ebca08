"""The nearest request that breaks no limit: its images mended where they stand, and nothing else of it touched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypeAlias, overload

import orjson
import pybase64

from fovea import prices
from fovea.errors import InvalidRequest
from fovea.images import repair as images
from fovea.images.check import check_source
from fovea.images.containers import Malformed
from fovea.images.repair import Repaired
from fovea.images.source import Base64Payload, mended
from fovea.limits import GUIDE_2025, LimitProfile
from fovea.wire import body as bodies
from fovea.wire.raw import RawBlock, raw_media

#: What becomes of an image that cannot be mended and stands in a turn before the newest of the user's.
Earlier: TypeAlias = Literal["error", "placeholder"]
ChangeKind: TypeAlias = images.ChangeKind | Literal["base64", "placeholder"]


@dataclass(frozen=True, slots=True)
class RequestChange:
    """What was done to the block at ``at`` (``messages.0.content.1``)."""

    at: str
    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """An image that is not in the request and is looked at when it is fetched."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class RepairedRequest:
    """A request that breaks no limit. Without ``changes`` it is, to the byte, the one that came."""

    #: The JSON body, in order. Views of the body that came stand in it, and are valid while that is.
    pieces: tuple[bytes | bytearray | memoryview, ...]
    changes: tuple[RequestChange, ...]
    unchecked: tuple[Unchecked, ...]

    def body(self) -> bytes:
        return b"".join(self.pieces)

    def report(self) -> dict[str, Any]:
        """What changed and what was left alone, as plain values."""
        return {
            "changes": [asdict(change) for change in self.changes],
            "unchecked": [asdict(one) for one in self.unchecked],
        }

    def envelope(self) -> Iterator[bytes | bytearray | memoryview]:
        """``report`` with the request itself under ``request``, as pieces of JSON."""
        yield orjson.dumps(self.report())[:-1] + b',"request":'
        yield from self.pieces
        yield b"}"

    @property
    def request(self) -> dict[str, Any]:
        """As a plain dictionary, for an SDK: ``client.messages.create(**repaired.request)``."""
        value: dict[str, Any] = orjson.loads(self.body())
        return value


@overload
def repair(
    what: bytes, profile: LimitProfile = ..., *, many: int = 1, declared: str | None = None, name: str = "image"
) -> Repaired: ...
@overload
def repair(what: Mapping[str, Any], profile: LimitProfile = ..., *, earlier: Earlier = "error") -> RepairedRequest: ...
def repair(
    what: bytes | Mapping[str, Any], profile: LimitProfile = GUIDE_2025, *, earlier: Earlier = "error", **image: Any
) -> Repaired | RepairedRequest:
    """The nearest image, or the nearest Messages request, that breaks no limit of ``profile``, and what changed.

    ``what`` is an image's bytes (see ``images.repair.repair`` for ``image``) or a request as a dictionary (see
    ``repair_body``). Raises ``InvalidRequest`` for what cannot be mended, naming the place.
    """
    if not isinstance(what, Mapping):
        return images.repair(what, profile, **image)
    try:
        body = orjson.dumps(what)
    except TypeError as exc:
        raise InvalidRequest("the request holds something that JSON cannot carry") from exc
    return repair_body(body, profile, earlier=earlier)


def repair_body(
    body: bodies.Body,
    profile: LimitProfile = GUIDE_2025,
    *,
    earlier: Earlier = "error",
    context_tokens: int | None = None,
) -> RepairedRequest:
    """The request in ``body``, of any size, made to pass ``profile``; ``body`` must not change while the answer lives.

    Base64 images, those in tool results and documents too, are mended where they stand: see
    ``images.repair.repair``. Where all of them together are too large, the largest are made smaller. Images by
    address or file id are named in ``unchecked``. What cannot be mended is an error that names every such place;
    with ``earlier="placeholder"``, images before the newest user turn become a text that says so instead, the
    oldest first where there are too many. ``context_tokens`` is that of the model that the request names, if it
    is not given. Raises ``InvalidRequest``.
    """
    value, _ = bodies.load(body)
    media = list(raw_media(value))
    mending = _Mending(profile, earlier, _context_tokens(value) if context_tokens is None else context_tokens)
    mending.count(media)
    mending.mend_each(media)
    pieces = mending.fit_into_request(value)
    if mending.faults:
        raise _unrepairable(mending.faults)
    return RepairedRequest(
        tuple(pieces) if mending.changes else (body,), tuple(mending.changes), tuple(mending.unchecked)
    )


def _context_tokens(request: Mapping[str, Any]) -> int:
    name = request.get("model")
    model = prices.model(name) if isinstance(name, str) else None
    return model.context_tokens if model else 200_000


def _unrepairable(faults: list[Unchecked]) -> InvalidRequest:
    first, *others = faults
    more = f" (and at {', '.join(fault.at for fault in others[:20])})" if others else ""
    listed = [{"at": fault.at, "text": fault.text} for fault in faults]
    details = {"error_code": "request_not_repairable", "faults": listed}
    return InvalidRequest(first.text + more, path=first.at, details=details)


class _Mending:
    """One request on its way, and what has been found and done."""

    def __init__(self, profile: LimitProfile, earlier: Earlier, context_tokens: int) -> None:
        self.profile = profile
        self.changes: list[RequestChange] = []
        self.unchecked: list[Unchecked] = []
        self.faults: list[Unchecked] = []
        self._earlier = earlier
        self._most = profile.max_images_for(context_tokens)
        #: Images in the order of the request whose bytes are in it.
        self._images: list[RawBlock] = []
        self._many = 0

    def count(self, media: list[RawBlock]) -> None:
        """Before anything is decoded. Takes out of ``media`` what became a placeholder or is too many."""
        surplus = len(media) - self._most
        documents = sum(block.kind == "document" for block in media)
        reason = f"too many images and documents: {len(media) - documents} + {documents} > {self._most}"
        images_first = [block for block in media if block.kind == "image"]
        for block in [block for block in images_first if block.earlier][: max(0, surplus)]:
            if self._earlier == "placeholder":
                self._replace(block, reason)
                media.remove(block)
        for block in media[self._most :]:
            self.faults.append(Unchecked(block.at, reason))
        if self.faults:  # a client may send ten thousand: none of them is worth decoding
            raise _unrepairable(self.faults)
        counts = [block for block in media if block.kind == "image" or self.profile.documents_count_as_images]
        self._many = len(counts)

    def mend_each(self, media: list[RawBlock]) -> None:
        for block in media:
            if block.kind == "image":
                try:
                    self._mend(block)
                except InvalidRequest as exc:
                    reason = (exc.details or {}).get("reason")
                    text = exc.message.removeprefix(f"{exc.path}: ")
                    self._give_up(block, f"{text} ({reason})" if reason else text)

    def _mend(self, block: RawBlock) -> None:
        source: Any = block.value.get("source")
        match source:
            case {"type": "url", "url": str(url)} if url[:5].lower() == "data:":
                text: bytes | memoryview = url.encode()
                source = {"type": "base64", "media_type": url[5:].partition(",")[0].partition(";")[0], "data": text}
            case {"type": "url" | "file" as kind}:
                check_source(kind, f"{block.error_path}.source.{kind}", self.profile)
                self.unchecked.append(Unchecked(block.at, f"{kind} source left as it is: checked when it is fetched"))
                return
            case {"type": "base64", "data": str() | memoryview() as data}:
                text = data.encode() if isinstance(data, str) else data
            case _:
                raise InvalidRequest("its source is no base64, url or file source")
        try:
            plain, notes = mended(text)
        except Malformed as exc:
            raise InvalidRequest(str(exc)) from exc
        if not plain:
            raise InvalidRequest("image cannot be empty")
        changed = [RequestChange(block.at, "base64", note) for note in notes]
        if self._repair(block, source, plain, self.profile, changed):
            block.value["source"] = source
        self._images.append(block)

    def _repair(
        self,
        block: RawBlock,
        source: dict[str, Any],
        text: bytes | memoryview,
        profile: LimitProfile,
        changed: list[RequestChange],
    ) -> bool:
        """Puts into ``source`` what is left of its base64 ``text`` and says whether that is anything else."""
        declared, data = source.get("media_type"), Base64Payload(text).read()
        transformations = block.value.get("transformations")
        strict = isinstance(transformations, dict) and transformations.get("oversized_image") == "error"
        repaired = images.repair(
            data,
            profile,
            many=self._many,
            declared=declared if isinstance(declared, str) else "(none)",
            name=block.at,
            oversized="error" if strict else "downsize",
        )
        changed += [RequestChange(block.at, change.kind, change.text) for change in repaired.changes]
        if not changed:
            return False
        source["media_type"] = repaired.media_type
        source["data"] = text if repaired.data is data else pybase64.b64encode(repaired.data)
        self.changes += changed
        return True

    def fit_into_request(self, value: Any) -> list[bytes | memoryview]:
        """The body's pieces, after making the largest images smaller where they are too many bytes in all."""
        most = self.profile.max_request_bytes
        pieces, over = _written(value, most)
        if over > 0 and not self.faults and self._images:
            sizes = [_size(block) for block in self._images]
            tight = _cap(sizes, sum(sizes) - over) // 4 * 4
            profile = replace(self.profile, max_image_base64_bytes=tight, max_image_file_bytes=None)
            for block, size in zip(self._images, sizes, strict=True):
                if size > tight:
                    self._tighten(block, profile)
            pieces, over = _written(value, most)
        if over > 0 and not self.faults:
            reason = f"the request is {most + over} bytes, {most} are allowed, and no image can be made smaller"
            for block in list(self._images):
                if over > 0 and block.earlier and self._earlier == "placeholder":
                    over -= _size(block)
                    self._replace(block, reason)
                    self._images.remove(block)
            pieces, over = _written(value, most)
            if over > 0:
                largest = max(self._images, key=_size, default=None)
                self.faults.append(Unchecked(largest.at if largest else "messages", reason))
        return pieces

    def _tighten(self, block: RawBlock, profile: LimitProfile) -> None:
        source = block.value["source"]
        try:
            self._repair(block, source, _text(source["data"]), profile, [])
        except InvalidRequest:
            return  # as small as it gets; the request's size says whether that is enough

    def _give_up(self, block: RawBlock, reason: str) -> None:
        if block.earlier and self._earlier == "placeholder":
            self._replace(block, reason)
        else:
            self.faults.append(Unchecked(block.at, reason))

    def _replace(self, block: RawBlock, reason: str) -> None:
        text = {"type": "text", "text": f"[An image stood here and was taken out: {reason}.]"}
        if "cache_control" in block.value:
            text["cache_control"] = block.value["cache_control"]
        block.holder[block.index] = text
        self.changes.append(RequestChange(block.at, "placeholder", f"replaced by a text: {reason}"))


def _written(value: Any, most: int) -> tuple[list[bytes | memoryview], int]:
    """The pieces, and by how many bytes they are over ``most``."""
    pieces = bodies.dump(value)
    return pieces, sum(map(len, pieces)) - most


def _text(data: str | bytes | memoryview) -> bytes | memoryview:
    return data.encode() if isinstance(data, str) else data


def _size(block: RawBlock) -> int:
    return len(block.value["source"]["data"])


def _cap(sizes: list[int], room: int) -> int:
    """The size to which the largest have to come down so that all take no more than ``room``."""
    left = max(0, room)
    for position, size in enumerate(sorted(sizes)):
        share = left // (len(sizes) - position)
        if size > share:
            return share
        left -= size
    return max(sizes)
