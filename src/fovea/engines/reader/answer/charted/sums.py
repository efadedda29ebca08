"""What values come to: parts, differences, averages, sums, places in order, ends, or the values themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fovea.engines.reader.answer.charted import words
from fovea.engines.reader.answer.charted.asked import (
    Answered,
    Asked,
    Point,
    adds_up,
    listed_values,
    measured,
    numbers_in,
    order_of,
    timely,
    titles_of,
    yes_no,
)
from fovea.engines.reader.answer.charted.periods import periods
from fovea.engines.reader.answer.describe import (
    decimals,
    extreme_sentence,
    in_digits,
    in_four,
)
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.ask import extreme_asked, extremes_asked
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.look.charts import Chart, Datum


def divided(voice: Voice, asked: Asked) -> Answered | None:
    """How many times as much, what part of the whole, by how much per cent."""
    points, values = asked.points, [p.value for _, p in asked.points]
    if len(points) == 2 and words.RATIO.search(asked.folded) and min(values) > 0:
        ratio = f"{values[0] / values[1] if values[0] >= values[1] else values[1] / values[0]:.3g}"
        return voice.say("ratio", value=ratio, list=listed_values(voice, asked.chart, points)), points
    if not words.SHARE.search(asked.folded) or not points:
        return None
    if asked.chart.unit == "%" and len(points) > 1 and len(asked.series) == 1:
        # "What share goes by bus or by car?"
        several = words.OR.search(asked.folded) and not extreme_asked(asked.question) and not any(asked.ways)
        if not several or any(asked.sides) or yes_no(asked.folded) or words.BETWEEN.search(asked.folded):
            return None
        return voice.say("about sum", value=added(points) + "%", list=listed_values(voice, asked.chart, points)), points
    if (
        len(points) == 2
        and (words.RISE.search(asked.folded) or words.FALL.search(asked.folded))
        and len(asked.series) == 1
    ):
        before, after = sorted(points, key=lambda pair: order_of(asked.chart, pair[1].category))
        if before[1].value > 0:
            part = f"{100 * abs(after[1].value / before[1].value - 1):.3g} %"
            return voice.say("value of", name=part, value=listed_values(voice, asked.chart, (before, after))), points
    whole = sum(p.value for _, p in asked.pool())
    if asked.chart.unit == "%" or len(asked.series) > 1 or whole <= 0 or min(p.value for _, p in asked.pool()) < 0:
        return None
    part = f"≈ {100 * sum(values) / whole:.3g} %"
    return voice.say("value of", name=listed_values(voice, asked.chart, points), value=part), points


def excepted(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which is the largest apart from rent?", "what share is not rent?": of all the others, or what they come to."""
    shares = asked.chart.unit == "%" and asked.chart.kind == "pie"
    outside = words.EXCEPT.search(asked.folded)
    others = outside or (shares and words.NOT.search(asked.folded))
    if not others or not asked.points or asked.named or len(asked.chart.series) > 1 or yes_no(asked.folded):
        return None
    named = {p.category for _, p in asked.points}
    rest = [(s, p) for s, p in asked.pool() if p.category not in named]
    if not rest:
        return None
    if ends := extremes_asked(asked.question):
        part = replace(asked.chart, series=(replace(asked.series[0], points=tuple(p for _, p in rest)),))
        said = voice.gap.join(extreme_sentence(voice, which, part) for which in ends)
        return said, [part.largest() if which == "largest" else part.smallest() for which in ends]
    asks_sum = any(p.search(asked.folded) for p in (words.SHARE, words.COUNT_OR_AMOUNT, words.TOGETHER)) or shares
    adds = shares or adds_up(asked.chart)
    if not asks_sum or not adds or operation_asked(asked.question) in ("average", "difference"):
        return None
    total = added(rest) + ("%" if asked.chart.unit == "%" else "")
    return voice.say("about sum", value=total, list=listed_values(voice, asked.chart, rest)), rest


def of_whole(voice: Voice, asked: Asked) -> Answered | None:
    """ "How many walk to work?" of a pie of shares, where the picture says of how many."""
    counted = words.AMOUNT.search(asked.folded) or words.MONEY.search(asked.folded)
    if asked.whole is None or not asked.points or not counted or words.SHARE.search(asked.folded):
        return None
    part = sum(point.value for _, point in asked.points) / 100 * asked.whole
    listed = f"{listed_values(voice, asked.chart, asked.points)} × {asked.whole:,.10g}"
    return voice.say("value of", name=listed, value=f"≈ {part:,.4g}"), asked.points


def whole_of(chart: Chart, lines: Sequence[str]) -> float | None:
    """The one number of a page that is no percentage, no year and no name on the chart."""
    named = {plain(category) for category in chart.categories}
    found = {
        float(re.sub(r"\D", "", match[1]))
        for line in lines
        if plain(line) not in named
        for match in words.STATED.finditer(line)
    }
    found = {value for value in found if not 1900 <= value <= 2100}
    return found.pop() if len(found) == 1 else None


def subtracted(voice: Voice, asked: Asked) -> Answered | None:
    points: Sequence[Point] = asked.points
    differ = bool(words.BETWEEN.search(asked.folded)) or operation_asked(asked.question) == "difference"
    # "The change between 2019 and 2020."
    differ |= len(points) == 2 and bool(re.search(r"\bchange\b|變化|变化|\b(?:cambio|variacion)\b", asked.folded))
    # "How much did it rise from January to July?"
    differ |= len(points) == 2 and bool(
        words.MOVED_IN_ALL.search(asked.folded) and words.COUNT_OR_AMOUNT.search(asked.folded)
    )
    if not differ and not _moved_in_all(asked):
        return None
    if words.COURSE.search(asked.folded) and timely(asked.chart) and not words.COUNT_OR_AMOUNT.search(asked.folded):
        # "How did it change from May to August?" asks which way it went.
        return None
    if not points and len(asked.series) == 1 and len(extremes_asked(asked.question)) == 2:
        pool = asked.pool()
        points = (max(pool, key=lambda pair: pair[1].value), min(pool, key=lambda pair: pair[1].value))
    if (
        not points
        and len(asked.series) == 1
        and (words.RISE.search(asked.folded) or words.FALL.search(asked.folded))
        and timely(asked.chart)
    ):
        points = (asked.pool()[0], asked.pool()[-1])
    if not points and _moved_in_all(asked):
        points = (asked.pool()[0], asked.pool()[-1])
    if len(points) == 4 and len(asked.series) == 2:
        points = ()
    if len(points) == 1 and len(asked.chart.series) == 2:
        # "How far below plan were sales in March?" names one of the two.
        points = [(s, p) for s in asked.chart.series for p in s.points if p.category == points[0][1].category]
    if len(points) != 2:
        return None
    gap = apart(points[0][1], points[1][1])
    return voice.say("about difference", value=gap, list=listed_values(voice, asked.chart, points)), points


def _moved_in_all(asked: Asked) -> bool:
    """ "How much did it fall in total?", of one series over time that adds up to nothing: from the first to the last."""
    if asked.points or asked.span or len(asked.series) != 1 or not timely(asked.chart) or yes_no(asked.folded):
        return False
    if words.FALLEN.search(titles_of(asked.chart)):
        return False  # rain falls
    moved = words.MOVED_IN_ALL.search(asked.folded) and words.COUNT_OR_AMOUNT.search(asked.folded)
    return bool(moved and words.TOGETHER.search(asked.folded)) and not re.search(
        r"\bnew\b|新|nuev", titles_of(asked.chart)
    )


def apart(a: Datum, b: Datum) -> str:
    """How far two values lie apart as they are written, so that the difference agrees with what it is of."""
    one, two = decimals(a), decimals(b)
    return in_digits(abs(round(a.value, one) - round(b.value, two)), min(one, two))


def added(points: Sequence[Point]) -> str:
    """The sum of values as they are written, in the digits that all of them have."""
    digits = [decimals(p) for _, p in points]
    return in_digits(sum(round(p.value, n) for (_, p), n in zip(points, digits, strict=True)), min(digits))


def of_periods(voice: Voice, asked: Asked) -> Answered | None:
    """ "Does it rain more in winter or in summer?": one part of the year, or the week, beside another.

    Parts of as many values are held against each other by what they come to, others by what they come to on average.
    """
    parts = periods(asked.chart, asked.folded)
    less = bool(words.LESS.search(asked.folded)) or extreme_asked(asked.question) == "smallest"
    more = bool(words.MORE.search(asked.folded) or words.COMPARED.search(asked.folded)) or (
        extreme_asked(asked.question) == "largest"
    )
    if len(parts) < 2 or less == more:
        return None
    points = [[(s, p) for s in asked.series for p in s.points if p.category in within] for _, within in parts]
    if not all(points):
        return None
    even = len({len(part) for part in points}) == 1 and adds_up(asked.chart)
    values = [sum(p.value for _, p in part) / (1 if even else len(part)) for part in points]
    said = voice.listed(
        [
            f"{name} ≈ {in_four(value)} ({listed_values(voice, asked.chart, part)})"
            for (name, _), value, part in zip(parts, values, points, strict=True)
        ]
    )
    every = [point for part in points for point in part]
    if yes_no(asked.folded) and not words.EITHER.search(asked.folded):
        holds = values[0] < values[1] if less else values[0] > values[1]
        return voice.say("compared yes" if holds else "compared no", list=said), every
    best = parts[values.index((min if less else max)(values))][0]
    return f"{best}{voice.colon}{said}{voice.stop}", every


def averaged(voice: Voice, asked: Asked) -> Answered | None:
    if operation_asked(asked.question) != "average":
        return None
    extreme = extreme_asked(asked.question)
    if extreme and len(asked.chart.series) > 1 and not asked.points and not asked.span and not asked.named:
        return _best_average(voice, asked, extreme)
    chosen = asked.span or asked.points or asked.pool()
    mean = sum(p.value for _, p in chosen) / len(chosen)
    return voice.say("about average", value=in_four(mean), list=listed_values(voice, asked.chart, chosen)), chosen


def _best_average(voice: Voice, asked: Asked, which: str) -> Answered:
    """ "Which year was the warmest on average?": the series, or the category, whose mean is the largest."""
    groups: dict[str, list[Point]] = {}
    for series, point in asked.pool():
        groups.setdefault((series.name or "") if _by_series(asked) else point.category, []).append((series, point))
    means = {name: sum(p.value for _, p in points) / len(points) for name, points in groups.items()}
    best = (max if which == "largest" else min)(means, key=lambda name: means[name])
    values = listed_values(voice, asked.chart, groups[best])
    return voice.say(which, name=best, value=f"≈ {in_four(means[best])} ({values})"), groups[best]


def _by_series(asked: Asked) -> bool:
    """Whether it is series that are compared as a whole: lines over time, or years over months."""
    return (timely(asked.chart) and not words.TIME.search(asked.folded)) or _of_years(asked)


_OVERALL_TREND = re.compile(
    r"\b(?:overall|general|total)\b.{0,12}\btrend|\btrend\b.{0,40}\boverall\b|[總总整]體?体?[的]?[趨趋][勢势]|\btendencia (?:general|global)\b"
)


def summed(voice: Voice, asked: Asked) -> Answered | None:
    told = words.TOGETHER.search(asked.folded) or operation_asked(asked.question) == "sum"
    if not told and not _counted_up(asked) and not _of_a_year(asked):
        return None
    # "Is the number rising overall?" asks for no sum, nor does "the overall trend".
    courses = words.RISE.search(asked.folded) or words.FALL.search(asked.folded)
    whether = yes_no(asked.folded) or words.EITHER.search(asked.folded)
    if (whether and courses and not asked.points) or _OVERALL_TREND.search(asked.folded):
        return None
    chart, extreme = asked.chart, extreme_asked(asked.question)
    if extreme and len(chart.series) > 1 and not asked.points:
        by_series = _by_series(asked)
        sums: dict[str, list[Point]] = {}
        for s, p in asked.pool():
            sums.setdefault((s.name or "") if by_series else p.category, []).append((s, p))
        totals = {name: sum(p.value for _, p in points) for name, points in sums.items()}
        best = (max if extreme == "largest" else min)(totals, key=lambda name: totals[name])
        return voice.say(extreme, name=best, value=f"≈ {added(sums[best])}"), sums[best]
    if extreme and not asked.points:
        return None
    summed = asked.span or asked.points or asked.pool()
    if len(summed) == 1 and len(chart.series) > 1:
        # "Full and part time together" names one of the two in full.
        summed = [(s, p) for s in chart.series for p in s.points if p.category == summed[0][1].category]
    if len(summed) < 2:
        return None
    if chart.kind == "line" and not asked.points and len(asked.series) > 1:
        return None
    if asked.whole and summed == asked.pool():
        return voice.say("about sum", value=f"{asked.whole:,.10g}", list=listed_values(voice, chart, summed)), summed
    total = added(summed) + ("%" if chart.unit == "%" else "")
    return voice.say("about sum", value=total, list=listed_values(voice, chart, summed)), summed


def _of_a_year(asked: Asked) -> bool:
    """ "How much does it rain in a year?" of a chart of its months."""
    months = len(asked.chart.categories) >= 11 and timely(asked.chart) and not asked.points and not asked.span
    counted = words.OF_A_YEAR.search(asked.folded) and words.COUNT_OR_AMOUNT.search(asked.folded)
    return bool(months and counted and adds_up(asked.chart) and not extreme_asked(asked.question))


def _of_years(asked: Asked) -> bool:
    """ "In which year was it least?", where each year is a series over months."""
    years = all(series.name and re.fullmatch(r"(?:19|20)\d\d年?", series.name) for series in asked.chart.series)
    return years and bool(re.search(r"\byears?\b|\banos?\b|年", asked.folded))


def _counted_up(asked: Asked) -> bool:
    """Whether "how many" is asked of values that make one amount: of a year, of the weekend, of all there is."""
    chart, folded = asked.chart, asked.folded
    # The parts of one stack make one amount.
    stack = chart.stacked and not asked.named and len({p.category for _, p in asked.points}) == 1
    many = asked.span or (asked.points if stack else () if asked.points else asked.pool())
    if len(many) < 2 or not words.COUNT_OR_AMOUNT.search(folded) or extreme_asked(asked.question) or yes_no(folded):
        return False
    if words.RISE.search(folded) or words.FALL.search(folded) or words.CHANGE.search(folded):
        return False
    if chart.unit == "%" or not adds_up(chart):
        return False
    if words.LESS.search(folded) or words.MORE.search(folded) or words.TIMES.search(folded):
        return False
    if words.RATIO.search(folded) or words.SHARE.search(folded) or operation_asked(asked.question):
        return False
    whole = len(chart.series) == 1 and not asked.points and measured(chart, asked.question)
    return bool(asked.span) or stack or whole or (asked.named and len(chart.series) > 1)


def ranked(voice: Voice, asked: Asked) -> Answered | None:
    """The second largest, the top three, all in order, the one nearest to a number."""
    if len(asked.series) > 1 or asked.points:
        return None
    pool = asked.pool()
    if words.AMONG.search(asked.folded):
        numbers = numbers_in(asked.rest, asked.chart)
        if len(numbers) == 1:
            best = min(pool, key=lambda pair: abs(pair[1].value - numbers[0]))
            return listed_values(voice, asked.chart, (best,)) + voice.stop, (best,)
    least = extreme_asked(asked.question) == "smallest" or bool(
        re.search(r"[由從从][低小少]|ascend|de menor a mayor", asked.folded)
    )
    order = sorted(pool, key=lambda pair: pair[1].value, reverse=not least)
    if top := words.TOP.search(asked.folded):
        word = next(group for group in top.groups() if group)
        order = order[: words.NUMERALS.get(word) or int(word)]
    elif place := next((n for n, pattern in words.PLACE_TH if re.search(pattern, asked.folded)), None):
        if (
            place > len(order)
            or not (words.RANKED.search(asked.folded) or (words.WHICH.search(asked.folded) and not timely(asked.chart)))
            or re.search(r"(?:second|third|fourth|fifth|last) (?:bar|column|slice|row|line)", asked.folded)
            or (
                timely(asked.chart)
                and re.search(r"第[二三四五]季|(?:second|third|fourth) (?:quarter|month|week|year)", asked.folded)
            )
        ):
            return None
        order = order[place - 1 : place]
    elif not words.SORTED.search(asked.folded):
        return None
    return listed_values(voice, asked.chart, order) + voice.stop, order


def extreme(voice: Voice, asked: Asked) -> Answered | None:
    whiches = _ends_asked(asked)
    if not whiches or (len(asked.points) == 1 and not asked.span):
        return None
    # "Is a more popular than b?" asks for no end, even where only one of them is known.
    if words.BETWEEN.search(asked.folded) and len(asked.points) < 2 and len(whiches) < 2 and not asked.span:
        return None
    if yes_no(asked.folded) and (words.THAN.search(asked.folded) or words.GETTING.search(asked.folded)):
        return None
    lost = words.LOSS.search(asked.folded) or (words.FALL.search(asked.folded) and not words.RISE.search(asked.folded))
    if lost and whiches == ("largest",) and asked.chart.smallest()[1].value < 0:
        whiches = ("smallest",)
    if asked.chart.stacked and not asked.named and not asked.points and len(whiches) == 1:
        return _extreme_of_wholes(voice, asked, whiches[0])
    chart = asked.chart
    if among := asked.span or asked.points:
        part = replace(
            chart, series=tuple(replace(s, points=tuple(p for t, p in among if t is s)) for s in asked.series)
        )
        part = replace(part, series=tuple(s for s in part.series if s.points))
    else:
        part = replace(chart, series=asked.series)
    ends = [part.largest() if which == "largest" else part.smallest() for which in whiches]
    return voice.gap.join(extreme_sentence(voice, which, part) for which in whiches), ends


def _ends_asked(asked: Asked) -> tuple[str, ...]:
    """Which ends are asked for; the slowest has the least speed, and takes the most time."""
    slowest, fastest = words.SLOWEST.search(asked.folded), words.FASTEST.search(asked.folded)
    if bool(slowest) == bool(fastest):
        ends = extremes_asked(asked.question)
        if words.TO_IMPROVE.search(asked.folded):
            return ("smallest",)
        if len(ends) == 1 and words.GOOD_OR_BAD.search(asked.folded) and words.BAD.search(titles_of(asked.chart)):
            # The best day has the fewest delays.
            return ("smallest",) if ends == ("largest",) else ("largest",)
        mostly = (
            not ends and not asked.points and words.MOSTLY.search(asked.folded) and words.WHICH.search(asked.folded)
        )
        return ("largest",) if mostly else ends
    about = plain(f"{asked.chart.title} {asked.chart.x_title} {asked.chart.y_title}")
    lasts = bool(words.DURATION.search(about)) and not words.RATE.search(about)
    return ("largest",) if bool(slowest) == lasts else ("smallest",)


def _extreme_of_wholes(voice: Voice, asked: Asked, which: str) -> Answered:
    """Which stack is the highest: its parts are what it is made of."""
    stacks = {
        category: [(s, p) for s, p in asked.pool() if p.category == category] for category in asked.chart.categories
    }
    totals = {category: sum(p.value for _, p in points) for category, points in stacks.items() if points}
    best = (max if which == "largest" else min)(totals, key=lambda category: totals[category])
    parts = listed_values(voice, asked.chart, stacks[best])
    return voice.say(which, name=best, value=f"≈ {added(stacks[best])} ({parts})"), stacks[best]


def valued(voice: Voice, asked: Asked) -> Answered | None:
    points: Sequence[Point] = asked.points
    if not points and asked.named and len(asked.chart.series) > 1 and not words.FIRST.search(asked.folded):
        points = asked.pool()
    return (listed_values(voice, asked.chart, points) + voice.stop, points) if points else None
