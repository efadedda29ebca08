"""The values that travel between rooms. Frozen, small, and told apart by their class.

Sizes are ``Size(width, height)`` in pixels; arrays are uint8 ``(H, W, 3)`` sRGB, upright and opaque.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Point: TypeAlias = tuple[float, float]
#: Four corners, clockwise, beginning with the one at the start of the text's first line.
Quad: TypeAlias = tuple[Point, Point, Point, Point]
MediaType: TypeAlias = Literal["image/jpeg", "image/png", "image/gif", "image/webp"]
Pixels: TypeAlias = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, both at least 1."""

    width: int
    height: int

    @property
    def long_edge(self) -> int:
        return max(self.width, self.height)

    @property
    def short_edge(self) -> int:
        return min(self.width, self.height)

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


# --- an image on its way in ------------------------------------------------------------------------------


class Payload(Protocol):
    """An image's bytes, wherever they are kept. Nothing is decoded until it is asked for."""

    @property
    def base64_length(self) -> int:
        """Length of the base64 text of these bytes, padding included."""
        ...

    def head(self, length: int) -> bytes:
        """At least the first ``length`` bytes, or all there are."""
        ...

    def read(self) -> bytes:
        """All bytes. May cost a base64 decode on each call: keep the answer, or do not call twice."""
        ...

    def base64(self) -> bytes | memoryview:
        """All bytes as base64 text, as they came where they came so."""
        ...


@dataclass(frozen=True, slots=True)
class EncodedImage:
    """An image as it came, not yet looked at.

    ``at`` is the block's place in the request (``messages.0.content.1``); ``error_path`` is what the API
    puts before an error about its bytes (``messages.0.content.1.image.source.base64``).
    ``declared`` is the media type the client named; None where the source names none (a file id, a URL).
    """

    at: str
    error_path: str
    source: Literal["base64", "url", "file"]
    declared: str | None
    payload: Payload
    #: "error": refuse an image that would have to be shrunk; "downsize": shrink it (transformations.oversized_image).
    oversized: Literal["downsize", "error"] = "downsize"


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """What an image's first bytes say. No pixel was decoded to learn it."""

    media_type: MediaType
    #: As stored; ``upright`` is what a viewer shows.
    stored: Size
    #: EXIF orientation, 1 to 8.
    orientation: int = 1

    @property
    def upright(self) -> Size:
        turned = self.orientation >= 5
        return Size(self.stored.height, self.stored.width) if turned else self.stored


# --- a prompt, as an engine gets it --------------------------------------------------------------------------


@runtime_checkable
class Picture(Protocol):
    """One image of a prompt, checked and known to decode.

    It has two forms and makes each only when asked: ``pixels()`` for engines in this process,
    ``encoded()`` for engines elsewhere. Both are upright, without metadata, and of size ``seen``.
    """

    @property
    def at(self) -> str: ...
    @property
    def original(self) -> Size:
        """Upright size before it was shrunk."""
        ...

    @property
    def seen(self) -> Size:
        """The size the model sees."""
        ...

    @property
    def tokens(self) -> int: ...
    @property
    def sha256(self) -> str:
        """Hex digest of the bytes as they came: the same picture has the same digest."""
        ...

    def pixels(self) -> Pixels:
        """uint8 (H, W, 3) sRGB of size ``seen``; read-only. May decode; call it once per use, keep it briefly."""
        ...

    def encoded(self) -> tuple[MediaType, bytes]:
        """A clean file: the original where it fits, with metadata cut out, else encoded anew."""
        ...

    def base64(self) -> tuple[MediaType, bytes | memoryview]:
        """The same file as base64 text: the client's own text where nothing of the file had to change."""
        ...


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF or a plain text, for engines whose capabilities include documents."""

    media_type: Literal["application/pdf", "text/plain"]
    data: bytes
    title: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Thinking:
    """An earlier turn's thinking, handed back unchanged. ``redacted`` says that ``text`` is ciphertext."""

    text: str
    signature: str
    redacted: bool = False


@dataclass(frozen=True, slots=True)
class ToolUse:
    id: str
    name: str
    input: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolResult:
    tool_use_id: str
    parts: tuple[Text | Picture | Document, ...]
    is_error: bool = False


Part: TypeAlias = Text | Picture | Document | Thinking | ToolUse | ToolResult
_NO_PICTURES = (Text, Document, Thinking, ToolUse, ToolResult)


@dataclass(frozen=True, slots=True)
class Turn:
    role: Literal["user", "assistant", "system"]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    name: str
    description: str
    input_schema: Mapping[str, Any]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class ToolChoice:
    kind: Literal["auto", "any", "tool", "none"] = "auto"
    name: str | None = None
    parallel: bool = True


@dataclass(frozen=True, slots=True)
class Sampling:
    """How to draw tokens; None where the client left it to the engine."""

    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None


@dataclass(frozen=True, slots=True)
class Prompt:
    """All that an engine is told, in the client's order.

    If the last turn is the assistant's, the answer continues it (prefill). ``policy`` is Fovea's own
    instruction (the people rule and the like), apart from the client's ``system`` so that engines which
    follow rules in code need not read it; model engines put it before ``system``.
    """

    turns: tuple[Turn, ...]
    system: str = ""
    policy: str = ""
    max_tokens: int = 1024
    stop_sequences: tuple[str, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
    tools: tuple[Tool, ...] = ()
    tool_choice: ToolChoice = field(default_factory=ToolChoice)
    #: The request's ``thinking`` object, for engines whose capabilities include it.
    thinking: Mapping[str, Any] | None = None
    #: How much the model may spend on its answer (``output_config.effort``); only for engines that think.
    effort: Literal["low", "medium", "high", "xhigh", "max"] | None = None
    #: JSON schema that the answer has to obey (``output_config.format``).
    output_schema: Mapping[str, Any] | None = None
    #: The client waits for the whole answer. An engine that has it cheaper in one piece may give it so.
    whole: bool = False
    request_id: str = ""

    def pictures(self) -> tuple[Picture, ...]:
        """All pictures, those inside tool results included, in the order the client sent them."""
        found: list[Picture] = []
        for turn in self.turns:
            for part in turn.parts:
                inner = part.parts if isinstance(part, ToolResult) else (part,)
                # Not isinstance(p, Picture): before Python 3.12 that reads every property, the digest too.
                found += [p for p in inner if not isinstance(p, _NO_PICTURES)]
        return tuple(found)


# --- what an engine answers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a claim rests on: text as it was read, and its place on a picture as the engine saw it."""

    #: Number of the picture within the prompt, from 1, in the order of ``Prompt.pictures()``.
    picture: int
    #: Empty where the claim rests on what was measured there and not on text.
    text: str
    #: Pixels of ``Picture.seen``.
    quad: Quad
    #: 0 to 1.
    confidence: float


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the answer. Deltas that follow one another with the same evidence are one claim."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ThinkingDelta:
    text: str


@dataclass(frozen=True, slots=True)
class SignatureDelta:
    """Ends the thinking block that is open."""

    signature: str


@dataclass(frozen=True, slots=True)
class RedactedThinking:
    """A whole thinking block that its model shows to nobody: ciphertext, handed back with the next turn."""

    data: str


@dataclass(frozen=True, slots=True)
class ToolUseStart:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ToolInputDelta:
    """A piece of the JSON text of the open tool call's input."""

    partial_json: str


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Real token counts, from engines that know them. None leaves Fovea's own count in place.

    Yielded before the first delta, ``input_tokens`` reaches ``message_start`` too.
    """

    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_creation_input_tokens: int | None = None
    cache_read_input_tokens: int | None = None


StopReason: TypeAlias = Literal[
    "end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "model_context_window_exceeded"
]


@dataclass(frozen=True, slots=True)
class Stop:
    """The last event. An engine that just ends is taken to have said ``Stop("end_turn")``."""

    reason: StopReason
    sequence: str | None = None


EngineEvent: TypeAlias = (
    TextDelta | ThinkingDelta | SignatureDelta | RedactedThinking | ToolUseStart | ToolInputDelta | UsageReport | Stop
)
