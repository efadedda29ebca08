"""Pages photographed at a slant: turned until their lines lie level, so that rules, boxes and axes stand upright."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from fovea.engines.reader.look.quality import skew_degrees
from fovea.engines.reader.values import Lean, Page, Quad
from fovea.values import Pixels, Size

#: Degrees: what leans less stands well enough, what leans more was not laid down as a page.
LEAST_LEAN, MOST_LEAN = 0.5, 15.0
#: So many wide lines have to lean alike, their angles no further apart (between the quartiles, degrees).
LEAST_LINES, SPREAD = 4, 1.0
#: Of fewer lines, long straight edges have to lean as they do: so much of the shorter side of the picture.
LONG_EDGE = 0.25
#: Short words are read as if they were level: so many edges, no further apart, tell alone that a picture leans, up to
#: so many degrees.
LEAST_EDGES, EDGES_APART, EDGES_MOST = 5, 1.0, 3.0
#: A line that is no longer, in its heights, is a short word.
SHORT_WORD = 8


def level(page: Page, upright: Callable[[], Pixels]) -> Page:
    """The page with its lines level, on the picture that ``levelled`` gives; the same where they are, or lean apart."""
    degrees = skew_degrees(page.lines)
    angles = [skew_degrees((line,)) for line in page.lines if line.width > 3 * line.height]
    leans = LEAST_LEAN <= abs(degrees) <= MOST_LEAN
    short = sum(line.width > SHORT_WORD * line.height for line in page.lines) < LEAST_LINES <= len(page.lines)
    if page.vertical or not (leans or short):
        return page
    if len(angles) < LEAST_LINES or not leans:
        # The words of a chart are few and short, its frame and axes long.
        edges, alike = _edges_lean(upright())
        if abs(edges) < LEAST_LEAN or not (abs(edges - degrees) <= SPREAD or (alike and abs(edges) <= EDGES_MOST)):
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


def _edges_lean(pixels: Pixels) -> tuple[float, bool]:
    """Degrees, clockwise, by which the long straight edges of a picture lean, level and upright ones, and whether they
    all do so alike; 0 where there are none, or some that do not lean at all."""
    edges = cv2.Canny(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), 60, 150)
    long = max(1, int(LONG_EDGE * min(edges.shape)))
    if any(cv2.erode(edges, np.ones(run, np.uint8)).any() for run in ((1, long), (long, 1))):
        return 0.0, False
    _, groups, stats, _ = cv2.connectedComponentsWithStats(edges, connectivity=8)
    # Letters are no long edges.
    large = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= long
    edges = np.where(large[groups], edges, 0).astype(np.uint8)
    found = cv2.HoughLinesP(edges, 1, math.pi / 1800, 80, minLineLength=long, maxLineGap=4)
    if found is None:
        return 0.0, False
    ends = found.reshape(-1, 4).astype(np.float64)
    angles = np.degrees(np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    lean, length = (angles + 45) % 90 - 45, np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    # The longer an edge is the better it tells.
    order = np.argsort(lean)
    middle = lean[order][np.searchsorted(np.cumsum(length[order]), length.sum() / 2)]
    return float(middle), len(lean) >= LEAST_EDGES and float(np.ptp(lean)) <= EDGES_APART


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
