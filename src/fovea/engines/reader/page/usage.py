"""How much of a whole is used or free: storage, memory, a plan's data. "41.8 GB of 64 GB used", in a line or in two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from fovea.engines.reader.language.amounts import number_value
from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.page.printed import printed_tables
from fovea.engines.reader.values import Line, Page

_SIZE = re.compile(r"(?<![\w.,])(\d[\d.,]*)\s?([KMGT]i?B|[KMGT]o)?(?![\w%])", re.I)
_OF = re.compile(r"\b(?:of|out of|de|von|sur|di|total)\b|/|共|中")
_FREE = re.compile(
    r"\b(?:free|available|left|remain\w*|unused|libres?|disponibles?|quedan?|restantes?)\b|可用|剩|空閒|空闲|未用"
)
_USED = re.compile(
    r"\b(?:used?|in use|full|usad[oa]s?|ocupad[oa]s?|utilizad[oa]s?|belegt|utilisés?)\b|已用|已使用|使用了|用了"
)


@dataclass(frozen=True, slots=True)
class Usage:
    """``part`` of ``whole``, both as written with their unit; ``free`` where the part is what is left."""

    part: str
    whole: str
    unit: str
    free: bool
    lines: tuple[Line, ...]
    #: What the page itself says is left.
    left: str | None = None
    #: How full it is, as the page itself says.
    share: str | None = None

    @property
    def percent(self) -> str | None:
        """How much of the whole is used; None where one of them is no number."""
        one, other = _number(self.whole), _number(self.part)
        if self.share or not one or other is None:
            return self.share
        part = 100 * other / one
        return f"{100 - part if self.free else part:.0f} %"

    @property
    def rest(self) -> str | None:
        """The whole without the part; None where one of them is no number."""
        if self.left:
            return self.left
        one, other = _number(self.whole), _number(self.part)
        return f"{one - other:f} {self.unit}" if one is not None and other is not None and one > other else None


def _number(text: str) -> Decimal | None:
    match = _SIZE.search(text)
    return number_value(match[1]) if match else None


def usages(page: Page) -> list[Usage]:
    """Every usage that a page states, each once."""
    found: dict[frozenset[str], Usage] = {}
    for text, lines in _texts(page):
        if (usage := _usage(text, lines)) and (key := frozenset((usage.part, usage.whole))) not in found:
            found[key] = usage
    for usage in _of_disks(page):
        found.setdefault(frozenset((usage.part, usage.whole)), usage)
    return list(found.values())


def _of_disks(page: Page) -> Iterator[Usage]:
    """The rows of a terminal's table with a column for what is used and one for what is left, as ``df`` prints it."""
    for head, *rows in printed_tables(page):
        names = [plain(cell.text) for cell in head]
        columns = [next((n for n, name in enumerate(names) if re.fullmatch(of, name)), None) for of in _COLUMNS]
        for row in rows:
            if None not in columns:
                size, used, left = (row[n].text for n in columns if n is not None)
                share = next((cell.text for cell in row if re.fullmatch(r"\d{1,3}%", cell.text)), None)
                yield Usage(used, size, "", False, tuple(x for cell in row for x in cell.lines), left, share)


_COLUMNS = (r"size|total|1k-blocks", r"used", r"avail(?:able)?|free")


def _texts(page: Page) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Lines, rows, and lines that stand over one another: a large figure over the whole that it is of."""
    yield from ((line.text, (line,)) for line in page.lines)
    yield from ((row.text, row.lines) for row in page.rows if len(row.lines) > 1)
    for above, below in pairwise(row for row in page.rows):
        a, b = above.lines[-1], below.lines[0]
        near = b.top - a.bottom < 0.8 * max(a.height, b.height)
        in_line = min(abs(a.left - b.left), abs(a.center[0] - b.center[0])) < max(a.height, b.height)
        if len(above.lines) == len(below.lines) == 1 and near and in_line:
            yield f"{a.text} {b.text}", (a, b)


def _usage(text: str, lines: tuple[Line, ...]) -> Usage | None:
    sizes = list(_SIZE.finditer(text))
    if len(sizes) != 2 or not (sizes[-1][2] or sizes[0][2]):
        return None
    first, second = sizes
    unit = second[2] or first[2]
    if (first[2] or unit).casefold() != unit.casefold() or not _OF.search(plain(text[first.end() : second.start()])):
        return None
    one, other = (number_value(size[1]) for size in sizes)
    if one is None or other is None or one == other:
        return None
    part, whole = (first, second) if one < other else (second, first)
    folded = plain(text)
    free = bool(_FREE.search(folded)) and not _USED.search(folded)
    return Usage(f"{part[1]} {unit}", f"{whole[1]} {unit}", unit, free, lines)
