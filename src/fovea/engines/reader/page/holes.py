"""What detection passed over: what is drawn in empty cells, read by itself.

A digit alone is the smallest thing that a text may be, and the one most often missed; in a league's table or a class's
marks it is a whole value. Of a timetable's cells, of two short lines each, now and then one is missed as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from fovea.engines.reader.page.rules import Recognise
from fovea.engines.reader.values import Line, Table
from fovea.values import Pixels

_SHORT = re.compile(r"\W{0,2}\d[\d.,:]{0,4}\W{0,2}")
_WORDS = re.compile(r"(?=(?:.*[^\W\d_]){2})[\w .:&'/()+-]{2,24}")
#: What differs from the ground by more is ink, of 255.
_INK = 60
#: The recogniser's mean probability at least; whole lines of a page need less, as they have more to go by.
_SURE = 0.75
#: Words look like what a tick or a picture may be taken for.
_SURE_OF_WORDS = 0.9

_Place = tuple[int, int, int, int]


def passed_over(tables: Sequence[Table], pixels: Pixels, recognise: Recognise) -> list[tuple[Line | None, Line]]:
    """Lines for the numbers of empty cells, and for digits by themselves that were read with a doubt, each with the line
    in whose place it comes; ``pixels`` are uint8 (H, W, 3)."""
    places: list[tuple[Line | None, _Place]] = [(None, place) for table in tables for place in _empty(table)]
    places += [
        (x, (int(x.left), int(x.top), int(x.right) + 1, int(x.bottom) + 1)) for table in tables for x in _doubted(table)
    ]
    boxes = [(line, box) for line, place in places if (box := _ink_in(pixels, place))]
    numbers = len(boxes)
    boxes += [(None, box) for table in tables for place in _wordless(table) for box in _lines_in(pixels, place)]
    if not boxes:
        return []
    crops = [
        np.ascontiguousarray(pixels[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4])
        for _, (left, top, right, bottom) in boxes
    ]
    found = []
    for n, ((line, (left, top, right, bottom)), (read, confidence)) in enumerate(
        zip(boxes, recognise(crops), strict=True)
    ):
        text = read.strip()
        form, least = (_SHORT, _SURE) if n < numbers else (_WORDS, _SURE_OF_WORDS)
        if confidence >= least and form.fullmatch(text) and (line is None or text != line.text):
            found.append((line, Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), confidence)))
    return found


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


def _wordless(table: Table) -> Iterator[_Place]:
    """(left, top, right, bottom) of the empty cells of ruled tables, where words stand in others of their row and of
    their column."""
    if not table.ruled or len(table.header) < 3 or len(table.cells) < 3:
        return
    for n in range(1, len(table.header)):
        texts = [row[n].text for row in table.cells[1:] if row[n].text]
        lines = [line for row in table.cells for line in row[n].lines]
        if not texts or not all(any(map(str.isalpha, text)) for text in texts):
            continue
        middle = float(np.median([line.center[0] for line in lines]))
        half = max(line.width for line in lines) / 2
        for row in table.cells[1:]:
            own = [line for cell in row[1:] for line in cell.lines]
            if not row[n].text and own:
                top, bottom = min(line.top for line in own), max(line.bottom for line in own)
                # What stands beside has been read.
                before = max((x.right for cell in row[:n] for x in cell.lines), default=0.0)
                after = min((x.left for cell in row[n + 1 :] for x in cell.lines), default=np.inf)
                left, right = max(middle - half, before), min(middle + half, after)
                if right > left:
                    yield int(left), int(top), int(right) + 1, int(bottom) + 1


def _lines_in(pixels: Pixels, place: _Place) -> Iterator[_Place]:
    """The boxes of the lines drawn in a place, parted by the white between them."""
    left, top, right, bottom = max(0, place[0]), max(0, place[1]), place[2], place[3]
    part = pixels[top:bottom, left:right].mean(axis=2)
    if part.size == 0:
        return
    ink = np.abs(part - np.median(part)) > _INK
    if ink.mean() > 0.6:
        return
    ys = np.flatnonzero(ink.any(axis=1))
    for run in np.split(ys, np.flatnonzero(np.diff(ys) > 1) + 1) if ys.size else ():
        xs = np.flatnonzero(ink[run[0] : run[-1] + 1].any(axis=0))
        if len(run) >= 6 and xs[-1] - xs[0] >= len(run):
            yield left + int(xs[0]), top + int(run[0]), left + int(xs[-1]) + 1, top + int(run[-1]) + 1


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
