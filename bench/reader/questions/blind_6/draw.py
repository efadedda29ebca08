"""The pictures of this set that are drawn: a chart, shapes, and a code."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib as mpl
import zxingcpp
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw

mpl.use("Agg")
from matplotlib import pyplot as plt

RAIN_MM = {"Jan": 62, "Feb": 48, "Mar": 71, "Apr": 95, "May": 120, "Jun": 88}
VISITORS = {"Museum": (310, 420, 505, 470), "Zoo": (620, 580, 690, 730)}


def rain() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    axes.bar(list(RAIN_MM), list(RAIN_MM.values()), color="#3b8ea5", width=0.6)
    axes.set(title="Monthly rainfall in Arden Valley", xlabel="Month of 2024", ylabel="Rain (mm)", ylim=(0, 140))
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.4)
    return saved(figure)


def visitors() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.4, 5), dpi=110)
    for (name, counts), marker in zip(VISITORS.items(), "os", strict=True):
        axes.plot(["Q1", "Q2", "Q3", "Q4"], counts, marker=marker, label=name, linewidth=2)
    axes.set(title="Visitantes por trimestre (miles)", ylabel="Miles de visitantes", ylim=(0, 800))
    axes.legend(loc="lower right")
    axes.grid(alpha=0.3)
    return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (720, 520), "#f7f7f2")
    draw = ImageDraw.Draw(image)
    for x in (70, 270, 470):
        draw.ellipse((x, 60, x + 110, 170), fill="#d62828")
    for x in (110, 420):
        draw.rectangle((x, 220, x + 120, 340), fill="#1d4ed8")
    draw.polygon([(560, 470), (630, 370), (700, 470)], fill="#2a9d3a")
    return image


def ticket_code() -> Image.Image:
    made = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, "https://kites.example/tickets?id=4471", 300, 300, 4)
    image = Image.new("RGB", (420, 420), "white")
    image.paste(Image.fromarray(made).resize((330, 330), Image.Resampling.NEAREST), (45, 45))
    return image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "rain": rain,
    "visitors": visitors,
    "shapes": shapes,
    "ticket_code": ticket_code,
}
