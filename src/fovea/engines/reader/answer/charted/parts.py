"""What a chart is made of: how many bars, its titles and axes, which colour stands for what."""

from __future__ import annotations

import re

import numpy as np

from fovea.engines.reader.answer.charted import words
from fovea.engines.reader.answer.charted.asked import Answered, Asked, listed_values, measured, of_unit, timely, yes_no
from fovea.engines.reader.answer.charted.bounds import bound_of
from fovea.engines.reader.answer.describe import (
    chart_kind,
    datum_name,
    forms_of,
)
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.ask import extreme_asked
from fovea.engines.reader.find.matching import matches, share_told
from fovea.engines.reader.language.amounts import NUMBERS
from fovea.engines.reader.language.lexicon import named_colours, names_word, plain, terms
from fovea.engines.reader.language.names import COLOUR_NAMES, ColourName
from fovea.engines.reader.language.phrases import CHARTS
from fovea.engines.reader.look.charts import Chart, Series
from fovea.engines.reader.look.pictures import SHADES
from fovea.engines.reader.regions import lab


def counted_parts(voice: Voice, asked: Asked) -> Answered | None:
    """ "How many bars?", "how many months are shown?" """
    chart, folded = asked.chart, asked.folded
    if (
        not words.COUNT.search(folded)
        or words.BETWEEN.search(folded)
        or asked.points
        or (asked.named and not words.SHOWN.search(folded))
        or bound_of(asked)
        or operation_asked(asked.question)
    ):
        return None
    series_too = [s.name or COLOUR_NAMES[voice.language][s.colour] for s in chart.series]
    if match := words.PARTS.search(folded):
        if re.search(r"serie|系列|[數数]列", match.group()) or (
            chart.kind == "line" and re.search(r"line|[線线]", match.group())
        ):
            parts = series_too
        elif timely(chart) and len(series_too) > 1 and re.search(r"categor\w+ (?:of|de)\b|(?:種|种)[類类]", folded):
            # Kinds of waste over the years.
            parts = series_too
        elif re.search(r"categor|[類类][別别]", match.group()):
            parts = list(chart.categories)
        else:
            parts = [datum_name(voice, s, p) for s, p in chart.data()]
    elif words.KINDS_OF.search(folded) and not timely(chart):
        parts = list(chart.categories)
    elif words.SHOWN.search(folded) and not words.MORE.search(folded) and not words.LESS.search(folded):
        if (measured(chart, asked.question) and not words.BY_BOTH.search(plain(chart.title or ""))) or (
            words.TOGETHER.search(folded) and not words.COUNTED_OUT.search(folded)
        ):
            return None
        if not _counts_parts(asked):
            return None
        both = words.BY_BOTH.search(plain(chart.title or ""))
        kinds = [kind for kind in both.groups() if kind] if both else []
        if len(series_too) > 1 and kinds and any(matches(term, kinds[1]) for term in terms(asked.question)):
            return voice.say("count", n=len(series_too), list=voice.listed(series_too)), chart.data()
        parts = (
            series_too
            if timely(chart) and not words.TIME.search(folded) and len(series_too) > 1
            else list(chart.categories)
        )
        if timely(chart) and not words.TIME.search(folded) and len(series_too) == 1:
            return None
    else:
        return None
    return voice.say("count", n=len(parts), list=voice.listed(parts)), chart.data()


def named_parts(voice: Voice, asked: Asked) -> Answered | None:
    """ "Which areas does the chart show?", "what are the two stations called?": the names of what it compares."""
    chart, kind = asked.chart, _kind_of_parts(asked)
    other = asked.points or asked.named or extreme_asked(asked.question) or bound_of(asked) or any(asked.ways)
    if not kind or other or words.NO_PART.search(kind) or words.AXIS.search(asked.folded):
        return None
    series = [s.name for s in chart.series if s.name]
    lines = len(series) == len(chart.series) > 1 and _is_of_series(asked, kind, series)
    if not lines and of_unit(chart.categories, kind) is False:
        # Branches are no years.
        return None
    if not lines and timely(chart) and not words.TIME.search(kind):
        # Months are no stations.
        return None
    parts = series if lines else list(chart.categories)
    unread = any(note.series and note.series not in series for note in chart.notes)
    return None if lines and unread else (voice.listed(parts) + voice.stop, chart.data())


def _kind_of_parts(asked: Asked) -> str:
    match = words.WHAT_IS_SHOWN.search(asked.folded)
    return next(filter(None, match.groups()), "") if match else ""


def _is_of_series(asked: Asked, kind: str, series: list[str]) -> bool:
    """Whether what is asked for by its kind are the lines of a chart, or the bars beside one another, and not what stands
    along its axis."""
    chart = asked.chart
    if (times := of_unit(series, kind)) is not None:
        return times and not of_unit(chart.categories, kind)
    if words.SERIES.search(kind) or words.LEGEND.search(kind):
        return True
    return timely(chart) and not words.TIME.search(kind)


def of_another_kind(asked: Asked) -> bool:
    """Whether the parts of a chart may not be what is asked for: so many of them, or cities where its axis has branches."""
    chart, kind = asked.chart, _kind_of_parts(asked)
    series = [s.name for s in chart.series if s.name]
    lines = len(series) == len(chart.series) > 1 and _is_of_series(asked, kind, series)
    count = next((n for n, pattern in words.SO_MANY.items() if pattern.search(asked.folded)), 0)
    if count and count != len(series if lines else chart.categories):
        return True
    if lines or of_unit(chart.categories, kind) or words.SERIES.search(kind):
        return False
    titles = [plain(title) for title in (chart.y_title if chart.horizontal else chart.x_title, chart.title) if title]
    told = any(share_told(term, title) >= 0.6 for term in terms(kind) for title in titles)
    return not told and (len(series) > 1 or bool(chart.y_title if chart.horizontal else chart.x_title))


_PARTS = (
    ("line", r"(?:[a-z]+ )?(?:lines?|curves?)|[條条根]?(?:曲|折)?[線线]|(?:lineas?|curvas?)"),
    ("bar", r"(?:[a-z]+ )?(?:bars?|columns?)|[條条根個个]?(?:[長长柱][條条]|柱子?)|(?:barras?|columnas?)"),
    ("pie", r"(?:[a-z]+ )?(?:slices?|segments?|wedges?|sectors?)|[塊块個个]?扇[形區区]|(?:porciones|sectores)"),
    ("series", r"(?:data )?series|[個个]?(?:系列|[數数]列)"),
)  # fmt: skip
_SO_MANY = "|".join((*sorted(NUMBERS, key=len, reverse=True), r"\d{1,2}"))


def parts_asked(folded: str) -> tuple[str, int | None] | None:
    """Which parts of a chart are counted, and how many of them it shall have: "three lines", "the most bars"."""
    for kind, names in _PARTS:
        if match := re.search(
            rf"(?:(?<![a-z\d])({_SO_MANY}) ?|(?:most|more|fewest|fewer|mas|menos|最[多少]的?|[更較较]多) ?)(?:{names})",
            folded,
        ):
            said = match[1]
            return kind, None if said is None else NUMBERS.get(said) or int(said)
    return None


def parts_drawn(chart: Chart, kind: str) -> int:
    """How many lines, bars, slices or series a chart has."""
    if kind in ("line", "series"):
        return len(chart.series) if kind == "series" or chart.kind in ("line", "area") else 0
    return len(chart.data()) if chart.kind == kind else 0


def _counts_parts(asked: Asked) -> bool:
    """Whether what is counted is what the chart shows: it says so, or its title has the word, or the word is "kinds"."""
    chart = asked.chart
    lines = timely(chart) and len(chart.series) > 1
    if lines or words.OF_THE_CHART.search(asked.folded) or words.TIME.search(asked.folded):
        return True
    about = plain(f"{chart.title} {chart.x_title}")
    return any(share_told(term, about) >= 0.99 for term in terms(asked.question))


def axes_asked(asked: Asked) -> tuple[str | None, str | None]:
    """The titles of the axes that a question asks for: of one, or of both; None where that has none."""
    across, upright = words.X_AXIS.search(asked.folded), words.Y_AXIS.search(asked.folded)
    chart = asked.chart
    return chart.x_title if across or not upright else None, chart.y_title if upright or not across else None


def along_axis(voice: Voice, asked: Asked) -> Answered | None:
    """ "What are the categories on the x-axis?", "what does it show?" where no title says it; "what years does it cover?" """
    chart, folded = asked.chart, asked.folded
    if asked.points or asked.named or extreme_asked(asked.question):
        return None
    of_axis = (words.Y_AXIS if chart.horizontal else words.X_AXIS).search(folded)
    titled = chart.y_title if chart.horizontal else chart.x_title
    told = words.AXIS_PARTS.search(folded) if titled else not words.AXIS_TITLE.search(folded)
    if chart.kind != "pie" and of_axis and told:
        return voice.listed(chart.categories) + voice.stop, chart.data()
    if words.COVERED.search(folded) and timely(chart):
        return f"{chart.categories[0]} – {chart.categories[-1]}{voice.stop}", chart.data()
    return None


def titles(voice: Voice, asked: Asked) -> Answered | None:
    chart, folded = asked.chart, asked.folded
    if words.AXIS.search(folded):
        axes = [axis for axis in axes_asked(asked) if axis]
        quoted = voice.listed([voice.quote(a) for a in axes])
        return voice.say("axes", list=quoted) if axes else voice.say(
            "axes untitled", list=voice.listed(chart.categories)
        ), ()
    if chart.title and words.TITLE.search(folded) and not asked.points:
        return voice.quote(chart.title) + voice.stop, ()
    if words.UNIT.search(folded) and (unit := _unit(chart)):
        return voice.quote(unit) + voice.stop, ()
    if words.COLOUR.search(folded) and chart.kind != "pie":
        names = {s.name or "": COLOUR_NAMES[voice.language][s.colour] for s in asked.series}
        told = [f"{name}{voice.colon}{colour}" if name else colour for name, colour in names.items()]
        return voice.listed(told), asked.pool()
    # "Which series is higher?" asks for one of them.
    one = asked.points or asked.named or extreme_asked(asked.question) or any(asked.sides) or any(asked.ways)
    if not one and words.LEGEND.search(folded):
        # The legend also names those that could not be read.
        named = [s.name or COLOUR_NAMES[voice.language][s.colour] for s in chart.series]
        unread = [note.series for note in chart.notes if note.series and note.series not in named]
        return voice.listed([*named, *unread]), ()
    return None


def _unit(chart: Chart) -> str | None:
    """What the values are counted in: the title of their axis, what a title has in brackets, or their sign."""
    amounts = chart.x_title if chart.horizontal else chart.y_title
    bracketed = re.search(r"[(（]([^)）]+)[)）]\s*$", chart.title or "")
    return amounts or (bracketed[1] if bracketed else None) or chart.unit or None


def coloured(voice: Voice, asked: Asked) -> Answered | None:
    """ "What colour is the slice for rent?", "which slice is red?", "what does the orange bar stand for?" """
    chart, folded = asked.chart, asked.folded
    own = [(s, p) for s, p in chart.data() if p.colour]
    # Where all bars of a series are alike, their colour is the series'.
    varied = any(len({p.colour for _, p in own if _ is s}) > 1 for s in chart.series)
    if words.OF_WHAT_COLOUR.search(folded):
        points = [point for point in (asked.points or asked.pool()) if point[1].colour]
        if not points or not (varied or (asked.points and not asked.named)) or named_colours(folded):
            return None
        told = dict.fromkeys((datum_name(voice, s, p), p.colour) for s, p in points)
        return voice.listed(
            [f"{name}{voice.colon}{COLOUR_NAMES[voice.language][colour]}" for name, colour in told if colour]
        ) + voice.stop, points
    colours = named_colours(folded)
    if colours and words.STANDS_FOR.search(folded) and asked.named and not asked.points and len(chart.series) > 1:
        stands = [f"{s.name} ({COLOUR_NAMES[voice.language][s.colour]})" for s in asked.series if s.name]
        return (voice.listed(stands) + voice.stop, asked.pool()) if stands else None
    # "Which line is green?" names a series by no more than its colour.
    by_name = asked.named and not (
        words.IS_OF_COLOUR.search(folded) and not any(s.name and plain(s.name) in folded for s in asked.series)
    )
    if not colours or not words.WHICH.search(folded) or asked.points or by_name or extreme_asked(asked.question):
        return None
    if varied:
        points = [(s, p) for s, p in own if p.colour in colours]
        return (listed_values(voice, chart, points) + voice.stop, points) if points else None
    alike = [s for s in chart.series if s.colour in colours and s.name] if len(chart.series) > 1 else []
    if not alike and len(colours) == 1 and len(chart.series) > 1:
        alike = _most_like(chart, *colours)
    if not alike or words.ONE_VALUE.search(folded):
        return None
    named = [f"{s.name} ({COLOUR_NAMES[voice.language][s.colour]})" for s in alike]
    return voice.listed(named) + voice.stop, [(s, p) for s in alike for p in s.points]


def _most_like(chart: Chart, colour: ColourName) -> list[Series]:
    """The one series that may be called by a colour that none has: a bluish violet is purple beside a green."""
    shades = lab(SHADES[colour])
    off = sorted((float(np.linalg.norm(shades - lab((s.rgb,)), axis=1).min()), n) for n, s in enumerate(chart.series))
    near = off[0][0] < 45 and off[1][0] > off[0][0] + 20 and chart.series[off[0][1]].name
    return [chart.series[off[0][1]]] if near else []


def told_apart(voice: Voice, asked: Asked) -> Answered | None:
    """ "Is this a bar chart or a line chart?", "Are the bars horizontal?" """
    folded = asked.folded
    if asked.points or asked.named:
        return None
    forms = {form for form, pattern in words.FORMS.items() if pattern.search(folded)}
    if forms and asked.chart.kind == "bar" and not words.AXIS.search(folded):
        sole = len(forms) == 1 and yes_no(folded)
        word = voice.say("so" if forms <= set(forms_of(asked.chart)) else "not so") if sole else ""
        return word + chart_kind(voice, asked.chart), ()
    named = {kind for kind, names in CHARTS.items() if any(names_word(plain(name), folded) for name in names)}
    if not named or not re.search(r"\bor\b|還是|还是|或|\bo\b|\bkind\b|\btype\b|[嗎吗]|^\W*(?:is|es) ", folded):
        return None
    if not re.search(r"chart|graph|圖|图|grafic", folded):
        return None
    sole = len(named) == 1 and yes_no(folded)
    word = voice.say("so" if asked.chart.kind in named else "not so") if sole else ""
    return word + chart_kind(voice, asked.chart), ()


def all_values(voice: Voice, asked: Asked) -> Answered | None:
    """ "What are the values?", "List the data points": each of them, with its name."""
    named = asked.named if len(asked.chart.series) > 1 else ()
    if asked.points or not words.ALL_VALUES.search(asked.folded):
        return None
    points = [(s, p) for s, p in asked.chart.data() if not named or any(s is one for one in asked.series)]
    return listed_values(voice, asked.chart, points) + voice.stop, points
