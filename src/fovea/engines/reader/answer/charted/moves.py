"""How the values of a chart move: where they rise and fall, the steepest step, the trend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from fovea.engines.reader.answer.charted import words
from fovea.engines.reader.answer.charted.asked import Answered, Asked, Point, listed_values, order_of, timely, yes_no
from fovea.engines.reader.answer.charted.bounds import bound_of
from fovea.engines.reader.answer.charted.sums import apart
from fovea.engines.reader.answer.describe import (
    datum_name,
    in_four,
    number_text,
)
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.look.charts import Series, Trend


def stepped(voice: Voice, asked: Asked) -> Answered | None:
    """ "Between which months did it rise most?", "which product grew the most?" """
    folded = asked.folded
    rises, falls = bool(words.RISE.search(folded)), bool(words.FALL.search(folded))
    if not (rises or falls or words.CHANGE.search(folded)) or extreme_asked(asked.question) is None:
        return None
    if in_the_red(asked):
        return None
    if len(asked.points) == 2 and operation_asked(asked.question) == "difference":
        return None
    most = extreme_asked(asked.question) == "largest"
    ends = sorted({order_of(asked.chart, p.category) for _, p in asked.points})
    of_series = len(asked.series) > 1 and (len(ends) == 2 or not words.TIME.search(folded))
    steps: list[tuple[float, Point, Point]] = []
    for series in asked.series:
        points = list(series.points)
        if of_series:
            points = [p for p in points if not ends or order_of(asked.chart, p.category) in (ends[0], ends[-1])]
            points = [points[0], points[-1]] if len(points) >= 2 else []
        steps += [(b.value - a.value, (series, a), (series, b)) for a, b in pairwise(points)]
    if not of_series and not timely(asked.chart):
        return None
    if falls and not rises:
        steps = [(-gap, a, b) for gap, a, b in steps]
    elif not rises:
        steps = [(abs(gap), a, b) for gap, a, b in steps]
    # "Smallest growth" is asked of those that grew.
    steps = steps if most else [step for step in steps if step[0] > 0]
    if not steps:
        return None
    gap, before, after = (max if most else min)(steps, key=lambda step: step[0])
    text = voice.say(
        "step",
        before=datum_name(voice, *before),
        after=after[1].category,
        value=in_four(gap),
        list=listed_values(voice, asked.chart, (before, after)),
    )
    return text, (before, after)


def in_the_red(asked: Asked) -> bool:
    """Whether losses are asked for and the chart has some: values below zero, and no steps down."""
    return bool(words.LOSS.search(asked.folded)) and asked.chart.smallest()[1].value < 0


def constant(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which channel stays about the same?", "is the price stable?": the least change beside its size."""
    unsteady = words.UNSTEADY.search(asked.folded)
    if not (words.STEADY.search(asked.folded) or unsteady) or not timely(asked.chart) or asked.points:
        return None
    told = [series for series in asked.series if len(series.points) > 2]
    if len(told) > 1 and words.WHICH.search(asked.folded) and not yes_no(asked.folded):
        told = [min(told, key=_unrest)]
    elif len(told) != 1 or not yes_no(asked.folded):
        return None
    (series,) = told
    points = [(series, point) for point in series.points]
    values = listed_values(voice, asked.chart, points)
    if yes_no(asked.folded):
        holds = (_unrest(series) < STEADY) != bool(unsteady)
        return voice.say("compared yes" if holds else "compared no", list=values), points
    return f"{series.name or ''}{voice.colon}{values}{voice.stop}", points


#: How far a series may move, beside its mean, and still be called stable.
STEADY = 0.12


def _unrest(series: Series) -> float:
    """The way from the least to the greatest value, beside their mean."""
    values = [point.value for point in series.points]
    return (max(values) - min(values)) / max(abs(sum(values) / len(values)), 1e-9)


def steadily(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which branch lost visits every year?": those whose values rise, or fall, from each time to the next."""
    folded, chart = asked.folded, asked.chart
    rises, falls = (
        bool(words.RISE.search(folded)),
        bool(words.FALL.search(folded) or re.search(r"\b(?:lost|loses?)\b", folded)),
    )
    if not words.EVERY.search(folded) or rises == falls or len(chart.series) < 2 or asked.points or asked.named:
        return None
    if all(series.name and words.TIMELY.search(plain(series.name)) for series in chart.series):
        order = sorted(chart.series, key=lambda s: s.name or "")
        rows = [[(s, p) for s in order for p in s.points if p.category == category] for category in chart.categories]
    elif timely(chart):
        rows = [[(s, p) for p in s.points] for s in chart.series]
    else:
        return None
    sign = 1 if rises else -1
    steady = [
        row for row in rows if len(row) > 1 and all(sign * (b.value - a.value) > 0 for (_, a), (_, b) in pairwise(row))
    ]
    if not steady:
        return voice.say("none of them"), asked.pool()
    points = [point for row in steady for point in row]
    return listed_values(voice, chart, points) + voice.stop, points


def _before_and_after(pair: Sequence[Series]) -> list[Series]:
    """Two series in the order of time, where their names say which comes first: the mid-term and the final."""
    names = [plain(series.name or "") for series in pair]
    for before, after in words.IN_TURN:
        first = [n for n, name in enumerate(names) if re.search(before, name)]
        second = [n for n, name in enumerate(names) if re.search(after, name)]
        if len(first) == len(second) == 1 and first != second:
            return [pair[first[0]], pair[second[0]]]
    return []


def between_series(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which region fell from 2023 to 2024?", where the years are series: from the first of them to the last."""
    chart, folded = asked.chart, asked.folded
    rises, falls = asked.ways
    pair = asked.series if len(asked.series) == 2 and asked.named else chart.series
    times = all(series.name and words.TIMELY.search(plain(series.name)) for series in pair)
    in_turn = len(pair) == 2 and _before_and_after(pair)
    unchanged = words.UNCHANGED.search(folded)
    if (
        not (rises or falls or unchanged or words.CHANGE.search(folded))
        or len(pair) < 2
        or asked.points
        or timely(chart)
    ):
        return None
    if not times and not in_turn and not (asked.named and len(pair) == 2):
        return None
    order = in_turn or (sorted(pair, key=lambda s: s.name or "") if times else list(pair))
    before, after = order[0], order[-1]
    later = {p.category: p for p in after.points}
    both = [((before, p), (after, later[p.category])) for p in before.points if p.category in later]
    if unchanged and words.WHICH.search(folded):
        alike = [(a, b) for a, b in both if abs(a[1].value - b[1].value) <= max(a[1].error + b[1].error, 1e-9)]
        points = [point for two in alike for point in two]
        return (listed_values(voice, chart, points) + voice.stop if alike else voice.say("none of them")), points
    sign = -1 if falls and not rises else 1
    steps = [(sign * (b[1].value - a[1].value), a, b) for a, b in both]
    if not rises and not falls:
        steps = [(abs(gap), a, b) for gap, a, b in steps]
    extreme = extreme_asked(asked.question)
    if extreme:
        steps = steps if extreme == "largest" else [step for step in steps if step[0] > 0]
        if not steps:
            return None
        _, first, second = (max if extreme == "largest" else min)(steps, key=lambda step: step[0])
        gap = voice.say(
            "about difference", value=apart(first[1], second[1]), list=listed_values(voice, chart, (first, second))
        )
        return f"{first[1].category}{voice.colon}{gap}", (first, second)
    if (rises and falls) or (
        not words.WHICH.search(folded) and not re.search(r"\bwhere\b|\bdonde\b|[幾几]|\bhow many\b", folded)
    ):
        return None
    moved = [(a, b) for gap, a, b in steps if gap > 0]
    points = [point for two in moved for point in two]
    if not moved:
        return voice.say("none of them"), asked.pool()
    each = [f"{a[1].category} ({listed_values(voice, chart, (a, b))})" for a, b in moved]
    if words.COUNT.search(folded):
        return voice.say("count", n=len(moved), list=voice.listed([a[1].category for a, _ in moved])), points
    return voice.listed(each) + voice.stop, points


def moved(voice: Voice, asked: Asked) -> Answered | None:
    """ "When did it fall?", "in which months did sales rise?": the times at which it is more, or less, than before."""
    folded, (rises, falls) = asked.folded, asked.ways
    when = (
        words.FIRST.search(folded)
        or (words.WHICH.search(folded) and words.TIME.search(folded))
        or words.TIMES.search(folded)
    )
    if not when or rises == falls or len(asked.series) != 1 or asked.points or not timely(asked.chart):
        return None
    if extreme_asked(asked.question) or words.BETWEEN.search(folded) or yes_no(folded) or bound_of(asked):
        return None
    if in_the_red(asked):
        return None
    (series,) = asked.series
    steps = [(a, b) for a, b in pairwise(series.points) if (b.value > a.value if rises else b.value < a.value)]
    if not steps:
        return voice.say("none of them"), asked.pool()
    points = [(series, b) for _, b in steps]
    if words.COUNT.search(folded):
        return voice.say("count", n=len(steps), list=voice.listed([b.category for _, b in steps])), points
    each = [
        f"{b.category} ({number_text(voice, a, asked.chart)} → {number_text(voice, b, asked.chart)})" for a, b in steps
    ]
    return voice.listed(each) + voice.stop, points


def _trend_of(series: Series) -> Trend | None:
    """The trend of a series; of two values, which way they go."""
    if len(series.points) != 2 or series.points[0].value == series.points[1].value:
        return series.trend
    return "rising" if series.points[1].value > series.points[0].value else "falling"


def trended(voice: Voice, asked: Asked) -> Answered | None:
    folded, (rises, falls) = asked.folded, asked.ways
    since = bool(words.AFTER.search(folded))
    moves = (
        (rises or falls or words.COURSE.search(folded)) and timely(asked.chart) and (len(asked.points) != 1 or since)
    )
    getting = yes_no(folded) and words.GETTING.search(folded)
    if len({p.category for _, p in asked.points}) == 1 and not words.AFTER.search(folded) and not any(asked.ways):
        # "How did it do in 2020?" asks for that value.
        return None
    if not (words.TREND.search(folded) or moves) or (extreme_asked(asked.question) and not getting):
        return None
    every = [between_named(asked, series) for series in asked.series]
    told = [series for series in every if _trend_of(series)]
    if len(told) > 1 and words.WHICH.search(folded) and not asked.named and rises != falls:
        # "Which line is falling?"
        told = [series for series in told if _trend_of(series) == ("rising" if rises else "falling")]
        if not told:
            return voice.say("none of them"), asked.pool()
    # "Up or down?" is answered by neither yes nor no, but by one of the two.
    either = re.search(r"\bor\b|還是|还是|\bo\b", folded)
    phrase = "goes" if either and len(told) == 1 else "trend over"
    said: list[str] = []
    among: list[Point] = []
    for series in told:
        trend = _trend_of(series)
        assert trend is not None
        among += [(series, point) for point in series.points]
        name = f"{series.name}{voice.colon}" if series.name else ""
        each = [f"{p.category} {number_text(voice, p, asked.chart)}" for p in (series.points[0], series.points[-1])]
        way, ends = voice.say(_in_all(series, trend)), " → ".join(each)
        if phrase == "goes":
            said.append(voice.say(phrase, trend=way, ends=name + ends))
        else:
            said.append(name + voice.say(phrase, trend=way, ends=ends))
    # Of several, where all of them go the same way.
    decided = (
        len({_trend_of(series) for series in told}) == 1
        and rises != falls
        and not either
        and _trend_of(told[0]) in ("rising", "falling")
        and yes_no(folded)
    )
    answer = (
        voice.say("so" if _trend_of(told[0]) == ("rising" if rises else "falling") else "not so") if decided else ""
    )
    return (answer + voice.gap.join(said), among) if said else None


def between_named(asked: Asked, series: Series) -> Series:
    """The part of a series from the first to the last category that the question names, where it names two."""
    places = sorted({order_of(asked.chart, point.category) for _, point in asked.points})
    if len(places) == 1 and words.AFTER.search(asked.folded):
        # "Since 2020": to the last.
        places.append(len(asked.chart.categories) - 1)
    if len(places) < 2 or not timely(asked.chart):
        return series
    inside = [p for p in series.points if places[0] <= order_of(asked.chart, p.category) <= places[-1]]
    return replace(series, points=tuple(inside))


def _in_all(series: Series, trend: Trend) -> str:
    """A trend in words; of one that goes up and down, which way it went from first to last where that is far."""
    first, last = series.points[0].value, series.points[-1].value
    far = abs(last - first) > 0.15 * max(abs(point.value) for point in series.points)
    return trend if trend != "mixed" or not far else "mixed, rising" if last > first else "mixed, falling"
