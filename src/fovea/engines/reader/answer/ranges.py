"""What a table measures, held against the range beside it: which values are too high, too low, or within it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fovea.engines.reader.find.hits import Hit
from fovea.engines.reader.language.amounts import cell_number, number_value
from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.page.grids import grids
from fovea.engines.reader.steps import Examination
from fovea.engines.reader.values import Grid

_NUMBER = r"[-−]?\d+(?:[.,]\d+)?"
_FROM_TO = re.compile(rf"^\W*({_NUMBER})\s*(?:-|–|—|−|~|～|至|to|a)\s*({_NUMBER})\b")
_BOUND = re.compile(rf"^\W*(?P<sign>[<≤＜>≥＞])\s*=?\s*(?P<number>{_NUMBER})\b")

_OF_RANGE = (
    r"(?:range|limits?|reference|normal|rango|valores? de referencia|limites?|參考|参考|正常|標準|标准|範圍|范围)"
)
_BELOW = re.compile(
    rf"\b(?:below|under|lower than|less than)\b.*{_OF_RANGE}|\btoo low\b|\bpor debajo\b|\bdemasiado baj[oa]s?\b|\bbaj[oa]s? de lo normal\b|[偏過过]低|低[於于].*{_OF_RANGE}"
)
_ABOVE = re.compile(
    rf"\b(?:above|over|higher than|more than|exceeds?|exceeding)\b.*{_OF_RANGE}|\btoo high\b|\bpor encima\b|\bdemasiado alt[oa]s?\b|[偏過过]高|高[於于].*{_OF_RANGE}|超[標标]|超[過过](?!.*[範范][圍围]).*{_OF_RANGE}"
)
_OUTSIDE = re.compile(
    rf"\b(?:outside|out of|not (?:with)?in)\b.*{_OF_RANGE}|\babnormal\b|\bfuera de\b.*{_OF_RANGE}|\banormal(?:es)?\b|異常|异常|不正常|不在.*{_OF_RANGE}|超[出過过].*[範范][圍围]"
)
_WHICH = re.compile(
    r"\b(?:which|what|list|name|show|any|how many)\b|哪|列出|什[麼么]|有[幾几]|\b(?:que|cual(?:es)?|cuant[oa]s|lista)\b"
)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A value with its range and what it is called."""

    value: float
    low: float
    high: float
    hit: Hit


def out_of_range(examination: Examination, question: str) -> tuple[Hit, ...] | None:
    """The values that a question asks for by how they lie to their ranges; None where it does not, or no table has any."""
    folded = plain(question)
    below, above, outside = (bool(p.search(folded)) for p in (_BELOW, _ABOVE, _OUTSIDE))
    if not (below or above or outside) or not _WHICH.search(folded):
        return None
    for grid in grids(examination):
        if measured := list(_measured(grid)):
            return tuple(
                one.hit
                for one in measured
                if ((below or outside) and one.value < one.low) or ((above or outside) and one.value > one.high)
            )
    return None


def _measured(grid: Grid) -> Iterator[_Measured]:
    """The records of a table that has a column of ranges and, to its left, one of numbers; nothing where one of them
    cannot be read."""
    width = len(grid.header)
    ranged = [n for n in range(1, width) if sum(bool(_range(row[n].text)) for row in grid.rows) >= 0.6 * len(grid.rows)]
    if len(ranged) != 1 or len(grid.rows) < 2:
        return
    at = ranged[0]
    numbered = [n for n in range(1, at) if all(_value(row[n].text) is not None for row in grid.rows)]
    if len(numbered) != 1:
        return
    for row in grid.rows:
        value, bounds = _value(row[numbered[0]].text), _range(row[at].text)
        if value is None or bounds is None:
            continue
        lines = tuple(line for n in (0, numbered[0], at) for line in row[n].lines)
        told = f"{row[numbered[0]].text}; {row[at].text}"
        yield _Measured(value, *bounds, Hit(told, lines, 1.0, row[0].text))


def _value(text: str) -> float | None:
    """The number of a cell, which may have its unit with it, however that was read: "11.8 ×10⁹/L"."""
    with_unit = re.match(rf"^({_NUMBER})\s\S{{1,12}}$", text)
    number = number_value(with_unit[1]) if with_unit else None
    return float(number) if number is not None else cell_number(text)


def _range(text: str) -> tuple[float, float] | None:
    """What a text gives as the least and the most: "3.9 – 6.6", "< 5"."""
    if match := _FROM_TO.match(text):
        low, high = number_value(match[1].replace("−", "-")), number_value(match[2].replace("−", "-"))
        return (float(low), float(high)) if low is not None and high is not None and low < high else None
    if match := _BOUND.match(text):
        bound = number_value(match["number"])
        if bound is not None:
            return (-math.inf, float(bound)) if match["sign"] in "<≤＜" else (float(bound), math.inf)
    return None
