"""What a request has to keep beyond the shape of its fields: the rules of a conversation.

They run in a fixed order and the first broken one is the answer. Where several messages are wrong in the same
way, the first of them is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from fovea.errors import InvalidRequest
from fovea.wire import blocks as b
from fovea.wire import tools as t
from fovea.wire.messages import (
    MAX_STOP_CHARACTERS,
    AnyRequest,
    CountTokensRequest,
    MessagesRequest,
    Placed,
    Turn,
    Version,
    holds,
)

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
    if sum(map(len, request.stop_sequences)) > MAX_STOP_CHARACTERS:
        raise InvalidRequest(f"more than {MAX_STOP_CHARACTERS:,} characters in all", path="stop_sequences")
    _check_thinking(request)


def check_count(request: CountTokensRequest, version: Version) -> None:
    """As ``check``, with what ``count_tokens`` adds: it runs no tools of its own."""
    for tool in request.tools:
        if isinstance(tool, t.ServerTool):
            raise InvalidRequest(
                f"Server tools are not supported in the count_tokens endpoint: {tool.type}. "
                "Use the /v1/messages endpoint instead."
            )
    _check_conversation(request, version)


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
        for i, block in enumerate(request.system):
            _check_text_block(block, "system", f"system.{i}")
    for i, message in enumerate(request.messages):
        if isinstance(message.content, str):
            if message.content.isspace():
                raise InvalidRequest("text content blocks must contain non-whitespace text", path="messages")
            continue
        for text, path in _texts(message.content, f"messages.{i}.content"):
            _check_text_block(text, "messages", f"{path}.text")


def _texts(blocks: tuple[Any, ...], path: str) -> Iterator[tuple[b.TextBlock, str]]:
    """The text blocks of a message, those inside other blocks included."""
    for j, block in enumerate(blocks):
        match block:
            case b.TextBlock():
                yield block, f"{path}.{j}"
            case b.ToolResultBlock(content=tuple(inner)):
                yield from _texts(inner, f"{path}.{j}.tool_result.content")
            case b.SearchResultBlock(content=inner):
                yield from _texts(inner, f"{path}.{j}.search_result.content")
            case b.DocumentBlock(source=b.ContentSource(content=tuple(inner))):
                yield from _texts(inner, f"{path}.{j}.document.source.content.content")


def _check_text_block(block: b.TextBlock, section: str, path: str) -> None:
    if not block.text and block.cache_control:
        raise InvalidRequest("cache_control cannot be set for empty text blocks", path=path)
    if not block.text:
        raise InvalidRequest("text content blocks must be non-empty", path=section)
    if block.text.isspace():
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

_ASSISTANT_ONLY = (
    b.ToolUseBlock,
    b.ThinkingBlock,
    b.RedactedThinkingBlock,
    b.ServerToolUseBlock,
    b.ServerToolResultBlock,
)
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
                'Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an '
                "input message role.",
                path="messages",
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
    used: set[str] = set()
    waiting: list[Placed[b.ToolUseBlock]] = []
    for turn in request.turns:
        if turn.role == "assistant":
            _refuse_waiting(waiting)
            waiting = _tool_uses(turn, used)
        elif turn.role == "user":
            _match_results(turn, waiting)
            waiting = []
    _refuse_waiting(waiting)


def _tool_uses(turn: Turn, used: set[str]) -> list[Placed[b.ToolUseBlock]]:
    """The uses that the client has to answer. Those of the service's own tools are answered in the turn itself."""
    asked: list[Placed[b.ToolUseBlock]] = []
    for placed in turn.blocks:
        block = placed.block
        if isinstance(block, b.ToolUseBlock | b.ServerToolUseBlock):
            if block.id in used:
                raise InvalidRequest("`tool_use` ids must be unique", path=placed.at)
            used.add(block.id)
            if holds(placed, b.ToolUseBlock):
                asked.append(placed)
        elif isinstance(block, b.ServerToolResultBlock) and block.tool_use_id not in used:
            raise InvalidRequest(
                f"unexpected `tool_use_id` found in `{block.type}` blocks: {block.tool_use_id[:128]}. "
                f"Each `{block.type}` block must have a corresponding `server_tool_use` block before it.",
                path=placed.at,
            )
    return asked


def _match_results(turn: Turn, waiting: list[Placed[b.ToolUseBlock]]) -> None:
    asked = {placed.block.id for placed in waiting}
    answered: set[str] = set()
    in_front = True
    for placed in turn.blocks:
        if not holds(placed, b.ToolResultBlock):
            in_front = False
            continue
        use = placed.block.tool_use_id
        if use not in asked:
            raise InvalidRequest(
                f"unexpected `tool_use_id` found in `tool_result` blocks: {use[:128]}. Each `tool_result` block must "
                "have a corresponding `tool_use` block in the previous message.",
                path=placed.at,
            )
        if use in answered:
            raise InvalidRequest(
                f"each tool_use must have a single result. Found multiple `tool_result` blocks with id: {use[:128]}",
                path=placed.at,
            )
        if in_front:
            answered.add(use)
    _refuse_waiting([placed for placed in waiting if placed.block.id not in answered])


def _refuse_waiting(waiting: list[Placed[b.ToolUseBlock]]) -> None:
    if waiting:
        ids = ", ".join(placed.block.id[:128] for placed in waiting[:8])
        raise InvalidRequest(
            f"`tool_use` ids were found without `tool_result` blocks immediately after: {ids}. "
            "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
            path=waiting[0].at.partition(".content")[0],
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
    if text[-1:].isspace():
        raise InvalidRequest("final assistant content cannot end with trailing whitespace", path="messages")


def _check_thinking(request: MessagesRequest) -> None:
    thinking = request.thinking
    if thinking is None or thinking.type == "disabled":
        return
    if thinking.type == "enabled" and thinking.budget_tokens >= request.max_tokens:
        raise InvalidRequest("`max_tokens` must be greater than `thinking.budget_tokens`.")
    if request.temperature not in (None, 1):
        raise InvalidRequest("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.")
    if request.top_k is not None:
        raise InvalidRequest("`top_k` must be unset when thinking is enabled or in adaptive mode.")
    if isinstance(request.tool_choice, t.ToolChoiceAny | t.ToolChoiceTool):
        raise InvalidRequest("Thinking may not be enabled when tool_choice forces tool use.")
    if thinking.type == "enabled":
        _check_thinking_comes_first(request.turns)


def _check_thinking_comes_first(turns: tuple[Turn, ...]) -> None:
    """In an answer that goes on: a prefilled one, or one that waited for tools, from where it began."""
    at = max((i for i, turn in enumerate(turns) if turn.role == "assistant" and turn.blocks), default=-1)
    if at < 0 or not (at == len(turns) - 1 or _brings_results(turns[at + 1])):
        return
    while at >= 2 and _brings_results(turns[at - 1]) and turns[at - 2].role == "assistant":
        at -= 2
    first = turns[at].blocks[0]
    if not isinstance(first.block, b.ThinkingBlock | b.RedactedThinkingBlock):
        raise InvalidRequest(
            f"Expected `thinking` or `redacted_thinking`, but found `{first.block.type}`. When `thinking` is enabled, "
            # "preceeding" is how the API spells it.
            "a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` "
            "and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid this "
            "requirement, disable `thinking`.",
            path=f"{first.at}.type",
        )


def _brings_results(turn: Turn) -> bool:
    return any(isinstance(placed.block, b.ToolResultBlock) for placed in turn.blocks)


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
