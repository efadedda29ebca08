"""How well a picture can be seen: sharpness, light, contrast, size, and whether its text lies on its side."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.values import Line
from fovea.values import Pixels, Size

Defect: TypeAlias = Literal["blank", "blurred", "dark", "bright", "low contrast", "tiny", "sideways", "skewed"]

#: Below this edge the guide says that quality drops.
TINY_EDGE_PX = 200
#: Edges wider than this (standard deviation of the blur, px) make small print unreadable and photos soft.
#: Sharp scans and photos measured 0.2 to 0.85; the same pictures blurred with a sigma of 2 px, 1.06 and more.
BLURRED_PX = 1.1
#: Mean lightness (CIE L*, 0 to 100) and the share of pixels that are all but black or white.
DARK_LIGHTNESS = 22.0
BRIGHT_LIGHTNESS = 90.0
#: Lightness between the 1st and the 99th percentile, and between the extremes, which a little dark print on white
#: keeps far apart. A faded photo came to 37 and 47, the palest of a dozen others and of 30 receipts to 48 and 57.
LOW_CONTRAST, LOW_SPAN = 40.0, 54.0
BLANK_CONTRAST = 3.0
SKEWED_DEGREES = 2.0
#: Lightness between the 1st and the 99th percentile that a picture of nothing but soft tones does not reach.
SOFT_CONTRAST = 25.0
#: Of a picture whose edges do not show at all: what is less may be the grain of its paper.
FAINT_CONTRAST = 6.0
#: The share of its contrast that a picture gains within a pixel at its steepest edge, if any is sharp. Photos and
#: drawings measured 0.7 to 1.2; the same blurred with a sigma of 8 px, 0.1.
STEEP = 0.2


@dataclass(frozen=True, slots=True)
class Quality:
    """What was measured, and the defects that it amounts to."""

    size: Size
    #: Standard deviation, in pixels, of the blur at the sharpest fifth of the strong edges; None without edges.
    blur_px: float | None
    #: Mean and spread (1st to 99th percentile) of the lightness, 0 to 100.
    lightness: float
    contrast: float
    #: Median angle of the text lines to the horizontal, clockwise; 0 without text.
    skew_degrees: float
    defects: tuple[Defect, ...]

    @property
    def good(self) -> bool:
        return not self.defects


def measure(pixels: Pixels, lines: Sequence[Line] = ()) -> Quality:
    """Measures uint8 (H, W, 3) RGB pixels; ``lines`` (if read already) add what the text says about rotation.

    A plain page is bright by nature, so "bright" needs both a high mean and a low contrast.
    """
    height, width = pixels.shape[:2]
    lightness = _lightness(pixels)
    low, high = (float(v) for v in np.percentile(lightness, (1, 99)))
    mean, contrast = float(lightness.mean()), high - low
    # A thin drawing touches fewer than 1 % of the pixels: judge emptiness by the extremes.
    span = float(lightness.max() - lightness.min())
    blur = _blur_of_any(lightness, contrast) if span > BLANK_CONTRAST else None
    skew = skew_degrees(lines)

    defects: list[Defect] = []
    if span <= BLANK_CONTRAST:
        defects.append("blank")
    else:
        if blur is not None and blur > BLURRED_PX:
            defects.append("blurred")
        if mean < DARK_LIGHTNESS and high < 60:
            defects.append("dark")
        if mean > BRIGHT_LIGHTNESS and low > 70 and span < 40:
            defects.append("bright")
        if contrast < LOW_CONTRAST and span < LOW_SPAN:
            defects.append("low contrast")
    if min(width, height) < TINY_EDGE_PX:
        defects.append("tiny")
    if lies_sideways(lines):
        defects.append("sideways")
    elif abs(skew) >= SKEWED_DEGREES:
        defects.append("skewed")
    return Quality(Size(width, height), blur, mean, contrast, skew, tuple(defects))


def _blur_of_any(lightness: NDArray[np.float32], contrast: float) -> float | None:
    """The blur, in pixels; of a picture too soft or too flat for its edges to tell, as made smaller, which has steeper
    edges and finer levels."""
    edges = _gradient(lightness)
    blur, times, small = _blur_by(lightness, edges), 1, lightness
    if (blur is None and contrast >= SOFT_CONTRAST) or (blur is not None and contrast < LOW_CONTRAST):
        # So soft that no edge is steep, or so flat that the steps of its few levels pass for edges.
        times, small = 2, _made_smaller(lightness, 2)
    elif blur is not None:
        # Where no edge gains much within a pixel the steps between its levels were taken for edges.
        while times < 8 and float(edges.max()) / 4 < STEEP * contrast:
            times *= 2
            small = _made_smaller(lightness, times)
            edges = _gradient(small)
    elif contrast > FAINT_CONTRAST:
        # So soft and so pale that only as made much smaller its edges show.
        times = 8
        small = _made_smaller(lightness, times)
    found = blur_px(small) if times > 1 and min(small.shape) >= 16 else None
    return times * found if found else blur


def _made_smaller(lightness: NDArray[np.float32], times: int) -> NDArray[np.float32]:
    scale = 1 / times
    return np.asarray(cv2.resize(lightness, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.float32)


def blur_px(lightness: NDArray[np.float32]) -> float | None:
    """Blur of the strong edges, as the standard deviation of a Gaussian in pixels; None where there are none.

    An edge of blur s, blurred again with s0, loses slope by the factor sqrt(1 + s0²/s²); the ratio of the
    gradients before and after gives s (Zhuo and Sim, Defocus map estimation from a single image, 2011).
    The sharpest fifth decides: a portrait with a soft background is a sharp picture.
    """
    return _blur_by(lightness, _gradient(lightness))


def _blur_by(lightness: NDArray[np.float32], before: NDArray[np.float32]) -> float | None:
    """``blur_px``, with the picture's own gradient ``before``."""
    again = 1.0
    after = _gradient(np.asarray(cv2.GaussianBlur(lightness, (0, 0), again), dtype=np.float32))
    # A step of one lightness unit gives 4 under this Sobel kernel.
    strong = before > max(4.0, 0.25 * float(np.percentile(before, 99.5)))
    if np.count_nonzero(strong) < 50:
        return None
    # Only ridges of the gradient: on an edge's flank the ratio says nothing.
    strong &= before >= cv2.dilate(before, np.ones((3, 3), np.uint8)) - 1e-3
    if np.count_nonzero(strong) < 20:
        return None
    ratio = float(np.percentile(before[strong] / np.maximum(after[strong], 1e-3), 80))
    return again / math.sqrt(max(ratio**2 - 1, 1e-2))


def skew_degrees(lines: Sequence[Line]) -> float:
    """Median angle of the wide lines' upper edges, clockwise, in degrees; 0 without such lines."""
    angles = [
        math.degrees(math.atan2(line.quad[1][1] - line.quad[0][1], line.quad[1][0] - line.quad[0][0]))
        for line in lines
        if line.width > 3 * line.height
    ]
    return float(np.median(angles)) if angles else 0.0


def lies_sideways(lines: Sequence[Line]) -> bool:
    """Whether most of the text stands upright on its short side, without being vertical writing."""
    long = [line for line in lines if len(line.text) >= 4 and not line.vertical]
    tall = sum(line.height for line in long if line.height > 2 * line.width)
    wide = sum(line.width for line in long if line.width > 2 * line.height)
    return tall > 2 * wide


def _lightness(pixels: Pixels) -> NDArray[np.float32]:
    """CIE L* of 0 to 100, float32 (H, W)."""
    lab = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB)
    return lab[..., 0].astype(np.float32) * np.float32(100 / 255)


def _gradient(lightness: NDArray[np.float32]) -> NDArray[np.float32]:
    dx = cv2.Sobel(lightness, cv2.CV_32F, 1, 0, ksize=3)
    dy = cv2.Sobel(lightness, cv2.CV_32F, 0, 1, ksize=3)
    return np.asarray(cv2.magnitude(dx, dy), dtype=np.float32)
