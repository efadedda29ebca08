"""How the reader's answers flow: as they are found, no longer than wanted, and nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import anthropic
import numpy as np
import pytest
from tests.reader.conftest import RECEIPT, Shot, block, drawn, request, turn

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.read import Cancelled, Ocr
from fovea.testing import serving
from fovea.values import EngineEvent, Prompt, Text, Turn

PAGES = [drawn([f"PAGE NUMBER {n}", f"Gate {7 * n}"], width=260) for n in range(1, 13)]


class Counted(Ocr):
    """The networks, counting the pictures that they were asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures = 0

    def detect(self, *picture: Any, **how: Any) -> list[Any]:
        self.pictures += 1
        return super().detect(*picture, **how)


@pytest.fixture
def counting() -> tuple[ReaderEngine, Counted]:
    engine, ocr = ReaderEngine(), Counted()
    engine._ocr = ocr
    return engine, ocr


def test_the_first_image_is_told_of_before_the_second_is_read(counting: tuple[ReaderEngine, Counted]) -> None:
    engine, ocr = counting
    answer = engine.generate(Prompt((turn(*PAGES, "Describe each."),)), lambda: False)
    assert "Image 1" in next(answer).text  # type: ignore[union-attr]
    assert ocr.pictures == 1


def test_two_images_are_compared_before_the_third_is_read(counting: tuple[ReaderEngine, Counted]) -> None:
    engine, ocr = counting
    next(engine.generate(Prompt((turn(*PAGES, "What differs?"),)), lambda: False))
    assert ocr.pictures == 2


def test_an_image_that_matches_is_named_before_the_next_is_read(counting: tuple[ReaderEngine, Counted]) -> None:
    engine, ocr = counting
    answer = engine.generate(Prompt((turn(*PAGES, "Which of the images mentions gate 14?"),)), lambda: False)
    assert "Image 2" in next(answer).text  # type: ignore[union-attr]
    assert ocr.pictures == 2


def test_a_run_of_a_network_ends_when_nobody_waits_for_it(reader: ReaderEngine) -> None:
    assert reader._ocr is not None
    noise = np.random.default_rng(3).integers(0, 256, (960, 960, 3), dtype=np.uint8)
    with pytest.raises(Cancelled):
        reader._ocr.detect(noise, cancelled=lambda: True)
    assert reader._ocr.detect(RECEIPT), "the network is none the worse"


def test_no_step_begins_after_the_client_left(reader: ReaderEngine) -> None:
    left = False

    def leaving() -> bool:
        return left

    pages = [Shot(drawn([f"PAPER {n}"])) for n in range(3)]
    answer = reader.generate(Prompt((Turn("user", (*pages, Text("Describe each."))),)), leaving)
    next(answer)
    left = True
    assert list(answer) == []


def test_a_client_that_leaves_stops_the_reading_and_the_next_is_served() -> None:
    """Through the port: of twelve pages only those are read that somebody waited for."""
    engine, ocr = ReaderEngine(), Counted()
    engine._ocr = ocr
    stopped = threading.Event()
    generate = engine.generate

    def watched(prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        try:
            yield from generate(prompt, cancelled)
        finally:
            stopped.set()

    engine.generate = watched  # type: ignore[method-assign]
    with serving(engine) as server:
        client = anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)
        with client.messages.stream(**request("Describe each.", *PAGES)) as stream:
            next(iter(stream.text_stream))
        assert stopped.wait(30)
        assert ocr.pictures < len(PAGES)
        answer = client.messages.create(**request("What is the total?", RECEIPT))
    assert "7.20" in answer.content[0].text


def test_a_second_turn_over_the_same_image_does_not_read_it_again() -> None:
    engine, ocr = ReaderEngine(), Counted()
    engine._ocr = ocr
    with serving(engine) as server:
        client = anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)
        asked = request("What is the total?", RECEIPT)
        first = client.messages.create(**asked)
        asked["messages"] += [
            {"role": "assistant", "content": first.content},
            {
                "role": "user",
                "content": [block(PAGES[0]), {"type": "text", "text": "And the date on the first image?"}],
            },
        ]
        second = client.messages.create(**asked)
    assert "19/08/2026" in second.content[0].text
    assert ocr.pictures == 1


@pytest.mark.parametrize(
    ("system", "questions", "languages"),
    [
        ("", ("What is the total?", "¿Cuál es la fecha?", "總計是多少？"), ("I read", "Leo", "原文")),
        ("Answer only in Spanish.", ("What is the total?", "總計是多少？"), ("Leo", "Leo")),
        ("請一律用繁體中文回答。", ("What is the total?", "¿Cuál es la fecha?"), ("原文", "原文")),
        ("You are a helpful assistant.", ("¿Cuál es la fecha?", "What is the total?"), ("Leo", "I read")),
    ],
)
def test_each_turn_is_answered_in_the_language_of_the_system_prompt_else_of_its_question(
    sdk: anthropic.Anthropic, system: str, questions: tuple[str, ...], languages: tuple[str, ...]
) -> None:
    asked = request(questions[0], RECEIPT, system=system)
    for question, word in zip((*questions[1:], ""), languages, strict=True):
        answer = sdk.messages.create(**asked)
        assert word in answer.content[0].text
        asked["messages"] += [{"role": "assistant", "content": answer.content}, {"role": "user", "content": question}]
