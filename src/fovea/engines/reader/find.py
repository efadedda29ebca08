"""Finding what a question asks for among the labelled values, cells, items and lines of a page.

Every hit says how much of the question it covers. What covers all of it is an answer, what covers half of it
is "the closest that I find", the rest is not found: a reader that guesses is worse than one that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from fovea.engines.reader.amounts import find_amounts, find_dates
from fovea.engines.reader.extract import Receipt
from fovea.engines.reader.lexicon import Wanted, concepts_in, is_cjk, plain, terms
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line, Page, Pair, Row, Table

#: Coverage from which a hit is the answer, and from which it is worth mentioning.
SURE, CLOSE = 0.85, 0.45


@dataclass(frozen=True, slots=True)
class Hit:
    """``value`` answers; ``key`` is the page's own name for it, ``lines`` is where it stands."""

    value: str
    lines: tuple[Line, ...]
    coverage: float
    key: str | None = None

    @property
    def quote(self) -> str:
        return "  ".join(line.text for line in self.lines)


def find(examination: Examination, want: Wanted) -> list[Hit]:
    """Hits, best first. Reads the picture if that is not done yet."""
    page = examination.page()
    if want.empty or not page.lines:
        return []
    hits: list[Hit] = []
    if want.concepts and not want.terms:
        hits += _by_concept(examination, page, want.concepts)
    if want.terms:
        hits += _in_tables(page, want)
        hits += _in_pairs(page, want)
        hits += _in_rows(page, want)
    telling = tuple(c for c in want.concepts if c not in _VAGUE)
    if telling and want.terms and max((hit.coverage for hit in hits), default=0.0) < SURE:
        # "The telephone of the bakery": the page says "Tel", and nobody prints whose it is.
        hits += _by_concept(examination, page, telling, columns=False)
    if not hits and want.concepts and not want.terms:
        hits += _in_rows(page, Wanted((), tuple(t for c in want.concepts for t in terms(c))))
    return sorted(hits, key=lambda hit: -hit.coverage)


def matches(term: str, text: str) -> bool:
    """Whether a plain text contains a term, give or take an ending or a misread letter."""
    if is_cjk(term[0]) or any(is_cjk(c) for c in term):
        return term in text.replace(" ", "")
    words = re.findall(r"[^\W_]+(?:[.,:/'\-][^\W_]+)*", text)
    if any(c.isdigit() for c in term):
        return term in words or any(term == re.sub(r"[^\w]", "", w) for w in words) or (len(term) >= 3 and term in text)
    for word in words:
        if word == term or (len(term) >= 4 and (_stem(word) == _stem(term))):
            return True
        if len(term) >= 5 and abs(len(word) - len(term)) <= 2 and SequenceMatcher(None, word, term).ratio() >= 0.86:
            return True
        if len(term) >= 4 and len(word) > len(term) and "-" in word and term in word.split("-"):
            return True
    return " " in term and term in text


def _stem(word: str) -> str:
    return re.sub(r"(ies|es|s|ed|ing)$", "", word) if len(word) > 4 else word.rstrip("s")


def coverage(want: tuple[str, ...], text: str) -> float:
    """Share of the terms (by length) that a text contains."""
    if not want:
        return 0.0
    folded = plain(text)
    weights = [max(2, len(term) * (2 if is_cjk(term[0]) else 1)) for term in want]
    return sum(w * _part(term, folded) for w, term in zip(weights, want, strict=True)) / sum(weights)


def _part(term: str, text: str) -> float:
    if matches(term, text):
        return 1.0
    if is_cjk(term[0]) and len(term) >= 3:
        # Without word borders, half of a long run is half a match.
        squeezed = text.replace(" ", "")
        block = SequenceMatcher(None, term, squeezed, autojunk=False).find_longest_match().size
        return block / len(term) if block >= 2 else 0.0
    return 0.0


# --- by concept ---------------------------------------------------------------------------------------------------

_EMAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s，。]+|\b[\w\-]+(?:\.[\w\-]+)*\.(?:com|org|net|io|tw|cn|es|edu|gov)(?:\.\w{2})?(?:/\S*)?\b",
    re.I,
)
_PHONE = re.compile(r"(?<![\d.])\+?\(?\d[\d\s()\-]{5,}\d")
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?!\d)", re.I)

_BY = re.compile(
    r"^(?:(?:written |text |words )?by|por|escrito por|作者|撰文|文)\s*[:：/]?\s*(?P<name>[^\d]{2,40})$", re.I
)


def _by_concept(examination: Examination, page: Page, concepts: tuple[str, ...], columns: bool = True) -> list[Hit]:
    hits: list[Hit] = []
    # "Total amount", "company name": the most telling concept first, the vague ones only alone.
    telling = [c for c in concepts if c not in _VAGUE] or list(concepts)
    # "The shop's postcode" asks for the postcode; whose it is, the paper as a whole says.
    telling = [c for c in telling if c not in _OWNERS] or telling
    kind = examination.kind()
    if "item" in telling and kind == "receipt":
        telling = ["item"]
    for concept in telling:
        if kind == "receipt":
            hits += _in_receipt(examination.receipt(), concept)
        if kind == "screen" or concept in ("error", "button", "menu"):
            hits += _in_screen(examination, concept)
        if concept == "title" and not hits:
            hits += _title(page)
        for pair in page.pairs:
            named = concepts_in(pair.key)[0]
            if concept in named and pair.value:
                plainly = len(named) == 1 and not terms(concepts_in(pair.key)[1])
                hits.append(Hit(_typed(concept, pair.value), _both(pair), 1.0 if plainly else 0.9, pair.key))
        if columns:
            hits += _under_header(page, concept)
        if not hits:
            hits += _by_shape(page, concept)
    return hits


_OWNERS = frozenset({"company", "customer", "name"})
_VAGUE = frozenset({"price", "amount", "name", "quantity", "item", "table", "field", "title"})


def _typed(concept: str, value: str) -> str:
    """The part of a value that is of the concept's kind."""
    if concept in ("date", "due date", "birth date") and (dates := find_dates(value)):
        return dates[0].text
    if concept == "time" and (time := _TIME.search(value)):
        return time.group()
    return value


def _in_receipt(receipt: Receipt, concept: str) -> Iterator[Hit]:
    named = {
        "total": receipt.total,
        "price": receipt.total,
        "amount": receipt.total,
        "subtotal": receipt.subtotal,
        "tax": receipt.tax,
        "cash": receipt.cash,
        "change": receipt.change,
    }
    if found := named.get(concept):
        value = " ".join(filter(None, (found.amount.currency, found.amount.text)))
        yield Hit(
            value,
            found.row.lines,
            1.0 if concept != "tax" else 0.9,
            found.row.lines[0].text if len(found.row.lines) > 1 else None,
        )
    written = {
        "company": receipt.company,
        "address": receipt.address,
        "title": receipt.company,
        "name": receipt.company,
    }
    if text := written.get(concept):
        yield Hit(text.text, text.lines, 0.95)
    if concept == "date" and receipt.date:
        yield Hit(receipt.date[0].text, (receipt.date[1],), 1.0)
    if concept in ("item", "quantity") and receipt.items:
        yield Hit(
            "; ".join(f"{i.name} {i.price.text}" for i in receipt.items),
            tuple(i.row.lines[0] for i in receipt.items),
            0.9,
        )


def _in_screen(examination: Examination, concept: str) -> Iterator[Hit]:
    screen = examination.screen()
    found = {
        "error": screen.errors,
        "button": screen.buttons,
        "menu": screen.menu,
        "title": (screen.title,) if screen.title else (),
    }
    if lines := found.get(concept):
        yield Hit("; ".join(line.text for line in lines if line), tuple(line for line in lines if line), 1.0)


def _title(page: Page) -> Iterator[Hit]:
    """The largest heading of the page's upper part, or its first line if it stands alone."""
    upper = [line for line in page.headings if line.center[1] < 0.5 * page.size.height or page.vertical]
    if upper:
        best = max(upper, key=lambda line: line.width if line.vertical else line.height)
        yield Hit(best.text, (best,), 1.0)
    elif page.lines:
        yield Hit(page.lines[0].text, (page.lines[0],), 0.6)


def _under_header(page: Page, concept: str) -> Iterator[Hit]:
    """A table's whole column."""
    for table in page.tables:
        for n, cell in enumerate(table.cells[0]):
            if concept in concepts_in(cell.text)[0] and not terms(concepts_in(cell.text)[1]):
                cells = [row[n] for row in table.cells[1:] if row[n].text]
                if cells:
                    lines = tuple(line for c in cells for line in c.lines)
                    yield Hit("; ".join(c.text for c in cells), lines, 0.9, cell.text)


def _by_shape(page: Page, concept: str) -> Iterator[Hit]:
    """What is known by its form: an address of mail or web, a number to call, a date, a time."""
    pattern = {"email": _EMAIL, "website": _URL, "time": _TIME}.get(concept)
    for row in page.rows:
        for line in row.lines:
            if concept == "author" and (match := _BY.match(line.text)):
                yield Hit(match["name"], (line,), 0.9)
            elif pattern and (match := pattern.search(line.text)):
                yield Hit(match.group(), (line,), 0.95)
            elif concept == "date" and (dates := find_dates(line.text)):
                yield Hit(dates[0].text, (line,), 0.9)
            elif concept in concepts_in(line.text)[0]:
                phone = _PHONE.search(line.text)
                if concept in ("phone", "fax") and phone:
                    yield Hit(phone.group().strip(), (line,), 0.95)
                elif len(row.lines) == 2 and line is row.lines[0]:
                    yield Hit(row.lines[-1].text, row.lines, 0.9, line.text)
                elif len(terms(concepts_in(line.text)[1])) >= 1:
                    amounts = find_amounts(line.text)
                    yield Hit(
                        amounts[-1].text if amounts and concept in ("total", "tax", "price") else line.text,
                        (line,),
                        0.86,
                    )


# --- by terms ------------------------------------------------------------------------------------------------------


def _in_tables(page: Page, want: Wanted) -> Iterator[Hit]:
    for table in page.tables:
        yield from _in_table(table, want)


def _in_table(table: Table, want: Wanted) -> Iterator[Hit]:
    """The cell where a row and a column meet that the question names."""
    header = table.header
    for row in table.cells[1:]:
        in_row = [
            t
            for t in want.terms
            if coverage((t,), row[0].text) >= 0.99 or (len(t) > 1 and any(coverage((t,), c.text) >= 0.99 for c in row))
        ]
        if not in_row:
            continue
        # "The route Costa": the first column's name says what the rows are.
        rest = tuple(t for t in want.terms if t not in in_row and coverage((t,), header[0]) < 0.99)
        best, most = None, 0.0
        for n, name in enumerate(header):
            by_terms = coverage(rest, name) if rest else 0.0
            named = set(concepts_in(name)[0])
            by_concept = bool(
                named & set(want.concepts) or ("price" in want.concepts and named & {"unit price", "amount"})
            )
            score = max(by_terms, 1.0 if by_concept and not rest else 0.6 if by_concept else 0.0)
            # The price of a thing is that of one, where the table says both.
            of_one = not {"total", "amount"} & set(want.concepts)
            score -= 0.1 * ("price" in want.concepts and of_one != ("unit price" in named))
            if n and score > most:
                best, most = n, score
        whole = len("".join(want.terms)) or 1
        covered = (len("".join(in_row)) + most * len("".join(rest))) / whole if rest else 1.0
        if best is not None and row[best].text:
            yield Hit(
                row[best].text, (*row[0].lines, *row[best].lines), min(1.0, covered), f"{row[0].text}, {header[best]}"
            )
        elif len(row) == 2 and row[1].text:
            yield Hit(row[1].text, (*row[0].lines, *row[1].lines), covered, row[0].text)
        elif not rest:
            lines = tuple(line for cell in row for line in cell.lines)
            yield Hit("  ".join(cell.text for cell in row), lines, 0.9)


def _in_pairs(page: Page, want: Wanted) -> Iterator[Hit]:
    for pair in page.pairs:
        if not pair.value:
            continue
        covered = coverage(want.terms, pair.key)
        shared = set(concepts_in(pair.key)[0]) & set(want.concepts)
        asked = set(want.concepts) - {"price", "quantity", "name"}
        if asked and not shared:
            covered *= 0.7
        if covered >= CLOSE:
            yield Hit(pair.value, _both(pair), covered + 0.01 * bool(shared), pair.key)
        elif (in_value := coverage(want.terms, pair.value)) >= CLOSE:
            yield Hit(f"{pair.key}: {pair.value}", _both(pair), 0.97 * in_value, pair.key)


def _in_rows(page: Page, want: Wanted) -> Iterator[Hit]:
    for n, row in enumerate(page.rows):
        covered = coverage(want.terms, row.text)
        if want.asks_number and not _NUMERIC.search(_NUMBERING.sub("", row.text)):
            # A heading that names the thing does not say when or how much.
            covered *= 0.7
        telling = {c for c in want.concepts if c not in _VAGUE and c not in ("date", "time", "total", "tax")}
        if telling and not telling & set(concepts_in(row.text)[0]):
            covered *= 0.8
        if covered < CLOSE:
            continue
        if {"price", "total", "tax"} & set(want.concepts) and (amount := _amount_near(page, n)):
            yield Hit(amount[0], amount[1], covered, row.lines[0].text if len(row.lines) > 1 else None)
        elif {"date", "due date", "birth date"} & set(want.concepts) and (dates := find_dates(row.text)):
            yield Hit(dates[0].text, row.lines, covered)
        else:
            lines = tuple(line for line in row.lines if coverage(want.terms, line.text) > 0) or row.lines
            yield Hit(
                " ".join(line.text for line in lines), row.lines if len(row.lines) <= 3 else lines, 0.95 * covered
            )


_NUMBERING = re.compile(r"^\s*(?:第?[一二三四五六七八九十]+[、章節节]|\d+(?:\.\d+)*[.)、])")
_NUMERIC = re.compile(
    r"\d|[一二三四五六七八九十百千兩两半]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|jueves|viernes|domingo|daily|noon",
    re.I,
)


def _amount_near(page: Page, n: int) -> tuple[str, tuple[Line, ...]] | None:
    """The amount at the end of a row, or of the next where that holds numbers only."""
    row = page.rows[n]
    amounts = find_amounts(row.text) or (find_amounts(row.lines[-1].text, True) if len(row.lines) > 1 else [])
    if amounts:
        return amounts[-1].text, row.lines
    if n + 1 < len(page.rows):
        below = page.rows[n + 1]
        if (amounts := find_amounts(below.text)) and sum(c.isalpha() for c in below.text) < 6:
            return amounts[-1].text, (*row.lines, *below.lines)
    return None


def _both(pair: Pair) -> tuple[Line, ...]:
    return pair.key_lines if pair.key_lines == pair.value_lines else (*pair.key_lines, *pair.value_lines)


def row_of(page: Page, line: Line) -> Row:
    return next((row for row in page.rows if line in row.lines), Row((line,)))
