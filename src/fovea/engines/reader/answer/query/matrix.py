"""Tables that have the same names along the top and down the side: fares, distances, who played whom."""

from __future__ import annotations

import re

from fovea.engines.reader.answer.basket import count_before
from fovea.engines.reader.answer.query.meant import Asked
from fovea.engines.reader.answer.query.sheet import NONE, as_compared, number
from fovea.engines.reader.answer.reckon import Operand, worked_out
from fovea.engines.reader.find.hits import Hit

_BOTH_WAYS = re.compile(r"\b(?:return|round trip|there and back|both ways|ida y vuelta)\b|来回|往返")
_PEOPLE = re.compile(r"(?:people|persons?|adults?|passengers?|personas?|adultos?|pasajeros?|个?人|位)")


def crossing(asked: Asked) -> Hit | None:
    """ "How much is it from A to B?": the cell where the two meet, each way and for as many as the question says."""
    sheet, question = asked.sheet, asked.question
    tops = [as_compared(head) for head in sheet.grid.header]
    sides = [as_compared(row[0].text) for row in sheet.rows]
    if len(sides) < 3 or len(set(tops[1:]) & set(sides)) < 0.8 * max(len(sides), len(tops) - 1):
        return None
    named = sorted({name for name in (*tops[1:], *sides) if len(name) > 1 and name in question}, key=question.find)
    named = [name for name in named if not any(name != other and name in other for other in named)]
    if len(named) != 2 or named[0] not in sides or named[1] not in tops:
        return None
    ways = ((named[0], named[1]), (named[1], named[0]))
    for side, top in ways:
        if side not in sides or top not in tops:
            continue
        row, n = sheet.rows[sides.index(side)], tops.index(top)
        if as_compared(row[n].text).strip() in NONE:
            continue
        asked.doubt = asked.looked_up = False
        lines = (*row[0].lines, *row[n].lines)
        key = f"{row[0].text} - {sheet.grid.header[n]}"
        people = _PEOPLE.search(question)
        times = (2 if _BOTH_WAYS.search(question) else 1) * (count_before(question[: people.start()]) if people else 1)
        value = number(row[n].text)
        if times == 1 or value is None:
            return Hit(row[n].text, lines, 1.0, key)
        total = worked_out("sum", [Operand(key, row[n].text, times * value, lines)])
        return Hit(total, lines, 1.0, f"{key}: {times:g} × {row[n].text}")
    return None
