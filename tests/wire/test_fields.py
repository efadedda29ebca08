"""Every field of the official SDK's request types is known here, and nothing else is."""

from __future__ import annotations

import typing
from typing import Any, Literal, get_args, get_origin

import pytest
import typing_extensions
from anthropic.types import message_count_tokens_params, message_create_params
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from typing_extensions import get_type_hints, is_typeddict

from fovea.wire import blocks, messages, tools
from fovea.wire.request import CountTokensRequest, MessagesRequest, validate

from .requests import request, user

#: Headers, in the SDK's guise of parameters.
HEADERS = {"user_profile_id", "workspace_id"}
#: Known here and not to the types of the SDK's stable part.
OURS = {
    # sampling belongs to the older version of the API, which these types have left behind
    "MessagesRequest": {"temperature", "top_p", "top_k", "stream"},
    # betas
    "beta": {
        "context_management",
        "mcp_servers",
        "fallbacks",
        "fallback_credit_token",
        "compaction",
        "thread",
        "billing_policy",
    },
    # what an answer and its citations have and requests may hand back
    "TextBlock": {"evidence"},
    "CharLocation": {"file_id"},
    "PageLocation": {"file_id"},
    "ContentBlockLocation": {"file_id"},
}


def params(root: Any) -> dict[str, Any]:
    """The TypedDicts that ``root`` is made of, by name."""
    found: dict[str, Any] = {}
    waiting = [root]
    while waiting:
        hint = waiting.pop()
        if is_typeddict(hint):
            if hint.__name__ not in found:
                found[hint.__name__] = hint
                waiting += get_type_hints(hint, include_extras=True).values()
        else:
            waiting += [inner for inner in get_args(hint) if not isinstance(inner, str)]
    return found


def required(hint: Any) -> set[str]:
    """``__required_keys__`` is empty where annotations are text, as the SDK's are."""
    hints = get_type_hints(hint, include_extras=True)
    return {key for key, field in hints.items() if get_origin(field) in (typing_extensions.Required, typing.Required)}


def tags(hints: dict[str, Any]) -> tuple[str, ...]:
    """The values of ``type``, by which a class is told."""
    hint = hints.get("type")
    if get_origin(hint) in (typing_extensions.Required, typing.Required):
        (hint,) = get_args(hint)
    values = [inner for part in (hint, *get_args(hint)) if get_origin(part) is Literal for inner in get_args(part)]
    return tuple(value for value in values if isinstance(value, str))


OUR_TAGS = {
    cls: set(tags(get_type_hints(cls, include_extras=True)))
    for module in (blocks, tools, messages)
    for cls in vars(module).values()
    if isinstance(cls, type) and issubclass(cls, blocks.Value) and not cls.__name__.startswith("_")
}


BY_NAME = {
    "MessageCreateParamsBase": MessagesRequest,
    "MessageCountTokensParams": CountTokensRequest,
    "UserMessageParam": messages.UserMessage,
    "AssistantMessageParam": messages.AssistantMessage,
    "SystemMessageParam": messages.SystemMessage,
    "ContainerParams": messages.Container,
    "SkillParams": messages.Skill,
    "DiagnosticsParam": messages.Diagnostics,
    "MetadataParam": messages.Metadata,
    "OutputConfigParam": messages.OutputConfig,
    "CitationsConfigParam": blocks.CitationsConfig,
    "ImageTransformationsParam": blocks.ImageTransformations,
    "BrowserStateTabEntryParam": blocks.BrowserTab,
    "WebFetchURLSourcesParam": tools.FetchUrlSources,
    "ComputerToolsetConfigsParam": tools.ComputerToolsetConfigs,
    "BrowserToolsetConfigsParam": tools.BrowserToolsetConfigs,
    # told by their name in the SDK, by their place here: their tags are those of others
    "URLImageSourceParam": blocks.UrlSource,
    "URLPDFSourceParam": blocks.UrlSource,
    "FileImageSourceParam": blocks.FileSource,
    "FileDocumentSourceParam": blocks.FileSource,
    "Base64ImageSourceParam": blocks.Base64ImageSource,
    "Base64PDFSourceParam": blocks.Base64PdfSource,
    "PlainTextSourceParam": blocks.PlainTextSource,
    "TextBlockParam": blocks.TextBlock,
    "ServerToolCallerParam": blocks.CodeExecutionCaller,
    "ServerToolCaller20260120Param": blocks.CodeExecutionCaller,
    "CodeExecutionTool20250825Param": tools.CodeExecutionTool,
    "CodeExecutionTool20260120Param": tools.CodeExecutionTool,
    "ToolReferenceBlockParam": blocks.ToolReferenceBlock,
    "WebFetchURLSourceToolReferenceParam": tools.FetchToolReference,
    "ToolParam": tools.CustomTool,
    "ToolChoiceToolParam": tools.ToolChoiceTool,
    "ToolChoiceNoneParam": tools.ToolChoiceNone,
    "WebFetchURLSourceNoneParam": tools.FetchFromNone,
    "InputSchemaTyped": tools.InputSchema,
}


def ours(name: str, hint: Any) -> type[BaseModel]:
    if name in BY_NAME:
        return BY_NAME[name]
    if name.endswith("ConfigParam") and name.startswith(("Browser", "Computer")):
        return tools.ToolsetMember
    wanted = set(tags(get_type_hints(hint, include_extras=True)))
    [cls] = [cls for cls, known in OUR_TAGS.items() if wanted and wanted <= known]
    return cls


SDK = params(message_create_params.MessageCreateParamsBase) | params(
    message_count_tokens_params.MessageCountTokensParams
)


@pytest.mark.parametrize("name", sorted(SDK))
def test_the_fields_are_those_of_the_official_sdk(name: str) -> None:
    cls = ours(name, SDK[name])
    fields = {field.alias or key: field for key, field in cls.model_fields.items()}
    extra = OURS.get(cls.__name__, set()) | (OURS["beta"] if issubclass(cls, CountTokensRequest) else set())
    assert set(fields) - extra == set(get_type_hints(SDK[name])) - HEADERS
    assert {key for key, field in fields.items() if field.is_required()} == required(SDK[name])


STRINGS = {
    "tool_id": "srvtoolu_1",
    "model": "claude",
    "url": "https://example.com/",
    "timezone": "UTC",
    "country": "TW",
}


def instances(hint: Any, path: str = "") -> st.SearchStrategy[Any]:
    """Values of an SDK type. The SDK's types do not say how ids look; those that have a look are given one."""
    origin, inner = get_origin(hint), get_args(hint)
    key = path.rpartition(".")[2]
    if is_typeddict(hint):
        return _objects(hint, path)
    if origin in (typing_extensions.Required, typing_extensions.NotRequired, typing.Required, typing.Annotated):
        return instances(inner[0], path)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is typing.Union or (origin and origin.__name__ == "UnionType"):
        # Answers' own classes say what their params say.
        options = [option for option in inner if not (isinstance(option, type) and issubclass(option, BaseModel))]
        options = [option for option in options if getattr(option, "__name__", "") not in ("IO", "PathLike")]
        return st.one_of([instances(option, path) for option in options if get_origin(option) is not typing.IO])
    if origin and origin.__name__ in ("Iterable", "list", "Sequence", "SequenceNotStr"):
        return st.lists(instances(inner[0], path), max_size=2)
    if origin is dict or hint is object:
        return st.just({"type": "object"})
    if hint is type(None):
        return st.none()
    if hint is bool:
        return st.booleans()
    if hint is int:
        return st.integers(1024, 9999)
    return st.just("srvtoolu_1" if key in ("id", "tool_use_id") else STRINGS.get(key, "x"))


def _objects(hint: Any, path: str) -> st.SearchStrategy[Any]:
    hints = get_type_hints(hint, include_extras=True)
    fields = {key: st.deferred(lambda key=key: instances(hints[key], f"{path}.{key}")) for key in hints}  # type: ignore[misc]
    always = {key: field for key, field in fields.items() if key in required(hint)}
    optional = {key: field for key, field in fields.items() if key not in always and key not in HEADERS}
    return st.fixed_dictionaries(always, optional=optional)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(instances(message_create_params.MessageCreateParamsBase))
def test_whatever_the_sdks_types_allow_has_a_shape_that_is_read(body: dict[str, Any]) -> None:
    """Shape alone: what a conversation has to keep beyond it, types cannot say."""
    assert validate(MessagesRequest, body).model == body["model"]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "text", "text": "a", "citations": None},
        {"type": "tool_use", "id": "toolu_1", "name": "look", "input": {}, "caller": {"type": "direct"}},
        {"type": "thinking", "thinking": "", "signature": ""},
    ],
)
def test_an_answers_block_can_be_sent_back(block: dict[str, Any]) -> None:
    validate(MessagesRequest, request(user("a"), {"role": "assistant", "content": [block]}))
