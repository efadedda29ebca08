"""Tables as one would copy them, and what says that their cells were not told apart."""

import pytest

from fovea.engines.reader.page.tables import comes_apart, set_out
from fovea.engines.reader.values import Cell, Page, Table
from fovea.values import Size


def _table(*rows: str) -> Table:
    return Table(tuple(tuple(map(Cell, row.split("|"))) for row in rows), ruled=True)


def test_numbers_of_records_are_a_column_of_their_own() -> None:
    table = _table("Pos Team|Played|Points", "1 Port Ellery|14|29", "2 Millbrook|14|24", "3 Kestrel HC|14|11")
    (set_apart,) = set_out(Page(Size(600, 400), tables=(table,)))
    assert set_apart.csv().splitlines()[:2] == ["Pos,Team,Played,Points", "1,Port Ellery,14,29"]


@pytest.mark.parametrize(
    ("apart", "rows"),
    [
        (False, ("Nurse|Mon|Tue", "Ada|E|-", "Ben|-|L", "Cai|N|N")),
        (True, ("Nurse|Mon|Tue", "Ada|E|-", "Ben|-|L", "Cai|N|")),
        (False, ("Date|Debit|Credit", "1 May|12.00|", "2 May||40.00", "Total|12.00|")),
        (True, ("Team|Won|", "Ely|3|12", "Wick|2|9")),
        (True, ("Team|Won Lost", "Ely|3 12", "Wick|2 9")),
        (False, ("Town|People", "Ely|20 574", "Wick|6 954")),
    ],
)
def test_what_says_that_cells_were_not_told_apart(apart: bool, rows: tuple[str, ...]) -> None:
    assert comes_apart(_table(*rows)) is apart
