"""Following a line from tick to tick: the broken line through given columns that its colour supports best.

A line chart joins its values, which stand at known columns. Of all such broken lines the one with the most
colour along it is looked for, all columns at once, so that crossings, dashes, markers and lines that are
hidden for a while do not lead astray. Where its straight pieces meet is the value, to a part of a pixel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.regions import Mask

Trace = NDArray[np.float32]

#: Share of a piece that shows the colour: dashes measured 0.45 and more, dots 0.3; a chance path 0.15.
SHOWN = 0.3
#: What a place under another line counts: it neither speaks for the path nor against it.
HIDDEN = 0.3
#: How far the ink at a corner may lie inside it, px, beyond what the line's own width explains.
ROUNDED_PX = 1.2
#: Of a level piece round a column, what shows the colour at least.
LEVEL = 0.6
#: What a marker covers of a line beside its column at most, px.
MARKER_PX = 12.0
#: Candidate heights at one column.
MOST_HEIGHTS = 70


@dataclass(frozen=True, slots=True)
class Vertex:
    """The line's height at one column, px, and how far it may be off."""

    y: float
    error: float
    #: The column at which the pieces meet, px.
    x: float
    #: The pieces meet at an angle, so that ``x`` was measured.
    corner: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A vertex for each column, None where the line is hidden or does not reach."""

    vertices: tuple[Vertex | None, ...]
    #: Share of each piece that shows the line's colour, 0 to 1.
    shown: tuple[float, ...]
    #: Of all the colour between the ends, how much lies on the line: little, where it is spread about.
    alone: float

    @property
    def support(self) -> float:
        """Of the pieces that the line has, how much shows its colour."""
        pieces = [s for s in self.shown if s > 0]
        return float(np.mean(pieces)) if pieces else 0.0

    def every(self, step: int) -> Path:
        """The vertices at every such column; a piece shows as much as its parts do on average."""
        shown = [float(np.mean(self.shown[i : i + step])) for i in range(0, len(self.shown), step)]
        return Path(self.vertices[::step], tuple(shown), self.alone)


def follow(trace: Trace, hidden: Mask, columns: Sequence[float], thick: float, slack: float) -> Path | None:
    """The best path through ``columns`` (ascending, px) of a trace, float32 (H, W) of 0 to 1.

    ``hidden`` are pixels of other lines, under which this one may run; ``thick`` is the line's width and
    ``slack`` how far a corner may be off its column, px. None where no piece shows the colour.
    """
    if min(trace.shape) < 4 or len(columns) < 2:
        return None
    aside = _aside(trace, columns, slack)
    heights = [_heights(trace, hidden, x, aside) for x in columns]
    first, last = _reach(trace, columns)
    # A marker of another colour covers an end of the line: what shows beside it counts.
    wide = max(aside, round(min(MARKER_PX, 0.15 * min(b - a for a, b in pairwise(columns)))))
    for k in (first, last):
        heights[k] = heights[k] if heights[k].size else _heights(trace, hidden, columns[k], wide)
    if last - first < 1:
        return None
    column_range = range(first, last + 1)
    if any(not heights[k].size for k in column_range):
        # A column that shows nothing at all: every height that its neighbours have is possible.
        around = np.unique(np.concatenate([heights[k] for k in column_range]))
        heights = [h if h.size else around[:: max(1, len(around) // MOST_HEIGHTS)] for h in heights]
        if not around.size:
            return None
    best = np.zeros(len(heights[first]))
    back: list[NDArray[np.int64]] = []
    seen: list[NDArray[np.float64]] = []
    for k in range(first, last):
        shown, counted = _pieces(trace, hidden, columns[k], columns[k + 1], heights[k], heights[k + 1])
        total = best[:, None] + counted
        back.append(total.argmax(axis=0))
        seen.append(shown)
        best = total.max(axis=0)
    at = [int(best.argmax())]
    for choice in reversed(back):
        at.append(int(choice[at[-1]]))
    at.reverse()
    pieces = [float(seen[i][at[i], at[i + 1]]) for i in range(len(seen))]
    if not any(s >= SHOWN for s in pieces):
        return None
    chosen = [float(heights[first + i][j]) for i, j in enumerate(at)]
    vertices: list[Vertex | None] = [None] * len(columns)
    # Dashes leave the heights at the columns open by some pixels: what the first fit says is nearer.
    for _ in range(2):
        lines = [
            _fitted(trace, hidden, (columns[first + i], chosen[i]), (columns[first + i + 1], chosen[i + 1]), thick)
            if s >= SHOWN
            else None
            for i, s in enumerate(pieces)
        ]
        for i, y in enumerate(chosen):
            before, after = (lines[j] if 0 <= j < len(lines) else None for j in (i - 1, i))
            sides = [*([before[1]] if before else []), *([after[0]] if after else [])]
            bent = any(piece is not None and piece[0] != piece[1] for piece in (before, after))
            vertices[first + i] = _vertex(
                trace, hidden, columns[first + i], y, sides, max(slack, 1.5 * thick), thick, bent
            )
        if aside <= 3:
            break
        chosen = [vertex.y if (vertex := vertices[first + i]) else y for i, y in enumerate(chosen)]
    shown_all = [0.0] * first + pieces + [0.0] * (len(columns) - 1 - last)
    alone = _alone(trace, columns[first : last + 1], chosen, thick)
    return Path(tuple(vertices), tuple(shown_all), alone)


def follow_steps(trace: Trace, columns: Sequence[float]) -> Path | None:
    """The path of a line that runs level round each column, or from or up to it, and jumps in between; else None."""
    if len(columns) < 3:
        return None
    pitch = (columns[-1] - columns[0]) / (len(columns) - 1)
    best: tuple[float, list[Vertex | None]] | None = None
    for before, after in ((0.38, 0.38), (-0.1, 0.9), (0.9, -0.1)):
        vertices: list[Vertex | None] = []
        for k, x in enumerate(columns):
            a = x - before * pitch if k or before < 0 else x + 1
            b = x + after * pitch if k < len(columns) - 1 or after < 0 else x - 1
            span = trace[:, max(0, round(a)) : max(0, round(b)) + 1]
            level = np.zeros(0) if span.shape[1] < 4 else span.mean(axis=1)
            if not level.size or level.max() < LEVEL:
                vertices.append(None)
                continue
            row = int(level.argmax())
            rows = np.arange(max(0, row - 4), min(len(level), row + 5))
            weights = np.where(level[rows] > 0.5 * LEVEL, level[rows], 0)
            vertices.append(Vertex(float((weights * rows).sum() / weights.sum()), 0.7, x))
        share = sum(vertex is not None for vertex in vertices) / len(columns)
        if best is None or share > best[0]:
            best = share, vertices
    if best is None or best[0] < 0.7:
        return None
    known = [vertex.y for vertex in best[1] if vertex is not None]
    jumps = np.abs(np.diff(known)) > 2
    return Path(tuple(best[1]), (best[0],) * (len(columns) - 1), 1.0) if jumps.mean() > 0.3 else None


def _reach(trace: Trace, columns: Sequence[float]) -> tuple[int, int]:
    """Numbers of the first and the last column between which the trace runs."""
    strong = np.flatnonzero((trace > 0.4).any(axis=0))
    if not strong.size:
        return 0, 0
    pitch = min((b - a for a, b in pairwise(columns)), default=10.0)
    slack = 0.2 * pitch + 2
    inside = [k for k, x in enumerate(columns) if strong[0] - slack <= x <= strong[-1] + slack]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _aside(trace: Trace, columns: Sequence[float], slack: float) -> int:
    """How far beside a column its line may be looked for, px: a label is a little off, and dashes leave gaps."""
    shown = np.flatnonzero((trace > 0.3).any(axis=0))
    gaps = np.diff(shown) - 1
    gaps = gaps[gaps > 0]
    pitch = min((b - a for a, b in pairwise(columns)), default=10.0)
    dashed = len(gaps) >= len(columns) and gaps.sum() > 0.08 * len(shown)
    gap = float(np.percentile(gaps, 75)) + 1 if dashed else 0.0
    return round(min(max(2.0, 0.75 * slack, gap), max(2.0, 0.2 * pitch)))


def _heights(trace: Trace, hidden: Mask, x: float, aside: int) -> NDArray[np.float64]:
    """Where the line may be at a column: each run of its colour, in steps where it is long, and under others."""
    at = int(np.clip(round(x), 0, trace.shape[1] - 1))
    columns = slice(max(0, at - aside), at + aside + 1)
    own = np.asarray(trace[:, columns].max(axis=1) > 0.3)
    found = [*_steps(own, 2), *_steps(np.asarray(hidden[:, max(0, at - 2) : at + 3].any(axis=1)), 3)]
    heights = np.unique(np.array(found, np.float64))
    return heights[:: max(1, -(-len(heights) // MOST_HEIGHTS))]


def _steps(column: Mask, step: int) -> list[float]:
    edges = np.diff(np.concatenate([[0], column.astype(np.int8), [0]]))
    found: list[float] = []
    for a, b in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        middle = (a + b - 1) / 2
        found += [middle, *np.arange(a, middle, step), *np.arange(b - 1, middle, -step)]
    return found


def _pieces(
    trace: Trace, hidden: Mask, x0: float, x1: float, starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each pair of heights the share of the piece that shows the colour, and what it counts; (A, B) each."""
    samples = int(np.clip((x1 - x0) / 2, 6, 36))
    share = (np.arange(samples) + 0.5) / samples
    xs = np.clip(np.rint(x0 + share * (x1 - x0)).astype(int), 0, trace.shape[1] - 1)
    ys = starts[:, None, None] + (ends[None, :, None] - starts[:, None, None]) * share
    rows = np.rint(ys).astype(np.int32)
    np.clip(rows, 1, trace.shape[0] - 2, out=rows)
    own = np.maximum(np.maximum(trace[rows - 1, xs], trace[rows, xs]), trace[rows + 1, xs])
    shown = np.minimum(own * 1.5, 1.0)
    counted = np.where(hidden[rows, xs], np.maximum(shown, HIDDEN), shown)
    # Between paths with as much colour, the shorter one.
    steep = np.abs(ends[None, :] - starts[:, None]) / trace.shape[0]
    return shown.mean(axis=2), counted.mean(axis=2) - 0.05 * steep


def _alone(trace: Trace, columns: Sequence[float], heights: Sequence[float], thick: float) -> float:
    xs = np.arange(max(0, int(np.ceil(columns[0]))), min(trace.shape[1] - 1, int(columns[-1])) + 1)
    if len(xs) < 2:
        return 0.0
    ys = np.interp(xs, columns, heights)
    reach = np.minimum(4 + thick + np.abs(np.gradient(ys)), 0.2 * trace.shape[0])
    rows = np.arange(trace.shape[0])[:, None]
    part = trace[:, xs]
    on = part[np.abs(rows - ys) <= reach].sum()
    return float(on / max(float(part.sum()), 1e-6))


Line = tuple[float, float]


def _fitted(
    trace: Trace, hidden: Mask, start: tuple[float, float], end: tuple[float, float], thick: float
) -> tuple[Line, Line] | None:
    """A piece as straight lines (slope, height at column 0) that hold at its start and at its end.

    One line where the piece is straight; two where it bends, as smoothed lines do.
    """
    (x0, y0), (x1, y1) = start, end
    slope = (y1 - y0) / (x1 - x0)
    skip = min(0.15 * (x1 - x0), thick + 3)
    xs = np.arange(int(np.ceil(x0 + skip)), int(x1 - skip) + 1)
    xs = xs[(xs >= 0) & (xs < trace.shape[1])]
    if len(xs) < 3:
        return None
    reach = int(3 + 0.6 * thick * np.hypot(1, slope) + 0.6 * abs(slope))
    middles = y0 + slope * (xs - x0)
    rows = np.rint(middles).astype(int)[:, None] + np.arange(-reach, reach + 1)
    inside = (rows >= 0) & (rows < trace.shape[0])
    rows = np.clip(rows, 0, trace.shape[0] - 1)
    weights = np.where(inside, trace[rows, xs[:, None]], 0.0).astype(np.float64)
    mass = weights.sum(axis=1)
    covered = np.where(inside, hidden[rows, xs[:, None]], False).any(axis=1)
    ys = (weights * rows).sum(axis=1) / np.maximum(mass, 1e-6)
    good = (mass > 0.5) & ~covered
    if good.sum() < 3:
        good = mass > 0.5
    if good.sum() < 3:
        return None
    whole = _straight(xs[good], ys[good])
    if whole is not None and whole[1] < 0.6 + 0.15 * abs(slope):
        return whole[0], whole[0]
    near = max(4, int(0.3 * good.sum()))
    left, right = _straight(xs[good][:near], ys[good][:near]), _straight(xs[good][-near:], ys[good][-near:])
    return (left[0], right[0]) if left is not None and right is not None else None


def _straight(xs: NDArray[np.int64], ys: NDArray[np.float64]) -> tuple[Line, float] | None:
    """Least squares without the worst fifth; the line and its mean deviation, px."""
    if len(xs) < 3:
        return None
    origin = float(xs.mean())
    fit = np.polyfit(xs - origin, ys, 1)
    off = np.abs(ys - np.polyval(fit, xs - origin))
    kept = off <= np.percentile(off, 80)
    if kept.sum() >= 3:
        fit = np.polyfit(xs[kept] - origin, ys[kept], 1)
        off = np.abs(ys[kept] - np.polyval(fit, xs[kept] - origin))
    return (float(fit[0]), float(fit[1] - fit[0] * origin)), float(off.mean())


def _vertex(
    trace: Trace, hidden: Mask, x: float, y: float, sides: Sequence[Line], slack: float, thick: float, bent: bool
) -> Vertex | None:
    """Where the pieces on both sides meet near a column, or what the column itself shows.

    Tangents of a line that is ``bent`` smoothly meet above its peaks: there only the column counts.
    """
    heights = [slope * x + at for slope, at in sides]
    direct = _direct(trace, x, y, thick)
    if bent and direct is not None and abs(direct - y) <= 2 + 0.5 * thick:
        return Vertex(direct, 1.0, x)
    if len(sides) == 2:
        (a, p), (b, q) = sides
        meet = (q - p) / (a - b) if abs(a - b) > 0.02 else np.inf
        if abs(meet - x) <= slack:
            corner = a * meet + p
            rounded = _rounded(trace, hidden, x, corner, max(abs(a), abs(b)), thick) if abs(a - b) > 0.1 else None
            if rounded is not None:
                return Vertex(rounded, 1.0, x)
            return Vertex(corner, 0.7, float(meet), corner=abs(a - b) > 0.3)
        apart = abs(heights[0] - heights[1])
        if apart <= 1.5:
            return Vertex(sum(heights) / 2, 0.5 + apart / 2, x)
        if direct is not None and min(abs(direct - h) for h in heights) <= max(3.0, thick):
            return Vertex(direct, 1.5, x)
        return None
    if len(sides) == 1:
        near = min(abs(y - heights[0]), abs(direct - heights[0]) if direct is not None else np.inf)
        return Vertex(heights[0], 1.0, x) if near <= max(4.0, 2 * thick) else None
    return None


def _rounded(trace: Trace, hidden: Mask, x: float, corner: float, steep: float, thick: float) -> float | None:
    """The height at a column where a smoothed line turns before its tangents meet; None where it meets there."""
    at = int(np.clip(round(x), 0, trace.shape[1] - 1))
    reach = int(6 + 2 * thick)
    rows = slice(max(0, round(corner) - reach), round(corner) + reach + 1)
    weights = trace[rows, at].astype(np.float64)
    if hidden[rows, at].any() or weights.sum() < 0.7 * thick:
        return None
    middle = rows.start + float((weights * np.arange(len(weights))).sum() / weights.sum())
    # The inside of a sharp corner is filled by the width of its sides.
    filled = 0.25 * thick * (np.hypot(1, steep) - 1)
    return middle if abs(middle - corner) > ROUNDED_PX + filled else None


def _direct(trace: Trace, x: float, y: float, thick: float) -> float | None:
    """The middle of the colour at a column, near a height."""
    reach = int(4 + thick)
    a, b = max(0, round(y) - reach), min(trace.shape[0], round(y) + reach + 1)
    at = int(np.clip(round(x), 0, trace.shape[1] - 1))
    weights = trace[a:b, at].astype(np.float64)
    return float((weights * np.arange(a, b)).sum() / weights.sum()) if weights.sum() > 0.5 else None
