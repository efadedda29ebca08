"""What each way of verification finds of damaged images that would be passed on as they came.

    python -m bench.damage [images of each kind and damage]

Damages are drawn with a fixed seed and put past the first tenth of a file, so that headers stay whole. Pillow, which
many servers behind an upstream's door decode with, stands beside it. Writes ``bench/results/damage.md``.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import cv2
import numpy as np
from PIL import Image

from fovea.images import decoders
from fovea.images.containers import Malformed
from fovea.images.formats import probe
from fovea.images.source import RawPayload
from fovea.images.strip import strip

RESULTS = Path(__file__).parent / "results" / "damage.md"
Damage = Callable[[bytearray, int, np.random.Generator], object]


def _over(data: bytearray, at: int, new: bytes) -> None:
    data[at : at + len(new)] = new[: len(data) - at]


def _flip(data: bytearray, at: int, rng: np.random.Generator) -> None:
    data[at] ^= 1 << int(rng.integers(8))


DAMAGES: dict[str, Damage] = {
    "cut short": lambda data, at, rng: data.__delitem__(slice(at, None)),
    "zeros to the end": lambda data, at, rng: _over(data, at, bytes(len(data) - at)),
    "37 bytes lost": lambda data, at, rng: data.__delitem__(slice(at, at + 37)),
    "4 KB of another file": lambda data, at, rng: _over(data, at, rng.bytes(4096)),
    "64 zeros": lambda data, at, rng: _over(data, at, bytes(64)),
    "one bit": _flip,
}


def _files() -> dict[str, bytes]:
    """A photo-like scene, soft shapes under grain, 900 x 600, in each format."""
    rng = np.random.default_rng(7)
    soft = cv2.resize(rng.integers(0, 256, (15, 22, 3), dtype=np.uint8), (900, 600), interpolation=cv2.INTER_CUBIC)
    scene = Image.fromarray(np.clip(soft + rng.normal(0, 8, soft.shape), 0, 255).astype(np.uint8))
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        "JPEG": ("JPEG", {"quality": 88}),
        "JPEG, progressive": ("JPEG", {"quality": 88, "progressive": True}),
        "PNG": ("PNG", {}),
        "WebP": ("WEBP", {"quality": 85}),
        "GIF": ("GIF", {}),
    }
    made = {}
    for kind, (name, options) in kinds.items():
        out = io.BytesIO()
        scene.save(out, name, **options)
        made[kind] = out.getvalue()
    return made


def _finds(look: Callable[[bytes], object], data: bytes) -> bool:
    try:
        look(data)
    except (Malformed, OSError, ValueError, SyntaxError, EOFError):
        return True
    return False


def _structure(data: bytes) -> None:
    strip(data, probe(RawPayload(data)).media_type)


def _decode(data: bytes) -> None:
    decoders.prove(data, probe(RawPayload(data)))


def _pillow(data: bytes) -> None:
    with Image.open(io.BytesIO(data)) as image:
        image.load()


WAYS = {"structure": _structure, "decode": _decode, "Pillow": _pillow}


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    rows = []
    for kind, whole in _files().items():
        times = []
        for look in WAYS.values():
            assert not _finds(look, whole), f"{kind} is whole"
            began = perf_counter()
            look(whole)
            times.append(f"{(perf_counter() - began) * 1000:.1f} ms")
        rows.append(f"| {kind}, {len(whole) // 1024} KB: time | {' | '.join(times)} |")
        for title, damage in DAMAGES.items():
            rng = np.random.default_rng(11)
            found = dict.fromkeys(WAYS, 0)
            for _ in range(count):
                data = bytearray(whole)
                damage(data, int(rng.integers(len(data) // 10, len(data) - 200)), rng)
                for name, look in WAYS.items():
                    found[name] += _finds(look, bytes(data))
            rows.append(f"| {kind}: {title} | {' | '.join(f'{n / count:.0%}' for n in found.values())} |")
        print(*rows[-1 - len(DAMAGES) :], sep="\n", flush=True)
    RESULTS.write_text(
        "# Damaged images: what is found\n\n"
        f"`python -m bench.damage`: {count} files of each kind and damage, the damage past the first tenth of a file. "
        "`structure` and `decode` are the two settings of `[policy] verify`; engines that work on pixels always "
        "decode.\n\n"
        "| damage | structure | decode | Pillow |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n",
        encoding="utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
