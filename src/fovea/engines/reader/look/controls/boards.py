"""Cards: a board's columns, each with its title over what stands in it, and tiles of one size, each about one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from fovea.engines.reader.look.controls.outlines import Outline, Scene
from fovea.engines.reader.look.controls.values import Control
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Line


def find_boards(scene: Scene, cards: Sequence[Outline]) -> Iterator[Control]:
    """One group for each column. ``cards`` are outlines that may be cards; a card is told by its first line."""
    unit = scene.text_px
    columns = [box for box in _boxes(scene, 5 * unit) if box.width >= 4 * unit]
    for column in columns:
        alike = [
            c for c in columns if abs(c.top - column.top) < 4 and abs(c.width - column.width) < 0.05 * column.width
        ]
        apart = all(c is column or c.left > column.right - 2 or c.right < column.left + 2 for c in alike)
        if len(alike) < 2 or not apart:
            continue
        inside = sorted((x for x in scene.lines if _holds(column, x)), key=lambda x: x.top)
        boxes = [o.box for o in cards if o.cover >= 0.9 and o.box.width > 0.7 * column.width and _within(column, o.box)]
        # Beside the title a count may stand.
        over = [x for x in inside if not any(_holds(box, x) for box in boxes) and x.top < inside[0].top + unit]
        title = min(over, key=lambda x: x.left, default=None)
        held = [next((x for x in inside if _holds(box, x)), None) for box in sorted(boxes, key=lambda b: b.top)]
        found = list(dict.fromkeys(x for x in held if x is not None))
        if title and found and title.top < found[0].top:
            names = "\n".join(x.text for x in found)
            yield Control("group", "shown", column, title.text, (title, *found), "ground", inside=names)


def find_cards(scene: Scene, taken: Sequence[Box]) -> Iterator[Control]:
    """Tiles: three boxes or more of one width, in line with one another, each about one thing that it says in rows.

    ``taken`` are the boxes of switches, boxes to tick and bars: where two stand in one box, it is a list of settings.
    """
    unit = scene.text_px
    boxes = _boxes(scene, 1.7 * unit)
    cards: list[tuple[Box, list[Line]]] = []
    for box in boxes:
        rows = _rows([x for x in scene.lines if _holds(box, x)])
        inner = any(_within(box, other) for other in boxes if sum(_holds(other, x) for x in scene.lines) > 1)
        if not inner and _tells_of_one(rows, [t for t in taken if _within(box, t)], unit):
            cards.append((box, [line for row in rows for line in row]))
    alike = [
        (box, lines)
        for box, lines in cards
        if sum(_one_of(box, other) for other, _ in cards) >= 2 and box.width > 0.12 * scene.pixels.shape[1]
    ]
    held = {id(line) for _, lines in alike for line in lines}
    free = [x for x in scene.lines if id(x) not in held and not any(c.isdigit() for c in x.text)]
    heads: dict[int, str] = {}
    for box, lines in sorted(alike, key=lambda card: card[0].top) if len(alike) >= 3 else ():
        beside = min((other for other, _ in alike if abs(other.top - box.top) < 4), key=lambda other: other.left)
        over = _over(box, free, unit) or _over(beside, free, unit)
        above = [n for n, (other, _) in enumerate(alike) if abs(other.left - box.left) < 4 and other.bottom <= box.top]
        last = max(above, key=lambda n: alike[n][0].bottom, default=None)
        head = over.text if over else heads.get(last, "") if last is not None else ""
        heads[next(n for n, (other, _) in enumerate(alike) if other is box)] = head
        # A mark or a picture of one letter names nothing.
        name = next((x for x in lines if len(x.text) > 1), lines[0])
        told = "\n".join(x.text for x in lines if x is not name)
        yield Control("card", "shown", box, name.text, tuple(lines), "ground", group=head, inside=told)


def _over(box: Box, lines: Sequence[Line], unit: float) -> Line | None:
    """The line right over a box, in line with its left edge."""
    near = [x for x in lines if 0 < box.top - x.center[1] < 2.4 * unit and -unit < x.left - box.left < 1.2 * unit]
    return max(near, key=lambda x: x.top, default=None)


#: No tile says more, one row below another.
MOST_ROWS = 5


def _tells_of_one(rows: Sequence[Sequence[Line]], taken: Sequence[Box], unit: float) -> bool:
    """Whether rows in a box are about one thing: close under one another, no list of names with values."""
    apart = [below[0].top - row[0].bottom for row, below in pairwise(rows)]
    room = 0.6 * unit + sum(box.height + unit for box in taken if box.width > 4 * box.height)
    valued = sum(len(row) > 1 for row in rows)
    return 2 <= len(rows) <= MOST_ROWS and max(apart) <= room and valued <= 1 and len(taken) <= 1


def _boxes(scene: Scene, least_px: float) -> list[Box]:
    """Closed boxes of so much height; one that the edge of the picture cuts is closed by it."""
    width, height, count = (scene.groups[:, n] for n in (2, 3, 4))
    fits = (width >= 3 * scene.text_px) & (height >= least_px) & (count >= 1.6 * (width + height))
    fits[0] = False  # what is no edge
    outlines = [scene.outline(int(n)) for n in np.flatnonzero(fits)]
    edge = scene.pixels.shape[1] - 2
    return [o.box for o in outlines if o.cover >= 0.95 or (o.box.right >= edge and o.box.left > 0)]


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by rows, from the top, each from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: x.center[1]):
        if rows and line.center[1] - rows[-1][0].center[1] < 0.5 * min(line.height, rows[-1][0].height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda x: x.left) for row in rows]


def _one_of(box: Box, other: Box) -> bool:
    """Whether two boxes are of one set: as wide, and side by side or under one another; a cut one may be narrower."""
    if other is box or abs(other.width - box.width) > 0.12 * box.width:
        return False
    return abs(other.top - box.top) < 4 or abs(other.left - box.left) < 4


def _holds(box: Box, line: Line) -> bool:
    x, y = line.center
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _within(outer: Box, inner: Box) -> bool:
    return inner != outer and outer.overlap(inner) > 0.95 * inner.area and inner.height < 0.9 * outer.height
