"""Photos and drawings from a person's own disk: what is seen in them, what is read, and what is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.reader.conftest import Ask

from fovea.engines.reader.language.lexicon import language_of
from fovea.engines.reader.language.phrases import say
from fovea.engines.reader.look.pictures import shape_kind
from fovea.values import Pixels


def _workshop() -> Pixels:
    """Soft patches with grain, and small writing on a thing in them."""
    rng = np.random.default_rng(1)
    soft = cv2.resize(rng.integers(40, 200, (9, 12, 3), np.uint8), (960, 720), interpolation=cv2.INTER_CUBIC)
    photo = np.clip(soft + rng.normal(0, 6, soft.shape), 0, 255).astype(np.uint8)
    for n, words in enumerate(("NORDLYS", "CARBON STEEL", "RIPPING BLADE", "SHARP EDGE")):
        cv2.putText(photo, words, (400, 300 + 26 * n), cv2.FONT_HERSHEY_DUPLEX, 0.55, (255, 255, 255), 1, cv2.LINE_AA)
    return photo


WORKSHOP = _workshop()


def test_a_photo_with_writing_on_it_is_no_page(ask: Ask) -> None:
    said = ask("Describe this image.", WORKSHOP).text
    assert "a photo" in said
    assert "page" not in said
    assert say("en", "photo") in said
    assert "RIPPING BLADE" in said


@pytest.mark.parametrize("question", ["What brand is the saw?", "¿Qué herramienta es?", "這是什麼工具？"])
def test_what_a_photo_shows_is_not_known_but_what_is_written_there_is_told(ask: Ask, question: str) -> None:
    answer = ask(question, WORKSHOP)
    assert say(language_of(question), "photo") in answer.text
    assert "NORDLYS" in answer.text


@pytest.mark.parametrize(
    "question", ["What is the man holding?", "How old is the person?", "這個人穿什麼？", "¿Qué lleva la mujer?"]
)
def test_what_people_do_or_wear_is_not_told_by_their_faces(ask: Ask, question: str) -> None:
    answer = ask(question, WORKSHOP)
    assert not answer.sure
    assert say(language_of(question), "photo") in answer.text


def test_the_colour_of_a_thing_in_a_photo_is_doubted_and_that_of_the_photo_is_not(ask: Ask) -> None:
    assert not ask("What colour is the wood?", WORKSHOP).sure
    assert ask("What are the main colours?", WORKSHOP).sure
    assert ask("¿Qué colores predominan?", WORKSHOP).sure


def test_the_bands_of_a_flag_are_no_text(ask: Ask) -> None:
    flag = np.zeros((600, 900, 3), np.uint8)
    for n, colour in enumerate(((174, 28, 40), (255, 255, 255), (33, 70, 139))):
        flag[200 * n : 200 * (n + 1)] = colour
    said = ask("Describe this image.", flag).text
    assert "a drawing" in said
    assert "cannot read" not in said
    assert ask("Is this a receipt?", flag).text.startswith("No")


def test_a_slanted_shape_of_four_corners_is_named() -> None:
    slanted = np.array([[[0, 0]], [[60, 10]], [[75, 52]], [[15, 42]]], np.int32)
    assert shape_kind(slanted) == "polygon"


def test_a_part_that_cannot_be_read_is_not_told_of(ask: Ask) -> None:
    for question in ("What does the blurred line say?", "模糊的那行寫什麼？"):
        assert not ask(question, WORKSHOP).sure


def test_whether_it_is_dark_is_answered_by_yes_or_no(ask: Ask) -> None:
    assert ask("這張照片偏暗嗎？", np.asarray(WORKSHOP // 8)).text.startswith("是")
