"""Lists whose entries take several rows, and what programs show beside them: orders, mail, settings, an editor, storage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.reader.conftest import Ask
from tests.reader.drawing import Sheet

from fovea.values import Pixels

GREY, BLUE = (120, 120, 120), (40, 90, 200)


def orders() -> Pixels:
    """Each order over four rows: its number and how it stands, what was bought, how many, when and for how much."""
    sheet = Sheet(460, 640)
    sheet.write(230, 34, "My orders", "mm", 24)
    told = [
        ("A318", "Awaiting payment", "Running shoes", "1", "2025/05/02", "$84.00"),
        ("A277", "Shipped", "Steel bottle", "2", "2025/04/28", "$31.50"),
        ("A190", "Completed", "Keyboard", "1", "2025/04/19", "$59.90"),
        ("A052", "Cancelled", "Bed sheet", "3", "2025/04/03", "$48.00"),
    ]
    for n, (number, state, thing, many, day, total) in enumerate(told):
        y = 90 + 140 * n
        sheet.write(24, y, f"Order {number}", "lm", 20)
        sheet.write(436, y, state, "rm", 20, BLUE)
        sheet.write(80, y + 28, thing, "lm", 20)
        sheet.write(80, y + 54, f"Qty {many}", "lm", 18, GREY)
        sheet.write(24, y + 82, day, "lm", 18, GREY)
        sheet.write(436, y + 82, f"Total {total}", "rm", 20)
    return sheet.pixels


def mail() -> Pixels:
    """Folders, a list of letters, and the one that is open."""
    sheet = Sheet(980, 420)
    sheet.draw("rectangle", (0, 0, 170, 420), fill=(238, 242, 248))
    for n, (name, many) in enumerate((("Inbox", "7"), ("Starred", ""), ("Drafts", "2"), ("Spam", "14"))):
        sheet.write(20, 40 + 44 * n, name, "lm", 20)
        sheet.write(140, 40 + 44 * n, many, "lm", 20)
    sheet.draw("line", (540, 0, 540, 420), fill=(200, 200, 200), width=1)
    letters = [("Priya Nair", "Minutes of the meeting", "09:52"), ("City Library", "Two loans are due", "08:15")]
    letters += [("Owen Fairley", "Boiler quote", "Yesterday"), ("Tessa Blum", "Cycling tour", "12 Jun")]
    for n, (who, what, when) in enumerate(letters):
        sheet.write(190, 36 + 86 * n, who, "lm", 19)
        sheet.write(524, 36 + 86 * n, when, "rm", 17, GREY)
        sheet.write(190, 62 + 86 * n, what, "lm", 18)
    sheet.write(560, 40, "Boiler quote", "lm", 26)
    sheet.write(560, 84, "Owen Fairley", "lm", 19)
    sheet.write(560, 112, "to me · Wed 18 June, 16:40", "lm", 17, GREY)
    sheet.write(560, 160, "The boiler would be 2,340 with fitting.", "lm", 19)
    return sheet.pixels


def settings() -> Pixels:
    """Switches under two headings, one of them with what it does."""
    sheet = Sheet(440, 520)
    sheet.write(20, 34, "Notifications", "lm", 26)
    rows = [("CHATS", None), ("Direct chats", True), ("Groups", False), ("ORDERS", None), ("Parcels", True)]
    rows += [("Offers", False), ("Payment due", False)]
    for n, (name, on) in enumerate(rows):
        y = 92 + 60 * n
        sheet.write(
            20, y + (8 if on is None else 0), name, "lm", 16 if on is None else 20, BLUE if on is None else (0, 0, 0)
        )
        if on is not None:
            sheet.draw(
                "rounded_rectangle", (360, y - 13, 406, y + 13), 13, fill=(52, 168, 83) if on else (187, 187, 187)
            )
            x = 383 if on else 363
            sheet.draw("ellipse", (x, y - 10, x + 20, y + 10), fill="white")
    return sheet.pixels


def editor() -> Pixels:
    """Files beside a program, and a terminal below it."""
    sheet = Sheet(900, 560)
    sheet.draw("rectangle", (0, 0, 190, 560), fill=(240, 240, 243))
    sheet.draw("rectangle", (8, 84, 182, 112), fill=(206, 222, 250))
    for n, name in enumerate(("FILES", "league", "rank.py", "scores.json")):
        sheet.write(20, 38 + 30 * n, name, "lm", 18)
    code = [
        "import json",
        "",
        "def best(scores):",
        "    # ties go to the first",
        "    return max(scores, key=scores.get)",
        "",
    ]
    code += ['with open("scores.json") as f:', "    scores = json.load(f)", 'print("Winner:", best(scores))']
    for n, text in enumerate(code):
        sheet.write(226, 38 + 30 * n, str(n + 1), "rm", 18, GREY)
        sheet.write(250 + 9 * (len(text) - len(text.lstrip())), 38 + 30 * n, text.strip(), "lm", 18)
    for n, text in enumerate(("TERMINAL", "$ python rank.py", "Winner: Odalys")):
        sheet.write(210, 400 + 34 * n, text, "lm", 18)
    return sheet.pixels


def storage() -> Pixels:
    """A large figure over the whole that it is of."""
    sheet = Sheet(420, 330)
    sheet.write(24, 34, "Storage", "lm", 24)
    sheet.write(24, 96, "41.8 GB", "lm", 34)
    sheet.write(24, 132, "of 64 GB used", "lm", 19, GREY)
    for n, (name, size) in enumerate((("Apps", "18.4 GB"), ("Photos", "12.9 GB"), ("System", "10.5 GB"))):
        sheet.write(24, 196 + 44 * n, name, "lm", 20)
        sheet.write(396, 196 + 44 * n, size, "rm", 20)
    return sheet.pixels


def person() -> Pixels:
    """How somebody is reached: each number over what it is."""
    sheet = Sheet(430, 420)
    sheet.write(215, 40, "Rosalind Achterberg", "mm", 26)
    told = [("+44 1632 960 774", "Mobile"), ("+44 1632 960 118", "Work"), ("rosalind@thornwick.example", "E-mail")]
    told += [("17 March", "Birthday")]
    for n, (value, label) in enumerate(told):
        sheet.write(22, 110 + 78 * n, value, "lm", 20)
        sheet.write(22, 134 + 78 * n, label, "lm", 16, GREY)
    return sheet.pixels


def day() -> Pixels:
    """Events on cards, each with its time and its place."""
    sheet = Sheet(460, 460, (238, 238, 243))
    told = [("Stand-up", "09:00 - 09:45", "Room Birch"), ("Budget review", "10:30 - 12:00", "Hall Two")]
    told += [("Dentist", "16:00 - 16:30", "Alder Street")]
    for n, (name, time, place) in enumerate(told):
        y = 30 + 140 * n
        sheet.draw("rounded_rectangle", (18, y, 442, y + 112), 10, fill="white")
        sheet.write(36, y + 24, name, "lm", 21)
        sheet.write(36, y + 56, time, "lm", 18, GREY)
        sheet.write(36, y + 86, place, "lm", 18, GREY)
    return sheet.pixels


@pytest.mark.parametrize(
    ("picture", "question", "told"),
    [
        (person, "What is her mobile number?", "960 774"),
        (person, "¿Cuándo es su cumpleaños?", "17 March"),
        (day, "Where does the stand-up take place?", "Room Birch"),
        (day, "How many events are there?", "3"),
        (day, "When is the dentist appointment?", "16:00"),
    ],
)
def test_a_value_stands_over_its_label_and_a_card_says_when_and_where(
    ask: Ask, picture: Callable[[], Pixels], question: str, told: str
) -> None:
    assert told in ask(question, picture()).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which order has not been paid yet?", "A318"),
        ("慢跑鞋的訂單是什麼狀態？", "Awaiting payment"),
        ("How many orders are shown?", "4"),
        ("¿Qué pedido se canceló?", "A052"),
        ("How many steel bottles were ordered?", "2"),
    ],
)
def test_orders_that_take_several_rows_each_are_records(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, orders()).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("這封信是誰寄的？", "Owen Fairley"),
        ("What is the subject of the open message?", "Boiler quote"),
        ("Who wrote about the loans?", "City Library"),
        ("Which letter in the list is the oldest?", "Tessa Blum"),
        ("¿Cuántos mensajes hay en la lista?", "4"),
        ("How many unread messages are in the inbox?", "7"),
    ],
)
def test_mail_is_asked_by_its_list_and_by_the_letter_that_is_open(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, mail()).text


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("Which notifications are switched on?", ["Direct chats", "Parcels"], "Offers"),
        ("Which order notifications are off?", ["Offers", "Payment due"], "Groups"),
        ("哪些訂單通知是關閉的？", ["Offers", "Payment due"], "Groups"),
    ],
)
def test_switches_are_those_of_the_heading_that_is_named(ask: Ask, question: str, told: list[str], untold: str) -> None:
    text = ask(question, settings()).text
    assert all(word in text for word in told)
    assert untold not in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("這個檔案叫什麼名字？", "rank.py"),
        ("¿Qué fichero lee el programa?", "scores.json"),
        ("What does the program print?", "Winner: Odalys"),
        ("Which programming language is it?", "Python"),
    ],
)
def test_an_editor_tells_which_file_is_open_what_it_reads_and_what_it_printed(
    ask: Ask, question: str, told: str
) -> None:
    answer = ask(question, editor())
    assert told in answer.text
    assert answer.sure


@pytest.mark.parametrize(
    ("question", "told"),
    [("How much storage is used?", "41.8"), ("¿Cuánto espacio queda?", "22.2"), ("手機的容量多大？", "64")],
)
def test_what_is_used_and_what_is_left_are_told_of_a_whole(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, storage()).text
