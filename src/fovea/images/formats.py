"""Which format some bytes are, and what their header says. No pixel is decoded here.

One row of ``FORMATS`` is one format that the API takes; ``sniff`` also knows the formats that it does not
take, so that a refusal can say what was sent.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fovea.images import containers
from fovea.images.containers import EndsEarly, Malformed
from fovea.values import ImageHeader, MediaType, Payload, Size

#: Bytes asked for first. Most headers are in them; large EXIF thumbnails and ICC profiles need a second look.
HEAD_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class ImageFormat:
    """One format that the API takes."""

    name: str
    media_type: MediaType
    begins: re.Pattern[bytes]
    #: Reads size and orientation from the first bytes; raises ``EndsEarly`` to be given more.
    read_header: Callable[[bytes], tuple[Size, int]]


def sniff(head: bytes) -> str | None:
    """The media type that the first bytes show, whether or not the API takes it; None if nothing is known."""
    for media_type, begins in _SIGNATURES:
        if begins.match(head):
            return media_type
    return None


def format_of(head: bytes) -> ImageFormat | None:
    """The row for these first bytes; None if the API does not take them."""
    return next((row for row in FORMATS if row.begins.match(head)), None)


def probe(payload: Payload) -> ImageHeader:
    """What the header says, from as few bytes as it takes. Raises ``Malformed``."""
    length = HEAD_BYTES
    while True:
        head = payload.head(length)
        row = format_of(head)
        if row is None:
            raise Malformed("the data is no JPEG, PNG, GIF or WebP image")
        try:
            size, orientation = row.read_header(head)
        except EndsEarly:
            if len(head) < length:  # that was all
                raise
            length *= 8
        else:
            if size.width < 1 or size.height < 1:
                raise Malformed("the image has no pixels")
            return ImageHeader(row.media_type, size, orientation)


# --- header readers -----------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> tuple[Size, int]:
    orientation = None
    for span in containers.jpeg_segments(data):
        if span.kind == containers.APP1 and orientation is None and data.startswith(b"Exif\0\0", span.body):
            orientation = containers.exif_orientation(data[span.body : span.body_end])
        elif span.kind in containers.SOF:
            if span.body_end - span.body < 6:
                raise Malformed("the JPEG frame header is too short")
            height, width = struct.unpack_from(">HH", data, span.body + 1)
            return Size(width, height), orientation or 1
    raise Malformed("the JPEG has no frame header")


def _png(data: bytes) -> tuple[Size, int]:
    """Orientation comes from an eXIf chunk before the pixels; one after them is not looked for."""
    size: Size | None = None
    for span in containers.png_chunks(data):
        if size is None:
            if span.kind != b"IHDR" or span.body_end - span.body != 13:
                raise Malformed("the PNG does not begin with its header chunk")
            size = Size(*struct.unpack_from(">II", data, span.body))
        elif span.kind == b"eXIf":
            return size, containers.exif_orientation(data[span.body : span.body_end])
        elif span.kind == b"IDAT":
            return size, 1
    raise Malformed("the PNG has no pixels")


def _gif(data: bytes) -> tuple[Size, int]:
    """The logical screen, made larger where the first frame exceeds it, as viewers do."""
    width, height = 0, 0
    for span in containers.gif_blocks(data):
        if span.kind == containers.GIF_SCREEN:
            width, height = struct.unpack_from("<HH", data, 6)
        elif span.kind == containers.GIF_IMAGE:
            left, top, across, down = struct.unpack_from("<HHHH", data, span.body)
            return Size(max(width, left + across), max(height, top + down)), 1
    raise Malformed("the GIF has no frame")


def _webp(data: bytes) -> tuple[Size, int]:
    size: Size | None = None
    for span in containers.webp_chunks(data):
        body = data[span.body : span.body + 10]
        if span.kind == b"VP8X" and size is None:
            if len(body) < 10:
                raise Malformed("the WebP header is too short")
            size = Size(1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little"))
            if not body[0] & containers.VP8X_EXIF:
                return size, 1
        elif span.kind == b"VP8 " and size is None:
            if body[3:6] != b"\x9d\x01\x2a" or len(body) < 10:
                raise Malformed("the WebP frame header is broken")
            width, height = struct.unpack_from("<HH", body, 6)
            return Size(width & 0x3FFF, height & 0x3FFF), 1
        elif span.kind == b"VP8L" and size is None:
            if body[:1] != b"\x2f" or len(body) < 5:
                raise Malformed("the WebP frame header is broken")
            bits = int.from_bytes(body[1:5], "little")
            return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1), 1
        elif span.kind == b"EXIF" and size is not None:
            return size, containers.exif_orientation(data[span.body : span.body_end])
    if size is None:
        raise Malformed("the WebP has no frame")
    return size, 1


FORMATS: Final = (
    ImageFormat("JPEG", "image/jpeg", re.compile(rb"\xff\xd8\xff"), _jpeg),
    ImageFormat("PNG", "image/png", re.compile(rb"\x89PNG\r\n\x1a\n"), _png),
    ImageFormat("GIF", "image/gif", re.compile(rb"GIF8[79]a"), _gif),
    ImageFormat("WebP", "image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL), _webp),
)
BY_MEDIA_TYPE: Final = {row.media_type: row for row in FORMATS}

_TEXT = rb"(?:\xef\xbb\xbf)?\s*"
_SIGNATURES: Final = (
    *((row.media_type, row.begins) for row in FORMATS),
    ("image/bmp", re.compile(rb"BM.{4}\0{4}", re.DOTALL)),
    ("image/tiff", re.compile(rb"II[*+]\0|MM\0[*+]")),
    ("image/avif", re.compile(rb".{4}ftyp(?:avif|avis)", re.DOTALL)),
    ("image/heic", re.compile(rb".{4}ftyp(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1)", re.DOTALL)),
    ("image/jxl", re.compile(rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n", re.DOTALL)),
    ("image/jp2", re.compile(rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51", re.DOTALL)),
    ("image/x-icon", re.compile(rb"\0\0\x01\0[^\0]", re.DOTALL)),
    ("image/vnd.adobe.photoshop", re.compile(rb"8BPS\0\x01")),
    ("application/pdf", re.compile(rb"\s*%PDF-")),
    # A prologue, comments and a document type may come before the root element.
    (
        "image/svg+xml",
        re.compile(
            _TEXT + rb"(?:<\?xml[^>]*>\s*|<!--.{0,1000}?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg\b",
            re.DOTALL | re.IGNORECASE,
        ),
    ),
    (
        "text/html",
        re.compile(
            _TEXT + rb"(?:<!--.{0,1000}?-->\s*)*<(?:!DOCTYPE html|html|head|body|title|script|meta)\b",
            re.DOTALL | re.IGNORECASE,
        ),
    ),
)
