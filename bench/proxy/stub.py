"""An upstream that costs next to nothing: chat completions on loopback, answered from memory.

    python bench/proxy/stub.py PORT

A request for 500 tokens or more is streamed as 500 events, any other as 9. Nothing of the request is parsed
beyond its length and its last few bytes, so that what is measured is the server in front.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys

import uvloop

WORDS = ["A", " photo", " of", " a", " cat", " on", " a", " mat", "."]
USAGE = {"prompt_tokens": 1600, "completion_tokens": 9, "total_tokens": 1609}


def _chunk(choices: list[object], **more: object) -> bytes:
    body = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "stub", "choices": choices}
    return b"data: " + json.dumps({**body, **more}).encode() + b"\n\n"


def _stream(words: list[str]) -> list[bytes]:
    deltas = [{"role": "assistant", "content": ""}, *({"content": word} for word in words)]
    events = [_chunk([{"index": 0, "delta": delta, "finish_reason": None}]) for delta in deltas]
    events.append(_chunk([{"index": 0, "delta": {}, "finish_reason": "stop"}]))
    events.append(_chunk([], usage=USAGE))
    return [b"%x\r\n%b\r\n" % (len(event), event) for event in [*events, b"data: [DONE]\n\n"]] + [b"0\r\n\r\n"]


SHORT, LONG = _stream(WORDS), _stream([f" tok{n}" for n in range(500)])
STREAM_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
MESSAGE = {"role": "assistant", "content": "".join(WORDS)}
WHOLE = json.dumps(
    {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "stub",
        "choices": [{"index": 0, "message": MESSAGE, "finish_reason": "stop"}],
        "usage": USAGE,
    }
).encode()
WHOLE_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(WHOLE)
_LENGTH = re.compile(rb"content-length: *(\d+)", re.I)
_MAX_TOKENS = re.compile(rb'"max_tokens": ?(\d+)')


class Upstream(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.parts: list[bytes] = []
        self.missing = -1

    def data_received(self, data: bytes) -> None:
        self.parts.append(data)
        if self.missing < 0:
            head = b"".join(self.parts)
            end = head.find(b"\r\n\r\n")
            if end < 0:
                return
            found = _LENGTH.search(head, 0, end)
            self.missing = int(found[1]) - (len(head) - end - 4) if found else 0
        else:
            self.missing -= len(data)
        if self.missing <= 0:
            self.answer(b"".join(self.parts))
            self.parts, self.missing = [], -1

    def answer(self, request: bytes) -> None:
        write = self.transport.write  # type: ignore[attr-defined]
        # The fields stand before or after the messages, never inside a megabyte of base64.
        ends = request[:4096] + request[-4096:]
        if b'"stream":true' not in ends.replace(b'": ', b'":'):
            write(WHOLE_HEAD + WHOLE)
            return
        found = _MAX_TOKENS.search(ends)
        write(STREAM_HEAD)
        for event in LONG if found and int(found[1]) >= 500 else SHORT:
            write(event)


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Upstream, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
