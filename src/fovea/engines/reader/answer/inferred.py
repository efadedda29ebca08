"""What follows from what a page says, where it does not say it itself: how long it is from one time to another, what
two cost, what comes to one, by when to pay, on which days it is open.

Each rule asks for what it needs in so many words and gives up where the page leaves a choice. What was worked out is
told with what it was made of.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from fovea.engines.reader.find.matching import LIKE
from fovea.engines.reader.find.passages import about, names_of
from fovea.engines.reader.language.amounts import (
    NUMBERS,
    day_first,
    days_in,
    find_amounts,
    find_dates,
    in_order,
    number_value,
)
from fovea.engines.reader.language.clocks import clocks
from fovea.engines.reader.language.folding import one_script, plain
from fovea.engines.reader.language.lexicon import Wanted, concepts_in
from fovea.engines.reader.language.names import Language
from fovea.engines.reader.language.phrases import say
from fovea.engines.reader.page.facts import facts
from fovea.engines.reader.page.sentences import sentences
from fovea.engines.reader.page.usage import usages
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Fact, Line


@dataclass(frozen=True, slots=True)
class Inferred:
    """``parts`` are what ``value`` was made of, as they are told."""

    value: str
    parts: tuple[str, ...]
    lines: tuple[Line, ...]
    #: Whether it is a yes, a no, or neither.
    yes: bool | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """A labelled value or a sentence."""

    text: str
    lines: tuple[Line, ...]


def inferred(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """None where nothing that the page says leads to what is asked."""
    ways = (
        _weekday,
        _goes_up,
        _still_to_do,
        nights,
        _keeps_until,
        _shared_out,
        _several_cost,
        _lasts,
        _due,
        left_over,
        _lacking,
        open_on,
    )
    return next((found for way in ways if (found := way(examination, want, language))), None)


def _told(examination: Examination) -> list[_Said]:
    labelled = [_Said(f"{f.key.rstrip(':： ')}: {f.value}", f.lines) for f in facts(examination) if f.value]
    page = examination.page()
    rows = [_Said(row.text, row.lines) for row in page.rows if len(row.lines) > 1]
    taken = {id(line) for said in rows for line in said.lines}
    free = [s for s in sentences(page) if not all(id(line) in taken for line in s.lines)]
    return [*labelled, *rows, *(_Said(s.text, s.lines) for s in free)]


_DAY_OF_WEEK = re.compile(r"\bday of the week\b|\bweekday\b|\bdia de la semana\b|(?:星期|禮拜|礼拜|[週周])[幾几]")
#: Monday first.
_DAY_NAMES: Mapping[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "zh-TW": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "zh-CN": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}


def _weekday(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """Which day of the week the one day of a paper is, as printed beside it or by the calendar."""
    if not _DAY_OF_WEEK.search(want.text):
        return None
    page = examination.page()
    printed = {day: line for line in page.lines if find_dates(line.text) for day in sorted(_days(line.text))}
    if len(printed) == 1:
        ((day, line),) = printed.items()
        return Inferred(_DAY_NAMES[language][day], (line.text,), (line,))
    order = day_first(page.text)
    days = {
        value: (found.text, line)
        for line in page.lines
        for found in find_dates(line.text)
        if (value := found.value or in_order(found.text, order))
    }
    if len(days) != 1:
        return None
    ((value, (text, line)),) = days.items()
    return Inferred(_DAY_NAMES[language][value.weekday()], (text,), (line,))


# --- what is left, what is lacking ---------------------------------------------------------------------------------

_AMOUNT = r"(\d[\d.,]*)\s?([KMGT]i?B|[^\W\d_]{1,4})"
_LEFT = re.compile(
    r"\b(?:left|free|remaining|remains?|available|unused|libres?|qued\w+|disponibles?|sobra)\b|剩|可用|還有多少|还有多少|空間還|空间还"
)
_SHORT = re.compile(
    r"\b(?:missing|short|lack\w*|too little|(?:more|extra) .*\b(?:need|free)\w*|(?:free|clear) up|falta\w*)\b|[差缺]多少|還差|还差|不夠多少|還需|还需|騰出|腾出|清出"
)
_NEEDED = re.compile(
    rf"(?:required?|needs?|needed|necesari[oa]s?|requerid[oa]s?|se necesitan|需要|所需|必要)\D{{0,16}}{_AMOUNT}", re.I
)
_THERE = re.compile(
    rf"(?:available|free|there (?:is|are)|only|disponibles?|libres?|solo|可用|剩餘|剩余|只剩|僅剩|仅剩)\D{{0,16}}{_AMOUNT}",
    re.I,
)


def left_over(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "How much storage is still free?", where the page says "7.2 GB of 15 GB used"."""
    if not _LEFT.search(want.text):
        return None
    found = usages(examination.page())
    if len(found) != 1:
        return None
    (usage,) = found
    value = usage.part if usage.free else usage.rest
    return Inferred(value, (f"{usage.part} / {usage.whole}",), usage.lines) if value else None


#: "1,208 of 3,950 files were copied": two plain numbers of one thing.
_SO_MANY_OF = re.compile(
    r"(?<![\d.,])(?P<done>\d{1,3}(?:[,.]\d{3})+|\d+)\s?(?:of|out of|/|de|von|sur|di)\s?(?P<all>\d{1,3}(?:[,.]\d{3})+|\d+)\s+(?P<what>[^\W\d_]{3,})"
)
#: "File 27 of 60", 第 27 個，共 60 個: where a row of things has got to.
_NTH_OF = re.compile(
    r"(?P<what>[^\W\d_]{3,}) (?P<done>\d+) ?(?:of|/|de|von) ?(?P<all>\d+)(?![\d/]|\.\d)|第?\s?(?P<done_zh>\d+)\s?[個个份頁页]?[，,]?\s?(?:/\s?共?|共)\s?(?P<all_zh>\d+)\s?[個个份頁页]"
)
_TO_DO = re.compile(
    r"\b(?:left(?! (?:blank|empty|out|open|side|hand|unfilled))|remaining|still|missing|to go|falta\w*|quedan?|restan?)\b|[還还剩][有剩]?(?:多少|幾|几)|未完成|剩下|還沒|还没"
)


def _still_to_do(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "How many files are still to be copied?", where the page says "1,208 of 3,950 files were copied"."""
    if not _TO_DO.search(want.text) or want.expects not in ("number", None):
        return None
    for pattern in (_SO_MANY_OF, _NTH_OF):
        found = {m[0]: (m, said) for said in _told(examination) for m in pattern.finditer(plain(said.text))}
        if found:
            break
    if len(found) != 1:
        return None
    ((match, said),) = found.values()
    told = {part.removesuffix("_zh"): text for part, text in match.groupdict().items() if text}
    done, whole = (int(re.sub(r"\D", "", told[part])) for part in ("done", "all"))
    return Inferred(f"{whole - done:,}", (match[0],), said.lines) if 0 < done < whole else None


def _lacking(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "How many GB are missing?", where the page says what is required and what is available."""
    if not _SHORT.search(want.text):
        return None
    told = _told(examination)
    needed, there = (
        {(m[1], m[2].casefold()): (m, said) for said in told for m in pattern.finditer(said.text)}
        for pattern in (_NEEDED, _THERE)
    )
    there = {amount: found for amount, found in there.items() if amount not in needed}
    if len(needed) != 1 or len(there) != 1:
        return None
    ((more, of), (less, at)) = (*needed.values(), *there.values())
    value = _less(more[1], less[1]) if more[2].casefold() == less[2].casefold() else None
    lines = tuple(dict.fromkeys((*of.lines, *at.lines)))
    return Inferred(f"{value} {more[2]}", (more[0], less[0]), lines) if value else None


def _less(whole: str, part: str) -> str | None:
    """What is left of a written number when another is taken off, in the digits that they are written with."""
    one, other = number_value(whole), number_value(part)
    return f"{one - other:f}" if one is not None and other is not None and one > other else None


_BY_HOW_MUCH = re.compile(
    r"\b(?:by )?how much\b.*\b(?:up|down|more|less|increas\w*|ris\w+|rose|rais\w+|drop\w*|f[ae]ll\w*|chang\w+|differ\w+)\b|[漲涨調调升降][了高低價价]*(?:多少|[幾几])|\bcuanto\b.*\b(?:sub\w+|baj\w+|aument\w+|cambi\w+)\b"
)
_FROM_AMOUNT_TO = re.compile(r"\b(?:from|de|desde)\b|[由從从]")


def _goes_up(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "By how much does the rent go up?": "Your rent will change from £845 to £880 a month"."""
    if not _BY_HOW_MUCH.search(want.text):
        return None
    told = [
        (amounts, sentence)
        for sentence in sentences(examination.page())
        if len(amounts := find_amounts(sentence.text)) == 2 and _FROM_AMOUNT_TO.search(plain(sentence.text))
    ]
    if len(told) != 1 or about(want, told[0][1].text) < 0.3:
        return None
    ((before, after), sentence) = told[0]
    value = like_written(float(abs(after.value - before.value)), after.text)
    return Inferred(value, (before.text, after.text), sentence.lines)


# --- from one time to another -------------------------------------------------------------------------------------

_MINUTES_ASKED = re.compile(r"\bhow many minutes\b|[幾几多]少?分[鐘钟]|\bcuantos minutos\b")
#: Two ends that a question names.
_FROM_TO = re.compile(
    r"\b(?:from|between)\b(?P<a>.+?)\b(?:to|until|till|and)\b(?P<b>.+)|\b(?:desde|entre|de)\b(?P<c>.+?)\b(?:hasta|a|y)\b(?P<d>.+)"
    r"|[從从由]?(?P<e>[\u3400-\u9fff]{2,8})[到至](?P<f>[\u3400-\u9fff]{2,6}?)(?=[要花用共一需多相有]|$)"
)


def _clocks(text: str) -> list[tuple[int, str]]:
    """Minutes after midnight of each time of day, and how it is written."""
    return [(clock.minutes, clock.text) for clock in clocks(text)]


def _lasts(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "How long will they be away?": "We leave at 8:45 and will be back by 15:15."."""
    if want.expects != "duration" or re.search(r"\bhow many (?:days|weeks|months|years|nights)\b|[幾几](?:天|年|週|周|個月|个月|晚)|\bcuant[oa]s (?:dias|semanas|meses|anos|noches)\b", want.text):  # fmt: skip
        return None
    told = [(said, clocks) for said in _told(examination) if (clocks := _clocks(said.text))]
    if ends := _between(want, told):
        (first, a), (second, b) = ends
        return _took(want, language, (first[0][0], second[0][0]), (first[0][1], second[0][1]), (*a.lines, *b.lines))
    if ends_told := _labelled_ends(examination):
        (begins, before), (over, after) = ends_told
        return _took(want, language, (begins[0], over[0]), (begins[1], over[1]), (*before.lines, *after.lines))
    spans = [(about(want, said.text), said, clocks) for said, clocks in told if len(clocks) == 2]
    best = max((share for share, _, _ in spans), default=0.0)
    likely = [(said, clocks) for share, said, clocks in spans if share == best]
    # Of a page with one span of time, how long it takes asks for no other.
    alone = len({tuple(clocks) for _, _, clocks in spans}) == 1
    if (best < 0.3 and not alone) or len({tuple(clocks) for _, clocks in likely}) != 1:
        return _travels(examination, want, language)
    said, ((start, first_text), (end, last_text)) = likely[0]
    return _took(want, language, (start, end), (first_text, last_text), said.lines)


_TRAVELS = re.compile(
    r"\b(?:ride|journey|trip|flight|crossing|drive|travel|train|bus)\b|[車车][程]|[航飛飞]行|[坐搭乘].{0,6}多久|\b(?:viaje|trayecto|vuelo|recorrido)\b"
)


def _travels(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "How long is the ride?" on a ticket: from the earlier to the later of the only two times that stand alone."""
    alone = [
        (line, _clocks(line.text)[0])
        for line in examination.page().lines
        if re.fullmatch(r"(?:[^\W\d_]{2,12} )?\d{1,2}[:：]\d{2}", line.text.strip()) and _clocks(line.text)
    ]
    if not _TRAVELS.search(want.text) or len(alone) != 2:
        return None
    (a, (start, first)), (b, (end, last)) = alone
    return _took(want, language, (start, end), (first, last), (a, b))


_BEGINS, _ENDS = ("departure", "start time", "contract start"), ("arrival", "end time", "contract end")


def _labelled_ends(
    examination: Examination,
) -> tuple[tuple[tuple[int, str], Fact], tuple[tuple[int, str], Fact]] | None:
    """The one time that is labelled as the beginning, "Departs", and the one as its end, "Arrives"."""
    timed = [(clocks[0], fact) for fact in facts(examination) if len(clocks := _clocks(fact.value)) == 1]
    ends = []
    for begins, kinds in zip(_BEGINS, _ENDS, strict=True):
        pair = [
            [(clock, fact) for clock, fact in timed if kind in concepts_in(fact.key)[0]] for kind in (begins, kinds)
        ]
        if all(len({clock[0] for clock, _ in of_kind}) == 1 for of_kind in pair):
            ends.append((pair[0][0], pair[1][0]))
    return ends[0] if ends else None


Timed = tuple[list[tuple[int, str]], _Said]


def _between(want: Wanted, told: Sequence[tuple[_Said, list[tuple[int, str]]]]) -> tuple[Timed, Timed] | None:
    """The times that stand with the two ends that a question names: "from ordering to delivery"."""
    match = _FROM_TO.search(want.text)
    named = [group for group in match.groups() if group] if match else []
    if len(named) != 2:
        return None
    ends: list[Timed] = []
    for text in named:
        end = Wanted((), (), None, text.strip())
        shares = [(about(end, said.text), clocks, said) for said, clocks in told if len(clocks) == 1]
        best = max((share for share, _, _ in shares), default=0.0)
        likely = [(clocks, said) for share, clocks, said in shares if share == best]
        if best < 0.5 or len({clocks[0][0] for clocks, _ in likely}) != 1:
            return None
        ends.append(likely[0])
    return (ends[0], ends[1]) if ends[0][1] is not ends[1][1] else None


def _took(
    want: Wanted, language: Language, ends: tuple[int, int], texts: tuple[str, str], lines: tuple[Line, ...]
) -> Inferred | None:
    minutes = ends[1] - ends[0]
    if minutes <= 0:
        # "9:00 - 5:30" ends in the afternoon, "22:00 - 6:00" the next day.
        minutes += 720 if ends[0] < 720 and minutes > -720 and ends[1] < 720 and ends[0] > 360 else 1440
    if not 0 < minutes < 1440:
        return None
    value = (
        say(language, "minutes", n=minutes)
        if minutes < 60 or _MINUTES_ASKED.search(want.text)
        else say(language, "one hour" if minutes < 120 else "hours", n=minutes // 60)
        + (say(language, "and minutes", n=minutes % 60) if minutes % 60 else "")
    )
    return Inferred(value, texts, lines)


# --- several of one price -----------------------------------------------------------------------------------------

_COUNTED = re.compile(
    rf"(?<![\w.,:$€£¥])(?P<n>\d{{1,2}}|{'|'.join(w for w in NUMBERS if w.isascii())})\s+(?P<noun>[^\W\d_]{{3,}})"
    rf"|(?P<nz>\d{{1,2}}|[{''.join(w for w in NUMBERS if not w.isascii())}])(?![共起樣样般次直定些])(?=(?P<nounz>[\u3400-\u9fff]{{1,5}}))"
)
_TIME_UNITS: tuple[tuple[str, str], ...] = (
    ("day", r"\bdays?\b|\bdias?\b|\bjours?\b|\btag(?:e|en)?\b|\bgiorn[oi]\b|[天日]"),
    ("hour", r"\bhours?\b|\bhoras?\b|\bheures?\b|\bstunden?\b|\bor[ae]\b|小時|小时"),
    ("week", r"\bweeks?\b|\bsemanas?\b|\bsemaines?\b|\bwochen?\b|[週周]"),
    ("month", r"\bmonths?\b|\bmes(?:es)?\b|\bmois\b|\bmonate?n?\b|月"),
    ("year", r"\byears?\b|\banos?\b|\bans?\b|\bjahre?n?\b|年"),
    ("night", r"\bnights?\b|\bnoches?\b|\bnuits?\b|晚"),
)
_EACH = re.compile(
    r"(?:\b(?:per|each|every|por|cada|par|pro|je|al?|a)\b\s|/\s?|每\s?(?=[\u3400-\u9fff]))(?P<unit>[^\W\d_]+)"
)


#: "每個人先交 120 塊", "每餐 55 元": what it is for stands before it.
_EACH_ZH = re.compile(r"[每一][個个位名]?(?P<unit>[\u3400-\u9fff])[^\d。，；]{0,6}(?P<amount>\d[\d.,]*)\s?[元塊块圓]")
_PERSON = re.compile(r"(?:persons?|people|heads?|users?|guests?|pax|personas?|usuarios?|人|位)")


def _unit(text: str) -> str | None:
    """The span of time or the person that a word names, by one name."""
    if _PERSON.match(text):
        return "person"
    return next((name for name, pattern in _TIME_UNITS if re.search(pattern, text)), None)


def _same(noun: str, other: str) -> bool:
    """Whether two words name one thing or one span of time, in whatever language."""
    if (unit := _unit(noun)) or _unit(other):
        return unit == _unit(other)
    return bool(names_of(noun) & {name for name in names_of(other) if ":" in name or len(name) > 1}) or (
        len(noun) > 3 and noun.rstrip("s") == other.rstrip("s")
    )


@dataclass(frozen=True, slots=True)
class _Price:
    """What one costs; ``of``: of what, once for each "per" that stands behind it."""

    value: float
    text: str
    of: tuple[str, ...]
    said: _Said


def _prices(examination: Examination) -> Iterator[_Price]:
    for fact in facts(examination):
        amounts = find_amounts(fact.value)
        said = _Said(f"{fact.key.rstrip(':： ')}: {fact.value}", fact.lines)
        free = re.fullmatch(r"free|gratis|gratuito|免費|免费", plain(fact.value).strip())
        if free or (len(amounts) == 1 and len(fact.value) < 16):
            yield _Price(0.0 if free else float(amounts[0].value), fact.value, (plain(fact.key),), said)
    for sentence in sentences(examination.page()):
        for amount in find_amounts(sentence.text):
            after = plain(sentence.text[sentence.text.index(amount.text) + len(amount.text) :])[:48]
            units = tuple(match["unit"] for match in _EACH.finditer(re.split(r"[.;,，。]", after)[0]))
            if units:
                yield _Price(float(amount.value), amount.text, units, _Said(sentence.text, sentence.lines))
        for each in _EACH_ZH.finditer(sentence.text):
            value = number_value(each["amount"])
            if value is not None:
                yield _Price(float(value), each["amount"], (each["unit"],), _Said(sentence.text, sentence.lines))


def _several_cost(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "What would two adults and a child pay?", from what each pays."""
    asks = want.expects == "money" or re.search(
        r"\b(?:cost|pay|price|fine|how much)\b|多少|[幾几][元塊块]|\b(?:cuanto|cuesta\w*|pag\w+)\b", want.text
    )
    if not asks:
        return None
    counted = [
        (int(n) if n.isdigit() else NUMBERS[n], match["noun"] or match["nounz"], match.start())
        for match in _COUNTED.finditer(one_script(want.text))
        if (n := match["n"] or match["nz"])
    ]
    if not any(n > 1 for n, _, _ in counted):
        return None
    prices = list(_prices(examination))
    for price in prices:
        # "0.15 a day for each book": so many days, so many books.
        if len(price.of) == len(counted) > 1 and any(_same(noun, of) for _, noun, _ in counted for of in price.of):
            factors = [n for n, _, _ in counted]
            value = price.value
            for n in factors:
                value *= n
            return Inferred(
                like_written(value, price.text), (" × ".join((price.text, *map(str, factors))),), price.said.lines
            )
    total, parts = 0.0, list[str]()
    lines: list[Line] = []
    for n, noun, _ in counted:
        noun = noun.lstrip("個个位名張张份件本支杯") or noun
        of_it = [p for p in prices if len(p.of) == 1 and any(_same(noun, word) for word in _words(p.of[0]))]
        if not of_it and n == 1:
            # "A" and "one" count more than things that are paid for.
            continue
        if len({p.value for p in of_it}) != 1:
            return None
        total += n * of_it[0].value
        parts.append(f"{n} × {of_it[0].text}")
        lines += of_it[0].said.lines
    return Inferred(like_written(total, parts[0]), tuple(parts), tuple(dict.fromkeys(lines))) if parts else None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}|[\u3400-\u9fff]", text)


def like_written(value: float, like: str) -> str:
    """A sum with as many digits as its parts have, and their decimal mark."""
    decimals = re.search(r"[.,]\d{1,2}(?!\d)", like)
    written = f"{value:,.2f}" if decimals or value != int(value) else f"{value:,.0f}"
    return written.translate(str.maketrans(",.", ".,")) if decimals and decimals.group().startswith(",") else written


# --- what comes to one --------------------------------------------------------------------------------------------

_ON_AVERAGE = re.compile(r"\b(?:average|on average)\b|平均|\b(?:de media|en promedio|por termino medio)\b")
_PER_ASKED = re.compile(
    r"\b(?:per|each|a|every|por|cada|al|a la)\s(?P<unit>[^\W\d_]{3,})|平均(?:下來|下来)?[一每](?P<zh>[\u3400-\u9fff])|[一每](?P<zh2>[\u3400-\u9fff])平均"
)


def _shared_out(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "How much is that a day, on average?": the total, and "30 days" beside it, or in its label."""
    asked = _PER_ASKED.search(want.text)
    if not asked:
        return None
    unit = asked["unit"] or asked["zh"] or asked["zh2"]
    for fact in facts(examination):
        # "Standing charge 182 days  £31.50", asked for a day of it.
        so_many = re.search(r"(?<![\d.,/])(\d{1,4})\s([^\W\d_]+)", plain(fact.key))
        amounts = find_amounts(fact.value)
        several = so_many and int(so_many[1]) > 1 and _same(unit, so_many[2])
        if so_many and several and len(amounts) == 1 and about(want, fact.key) >= 0.5:
            value = like_written(float(amounts[0].value) / int(so_many[1]), fact.value)
            return Inferred(value, (f"{fact.value} / {so_many[0]}",), fact.lines)
    if not _ON_AVERAGE.search(want.text):
        return None
    counts: dict[int, Fact] = {}
    for fact in facts(examination):
        key = plain(fact.key)
        if re.fullmatch(r"\W*\d{1,4}\s?[^\W\d]{0,5}\W*", fact.value) and any(
            _same(unit, word) or word.startswith(unit) or (unit in "件個个" and "quantity" in concepts_in(word)[0])
            for word in _words(key)
        ):
            counts[int(re.sub(r"\D", "", fact.value))] = fact
        for match in re.finditer(r"(?<![\d.,/])(\d{1,4})\s?([^\W\d_]+)", plain(fact.value)):
            if _same(unit, match[2]) and (int(match[1]) > 1):
                counts[int(match[1])] = fact
    wholes: dict[float, Fact] = {}
    asked_of = {like for c in want.concepts for like in (c, *LIKE.get(c, ()))} - {"price", "amount"}
    numbered = [
        (float(number), fact) for fact in facts(examination) if (number := number_value(fact.value)) is not None
    ]
    for concepts in (asked_of, {"total"}):
        wholes = wholes or {number: fact for number, fact in numbered if set(concepts_in(fact.key)[0]) & concepts}
    if len(counts) != 1 or len(wholes) != 1:
        return None
    (n, count), (whole, of) = next(iter(counts.items())), next(iter(wholes.items()))
    if not n or count is of:
        return None
    exact = whole / n
    value = like_written(exact, of.value) if re.search(r"[.,]\d{2}(?!\d)", of.value) else f"{exact:.4g}"
    return Inferred(
        value,
        (f"{of.key.rstrip(':： ')} {of.value}", f"{count.key.rstrip(':： ')} {count.value}"),
        (*of.lines, *count.lines),
    )


# --- by when ------------------------------------------------------------------------------------------------------

_DUE_ASKED = re.compile(
    r"\bby (?:when|what (?:date|day))\b|\bwhen\b.*\b(?:due|paid|pay)\b|\b(?:due|deadline)\b|最晚|最遲|最迟|何時.*[付繳缴]|什麼時候.*[付繳缴]|什么时候.*[付缴]|\bhasta cuando\b|\bantes de (?:cuando|que dia)\b|\bvence\b"
)
_WITHIN = re.compile(
    r"(?:\b(?:within|in|net|innerhalb von|binnen|dans (?:un delai de|les)|sous|entro|a|en|dentro de|plazo de)\s+)(?P<n>\d{1,3})\s?(?:days?|tagen?|jours?|giorni|dias)\b|(?P<zh>\d{1,3})\s?[天日](?:內|内)|\b(?:payment )?terms\W{1,3}(?:net )?(?P<terms>\d{1,3})\s?days\b|\b(?P<after>\d{1,3})\s(?:days?|dias|tage|jours) (?:from|after|of|desde|a partir|nach|ab|a compter)"
)


_NIGHTS_ASKED = re.compile(
    r"\bhow many nights\b|\bhow long (?:is|was|are|did|do|will)\b.*\b(?:stay\w*|book\w*|there)\b|[幾几]晚|[幾几]個晚上|[幾几]个晚上|住多久|\bcuantas noches\b"
)
#: A page that says how many leaves nothing to work out.
_NIGHTS_TOLD = re.compile(r"\b\d{1,2} (?:nights?|noches?|nachte?|nuits?)\b|\d{1,2}\s?[晚夜]")
_ARRIVES, _LEAVES = frozenset({"check-in", "arrival"}), frozenset({"check-out", "departure"})


def nights(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """How many nights lie between the first day of a stay and its last."""
    if not _NIGHTS_ASKED.search(want.text) or _NIGHTS_TOLD.search(plain(examination.page().text)):
        return None
    ends: list[tuple[date, str, tuple[Line, ...]]] = []
    for concepts in (_ARRIVES, _LEAVES):
        days = [
            (found[0].value, found[0].text, fact.lines)
            for fact in facts(examination)
            if concepts & set(concepts_in(fact.key)[0]) and len(found := find_dates(fact.value)) == 1 and found[0].value
        ]
        if len({day for day, _, _ in days}) == 1:
            ends.append(days[0])
    if len(ends) != 2:
        spans = [
            (s, found)
            for s in _told(examination)
            if len(found := find_dates(s.text)) == 2 and all(d.value for d in found)
        ]
        if len({tuple(d.value for d in found) for _, found in spans}) != 1:
            return None
        said, found = spans[0]
        ends = [(day.value, day.text, said.lines) for day in found if day.value]
    (first, first_text, lines), (last, last_text, more) = ends
    nights = (last - first).days
    value = say(language, "one night" if nights == 1 else "nights", n=nights)
    return Inferred(value, (first_text, last_text), tuple(dict.fromkeys((*lines, *more)))) if 0 < nights < 100 else None


_GOOD_UNTIL = re.compile(
    r"\b(?:until|till) (?:when|what date)\b.*\b(?:good|keep\w*|eat\w*|use\w*|fresh|valid|edible|drink\w*|last\w*)\b|\bwhen\b.*\b(?:go(?:es)? (?:off|bad)|expir\w*|best before|use by|too old)\b|\b(?:expiry|expiration|best before|use by)\b"
    r"|[過过]期|到期|能放到|可以放到|吃到什[麼么]時候|吃到什么时候|保存到|\bhasta cuando\b.*\b(?:dur\w*|com\w*|consum\w*|vale|bueno)\b|\b(?:caduc\w*|vence|fecha de caducidad)\b"
)
_GUARANTEED = re.compile(r"\b(?:guarantee\w*|warranty|garantia)\b|保固|保修|[質质]保")
_KEEPS = re.compile(
    r"(?P<n>\d{1,3}|\b(?:one|two|three|four|five|six|ten)\b|[一二兩两三四五六七八九十])\s?"
    r"(?P<unit>years?|年|anos?|jahre?|days?|天|日|months?|[個个]?月|dias|meses|tage?|monate?|weeks?|[周週]|semanas)"
)


def _keeps_until(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """The day of production and how long a thing keeps: 生产日期 and 保质期."""
    if not (_GOOD_UNTIL.search(want.text) or (_GUARANTEED.search(want.text) and _UNTIL.search(want.text))):
        return None
    of_warranty = bool(_GUARANTEED.search(want.text))
    begun_by, kept_by = ({"purchase date", "date"}, "warranty") if of_warranty else ({"production date"}, "expiry")
    labelled = [(set(concepts_in(f.key)[0]), f) for f in facts(examination) if f.value]
    made = [
        (d[0], f) for named, f in labelled if named & begun_by and len(d := find_dates(f.value)) == 1 and d[0].value
    ]
    keeps = [
        (m, f)
        for named, f in labelled
        if kept_by in named and not find_dates(f.value) and (m := _KEEPS.search(plain(f.value)))
    ]
    if len(made) != 1 or len(keeps) != 1 or made[0][0].value is None:
        return None
    (day, fact), (match, of_life) = made[0], keeps[0]
    n, unit, begun = NUMBERS.get(match["n"]) or int(match["n"]), match["unit"], made[0][0].value
    if re.match(r"year|年|ano|jahr", unit):
        until = _in_month(begun.year + n, begun.month, begun.day)
    elif re.match(r"months?|[個个]?月|meses|monat", unit):
        year, month = divmod(begun.month - 1 + n, 12)
        until = _in_month(begun.year + year, month + 1, begun.day)
    else:
        until = begun + timedelta(days=n * (7 if re.match(r"week|[周週]|semana", unit) else 1))
    return Inferred(_like(day.text, until), (day.text, of_life.value), (*fact.lines, *of_life.lines))


def _in_month(year: int, month: int, day: int) -> date:
    """The day of a month, or its last where it has fewer."""
    return date(year, month, min(day, monthrange(year, month)[1]))


_RETURN = re.compile(
    r"\b(?:return(?:s|ed|ing)?|take (?:it|this|them|something|the \w+) back|bring (?:it|this|them) back|send (?:it|this|them) back|give (?:it|this|them) back|exchange[ds]?|refund(?:s|ed)?|devol\w+|devuel\w+|reembols\w+|cambi(?:os?|ar\w*)|retour\w*|umtausch\w*|ruckgabe|rendre|remboursement|echange\w*|reso|resi|rimborso)\b"
    r"|退[貨货換换款]|[換换][貨货]|鑑賞期|鉴赏期|能退|可退|可以退"
)
_UNTIL = re.compile(
    r"\b(?:until|till|by) (?:when|what (?:day|date))\b|\bwhen\b.*\b(?:latest|last|until|by)\b|\b(?:deadline|last day|latest|how long)\b|最晚|最遲|最迟|[幾几]號前|[几幾]号前|什麼時候前|什么时候前|到什麼時候|到什么时候|多久[內内]|\bhasta (?:cuando|que dia)\b|\bantes de (?:cuando|que dia)\b|\b(?:plazo|ultimo dia)\b"
)


def _over_line_ends(examination: Examination) -> list[_Said]:
    """Each two rows as one: the foot of a receipt breaks its sentences wherever the paper ends."""
    rows = examination.page().rows
    return [
        _Said(f"{a.text} {b.text}", (*a.lines, *b.lines))
        for a, b in pairwise(rows)
        if len(a.lines) == len(b.lines) == 1
    ]


def _due(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """The date of an invoice and the days that it gives."""
    returned = bool(_RETURN.search(want.text) and _UNTIL.search(want.text))
    if want.expects not in ("date", None) or not (returned or _DUE_ASKED.search(want.text)):
        return None
    told = [*_told(examination), *_over_line_ends(examination)]
    within = [(s, m) for s in told if (m := _WITHIN.search(plain(s.text)))]
    if returned:
        # "Returns within 14 days", and not how soon it has to be paid.
        within = [(s, m) for s, m in within if _RETURN.search(plain(s.text))]
    days = {int(m["n"] or m["zh"] or m["terms"] or m["after"]) for _, m in within}
    if len(days) != 1:
        return None
    order = day_first(examination.page().text)
    dated = [
        (s, found[0], on)
        for s in _told(examination)
        if len(found := find_dates(s.text)) == 1 and (on := found[0].value or in_order(found[0].text, order))
    ]
    issued = [one for one in dated if _ISSUED.search(plain(one[0].text))] or dated
    if len({on for _, _, on in issued}) != 1:
        return None
    said, day, begun = issued[0]
    return Inferred(
        _like(day.text, begun + timedelta(days=next(iter(days)))),
        (day.text, within[0][1].group().strip()),
        (*said.lines, *within[0][0].lines),
    )


_ISSUED = re.compile(
    r"\b(?:invoice date|date of issue|issued|rechnungsdatum|date de (?:la )?facture|fecha de (?:emision|factura|la factura)|data (?:fattura|emissione))\b|開立|开立|開票|开票|發票日|发票日|帳單日|账单日"
)


def _like(text: str, day: date) -> str:
    """A date written as another is, where that is in numbers; else as ISO 8601 has it."""
    match = re.fullmatch(r"(\d{2})([./\-])(\d{2})\2(\d{4})", text)
    return f"{day.day:02d}{match[2]}{day.month:02d}{match[2]}{day.year}" if match else day.isoformat()


# --- on which days ------------------------------------------------------------------------------------------------

_WEEKDAYS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bmon(?:day)?s?\b|\blunes\b|\blundis?\b|\bmontags?\b|\blunedi\b|\bsegunda-feira\b|(?:星期|[週周]|禮拜|礼拜)一",
        r"\btue(?:s(?:day)?)?s?\b|\bmartes\b|\bmardis?\b|\bdienstags?\b|\bmartedi\b|\bterca-feira\b|(?:星期|[週周]|禮拜|礼拜)二",
        r"\bwed(?:nesday)?s?\b|\bmiercoles\b|\bmercredis?\b|\bmittwochs?\b|\bmercoledi\b|\bquarta-feira\b|(?:星期|[週周]|禮拜|礼拜)三",
        r"\bthu(?:rs(?:day)?)?s?\b|\bjueves\b|\bjeudis?\b|\bdonnerstags?\b|\bgiovedi\b|\bquinta-feira\b|(?:星期|[週周]|禮拜|礼拜)四",
        r"\bfri(?:day)?s?\b|\bviernes\b|\bvendredis?\b|\bfreitags?\b|\bvenerdi\b|\bsexta-feira\b|(?:星期|[週周]|禮拜|礼拜)五",
        r"\bsat(?:urday)?s?\b|\bsabados?\b|\bsamedis?\b|\bsamstags?\b|\bsabato\b|(?:星期|[週周]|禮拜|礼拜)六",
        r"\bsun(?:day)?s?\b|\bdomingos?\b|\bdimanches?\b|\bsonntags?\b|\bdomenica\b|(?:星期|[週周]|禮拜|礼拜)[日天]",
    )
)
_TO = re.compile(r"^\W*(?:to|until|through|thru|till|a|al|au|bis|-|–|至|到|~)\W*$")
_OPENS = re.compile(
    r"\bopen|\bhours\b|\babiert|\babre|\bhorario|\bouvert|\bgeoffnet|\boffnungs|\bapert|[開开]放|[營营][業业]|[開开](?:[門门館馆店嗎吗]|$)|有[開开]"
)
_CLOSED = re.compile(
    r"\bclosed?\b|\bcerrad|\bcierra|\bferme|\bgeschlossen|\bruhetag|\bchius|公休|休[館馆息業业]|[關关][門门閉闭]|店休"
)


def _days(text: str) -> set[int]:
    """The weekdays that a text names, 0 for Monday; from one to another, all between."""
    folded = one_script(plain(text))
    found = sorted((m.start(), m.end(), n) for n, p in enumerate(_WEEKDAYS) for m in p.finditer(folded))
    days = {n for _, _, n in found}
    for (_, end, first), (start, _, last) in pairwise(found):
        if _TO.match(folded[end:start]):
            days |= {(first + k) % 7 for k in range((last - first) % 7 + 1)}
    return days


_EXCEPT = re.compile(
    r"\b(?:except|but not|other than|excepto|salvo|menos|sauf|hormis|ausser|eccetto|tranne|exceto)\b|(?<!不)[除](?!以)|不含|不包括"
)
_EVERY_DAY = re.compile(
    r"\b(?:daily|every day|all week|seven days|todos los dias|a diario|tous les jours|taglich|ogni giorno)\b|每[天日]|天天"
)
_RUNS = re.compile(
    r"\b(?:runs?|running|operates?|sails?|service)\b|行[駛驶]|[發发][車车]|\b(?:circula|funciona|opera)\w*\b"
)


_IS_THERE = re.compile(r"\b(?:is|are) there\b|\bhay\b|有")


def _open_days(text: str) -> set[int]:
    """The weekdays of a text without those that it makes an exception of."""
    folded = one_script(plain(text))
    if behind := re.search(r"([^，,。；;]*)(?:除外|以外)", folded):
        # 星期一除外: the exception comes first.
        return (_days(folded[: behind.start()]) or set(range(7))) - _days(behind[1])
    but = _EXCEPT.search(folded)
    before, after = (folded[: but.start()], folded[but.end() :]) if but else (folded, "")
    days = _days(before) or (set(range(7)) if _EVERY_DAY.search(before) or after else set())
    return days - _days(after)


def open_on(examination: Examination, want: Wanted, language: Language) -> Inferred | None:
    """ "Is it open on Sundays?", "Do boats run at Christmas?": "Open from Tuesday to Saturday", "except 25 December"."""
    opens, closes = _OPENS.search(want.text) or _RUNS.search(want.text), _CLOSED.search(want.text)
    if want.expects or not (opens or closes or _IS_THERE.search(want.text)):
        return None
    for said in _told(examination):
        but = _EXCEPT.search(plain(said.text))
        if but and _dates(want.text) & _dates(plain(said.text)[but.end() :]):
            return Inferred("", (said.text,), said.lines, yes=bool(closes))
    asked = _days(want.text)
    if len(asked) != 1 or bool(opens) == bool(closes):
        return None
    (day,) = asked
    told = [said for said in _told(examination) if _days(said.text)]
    if by_hours := _by_hours(told, day, want.text, opens=bool(opens)):
        return by_hours
    closed = [said for said in told if _CLOSED.search(plain(said.text)) and not _OPENS.search(plain(said.text))]
    open_ = [said for said in told if _OPENS.search(plain(said.text)) and not _CLOSED.search(plain(said.text))]
    shut = [said for said in closed if day in _days(said.text)]
    if shut:
        return Inferred("", (shut[0].text,), shut[0].lines, yes=bool(closes))
    if len(open_) != 1:
        return None
    return Inferred("", (open_[0].text,), open_[0].lines, yes=(day in _open_days(open_[0].text)) == bool(opens))


#: Parts of the day, in minutes of it.
_PARTS = (
    (re.compile(r"\bmorning\b|\bpor la manana\b|上午|早上"), (480, 720)),
    (re.compile(r"\bafternoon\b|\bpor la tarde\b|下午"), (780, 1020)),
    (re.compile(r"\b(?:evening|night)\b|\bpor la noche\b|晚上|夜間|夜间"), (1140, 1320)),
)


def _by_hours(told: Sequence[_Said], day: int, question: str, *, opens: bool) -> Inferred | None:
    """Whether the hours that stand beside a day hold the time or the part of it that is asked about."""
    for said in told:
        times = [clock.minutes for clock in clocks(plain(said.text))]
        if day not in _open_days(said.text) or len(times) < 2 or len(times) % 2 or _CLOSED.search(plain(said.text)):
            continue
        spans = [(a, b if b > a else b + 1440) for a, b in zip(times[::2], times[1::2], strict=True)]
        at = clocks(question)
        part = next((span for name, span in _PARTS if name.search(question)), None)
        if at:
            holds = any(a <= at[0].minutes < b for a, b in spans)
        else:
            holds = part is None or any(a < part[1] and part[0] < b for a, b in spans)
        return Inferred("", (said.text,), said.lines, yes=holds == opens)
    return None


#: Days with names of their own, as (month, day).
_FEASTS: tuple[tuple[str, tuple[int, int]], ...] = (
    (r"\bchristmas(?: day)?\b(?! eve)|\b(?:dia de )?navidad\b|[聖圣][誕诞]|\bnoel\b|\bweihnachten\b", (12, 25)),
    (r"\bchristmas eve\b|\bnochebuena\b|平安夜", (12, 24)),
    (r"\bnew year'?s? day\b|\bano nuevo\b|元旦|\bneujahr\b|\bnouvel an\b|\bjour de l'an\b", (1, 1)),
    (r"\bnew year'?s? eve\b|\bnochevieja\b|除夕|跨年", (12, 31)),
)


def _dates(text: str) -> set[tuple[int, int]]:
    """The days of the year that a plain text names, as (month, day)."""
    named = {at for pattern, at in _FEASTS if re.search(pattern, text)}
    return named | days_in(text)
