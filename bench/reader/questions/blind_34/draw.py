"""What HTML does not serve: matplotlib charts, plain shapes and colours, a code, and two pictures that show little."""

from __future__ import annotations

import math

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SERIF = "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf"
FONT = "DejaVu Serif"


def bars() -> Image.Image:
    """Two series in four quarters, no numbers on the bars."""
    figure = Figure(figsize=(8, 5), dpi=100, layout="constrained")
    axes = figure.subplots()
    maritime, glass = (120, 185, 240, 150), (90, 140, 130, 175)
    at = np.arange(4)
    axes.bar(at - 0.2, maritime, 0.4, label="Maritime Museum", color="#1f6f8b")
    axes.bar(at + 0.2, glass, 0.4, label="Glass Museum", color="#e6a23c")
    axes.set_xticks(at, ["Q1", "Q2", "Q3", "Q4"])
    axes.set_title("Museum visitors in 2025")
    axes.set_xlabel("Quarter")
    axes.set_ylabel("Visitors (thousands)")
    axes.set_ylim(0, 300)
    axes.legend(loc="upper left")
    axes.grid(axis="y", alpha=0.4)
    axes.set_axisbelow(True)
    return saved(figure)


def lines() -> Image.Image:
    """A German chart of two lines, one up and one down."""
    figure = Figure(figsize=(8.4, 5), dpi=100, layout="constrained", facecolor="#f7f7f7")
    axes = figure.subplots()
    years = list(range(2018, 2026))
    adults, young = (140, 150, 158, 166, 175, 186, 198, 210), (95, 90, 84, 78, 72, 66, 61, 55)
    axes.plot(years, adults, marker="o", color="#b03a2e", linewidth=2, label="Erwachsene")
    axes.plot(years, young, marker="s", color="#2e6db0", linewidth=2, label="Jugend")
    axes.set_title("Mitglieder im Ruderverein", fontname=FONT, fontsize=16)
    axes.set_xlabel("Jahr")
    axes.set_ylabel("Mitglieder")
    axes.set_ylim(0, 250)
    axes.legend(loc="lower left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(alpha=0.35)
    return saved(figure)


def pie() -> Image.Image:
    """Five slices with their shares, a legend to the right."""
    figure = Figure(figsize=(7.6, 5), dpi=100)
    axes = figure.add_axes((0.02, 0.04, 0.6, 0.82))
    names = ["Alquiler", "Comida", "Transporte", "Luz y agua", "Ocio"]
    colours = ["#4472c4", "#ed7d31", "#a5a5a5", "#ffc000", "#70ad47"]
    parts = axes.pie(
        [45, 22, 13, 12, 8],
        colors=colours,
        startangle=90,
        counterclock=False,
        autopct="%d%%",
        pctdistance=0.7,
        textprops={"fontsize": 13},
        wedgeprops={"edgecolor": "white", "linewidth": 1.5},
    )
    figure.suptitle("Gastos del hogar, febrero", fontsize=17)
    figure.legend(parts[0], names, loc="center right", frameon=False, fontsize=13)
    return saved(figure)


def shapes() -> Image.Image:
    """Three red circles at the left, two blue squares at the right, a green triangle at the bottom between them."""
    image = Image.new("RGB", (640, 480), "#ffffff")
    draw = ImageDraw.Draw(image)
    for x, y in ((110, 90), (110, 240), (110, 390)):
        draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill="#d81e1e")
    for x, y in ((530, 110), (530, 290)):
        draw.rectangle((x - 46, y - 46, x + 46, y + 46), fill="#1d4fd6")
    draw.polygon([(320, 350), (262, 450), (378, 450)], fill="#1a9a3c")
    return image


def bands() -> Image.Image:
    """Orange above, dark blue below: a picture of nothing else."""
    image = Image.new("RGB", (900, 600), "#f28c18")
    ImageDraw.Draw(image).rectangle((0, 330, 900, 600), fill="#143a8c")
    return image


def night() -> Image.Image:
    """Somebody, seen as a shadow, under a street lamp: dark and out of focus."""
    image = Image.new("RGB", (800, 600), "#0b0d14")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 470, 800, 600), fill="#14151b")
    draw.ellipse((470, 90, 560, 160), fill="#a8853a")
    draw.rectangle((510, 150, 520, 480), fill="#1d1f26")
    draw.ellipse((285, 215, 345, 285), fill="#2c2a2b")
    draw.rounded_rectangle((262, 285, 368, 430), 34, fill="#2a2529")
    draw.rectangle((280, 420, 310, 530), fill="#1f1d22")
    draw.rectangle((322, 420, 352, 530), fill="#1f1d22")
    return image.filter(ImageFilter.GaussianBlur(9))


def blurred() -> Image.Image:
    """A notice far too blurred to be read."""
    image = Image.new("RGB", (760, 380), "#e9e4d6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 740, 360), outline="#5a4632", width=6)
    font = ImageFont.truetype(SERIF, 34)
    for row, text in enumerate(("Boat trips daily", "Departs 10:40 and 15:20", "Tickets at the harbour")):
        draw.text((70, 80 + row * 80), text, fill="#3a2b1c", font=font)
    return image.filter(ImageFilter.GaussianBlur(16))


def qr() -> Image.Image:
    """A code with an address of a museum's room, and nothing beside it."""
    code = cv2.QRCodeEncoder.create().encode("https://museo-del-agua.example/entrada?sala=7")
    cells = Image.fromarray(code).convert("RGB")
    side = cells.width * math.floor(400 / cells.width)
    image = Image.new("RGB", (520, 520), "#ffffff")
    corner = (520 - side) // 2
    image.paste(cells.resize((side, side), Image.Resampling.NEAREST), (corner, corner))
    return image


PICTURES = {
    "bars": bars,
    "lines": lines,
    "pie": pie,
    "shapes": shapes,
    "bands": bands,
    "night": night,
    "blurred": blurred,
    "qr": qr,
}
