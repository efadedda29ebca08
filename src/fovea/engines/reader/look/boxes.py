"""Text in boxes of its own: what one can press or fill in on a screen, seen by the box and not by the word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from fovea.engines.reader.values import Line
from fovea.values import Pixels

#: A box is no higher than this, in heights of its text, and leaves no more room beside it than that.
MOST_HEIGHT, MOST_ROOM = 3.4, 9.0


@dataclass(frozen=True, slots=True)
class Boxed:
    line: Line
    #: The text stands in the middle of its box, as on a button; else it begins at the left, as in a field.
    centred: bool


def boxed(pixels: Pixels, lines: Sequence[Line]) -> tuple[Boxed, ...]:
    """Short lines whose ground is a box of one colour: an area around the text that ends near it on all sides."""
    found = []
    for line in lines:
        if len(line.text) > 28 or line.vertical:
            continue
        if box := _ground(pixels, line):
            left, top, right, bottom = box
            before, after = line.left - left, right - line.right
            middle = abs((line.top + line.bottom) / 2 - (top + bottom) / 2) < 0.35 * line.height
            centred = abs(before - after) < max(0.8 * line.height, 0.12 * (right - left))
            if middle:
                found.append(Boxed(line, centred))
    return tuple(found)


def _ground(pixels: Pixels, line: Line) -> tuple[int, int, int, int] | None:
    """(left, top, right, bottom) of the area of one colour that a text stands on, if that is a box about the text."""
    height, width = pixels.shape[:2]
    pad_x, pad_y = int(MOST_ROOM * line.height), int(1.6 * line.height)
    x0, y0 = max(0, int(line.left) - pad_x), max(0, int(line.top) - pad_y)
    x1, y1 = min(width, int(line.right) + pad_x), min(height, int(line.bottom) + pad_y)
    window = pixels[y0:y1, x0:x1].copy()
    if min(window.shape[:2]) < 8:
        return None
    seed = (int(line.left) - x0 - 2, int((line.top + line.bottom) / 2) - y0)
    if not (0 <= seed[0] < window.shape[1] and 0 <= seed[1] < window.shape[0]):
        return None
    mask = np.zeros((window.shape[0] + 2, window.shape[1] + 2), np.uint8)
    cv2.floodFill(
        window, mask, seed, (0, 0, 0), (10,) * 3, (10,) * 3, 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY
    )
    ys, xs = np.nonzero(mask[1:-1, 1:-1])
    if not xs.size:
        return None
    left, right, top, bottom = int(xs.min()), int(xs.max()), int(ys.min()), int(ys.max())
    touches = left == 0 or top == 0 or right == window.shape[1] - 1 or bottom == window.shape[0] - 1
    holds = left + x0 <= line.left and right + x0 >= line.right - 0.3 * line.height
    if touches or not holds or not 1.15 * line.height < bottom - top < MOST_HEIGHT * line.height:
        return None
    return left + x0, top + y0, right + x0, bottom + y0
