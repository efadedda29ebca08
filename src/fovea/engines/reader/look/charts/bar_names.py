"""Which bars belong together, what each group is called, and which colours are series."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np

from fovea.engines.reader.look.charts.axes import Axis
from fovea.engines.reader.look.charts.figure import Figure, Label
from fovea.engines.reader.look.charts.labels import parts_of, read_spots, words_of
from fovea.engines.reader.look.charts.rectangles import TOUCH_PX, Bar, Bars, is_stacked
from fovea.engines.reader.look.charts.scales import number
from fovea.engines.reader.look.charts.sequence import in_sequence
from fovea.engines.reader.look.charts.values import Datum
from fovea.engines.reader.regions import Box

#: A tick between a name and its axis, as it may be read.
_TICK_LAST = re.compile(r"(?<=\w)\s*[*+†]+$")


def categories_of(figure: Figure, bars: Bars, axis: Axis | None) -> tuple[list[int], list[str], list[Label]]:
    """For each bar the number of its category, the categories' names in order, and the labels that they are."""
    labels = _category_labels(figure, bars, axis)
    clusters = _by_labels(bars, labels) or _clusters(
        bars, sum(len(x.text.split()) for x in labels) if len(labels) < 2 else len(labels)
    )
    count = max(clusters) + 1
    centers = [median([b.middle for b, c in zip(bars.bars, clusters, strict=True) if c == k]) for k in range(count)]
    pitch = min((b - a for a, b in itertools.pairwise(centers)), default=float("inf"))
    if not bars.horizontal:
        # Neighbours that were read as one line.
        labels = [part for label in labels for part in _apart(figure, label, centers)]
    named: dict[int, list[Label]] = {}
    for label in labels:
        at = _along(label, bars.horizontal)
        nearest = min(range(count), key=lambda k: abs(centers[k] - at))
        if abs(centers[nearest] - at) <= 0.55 * pitch + figure.text_px * (0.5 if bars.horizontal else 0.8):
            named.setdefault(nearest, []).append(label)
    if bars.horizontal:
        named = _without_ticks(named)
    if not named or len(named) < 0.5 * count:
        slanted = [label for label in labels if label.anchor]
        if len(slanted) == count:
            ordered = sorted(slanted, key=lambda x: _along(x, bars.horizontal))
            named = {k: [label] for k, label in enumerate(ordered)}
    if 0 < len(named) < count:
        for k, label in _missed(figure, bars, centers, pitch, named).items():
            named[k] = [label]
    texts: list[str | None] = []
    for k in range(count):
        lines = sorted(
            _without_strokes(named.get(k, [])), key=lambda x: (round(x.box.top / max(figure.text_px, 1)), x.box.left)
        )
        own = [b.colour for b, c in zip(bars.bars, clusters, strict=True) if c == k]
        legend = figure.legend_name(own[0]) if len(own) == 1 and len(bars.bars) == count else None
        texts.append(" ".join(x.text for x in lines) or legend)
    names = [name or str(k + 1) for k, name in enumerate(in_sequence(texts, fill=True))]
    return clusters, names, [label for group in named.values() for label in group]


def _without_strokes(labels: Sequence[Label]) -> list[Label]:
    """Without the ends of axes and ticks that were read as letters beside a name."""
    names = [label for label in labels if label.text not in {"I", "l", "1", "L", "|", "T", "F", "E", "J", "-"}]
    return list(names or labels)


def _without_ticks(named: dict[int, list[Label]]) -> dict[int, list[Label]]:
    """Names without the ticks beside them that were read as a star, where several have one."""
    starred = sum(bool(_TICK_LAST.search(label.text)) for labels in named.values() for label in labels)
    if starred < 2:
        return named
    return {k: [replace(label, text=_TICK_LAST.sub("", label.text)) for label in labels] for k, labels in named.items()}


def _missed(
    figure: Figure, bars: Bars, centers: Sequence[float], pitch: float, named: dict[int, list[Label]]
) -> dict[int, Label]:
    """Labels of bars that detection passed over, read where their neighbours say that they stand."""
    boxes = [label.box for group in named.values() for label in group if label.anchor is None]
    if not boxes or figure.recognise is None:
        return {}
    high = max(figure.text_px, float(median([box.height for box in boxes])))
    missing = [k for k in range(len(centers)) if k not in named]
    if bars.horizontal:
        left, right = min(box.left for box in boxes) - high, max(box.right for box in boxes)
        spots = [Box(max(0, left), centers[k] - 0.8 * high, right, centers[k] + 0.8 * high) for k in missing]
    else:
        half = 0.5 * min(pitch, max(box.width for box in boxes) + 2 * high)
        top, bottom = min(box.top for box in boxes) - 1, max(box.bottom for box in boxes) + 1
        spots = [Box(max(0, centers[k] - half), top, min(centers[k] + half, figure.width), bottom) for k in missing]
    turned = not bars.horizontal and all(box.height > 1.3 * box.width for box in boxes)
    return read_spots(figure, dict(zip(missing, spots, strict=True)), turned=turned)


def _apart(figure: Figure, label: Label, centers: Sequence[float]) -> list[Label]:
    """The labels of neighbouring bars that were read as one, each for itself."""
    under = [center for center in centers if label.box.left < center < label.box.right]
    if len(under) < 2:
        return [label]
    words = words_of(figure, label)
    if len(words) == len(under):
        return words
    # Names that touch: "RentSalariesTravel".
    names = re.findall(r"[^\W\d_a-z][^\WA-Z]+", label.text)
    if len(names) == len(under) > 2 and "".join(names) == label.text.replace(" ", ""):
        high, wide = label.box.height, label.box.width / len(label.text)
        return [
            Label(
                name, Box(x - 0.5 * wide * len(name), label.box.top, x + 0.5 * wide * len(name), label.box.top + high)
            )
            for x, name in zip(under, names, strict=True)
        ]
    return parts_of(figure, label, [(a + b) / 2 for a, b in pairwise(under)])


def _along(label: Label, horizontal: bool) -> float:
    x, y = label.anchor or label.box.center
    return y if horizontal else x


def _category_labels(figure: Figure, bars: Bars, axis: Axis | None) -> list[Label]:
    """The row below vertical bars, or the column left of horizontal ones; several lines each where they wrap."""
    plot = bars.plot
    ticks = {id(label) for label in axis.labels} if axis else set()
    legend = {id(entry.label) for entry in figure.legend}
    free = [x for x in figure.labels if id(x) not in ticks and id(x) not in legend]
    high = figure.text_px
    if bars.horizontal:
        beside = [x for x in free if not x.turned and x.box.right <= bars.base + 0.7 * high]
        left = [x for x in beside if plot.top - high < x.box.center[1] < plot.bottom + high]
        left = [x for x in left if not _at_end(x, bars, left, high)]
        if not left and any(bar.v0 < bars.base - TOUCH_PX for bar in bars.bars):
            return []
        # Categories end at the axis; a title beside them lies further out.
        edge = max((x.box.right for x in left), default=0.0)
        near = [x for x in left if x.box.right > edge - max(3 * high, 0.25 * max(edge, 1.0))]
        near += [x for x in left if x not in near and any(_goes_on(x.box, y.box) for y in near)]
        return near if len(near) >= 0.5 * len(left) else left

    def rise(label: Label) -> float:
        """How far into the plot the box of a label below it may reach: a slanted one's has an empty corner there."""
        return 0.6 * high if label.anchor else max(3.0, 0.25 * label.box.height)

    below = sorted(
        (
            x for x in free
            if x.box.top >= plot.bottom - rise(x) and plot.left - 3 * high < x.box.center[0] < plot.right + 3 * high
        ),
        key=lambda x: x.box.top,
    )  # fmt: skip
    if not below:
        return []
    # Numbers printed under negative bars stand above the row of the categories.
    rows = [[x for x in below if abs(x.box.center[1] - y.box.center[1]) < 0.6 * high] for y in below]
    names = max((len(row) for row in rows if any(x.number is None for x in row)), default=0)
    rows = [[] if len(row) <= names and all(x.number for x in row) else row for row in rows]
    fullest = max(len(row) for row in rows)
    start = next(x.box.top for x, row in zip(below, rows, strict=True) if len(row) >= 0.5 * fullest or x.anchor)
    below = [x for x in below if x.box.top >= start - 0.7 * high]
    first = [
        x
        for x in below
        if min(x.box.top - below[0].box.top, abs(x.box.center[1] - below[0].box.center[1])) < 0.7 * high
        or (x.anchor and x.box.top < below[0].box.bottom)
    ]
    # Text on one row that sits low in its box (no ascenders) still belongs to it.
    first = [x for x in below if x in first or (x.box.top < max(f.box.bottom for f in first) - 0.4 * high)]
    row_end = max(x.box.bottom for x in first if not x.anchor) if any(not x.anchor for x in first) else None
    if row_end is None:
        return first
    second = [x for x in below if x not in first and x.box.top - row_end < 0.9 * high]
    under = [x for x in second if any(abs(x.box.center[0] - f.box.center[0]) < 0.5 * high for f in first)]
    return first + under if len(second) > 1 and len(under) == len(second) else first


def _at_end(label: Label, bars: Bars, labels: Sequence[Label], high: float) -> bool:
    """Whether a number stands where a bar that goes to the left ends, and a name in its row."""
    if label.number is None:
        return False
    x, y = label.box.center
    ends = any(
        bar.u0 <= y <= bar.u1 and bar.v0 < bars.base - TOUCH_PX and -0.5 * high <= bar.v0 - label.box.right < 2 * high
        for bar in bars.bars
    )
    return ends and any(o.number is None and abs(o.box.center[1] - y) < 0.6 * high and o.box.right < x for o in labels)


def _goes_on(first: Box, second: Box) -> bool:
    """Whether two labels are words of one: a short one that reads upwards is far higher."""
    if max(first.height, second.height) > 2 * min(first.height, second.height):
        return False
    level = abs(first.center[1] - second.center[1]) < 0.5 * max(first.height, second.height)
    return level and 0 <= second.left - first.right < 2 * max(first.height, second.height)


def _by_labels(bars: Bars, labels: Sequence[Label]) -> list[int] | None:
    """The number of each bar's category where the labels stand at even distances and each has a group of its own.

    None where they do not, or where there is one place for each label anyhow.
    """
    if len({bar.colour for bar in bars.bars}) < 2 or len(labels) < 3 or len(_slots(bars)) <= len(labels):
        return None
    at = np.sort([_along(label, bars.horizontal) for label in labels])
    pitch = float(np.median(np.diff(at)))
    if pitch < 6 or float(np.abs(np.diff(at) - pitch).max()) > 0.15 * pitch:
        return None
    # Slanted labels stand beside their groups, all by as much.
    middles = np.array([bar.middle for bar in bars.bars])
    for by in (0.0, -0.2 * pitch, 0.2 * pitch):
        number = np.abs(middles[:, None] - (at + by)).argmin(axis=1)
        groups = [[bar.colour for bar, k in zip(bars.bars, number, strict=True) if k == n] for n in range(len(at))]
        apart = float(np.abs(middles - (at + by)[number]).max()) < 0.5 * pitch
        if apart and all(group and len(set(group)) == len(group) for group in groups):
            return [int(k) for k in number]
    return None


def _clusters(bars: Bars, labels: int) -> list[int]:
    """The number of each bar's category, from 0: bars that stand together and have different colours."""
    colours = {bar.colour for bar in bars.bars}
    slots = _slots(bars)
    if is_stacked(bars):
        return [_slot_of(bar, slots) for bar in bars.bars]
    if len(colours) < 2 or len(slots) == labels or len(colours) == len(slots):
        # One bar, or one stack, for each category.
        together = 1 if len(slots) == labels or len(colours) < 2 or not (1 < labels < len(slots)) else 0
        if together:
            return [_slot_of(bar, slots) for bar in bars.bars]
    gaps = [b - a for a, b in itertools.pairwise(slots)]
    if not gaps or max(gaps) < 1.25 * min(gaps):
        return [_slot_of(bar, slots) for bar in bars.bars]
    limit = (min(gaps) + max(gaps)) / 2
    groups = _split(slots, gaps, limit)
    if len({(bar.colour, groups[_slot_of(bar, slots)]) for bar in bars.bars}) < len(bars.bars):
        # A missing bar leaves a gap wider than those between groups.
        groups = _split(slots, gaps, 1.15 * min(gaps))
    return [groups[_slot_of(bar, slots)] for bar in bars.bars]


def _split(slots: Sequence[float], gaps: Sequence[float], limit: float) -> list[int]:
    """The number of each slot's group, from 0: a gap wider than ``limit`` begins another."""
    number = [0]
    for gap in gaps:
        number.append(number[-1] + (gap > limit))
    return number


def _slots(bars: Bars) -> list[float]:
    """Middles of the places on the category axis where at least one bar stands."""
    slots: list[float] = []
    for bar in bars.bars:
        if not slots or bar.middle - slots[-1] > 0.5 * bar.thick:
            slots.append(bar.middle)
    return slots


def _slot_of(bar: Bar, slots: list[float]) -> int:
    return min(range(len(slots)), key=lambda k: abs(slots[k] - bar.middle))


def series_colours(figure: Figure, bars: Bars, groups: list[int]) -> list[int | None]:
    """Colours that are series of their own; [None] where colour only tells the bars of one series apart."""
    by_colour: dict[int, set[int]] = {}
    for bar, group in zip(bars.bars, groups, strict=True):
        by_colour.setdefault(bar.colour, set()).add(group)
    if len(by_colour) == 1:
        return [None] if not figure.legend_name(bars.bars[0].colour) else [bars.bars[0].colour]
    one_each = len(groups) == len(set(groups))
    if one_each:
        return [None]
    return sorted(by_colour, key=lambda c: min(b.middle for b in bars.bars if b.colour == c))


#: A name and the negative value that stands beside it, read as one.
_NAME_AND_VALUE = re.compile(r"(?P<name>.*[^\W\d_].*?)\s*(?P<value>[-−–]\s?\d[\d.,]*\s?%?)")


def without_values(
    categories: list[str], groups: Sequence[int], values: Sequence[Datum]
) -> tuple[list[str], list[Datum]]:
    """Names without the values of bars that go to the left, which reach to the names."""
    names, found = list(categories), list(values)
    for i, group in enumerate(groups):
        match = _NAME_AND_VALUE.fullmatch(categories[group])
        said = number(match["value"]) if match else None
        if not match or said is None or values[i].value >= 0:
            continue
        digits = re.sub(r"\D", "", match["value"])
        near = abs(said.value - values[i].value) <= max(3 * values[i].error, 0.05 * abs(values[i].value))
        # A point may have been lost between the digits.
        if near or digits.lstrip("0") == re.sub(r"\D", "", f"{abs(values[i].value):.1f}").lstrip("0"):
            names[group] = match["name"]
            found[i] = replace(values[i], printed=match["value"], value=said.value, error=0.0) if near else values[i]
    return names, found
