"""Which lines a JSON answer rests on: those that say its values, written as the page writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from fovea.engines.reader.language.amounts import find_amounts, find_dates
from fovea.engines.reader.values import Line, Page


def supporting(value: object, page: Page) -> tuple[Line, ...]:
    """The lines of ``page`` in which a leaf of ``value`` stands: as text, as a date or as a number."""
    leaves = set(_leaves(value))
    texts = {bare for leaf in leaves if isinstance(leaf, str) and (bare := _bare(leaf))}
    numbers = {leaf for leaf in leaves if isinstance(leaf, Decimal)}
    return tuple(line for line in page.lines if _says(line.text, texts, numbers))


def _says(text: str, texts: set[str], numbers: set[Decimal]) -> bool:
    bare = _bare(text)
    if not bare:
        return False
    # A leaf may stand in a part of a line, or be put together from several lines.
    if any(leaf in bare if len(leaf) > 1 else leaf == bare for leaf in texts):
        return True
    if len(bare) >= 4 and any(bare in leaf for leaf in texts):
        return True
    if any(found.value and _bare(found.value.isoformat()) in texts for found in find_dates(text)):
        return True
    return any(found.value in numbers for found in find_amounts(text, True))


def _leaves(value: object) -> Iterator[str | Decimal]:
    match value:
        case bool() | None:
            return
        case str():
            yield value
        case int() | float():
            yield Decimal(str(value))
        case Mapping():
            for inner in value.values():
                yield from _leaves(inner)
        case list() | tuple():
            for inner in value:
                yield from _leaves(inner)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
