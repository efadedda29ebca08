"""One contender of the race, as a process: ``python -m bench.images.contender fovea|pillow|draft``.

A job is a line of JSON on standard input: ``work`` ("decode" a file, or a request's "body"), ``path``, ``size``,
and where wanted ``save`` (write the pixels there) and ``peak`` (tell the peak memory). The answer is a line, too.
"""

from __future__ import annotations

import base64
import io
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

Decode = Callable[[Any, tuple[int, int]], np.ndarray]


def fovea() -> tuple[Decode, Callable[[bytes, tuple[int, int]], list[np.ndarray]]]:
    from fovea.images.check import check
    from fovea.images.fit import fit
    from fovea.images.source import Base64Payload, RawPayload
    from fovea.limits import GUIDE_2025
    from fovea.values import EncodedImage, Payload
    from fovea.wire.request import image_blocks, parse

    pool = ThreadPoolExecutor(2)

    def picture(payload: Payload) -> Any:
        from fovea.images.check import CheckedImage
        from fovea.images.formats import probe
        from fovea.images.tokens import image_tokens, seen_size

        # Inputs at full size may exceed 5 MB of base64: the limit is not what is measured here.
        image, header = EncodedImage("a", "a", "file", None, payload), probe(payload)
        seen = seen_size(header.upright, GUIDE_2025)
        return fit(CheckedImage(image, header, seen, image_tokens(seen, GUIDE_2025)))

    def decode(data: bytes, size: tuple[int, int]) -> np.ndarray:
        return picture(RawPayload(data)).pixels()

    def body(data: bytes, size: tuple[int, int]) -> list[np.ndarray]:
        """All that the service does: every field validated, every limit checked, then pixels."""
        images = [
            EncodedImage("a", "a", "base64", placed.block.source.media_type, Base64Payload(placed.block.source.data))
            for placed in image_blocks(parse(data))
        ]
        return list(pool.map(lambda checked: fit(checked).pixels(), check(images, GUIDE_2025)))

    return decode, body


def pillow(draft: bool = False) -> tuple[Decode, Callable[[bytes, tuple[int, int]], list[np.ndarray]]]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    pool = ThreadPoolExecutor(2)

    def decode(data: bytes, size: tuple[int, int]) -> np.ndarray:
        image = Image.open(io.BytesIO(data))
        if draft:
            image.draft("RGB", size)
        image = ImageOps.exif_transpose(image)
        if image.mode == "RGBA":
            white = Image.new("RGBA", image.size, "white")
            image = Image.alpha_composite(white, image)
        return np.asarray(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))

    def body(data: bytes, size: tuple[int, int]) -> list[np.ndarray]:
        content = json.loads(data)["messages"][0]["content"]
        texts = [block["source"]["data"] for block in content if block["type"] == "image"]
        return list(pool.map(lambda text: decode(base64.b64decode(text), size), texts))

    return decode, body


def status(field: str) -> int:
    found = re.search(rf"{field}:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


def cpu_ms() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


def main() -> None:
    decode, body = {"fovea": fovea, "pillow": pillow, "draft": lambda: pillow(draft=True)}[sys.argv[1]]()
    files: dict[str, bytes] = {}
    for line in sys.stdin:
        job = json.loads(line)
        if job["path"] not in files:
            files[job["path"]] = Path(job["path"]).read_bytes()
        data = files[job["path"]]
        size = tuple(job["size"])
        if job.get("peak"):
            Path("/proc/self/clear_refs").write_text("5")
        before_kb, started, cpu = status("VmRSS"), time.perf_counter(), cpu_ms()
        out = decode(data, size) if job["work"] == "decode" else body(data, size)[0]
        reply = {"wall": (time.perf_counter() - started) * 1000, "cpu": cpu_ms() - cpu}
        if job.get("peak"):
            reply["peak_kb"] = status("VmHWM") - before_kb
        if job.get("save"):
            Path(job["save"]).write_bytes(out.tobytes())
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
