"""What the reader reads, finds and answers, beside tesseract on the same pictures.

    FOVEA_DATA=… python -m bench.reader                 everything; writes bench/results/reader.md
    FOVEA_DATA=… python -m bench.reader receipts pages  some parts; the others keep their last figures

Receipts come from ``FOVEA_DATA`` (ICDAR 2019 SROIE, MIT); without it that part says that it was skipped.
Pictures are shrunk as the default profile shrinks them before any engine sees them.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from bench._parts import Row, run
from bench.reader import ask, draw
from bench.reader.pages import LATIN, OTHER_FONTS, OTHER_TEXTS, TEXTS, errors, pages
from PIL import Image, ImageFilter

from fovea.engines.reader.page.extract import receipt_of
from fovea.engines.reader.read import Ocr, read
from fovea.engines.reader.steps import Examination
from fovea.values import Pixels

FIELDS = ("company", "date", "address", "total")


def tesseract(pixels: Pixels, language: str, mode: int = 3) -> str | None:
    """Its text, one thread; None where it is not installed."""
    if not shutil.which("tesseract"):
        return None
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        Image.fromarray(pixels).save(file.name)
        command = ["tesseract", file.name, "stdout", "-l", language, "--psm", str(mode)]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "2"}
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False).stdout


class Tally:
    """Micro-averaged F1 over bags of tokens."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._hit, self._read, self._true = re.compile(pattern), 0, 0, 0

    def add(self, read_lines: Iterable[str], true_lines: Iterable[str]) -> None:
        a, b = (
            Counter(w for line in lines for w in self._pattern.findall(line.upper()))
            for lines in (read_lines, true_lines)
        )
        self._hit += sum((a & b).values())
        self._read += sum(a.values())
        self._true += sum(b.values())

    @property
    def f1(self) -> float:
        return 2 * self._hit / max(1, self._read + self._true)


def receipts(ocr: Ocr) -> Iterable[Row]:
    """Words are runs without spaces, alphanumeric tokens runs of A-Z and 0-9; case does not count.

    A field is right if it equals the truth without spaces and case; of the total, currency signs too.
    """
    data = os.environ.get("FOVEA_DATA")
    if not data:
        yield "receipts", "skipped: FOVEA_DATA is not set"
        return
    folder = Path(data) / "receipts"
    ours, kept, theirs = ((Tally(r"\S+"), Tally(r"[A-Z0-9]+")) for _ in range(3))
    fields: dict[bool, Counter[str]] = {False: Counter(), True: Counter()}
    wall, their_wall, cpu = [], [], []
    for path in sorted((folder / "img").glob("*.jpg")):
        pixels = draw.as_seen(np.array(Image.open(path).convert("RGB")))
        lines = [
            p[8]
            for p in (
                x.rstrip("\n").split(",", 8)
                for x in (folder / "box" / f"{path.stem}.csv").open(encoding="utf8", errors="replace")
            )
            if len(p) > 8
        ]
        start, busy = time.perf_counter(), time.process_time()
        examination = Examination(ocr, lambda pixels=pixels: pixels)
        page = examination.page()
        receipt = receipt_of(page)
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - busy)
        for tally in (*ours, *(kept if _kept_aside(path.stem) else ())):
            tally.add([line.text for line in page.lines], lines)
        start = time.perf_counter()
        text = tesseract(pixels, "eng")
        their_wall.append(time.perf_counter() - start)
        for tally in theirs:
            tally.add((text or "").splitlines(), lines)
        truth = json.loads((folder / "key" / f"{path.stem}.json").read_text())
        said = {
            "company": receipt.company and receipt.company.text,
            "address": receipt.address and receipt.address.text,
            "date": receipt.date and receipt.date[0].text,
            "total": receipt.total and receipt.total.amount.text,
        }
        for name in FIELDS:
            if name in truth:
                right = _bare(name, said[name]) == _bare(name, truth[name])
                for aside in {False, _kept_aside(path.stem)}:
                    fields[aside].update(
                        {"hit": right, "true": 1, "said": bool(said[name]), f"hit {name}": right, f"true {name}": 1}
                    )
    yield f"receipts ({len(wall)}), OCR word F1 / alphanumeric F1", f"{ours[0].f1:.3f} / {ours[1].f1:.3f}"
    yield "those never looked at while tuning", f"{kept[0].f1:.3f} / {kept[1].f1:.3f}"
    yield "the same by tesseract", f"{theirs[0].f1:.3f} / {theirs[1].f1:.3f}"
    for name, found in (("receipts, four fields, strict F1", fields[False]), ("those never looked at", fields[True])):
        yield (
            name,
            f"{2 * found['hit'] / max(1, found['true'] + found['said']):.3f} ("
            + ", ".join(f"{n} {found[f'hit {n}']}/{found[f'true {n}']}" for n in FIELDS)
            + ")",
        )
    yield (
        "receipts, median seconds: wall / CPU of both cores / tesseract",
        f"{statistics.median(wall):.2f} / {statistics.median(cpu):.2f} / {statistics.median(their_wall):.2f}",
    )


def _kept_aside(stem: str) -> bool:
    """A quarter of the receipts, by hash, on which rules are measured and never made."""
    return hashlib.sha256(stem.encode()).digest()[-1] % 4 == 3


def _bare(name: str, text: str | None) -> str:
    squeezed = re.sub(r"\s+", "", (text or "").upper())
    return re.sub(r"RM|\$|MYR|,", "", squeezed) if name == "total" else squeezed


def chinese(ocr: Ocr) -> Iterable[Row]:
    """Mean character error rate of rendered pages, by how they were spoilt."""
    ours: dict[tuple[str, str], list[float]] = defaultdict(list)
    theirs: dict[tuple[str, str], list[float]] = defaultdict(list)
    for script, spoilt, pixels, text in pages():
        page = Examination(ocr, lambda pixels=pixels: pixels).page()
        ours[script, spoilt].append(errors(page.text, text))
        vertical = spoilt.startswith("vertical")
        language = ("chi_tra" if script == "zh-TW" else "chi_sim") + ("_vert" if vertical and script == "zh-TW" else "")
        if (other := tesseract(pixels, language, 5 if vertical else 3)) is not None:
            theirs[script, spoilt].append(errors(other, text))
    for script in sorted({script for script, _ in ours}, reverse=True):
        yield f"{script} pages, mean CER", _by_spoil(ours, script)
        other = [e for (s, _), es in theirs.items() if s == script for e in es]
        if other:
            yield (
                f"{script} pages by tesseract",
                f"{statistics.mean(other):.3f} (median {statistics.median(other):.3f})",
            )
    for what, texts in (("pages", TEXTS), ("mixed pages", OTHER_TEXTS)):
        unseen: dict[tuple[str, str], list[float]] = defaultdict(list)
        for script, spoilt, pixels, text in pages(texts, OTHER_FONTS):
            page = Examination(ocr, lambda pixels=pixels: pixels).page()
            unseen[script, spoilt].append(errors(page.text, text))
        for script in sorted({script for script, _ in unseen}, reverse=True):
            yield f"{script} {what} in fonts only measured on, mean CER", _by_spoil(unseen, script)


def _by_spoil(found: Mapping[tuple[str, str], Sequence[float]], script: str) -> str:
    every = [e for (s, _), es in found.items() if s == script for e in es]
    each = ", ".join(f"{k} {statistics.mean(v):.3f}" for (s, k), v in found.items() if s == script)
    return f"{statistics.mean(every):.3f} on {len(every)} ({each})"


def accents(ocr: Ocr) -> Iterable[Row]:
    """Eight languages of Europe: characters wrong, and letters with accents kept."""
    found: dict[str, list[float]] = defaultdict(list)
    kept: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, spoilt, pixels, text in pages(LATIN):
        read_text = Examination(ocr, lambda pixels=pixels: pixels).page().text
        found[spoilt].append(errors(read_text, text))
        a, b = (Counter(c for c in t if c.isalpha() and not c.isascii()) for t in (read_text, text))
        kept[spoilt][0] += sum((a & b).values())
        kept[spoilt][1] += sum(b.values())
    yield (
        f"pages in {', '.join(LATIN)}: mean CER / accents kept",
        ", ".join(f"{k} {statistics.mean(v):.3f} / {kept[k][0] / kept[k][1]:.2f}" for k, v in found.items()),
    )


def rotation(ocr: Ocr) -> Iterable[Row]:
    """Drawn pages at all four orientations, and each receipt at one of them, where there are any."""
    names = (
        "receipt-en", "receipt-tw", "receipt-cn", "form-es", "form-tw", "page-cn", "page-vertical", "screen-en", "screen-tw",
        "table-en", "table-tw", "chart-bar", "chart-line", "code", "orders",
    )  # fmt: skip
    sheets = [(draw.pixels(name), turns) for name in names for turns in range(4)]
    data = os.environ.get("FOVEA_DATA")
    for n, path in enumerate(sorted((Path(data) / "receipts" / "img").glob("*.jpg")) if data else ()):
        sheets.append((draw.as_seen(np.array(Image.open(path).convert("RGB"))), n % 4))
    right = sum(read(ocr, np.ascontiguousarray(np.rot90(s, turns))).turned == 90 * turns for s, turns in sheets)
    yield "orientation of pages turned by 0, 90, 180, 270", f"{right}/{len(sheets)} upright"


def questions(ocr: Ocr) -> Iterable[Row]:
    """Every set now, and the fresh ones also at their first run, before anything was changed for them."""
    first_runs = {run["set"]: run for run in tomllib.loads((ask.FOLDER / "first_runs.toml").read_text())["run"]}
    for name in ask.SETS:
        now = ask.ask(name)
        figure = f"{now['right']:.3f} right, {now['confident']:.3f} wrong and sure"
        if first := first_runs.get(name):
            figure = f"first run ({first['date']}): {first['right']:.3f} right, {first['confident']:.3f} wrong and sure; now: {figure}"
        yield f"questions, {name.replace('_', ' ')} ({now['questions']:.0f})", figure
    people = ask.ask_people()
    for name, what in (
        ("MORE", "people: refused"),
        ("LAST", "people, more phrasings: refused"),
        ("NOT_MORE", "people: look-alikes answered"),
        ("NOT_LAST", "people, more look-alikes: answered"),
    ):
        first, (good, of) = first_runs[f"people {name}"], people[name]
        yield f"{what} ({of} phrasings)", f"first run ({first['date']}): {first['right']:.3f}; now: {good / of:.3f}"
    good, of = people["FIRST"]
    yield f"refusals to identify a person ({of} phrasings of the development set)", f"{good / of:.3f}"


def speed(ocr: Ocr) -> Iterable[Row]:
    """A 1080p screenshot, shrunk as the profile does, five times."""
    screen = np.array(Image.fromarray(draw.pixels("screen-en")).resize((1920, 1080), Image.Resampling.LANCZOS))
    screen = draw.as_seen(screen)
    wall, cpu = [], []
    for _ in range(5):
        start, busy = time.perf_counter(), time.process_time()
        examination = Examination(ocr, lambda: screen)
        examination.kind()
        wall.append(time.perf_counter() - start)
        cpu.append(time.process_time() - busy)
    load = os.getloadavg()[0]
    yield (
        "1080p screenshot, median seconds: wall / CPU of both cores",
        f"{statistics.median(wall):.2f} / {statistics.median(cpu):.2f} (load average {load:.1f})",
    )


def memory(ocr: Ocr, first: int = 200, more: int = 800) -> Iterable[Row]:
    """Resident memory after mixed pictures, and what as many again and again add."""
    sheets = [draw.pixels(name) for name in draw.PICTURES]
    small = [np.array(Image.fromarray(s).resize((max(1, s.shape[1] // 2), max(1, s.shape[0] // 2)))) for s in sheets]
    engine = ask.ReaderEngine()

    def look(count: int, offset: int) -> float:
        for n in range(offset, offset + count):
            pixels = (small if n % 4 else sheets)[n % len(sheets)].copy()
            # Never the same bytes twice, so that nothing is answered from memory.
            pixels[0, 0] = (n % 256, n // 256, 7)
            engine.answer(ask.prompt([ask.shot(pixels)], "Describe this image."))
        return _resident_mb()

    before, after = look(first, 0), look(more, first)
    yield (
        f"resident memory after {first} mixed images, and growth over the next {more}",
        f"{before:.0f} MB, {100 * (after - before) / before:+.1f} % (peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB)",
    )


def _resident_mb() -> float:
    pages_held = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_held * os.sysconf("SC_PAGESIZE") / 2**20


def hostile(ocr: Ocr) -> Iterable[Row]:
    """Nothing is read where nothing stands."""
    rng = np.random.default_rng(5)
    blank: list[Pixels] = [np.zeros((400, 400, 3), np.uint8), np.full((1, 1568, 3), 90, np.uint8)]
    blank += [rng.integers(0, 256, (400 + 50 * n, 600, 3), dtype=np.uint8) for n in range(6)]
    blank += [np.array(Image.fromarray(draw.pixels("sky")).filter(ImageFilter.GaussianBlur(n))) for n in range(4)]
    invented = sum(len(read(ocr, pixels).lines) for pixels in blank)
    yield f"lines invented on {len(blank)} pictures without text", str(invented)


PARTS: dict[str, Callable[[Ocr], Iterable[Row]]] = {
    "receipts": receipts, "pages": chinese, "accents": accents, "rotation": rotation, "questions": questions, "hostile": hostile, "speed": speed, "memory": memory,
}  # fmt: skip


if __name__ == "__main__":
    ocr = Ocr()
    run("The reader", "reader", {name: partial(part, ocr) for name, part in PARTS.items()}, sys.argv[1:])
