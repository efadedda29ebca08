"""Hits among the records of tables: the cell where a record and a column meet that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import CLOSE, Hit, context_of
from fovea.engines.reader.find.matching import OWNERS, VAGUE, label_in, other_number, score, share_told
from fovea.engines.reader.language.amounts import cell_number, days_in
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import Wanted, concepts_in, is_cjk, plain, terms
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Grid, Page

_HOW_MANY = re.compile(r"\bhow many\b|[幾几][個个張张本隻只顆颗盒瓶份杯件]|\bcuant[oa]s\b")


def in_grids(examination: Examination, page: Page, want: Wanted) -> Iterator[Hit]:
    for grid in grids(examination):
        yield from in_grid(grid, want, context_of(page))


def in_grid(grid: Grid, want: Wanted, context: str = "") -> Iterator[Hit]:
    """The cell where a record and a column meet that the question names, or the record as a whole."""
    days = days_in(want.text)
    # Of a day that a table has, no other record is asked.
    dated = [row for row in grid.rows if days and any(len(c.text) <= 18 and days_in(c.text) & days for c in row)]
    for row in dated or grid.rows:
        anchors = _anchors(grid, row, want)
        if not anchors:
            continue
        others = [n for n in range(len(row)) if n not in anchors and row[n].text]
        by_header = {n: _by_header(grid.header[n], want) for n in others}
        column = max(others, key=lambda n: by_header[n], default=None)
        if column is not None and not by_header[column]:
            column = _by_kind(others, grid, row, want)
        told = " ".join(cell.text for n, cell in enumerate(row) if n != column)
        if column is None:
            covered = 0.95 * score(replace(want, expects=None), told, "", f"{context} {' '.join(grid.header)}")
            if covered >= CLOSE and others:
                lines = tuple(dict.fromkeys(line for cell in row for line in cell.lines))
                yield Hit("  ".join(cell.text for cell in row if cell.text), lines, covered)
            continue
        header = grid.header[column]
        labels = (header, *(cell.text for n, cell in enumerate(row) if n != column))
        covered = score(want, f"{told} {header}", row[column].text, f"{context} {' '.join(grid.header)}", labels)
        if want.concepts and {"price", "amount", "quantity"} & set(want.concepts) and not by_header[column]:
            covered *= 0.98
        if OF_ONE.search(want.text) and of_several(grid, row) and "unit price" not in concepts_in(header)[0]:
            # What several cost together is not what one costs.
            covered *= 0.8
        if covered >= CLOSE:
            # "Which is late?": beside what it is known by, what the record is called.
            called = [n for n in sorted({0, min(anchors)}) if n != column]
            name = ", ".join(filter(None, (*(row[n].text for n in called), grid.header[column])))
            lines = tuple(dict.fromkeys(line for n in (*called, column) for line in row[n].lines))
            yield Hit(row[column].text, lines, covered, name)


#: More than one of a thing: what two cost, the price of one does not say.
SEVERAL = re.compile(
    r"\b(?:two|three|four|five|six|dos|tres|cuatro|cinco|seis)\b(?! of)|[兩两三四五六](?=[個个張张杯碗位份瓶件小])"
)
OF_ONE = re.compile(
    r"\b(?:one|each|apiece|single|cada|una? sol[oa])\b(?! of)|\b(?:cuesta|vale|costo|sale) una?\b|\bhow much (?:is|was|does|did) an? (?!.*\b(?:month|year|week|day|night|hour)\b)|單價|单价|[一每](?=[個个份杯碗瓶件位張张])"
)


def of_several(grid: Grid, row: tuple[Cell, ...]) -> bool:
    """Whether a record says that it is of more than one."""
    counts = [row[n].text for n, header in enumerate(grid.header) if "quantity" in concepts_in(header)[0]]
    return any(re.fullmatch(r"(?:[2-9]|\d{2,})", text.strip(" xX×")) for text in counts) and len(grid.header) == 3


def _anchors(grid: Grid, row: tuple[Cell, ...], want: Wanted) -> set[int]:
    """The columns by which a question names a record: "the 14:18", "Port Ellis"."""
    found = set()
    for n, cell in enumerate(row):
        # A small number names no record by itself.
        if not cell.text or (n > 0 and re.fullmatch(r"[\d.,]{1,2}", cell.text)):
            continue
        words = [t for t in want.strong if t not in terms(grid.header[n]) and share_told(t, plain(cell.text)) >= 0.99]
        telling = set(concepts_in(cell.text)[0]) & set(want.concepts) - VAGUE - OWNERS
        if (
            words
            or telling
            or (n == 0 and label_in(cell.text, want.text) >= 0.75)
            or (len(cell.text) <= 18 and days_in(cell.text) & days_in(want.text))
            or (any(is_cjk(c) for c in cell.text) and len(cell.text) >= 2 and plain(cell.text) in want.text)
        ):
            found.add(n)
    return found


def _by_header(header: str, want: Wanted) -> float:
    """How much a column's name speaks for it."""
    if other_number(header, want.text):
        return 0.0
    named = set(concepts_in(header)[0])
    shared = named & set(want.concepts)
    if not shared and "price" in want.concepts:
        shared = named & {"unit price", "amount"}
    if not shared and _HOW_MANY.search(want.text) and "quantity" in named:
        shared = {"quantity"}
    if not shared and want.expects == "money" and any(kind_of_concept(c) == "money" for c in named):
        shared = {"price"}
    by_label = label_in(header, want.text) if header else 0.0
    # "The belt of the Porto flight" asks for the belt.
    found = (0.8 if named & OWNERS else 1.0) * max(float(bool(shared)), by_label)
    if len(header) > 2 and "".join(plain(header).split()) in "".join(want.text.split()):
        # "Per 100 ml" and not "per portion".
        found = max(found, 1.0) + 0.15
    if shared and not named & set(want.concepts) and not by_label:
        found *= 0.7
    if want.expects == "money" and named and not any(kind_of_concept(c) in ("money", "number") for c in named):
        # "What does the room cost a night" asks for no number of nights.
        found *= 0.6
    if not found:
        return 0.0
    if _CHARGED.search(want.text):
        # What was charged for two is what both cost.
        return found + 0.4 * bool(named & {"amount", "total"})
    # The price of a thing is that of one, where the table says both.
    return found + 0.1 * ("unit price" in named and not {"total", "amount"} & set(want.concepts))


_CHARGED = re.compile(
    r"\b(?:charged?|paid|pay|spen[dt]|in total|altogether)\b|\b(?:se )?(?:pag|cobr|gast)(?:o|aron|amos|ue|ado)\b|[付花收]了|[總总]共|一共"
)


_WHO_KINDS = ("person", "organisation")


def _by_kind(others: list[int], grid: Grid, row: tuple[Cell, ...], want: Wanted) -> int | None:
    """The only column of the kind asked for."""
    if want.expects is None and len(row) == 2 and len(others) == 1:
        return others[0]
    if want.expects is None:
        return None
    fitting = [n for n in others if fits(want.expects, row[n].text)]
    if want.expects == "who":
        people = [n for n in fitting if any(kind_of_concept(c) in _WHO_KINDS for c in concepts_in(grid.header[n])[0])]
        return next(iter((*people, *fitting)), None)
    return fitting[0] if len(fitting) == 1 else None


def described(page: Page, want: Wanted) -> Iterator[Hit]:
    """What stands in small under a thing with its price: "What comes with the pancakes?"."""
    if want.expects or not _WHAT_IN.search(want.text):
        return
    for row, below in pairwise(page.rows):
        if len(row.lines) < 2 or len(below.lines) != 1 or cell_number(row.lines[-1].text) is None:
            continue
        told = below.lines[0]
        name = next((line for line in row.lines if abs(told.left - line.left) < 2 * line.height), None)
        if name and name is not row.lines[-1] and told.height <= name.height and cell_number(told.text) is None:
            covered = score(want, name.text, told.text)
            if covered >= CLOSE:
                yield Hit(told.text, (name, told), covered + 0.1, name.text)


_WHAT_IN = re.compile(
    r"\b(?:what|which).*\b(?:in|with|on|inside|made|contains?|comes|ingredients?)\b|有什麼|有什么|裡面|里面|什麼料|配料|包含|\bque (?:lleva|tiene|trae|incluye)\b"
)
