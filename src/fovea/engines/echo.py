"""The echo engine: says what it was shown, part by part, in order. A tutorial, a test double, a lie detector.

    turn 1 (user): text "Image 1:" (8 characters); picture 640x480, seen 640x480, 410 tokens, mean colour #7f7f80; …

What it reports of a picture comes from the pixels themselves, so a picture that was lost, swapped or turned
on its way shows up in the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fovea.engines.base import Capabilities, estimate_tokens
from fovea.values import (
    Document,
    EngineEvent,
    Part,
    Picture,
    Prompt,
    Stop,
    Text,
    TextDelta,
    Thinking,
    ToolResult,
    ToolUse,
)


class EchoEngine:
    name = "echo"

    def __init__(self, name: str = "echo") -> None:
        self.name = name
        self.capabilities = Capabilities(
            tools=True, documents=True, thinking=True, structured_output=False, max_output_tokens=128_000, concurrency=4
        )

    def load(self) -> None: ...

    def unload(self) -> None: ...

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        if prompt.system:
            yield TextDelta(f"system: {_quoted(prompt.system)}\n")
        for number, turn in enumerate(prompt.turns, start=1):
            yield TextDelta(f"turn {number} ({turn.role}): ")
            for position, part in enumerate(turn.parts):
                if cancelled():
                    return
                yield TextDelta(("; " if position else "") + _described(part))
            yield TextDelta("\n")
        if prompt.tools:
            yield TextDelta("tools: " + ", ".join(tool.name for tool in prompt.tools) + "\n")
        yield TextDelta(f"{len(prompt.pictures())} pictures in all")
        yield Stop("end_turn")


def _described(part: Part) -> str:
    match part:
        case Text(text):
            return f"text {_quoted(text)} ({len(text)} characters)"
        case Document(media_type, data):
            return f"document {media_type} ({len(data)} bytes)"
        case Thinking(text):
            return f"thinking ({len(text)} characters)"
        case ToolUse(_, name):
            return f"tool use {name}"
        case ToolResult(tool_use_id, parts):
            return f"tool result {tool_use_id} [" + "; ".join(_described(inner) for inner in parts) + "]"
        case Picture():
            red, green, blue = part.pixels().reshape(-1, 3).mean(axis=0).round().astype(int)
            return (
                f"picture {part.original}, seen {part.seen}, {part.tokens} tokens, "
                f"mean colour #{red:02x}{green:02x}{blue:02x}"
            )


def _quoted(text: str, longest: int = 60) -> str:
    return f'"{text}"' if len(text) <= longest else f'"{text[:longest]}…"'
