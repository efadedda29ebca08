"""What a person asks of a terminal, a dashboard and a form on a screen."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn

from fovea.values import Pixels

#: Wide enough that each word is a line of its own or part of one, as in a terminal.
DISKS = [
    "ana@web3:~$ df -h",
    "Filesystem  Size  Used  Avail  Use%  Mounted on",
    "/dev/sda1    50G   46G   1.5G   97%  /",
    "/dev/sdb1   200G   88G   102G   47%  /srv",
    "/dev/sdc1   1.0T  640G   360G   64%  /backup",
]
LOG = ["$ git log --oneline", "c81f2aa Fix rounding in the cart", "7d0b9e1 Add a dark mode", "f2a6c04 Bump to 3.4.1"]


def terminal(rows: list[str]) -> Pixels:
    """Letters of one width: each is put into a cell of its own."""
    font = ImageFont.load_default(20)
    image = Image.new("RGB", (30 + 13 * max(map(len, rows)), 20 + 34 * len(rows)), "#1e1e1e")
    draw = ImageDraw.Draw(image)
    for y, row in enumerate(rows):
        for x, char in enumerate(row):
            draw.text((20 + 13 * x, 10 + 34 * y), char, font=font, fill="#eeeeee", anchor="ma")
    return np.array(image)


@pytest.mark.parametrize(
    ("rows", "question", "told"),
    [
        (DISKS, "What is the Use% of /dev/sdb1?", "47"),
        (DISKS, "How much space is available on /dev/sdc1?", "360G"),
        (LOG, "Which commit added a dark mode?", "7d0b9e1"),
        (LOG, "What is the latest commit?", "c81f2aa"),
    ],
)
def test_what_a_terminal_prints_is_read_by_its_columns(ask: Ask, rows: list[str], question: str, told: str) -> None:
    assert told in ask(question, terminal(rows)).text


CARDS = drawn([("Orders", "Refunds"), ("1284", "17"), ("+12% today", "-3% today"), "Tap an order to see it", "Copied to the clipboard"])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many refunds are there?", "17"),
        ("What does the message at the bottom say?", "Copied to the clipboard"),
        ("底部的提示寫什麼？", "Copied to the clipboard"),
    ],
)
def test_cards_and_messages_of_a_screen_are_told_apart(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, CARDS).text


def test_the_heads_of_two_columns_are_no_label_and_its_value(ask: Ask) -> None:
    page = drawn([("Ingredient", "Purpose"), ("Dextrolamine", "Cough relief"), "Keep out of reach."])
    assert "Dextrolamine" in ask("What is the ingredient?", page).text


def test_why_something_failed_is_told_by_its_message(ask: Ask) -> None:
    dialog = drawn(
        [
            "Save report",
            "report.docx was not saved.",
            "Disk D: is full (3 MB left).",
            "Code: 0x80070070",
            ("Retry", "Cancel"),
        ]
    )
    assert "Disk D: is full" in ask("Why could the file not be saved?", dialog).text
    assert "Disk D: is full" in ask("為什麼沒有存檔成功？", dialog).text
    code = ask("What is the error code?", dialog)
    assert "0x80070070" in code.text
    assert code.sure


def test_a_wrapped_message_is_told_whole_without_the_icon_beside_it(ask: Ask) -> None:
    image = Image.new("RGB", (560, 220), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(19)
    draw.ellipse((30, 60, 78, 108), fill="red")
    draw.text((54, 84), "X", font=ImageFont.load_default(26), fill="white", anchor="mm")
    for n, text in enumerate(("Error 0x80070070: Not enough disk", "space on drive E:.", "1.8 GB more is required.")):
        draw.text((100, 50 + 28 * n), text, font=font, fill="black")
    for x, name in ((200, "Retry"), (330, "Cancel")):
        draw.rectangle((x, 160, x + 100, 196), fill="#eeeeee", outline="black")
        draw.text((x + 50, 178), name, font=font, fill="black", anchor="mm")
    for question in ("What is the error message?", "What went wrong?"):
        assert "Not enough disk space on drive E:" in " ".join(ask(question, np.array(image)).text.split())


PROGRAMS = {
    "Python": ["def average(values):", "    total = 0", "    for v in values:", "        total += v", "    return total / len(values)", "print(average([72, 88]))"],
    "JavaScript": ["function greet(name) {", "  const text = `Hi ${name}`;", "  console.log(text);", "}", "greet('Ana');"],
    "Java": ["public class Hello {", "  public static void main(String[] args) {", '    System.out.println("Hi");', "  }", "}"],
    "SQL": ["SELECT name, price", "FROM items", "WHERE price > 10", "ORDER BY price;"],
}  # fmt: skip


@pytest.mark.parametrize("language", PROGRAMS)
def test_the_language_of_a_program_is_told_by_what_only_it_writes(ask: Ask, language: str) -> None:
    page = drawn(PROGRAMS[language], width=620)
    for question in ("What programming language is this?", "這是什麼程式語言？"):
        assert ask(question, page).text.startswith(language)


def test_how_long_a_journey_takes_is_reckoned_from_its_two_times(ask: Ask) -> None:
    ticket = drawn([("Origen:", "Cáceres"), ("Destino:", "Ávila"), ("Salida:", "16:45"), ("Llegada:", "19:20")])
    assert "2 hours 35 minutes" in ask("How long does the trip take?", ticket).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is there a loop in this code?", "Yes. “for v in values:”"),
        ("Is there an import?", "No."),
        ("有沒有註解？", "沒有"),
        ("How many lines of code are there?", "About 6 lines"),
    ],
)
def test_the_parts_of_a_program_are_known_by_what_they_begin_with(ask: Ask, question: str, told: str) -> None:
    assert ask(question, drawn(PROGRAMS["Python"], width=620)).text.startswith(told)
