"""The nearest image that breaks no limit: nothing is changed that need not be, and no more than need be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fovea.errors import InvalidRequest
from fovea.images import decoders
from fovea.images.check import check_bytes, edge_limit, unprocessable
from fovea.images.containers import Malformed
from fovea.images.formats import HEAD_BYTES, probe, sniff
from fovea.images.source import RawPayload
from fovea.images.strip import strip
from fovea.images.tokens import seen_size
from fovea.limits import GUIDE_2025, LimitProfile
from fovea.values import EncodedImage, MediaType, Payload, Size

ChangeKind: TypeAlias = Literal["media-type", "metadata", "size", "encoding"]

#: More is refused: a progressive JPEG of this size takes 0.6 GB to decode.
_MAX_PX = 100_000_000


@dataclass(frozen=True, slots=True)
class Change:
    kind: ChangeKind
    text: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """An image that passes its profile; ``changes`` is empty where it did already and ``data`` is what came."""

    data: bytes
    media_type: MediaType
    size: Size
    changes: tuple[Change, ...]


def repair(
    data: bytes,
    profile: LimitProfile = GUIDE_2025,
    *,
    many: int = 1,
    declared: str | None = None,
    name: str = "image",
    oversized: Literal["downsize", "error"] = "downsize",
) -> Repaired:
    """``data`` made to pass ``profile`` in a request of ``many`` images, losing as little as possible.

    ``oversized`` as in ``EncodedImage``: "error" also has it no larger than a model sees.

    In this order: the right media type costs nothing; cutting out metadata and further frames loses nothing that
    a model sees; scaling to the size that a model sees loses nothing either; only then is quality lowered. Raises
    ``InvalidRequest`` for what cannot be read.
    """
    payload = RawPayload(data)
    try:
        header = probe(payload)
    except Malformed as exc:
        found = sniff(payload.head(HEAD_BYTES))
        raise unprocessable(name, f"it appears to be {found}" if found else str(exc)) from exc

    changes: list[Change] = []
    if declared is not None and declared != header.media_type:
        changes.append(Change("media-type", f"media type {declared} corrected to {header.media_type}"))
    max_edge_px, _ = edge_limit(many, 0, profile)

    if header.stored.width * header.stored.height > _MAX_PX:
        raise unprocessable(name, f"{header.stored} is more than {_MAX_PX // 1_000_000} million pixels")
    size = _bounded(seen_size(header.upright, profile), max_edge_px)
    small_enough = header.stored.long_edge <= max_edge_px and (oversized == "downsize" or size == header.upright)
    try:
        pixels = decoders.decode(data, header, size)  # also the proof that the picture is whole
        bare = strip(data, header.media_type) if header.orientation == 1 else None
    except Malformed as exc:
        raise unprocessable(name, str(exc)) from exc

    if small_enough and _passes(payload, profile):
        return Repaired(data, header.media_type, header.upright, tuple(changes))
    if small_enough and bare is not None and _passes(RawPayload(bare), profile):
        changes.append(Change("metadata", f"metadata and further frames removed: {len(data)} to {len(bare)} bytes"))
        return Repaired(bare, header.media_type, header.upright, tuple(changes))
    if size != header.upright:
        changes.append(Change("size", f"scaled from {header.upright} to {size}"))
    for media_type, encoded in decoders.encodings(pixels):
        if _passes(RawPayload(encoded), profile):
            changes.append(Change("encoding", f"encoded as {media_type}: {len(data)} to {len(encoded)} bytes"))
            return Repaired(encoded, media_type, size, tuple(changes))
    raise unprocessable(name, "no encoding of it is small enough")


def _passes(payload: Payload, profile: LimitProfile) -> bool:
    try:
        check_bytes(EncodedImage("", "", "file", None, payload), profile)
    except InvalidRequest:
        return False
    return True


def _bounded(size: Size, max_edge_px: int) -> Size:
    """``size`` in proportion, its longer edge at most ``max_edge_px``."""
    if size.long_edge <= max_edge_px:
        return size
    scale = max_edge_px / size.long_edge
    return Size(max(1, round(size.width * scale)), max(1, round(size.height * scale)))
