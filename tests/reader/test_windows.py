"""Windows of programs: title bar, menus, message and buttons, fields close together, terminals, a day to pick."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask

from fovea.values import Pixels


def _window(width: int, height: int, title: str, dark: bool = False) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (width, height), "#2a2c30" if dark else "#f4f3f2")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, 25), fill="#17191c" if dark else "#5a7fb0")
    draw.text((width / 2, 13), title, font=ImageFont.load_default(15), fill="white", anchor="mm")
    return image, draw


def _button(draw: ImageDraw.ImageDraw, x: int, y: int, text: str) -> None:
    draw.rounded_rectangle((x, y, x + 110, y + 34), 5, fill="white", outline="#b5b0aa")
    draw.text((x + 55, y + 17), text, font=ImageFont.load_default(16), fill="#222222", anchor="mm")


def message() -> Pixels:
    image, draw = _window(460, 170, "Upload failed")
    for n, text in enumerate(("The film is larger than 2 GB.", "Ask for more room first.")):
        draw.text((90, 48 + 24 * n), text, font=ImageFont.load_default(16), fill="#222222")
    _button(draw, 220, 120, "Help")
    _button(draw, 340, 120, "OK")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the title of the window?", "Upload failed"),
        ("What is the error message?", "larger than 2 GB. Ask for more room first."),
        ("¿Qué dice el diálogo?", "larger than 2 GB"),
        ("有哪些按鈕？", "Help"),
    ],
)
def test_a_small_window_is_a_title_a_message_and_buttons(ask: Ask, question: str, said: str) -> None:
    answer = ask(question, message())
    assert said in answer.text
    assert answer.sure


def contact() -> Pixels:
    """Fields with three pixels between them, each with its label at the left."""
    image, draw = _window(440, 260, "New contact")
    for n, (label, value) in enumerate((("Surname", "Ferrer"), ("Phone", ""), ("Town", "Lugo"))):
        y = 40 + 39 * n
        draw.text((14, y + 18), label, font=ImageFont.load_default(16), fill="#222222", anchor="lm")
        draw.rounded_rectangle((100, y, 425, y + 35), 4, fill="white", outline="#c8c2bc")
        draw.text((112, y + 18), value, font=ImageFont.load_default(16), fill="#111111", anchor="lm")
    _button(draw, 310, 205, "Save")
    return np.array(image)


def test_fields_close_together_keep_their_labels(ask: Ask) -> None:
    assert "Phone" in ask("Which field is empty?", contact()).text
    assert "Ferrer" in ask("¿Cuál es el apellido? (Surname)", contact()).text


def _mono(rows: list[str], menu: str = "") -> Pixels:
    image, draw = _window(700, 40 + 26 * (len(rows) + 1), "build", dark=True)
    draw.text((10, 32), menu, font=ImageFont.load_default(15), fill="#dddddd")
    for n, text in enumerate(rows):
        draw.text((10, 58 + 26 * n), text, font=ImageFont.load_default(17), fill="#eeeeee")
    return np.array(image)


SHELL = [
    "mira@harbor:~/ledger$ git status",
    "On branch main",
    "mira@harbor:~/ledger$ python3 totals.py",
    "4180.50",
    "mira@harbor:~/ledger$ git push",
    "fatal: no remote is configured",
    "mira@harbor:~/ledger$",
]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the current folder?", "~/ledger"),
        ("主機叫什麼名字？", "harbor"),
        ("What did the Python script print?", "4180.50"),
        ("¿Cuál fue el último comando?", "git push"),
        ("Which menus are there?", "“File”; “Edit”; “View”; “Help”"),
    ],
)
def test_a_terminal_says_where_one_is_and_what_was_printed(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, _mono(SHELL, "File  Edit  View  Help")).text


def month() -> Pixels:
    """June 2026, the 17th picked."""
    image, draw = _window(300, 300, "Pick a day")
    font = ImageFont.load_default(16)
    draw.text((60, 45), "June", font=font, fill="#222222", anchor="mm")
    draw.text((230, 45), "2026", font=font, fill="#222222", anchor="mm")
    for n, name in enumerate(("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")):
        draw.text((30 + 40 * n, 78), name, font=ImageFont.load_default(14), fill="#555555", anchor="mm")
    for day in range(1, 31):
        x, y = 30 + 40 * (day % 7), 108 + 30 * (day // 7)
        if day == 17:
            draw.rectangle((x - 16, y - 12, x + 16, y + 12), fill="#3584e4")
        draw.text((x, y), str(day), font=font, fill="white" if day == 17 else "#222222", anchor="mm")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which day is selected?", "17"),
        ("顯示的是哪個月？", "June"),
        ("What day of the week is the selected date?", "Wed"),
    ],
)
def test_a_calendar_says_which_day_was_picked(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, month()).text


def test_a_window_is_dark_or_light_as_a_whole(ask: Ask) -> None:
    assert ask("Is this in dark mode?", _mono(SHELL)).text.startswith("Yes")
    assert ask("¿Es un tema oscuro?", contact()).text.startswith("No")


def test_one_picture_is_held_against_the_others_by_its_light(ask: Ask) -> None:
    plain = [np.full((120, 160, 3), level, np.uint8) for level in (90, 60, 200)]
    for picture in plain:
        picture[30:90:2, 40:120:3] += 30
    assert ask("Is image 3 brighter than the first two?", *plain).text.startswith("Yes")
    assert ask("第三張比前兩張暗嗎？", *plain).text.startswith("不")


MANUAL = [
    "NAME",
    "        sift - keep the lines that hold a word",
    "OPTIONS",
    "        -c, --count",
    "                print how many lines there are",
    "        -v, --invert",
    "                keep the lines without the word",
]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What does -v do?", "keep the lines without the word"),
        ("哪個選項印出行數？ (how many lines)", "-c"),
        ("What is sift for?", "keep the lines that hold a word"),
    ],
)
def test_a_manual_tells_what_a_command_and_its_options_do(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, _mono(MANUAL)).text


def folder() -> Pixels:
    image, draw = _window(520, 260, "stock - Files")
    draw.text((14, 40), "/home/ana/stock/", font=ImageFont.load_default(16), fill="#222222")
    for n, name in enumerate(("beans.csv", "logo.png", "invoice-0419.pdf")):
        draw.text((40 + 160 * n, 120), name, font=ImageFont.load_default(16), fill="#222222")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which folder is open?", "stock"),
        ("有哪些檔案？", "invoice-0419.pdf"),
        ("Is there a PDF in the folder?", "Yes"),
        ("¿Cuál es la ruta?", "/home/ana/stock/"),
    ],
)
def test_a_window_of_files_is_asked_for_its_path_and_its_files(ask: Ask, question: str, said: str) -> None:
    assert said in ask(question, folder()).text


def test_a_lone_empty_box_before_words_is_a_box(ask: Ask) -> None:
    image, draw = _window(420, 230, "Log in")
    draw.text((40, 50), "Card number", font=ImageFont.load_default(16), fill="#222222")
    draw.rectangle((40, 74, 380, 108), fill="white", outline="#888888")
    draw.text((50, 82), "CY-8813", font=ImageFont.load_default(16), fill="#222222")
    draw.rectangle((40, 130, 53, 143), fill="white", outline="#555555")
    draw.text((61, 128), "Remember me on this computer", font=ImageFont.load_default(16), fill="#222222")
    _button(draw, 270, 175, "Log in")
    answer = ask("Is “Remember me on this computer” ticked?", np.array(image))
    assert answer.text.startswith("No")
    assert answer.sure


def test_papers_of_one_day_are_told(ask: Ask) -> None:
    said = (
        ("Lantern Walk", "Sat 7 November, 18:00"),
        ("Choir Night", "Fri 13 November, 19:30"),
        ("Book Swap", "Sat 7 November, 10:00"),
    )
    posters = []
    for rows in said:
        image = Image.new("RGB", (420, 200), "white")
        for n, text in enumerate(rows):
            ImageDraw.Draw(image).text((30, 40 + 60 * n), text, font=ImageFont.load_default(26), fill="#222222")
        posters.append(np.array(image))
    answer = ask("Which events are on the same day?", *posters).text
    assert "Image 1" in answer
    assert "Image 3" in answer
    assert "Image 2" not in answer


def bank() -> Pixels:
    """A telephone: the hour and the battery at the top, two accounts with what is in them, a form to send money."""
    image = Image.new("RGB", (420, 760), "#f4f5f8")
    draw = ImageDraw.Draw(image)
    draw.text((20, 12), "09:26", font=ImageFont.load_default(15), fill="#111111")
    draw.text((400, 12), "5G  71%", font=ImageFont.load_default(15), fill="#111111", anchor="ra")
    for n, (name, amount) in enumerate(
        (("Savings account (5073)", "£4,918.20"), ("Current account (2216)", "£310.75"))
    ):
        draw.rounded_rectangle((20, 60 + 110 * n, 400, 150 + 110 * n), 10, fill="white", outline="#d8dbe2")
        draw.text((36, 74 + 110 * n), name, font=ImageFont.load_default(15), fill="#555555")
        draw.text((36, 104 + 110 * n), amount, font=ImageFont.load_default(26), fill="#111111")
    for n, (name, value) in enumerate((("To", "Kestrel Lettings"), ("Reference", "Flat 3 deposit"))):
        y = 310 + 90 * n
        draw.text((20, y), name, font=ImageFont.load_default(15), fill="#444444")
        draw.rounded_rectangle((20, y + 24, 400, y + 64), 6, fill="white", outline="#9aa0aa")
        draw.text((34, y + 34), value, font=ImageFont.load_default(17), fill="#111111")
    _button(draw, 155, 520, "Send")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿Qué hora muestra el teléfono?", "09:26"),
        ("How much battery is left?", "71%"),
        ("How much is in the savings account?", "4,918.20"),
        ("储蓄账户的余额是多少？", "4,918.20"),
        ("「To」欄填了甚麼？", "Kestrel Lettings"),
        ("What does the Reference field say?", "Flat 3 deposit"),
        ("¿Qué hay en el campo Reference?", "Flat 3 deposit"),
    ],
)
def test_a_telephone_tells_its_hour_what_an_account_has_and_what_a_field_holds(
    ask: Ask, question: str, said: str
) -> None:
    answer = ask(question, bank())
    assert said in answer.text
    assert answer.sure


def test_a_code_that_a_form_has_not_is_no_other(ask: Ask) -> None:
    assert not ask("What is the sort code?", bank()).sure


MONO = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")


@pytest.mark.skipif(not MONO.exists(), reason="letters of one width are not installed")
def test_program_text_keeps_its_columns_whatever_the_numbers_beside_it_were_read_with(ask: Ask) -> None:
    image = Image.new("RGB", (640, 330), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(str(MONO), 18)
    rows = ["local Boat = {}", "Boat.__index = Boat", "", "function Boat.new(name)", "  local self = setmetatable({}, Boat)", "  self.speed = 4", "  return self", "end"]  # fmt: skip
    for n, text in enumerate(rows):
        draw.text((14, 20 + 30 * n), f"{n + 1}", font=font, fill="#999999")
        draw.text((42, 20 + 30 * n), text, font=font, fill="#222222")
    said = ask("Transcribe the code.", np.array(image)).text
    assert "Boat.__index = Boat\n\nfunction Boat.new(name)\n  local self" in said
    assert "\n  return self\nend\n" in said
