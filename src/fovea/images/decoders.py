"""The four decoders and the one encoder, at their fastest that is still right.

``decode`` gives uint8 (H, W, 3), sRGB, upright, opaque. Sources of the choices: ``bench/images``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import numpy as np

from fovea.images import colour, containers
from fovea.images.containers import Malformed
from fovea.values import ImageHeader, MediaType, Pixels, Size

#: Memory at worst, in bytes per stored pixel, as measured: a progressive JPEG's coefficients (3 x int16); an
#: interlaced 16-bit RGBA PNG; WebP as RGBA, with its planes and a copy; a GIF's indices and a copy.
_DECODING_BYTES_PER_PX = {"image/jpeg": 6, "image/png": 9, "image/webp": 9, "image/gif": 3}

#: More scans than any encoder writes (a usual progressive JPEG has 10). Each costs a pass over all pixels, and
#: a file of a few KB can hold thousands.
_MAX_JPEG_SCANS = 32

#: A search for it takes half the time that ``bytes.count`` does.
_SOS = re.compile(containers.SOS_MARKER)

#: What libjpeg may complain about without a pixel being lost. Every other complaint refuses the image.
_HARMLESS_JPEG = ("extraneous bytes before marker", "Unknown Adobe color transform", "Invalid SOS parameters")

_WHITE = 255

#: Up to here a whole picture in memory (16 MiB of RGBA) costs less time than streaming it does.
_SMALL_PX = 4 * 1024 * 1024


def decoding_bytes(header: ImageHeader) -> int:
    """Upper estimate of the memory that decoding takes."""
    return header.stored.width * header.stored.height * _DECODING_BYTES_PER_PX[header.media_type]


def decode(data: bytes, header: ImageHeader, seen: Size) -> Pixels:
    """The pixels that a model sees, read-only. Raises ``Malformed`` for what cannot be decoded to its end."""
    stored_seen = Size(seen.height, seen.width) if header.orientation >= 5 else seen
    match header.media_type:
        case "image/jpeg":
            raster, icc = _jpeg(data, header.stored, stored_seen)
        case "image/png":
            raster, icc = _png(data, header.stored, stored_seen)
        case "image/webp":
            raster, icc = _webp(data, header.stored, stored_seen)
        case "image/gif":
            raster, icc = _gif(data, header.stored, stored_seen), None
    pixels = np.ascontiguousarray(_upright(colour.to_srgb(raster, icc), header.orientation))
    pixels.setflags(write=False)
    return pixels


def prove(data: bytes, header: ImageHeader) -> None:
    """Decodes to the end for nobody to look at. Raises ``Malformed`` as ``decode`` would."""
    if header.media_type == "image/jpeg":
        _jpeg(data, header.stored, header.stored, colours=False)
    else:
        decode(data, header, header.upright)


def encode(pixels: Pixels) -> tuple[MediaType, bytes]:
    """A file of these pixels: PNG where areas are flat (text, screens, charts), else JPEG q90 without subsampling."""
    return next(encodings(pixels))


def encodings(pixels: Pixels) -> Iterator[tuple[MediaType, bytes]]:
    """Files of these pixels, the most faithful that makes sense first, each smaller than the one before."""
    import simplejpeg

    if _is_flat(pixels):
        height, width, bands = pixels.shape
        image = _vips().Image.new_from_memory(pixels.data, width, height, bands, "uchar")
        yield "image/png", bytes(image.pngsave_buffer(compression=4, keep="none"))
    yield "image/jpeg", simplejpeg.encode_jpeg(pixels, 90, "RGB", "444", fastdct=False)
    for quality in (80, 60, 40, 20):
        yield "image/jpeg", simplejpeg.encode_jpeg(pixels, quality, "RGB", "420", fastdct=False)


def _is_flat(pixels: Pixels) -> bool:
    """Whether most neighbours are equal, as in text and screens: there PNG is sharper and not much larger."""
    rows = pixels[:: max(1, pixels.shape[0] // 200)]
    if rows.shape[1] < 2:
        return True
    return bool((rows[:, 1:] == rows[:, :-1]).all(axis=2).mean() > 0.25)


# --- JPEG ---------------------------------------------------------------------------------------------------


def _jpeg(data: bytes, stored: Size, seen: Size, *, colours: bool = True) -> tuple[Pixels, bytes | None]:
    """Without ``colours`` every bit is still read, but a third of the work on pixels is saved."""
    import simplejpeg

    bands, adobe, scans_at = 3, False, 0
    for span in containers.jpeg_segments(data):
        if span.kind in containers.SOF:
            bands = data[span.body + 5]
        elif span.kind == containers.APP14 and data.startswith(b"Adobe", span.body):
            adobe = True
        scans_at = span.end
    # Cheap, and too many only where metadata hold those bytes by chance: then the scans are counted with care.
    if next(islice(_SOS.finditer(data), _MAX_JPEG_SCANS, None), None):
        further = sum(span.kind == containers.SOS for span in containers.jpeg_scans(data, scans_at))
        if further >= _MAX_JPEG_SCANS:
            raise Malformed("the JPEG has too many scans")
    space = {1: "GRAY", 3: "RGB" if colours else "GRAY", 4: "CMYK"}.get(bands)
    if space is None:
        raise Malformed("the JPEG has an unknown number of components")

    # The decoder can halve while it decodes, for less than nothing. Powers of two have fast inverse transforms.
    halvings = 0
    while (
        halvings < 3 and stored.width >= seen.width << (halvings + 1) and stored.height >= seen.height << (halvings + 1)
    ):
        halvings += 1
    try:
        if halvings == 0 and seen != stored:
            # As fast as decoding first and shrinking then, and the picture is never in memory at full size.
            raster = _render(_jpeg_stream(data, fail_on="warning"), stored, seen)
        else:
            raster = simplejpeg.decode_jpeg(
                data,
                colorspace=space,
                min_width=-(-stored.width // (1 << halvings)),
                min_height=-(-stored.height // (1 << halvings)),
            )
            if bands == 4 and adobe:
                raster = np.invert(raster)  # Adobe stores ink as its absence
    except (ValueError, Malformed) as exc:
        complaint = str(exc.__cause__ or exc)
        if not any(text in complaint for text in _HARMLESS_JPEG):
            raise Malformed("the JPEG data are damaged or end too early") from exc
        raster = _in_memory(_jpeg_stream(data, fail_on="error", shrink=1 << halvings))
    raster = _resize_array(raster, seen, stored.width / (1 << halvings), stored.height / (1 << halvings))
    return raster, containers.jpeg_icc(data)


def _jpeg_stream(data: bytes, fail_on: str, shrink: int = 1) -> Any:
    """libvips's decoder. "error" tells lost pixels from complaints; Adobe's inversion is undone by it."""
    return _load(lambda vips: vips.Image.jpegload_buffer(data, shrink=shrink, access="sequential", fail_on=fail_on))


# --- PNG and WebP -------------------------------------------------------------------------------------------


def _png(data: bytes, stored: Size, seen: Size) -> tuple[Pixels, bytes | None]:
    data, icc = _png_bare(data)
    image = _load(lambda vips: vips.Image.pngload_buffer(data, access="sequential", fail_on="warning"))
    return _render(image, stored, seen), icc


def _png_bare(data: bytes) -> tuple[bytes, bytes | None]:
    """The chunks that make the pixels, and the colour profile apart, its size bounded.

    Decoders inflate text and profiles of any size, wanted or not.
    """
    pixels = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
    spans = list(containers.png_chunks(data))
    profile = next((data[span.body : span.body_end] for span in spans if span.kind == b"iCCP"), None)
    if any(span.kind not in pixels for span in spans):
        view = memoryview(data)
        data = b"".join([view[:8], *(view[span.start : span.end] for span in spans if span.kind in pixels)])
    return data, colour.inflate_profile(profile) if profile is not None else None


def _webp(data: bytes, stored: Size, seen: Size) -> tuple[Pixels, bytes | None]:
    icc, plain = None, True
    for span in containers.webp_chunks(data):
        if span.kind == b"ICCP":
            icc = data[span.body : span.body_end]
        elif span.kind == b"VP8X":
            plain = not data[span.body] & (containers.VP8X_ALPHA | containers.VP8X_ANIMATION)
        elif span.kind == b"VP8L":
            plain = plain and not data[span.body + 4] & 0x10  # the bit that says whether alpha is used
    if plain:
        return _resize_array(_opaque_webp(data, stored), seen, stored.width, stored.height), icc
    image = _load(lambda vips: vips.Image.webpload_buffer(data, access="sequential", fail_on="warning"))
    return _render(image, stored, seen), icc


def _opaque_webp(data: bytes, stored: Size) -> Pixels:
    """A still without transparency: OpenCV has libwebp write RGB, at half the cost of a way over RGBA."""
    import cv2

    try:
        raster = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error as exc:
        raise Malformed("the image data are damaged or end too early") from exc
    if raster is None:
        raise Malformed("the image data are damaged or end too early")
    if raster.shape != (stored.height, stored.width, 3):
        raise Malformed("the image is not of the size that its header says")
    return np.asarray(raster, np.uint8)


def _load(load: Callable[[Any], Any]) -> Any:
    vips = _vips()
    try:
        return load(vips)
    except vips.Error as exc:
        raise Malformed("the image data are damaged or end too early") from exc


def _render(image: Any, stored: Size, seen: Size) -> Pixels:
    """8 bits, on white, resized, in memory."""
    if (image.width, image.height) != (stored.width, stored.height):
        raise Malformed("the image is not of the size that its header says")
    if image.format == "ushort":
        # The interpretation goes with the depth: an alpha of 16 bits would be taken to end at 65535.
        image = (image >> 8).cast("uchar").copy(interpretation="srgb" if image.bands > 2 else "b-w")
    if image.hasalpha() and stored.width * stored.height <= _SMALL_PX:
        image = _without_idle_alpha(image)
    if image.hasalpha():
        image = image.flatten(background=_WHITE)
    if seen != stored:
        image = image.resize(seen.width / stored.width, vscale=seen.height / stored.height)
    return _in_memory(image)


def _without_idle_alpha(image: Any) -> Any:
    """The image in memory, its alpha left out where nothing is transparent: most screenshots have such a one."""
    import cv2

    raster = _in_memory(image)
    if raster.shape[2] == 4 and raster[..., 3].min() == 255:
        raster = np.asarray(cv2.cvtColor(raster, cv2.COLOR_RGBA2RGB), np.uint8)
    height, width, bands = raster.shape
    return (
        _vips()
        .Image.new_from_memory(raster.data, width, height, bands, "uchar")
        .copy(interpretation="srgb" if bands > 2 else "b-w")
    )


def _in_memory(image: Any) -> Pixels:
    try:
        buffer = image.write_to_memory()
    except _vips().Error as exc:
        raise Malformed("the image data are damaged or end too early") from exc
    return np.frombuffer(buffer, np.uint8).reshape(image.height, image.width, image.bands)


# --- GIF ----------------------------------------------------------------------------------------------------


def _gif(data: bytes, stored: Size, seen: Size) -> Pixels:
    """The first frame in its place on a white canvas."""
    from PIL import Image

    frame = next((span for span in containers.gif_blocks(data) if span.kind == containers.GIF_IMAGE), None)
    if frame is None:
        raise Malformed("the GIF has no frame")
    left, top = (int.from_bytes(data[frame.body + i : frame.body + i + 2], "little") for i in (0, 2))
    across, down = (int.from_bytes(data[frame.body + i : frame.body + i + 2], "little") for i in (4, 6))
    try:
        with Image.open(io.BytesIO(data), formats=("GIF",)) as image:
            image.load()
            indices = np.asarray(image)[top : top + down, left : left + across]
            transparent = image.info.get("transparency")
            palette = image.getpalette("RGB") if image.mode == "P" else None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as exc:
        raise Malformed("the GIF data are damaged or end too early") from exc
    colours = np.repeat(np.arange(256, dtype=np.uint8), 3) if palette is None else np.array(palette, np.uint8)
    table = np.zeros((256, 3), np.uint8)
    table[: len(colours) // 3] = colours.reshape(-1, 3)[:256]
    if isinstance(transparent, int):
        table[transparent] = _WHITE
    # libvips looks colours up while it resizes, so that no full-size RGB canvas is ever made.
    vips = _vips()
    frame_image = vips.Image.new_from_memory(np.ascontiguousarray(indices).data, across, down, 1, "uchar")
    canvas = frame_image.maplut(vips.Image.new_from_memory(table.data, 256, 1, 3, "uchar"))
    if (across, down) != (stored.width, stored.height):
        canvas = canvas.embed(left, top, stored.width, stored.height, extend="white")
    return _render(canvas, stored, seen)


# --- shared -------------------------------------------------------------------------------------------------


def _resize_array(raster: Pixels, seen: Size, true_width: float, true_height: float) -> Pixels:
    """Lanczos. The picture's true extent may end inside the last pixel, where a halving met an odd edge."""
    height, width, bands = raster.shape
    if (width, height) == (seen.width, seen.height):
        return raster
    image = _vips().Image.new_from_memory(raster.data, width, height, bands, "uchar")
    shrink_x, shrink_y = true_width / seen.width, true_height / seen.height
    more_x, more_y = _padding(width, shrink_x, seen.width), _padding(height, shrink_y, seen.height)
    if more_x or more_y:
        image = image.embed(0, 0, width + more_x, height + more_y, extend="copy")
    image = image.resize(1 / shrink_x, vscale=1 / shrink_y)
    if (image.width, image.height) != (seen.width, seen.height):
        image = image.crop(0, 0, seen.width, seen.height)
    return np.frombuffer(image.write_to_memory(), np.uint8).reshape(seen.height, seen.width, bands)


def _padding(length: int, shrink: float, wanted: int) -> int:
    """Pixels to add so that ``length + padding`` is nearly a whole number of output pixels.

    libvips centres what does not divide evenly, which would move the picture by a fraction of a pixel.
    """

    def misfit(padding: int) -> float:
        pieces = (length + padding) / shrink
        return abs(pieces - round(pieces)) if round(pieces) >= wanted else 1.0

    best = min(range(32), key=misfit)
    return best if misfit(best) + 0.02 < misfit(0) else 0


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    """EXIF orientation applied (CIPA DC-008, tag 0x0112). OpenCV turns ten times as fast as NumPy copies."""
    if orientation == 1:
        return pixels
    import cv2

    if orientation >= 5:
        pixels = np.asarray(cv2.transpose(pixels), np.uint8)
    flip = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}.get(orientation)
    return pixels if flip is None else np.asarray(cv2.flip(pixels, flip), np.uint8)


@cache
def _vips() -> Any:
    """libvips, told once that our threads are the concurrency, and to remember nothing between calls."""
    import pyvips

    pyvips.concurrency_set(1)
    pyvips.cache_set_max(0)
    pyvips.vips_lib.vips_block_untrusted_set(True)
    return pyvips
