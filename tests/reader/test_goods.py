"""Things bought, however a shop sets them out: names beside, over or under their numbers, with codes, counts, discounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.reader.conftest import Ask, drawn

from fovea.engines.reader.page.goods import Goods, goods_of
from fovea.engines.reader.values import Line, Row


def bought(*rows: str) -> Goods:
    """What is bought on a receipt, given its rows; cells are parted by " | ", the last stands on the right."""
    return goods_of([_row(text, 40.0 * n) for n, text in enumerate(rows)])


def _row(text: str, top: float) -> Row:
    cells = text.split(" | ")
    lefts = [40.0 + 120 * n for n in range(len(cells) - 1)] + [480.0 if len(cells) > 1 else 40.0]
    return Row(tuple(_line(cell, left, top) for cell, left in zip(cells, lefts, strict=True)))


def _line(text: str, left: float, top: float) -> Line:
    right, bottom = left + 12.0 * len(text), top + 24.0
    return Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), 0.99)


@pytest.mark.parametrize(
    "rows",
    [
        ("Qty | Description | Total", "2 | D | 32.00 SR", "Chicken item", "1 | D | 4.00 SR", "White rice"),
        ("Item | Qty | Price | Total", "Chicken item", "2 x | 16.00 | 32.00 SR", "White rice", "1 x | 4.00 | 4.00 SR"),
        ("ACME SHOP", "Chicken item | *S", "AB12 - 10", "9001620 | 2 X 16.00 | 32.00", "White rice | *S", "9063977 | 1 X | 4.00 | 4.00"),
        ("Description | Amount", "2 Chicken item @16.00 | 32.00", "1 White rice @4.00 | 4.00"),
        ("ACME SHOP", "620 Chicken item | RM32.00 s", "02 X RM 16.00", "621 White rice | RM4.00 z"),
    ],
)  # fmt: skip
def test_a_thing_has_its_name_beside_over_or_under_its_numbers(rows: tuple[str, ...]) -> None:
    goods = bought(*rows, "Total | 36.00", "Cash | 40.00", "Change | 4.00")
    assert goods.complete
    assert [(item.price.text, item.name.removeprefix("620 ").removeprefix("621 ")) for item in goods.items] == [
        ("32.00", "Chicken item"),
        ("4.00", "White rice"),
    ]


def test_how_many_there_are_is_what_makes_the_price() -> None:
    (item,) = bought(
        "Description | U.P | Iss | Exc | Sale | Amt", "Wholemeal | 2.78 | 3 | 1 | 2 | 5.56", "Total | 5.56"
    ).items
    assert (item.quantity, item.one) == ("2", Decimal("2.78"))


def test_a_reduction_among_the_things_is_none_of_them() -> None:
    goods = bought("SHOP", "Scissors | 18.00", "Wipes | 7.90", "Less 30% | -2.37", "Total | 23.53")
    assert goods.complete
    assert [item.name for item in goods.items] == ["Scissors", "Wipes"]
    assert goods.off is not None
    assert goods.off[0].text == "-2.37"


def test_things_that_come_to_no_sum_of_the_paper_are_not_complete() -> None:
    assert not bought("SHOP", "Scissors | 18.00", "Wipes | 7.90", "Total | 35.90").complete


UNDER = drawn(
    ["Harbour Kitchen", ("Qty", "Total"), ("2", "32.00"), "Chicken rice", ("1", "4.50"), "Iced lemon tea", ("Total", "36.50"), ("Total excl. GST", "34.43"), ("GST 6%", "2.07"), ("Cash", "50.00"), ("Change", "13.50")],
    width=620,
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much was the lemon tea?", "4.50"),
        ("What did one chicken rice cost?", "16.00"),
        ("Which item is the cheapest?", "lemon tea"),
        ("How many chicken rice were ordered?", "2"),
        ("稅是多少？", "2.07"),
        ("¿Cuánto es sin impuestos?", "34.43"),
    ],
)
def test_a_receipt_with_names_under_their_numbers_is_asked(ask: Ask, question: str, told: str) -> None:
    said = ask(question, UNDER)
    assert said.sure
    assert told in said.text
