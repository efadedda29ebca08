"""Calendars to pick a day from: which month is shown, which day is marked, on which weekday it falls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fovea.engines.reader.answer.apps.asked import WHICH, YES_NO, Answer, Asked
from fovea.engines.reader.language.lexicon import plain
from fovea.engines.reader.look.controls.colour import apart, ground_and_ink
from fovea.engines.reader.page.kind import is_prose
from fovea.engines.reader.regions import Box
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Line
from fovea.values import Pixels

_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:lun|mar|mie|jue|vie|sab|dom)[a-z]*|(?:mo|tu|we|th|fr|sa|su|lu|ma|mi|ju|vi|do|[mtwfsldxjv])|(?:星期|周|礼拜|週|禮拜)?[一二三四五六日天]"
)
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\b|(?<!\d)1?\d\s?月|[一二三四五六七八九十]+月"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Picker:
    """``heads`` are the weekdays from left to right with the middle of each; ``marked`` has a ground of its own."""

    month: tuple[Line, ...]
    heads: tuple[tuple[str, float], ...]
    marked: tuple[str, float, tuple[Line, ...]] | None

    @property
    def called(self) -> str:
        return " ".join(re.sub(r"[<>‹›«»]|[^\w\s年月]+$|^\W+", "", line.text).strip() for line in self.month)


def picker(examination: Examination) -> Picker | None:
    """The month that a window offers to pick a day from; None where it has none, or writes more into it than numbers."""
    page = examination.page()
    for n, row in enumerate(page.rows):
        words = [word for line in row.lines for word in _words(line)]
        heads = [(text, middle) for text, middle in words if _WEEKDAY.fullmatch(plain(text))]
        if len(heads) != 7 or len(words) > 8:
            continue
        below = [x for other in page.rows[n + 1 : n + 8] for x in other.lines]
        days = [x for x in below if re.fullmatch(r"[\d\s]+", x.text)]
        if len(days) < 0.6 * len(below) or len(re.findall(r"\d+", " ".join(x.text for x in days))) < 20:
            continue
        left, right = heads[0][1], heads[-1][1]
        above = [
            x for other in page.rows[max(0, n - 2) : n] for x in other.lines if left - 60 < x.center[0] < right + 60
        ]
        named = tuple(x for x in above if _MONTH.search(plain(x.text)) or _YEAR.search(x.text))
        marked = _marked(examination.upright(), [(x, *word) for x in days for word in _words(x)])
        return Picker(named, tuple(heads), marked) if named or marked else None
    return None


#: A day that was picked differs so far in its ground, of 255, from the others.
_ANOTHER_GROUND = 60


def _marked(pixels: Pixels, days: Sequence[tuple[Line, str, float]]) -> tuple[str, float, tuple[Line, ...]] | None:
    """The one day that stands on a ground of its own."""
    grounds = []
    for line, _, middle in days:
        reach = 0.8 * line.height
        box = Box(middle - reach, line.top, middle + reach, line.bottom)
        rows = pixels[max(0, int(box.top)) : int(box.bottom), max(0, int(box.left)) : int(box.right)]
        grounds.append(ground_and_ink(rows)[0] if rows.size else (0, 0, 0))
    usual = sorted(grounds)[len(grounds) // 2]
    odd = [n for n, ground in enumerate(grounds) if apart(ground, usual) > _ANOTHER_GROUND]
    if len(odd) != 1:
        return None
    line, text, middle = days[odd[0]]
    return text, middle, (line,)


def _words(line: Line) -> list[tuple[str, float]]:
    found = list(re.finditer(r"\S+", line.text))
    if len(found) == 1 and re.fullmatch(r"[一二三四五六日天]{7}", line.text.strip()):
        found = list(re.finditer(r".", line.text.strip()))
    pitch = line.width / max(1, len(line.text))
    return [(m.group(), line.left + pitch * (m.start() + m.end()) / 2) for m in found]


_DAY = re.compile(r"\b(?:days?|dates?)\b|[哪幾几][一]?[天日號号]|日期|\b(?:dias?|fechas?)\b")
_MARKED = re.compile(
    r"\b(?:selected|chosen|highlighted|picked|marked|active|current(?:ly)?|set)\b|[選选](?:[中取擇择定了]|的是[哪幾几])|[標标]示|[圈反][選白]|高亮|\b(?:seleccionad|elegid|marcad|resaltad)[oa]\b"
)
_OF_WEEK = re.compile(r"\bday of the week\b|\bweekday\b|星期[幾几]|[週周][幾几]|禮拜幾|\bdia de la semana\b")
_OF_MONTH = re.compile(r"\bmonths?\b|月份?|\bmes(?:es)?\b")
_LITTLE = re.compile(
    r"\b(?:the|is|in|of|on|calendar|shown?|displayed|being|visible|it|this|that|a|year|and|picker|date|here|does|do|fall|falls)\b|[這这]|日[曆历]|月[曆历]|[顯显]示|被|的|是|在|了|[裡里中上]|年|和|現在|现在|目前|[個个]"
    r"|\b(?:el|la|es|esta|en|del?|calendario|muestra|se|ve|aparece|ano|y|fecha|que|cae)\b"
)


def picked(asked: Asked) -> Answer:
    """ "Which day is selected?", "Which month is shown?", "On which weekday is the selected day?"."""
    folded = asked.folded
    of_week, of_month = _OF_WEEK.search(folded), _OF_MONTH.search(folded)
    of_day = _DAY.search(folded) and _MARKED.search(folded)
    if not (of_week or of_month or of_day) or YES_NO.search(folded) or is_prose(asked.examination.page()):
        return None
    if not WHICH.search(folded) and not of_week and not of_day:
        return None
    if asked.rest(_OF_WEEK, _OF_MONTH, _DAY, _MARKED, _LITTLE):
        return None
    found = picker(asked.examination)
    if found is None:
        return None
    if of_month and not of_day and found.month:
        return asked.list([(found.called, found.month[0])])
    if found.marked is None:
        return None
    text, middle, lines = found.marked
    if of_week:
        head = min(found.heads, key=lambda one: abs(one[1] - middle))
        return asked.found(text, head[0], lines)
    return asked.list([(f"{text} {found.called}".strip(), lines[0])])
