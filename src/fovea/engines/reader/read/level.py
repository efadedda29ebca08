"""Pages photographed at a slant: turned until their lines lie level, so that rules, boxes and axes stand upright."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.quality import skew_degrees
from fovea.engines.reader.values import Lean, Page, Quad
from fovea.values import Pixels, Size

#: Degrees: what leans less stands well enough, what leans more was not laid down as a page.
LEAST_LEAN, MOST_LEAN = 0.5, 15.0
#: So many wide lines have to lean alike, their angles no further apart (between the quartiles, degrees).
LEAST_LINES, SPREAD = 4, 1.0
#: By so many pixels the ends of a level line are found apart; of lines that drop no further none tells a lean.
LEAST_DROP_PX = 2.5
#: Of fewer lines, long straight edges have to lean as they do: so much of the shorter side of the picture.
LONG_EDGE = 0.25
#: Short words are read as if they were level. Edges alone tell that a picture leans, up to so many degrees, where they
#: fall into line so much better when it is turned.
EDGES_MOST, IN_LINE = 3.0, 1.8
#: A line that is no longer, in its heights, is a short word.
SHORT_WORD = 8


def level(page: Page, upright: Callable[[], Pixels]) -> Page:
    """The page with its lines level, on the picture that ``levelled`` gives; the same where they are, or lean apart."""
    degrees = skew_degrees(page.lines)
    wide_lines = [line for line in page.lines if line.width > 3 * line.height]
    angles = [skew_degrees((line,)) for line in wide_lines]
    telling = sum(abs(line.quad[1][1] - line.quad[0][1]) >= LEAST_DROP_PX for line in wide_lines) >= LEAST_LINES
    leans = LEAST_LEAN <= abs(degrees) <= MOST_LEAN
    short = sum(line.width > SHORT_WORD * line.height for line in page.lines) < LEAST_LINES <= len(page.lines)
    if page.vertical or not (leans or short):
        return page
    if not telling and len(angles) >= LEAST_LINES and leans and _has_level_edges(upright()):
        return page
    if len(angles) < LEAST_LINES or not leans:
        # The words of a chart are few and short, its frame and axes long.
        edges = _edges_lean(upright(), degrees if leans else None)
        if edges is None or abs(edges) < LEAST_LEAN:
            return page
        degrees = edges
    elif float(np.ptp(np.percentile(angles, (25, 75)))) > SPREAD:
        return page
    size = page.size
    turn = math.radians(abs(degrees))
    wide = math.ceil(size.width * math.cos(turn) + size.height * math.sin(turn))
    high = math.ceil(size.width * math.sin(turn) + size.height * math.cos(turn))
    lean = Lean(degrees, size, Size(wide, high))
    lines = tuple(replace(line, quad=_levelled(line.quad, lean)) for line in page.lines)
    unreadable = tuple(_levelled(quad, lean) for quad in page.unreadable)
    return replace(page, size=lean.to, lean=lean, lines=lines, unreadable=unreadable)


def _has_level_edges(pixels: Pixels) -> bool:
    """Whether a long straight edge, faint or not, lies level or stands upright to the pixel."""
    faint = cv2.Canny(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), 10, 20)
    long = max(1, int(LONG_EDGE * min(faint.shape)))
    return any(cv2.erode(faint, np.ones(run, np.uint8)).any() for run in ((1, long), (long, 1)))


def _edges_lean(pixels: Pixels, about: float | None) -> float | None:
    """Degrees, clockwise, by which the long straight edges of a picture lean, level and upright ones: ``about`` so many
    where the text leans; None where no edge does, or some stand level."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    edges = cv2.Canny(grey, 40, 100)
    long = max(1, int(LONG_EDGE * min(edges.shape)))
    if _has_level_edges(pixels):
        return None
    _, groups, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
    # Letters are no long edges.
    large = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= long
    large[0] = False
    ys, xs = np.nonzero(large[groups])
    if not ys.size:
        return None

    def lines(degrees: float) -> Iterator[NDArray[np.int64]]:
        """How many pixels of edges each row, and each column, has where the picture is turned back by so much."""
        across, down = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        for at in (ys * across - xs * down, xs * across + ys * down):
            yield np.bincount((at + sum(edges.shape)).astype(np.int64))

    def in_line(degrees: float) -> float:
        return sum(float((counts**2).sum()) for counts in lines(degrees))

    reach, middle = (EDGES_MOST, 0.0) if about is None else (SPREAD, about)
    coarse = max(np.arange(middle - reach, middle + reach + 0.01, 0.2), key=in_line)
    best = float(max(np.arange(coarse - 0.2, coarse + 0.21, 0.04), key=in_line))
    # One line that leans may be a curve; the best of all is no peak at either end.
    far = max(float(np.ptp(at)) if (at := np.flatnonzero(c >= 0.6 * long)).size else 0.0 for c in lines(best))
    peak = abs(best - middle) < reach - 0.1 and in_line(best) >= IN_LINE * in_line(0.0)
    return best if peak and far >= long else None


def levelled(pixels: Pixels, page: Page) -> Pixels:
    """Upright uint8 (H, W, 3) RGB pixels as ``level`` has turned the page; what the turn uncovers continues the edge."""
    if page.lean is None:
        return pixels
    corners = [(0.0, 0.0), (float(page.lean.size.width), 0.0), (0.0, float(page.lean.size.height))]
    onto = [page.lean.level(corner) for corner in corners]
    matrix = cv2.getAffineTransform(np.array(corners, np.float32), np.array(onto, np.float32))
    size = (page.lean.to.width, page.lean.to.height)
    turned = cv2.warpAffine(pixels, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, dtype=np.uint8)


def _levelled(quad: Quad, lean: Lean) -> Quad:
    first, second, third, fourth = quad
    return (lean.level(first), lean.level(second), lean.level(third), lean.level(fourth))
