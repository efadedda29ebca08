"""Questions about a picture as a picture: its size and light, the colours of its parts, and how its shapes stand."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests.reader.conftest import Ask, drawn
from tests.reader.drawing import bar_chart

from fovea.engines.reader.answer.measured import is_gray
from fovea.engines.reader.ask.sights import left_over
from fovea.engines.reader.language.folding import plain
from fovea.engines.reader.look.pictures import colour_name, shapes
from fovea.values import Pixels


def in_a_row() -> Image.Image:
    image = Image.new("RGB", (800, 240), (245, 245, 245))
    pen = ImageDraw.Draw(image)
    pen.ellipse((40, 80, 120, 160), fill=(220, 20, 20))
    pen.rectangle((240, 60, 360, 180), fill=(250, 220, 30))
    pen.polygon([(450, 180), (570, 180), (510, 60)], fill=(30, 150, 60))
    pen.ellipse((640, 60, 760, 180), fill=(30, 80, 220))
    return image


def halves() -> Pixels:
    image = Image.new("RGB", (640, 400), (40, 90, 200))
    ImageDraw.Draw(image).rectangle((320, 0, 640, 400), fill=(250, 225, 40))
    return np.array(image)


def framed() -> Pixels:
    image = Image.new("RGB", (400, 560), (240, 130, 30))
    ImageDraw.Draw(image).rectangle((40, 40, 360, 520), fill=(205, 238, 205))
    return np.array(image)


def night() -> Pixels:
    picture = np.random.default_rng(0).normal(14, 3, (480, 720, 3))
    y, x = np.mgrid[0:480, 0:720]
    picture[(x - 600) ** 2 + (y - 80) ** 2 < 40**2] = 240
    return np.clip(picture, 0, 255).astype(np.uint8)


def through_jpeg(image: Image.Image, quality: int, grain: float) -> Pixels:
    noisy = np.asarray(image, np.float32) + np.random.default_rng(0).normal(0, grain, (*image.size[::-1], 3))
    buffer = io.BytesIO()
    Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=quality)
    return np.array(Image.open(buffer).convert("RGB"))


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Which circle is bigger, the red or the blue one?", "largest: a blue circle", "red"),
        ("What is between the circle and the triangle?", "yellow square", "blue"),
        ("What is to the right of the triangle?", "blue circle", "red"),
        ("What is the second shape from the left?", "yellow square", "circle"),
        ("How many kinds of shapes are there?", "3: circle", "4"),
        ("有幾種圖形？", "3 個", "4"),
        ("Which colour is the third from the right?", "yellow", "red"),
        ("Are any shapes the same colour?", "No.", "Yes"),
        ("How many shapes are right of the square?", "2: a green triangle", "red"),
        ("左邊第一個圖形是什麼顏色？", "紅色圓形", "黃"),
        ("¿Qué forma está a la izquierda del triángulo?", "cuadrado amarillo", "rojo"),
        ("Is the square left of the triangle?", "Yes.", "No."),
        ("三角形在正方形的左邊嗎？", "不是。", "是的"),
        ("How many shapes are not red?", "about 3", "red"),
        ("How many corners does the green shape have?", "3 corners", "4 corners"),
        ("Are the two circles the same colour?", "No.", "Yes"),
        ("From left to right, which colours are the shapes?", "a red circle (left); a yellow square", "I count"),
        ("方形在哪裡？", "黃色正方形", "找不到"),
    ],
)
def test_shapes_are_told_by_how_they_stand(ask: Ask, question: str, said: str, not_said: str) -> None:
    text = ask(question, np.array(in_a_row())).text
    assert said in text, text
    assert not_said not in text, text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("¿Qué tamaño tiene la imagen?", "640 × 400"),
        ("這張圖有多大？", "640 × 400"),
        ("How many pixels is it?", "640 × 400"),
        ("What is the aspect ratio?", "8:5"),
        ("Is the picture portrait or landscape?", "landscape"),
        ("What colour is the right half?", "The right half of the image: yellow."),
        ("左邊是什麼顏色？", "左側：藍色。"),
        ("What percentage is blue?", "50 %"),
        ("Is there any red?", "No. I find no red"),
        ("這張圖有幾種顏色？", "2 種顏色"),
        ("Is it black and white?", "No."),
        ("¿Es más clara la mitad derecha que la mitad izquierda?", "Sí."),
    ],
)
def test_a_picture_and_its_parts_are_measured(ask: Ask, question: str, said: str) -> None:
    text = ask(question, halves()).text
    assert said in text, text


def test_a_border_is_not_what_it_frames(ask: Ask) -> None:
    text = ask("What colour is the border?", framed()).text
    assert "orange" in text
    assert "green" not in text
    text = ask("中間是什麼顏色？", framed()).text
    assert "淺綠色" in text
    assert "橙" not in text


def test_two_of_one_colour_are_enough_and_rows_are_doubted(ask: Ask) -> None:
    picture = in_a_row()
    ImageDraw.Draw(picture).rectangle((160, 90, 210, 140), fill=(220, 20, 20))
    assert ask("Are any shapes the same colour?", np.array(picture)).text.startswith("Yes")
    assert ask("Are all shapes the same colour?", np.array(picture)).text.startswith("No")
    assert "triangle" in ask("Which shape is there only once?", np.array(picture)).text
    assert not ask("How many rows of shapes are there?", np.array(picture)).sure


def test_stripes_are_told_in_their_order(ask: Ask) -> None:
    assert ask("What colour is the second from the left?", halves()).text == "Yellow."


def test_the_light_has_a_place_and_a_level(ask: Ask) -> None:
    assert "top right" in ask("Where is the brightest spot?", night()).text
    assert "右上" in ask("最亮的地方在哪裡？", night()).text
    assert ask("Is the picture dark?", night()).text.startswith("Yes.")
    assert ask("How many faces can you see?", night()).text.startswith("No faces")
    assert "cannot name the objects" in (told := ask("What is in the photo?", night()).text)
    assert "It reads" not in told


def test_the_highest_value_of_a_chart_is_no_size_of_the_picture(ask: Ask) -> None:
    chart = bar_chart({"": [32.0, 81.0, 17.0, 55.0]}, ["North", "South", "East", "West"], 100).pixels
    for question in ("¿Cuál es el valor más alto?", "哪一個數值最高？", "Where is it the highest?"):
        assert "South" in ask(question, chart).text
    assert "640" in ask("How wide is the picture?", chart).text


def test_a_word_that_is_not_about_pictures_leaves_the_question_to_the_text(ask: Ask) -> None:
    page = drawn([("Width", "90 cm"), ("Height", "180 cm"), ("Colour", "dark green"), ("Price", "240.00")])
    assert "90 cm" in ask("What is the width?", page).text
    assert "480 ×" in ask("How wide is the picture?", page).text
    assert left_over("where is the brightest spot") == []
    assert left_over("where is the brightest lamp") == ["lamp"]
    assert left_over(plain("¿De qué color es el coche de la izquierda?")) == ["coche"]


@pytest.mark.parametrize(("quality", "grain"), [(25, 0), (40, 8), (60, 14)])
def test_shapes_are_found_through_noise_and_jpeg(quality: int, grain: float) -> None:
    found = [(s.kind, s.colour) for s in shapes(through_jpeg(in_a_row(), quality, grain))]
    assert sorted(found) == [("circle", "blue"), ("circle", "red"), ("square", "yellow"), ("triangle", "green")]


def test_shapes_cut_off_by_the_border_count_and_halves_do_not() -> None:
    image = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 90, 90), fill=(40, 80, 220))
    assert [(s.kind, s.place) for s in shapes(np.array(image))] == [("square", "top left")]
    assert shapes(halves()) == ()


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((214, 240, 214), "green"), ((232, 245, 233), "green"), ((212, 230, 250), "blue"), ((173, 216, 230), "blue"),
        ((252, 218, 226), "pink"), ((232, 220, 246), "purple"), ((255, 249, 196), "yellow"), ((253, 246, 222), "beige"),
        ((253, 253, 251), "white"), ((245, 245, 245), "white"), ((248, 249, 252), "white"), ((211, 211, 211), "gray"),
    ],
)  # fmt: skip
def test_a_tint_is_called_by_its_colour_and_paper_stays_white(rgb: tuple[int, int, int], name: str) -> None:
    assert colour_name(rgb) == name


def test_gray_is_gray_through_jpeg() -> None:
    assert is_gray(through_jpeg(Image.fromarray(night()).convert("L").convert("RGB"), 50, 0))
    assert not is_gray(halves())
