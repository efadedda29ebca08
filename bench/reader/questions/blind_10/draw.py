"""The pictures of this set that are drawn: charts, shapes, codes and a page turned upside down."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import zxingcpp
from bench.reader.questions import web_pages
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.font_manager import FontProperties

CHINESE = FontProperties(fname="/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", size=13)
TRASH_KG = {"Paper": (310, 280), "Glass": (190, 240), "Plastic": (260, 205), "Metal": (90, 110)}
PRICE_EUR = (1.42, 1.47, 1.55, 1.61, 1.58, 1.49, 1.44)
PETS = {"狗": 42, "貓": 33, "魚": 14, "鳥": 11}


def trash() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    at = np.arange(len(TRASH_KG))
    for n, year in enumerate(("2023", "2024")):
        bars = axes.barh(at + (n - 0.5) * 0.38, [v[n] for v in TRASH_KG.values()], 0.36, label=year)
        axes.bar_label(bars, padding=3)
    axes.set_yticks(at, list(TRASH_KG))
    axes.set(title="Recycling collected in Wrayton", xlabel="Tonnes", xlim=(0, 360))
    axes.legend(title="Year")
    return saved(figure)


def fuel() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.4, 4.8), dpi=110)
    axes.plot(["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul"], PRICE_EUR, marker="s", color="#6a4c93")
    axes.set(title="Precio medio de la gasolina en 2025", ylabel="Euros por litro", ylim=(1.3, 1.7))
    axes.grid(alpha=0.3)
    return saved(figure)


def pets() -> Image.Image:
    figure, axes = plt.subplots(figsize=(7, 5), dpi=110)
    wedges, *_ = axes.pie(list(PETS.values()), autopct="%d%%", startangle=90, counterclock=False)
    axes.legend(wedges, list(PETS), loc="center left", bbox_to_anchor=(1, 0.5), prop=CHINESE)
    axes.set_title("本班同學飼養的寵物", fontproperties=CHINESE)
    figure.tight_layout()
    return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (700, 460), "#e8f1f2")
    draw = ImageDraw.Draw(image)
    for x in (60, 180, 300, 420, 540):
        draw.ellipse((x, 50, x + 80, 130), fill="#13293d")
    for x in (90, 330):
        draw.polygon([(x, 390), (x + 70, 250), (x + 140, 390)], fill="#f46036")
    draw.rectangle((530, 260, 660, 390), fill="#20bf55")
    return image


def plain(colour: str) -> Callable[[], Image.Image]:
    return lambda: Image.new("RGB", (500, 360), colour)


def contact_code() -> Image.Image:
    text = "https://orchard.example/apples"
    made = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, 260, 260, 4)
    image = Image.new("RGB", (720, 420), "#f2d9b1")
    image.paste(Image.fromarray(made), (340, 50))
    ImageDraw.Draw(image).ellipse((60, 120, 240, 300), fill="#b02e0c")
    return image


def upside_down() -> Image.Image:
    return Image.fromarray(web_pages.pixels("blind_10", "tarjeta")).transpose(Image.Transpose.ROTATE_180)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "trash": trash,
    "fuel": fuel,
    "pets": pets,
    "shapes": shapes,
    "red": plain("#cc1f1f"),
    "navy": plain("#14213d"),
    "contact_code": contact_code,
    "upside_down": upside_down,
}
