"""The image path against Pillow and sharp: from bytes to the pixels that a standard-tier model sees.

    python -m bench.images [rounds]

Every round runs every contender once on every case, in turn, each in a process that stays, with one decoding
thread. Reported are medians of wall-clock and CPU time, ratios of them, the likeness to Pillow's full-size Lanczos
(PSNR), peak memory in fresh processes, and ten photos in one request's body. sharp is installed by npm into a
folder of its own; without npm its columns stay empty. ``FOVEA_BENCH_CACHE`` names a folder for inputs and sharp.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from bench.images.inputs import written

from fovea.images.formats import probe
from fovea.images.source import RawPayload
from fovea.images.tokens import seen_size
from fovea.limits import GUIDE_2025

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results" / "images.md"
#: The floor under which a fast picture would be a wrong one.
PSNR_FLOOR_DB = 40.0


class Contender:
    def __init__(self, name: str, sharp_at: Path | None) -> None:
        command = [sys.executable, "-m", "bench.images.contender", name]
        if name == "sharp":
            command = ["node", str(HERE / "sharp.mjs"), str(sharp_at)]
        # One thread each, and as many as cores for Node's pool in the body race.
        env = {**os.environ, "VIPS_CONCURRENCY": "1", "UV_THREADPOOL_SIZE": "2"}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=HERE.parents[1]
        )

    def run(self, **job: Any) -> dict[str, float]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


def installed_sharp(cache: Path) -> Path | None:
    folder = cache / "sharp"
    if not (folder / "node_modules" / "sharp").exists():
        if shutil.which("npm") is None or shutil.which("node") is None:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        run = subprocess.run(["npm", "install", "--prefix", str(folder), "sharp"], capture_output=True, check=False)
        if run.returncode:
            return None
    return folder


def psnr(path: Path, reference: Path) -> float:
    a, b = (np.fromfile(p, np.uint8).astype(np.float32) for p in (path, reference))
    return float(10 * np.log10(255**2 / max(float(((a - b) ** 2).mean()), 1e-9)))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as scratch:
        cache = Path(os.environ.get("FOVEA_BENCH_CACHE", scratch))
        cache.mkdir(parents=True, exist_ok=True)
        sharp_at = installed_sharp(cache)
        names = ["fovea", "pillow", "draft", *(["sharp"] if sharp_at else [])]
        files = written(cache)
        sizes = {}
        for case, path in files.items():
            seen = seen_size(probe(RawPayload(path.read_bytes())).upright, GUIDE_2025)
            sizes[case] = (seen.width, seen.height)
        body = _body(cache, files["12 MP JPEG"])
        lines = _race(names, sharp_at, files, sizes, Path(scratch), rounds)
        lines += _bodies(names, sharp_at, body, sizes["12 MP JPEG"], rounds)
        lines += _peaks(names, sharp_at, files, sizes, body)
    memory = subprocess.run([sys.executable, str(HERE / "memory.py")], capture_output=True, text=True, check=True)
    length, extra, ratio, seconds = memory.stdout.split()
    lines += [
        "",
        f"100 photos in one body of {int(length) / 2**20:.0f} MiB, parsed spans to verified pictures: "
        f"{int(extra) / 2**20:.0f} MiB more at the peak, body included: **{ratio}** the body, in {seconds}.",
    ]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _race(
    names: list[str],
    sharp_at: Path | None,
    files: dict[str, Path],
    sizes: dict[str, tuple[int, int]],
    scratch: Path,
    rounds: int,
) -> list[str]:
    contenders = {name: Contender(name, sharp_at) for name in names}
    wall: dict[tuple[str, str], list[float]] = defaultdict(list)
    cpu: dict[tuple[str, str], list[float]] = defaultdict(list)
    likeness: dict[tuple[str, str], float] = {}
    for case, path in files.items():
        for name, contender in contenders.items():  # once for the eye, and to warm up
            contender.run(work="decode", path=str(path), size=sizes[case], save=str(scratch / f"{name}.raw"))
        for name in names:
            likeness[case, name] = psnr(scratch / f"{name}.raw", scratch / "pillow.raw")
        for _ in range(rounds):
            for name, contender in contenders.items():
                reply = contender.run(work="decode", path=str(path), size=sizes[case])
                wall[case, name].append(reply["wall"])
                cpu[case, name].append(reply["cpu"])
    for contender in contenders.values():
        contender.close()

    median = {key: statistics.median(values) for key, values in wall.items()}
    median_cpu = {key: statistics.median(values) for key, values in cpu.items()}
    lines = [
        "# Images",
        "",
        f"`python -m bench.images`: {rounds} interleaved rounds, medians; one decoding thread each. PSNR is against "
        f"Pillow's full-size Lanczos; under {PSNR_FLOOR_DB:.0f} dB a row does not count. `draft` is Pillow with its "
        "own shrink-on-load. Where other work shares the cores, the CPU columns are the steadier ones.",
        "",
        "| case | " + " | ".join(f"{name} ms (CPU)" for name in names) + " | time : sharp | CPU : sharp "
        "| faster than Pillow (CPU) | PSNR fovea, sharp |",
        "| --- |" + " --: |" * (len(names) + 4),
    ]
    for case in files:
        cells = [f"{median[case, name]:.1f} ({median_cpu[case, name]:.1f})" for name in names]
        ours, ours_cpu = median[case, "fovea"], median_cpu[case, "fovea"]
        if "sharp" in names:
            versus = [f"**{ours / median[case, 'sharp']:.2f}x**", f"{ours_cpu / median_cpu[case, 'sharp']:.2f}x"]
        else:
            versus = ["-", "-"]
        faster = f"{median[case, 'pillow'] / ours:.1f}x ({median_cpu[case, 'pillow'] / ours_cpu:.1f}x)"
        seen = ", ".join(f"{likeness[case, name]:.1f}" for name in ("fovea", "sharp") if name in names)
        assert likeness[case, "fovea"] >= PSNR_FLOOR_DB, case
        lines.append(f"| {case} | " + " | ".join([*cells, *versus, faster, seen]) + " |")
    return lines


def _body(cache: Path, photo: Path) -> Path:
    """Ten photos in a request, as a client sends them."""
    text = base64.b64encode(photo.read_bytes()).decode()
    source = {"type": "base64", "media_type": "image/jpeg", "data": text}
    content: list[dict[str, Any]] = [{"type": "image", "source": source}] * 10
    request = {"model": "m", "max_tokens": 9, "messages": [{"role": "user", "content": content}]}
    path = cache / "body.json"
    path.write_text(json.dumps(request))
    return path


def _bodies(names: list[str], sharp_at: Path | None, body: Path, size: tuple[int, int], rounds: int) -> list[str]:
    names = [name for name in names if name != "draft"]
    contenders = {name: Contender(name, sharp_at) for name in names}
    times: dict[str, list[float]] = defaultdict(list)
    cpu: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        for name, contender in contenders.items():
            reply = contender.run(work="body", path=str(body), size=size)
            if number:
                times[name].append(reply["wall"])
                cpu[name].append(reply["cpu"])
    for contender in contenders.values():
        contender.close()
    median = {name: statistics.median(values) for name, values in times.items()}
    median_cpu = {name: statistics.median(values) for name, values in cpu.items()}
    megabytes = body.stat().st_size / 2**20
    told = ", ".join(f"{name} {median[name]:.0f} ms ({median_cpu[name]:.0f} CPU)" for name in names)
    lines = ["", f"Ten 12 MP photos in one body of {megabytes:.0f} MiB to pixels, two threads each: {told}."]
    if "sharp" in names:
        ratio, ratio_cpu = (of["fovea"] / of["sharp"] for of in (median, median_cpu))
        lines.append(f"Fovea takes **{ratio:.2f}x** the time of Node with sharp, and {ratio_cpu:.2f}x its CPU.")
    return lines


def _peaks(
    names: list[str],
    sharp_at: Path | None,
    files: dict[str, Path],
    sizes: dict[str, tuple[int, int]],
    body: Path,
) -> list[str]:
    """Peak memory beyond what the process held with the file read, each in a fresh process after a small warm-up."""
    jobs = [("decode", case, files[case], sizes[case]) for case in ("64 MP JPEG", "64 MP PNG")]
    jobs.append(("body", "ten photos in a body", body, sizes["12 MP JPEG"]))
    shown = [name for name in names if name != "draft"]
    lines = ["", "| peak memory, MiB | " + " | ".join(shown) + " | : Pillow |", "| --- |" + " --: |" * (len(shown) + 1)]
    for work, label, path, size in jobs:
        peaks = {}
        for name in shown:
            contender = Contender(name, sharp_at)
            contender.run(work="decode", path=str(files["1568 px WebP"]), size=(64, 64))
            peaks[name] = contender.run(work=work, path=str(path), size=size, peak=True)["peak_kb"] / 1024
            contender.close()
        cells = " | ".join(f"{peaks[name]:.0f}" for name in shown)
        lines.append(f"| {label} | {cells} | {peaks['pillow'] / peaks['fovea']:.1f}x less |")
    return lines


if __name__ == "__main__":
    main()
