"""Questions about several pictures at once: which is darkest, which two are alike, what all their totals come to."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests.reader.conftest import Ask, drawn, turn

from fovea.engines.reader import ReaderEngine
from fovea.values import Pixels, Prompt, Text, Turn


def slip(shop: str, date: str, item: str, total: str) -> Pixels:
    return drawn([shop, ("Date", date), (item, total), ("Subtotal", total), ("TOTAL", total), ("Card", total)])


SLIPS = (
    slip("GREEN GROCER", "03/05/2025", "Apples", "5.50"),
    slip("CORNER BAKERY", "17/05/2025", "Cake", "14.50"),
    slip("RIVER BOOKS", "11/04/2025", "Atlas", "21.00"),
)


def card(ground: tuple[int, int, int], circles: int = 1) -> Pixels:
    image = Image.new("RGB", (420, 300), ground)
    pen = ImageDraw.Draw(image)
    for n in range(circles):
        pen.ellipse((40 + 120 * n, 100, 120 + 120 * n, 180), fill=(40, 40, 40))
    return np.array(image)


MINT, ROSE, SKY = card((205, 238, 205)), card((252, 200, 215), 3), card((190, 215, 250), 2)
SOFT = np.asarray(cv2.GaussianBlur(MINT, (0, 0), 4))


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Which one is green?", "Image 1: pale green", "Image 2"),
        ("哪一張是粉紅色的？", "圖像 2：淺粉紅色", "圖像 1"),
        ("Which has the most shapes?", "Image 2, with 3", "Image 1"),
        ("What is the background colour of the third card?", "blue", "green"),
        ("Which card is not green?", "Image 2", "Image 1"),
        ("Do they have the same background colour?", "No.", "Yes"),
        ("Are any two identical?", "No. No two of them", "Yes"),
    ],
)
def test_the_one_that_looks_so_is_named(ask: Ask, question: str, said: str, not_said: str) -> None:
    text = ask(question, MINT, ROSE, SKY).text
    assert said in text, text
    assert not_said not in text, text


def test_the_blurred_the_dark_and_the_small_one_are_told_by_their_measures(ask: Ask) -> None:
    dark = (MINT * 0.3).astype(np.uint8)
    small = np.asarray(cv2.resize(MINT, (210, 150), interpolation=cv2.INTER_AREA))
    assert ask("Which one is blurrier?", MINT, SOFT).text.startswith("Image 2")
    assert ask("哪一張比較清楚？", MINT, SOFT).text.startswith("圖像 1")
    assert ask("¿Cuál es más oscura?", MINT, dark).text.startswith("Imagen 2")
    assert ask("Which picture is larger?", small, MINT).text.startswith("Image 2")


def test_copies_and_the_one_that_differs_are_found(ask: Ask) -> None:
    assert ask("Are any two identical?", MINT, ROSE, MINT).text.startswith("Yes. Image 1 and Image 3")
    assert ask("有沒有兩張一樣的？", MINT, ROSE, MINT).text.startswith("有。圖像 1")
    assert ask("Which two are the most alike?", SLIPS[0], SLIPS[1], ROSE).text.startswith("Image 1 and Image 2")
    assert ask("Which is the odd one out?", SLIPS[0], ROSE, SLIPS[2]).text.startswith("Image 2")
    assert ask("Which picture is quite unlike the other two?", SLIPS[0], ROSE, SLIPS[2]).text.startswith("Image 2")
    assert ask("哪一張跟另外兩張不一樣？", SLIPS[0], ROSE, SLIPS[2]).text.startswith("圖像 2")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the sum of all the totals?", "41.00 in total"),
        ("三張收據總共花了多少？", "合計 41.00"),
        ("¿Cuánto suman los totales?", "41.00 en total"),
        ("What is the average total?", "13.67"),
        ("What is the difference between the highest and lowest total?", "15.50"),
        ("Rank them by total.", "Image 3 21.00; Image 2 14.50; Image 1 5.50"),
        ("Which two are the cheapest?", "Image 1 5.50; Image 2 14.50."),
        ("Which ones are over 10?", "Image 2 14.50; Image 3 21.00."),
        ("Show me a table of the totals.", "| Image 2 | 14.50 |"),
        ("後兩張一共多少？", "合計 35.50"),
        ("¿Cuál es el total de la segunda y la tercera?", "21.00"),
        ("In which does the cake not appear?", "Image 1; Image 3."),
        ("Which has the latest date?", "Image 2: 2025-05-17"),
        ("Which is the oldest?", "Image 3: 11/04/2025"),
        ("Which of the receipts has the larger total?", "Image 3: 21.00"),
        ("Which one is the largest?", "Image 3: 21.00"),
    ],
)
def test_what_all_of_them_say_is_reckoned_with(ask: Ask, question: str, said: str) -> None:
    text = ask(question, *SLIPS).text
    assert said in text, text


def test_a_day_and_a_month_that_may_be_swapped_decide_nothing(ask: Ask) -> None:
    early, late = slip("A SHOP", "03/05/2025", "Apples", "5.50"), slip("A SHOP", "05/03/2025", "Apples", "5.50")
    assert "2025-0" not in ask("Which has the latest date?", early, late).text


def test_the_verdict_over_turns_comes_first_and_labels_once(reader: ReaderEngine) -> None:
    first = turn("Image 1:", SLIPS[0], "Image 2:", SLIPS[1], "What are these?")
    again = turn("Image 1:", MINT, "Are these images similar to the first two?")
    text = reader.answer(Prompt((first, Turn("assistant", (Text("Receipts."),)), again))).text
    assert text.startswith("No, they are not similar.\nImage 1 and Image 3: ")
    assert text.count("labelled") == 1
    assert text.count("\n") == 3


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many circles are there altogether?", "6"),
        ("三張圖一共有幾個圓？", "6"),
        ("Which picture has the fewest circles?", "Image 1"),
    ],
)
def test_shapes_of_all_pictures_are_counted_together(ask: Ask, question: str, said: str) -> None:
    answer = ask(question, MINT, ROSE, SKY)
    assert said in answer.text
    assert answer.text.count("Image") <= 3


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("哪一張收據的總額更高？", ["2"], "9.45"),
        ("前兩張收據加起來一共多少錢？", ["34.95"], "52.50"),
    ],
)
def test_which_total_is_higher_and_what_the_first_two_come_to(
    ask: Ask, question: str, told: list[str], not_told: str
) -> None:
    bills = [
        drawn([shop, ("02/05/2026", "10:14"), (thing, total), ("Service", "0.00"), ("TOTAL", total), ("Cash", total)])
        for shop, thing, total in (("BLUE KETTLE CAFE", "Scones", "9.45"), ("PAPER LANTERN BOOKS", "Atlas", "25.50"), ("FENWICK PHARMACY", "Plasters", "17.55"))
    ]  # fmt: skip
    said = ask(question, *bills).text
    assert all(part in said for part in told), said
    assert not_told not in said


def test_the_one_of_another_day_is_told(ask: Ask) -> None:
    bills = [
        drawn([shop, (day, "10:14"), ("Scones", "9.45"), ("TOTAL", "9.45"), ("Cash", "9.45")])
        for shop, day in (
            ("BLUE KETTLE CAFE", "02/05/2026"),
            ("PAPER LANTERN", "02/05/2026"),
            ("FENWICK", "03/05/2026"),
        )
    ]
    said = ask("Which receipt is from another day?", *bills).text
    assert "Image 3" in said
    assert "Image 1" not in said
