"""Switches, boxes, rings, bars and coloured messages: what state they are in, and that text is none of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn

from fovea.engines.reader.look.controls import Control, find_controls
from fovea.engines.reader.values import Line
from fovea.values import Pixels

INK, GROUND, BLUE, GREY = "#202124", "#ffffff", "#1a6fe8", "#9aa0a6"
DARK = {INK: "#e8eaed", GROUND: "#202124"}


class Sheet:
    """A picture with rows of text, and controls drawn into it; four times as large as it is shown, for smooth edges."""

    def __init__(self, dark: bool = False, size: tuple[int, int] = (520, 520)) -> None:
        self._of = DARK if dark else {}
        self.image = Image.new("RGB", (4 * size[0], 4 * size[1]), self._of.get(GROUND, GROUND))
        self.draw = ImageDraw.Draw(self.image)

    def text(self, x: int, y: int, text: str, fill: str = INK) -> None:
        font = ImageFont.load_default(4 * 18)
        self.draw.text((4 * x, 4 * y), text, font=font, fill=self._of.get(fill, fill), anchor="lm")

    def _round(self, x: int, y: int, w: int, h: int, r: int, fill: str | None, rim: str | None, px: int = 2) -> None:
        box = (4 * x, 4 * y, 4 * (x + w) - 1, 4 * (y + h) - 1)
        self.draw.rounded_rectangle(box, 4 * r, fill=fill, outline=rim, width=4 * px)

    def switch(self, x: int, y: int, on: bool) -> None:
        self._round(x, y - 11, 40, 22, 11, BLUE if on else "#5f6368", None)
        self._round(x + (20 if on else 2), y - 9, 18, 18, 9, "#ffffff", None)

    def box(self, x: int, y: int, ticked: bool) -> None:
        self._round(x, y - 9, 18, 18, 3, BLUE if ticked else None, BLUE if ticked else GREY)
        if ticked:
            self.draw.line([(4 * (x + a), 4 * (y + b)) for a, b in ((4, 0), (8, 4), (14, -4))], fill="white", width=8)

    def ring(self, x: int, y: int, chosen: bool) -> None:
        self._round(x, y - 9, 18, 18, 9, None, BLUE if chosen else GREY)
        if chosen:
            self._round(x + 5, y - 4, 8, 8, 4, BLUE, None)

    def bar(self, x: int, y: int, w: int, percent: int) -> None:
        self._round(x, y - 5, w, 10, 5, "#dadce0", None)
        self._round(x, y - 5, w * percent // 100, 10, 0, BLUE, None)

    def press(self, x: int, y: int, text: str, fill: str, ink: str) -> None:
        self._round(x, y - 18, 20 + 11 * len(text), 36, 5, fill, None)
        self.text(x + 12, y, text, ink)

    def pixels(self) -> Pixels:
        return np.array(self.image.resize((self.image.width // 4, self.image.height // 4), Image.Resampling.LANCZOS))


def settings(dark: bool = False) -> Pixels:
    sheet = Sheet(dark)
    for n, (label, on) in enumerate((("Wi-Fi", True), ("Bluetooth", False), ("Hotspot", True))):
        sheet.text(40, 40 + 44 * n, label)
        sheet.switch(430, 40 + 44 * n, on)
    for n, (label, ticked) in enumerate((("Send reports", True), ("Share location", False))):
        sheet.box(40, 190 + 40 * n, ticked)
        sheet.text(70, 190 + 40 * n, label)
    sheet.text(40, 270, "Speed:")
    for n, (label, chosen) in enumerate((("Slow", False), ("Fast", True))):
        sheet.ring(140 + 120 * n, 270, chosen)
        sheet.text(168 + 120 * n, 270, label)
    sheet.text(40, 320, "Storage used")
    sheet.bar(40, 350, 400, 70)
    sheet.text(40, 400, "The server did not answer.", "#d93025")
    sheet.press(40, 450, "Apply now", BLUE, "#ffffff")
    sheet.press(220, 450, "Delete", "#e4e4e4" if not dark else "#303134", "#a8a8a8" if not dark else "#5f6368")
    return sheet.pixels()


SETTINGS, AT_NIGHT = settings(), settings(dark=True)


@pytest.mark.parametrize("screen", [SETTINGS, AT_NIGHT], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is Wi-Fi on?", "Yes. The switch beside “Wi-Fi” is on"),
        ("Is Bluetooth turned off?", "Yes. The switch beside “Bluetooth” is off"),
        ("Is Bluetooth enabled?", "No."),
        ("¿Está activado el Bluetooth?", "No."),
        ("Hotspot 有開嗎？", "是的"),
        ("Is “Share location” ticked?", "No. The box beside “Share location” is not ticked"),
        ("Which speed is chosen?", "“Fast” is chosen"),
        ("How full is the storage?", "about 70 %"),
        ("What is the red message?", "The server did not answer."),
        ("Is the Delete button disabled?", "Yes."),
        ("Is the Apply now button greyed out?", "No."),
    ],
)
def test_a_state_is_told_with_what_it_was_seen_by(ask: Ask, screen: Pixels, question: str, told: str) -> None:
    answer = ask(question, screen)
    assert told in answer.text
    assert answer.sure
    assert answer.evidence


def test_all_that_is_on_is_listed_and_counted(ask: Ask) -> None:
    switches = ask("Which switches are on?", SETTINGS).text
    assert "Wi-Fi" in switches
    assert "Hotspot" in switches
    assert "Bluetooth" not in switches
    assert ask("How many switches are on?", SETTINGS).text.startswith("2 of 3")


def test_truth_values_of_a_schema_come_from_switches_and_boxes(ask: Ask) -> None:
    names = {"wifi": True, "bluetooth": False, "send_reports": True, "share_location": False}
    schema: dict[str, object] = {
        "type": "object",
        "properties": {n: {"type": "boolean"} for n in names},
        "required": list(names),
    }
    assert json.loads(ask("Fill it in.", SETTINGS, schema=schema).text) == names


def test_a_description_says_what_is_on_and_what_a_screen_lacks(ask: Ask) -> None:
    told = ask("Describe this image.", SETTINGS).text
    assert "is a screenshot" in told
    assert "On or ticked: “Wi-Fi”; “Hotspot”; “Send reports”; “Fast”" in told
    assert "Buttons that look disabled: “Delete”" in told


def paper_form() -> Pixels:
    """Boxes as printed, one crossed and one ticked by hand, with strokes that leave the box."""
    image = Image.new("RGB", (4 * 560, 4 * 180), "#fdfcf8")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(4 * 19)
    for y, head, names in ((50, "Illnesses:", ("Asthma", "Diabetes", "None")), (120, "Smoker:", ("Yes", "No"))):
        draw.text((4 * 30, 4 * y), head, font=font, fill="#222222", anchor="lm")
        for n, name in enumerate(names):
            x = 150 + 130 * n
            draw.rectangle((4 * x, 4 * (y - 9), 4 * (x + 18), 4 * (y + 9)), outline="#222222", width=6)
            draw.text((4 * (x + 28), 4 * y), name, font=font, fill="#222222", anchor="lm")
    draw.line([(4 * x, 4 * y) for x, y in ((283, 48), (289, 57), (303, 33))], fill="#1a3fa0", width=10)
    for ends in (((278, 109), (302, 132)), ((302, 109), (278, 132))):
        draw.line([(4 * x, 4 * y) for x, y in ends], fill="#1a3fa0", width=10)
    return np.array(image.resize((560, 180), Image.Resampling.LANCZOS))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is diabetes ticked?", "Yes. The box beside “Diabetes” is ticked"),
        ("Is asthma ticked?", "No."),
        ("Which illnesses are ticked?", "“Diabetes”"),
        ("Is this person a smoker?", "“No” is ticked"),
    ],
)
def test_boxes_of_a_paper_form_are_read_with_what_was_marked_by_hand(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, paper_form()).text


@pytest.mark.parametrize(("size", "thick"), [(20, 3), (18, 3), (24, 4), (16, 2)])
def test_a_cross_that_covers_more_of_its_box_than_is_left_white_is_a_cross(size: int, thick: int) -> None:
    image = Image.new("RGB", (420, 80), "white")
    draw = ImageDraw.Draw(image)
    for x in (40, 160, 280):
        draw.rectangle((x, 30, x + size, 30 + size), outline="black", width=2)
    draw.line((163, 33, 157 + size, 27 + size), fill="black", width=thick)
    draw.line((157 + size, 33, 163, 27 + size), fill="black", width=thick)
    names = [
        _line(name, x + size + 8, 28, x + 90, 34 + size) for name, x in (("Card", 40), ("Cash", 160), ("Bank", 280))
    ]
    found = sorted(find_controls(np.array(image), names), key=lambda control: control.box.left)
    assert [(c.kind, c.state, c.seen) for c in found] == [
        ("checkbox", "off", "nothing inside"),
        ("checkbox", "on", "cross"),
        ("checkbox", "off", "nothing inside"),
    ]


def login() -> Pixels:
    """Fields as rectangles under their labels; what was entered in the second is hidden by dots."""
    image = Image.new("RGB", (420, 300), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(18)
    for y, label in ((30, "Username"), (120, "Password")):
        draw.text((40, y), label, font=font, fill="black")
        draw.rectangle((40, y + 26, 380, y + 66), outline="black")
    draw.text((52, 66), "r.quill", font=font, fill="black")
    for n in range(7):
        draw.ellipse((52 + 12 * n, 163, 59 + 12 * n, 170), fill="black")
    draw.rectangle((40, 220, 380, 262), fill="#1a73e8")
    draw.text((210, 241), "Log in", font=font, fill="white", anchor="mm")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What username is filled in?", "r.quill"),
        ("Is the password filled in?", "Yes. The field “Password” is filled in"),
        ("What buttons are there?", "“Log in”"),
    ],
)
def test_what_stands_in_a_field_and_that_dots_hide_it_is_told(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, login())
    assert told in answer.text
    assert "Password  Log in" not in answer.text


@pytest.mark.parametrize(
    "question", ["Which options are switched on?", "Which features are turned on?", "哪些功能是開啟的？"]
)
def test_words_for_switching_name_no_control(ask: Ask, question: str) -> None:
    told = ask(question, SETTINGS).text
    assert all(name in told for name in ("Wi-Fi", "Hotspot"))


def test_cards_are_told_by_the_column_that_they_stand_in(ask: Ask) -> None:
    sheet = Sheet(size=(760, 320))
    columns = (
        ("To do", ("Order paint", "Call the bank")),
        ("Doing", ("Plan the trip",)),
        ("Finished", ("Fix the gate",)),
    )
    for n, (head, cards) in enumerate(columns):
        sheet._round(20 + 245 * n, 20, 230, 280, 8, "#e8eaed", None)
        sheet.text(40 + 245 * n, 46, head)
        for k, card in enumerate(cards):
            sheet._round(30 + 245 * n, 75 + 60 * k, 210, 48, 5, "#ffffff", None)
            sheet.text(44 + 245 * n, 99 + 60 * k, card)
    board = sheet.pixels()
    assert "Doing" in ask("In which column is “Plan the trip”?", board).text
    cards_told = ask("Which cards are in To do?", board).text
    assert "Order paint" in cards_told
    assert "Call the bank" in cards_told
    assert "Fix the gate" not in cards_told


def test_evidence_of_a_state_is_the_box_of_its_control(ask: Ask) -> None:
    xs = [x for found in ask("Is Wi-Fi on?", SETTINGS).evidence if not found.text for x, _ in found.quad]
    assert xs
    assert min(xs) == pytest.approx(430, abs=3)
    assert max(xs) == pytest.approx(470, abs=3)


def test_a_question_that_names_no_control_is_asked_of_the_text(ask: Ask) -> None:
    page = drawn(["The pool is closed on Mondays.", "Towels are on sale at the desk."])
    assert "closed on Mondays" in ask("Is the pool closed on Mondays?", page).text


def test_letters_and_characters_like_boxes_and_rings_are_no_controls() -> None:
    font = ImageFont.load_default(30)
    image = Image.new("RGB", (700, 200), "white")
    ImageDraw.Draw(image).text((30, 30), "O o 0 OO 8 D Q  BOOK 2000", font=font, fill="black")
    ImageDraw.Draw(image).text((30, 100), "Office  Omaha  0.00  100  oOo", font=font, fill="black")
    lines = [
        _line("O o 0 OO 8 D Q  BOOK 2000", 28, 28, 470, 66),
        _line("Office  Omaha  0.00  100  oOo", 28, 98, 470, 136),
    ]
    assert not [c for c in find_controls(np.array(image), lines) if c.kind in ("checkbox", "radio", "switch")]


def test_the_cells_of_a_ruled_table_are_no_boxes() -> None:
    image = Image.new("RGB", (420, 300), "white")
    draw = ImageDraw.Draw(image)
    for n in range(9):
        draw.line([(20 + 24 * n, 20), (20 + 24 * n, 212)], fill="black", width=2)
        draw.line([(20, 20 + 24 * n), (212, 20 + 24 * n)], fill="black", width=2)
    assert find_controls(np.array(image), []) == ()


def test_the_squares_of_a_legend_are_no_boxes() -> None:
    image = Image.new("RGB", (300, 200), "white")
    draw, lines = ImageDraw.Draw(image), []
    for n, (name, colour) in enumerate((("North", "#1f77b4"), ("South", "#ff7f0e"), ("West", "#2ca02c"))):
        draw.rectangle((20, 22 + 40 * n, 36, 38 + 40 * n), fill=colour)
        draw.text((50, 18 + 40 * n), name, font=ImageFont.load_default(18), fill="black")
        lines.append(_line(name, 48, 16 + 40 * n, 110, 44 + 40 * n))
    assert not [c for c in find_controls(np.array(image), lines) if c.kind in ("checkbox", "radio")]


@pytest.mark.parametrize("make", [lambda: np.zeros((40, 60, 3), np.uint8), lambda: np.random.default_rng(2).integers(0, 256, (90, 120, 3), np.uint8), lambda: np.full((16, 500, 3), 255, np.uint8)], ids=["black", "noise", "strip"])  # fmt: skip
def test_pictures_of_nothing_have_no_controls(make: Callable[[], Pixels]) -> None:
    found: tuple[Control, ...] = find_controls(make(), [])
    assert found == ()


def _line(text: str, left: float, top: float, right: float, bottom: float) -> Line:
    return Line(text, ((left, top), (right, top), (right, bottom), (left, bottom)), 1.0)


def enrolment() -> Pixels:
    """A form with the options of each question in a row."""
    sheet = Sheet(size=(640, 420))
    sheet.text(40, 30, "New patient")
    for n, (head, options, ticked) in enumerate(
        (
            ("Preferred contact:", ("Phone", "Letter", "Text"), ("Text",)),
            ("Allergies:", ("Latex", "Pollen", "Nuts"), ("Latex", "Nuts")),
            ("Do you smoke?", ("Yes", "No"), ("No",)),
        )
    ):
        sheet.text(40, 90 + 60 * n, head)
        for k, option in enumerate(options):
            sheet.box(250 + 120 * k, 90 + 60 * n, option in ticked)
            sheet.text(280 + 120 * k, 90 + 60 * n, option)
    sheet.box(40, 280, True)
    sheet.text(70, 280, "I give permission to keep my data")
    sheet.box(40, 320, False)
    sheet.text(70, 320, "I do not give permission")
    sheet.box(40, 360, False)
    sheet.text(70, 360, "Send me the newsletter")
    return sheet.pixels()


ENROLMENT = enrolment()


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("How would she like to be contacted?", "Text", "Letter"),
        ("What is she allergic to?", "Latex, Nuts", "Pollen"),
        ("她抽菸嗎？", "不是", "Yes"),
        ("Is she allergic to pollen?", "No.", "Nuts"),
        ("Are they allowed to keep her data?", "Yes.", "do not"),
        ("Will she get the newsletter too?", "No. The box beside “Send me the newsletter” is not ticked", "Yes"),
    ],
)
def test_what_is_ticked_answers_a_question_in_other_words(ask: Ask, question: str, told: str, not_told: str) -> None:
    answer = ask(question, ENROLMENT).text
    assert told in answer
    assert not_told not in answer.split("I read")[0].split("原文")[0]


def hall_form() -> Pixels:
    """A ruled form whose boxes are signs of the font, smaller than the letters beside them."""
    image = Image.new("RGB", (640, 220), "white")
    pen = ImageDraw.Draw(image)
    font, signs = ImageFont.load_default(22), ImageFont.truetype("DejaVuSans.ttf", 17)
    rows = (
        ("Guests", ("24",)),
        ("Room", ("☐ Great hall", "☑ Studio", "☐ Kitchen")),
        ("Equipment", ("☑ Speakers", "☐ Projector", "☐ Stage")),
    )
    for n, (label, options) in enumerate(rows):
        pen.rectangle((20, 20 + 56 * n, 160, 76 + 56 * n), outline="black")
        pen.rectangle((160, 20 + 56 * n, 620, 76 + 56 * n), outline="black")
        pen.text((36, 34 + 56 * n), label, "black", font)
        for k, option in enumerate(options):
            x, boxed = 176 + 150 * k, option[0] in "☐☑"
            if boxed:
                pen.text((x, 38 + 56 * n), option[0], "black", signs)
            pen.text((x + 24 * boxed, 34 + 56 * n), option[2:] if boxed else option, "black", font)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("¿Qué sala está marcada?", "Studio", "Speakers"),
        ("¿Ha marcado la cocina (Kitchen)?", "No.", "Speakers"),
        ("有借 Projector 嗎？", "沒有", "Stage"),
    ],
)
def test_boxes_in_the_cells_of_a_form_are_told_by_their_group_and_name(
    ask: Ask, question: str, told: str, not_told: str
) -> None:
    said = ask(question, hall_form()).text
    assert told in said
    assert not_told not in said


def test_a_ring_between_a_title_and_what_explains_it_is_called_by_the_title(ask: Ask) -> None:
    screen = Sheet(size=(560, 330))
    screen.text(40, 40, "Delivery method")
    methods = (("Standard", "3-5 working days"), ("Express", "Next working day"), ("Pick up", "Ready in 2 hours"))
    for n, (name, explained) in enumerate(methods):
        screen.ring(40, 103 + 75 * n, n == 1)
        screen.text(84, 90 + 75 * n, name)
        screen.text(84, 116 + 75 * n, explained)
    said = ask("Which delivery method is selected?", screen.pixels())
    assert "Express" in said.text
    assert "Next working day" not in said.text


def inspection() -> Pixels:
    """A sheet with a column of boxes for each verdict, the first far from what is checked."""
    sheet = Sheet(size=(640, 360))
    sheet.text(40, 40, "Boat check, 4 May")
    for x, head in ((40, "Item"), (400, "OK"), (500, "Fault")):
        sheet.text(x, 90, head)
    for n, (name, fault) in enumerate((("Life jackets", 0), ("Fire extinguisher", 1), ("Bilge pump", 0), ("Radio", 1))):
        sheet.text(40, 140 + 45 * n, name)
        sheet.box(403, 140 + 45 * n, not fault)
        sheet.box(513, 140 + 45 * n, bool(fault))
    return sheet.pixels()


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which items have a fault?", ["Fire extinguisher", "Radio"], "Bilge"),
        ("How many items are OK?", ["2 of 4"], "Radio"),
        ("哪些項目合格？", ["Life jackets", "Bilge pump"], "Radio"),
        ("Does the extinguisher have a fault?", ["Yes."], "Radio"),
        ("¿La radio está bien? (Radio)", ["No.", "Fault"], "Bilge"),
    ],
)
def test_boxes_in_columns_are_of_the_row_and_of_the_head_that_they_stand_under(
    ask: Ask, question: str, told: list[str], not_told: str
) -> None:
    said = ask(question, inspection()).text
    assert all(part in said for part in told), said
    assert not_told not in said


def claim() -> Pixels:
    """A form that is paid out, with amounts, a tax and a total as a receipt has them."""
    sheet = Sheet(size=(640, 520))
    sheet.text(40, 40, "EXPENSE CLAIM  11/03/2025")
    for n, (head, options, ticked) in enumerate(
        (("Means of transport", ("Air", "Rail", "Taxi"), ("Air", "Taxi")), ("Advance received", ("Yes", "No"), ("No",)))
    ):
        sheet.text(40, 100 + 50 * n, head)
        for k, option in enumerate(options):
            sheet.box(250 + 120 * k, 100 + 50 * n, option in ticked)
            sheet.text(280 + 120 * k, 100 + 50 * n, option)
    for n, (name, amount) in enumerate((("Flight", "318.40"), ("Airport taxi", "42.00"), ("Subtotal", "360.40"), ("VAT 20%", "72.08"), ("Total", "432.48"))):  # fmt: skip
        sheet.text(40, 230 + 45 * n, name)
        sheet.text(500, 230 + 45 * n, amount)
    return sheet.pixels()


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which means of transport are ticked?", ["Air", "Taxi"], "Rail"),
        ("Was an advance received?", ["No."], "Yes"),
        ("What is the total?", ["432.48"], "360.40"),
    ],
)
def test_a_claim_has_boxes_to_tick_though_it_has_a_total(
    ask: Ask, question: str, told: list[str], not_told: str
) -> None:
    said = ask(question, claim()).text
    assert all(part in said for part in told), said
    assert not_told not in said


def test_boxes_and_rings_under_heads_are_no_chart(ask: Ask) -> None:
    sheet = Sheet(size=(640, 300))
    for n, (head, options, ticked) in enumerate((("Course", ("Pottery", "Drawing"), "Pottery"), ("Payment", ("Cash", "Transfer"), "Transfer"))):  # fmt: skip
        sheet.text(40, 60 + 60 * n, head)
        for k, option in enumerate(options):
            sheet.ring(200 + 160 * k, 60 + 60 * n, option == ticked)
            sheet.text(230 + 160 * k, 60 + 60 * n, option)
    sheet.text(40, 200, "Fee")
    sheet.text(200, 200, "3,600")
    assert "Transfer" in ask("How is it paid?", sheet.pixels()).text
    assert "Pottery" in ask("Which course is chosen?", sheet.pixels()).text


@pytest.mark.parametrize("question", ["How is the fee being paid?", "費用怎麼繳？", "¿Cómo se paga la cuota?"])
def test_how_something_is_paid_is_the_means_that_is_ticked_and_no_sum(ask: Ask, question: str) -> None:
    sheet = Sheet(size=(640, 260))
    sheet.text(40, 40, "Course fee")
    sheet.text(250, 40, "2,450")
    sheet.text(40, 100, "Payment method")
    for k, option in enumerate(("Cash", "Bank transfer", "Card")):
        sheet.box(250 + 120 * k + 40 * (k > 1), 100, option == "Bank transfer")
        sheet.text(280 + 120 * k + 40 * (k > 1), 100, option)
    said = ask(question, sheet.pixels())
    assert said.sure
    assert "Bank transfer" in said.text
    assert "2,450" not in said.text
    assert "Cash" not in said.text


def preferences() -> Pixels:
    """A menu at the side with one entry lit up, under the name of the program, and the page that it leads to."""
    image = Image.new("RGB", (860, 460), "#f6f6f6")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(20)
    draw.rectangle((0, 0, 200, 460), fill="#e2e4ea")
    draw.text((20, 18), "Inkwell", font=ImageFont.load_default(26), fill="black")
    for n, entry in enumerate(("General", "Editing", "Export", "Shortcuts", "Licence")):
        if entry == "Export":
            draw.rectangle((0, 70 + 46 * n, 200, 112 + 46 * n), fill="#3567d6")
        draw.text((20, 80 + 46 * n), entry, font=font, fill="white" if entry == "Export" else "black")
    draw.text((240, 22), "Export", font=ImageFont.load_default(28), fill="black")
    for n, (label, value) in enumerate((("Folder", "Documents"), ("Quality", "High"), ("Colours", "Greyscale"))):
        draw.text((240, 92 + 60 * n), label, font=font, fill="black")
        draw.rectangle((430, 82 + 60 * n, 820, 124 + 60 * n), outline="#777777", fill="white")
        draw.text((442, 92 + 60 * n), value, font=font, fill="black")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("What entries are in the menu on the left?", ["General", "Editing", "Shortcuts", "Licence"], ["Inkwell"]),
        ("左邊選單有哪些項目？", ["General", "Licence"], ["Folder"]),
        ("左邊選單選了哪一項？", ["Export"], ["General"]),
        ("What is the title of this settings page?", ["Export"], ["Inkwell"]),
    ],
)
def test_a_side_menu_is_listed_whole_and_its_page_is_called_by_its_heading(
    ask: Ask, question: str, told: Sequence[str], untold: Sequence[str]
) -> None:
    answer = ask(question, preferences())
    assert answer.sure
    assert all(word in answer.text for word in told)
    assert not any(word in answer.text for word in untold)


def registration() -> Pixels:
    """Four fields, of which two have a red rim and say in red what is wrong."""
    image = Image.new("RGB", (520, 460), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(18)
    rows = (("Name", "Ida Moor", ""), ("E-mail", "ida@", "This address is not complete."), ("Town", "Leith", ""), ("Postcode", "99", "A postcode has six signs."))  # fmt: skip
    for n, (label, value, fault) in enumerate(rows):
        y = 20 + 106 * n
        draw.text((40, y), label, font=font, fill="black")
        draw.rectangle((40, y + 26, 470, y + 62), outline="#d01020" if fault else "#888888", width=2)
        draw.text((52, y + 34), value, font=font, fill="black")
        draw.text((40, y + 68), fault, font=ImageFont.load_default(16), fill="#d01020")
    return np.array(image)


@pytest.mark.parametrize("question", ["How many fields have to be corrected?", "¿Cuántos campos hay que corregir?", "有幾個欄位需要修正？"])  # fmt: skip
def test_fields_that_are_marked_as_wrong_are_counted(ask: Ask, question: str) -> None:
    answer = ask(question, registration())
    assert answer.sure
    assert "2" in answer.text
    assert "E-mail" in answer.text
    assert "Town" not in answer.text


def test_a_small_knob_in_a_wide_track_is_a_switch(ask: Ask) -> None:
    """The knob of some desktops is half as high as its track, and as far from the end as from the sides."""
    image = Image.new("RGB", (640, 240), "#2b2b2b")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(20)
    for n, (label, on) in enumerate((("Mono audio", False), ("Equaliser", True), ("Echo", False))):
        y = 40 + 60 * n
        draw.text((40, y - 4), label, font=font, fill="white")
        draw.rounded_rectangle((540, y, 580, y + 20), 10, outline="#9a9a9a", fill="#4cc2ff" if on else "#2b2b2b")
        left = 563 if on else 546
        draw.ellipse((left, y + 4, left + 11, y + 15), fill="black" if on else "#cfcfcf")
    text = ask("Which switches are on?", np.array(image)).text
    assert "Equaliser" in text
    assert "Mono" not in text


def tabs(active: int) -> Pixels:
    """Two files in a bar over what one of them holds: its tab has the ground of the text below."""
    image = Image.new("RGB", (760, 320), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 760, 40), fill="#e4e4e4")
    draw.rectangle((120 * active, 0, 120 * active + 119, 40), fill="white")
    for n, name in enumerate(("rates.py", "loans.py")):
        draw.text((20 + 120 * n, 9), name, font=ImageFont.load_default(18), fill="#333333")
    for n, row in enumerate(("def fine(days, rate=2, most=9):", "    if days <= 0:", "        return 0", "    total = days * rate", "    return min(total, most)")):  # fmt: skip
        draw.text((24, 60 + 34 * n), row, font=ImageFont.load_default(20), fill="black")
    return np.array(image)


@pytest.mark.parametrize(("active", "name"), [(0, "rates.py"), (1, "loans.py")])
def test_of_two_tabs_the_one_that_goes_on_into_the_page_is_open(ask: Ask, active: int, name: str) -> None:
    assert ask("Which tab is active?", tabs(active)).text == f"“{name}”."


def test_the_parameters_of_a_function_are_counted_and_named(ask: Ask) -> None:
    answer = ask("What is the function called, and how many parameters does it take?", tabs(0))
    assert answer.text.startswith("fine")
    assert "3" in answer.text
    assert "rate=2" in answer.text


def test_the_number_of_a_tile_is_how_many_there_are(ask: Ask) -> None:
    image = Image.new("RGB", (720, 180), "#eef1f6")
    draw = ImageDraw.Draw(image)
    for n, (title, number) in enumerate((("New", "128"), ("Pending", "37"), ("Closed", "64"))):
        draw.rounded_rectangle((20 + 235 * n, 30, 235 + 235 * n, 150), 10, fill="white")
        draw.text((40 + 235 * n, 48), title, font=ImageFont.load_default(20), fill="#667788")
        draw.text((40 + 235 * n, 84), number, font=ImageFont.load_default(36), fill="#111111")
    answer = ask("How many are pending?", np.array(image))
    assert answer.sure
    assert "37" in answer.text


def test_a_yes_that_is_ticked_answers_with_yes(ask: Ask) -> None:
    sheet = Sheet(size=(640, 220))
    for n, (head, ticked) in enumerate(
        (("My child may go on the visit", "Yes"), ("Needs a school packed lunch", "No"))
    ):
        sheet.text(40, 60 + 60 * n, head)
        for k, option in enumerate(("Yes", "No")):
            sheet.box(360 + 120 * k, 60 + 60 * n, option == ticked)
            sheet.text(390 + 120 * k, 60 + 60 * n, option)
    assert ask("May the child go on the visit?", sheet.pixels()).text.startswith("Yes")
    assert ask("Does the child need a school packed lunch?", sheet.pixels()).text.startswith("No")


def test_the_rim_of_a_box_that_leans_is_no_mark_in_it(ask: Ask) -> None:
    """As where a form was photographed from one side."""
    sheet = Sheet(size=(640, 240))
    sheet.text(40, 60, "Allergies")
    for k, option in enumerate(("Nuts", "Milk", "Pollen")):
        sheet.box(200 + 130 * k, 60, option == "Nuts")
        sheet.text(230 + 130 * k, 60, option)
    pixels = sheet.pixels()
    height, width = pixels.shape[:2]
    lean = np.array([[1, 0.07, -8], [0.05, 1, -10]], np.float32)
    leaning = cv2.warpAffine(pixels, lean, (width, height), borderValue=(255, 255, 255), flags=cv2.INTER_CUBIC)
    said = ask("Which allergies are ticked?", leaning).text
    assert "Nuts" in said
    assert "Milk" not in said
    assert "Pollen" not in said


@pytest.mark.parametrize("question", ["Which theme is selected?", "¿Qué tema está elegido?"])
def test_what_stands_beside_its_label_is_no_matter_of_the_switches_below(ask: Ask, question: str) -> None:
    sheet = Sheet(size=(640, 300))
    sheet.text(40, 40, "Appearance")
    sheet.text(40, 100, "Theme")
    sheet.text(420, 100, "Dark")
    for k, (name, on) in enumerate((("Word wrap", False), ("Line numbers", True), ("Compact sidebar", True))):
        sheet.text(40, 150 + 45 * k, name)
        sheet.switch(430, 150 + 45 * k, on)
    said = ask(question, sheet.pixels()).text
    assert "Dark" in said
    assert "Line numbers" not in said
