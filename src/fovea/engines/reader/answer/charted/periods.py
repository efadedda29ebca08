"""Stretches of time that a question names: the weekend, the first half of the year, spring, from May to July."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fovea.engines.reader.answer.charted.words import CLOCK
from fovea.engines.reader.language.amounts import NUMBERS
from fovea.engines.reader.language.lexicon import plain, synonyms
from fovea.engines.reader.look.charts import Chart

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_QUARTER = re.compile(r"q([1-4])|([1-4])[qt]|第?([一二三四1-4])季度?|(?:quarter|trimestre) ([1-4])")
#: Parts of a year by the months that they have, and of a week by its days, the first of them 1.
_OF_YEAR: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"\b(?:first|1st) half\b|\bh1\b|上半年|\bprimer semestre\b|\bprimera mitad\b", (1, 2, 3, 4, 5, 6)),
    (r"\b(?:second|2nd|last) half\b|\bh2\b|下半年|\bsegundo semestre\b|\bsegunda mitad\b", (7, 8, 9, 10, 11, 12)),
    (r"\b(?:first|1st) quarter\b|\bq1\b|第[一1]季|\b(?:primer|1er) trimestre\b", (1, 2, 3)),
    (r"\b(?:second|2nd) quarter\b|\bq2\b|第[二2]季|\bsegundo trimestre\b", (4, 5, 6)),
    (r"\b(?:third|3rd) quarter\b|\bq3\b|第[三3]季|\btercer trimestre\b", (7, 8, 9)),
    (r"\b(?:fourth|4th|last) quarter\b|\bq4\b|第[四4]季|\b(?:cuarto|ultimo) trimestre\b", (10, 11, 12)),
    (r"\bspring\b|春[天季]|\bprimavera\b", (3, 4, 5)),
    (r"\bsummer\b|夏[天季]|\bverano\b", (6, 7, 8)),
    (r"\bautumn\b|秋[天季]|\botono\b", (9, 10, 11)),
    (r"\bwinter\b|冬[天季]|\binvierno\b", (12, 1, 2)),
)
_OF_WEEK: tuple[tuple[str, tuple[int, ...]], ...] = (
    (r"\bweekends?\b|週末|周末|假日|\bfin(?:es)? de semana\b", (6, 7)),
    (r"\bweekdays?\b|\bworking days\b|平日|工作日|\bentre semana\b|\bdias laborables\b", (1, 2, 3, 4, 5)),
)
_FROM = r"(?:\bfrom|\bbetween|\bde|\bdesde|\bentre|[從从由])"
_TO = r"(?:to|until|till|through|and|y|a|al|hasta|-|–|~|到|至)"


def period(chart: Chart, folded: str) -> tuple[str, ...]:
    """The categories of the part of a year or a week that a question names; none where it names none of several."""
    return next((within for _, within in periods(chart, folded)), ())


def periods(chart: Chart, folded: str) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of a year or a week that a question names, in its order: its words, and the categories within."""
    found: list[tuple[int, str, tuple[str, ...]]] = []
    # "Q1 2023": of two years, the one that is named.
    years = [re.search(r"(?:19|20)\d\d", category) for category in chart.categories]
    told = {year[0] for year in years if year and year[0] in folded}
    several = len({year[0] for year in years if year}) > 1
    inside = {c for c, year in zip(chart.categories, years, strict=True) if year and year[0] in told}
    if several and len(inside) > 1 and len(told) == 1:
        (year_told,) = told
        found.append((folded.find(year_told), year_told, tuple(c for c in chart.categories if c in inside)))
    quarters = [_quarter_of(category) for category in chart.categories]
    for names, parts in ((_MONTHS, _OF_YEAR), (_DAYS, _OF_WEEK)):
        numbers = [_number_of(category, names) for category in chart.categories]
        if parts is _OF_YEAR and not any(numbers):
            # Halves of a year have two quarters each.
            numbers = [3 * quarter if quarter else None for quarter in quarters]
        if sum(number is not None for number in numbers) < 0.6 * len(numbers):
            continue
        for pattern, wanted in parts:
            within = [category for category, n in zip(chart.categories, numbers, strict=True) if n in wanted]
            within = [category for category in within if category in inside] if several and inside else within
            if len(within) > 1 and (match := re.search(pattern, folded)):
                found.append((match.start(), match.group(), tuple(within)))
    narrow = {within for _, _, within in found if len(found) > 1 and set(within) < inside}
    return [(words, within) for _, words, within in sorted(found) if not narrow or set(within) != inside]


def stretch(chart: Chart, folded: str, named: Sequence[str]) -> tuple[str, ...]:
    """The categories from the first to the last of two that are named as the ends of a stretch: "from May to July"."""
    between = re.search(
        rf"{_FROM}.*\S.*(?:\b|(?<=\W)|(?<=月)|(?<=年)){_TO}|[\u4e00-\u9fff\d][到至~–][\u4e00-\u9fff\d]", folded
    )
    if len(named) == 2 and not between:
        # "March to May", without a "from".
        one, other = ("|".join(map(re.escape, (plain(c), *synonyms(plain(c))))) for c in named)
        between = re.search(rf"\b(?:{one})[a-z]* (?:to|until|till|through|a|hasta) (?:{other})", folded)
    if len(named) != 2 or not between:
        return ()
    first, last = sorted(chart.categories.index(category) for category in named)
    return chart.categories[first : last + 1] if last - first > 1 else ()


_COUNTED_ENDS = re.compile(
    r"\b(?P<end>first|last|final) (?P<n>two|three|four|five|six|\d) (?:months?|weeks?|days?|years?|quarters?)\b|(?P<zh>前|最後|最后|最近)(?P<n2>[兩两二三四五六\d])[個个]?(?:月|季|[週周]|天|年)"
    r"|\b(?P<es>primer|ultim)[oa]s (?P<n3>dos|tres|cuatro|cinco|seis|\d) (?:meses|semanas|dias|anos|trimestres)\b|\b(?P<n4>dos|tres|cuatro|cinco|seis|\d) (?P<es2>primer|ultim)[oa]s (?:meses|semanas|dias|anos|trimestres)\b"
)


def ends_counted(chart: Chart, folded: str) -> tuple[str, ...]:
    """The first or the last few categories: "the first three months", "最後兩週"."""
    match = _COUNTED_ENDS.search(folded)
    if match is None:
        return ()
    said = match["n"] or match["n2"] or match["n3"] or match["n4"]
    count = NUMBERS.get(said) or int(said)
    first = (match["end"] or match["zh"] or match["es"] or match["es2"]) in ("first", "前", "primer")
    return chart.categories[:count] if first else chart.categories[-count:]


def _number_of(category: str, names: Sequence[str]) -> int | None:
    folded = plain(category)
    if names is _MONTHS and (digits := re.fullmatch(r"(1[0-2]|[1-9])月", folded)):
        return int(digits[1])
    called = {folded, *synonyms(folded)}
    return next((n for n, name in enumerate(names, start=1) if name in called), None)


def _quarter_of(category: str) -> int | None:
    match = _QUARTER.search(plain(category))
    digit = next((group for group in match.groups() if group), None) if match else None
    return None if digit is None else "零一二三四".find(digit) if digit in "一二三四" else int(digit)


_HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_HORAS = ("una", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce")
_ZEIT = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_NOON = re.compile(r"\bnoon\b|\bmidday\b|正午|中午(?!十|\d)|\bmediodia\b")
_TIME = re.compile(
    rf"(上午|早上|清晨|凌晨|中午|下午|傍晚|晚上)?(\d{{1,2}}|{'|'.join(reversed(_ZEIT))}|兩|两)[點点时時](半)?"
    rf"|\b(?:at|by|around|until|from|to|after|before) (\d{{1,2}}|{'|'.join(_HOURS)})\b(?! ?[%:.,]\d)"
    r"(?:\s?o'?clock)?\s?([ap])?\.?(?:m\b)?(?:\.?\s?(?:in the|at) (morning|afternoon|evening|night))?"
    rf"|\b(\d{{1,2}})\s?([ap])\.?m\b"
    rf"|\blas? (\d{{1,2}}|{'|'.join(_HORAS)})\b(?:\s?h\b)?(?: de la (manana|tarde|noche))?"
)
_LATE = {"下午", "傍晚", "晚上", "p", "afternoon", "evening", "night", "tarde", "noche"}


def times_of(folded: str) -> set[int]:
    """The times of day that a question names, in minutes: "21:00", "9 pm", "晚上九點", "las nueve de la noche"."""
    found = {int(hour) * 60 + int(minute) for hour, minute in re.findall(r"(?<!\d)([01]?\d|2[0-4]):([0-5]\d)", folded)}
    if _NOON.search(folded):
        found.add(720)
    for match in _TIME.finditer(folded):
        said = next(match[group] for group in (2, 4, 7, 9) if match[group])
        part = next((match[group] for group in (1, 5, 6, 8, 10) if match[group]), "")
        hour = _hour_of(said)
        hour += 12 * (part in _LATE and hour < 12)
        found.add(60 * hour + 30 * bool(match[3]))
    return found


def _hour_of(said: str) -> int:
    if said.isdigit():
        return int(said)
    said = {"兩": "二", "两": "二"}.get(said, said)
    return next(names.index(said) + 1 for names in (_ZEIT, _HOURS, _HORAS) if said in names)


def minutes_of(clock: str) -> int:
    """Minutes after midnight of "21:30", "21點", "9 pm" or "21h"."""
    match = CLOCK.fullmatch(clock)
    assert match is not None, clock
    hour = int(match[1])
    return 60 * (hour + 12 * (match[3] == "p" and hour < 12)) + int(match[2] or 0)
