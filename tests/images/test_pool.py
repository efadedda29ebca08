"""Decoding beside the event loop, in bounded memory."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from corpus.pictures import encode, png, scene, small
from fovea.errors import InvalidRequest
from fovea.images import decoders
from fovea.images.pool import DecodePool


@pytest.fixture
def pool():
    pool = DecodePool(threads=2)
    yield pool
    pool.close()


async def test_what_decodes_passes_and_what_does_not_is_named(pool, fitted):
    good = fitted(small("PNG"))
    await pool.verify([good] * 5)
    broken = fitted(small("JPEG")[:-40])
    with pytest.raises(InvalidRequest, match=r"^Could not process image$") as caught:
        await pool.verify([good, broken, good])
    assert caught.value.details is not None
    assert caught.value.details["paths"] == [broken.at]
    await pool.verify([good])


async def test_nothing_to_do(pool):
    await pool.verify([])


async def test_pixels_are_kept_as_far_as_the_request_has_room(fitted):
    image = encode(scene(100, 100), "PNG")
    pictures = [fitted(image) for _ in range(3)]
    pool = DecodePool(threads=1, keep_bytes=2 * 100 * 100 * 3 + 3 * pictures[0].encoded_bytes)
    await pool.verify(pictures)
    first, second, third = (picture.pixels() for picture in pictures)
    assert pictures[0].pixels() is first
    assert pictures[1].pixels() is second
    assert pictures[2].pixels() is not third  # decoded again each time
    np.testing.assert_array_equal(third, first)
    pool.close()


async def test_large_decodes_wait_for_each_other(fitted):
    """The budget is in bytes: small ones run side by side, one beyond the budget runs alone and is not starved."""
    running, most, lock = 0, [0], threading.Lock()

    class Watched:
        def __init__(self, estimate: int) -> None:
            self.decoding_bytes, self.pixel_bytes, self.encoded_bytes = estimate, 0, 0

        def verify(self, verification: str, *, form: str, keep: bool) -> None:
            nonlocal running
            with lock:
                running += self.decoding_bytes
                most[0] = max(most[0], running)
            threading.Event().wait(0.002)
            with lock:
                running -= self.decoding_bytes

    pool = DecodePool(threads=4, budget_bytes=100)
    estimates = [40, 40, 90, 10, 500, 10, 60, 60]
    await pool.verify([Watched(estimate) for estimate in estimates])  # type: ignore[list-item]
    assert most[0] == 500
    await pool.verify([Watched(60), Watched(60)])  # type: ignore[list-item]
    pool.close()


async def test_a_request_that_is_given_up_leaves_the_budget_whole(pool, fitted):
    slow = [fitted(encode(scene(1200, 900), "PNG", compress_level=1)) for _ in range(4)]
    task = asyncio.create_task(pool.verify(slow))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert pool._budget._used == 0
    await pool.verify([fitted(small("PNG"))])


async def test_structure_alone_can_be_verified(pool, fitted):
    """For pictures that go elsewhere as they came: no pixel is decoded, a cut file is still found."""
    undecodable = png(8, 8)  # its structure is whole, its pixels are not
    await pool.verify([fitted(undecodable)], "structure", "encoded")
    with pytest.raises(InvalidRequest):
        await pool.verify([fitted(undecodable)], "decode", "encoded")
    with pytest.raises(InvalidRequest):
        await pool.verify([fitted(small("PNG")[:-10])], "structure", "encoded")


async def test_a_png_with_one_wrong_bit_is_found_without_decoding_it(pool, fitted):
    damaged = bytearray(small("PNG"))
    damaged[damaged.index(b"IDAT") + 12] ^= 1
    with pytest.raises(InvalidRequest):
        await pool.verify([fitted(bytes(damaged))], "structure", "encoded")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
async def test_what_was_found_to_decode_is_not_decoded_again_for_the_same_caller(pool, fitted, kind, monkeypatch):
    """A conversation sends its pictures again with every turn."""
    decoded: list[str] = []
    prove = decoders.prove
    monkeypatch.setattr(decoders, "prove", lambda data, header: (decoded.append(kind), prove(data, header)))
    for _ in range(3):
        await pool.verify([fitted(small(kind))], "decode", "encoded", whose="one")
    assert len(decoded) == 1
    await pool.verify([fitted(small(kind))], "decode", "encoded", whose="another")
    assert len(decoded) == 2, "nobody learns from the time it takes what others have sent"


async def test_what_did_not_decode_is_refused_again(pool, fitted):
    for _ in range(2):
        with pytest.raises(InvalidRequest):
            await pool.verify([fitted(png(8, 8))], "decode", "encoded")


MEASURE = Path(__file__).parents[2] / "bench" / "images" / "memory.py"


def test_a_hundred_images_in_32_mb_take_at_most_three_times_the_body():
    """Body, checks, decodes and kept pixels together, in a process of its own."""
    run = subprocess.run([sys.executable, str(MEASURE)], capture_output=True, text=True, timeout=110, check=True)
    body, peak = (int(word) for word in run.stdout.split()[:2])
    assert body > 30 * 2**20
    assert peak <= 3 * body


@pytest.mark.parametrize("verification", ["decode", "structure"])
async def test_the_form_that_the_engine_wants_is_kept(pool, fitted, verification):
    """Made once while it is proved, not once more for the engine."""
    picture = fitted(encode(scene(64, 48), "JPEG", comment=b"cut this out"))
    await pool.verify([picture], verification, "encoded")
    assert picture.encoded() is picture.encoded()
    np.testing.assert_array_equal(fitted(picture.encoded()[1]).pixels(), picture.pixels())
