"""Parts of a page that a question names, and the language that it is in."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn

from fovea.values import Pixels


def page() -> Pixels:
    """A title, two headings with a paragraph each, a line at the foot."""
    image = Image.new("RGB", (760, 560), "white")
    pen = ImageDraw.Draw(image)
    pen.text((40, 30), "A Shed of One's Own", font=ImageFont.load_default(40), fill="black")
    for top, head, first, second in (
        (120, "The base", "Lay eight concrete slabs on sand, and check each", "of them with a spirit level before the next."),
        (270, "Walls and roof", "Larch boards last longest of all. The roof felt", "needs an overlap of 15 cm, or the rain gets in."),
    ):  # fmt: skip
        pen.text((40, top), head, font=ImageFont.load_default(28), fill="black")
        pen.text((40, top + 44), first, font=ImageFont.load_default(19), fill="black")
        pen.text((40, top + 72), second, font=ImageFont.load_default(19), fill="black")
    pen.text((40, 500), "Next month: the door", font=ImageFont.load_default(19), fill="black")
    return np.asarray(image)


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("Translate the headings.", "The base", "slabs"),
        ("What does the first paragraph say?", "slabs", "Larch"),
        ("Transcribe the part about the roof.", "15 cm", "slabs"),
        ("最後一行寫了什麼？", "Next month", "15 cm"),
        ("¿Qué pone arriba a la izquierda?", "Shed", "Larch"),
        ('Transcribe the first paragraph under the heading "Walls and roof".', "Larch", "slabs"),
    ],
)
def test_only_the_part_that_is_asked_for_is_given(ask: Ask, question: str, said: str, not_said: str) -> None:
    text = ask(question, page()).text
    assert said in text
    assert not_said not in text


def test_the_title_is_none_of_the_headings_below_it(ask: Ask) -> None:
    assert "About 2:" in ask("How many headings are there below the title?", page()).text


def test_the_language_of_a_page_is_told(ask: Ask) -> None:
    assert "English" in ask("What language is it written in?", page()).text
    assert "英文" in ask("這是用什麼語言寫的？", page()).text


def test_an_entry_of_a_numbered_list_is_given_by_its_number(ask: Ask) -> None:
    rules = drawn(["Pool rules", "1. Shower before you swim.", "2. No running on the deck.", "3. Caps in lane 4."])
    assert "Caps" in (text := ask("What is rule 3?", rules).text)
    assert "running" not in text
    text = ask("Read the first two rules.", rules).text
    assert "Shower" in text
    assert "running" in text
    assert "Caps" not in text


@pytest.mark.parametrize(
    ("sure", "question"),
    [
        (True, "Transcribe the page."),
        (True, "Transcribe the first paragraph."),
        (True, 'Transcribe the paragraph that begins with "Larch boards".'),
        (True, "Transcribe the last paragraph before the signature."),
        (True, "Translate the page into Spanish."),
        (False, "Transcribe the German sentence."),
        (False, "Transcribe the first paragraph that mentions sand."),
        (False, "請抄錄簽名下面的文字。"),
        (False, "Transcribe el texto en cursiva."),
    ],
)
def test_a_part_is_sure_where_all_that_is_said_of_it_led_to_it(ask: Ask, sure: bool, question: str) -> None:
    assert ask(question, page()).sure is sure


def test_a_clause_is_given_by_what_it_is_called(ask: Ask) -> None:
    lease = drawn(["Garage lease", "Article 8. Pets: none are kept.", "Article 9. Keys: two, handed back at the end."])
    for question in ("Transcribe article 9.", "What does clause 9 say?", "抄錄第九條。", "Copia el artículo 9."):
        answer = ask(question, lease)
        assert answer.sure
        assert "handed back" in answer.text
        assert "Pets" not in answer.text
    assert not ask("Transcribe article 7.", lease).sure


def test_all_entries_of_a_list_are_copied_without_what_is_no_entry(ask: Ask) -> None:
    rules = drawn(["Pool rules", "1. Shower before you swim.", "2. No running on the deck.", "3. Caps in lane 4."])
    for question in ("Copy out the rules.", "請把規則逐條抄出來。", "Copia las normas."):
        text = ask(question, rules).text
        assert "Shower" in text
        assert "Caps" in text
        assert "Pool rules" not in text
