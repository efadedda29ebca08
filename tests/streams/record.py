"""What engines may say, and the streams that become of it, one ``.sse`` file each.

``python tests/streams/record.py`` writes the files anew; tests of the wire and of the web app read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from fovea.engines.base import estimate_tokens
from fovea.errors import FoveaError, Overloaded
from fovea.values import (
    EngineEvent,
    SignatureDelta,
    Stop,
    TextDelta,
    ThinkingDelta,
    ToolInputDelta,
    ToolUseStart,
    UsageReport,
)
from fovea.wire.response import Json
from fovea.wire.stream import bounded, narrate, sse

HERE = Path(__file__).parent

STREAMS: dict[str, list[EngineEvent | FoveaError]] = {
    "text": [TextDelta("The receipt says "), TextDelta("NT$ 128"), TextDelta(".")],
    "chinese": [TextDelta("這張收據"), TextDelta("共 128 元。"), TextDelta("👩‍🚀")],
    "empty": [],
    "refusal": [TextDelta("I do not identify people."), Stop("refusal")],
    "stop_sequence": [TextDelta("one, two, thr"), TextDelta("ee, four")],
    "max_tokens": [TextDelta("a long answer that goes on ") for _ in range(40)],
    "thinking": [
        UsageReport(input_tokens=1590, cache_read_input_tokens=12),
        ThinkingDelta("Two pictures. "),
        ThinkingDelta("The second has a hat."),
        SignatureDelta("c2lnbmF0dXJl"),
        TextDelta("A hat was added."),
        UsageReport(output_tokens=31),
        Stop("end_turn"),
    ],
    "tools": [
        TextDelta("I will look closer."),
        ToolUseStart("toolu_01A", "crop"),
        ToolInputDelta('{"x": 1'),
        ToolInputDelta('0, "label": "左上"}'),
        ToolUseStart("toolu_01B", "done"),
        Stop("tool_use"),
    ],
    "tool_cut_off": [ToolUseStart("toolu_01A", "write"), ToolInputDelta('{"text": "' + "word " * 100 + '"}')],
    "interleaved": [
        ThinkingDelta("First."),
        SignatureDelta("YQ=="),
        ToolUseStart("toolu_01A", "look"),
        ToolInputDelta("{}"),
        ThinkingDelta("Then."),
        SignatureDelta("Yg=="),
        TextDelta("Done."),
    ],
    "error": [TextDelta("The receipt sa"), Overloaded("Overloaded")],
}


def engine(said: Iterable[EngineEvent | FoveaError]) -> Iterator[EngineEvent]:
    for event in said:
        if isinstance(event, FoveaError):
            raise event
        yield event


def tell(name: str) -> Iterator[Json]:
    events = bounded(engine(STREAMS[name]), stop_sequences=["three"], max_tokens=100, count_tokens=estimate_tokens)
    return narrate(
        events,
        message_id="msg_01GoldenGoldenGoldenGold",
        model="reader",
        input_tokens=54,
        count_tokens=estimate_tokens,
        request_id="req_01GoldenGoldenGoldenGold",
    )


def stream(name: str) -> bytes:
    return b"".join(map(sse, tell(name)))


if __name__ == "__main__":
    for name in STREAMS:
        (HERE / f"{name}.sse").write_bytes(stream(name))
