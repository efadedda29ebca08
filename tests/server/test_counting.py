"""One count: ``count_tokens`` and ``usage.input_tokens`` agree, whatever is asked."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fovea.testing import image_source, picture_file

PICTURES = [
    image_source(picture_file(width, height, kind=kind), f"image/{kind.lower()}")
    for width, height, kind in [
        (1, 1, "PNG"),
        (200, 200, "JPEG"),
        (640, 48, "WEBP"),
        (1568, 20, "GIF"),
        (2000, 60, "JPEG"),
    ]
]
WORDS = st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and text.isprintable())
TEXTS = WORDS.map(lambda text: {"type": "text", "text": text})
IMAGES = st.sampled_from(PICTURES)
RESULTS = st.lists(st.one_of(TEXTS, IMAGES), max_size=3)
TOOL = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["look", "read"]),
        "description": WORDS,
        "input_schema": st.just({"type": "object", "properties": {"at": {"type": "string"}}}),
    }
)


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    messages: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 3))):
        content: list[dict[str, Any]] = []
        if messages and messages[-1]["role"] == "assistant" and messages[-1]["content"][-1]["type"] == "tool_use":
            content.append({"type": "tool_result", "tool_use_id": f"toolu_{number - 1}", "content": draw(RESULTS)})
        content += draw(st.lists(st.one_of(TEXTS, IMAGES), min_size=1, max_size=4))
        messages.append(
            {"role": "user", "content": draw(st.one_of(st.just(content), WORDS)) if number == 0 else content}
        )
        answer = [draw(TEXTS)]
        if draw(st.booleans()):
            answer.append({"type": "tool_use", "id": f"toolu_{number}", "name": "look", "input": {"at": draw(WORDS)}})
        messages.append({"role": "assistant", "content": answer})
    last = messages.pop()
    if draw(st.booleans()) and last["content"][-1]["type"] == "text" and not last["content"][-1]["text"].endswith(" "):
        last["content"][-1]["text"] += "."
        messages.append(last)
    request: dict[str, Any] = {"model": "echo", "messages": messages}
    if draw(st.booleans()):
        request["system"] = draw(st.one_of(WORDS, st.lists(TEXTS, min_size=1, max_size=2)))
    if draw(st.booleans()):
        request["tools"] = draw(st.lists(TOOL, min_size=1, max_size=2, unique_by=lambda tool: tool["name"]))
    return request


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=requests())
def test_count_tokens_equals_usage_on_random_requests(http: httpx.Client, body: dict[str, Any]) -> None:
    counted = http.post("/v1/messages/count_tokens", json=body)
    assert counted.status_code == 200, counted.text
    answered = http.post("/v1/messages", json={**body, "max_tokens": 1})
    assert answered.json()["usage"]["input_tokens"] == counted.json()["input_tokens"]
