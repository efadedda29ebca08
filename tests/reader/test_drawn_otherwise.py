"""The same things on other pages: on dark and cream ground, leaning, close set, in frames. What they say stays the same."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests.reader.conftest import Ask, drawn
from tests.reader.drawing import Sheet, line_chart, table
from tests.reader.test_controls import Sheet as Screen
from tests.reader.test_level import leaning

from fovea.engines.reader.answer.query.sheet import as_compared
from fovea.engines.reader.page.rules import Rules
from fovea.engines.reader.read.level import level
from fovea.engines.reader.values import Line, Page
from fovea.values import Pixels, Size

ROWS = [
    ("Item", "Qty", "Each", "Sum"),
    ("Stapler", "1", "120", "120"),
    ("Folder", "8", "25", "200"),
    ("Pencil", "12", "15", "180"),
    ("Paper", "5", "95", "475"),
]


def at_night(pixels: Pixels) -> Pixels:
    return np.asarray(255 - 0.93 * pixels, np.uint8)


def test_a_table_of_light_lines_on_dark_ground_is_the_table_that_it_is_by_day(ask: Ask) -> None:
    page = at_night(table(ROWS, (160, 90, 90, 90)))
    assert "| Folder | 8 | 25 | 200 |" in ask("Give the table as Markdown.", page).text


def test_letters_on_dark_ground_have_no_rules_beside_them() -> None:
    sheet = Sheet(420, 300, (20, 20, 20))
    for n in range(6):
        sheet.write(40, 40 + 36 * n, "Hill Hall III", "lm", 22, (240, 240, 240))
    across, down = Rules(sheet.pixels).at(24)
    assert not across.any()
    assert not down.any()


def test_a_line_of_a_chart_that_slants_does_not_turn_the_chart(ask: Ask) -> None:
    chart = line_chart({"Oil": [91, 84, 77, 70, 63, 56]}, ["Jan", "Feb", "Mar", "Apr", "May", "Jun"], 100).pixels
    answer = ask("What was it in March?", chart)
    assert float(answer.text.split("≈")[1].strip(" .")) == pytest.approx(77, abs=2)


def test_short_words_lean_with_the_edges_around_them() -> None:
    picture = np.full((400, 600, 3), 255, np.uint8)
    for n in range(6):
        cv2.rectangle(picture, (80, 40 + 55 * n), (150 + 70 * n, 70 + 55 * n), (70, 110, 160), -1)
    lean = leaning(picture, 1.2)
    words = tuple(
        Line("Ely", ((20, y), (70, y), (70, y + 20), (20, y + 20)), 0.99) for y in (60.0, 120.0, 180.0, 240.0)
    )
    page = Page(Size(lean.shape[1], lean.shape[0]), lines=words)
    found = level(page, lambda: lean)
    assert found.lean is not None
    assert found.lean.degrees == pytest.approx(1.2, abs=0.15)
    assert level(page, lambda: picture).lean is None


def test_a_tick_in_a_box_close_to_its_word_is_seen(ask: Ask) -> None:
    sheet = Screen()
    for n, (label, ticked) in enumerate((("Yoga", True), ("Rowing", False), ("Chess", True), ("Drama", False))):
        sheet.box(40, 60 + 50 * n, ticked)
        sheet.text(62 if ticked else 66, 60 + 50 * n, label)
    answer = ask("Which boxes are ticked?", sheet.pixels())
    assert "Yoga" in answer.text
    assert "Chess" in answer.text
    assert "Drama" not in answer.text


def test_boxes_in_a_frame_keep_their_own_words(ask: Ask) -> None:
    sheet = Sheet(620, 260)
    for n, (head, chosen) in enumerate((("Parents told", 0), ("Doctor called", 1))):
        left = 20 + 300 * n
        sheet.draw("rectangle", (left, 40, left + 280, 150), outline=(90, 90, 90), width=1)
        sheet.write(left + 14, 64, head, "lm", 18, (110, 110, 110))
        for k, word in enumerate(("Yes", "No")):
            x = left + 16 + 110 * k
            sheet.draw("rectangle", (x, 100, x + 20, 120), outline=(30, 30, 30), width=2)
            if k == chosen:
                sheet.draw("line", (x + 4, 104, x + 16, 116), fill=(30, 30, 30), width=2)
                sheet.draw("line", (x + 16, 104, x + 4, 116), fill=(30, 30, 30), width=2)
            sheet.write(x + 32, 110, word, "lm", 18)
    assert ask("Was the doctor called?", sheet.pixels).text.startswith("No")


def test_red_words_on_cream_paper_are_a_message(ask: Ask) -> None:
    ground = (240, 230, 199)
    image = Image.new("RGB", (520, 320), ground)
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((30, 90, 480, 130), 6, outline=(180, 30, 30), width=2)
    pen.rounded_rectangle((30, 230, 200, 272), 6, fill=(40, 82, 168))
    sheet = Sheet(520, 320, ground)
    sheet.image, sheet.pen = image, ImageDraw.Draw(image)
    sheet.write(32, 72, "Email", "lm", 18, (70, 70, 60))
    sheet.write(44, 110, "tomasz.brennan@", "lm", 18)
    sheet.write(32, 148, "Enter a valid email address", "lm", 17, (180, 30, 30))
    sheet.write(115, 251, "Continue", "mm", 18, (250, 250, 250))
    assert "valid email address" in ask("What error message is shown?", sheet.pixels).text


def test_a_tax_rate_in_its_label_is_not_the_tax(ask: Ask) -> None:
    page = drawn(
        ["Quarry Lane Joinery", "INVOICE", "Net  447.00", "VAT 21%  93.87", "Total  540.87", "Paid by transfer"]
    )
    answer = ask('As JSON with the keys "vat" and "total", please.', page)
    assert "93.87" in answer.text


def test_a_percentage_is_asked_for_and_another_unit_is_not_told_for_sure(ask: Ask) -> None:
    page = drawn(["Disk report", "Used space:  3.1 TB", "Free space:  0.9 TB"])
    assert not ask("What percentage is used?", page).sure


@pytest.mark.parametrize(("one", "other"), [("逆變器 A", "逆变器A"), ("教室 B2", "教室B2"), ("plan B", "plan B")])
def test_a_space_before_a_letter_tells_no_names_apart(one: str, other: str) -> None:
    assert as_compared(one) == as_compared(other)


def test_what_stands_under_a_quoted_heading_is_told_whatever_it_is_set_in(ask: Ask) -> None:
    page = drawn(
        [
            "Onion soup",
            "Peel the onions and cut them into thin slices.",
            "Melt the butter and fry the onions slowly.",
            "A word of advice",
            "A small glass of dry white wine makes the soup lighter.",
        ]
    )
    answer = ask('Transcribe the first paragraph under the heading "A word of advice".', page)
    assert "dry white wine" in answer.text
    assert "Onion soup" not in answer.text


def packed(pixels: Pixels, quality: int = 60) -> Pixels:
    """As a chat or a mail program sends a picture on."""
    whole = cv2.imencode(".jpg", pixels[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(cv2.imdecode(whole, cv2.IMREAD_COLOR)[..., ::-1])


def test_boxes_and_switches_are_seen_in_a_packed_picture(ask: Ask) -> None:
    sheet = Screen()
    for n, (label, on) in enumerate((("Sounds", True), ("Vibration", False), ("Badges", True))):
        sheet.text(40, 40 + 50 * n, label)
        sheet.switch(430, 40 + 50 * n, on)
    for n, (label, ticked) in enumerate((("Send reports", True), ("Share location", False), ("Keep history", True))):
        sheet.box(40, 230 + 46 * n, ticked)
        sheet.text(70, 230 + 46 * n, label)
    page = packed(sheet.pixels())
    assert ask("Is Badges switched on?", page).text.startswith("Yes")
    assert ask("Is Vibration switched on?", page).text.startswith("No")
    ticked = ask("Which boxes are ticked?", page).text
    assert "Send reports" in ticked
    assert "Keep history" in ticked
    assert "Share location" not in ticked


def test_a_label_under_a_large_value_and_close_over_another_is_that_of_the_other(ask: Ask) -> None:
    sheet = Sheet(420, 320)
    sheet.write(40, 40, "Seat", "lm", 20)
    sheet.write(40, 80, "Row 8 Seat 12", "lm", 34)
    sheet.write(40, 190, "Order number", "lm", 20)
    sheet.write(40, 220, "TK-880412", "lm", 22)
    answer = ask("What is the order number?", sheet.pixels)
    assert "TK-880412" in answer.text


def test_labels_with_their_values_side_by_side_are_no_table(ask: Ask) -> None:
    sheet = Sheet(840, 330)
    rows = [("Claim no.", "TE-2218", "Submitted", "11 March"), ("Employee", "Mira Oakes", "Team", "Structures")]
    rows += [("Cost centre", "4410", "Period", "3-6 March"), ("Purpose", "Inspection", "Goal", "Norway")]
    for n, row in enumerate(rows):
        for x, text in zip((40, 190, 430, 560), row, strict=True):
            sheet.write(x, 50 + 40 * n, text, "lm", 18)
    for x, text in ((40, "Means of travel"), (230, "Air"), (330, "Rail"), (430, "Own car"), (560, "Taxi")):
        sheet.write(x, 230, text, "lm", 18)
    answer = ask('As JSON with the keys "claim_no", "employee" and "cost_centre", please.', sheet.pixels)
    assert "TE-2218" in answer.text
    assert "Mira Oakes" in answer.text
    assert "4410" in answer.text


def test_a_title_in_two_lines_is_told_whole(ask: Ask) -> None:
    sheet = Sheet(560, 420)
    sheet.write(280, 70, "Saxon days", "mm", 46)
    sheet.write(280, 125, "by night playing", "mm", 46)
    for n, text in enumerate(("Saturday 6 June", "from nine to one", "Market Square")):
        sheet.write(280, 220 + 44 * n, text, "mm", 22)
    answer = ask("What is the title of this poster?", sheet.pixels)
    assert "Saxon days" in answer.text
    assert "by night playing" in answer.text


def test_a_red_message_is_red_in_a_packed_picture(ask: Ask) -> None:
    sheet = Sheet(520, 300)
    sheet.write(32, 60, "Postcode", "lm", 18)
    sheet.draw("rounded_rectangle", (30, 80, 300, 120), 6, outline=(200, 40, 40), width=2)
    sheet.write(44, 100, "1234", "lm", 18)
    sheet.write(32, 140, "The postcode has five digits", "lm", 15, (200, 40, 40))
    sheet.draw("rounded_rectangle", (30, 200, 170, 242), 6, fill=(40, 82, 168))
    sheet.write(100, 221, "Continue", "mm", 18, (250, 250, 250))
    assert "five digits" in ask("What error message is shown?", packed(sheet.pixels, 45)).text
