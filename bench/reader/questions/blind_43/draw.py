"""Charts as matplotlib draws them, in several styles, and pictures without text."""

from __future__ import annotations

import cv2
import matplotlib
import numpy as np
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw, ImageFilter

matplotlib.use("Agg")
from matplotlib import pyplot


def homes() -> Image.Image:
    """Grouped bars, values off the axis."""
    figure, axes = pyplot.subplots(figsize=(8, 5), dpi=110)
    x = np.arange(4)
    axes.bar(x - 0.2, [320, 180, 450, 240], 0.4, label="2024", color="#8c6bb1")
    axes.bar(x + 0.2, [380, 150, 520, 260], 0.4, label="2025", color="#fdae6b")
    axes.set_xticks(x, ["Northbank", "Old Mill", "Quayside", "Fairhill"])
    axes.set_title("New homes completed by district")
    axes.set_xlabel("District")
    axes.set_ylabel("Homes")
    axes.legend()
    return saved(figure)


def tram() -> Image.Image:
    """A line with markers and a grid, in traditional Chinese."""
    with matplotlib.rc_context({"font.family": ["Noto Sans CJK JP", "DejaVu Sans"]}):
        figure, axes = pyplot.subplots(figsize=(8.4, 4.8), dpi=100)
        months = [f"{month}月" for month in range(1, 9)]
        axes.plot(months, [42, 38, 47, 51, 55, 60, 66, 63], marker="o", color="#c0392b", linewidth=2)
        axes.set_title("城西輕軌每月載客量", fontsize=16)
        axes.set_ylabel("萬人次")
        axes.set_xlabel("月份")
        axes.set_ylim(30, 70)
        axes.grid(alpha=0.4)
        return saved(figure)


def commute() -> Image.Image:
    """A pie with percentages, in Spanish."""
    figure, axes = pyplot.subplots(figsize=(7, 5.6), dpi=100)
    colors = ["#1b9e77", "#d95f02", "#7570b3", "#e7298a", "#e6ab02"]
    names = ["A pie", "Bicicleta", "Autobús", "Coche", "Tren"]
    axes.pie([18, 12, 27, 33, 10], labels=names, autopct="%d%%", colors=colors, startangle=90)
    axes.set_title("Cómo se va al trabajo en Rivalta (2025)")
    return saved(figure)


def waste() -> Image.Image:
    """Stacked columns as a spreadsheet draws them, with labels in the columns."""
    with matplotlib.rc_context({"font.family": "Liberation Sans", "font.size": 12}):
        figure, axes = pyplot.subplots(figsize=(8, 5.4), dpi=100)
        years = ["2021", "2022", "2023", "2024"]
        floor = np.zeros(4)
        parts = {"Recycled": ([30, 34, 39, 45], "#4472c4"), "Composted": ([12, 15, 16, 18], "#ed7d31")}
        parts["Landfill"] = ([58, 52, 44, 36], "#a5a5a5")
        for name, (values, color) in parts.items():
            bars = axes.bar(years, values, 0.55, bottom=floor, label=name, color=color)
            axes.bar_label(bars, label_type="center", color="white" if name != "Landfill" else "black")
            floor += values
        axes.set_title("Household waste (thousand tonnes)", fontsize=17, color="#595959")
        axes.set_ylim(0, 120)
        axes.grid(axis="y", color="#d9d9d9")
        axes.set_axisbelow(True)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncol=3, frameon=False)
        figure.tight_layout()
        return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (840, 600), "white")
    pen = ImageDraw.Draw(image)
    for x, y in ((130, 120), (420, 130), (710, 120)):
        pen.ellipse((x - 62, y - 62, x + 62, y + 62), fill=(214, 30, 40))
    for x in (150, 330):
        pen.rectangle((x - 60, 390, x + 60, 510), fill=(24, 70, 200))
    pen.polygon([(680, 360), (600, 520), (760, 520)], fill=(20, 150, 60))
    return image


def scene() -> Image.Image:
    """Blue above, green below, a yellow disc at the upper right."""
    image = Image.new("RGB", (960, 640), (90, 160, 235))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 400, 960, 640), fill=(50, 140, 50))
    pen.ellipse((740, 60, 880, 200), fill=(255, 215, 30))
    return image


def dim() -> Image.Image:
    """Dark and out of focus."""
    noise = np.random.default_rng(43).integers(0, 60, (30, 40, 3), dtype=np.uint8)
    image = Image.fromarray(noise).resize((800, 600), Image.Resampling.BICUBIC)
    return image.filter(ImageFilter.GaussianBlur(14))


def code_square() -> Image.Image:
    code = cv2.QRCodeEncoder.create().encode("https://harbour-optics.example/visit?id=5521")
    square = Image.fromarray(code).resize((code.shape[1] * 9, code.shape[0] * 9), Image.Resampling.NEAREST)
    image = Image.new("RGB", (520, 520), "white")
    image.paste(square.convert("RGB"), ((520 - square.width) // 2, (520 - square.height) // 2))
    return image


PICTURES = {
    "homes": homes,
    "tram": tram,
    "commute": commute,
    "waste": waste,
    "shapes": shapes,
    "scene": scene,
    "dim": dim,
    "code_square": code_square,
}
