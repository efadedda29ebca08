"""The pictures of this set that are drawn: charts, shapes, and a code."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib as mpl
import zxingcpp
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw

mpl.use("Agg")
from matplotlib import pyplot as plt

WARMTH_C = (4.1, 5.6, 9.3, 13.2, 17.8, 21.4, 24.0, 23.5, 19.1, 13.9, 8.2, 5.0)
SPENDING = {"Vivienda": 38, "Comida": 24, "Transporte": 14, "Ocio": 11, "Otros": 13}
ENERGY = {"Solar": (12, 18, 27, 35), "Wind": (20, 22, 25, 31), "Coal": (40, 33, 21, 9)}


def warmth() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.6, 4.8), dpi=110)
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    axes.plot(months, WARMTH_C, color="#c1121f", marker="o")
    axes.set(title="Average temperature in Port Ellery", ylabel="Temperature (°C)", ylim=(0, 30))
    axes.grid(alpha=0.3)
    return saved(figure)


def spending() -> Image.Image:
    figure, axes = plt.subplots(figsize=(7.4, 5.6), dpi=110)
    axes.pie(
        list(SPENDING.values()),
        labels=[f"{name} {share} %" for name, share in SPENDING.items()],
        startangle=90,
        counterclock=False,
        wedgeprops={"width": 0.42, "edgecolor": "white"},
    )
    axes.set_title("En qué gasta un hogar medio")
    return saved(figure)


def energy() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    years = ["2010", "2015", "2020", "2025"]
    under = [0, 0, 0, 0]
    for (name, values), colour in zip(ENERGY.items(), ("#f4a261", "#2a9d8f", "#555555"), strict=True):
        axes.bar(years, values, 0.6, bottom=under, label=name, color=colour)
        under = [a + b for a, b in zip(under, values, strict=True)]
    axes.set(title="Electricity by source (TWh)", ylabel="TWh", ylim=(0, 100))
    axes.legend(ncols=3, loc="upper center")
    return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (700, 500), "#20242c")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 50, 240, 190), fill="#e63946")
    for x in (330, 430, 530, 630):
        draw.ellipse((x - 35, 85, x + 35, 155), fill="#f1faee")
    draw.polygon([(120, 440), (200, 290), (280, 440)], fill="#ffd60a")
    draw.rectangle((430, 300, 580, 450), fill="#457b9d")
    return image


def barcode() -> Image.Image:
    made = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.EAN13, "5901234123457", 380, 160, 10)
    image = Image.new("RGB", (520, 300), "white")
    image.paste(Image.fromarray(made), ((520 - made.shape[1]) // 2, 60))
    return image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "warmth": warmth,
    "spending": spending,
    "energy": energy,
    "shapes": shapes,
    "barcode": barcode,
}
