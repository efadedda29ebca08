"""An engine's events as the API's stream.

    engine ─▶ Bounds ─▶ Narrator ─▶ sse() ─▶ bytes

``Bounds`` ends the answer at a stop sequence or at ``max_tokens``; ``Narrator`` opens, fills and closes the
blocks. Both take one event and give back those that follow from it, hold no clock and make no ids, so a loop
of any kind can drive them. ``narrate`` drives both for a plain iterable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeAlias, assert_never

import orjson

from fovea.errors import EngineFailed, FoveaError
from fovea.values import (
    EngineEvent,
    Evidence,
    RedactedThinking,
    SignatureDelta,
    Stop,
    TextDelta,
    ThinkingDelta,
    ToolInputDelta,
    ToolUseStart,
    UsageReport,
)
from fovea.wire.response import Json, Usage, empty_message, error_body
from fovea.wire.stops import Watch

CountTokens: TypeAlias = Callable[[str], int]
#: Evidence as it is written on the wire.
Write: TypeAlias = Callable[[Evidence], Json]
Spoken: TypeAlias = TextDelta | ThinkingDelta | ToolInputDelta


class _Tally:
    """What was said so far, to be counted. Text, thinking and tool input are counted apart and summed."""

    def __init__(self, count: CountTokens) -> None:
        self._count = count
        self._said: dict[type[Spoken], list[str]] = {TextDelta: [], ThinkingDelta: [], ToolInputDelta: []}

    def add(self, event: Spoken) -> None:
        self._said[type(event)].append(_text_of(event))

    def tokens(self, kind: type[Spoken]) -> int:
        text = "".join(self._said[kind])
        return self._count(text) if text else 0

    def total(self) -> int:
        return sum(map(self.tokens, self._said))

    def with_more(self, kind: type[Spoken]) -> Callable[[str], int]:
        """Gives the total if a text of ``kind`` were added."""
        others = sum(self.tokens(other) for other in self._said if other is not kind)
        said = "".join(self._said[kind])
        return lambda text: others + (self._count(said + text) if said or text else 0)


def _text_of(event: Spoken) -> str:
    return event.partial_json if isinstance(event, ToolInputDelta) else event.text


def _with_text(event: Spoken, text: str) -> Spoken:
    return ToolInputDelta(text) if isinstance(event, ToolInputDelta) else replace(event, text=text)


class Bounds:
    """Ends an answer where the client asked for it to end.

    The first stop sequence to be complete ends it, and of those complete at once the longest; the sequence
    itself is not part of the answer. They are looked for in text alone. However the text is cut into
    deltas, the answer is the same. ``max_tokens`` covers text, thinking and tool input by ``count_tokens``.
    """

    def __init__(self, *, stop_sequences: Sequence[str] = (), max_tokens: int, count_tokens: CountTokens) -> None:
        #: Nothing follows any more; the engine can be cancelled.
        self.done = False
        self._watch = Watch(stop_sequences) if stop_sequences else None
        #: Text that may be the beginning of a stop sequence.
        self._held: list[TextDelta] = []
        self._max = max_tokens
        self._reported = False
        self._count = count_tokens
        self._tally = _Tally(count_tokens)
        # At least the tokens said so far: deltas counted one by one come to no less than their whole.
        self._at_most = 0

    def feed(self, event: EngineEvent) -> list[EngineEvent]:
        if self.done:
            return []
        if isinstance(event, UsageReport):
            self._reported = self._reported or event.output_tokens is not None
            return [event]
        if self._max == 0:
            return self._cut(Stop("max_tokens"))
        if isinstance(event, TextDelta) and self._watch:
            return self._look_for_stops(event, self._watch)
        out = self._flush()
        if out and isinstance(out[-1], Stop):
            return out
        match event:
            case TextDelta() | ThinkingDelta() | ToolInputDelta():
                out += self._spend(event)
            case Stop():
                self.done = True
                out.append(event)
            case ToolUseStart() | SignatureDelta() | RedactedThinking():
                out.append(event)
            case _:
                assert_never(event)
        return out

    def finish(self) -> list[EngineEvent]:
        """What is left when the engine has ended without a ``Stop``."""
        if self.done:
            return []
        return self._cut(Stop("max_tokens")) if self._max == 0 else self._flush()

    def _look_for_stops(self, more: TextDelta, watch: Watch) -> list[EngineEvent]:
        found = watch.feed(more.text)
        before = self._held_length
        self._held.append(more)
        if found:
            end, stop = found
            out = self._let_go(before + end - len(stop))
            self._held = []
            return out if self.done else [*out, *self._cut(Stop("stop_sequence", stop))]
        return self._let_go(self._held_length - watch.waiting)

    @property
    def _held_length(self) -> int:
        return sum(len(delta.text) for delta in self._held)

    def _flush(self) -> list[EngineEvent]:
        if not self._held:
            return []
        if self._watch:
            self._watch.reset()
        return self._let_go(self._held_length)

    def _let_go(self, length: int) -> list[EngineEvent]:
        """Spends the first ``length`` characters of what is held: a delta a claim, however they came."""
        claims: list[TextDelta] = []
        while length > 0:
            first = self._held.pop(0)
            text, rest = first.text[:length], first.text[length:]
            length -= len(text)
            if rest:
                self._held.insert(0, replace(first, text=rest))
            if claims and claims[-1].evidence == first.evidence:
                text = claims.pop().text + text
            claims.append(replace(first, text=text))
        out: list[EngineEvent] = []
        for claim in claims:
            out += [] if self.done else self._spend(claim)
        return out

    def _spend(self, event: Spoken) -> list[EngineEvent]:
        text = _text_of(event)
        self._at_most += self._count(text) if text else 0
        if self._at_most > self._max:
            total = self._tally.with_more(type(event))
            self._at_most = total(text)
            if self._at_most > self._max:
                kept = text[: _longest_prefix(text, lambda piece: total(piece) <= self._max)]
                if not kept:
                    return self._cut(Stop("max_tokens"))
                last = _with_text(event, kept)
                self._tally.add(last)
                return [last, *self._cut(Stop("max_tokens"))]
        self._tally.add(event)
        return [event]

    def _cut(self, stop: Stop) -> list[EngineEvent]:
        """Ends what the engine would have gone on with. What it reported before is not what was said."""
        self.done = True
        return [UsageReport(output_tokens=self._tally.total()), stop] if self._reported else [stop]


def _longest_prefix(text: str, fits: Callable[[str], bool]) -> int:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    return low


def bounded(
    events: Iterable[EngineEvent], *, stop_sequences: Sequence[str] = (), max_tokens: int, count_tokens: CountTokens
) -> Iterator[EngineEvent]:
    """``events`` up to a stop sequence or ``max_tokens``; nothing is asked for after that."""
    bounds = Bounds(stop_sequences=stop_sequences, max_tokens=max_tokens, count_tokens=count_tokens)
    for event in events:
        yield from bounds.feed(event)
        if bounds.done:
            return
    yield from bounds.finish()


# --- the API's events ----------------------------------------------------------------------------------------

BlockKind: TypeAlias = Literal["text", "thinking", "redacted_thinking", "tool_use"]
PING: Json = {"type": "ping"}
MESSAGE_STOP: Json = {"type": "message_stop"}


class Narrator:
    """Tells an answer as the API's events, in the API's order.

    ``input_tokens`` is Fovea's own count of the prompt; an engine that knows better reports it. Tokens of the
    answer are counted by ``count_tokens`` unless the engine reports them.
    ``message_start`` waits for the engine's first word, so that its report can go in; ``start()`` sends it at once.
    With ``evidence``, which writes it, each claim is a text block of its own that begins with what it rests on.
    """

    def __init__(
        self,
        *,
        message_id: str,
        model: str,
        input_tokens: int,
        count_tokens: CountTokens,
        evidence: Write | None = None,
    ) -> None:
        self.started = False
        self.finished = False
        self._id = message_id
        self._model = model
        self._usage = Usage(input_tokens=input_tokens)
        self._reported_output: int | None = None
        self._tally = _Tally(count_tokens)
        self._index = -1
        self._open: BlockKind | None = None
        self._last: BlockKind | None = None
        self._write = evidence
        #: What the open text block rests on.
        self._evidence: tuple[Evidence, ...] = ()

    def start(self) -> list[Json]:
        return self._start(said=0)

    def _start(self, *, said: int) -> list[Json]:
        if self.started:
            return []
        self.started = True
        usage = replace(self._usage, output_tokens=said)
        return [{"type": "message_start", "message": empty_message(self._id, self._model, usage)}]

    def feed(self, event: EngineEvent) -> list[Json]:
        if self.finished:
            return []
        match event:
            case TextDelta(text=text):
                if not text:
                    return []
                self._tally.add(event)
                return [*self._say(event), self._delta({"type": "text_delta", "text": text})]
            case ThinkingDelta(text=text):
                if not text:
                    return []
                self._tally.add(event)
                return [*self._think(), self._delta({"type": "thinking_delta", "thinking": text})]
            case SignatureDelta(signature=signature):
                delta = {"type": "signature_delta", "signature": signature}
                return [*self._think(), self._delta(delta), *self._close()]
            case RedactedThinking(data=data):
                return [*self._begin("redacted_thinking", {"type": "redacted_thinking", "data": data}), *self._close()]
            case ToolUseStart(id=tool_id, name=name):
                block = {"type": "tool_use", "id": tool_id, "name": name, "input": {}}
                return [*self._begin("tool_use", block), self._delta({"type": "input_json_delta", "partial_json": ""})]
            case ToolInputDelta(partial_json=text):
                if self._open != "tool_use":
                    raise EngineFailed("The engine sent a tool's input outside a tool call.")
                if not text:
                    return []
                self._tally.add(event)
                return [self._delta({"type": "input_json_delta", "partial_json": text})]
            case UsageReport():
                self._report(event)
                return []
            case Stop():
                return self._stop(event)
            case _:
                assert_never(event)

    def finish(self) -> list[Json]:
        """The end of an answer whose engine did not say why it stopped."""
        return [] if self.finished else self._stop(Stop("tool_use" if self._last == "tool_use" else "end_turn"))

    def fail(self, error: FoveaError, request_id: str | None) -> list[Json]:
        """The error as the last event, after the open block is closed."""
        if self.finished:
            return []
        self.finished = True
        return [*self._close(), error_body(error, request_id)]

    # --- blocks ---

    def _think(self) -> list[Json]:
        if self._open == "thinking":
            return []
        return self._begin("thinking", {"type": "thinking", "thinking": "", "signature": ""})

    def _say(self, delta: TextDelta) -> list[Json]:
        """Opens a text block, unless the open one is that of the same claim."""
        if self._write is None:
            return [] if self._open == "text" else self._begin("text", {"type": "text", "text": ""})
        # A blank belongs to what was said before it: the API takes no blank block back.
        if self._open == "text" and (delta.evidence == self._evidence or not delta.text.strip()):
            return []
        self._evidence = delta.evidence
        return self._begin(
            "text", {"type": "text", "text": "", "evidence": [*map(self._write, dict.fromkeys(delta.evidence))]}
        )

    def _begin(self, kind: BlockKind, block: Json) -> list[Json]:
        out = [*self._start(said=1), *self._close()]
        self._index += 1
        self._open = self._last = kind
        out.append({"type": "content_block_start", "index": self._index, "content_block": block})
        if self._index == 0:
            out.append(PING)
        return out

    def _delta(self, delta: Json) -> Json:
        return {"type": "content_block_delta", "index": self._index, "delta": delta}

    def _close(self) -> list[Json]:
        if self._open is None:
            return []
        self._open = None
        return [{"type": "content_block_stop", "index": self._index}]

    # --- the end ---

    def _report(self, report: UsageReport) -> None:
        if report.output_tokens is not None:
            self._reported_output = report.output_tokens
        known = {
            name: value
            for name in ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
            if (value := getattr(report, name)) is not None
        }
        self._usage = replace(self._usage, **known)

    def _stop(self, stop: Stop) -> list[Json]:
        out = [*self._start(said=0), *self._close()]
        self.finished = True
        own = self._tally.total() if self._reported_output is None else self._reported_output
        usage = replace(self._usage, output_tokens=own, thinking_tokens=min(own, self._tally.tokens(ThinkingDelta)))
        details = {"type": "refusal", "category": None, "explanation": None} if stop.reason == "refusal" else None
        delta = {
            "stop_reason": stop.reason,
            "stop_sequence": stop.sequence,
            "stop_details": details,
            "container": None,
        }
        return [*out, {"type": "message_delta", "delta": delta, "usage": usage.delta()}, MESSAGE_STOP]


def narrate(
    events: Iterable[EngineEvent],
    *,
    message_id: str,
    model: str,
    input_tokens: int,
    count_tokens: CountTokens,
    request_id: str | None = None,
) -> Iterator[Json]:
    """The API's events of an engine's. An error on the way becomes the last one; others' exceptions pass."""
    narrator = Narrator(message_id=message_id, model=model, input_tokens=input_tokens, count_tokens=count_tokens)
    try:
        for event in events:
            yield from narrator.feed(event)
            if narrator.finished:
                return
    except FoveaError as error:
        yield from narrator.fail(error, request_id)
        return
    yield from narrator.finish()


_HEADS = {
    name: f"event: {name}\ndata: ".encode()
    for name in (
        "message_start",
        "content_block_start",
        "ping",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
        "error",
    )
}


def sse(event: Mapping[str, Any]) -> bytes:
    """One event as it goes over the wire."""
    try:
        data = orjson.dumps(event)
    except orjson.JSONEncodeError:
        import json

        # Half a surrogate pair from a tokenizer. Escaped it is JSON, and whole again with its other half.
        data = json.dumps(event).encode()
    return _HEADS[event["type"]] + data + b"\n\n"
