"""How the reader flows behind its port: first words, leaving, a hundred images, memory.

    FOVEA_DATA=… python -m bench.flow                 everything; writes bench/results/flow.md
    FOVEA_DATA=… python -m bench.flow words leaving   some parts; the others keep their last figures

Receipts and photos come from ``FOVEA_DATA`` where it is set; all else is drawn here.
"""

from __future__ import annotations

import http.client
import io
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench._parts import Row, run
from fovea.engines.reader import ReaderEngine, steps
from fovea.testing import image_source, serving
from fovea.values import EngineEvent, Prompt

SAMPLES = Path(__file__).parents[1] / "examples" / "images"
HEADERS = {"content-type": "application/json", "anthropic-version": "2023-06-01"}
File = tuple[bytes, str]


# --- what is sent ---------------------------------------------------------------------------------------------


def sample(name: str) -> File:
    return (SAMPLES / name).read_bytes(), "image/png"


def data(folder: str, pattern: str) -> list[File]:
    """Files of ``FOVEA_DATA``; none where it is not set."""
    root = os.environ.get("FOVEA_DATA")
    kinds = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png"}
    found = sorted((Path(root) / folder).glob(pattern)) if root else []
    return [(path.read_bytes(), kinds[path.suffix]) for path in found if path.suffix in kinds]


def slip(number: int, size: int = 22) -> File:
    """A receipt like no other: its own shop, date, items and total. About 500 px wide at ``size`` 22."""
    dice = random.Random(number)
    words = ["Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heron", "Ivory", "Jetty", "Kelp", "Lumen"]
    goods = ["Rye bread", "Butter", "Green tea", "Olives", "Paper cups", "Candle", "Notebook", "Soap", "Honey", "Salt"]
    items = [(f"{dice.randint(1, 4)} x {name}", dice.randint(90, 4900)) for name in dice.sample(goods, 5)]
    total = sum(price for _, price in items)
    rows: list[tuple[str, str]] = [
        (f"{dice.choice(words)} {dice.choice(words)} STORES".upper(), ""),
        ("Receipt No", f"{number:06}"),
        ("Date", f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/2026"),
        *((name, f"{price / 100:.2f}") for name, price in items),
        ("TOTAL", f"{total / 100:.2f}"),
    ]
    width, step = 23 * size, int(1.9 * size)
    image = Image.new("RGB", (width, 2 * size + step * len(rows)), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size)
    for n, (left, right) in enumerate(rows):
        draw.text((size, size + step * n), left, font=font, fill="black")
        draw.text((width - size, size + step * n), right, font=font, fill="black", anchor="ra")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue(), "image/png"


def body(question: str, files: Sequence[File], *, stream: bool = True) -> bytes:
    content: list[dict[str, Any]] = []
    for n, (blob, media_type) in enumerate(files, start=1):
        content += [{"type": "text", "text": f"Image {n}:"}] if len(files) > 1 else []
        content.append(image_source(blob, media_type))
    content.append({"type": "text", "text": question})
    asked = {"model": "reader", "max_tokens": 64_000, "stream": stream}
    return json.dumps({**asked, "messages": [{"role": "user", "content": content}]}).encode()


def events(url: str, sent: bytes, timeout_s: float = 900) -> Iterator[tuple[float, dict[str, Any]]]:
    """(moment, event) of a stream."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=timeout_s)
    connection.request("POST", "/v1/messages", sent, HEADERS)
    response = connection.getresponse()
    if response.status != 200:
        raise SystemExit(f"{response.status}: {response.read()[:300]!r}")
    for line in response:
        if line.startswith(b"data: "):
            yield time.perf_counter(), json.loads(line[6:])
    connection.close()


# --- the reader, watched --------------------------------------------------------------------------------------


class Watched(ReaderEngine):
    """A reader that notes when it began, what it is at, when each step was done, and when it stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.doing: list[str] = []
        self.done: list[float] = []
        self.begun, self.stopped = threading.Event(), threading.Event()
        self.stopped_at = 0.0
        step, watch = steps.Examination._step, self

        def watched(self: steps.Examination, name: str, work: Callable[[], Any]) -> Any:
            if name in self.done:
                return step(self, name, work)
            watch.doing.append(name)
            try:
                return step(self, name, work)
            finally:
                watch.doing.pop()
                watch.done.append(time.perf_counter())

        steps.Examination._step = watched  # type: ignore[method-assign, assignment]

    def forget(self) -> None:
        self._memory.clear()
        self.doing.clear()
        self.done.clear()
        self.begun.clear()
        self.stopped.clear()

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        self.begun.set()
        try:
            yield from super().generate(prompt, cancelled)
        finally:
            self.stopped_at = time.perf_counter()
            self.stopped.set()


def cases() -> dict[str, tuple[str, list[File]]]:
    receipts, photos = data("receipts/img", "*.jpg"), data("images", "*.jp*g")
    found = {
        "a receipt": ("What is the total?", [slip(1, 34)]),
        "a screenshot": ("Describe this.", [sample("screenshot.png")]),
        "a chart": ("Which is the largest?", [sample("chart.png")]),
        "a page": ("Transcribe it.", [sample("page-zh-TW.png")]),
        "describe 6": ("Describe each.", [slip(n) for n in range(6)]),
        "which of 6 shows …": ("Which of the images mentions 000001?", [slip(n) for n in range(6)]),
        "compare 2": ("What differs?", [sample("plan-1.png"), sample("plan-2.png")]),
        "compare 6": ("What differs?", [slip(n) for n in range(6)]),
        "the largest of 6": ("Which of them has the largest total?", [slip(n) for n in range(6)]),
    }
    if receipts and photos:
        found |= {
            "a scanned receipt": ("What is the total?", receipts[3:4]),
            "6 scanned receipts": ("What is the total of each?", receipts[10:16]),
            "a photo": ("Describe this.", photos[1:2]),
            "a photo with signs": ("Describe this.", data("images", "Landscape_3.jpg")),
        }
    return found


def words() -> Iterable[Row]:
    """From the first finished step to the first words at the client; and the steps that the first words needed."""
    engine = Watched()
    with serving(engine) as server:
        for name, (question, files) in cases().items():
            waits, needed, totals = [], 0, []
            for _ in range(3):
                engine.forget()
                start = time.perf_counter()
                first = 0.0
                for at, event in events(server.url, body(question, files)):
                    if not first and event.get("delta", {}).get("type") == "text_delta":
                        first = at
                        needed = sum(done < at for done in engine.done)
                waits.append(1000 * (first - engine.done[0]))
                totals.append(time.perf_counter() - start)
            yield (
                f"first words after the first finished step: {name}",
                f"{max(0.0, statistics.median(waits)):.0f} ms (worst of 3: {max(0.0, *waits):.0f}; "
                f"{needed} steps; whole answer {statistics.median(totals):.2f} s)",
            )


def leaving() -> Iterable[Row]:
    """From the client's hanging up, at moments all over an answer, to the engine's having stopped."""
    engine = Watched()
    found: list[tuple[float, str]] = []
    with serving(engine) as server:
        for name, (question, files) in {**cases(), "100 images": ("What differs?", hundred_files(22))}.items():
            sent = body(question, files)
            for n in range(8):
                engine.forget()
                host, port = server.url.removeprefix("http://").split(":")
                client = socket.create_connection((host, int(port)))
                head = "".join(f"{key}: {value}\r\n" for key, value in {**HEADERS, "content-length": len(sent)}.items())
                client.sendall(f"POST /v1/messages HTTP/1.1\r\nhost: x\r\n{head}\r\n".encode() + sent)
                engine.begun.wait(60)
                time.sleep(0.03 + 0.13 * n)
                at = ">".join(engine.doing)
                left = time.perf_counter()
                client.close()
                if not engine.stopped.wait(60):
                    raise SystemExit(f"{name}: the engine did not stop within a minute, at {at}")
                if engine.stopped_at > left:
                    found.append((1000 * (engine.stopped_at - left), f"{name}, {at or 'between steps'}"))
    spans = sorted(span for span, _ in found)
    yield (
        f"engine stopped after the client left ({len(spans)} moments)",
        f"median {statistics.median(spans):.0f} ms, 95th percentile {spans[int(0.95 * len(spans))]:.0f} ms",
    )
    worst, where = max(found)
    yield "the slowest of them", f"{worst:.0f} ms ({where})"


# --- a server of its own --------------------------------------------------------------------------------------


class Served:
    """``fovea serve`` in a process of its own, on a free port."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fovea", "serve", "--port", str(self.port)], stdout=subprocess.DEVNULL
        )

    def __enter__(self) -> Served:
        for _ in range(600):
            time.sleep(0.1)
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return self
            except OSError:
                pass
        raise SystemExit("fovea serve did not become ready")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def megabytes(self, field: str) -> float:
        """``VmRSS`` or ``VmHWM`` of the process."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return float(next(line.split()[1] for line in status.splitlines() if line.startswith(field))) / 1024


def hundred_files(size: int) -> list[File]:
    return [slip(n, size) for n in range(100)]


def hundred() -> Iterable[Row]:
    """100 different images in one request: time, first words, the longest silence, and memory."""
    asked = {
        "which has the largest total": "Which of them has the largest total?",
        "which mentions one number": "Which of the images mentions 000042?",
        "what differs": "What differs?",
        "describe each": "Describe each image.",
    }
    for size, name in ((22, "small, 506 px"), (44, "medium, 1012 px")):
        files = hundred_files(size)
        for what, question in asked.items():
            with Served() as server:
                before = server.megabytes("VmRSS")
                start = last = time.perf_counter()
                first, silence, said = 0.0, 0.0, ""
                for at, event in events(server.url, body(question, files)):
                    silence, last = max(silence, at - last), at
                    text = event.get("delta", {}).get("text", "")
                    first = first or (at - start if text else 0.0)
                    said += text
                yield (
                    f"100 images ({name}): {what}",
                    f"{last - start:.1f} s, first words after {first:.1f} s, longest silence {silence:.1f} s; "
                    f"{before:.0f} MB before, {server.megabytes('VmHWM'):.0f} MB at most; “{said[:60].strip()}”",
                )
                if what.startswith("which mentions") and "Image 43" not in said:
                    raise SystemExit(f"a wrong answer: {said[:200]}")


def mixed() -> Iterator[tuple[str, list[File]]]:
    """Requests without end: receipts, pages, charts, photos, comparisons; every picture a new one."""
    dice = np.random.default_rng(7)
    pool = [*data("receipts/img", "*.jpg"), *data("images", "*.jp*g")]
    pool += [sample(path.name) for path in sorted(SAMPLES.glob("*.png"))]
    questions = [
        "What is the total?",
        "Describe this.",
        "Transcribe it.",
        "What is the date?",
        "Extract the fields as JSON.",
    ]
    for n in range(100_000):
        if n % 10 == 9:
            yield "What differs?", [slip(n), slip(n + 1_000_000)]
        elif n % 3 == 0:
            yield questions[n % 5], [slip(n, int(dice.integers(16, 40)))]
        else:
            blob, _ = pool[n % len(pool)]
            image = Image.open(io.BytesIO(blob)).convert("RGB")
            image = image.resize([max(8, int(edge * dice.uniform(0.5, 1.0))) for edge in image.size])
            buffer = io.BytesIO()
            image.save(buffer, "JPEG", quality=85)
            yield questions[n % 5], [(buffer.getvalue(), "image/jpeg")]


def memory(first: int = 200, more: int = 800) -> Iterable[Row]:
    """Resident memory of ``fovea serve`` after ``first`` mixed requests, and its growth over ``more``."""
    with Served() as server:
        start, marks = time.perf_counter(), {0: server.megabytes("VmRSS")}
        for n, (question, files) in enumerate(mixed(), start=1):
            for _, event in events(server.url, body(question, files, stream=True)):
                if event["type"] == "error":
                    raise SystemExit(f"request {n}: {event}")
            if n in (first, first + more) or n % 100 == 0:
                marks[n] = server.megabytes("VmRSS")
                print(f"  {n}: {marks[n]:.0f} MB", file=sys.stderr, flush=True)
            if n == first + more:
                break
        at_first, at_last = marks[first], marks[first + more]
        yield "resident memory of the server before a request", f"{marks[0]:.0f} MB"
        yield f"after {first} mixed requests", f"{at_first:.0f} MB"
        yield (
            f"after {more} more",
            f"{at_last:.0f} MB ({100 * (at_last / at_first - 1):+.1f} %), {server.megabytes('VmHWM'):.0f} MB at most; "
            f"{(time.perf_counter() - start) / (first + more):.2f} s a request",
        )


PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "words": words, "leaving": leaving, "hundred": hundred, "memory": memory,
}  # fmt: skip


if __name__ == "__main__":
    run("The reader behind its port", "flow", PARTS, sys.argv[1:])
