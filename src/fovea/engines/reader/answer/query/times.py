"""Times in a table: which records a time of day bounds, and how long something takes from one time to another."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from fovea.engines.reader.answer.query.sheet import Sheet
from fovea.engines.reader.language.clocks import Clock, clocks
from fovea.engines.reader.language.lexicon import concepts_in
from fovea.engines.reader.page.grids import is_timetable
from fovea.engines.reader.values import Cell

_AFTER = re.compile(
    r"\b(?:after|later than|from|since|past|beyond|despues de|a partir de|pasadas|mas tarde de|desde)\W*$"
)
_BEFORE = re.compile(r"\b(?:before|earlier than|by|until|till|antes de|hasta|mas temprano de)\W*$")
_AFTER_ZH = re.compile(r"^\s*(?:钟|整)?\s?(?:以后|之后|过后|后|起)")
_BEFORE_ZH = re.compile(r"^\s*(?:钟|整)?\s?(?:以前|之前|前)")
_WITH_IT = re.compile(r"\b(?:from|since|by|until|till|a partir de|desde|hasta)\W*$|^\s*(?:钟|整)?\s?起")
NEXT = re.compile(r"\b(?:next|following|proxim[oa]|siguiente)\b|下一?[班趟场次节堂个]|最近的?一?[班趟]")
_ARRIVES = re.compile(r"\b(?:arriv\w*|get(?:s|ting)? (?:to|in|there)|reach\w*|lleg\w+)\b|到达|抵达|到站|到[了得]?$")
_DEPARTS = frozenset({"departure", "start time"})
_ENDS = frozenset({"arrival", "end time"})


@dataclass(frozen=True, slots=True)
class TimeBound:
    """``minutes`` after midnight that a question sets as a limit, and where in it that stands."""

    passes: Callable[[int, int], bool]
    minutes: int
    start: int
    end: int
    #: It bounds from below.
    after: bool


def time_bounds(question: str) -> list[TimeBound]:
    """What a (folded) question says of times: "after 9 o'clock", "antes de las 15:00", 下午三点以后; "the next" after a
    time that it only names."""
    found = []
    said = clocks(question)
    for clock in said:
        before, behind = question[: clock.start], question[clock.end :]
        with_it = bool(_WITH_IT.search(before) or _WITH_IT.search(behind))
        if said_so := _AFTER.search(before) or _AFTER_ZH.search(behind):
            found.append(_bound(clock, operator.ge if with_it else operator.gt, said_so, after=True))
        elif said_so := _BEFORE.search(before) or _BEFORE_ZH.search(behind):
            found.append(_bound(clock, operator.le if with_it else operator.lt, said_so, after=False))
    if not found and len(said) == 1 and NEXT.search(question):
        found.append(_bound(said[0], operator.gt, None, after=True))
    return found


def _bound(
    clock: Clock, passes: Callable[[int, int], bool], said_so: re.Match[str] | None, *, after: bool
) -> TimeBound:
    start = min(clock.start, said_so.start()) if said_so and said_so.start() else clock.start
    end = clock.end + (said_so.end() if said_so and not said_so.start() else 0)
    return TimeBound(passes, clock.minutes, start, end, after)


def within(bounds: Sequence[TimeBound], minutes: int) -> bool:
    return all(bound.passes(minutes, bound.minutes) for bound in bounds)


def half_day(bounds: Sequence[TimeBound], times: Sequence[int]) -> list[TimeBound]:
    """The bounds as they are meant where the times of a table go on after noon: "after 3 o'clock" is in the afternoon
    where nothing is at three in the morning."""
    early = min(times, default=0)
    return [
        replace(b, minutes=b.minutes + 720) if b.minutes < min(early, 720) and max(times, default=0) > 720 else b
        for b in bounds
    ]


def minutes_of(text: str) -> list[int]:
    """The times of day of a cell: one, or the two ends of a span."""
    return [clock.minutes for clock in clocks(text)]


def timed_columns(sheet: Sheet) -> list[int]:
    """The columns of times of day."""
    return [
        n
        for n in range(sheet.width)
        if (filled := [text for text in sheet.column(n) if text.strip(" -–—")])
        and sum(":" in text and len(minutes_of(text)) >= 1 for text in filled) >= 0.6 * len(filled)
    ]


def bounded_column(sheet: Sheet, question: str, named: Sequence[int]) -> int | None:
    """The column whose times a question bounds: the one that it names, of arrivals where it asks of these, else the
    first."""
    columns = timed_columns(sheet)
    if not columns:
        return None
    ends = [n for n in columns if set(concepts_in(sheet.grid.header[n])[0]) & _ENDS]
    if ends and _ARRIVES.search(question):
        return ends[0]
    return next((n for n in named if n in columns), columns[0])


def lasts(sheet: Sheet, row: Sequence[Cell]) -> tuple[int, tuple[int, ...]] | None:
    """How many minutes a record takes, and the columns that say so: from its departure to its arrival, or in a span;
    None where its times leave a choice."""
    columns = timed_columns(sheet)
    spans = [n for n in columns if len(minutes_of(row[n].text)) == 2]
    if len(spans) == 1:
        start, end = minutes_of(row[spans[0]].text)
        return (end - start) % 1440, (spans[0],)
    if is_timetable(sheet.grid) and len(columns) > 2:
        return None
    kinds = [set(concepts_in(sheet.grid.header[n])[0]) for n in columns]
    starts = [n for n, kind in zip(columns, kinds, strict=True) if kind & _DEPARTS]
    ends = [n for n, kind in zip(columns, kinds, strict=True) if kind & _ENDS]
    pair = (starts[0], ends[0]) if len(starts) == len(ends) == 1 else tuple(columns)
    if len(pair) != 2:
        return None
    first, second = (minutes_of(row[n].text) for n in pair)
    if len(first) != 1 or len(second) != 1:
        return None
    return (second[0] - first[0]) % 1440, pair


_IN_MINUTES = re.compile(r"\bminut\w+\b|分[钟鐘]")


def as_span(minutes: int, question: str) -> str:
    """How long, in minutes where it is less than an hour or where minutes were asked for."""
    if minutes < 60 or _IN_MINUTES.search(question):
        return f"{minutes} min"
    return f"{minutes // 60}:{minutes % 60:02d} h"
