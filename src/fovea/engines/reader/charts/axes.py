"""More scales than one: a second one at the other side of a plot, or several plots that stand beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from fovea.engines.reader.charts.figure import Axis, Figure, Label, axes_of
from fovea.engines.reader.charts.scales import Scale
from fovea.engines.reader.charts.values import Chart, Series, Unsure
from fovea.engines.reader.folding import plain
from fovea.engines.reader.regions import lab

#: Of the picture's width, where a second scale of one chart begins at least; left of it begins another chart.
RIGHT_SIDE = 0.7
#: CIE Lab distance within which labels have the colour of a line.
INK = 30.0
SEVERAL = "several charts stand beside each other, and they are not read one by one"
WHOSE = "it has two scales, and nothing shows which line belongs to which"


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
    if not isinstance(alone, Chart) or alone.kind == "bar":
        return alone
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
