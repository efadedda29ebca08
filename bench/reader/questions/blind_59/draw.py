"""The charts, shapes and codes of this set."""

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

CJK = {"font.family": ["Noto Sans CJK SC", "Noto Sans CJK JP", "WenQuanYi Micro Hei"]}

RENTS = {"Worcester": 810, "Shrewsbury": 725, "Hereford": 690, "Kidderminster": 655, "Ludlow": 640, "Telford": 615}


def c_rent():
    with plt.rc_context({"font.family": ["Liberation Serif"], "font.size": 13}):
        figure, axes = plt.subplots(figsize=(7.6, 5), dpi=110, facecolor="#faf6ec")
        axes.set_facecolor("#faf6ec")
        names = list(RENTS)[::-1]
        bars = axes.barh(names, [RENTS[n] for n in names], color="#7b2d26", height=0.62)
        axes.bar_label(bars, [f"£{RENTS[n]}" for n in names], padding=5)
        axes.set_xlim(0, 950)
        axes.set_xlabel("Pounds per month")
        axes.set_title("What a one-bedroom flat costs", loc="left", fontsize=19, fontweight="bold")
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.tick_params(axis="y", length=0)
        figure.text(0.02, 0.015, "Source: Marches Gazette survey of 412 adverts", fontsize=10, color="#666")
        figure.tight_layout(rect=(0, 0.04, 1, 1))
        return saved(figure)


def c_veg():
    with plt.rc_context({**CJK, "font.size": 12}):
        figure, axes = plt.subplots(figsize=(7.4, 4.8), dpi=110)
        months = ["1月", "2月", "3月", "4月", "5月", "6月"]
        axes.plot(months, [7.2, 8.4, 6.6, 5.0, 4.2, 3.8], marker="o", color="#2a7f4f", label="黄瓜")
        axes.plot(months, [6.0, 6.4, 7.0, 6.2, 5.4, 4.8], marker="s", color="#d1495b", label="番茄")
        axes.set_ylim(0, 10)
        axes.set_ylabel("元/公斤")
        axes.set_title("上半年菜价走势", fontsize=17)
        axes.grid(axis="y", color="#ddd")
        axes.legend()
        figure.tight_layout()
        return saved(figure)


def c_stack():
    with plt.rc_context({"font.family": ["Liberation Sans"], "font.size": 12}):
        figure, axes = plt.subplots(figsize=(7.2, 5), dpi=110)
        years = ["2021", "2022", "2023", "2024"]
        parts = {"Landfill": [48, 42, 35, 30], "Recycled": [30, 33, 38, 41], "Composted": [12, 15, 18, 22]}
        base = np.zeros(4)
        for (name, values), colour in zip(parts.items(), ("#5b5b66", "#2e86ab", "#8ab17d"), strict=True):
            axes.bar(years, values, 0.6, bottom=base, label=name, color=colour)
            base += values
        axes.set_ylim(0, 110)
        axes.set_yticks(range(0, 111, 10))
        axes.set_xlabel("Year")
        axes.set_ylabel("Thousand tonnes")
        axes.set_title("Household waste in Ashby")
        axes.grid(axis="y", color="#e3e3e3")
        axes.set_axisbelow(True)
        axes.legend(loc="upper center", ncols=3, frameon=False)
        figure.tight_layout()
        return saved(figure)


def _shapes(circles, triangle):
    image = Image.new("RGB", (800, 600), "white")
    pen = ImageDraw.Draw(image)
    for x in circles:
        pen.ellipse((x - 60, 50, x + 60, 170), fill=(214, 30, 36))
    for x in (120, 560):
        pen.rectangle((x, 260, x + 110, 370), fill=(26, 82, 200))
    pen.polygon(((400, 420), (320, 560), (480, 560)), fill=triangle)
    return image


def shapes_a():
    return _shapes((130, 400, 670), (24, 150, 60))


def shapes_b():
    return _shapes((130, 670), (24, 150, 60))


def scene():
    """Evening: a dark blue sky above a dark green field, out of focus."""
    height, width = 500, 900
    image = np.zeros((height, width, 3), np.uint8)
    for y in range(height):
        image[y] = (14, 24, 62 + y // 12) if y < 320 else (16, 58, 24)
    picture = Image.fromarray(image)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((690, 60, 780, 150), fill=(206, 202, 170))
    for x in (120, 260, 430):
        pen.polygon(((x, 200), (x - 45, 345), (x + 45, 345)), fill=(10, 34, 18))
    return picture.filter(ImageFilter.GaussianBlur(14))


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://larkfield.example/pay/6620447105")
    code = cv2.copyMakeBorder(code, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255)
    side = code.shape[0] * 12
    return Image.fromarray(cv2.resize(code, (side, side), interpolation=cv2.INTER_NEAREST)).convert("RGB")


def skin():
    noise = np.random.default_rng(5).normal(0, 5, (480, 640, 1))
    image = Image.fromarray(np.clip(np.array((224, 178, 150)) + noise, 0, 255).astype(np.uint8))
    ImageDraw.Draw(image).ellipse((270, 200, 362, 276), fill=(96, 58, 40))
    return image.filter(ImageFilter.GaussianBlur(1.2))


PICTURES = {f.__name__: f for f in (c_rent, c_veg, c_stack, shapes_a, shapes_b, scene, qr, skin)}
