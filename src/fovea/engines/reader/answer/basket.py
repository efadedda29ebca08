"""What several things of a price list cost together: "How much for a soup and two teas?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fovea.engines.reader.answer.reckon import Operand, Reckoned, operation_asked, worked_out
from fovea.engines.reader.language.amounts import NUMBERS, cell_number
from fovea.engines.reader.language.brackets import tier_of
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.folding import is_cjk, one_script, plain
from fovea.engines.reader.language.lexicon import concepts_in, synonyms, terms
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line

_PRICE_ASKED = re.compile(
    r"\bhow much\b|\bwhat (?:do|does|would|will|did|is|are)\b.*\b(?:costs?|price of|pay|come to)\b|多少[錢钱元]|要付多少"
    r"|\bcuanto (?:cuestan?|valen?|es|son|seria|costarian?|pago|pagaria|cobran)\b"
)
#: Asked of each by itself, or held against each other.
_APART = re.compile(
    r"\b(?:each|apiece|respectively|both|per|than|or|left|change|prices|which)\b|各|分別|分别|比|还是|還是|找|\b(?:cada|o|precios|mas|menos)\b"
)
_HALF = re.compile(r"\b(?:half an?|medi[oa])(?: [a-z]+ (?:of|de))?\W*$|半[公斤升打]{1,2}\W*$")
#: "two", "3", "2 cups of", "三碗": how many, before the name of a thing.
_COUNT = re.compile(
    rf"(?:^|[^\w.])(?P<n>\d{{1,2}}|{'|'.join(w for w in NUMBERS if w.isascii())})(?: x)?(?: [a-z]+ (?:of|de))?(?: [^\W\d_]+ ?[(（「“])?\W*$"
    rf"|(?P<zh>\d{{1,2}}|[{''.join(w for w in NUMBERS if not w.isascii())}])\s?(?:[個个份杯碗瓶盒包盤盘塊块張张件支本條条片顆颗打]|公?斤|公升|千克)?[「“\s(（]*$"
)
#: What things are weighed or measured by.
_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("kg", re.compile(r"\b(?:kg|kilos?|kilograms?|kilogramos?)\b|公斤|千克")),
    ("g", re.compile(r"\b(?:g|grams?|gramos?)\b|公克")),
    ("lb", re.compile(r"\b(?:lbs?|pounds?|libras?)\b|磅")),
    ("l", re.compile(r"\b(?:l|lit(?:re|er)s?|litros?)\b|公升|升")),
    ("jin", re.compile(r"(?<!公)斤")),
    ("dozen", re.compile(r"\b(?:dozens?|docenas?|dz)\b|打(?=[\u4e00-\u9fff])")),
)


def _unit_in(folded: str) -> str | None:
    return next((name for name, words in _UNITS if words.search(folded)), None)


@dataclass(frozen=True, slots=True)
class _Priced:
    name: str
    text: str
    value: float
    lines: tuple[Line, ...]
    #: What it is the price of, where that is no piece: "kg".
    unit: str | None = None


def basket(examination: Examination, question: str) -> Reckoned | None:
    """The sum of the prices of the things that a question names, each as often as it says; None where it names one."""
    folded = one_script(plain(question))
    if not asks_together(folded) or operation_asked(question) not in (None, "sum"):
        return None
    found: list[tuple[int, int, _Priced]] = []
    unit = _unit_in(folded)
    things = sorted((thing for thing in _priced(examination) if thing.unit == unit), key=lambda thing: -len(thing.name))
    for thing in things:
        if (at := _named_at(thing.name, folded)) and not any(at[0] < end and start < at[1] for start, end, _ in found):
            found.append((*at, thing))
    found += list(_by_a_word(things, folded, found))
    found.sort(key=lambda one: one[0])
    operands = []
    for n, (start, _, thing) in enumerate(found):
        count = count_before(folded[found[n - 1][1] if n else 0 : start])
        name = thing.name if count == 1 else f"{count:g} × {thing.name}"
        operands.append(Operand(name, thing.text, count * thing.value, thing.lines))
    if not operands or (len(operands) == 1 and operands[0].name == found[0][2].name):
        return None
    return Reckoned(
        "sum", worked_out("sum", operands), tuple(operands), sure=not _more_named(examination, folded, found)
    )


def asks_together(folded: str) -> bool:
    """Whether a (folded) question asks for what things cost, not each by itself."""
    return bool(_PRICE_ASKED.search(folded)) and not _APART.search(folded)


def count_before(text: str) -> float:
    """How many of a thing are meant whose name follows: "two cups of", 三碗, "half a kilo of"; one where nothing says."""
    if _HALF.search(text):
        return 0.5
    match = _COUNT.search(text)
    said = (match["n"] or match["zh"]) if match else "1"
    return int(said) if said.isdigit() else NUMBERS[said]


def _priced(examination: Examination) -> Iterator[_Priced]:
    """What a page has a price for, of one: no row that says how many were bought, and no sum."""
    if examination.kind() in ("receipt", "chart"):
        return
    seen: set[str] = set()
    tables = grids(examination)
    for grid in tables:
        heads = [set(concepts_in(header)[0]) for header in grid.header]
        each = [n for n, head in enumerate(heads) if "unit price" in head]
        money = [n for n in range(len(heads)) if any(_is_money(_per(row[n].text)[0]) for row in grid.rows)]
        named = [n for n, head in enumerate(heads) if head & {"price", "unit price"}]
        columns = each or ([] if any("quantity" in head for head in heads) else named or money)
        if len(columns) != 1:
            seen |= {plain(cell.text) for row in grid.rows for cell in row}
            continue
        for row in grid.rows:
            name, price = row[0], row[columns[0]]
            amount, unit = _per(price.text)
            if (value := cell_number(amount)) is not None and name is not price and _may_be_thing(name.text):
                seen.add(plain(name.text))
                yield _Priced(name.text, price.text, value, (*name.lines, *price.lines), unit)
    for fact in facts(examination):
        amount, unit = _per(fact.value)
        value = cell_number(amount) if _is_money(amount) else None
        if value is not None and _may_be_thing(fact.key) and plain(fact.key) not in seen:
            seen.add(plain(fact.key))
            yield _Priced(fact.key, fact.value, value, fact.lines, unit)


def _per(text: str) -> tuple[str, str | None]:
    """A price without what it is of one of, and the unit where it is of a weight: "1,60 €/kg", "£5.50 a jar"."""
    match = _OF_ONE.match(plain(text))
    return (match["amount"].strip(), _unit_in(match["of"])) if match else (text, None)


_OF_ONE = re.compile(r"^(?P<amount>.*\d\W{0,3})(?:/|\b(?:per|an?|al|el|la|por|each|je|pro|le|la)\b)(?P<of>\D{0,16})$")


def _is_money(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"\W*[$€£¥]\s?\d[\d.,]*\W*|\W*\d[\d.,]*\s?(?:[$€£¥元圓]|eur|usd)|(?:NT|US)\$\s?\d[\d.,]*|\d+[.,]\d\d",
            text,
            re.I,
        )
    )


def _may_be_thing(name: str) -> bool:
    """Whether a label is the name of a thing, and not "Total", "VAT" or "up to 2 hours"."""
    return (
        tier_of(plain(name)) is None
        and bool(re.search(r"[^\W\d_]{2}", name))
        and not any(kind_of_concept(c) == "money" for c in concepts_in(name)[0])
    )


def _named_at(name: str, folded: str) -> tuple[int, int] | None:
    """Where a question has the name of a thing, as the page has it or as another language does."""
    if at := _at(name, folded):
        return at
    others = sorted(synonyms(plain(name)) - {plain(name)}, key=len, reverse=True)
    return next((at for other in others if (at := _at(other, folded))), None)


def _at(name: str, folded: str) -> tuple[int, int] | None:
    """Where a question has the name of a thing, in the singular or plural; a note in brackets is no part of it."""
    # Nor is how much of it there is: "Honey 340 g".
    bare = re.sub(r"\s*[(（].*?[)）]|\s\d[\d.,]*\s?(?:k?g|[mc]?l|oz|lb)\b\.?$", "", name)
    own = one_script(plain(bare)).strip()
    if not own:
        return None
    if is_cjk(own[0]):
        at = folded.find(own)
        return (at, at + len(own)) if at >= 0 and len(own) >= 2 else None
    words = re.findall(r"[^\W_]+", own)
    pattern = r"\W+".join(rf"{re.escape(_stem(word))}(?:s|es|y|ies)?" for word in words)
    match = re.search(rf"\b{pattern}\b", folded)
    return match.span() if match else None


def _by_a_word(
    things: Sequence[_Priced], folded: str, found: Sequence[tuple[int, int, _Priced]]
) -> Iterator[tuple[int, int, _Priced]]:
    """Things that a question calls by one word of their names, which no other has: "the risotto"."""
    words = Counter(word for thing in things for word in set(_long_words(thing.name)))
    for thing in things:
        own = [word for word in _long_words(thing.name) if words[word] == 1]
        spans = [
            match.span()
            for word in own
            if (match := re.search(rf"\b{re.escape(_stem(word))}(?:s|es|y|ies)?\b", folded))
        ]
        if spans and not any(spans[0][0] < end and start < spans[0][1] for start, end, _ in found):
            yield (*spans[0], thing)


def _long_words(name: str) -> list[str]:
    return re.findall(r"[a-z]{4,}", plain(name))


def _stem(word: str) -> str:
    return re.sub(r"(?:ies|y|s)$", "", word) if len(word) > 3 else word


def _more_named(examination: Examination, folded: str, found: list[tuple[int, int, _Priced]]) -> bool:
    """Whether a question goes on with something else that the page has: the sum would lack it."""
    rest = folded
    for start, end, _ in reversed(found):
        rest = rest[:start] + " " + rest[end:]
    text = one_script(plain(examination.page().text))
    return any(len(t) >= 3 and not t.isdigit() and t in text and t not in NUMBERS for t in terms(rest))
