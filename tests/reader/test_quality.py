"""Quality: what a person would complain about, and nothing where a person would not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.reader.conftest import Ask
from tests.reader.drawing import Sheet

from fovea.engines.reader.look.quality import measure
from fovea.engines.reader.values import Line
from fovea.values import Pixels


def page() -> Sheet:
    sheet = Sheet()
    for k in range(10):
        sheet.write(30, 40 + 38 * k, f"Line {k}: ordinary print on white paper", "lm", size=20)
    return sheet


def test_a_clean_page_has_no_defects() -> None:
    sheet = page()
    assert measure(sheet.pixels, sheet.lines).good


@pytest.mark.parametrize(
    ("harm", "defect"),
    [
        (lambda p: np.asarray(cv2.GaussianBlur(p, (0, 0), 3.0)), "blurred"),
        (lambda p: (p * 0.12).astype(np.uint8), "dark"),
        (lambda p: (p * 0.1 + 110).astype(np.uint8), "low contrast"),
        (lambda p: (p * 0.4 + 100).astype(np.uint8), "low contrast"),
        (lambda p: np.ascontiguousarray(p[:150, :150]), "tiny"),
        (lambda p: np.full_like(p, 200), "blank"),
    ],
    ids=["blurred", "dark", "low contrast", "faded", "tiny", "blank"],
)
def test_each_harm_is_named(harm, defect: str) -> None:  # type: ignore[no-untyped-def]
    assert defect in measure(harm(page().pixels)).defects


def test_a_picture_of_nothing_but_soft_tones_is_blurred() -> None:
    """Steps between the levels of a slow gradient are as sharp as edges, and are none."""
    rows = np.linspace(0, 1, 600)[:, None, None]
    sky = np.repeat((1 - rows) * np.array([66, 138, 230]) + rows * np.array([170, 205, 245]), 900, axis=1)
    sky[360:] = (20, 60, 25)
    soft: Pixels = np.asarray(cv2.GaussianBlur(sky.astype(np.uint8), (0, 0), 14))
    assert "blurred" in measure(soft).defects
    assert "blurred" not in measure(sky.astype(np.uint8)).defects


def test_print_so_soft_that_it_is_pale_is_blurred_and_paper_is_not() -> None:
    sheet = np.full((520, 700, 3), (236, 231, 219), np.uint8)
    for n in range(3):
        cv2.putText(sheet, "Auditions for the show", (70, 150 + 80 * n), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (51, 51, 51), 3)
    soft: Pixels = np.asarray(cv2.GaussianBlur(sheet, (0, 0), 16))
    assert "blurred" in measure(soft).defects
    grain = np.random.default_rng(1).normal(0, 1, sheet.shape)
    assert "blurred" not in measure(np.clip(np.full_like(sheet, 230) + grain, 0, 255).astype(np.uint8)).defects


def turned(lines: list[Line], width: int) -> list[Line]:
    """The same boxes after a quarter turn."""
    return [Line(x.text, tuple((y, width - a) for a, y in x.quad), x.confidence) for x in lines]  # type: ignore[arg-type]


def test_text_on_its_side_is_noticed_and_vertical_writing_is_not() -> None:
    sheet = page()
    on_side = turned(sheet.lines, sheet.width)
    pixels: Pixels = np.ascontiguousarray(np.rot90(sheet.pixels))
    assert "sideways" in measure(pixels, on_side).defects
    columns = [Line(x.text, x.quad, x.confidence, vertical=True) for x in on_side]
    assert "sideways" not in measure(pixels, columns).defects


def test_a_skewed_page_is_measured() -> None:
    lines = [
        Line("text", ((0, y), (200, y + 14), (199, y + 34), (-1, y + 20)), 0.9) for y in range(0, 200, 40)
    ]  # fmt: skip
    found = measure(page().pixels, [line for line in lines if line.width > 3 * line.height] or lines)
    assert found.skew_degrees == pytest.approx(4.0, abs=0.2)
    assert "skewed" in found.defects


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Is this picture sharp?", "No. The image is blank"),
        ("這張照片清楚嗎？", "不是。這張圖像是空白的"),
        ("Is the quality good?", "No. "),
    ],
)
def test_a_black_picture_is_not_called_clear(ask: Ask, question: str, told: str) -> None:
    assert ask(question, np.full((240, 320, 3), 12, np.uint8)).text.startswith(told)


@pytest.mark.parametrize("question", ["What is the quality of this image?", "这张图的质量怎么样？"])
def test_the_quality_of_a_picture_is_asked_in_these_words_too(ask: Ask, question: str) -> None:
    assert any(word in ask(question, page().pixels).text for word in ("is sharp and well lit", "清晰且光线足够"))
