"""The four containers as sequences of spans: where each part of a file begins and ends.

Nothing here decodes a pixel or trusts a length. Every walker is lazy, so that a header is found in the first
KBs, and raises only ``Malformed``: ``EndsEarly`` where more bytes could help. Sources: ITU T.81 annex B (JPEG),
W3C PNG third edition, GIF89a, Google's WebP container specification, CIPA DC-008 (EXIF).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple


class Malformed(Exception):
    """The bytes are not what they claim to be. The message is ours and may be shown to a client."""


class EndsEarly(Malformed):
    """The data end inside a part. With only the head of a file at hand: ask for more."""

    def __init__(self) -> None:
        super().__init__("the data ends too early")


class Span(NamedTuple):
    """One part of a file: ``data[start:end]`` with its frame (marker, length, checksum), ``body`` without it."""

    kind: bytes
    start: int
    end: int
    body: int
    body_end: int


#: Parts that a walk meets before it gives up: a file of a few MB can have millions, and no encoder writes so many.
_MAX_PARTS: Final = 50_000


def _bounded(spans: Iterator[Span]) -> Iterator[Span]:
    for index, span in enumerate(spans):
        if index == _MAX_PARTS:
            raise Malformed("the file has too many parts")
        yield span


# --- JPEG ---------------------------------------------------------------------------------------------------

#: Start of frame, all processes; 0xC4 (huffman tables), 0xC8 (reserved), 0xCC (arithmetic) are none.
SOF: Final = frozenset(bytes([m]) for m in range(0xC0, 0xD0) if m not in (0xC4, 0xC8, 0xCC))
SOS: Final = b"\xda"
SOS_MARKER: Final = b"\xff" + SOS
EOI: Final = b"\xd9"
APP0, APP1, APP2, APP13, APP14, COM = b"\xe0", b"\xe1", b"\xe2", b"\xed", b"\xee", b"\xfe"
#: A marker that has a body, or EOI: not stuffing (00), TEM (01), RSTn (D0 - D7), SOI (D8) or a fill byte (FF).
_MARKER: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]", re.DOTALL)


def jpeg_segments(data: bytes) -> Iterator[Span]:
    """Marker segments from SOI up to and including the first SOS header. ``kind`` is the marker's second byte."""
    for span in _bounded(_jpeg_markers(data, 2)):
        if span.kind == EOI:
            raise Malformed("the JPEG ends before its first scan")
        yield span
        if span.kind == SOS:
            return


def jpeg_scans(data: bytes, at: int) -> Iterator[Span]:
    """Marker segments after the first SOS header, which ends at ``at``, up to and including EOI."""
    for span in _bounded(_jpeg_markers(data, at)):
        yield span
        if span.kind == EOI:
            return


def _jpeg_markers(data: bytes, at: int) -> Iterator[Span]:
    """As libjpeg does, skips what is no marker (entropy-coded data, restarts, garbage) and fill bytes before one."""
    while match := _MARKER.search(data, at):
        start, body = match.start(), match.end()
        kind = data[body - 1 : body]
        if kind == EOI:
            yield Span(kind, start, body, body, body)
            return
        if body + 2 > len(data):
            break
        length = data[body] << 8 | data[body + 1]
        if length < 2:
            raise Malformed("a JPEG segment is shorter than its own length field")
        at = body + length
        if at > len(data):
            break
        yield Span(kind, start, at, body + 2, at)
    raise EndsEarly


def jpeg_icc(data: bytes) -> bytes | None:
    """The ICC profile, put together from its APP2 pieces (ICC.1 annex B.4), or None."""
    pieces: dict[int, bytes] = {}
    for span in jpeg_segments(data):
        body = data[span.body : span.body_end] if span.kind == APP2 else b""
        if body[:12] == b"ICC_PROFILE\0" and len(body) > 14:
            pieces.setdefault(body[12], body[14:])
    return b"".join(pieces[index] for index in sorted(pieces)) or None


# --- PNG ----------------------------------------------------------------------------------------------------

PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


def png_chunks(data: bytes) -> Iterator[Span]:
    """Chunks from IHDR to IEND; ``png_sum_holds`` looks at their checksums."""
    return _bounded(_png_chunks(data))


def png_sum_holds(data: bytes, chunk: Span) -> bool:
    """Whether a chunk's checksum is that of its name and data. 1 MB takes under a millisecond."""
    return zlib.crc32(memoryview(data)[chunk.start + 4 : chunk.body_end]) == int.from_bytes(
        data[chunk.body_end : chunk.end]
    )


def _png_chunks(data: bytes) -> Iterator[Span]:
    at = 8
    while at < len(data):
        if at + 8 > len(data):
            raise EndsEarly
        length, kind = struct.unpack_from(">I4s", data, at)
        if length > 0x7FFFFFFF or not kind.isalpha():
            raise Malformed("a PNG chunk has an impossible name or length")
        end = at + 12 + length
        if kind == b"IDAT" and end > len(data):
            # Header readers stop here, and need not have the pixels at hand.
            yield Span(kind, at, len(data), at + 8, len(data))
            raise EndsEarly
        if end > len(data):
            raise EndsEarly
        yield Span(kind, at, end, at + 8, end - 4)
        if kind == b"IEND":
            return
        at = end
    raise EndsEarly


# --- WebP ---------------------------------------------------------------------------------------------------

#: Flags in the first byte of a VP8X chunk.
VP8X_ICC, VP8X_ALPHA, VP8X_EXIF, VP8X_ANIMATION = 0x20, 0x10, 0x08, 0x02


def webp_chunks(data: bytes, start: int = 12, end: int | None = None) -> Iterator[Span]:
    """RIFF chunks; ``start`` and ``end`` bound a nested list (the inside of an ANMF frame)."""
    return _bounded(_webp_chunks(data, start, end))


def _webp_chunks(data: bytes, start: int, end: int | None) -> Iterator[Span]:
    if end is None:
        if len(data) < 12:
            raise EndsEarly
        end = 8 + int.from_bytes(data[4:8], "little")
    at = start
    while at + 8 <= end:
        if at + 8 > len(data):
            raise EndsEarly
        kind, length = struct.unpack_from("<4sI", data, at)
        body = at + 8
        after = body + length + (length & 1)
        if after - (length & 1) > end:
            raise Malformed("a WebP chunk is longer than its container")
        if kind in (b"VP8 ", b"VP8L", b"VP8X") and len(data) < after and len(data) >= body + 10:
            # Its header is at hand, and header readers need no more.
            yield Span(kind, at, len(data), body, len(data))
            raise EndsEarly
        if body + length > len(data):
            raise EndsEarly
        yield Span(kind, at, min(after, len(data)), body, body + length)
        at = after


# --- GIF ----------------------------------------------------------------------------------------------------

GIF_SCREEN, GIF_CONTROL, GIF_IMAGE, GIF_DATA, GIF_TRAILER = b"GIF8", b"!\xf9", b",", b"D", b";"


def gif_blocks(data: bytes) -> Iterator[Span]:
    """The logical screen, extensions (``!`` and label), image descriptors, image data, and the trailer.

    Screen and descriptors come with their colour tables; a descriptor's ``body`` begins at its left position.
    """
    return _bounded(_gif_blocks(data))


def _gif_blocks(data: bytes) -> Iterator[Span]:
    if len(data) < 13:
        raise EndsEarly
    at = 13 + _colour_table(data[10])
    yield Span(GIF_SCREEN, 0, at, 6, at)
    while True:
        if at >= len(data):
            raise EndsEarly
        start, kind = at, data[at : at + 1]
        if kind == GIF_TRAILER:
            yield Span(kind, start, at + 1, at + 1, at + 1)
            return
        if kind == b"!":
            kind = data[at : at + 2]
            body = at = at + 2
        elif kind == GIF_IMAGE:
            if at + 10 > len(data):
                raise EndsEarly
            table_end = at + 10 + _colour_table(data[at + 9])
            yield Span(kind, start, table_end, start + 1, table_end)
            kind, start, body, at = GIF_DATA, table_end, table_end, table_end + 1
        else:
            raise Malformed("a GIF block is of no known kind")
        at = _gif_data_end(data, at)
        yield Span(kind, start, at, body, at)


def _colour_table(packed: int) -> int:
    """Bytes of the colour table that a packed field announces."""
    return 3 << ((packed & 7) + 1) if packed & 0x80 else 0


def _gif_data_end(data: bytes, at: int) -> int:
    """Where the sub-blocks that begin at ``at`` end."""
    size = len(data)
    while at < size:
        length = data[at]
        at += 1 + length
        if length == 0:
            return at
    raise EndsEarly


# --- EXIF ---------------------------------------------------------------------------------------------------


def exif_tags(tiff: bytes) -> dict[int, int]:
    """Tags of IFD0 with the first word of their values; empty if the block makes no sense.

    Only short and long values are of use to us: orientation (0x0112) and the offset of the GPS IFD (0x8825).
    """
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return {}
    (at,) = struct.unpack_from(order + "I", tiff, 4)
    if at + 2 > len(tiff):
        return {}
    (count,) = struct.unpack_from(order + "H", tiff, at)
    tags: dict[int, int] = {}
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, kind = struct.unpack_from(order + "HH", tiff, entry)
        if kind == 3:
            tags.setdefault(tag, struct.unpack_from(order + "H", tiff, entry + 8)[0])
        elif kind == 4:
            tags.setdefault(tag, struct.unpack_from(order + "I", tiff, entry + 8)[0])
    return tags


def exif_orientation(tiff: bytes) -> int:
    """1 to 8; 1 where the tag is missing or makes no sense."""
    value = exif_tags(tiff.removeprefix(b"Exif\0\0")).get(0x0112, 1)
    return value if 1 <= value <= 8 else 1
