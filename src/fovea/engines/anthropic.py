"""The Claude API itself, or any other server that speaks the Messages API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import aclosing
from typing import Any

import orjson
import pybase64

from fovea.engines.base import Capabilities, estimate_tokens
from fovea.engines.splice import Body, Splice
from fovea.engines.upstream import Connection, Pool, beside, streams
from fovea.errors import EngineFailed, FoveaError, InvalidRequest, TooLarge
from fovea.values import (
    Document,
    EngineEvent,
    Part,
    Prompt,
    RedactedThinking,
    SignatureDelta,
    Stop,
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

#: The version that still takes sampling parameters; what it refuses, newer models refuse under both.
API_VERSION = "2023-06-01"


class AnthropicEngine:
    """``model`` is the name that the server knows. Further options are those of ``upstream.Connection``.

    Pictures arrive fitted to the profile of ``[models.NAME]``: give the profile that the server enforces, and
    no request of ours breaks its limits. ``cache`` marks the prompt as cacheable.
    """

    def __init__(
        self,
        *,
        name: str,
        model: str,
        url: str = "https://api.anthropic.com/v1",
        images: bool = True,
        prefill: bool = False,
        max_images: int = 100,
        context_tokens: int = 200_000,
        max_output_tokens: int = 64_000,
        concurrency: int = 64,
        cache: bool = False,
        **connection: Any,
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(
            images=images,
            max_images=max_images,
            context_tokens=context_tokens,
            max_output_tokens=max_output_tokens,
            tools=True,
            documents=True,
            thinking=True,
            structured_output=True,
            prefill=prefill,
            concurrency=concurrency,
            bounds_itself=True,
            wants_pixels=False,
        )
        self._model, self._cache = model, cache
        where = {} if "urls" in connection else {"url": url}
        self._connection = Connection.parse({"api_key_env": None, **where, **connection})
        self._pool: Pool | None = None

    def load(self) -> None:
        self._pool = Pool(self.name, self._connection, _authorize, _explain)

    def unload(self) -> None:
        if self._pool is not None:
            self._pool.close()

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    async def stream(self, prompt: Prompt) -> AsyncIterator[EngineEvent]:
        assert self._pool is not None, "load() first"
        body = await beside(self._body, prompt)
        reader = _Reader()
        async with aclosing(self._pool.events("/messages", body)) as batches:
            async for batch in batches:
                for event in batch:
                    for found in reader.read(event):
                        yield found
        if not reader.finished:
            raise EngineFailed(f"The server of model '{self.name}' ended its answer early.")

    def _body(self, prompt: Prompt) -> Body:
        splice = Splice()
        body: Json = {
            "model": self._model,
            "max_tokens": prompt.max_tokens,
            "stream": streams(prompt),
            "messages": [{"role": t.role, "content": [_block(p, splice) for p in t.parts]} for t in prompt.turns],
        }
        if system := [{"type": "text", "text": text} for text in (prompt.policy, prompt.system) if text]:
            body["system"] = system
        if prompt.stop_sequences:
            body["stop_sequences"] = prompt.stop_sequences
        for name in ("temperature", "top_p", "top_k"):
            if (value := getattr(prompt.sampling, name)) is not None:
                body[name] = value
        if prompt.tools:
            body["tools"] = [
                {
                    "name": tool.name,
                    "description": tool.description,
                    "input_schema": tool.input_schema,
                    **({"strict": True} if tool.strict else {}),
                }
                for tool in prompt.tools
            ]
            choice: Json = {"type": prompt.tool_choice.kind}
            if prompt.tool_choice.name:
                choice["name"] = prompt.tool_choice.name
            if not prompt.tool_choice.parallel and prompt.tool_choice.kind != "none":
                choice["disable_parallel_tool_use"] = True
            body["tool_choice"] = choice
        if prompt.thinking is not None:
            body["thinking"] = prompt.thinking
        if prompt.effort is not None:
            body["output_config"] = {"effort": prompt.effort}
        if prompt.output_schema is not None:
            schema = {"type": "json_schema", "schema": prompt.output_schema}
            body["output_config"] = {**body.get("output_config", {}), "format": schema}
        if self._cache:
            body["cache_control"] = {"type": "ephemeral"}
        return splice.dumps(body)


def _block(part: Part, splice: Splice) -> Json:
    match part:
        case Text(text):
            return {"type": "text", "text": text}
        case Document("text/plain", data):
            source: Json = {"type": "text", "media_type": "text/plain", "data": data.decode("utf-8", "replace")}
            return _document(part, source)
        case Document(media_type, data):
            return _document(part, _base64(media_type, splice.hold(pybase64.b64encode(data))))
        case Thinking(text, signature, redacted):
            if redacted:
                return {"type": "redacted_thinking", "data": text}
            return {"type": "thinking", "thinking": text, "signature": signature}
        case ToolUse(tool_id, name, given):
            return {"type": "tool_use", "id": tool_id, "name": name, "input": given}
        case ToolResult(tool_use_id, parts, is_error):
            block: Json = {
                "type": "tool_result",
                "tool_use_id": tool_use_id,
                "content": [_block(p, splice) for p in parts],
            }
            return {**block, "is_error": True} if is_error else block
        case picture:
            kind, base64 = picture.base64()
            return {"type": "image", "source": _base64(kind, splice.hold(base64))}


def _base64(media_type: str, data: str) -> Json:
    return {"type": "base64", "media_type": media_type, "data": data}


def _document(document: Document, source: Json) -> Json:
    block: Json = {"type": "document", "source": source}
    for name in ("title", "context"):
        if value := getattr(document, name):
            block[name] = value
    return block


class _Reader:
    """Turns the Messages API's events, or one whole message, into ours."""

    def __init__(self) -> None:
        self.finished = False
        self._usage: dict[str, int] = {}

    def read(self, event: Json) -> Iterator[EngineEvent]:
        """Raises ``EngineFailed`` where the event is not of the Messages API."""
        try:
            yield from self._read(event)
        except (AttributeError, KeyError, TypeError, ValueError) as strange:
            raise EngineFailed("The model's server sent something that is no Messages API event.") from strange

    def _read(self, event: Json) -> Iterator[EngineEvent]:
        match event["type"]:
            case "message_start":
                yield self._counted(event["message"]["usage"])
            case "content_block_start":
                yield from self._block_start(event["content_block"])
            case "content_block_delta":
                delta = event["delta"]
                match delta["type"]:
                    case "text_delta":
                        yield TextDelta(delta["text"])
                    case "input_json_delta":
                        if delta["partial_json"]:
                            yield ToolInputDelta(delta["partial_json"])
                    case "thinking_delta":
                        yield ThinkingDelta(delta["thinking"])
                    case "signature_delta":
                        yield SignatureDelta(delta["signature"])
            case "message_delta":
                yield self._counted(event.get("usage") or {})
                if reason := event["delta"].get("stop_reason"):
                    self.finished = True
                    yield Stop(reason, event["delta"].get("stop_sequence"))
            case "message":  # a server that does not stream
                yield self._counted(event["usage"])
                for block in event["content"]:
                    yield from self._block_start(block)
                    if block["type"] == "tool_use":
                        yield ToolInputDelta(orjson.dumps(block["input"]).decode())
                    elif block["type"] == "thinking":
                        yield SignatureDelta(block["signature"])
                self.finished = True
                yield Stop(event["stop_reason"], event.get("stop_sequence"))

    def _block_start(self, block: Json) -> Iterator[EngineEvent]:
        match block["type"]:
            case "tool_use":
                yield ToolUseStart(block["id"], block["name"])
            case "text":
                if block["text"]:
                    yield TextDelta(block["text"])
            case "thinking":
                if block["thinking"]:
                    yield ThinkingDelta(block["thinking"])
            case "redacted_thinking":
                yield RedactedThinking(block["data"])
            case unknown:
                raise EngineFailed(
                    f"The model answered with a block of type {str(unknown)[:40]!r}, not supported here."
                )

    def _counted(self, usage: Mapping[str, Any]) -> UsageReport:
        """Counts are cumulative, and a later event may leave out what has not changed."""
        names = ("input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
        self._usage |= {name: int(usage[name]) for name in names if usage.get(name) is not None}
        return UsageReport(**self._usage)


def _authorize(key: str | None) -> dict[str, str]:
    return {"anthropic-version": API_VERSION, **({"x-api-key": key} if key else {})}


def _explain(status: int, error: Mapping[str, Any]) -> FoveaError | None:
    """What the client did wrong is told in upstream's own words: they are the words of the API we speak."""
    message = str(error.get("message") or "")[:2000]
    match status, error.get("type"):
        case 400, "invalid_request_error" if message:
            return InvalidRequest(message)
        case 413, "request_too_large" if message:
            return TooLarge(message)
    return None
