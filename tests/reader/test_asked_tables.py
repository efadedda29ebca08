"""Questions put to tables and lists: which records, of which column, and what to do with the values."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn
from tests.reader.drawing import Sheet, table

from fovea.engines.reader.page import ticks
from fovea.engines.reader.values import Cell, Grid, Line
from fovea.values import Pixels

CHORES = table(
    [
        ("Errand", "Helper", "Effort", "State"),
        ("Mow lawn", "Una", "8", "Done"),
        ("Fix gate", "Piet", "5", "In progress"),
        ("Paint shed", "Una", "13", "Waiting"),
        ("Clean gutter", "Rosa", "3", "Done"),
        ("Prune roses", "Piet", "2", "Waiting"),
    ],
    (200, 120, 120, 180),
)
DEPOT = table(
    [
        ("Part", "Shelf", "On hand", "Reorder at", "Vendor"),
        ("Rivets", "A-02", "340", "200", "Boltmax"),
        ("Springs", "C-11", "48", "60", "Fenwick"),
        ("Washers", "A-05", "75", "80", "Boltmax"),
        ("Castors", "D-01", "160", "40", "Rollwell"),
    ],
    (140, 110, 120, 140, 140),
    "rows",
)


def payslip() -> Pixels:
    sheet = Sheet(900, 420)
    sheet.write(40, 40, "Payments", "lm", 22)
    sheet.write(480, 40, "Deductions", "lm", 22)
    paid = [("Basic pay", "2,850.00"), ("Overtime", "312.50"), ("Shift bonus", "90.00")]
    taken = [("Income tax", "486.20"), ("Insurance", "241.10"), ("Pension", "142.50"), ("Union fee", "15.00")]
    for left, right, rows in ((40, 400, paid), (480, 860, taken)):
        for n, (name, amount) in enumerate(rows):
            sheet.write(left, 90 + 44 * n, name, "lm", 20)
            sheet.write(right, 90 + 44 * n, amount, "rm", 20)
    for left, right, name, amount in ((40, 400, "Gross pay", "3,252.50"), (480, 860, "Total deductions", "884.80")):
        sheet.write(left, 300, name, "lm", 20)
        sheet.write(right, 300, amount, "rm", 20)
    sheet.write(40, 370, "NET PAY", "lm", 24)
    sheet.write(400, 370, "2,367.70", "rm", 24)
    return sheet.pixels


PAYSLIP = payslip()


def cards() -> Pixels:
    sheet = Sheet(860, 300)
    told = [("Soil moisture", "41%"), ("Vents", "Half open"), ("Last watering", "06:15"), ("Next watering", "18:30")]
    told += [("CO2", "620 ppm"), ("Air temp", "23.6 C"), ("Lamp hours", "9.5 h"), ("Alarm", "None")]
    for n, (label, value) in enumerate(told):
        x, y = 30 + 205 * (n % 4), 40 + 140 * (n // 4)
        sheet.write(x, y, label, "lm", 18, (110, 110, 110))
        sheet.write(x, y + 44, value, "lm", 32)
    return sheet.pixels


CARDS = cards()


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("How many errands are done?", ["2"], []),
        ("Which errands are waiting?", ["Paint shed", "Prune roses"], ["Mow lawn", "Fix gate"]),
        ("Effort in total?", ["31"], []),
        ("What is the sum of Piet's effort?", ["7"], ["31"]),
        ("Average effort?", ["6.2"], []),
        ("How many errands need more than 4 effort?", ["3"], []),
        ("Which of Una's errands takes the most effort?", ["Paint shed"], ["Prune roses"]),
        ("How many helpers are there?", ["3"], []),
        ("¿Qué hace Rosa?", ["Clean gutter"], []),
        ("Rosa 負責哪一項？", ["Clean gutter"], []),
    ],
)
def test_cells_of_a_table_say_which_records_are_meant(
    ask: Ask, question: str, told: list[str], others: list[str]
) -> None:
    answer = ask(question, CHORES)
    assert all(text in answer.text for text in told), answer.text
    assert not any(text in answer.text for text in others), answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where do I find the castors?", ["D-01"]),
        ("Which parts come from Boltmax?", ["Rivets", "Washers"]),
        ("Which parts have less than 100 on hand?", ["Springs", "Washers"]),
        ("How many washers and springs together?", ["123"]),
        ("庫存最少的是哪個？", ["Springs"]),
    ],
)
def test_a_table_of_narrow_columns_is_asked_like_any_other(ask: Ask, question: str, told: list[str]) -> None:
    answer = ask(question, DEPOT)
    assert all(text in answer.text for text in told), answer.text


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("What is the biggest deduction?", ["Income tax", "486.20"], ["884.80"]),
        ("How many deductions are there?", ["4"], []),
        ("What was the smallest payment?", ["Shift bonus"], ["Union fee"]),
        ("How much does she take home?", ["2,367.70"], []),
        ("What was deducted for the pension?", ["142.50"], []),
    ],
)
def test_lists_side_by_side_are_told_apart_by_their_headings(
    ask: Ask, question: str, told: list[str], others: list[str]
) -> None:
    answer = ask(question, PAYSLIP)
    assert all(text in answer.text for text in told), answer.text
    assert not any(text in answer.text for text in others), answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When will it be watered next?", "18:30"),
        ("When was it last watered?", "06:15"),
        ("How moist is the soil?", "41%"),
        ("Are the vents open?", "Half open"),
        ("Is there an alarm?", "None"),
        ("二氧化碳多少？", "620"),
    ],
)
def test_figures_under_their_labels_are_no_columns_of_a_table(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, CARDS)
    assert told in answer.text, answer.text


def test_a_table_whose_words_a_question_goes_beyond_is_not_sure_of_its_answer(ask: Ask) -> None:
    answer = ask("Which part do we have fewest of in Leeds on a Sunday?", DEPOT)
    assert not answer.sure


def carte() -> Pixels:
    """A menu: headings, dishes with their prices, in small what comes with them."""
    sheet = Sheet(720, 760)
    top = 40
    for heading, dishes in (
        ("Starters", [("Leek soup (v)", "6.50", "sourdough, chive oil"), ("Smoked trout", "8.90", "horseradish")]),
        ("Mains", [("Lamb shank", "19.80", "barley, red wine"), ("Mushroom pie (v)", "14.20", "ale gravy, greens"), ("Sea bream", "21.00", "fennel")]),
    ):  # fmt: skip
        sheet.write(50, top, heading, "lm", 30)
        top += 50
        for name, price, told in dishes:
            sheet.write(50, top, name, "lm", 22)
            sheet.write(670, top, price, "rm", 22)
            sheet.write(50, top + 32, told, "lm", 16, (120, 120, 120))
            top += 72
        top += 16
    sheet.write(50, top, "(v) vegetarian", "lm", 18)
    return sheet.pixels


CARTE = carte()
TRAINS = table(
    [
        ("Station", "Train A", "Train B", "Train C"),
        ("Oldbury", "06:12", "07:42", "18:30"),
        ("Fenmoor", "06:25", "-", "18:44"),
        ("Marston", "06:48", "08:20", "19:08"),
    ],
    (170, 130, 130, 130),
)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("What is the most expensive main?", ["Sea bream"], ["Smoked trout"]),
        ("Cheapest starter?", ["Leek soup"], ["Mushroom"]),
        ("How many mains are there?", ["3"], []),
        ("Which mains cost under 20?", ["Lamb shank", "Mushroom pie"], ["Sea bream"]),
        ("Which dishes are vegetarian?", ["Leek soup", "Mushroom pie"], ["Lamb shank"]),
        ("What comes with the lamb shank?", ["barley, red wine"], []),
        ("What do the trout and the pie cost together?", ["23.10"], []),
    ],
)
def test_a_menu_is_asked_by_its_headings_and_marks(ask: Ask, question: str, told: list[str], others: list[str]) -> None:
    answer = ask(question, CARTE)
    assert all(text in answer.text for text in told), answer.text
    assert not any(text in answer.text for text in others), answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When does Train C leave Fenmoor?", "18:44"),
        ("Which train does not stop at Fenmoor?", "Train B"),
        ("What is the last train from Oldbury?", "18:30"),
        ("How long does Train A take from Oldbury to Marston?", "36 min"),
    ],
)
def test_a_timetable_is_asked_by_the_letters_of_its_columns(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, TRAINS)
    assert told in answer.text, answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Is the gate fixed by Una?", "No. Fix gate, Helper: Piet"),
        ("Does Rosa clean the gutter?", "Yes. Clean gutter, Helper: Rosa"),
        ("Is painting the shed done?", "No. Paint shed, State: Waiting"),
        ("Does the lawn take more effort than the shed?", "No: Mow lawn 8; Paint shed 13"),
        ("Does the shed take more effort than the roses?", "Yes: Paint shed 13; Prune roses 2"),
    ],
)
def test_records_are_held_against_a_claim(ask: Ask, question: str, said: str) -> None:
    answer = ask(question, CHORES)
    assert answer.text.startswith(said)
    assert answer.sure


PLANS = table(
    [
        ("", "Basic", "Plus", "Gold"),
        ("Price", "$5", "$9", "$14"),
        ("Towels", "X", "X", "V"),
        ("Pool", "X", "V", "V"),
        ("Lockers", "V", "V", "V"),
        ("Guests", "0", "1", "4"),
    ],
    (160, 120, 120, 120),
    "rows",
)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Which plan has towels?", ["Gold"], ["Basic", "Plus"]),
        ("What does the Basic plan include?", ["Lockers"], ["Towels", "Pool"]),
        ("Does Plus have a pool?", ["Yes"], ["No"]),
        ("¿Basic tiene piscina (pool)?", ["No"], ["✓"]),
        ("How many guests can I bring with Plus?", ["1"], ["4"]),
    ],
)
def test_things_compared_side_by_side_are_the_records_of_their_table(
    ask: Ask, question: str, told: list[str], others: list[str]
) -> None:
    answer = ask(question, PLANS).text
    assert all(text in answer for text in told), answer
    assert not any(text in answer for text in others), answer


BOARD = table(
    [
        ("Time", "Destination", "Flight", "Gate", "Remarks"),
        ("14:05", "Munich", "VR 2218", "B07", "Boarding"),
        ("14:35", "Londres", "KX 3301", "C03", "Delayed 15:50"),
        ("14:50", "Ginebra", "NV 902", "B11", "Cancelled"),
        ("15:25", "Bruselas", "NV 918", "B02", "On time"),
    ],
    (110, 170, 150, 110, 200),
    "none",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which gate does the Brussels flight leave from?", "B02"),
        ("去布魯塞爾的班機是幾號？", "918"),
        ("Is the flight to London on time?", "No"),
        ("Is the Geneva flight running?", "No"),
        ("What time will the London flight leave now?", "15:50"),
    ],
)
def test_a_board_is_asked_by_what_its_places_are_called_elsewhere(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, BOARD).text


ACCOUNT = table(
    [
        ("Date", "Description", "Paid out", "Paid in", "Balance"),
        ("02 Mar", "Rent", "850.00", "", "390.55"),
        ("05 Mar", "Tesbury Market", "62.30", "", "328.25"),
        ("09 Mar", "Refund, shoes", "", "45.00", "373.25"),
        ("16 Mar", "Cash withdrawal", "60.00", "", "313.25"),
        ("23 Mar", "Tesbury Market", "71.85", "", "241.40"),
    ],
    (110, 220, 120, 120, 120),
    "rows",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much was spent at the market in total?", "134.15"),
        ("What was left in the account after the cash withdrawal?", "313.25"),
        ("How many payments went out?", "4"),
        ("¿Cuánto ingresó en la cuenta?", "45.00"),
    ],
)
def test_a_statement_has_a_column_for_each_way_that_money_goes(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, ACCOUNT).text


RACE = table(
    [
        ("Rank", "Name", "Club", "Category", "Time"),
        ("1", "Dermot Ashlin", "Vale Harriers", "M", "1:08:42"),
        ("2", "Piet Roosken", "Dune Runners", "M40", "1:09:15"),
        ("3", "Ilka Brenn", "Moor Striders", "F", "1:12:58"),
        ("4", "Greta Lind", "Dune Runners", "F35", "1:14:47"),
        ("5", "Hugh Pellow", "Vale Harriers", "M50", "1:16:09"),
    ],
    (80, 180, 180, 120, 120),
    "rows",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many of the runners shown belong to Vale Harriers?", "2"),
        ("Who was the fastest woman?", "Ilka Brenn"),
        ("How far behind the winner was the runner-up?", "0:00:33"),
    ],
)
def test_results_are_asked_by_place_class_and_club(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, RACE).text


WEEK = table(
    [
        ("Time", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
        ("8:00", "Maths", "Music", "Art", "Maths", "Biology"),
        ("9:00", "English", "Maths", "Sport", "English", "Art"),
        ("13:00", "Biology", "English", "", "History", "Chess"),
    ],
    (90, 130, 130, 130, 130, 130),
)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("On which day is there music?", ["Tuesday"], ["Wednesday", "Friday"]),
        ("哪幾天有數學課？", ["Monday", "Tuesday", "Thursday"], ["Wednesday", "Friday"]),
        ("On which days is there no maths?", ["Wednesday", "Friday"], ["Monday", "Tuesday", "Thursday"]),
        ("What do they have on Thursday at 9:00?", ["English"], ["Maths", "History"]),
        ("¿Cuál es la última clase del viernes?", ["Chess"], ["Biology", "Art"]),
        ("星期五下午上什麼課？", ["Chess"], ["Biology"]),
        ("How many maths lessons are there a week?", ["3"], []),
        ("¿Qué asignatura hay el lunes a primera hora?", ["Maths"], ["English", "Biology"]),
    ],
)
def test_a_week_is_asked_by_its_days(ask: Ask, question: str, told: list[str], others: list[str]) -> None:
    answer = ask(question, WEEK).text
    assert all(text in answer for text in told), answer
    assert not any(text in answer for text in others), answer


def calendar() -> Pixels:
    """A week as a calendar shows it: entries where their hour is, no table."""
    sheet = Sheet(820, 460)
    for n, day in enumerate(("Mon 8", "Tue 9", "Wed 10", "Thu 11", "Fri 12")):
        sheet.write(160 + 140 * n, 30, day, "mm", 20)
    for n, hour in enumerate(("08:00", "10:00", "12:00", "14:00", "16:00")):
        sheet.write(20, 90 + 80 * n, hour, "lm", 16)
    for day, top, lines in ((1, 170, ("Interview", "10:00 - 11:00")), (3, 330, ("Dentist", "14:00 - 15:30"))):
        for n, text in enumerate(lines):
            sheet.write(105 + 140 * day, top + 20 * n, text, "lm", 16)
    return sheet.pixels


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("When is the interview?", "Tue 9"),
        ("How long does the dentist take?", "1:30"),
        ("星期四下午兩點有什麼事？", "Dentist"),
    ],
)
def test_what_stands_free_under_the_days_of_a_calendar_is_on_that_day(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, calendar()).text


MENU = drawn(["THE COPPER POT", ("Onion soup", "$6.50"), ("Garlic bread", "$4.00"), ("Beef stew", "$16.00"), ("Mushroom risotto", "$13.25"), ("Apple pie", "$5.50")])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much for a garlic bread and a beef stew?", "20.00 in total: Garlic bread $4.00; Beef stew $16.00"),
        ("What do two apple pies cost?", "11.00 in total: 2 × Apple pie $5.50"),
        ("¿Cuánto cuestan un Beef stew y dos Apple pie?", "27.00 en total"),
        ("How much for the risotto and three soups?", "32.75 in total"),
        ("How much is the beef stew?", "$16.00"),
    ],
)
def test_what_several_things_of_a_price_list_cost_is_added_up(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, MENU)
    assert told in answer.text
    assert answer.sure


def test_prices_of_several_that_are_held_against_each_other_are_not_added_up(ask: Ask) -> None:
    assert "in total" not in ask("How much is each, the garlic bread and the apple pie?", MENU).text
    assert "in total" not in ask("How much more is the beef stew than the apple pie?", MENU).text


@pytest.mark.parametrize(
    ("question", "told"),
    [("How much do two lamb shanks cost?", "39.60 in total"), ("What do three leek soups cost?", "19.50 in total")],
)
def test_what_several_of_one_thing_cost_is_not_the_price_of_one(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, CARTE).text


FESTIVAL = drawn(["Fiesta de la Vendimia", "Plaza Mayor de Olivares", "11:00 Desfile de carrozas", "13:30 Paella gigante", "17:00 Concurso de vino", "23:00 Fuegos artificiales"])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What time do the fireworks start?", "23:00"),
        ("What happens at 13:30?", "Paella gigante"),
        ("What is the first event?", "Desfile"),
        ("幾點有煙火？", "23:00"),
    ],
)
def test_a_programme_is_asked_by_its_times(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, FESTIVAL).text


STAY = drawn([("Check-in", "9 October 2026"), ("Room", "Double room with balcony"), ("Guests", "2 adults, 1 child"), ("Breakfast", "Included"), ("Parking", "Not included")])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What room is it?", "Double room with balcony"),
        ("Is breakfast included?", "Yes."),
        ("¿Está incluido el desayuno?", "Sí."),
        ("Is parking included?", "No."),
        ("When does she arrive?", "9 October 2026"),
    ],
)
def test_a_booking_says_what_is_included(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, STAY)
    assert told in answer.text, answer.text
    assert answer.sure


STOPS = table(
    [
        ("Stop", "Bus 1", "Bus 2", "Bus 3", "Bus 4"),
        ("Harbour", "06:50", "07:20", "08:05", "12:30"),
        ("School", "|", "07:44", "08:33", "|"),
        ("Mill Bridge", "07:12", "07:50", "08:40", "12:53"),
        ("Hospital", "07:21", "", "08:52", "13:02"),
    ],
    (170, 110, 110, 110, 110),
    "rows",
)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Does Bus 4 stop at the school?", ["No"], ["Yes"]),
        ("8:05 開的車會停 School 嗎？", ["是", "08:33"], []),
        ("Which buses stop at the school?", ["Bus 2", "Bus 3"], ["Bus 1", "Bus 4"]),
        ("Which bus does not stop at the hospital?", ["Bus 2"], ["Bus 1", "Bus 3", "Bus 4"]),
        ("How many buses go to the hospital?", ["3"], []),
    ],
)
def test_a_stroke_in_a_timetable_passes_a_stop_by(ask: Ask, question: str, told: list[str], others: list[str]) -> None:
    answer = ask(question, STOPS).text
    assert all(text in answer for text in told), answer
    assert not any(text in answer for text in others), answer


NUTRITION = table(
    [
        ("Typical values", "per 100 g", "per 45 g serving"),
        ("Energy", "452 kcal", "203 kcal"),
        ("Fat", "17.8 g", "8.0 g"),
        ("of which sugars", "19.6 g", "8.8 g"),
        ("Salt", "0.35 g", "0.16 g"),
    ],
    (220, 160, 200),
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many calories are in one serving?", "203"),
        ("How much salt is there in a serving?", "0.16"),
        ("¿Cuántas calorías hay en 100 g?", "452"),
        ("How many calories are in two servings?", "406"),
        ("How much salt is there in 3 servings?", "0.48"),
    ],
)
def test_a_row_is_meant_by_what_it_is_and_a_column_by_how_much_of_it(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, NUTRITION).text


def test_what_stands_under_a_table_is_transcribed_by_itself(ask: Ask) -> None:
    sheet = Sheet(620, 360)
    for n, row in enumerate(
        (("Day", "Soup", "Fruit"), ("Mon", "Leek", "Apple"), ("Tue", "Onion", "Pear"), ("Wed", "Pea", "Plum"))
    ):
        for k, text in enumerate(row):
            sheet.draw(
                "rectangle", (30 + 180 * k, 30 + 46 * n, 210 + 180 * k, 76 + 46 * n), outline=(90, 90, 90), width=2
            )
            sheet.write(40 + 180 * k, 53 + 46 * n, text, "lm", 20)
    sheet.write(30, 260, "Each meal is 3.20.", "lm", 20)
    sheet.write(30, 300, "Tell us about allergies.", "lm", 20)
    answer = ask("Transcribe the notes under the table.", sheet.pixels).text
    assert "3.20" in answer
    assert "allergies" in answer
    assert "Onion" not in answer


def test_a_number_on_a_plan_stands_for_what_its_list_says(ask: Ask) -> None:
    sheet = Sheet(760, 420)
    for n, x in enumerate((90, 230, 370)):
        sheet.draw("rectangle", (x - 60, 60, x + 60, 300), outline=(120, 120, 120), width=2)
        sheet.write(x, 180, str(n + 1), "mm", 30)
    for n, text in enumerate(("1 Bakery", "2 Pharmacy", "3 Shoe shop")):
        sheet.write(560, 100 + 40 * n, text, "lm", 20)
    assert "Shoe shop" in ask("What is shop number 3?", sheet.pixels).text


def test_a_tick_that_was_not_read_is_the_one_whose_shape_it_has() -> None:
    sheet = Sheet(460, 200)
    tick, cross = [(0, 8), (6, 14), (16, 0)], [[(0, 0), (14, 14)], [(0, 14), (14, 0)]]
    rows = []
    for k, marks in enumerate((("v", "x", "v"), ("x", "x", "v"), ("x", "v", "v"))):
        cells = [Cell("Pool", (line(20, 30 + 50 * k, 80, 56 + 50 * k),))]
        for n, mark in enumerate(marks):
            x, y = 150 + 100 * n, 36 + 50 * k
            for stroke in [tick] if mark == "v" else cross:
                sheet.draw("line", [(x + a, y + b) for a, b in stroke], fill=(20, 120, 60), width=3)
            box = line(x - 4, y - 5, x + 20, y + 20)
            # The last row was not read.
            cells.append(Cell({"v": "✓", "x": "✗"}[mark], (box,)) if k < 2 else Cell(""))
        rows.append(tuple(cells))
    told = ticks.seen(Grid(("", "A", "B", "C"), tuple(rows[:2])), lambda: sheet.pixels)
    assert told.rows == tuple(rows[:2])
    half = (*rows[:2], (rows[2][0], Cell("✗", (line(146, 131, 170, 156),)), Cell(""), Cell("")))
    told = ticks.seen(Grid(("", "A", "B", "C"), half), lambda: sheet.pixels)
    assert [cell.text for cell in told.rows[2][1:]] == ["✗", "✓", "✓"]


def line(left: int, top: int, right: int, bottom: int) -> Line:
    return Line("", ((left, top), (right, top), (right, bottom), (left, bottom)), 1.0)


def test_a_column_without_a_head_is_no_reason_to_stop(ask: Ask) -> None:
    rows = [("", "Team", "Pts"), ("1", "Hexley", "45"), ("2", "Marrick", "41"), ("3", "Dunholm", "33")]
    answer = ask("How many points is the leader ahead of second place?", table(rows, (80, 220, 120)))
    assert "4" in answer.text


HOTELS = table(
    [
        ("Hotel", "Price", "Stars", "Pool"),
        ("Mirador", "78", "2", "No"),
        ("Las Dunas", "112", "4", "Yes"),
        ("Puerta Real", "95", "3", "Yes"),
    ],
    (180, 110, 110, 110),
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the price of the hotel with the most stars?", "112"),
        ("Does Mirador have a pool?", "No"),
        ("Las Dunas 比 Mirador 貴多少？", "34"),
    ],
)
def test_an_end_of_one_column_is_told_by_another(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, HOTELS).text


def test_who_is_off_on_a_day_does_not_work(ask: Ask) -> None:
    rows = [("Name", "Mon", "Tue", "Wed"), ("Ines", "Early", "Off", "Late"), ("Marek", "Late", "Early", "Off")]
    rota = table(rows, (140, 110, 110, 110))
    assert ask("Does Ines work on Tuesday?", rota).text.startswith("No")
    assert ask("Does Marek work on Tuesday?", rota).text.startswith("Yes")


LUNCHES = table(
    [
        ("Date", "Day", "Soup", "Calories"),
        ("11/17", "Mon", "Corn", "712"),
        ("11/18", "Tue", "Miso", "695"),
        ("11/19", "Wed", "Leek", "748"),
        ("11/20", "Thu", "Pea", "660"),
    ],
    (120, 110, 130, 130),
)


@pytest.mark.parametrize("question", ["On which date are the calories lowest?", "哪一天的熱量最低？"])
def test_the_day_of_an_end_is_not_the_first_day(ask: Ask, question: str) -> None:
    answer = ask(question, LUNCHES).text
    assert "660" in answer
    assert "11/20" in answer


def bordered() -> Pixels:
    """As browsers show <table border="1">: a border around each cell, two pixels apart, the text close to them."""
    rows = (("Room", "Places", "Floor", "Booked by"), ("Cedar", "12", "First", "Marisol"), ("Willow", "30", "First", "Efrain"), ("Juniper", "8", "Third", "Leonor"), ("Larch", "25", "Third", "Marisol"))  # fmt: skip
    widths, image = (50, 45, 37, 64), Image.new("RGB", (420, 200), "white")
    draw = ImageDraw.Draw(image)
    for n, row in enumerate(rows):
        left = 20
        for text, width in zip(row, widths, strict=True):
            top = 20 + 24 * n
            draw.rectangle((left, top, left + width, top + 21), outline="#606060")
            draw.text((left + 2, top + 11), text, font=ImageFont.load_default(15), fill="black", anchor="lm")
            left += width + 3
    draw.rectangle((17, 17, 231, 142), outline="#a0a0a0")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many places has Willow?", "30"),
        ("Who booked Juniper?", "Leonor"),
        ("Who booked Larch?", "Marisol"),
    ],
)
def test_cells_with_borders_of_their_own_are_told_apart_however_close_their_texts_stand(
    ask: Ask, question: str, told: str
) -> None:
    assert told in ask(question, bordered()).text


STATEMENT = table(
    [
        ("Date", "Description", "Debit", "Credit", "Balance"),
        ("01 Apr", "Opening balance", "", "", "1,240.00"),
        ("03 Apr", "Electricity", "86.40", "", "1,153.60"),
        ("10 Apr", "Salary", "", "2,100.00", "3,253.60"),
        ("15 Apr", "Rent", "950.00", "", "2,303.60"),
    ],
    (110, 200, 110, 130, 130),
    rules="none",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was the balance on 15 April?", "2,303.60"),
        ("What was the balance on April 3?", "1,153.60"),
        ("4月15日的餘額是多少？", "2,303.60"),
        ("¿Cuál era el saldo el 10 de abril?", "3,253.60"),
        ("What happened on 10 April?", "Salary"),
    ],
)
def test_a_day_names_a_record_however_it_is_written(ask: Ask, question: str, told: str) -> None:
    answer = ask(question, STATEMENT)
    assert told in answer.text
    assert answer.sure


PLANTS = table(
    [("Plant", "Pot size", "Price", "In stock"), ("Lavender", "2 L", "$7.50", "34"), ("Rosemary", "1 L", "$5.25", "18"), ("Fern", "3 L", "$12.40", "0")],
    (200, 120, 120, 120),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is lavender more expensive than rosemary?", "Yes"),
        ("Is the fern cheaper than the lavender?", "No"),
        ("¿Es más caro el Fern que el Lavender?", "Sí"),
        ("Lavender 比 Fern 貴嗎？", "No"),
        ("How many plants are there in total in stock?", "52"),
    ],
)
def test_prices_are_compared_and_what_is_in_stock_is_added_up(ask: Ask, question: str, told: str) -> None:
    assert ask(question, PLANTS).text.startswith(told)


LESSONS = table(
    [("Time", "Monday", "Tuesday", "Wednesday"), ("9:00", "Maths", "English", "Science"), ("10:00", "English", "History", "Maths"), ("11:00", "Sport", "Science", "Art")],
    (100, 140, 140, 150),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What comes after history on Tuesday?", "11:00, Tuesday: Science"),
        ("What do they have before art on Wednesday?", "10:00, Wednesday: Maths"),
        ("¿Qué hay después de Maths el Monday?", "10:00, Monday: English"),
        ("What is before maths on Monday?", "—"),
    ],
)
def test_what_follows_a_lesson_stands_below_it_in_its_day(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, LESSONS).text


@pytest.mark.parametrize("question", ["Is there anything vegetarian?", "有素食嗎？", "Which dishes are vegetarian?"])
def test_a_v_behind_a_dish_needs_no_legend(ask: Ask, question: str) -> None:
    page = drawn(["TODAY", ("Beef stew", "$16.00"), ("Mushroom risotto (v)", "$13.25"), ("Apple pie", "$5.50"), ("Lemon tart", "$6.00")])  # fmt: skip
    told = ask(question, page).text
    assert "Mushroom risotto" in told
    assert "Beef" not in told


@pytest.mark.parametrize("question", ["Which plant is sold out?", "哪種植物賣完了？", "¿Qué planta está agotada?"])
def test_what_there_are_none_of_is_sold_out(ask: Ask, question: str) -> None:
    told = ask(question, PLANTS).text
    assert "Fern" in told
    assert "Lavender" not in told


def test_the_day_of_an_entry_is_in_its_row_and_not_what_its_column_is_called(ask: Ask) -> None:
    statement = table(
        [("Date", "Description", "Money in", "Balance"), ("04 Aug", "Rent", "", "120.00"),
         ("08 Aug", "Salary", "1,850.00", "1,970.00"), ("12 Aug", "Market", "", "1,905.70")],
        (120, 180, 140, 140), "rows",
    )  # fmt: skip
    for question in ("On which day did the salary come in?", "薪水是哪一天入帳的？", "¿Qué día cobró el sueldo?"):
        said = ask(question, statement).text
        assert "08 Aug" in said, question
        assert "Description" not in said, question


LEAGUE = table(
    [
        ("Pos", "Team", "Won", "Drawn", "Lost", "Points"),
        ("1", "Herons", "6", "1", "1", "19"),
        ("2", "Otters", "5", "2", "1", "17"),
        ("3", "Foxes", "4", "0", "4", "12"),
        ("4", "Moles", "0", "1", "7", "1"),
    ],
    (90, 160, 90, 110, 90, 110),
)
QUEUE = table(
    [
        ("Ticket", "Subject", "Waiting"),
        ("#18", "Printer jams", "2 h"),
        ("#21", "No login", "35 min"),
        ("#07", "New monitor", "3 days"),
        ("#22", "Site is down", "10 min"),
    ],
    (110, 220, 140),
)


@pytest.mark.parametrize(
    ("picture", "question", "said"),
    [
        (LEAGUE, "How many points are there between first and last?", "18"),
        (LEAGUE, "第一名和第二名差幾分？", "2"),
        (LEAGUE, "Who never won?", "Moles"),
        (QUEUE, "Which ticket has been waiting the longest?", "New monitor"),
        (QUEUE, "¿Cuál es el más reciente?", "Site is down"),
    ],
)
def test_places_noughts_and_spans_in_several_units_are_compared(
    ask: Ask, picture: Pixels, question: str, said: str
) -> None:
    assert said in ask(question, picture).text


LEAVE = table(
    [
        ("Employee", "Days", "State"),
        ("Amparo", "11", "Approved"),
        ("Bruno", "10", "Approved"),
        ("Carla", "20", "Pending"),
        ("Dario", "4", "Rejected"),
    ],
    (160, 100, 160),
)


def test_what_is_not_approved_yet_is_none_that_is_approved(ask: Ask) -> None:
    for question in ("Whose leave has not been approved yet?", "誰的假還沒核准？"):
        answer = ask(question, LEAVE).text
        assert "Carla" in answer
        assert "Amparo" not in answer
