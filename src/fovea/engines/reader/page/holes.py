"""Numbers that detection passed over: what is drawn in the empty cells of columns of short numbers, read by itself.

A digit alone is the smallest thing that a text may be, and the one most often missed; in a league's table or a class's
marks it is a whole value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from fovea.engines.reader.page.rules import Recognise
from fovea.engines.reader.values import Line, Table
from fovea.values import Pixels

_SHORT = re.compile(r"\W{0,2}\d[\d.,:]{0,4}\W{0,2}")
#: What differs from the ground by more is ink, of 255.
_INK = 60
#: The recogniser's mean probability at least; whole lines of a page need less, as they have more to go by.
_SURE = 0.75

_Place = tuple[int, int, int, int]


def passed_over(tables: Sequence[Table], pixels: Pixels, recognise: Recognise) -> list[tuple[Line | None, Line]]:
    """Lines for the numbers of empty cells, and for digits by themselves that were read with a doubt, each with the line
    in whose place it comes; ``pixels`` are uint8 (H, W, 3)."""
    places: list[tuple[Line | None, _Place]] = [(None, place) for table in tables for place in _empty(table)]
    places += [
        (x, (int(x.left), int(x.top), int(x.right) + 1, int(x.bottom) + 1)) for table in tables for x in _doubted(table)
    ]
    boxes = [(line, box) for line, place in places if (box := _ink_in(pixels, place))]
    if not boxes:
        return []
    crops = [
        np.ascontiguousarray(pixels[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4])
        for _, (left, top, right, bottom) in boxes
    ]
    return [
        (line, Line(text.strip(), ((left, top), (right, top), (right, bottom), (left, bottom)), confidence))
        for (line, (left, top, right, bottom)), (text, confidence) in zip(boxes, recognise(crops), strict=True)
        if confidence >= _SURE and _SHORT.fullmatch(text.strip()) and (line is None or text.strip() != line.text)
    ]


def _doubted(table: Table) -> Iterator[Line]:
    """Digits by themselves that were read with less certainty than digits are."""
    for row in table.cells[1:]:
        for cell in row:
            if len(cell.lines) == 1 and cell.text.isdigit() and len(cell.text) == 1 and cell.lines[0].confidence < 0.99:
                yield cell.lines[0]


def _empty(table: Table) -> Iterator[_Place]:
    """(left, top, right, bottom) of the empty cells, of rows that are mostly filled, in columns of short numbers."""
    for n in range(len(table.header)):
        column = [row[n] for row in table.cells[1:] if row[n].text]
        if len(column) < 2 or sum(bool(_SHORT.fullmatch(cell.text)) for cell in column) < 0.8 * len(column):
            continue
        lines = [line for cell in column for line in cell.lines]
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        for row in table.cells[1:]:
            own = [line for cell in row for line in cell.lines]
            if not row[n].text and sum(bool(cell.text) for cell in row) >= max(2, 0.5 * len(row)):
                top, bottom = min(line.top for line in own), max(line.bottom for line in own)
                yield int(left), int(top), int(right) + 1, int(bottom) + 1


def _ink_in(pixels: Pixels, place: _Place) -> _Place | None:
    """The box of what is drawn in a place, if it is as high as a digit; a dash is not."""
    left, top, right, bottom = max(0, place[0]), max(0, place[1]), place[2], place[3]
    part = pixels[top:bottom, left:right].mean(axis=2)
    if part.size == 0:
        return None
    ink = np.abs(part - np.median(part)) > _INK
    ys, xs = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not ys.size or not 0.3 * part.shape[0] <= ys[-1] - ys[0] + 1 or ink.mean() > 0.6:
        return None
    return left + int(xs[0]), top + int(ys[0]), left + int(xs[-1]) + 1, top + int(ys[-1]) + 1
