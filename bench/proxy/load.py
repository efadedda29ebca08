"""A load generator on bare sockets: a fixed number of clients, each with one request after another.

    python bench/proxy/load.py PORT PATH BODY_FILE CLIENTS SECONDS MUST_CONTAIN CHANGING_AT [HEADER: VALUE ...]

CHANGING_AT is where four base64 characters stand that each request gets its own of, so that no image comes twice;
0 sends the same body always.
Prints JSON: requests per second, latency percentiles in milliseconds, answers that were wrong.
"""

from __future__ import annotations

import asyncio
import base64
import json
import random
import sys
import time
from pathlib import Path

import uvloop


class Client(asyncio.Protocol):
    def __init__(self, head: bytes, body: bytes, changing_at: int, must_contain: bytes, end: float) -> None:
        self.head, self.body, self.changing_at = head, memoryview(body), changing_at
        self.must_contain, self.end = must_contain, end
        self.latencies: list[float] = []
        self.wrong = 0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.send()

    def send(self) -> None:
        self.parts: list[bytes] = []
        self.missing: int | None = None
        pieces = [self.head, self.body]
        if at := self.changing_at:
            own = base64.b64encode(bytes(random.randint(1, 255) for _ in range(3)))
            pieces = [self.head, self.body[:at], own, self.body[at + 4 :]]
        self.began = time.perf_counter()
        self.transport.writelines(pieces)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.parts.append(data)
        if self.missing is None and not self.chunked(data):
            return
        if self.missing == -1:  # chunked: its end is all that counts
            tail = data if len(data) >= 5 else b"".join(self.parts[-5:])
            if not tail.endswith(b"0\r\n\r\n"):
                return
        elif self.missing is not None and sum(map(len, self.parts)) < self.missing:
            return
        self.finished()

    def chunked(self, data: bytes) -> bool:
        """Whether the head has come; sets what to wait for."""
        head = b"".join(self.parts)
        end = head.find(b"\r\n\r\n")
        if end < 0:
            return False
        lower = head[:end].lower()
        if b"transfer-encoding: chunked" in lower:
            self.missing = -1
        else:
            length = lower.partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self.missing = end + 4 + int(length)
        return True

    def finished(self) -> None:
        answer = b"".join(self.parts)
        if not answer.startswith(b"HTTP/1.1 200") or self.must_contain not in answer:
            self.wrong += 1
            if self.wrong == 1:
                print(answer[:600], file=sys.stderr)
        now = time.perf_counter()
        self.latencies.append(now - self.began)
        if now >= self.end:
            self.transport.close()
            self.done.set_result(None)
        else:
            self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.wrong += 1
            self.done.set_result(None)


async def main() -> None:
    port, path, body_file, clients, seconds, must_contain, changing_at, *headers = sys.argv[1:]
    body = Path(body_file).read_bytes()  # noqa: ASYNC240 -- before anything runs
    lines = [f"POST {path} HTTP/1.1", "host: 127.0.0.1", "content-type: application/json", *headers]
    head = "\r\n".join([*lines, f"content-length: {len(body)}"]).encode() + b"\r\n\r\n"
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    running = []
    for _ in range(int(clients)):
        _, client = await loop.create_connection(
            lambda: Client(head, body, int(changing_at), must_contain.encode(), began + float(seconds)),
            "127.0.0.1",
            int(port),
        )
        running.append(client)
    await asyncio.wait_for(asyncio.gather(*(client.done for client in running)), float(seconds) + 60)
    took = time.perf_counter() - began
    latencies = sorted(one for client in running for one in client.latencies)
    at = lambda share: round(latencies[min(len(latencies) - 1, int(len(latencies) * share))] * 1000, 3)  # noqa: E731
    wrong = sum(client.wrong for client in running)
    result = {"per_s": (len(latencies) - wrong) / took, "answers": len(latencies), "wrong": wrong}
    print(json.dumps({**result, "p50_ms": at(0.5), "p99_ms": at(0.99)} if latencies else result))


if __name__ == "__main__":
    uvloop.run(main())
