"""Charts as matplotlib draws them, scans of pages, plain shapes, a code and surfaces without text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from bench.reader.questions.web_pages import _shown, saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent / "scans"
CJK = ["Noto Sans CJK TC", "Noto Sans CJK JP", "DejaVu Sans"]


def _page(name: str) -> Image.Image:
    return Image.fromarray(_shown(HERE / f"{name}.html"))


def _scanned(page: Image.Image, degrees: float, noise: float, seed: int) -> Image.Image:
    """A grey scan: a little turned, uneven paper, grain."""
    grey = page.convert("L").rotate(degrees, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=235)
    values = np.asarray(grey, dtype=float) * 0.78 + 25
    values += np.linspace(0, 18, values.shape[1])[None, :]
    values += np.random.default_rng(seed).normal(0, noise, values.shape)
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).convert("RGB")


def songhuo() -> Image.Image:
    return _scanned(_page("songhuo"), 1.4, 9, 3)


def aviso() -> Image.Image:
    return _scanned(_page("aviso"), -2.0, 11, 5)


def carton() -> Image.Image:
    """Photographed with the camera on its side."""
    return _page("carton").transpose(Image.Transpose.ROTATE_90)


def visits() -> Image.Image:
    with pyplot.style.context("ggplot"):
        figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100)
        places, x = ["Northgate", "Riverside", "Old Town", "Hillcrest"], np.arange(4)
        axes.bar(x - 0.2, [420, 310, 560, 240], 0.4, label="2024")
        axes.bar(x + 0.2, [460, 290, 620, 340], 0.4, label="2025")
        axes.set_xticks(x, places)
        axes.set(title="Library visits by branch", xlabel="Branch", ylabel="Visits (thousands)")
        axes.legend(loc="upper right")
    return saved(figure)


def agua() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 4.4), dpi=110)
    sectors = ["Turismo", "Servicios", "Industria", "Hogares", "Agricultura"]
    bars = axes.barh(sectors, [67, 93, 148, 205, 312], color="#2a7f9e")
    axes.bar_label(bars, padding=4)
    axes.set(title="Consumo de agua por sector", xlabel="Hectómetros cúbicos", xlim=(0, 350))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    return saved(figure)


def zhichu() -> Image.Image:
    with pyplot.rc_context({"font.family": ["Noto Sans CJK SC", *CJK]}):
        figure, axes = pyplot.subplots(figsize=(7, 5), dpi=100)
        axes.pie(
            [34, 26, 15, 12, 8, 5],
            labels=["住房", "食品", "交通", "教育", "娱乐", "其他"],
            autopct="%d%%",
            startangle=90,
            colors=["#4c78a8", "#f58518", "#e45756", "#72b7b2", "#54a24b", "#b0a0c0"],
        )
        axes.set_title("2025年家庭支出构成")
    return saved(figure)


def rain() -> Image.Image:
    with pyplot.rc_context({"font.family": CJK}):
        figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100)
        months = ["1月", "2月", "3月", "4月", "5月", "6月"]
        axes.plot(months, [85, 130, 175, 190, 240, 320], "o-", color="tab:blue", label="臺北")
        axes.plot(months, [20, 25, 40, 70, 190, 400], "s--", color="tab:red", label="高雄")
        axes.set(title="臺北與高雄每月雨量", xlabel="月份", ylabel="雨量（毫米）", ylim=(0, 450))
        axes.grid(alpha=0.4)
        axes.legend(loc="upper left")
    return saved(figure)


def loadtime() -> Image.Image:
    """A dark chart, as a monitoring page shows one."""
    with pyplot.style.context("dark_background"):
        figure, axes = pyplot.subplots(figsize=(8, 4.2), dpi=100)
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
        axes.plot(months, [920, 880, 790, 760, 640, 610, 520, 480], color="#8dd3c7", linewidth=2.5, marker="o")
        axes.set(title="Average page load time", ylabel="Milliseconds", ylim=(0, 1000))
        axes.grid(alpha=0.25)
    return saved(figure)


CIRCLES, SQUARES = [(140, 130), (400, 150), (150, 430)], [(580, 380), (360, 380)]


def _shapes(squares: list[tuple[int, int]], star_colour: str) -> Image.Image:
    image = Image.new("RGB", (820, 600), "white")
    draw = ImageDraw.Draw(image)
    for x, y in CIRCLES:
        draw.ellipse((x - 60, y - 60, x + 60, y + 60), fill="#d62828")
    for x, y in squares:
        draw.rectangle((x - 55, y - 55, x + 55, y + 55), fill="#1d4ed8")
    draw.polygon([(680, 70), (760, 210), (600, 210)], fill=star_colour)
    return image


def shapes() -> Image.Image:
    return _shapes(SQUARES, "#15933b")


def shapes_fewer() -> Image.Image:
    return _shapes(SQUARES[:1], "#15933b")


def dusk() -> Image.Image:
    """A dark, soft picture: a faint lighter patch low in the middle."""
    y, x = np.mgrid[0:420, 0:640]
    patch = 38 * np.exp(-(((x - 320) / 190) ** 2 + ((y - 330) / 80) ** 2))
    values = np.stack([14 + patch, 16 + 0.7 * patch, 30 + 0.4 * patch], axis=-1)
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(4))


def field() -> Image.Image:
    """Orange above, a third of teal below."""
    image = Image.new("RGB", (900, 600), "#f28c1e")
    ImageDraw.Draw(image).rectangle((0, 400, 899, 599), fill="#0e8f8f")
    return image


def face() -> Image.Image:
    """A plain portrait, drawn."""
    image = Image.new("RGB", (500, 560), "#a9c7d8")
    draw = ImageDraw.Draw(image)
    draw.ellipse((90, 400, 410, 720), fill="#394b7a")
    draw.ellipse((150, 110, 350, 400), fill="#e3b58f")
    draw.pieslice((140, 90, 360, 330), 180, 360, fill="#4a2c17")
    for x in (210, 290):
        draw.ellipse((x - 14, 232, x + 14, 252), fill="white")
        draw.ellipse((x - 6, 235, x + 6, 249), fill="#2a1a10")
    draw.arc((205, 280, 295, 350), 20, 160, fill="#8c3b33", width=6)
    return image


#: The modules of the code, row by row, with its quiet zone; 29 to the side.
CODE = (
    "00000000000000000000000000000"
    "00000000000000000000000000000"
    "00111111100100001010111111100"
    "00100000101101110110100000100"
    "00101110100111000010101110100"
    "00101110101101111000101110100"
    "00101110100010100010101110100"
    "00100000101010011100100000100"
    "00111111101010101010111111100"
    "00000000000000101010000000000"
    "00111110111110010001010101000"
    "00000001000101110001010001000"
    "00001101111100111110010101100"
    "00010011000111101110110000100"
    "00111100111100011101101011100"
    "00101010010111110010010101000"
    "00101101100000110100111101100"
    "00101111000000101111111000100"
    "00111010100001011011111010000"
    "00000000001011110110001100000"
    "00111111101000100010101011100"
    "00100000100110001010001100100"
    "00101110101010011111111011000"
    "00101110101001101101101111100"
    "00101110101100001100000110100"
    "00100000101011000011011100100"
    "00111111101001110001111111100"
    "00000000000000000000000000000"
    "00000000000000000000000000000"
)


def code() -> Image.Image:
    modules = np.array([int(c) for c in CODE], dtype=np.uint8).reshape(29, 29)
    return Image.fromarray(255 - 255 * np.kron(modules, np.ones((14, 14), dtype=np.uint8))).convert("RGB")


PICTURES = {
    f.__name__: f
    for f in (
        songhuo,
        aviso,
        carton,
        visits,
        agua,
        zhichu,
        rain,
        loadtime,
        shapes,
        shapes_fewer,
        dusk,
        field,
        face,
        code,
    )
}
