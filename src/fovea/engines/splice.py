"""JSON with megabytes of base64 in it, put together without a copy of them.

body = Splice()
message = {"url": body.hold(b"data:image/png;base64,", text)}
body.dumps({"messages": [message]})     the pieces of the JSON, ``text`` among them as it is
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, TypeAlias

import orjson

Buffer: TypeAlias = bytes | memoryview
#: The pieces of a body, to be sent one after the other.
Body: TypeAlias = Sequence[Buffer]


class Splice:
    def __init__(self) -> None:
        #: Random for each body, so that nothing a client writes can be taken for it.
        self._mark = secrets.token_hex(16)
        self._held: list[tuple[Buffer, ...]] = []

    def hold(self, *pieces: Buffer) -> str:
        """What stands in a value for the string of these pieces: ASCII without quotes and backslashes."""
        self._held.append(pieces)
        return f"{self._mark}{len(self._held) - 1:06}"

    def dumps(self, value: Any) -> Body:
        text = orjson.dumps(value)
        if not self._held:
            return [text]
        first, *rest = text.split(self._mark.encode())
        body: list[Buffer] = [first]
        for piece in rest:
            body += *self._held[int(piece[:6])], piece[6:]
        return body
