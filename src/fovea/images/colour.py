"""Any colours to sRGB: grey, CMYK and wide gamut, with or without an ICC profile."""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from fovea.limits import MIB
from fovea.values import Pixels

if TYPE_CHECKING:
    from PIL.ImageCms import ImageCmsTransform

#: The largest profiles in use are printing profiles of about 3 MB.
_MAX_PROFILE_BYTES: Final = 4 * MIB

#: Cameras and screens have profiles of 0.5 to 4 KB, used again and again; strangers' large ones are not kept.
_CACHED_PROFILE_BYTES: Final = 64 * 1024

_MODES: Final = {1: "L", 3: "RGB", 4: "CMYK"}
#: The colour space field of an ICC profile's header, for each of our modes.
_SPACES: Final = {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}


def inflate_profile(chunk: bytes) -> bytes | None:
    """The profile inside a PNG's iCCP chunk: a name, a zero, method 0, deflated data. None if it is no profile."""
    _, _, rest = chunk.partition(b"\0")
    try:
        profile = zlib.decompressobj().decompress(rest[1:], _MAX_PROFILE_BYTES)
    except zlib.error:
        return None
    return profile or None


def to_srgb(raster: Pixels, icc: bytes | None) -> Pixels:
    """uint8 (H, W, 1 or 3 or 4) of grey, RGB or CMYK to (H, W, 3) sRGB. A profile that makes no sense is ignored."""
    mode = _MODES[raster.shape[2]]
    if icc is not None and 128 < len(icc) <= _MAX_PROFILE_BYTES and icc[16:20] == _SPACES[mode]:
        transform = (_cached_transform if len(icc) <= _CACHED_PROFILE_BYTES else _transform)(icc, mode)
        if transform == "is sRGB":
            return raster
        if not isinstance(transform, str):
            return _apply(transform, raster, mode)
    if mode == "CMYK":
        return _without_profile(raster)
    return _grey(raster) if mode == "L" else raster


def _grey(raster: Pixels) -> Pixels:
    import cv2

    return np.asarray(cv2.cvtColor(raster, cv2.COLOR_GRAY2RGB), np.uint8)


def _without_profile(cmyk: Pixels) -> Pixels:
    """The device-independent guess: each ink takes its share of the light that black leaves."""
    light = 255 - cmyk.astype(np.uint16)
    return ((light[..., :3] * light[..., 3:] + 127) // 255).astype(np.uint8)


def _transform(icc: bytes, mode: str) -> ImageCmsTransform | str:
    """The transform to sRGB; the word "is sRGB" where it would change nothing, "broken" where there is none."""
    from PIL import ImageCms

    try:
        transform = ImageCms.buildTransform(io.BytesIO(icc), ImageCms.createProfile("sRGB"), mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return "broken"
    if mode == "RGB":
        steps = np.arange(0, 256, 15, dtype=np.uint8)
        grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
        if np.abs(_apply(transform, grid, mode).astype(int) - grid).max() <= 1:
            return "is sRGB"
    return transform


_cached_transform = lru_cache(maxsize=32)(_transform)


def _apply(transform: ImageCmsTransform, raster: Pixels, mode: str) -> Pixels:
    from PIL import Image, ImageCms

    height, width, _ = raster.shape
    image = Image.frombuffer(mode, (width, height), np.ascontiguousarray(raster), "raw", mode, 0, 1)
    converted = ImageCms.applyTransform(image, transform)
    assert converted is not None  # None comes from transforms in place alone
    return np.asarray(converted)
