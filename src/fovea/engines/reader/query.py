"""Asking a table: which records a question means, by which column, and what is to be done with the values.

A question is held against what the table itself says, before anything else is known about words: its cells say which
records are meant ("the tickets that are done"), its head says of which column, numbers in the question bound it.
What is left is what to do: count, add up, take the largest, or name them. An answer is sure where every word of the
question that carries meaning was found in the table; else it says what it was taken from, and that it is not sure.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from fovea.engines.reader.amounts import NUMBERS, cell_number, days_in, find_dates
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.concepts import kind_of_concept, meanings, meanings_in, mentions
from fovea.engines.reader.find import (
    OF_ONE,
    PERSON_NAME,
    SEVERAL,
    Hit,
    alike,
    fits,
    label_in,
    matches,
    of_several,
    other_number,
)
from fovea.engines.reader.folding import is_cjk, one_script, plain
from fovea.engines.reader.grids import is_timetable, turned
from fovea.engines.reader.lexicon import (
    STOP_WORDS,
    Wanted,
    concepts_in,
    is_weak,
    language_of,
    names_word,
    synonyms,
    terms,
    wanted,
)
from fovea.engines.reader.reckon import (
    GENERIC,
    Counted,
    Operand,
    Reckoned,
    operation_asked,
    place_asked,
    places_asked,
    worked_out,
)
from fovea.engines.reader.tables import adds_up, sums_up
from fovea.engines.reader.values import Cell, Grid, Line


@dataclass(frozen=True, slots=True)
class Answered:
    """What a table says to a question. ``said``: one record's value, several records, a reckoning or a count."""

    said: Hit | tuple[Hit, ...] | Reckoned | Counted
    sure: bool
    #: The share of the question's words that the table explains.
    explained: float
    #: Nothing was worked out: one cell, or a few, as they stand.
    looked_up: bool = False


# --- numbers of cells -------------------------------------------------------------------------------------------------

_SCALES = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12}
#: "2.0T", "500 GB", "12k"; "8.0 g" and "5 m" are grams and metres.
_SCALED = re.compile(r"^([\d.,]+)\s?([KMGT]B?|[kmgt]b|k)$")
#: "$8 per user / month" is 8.
_PER_ONE = re.compile(r"(?<=[\w€$£元])\s*(?:/\s?(?=[^\W\d_]{3})|\b(?:per|por|each|cada)\b|每).*$")
#: A name of digits and a letter, not a number with its unit: "3A".
_CODE = re.compile(r"^\d+[ABDEHNPRSX]\d*$")
_CLOCK = re.compile(r"^\D{0,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\.?)?\W*$", re.I)
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MONTH_DAY = re.compile(rf"^(\d{{1,2}})\s{_MONTH}$|^{_MONTH}\s(\d{{1,2}})$", re.I)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


_NUMERIC_DATE = re.compile(r"^(\d{1,2})[/.\-](0?[1-9]|1[0-2])[/.\-](\d{4})")


def number(text: str) -> float | None:
    """The number of a cell, with its unit where that changes the order: "2.0T" is more than "500G"."""
    text = _PER_ONE.sub("", text)
    if match := _SCALED.match(text.strip()):
        value = cell_number(match[1])
        return None if value is None else value * _SCALES[match[2].casefold()]
    value = None if _CODE.match(text.strip()) else cell_number(text)
    return -value if value and re.match(r"^\W{0,3}[-−–]\s?\W?\d", text.strip()) and value > 0 else value


def moment(text: str) -> float | None:
    """A time of day, a time taken or a date as a number that orders it."""
    if match := _CLOCK.match(text.strip()):
        first, second, third = (int(group or 0) for group in match.groups()[:3])
        if match[4]:
            first = first % 12 + 12 * (match[4].casefold() == "p")
        return float(3600 * first + 60 * second + third)
    if match := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})", text.strip()):
        # Which of both is the month, the column as a whole would tell; the order of either is right most of the time.
        return 31.0 * int(match[1]) + int(match[2])
    if match := _MONTH_DAY.match(text.strip()):
        day, month = int(match[1] or match[4]), (match[2] or match[3]).casefold()
        return 31.0 * _MONTHS.index(month) + day
    dates = find_dates(text)
    if len(dates) == 1 and dates[0].value is None and (match := _NUMERIC_DATE.match(dates[0].text)):
        # As above: the order is right where all of a column are written alike.
        return float(date(int(match[3]), int(match[2]), 1).toordinal() + int(match[1]) - 1)
    return float(dates[0].value.toordinal()) if len(dates) == 1 and dates[0].value else None


# --- a table as it is asked -------------------------------------------------------------------------------------------

_YES = frozenset(
    ["yes", "y", "si", "true", "on", "included", "✓", "✔", "√", "是", "有", "支援", "支持", "含", "可", "可以"]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "off",
        "not",
        "-",
        "–",
        "—",
        "✗",
        "✘",
        "x",
        "×",
        "否",
        "无",
        "没有",
        "不支援",
        "不支持",
        "不可",
        "不可以",
        "不含",
        "none",
    ]
)
#: What stands where there is nothing.
_NONE = _NO | frozenset(["", "0", "ninguno", "ninguna", "n/a", "nil", "sin", "空"])
_NOT = re.compile(
    r"\b(?:not|no|without|don't|doesn't|isn't|aren't|hasn't|haven't|didn't|never|free|lacks?|missing|sin|ningun[oa]?|nunca)\b|n't\b|没|未|无|不(?!同)"
)
#: Two ways to say one thing: 已缴 and 未缴, "paid" and "unpaid".
_POLAR = re.compile(r"^(?P<not>未|不|没有|没|无|尚未|un(?=[a-z]{3})|not |non-|no )?(?:已|yet )?(?P<stem>.+)$")
_QUESTION_WORDS = re.compile(
    r"什么|甚么|多少|哪[些个家位里一几]*|几[个台位班间户款种次件张]?|有没有|有|是|的|了|吗|呢|请问|一共|总共|最|和|与|在|多|少|谁"
)


_NUMERALS = "一二三四五六七八九十"
_TENS = {"百": 100, "千": 1000, "万": 10000}


def _folded(text: str) -> str:
    """As it is compared; 第四節 is the record that has a 4 where the lessons are counted, 兩千 is 2000."""
    folded = one_script(plain(text)).strip()
    folded = re.sub(
        rf"([{_NUMERALS[:9]}两])([百千万])(?![{_NUMERALS}两百千万])",
        lambda m: str(((m[1] == "两" and 2) or _NUMERALS.index(m[1]) + 1) * _TENS[m[2]]),
        folded,
    )
    return re.sub(rf"第([{_NUMERALS}])(?!季|名)", lambda m: f"第{_NUMERALS.index(m[1]) + 1}", folded)


_LEAGUES: tuple[Mapping[str, str], ...] = (
    {"p": "played", "w": "won", "d": "drawn", "l": "lost"},
    {"w": "won", "d": "drawn", "l": "lost"},
    {"g": "ganados", "e": "empatados", "p": "perdidos"},
    {"s": "wins", "u": "draws", "n": "losses"},
)


@dataclass(frozen=True)
class _Sheet:
    """A grid with what its columns are."""

    grid: Grid
    #: Without those that add others up.
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[tuple[Cell, ...], ...]
    title: str

    @cached_property
    def width(self) -> int:
        return len(self.grid.header)

    @cached_property
    def folded_header(self) -> tuple[str, ...]:
        return tuple(map(_folded, self.grid.header))

    @cached_property
    def called(self) -> tuple[str, ...]:
        """The heads, the letters of a league's table as the words that they stand for: P is played beside W, D and L,
        and lost beside G and E."""
        letters = next((words for words in _LEAGUES if set(words) <= set(self.folded_header)), {})
        return tuple(
            letters.get(folded, head) for folded, head in zip(self.folded_header, self.grid.header, strict=True)
        )

    def column(self, n: int) -> list[str]:
        return [row[n].text for row in self.rows]

    def distinct(self, n: int) -> list[str]:
        return list(dict.fromkeys(text for text in self.column(n) if text))

    @cached_property
    def numeric(self) -> tuple[int, ...]:
        return tuple(n for n in range(self.width) if self._holds(n, number))

    @cached_property
    def moments(self) -> tuple[int, ...]:
        return tuple(n for n in range(self.width) if n not in self.numeric and self._holds(n, moment))

    def _holds(self, n: int, value: Callable[[str], float | None]) -> bool:
        filled = [text for text in self.column(n) if text.strip(" -–—")]
        return bool(filled) and sum(value(text) is not None for text in filled) >= 0.6 * len(filled)

    @cached_property
    def measures(self) -> tuple[int, ...]:
        """Numbers that measure something: no ranks, rooms or other names in digits."""
        return tuple(n for n in self.numeric if not self._names_in_digits(n))

    @cached_property
    def counts_itself(self) -> bool:
        """Whether the first column numbers the records."""
        return [number(text) for text in self.column(0)] == [float(k) for k in range(1, len(self.rows) + 1)]

    def _names_in_digits(self, n: int) -> bool:
        values = [number(text) for text in self.column(n)]
        series = {match[1] for text in self.column(n) if (match := re.match(r"([A-Z]{2,3})\s?\d", text))}
        if len(series) > 1 or {kind_of_concept(c) for c in concepts_in(self.grid.header[n])[0]} == {"code"}:
            # "KV 118", "NS 431" are flights.
            return True
        counted = values == [float(k) for k in range(1, len(values) + 1)]
        # A head of numbers in the first column says which record, where others measure.
        return counted or (n == 0 and self.width > 2 and len(set(values)) == len(values))

    @cached_property
    def name(self) -> int:
        """The column that says what a record is about: the first of words that tells most records apart."""
        wordy = [n for n in range(self.width) if n not in self.numeric and n not in self.moments and self.distinct(n)]
        telling = [n for n in wordy if len(self.distinct(n)) >= 0.7 * len(self.rows)]
        return next(iter((*telling, *wordy)), 0)

    def answers_yes_or_no(self, n: int) -> bool:
        cells = [_folded(text).strip(" .") for text in self.column(n)]
        return all(c in _YES or c in _NONE for c in cells) and any(c in _YES for c in cells)


def _few(row: tuple[Cell, ...]) -> bool:
    """Whether little of a row is filled, as where a sum stands under its column."""
    return not row[0].text or sum(bool(cell.text) for cell in row) <= max(2, 0.4 * len(row))


def _sheet(grid: Grid, title: str) -> _Sheet:
    labels = [next((cell.text for cell in row if cell.text), "") if _few(row) else row[0].text for row in grid.rows]
    # "Income tax" is a sum at the foot of an invoice, and one of several things among the deductions of a payslip.
    # A row that fills every column is a record, "Shipping" too.
    settles = [
        sums_up(label) or (adds_up(label) and not all(c.text for c in row))
        for label, row in zip(labels, grid.rows, strict=True)
    ]
    foot = next((n for n in range(len(labels)) if all(settles[n:])), len(labels))
    sums = [n for n, label in enumerate(labels) if n >= foot or sums_up(label)]
    return _Sheet(
        grid,
        tuple(row for n, row in enumerate(grid.rows) if n not in sums),
        tuple(grid.rows[n] for n in sums),
        title,
    )


# --- words of a question and words of a table -------------------------------------------------------------------------


def _squeezed(text: str) -> str:
    return "".join(_folded(text).split())


_PLACE_IN = re.compile(r"^(\d)\s?\.?\s?(?:st|nd|rd|th|[ªºao°])\.?\s*([^\W\d_]{2,})")


def _header_named(header: str, want: Wanted, question: str, others: str) -> float:
    """How surely a question names a column, 0 to 1: by its words, by their forms, by what they mean.

    ``others``: the other heads; a character that they have too tells none from another.
    """
    if not header or other_number(header, want.text):
        return 0.0
    if numbered := re.match(r"第\d+[^\d]", _folded(header)):
        # 第二次段考 is the 第二次.
        return 1.0 if numbered.group() in question else 0.0
    if place := _PLACE_IN.match(_folded(header)):
        # "3rd term" is "the third term", and not the first.
        asked_for = place_asked(question)
        noun = asked_for.noun if asked_for else ""
        rest = bool(noun) and (alike(place[2], noun) or noun.startswith(place[2].rstrip(".")))
        return 1.0 if asked_for and int(place[1]) == asked_for.number and rest else 0.0
    squeezed = _squeezed(header)
    if names_word(_folded(header), question) or (
        is_cjk(squeezed[0]) and len(squeezed) > 1 and squeezed in _squeezed(question)
    ):
        return 1.0
    if label_in(header, want.text) >= 0.75:
        return 0.95 if is_cjk(header[0]) else 1.0
    named = set(concepts_in(header)[0])
    if named & set(want.concepts):
        return 0.95
    if any(names_word(_folded(word), question) for word in synonyms(plain(header)) - {plain(header)}):
        return 0.9
    words = [w for w in terms(plain(header)) if not is_cjk(w[0])]
    asked = re.findall(r"[^\W\d_]{3,}", want.text)
    if words and any(alike(w, a) for w in words for a in asked if not is_weak(w) and a not in STOP_WORDS):
        return 0.85
    if named & set(want.hints):
        return 0.8
    if is_cjk(header[0]):
        own = [c for c in _folded(header) if is_cjk(c)]
        met = [c for c in own if c in _QUESTION_WORDS.sub(" ", question) and c not in others]
        if (len(own) >= 2 and len(met) >= 0.5 * len(own)) or label_in(header, want.text) >= 0.5:
            # 毛巾供應 is asked for as towels.
            return 0.6
    return 0.0


#: "5/13 (三)" is a Wednesday.
_DAY_BESIDE = re.compile(r"\d\s?[(（]\s?(?:[週周])?([一二三四五六日])\s?[)）]")
_DAYS = tuple(
    rf"(?:星期|[週周]|禮拜|礼拜){zh}|\b{en}s?\b|\b{es}\b"
    for zh, en, es in zip(
        ("一", "二", "三", "四", "五", "六", "[日天]"),
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"],
        strict=True,
    )
)


#: A column of "F", "M40", 女: who runs in which class.
_KIND_OF_RUNNER = re.compile(r"^(?:categor\w*|cat\.?|class|sex|gender|sexo|genero|组别?|组|性别|分组)$")
_SEXES = (
    (
        r"\b(?:wom[ae]n|female|girls?|lad(?:y|ies)|mujer(?:es)?|chicas?)\b|女",
        r"[fw]\w?\d{0,2}|female|wom[ae]n|mujer(?:es)?|女\w*",
    ),
    (r"\b(?:m[ae]n|male|boys?|hombres?|chicos?)\b|男", r"[mh]\d{0,2}|male|m[ae]n|hombres?|男\w*"),
)


def _day_named(value: str, question: str) -> bool:
    """Whether a date is the day that a question names, in whatever form: "15 Apr", "5/13 (三)"."""
    if any(c.isdigit() for c in value) and len(value) <= 18 and days_in(value) & days_in(question):
        return True
    day = _DAY_BESIDE.search(value)
    return bool(day and re.search(_DAYS["一二三四五六日".index(day[1])], question))


def _cell_named(sheet: _Sheet, n: int, text: str, want: Wanted, question: str, bounds: Sequence[str]) -> float:
    """How surely a question names a cell, 0 to 1."""
    value = _folded(text).strip(" .")
    header = sheet.folded_header[n]
    if not value or value in _YES or value in _NONE:
        return 0.0
    if _day_named(value, question):
        return 1.0
    if any(c.isdigit() for c in value) and len(value) <= 8 and not any(map(is_cjk, value)):
        found = re.search(rf"(?<![a-z\d.,:/%-]){re.escape(value)}(?![\d:/%]|[.,]\d|[a-z])", question)
        if value in bounds or not found:
            return 0.0
        # A small number says which record only beside what it is a number of: "8 points".
        after = re.match(r"\s?([^\W\d_]+)", question[found.end() :])
        beside = after and any(
            alike(after[1], w) or names_word(w, after[1]) for w in re.findall(r"[^\W\d_]{2,}", header)
        )
        ordinal = question[: found.start()].endswith("第") and any(c in header for c in question[found.end() :][:1])
        return 0.0 if n in sheet.numeric and len(value) < 3 and not (beside or ordinal) else 0.9
    if _KIND_OF_RUNNER.search(header) and any(
        re.search(asked_for, question) and re.fullmatch(written, value) for asked_for, written in _SEXES
    ):
        return 1.0
    if len(value) <= 2 and not is_cjk(value[0]):
        # "Group A": one letter is a name beside what it is a name of.
        found = re.search(rf"\b([^\W\d_]{{3,}})s?\s{re.escape(value)}\b", question)
        return 0.95 if found and (alike(found[1], header) or label_in(header, found[1]) >= 0.75) else 0.0
    if is_cjk(value[0]):
        return _characters_named(sheet, n, value, question)
    words = list(re.findall(r"[^\W_]+(?:[.\-/][^\W_]+)*", value))
    if names_word(value, question) and not (len(words) == 1 and value in STOP_WORDS and not _STATE.search(value)):
        return 1.0
    others = {w for other in sheet.distinct(n) if other != text for w in re.findall(r"[^\W_]+", _folded(other))}
    own = [t for t in terms(text) if t not in others and len(t) >= 3 and not is_weak(t) and not is_cjk(t[0])]
    heads = " ".join(sheet.folded_header)
    # "File folder" is not named by "which file": what all records are tells none apart.
    own = [t for t in own if not matches(t, heads) and t not in GENERIC]
    if n == sheet.name and words and words[0] in want.text.split() and is_weak(words[0]) and words[0] not in others:
        # "Car up to 5 m": a word that says little elsewhere may be what a record is called.
        return 0.65
    if any(_met(t, want) for t in own):
        return 0.8
    if n == sheet.name and _of_concept(sheet, n, text, want):
        return 0.8
    telling = [t for t in terms(text) if not is_weak(t) and t not in GENERIC]
    return (
        0.75 if telling and all(_met(t, want) for t in telling) and not all(matches(t, heads) for t in telling) else 0.0
    )


def _of_concept(sheet: _Sheet, n: int, text: str, want: Wanted) -> bool:
    """Whether what a question asks for is what one record alone is called: "how many calories" of the row "Energy"."""
    asked = {*want.concepts, *want.hints}
    called, rest = concepts_in(text)
    if not set(called) & asked or terms(rest) or any(set(concepts_in(head)[0]) & asked for head in sheet.grid.header):
        return False
    return sum(bool(set(concepts_in(other)[0]) & asked) for other in sheet.distinct(n)) == 1


#: Words that say nothing in a question and a state in a cell.
_STATE = re.compile(r"^(?:done|paid|sold|made|given|issued|ordered|bought)$")


def _met(term: str, want: Wanted) -> bool:
    """Whether a word of a cell stands in a question, in one of its forms or in another language."""
    return any(matches(word, want.text) for word in synonyms(term))


def _characters_named(sheet: _Sheet, n: int, value: str, question: str) -> float:
    if len(value) >= 2 and value in question:
        return 1.0
    if n != sheet.name and value[-1] in "类区部" and value[:-1] in question:
        # "The dearest soup" is one of the 汤类.
        return 0.8
    if any(names_word(word, question) for word in synonyms(value) if not is_cjk(word[0])):
        return 0.8
    foreign = n == sheet.name and not any(map(is_cjk, question))
    if foreign and (things := meanings_in(value) & meanings_in(question, True)):
        # 超市购物 was at the supermarket.
        return 0.75 if not any(things & meanings_in(head) for head in sheet.folded_header) else 0.0
    heads = " ".join((*sheet.folded_header, sheet.title))
    others = [_folded(other) for other in sheet.distinct(n) if _folded(other) != value]
    for size in range(len(value) - 1, 1, -1):
        for start in range(len(value) - size + 1):
            piece = value[start : start + size]
            if piece in question and piece not in heads and not any(piece in other for other in others):
                return 0.7 if size >= 0.4 * sum(map(is_cjk, value)) else 0.0
    return 0.0


# --- conditions -------------------------------------------------------------------------------------------------------

_BOUNDS: dict[str, Callable[[float, float], bool]] = {
    "more than": operator.gt,
    "at least": operator.ge,
    "less than": operator.lt,
    "at most": operator.le,
}
_NUMBER = re.compile(r"(?<![\w.])[$€£¥]?\s?(\d[\d,]*(?:\.\d+)?|\d+(?:,\d+)?)")
#: Said behind the number that it bounds.
_BEHIND = re.compile(r"以上|以下|以内|不到|or (?:more|less|fewer|above|below)|o (?:mas|menos)")


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that a question sets a limit with, and where in it that stands."""

    passes: Callable[[float, float], bool]
    limit: float
    text: str
    start: int
    end: int


def bounds(question: str) -> list[Bound]:
    found = []
    for mention in mentions(question, True):
        if mention.table != "operation" or mention.id not in _BOUNDS:
            continue
        said = question[mention.start : mention.end]
        passes = _BOUNDS[mention.id]
        if said in ("以上", "以下", "以内"):
            passes = {"以上": operator.ge, "以下": operator.le, "以内": operator.le}[said]
        before, after = question[: mention.start], question[mention.end :]
        if _BEHIND.fullmatch(said):
            match = next(iter(reversed(list(_NUMBER.finditer(before[-12:])))), None)
            shift = len(before) - len(before[-12:])
        else:
            match, shift = _NUMBER.search(after[:14]), mention.end
        if match and (limit := cell_number(match[1].rstrip(".,"))) is not None:
            start, end = min(mention.start, match.start() + shift), max(mention.end, match.end() + shift)
            found.append(Bound(passes, limit, match[1].rstrip(".,"), start, end))
    return found


@dataclass
class _Asked:
    """A question as it reads against one table."""

    sheet: _Sheet
    want: Wanted
    question: str
    #: Column and the texts that its cells must have.
    conditions: dict[int, list[str]] = field(default_factory=dict)
    #: The records that meet the conditions.
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    headers: dict[int, float] = field(default_factory=dict)
    bounds: list[Bound] = field(default_factory=list)
    bounded: int | None = None
    #: The question without the names of the records that it means: a petrol station adds nothing up.
    bare: str = ""
    #: Something was taken for named that is named in part, or not told apart from others.
    doubt: bool = False
    #: A text that the question names and that stands in several columns, none of which it names.
    spread: str = ""
    #: The word of the question that a mark behind the names of its records stands for.
    marked: str = ""
    looked_up: bool = False
    #: The column of a statement that has only one way of money, which the question means; and what asks for the way.
    directed: int | None = None
    way: re.Pattern[str] | None = None
    #: What values that stand on the page by themselves are called.
    labels: tuple[str, ...] = ()

    @property
    def filtered(self) -> bool:
        return bool(self.conditions) or self.bounded is not None or self.directed is not None

    def named(self, among: Sequence[int]) -> list[int]:
        """Columns of these that the question names, in its order; the surest alone where they differ."""
        found = [n for n in among if self.headers[n] > 0 and n not in self.conditions]
        best = max((self.headers[n] for n in found), default=0.0)
        return sorted(
            (n for n in found if self.headers[n] >= best - 0.01), key=lambda n: _place(self.sheet.grid.header[n], self)
        )


def _read(sheet: _Sheet, question: str, labels: Sequence[str], marks: Mapping[str, str]) -> _Asked | None:
    folded = _folded(question)
    want = wanted(question)
    asked = _Asked(sheet, want, folded, bounds=bounds(folded), labels=tuple(map(_folded, labels)))
    for n, header in enumerate(sheet.called):
        others = "".join(other for k, other in enumerate(sheet.folded_header) if k != n)
        asked.headers[n] = _header_named(header, want, folded, others)
    for n, header in enumerate(sheet.folded_header):
        # "Train A", "Train B": what they are all called names none of them.
        alike_named = [h for h in sheet.folded_header if _stem_of(h) and _stem_of(h) == _stem_of(header)]
        if len(alike_named) >= 2 and not names_word(header, folded):
            asked.headers[n] = 0.0
    limits = [bound.text for bound in asked.bounds]
    strengths: dict[int, dict[str, float]] = {}
    for n in range(sheet.width):
        named = {text: _cell_named(sheet, n, text, want, folded, limits) for text in sheet.distinct(n)}
        named = {text: strength for text, strength in named.items() if strength}
        if len(named) == len(sheet.distinct(n)) and len(named) > 2:
            continue  # What names all tells none apart.
        if named:
            # "Banana bread" named whole is not "banana" too.
            whole = [
                t
                for t, s in named.items()
                if s >= 1 and not any(t != o and _folded(t) in _folded(o) for o in named if named[o] >= 1)
            ]
            kept = (
                whole
                if whole
                and not (_JOINED.search(folded) and any(s < 1 and not _within(t, whole) for t, s in named.items()))
                else [t for t in named if not (whole and t not in whole and _within(t, whole))]
            )
            strengths[n] = {t: named[t] for t in kept}
    if extreme_asked(question) and any(asked.headers[n] >= 0.95 for n in sheet.measures):
        # "On which day will it rain most?" is asked of the column Rain, not of the days of showers.
        strengths = {n: named for n, named in strengths.items() if any(_folded(text) in folded for text in named)}
    for n, named in strengths.items():
        asked.conditions[n] = list(named)
        asked.doubt |= min(named.values()) < 0.7
    places = [p for p in places_asked(folded) if sheet.counts_itself and f"{p.number}" in sheet.column(0)]
    if places and 0 not in asked.conditions:
        # "After the sixth payment": the noun tells what the records are, and no column of them.
        asked.conditions[0] = [f"{place.number}" for place in places]
        for n, header in enumerate(sheet.folded_header):
            asked.headers[n] *= not any(place.noun and alike(place.noun, header) for place in places)
    _polar(asked)
    _sold_out(asked)
    for word, mark in marks.items():
        marked = [text for text in sheet.distinct(sheet.name) if mark in plain(text)]
        if marked and matches(word, want.text):
            asked.conditions[sheet.name], asked.marked = marked, word
    asked.bare = folded
    plainly = [_folded(t) for named in strengths.values() for t in named]
    plainly += [f for label in labels if len(f := _folded(label).rstrip(": ")) >= (3 if is_cjk(f[:1] or "a") else 5)]
    for text in sorted(plainly, key=len, reverse=True):
        asked.bare = asked.bare.replace(text, " ") if len(text) > 1 else asked.bare
    asked.rows = [row for row in sheet.rows if all(row[n].text in texts for n, texts in asked.conditions.items())]
    _in_one_column(asked)
    if not asked.rows and len(asked.conditions) > 1:
        # A word that stands in two columns means one of them: the surest.
        best = max(asked.conditions, key=lambda n: (max(strengths.get(n, {"": 0.99}).values()), -n))
        asked.conditions = {best: asked.conditions[best]}
        asked.rows = [row for row in sheet.rows if row[best].text in asked.conditions[best]]
    _said_yes_or_no(asked)
    _directed(asked)
    return _bound(asked)


#: One name and another: without it, a word that another record has too means none but the one that is named whole.
_JOINED = re.compile(r"\b(?:and|or|nor|y|o|e|u|versus|vs|than|que)\b|[,，、和与跟及或比]")


#: Which way money went, by what a question and the head of a statement's column say.
_OUT = re.compile(
    r"\b(?:spent|spend|spending|paid(?! in)|pay|payments?|cost|went out|go out|withdr\w+|gast\w+|pag\w+|retir\w+)\b"
    r"|\bcargos?\b|花|支出|付|提[款领]|转出|扣"
)
_IN = re.compile(
    r"\b(?:received?|earn\w*|c[ao]m(?:e|ing) in|deposit\w*|(?:paid|payments?|money) in|credited|income)\b"
    r"|\b(?:ingres\w+|cobr\w+|recib\w+|abon\w+|entr(?:o|aron|ado))\b|收入|存入|[进入]账|[进入]帐|收到|汇入|转入"
)
_ACCOUNT = frozenset(["account", "money", "cuenta", "dinero", "账户", "帐户", "户头", "笔", "钱"])
_LEFT = re.compile(r"\b(?:left|balance|remain\w*|queda\w*|quedo|saldo)\b|剩|余额|结余")


_HEAD_WAYS = (
    ("out", re.compile(r"(?:paid |money )?out|debits?|withdrawals?|支出|转出|借方|cargos?|debe|gastos?|soll|debit")),
    (
        "in",
        re.compile(r"(?:paid |money )?in|credits?|deposits?|收入|存入|转入|贷方|abonos?|haber|ingresos?|haben|credit"),
    ),
    ("left", re.compile(r"balance|余额|结余|saldo|solde")),
)


def _directed(asked: _Asked) -> None:
    """ "How much was spent at the market?", of a statement with a column for each way that money goes: the column
    that is meant, and the records that have something in it."""
    sheet = asked.sheet
    ways: dict[str, int] = {}
    for n in range(sheet.width):
        called = set(concepts_in(sheet.grid.header[n])[0])
        way = "out" if "withdrawal" in called or "spent" in called else "in" if "credit entry" in called else ""
        way = way or ("left" if called & {"balance", "closing balance"} else "")
        way = way or next((way for way, head in _HEAD_WAYS if head.fullmatch(sheet.folded_header[n])), "")
        if way:
            ways.setdefault(way, n)
    if not {"out", "in"} <= set(ways):
        return
    said = ["left"] if _LEFT.search(asked.bare) else []
    said += [way for way, n in ways.items() if asked.headers[n] >= 1]
    said += [way for way, words in (("in", _IN), ("out", _OUT)) if words.search(asked.bare)]
    if not said or said[0] not in ways:
        return
    column = ways[said[0]]
    for n in ways.values():
        asked.headers[n] = 0.95 * (n == column)
    asked.way = {"left": _LEFT, "in": _IN, "out": _OUT}[said[0]]
    if said[0] != "left":
        asked.directed = column
        asked.rows = [row for row in asked.rows if number(row[column].text) is not None]


def _stem_of(header: str) -> str:
    """What a head is called without the number or the letter that tells it from others of its kind."""
    match = re.fullmatch(r"(.*[^\W\d_]{2,})\s?(?:\d+|(?<=\s)[a-z])", header)
    return match[1].strip() if match else ""


def _in_one_column(asked: _Asked) -> None:
    """What stands in several columns is meant in the one that is named with it; else it asks for the columns."""
    several = {text for texts in asked.conditions.values() for text in texts}
    for text in several:
        columns = [n for n, texts in asked.conditions.items() if text in texts]
        if len(columns) < 2:
            continue
        named = [n for n in columns if asked.headers[n] >= 0.8]
        for n in columns:
            if named[:1] != [n]:
                asked.conditions[n] = [other for other in asked.conditions[n] if other != text]
        if not named:
            asked.spread = text
    asked.conditions = {n: texts for n, texts in asked.conditions.items() if texts}
    rows = asked.sheet.rows
    asked.rows = [row for row in rows if all(row[n].text in texts for n, texts in asked.conditions.items())]


def _within(text: str, wholes: Sequence[str]) -> bool:
    """Whether a cell shares its words with one that is named whole."""
    return any(set(terms(text)) & set(terms(whole)) for whole in wholes)


def _polar(asked: _Asked) -> None:
    """Columns whose cells say a thing or its contrary: which of both a question means."""
    sheet = asked.sheet
    for n in range(sheet.width):
        texts = sheet.distinct(n)
        parts = {text: _POLAR.match(_folded(text)) for text in texts if len(text) <= 24}
        stems: dict[str, dict[bool, str]] = {}
        for text, match in parts.items():
            if match:
                stems.setdefault(match["stem"], {})[bool(match["not"])] = text
        for stem, sides in stems.items():
            at = asked.question.find(stem) if is_cjk(stem[0]) else -1
            if not is_cjk(stem[0]):
                found = next((m for m in re.finditer(r"[^\W\d_]+", asked.question) if _contrary(m.group(), stem)), None)
                at = found.start() if found else -1
            if len(sides) != 2 or at < 0:
                continue
            before = asked.question[max(0, at - (4 if is_cjk(stem[0]) else 24)) : at + 3]
            negative = bool(_NOT.search(before) or re.match(r"un(?=[a-z]{3})", asked.question[at:]))
            asked.conditions[n] = [sides[negative]]


_GONE = re.compile(
    r"\b(?:sold out|out of stock|none left|ran out|run out|unavailable)\b"
    r"|售完|售罄|卖完|缺货|没(?:有)?(?:库存|货)|无货|\bagotad[oa]s?\b|\bsin (?:existencias|stock)\b"
)
_STOCK = re.compile(
    r"\b(?:in stock|stock|left|available|availability|quantity|qty|remaining)\b"
    r"|库存|剩余|余量|存货|数量|\b(?:existencias|disponibles?|inventario)\b"
)


def _sold_out(asked: _Asked) -> None:
    """ "Which is sold out?": what there are none of, where a column counts them."""
    sheet = asked.sheet
    if not _GONE.search(asked.question):
        return
    columns = [n for n in sheet.numeric if _STOCK.search(sheet.folded_header[n])]
    none = [text for text in sheet.distinct(columns[0]) if number(text) == 0] if len(columns) == 1 else []
    if none:
        asked.conditions = {columns[0]: none}


def _contrary(word: str, stem: str) -> bool:
    bare = word.removeprefix("un") if len(word) > 5 else word
    return stem in (word, bare) or alike(bare, stem)


def _said_yes_or_no(asked: _Asked) -> None:
    """ "Which have a cabin", "who has no locker": a named column of yes and no, or of things and nothing."""
    sheet = asked.sheet
    for n in sorted(range(sheet.width), key=lambda n: -asked.headers[n]):
        if asked.headers[n] < 0.6 or n in asked.conditions or n == sheet.name:
            continue
        negative = bool(_NOT.search(asked.question))
        cells = {text: _folded(text).strip(" .") for text in {*sheet.column(n)}}
        if sheet.answers_yes_or_no(n):
            kept = [text for text, cell in cells.items() if (cell in _NONE) == negative]
        elif negative and any(cell in _NONE for cell in cells.values()):
            kept = [text for text, cell in cells.items() if cell in _NONE]
        else:
            continue
        rows = [row for row in asked.rows if row[n].text in kept]
        if rows:
            asked.conditions[n] = kept
            asked.rows = rows
            return


def _bound(asked: _Asked) -> _Asked | None:
    """Keeps the records that the question's bounds let pass; None where it is not told what they bound."""
    if not asked.bounds:
        return asked
    measures = asked.sheet.measures
    column = next(iter(asked.named(measures)), None)
    if column is None and {"price", "money"} & {*asked.want.concepts, *asked.want.hints, asked.want.expects}:
        column = next(iter(_money(asked.sheet)), None)
    if column is None and re.search(r"%|percent|por ciento|百分", asked.question):
        column = next((n for n in measures if all("%" in text for text in asked.sheet.column(n) if text)), None)
    if column is None and re.search(r"[$€£¥元块]|\beuros?\b|\bdollars?\b", asked.question):
        column = next(iter(_money(asked.sheet)), None)
    if column is None:
        priced = _money(asked.sheet)
        column = measures[0] if len(measures) == 1 else next(iter(priced), None)
        asked.doubt |= column is not None and len(measures) > 1
    if column is None:
        return None
    asked.bounded = column
    asked.rows = [
        row
        for row in asked.rows
        if (value := number(row[column].text)) is not None and all(b.passes(value, b.limit) for b in asked.bounds)
    ]
    return asked


def _money(sheet: _Sheet) -> list[int]:
    """Measures that are of money, by what they are called or how they are written."""
    by_name = [
        n for n in sheet.measures if any(kind_of_concept(c) == "money" for c in concepts_in(sheet.grid.header[n])[0])
    ]
    written = [
        n
        for n in sheet.measures
        if all(re.search(r"[$€£¥元]|\d[.,]\d{2}(?!\d)", text) for text in sheet.column(n) if text)
    ]
    by_word = [n for n in sheet.measures if _MONEY_WORD.search(sheet.folded_header[n])]
    return by_name or by_word or written


_MONEY_WORD = re.compile(
    r"价|费|钱|金额|[租薪款]|\b(?:price|cost|fee|fare|rate|pay|fine|amount|charge|precio|importe|tarifa|cuota|coste)s?\b"
)


# --- what to do -------------------------------------------------------------------------------------------------------

_HOW_MANY = re.compile(
    r"\bhow many\b|(?:^|\b(?:the|total) )number of\b|\bcount\b|\bcuant[oa]s\b"
    r"|(?<![期周拜第月])几(?=[^点号时月岁天度公克毫坪小日周元块趴成折倍])|多少(?=[个张条项种人件家间位名台户])"
)
_NOUN = re.compile(r"\bhow many (?:of the )?((?:[^\W\d_]+[ -]?){1,3})|\bcuant[oa]s ((?:[^\W\d_]+ ?){1,3})")
_WHICH = re.compile(
    r"\b(?:which|what|who|whose|list|name|show)\b|哪|谁|列出|有什么|\b(?:que|cual(?:es)?|quien(?:es)?|lista)\b"
)
_TOTAL = re.compile(
    r"\b(?:in total|total|altogether|overall|sum|combined|come to|together|en total|suman?|sumar|juntos|juntas)\b"
    r"|合计|总共|一共|加起来|总和|共计|总计"
)
_SPENT = re.compile(r"\b(?:spent|spend|paid|gast\w+|pag\w+)\b|花|付")
_QUICK = re.compile(r"\b(?:fast|quick|short)\w*|最[快短]|\b(?:rapid|cort)[oa]\b")
_SLOW = re.compile(r"\b(?:slow|long)\w*|最[慢长久]|\b(?:lent|larg)[oa]\b")
_FIRST = re.compile(r"\b(?:earliest|first|soonest|primer[oa]?|mas tempran[oa]|antes)\b|最早|首班|第一班|最先")
_LAST = re.compile(r"\b(?:latest|last|ultim[oa]|mas tarde)\b|最晚|末班|最后")


def _generic(text: str) -> bool:
    """Whether a text speaks of whatever a list holds: "how many items", 幾道菜."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(
        w in GENERIC if not is_cjk(w[0]) else any(_folded(g) in w for g in GENERIC if is_cjk(g[0])) for w in words
    )


def asked_of(
    grids: Sequence[Grid],
    question: str,
    title: str,
    labels: Sequence[str] = (),
    marks: Mapping[str, str] = MappingProxyType({}),
) -> Answered | None:
    """What the tables of a page say to a question; None where it asks nothing that can be worked out from them.

    ``labels``: of values that stand on the page by themselves; words of theirs ask for nothing to be done.
    ``marks``: what the page says that a mark behind a name means: "vegetarian" is "(v)".
    """
    best: Answered | None = None
    for grid in (form for one in grids for form in (one, turned(one)) if form):
        if len(grid.rows) < 2 or not grid.header:
            continue
        asked = _read(_sheet(grid, _folded(title)), question, labels, marks)
        found = _answer(asked) if asked else None
        if found and (best is None or (found.explained, found.sure) > (best.explained, best.sure)):
            best = found
    return best


_RECORDS = re.compile(
    r"\b(?:which|what|que|cual(?:es)?|how many|cuant[oa]s)\s([^\W\d_]+)|哪一?[个些种款项]([\u4e00-\u9fff]{2})"
)
#: Says when or whether, not what.
_LITTLE = frozenset(
    [
        "behind",
        "ahead",
        "far",
        "apart",
        "still",
        "yet",
        "already",
        "ever",
        "ha",
        "han",
        "he",
        "estan",
        "estaba",
        "mas",
        "menos",
        "hay",
        "sido",
        "ser",
    ]
)


def _answer(asked: _Asked) -> Answered | None:
    if any(not _explains(asked, name) for name in asked.want.names):
        # A name that the table has not: it cannot speak of it.
        return None
    said = _done(asked)
    if said is None:
        return None
    # What one cell says answers no question of which a word, known or not, is told nowhere.
    words = terms(asked.want.text) if asked.looked_up else asked.want.strong
    strong = [t for t in words if not t.isdigit() and t not in _LITTLE and not is_weak(t)]
    told = " ".join([*_texts(asked), *(bound.text for bound in asked.bounds)])
    if any(n not in told for n in re.findall(r"\d+", asked.question)):
        # A number that the table has not is of something else.
        asked.doubt = True
    met = [t for t in strong if _explains(asked, t) or (asked.marked and matches(asked.marked, t))]
    if not asked.sheet.folded_header[asked.sheet.name] and (noun := _RECORDS.search(asked.question)):
        # "Which plans": what the records are called, where no head says it.
        met += [t for t in strong if t not in met and matches(t, noun[1] or noun[2])]
    explained = len(met) / len(strong) if strong else 1.0
    return Answered(said, not asked.doubt and len(met) == len(strong), explained, asked.looked_up)


def _texts(asked: _Asked) -> list[str]:
    """What may be said of the records that are meant: the heads, the title, their cells."""
    cells = [_folded(cell.text) for row in asked.rows for cell in row]
    return [*asked.sheet.folded_header, asked.sheet.title, *cells]


def _explains(asked: _Asked, term: str) -> bool:
    """Whether a word of the question is one of the table's: of its head, title, or the cells that were meant."""
    sheet = asked.sheet
    cells = [cell.text for row in asked.rows[:12] for n, cell in enumerate(row) if n in (*asked.conditions, sheet.name)]
    texts = [*sheet.grid.header, sheet.title, *cells]
    said = [asked.question[m.start : m.end] for m in mentions(asked.question, True) if m.table in _WORKS]
    if any(_folded(term) in piece for piece in said) or _TOTAL.search(_folded(term)):
        return True
    places = places_asked(asked.question) if sheet.counts_itself and 0 in asked.conditions else []
    if any(place_asked(term) or term in (place.noun, *place.said.split("-")) for place in places):
        # "The sixth payment": the number was found, and what the records are called nobody has to say.
        return True
    meant = [_folded(text) for n, texts_ in asked.conditions.items() for text in texts_]
    if asked.way and (asked.way.search(_folded(term)) or _folded(term) in _ACCOUNT):
        return True
    if any(_day_named(text, _folded(term)) for text in meant):
        return True
    if any(_folded(word) in _folded(term) for text in meant for word in synonyms(text) if len(word) > 1):
        # 去布鲁塞尔 goes to Bruselas.
        return True
    if is_cjk(term[0]):
        known = set("".join(map(_folded, texts)))
        own = [c for c in _folded(term) if c not in _ASKING_CHARACTERS]
        return sum(c not in known for c in own) <= 0.5 * len(own)
    text = _folded(" ".join(texts))
    if _generic(term) or matches(term, text) or label_in(term, text) >= 0.99:
        return True
    return any(alike(term, word) for word in re.findall(r"[^\W\d_]{3,}", text))


#: Characters that ask or bound, and name nothing.
_ASKING_CHARACTERS = frozenset(
    "最高低多少大小贵便宜平均总共合计几个位名家间户班台款种次件张人谁有没未已还可以能超过以上以下不到加比和跟差额价钱元块要"
)
#: What words do that are explained by what is done.
_WORKS = ("degree", "operation", "ask")


def _done(asked: _Asked) -> Hit | tuple[Hit, ...] | Reckoned | Counted | None:
    question, sheet = asked.bare, asked.sheet
    if late := _late(asked):
        return late
    if asked.spread:
        return _spread(asked) if _HOW_MANY.search(question) else None
    operation = operation_asked(question)
    which = _end(asked)
    if not any(sheet.grid.header) and not asked.filtered and operation != "average":
        if _HOW_MANY.search(question) and _generic(question):
            return _count(asked, sheet.rows)
        # Names with numbers: what they add up to, or how many there are, the page says itself.
        return _extreme(asked, which) if which and not asked.want.empty and not operation else None
    if operation == "difference" and (apart := _apart(asked)):
        return apart
    if operation in ("average", "difference"):
        return _reckoned(asked, operation)
    if which and not asked.want.empty:
        return _extreme(asked, which)
    if _HOW_MANY.search(question):
        # "How many calories are in a serving?" is what one cell says.
        by_two = len(asked.rows) == 1 and any(asked.headers[n] >= 0.85 for n in sheet.measures)
        return _how_many(asked) or (_looked_up(asked) if by_two else None)
    if operation == "sum" or _TOTAL.search(question):
        return _reckoned(asked, "sum")
    if _spent_on(asked):
        return _reckoned(asked, "sum")
    if included := _included(asked):
        return included
    if _WHICH.search(question) and (heads := _heads(asked)):
        return heads
    if _WHICH.search(question) and asked.filtered and asked.rows and (members := _members(asked)):
        return members
    return _looked_up(asked)


def _spent_on(asked: _Asked) -> bool:
    """ "How much was spent on transport?": of several records of a kind, their amounts together."""
    by_kind = [
        n for n in asked.conditions if n != asked.sheet.name and len(asked.sheet.distinct(n)) < len(asked.sheet.rows)
    ]
    return (
        asked.want.expects == "money" and bool(_SPENT.search(asked.question)) and bool(by_kind) and len(asked.rows) >= 2
    )


_INCLUDES = re.compile(
    r"\b(?:includ\w+|comes? with|has|have|get|offers?|incluy\w+|trae|tiene)\b|包含|包括|含|附|有哪些|有什么"
)


def _included(asked: _Asked) -> tuple[Hit, ...] | None:
    """ "What does the basic plan include?": the heads of a record's ticks, or of its crosses."""
    sheet = asked.sheet
    ticked = [n for n in range(sheet.width) if sheet.answers_yes_or_no(n) and sheet.grid.header[n]]
    if len(ticked) < 2 or len(asked.rows) != 1 or set(asked.conditions) != {sheet.name} or asked.named(ticked):
        return None
    if not (_INCLUDES.search(asked.bare) and _WHICH.search(asked.bare)):
        return None
    row = asked.rows[0]
    without = bool(_NOT.search(asked.bare))
    kept = [n for n in ticked if (_folded(row[n].text) in _NONE) == without]
    return tuple(Hit(row[n].text, _lines((row[sheet.name], row[n])), 1.0, sheet.grid.header[n]) for n in kept)


def _spread(asked: _Asked) -> Counted | None:
    """How often a thing stands in a timetable, whatever the day."""
    found = [(n, row) for row in asked.rows for n, cell in enumerate(row) if cell.text == asked.spread]
    names = tuple(f"{asked.sheet.grid.header[n]} {row[0].text}".strip() for n, row in found)
    lines = tuple(dict.fromkeys(line for n, row in found for line in row[n].lines))
    return Counted(len(found), names, lines) if found else None


def _heads(asked: _Asked) -> tuple[Hit, ...] | None:
    """ "Which train does not stop at Fenmoor?": the heads of the columns where a record says nothing, or something."""
    sheet = asked.sheet
    if len(asked.rows) != 1 or set(asked.conditions) != {sheet.name} or asked.bounds:
        return None
    row = asked.rows[0]
    others = [n for n in range(sheet.width) if n != sheet.name and sheet.grid.header[n]]
    nothing = [n for n in others if _folded(row[n].text).strip(" .") in _NONE]
    words = [set(re.findall(r"[^\W\d_]{3,}", sheet.folded_header[n])) for n in others]
    shared = set.intersection(*words) if len(words) > 2 else set()
    if not nothing or not any(names_word(w + ending, asked.question) for w in shared for ending in ("", "s", "es")):
        return None
    kept = nothing if _NOT.search(asked.bare) else [n for n in others if n not in nothing]
    return tuple(Hit(row[n].text or "-", _lines((row[sheet.name], row[n])), 1.0, sheet.grid.header[n]) for n in kept)


def _looked_up(asked: _Asked) -> Hit | tuple[Hit, ...] | None:
    """The cell of one record, or of the few that are meant, in the column that is asked for."""
    sheet = asked.sheet
    # "How much salt" of a table without prices asks for no money.
    expected = None if asked.want.expects == "money" and not _money(sheet) else asked.want.expects
    most = 2 if expected == "duration" else 0.5 * len(sheet.rows)
    if not asked.filtered or not asked.rows or len(asked.rows) > max(1, most):
        return None
    moments = [n for n in sheet.moments if n not in asked.conditions]
    if expected == "duration" and len(moments) == 2 and not asked.named(moments):
        return _took(asked, [asked.rows[0][n] for n in moments])
    if expected == "duration" and len(asked.rows) == 2:
        between = asked.named(moments) or _first_or_last(asked, moments)
        if len(between) == 1:
            return _took(asked, [row[between[0]] for row in asked.rows])
    others = [n for n in range(sheet.width) if n not in asked.conditions and n != sheet.name]
    if expected == "money" and (money := [n for n in _money(sheet) if n in others]):
        others = money
    if expected in ("time", "date") and moments:
        others = [n for n in others if n in moments]
    named = [n for n in asked.named(others) if fits(expected, asked.rows[0][n].text)]
    column = next(iter(named), None)
    if column is None and not any(sheet.grid.header) and len(sheet.measures) == 1 and len(asked.rows) == 1:
        column = sheet.measures[0]
    elif column is None:
        kinds = {"money": _money(sheet), "time": moments, "date": moments}.get(expected or "", [])
        column = kinds[0] if len(kinds) == 1 else None
    if column is None:
        return None
    asked.looked_up = True
    asked.doubt |= expected == "money" and bool(SEVERAL.search(asked.want.text))
    asked.doubt |= (
        expected == "money" and bool(OF_ONE.search(asked.want.text)) and of_several(sheet.grid, asked.rows[0])
    )
    asked.doubt |= asked.headers[column] < 0.8 and any(sheet.grid.header)
    hits = [
        Hit(
            row[column].text,
            (*row[sheet.name].lines, *row[column].lines),
            1.0,
            f"{row[sheet.name].text}, {sheet.grid.header[column]}".rstrip(", "),
        )
        for row in asked.rows
    ]
    if len(hits) == 1 and (times := _times_over(asked, asked.rows[0], column)):
        return times
    return hits[0] if len(hits) == 1 else tuple(hits)


#: What a value is of one of: "per user", "por galleta (14 g)", 每份.
_PER = re.compile(
    r"(?:\bper|\bpor|\bcada|\beach|/)\s*(?:\d[\d.,]*\s?[a-z]{1,2}\s)?([^\W\d_]{3,})|每一?([\u4e00-\u9fff])"
)
_PEOPLE = frozenset(
    [
        "user",
        "users",
        "person",
        "persons",
        "people",
        "seat",
        "seats",
        "member",
        "members",
        "adult",
        "usuario",
        "usuarios",
        "persona",
        "personas",
        "人",
        "位",
    ]
)
_COUNTED = re.compile(
    r"(?<![\w.,])(\d{1,3}|[a-z]{3,6})\s+(?=([^\W\d_]{3,}))|(\d{1,3}|[两二三四五六七八九十])\s?([\u4e00-\u9fff])"
)


def _times_over(asked: _Asked, row: tuple[Cell, ...], column: int) -> Hit | None:
    """What several of a thing have together: "the sugar in three biscuits" of 2.7 g per biscuit."""
    sheet = asked.sheet
    text = row[column].text
    value = number(text)
    units = [a or b for said in (sheet.grid.header[column], text) for a, b in _PER.findall(_folded(said))]
    for count_word, noun, zh_count, zh_noun in _COUNTED.findall(asked.question):
        said, of = count_word or zh_count, noun or zh_noun
        count = int(said) if said.isdigit() else NUMBERS.get(said, 0)
        meant = any(of == u or alike(of, u) or {of, u} <= _PEOPLE or meanings(of) & meanings(u) for u in units)
        if count < 2 or not meant or value is None:
            # What two of something else have, no value of one says.
            asked.doubt |= count >= 2 and bool(units)
            continue
        name = f"{row[sheet.name].text}, {sheet.grid.header[column]}".strip(", ")
        lines = (*row[sheet.name].lines, *row[column].lines)
        together = worked_out("sum", [Operand(name, text, value, lines)] * count)
        return Hit(together, lines, 1.0, f"{name}: {count} × {text}")
    return None


def _apart(asked: _Asked) -> Hit | None:
    """How far two records are apart in time: the winner and who came second."""
    sheet = asked.sheet
    columns = [n for n in sheet.moments if asked.headers[n] > 0] or list(sheet.moments)
    if len(asked.rows) != 2 or len(columns) != 1 or asked.named(sheet.measures):
        return None
    (n,) = columns
    first, second = (moment(row[n].text) for row in asked.rows)
    if first is None or second is None or first == second:
        return None
    between = round(abs(second - first))
    hours, minutes, seconds = between // 3600, between // 60 % 60, between % 60
    lines = tuple(line for row in asked.rows for line in (*row[sheet.name].lines, *row[n].lines))
    names = " - ".join(row[sheet.name].text for row in asked.rows)
    return Hit(f"{hours}:{minutes:02d}:{seconds:02d}", lines, 1.0, names)


_NOW = re.compile(
    r"\b(?:now|new|really|actually|finally|in the end|delay\w*|por fin|realmente|ahora|al final|retraso)\b"
    r"|现在|实际|最终|改到|延误|误点|晚点"
)
_DELAYED_TO = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_DELAYED_BY = re.compile(r"(\d{1,3})\s?(?:min|'|′|分)")


def _late(asked: _Asked) -> Hit | None:
    """When a train leaves that is late: what its remark says, "Delayed 16:10", or its time and the delay together."""
    sheet = asked.sheet
    if len(asked.rows) != 1:
        return None
    (row,) = asked.rows
    at = next((n for n in range(sheet.width) if "delay" in meanings_in(row[n].text)), None)
    planned = next((n for n in sheet.moments if moment(row[n].text) is not None), None)
    if at is None or planned is None:
        return None
    by, to = _DELAYED_BY.search(row[at].text), _DELAYED_TO.search(row[at].text)
    how_long = asked.want.expects in ("duration", "number") and "delay" in meanings_in(asked.question, True)
    lines = (*row[sheet.name].lines, *row[planned].lines, *row[at].lines)
    name = row[sheet.name].text
    asked.looked_up = True
    if how_long and (by or to):
        start, end = moment(row[planned].text), moment(to.group()) if to else None
        minutes = int(by[1]) if by else round(((end or 0) - (start or 0)) / 60)
        return Hit(f"{minutes} min", lines, 1.0, name)
    if asked.want.expects not in ("time", "date") or not _NOW.search(asked.question):
        return None
    if to:
        return Hit(to.group(), lines, 1.0, name)
    if by:
        minutes = round((moment(row[planned].text) or 0) / 60) + int(by[1])
        return Hit(f"{minutes // 60 % 24}:{minutes % 60:02d}", lines, 1.0, name)
    return None


def _first_or_last(asked: _Asked, columns: Sequence[int]) -> list[int]:
    """The column of the first or of the last departure, where a question asks for it."""
    timed = [(value, n) for n in columns if (value := moment(asked.rows[0][n].text)) is not None]
    ends = max if _LAST.search(asked.question) else min if _FIRST.search(asked.question) else None
    return [ends(timed)[1]] if ends and timed else []


def _took(asked: _Asked, cells: Sequence[Cell]) -> Hit | None:
    """How long from the first to the second of two times; not sure, since something else may have taken time."""
    first, second = (moment(cell.text) for cell in cells)
    if first is None or second is None or not 0 < second - first < 86400:
        return None
    asked.doubt = True
    minutes = round((second - first) / 60)
    lines = tuple(line for cell in cells for line in cell.lines)
    names = " - ".join(dict.fromkeys(row[asked.sheet.name].text for row in asked.rows))
    return Hit(f"{minutes // 60}:{minutes % 60:02d} h", lines, 1.0, names)


_SUPERLATIVE_ES = re.compile(r"\b(?:mas|menos|mayor|menor|mejor|peor|maxim[oa]|minim[oa])\b")


def _end(asked: _Asked) -> str | None:
    """Which end of a column is asked for."""
    if re.search(r"最[晚迟](?:什么时候|何时|哪天|几|要)", asked.bare):
        # "By when?"
        return None
    which = extreme_asked(_AT_MOST.sub(" ", asked.bare))
    # "Taller" is a workshop in Spanish.
    spanish = language_of(asked.question) == "es"
    degrees = wanted(asked.bare).degrees
    if which is None and asked.sheet.moments and (len(asked.rows) == 1 or not asked.filtered):
        # "The last train from Oldbury."
        which = "largest" if _LAST.search(asked.bare) else "smallest" if _FIRST.search(asked.bare) else None
    if which is None and _AT_MOST.search(asked.question):
        return None
    of_something = {degree.way for degree in degrees if degree.concepts}
    if len(of_something) == 1 and (not spanish or _SUPERLATIVE_ES.search(asked.question)) and which:
        # "Mas ligero" has "mas" in it.
        which = "largest" if of_something == {"max"} else "smallest"
    ways = {degree.way for degree in degrees if not (spanish and not _SUPERLATIVE_ES.search(asked.question))}
    if which is None and len(ways) == 1:
        which = "largest" if ways == {"max"} else "smallest"
    if recent := _recency(asked):
        which = recent
    if asked.bounds and not re.search(
        r"最|\b\w+est\b|\b(?:most|least)\b|\bmas (?:barat|car|alt|baj|grand)", asked.question
    ):
        # "More than 40" bounds, and takes no end.
        return None
    return which


def _recency(asked: _Asked) -> Literal["largest", "smallest"] | None:
    """Which end of a column of dates is asked for: "the newest file", 最近修改的; None where no date is meant."""
    sheet = asked.sheet
    dated = [n for n in sheet.moments if all(find_dates(text) for text in sheet.distinct(n))]
    ways = {degree.way for degree in asked.want.degrees if "date" in degree.concepts}
    aged = any({"age", "distance"} & set(concepts_in(sheet.grid.header[n])[0]) for n in sheet.measures)
    return None if len(ways) != 1 or not dated or aged else "largest" if ways == {"max"} else "smallest"


#: These bound, and ask for no end.
_AT_MOST = re.compile(r"\bat (?:most|least)\b|\b(?:al menos|como (?:mucho|maximo|minimo))\b")


def _measure(asked: _Asked) -> int | None:
    """The column of numbers that a question is about."""
    sheet = asked.sheet
    if named := [n for n in asked.named(sheet.measures) if n != asked.bounded or len(sheet.measures) == 1]:
        # "The dearest" names no price: of one piece, or of all of them.
        asked.doubt |= bool(asked.want.degrees) and asked.headers[named[0]] < 1 and len(_money(sheet)) > 1
        return named[0]
    for degree in asked.want.degrees:
        fitting = [n for n in sheet.measures if set(concepts_in(sheet.grid.header[n])[0]) & set(degree.concepts)]
        kinds = {kind_of_concept(c) for c in degree.concepts}
        fitting = fitting or [
            n for n in sheet.measures if kinds & {kind_of_concept(c) for c in concepts_in(sheet.grid.header[n])[0]}
        ]
        if fitting:
            # "The dearest line" of an invoice: of one piece, or of all of them.
            asked.doubt |= len(_money(sheet)) > 1
            return fitting[0]
    money = _money(sheet)
    if money and (
        asked.want.expects == "money"
        or {"price", "amount", "total"} & set(asked.want.concepts)
        or any("price" in d.concepts for d in asked.want.degrees)
    ):
        # What several cost together is what was paid for each of them, not the price of one.
        each = "unit price" in concepts_in(sheet.grid.header[money[0]])[0]
        return money[0] if each and operation_asked(asked.bare) != "sum" else money[-1]
    if len(sheet.measures) == 1:
        return sheet.measures[0]
    if asked.bounded is not None:
        return asked.bounded
    if money and re.search(r"[贵便宜价钱费]|多少[元块]", asked.question):
        return money[0]
    if asked.filtered and sheet.measures and any(sheet.grid.header):
        asked.doubt = True
        return sheet.measures[0]
    return None


def _measured(asked: _Asked) -> bool:
    """Whether a speed or a length is what an end was asked of: "the fastest" of a list of times is by the time."""
    named = {c for n in asked.sheet.measures for c in concepts_in(asked.sheet.grid.header[n])[0]}
    return bool(asked.named(asked.sheet.measures)) or any(set(d.concepts) & named for d in asked.want.degrees)


def _extreme(asked: _Asked, which: str) -> Hit | None:
    sheet = asked.sheet
    value: Callable[[str], float | None] = number
    # "On which day were the calories lowest?" is asked of the calories.
    dated = asked.want.expects in ("time", "date") and not asked.named(sheet.measures)
    quick = sheet.moments and (_QUICK.search(asked.question) or _SLOW.search(asked.question)) and not _measured(asked)
    by_time = bool(_FIRST.search(asked.question) or _LAST.search(asked.question) or dated or quick or _recency(asked))
    measured = bool(asked.named(sheet.measures))
    timed = [n for n in asked.named(sheet.moments) if by_time or (asked.headers[n] >= 0.85 and not measured)]
    column = None
    if sheet.moments and (by_time or timed):
        column, value = (timed or list(sheet.moments))[0], moment
        if _LAST.search(asked.question) or _SLOW.search(asked.question):
            which = "largest"
        elif _FIRST.search(asked.question) or _QUICK.search(asked.question):
            which = "smallest"
    elif by_time:
        return None
    else:
        column = _measure(asked)
    rows = asked.rows if asked.filtered and len(asked.rows) >= 1 else list(sheet.rows)
    if value is number and asked.want.expects == "duration" and any(sheet.grid.header):
        # "How long is the shortest contract?" asks for no number of times.
        lasting = [n for n in sheet.measures if any(fits("duration", row[n].text) for row in rows)]
        column = column if column in lasting else next(iter(lasting), None)
        if column is None:
            return None
    if column is None and any(sheet.grid.header):
        column = next(iter(sheet.measures), None)
        asked.doubt = True
    if column is None:
        return None
    priced = [n for n in _money(sheet) if not concepts_in(sheet.grid.header[n])[0]]
    if value is number and not asked.named([column]) and column in priced and len(priced) > 1:
        column = _of_sizes(asked, rows, priced, which)
    if len(rows) == 1 and asked.filtered and not asked.named([column]):
        return _along(asked, rows[0], which, value)
    if value is number and (of := _of_end(asked)) is not None:
        column = of
    numbered = [(v, row) for row in rows if (v := value(row[column].text)) is not None]
    if not numbered or (len(numbered) < 2 and not asked.filtered):
        return None
    if sum(v < 0 for v, _ in numbered) >= 0.5 * len(numbered):
        # Of payments written as such, the largest is the furthest from nothing.
        numbered = [(-v, row) for v, row in numbered]
    _, row = (max if which == "largest" else min)(numbered, key=lambda pair: pair[0])
    asked_of_it = [n for n in sheet.measures if n != column and asked.headers[n] > 0]
    if value is number and asked_of_it and _of_end(asked) == column:
        # "The price of the hotel with the most stars."
        return _record(asked, row, asked_of_it[0])
    return _record(asked, row, column)


_WITH_THE = re.compile(
    r"\b(?:with|has|have|having|con|tiene)\b.{0,12}\b(?:most|fewest|least|highest|lowest|largest|smallest|mas|menos|mayor|menor)\b(.*)$"
)


def _of_end(asked: _Asked) -> int | None:
    """The measure behind "with the most", where a question names another before it."""
    match = _WITH_THE.search(asked.question)
    if not match or len([n for n in asked.sheet.measures if asked.headers[n] > 0]) < 2:
        return None
    behind = [
        n
        for n in asked.sheet.measures
        if asked.headers[n] > 0 and label_in(asked.sheet.grid.header[n], match[1]) >= 0.5
    ]
    return behind[0] if len(behind) == 1 else None


def _of_sizes(asked: _Asked, rows: Sequence[tuple[Cell, ...]], columns: Sequence[int], which: str) -> int:
    """Which of several columns of prices, none of them named, has the end that is asked for; in doubt where another
    column would name another record."""
    best = max if which == "largest" else min
    ends = {}
    for n in columns:
        numbered = [(v, k) for k, row in enumerate(rows) if (v := number(row[n].text)) is not None]
        if numbered:
            ends[n] = best(numbered)
    asked.doubt |= len({k for _, k in ends.values()}) > 1
    return best(ends, key=lambda n: ends[n][0]) if ends else columns[0]


def _along(asked: _Asked, row: tuple[Cell, ...], which: str, value: Callable[[str], float | None]) -> Hit | None:
    """The end of one record's own numbers: the last bus from a stop, the dearest size of a drink."""
    columns = asked.sheet.moments if value is moment else asked.sheet.measures
    numbered = [(v, n) for n in columns if (v := value(row[n].text)) is not None]
    if len(numbered) < 2:
        return None
    _, n = (max if which == "largest" else min)(numbered)
    name = asked.sheet.name
    return Hit(
        row[n].text,
        (*row[name].lines, *row[n].lines),
        1.0,
        f"{row[name].text}, {asked.sheet.grid.header[n]}".rstrip(", "),
    )


def _answer_column(asked: _Asked, measure: int | None = None) -> int:
    """The column that tells what is asked for: the one that a question names, or of the kind of its question word."""
    sheet = asked.sheet
    others = [n for n in range(sheet.width) if n != measure and n != asked.bounded and n not in asked.conditions]
    if named := asked.named([n for n in others if n not in sheet.measures]):
        return named[0]
    kinds = {"who": ("person",), "time": ("time",), "date": ("date", "time")}.get(asked.want.expects or "", ())
    if re.search(r"\bwhere\b|哪里|去哪|\bdonde\b", asked.question):
        kinds = ("place", "address")
    for n in others:
        if any(kind_of_concept(c) in kinds for c in concepts_in(sheet.grid.header[n])[0]):
            return n
    if asked.want.expects == "who":
        looks = [n for n in others if all(PERSON_NAME.match(text) for text in sheet.column(n) if text)]
        return next(iter(looks), sheet.name)
    return sheet.name


def _record(asked: _Asked, row: tuple[Cell, ...], column: int) -> Hit:
    """A record with the value that it was picked for; what the question asks of it comes first."""
    at = _answer_column(asked, column)
    name = row[asked.sheet.name].text
    key = row[at].text or name
    if at != asked.sheet.name and name and name != key:
        key = f"{key} ({name})"
    lines = tuple(dict.fromkeys(line for n in (at, asked.sheet.name, column) for line in row[n].lines))
    return Hit(row[column].text, lines, 1.0, key)


def _lines(row: tuple[Cell, ...]) -> tuple[Line, ...]:
    return tuple(dict.fromkeys(line for cell in row for line in cell.lines))


def _members(asked: _Asked) -> tuple[Hit, ...] | None:
    sheet = asked.sheet
    at = _answer_column(asked)
    alone = len(asked.rows) == 1 or at == sheet.name
    if alone and set(asked.conditions) <= {sheet.name} and asked.bounded is None and not asked.marked:
        # It names the records themselves, and asks something of them.
        return None
    if at in asked.conditions and asked.bounded is None and not asked.marked:
        return None
    if asked.named([n for n in sheet.measures if n != asked.bounded]) and len(asked.rows) == 1:
        return None
    beside = asked.bounded if asked.bounded is not None else next((n for n in asked.conditions if n != at), at)
    hits = []
    for row in asked.rows:
        name = row[at].text or row[sheet.name].text
        told = [row[n].text for n in (sheet.name, beside)] if len(asked.rows) > 3 else [cell.text for cell in row]
        value = ", ".join(text for text in dict.fromkeys(told) if text and text != name)
        hits.append(Hit(value, _lines(row), 1.0, name))
    return tuple(hits)


def _how_many(asked: _Asked) -> Hit | Reckoned | Counted | None:
    sheet = asked.sheet
    if asked.directed is not None:
        return _count(asked, asked.rows)
    if journeys := _journeys(asked):
        return journeys
    measures = [n for n in asked.named(sheet.measures) if n != asked.bounded]
    noun = _NOUN.search(asked.question)
    counted = (noun[1] or noun[2] or "").strip() if noun else ""
    if measures and counted:
        # "How many nights": of the words behind it, a column of numbers has the first say.
        first = counted.split()[0]
        near = [
            n
            for n in measures
            if any(
                alike(first, w) or w == first.rstrip("s") or w.rstrip("s") == first.rstrip("s")
                for w in re.findall(r"[^\W\d_]+", _folded(sheet.grid.header[n]))
            )
        ]
        near = near or [
            n for n in measures if any(w in counted for w in re.findall(r"[^\W\d_]{3,}", _folded(sheet.grid.header[n])))
        ]
        measures = near
    if measures:
        if len(asked.rows) == 1 and asked.filtered:
            row = asked.rows[0]
            return Hit(
                row[measures[0]].text, _lines(row), 1.0, f"{row[sheet.name].text}, {sheet.grid.header[measures[0]]}"
            )
        if asked.filtered or _TOTAL.search(asked.question):
            return _reckoned(asked, "sum")
        return None
    if not asked.filtered and _TOTAL.search(asked.question) and _totalled(asked):
        return _reckoned(asked, "sum")
    if names_one := [n for n in asked.conditions if len(sheet.distinct(n)) == len(sheet.rows)]:
        # What tells records apart names one of them, whichever column has it: how many of it there are, another says.
        amounts = [n for n in sheet.measures if "quantity" in concepts_in(sheet.grid.header[n])[0]]
        if len(asked.rows) == 1 and amounts and set(names_one) == set(asked.conditions):
            row = asked.rows[0]
            lines = (*row[names_one[0]].lines, *row[amounts[0]].lines)
            return Hit(row[amounts[0]].text, lines, 1.0, row[names_one[0]].text)
    again = len(asked.rows) > sum(map(len, asked.conditions.values()))
    naming = {sheet.name, *names_one}
    if asked.filtered and (again or not (set(asked.conditions) <= naming and asked.bounded is None)):
        return _count(asked, asked.rows)
    if len(asked.rows) == 1 and asked.filtered and (many := _times(asked.rows[0])):
        return many
    if asked.filtered:
        return _reckoned(asked, "sum") if len(asked.rows) > 1 and _TOTAL.search(asked.question) else None
    texts = [n for n in range(sheet.width) if n not in sheet.measures]
    named = asked.named(texts)
    if named and named[0] != sheet.name and named[0] != 0:
        different = sheet.distinct(named[0])
        if not different:
            return None
        asked.doubt |= asked.headers[named[0]] < 0.9
        lines = tuple(dict.fromkeys(line for row in sheet.rows for line in row[named[0]].lines))
        return Counted(len(different), tuple(different), lines)
    if named or _generic(counted or asked.question):
        return _count(asked, sheet.rows)
    if all(sheet.grid.header) and not asked.bounds and counted and not _UNIT.match(counted):
        # What a table's records are, a question may call in another word.
        asked.doubt = True
        return _count(asked, sheet.rows)
    return None


def _journeys(asked: _Asked) -> Counted | None:
    """How many buses come to a stop of a timetable."""
    sheet = asked.sheet
    if len(asked.rows) != 1 or set(asked.conditions) != {sheet.name} or not is_timetable(sheet.grid):
        return None
    if not _JOURNEY.search(asked.question):
        return None
    (row,) = asked.rows
    times = [cell for n, cell in enumerate(row) if n != sheet.name and moment(cell.text) is not None]
    lines = (*row[sheet.name].lines, *(line for cell in times for line in cell.lines))
    return Counted(len(times), tuple(cell.text for cell in times), lines)


_JOURNEY = re.compile(
    r"\b(?:bus(?:es)?|trains?|trams?|ferr(?:y|ies)|boats?|coach(?:es)?|services?|departures|journeys|times|autobuses|trenes|barcos)\b"
    r"|[班趟]|车|船"
)


def _totalled(asked: _Asked) -> bool:
    """ "How many are in stock in total?": whether one column of numbers is named, and not by the word "total"."""
    named = [n for n in asked.named(asked.sheet.measures) if not _TOTAL.search(asked.sheet.folded_header[n])]
    return len(named) == 1 and asked.headers[named[0]] >= 0.95


#: What is measured, not counted.
_UNIT = re.compile(
    r"(?:cubic|square|metros?|litros?|horas?|dias?|minutos?|gramos?|kilos?|euros?|puntos|grados|hours?|days?|minutes?"
    r"|lit(?:re|er)s?|met(?:re|er)s?|grams?|degrees|points|percent|calori\w+|units?|units? of|gigas?|kwh)\b"
)


def _times(row: tuple[Cell, ...]) -> Hit | None:
    """How many of a thing were bought: "55 x 3"."""
    match = next((m for cell in row if (m := _MANY.search(cell.text))), None)
    if match is None:
        return None
    return Hit(next(group for group in match.groups() if group), _lines(row), 1.0, row[0].text)


_MANY = re.compile(
    r"[x×*]\s?(\d{1,3})$|^(\d{1,3})\s?[x×*]|^(?:qty|quantity|cantidad|cant\.?|[數数]量)\W*(\d{1,3})$", re.I
)


def _count(asked: _Asked, rows: Sequence[tuple[Cell, ...]]) -> Counted | None:
    at = asked.sheet.name
    if not rows:
        return None
    names = tuple(row[at].text for row in rows)
    return Counted(len(rows), names, tuple(dict.fromkeys(line for row in rows for line in _lines(row))))


def _reckoned(asked: _Asked, operation: str) -> Hit | Reckoned | None:
    sheet = asked.sheet
    rows = list(asked.rows) if asked.filtered else list(sheet.rows)
    columns = [n for n in asked.named(sheet.measures) if n != asked.bounded]
    if len(rows) == 1 and asked.filtered and len(columns) >= 2:
        cells = [(rows[0], n) for n in (columns[:2] if operation == "difference" else columns)]
    elif asked.filtered and len(rows) == len(columns) == 2 and operation != "average":
        # "A small filter and a large mocha": the first column is of the first record named.
        rows.sort(key=lambda row: _place(row[sheet.name].text, asked))
        columns.sort(key=lambda n: _place(sheet.grid.header[n], asked))
        cells = list(zip(rows, columns, strict=True))
    else:
        column = columns[0] if columns else _measure(asked)
        if column is None:
            return None
        if operation == "sum" and not asked.filtered and sheet.folded_header[column] in asked.labels:
            # A figure on the page by this name is of all.
            return None
        if operation == "sum" and not asked.filtered:
            # "How much in total?" may ask for more than the table adds up to: what the page itself says comes first.
            words = [w for w in re.findall(r"[^\W\d_]{2,}", sheet.folded_header[column]) if not _TOTAL.search(w)]
            asked.looked_up = not any(names_word(word, asked.question) for word in words)
            asked.doubt |= not columns
        if operation == "sum" and not asked.filtered and (total := _printed_sum(sheet, column)):
            return total
        cells = [(row, column) for row in rows]
    operands = [
        Operand(
            _operand_name(sheet, row, n, len({n for _, n in cells}) > 1),
            row[n].text,
            value,
            (*row[sheet.name].lines, *row[n].lines),
        )
        for row, n in cells
        if (value := number(row[n].text)) is not None
    ]
    if len(operands) < 2 or (operation == "difference" and len(operands) != 2):
        return None
    return Reckoned(operation, worked_out(operation, operands), tuple(operands))  # type: ignore[arg-type]


def _place(text: str, asked: _Asked) -> int:
    """Where a question names a text, or what a text calls by another word; at its end where it cannot be told."""
    places = [asked.question.find(piece) for piece in (_folded(text), *map(_folded, terms(text)))]
    called = set(concepts_in(text)[0])
    places += sorted(m.start for m in mentions(asked.question, True) if m.table == "concept" and m.id in called)
    return next((at for at in places if at >= 0), len(asked.question))


def _operand_name(sheet: _Sheet, row: tuple[Cell, ...], n: int, by_column: bool) -> str:
    name = row[sheet.name].text
    return f"{name}, {sheet.grid.header[n]}" if by_column and sheet.grid.header[n] else name


def _printed_sum(sheet: _Sheet, column: int) -> Hit | None:
    """The sum that the table gives itself."""
    row = next((row for row in sheet.sums if number(row[column].text) is not None), None)
    return Hit(row[column].text, _lines(row), 1.0, row[0].text) if row else None
