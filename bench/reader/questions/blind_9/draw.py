"""The pictures of this set that are drawn: charts, shapes, a code, and a page lying on its side."""

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

SPORTS = {"Fútbol": 41, "Natación": 28, "Ciclismo": 35, "Tenis": 17, "Baloncesto": 23}
READERS = {"Print": (88, 80, 71, 60, 52), "Website": (30, 41, 55, 69, 84), "App": (5, 12, 22, 34, 47)}
COMMUTE = {"Car": 45, "Train": 25, "Bicycle": 18, "On foot": 12}


def sports() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    bars = axes.bar(list(SPORTS), list(SPORTS.values()), color=["#264653", "#2a9d8f", "#e9c46a", "#f4a261", "#e76f51"])
    axes.bar_label(bars, fmt="%d")
    axes.set(title="Deporte favorito de los alumnos", ylabel="Número de alumnos", ylim=(0, 50))
    return saved(figure)


def readers() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.6, 5), dpi=110)
    for (name, counts), style in zip(READERS.items(), ("-o", "--s", "-.^"), strict=True):
        axes.plot(["2021", "2022", "2023", "2024", "2025"], counts, style, label=name)
    axes.set(title="Readers of the Ashby Courier", xlabel="Year", ylabel="Readers (thousands)", ylim=(0, 100))
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    axes.grid(alpha=0.3)
    figure.tight_layout()
    return saved(figure)


def commute() -> Image.Image:
    figure, axes = plt.subplots(figsize=(6.6, 5.4), dpi=110)
    axes.pie(
        list(COMMUTE.values()), labels=list(COMMUTE), autopct="%d%%", startangle=90, colors=plt.cm.Set2(np.arange(4))
    )
    axes.set_title("How our staff come to work")
    return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (680, 480), "#fff8e7")
    draw = ImageDraw.Draw(image)
    for x in (70, 190, 310):
        draw.polygon([(x, 160), (x + 45, 70), (x + 90, 160)], fill="#1b998b")
    draw.ellipse((480, 50, 620, 190), fill="#d7263d")
    for x in (80, 220, 360, 500):
        draw.rectangle((x, 300, x + 90, 390), fill="#2e294e")
    return image


def swatch() -> Image.Image:
    image = Image.new("RGB", (600, 400), "#2b7a0b")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 300, 200), fill="#f7d002")
    return image


def card_code() -> Image.Image:
    made = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, "mailto:hola@molino.example", 280, 280, 4)
    image = Image.new("RGB", (400, 400), "#ffffff")
    image.paste(Image.fromarray(made).resize((320, 320), Image.Resampling.NEAREST), (40, 40))
    return image.rotate(6, fillcolor="#ffffff", resample=Image.Resampling.BICUBIC)


def sideways() -> Image.Image:
    return Image.fromarray(web_pages.pixels("blind_9", "speclabel")).transpose(Image.Transpose.ROTATE_90)


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "sports": sports,
    "readers": readers,
    "commute": commute,
    "shapes": shapes,
    "swatch": swatch,
    "card_code": card_code,
    "sideways": sideways,
}
