"""A request body's bytes to plain values and back, without copying its base64.

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
from itertools import zip_longest
from typing import Any, TypeAlias

import numpy as np
import orjson
from numpy.typing import NDArray

from fovea.errors import InvalidRequest

Body: TypeAlias = bytes | bytearray | memoryview

#: Shorter payloads are cheaper to parse than to cut.
MIN_VIEW_BYTES = 1024
#: Objects and arrays inside one another. Real requests stay under 20, schemas of tools included.
MAX_DEPTH = 128
#: Values in a body, keys in an object. A body of two-byte values would take 30 times its size in memory, and
#: one of unknown keys minutes to refuse. The longest conversation (100,000 messages) has 300,000 values.
MAX_VALUES = 500_000
MAX_KEYS = 10_000

_NOT_JSON = "The request body is not valid JSON: "
_DATA = b'"data"'
_PAYLOAD = re.compile(rb'"data"[ \t\n\r]*:[ \t\n\r]*"')
#: More payloads than any request may have; what comes after them is parsed as it stands.
_MAX_VIEWS = 10_000
#: Payloads are checked in pieces that stay in the processor's cache.
_PIECE = 1 << 18
_STRING_OR_VALUE = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|([,\[{])', re.DOTALL)
_KEY_END = re.compile(rb'"[ \t\n\r]*:')
_KEY_END_NOT_ESCAPED = re.compile(rb'"(?<!\\")[ \t\n\r]*:')


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
    _refuse_many_values(skeleton)
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


def dump(value: Any) -> list[bytes | memoryview]:
    """``load``'s way back: the body's pieces, in order. Views, and base64 text as bytes, are not copied."""
    mark = secrets.token_hex(16)
    payloads: list[bytes | memoryview] = []

    def marked(payload: Any) -> str:
        if not isinstance(payload, bytes | memoryview):
            raise TypeError
        payloads.append(payload)
        return mark

    pieces: list[bytes | memoryview] = []
    for text, payload in zip_longest(orjson.dumps(value, default=marked).split(mark.encode()), payloads, fillvalue=b""):
        pieces += (text, payload)
    return pieces


def _whole(body: Body) -> bytes | bytearray:
    """The buffer itself where ``body`` is all of it: ``find`` is missing on memoryviews."""
    if not isinstance(body, memoryview):
        return body
    owner = body.obj
    if isinstance(owner, bytes | bytearray) and body.contiguous and body.nbytes == len(owner):
        return owner
    return bytes(body)


def _parse(data: bytes | bytearray) -> Any:
    _refuse_many_values(data)
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as exc:
        # orjson's text is the API's, positions included, and quotes nothing of the body.
        raise InvalidRequest(f"{_NOT_JSON}{exc}") from exc


def _refuse_many_values(data: bytes | bytearray) -> None:
    """Before they are made: what a comma, a bracket or a brace begins, outside of strings."""
    if data.count(b",") + data.count(b"[") + data.count(b"{") <= MAX_VALUES:
        return
    count = 0
    for match in _STRING_OR_VALUE.finditer(data):
        if match.lastindex:
            count += 1
            if count > MAX_VALUES:
                raise InvalidRequest(f"The request body has more than {MAX_VALUES:,} values.")


def _spans(data: bytes | bytearray) -> list[tuple[int, int]]:
    """Where the payloads worth a view begin and end, quotes excluded."""
    found: list[tuple[int, int]] = []
    signed = np.frombuffer(data, np.int8)
    at = data.find(_DATA)
    for _ in range(_MAX_VIEWS):
        if at < 0:
            break
        opening = _PAYLOAD.match(data, at)
        at = opening.end() if opening else at + 1
        # A short one is over before it is worth a look.
        if opening and data.find(b'"', at, at + MIN_VIEW_BYTES) < 0:
            end = _end_of_plain_text(data, signed, at)
            if end:
                found.append((at, end))
                at = end
        at = data.find(_DATA, at)
    return found


def _end_of_plain_text(data: bytes | bytearray, signed: NDArray[np.int8], start: int) -> int:
    """Where the string from ``start`` ends, or 0 where its bytes are not its characters: an escape, a control
    character, anything beyond ASCII, no end."""
    for at in range(start, len(data), _PIECE):
        stop = min(at + _PIECE, len(data))
        quote = data.find(b'"', at, stop)
        end = stop if quote < 0 else quote
        # As signed bytes, those beyond ASCII are negative.
        if data.find(b"\\", at, end) >= 0 or (end > at and signed[at:end].min() < 0x20):
            return 0
        if quote >= 0:
            return quote
    return 0


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
    """Refuses what the parser lets pass: deep nesting, keys too many or repeated. Returns what holds a ``data``."""
    keys = depth = 0
    holders: list[dict[str, Any]] = []
    level = [value]
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise InvalidRequest(f"{_NOT_JSON}nested deeper than {MAX_DEPTH} levels")
        below: list[Any] = []
        for node in level:
            if type(node) is dict:
                keys += len(node)
                if len(node) > MAX_KEYS:
                    raise InvalidRequest(f"{_NOT_JSON}an object has more than {MAX_KEYS:,} keys")
                if "data" in node:
                    holders.append(node)
                below += [child for child in node.values() if type(child) in _CONTAINERS]
            elif type(node) is list:
                below += [child for child in node if type(child) in _CONTAINERS]
        level = below
    if _keys_at_most(text) != keys:
        _refuse_repeated_keys(text)
    return holders


_CONTAINERS = frozenset((dict, list))


def _keys_at_most(text: bytes | bytearray) -> int:
    """No less than the keys written in ``text``: each ends in a quote and a colon, and so may other text.

    Equal to the keys that were parsed, it proves that none was lost to a later one of its name. Only the odd
    request, with a string that begins with a colon, pays for the exact answer.
    """
    # A quote after one backslash ends no key; after two it may.
    pattern = _KEY_END if b'\\\\"' in text else _KEY_END_NOT_ESCAPED
    return len(pattern.findall(text))


def _refuse_repeated_keys(text: bytes | bytearray) -> None:
    import json

    def unique(pairs: list[tuple[str, Any]]) -> None:
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise InvalidRequest(f"{_NOT_JSON}the key {key[:64]!r} is twice in one object")
            seen.add(key)

    # Known to parse and to be shallow, so nothing but the hook can raise here. Numbers stay text: an integer of
    # a million digits is quadratic to read.
    json.loads(text.decode(), object_pairs_hook=unique, parse_int=len, parse_float=len)
