"""The chat-completions dialect: a ``Prompt`` as its request, its stream as events.

Spoken by OpenAI-compatible servers and by llama.cpp in this process. Pictures travel as ``data:`` URLs made
of clean bytes, in the client's order.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import orjson
import pybase64

from fovea.engines.splice import Splice
from fovea.errors import EngineFailed, InvalidRequest
from fovea.values import (
    Document,
    EngineEvent,
    Part,
    Picture,
    Prompt,
    Stop,
    StopReason,
    Text,
    TextDelta,
    Thinking,
    ThinkingDelta,
    ToolInputDelta,
    ToolResult,
    ToolUse,
    ToolUseStart,
    UsageReport,
)

Json = dict[str, Any]


#: What a picture's ``url`` is in the body.
PictureUrl: TypeAlias = Callable[[Picture], Any]


def held_in(body: Splice) -> PictureUrl:
    """Pictures as ``data:`` URLs that ``body`` holds."""

    def url(picture: Picture) -> str:
        media_type, text = picture.base64()
        return body.hold(b"data:", media_type.encode(), b";base64,", text)

    return url


def request(prompt: Prompt, *, picture: PictureUrl, documents: bool = False) -> Json:
    """The body of ``POST /chat/completions``, without ``model`` and ``stream``.

    Stop sequences are left out: the service stops at them itself for every engine, and this dialect neither
    says which one it met nor takes more than four.
    """
    body: Json = {"messages": list(_messages(prompt, picture, documents)), "max_tokens": prompt.max_tokens}
    for name in ("temperature", "top_p", "top_k"):
        if (value := getattr(prompt.sampling, name)) is not None:
            body[name] = value
    if prompt.tools:
        body["tools"] = [
            {
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.description,
                    "parameters": tool.input_schema,
                    **({"strict": True} if tool.strict else {}),
                },
            }
            for tool in prompt.tools
        ]
        choice = prompt.tool_choice
        if choice.kind == "tool":
            body["tool_choice"] = {"type": "function", "function": {"name": choice.name}}
        else:
            body["tool_choice"] = {"auto": "auto", "any": "required", "none": "none"}[choice.kind]
        if not choice.parallel:
            body["parallel_tool_calls"] = False
    if prompt.output_schema is not None:
        schema = {"name": "answer", "strict": True, "schema": prompt.output_schema}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    return body


def prefill(prompt: Prompt) -> str:
    """The text of a final assistant turn, which the answer continues."""
    last = prompt.turns[-1]
    return "".join(p.text for p in last.parts if isinstance(p, Text)) if last.role == "assistant" else ""


def _messages(prompt: Prompt, picture: PictureUrl, documents: bool) -> Iterator[Json]:
    if system := "\n\n".join(filter(None, (prompt.policy, prompt.system))):
        yield {"role": "system", "content": system}
    for turn in prompt.turns:
        if turn.role == "assistant":
            yield _assistant(turn.parts)
            continue
        content: list[Json] = []
        for part in turn.parts:
            if isinstance(part, ToolResult):
                yield _tool_message(part)
                content += _moved_pictures(part, picture)
            else:
                content += _content(part, picture, documents)
        if content:
            # A plain string where there is only text: servers of text-only models take nothing else.
            only_text = len(content) == 1 and content[0]["type"] == "text"
            yield {"role": turn.role, "content": content[0]["text"] if only_text else content}


def _content(part: Part, picture: PictureUrl, documents: bool) -> list[Json]:
    match part:
        case Text(text):
            return [{"type": "text", "text": text}]
        case Document("text/plain", data):
            title = f"[document: {part.title}]\n" if part.title else ""
            context = f"{part.context}\n" if part.context else ""
            return [{"type": "text", "text": f"{title}{context}{data.decode('utf-8', 'replace')}"}]
        case Document(media_type, data) if documents:
            name = part.title or "document.pdf"
            about = [{"type": "text", "text": part.context}] if part.context else []
            return [
                *about,
                {
                    "type": "file",
                    "file": {
                        "filename": name,
                        "file_data": f"data:{media_type};base64,{pybase64.b64encode_as_string(data)}",
                    },
                },
            ]
        case Document():
            raise InvalidRequest("PDF documents are not supported by this model.")
        case Thinking() | ToolUse() | ToolResult():
            raise InvalidRequest(f"{type(part).__name__} has no place in a user turn.")
        case image:
            return [{"type": "image_url", "image_url": {"url": picture(image)}}]


def _assistant(parts: Sequence[Part]) -> Json:
    message: Json = {"role": "assistant", "content": "".join(p.text for p in parts if isinstance(p, Text))}
    if thoughts := "".join(p.text for p in parts if isinstance(p, Thinking) and not p.redacted):
        message["reasoning_content"] = thoughts
    calls = [
        {
            "id": part.id,
            "type": "function",
            "function": {"name": part.name, "arguments": orjson.dumps(part.input).decode()},
        }
        for part in parts
        if isinstance(part, ToolUse)
    ]
    if calls:
        message["tool_calls"] = calls
        message["content"] = message["content"] or None
    return message


def _tool_message(result: ToolResult) -> Json:
    """The text of a tool's result, with a mark where a picture stood; the picture itself follows in the user turn."""
    lines, pictures = [], 0
    for part in result.parts:
        match part:
            case Text(text):
                lines.append(text)
            case Document("text/plain", data):
                lines.append(data.decode("utf-8", "replace"))
            case Document():
                raise InvalidRequest("PDF documents inside tool results are not supported by this model.")
            case Picture():
                pictures += 1
                lines.append(f"[image {pictures} of this result follows]")
    text = "\n".join(lines)
    return {
        "role": "tool",
        "tool_call_id": result.tool_use_id,
        "content": f"Error: {text}" if result.is_error else text,
    }


def _moved_pictures(result: ToolResult, picture: PictureUrl) -> list[Json]:
    """Tool messages hold only text in this dialect, so their pictures go behind them, labelled."""
    content: list[Json] = []
    for number, part in enumerate((p for p in result.parts if isinstance(p, Picture)), 1):
        content.append({"type": "text", "text": f"Image {number} of the result of tool call {result.tool_use_id}:"})
        content += _content(part, picture, documents=False)
    return content


_STOP_REASONS: dict[str, StopReason] = {
    "stop": "end_turn",
    "length": "max_tokens",
    "tool_calls": "tool_use",
    "function_call": "tool_use",
    "content_filter": "refusal",
}


@dataclass(slots=True)
class Reader:
    """Turns the chunks of one answer, streamed or whole, into events."""

    #: The client asked for the model's reasoning; otherwise it is left out, as the Messages API does.
    thinking: bool = False
    #: A prefilled beginning that some servers say again; it is left out, once, where the answer opens with it.
    echo: str = ""
    _call: int | None = None
    _calls_done: set[int] = field(default_factory=set)
    _reason: StopReason | None = None
    _held: str = ""

    def read(self, chunk: Json) -> Iterator[EngineEvent]:
        """Raises ``EngineFailed`` where the chunk is not of this dialect."""
        try:
            for choice in chunk.get("choices") or ():
                yield from self._delta(choice.get("delta") or choice.get("message") or {})
                if reason := choice.get("finish_reason"):
                    self._reason = _STOP_REASONS.get(reason, "end_turn")
            if usage := chunk.get("usage"):
                cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
                yield UsageReport(
                    input_tokens=int(usage["prompt_tokens"]) - cached,
                    output_tokens=int(usage.get("completion_tokens") or 0),
                    cache_read_input_tokens=cached,
                )
        except (AttributeError, KeyError, TypeError, ValueError, IndexError) as strange:
            raise EngineFailed("The model's server sent something that is no chat completion.") from strange

    def end(self) -> Iterator[EngineEvent]:
        """The stop event, after the last chunk, and before it what was held back for an echo that never came whole."""
        if self._reason is None:
            raise EngineFailed("The model's server ended its answer early.")
        if self._held and self.echo:
            yield TextDelta(self._held)
        # Some servers say "stop" after a tool call.
        yield Stop("tool_use" if self._call is not None and self._reason == "end_turn" else self._reason)

    def _text(self, text: str) -> Iterator[EngineEvent]:
        """Leaves out the echo of the prefill, however it is cut."""
        if self.echo:
            if self.echo.startswith(text):
                self.echo, self._held = self.echo[len(text) :], self._held + text
                return
            text = text[len(self.echo) :] if text.startswith(self.echo) else self._held + text
            self.echo = ""
        if text:
            yield TextDelta(text)

    def _delta(self, delta: Json) -> Iterator[EngineEvent]:
        if self.thinking and (thought := delta.get("reasoning_content") or delta.get("reasoning")):
            yield ThinkingDelta(thought)
        if text := delta.get("content") or delta.get("refusal"):
            yield from self._text(text)
        for number, call in enumerate(delta.get("tool_calls") or ()):
            index = call.get("index", number)
            function = call.get("function") or {}
            if index != self._call:
                if index in self._calls_done:
                    raise EngineFailed("The model's server mixed up its tool calls.")
                if self._call is not None:
                    self._calls_done.add(self._call)
                self._call = index
                yield ToolUseStart(call.get("id") or f"toolu_{secrets.token_hex(12)}", function["name"])
            if arguments := function.get("arguments"):
                yield ToolInputDelta(arguments if isinstance(arguments, str) else orjson.dumps(arguments).decode())
