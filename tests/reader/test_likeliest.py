"""Where no rule finds the answer, the likeliest places of the page are named, with a doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.reader.conftest import Ask, Shot, drawn

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.answer.ranked import held_against
from fovea.engines.reader.answer.voice import Said, Voice
from fovea.engines.reader.ask import Request, Shown
from fovea.engines.reader.find.likeliest import chance_of, likeliest, places_told
from fovea.engines.reader.find.places import MOST_LINES, places
from fovea.engines.reader.language.lexicon import wanted
from fovea.engines.reader.steps import Examination, Step
from fovea.values import Pixels

BOOKING = drawn(
    ["Harbour House", ("Guest", "Anton Vresky"), ("Room", "Double, sea view"), ("Check-in", "13 March, from 15:00"),
     ("Check-out", "16 March, until 11:00"), ("Breakfast", "Included"), ("Parking", "12.00 a day"),
     ("Confirmation no.", "HL-70962-Q"), ("Total", "433.50"), ("Deposit paid", "100.00")], width=620,
)  # fmt: skip


def examined(reader: ReaderEngine, pixels: Pixels) -> Examination:
    assert reader._ocr is not None
    return Examination(reader._ocr, lambda: pixels)


def test_the_place_is_among_the_likeliest_though_it_shares_no_word_with_the_question(reader: ReaderEngine) -> None:
    found = likeliest(examined(reader, BOOKING), wanted("from what hour may one move in?"))
    assert any("15:00" in place.quote for place, _ in found)


def test_what_is_only_likely_is_never_sure(ask: Ask) -> None:
    said = ask("from what hour may one move in?", BOOKING)
    assert not said.sure
    assert "15:00" in said.text


def test_chances_are_of_one_page_and_fall(reader: ReaderEngine) -> None:
    found = likeliest(examined(reader, BOOKING), wanted("Who stays there?"), most=5)
    chances = [chance for _, chance in found]
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1.0001
    assert len({place.quote for place, _ in found}) == len(found)


def test_the_line_that_answers_is_likelier_than_another(reader: ReaderEngine) -> None:
    examination, want = examined(reader, BOOKING), wanted("What is the total?")
    right, other = (chance_of(examination, want, quoted, "") for quoted in ({"Total", "433.50"}, {"Room"}))
    assert right is not None
    assert right > 0.5
    assert other is not None
    assert other < 0.02


@pytest.mark.parametrize(("quoted", "sure"), [("433.50", True), ("Double, sea view", False)])
def test_an_answer_that_the_ranking_finds_unlikely_is_said_with_a_doubt(
    reader: ReaderEngine, quoted: str, sure: bool
) -> None:
    shown = Shown(1, 0, Shot(BOOKING), None)
    examination = examined(reader, BOOKING)
    voice = Voice(Request("find", "en", "What is the total?", (shown,), (shown,)), lambda _: examination)
    lines = [line for line in examination.page().lines if line.text == quoted]
    answer = Said(f"I read: “{quoted}”.", voice.evidence(shown, examination.page(), lines))
    said = list(held_against(voice, shown, examination, [answer]))
    assert answer in said
    assert all(one.sure for one in said) == sure


def test_a_page_without_text_has_no_likely_place(reader: ReaderEngine) -> None:
    assert likeliest(examined(reader, drawn([], width=300)), wanted("Who stays there?")) == []


def test_of_a_page_with_very_many_lines_no_place_is_looked_at(reader: ReaderEngine) -> None:
    examination = examined(reader, BOOKING)
    page = examination.page()
    many = page.lines * (MOST_LINES // len(page.lines) + 1)
    examination.done["arrange"] = Step("arrange", replace(page, lines=many), 0.0)
    assert places(examination) == []


def test_every_place_is_told_by_as_many_features_as_the_model_has_weights(reader: ReaderEngine) -> None:
    examination, want = examined(reader, BOOKING), wanted("When does it end?")
    known, told = places_told(examination, want)
    assert told.shape[0] == len(known)
    assert likeliest(examination, want)
