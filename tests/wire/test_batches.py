"""A batch's body, read while it arrives: in whatever pieces, what comes out is what was sent."""

from __future__ import annotations

import json
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fovea.errors import FoveaError, InvalidRequest, TooLarge
from fovea.wire.batches import MAX_REQUESTS, BatchReader, parse_params
from wire.requests import image, request, text, user


def read(body: bytes, *, piece: int = 7, most: int = 10_000) -> list[tuple[str, Any]]:
    reader = BatchReader(most)
    found = [item for at in range(0, len(body), piece) for item in reader.feed(body[at : at + piece])]
    reader.close()
    return [(custom_id, orjson.loads(params)) for custom_id, params in found]


def batch(*params: Any) -> list[dict[str, Any]]:
    return [{"custom_id": f"r-{i}", "params": one} for i, one in enumerate(params)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(alphabet='a"\\\\\n{}[],: é漢'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab"\\\\}', max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.dictionaries(st.text('ab"\\\\]', max_size=4), JSON, max_size=3), min_size=1, max_size=4),
    st.integers(1, 40),
    st.sampled_from([None, 2]),
    st.booleans(),
)
def test_requests_come_out_whole_however_the_body_is_cut(
    params: list[Any], piece: int, indent: int | None, ascii_only: bool
) -> None:
    body = json.dumps({"requests": batch(*params)}, indent=indent, ensure_ascii=ascii_only).encode()
    assert read(body, piece=piece) == [(f"r-{i}", one) for i, one in enumerate(params)]


def test_long_base64_goes_through_unchanged() -> None:
    asked = request(user(image("A" * 5000), text('quoted "\\" and more')))
    [(_, params)] = read(orjson.dumps({"requests": batch(asked)}))
    assert params == asked


ITEM = '{"custom_id": "a", "params": {}}'


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('{"requests": []}', "requests: List should have at least 1 item after validation, not 0"),
        (
            '{"requests": [{"custom_id": "a b", "params": {}}]}',
            "requests.0.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'",
        ),
        (f'{{"requests": [{ITEM}, {ITEM}]}}', "requests.1.custom_id: custom_id must be unique, 'a' is not"),
        ('{"requests": [{"custom_id": "a"}]}', "requests.0.params: Field required"),
        ('{"requests": [{"custom_id": "a", "params": []}]}', "requests.0.params: Input should be a valid dictionary"),
        (f'{{"requests": [{ITEM}, 7]}}', "requests.1: Input should be a valid dictionary"),
        (f'{{"requests": [{ITEM},]}}', "The request body is not valid JSON: unexpected character after 1 requests"),
        (
            f'{{"requests": [{ITEM} {ITEM}]}}',
            "The request body is not valid JSON: unexpected character after 1 requests",
        ),
        (f'{{"requests": [{ITEM}], "x": 1}}', "x: Extra inputs are not permitted"),
        (f'{{"requests": [{ITEM}]', "The request body is not valid JSON: "),
        (f'{{"requests": [{ITEM}', "The request body is not valid JSON: it ends inside of requests"),
        ('{"requests": [{"custom_id": "a", "params": {"a": 1, "a": 2}}]}', "requests.0: The request body is not valid"),
        ('{"requests": [{"custom_id": "a", "params": {"a": 01}}]}', "requests.0: The request body is not valid JSON"),
        ("{}", "requests: Field required"),
        ('{"requests": {}}', "requests: Input should be a valid list"),
        ("[]", "Input should be a valid dictionary"),
        ("", "The request body is not valid JSON"),
        ("x" * 70_000, "The body of a batch is an object with one key: requests"),
        ('{"requests": [{"custom_id": "a", "params": {"a": ' + "[" * 200, "requests.0: nested deeper than 128 levels"),
    ],
)
def test_what_is_wrong_with_a_batch_is_told_at_once(body: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        read(body.encode(), piece=1000)
    assert refused.value.message.startswith(message)


def test_a_request_that_is_too_large_ends_the_reading_before_it_is_held() -> None:
    reader = BatchReader(10_000)
    reader.feed(b'{"requests": [{"custom_id": "a", "params": {"x": "')
    with pytest.raises(TooLarge, match=r"^requests\.0: "):
        for _ in range(20):
            reader.feed(b"A" * 1000)
    assert len(reader._buffer) < 13_000


def test_more_requests_than_a_batch_holds() -> None:
    reader = BatchReader(1000)
    reader._names = {str(i) for i in range(MAX_REQUESTS)}
    with pytest.raises(InvalidRequest, match="at most 100000 items"):
        reader.feed(f'{{"requests": [{ITEM}'.encode())


@pytest.mark.parametrize("field", [{"stream": True}, {"speed": "fast"}, {"max_tokens": 0}, {"x": 1}])
def test_what_is_wrong_with_a_request_is_told_in_its_turn(field: dict[str, Any]) -> None:
    [(_, params)] = read(orjson.dumps({"requests": batch(request(**field))}))
    with pytest.raises(FoveaError, match=f"^{next(iter(field))}: "):
        parse_params(orjson.dumps(params), version="2023-06-01")
