"""Peak extra memory of one request: 100 photos in a body of 32 MB, from its bytes to verified pictures.

    python bench/images/memory.py

Prints: length of the body, peak extra memory with it (both in bytes), their ratio, seconds. A process of its own,
because a peak cannot be forgotten.
"""

from __future__ import annotations

import asyncio
import base64
import re
import time
from pathlib import Path

import numpy as np
import simplejpeg

IMAGES = 100
BODY_BYTES = 32 * 2**20


def memory_kb(field: str) -> int:
    found = re.search(rf"{field}:\s+(\d+)", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1])


def forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def photo(wanted_bytes: int) -> bytes:
    """A photo-like JPEG of 1920x1280 that takes about this many bytes."""
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:1280, 0:1920].astype(np.float32) / 1280
    picture = np.stack([128 + 90 * np.sin(5 * x + 3 * y + phase) for phase in (0, 2, 4)], axis=-1)
    picture = (picture + rng.normal(0, 6, picture.shape)).clip(0, 255).astype(np.uint8)
    for quality in range(95, 30, -1):
        data = simplejpeg.encode_jpeg(np.ascontiguousarray(picture), quality, "RGB", "420")
        if len(data) <= wanted_bytes:
            return data
    raise AssertionError


async def main() -> None:
    from fovea.images.check import check
    from fovea.images.fit import fit
    from fovea.images.pool import DecodePool
    from fovea.images.source import Base64Payload
    from fovea.limits import GUIDE_2025
    from fovea.values import EncodedImage

    text = base64.b64encode(photo(BODY_BYTES // IMAGES * 3 // 4 - 100))
    pool = DecodePool()

    async def request(body: bytearray) -> None:
        """As the pipeline does it: views into the body, all checks, all decodes, then each picture is used once."""
        view = memoryview(body)
        path = "messages.0.content.{}.image.source.base64"
        images = [
            EncodedImage(str(i), path.format(i), "base64", "image/jpeg", Base64Payload(view[at : at + len(text)]))
            for i, at in enumerate(range(0, len(body), len(text)))
        ]
        pictures = [fit(checked) for checked in check(images, GUIDE_2025)]
        await pool.verify(pictures)
        for picture in pictures:
            picture.pixels()

    await request(bytearray(text))  # libraries loaded, threads started
    forget_peak()
    before_kb = memory_kb("VmRSS")
    started = time.perf_counter()
    body = bytearray(len(text) * IMAGES)
    for at in range(0, len(body), len(text)):
        body[at : at + len(text)] = text
    await request(body)
    extra = (memory_kb("VmHWM") - before_kb) * 1024
    print(len(body), extra, f"{extra / len(body):.2f}x", f"{time.perf_counter() - started:.1f}s")
    pool.close()


if __name__ == "__main__":
    asyncio.run(main())
