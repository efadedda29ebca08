"""What a page denies, what it does not say, and what only looks like an answer."""

from __future__ import annotations

import numpy as np
import pytest
from tests.reader.conftest import Ask, drawn
from tests.reader.drawing import Sheet, table

from fovea.engines.reader.language.lexicon import language_of
from fovea.engines.reader.language.phrases import say
from fovea.engines.reader.page.arrange import arrange
from fovea.engines.reader.values import Page
from fovea.values import Pixels, Size

FERRY = drawn(["Kerrow ferries", "Sailing A does not run on Sundays.", "Sailing B leaves at 09:40."])
INN = drawn(["Quay Inn", "Breakfast from 07:30", "No pets allowed.", "Office: 01632 960417"])
BILL = drawn(
    ["14 Harrow Lane, Sheffield", "INVOICE", ("Hinges", "12.00"), ("Screws", "8.00"), ("Subtotal", "20.00"), ("VAT", "4.00")]
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("Is there a sailing A on Sundays?", FERRY),
        ("Are pets allowed?", INN),
        ("Can I bring a pet?", INN),
        ("¿Se admiten mascotas?", INN),
    ],
)
def test_what_a_page_denies_is_a_no(ask: Ask, question: str, page: Pixels) -> None:
    answer = ask(question, page)
    assert answer.text.startswith(say(language_of(question) or "en", "holds not").strip()[:2])


@pytest.mark.parametrize(
    "question",
    ["Which company issued this?", "What is the name of the shop?", "What is the total?", "Which box is ticked?"],
)
def test_a_street_is_no_firm_and_a_subtotal_no_total(ask: Ask, question: str) -> None:
    assert not ask(question, BILL).sure


def test_what_is_asked_on_a_label_beats_a_line_that_speaks_of_it(ask: Ask) -> None:
    page = drawn(["hubctl status", "Firmware: 4.18.2", "Uptime: 12 days", "Would install firmware 4.19.0 (36.7 MB)"])
    answer = ask("What firmware version is installed now?", page)
    assert not answer.sure or "4.18.2" in answer.text


def test_the_first_lines_that_are_asked_for_are_read(ask: Ask) -> None:
    answer = ask("Read the first two lines of this receipt.", BILL)
    assert "Harrow Lane" in answer.text
    assert "INVOICE" in answer.text
    assert "Hinges" not in answer.text


def test_cards_are_held_against_each_other_by_the_day_that_is_named(ask: Ask) -> None:
    cards = [
        drawn(["Pet card", "Name: Rex", "Born: 3 May 2019", "Next visit: 18 August 2026"]),
        drawn(["Pet card", "Name: Ivy", "Born: 9 June 2021", "Next visit: 2 July 2026"]),
    ]
    answer = ask("Which card has the earliest next visit?", *cards)
    assert "Image 2" in answer.text
    assert "2026-07-02" in answer.text


def test_what_was_charged_stands_in_its_own_column(ask: Ask) -> None:
    bill = table(
        [("Description", "Qty", "Rate", "Amount"), ("Laundry", "2", "9.25", "18.50"), ("Car park", "3", "8.00", "24.00"),
         ("Breakfast", "1", "14.50", "14.50")],
        (290, 130, 140, 120), "none",
    )  # fmt: skip
    assert "18.50" in ask("How much was charged for laundry?", bill).text


def test_somebody_on_a_paper_is_not_said_to_be_famous(ask: Ask) -> None:
    form = drawn(["Swimming club", "Surname: Marchetti", "First name: Odile"])
    question = "Is the swimmer on this form a famous person? Who is she?"
    assert ask(question, form).text == say("en", "identify")


def test_a_table_is_asked_for_as_csv_beside_chinese(ask: Ask) -> None:
    day = table(
        [("Time", "Place", "Event"), ("08:30", "Hall", "Opening"), ("09:15", "Room 201", "Volcano"), ("10:30", "Field", "Rockets")],
        (200, 220, 240), "none",
    )  # fmt: skip
    assert "09:15,Room 201,Volcano" in ask("请把日程表输出为CSV。", day).text


def test_an_edge_straight_down_a_page_says_that_it_is_level() -> None:
    """Boxes of lines that lean a little are no lean of the page: a side menu stays apart from the table beside it."""
    sheet = Sheet(900, 400, (28, 30, 36))
    sheet.draw("rectangle", (0, 0, 199, 399), fill=(16, 18, 24))
    for n, entry in enumerate(("Favourites", "Logins", "Cards", "Shared", "Trash")):
        sheet.write(20, 60 + 60 * n, entry, "lm", 18, (230, 230, 230))
    for n, row in enumerate(
        (
            ("Name", "Strength", "Changed"),
            ("Library", "Weak", "May"),
            ("Mail", "Reused", "June"),
            ("Energy", "Weak", "July"),
        )
    ):
        for left, text in zip((240, 500, 700), row, strict=True):
            sheet.write(left, 64 + 62 * n, text, "lm", 18, (230, 230, 230))
    lines = []
    for line in sheet.lines:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = line.quad
        fall = 0.008 * (x1 - x0)
        lines.append(type(line)(line.text, ((x0, y0), (x1, y1 + fall), (x2, y2 + fall), (x3, y3)), line.confidence))
    page = arrange(Page(Size(900, 400), lines=tuple(lines)), sheet.pixels)
    assert [cell.text for cell in page.tables[0].cells[0]] == ["Name", "Strength", "Changed"]
    assert page.rows[0].text == "Favourites"


def test_figures_and_how_they_changed_head_no_table(ask: Ask) -> None:
    sheet = Sheet(820, 470)
    tiles = (
        ("Output", "Stock", "Quality", "Downtime"),
        ("4,860 kg", "31,500 l", "98.4%", "37 min"),
        ("+6.2 %", "-3.8 %", "+0.4 %", "+12 %"),
    )
    for n, row in enumerate(tiles):
        for left, text in zip((40, 240, 440, 640), row, strict=True):
            sheet.write(left, 40 + 34 * n, text, "lm", 18)
    rows = (("Machine", "State", "Heat", "Keeper"), ("Vat 1", "running", "32.5", "Ann"), ("Press", "running", "18.2", "Ann"),
            ("Brine", "alarm", "15.9", "Bob"), ("Cellar", "running", "11.4", "Eve"))  # fmt: skip
    for n, row in enumerate(rows):
        y = 190 + 50 * n
        for left, text in zip((40, 240, 440, 640), row, strict=True):
            sheet.write(left, y, text, "lm", 18)
        sheet.draw("line", (30, y + 25, 790, y + 25), fill=(200, 200, 200))
    assert "Brine" in ask("Which machine is in the state alarm?", sheet.pixels).text


def test_asked_for_writing_alone_a_picture_without_any_has_none(ask: Ask) -> None:
    grey = np.full((300, 400, 3), 128, np.uint8)
    assert ask("What does the text in this picture say?", grey).text == say("en", "no text")
