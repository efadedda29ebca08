"""Charts of a plotting library, shapes, a code and pictures without text."""

from __future__ import annotations

import cv2
import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

matplotlib.use("Agg")
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt


def sales() -> Image.Image:
    """Grouped bars with their values on them."""
    figure, axes = plt.subplots(figsize=(8, 5), dpi=100)
    seasons, plants, tools = ["Winter", "Spring", "Summer", "Autumn"], [18, 74, 52, 31], [22, 45, 38, 27]
    x = np.arange(4)
    for offset, values, name, colour in ((-0.2, plants, "Plants", "#5a9e3f"), (0.2, tools, "Tools", "#b0703c")):
        axes.bar_label(axes.bar(x + offset, values, 0.38, label=name, color=colour), padding=2)
    axes.set_xticks(x, seasons)
    axes.set_title("Fernhollow sales by season")
    axes.set_xlabel("Season")
    axes.set_ylabel("Sales (thousand £)")
    axes.set_ylim(0, 85)
    axes.legend()
    return saved(figure)


def visits() -> Image.Image:
    """Two lines over the months, read off a grid."""
    figure, axes = plt.subplots(figsize=(8.4, 5), dpi=95)
    months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun"]
    axes.plot(months, [300, 350, 450, 600, 700, 900], marker="o", color="#c0392b", label="Adultos")
    axes.plot(months, [500, 450, 400, 300, 250, 150], marker="s", color="#2471a3", label="Escolares")
    axes.set_title("Visitas al museo en 2025")
    axes.set_xlabel("Mes")
    axes.set_ylabel("Visitantes")
    axes.set_ylim(0, 1000)
    axes.set_yticks(range(0, 1001, 100))
    axes.grid(alpha=0.5)
    axes.legend(loc="upper left")
    return saved(figure)


def energy() -> Image.Image:
    """Stacked bars, the parts labelled."""
    with plt.style.context("ggplot"):
        figure, axes = plt.subplots(figsize=(8, 5.2), dpi=100)
        months = ["Oct", "Nov", "Dec", "Jan"]
        low = np.zeros(4)
        for name, values, colour in (
            ("Heating", [80, 140, 210, 230], "#d1495b"),
            ("Lighting", [30, 45, 60, 50], "#edae49"),
            ("Appliances", [90, 95, 110, 100], "#00798c"),
        ):
            bars = axes.bar(months, values, 0.6, bottom=low, label=name, color=colour)
            axes.bar_label(bars, label_type="center", color="white")
            low += values
        axes.set_title("Household energy use")
        axes.set_xlabel("Month")
        axes.set_ylabel("kWh")
        axes.set_ylim(0, 480)
        axes.legend(loc="upper left")
        return saved(figure)


def _shapes(circles: list[tuple[int, int]], yellow: bool) -> Image.Image:
    image = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(image)
    for x, y in circles:
        pen.ellipse((x - 50, y - 50, x + 50, y + 50), fill=(215, 30, 40))
    for x, y in ((130, 480), (330, 480)):
        pen.rectangle((x - 45, y - 45, x + 45, y + 45), fill=(30, 70, 200))
    pen.polygon([(670, 410), (610, 530), (730, 530)], fill=(20, 150, 60))
    if yellow:
        pen.rectangle((620, 60, 710, 150), fill=(250, 210, 20))
    return image


def shapes_a() -> Image.Image:
    return _shapes([(110, 110), (270, 110), (430, 110), (590, 110)], False)


def shapes_b() -> Image.Image:
    return _shapes([(110, 110), (270, 110), (430, 110)], True)


def dusk() -> Image.Image:
    """A dark blurred evening: deep blue above, an orange strip below."""
    image = Image.new("RGB", (960, 540), (14, 20, 62))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 420, 960, 540), fill=(150, 74, 8))
    return image.filter(ImageFilter.GaussianBlur(16))


def meadow() -> Image.Image:
    """A bright sharp field: light blue above, green with fine blades below."""
    chance = np.random.default_rng(44)
    pixels = np.full((480, 640, 3), (150, 205, 245), np.uint8)
    grass = chance.integers(-28, 29, (300, 640, 1)) + np.array([70, 180, 60])
    pixels[180:] = grass.clip(0, 255)
    return Image.fromarray(pixels)


def code() -> Image.Image:
    """A QR code alone on a pale ground."""
    qr = cv2.QRCodeEncoder.create().encode("https://otterbrook.example/join?ref=lane7")
    image = Image.fromarray(qr).convert("RGB")
    image = image.resize((image.width * 9, image.height * 9), Image.Resampling.NEAREST)
    page = Image.new("RGB", (560, 560), (255, 255, 255))
    page.paste(image, ((560 - image.width) // 2, (560 - image.height) // 2))
    return page


def smudge() -> Image.Image:
    """A note that is too blurred to be read."""
    image = Image.new("RGB", (640, 400), (236, 230, 214))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", 22)
    for n, line in enumerate(
        ("Please water the ferns", "on Tuesday and Friday,", "key is with Mrs Lowe", "in house number nine")
    ):
        pen.text((60, 70 + n * 60), line, fill=(70, 60, 60), font=font)
    return image.filter(ImageFilter.GaussianBlur(11))


PICTURES = {f.__name__: f for f in (sales, visits, energy, shapes_a, shapes_b, dusk, meadow, code, smudge)}
