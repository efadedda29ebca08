"""What tells one colour of a screen from another: how colourful, how light, which hue, and how well text stands out."""

from __future__ import annotations

import colorsys
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.regions import Rgb
from fovea.values import Pixels

Tone: TypeAlias = Literal["error", "warning", "success", "info"]

#: Colours closer than this, in the channel that differs most, are the same.
SAME = 12
#: A line's colours are told from so many pixels.
MOST_PX = 6000


def apart(a: Rgb, b: Rgb) -> int:
    """How far two colours are apart: the largest difference of a channel, 0 to 255."""
    return max(abs(x - y) for x, y in zip(a, b, strict=True))


def colourful(rgb: Rgb) -> int:
    """0 for greys to 255 for pure colours."""
    return max(rgb) - min(rgb)


def hue(rgb: Rgb) -> float:
    """Degrees: red 0, yellow 60, green 120, blue 240."""
    return 360 * colorsys.rgb_to_hsv(*(v / 255 for v in rgb))[0]


def tone(rgb: Rgb) -> Tone:
    """What a colour stands for on a screen."""
    degrees = hue(rgb)
    if degrees >= 335 or degrees < 18:
        return "error"
    if degrees < 70:
        return "warning"
    return "success" if degrees < 172 else "info"


def is_tinted(ground: Rgb, around: Rgb) -> bool:
    """Whether a ground has more colour than what is around it, or another."""
    if colourful(ground) < 9 or apart(ground, around) <= 6:
        return False
    return colourful(ground) - colourful(around) >= 9 or tone(ground) != tone(around)


def luminance(rgb: Rgb) -> float:
    """Relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2)."""
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in rgb)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: Rgb, b: Rgb) -> float:
    """How well two colours stand out from one another: 1 for the same to 21 for black on white (WCAG 2.2)."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def ground_and_ink(crop: Pixels) -> tuple[Rgb, Rgb]:
    """The commonest colour of a crop with text, and the colour of the text: what is furthest from it."""
    # Of a headline every other pixel is enough.
    step = max(1, round((crop.shape[0] * crop.shape[1] / MOST_PX) ** 0.5))
    flat: NDArray[np.uint8] = crop[::step, ::step].reshape(-1, 3)
    codes = (flat[:, 0] >> 3).astype(np.int32) << 10 | (flat[:, 1] >> 3).astype(np.int32) << 5 | flat[:, 2] >> 3
    common = int(np.bincount(codes).argmax())
    r, g, b = (int(v) for v in np.median(flat[codes == common], axis=0))
    far = np.abs(flat.astype(np.int16) - np.array([r, g, b], np.int16)).max(axis=1)
    # The core of strokes: their rims are blends with the ground.
    core = flat[far >= max(np.percentile(far, 97) * 0.92, 1)]
    i, j, k = (int(v) for v in np.median(core, axis=0)) if core.size else (r, g, b)
    return (r, g, b), (i, j, k)
