"""Well-made little images, and ways to spoil them. Everything is generated; nothing is random between runs."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}


@cache
def scene(width: int = 64, height: int = 48, seed: int = 1) -> Image.Image:
    """Smooth colours with a hard-edged mark in the top left corner, so that turning shows. Do not change it."""
    down, across = min(height, 200), min(width, 200)
    y, x = np.mgrid[0:down, 0:across].astype(np.float64)
    u, v = x / max(1, across - 1), y / max(1, down - 1)
    bands = [128 + 100 * np.sin(3 * u + 2 * v + seed + phase) for phase in (0, 2, 4)]
    image = Image.fromarray(np.stack(bands, axis=-1).clip(0, 255).astype(np.uint8))
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BICUBIC)
    image.paste((250, 10, 10), (0, 0, width // 4, height // 4))
    return image


def encode(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def small(kind: str) -> bytes:
    """A valid image of this format, 64x48."""
    return encode(scene(), kind)


def flat(kind: str, width: int, height: int) -> bytes:
    """A valid image of any size that takes few bytes."""
    return encode(
        Image.new("L" if kind != "WEBP" else "RGB", (width, height), 200 if kind != "WEBP" else (9, 9, 9)), kind
    )


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int,
    height: int,
    *,
    rows: bytes | None = None,
    depth: int = 8,
    colour: int = 2,
    interlace: int = 0,
    before: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """A PNG by hand. ``rows`` is what its IDAT inflates to; nearly nothing by default, whatever the header says."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + before
        + png_chunk(b"IDAT", zlib.compress(bytes(100) if rows is None else rows, 9))
        + after
        + png_chunk(b"IEND", b"")
    )


def gif(canvas: tuple[int, int], frame: tuple[int, int, int, int], *, control: bytes = b"") -> bytes:
    """A GIF by hand: two colours, black and white; one frame (left, top, width, height) of all white, if tiny."""
    screen = b"GIF89a" + struct.pack("<HH", *canvas) + b"\x80\0\0" + bytes(3) + b"\xff\xff\xff"
    return screen + control + b"," + struct.pack("<HHHH", *frame) + b"\0" + b"\x02\x02\x4c\x01\0" + b";"


def exif(orientation: int = 1, *, gps: bool = False, padding: int = 0) -> bytes:
    """A TIFF block with an orientation and, where wanted, a position and a thumbnail's worth of padding."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    if gps:
        tags[0x010F] = "Secret Camera Works"
        tags.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return tags.tobytes().removeprefix(b"Exif\0\0") + bytes(padding)


def jpeg_segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """The JPEG with these segments right after its start."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def turned(orientation: int, kind: str = "JPEG", **options: Any) -> bytes:
    """A picture whose pixels lie so that ``orientation`` puts them upright."""
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = scene()
    stored = image if undo is None else image.transpose(undo)
    block = exif(orientation)
    return encode(stored, kind, exif=b"Exif\0\0" + block if kind == "JPEG" else block, **options)
