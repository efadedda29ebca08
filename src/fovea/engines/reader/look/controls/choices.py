"""Which of several things alike is the chosen one: the tab, the entry of a menu, the row that is lit up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from fovea.engines.reader.look.controls.colour import apart, colourful, ground_and_ink
from fovea.engines.reader.look.controls.labels import Piece, label_box
from fovea.engines.reader.look.controls.outlines import Scene
from fovea.engines.reader.look.controls.values import Control, Sign
from fovea.engines.reader.look.controls.words import is_button, is_deed
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box, Rgb
from fovea.engines.reader.values import Line, Table

#: An entry of a bar or a menu has no more characters.
LONGEST = 26
#: Grounds closer than this are one.
SAME_GROUND = 5


@dataclass(frozen=True)
class Entry:
    line: Line
    ground: Rgb
    ink: Rgb


def entries_of(scene: Scene, lines: Sequence[Line]) -> list[Entry]:
    found = []
    for line in lines:
        crop = scene.crop(Box(line.left, line.top, line.right, line.bottom))
        if not line.vertical and min(crop.shape[:2]) >= 6:
            found.append(Entry(line, *ground_and_ink(crop)))
    return found


def is_inked(scene: Scene, entry: Entry) -> bool:
    """Whether the colour seen in a line is that of its letters, and not of a rim that its box reaches into."""
    if colourful(entry.ink) <= 85:
        return True
    line, spare = entry.line, 0.2 * entry.line.height
    _, ink = ground_and_ink(scene.crop(Box(line.left, line.top + spare, line.right, line.bottom - spare)))
    return colourful(ink) > 60


def around(lines: Sequence[Line]) -> Box:
    """The box around several lines."""
    return Box(
        min(x.left for x in lines), min(x.top for x in lines), max(x.right for x in lines), max(x.bottom for x in lines)
    )


def find_choices(
    scene: Scene, entries: Sequence[Entry], tables: Sequence[Table], grounds: Sequence[Box], busy: set[int]
) -> Iterator[Control]:
    """The odd one of a bar or a column of entries.

    ``grounds`` are boxes about single lines: several in a bar are buttons. ``busy`` are ids of lines that other
    controls have.
    """
    cells = {id(line) for table in tables if table.ruled for row in table.cells for cell in row for line in cell.lines}
    free = [
        e for e in entries if len(e.line.text) <= LONGEST and id(e.line) not in busy | cells and _letters(e.line.text)
    ]
    rows = list(_lit_rows(entries, tables))
    taken = {id(line) for row in rows for line in row.lines}
    found: list[Control] = []
    # An entry of a sidebar and a record beside it are no bar.
    records = {id(x) for t in tables if len(t.cells) >= 4 for row in t.cells[1:] for cell in row for x in cell.lines}
    for bar in _bars(scene, [e for e in free if id(e.line) not in records]):
        boxed = [_box_of(entry.line, grounds, scene.text_px) is not None for entry in bar]
        if sum(boxed) < 2 and (chosen := _odd(scene, bar, "bar")) and not is_deed(chosen.text):
            found.append(chosen)
            taken.add(id(chosen.lines[0]))
    for pair in _pairs(scene, free):
        if (chosen := _open_tab(scene, pair)) and not any(_box_of(e.line, grounds, scene.text_px) for e in pair):
            found.append(chosen)
            taken.add(id(chosen.lines[0]))
    stood_out = [(c, column) for column in _columns(scene, free) if (c := _odd(scene, column, "column"))]
    for chosen, column in stood_out:
        line = chosen.lines[0]
        box = _box_of(line, grounds, scene.text_px)
        # A ground as wide as the column is no button's.
        spans = box is not None and box.right > max(e.line.right for e in column)
        pressed = box is not None and box.width < line.width + 3 * scene.text_px and not spans
        # Where the first of several columns stand out side by side they are the head of a table.
        head = sum(abs(other.box.center[1] - chosen.box.center[1]) < 0.5 * line.height for other, _ in stood_out) > 1
        labels = _with_boxes([e for e in column if e.line is not line], free, grounds, scene.text_px)
        if not (pressed or head or labels or id(line) in taken):
            found.append(chosen)
    yield from (*found, *rows)


def find_chips(scene: Scene, buttons: Sequence[Control], pieces: Sequence[Piece]) -> Iterator[Control]:
    """The odd one of buttons side by side that stand under, or behind, what is chosen with them: sizes, colours."""
    unit, own = scene.text_px, {id(line) for button in buttons for line in button.lines}
    labels = [piece for piece in pieces if id(piece.line) not in own]
    left = sorted(buttons, key=lambda b: (b.box.center[1], b.box.left))
    while left:
        first = left[0]
        row = [b for b in left if abs(b.box.center[1] - first.box.center[1]) < 0.3 * first.box.height]
        row = sorted((b for b in row if abs(b.box.height - first.box.height) < 6), key=lambda b: b.box.left)
        left = [b for b in left if b is not first and b not in row]
        close = all(0 <= b.box.left - a.box.right < 1.6 * unit for a, b in pairwise(row))
        label = label_box(_around([b.box for b in row]), labels, unit)
        if len(row) < 2 or not close or not label.text or len(label.text) > 24:
            continue
        fills = [scene.colour(b.box.left + 6, b.box.center[1]) for b in row]
        odd = _one_off(fills, SAME_GROUND) if len(row) > 2 else None
        if odd is None and sum(b.state == "primary" for b in row) == 1:
            odd = next(n for n, b in enumerate(row) if b.state == "primary")
        # "Apply" is pressed, and not chosen.
        if odd is not None and not is_button(row[odd].text):
            chosen = row[odd]
            yield Control(
                "choice", "selected", chosen.box, chosen.text, chosen.lines, "ground", colour_name(fills[odd]),
                group=label.text.strip(" :："), run="bar",
            )  # fmt: skip


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes), max(b.bottom for b in boxes)
    )


def _letters(text: str) -> bool:
    return any(c.isalpha() for c in text)


def _box_of(line: Line, grounds: Sequence[Box], unit: float) -> Box | None:
    """The box that holds a line and little more."""
    x, y = line.center
    return next(
        (
            b
            for b in grounds
            if b.left <= x <= b.right and b.top <= y <= b.bottom and line.width < b.width < line.width + 6 * unit
        ),
        None,
    )


def _bars(scene: Scene, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Three and more short texts side by side, of one height, with no wide gap between them."""
    left = sorted(entries, key=lambda e: e.line.center[1])
    while left:
        first = left[0]
        row = [e for e in left if abs(e.line.center[1] - first.line.center[1]) < 0.35 * first.line.height]
        left = [e for e in left if e not in row]
        row.sort(key=lambda e: e.line.left)
        run: list[Entry] = []
        for entry in row:
            if run and (
                entry.line.left - run[-1].line.right > 4.5 * scene.text_px
                or not 0.7 < entry.line.height / run[-1].line.height < 1.45
            ):
                if len(run) >= 3:
                    yield run
                run = []
            run.append(entry)
        if len(run) >= 3:
            yield run


#: Tabs of a window stand in its upper part; from so far to so far below a text, in its heights, is what the tab leads to.
_TABS_ABOVE, _PANE_BELOW = 0.35, (0.7, 1.6)
#: And those of a telephone in so much of its foot.
_TABS_AT_FOOT = 0.85


def _pairs(scene: Scene, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Two short texts that stand side by side at the left of a bar with nothing else in it near them."""
    top = [e for e in entries if e.line.center[1] < _TABS_ABOVE * scene.pixels.shape[0]]
    for first in top:
        row = [e for e in top if abs(e.line.center[1] - first.line.center[1]) < 0.35 * first.line.height]
        near = [e for e in row if 0 <= e.line.left - first.line.right < 4.5 * scene.text_px]
        before = [e for e in row if 0 <= first.line.left - e.line.right < 4.5 * scene.text_px]
        if len(near) == 1 and not before:
            (second,) = near
            if not any(0 <= e.line.left - second.line.right < 4.5 * scene.text_px for e in row):
                yield [first, second]


def _open_tab(scene: Scene, pair: Sequence[Entry]) -> Control | None:
    """Of two tabs the one whose ground goes on into what is below it, while the other's, and the bar's, ends above."""
    goes_on = []
    for entry in pair:
        line = entry.line
        top, bottom = (line.bottom + far * line.height for far in _PANE_BELOW)
        # Whatever text stands there: the ground that it stands on.
        below = scene.crop(Box(line.left, top, line.right, bottom))
        goes_on.append(bool(below.size) and apart(ground_and_ink(below)[0], entry.ground) <= SAME_GROUND)
    if sum(goes_on) != 1 or apart(pair[0].ground, pair[1].ground) <= SAME_GROUND:
        return None
    chosen = pair[goes_on.index(True)]
    beyond = scene.colour(
        min(pair[1].line.right + 3 * scene.text_px, scene.pixels.shape[1] - 1), pair[1].line.center[1]
    )
    above = chosen.line.top - 0.9 * chosen.line.height
    begins = above < 0 or apart(scene.colour(chosen.line.center[0], above), chosen.ground) > SAME_GROUND
    if apart(beyond, chosen.ground) <= SAME_GROUND or not begins or not _has_ground(scene, chosen):
        return None
    return _chosen(chosen, "bar", "ground", chosen.ground)


def _with_boxes(column: Sequence[Entry], entries: Sequence[Entry], grounds: Sequence[Box], unit: float) -> bool:
    """Whether most of a column have a box right behind them, and are the labels of fields."""

    def labels(entry: Entry) -> bool:
        line = entry.line
        beside = [box for box in grounds if box.left > line.right - 2]
        level = [box for box in beside if abs(box.center[1] - line.center[1]) < 0.35 * line.height]
        first = min((box.left for box in level), default=line.right + 9 * unit)
        between = any(
            other.line is not line
            and abs(other.line.center[1] - line.center[1]) < 0.4 * line.height
            and line.right <= other.line.left < first - 0.5 * unit
            for other in entries
        )
        return first - line.right < 8 * unit and not between

    return sum(map(labels, column)) >= 0.5 * len(column) > 0


def _of_one_type(a: Entry, b: Entry) -> bool:
    """Whether two lines may be of one size: a line of 漢字 is boxed closer than one with letters that reach below it."""
    return 0.66 < a.line.height / b.line.height < 1.5


def _columns(scene: Scene, entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Three and more short texts under one another, beginning at one place and as far apart each from the next."""
    left = sorted(entries, key=lambda e: e.line.left)
    while left:
        first = left[0]
        same = [e for e in left if abs(e.line.left - first.line.left) <= 0.6 * scene.text_px]
        left = [e for e in left if e not in same]
        same.sort(key=lambda e: e.line.top)
        run: list[Entry] = []
        for entry in same:
            if len(run) >= 2:
                pitch = run[1].line.center[1] - run[0].line.center[1]
                step = entry.line.center[1] - run[-1].line.center[1]
                alike = _of_one_type(entry, run[-1])
                if not (alike and 0.85 * pitch - 2 <= step <= 1.15 * pitch + 2):
                    if len(run) >= 3:
                        yield run
                    run = run[-1:]
            elif run and not (
                _of_one_type(entry, run[-1]) and entry.line.center[1] - run[-1].line.center[1] < 4 * scene.text_px
            ):
                run = []
            run.append(entry)
        if len(run) >= 3:
            yield run


def _odd(scene: Scene, entries: Sequence[Entry], how: Literal["bar", "column"]) -> Control | None:
    """The one entry with another ground, a line under or beside it, or, in a bar, another colour of its text."""
    ground = _one_off([e.ground for e in entries], SAME_GROUND)
    if ground is not None and _has_ground(scene, entries[ground]):
        vivid = colourful(entries[ground].ground) > 40 or apart(entries[ground].ground, entries[ground - 1].ground) > 60
        if how == "bar" or len(entries) >= 4 or vivid:
            return _chosen(entries[ground], how, "ground", entries[ground].ground)
    if how == "bar":
        # Tabs at the foot of a telephone may have their line above.
        at_foot = entries[0].line.center[1] > _TABS_AT_FOOT * scene.pixels.shape[0]
        signs: tuple[Sign, ...] = ("underline", "overline") if at_foot else ("underline",)
        for sign in signs:
            lines = [_underline(scene, e, over=sign == "overline") for e in entries]
            if sum(line is not None for line in lines) == 1:
                n, colour = next((n, line) for n, line in enumerate(lines) if line is not None)
                return _chosen(entries[n], how, sign, colour)
        ink = _one_off([e.ink for e in entries], 60)
        if ink is not None and max(colourful(e.ink) for e in entries) > 60:
            return _chosen(entries[ink], how, "text colour", entries[ink].ink, sure=False)
    return None


def _chosen(entry: Entry, run: Literal["bar", "column"], seen: Sign, colour: Rgb, sure: bool = True) -> Control:
    line = entry.line
    box = Box(line.left, line.top, line.right, line.bottom)
    return Control("choice", "selected", box, line.text, (line,), seen, colour_name(colour), run=run, sure=sure)


def _one_off(colours: Sequence[Rgb], same: int) -> int | None:
    """The index of the only colour that differs, where all others are alike."""
    for n, colour in enumerate(colours):
        others = [other for m, other in enumerate(colours) if m != n]
        if min(apart(colour, other) for other in others) > same and all(apart(others[0], o) <= same for o in others):
            return n
    return None


def _has_ground(scene: Scene, entry: Entry) -> bool:
    """Whether the ground goes on beyond the text, as that of an entry does."""
    beyond = scene.colour(entry.line.right + 0.15 * scene.text_px, entry.line.center[1])
    return apart(beyond, entry.ground) <= SAME_GROUND


def _underline(scene: Scene, entry: Entry, over: bool = False) -> Rgb | None:
    """The colour of a line drawn under a text, or over it, and not along its neighbours."""
    line, unit = entry.line, scene.text_px
    if over:
        top, bottom = max(0, int(line.top - 0.55 * unit)), max(0, int(line.top + 0.2 * unit))
    else:
        top, bottom = int(line.bottom - 0.2 * unit), int(line.bottom + 0.95 * unit)
    left, right = max(0, int(line.left - unit)), int(line.right + unit)
    strip = scene.pixels[top:bottom, left:right].astype(np.int16)
    if strip.shape[0] < 3 or strip.shape[1] < 6:
        return None
    differs = np.abs(strip - np.array(entry.ground, np.int16)).max(axis=2) > 30
    inner = differs[:, int(line.left) - left + 3 : int(line.right) - left - 3]
    # A line over a text may be as long as the text, which its box is not.
    rows = np.flatnonzero(inner.mean(axis=1) > (0.8 if over else 0.9)) if inner.shape[1] > 2 else np.array([])
    if not 1 <= rows.size <= 7:
        return None
    row = strip[int(rows[rows.size // 2])]
    r, g, b = (int(v) for v in np.median(row[int(line.left) - left + 3 : int(line.right) - left - 3], axis=0))
    # Lines without a colour are rules of tables and of print.
    if colourful((r, g, b)) < 40 and rows.size < 3:
        return None
    # A line that goes on to both sides belongs to the whole bar.
    ends = np.abs(row[[0, -1]] - np.array([r, g, b], np.int16)).max(axis=1) <= 20
    return None if bool(ends.all()) else (r, g, b)


def _lit_rows(entries: Sequence[Entry], tables: Sequence[Table]) -> Iterator[Control]:
    """The one row of a table with another ground than all others below the head."""
    grounds = {id(e.line): e.ground for e in entries}
    for table in tables:
        rows = [[line for cell in row for line in cell.lines if id(line) in grounds] for row in table.cells[1:]]
        rows = [row for row in rows if row]
        if len(rows) < 3:
            continue
        common = [grounds[id(row[0])] for row in rows]
        n = _one_off(common, SAME_GROUND)
        if (
            n is None
            or n == len(rows) - 1
            or any(apart(grounds[id(line)], common[n]) > SAME_GROUND for line in rows[n])
        ):
            continue
        row = rows[n]
        box = around(row)
        yield Control(
            "choice",
            "selected",
            box,
            "  ".join(x.text for x in row),
            tuple(row),
            "ground",
            colour_name(common[n]),
            run="row",
        )
