"""Where the images of a request are that was not validated: one that has to be mended may not be valid yet.

Places are written as ``messages.Placed`` writes them. What is not a block is passed over: it is the service's to
refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from fovea.errors import InvalidRequest


@dataclass(frozen=True, slots=True)
class RawBlock:
    """An image or a document, at ``index`` of the list ``holder``."""

    kind: Literal["image", "document"]
    at: str
    error_path: str
    #: In a turn before the newest of the user's.
    earlier: bool
    holder: list[Any]
    index: int

    @property
    def value(self) -> dict[str, Any]:
        block: dict[str, Any] = self.holder[self.index]
        return block


def raw_media(request: Any) -> Iterator[RawBlock]:
    """Images and documents of a body's plain value, in the client's order. Raises where there are no messages."""
    messages = request.get("messages") if isinstance(request, dict) else None
    if not isinstance(messages, list):
        raise InvalidRequest("this is no Messages request: `messages` should be a list", path="messages")
    newest = _newest_user_turn(messages)
    for i, message in enumerate(messages):
        if isinstance(message, dict):
            path = f"messages.{i}.content"
            yield from _media(message.get("content"), path, path, earlier=i < newest)


def _newest_user_turn(messages: list[Any]) -> int:
    """Index of its first message: consecutive messages of the user are one turn."""
    roles = [message.get("role") if isinstance(message, dict) else None for message in messages]
    at = max((i for i, role in enumerate(roles) if role == "user"), default=0)
    while at > 0 and roles[at - 1] == "user":
        at -= 1
    return at


def _media(blocks: Any, path: str, error_path: str, *, earlier: bool) -> Iterator[RawBlock]:
    for i, block in enumerate(blocks if isinstance(blocks, list) else ()):
        at, where = f"{path}.{i}", f"{error_path}.{i}"
        match block:
            case {"type": "image"}:
                yield RawBlock("image", at, f"{where}.image", earlier, blocks, i)
            case {"type": "document"}:
                yield RawBlock("document", at, f"{where}.document", earlier, blocks, i)
                yield from _inside(block, at, f"{where}.document", earlier=earlier)
            case {"type": "tool_result", "content": inner}:
                yield from _media(inner, f"{at}.content", f"{where}.tool_result.content", earlier=earlier)
            case {"type": "web_fetch_tool_result", "content": {"content": dict(page)}}:
                fetched = f"{where}.web_fetch_tool_result.content.web_fetch_result.content"
                # Nothing replaces a fetched page, so that a list of its own may hold it.
                yield RawBlock("document", f"{at}.content.content", fetched, earlier, [page], 0)
                yield from _inside(page, f"{at}.content.content", fetched, earlier=earlier)


def _inside(document: dict[str, Any], at: str, error_path: str, *, earlier: bool) -> Iterator[RawBlock]:
    match document.get("source"):
        case {"type": "content", "content": inner}:
            yield from _media(inner, f"{at}.source.content", f"{error_path}.source.content.content", earlier=earlier)
