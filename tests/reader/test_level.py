"""Pages photographed at a slant: levelled before rules, boxes and axes are looked for, and told of as they were sent."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.reader.conftest import RECEIPT, Ask, drawn
from tests.reader.drawing import bar_chart, table

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.read.level import level
from fovea.engines.reader.values import Line, Page
from fovea.values import Pixels, Size

FORM = table(
    [
        ("Boat", "Owner", "Length", "Berth"),
        ("Kittiwake", "Tamsin Varley", "9.4 m", "12"),
        ("Sula", "Bram Okafor", "11.2 m", "7"),
        ("Astrid", "Noor Haddad", "8.1 m", "31"),
        ("Merganser", "Ida Lindqvist", "10.6 m", "4"),
    ],
    (150, 190, 130, 110),
)


def leaning(pixels: Pixels, degrees: float, margin: int = 40) -> Pixels:
    """The page on a desk, turned clockwise."""
    wide = cv2.copyMakeBorder(pixels, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(205, 200, 190))
    height, width = wide.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    turned = cv2.warpAffine(wide, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(205, 200, 190))
    return np.asarray(turned, np.uint8)


@pytest.mark.parametrize("degrees", [-2.5, 1.5])
def test_a_leaning_table_is_a_table(ask: Ask, degrees: float) -> None:
    answer = ask("Which berth has the Astrid?", leaning(FORM, degrees))
    assert answer.sure, answer.text
    assert "31" in answer.text
    assert "| Sula | Bram Okafor | 11.2 m | 7 |" in ask("Give the table as Markdown.", leaning(FORM, degrees)).text


def test_a_leaning_chart_keeps_its_bars(ask: Ask) -> None:
    chart = bar_chart({"Boats": [18, 34, 46, 25]}, ["Arden", "Burrow", "Cley", "Dunn"], 50).pixels
    answer = ask("Which has the fewest?", leaning(chart, 1.4))
    assert "Arden" in answer.text
    assert float(answer.text.split("≈")[1].strip(" .")) == pytest.approx(18, rel=0.05)


def test_evidence_stands_where_it_stands_on_the_picture_that_was_sent(ask: Ask) -> None:
    straight, slanted = leaning(RECEIPT, 0), leaning(RECEIPT, 3)
    corners = [ask("What is the total?", picture).evidence[-1].quad[0] for picture in (straight, slanted)]
    height, width = straight.shape[:2]
    moved = cv2.getRotationMatrix2D((width / 2, height / 2), -3, 1) @ np.array([*corners[0], 1])
    assert corners[1] == pytest.approx(tuple(moved), abs=6)


def test_it_is_still_said_that_a_page_was_skewed(reader: ReaderEngine) -> None:
    steps = {step.name: step.value for step in reader.explain(leaning(RECEIPT, 3))}
    assert "skewed" in steps["quality"].defects  # type: ignore[attr-defined]


def lines(*degrees: float) -> tuple[Line, ...]:
    found = []
    for n, angle in enumerate(degrees):
        y, drop = 40.0 + 40 * n, 300 * np.tan(np.radians(angle))
        found.append(Line("words", ((20, y), (320, y + drop), (320, y + drop + 20), (20, y + 20)), 0.99))
    return tuple(found)


@pytest.mark.parametrize(
    ("degrees", "leans"),
    [
        ((2, 2, 2.1, 1.9), True),
        ((0.2, 0.2, 0.1, 0.3), False),
        ((2, -4, 6, 0, -3), False),
        ((30, 30, 30, 30), False),
    ],
    ids=["alike", "hardly", "each for itself", "too far"],
)
def test_lines_that_lean_alike_are_levelled(degrees: tuple[float, ...], leans: bool) -> None:
    page = Page(Size(400, 300), lines=lines(*degrees))
    found = level(page, lambda: np.full((300, 400, 3), 255, np.uint8))
    assert (found.lean is not None) == leans
    for before, after in zip(page.lines, found.lines, strict=True):
        for corner, back in zip(before.quad, found.on_picture(after.quad), strict=True):
            assert back == pytest.approx(corner)


def _from_one_side(pixels: Pixels) -> Pixels:
    """As photographed from one side and from below: the upper rows lie level, the lowest lean, as one over the other."""
    height, width = pixels.shape[:2]
    framed = cv2.copyMakeBorder(pixels, 60, 140, 60, 60, cv2.BORDER_CONSTANT, value=(90, 74, 58))
    here = np.array([(60, 60), (60 + width, 60), (60 + width, 60 + height), (60, 60 + height)], np.float32)
    there = np.array([(60, 70), (width, 66), (30 + width, height + 30), (75, height + 120)], np.float32)
    return np.asarray(
        cv2.warpPerspective(framed, cv2.getPerspectiveTransform(here, there), framed.shape[1::-1]), np.uint8
    )


def test_rows_that_fan_out_have_their_own_values(ask: Ask) -> None:
    bill = drawn(
        ["Aguas de Montearagón, S.A. de Huesca y su comarca", ("Factura número", "2025/0048213"), ("Fecha de emisión", "20/03/2025"), ("Titular de la póliza", "Rosario Belmonte Vidal"), ("Periodo facturado", "14/01/2025 - 13/03/2025"), ("Cuota de servicio", "14,20 €"), ("Consumo de agua en el periodo", "20,70 €"), ("Alcantarillado municipal", "9,10 €"), ("Base imponible", "44,00 €"), ("IVA 10 %", "4,40 €"), ("TOTAL A PAGAR", "48,40 €"), "Se cargará en su cuenta el 02/04/2025."],
        width=760,
    )  # fmt: skip
    said = ask("How much is there to pay in total?", _from_one_side(bill))
    assert "48,40" in said.text
    assert "9,10" in ask("¿Cuánto es el alcantarillado?", _from_one_side(bill)).text


def test_short_words_lean_no_chart_whose_axes_stand_upright() -> None:
    """The ends of short words are found a pixel or two apart, which is a degree of such a word."""
    short = tuple(
        Line("name", ((x, 250.0), (x + 80, 251.3), (x + 80, 274), (x, 272.7)), 0.99) for x in (20, 120, 220, 310)
    )
    page = Page(Size(400, 300), lines=short)
    blank = np.full((300, 400, 3), 255, np.uint8)
    framed = cv2.rectangle(blank.copy(), (40, 20), (380, 240), (0, 0, 0), 1)
    assert level(page, lambda: blank).lean is not None
    assert level(page, lambda: framed).lean is None
