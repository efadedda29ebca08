"""A table as it is asked: what its columns are, what its cells come to, and which of its rows add others up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from fovea.engines.reader.language.amounts import cell_number, days_in, find_dates
from fovea.engines.reader.language.concepts import MONTHS, kind_of_concept, things_in
from fovea.engines.reader.language.folding import one_script, plain
from fovea.engines.reader.language.lexicon import concepts_in
from fovea.engines.reader.page.grids import place_column
from fovea.engines.reader.page.tables import adds_up, sums_up
from fovea.engines.reader.values import Cell, Grid, Line

_SCALES = {"k": 1e3, "m": 1e6, "g": 1e9, "t": 1e12, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12}


#: "2.0T", "500 GB", "12k"; "8.0 g" and "5 m" are grams and metres.
_SCALED = re.compile(r"^([\d.,]+)\s?([KMGT]B?|[kmgt]b|k)$")


#: "$8 per user / month" is 8.
_PER_ONE = re.compile(r"(?<=[\w€$£元])\s*(?:/\s?(?=[^\W\d_]{2})|\b(?:per|por|each|cada)\b|每).*$")


#: A name of digits and a letter, not a number with its unit: "3A".
_CODE = re.compile(r"^\d+[ABDEHNPRSX]\d*$")


#: "2 h 35 min", 2小时33分.
_SPAN = re.compile(
    r"^(\d{1,2})\s?(?:h|hrs?|hours?|horas?|小?[时時])\s?(\d{1,2})\s?(?:m|mins?|minutes?|minutos?|分[钟鐘]?)\.?$", re.I
)


_CLOCK = re.compile(r"^\D{0,3}(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s?([ap])\.?m\.?)?\W*$", re.I)


_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"


_MONTH_DAY = re.compile(rf"^(\d{{1,2}})\s{_MONTH}$|^{_MONTH}\s(\d{{1,2}})$", re.I)


_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


_NUMERIC_DATE = re.compile(r"^(\d{1,2})[/.\-](0?[1-9]|1[0-2])[/.\-](\d{4})")


def number(text: str) -> float | None:
    """The number of a cell, with its unit where that changes the order: "2.0T" is more than "500G"."""
    text = _PER_ONE.sub("", text)
    if any(map(str.isalpha, text)) and len(text) <= 12 and days_in(text):
        # "21 Apr" is a day.
        return None
    if match := _SPAN.match(text.strip()):
        # Of an hour and a half and of two hours the minutes can be held against one another.
        return 60.0 * int(match[1]) + int(match[2])
    if match := _SCALED.match(text.strip()):
        value = cell_number(match[1])
        return None if value is None else value * _SCALES[match[2].casefold()]
    value = None if _CODE.match(text.strip()) else cell_number(text)
    return -value if value and re.match(r"^\W{0,3}[-−–]\s?\W?\d", text.strip()) and value > 0 else value


#: How many minutes each unit of time has, by how it is written.
_MINUTES: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"(\d+(?:[.,]\d+)?|\b(?:an?|una?)|半)\s?(?:{unit})(?![a-z])", re.I), minutes)
    for unit, minutes in (
        (r"s|secs?|seconds?|segundos?|秒", 1 / 60),
        (r"m|mins?|minutes?|minutos?|分[钟鐘]?", 1.0),
        (r"h|hrs?|hours?|horas?|个?小[时時]|個小時|小时", 60.0),
        (r"d|days?|dias?|días?|天|日", 1440.0),
        (r"w|wks?|weeks?|semanas?|[周週]|个?星期|個星期", 10080.0),
        (r"mo|months?|mes(?:es)?|个月|個月", 43200.0),
        (r"y|yrs?|years?|anos?|años?|年", 525600.0),
    )
)


def minutes(text: str) -> float | None:
    """How long a text says that something takes or is ago, in minutes: "1 d 4 h", "35 min", 3 天; None where it says
    anything else."""
    rest, whole = text.strip(), 0.0
    for pattern, unit in _MINUTES:
        for match in pattern.finditer(text):
            told = match[1].replace(",", ".")
            whole += unit * (0.5 if told == "半" else float(told) if told[0].isdigit() else 1.0)
            rest = rest.replace(match.group(), "", 1)
    said = re.sub(r"\b(?:ago|hace|and|y|about|over)\b|[前以约約了]|\W", "", rest.casefold())
    return whole if whole and not said else None


def is_of_mixed_spans(texts: Sequence[str]) -> bool:
    """Whether a column says how long in more than one unit, "35 min" and "3 days", so that its bare numbers order nothing."""
    filled = [text for text in texts if text.strip(" -–—")]
    spans = [minutes(text) for text in filled]
    units = {re.sub(r"[\d.,\s]+", "", text.casefold()).rstrip("s") for text in filled}
    return len(filled) >= 2 and all(span is not None for span in spans) and len(units) > 1


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
    if len(text) <= 12 and any(map(str.isalpha, text)) and len(days := days_in(text)) == 1:
        month_of, day_of = next(iter(days))
        return 31.0 * (month_of - 1) + day_of
    dates = find_dates(text)
    if len(dates) == 1 and dates[0].value is None and (match := _NUMERIC_DATE.match(dates[0].text)):
        # As above: the order is right where all of a column are written alike.
        return float(date(int(match[3]), int(match[2]), 1).toordinal() + int(match[1]) - 1)
    return float(dates[0].value.toordinal()) if len(dates) == 1 and dates[0].value else None


def month_in(text: str) -> str | None:
    """The month that a date is of, "3 Apr", 4月3日, by the name of the month as a thing; None where it has none in words."""
    months = things_in(text) & MONTHS if len(text) <= 24 and any(c.isdigit() for c in text) else frozenset()
    return next(iter(months)) if len(months) == 1 else None


YES = frozenset(
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
NONE = _NO | frozenset(["", "0", "ninguno", "ninguna", "n/a", "nil", "sin", "空"])


_NUMERALS = "一二三四五六七八九十"


_TENS = {"百": 100, "千": 1000, "万": 10000}


def as_compared(text: str) -> str:
    """As it is compared; 第四節 is the record that has a 4 where the lessons are counted, 兩千 is 2000."""
    folded = one_script(plain(text)).strip()
    # Nobody sees whether 教室 B has a space.
    folded = re.sub(r"(?<=[\u4e00-\u9fff])\s(?=[a-z]{1,2}\d{0,2}(?![a-z\d]))", "", folded)
    folded = re.sub(
        rf"([{_NUMERALS[:9]}两])([百千万])(?![{_NUMERALS}两百千万])",
        lambda m: str(((m[1] == "两" and 2) or _NUMERALS.index(m[1]) + 1) * _TENS[m[2]]),
        folded,
    )
    return re.sub(rf"第([{_NUMERALS}])(?!季|名)", lambda m: f"第{_NUMERALS.index(m[1]) + 1}", folded)


#: What the letters over a league's columns stand for, and what asks for it.
_LEAGUE: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, re.compile(heads), re.compile(asked))
    for name, heads, asked in (
        ("played", r"p|pl|pld|mp|gp|pj|j|sp|played|jugados|场次?|赛|已赛|出赛", r"\bplayed\b|\bjugad\w+\b|已赛|几场比赛|[踢打赛]了"),
        ("won", r"w|g|pg|v|won|wins?|ganados|s|胜", r"\b(?:won|wins?|winning|victor\w+|ganad\w+|gano|gan[ae]n?|triunf\w+)\b|[胜赢]"),
        ("drawn", r"d|t|e|pe|u|n|drawn|draws?|ties|empatados|[平和]局?", r"\b(?:dr[ae]wn?|draws?|drew|ties?|tied|empat\w+)\b|平|和局"),
        ("lost", r"l|p|pp|n|lost|losses|perdidos|[负败]", r"\b(?:lost|loses?|losing|loss(?:es)?|defeat\w*|beaten|perdid\w+|perdio|pierd\w+|derrot\w+)\b|[负输败]"),
        ("for", r"f|gf|进球?|得球?", r"\b(?:scor\w+|goals for|goles? (?:a favor|marcad\w+)|marc(?:o|ado|aron|ados)|metido)\b|进(?:了|球)|得球"),
        ("against", r"a|ga|gc|失球?", r"\b(?:conced\w+|let in|goals against|en contra|encaj\w+|recibid\w+)\b|失球|丢了?球|被进"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
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
        return tuple(map(as_compared, self.grid.header))

    @cached_property
    def league(self) -> Mapping[int, re.Pattern[str]]:
        """The columns of a league's table whose heads are letters, with what asks for each: P is played beside W, D and
        L, and lost beside G and E."""
        wins = next((n for n, head in enumerate(self.folded_header) if _LEAGUE[1][1].fullmatch(head)), None)
        if wins is None:
            return {}
        start = wins - 1 if wins and _LEAGUE[0][1].fullmatch(self.folded_header[wins - 1]) else wins
        kinds = _LEAGUE[0 if start < wins else 1 :]
        found: dict[int, re.Pattern[str]] = {}
        for n, head in enumerate(self.folded_header[start:], start=start):
            at = next((k for k, (_, heads, _) in enumerate(kinds) if heads.fullmatch(head)), None)
            if at is None:
                break
            found[n] = kinds[at][2]
            kinds = kinds[at + 1 :]
        # One letter may stand for anything; two words do not.
        in_words = all(not self.folded_header[n].isascii() or len(self.folded_header[n]) > 2 for n in found)
        return found if len(found) >= 3 or (len(found) == 2 and in_words) else {}

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

    @cached_property
    def places(self) -> int | None:
        """The column that says who came first, second …"""
        return place_column(self.grid)

    def _names_in_digits(self, n: int) -> bool:
        values = [number(text) for text in self.column(n)]
        series = {match[1] for text in self.column(n) if (match := re.match(r"([A-Z]{2,3})\s?\d", text))}
        if len(series) > 1 or {kind_of_concept(c) for c in concepts_in(self.grid.header[n])[0]} == {"code"}:
            # "KV 118", "NS 431" are flights.
            return True
        if "quantity" in concepts_in(self.grid.header[n])[0]:
            return False  # One of the first, two of the second.
        counted = values == [float(k) for k in range(1, len(values) + 1)] or n == self.places
        # A head of numbers in the first column says which record, where others measure.
        return counted or (n == 0 and self.width > 2 and len(set(values)) == len(values))

    @cached_property
    def name(self) -> int:
        """The column that says what a record is about: the first of words that tells most records apart."""
        wordy = [n for n in range(self.width) if n not in self.numeric and n not in self.moments and self.distinct(n)]
        telling = [n for n in wordy if len(self.distinct(n)) >= 0.7 * len(self.rows)]
        # A code tells records apart and says of none what it is.
        said = [n for n in telling if not _CODE_HEAD.fullmatch(self.folded_header[n])]
        return next(iter((*said, *telling, *wordy)), 0)

    def answers_yes_or_no(self, n: int) -> bool:
        cells = [as_compared(text).strip(" .") for text in self.column(n)]
        return all(c in YES or c in NONE for c in cells) and any(c in YES for c in cells)


_CODE_HEAD = re.compile(
    r"(?:item |product )?(?:code|id|ref\.?|sku|no\.?|reference)|codigo|cod\.?|referencia|(?:商品|产品)?(?:编号|代码|货号|编码)"
)


def _few(row: tuple[Cell, ...]) -> bool:
    """Whether little of a row is filled, as where a sum stands under its column."""
    return not row[0].text or sum(bool(cell.text) for cell in row) <= max(2, 0.4 * len(row))


def sheet_of(grid: Grid, title: str, *, summed: bool = True) -> Sheet:
    """``summed``: rows may add others up; none does where the rows are things that were compared side by side."""
    labels = [next((cell.text for cell in row if cell.text), "") if _few(row) else row[0].text for row in grid.rows]
    # "Income tax" is a sum at the foot of an invoice, and one of several things among the deductions of a payslip.
    # A row that fills every column is a record, "Shipping" too.
    settles = [
        sums_up(label) or (adds_up(label) and not all(c.text for c in row))
        for label, row in zip(labels, grid.rows, strict=True)
    ]
    foot = next((n for n in range(len(labels)) if all(settles[n:])), len(labels))
    sums = [n for n, label in enumerate(labels) if n >= foot or sums_up(label)] if summed else []
    return Sheet(
        grid,
        tuple(row for n, row in enumerate(grid.rows) if n not in sums),
        tuple(grid.rows[n] for n in sums),
        title,
    )


def money_columns(sheet: Sheet) -> list[int]:
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
    by_sign = [
        n
        for n in sheet.measures
        if re.search(r"[$€£¥]|\b(?:usd|eur|gbp|twd|ntd)\b|[(（]元[)）]", sheet.folded_header[n])
    ]
    return sorted({*by_name, *by_sign}) or by_word or written


_MONEY_WORD = re.compile(
    r"价|费|钱|金额|[租薪款]|\b(?:price|cost|fee|fare|rate|pay|fine|amount|charge|precio|importe|tarifa|cuota|coste)s?\b"
)


def lines_of(row: tuple[Cell, ...]) -> tuple[Line, ...]:
    return tuple(dict.fromkeys(line for cell in row for line in cell.lines))
