"""Client text must not speak with the template's voice.

Chat templates mark who speaks with special tokens such as ``<|im_end|>`` or ``<image>``, and tokenizers read
them wherever they stand. Written by a client, or by a picture that a tool transcribed, they would open a
system turn or claim a picture that is not there. A zero-width space inside makes them plain text again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from fovea.values import Prompt, Text, ToolResult, Turn

_Part = TypeVar("_Part")
Defuse = Callable[[str], str]


def defuser(special_tokens: Iterable[str]) -> Defuse:
    """A function that breaks these tokens in a text. Single characters are left alone: they are text."""
    tokens = sorted({token for token in special_tokens if len(token) > 1}, key=len, reverse=True)
    if not tokens:
        return lambda text: text
    pattern = re.compile("|".join(map(re.escape, tokens)))
    return lambda text: pattern.sub(lambda found: f"{found[0][0]}\u200b{found[0][1:]}", text)


def defused(prompt: Prompt, defuse: Defuse) -> Prompt:
    """The prompt with all of the client's text defused; ``policy`` is ours."""

    def part(given: _Part) -> _Part:
        match given:
            case Text(text):
                return replace(given, text=defuse(text))
            case ToolResult():
                return replace(given, parts=tuple(part(inner) for inner in given.parts))
            case _:
                return given

    turns = tuple(Turn(turn.role, tuple(part(one) for one in turn.parts)) for turn in prompt.turns)
    return replace(prompt, turns=turns, system=defuse(prompt.system))
