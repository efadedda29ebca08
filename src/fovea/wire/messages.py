"""Requests as values: the body's fields, and the ways to walk its messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeGuard, TypeVar

from pydantic import Discriminator, Field, Tag

from fovea.wire.blocks import (
    CacheControl,
    Content,
    ContentBlock,
    ContentSource,
    DocumentBlock,
    ImageBlock,
    Items,
    SystemContent,
    TextBlock,
    ToolResultBlock,
    Value,
    WebFetchResult,
    WebFetchToolResultBlock,
)
from fovea.wire.tools import ToolChoiceParam, ToolDefinition

Version: TypeAlias = Literal["2023-06-01", "2026-10-21"]
VERSIONS: tuple[Version, ...] = ("2023-06-01", "2026-10-21")

#: What Amazon documents for the same models:
#: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
MAX_STOP_SEQUENCES = 8191
#: In all of them together. Each character is a state of the automaton that looks for them.
MAX_STOP_CHARACTERS = 65_536


# --- messages ------------------------------------------------------------------------------------------------


class UserMessage(Value):
    role: Literal["user"]
    content: Content


class AssistantMessage(Value):
    role: Literal["assistant"]
    content: Content


class SystemMessage(Value):
    role: Literal["system"]
    content: SystemContent


def _role(value: Any) -> str:
    role = value.get("role") if isinstance(value, dict) else None
    return f"~{role}" if role in ("assistant", "system") else "~user"


Message: TypeAlias = Annotated[
    Annotated[UserMessage, Tag("~user")]
    | Annotated[AssistantMessage, Tag("~assistant")]
    | Annotated[SystemMessage, Tag("~system")],
    Discriminator(_role),
]


# --- the smaller fields --------------------------------------------------------------------------------------


class Metadata(Value):
    user_id: str | None = Field(default=None, max_length=256)


class ThinkingEnabled(Value):
    type: Literal["enabled"]
    budget_tokens: int = Field(ge=1024)
    display: Literal["summarized", "omitted"] | None = None


class ThinkingDisabled(Value):
    type: Literal["disabled"]


class ThinkingAdaptive(Value):
    type: Literal["adaptive"]
    display: Literal["summarized", "omitted"] | None = None


class ThinkingBetweenTools(Value):
    type: Literal["between_tools"]


ThinkingConfig: TypeAlias = Annotated[
    ThinkingEnabled | ThinkingDisabled | ThinkingAdaptive | ThinkingBetweenTools, Field(discriminator="type")
]


class JsonSchemaFormat(Value):
    type: Literal["json_schema"]
    # Named apart from pydantic's own attribute.
    schema_: Mapping[str, Any] = Field(alias="schema")


class OutputConfig(Value):
    effort: Literal["low", "medium", "high", "xhigh", "max"] | None = None
    format: JsonSchemaFormat | None = None


class Skill(Value):
    type: Literal["anthropic", "custom"]
    skill_id: str = Field(min_length=1, max_length=64)
    version: str = Field(default="latest", min_length=1, max_length=64)


class Container(Value):
    id: str | None = None
    skills: Items[Skill] | None = None


class Diagnostics(Value):
    previous_message_id: str | None = None


def _string_or_object(value: Any) -> str:
    return "~string" if isinstance(value, str) else "~object"


# --- requests ------------------------------------------------------------------------------------------------


class CountTokensRequest(Value):
    """The body of ``POST /v1/messages/count_tokens``, and what it shares with that of ``/v1/messages``."""

    model: str = Field(min_length=1, max_length=256)
    messages: Annotated[Items[Message], Field(max_length=100_000)]
    system: SystemContent = ""
    tools: Items[ToolDefinition] = ()
    tool_choice: ToolChoiceParam | None = None
    thinking: ThinkingConfig | None = None
    cache_control: CacheControl | None = None
    output_config: OutputConfig | None = None
    speed: Literal["standard", "fast"] | None = None
    # Parts of betas, as they came. Fovea does nothing with them.
    context_management: Any = None
    mcp_servers: Any = None

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The messages with consecutive ones of a role merged, in the client's order."""
        return _turns(self.messages)

    @property
    def system_blocks(self) -> tuple[TextBlock, ...]:
        """``system`` as blocks, whichever way the client wrote it."""
        if isinstance(self.system, str):
            return (_text(self.system),) if self.system else ()
        return self.system


class MessagesRequest(CountTokensRequest):
    """The body of ``POST /v1/messages``, found to keep every rule that needs no model and no image to check."""

    max_tokens: int = Field(ge=0)
    stop_sequences: Annotated[Items[str], Field(max_length=MAX_STOP_SEQUENCES)] = ()
    stream: bool = False
    temperature: float | None = Field(default=None, ge=0, le=1)
    top_p: float | None = Field(default=None, ge=0, le=1)
    top_k: int | None = Field(default=None, ge=0)
    metadata: Metadata | None = None
    service_tier: Literal["auto", "standard_only"] = "auto"
    container: (
        Annotated[
            Annotated[str, Tag("~string")] | Annotated[Container, Tag("~object")], Discriminator(_string_or_object)
        ]
        | None
    ) = None
    inference_geo: str | None = None
    diagnostics: Diagnostics | None = None
    # Parts of betas, as they came. Fovea does nothing with them.
    fallbacks: Any = None
    fallback_credit_token: Any = None
    compaction: Any = None
    thread: Any = None
    billing_policy: Any = None


AnyRequest: TypeAlias = CountTokensRequest | MessagesRequest


# --- views ---------------------------------------------------------------------------------------------------

B = TypeVar("B", bound=Value)


@dataclass(frozen=True, slots=True)
class Placed(Generic[B]):
    """A block and its place in the request: ``messages.0.content.1``.

    ``error_path`` is the place as the API's errors write it, with the types on the way:
    ``messages.0.content.1.tool_result.content.0.image``.
    """

    at: str
    error_path: str
    block: B


@dataclass(frozen=True, slots=True)
class Turn:
    """Consecutive messages of one role. ``blocks`` keep their places among the client's messages."""

    role: Literal["user", "assistant", "system"]
    blocks: tuple[Placed[ContentBlock], ...]


def _text(text: str) -> TextBlock:
    return TextBlock(type="text", text=text)


def _placed(blocks: str | tuple[Any, ...], path: str, error_path: str) -> list[Placed[Any]]:
    if isinstance(blocks, str):
        return [Placed(path, error_path, _text(blocks))] if blocks else []
    return [Placed(f"{path}.{i}", f"{error_path}.{i}.{block.type}", block) for i, block in enumerate(blocks)]


def _turns(messages: tuple[Message, ...]) -> tuple[Turn, ...]:
    merged: list[tuple[Literal["user", "assistant", "system"], list[Placed[ContentBlock]]]] = []
    for i, message in enumerate(messages):
        path = f"messages.{i}.content"
        blocks = _placed(message.content, path, path)
        if merged and merged[-1][0] == message.role:
            merged[-1][1].extend(blocks)
        else:
            merged.append((message.role, blocks))
    return tuple(Turn(role, tuple(blocks)) for role, blocks in merged)


def media_blocks(request: AnyRequest) -> Iterator[Placed[ImageBlock] | Placed[DocumentBlock]]:
    """Every image and document of the messages in the client's order, nested ones after what holds them.

    They hide in tool results, in documents made of blocks, and in pages that a tool fetched.
    """
    for i, message in enumerate(request.messages):
        if not isinstance(message.content, str):
            path = f"messages.{i}.content"
            yield from _media(_placed(message.content, path, path))


def _media(blocks: list[Placed[Any]]) -> Iterator[Placed[ImageBlock] | Placed[DocumentBlock]]:
    for placed in blocks:
        block, at, error_path = placed.block, placed.at, placed.error_path
        if isinstance(block, ImageBlock):
            yield placed
        elif isinstance(block, DocumentBlock):
            yield placed
            if isinstance(block.source, ContentSource):
                inner = block.source.content
                yield from _media(_placed(inner, f"{at}.source.content", f"{error_path}.source.content.content"))
        elif isinstance(block, ToolResultBlock):
            yield from _media(_placed(block.content, f"{at}.content", f"{error_path}.content"))
        elif isinstance(block, WebFetchToolResultBlock) and isinstance(block.content, WebFetchResult):
            inside = f"{error_path}.content.web_fetch_result.content"
            yield from _media([Placed(f"{at}.content.content", inside, block.content.content)])


def holds(placed: Placed[Any], kind: type[B]) -> TypeGuard[Placed[B]]:
    return isinstance(placed.block, kind)


def image_blocks(request: AnyRequest) -> Iterator[Placed[ImageBlock]]:
    """Every image of the messages, in the client's order.

    An error about its bytes stands at ``f"{placed.error_path}.source.{placed.block.source.type}"``.
    """
    for placed in media_blocks(request):
        if holds(placed, ImageBlock):
            yield placed


def document_blocks(request: AnyRequest) -> Iterator[Placed[DocumentBlock]]:
    """Every document of the messages, in the client's order. They count with the images."""
    for placed in media_blocks(request):
        if holds(placed, DocumentBlock):
            yield placed
