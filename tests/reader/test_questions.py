"""Questions as people put them: about forms, tables, lists, letters and screens, with their answers quoted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import jsonschema
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.reader.conftest import Ask, drawn, turn

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.answer.reckon import operation_asked
from fovea.engines.reader.ask.people import asks_to_identify
from fovea.values import Pixels, Prompt, Text, Turn


def placed(width: int, height: int, *marks: tuple[int, int, int, str]) -> Pixels:
    """Texts at (x, y, size)."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for x, y, size, text in marks:
        draw.text((x, y), text, font=ImageFont.load_default(size), fill="black")
    return np.array(image)


def grid(*rows: tuple[str, ...], step: int = 170) -> Pixels:
    return placed(
        40 + step * len(rows[0]),
        60 + 46 * len(rows),
        *((30 + step * x, 30 + 46 * y, 22, text) for y, row in enumerate(rows) for x, text in enumerate(row)),
    )


PASS = placed(
    760, 260,
    (30, 20, 18, "Passenger"), (300, 20, 18, "Flight"), (540, 20, 18, "Gate"), (30, 46, 28, "NOVAK / EVA"), (300, 46, 28, "KX 204"), (540, 46, 28, "C11"),
    (30, 130, 18, "From"), (300, 130, 18, "To"), (540, 130, 18, "Seat"), (30, 156, 28, "Porto"), (300, 156, 28, "Vienna"), (540, 156, 28, "8A"),
)  # fmt: skip
SCORES = grid(("Rank", "Swimmer", "Club", "Seconds"), ("1", "Ada Kern", "Otters", "58"), ("2", "Bo Lind", "Pikes", "61"), ("3", "Cy Marsh", "Otters", "66"))  # fmt: skip
MENU = drawn([("Tomato soup", "4.50"), ("Roast lamb", "16.00"), ("Plum cake", "5.25"), "Closed on Mondays"])
LETTER = drawn(
    ["Northgate Dental Practice", "Miss Ruth Adeyemi", "4 Hill Rise, Bath", "Dear Miss Adeyemi,", "Your check-up is on Tuesday 9 June at 3 pm.", "Please arrive ten minutes early.", "Yours sincerely,", "Colin Frost"],
    width=640,
)  # fmt: skip


@pytest.mark.parametrize(
    ("picture", "question", "wanted"),
    [
        (PASS, "Which gate do I need, please?", "C11"),
        (PASS, "從哪裡出發？", "Porto"),
        (PASS, "¿Qué asiento tengo?", "8A"),
        (SCORES, "Who came second?", "Bo Lind"),
        (SCORES, "Which club does Cy Marsh swim for?", "Otters"),
        (SCORES, "How many swimmers are from the Otters?", "2"),
        (SCORES, "Who was the slowest, i.e. had the most seconds?", "Cy Marsh"),
        (SCORES, "How many seconds separate Ada Kern and Bo Lind?", "3"),
        (SCORES, "What is the average of the seconds?", "61.67"),
        (MENU, "How much would soup and cake be together?", "9.75"),
        (MENU, "What is the cheapest dish?", "Tomato soup"),
        (MENU, "¿Qué día cierran?", "Mondays"),
        (LETTER, "Who is the letter addressed to?", "Ruth Adeyemi"),
        (LETTER, "Who signed it?", "Colin Frost"),
        (LETTER, "when is the check-up", "9 June"),
    ],
)
def test_a_question_is_answered_from_the_page(ask: Ask, picture: Pixels, question: str, wanted: str) -> None:
    assert wanted in ask(question, picture).text


@pytest.mark.parametrize(
    ("picture", "question"),
    [
        (PASS, "What is the booking reference?"),
        (SCORES, "How many points does Dana Voss have?"),
        (MENU, "How much is the lobster?"),
        (LETTER, "What does the treatment cost?"),
    ],
)
def test_what_the_page_does_not_say_is_not_told(ask: Ask, picture: Pixels, question: str) -> None:
    assert not ask(question, picture).sure


def test_what_was_reckoned_names_its_numbers(ask: Ask) -> None:
    answer = ask("How much would soup and cake be together?", MENU)
    assert {"4.50", "5.25"} <= {found.text for found in answer.evidence}


def test_empty_fields_are_told_apart_from_filled_ones(ask: Ask) -> None:
    form = drawn([("Name:", "Ivo Blake"), "Company:", ("Time in:", "10:40"), "Signature:"])
    assert "Company" in ask("What is missing on this form?", form).text
    answer = ask("Which company is he from?", form)
    assert "empty" in answer.text
    assert not answer.sure
    assert ask("Is it signed?", form).text.startswith("No")


def test_buttons_are_known_by_their_boxes(ask: Ask) -> None:
    image = Image.new("RGB", (700, 300), "#f4f4f4")
    draw = ImageDraw.Draw(image)
    draw.text((40, 40), "Keep the draft?", font=ImageFont.load_default(30), fill="black")
    for x, text in ((60, "Discard it"), (300, "Keep it")):
        draw.rounded_rectangle((x, 180, x + 180, 230), 8, fill="white", outline="#777777", width=2)
        draw.text((x + 90, 205), text, font=ImageFont.load_default(22), fill="black", anchor="mm")
    text = ask("Which buttons can I press?", np.array(image)).text
    assert "Discard it" in text
    assert "Keep it" in text


def test_what_changed_between_two_lists_is_told_in_numbers(ask: Ask) -> None:
    old, new = (drawn([("Adult", a), ("Child", "5.00"), *extra]) for a, extra in (("9.00", ["Senior"]), ("11.00", [])))
    assert "9.00 → 11.00" in ask("Which prices went up?", old, new).text
    assert "Child" not in ask("Which prices went up?", old, new).text
    assert "Senior" in ask("What was removed?", old, new).text


def test_a_follow_up_takes_the_rest_from_the_question_before(reader: ReaderEngine) -> None:
    first = turn(SCORES, "Which club is Ada Kern in?")
    said = Turn("assistant", (Text("Otters."),))
    assert "Pikes" in reader.answer(Prompt((first, said, turn("And Bo Lind?")))).text


SCHEMAS: tuple[dict[str, Any], ...] = (
    {
        "type": "object",
        "properties": {
            "ticket": {
                "type": "object",
                "properties": {"seat": {"type": "string"}, "price": {"type": ["number", "null"]}},
                "required": ["seat", "price"],
                "additionalProperties": False,
            },
            "class": {"enum": ["first", "second", "unknown"]},
            "day": {"type": "string", "format": "date"},
            "stops": {"type": "array", "items": {"type": "string"}, "minItems": 1},
            "rating": {"type": "number", "exclusiveMinimum": 0, "maximum": 5},
            "valid": {"type": "boolean"},
        },
        "required": ["ticket", "class", "day", "stops", "rating", "valid"],
        "additionalProperties": False,
    },
    {
        "$defs": {"row": {"type": "object", "properties": {"rank": {"type": "integer"}, "swimmer": {"type": "string"}, "note": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "required": ["rank", "swimmer", "note"], "additionalProperties": False}},
        "type": "object",
        "properties": {"rows": {"type": "array", "items": {"$ref": "#/$defs/row"}}},
        "required": ["rows"],
    },
)  # fmt: skip


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("picture", [PASS, SCORES, LETTER], ids=["pass", "scores", "letter"])
def test_a_schema_is_kept_whatever_the_picture_has(ask: Ask, picture: Pixels, schema: Mapping[str, Any]) -> None:
    said = json.loads(ask("Extract.", picture, schema=dict(schema)).text)
    jsonschema.validate(said, schema, format_checker=jsonschema.FormatChecker())


def test_a_schema_is_filled_with_what_the_picture_has(ask: Ask) -> None:
    rows = json.loads(ask("Extract.", SCORES, schema=SCHEMAS[1]).text)["rows"]
    assert [(row["rank"], row["swimmer"], row["note"]) for row in rows] == [(1, "Ada Kern", None), (2, "Bo Lind", None), (3, "Cy Marsh", None)]  # fmt: skip
    assert json.loads(ask("Extract.", PASS, schema=SCHEMAS[0]).text)["ticket"] == {"seat": "8A", "price": None}


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("any idea who that might be?", "yes"),
        ("What do they call this gentleman?", "yes"),
        ("Is the man in this picture Tom Hanks?", "yes"),
        ("是不是周杰倫？", "yes"),
        ("照片左邊那位女士是誰啊", "yes"),
        ("¿quién sale en la foto?", "yes"),
        ("¿Es Shakira?", "maybe"),
        ("who is this letter addressed to?", "no"),
        ("Who signed it?", "no"),
        ("誰開立的發票？", "no"),
        ("¿Cómo se llama el restaurante?", "no"),
    ],
)
def test_people_are_told_from_roles_on_paper(question: str, verdict: str) -> None:
    assert asks_to_identify(question) == verdict


def test_a_name_is_refused_only_where_no_text_could_be_meant(ask: Ask) -> None:
    """ "Is that Madonna?" of a photo asks who somebody is; of a page it asks for a word."""
    grey = np.full((64, 64, 3), 128, np.uint8)
    assert ask("Is that Madonna?", grey).text.startswith("I do not identify people")
    assert not ask("Is that Madonna?", MENU).text.startswith("I do not identify people")


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("How much are A and B together?", "sum"),
        ("By how much did it rise?", "difference"),
        ("三月比二月多多少？", "difference"),
        ("平均是多少？", "average"),
        ("What do you mean by total?", None),
        ("I mean the total", None),
    ],
)
def test_what_is_to_be_reckoned_is_heard(question: str, operation: str | None) -> None:
    assert operation_asked(question) == operation


def _banded(rows: list[tuple[str, ...]]) -> Pixels:
    """A table with rules between its rows alone; "\\n" in a cell is a name that takes two lines."""
    image = Image.new("RGB", (760, 60 + 70 * len(rows)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(20)
    for n, row in enumerate(rows):
        for column, text in enumerate(row):
            for line, part in enumerate(text.split("\n")):
                top = 30 + 70 * n + (24 * line if "\n" in text else 12)
                draw.text((30 + 175 * column, top), part, font=font, fill="black")
        draw.line((30, 88 + 70 * n, 730, 88 + 70 * n), fill="#999", width=1)
    return np.array(image)


HIRE = _banded(
    [
        ("Boat", "Seats", "Fee", "Cabin"),
        ("Heron", "4", "£35.00", "No"),
        ("Grey\nGoose", "8", "£62.00", "Yes"),
        ("Otter 2", "6", "£48.00", "Yes"),
        ("Teal", "2", "£19.00", "No"),
    ]
)


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("Which boats have a cabin?", ["Grey Goose", "Otter 2"], ["Heron", "Teal"]),
        ("Which boats cost more than 40?", ["Grey Goose", "Otter 2"], ["Heron", "Teal"]),
        ("Which boat is the cheapest?", ["Teal"], ["Heron"]),
        ("¿Qué barcos cuestan menos de 40?", ["Heron", "Teal"], ["Goose"]),
        ("How much more is the Otter 2 than the Heron?", ["13"], []),
    ],
)
def test_records_between_rules_are_picked_out(ask: Ask, question: str, named: list[str], others: list[str]) -> None:
    answer = ask(question, HIRE)
    assert all(name in answer.text for name in named), answer.text
    assert not any(name in answer.text for name in others), answer.text


def test_what_the_words_of_a_page_cannot_settle_is_not_answered_with_no(ask: Ask) -> None:
    answer = ask("Is it safe to row in a storm?", HIRE)
    assert not answer.sure
    assert not answer.text.startswith("No")
