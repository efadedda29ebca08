"""POST /v1/messages through a port: with the official SDK where it can, with bare HTTP where it cannot."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Iterator
from typing import Any

import anthropic
import httpx
import pytest

from fovea.testing import Server, image_source, picture_file

TEXT = [{"role": "user", "content": "Hello"}]
RED, BLUE = image_source(picture_file(colour=(250, 0, 0))), image_source(picture_file(colour=(0, 0, 250)))


def request(content: Any = "Hello", **fields: Any) -> dict[str, Any]:
    return {"model": "echo", "max_tokens": 500, "messages": [{"role": "user", "content": content}], **fields}


def text_of(message: anthropic.types.Message) -> str:
    [block] = message.content
    assert block.type == "text"
    return block.text


# --- answers -------------------------------------------------------------------------------------------------


def test_pictures_and_text_reach_the_engine_in_the_clients_order(sdk: anthropic.Anthropic) -> None:
    content = [
        {"type": "text", "text": "Image 1:"},
        RED,
        {"type": "text", "text": "Image 2:"},
        BLUE,
        {"type": "text", "text": "Which is red?"},
    ]
    message = sdk.messages.create(**request(content))
    told = text_of(message)
    order = [told.index(mark) for mark in ('"Image 1:"', "#fa0000", '"Image 2:"', "#0000fa", '"Which is red?"')]
    assert order == sorted(order)
    assert message.model == "echo"
    assert message.stop_reason == "end_turn"
    assert message._request_id
    assert message._request_id.startswith("req_")


def test_images_stay_in_their_turn_and_in_their_tool_result(sdk: anthropic.Anthropic) -> None:
    messages = [
        {"role": "user", "content": [RED, {"type": "text", "text": "first"}]},
        {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "shot", "input": {}}]},
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": "taken"}, BLUE]},
                {"type": "text", "text": "then"},
            ],
        },
    ]
    told = text_of(sdk.messages.create(model="echo", max_tokens=500, messages=messages))
    first, second, third = told.splitlines()[:3]
    assert "#fa0000" in first
    assert second.startswith("turn 2 (assistant): tool use shot")
    assert 'tool result toolu_1 [text "taken" (5 characters); picture 64x48' in third
    assert "#0000fa" in third


def test_the_stream_tells_what_the_answer_tells(sdk: anthropic.Anthropic) -> None:
    whole = sdk.messages.create(**request([RED, {"type": "text", "text": "Hi"}]))
    with sdk.messages.stream(**request([RED, {"type": "text", "text": "Hi"}])) as stream:
        pieces = list(stream.text_stream)
        final = stream.get_final_message()
    assert len(pieces) > 1
    assert final.model_dump(exclude={"id"}) == whole.model_dump(exclude={"id"})


def test_events_come_in_the_apis_order(http: httpx.Client) -> None:
    with http.stream("POST", "/v1/messages", json=request([RED], stream=True)) as response:
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        raw = response.read().decode()
    frames = [frame.split("\n", 1) for frame in raw.strip().split("\n\n")]
    names = [head.removeprefix("event: ") for head, _ in frames]
    assert names[:3] == ["message_start", "content_block_start", "ping"]
    assert names[-3:] == ["content_block_stop", "message_delta", "message_stop"]
    assert set(names[3:-3]) == {"content_block_delta"}
    assert all(
        json.loads(data.removeprefix("data: "))["type"] == name for name, (_, data) in zip(names, frames, strict=True)
    )


def test_max_tokens_and_stop_sequences_end_the_answer(sdk: anthropic.Anthropic) -> None:
    short = sdk.messages.create(**request(max_tokens=3))
    assert short.stop_reason == "max_tokens"
    assert short.usage.output_tokens <= 3
    stopped = sdk.messages.create(**request(stop_sequences=["characters"]))
    assert (stopped.stop_reason, stopped.stop_sequence) == ("stop_sequence", "characters")
    assert text_of(stopped) == 'turn 1 (user): text "Hello" (5 '
    warm = sdk.messages.create(**request(max_tokens=0))
    assert (warm.stop_reason, warm.content) == ("max_tokens", [])


def test_the_header_tells_what_the_model_saw_of_each_image(http: httpx.Client) -> None:
    large = image_source(picture_file(3000, 1500))
    answer = http.post("/v1/messages", json=request([RED, large]))
    assert json.loads(answer.headers["fovea-images"]) == [
        {"at": "messages.0.content.0", "width": 64, "height": 48, "seen_width": 64, "seen_height": 48, "tokens": 5},
        {
            "at": "messages.0.content.1",
            "width": 3000,
            "height": 1500,
            "seen_width": 1568,
            "seen_height": 784,
            "tokens": 1640,
        },
    ]


def test_a_hundred_images_are_all_seen(sdk: anthropic.Anthropic) -> None:
    told = text_of(sdk.messages.create(**request([RED] * 100, max_tokens=20_000)))
    assert told.count("#fa0000") == 100
    assert told.endswith("100 pictures in all")


@pytest.mark.parametrize("version", ["2023-06-01", "2026-10-21"])
def test_both_versions_are_spoken(http: httpx.Client, version: str) -> None:
    answer = http.post("/v1/messages", json=request(), headers={"anthropic-version": version})
    assert answer.status_code == 200, answer.text


def test_sampling_parameters_belong_to_the_older_version(http: httpx.Client) -> None:
    old = http.post("/v1/messages", json=request(temperature=0.5))
    new = http.post("/v1/messages", json=request(temperature=0.5), headers={"anthropic-version": "2026-10-21"})
    assert old.status_code == 200
    assert new.status_code == 400
    assert new.json()["error"]["message"] == "temperature: Extra inputs are not permitted"


# --- refusals ------------------------------------------------------------------------------------------------

BODY = request()
REFUSED: list[tuple[str, dict[str, Any], int, str, str]] = [
    (
        "no model",
        {k: v for k, v in BODY.items() if k != "model"},
        400,
        "invalid_request_error",
        "model: Field required",
    ),
    ("unknown field", {**BODY, "campo": 1}, 400, "invalid_request_error", "campo: Extra inputs are not permitted"),
    (
        "no messages",
        {**BODY, "messages": []},
        400,
        "invalid_request_error",
        "messages: at least one message is required",
    ),
    ("unknown model", {**BODY, "model": "glm-4.7"}, 404, "not_found_error", "model: glm-4.7"),
    (
        "too many output tokens",
        {**BODY, "max_tokens": 128_001},
        400,
        "invalid_request_error",
        "max_tokens: 128001 > 128000, which is the maximum allowed number of output tokens for echo",
    ),
    (
        "too many images",
        request([RED] * 101),
        400,
        "invalid_request_error",
        "too many images and documents: 101 + 0 > 100",
    ),
    (
        "empty image",
        request([image_source(b"")]),
        400,
        "invalid_request_error",
        "messages.0.content.0.image.source.base64: image cannot be empty",
    ),
    (
        "HTML as PNG",
        request([image_source(b"<html><body>404</body></html>" * 9)]),
        400,
        "invalid_request_error",
        "Could not process image",
    ),
    (
        "long text",
        request("x" * 900_000),
        400,
        "invalid_request_error",
        "prompt is too long: 225003 tokens > 200000 maximum",
    ),
    (
        "server tool",
        {**BODY, "tools": [{"type": "web_search_20250305", "name": "web_search"}]},
        400,
        "invalid_request_error",
        "tools.0: web_search_20250305 is run by the API itself and is not offered here",
    ),
]


@pytest.mark.parametrize(
    ("body", "status", "kind", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_refusals_have_the_apis_words(http: httpx.Client, body: Any, status: int, kind: str, message: str) -> None:
    for stream in (False, True):
        answer = http.post("/v1/messages", json={**body, "stream": stream})
        told = answer.json()
        assert answer.status_code == status
        assert (told["type"], told["error"]["type"], told["error"]["message"]) == ("error", kind, message)
        assert told["request_id"] == answer.headers["request-id"]
        assert answer.headers["x-should-retry"] == "false"


RAW: list[tuple[str, bytes, dict[str, str], int, str]] = [
    (
        "empty",
        b"",
        {},
        400,
        "The request body is not valid JSON: Input is a zero-length, empty document: line 1 column 1 (char 0)",
    ),
    ("cut", b'{"model": "echo"', {}, 400, "The request body is not valid JSON: unexpected end of data"),
    ("NaN", b'{"model": "echo", "max_tokens": NaN}', {}, 400, "The request body is not valid JSON: "),
    ("not UTF-8", b'{"model": "\xff\xfe"}', {}, 400, "The request body is not valid JSON: "),
    ("twice", b'{"model": "echo", "model": "reader"}', {}, 400, "The request body is not valid JSON: "),
    ("deep", b"[" * 100_000, {}, 400, "The request body is not valid JSON: "),
    ("no object", b"[]", {}, 400, "Input should be a valid dictionary"),
    (
        "form",
        b"a=1",
        {"content-type": "application/x-www-form-urlencoded"},
        415,
        "content-type: expected application/json",
    ),
    ("charset", b"{}", {"content-type": "application/json; charset=big5"}, 400, "content-type: charset 'big5'"),
    ("brotli", b"{}", {"content-encoding": "br"}, 400, "The request body's content encoding 'br' is not supported"),
    ("no gzip", b"{}", {"content-encoding": "gzip"}, 400, "The request body is not valid gzip."),
    ("version", b"{}", {"anthropic-version": "2020-01-01"}, 400, "anthropic-version: '2020-01-01'"),
]


@pytest.mark.parametrize(
    ("body", "headers", "status", "message"), [row[1:] for row in RAW], ids=[row[0] for row in RAW]
)
def test_bodies_that_cannot_be_read(
    http: httpx.Client, body: bytes, headers: dict[str, str], status: int, message: str
) -> None:
    answer = http.post("/v1/messages", content=body, headers={"content-type": "application/json", **headers})
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["message"].startswith(message), answer.text


def test_the_version_header_is_required(echo_server: Server) -> None:
    answer = httpx.post(f"{echo_server.url}/v1/messages", json=request())
    assert answer.json()["error"]["message"] == "anthropic-version: header is required"


@pytest.mark.parametrize("pack", [("gzip", gzip.compress), ("deflate", zlib.compress)], ids=["gzip", "deflate"])
def test_compressed_bodies_are_read(http: httpx.Client, pack: Any) -> None:
    name, compress = pack
    body = compress(json.dumps(request([RED])).encode())
    headers = {"content-type": "application/json", "content-encoding": name}
    assert http.post("/v1/messages", content=body, headers=headers).status_code == 200


def test_a_compressed_bomb_is_refused_by_its_real_size(http: httpx.Client) -> None:
    bomb = gzip.compress(b" " * (33 * 2**20))
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = http.post("/v1/messages", content=bomb, headers=headers)
    assert answer.status_code == 413
    assert answer.json()["error"]["details"] == {"error_code": "request_body_too_large_after_decoding"}


def test_a_body_without_length_is_read_and_bounded(http: httpx.Client) -> None:
    def pieces(data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), 65536):
            yield data[at : at + 65536]

    headers = {"content-type": "application/json"}
    fits = http.post("/v1/messages", content=pieces(json.dumps(request([RED])).encode()), headers=headers)
    assert fits.status_code == 200
    grows = http.post("/v1/messages", content=pieces(b" " * (32 * 2**20 + 1)), headers=headers)
    assert grows.status_code == 413
    assert grows.json()["error"] == {"type": "request_too_large", "message": "Request exceeds the maximum size"}


def test_a_body_at_the_limit_passes_and_one_byte_more_does_not(http: httpx.Client) -> None:
    limit = 32 * 2**20
    body = json.dumps(request()).encode()
    headers = {"content-type": "application/json"}
    assert http.post("/v1/messages", content=body.ljust(limit), headers=headers).status_code == 200
    assert http.post("/v1/messages", content=body.ljust(limit + 1), headers=headers).status_code == 413


# --- limits, at the place and one above ----------------------------------------------------------------------

ASKED = {"type": "text", "text": "And?"}


def sized(width: int, height: int = 8) -> dict[str, Any]:
    return image_source(picture_file(width, height))


def in_tool_result(*images: Any) -> list[Any]:
    use = {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {}}
    result = {"type": "tool_result", "tool_use_id": "toolu_1", "content": [{"type": "text", "text": "Here:"}, *images]}
    return [
        {"role": "user", "content": "Look."},
        {"role": "assistant", "content": [use]},
        {"role": "user", "content": [result, ASKED]},
    ]


def base64_of(length: int) -> dict[str, Any]:
    """A PNG with so many characters of base64: padded behind its end, where decoders do not look."""
    block = sized(8)
    data = base64.b64decode(block["source"]["data"])
    block["source"]["data"] = base64.b64encode(data.ljust(length // 4 * 3, b"\0")).decode()
    assert len(block["source"]["data"]) == length
    return block


DIMENSIONS = "At least one of the image dimensions exceed max allowed size"
LIMITS: list[tuple[str, list[Any], list[Any], str]] = [
    (
        "8000 px",
        in_tool_result(sized(8000)),
        in_tool_result(sized(8001)),
        f"messages.2.content.0.tool_result.content.1.image.source.base64.data: {DIMENSIONS}: 8000 pixels",
    ),
    (
        "2000 px with 21 images",
        in_tool_result(*[sized(2001)] * 20),
        in_tool_result(*[RED] * 20, sized(2001)),
        "messages.2.content.0.tool_result.content.21.image.source.base64.data: "
        f"{DIMENSIONS} for many-image requests: 2000 pixels",
    ),
    (
        "2000 px with 21 images, at 2000",
        [{"role": "user", "content": [*[RED] * 20, sized(2000)]}],
        [{"role": "user", "content": [sized(8, 2001), *[RED] * 20]}],
        f"messages.0.content.0.image.source.base64.data: {DIMENSIONS} for many-image requests: 2000 pixels",
    ),
    (
        "5 MB of base64",
        in_tool_result(base64_of(5_242_880)),
        in_tool_result(base64_of(5_242_884)),
        "messages.2.content.0.tool_result.content.1.image.source.base64: "
        "image exceeds 5 MB maximum: 5242884 bytes > 5242880 bytes",
    ),
    (
        "100 images",
        in_tool_result(*[RED] * 100),
        in_tool_result(*[RED] * 101),
        "too many images and documents: 101 + 0 > 100",
    ),
]


@pytest.mark.parametrize(("fits", "breaks", "message"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_each_limit_holds_inside_tool_results_too(http: httpx.Client, fits: Any, breaks: Any, message: str) -> None:
    passed = http.post("/v1/messages", json={"model": "echo", "max_tokens": 1, "messages": fits})
    assert passed.status_code == 200, passed.text
    refused = http.post("/v1/messages", json={"model": "echo", "max_tokens": 1, "messages": breaks})
    assert (refused.status_code, refused.json()["error"]["message"]) == (400, message)
    if DIMENSIONS in message:
        details = refused.json()["error"]["details"]
        assert details["error_code"] == "image_dimensions_too_large"
        assert len(details["paths"]) == 1


# --- every route ---------------------------------------------------------------------------------------------

ELSEWHERE = [
    ("GET", "/nothing", 404),
    ("GET", "/v1/nothing", 404),
    ("POST", "/v1/messages/", 404),
    ("GET", "/v1/messages", 405),
    ("DELETE", "/v1/messages/count_tokens", 405),
    ("POST", "/v1/models", 405),
    ("GET", "/v1/models/nope", 404),
    ("POST", "/healthz", 405),
    ("GET", "/v1/models?limit=0", 400),
    ("GET", "/v1/models?limit=x", 400),
    ("GET", "/v1/models?after_id=nope", 400),
    ("POST", "/fovea/v1/inspect", 415),
    ("GET", "/v1/files/file_nope", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), ELSEWHERE)
def test_every_route_answers_errors_in_the_envelope(http: httpx.Client, method: str, path: str, status: int) -> None:
    answer = http.request(method, path)
    told = answer.json()
    assert answer.status_code == status, answer.text
    assert told["type"] == "error"
    assert set(told["error"]) >= {"type", "message"}
    assert told["request_id"] == answer.headers["request-id"]


# --- counting ------------------------------------------------------------------------------------------------


def test_count_tokens_takes_no_field_that_does_not_count(http: httpx.Client) -> None:
    answer = http.post("/v1/messages/count_tokens", json=request())
    assert answer.json()["error"]["message"] == "max_tokens: Extra inputs are not permitted"


def test_count_tokens_equals_usage(sdk: anthropic.Anthropic) -> None:
    body = request([RED, {"type": "text", "text": "Describe 圖像 please"}], system="Be brief.")
    counted = sdk.messages.count_tokens(**{k: v for k, v in body.items() if k != "max_tokens"})
    assert counted.input_tokens == sdk.messages.create(**body).usage.input_tokens
