"""Pages of 漢字 as they are printed and photographed, in fonts of Debian."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fovea.engines.reader import ReaderEngine
from fovea.engines.reader.arrange import arrange
from fovea.engines.reader.read import read
from fovea.values import Pixels

FONTS = Path("/usr/share/fonts")
SUNG = FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc"
TAIWAN = 3

PROSE = ("黃昏時分，她關上店門。", "街燈亮了，雨還沒停。", "巷口的狗，望著空碗。", "他撐起傘，慢慢走遠。")


def _page(lines: Sequence[str], size: int = 28, font: Path = SUNG) -> Pixels:
    if not font.exists():
        pytest.skip(f"{font.name} is not installed")
    face = ImageFont.truetype(str(font), size, index=TAIWAN)
    image = Image.new("RGB", (size * 14 + 80, 2 * size * len(lines) + 80), "#fbfaf5")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        draw.text((40, 40 + 2 * size * n), line, font=face, fill="#202020")
    return np.array(image)


def _photographed(page: Pixels) -> Pixels:
    """Soft, grainy and a little dark."""
    soft = cv2.GaussianBlur(page, (0, 0), 1.2).astype(np.float32) * 0.7
    return np.clip(soft + np.random.default_rng(3).normal(0, 14, page.shape), 0, 255).astype(np.uint8)


def _text(reader: ReaderEngine, page: Pixels) -> str:
    assert reader._ocr is not None
    return arrange(read(reader._ocr, page)).text


def test_commas_and_full_stops_in_the_middle_of_their_square_are_no_dots(reader: ReaderEngine) -> None:
    assert "·" not in _text(reader, _photographed(_page(PROSE, size=22)))


def test_dots_between_names_stay(reader: ReaderEngine) -> None:
    assert _text(reader, _page(["亞瑟·柯南·道爾", "威廉·莎士比亞"])) == "亞瑟·柯南·道爾\n威廉·莎士比亞"
