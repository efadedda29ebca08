"""Bar charts: vertical, horizontal, grouped and stacked.

Everything below works in one orientation: ``u`` runs along the axis of the categories, ``v`` along the
values. For vertical bars (u, v) is (x, y), for horizontal ones (y, x).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.charts.axes import Axis, find_axis
from fovea.engines.reader.charts.figure import Figure, Label, mark_mask
from fovea.engines.reader.charts.labels import parts_of, read_spots, words_of
from fovea.engines.reader.charts.scales import Scale
from fovea.engines.reader.charts.sequence import in_sequence
from fovea.engines.reader.charts.titles import find_titles
from fovea.engines.reader.charts.values import Chart, Datum, Note, Series, Unsure
from fovea.engines.reader.pictures import colour_name
from fovea.engines.reader.regions import Box, Mask, lab

#: Two ends within this many pixels touch.
TOUCH_PX = 3.5
#: CIE Lab distance within which JPEG makes several colours of one.
SHADE = 24.0
#: How many times as much of a picture a colour covers as what compression made of it.
OWNS = 8
#: And within which of its ground.
GROUND_SHADE = 16.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of one colour: [u0, u1) across, [v0, v1) along the values' axis."""

    colour: int
    u0: float
    v0: float
    u1: float
    v1: float

    @property
    def thick(self) -> float:
        return self.u1 - self.u0

    @property
    def long(self) -> float:
        return self.v1 - self.v0

    @property
    def middle(self) -> float:
        return (self.u0 + self.u1) / 2

    def box(self, horizontal: bool) -> Box:
        return Box(self.v0, self.u0, self.v1, self.u1) if horizontal else Box(self.u0, self.v0, self.u1, self.v1)


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars that stand on one line, alone or on top of each other."""

    horizontal: bool
    base: float
    bars: tuple[Bar, ...]

    @property
    def area(self) -> float:
        return sum(bar.thick * bar.long for bar in self.bars)

    @property
    def plot(self) -> Box:
        boxes = [bar.box(self.horizontal) for bar in self.bars]
        return Box(
            min(b.left for b in boxes),
            min(b.top for b in boxes),
            max(b.right for b in boxes),
            max(b.bottom for b in boxes),
        )


def find_bars(figure: Figure) -> Bars | None:
    """The set of like rectangles on a common line that covers most; None with fewer than two."""
    figure = _without_print(figure)
    found = [bars for horizontal in (False, True) if (bars := _standing(figure, horizontal)) is not None]
    # Markers and level pieces of lines stand in rows too, but are a small part of their colour.
    found = [bars for bars in found if bars.area >= 0.55 * _area_of(figure, {bar.colour for bar in bars.bars})]
    found = [bars for bars in found if not _are_markers(figure, bars)]
    best = max(found, key=lambda bars: bars.area, default=None)
    if best is None:
        return None
    # A rim where bars stand on the axis is no series.
    long = {bar.colour for bar in best.bars if bar.long > 3 or figure.legend_name(bar.colour)}
    return replace(best, bars=tuple(bar for bar in best.bars if bar.colour in long)) if len(long) > 0 else best


def read_bars(figure: Figure, bars: Bars) -> Chart | Unsure:
    axis = find_axis(figure, vertical=not bars.horizontal)
    if axis is not None:
        axis = replace(axis, scale=_through_base(axis.scale, bars))
    bars = replace(bars, bars=tuple(_grown_by_edge(figure, bar, bars) for bar in bars.bars))
    stacked = _is_stacked(bars)
    if stacked:
        bars = replace(bars, bars=_meeting(bars.bars))
    groups, categories, used = _categories(figure, bars, axis)
    if stacked and (slivers := _slivers(bars, groups)):
        bars = replace(bars, bars=tuple(bar for i, bar in enumerate(bars.bars) if i not in slivers))
        groups = [group for i, group in enumerate(groups) if i not in slivers]
    printed = _printed(figure, bars, used, axis)
    covered = {i for i, bar in enumerate(bars.bars) if _under_legend(figure, bar, bars)}
    values = _values(bars, stacked, axis.scale if axis else None, printed, covered)
    if values is None:
        why = "no scale could be read along the bars, and no values are printed on them"
        return Unsure("bar", why, _ranked(bars, groups, categories))
    if not stacked and len({(b.colour, g) for b, g in zip(bars.bars, groups, strict=True)}) < len(bars.bars):
        # Blends along an axis look like bars of next to nothing.
        tall = tuple(bar for bar in bars.bars if bar.long > 3)
        if 2 <= len(tall) < len(bars.bars):
            return read_bars(figure, replace(bars, bars=tall))
        return Unsure("bar", "which bars belong to which label could not be told")
    notes: list[Note] = []
    unnamed = sum(name == str(k + 1) and all(x.text != name for x in used) for k, name in enumerate(categories))
    if unnamed:
        notes.append(Note("names", unnamed))
    hidden = [i in covered and not value.printed for i, value in enumerate(values)]
    if any(hidden):
        notes.append(Note("ends", sum(hidden)))
    colours = _series_colours(figure, bars, groups)
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
    for entry in figure.legend:
        # A line over the bars, often on a scale of its own.
        if entry.colour not in drawn and len(figure.legend) > 1:
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
        unit=axis.scale.unit if axis and axis.scale.unit else _unit(printed),
        horizontal=bars.horizontal,
        stacked=stacked,
        log=bool(axis and axis.scale.log),
        notes=tuple(notes),
    )


def _through_base(scale: Scale, bars: Bars) -> Scale:
    """The scale corrected by the line on which bars stand, which is 0 on an axis that has a 0.

    Labels at an axis' ends are shifted to stay inside the picture, so that the ticks' middles are off there.
    """
    values = [value for _, value in scale.ticks]
    if scale.log or min(values) > 0 or max(values) < 0 or len(values) < 3:
        return scale
    off = scale.px(0.0) - bars.base
    pitch = abs(scale.ticks[-1][0] - scale.ticks[0][0]) / (len(values) - 1)
    if not 1.5 < abs(off) < 0.3 * pitch:
        return scale
    slopes = [value / (px - bars.base) for px, value in scale.ticks if abs(value) > 1e-12]
    slope = float(np.median(slopes))
    fits = [abs(bars.base + value / slope - px) for px, value in scale.ticks if value]
    if not slope or float(np.median(fits)) > 1.5:
        return scale
    return replace(scale, slope=slope, offset=-slope * bars.base, residual_px=max(scale.residual_px, 0.5))


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
    return low - by <= end <= high + by and min(bar.u1, u1) - max(bar.u0, u0) > 0


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


def _unit(printed: dict[int, tuple[Label, float]]) -> str:
    units = [n.unit for label, _ in printed.values() if (n := label.number) is not None]
    return max(set(units), key=units.count) if units else ""


def _without_print(figure: Figure) -> Figure:
    """The figure without what is printed on its marks: there each column has the colour above and below the text."""
    labels = figure.palette.labels.copy()
    named = {id(entry.label) for entry in figure.legend}
    for label in figure.labels:
        box = label.box
        top, bottom = int(box.top) - 2, int(box.bottom) + 2
        left, right = max(0, int(box.left) - 1), int(box.right) + 2
        if label.turned or id(label) in named or top < 0 or bottom >= figure.height:
            continue
        above, below = labels[top, left:right], labels[bottom, left:right]
        same = (above == below) & np.isin(above, figure.marks)
        if same.mean() > 0.5:
            labels[top : bottom + 1, left:right][:, same] = above[same]
    return replace(figure, palette=replace(figure.palette, labels=labels))


# --- rectangles ----------------------------------------------------------------------------------------------


def _standing(figure: Figure, horizontal: bool) -> Bars | None:
    """Rectangles of like thickness of which most touch one line, for one orientation."""
    candidates: list[Bar] = []
    kin = _shades(figure)
    for colour in figure.marks:
        if colour in kin or _is_ground_blurred(figure, colour):
            continue
        mask = mark_mask(figure, colour)
        for shade in (other for other, owner in kin.items() if owner == colour):
            mask |= mark_mask(figure, shade)
        found = _rectangles(mask.T if horizontal else mask, colour)
        found = [
            bar
            for bar in found
            if bar.thick >= max(5, 0.5 * figure.text_px) and not _is_glyph(figure, bar.box(horizontal))
        ]
        # The marks of a bar chart are bars; of the pixels of a line with markers, few are rectangles.
        if sum(bar.thick * bar.long for bar in found) >= 0.6 * np.count_nonzero(mask):
            candidates += found
    if len(figure.legend) > 1 and any(figure.legend_name(bar.colour) for bar in candidates):
        # Blends under a see-through legend are no series; a name that was not read leaves large bars.
        names = {entry.colour for entry in figure.legend}
        named = max(bar.thick * bar.long for bar in candidates if bar.colour in names)
        candidates = [bar for bar in candidates if bar.colour in names or bar.thick * bar.long > 0.4 * named]
    best: Bars | None = None
    # In a stack the bars at the bottom may be the smallest.
    ends = Counter(round(v) for bar in candidates for v in (bar.v0, bar.v1)).most_common(3)
    for one in sorted(candidates, key=lambda bar: -bar.thick * bar.long)[:12]:
        # Compression takes a pixel off either side of some colours.
        slack = max(3.0 if figure.noisy else 2.0, 0.12 * one.thick)
        alike = [bar for bar in candidates if abs(bar.thick - one.thick) <= slack]
        for base in {round(one.v0), round(one.v1), *(end for end, _ in ends)}:
            bars = _in_one(_on(alike, base))
            standing = Bars(horizontal, base, tuple(sorted(bars, key=lambda bar: (bar.middle, bar.v0))))
            if len(bars) >= 2 and _differ(bars) and (best is None or standing.area > best.area):
                best = standing
    return best


def _in_one(bars: Sequence[Bar]) -> list[Bar]:
    """Halves of bars that a grid line in front of them has cut lengthwise, put together, where most are cut."""
    order = sorted(bars, key=lambda bar: (bar.colour, bar.u0))
    pairs = [
        (a, b)
        for a, b in pairwise(order)
        if a.colour == b.colour and 0 <= b.u0 - a.u1 <= 4 and abs(a.v0 - b.v0) <= 2 and abs(a.v1 - b.v1) <= 2
    ]
    halves = {bar for pair in pairs for bar in pair}
    # Neighbours of a histogram may be as long, but not most of them two by two.
    if len(halves) != 2 * len(pairs) or len(halves) < max(4, 0.7 * len(bars)):
        return list(bars)
    whole = [replace(a, u1=b.u1, v0=min(a.v0, b.v0), v1=max(a.v1, b.v1)) for a, b in pairs]
    return [*whole, *(bar for bar in bars if bar not in halves)]


def _is_ground_blurred(figure: Figure, colour: int) -> bool:
    """Whether compression made a colour out of the ground's."""
    if not figure.noisy or figure.legend_name(colour) is not None:
        return False
    rgb = figure.rgb(colour)
    return any(float(np.linalg.norm(np.subtract(*lab((rgb, figure.rgb(i)))))) < GROUND_SHADE for i in figure.grounds)


def _shades(figure: Figure) -> dict[int, int]:
    """Colours that compression made of another, and that one: of the legend's, or without a legend of a far larger."""
    if not figure.noisy:
        return {}
    shares = figure.palette.shares
    named = {entry.colour for entry in figure.legend} if len(figure.legend) > 1 else set()
    found: dict[int, int] = {}
    for colour in figure.marks:
        owners = named or {other for other in figure.marks if shares[other] > OWNS * shares[colour]}
        if colour in named or not owners:
            continue
        far, owner = min(
            (float(np.linalg.norm(np.subtract(*lab((figure.rgb(colour), figure.rgb(other)))))), other)
            for other in owners
        )
        if far < SHADE:
            found[colour] = owner
    return {colour: owner for colour, owner in found.items() if owner not in found}


def _are_markers(figure: Figure, bars: Bars) -> bool:
    """Whether none is much larger than a letter: dots on lines, swatches, level pieces of lines."""
    longest = max(bar.long for bar in bars.bars)
    return longest < 0.8 * figure.text_px or max(longest, *(bar.thick for bar in bars.bars)) < 2 * figure.text_px


def _area_of(figure: Figure, colours: set[int]) -> int:
    return sum(int(np.count_nonzero(mark_mask(figure, colour))) for colour in colours)


def _is_glyph(figure: Figure, box: Box) -> bool:
    return any(label.box.overlap(box) > 0.7 * box.area for label in figure.labels)


def _differ(bars: Sequence[Bar]) -> bool:
    """Bars side by side, not one bar in pieces."""
    return max(bar.middle for bar in bars) - min(bar.middle for bar in bars) > 0.8 * min(bar.thick for bar in bars)


def _on(bars: Sequence[Bar], base: float) -> list[Bar]:
    """Those that touch the line, and those that stand on such a one."""
    standing = [bar for bar in bars if abs(bar.v1 - base) <= TOUCH_PX or abs(bar.v0 - base) <= TOUCH_PX]
    rest = [bar for bar in bars if bar not in standing]
    grew = True
    while grew and rest:
        on = [
            bar
            for bar in rest
            if any(
                abs(bar.middle - s.middle) <= 2.5 and min(abs(bar.v1 - s.v0), abs(bar.v0 - s.v1)) <= TOUCH_PX
                for s in standing
            )
        ]
        grew = bool(on)
        standing += on
        rest = [bar for bar in rest if bar not in on]
    return standing


def _rectangles(mask: Mask, colour: int) -> list[Bar]:
    """Upright rectangles of a mask in (u, v); runs of like height where bars of one colour touch."""
    # Printed values and grid lines cut holes and gaps along a bar.
    whole = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    whole = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, 4), np.uint8))
    outlines, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Bar] = []
    side = 5
    for outline in outlines:
        u, v, w, h = cv2.boundingRect(outline)
        if w < 4 or h < 2 or w * h < 24:
            continue
        filled = np.zeros((h, w), np.uint8)
        cv2.drawContours(filled, [outline - (u, v)], -1, 1, cv2.FILLED)
        own = np.asarray(whole, np.uint8)[v : v + h, u : u + w] & filled
        if np.count_nonzero(own) < 0.45 * filled.sum():
            # A frame, and what hangs on it.
            filled = np.asarray(cv2.morphologyEx(own, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)), np.uint8)
            if not filled.any():
                continue
        if filled.mean() < 0.8 and w > 4 * side and h > 4 * side:
            # Bars that hang on an axis of their own colour: a frame is thinner than any bar.
            loose = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
            parts, _ = cv2.findContours(loose, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
            boxes = [(cv2.boundingRect(part), cv2.contourArea(part)) for part in parts]
            if len(boxes) > 1 and all(area > 0.8 * (bw - 1) * (bh - 1) for (_, _, bw, bh), area in boxes):
                found += [Bar(colour, u + x, v + y, u + x + bw, v + y + bh) for (x, y, bw, bh), _ in boxes]
                continue
        if filled.mean() > 0.93 and _is_level(filled, 0, w):
            found.append(Bar(colour, u, v, u + w, v + h))
            continue
        # Values printed on a bar in its own colour hang on it by strokes.
        kernel = np.ones((side, max(side, round(0.35 * w))), np.uint8)
        bare = np.asarray(cv2.morphologyEx(filled, cv2.MORPH_OPEN, kernel), np.uint8)
        x, y, bw, bh = cv2.boundingRect(bare)
        if bw * bh > 0.8 * filled.sum() and bare[y : y + bh, x : x + bw].mean() > 0.95:
            found.append(Bar(colour, u + x, v + y, u + x + bw, v + y + bh))
        else:
            found += [Bar(colour, u + a, v + top, u + b, v + end) for a, b, top, end in _steps(filled)]
    return found


def _steps(filled: NDArray[np.uint8]) -> list[tuple[int, int, int, int]]:
    """Cuts a staircase into its steps: (first column, last + 1, first row, last + 1) of each."""
    top = filled.argmax(axis=0)
    end = filled.shape[0] - filled[::-1].argmax(axis=0)
    full = filled.sum(axis=0) >= 0.8 * np.maximum(end - top, 1)
    cuts = [0, *(int(c) + 1 for c in np.flatnonzero((np.abs(np.diff(top)) > 1) | (np.abs(np.diff(end)) > 1))), len(top)]
    found: list[tuple[int, int, int, int]] = []
    for a, b in itertools.pairwise(cuts):
        if b - a >= 5 and full[a:b].mean() > 0.9 and _is_level(filled, a, b):
            found.append((a, b, int(np.median(top[a:b])), int(np.median(end[a:b]))))
    return found


def _is_level(filled: NDArray[np.uint8], a: int, b: int) -> bool:
    """Whether a piece ends level, as bars do, rounded corners aside, and slopes do not."""
    piece = filled[:, a:b]
    top = piece.argmax(axis=0)
    end = piece.shape[0] - piece[::-1].argmax(axis=0)
    level = [(np.abs(ends - np.median(ends)) <= 2).mean() > 0.75 for ends in (top, end)]
    return bool(piece.any() and all(level))


def _grown_by_edge(figure: Figure, bar: Bar, bars: Bars) -> Bar:
    """Half of a drawn edge belongs to the bar: its middle is where the value is.

    A blended rim of one pixel counts by how much of the bar's colour it has.
    """
    pixels = figure.pixels.transpose(1, 0, 2) if bars.horizontal else figure.pixels
    a, b = round(bar.u0 + 0.25 * bar.thick), max(round(bar.u1 - 0.25 * bar.thick), round(bar.u0 + 0.25 * bar.thick) + 1)
    own = np.array(figure.rgb(bar.colour), np.float64)

    def grow(end: int, step: int) -> float:
        """How far past the last own row at ``end`` the bar's true end lies."""
        beyond = end + 6 * step
        if not 0 <= beyond < pixels.shape[0]:
            return 0.0
        rows = [np.median(pixels[end + k * step, a:b].astype(np.float64), axis=0) for k in range(1, 6)]
        ground = rows[4]
        if np.linalg.norm(ground - own) < 30 or np.linalg.norm(rows[3] - ground) > 20:
            return 0.0
        edge = 0
        for row in rows[:4]:
            # Neither a mix of bar and ground nor either: an edge of a colour of its own.
            t = float((row - ground) @ (own - ground)) / float((own - ground) @ (own - ground))
            off = float(np.linalg.norm(row - ground - t * (own - ground)))
            if off > 40 or t > 1.15 or t < -0.15:
                edge += 1
            elif edge == 0 and 0.0 < t < 1.0 and row is rows[0]:
                return min(max(t, 0.0), 1.0)
            else:
                break
        return edge / 2

    return replace(bar, v0=bar.v0 - grow(int(bar.v0), -1), v1=bar.v1 + grow(int(bar.v1) - 1, 1))


def _meeting(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Bars of a stack with one common end where one stands on the other: the middle of the rim between them."""
    ends = {i: [bar.v0, bar.v1] for i, bar in enumerate(bars)}
    for i, lower in enumerate(bars):
        for k, upper in enumerate(bars):
            if i != k and abs(lower.middle - upper.middle) <= 2.5 and abs(lower.v0 - upper.v1) <= TOUCH_PX + 2:
                ends[i][0] = ends[k][1] = (lower.v0 + upper.v1) / 2
    return tuple(replace(bar, v0=ends[i][0], v1=ends[i][1]) for i, bar in enumerate(bars))


def _slivers(bars: Bars, groups: Sequence[int]) -> set[int]:
    """Of several bars of one colour in one stack, those that are blends where two others meet."""
    longest: dict[tuple[int, int], float] = {}
    for bar, group in zip(bars.bars, groups, strict=True):
        longest[bar.colour, group] = max(longest.get((bar.colour, group), 0.0), bar.long)
    return {
        i
        for i, (bar, group) in enumerate(zip(bars.bars, groups, strict=True))
        if bar.long <= 4 < 0.5 * longest[bar.colour, group]
    }


def _is_stacked(bars: Bars) -> bool:
    on_top = sum(
        1
        for i, bar in enumerate(bars.bars)
        for other in bars.bars[:i]
        if other.colour != bar.colour
        and abs(bar.middle - other.middle) <= 2.5
        and min(abs(bar.v1 - other.v0), abs(bar.v0 - other.v1)) <= TOUCH_PX + 2
    )
    return on_top >= max(2, 0.25 * len(bars.bars))


# --- categories and series -----------------------------------------------------------------------------------


def _categories(figure: Figure, bars: Bars, axis: Axis | None) -> tuple[list[int], list[str], list[Label]]:
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
    return read_spots(figure, dict(zip(missing, spots, strict=True)))


def _apart(figure: Figure, label: Label, centers: Sequence[float]) -> list[Label]:
    """The labels of neighbouring bars that were read as one, each for itself."""
    under = [center for center in centers if label.box.left < center < label.box.right]
    if len(under) < 2:
        return [label]
    words = words_of(figure, label)
    if len(words) == len(under):
        return words
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
        if not left and any(bar.v0 < bars.base - TOUCH_PX for bar in bars.bars):
            return []
        # Categories end at the axis; a title beside them lies further out.
        edge = max((x.box.right for x in left), default=0.0)
        near = [x for x in left if x.box.right > edge - max(3 * high, 0.25 * max(edge, 1.0))]
        near += [x for x in left if x not in near and any(_goes_on(x.box, y.box) for y in near)]
        return near if len(near) >= 0.5 * len(left) else left

    def rise(label: Label) -> float:
        """How far into the plot the box of a label below it may reach: a slanted one's has an empty corner there."""
        return 0.6 * high if label.anchor else 3.0

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


def _goes_on(first: Box, second: Box) -> bool:
    """Whether two labels are words of one."""
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
    if _is_stacked(bars):
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


def _series_colours(figure: Figure, bars: Bars, groups: list[int]) -> list[int | None]:
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


# --- values --------------------------------------------------------------------------------------------------


def _printed(figure: Figure, bars: Bars, used: Sequence[Label], axis: Axis | None) -> dict[int, tuple[Label, float]]:
    """For each bar the number printed on or just past it."""
    taken = {id(label) for label in used} | ({id(label) for label in axis.labels} if axis else set())
    stacked = _is_stacked(bars)
    found: dict[int, tuple[float, Label, float]] = {}
    for label, value in figure.numbers:
        if id(label) in taken:
            continue
        x, y = label.box.center
        u, v = (y, x) if bars.horizontal else (x, y)
        half = (label.box.width if bars.horizontal else label.box.height) / 2
        for i, bar in enumerate(bars.bars):
            if not bar.u0 - 0.35 * bar.thick <= u <= bar.u1 + 0.35 * bar.thick:
                continue
            inside = bar.v0 <= v <= bar.v1
            end = bar.v0 if abs(bar.v1 - bars.base) <= abs(bar.v0 - bars.base) else bar.v1
            past = abs(v - end) - half
            if not inside and (stacked or past > 1.2 * figure.text_px):
                continue
            away = abs(u - bar.middle) + (0 if inside else max(past, 0))
            if i not in found or away < found[i][0]:
                found[i] = (away, label, value.value)
    # A label belongs to the nearest bar only.
    owner: dict[int, int] = {}
    for i, (away, label, _) in found.items():
        if id(label) not in owner or away < found[owner[id(label)]][0]:
            owner[id(label)] = i
    return {i: (label, value) for i, (_, label, value) in found.items() if owner[id(label)] == i}


def _values(
    bars: Bars, stacked: bool, scale: Scale | None, printed: dict[int, tuple[Label, float]], covered: set[int]
) -> list[Datum] | None:
    """A datum for each bar; None where neither a scale nor the printed numbers can be trusted.

    Of ``covered`` bars no end is seen: they are at least as long as they look, and what is printed on them counts.
    """
    measured: list[tuple[float, float]] | None = None
    if scale is not None:
        measured = [_measure(bar, bars.base, stacked, scale) for bar in bars.bars]
    elif len(printed) >= max(2, 0.6 * len(bars.bars)):
        measured = _measured_by_printed(bars, printed)
    if measured is None:
        return None
    span = max(abs(value) for value, _ in measured) or 1.0
    data: list[Datum] = []
    for i, (bar, (value, error)) in enumerate(zip(bars.bars, measured, strict=True)):
        text = None
        near = i in printed and abs(printed[i][1] - value) <= max(3 * error, 0.035 * abs(value), 0.02 * span)
        if near or (i in covered and i in printed and abs(value) < abs(printed[i][1]) <= 2 * abs(value)):
            text, value, error = printed[i][0].text, printed[i][1], 0.0
        data.append(Datum("", value, error, text, bar.box(bars.horizontal)))
    return data


def _measure(bar: Bar, base: float, stacked: bool, scale: Scale) -> tuple[float, float]:
    far, near = (bar.v0, bar.v1) if abs(bar.v1 - base) <= abs(bar.v0 - base) else (bar.v1, bar.v0)
    # Pixel i covers [i, i + 1): the ticks' centres were measured from the same corner.
    if stacked:
        # A grid line that is drawn over the bars hides where the first one begins.
        first = not scale.log and abs(scale.px(0.0) - near) <= TOUCH_PX + 1
        long = scale.value(far) - (0.0 if first else scale.value(near))
        # Of two wings that are both labelled upwards, neither is negative.
        signed = min(value for _, value in scale.ticks) < 0 and (scale.value(far) + scale.value(near)) / 2 < 0
        return -abs(long) if signed else abs(long), scale.error(far, 1.4)
    return scale.value(far), scale.error(far)


def _measured_by_printed(bars: Bars, printed: dict[int, tuple[Label, float]]) -> list[tuple[float, float]] | None:
    """Values by the bars' lengths in the proportion that most printed numbers agree on."""
    lengths = [bar.long for bar in bars.bars]
    ratios = sorted(printed[i][1] / max(lengths[i], 1.0) for i in printed if printed[i][1])
    if not ratios:
        return None
    ratio = ratios[len(ratios) // 2]
    agree = [i for i in printed if abs(printed[i][1] - ratio * lengths[i]) <= abs(ratio) * (2.5 + 0.03 * lengths[i])]
    if len(agree) < max(2, 0.7 * len(printed)):
        return None
    return [(ratio * length, abs(ratio) * 2.0) for length in lengths]
