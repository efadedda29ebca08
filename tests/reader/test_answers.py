"""What the reader answers: quoted, in the language asked for, about the picture asked about."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests.reader.conftest import RECEIPT, Ask, Shot, drawn, sample, turn

from fovea.engines.reader import ReaderEngine, explain
from fovea.values import Prompt, Text, TextDelta, ToolResult, Turn


def test_a_receipt_is_described_by_its_fields_and_quoted(ask: Ask) -> None:
    answer = ask("Describe this image.", RECEIPT)
    assert "a receipt" in answer.text
    assert "Total: 7.20" in answer.text
    assert "> MAPLE STREET BAKERY" in answer.text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is the total?", "7.20"),
        ("¿Cuál es el total?", "7.20"),
        ("總計是多少？", "7.20"),
        ("总计是多少？", "7.20"),
        ("How much is the rye bread?", "4.20"),
        ("How much change was given?", "2.80"),
        ("What is the date?", "19/08/2026"),
        ("Where is the shop?", "5 Maple Street"),
        ("Is there butter on it?", "Yes"),
    ],
)
def test_a_question_finds_its_line(ask: Ask, question: str, wanted: str) -> None:
    answer = ask(question, RECEIPT)
    assert wanted in answer.text
    assert answer.sure


def test_every_claim_quotes_text_and_place(ask: Ask) -> None:
    """The evidence's box lies on the picture where the text stands."""
    answer = ask("What is the total?", RECEIPT)
    assert {"TOTAL", "7.20"} <= {found.text for found in answer.evidence}
    total = next(found for found in answer.evidence if found.text == "TOTAL")
    ys = [y for _, y in total.quad]
    assert 20 + 7 * 39 - 8 <= min(ys) <= max(ys) <= 20 + 8 * 39 + 8


def test_evidence_of_a_turned_page_lies_on_the_picture_as_sent(ask: Ask) -> None:
    answer = ask("What is the total?", np.ascontiguousarray(np.rot90(RECEIPT)))
    total = next(found for found in answer.evidence if found.text == "TOTAL")
    xs, ys = [x for x, _ in total.quad], [y for _, y in total.quad]
    # Turned counter-clockwise, the eighth row is a column, and the left margin is the lower edge.
    assert 20 + 7 * 39 - 8 <= min(xs) <= max(xs) <= 20 + 8 * 39 + 8
    assert max(ys) >= RECEIPT.shape[1] - 40


def test_what_is_not_there_is_not_found(ask: Ask) -> None:
    answer = ask("How much is the croissant?", RECEIPT)
    assert not answer.sure
    assert "cannot find" in answer.text


@pytest.mark.parametrize(
    ("system", "start"),
    [
        ("Respond only in Spanish.", "La imagen es un recibo"),
        ("只用西班牙語回應。", "La imagen es un recibo"),
        ("Responde solo en español.", "La imagen es un recibo"),
        ("請用繁體中文回答。", "這張圖像是收據"),
        ("请用简体中文回答。", "这张图像是收据"),
        ("You are helpful.", "The image is a receipt"),
    ],
)
def test_the_system_prompt_sets_the_language(ask: Ask, system: str, start: str) -> None:
    assert ask("Describe this image.", RECEIPT, system=system).text.startswith(start)


@pytest.mark.parametrize(
    ("question", "start"),
    [("描述這張圖像。", "這張圖像是"), ("描述这张图片。", "这张图像是"), ("Describe esta imagen, por favor.", "La imagen es"), ("Describe this picture.", "The image is")],
)  # fmt: skip
def test_else_the_question_does(ask: Ask, question: str, start: str) -> None:
    assert ask(question, RECEIPT).text.startswith(start)


def test_instructions_that_it_cannot_follow_are_named(ask: Ask) -> None:
    answer = ask("What is the total?", RECEIPT, system="Answer in French. Talk like a pirate.")
    assert "french" in answer.text
    assert "talk like a pirate" in answer.text
    assert "7.20" in answer.text


def test_two_pictures_are_told_apart(ask: Ask) -> None:
    first = drawn(["Team lunch", "Friday 12:30", "Room: Birch"])
    second = drawn(["Team lunch", "Monday 12:30", "Room: Birch"])
    text = ask("What is different?", first, second).text
    assert "“Friday 12:30” became “Monday 12:30”" in text
    assert "Birch" not in text


def test_a_picture_and_its_copy_are_the_same(ask: Ask) -> None:
    assert "same picture" in ask("How do these differ?", RECEIPT, RECEIPT.copy()).text


def test_four_pictures_over_two_turns_are_kept_apart(reader: ReaderEngine) -> None:
    """Labels start anew in the second turn; "the first two" are those of the first."""
    words = ["ALPHA ONE", "BRAVO TWO", "CHARLIE THREE", "DELTA FOUR"]
    a, b, c, d = (drawn([word, "Sheet"]) for word in words)
    first = turn("Image 1:", a, "Image 2:", b, "How are these images different?")
    second = turn("Image 1:", c, "Image 2:", d, "Are these images similar to the first two?")
    text = reader.answer(Prompt((first, Turn("assistant", (Text("They differ."),)), second))).text
    for number in (1, 2, 3, 4):
        assert f"Image {number}" in text
    assert "Image 3 (labelled “Image 1”)" in text
    follow = Turn("user", (Text("What does image 2 say?"),))
    text = reader.answer(Prompt((first, Turn("assistant", (Text("They differ."),)), follow))).text
    assert "BRAVO TWO" in text
    assert "ALPHA" not in text


def test_pictures_in_tool_results_count(reader: ReaderEngine) -> None:
    shown = Turn("user", (ToolResult("toolu_1", (Shot(RECEIPT),)), Text("What is the total?")))
    assert "7.20" in reader.answer(Prompt((Turn("user", (Text("Look it up."),)), shown))).text


def test_which_of_them(ask: Ask) -> None:
    cheap = drawn(
        [
            "CORNER KIOSK",
            ("Date", "20/08/2026"),
            ("Gum", "1.10"),
            ("TOTAL", "1.10"),
            ("Cash", "2.00"),
            ("Change", "0.90"),
        ]
    )
    answer = ask("Which receipt has the higher total?", cheap, RECEIPT)
    assert answer.text.startswith("Image 2")
    assert "7.20" in answer.text


def test_a_schema_is_obeyed_exactly(ask: Ask) -> None:
    schema: dict[str, object] = {
        "type": "object",
        "properties": {
            "company": {"type": "string"},
            "total": {"type": "number"},
            "purchaseDate": {"type": "string"},
            "email": {"type": ["string", "null"]},
            "items": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"name": {"type": "string"}, "price": {"type": "number"}},
                    "required": ["name", "price"],
                    "additionalProperties": False,
                },
            },
        },
        "required": ["company", "total", "purchaseDate", "email", "items"],
        "additionalProperties": False,
    }
    assert json.loads(ask("Extract.", RECEIPT, schema=schema).text) == {
        "company": "MAPLE STREET BAKERY",
        "total": 7.2,
        "purchaseDate": "2026-08-19",
        "email": None,
        "items": [{"name": "Rye bread", "price": 4.2}, {"name": "Butter", "price": 2.35}],
    }


def test_shapes_are_counted_and_placed(ask: Ask) -> None:
    image = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((30, 30, 110, 110), fill="#d02020")
    draw.rectangle((280, 180, 370, 270), fill="#2050d0")
    picture = np.array(image)
    assert "about 1" in ask("How many circles are there?", picture).text
    assert "bottom right" in ask("Where is the square?", picture).text


def test_a_chart_gives_its_values_and_says_about(ask: Ask) -> None:
    answer = ask("Which month has the most visitors?", sample("chart.png"))
    assert "May" in answer.text
    assert "≈" in answer.text


def test_a_screen_gives_its_message_and_buttons(ask: Ask) -> None:
    text = ask("Describe this screenshot.", sample("screenshot.png")).text
    assert "“Error: the postcode does not match the city.”" in text
    assert "“Save”; “Cancel”" in text


def test_the_first_words_come_before_the_last_picture_is_read(reader: ReaderEngine) -> None:
    """The answer about the first picture is out while the second has not been asked for its pixels."""
    late = Shot(drawn(["SECOND PAGE"]))
    asked: list[bool] = []

    def pixels() -> np.ndarray:
        asked.append(True)
        return late.array

    late.pixels = pixels  # type: ignore[method-assign]
    events = reader.generate(
        Prompt((Turn("user", (Shot(drawn(["FIRST PAGE"])), late, Text("Describe."))),)), lambda: False
    )
    assert isinstance(next(iter(events)), TextDelta)
    assert not asked


def test_the_steps_can_be_printed() -> None:
    steps = {step.name: step.value for step in explain(RECEIPT)}
    assert {"read", "arrange", "quality", "kind", "colours", "shapes", "faces", "codes"} <= steps.keys()
    assert steps["kind"] == "receipt"
    assert "MAPLE STREET BAKERY" in repr(steps["read"])
