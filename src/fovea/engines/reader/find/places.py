"""Every place of a page that could be quoted for an answer: labelled values, cells, rows, sentences, lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, TypeAlias

from fovea.engines.reader.find.hits import joined
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.page.sentences import sentences
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page, Row

PlaceKind: TypeAlias = Literal["fact", "cell", "row", "sentence", "line", "under a heading"]
PLACE_KINDS: tuple[PlaceKind, ...] = ("fact", "cell", "row", "sentence", "line", "under a heading")

#: Of a page with more, no place is looked at: what is below, above and beside each would take seconds.
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Place:
    """``value`` could answer; ``key`` is what the page calls it, ``beside`` the rest of its row."""

    kind: PlaceKind
    key: str
    value: str
    lines: tuple[Line, ...]
    quote: str
    beside: str = ""
    heading: str = ""
    above: str = ""
    below: str = ""
    before: str = ""
    #: Of the first line in reading order, from 0.
    index: int = 0
    #: Its top as a share of the picture's height, and its letters' height in that of most lines.
    at: float = 0.5
    size: float = 1.0
    is_heading: bool = False


def places(examination: Examination) -> list[Place]:
    """Each once, the labelled first; none of a page of more than ``MOST_LINES`` lines."""
    return examination.once("places", lambda: _places(examination))


def _places(examination: Examination) -> list[Place]:
    page = examination.page()
    if not page.lines or len(page.lines) > MOST_LINES:
        return []
    about = _About(page)
    found: dict[tuple[str, str, str, str], Place] = {}
    for place in _each(examination, about):
        found.setdefault((place.kind, place.key, place.value, place.quote), place)
    return [place for place in found.values() if place.quote.strip()]


def _each(examination: Examination, about: _About) -> Iterator[Place]:
    page = examination.page()
    for fact in facts(examination):
        if fact.value:
            yield about.place("fact", fact.key, fact.value, fact.lines)
    in_tables = set[int]()
    for grid in grids(examination):
        for record in grid.rows:
            filled = [cell for cell in record if cell.text.strip()]
            for n, cell in enumerate(record):
                if not cell.text.strip():
                    continue
                in_tables |= {id(line) for line in cell.lines}
                name = filled[0] if cell is not filled[0] else None
                lines = (*(name.lines if name else ()), *cell.lines)
                quote = "  ".join(x.text for x in (name, cell) if x)
                beside = " ".join(x.text for x in record if x is not cell)
                head = grid.header[n] if n < len(grid.header) else ""
                yield about.place("cell", head, cell.text, lines, quote, beside)
    for row in page.rows:
        if len(row.lines) > 1 and not all(id(line) in in_tables for line in row.lines):
            first, *rest = row.lines
            yield about.place("row", first.text, "  ".join(line.text for line in rest), row.lines)
    for sentence in sentences(page):
        yield about.place("sentence", "", sentence.text, sentence.lines)
    for line in page.lines:
        yield about.place("line", "", line.text, (line,))
    for heading in page.headings:
        start = about.index[id(heading)] + 1
        for line in page.lines[start : start + 2]:
            yield about.place("under a heading", heading.text, line.text, (heading, line))


class _About:
    """What stands around the lines of a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.index = {id(line): n for n, line in enumerate(page.lines)}
        self._row: dict[int, Row] = {id(line): row for row in page.rows for line in row.lines}
        self._usual = median(line.height for line in page.lines)
        self._headings = {id(line) for line in page.headings}

    def place(
        self,
        kind: PlaceKind,
        key: str,
        value: str,
        lines: Sequence[Line],
        quote: str | None = None,
        beside: str = "",
    ) -> Place:
        lines = tuple(lines)
        quote = joined(tuple(dict.fromkeys(lines))) if quote is None else quote
        if not lines:
            return Place(kind, key, value, lines, quote, beside)
        last = lines[-1]
        row = self._row.get(id(last))
        if not beside and row and len(lines) == 1 and kind in ("sentence", "line"):
            beside = "  ".join(line.text for line in row.lines if line is not last)
        top = min(line.top for line in lines)
        over = [heading for heading in self.page.headings if heading.top < lines[0].top and heading is not lines[0]]
        return Place(
            kind,
            key,
            value,
            lines,
            quote,
            beside,
            heading=over[-1].text if over else "",
            above=self._next_to(last, up=True),
            below=self._next_to(last, up=False),
            before=next((o.text for o in reversed(row.lines) if o.right <= last.left + 2), "") if row else "",
            index=min((self.index[id(line)] for line in lines if id(line) in self.index), default=0),
            at=top / max(1, self.page.size.height),
            size=max(line.height for line in lines) / max(1.0, self._usual),
            is_heading=any(id(line) in self._headings for line in lines),
        )

    def _next_to(self, line: Line, up: bool) -> str:
        """The text right above or below, within four of its heights."""
        slack = 0.3 * line.height
        column = (o for o in self.page.lines if o.left < line.right and o.right > line.left)
        if up:
            other = max((o for o in column if o.bottom <= line.top + slack), key=lambda o: o.bottom, default=None)
        else:
            other = min((o for o in column if o.top >= line.bottom - slack), key=lambda o: o.top, default=None)
        return other.text if other is not None and abs(other.top - line.top) < 4 * line.height else ""
