"""Columns of cards, as on a kanban board: boxes side by side, each with its title over what stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from fovea.engines.reader.controls.outlines import Outline, Scene
from fovea.engines.reader.controls.values import Control
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Line


def find_boards(scene: Scene, cards: Sequence[Outline]) -> Iterator[Control]:
    """One group for each column. ``cards`` are outlines that may be cards; a card is told by its first line."""
    unit = scene.text_px
    width, height, count = (scene.groups[:, n] for n in (2, 3, 4))
    fits = (width >= 4 * unit) & (height >= 5 * unit) & (count >= 1.6 * (width + height))
    fits[0] = False  # what is no edge
    columns = [o.box for o in map(scene.outline, map(int, np.flatnonzero(fits))) if o.cover >= 0.95]
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


def _holds(box: Box, line: Line) -> bool:
    x, y = line.center
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def _within(outer: Box, inner: Box) -> bool:
    return inner != outer and outer.overlap(inner) > 0.95 * inner.area and inner.height < 0.9 * outer.height
