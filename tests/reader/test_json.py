"""JSON in the shape that a question describes, by a template, by names or by a schema; nothing in it is made up."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import RECEIPT, Ask, drawn
from tests.reader.drawing import bar_chart

SLIP = drawn(
    ["QUAYSIDE BOOKS", "Receipt No 70512", "Date: 03/10/2026 12:46", ("2 x Sea atlas", "37.00"), ("1 x Postcard", "1.50"), ("Subtotal", "38.50"), ("Tax 8%", "3.08"), ("Total", "41.58")],
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ('Return only JSON: {"store": "", "total": 0}', {"store": "QUAYSIDE BOOKS", "total": 41.58}),
        ("Respond in JSON with keys store and tax.", {"store": "QUAYSIDE BOOKS", "tax": 3.08}),
        ("JSON: vendor_name, date", {"vendor_name": "QUAYSIDE BOOKS", "date": "03/10/2026"}),
        ("請以JSON格式輸出：店名、總金額", {"店名": "QUAYSIDE BOOKS", "總金額": 41.58}),
        ("Dame la tienda y el total en JSON", {"tienda": "QUAYSIDE BOOKS", "total": 41.58}),
        (
            "Extract as JSON with keys store, items (name, qty, price)",
            {"store": "QUAYSIDE BOOKS", "items": [{"name": "Sea atlas", "qty": 2, "price": 37.0}, {"name": "Postcard", "qty": 1, "price": 1.5}]},
        ),
        ("List the items as a JSON array of {name, price}.", [{"name": "Sea atlas", "price": 37.0}, {"name": "Postcard", "price": 1.5}]),
    ],
)  # fmt: skip
def test_a_question_may_describe_its_json(ask: Ask, question: str, wanted: object) -> None:
    assert json.loads(ask(question, SLIP).text) == wanted


def test_a_schema_is_filled_with_what_the_receipt_says_and_no_more(ask: Ask) -> None:
    of_item = {
        "name": {"type": "string"},
        "quantity": {"type": "integer"},
        "unit_price": {"type": "number"},
        "colour": {"type": "string"},
    }
    schema = {
        "type": "object",
        "properties": {
            "tax_rate": {"type": "number"},
            "item_count": {"type": "integer"},
            "tip": {"type": "number"},
            "waiter": {"type": ["string", "null"]},
            "items": {"type": "array", "items": {"type": "object", "properties": of_item, "required": ["name"]}},
        },
        "required": ["tax_rate", "item_count", "waiter", "items"],
    }  # fmt: skip
    # There is no tip, and it need not be there; the waiter has to be, and may be null.
    assert json.loads(ask("Extract the data.", SLIP, schema=schema).text) == {
        "tax_rate": 8.0,
        "item_count": 2,
        "waiter": None,
        "items": [
            {"name": "Sea atlas", "quantity": 2, "unit_price": 18.5},
            {"name": "Postcard", "quantity": 1, "unit_price": 1.5},
        ],
    }


def test_rows_of_a_table_go_by_their_first_words_and_a_paper_by_its_letterhead(ask: Ask) -> None:
    note = Image.new("RGB", (760, 420), "white")
    pen, font = ImageDraw.Draw(note), ImageFont.truetype("DejaVuSans.ttf", 20)
    pen.text((40, 20), "Cloud Sail Supplies Ltd", "black", font)
    pen.text((40, 60), "Delivery note no.: SH-2604", "black", font)
    rows = [("Article", "Qty", "Unit price", "Amount"), ("Paper", "20", "11.80", "236.00"), ("Folder", "60", "6.20", "372.00"), ("Board", "2", "85.00", "170.00"), ("", "", "Total", "778.00")]  # fmt: skip
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            pen.rectangle((40 + 170 * x, 120 + 44 * y, 210 + 170 * x, 164 + 44 * y), outline="black")
            pen.text((50 + 170 * x, 130 + 44 * y), text, "black", font)
    of_item = {"name": {"type": "string"}, "quantity": {"type": "integer"}, "amount": {"type": "number"}}
    items = {"type": "array", "items": {"type": "object", "properties": of_item, "required": [*of_item]}}
    named = {"supplier": {"type": "string"}, "number": {"type": "string"}, "items": items, "total": {"type": "number"}}
    schema = {"type": "object", "properties": named, "required": [*named]}
    assert json.loads(ask("As JSON, please.", np.asarray(note), schema=schema).text) == {
        "supplier": "Cloud Sail Supplies Ltd",
        "number": "SH-2604",
        "items": [
            {"name": "Paper", "quantity": 20, "amount": 236.0},
            {"name": "Folder", "quantity": 60, "amount": 372.0},
            {"name": "Board", "quantity": 2, "amount": 170.0},
        ],
        "total": 778.0,
    }


def test_a_date_that_could_be_either_way_round_is_read_as_the_page_writes_dates(ask: Ask) -> None:
    schema: dict[str, object] = {
        "type": "object",
        "properties": {"date_of_birth": {"type": "string", "format": "date"}},
        "required": ["date_of_birth"],
    }

    def born(*rows: tuple[str, str]) -> tuple[str, bool]:
        answer = ask("Extract it.", drawn(["New patient", *rows]), schema=schema)
        return json.loads(answer.text)["date_of_birth"], answer.sure

    assert born(("Date of birth:", "09/03/1987"), ("Signed:", "18/08/2026"))[0] == "1987-03-09"
    assert born(("Date of birth:", "09/03/1987"), ("Signed:", "08/18/2026"))[0] == "1987-09-03"
    # Nothing says which it is: the place stays empty, and is not passed off as filled.
    assert born(("Date of birth:", "09/03/1987")) == ("0001-01-01", False)


INVOICE = drawn(
    ["Talleres Ribalta S.L.", "FACTURA", "No. 2026/0387", ("Fecha:", "9 de marzo de 2026"), ("Vencimiento:", "08/04/2026"), ("Base imponible", "600,00 €"), ("IVA 21 %", "126,00 €"), ("Total a pagar", "726,00 €")],
    width=620,
)  # fmt: skip


@pytest.mark.parametrize(
    "question",
    [
        "JSON with keys invoice_number, date (YYYY-MM-DD), total (number)",
        "Give me invoice_number, date and total as JSON, dates in ISO format.",
        'Return JSON: {"invoice_number": "", "date": "YYYY-MM-DD", "total": 0}',
    ],
)
def test_days_are_written_as_a_question_asks_for_them(ask: Ask, question: str) -> None:
    said = json.loads(ask(question, INVOICE).text)
    assert said == {"invoice_number": "2026/0387", "date": "2026-03-09", "total": 726.0}


def test_a_description_or_a_pattern_may_ask_for_iso_dates_too(ask: Ask) -> None:
    named = {
        "due_date": {"type": "string", "description": "as YYYY-MM-DD"},
        "invoice_date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    }
    schema: dict[str, object] = {"type": "object", "properties": named, "required": [*named]}
    # 08/04 is in April: a paper with euros and IVA has the day first.
    assert json.loads(ask("Extract.", INVOICE, schema=schema).text) == {
        "due_date": "2026-04-08",
        "invoice_date": "2026-03-09",
    }


def test_without_a_schema_the_day_is_given_as_iso_and_as_printed(ask: Ask) -> None:
    said = json.loads(ask("Give me this as JSON.", RECEIPT).text)
    assert (said["date"], said["date_as_printed"]) == ("2026-08-19", "19/08/2026")


def test_a_field_is_called_what_the_question_calls_it_and_a_list_is_what_was_ticked(ask: Ask) -> None:
    receipt = drawn(["FERRETERIA LA TUERCA", "NIF B41883027", "Ticket 003917", ("12/02/2026", "18:42"), ("Brocas", "13,25"), ("Cinta", "4,60"), ("TOTAL", "17,85")])  # fmt: skip
    schema = {"type": "object", "properties": {"ticket": {"type": "string"}, "total": {"type": "number"}}, "required": ["ticket", "total"], "additionalProperties": False}  # fmt: skip
    said = ask("Extract the ticket number and the total as JSON.", receipt, schema=schema)
    assert json.loads(said.text) == {"ticket": "003917", "total": 17.85}


TILES = drawn([("Takings", "28,640"), ("Guests", "187"), ("Spend each", "153")])


@pytest.mark.parametrize(
    "question",
    ["Dame revenue (Takings), customers (Guests) y average (Spend each) en JSON.", "請以 JSON 列出 Takings、Guests 和 Spend each。"],
)  # fmt: skip
def test_a_question_says_by_which_label_a_property_goes(ask: Ask, question: str) -> None:
    names = ("revenue", "customers", "average")
    schema = {"type": "object", "properties": {name: {"type": "integer"} for name in names}, "required": list(names)}
    assert json.loads(ask(question, TILES, schema=schema).text) == {"revenue": 28640, "customers": 187, "average": 153}


def test_the_sign_of_a_number_is_no_part_of_it(ask: Ask) -> None:
    receipt = drawn(["HOLT STREET DELI", "Order #2087", "11 Jun 2026 13:08", ("Halloumi wrap", "8.25"), ("TOTAL GBP", "8.25"), ("Cash", "10.00"), ("Change", "1.75")])  # fmt: skip
    schema = {"type": "object", "properties": {"order": {"type": "string"}}, "required": ["order"], "additionalProperties": False}  # fmt: skip
    assert json.loads(ask("Extract the order number as JSON.", receipt, schema=schema).text) == {"order": "2087"}


def test_a_yes_or_no_is_that_of_its_label_and_a_day_is_written_as_it_is_asked_for(ask: Ask) -> None:
    card = drawn([("Guest", "Ada Moss"), ("Arrival", "14 March 2026"), ("Departure", "16 March 2026"), ("Breakfast", "Yes"), ("Parking", "No")])  # fmt: skip
    schema = {
        "type": "object",
        "properties": {"departure": {"type": "string"}, "wants_breakfast": {"type": "boolean"}, "parking": {"type": "boolean"}},
    }  # fmt: skip
    said = ask("Extract the departure (YYYY-MM-DD), and whether breakfast and parking are wanted.", card, schema=schema)
    assert json.loads(said.text) == {"departure": "2026-03-16", "wants_breakfast": True, "parking": False}


def test_a_property_is_what_its_description_is_called_and_keys_come_before_what_is_given(ask: Ask) -> None:
    card = drawn([("Everyday account", "£642.18"), ("Rainy day pot", "£4,010.00"), ("Receipts", "12")])  # fmt: skip
    pot = {"type": "object", "properties": {"saved": {"type": "number", "description": "Rainy day pot"}}}
    assert json.loads(ask("Extract it.", card, schema=pot).text) == {"saved": 4010.0}
    told = json.loads(ask("Return the figures as JSON with keys receipts.", card).text)
    assert told["receipts"] in ("12", 12)


def test_an_array_has_a_record_for_each_picture(ask: Ask) -> None:
    cards = [drawn([("Room", room), ("Guest", guest), ("Nights", nights)]) for room, guest, nights in (("12", "Ada Moss", "3"), ("14", "Bo Ek", "2"))]  # fmt: skip
    item = {"type": "object", "properties": {"guest": {"type": "string"}, "nights": {"type": "integer"}}}
    said = ask("Extract all of them.", *cards, schema={"type": "array", "items": item})
    assert json.loads(said.text) == [{"guest": "Ada Moss", "nights": 3}, {"guest": "Bo Ek", "nights": 2}]


def test_the_parts_of_a_chart_are_lists(ask: Ask) -> None:
    chart = bar_chart({"Email": [40, 50, 45], "Chat": [60, 70, 90]}, ["Arden", "Burrow", "Cley"], 100).pixels
    said = json.loads(ask("Give the title, the categories and the series of the chart as JSON.", chart).text)
    assert said["categories"] == ["Arden", "Burrow", "Cley"]
    assert said["series"] == ["Email", "Chat"]


def test_json_is_sure_where_each_value_proves_itself(ask: Ask) -> None:
    """Two labels in one line, a sum below nought, and a word that nothing on the page says."""
    page = drawn(
        ["NORTHFIELD COLLEGE", "Student: Ida Bergman", "Credits passed: 36 Mean mark: 7.36", "Discount: -1.50"]
    )

    def schema(**kinds: str) -> dict[str, object]:
        return {"type": "object", "properties": {k: {"type": v} for k, v in kinds.items()}, "required": list(kinds)}

    both = ask("Extract them.", page, schema=schema(credits_passed="integer", student="string"))
    assert json.loads(both.text) == {"credits_passed": 36, "student": "Ida Bergman"}
    positive = ask("Extract the discount as a positive number.", page, schema=schema(discount="number"))
    assert json.loads(positive.text) == {"discount": 1.5}
    assert not ask("Extract the winter discount.", page, schema=schema(winter_discount="number")).sure


def test_several_labels_in_one_line_each_have_their_own_value(ask: Ask) -> None:
    page = drawn(
        ["TALLERES ONDARRA", "Factura 2026-0331", "Base imponible: 171,00 € IVA 21 %: 35,91 € Total: 206,91 €"]
    )
    names = ("net", "vat")
    schema = {"type": "object", "properties": {n: {"type": "number"} for n in names}, "required": list(names)}
    assert json.loads(ask("Extract them.", page, schema=schema).text) == {"net": 171.0, "vat": 35.91}
