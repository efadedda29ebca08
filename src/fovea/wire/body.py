"""A request body's bytes to plain values, without copying its base64.

Almost all of a vision request is base64. Those payloads are cut out as views of the body, the small rest is
parsed, and the views are put in their places. The result is that of parsing the whole body, always:

- ``"data"``, a colon and a quote can only stand where a JSON string begins. In front of it stands a key, or
  the body is not valid JSON, and then it is parsed as it came, so that the error's position is the client's.
- A view is cut only where it is printable ASCII without a backslash: its bytes are its characters.
- A view replaces a string only in what looks like a base64 source. Where that turns out to be something
  else (a tool's input may hold anything), ``load`` is asked for plain values.
"""

from __future__ import annotations

import re
import secrets
from typing import Any, TypeAlias

import numpy as np
import orjson

from fovea.errors import InvalidRequest

Body: TypeAlias = bytes | bytearray | memoryview

#: Shorter payloads are cheaper to parse than to cut.
MIN_VIEW_BYTES = 1024
#: Objects and arrays inside one another. Real requests stay under 20, schemas of tools included.
MAX_DEPTH = 128

_NOT_JSON = "The request body is not valid JSON: "
_PAYLOAD = re.compile(rb'"data"[ \t\n\r]*:[ \t\n\r]*"')
_KEY_END = re.compile(rb'"[ \t\n\r]*:')
#: Spans are checked in pieces that stay in the cache.
_CHECK_BYTES = 1 << 18


def load(body: Body, *, views: bool = True) -> tuple[Any, int]:
    """Returns the body's value and how many of its strings are views (memoryviews of ASCII text) of ``body``.

    Views stand only at the key ``data`` of objects whose ``type`` is ``base64``. The body must not change
    while they live. Raises ``InvalidRequest`` for what is not JSON, a key that is twice in one object, and
    nesting beyond ``MAX_DEPTH``.
    """
    data = _whole(body)
    if not views:
        value = _parse(data)
        _inspect(value, data)
        return value, 0
    spans, mark = _spans(data), secrets.token_hex(16)
    if not spans:
        return load(data, views=False)
    skeleton = _skeleton(data, spans, mark)
    try:
        value = orjson.loads(skeleton)
    except orjson.JSONDecodeError:
        return load(data, views=False)
    waiting = {f"{mark}{i}": span for i, span in enumerate(spans)}
    count = 0
    whole = memoryview(data)
    for node in _inspect(value, skeleton):
        span = waiting.pop(text, None) if type(text := node.get("data")) is str else None
        if span is None:
            continue
        if node.get("type") == "base64":
            node["data"] = whole[span[0] : span[1]]
            count += 1
        else:
            node["data"] = str(whole[span[0] : span[1]], "ascii")
    # A key that merely ends in `"data` was cut too, and its mark is still in the value.
    return load(data, views=False) if waiting else (value, count)


def _whole(body: Body) -> bytes | bytearray:
    """The buffer itself where ``body`` is all of it: ``find`` is missing on memoryviews."""
    if not isinstance(body, memoryview):
        return body
    owner = body.obj
    if isinstance(owner, bytes | bytearray) and body.contiguous and body.nbytes == len(owner):
        return owner
    return bytes(body)


def _parse(data: bytes | bytearray) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as exc:
        # orjson's text is the API's, positions included, and quotes nothing of the body.
        raise InvalidRequest(f"{_NOT_JSON}{exc}") from exc


def _spans(data: bytes | bytearray) -> list[tuple[int, int]]:
    """Where the payloads worth a view begin and end, quotes excluded."""
    found: list[tuple[int, int]] = []
    at = data.find(b'"data"')
    while at >= 0:
        opening = _PAYLOAD.match(data, at)
        if opening is None:
            at = data.find(b'"data"', at + 1)
            continue
        start = opening.end()
        end = data.find(b'"', start)
        if end < 0:
            break
        if end - start >= MIN_VIEW_BYTES and data.find(b"\\", start, end) < 0 and _is_printable(data, start, end):
            found.append((start, end))
            at = end
        else:
            at = start
        at = data.find(b'"data"', at)
    return found


def _is_printable(data: bytes | bytearray, start: int, end: int) -> bool:
    text = np.frombuffer(data, np.uint8, end - start, start)
    return all(
        int(piece.min()) >= 0x20 and int(piece.max()) < 0x7F
        for piece in (text[at : at + _CHECK_BYTES] for at in range(0, len(text), _CHECK_BYTES))
    )


def _skeleton(data: bytes | bytearray, spans: list[tuple[int, int]], mark: str) -> bytes:
    view = memoryview(data)
    parts: list[bytes | memoryview] = []
    at = 0
    for i, (start, end) in enumerate(spans):
        parts += (view[at:start], f"{mark}{i}".encode())
        at = end
    parts.append(view[at:])
    return b"".join(parts)


def _inspect(value: Any, text: bytes | bytearray) -> list[dict[str, Any]]:
    """Refuses what the parser lets pass: deep nesting and repeated keys. Returns the objects with a ``data``."""
    keys = depth = 0
    holders: list[dict[str, Any]] = []
    level = [value]
    while level:
        if depth > MAX_DEPTH:
            raise InvalidRequest(f"{_NOT_JSON}nested deeper than {MAX_DEPTH} levels")
        depth += 1
        below: list[Any] = []
        for node in level:
            if type(node) is dict:
                keys += len(node)
                if "data" in node:
                    holders.append(node)
                below += [child for child in node.values() if type(child) in _CONTAINERS]
            elif type(node) is list:
                below += [child for child in node if type(child) in _CONTAINERS]
        level = below
    # Each key ends in a quote and a colon; text may hold more of these, never less. So equal counts
    # prove that no key was lost to a later one, and only the odd request pays for the exact answer.
    if sum(1 for _ in _KEY_END.finditer(text)) != keys:
        _refuse_repeated_keys(text)
    return holders


_CONTAINERS = frozenset((dict, list))


def _refuse_repeated_keys(text: bytes | bytearray) -> None:
    import json

    def unique(pairs: list[tuple[str, Any]]) -> None:
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise InvalidRequest(f"{_NOT_JSON}the key {key[:64]!r} is twice in one object")
            seen.add(key)

    # Known to parse and to be shallow, so nothing but the hook can raise here. Digits stay text: an integer of
    # a million digits is quadratic to read.
    json.loads(text.decode(), object_pairs_hook=unique, parse_int=len, parse_float=len)
