"""The largest, the last, the cheapest: which end of which column a question asks for, and the record that has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from fovea.engines.reader.answer.query.cells import record_found
from fovea.engines.reader.answer.query.meant import Asked
from fovea.engines.reader.answer.query.sheet import Sheet, is_of_mixed_spans, minutes, moment, money_columns, number
from fovea.engines.reader.answer.query.wording import FIRST, LAST, QUICK, SLOW, SPENT
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.find.fitting import fits
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.find.matching import label_in
from fovea.engines.reader.find.records import OF_ONE
from fovea.engines.reader.language.amounts import cell_number, find_dates
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import concepts_in, language_of, wanted
from fovea.engines.reader.page.grids import is_timetable
from fovea.engines.reader.page.tables import sums_up
from fovea.engines.reader.values import Cell

_SUPERLATIVE_ES = re.compile(r"\b(?:mas|menos|mayor|menor|mejor|peor|maxim[oa]|minim[oa])\b")


def end_asked(asked: Asked) -> str | None:
    """Which end of a column is asked for."""
    if asked.sideways and len(asked.rows) != 1:
        return None
    if asked.limit is not None:
        # "Below the minimum" holds against it, and asks for no end.
        return None
    if asked.sheet.places is None and _CAME_LAST.search(asked.bare) and not asked.filtered:
        return "smallest" if len(totals_of(asked.sheet)) == 1 else None
    if re.search(r"最[晚迟](?:什么时候|何时|哪天|几|要)", asked.bare):
        # "By when?"
        return None
    which = extreme_asked(_AT_MOST.sub(" ", asked.bare))
    # "Taller" is a workshop in Spanish.
    spanish = language_of(asked.question) == "es"
    degrees = wanted(asked.bare).degrees
    if which is None and asked.sheet.moments and (len(asked.rows) == 1 or not asked.filtered):
        # "The last train from Oldbury."
        which = "largest" if LAST.search(asked.bare) else "smallest" if FIRST.search(asked.bare) else None
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
    if _lasting(asked) is not None:
        # "The fastest train": of what takes so long.
        which = "smallest" if QUICK.search(asked.bare) else "largest"
    if asked.bounds and not re.search(
        r"最|\b\w+est\b|\b(?:most|least)\b|\bmas (?:barat|car|alt|baj|grand)", asked.question
    ):
        # "More than 40" bounds, and takes no end.
        return None
    return which


def _recency(asked: Asked) -> Literal["largest", "smallest"] | None:
    """Which end of a column of dates is asked for: "the newest file", 最近修改的; None where no date is meant."""
    sheet = asked.sheet
    dated = [n for n in sheet.moments if all(find_dates(text) for text in sheet.distinct(n))]
    ways = {degree.way for degree in asked.want.degrees if "date" in degree.concepts}
    aged = any({"age", "distance"} & set(concepts_in(sheet.grid.header[n])[0]) for n in sheet.measures)
    return None if len(ways) != 1 or not dated or aged else "largest" if ways == {"max"} else "smallest"


#: These bound, and ask for no end.
_AT_MOST = re.compile(r"\bat (?:most|least)\b|\b(?:al menos|como (?:mucho|maximo|minimo))\b")


def _of_numbers(sheet: Sheet, column: int) -> bool:
    """Whether most cells of a column are numbers and nothing else, give or take a unit."""
    texts = [row[column].text for row in sheet.grid.rows if row[column].text]
    # "osl-2" is a name, and no minus two.
    return sum(cell_number(x) is not None and not re.match(r"[^\W\d]+-", x) for x in texts) >= 0.5 * len(texts)


def measure_asked(asked: Asked) -> int | None:
    """The column of numbers that a question is about."""
    sheet = asked.sheet
    if named := [n for n in asked.named(sheet.measures) if n != asked.bounded or len(sheet.measures) == 1]:
        # "Which node has the highest CPU?" names nodes by their name, "osl-2", which is no number.
        named = [n for n in named if _of_numbers(sheet, n)] or named
        # "The dearest" names no price: of one piece, or of all of them.
        asked.doubt |= asked.headers[named[0]] < 1 and len(money := money_columns(sheet)) > 1
        each = "unit price" in concepts_in(sheet.grid.header[named[0]])[0] and not OF_ONE.search(asked.question)
        return money[-1] if asked.doubt and each and money else named[0]
    for degree in asked.want.degrees:
        fitting = [n for n in sheet.measures if set(concepts_in(sheet.grid.header[n])[0]) & set(degree.concepts)]
        kinds = {kind_of_concept(c) for c in degree.concepts}
        fitting = fitting or [
            n for n in sheet.measures if kinds & {kind_of_concept(c) for c in concepts_in(sheet.grid.header[n])[0]}
        ]
        # "The warmest day" is by the highs, the coldest by the lows.
        end = "high temperature" if degree.way == "max" else "low temperature"
        fitting.sort(key=lambda n: end not in concepts_in(sheet.grid.header[n])[0])
        asked.doubt |= degree.comparative and len(fitting) > 1
        if fitting:
            # "The dearest line" of an invoice: of one piece, or of all of them.
            asked.doubt |= len(money_columns(sheet)) > 1
            return fitting[0]
    summed = [n for n in sheet.measures if _summed(sheet, n)]
    if _CAME_LAST.search(asked.bare) and len(totals := totals_of(sheet)) == 1:
        return totals[0]
    if len(summed) == 1 and "points" in {*asked.want.concepts, *asked.want.hints}:
        # "How many points is she ahead?" of marks and their total.
        return summed[0]
    money = money_columns(sheet)
    if money and (
        asked.want.expects == "money"
        or SPENT.search(asked.question)
        or {"price", "amount", "total"} & set(asked.want.concepts)
        or any("price" in d.concepts for d in asked.want.degrees)
    ):
        # What several cost together is what was paid for each of them, not the price of one.
        each = "unit price" in concepts_in(sheet.grid.header[money[0]])[0]
        if each and len(money) > 1 and _CHARGED.search(asked.question):
            asked.doubt = True
            return money[-1]
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


#: What was charged for something, however many of it there were.
_CHARGED = re.compile(
    r"\b(?:charge|fee|amount|expense|line)s?\b|[费用]用?最|收费|金额|花费|\b(?:cargo|importe|gasto|concepto|linea)s?\b"
)


def _measured(asked: Asked) -> bool:
    """Whether a speed or a length is what an end was asked of: "the fastest" of a list of times is by the time."""
    named = {c for n in asked.sheet.measures for c in concepts_in(asked.sheet.grid.header[n])[0]}
    return bool(asked.named(asked.sheet.measures)) or any(set(d.concepts) & named for d in asked.want.degrees)


def extreme_record(asked: Asked, which: str) -> Hit | None:
    sheet = asked.sheet
    value: Callable[[str], float | None] = number
    # "On which day were the calories lowest?" is asked of the calories.
    measured_by = {kind_of_concept(c) for d in asked.want.degrees for c in d.concepts} - {"date", "time"}
    kinds = {kind_of_concept(c) for n in sheet.measures for c in concepts_in(sheet.grid.header[n])[0]}
    dated = asked.want.expects in ("time", "date") and not asked.named(sheet.measures) and not measured_by & kinds
    lasting_at = _lasting(asked)
    quick = (
        sheet.moments
        and lasting_at is None
        and (QUICK.search(asked.question) or SLOW.search(asked.question))
        and not _measured(asked)
    )
    by_time = not _CAME_LAST.search(asked.bare) and bool(
        FIRST.search(asked.question) or LAST.search(asked.question) or dated or quick or _recency(asked)
    )
    measured = bool(asked.named(sheet.measures))
    timed = [n for n in asked.named(sheet.moments) if by_time or (asked.headers[n] >= 0.85 and not measured)]
    column = None
    if sheet.moments and (by_time or timed):
        # Of a timetable whose stop is not named: from where the journeys begin, or where they end.
        if is_timetable(sheet.grid) and not asked.filtered and _STOP.search(sheet.folded_header[sheet.name]):
            asked.doubt = True
            stop = sheet.rows[-1 if _ARRIVES.search(asked.question) else 0]
            return _along(asked, stop, "largest" if LAST.search(asked.question) else "smallest", moment)
        column, value = (timed or list(sheet.moments))[0], moment
        if LAST.search(asked.question) or SLOW.search(asked.question):
            which = "largest"
        elif FIRST.search(asked.question) or QUICK.search(asked.question):
            which = "smallest"
    elif by_time:
        return None
    else:
        column = lasting_at if lasting_at is not None else measure_asked(asked)
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
    priced = [
        n
        for n in money_columns(sheet)
        if not any(kind_of_concept(c) == "money" for c in concepts_in(sheet.grid.header[n])[0])
    ]
    if value is number and not asked.named([column]) and column in priced and len(priced) > 1:
        column = _of_sizes(asked, rows, priced, which)
    of_row = len(rows) == 1 and asked.filtered
    if of_row and (not asked.named([column]) or _summed(sheet, column)):
        return _along(asked, rows[0], which, value)
    if value is number and (of := _of_end(asked)) is not None:
        column = of
    if value is number and is_of_mixed_spans(sheet.column(column)):
        value = minutes
        if ways := {degree.way for degree in asked.want.degrees if "date" in degree.concepts}:
            # What is newest has been there for the shortest time.
            which = "smallest" if ways == {"max"} else "largest"
    numbered = [(v, row) for row in rows if (v := value(row[column].text)) is not None]
    if not numbered or (len(numbered) < 2 and not asked.filtered):
        return None
    if sum(v < 0 for v, _ in numbered) >= 0.5 * len(numbered):
        # Of payments written as such, the largest is the furthest from nothing.
        numbered = [(-v, row) for v, row in numbered]
    _, row = (max if which == "largest" else min)(numbered, key=lambda pair: pair[0])
    if both := _by_another_price(asked, rows, row, column, which):
        return both
    asked_of_it = [n for n in sheet.measures if n != column and asked.headers[n] > 0]
    if value is number and asked_of_it and _of_end(asked) == column:
        # "The price of the hotel with the most stars."
        return record_found(asked, row, asked_of_it[0])
    named = [n for n in asked_of_it if asked.headers[n] == 1 and not _of_numbers(sheet, n)]
    if value is number and named and column != sheet.name:
        # "Which node has the highest CPU?" wants the node's name, whatever stands before it.
        return record_found(asked, row, named[0])
    if asked.want.expects == "who" and (person := _person(sheet)) is not None:
        return Hit(row[person].text, (*row[person].lines, *row[column].lines), 1.0, row[sheet.name].text)
    return record_found(asked, row, column)


def _by_another_price(
    asked: Asked, rows: Sequence[tuple[Cell, ...]], row: tuple[Cell, ...], column: int, which: str
) -> Hit | None:
    """Both records where "the dearest" is one by the price of a piece and another by what all of them cost."""
    sheet = asked.sheet
    money = money_columns(sheet)
    if not asked.doubt or len(money) != 2 or column not in money or asked.want.expects is not None:
        return None
    (other,) = (n for n in money if n != column)
    numbered = [(v, one) for one in rows if (v := number(one[other].text)) is not None]
    _, rival = (max if which == "largest" else min)(numbered, key=lambda pair: pair[0], default=(0.0, row))
    if rival is row:
        return None
    told = [(one[sheet.name], sheet.grid.header[n], one[n]) for one, n in ((row, column), (rival, other))]
    text = "; ".join(f"{name.text} ({head} {cell.text})" for name, head, cell in told)
    return Hit(text, tuple(line for name, _, cell in told for line in (*name.lines, *cell.lines)), 1.0)


def _person(sheet: Sheet) -> int | None:
    """The column of persons, where records are called otherwise: "Author" of commits."""
    persons = [
        n
        for n in range(sheet.width)
        if any(kind_of_concept(c) == "person" for c in concepts_in(sheet.grid.header[n])[0])
    ]
    return persons[0] if len(persons) == 1 and persons[0] != sheet.name else None


_STOP = re.compile(r"\b(?:stops?|stations?|halts?|paradas?|estaci[oó]n(?:es)?|haltestelle)\b|[车]?站")
_ARRIVES = re.compile(r"\barriv\w+|\bget(?:s|ting)? (?:in|there)\b|到[达站]?|\blleg\w+")
_SUMMED = re.compile(r"总[分计和]|合计|\btotal\b")


def _lasting(asked: Asked) -> int | None:
    """The one column that says how long something takes, where the quickest or slowest is asked for."""
    heads = asked.sheet.grid.header
    if not (QUICK.search(asked.bare) or SLOW.search(asked.bare)) or asked.named(asked.sheet.measures):
        return None
    lasting = [
        n for n in asked.sheet.measures if any(kind_of_concept(c) == "duration" for c in concepts_in(heads[n])[0])
    ]
    return lasting[0] if len(lasting) == 1 else None


_CAME_LAST = re.compile(
    r"\b(?:came|come|comes|finish\w*|placed) (?:in )?last\b|\blast place\b|\b(?:quedo|quedaron|acabo|termino) (?:en )?(?:el )?ultim[oa]s?\b|[垫墊]底|最后一名|倒数第一"
)
_POINTS = frozenset(["points", "pts", "score", "puntos", "得分", "积分", "分数"])


def totals_of(sheet: Sheet) -> list[int]:
    """The columns by which somebody comes first or last."""
    return [n for n in sheet.measures if _summed(sheet, n) or sheet.folded_header[n] in _POINTS]


def _summed(sheet: Sheet, n: int) -> bool:
    """Whether a column adds others up."""
    return sums_up(sheet.grid.header[n]) or bool(_SUMMED.search(sheet.folded_header[n]))


_WITH_THE = re.compile(
    r"\b(?:with|has|have|having|con|tiene)\b.{0,12}\b(?:most|fewest|least|highest|lowest|largest|smallest|mas|menos|mayor|menor)\b(.*)$"
)


def _of_end(asked: Asked) -> int | None:
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


def _of_sizes(asked: Asked, rows: Sequence[tuple[Cell, ...]], columns: Sequence[int], which: str) -> int:
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


def _along(asked: Asked, row: tuple[Cell, ...], which: str, value: Callable[[str], float | None]) -> Hit | None:
    """The end of one record's own numbers: the last bus from a stop, the dearest size of a drink."""
    columns = asked.sheet.moments if value is moment else asked.sheet.measures
    # What adds the others up is none of them.
    columns = tuple(n for n in columns if not _summed(asked.sheet, n))
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
