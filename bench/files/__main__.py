"""Files: how fast and in how much memory they come and go, how fast they are listed, what a stored image costs.

    python -m bench.files

One server process on SQLite and a folder; the peer is a plain copy, the same server stack (uvicorn, httptools,
Starlette) with nothing between the socket and a file. Rounds are interleaved, medians are reported.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import http.client
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

ROUNDS = 5
FILE_BYTES = 500 * 1000 * 1000
FILES = 100_000
REQUESTS = 300
IMAGE_BYTES = 3_932_160 - 4096  # 5 MB in base64
RESULT = Path(__file__).parent.parent / "results" / "files.md"
VERSION = {"anthropic-version": "2023-06-01"}

PLAIN = """
import os, sys
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
PATH = os.path.join(sys.argv[1], "plain")
async def put(request):
    with open(PATH, "wb") as file:
        async for chunk in request.stream():
            file.write(chunk)
    return Response()
async def get(request):
    def pieces():
        with open(PATH, "rb") as file:
            while piece := file.read(1 << 20):
                yield piece
    async def sent():
        for piece in pieces():
            yield piece
    return StreamingResponse(sent(), headers={"content-length": str(os.path.getsize(PATH))})
app = Starlette(routes=[Route("/", put, methods=["POST"]), Route("/", get)])
uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", http="httptools")
"""


class Process:
    """A server, and what it uses."""

    def __init__(self, command: list[str], port: int, **environment: str) -> None:
        self.port = port
        self._process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while True:
            with contextlib.suppress(OSError):
                self.call("GET", "/healthz")
                return
            if time.monotonic() > deadline:
                raise RuntimeError("the server did not start")
            time.sleep(0.05)

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)

    def peak_mib(self) -> float:
        """Largest resident set since ``forget_peak``."""
        return self._status("VmHWM") / 1024

    def forget_peak(self) -> float:
        """Returns what is resident now, MiB."""
        Path(f"/proc/{self._process.pid}/clear_refs").write_text("5")
        return self._status("VmRSS") / 1024

    def _status(self, name: str) -> int:
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))

    def call(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body, {**VERSION, **(headers or {})})
            return connection.getresponse().read()
        finally:
            connection.close()

    def download(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", path, headers=VERSION)
        response = connection.getresponse()
        assert response.status == 200, response.read()
        total, buffer = 0, bytearray(1 << 20)
        while count := response.readinto(buffer):
            total += count
        connection.close()
        return total


def form(length: int) -> tuple[dict[str, str], Iterator[bytes]]:
    """A form with a file of ``length`` bytes that no two calls share."""
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="big.bin"\r\n\r\n'
    tail = b"\r\n--b--\r\n"
    piece = os.urandom(1 << 20)

    def pieces() -> Iterator[bytes]:
        yield head
        left = length
        while left:
            yield piece[: min(left, len(piece))]
            left -= min(left, len(piece))
        yield tail

    headers = {
        "content-type": "multipart/form-data; boundary=b",
        "content-length": str(len(head) + length + len(tail)),
    }
    return headers, pieces()


def raw(length: int) -> Iterator[bytes]:
    piece = os.urandom(1 << 20)
    while length:
        yield piece[: min(length, len(piece))]
        length -= min(length, len(piece))


def transfers(fovea: Process, plain: Process) -> list[str]:
    speeds: dict[tuple[str, str], list[float]] = {}
    memory: dict[tuple[str, str], list[float]] = {}

    def measure(who: str, what: str, server: Process, work: Any) -> Any:
        before = server.forget_peak()
        begun = time.perf_counter()
        result = work()
        speeds.setdefault((what, who), []).append(FILE_BYTES / 1e6 / (time.perf_counter() - begun))
        memory.setdefault((what, who), []).append(server.peak_mib() - before)
        return result

    for _ in range(ROUNDS):
        headers, pieces = form(FILE_BYTES)
        told = measure("fovea", "upload", fovea, lambda: fovea.call("POST", "/v1/files", pieces, headers))  # noqa: B023
        file = json.loads(told)
        assert file["size_bytes"] == FILE_BYTES, file
        length = {"content-length": str(FILE_BYTES)}
        measure("plain", "upload", plain, lambda: plain.call("POST", "/", raw(FILE_BYTES), length))  # noqa: B023
        for who, server, path in (("fovea", fovea, f"/v1/files/{file['id']}/content"), ("plain", plain, "/")):
            assert measure(who, "download", server, lambda: server.download(path)) == FILE_BYTES  # noqa: B023
        fovea.call("DELETE", f"/v1/files/{file['id']}")
    rows = [
        "| 500 MB | fovea MB/s | plain copy MB/s | ratio | fovea extra memory, MiB |",
        "| --- | --: | --: | --: | --: |",
    ]
    for what in ("upload", "download"):
        ours, theirs = (statistics.median(speeds[what, who]) for who in ("fovea", "plain"))
        extra = max(memory[what, "fovea"])
        rows.append(f"| {what} | {ours:.0f} | {theirs:.0f} | {ours / theirs:.0%} | {extra:.0f} (at most) |")
    return rows


def fill(home: Path) -> dict[str, str]:
    """100,000 files of one workspace. Returns the page tokens of page 1 and page 1,000 of 20 files."""
    from fovea.storage.database import Database, files
    from fovea.storage.files import _page_token

    async def work() -> dict[str, str]:
        database = await Database.open(home)
        rows = [
            {
                "id": f"file_011C{n:020d}",
                "workspace": "default",
                "filename": f"image-{n}.png",
                "mime_type": "image/png",
                "size_bytes": 1000,
                "sha256": None,
                "downloadable": False,
                "created_us": 1_700_000_000_000_000 + n * 1_000_000,
                "expires_us": None,
            }
            for n in range(FILES)
        ]
        async with database.writing() as connection:
            for at in range(0, FILES, 2000):
                await connection.execute(files.insert(), rows[at : at + 2000])
        await database.close()
        last = rows[FILES - 999 * 20]
        return {"page 1": "", "page 1,000": "&page=" + _page_token(last["created_us"], last["id"])}

    return asyncio.run(work())


def listing(fovea: Process, pages: dict[str, str]) -> list[str]:
    times: dict[str, list[float]] = {name: [] for name in pages}
    connection = http.client.HTTPConnection("127.0.0.1", fovea.port, timeout=60)
    for _ in range(REQUESTS):
        for name, page in pages.items():
            begun = time.perf_counter()
            connection.request("GET", f"/v1/files?limit=20{page}", headers=VERSION)
            assert len(json.loads(connection.getresponse().read())["data"]) == 20
            times[name].append((time.perf_counter() - begun) * 1e3)
    rows = ["| `GET /v1/files`, 100,000 files | p50 ms | p95 ms |", "| --- | --: | --: |"]
    for name, taken in times.items():
        rows.append(f"| {name} | {statistics.median(taken):.2f} | {statistics.quantiles(taken, n=20)[18]:.2f} |")
    return rows


def image() -> bytes:
    """A JPEG of just under 5 MB in base64: noise, so that it does not get smaller."""
    pixels = np.random.default_rng(0).integers(0, 255, (2000, 2400, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=75)
    data = buffer.getvalue()
    assert len(data) < IMAGE_BYTES, len(data)
    return data + bytes(IMAGE_BYTES - len(data))


def sources(fovea: Process) -> list[str]:
    data = image()
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n' + data + b"\r\n--b--\r\n"
    kind = {"content-type": "multipart/form-data; boundary=b"}
    file_id = json.loads(fovea.call("POST", "/v1/files", body, kind))["id"]
    inline = {"type": "base64", "media_type": "image/jpeg", "data": base64.b64encode(data).decode()}
    bodies = {}
    for name, source in (("base64", inline), ("file_id", {"type": "file", "file_id": file_id})):
        content = [{"type": "image", "source": source}, {"type": "text", "text": "?"}]
        request = {"model": "echo", "max_tokens": 100, "messages": [{"role": "user", "content": content}]}
        bodies[name] = json.dumps(request).encode()
    times: dict[str, list[float]] = {name: [] for name in bodies}
    answers = set()
    for _ in range(30):
        for name, request_body in bodies.items():
            begun = time.perf_counter()
            answer = fovea.call("POST", "/v1/messages", request_body, {"content-type": "application/json"})
            times[name].append((time.perf_counter() - begun) * 1e3)
            answers.add(json.loads(answer)["usage"]["input_tokens"])
    assert len(answers) == 1, answers
    by = {name: statistics.median(taken) for name, taken in times.items()}
    return [
        "| 5 MB image in a message | p50 ms |",
        "| --- | --: |",
        f"| base64 | {by['base64']:.1f} |",
        f"| file id | {by['file_id']:.1f} |",
        f"| a stored file adds | {by['file_id'] - by['base64']:+.1f} |",
    ]


def main() -> None:
    from socket import create_server

    def port() -> int:
        with create_server(("127.0.0.1", 0)) as probe:
            return int(probe.getsockname()[1])

    with tempfile.TemporaryDirectory(prefix="fovea-bench-") as folder, contextlib.ExitStack() as stack:
        home = Path(folder)
        (home / "fovea.toml").write_text('[models.echo]\nengine = "echo"\n')
        pages = fill(home)
        fovea = Process(
            [sys.executable, "-m", "fovea", "serve", "--port", str(at := port()), "--config", str(home / "fovea.toml")],
            at,
            FOVEA_HOME=folder,
            FOVEA_DOWNLOADABLE="true",
            FOVEA_LOG_LEVEL="warning",
        )
        stack.callback(fovea.stop)
        plain = Process([sys.executable, "-c", PLAIN, folder, str(at := port())], at)
        stack.callback(plain.stop)
        tables = [listing(fovea, pages), sources(fovea), transfers(fovea, plain)]
    head = (
        "# Files\n\n"
        f"`python -m bench.files`: SQLite and a folder, {ROUNDS} interleaved rounds, medians; {os.cpu_count()} cores, "
        f"Python {platform.python_version()}. The plain copy is the same server stack writing the body to a file "
        "without a form, a hash, a database or `fsync`."
    )
    text = "\n\n".join([head, *("\n".join(rows) for rows in reversed(tables))]) + "\n"
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
