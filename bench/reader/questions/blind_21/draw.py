"""The pictures of this set: charts of a report, and simple drawings."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw, ImageFilter

mpl.use("Agg")
from matplotlib import pyplot as plt


def _font(name: str) -> dict:
    return {"font.family": [name, "DejaVu Sans"], "axes.unicode_minus": False}


def grouped() -> Image.Image:
    with plt.rc_context(_font("Liberation Sans") | {"font.size": 13}):
        figure, axes = plt.subplots(figsize=(8.6, 5.4), dpi=100)
        quarters, x = ["Q1", "Q2", "Q3", "Q4"], np.arange(4)
        for n, (name, values, colour) in enumerate(
            [("Bikes", [120, 210, 260, 150], "#3366aa"), ("Scooters", [80, 140, 190, 170], "#ee8833")]
        ):
            bars = axes.bar(x + (n - 0.5) * 0.38, values, 0.38, label=name, color=colour)
            axes.bar_label(bars, padding=2)
        axes.set_xticks(x, quarters)
        axes.set_ylim(0, 300)
        axes.set_title("Rentals per quarter, 2025")
        axes.set_xlabel("Quarter")
        axes.set_ylabel("Rentals")
        axes.legend()
        return saved(figure)


def lying() -> Image.Image:
    with plt.rc_context(_font("Noto Sans CJK JP") | {"font.size": 14}):
        figure, axes = plt.subplots(figsize=(8.4, 5.2), dpi=100)
        names, values = ["公車", "捷運", "機車", "腳踏車", "走路"], [22, 35, 28, 9, 6]
        axes.barh(names, values, color="#4c9f70")
        axes.invert_yaxis()
        axes.set_xlim(0, 40)
        axes.set_title("員工通勤方式")
        axes.set_xlabel("百分比 (%)")
        axes.grid(axis="x", alpha=0.4)
        axes.set_axisbelow(True)
        figure.tight_layout()
        return saved(figure)


def line() -> Image.Image:
    with plt.rc_context(_font("DejaVu Sans") | {"font.size": 12}):
        figure, axes = plt.subplots(figsize=(9, 5.2), dpi=100)
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
        axes.plot(months, [40, 45, 55, 60, 75, 80, 90, 95], marker="o", color="#1f77b4", label="Website")
        axes.plot(months, [70, 68, 60, 55, 50, 42, 35, 30], marker="s", color="#d62728", label="Phone")
        axes.set_ylim(0, 100)
        axes.set_title("Orders by channel")
        axes.set_xlabel("Month")
        axes.set_ylabel("Orders per day")
        axes.grid(alpha=0.35)
        axes.legend(loc="lower left")
        figure.tight_layout()
        return saved(figure)


def pie() -> Image.Image:
    with plt.rc_context(_font("Noto Sans CJK JP") | {"font.size": 14}):
        figure, axes = plt.subplots(figsize=(7, 6), dpi=100)
        axes.pie(
            [42, 23, 15, 12, 8],
            labels=["房租", "餐饮", "交通", "购物", "娱乐"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#5b8ff9", "#f6bd16", "#5ad8a6", "#e8684a", "#9270ca"],
        )
        axes.set_title("三月家庭支出")
        return saved(figure)


def shapes() -> Image.Image:
    picture = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(picture)
    for x, y in [(120, 120), (120, 300), (120, 480)]:
        pen.ellipse((x - 60, y - 60, x + 60, y + 60), fill=(220, 40, 40))
    for x, y in [(660, 150), (660, 440)]:
        pen.rectangle((x - 70, y - 70, x + 70, y + 70), fill=(40, 80, 210))
    pen.polygon([(400, 210), (300, 390), (500, 390)], fill=(40, 160, 70))
    return picture


def evening() -> Image.Image:
    """A dim, soft landscape: an orange sky above, dark green land below."""
    rng = np.random.default_rng(21)
    height, width = 600, 900
    y = np.linspace(0, 1, height)[:, None, None]
    sky = np.array([225, 120, 45]) * (1 - y * 0.3) + np.array([30, 10, 5]) * y
    grass = np.array([18, 52, 24]) * (1.1 - y * 0.4)
    horizon = 380 + 25 * np.sin(np.linspace(0, 7, width))
    is_sky = np.arange(height)[:, None, None] < horizon[None, :, None]
    picture = np.where(is_sky, np.broadcast_to(sky, (height, width, 3)), np.broadcast_to(grass, (height, width, 3)))
    picture = picture + rng.normal(0, 6, picture.shape)
    return Image.fromarray(np.clip(picture, 0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(7))


def portrait() -> Image.Image:
    """A plain drawing of a head and shoulders before a light blue wall."""
    picture = Image.new("RGB", (600, 700), (165, 210, 240))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((110, 480, 490, 800), 120, fill=(120, 40, 60))
    pen.rectangle((260, 400, 340, 510), fill=(224, 172, 138))
    pen.ellipse((190, 150, 410, 440), fill=(236, 188, 152))
    pen.pieslice((180, 120, 420, 400), 180, 360, fill=(60, 38, 24))
    for x in (255, 345):
        pen.ellipse((x - 16, 272, x + 16, 296), fill="white")
        pen.ellipse((x - 8, 275, x + 8, 293), fill=(40, 30, 20))
    pen.polygon([(300, 300), (286, 345), (314, 345)], fill=(212, 156, 120))
    pen.arc((255, 340, 345, 400), 20, 160, fill=(160, 50, 50), width=6)
    return picture.filter(ImageFilter.GaussianBlur(0.8))


def _house(door: tuple[int, int, int], sun: bool, windows: int) -> Image.Image:
    picture = Image.new("RGB", (700, 560), (200, 230, 250))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 450, 700, 560), fill=(110, 180, 90))
    pen.rectangle((180, 230, 520, 470), fill=(240, 220, 180))
    pen.polygon([(150, 230), (350, 90), (550, 230)], fill=(150, 70, 50))
    pen.rectangle((315, 350, 385, 470), fill=door)
    for x in (210, 430)[:windows]:
        pen.rectangle((x, 270, x + 60, 330), fill=(70, 120, 170))
    if sun:
        pen.ellipse((590, 40, 670, 120), fill=(250, 200, 40))
    return picture


def house_1() -> Image.Image:
    return _house((200, 30, 30), True, 2)


def house_2() -> Image.Image:
    return _house((30, 60, 200), True, 2)


def house_3() -> Image.Image:
    return _house((200, 30, 30), False, 2)


PICTURES = {
    "grouped": grouped,
    "lying": lying,
    "line": line,
    "pie": pie,
    "shapes": shapes,
    "evening": evening,
    "portrait": portrait,
    "house_1": house_1,
    "house_2": house_2,
    "house_3": house_3,
}
