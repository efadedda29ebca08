"""Cutting base64 out of a body changes nothing but the cost."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import math
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fovea.errors import FoveaError, InvalidRequest
from fovea.wire import body as bodies
from fovea.wire.blocks import Base64ImageSource, ToolUseBlock
from fovea.wire.request import image_blocks, parse, parse_count

from .requests import assistant, document, dump, image, request, text, tool_result, tool_use, user

LONG = "A" * bodies.MIN_VIEW_BYTES


def plain(value: Any) -> Any:
    """The value with its views as text again."""
    if isinstance(value, memoryview):
        return str(value, "ascii")
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def outcome(body: bytes) -> Any:
    """What the standard library makes of a body: the value, or None where it is no body of ours."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError
        return dict(pairs)

    def refuse(name: str) -> Any:
        raise ValueError(name)

    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        return None
    return value


def same(ours: Any, theirs: Any) -> bool:
    """Equal, but for integers beyond 64 bits, which are read as the nearest float."""
    if isinstance(theirs, dict):
        return isinstance(ours, dict) and ours.keys() == theirs.keys() and all(same(ours[k], theirs[k]) for k in ours)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(same, ours, theirs))
    if isinstance(theirs, int) and not isinstance(theirs, bool) and not -(2**63) <= theirs < 2**64:
        return isinstance(ours, float) and math.isclose(ours, theirs)
    return type(ours) is type(theirs) and bool(ours == theirs)


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


payloads = st.one_of(
    st.binary(min_size=700, max_size=1600).map(lambda raw: base64.b64encode(raw).decode()),
    st.sampled_from(["", "A", LONG[:-1], LONG, LONG + "\x7f", LONG + "é", LONG + '"', LONG + "/+=", LONG + "\n"]),
    st.text(max_size=20).map(lambda tail: LONG + tail),
)
keys = st.sampled_from(["data", "type", '"data', 'x"data', "source", "a", "media_type", "dat\\a", ":", "\\"])
values = st.recursive(
    st.one_of(
        payloads,
        st.sampled_from(["base64", "text", '"data": "', '\\"data\\": \\"', ":", '":', "x"]),
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.builds(lambda data: {"type": "base64", "media_type": "image/png", "data": data}, payloads),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """JSON of bodies full of ``data``, as written by programs of different habits."""
    value = draw(values)
    text = json.dumps(
        value,
        ensure_ascii=draw(st.booleans()),
        indent=draw(st.sampled_from([None, 1])),
        separators=draw(st.sampled_from([None, (",", ":"), (" ,\n", "\t: ")])),
    )
    if draw(st.booleans()):
        text = text.replace("/", "\\/")  # as PHP writes it
    return text.encode()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A document with a piece cut out, doubled, or overwritten."""
    body = draw(documents())
    at = draw(st.integers(0, len(body)))
    end = draw(st.integers(at, min(len(body), at + 40)))
    patch = draw(
        st.sampled_from(
            [b"", body[at:end] * 2, b'"', b"\\", b'"data":"', b"\x00", b"\xff", b"\n", b",", b"NaN", b'"a":1,"a":1']
        )
    )
    return body[:at] + patch + body[end:]


@settings(max_examples=400, deadline=None)
@given(documents() | damaged())
@example(b'{"type":"base64","data":"' + LONG.encode() + b'","data":"' + LONG.encode() + b'"}')
@example(b'{"x\\"data":"' + LONG.encode() + b'"}')
@example(b'["x"data":"' + LONG.encode() + b'"]')
@example(b'{"data":"' + LONG.encode() + b'\\"}')
@example(b'{"data":"' + LONG.encode())
@example(b'{"data":"' + LONG.encode() + b'\x1f"}')
@example(b'{"data":"' + LONG.encode() + b'\xc3\xa9"}')
@example(b'{"\\u0064ata":1,"data":"' + LONG.encode() + b'"}')
@example(b'{"a":":","b\\\\":0,"data":1,"data":2}')
def test_a_body_with_views_is_the_body_that_the_standard_library_reads(body: bytes) -> None:
    expected = outcome(body)
    ours, error = attempt(lambda: bodies.load(body)[0])
    whole, error_of_whole = attempt(lambda: bodies.load(body, views=False)[0])
    assert (error and error.message) == (error_of_whole and error_of_whole.message)
    if error:
        assert expected is None or "infinity" in error.message
    else:
        assert same(plain(ours), expected)
        assert same(whole, expected)


def attempt(read: Callable[[], Any]) -> tuple[Any, FoveaError | None]:
    try:
        return read(), None
    except FoveaError as error:
        return None, error


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | damaged() | values.map(as_json))
def test_whatever_is_sent_nothing_but_our_errors_comes_back(body: bytes) -> None:
    for read in (parse, parse_count):
        _, error = attempt(lambda read=read: read(body))  # type: ignore[misc]
        assert error is None or error.status == 400


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)
parts = st.one_of(
    anything,
    st.sampled_from(
        [text(), text(""), image(), image(LONG), document(), tool_use(), tool_result(), tool_result([image()])]
    ),
    st.fixed_dictionaries({"type": st.sampled_from(["text", "image", "document", "tool_result", "thinking"])}),
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "role": st.sampled_from(["user", "assistant", "system", "tool"]) | anything,
                "content": st.text(max_size=3) | st.lists(parts, max_size=4) | anything,
            }
        ),
        max_size=5,
    ),
    st.dictionaries(
        st.sampled_from(["system", "tools", "thinking", "tool_choice", "stop_sequences", "x"]), anything, max_size=2
    ),
)
def test_a_conversation_of_any_shape_is_read_or_refused(messages: list[Any], fields: dict[str, Any]) -> None:
    parsed, error = attempt(lambda: parse(as_json(request(**fields) | {"messages": messages})))
    if error:
        assert error.status == 400
    else:
        roles = [message["role"] for message in messages]
        assert [turn.role for turn in parsed.turns] == [role for role, _ in itertools.groupby(roles)]


def test_a_long_payload_is_a_view_of_the_body() -> None:
    body = dump(request(user(image(LONG), image("c2hvcnQ="))))
    long, short = [placed.block.source for placed in image_blocks(parse(body))]
    assert isinstance(long, Base64ImageSource)
    assert isinstance(short, Base64ImageSource)
    assert long.data.obj is body
    assert (bytes(long.data), bytes(short.data)) == (LONG.encode(), b"c2hvcnQ=")


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bodies_of_every_kind_are_read(kind: Any) -> None:
    body = kind(dump(request(user(image(LONG)))))
    [placed] = image_blocks(parse(body))
    assert isinstance(placed.block.source, Base64ImageSource)
    assert bytes(placed.block.source.data) == LONG.encode()


def test_a_part_of_a_buffer_is_a_body_too() -> None:
    body = dump(request())
    assert parse(memoryview(b"xx" + body + b"yy")[2:-2]).model == "claude"


def test_a_payload_with_escapes_is_read_as_it_is_meant() -> None:
    body = dump(request(user(image("/" * 2000)))).replace(b"//", b"\\/\\u002f")
    [placed] = image_blocks(parse(body))
    assert isinstance(placed.block.source, Base64ImageSource)
    assert bytes(placed.block.source.data) == b"/" * 2000


def test_what_looks_like_an_image_in_a_tools_input_stays_json() -> None:
    source = image(LONG)["source"]
    body = dump(request(user(image(LONG)), assistant(tool_use(input={"source": source})), user(tool_result())))
    block = parse(body).messages[1].content[0]
    assert isinstance(block, ToolUseBlock)
    assert block.input == {"source": source}


def peak_of(body: bytes) -> int:
    tracemalloc.start()
    try:
        with contextlib.suppress(InvalidRequest):
            parse(body)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "fields",
    [{}, {"max_tokens": "many"}, {"x": 1}, {"messages": [user(image(media_type="image/jpg"), image("A" * 4_000_000))]}],
    ids=["good", "wrong", "unknown", "wrong image"],
)
def test_a_payload_is_never_copied_whether_the_request_is_good_or_not(fields: dict[str, Any]) -> None:
    body = dump(request(user(image("A" * 4_000_000), text()), **fields))
    peak_of(body)  # the first makes the schema
    assert peak_of(body) < 400_000


FULL = [
    ("values", b"[" + b"1," * 600_000 + b"1]", "more than 500,000 values"),
    ("objects", b'{"messages":[' + b"{}," * 500_000 + b"{}]}", "more than 500,000 values"),
    ("keys", b"{" + b",".join(b'"k%d":1' % i for i in range(10_001)) + b"}", "more than 10,000 keys"),
]


@pytest.mark.parametrize(("body", "message"), [row[1:] for row in FULL], ids=[row[0] for row in FULL])
def test_a_body_that_would_grow_in_memory_is_refused_before_it_does(body: bytes, message: str) -> None:
    with pytest.raises(InvalidRequest, match=message):
        parse(body)
    # Ten thousand keys are made before they are counted; that is all.
    assert peak_of(body) < 8_000_000


def test_commas_in_text_are_no_values() -> None:
    assert parse(dump(request(user(text("1, [2] {3}, " * 300_000))))).messages


def test_the_longest_conversation_is_read() -> None:
    body = request(*[user("a"), assistant("b")] * 50_000)
    assert len(parse(dump(body)).messages) == 100_000
    body["messages"].append(user("c"))
    with pytest.raises(InvalidRequest, match=r"^messages: List should have at most 100000 items"):
        parse(dump(body))
