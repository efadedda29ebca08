"""Prompts with versions, ratings without images, and what a request costs before it is sent."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from fovea.engines.echo import EchoEngine
from fovea.testing import picture_file, serving

VERSION = {"anthropic-version": "2026-10-21"}


@pytest.fixture(scope="module")
def http() -> Iterator[httpx.Client]:
    with serving(EchoEngine()) as server, httpx.Client(base_url=server.url, headers=VERSION, timeout=30) as client:
        yield client


def test_saving_again_makes_the_next_version_and_keeps_the_earlier(http: httpx.Client) -> None:
    name = "receipts / 收據"
    path = f"/fovea/v1/prompts/{name}"
    assert http.put(path, json={"body": {"system": "one"}}).json()["version"] == 1
    assert http.put(path, json={"body": {"system": "two"}}).json()["version"] == 2
    found = http.get(path).json()
    assert [(v["version"], v["body"]) for v in found["versions"]] == [(2, {"system": "two"}), (1, {"system": "one"})]
    assert [(p["name"], p["version"]) for p in http.get("/fovea/v1/prompts").json()["data"]] == [(name, 2)]
    assert http.delete(path).status_code == 204
    assert http.get(path).status_code == 404
    assert http.delete(path).status_code == 404


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "body: Field required"),
        ({"body": [1]}, "body: Input should be an object"),
        ({"body": {}, "more": 1}, "more: Extra inputs are not permitted"),
        ([1], "Input should be an object"),
        (
            {"body": {"blocks": [{"source": {"type": "base64", "data": "aGk="}}]}},
            "body.blocks.0.source: image bytes are not kept; upload the image and save its file id",
        ),
    ],
)
def test_a_prompt_that_cannot_be_kept_is_refused_by_name(http: httpx.Client, body: Any, said: str) -> None:
    answer = http.put("/fovea/v1/prompts/p", json=body)
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, said)
    assert http.get("/fovea/v1/prompts/p").status_code == 404


def test_a_prompt_has_a_largest_size_and_a_longest_name(http: httpx.Client) -> None:
    assert http.put("/fovea/v1/prompts/big", json={"body": {"text": "x" * (1 << 20)}}).status_code == 413
    answer = http.put(f"/fovea/v1/prompts/{'n' * 201}", json={"body": {}})
    assert answer.json()["error"]["message"] == "name: has 201 characters; 1 to 200 are allowed"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"rating": "up"}, "request_id"),
        ({"request_id": "req_1", "rating": "sideways"}, "rating"),
        ({"request_id": "req_1", "rating": "up", "comment": "x" * 4001}, "comment"),
        ({"request_id": "req_1", "rating": "up", "image": "aGk="}, "image"),
        ({"request_id": "'; DROP TABLE", "rating": "up"}, "request_id"),
    ],
)
def test_a_rating_holds_a_request_id_and_words_and_nothing_else(http: httpx.Client, body: Any, said: str) -> None:
    answer = http.post("/fovea/v1/feedback", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(f"{said}:")


def test_a_rating_is_kept(http: httpx.Client) -> None:
    answer = http.post("/fovea/v1/feedback", json={"request_id": "req_01abc", "rating": "down", "comment": "不對"})
    assert answer.status_code == 200
    assert answer.json()["request_id"] == "req_01abc"


def test_what_a_request_costs_is_what_its_answer_says(http: httpx.Client) -> None:
    data = base64.b64encode(picture_file(900, 640)).decode()
    source = {"type": "base64", "media_type": "image/png", "data": data}
    content = [{"type": "image", "source": source}, {"type": "text", "text": "What is this?"}]
    body = {"model": "echo", "max_tokens": 10, "messages": [{"role": "user", "content": content}]}
    before = http.post("/fovea/v1/inspect", json=body).json()
    answer = http.post("/v1/messages", json=body)
    assert before["input_tokens"] == answer.json()["usage"]["input_tokens"]
    assert before["images"] == json.loads(answer.headers["fovea-images"])
    assert before["input_usd"] is None


def test_a_request_that_would_be_refused_is_refused_with_the_same_words(http: httpx.Client) -> None:
    body = {"model": "echo", "max_tokens": 10, "messages": []}
    before, answer = (http.post(path, json=body) for path in ("/fovea/v1/inspect", "/v1/messages"))
    assert before.status_code == answer.status_code == 400
    assert before.json()["error"] == answer.json()["error"]
