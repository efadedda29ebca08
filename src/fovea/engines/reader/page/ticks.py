"""Ticks and crosses that were not read: a small sign alone in its cell is no text to a network that looks for lines.

Where others of a table were read, a sign in a cell that came out empty is the one whose shape and colour it has. Boxes
to tick in cells were looked at before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.look.controls import Control
from fovea.engines.reader.values import Cell, Grid
from fovea.values import Pixels

YES, NO = "✓", "✗"
#: Signs are compared at one size, in pixels.
SIDE_PX = 24
#: How far a pixel has to be from its ground to be ink, of 765; how many have to be, to be a sign.
INK_DISTANCE, LEAST_INK_PX = 110, 12
#: What two signs have in common of what either has; one tick drawn twice measured 0.8 and more, a tick and a cross 0.3.
LEAST_SHARED = 0.5
#: What two different signs have in common at most.
ANOTHER_SHARED = 0.7


@dataclass(frozen=True, slots=True)
class _Sign:
    mask: NDArray[np.bool_]
    colour: NDArray[np.float64]


def seen(grid: Grid, upright: Callable[[], Pixels]) -> Grid:
    """With the ticks and crosses that empty cells show; a table that has none, or none that was read, comes back as it
    is. ``upright`` gives the picture, uint8 (H, W, 3) RGB, where it has to be looked at."""
    read = [
        (k, n) for k, row in enumerate(grid.rows) for n, cell in enumerate(row) if cell.text in (YES, NO) and cell.lines
    ]
    empty = [
        (k, n)
        for k, n in ((k, n) for k in {k for k, _ in read} for n in range(1, len(grid.header)))
        if not grid.rows[k][n].text
    ]
    if not empty:
        return grid
    pixels = upright()
    known = [(grid.rows[k][n].text, sign) for k, n in read if (sign := _sign(pixels, _box(grid, k, n)))]
    rows = [list(row) for row in grid.rows]
    for k, n in empty:
        if (sign := _sign(pixels, _box(grid, k, n))) and (text := _likest(sign, known)):
            rows[k][n] = Cell(text)
    return replace(grid, rows=tuple(map(tuple, rows)))


def ticked(grid: Grid, boxes: Sequence[Control]) -> Grid:
    """With what is ticked of the boxes in a table's cells, whatever marks they are ticked with and were read as."""
    found = {(id(line), plain(box.group)): box for box in boxes if box.group for line in box.lines}
    heads = [plain(head).strip(" :：") for head in grid.header]
    states = {
        (k, n): box.state
        for k, row in enumerate(grid.rows)
        for n, head in enumerate(heads)
        for line in row[0].lines[:1]
        if n and head and (box := found.get((id(line), head))) is not None
    }
    if len(states) < 2 or not any(state == "on" for state in states.values()):
        return grid
    rows = [list(row) for row in grid.rows]
    for (k, n), state in states.items():
        rows[k][n] = replace(rows[k][n], text=YES if state == "on" else NO)
    return replace(grid, rows=tuple(map(tuple, rows)))


def beside_crosses(grid: Grid, crosses: frozenset[str], nothing: frozenset[str], upright: Callable[[], Pixels]) -> Grid:
    """With the ticks of a table of which the crosses alone were read: signs of one shape in cells that came out empty,
    or as a dash. A table without such, where a cross may say yes, comes back as it is."""
    texts = [[row[n].text.strip() for row in grid.rows] for n in range(len(grid.header))]
    columns = [n for n in range(1, len(texts)) if all(t in crosses or t in nothing for t in texts[n])]
    crossed = [(k, n) for n in columns for k, text in enumerate(texts[n]) if text in crosses]
    others = [(k, n) for n in columns for k, text in enumerate(texts[n]) if text in nothing]
    if len(crossed) < 2 or len(others) < 2:
        return grid
    pixels = upright()
    known = [sign for k, n in crossed if (sign := _sign(pixels, _box(grid, k, n)))]
    drawn = {at: sign for at in others if (sign := _sign(pixels, _place(grid, *at, columns)))}
    ticks = {
        at: sign
        for at, sign in drawn.items()
        if max((_shared(sign.mask, x.mask) for x in known), default=0.0) < ANOTHER_SHARED
    }
    alike = {
        at
        for at, sign in ticks.items()
        if sum(_shared(sign.mask, x.mask) >= ANOTHER_SHARED for x in ticks.values()) > 0.5 * len(ticks)
    }
    if len(alike) < 2:
        return grid
    rows = [list(row) for row in grid.rows]
    for k, n in (*alike, *crossed):
        rows[k][n] = replace(rows[k][n], text=YES if (k, n) in alike else NO)
    return replace(grid, rows=tuple(map(tuple, rows)))


def _place(grid: Grid, k: int, n: int, columns: Sequence[int]) -> tuple[int, int, int, int]:
    """As ``_box``, where the column may have nothing but its head, or a dash that is no line of the sign's size."""
    blank = [list(row) for row in grid.rows]
    blank[k][n] = Cell("")
    left, top, right, bottom = _box(replace(grid, rows=tuple(map(tuple, blank))), k, n)
    if right:
        return left, top, right, bottom
    return _between(grid, k, n, columns)


def _between(grid: Grid, k: int, n: int, columns: Sequence[int]) -> tuple[int, int, int, int]:
    """Where a cell of a column without a read sign stands: as far from its neighbour as columns of signs are apart."""
    middles = {
        c: float(np.median([x.center[0] for row in grid.rows for x in row[c].lines]))
        for c in columns
        if any(row[c].lines for row in grid.rows)
    }
    in_row = [line for cell in grid.rows[k] for line in cell.lines]
    if len(middles) < 2 or not in_row:
        return 0, 0, 0, 0
    at = sorted(middles)
    pitch = (middles[at[-1]] - middles[at[0]]) / (at[-1] - at[0])
    nearest = min(middles, key=lambda c: abs(c - n))
    x, y = middles[nearest] + pitch * (n - nearest), float(np.median([line.center[1] for line in in_row]))
    half = 0.5 * float(np.median([line.height for line in in_row]))
    return int(x - half), int(y - half), int(x + half) + 1, int(y + half) + 1


def _box(grid: Grid, k: int, n: int) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of where the sign of a cell stands, or would."""
    own = grid.rows[k][n].lines
    in_row = [line for cell in grid.rows[k] for line in cell.lines]
    in_column = [line for row in grid.rows for line in row[n].lines]
    if own:
        line = own[0]
        return int(line.left), int(line.top), int(line.right) + 1, int(line.bottom) + 1
    if not in_row or not in_column:
        return 0, 0, 0, 0
    x = float(np.median([line.center[0] for line in in_column]))
    y = float(np.median([line.center[1] for line in in_row]))
    half = 0.5 * float(np.median([line.height for line in in_row]))
    return int(x - half), int(y - half), int(x + half) + 1, int(y + half) + 1


def _sign(pixels: Pixels, box: tuple[int, int, int, int]) -> _Sign | None:
    left, top, right, bottom = (max(0, edge) for edge in box)
    crop = pixels[top:bottom, left:right].astype(np.int64)
    if crop.shape[0] < 6 or crop.shape[1] < 6:
        return None
    rim = np.concatenate([crop[0], crop[-1], crop[:, 0], crop[:, -1]])
    ink = np.abs(crop - np.median(rim, axis=0)).sum(axis=2) > INK_DISTANCE
    if ink.sum() < LEAST_INK_PX or ink.mean() > 0.7:
        return None
    ys, xs = np.nonzero(ink)
    cut = ink[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1].astype(np.uint8)
    mask = cv2.resize(cut * 255, (SIDE_PX, SIDE_PX), interpolation=cv2.INTER_AREA) > 96
    return _Sign(mask, crop[ink].mean(axis=0))


def _likest(sign: _Sign, known: Sequence[tuple[str, _Sign]]) -> str | None:
    """Which sign it is: the one that has most of its shape; what the other has too is settled by the colour."""
    shared = {
        text: max((_shared(sign.mask, other.mask) for label, other in known if label == text), default=0.0)
        for text in (YES, NO)
    }
    text = max(shared, key=lambda each: shared[each])
    if shared[text] < LEAST_SHARED:
        return None
    colours = {
        each: np.mean([other.colour for label, other in known if label == each], axis=0)
        for each in (YES, NO)
        if any(label == each for label, _ in known)
    }
    if len(colours) == 2 and abs(shared[YES] - shared[NO]) < 0.15:
        text = min(colours, key=lambda each: float(np.abs(sign.colour - colours[each]).sum()))
    return text


def _shared(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    either = np.count_nonzero(one | other)
    return np.count_nonzero(one & other) / either if either else 0.0
