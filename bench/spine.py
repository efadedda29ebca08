"""What a request costs before its engine starts, and what a refused one costs; a server on a port, real bodies.

    python -m bench.spine

Measured in a server process of its own: time from the first byte sent to the engine's first event, peak memory
beyond what the idle server holds (VmHWM), and how many images were decoded.
"""

from __future__ import annotations

import base64
import io
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image, ImageFilter

ROUNDS = 15
HEADERS = {"anthropic-version": "2023-06-01", "content-type": "application/json"}
RESULTS = Path(__file__).parent / "results" / "spine.md"


def photo(width: int, height: int, quality: int = 88, seed: int = 1) -> bytes:
    """A JPEG with the detail of a photo: smooth light, blurred noise at two scales."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    base = np.stack([120 + 80 * np.sin(x / 300 + p) * np.cos(y / 260 + p) for p in (0, 1, 2)], -1)
    coarse = Image.fromarray(rng.integers(0, 255, (height // 8, width // 8, 3), np.uint8)).resize((width, height))
    fine = Image.fromarray(rng.integers(0, 255, (height // 2, width // 2, 3), np.uint8)).resize((width, height))
    mixed = base * 0.7 + np.asarray(coarse.filter(ImageFilter.GaussianBlur(2))) * 0.25 + np.asarray(fine) * 0.05
    out = io.BytesIO()
    Image.fromarray(mixed.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def body(images: list[bytes], **fields: Any) -> bytes:
    content = [
        {
            "type": "image",
            "source": {"type": "base64", "media_type": "image/jpeg", "data": base64.b64encode(data).decode()},
        }
        for data in images
    ]
    message = {"role": "user", "content": [*content, {"type": "text", "text": "What is this?"}]}
    return json.dumps({"model": "probe", "max_tokens": 64, "messages": [message], **fields}).encode()


class Served:
    """The server with an engine that answers at once, as a process whose memory can be read."""

    def __enter__(self) -> Served:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.spine", "serve"], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.url = self.process.stdout.readline().strip()
        self.client = httpx.Client(base_url=self.url, headers=HEADERS, timeout=120)
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self.process.terminate()
        self.process.wait()

    def post(self, data: bytes) -> tuple[float, httpx.Response]:
        begun = time.perf_counter()
        answer = self.client.post("/v1/messages", content=data)
        return (time.perf_counter() - begun) * 1000, answer

    def status(self, field: str) -> int:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field):
                return int(line.split()[1]) * 1024
        raise LookupError(field)

    def forget_peak(self) -> None:
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")


def serve() -> None:
    from fovea.images import decoders
    from fovea.testing import ScriptedEngine, serving
    from fovea.values import Stop

    decoded = 0
    real = decoders.decode

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal decoded
        decoded += 1
        return real(*args, **kwargs)

    decoders.decode = counted

    def script(prompt: Any, cancelled: Any) -> Any:
        from fovea.values import TextDelta

        # Every picture is looked at, as an engine would.
        total = sum(int(picture.pixels()[0, 0, 0]) for picture in prompt.pictures())
        yield TextDelta(f"{decoded} {total}")
        yield Stop("end_turn")

    with serving(ScriptedEngine(script, name="probe")) as server:
        print(server.url, flush=True)
        while os.getppid() > 1:
            time.sleep(1)


def main() -> None:
    rows = []
    with Served() as server:
        server.post(body([photo(640, 480)]))

        twelve = body([photo(4000, 3000)])
        times = [server.post(twelve)[0] for _ in range(ROUNDS)]
        rows.append(
            (
                f"12 MP JPEG ({len(twelve) / 1e6:.1f} MB body), whole request with an engine that answers at once",
                f"{statistics.median(times):.0f} ms",
                "< 150 ms before the engine",
            )
        )

        _, before = server.post(body([photo(640, 480)]))
        refused = body([photo(8001, 60)] + [photo(2000, 1500)] * 3)
        times, answers = zip(*(server.post(refused) for _ in range(ROUNDS)), strict=True)
        assert all(answer.status_code == 400 for answer in answers)
        _, after = server.post(body([photo(640, 480)]))
        count = [int(answer.json()["content"][0]["text"].split()[0]) for answer in (before, after)]
        rows.append(
            (
                f"refused: 8001 px among four images ({len(refused) / 1e6:.1f} MB body)",
                f"{statistics.median(times):.1f} ms, {count[1] - count[0] - 1} images decoded",
                "nothing decoded",
            )
        )

        # 100 photos of 1500 x 1100 that fill the 32 MB as far as they go.
        one = min((photo(1500, 1100, quality=q) for q in range(60, 96, 3)), key=lambda data: abs(len(data) - 246_000))
        many = body([one] * 100)
        idle = server.status("VmRSS")
        server.forget_peak()
        took, answer = server.post(many)
        assert answer.status_code == 200, answer.text
        extra = server.status("VmHWM") - idle
        rows.append(
            (
                f"100 images in one request ({len(many) / 1e6:.1f} MB body), {took / 1000:.1f} s",
                f"{extra / 1e6:.0f} MB more at the peak, {extra / len(many):.2f} x the body",
                "≤ 3 x",
            )
        )
    table = "\n".join(f"| {what} | {found} | {goal} |" for what, found, goal in rows)
    head = "| case | measured | goal |\n| --- | --- | --- |"
    text = f"## The spine\n\n`python -m bench.spine`, medians of {ROUNDS}\n\n{head}\n{table}\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    serve() if sys.argv[1:] == ["serve"] else main()
