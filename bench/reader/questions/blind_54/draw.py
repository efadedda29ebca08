"""Charts, shapes and pictures without text."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import font_manager
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

CJK = font_manager.FontProperties(fname="/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")


def honey():
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    at = np.arange(4)
    axes.bar(at - 0.19, [42, 31, 55, 18], 0.38, label="2024", color="#c9a66b")
    axes.bar(at + 0.19, [47, 26, 61, 24], 0.38, label="2025", color="#5a3e85")
    axes.set_xticks(at, ["Orchard", "Heath", "Riverside", "Rooftop"])
    axes.set_title("Honey harvested by apiary")
    axes.set_ylabel("Kilograms")
    axes.set_xlabel("Apiary")
    axes.legend()
    return saved(figure)


def temps():
    figure, axes = plt.subplots(figsize=(8, 4.8), dpi=110)
    months = ["1月", "2月", "3月", "4月", "5月", "6月"]
    axes.plot(months, [14, 15, 18, 22, 26, 28], color="#4472c4", lw=2.6, marker="o", label="湖畔站")
    axes.plot(months, [4, 6, 9, 13, 16, 19], color="#ed7d31", lw=2.6, marker="o", label="山頂站")
    axes.set_title("各觀測站月均溫", fontproperties=CJK, fontsize=17)
    axes.set_ylabel("氣溫（°C）", fontproperties=CJK, fontsize=12)
    axes.set_ylim(0, 35)
    axes.grid(axis="y", color="#d9d9d9")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    for label in axes.get_xticklabels():
        label.set_fontproperties(CJK)
    axes.legend(prop=CJK, loc="lower center", bbox_to_anchor=(0.5, -0.24), ncol=2, frameon=False)
    figure.tight_layout()
    return saved(figure)


def pie():
    figure, axes = plt.subplots(figsize=(6.6, 5.4), dpi=110)
    _, names, _ = axes.pie(
        [38, 24, 19, 12, 7],
        labels=["摄影", "园艺", "烘焙", "登山", "其他"],
        autopct="%d%%",
        startangle=90,
        counterclock=False,
        colors=["#3b8ea5", "#f5ee9e", "#f49e4c", "#ab3428", "#b9c0c6"],
        wedgeprops={"edgecolor": "white"},
    )
    for name in names:
        name.set_fontproperties(CJK)
        name.set_fontsize(14)
    axes.set_title("我的爱好支出", fontproperties=CJK, fontsize=18)
    return saved(figure)


def stacked():
    with plt.style.context("ggplot"):
        figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
        quarters, bottom = ["Q1", "Q2", "Q3", "Q4"], np.zeros(4)
        rows = {"Web": [20, 24, 30, 35], "App": [12, 15, 22, 28], "Phone": [8, 6, 5, 4]}
        for (name, values), colour in zip(rows.items(), ["#348abd", "#8eba42", "#e24a33"], strict=True):
            bars = axes.bar(quarters, values, 0.55, bottom=bottom, label=name, color=colour)
            axes.bar_label(bars, label_type="center", color="white", fontsize=11)
            bottom += values
        axes.set_title("Orders by channel in 2025")
        axes.set_ylabel("Thousand orders")
        axes.legend(loc="upper left")
        return saved(figure)


def shapes():
    image = Image.new("RGB", (800, 600), "#fff3b0")
    pen = ImageDraw.Draw(image)
    for x, y in ((420, 110), (650, 150), (560, 330), (330, 300)):
        pen.ellipse((x - 50, y - 50, x + 50, y + 50), fill="#d62828")
    for x, y in ((50, 50), (90, 230), (60, 440)):
        pen.rectangle((x, y, x + 100, y + 100), fill="#1d4ed8")
    for x, y in ((350, 520), (680, 500)):
        pen.polygon(((x, y - 60), (x - 60, y + 50), (x + 60, y + 50)), fill="#1b8a3a")
    return image


def meadow():
    rng = np.random.default_rng(54)
    picture = np.zeros((600, 900, 3))
    picture[:330] = np.linspace((90, 165, 235), (175, 215, 250), 330)[:, None]
    picture[330:] = np.linspace((70, 150, 50), (45, 115, 35), 270)[:, None]
    picture[330:] += rng.normal(0, 14, (270, 900, 1))
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    ImageDraw.Draw(image).ellipse((715, 60, 805, 150), fill="#ffe14d")
    return image


def night():
    rng = np.random.default_rng(7)
    image = Image.new("RGB", (720, 540), (14, 16, 34))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 400, 720, 540), fill=(8, 9, 14))
    for _ in range(26):
        x, y = rng.integers(20, 700), rng.integers(250, 400)
        pen.rectangle((x, y, x + 9, y + 14), fill=(120, 95, 45))
    return image.filter(ImageFilter.GaussianBlur(9))


def qr():
    modules = cv2.QRCodeEncoder.create().encode("https://plumario.example/nest/508")
    modules = cv2.copyMakeBorder(modules, 3, 3, 3, 3, cv2.BORDER_CONSTANT, value=255)
    code = cv2.resize(modules, None, fx=9, fy=9, interpolation=cv2.INTER_NEAREST)
    picture = np.full((560, 560), 235, np.uint8)
    top, left = (560 - code.shape[0]) // 2, (560 - code.shape[1]) // 2
    picture[top : top + code.shape[0], left : left + code.shape[1]] = code
    return Image.fromarray(picture).convert("RGB")


def portrait():
    image = Image.new("RGB", (520, 640), "#9fb8c8")
    pen = ImageDraw.Draw(image)
    pen.ellipse((60, 470, 460, 900), fill="#34495e")
    pen.rectangle((215, 400, 305, 520), fill="#d9a27c")
    pen.ellipse((140, 110, 380, 440), fill="#e3b08a")
    pen.pieslice((125, 80, 395, 380), 180, 360, fill="#3b2415")
    for x in (210, 310):
        pen.ellipse((x - 24, 255, x + 24, 281), fill="white")
        pen.ellipse((x - 10, 257, x + 10, 279), fill="#4a2f1b")
    pen.line((260, 280, 248, 335, 266, 338), fill="#b98560", width=5)
    pen.arc((210, 340, 310, 395), 20, 160, fill="#9c3b3b", width=7)
    pen.ellipse((330, 320, 356, 340), fill="#b5523f")
    return image.filter(ImageFilter.GaussianBlur(1.2))


PICTURES = {
    "honey": honey, "temps": temps, "pie": pie, "stacked": stacked, "shapes": shapes, "meadow": meadow,
    "night": night, "qr": qr, "portrait": portrait,
}  # fmt: skip
