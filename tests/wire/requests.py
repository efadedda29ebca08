"""Small requests to build others from."""

from __future__ import annotations

import base64
from typing import Any

import orjson

Json = dict[str, Any]

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()


def text(words: str = "hello", **more: Any) -> Json:
    return {"type": "text", "text": words, **more}


def image(data: str = PNG, media_type: str = "image/png", **more: Any) -> Json:
    return {"type": "image", "source": {"type": "base64", "media_type": media_type, "data": data}, **more}


def document(source: Json | None = None, **more: Any) -> Json:
    return {"type": "document", "source": source or {"type": "text", "media_type": "text/plain", "data": "x"}, **more}


def tool_use(use: str = "toolu_1", **more: Any) -> Json:
    return {"type": "tool_use", "id": use, "name": "look", "input": {}, **more}


def tool_result(content: Any = "seen", use: str = "toolu_1", **more: Any) -> Json:
    return {"type": "tool_result", "tool_use_id": use, "content": content, **more}


def server_tool_use(use: str = "srvtoolu_1") -> Json:
    return {"type": "server_tool_use", "id": use, "name": "web_search", "input": {}}


def web_search_result(use: str = "srvtoolu_1") -> Json:
    return {"type": "web_search_tool_result", "tool_use_id": use, "content": []}


def thinking() -> Json:
    return {"type": "thinking", "thinking": "hm", "signature": "c2ln"}


def tool(name: str = "look", **more: Any) -> Json:
    return {"name": name, "input_schema": {"type": "object"}, **more}


def user(*content: Any) -> Json:
    return {"role": "user", "content": _content(content)}


def assistant(*content: Any) -> Json:
    return {"role": "assistant", "content": _content(content)}


def system(*content: Any) -> Json:
    return {"role": "system", "content": _content(content)}


def _content(content: tuple[Any, ...]) -> Any:
    return content[0] if len(content) == 1 and isinstance(content[0], str) else list(content)


def request(*messages: Json, **fields: Any) -> Json:
    """A request with ``messages``, or one that says hello. A field that is ``...`` is left out."""
    whole = {"model": "claude", "max_tokens": 64, "messages": list(messages) or [user("hello")], **fields}
    return {name: value for name, value in whole.items() if value is not ...}


def dump(value: Any) -> bytes:
    return orjson.dumps(value)
