"""Claims about a labelled value: "Is the total more than 20?", "True or false: the deposit is 50", 稅金是 2.53 嗎？

What is claimed, a number or a date, is taken out of the question; what is left asks for the value that the page has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from fovea.engines.reader.answer.days import anything_on, day_named
from fovea.engines.reader.answer.query.meant import NOTHING_BESIDE, bounds, meant_by
from fovea.engines.reader.answer.query.sheet import sheet_of
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.find import find
from fovea.engines.reader.find.forms import MEANS
from fovea.engines.reader.find.hits import SURE, Hit
from fovea.engines.reader.find.matching import label_in, share_told
from fovea.engines.reader.language.amounts import cell_number, days_in, find_amounts, find_dates
from fovea.engines.reader.language.clocks import IN_FIGURES, figures_in
from fovea.engines.reader.language.concepts import meanings_in
from fovea.engines.reader.language.lexicon import (
    Wanted,
    concepts_in,
    is_cjk,
    is_weak,
    names_word,
    plain,
    synonyms,
    terms,
    wanted,
)
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.grids import grids, is_timetable, turned
from fovea.engines.reader.page.options import yes_or_no_said
from fovea.engines.reader.page.sentences import sentences
from fovea.engines.reader.page.ticks import NO, YES
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Cell, Grid

_WRAPPED = re.compile(
    r"^\W*(?:is it (?:true|correct|right|the case) (?:that)?|true or false\b|(?:can you )?(?:confirm|verify|check) (?:that|if|whether)|es (?:verdad|cierto|correcto) que|verdadero o falso\b|是非題|判斷題)\W*"
    r"|\W*(?:[,，]?\s*(?:right|correct|true|isn't it|is that (?:right|true|correct)|is this (?:right|true|correct)|對嗎|对吗|對不對|对不对|是嗎|是吗|正確嗎|正确吗|是真的嗎|是真的吗|是對的嗎|是对的吗|verdad|no es asi|correcto))\W*$"
)
_YES_OR_NO = re.compile(
    r"^\W*¿\W*(?!(?:(?:y|a|de|en|con|por|para|desde|hasta) )?(?:que|cual\w*|cuant\w*|quien\w*|cuando|donde|como)\b)"
    r"|^\W*(?:is|are|was|were|does|do|did|has|have|had|will|whether|if)\b|[嗎吗]\W*$|是否|是不是|有沒有超|有没有超|^\W*(?:es|son|fue|fueron|era|esta|cuesta|costo|vale|supera|pasa|llega|tiene|pesa|mide|dura|(?:el|la|los|las) .* (?:es|son|fue|cuesta|supera|vale|pasa))\b"
)
#: Asks for more than yes or no, or whether something stands there at all.
_OPEN = re.compile(
    r"\b(?:what|which|who|whose|whom|when|where|why|how|or|there|any|contain|mention|que(?! (?:\d|el\b|la\b))|cual\w*|cuant\w+|quien\w*|cuando|donde|como|hay|o)\b|什麼|什么|哪|多少|[幾几]|誰|谁|何時|何时|還是|还是|有.{0,4}[個个張张件].*[嗎吗]"
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.,/:\-])(?:NT\$|US\$|HK\$|RM|[$€£¥￥])?\s?\d[\d,]*(?:\.\d+)?(?![\d:/\-A-Za-z])\s?(?:%|元|塊|块|€|dollars|euros|pounds)?", re.I)  # fmt: skip
#: A noun behind a whole number makes it a count: "2 flat whites" are no price.
_OF_THINGS = re.compile(
    r"^\s*(?!(?:in|for|as|than|the|on|at|of|percent|euros?|dollars?|pounds?|pesos?|yuan|usd|eur|or more|or less|en|el|la|por|de)\b)[^\W\d_]"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Claim:
    """``about`` asks for a value; ``holds`` tells of one whether it is as claimed, or None where it cannot be told."""

    about: str
    holds: Callable[[str], bool | None]


@dataclass(frozen=True, slots=True)
class Checked:
    """``want``: what was asked for, to which the hit is the answer; None where a table says it in so many words."""

    want: Wanted | None
    hit: Hit
    holds: bool


def check(examination: Examination, question: str) -> Checked | None:
    """Whether what a question claims is what the page says; None for other questions, and where nothing is sure."""
    if paid := _paid_in(examination, plain(question)):
        return paid
    claim = claim_in(question)
    if claim is None:
        return _in_its_word(examination, plain(question).strip())
    want = wanted(claim.about)
    if want.empty:
        # "Is it from 2026?" names no value; a date is of a kind of its own.
        if not find_dates(question) and not _YEAR.search(question):
            return None
        want = replace(want, concepts=("date",))
    hits = [hit for hit in find(examination, replace(want, expects=None)) if hit.coverage >= SURE and hit.key]
    if not hits:
        return None
    holds = claim.holds(hits[0].value)
    # Two that answer as well have to agree.
    rivals = [hit for hit in hits[1:] if hit.coverage > hits[0].coverage - 0.005]
    if holds is None or any(claim.holds(hit.value) is not holds for hit in rivals):
        return None
    return Checked(want, hits[0], holds)


_PAYS = re.compile(r"\b(?:pa(?:y|ys|id|ying|yment)|settled?|pag\w+)\b|[付繳缴]|結帳|结账|買單|买单")


def _paid_in(examination: Examination, folded: str) -> Checked | None:
    """ "Was it paid in cash?": by the one means that the paper names, under its label or beside what was paid."""
    asked = [name for name, said in MEANS.items() if said.search(folded)]
    if len(asked) != 1 or not _PAYS.search(folded) or not _YES_OR_NO.search(folded) or _OPEN.search(folded):
        return None
    told = [
        Hit(f.value, f.lines, 1.0, f.key)
        for f in facts(examination)
        if "payment method" in concepts_in(f.key)[0] and f.value
    ]
    if not told:
        # What was paid stands beside by what it was; or a sentence says it.
        told = [
            Hit(row.text, row.lines, 1.0)
            for row in examination.page().rows
            if len(row.lines) > 1
            and (
                find_amounts(row.lines[-1].text)
                or re.search(r"[*•xX]{3}", row.text)
                or "payment method" in concepts_in(row.lines[0].text)[0]
            )
        ]
        told += [Hit(s.text, s.lines, 1.0) for s in sentences(examination.page()) if _PAYS.search(plain(s.text))]
    named = {name: hit for hit in told for name, said in MEANS.items() if said.search(plain(hit.value).strip())}
    if len(named) != 1:
        return None
    ((means, hit),) = named.items()
    return Checked(None, hit, means == asked[0])


_NEGATED = re.compile(r"\b(?:not|no|non|never)\b|n['’]t\b|^un(?=\w{4})|[不未沒没非無无]")


def _in_its_word(examination: Examination, folded: str) -> Checked | None:
    """ "Is breakfast included?", where the page has "Breakfast: Included": a label that says so in the same word."""
    if not _YES_OR_NO.search(folded) or _OPEN.search(folded):
        return None
    found = {}
    for fact in facts(examination):
        words = terms(_NEGATED.sub(" ", plain(fact.value)))
        told = 0 < len(words) <= 2 and all(share_told(word, folded) >= 0.99 for word in words)
        if told and len(fact.value) <= 24 and label_in(fact.key, folded) >= 0.75:
            as_asked = bool(_NEGATED.search(plain(fact.value))) == bool(_NEGATED.search(folded))
            found[as_asked] = Hit(fact.value, fact.lines, 1.0, fact.key)
    return Checked(None, next(iter(found.values())), next(iter(found))) if len(found) == 1 else None


#: Claims how something runs, not when: "Is the 14:45 on time?"
_HOW_IT_RUNS = re.compile(
    r"\bon time\b|\bcancel\w*|\bdelay\w*|\b(?:running|be) (?:late|early)\b|[準准][時时點点]|取消|[誤误晚]點|[誤误晚]点|\ba tiempo\b|\bpuntual\w*|\bretras\w*"
)


def claim_in(question: str) -> Claim | None:
    folded = plain(question).strip()
    said = _WRAPPED.sub("", folded)
    if (said == folded and not _YES_OR_NO.search(folded)) or _OPEN.search(said) or _HOW_IT_RUNS.search(said):
        return None
    if dates := [found.value for found in find_dates(said) if found.value]:
        text = find_dates(said)[0].text
        return Claim(said.replace(text, " "), lambda value: _same_date(value, dates[0])) if len(dates) == 1 else None
    if limits := bounds(said):
        limit = limits[0]
        left = f"{said[: limit.start]} {said[limit.end :]}"
        if limit.text.isdigit() and _is_count(said[limit.end :]):
            return None
        return Claim(left, lambda value: _compared(value, limit.passes, limit.limit)) if len(limits) == 1 else None
    numbers = list(_NUMBER.finditer(said))
    if len(numbers) != 1:
        return None
    number = re.sub(r"[^\d.,]", "", numbers[0].group()).rstrip(".,")
    left = f"{said[: numbers[0].start()]} {said[numbers[0].end() :]}"
    if "%" in numbers[0].group():
        return Claim(left, lambda value: number in value if "%" in value else None)
    if number.isdigit() and _is_count(said[numbers[0].end() :]):
        return None
    if _YEAR.fullmatch(number):
        return Claim(left, lambda value: _same_year(value, int(number)))
    claimed = cell_number(number)
    if claimed is None:
        return None
    return Claim(left, lambda value: _compared(value, lambda found, wanted_: abs(found - wanted_) < 0.005, claimed))


def _is_count(after: str) -> bool:
    return bool(_OF_THINGS.match(after)) and not re.match(r"\s*[嗎吗對对以元塊块]", after)


def _compared(value: str, passes: Callable[[float, float], bool], limit: float) -> bool | None:
    number = cell_number(value)
    return None if number is None else passes(number, limit)


def _same_date(value: str, claimed: date) -> bool | None:
    found = find_dates(value)
    return None if len(found) != 1 or found[0].value is None else found[0].value == claimed


def _same_year(value: str, year: int) -> bool | None:
    found = find_dates(value)
    if len(found) == 1 and (match := _YEAR.search(found[0].text)):
        return int(match.group()) == year
    return _compared(value, lambda number, claimed: number == claimed, year) if not found else None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records of a table, in the question's order, and whether the first has more, or less, as was asked."""

    hits: tuple[Hit, Hit]
    holds: bool


def check_record(examination: Examination, question: str) -> Checked | Compared | None:
    """ "Is Ana on leave?", "Does Eve have more days left than Ana?": of records that a table names."""
    folded = plain(question).strip()
    if on := anything_on(examination, question):
        holds, hit = on
        return Checked(None, hit, holds)
    if not _YES_OR_NO.search(folded) or _OPEN.search(_WAS_THERE.sub(" ", _IS_THERE.sub(" ", folded))):
        return None
    there = bool(_IS_THERE.search(folded))
    for grid in (form for one in grids(examination) for form in (one, turned(one)) if form):
        if len(grid.header) < 2 or len(grid.rows) < 2:
            continue
        if there:
            # "Is there roaming with the basic plan?"
            of_row = [row for row in grid.rows if _named_at(row[0].text, folded) is not None]
            if len(of_row) == 1 and (ticked := _ticked(grid, of_row[0], folded)):
                return ticked
            continue
        if stops := _stops(grid, folded):
            return stops
        named = min((_rows_named(grid, at, folded) for at in _wordy(grid)), key=lambda rows: (not rows, len(rows)))
        if len(named) == 1 and (running := _runs(grid, grid.rows[named[0][1]], folded)):
            return running
        if len(named) == 1 and (checked := _state_of(grid, grid.rows[named[0][1]], folded)):
            return checked
        if len(named) == 1 and (works := _works(grid, grid.rows[named[0][1]], folded)):
            return works
        if len(named) == 1 and (reached := _reached(grid, grid.rows[named[0][1]], question)):
            return reached
        if len(named) == 1 and (ticked := _ticked(grid, grid.rows[named[0][1]], folded)):
            return ticked
        if len(named) == 2 and (most := extreme_asked(question) or _than(folded)):
            first, second = (grid.rows[n] for _, n in named)
            if compared := _more_of(grid, first, second, folded, more=most == "largest"):
                return compared
    return None


_IS_THERE = re.compile(r"\b(?:is|are) there(?: any| a| an)?\b|\bhay\b")
#: "Was Ana there on Monday?" asks for Ana.
_WAS_THERE = re.compile(r"(?<=\w )there(?= (?:on|in|at|that|last|this)\b|\W*$)")


def _cell(row: Sequence[Cell], n: int, key: str, at: int = 0) -> Hit:
    """A cell of a record, with the lines of the cell ``at`` which the record is called by."""
    return Hit(row[n].text, tuple(dict.fromkeys((*row[at].lines, *row[n].lines))), 1.0, key)


def _ticked(grid: Grid, row: Sequence[Cell], folded: str) -> Checked | None:
    """ "Does Team have single sign-on?": whether a tick or a cross stands where a record and a column meet."""
    said = {n: _yes_or_no(row[n].text) for n in range(1, len(grid.header)) if _column_named(grid.header[n], folded)}
    held = [n for n, yes in said.items() if yes is not None]
    if len(held) != 1:
        return None
    (n,) = held
    return Checked(None, _cell(row, n, f"{row[0].text}, {grid.header[n]}"), said[n] != bool(_LACKS.search(folded)))


#: Who is on leave on a rota does not work.
_WORKS = re.compile(r"\b(?:work\w*|on duty|trabaja\w*)\b|上班|值班")
_OFF = re.compile(r"off|free|rest|leave|libre|descanso|休|休息|休假|frei")


def _yes_or_no(text: str) -> bool | None:
    """What a cell says, in a word or by a tick."""
    said = text.strip(" .")
    return said == YES if said in (YES, NO) else yes_or_no_said(said)


#: What a board says of a train or a flight, and what asks for it.
_RUNS = frozenset({"on time", "delay", "cancelled", "boarding", "landed"})
_RUNNING = re.compile(r"\b(?:running|run|runs|operating|still going|circula|opera|sale)\b|[開开][嗎吗]|行駛|行驶|照常")


def _runs(grid: Grid, row: Sequence[Cell], folded: str) -> Checked | None:
    """ "Is the flight to London on time?", "Is the Dijon train running?": what its remark says."""
    asked = meanings_in(folded, True) & _RUNS
    running = not asked and bool(_RUNNING.search(folded))
    said = [(n, told) for n, cell in enumerate(row) if (told := meanings_in(cell.text) & _RUNS)]
    if not (asked or running) or len(said) != 1:
        return None
    ((n, told),) = said
    holds = "cancelled" not in told if running else bool(asked & told)
    at = _naming(grid)
    return Checked(None, _cell(row, n, row[at].text, at), holds)


def _stops(grid: Grid, folded: str) -> Checked | None:
    """ "Does bus 4 stop at the school?", "Does the 8:05 go to Waldsee?": of a timetable, whether a time stands there."""
    if not is_timetable(grid):
        return None
    rows = [row for row in grid.rows if _named_at(row[0].text, folded) is not None]
    times = figures_in(folded)
    columns = [
        n
        for n in range(1, len(grid.header))
        if (grid.header[n] and names_word(plain(grid.header[n]), folded))
        or any(row[n].text.lstrip("0") in times for row in grid.rows if row not in rows)
    ]
    if len(rows) != 1 or len(columns) != 1:
        return None
    (row,), (n,) = rows, columns
    holds = bool(IN_FIGURES.search(row[n].text))
    said = row[n].text if holds else "–"
    key = f"{row[0].text}, {grid.header[n] or min(times, default='')}".rstrip(", ")
    return Checked(None, replace(_cell(row, n, key), value=said), holds)


def _rows_named(grid: Grid, at: int, folded: str) -> list[tuple[int, int]]:
    """Where a question names records by one of their columns, and which."""
    return sorted(
        (where, n) for n, row in enumerate(grid.rows) if (where := _named_at(row[at].text, folded)) is not None
    )


def _wordy(grid: Grid) -> list[int]:
    """The columns that records may be called by: of words, and of as many as there are records."""
    found = []
    for n in range(len(grid.header)):
        texts = [row[n].text for row in grid.rows if row[n].text]
        worded = sum(any(map(str.isalpha, text)) for text in texts) >= 0.8 * len(texts)
        if texts and worded and len(set(texts)) >= 0.6 * len(grid.rows):
            found.append(n)
    return found or [0]


def _naming(grid: Grid) -> int:
    """The column that says what a record is about: the first that is no time and no number."""
    for n in range(len(grid.header)):
        texts = [row[n].text for row in grid.rows if row[n].text]
        if texts and sum(any(map(str.isalpha, text)) for text in texts) >= 0.8 * len(texts):
            return n
    return 0


def _works(grid: Grid, row: Sequence[Cell], folded: str) -> Checked | None:
    """ "Does Ines work on Saturday?": of a rota, whether the day has something else than leave."""
    days = [n for n in range(1, len(grid.header)) if day_named(grid.header[n], folded)]
    if not _WORKS.search(folded) or len(days) != 1 or not row[days[0]].text:
        return None
    (n,) = days
    return Checked(
        None, _cell(row, n, f"{row[0].text}, {grid.header[n]}"), not _OFF.fullmatch(plain(row[n].text).strip())
    )


def _reached(grid: Grid, row: tuple[Cell, ...], question: str) -> Checked | None:
    """ "Did the Red Foxes reach their target?": whether what they have comes to what the column of targets says."""
    asked = meant_by(sheet_of(grid, ""), question, NOTHING_BESIDE)
    if asked is None or asked.limit is None or asked.bounded is None:
        return None
    at, limit = asked.bounded, asked.limit
    hit = Hit(
        f"{row[at].text} ({grid.header[limit]}: {row[limit].text})",
        tuple(dict.fromkeys((*row[asked.sheet.name].lines, *row[at].lines, *row[limit].lines))),
        1.0,
        f"{row[asked.sheet.name].text}, {grid.header[at]}",
    )
    return Checked(None, hit, any(kept is row for kept in asked.rows))


_LACKS = re.compile(
    r"\b(?:lack|without|miss(?:es|ing)?|absent|falt\w+|ausente)\b|缺[席课課勤]|\bsin\b|沒有(?!.*[嗎吗])|没有(?!.*[嗎吗])"
)


def _column_named(header: str, folded: str) -> bool:
    dated = any(map(str.isdigit, header)) and days_in(header)
    return bool(dated & days_in(folded)) if dated else label_in(header, folded) >= 0.75


def _named_at(name: str, folded: str) -> int | None:
    """Where a question names a record, by its name or by a word of it that is no common one."""
    words = [
        *synonyms(plain(name)),
        *(word for word in terms(name) if not is_weak(word) and len(word) > (0 if is_cjk(word[0]) else 2)),
    ]
    found = (re.search(rf"(?<![^\W_]){re.escape(word)}(?:['’]s)?(?![a-z0-9])", folded) for word in words if word)
    return next((match.start() for match in found if match), None)


def _state_of(grid: Grid, row: Sequence[Cell], folded: str) -> Checked | None:
    """What a column says of a record, where a question names another or the same of the column's few values."""
    for n in range(1, len(grid.header)):
        values = {plain(other[n].text) for other in grid.rows if other[n].text}
        said = [
            v for v in values if not cell_number(v) and re.search(rf"(?<![^\W_]){re.escape(v)}(?![a-z0-9])", folded)
        ]
        if len(said) == 1 and len(values) < len(grid.rows) and row[n].text:
            key = f"{row[0].text}, {grid.header[n]}".rstrip(", ")
            return Checked(None, _cell(row, n, key), plain(row[n].text) == said[0])
    return None


_DEAR = re.compile(
    r"\b(?:expensive|dear(?:er)?|costs?|cheap(?:er)?|price[dy]?|pricier|car[oa]s?|barat[oa]s?|cuestan?|valen?)\b|貴|贵|便宜"
)
_THAN = re.compile(r"比.{1,20}?(?:(?P<more>[貴贵高多大重長长久])|便宜|[低少小輕轻短])")


def _than(folded: str) -> Literal["largest", "smallest"] | None:
    """A 比 B 貴: that the first has more, or less."""
    match = _THAN.search(folded)
    return None if match is None else "largest" if match["more"] else "smallest"


def _more_of(grid: Grid, first: Sequence[Cell], second: Sequence[Cell], folded: str, *, more: bool) -> Compared | None:
    numbers = [n for n in range(1, len(grid.header)) if None not in (cell_number(first[n].text), cell_number(second[n].text))]  # fmt: skip
    shares = {
        n: sum(word in folded for word in terms(grid.header[n])) / (len(terms(grid.header[n])) or 1) for n in numbers
    }
    best = max(shares.values(), default=0.0)
    columns = [n for n, share in shares.items() if share == best]
    priced = [n for n in numbers if {"price", "unit price"} & set(concepts_in(grid.header[n])[0])]
    if best < 1 and _DEAR.search(folded) and priced:
        # "Is A dearer than B?" asks for their prices.
        columns, best = priced[:1], 1.0
    if len(columns) != 1 or (best < 1 and len(numbers) > 1):
        return None
    n = columns[0]
    a, b = (cell_number(row[n].text) or 0.0 for row in (first, second))
    one, other = (_cell(row, n, row[0].text) for row in (first, second))
    return Compared((one, other), a > b if more else a < b)
