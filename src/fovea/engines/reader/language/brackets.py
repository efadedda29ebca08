"""Labels by how much: "up to 2 hours", "6-12 years", "over 20 kg"; and what else a text measures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fovea.engines.reader.language.amounts import NUMBERS

#: (name, in smallest units, words). Spans of time are in minutes, weights in grams, lengths in metres.
_UNITS: tuple[tuple[str, float, str], ...] = (
    ("time", 1, r"min(?:ute|uto)?s?\b|分钟"),
    ("time", 60, r"h(?:rs?|ours?)?\b|horas?\b|stunden?\b|heures?\b|个?小时"),
    ("time", 1440, r"days?\b|dias?\b|jours?\b|tage?\b|天"),
    ("age", 1, r"years?(?:[ -]olds?)?\b|yrs?\b|anos?\b|ans\b|jahren?\b|岁"),
    ("weight", 1, r"g(?:rams?|ramos?)?\b|公克|克"),
    ("weight", 1000, r"k(?:g|ilos?)\b|公斤|千克"),
    ("length", 1, r"m(?:et(?:re|er)s?|etros?)?\b|米|公尺"),
    ("length", 1000, r"km\b|kilomet\w+\b|kilometros?\b|公里"),
    ("people", 1, r"(?:people|persons?|guests?|personas?)\b|个?人"),
)
_N = r"\d+(?:[.,]\d+)?"
_UPPER = re.compile(
    r"\b(?:up to|under|until|max\.?|below|less than|hasta|menos de|bis(?: zu)?|jusqu'?a|moins de|unter)\b|(?:以内|以下|内)|[≤<]"
)
_LOWER = re.compile(r"\b(?:over|above|from|more than|mas de|desde|ab|uber|plus de|a partir de)\b|以上|\+|[≥>]")


@dataclass(frozen=True, slots=True)
class Tier:
    """From how much to how much a label goes, both within it."""

    unit: str
    low: float
    high: float


def amounts_in(text: str) -> list[tuple[str, float]]:
    """(unit, how much) of all that a (folded) text measures."""
    found = []
    words = "|".join(word for word in NUMBERS if word not in ("a", "an", "un"))
    for name, factor, unit in _UNITS:
        for match in re.finditer(rf"(?<![\w.,])({_N}|{words})\s?-?(?:{unit})", text):
            said = match[1].replace(",", ".")
            found.append((name, factor * (float(said) if said[0].isdigit() else NUMBERS[said])))
    return found


def tier_of(label: str) -> Tier | None:
    """What a label covers: "up to 2 hours" is nothing to two hours, "6-12 years" is from six to twelve."""
    for name, factor, unit in _UNITS:
        if match := re.search(rf"({_N})\s?(?:{unit})?\s?(?:-|–|~|to|a|bis|至|到)\s?({_N})\s?-?(?:{unit})", label):
            low, high = (factor * float(n.replace(",", ".")) for n in match.groups())
            return Tier(name, low, high) if low < high else None
        if match := re.search(rf"({_N})\s?-?(?:{unit})", label):
            value = factor * float(match[1].replace(",", "."))
            if _LOWER.search(label) and not _UPPER.search(label):
                return Tier(name, value, float("inf"))
            return Tier(name, 0.0, value)
    return None
