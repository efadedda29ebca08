"""Line charts: one or several lines, with or without markers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.charts.figure import (
    Axis,
    Figure,
    Label,
    find_axis,
    find_titles,
    mark_mask,
    parts_of,
    text_colours,
    words_of,
)
from fovea.engines.reader.charts.scales import Scale
from fovea.engines.reader.charts.values import Chart, Datum, Series, Unsure
from fovea.engines.reader.pictures import colour_name
from fovea.engines.reader.regions import Box, Mask

#: A line reaches over this share of the plot's width at least.
LEAST_REACH = 0.35


@dataclass(frozen=True, slots=True)
class Curve:
    """The middle of a line at each column from ``left`` on, in pixels; NaN where it is hidden."""

    colour: int
    left: int
    y: NDArray[np.float64]
    thick: float

    @property
    def right(self) -> int:
        return self.left + len(self.y)


def read_curves(figure: Figure) -> Chart | Unsure:
    axis = find_axis(figure, vertical=True)
    plot = _plot(figure, axis)
    labels = [label.box for label in figure.labels if label.box.left > plot.left]
    colours = [colour for colour in figure.marks if not _is_grid(figure, colour, plot)]
    curves = [c for colour in colours if (c := _trace(figure, colour, plot, labels)) is not None]
    if len(figure.legend) > 1:
        # Blends under a see-through legend follow the lines in colours of their own.
        curves = [c for c in curves if figure.legend_name(c.colour) is not None]
    if len(curves) > 1 and figure.noisy and any(figure.legend_name(c.colour) is None for c in curves):
        return Unsure("line", "compression has blurred the colours that tell the lines apart")
    if not curves:
        return Unsure(None, "no bars, slices or lines of a chart were found")
    if axis is None:
        known = len(figure.numbers) >= 3 or len(figure.legend) >= 2
        return Unsure("line" if known else None, "no scale could be read beside the lines")
    ticks = _positions(figure, axis, plot, curves)
    if len(ticks) < 2:
        return Unsure("line", "no labels could be read below the lines")
    series: list[Series] = []
    notes: list[str] = []
    used_names: list[Label] = []
    for curve in curves:
        name = figure.legend_name(curve.colour)
        if name is None and (beside := _end_label(figure, curve, axis)) is not None:
            name = beside.text
            used_names.append(beside)
        points = _points(curve, ticks, axis.scale, figure)
        hidden = len(ticks) - len(points)
        if not points:
            continue
        rgb = figure.rgb(curve.colour)
        if hidden:
            notes.append(f"{hidden} points of {name or colour_name(rgb)} are hidden or outside the line")
        series.append(Series(name, colour_name(rgb), rgb, tuple(points)))
    if not series:
        return Unsure("line", "the lines could not be followed")
    order = {entry.name: k for k, entry in enumerate(figure.legend)}
    series.sort(key=lambda s: order.get(s.name or "", 99))
    below = [label for _, label in ticks]
    top = min(axis.box.center[1], min(label.box.center[1] for label in axis.labels))
    area = Box(plot.left, top, plot.right, plot.bottom)
    titles = find_titles(figure, area, [*axis.labels, *below, *used_names])
    return Chart(
        kind="line",
        series=tuple(series),
        categories=tuple(label.text for _, label in ticks),
        title=titles.title,
        x_title=titles.x_title,
        y_title=titles.y_title,
        unit=axis.scale.unit,
        log=axis.scale.log,
        notes=tuple(notes),
    )


def _plot(figure: Figure, axis: Axis | None) -> Box:
    """Where lines may run: beside the axis' labels, from a little above the first tick to below the last."""
    if axis is None:
        return Box(0, 0, figure.width, figure.height)
    box = axis.box
    middle = [label.box.center[1] for label in axis.labels]
    pitch = (max(middle) - min(middle)) / max(len(middle) - 1, 1)
    top, bottom = max(0.0, min(middle) - 1.2 * pitch), min(float(figure.height), max(middle) + 1.2 * pitch)
    if box.center[0] < figure.width / 2:
        return Box(box.right + 1, top, figure.width, bottom)
    return Box(0, top, box.left - 1, bottom)


# --- following a line ----------------------------------------------------------------------------------------


def _trace(figure: Figure, colour: int, plot: Box, labels: Sequence[Box]) -> Curve | None:
    mask = mark_mask(figure, colour, [box for box in labels if not _is_mark(figure, colour, box)])
    mask[:, : int(plot.left)] = False
    mask[:, int(plot.right) :] = False
    mask[: int(plot.top)] = False
    mask[int(plot.bottom) + 1 :] = False
    columns = np.flatnonzero(mask.any(axis=0))
    if columns.size < LEAST_REACH * plot.width * 0.5:
        return None
    left, right = int(columns[0]), int(columns[-1]) + 1
    if right - left < LEAST_REACH * plot.width:
        return None
    ys = _follow(mask[:, left:right])
    seen = np.isfinite(ys)
    if seen.mean() < 0.45:
        return None
    heights = mask[:, left:right].sum(axis=0)
    thick = float(np.percentile(heights[heights > 0], 25))
    # A filled area or a bar is thick all over; a line is thick where it is steep.
    if float(np.median(heights[heights > 0])) > 0.12 * plot.height:
        return None
    return Curve(colour, left, ys, thick)


def _is_mark(figure: Figure, colour: int, box: Box) -> bool:
    """Whether what was read as text is a piece of the line."""
    if colour in text_colours(figure):
        return False
    inside = figure.palette.labels[int(box.top) : int(box.bottom), int(box.left) : int(box.right)]
    ink = np.count_nonzero(~np.isin(inside, [*figure.grounds, -1]))
    return bool(np.count_nonzero(inside == colour) > 0.5 * ink)


def _follow(mask: Mask) -> NDArray[np.float64]:
    """The middle of the run of pixels in each column that carries the line on; NaN in columns without one."""
    width = mask.shape[1]
    ys = np.full(width, np.nan)
    runs = [_runs(mask[:, x]) for x in range(width)]
    # Start where the line is alone in its column and thin.
    alone = [x for x in range(width) if len(runs[x]) == 1]
    if not alone:
        return ys
    thin = min(b - a for x in alone for a, b in runs[x])
    start = next(x for x in alone if runs[x][0][1] - runs[x][0][0] <= 2 * thin + 2)
    for step in (1, -1):
        a, b = runs[start][0]
        before, slope, gap = (a + b) / 2, 0.0, 0
        x = start
        while 0 <= x < width:
            found = _next(runs[x], before, slope, gap)
            if found is None:
                gap += 1
            else:
                a, b = found
                middle = (a + b) / 2
                slope = 0.7 * slope + 0.3 * (middle - before) / (gap + 1)
                before, gap = middle, 0
                ys[x] = middle
            x += step
    return ys


def _runs(column: Mask) -> list[tuple[int, int]]:
    """[first, last + 1) of each run of pixels in a column."""
    padded = np.diff(np.concatenate([[0], column.astype(np.int8), [0]]))
    return list(zip(np.flatnonzero(padded == 1).tolist(), np.flatnonzero(padded == -1).tolist(), strict=True))


def _next(runs: list[tuple[int, int]], before: float, slope: float, gap: int) -> tuple[int, int] | None:
    """The run that continues from ``before``: one that it touches, else the nearest that its slope leads to."""
    if not runs:
        return None
    expected = before + slope * (gap + 1)

    def away(run: tuple[int, int]) -> float:
        a, b = run
        return max(a - expected, expected - b, 0.0) + 0.05 * abs((a + b) / 2 - expected)

    return min(runs, key=away)


def _is_grid(figure: Figure, colour: int, plot: Box) -> bool:
    """Mostly long level or upright strokes: grid lines, axes and frames."""
    named = figure.legend_name(colour) is not None
    if named and colour not in text_colours(figure):
        return False
    mask = (figure.palette.labels == colour)[int(plot.top) : int(plot.bottom) + 1, int(plot.left) : int(plot.right)]
    area = np.ascontiguousarray(mask).astype(np.uint8)
    if not area.any():
        return True
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
    return bool(straight > 0.5)


# --- reading it off ------------------------------------------------------------------------------------------


def _positions(figure: Figure, axis: Axis, plot: Box, curves: Sequence[Curve]) -> list[tuple[float, Label]]:
    """The labels below the plot, with the column that each stands for."""
    ticks = {id(label) for label in axis.labels}
    legend = {id(entry.label) for entry in figure.legend}
    left, right = min(c.left for c in curves), max(c.right for c in curves)
    lowest = max(label.box.center[1] for label in axis.labels)
    reach = max(float(np.nanmax(c.y)) for c in curves)
    high = figure.text_px
    below = [
        label
        for label in figure.labels
        if id(label) not in ticks
        and id(label) not in legend
        and label.box.top >= min(lowest - 0.3 * high, reach)
        and label.box.top >= reach - 2
        and left - 2.5 * high <= (label.anchor or label.box.center)[0] <= right + 2.5 * high
    ]
    if not below:
        return []
    rows: list[list[Label]] = []
    for label in sorted(below, key=lambda x: x.box.top):
        row = next((r for r in rows if abs(r[0].box.center[1] - label.box.center[1]) < 0.6 * high), None)
        if label.anchor and rows and label.box.top < rows[0][0].box.bottom:
            row = rows[0]
        if row is None:
            rows.append([label])
        else:
            row.append(label)
    best = max(rows, key=lambda r: (len(r) >= 2, -r[0].box.top) if len(r) >= 2 else (False, len(r)))
    # Neighbours that were read as one line: where the words stand at even distances, each is a label.
    apart = [part for label in best for part in _apart(figure, label, best)]
    chosen = apart if len(apart) > len(best) and _even(apart) and not _even(best) else best
    found = [((label.anchor or label.box.center)[0], label) for label in chosen]
    return sorted(found, key=lambda pair: pair[0])


def _apart(figure: Figure, label: Label, row: Sequence[Label]) -> list[Label]:
    """The words of a label; the halves of one that is wider than its neighbours stand apart."""
    words = words_of(figure, label)
    if len(words) > 1 or len(row) < 4:
        return words
    centers = sorted(x.box.center[0] for x in row)
    pitch = float(np.median(np.diff(centers)))
    return parts_of(figure, label, [label.box.center[0]]) if label.box.width > 1.2 * pitch else words


def _even(labels: Sequence[Label]) -> bool:
    """Whether at least three labels stand at equal distances, give or take a tenth."""
    at = np.sort([label.box.center[0] for label in labels])
    if len(at) < 3:
        return False
    steps = np.diff(at)
    return bool(np.ptp(steps) <= 0.25 * float(steps.mean()) + 3)


def _points(curve: Curve, ticks: Sequence[tuple[float, Label]], scale: Scale, figure: Figure) -> list[Datum]:
    pitch = min((b[0] - a[0] for a, b in itertools.pairwise(ticks)), default=40.0)
    printed = _printed(figure, ticks)
    found: list[Datum] = []
    for k, (x, label) in enumerate(ticks):
        at = _height(curve, x - 0.5, pitch)
        if at is None:
            continue
        # Rows are counted from their upper edge, as the ticks' centres are.
        y = at[0]
        value, error = scale.value(y), scale.error(y, 0.8 + at[1])
        box = Box(x - 3, y - 3, x + 3, y + 3)
        text = None
        near = [
            (abs(number - value), number, words)
            for number, words, by in printed.get(k, [])
            if abs(by - y) < 3 * figure.text_px and abs(number - value) <= max(3 * error, 0.04 * abs(value))
        ]
        if near:
            _, value, text = min(near)
            error = 0.0
        found.append(Datum(label.text, value, error, text, box))
    return found


def _printed(figure: Figure, ticks: Sequence[tuple[float, Label]]) -> dict[int, list[tuple[float, str, float]]]:
    """Numbers printed at the columns of the ticks, inside the plot: (value, text, y)."""
    found: dict[int, list[tuple[float, str, float]]] = {}
    below = min(label.box.top for _, label in ticks)
    for label, value in figure.numbers:
        x, y = label.box.center
        if y > below:
            continue
        k = min(range(len(ticks)), key=lambda i: abs(ticks[i][0] - x))
        if abs(ticks[k][0] - x) < 1.2 * figure.text_px:
            found.setdefault(k, []).append((value.value, label.text, y))
    return found


def _height(curve: Curve, x: float, pitch: float) -> tuple[float, float] | None:
    """The line's height at a column and its uncertainty, px.

    At a corner the run of pixels in that very column is lopsided: the straight pieces on both sides, carried
    on to the column, meet where the corner is.
    """
    reach = int(min(max(6, 0.4 * pitch), 24))
    skip = max(1, int(curve.thick))
    sides: list[float] = []
    for step in (-1, 1):
        for near in (skip, 2 * skip + 2):
            columns = np.arange(near, reach + near + 1) * step + round(x)
            inside = columns[(columns >= curve.left) & (columns < curve.right)]
            ys = curve.y[inside - curve.left]
            seen = np.isfinite(ys)
            if seen.sum() >= 4:
                fit = np.polyfit(inside[seen] - x, ys[seen], 1)
                off = ys[seen] - np.polyval(fit, inside[seen] - x)
                if float(np.abs(off).max()) <= 1.5 or near > skip:
                    sides.append(float(fit[1]))
                    break
    at = round(x) - curve.left
    own = curve.y[max(0, at - 1) : at + 2] if -2 <= at < len(curve.y) + 2 else np.array([])
    own = own[np.isfinite(own)]
    direct = float(np.median(own)) if own.size else None
    if len(sides) == 2 and abs(sides[0] - sides[1]) <= 4:
        return sum(sides) / 2, abs(sides[0] - sides[1]) / 2
    if len(sides) == 1 and (direct is None or abs(direct - sides[0]) <= 4):
        return sides[0], 0.5
    if direct is not None:
        return direct, 1.5
    return None


def _end_label(figure: Figure, curve: Curve, axis: Axis) -> Label | None:
    """A name written at the right end of a line."""
    ends = curve.y[np.isfinite(curve.y)]
    y = float(ends[-1]) if ends.size else 0.0
    taken = {id(label) for label in axis.labels}
    near = [
        label
        for label in figure.labels
        if id(label) not in taken
        and label.number is None
        and -2 <= label.box.left - curve.right <= 3 * figure.text_px
        and abs(label.box.center[1] - y) < 0.8 * figure.text_px
    ]
    return min(near, key=lambda label: abs(label.box.center[1] - y), default=None)
