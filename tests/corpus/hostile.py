"""Images that mean harm, or come from a mistake: what each is, and what the service says to it.

A row holds the bytes and the refusal's reason, or None where the image is strange and nevertheless fine.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from PIL import Image

from corpus.pictures import encode, flat, gif, jpeg_segment, png, png_chunk, scene, small

DAMAGED = "damaged or end too early"
TOO_EARLY = "too early"
NO_IMAGE = "no JPEG, PNG, GIF or WebP"
TOO_LARGE = "dimensions exceed max allowed size: 8000 pixels"


def _truncated(kind: str, keep: float) -> bytes:
    data = encode(scene(300, 200), kind)
    return data[: int(len(data) * keep)]


def _flipped(kind: str) -> bytes:
    """One damaged byte in the middle of the pixels."""
    data = bytearray(encode(scene(300, 200), kind))
    data[len(data) * 2 // 3] ^= 0xFF
    return bytes(data)


def _many_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan stands there again and again: each costs a pass over all pixels."""
    data = encode(Image.new("RGB", (512, 512)), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * count + b"\xff\xd9"


def _webp_that_lies() -> bytes:
    """The outer header says 10x10, the frame inside is larger."""
    frame = encode(scene(), "WEBP")[12:]
    outer = b"VP8X" + (10).to_bytes(4, "little") + bytes(4) + (9).to_bytes(3, "little") * 2
    return b"RIFF" + (4 + len(outer) + len(frame)).to_bytes(4, "little") + b"WEBP" + outer + frame


def _many_frames() -> bytes:
    one = gif((500, 500), (0, 0, 1, 1), control=b"!\xf9\x04\x04\x02\0\0\0")
    start = one.index(b"!\xf9")
    return one[:start] + one[start:-1] * 20_000 + b";"


def _wordy_jpeg() -> bytes:
    return b"\xff\xd8" + jpeg_segment(0xFE, b"") * 60_000 + small("JPEG")[2:]


ROW = bytes(64 * 3 + 1)

HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    # what is no image, or one of another kind
    "HTML": (lambda: b"<!DOCTYPE html><html><body>404 Not Found</body></html>", "text/html"),
    "HTML with a comment first": (lambda: b"\xef\xbb\xbf\n<!-- cached -->\n<html><p>", "text/html"),
    "SVG": (lambda: b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    "PDF": (lambda: b"%PDF-1.7\n1 0 obj", "application/pdf"),
    "BMP": (lambda: encode(scene(), "BMP"), "image/bmp"),
    "TIFF": (lambda: encode(scene(), "TIFF"), "image/tiff"),
    "AVIF": (lambda: b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + bytes(100), "image/avif"),
    "HEIC": (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), "image/heic"),
    "JPEG 2000": (lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(100), "image/jp2"),
    "ICO": (lambda: encode(scene(), "ICO"), "image/x-icon"),
    "JSON": (lambda: b'{"error": "not found"}', NO_IMAGE),
    "zeros": (lambda: bytes(1000), NO_IMAGE),
    "one byte": (lambda: b"\xff", NO_IMAGE),
    "RIFF that is a sound": (lambda: b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), NO_IMAGE),
    # signatures alone
    "JPEG signature": (lambda: b"\xff\xd8\xff", TOO_EARLY),
    "PNG signature": (lambda: b"\x89PNG\r\n\x1a\n", TOO_EARLY),
    "GIF signature": (lambda: b"GIF89a", TOO_EARLY),
    "WebP signature": (lambda: b"RIFF\xff\0\0\0WEBP", TOO_EARLY),
    # cut off and damaged
    **{
        f"{kind} without its last fifth": (lambda k=kind: _truncated(k, 0.8), TOO_EARLY)
        for kind in ("JPEG", "PNG", "GIF", "WEBP")
    },
    **{f"half a {kind}": (lambda k=kind: _truncated(k, 0.5), TOO_EARLY) for kind in ("JPEG", "PNG", "GIF", "WEBP")},
    "progressive JPEG cut off": (lambda: encode(scene(300, 200), "JPEG", progressive=True)[:2000], TOO_EARLY),
    "PNG with a damaged byte": (lambda: _flipped("PNG"), DAMAGED),
    "JPEG without scans": (lambda: small("JPEG")[:-2].split(b"\xff\xda")[0] + b"\xff\xd9", "first scan"),
    "JPEG with garbage between segments": (lambda: small("JPEG")[:20] + b"\0\1\2" + small("JPEG")[20:], None),
    "JPEG with garbage at its end": (lambda: small("JPEG")[:-2] + bytes(50) + b"\xff\xd9" + b"trailing", None),
    "PNG without pixels": (lambda: png(8, 8).replace(b"IDAT", b"iDAT"), "no pixels"),
    "PNG with no size": (lambda: png(0, 8), "no pixels"),
    # headers that lie
    "PNG of 20000x20000 in a few bytes": (lambda: png(20_000, 20_000), TOO_LARGE),
    "PNG of 2^31 pixels": (lambda: png(2**31 - 1, 1), TOO_LARGE),
    "PNG that lies": (lambda: png(8000, 8000), DAMAGED),
    "interlaced PNG of 16 bits that lies": (lambda: png(8000, 8000, depth=16, colour=6, interlace=1), DAMAGED),
    "GIF canvas that lies": (lambda: gif((1, 1), (0, 0, 8000, 8000)), DAMAGED),
    "GIF frame outside its canvas": (lambda: gif((1, 1), (7000, 0, 2000, 2)), TOO_LARGE),
    "GIF canvas of 65535x65535": (lambda: gif((65535, 65535), (0, 0, 1, 1)), TOO_LARGE),
    "WebP of 16383x2": (lambda: flat("WEBP", 16383, 2), TOO_LARGE),
    "WebP that lies": (_webp_that_lies, DAMAGED),
    "JPEG of 65535x2": (lambda: flat("JPEG", 65500, 2), TOO_LARGE),
    # bombs
    "PNG with 60 MB behind its pixels": (lambda: png(64, 64, rows=ROW * 64 + bytes(60_000_000)), None),
    "PNG with a text of 60 MB": (
        lambda: png(
            64, 64, rows=ROW * 64, before=png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(60_000_000), 9))
        ),
        None,
    ),
    "PNG with a profile of 60 MB": (
        lambda: png(64, 64, rows=ROW * 64, before=png_chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(60_000_000), 9))),
        None,
    ),
    "JPEG with 2000 scans": (lambda: _many_scans(2000), "too many scans"),
    "JPEG with 60000 comments": (_wordy_jpeg, "too many parts"),
    "JPEG of fill bytes": (lambda: b"\xff\xd8" + b"\xff" * 1_000_000, TOO_EARLY),
    "GIF with 20000 frames": (_many_frames, None),
    "PNG whose chunks have no end": (lambda: png(8, 8)[:33] + struct.pack(">I4s", 2**31 - 1, b"tEXt"), TOO_EARLY),
}
