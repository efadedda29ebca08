"""An invoice as offices write them: the maker beside the word INVOICE, numbers in a block on the right, a block for the
customer, a table with unit prices, and sums of which the last is the balance."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn

from fovea.values import Pixels


def invoice() -> Pixels:
    image = Image.new("RGB", (900, 900), "white")
    draw = ImageDraw.Draw(image)

    def put(x: int, y: int, text: str, size: int = 19, colour: str = "black") -> None:
        draw.text((x, y), text, font=ImageFont.load_default(size), fill=colour)

    put(50, 40, "Northwind Supplies Ltd.", 30)
    put(50, 84, "14 Mill Lane, Leeds LS1 4AB")
    put(50, 112, "VAT No: GB 123 4567 89")
    put(640, 40, "INVOICE", 32)
    for n, (key, value) in enumerate(
        [
            ("Invoice no.", "INV-2026-0417"),
            ("Invoice date", "12 May 2026"),
            ("Due date", "11 June 2026"),
            ("PO number", "PO-8831"),
        ]
    ):
        put(540, 110 + 28 * n, key)
        put(690, 110 + 28 * n, value)
    for n, text in enumerate(["Bill to", "Hargreaves Primary School", "22 Station Road", "York YO1 7HH"]):
        put(50, 244 + 28 * n, text)
    rows = [
        ("Description", "Qty", "Unit price", "Amount"),
        ("A4 paper", "6", "£18.50", "£111.00"),
        ("Whiteboard markers", "10", "£7.20", "£72.00"),
        ("Safety scissors", "30", "£1.15", "£34.50"),
    ]
    for n, row in enumerate(rows):
        for x, text in zip((50, 430, 540, 680), row, strict=True):
            put(x, 400 + 42 * n, text)
    for n, (key, value) in enumerate(
        [
            ("Subtotal", "£217.50"),
            ("VAT 20%", "£43.50"),
            ("Total due", "£261.00"),
            ("Paid", "£100.00"),
            ("Balance", "£161.00"),
        ]
    ):
        put(540, 610 + 34 * n, key)
        put(680, 610 + 34 * n, value)
    return np.array(image)


INVOICE = invoice()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the invoice number?", "INV-2026-0417"),
        ("When is payment due?", "11 June 2026"),
        ("What is the PO number?", "PO-8831"),
        ("What is the VAT number?", "GB 123 4567 89"),
        ("Which company issued this?", "Northwind Supplies Ltd."),
        ("誰開的發票？", "Northwind Supplies Ltd."),
        ("Who is it billed to?", "Hargreaves Primary School"),
        ("What is the customer's address?", "22 Station Road, York YO1 7HH"),
        ("How much is still owed?", "161.00"),
        ("¿Cuánto queda por pagar?", "161.00"),
        ("What is the total?", "261.00"),
        ("How many different things were ordered?", "3"),
    ],
)
def test_each_block_answers_for_itself(ask: Ask, question: str, said: str) -> None:
    text = ask(question, INVOICE).text
    assert said in text
    assert "Description" not in text


def test_the_price_of_one_is_not_that_of_the_row(ask: Ask) -> None:
    answer = ask("What does one pair of safety scissors cost?", INVOICE)
    assert "1.15" in answer.text
    assert "1 × Safety scissors: 34.50" not in answer.text


def test_its_fields_as_json(ask: Ask) -> None:
    said = json.loads(ask("Extract invoice_number, due_date and balance as JSON.", INVOICE).text)
    assert said == {"invoice_number": "INV-2026-0417", "due_date": "2026-06-11", "balance": 161.0}


TICKET = drawn(["FARMACIA LUCERO", "Tel. 976 555 204", "14/02/2026 18:42", "Ticket: 003-21877", ("IBUPROFENO", "4,95"), ("TIRITAS", "4,70"), "2 x 2,35", ("TERMOMETRO", "9,90"), ("TOTAL EUR", "19,55"), ("IVA incluido", "3,39"), ("EFECTIVO", "20,00"), ("CAMBIO", "0,45")])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much is one box of tiritas?", "2.35"),
        ("每盒 TIRITAS 多少錢？", "2.35"),
        ("¿Cuántas tiritas compraron?", "2"),
        ("How much did the tiritas cost in total?", "4,70"),
    ],
)
def test_how_many_there_are_may_stand_below_a_thing(ask: Ask, question: str, told: str) -> None:
    said = ask(question, TICKET)
    assert said.sure
    assert re.search(rf"(?<![\d.,]){re.escape(told)}(?![\d,])", said.text)


RECHNUNG = drawn(
    ["Hollmann Heizung", "Rechnung Nr. 2026-118", "Rechnungsdatum: 11.02.2026", ("Arbeitszeit", "145,00"), ("Material", "50,80"), ("Nettobetrag", "195,80"), ("MwSt. 19 %", "37,20"), ("Gesamtbetrag", "233,00"), "Zahlbar innerhalb von 14 Tagen."],
    width=620,
)  # fmt: skip


def test_a_paper_in_german_is_understood_by_what_it_calls_things(ask: Ask) -> None:
    assert "233,00" in ask("What does it come to?", RECHNUNG).text
    assert "37,20" in ask("稅金是多少？", RECHNUNG).text
    named = {"number": "2026-118", "date": "2026-02-11", "net": 195.8, "vat": 37.2, "total": 233}
    kinds = {"number": {"type": "string"}, "date": {"type": "string", "format": "date"}}
    schema: dict[str, object] = {
        "type": "object",
        "properties": {name: kinds.get(name, {"type": "number"}) for name in named},
        "required": list(named),
    }
    assert json.loads(ask("Extract it.", RECHNUNG, schema=schema).text) == named


def test_a_french_letter_is_asked_in_another_language(ask: Ask) -> None:
    letter = drawn(
        [
            "Les documents suivants auraient dû être rendus le 20 décembre 2025.",
            "Passé ce délai, une amende de 15 cents par jour sera due.",
            "La bibliothécaire,",
            "Hélène Corvisier",
        ],
        width=820,
    )
    assert "20 d" in ask("When should they have been given back?", letter).text
    assert "15 cents" in ask("¿Cuánto es la multa por día?", letter).text
    assert "Corvisier" in ask("Who signed the letter?", letter).text


def beside_numbers() -> Pixels:
    """The maker's name and street stand in one row with numbers that have their labels before them."""
    image = Image.new("RGB", (800, 620), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(19)
    draw.text((40, 30), "INVOICE", font=ImageFont.load_default(34), fill="black")
    left = (
        "Larkfield Timber Ltd.",
        "9 Sawmill Road, Hexham",
        "Tel: 01434 555 018",
        "",
        "Bill to:",
        "Moorside School",
        "5 Elm Avenue, York",
    )
    for n, text in enumerate(left):
        draw.text((40, 90 + 30 * n), text, font=font, fill="black")
    for n, text in enumerate(("Invoice No: LT-204", "Date: 12 May 2026", "Due date: 11 June 2026")):
        draw.text((500, 90 + 30 * n), text, font=font, fill="black")
    rows = (
        ("Item", "Qty", "Unit price", "Amount"),
        ("Oak plank", "4", "£12.00", "£48.00"),
        ("Pine board", "6", "£5.00", "£30.00"),
    )
    for n, row in enumerate(
        (*rows, ("", "", "Subtotal", "£78.00"), ("", "", "VAT 20%", "£15.60"), ("", "", "Total due", "£93.60"))
    ):
        for x, text in zip((40, 330, 440, 620), row, strict=True):
            draw.text((x, 330 + 40 * n), text, font=font, fill="black")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who issued the invoice?", "Larkfield Timber Ltd."),
        ("¿Quién emite la factura?", "Larkfield Timber Ltd."),
        ("What is the seller's address?", "9 Sawmill Road, Hexham"),
        ("Who is the customer?", "Moorside School"),
    ],
)
def test_the_maker_of_an_invoice_may_stand_beside_its_number(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, beside_numbers())
    assert told in answer.text
    assert answer.sure


def under_a_letterhead() -> Pixels:
    """Rules under the letterhead and between the rows, from edge to edge, and what is said of the bill between them."""
    image = Image.new("RGB", (760, 620), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(19)
    pen.text((40, 30), "Harrow Lane Heating", "black", ImageFont.load_default(26))
    pen.text((620, 30), "INVOICE", "black", font)
    pen.line((40, 90, 720, 90), "black", 2)
    for n, (left, label, value) in enumerate((("Bill to", "Invoice no.", "HL-2287"), ("The Old Dairy", "Date", "4 March 2026"), ("Mill Road", "Payment due", "3 April 2026"))):  # fmt: skip
        for x, text in ((44, left), (440, label), (580, value)):
            pen.text((x, 110 + 32 * n), text, "black", font)
    rows = (("Description", "Qty", "Unit price", "Amount"), ("Boiler service", "1", "£96.00", "£96.00"), ("Radiator valve", "4", "£18.50", "£74.00"), ("Pressure gauge", "1", "£23.00", "£23.00"), ("Labour", "3", "£45.00", "£135.00"))  # fmt: skip
    for n, row in enumerate(rows):
        for x, text in zip((44, 380, 480, 640), row, strict=True):
            pen.text((x, 240 + 44 * n), text, "black", font)
        pen.line((40, 276 + 44 * n, 720, 276 + 44 * n), "gray", 1)
    for n, (label, amount) in enumerate((("Subtotal", "£328.00"), ("VAT 20%", "£65.60"), ("Total", "£393.60"))):
        pen.text((480, 480 + 34 * n), label, "black", font)
        pen.text((640, 480 + 34 * n), amount, "black", font)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the invoice number?", ["HL-2287"]),
        ("¿Qué línea de la factura tiene el importe más alto?", ["Labour"]),
        ("How many radiator valves are on the invoice, and what did each cost?", ["4", "18.50"]),
        ("Radiator valve 買了幾個，單價多少？", ["4", "18.50"]),
        ("¿Cuántos Radiator valve hay y a cuánto cada uno?", ["4", "18.50"]),
    ],
)
def test_what_stands_over_the_head_of_a_list_of_goods_is_no_part_of_it(
    ask: Ask, question: str, told: list[str]
) -> None:
    said = ask(question, under_a_letterhead())
    assert said.sure, said.text
    assert all(part in said.text for part in told), said.text


def test_the_day_of_the_next_visit_is_not_that_of_the_bill(ask: Ask) -> None:
    bill = drawn(["Kestrel Veterinary Practice", "Invoice KV-50316", "19 May 2026", ("Consultation", "£42.00"), ("Dental trim", "£68.50"), ("VAT 20%", "£22.10"), ("Total", "£132.60"), "Next check-up: 2 June 2026, 10:40"])  # fmt: skip
    assert "19 May" in ask("What is the date of the invoice?", bill).text
    assert "2 June" in ask("When is the next check-up?", bill).text


@pytest.mark.parametrize("question", ["What is the total with VAT?", "¿Cuál es el total con IVA?", "含稅總價多少？"])
def test_the_total_with_the_tax_is_no_tax(ask: Ask, question: str) -> None:
    said = ask(question, under_a_letterhead()).text
    assert "393.60" in said
    assert "65.60" not in said


def part_paid() -> Pixels:
    image = Image.new("RGB", (900, 640), "white")
    draw = ImageDraw.Draw(image)

    def put(x: int, y: int, text: str, size: int = 19) -> None:
        draw.text((x, y), text, font=ImageFont.load_default(size), fill="black")

    put(50, 40, "Tarn Lane Animal Clinic", 30)
    put(50, 84, "14 Tarn Lane, Bridgnorth WV16 4TZ     VAT no. GB 712 4409 83")
    put(540, 130, "Invoice HL/26-0877")
    put(540, 160, "Date: 6 March 2026")
    rows = [
        ("Treatment", "Qty", "Unit", "Amount"),
        ("Consultation", "1", "48.50", "48.50"),
        ("Scale and polish", "1", "165.00", "165.00"),
        ("Protective collar, size 3", "2", "8.60", "17.20"),
    ]
    for n, row in enumerate(rows):
        for x, text in zip((50, 440, 560, 720), row, strict=True):
            put(x, 220 + 36 * n, text)
    sums = [("Subtotal", "230.70"), ("VAT 20%", "46.14"), ("Total", "276.84"), ("Deposit paid", "60.00"), ("Balance due", "216.84")]  # fmt: skip
    for n, (key, value) in enumerate(sums):
        put(520, 390 + 36 * n, key)
        put(720, 390 + 36 * n, value)
    return np.asarray(image)


def test_a_deposit_leaves_a_balance_and_the_total_what_it_was(ask: Ask) -> None:
    bill = part_paid()
    told = json.loads(ask("Give me everything as JSON.", bill).text)
    assert told["total"] == 276.84
    assert told["address"] == "14 Tarn Lane, Bridgnorth WV16 4TZ"
    assert "216.84" in ask("How much is still to be paid?", bill).text


def test_named_fields_of_items_have_a_row_each(ask: Ask) -> None:
    told = json.loads(
        ask("List the items as JSON with description, quantity, unit price and amount.", part_paid()).text
    )
    assert [row["description"] for row in told] == ["Consultation", "Scale and polish", "Protective collar, size 3"]
    assert told[2] == {"description": "Protective collar, size 3", "quantity": 2, "unit_price": 8.6, "amount": 17.2}
