"""The web app's budgets, measured in Chromium against a real server: ``python -m bench.web``.

Needs the built app (``npm --prefix web run build``), Node and Chromium; says so where one is missing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from fovea.engines.base import Capabilities
from fovea.engines.echo import EchoEngine
from fovea.testing import ScriptedEngine, serving
from fovea.values import EngineEvent, Prompt, TextDelta

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "bench/results/web.md"
PICTURES, PICTURE_BYTES = 20, 10 * 1024 * 1024


def missing() -> str | None:
    if not (ROOT / "src/fovea/_ui/index.html").exists():
        return "the app is not built: npm --prefix web ci && npm --prefix web run build"
    if not (ROOT / "web/node_modules").exists() or not shutil.which("node"):
        return "Node and the app's packages are needed: npm --prefix web ci"
    if not shutil.which("chromium"):
        return "Chromium is needed: apt-get install chromium"
    return None


def photo(path: Path, seed: int) -> None:
    """A JPEG just below 10 MB: noise over a slope, 10 megapixels or so, as a camera makes them."""
    rng = np.random.default_rng(seed)
    slope = np.linspace(0, 160, 3900, dtype=np.float32)[None, :, None]
    pixels = (slope + rng.normal(40, 26, (2900, 3900, 3))).clip(0, 255).astype(np.uint8)
    for quality in range(97, 60, -1):
        Image.fromarray(pixels).save(path, quality=quality)
        if path.stat().st_size < PICTURE_BYTES:
            return


def long_answer(_: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
    """24 KB of Markdown with tables and code, as fast as a quick model writes: about 1,000 tokens a second."""
    table = "\n".join(f"| Item {row} | {row * 3} | **{row * 7.5:.2f}** | `sku-{row:04}` |" for row in range(12))
    code = "\n".join(f"    total_{line} = sum(price * count for price, count in rows[{line}:])" for line in range(14))
    section = (
        "## What the receipt says\n\nThe **total** is _34.13_, of which `1.63` is tax; see [the source](https://example.org).\n\n"
        f"| item | count | price | code |\n| --- | ---: | ---: | --- |\n{table}\n\n"
        f"- first\n- second, with **weight**\n\n```python\ndef totals(rows):\n{code}\n```\n\n"
    )
    answer = section * (24_000 // len(section) + 1)
    for start in range(0, len(answer), 48):
        if cancelled():
            return
        time.sleep(0.012)
        yield TextDelta(answer[start : start + 48])


def main() -> int:
    if why := missing():
        print(f"web: left out, {why}")
        return 0
    writer = ScriptedEngine(long_answer, name="writer", capabilities=Capabilities(max_output_tokens=100_000))
    with tempfile.TemporaryDirectory() as folder, serving(EchoEngine(), writer) as server:
        for number in range(PICTURES):
            photo(Path(folder) / f"photo-{number + 1}.jpg", number)
        run = subprocess.run(
            ["node", str(Path(__file__).with_name("measure.mjs")), server.url, folder],
            capture_output=True,
            text=True,
            check=False,
        )
    if run.returncode:
        print(run.stderr, file=sys.stderr)
        return 1
    rows = json.loads(run.stdout)
    lines = ["## Web app", "", "In headless Chromium, app and server on the same machine. `python -m bench.web`", ""]
    lines += ["| what | budget | measured |", "| --- | ---: | ---: |"]
    lines += [f"| {row['what']} | {row['budget']} | {row['measured']} |" for row in rows]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
