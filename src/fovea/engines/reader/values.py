"""What the reader's steps hand to one another. Every one of them can be printed.

Coordinates are pixels of the *upright* picture: after a page that lies on its side was turned by ``Page.turned``, and
one that leans by ``Page.lean``. ``Page.on_picture`` takes them back to the picture as it was sent.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from fovea.engines.reader.language.amounts import cell_number
from fovea.engines.reader.language.folding import is_cjk
from fovea.values import Evidence as Evidence
from fovea.values import Point as Point
from fovea.values import Quad as Quad
from fovea.values import Size


def is_han(text: str) -> bool:
    """Whether most of its characters are 漢字."""
    return sum(map(is_cjk, text)) > 0.5 * len(text)


#: Degrees, clockwise, by which a picture has to be turned to stand upright.
Turn: TypeAlias = Literal[0, 90, 180, 270]


#: Below this a line is quoted with a doubt. A wrong 漢字 is a word, where a wrong letter is a slip.
DOUBT, DOUBT_HAN = 0.8, 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text that the recogniser read in one go.

    ``confidence`` is the recogniser's mean probability per character, 0 to 1.
    """

    text: str
    quad: Quad
    confidence: float
    #: Reads from top to bottom, as in a 直排 page.
    vertical: bool = False

    @property
    def doubtful(self) -> bool:
        return self.confidence < (DOUBT_HAN if is_han(self.text) else DOUBT)

    @property
    def left(self) -> float:
        (x0, _), (x1, _), (x2, _), (x3, _) = self.quad
        return min(x0, x1, x2, x3)

    @property
    def right(self) -> float:
        (x0, _), (x1, _), (x2, _), (x3, _) = self.quad
        return max(x0, x1, x2, x3)

    @property
    def top(self) -> float:
        (_, y0), (_, y1), (_, y2), (_, y3) = self.quad
        return min(y0, y1, y2, y3)

    @property
    def bottom(self) -> float:
        (_, y0), (_, y1), (_, y2), (_, y3) = self.quad
        return max(y0, y1, y2, y3)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> Point:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that stand side by side, from left to right."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "  ".join(line.text for line in self.lines)

    @property
    def top(self) -> float:
        return min(line.top for line in self.lines)

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; the first row is the header."""

    cells: tuple[tuple[Cell, ...], ...]
    #: Drawn with lines, not only aligned.
    ruled: bool

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells[0])

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(cell.text for cell in row) for row in self.cells[1:])

    def markdown(self) -> str:
        def row(texts: Iterable[str]) -> str:
            return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"

        return "\n".join([row(self.header), row("---" for _ in self.header), *map(row, self.body)])

    def csv(self) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows((self.header, *self.body))
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what is written for it. ``value`` is empty where the form was left blank."""

    key: str
    value: str
    key_lines: tuple[Line, ...]
    value_lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Lean:
    """How far the lines of a page ran down to the right (``degrees``) before it was levelled: turned about the middle of
    its picture (``size``) onto the middle of a larger one (``to``)."""

    degrees: float
    size: Size
    to: Size

    def level(self, point: Point) -> Point:
        """Where a point of the leaning picture stands on the level one."""
        return _turned(point, self.size, self.to, -self.degrees)

    def back(self, point: Point) -> Point:
        """Where a point of the level picture stood on the leaning one."""
        return _turned(point, self.to, self.size, self.degrees)


def _turned(point: Point, size: Size, to: Size, degrees: float) -> Point:
    """A point after its picture was turned clockwise about its middle, onto the middle of another."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = point[0] - size.width / 2, point[1] - size.height / 2
    return (to.width / 2 + x * cosine - y * sine, to.height / 2 + x * sine + y * cosine)


@dataclass(frozen=True, slots=True)
class Page:
    """All text of one picture, in reading order."""

    #: Of the upright picture.
    size: Size
    turned: Turn = 0
    lines: tuple[Line, ...] = ()
    #: Text that is there but could not be read: too small, too blurred, or in a script the reader lacks.
    unreadable: tuple[Quad, ...] = ()
    rows: tuple[Row, ...] = ()
    #: Runs of lines that belong together, in reading order.
    paragraphs: tuple[tuple[Line, ...], ...] = ()
    headings: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    pairs: tuple[Pair, ...] = ()
    vertical: bool = False
    lean: Lean | None = None

    @property
    def text(self) -> str:
        """As one would type it: a line a row, an empty line between paragraphs."""
        return "\n".join(row.text for row in self.rows) if not self.vertical else "\n".join(x.text for x in self.lines)

    def on_picture(self, quad: Quad) -> Quad:
        """The same corners on the picture as it was sent, before it was levelled and turned upright."""
        size = self.lean.size if self.lean else self.size
        w, h = size.width, size.height

        def back(point: Point) -> Point:
            x, y = self.lean.back(point) if self.lean else point
            match self.turned:
                case 0:
                    return (x, y)
                case 90:
                    return (y, w - x)
                case 180:
                    return (w - x, h - y)
                case 270:
                    return (h - y, x)

        a, b, c, d = quad
        return (back(a), back(b), back(c), back(d))


#: What a picture is, as far as reading needs to know.
Kind: TypeAlias = Literal["receipt", "form", "table", "screen", "code", "chart", "page", "drawing", "photo", "blank"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader says to one request. ``sure`` is False where it says that it cannot tell."""

    text: str
    evidence: tuple[Evidence, ...] = field(default=())
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """``value`` is empty where a form was left blank."""

    key: str
    value: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Records of the same shape: rows of a table, things bought, dishes with prices. The header may be all empty."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: Set out as a spreadsheet: the letters of its columns, and the number of the row that the header stands in.
    letters: tuple[str, ...] = ()
    first: int = 1

    @property
    def numeric(self) -> tuple[int, ...]:
        """Columns that hold numbers, but for a few cells."""
        return tuple(
            n
            for n in range(len(self.header))
            if self.rows and sum(cell_number(row[n].text) is not None for row in self.rows) >= 0.6 * len(self.rows)
        )
