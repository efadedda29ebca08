"""Arranging: lines with boxes become rows, columns, paragraphs, headings, tables and labelled values.

Everything is measured in the height of the page's own text, so that neither the resolution nor the size of
the print matters. A page that leans a little is straightened in numbers, not in pixels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.language.lexicon import is_cjk
from fovea.engines.reader.look.quality import skew_degrees
from fovea.engines.reader.page.holes import passed_over
from fovea.engines.reader.page.panes import Edge, edges
from fovea.engines.reader.page.rules import Recognise, Rules, cut_at_rules, runs_over
from fovea.engines.reader.values import Cell, Line, Page, Pair, Row, Table
from fovea.values import Pixels

#: Lines that overlap by this share of the lower one's height stand in one row.
SAME_ROW = 0.5
#: Space between columns of a page of prose, in heights of its text; of a page seen from the side it may lean by so
#: much of its height to either side.
GUTTER = 0.7
SLANTS = (0.0, -0.03, 0.03, -0.06, 0.06, -0.09, 0.09)
#: Distance between paragraphs, in usual distances between their rows.
PARAGRAPH_STEP = 1.4
#: Text this much higher than the page's usual one is a heading.
HEADING = 1.22
#: So much larger than its label is the figure of a card.
CARD_VALUE = 1.4


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line and its box after the page's lean is taken out."""

    line: Line
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


_Spots: TypeAlias = list[_Spot]


#: An edge that runs straight down for this share of a page says that the page is level, where the boxes of its lines
#: lean by less than so much, radians.
UPRIGHT_SHARE, BOXED_ASKEW = 0.5, math.radians(1)


def arrange(page: Page, pixels: Pixels | None = None, recognise: Recognise | None = None) -> Page:
    """The page with its lines in reading order and all that follows from their places.

    ``pixels`` are the upright picture's; without them drawn table rules cannot be seen. ``recognise`` reads pieces of
    lines again that were read across such rules.
    """
    page = replace(page, lines=_with_colons([_with_capital(line) for line in page.lines]))
    rules = Rules(pixels) if pixels is not None else None
    if rules is not None and recognise is not None:
        page = cut_at_rules(page, rules, recognise)
    if not page.lines:
        return page
    page = replace(page, lines=_cut_at_prices(page.lines))
    if page.vertical:
        lines = _right_to_left(page.lines)
        return replace(
            page,
            lines=tuple(lines),
            rows=tuple(Row((line,)) for line in lines),
            paragraphs=(tuple(lines),),
            headings=_headings([_spot(line, 0.0) for line in lines], vertical=True),
        )
    lean = math.radians(skew_degrees(page.lines))
    fan = _fan(page.lines)
    spots = [_spread(line, fan) if fan else _spot(line, lean) for line in page.lines]
    panes = edges(pixels, _unit(spots)) if pixels is not None and abs(lean) < BOXED_ASKEW and not fan else []
    if lean and panes and panes[0].length > UPRIGHT_SHARE * page.size.height:
        # A page that leans has no such edge, however its lines were boxed.
        lean, spots = 0.0, [_spot(line, 0.0) for line in page.lines]
    panes = [] if lean else panes
    parted = _panes(spots, panes)
    blocks = [block for pane in parted for block in _blocks(pane)]
    rows = [row for block in blocks for row in _rows(block)]
    ordered = [spot for row in rows for spot in row]
    ruled = [table for pane in parted for table in _ruled_tables(rules, pane)] if rules is not None else []
    inside = {id(line) for table in ruled for row in table.cells for cell in row for line in cell.lines}
    free = [left for row in rows if (left := [s for s in row if id(s.line) not in inside])]
    told = _descriptions(free)
    tables = [*ruled, *_aligned_tables([row for row in free if id(row[0]) not in told])]
    if pixels is not None and recognise and (more := passed_over(tables, pixels, recognise)):
        gone = {id(line) for line, _ in more if line}
        kept = [line for line in page.lines if id(line) not in gone]
        return arrange(replace(page, lines=(*kept, *(line for _, line in more))), pixels)
    return replace(
        page,
        lines=tuple(s.line for s in ordered),
        rows=tuple(Row(tuple(s.line for s in row)) for row in rows),
        paragraphs=tuple(tuple(s.line for row in p for s in row) for p in _paragraphs(blocks)),
        headings=_headings(
            ordered,
            over_text=[s for block in blocks for s in _over_text(_rows(block))]
            + [s for pane in parted if len(parted) > 1 for s in _over_pane(_rows(pane))]
            + (_coloured(pixels, rows) if pixels is not None else []),
            bold=_bold(pixels, rows) if pixels is not None else [],
        ),
        tables=tuple(tables),
        pairs=tuple(_pairs(rows, tables)),
    )


# --- rows and columns -----------------------------------------------------------------------------------------


_NAME_AND_PRICE = re.compile(
    r"^(?P<name>[^\W\d].*\S)\s(?P<price>(?:[$€£¥￥]|NT\$|RM)\s?\d[\d.,]*.{0,18}|\d[\d.,]*[.,]\d{2}\s?€?)$"
)


def _cut_at_prices(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines with the price apart from the name before it, where it stands in a column of prices that others stand in alone:
    the gap between two columns may be narrow enough in one row to be read over."""
    columns = [x for x in lines if not x.vertical and _is_number(x.text.split(" per ")[0].split(" a ")[0])]
    parted: list[Line] = []
    for line in lines:
        match = _NAME_AND_PRICE.match(line.text) if not line.vertical else None
        at = line.left + line.width * match.start("price") / len(line.text) if match else 0.0
        beside = [
            x
            for x in columns
            if match
            and abs(x.top - line.top) > 0.6 * line.height
            and min(abs(x.left - at), abs(x.right - line.right) + 0.3 * line.height) < 0.9 * line.height
            and any(abs(y.left - line.left) < 0.6 * y.height and abs(y.top - x.top) < 0.4 * y.height for y in lines)
        ]
        if match and len(beside) >= 3:
            (a, b, c, d), share = line.quad, (at - line.left) / line.width
            top, foot = ((p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share) for p, q in ((a, b), (d, c)))
            parted += [
                replace(line, text=match["name"], quad=(a, top, foot, d)),
                replace(line, text=match["price"], quad=(top, b, c, foot)),
            ]
        else:
            parted.append(line)
    return tuple(parted)


#: "lker" is Iker: a name by itself begins with no l before a consonant.
_SMALL_L = re.compile(r"l(?=[bcdfghjkmnpqrstvwxz][aeiouáéíóú])(?=[^\W\d_]{3,}(?: [A-ZÁÉÍÓÚ][^\W\d_]+)*$)")


def _with_colons(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines without the colons that stand in a column of their own, which go to the labels on their left."""
    alone = {id(line): line for line in lines if re.fullmatch(r"[:：;]", line.text.strip())}
    colons: dict[int, Line] = {}
    for colon in alone.values():
        left = [
            x
            for x in lines
            if id(x) not in alone and x.right <= colon.left + 0.3 * colon.height and x.top < colon.center[1] < x.bottom
        ]
        if left:
            label = max(left, key=lambda line: line.right)
            colons[id(label)] = colon
    gone = {id(colon) for colon in colons.values()}
    told = {key: replace(line, text=f"{line.text.rstrip()} :") for line in lines if (key := id(line)) in colons}
    return tuple(told.get(id(line), line) for line in lines if id(line) not in gone)


#: "0lives", "0bject" begin with an O, where no unit and nothing that is counted stands behind a nought.
_NOUGHT = re.compile(
    r"(?<![\w.,:/#\-])0(?=(?!x|kcal|cal|gram|kilo|lit[re]|met[re]|min|sec|hour|day|week|month|year|euro|cent|dollar|pound|point|item|unit|piece|page|file|error|warn|result|people|person|vote|goal|pass|fail|perc|degree|hora|dia|mes|ano|punto|voto|gol|por)[a-z]{4,}(?!\w))"
)


def _with_capital(line: Line) -> Line:
    text = re.sub(r"\bS\.r\.I\b", "S.r.l", "I" + line.text[1:] if _SMALL_L.match(line.text) else line.text)
    text = _NOUGHT.sub("O", text)
    return line if text == line.text else replace(line, text=text)


def _spot(line: Line, lean: float) -> _Spot:
    cos, sin = math.cos(-lean), math.sin(-lean)
    xs = [x * cos - y * sin for x, y in line.quad]
    ys = [x * sin + y * cos for x, y in line.quad]
    if not lean:
        return _Spot(line, min(xs), min(ys), max(xs), max(ys))
    # The corners of a leaning box, straightened, still disagree by a pixel or two: halves meet in the middle.
    top, bottom = (ys[0] + ys[1]) / 2, (ys[2] + ys[3]) / 2
    return _Spot(line, min(xs), min(top, bottom), max(xs), max(top, bottom))


#: So many wide lines tell how a page photographed from one side fans out, if they lean apart by so much from its top
#: to its foot, and keep to one rule by so much of what they differ.
FAN_LINES, FAN_SLOPE, FAN_REST = 8, math.tan(math.radians(1.2)), 0.5


@dataclass(frozen=True, slots=True)
class _Fan:
    """The slope of a row by its height where it crosses ``x``: that of the uppermost is not that of the lowest."""

    x: float
    slope: float
    more: float

    def height(self, x: float, y: float) -> float:
        """Where the row of a point crosses ``x``."""
        at = y
        for _ in range(4):
            at = y - (self.slope + self.more * at) * (x - self.x)
        return at


def _fan(lines: Sequence[Line]) -> _Fan | None:
    """How the rows of a page fan out; None where they lie level or lean alike."""
    wide = [line for line in lines if line.width > 4 * line.height and not line.vertical]
    if len(wide) < FAN_LINES:
        return None
    slopes = np.array([(x.quad[1][1] - x.quad[0][1]) / max(1.0, x.quad[1][0] - x.quad[0][0]) for x in wide])
    middle = float(np.median([line.center[0] for line in lines]))
    heights = np.array([line.center[1] for line in wide]) - slopes * (
        np.array([line.center[0] for line in wide]) - middle
    )
    if np.ptp(heights) < 1.0:
        return None
    more, slope = (float(v) for v in np.polyfit(heights, slopes, 1, w=[line.width for line in wide]))
    rest = slopes - (slope + more * heights)
    fans = abs(more) * float(np.ptp(heights)) >= FAN_SLOPE and float(np.std(rest)) <= FAN_REST * float(np.std(slopes))
    return _Fan(middle, slope, more) if fans else None


def _spread(line: Line, fan: _Fan) -> _Spot:
    """As ``_spot``, of a page whose rows fan out."""
    xs, ys = zip(*line.quad, strict=True)
    half = ((ys[3] - ys[0]) + (ys[2] - ys[1])) / 4
    at = fan.height(*line.center)
    return _Spot(line, min(xs), at - half, max(xs), at + half)


def _rows(spots: _Spots) -> list[_Spots]:
    """Spots in rows, top to bottom, each from left to right."""
    rows: list[_Spots] = []
    for spot in sorted(spots, key=lambda s: s.middle):
        best, most = None, SAME_ROW
        for row in rows[-4:]:
            share = max(
                (min(s.bottom, spot.bottom) - max(s.top, spot.top)) / max(1.0, min(s.height, spot.height)) for s in row
            )
            # Two lines over one another are never one row, however close they stand.
            stacked = any(
                min(s.right, spot.right) - max(s.left, spot.left) > 0.5 * min(s.width, spot.width) for s in row
            )
            if share > most and not stacked:
                best, most = row, share
        if best is None:
            rows.append([spot])
        else:
            best.append(spot)
    for row in rows:
        row.sort(key=lambda s: s.left)
    return sorted(rows, key=lambda row: min(s.middle for s in row))


def _panes(spots: _Spots, parted: Sequence[Edge]) -> list[_Spots]:
    """Cuts a page along its edges, the longest first: what is above, each side from left to right, what is below."""
    unit = _unit(spots)
    for n, edge in enumerate(parted):
        beside = [s for s in spots if edge.top <= s.middle <= edge.bottom]
        left = [s for s in beside if (s.left + s.right) / 2 < edge.x]
        right = [s for s in beside if s not in left]
        across = any(s.left < edge.x - 0.3 * unit and s.right > edge.x + 0.3 * unit for s in beside)
        # Between two boxes there is a gap, without text.
        near = any(0.2 * unit < abs(other.x - edge.x) < 3 * unit and other.spans(edge) for other in parted)
        free = all(min(abs(s.left - edge.x), abs(s.right - edge.x)) > 0.1 * unit for s in beside)
        if across or min(len(left), len(right)) < 2 or (not (near and free) and _belong(left, right, unit)):
            continue
        above = [s for s in spots if s.middle < edge.top]
        below = [s for s in spots if s.middle > edge.bottom]
        rest = parted[n + 1 :]
        return [pane for part in (above, left, right, below) if part for pane in _panes(part, rest)]
    return [spots]


def _belong(left: _Spots, right: _Spots, unit: float) -> bool:
    """Whether two sides are the numbers of an axis and its plot, or labels and values on the same lines."""
    if sum(_is_number(s.line.text) for s in left) > 0.6 * len(left):
        return True

    def alone(side: _Spots, others: _Spots) -> int:
        return sum(not any(abs(s.middle - other.middle) < 0.15 * unit for other in others) for s in side)

    # Beside the files of a sidebar much of a program stands alone, however well the rest lines up.
    return alone(left, right) <= 0.15 * len(left) and alone(right, left) <= 0.6 * len(right)


def _blocks(spots: _Spots) -> list[_Spots]:
    """Cuts a page into columns of prose, recursively: what spans them above, then each from left to right.

    Only prose is cut: in a receipt or a form the right-hand side belongs to the left-hand one.
    """
    unit = _unit(spots)
    for gutter in _gutters(spots, unit):
        # The box of a short line may reach a little beyond its column.
        across = [s for s in spots if s.left < gutter.at(s) - 1.5 * unit and s.right > gutter.at(s) + 1.5 * unit]
        top = max((s.bottom for s in across if s.middle < _median(spots, "middle")), default=-math.inf)
        bottom = min((s.top for s in across if s.middle >= _median(spots, "middle")), default=math.inf)
        middle = [s for s in spots if s not in across and top - unit / 2 <= s.middle <= bottom + unit / 2]
        left = [s for s in middle if s.left + s.right <= 2 * gutter.at(s)]
        right = [s for s in middle if s not in left]
        if not all(_is_prose(side, unit) or _is_list(side) for side in (left, right)):
            continue
        above = [s for s in spots if s not in middle and s.middle < top + unit / 2]
        below = [s for s in spots if s not in middle and s not in above]
        return [block for part in (above, left, right, below) if part for block in _blocks(part)]
    return [spots]


@dataclass(frozen=True, slots=True)
class _Gutter:
    """White that runs down a page from ``x`` at its top, px, by ``slant`` px further to the right in each."""

    x: float
    slant: float
    width: float

    def at(self, spot: _Spot) -> float:
        return self.x + self.slant * spot.middle


def _gutters(spots: _Spots, unit: float) -> list[_Gutter]:
    """Where white runs down between lines, the straightest and widest first; few lines (a title, a date) may cross."""
    if len(spots) < 6:
        return []
    found = []
    middles = np.array([s.middle for s in spots])
    for slant in SLANTS:
        lefts, rights = (
            np.array(edges) - slant * middles for edges in zip(*((s.left, s.right) for s in spots), strict=True)
        )
        xs = np.arange(lefts.min(), rights.max(), unit / 8)
        crossing = ((lefts[:, None] < xs) & (xs < rights[:, None])).sum(axis=0)
        white = np.flatnonzero(crossing <= min(4, len(spots) // 6))
        found += [
            _Gutter(float(xs[run[0]] + xs[run[-1]]) / 2, slant, float(xs[run[-1]] - xs[run[0]]))
            for run in np.split(white, np.flatnonzero(np.diff(white) > 1) + 1)
            if run.size
        ]
    wide = [gutter for gutter in found if gutter.width > GUTTER * unit]
    return sorted(wide, key=lambda gutter: (abs(gutter.slant), -gutter.width))


def _is_prose(spots: _Spots, unit: float) -> bool:
    """Several lines under one another, some of them long; paragraphs end in short ones."""
    long = sum(spot.width > 9 * unit for spot in spots)
    return len(spots) >= 3 and long >= max(2, len(spots) / 3)


_ENTRY = re.compile(r"\s*(?:[-•·*▪–○●]|\d{1,2}\s?[.)、](?!\d))\s*\S")


def _is_list(spots: _Spots) -> bool:
    """Several entries with a bullet or a number, whose lines may run on."""
    entries = sum(bool(_ENTRY.match(spot.line.text)) for spot in spots)
    return entries >= 3 and entries >= 0.5 * len(spots)


def _right_to_left(lines: Iterable[Line]) -> list[Line]:
    """Columns from right to left, each from top to bottom; lines across (a title) by their place."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: -x.center[0]):
        for column in columns:
            first = column[0]
            shared = min(first.right, line.right) - max(first.left, line.left)
            if shared > 0.5 * min(first.width, line.width):
                column.append(line)
                break
        else:
            columns.append([line])
    return [line for column in columns for line in sorted(column, key=lambda x: x.top)]


def _paragraphs(blocks: list[_Spots]) -> list[list[_Spots]]:
    """Rows that follow one another at the block's usual distance, in type of one size."""
    out: list[list[_Spots]] = []
    for block in blocks:
        rows = _rows(block)
        middles = [float(np.mean([s.middle for s in row])) for row in rows]
        steps = [b - a for a, b in pairwise(middles)]
        usual = float(np.percentile(steps, 35)) if steps else 0.0
        for n, row in enumerate(rows):
            same_size = n and 0.75 < max(map(_type_size, row)) / max(map(_type_size, rows[n - 1])) < 1.33
            if n and same_size and steps[n - 1] <= PARAGRAPH_STEP * usual:
                out[-1].append(row)
            else:
                out.append([row])
    return out


NUMBERED = re.compile(
    r"^(第?[一二三四五六七八九十]+[、章節节]|\d+(\.\d+)*[.、)]?\s+\S|Chapter\s|Section\s|Cap[ií]tulo\s)", re.I
)


def _over_text(rows: Sequence[_Spots]) -> _Spots:
    """Short lines over paragraphs, nearer to what is below than to what is above: headings, whatever their type.

    Three of them that begin at one place, since one alone may be a line that ends early.
    """
    found: _Spots = []
    running = 0
    for above, row, below in zip(rows, rows[1:], rows[2:], strict=False):
        spot, text = row[0], row[0].line.text
        short = len(row) == len(below) == 1 and len(text) <= (14 if is_cjk(text[0]) else 40)
        if not short or not text[0].isalpha() or text[-1] in ".,;:!?。，；：！？、" or any(c.isdigit() for c in text):
            continue
        before, after = spot.top - max(s.bottom for s in above), below[0].top - spot.bottom
        near = abs(below[0].left - spot.left) < 0.4 * spot.height and after < 0.8 * spot.height
        if near and before > 1.3 * max(after, 0.1 * spot.height):
            found.append(spot)
            told = below[0].line.text
            running += told[-1] in ".。！？!?" or len(told) >= (12 if is_cjk(told[0]) else 24)
    column = [s for s in found if abs(s.left - _median(found, "left")) < 0.5 * s.height] if found else []
    return column if len(column) >= 3 and running >= 0.6 * len(found) else []


#: Levels, of 255, between the strongest and the weakest channel of an ink: above, it has a colour.
COLOURED, GREY = 70, 45


def _coloured(pixels: Pixels, rows: Sequence[_Spots]) -> _Spots:
    """Short lines in a colour over text without one: headings, two at least of one colour."""
    inks = {id(s): _ink(pixels, s.line) for row in rows for s in row}
    chroma = {key: max(ink) - min(ink) for key, ink in inks.items()}
    if not rows or sum(value < GREY for value in chroma.values()) < 0.5 * len(chroma):
        return []
    found = []
    grey = [s for row in rows for s in row if chroma[id(s)] < GREY]
    for row in rows:
        for spot in row:
            text = spot.line.text
            under = any(
                abs(s.left - spot.left) < 0.6 * spot.height and 0 < s.top - spot.top < 2.4 * spot.height for s in grey
            )
            plainly = 2 <= len(text) <= 40 and text[0].isalpha() and text[-1] not in ".,;:!?。，；：！？"
            if plainly and under and all(chroma[id(s)] >= COLOURED for s in row):
                found.append(spot)
    return [s for s in found if sum(_near_ink(inks[id(s)], inks[id(other)]) for other in found) >= 2]


#: How much thicker than those of the usual text, for their size, the strokes of bold type are at least; it measured
#: 1.35 to 1.7 in eight faces.
BOLD = 1.22


def _bold(pixels: Pixels, rows: Sequence[_Spots]) -> _Spots:
    """Short lines in bold over text that is not: headings of the text's own size, two at least that begin at one place."""
    if len(rows) < 6:
        return []
    plainly = [s for row in rows for s in row if len(s.line.text) >= 12]
    usual = float(np.median([stroke(pixels, s.line) for s in plainly])) if len(plainly) >= 4 else 0.0
    found: _Spots = []
    running = 0
    for above, row, below in zip([[], *rows], rows, rows[1:], strict=False):
        spot, text = row[0], row[0].line.text
        short = len(row) == 1 and 2 <= len(text) <= (14 if is_cjk(text[0]) else 40)
        if not usual or not short or not text[0].isalpha() or text[-1] in ".,;:，。；：" or any(map(str.isdigit, text)):
            continue
        before = spot.top - max(s.bottom for s in above) if above else math.inf
        after, size = min(s.top for s in below) - spot.bottom, max(map(_type_size, below))
        under = -0.6 * spot.height < below[0].left - spot.left < 3 * spot.height
        apart = before > 0.3 * spot.height and before > 0.8 * after and after < 1.8 * spot.height
        if under and apart and _type_size(spot) > 0.95 * size and stroke(pixels, spot.line) > BOLD * usual:
            found.append(spot)
            running += len(below) > 1 or len(below[0].line.text) >= (9 if is_cjk(below[0].line.text[0]) else 18)
    column = [s for s in found if sum(abs(s.left - other.left) < 0.5 * s.height for other in found) >= 2]
    # What stands over short texts alone are the labels of what is filled in.
    return column if running >= 0.6 * len(found) else []


def stroke(pixels: Pixels, line: Line) -> float:
    """How thick a line's strokes are, as a share of its type's size: twice its ink by the length of the ink's edge."""
    box = pixels[max(0, int(line.top)) : int(line.bottom) + 1, max(0, int(line.left)) : int(line.right) + 1]
    if min(box.shape[:2], default=0) < 4:
        return 0.0
    flat = box.astype(np.int16)
    far = np.abs(flat - np.median(flat.reshape(-1, 3), axis=0)).sum(axis=2)
    # Grey edges count by how dark they are, so that a stroke of two pixels and a half is none of three.
    ink = np.clip(far / max(1.0, float(np.percentile(far, 98))), 0, 1)
    edge = np.abs(np.diff(ink, axis=0)).sum() + np.abs(np.diff(ink, axis=1)).sum()
    return float(2 * ink.sum() / max(edge, 1.0)) / type_size(line)


def _ink(pixels: Pixels, line: Line) -> tuple[int, int, int]:
    """The colour (r, g, b) of a line's letters: the median of what differs most from its ground."""
    box = pixels[max(0, int(line.top)) : int(line.bottom) + 1, max(0, int(line.left)) : int(line.right) + 1]
    if not box.size:
        return (0, 0, 0)
    flat = box.reshape(-1, 3).astype(np.int16)
    distance = np.abs(flat - np.median(flat, axis=0)).sum(axis=1)
    red, green, blue = np.median(flat[distance >= 0.7 * distance.max()], axis=0)
    return (int(red), int(green), int(blue))


def _near_ink(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 50


def _over_pane(rows: Sequence[_Spots]) -> _Spots:
    """The name of a card: its first line, set apart from what is below, or larger."""
    if len(rows) < 3 or len(rows[0]) > 1 or not _is_label(rows[0][0].line.text) or len(rows[0][0].line.text) > 30:
        return []
    gaps = [min(s.top for s in b) - max(s.bottom for s in a) for a, b in pairwise(rows)]
    usual, size = float(np.median(gaps[1:])), float(np.median([_type_size(s) for row in rows[1:] for s in row]))
    first = rows[0][0]
    apart = gaps[0] > 1.2 * max(usual, 0) + 0.1 * first.height or _type_size(first) > 1.1 * size
    return [first] if apart and first.line.text[-1] not in ".,;:。，；：" else []


def _headings(
    spots: _Spots, vertical: bool = False, over_text: Sequence[_Spot] = (), bold: Sequence[_Spot] = ()
) -> tuple[Line, ...]:
    """Lines set larger than the page's usual text, or numbered as headings are, and those that stand over its text or
    are bold."""
    if len(spots) < 3:
        return ()
    weights = np.array([len(s.line.text) for s in spots], dtype=np.float64)
    sizes = np.array([_type_size(s, vertical) for s in spots])
    order = sizes.argsort()
    usual = float(sizes[order][np.searchsorted(weights[order].cumsum(), weights.sum() / 2)])
    found = []
    for spot, size in zip(spots, sizes, strict=True):
        text = spot.line.text
        if not any(c.isalpha() for c in text) or len(text) > 80:
            continue
        # The box of a short text says less about its size.
        large = size > (HEADING if len(text) >= 6 or is_cjk(text[0]) else HEADING + 0.12) * usual
        numbered = size > 1.08 * usual and NUMBERED.match(text) and text[-1] not in "。.;；,，"
        if large or numbered or spot in over_text:
            found.append(spot.line)
    if (found or bold) and not vertical:
        found += _like(found, spots, usual)
        found += [spot.line for spot in bold if spot.line not in found]
        found.sort(key=[spot.line for spot in spots].index)
    return tuple(found)


def _like(headings: Sequence[Line], spots: _Spots, usual: float) -> list[Line]:
    """Short lines set like a heading: as high, beginning where it begins, and above the page's usual size."""
    alike = []
    for spot in spots:
        text = spot.line.text
        if spot.line in headings or not 2 <= len(text) <= 40 or not text[0].isalpha() or text[-1] in ".,;，。；":
            continue
        for line in headings:
            as_high = abs(line.height - spot.line.height) < 0.2 * line.height
            if as_high and abs(line.left - spot.left) < 0.4 * line.height and _type_size(spot) > 1.1 * usual:
                alike.append(spot.line)
                break
    return alike


def type_size(line: Line) -> float:
    """Size of a line's type, px, up to a factor: for comparing lines of one page."""
    return _type_size(_spot(line, 0.0))


def _type_size(spot: _Spot, vertical: bool = False) -> float:
    """Size of the type in px, up to a factor: from the box's height and from the room that a character takes.

    Heights depend on whether letters reach up and down, widths on which letters there are; the mean of both
    is off by less.
    """
    along, across = (spot.height, spot.width) if vertical else (spot.width, spot.height)
    units = sum(_WIDTHS.get(char, 1.9 if is_cjk(char) else 1.25 if char.isupper() else 1.0) for char in spot.line.text)
    return math.sqrt(across * max(1.0, along - 0.35 * across) / max(units, 0.5))


_WIDTHS = dict.fromkeys("iljtfI.,:;'|!()[] ", 0.55) | dict.fromkeys("mwMW%@", 1.5)


# --- tables ----------------------------------------------------------------------------------------------------


def _ruled_tables(rules: Rules, spots: _Spots) -> list[Table]:
    """Tables drawn with lines: the grid is found in the pixels, the text put into its cells."""
    if min(rules.pixels.shape[:2]) < 60:
        return []
    unit = _unit(spots)
    across, down = rules.at(unit)
    grid = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(grid)
    tables = []
    grey: NDArray[np.float64] | None = None
    for x, y, w, h, _ in stats[1:count]:
        if w < 6 * unit or h < 2.5 * unit:
            continue
        xs = _rules(down[y : y + h, x : x + w].sum(axis=0) / 255, 0.55 * h, x)
        ys = _rules(across[y : y + h, x : x + w].sum(axis=1) / 255, 0.55 * w, y)
        if len(xs) < 3 or len(ys) < 3:
            continue
        grey = rules.pixels.mean(axis=2) if grey is None else grey
        xs, ys = _with_grounds(grey, spots, xs, ys)
        ys = [*_first_band(spots, xs, ys), *ys, *_last_band(spots, xs, ys)]
        edges = _finer(spots, xs, ys, unit)
        cells = [[_cell(spots, a, b, c, d) for a, b in pairwise(edges)] for c, d in pairwise(ys)]
        filled = sum(1 for row in cells for cell in row if cell.text)
        if filled >= max(4, 0.3 * len(cells) * len(cells[0])):
            tables.append(Table(tuple(tuple(row) for row in cells), ruled=True))
    inside = {id(line) for table in tables for row in table.cells for cell in row for line in cell.lines}
    level = [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:count] if h < unit]
    strokes = [(x, rules.edge(x, y, w, h), x + w) for x, y, w, h in rules.joined(level) if w >= 12 * unit]
    return tables + _banded_tables([s for s in spots if id(s.line) not in inside], strokes, unit)


#: How far two grounds are apart, of 255, and along how much of a table the edge between them goes.
GROUND_STEP, GROUND_SHARE = 40, 0.9


def _with_grounds(
    grey: NDArray[np.float64], spots: _Spots, xs: list[int], ys: list[int]
) -> tuple[list[int], list[int]]:
    """The lines of a table with those where a ground of another colour begins and ends to its left or over it, as a
    first column and a head on a dark one have: no rule is drawn there. Only as far as most places have a text."""

    def beyond(along: Sequence[int], across: Sequence[int], values: NDArray[np.float64]) -> list[int]:
        # ``values``: the picture with what goes along the table's lines last.
        pitch = int(np.median(np.diff(along)))
        start = max(1, along[0] - int(2.3 * pitch))
        part = values[across[0] : across[-1], start - 1 : along[0]]
        steps = (np.abs(part[:, 2:] - part[:, :-2]) > GROUND_STEP).mean(axis=0)
        runs = runs_over(steps, GROUND_SHARE)
        return [start + int(run.mean()) for run in runs if along[0] - start - run.mean() > 0.3 * pitch]

    own = float(np.median(grey[ys[0] : ys[-1], xs[0] : xs[-1]]))

    def belongs(box: Sequence[tuple[int, int, int, int]]) -> bool:
        # Another ground, with texts on it.
        (left, *_), (*_, bottom) = box[0], box[-1]
        ground = grey[box[0][2] : bottom, left : box[-1][1]]
        held = [any(a <= s.line.center[0] < b and c <= s.line.center[1] < d for s in spots) for a, b, c, d in box]
        another = bool(ground.size) and abs(float(np.median(ground)) - own) > GROUND_STEP
        return another and sum(held) >= 0.5 * len(held)

    left = [*beyond(xs, ys, grey), *xs]
    while len(left) > len(xs) and not belongs([(left[0], left[1], a, b) for a, b in pairwise(ys)]):
        left = left[1:]
    top = [*beyond(ys, left, grey.T), *ys]
    while len(top) > len(ys) and not belongs([(a, b, top[0], top[1]) for a, b in pairwise(left)]):
        top = top[1:]
    return left, top


def _last_band(spots: _Spots, xs: Sequence[float], ys: Sequence[int]) -> list[int]:
    """Where a table's last row ends that no rule closes: as high as the others, with text in most columns."""
    pitch = int(np.median(np.diff(ys)))
    below = [s for s in spots if ys[-1] <= s.line.center[1] < ys[-1] + pitch and xs[0] <= s.line.center[0] < xs[-1]]
    filled = [any(a <= s.line.center[0] < b for s in below) for a, b in pairwise(xs)]
    whole = all(s.line.bottom < ys[-1] + 1.3 * pitch for s in below)
    return [ys[-1] + pitch] if whole and len(filled) >= 3 and sum(filled) >= 0.7 * len(filled) else []


#: A number or a time of day, and no name with a number: "Bus 1".
_FIGURE = re.compile(r"[^\w]*(?:NT\$?|RM|US\$?D?|HK\$?D?|EUR|GBP|TWD|CNY)?\s*[-+(]?\d[\d.,:\s]*[%)]?[^\w]*", re.I)


_CHANGED = re.compile(r"[-+−±▲▼↑↓]\s?\d|\d\s?%")


def _first_band(spots: _Spots, xs: Sequence[float], ys: Sequence[int]) -> list[int]:
    """Where the head of a table begins that stands over its first rule, as one on a ground of another colour does."""
    pitch = int(np.median(np.diff(ys)))
    above = [s for s in spots if ys[0] - pitch <= s.line.center[1] < ys[0] and xs[0] <= s.line.center[0] < xs[-1]]
    filled = [any(a <= s.line.center[0] < b for s in above) for a, b in pairwise(xs)]
    across = any(s.left < x - 0.2 * s.height and s.right > x + 0.2 * s.height for s in above for x in xs[1:-1])
    # What has a number is a record's, or is no part of the table.
    heads = not across and not any(_FIGURE.fullmatch(s.line.text) or s.line.text.endswith((":", "：")) for s in above)
    # "+6.2 % on yesterday" says how a figure above it has changed.
    heads = heads and not (len(above) > 2 and sum(bool(_CHANGED.search(s.line.text)) for s in above) > 0.7 * len(above))
    return [ys[0] - pitch] if heads and len(filled) >= 3 and sum(filled) >= 0.7 * len(filled) else []


def _finer(spots: _Spots, xs: Sequence[int], ys: Sequence[int], unit: float) -> list[float]:
    """The columns between rules, cut once more where nearly every cell holds two texts and more side by side."""
    edges: list[float] = [xs[0]]
    for left, right in pairwise(xs):
        cells = [
            [s for s in spots if left <= s.line.center[0] < right and top <= s.line.center[1] < bottom]
            for top, bottom in pairwise(ys)
        ]
        filled = [cell for cell in cells if cell]
        several = [cell for cell in filled if len(cell) >= 2 and len(_rows(cell)) == 1]
        if len(several) >= 3 and len(several) >= 0.8 * len(filled):
            inner = _column_edges([s for cell in several for s in cell], unit)
            if len(inner) - 1 == max(map(len, several)):
                edges += inner[1:-1]
        edges.append(right)
    return edges


def _banded_tables(spots: _Spots, strokes: Sequence[tuple[int, int, int]], unit: float) -> list[Table]:
    """Tables with rules between their rows alone; a row may take several lines. ``strokes`` are (left, y, right)."""
    tables = []
    left = set(strokes)
    while left:
        first = min(left, key=lambda stroke: stroke[1])
        alike = sorted(
            (s for s in left if abs(s[0] - first[0]) < unit and abs(s[2] - first[2]) < unit),
            key=lambda stroke: stroke[1],
        )
        left -= set(alike)
        ys = _without_frame([stroke[1] for stroke in alike])
        if len(ys) < 3:
            continue
        # The header stands above the first rule.
        bands = list(pairwise([ys[0] - int(np.median(np.diff(ys))), *ys]))
        counts = [any(_is_number(s.line.text) for s in spots if a <= s.line.center[1] < b) for a, b in bands[:3]]
        if counts == [True, False, True]:
            # What has numbers over a head without any is no record of it.
            del bands[0]
        if len(bands) > 3 and sum(bands[0][0] <= s.line.center[1] < bands[0][1] for s in spots) == 1:
            # A title stands over a head on a ground of its own.
            del bands[0]
        bands = _from_head(spots, first, bands)
        within = [
            s for s in spots if first[0] <= s.line.center[0] < first[2] and bands[0][0] <= s.line.center[1] < ys[-1]
        ]
        if len(edges := _column_edges(within, unit)) < 4:
            continue
        for top in _first_band(spots, edges, [band[0] for band in bands]):
            bands.insert(0, (top, bands[0][0]))
            within += [
                s for s in spots if edges[0] <= s.line.center[0] < edges[-1] and top <= s.line.center[1] < bands[1][0]
            ]
        for end in _last_band(spots, edges, ys):
            bands.append((ys[-1], end))
            within = [
                s for s in spots if edges[0] <= s.line.center[0] < edges[-1] and bands[0][0] <= s.line.center[1] < end
            ]
        if _goes_on(spots, edges, bands):
            # The edges of every second row's ground are no rules.
            continue
        cells = [tuple(_cell(within, a, b, c, d) for a, b in pairwise(edges)) for c, d in bands]
        # A long name takes two lines; where most cells of a band have two, rules set groups of records apart, or a row
        # that is lit up.
        one_record = all(_is_one_record(row) for row in cells)
        if one_record and all(sum(bool(cell.text) for cell in row) >= 0.6 * len(row) for row in cells):
            tables.append(Table(tuple(cells), ruled=True))
    return tables


def _from_head(spots: _Spots, stroke: tuple[int, int, int], bands: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Bands of a table without the part of the page between the rule under its letterhead and the head of the table:
    of a band far higher than the others, with rows of text, the last alone is the head."""
    pitch = float(np.median([b - a for a, b in bands]))
    for n, (top, bottom) in reversed(list(enumerate(bands[:2]))):
        held = [s for s in spots if stroke[0] <= s.line.center[0] < stroke[2] and top <= s.line.center[1] < bottom]
        rows = _rows(held) if bottom - top > 2.5 * pitch else []
        if len(rows) >= 3 and len(rows[-1]) >= 3:
            return [(int(min(s.line.top for s in rows[-1])) - 1, bottom), *bands[n + 1 :]]
    return list(bands)


def _without_frame(ys: list[int]) -> list[int]:
    """The rules of a table without those of a frame as wide that stands over it, as a message or a bar does.

    They are up to three, farther from the others, which are as far apart each from the next.
    """
    for n in (1, 2, 3):
        pitches = np.diff(ys[n:])
        regular = len(pitches) >= 2 and pitches.max() < 1.3 * pitches.min()
        if regular and ys[n] - ys[n - 1] > 1.8 * pitches.max():
            return ys[n:]
    return ys


def _goes_on(spots: _Spots, xs: Sequence[float], bands: Sequence[tuple[int, int]]) -> bool:
    """Whether a row more, a record, stands close over or under bands of rows, in most of their columns."""
    pitch = int(np.median([b - a for a, b in bands]))
    top, bottom = bands[0][0], bands[-1][1]
    for above, below in ((top - pitch, top), (bottom, bottom + pitch)):
        row = [s for s in spots if above <= s.line.center[1] < below]
        filled = [any(a <= s.line.center[0] < b for s in row) for a, b in pairwise(xs)]
        figures = sum(bool(_FIGURE.fullmatch(s.line.text)) for s in row)
        if len(filled) >= 3 and sum(filled) >= 0.7 * len(filled) and figures >= 2:
            return True
    return False


def _is_one_record(row: Sequence[Cell]) -> bool:
    filled = [len(cell.lines) for cell in row if cell.text]
    return min(filled, default=2) < 2 and sum(lines >= 2 for lines in filled) < max(3, 0.6 * len(row))


def _column_edges(spots: _Spots, unit: float) -> list[float]:
    """Where columns meet: the middles of the gaps that no text reaches into, and the two ends.

    As many as the fullest row has texts, where gaps however narrow tell them apart.
    """
    fullest = max((len(row) for row in _rows(spots)), default=0)
    tried = _parted(spots, unit)
    intervals = next((found for found in tried if len(found) == fullest), tried[0])
    if not intervals:
        return []
    middles = [(a[1] + b[0]) / 2 for a, b in pairwise(intervals)]
    return [intervals[0][0] - 1, *middles, intervals[-1][1] + 1]


def _rules(profile: NDArray[np.float64], least: float, offset: int) -> list[int]:
    """Middles of the runs of a projection that reach ``least``."""
    return [offset + int(run.mean()) for run in runs_over(profile, least)]


def _cell(spots: _Spots, left: float, right: float, top: float, bottom: float) -> Cell:
    inside = [s for s in spots if left <= (s.line.center[0]) < right and top <= s.line.center[1] < bottom]
    rows = _rows(inside) if inside else []
    ordered = [s for row in rows for s in row]
    return Cell(" ".join(s.line.text for s in ordered), tuple(s.line for s in ordered))


def _aligned_tables(rows: list[_Spots]) -> list[Table]:
    """Tables without rules: neighbouring rows whose texts line up in the same columns."""
    tables: list[Table] = []
    start = 0
    while start < len(rows):
        end, columns = _run(rows, start)
        if _figures_over(rows[start:end]):
            start += 2
            continue
        if above := _labels_over(rows[start:end]):
            start += above
            continue
        if columns is not None and start + 1 < len(rows):
            # A title beside a clock lines up with the head below it, and with no record; or it bridges two columns.
            later, better = _run(rows, start + 1)
            if better is not None and later >= end and len(better) >= len(columns):
                bridges = any(
                    sum(min(b, s.right) - max(a, s.left) > 0.5 * s.height for a, b in better) >= 2 for s in rows[start]
                )
                if later > end or bridges:
                    start += 1
                    continue
        if columns is not None and _heads_next(rows, start, end):
            end -= 1
            columns = _columns(rows[start:end])
        run = rows[start:end]
        if (columns is not None and len(run) >= 3 and len(columns) >= 3) or (
            columns is not None and len(run) >= 4 and len(columns) == 2 and _has_header(run)
        ):
            assert columns is not None
            if not _by_turns_within(run, columns):
                tables.append(Table(tuple(_row_cells(row, columns) for row in run), ruled=False))
            start = end
        else:
            start += 1
    return tables


def _by_turns_within(run: Sequence[_Spots], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether most rows have two texts far apart in one column: labels with their values, side by side."""
    unit = _unit([s for row in run for s in row])

    def doubled(row: _Spots) -> bool:
        cells = ([s for s in row if left - 1 <= s.line.center[0] <= right + 1] for left, right in columns)
        return any(
            b.left - a.right > 1.5 * unit for cell in cells for a, b in pairwise(sorted(cell, key=lambda s: s.left))
        )

    return sum(map(doubled, run)) > 0.5 * len(run)


def _heads_next(rows: list[_Spots], start: int, end: int) -> bool:
    """Whether the last row of a run is the head of the table that follows it: it has more texts than all that stand over
    it, as tiles do, and each of them over a column of at least two rows below."""
    head = rows[end - 1]
    if end - start < 3 or any(len(row) >= len(head) for row in rows[start : end - 1]):
        return False
    later, columns = _run(rows, end - 1)
    return columns is not None and later >= end + 2 and len(columns) == len(head)


def _figures_over(run: list[_Spots]) -> bool:
    """Whether a run begins with figures under their labels, which happen to line up with the columns of the table
    below them: as many of both, fewer than the head has columns, and further from it than its rows are apart."""
    if len(run) < 5:
        return False
    labels, figures, head, first = run[:4]
    return (
        2 <= len(labels) == len(figures) < len(head)
        and not any(any(map(str.isdigit, s.line.text)) for s in (*labels, *head))
        # "48 min" and "2h 15m" are figures, too.
        and all(_FIGURE.fullmatch(s.line.text) or re.fullmatch(r"\W*\d.{0,9}", s.line.text) for s in figures)
        and head[0].top - figures[0].bottom > first[0].top - head[0].bottom
    )


def _labels_over(run: list[_Spots]) -> int:
    """How many rows at the head of a run are labels with their values, "Order: | SO-77 | Wave: | 0417", over a table
    whose columns they happen to line up with."""
    labelled = [len(row) >= 2 and row[0].line.text.rstrip().endswith((":", "：")) for row in run]
    above = labelled.index(False) if False in labelled else 0
    return above if len(run) - above >= 3 and not any(labelled[above:]) else 0


def _run(rows: list[_Spots], start: int) -> tuple[int, list[tuple[float, float]] | None]:
    """Up to which row all from ``start`` on line up, and in which columns."""
    end = start + 1
    while end < len(rows) and _columns(rows[start : end + 1]) is not None:
        end += 1
    return end, _columns(rows[start:end])


def _descriptions(rows: Sequence[_Spots]) -> set[int]:
    """Ids of the first spots of rows that say in small what the record above them is, as menus do below each dish."""
    found = set()
    for record, row in pairwise(rows):
        spot, name = row[0], record[0]
        if len(row) > 1 or len(record) < 3 or not any(map(str.isalpha, spot.line.text)):
            continue
        under = abs(spot.left - name.left) < 0.5 * name.height and spot.right < record[1].left
        if under and spot.top - name.bottom < 0.7 * name.height and _type_size(spot) < 1.05 * _type_size(name):
            found.add(id(spot))
    return found if len(found) >= 2 else set()


def _has_header(run: list[_Spots]) -> bool:
    """Whether words stand over numbers: what tells a table of two columns from labelled values."""
    first, rest = run[0], run[1:]
    return (
        len(first) == 2
        and not _is_number(first[-1].line.text)
        and ":" not in first[0].line.text
        and sum(_is_number(row[-1].line.text) for row in rest) >= 0.8 * len(rest)
        and all(len(row) == 2 for row in run)
    )


def _columns(run: list[_Spots]) -> list[tuple[float, float]] | None:
    """The (left, right) of each column that all rows of the run respect; None if they do not line up."""
    together = [s for row in run for s in row]
    unit = _unit(together)
    widest = max(len(row) for row in run)
    # Narrow gaps part columns only where hardly a cell is empty.
    full = sum(len(row) == widest for row in run)
    filled = full >= max(2, 0.75 * len(run)) or (widest >= 5 and len(together) >= 0.88 * len(run) * widest)
    tried = _parted(together, unit)[: None if filled else 1]
    # A text may be read in two pieces that touch: "TQ" and "415".
    pieced = max(len(_intervals(row, unit, 0.1)) for row in run)
    intervals = next((found for found in tried if len(found) == widest), [])
    intervals = intervals or (tried[0] if len(tried[0]) == pieced else [])
    if not intervals and widest >= 5 and len(tried[0]) == widest + 1 and all(len(row) == widest for row in run):
        # Of many columns each row may lack one: a head says nothing over the ranks, a digit by itself was passed over.
        intervals = tried[0]
    intervals = intervals or _of_fullest(run)
    if len(intervals) < 2:
        return None
    gaps = [min(s.top for s in b) - max(s.bottom for s in a) for a, b in pairwise(run)]
    if any(gap > 2.5 * unit for gap in gaps):
        return None
    # A row with one text only is a caption, or prose, unless the others fill the columns.
    if sum(len(row) for row in run) < 0.65 * len(run) * len(intervals) or any(len(row) < 2 for row in run):
        return None
    return intervals


def _of_fullest(run: Sequence[_Spots]) -> list[tuple[float, float]]:
    """The columns of a run of five and more by its fullest row, where every text of the others stands under one text of
    that row; empty where one does not."""
    fullest = max(run, key=len)
    if len(fullest) < 5 or len(run) < 3:
        return []
    columns = [[s.left, s.right] for s in sorted(fullest, key=lambda s: s.left)]
    for row in run:
        for spot in row:
            under = [c for c in columns if min(c[1], spot.right) - max(c[0], spot.left) > 0.2 * spot.height]
            if len(under) != 1:
                return []
            under[0][:] = min(under[0][0], spot.left), max(under[0][1], spot.right)
    apart = all(a[1] <= b[0] + 0.3 * _unit(list(fullest)) for a, b in pairwise(columns))
    return [(left, right) for left, right in columns] if apart else []


def _intervals(spots: _Spots, unit: float, least: float = 0.35) -> list[tuple[float, float]]:
    """(left, right) of what texts take up of the width together, parted by gaps of ``least`` heights of a line."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((s.left, s.right) for s in spots):
        if found and left < found[-1][1] + least * unit:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _parted(spots: _Spots, unit: float) -> list[list[tuple[float, float]]]:
    """``_intervals`` by wide gaps and by narrower ones, down to boxes that overlap: boxes are wider than their text."""
    return [_intervals(spots, unit, least) for least in (0.35, 0.2, 0.05, -0.2)]


def _row_cells(row: _Spots, columns: Sequence[tuple[float, float]]) -> tuple[Cell, ...]:
    cells = []
    for left, right in columns:
        inside = [s for s in row if left <= (s.left + s.right) / 2 <= right]
        cells.append(Cell(" ".join(s.line.text for s in inside), tuple(s.line for s in inside)))
    return tuple(cells)


# --- labelled values --------------------------------------------------------------------------------------------

#: "Label: value" in one line; not the colon of a time (12:30) or of an address (https://).
INLINE = re.compile(
    r"^(?P<key>[^:：]{1,40}?)\s*(?:[:：](?!\d\d\b(?!\d*[-/])|//)(?!(?<=\d[:：])\d\d(?!\d)))\s*(?P<value>.*)$"
)


def _pairs(rows: list[_Spots], tables: Sequence[Table]) -> list[Pair]:
    """Labels and their values: in one line, side by side, or on cards, under one another in two sizes."""
    columned = {
        id(line) for t in tables if len(t.cells[0]) > 2 for row in t.cells for cell in row for line in cell.lines
    }
    pairs: list[Pair] = []
    values: _Spots = []
    for n, row in enumerate(rows):
        following = rows[n + 1] if n + 1 < len(rows) else []
        if row and row is values:
            continue
        cards = _cards(row, following)
        if cards:
            after = rows[n + 2 : n + 3]
            cards = [(label, _closer_below(label, value, after) or value) for label, value in cards]
            pairs += [Pair(label.line.text, value.line.text, (label.line,), (value.line,)) for label, value in cards]
            values = following
            continue
        rest = list(row)
        # Beside words that stand alone, two more are columns, not a label and its value.
        alone = False
        while rest:
            spot = rest.pop(0)
            match = INLINE.match(spot.line.text)
            if match and _is_label(match["key"]):
                key, value = match["key"].strip(), match["value"].strip()
                if value:
                    pairs.append(Pair(key, value, (spot.line,), (spot.line,)))
                elif rest and not INLINE.match(rest[0].line.text):
                    beside = rest.pop(0)
                    pairs.append(Pair(key, beside.line.text.lstrip(":： "), (spot.line,), (beside.line,)))
                elif not rest and (below := _below(spot, following)):
                    pairs.append(Pair(key, below.line.text, (spot.line,), (below.line,)))
                else:
                    pairs.append(Pair(key, "", (spot.line,), ()))
            elif (
                len(rest) == 1
                and not alone
                and id(spot.line) not in columned
                and _is_label(spot.line.text)
                and not INLINE.match(rest[0].line.text)
            ):
                beside = rest.pop(0)
                pairs.append(Pair(spot.line.text, beside.line.text.lstrip(":： "), (spot.line,), (beside.line,)))
            else:
                alone = True
    return pairs


def _cards(upper: _Spots, lower: _Spots) -> list[tuple[_Spot, _Spot]]:
    """(label, value) of figures set large under, or over, what they count; empty where the rows are no such cards."""
    if not upper or len(upper) != len(lower):
        return []
    sizes = [float(np.mean([_type_size(s) for s in row])) for row in (upper, lower)]
    labels, values = (upper, lower) if sizes[1] > sizes[0] else (lower, upper)
    if max(sizes) < CARD_VALUE * min(sizes):
        return []
    # "CO2" has as many digits as letters.
    words = sum(_is_label(s.line.text) for s in labels)
    if words < max(1, 0.7 * len(labels)) or any(INLINE.match(s.line.text) for s in labels):
        return []
    if not all(any(c.isalpha() for c in s.line.text) for s in labels):
        return []
    if sum(map(_figured, values)) < max(1, len(values) / 2):
        return []
    if len(values) == 2 and not _figured(values[0]) and _figured(values[1]) and _figured(labels[1]):
        # "Vehicle  BX07 KLN" over a large "PAID  £6.40": a label with its value each.
        return []
    for a, b in zip(upper, lower, strict=True):
        if min(a.right, b.right) - max(a.left, b.left) < 0.5 * min(a.width, b.width) or b.top - a.bottom > 2 * max(
            a.height, b.height
        ):
            return []
    return list(zip(labels, values, strict=True))


def _closer_below(label: _Spot, value: _Spot, after: Sequence[_Spots]) -> _Spot | None:
    """What a label that was taken for that of a large value over it stands far closer over."""
    near = (
        spot
        for row in after
        for spot in row
        if abs(spot.left - label.left) < 0.6 * label.height
        and spot.top - label.bottom < 0.5 * (label.top - value.bottom)
    )
    return next(near, None)


def _figured(spot: _Spot) -> bool:
    return any(map(str.isdigit, spot.line.text))


def _below(label: _Spot, row: _Spots) -> _Spot | None:
    """The text right under a label, where nothing stands beside it."""
    for spot in row:
        near = abs(spot.left - label.left) < 1.5 * label.height and spot.top - label.bottom < 1.2 * label.height
        if near and not INLINE.match(spot.line.text):
            return spot
    return None


def _is_label(text: str) -> bool:
    """Words, not a number: what can stand before a value."""
    letters = sum(c.isalpha() for c in text)
    return letters >= 1 and letters > sum(c.isdigit() for c in text) and len(text) <= 40


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[^\w]*(?:[A-Z]{2,3}|NT\$?|RM)?\s*[-+(]?[\d.,\s]+[%)]?[^\w]*", text, re.I)) and any(
        c.isdigit() for c in text
    )


# --- measures --------------------------------------------------------------------------------------------------


def _unit(spots: _Spots) -> float:
    """The usual height of a line, px."""
    return float(np.median([s.height for s in spots])) if spots else 1.0


def _median(spots: _Spots, name: str) -> float:
    return float(np.median([getattr(s, name) for s in spots]))
