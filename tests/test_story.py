"""The guide's four conversations with the embedded reader, through the official SDK and a port, streamed and not."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import pytest

from fovea.testing import serving

IMAGES = Path(__file__).parent.parent / "examples" / "images"
pytestmark = pytest.mark.slow


def image(name: str) -> dict[str, Any]:
    data = base64.b64encode((IMAGES / name).read_bytes()).decode()
    return {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": data}}


def asked(question: str, *names: str) -> dict[str, Any]:
    content: list[Any] = []
    for number, name in enumerate(names, start=1):
        if len(names) > 1:
            content.append({"type": "text", "text": f"Image {number}:"})
        content.append(image(name))
    return {"role": "user", "content": [*content, {"type": "text", "text": question}]}


@pytest.fixture(scope="module")
def client() -> Iterator[anthropic.Anthropic]:
    with serving(models={"reader": {"engine": "reader"}}) as server:
        yield anthropic.Anthropic(base_url=server.url, api_key="none", max_retries=0)


def tell(client: anthropic.Anthropic, messages: list[Any], **fields: Any) -> str:
    """The answer, which has to be the same streamed and not, and counted the same by ``count_tokens``."""
    request = {"model": "claude-sonnet-4-6", "messages": messages, **fields}
    whole = client.messages.create(max_tokens=4096, **request)
    with client.messages.stream(max_tokens=4096, **request) as stream:
        streamed = stream.get_final_text()
    [block] = whole.content
    assert block.type == "text"
    assert streamed == block.text
    assert whole.stop_reason == "end_turn"
    assert whole.model == "reader"
    assert client.messages.count_tokens(**request).input_tokens == whole.usage.input_tokens
    return block.text


def test_one_image(client: anthropic.Anthropic) -> None:
    told = tell(client, [asked("What is the total?", "receipt.png")])
    assert "27.83" in told


@pytest.mark.parametrize(
    ("name", "question", "all_of"),
    [
        ("receipt.png", "What is the total and the date?", ("27.83", "14/03/2026")),
        ("receipt.png", "買了哪些東西?總金額是多少?", ("Flat white 2 × 4.20 = 8.40", "27.83")),
        ("receipt.png", "¿Cuál es el total y la fecha?", ("27.83", "14/03/2026")),
        ("screenshot.png", "What is the error message, and which buttons are there?", ("postcode", "Save", "Cancel")),
        ("chart.png", "Which month is highest and which is lowest?", ("May", "Jan")),
    ],
)
def test_two_questions_in_one_get_two_answers(
    client: anthropic.Anthropic, name: str, question: str, all_of: tuple[str, ...]
) -> None:
    told = tell(client, [asked(question, name)])
    assert all(word in told for word in all_of), told


def test_several_images(client: anthropic.Anthropic) -> None:
    told = tell(client, [asked("How are these images different?", "plan-1.png", "plan-2.png")])
    assert all(word in told for word in ("Bed 3", "Bed 4", "morning", "evening"))


def test_a_system_prompt_sets_the_language(client: anthropic.Anthropic) -> None:
    question = asked("How are these images different?", "plan-1.png", "plan-2.png")
    told = tell(client, [question], system="Respond only in Spanish.")
    assert "Imagen 1" in told
    assert "Image 1" not in told.replace("Imagen 1", "")


def test_four_images_over_two_turns_are_kept_apart(client: anthropic.Anthropic) -> None:
    first = asked("How are these images different?", "plan-1.png", "plan-2.png")
    answer = {"role": "assistant", "content": tell(client, [first])}
    second = asked("Are these images similar to the first two?", "plan-1.png", "receipt.png")
    told = tell(client, [first, answer, second])
    assert "HARBOUR LIGHT CAFE" in told or "receipt" in told.lower()


def test_chinese_is_read_and_answered_in_chinese(client: anthropic.Anthropic) -> None:
    told = tell(client, [asked("這一頁的標題是什麼?", "page-zh-TW.png")])
    assert "燈塔與海圖" in told


def test_a_rotated_page_and_a_tiny_picture_are_told_of_truthfully(client: anthropic.Anthropic) -> None:
    assert "27.83" in tell(client, [asked("What is the total?", "receipt-rotated.png")])
    tiny = tell(client, [asked("Describe this image.", "tiny.png")])
    assert "96" in tiny
    assert "200" in tiny  # the advice on very small images


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Who is the person in this image?", "identif"),
        ("圖中的人是誰?", "辨識"),
        ("¿Quién es esta persona?", "identific"),
    ],
)
def test_people_are_never_named(client: anthropic.Anthropic, question: str, word: str) -> None:
    told = tell(client, [asked(question, "plan-1.png")]).lower()
    assert word in told or "name" in told or "指認" in told or "nombr" in told
