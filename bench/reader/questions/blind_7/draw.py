"""The pictures of this set that are drawn: charts, shapes, and a code."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.font_manager import FontProperties

CHINESE = FontProperties(fname="/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
PARKS = {"中山公园": 86, "滨江公园": 134, "植物园": 112, "动物园": 151, "森林公园": 67}
SALES = {"Online": (42, 55, 61), "Shop": (73, 66, 58)}


def parks() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.2, 4.8), dpi=110)
    bars = axes.barh(list(PARKS), list(PARKS.values()), color="#5b8c5a")
    axes.bar_label(bars, padding=4)
    axes.set_yticks(range(len(PARKS)), list(PARKS), fontproperties=CHINESE, size=13)
    axes.set_title("五一假期各公园游客量（千人次）", fontproperties=CHINESE, size=16)
    axes.set_xlim(0, 175)
    axes.invert_yaxis()
    figure.tight_layout()
    return saved(figure)


def sales() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    at = np.arange(3)
    for n, (name, values) in enumerate(SALES.items()):
        axes.bar(at + (n - 0.5) * 0.36, values, 0.34, label=name, color=("#e07a5f", "#3d405b")[n])
    axes.set_xticks(at, ["2022", "2023", "2024"])
    axes.set(title="Bookshop sales by channel", ylabel="Sales (thousand euros)", ylim=(0, 80))
    axes.legend()
    return saved(figure)


def figures() -> Image.Image:
    image = Image.new("RGB", (640, 480), "#ffffff")
    draw = ImageDraw.Draw(image)
    for x, y in ((60, 60), (180, 60), (300, 60), (420, 60)):
        draw.rectangle((x, y, x + 80, y + 80), fill="#f2b705")
    draw.ellipse((80, 240, 260, 420), fill="#6a1b9a")
    for x in (340, 460):
        draw.polygon([(x, 400), (x + 50, 300), (x + 100, 400)], fill="#e8590c")
    return image


def wifi() -> Image.Image:
    text = "WIFI:T:WPA;S:Pension Alba;P:girasol-2025;;"
    made = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, 300, 300, 2)
    image = Image.new("RGB", (480, 480), "#e6efe9")
    image.paste(Image.fromarray(made).resize((360, 360), Image.Resampling.NEAREST), (60, 60))
    return image


PICTURES: dict[str, Callable[[], Image.Image]] = {"parks": parks, "sales": sales, "figures": figures, "wifi": wifi}
