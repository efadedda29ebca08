"""Where the lines of a chart are seen: their colours, and how much of each pixel has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.charts.figure import Figure, mark_mask
from fovea.engines.reader.look.charts.polyline import Trace
from fovea.engines.reader.regions import Box, Mask

#: Lines without names that are looked for.
MOST_LINES = 8
#: The same, where compression has blurred it.
BLURRED = 0.9
#: Cosine of the angle between two colours as seen from the ground, above which one is the other's blend.
SAME_WAY = 0.995


@dataclass(frozen=True, slots=True)
class Plot:
    """The part of the picture where lines run, float32 (H, W, 3), and the colour of its ground."""

    box: Box
    pixels: NDArray[np.float32]
    labels: NDArray[np.int16]
    ground: NDArray[np.float32]
    #: The rows, of the picture, from the first label of the scale to the last.
    scaled: tuple[float, float]

    def way(self, rgb: Sequence[float]) -> NDArray[np.float32]:
        """From the ground's colour to that one."""
        return np.asarray(rgb, np.float32) - self.ground


def candidates(figure: Figure, plot: Box) -> list[int]:
    """Palette indices that may be lines: the legend's, or without one what is neither grid nor text."""
    if len(figure.legend) > 1:
        return [entry.colour for entry in figure.legend]
    inks = figure.inks
    boxes = [label.box for label in figure.labels]
    found: list[tuple[int, int]] = []
    for colour in figure.marks:
        if _is_grid(figure, colour, plot):
            continue
        mask = mark_mask(figure, colour, [box for box in boxes if not _is_mark(figure, colour, box)])
        mask = mask[int(plot.top) : int(plot.bottom), int(plot.left) : int(plot.right)]
        if np.count_nonzero(mask.any(axis=0)) >= (0.3 if colour in inks else 0.02) * plot.width:
            found.append((int(np.count_nonzero(mask)), colour))
    return [colour for _, colour in sorted(found, reverse=True)[:MOST_LINES]]


def _is_mark(figure: Figure, colour: int, box: Box) -> bool:
    """Whether what was read as text is a piece of the line."""
    if colour in figure.inks:
        return False
    inside = figure.palette.labels[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    ink = np.count_nonzero(~np.isin(inside, [*figure.grounds, -1]))
    return bool(np.count_nonzero(inside == colour) > 0.5 * ink)


def _is_grid(figure: Figure, colour: int, plot: Box) -> bool:
    """Mostly long level or upright strokes: grid lines, axes and frames."""
    named = figure.legend_name(colour) is not None
    if named and colour not in figure.inks:
        return False
    mask = (figure.palette.labels == colour)[int(plot.top) : int(plot.bottom) + 1, int(plot.left) : int(plot.right)]
    area = np.ascontiguousarray(mask).astype(np.uint8)
    if not area.any():
        return True
    side = max(5, int(0.5 * figure.text_px))
    if np.count_nonzero(cv2.morphologyEx(area, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))) > 0.5 * area.sum():
        return False  # an area
    # Dashes are joined first.
    across, down = max(9, int(0.2 * plot.width)), max(9, int(0.25 * plot.height))
    level = cv2.morphologyEx(area, cv2.MORPH_CLOSE, np.ones((1, 9), np.uint8))
    level = np.asarray(cv2.morphologyEx(level, cv2.MORPH_OPEN, np.ones((1, across), np.uint8)), np.uint8) & area
    upright = cv2.morphologyEx(area, cv2.MORPH_CLOSE, np.ones((9, 1), np.uint8))
    upright = np.asarray(cv2.morphologyEx(upright, cv2.MORPH_OPEN, np.ones((down, 1), np.uint8)), np.uint8) & area
    straight = np.count_nonzero(np.maximum(level, upright)) / np.count_nonzero(area)
    strokes = np.flatnonzero(np.diff(np.concatenate([[0], level.any(axis=1).astype(np.int8)])) == 1).size
    red, green, blue = figure.rgb(colour)
    # One level line in a colour of its own is data that does not change.
    if strokes == 1 and not upright.any() and max(red, green, blue) - min(red, green, blue) > 60:
        return False
    # Steps: level pieces one after the other, never one above the other.
    above = np.count_nonzero(np.diff(level, axis=0, prepend=0) == 1, axis=0)
    if strokes >= 3 and (above == 1).mean() > 0.6:
        return False
    # A thin line may have the colour of the frame around it.
    straight_px = cv2.dilate(np.maximum(level, upright), np.ones((3, 3), np.uint8)) > 0
    inside = (area > 0) & ~straight_px
    for label in figure.labels:
        inside[window_of(label.box, plot)] = False
    return bool(straight > 0.5 and inside.any(axis=0).mean() < 0.5)


def ways_of(figure: Figure, plot: Plot, colours: Sequence[int]) -> tuple[NDArray[np.int16], Trace]:
    """For each pixel the flat colour in whose direction it lies from the ground's, -1 for none; and how far, 0 to 1.

    A thin line is all blends with its ground: only the direction tells whose.
    """
    others = [i for i in figure.marks if i not in colours]
    ways = {i: plot.way(figure.rgb(i)) for i in (*colours, *others)}
    ways = {i: way for i, way in ways.items() if np.linalg.norm(way) > 18}
    # A colour that is a blend of a line's own is that line.
    same = BLURRED if figure.noisy else SAME_WAY
    for i in others:
        if i in ways and any(c in ways and cosine(ways[i], ways[c]) > same for c in colours):
            del ways[i]
    index = np.array(list(ways), np.int16)
    lengths = np.array([np.linalg.norm(way) for way in ways.values()], np.float32)
    units = np.array(list(ways.values()), np.float32) / lengths[:, None]
    off = plot.pixels - plot.ground
    far = np.linalg.norm(off, axis=2)
    nearest = np.full(far.shape, -1, np.int16)
    share = np.zeros(far.shape, np.float32)
    rows, columns = np.nonzero(far > 18)
    if index.size and rows.size:
        along = off[rows, columns] @ units.T
        best = along.argmax(axis=1)
        reach = along[np.arange(len(best)), best]
        # Compression leaves thin lines little of their hue.
        sure = reach > (0.85 if figure.noisy else 0.93) * far[rows, columns]
        nearest[rows, columns] = np.where(sure, index[best], -1)
        share[rows, columns] = np.where(sure, reach / lengths[best], 0)
    return nearest, share


def cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-6))


def trace_of(
    figure: Figure,
    plot: Plot,
    colour: int,
    colours: Sequence[int],
    ways: tuple[NDArray[np.int16], Trace],
    *,
    level: bool = False,
) -> tuple[Trace, Mask]:
    """How much of each pixel has the line's colour, 0 to 1; and the pixels of other lines that may hide it.

    With ``level`` long straight strokes that have half of the line's colour count, as those between two rows of pixels.
    """
    nearest, share = ways
    own = plot.labels == colour
    # A see-through area below the line is a blend of its colour: only what is more than that is the line.
    way = plot.way(figure.rgb(colour))
    for other, part in enumerate(figure.palette.shares):
        fill = plot.way(figure.rgb(other))
        if other not in (*colours, *figure.grounds) and part > 0.03 and cosine(fill, way) > 0.97:
            base = float(np.linalg.norm(fill) / max(float(np.linalg.norm(way)), 1.0))
            if base < 0.8:
                share = np.clip((share - base - 0.05) / (0.95 - base), 0, None)
    # Of a line one pixel wide most pixels are blends, and the flat colour that was found for it is one, too.
    shades = np.ptp(way) < 40
    alike = (nearest == colour) & (share < (1.4 if shades else 2.6))
    trace = np.where(own, 1.0, np.where(alike, np.clip(share, 0, 1), 0)).astype(np.float32)
    hidden = np.isin(plot.labels, [other for other in colours if other != colour])
    trace[hidden] = 0
    ink = colour in figure.inks
    for label in figure.labels:
        window = window_of(label.box, plot.box)
        # What is written on a line of its own colour hides it; a title and the labels below are no part of any.
        if ink:
            trace[window], hidden[window] = 0, True
        elif label.box.bottom < plot.scaled[0] or label.box.top > plot.scaled[1]:
            trace[window] = 0
    for entry in figure.legend:
        trace[window_of(entry.label.box, plot.box)] = 0
        before = replace(entry.swatch, left=entry.swatch.left - entry.swatch.height, right=entry.swatch.left - 2)
        # The marker at the end of a line stands before its name as a swatch does.
        if entry.colour != colour or not own[window_of(before, plot.box)].any():
            trace[window_of(entry.swatch, plot.box)] = 0
    # A band at the top of the picture is no part of any line.
    _, parts, stats, _ = cv2.connectedComponentsWithStats((trace > 0.1).astype(np.uint8), connectivity=8)
    apart = (stats[:, 1] == 0) & (stats[:, 3] < plot.scaled[0] - plot.box.top - figure.text_px)
    apart[0] = False
    if apart.any():
        trace[apart[parts]] = 0
    # Axes, frames and grid lines are long and straight, and may be of a shade of the line's colour.
    faint = (trace > 0.1).astype(np.uint8)
    for shape in ((1, max(9, int(0.3 * faint.shape[1]))), (max(9, int(0.3 * faint.shape[0])), 1)):
        # Where another line crosses it, it has a gap.
        gaps = tuple(3 if side > 1 else 1 for side in shape)
        whole = cv2.morphologyEx(faint, cv2.MORPH_CLOSE, np.ones(gaps, np.uint8))
        straight = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) > 0
        trace[straight if shades else straight & ~own & ~(level & (trace > 0.4))] = 0
    tops = trace.max(axis=0)
    shown = tops[tops > 0.1]
    if figure.noisy and len(shown) > 0.3 * len(tops) and (usual := float(np.median(shown))) < 0.6:
        trace = np.clip(trace * (0.8 / usual), 0, 1)  # a line so thin that compression took most of its colour
    return trace, np.asarray(cv2.dilate(hidden.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0)


def window_of(box: Box, plot: Box) -> tuple[slice, slice]:
    """Rows and columns of a plot that a box covers."""
    return (
        slice(max(0, int(box.top - plot.top) - 1), max(0, int(box.bottom - plot.top) + 2)),
        slice(max(0, int(box.left - plot.left) - 1), max(0, int(box.right - plot.left) + 2)),
    )
