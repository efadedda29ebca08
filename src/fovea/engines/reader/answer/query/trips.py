"""What follows from the times of records: the next after a time, how long it takes from the one to the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fovea.engines.reader.answer.query.cells import record_found
from fovea.engines.reader.answer.query.meant import NOT, Asked, place_of
from fovea.engines.reader.answer.query.sheet import as_compared
from fovea.engines.reader.answer.query.times import (
    NEXT,
    as_span,
    half_day,
    lasts,
    minutes_of,
    time_bounds,
    timed_columns,
    within,
)
from fovea.engines.reader.answer.query.wording import FIRST, HOW_MANY, LAST, QUICK, SLOW, WHICH
from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.language.clocks import clocks
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import concepts_in, names_word
from fovea.engines.reader.page.grids import is_timetable
from fovea.engines.reader.values import Cell

_IN_TIME = re.compile(
    r"\bhow (?:many (?:hours|minutes)|long)\b|多[久长]|几(?:分钟|个?小时)|多少分钟|\bcuant[oa]s (?:minutos|horas)\b"
)


def at_time(asked: Asked) -> Hit | None:
    """ "When is the next ferry after 9?", "the last train before six": the record, or the journey of a timetable."""
    if not asked.times or HOW_MANY.search(asked.bare):
        return None
    by_end = LAST if not asked.times[0].after else None
    first = NEXT.search(asked.question) or FIRST.search(asked.question) or asked.want.expects == "time"
    last = by_end and by_end.search(asked.question)
    if not (first or last):
        return None
    if is_timetable(asked.sheet.grid):
        return _along_row(asked, bool(last))
    if asked.bounded is None or not asked.rows:
        return None
    ordered = sorted(asked.rows, key=lambda row: minutes_of(row[asked.bounded or 0].text)[0])
    row = ordered[-1] if last or not asked.times[0].after else ordered[0]
    return record_found(asked, row, asked.bounded)


def on_trip(asked: Asked) -> Hit | tuple[Hit, ...] | None:
    """ "When does the 07:25 get to the university?", "How long does the first bus take from A to B?", "Which bus does
    not stop at Elm Park?": along the columns of a timetable, each a journey that is told by a time of its stops."""
    sheet = asked.sheet
    if not is_timetable(sheet.grid) or not asked.rows:
        return None
    timed = [n for n in timed_columns(sheet) if n != sheet.name]
    if (passed := _passed_by(asked, timed)) is not None:
        return passed
    if set(asked.conditions) - {sheet.name}:
        return None
    stops = sorted(asked.rows, key=lambda row: place_of(row[sheet.name].text, asked))
    if len(stops) == 1 and WHICH.search(asked.bare) and STOPS.search(asked.bare) and NOT.search(asked.bare):
        (stop,) = stops
        by = [n for n in timed if not minutes_of(stop[n].text)]
        asked.said += [STOPS]
        return tuple(_journey_hit(asked, stop, n) for n in by) or None
    said = [clock.minutes for clock in clocks(asked.question)]
    if len(said) == 1 and len(stops) == 1 and asked.want.expects in ("time", "date"):
        # "The 07:25" leaves some other stop then.
        trips = [n for n in timed for row in sheet.rows if row is not stops[0] and minutes_of(row[n].text) == said]
        if len(set(trips)) != 1 or not minutes_of(stops[0][trips[0]].text):
            return None
        asked.said += [STOPS]
        asked.times = asked.times or time_bounds(f"after {asked.question}")
        return _journey_hit(asked, stops[0], trips[0])
    how_long = asked.want.expects == "duration" or _IN_TIME.search(asked.bare)
    if len(stops) != 2 or not how_long:
        return None
    both = [n for n in timed if all(minutes_of(stop[n].text) for stop in stops)]
    both = [n for n in both if n in _journeys_named(asked, timed)] or both
    if said:
        both = [n for n in both if any(minutes_of(row[n].text) == said[:1] for row in sheet.rows)]
    ends = both[-1:] if LAST.search(asked.bare) else both[:1] if FIRST.search(asked.bare) or said else both
    took = {n: abs(minutes_of(stops[1][n].text)[0] - minutes_of(stops[0][n].text)[0]) for n in ends}
    if len(set(took.values())) != 1:
        return None
    n = ends[0]
    lines = tuple(line for stop in stops for line in (*stop[sheet.name].lines, *stop[n].lines))
    key = ", ".join(f"{stop[sheet.name].text} {stop[n].text}" for stop in stops)
    asked.said += [STOPS, FIRST, LAST]
    return Hit(as_span(took[n], asked.question), lines, 1.0, key)


def _passed_by(asked: Asked, timed: Sequence[int]) -> tuple[Hit, ...] | None:
    """ "At which station does train 5103 not stop?": the stops of the one journey named where it has no time."""
    sheet = asked.sheet
    if sheet.name in asked.conditions or not all(p.search(asked.bare) for p in (WHICH, STOPS, NOT)):
        return None
    # Heads of stops have no numbers: over them each row is a journey.
    meant = [n for n in _journeys_named(asked, timed) if any(map(str.isdigit, sheet.grid.header[n]))]
    if len(meant) != 1:
        return None
    (n,) = meant
    # A row without any time is of no stop.
    stops = [row for row in sheet.rows if any(minutes_of(row[k].text) for k in timed)]
    asked.said += [STOPS, _STATION]
    name = sheet.name
    return tuple(
        Hit(row[n].text or "–", (*row[name].lines, *row[n].lines), 1.0, row[name].text)
        for row in stops
        if not minutes_of(row[n].text)
    )


def _journeys_named(asked: Asked, timed: Sequence[int]) -> list[int]:
    """The columns whose heads a question names: "train 5103"."""
    heads = {n: as_compared(asked.sheet.grid.header[n]) for n in timed if asked.sheet.grid.header[n]}
    return [n for n, head in heads.items() if names_word(head, asked.question)]


_STATION = re.compile(r"\b(?:stations?|stops?|ports?|estaci(?:on|ones)|paradas?|puertos?)\b|站|港|码头")


def _journey_hit(asked: Asked, stop: Sequence[Cell], n: int) -> Hit:
    """A stop's time of one journey, which is called by its head, else by when it leaves its first stop."""
    start = next((row for row in asked.sheet.rows if minutes_of(row[n].text)), stop)
    name = asked.sheet.grid.header[n] or f"{start[asked.sheet.name].text} {start[n].text}"
    lines = (*start[n].lines, *stop[asked.sheet.name].lines, *stop[n].lines)
    return Hit(f"{stop[asked.sheet.name].text} {stop[n].text or '–'}", tuple(dict.fromkeys(lines)), 1.0, name)


STOPS = re.compile(
    r"\b(?:stops?|calls?|get(?:s|ting)? (?:to|in|there)?|reach\w*|arriv\w*|leav\w*|depart\w*|bus(?:es)?|trains?|trams?|ferr\w+|takes?|lleg\w+|par[ae]n?|sal[ei]\w*|tarda\w*|autobus\w*|tren\w*)\b|停|经过|到|开|班|车"
)


def _along_row(asked: Asked, last: bool) -> Hit | None:
    """The first time of a stop after the one that is named, or its last before it."""
    sheet = asked.sheet
    if len(asked.rows) != 1:
        return None
    (row,) = asked.rows
    timed = [(at[0], n) for n in timed_columns(sheet) if len(at := minutes_of(row[n].text)) == 1]
    bounds = half_day(asked.times, [minutes for minutes, _ in timed])
    kept = sorted((minutes, n) for minutes, n in timed if within(bounds, minutes))
    if not kept:
        return None
    _, n = kept[-1] if last or not bounds[0].after else kept[0]
    name = row[sheet.name]
    key = f"{name.text}, {sheet.grid.header[n]}".rstrip(", ")
    return Hit(row[n].text, (*name.lines, *row[n].lines), 1.0, key)


def journey(asked: Asked) -> Hit | tuple[Hit, ...] | None:
    """How long records take, from departure to arrival or in a span; or the one that takes longest or shortest."""
    sheet = asked.sheet
    how_long = asked.want.expects == "duration" or bool(_IN_TIME.search(asked.bare))
    quick, slow = QUICK.search(asked.bare), SLOW.search(asked.bare)
    end = min if quick else max if slow and not re.search(r"\bhow long\b", asked.bare) else None
    if not how_long and end is None:
        return None
    if any(kind_of_concept(c) == "duration" for head in sheet.grid.header for c in concepts_in(head)[0]):
        return None
    if end is not None and any(asked.headers[n] > 0 for n in sheet.measures):
        return None
    rows = asked.rows if asked.filtered else list(sheet.rows)
    taken = [(took[0], row, took[1]) for row in rows if (took := lasts(sheet, row))]
    if not taken or len(taken) < len(rows) or (end is None and not asked.filtered):
        return None
    if end is not None:
        if len(taken) < 2:
            return None
        taken = [end(taken, key=lambda one: one[0])]
    hits = [_told(asked, *one) for one in taken]
    alike = {minutes for minutes, _, _ in taken}
    return hits[0] if len(alike) == 1 else tuple(hits) if len(hits) <= 4 else None


_ENDS_ASKED = re.compile(r"\b(?:end|ends|finish(?:es)?|over|termina|acaba|finaliza)\b|结束|演完|放完|散场|播完|几点完")
_MINUTES = re.compile(
    r"^\W*(?:(\d{1,2})\s?h(?:ours?|oras?)?\W{0,2})?(?:(\d{1,3})\s?(?:m|min|mins|minutes?|minutos?|分钟?|'|′)?\.?)?\W*$"
)


def finish(asked: Asked) -> Hit | None:
    """ "When does the film end?": its beginning and how long it takes together."""
    sheet = asked.sheet
    lasting = [
        n
        for n, head in enumerate(sheet.grid.header)
        if "duration" in {kind_of_concept(c) for c in concepts_in(head)[0]}
    ]
    starts = [n for n in timed_columns(sheet) if n not in lasting]
    if len(asked.rows) != 1 or not asked.filtered or len(starts) != 1 or len(lasting) != 1:
        return None
    if asked.want.expects not in ("time", "date") or not _ENDS_ASKED.search(asked.bare):
        return None
    (row,) = asked.rows
    begins, took = minutes_of(row[starts[0]].text), _MINUTES.match(as_compared(row[lasting[0]].text))
    minutes = 60 * int(took[1] or 0) + int(took[2] or 0) if took else 0
    if len(begins) != 1 or not minutes:
        return None
    over = (begins[0] + minutes) % 1440
    name = row[sheet.name]
    lines = dict.fromkeys((*name.lines, *row[starts[0]].lines, *row[lasting[0]].lines))
    key = f"{name.text} {row[starts[0]].text} + {row[lasting[0]].text}"
    asked.said.append(_ENDS_ASKED)
    return Hit(f"{over // 60}:{over % 60:02d}", tuple(lines), 1.0, key)


def _told(asked: Asked, minutes: int, row: Sequence[Cell], columns: Sequence[int]) -> Hit:
    name = row[asked.sheet.name]
    lines = dict.fromkeys((*name.lines, *(line for n in columns for line in row[n].lines)))
    times = " - ".join(row[n].text for n in columns)
    return Hit(as_span(minutes, asked.question), tuple(lines), 1.0, f"{name.text} {times}".strip())
