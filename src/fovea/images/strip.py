"""Metadata out, pixels untouched: the same file with only the parts that its picture needs.

Each container has a list of what stays; everything else goes, known to us or not. Colour profiles stay, because
colours depend on them. An animation becomes its first frame.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from fovea.images import containers
from fovea.images.containers import Malformed, Span
from fovea.values import MediaType

#: What a PNG's picture needs: its pixels, and the chunks that say what colours they are.
_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"sBIT")
)
#: Those of them that decoders refuse when their checksum is wrong.
_PNG_DRAWN: Final = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))


def strip(data: bytes, media_type: MediaType) -> bytes | None:
    """The file without metadata, still or first frame only; ``data`` itself where there is nothing to cut.

    None where that cannot be done without encoding anew. Raises ``Malformed`` where the structure is broken or
    ends early.
    """
    clean = _STRIPPERS[media_type](data)
    return data if clean == data else clean


def _jpeg(data: bytes) -> bytes:
    """JFIF's and Adobe's segments and ICC profiles stay, as decoders read colours by them.

    What stands between segments, or follows the end of the image (further pictures, motion photos), goes too.
    """
    kept: list[bytes] = []
    copied = end = 2  # up to ``copied`` everything is in ``kept``, or was cut; up to ``end`` it has been looked at
    for span in containers.jpeg_segments(data):
        needed = _needed(data, span)
        if span.start > end or needed is not None:
            kept += data[copied:end], needed or b""
            copied = span.start if needed is None else span.end
        end = span.end
    for span in containers.jpeg_scans(data, end):
        if _is_application_data(span):
            kept.append(data[copied : span.start])
            copied = span.end
        end = span.end
    if not kept and end == len(data):
        return data
    return b"".join([data[:2], *kept, data[copied:end]])


def _needed(data: bytes, span: Span) -> bytes | None:
    """What a picture needs of a segment; None where that is all of it."""
    if not _is_application_data(span):
        return None
    if span.kind == containers.APP0 and data.startswith(b"JFIF\0", span.body):
        # Its 14 bytes, without the thumbnail that may follow: the last two are the thumbnail's size.
        jfif = b"\xff\xe0\0\x10" + data[span.body : span.body_end][:12].ljust(14, b"\0")
        return None if jfif == data[span.start : span.end] else jfif
    if (span.kind == containers.APP14 and data.startswith(b"Adobe", span.body)) or (
        span.kind == containers.APP2 and data.startswith(b"ICC_PROFILE\0", span.body)
    ):
        return None
    return b""


def _is_application_data(span: Span) -> bool:
    return 0xE0 <= span.kind[0] <= 0xEF or span.kind == containers.COM


def _png(data: bytes) -> bytes:
    spans = list(containers.png_chunks(data))
    if not all(containers.png_sum_holds(data, span) for span in spans if span.kind in _PNG_DRAWN):
        raise Malformed("the PNG data are damaged")
    if all(span.kind in _PNG_KEPT for span in spans) and spans[-1].end == len(data):
        return data
    kept = [data[:8], *(data[span.start : span.end] for span in spans if span.kind in _PNG_KEPT)]
    return b"".join(kept)


def _gif(data: bytes) -> bytes:
    """The screen, the first frame and its graphic control (transparency), and nothing else."""
    kept: dict[bytes, bytes] = {}
    for span in containers.gif_blocks(data):
        if span.kind in (containers.GIF_SCREEN, containers.GIF_CONTROL, containers.GIF_IMAGE, containers.GIF_DATA):
            kept[span.kind] = data[span.start : span.end]
        if span.kind == containers.GIF_DATA:
            return b"".join([*kept.values(), b";"])
    raise Malformed("the GIF has no frame")


def _webp(data: bytes) -> bytes | None:
    spans = list(containers.webp_chunks(data))
    if not spans or spans[0].kind != b"VP8X":
        # The simple layouts hold one frame and no metadata; unknown chunks may follow and go.
        kept = [span for span in spans if span.kind in (b"VP8 ", b"VP8L")][:1]
        if not kept:
            raise Malformed("the WebP has no frame")
        return _riff([data[kept[0].start : kept[0].end]])

    header, rest = spans[0], spans[1:]
    flags = data[header.body]
    inside = rest
    frame = next((span for span in rest if span.kind == b"ANMF"), None)
    if frame is not None:
        canvas = data[header.body + 4 : header.body + 10]
        place, size = data[frame.body : frame.body + 6], data[frame.body + 6 : frame.body + 12]
        if place != bytes(6) or size != canvas:
            return None  # the first frame covers a part of the canvas
        inside = list(containers.webp_chunks(data, frame.body + 16, frame.body_end))
    kinds = {span.kind for span in inside}
    if not kinds & {b"VP8 ", b"VP8L"}:
        raise Malformed("the WebP has no frame")
    profile = [data[span.start : span.end] for span in rest if span.kind == b"ICCP"][:1]
    picture = [data[span.start : span.end] for span in inside if span.kind in (b"VP8 ", b"VP8L", b"ALPH")]
    flags = flags & containers.VP8X_ALPHA | (containers.VP8X_ICC if profile else 0)
    extended = data[header.start : header.body] + bytes([flags, 0, 0, 0]) + data[header.body + 4 : header.body + 10]
    return _riff([extended, *profile, *picture])


def _riff(chunks: list[bytes]) -> bytes:
    """A WebP file of these chunks, each padded to even length."""
    body = b"".join(chunk + bytes(len(chunk) & 1) for chunk in chunks)
    return b"RIFF" + (4 + len(body)).to_bytes(4, "little") + b"WEBP" + body


_STRIPPERS: Final[dict[MediaType, Callable[[bytes], bytes | None]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/gif": _gif,
    "image/webp": _webp,
}
