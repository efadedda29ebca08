"""What a request has to keep beyond the shape of its fields: the rules of a conversation.

They run in a fixed order and the first broken one is the answer. Where several messages are wrong in the same
way, the first of them is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from fovea.errors import InvalidRequest
from fovea.wire import blocks as b
from fovea.wire import tools as t

if TYPE_CHECKING:
    from fovea.wire.request import AnyRequest, CountTokensRequest, MessagesRequest, Version

MAX_BREAKPOINTS = 4
SAMPLING = ("temperature", "top_p", "top_k")


def check(
    request: MessagesRequest, version: Version, *, sampling_parameters: Literal["refuse", "accept"] = "refuse"
) -> None:
    """Raises ``InvalidRequest`` for the first rule that ``request`` breaks."""
    if version == "2026-10-21" and sampling_parameters == "refuse":
        for name in SAMPLING:
            if name in request.model_fields_set:
                raise InvalidRequest("Extra inputs are not permitted", path=name)
    _check_conversation(request, version)
    if any(not sequence.strip() for sequence in request.stop_sequences):
        raise InvalidRequest("each stop sequence must contain non-whitespace", path="stop_sequences")
    _check_thinking(request)


def check_count(request: CountTokensRequest, version: Version) -> None:
    """As ``check``, with what ``count_tokens`` adds: it fetches nothing and runs no tools of its own."""
    from fovea.wire.request import media_blocks

    for tool in request.tools:
        if isinstance(tool, t.ServerTool):
            raise InvalidRequest(
                f"Server tools are not supported in the count_tokens endpoint: {tool.type}. "
                "Use the /v1/messages endpoint instead."
            )
    _check_conversation(request, version)
    for placed in media_blocks(request):
        if isinstance(source := placed.block.source, b.UrlSource | b.FileSource):
            raise InvalidRequest(
                f"{placed.block.type} sources of type '{source.type}' are not supported in the count_tokens endpoint. "
                "Use a base64 source, or the /v1/messages endpoint instead.",
                path=f"{placed.error_path}.source.{source.type}",
            )


def _check_conversation(request: AnyRequest, version: Version) -> None:
    if not request.messages:
        raise InvalidRequest("at least one message is required", path="messages")
    _check_text(request)
    _check_empty_messages(request)
    _check_roles_of_blocks(request, version)
    _check_system_messages(request)
    _check_tool_results(request)
    _check_prefill(request)
    _check_cache_control(request)
    _check_tools(request)


# --- text ----------------------------------------------------------------------------------------------------


def _check_text(request: AnyRequest) -> None:
    if not isinstance(request.system, str):
        for i, text in enumerate(request.system):
            _check_text_block(text, "system", f"system.{i}")
    for i, message in enumerate(request.messages):
        if isinstance(message.content, str):
            if message.content and not message.content.strip():
                raise InvalidRequest("text content blocks must contain non-whitespace text", path="messages")
            continue
        for j, block in enumerate(message.content):
            path = f"messages.{i}.content.{j}"
            if isinstance(block, b.TextBlock):
                _check_text_block(block, "messages", f"{path}.text")
            elif isinstance(block, b.ToolResultBlock) and not isinstance(block.content, str):
                for k, part in enumerate(block.content):
                    if isinstance(part, b.TextBlock):
                        _check_text_block(part, "messages", f"{path}.tool_result.content.{k}.text")


def _check_text_block(block: b.TextBlock, section: str, path: str) -> None:
    if not block.text and block.cache_control:
        raise InvalidRequest("cache_control cannot be set for empty text blocks", path=path)
    if not block.text:
        raise InvalidRequest("text content blocks must be non-empty", path=section)
    if not block.text.strip():
        raise InvalidRequest("text content blocks must contain non-whitespace text", path=section)


def _check_empty_messages(request: AnyRequest) -> None:
    last = len(request.messages) - 1
    for i, message in enumerate(request.messages):
        if not message.content and not (i == last and message.role == "assistant"):
            raise InvalidRequest(
                "all messages must have non-empty content except for the optional final assistant message",
                path=f"messages.{i}",
            )


# --- who may say what ----------------------------------------------------------------------------------------

_ASSISTANT_ONLY = (b.ToolUseBlock, b.ThinkingBlock, b.RedactedThinkingBlock, b.ServerToolUseBlock)
_USER_ONLY = (b.ToolResultBlock, b.ImageBlock, b.SearchResultBlock)


def _check_roles_of_blocks(request: AnyRequest, version: Version) -> None:
    newest = version == "2026-10-21"
    for i, message in enumerate(request.messages):
        if isinstance(message.content, str):
            continue
        for j, block in enumerate(message.content):
            if message.role == "user" and isinstance(block, _ASSISTANT_ONLY):
                raise InvalidRequest(f"`{block.type}` blocks can only be in `assistant` messages", path=f"messages.{i}")
            user_only = isinstance(block, _USER_ONLY) or (newest and isinstance(block, b.DocumentBlock))
            if message.role == "assistant" and user_only:
                raise InvalidRequest(f"`{block.type}` blocks can only be in `user` messages", path=f"messages.{i}")
            if newest and message.role == "user":
                _check_no_citations(block, f"messages.{i}.content.{j}")


def _check_no_citations(block: Any, path: str) -> None:
    texts = [(block, path)]
    if isinstance(block, b.SearchResultBlock):
        texts = [(part, f"{path}.search_result.content.{k}") for k, part in enumerate(block.content)]
    for text, at in texts:
        if isinstance(text, b.TextBlock) and text.citations:
            raise InvalidRequest("citations cannot be set on text blocks of `user` messages", path=f"{at}.text")


def _check_system_messages(request: AnyRequest) -> None:
    for i, message in enumerate(request.messages):
        if message.role != "system":
            continue
        before = request.messages[i - 1] if i else None
        after = request.messages[i + 1] if i + 1 < len(request.messages) else None
        if before is None:
            raise InvalidRequest(
                'the first message cannot have the role "system"; use the top-level `system` parameter',
                path=f"messages.{i}",
            )
        if before.role == "assistant" and not (
            isinstance(before.content, tuple)
            and before.content
            and isinstance(before.content[-1], b.ServerToolResultBlock)
        ):
            raise InvalidRequest(
                "a `system` message must follow a `user` message, or an `assistant` message that ends in the result "
                "of a server tool",
                path=f"messages.{i}",
            )
        if after is not None and after.role == "user":
            raise InvalidRequest(
                "a `system` message must come before an `assistant` message or be the last", path=f"messages.{i}"
            )


# --- tools in the conversation -------------------------------------------------------------------------------


def _check_tool_results(request: AnyRequest) -> None:
    """Every ``tool_use`` has its result in the next user turn, first thing, and no result is without its use."""
    seen: set[str] = set()
    asked: list[str] = []
    asked_at = ""
    for turn in request.turns:
        if turn.role == "system":
            continue
        if turn.role == "user":
            answered: set[str] = set()
            other_content = False
            for placed in turn.blocks:
                if not isinstance(placed.block, b.ToolResultBlock):
                    other_content = True
                    continue
                use = placed.block.tool_use_id
                if use not in asked:
                    raise InvalidRequest(
                        f"unexpected `tool_use_id` found in `tool_result` blocks: {use[:128]}. Each `tool_result` "
                        "block must have a corresponding `tool_use` block in the previous message.",
                        path=placed.at,
                    )
                if use in answered:
                    raise InvalidRequest(
                        f"each tool_use must have a single result. Found multiple `tool_result` blocks with id: "
                        f"{use[:128]}",
                        path=placed.at,
                    )
                if other_content and len(answered) < len(asked):
                    break
                answered.add(use)
            _check_answered(asked, answered, asked_at)
            asked = []
            continue
        _check_answered(asked, set(), asked_at)
        asked = []
        for placed in turn.blocks:
            if isinstance(placed.block, b.ToolUseBlock):
                if placed.block.id in seen:
                    raise InvalidRequest("`tool_use` ids must be unique", path=placed.at)
                seen.add(placed.block.id)
                asked.append(placed.block.id)
                asked_at = placed.at.split(".content")[0]
    _check_answered(asked, set(), asked_at)


def _check_answered(asked: list[str], answered: set[str], path: str) -> None:
    missing = [use[:128] for use in asked if use not in answered]
    if missing:
        raise InvalidRequest(
            f"`tool_use` ids were found without `tool_result` blocks immediately after: {', '.join(missing[:8])}. "
            "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
            path=path,
        )


def _check_tools(request: AnyRequest) -> None:
    names = [tool.name for tool in request.tools if not isinstance(tool, t.ComputerToolset | t.BrowserToolset)]
    if len(set(names)) < len(names):
        raise InvalidRequest("Tool names must be unique.", path="tools")
    choice = request.tool_choice
    if isinstance(choice, t.ToolChoiceTool) and choice.name not in names:
        raise InvalidRequest(f"Tool '{choice.name[:128]}' not found in provided tools", path="tool_choice")
    if isinstance(choice, t.ToolChoiceAny) and not request.tools:
        raise InvalidRequest("tool_choice may only be specified while providing tools.", path="tool_choice")


# --- the final assistant turn, and thinking ------------------------------------------------------------------


def _check_prefill(request: AnyRequest) -> None:
    last = request.messages[-1]
    if last.role != "assistant" or not last.content:
        return
    if isinstance(last.content, str):
        text = last.content
    elif isinstance(last.content[-1], b.TextBlock):
        text = last.content[-1].text
    else:
        return
    if text != text.rstrip():
        raise InvalidRequest("final assistant content cannot end with trailing whitespace", path="messages")


def _check_thinking(request: MessagesRequest) -> None:
    from fovea.wire.request import ThinkingDisabled, ThinkingEnabled

    if request.thinking is None or isinstance(request.thinking, ThinkingDisabled):
        return
    if isinstance(request.thinking, ThinkingEnabled) and request.thinking.budget_tokens >= request.max_tokens:
        raise InvalidRequest("`max_tokens` must be greater than `thinking.budget_tokens`.")
    if isinstance(request.tool_choice, t.ToolChoiceAny | t.ToolChoiceTool):
        raise InvalidRequest("Thinking may not be enabled when tool_choice forces tool use.")
    last = request.messages[-1]
    if last.role == "assistant" and last.content:
        first = last.content[0]
        if not isinstance(first, b.ThinkingBlock | b.RedactedThinkingBlock):
            raise InvalidRequest(
                "a final `assistant` message may not be prefilled while `thinking` is enabled",
                path=f"messages.{len(request.messages) - 1}",
            )


# --- cache breakpoints ---------------------------------------------------------------------------------------


def _check_cache_control(request: AnyRequest) -> None:
    found = list(_breakpoints(request))
    count = len(found) + (request.cache_control is not None)
    if count > MAX_BREAKPOINTS:
        raise InvalidRequest(
            f"A maximum of {MAX_BREAKPOINTS} blocks with cache_control may be provided. Found {count}."
        )
    short = False
    for path, breakpoint_ in found:
        if breakpoint_.ttl == "1h" and short:
            raise InvalidRequest(
                "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. "
                "Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
                path=f"{path}.cache_control.ttl",
            )
        short = short or breakpoint_.ttl == "5m"


def _breakpoints(request: AnyRequest) -> Iterator[tuple[str, b.CacheControl]]:
    for i, tool in enumerate(request.tools):
        if tool.cache_control:
            yield f"tools.{i}", tool.cache_control
    if not isinstance(request.system, str):
        for i, text in enumerate(request.system):
            if text.cache_control:
                yield f"system.{i}", text.cache_control
    for i, message in enumerate(request.messages):
        if not isinstance(message.content, str):
            for j, block in enumerate(message.content):
                yield from _breakpoints_of(block, f"messages.{i}.content.{j}")


def _breakpoints_of(block: Any, path: str) -> Iterator[tuple[str, b.CacheControl]]:
    """Those inside a block count too, and are allowed on its last part alone, for which they stand."""
    inner: tuple[Any, ...] = ()
    inside = ""
    if isinstance(block, b.ToolResultBlock) and not isinstance(block.content, str):
        inner, inside = block.content, f"{path}.tool_result.content"
    elif (
        isinstance(block, b.DocumentBlock)
        and isinstance(block.source, b.ContentSource)
        and not isinstance(block.source.content, str)
    ):
        inner, inside = block.source.content, f"{path}.document.source.content.content"
    for k, part in enumerate(inner):
        if part.cache_control:
            if k < len(inner) - 1:
                raise InvalidRequest(
                    "cache_control can be set on the last block alone of those inside another block",
                    path=f"{inside}.{k}.cache_control",
                )
            yield f"{inside}.{k}", part.cache_control
    if getattr(block, "cache_control", None):
        yield path, block.cache_control
