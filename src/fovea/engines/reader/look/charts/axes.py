"""The axes of a figure: columns and rows of numbers that make a scale.

A second scale may stand at the other side of a plot, or be that of another plot beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.look.charts.figure import Figure, Label
from fovea.engines.reader.look.charts.labels import runs_of
from fovea.engines.reader.look.charts.scales import Scale, Tick, fit_scale
from fovea.engines.reader.look.charts.values import Chart, Series, Unsure
from fovea.engines.reader.regions import Box, lab

#: Columns of numbers that are looked for beside plots.
MOST_AXES = 4
#: Of the picture's width, where a second scale of one chart begins at least; left of it begins another chart.
RIGHT_SIDE = 0.7
#: CIE Lab distance within which labels have the colour of a line.
INK = 30.0
SEVERAL = "several charts stand beside each other, and they are not read one by one"
WHOSE = "it has two scales, and nothing shows which line belongs to which"


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale and the labels that make it. ``vertical`` axes run along y."""

    scale: Scale
    vertical: bool
    labels: tuple[Label, ...]

    @property
    def box(self) -> Box:
        return Box(
            min(label.box.left for label in self.labels),
            min(label.box.top for label in self.labels),
            max(label.box.right for label in self.labels),
            max(label.box.bottom for label in self.labels),
        )


def axes_of(figure: Figure) -> list[Axis]:
    """All columns of numbers that make a scale: the first is the chart's, others are of a second scale or chart."""
    found: list[Axis] = []
    rest = figure
    while len(found) < MOST_AXES:
        axis = find_axis(rest, vertical=True)
        # What is printed at the marks, and years in a legend, make no scale of so many even steps.
        if axis is None or (found and not _is_scale(axis)):
            break
        found.append(axis)
        taken = {id(label) for label in axis.labels}
        rest = replace(rest, labels=tuple(label for label in rest.labels if id(label) not in taken))
    return found


def _is_scale(axis: Axis) -> bool:
    """Whether most labels of a column are at even steps of one scale, and are no years."""
    values = np.array([value for _, value in axis.scale.ticks])
    steps = np.abs(np.diff(np.log10(values) if axis.scale.log else values))
    if len(steps) < 3 or len(values) < 0.7 * len(axis.labels) or axis.scale.residual_px >= 1.5:
        return False
    # One that was misread leaves a gap of two steps.
    times = steps / float(steps.min())
    return bool(np.all(np.abs(times - np.rint(times)) < 0.05) and not np.all((values >= 1900) & (values <= 2100)))


#: What tick labels of a vertical axis (True) or a horizontal one (False) have in common.
_SIDES: dict[bool, tuple[Callable[[Box], float], ...]] = {
    True: (lambda box: box.right, lambda box: box.left, lambda box: box.center[0]),
    False: (lambda box: box.center[1],),
}


def find_axis(figure: Figure, *, vertical: bool) -> Axis | None:
    """The column (``vertical``) or row of numbers that makes the best scale."""
    numbers = figure.numbers
    best: Axis | None = None
    for sides in _SIDES[vertical]:
        for one, _ in numbers:
            line = [
                (label, value)
                for label, value in numbers
                if abs(sides(label.box) - sides(one.box)) <= (0.5 if vertical else 0.4) * figure.text_px
            ]
            if len(line) < 2:
                continue
            ticks = [Tick(value, _along(label, vertical)) for label, value in line]
            scale = fit_scale(ticks, max(2.5, 0.25 * figure.text_px))
            # Two amounts of different things are no scale.
            if scale is None or (len(line) == 2 and line[0][1].unit != line[1][1].unit):
                continue
            found = Axis(scale, vertical, tuple(label for label, _ in line))
            if best is None or _rank(found.scale) > _rank(best.scale):
                best = found
    if best is None:
        return None
    best = replace(best, scale=_in_thousandths(figure, _without_tick_marks(best), best.labels))
    return replace(best, scale=_on_grid(figure, best).times(figure.factor))


def _along(label: Label, vertical: bool) -> float:
    """Where a tick label stands along its axis: its middle, or the end with which a slanted one points at its tick."""
    x, y = label.box.center
    return y if vertical else (label.anchor or (x, y))[0]


def _in_thousandths(figure: Figure, scale: Scale, labels: Sequence[Label]) -> Scale:
    """The scale of "200m, 400m" in thousandths, where what is printed on the marks is as small."""
    if not sum(label.text.endswith("m") for label in labels) >= 0.5 * len(labels):
        return scale
    own = {id(label) for label in labels}
    printed = [abs(value.value) for label, value in figure.numbers if id(label) not in own]
    most = max(abs(value) for _, value in scale.ticks)
    return scale.times(1e-9) if printed and max(printed) <= 2e-9 * most else scale


def _without_tick_marks(axis: Axis) -> Scale:
    """The scale without minus signs that are tick marks: then it falls where scales rise."""
    scale = axis.scale
    falls = scale.slope > 0 if axis.vertical else scale.slope < 0
    if scale.log or not falls or any(value > 0 for _, value in scale.ticks):
        return scale
    ticks = tuple((px, abs(value)) for px, value in scale.ticks)
    return replace(scale, slope=-scale.slope, offset=-scale.offset, ticks=ticks)


def _on_grid(figure: Figure, axis: Axis) -> Scale:
    """The scale moved onto the grid lines, where all of its labels stand as far beside theirs.

    Some makers set labels on their line or behind it, not in the middle of it.
    """
    scale, box = axis.scale, axis.box
    width, height = float(figure.width), float(figure.height)
    if axis.vertical:
        first = box.center[0] < width / 2
        plot = Box(box.right + 2, 0, width, height) if first else Box(0, 0, box.left - 1, height)
    else:
        first = box.center[1] < height / 2
        plot = Box(0, box.bottom + 2, width, height) if first else Box(0, 0, width, box.top - 1)
    lines = grid_lines(figure, plot, vertical=axis.vertical)
    if not len(lines) or len(scale.ticks) < 3:
        return scale
    # Where the scale puts its ticks is nearer than the middle of any one label's ink.
    values = np.array([value for _, value in scale.ticks])
    at = np.array([scale.px(value) for value in values])
    own = lines[np.abs(lines[None, :] - at[:, None]).argmin(axis=1)]
    by = float(np.median(own - at))
    on = np.abs(own - at - by) <= 1.2
    if len(lines) < 3:
        # An axis or a frame alone, where it stands at a tick: labels are as far beside it as beside theirs.
        near = (own - at)[np.abs(own - at) <= 2.5]
        by = float(near.mean()) if near.size and np.ptp(near) <= 1 else 0.0
        return scale if abs(by) < 0.5 else replace(
            scale, offset=scale.offset - scale.slope * by, ticks=tuple((px + by, value) for px, value in scale.ticks)
        )  # fmt: skip
    if on.sum() < 3 or on.mean() < 0.7 or abs(by) >= 0.45 * float(np.median(np.abs(np.diff(at)))):
        return scale
    steps = np.log10(values[on]) if scale.log else values[on]
    slope, offset = (float(c) for c in np.polyfit(own[on], steps, 1))
    residual = float(np.sqrt(np.mean(((steps - offset) / slope - own[on]) ** 2)))
    if residual > max(scale.residual_px, 0.5):
        return scale
    moved = replace(scale, slope=slope, offset=offset, residual_px=residual)
    return replace(moved, ticks=tuple((moved.px(value), float(value)) for value in values))


def grid_lines(figure: Figure, plot: Box, *, vertical: bool) -> NDArray[np.float64]:
    """Where lines cross the plot from side to side, or upright ones for an axis along x, px, ascending."""
    crop = figure.pixels[int(plot.top) : int(plot.bottom), int(plot.left) : int(plot.right)]
    if min(crop.shape[:2]) < 12:
        return np.zeros(0)
    across = crop if vertical else crop.transpose(1, 0, 2)
    values = across[:, :: max(1, across.shape[1] // 400)].astype(np.int16)
    # A line differs from what is on both of its sides, three pixels away, on most of its way or in dashes.
    apart = (
        np.minimum(np.abs(values[3:-3] - values[:-6]).max(axis=2), np.abs(values[3:-3] - values[6:]).max(axis=2)) > 8
    )
    share = apart.mean(axis=1)
    runs = runs_of(np.flatnonzero(share > 0.3), 1)
    start = (plot.top if vertical else plot.left) + 3.5
    return np.array([start + float(np.average(np.arange(a, b), weights=share[a:b])) for a, b in runs])


def beside_grid(figure: Figure, plot: Box, ticks: Sequence[float], *, vertical: bool) -> float:
    """By how much ticks along y (``vertical``) or x have to move onto the plot's grid lines, px.

    0 where they stand on them already, and where they are not all as far from one.
    """
    at, lines = np.array(sorted(ticks)), grid_lines(figure, plot, vertical=vertical)
    if len(at) < 3 or len(lines) < 3:
        return 0.0
    off = lines[np.abs(lines[None, :] - at[:, None]).argmin(axis=1)] - at
    by = float(np.median(off))
    sure = float(np.mean(np.abs(off - by) <= 1.2)) >= 0.7
    return by if sure and 1.5 < abs(by) < 0.45 * float(np.median(np.diff(at))) else 0.0


def _rank(scale: Scale) -> tuple[int, float]:
    return (len(scale.ticks), -scale.residual_px)


# --- more scales than one ------------------------------------------------------------------------------------


def with_all_scales(figure: Figure, chart: Chart, read: Callable[[Figure], Chart | Unsure]) -> Chart | Unsure:
    """The chart with each line on its own scale; Unsure where that is not to be told, or where there are several."""
    axes = axes_of(figure)
    if _are_several(figure, axes) or _repeat(chart.categories):
        return Unsure(chart.kind, SEVERAL)
    if len(axes) < 2 or _agree(axes[0].scale, axes[1].scale):
        return chart
    left, right = sorted(axes[:2], key=lambda axis: axis.box.left)
    gone = {id(label) for label in right.labels}
    # Bars stand on the first scale.
    alone = read(replace(figure, labels=tuple(label for label in figure.labels if id(label) not in gone)))
    if not isinstance(alone, Chart):
        return alone
    if alone.kind == "bar":
        # Lines over the bars are on the scale that was taken away.
        bars = {series.rgb for series in chart.series}
        return replace(alone, series=tuple(series for series in alone.series if series.rgb in bars))
    owners = [_owner(figure, series, left, right) for series in alone.series]
    if len(owners) == 2 and owners.count(None) == 1:
        # One line for each scale.
        owners = [left if owner is None and right in owners else owner or right for owner in owners]
    if not all(owners):
        return Unsure(alone.kind, WHOSE)
    series = [
        _moved(one, left.scale, right.scale) if owner is right else one
        for one, owner in zip(alone.series, owners, strict=True)
    ]
    return replace(alone, series=tuple(series))


def _are_several(figure: Figure, axes: Sequence[Axis]) -> bool:
    """Whether scales stand one above the other, or side by side with a plot right of each."""
    for k, one in enumerate(axes):
        for other in axes[k + 1 :]:
            a, b = one.box, other.box
            level = min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * min(a.height, b.height)
            above = not level and abs(a.right - b.right) < max(a.width, b.width)
            if above or (
                level and max(a.left, b.left) < RIGHT_SIDE * figure.width and abs(a.left - b.left) > 0.15 * figure.width
            ):
                return True
    return False


def _repeat(categories: Sequence[str]) -> bool:
    """Whether the same labels stand there over again, as below plots side by side."""
    count = len(categories)
    return any(
        count % times == 0 and count // times >= 3 and tuple(categories[: count // times]) * times == tuple(categories)
        for times in (2, 3, 4)
    )


def _agree(one: Scale, other: Scale) -> bool:
    """Whether two scales say the same: many charts have their labels at both sides."""
    return one.log == other.log and all(abs(other.px(value) - px) < 4 for px, value in one.ticks)


def _owner(figure: Figure, series: Series, left: Axis, right: Axis) -> Axis | None:
    """The scale whose labels or title have the line's colour, or whose title has its name; None where none has."""
    found: list[Axis] = []
    for axis, other in ((left, right), (right, left)):
        titles = _titles(figure, axis, other)
        named = bool(series.name) and any(plain(series.name or "") in plain(title.text) for title in titles)
        if named or any(_has_colour(figure, label, series.rgb) for label in (*axis.labels[:3], *titles)):
            found.append(axis)
    return found[0] if len(found) == 1 else None


def _titles(figure: Figure, axis: Axis, other: Axis) -> list[Label]:
    """What reads upwards on the axis' side."""
    on_left = axis.box.left < other.box.left
    return [
        label
        for label in figure.labels
        if label.turned and (label.box.right <= axis.box.left + 4 if on_left else label.box.left >= axis.box.right - 4)
    ]


def _has_colour(figure: Figure, label: Label, rgb: tuple[int, int, int]) -> bool:
    """Whether the ink of a label has a hue, and that of a line."""
    box = label.box
    crop = figure.pixels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1].reshape(-1, 3)
    if not crop.size:
        return False
    ground = np.median(crop, axis=0)
    far = np.abs(crop.astype(np.float32) - ground).max(axis=1)
    ink = crop[far >= max(60.0, 0.8 * float(far.max()))]
    if not len(ink) or np.ptp(np.median(ink, axis=0)) < 40:
        return False
    return float(np.linalg.norm(np.subtract(*lab((tuple(np.median(ink, axis=0).astype(int)), rgb))))) < INK


def _moved(series: Series, scale: Scale, onto: Scale) -> Series:
    """A line that was read on one scale, read on the other."""
    ratio = abs(onto.slope / scale.slope) if not (scale.log or onto.log) else 1.0
    points = [
        point if point.printed else replace(point, value=onto.value(scale.px(point.value)), error=point.error * ratio)
        for point in series.points
    ]
    return replace(series, points=tuple(points))
