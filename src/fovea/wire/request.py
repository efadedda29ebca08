"""Bytes to a ``MessagesRequest``, or the error that the API would give. Start at ``parse``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeGuard, TypeVar

from pydantic import Discriminator, Field, Tag, ValidationError
from pydantic_core import ErrorDetails

from fovea.errors import InvalidRequest
from fovea.wire import body as bodies
from fovea.wire.blocks import (
    HIDDEN,
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
    return f"{HIDDEN}{role}" if role in ("assistant", "system") else "~user"


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

    @property
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
    stop_sequences: Items[str] = ()
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
    return TextBlock.model_construct(type="text", text=text)


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


def _holds(placed: Placed[Any], kind: type[B]) -> TypeGuard[Placed[B]]:
    return isinstance(placed.block, kind)


def image_blocks(request: AnyRequest) -> Iterator[Placed[ImageBlock]]:
    """Every image of the messages, in the client's order.

    An error about its bytes stands at ``f"{placed.error_path}.source.{placed.block.source.type}"``.
    """
    for placed in media_blocks(request):
        if _holds(placed, ImageBlock):
            yield placed


def document_blocks(request: AnyRequest) -> Iterator[Placed[DocumentBlock]]:
    """Every document of the messages, in the client's order. They count with the images."""
    for placed in media_blocks(request):
        if _holds(placed, DocumentBlock):
            yield placed


# --- parsing -------------------------------------------------------------------------------------------------

R = TypeVar("R", bound=Value)


def parse(
    body: bodies.Body,
    *,
    version: str = "2023-06-01",
    sampling_parameters: Literal["refuse", "accept"] = "refuse",
) -> MessagesRequest:
    """The request in ``body``, which must not change while the request lives: long base64 stays in it.

    ``sampling_parameters`` says whether ``temperature``, ``top_p`` and ``top_k`` are refused under a version that
    has none. Raises ``InvalidRequest``, for the first fault alone.
    """
    from fovea.wire import rules

    request = _read(MessagesRequest, body)
    rules.check(request, known_version(version), sampling_parameters=sampling_parameters)
    return request


def parse_count(body: bodies.Body, *, version: str = "2023-06-01") -> CountTokensRequest:
    """As ``parse``, for a body that asks for its number of tokens."""
    from fovea.wire import rules

    request = _read(CountTokensRequest, body)
    rules.check_count(request, known_version(version))
    return request


def parse_value(
    value: Any, *, version: str = "2023-06-01", sampling_parameters: Literal["refuse", "accept"] = "refuse"
) -> MessagesRequest:
    """As ``parse``, for a request that is already a JSON value, like one of a batch."""
    from fovea.wire import rules

    request = validate(MessagesRequest, value)
    rules.check(request, known_version(version), sampling_parameters=sampling_parameters)
    return request


def known_version(value: str | None) -> Version:
    """The ``anthropic-version`` header's value, if it is one that Fovea speaks."""
    if value is None:
        raise InvalidRequest("anthropic-version: header is required")
    for version in VERSIONS:
        if value == version:
            return version
    raise InvalidRequest(f"anthropic-version: {value[:32]!r} is not a known version; use {' or '.join(VERSIONS)}")


def validate(model: type[R], value: Any) -> R:
    """``value``, plain JSON, as a ``model``. Raises ``InvalidRequest`` with the API's path and words."""
    return _validate(model, value, {"views": 0})


def _read(model: type[R], body: bodies.Body) -> R:
    value, views = bodies.load(body)
    # What looks like a base64 source may stand where any JSON may, in a tool's input for one. There it has to be
    # text like the rest, and a view that no source took says so.
    context = {"views": views}
    try:
        request = _validate(model, value, context)
    except InvalidRequest:
        if context["views"] == 0:
            raise
    else:
        if context["views"] == 0:
            return request
    value, _ = bodies.load(body, views=False)
    return validate(model, value)


def _validate(model: type[R], value: Any, context: dict[str, int]) -> R:
    try:
        return model.model_validate(value, context=context)
    except ValidationError as exc:
        [error, *_] = exc.errors(include_url=False, include_input=True)
        raise _problem(error) from None


def _problem(error: ErrorDetails) -> InvalidRequest:
    """A pydantic error as the API words it."""
    path = [str(step) for step in error["loc"] if not str(step).startswith(HIDDEN)]
    context = error.get("ctx", {})
    message = error["msg"]
    match error["type"]:
        case "missing":
            message = "Field required"
        case "literal_error" if path[:1] == ["messages"] and path[2:] == ["role"]:
            return _unexpected_role(error["input"])
        case "tuple_type":
            message = "Input should be a valid list"
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            message = "Input should be a valid dictionary"
        case "union_tag_not_found":
            path, message = [*path, "type"], "Field required"
        case "union_tag_invalid":
            tag = str(context["tag"])[:64]
            message = (
                f"Input tag '{tag}' found using 'type' does not match any of the expected tags: "
                f"{context['expected_tags']}"
            )
    return InvalidRequest(message, path=".".join(step[:128] for step in path) or None)


def _unexpected_role(role: Any) -> InvalidRequest:
    if not isinstance(role, str):
        return InvalidRequest("Input should be 'user' or 'assistant'", path="messages")
    return InvalidRequest(f'Unexpected role "{role[:64]}". Allowed roles are "user" or "assistant".', path="messages")
