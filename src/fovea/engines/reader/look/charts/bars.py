"""Bar charts: upright and lying, grouped and stacked, with lines over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from fovea.engines.reader.language.lexicon import language_of
from fovea.engines.reader.look.charts.axes import Axis, axes_of, find_axis
from fovea.engines.reader.look.charts.bar_names import categories_of, series_colours, without_values
from fovea.engines.reader.look.charts.bar_values import (
    printed_inside,
    printed_on,
    stand_at_bars,
    through_base,
    unit_of,
    values_of,
)
from fovea.engines.reader.look.charts.curves import lines_over
from fovea.engines.reader.look.charts.figure import Figure, Label, page_colour
from fovea.engines.reader.look.charts.rectangles import Bar, Bars, grown_by_edge, is_stacked, meeting, slivers_of
from fovea.engines.reader.look.charts.titles import find_titles
from fovea.engines.reader.look.charts.values import Chart, Datum, Note, Series, Unsure
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box


def _in_bars(axis: Axis, bars: Bars) -> bool:
    """Whether all numbers of an axis stand inside bars: they are the bars' own, however well they fit a scale."""
    boxes = [bar.box(bars.horizontal) for bar in bars.bars]
    return all(
        any(box.left < x < box.right and box.top < y < box.bottom for box in boxes)
        for x, y in (label.box.center for label in axis.labels)
    )


def read_bars(figure: Figure, bars: Bars) -> Chart | Unsure:
    axis = find_axis(figure, vertical=not bars.horizontal)
    if axis is not None and (_in_bars(axis, bars) or (len(axis.scale.ticks) < 3 and stand_at_bars(axis, bars))):
        axis = None
    if axis is not None:
        axis = replace(axis, scale=through_base(axis.scale, bars))
    bars = replace(bars, bars=tuple(grown_by_edge(figure, bar, bars) for bar in bars.bars))
    stacked = is_stacked(bars)
    if stacked:
        bars = replace(bars, bars=meeting(bars.bars))
    groups, categories, used = categories_of(figure, bars, axis)
    if stacked and (slivers := slivers_of(bars, groups)):
        bars = replace(bars, bars=tuple(bar for i, bar in enumerate(bars.bars) if i not in slivers))
        groups = [group for i, group in enumerate(groups) if i not in slivers]
    printed = printed_on(figure, bars, used, axis)
    if axis is None and stacked:
        printed = printed_inside(figure, bars, printed)
    covered = {i for i, bar in enumerate(bars.bars) if _under_legend(figure, bar, bars)}
    ends = {i: end for i in covered if (end := _end_behind_legend(figure, bars.bars[i], bars)) is not None}
    if ends:
        bars = replace(bars, bars=tuple(_ending_at(bar, ends.get(i), bars) for i, bar in enumerate(bars.bars)))
        covered -= set(ends)
    spanish = language_of(" ".join(label.text for label in figure.labels if label.number is None)) == "es"
    values = values_of(bars, stacked, axis.scale if axis else None, printed, covered, dotted=spanish)
    if values is None:
        why = "no scale could be read along the bars, and no values are printed on them"
        return Unsure("bar", why, _ranked(bars, groups, categories))
    if not stacked and len({(b.colour, g) for b, g in zip(bars.bars, groups, strict=True)}) < len(bars.bars):
        # Blends along an axis look like bars of next to nothing.
        tall = tuple(bar for bar in bars.bars if bar.long > 3)
        if 2 <= len(tall) < len(bars.bars):
            return read_bars(figure, replace(bars, bars=tall))
        return Unsure("bar", "which bars belong to which label could not be told")
    if bars.horizontal:
        categories, values = without_values(categories, groups, values)
    notes: list[Note] = []
    unnamed = sum(name == str(k + 1) and all(x.text != name for x in used) for k, name in enumerate(categories))
    if unnamed:
        notes.append(Note("names", unnamed))
    hidden = [i in covered and not value.printed for i, value in enumerate(values)]
    if any(hidden):
        notes.append(Note("ends", sum(hidden)))
    colours = series_colours(figure, bars, groups)
    series: list[Series] = []
    for colour in colours:
        points: list[tuple[int, Datum]] = []
        for i, bar in enumerate(bars.bars):
            if hidden[i] or (colour is not None and bar.colour != colour):
                continue
            own = colour_name(figure.rgb(bar.colour))
            points.append((groups[i], replace(values[i], category=categories[groups[i]], colour=own)))
        points.sort(key=lambda pair: pair[0])
        rgb = figure.rgb(bars.bars[0].colour if colour is None else colour)
        # One name for several colours may as well be the other's.
        sure = len(figure.legend) != 1 or len(colours) == 1
        name = figure.legend_name(colour) if colour is not None and sure else None
        series.append(Series(name, colour_name(rgb), rgb, tuple(point for _, point in points)))
        missing = len(categories) - len({g for g, _ in points})
        if missing and len(categories) > 1:
            notes.append(Note("bars", missing, name, colour_name(rgb)))
    drawn = {bar.colour for bar in bars.bars}
    over = [entry.colour for entry in figure.legend if entry.colour not in drawn] if len(figure.legend) > 1 else []
    if over and axis is not None and not bars.horizontal and len(axes_of(figure)) < 2:
        middles = [median([b.middle for b, g in zip(bars.bars, groups, strict=True) if g == k])
                   for k in range(len(categories))]  # fmt: skip
        series += lines_over(figure, axis, list(zip(middles, categories, strict=True)), over)
    told = {one.name for one in series}
    for entry in figure.legend:
        # A line over the bars on a scale of its own.
        if entry.colour not in drawn and len(figure.legend) > 1 and entry.name not in told:
            notes.append(Note("points", len(categories), entry.name, colour_name(figure.rgb(entry.colour))))
    if len(series) > 1 and all(s.name for s in series):
        order = {entry.name: k for k, entry in enumerate(figure.legend)}
        series.sort(key=lambda s: order.get(s.name or "", 99))
    ticks = axis.labels if axis else ()
    labels = [*used, *ticks, *(label for label, _ in printed.values())]
    titles = find_titles(figure, _with_labels(bars.plot, ticks, bars.horizontal), labels)
    return Chart(
        kind="bar",
        series=tuple(series),
        categories=tuple(categories),
        title=titles.title,
        x_title=titles.x_title,
        y_title=titles.y_title,
        unit=axis.scale.unit if axis and axis.scale.unit else unit_of(printed),
        horizontal=bars.horizontal,
        stacked=stacked,
        log=bool(axis and axis.scale.log),
        notes=tuple(notes),
    )


def _ranked(bars: Bars, groups: list[int], categories: list[str]) -> tuple[str, ...]:
    """Categories by the length of their bar, where each has one and a name."""
    if len(groups) != len(set(groups)) or any(name.isdigit() for name in categories):
        return ()
    order = sorted(zip(bars.bars, groups, strict=True), key=lambda pair: -pair[0].long)
    return tuple(categories[group] for _, group in order)


def _under_legend(figure: Figure, bar: Bar, bars: Bars) -> bool:
    """Whether the legend covers the end of the bar, so that it looks shorter than it is."""
    region = figure.legend_box
    if region is None:
        return False
    upwards = abs(bar.v1 - bars.base) <= abs(bar.v0 - bars.base)
    end = bar.v0 if bars.horizontal is False and upwards else bar.v1
    low, high = (region.left, region.right) if bars.horizontal else (region.top, region.bottom)
    u0, u1 = (region.top, region.bottom) if bars.horizontal else (region.left, region.right)
    by = 0.4 * figure.text_px
    # The margin around a legend is wider than some frames: of a bar that it barely touches the end is seen.
    return low - by <= end <= high + by and min(bar.u1, u1) - max(bar.u0, u0) > 0.3 * bar.thick


#: Least share of a bar's colour that a see-through legend lets pass.
SEEN_THROUGH = 0.05


def _end_behind_legend(figure: Figure, bar: Bar, bars: Bars) -> float | None:
    """Where a bar ends behind a see-through legend, px along it; None where nothing of it shows there.

    Over the bar the legend's ground is tinted, as much in every row, as far as the bar goes.
    """
    region = figure.legend_box
    way = np.array(figure.rgb(bar.colour), np.float32) - page_colour(figure)
    forwards = bars.horizontal
    if region is None or (not forwards and abs(bar.v1 - bars.base) > abs(bar.v0 - bars.base)):
        return None
    low, high = (region.left, region.right) if forwards else (region.top, region.bottom)
    picture = figure.pixels.transpose(1, 0, 2) if forwards else figure.pixels
    strip = picture[max(0, int(low)) : int(high) + 1].astype(np.float32)
    across = strip[:, int(bar.u0) + 2 : int(bar.u1) - 1]
    if across.size == 0 or float(way @ way) < 900:
        return None
    free = np.zeros(strip.shape[1], bool)
    free[max(0, int(region.top if forwards else region.left)) : int(region.bottom if forwards else region.right)] = True
    for other in bars.bars:
        free[max(0, int(other.u0) - 2) : int(other.u1) + 3] = False
    if free.sum() < 4:
        return None
    face = np.median(strip[:, free].reshape(-1, 3), axis=0)
    tint = np.median((across - face) @ way / float(way @ way), axis=1)
    end = round((bar.v1 if forwards else bar.v0) - max(0, int(low)))
    # Without the legend's frame, and what compression made of the end of the bar.
    rows = (tint[max(end, 0) :] if forwards else tint[: max(end, 0) + 1][::-1])[4:]
    if len(rows) < 6 or not SEEN_THROUGH <= (first := float(np.median(rows[:6]))) <= 0.7:
        return None
    faint = rows < 0.5 * first
    gone = np.flatnonzero(faint[:-1] & faint[1:])
    if not gone.size:
        return None
    long = int(gone[0]) + 4
    return bar.v1 + long if forwards else bar.v0 - long


def _ending_at(bar: Bar, end: float | None, bars: Bars) -> Bar:
    if end is None:
        return bar
    return replace(bar, v1=end) if bars.horizontal else replace(bar, v0=end)


def _with_labels(plot: Box, ticks: Sequence[Label], horizontal: bool) -> Box:
    """The plot's box, reaching as far along the values as the ticks do."""
    if not ticks:
        return plot
    if horizontal:
        return Box(
            min(plot.left, min(t.box.left for t in ticks)), plot.top, max(plot.right, max(t.box.right for t in ticks)),
            plot.bottom,
        )  # fmt: skip
    top, bottom = min(t.box.center[1] for t in ticks), max(t.box.center[1] for t in ticks)
    return Box(plot.left, min(plot.top, top), plot.right, max(plot.bottom, bottom))
