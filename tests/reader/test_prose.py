"""Notices, letters and rules: a question is answered with the sentence that tells it, and with a doubt where it is likely only."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn

NOTICE = drawn(
    [
        "HALL RULES",
        "Dogs cannot enter, except guide dogs.",
        "Visitors may leave cars behind the gym.",
        "Lost keys must be replaced for 25 pounds.",
        "Latecomers are seated at the interval.",
        "If it rains, the fair moves to the barn.",
        "The lift is off because a cable broke.",
        "Children under six travel free.",
    ],
    width=620,
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Am I allowed to bring my dog?", "guide dogs"),
        ("Where can I park?", "behind the gym"),
        ("What happens if I lose my key?", "25 pounds"),
        ("What if I come late?", "interval"),
        ("¿Qué pasa si llueve?", "barn"),
        ("Why can't I use the lift?", "cable broke"),
        ("小孩要付錢嗎？", "under six"),
    ],
)
def test_a_sentence_that_tells_what_is_asked_in_other_words_is_quoted(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, NOTICE).text


def test_a_sentence_found_by_its_likeness_alone_is_not_said_for_sure(ask: Ask) -> None:
    assert not ask("What if I come late?", NOTICE).sure


def test_what_stands_beside_another_thing_of_the_page_is_not_said_for_sure(ask: Ask) -> None:
    page = drawn(["Pump  Alder", "Pressure  4.1", "Valve  Birch", "Boiler  Cedar"])
    assert not ask("What is the pressure of Cedar?", page).sure


def test_a_place_where_something_is_done_is_told_by_the_text_and_not_by_the_pixels(ask: Ask) -> None:
    page = drawn(["SPRING CONCERT", "Tickets 14 pounds", "from the box office or online"])
    assert "pixels" not in ask("Where can I buy tickets?", page).text


def test_a_time_is_no_place(ask: Ask) -> None:
    page = drawn(["SCHOOL TRIP", "Bring a coat.", "Meeting at 7:20 sharp", "We walk back in the afternoon."])
    answer = ask("Where is the meeting?", page)
    assert not answer.sure or "7:20" not in answer.text


@pytest.mark.parametrize("question", ["Who issued this notice?", "Who is the notice from?", "¿Quién firma el aviso?"])
def test_who_a_notice_is_from_stands_at_its_foot_with_the_date(ask: Ask, question: str) -> None:
    notice = drawn(
        ["Water supply", "The water will be off all morning.", "Please fill a bucket before eight.", ("", "Hillside Waterworks"), ("", "12 May 2026")],
        width=560,
    )  # fmt: skip
    assert "Hillside Waterworks" in ask(question, notice).text


def test_what_is_said_not_to_be_so_is_no_yes(ask: Ask) -> None:
    advert = drawn(
        ["Gardener wanted", "A driving licence is needed.", "Knowledge of pest control is welcome but not required.", "Apply by 30 June 2026 to jobs@thornbury.example."],
        width=760,
    )  # fmt: skip
    assert ask("Is pest control knowledge required?", advert).text.startswith("No.")
    # The word of an address of the net is no word of the page.
    job = ask("What is the job title?", advert).text
    assert "Gardener" in job
    assert "thornbury" not in job


def test_the_title_of_a_page_is_none_of_its_sections(ask: Ask) -> None:
    image = Image.new("RGB", (620, 420), "white")
    draw = ImageDraw.Draw(image)
    draw.text((30, 20), "Riverside Library Guide", font=ImageFont.load_default(36), fill="black")
    for n, (head, text) in enumerate((("1. Opening hours", "Open from nine to seven."), ("2. Borrowing", "Up to eight books at a time."), ("3. Fines", "Late books cost 15 cents."))):  # fmt: skip
        draw.text((30, 90 + 105 * n), head, font=ImageFont.load_default(26), fill="black")
        draw.text((30, 132 + 105 * n), text, font=ImageFont.load_default(17), fill="black")
    assert ask("How many sections are there?", np.array(image)).text.startswith("About 3")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the address?", "48 Quarry Lane, Denholm"),
        ("Which company is this?", "Feldmark & Pyne Land Surveys"),
        ("What is his job?", "Senior Surveyor"),
    ],
)
def test_a_business_card_needs_no_labels(ask: Ask, question: str, told: str) -> None:
    image = Image.new("RGB", (560, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.text((30, 24), "Jonas Feldmark", font=ImageFont.load_default(32), fill="black")
    for n, text in enumerate(("Senior Surveyor", "Feldmark & Pyne Land Surveys", "Tel: 555-0162", "jonas@feldmarkpyne.example", "48 Quarry Lane, Denholm")):  # fmt: skip
        draw.text((30, 80 + 38 * n), text, font=ImageFont.load_default(19), fill="black")
    answer = ask(question, np.array(image)).text.split("It may also be")[0]
    assert told in answer
    assert "jonas@" not in answer


def test_what_somebody_complains_about_is_not_what_a_page_is_about(ask: Ask) -> None:
    form = drawn([("Subject:", "Refund"), ("Order number:", "B-77120"), "The kettle arrived with a broken lid."])
    assert (
        "Refund" not in ask("What is the customer complaining about?", form).text
        or not ask("What is the customer complaining about?", form).sure
    )
