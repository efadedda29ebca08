"""Values beside a bound, beside each other, and one series beside another."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.charted import words
from fovea.engines.reader.charted.asked import Answered, Asked, listed_values, order_of, scaled, timely, yes_no
from fovea.engines.reader.charted.sums import apart
from fovea.engines.reader.reckon import operation_asked
from fovea.engines.reader.voice import Voice


def bounded(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which are over 100?", "how many months fell below zero?", "when did it first pass 20?", "is it over half?" """
    passes = bound_of(asked)
    if passes is None:
        return None
    if asked.points:
        if not yes_no(asked.folded):
            return None
        holds = all(passes(p.value) for _, p in asked.points)
        return voice.say(
            "compared yes" if holds else "compared no", list=listed_values(voice, asked.chart, asked.points)
        ), asked.points
    passing = [(s, p) for s, p in asked.pool() if passes(p.value)]
    if not passing:
        return voice.say("none of them"), asked.pool()
    first = words.FIRST.search(asked.folded) and not words.COUNT.search(asked.folded)
    if (first or words.PASSED.search(asked.folded)) and timely(asked.chart):
        passing = passing[:1]
    listed = listed_values(voice, asked.chart, passing)
    if words.COUNT.search(asked.folded):
        return voice.say("count", n=len(passing), list=listed), passing
    if yes_no(asked.folded):
        return voice.say("compared yes", list=listed), passing
    return listed + voice.stop, passing


def bound_of(asked: Asked) -> Callable[[float], bool] | None:
    rest = asked.rest
    if words.RATIO.search(rest) or words.TOP.search(rest) or words.AMONG.search(rest):
        return None
    chart, less, more = asked.chart, bool(words.LESS.search(rest)), bool(words.MORE.search(rest))
    below, above = words.NEGATIVE.search(rest), words.POSITIVE.search(rest)
    other = extreme_asked(asked.question) or words.TOGETHER.search(rest) or operation_asked(asked.question)
    if bool(below) != bool(above) and not other and min((p.value for _, p in asked.pool()), default=0) < 0:
        return (lambda value: value < 0) if below else (lambda value: value > 0)
    numbers = [value for match in words.NUMBER.finditer(rest) if (value := scaled(match, chart)) is not None]
    if not numbers and (less or more):
        # "Below zero", "above freezing"; a third of the whole.
        zero = re.search(r"\b(?:zero|freezing|cero)\b|零(?:度|下)?", rest)
        part = next((share for share, pattern in words.FRACTIONS if re.search(pattern, rest)), None)
        values = [p.value for _, p in asked.pool()]
        whole = sum(values)
        numbers = [0.0] if zero else [part * whole] if part and whole else []
        if not numbers and words.BESIDE_AVERAGE.search(rest) and not asked.points and values:
            # "Which months are above average?"
            numbers = [whole / len(values)]
    if len(numbers) == 2 and re.search(r"\bbetween\b|\bentre\b|之間|之间|介於|介于|到", rest):
        low, high = sorted(numbers)
        return lambda value: low <= value <= high
    if len(numbers) != 1 or less == more:
        return None
    limit, equal = numbers[0], bool(words.EQUAL_TOO.search(rest))
    if less:
        return lambda value: value < limit or (equal and value == limit)
    return lambda value: value > limit or (equal and value == limit)


def than(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which are used less than the car?": those beyond one that is named."""
    less, more = bool(words.LESS.search(asked.folded)), bool(words.MORE.search(asked.folded))
    which = re.search(r"\b(?:which|what|who|que|cuales|quien(?:es)?|how many|cuant[oa]s)\b|哪|[幾几]", asked.folded)
    if (
        len(asked.points) != 1
        or len(asked.series) != 1
        or less == more
        or not which
        or (extreme_asked(asked.question) and not re.search(r"\bthan\b|比|\bque\b", asked.folded))
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
    less, more = bool(words.LESS.search(asked.folded)), bool(words.MORE.search(asked.folded))
    if less == more:
        return None
    above = [(x, y) for x, y in both if (x.value < y.value if less else x.value > y.value)]
    compared = [point for x, y in (above or both) for point in ((pair[0], x), (pair[1], y))]
    if yes_no(asked.folded):
        holds = (
            len(above) == len(both)
            if re.search(r"\balways\b|總是|总是|一直|都|\bsiempre\b", asked.folded)
            else bool(above)
        )
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


def compared_points(voice: Voice, asked: Asked) -> Answered | None:
    """ "Is a more than b?" """
    points = asked.points
    if (
        len(points) < 2
        or not yes_no(asked.folded)
        or words.TOGETHER.search(asked.folded)
        or operation_asked(asked.question)
    ):
        return None
    less, more = bool(words.LESS.search(asked.folded)), bool(words.MORE.search(asked.folded))
    if less == more and not re.search(r"\bque\b|\bthan\b|比", asked.folded):
        if not (words.RISE.search(asked.folded) or words.FALL.search(asked.folded)) or len(asked.series) != 1:
            return None
        first, second = sorted(points[:2], key=lambda pair: order_of(asked.chart, pair[1].category), reverse=True)
        less = bool(words.FALL.search(asked.folded))
    else:
        first, second = points[0], points[1]
        if (
            len({p.category for _, p in points}) == 1 and asked.named
        ):  # one category, the series in the question's order
            first, second = sorted(points[:2], key=lambda pair: asked.series.index(pair[0]))
    holds = first[1].value < second[1].value if less else first[1].value > second[1].value
    return voice.say("compared yes" if holds else "compared no", list=listed_values(voice, asked.chart, points)), points
