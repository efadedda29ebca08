"""Where a page is parted from top to bottom: beside a sidebar, between cards, along a rule between two columns.

What stands on both sides of such an edge belongs to different things, however well it happens to line up. The rules of
a table part nothing: rows cross them.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.values import Pixels

#: Levels, of 255, by which two backgrounds differ at least.
LEAST_STEP = 3
#: How long an edge is at least, in heights of the page's text and as a share of the page.
LEAST_LINES, LEAST_SHARE = 5.0, 0.16
#: So many rows that cross an edge make it a rule of a table.
CROSSING = 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight edge from ``top`` to ``bottom`` at ``x``, px."""

    x: int
    top: int
    bottom: int

    @property
    def length(self) -> int:
        return self.bottom - self.top

    def spans(self, other: Edge) -> bool:
        """Whether the shorter of two runs beside the other for most of its length."""
        return min(self.bottom, other.bottom) - max(self.top, other.top) > 0.6 * min(self.length, other.length)


def edges(pixels: Pixels, unit: float) -> list[Edge]:
    """The long vertical edges of uint8 (H, W, 3) pixels that no row of a table crosses, the longest first.

    ``unit`` is the usual height of a line of text, px.
    """
    height, width = pixels.shape[:2]
    least = int(max(LEAST_LINES * unit, LEAST_SHARE * height))
    if min(height, width) < 60 or least >= height:
        return []
    down = _steps(pixels, axis=1)
    down = _opened(down, (least, 1))
    across = _opened(_steps(pixels, axis=0), (1, max(8, int(2 * unit))))
    found = []
    for group in _runs(np.flatnonzero(down.any(axis=0)), 2):
        column = down[:, group].any(axis=1)
        for run in _runs(np.flatnonzero(column), 2):
            edge = Edge(int(group.mean()), int(run[0]), int(run[-1]))
            if not _crossed(across, edge, unit):
                found.append(edge)
    return sorted(_whole(found, height), key=lambda edge: -edge.length)


def _whole(found: list[Edge], height: int) -> list[Edge]:
    """With the pieces of an edge from the top of the page to its foot put together: beside a sidebar some rows have its
    colour."""
    out = list(found)
    for x in {edge.x for edge in found}:
        own = [edge for edge in found if abs(edge.x - x) <= 2]
        top, bottom = min(edge.top for edge in own), max(edge.bottom for edge in own)
        seen = sum(edge.length for edge in own)
        if len(own) > 1 and top <= 2 and bottom >= height - 3 and seen > 0.5 * height:
            out.append(Edge(x, top, bottom))
    return out


def _steps(pixels: Pixels, axis: int) -> NDArray[np.uint8]:
    """1 where the colour changes from one pixel to the next but one along an axis."""
    wide = pixels.astype(np.int16)
    step = np.zeros(pixels.shape[:2], np.uint8)
    if axis == 1:
        step[:, 1:-1] = (np.abs(wide[:, 2:] - wide[:, :-2]).max(axis=2) >= LEAST_STEP).astype(np.uint8)
    else:
        step[1:-1] = (np.abs(wide[2:] - wide[:-2]).max(axis=2) >= LEAST_STEP).astype(np.uint8)
    return step


def _opened(mask: NDArray[np.uint8], kernel: tuple[int, int]) -> NDArray[np.uint8]:
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(kernel, np.uint8)), dtype=np.uint8)


def _runs(at: NDArray[np.intp], gap: int) -> list[NDArray[np.intp]]:
    return np.split(at, np.flatnonzero(np.diff(at) > gap) + 1) if at.size else []


def _crossed(across: NDArray[np.uint8], edge: Edge, unit: float) -> bool:
    """Whether lines from side to side cross an edge between its ends, as rows cross the rules of a table."""
    beside = int(max(4, 0.4 * unit))
    left, right = edge.x - beside, edge.x + beside
    if left < 0 or right >= across.shape[1]:
        return False
    rows = across[edge.top + beside : max(edge.top + beside, edge.bottom - beside)]
    lines = np.flatnonzero(_near(rows[:, left]) & _near(rows[:, right]))
    return len(_runs(lines, 4)) >= CROSSING


def _near(line: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where a run of pixels, or one next to it, is set."""
    padded = np.pad(line.astype(np.bool_), 1)
    return np.asarray(padded[:-2] | padded[1:-1] | padded[2:], dtype=np.bool_)
