"""What goes back: messages, usage, errors and ids, as JSON values."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import orjson

from fovea import errors
from fovea.errors import EngineFailed, FoveaError

#: A JSON object on its way out: a message, an event, an error.
Json: TypeAlias = dict[str, Any]

_BASE58 = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#: Any byte to a letter, in one step. 256 is no multiple of 58: some letters come 5 times in 256, others 4.
_TO_BASE58 = bytes(_BASE58[byte % 58] for byte in range(256))


def new_id(prefix: Literal["msg", "toolu", "file", "msgbatch", "req", "page"]) -> str:
    """``msg_01`` and 22 random characters: over 120 bits, without the letters that look alike."""
    return f"{prefix}_01{secrets.token_bytes(22).translate(_TO_BASE58).decode()}"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one request. The prompt's size is the sum of the three input counts."""

    input_tokens: int = 0
    output_tokens: int = 0
    cache_creation_input_tokens: int = 0
    cache_read_input_tokens: int = 0
    #: Part of ``output_tokens``.
    thinking_tokens: int = 0

    def whole(self) -> Json:
        """As a message carries it. Every key is there, so that no client has to ask."""
        return {
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "cache_creation_input_tokens": self.cache_creation_input_tokens,
            "cache_read_input_tokens": self.cache_read_input_tokens,
            "cache_creation": {
                # Fovea caches for five minutes at most, whatever the breakpoint asks for.
                "ephemeral_5m_input_tokens": self.cache_creation_input_tokens,
                "ephemeral_1h_input_tokens": 0,
            },
            "output_tokens_details": {"thinking_tokens": self.thinking_tokens},
            "server_tool_use": None,
            "service_tier": "standard",
            "inference_geo": None,
            "speed": "standard",
        }

    def delta(self) -> Json:
        """As ``message_delta`` carries it: cumulative."""
        return {
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "cache_creation_input_tokens": self.cache_creation_input_tokens,
            "cache_read_input_tokens": self.cache_read_input_tokens,
            "output_tokens_details": {"thinking_tokens": self.thinking_tokens},
            "server_tool_use": None,
        }


def empty_message(message_id: str, model: str, usage: Usage) -> Json:
    """A message before its first block."""
    return {
        "id": message_id,
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "stop_details": None,
        "container": None,
        "diagnostics": None,
        "usage": usage.whole(),
    }


def error_body(error: FoveaError, request_id: str | None) -> Json:
    """The error envelope, as a response's body and as a stream's last event."""
    inner: Json = {"type": error.type, "message": error.message}
    if error.details:
        inner["details"] = error.details
    body: Json = {"type": "error", "error": inner}
    if request_id:
        body["request_id"] = request_id
    return body


# --- a stream, collected -------------------------------------------------------------------------------------

_ERRORS: dict[str, type[FoveaError]] = {
    kind.type: kind
    for kind in (
        errors.InvalidRequest,
        errors.NotAuthenticated,
        errors.NotPermitted,
        errors.NotFound,
        errors.Conflict,
        errors.TooLarge,
        errors.RateLimited,
        errors.EngineTimedOut,
        errors.Overloaded,
    )
}


class Collector:
    """Puts a message together from its stream's events, as they come."""

    def __init__(self) -> None:
        self._message: Json | None = None
        self._pieces: list[str] = []

    def add(self, event: Mapping[str, Any]) -> None:
        """Raises the error that an ``error`` event tells of."""
        match event["type"]:
            case "message_start":
                start: Json = event["message"]
                self._message = {**start, "content": [], "usage": dict(start["usage"])}
            case "content_block_start":
                self._content.append(dict(event["content_block"]))
                self._pieces = []
            case "content_block_delta":
                self._add_delta(event["delta"])
            case "content_block_stop":
                self._end_block()
            case "message_delta":
                message = self.message()
                message.update(event["delta"])
                message["usage"].update({k: v for k, v in event["usage"].items() if v is not None})
            case "error":
                error = event["error"]
                kind = _ERRORS.get(error["type"], EngineFailed)
                raise kind(error["message"], details=error.get("details"))

    def message(self) -> Json:
        if self._message is None:
            raise EngineFailed("The answer ended before it began.")
        return self._message

    @property
    def _content(self) -> list[Json]:
        content: list[Json] = self.message()["content"]
        return content

    def _add_delta(self, delta: Mapping[str, Any]) -> None:
        match delta:
            case {"text": text} | {"thinking": text} | {"partial_json": text}:
                self._pieces.append(text)
            case {"signature": signature}:
                self._content[-1]["signature"] = signature
            case {"citation": citation}:
                block = self._content[-1]
                block["citations"] = [*(block.get("citations") or ()), citation]

    def _end_block(self) -> None:
        block, text = self._content[-1], "".join(self._pieces)
        match block["type"]:
            case "text":
                block["text"] += text
                block.setdefault("citations", None)
            case "thinking":
                block["thinking"] += text
            case "tool_use" if text:
                block["input"] = _tool_input(text)


def _tool_input(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        from pydantic_core import from_json

        # Cut off by max_tokens: what is whole, as the official SDKs read such a stream.
        try:
            return from_json(text, allow_partial=True)
        except ValueError:
            return {}


def collect(events: Iterable[Mapping[str, Any]]) -> Json:
    """The message that a stream of events tells. Raises the stream's error, if it ends in one."""
    collector = Collector()
    for event in events:
        collector.add(event)
    return collector.message()
