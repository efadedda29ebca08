"""Charts and pictures of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def c_group() -> Image.Image:
    names = ["Castle Street", "Riverside", "Oakham", "Mill Lane"]
    figure, axes = plt.subplots(figsize=(8, 5), dpi=100)
    at = np.arange(4)
    axes.bar(at - 0.19, [412, 355, 190, 278], 0.38, label="2024", color="#8fb8de")
    axes.bar(at + 0.19, [468, 321, 247, 305], 0.38, label="2025", color="#1f4e79")
    axes.set_xticks(at, names)
    axes.set_title("Library visits by branch")
    axes.set_ylabel("Visits (hundreds)")
    axes.set_xlabel("Branch")
    axes.set_ylim(0, 500)
    axes.set_yticks(range(0, 501, 50))
    axes.grid(axis="y", alpha=0.4)
    axes.set_axisbelow(True)
    axes.legend()
    figure.tight_layout()
    return saved(figure)


def c_hbar() -> Image.Image:
    names = ["Limpieza", "Alumbrado", "Deportes", "Cultura", "Jardines"]
    figure, axes = plt.subplots(figsize=(8, 4.6), dpi=100)
    figure.set_facecolor("#fafafa")
    bars = axes.barh(names, [640, 455, 385, 290, 210], color="#c0563b")
    axes.bar_label(bars, padding=4)
    axes.invert_yaxis()
    axes.set_xlim(0, 720)
    axes.set_title("Gasto municipal por área en 2025", loc="left", fontweight="bold")
    axes.set_xlabel("Miles de euros")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    return saved(figure)


def c_line() -> Image.Image:
    with plt.rc_context({"font.family": TC}):
        figure, axes = plt.subplots(figsize=(8, 5), dpi=100)
        months = ["一月", "二月", "三月", "四月", "五月", "六月"]
        axes.plot(months, [3200, 3450, 3900, 4300, 5100, 6200], marker="o", color="#00838f", label="游泳池")
        axes.plot(months, [2800, 2700, 2600, 2450, 2300, 2000], marker="s", color="#ef6c00", label="健身房")
        axes.set_title("城東體育館每月入場人次")
        axes.set_ylabel("人次")
        axes.set_xlabel("月份")
        axes.set_ylim(0, 7000)
        axes.grid(alpha=0.35)
        axes.legend(loc="upper left")
        figure.tight_layout()
        return saved(figure)


def c_pie() -> Image.Image:
    with plt.rc_context({"font.family": SC, "font.size": 13}):
        figure, axes = plt.subplots(figsize=(6.4, 5.6), dpi=100)
        axes.pie(
            [38, 22, 17, 13, 10],
            labels=["保养", "刹车", "轮胎", "空调", "其他"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#7fb3d5", "#f5b041", "#82e0aa", "#d98880", "#bfc9ca"],
            wedgeprops={"edgecolor": "white"},
        )
        axes.set_title("2025年维修项目占比")
        figure.tight_layout()
        return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (720, 500), "white")
    pen = ImageDraw.Draw(image)
    for n in range(5):
        pen.rectangle((50 + n * 130, 50, 130 + n * 130, 130), fill=(30, 80, 200))
    for n in range(3):
        pen.ellipse((60 + n * 150, 230, 160 + n * 150, 330), fill=(240, 140, 20))
    pen.polygon([(610, 360), (550, 460), (670, 460)], fill=(20, 150, 60))
    return image


def qr() -> Image.Image:
    code = cv2.QRCodeEncoder.create().encode("https://larkrise.example/court/7731")
    side = code.shape[0]
    large = np.array(Image.fromarray(code).resize((side * 9, side * 9), Image.Resampling.NEAREST))
    canvas = np.full((side * 9 + 120, side * 9 + 120), 255, np.uint8)
    canvas[60:-60, 60:-60] = large
    return Image.fromarray(canvas).convert("RGB")


def _field() -> Image.Image:
    rng = np.random.default_rng(55)
    image = np.zeros((480, 800, 3), np.float32)
    image[:240] = (70, 150, 235)
    image[240:] = (60, 160, 60)
    image[240:] += rng.normal(0, 22, (240, 800, 1))
    pil = Image.fromarray(np.clip(image, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(pil)
    for x in range(80, 800, 160):
        pen.line((x, 250, x - 40, 479), fill=(245, 245, 245), width=4)
    return pil


def day() -> Image.Image:
    return _field()


def dusk() -> Image.Image:
    dim = np.array(_field().filter(ImageFilter.GaussianBlur(9)), np.float32) * 0.18
    return Image.fromarray(dim.astype(np.uint8))


def smear() -> Image.Image:
    """A notice photographed so far out of focus that nobody can read it."""
    from PIL import ImageFont

    image = Image.new("RGB", (640, 420), (236, 232, 220))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype("LiberationSans-Regular.ttf", 22)
    for n, line in enumerate(
        ["The reading room is closed for repairs", "until the second week of November", "Please use the side entrance"]
    ):
        pen.text((90, 130 + n * 46), line, font=font, fill=(60, 60, 60))
    return image.filter(ImageFilter.GaussianBlur(11))


PICTURES = {
    "c_group": c_group,
    "c_hbar": c_hbar,
    "c_line": c_line,
    "c_pie": c_pie,
    "shapes": shapes,
    "qr": qr,
    "day": day,
    "dusk": dusk,
    "smear": smear,
}
