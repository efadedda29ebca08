"""Streams: their order, their end, and what the official SDK makes of them."""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anthropic
import httpx2
import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fovea.engines.base import estimate_tokens
from fovea.errors import EngineFailed, NotFound, Overloaded
from fovea.values import (
    EngineEvent,
    RedactedThinking,
    SignatureDelta,
    Stop,
    TextDelta,
    ThinkingDelta,
    ToolInputDelta,
    ToolUseStart,
    UsageReport,
)
from fovea.wire.response import Json, collect
from fovea.wire.stream import Bounds, Narrator, bounded, narrate, sse

FOLDER = Path(__file__).parent.parent / "streams"
_spec = importlib.util.spec_from_file_location("record", FOLDER / "record.py")
assert _spec
assert _spec.loader
record = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(record)

WHOLE = [name for name in record.STREAMS if name != "error"]


def read(raw: bytes) -> list[tuple[str, Json]]:
    events = []
    for piece in raw.decode().split("\n\n")[:-1]:
        name, data = piece.split("\n")
        events.append((name.removeprefix("event: "), orjson.loads(data.removeprefix("data: "))))
    return events


def tell(events: Iterable[EngineEvent]) -> list[Json]:
    return list(narrate(events, message_id="msg_1", model="m", input_tokens=3, count_tokens=estimate_tokens))


def kinds(events: Iterable[Json]) -> list[str]:
    return [
        event["delta"]["type"] if "delta" in event and "type" in event["delta"] else event["type"] for event in events
    ]


# --- golden streams ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", record.STREAMS)
def test_the_stream_is_the_recorded_one(name: str) -> None:
    """Changed on purpose? ``python tests/streams/record.py`` records it anew; look at the difference."""
    assert record.stream(name).decode() == (FOLDER / f"{name}.sse").read_text(encoding="utf-8")


def sdk(raw: bytes) -> anthropic.Anthropic:
    """The official client, reading ``raw`` as the answer."""
    answer = httpx2.Response(200, headers={"content-type": "text/event-stream; charset=utf-8"}, content=raw)
    transport = httpx2.MockTransport(lambda _: answer)
    return anthropic.Anthropic(
        api_key="k", base_url="http://test", max_retries=0, http_client=httpx2.Client(transport=transport)
    )


def ask(client: anthropic.Anthropic) -> Any:
    return client.messages.stream(model="m", max_tokens=9, messages=[{"role": "user", "content": "?"}])


@pytest.mark.parametrize("name", WHOLE)
def test_the_official_sdk_puts_the_same_message_together(name: str) -> None:
    with ask(sdk((FOLDER / f"{name}.sse").read_bytes())) as stream:
        theirs = stream.get_final_message().model_dump(mode="json")
    ours = collect(record.tell(name))
    for block in theirs["content"]:
        for key in ("parsed_output", "caller", "toolset_name"):
            block.pop(key, None)
    for key in ("id", "role", "type", "model", "content", "stop_reason", "stop_sequence", "stop_details", "usage"):
        assert theirs[key] == ours[key], key


def test_the_official_sdk_raises_the_error_of_a_stream() -> None:
    with pytest.raises(anthropic.APIStatusError) as caught, ask(sdk((FOLDER / "error.sse").read_bytes())) as stream:
        stream.get_final_message()
    assert caught.value.body == {
        "type": "error",
        "error": {"type": "overloaded_error", "message": "Overloaded"},
        "request_id": "req_01GoldenGoldenGoldenGold",
    }


@pytest.mark.parametrize("name", record.STREAMS)
def test_each_event_is_named_by_its_type(name: str) -> None:
    assert all(event == data["type"] for event, data in read((FOLDER / f"{name}.sse").read_bytes()))


# --- order ---------------------------------------------------------------------------------------------------

engine_events = st.lists(
    st.one_of(
        st.builds(TextDelta, st.text(max_size=6)),
        st.builds(ThinkingDelta, st.text(max_size=6)),
        st.builds(SignatureDelta, st.just("c2ln")),
        st.builds(RedactedThinking, st.just("Y2lwaGVy")),
        st.builds(ToolUseStart, st.just("toolu_1"), st.just("look")).map(lambda start: (start, ToolInputDelta("{}"))),
        st.builds(UsageReport, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)),
    ).map(lambda event: event if isinstance(event, tuple) else (event,)),
    max_size=12,
).map(lambda groups: list(itertools.chain(*groups)))


@settings(max_examples=200, deadline=None)
@given(engine_events, st.none() | st.sampled_from([Stop("end_turn"), Stop("tool_use"), Stop("max_tokens")]))
def test_every_answer_is_told_in_the_order_of_the_api(said: list[EngineEvent], stop: Stop | None) -> None:
    events = tell([*said, stop] if stop else said)
    names = [event["type"] for event in events]
    assert names[0] == "message_start"
    assert names[-2:] == ["message_delta", "message_stop"]
    assert names.count("message_start") == names.count("message_stop") == 1
    starts = [i for i, name in enumerate(names) if name == "content_block_start"]
    assert [i for i, name in enumerate(names) if name == "ping"] == [i + 1 for i in starts[:1]]
    open_block = None
    for event in events:
        match event["type"]:
            case "content_block_start":
                assert open_block is None
                open_block = event["index"]
                assert open_block == starts.index(events.index(event))
            case "content_block_delta":
                assert event["index"] == open_block
            case "content_block_stop":
                assert event["index"] == open_block
                open_block = None
            case "message_delta" | "message_stop" | "message_start":
                assert open_block is None
    text = "".join(event.text for event in said if isinstance(event, TextDelta))
    message = collect(events)
    assert "".join(block["text"] for block in message["content"] if block["type"] == "text") == text
    assert all(block.get("text") != "" for block in message["content"])


def test_the_blocks_of_an_answer() -> None:
    said = [
        ThinkingDelta("a"),
        SignatureDelta("s"),
        TextDelta("b"),
        TextDelta("c"),
        ToolUseStart("t", "n"),
        ToolInputDelta("{}"),
    ]
    assert kinds(tell(said)) == [
        "message_start",
        "content_block_start",
        "ping",
        "thinking_delta",
        "signature_delta",
        "content_block_stop",
        "content_block_start",
        "text_delta",
        "text_delta",
        "content_block_stop",
        "content_block_start",
        "input_json_delta",
        "input_json_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ]


def test_a_tools_first_delta_is_empty() -> None:
    deltas = [
        event["delta"]
        for event in tell([ToolUseStart("t", "n"), ToolInputDelta("{}")])
        if "index" in event and "delta" in event
    ]
    assert deltas == [
        {"type": "input_json_delta", "partial_json": ""},
        {"type": "input_json_delta", "partial_json": "{}"},
    ]


def test_an_engine_that_says_nothing_still_answers() -> None:
    events = tell([])
    assert [event["type"] for event in events] == ["message_start", "message_delta", "message_stop"]
    message = collect(events)
    assert (message["content"], message["stop_reason"], message["usage"]["output_tokens"]) == ([], "end_turn", 0)


def test_an_answer_that_ends_in_a_tool_call_stopped_for_it() -> None:
    assert collect(tell([ToolUseStart("t", "n")]))["stop_reason"] == "tool_use"
    assert collect(tell([ToolUseStart("t", "n"), TextDelta("so")]))["stop_reason"] == "end_turn"


def test_a_refusal_has_details() -> None:
    details = {"type": "refusal", "category": None, "explanation": None}
    assert collect(tell([Stop("refusal")]))["stop_details"] == details
    assert collect(tell([Stop("end_turn")]))["stop_details"] is None


def test_nothing_follows_the_end() -> None:
    narrator = Narrator(message_id="m", model="m", input_tokens=1, count_tokens=estimate_tokens)
    narrator.feed(Stop("end_turn"))
    assert narrator.feed(TextDelta("x")) == narrator.finish() == narrator.fail(Overloaded("x"), None) == []


def test_an_error_comes_last_after_the_open_block_is_closed() -> None:
    narrator = Narrator(message_id="m", model="m", input_tokens=1, count_tokens=estimate_tokens)
    narrator.feed(TextDelta("The "))
    error = NotFound("gone", details={"error_code": "file_expired"})
    assert narrator.fail(error, "req_1") == [
        {"type": "content_block_stop", "index": 0},
        {
            "type": "error",
            "error": {"type": "not_found_error", "message": "gone", "details": {"error_code": "file_expired"}},
            "request_id": "req_1",
        },
    ]


def test_a_collected_stream_raises_its_error() -> None:
    with pytest.raises(Overloaded, match=r"^Overloaded$"):
        collect(record.tell("error"))
    with pytest.raises(EngineFailed):
        collect([])


def test_input_of_no_tool_is_the_engines_fault() -> None:
    assert kinds(tell([TextDelta("a"), ToolInputDelta("{}")]))[-2:] == ["content_block_stop", "error"]


# --- usage ---------------------------------------------------------------------------------------------------


def test_the_message_starts_with_the_engines_own_count_of_the_prompt() -> None:
    start, *_, end, _ = tell(
        [UsageReport(input_tokens=7, cache_read_input_tokens=2), TextDelta("a"), UsageReport(output_tokens=9)]
    )
    assert start["message"]["usage"]["input_tokens"] == 7
    assert start["message"]["usage"]["cache_read_input_tokens"] == 2
    assert end["usage"] == {
        "input_tokens": 7,
        "output_tokens": 9,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 2,
        "output_tokens_details": {"thinking_tokens": 0},
        "server_tool_use": None,
    }


def test_tokens_are_counted_where_the_engine_does_not() -> None:
    usage = collect(tell([ThinkingDelta("12345678"), TextDelta("1234"), TextDelta("5678")]))["usage"]
    assert (usage["input_tokens"], usage["output_tokens"]) == (3, 4)
    assert usage["output_tokens_details"] == {"thinking_tokens": 2}


def test_what_an_engine_reported_before_its_answer_was_cut_does_not_count() -> None:
    said = [UsageReport(output_tokens=1), TextDelta("12345678"), TextDelta("1234 STOP and on")]
    cut = bounded(said, stop_sequences=["STOP"], max_tokens=99, count_tokens=estimate_tokens)
    assert collect(tell(cut))["usage"]["output_tokens"] == 4
    cut = bounded(said, max_tokens=3, count_tokens=estimate_tokens)
    assert collect(tell(cut))["usage"]["output_tokens"] == 3
    whole = bounded([*said, UsageReport(output_tokens=9)], max_tokens=99, count_tokens=estimate_tokens)
    assert collect(tell(whole))["usage"]["output_tokens"] == 9


def test_a_start_can_be_sent_before_the_engines_first_word() -> None:
    narrator = Narrator(message_id="m", model="m", input_tokens=1, count_tokens=estimate_tokens)
    [start] = narrator.start()
    assert start["message"]["usage"]["output_tokens"] == 0
    assert narrator.start() == []
    assert kinds(narrator.feed(TextDelta("a"))) == ["content_block_start", "ping", "text_delta"]


# --- where an answer ends ------------------------------------------------------------------------------------


def finish(said: Iterable[EngineEvent], stops: list[str], max_tokens: int = 1000) -> tuple[str, Stop | None]:
    events = list(bounded(said, stop_sequences=stops, max_tokens=max_tokens, count_tokens=estimate_tokens))
    stop = events[-1] if events and isinstance(events[-1], Stop) else None
    return "".join(event.text for event in events if isinstance(event, TextDelta)), stop


@settings(max_examples=300, deadline=None)
@given(
    st.text("abé", max_size=14),
    st.lists(st.text("abé", min_size=1, max_size=4), max_size=3),
    st.lists(st.integers(0, 14), max_size=5),
    st.integers(0, 6),
)
def test_an_answer_ends_at_the_same_place_however_it_is_cut(
    text: str, stops: list[str], cuts: list[int], limit: int
) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut <= len(text)), len(text)]
    pieces = [TextDelta(text[start:end]) for start, end in itertools.pairwise(edges)]
    letters = [TextDelta(letter) for letter in text]
    assert (
        finish(pieces, stops, limit)
        == finish(letters, stops, limit)
        == finish([TextDelta(text)] if text else [], stops, limit)
    )


@settings(max_examples=300, deadline=None)
@given(st.text("ab", max_size=14), st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=3))
def test_the_first_stop_sequence_to_be_complete_ends_the_answer(text: str, stops: list[str]) -> None:
    ends = [(at, stop) for at in range(len(text) + 1) for stop in stops if text[:at].endswith(stop)]
    said, stop = finish([TextDelta(letter) for letter in text], stops)
    if not ends:
        assert (said, stop) == (text, None)
    else:
        first = min(at for at, _ in ends)
        longest = max((found for at, found in ends if at == first), key=len)
        assert (said, stop) == (text[: first - len(longest)], Stop("stop_sequence", longest))


def test_text_that_may_become_a_stop_sequence_waits() -> None:
    bounds = Bounds(stop_sequences=["</answer>"], max_tokens=99, count_tokens=estimate_tokens)
    assert bounds.feed(TextDelta("yes</an")) == [TextDelta("yes")]
    assert bounds.feed(TextDelta("imal")) == [TextDelta("</animal")]
    assert bounds.feed(TextDelta("</")) == []
    assert bounds.finish() == [TextDelta("</")]


def test_a_stop_sequence_does_not_reach_from_block_to_block() -> None:
    said = [TextDelta("ST"), ToolUseStart("t", "n"), ToolInputDelta('{"a": "STOP"}'), TextDelta("OP")]
    assert list(bounded(said, stop_sequences=["STOP"], max_tokens=99, count_tokens=estimate_tokens)) == said


def test_nothing_is_asked_of_an_engine_whose_answer_is_over() -> None:
    def endless() -> Iterable[EngineEvent]:
        for number in itertools.count():
            assert number < 30, "asked on and on"
            yield TextDelta("word")

    assert finish(endless(), [], max_tokens=10) == ("word" * 10, Stop("max_tokens"))
    assert finish(endless(), ["dw"], max_tokens=10) == ("wor", Stop("stop_sequence", "dw"))


@pytest.mark.parametrize("tokens", [0, 1, 7])
@pytest.mark.parametrize("kind", [TextDelta, ThinkingDelta, ToolInputDelta])
def test_max_tokens_cuts_every_kind_of_answer_to_its_count(kind: Any, tokens: int) -> None:
    events = list(bounded([kind("x" * 100)], max_tokens=tokens, count_tokens=estimate_tokens))
    assert events[-1] == Stop("max_tokens")
    assert events[:-1] == ([kind("x" * tokens * 4)] if tokens else [])


def test_an_answer_of_exactly_max_tokens_is_whole() -> None:
    assert finish([TextDelta("12345678"), Stop("end_turn")], [], max_tokens=2) == ("12345678", Stop("end_turn"))


def test_max_tokens_of_zero_only_warms_up() -> None:
    for said in ([], [TextDelta("a")], [ToolUseStart("t", "n")], [UsageReport(input_tokens=4)]):
        message = collect(tell(bounded(said, max_tokens=0, count_tokens=estimate_tokens)))
        assert (message["content"], message["stop_reason"]) == ([], "max_tokens")


def test_a_tool_call_that_was_cut_off_keeps_what_is_whole() -> None:
    said = [ToolUseStart("t", "n"), ToolInputDelta('{"x": 10, "y": [1, 2], "text": "' + "word " * 40)]
    [block] = collect(tell(bounded(said, max_tokens=20, count_tokens=estimate_tokens)))["content"]
    assert block["input"] == {"x": 10, "y": [1, 2]}


def test_half_a_character_goes_out_as_json_that_can_be_joined() -> None:
    halves = "😀".encode("utf-16-be", "surrogatepass")
    high, low = (halves[i : i + 2].decode("utf-16-be", "surrogatepass") for i in (0, 2))
    lines = [sse(event) for event in tell([TextDelta(high), TextDelta(low)])]
    assert any(b'"\\ud83d"' in line for line in lines)
    assert any(b'"\\ude00"' in line for line in lines)
