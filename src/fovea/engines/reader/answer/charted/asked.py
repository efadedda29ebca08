"""A question about a chart, and what of the chart it names: series and categories, in any of four languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from fovea.engines.reader.answer.charted import words
from fovea.engines.reader.answer.charted.named import (
    category_named,
    han_value,
    on_a_side,
    side_asked,
    uncounted,
    with_both_units,
    with_units,
)
from fovea.engines.reader.answer.charted.periods import ends_counted, period, stretch
from fovea.engines.reader.answer.describe import (
    datum_name,
    number_text,
)
from fovea.engines.reader.answer.voice import Voice
from fovea.engines.reader.ask import FOLLOWS, extreme_asked
from fovea.engines.reader.find.matching import coverage, matches, share_of_label
from fovea.engines.reader.language.concepts import MONTHS, WEEKDAYS, things_in
from fovea.engines.reader.language.folding import one_script
from fovea.engines.reader.language.lexicon import (
    ENGLISH,
    SPANISH,
    concepts_in,
    named_colours,
    names_word,
    plain,
    synonyms,
    terms,
    wanted,
)
from fovea.engines.reader.language.names import COLOUR_NAMES
from fovea.engines.reader.look.charts import Chart, Datum, Series
from fovea.engines.reader.look.pictures import SHADES
from fovea.engines.reader.regions import lab

Point: TypeAlias = tuple[Series, Datum]
#: What is said, and the values that it rests on.
Answered: TypeAlias = tuple[str, Sequence[Point]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what of the chart it names."""

    chart: Chart
    question: str
    folded: str
    #: Those that are named, or all.
    series: tuple[Series, ...]
    named: bool
    #: The values of the categories that are named, in the order of the question.
    points: tuple[Point, ...]
    #: The question without the names of categories and series.
    rest: str
    #: What the shares of a pie are shares of, where the picture says it: 400 for "400 people asked".
    whole: float | None = None
    #: What the page says in words and a number: "Warning level 3.0 m".
    stated: tuple[tuple[str, float], ...] = ()
    #: The values of a stretch of time that is named as one: the weekend, from May to July.
    span: tuple[Point, ...] = ()

    def pool(self) -> list[Point]:
        return [(series, point) for series in self.series for point in series.points]

    @property
    def sides(self) -> tuple[bool, bool]:
        """Whether less is asked for, and whether more; "fewer than" has no "more" in it."""
        return sides(self.rest)

    @property
    def ways(self) -> tuple[bool, bool]:
        """Whether what rises is asked for, and whether what falls: what gets slower takes more minutes."""
        getting = [bool(words.DOWN.search(match.group())) for match in words.GETTING.finditer(self.folded)]
        rises = bool(words.RISE.search(self.folded)) or not all(getting)
        falls = bool(words.FALL.search(self.folded)) or any(getting)
        titles = plain(f"{self.chart.title} {self.chart.x_title} {self.chart.y_title}")
        return (falls, rises) if words.SPEED.search(self.folded) and words.DURATION.search(titles) else (rises, falls)


def _with_whole_names(chart: Chart, question: str) -> str:
    """A question that calls categories by what sets them apart, "C" for "Provider C", with their whole names."""
    first = {category.rsplit(" ", 1)[0] for category in chart.categories}
    tails = [category.rsplit(" ", 1)[-1] for category in chart.categories]
    if len(first) != 1 or len(tails) < 2 or not all(tail.isalpha() and tail.isupper() for tail in tails):
        return question
    (name,) = first
    if re.search(rf"\b{re.escape(name)}\b", question, re.I):
        return question
    return re.sub(rf"(?<![\w'’])(?:{'|'.join(map(re.escape, tails))})(?![\w'’])", lambda m: f"{name} {m[0]}", question)


def asked_of(chart: Chart, question: str, earlier: str) -> Asked:
    chart = with_units(chart, question)
    question = _with_whole_names(chart, question)
    folded = (
        months_in_digits(plain(question))
        if any(words.MONTH.fullmatch(c) for c in chart.categories)
        else plain(question)
    )
    # "一周一共" has no Monday in it.
    folded = re.sub(r"一([周週])(?=一共|[總总]共|[內内裡里])", "整段", folded)
    folded = with_both_units(_with_groups(chart, folded))
    chart, folded, question = _on_one_side(chart, folded, question)
    named = series_named(chart, folded)
    points = points_named(chart, named or chart.series, folded)
    if earlier and FOLLOWS.search(folded):
        # "And in 2023?" is asked of the series that the question before it named, and the other way round.
        before = plain(earlier)
        named = named or series_named(chart, before)
        points = (
            points if points_named(chart, chart.series, folded) else points_named(chart, named or chart.series, before)
        )
        points = points_named(chart, named or chart.series, folded) or points
    rest = folded
    for name in (*(p.category for _, p in points), *(s.name or "" for s in named)):
        rest = rest.replace(plain(name), " ") if name else rest
    within = period(chart, folded)
    if len(points) and len({p.category for _, p in points}) == 1 and any(p.category in within for _, p in points):
        # "The first quarter of 2023" is that quarter, and not the year.
        within = ()
    within = (
        within
        or ends_counted(chart, folded)
        or stretch(chart, folded, list(dict.fromkeys(p.category for _, p in points)))
    )
    span = tuple((s, p) for s in named or chart.series for p in s.points if p.category in within)
    # "Lower hut" asks for no lowest value, "better salary" for nothing beyond another: where a name has such a word,
    # what is asked is read without it.
    names = [*(s.name for s in named if s.name), *dict.fromkeys(p.category for _, p in points)]
    for name in (plain(name) for name in names if _tells_an_end(name)):
        question, folded = re.sub(re.escape(name), " ", question, flags=re.I), folded.replace(name, " ")
    return Asked(chart, question, folded, named or chart.series, bool(named), tuple(points), rest, span=span)


def _on_one_side(chart: Chart, folded: str, question: str) -> tuple[Chart, str, str]:
    """A question about what comes before or after a category as one about that part of the chart."""
    side = side_asked(chart, folded) if timely(chart) or chart.kind == "line" else None
    if side is None or words.RECOVERED.search(folded):
        return chart, folded, question
    rest = f"{folded[: side.begins]} {folded[side.ends :]}"
    # How it goes on from a category, or comes to it, is told with it.
    moves = any(pattern.search(rest) for pattern in (words.TREND, words.RISE, words.FALL, words.CHANGE, words.COURSE))
    if moves and side.later and yes_no(rest):
        return chart, folded, question
    within = {*side.within, side.end} if moves else set(side.within)
    if len(within) < 1 + moves or any(category_named(plain(category), rest) for category in chart.categories):
        return chart, folded, question
    series = tuple(replace(s, points=tuple(p for p in s.points if p.category in within)) for s in chart.series)
    part = replace(
        chart,
        categories=tuple(category for category in chart.categories if category in within),
        series=tuple(s for s in series if s.points),
    )
    return (part, rest, rest) if part.series else (chart, folded, question)


def side_untold(asked: Asked) -> bool:
    """Whether a question asks for what comes before or after something that is no category of the chart."""
    return not asked.points and not asked.span and on_a_side(asked.chart, asked.folded)


def _tells_an_end(name: str) -> bool:
    """Whether a name has a word in it that asks for the largest, for what falls or for what is beyond something."""
    return bool(extreme_asked(name)) or bool(words.FALL.search(plain(name))) or any(sides(plain(name)))


def _with_groups(chart: Chart, folded: str) -> str:
    """A question with groups as the chart writes them: "19-35" for "19 to 35", "60+" for "over 60"."""
    groups = {plain(category) for category in chart.categories}

    def written(match: re.Match[str], form: Callable[[str], Iterable[str]]) -> str:
        digits = "-".join(group for group in match.groups() if group)
        return next((name for name in form(digits) if name in groups), match[0])

    folded = words.GROUP_ENDS.sub(lambda m: written(m, lambda digits: (digits, digits.replace("-", "–"))), folded)
    folded = words.UNDER.sub(
        lambda m: written(
            m, lambda n: (f"0-{n}", f"0-{int(n) - 1}", f"0–{int(n) - 1}", f"<{n}", f"under {n}", f"0–{n}")
        ),
        folded,
    )
    return words.OVER.sub(lambda m: written(m, lambda n: (f"{n}+", f">{n}", f"over {n}", f"{int(n) + 1}+")), folded)


def months_in_digits(folded: str) -> str:
    """八月 as an axis may write it: 8月."""
    months = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
    return re.sub(
        r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月",
        lambda m: f"{months.index(m[1]) + 1}月",
        folded,
    )


def series_named(chart: Chart, folded: str) -> tuple[Series, ...]:
    """By name, else by colour ("the red line"), in the order of the question."""
    found = [
        (_place_of(plain(s.name), folded), s)
        for s in chart.series
        if s.name
        and (not words.OPINION.fullmatch(plain(s.name)) or plain(s.name) in re.split(r"\W+", folded))
        and (
            names_word(one_script(plain(s.name)), one_script(folded))
            or coverage((plain(s.name),), folded) >= 1
            or _done(plain(s.name), folded)
        )
    ]
    # Where one is named word for word, what only shares its kind is not.
    literal = [(at, s) for at, s in found if one_script(plain(s.name or "")) in one_script(folded)]
    if literal:
        # Another may be named in another language, by words of its own.
        rest = folded
        for _, s in literal:
            rest = rest.replace(plain(s.name or ""), " ")
        literal = [(at, s) for at, s in found if (at, s) in literal or coverage((plain(s.name or ""),), rest) >= 1]
    mark = not literal and len(chart.series) > 1 and words.MARK.search(folded)
    if mark and (by_colour := series_of_colour(chart, folded)):
        return tuple(by_colour)
    found = literal or found or _by_turn(chart, folded) or _by_opinion(chart, folded) or _by_a_part(chart, folded)
    # What all of them have in common names none: teams by "Home" and "Away". Two words may name two.
    apart = len({at for at, _ in found}) == len(found) and all(at < len(folded) for at, _ in found)
    if not literal and not apart and len(found) == len(chart.series) > 1:
        return ()
    return tuple(s for _, s in sorted(found, key=lambda pair: pair[0]))


def _done(name: str, folded: str) -> bool:
    """ "How many passed?" of "Pass"."""
    return bool(re.fullmatch(r"[a-z]{4,}", name) and re.search(rf"\b{name}(?:e?d|ing)\b", folded))


def series_of_colour(chart: Chart, folded: str) -> list[Series]:
    """The series in a colour that a question names; of several, the one whose shade is the most like it."""
    colours = named_colours(folded)
    found = [s for s in chart.series if s.colour in colours]
    said = [c for c in colours if any(plain(names[c]) in folded for names in COLOUR_NAMES.values())]
    if len(found) > 1 and len(said) == 1:
        shades = lab(SHADES[said[0]])
        return [min(found, key=lambda s: float(np.linalg.norm(shades - lab((s.rgb,)), axis=1).min()))]
    return found


def _by_turn(chart: Chart, folded: str) -> list[tuple[int, Series]]:
    """ "Last year" and "This year" by what another language calls them: "el año pasado", 今年."""
    if len(chart.series) != 2:
        return []
    names = [plain(series.name or "") for series in chart.series]
    sides = [
        tuple(re.compile("|".join(of_year)) for of_year in zip(*rows, strict=True))
        for kind in ("year|年|ano", "month|月|mes", "week|週|周|semana")
        if (rows := [pair for pair in words.LAST_AND_THIS if re.search(kind, pair[0])])
    ]
    for before, after in sides:
        called = [(before if before.search(name) else after if after.search(name) else None) for name in names]
        if None in called or called[0] is called[1]:
            continue
        found = [
            (at.start(), s) for one, s in zip(called, chart.series, strict=True) if one and (at := one.search(folded))
        ]
        if found:
            return found
    return []


def _by_opinion(chart: Chart, folded: str) -> list[tuple[int, Series]]:
    """ "Yes" and "No" by those in favour and those against."""
    found: list[tuple[int, Series]] = []
    for s in chart.series:
        opinion = words.OPINION.fullmatch(plain(s.name or ""))
        asked = opinion and (words.IN_FAVOUR if opinion["yes"] else words.AGAINST).search(folded)
        if asked:
            found.append((asked.start(), s))
    return found


def _by_a_part(chart: Chart, folded: str) -> list[tuple[int, Series]]:
    """Series by what another language calls a part of their name: "the Beijing shop" for 北京店."""
    found: list[tuple[int, Series]] = []
    for term in terms(folded):
        of = [s for s in chart.series if any(_part_of(word, plain(s.name or "")) for word in synonyms(term))]
        if len(of) == 1 and len(chart.series) > 1:
            found.append((folded.find(term), of[0]))
    return list({id(s): (at, s) for at, s in found}.values())


def points_named(chart: Chart, series: Sequence[Series], folded: str) -> list[Point]:
    # A pie is no "pie", which goes on foot.
    folded = re.sub(r"\bpie (?=charts?\b|graphs?\b|diagrams?\b)", " ", folded)
    about = plain(f"{chart.title} {chart.x_title} {chart.y_title}")
    points = [
        (s, p)
        for s in series
        for p in s.points
        if category_named(plain(p.category), folded) and not _is_the_kind(plain(p.category), folded, about)
    ]
    longest = max((len(plain(p.category)) for _, p in points), default=0)
    # "South East" is not also "East".
    within = [
        (s, p)
        for s, p in points
        if len(plain(p.category)) == longest
        or not all(
            plain(p.category) in plain(q.category) for _, q in points if len(plain(q.category)) > len(plain(p.category))
        )
        or folded.count(plain(p.category)) > 1
        or not any(plain(p.category) in plain(q.category) and p.category != q.category for _, q in points)
    ]
    # In the order of the question, so that "is a more than b" has its a first.
    return sorted(within, key=lambda pair: _place_of(plain(pair[1].category), folded))


def sides(folded: str) -> tuple[bool, bool]:
    return bool(words.LESS.search(folded)), bool(words.MORE.search(words.LESS_THAN.sub(" ", folded)))


def _place_of(name: str, folded: str) -> int:
    """Where a question names something, by its own name or that of another language; at its end where only in part."""
    if (at := one_script(folded).find(one_script(name))) >= 0:
        return at
    called = (name, *(other for other in synonyms(name) if names_word(other, folded)))
    places = [at for other in called if (at := one_script(folded).find(one_script(other))) >= 0]
    return min(places, default=len(folded))


def _part_of(word: str, name: str) -> bool:
    return names_word(word, name) if word.isascii() else len(word) > 1 and word in name


def _is_the_kind(category: str, folded: str, about: str) -> bool:
    """Whether a category is meant by no more than what the chart as a whole is about: dogs by "pets"."""
    if one_script(category).rstrip("s") in one_script(folded):
        return False
    called = [word for word in synonyms(category) if names_word(word, folded)]
    return bool(called) and all(names_word(word, about) for word in called)


def strangers(chart: Chart, question: str) -> bool:
    """Whether a question names something that is not on the chart, by a capital or in another script than its own."""
    told = [
        w
        for text in (
            *chart.categories,
            *(s.name or "" for s in chart.series),
            chart.title or "",
            chart.x_title or "",
            chart.y_title or "",
        )
        for w in terms(text)
    ]
    names = re.findall(r"(?<=[\w,] )[A-ZÁÉÍÓÚÑ][^\W\d_\u3400-\u9fff]{2,}", question)
    named = [name for name in names if terms(name) and not concepts_in(name)[0]]
    begins = re.match(r"\W*([a-z]+)", plain(question))
    if begins and begins[1] in ENGLISH | SPANISH and not re.search(r"[嗎吗哪幾几誰谁多什]|如何", question):
        # "What was 甲班 in March?"
        named += re.findall(r"[\u3400-\u9fff]{2,}", question)
    return any(
        plain(name) not in " ".join(told)
        and not matches(plain(name), " ".join(told))
        and not any(matches(other, " ".join(told)) for other in synonyms(plain(name)))
        and not any(category_named(plain(category), plain(name)) for category in chart.categories)
        for name in named
    )


def beyond(asked: Asked, page: str) -> bool:
    """Whether a question is about a time that is not on the chart: a month or a weekday where others are, a year of which
    neither it nor the text of the ``page`` says anything."""
    times, chart = MONTHS | WEEKDAYS, asked.chart
    written = " ".join((page, chart.title or "", *chart.categories, *(s.name or "" for s in chart.series)))
    shown = {thing for category in chart.categories for thing in things_in(category) & times}
    named = things_in(asked.question, asking=True) & times
    kinds = [kind for kind in (MONTHS, WEEKDAYS) if len(shown & kind) >= 2]
    years = _YEAR.findall(asked.folded)
    if any(named & kind - shown for kind in kinds) or any(year not in written for year in years):
        return True
    if uncounted(chart, asked.folded):
        return True
    # Where years have lines or bars of their own, a year that was not read has one, too.
    names = [chart.title or "", *chart.categories, *(s.name or "" for s in chart.series)]
    of_years = any(_YEAR.fullmatch(s.name) for s in chart.series if s.name)
    if of_years and any(all(year not in name for name in names) for year in years):
        return True
    # "Which quarter …?" of a chart of towns, "in August" of one of expenses.
    of_time = bool(named - things_in(written) or _WHICH_TIME.search(asked.folded))
    return of_time and not any(words.TIMELY.search(plain(name)) or re.search(r"\d", name) for name in names[1:])


_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%]|[.,]\d)")
_WHICH_TIME = re.compile(
    r"\b(?:which|what) (?:year|month|quarter|week|weekday|day)\b|哪[一個个]{0,2}(?:年(?![级級龄齡])|月|季|[週周]|天)"
    r"|\bque (?:ano|mes|trimestre|semana|dia)\b"
)


def unaccounted(asked: Asked, page: str) -> tuple[int, int]:
    """How many things a question names of which neither the chart nor the text of the ``page`` has a word, maize, of a
    chart of wheat and oats; and how many it names in all."""
    chart = asked.chart
    texts = (page, chart.title, chart.x_title, chart.y_title, *chart.categories, *(s.name for s in chart.series))
    told = one_script(plain(" ".join(filter(None, texts))))
    named = [
        one_script(term if term.isascii() else _COUNTED.sub("", words.ENDS_IN_HAN.sub("", term)))
        for term in wanted(asked.question).strong
        if not (
            _NAMES_NOTHING.fullmatch(term) or extreme_asked(term) or words.OF_CHARTS.search(term) or named_colours(term)
        )
    ]
    # What is named by a category is known.
    known = one_script(plain(" ".join(point.category for _, point in asked.points)))
    named = [t for t in named if len(t) > (2 if t.isascii() else 1) and share_of_label(t, known) < 0.6]
    return sum(share_of_label(term, told) < 0.6 for term in named), len(named)


#: One of what is counted, 一項; and what is compared.
_COUNTED = re.compile(r"^[一每哪][一-鿿]?最?$|^[一每哪五四三兩两二](?=..)|[最比]$")
#: What is done with things, how much of it, and their order: "were sold", "más larga".
_NAMES_NOTHING = re.compile(
    r"\w+(?:ed|ing|aron|ieron|aban|ado|ida|idos?)|hubo|tuv\w+|fue|suman?|[a-z]+io|goes|go|went|came|come|overall|describe|wins?|won|often|add|up|between|about|roughly|dos|tres|two|three|tercer[oa]?|\w+mente"
    r"|(?:larg|cort|pequen|alt|baj)[oa]s?|grandes?|sector(?:es)?"
)


def yes_no(folded: str) -> bool:
    """Spanish asks it by the marks alone: "¿El norte supera al sur?". "¿Sube o baja?" asks which of the two."""
    if words.RISE.search(folded) and words.FALL.search(folded) and words.EITHER.search(folded):
        return False
    if folded.startswith("¿"):
        return not re.match(
            r"¿\s*(?:(?:en|de|a|por|con|desde|hasta) )?(?:que|cual\w*|cuant\w+|cuando|donde|quien\w*|como)\b", folded
        )
    return bool(words.YES_NO.search(folded))


def timely(chart: Chart) -> bool:
    return sum(bool(words.TIMELY.search(plain(c))) for c in chart.categories) > len(chart.categories) / 2


def order_of(chart: Chart, category: str) -> int:
    return chart.categories.index(category) if category in chart.categories else -1


def listed_values(voice: Voice, chart: Chart, points: Sequence[Point]) -> str:
    return voice.listed([f"{datum_name(voice, s, p)} {number_text(voice, p, chart)}" for s, p in points])


def scaled(match: re.Match[str], chart: Chart) -> float | None:
    """A question's number in the unit of the axis: "100 thousand" is 100 where the axis counts in thousands."""
    digits = match[1].replace(",", "") if not re.fullmatch(r"-?\d+,\d{1,2}", match[1]) else match[1].replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return None
    written = words.AXIS_SCALE.search(plain(" ".join(filter(None, (chart.y_title, chart.x_title, chart.title)))))
    return value * scale_of(match[2]) / (scale_of(written.group()) if written and match[2] else 1)


#: A number in signs, no month, hour, day or place in a row: 四百, 二十五, 三 before 萬.
_HAN_NUMBER = re.compile(
    r"(?<![第])(?:[一二兩两三四五六七八九]?[十百千][十百千零〇一二三四五六七八九]*|[一二兩两三四五六七八九](?=[萬万億亿]))(?![月點点時时季週周日號号年])"
)
_NUMBER_WORDS = {
    word: n
    for n, names in enumerate(("two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho", "nine nueve", "ten diez"), start=2)
    for word in names.split()
} | {"twelve": 12, "doce": 12, "fifteen": 15, "quince": 15, "twenty": 20, "veinte": 20, "thirty": 30, "treinta": 30, "forty": 40, "cuarenta": 40, "fifty": 50, "cincuenta": 50, "hundred": 100, "cien": 100}  # fmt: skip
#: "More than five": a number in a word counts where it is a bound.
_BEYOND_WORD = re.compile(
    rf"\b(than|over|under|above|below|least|de|menos|exceed\w*) ({'|'.join(_NUMBER_WORDS)})\b(?! (?:the|of|de)\b)"
)


def numbers_in(text: str, chart: Chart) -> list[float]:
    """The numbers of a question, in the unit of the axis: 250, "100 thousand", 四百萬."""
    if chart.unit == "%" or "%" in titles_of(chart):
        # 兩成 are 20 %.
        text = re.sub(
            r"([一二兩两三四五六七八九])成(半)?(?![長长為为本人果功])",
            lambda m: f"{han_value(m[1])}{5 if m[2] else 0}%",
            text,
        )
    text = _BEYOND_WORD.sub(lambda m: f"{m[1]} {_NUMBER_WORDS[m[2]]}", text)
    written = _HAN_NUMBER.sub(lambda match: str(han_value(match[0])), text.replace("百分之", " "))
    return [value for match in words.NUMBER.finditer(written) if (value := scaled(match, chart)) is not None]


def scale_of(word: str | None) -> float:
    word = (word or "").strip("() ")
    if not word:
        return 1.0
    return next(
        (
            scale
            for begins, scale in words.SCALES
            if word.startswith(begins)
            and not word.startswith("mil ")
            and word != "mil"
            and not word.startswith("miles")
        ),
        1e3,
    )


def titles_of(chart: Chart) -> str:
    """All titles of a chart, plain."""
    return plain(" ".join(filter(None, (chart.title, chart.y_title, chart.x_title))))


_UNITS_OF_TIME = (
    ("dai day weekday", "dia", "天日", "diari", r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom)[a-z]*|(?:週|周|星期|禮拜|礼拜).|\d{1,2}|.*[/-]\d{1,2}"),
    ("year", "ano", "年", "anual", r"(?:19|20)\d\d年?"),
    ("quarter", "trimestre", "季", "trimestral", r"q[1-4].*|[1-4][qt].*|第?[一二三四1-4]季度?"),
    ("week", "semana", "週周", "semanal", r"w(?:eek)?\s*\d+|semana \d+|第?.{1,2}[週周]"),
    ("month", "mes", "月", "mensual", r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*.*|.{1,2}月"),
)  # fmt: skip


def adds_up(chart: Chart) -> bool:
    """Whether values of several categories make one amount: no shares, averages or prices, no rate by another unit.

    "Orders per month" adds up by month and does not by year.
    """
    if words.FALLEN.search(titles_of(chart)):
        return not rated(chart)
    return not (rated(chart) or words.NOT_ADDED.search(words.PER_TIME.sub(" ", titles_of(chart))))


def of_unit(names: Sequence[str], kind: str) -> bool | None:
    """Whether names are of the unit of time that is asked for: years by "years"; None where none is asked for."""
    form = next((form for *called, form in _UNITS_OF_TIME if any(_calls_unit(name, kind) for name in called)), "")
    return _mostly(names, form) if form else None


def _mostly(names: Sequence[str], form: str) -> bool:
    """Whether more than half of some names are times of a form."""
    return sum(bool(re.fullmatch(form, plain(name))) for name in names) > len(names) / 2


def _calls_unit(name: str, kind: str) -> bool:
    return any(
        re.search(rf"\b{word}(?:e?s)?\b", kind) if word.isascii() else re.search(f"[{word}](?![級级齡龄])", kind)
        for word in name.replace("dai day", "day").split()
    )


def _names_unit(name: str, said: str) -> bool:
    """Whether a unit's name, or one of several, is what a title says: "dai" of "daily", "mensual" of "mensuales"."""
    return said in name.split() or (not said.isascii() and said in name) or (len(name) > 4 and said.startswith(name))


def rated(chart: Chart) -> bool:
    """Whether values are rates by a unit of time that the categories are not: orders per week, by year."""
    for match in words.PER_TIME.finditer(titles_of(chart)):
        form = _form_of(match)
        if not form or not _mostly(chart.categories, form):
            return True
    return False


def other_time(asked: Asked) -> bool:
    """Whether a rate is asked for by a unit of time that neither the titles of a chart nor its categories have."""
    chart = asked.chart
    if chart.kind == "pie":  # a quarter of it
        return False
    told = [_form_of(match) for match in words.PER_TIME.finditer(titles_of(chart))]
    rows = (chart.categories, [s.name or "" for s in chart.series])
    for form in map(_form_of, words.PER_TIME.finditer(asked.folded)):
        if form and form not in told and not any(_mostly(names, form) for names in rows):
            return True
    return False


def _form_of(rate: re.Match[str]) -> str:
    """How times are written that a rate is counted by; empty where it is none that is known."""
    said = next(group for group in rate.groups() if group)
    return next((unit[-1] for unit in _UNITS_OF_TIME if any(_names_unit(name, said) for name in unit[:-1])), "")


def measured(chart: Chart, question: str) -> bool:
    """Whether a question's words all say what the values are: "visitors" on a chart of "Visitors by park"."""
    if chart.unit == "%" or chart.kind == "pie":
        return False
    titles = [
        re.split(r"\b(?:by|per|por|in each)\b|各", plain(title))[0] for title in (chart.title, chart.y_title) if title
    ]
    question = words.THIS_TIME.sub(" ", plain(question))
    return all(any(matches(term, title) for title in titles) for term in terms(question))
