"""Rectangles that stand in line, as the bars of a chart do.

Everything below works in one orientation: ``u`` runs along the axis of the categories, ``v`` along the
values. For vertical bars (u, v) is (x, y), for horizontal ones (y, x).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.charts.figure import Figure, mark_mask, page_colour
from fovea.engines.reader.regions import Box, Mask, lab

#: Two ends within this many pixels touch.
TOUCH_PX = 3.5
#: And with a rim between the parts of a stack.
RIM_PX = TOUCH_PX + 2
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
    best = _without_rims(best)
    # A rim where bars stand on the axis is no series.
    long = {bar.colour for bar in best.bars if bar.long > 3 or figure.legend_name(bar.colour)}
    return replace(best, bars=tuple(bar for bar in best.bars if bar.colour in long)) if len(long) > 0 else best


def _without_rims(bars: Bars) -> Bars:
    """Without what blends of an axis leave at the foot of bars that stand side by side."""
    tall = tuple(bar for bar in bars.bars if bar.long > 3)
    if len(tall) < 2 or is_stacked(replace(bars, bars=tall)):
        return bars

    def at_foot(bar: Bar) -> bool:
        return any(min(bar.u1, o.u1) - max(bar.u0, o.u0) > 0.5 * bar.thick for o in tall)

    return replace(bars, bars=tuple(bar for bar in bars.bars if bar.long > 3 or not at_foot(bar)))


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
    """Colours that compression made of another, and that one: of the legend's, or without a legend of a far larger.

    Also the rims of see-through bars, which have their colour at its full strength.
    """
    if not figure.noisy:
        return _rims(figure)
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


#: How far a rim reaches, px for each px that text is high, and its share of what it is the rim of at most.
RIM_REACH = 0.35
RIM_SHARE = 0.5


def _rims(figure: Figure) -> dict[int, int]:
    """Colours that are seen only beside a paler shade of theirs, and that shade; the one that a legend names last."""
    page, shares = page_colour(figure), figure.palette.shares
    ways = {i: np.array(figure.rgb(i), np.float32) - page for i in figure.marks}
    reach = 2 * max(2, round(RIM_REACH * figure.text_px)) + 1
    found: dict[int, int] = {}
    for rim, way in ways.items():
        own = figure.palette.labels == rim
        if np.ptp(np.array(figure.rgb(rim))) < 40 or not own.any():
            continue
        named = figure.legend_name(rim) is not None
        for fill, pale in ways.items():
            long, short = float(np.linalg.norm(way)), float(np.linalg.norm(pale))
            alike = float(way @ pale) > 0.96 * long * short and long > 1.2 * short
            if named and figure.legend_name(fill) is not None:
                continue
            if fill == rim or not alike or shares[rim] > RIM_SHARE * shares[fill] or shares[fill] < 0.01:
                continue
            near = cv2.dilate((figure.palette.labels == fill).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0
            if near[own].mean() > 0.9:
                found |= {fill: rim} if named else {rim: fill}
    return found


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
                abs(bar.middle - s.middle) <= 2.5 and min(abs(bar.v1 - s.v0), abs(bar.v0 - s.v1)) <= RIM_PX
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
        if min(filled.mean(), own.sum() / filled.sum()) < 0.93 and min(w, h) > 4 * side:
            # Bars that hang on an axis of their own colour, or on a grid: a frame is thinner than any bar.
            hanging = _parts(filled, side) or _parts(own, side)
            if hanging:
                found += [Bar(colour, u + x, v + y, u + x + bw, v + y + bh) for x, y, bw, bh in hanging]
                continue
        # Values printed on a bar in its own colour hang on it by strokes.
        kernel = np.ones((side, max(side, round(0.35 * w))), np.uint8)
        bare = np.asarray(cv2.morphologyEx(filled, cv2.MORPH_OPEN, kernel), np.uint8)
        x, y, bw, bh = cv2.boundingRect(bare)
        if filled.mean() > 0.93 and _is_level(filled, 0, w):
            y, bh = (y, bh) if bw >= 0.9 * w else (0, h)
            found.append(Bar(colour, u, v + y, u + w, v + y + bh))
            continue
        if bw * bh > 0.8 * filled.sum() and bare[y : y + bh, x : x + bw].mean() > 0.95:
            found.append(Bar(colour, u + x, v + y, u + x + bw, v + y + bh))
        else:
            found += [Bar(colour, u + a, v + top, u + b, v + end) for a, b, top, end in _steps(filled)]
    return found


def _parts(mask: NDArray[np.uint8], side: int) -> list[tuple[int, int, int, int]]:
    """The boxes of several rectangles that lines thinner than ``side`` px join; none where most of it is anything else."""
    loose = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    parts, _ = cv2.findContours(loose, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [(cv2.boundingRect(part), cv2.contourArea(part)) for part in parts]
    full = all(area > 0.8 * (w - 1) * (h - 1) for (_, _, w, h), area in boxes)
    most = sum(area for _, area in boxes) > 0.6 * np.count_nonzero(mask)
    return [(int(x), int(y), int(w), int(h)) for (x, y, w, h), _ in boxes] if len(boxes) > 1 and full and most else []


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


def grown_by_edge(figure: Figure, bar: Bar, bars: Bars) -> Bar:
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


def meeting(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Bars of a stack with one common end where one stands on the other: the middle of the rim between them."""
    ends = {i: [bar.v0, bar.v1] for i, bar in enumerate(bars)}
    for i, lower in enumerate(bars):
        for k, upper in enumerate(bars):
            if i != k and abs(lower.middle - upper.middle) <= 2.5 and abs(lower.v0 - upper.v1) <= RIM_PX:
                ends[i][0] = ends[k][1] = (lower.v0 + upper.v1) / 2
    return tuple(replace(bar, v0=ends[i][0], v1=ends[i][1]) for i, bar in enumerate(bars))


def slivers_of(bars: Bars, groups: Sequence[int]) -> set[int]:
    """Of several bars of one colour in one stack, those that are blends where two others meet."""
    longest: dict[tuple[int, int], float] = {}
    for bar, group in zip(bars.bars, groups, strict=True):
        longest[bar.colour, group] = max(longest.get((bar.colour, group), 0.0), bar.long)
    return {
        i
        for i, (bar, group) in enumerate(zip(bars.bars, groups, strict=True))
        if bar.long <= 4 < 0.5 * longest[bar.colour, group]
    }


def is_stacked(bars: Bars) -> bool:
    on_top = sum(
        1
        for i, bar in enumerate(bars.bars)
        for other in bars.bars[:i]
        if other.colour != bar.colour
        and abs(bar.middle - other.middle) <= 2.5
        and min(abs(bar.v1 - other.v0), abs(bar.v0 - other.v1)) <= RIM_PX
    )
    return on_top >= max(2, 0.25 * len(bars.bars))
