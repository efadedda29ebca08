"""The engine contract, whole.

An engine turns a prompt into events. Write a plain class with a plain generator; Fovea brings the thread,
the queue, the deadline, the stream and the JSON. An engine that lives on the network may be asynchronous
instead: then it implements ``stream`` and runs on the event loop, many requests at once.

The core does these for every engine, so that none has to: checks ``capabilities`` before the prompt is
built, stops at stop sequences (also across deltas) and at ``max_tokens`` by the engine's own count, closes
open blocks, and turns an exception into the API's error. An engine that raises ``FoveaError`` chooses the
status; any other exception becomes a 500 whose text the client never sees.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

from fovea.values import EngineEvent, Prompt


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can take, as data. What it cannot take is refused by name, never dropped."""

    images: bool = True
    max_images: int = 600
    context_tokens: int = 200_000
    max_output_tokens: int = 8192
    tools: bool = False
    documents: bool = False
    thinking: bool = False
    #: Obeys a JSON schema exactly.
    structured_output: bool = False
    #: Can continue a final assistant turn.
    prefill: bool = True
    #: Says of each claim where on which picture it was read (``TextDelta.evidence``).
    evidence: bool = False
    #: Requests that ``generate`` may run at once, each in a thread of its own. 1 means one thread for all.
    concurrency: int = 1
    #: Keeps ``max_tokens`` itself, by its own tokenizer; else the core does, by ``count_tokens``.
    bounds_itself: bool = False
    #: Wants ``Picture.pixels()``; False for engines that send ``Picture.encoded()`` elsewhere.
    wants_pixels: bool = True


class _Common(Protocol):
    name: str
    capabilities: Capabilities

    def load(self) -> None:
        """Import, read weights, connect. Called once, off the event loop, before the first request.

        Raises ``FoveaError`` with what to install or configure when it cannot.
        """
        ...

    def count_tokens(self, text: str) -> int:
        """Tokens of ``text``: exact where the engine has a tokenizer, else ``estimate_tokens``."""
        ...

    def unload(self) -> None: ...


@runtime_checkable
class Engine(_Common, Protocol):
    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        """Yields the answer. Blocking is welcome. Ask ``cancelled()`` often and return when it says so."""
        ...


@runtime_checkable
class AsyncEngine(_Common, Protocol):
    def stream(self, prompt: Prompt) -> AsyncIterator[EngineEvent]:
        """Yields the answer on the event loop. Must not block; it is cancelled when the client goes away."""
        ...


AnyEngine: TypeAlias = Engine | AsyncEngine


def estimate_tokens(text: str) -> int:
    """Tokens of ``text`` for engines without a tokenizer: documented, stable, and within reach of the truth.

    Four ASCII characters a token, rounded up, and one token for every other character: what byte-pair
    vocabularies give for English prose and for 漢字 within about a quarter. An estimate, and called one.
    """
    ascii_chars = len(text) if text.isascii() else sum(1 for char in text if char < "\x80")
    return -(-ascii_chars // 4) + (len(text) - ascii_chars)
