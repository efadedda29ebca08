"""Closed outlines on a picture: what is drawn around, whatever it stands on and whatever colours it has.

A control is drawn with an edge all around it: the rim of an empty box, the ground of a filled button, the track of a
switch. Edges that touch are one outline; filled, it has the control's shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.regions import Box, Rgb
from fovea.engines.reader.values import Line
from fovea.values import Pixels

Mask = NDArray[np.uint8]

#: The faintest edge of a clean screenshot: white and the lightest greys that tracks and buttons are drawn in.
FAINT_EDGE = 6
#: A picture whose text is so high on median when nothing has been read.
USUAL_TEXT_PX = 20.0
#: Nothing smaller is a control.
LEAST_PX = 8


@dataclass(frozen=True)
class Outline:
    """One closed outline. ``box`` has its outermost pixels; ``filled`` is uint8 (height, width) of it, 0 or 1."""

    box: Box
    filled: Mask
    #: Of its group of edges.
    index: int
    #: Edges outside ``box`` and beyond it, in heights of the box: how far nothing is drawn to the left and the right.
    clear: tuple[float, float]

    @cached_property
    def cover(self) -> float:
        """Share of the box that the filled outline covers."""
        return float(self.filled.mean())

    @property
    def is_square(self) -> bool:
        return 0.87 <= self.box.width / self.box.height <= 1.15 and self.cover >= 0.875

    @property
    def is_disc(self) -> bool:
        n = max(1, round(0.11 * self.box.height))
        corners = (self.filled[:n, :n], self.filled[:n, -n:], self.filled[-n:, :n], self.filled[-n:, -n:])
        round_ = all(float(corner.mean()) <= 0.3 for corner in corners)
        return 0.9 <= self.box.width / self.box.height <= 1.11 and 0.71 <= self.cover < 0.875 and round_


@dataclass(frozen=True)
class Scene:
    """A picture prepared for finding controls: its edges, and how high its text is.

    ``text_px`` is the median height of the boxes of text lines, which is about 1.4 times the size of the letters.
    """

    pixels: Pixels
    lines: Sequence[Line]
    edges: Mask
    labels: NDArray[np.int32]
    #: (n, 5) int32: left, top, width, height, pixels of each group of edges that touch.
    groups: NDArray[np.int32]
    text_px: float
    #: What JPEG has left: colours are the same that differ by no more.
    noise: int = 0
    #: And before it was smoothed away; 0 of a clean picture.
    packed: int = 0

    def colour(self, x: float, y: float, reach: int = 1) -> Rgb:
        """The median colour of the pixels about a point."""
        height, width = self.pixels.shape[:2]
        column, row = min(max(int(x), 0), width - 1), min(max(int(y), 0), height - 1)
        if not reach:
            r, g, b = (int(v) for v in self.pixels[row, column])
            return r, g, b
        patch = self.pixels[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1]
        r, g, b = (int(v) for v in np.median(patch.reshape(-1, 3), axis=0))
        return r, g, b

    def crop(self, box: Box) -> Pixels:
        return self.pixels[max(0, int(box.top)) : int(box.bottom), max(0, int(box.left)) : int(box.right)]

    def outline(self, index: int) -> Outline:
        """The outline of a group of edges, filled, without the pixel that edges reach beyond what they bound."""
        left, top, width, height = (int(v) for v in self.groups[index, :4])
        own = (self.labels[top : top + height, left : left + width] == index).astype(np.uint8)
        around, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        filled = np.zeros((height, width), np.uint8)
        cv2.drawContours(filled, around, -1, 1, cv2.FILLED)
        # Edges reach a pixel beyond what they bound, on all sides.
        inside = np.asarray(cv2.erode(filled, np.ones((3, 3), np.uint8)), np.uint8)
        inside = inside[1:-1, 1:-1] if min(width, height) > 4 else filled
        box = Box(left + 1, top + 1, left + width - 1, top + height - 1)
        return Outline(box, inside, index, self.clear(index, box))

    def clear(self, index: int, box: Box) -> tuple[float, float]:
        """How far nothing but the group's own edges is drawn to the left and the right of a box, in its heights."""
        left, top, right, bottom = (int(v) for v in (box.left, box.top, box.right, box.bottom))
        height, reach = bottom - top, 3 * (bottom - top)
        rows = self.labels[top + height // 4 : bottom - height // 4]
        drawn = (rows != 0) & (rows != index)
        before = np.flatnonzero(drawn[:, max(0, left - reach) : left].any(axis=0)[::-1])
        after = np.flatnonzero(drawn[:, right : right + reach].any(axis=0))
        to_left, to_right = (int(gap[0]) if gap.size else reach for gap in (before, after))
        # The other's edge reaches one pixel into the gap.
        return (to_left + 1) / height, (to_right + 1) / height


def scene_of(pixels: Pixels, lines: Sequence[Line]) -> Scene:
    """Finds the edges of uint8 (H, W, 3) RGB pixels: where a pixel differs from a neighbour more than noise does."""
    change, noise = _change_and_noise(pixels)
    # Closer to an edge than noise is measured there is more of it.
    left, packed = 0.0, 0
    if noise > FAINT_EDGE / 2:
        # What JPEG leaves beside edges is as strong as the rim of a box. Smoothed, the rim stays; in grey, what colours
        # bleed beyond their areas goes.
        left, packed = 0.8 * noise, int(noise)
        for _ in range(2):
            pixels = np.asarray(cv2.bilateralFilter(pixels, 5, 3.0 * noise, 2.0), np.uint8)
        change, noise = _change_and_noise(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8))
    # Most of a page is ground: what changes there is grain.
    grain = float(np.percentile(change[::4, ::4], 70))
    least = min(max(FAINT_EDGE, 2.5 * grain, 1.3 * noise, left), 60)
    edges = np.asarray(change > int(least), np.uint8)
    _, labels, groups, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
    heights = [line.height for line in lines if not line.vertical]
    text_px = float(np.median(heights)) if heights else USUAL_TEXT_PX
    return Scene(
        pixels, lines, edges, np.asarray(labels, np.int32), np.asarray(groups, np.int32), text_px, int(noise), packed
    )


def _change_and_noise(pixels: NDArray[np.uint8]) -> tuple[Mask, float]:
    """How far each pixel, (H, W) or (H, W, 3), differs from its neighbours, and how far where only noise can be."""
    around = np.ones((3, 3), np.uint8)
    gradient = np.asarray(cv2.morphologyEx(pixels, cv2.MORPH_GRADIENT, around), np.uint8)
    change = gradient if gradient.ndim == 2 else cv2.max(cv2.max(gradient[..., 0], gradient[..., 1]), gradient[..., 2])
    strong = np.asarray(change > 60, np.uint8)
    # Noise of JPEG is near edges, and nothing is drawn so close to a letter or a rim.
    near = np.asarray(cv2.dilate(strong, around, iterations=6) > cv2.dilate(strong, around, iterations=3))
    return np.asarray(change, np.uint8), float(np.percentile(change[near], 95)) if near.any() else 0.0


def small_outlines(scene: Scene) -> list[Outline]:
    """Outlines about as high as a line of text and at most three times as wide: boxes, rings, tracks, badges."""
    width, height = scene.groups[:, 2], scene.groups[:, 3]
    least, most = max(LEAST_PX + 2, 0.42 * scene.text_px), max(2.3 * scene.text_px, 40.0)
    fits = (height >= least) & (height <= most) & (width >= 0.8 * height) & (width <= 3.4 * height)
    fits[0] = False  # what is no edge
    found = np.flatnonzero(fits)
    return [scene.outline(int(index)) for index in found[_closed(scene, found)]]


def wide_outlines(scene: Scene) -> list[Outline]:
    """Outlines wider than high: bars, buttons, fields, messages."""
    width, height, count = (scene.groups[:, n] for n in (2, 3, 4))
    fits = (height >= 5) & (height <= 5 * scene.text_px) & (width >= 1.5 * height) & (width >= 1.5 * scene.text_px)
    # A word is as wide, but has gaps between its letters where an outline has a rim all around.
    rim = count >= 1.6 * (width + height)
    fits[0] = False  # what is no edge
    return [scene.outline(int(index)) for index in np.flatnonzero(fits & rim)]


def _closed(scene: Scene, groups: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which groups of edges reach the middle of two sides of their box, or nearly so, as few letters but O and 口 do.

    A tick may reach out of its box, and a knob out of its track: all four would be too much to ask.
    """
    left, top, width, height = (scene.groups[groups, n] for n in range(4))
    x, y = left + width // 2, top + height // 2
    last_x, last_y = left + width - 1, top + height - 1

    def at(rows: NDArray[np.int32], columns: NDArray[np.int32]) -> NDArray[np.bool_]:
        return np.asarray(scene.labels[rows, columns] == groups)

    def sides(depth: int) -> NDArray[np.int64]:
        reached = [np.zeros(len(groups), bool)] * 4
        for n in range(depth):
            at_depth = (at(top + n, x), at(last_y - n, x), at(y, left + n), at(y, last_x - n))
            reached = [before | now for before, now in zip(reached, at_depth, strict=True)]
        return np.asarray(sum(side.astype(int) for side in reached))

    return sides(5) >= 2
