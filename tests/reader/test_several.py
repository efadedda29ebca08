"""Which of several pictures, and what is the same on them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import RECEIPT, Ask, drawn, sample, turn

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.page import genres
from fovea.values import Pixels, Prompt, Text, Turn

PASS = drawn([("BOARDING PASS", "SK 284"), ("Seat", "14C"), ("Gate", "B7"), "Boarding 10:35", "EDI to BGO"])
MENU = drawn(["Menu of the day", "Starters", ("Onion soup", "5.20"), ("Mains", ""), ("Roast lamb", "17.90"), ("Desserts", ""), ("Flan", "4.50"), ("Drinks", ""), ("Water", "2.00")])  # fmt: skip
SLIP = drawn(["PAYSLIP March", ("Gross salary", "2,480.00"), ("Deductions", "511.20"), ("Net pay", "1,968.80")])
OLD = drawn(["Portuguese, beginners", ("When", "Tuesday 18:30"), ("Teacher", "Marta Silva"), ("Price", "62.00")])
NEW = drawn(["Portuguese, beginners", ("When", "Tuesday 19:00"), ("Teacher", "Marta Silva"), ("Price", "62.00")])


def shapes() -> Pixels:
    image = Image.new("RGB", (480, 320), "white")
    pen = ImageDraw.Draw(image)
    pen.polygon([(60, 240), (160, 240), (110, 120)], fill=(220, 40, 40))
    pen.ellipse((260, 120, 380, 240), fill=(40, 80, 220))
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Which of these images is the boarding pass?", ["Image 1"], ["Image 2", "Image 3"]),
        ("Which one is a menu?", ["Image 2"], ["Image 1", "Image 3"]),
        ("Which is the payslip?", ["Image 3"], ["Image 1", "Image 2"]),
        ("哪一張是登機證？", ["圖像 1"], ["圖像 2", "圖像 3"]),
        ("哪张是菜单？", ["图像 2"], ["图像 1", "图像 3"]),
        ("¿Cuál es la nómina?", ["Imagen 3"], ["Imagen 1", "Imagen 2"]),
        ("Which one is a recipe?", ["none"], ["Image 1", "Image 2", "Image 3"]),
    ],
)
def test_which_paper_is_which(ask: Ask, question: str, said: Sequence[str], not_said: Sequence[str]) -> None:
    text = ask(question, PASS, MENU, SLIP).text
    assert all(one in text for one in said), text
    assert not any(one in text for one in not_said), text


def test_what_is_cited_is_looked_for_word_by_word(ask: Ask) -> None:
    full = drawn(["$ cp report.pdf /mnt/key", "cp: No space left on device"])
    empty = drawn(["$ df", "Space left: 40 GB", "Device: key"])
    said = ask('Which screenshot says "No space left on device"?', empty, full)
    assert said.text.startswith("Image 2")
    assert "Image 1" not in said.text


def test_papers_are_counted_exactly_and_the_dearest_is_named_by_its_seller(ask: Ask) -> None:
    cheap = drawn(["BLUE KETTLE CAFE", ("Date", "02/03/2026"), ("Tea", "3.00"), ("TOTAL", "3.00")])
    assert ask("How many of these receipts are from the Blue Kettle Cafe?", cheap, RECEIPT, cheap).text.startswith("2:")
    said = ask("Which shop has the most expensive receipt?", cheap, RECEIPT).text
    assert "MAPLE STREET BAKERY" in said
    assert "BLUE KETTLE" not in said


DAY = drawn(["HEATING", ("Target", "20.5 °C"), ("Energy", "22.4 kWh"), ("Price per kWh", "0.45")])
NIGHT = drawn(["HEATING", ("Target", "22.0 °C"), ("Energy", "31.0 kWh"), ("Price per kWh", "0.52")])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the difference in target?", "1.5"),
        ("By how many degrees is the target higher in the second image?", "1.5"),
        ("How many kWh were used altogether?", "53.4"),
        ("¿En cuál se usaron más kWh?", "Imagen 2"),
        ("Compared with the first image, is the target higher or lower?", "Higher."),
        ("和第一張相比，Target 變貴了還是便宜了？", "較高。"),
    ],
)
def test_amounts_are_reckoned_in_the_unit_and_as_exactly_as_they_are_written(
    ask: Ask, question: str, said: str
) -> None:
    assert said in ask(question, DAY, NIGHT).text


def test_charts_are_told_apart_by_all_their_names(ask: Ask) -> None:
    chart = sample("chart.png")
    assert "圖像 2" in ask("哪一張是柱狀圖？", PASS, chart).text
    assert "Imagen 2" in ask("¿Cuál de las dos es un gráfico de barras?", PASS, chart).text
    assert "Image" not in ask("Which of the two is a pie chart?", PASS, chart).text


def test_a_paper_is_called_by_its_name(ask: Ask) -> None:
    assert "It looks like a menu." in ask("What kind of document is this?", MENU).text
    assert ask("Is this a boarding pass?", PASS).text.startswith("Yes")
    assert ask("Is this a payslip?", PASS).text.startswith("No")


def test_a_long_page_of_numbers_costs_no_more_than_its_length() -> None:
    page = "\n".join(f"{n % 24:02}:{n % 60:02} {n}.{n % 100:02} words and words" for n in range(20_000))
    for genre in genres.GENRES:
        for sign in genre.signs:
            text, times = sign if isinstance(sign, tuple) else (sign, 1)
            genres._occurs(genres._compiled(text), page, times + 10**9)


def test_which_has_no_text_and_which_has_a_shape(ask: Ask) -> None:
    assert "Image 2" in ask("Which image has no text in it?", MENU, shapes()).text
    assert "Image 1" not in ask("Which of the images has a triangle?", MENU, shapes()).text
    assert "圖像 2" in ask("哪一張有圓形？", MENU, shapes()).text
    assert "1: Image 1" in ask("How many of these images contain text?", MENU, shapes()).text


def test_what_is_the_same_and_what_changed(ask: Ask) -> None:
    assert ask("Did the price change?", OLD, NEW).text.startswith("No")
    assert ask("Did the teacher change?", OLD, NEW).text.startswith("No")
    assert "19:00" in ask("What changed?", OLD, NEW).text
    assert "19:00" in ask("What changed?", OLD, NEW, system="Responde en español.").text
    assert "same" in ask("Which of the two costs more?", OLD, NEW).text
    assert "Image 2" in ask("Which of them starts later?", OLD, NEW).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("兩張圖的集合地點一樣嗎？", "一樣。"),
        ("两张图的日期相同吗？", "不一样。"),
        ("Do both have the same date?", "No. "),
    ],
)
def test_whether_one_thing_is_the_same_on_both_is_answered_in_these_words(ask: Ask, question: str, told: str) -> None:
    first, second = (
        drawn(["VILLAGE FUN RUN", ("Date:", date), ("Meeting point:", "Church Green"), ("Distance:", "5 km")])
        for date in ("Sunday 4 May", "Sunday 11 May")
    )
    assert ask(question, first, second).text.startswith(told)


def test_one_thing_is_held_against_itself_on_every_picture(ask: Ask) -> None:
    """What a question names besides the comparing is compared, under the label that all of them give it."""
    pool_a = drawn(["Star Baths", ("Adults", "4.50"), ("Children", "2.50"), ("Where", "Mill Lane 2")])
    pool_b = drawn(["Bay Baths", ("Adults", "5.20"), ("Children", "2.10"), ("Where", "Mill Lane 2")])
    assert ask("哪一張的成人票比較貴？", pool_a, pool_b).text.startswith("圖像 2")
    assert ask("Which baths are cheaper for children?", pool_a, pool_b).text.startswith("Image 2")
    assert "0.70" in ask("¿Cuánto más pagan los adultos en la segunda?", pool_a, pool_b).text
    place = ask("Did the place change?", pool_a, pool_b)
    assert place.text.startswith("No")
    assert "4.50" not in place.text
    assert place.sure


def test_which_of_them_lacks_something(ask: Ask) -> None:
    tipped = drawn(["Grill", ("Burger", "11.00"), ("Tip", "2.00"), ("TOTAL", "13.00")])
    plain = drawn(["Pizza Oro", ("Margherita", "10.90"), ("TOTAL", "10.90")])
    assert ask("Which has no tip?", tipped, plain).text == "Image 2."
    assert ask("哪一張沒有小費？", tipped, plain).text == "圖像 2。"


def redrawn_shapes() -> Pixels:
    image = Image.new("RGB", (480, 320), "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((260, 120, 380, 240), fill=(240, 200, 30))
    pen.rectangle((60, 20, 120, 80), fill=(30, 150, 60))
    return np.asarray(image)


def test_what_became_of_the_shapes_of_a_drawing(ask: Ask) -> None:
    before, after = shapes(), redrawn_shapes()
    new = ask("What does the second picture have that the first does not?", before, after).text
    assert "green square" in new
    assert "triangle" not in new
    assert "triángulo" in ask("¿Qué falta en la segunda?", before, after).text
    assert ask("Did the circle change colour?", before, after).text.startswith("Yes")
    assert "圓形" in (told := ask("有什麼不同？", before, after).text)
    assert "黃" in told


def test_a_claim_about_two_pictures_is_answered_by_yes_or_no(ask: Ask) -> None:
    small = drawn(["Studio 4", ("Monthly rent", "640.00"), ("Floor area", "28 m2"), ("Pets", "Not allowed")])
    large = drawn(["Studio 9", ("Monthly rent", "715.00"), ("Floor area", "33 m2"), ("Pets", "Allowed")])
    assert ask("Is the second one dearer than the first?", small, large).text.startswith("Yes. Image 2 715")
    assert ask("第一間比第二間大嗎？", small, large).text.startswith("不是")
    assert ask("Which is the bigger one?", small, large).text.startswith("Image 2")
    assert "Image 1" not in ask("Which of them allow pets?", small, large).text


def test_what_is_on_both_lists_and_what_costs_more_now(ask: Ask) -> None:
    spring = drawn(["The Copper Kettle", ("Tea", "2.20"), ("Cake", "4.10"), ("Scone", "2.90"), ("Soup of the day", "5.50")])  # fmt: skip
    autumn = drawn(["The Copper Kettle", ("Tea", "2.40"), ("Cake", "3.70"), ("Mince pie", "2.50"), ("Soup of the day", "5.95")])  # fmt: skip
    assert ask("Is tea on both boards?", spring, autumn).text.startswith("Yes")
    assert ask("兩家都有賣 Scone 嗎？", spring, autumn).text.startswith("不是")
    dearer = ask("What costs more now?", spring, autumn).text
    assert "Tea" in dearer
    assert "Soup" in dearer
    assert "Cake" not in dearer
    cheaper = ask("¿Qué se ha abaratado?", spring, autumn).text
    assert "Cake" in cheaper
    assert "Tea" not in cheaper
    assert "0.45" in ask("By how much did the soup go up?", spring, autumn).text
    assert "5.50" in ask("Which is the most expensive thing on the first board?", spring, autumn).text


def test_a_letter_is_known_by_how_it_greets(ask: Ask) -> None:
    letter = drawn(["Querida Ana:", "Gracias por venir a la escuela el mes pasado.", "Queremos invitarte otra vez en mayo.", "Un abrazo, Bea"])  # fmt: skip
    slip = drawn(["GREENFIELD HARDWARE", ("Wood glue", "1.80"), ("Sandpaper", "0.75"), ("Total", "2.55"), ("Cash", "5.00")])  # fmt: skip
    for question in ("哪一張是信？", "Which of them is the letter?", "¿Cuál es la carta?"):
        text = ask(question, slip, letter).text
        assert "2" in text, text
        assert "1" not in text, text


def drawing(*, moved: bool) -> Pixels:
    image = Image.new("RGB", (480, 320), "#dbeafe")
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, 200, 160, 290), fill="#b91c1c")
    x = 330 if moved else 60
    pen.ellipse((x, 30, x + 90, 120), fill="#facc15")
    if not moved:
        pen.polygon([(300, 290), (420, 290), (360, 180)], fill="#15803d")
    return np.array(image)


def test_whether_a_shape_is_still_there_is_told_by_the_later_drawing(ask: Ask) -> None:
    before, after = drawing(moved=False), drawing(moved=True)
    assert ask("Is the triangle still there?", before, after).text.startswith("No")
    assert ask("圓形還在嗎？", before, after).text.startswith("有")


def switches(**on: bool) -> Pixels:
    image = Image.new("RGB", (480, 80 + 70 * len(on)), "white")
    pen = ImageDraw.Draw(image)
    pen.text((20, 18), "Living room", font=ImageFont.load_default(24), fill="#111111")
    for n, (name, state) in enumerate(on.items()):
        y = 80 + 70 * n
        pen.text((20, y + 6), name, font=ImageFont.load_default(21), fill="#222222")
        pen.rounded_rectangle((390, y, 446, y + 32), 16, fill="#16a34a" if state else "#cbd5e1")
        x = 416 if state else 392
        pen.ellipse((x, y + 2, x + 28, y + 30), fill="white")
    return np.array(image)


def test_switches_that_were_pressed_between_two_pictures_are_named(ask: Ask) -> None:
    before, after = switches(Lamp=True, Fan=False, Radio=True), switches(Lamp=True, Fan=True, Radio=False)
    told = ask("What has changed?", before, after).text
    assert "“Fan” is on" in told
    assert "“Radio” is off" in told
    assert "“Lamp”" not in told
    assert ask("In which picture is the radio off?", before, after).text.startswith("Image 2")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Are these two images the same?", "Yes."),
        ("¿Hay alguna diferencia entre las dos imágenes?", "No."),
        ("这两张图一样吗？", "是的。"),
    ],
)
def test_two_copies_are_the_same_by_a_yes(ask: Ask, question: str, told: str) -> None:
    assert ask(question, RECEIPT, RECEIPT).text.startswith(told)


IN_EUROS = drawn(["Bar Lugo", ("Café", "1,80"), ("Tarta", "4,20"), ("TOTAL EUR", "6,00"), ("Tarjeta", "6,00")])
IN_POUNDS = drawn(["Tern Coffee", ("Flat white", "3.40"), ("Cake", "2.10"), ("TOTAL GBP", "5.50"), ("Card", "5.50")])


def test_totals_in_different_moneys_are_held_against_one_another_with_a_doubt(ask: Ask) -> None:
    """6 euros and 5.50 pounds: the larger number is not the larger sum."""
    assert not ask("Which receipt has the higher total?", IN_EUROS, IN_POUNDS).sure
    assert not ask("What is the sum of both totals?", IN_EUROS, IN_POUNDS).sure
    assert ask("哪一张收据的总额更高？", IN_EUROS, RECEIPT).text.startswith("图像 2")


def test_the_first_two_are_added_without_the_one_that_came_after(reader: ReaderEngine) -> None:
    turns = (turn(RECEIPT, IN_EUROS, "What are these?"), Turn("assistant", (Text("Two receipts."),)), turn(IN_POUNDS, "前兩張收據加起來一共多少錢？"))  # fmt: skip
    assert "13.20" in reader.answer(Prompt(turns)).text


LETTERS = [drawn([firm, ("Bill to", "Harrow Bakery"), ("Net", net), ("Amount due", due), f"Payment terms: {days} days"]) for firm, net, due, days in (("Packwell Ltd", "100.00", "£120.00", 30), ("Ovencare Ltd", "210.00", "£252.00", 14), ("Brightside Ltd", "75.00", "£90.00", 7))]  # fmt: skip


def test_who_asks_to_be_paid_in_a_stretch_of_time_is_told_in_any_language(ask: Ask) -> None:
    for question in (
        "Which one asks to be paid within 7 days?",
        "哪一张要求7天内付款？",
        "¿Cuál se paga en siete días?",
    ):
        said = ask(question, *LETTERS).text
        assert "3" in said
        assert "7 days" in said
        assert "14" not in said


def test_what_was_asked_before_is_asked_again_of_some_of_them(reader: ReaderEngine) -> None:
    first = turn(*LETTERS, "How much is due in total on all three?")
    for more, told in (
        ("And the first two only?", "372.00"),
        ("那後兩張呢？", "342.00"),
        ("¿Y las dos primeras?", "372.00"),
    ):
        said = reader.answer(Prompt((first, Turn("assistant", (Text("462.00"),)), turn(more))))
        assert told in said.text
        assert said.sure


def test_a_table_has_a_row_for_each_picture(ask: Ask) -> None:
    said = ask("Make a Markdown table with the net amount and the amount due of each.", *LETTERS).text
    assert "| Image 2 | 210.00 | 252.00 |" in said
    assert "Image 3,75.00,90.00" in ask("List the net amount and the amount due of each as CSV.", *LETTERS).text


def test_what_one_of_something_costs_is_held_against_another(ask: Ask) -> None:
    oats, bran = (drawn([(name, ""), ("Quantity", kg), ("Price per kg", price), ("Total", total)]) for name, kg, price, total in (("Oats", "250 kg", "€0.46", "€115.00"), ("Bran", "500 kg", "€0.38", "€190.00")))  # fmt: skip
    for question in ("Which is cheaper per kilo?", "¿Cuál es más barato por kilo?", "哪一種每公斤比較便宜？"):
        assert "0.38" in (said := ask(question, oats, bran).text)
        assert "0.46" not in said


def test_which_shows_that_something_went_wrong(ask: Ask) -> None:
    well = drawn(["$ make", "12 files built", "$ ls", "out"])
    badly = drawn(["$ make", "error: no rule for out", "$ ls"])
    assert ask("Which of these shows an error message?", well, badly).text.startswith("Image 2")
    assert "1" in ask("哪一張出現了錯誤？", badly, well).text


TILLS = [drawn([shop, ("Date", day), ("Butter", butter), ("TOTAL", f"£{total}"), f"Paid by {means}"]) for shop, day, butter, total, means in (("GREENWAY GROCERS", "03/02/2026 17:40", "2.35", "8.70", "card"), ("HARBOUR DELI", "07/02/2026 12:15", "2.90", "11.05", "cash"), ("CORNER STORE", "07/02/2026 22:03", "2.60", "8.95", "card"))]  # fmt: skip


def test_only_what_was_paid_by_those_means_is_added_up(ask: Ask) -> None:
    assert "17.65" in ask("How much was paid by card in total?", *TILLS).text
    assert "2.35" in ask("What is the difference between the highest and the lowest total?", *TILLS).text


def test_a_question_goes_on_about_the_picture_of_the_one_before(reader: ReaderEngine) -> None:
    first = turn(*TILLS, "What is the total of the second one?")
    for more, told in (("And how much was the butter?", "2.90"), ("And the first?", "8.70")):
        said = reader.answer(Prompt((first, Turn("assistant", (Text("11.05"),)), turn(more)))).text
        assert told in said
        assert "2.60" not in said


def test_one_is_of_the_day_of_another_whatever_the_hour(reader: ReaderEngine) -> None:
    before = turn(*TILLS[:2], "What are these?")
    question = turn(TILLS[2], "Is this from the same day as the second one?")
    assert reader.answer(Prompt((before, Turn("assistant", (Text("Two receipts."),)), question))).text.startswith("Yes")


def test_the_price_for_one_is_claimed_by_what_each_says_of_one(reader: ReaderEngine) -> None:
    stays = [drawn([name, ("Nights", nights), ("Price per night", f"€{night}.00"), ("Total", f"€{total}.00")]) for name, nights, night, total in (("Posada", "3", 84, 252), ("Mirador", "2", 96, 192))]  # fmt: skip
    turns = (turn(stays[0], "What is the price per night?"), Turn("assistant", (Text("€84.00"),)), turn(stays[1], "Is this one cheaper per night?"))  # fmt: skip
    assert reader.answer(Prompt(turns)).text.startswith("No")
    assert "84" in reader.answer(Prompt(turns[:1])).text


PLAZA_BILL = drawn(["CAFETERIA LA PLAZA", ("Tostada", "2,80"), ("TOTAL EUR", "2,80"), ("Tarjeta", "2,80")])
CHEMIST_BILL = drawn(
    ["FENWICK PHARMACY", ("Plasters", "2.75"), ("Total GBP", "2.75"), ("Cash", "5.00"), ("Change", "2.25")]
)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Which receipt is in pounds?", "Image 2", "Image 1"),
        ("哪一張收據是歐元的？", "圖像 1", "圖像 2"),
        ("¿Qué recibo es de una farmacia?", "Imagen 2", "Imagen 1"),
        ("Which receipt was paid in cash?", "Image 2", "Image 1"),
    ],
)
def test_papers_are_told_apart_by_money_means_and_business(ask: Ask, question: str, said: str, not_said: str) -> None:
    answer = ask(question, PLAZA_BILL, CHEMIST_BILL)
    assert answer.sure, answer.text
    assert said in answer.text, answer.text
    assert not_said not in answer.text, answer.text


def test_a_word_that_no_paper_has_is_not_passed_over(ask: Ask) -> None:
    assert not ask("Which receipt is from a bookshop?", PLAZA_BILL, CHEMIST_BILL).sure
    assert not ask("Which receipt has a loyalty stamp?", PLAZA_BILL, CHEMIST_BILL).sure


DOG_CARD = drawn(["PATIENT CARD", ("Name", "Biscuit"), ("Born", "04/02/2019"), ("Weight", "23.4 kg"), ("Next visit", "18/09/2026")])  # fmt: skip
CAT_CARD = drawn(["PATIENT CARD", ("Name", "Olive"), ("Born", "30/06/2021"), ("Weight", "4.1 kg"), ("Next visit", "05/06/2026")])  # fmt: skip


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which has the earliest next visit?", "Image 2"),
        ("Which animal is the heaviest?", "Image 1"),
        ("哪一隻最重？", "圖像 1"),
    ],
)
def test_values_are_compared_beside_the_label_that_is_named(ask: Ask, question: str, said: str) -> None:
    answer = ask(question, DOG_CARD, CAT_CARD)
    assert answer.sure, answer.text
    assert answer.text.startswith(said), answer.text


def test_what_got_dearer_is_a_price_and_no_year(ask: Ask) -> None:
    old = drawn(["Prices 2025", ("Yoga class", "7.50"), ("Squash court", "9.40"), ("Sauna", "8.00")])
    new = drawn(["Prices 2026", ("Yoga class", "8.75"), ("Squash court", "9.90"), ("Sauna", "8.00")])
    assert "0.50" in ask("How much more expensive is squash now?", old, new).text
    assert "1.25" in ask("¿Cuánto ha subido la clase de yoga?", old, new).text
    assert not ask("Which one has cheaper parking?", old, new).sure


def test_it_is_the_one_that_was_answered_with(reader: ReaderEngine) -> None:
    first = turn("Which animal is the heaviest?", DOG_CARD, CAT_CARD)
    said = reader.answer(Prompt((first,))).text
    answer = reader.answer(Prompt((first, Turn("assistant", (Text(said),)), turn("And when is its next visit?"))))
    assert "18/09/2026" in answer.text
    assert "05/06/2026" not in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("有幾個藍色圓點，幾個紅色正方形？", ["3", "1"]),
        ("How many blue spots are there?", ["3"]),
        ("What colour is the background and what shape is at the top?", ["white", "red square"]),
    ],
)
def test_both_of_two_questions_are_answered(ask: Ask, question: str, said: Sequence[str]) -> None:
    image = Image.new("RGB", (420, 320), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((180, 30, 240, 90), fill=(220, 40, 40))
    for x in (60, 190, 320):
        pen.ellipse((x, 200, x + 50, 250), fill=(40, 80, 220))
    answer = ask(question, np.asarray(image))
    assert answer.sure, answer.text
    assert all(one in answer.text for one in said), answer.text


def test_those_paid_so_are_counted(ask: Ask) -> None:
    assert ask("How many of these receipts were paid in cash?", PLAZA_BILL, CHEMIST_BILL).text.startswith("1:")


BAKERY_BILL = drawn(
    ["MAPLE STREET BAKERY", ("Date", "19/08/2026"), ("Rye bread", "4.20"), ("Butter", "2.35"), ("TOTAL", "6.55")]
)
GROCER_BILL = drawn(
    ["HILL GROCERS", ("Date", "21/08/2026"), ("Butter", "2.35"), ("Apples", "3.10"), ("Cheese", "6.00"), ("TOTAL", "11.45")]
)  # fmt: skip
DAIRY_BILL = drawn(["TARN DAIRY", ("Date", "02/09/2026"), ("Butter", "2.20"), ("Milk", "1.10"), ("TOTAL", "3.30")])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("On which date was the second one?", "21/08/2026"),
        ("How many items are on the second note?", "3: “Butter”; “Apples”; “Cheese”"),
        ("What was bought on all of them?", "Butter"),
        ("How much did I spend on the first and the third together?", "9.85"),
        ("第一张和第三张一共多少钱？", "9.85"),
        ("How much more does the dearest cost than the cheapest?", "8.15"),
        ("¿Cuánto más cuesta el más caro que el más barato?", "8.15"),
        ("Rank them from cheapest to dearest.", "Image 3 3.30; Image 1 6.55; Image 2 11.45"),
    ],
)
def test_receipts_are_taken_one_by_one_by_two_and_all_together(ask: Ask, question: str, said: str) -> None:
    answer = ask(question, BAKERY_BILL, GROCER_BILL, DAIRY_BILL)
    assert said in answer.text, answer.text


def test_the_first_of_two_numbers_in_a_value_is_its_own(ask: Ask) -> None:
    tags = [
        drawn([name, ("Price", price), ("In stock", stock)])
        for name, price, stock in (
            ("Claw hammer", "18.50", "23 · Aisle 6"),
            ("Rubber mallet", "11.25", "8 · Aisle 6"),
            ("Sledgehammer", "32.99", "4 · Aisle 9"),
        )
    ]
    answer = ask("Which one has the fewest in stock?", *tags)
    assert answer.text.startswith("Image 3"), answer.text
