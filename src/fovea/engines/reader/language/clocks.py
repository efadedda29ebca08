"""Times of day in a text, as minutes after midnight: "9:05", "9 pm", "nine o'clock", "las tres y media", 下午三點半."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fovea.engines.reader.language.amounts import NUMBERS

_WORDS = "|".join(sorted((word for word in NUMBERS if word.isascii() and len(word) > 2), key=len, reverse=True))
_CLOCK = re.compile(
    r"(?P<half>上午|下午|早上|晚上|中午|凌晨|清晨|傍晚)?\s?(?<![\d:])(?:(?P<h>\d{1,2})[:：](?P<m>\d{2})(?!\d)"
    r"|(?P<hz>\d{1,2}|[一二三四五六七八九十两兩]{1,2})\s?[點点时時](?:(?P<mz>\d{1,2})分?|(?P<mid>半))?"
    r"|(?P<hh>\d{1,2})\s?h(?:\s?(?P<mh>\d{2}))?\b|(?P<he>\d{1,2})(?=\s?[ap]\.?m\b)"
    rf"|(?P<ho>\d{{1,2}}|\b(?:{_WORDS}))(?=\s?o['’]? ?clock)|\blas (?P<hs>\d{{1,2}}(?![\d:])|(?:{_WORDS}|once|doce)\b)(?P<ms> y media)?)"
    r"(?:\s?(?P<ap>[ap])\.?m\b)?(?:\s?(?:o['’]? ?clock|de la (?P<part>manana|tarde|noche)))?"
    r"|\b(?P<noon>noon|midday|mediodia)\b|(?P<zhnoon>正午|中午(?!\s?[\d一二十两]))",
    re.I,
)
#: A time of day in figures, as timetables have it.
IN_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?!\d)")
_HOURS_ES = {"once": 11, "doce": 12}
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Clock:
    """``start`` and ``end`` are its place in the text."""

    minutes: int
    text: str
    start: int
    end: int


def clocks(text: str) -> list[Clock]:
    """The times of day of a text, in its order. Spanish is read without accents, as ``plain`` has it."""
    found = []
    for match in _CLOCK.finditer(text):
        if match["noon"] or match["zhnoon"]:
            found.append(Clock(720, match.group().strip(), match.start(), match.end()))
            continue
        hour = _hour(next(match[name] for name in ("h", "hz", "hh", "he", "ho", "hs") if match[name]))
        minute = int(match["m"] or match["mz"] or match["mh"] or (30 if match["mid"] or match["ms"] else 0))
        part = (match["half"] or match["part"] or "").casefold()
        later = (match["ap"] or "").casefold() == "p" or part in ("下午", "晚上", "傍晚", "tarde", "noche")
        hour += 12 * (later and hour < 12) - 12 * ((match["ap"] or "").casefold() == "a" and hour == 12)
        if hour < 25 and minute < 60:
            found.append(Clock(60 * hour + minute, match.group().strip(), match.start(), match.end()))
    return found


def figures_in(text: str) -> set[str]:
    """The times of day in figures, without a nought before: "8:05" is what a board calls "08:05"."""
    return {match.group().replace(".", ":").lstrip("0") for match in IN_FIGURES.finditer(text)}


def _hour(said: str) -> int:
    if said.isdigit():
        return int(said)
    word = said.casefold()
    if word in NUMBERS or word in _HOURS_ES:
        return NUMBERS.get(word) or _HOURS_ES[word]
    # 十一 is 11.
    return 10 * word.startswith("十") + (("两兩".find(word[-1]) >= 0 and 2) or (_NUMERALS.find(word[-1]) + 1) % 10)
