"""Sets that are a folder: ``NAME.html`` are their pictures, as Chromium shows them, and ``questions.toml`` what is asked.

A page says its size: ``<meta name="size" content="800x1100">``. A picture named ``data:images/x.jpg`` is read where
``FOVEA_DATA`` points; questions about one are left out without it. Pictures that HTML does not serve are functions of
the set's ``draw.py``, by name in its ``PICTURES``.

Needs Chromium (Debian: chromium) and the fonts of the packages fonts-dejavu-core fonts-liberation fonts-noto-cjk
fonts-noto-core fonts-noto-mono fonts-urw-base35 fonts-dancingscript fonts-arphic-uming fonts-arphic-ukai
fonts-wqy-microhei fonts-wqy-zenhei; a page whose font is missing is shown in another one, and is another question.
"""

from __future__ import annotations

import atexit
import functools
import importlib
import io
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

import numpy as np
from bench.reader.questions import Question
from matplotlib import pyplot
from matplotlib.figure import Figure
from PIL import Image, ImageOps

from fovea.values import Pixels

FOLDER = Path(__file__).parent
#: Chromium keeps some of a window's height for itself, and makes none narrower than this.
SPARE_PX, NARROWEST_PX = 200, 520


def questions(of: str) -> tuple[Question, ...]:
    rows = tomllib.loads((FOLDER / of / "questions.toml").read_text())["question"]
    asked = (
        Question(
            *row["ask"],
            system=row.get("system", ""),
            schema=row.get("schema"),
            before=tuple((pictures, text) for pictures, text in row.get("before", ())),
        )
        for row in rows
    )
    with_data = "FOVEA_DATA" in os.environ
    return tuple(q for q in asked if with_data or "data:" not in "+".join([q.pictures, *(p for p, _ in q.before)]))


def pixels(of: str, picture: str) -> Pixels:
    if picture.startswith("data:"):
        image = Image.open(Path(os.environ["FOVEA_DATA"]) / picture.removeprefix("data:"))
        return np.array(ImageOps.exif_transpose(image).convert("RGB"))
    page = FOLDER / of / f"{picture}.html"
    if page.exists():
        return _shown(page)
    return np.array(importlib.import_module(f"bench.reader.questions.{of}.draw").PICTURES[picture]().convert("RGB"))


def saved(figure: Figure) -> Image.Image:
    """A drawn chart as the picture that it would be saved as."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    pyplot.close(figure)
    return Image.open(buffer)


@functools.cache
def _temporary() -> Path:
    where = tempfile.TemporaryDirectory(prefix="fovea-pages-")
    atexit.register(where.cleanup)
    return Path(where.name)


@functools.cache
def _shown(page: Path) -> Pixels:
    """A page as Chromium shows it, of the size that the page says."""
    browser = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not browser:
        raise SystemExit(f"{page.name} is shown by Chromium, which is not here: apt-get install chromium")
    size = re.search(r'<meta name="size" content="(\d+)x(\d+)">', page.read_text())
    if size is None:
        raise SystemExit(f'{page} does not say its size: write <meta name="size" content="WIDTHxHEIGHT"> into its head')
    width, height = int(size[1]), int(size[2])
    saved = _temporary() / f"{page.parent.name}-{page.stem}.png"
    window = f"{max(width, NARROWEST_PX)},{height + SPARE_PX}"
    options = [f"--screenshot={saved}", f"--window-size={window}", f"--user-data-dir={_temporary() / 'profile'}"]
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", *options, page.as_uri()],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return np.array(Image.open(saved).convert("RGB").crop((0, 0, width, height)))
