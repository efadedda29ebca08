"""Questions about a chart: its values are a table of categories by series; an answer names those that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from fovea.engines.reader.answer.charted import words
from fovea.engines.reader.answer.charted.asked import (
    Answered,
    Asked,
    Point,
    adds_up,
    asked_of,
    beyond,
    other_time,
    rated,
    side_untold,
    strangers,
    timely,
    titles_of,
    unaccounted,
    yes_no,
)
from fovea.engines.reader.answer.charted.bounds import (
    ahead,
    bounded,
    compared_points,
    compared_series,
    near_bound,
    than,
)
from fovea.engines.reader.answer.charted.moves import between_series, constant, moved, steadily, stepped, trended
from fovea.engines.reader.answer.charted.named import category_named
from fovea.engines.reader.answer.charted.parts import (
    all_values,
    along_axis,
    axes_asked,
    coloured,
    counted_parts,
    named_parts,
    of_another_kind,
    titles,
    told_apart,
)
from fovea.engines.reader.answer.charted.sums import (
    averaged,
    divided,
    excepted,
    extreme,
    of_periods,
    of_whole,
    ranked,
    subtracted,
    summed,
    valued,
    whole_of,
)
from fovea.engines.reader.answer.describe import unsure_sentence
from fovea.engines.reader.answer.proof import compares
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Shown, extreme_asked
from fovea.engines.reader.find.matching import coverage, matches, share_of_label
from fovea.engines.reader.language.concepts import kind_of_concept
from fovea.engines.reader.language.lexicon import concepts_in, language_of, plain, terms, wanted
from fovea.engines.reader.look.charts import Chart, Unsure
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Evidence


def charted(voice: Voice, shown: Shown, examination: Examination) -> Said | None:
    """What the chart says to the question, with the places of the values as evidence; None where it says nothing."""
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart is None or not chart.data():
        return without_scale(voice, examination)
    return _answered(voice, shown, examination, chart)


def names_of_chart(voice: Voice, examination: Examination) -> bool:
    """Whether a question names a category or a series of a chart: "oranges" that are sold, and no colour."""
    chart = examination.chart() if examination.kind() == "chart" else None
    if chart is None or not chart.data():
        return False
    asked = asked_of(chart, voice.request.question, "")
    named = {plain(s.name or "") for s in asked.series} if asked.named else set()
    return bool(named | {plain(p.category) for _, p in asked.points}) and not words.OF_WHAT_COLOUR.search(asked.folded)


def charted_beside_text(voice: Voice, shown: Shown, examination: Examination) -> Said | None:
    """What a chart among the paragraphs of a page says for sure to a question that names something of it."""
    chart = examination.chart_beside_text()
    if chart is None or not chart.data():
        return None
    asked = asked_of(chart, voice.request.question, "")
    about = plain(f"{chart.title} {chart.x_title} {chart.y_title}")
    if not asked.points and not asked.named and not any(matches(term, about) for term in terms(asked.question)):
        return None
    said = _answered(voice, shown, examination, chart)
    return said if said and said.sure else None


def _answered(voice: Voice, shown: Shown, examination: Examination, chart: Chart) -> Said | None:
    asked = asked_of(chart, voice.request.question, voice.request.earlier or "")
    if strangers(chart, asked.question):
        return None
    chart = asked.chart
    if chart.kind == "pie" and chart.unit == "%":
        asked = replace(asked, whole=whole_of(chart, [line.text for line in examination.page().lines]))
    asked = replace(asked, stated=_stated(chart, [line.text for line in examination.page().lines]))
    for way in WAYS:
        if answered := way(voice, asked):
            text, points = answered
            doubted = (way is valued and unanswered(asked)) or (way is extreme and of_which(asked))
            # What it was at a time that the chart does not show, no other time says.
            doubted |= way in _OF_VALUES and beyond(asked, examination.page().text)
            # "After the fair" is some part of it, and the chart does not say which.
            doubted |= way in (*_OF_VALUES, moved, stepped, counted_parts) and side_untold(asked)
            # Nor what is named and stands nowhere.
            doubted |= way in _OF_VALUES and _names_another(asked, way, examination.page().text)
            # A value is nobody.
            doubted |= way is valued and wanted(asked.question).expects == "who"
            # Of several series "how many towns" counts no town twice.
            doubted |= way is bounded and bool(words.COUNT.search(asked.folded)) and _counts_twice(asked, points)
            # What was measured may lie on the other side of a bound that is so near.
            doubted |= way is bounded and near_bound(asked)
            # Nor are branches cities.
            doubted |= way is named_parts and of_another_kind(asked)
            # The scale of an axis is read, not told.
            doubted |= way is titles and bool(
                words.AXIS.search(asked.folded) and words.SCALE_OF_AXIS.search(asked.folded)
            )
            # Neither shares of a whole nor towns follow a course.
            doubted |= way is trended and not _in_order(chart)
            # Nor is what is not so, or as part of what, in another unit or by another time, or only of two together.
            doubted |= way in (*_OF_VALUES, than, compared_series) and (
                _turned_round(asked, way) or _otherwise_counted(asked, way)
            )
            # Of two that the question names one at most is known.
            doubted |= (
                bool(words.CHOICE.search(asked.folded))
                and not words.COLOUR.search(asked.folded)
                and not _both_known(asked, way)
            )
            # Shares add up to no money and to no number of things.
            doubted |= way in (summed, averaged) and _of_shares(asked)
            # Nor do orders a week of several years.
            several = len({p.category for _, p in points}) > 1
            doubted |= way is summed and several and (rated(chart) or (timely(chart) and not adds_up(chart)))
            # What is worked out from all values lacks those that could not be read.
            doubted |= (
                way in (summed, averaged, counted_parts, bounded, ranked)
                and len(points) > 2
                and any(note.what in ("ends", "bars", "points") for note in chart.notes)
            )
            # A line that could not be read may have the largest, or the value that is asked for.
            doubted |= way in _OF_VALUES and not asked.named and bool(_unread(chart))
            # Nor is the largest known where a name was not read, nor an axis' title where none was found.
            doubted |= way is extreme and any(note.what == "labels" for note in chart.notes)
            # Nor what the largest is called where a number stands for its name.
            nameless = any(note.what == "names" for note in chart.notes)
            doubted |= way is extreme and nameless and any(p.category.isdigit() for _, p in points)
            # "Zaragoza 9.4" beside the end of a line is a name that was read together with a value.
            doubted |= way is extreme and any(s.name and re.search(r"\d[.,]\d", s.name) for s in chart.series)
            of_axis = bool(words.AXIS.search(asked.folded))
            unseen = way is titles and (not any(axes_asked(asked)) if of_axis else _only_colours(asked))
            doubt = voice.say("taken for") + voice.gap if doubted else ""
            doubted |= unseen
            return Said(doubt + text, evidence(shown, examination, points), sure=not doubted)
    return None


def _names_another(asked: Asked, way: object, page: str) -> bool:
    """Whether a question is about something that the chart does not have; what its categories are called, "the counter", a
    chart need not say, least of all in the language of the question."""
    if way is valued and (_of_another_amount(asked, page) or _counts_another(asked, page) or _unknown_name(asked)):
        return True
    if way is summed and asked.chart.stacked and asked.points and not asked.named:
        # "How many go by car in North?" asks for no whole of a stack without cars.
        lacking, _ = unaccounted(asked, page)
        return lacking > 0 and language_of(f"{page} {titles_of(asked.chart)}") == language_of(asked.question)
    if way is valued:
        # Of one series a question need not say what it shows.
        if asked.points and (asked.named or len(asked.chart.series) == 1):
            return False
    elif asked.points or asked.named:
        return False
    lacking, named = unaccounted(asked, page)
    if way in (extreme, ranked, bounded, trended) or asked.points:
        tongue = language_of(f"{page} {titles_of(asked.chart)}")
        # One word may be what categories are called, or what they do: "the day that I walked most".
        return lacking == named > 1 and tongue in (None, language_of(asked.question))
    return lacking > 0 or _of_another_amount(asked, page)


def _of_another_amount(asked: Asked, page: str) -> bool:
    """Whether a sum or an average is asked of a price or the like, of which a chart of visitors says nothing."""
    told = concepts_in(f"{page} {asked.chart.title}")[0]
    return any(
        kind_of_concept(c) == "money" and c not in (*told, *_ANY_AMOUNT) for c in wanted(asked.question).concepts
    )


def _unknown_name(asked: Asked) -> bool:
    """Whether a question has a name by which nothing of the chart is called: "Oakham" of Riverside and Mill Lane."""
    chart = asked.chart
    said = plain(" ".join((*chart.categories, *(one.name or "" for one in chart.series), titles_of(chart))))
    return any(name[:3] not in said for name in wanted(asked.question).names)


def _counts_another(asked: Asked, page: str) -> bool:
    """Whether "how many kayaks" is asked of a chart that counts canoes, in the language of the question."""
    match = _HOW_MANY.search(asked.folded)
    if match is None or language_of(f"{page} {titles_of(asked.chart)}") != language_of(asked.question):
        return False
    counted, told = next(filter(None, match.groups())), plain(f"{page} {titles_of(asked.chart)}")
    return share_of_label(counted, told) < 0.6


#: Things that are counted; people are counted by many names.
_HOW_MANY = re.compile(
    r"\bhow many (?!people|persons|visits|visitors|units|points|times|copies|hours|minutes|years|days|percent)([a-z]{3,}s)\b"
    r"(?! (?:more|fewer|less)\b)|\bcuant[oa]s (?!personas|veces|visitas|unidades|puntos|horas|minutos|anos|dias)([a-z]{3,}s)\b"
)
#: What any value of a chart may be called.
_ANY_AMOUNT = ("total", "amount", "subtotal", "spent", "revenue", "balance", "budget")


def _in_order(chart: Chart) -> bool:
    """Whether the categories of a chart come one after the other: times, ages, numbers."""
    return chart.kind == "line" or timely(chart) or all(re.search(r"\d", category) for category in chart.categories)


#: Ways that tell what values are, or work with them.
_OF_VALUES = (valued, summed, averaged, subtracted, divided, extreme, ranked, bounded, trended)


def _both_known(asked: Asked, way: object) -> bool:
    if way not in (extreme, ahead, valued, compared_points):
        return True
    return len(asked.points) > 1 or (asked.named and len(asked.series) > 1)


def _stated(chart: Chart, lines: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Lines of words and one number that name neither a value nor the chart: targets, limits, averages."""
    known = {plain(text) for text in (chart.title, chart.x_title, chart.y_title, *chart.categories) if text}
    known |= {plain(series.name) for series in chart.series if series.name}
    found: list[tuple[str, float]] = []
    for line in lines:
        numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", line)
        label = re.sub(r"[\d.,:：()（）=]+(?:\s*[a-z%°]{1,3}\b)?", " ", plain(line)).strip()
        if len(numbers) == 1 and plain(line) not in known and len(label) > 1 and terms(label):
            found.append((label, float(numbers[0].replace(",", ""))))
    return tuple(found)


def unanswered(asked: Asked) -> bool:
    """Whether values alone do not answer: one of many was asked for, or what they come to."""
    # "How many were sold?" is not answered by a percentage.
    if _of_shares(asked):
        return True
    # Of the category that is named none was read.
    if not asked.points and any(category_named(plain(category), asked.folded) for category in asked.chart.categories):
        return True
    # A value says neither yes nor no, nor how many times as much it is.
    if yes_no(asked.folded) or words.RATIO.search(asked.folded):
        return True
    listed = len(asked.points or asked.pool()) > (
        3 if asked.named or len(asked.chart.series) == 1 else 1
    ) and words.ONE_VALUE.search(asked.folded)
    return bool(listed or compares(asked.folded) or operation_asked(asked.question))


def _only_colours(asked: Asked) -> bool:
    """Whether series are listed of which the names were not read."""
    unnamed = len(asked.chart.series) > 1 and not all(series.name for series in asked.chart.series)
    return unnamed and bool(words.LEGEND.search(asked.folded))


def _turned_round(asked: Asked, way: object) -> bool:
    """Whether a question has a "not", or leaves something out, that the way it is answered makes nothing of."""
    rest = words.AT_LEAST.sub(" ", words.AT_MOST.sub(" ", asked.folded)) if way is bounded else asked.folded
    spanish = asked.folded.startswith("¿") and re.search(r"\bno\b", rest)
    left_out = words.EXCEPT.search(rest) and way is not constant
    return bool(words.NOT.search(rest) or spanish or left_out) and not words.UNCHANGED.search(asked.folded)


def _otherwise_counted(asked: Asked, way: object) -> bool:
    """Whether a question asks for a rate, for a unit, or for what comes a day, where the values of the chart are none."""
    folded, about = asked.folded, titles_of(asked.chart)
    names = plain(" ".join(s.name or "" for s in asked.chart.series))
    if way is bounded and words.TOGETHER.search(folded) and not asked.points:
        return True
    if way is than and words.NEXT_TO.search(folded):
        return True
    of_hundred = asked.chart.unit == "%" or "%" in about or words.RATE_OF.search(f"{about} {names}")
    if way is not divided and words.RATE_OF.search(folded) and not of_hundred:
        return True
    if unit := words.IN_UNIT.search(folded):
        said = next(filter(None, unit.groups()))
        scaled = words.AXIS_SCALE.search(about) and not words.AXIS_SCALE.search(folded)
        if scaled or not share_of_label(said, f"{about} {names}") >= 0.99:
            return language_of(about) == language_of(asked.question) or bool(scaled)
    # What stands at the top need not be the most, where bars lie on their sides.
    if way is extreme and asked.chart.horizontal and words.AT_AN_END.search(folded):
        return True
    if _counts_other(folded, about):
        return True
    of_year = way is summed and words.OF_A_YEAR.search(folded)
    return way is not averaged and not of_year and other_time(asked)


def _counts_other(folded: str, about: str) -> bool:
    """Whether a question says another number of something than the titles: two-bedroom flats of one-bedroom ones."""
    told = {thing: number for number, thing in words.SO_MANY_OF.findall(about)}
    return any(told.get(thing, number) != number for number, thing in words.SO_MANY_OF.findall(folded))


def _counts_twice(asked: Asked, points: Sequence[Point]) -> bool:
    return len({p.category for _, p in points}) < len(points) and not words.IN_EACH.search(asked.folded)


def _unread(chart: Chart) -> set[str]:
    """Series that the legend names and of which nothing could be read."""
    return {note.series for note in chart.notes if note.series} - {series.name for series in chart.series}


def _of_shares(asked: Asked) -> bool:
    """Whether an amount is asked of a chart that has shares alone."""
    amount = words.AMOUNT.search(asked.folded) or words.MONEY.search(asked.folded)
    return bool(
        asked.chart.unit == "%" and asked.chart.kind == "pie" and amount and not words.SHARE.search(asked.folded)
    )


def of_which(asked: Asked) -> bool:
    """Whether the end of all series was taken, where a word of the question may mean one that goes by another name."""
    if asked.named or len(asked.chart.series) < 2:
        return False
    chart = asked.chart
    texts = filter(
        None, (chart.title, chart.x_title, chart.y_title, *chart.categories, *(s.name for s in chart.series))
    )
    told = plain(" ".join(texts))
    # What it asks for is not what it calls a series: 進口 of 進口最高.
    meant = [
        rest
        for term in wanted(asked.question).strong
        if (rest := term if term.isascii() else words.ENDS_IN_HAN.sub("", term))
        and not (words.SERIES.search(rest) or words.COMPARED.search(rest) or extreme_asked(rest))
    ]
    return any(coverage((term,), told) < 0.6 for term in meant)


def without_scale(voice: Voice, examination: Examination) -> Said | None:
    """Of bars without a scale: which is the longest, and that no value can be read."""
    if examination.kind() not in ("drawing", "page", "chart") or (examination.kind() == "page" and grids(examination)):
        return None
    plot = examination.plot()
    if not isinstance(plot, Unsure) or len(plot.ranked) < 2 or len(set(plot.ranked)) < len(plot.ranked):
        return None
    folded = plain(voice.request.question)
    if extreme := extreme_asked(voice.request.question):
        key, name = ("longest bar", plot.ranked[0]) if extreme == "largest" else ("shortest bar", plot.ranked[-1])
        # What looks like bars on a page of text may be its boxes.
        sure = examination.kind() != "page"
        doubt = "" if sure else voice.say("taken for") + voice.gap
        return Said(doubt + voice.say(key, name=name), sure=sure)
    if any(category_named(plain(category), folded) for category in plot.ranked):
        return Said(unsure_sentence(voice, plot), sure=False)
    return None


def evidence(shown: Shown, examination: Examination, points: Sequence[Point]) -> tuple[Evidence, ...]:
    """Bars, slices and points: measured places, with the number that stands there where one is printed."""
    page = examination.page()
    return tuple(
        Evidence(shown.number, point.printed or "", page.on_picture(point.box.quad), 1.0) for _, point in points
    )


WAYS: tuple[Callable[[Voice, Asked], Answered | None], ...] = (
    excepted,
    counted_parts,
    coloured,
    along_axis,
    named_parts,
    titles,
    told_apart,
    all_values,
    of_periods,
    constant,
    steadily,
    between_series,
    stepped,
    moved,
    bounded,
    than,
    ahead,
    compared_series,
    compared_points,
    divided,
    of_whole,
    subtracted,
    averaged,
    summed,
    ranked,
    extreme,
    trended,
    valued,
)
