"""Charts as matplotlib saves them, and pictures without text."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter

CJK = {"font.family": ["Noto Sans CJK JP", "WenQuanYi Zen Hei", "DejaVu Sans"]}


def feeder() -> Image.Image:
    figure, ax = pyplot.subplots(figsize=(7, 4.2), dpi=110)
    ax.barh(["Robin", "Blue tit", "Sparrow", "Blackbird", "Goldfinch"], [46, 71, 88, 33, 57])
    ax.set_title("Birds at the feeder, January")
    ax.set_xlabel("Sightings")
    figure.tight_layout()
    return saved(figure)


def bikes() -> Image.Image:
    with pyplot.rc_context(CJK):
        figure, ax = pyplot.subplots(figsize=(8, 4.8), dpi=100)
        x = np.arange(4)
        for k, (year, values, colour) in enumerate(
            [("2024", [120, 95, 70, 60], "#4472C4"), ("2025", [150, 80, 110, 65], "#ED7D31")]
        ):
            bars = ax.bar(x + 0.36 * k - 0.18, values, 0.34, label=year, color=colour)
            ax.bar_label(bars, padding=2, fontsize=10)
        ax.set_xticks(x, ["台北", "台中", "高雄", "台南"])
        ax.set_title("各門市腳踏車銷量", fontsize=16)
        ax.set_ylabel("輛")
        ax.set_ylim(0, 180)
        ax.yaxis.grid(True, color="#d9d9d9")
        ax.set_axisbelow(True)
        for side in ("top", "right", "left"):
            ax.spines[side].set_visible(False)
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncol=2, frameon=False)
        figure.tight_layout()
        return saved(figure)


def expenses() -> Image.Image:
    with pyplot.rc_context(CJK):
        figure, ax = pyplot.subplots(figsize=(6.4, 5.2), dpi=100)
        ax.pie(
            [38, 27, 12, 15, 8],
            labels=["房租", "餐饮", "交通", "教育", "其他"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#5470c6", "#91cc75", "#fac858", "#ee6666", "#73c0de"],
        )
        ax.set_title("家庭每月支出", fontsize=15)
        return saved(figure)


def recycling() -> Image.Image:
    with pyplot.style.context("ggplot"):
        figure, ax = pyplot.subplots(figsize=(7.2, 4.8), dpi=100)
        quarters, below = ["Q1", "Q2", "Q3", "Q4"], np.zeros(4)
        for name, values in (("Paper", [20, 25, 22, 30]), ("Glass", [15, 12, 18, 16]), ("Metal", [8, 10, 12, 14])):
            ax.bar(quarters, values, bottom=below, label=name, width=0.6)
            below += values
        ax.set_title("Recycling collected per quarter")
        ax.set_ylabel("Tonnes")
        ax.legend()
        figure.tight_layout()
        return saved(figure)


def shapes() -> Image.Image:
    picture = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(picture)
    for x, y in ((120, 110), (330, 150), (560, 100), (150, 330)):
        pen.ellipse((x - 50, y - 50, x + 50, y + 50), fill="#d62222")
    for x, y in ((380, 350), (130, 510), (400, 500)):
        pen.rectangle((x - 45, y - 45, x + 45, y + 45), fill="#1f4fd0")
    pen.polygon([(670, 410), (600, 540), (740, 540)], fill="#1f9d3a")
    return picture


def beach() -> Image.Image:
    rows = np.zeros((640, 960, 3))
    rows[:300] = np.linspace((96, 168, 235), (150, 205, 245), 300)[:, None]
    rows[300:400] = (20, 78, 140)
    rows[400:] = np.linspace((226, 196, 134), (212, 178, 112), 240)[:, None]
    rows += np.random.default_rng(38).normal(0, 5, rows.shape)
    return Image.fromarray(rows.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))


def night() -> Image.Image:
    picture = Image.new("RGB", (720, 480), (8, 9, 14))
    pen = ImageDraw.Draw(picture)
    for x, y, r, colour in (
        (150, 220, 14, "#6a4a12"),
        (420, 260, 20, "#5a3f10"),
        (610, 190, 11, "#3a3f55"),
        (300, 330, 12, "#55380e"),
    ):
        pen.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    pen.rectangle((0, 380, 720, 480), fill=(14, 13, 15))
    return picture.filter(ImageFilter.GaussianBlur(14))


def qr() -> Image.Image:
    code = cv2.QRCodeEncoder.create().encode("https://lindenhof-kajak.example/buchen?id=372")
    code = cv2.resize(code, None, fx=9, fy=9, interpolation=cv2.INTER_NEAREST)
    picture = np.full((code.shape[0] + 160, code.shape[1] + 200), 255, np.uint8)
    picture[80 : 80 + code.shape[0], 100 : 100 + code.shape[1]] = code
    return Image.fromarray(picture).convert("RGB")


def portrait() -> Image.Image:
    picture = Image.new("RGB", (1200, 1600), "#9fb4a6")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((160, 1120, 1040, 2100), fill="#2f3f66")
    pen.rectangle((500, 960, 700, 1240), fill="#cf9f7f")
    pen.ellipse((370, 400, 830, 1080), fill="#e0b394")
    pen.pieslice((350, 350, 850, 900), 180, 360, fill="#4a3222")
    for x in (500, 700):
        pen.ellipse((x - 42, 680, x + 42, 730), fill="white")
        pen.ellipse((x - 20, 685, x + 20, 725), fill="#3b2a1c")
    pen.polygon([(600, 730), (565, 850), (635, 850)], fill="#cf9f7f")
    pen.arc((500, 830, 700, 970), 25, 155, fill="#8d3b3b", width=14)
    pen.ellipse((730, 850, 755, 875), fill="#5c3a26")
    grain = np.random.default_rng(5).normal(0, 5, (1600, 1200, 3))
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(3)), float) + grain
    return Image.fromarray(soft.clip(0, 255).astype(np.uint8))


PICTURES = {
    "feeder": feeder, "bikes": bikes, "expenses": expenses, "recycling": recycling, "shapes": shapes, "beach": beach,
    "night": night, "qr": qr, "portrait": portrait,
}  # fmt: skip
