"""What follows from a page that it does not say itself: spans of time, what several cost, what comes to one, by when."""

from __future__ import annotations

import pytest
from tests.reader.conftest import RECEIPT, Ask, drawn
from tests.reader.drawing import Sheet

LETTER = drawn(
    [
        "Hillside School",
        "We leave the school at 8:45 and will be back by 15:15.",
        "The cost is £11.50 per child, lunch is not included.",
        "Please bring a coat and something warm to drink.",
        "The office is open from Tuesday to Saturday.",
        "Invoice date: 11.02.2026",
        "To be paid within 14 days of the invoice date.",
    ],
    width=720,
)
FARES = drawn(["Harbour ferry", ("Adult", "£6.40"), ("Child (5-15)", "£3.20"), ("Bicycle", "free")])
PARCEL = drawn(
    ["Swift Post", ("Pieces", "2"), ("Weight", "3.6 kg"), ("Collected at", "09:40"), ("Delivered at", "10:25")]
)
TICKET = drawn(["Coast line", ("Oldbury", "Marston"), ("14:25", "15:12"), "One adult"])
BILL = drawn(
    ["Corner shop", ("Parcel contents", "teapot"), ("Loyalty discount", "-2.00"), ("Closing balance", "214.86"), ("Due", "17 June 2026"), ("Issued", "3 June 2026")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much was knocked off?", "-2.00"),
        ("What did they have left at the end of the month?", "214.86"),
        ("What is in the parcel?", "teapot"),
        ("When does this have to be paid?", "17 June 2026"),
    ],
)
def test_a_label_is_asked_for_in_everyday_words(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, BILL)
    assert told in answer.text
    assert answer.sure


@pytest.mark.parametrize(
    ("question", "picture", "told"),
    [
        ("How long will they be away from school?", LETTER, "6 hours 30 minutes"),
        ("離開學校多久？", LETTER, "6 小時 30 分鐘"),
        ("What would it cost for two children?", LETTER, "23.00"),
        ("By what date must it be paid?", LETTER, "25.02.2026"),
        ("¿Cuánto pagan dos adultos y un niño?", FARES, "16.00"),
        ("平均每件多重？", PARCEL, "1.8"),
        ("How long does the ride take?", TICKET, "47 minutes"),
        ("How many minutes was it from collection to delivery?", PARCEL, "45 minutes"),
    ],
)
def test_what_follows_is_told_with_what_it_follows_from_and_not_for_sure(
    ask: Ask, question: str, picture: object, told: str
) -> None:
    answer = ask(question, picture)
    assert told in answer.text
    assert not answer.sure
    assert answer.evidence


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Is the office open on Sundays?", "No."),
        ("¿Está abierta la oficina los jueves?", "Sí."),
        ("星期一有開嗎？", "不是"),
    ],
)
def test_a_day_within_or_outside_the_days_that_a_page_is_open_on_is_told(ask: Ask, question: str, word: str) -> None:
    assert ask(question, LETTER).text.startswith(word)


@pytest.mark.parametrize("question", ["What would three bicycles and two dogs cost?", "How long is the concert?"])
def test_nothing_is_worked_out_for_what_the_page_does_not_name(ask: Ask, question: str) -> None:
    assert "follows from" not in ask(question, FARES).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much storage is still free?", "7.8 GB"),
        ("How many GB are missing?", "36 GB"),
        ("¿Cuánto espacio falta?", "36 GB"),
    ],
)
def test_what_is_left_and_what_is_lacking_is_worked_out(ask: Ask, question: str, told: str) -> None:
    screen = drawn(["Storage", "7.2 GB of 15 GB used", "The update cannot be installed.", "Required: 48 GB   Available: 12 GB"], width=560)  # fmt: skip
    assert told in ask(question, screen).text


def test_without_tax_is_not_the_tax(ask: Ask) -> None:
    bill = drawn(["Tidewater Print Ltd", "Invoice number: TP-20417", "Due date: 5 March 2025", ("Subtotal", "£375.00"), ("VAT (20%)", "£75.00"), ("Total due", "£450.00")])  # fmt: skip
    assert "375.00" in ask("How much is it without VAT?", bill).text
    assert "5 March" in ask("When do I have to pay this at the latest?", bill).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Split the bill between three people.", "2.40"),
        ("If the four of us share it, how much does each pay?", "1.80"),
        ("帳單兩個人平分，每人多少？", "3.60"),
        ("¿Cuánto toca a cada uno si se divide entre 3?", "2.40"),
        ("How much is a 10% tip?", "0.72"),
        ("加上10%小費一共多少？", "7.92"),
        ("¿Cuánto sería con una propina del 10 %?", "7.92"),
    ],
)
def test_a_bill_is_split_and_tipped_on_its_total(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, RECEIPT)
    assert answer.text.startswith(told), answer.text
    assert "7.20" in answer.text
    assert not answer.sure


CARD_SLIP = drawn(
    ["PIER HARDWARE", ("Wood screws", "7.00"), ("White paint 2.5L", "18.90"), ("Masking tape", "3.30"), ("Subtotal", "29.20"), ("Loyalty", "-2.92"), ("TOTAL", "26.28"), ("VISA ****4417", "26.28")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was the most expensive item?", "White paint"),
        ("¿Cuál fue el artículo más caro?", "White paint"),
        ("最便宜的是哪一樣？", "Masking tape"),
    ],
)
def test_how_it_was_paid_is_no_thing_that_was_bought(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, CARD_SLIP)
    assert told in answer.text
    assert "VISA" not in answer.text


@pytest.mark.parametrize("question", ["How much is left to pay?", "還要付多少錢？", "¿Cuánto queda por pagar?"])
def test_what_is_left_to_pay_is_the_total_without_the_deposit(ask: Ask, question: str) -> None:
    booking = drawn(["Harbour Hotel", ("Guest", "A. Vresky"), ("Total", "$433.50"), ("Deposit paid", "$100.00")])
    answer = ask(question, booking)
    assert "333.50" in answer.text
    assert not answer.sure


def test_what_is_left_to_do_follows_from_what_is_done(ask: Ask) -> None:
    backup = drawn(["Backup could not be completed", "1,208 of 3,950 files were copied.", "Try again"], width=640)
    assert "2,742" in ask("How many files are left to copy?", backup).text
    assert "2,742" in ask("¿Cuántos archivos faltan por copiar?", backup).text


@pytest.mark.parametrize(
    ("question", "told"),
    [("Who finished second?", "Kettlewick"), ("Who is the champion?", "Ashdown"), ("誰是亞軍？", "Kettlewick"), ("¿Quién quedó último?", "Dunmere")],
)  # fmt: skip
def test_a_league_in_the_order_of_its_points_says_who_came_where(ask: Ask, question: str, told: str) -> None:
    rows = [("Team", "Played", "Won", "Points"), ("Ashdown", "10", "7", "23"), ("Kettlewick", "10", "6", "21"), ("Marlow", "10", "5", "16"), ("Dunmere", "10", "1", "5")]  # fmt: skip
    sheet = Sheet(620, 320)
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            sheet.write(40 + 150 * k, 40 + 50 * n, text, "lm", size=22)
    assert told in ask(question, sheet.pixels).text
