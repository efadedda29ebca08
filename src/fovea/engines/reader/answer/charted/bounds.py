"""Values beside a bound, beside each other, and one series beside another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from fovea.engines.reader.answer.charted import words
from fovea.engines.reader.answer.charted.asked import (
    Answered,
    Asked,
    Point,
    listed_values,
    numbers_in,
    order_of,
    sides,
    timely,
    titles_of,
    yes_no,
)
from fovea.engines.reader.answer.charted.sums import added, apart
from fovea.engines.reader.answer.describe import decimals, in_four
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.language.lexicon import names_word, plain, terms
from fovea.engines.reader.look.charts import Series


def bounded(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which are over 100?", "how many months fell below zero?", "when did it first pass 20?", "is it over half?" """
    passes = bound_of(asked)
    if passes is None:
        return None
    if asked.points:
        if not yes_no(asked.folded):
            return None
        if len(asked.points) > 1 and _taken_together(asked):
            # "Do rent and food take more than half?"
            part = voice.say(
                "about sum", value=added(asked.points), list=listed_values(voice, asked.chart, asked.points)
            )
            return voice.say("so" if passes(sum(p.value for _, p in asked.points)) else "not so") + part, asked.points
        holds = all(passes(round(p.value, decimals(p))) for _, p in asked.points)
        return voice.say(
            "compared yes" if holds else "compared no", list=listed_values(voice, asked.chart, asked.points)
        ), asked.points
    passing = [(s, p) for s, p in asked.pool() if passes(round(p.value, decimals(p)))]
    in_each = len(asked.series) > 1 and words.IN_EACH.search(asked.folded)
    if in_each:
        # "In both years": those that pass in each of them.
        every = {
            category
            for category in asked.chart.categories
            if sum(p.category == category for _, p in passing) == len(asked.series)
        }
        passing = [(s, p) for s, p in passing if p.category in every]
    if not passing:
        return voice.say("none of them"), asked.pool()
    first = words.FIRST.search(asked.folded) and not words.COUNT.search(asked.folded)
    if (first or words.PASSED.search(asked.folded)) and timely(asked.chart):
        passing = passing[:1]
    listed = listed_values(voice, asked.chart, passing)
    if words.COUNT.search(asked.folded):
        number = len({p.category for _, p in passing}) if in_each else len(passing)
        return voice.say("count", n=number, list=listed), passing
    if yes_no(asked.folded):
        return voice.say("compared yes", list=listed), passing
    return listed + voice.stop, passing


def near_bound(asked: Asked) -> bool:
    """Whether a value that was measured is nearer to the bound than it was measured well."""
    passes = bound_of(asked)
    measured = [p for _, p in asked.points or asked.pool() if not p.printed]
    return passes is not None and any(passes(p.value - p.error) != passes(p.value + p.error) for p in measured)


def _taken_together(asked: Asked) -> bool:
    """Whether two are held as one against a part of the whole, or against a number where the question says so."""
    part = any(re.search(pattern, asked.rest) for _, pattern in words.FRACTIONS)
    both = re.search(r"\b(?:and|y|e)\b|[和與与跟加]", asked.rest)
    return bool(words.TOGETHER.search(asked.folded) or (part and both)) and not words.ALL.search(asked.folded)


def bound_of(asked: Asked) -> Callable[[float], bool] | None:
    rest = asked.rest
    if words.RATIO.search(rest) or words.TOP.search(rest) or words.AMONG.search(rest):
        return None
    chart, (less, more) = asked.chart, asked.sides
    # "Not more than 110" is 110 or less.
    at_most, at_least = words.AT_MOST.search(rest), words.AT_LEAST.search(rest)
    if bool(at_most) != bool(at_least):
        less, more = bool(at_most), bool(at_least)
    below, above = words.NEGATIVE.search(rest) or words.LOSS.search(rest), words.POSITIVE.search(rest)
    if words.FREEZING.search(rest) and not words.NUMBER.search(rest) and re.search(r"°|[溫温]|temp", titles_of(chart)):
        return lambda value: value < 0
    other = extreme_asked(asked.question) or words.TOGETHER.search(rest) or operation_asked(asked.question)
    if above:
        # "In the plus" adds nothing up.
        other = extreme_asked(asked.question)
    about = plain(f"{chart.title} {chart.y_title} {chart.x_title}")
    if not below and not above and words.CHANGES.search(about) and not timely(chart) and not words.NUMBER.search(rest):
        # What lost, what grew, on a chart of changes.
        below = words.FALL.search(rest) or (words.THAN_BEFORE.search(rest) if less else None)
        above = words.RISE.search(rest) or (words.THAN_BEFORE.search(rest) if more else None)
        other = None if words.THAN_BEFORE.search(rest) else other
    if bool(below) != bool(above) and not other and min((p.value for _, p in asked.pool()), default=0) < 0:
        return (lambda value: value < 0) if below else (lambda value: value > 0)
    numbers = numbers_in(rest, chart)
    if not numbers and (less or more):
        # "Below zero", "above freezing"; a third of the whole.
        zero = re.search(r"\b(?:zero|freezing|cero)\b|零(?:度|下)?", rest)
        part = next((share for share, pattern in words.FRACTIONS if re.search(pattern, rest)), None)
        values = [p.value for _, p in asked.pool()]
        whole = 100.0 if chart.unit == "%" else sum(values)
        numbers = [0.0] if zero else [part * whole] if part and whole else []
        if not numbers and (named := _stated_in(asked)) is not None:
            numbers = [named]
        if not numbers and words.BESIDE_AVERAGE.search(rest) and not asked.points and values:
            # "Which months are above average?"
            numbers = [whole / len(values)]
    if len(numbers) == 2 and re.search(r"\bbetween\b|\bentre\b|之間|之间|介於|介于|到", rest):
        low, high = sorted(numbers)
        return lambda value: low <= value <= high
    if len(numbers) != 1 and not less and not more and asked.points and yes_no(asked.folded):
        part = next((share for share, pattern in words.FRACTIONS if re.search(pattern, rest)), None)
        whole = 100.0 if chart.unit == "%" else sum(p.value for _, p in asked.pool())
        if part and words.MAKES_UP.search(rest):
            # "Does nuclear make up a quarter?": that, or more.
            return lambda value: value >= 0.98 * part * whole
    if len(numbers) != 1 or less == more:
        return None
    limit, equal = numbers[0], bool(words.EQUAL_TOO.search(rest) or at_most or at_least)
    if less:
        return lambda value: value < limit or (equal and value == limit)
    return lambda value: value > limit or (equal and value == limit)


def _stated_in(asked: Asked) -> float | None:
    """The number of what a question names by words of the page: "above the warning level"."""
    named = {value for text, value in asked.stated if all(names_word(term, asked.folded) for term in terms(text))}
    return named.pop() if len(named) == 1 else None


def than(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which are used less than the car?": those beyond one that is named."""
    less, more = sides(asked.folded)
    which = re.search(r"\b(?:which|what|who|que|cuales|quien(?:es)?|how many|cuant[oa]s)\b|哪|[幾几]", asked.folded)
    if (
        len(asked.points) != 1
        or len(asked.series) != 1
        or less == more
        or not which
        or words.BETWEEN.search(asked.folded)
        or (extreme_asked(asked.question) and not re.search(r"\bthan\b|比(?![較较])|\bque\b", asked.folded))
    ):
        return None
    ((_, named),) = asked.points
    beyond = [(s, p) for s, p in asked.pool() if (p.value < named.value if less else p.value > named.value)]
    if not beyond:
        return voice.say("none of them"), asked.points
    listed = listed_values(voice, asked.chart, beyond)
    if words.COUNT.search(asked.folded):
        return voice.say("count", n=len(beyond), list=listed), beyond
    return listed + voice.stop, beyond


def compared_series(voice: Voice, asked: Asked) -> Answered | None:
    """One series against another, over all categories: when it was more, where they lie furthest apart."""
    chart = asked.chart
    pair = asked.series if asked.named else chart.series
    if len(pair) == 1 and len(chart.series) == 2:
        pair = (pair[0], next(s for s in chart.series if s is not pair[0]))
        if words.MOST_ALONE.search(asked.folded) and not _is_beaten(asked, pair[0]):
            return None
        if _is_beaten(asked, pair[0]):
            pair = pair[::-1]
    if len(pair) != 2 or asked.points or all(asked.ways):
        return None
    other = {p.category: p for p in pair[1].points}
    both = [(p, other[p.category]) for p in pair[0].points if p.category in other]
    if not both:
        return None
    extreme = extreme_asked(asked.question)
    if words.GAP.search(asked.folded) and extreme:
        a, b = (max if extreme == "largest" else min)(both, key=lambda two: abs(two[0].value - two[1].value))
        points = ((pair[0], a), (pair[1], b))
        gap = apart(a, b)
        return f"{a.category}{voice.colon}" + voice.say(
            "about difference", value=gap, list=listed_values(voice, chart, points)
        ), points
    crossed = words.CROSSED.search(asked.folded)
    if not asked.named and not crossed:
        return None
    turns = [(x, y) for x, y in pairwise(both) if (x[0].value - x[1].value) * (y[0].value - y[1].value) < 0]
    if crossed and len(turns) == 1:
        before, after = turns[0]
        points = ((pair[0], after[0]), (pair[1], after[1]))
        names = voice.listed([s.name or "" for s in chart.series[:2]])
        turned = voice.say("crossing", before=before[0].category, after=after[0].category, list=names)
        return turned + voice.gap + listed_values(voice, chart, points), points
    less, more = sides(asked.folded)
    if less == more:
        return None
    above = [(x, y) for x, y in both if (x.value < y.value if less else x.value > y.value)]
    compared = [point for x, y in (above or both) for point in ((pair[0], x), (pair[1], y))]
    if yes_no(asked.folded):
        every = words.ALL.search(asked.folded)
        holds = len(above) == len(both) if every else bool(above)
        if every and not holds:
            # The exceptions say why not.
            compared = [p for x, y in both if (x, y) not in above for p in ((pair[0], x), (pair[1], y))]
        return voice.say(
            "compared yes" if holds else "compared no", list=listed_values(voice, chart, compared[:8])
        ), compared
    if not above:
        return voice.say("none of them"), compared
    if words.COUNT.search(asked.folded):
        return voice.say("count", n=len(above), list=voice.listed([x.category for x, _ in above])), compared
    if words.FIRST.search(asked.folded) and timely(chart):
        above, compared = above[:1], compared[:2]
    each = [f"{x.category} ({listed_values(voice, chart, ((pair[0], x), (pair[1], y)))})" for x, y in above]
    return voice.listed(each) + voice.stop, compared


def _is_beaten(asked: Asked, series: Series) -> bool:
    """Whether the one series that is named is what the other is held against: "when was it above plan?"."""
    before = asked.folded.partition(plain(series.name or ""))[0]
    return bool(words.BEYOND.search(before))


def ahead(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which city is warmer?", "which sold more, online or the shop?": one series beside the others, over all."""
    chart, folded = asked.chart, asked.folded
    several = asked.series if asked.named and len(asked.series) > 1 else chart.series
    less, more = bool(words.LESS.search(folded)), bool(words.MORE.search(folded) or words.COMPARED.search(folded))
    if len(several) < 2 or asked.points or not words.WHICH.search(folded) or less == more or any(asked.ways):
        return None
    if asked.named and len(asked.series) == 1:
        # "Which quarter had the most in 2023?" asks within that year.
        return None
    years = all(series.name and words.TIMELY.search(plain(series.name)) for series in several)
    things = timely(chart) and not words.TIME.search(folded)
    if not (things or (years and words.TIME.search(folded))) or bound_of(asked) or words.THAN.search(folded):
        return None
    if words.TOGETHER.search(folded) or operation_asked(asked.question):
        return None
    shared = [c for c in chart.categories if all(any(p.category == c for p in s.points) for s in several)]
    if not shared:
        return None
    sums = {s.name or "": sum(p.value for p in s.points if p.category in shared) for s in several}
    best = (min if less else max)(several, key=lambda s: sums[s.name or ""])
    columns = [[p.value for s in several for p in s.points if p.category == category] for category in shared]
    own = several.index(best)
    beaten = sum(column[own] == (min if less else max)(column) for column in columns)
    means = voice.listed([f"{name} ≈ {in_four(total / len(shared))}" for name, total in sums.items()])
    text = voice.say("ahead", name=best.name or "", n=beaten, total=len(shared), list=means)
    return text, [(s, p) for s in several for p in s.points]


def compared_points(voice: Voice, asked: Asked) -> Answered | None:
    """ "Is a more than b?" """
    points = _with_the_one_before(asked) or asked.points
    less, more = sides(asked.folded)
    if len(points) == 1 and len(asked.chart.series) == 2 and asked.named and less != more and not any(asked.ways):
        # "Is boxing more popular with men?": than with the others.
        ((own, point),) = points
        other = next(s for s in asked.chart.series if s is not own)
        points = (*points, *((other, p) for p in other.points if p.category == point.category))
    if len(points) == 1 and words.RECOVERED.search(asked.folded) and timely(asked.chart) and yes_no(asked.folded):
        ((series, point),) = points
        last = series.points[-1]
        points = ((series, point), (series, last))
        holds = last.value >= point.value - point.error
        return voice.say(
            "compared yes" if holds else "compared no", list=listed_values(voice, asked.chart, points)
        ), points
    if (
        len(points) < 2
        or not yes_no(asked.folded)
        or words.TOGETHER.search(asked.folded)
        or operation_asked(asked.question)
    ):
        return None
    less, more = sides(asked.folded)
    rises, falls = asked.ways
    if rises != falls and (in_time := _in_time(asked, points)):
        # "Did it get better from March to May?": the later is held against the earlier.
        second, first = in_time
        less = falls
    elif less == more and not re.search(r"\bque\b|\bthan\b|比", asked.folded):
        return None
    else:
        first, second = points[0], points[1]
        named = asked.named and all(series in asked.series for series, _ in points)
        if named and len({p.category for _, p in points}) == 1:  # one category, the series in the question's order
            first, second = sorted(points[:2], key=lambda pair: asked.series.index(pair[0]))
    holds = first[1].value < second[1].value if less else first[1].value > second[1].value
    return voice.say("compared yes" if holds else "compared no", list=listed_values(voice, asked.chart, points)), points


def _in_time(asked: Asked, points: Sequence[Point]) -> tuple[Point, Point] | None:
    """Two values of one thing, the earlier first: of two categories, or of one under two series that are times."""
    (one, a), (other, b) = points[:2]
    if one is other:
        earlier, later = sorted(points[:2], key=lambda pair: order_of(asked.chart, pair[1].category))
        return earlier, later
    if a.category == b.category and all(words.TIMELY.search(plain(s.name or "")) for s in (one, other)):
        earlier, later = sorted(points[:2], key=lambda pair: pair[0].name or "")
        return earlier, later
    return None


def _with_the_one_before(asked: Asked) -> tuple[Point, ...]:
    """ "Did it fall in June?" is asked of May and June; "after June" of June and the last."""
    if len(asked.points) != 1 or len(asked.series) != 1 or not timely(asked.chart) or not any(asked.ways):
        return ()
    ((series, point),) = asked.points
    at = series.points.index(point)
    if words.AFTER.search(asked.folded):
        return ((series, point), (series, series.points[-1])) if at + 1 < len(series.points) else ()
    return ((series, series.points[at - 1]), (series, point)) if at else ()
