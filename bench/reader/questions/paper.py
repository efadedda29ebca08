"""What the drawings of the fresh sets are made with: a sheet on which texts, lines, boxes and tables are put.

Needs the fonts DejaVu, Liberation and Noto CJK (Debian: fonts-dejavu-core fonts-liberation fonts-noto-cjk).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from bench.reader import draw
from PIL import Image, ImageDraw, ImageFont

LIBERATION = Path("/usr/share/fonts/truetype/liberation")
FAMILIES = {"arial": "LiberationSans", "times": "LiberationSerif", "courier": "LiberationMono", "narrow": "LiberationSansNarrow"}  # fmt: skip


def font(size: int, face: str, bold: bool = False) -> ImageFont.FreeTypeFont:
    if face in FAMILIES:
        return ImageFont.truetype(LIBERATION / f"{FAMILIES[face]}-{'Bold' if bold else 'Regular'}.ttf", size)
    return draw.font(size, face, bold)


@dataclass
class Paper:
    """A sheet under construction. Anchors are Pillow's: "la" left and top, "ra" right and top, "ma" middle."""

    width: int
    height: int
    ground: str = "white"
    face: str = "arial"
    ink: str = "#1a1a1a"
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), self.ground)
        self.pen = ImageDraw.Draw(self.image)

    def put(self, x: float, y: float, text: str, size: int = 24, bold: bool = False, at: str = "la", face: str = "", ink: str = "") -> None:  # fmt: skip
        self.pen.text((x, y), text, font=font(size, face or self.face, bold), fill=ink or self.ink, anchor=at)

    def lines(self, x: float, y: float, texts: Sequence[str], size: int = 24, pitch: float = 1.6, **how: object) -> float:  # fmt: skip
        """Below each other; the height where the next would stand."""
        for text in texts:
            self.put(x, y, text, size, **how)  # type: ignore[arg-type]
            y += size * pitch
        return y

    def pairs(self, left: float, right: float, y: float, rows: Sequence[tuple[str, str]], size: int = 24, pitch: float = 1.6) -> float:  # fmt: skip
        """A text on the left and one that ends on the right."""
        for a, b in rows:
            self.put(left, y, a, size)
            self.put(right, y, b, size, at="ra")
            y += size * pitch
        return y

    def fields(self, x: float, value_x: float, y: float, rows: Sequence[tuple[str, str]], size: int = 24, pitch: float = 1.7) -> float:  # fmt: skip
        """A label in grey and its value, both left-aligned."""
        for a, b in rows:
            self.put(x, y, a, size, ink="#666666")
            self.put(value_x, y, b, size)
            y += size * pitch
        return y

    def table(self, x: float, y: float, cells: Sequence[Sequence[str]], widths: Sequence[int], size: int = 22, row: int = 46, rules: str = "all", head: bool = True) -> float:  # fmt: skip
        """Rules: "all", "rows" (lines between rows only) or "none"."""
        for n, texts in enumerate(cells):
            up, left = y + n * row, x
            for width, text in zip(widths, texts, strict=True):
                if rules == "all":
                    self.pen.rectangle((left, up, left + width, up + row), outline="#777777", width=2)
                self.put(left + 10, up + row / 2, text, size, head and n == 0, at="lm")
                left += width
            if rules == "rows":
                self.pen.line((x, up + row, left, up + row), fill="#bbbbbb", width=1)
        return y + len(cells) * row

    def box(self, corners: tuple[float, float, float, float], fill: str | None = None, line: str = "#888888", text: str = "", size: int = 22, ink: str = "", radius: int = 6, bold: bool = False) -> None:  # fmt: skip
        self.pen.rounded_rectangle(corners, radius, fill=fill, outline=line, width=2)
        if text:
            self.put((corners[0] + corners[2]) / 2, (corners[1] + corners[3]) / 2, text, size, bold, "mm", ink=ink)


def of_figure(fig: object) -> Image.Image:
    """A matplotlib figure as a picture."""
    import matplotlib.pyplot as plt

    out = io.BytesIO()
    fig.savefig(out, dpi=110, bbox_inches="tight")  # type: ignore[attr-defined]
    plt.close(fig)  # type: ignore[arg-type]
    return Image.open(out).convert("RGB")


def axes(width: float = 7.0, height: float = 4.4, style: str = "default", chinese: bool = False):  # type: ignore[no-untyped-def]
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    plt.style.use(style)
    if chinese:
        path = str(draw.NOTO / "NotoSansCJK-Regular.ttc")
        font_manager.fontManager.addfont(path)
        plt.rcParams["font.family"] = font_manager.FontProperties(fname=path).get_name()
    return plt.subplots(figsize=(width, height))


def photo(seed: int, width: int = 720, height: int = 520) -> Image.Image:
    """Soft light, blobs and grain: like a photo out of focus, and of nothing."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    channels = []
    for _ in range(3):
        a, b, c, d = rng.uniform(20, 90, 4)
        channels.append(rng.uniform(80, 160) + 45 * np.sin(x / a + y / b) + 35 * np.cos(x / c - y / d))
    grain = rng.normal(0, 6, (height, width, 1))
    return Image.fromarray(np.clip(np.stack(channels, axis=2) + grain, 0, 255).astype(np.uint8))


def code_image(content: str, scale: int = 7) -> Image.Image:
    import zxingcpp

    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode)
    return Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=scale))).convert("RGB")
