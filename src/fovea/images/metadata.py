"""What a file carries beside its picture: metadata that will be removed, frames, transparency.

Reads structure alone, and never fails: of a broken file it tells what it met before the break.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from fovea.images import containers
from fovea.images.containers import Malformed, Span
from fovea.values import MediaType

_GPS_IFD = 0x8825


@dataclass(frozen=True, slots=True)
class Contents:
    #: Kinds of metadata, in the order met: "EXIF", "GPS position", "XMP", "IPTC", "comment", "text", ...
    metadata: tuple[str, ...]
    frames: int
    has_alpha: bool
    has_colour_profile: bool


def contents(data: bytes, media_type: MediaType) -> Contents:
    """What the structure of ``data`` shows. Time is linear in the length of ``data``; no pixel is decoded."""
    walk = {"image/jpeg": _jpeg, "image/png": _png, "image/gif": _gif, "image/webp": _webp}[media_type]
    facts: dict[str, int] = {}
    with suppress(Malformed):
        for fact in walk(data):
            facts[fact] = facts.get(fact, 0) + 1
    frames = facts.pop("frame", 0)
    return Contents(
        has_alpha=facts.pop("alpha", 0) > 0,
        has_colour_profile=facts.pop("profile", 0) > 0,
        frames=max(1, frames),
        metadata=tuple(facts),
    )


def _jpeg(data: bytes) -> Iterator[str]:
    for span in containers.jpeg_segments(data):
        body = data[span.body : min(span.body_end, span.body + 64)]
        if span.kind == containers.APP1 and body.startswith(b"Exif\0"):
            yield from _exif(data, span, skip=6)
        elif span.kind == containers.APP1 and body.startswith(b"http://ns.adobe.com/x"):
            yield "XMP"
        elif span.kind == containers.APP2 and body.startswith(b"ICC_PROFILE\0"):
            yield "profile"
        elif span.kind == containers.APP2 and body.startswith(b"MPF\0"):
            yield "further pictures"
        elif span.kind == containers.APP13:
            yield "IPTC"
        elif span.kind == containers.COM:
            yield "comment"
        elif 0xE0 <= span.kind[0] <= 0xEF and not body.startswith((b"JFIF\0", b"Adobe")):
            yield "application data"


def _png(data: bytes) -> Iterator[str]:
    for span in containers.png_chunks(data):
        match span.kind:
            case b"IHDR":
                if data[span.body + 9 : span.body + 10] in (b"\x04", b"\x06"):
                    yield "alpha"
            case b"tRNS":
                yield "alpha"
            case b"iCCP":
                yield "profile"
            case b"eXIf":
                yield from _exif(data, span)
            case b"iTXt" if data.startswith(b"XML:com.adobe.xmp\0", span.body):
                yield "XMP"
            case b"tEXt" | b"zTXt" | b"iTXt":
                yield "text"
            case b"tIME":
                yield "time"
            case b"fcTL":
                yield "frame"


def _gif(data: bytes) -> Iterator[str]:
    first = True
    for span in containers.gif_blocks(data):
        if span.kind == containers.GIF_IMAGE:
            first = False
            yield "frame"
        elif span.kind == containers.GIF_CONTROL and first and data[span.body + 1] & 1:
            yield "alpha"
        elif span.kind == b"!\xfe":
            yield "comment"
        elif span.kind == b"!\xff":
            if data.startswith(b"XMP DataXMP", span.body + 1):
                yield "XMP"
            elif not data.startswith((b"NETSCAPE2.0", b"ANIMEXTS1.0"), span.body + 1):
                yield "application data"


def _webp(data: bytes) -> Iterator[str]:
    for span in containers.webp_chunks(data):
        match span.kind:
            case b"VP8X" if data[span.body] & 0x10:
                yield "alpha"
            case b"VP8L" if len(data) > span.body + 4 and data[span.body + 4] & 0x10:
                yield "alpha"
            case b"ANMF":
                yield "frame"
            case b"ICCP":
                yield "profile"
            case b"EXIF":
                yield from _exif(data, span)
            case b"XMP ":
                yield "XMP"


def _exif(data: bytes, span: Span, skip: int = 0) -> Iterator[str]:
    yield "EXIF"
    tiff = data[span.body + skip : span.body_end].removeprefix(b"Exif\0\0")
    if _GPS_IFD in containers.exif_tags(tiff):
        yield "GPS position"
