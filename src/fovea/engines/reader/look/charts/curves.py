"""Line charts: one or several lines, with or without markers, dashes or an area below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.charts.axes import Axis, beside_grid, find_axis
from fovea.engines.reader.look.charts.figure import Figure, Label
from fovea.engines.reader.look.charts.labels import (
    SURE_CROP,
    padded,
    parts_of,
    read_spots,
    rest_of_row,
    runs_of,
    words_of,
)
from fovea.engines.reader.look.charts.legend import SWATCH_SIGNS, is_year
from fovea.engines.reader.look.charts.polyline import Path, Trace, Vertex, follow, follow_steps
from fovea.engines.reader.look.charts.scales import Scale, fit_scale
from fovea.engines.reader.look.charts.scales import Tick as ScaleTick
from fovea.engines.reader.look.charts.sequence import in_sequence
from fovea.engines.reader.look.charts.titles import find_titles
from fovea.engines.reader.look.charts.traces import Plot, candidates, cosine, trace_of, ways_of, window_of
from fovea.engines.reader.look.charts.values import Chart, Datum, Note, Series, Unsure
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box, Mask, Rgb

#: A line reaches over this share of the plot's width at least.
LEAST_REACH = 0.35
#: Of a line's pieces, what shows its colour at least: where a legend names it, and where nothing does.
NAMED, UNNAMED = 0.3, 0.4
#: And where it has the colour of the text.
INKED = 0.7
#: And above which it may be what compression made of the other.
BLEND = 0.9
#: How near two lines lie all along, px, that are one.
SAME_LINE_PX = 1.5
#: Of a picture, what an area below a line covers at least.
LEAST_AREA = 0.08
SCATTER = Unsure("scatter", "points that no line joins are not read one by one")


@dataclass(frozen=True, slots=True)
class Tick:
    """A column at which the lines have values, px, and the label below it, where one could be read."""

    x: float
    label: Label | None


@dataclass(frozen=True, slots=True)
class Curve:
    """A line, with its vertices at the ticks; rows and columns are the plot's."""

    colour: int
    path: Path


def read_curves(figure: Figure, *, alone: bool = True) -> Chart | Unsure:
    """``alone`` unless there are bars, too: then numbers in the picture may be printed on those."""
    axis = find_axis(figure, vertical=True)
    # Two numbers in a column may be a value over a year.
    if alone and (axis is None or len(axis.scale.ticks) < 3) and (values := _scale_of_values(figure)) is not None:
        axis, high = values, 2 * figure.text_px
        plot = replace(_plot(figure, None), scaled=(axis.box.top - high, axis.box.bottom + high))
    else:
        plot = _plot(figure, axis)
    colours = candidates(figure, plot.box)
    nothing = Unsure(None, "no bars, slices or lines of a chart were found")
    if not colours:
        return nothing
    if axis is None:
        # The tints that screens put round their letters are no lines' colours.
        strong = [entry for entry in figure.legend if np.abs(plot.way(figure.rgb(entry.colour))).max() >= 80]
        known = _in_line(figure) or len(strong) >= 2
        return Unsure("line", "no scale could be read beside the lines") if known else nothing
    ticks = _positions(figure, axis, plot.box)
    if sum(tick.label is not None for tick in ticks) < 2:
        if _is_scatter(figure, plot, colours):
            return SCATTER
        return Unsure("line", "no labels could be read below the lines")
    # Lines may run below the last label of their scale, and what is printed beside them there.
    lowest = min(tick.label.box.top for tick in ticks if tick.label) - 1
    plot = replace(plot, scaled=(plot.scaled[0], max(plot.scaled[1], lowest)))
    areas = _areas(figure, plot, colours, ticks)
    lines = [colour for colour in colours if colour not in areas]
    ways = ways_of(figure, plot, lines)
    traces = {colour: trace_of(figure, plot, colour, lines, ways) for colour in lines}
    ticks = _continued(figure, plot, traces, ticks)
    level = partial(trace_of, figure, plot, colours=lines, ways=ways, level=True)
    curves, ticks = _curves(figure, plot, traces, ticks, level)
    if not curves and len(areas) == 1 and (edge := _edge(plot, areas[0])) is not None:
        curves, ticks = _curves(figure, plot, {areas[0]: edge}, ticks, None)
    if len(areas) > 1:
        return Unsure("area", "areas that stand on each other or hide each other are not read")
    dotted = not curves
    if dotted:
        curves = _dotted(figure, plot, lines, ticks)
    if not curves:
        return SCATTER if _is_scatter(figure, plot, colours) else nothing
    curves = _without_rules(figure, curves)
    if len(curves) > 1 and figure.noisy and not _told_apart(figure, curves):
        return Unsure("line", "compression has blurred the colours that tell the lines apart")
    below = [tick.label for tick in ticks if tick.label is not None]
    series: list[Series] = []
    notes: list[Note] = []
    if len(below) < len(ticks):
        notes.append(Note("labels", len(ticks) - len(below)))
    used: list[Label] = []
    for curve in curves:
        # One name for several lines may as well be the other's.
        name = figure.legend_name(curve.colour) if len(figure.legend) != 1 or len(curves) == 1 else None
        if name is None and (beside := _end_label(figure, plot, curve, axis)) is not None:
            name = beside.text.lstrip(SWATCH_SIGNS + "•*") or beside.text
            used.append(beside)
        points = _points(figure, plot, curve, ticks, axis.scale)
        rgb = figure.rgb(curve.colour)
        if hidden := len(below) - len(points):
            notes.append(Note("points", hidden, name, colour_name(rgb)))
        if points:
            series.append(Series(name, colour_name(rgb), rgb, tuple(points)))
    if not series:
        return Unsure("line", "the lines could not be followed")
    followed = {curve.colour for curve in curves}
    unread = [entry for entry in figure.legend if entry.colour not in followed] if len(figure.legend) > 1 else []
    notes += [Note("points", len(below), entry.name, colour_name(figure.rgb(entry.colour))) for entry in unread]
    order = {entry.name: k for k, entry in enumerate(figure.legend)}
    series.sort(key=lambda s: order.get(s.name or "", 99))
    rows = [label.box.center[1] for label in axis.labels]
    area = replace(plot.box, top=min(rows), bottom=min(plot.box.bottom, max(rows)))
    titles = find_titles(figure, area, [*axis.labels, *below, *used])
    return Chart(
        kind="area" if areas else "scatter" if dotted and _are_amounts(below) else "line",
        series=tuple(series),
        categories=tuple(label.text for label in below),
        title=titles.title,
        x_title=titles.x_title,
        y_title=titles.y_title,
        unit=axis.scale.unit,
        log=axis.scale.log,
        notes=tuple(notes),
    )


def lines_over(
    figure: Figure, axis: Axis, columns: Sequence[tuple[float, str]], colours: Sequence[int]
) -> list[Series]:
    """The lines of some colours that run over bars, with a value at each of the bars' columns, (x in px, name)."""
    if len(columns) < 2:
        return []
    plot = _plot(figure, axis)
    ways = ways_of(figure, plot, colours)
    bottom = max(label.box.bottom for label in axis.labels) + figure.text_px
    ticks = [Tick(x, Label(name, Box(x - 1, bottom, x + 1, bottom + 1))) for x, name in columns]
    found: list[Series] = []
    for colour in colours:
        curve = _curve(figure, colour, trace_of(figure, plot, colour, colours, ways), ticks, plot.box.left, 4.0)
        points = _points(figure, plot, curve, ticks, axis.scale) if curve is not None else []
        if len(points) >= 0.6 * len(columns):
            rgb = figure.rgb(colour)
            found.append(Series(figure.legend_name(colour), colour_name(rgb), rgb, tuple(points)))
    return found


def _without_rules(figure: Figure, curves: list[Curve]) -> list[Curve]:
    """Without level lines that nothing names, where others move: axes, averages and targets."""

    tinted = any(_has_hue(figure.rgb(curve.colour)) for curve in curves)

    def level(curve: Curve) -> bool:
        rows = [vertex.y for vertex in curve.path.vertices if vertex is not None]
        # A frame that is drawn as if by hand waves a little.
        by_hand = tinted and not _has_hue(figure.rgb(curve.colour))
        return max(rows) - min(rows) < (0.4 * figure.text_px if by_hand else 1.5)

    moving = [curve for curve in curves if not level(curve) or figure.legend_name(curve.colour) is not None]
    return moving or curves


def _scale_of_values(figure: Figure) -> Axis | None:
    """The scale of a line without an axis, whose points have their values printed over them, all as far away."""
    rows = [label.box.center[1] for label, _ in figure.numbers]
    # Categories may be numbers, too: years in a row, below all values.
    lowest = max(rows, default=0.0)
    years = [abs(row - lowest) < 2 for row in rows]
    years = years if sum(years) >= max(3, 0.35 * len(rows)) else [False] * len(rows)
    numbers = [pair for pair, year in zip(figure.numbers, years, strict=True) if not year]
    ticks = [ScaleTick(value, label.box.center[1]) for label, value in numbers]
    scale = fit_scale(ticks, 0.5 * figure.text_px)
    if scale is None or scale.log or scale.slope >= 0 or len(scale.ticks) < 4:
        return None
    on = {round(px, 1) for px, _ in scale.ticks}
    own = [label for label, _ in numbers if round(label.box.center[1], 1) in on]
    apart = np.diff(sorted(label.box.center[0] for label in own))
    # They stand side by side, one at each point; a column of them is a scale that was tried before.
    if len(own) < 4 or float(apart.min()) < figure.text_px:
        return None
    away = [gap for label in own if (gap := _to_the_line(figure, label.box)) is not None]
    # A steep line is further below the middle of its label, and one that runs into it nearer.
    if len(away) < 0.6 * len(own) or np.ptp(np.percentile(away, [25, 75])) > 0.6 * figure.text_px:
        return None
    by = float(np.median(away))
    moved = tuple((px + by, value) for px, value in scale.ticks)
    return Axis(replace(scale, offset=scale.offset - scale.slope * by, ticks=moved), True, tuple(own))


def _to_the_line(figure: Figure, box: Box) -> float | None:
    """How far below the middle of what is printed a line is crossed, px; None where there is none nearby."""
    x = round(box.center[0])
    # Where a line runs into it, the box is higher than the text.
    low = min(box.bottom + 2, box.center[1] + 0.55 * figure.text_px + 2)
    start, end = int(low), int(low + 2 * figure.text_px)
    column = figure.palette.labels[start:end, max(0, x - 1) : x + 2]
    # An area below the line is no part of it.
    thin = [i for i in figure.marks if i not in figure.inks and figure.palette.shares[i] < LEAST_AREA]
    inked = np.flatnonzero(np.isin(column, thin).any(axis=1))
    if not inked.size:
        return None
    first = int(inked[0])
    run = np.flatnonzero(np.diff(inked) > 1)
    last = int(inked[run[0]]) if run.size else int(inked[-1])
    return start + (first + last) / 2 + 0.5 - box.center[1]


def _are_amounts(below: Sequence[Label]) -> bool:
    """Whether points stand over amounts, not over names or years: one amount against another."""
    values = [label.number.value for label in below if label.number is not None]
    return len(values) == len(below) and not all(1900 <= value <= 2100 for value in values)


def _in_line(figure: Figure) -> bool:
    """Whether three numbers stand in a row or in a column, as a scale's do, though they make none."""
    centers = np.array([label.box.center for label, _ in figure.numbers]).reshape(-1, 2)
    near = np.abs(centers[:, None] - centers[None]) < 0.6 * figure.text_px
    return bool(len(centers) and near.sum(axis=1).max() >= 3)


def _plot(figure: Figure, axis: Axis | None) -> Plot:
    box = _plot_box(figure, axis)
    rows, columns = slice(int(box.top), int(box.bottom)), slice(int(box.left), int(box.right))
    labels = figure.palette.labels[rows, columns]
    grounds = [(np.count_nonzero(labels == i), i) for i in figure.grounds]
    ground = np.array(figure.rgb(max(grounds)[1]) if grounds else (255, 255, 255), np.float32)
    if grounds and not figure.noisy:
        # A plot's own ground may be so near the page's that both are one of the palette's colours.
        within = (
            slice(max(0, int(axis.box.top) - rows.start), int(axis.box.bottom) - rows.start) if axis else slice(None)
        )
        own = figure.pixels[rows, columns][within][labels[within] == max(grounds)[1]]
        ground = np.median(own, axis=0).astype(np.float32) if len(own) else ground
    box = Box(float(columns.start), float(rows.start), float(columns.stop), float(rows.stop))
    middles = [label.box.center[1] for label in axis.labels] if axis else [box.top, box.bottom]
    return Plot(box, figure.pixels[rows, columns].astype(np.float32), labels, ground, (min(middles), max(middles)))


def _plot_box(figure: Figure, axis: Axis | None) -> Box:
    """Where lines may run: beside the axis' labels, from a little above the first tick to below the last."""
    if axis is None:
        return Box(0, 0, figure.width, figure.height)
    box = axis.box
    middle = [label.box.center[1] for label in axis.labels]
    pitch = (max(middle) - min(middle)) / max(len(middle) - 1, 1)
    top, bottom = max(0.0, min(middle) - 1.2 * pitch), min(float(figure.height), max(middle) + 1.2 * pitch)
    if box.center[0] < figure.width / 2:
        return Box(min(box.right + 1, figure.width - 1.0), top, figure.width, bottom)
    return Box(0, top, max(box.left - 1, 1.0), bottom)


# --- following them -------------------------------------------------------------------------------------------


def _curves(
    figure: Figure,
    plot: Plot,
    traces: dict[int, tuple[Trace, Mask]],
    ticks: Sequence[Tick],
    level: Callable[[int], tuple[Trace, Mask]] | None,
) -> tuple[list[Curve], list[Tick]]:
    """The lines that can be followed, and the ticks moved to where the lines have their corners.

    ``level`` gives traces with long level strokes, for lines that a legend names and that are not found without.
    """
    left = plot.box.left
    slack = figure.text_px if any(tick.label and tick.label.anchor for tick in ticks) else 4.0
    found = [c for colour in traces if (c := _curve(figure, colour, traces[colour], ticks, left, slack)) is not None]
    columns = [tick.x - left - 0.5 for tick in ticks]
    off = [v.x - x for c in found for v, x in zip(c.path.vertices, columns, strict=True) if v and v.corner]
    by = float(np.median(off)) if len(off) >= 2 else 0.0
    sure = abs(by) > 1.0 and np.percentile(np.abs(np.array(off) - by), 60) < 2.0
    if (ends := _shift_of_ends(traces, columns, figure.text_px)) is not None:
        by, sure = ends, abs(ends) > 1.0
    elif any(tick.label and tick.label.anchor for tick in ticks) and len(ticks) > 2 and traces:
        # Labels that are turned or slanted stand beside their ticks, all by as much.
        anchored = [tick.label for tick in ticks if tick.label and tick.label.anchor and not tick.label.turned]
        centred = bool(anchored) and all(abs(x.anchor[0] - x.box.center[0]) < 1 for x in anchored if x.anchor)
        by, sure = _best_shift(traces, columns, figure.text_px if centred else None), True
    if sure:
        ticks = [replace(tick, x=tick.x + by) for tick in ticks]
        found = [c for colour in traces if (c := _curve(figure, colour, traces[colour], ticks, left, 4.0)) is not None]
    kept = _without_doubles(figure, plot, found)
    # The rims of a grey line are as grey as another: without the lines that were found the other may show.
    for trace in (traces.__getitem__, *([level] if level else ())):
        lacking = {colour for colour in traces if figure.legend_name(colour)} - {curve.colour for curve in kept}
        for colour in sorted(lacking) if kept else ():
            rest = _beside(trace(colour), [(curve, traces[curve.colour][0]) for curve in kept])
            if (curve := _curve(figure, colour, rest, ticks, left, 4.0 if sure else slack)) is not None:
                kept = _without_doubles(figure, plot, [*kept, curve])
    if level is not None:
        kept = [_fuller(figure, curve, level, ticks, left) for curve in kept]
    return kept, list(ticks)


def _fuller(
    figure: Figure, curve: Curve, level: Callable[[int], tuple[Trace, Mask]], ticks: Sequence[Tick], left: float
) -> Curve:
    """A line that is named and has gaps, with its level strokes where they fill more of them."""
    gaps = sum(vertex is None for vertex in curve.path.vertices)
    if not gaps or figure.legend_name(curve.colour) is None:
        return curve
    other = _curve(figure, curve.colour, level(curve.colour), ticks, left, 4.0)
    if other is None or other.path.support < curve.path.support - 0.1:
        return curve
    return other if sum(vertex is None for vertex in other.path.vertices) < gaps else curve


def _beside(traced: tuple[Trace, Mask], curves: Sequence[tuple[Curve, Trace]]) -> tuple[Trace, Mask]:
    """A trace without what lies along lines that were found, each with its own trace; there it may run hidden."""
    trace, hidden = traced
    along = np.zeros(trace.shape, np.uint8)
    for curve, own in curves:
        sums = own.sum(axis=0)
        thick = float(np.percentile(sums[sums > 0.3], 25)) if (sums > 0.3).any() else 1.0
        points = [(round(v.x), round(v.y)) for v in curve.path.vertices if v is not None]
        cv2.polylines(along, [np.array(points, np.int32)], False, 1, round(thick) + 4)
    return np.where(along > 0, np.float32(0), trace), hidden | (along > 0)


def _continued(figure: Figure, plot: Plot, traces: dict[int, tuple[Trace, Mask]], ticks: Sequence[Tick]) -> list[Tick]:
    """The ticks and one more at either end, where lines go on by a whole step and what counts on tells the label.

    Detection passes over a label in the corner of two axes.
    """
    if len(ticks) < 3 or not all(tick.label and tick.label.anchor is None for tick in ticks):
        return list(ticks)
    texts = [tick.label.text if tick.label else None for tick in ticks]
    pitch = (ticks[-1].x - ticks[0].x) / (len(ticks) - 1)
    found = list(ticks)
    for end, by in ((ticks[0], -pitch), (ticks[-1], pitch)):
        start, stop = sorted((end.x - plot.box.left + 0.15 * by, end.x - plot.box.left + 0.95 * by))
        if end.label is None or start < 0 or stop >= plot.box.width:
            continue
        shown = [(trace[:, int(start) : int(stop) + 1].max(axis=0) > 0.3).mean() for trace, _ in traces.values()]
        row = [None, *texts] if by < 0 else [*texts, None]
        told = in_sequence(row, fill=True)[0 if by < 0 else -1]
        if told is None or not shown or min(shown) < 0.5:
            continue
        x, box = end.x + by, end.label.box
        if any(
            abs(label.box.center[0] - x) < 0.3 * pitch and abs(label.box.center[1] - box.center[1]) < 0.3 * box.height
            for label in figure.labels
        ):
            continue  # something else stands there
        more = Tick(x, Label(told, replace(box, left=box.left + by, right=box.right + by)))
        found = [more, *found] if by < 0 else [*found, more]
    return found


def _shift_of_ends(traces: dict[int, tuple[Trace, Mask]], columns: Sequence[float], text_px: float) -> float | None:
    """By how much the columns have to move, px, for the lines to begin at the first and end at the last of them.

    None where no line is as long as the columns reach, give or take a marker at either end.
    """
    wide = columns[-1] - columns[0]
    pitch = wide / max(len(columns) - 1, 1)
    found: list[float] = []
    for trace, _ in traces.values():
        shown = np.flatnonzero(trace.max(axis=0) > 0.4)
        # Specks beside the line are narrower than it.
        shown = shown[np.isin(shown - 1, shown) & np.isin(shown + 1, shown)] if shown.size else shown
        if not shown.size:
            continue
        longer = float(shown[-1] - shown[0]) - wide
        by = float(shown[-1] + shown[0]) / 2 - (columns[0] + columns[-1]) / 2
        if -3 <= longer <= min(text_px, 0.3 * pitch) and abs(by) < 0.6 * pitch:
            found.append(by)
    if not found or np.ptp(found) > 3 or len(found) < 0.5 * len(traces):
        return None
    return float(np.median(found))


def _best_shift(traces: dict[int, tuple[Trace, Mask]], columns: Sequence[float], most: float | None = None) -> float:
    """By how much the columns have to move, px, for straight pieces between them to fit the lines best.

    By ``most`` at most, else by nearly half of the way from one to the next.
    """
    pitch = (columns[-1] - columns[0]) / (len(columns) - 1)
    strongest = sorted(traces.values(), key=lambda traced: -float(traced[0].sum()))[:2]

    def best(shifts: NDArray[np.float64], scale: int) -> float:
        """The best of the shifts, the lines seen ``scale`` times smaller."""
        seen = [(_smaller(trace, scale), _smaller(hidden, scale)) for trace, hidden in strongest]

        def fit(by: float) -> float:
            at = [(x + by) / scale for x in columns]
            paths = [path for trace, hidden in seen if (path := follow(trace, hidden, at, 2.0, 3.0 / scale))]
            # Corners that are met, and colour along the pieces between.
            return sum(path.support + sum(v is not None for v in path.vertices) / len(columns) for path in paths)

        return max((float(by) for by in shifts), key=lambda by: (round(fit(by), 3), -abs(by)))

    scale = int(np.clip(min(pitch / 20, strongest[0][0].shape[0] / 240), 1, 4))
    reach = min(0.45 * pitch, most or float("inf"))
    coarse = best(np.arange(-reach, reach, max(2.0, 0.05 * pitch)), scale)
    return best(np.arange(coarse - 2, coarse + 2.1), 1)


def _smaller(mask: Any, times: int) -> Any:
    """Each square of pixels as its strongest one, so that thin lines stay."""
    high, wide = (side // times for side in mask.shape)
    return (
        mask if times == 1 else mask[: high * times, : wide * times].reshape(high, times, wide, times).max(axis=(1, 3))
    )


def _curve(
    figure: Figure, colour: int, traced: tuple[Trace, Mask], ticks: Sequence[Tick], left: float, slack: float
) -> Curve | None:
    trace, hidden = traced
    sums = trace.sum(axis=0)
    if np.count_nonzero(sums > 0.3) < LEAST_REACH * 0.5 * (ticks[-1].x - ticks[0].x):
        return None
    thick = float(np.percentile(sums[sums > 0.3], 25))
    columns = [tick.x - left - 0.5 for tick in ticks]
    best: Path | None = None
    # Where only some points are labelled, lines have corners between the labels.
    for parts in (1, 2, 3):
        path = follow(trace, hidden, _divided(columns, parts), thick, slack)
        # With more corners anything can be followed, so it has to be followed well, or explain more of the colour.
        if path is not None and (best is None or path.support > max(best.support + 0.12, 0.8) or _better(path, best)):
            best = path.every(parts)
        if best is not None and best.support > 0.75:
            break
    if best is None or best.support < 0.75:
        best = follow_steps(trace, columns) or best
    named = len(figure.legend) > 1 and figure.legend_name(colour) is not None
    least, alone = (NAMED, 0.3) if named else (UNNAMED, 0.6)
    if not named and colour in figure.inks:
        least = INKED
    if best is not None and best.support > 0.8:
        alone = min(alone, 0.4)  # text and ticks of its colour lie beside it
    if best is None or best.support < least or best.alone < alone or sum(v is not None for v in best.vertices) < 2:
        return None
    return Curve(colour, best)


def _better(path: Path, than: Path) -> bool:
    """Whether a path with more corners is how a smooth or a dashed line runs."""
    return path.support > than.support + 0.05 and path.alone > max(than.alone + 0.04, 0.85)


def _divided(columns: Sequence[float], parts: int) -> list[float]:
    steps = [a + (b - a) * k / parts for a, b in pairwise(columns) for k in range(parts)]
    return [*steps, columns[-1]]


def _without_doubles(figure: Figure, plot: Plot, curves: Sequence[Curve]) -> list[Curve]:
    """Without lines that follow another in a blend of its colour."""
    kept: list[Curve] = []
    for curve in sorted(curves, key=lambda c: (figure.legend_name(c.colour) is None, -c.path.support)):
        way = plot.way(figure.rgb(curve.colour))

        def near(other: Curve, way: NDArray[np.float32] = way) -> float:
            blend = figure.noisy or cosine(way, plot.way(figure.rgb(other.colour))) > BLEND
            return 8.0 if blend else 3.0

        twin = next((c for c in kept if _together(c.path, curve.path, near(c))), None)
        named = figure.legend_name(curve.colour) is not None
        # Two names for one line: the fainter one was made of the other's blends.
        if twin is None or (named and not _together(twin.path, curve.path, SAME_LINE_PX)):
            kept.append(curve)
    return kept


def _together(a: Path, b: Path, near: float) -> bool:
    off = [abs(v.y - w.y) for v, w in zip(a.vertices, b.vertices, strict=True) if v and w]
    return bool(off) and float(np.median(off)) < near


def _told_apart(figure: Figure, curves: Sequence[Curve]) -> bool:
    return all(figure.legend_name(curve.colour) is not None for curve in curves)


# --- areas and points -----------------------------------------------------------------------------------------


def _areas(figure: Figure, plot: Plot, colours: Sequence[int], ticks: Sequence[Tick]) -> list[int]:
    """Colours that fill the plot from the first tick to the last, as bars never do."""
    found: list[int] = []
    left, right = (int(tick.x - plot.box.left) for tick in (ticks[0], ticks[-1]))
    least_px = max(0.06 * plot.box.height, 1.5 * figure.text_px)
    for colour in {*colours, *figure.marks}:
        heights = (plot.labels == colour)[:, max(left, 0) + 2 : max(right - 2, 0)].sum(axis=0)
        if heights.size and (heights > 0).mean() > 0.93 and np.median(heights) > least_px:
            found.append(colour)
    return sorted(found)


def _edge(plot: Plot, colour: int) -> tuple[Trace, Mask] | None:
    """The upper edge of an area, where all of it stands on one level line."""
    own = cv2.morphologyEx((plot.labels == colour).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 1), np.uint8)) > 0
    columns = np.flatnonzero(own.any(axis=0))
    feet = own.shape[0] - own[::-1].argmax(axis=0)[columns]
    # The rims of labels below it may have its colour.
    below = own[int(np.median(feet)) + 2 :]
    if below.sum() < 0.03 * own.sum():
        below[:] = False
        columns = np.flatnonzero(own.any(axis=0))
        feet = own.shape[0] - own[::-1].argmax(axis=0)[columns]
    if np.percentile(feet, 90) - np.percentile(feet, 10) > 4:
        return None
    # What stands on the foot without a gap: a frame above may have the area's colour.
    rows = own[: int(np.median(feet)) - 3][::-1]
    tops = len(rows) - np.cumprod(rows, axis=0, dtype=np.int64).sum(axis=0)
    columns = columns[tops[columns] < len(rows)]
    if not columns.size or np.ptp(tops[columns]) < 3:
        return None  # a band
    trace = np.zeros(own.shape, np.float32)
    # The edge is between the first row of the area and the row above.
    trace[tops[columns], columns] = 0.5
    trace[np.maximum(tops[columns] - 1, 0), columns] = 0.5
    return trace, np.zeros(own.shape, bool)


def _dotted(figure: Figure, plot: Plot, colours: Sequence[int], ticks: Sequence[Tick]) -> list[Curve]:
    """Series of markers without a line: of each colour at most one at each tick, and none elsewhere."""
    columns = np.array([tick.x - plot.box.left for tick in ticks])
    pitch = float(np.diff(columns).min())
    found: list[Curve] = []
    for colour in colours:
        mask = (plot.labels == colour).astype(np.uint8)
        for box in (*(entry.swatch for entry in figure.legend), *(label.box for label in figure.labels)):
            mask[window_of(box, plot.box)] = 0
        _, _, stats, middles = cv2.connectedComponentsWithStats(mask, connectivity=8)
        _, top, w, h, area = stats[1:].T
        largest = int(area.max(initial=0))
        dots = (area >= max(6, 0.3 * largest)) & (np.maximum(w, h) <= 2 * figure.text_px)
        at = np.abs(middles[1:, :1] + 0.5 - columns).argmin(axis=1)
        near = np.abs(middles[1:, 0] + 0.5 - columns[at]) <= max(2.5, 0.1 * pitch)
        own = dots & near
        if len(ticks) < 3 or own.sum() < max(3, 0.5 * len(ticks)) or area[own].sum() < 0.8 * area.sum():
            continue
        each = np.bincount(at[own], minlength=len(ticks))
        if (each > 1).sum() > 0.3 * len(ticks):
            return []  # several at one tick: each is a case, not a value
        tall = float(np.median(h[own]))
        vertices: list[Vertex | None] = [None] * len(ticks)
        for k, dot in zip(at[own], np.flatnonzero(own), strict=True):
            # One half under another has its middle elsewhere. A triangle's is the middle of its box.
            if each[k] == 1 and h[dot] >= tall - 1:
                vertices[k] = Vertex(float(top[dot] + (h[dot] - 1) / 2), 0.7, float(middles[dot + 1, 0]))
        found.append(Curve(colour, Path(tuple(vertices), (1.0,) * (len(ticks) - 1), 1.0)))
    return found


def _is_scatter(figure: Figure, plot: Plot, colours: Sequence[int]) -> bool:
    """Many small marks of one size that no line joins."""
    for colour in colours:
        mask = (plot.labels == colour).astype(np.uint8)
        _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        _, _, w, h, area = stats[1:].T
        dots = (np.maximum(w, h) < 2 * figure.text_px) & (area >= 6) & (np.minimum(w, h) >= 0.6 * np.maximum(w, h))
        if dots.sum() < 8 or area[dots].sum() < 0.35 * area.sum():
            continue
        # Dashes follow one another; points do not.
        rows = stats[1:, 1][dots][np.argsort(stats[1:, 0][dots])]
        if np.median(np.abs(np.diff(rows))) > 2 * np.median(h[dots]):
            return True
    return False


# --- reading it off ------------------------------------------------------------------------------------------


#: Share of the places below a plot that are named where those between are told by counting on.
MOSTLY_NAMED = 0.75


def _positions(figure: Figure, axis: Axis, plot: Box) -> list[Tick]:
    """The labels below the plot, with the column that each stands for."""
    ticks = {id(label) for label in axis.labels}
    legend = {id(entry.label) for entry in figure.legend}
    lowest = max(label.box.center[1] for label in axis.labels)
    high = figure.text_px
    below = [
        label
        for label in figure.labels
        if id(label) not in ticks
        and id(label) not in legend
        and (label.anchor or label.box.center)[1] >= lowest - 0.3 * high
        and plot.left - 2.5 * high <= (label.anchor or label.box.center)[0] <= plot.right + 2.5 * high
    ]
    if not below:
        return []
    # The first of the fullest: a second line of each label, and a title, stand below.
    rows = [[x for x in below if abs(_row(x) - _row(label)) < 0.7 * high] for label in sorted(below, key=_row)]
    best = max(rows, key=len)
    # Neighbours that were read as one line: where the words stand at even distances, each is a label.
    apart = [part for label in best for part in _apart(figure, label, best)]
    chosen = apart if len(apart) > len(best) and _even(apart) and not _even(best) else best
    chosen = [*chosen, *rest_of_row(figure, chosen, plot.left - high, plot.right + high)]
    sorted_ticks = sorted((Tick((x.anchor or x.box.center)[0], x) for x in chosen), key=lambda tick: tick.x)
    # Pieces of one label stand in one column.
    apart_ticks = [tick for k, tick in enumerate(sorted_ticks) if not k or tick.x - sorted_ticks[k - 1].x > 3]
    found = _regular(apart_ticks)
    inside = replace(plot, bottom=min(plot.bottom, min(label.box.top for label in chosen) - 1))
    by = beside_grid(figure, inside, [tick.x for tick in found], vertical=False)
    # Detection passes over some, of slanted labels above all; what counts on tells them.
    fill = any(label.anchor for label in chosen) or len(chosen) >= MOSTLY_NAMED * len(found)
    texts = in_sequence([tick.label.text if tick.label else None for tick in found], fill=fill)
    return [
        Tick(
            tick.x + by,
            (label := tick.label or (Label("", chosen[0].box) if fill and text else None))
            and replace(label, text=text or label.text),
        )
        for tick, text in zip(found, texts, strict=True)
    ]


def _row(label: Label) -> float:
    return label.anchor[1] if label.anchor else label.box.center[1]


def _regular(ticks: list[Tick]) -> list[Tick]:
    """Ticks at even distances, where their labels are nearly so, and those between them without a label.

    Text is centred on its tick to within a pixel or two.
    """
    if len(ticks) < 3:
        return ticks
    xs = np.array([tick.x for tick in ticks])
    pitch = float(np.median(np.diff(xs)))
    number = np.rint((xs - xs[0]) / max(pitch, 1.0)).astype(int)
    if number[-1] > 3 * len(xs):
        return ticks
    if len(set(number.tolist())) < len(xs):
        # Of two pieces of one label, the longer.
        twins = [[t for t, n in zip(ticks, number, strict=True) if n == own] for own in dict.fromkeys(number.tolist())]
        if max(map(len, twins)) > 2 or len(twins) < 0.7 * len(ticks):
            return ticks
        return _regular([max(both, key=lambda t: len(t.label.text) if t.label else 0) for both in twins])
    slope, offset = np.polyfit(number, xs, 1)
    off = np.abs(slope * number + offset - xs)
    allowed = max(3.0, 0.06 * pitch)
    good = off <= allowed
    if good.sum() >= 3 and not good.all():
        slope, offset = np.polyfit(number[good], xs[good], 1)
        off = np.abs(slope * number + offset - xs)
        good = off <= allowed
    if good.mean() < 0.7:
        return ticks
    named = {int(n): tick.label for n, tick, ok in zip(number, ticks, off <= 0.3 * pitch, strict=True) if ok}
    return [Tick(float(slope * n + offset), named.get(n)) for n in range(int(number[0]), int(number[-1]) + 1)]


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


def _points(figure: Figure, plot: Plot, curve: Curve, ticks: Sequence[Tick], scale: Scale) -> list[Datum]:
    printed = _printed(figure, ticks)
    found: list[Datum] = []
    for k, (tick, vertex) in enumerate(zip(ticks, curve.path.vertices, strict=True)):
        if vertex is None or tick.label is None:
            continue
        # Rows are counted from their upper edge, as the ticks' centres are.
        x, y = tick.x, vertex.y + plot.box.top + 0.5
        value, error = scale.value(y), scale.error(y, 0.5 + vertex.error)
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
        found.append(Datum(tick.label.text, value, error, text, box))
    return found


def _printed(figure: Figure, ticks: Sequence[Tick]) -> dict[int, list[tuple[float, str, float]]]:
    """Numbers printed at the columns of the ticks, inside the plot: (value, text, y)."""
    found: dict[int, list[tuple[float, str, float]]] = {}
    below = min(tick.label.box.top for tick in ticks if tick.label)
    for label, value in figure.numbers:
        x, y = label.box.center
        if y > below:
            continue
        k = min(range(len(ticks)), key=lambda i: abs(ticks[i].x - x))
        if abs(ticks[k].x - x) < 1.2 * figure.text_px:
            found.setdefault(k, []).append((value.value, label.text, y))
    return found


def _end_label(figure: Figure, plot: Plot, curve: Curve, axis: Axis) -> Label | None:
    """A name written at the right end of a line, or elsewhere beside the plot in the line's own colour.

    Detection takes the end of a line, or the marker on it, for the first letter: what stands right of it is read again.
    """
    last = next(v for v in reversed(curve.path.vertices) if v is not None)
    x, y = last.x + plot.box.left, last.y + plot.box.top
    high = figure.text_px
    taken = {id(label) for label in axis.labels}
    # Years are names, too, where they are written in the line's colour.
    free = [
        label
        for label in figure.labels
        if id(label) not in taken
        and not label.turned
        and (label.number is None or (is_year(label.text) and _is_written_in(figure, label, curve.colour)))
    ]
    near = [
        label
        for label in free
        if -1.5 * high <= label.box.left - x <= 3 * high
        and label.box.right > x + 0.7 * high
        and abs(label.box.center[1] - y) < 0.8 * high
    ]
    own = [label for label in free if label.box.center[0] > x and _is_written_in(figure, label, curve.colour)]
    found = min(near, key=lambda label: abs(label.box.center[1] - y), default=None)
    if len(own) == 1 and (found is None or not _is_written_in(figure, found, curve.colour)):
        # One that was moved aside, to lie on no other.
        return own[0]
    if found is None:
        return None if figure.legend else _passed_over(figure, x, y)
    return found if found.box.left > x + 2 else _behind_end(figure, found, x)


def _passed_over(figure: Figure, x: float, y: float) -> Label | None:
    """A name right of a line's end that detection did not see."""
    high = figure.text_px
    top, bottom = max(0, round(y - 0.8 * high)), min(figure.height, round(y + 0.8 * high) + 1)
    ink = np.isin(figure.palette.labels[top:bottom, int(x) :], figure.marks).any(axis=0)
    empty = np.flatnonzero(~ink)
    if not empty.size or empty[0] > high:
        return None
    runs = [(a, b) for a, b in runs_of(np.flatnonzero(ink), 0.8 * high) if a > empty[0] - 1]
    if not runs or runs[0][0] > 2.5 * high or not high < runs[0][1] - runs[0][0] < 12 * high:
        return None
    spot = Box(int(x) + runs[0][0] - 1.0, float(top), int(x) + runs[0][1] + 1.0, float(bottom))
    found = read_spots(figure, {0: spot}).get(0)
    return found if found and found.number is None and len(found.text) > 1 else None


def _has_hue(rgb: Rgb) -> bool:
    return max(rgb) - min(rgb) >= 40


def _is_written_in(figure: Figure, label: Label, colour: int) -> bool:
    """Whether the ink of a label has the colour of a line, and that is no colour of text."""
    if not _has_hue(figure.rgb(colour)):
        return False
    box = label.box
    inside = figure.palette.labels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1]
    ink = inside[np.isin(inside, figure.marks)]
    return bool(ink.size and np.count_nonzero(ink == colour) > 0.5 * ink.size)


def _behind_end(figure: Figure, label: Label, end: float) -> Label:
    """A label without the end of the line that it was read with."""
    box = label.box
    inside = figure.palette.labels[int(box.top) : int(box.bottom) + 1, int(end) : int(box.right) + 1]
    empty = np.flatnonzero(~np.isin(inside, figure.marks).any(axis=0))
    if figure.recognise is None or not empty.size or end + empty[0] > box.left + 0.5 * box.width:
        return label
    rest = replace(box, left=end + float(empty[0]))
    ((text, confidence),) = figure.recognise([padded(figure.pixels, rest, 2)])
    # A shorter one lost a letter, unless what was read before it is no letter.
    shorter = len(text.strip()) < len(label.text) and label.text[0].isalnum()
    clear = confidence >= SURE_CROP and any(char.isalpha() for char in text) and not shorter
    return Label(text.strip(), rest) if clear else label
