"""Pages that are laid out otherwise than in rows of label and value: cards, panes, menus in sizes, mails, settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from tests.reader.conftest import Ask, drawn
from tests.reader.drawing import Sheet

from fovea.values import Pixels


def ticket() -> Pixels:
    """Labels over their values, two in a row, most of the labels unknown to the reader."""
    sheet = Sheet(520, 330)
    told = [("Venue", "Starbridge (Mall)"), ("Hall", "6 Laser"), ("Rows", "8-11 and 8-12"), ("Pieces", "2 tickets")]
    told += [("Paid", "89.80"), ("State", "Issued")]
    for n, (label, value) in enumerate(told):
        x, y = 40 + 240 * (n % 2), 40 + 100 * (n // 2)
        sheet.write(x, y, label, "lm", 20, (120, 120, 120))
        sheet.write(x, y + 30, value, "lm", 22)
    return sheet.pixels


def leaflet() -> Pixels:
    """Headings no larger than the text: they stand near what is below them."""
    sheet = Sheet(720, 470)
    parts = [
        ("Contents", "Each spray holds fifty micrograms of the drug."),
        ("Side effects", "Nosebleeds, a dry throat and headaches may occur."),
        ("Storage", "Keep it below thirty degrees. Do not freeze it."),
        ("Maker", "Hemlock Remedies, 66 Lake Road, Norwich."),
    ]
    for n, (head, text) in enumerate(parts):
        sheet.write(40, 60 + 100 * n, head, "lm", 20, (20, 90, 160))
        sheet.write(40, 90 + 100 * n, text, "lm", 20)
    return sheet.pixels


def sidebar() -> Pixels:
    """Settings beside a list of pages, whose rows are nearer to one another."""
    sheet = Sheet(900, 420)
    sheet.draw("rectangle", (0, 0, 210, 420), fill=(243, 244, 248))
    for n, name in enumerate(("General", "Look", "Privacy", "Downloads", "Extensions", "About")):
        sheet.write(24, 40 + 39 * n, name, "lm", 20)
    rows = [("Third-party cookies", "Blocked"), ("Clear history on exit", "Never"), ("Location", "Ask each time")]
    rows += [("Camera", "2 sites"), ("Secure DNS", "Quillnet")]
    for n, (name, value) in enumerate(rows):
        sheet.write(245, 52 + 58 * n, name, "lm", 20)
        sheet.write(870, 52 + 58 * n, value, "rm", 20)
    return sheet.pixels


def pizzas() -> Pixels:
    """A menu with a column a size, and under each name what is on it."""
    sheet = Sheet(760, 430)
    for x, text in ((40, "Pizza"), (430, "25 cm"), (540, "30 cm"), (650, "40 cm")):
        sheet.write(x, 40, text, "lm", 20)
    menu = [("Margherita", "tomato, basil", "7.00", "9.00", "14.50"), ("Funghi", "mushrooms", "8.20", "10.40", "16.50")]
    menu += [("Diavola", "spicy salami", "8.90", "11.20", "17.90"), ("Orto", "courgette", "8.60", "10.90", "17.20")]
    for n, (name, told, *prices) in enumerate(menu):
        sheet.write(40, 100 + 80 * n, name, "lm", 22)
        sheet.write(40, 126 + 80 * n, told, "lm", 16, (110, 110, 110))
        for x, price in zip((430, 540, 650), prices, strict=True):
            sheet.write(x, 106 + 80 * n, price, "lm", 20)
    return sheet.pixels


def league() -> Pixels:
    """A table whose first two heads touch."""
    sheet = Sheet(640, 300)
    xs = (40, 80, 300, 380, 460, 540)
    rows = [("Pos", "Club", "Won", "Lost", "Goals", "Points"), ("1", "Selby", "10", "2", "38", "32")]
    rows += [
        ("2", "Whitehaven", "9", "2", "41", "30"),
        ("3", "Ardle", "8", "5", "29", "25"),
        ("4", "Marsh", "0", "12", "12", "2"),
    ]
    for n, row in enumerate(rows):
        for x, text in zip(xs, row, strict=True):
            sheet.write(x, 40 + 44 * n, text, "lm", 20)
    return sheet.pixels


def timetable() -> Pixels:
    """Days with hours under them; no class every day."""
    sheet = Sheet(860, 260)
    head = ("Class", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    rows = [head, ("Babies", "", "17:00", "", "17:00", ""), ("Lanes", "7:30", "7:30", "7:30", "7:30", "7:30")]
    rows += [("Polo", "20:30", "", "20:30", "", "19:45")]
    for n, row in enumerate(rows):
        for k, text in enumerate(row):
            sheet.draw("rectangle", (30 + 134 * k, 30 + 46 * n, 164 + 134 * k, 76 + 46 * n), outline=(120, 120, 120))
            sheet.write(40 + 134 * k, 53 + 46 * n, text, "lm", 20) if text else None
    return sheet.pixels


def mail() -> Pixels:
    return drawn(
        ["Moved: site visit to the dam", "Ada Bakare <a.bakare@weir.example>", "to Kat Lund, Piet Groot", "Hello both,",
         "the visit moves to Thursday at 9:45.", "Best wishes,", "Ada", "map.pdf 1.2 MB", "risks.docx 86 KB"], 620
    )  # fmt: skip


def settings_file() -> Pixels:
    sheet = Sheet(560, 420)
    rows = [(0, "services:"), (1, "web:"), (2, "image: orchard/web"), (2, "ports:"), (3, "- 8080")]
    rows += [(1, "db:"), (2, "image: postgres"), (2, "environment:"), (3, "POSTGRES_DB: apples")]
    for n, (depth, text) in enumerate(rows):
        sheet.write(30 + 40 * depth, 40 + 38 * n, text, "lm", 20)
    return sheet.pixels


def loan() -> Pixels:
    rows = [("No.", "Due date", "Interest", "Remaining")]
    rows += [(str(n), f"05/0{n + 1}/2025", f"{36 - 3 * n}.00", f"{8267 - 700 * n}.83") for n in range(1, 7)]
    sheet = Sheet(640, 380)
    for n, row in enumerate(rows):
        for x, text in zip((30, 120, 300, 450), row, strict=True):
            sheet.write(x, 40 + 46 * n, text, "lm", 20)
    return sheet.pixels


def receipt() -> Pixels:
    return drawn(
        ["TANNER HARDWARE", "2210 Mill Pond Road", ("WOOD SCREWS", "7.49"), ("3 x LED BULB", "24.75"), ("DUCT TAPE", "5.79"),
         ("SUBTOTAL", "38.03"), ("SALES TAX 8.875%", "3.38"), ("TOTAL", "41.41"), "ITEMS SOLD 5"]
    )  # fmt: skip


def notice() -> Pixels:
    return drawn(
        ["NOTICE TO ALL NEIGHBOURS", "A general meeting of the owners is called, to be held on the", "22nd of January at 19:00 in the hall.",
         "Agenda:", "1. Accounts of last year.", "2. Paint for the hallway.", "3. Election of a president.", "Please come in time.",
         "The president,", "Amparo Cifuentes"], 760
    )  # fmt: skip


@pytest.mark.parametrize(
    ("page", "question", "told", "others"),
    [
        (ticket, "Which hall is it?", ["6 Laser"], ["Starbridge"]),
        (ticket, "What is the state?", ["Issued"], ["89.80"]),
        (leaflet, "What are the side effects?", ["Nosebleeds"], ["Norwich"]),
        (leaflet, "Which headings are there?", ["Contents", "Side effects", "Storage", "Maker"], []),
        (sidebar, "What is the setting for clearing the history on exit?", ["Never"], ["Downloads"]),
        (pizzas, "Which pizza is the cheapest?", ["Margherita", "7.00"], ["14.50"]),
        (pizzas, "How much is a Funghi of 30 cm?", ["10.40"], ["8.20:"]),
        (pizzas, "What is on the Diavola?", ["spicy salami"], ["mushrooms"]),
        (league, "Which club scored the most goals?", ["Whitehaven"], ["Selby"]),
        (timetable, "Which days is there a class for babies?", ["Tuesday", "Thursday"], ["Monday", "Friday"]),
        (mail, "What is the subject of this mail?", ["site visit to the dam"], ["@"]),
        (mail, "Who is the recipient of the mail?", ["Kat Lund"], []),
        (mail, "How many attachments are there?", ["2"], []),
        (settings_file, "Which image does the db service use?", ["postgres"], ["orchard"]),
        (settings_file, "What is the name of the database?", ["apples"], []),
        (loan, "What remains after the sixth payment?", ["4067.83"], ["36.00"]),
        (receipt, "How much was the sales tax?", ["3.38"], ["is 8.875"]),
        (receipt, "How many items were sold?", ["5"], ["About 3"]),
        (notice, "How many points are on the agenda?", ["3"], []),
        (notice, "On which day is the meeting?", ["22nd of January"], []),
    ],
)
def test_a_value_is_found_wherever_the_layout_puts_it(
    ask: Ask, page: Callable[[], Pixels], question: str, told: Sequence[str], others: Sequence[str]
) -> None:
    answer = ask(question, page())
    assert all(text in answer.text for text in told), answer.text
    assert not any(text in answer.text for text in others), answer.text


def test_who_holds_an_office_is_told_by_a_notice_that_names_it_and_by_nothing_else(ask: Ask) -> None:
    assert "Amparo Cifuentes" in ask("Who is the president?", notice()).text
    assert "not identify" in ask("Who is the president?", receipt()).text
    assert "not identify" in ask("Who is this president?", notice()).text


def test_the_darker_picture_and_the_one_in_another_language_are_told(ask: Ask) -> None:
    day, night = Sheet(200, 200, (240, 240, 230)).pixels, Sheet(200, 200, (20, 20, 40)).pixels
    assert "Image 2" in ask("Which image is the darkest?", day, night).text
    assert ask("Are these two images the same?", day, night).text.startswith("No")
    spanish = drawn(
        [
            "FERRETERIA MOLINA",
            ("Fecha", "21/06/2025"),
            ("Tornillos", "7,49"),
            ("Importe", "7,49"),
            ("Efectivo", "10,00"),
        ]
    )
    assert "Image 2" in ask("Which of the two receipts is in Spanish?", receipt(), spanish).text


def shelf() -> Pixels:
    """Price tags side by side that say the same of each."""
    sheet = Sheet(860, 240)
    goods = [("Peanut oil", "79.90", "5 kg", "Lisburn", "880215"), ("Oat flakes", "22.50", "1 kg", "Fenmoor", "880429")]
    goods += [("Sea salt", "3.40", "2 kg", "Ardle", "880512")]
    for n, (name, price, size, origin, number) in enumerate(goods):
        x = 40 + 270 * n
        sheet.write(x, 40, name, "lm", 22)
        sheet.write(x, 76, f"Size: {size}", "lm", 18)
        sheet.write(x, 122, price, "lm", 44)
        sheet.write(x, 170, f"Origin: {origin}", "lm", 18)
        sheet.write(x, 200, f"Item: {number}", "lm", 18)
    return sheet.pixels


def stops() -> Pixels:
    """A timetable without a head: every column is a journey."""
    sheet = Sheet(620, 220)
    rows = [
        ("Bahnhof", "7:05", "9:05", "16:35"),
        ("Rathaus", "7:12", "9:12", "16:42"),
        ("Waldsee", "7:31", "9:31", "17:01"),
    ]
    for n, row in enumerate(rows):
        for x, text in zip((30, 220, 350, 480), row, strict=True):
            sheet.write(x, 40 + 50 * n, text, "lm", 20)
    return sheet.pixels


@pytest.mark.parametrize(
    ("page", "question", "told", "others"),
    [
        (shelf, "Where do the oat flakes come from?", ["Fenmoor"], []),
        (shelf, "How much is the peanut oil?", ["79.90"], ["22.50"]),
        (stops, "When does the bus that leaves at 9:05 reach Waldsee?", ["9:31"], ["7:31"]),
        (stops, "What time does the last bus leave Bahnhof?", ["16:35"], ["17:01"]),
        (receipt, "What does one LED bulb cost?", ["8.25"], []),
    ],
)
def test_columns_are_records_where_the_page_sets_them_so(
    ask: Ask, page: Callable[[], Pixels], question: str, told: Sequence[str], others: Sequence[str]
) -> None:
    answer = ask(question, page())
    assert all(text in answer.text for text in told), answer.text
    assert not any(text in answer.text for text in others), answer.text


def recipe() -> Pixels:
    """Two lists side by side under coloured headings of the text's own size, evenly spaced."""
    sheet = Sheet(860, 330)
    left = ["Ingredients", "- 3 leeks", "- 800 g potatoes", "- 250 ml cream", "- 120 g cheddar", "- 1 egg"]
    right = [
        "Method",
        "1. Heat the oven to 190 degrees.",
        "2. Slice the leeks and soften them.",
        "3. Boil the potatoes until tender.",
    ]
    right += ["4. Mix the cream and the cheese.", "5. Bake until golden."]
    for x, lines in ((40, left), (380, right)):
        for n, text in enumerate(lines):
            sheet.write(x, 40 + 40 * n, text, "lm", 20, (176, 83, 43) if n == 0 else (40, 40, 40))
    return sheet.pixels


def test_lists_side_by_side_are_read_one_after_the_other_under_their_coloured_headings(ask: Ask) -> None:
    ingredients = ask("List the ingredients.", recipe()).text
    assert all(what in ingredients for what in ("leeks", "potatoes", "cream", "cheddar", "egg")), ingredients
    assert "Heat the oven" not in ingredients
    headings = ask("Which headings are there?", recipe()).text
    assert "Ingredients" in headings
    assert "Method" in headings


def test_the_line_under_whom_a_parcel_is_for_says_where_it_goes(ask: Ask) -> None:
    label = drawn(["Swift Post", "Recipient: Ann Lee 0512-555-0166", "15 Mill Lane, Leeds", "Sender: Bob Hart", "8 Quay Street, York"])  # fmt: skip
    for question, told in (("What is the recipient's address?", "15 Mill Lane"), ("¿Cuál es la dirección del remitente?", "8 Quay Street"), ("Who sent it?", "Bob Hart")):  # fmt: skip
        answer = ask(question, label)
        assert told in answer.text, question
        assert answer.sure


def test_labels_that_nobody_knows_are_found_where_they_stand_under_known_ones(ask: Ask) -> None:
    form = Sheet(760, 320)
    rows = (("Name", "Lin Ode", "Department", "Sales"), ("Phone", "0135 268", "Date", "6 May 2025"),
            ("Snorvel", "Blue Attic", "Wexcount", "45"))  # fmt: skip
    for n, row in enumerate(rows):
        for left, text in zip((30, 180, 400, 580), row, strict=True):
            form.write(left, 60 + 60 * n, text, "lm", 22)
    said = ask("What is the wexcount?", form.pixels)
    assert said.text.startswith("Wexcount: 45")
    assert "Blue Attic" in ask("What does snorvel say?", form.pixels).text
