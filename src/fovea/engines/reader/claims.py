"""Claims about a labelled value: "Is the total more than 20?", "True or false: the deposit is 50", 稅金是 2.53 嗎？

What is claimed, a number or a date, is taken out of the question; what is left asks for the value that the page has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from fovea.engines.reader.amounts import find_dates
from fovea.engines.reader.facts import cell_number
from fovea.engines.reader.find import SURE, Hit, find
from fovea.engines.reader.lexicon import Wanted, plain, wanted
from fovea.engines.reader.query import bounds
from fovea.engines.reader.steps import Examination

_WRAPPED = re.compile(
    r"^\W*(?:is it (?:true|correct|right|the case) (?:that)?|true or false\b|(?:can you )?(?:confirm|verify|check) (?:that|if|whether)|es (?:verdad|cierto|correcto) que|verdadero o falso\b|是非題|判斷題)\W*"
    r"|\W*(?:[,，]?\s*(?:right|correct|true|isn't it|is that (?:right|true|correct)|is this (?:right|true|correct)|對嗎|对吗|對不對|对不对|是嗎|是吗|正確嗎|正确吗|是真的嗎|是真的吗|是對的嗎|是对的吗|verdad|no es asi|correcto))\W*$"
)
_YES_OR_NO = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have|had|will|whether|if)\b|[嗎吗]\W*$|是否|是不是|有沒有超|有没有超|^\W*(?:es|son|fue|fueron|era|esta|cuesta|costo|vale|supera|pasa|llega|tiene|pesa|mide|dura|(?:el|la|los|las) .* (?:es|son|fue|cuesta|supera|vale|pasa))\b"
)
#: Asks for more than yes or no, or whether something stands there at all.
_OPEN = re.compile(
    r"\b(?:what|which|who|whose|whom|when|where|why|how|or|there|any|contain|mention|que(?! (?:\d|el\b|la\b))|cual\w*|cuant\w+|quien\w*|cuando|donde|como|hay|o)\b|什麼|什么|哪|多少|[幾几]|誰|谁|何時|何时|還是|还是|有.{0,4}[個个張张件].*[嗎吗]"
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.,/:\-])(?:NT\$|US\$|HK\$|RM|[$€£¥￥])?\s?\d[\d,]*(?:\.\d+)?(?![\d:/\-A-Za-z])\s?(?:%|元|塊|块|€|dollars|euros|pounds)?", re.I)  # fmt: skip
#: A noun behind a whole number makes it a count: "2 flat whites" are no price.
_OF_THINGS = re.compile(
    r"^\s*(?!(?:in|for|as|than|the|on|at|of|percent|euros?|dollars?|pounds?|pesos?|yuan|usd|eur|or more|or less|en|el|la|por|de)\b)[^\W\d_]"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Claim:
    """``about`` asks for a value; ``holds`` tells of one whether it is as claimed, or None where it cannot be told."""

    about: str
    holds: Callable[[str], bool | None]


@dataclass(frozen=True, slots=True)
class Checked:
    """``want``: what was asked for, to which the hit is the answer."""

    want: Wanted
    hit: Hit
    holds: bool


def check(examination: Examination, question: str) -> Checked | None:
    """Whether what a question claims is what the page says; None for other questions, and where nothing is sure."""
    claim = claim_in(question)
    if claim is None:
        return None
    want = wanted(claim.about)
    if want.empty:
        # "Is it from 2026?" names no value; a date is of a kind of its own.
        if not find_dates(question) and not _YEAR.search(question):
            return None
        want = replace(want, concepts=("date",))
    hits = [hit for hit in find(examination, replace(want, expects=None)) if hit.coverage >= SURE and hit.key]
    if not hits:
        return None
    holds = claim.holds(hits[0].value)
    # Two that answer as well have to agree.
    rivals = [hit for hit in hits[1:] if hit.coverage > hits[0].coverage - 0.005]
    if holds is None or any(claim.holds(hit.value) is not holds for hit in rivals):
        return None
    return Checked(want, hits[0], holds)


def claim_in(question: str) -> Claim | None:
    folded = plain(question).strip()
    said = _WRAPPED.sub("", folded)
    if (said == folded and not _YES_OR_NO.search(folded)) or _OPEN.search(said):
        return None
    if dates := [found.value for found in find_dates(said) if found.value]:
        text = find_dates(said)[0].text
        return Claim(said.replace(text, " "), lambda value: _same_date(value, dates[0])) if len(dates) == 1 else None
    if limits := bounds(said):
        limit = limits[0]
        left = f"{said[: limit.start]} {said[limit.end :]}"
        if limit.text.isdigit() and _is_count(said[limit.end :]):
            return None
        return Claim(left, lambda value: _compared(value, limit.passes, limit.limit)) if len(limits) == 1 else None
    numbers = list(_NUMBER.finditer(said))
    if len(numbers) != 1:
        return None
    number = re.sub(r"[^\d.,]", "", numbers[0].group()).rstrip(".,")
    left = f"{said[: numbers[0].start()]} {said[numbers[0].end() :]}"
    if "%" in numbers[0].group():
        return Claim(left, lambda value: number in value if "%" in value else None)
    if number.isdigit() and _is_count(said[numbers[0].end() :]):
        return None
    if _YEAR.fullmatch(number):
        return Claim(left, lambda value: _same_year(value, int(number)))
    claimed = cell_number(number)
    if claimed is None:
        return None
    return Claim(left, lambda value: _compared(value, lambda found, wanted_: abs(found - wanted_) < 0.005, claimed))


def _is_count(after: str) -> bool:
    return bool(_OF_THINGS.match(after)) and not re.match(r"\s*[嗎吗對对以元塊块]", after)


def _compared(value: str, passes: Callable[[float, float], bool], limit: float) -> bool | None:
    number = cell_number(value)
    return None if number is None else passes(number, limit)


def _same_date(value: str, claimed: date) -> bool | None:
    found = find_dates(value)
    return None if len(found) != 1 or found[0].value is None else found[0].value == claimed


def _same_year(value: str, year: int) -> bool | None:
    found = find_dates(value)
    if len(found) == 1 and (match := _YEAR.search(found[0].text)):
        return int(match.group()) == year
    return _compared(value, lambda number, claimed: number == claimed, year) if not found else None
