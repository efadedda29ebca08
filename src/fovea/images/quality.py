"""What the vision guide warns of, measured: small, blurred, dark, pale and rotated pictures. Advice, not refusal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fovea.limits import LimitProfile
from fovea.values import ImageHeader, Pixels

AdviceKind: TypeAlias = Literal["small", "blurry", "dark", "low-contrast", "rotated"]

#: On Crete's measure, sharp photos and scans reach 0.31; a Gaussian blur of 2 px takes them to 0.46 - 0.64.
_BLURRY = 0.55
_DARK_LUMA = 40.0
#: Between the darkest and the brightest thousandth, so that a page with few words has its full span.
_LOW_CONTRAST_LUMA = 60.0
#: Variation along the page that lines of text cause, and how far it exceeds that across the lines: scanned
#: receipts have 0.13 - 2.1 and 1.8 - 42 times, photos 0.002 - 0.14 and at most twice.
_TEXT_VARIATION, _TEXT_RATIO = 0.12, 4.0


@dataclass(frozen=True, slots=True)
class Advice:
    kind: AdviceKind
    text: str


def header_advice(header: ImageHeader, profile: LimitProfile) -> list[Advice]:
    """What the size alone tells."""
    size = header.upright
    if size.short_edge < profile.small_edge_px:
        return [
            Advice(
                "small", f"an edge of {size.short_edge} px is under {profile.small_edge_px} px: details may be misread"
            )
        ]
    return []


def pixel_advice(pixels: Pixels) -> list[Advice]:
    """What a look at the pixels, as a model sees them, tells."""
    import cv2

    luma = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.float32)
    found: list[Advice] = []
    mean = float(luma.mean())
    if mean < _DARK_LUMA:
        found.append(Advice("dark", f"dark: mean brightness {mean:.0f} of 255"))
    low, high = (float(value) for value in np.percentile(luma[::2, ::2], (0.1, 99.9)))
    if high - low < _LOW_CONTRAST_LUMA:
        found.append(Advice("low-contrast", f"little contrast: brightness spans {high - low:.0f} of 255"))
    if min(luma.shape) < 64:
        return found
    if (blur := blur_measure(luma)) > _BLURRY:
        found.append(Advice("blurry", f"looks blurred: {blur:.2f} on a scale from 0, sharp, to 1"))
    if _lies_on_its_side(luma):
        found.append(Advice("rotated", "looks like a page that lies on its side: turn it upright"))
    return found


def blur_measure(luma: NDArray[np.float32]) -> float:
    """0 (sharp) to 1 (blurred): how little a further blur changes the picture.

    Crete, Dolmiere, Ladret and Nicolas, "The blur effect: perception and estimation with a new no-reference
    perceptual blur metric", SPIE 6492, 2007; with a box of 9 pixels.
    """
    return max(_blur_along(luma, axis) for axis in (0, 1))


def _blur_along(luma: NDArray[np.float32], axis: int) -> float:
    lines = luma if axis == 1 else luma.T
    sums = np.cumsum(lines, axis=1, dtype=np.float64)
    blurred = (sums[:, 9:] - sums[:, :-9]) / 9
    before = np.abs(np.diff(lines[:, 5:-4], axis=1))
    after = np.abs(np.diff(blurred, axis=1))
    total = float(before.sum())
    return 1 - float(np.maximum(before - after, 0).sum()) / total if total else 1.0


def _lies_on_its_side(luma: NDArray[np.float32]) -> bool:
    """Whether ink comes and goes from column to column as it does from line to line in text."""
    ink = np.abs(np.diff(luma, axis=0))[:, :-1] + np.abs(np.diff(luma, axis=1))[:-1, :]
    np.minimum(ink, 64, out=ink)
    rows, columns = _variation(ink.mean(axis=1)), _variation(ink.mean(axis=0))
    return columns > _TEXT_VARIATION and columns > _TEXT_RATIO * rows


def _variation(profile: NDArray[np.float32]) -> float:
    """How much a profile departs from its running mean over 25 px, in squares of its mean."""
    smooth = np.convolve(profile, np.full(25, 1 / 25), "same")
    inner = (profile - smooth)[12:-12]
    return float((inner**2).mean() / (profile.mean() ** 2 + 1e-6))
