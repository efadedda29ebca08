"""What follows from a table and is written in none of its cells: the next after a time, how long, how much for two."""

from __future__ import annotations

import json

import pytest
from tests.reader.conftest import Ask
from tests.reader.drawing import Sheet, table

from fovea.engines.reader.language.clocks import clocks
from fovea.values import Pixels

BOATS = table(
    [
        ("Boat", "To", "Departs", "Arrives", "Quay"),
        ("Plover", "Ness", "07:20", "08:05", "2"),
        ("Dunlin", "Grebe Head", "09:10", "11:00", "1"),
        ("Plover", "Ness", "12:40", "13:25", "2"),
        ("Curlew", "Grebe Head", "17:30", "19:20", "3"),
    ],
    (140, 170, 120, 120, 90),
)
LEAGUE = table(
    [
        ("Team", "P", "W", "D", "L", "GF", "GA", "Pts"),
        ("Alder Vale", "8", "6", "1", "1", "19", "8", "19"),
        ("Brackley", "8", "4", "3", "1", "21", "12", "15"),
        ("Cotter End", "8", "1", "2", "5", "9", "20", "5"),
    ],
    (180, 60, 60, 60, 60, 70, 70, 70),
)
POOL = table(
    [
        ("", "Adult", "Student", "Child"),
        ("Single ticket", "6.40", "4.80", "3.20"),
        ("Day ticket", "12.00", "9.50", "6.00"),
        ("Monthly pass", "44.00", "33.00", "21.50"),
    ],
    (180, 120, 120, 120),
)
TEAMS = table(
    [
        ("Team", "Walkers", "Target ($)", "Raised ($)"),
        ("Foxes", "12", "900", "1,120"),
        ("Owls", "7", "800", "640"),
        ("Herons", "9", "700", "700"),
    ],
    (140, 120, 140, 140),
)
ROTA = table(
    [
        ("Name", "Mon", "Tue", "Wed", "Thu", "Fri"),
        ("Inga", "8-16", "off", "8-16", "12-20", "off"),
        ("Marek", "off", "12-20", "12-20", "8-16", "holiday"),
        ("Salma", "12-20", "8-16", "off", "off", "8-16"),
    ],
    (120, 100, 100, 100, 100, 110),
)


def shifts() -> Pixels:
    """A rota of letters with what they mean below it."""
    sheet = Sheet(700, 330)
    rows = (
        ("Nurse", "Mon", "Tue", "Wed", "Thu"),
        ("Kerr", "E", "Off", "Off", "N"),
        ("Lund", "N", "N", "N", "L"),
        ("Moss", "E", "L", "L", "E"),
    )
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            sheet.write(40 + 120 * x, 40 + 50 * y, text, "lm", 20)
    sheet.write(40, 270, "E = early (7-15)   L = late (14-22)   N = night (22-7)   Off = day off", "lm", 17)
    return sheet.pixels


def steps() -> Pixels:
    sheet = Sheet(520, 340)
    sheet.write(40, 40, "Daily goal: 8,000 steps", "lm", 20)
    rows = (("Day", "Steps"), ("Monday", "8,412"), ("Tuesday", "7,350"), ("Wednesday", "11,020"), ("Thursday", "6,975"))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            sheet.write(40 + 240 * x, 100 + 48 * y, text, "lm", 20)
    return sheet.pixels


def jobs() -> Pixels:
    """Two figures over a list of some of the jobs."""
    sheet = Sheet(760, 360)
    for x, label, figure in ((40, "New jobs today", "31"), (400, "Done this week", "117")):
        sheet.write(x, 40, label, "lm", 18)
        sheet.write(x, 80, figure, "lm", 34)
    rows = (
        ("Job", "Building", "Priority", "Assigned to"),
        ("Broken lift", "North wing", "High", "Amara"),
        ("Blocked drain", "Annexe", "Low", "Piet"),
        ("Flickering lamp", "Library", "Low", "-"),
    )
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            sheet.write(40 + 180 * x, 160 + 48 * y, text, "lm", 19)
    return sheet.pixels


SHIFTS, STEPS, JOBS = shifts(), steps(), jobs()
FARES = table(
    [
        ("", "Ardle", "Brent", "Corran"),
        ("Ardle", "-", "4.50", "7.20"),
        ("Brent", "4.50", "-", "3.10"),
        ("Corran", "7.20", "3.10", "-"),
    ],
    (130, 110, 110, 110),
)
PARKING = table(
    [
        ("Stay", "Price"),
        ("Up to 1 hour", "$2.00"),
        ("Up to 3 hours", "$5.00"),
        ("Up to 6 hours", "$8.50"),
        ("24 hours", "$14.00"),
    ],
    (200, 120),
)
STATEMENT = table(
    [
        ("Date", "Details", "Money out", "Money in", "Balance"),
        ("1 Jun", "Opening balance", "", "", "540.10"),
        ("4 Jun", "Rent", "390.00", "", "150.10"),
        ("9 Jun", "Salary", "", "1,210.00", "1,360.10"),
        ("20 Jun", "Dentist", "85.50", "", "1,274.60"),
    ],
    (100, 200, 130, 130, 130),
)


def said(ask: Ask, question: str, picture: object, told: list[str], others: list[str]) -> None:
    answer = ask(question, picture)
    assert all(text in answer.text for text in told), answer.text
    assert not any(text in answer.text for text in others), answer.text


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("When is the next boat to Ness after 9 o'clock?", ["12:40"], ["07:20"]),
        ("How many boats leave before noon?", ["2"], []),
        ("How long does the crossing to Grebe Head take?", ["1:50"], []),
        ("¿Cuántos minutos tarda el Plover?", ["45"], []),
        ("Which boats leave after 12:30?", ["Plover", "Curlew"], ["Dunlin"]),
    ],
)
def test_a_table_of_times_is_asked_by_the_clock(ask: Ask, question: str, told: list[str], others: list[str]) -> None:
    said(ask, question, BOATS, told, others)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Who has lost most matches?", ["Cotter End"], []),
        ("¿Qué equipo ha empatado más?", ["Brackley"], []),
        ("Who let in the fewest goals?", ["Alder Vale"], []),
    ],
)
def test_the_letters_over_a_league_are_the_words_they_stand_for(
    ask: Ask, question: str, told: list[str], others: list[str]
) -> None:
    said(ask, question, LEAGUE, told, others)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("两个成人和一个小孩买单次票一共多少钱？", ["16.00"], []),
        ("How much more does an adult pay than a child for a day ticket?", ["6.00"], []),
        ("¿Cuánto cuesta el abono mensual para un estudiante?", ["33.00"], []),
        ("What would three students pay for single tickets?", ["14.40"], []),
    ],
)
def test_a_price_for_each_kind_is_multiplied_and_told_apart(
    ask: Ask, question: str, told: list[str], others: list[str]
) -> None:
    said(ask, question, POOL, told, others)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Which teams did not reach their target?", ["Owls"], ["Foxes", "Herons"]),
        ("Did the Foxes reach their target?", ["Yes", "1,120"], []),
        ("By how much did the Owls miss their target?", ["160"], []),
    ],
)
def test_one_column_is_held_against_another(ask: Ask, question: str, told: list[str], others: list[str]) -> None:
    said(ask, question, TEAMS, told, others)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Who works on Tuesday?", ["Marek", "Salma"], ["Inga"]),
        ("Who is on holiday on Friday?", ["Marek"], ["Inga", "Salma"]),
        ("How many days does Inga work?", ["3"], []),
        ("星期一誰休息？", ["Marek"], ["Inga", "Salma"]),
    ],
)
def test_a_rota_tells_who_works_and_who_is_off(ask: Ask, question: str, told: list[str], others: list[str]) -> None:
    said(ask, question, ROTA, told, others)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Who is off on Tuesday?", ["Kerr"], ["Lund", "Moss"]),
        ("Who works nights on Wednesday?", ["Lund"], ["Kerr", "Moss"]),
        ("Moss 哪幾天上早班？", ["Mon", "Thu"], ["Tue", "Wed"]),
        ("¿Quién tiene más noches?", ["Lund"], ["Kerr", "Moss"]),
        ("How many days off does Kerr have?", ["2"], []),
    ],
)
def test_letters_in_a_rota_mean_what_the_page_says(ask: Ask, question: str, told: list[str], others: list[str]) -> None:
    said(ask, question, SHIFTS, told, others)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("On how many days did I reach my goal?", ["2"], []),
        ("哪幾天沒有達到目標？", ["Tuesday", "Thursday"], ["Monday", "Wednesday"]),
        ("On which day did I walk the most?", ["Wednesday"], ["Monday", "Tuesday", "Thursday"]),
    ],
)
def test_a_goal_that_stands_beside_a_table_bounds_it(
    ask: Ask, question: str, told: list[str], others: list[str]
) -> None:
    said(ask, question, STEPS, told, others)


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("Who looks after the broken lift?", ["Amara"], ["Piet"]),
        ("還沒有分配給任何人的是哪一件？", ["Flickering lamp"], ["Blocked drain", "Broken lift"]),
        ("How many jobs came in today?", ["31"], ["3:"]),
    ],
)
def test_who_has_a_job_and_what_a_figure_over_the_list_says(
    ask: Ask, question: str, told: list[str], others: list[str]
) -> None:
    said(ask, question, JOBS, told, others)


ATTENDANCE = table(
    [
        ("Pupil", "3 March", "10 March", "17 March"),
        ("Edda", "yes", "yes", "yes"),
        ("Femi", "no", "yes", "no"),
        ("Gus", "yes", "no", "no"),
    ],
    (130, 120, 120, 120),
)
CHORES = table(
    [
        ("Chore", "Monday", "Tuesday", "Wednesday"),
        ("Dishes", "Nora", "Otis", "Pia"),
        ("Rubbish", "Otis", "Pia", "Nora"),
        ("Cooking", "Pia", "Nora", "Otis"),
    ],
    (130, 130, 130, 130),
)
STOPS = table(
    [
        ("Quayside", "06:40", "07:25", "08:10", "09:00"),
        ("Town Hall", "06:48", "07:34", "08:19", "09:08"),
        ("Elm Park", "06:55", "07:42", "-", "09:15"),
        ("Hospital", "07:06", "07:55", "08:34", "09:26"),
    ],
    (140, 100, 100, 100, 100),
)
SHARES = table(
    [
        ("Company", "Price", "Change"),
        ("Alderan", "84.12", "+2.4%"),
        ("Bramwell", "31.55", "-0.9%"),
        ("Corvane", "212.40", "+0.3%"),
        ("Dunmore", "17.08", "-3.1%"),
    ],
    (150, 120, 120),
)
SOLD = table(
    [
        ("Order", "Customer", "Total", "Payment", "Shipping"),
        ("7041", "Ida Roth", "84.00", "Paid", "Shipped"),
        ("7042", "Ugo Lenz", "19.50", "Pending", "Not shipped"),
        ("7043", "Mae Tully", "35.00", "Paid", "Not shipped"),
        ("7044", "Sol Brandt", "67.20", "Refunded", "Returned"),
    ],
    (100, 150, 110, 120, 150),
)


@pytest.mark.parametrize(
    ("picture", "question", "told", "others"),
    [
        (ATTENDANCE, "Who missed 10 March?", ["Gus"], ["Edda", "Femi"]),
        (ATTENDANCE, "誰每次都來？", ["Edda"], ["Femi", "Gus"]),
        (ATTENDANCE, "¿Cuántas clases faltó Gus?", ["2"], []),
        (ATTENDANCE, "Was Femi there on 3 March?", ["No"], []),
        (CHORES, "What does Nora have to do on Tuesday?", ["Cooking"], ["Dishes", "Rubbish"]),
        (CHORES, "星期三誰倒垃圾？", ["Nora"], ["Otis", "Pia"]),
        (STOPS, "When does the 07:25 get to the hospital?", ["07:55"], ["08:34"]),
        (STOPS, "How long does the first bus take from Quayside to the hospital?", ["26 min"], []),
        (STOPS, "Which bus does not stop at Elm Park?", ["08:10"], ["07:25", "09:00"]),
        (SHARES, "Which share fell the most?", ["Dunmore"], ["Bramwell"]),
        (SHARES, "有幾支股票上漲？", ["2"], []),
        (SOLD, "Which orders have not been paid yet?", ["7042"], ["7041", "7043", "7044"]),
        (SOLD, "還沒出貨的訂單有幾筆？", ["2"], []),
        (SOLD, "¿Qué pedido se devolvió?", ["7044"], ["7041", "7042", "7043"]),
    ],
)
def test_tables_of_days_stops_signs_and_states_are_asked_as_such(
    ask: Ask, picture: Pixels, question: str, told: list[str], others: list[str]
) -> None:
    said(ask, question, picture, told, others)


def on_dark_ground() -> Pixels:
    """A timetable of which the head and the first column stand on a dark ground, with no rule where it ends."""
    sheet = Sheet(760, 280)
    sheet.draw("rectangle", (20, 20, 740, 60), fill=(35, 35, 55))
    sheet.draw("rectangle", (20, 20, 140, 260), fill=(35, 35, 55))
    for x in (290, 440, 590, 740):
        sheet.draw("line", (x, 60, x, 260), fill=(200, 200, 200))
    for y in (127, 193, 260):
        sheet.draw("line", (140, y, 740, y), fill=(200, 200, 200))
    heads = ("Monday", "Tuesday", "Wednesday", "Thursday")
    for n, day in enumerate(heads):
        sheet.write(215 + 150 * n, 40, day, "mm", 18, (255, 255, 255))
    rows = (
        ("08:00", "Spin", "", "Yoga", "Spin"),
        ("12:30", "Boxing", "Pilates", "", "Boxing"),
        ("18:00", "", "Spin", "Zumba", ""),
    )
    for k, (hour, *classes) in enumerate(rows):
        sheet.write(80, 93 + 67 * k, hour, "mm", 18, (255, 255, 255))
        for n, text in enumerate(classes):
            if text:
                sheet.write(215 + 150 * n, 93 + 67 * k, text, "mm", 18)
    return sheet.pixels


def test_a_head_and_a_first_column_on_a_dark_ground_belong_to_their_table(ask: Ask) -> None:
    grounds = on_dark_ground()
    said(ask, "On which days is there spin?", grounds, ["Monday", "Tuesday", "Thursday"], ["Wednesday"])
    said(ask, "What is on Wednesday at 18:00?", grounds, ["Zumba"], ["Yoga"])


def test_properties_called_after_records_have_what_the_question_asks_of_them(ask: Ask) -> None:
    of_two: dict[str, object] = {
        "type": "object",
        "properties": {"Alder Vale": {"type": "integer"}, "Cotter End": {"type": "integer"}},
        "required": ["Alder Vale", "Cotter End"],
        "additionalProperties": False,
    }
    assert json.loads(ask("Points of these two teams", LEAGUE, schema=of_two).text) == {
        "Alder Vale": 19,
        "Cotter End": 5,
    }


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much is it from Brent to Corran?", "3.10"),
        ("What is a return ticket from Ardle to Corran?", "14.40"),
    ],
)
def test_two_places_meet_in_one_cell(ask: Ask, question: str, told: str) -> None:
    said(ask, question, FARES, [told], [])


@pytest.mark.parametrize(
    ("question", "told"),
    [("How much does it cost to park for 2 hours?", "5.00"), ("停車五小時多少錢？", "8.50")],
)
def test_a_stay_is_charged_by_the_first_price_that_has_it(ask: Ask, question: str, told: str) -> None:
    said(ask, question, PARKING, [told], [])


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What was left at the end of June?", "1,274.60"),
        ("How much was spent in June?", "475.50"),
        ("¿Cuánto dinero había en la cuenta al principio?", "540.10"),
    ],
)
def test_a_statement_is_asked_by_its_month_and_its_ends(ask: Ask, question: str, told: str) -> None:
    said(ask, question, STATEMENT, [told], [])


def test_a_number_of_two_columns_is_not_said_for_sure(ask: Ask) -> None:
    """Of a portion and of 100 g: the question says neither."""
    label = table(
        [
            ("Nutrition", "per 100 g", "per bar"),
            ("Fat", "14.0 g", "4.9 g"),
            ("Salt", "0.45 g", "0.16 g"),
            ("Fibre", "6.2 g", "2.2 g"),
        ],
        (160, 130, 130),
    )
    assert not ask("¿Cuánta sal tiene?", label).sure
    assert "4.4" in ask("How much fibre do two bars have?", label).text


def test_prices_by_weight_are_multiplied_by_it(ask: Ask) -> None:
    sheet = Sheet(420, 260)
    for n, (name, price) in enumerate(
        (("Pears", "$1.60/kg"), ("Figs", "$4.50/kg"), ("Leeks", "$2.20/kg"), ("Plums", "$2.80/kg"))
    ):
        sheet.write(30, 40 + 50 * n, name, "lm", 22)
        sheet.write(380, 40 + 50 * n, price, "rm", 22)
    assert "4.80" in ask("What do three kilos of pears cost?", sheet.pixels).text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("after nine o'clock", [540]),
        ("a las tres y media de la tarde", [930]),
        ("下午三點半以後", [930]),
        ("9h30", [570]),
        ("before noon", [720]),
        ("nine apples", []),
    ],
)
def test_times_of_day_are_read_as_they_are_said(text: str, minutes: list[int]) -> None:
    assert [clock.minutes for clock in clocks(text)] == minutes


#: Journeys by their numbers, without a rule, and what each of them carries below its times.
SAILINGS = table(
    [
        ("Train", "5101", "5103", "5105", "5107"),
        ("Borgo Alto", "06:12", "08:12", "11:42", "17:12"),
        ("San Biagio", "06:41", "–", "12:11", "17:41"),
        ("Monteluce", "06:58", "08:50", "12:28", "17:58"),
        ("Porto Sereno", "07:20", "09:08", "12:50", "18:20"),
        ("Bicycles", "yes", "no", "yes", "no"),
    ],
    (170, 110, 110, 110, 110),
    rules="none",
)


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("At which station does train 5103 not stop?", ["San Biagio"], "Monteluce"),
        ("¿En qué estación no para el tren 5103?", ["San Biagio"], "Monteluce"),
        ("Which train does not stop at San Biagio?", ["5103"], "5101"),
        ("When does train 5105 reach Monteluce?", ["12:28"], "11:42"),
        ("Which trains carry bicycles?", ["5101", "5105"], "5107"),
        ("How long does train 5101 take from Borgo Alto to Monteluce?", ["46"], "38"),
    ],
)
def test_journeys_under_their_numbers_are_told_by_them(ask: Ask, question: str, told: list[str], not_told: str) -> None:
    said = ask(question, SAILINGS)
    assert all(part in said.text for part in told), said.text
    assert not_told not in said.text


def test_a_name_with_a_number_is_not_taken_for_the_measure(ask: Ask) -> None:
    """ "osl-2" is what a node is called, and no two: the highest of a column is not looked for there."""
    rows = [("Node", "Region", "CPU"), ("osl-1", "Oslo", "64%"), ("osl-2", "Oslo", "12%"), ("vlc-1", "Valencia", "91%")]
    answer = ask("哪個節點的 CPU 最高？", table([*rows, ("tpe-1", "Taipei", "55%")], [120, 140, 100]))
    assert "vlc-1" in answer.text


PLOTS = table(
    [
        ("Plot", "Holder", "Variety", "Packets"),
        ("3", "Okafor", "Broad bean", "4"),
        ("7", "Whitcombe", "Carrot", "2"),
        ("18", "Travers", "Beetroot", "3"),
        ("21", "Mulgrew", "Leek", "2"),
    ],
    (90, 170, 170, 120),
)


@pytest.mark.parametrize(("question", "told"), [("第 18 號地訂了什麼種子？", "Beetroot"), ("第 7 號地訂了幾包？", "2")])
def test_a_record_is_called_by_its_number_whatever_its_kind_is_called(ask: Ask, question: str, told: str) -> None:
    said = ask(question, PLOTS).text
    assert told in said
    assert "Mulgrew" not in said


BLOOD = table(
    [
        ("Test", "Result", "Unit", "Reference range"),
        ("Glucose", "112", "mg/dL", "70-99"),
        ("Uric acid", "5.4", "mg/dL", "2.6-6.0"),
        ("Haemoglobin", "10.8", "g/dL", "12.0-16.0"),
    ],
    (170, 110, 110, 190),
)


def test_beyond_a_range_is_on_either_side_of_it(ask: Ask) -> None:
    said = ask("哪些項目超出參考範圍？", BLOOD).text
    assert "Glucose" in said
    assert "Haemoglobin" in said
    assert "Uric" not in said


LESSONS = table(
    [
        ("", "Mon", "Tue", "Wed"),
        ("9:00", "Maths", "Form time", "Music"),
        ("10:00", "Art", "Maths", "French"),
    ],
    (100, 150, 150, 150),
)


def test_a_lesson_is_found_by_what_the_sheet_calls_it(ask: Ask) -> None:
    said = ask("On which day is the assembly of the class (Form time)?", LESSONS)
    assert said.sure
    assert "Tue" in said.text
