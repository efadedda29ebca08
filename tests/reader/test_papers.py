"""Papers of daily life, asked as people ask: who, by when, what for, whether one may; often in another language."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn
from tests.reader.drawing import table

from fovea.engines.reader.language.amounts import find_dates
from fovea.values import Pixels

RECHNUNG = drawn(
    ["Malerbetrieb Sonnleitner", ("Kundennummer", "10236"), ("Ansprechpartner", "Ute Brandner"), ("Netto", "1.200,00"), ("zzgl. 19 % USt.", "228,00"), ("Zu zahlen", "1.428,00"), ("Zahlbar bis", "17.06.2026")],
    width=620,
)  # fmt: skip

LABEL = drawn(
    ["MRS ELSPETH VANE", "Amoxicillin 500 mg capsules", "Take ONE capsule THREE times a day with food.", "Qty: 21   Refills: 0   Rx No: 7714209", "Prescriber: Dr. P. Achterberg"],
    width=640,
)  # fmt: skip

ADVERT = drawn(
    ["Wanted: Pastry Chef", "Rosewater Bakery, Galway", "£13.40 an hour, 30 hours a week", "Please apply by 15 August to", "jobs@rosewater-bakery.example"],
    width=620,
)  # fmt: skip

FORM = drawn(
    ["Child's first name: Freya   Last name: Lindholm", "Date of birth: 14 March 2017   Age: 8", "Reason for visit: toothache", "Leave type: □ unpaid ☑ annual □ sick"],
    width=640,
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is in charge?", "Ute Brandner"),
        ("誰負責？", "Ute Brandner"),
        ("How much is it without VAT?", "1.200,00"),
        ("¿Cuál es el número de cliente?", "10236"),
        ("When do I have to pay this at the latest?", "17.06.2026"),
    ],
)
def test_a_paper_in_one_language_is_asked_in_another(ask: Ask, question: str, told: str) -> None:
    said = ask(question, RECHNUNG)
    assert said.sure
    assert told in said.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is this medicine for?", "ELSPETH VANE"),
        ("What is the medicine called?", "Amoxicillin"),
        ("Who prescribed it?", "Achterberg"),
        ("What is the prescription number?", "7714209"),
    ],
)
def test_what_stands_without_a_label_is_known_by_its_form(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, LABEL).text


def test_the_strength_of_a_medicine_is_not_how_many_there_are(ask: Ask) -> None:
    said = ask("How many capsules are there?", LABEL)
    assert "500" not in said.text or not said.sure


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What job is offered?", "Pastry Chef"),
        ("Which company is hiring?", "Rosewater Bakery"),
        ("薪水多少？", "13.40"),
        ("When is the deadline for applications?", "15 August"),
    ],
)
def test_an_advert_says_what_who_how_much_and_by_when(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, ADVERT).text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the last name of the child?", "Lindholm"),
        ("How old is the child?", "8"),
        ("Why is she visiting?", "toothache"),
    ],
)
def test_several_labels_of_one_line_each_have_their_own(ask: Ask, question: str, told: str) -> None:
    said = ask(question, FORM)
    assert said.text.split("I read")[0].count(told) == 1


def test_a_label_that_asks_for_a_name_is_no_refusal_to_identify(ask: Ask) -> None:
    said = ask(
        "Whose account is this?", drawn(["Lakeside Bank", "Account holder: Wanda Ilves", "Account no: 4417-2290"])
    )
    assert said.sure
    assert "Wanda Ilves" in said.text


def test_a_sentence_that_denies_is_a_no(ask: Ask) -> None:
    letter = drawn(
        ["Dear Mr Wren,", "we will replace the water meter in front of your house on", "Thursday 12 February. The work takes 40 minutes and is free", "of charge. You do not need to be at home."],
        width=760,
    )  # fmt: skip
    said = ask("Do I have to be at home?", letter)
    assert said.text.startswith("No") or "do not need" in said.text
    assert not said.text.startswith("Yes")


TILL = drawn(
    ["Sorrel & Daughters", "14/05/2026  16:22", ("Cherries", "4.75"), ("Sourdough", "3.60"), ("TOTAL", "£8.35"), ("VISA ****4417", "8.35"), "Goods may be returned within", "14 days with this receipt."],
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Was it paid in cash?", "No"),
        ("¿Pagaron con tarjeta?", "Sí"),
        ("是用現金付的嗎？", "不是"),
        ("Until when can I take it back?", "28/05/2026"),
        ("Where was this bought?", "Sorrel & Daughters"),
    ],
)
def test_how_it_was_paid_and_until_when_it_goes_back(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, TILL).text


STAY = drawn(
    ["Pension Birkenhof", "Rechnung Nr. 2026-118", "Frau Ludmila Kessler", "Aufenthalt: 17.02.2026 bis 21.02.2026", ("Gesamtbetrag", "583,80 €")],
    width=620,
)  # fmt: skip


@pytest.mark.parametrize("question", ["How many nights did she stay?", "住了幾晚？", "¿Cuántas noches se quedó?"])
def test_nights_lie_between_two_days(ask: Ask, question: str) -> None:
    said = ask(question, STAY)
    assert said.text.startswith("4 ")
    assert not said.sure


def ticket() -> Pixels:
    """Labels over places, days and times of day, in two columns."""
    image = Image.new("RGB", (620, 330), "white")
    pen = ImageDraw.Draw(image)
    small, large = ImageFont.load_default(18), ImageFont.load_default(26)
    for x, texts in (
        (30, ("Departure", "Lochau", "Tuesday 16 June 2026", "09:47")),
        (330, ("Arrival", "Bad Mergen", "Tuesday 16 June 2026", "11:32")),
    ):
        for y, text, font in zip((30, 56, 96, 122), texts, (small, large, small, large), strict=True):
            pen.text((x, y), text, "black", font)
    for x, label, value in ((30, "Passenger", "Clarisse Debrun"), (330, "Reference", "QX7L2P")):
        pen.text((x, 220), label, "black", small)
        pen.text((x, 246), value, "black", small)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Where does it leave from?", "Lochau"),
        ("¿A dónde va este tren?", "Bad Mergen"),
        ("When does it arrive?", "11:32"),
        ("乘客叫什麼名字？", "Clarisse Debrun"),
        ("How long does the journey take?", "1 hour 45 minutes"),
    ],
)
def test_a_ticket_has_a_place_a_day_and_a_time_under_one_label(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, ticket()).text


LEAFLET = drawn(
    ["Nazofen 200 mg tablets", "Do not take more than 4 tablets in 24 hours.", "Avoid alcohol. Do not drive if you feel dizzy.", "Keep below 25 °C."],
    width=620,
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Can I have a beer with it?", "Avoid alcohol"),
        ("吃這個藥可以喝酒嗎？", "Avoid alcohol"),
        ("How many can I take in a day?", "4 tablets"),
        ("¿Cuántas puedo tomar al día?", "4 tablets"),
    ],
)
def test_what_a_leaflet_says_is_found_in_other_words(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, LEAFLET).text


BISCUITS = drawn(["Walnut biscuits", "Made on: 15 March 2026", "Shelf life: 180 days", "Warranty: none"], width=480)

MEMBER = drawn(
    ["IRONVALE GYM", "Membership agreement", ("First name", "Percival"), ("Last name", "Oduya"), ("Phone", "07700 900 412"), "Occupation", ("Start date", "1 June 2026"), ("Monthly fee", "£38.00")],
    width=560,
)  # fmt: skip


def test_until_when_something_keeps_follows_from_when_it_was_made(ask: Ask) -> None:
    said = ask("Until when is it good?", BISCUITS)
    assert "2026-09-11" in said.text
    assert not said.sure


def test_a_label_of_a_form_with_nothing_beside_it_was_left_blank(ask: Ask) -> None:
    assert "Occupation" in ask("Which field was left empty?", MEMBER).text


@pytest.mark.parametrize("question", ["What is his full name?", "他的姓名是什麼？"])
def test_a_name_in_two_fields_is_one_name(ask: Ask, question: str) -> None:
    said = ask(question, MEMBER)
    assert said.sure
    assert "Percival Oduya" in said.text


PLACE = drawn([("1. Floor area", "12 m2"), ("Row", "G"), ("Seat", "14"), ("Terrace", "yes")], width=640)


@pytest.mark.parametrize(
    ("question", "told"),
    [("How large is the floor area?", "12 m2"), ("What row and seat?", "G"), ("What row and seat?", "14")],
)
def test_a_measure_of_the_page_is_none_of_the_picture_and_two_labels_are_two_questions(
    ask: Ask, question: str, told: str
) -> None:
    assert told in ask(question, PLACE).text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二五年三月十二日", date(2025, 3, 12)),
        # The round zero is easily lost.
        ("定于二二五年三月五日（星期三）", date(2025, 3, 5)),
        ("民國一一四年十月廿五日", date(2025, 10, 25)),
    ],
)
def test_days_in_chinese_numerals_are_days(text: str, day: date) -> None:
    assert [found.value for found in find_dates(text)] == [day]


def _in_bold() -> Pixels:
    """Labels in bold before their values, without a colon."""
    image = Image.new("RGB", (640, 300), "white")
    pen = ImageDraw.Draw(image)
    bold, plain = (ImageFont.truetype(f"DejaVuSans{name}.ttf", 20) for name in ("-Bold", ""))
    told = [("Notice number", "HV 6093"), ("Vehicle", "Grey saloon, YK19"), ("Seen at", "Towngate"), ("Issued by", "Officer Lind")]  # fmt: skip
    for n, (label, value) in enumerate(told):
        pen.text((30, 30 + 44 * n), label, "black", bold)
        pen.text((38 + pen.textlength(label, bold), 30 + 44 * n), value, "black", plain)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "told"),
    [("Which vehicle was it?", "Grey saloon, YK19"), ("Where was it seen at?", "Towngate"), ("Who issued it?", "Lind")],
)
def test_labels_in_bold_need_no_colon(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, _in_bold()).text


def _of_blood() -> Pixels:
    image = Image.new("RGB", (640, 260), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype("DejaVuSans.ttf", 20)
    rows = [("Test", "Result", "Reference"), ("Glucose", "5.4", "3.9 - 6.6"), ("Urea", "14.8", "2.5 - 9.6"), ("Albumin", "21", "23 - 40")]  # fmt: skip
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            pen.rectangle((20 + 190 * x, 20 + 50 * y, 210 + 190 * x, 70 + 50 * y), outline="black")
            pen.text((32 + 190 * x, 32 + 50 * y), text, "black", font)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("Which values are too high?", "Urea", "Glucose"),
        ("Which one is below the reference range?", "Albumin", "Urea"),
        ("哪些數值異常？", "Albumin", "Glucose"),
    ],
)
def test_values_are_held_against_the_range_beside_them(ask: Ask, question: str, told: str, not_told: str) -> None:
    said = ask(question, _of_blood())
    assert said.sure
    assert told in said.text
    assert not_told not in said.text


SLIP = drawn(
    ["HARROW & DAUGHTER", ("3 x Sausage roll @2.15", "6.45"), ("Sourdough large", "4.60"), ("2 x Flat white @3.30", "6.60"), ("Almond croissant", "2.95"), ("5 lines", "9 items"), ("SUBTOTAL", "20.60"), ("Loyalty 10% off", "-2.06"), ("TOTAL TO PAY", "18.54"), ("CASH", "20.00"), ("CHANGE", "1.46"), "You earned 18 points today"],
    width=460,
)  # fmt: skip

TICKET = drawn(
    ["LIBRAIRIE DU CANAL", ("Carnet A5", "6,90"), ("Stylo plume", "24,00"), ("TOTAL TTC", "30,90"), ("dont TVA 5,5%", "0,36"), ("dont TVA 20%", "4,00"), ("Carte bancaire", "30,90")],
    width=460,
)  # fmt: skip

STUDIO = drawn(
    ["Copper Hair Studio", "Cut and blow dry £48.00", "Shampoo bottle £14.75", "Total £62.75", "Deposit paid £30.00", "Paid by card today £32.75", "Tip (cash) £10.00"],
    width=460,
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("一共买了几件商品？", "9"),
        ("How much would it have been without the discount?", "20.60"),
        ("How many loyalty points were earned?", "18"),
    ],
)
def test_a_slip_says_how_many_and_what_it_would_have_been(ask: Ask, question: str, told: str) -> None:
    said = ask(question, SLIP)
    assert said.sure
    assert told in said.text


@pytest.mark.parametrize(
    ("question", "told"), [("How much VAT is there in total?", "4,36"), ("¿Cómo se pagó?", "Carte")]
)
def test_taxes_of_two_rates_are_one_tax(ask: Ask, question: str, told: str) -> None:
    said = ask(question, TICKET)
    assert said.sure
    assert told in said.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How much was paid by card today?", "32.75"),
        ("How much was the deposit?", "30.00"),
        ("What was the total?", "62.75"),
    ],
)
def test_what_was_paid_by_one_means_is_not_what_was_paid_by_another(ask: Ask, question: str, told: str) -> None:
    said = ask(question, STUDIO)
    assert said.sure
    assert told in said.text


def test_what_so_many_days_cost_is_not_what_one_does(ask: Ask) -> None:
    bill = drawn(["Wharfe Water", ("Water used", "£109.20"), ("Standing charge 182 days", "£31.50")], width=560)
    said = ask("How much is the standing charge per day?", bill)
    assert "0.17" in said.text
    assert not said.sure


def test_a_label_at_the_end_of_a_line_was_left_empty(ask: Ask) -> None:
    form = drawn(
        ["New patient form", "Full name: Rosa Achterberg", "Mobile: 07700 900641   Email:", "Occupation: Tuner"],
        width=560,
    )
    assert "Email" in ask("Which field was left blank?", form).text


LETTER = drawn(
    ["Hollowbrook Residential", "4 November 2026", "Ms Philippa Garraway", "Dear Ms Garraway,", "I am writing to let you know that your rent will change from $845", "to $880 per month with effect from 1 January 2027. The total amount", "should be paid on the first of each month, as it was before. If you do", "not agree with this change, please write to us by 30 November 2026.", "Yours sincerely,", "Montague Treloar", "Property Manager"],
    width=800,
)  # fmt: skip

STALL = drawn(
    ["Market stall prices", ("Apples", "£1.80 per kg"), ("Plums", "£2.60 per kg"), ("Cheddar", "£11.20 per kg"), ("Rye bread", "£3.75 each"), "Cash or card. Bring your own bags!"],
    width=460,
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "told"), [("Who wrote this letter?", "Montague Treloar"), ("By how much does the rent go up?", "35")]
)
def test_a_letter_about_money_is_no_receipt(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, LETTER).text


@pytest.mark.parametrize(
    ("question", "told"), [("How much would two kilos of plums cost?", "5.20"), ("Do they take cards?", "Yes")]
)
def test_a_price_list_is_asked_for_so_many_kilos(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question, STALL).text


def test_copies_of_each_title_are_books_in_all(ask: Ask) -> None:
    order = drawn(["Order form - Year 5 book fair", "Pupil: Cosmo Attenborough", "To pay: £24.96"], width=560)
    assert not ask("How many different books were ordered?", order).sure


def test_a_slip_names_who_served_and_what_the_service_was(ask: Ask) -> None:
    slip = drawn(
        ["THE MILL POND", "TEA ROOMS", ("Cream tea", "15.90"), ("Scone", "3.20"), ("Total", "19.10"), ("Service 10%", "1.91"), ("To pay", "21.01"), "Your host was Delyth"],
        width=440,
    )  # fmt: skip
    said = ask("How much was the service charge?", slip)
    assert said.sure
    assert "1.91" in said.text
    assert "Delyth" in ask("是誰招待的？", slip).text
    assert "MILL POND" in ask("Which shop is it?", slip).text


def test_what_was_not_delivered_is_ordered_and_not_there(ask: Ask) -> None:
    note = table(
        [
            ("Item", "Ordered", "Delivered"),
            ("Oak door", "12", "12"),
            ("Hinge", "40", "36"),
            ("Handle", "12", "9"),
            ("Skirting", "60", "60"),
        ],
        (200, 130, 140),
    )
    said = ask("Which items were not delivered in full?", note).text
    assert "Hinge" in said
    assert "Handle" in said
    assert "Oak" not in said


def test_what_was_not_returned_is_the_rest(ask: Ask) -> None:
    survey = drawn(["Library survey, March 2026", "Responses: 248 of 600 forms returned"], width=560)
    assert "352" in ask("How many forms were not returned?", survey).text
    assert "248" in ask("How many forms were returned?", survey).text
