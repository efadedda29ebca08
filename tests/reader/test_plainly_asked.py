"""Plain questions that pages of every sort are asked: one thing each, in four languages."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import RECEIPT, Ask, drawn
from tests.reader.drawing import bar_chart, table

from fovea.values import Pixels

BOATS = table(
    [
        ("Destination", "Departs", "Pier", "Fare"),
        ("Gull Island", "07:40", "2", "$9.50"),
        ("Port Amsel", "09:15", "4", "$22.00"),
        ("Saltmarsh", "11:30", "1", "$8.75"),
        ("Cape Verrin", "14:20", "4", "$31.00"),
    ],
    (180, 120, 100, 120),
)
SPRING = drawn(["Spring menu", ("Espresso", "2.50"), ("Green tea", "3.20"), ("Banana bread", "3.60")])
SUMMER = drawn(["Summer menu", ("Espresso", "2.50"), ("Green tea", "3.20"), ("Lemon sorbet", "4.75")])
BERTH = drawn(
    ["Berth application", "1. Owner", ("Full name", "TAMSIN VARLEY"), ("Telephone", "01632 960 144"), ("Address", "4 Quay Lane"),
     ("Postcode", "EX4 2AB"), "Emergency contact", "2. Stay", ("Arrival", "14 APRIL 2025"), ("Departure", "30 MAY 2025")],
    width=620,
)  # fmt: skip
NOTICE = drawn(
    ["Notice to residents", "The water is turned off on Tuesday from 8:00", "For questions: Petra Summer, telephone 0461 555-", "0193."],
    width=620,
)  # fmt: skip
COPYING = drawn(
    ["Stowaway Backup", "The backup could not be completed", "Copied 12 of 318 files. Error code 0x2F07"], 620
)


def squares(colour: str) -> Pixels:
    image = Image.new("RGB", (480, 320), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((60, 60, 160, 160), fill=colour)
    pen.rectangle((260, 60, 360, 160), fill=colour)
    pen.ellipse((200, 200, 280, 280), fill="red")
    return np.asarray(image)


def sun() -> Pixels:
    """A disc on a sky that pales towards a meadow, with the grain of a photograph."""
    rows = np.linspace(0, 1, 400)[:, None, None]
    sky = (1 - rows) * np.array([66, 138, 230]) + rows * np.array([170, 205, 245])
    image = np.repeat(sky, 640, axis=1)
    image[280:] = (60, 145, 55)
    pen = Image.fromarray(image.astype(np.uint8))
    ImageDraw.Draw(pen).ellipse((480, 40, 580, 140), fill=(250, 215, 45))
    grain = np.random.default_rng(7).normal(0, 3, image.shape)
    return np.clip(np.asarray(pen) + grain, 0, 255).astype(np.uint8)


def window() -> Pixels:
    """A program with four pages at its side, the second of which is open."""
    image = Image.new("RGB", (720, 420), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(20)
    pen.rectangle((0, 0, 190, 420), fill="#eef0f4")
    for n, name in enumerate(("General", "Appearance", "Shortcuts", "About")):
        if n == 1:
            pen.rectangle((0, 40 + 52 * n, 190, 82 + 52 * n), fill="#2f6fde")
        pen.text((24, 50 + 52 * n), name, font=font, fill="white" if n == 1 else "#222222")
    for n, (label, value) in enumerate((("Theme", "Light"), ("Font", "Serif"), ("Font size", "15 px"))):
        pen.text((230, 60 + 60 * n), label, font=font, fill="#222222")
        pen.text((480, 60 + 60 * n), value, font=font, fill="#222222")
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "picture", "said", "not_said"),
    [
        ("Which destinations leave from pier 4?", BOATS, ["Port Amsel", "Cape Verrin"], ["Saltmarsh", "Gull"]),
        ("What is the date?", RECEIPT, ["19/08/2026 (2026-08-19)"], []),
        ("日期是哪天？", RECEIPT, ["2026-08-19"], []),
        ("What is the phone number?", NOTICE, ["0461 555-0193"], []),
        ("How many files were copied?", COPYING, ["12"], []),
        ("How many files are there in total?", COPYING, ["318"], []),
        ("How many files are left?", COPYING, ["306"], []),
    ],
)
def test_one_thing_is_said_for_sure(
    ask: Ask, question: str, picture: Pixels, said: list[str], not_said: list[str]
) -> None:
    answer = ask(question, picture)
    assert answer.sure, answer.text
    assert all(part in answer.text for part in said), answer.text
    assert not any(part in answer.text for part in not_said), answer.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Is the emergency contact filled in?", "No"),
        ("Is the emergency contact empty?", "Yes"),
        ("¿Está relleno el contacto de emergencia?", "No"),
        ("Is the telephone filled in?", "Yes"),
    ],
)
def test_an_empty_field_is_not_filled_in(ask: Ask, question: str, begins: str) -> None:
    assert ask(question, BERTH).text.startswith(begins)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("What is on the second menu but not on the first?", "Lemon sorbet", "Banana"),
        ("¿Qué producto está en la segunda carta pero no en la primera?", "Lemon sorbet", "Banana"),
        ("哪些品項只在第一張菜單上？", "Banana bread", "Lemon"),
        ("Which menu has banana bread?", "Image 1", "Image 2"),
        ("哪一張菜單有 Lemon sorbet？", "圖像 2", "圖像 1"),
    ],
)
def test_what_one_of_two_lists_alone_has(ask: Ask, question: str, said: str, not_said: str) -> None:
    answer = ask(question, SPRING, SUMMER)
    assert said in answer.text, answer.text
    assert not_said not in answer.text, answer.text


def test_colours_of_shapes_are_held_against_each_other(ask: Ask) -> None:
    question = "Are the squares of the same colour in both pictures?"
    assert ask(question, squares("blue"), squares("gold")).text.startswith("No")
    assert ask(question, squares("blue"), squares("blue")[:, ::-1].copy()).text.startswith("Yes")


def test_a_shape_is_seen_on_a_shaded_ground(ask: Ask) -> None:
    answer = ask("Where is the yellow circle?", sun())
    assert "top right" in answer.text
    assert "left" not in answer.text


@pytest.mark.parametrize(
    ("turned", "question", "said"),
    [
        (0, "Is this page upright or turned?", "It is upright"),
        (0, "Is it rotated?", "No."),
        (1, "Is this page upright or turned?", "It lies on its side"),
        (2, "Is it upside down?", "Yes."),
        (1, "¿Está girada la página?", "Sí."),
    ],
)
def test_whether_a_page_is_upright(ask: Ask, turned: int, question: str, said: str) -> None:
    assert ask(question, np.rot90(RECEIPT, turned).copy()).text.startswith(said)


def test_the_open_page_of_a_window_is_no_switch(ask: Ask) -> None:
    assert "Appearance" in ask("Which page of the preferences is selected?", window()).text
    listed = ask("Which sections are in the side menu?", window())
    assert all(name in listed.text for name in ("General", "Appearance", "Shortcuts", "About")), listed.text


PARKING = [
    drawn(
        [place, "Pay and display ticket", ("Ticket no.", number), ("Date", day), ("Expires", "12:15"), ("PAID", paid)]
    )
    for place, number, day, paid in (
        ("Mill Street", "20441", "04/07/2025", "£6.40"),
        ("Castle Yard", "77129", "11/07/2025", "£3.20"),
        ("Quayside", "31806", "19/07/2025", "£9.75"),
    )
]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the total amount paid across all three tickets?", "19.35"),
        ("三張票一共多少錢？", "19.35"),
        ("¿Cuánto suman los tres tiques?", "19.35"),
        ("Which of these tickets was the most expensive?", "9.75"),
        ("哪一张票的日期是2025年7月11日？", "图像 2"),
    ],
)
def test_what_was_paid_is_added_up_and_compared_not_the_numbers_of_tickets(ask: Ask, question: str, said: str) -> None:
    text = ask(question, *PARKING).text
    assert said in text
    assert not any(number in text for number in ("20441", "77129", "31806", "129,376")), text


FERRIES = table(
    [
        ("Time", "Destination", "Vessel", "Status"),
        ("13:35", "Skarvoy", "Astrid", "Boarding"),
        ("14:10", "Lundholm", "Nordstar", "On time"),
        ("14:45", "Ternvik", "Sula", "Cancelled"),
        ("15:05", "Granes", "Havbris", "Delayed"),
        ("16:20", "Skarvoy", "Astrid", "On time"),
    ],
    (100, 150, 150, 140),
)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Is the 14:45 ferry to Ternvik on time?", "No"),
        ("Is the ferry to Granes delayed?", "Yes"),
        ("14:45 往 Ternvik 的船準時嗎？", "不"),
    ],
)
def test_whether_it_runs_on_time_is_not_whether_it_goes_there(ask: Ask, question: str, begins: str) -> None:
    assert ask(question, FERRIES).text.startswith(begins)


def test_a_label_that_a_question_calls_by_its_name_comes_first(ask: Ask) -> None:
    backup = drawn(
        [("Photo library", "Failed"), ("Mail server", "OK"), "Backup failed", "The job could not be completed", "Error code: TV-2207"],
        620,
    )  # fmt: skip
    answer = ask("What is the error code?", backup)
    assert answer.sure
    assert "TV-2207" in answer.text


def test_the_word_before_a_vowel_is_an_and_a_sentence_begins_with_a_capital(ask: Ask) -> None:
    assert ask("Where is the orange square?", squares("orange")).text.startswith(("An orange", "Orange", "I count"))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What kind of chart is this?", "vertical bar chart"),
        ("Are the bars vertical or horizontal?", "It is a vertical bar chart"),
        ("¿Son horizontales las barras?", "No."),
        ("長條是堆疊的嗎？", "不是"),
        ("List the values.", "Burrow ≈ 34"),
        ("Extract the data points from this chart.", "Cley ≈ 46"),
    ],
)
def test_a_chart_says_how_its_bars_stand_and_lists_its_values(ask: Ask, question: str, said: str) -> None:
    chart = bar_chart({"Boats": [18, 34, 46, 25]}, ["Arden", "Burrow", "Cley", "Dunn"], 50).pixels
    assert said in ask(question, chart).text


def test_days_are_written_as_iso_8601_in_json(ask: Ask) -> None:
    schema = {"type": "object", "properties": {"date": {"type": "string"}}, "required": ["date"]}
    assert '"2026-08-19"' in ask("Extract the receipt.", RECEIPT, schema=schema).text
    assert '"19/08/2026"' in ask("Extract the receipt, the date as printed.", RECEIPT, schema=schema).text


def test_a_doubtful_cell_is_quoted_with_its_row(ask: Ask) -> None:
    statement = table(
        [("Date", "Description", "Amount"), ("02 Aug", "Rent", "-640.00"), ("08 Aug", "Salary", "2,100.00"), ("11 Aug", "Market", "-35.20")],
        (120, 200, 140),
    )  # fmt: skip
    assert "08 Aug" in ask("On which day did the salary come in?", statement).text


def test_which_place_it_is_asks_for_what_is_written_there(ask: Ask) -> None:
    waybill = drawn([("Waybill", "P64-3318"), ("Destination", "Port Elland"), ("Weight", "32.0 t"), ("Carrier", "Norrland Rail")])  # fmt: skip
    assert "Port Elland" in ask("Destination 是哪裡？", waybill).text
