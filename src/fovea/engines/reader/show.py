"""The reader's values as a person reads them: a line for what is small, an indented list for what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Line, Page, Pair, Row, Table
from fovea.values import Size

#: Of a long list, so many are shown and the rest counted.
SHOWN = 60
#: Characters of an item that stands on one line.
LONGEST = 180


def outline(value: object) -> Iterator[str]:
    """The value in lines; what belongs to the line before it is indented by two."""
    match value:
        case Page():
            yield from _page(value)
        case Table():
            yield f"{len(value.cells)} x {len(value.header)} cells, {'ruled' if value.ruled else 'aligned'}"
            yield from (f"  {line}" for line in value.markdown().splitlines())
        case str() if "\n" in value:
            yield from value.splitlines()
        case tuple() | list() if not _is_small(value):
            yield from _listed([line for item in value for line in _item(item)])
        case _ if is_dataclass(value) and not isinstance(value, type) and not _is_small(value):
            for field in fields(value):
                yield from _named(field.name, getattr(value, field.name))
        case _:
            yield in_a_line(value)


def in_a_line(value: Any) -> str:
    match value:
        case None | () | "":
            return "none"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3g}"
        case int() | Decimal() | Size():
            return str(value)
        case str():
            return value
        case Line():
            doubt = "" if value.confidence >= 0.995 else f"  {value.confidence:.2f}"
            return f"“{value.text}” at {_place(value)}{doubt}"
        case Row():
            return f"“{value.text}”"
        case Pair():
            return f"{value.key}: {value.value or '—'}"
        case Box():
            return f"{value.left:.0f},{value.top:.0f} to {value.right:.0f},{value.bottom:.0f}"
        case tuple() | list():
            return ", ".join(map(in_a_line, value))
        case _ if is_dataclass(value) and not isinstance(value, type):
            facts = ((field.name, getattr(value, field.name)) for field in fields(value))
            return " · ".join(f"{name} {in_a_line(fact)}" for name, fact in facts if fact not in (None, (), ""))
        case _:
            return str(value)


def _place(line: Line) -> str:
    return f"{line.left:.0f},{line.top:.0f} to {line.right:.0f},{line.bottom:.0f}"


def _is_small(value: object) -> bool:
    return len(in_a_line(value)) <= 80


def _named(name: str, value: object) -> Iterator[str]:
    name = name.replace("_", " ")
    if _is_small(value):
        yield f"{name}: {in_a_line(value)}"
    else:
        count = f" ({len(value)})" if isinstance(value, tuple | list) else ""
        yield f"{name}{count}:"
        yield from (f"  {line}" for line in outline(value))


def _item(value: object) -> list[str]:
    """One line where it fits, else its outline with all but the first line set in."""
    line = in_a_line(value)
    if len(line) <= LONGEST:
        return [line]
    first, *rest = outline(value)
    return [first, *(f"  {line}" for line in rest)]


def _listed(items: list[str]) -> Iterator[str]:
    yield from items[:SHOWN]
    if len(items) > SHOWN:
        yield f"… and {len(items) - SHOWN} more"


def _page(page: Page) -> Iterator[str]:
    yield f"size: {page.size}" + (f", after a turn of {page.turned}° clockwise" if page.turned else "")
    if page.vertical:
        yield "columns from top to bottom, right to left"
    if page.unreadable:
        yield f"text that could not be read: about {len(page.unreadable)} places"
    if not page.rows:
        yield f"lines ({len(page.lines)}):" if page.lines else "no text"
        yield from (f"  {line}" for line in _listed([in_a_line(line) for line in page.lines]))
        return
    yield f"rows ({len(page.rows)}), in {len(page.paragraphs)} paragraphs:"
    yield from (f"  {line}" for line in _listed([row.text for row in page.rows]))
    for name, found in (("headings", page.headings), ("labelled values", page.pairs), ("tables", page.tables)):
        if found:
            yield f"{name} ({len(found)}):"
            for item in found:
                inside = outline(item) if isinstance(item, Table) else [in_a_line(item)]
                yield from (f"  {line}" for line in inside)
