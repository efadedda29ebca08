"""What a question calls the categories of a chart, and on which side of one of them it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fovea.engines.reader.answer.charted import words
from fovea.engines.reader.answer.charted.periods import minutes_of, times_of
from fovea.engines.reader.language.folding import one_script
from fovea.engines.reader.language.lexicon import language_of, names_word, plain, synonyms
from fovea.engines.reader.look.charts import Chart


def category_named(category: str, folded: str) -> bool:
    """Also by its plural ("coffees"), another language ("junio"), or the name that it shortens ("Apr")."""
    category, folded = one_script(category), one_script(folded)
    if category == "este":  # the east, or "this"
        return bool(re.search(r"\b(?:el|al|del|zona) este\b", folded))
    if names_word(category, folded):
        # A bare number is a category only where it is no amount: "more than 3".
        return not (category.isdigit() and len(category) < 4) or bool(
            re.search(rf"(?:week|day|month|year|no\.?|第|semana|dia|mes|grupo|group|level)\s*{category}\b", folded)
        )
    if words.CLOCK.fullmatch(category):
        return minutes_of(category) in times_of(folded)
    if numbered := number_of(category):
        return unit_named(*numbered, folded)
    if dated := re.fullmatch(
        r"(?:q([1-4])|([1-4])[qt]|第?([一二三四1-4])季度?)\W*((?:19|20)\d\d)|((?:19|20)\d\d)年?\W*(?:q([1-4])|([1-4])[qt]|第?([一二三四1-4])季度?)",
        category,
    ):
        said = next(group for group in (dated[1], dated[2], dated[3], dated[6], dated[7], dated[8]) if group)
        number = int(said) if said.isdigit() else "零一二三四".index(said)
        return (dated[4] or dated[5]) in folded and unit_named("q", number, folded)
    if words.MONTH.fullmatch(category):
        return any(names_word(word, folded) for word in synonyms(category))
    # Two letters may be anything; two signs of Chinese are a word.
    if len(category) < (3 if category.isascii() else 2) or any(c.isdigit() for c in category):
        return False
    return any(names_word(one_script(word), folded) for word in synonyms(category)) or (
        len(category) >= 4
        and any(
            names_word(plural, folded)
            for plural in (category.rstrip("s") + "s", category + "es", category[:-1] + "ies")
        )
    )


def unit_named(unit: str, number: int, folded: str) -> bool:
    units = words.UNITS[unit]
    written = [f"第?{number}", f"第{'零一二三四五六七八九十'[number]}"] if number <= 10 else [f"第?{number}"]
    counted = words.ORDINALS[number - 1] if number <= len(words.ORDINALS) else ""
    return bool(
        re.search(rf"(?<![\d.,])(?:{'|'.join(written)})\s*(?:{units})|(?<![a-z])(?:{units})\s*{number}(?!\d)", folded)
        or (counted and re.search(rf"\b(?:{counted}) (?:{units})\b", folded))
    )


_NUMBERED = re.compile(
    r"(w(?:eek)?|semana|m(?:onth)?|mes|d(?:ay)?|dia|q(?:uarter)?|trimestre|y(?:ear)?|ano)\s*(\d{1,2})"
    r"|第\s*(\d{1,2}|[一二三四五六七八九]|十[一二]?)\s*([週周季天日年])"
)
_UNIT = {"s": "w", "t": "q", "a": "y", "週": "w", "周": "w", "季": "q", "天": "d", "日": "d", "年": "y"}


def number_of(category: str) -> tuple[str, int] | None:
    """The unit and the number of a category that is counted: "week 4", "Q2", 第三週."""
    match = _NUMBERED.fullmatch(category)
    if match is None:
        return None
    unit, number = match[1] or match[4], match[2] or match[3]
    return _UNIT.get(unit[0], unit[0]), int(number) if number.isdigit() else han_value(number)


def uncounted(chart: Chart, folded: str) -> bool:
    """Whether a question asks for a number that none of the categories has: week 12 of ten."""
    counted = [one for category in chart.categories if (one := number_of(one_script(plain(category))))]
    if len(counted) < max(2, len(chart.categories) - 1) or len({unit for unit, _ in counted}) != 1:
        return False
    (unit, _), shown = counted[0], {number for _, number in counted}
    # "Over 12 weeks" names none of them.
    said = re.sub(rf"(?<![第\d])\d+ ?(?:{words.UNITS[unit]})s?\b", " ", one_script(folded))
    return any(unit_named(unit, number, said) for number in range(1, 61) if number not in shown)


def with_units(chart: Chart, question: str) -> Chart:
    """A chart whose categories are bare numbers with what they are numbers of: "week 4" of an axis called "Week"."""
    if len(chart.categories) < 3 or not all(re.fullmatch(r"\d{1,3}", category) for category in chart.categories):
        return chart
    title = plain((chart.y_title if chart.horizontal else chart.x_title) or "")
    tongue = language_of(question)
    told = words.COUNTED_ALONG.match(title) if title else words.COUNTED_ALONG.search(plain(question))
    unit = (told.lastgroup or "") if told else ""
    if unit:
        form = words.NUMBERED[unit][tongue]
        form = form.replace("週", "周") if "周" in question else form
    elif re.fullmatch(r"[a-z]{3,12}|[\u4e00-\u9fff]{1,4}", title) and not words.COUNTED_OTHERWISE.search(title):
        form = title + " {}"
    else:
        return chart
    called = {category: form.format(category) for category in chart.categories}
    series = tuple(
        replace(one, points=tuple(replace(p, category=called.get(p.category, p.category)) for p in one.points))
        for one in chart.series
    )
    return replace(chart, categories=tuple(called.values()), series=series)


def with_both_units(folded: str) -> str:
    """A question with the unit at both ends of a stretch: "week 3 to week 6" for "weeks 3 to 6"."""

    def written(match: re.Match[str]) -> str:
        if match["unit"]:
            return f"{match['unit']} {match['one']} {match['to']} {match['unit']} {match['other']}"
        first = "" if match["zh"] == "月" else "第"
        return f"{first}{match['zh_one']}{match['zh']}{match['zh_to']}{first}{match['zh_other']}{match['zh']}"

    return words.NUMBERED_ENDS.sub(written, folded)


@dataclass(frozen=True, slots=True)
class Side:
    """The categories before or after one that a question names, and the words that say so; none where no category is
    meant by what it names."""

    within: tuple[str, ...]
    #: The category itself.
    end: str
    later: bool
    #: Where in the question.
    begins: int
    ends: int


_WAYS_ROUND = (
    (True, False, r"\b(?:after|later than|despues de(?:l)?|tras|posterior(?:es)? a(?:l)?)\b", r"(?:之後|之后|以後|以后|過後|过后|後|后)(?![來来])"),
    (True, True, r"\b(?:since|starting (?:in|from|with)|desde|a partir de(?:l)?)\b", r"(?:起|開始|开始|以來|以来)"),
    (False, False, r"\b(?:before|prior to|earlier than|antes de(?:l)?|anterior(?:es)? a(?:l)?)\b", r"(?:之前|以前|前)(?![幾几一兩两二三四五六\d])"),
    (False, True, r"\b(?:until|till|(?<!add )(?<!adds )(?<!added )up to|up until|hasta)\b", r"(?:為止|为止)"),
)  # fmt: skip


def side_asked(chart: Chart, folded: str) -> Side | None:
    """ "After week 4", "desde marzo", 六月之前: the part of the chart on one side of a category; None where not asked."""
    told = plain(" ".join((*chart.categories, *(s.name or "" for s in chart.series))))
    for later, included, ahead, behind in _WAYS_ROUND:
        if re.search(ahead, told) or re.search(rf"(?:{behind})$", told):
            continue
        for match in re.finditer(rf"(?:{ahead})(?: (?:the|la|el))?(?= )", folded):
            words_after = re.match(r"((?: [^\s?？,，]+)?)" * 4, folded[match.end() :])
            assert words_after is not None
            for length in range(1, 5):
                said = "".join(words_after.groups()[:length])
                if side := _side_of(chart, said, later, included, match.start(), match.end() + len(said)):
                    return side
        for match in re.finditer(behind, folded):
            for begins in range(match.start() - 1, max(-1, match.start() - 8), -1):
                said = folded[begins : match.start()]
                if side := _side_of(chart, said, later, included, begins - folded[:begins].endswith("第"), match.end()):
                    return side
    return None


def on_a_side(chart: Chart, folded: str) -> bool:
    """Whether a question has words for before or after something, which are no names on the chart."""
    told = plain(" ".join((*chart.categories, *(s.name or "" for s in chart.series), chart.title or "")))
    return any(
        re.search(rf"{ahead}|{behind}", folded) and not re.search(rf"{ahead}|{behind}", told)
        for _, _, ahead, behind in _WAYS_ROUND
    )


def _side_of(chart: Chart, said: str, later: bool, included: bool, begins: int, ends: int) -> Side | None:
    categories = chart.categories
    named = [n for n, category in enumerate(categories) if category_named(plain(category), said)]
    if len(named) != 1:
        return None
    (at,) = named
    within = categories[at + (not included) :] if later else categories[: at + included]
    return Side(within, categories[at], later, begins, ends)


_HAN_DIGITS = "零一二三四五六七八九"


def han_value(text: str) -> int:
    value = digit = 0
    for sign in text.replace("兩", "二").replace("两", "二").replace("〇", "零"):
        if sign in _HAN_DIGITS:
            digit = _HAN_DIGITS.index(sign)
        else:
            value += (digit or 1) * 10 ** ("十百千".index(sign) + 1)
            digit = 0
    return value + digit
