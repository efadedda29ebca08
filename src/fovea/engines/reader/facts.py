"""What a page says, taken apart: values with what the page calls them, records of several values, and sentences.

A fact is found by what it is called, a record by any of its values, a sentence by its words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from fovea.engines.reader.amounts import find_amounts, number_value
from fovea.engines.reader.arrange import type_size
from fovea.engines.reader.lexicon import concepts_in, is_cjk, plain, terms
from fovea.engines.reader.mail import mail
from fovea.engines.reader.printed import commits, has_test_run, nested, printed_tables, queried, told
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Line, Page, Row, Table

#: Between the names that a setting stands under.
PATH = " › "


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


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    lines: tuple[Line, ...]


_CELL_NUMBER = re.compile(
    r"^\W*(?:[A-Z]{2,3}|NT\$?|RM|about|≈)?\s*([-−+]?\s?[$€£¥]?\s?\d[\d.,\s]*)\s*(?:%|[^\W\d]{1,5}\d?|[元円€°度分]|m²|km/h)?\W*$",
    re.I,
)


def cell_number(text: str) -> float | None:
    """The number that a cell is, give or take a unit; None where it says more than that."""
    match = _CELL_NUMBER.match(text.strip())
    if not match or re.search(r"\d[/:]\d|\d-\d", text):
        return None
    value = number_value(match.group(1).replace("−", "-"))
    return float(value) if value is not None else None


# --- facts ------------------------------------------------------------------------------------------------------------


def facts(examination: Examination) -> list[Fact]:
    """Labelled values, however the page sets them out."""
    return list(examination.once("facts", lambda: _facts(examination)))


def _facts(examination: Examination) -> list[Fact]:
    page = examination.page()
    if settings := [Fact(PATH.join(path), value, lines) for path, value, lines in nested(page)]:
        return settings
    if examination.kind() == "code":
        return [*_assigned(page), *(Fact(*said) for said in (*told(page), *queried(page)))]
    found = list(_stacked(page))
    by_turns = _labelled_above(page)
    found = [fact for fact in found if not any(fact.lines[0] in other.lines for other in by_turns)] + by_turns
    taken = (
        {id(line) for fact in by_turns for line in fact.lines}
        | {id(fact.lines[0]) for fact in found}
        | {id(line) for table in real_tables(page) if len(table.header) > 2 for line in lines_of(table)}
    )
    for pair in page.pairs:
        lines = pair.key_lines if pair.key_lines == pair.value_lines else (*pair.key_lines, *pair.value_lines)
        # Two labels side by side over two values are no label and its value, nor are two columns of prose.
        beside = len(lines) == 2 and pair.key_lines != pair.value_lines and not pair.key.endswith((":", "："))
        prose = beside and len(pair.key) > 24 and len(pair.value) > 24
        boxes = {id(b.line) for b in examination.boxed() if b.centred} if beside else set()
        if any(id(line) in boxes for line in pair.key_lines) or (beside and _LINK.match(plain(pair.key))):
            continue
        if not prose and not any(id(line) in taken for line in pair.key_lines):
            found += _each(_continued(page, Fact(pair.key, pair.value, lines)))
    taken |= {id(b.line) for b in examination.boxed() if b.centred} if page.rows else set()
    # "SALES TAX 8.875%" beside its amount: the number is part of the label.
    taken |= {
        id(p.key_lines[0]) for p in page.pairs if p.key_lines != p.value_lines and cell_number(p.value) is not None
    }
    free = [row for row in page.rows if not any(id(line) in taken for line in row.lines)]
    boxes = {id(b.line) for b in examination.boxed()} if page.rows else set()
    found += [Fact(*said) for said in (*mail(page), *(told(page) if has_test_run(page) else ()))]
    found += [*_carded(page), *_over_boxes(page, boxes), *_status_bar(page), *_numbered(page)]
    found += [*_settled(page), *_signed(page), *_paged(page)]
    return [*found, *_side_by_side(free), *_in_words(free), *_in_cells(page), *_bracketed(page)]


_SIGNATORY = re.compile(r"^(?:(?:the|el|la|los|las)\s)?[A-Za-zÁÉÍÓÚÑáéíóúñü]+(?:\s[A-Za-zÁÉÍÓÚÑáéíóúñü]+){0,3},$")
_SIGNED = re.compile(r"^(?:[A-ZÁÉÍÓÚÑ][\w'’.\-]*\s){1,3}[A-ZÁÉÍÓÚÑ][\w'’\-]+")


def _signed(page: Page) -> Iterator[Fact]:
    """Who signed a notice as what: "The secretary," over a name."""
    for role, name in pairwise(page.lines):
        close = 0 <= name.top - role.bottom + role.height < 2 * role.height
        if close and role.top > 0.4 * page.size.height and _SIGNATORY.match(role.text) and _SIGNED.match(name.text):
            yield Fact(role.text.rstrip(","), name.text, (role, name))


_PAGE_OF = re.compile(
    r"\b(?:page|p[áa]gina|p[áa]g\.?)\s*\d+\s*(?:of|de|/)\s*\d+|第?\s*\d+\s*[頁页]\s*[,，/]?\s*[共全/]\s*\d+\s*[頁页]",
    re.I,
)


def _paged(page: Page) -> Iterator[Fact]:
    """ "Page 1 of 3"."""
    for line in page.lines:
        if match := _PAGE_OF.search(line.text):
            yield Fact("page", match.group(), (line,))


def _settled(page: Page) -> Iterator[Fact]:
    """Rows at the foot of a table that say one amount: "Outstanding  323.90"."""
    for table in page.tables:
        for row in table.cells[2:] if len(table.header) > 2 else ():
            filled = [cell for cell in row if cell.text]
            if len(filled) == 2 and adds_up(filled[0].text) and cell_number(filled[1].text) is not None:
                yield Fact(filled[0].text, filled[1].text, (*filled[0].lines, *filled[1].lines))


#: What can be clicked on, beside what else can be.
_LINK = re.compile(
    r"^(?:forgot\w*|reset|recover|sign up|register|create (?:an )?account|忘[记記]|[註注][冊册]|olvid\w+|recuperar|registr\w+|crear cuenta)"
)
_FIGURE = re.compile(r"^\W{0,3}(?:[A-Z]{2,3}\$?\s?)?\d[\d.,:/]*\s*(?:[^\W\d_]{1,4}|%|de \d+|/\s?\d+)?\W{0,2}$", re.I)
_CHANGED = re.compile(r"^[+\-−–▲▼△▽↑↓]")


def _carded(page: Page) -> Iterator[Fact]:
    """Figures over or under their names, side by side on cards, and how each has changed if a third row says so."""
    records = {id(x) for table in page.tables if table.ruled or len(table.cells) > 3 for x in lines_of(table)}
    for upper, lower in pairwise(page.rows):
        if any(id(line) in records for line in (*upper.lines, *lower.lines)):
            continue
        figures, names = [[x for x in row.lines if _FIGURE.match(x.text)] for row in (upper, lower)], []
        for label_row, value_row in ((upper, figures[1]), (lower, figures[0])):
            labels = [x for x in label_row.lines if len(x.text) <= 30 and not any(c.isdigit() for c in x.text)]
            names = [(label, value) for label in labels for value in value_row if _in_column(label, value)]
            if len(names) >= 2:
                break
        if len(names) < 2:
            continue
        after = page.rows[page.rows.index(lower) + 1 : page.rows.index(lower) + 2]
        for label, value in names:
            yield Fact(label.text, value.text, (label, value))
            for note in (x for row in after for x in row.lines if _in_column(label, x) and _CHANGED.match(x.text)):
                yield Fact(f"{label.text} change", note.text, (label, note))


def _numbered(page: Page) -> Iterator[Fact]:
    """ "2. Meeting point: the east gate"."""
    for line in page.lines:
        if match := re.match(
            r"^\s*(?:\d{1,2}[.)、]|[•·▪●*-])\s*(?P<key>[^:：\d]{2,24})[:：]\s*(?P<value>\S.*)$", line.text
        ):
            yield Fact(match["key"], match["value"], (line,))


def _in_column(label: Line, value: Line) -> bool:
    """Whether two lines stand under one another: begin at one place, or have one middle."""
    unit = max(label.height, value.height)
    near = max(label.top, value.top) - min(label.bottom, value.bottom) < 2.2 * unit
    return near and (abs(label.left - value.left) < 0.5 * unit or abs(label.center[0] - value.center[0]) < 0.5 * unit)


def _over_boxes(page: Page, boxes: set[int]) -> Iterator[Fact]:
    """Labels over the boxes that they are filled in at: "Email", and below it the address in its box."""
    for above, below in pairwise(page.rows):
        if len(above.lines) != 1 or len(below.lines) != 1 or id(below.lines[0]) not in boxes:
            continue
        label, value = above.lines[0], below.lines[0]
        near = label.left <= value.left and value.top - label.bottom < 2.5 * value.height
        if near and id(label) not in boxes and _is_name(label.text) and not _is_name(value.text):
            yield Fact(label.text, value.text, (label, value))


def _status_bar(page: Page) -> Iterator[Fact]:
    """A telephone's first row: what time it is, and how full its battery."""
    first = page.rows[0] if page.rows else None
    if first is None or page.size.height < page.size.width or first.bottom > 0.08 * page.size.height:
        return
    clock = next((x for x in first.lines if re.fullmatch(r"\d{1,2}:\d{2}", x.text.strip())), None)
    if clock is None:
        return
    yield Fact("time", clock.text, (clock,))
    for line in first.lines:
        if charge := re.search(r"\b\d{1,3}\s?%", line.text):
            yield Fact("battery", charge.group(), (line,))


def _side_by_side(rows: Sequence[Row]) -> Iterator[Fact]:
    """Two labels with their values in one row, or a label with its value and something more."""
    for row in rows:
        texts = [line.text for line in row.lines]
        known = [bool(concepts_in(text)[0]) and not re.search(r"[\d:：]", text) for text in texts]
        if len(texts) == 4 and (known[0] or known[2]) and not (known[1] or known[3]):
            yield Fact(texts[0], texts[1], row.lines[:2])
            yield Fact(texts[2], texts[3], row.lines[2:])
        elif len(texts) == 3 and known[0] and not known[1]:
            yield Fact(texts[0], texts[1], row.lines[:2])
        elif len(texts) == 3 and known[1] and not known[2]:
            yield Fact(texts[1], texts[2], row.lines[1:])


def _in_words(rows: Sequence[Row]) -> Iterator[Fact]:
    """A known label and a number after it, without a colon: "Gate 7  Seat 14C"."""
    for row in rows:
        for line in row.lines:
            words = line.text.split()
            if len(line.text) > 48 or not 2 <= len(words) <= 8 or re.search(r"[:：]", line.text):
                continue
            for n in range(1, len(words)):
                two = " ".join(words[max(0, n - 2) : n])
                key = two if n >= 2 and _is_name(two) else words[n - 1]
                # "Tel 555 0142": a number may be written in groups.
                groups = list(takewhile(lambda word: any(c.isdigit() for c in word), words[n:]))
                # "1 failed, 12 passed" counts forwards.
                if groups and _is_name(key) and not key.endswith((",", ";", ".")):
                    yield Fact(key, " ".join(groups), (line,))
            if share := re.match(r"^(\d{1,3}\s?%)\s*[=:：]?\s*(\D{0,3}\d[\d.,]*)$", line.text):
                yield Fact(share[1], share[2], (line,))


def _is_name(text: str) -> bool:
    """Whether a text is the name of something known and nothing besides."""
    concepts, rest = concepts_in(text)
    return bool(concepts) and not terms(rest) and not any(c.isdigit() for c in text)


def lines_of(table: Table) -> Iterator[Line]:
    return (line for row in table.cells for cell in row for line in cell.lines)


def real_tables(page: Page) -> list[Table]:
    """Without those that are forms: cells by turns label and value, rows by turns, or a column of labels."""
    labels = {id(line) for above, _ in _label_rows(page) for line in above.lines}
    labels |= {id(fact.lines[0]) for fact in _labelled_above(page)}
    cards = {id(pair.key_lines[0]) for pair in page.pairs if pair.key_lines}
    return [
        table
        for table in map(_records_only, page.tables)
        if not _by_turns(table, cards)
        and not side_lists(table)
        and not _is_form(without_strays(table))
        and not any(id(line) in labels for line in lines_of(table))
        and not _has_label_column(table)
    ]


def _is_form(table: Table) -> bool:
    return is_form_grid(table.header, table.cells[1:])


def without_strays(table: Table) -> Table:
    """Without a column that is empty but for one cell, which shares a line with the rest by chance."""
    filled = [sum(bool(row[n].text) for row in table.cells) for n in range(len(table.header))]
    kept = [n for n, count in enumerate(filled) if count > 1]
    if table.ruled or len(table.cells) < 3 or len(kept) < 2 or len(kept) == len(filled):
        return table
    return Table(tuple(tuple(row[n] for n in kept) for row in table.cells), table.ruled)


def _by_turns(table: Table, keys: set[int]) -> bool:
    """Whether rows of labels and rows of values stand by turns, as on cards set out in a grid; a third row may say how
    the values have changed."""
    labels = [any(id(line) in keys for cell in row for line in cell.lines) for row in table.cells]
    # A title may stand over the first.
    first = next((n for n, label in enumerate(labels) if label), 0)
    rest = labels[first:]
    return first <= 1 and any(
        len(rest) >= least and rest == [n % each == 0 for n in range(len(rest))] for each, least in ((2, 2), (3, 4))
    )


def side_lists(table: Table) -> list[Grid]:
    """Two lists of names with numbers side by side: what is paid and what is taken off. None where it is no such pair."""
    if len(table.header) != 4 or len(table.cells) < 3:
        return []
    head = table.cells[0]
    body = table.cells[1:]

    def holds(n: int) -> bool:
        filled = [row[n].text for row in body if row[n].text]
        return len(filled) >= 2 and sum(cell_number(text) is not None for text in filled) >= 0.8 * len(filled)

    if not (holds(1) and holds(3)) or holds(0) or holds(2) or cell_number(head[1].text) is not None:
        return []
    if not (head[0].text and head[2].text) or "".join(head[1].text.split()) != "".join(head[3].text.split()):
        return []
    return [
        Grid((head[n].text, head[n + 1].text), tuple(row[n : n + 2] for row in body if row[n].text and row[n + 1].text))
        for n in (0, 2)
    ]


def _records_only(table: Table) -> Table:
    """Without what stands above its head and the sums below its records, which share its columns by chance."""
    table = _from_header(table)
    rows = list(table.cells)
    while len(rows) > 3 and len(rows[0]) > 2 and not table.ruled:
        filled = [cell.text for cell in rows[-1] if cell.text]
        if len(filled) > 2 or not filled or not adds_up(filled[0]):
            break
        rows.pop()
    return Table(tuple(rows), table.ruled)


_MONEY = frozenset(
    {
        "total",
        "subtotal",
        "tax",
        "shipping",
        "tip",
        "cash",
        "change",
        "balance",
        "discount",
        "rounding",
        "deposit",
        "service charge",
        "payment method",
        "closing balance",
    }
)


def sums_up(label: str) -> bool:
    """Whether a row's label says in so many words that it is a sum."""
    return bool(SUMS.search(label) or _NET.match(plain(label)))


def adds_up(label: str) -> bool:
    """Whether a row's label says that it sums up or settles what stands above it."""
    return sums_up(label) or bool(set(concepts_in(label)[0]) & _MONEY)


#: What is left after everything, or before anything is taken off.
_NET = re.compile(r"^\W*(?:base(?= imponible|\W*$)|net|neto|gross|bruto|take.home)\b|^[實实應应][發发領领]")


def _from_header(table: Table) -> Table:
    """Without the labelled values above a table's head that happen to stand in its columns."""
    start = next(iter(_heads(table)), 0)
    if table.ruled or not start:
        return table
    rows = table.cells[start:]
    used = [n for n in range(len(rows[0])) if any(row[n].text for row in rows)]
    return Table(tuple(tuple(row[n] for n in used) for row in rows), table.ruled)


def _has_label_column(table: Table) -> bool:
    return not table.ruled and any(
        sum(row[n].text.endswith((":", "：")) for row in table.cells) >= 0.6 * len(table.cells)
        for n in range(len(table.header))
    )


_NEXT_LABEL = re.compile(
    r"(?<=\S)\s+(?P<key>[A-ZÁÉÍÓÚÑ][^\W\d_]*(?:\s(?:of|de|no\.?))?|[\u4e00-\u9fff]{2,8})\s?[:：]\s?(?=\S)(?!//)"
)


def _each(fact: Fact) -> Iterator[Fact]:
    """The labelled values of one line: "Pupil: Ann Lee  Class: 2 B  Tutor: Mr Gray"."""
    key, at = fact.key, 0
    for match in _NEXT_LABEL.finditer(fact.value):
        yield Fact(key, fact.value[at : match.start()].strip(" ·|,;，；"), fact.lines)
        key, at = match["key"], match.end()
    yield Fact(key, fact.value[at:], fact.lines)


def _continued(page: Page, fact: Fact) -> Fact:
    """With the lines that a value runs on in."""
    value, lines = fact.value, fact.lines
    while len(lines) < 4 and value.endswith((",", "，", "、", ";")) and lines and lines[-1] in page.lines:
        at = page.lines.index(lines[-1]) + 1
        following = page.lines[at] if at < len(page.lines) else None
        if following is None or re.match(r"[^:：]{1,24}[:：]", following.text):
            break
        value += ("" if is_cjk(value[0]) else " ") + following.text
        lines = (*lines, following)
    return Fact(fact.key, value, lines)


def _stacked(page: Page) -> Iterator[Fact]:
    """Labels over their values, as on boarding passes and badges: each value begins under its label."""
    for above, below in _label_rows(page):
        for label in above.lines:
            under = [x for x in below.lines if abs(x.left - label.left) < 0.8 * label.height]
            following = min((x.left for x in above.lines if x.left > label.left), default=math.inf)
            if len(under) == 1:
                text = _NAMED.sub("", _between(under[0], -math.inf, following))
                yield Fact(label.text, text, (label, under[0]))
            elif over := [x for x in below.lines if x.left < label.left < x.right]:
                # Two values that stand close were read as one line.
                yield Fact(label.text, _between(over[0], label.left, following), (label, over[0]))


#: Under "Buyer" stands "Name: …": the second label says no more than the first.
_NAMED = re.compile(r"^(?:名[称稱]|姓名|name|nombre|raz[oó]n social)\s*[:：]\s*(?=\S)", re.I)


def _labelled_above(page: Page) -> list[Fact]:
    """Values under labels of their own, told by their type or by how the rows follow one another."""
    by_type = list(_small_over_large(page))
    known = {id(fact.lines[0]) for fact in by_type}
    return by_type + [fact for fact in _set_by_turns(page) if id(fact.lines[0]) not in known]


def _small_over_large(page: Page) -> Iterator[Fact]:
    """Small labels close over larger values, wherever they stand, as on boarding passes; three of one size at least."""
    pairs = []
    for label in page.lines:
        if not 2 <= len(label.text) <= 24 or any(c.isdigit() or c in ":：" for c in label.text):
            continue
        size = type_size(label)
        under = [x for x in page.lines if abs(x.left - label.left) < 0.5 * label.height and x.top > label.top]
        under.sort(key=lambda x: x.top)
        if not under or under[0].top - label.bottom > 0.7 * label.height or type_size(under[0]) < 1.15 * size:
            continue
        over = [x for x in page.lines if abs(x.left - label.left) < 0.5 * label.height and x.bottom < label.bottom]
        if over and label.top - max(x.bottom for x in over) < under[0].top - label.bottom:
            # What stands nearer to what is above it tells about that.
            continue
        # A column goes on; what stands under a value on a card is another label.
        if (
            len(under) > 1
            and type_size(under[1]) > 0.9 * type_size(under[0])
            and under[1].top - under[0].bottom < under[0].height
        ):
            continue
        pairs.append((label, under[0], size))
    usual = sorted(size for _, _, size in pairs)[len(pairs) // 2] if pairs else 0.0
    alike = [(label, value) for label, value, size in pairs if 0.8 * usual < size < 1.25 * usual]
    if len(alike) >= 3:
        yield from (Fact(label.text, value.text, (label, value)) for label, value in alike)


def _set_by_turns(page: Page) -> Iterator[Fact]:
    """Cells of a label over its value in columns: of the rows, every second stands close under the one above it."""
    run: list[Row] = []
    for row in (*page.rows, None):
        if row and (not run or _continues(run, row)):
            run.append(row)
            continue
        if len(run) >= 4 and len(run) % 2 == 0:
            for labels, values in zip(run[::2], run[1::2], strict=True):
                yield from (Fact(a.text, b.text, (a, b)) for a, b in zip(labels.lines, values.lines, strict=True))
        run = [row] if row else []


def _continues(run: Sequence[Row], row: Row) -> bool:
    """Whether a row goes on with labels and values by turns: two texts or more where the others begin, no number in a
    label, a label set smaller than its value or as large, nearer to it than to what is above."""
    first = run[0]
    height = min(line.height for line in row.lines)
    if len(first.lines) < 2 or len(row.lines) > len(first.lines):
        return False
    if any(abs(a.left - b.left) > 0.5 * height for a, b in zip(first.lines, row.lines, strict=False)):
        return False
    if len(run) % 2:
        label = run[-1]
        plainly = not any(c.isdigit() or c in ":：" for line in label.lines for c in line.text)
        close = row.top - label.bottom < 0.6 * height
        smaller = all(type_size(a) < 1.15 * type_size(b) for a, b in zip(label.lines, row.lines, strict=False))
        return len(row.lines) == len(label.lines) and plainly and close and smaller
    return row.top - run[-1].bottom > 1.4 * (run[-1].top - run[-2].bottom) + 0.15 * height


def _between(line: Line, left: float, right: float) -> str:
    """The words of a line that stand between two places, as far as its letters are of one width; all where none do."""
    each, words, at = line.width / max(len(line.text), 1), [], 0
    for word in line.text.split(" "):
        middle = line.left + each * (at + len(word) / 2)
        at += len(word) + 1
        if left - each < middle < right:
            words.append(word)
    return " ".join(words) or line.text


def _label_rows(page: Page) -> list[tuple[Row, Row]]:
    """Rows of labels, each with the row of values below it; none where they are the head of a table."""
    found = []
    heads = {id(line) for table in page.tables for n in _heads(table) for cell in table.cells[n] for line in cell.lines}
    over = [
        row_over(table, page) for table in page.tables if not table.ruled and cell_number(table.header[-1]) is not None
    ]
    heads |= {id(line) for row in over if row for line in row.lines}
    for n, (above, below) in enumerate(pairwise(page.rows)):
        gap = (below.top - above.bottom) / max(line.height for line in above.lines)
        near = gap < 1.1
        following = page.rows[n + 2] if n + 2 < len(page.rows) else None
        if gap > 2 or any(id(x) in heads for x in above.lines) or _in_step(above, below, following):
            continue
        stacked = _starts_over(above, below) and not (following and _starts_over(below, following))
        labels = _is_label_row(above) and not _is_label_row(below)
        if (near and (labels or stacked)) or _over_numbers(above, below, following):
            found.append((above, below))
    several = [(above, below) for above, below in found if len(above.lines) >= 2]
    if len(several) >= 2:
        return several
    in_tables = {id(line) for table in page.tables if len(table.cells) > 2 for line in lines_of(table)}
    return [
        (above, below)
        for above, below in found
        # One label over one line is a heading over its text, unless it is set smaller.
        if not any(id(line) in in_tables for line in above.lines)
        and (len(above.lines) >= 2 or above.lines[0].height < 0.8 * below.lines[0].height)
    ]


def _in_step(above: Row, below: Row, following: Row | None) -> bool:
    """Whether three rows of two go on at one distance, each its own label and value: a list of settings."""
    if following is None or not len(above.lines) == len(below.lines) == len(following.lines) == 2:
        return False
    one, two = below.top - above.bottom, following.top - below.bottom
    height = max(line.height for line in below.lines)
    ends = all(
        abs(a.lines[1].right - b.lines[1].right) < 0.4 * height < abs(a.lines[1].left - b.lines[1].left)
        for a, b in ((above, below), (below, following))
    )
    return ends and abs(one - two) < 0.3 * height


def _over_numbers(above: Row, below: Row, following: Row | None) -> bool:
    """Whether words stand over one row of values: each over a number, or all in capitals, and no record follows."""
    if len(above.lines) != len(below.lines) or len(above.lines) < 2:
        return False
    under = zip(above.lines, below.lines, strict=True)
    if any(min(a.right, b.right) - max(a.left, b.left) < 0.4 * min(a.width, b.width) for a, b in under):
        return False
    if any(c.isdigit() for line in above.lines for c in line.text) or any(
        line.text.endswith((":", "：")) for line in above.lines
    ):
        return False
    capitals = all(line.text.isupper() for line in above.lines) and not any(line.text.isupper() for line in below.lines)
    numbers = all(any(c.isdigit() for c in line.text) for line in below.lines)
    goes_on = (
        following is not None
        and len(following.lines) == len(below.lines)
        and (following.top - below.bottom < 1.1 * max(line.height for line in below.lines))
    )
    return (capitals and (len(above.lines) == 2 or not goes_on)) or (numbers and len(above.lines) >= 3 and not goes_on)


def _heads(table: Table) -> list[int]:
    """Rows of labels with two rows of values and more below: heads of records, where one row has values of its own."""
    labels = [_is_label_row(Row(lines)) if (lines := _row_lines(row)) else False for row in table.cells]
    return [n for n, label in enumerate(labels) if label and labels[n + 1 : n + 3] == [False, False]]


def _row_lines(row: tuple[Cell, ...]) -> tuple[Line, ...]:
    return tuple(line for cell in row for line in cell.lines)


def _is_label_row(row: Row) -> bool:
    texts = [line.text for line in row.lines]
    known = sum(bool(concepts_in(text)[0]) and len(text) <= 28 and not re.search(r"[\d:：.,]", text) for text in texts)
    return known >= 0.6 * len(texts)


def _starts_over(above: Row, below: Row) -> bool:
    """Whether two words, the second a label that is known, stand each at the beginning of what is below."""
    if len(above.lines) != 2 or len(below.lines) != 2:
        return False
    if any(re.search(r"[\d:：.,]", x.text) or len(x.text) > 24 for x in above.lines) or _is_label_row(below):
        return False
    aligned = all(abs(a.left - b.left) < 0.8 * a.height for a, b in zip(above.lines, below.lines, strict=True))
    # Where the second is no label, the first has it for its value.
    second = above.lines[1].text
    return aligned and (_is_name(second) or second.endswith(("?", "？")) or bool(_ASKS.fullmatch(plain(second))))


#: Labels that ask for what stands below them.
_ASKS = re.compile(
    r"where|when|who|how|why|what|donde|cuando|quien|como|por que|que|何時|何地|何人|時間|地點|时间|地点"
)


def _in_cells(page: Page) -> Iterator[Fact]:
    """Forms drawn as a grid: cells by turns a label and its value."""
    for table in map(without_strays, page.tables):
        width = len(table.cells[0])
        if not _is_form(table) or side_lists(table):
            continue
        for row in table.cells:
            for n in range(0, width, 2):
                key, value = row[n], row[n + 1]
                if key.text and not any(c.isdigit() for c in key.text):
                    yield Fact(key.text, value.text, (*key.lines, *value.lines))


def is_form_grid(header: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether a ruled grid is a form: labels in every other column, none of them said twice."""
    width = len(header)
    if width not in (2, 4) or (width == 4 and all(map(_names_something, header))):
        # Four names in a row are the head of a table.
        return False
    labels = [header[n] for n in range(0, width, 2)] + [row[n].text for row in rows for n in range(0, width, 2)]
    values = [header[n] for n in range(1, width, 2)]
    values += [row[n].text for row in rows for n in range(1, width, 2)]
    known = sum(_names_something(label) for label in labels if label)
    return known >= 0.5 * sum(map(bool, labels)) and sum(map(_names_something, values)) <= 0.25 * len(values)


def _names_something(text: str) -> bool:
    return bool(concepts_in(text)[0]) and not any(c.isdigit() for c in text)


_ASSIGNMENT = re.compile(
    r"^\W*(?:(?:const|let|var|export|set|final|public|static|int|str|float)\s+)*(?P<key>[\w.\-]{2,40})\s*(?::=|=|:)\s*(?P<value>[^=\s].*?)[;,]?$"
)
_DEFINED = re.compile(r"\b(?:def|function|fn|func|sub|void)\s+(?P<name>\w+)|\bclass\s+(?P<class>\w+)")


def _assigned(page: Page) -> Iterator[Fact]:
    """What program text sets: names with their values, functions with their names."""
    for row in page.rows:
        text = re.sub(r"^\s*\d{1,4}\s+(?=\S)", "", row.text)
        if match := _DEFINED.search(text):
            yield Fact("function name" if match["name"] else "class name", match["name"] or match["class"], row.lines)
        if match := _ASSIGNMENT.match(text):
            value = match["value"].strip("'\"")
            yield Fact(re.sub(r"[_\-.]+", " ", match["key"]), value, row.lines)
            if image := re.search(r":(v?\d[\w.]*)$", value):
                yield Fact(f"{match['key']} version", image.group(1), row.lines)
        if comment := re.match(r"^\s*(?://|#|--)\s*(\S.*)$", text):
            yield Fact("comment", comment.group(1), row.lines)


def _bracketed(page: Page) -> Iterator[Fact]:
    """【成分】…, over as many lines as it takes, up to the next label."""
    text = ""
    lines: list[tuple[int, Line]] = []
    for row in page.rows:
        lines += [(len(text), line) for line in row.lines]
        text += row.text
    labels = list(re.finditer(r"【(?P<key>[^】]{1,20})】\s*", text))
    for n, match in enumerate(labels):
        end = labels[n + 1].start() if n + 1 < len(labels) else len(text)
        if value := text[match.end() : end].strip():
            own = [line for at, line in lines if match.start() - len(line.text) < at < end]
            yield Fact(match["key"], value, tuple(own))
    for line in page.lines:
        if found := re.match(r"^[\[［](?P<key>[^\]］]{1,20})[\]］]\s*(?P<value>.+)$", line.text):
            yield Fact(found["key"], found["value"], (line,))


# --- records ----------------------------------------------------------------------------------------------------------

#: Rows that add up what stands above them.
SUMS = re.compile(
    r"^\W*(?:grand |sub)?-?total|^\W*sum\b|合計|合计|總計|总计|小計|小计|^\W*suma\b|subtotal|平均|average"
    r"|^\W*(?:mean|media|promedio)\b",
    re.I,
)


def grids(examination: Examination) -> list[Grid]:
    return list(examination.once("grids", lambda: _grids(examination)))


def _grids(examination: Examination) -> list[Grid]:
    page = examination.page()
    terminal: list[Grid] = []
    if examination.kind() == "code":
        terminal += [Grid(tuple(cell.text for cell in cells[0]), cells[1:]) for cells in printed_tables(page)]
        if (log := commits(page)) and not terminal:
            terminal.append(Grid(("message", "commit"), tuple(log)))
    printed = {id(line) for grid in terminal for row in grid.rows for cell in row for line in cell.lines}
    found = [*terminal, *(grid for table in page.tables for grid in side_lists(table))]
    if sections := _sections(page):
        found = [sections]
    cards = {id(line) for fact in _carded(page) for line in fact.lines}
    for table in real_tables(page):
        if len(table.cells) <= 3 and sum(id(x) in cards for x in lines_of(table)) > 0.5 * len(list(lines_of(table))):
            continue
        if (sections and not table.ruled and _is_lists(table)) or any(id(x) in printed for x in lines_of(table)):
            continue
        grid = _sheet(table.cells) or _in_parts(_headed(table, page))
        if grid.rows:
            found.append(grid)
    if of_goods := _tags(page) or _in_two_lines(page):
        found = [of_goods]
    if not found and examination.kind() == "receipt" and (items := examination.receipt().items):
        rows = tuple(
            (
                Cell(item.name, item.row.lines[:1]),
                Cell(item.quantity or "", item.row.lines),
                Cell(item.price.text, item.row.lines),
            )
            for item in items
        )
        found.append(Grid(("item", "quantity", "price"), rows))
    if examination.kind() == "chart" and (chart := examination.chart()):
        names = [s.name or "" for s in chart.series]
        by_category: dict[str, list[Cell]] = {}
        for series in chart.series:
            for point in series.points:
                by_category.setdefault(point.category, []).append(Cell(point.printed or f"{point.value:.4g}"))
        whole = [(Cell(name), *cells) for name, cells in by_category.items() if len(cells) == len(names)]
        found.append(Grid(("", *names), tuple(whole)))
    elif not found:
        found += _priced(page)
    return found


_TAG_LABEL = re.compile(r"(?:^|(?<=\s))(?P<key>[^\W\d_]{2,12})\s?[:：]?\s?(?=[$€£¥￥\d]|(?<=[:：])|(?<=[:：]\s))")


def _tags(page: Page) -> Grid | None:
    """Cards that say the same things of other goods, as price tags on a shelf do: a record each, by the labels that all
    of them have. The largest number of a card is its price."""
    columns = [
        [line for row in table.cells for line in row[n].lines]
        for table in page.tables
        if not table.ruled
        for n in range(len(table.header))
    ]
    heads = [line for line in page.headings if any(row.lines == (line,) for row in page.rows)]
    sections = [
        [head, *takewhile(lambda line: line not in page.headings, page.lines[page.lines.index(head) + 1 :])]
        for head in heads
    ]
    for groups in (columns, sections):
        told = [_told_on_tag(group) for group in groups if len(group) >= 3]
        shared = [key for key in (told[0] if told else ()) if all(key in other for other in told)]
        if len(told) >= 2 and len([key for key in shared if key not in ("", "price")]) >= 2:
            return Grid(tuple(shared), tuple(tuple(record[key] for key in shared) for record in told))
    return None


def _told_on_tag(lines: Sequence[Line]) -> dict[str, Cell]:
    """What a card says, by label: its first line by "", its largest number by "price"."""
    told = {"": Cell(lines[0].text, (lines[0],))}
    prices = [line for line in lines[1:] if cell_number(line.text) is not None]
    if prices:
        largest = max(prices, key=lambda line: line.height)
        told["price"] = Cell(largest.text, (largest,))
    for line in lines[1:]:
        labels = list(_TAG_LABEL.finditer(line.text))
        ends = [*(m.start() for m in labels[1:]), len(line.text)]
        for match, end in zip(labels, ends, strict=False):
            told[match["key"]] = Cell(line.text[match.end() : end].strip(), (line,))
    return told


def _in_two_lines(page: Page) -> Grid | None:
    """Things bought that stand over their numbers: a name, and below it a code, how many and how much."""
    rows: list[tuple[Cell, ...]] = []
    head: Row | None = None
    for n, (name, below) in enumerate(pairwise(page.rows)):
        numbers = [line for line in below.lines if cell_number(line.text) is not None]
        plainly = len(name.lines) == 1 and cell_number(name.text) is None and any(map(str.isalpha, name.text))
        if not plainly or not 2 <= len(below.lines) <= 4 or len(numbers) < len(below.lines) - 1:
            continue
        if numbers[-1:] != [below.lines[-1]] or any(c.isalpha() for c in below.lines[0].text.split("/")[0]):
            continue
        if not rows and n:
            head = page.rows[n - 1]
        rows.append((Cell(name.text, name.lines), *(Cell(line.text, (line,)) for line in below.lines)))
    width = max((len(row) for row in rows), default=0)
    rows = [row for row in rows if len(row) == width]
    if len(rows) < 3 or width < 3:
        return None
    labels = [line.text for line in head.lines] if head and not any(c.isdigit() for c in head.text) else []
    # Three labels over a name and three numbers: the first number is the code of the thing.
    codes = len(labels) == width - 1
    rows = [(row[0], *row[2:]) for row in rows] if codes else rows
    return Grid(tuple(labels) if codes or len(labels) == width else ("",) * width, tuple(rows))


def _headed(table: Table, page: Page) -> Grid:
    """A table's records under its head: the row above where its own first row is a record, else none."""
    numbers = [n for n in range(len(table.header)) if _counts(table, n)]
    if (
        (table.ruled and not any(_SOLD.match(table.header[n]) for n in numbers))
        or not numbers
        or not all(_is_figure(table.header[n]) for n in numbers if table.header[n])
        or _heads_numbers(table, numbers)
    ):
        return Grid(table.header, table.cells[1:])
    over = row_over(table, page)
    head = [""] * len(table.header)
    for line in over.lines if over else ():
        for n in range(len(head)):
            column = [x for row in table.cells for x in row[n].lines]
            left, right = min(x.left for x in column), max(x.right for x in column)
            if min(right, line.right) - max(left, line.left) > 0.3 * min(line.width, right - left) and not head[n]:
                head[n] = line.text
                break
    return Grid(tuple(head) if sum(map(bool, head)) >= 2 else ("",) * len(head), table.cells)


def _heads_numbers(table: Table, numbers: Sequence[int]) -> bool:
    """Whether a first row of numbers is a head all the same: sizes with a unit that no record has, or years in a row."""
    heads = [table.header[n] for n in numbers if table.header[n]]
    below = [row[n].text for row in table.cells[1:] for n in numbers if row[n].text]
    sizes = all(re.search(r"\d\s?[^\W\d_]", head) for head in heads) and not any(
        re.search(r"[^\W\d_]", x) for x in below
    )
    years = [int(head) for head in heads if re.fullmatch(r"(?:19|20)\d\d", head)]
    in_a_row = len(years) == len(heads) >= 2 and {abs(b - a) for a, b in pairwise(years)} == {1}
    return len(heads) >= 2 and (sizes or in_a_row)


def _counts(table: Table, n: int) -> bool:
    """Whether a column of a table holds numbers from its second row on."""
    filled = [row[n].text for row in table.cells[1:] if row[n].text]
    return len(filled) >= 2 and sum(map(_is_figure, filled)) >= 0.8 * len(filled)


#: What only a record has: an amount of money, how many were bought.
_SOLD = re.compile(r"^\W*(?:qty\W*\d+|[$€£¥￥]\s?\d[\d.,]*)\W*$", re.I)


def _is_figure(text: str) -> bool:
    """A number, or a time of day; "Bus 1" is a name."""
    if _SOLD.match(text):
        return True
    if re.match(r"(?!USD|EUR|GBP|TWD|NTD|HKD|CNY|RMB)[^\W\d_]{3}", text.strip()):
        return False
    return cell_number(text) is not None or bool(re.fullmatch(r"\W*\d{1,2}[:.]\d{2}\W*", text))


def row_over(table: Table, page: Page) -> Row | None:
    """The row of words right above a table that begins with a record."""
    first = set(map(id, _row_lines(table.cells[0])))
    at = next((n for n, row in enumerate(page.rows) if first & set(map(id, row.lines))), 0)
    above = page.rows[at - 1] if at else None
    if above is None or len(above.lines) < 2 or any(c.isdigit() for line in above.lines for c in line.text):
        return None
    near = page.rows[at].top - above.bottom < 2 * max(line.height for line in above.lines)
    return above if near else None


def _in_parts(grid: Grid) -> Grid:
    """Where the head is said again for each part of a table, which part a record stands in becomes its last column."""
    again = [tuple(cell.text for cell in row[1:]) == grid.header[1:] for row in grid.rows]
    if not any(again) or not any(grid.header[1:]):
        return grid
    part, rows = Cell(grid.header[0]), []
    for row, head in zip(grid.rows, again, strict=True):
        if head:
            part = row[0]
        elif row[0].text and not any(cell_number(cell.text) is not None for cell in row[1:]):
            part = Cell("")
        else:
            rows.append((*row, part))
    return Grid(("", *grid.header[1:], ""), tuple(rows))


def _sheet(cells: tuple[tuple[Cell, ...], ...]) -> Grid | None:
    """A spreadsheet without the letters over its columns and the numbers before its rows."""
    letters = [cell.text.strip().upper() for cell in cells[0]]
    start = 1 if letters[0] in ("", "#") else 0
    if len(cells) < 3 or letters[start:] != [chr(65 + n) for n in range(len(letters) - start)]:
        return None
    if start == 0:
        return Grid(tuple(c.text for c in cells[1]), cells[2:], tuple(letters))
    return Grid(tuple(c.text for c in cells[1][1:]), tuple(row[1:] for row in cells[2:]), tuple(letters[1:]))


def _priced(page: Page) -> Iterator[Grid]:
    """Names with a number each, one a row: a menu, a list of distances."""
    rows = [split for row in page.rows if (split := _name_and_number(row)) and not adds_up(split[0].text)]
    if len(rows) < 3:
        # "Kitchen 14 m2", wherever it stands.
        rows = [
            (Cell(match["name"], (line,)), Cell(match["number"], (line,)))
            for line in page.lines
            if (match := _MEASURED.match(line.text))
        ]
    apart = [row for row in rows if row[0].lines != row[1].lines]
    if len(apart) >= 3 or len(rows) >= 3:
        yield Grid(("", ""), tuple(apart if len(apart) >= 3 else rows))


def _sections(page: Page) -> Grid | None:
    """Lists of names with numbers under headings of their own, below or beside one another: starters and mains, what is
    paid and what is taken off. The last column is the heading."""
    ruled = {id(line) for table in page.tables if table.ruled for line in lines_of(table)}
    found = [(row, list(_names_and_numbers(row))) for row in page.rows if not any(id(x) in ruled for x in row.lines)]
    records = [record for _, several in found for record in several if not sums_up(record[0].text)]
    taken = {id(line) for record in records for cell in record for line in cell.lines}
    labels = {id(line) for above, _ in _label_rows(page) for line in above.lines}
    heads = [
        line
        for row, several in found
        if not several
        and not any(id(x) in labels for x in row.lines)
        and all(len(x.text) <= 32 and not re.search(r"[\d:：]", x.text) for x in row.lines)
        for line in row.lines
    ]
    if len(days := [row.lines[0] for row in page.rows if len(row.lines) == 1 and _DAY.match(row.lines[0].text)]) >= 2:
        # What was paid, day by day.
        heads = days
    # A label beside its value heads nothing: what heads lists side by side are headings all.
    used = {id(line) for name, _ in records if (line := _heading_over(heads, name.lines[0]))}
    alone = {id(x) for row in page.rows for x in row.lines if not all(id(other) in used for other in row.lines)}
    heads = [line for line in heads if id(line) not in alone]
    # What stands under a dish tells what is in it; then only what is set larger heads a list.
    usual = sorted(type_size(name.lines[0]) for name, _ in records)[len(records) // 2] if records else 0.0
    larger = [
        line
        for line in heads
        if line in page.headings or type_size(line) > 1.12 * usual or (line.text.isupper() and len(line.text) > 3)
    ]
    for these in (heads, larger):
        above = [_heading_over(these, name.lines[0]) for name, _ in records]
        under = [sum(other is heading for other in above) for heading in above]
        if len({id(line) for line in above if line}) >= 2 and sum(n >= 2 for n in under) >= 0.7 * len(records):
            break
    else:
        # Where there is no heading, or one, they are one list.
        return None
    # What has two numbers is a table; what has numbers that are in no list is an account of something else.
    numbers = [x for row in page.rows for x in row.lines if cell_number(x.text) is not None and id(x) not in ruled]
    if sum(id(line) in taken for line in numbers) < 0.7 * len(numbers):
        return None
    cells = [Cell(line.text, (line,)) if line and n >= 2 else Cell("") for line, n in zip(above, under, strict=True)]
    return Grid(("", "", ""), tuple((*record, cell) for record, cell in zip(records, cells, strict=True)))


_DAY = re.compile(
    r"^(?:\d{4}\s?年)?\s?\d{1,2}\s?月\s?\d{1,2}\s?日|^(?:mon|tue|wed|thu|fri|sat|sun)\w*,? \d|^\d{1,2} (?:de )?[a-z]{3,10}$|^(?:today|yesterday|hoy|ayer|今天|昨天)$",
    re.I,
)


def _is_lists(table: Table) -> bool:
    """Names and numbers by turns, without a head of their own."""
    width = len(table.header)
    if width not in (2, 4, 6):
        return False
    for n in range(1, width, 2):
        filled = [row[n].text for row in table.cells if row[n].text]
        if not filled or sum(cell_number(text) is not None for text in filled) < 0.8 * len(filled):
            return False
    return True


def _heading_over(heads: Sequence[Line], name: Line) -> Line | None:
    """The heading of a list that a name stands in: the nearest above that begins where it begins, in no smaller type."""
    size = type_size(name)
    over = [
        line
        for line in heads
        if line.bottom <= name.top + 0.3 * name.height
        and abs(line.left - name.left) < 1.2 * name.height
        and type_size(line) >= 0.9 * size
    ]
    return max(over, key=lambda line: line.top, default=None)


def _names_and_numbers(row: Row) -> Iterator[tuple[Cell, Cell]]:
    """Each number of a row with the name on its left; none where two numbers stand side by side."""
    lines = row.lines
    for n, (name, number) in enumerate(pairwise(lines)):
        if (
            cell_number(number.text) is None
            or cell_number(name.text) is not None
            or not any(map(str.isalpha, name.text))
        ):
            continue
        if n + 2 < len(lines) and cell_number(lines[n + 2].text) is not None:
            continue
        if not name.text.endswith((":", "：")):
            yield Cell(name.text, (name,)), Cell(number.text, (number,))


_MEASURED = re.compile(
    r"^(?P<name>[^\d:：]{2,30}?)\s+(?P<number>\d[\d.,]*\s?(?:m2|m²|km|kg|g|cm|mm|m|l|ml|%|h|min|坪|平方公尺|平方米|公里|公斤|人|元))$",
    re.I,
)


def _name_and_number(row: Row) -> tuple[Cell, Cell] | None:
    first, last = row.lines[0], row.lines[-1]
    if len(row.lines) == 2 and cell_number(last.text) is not None and any(c.isalpha() for c in first.text):
        return Cell(first.text, (first,)), Cell(last.text, (last,))
    if (
        len(row.lines) == 1
        and (amounts := find_amounts(first.text))
        and first.text.rstrip(" €元").endswith(amounts[-1].text)
    ):
        name = first.text[: first.text.rfind(amounts[-1].text)].strip(" .:：$€£")
        if sum(c.isalpha() for c in name) >= 2:
            return Cell(name, (first,)), Cell(amounts[-1].text, (first,))
    return None


# --- sentences --------------------------------------------------------------------------------------------------------

_END = re.compile(r"[.!?。！？](?:[\"'”」』)]|$|\s)|[。！？；]")


def sentences(page: Page) -> list[Sentence]:
    """Running text by sentence, over the ends of its lines; what is no running text by line."""
    found: list[Sentence] = []
    if page.vertical:
        return [Sentence(line.text, (line,)) for line in page.lines]
    for paragraph in page.paragraphs:
        open_lines: list[Line] = []
        text = ""
        for n, line in enumerate(paragraph):
            joint = "" if not text or is_cjk(text[-1]) else " "
            text += joint + line.text
            open_lines.append(line)
            following = paragraph[n + 1] if n + 1 < len(paragraph) else None
            if following is not None and _runs_on(line, following, paragraph):
                continue
            found += _cut(text, open_lines)
            text, open_lines = "", []
    return found


#: Words that no sentence ends with.
_UNFINISHED = re.compile(
    r"\b(?:the|an?|of|to|and|or|in|at|on|for|with|by|from|de|del|la|el|los|las|un|una|y|o|en|a|al|por|para|con|que|su)$"
)


def _runs_on(line: Line, following: Line, paragraph: tuple[Line, ...]) -> bool:
    """Whether a line is continued by the next: it is full, and no new entry begins there."""
    widest = max(x.right for x in paragraph)
    if line.text.rstrip().endswith((".", "!", "?", "。", "！", "？", ":", "：", ";", "；")):
        return False
    if abs(following.left - line.left) > 1.5 * line.height or following.top < line.top + 0.5 * line.height:
        return False
    if re.match(r"\s*(?:[-•·*▪–]|\d{1,2}[.)、]|[A-Z][\w ]{0,20}:\s)", following.text):
        return False
    first = following.text.lstrip()[:1]
    return (
        first.islower()
        or bool(_UNFINISHED.search(plain(line.text)))
        or line.text.rstrip().endswith((",", "，", "、"))
        or (line.right > 0.86 * widest and len(line.text) > 24 and not first.isupper())
    )


def _cut(text: str, lines: list[Line]) -> Iterator[Sentence]:
    start, joined = 0, plain
    ends = [match.end() for match in _END.finditer(text)] + [len(text)]
    for end in ends:
        piece = text[start:end].strip()
        if piece and any(c.isalnum() for c in piece):
            own = tuple(line for line in lines if _overlap(joined(line.text), joined(piece)))
            yield Sentence(piece, own or tuple(lines))
        start = end


def _overlap(line: str, piece: str) -> bool:
    """Whether a line holds part of a sentence: the sentence has it whole, or begins or ends in it."""
    return line in piece or piece in line or piece[:12] in line or piece[-12:] in line
