"""Charts, shapes and photographs of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TC = ["Noto Sans CJK TC", "Noto Sans CJK JP"]


def occupancy() -> Image.Image:
    with plt.style.context("ggplot"):
        figure, axes = plt.subplots(figsize=(8.4, 5), dpi=100)
        x = np.arange(4)
        for shift, name, values, colour in (
            (-0.2, "Harbour House", (52, 71, 88, 60), "#1f6f8b"),
            (0.2, "Mill Lodge", (45, 66, 79, 63), "#e0a030"),
        ):
            bars = axes.bar(x + shift, values, 0.38, label=name, color=colour)
            axes.bar_label(bars, fontsize=10)
        axes.set_xticks(x, ["Q1", "Q2", "Q3", "Q4"])
        axes.set_ylim(0, 100)
        axes.set_title("Occupancy by house, 2025")
        axes.set_ylabel("Occupancy (%)")
        axes.set_xlabel("Quarter")
        axes.legend(loc="upper left")
    return saved(figure)


def tours() -> Image.Image:
    with plt.rc_context({"font.family": TC}):
        figure, axes = plt.subplots(figsize=(8, 4.8), dpi=100)
        names = ["阿里山日出", "日月潭單車", "太魯閣健行", "澎湖跳島", "平溪天燈"]
        axes.barh(names, [184, 231, 97, 156, 268], color="#7a9e3f")
        axes.invert_yaxis()
        for at, value in enumerate((184, 231, 97, 156, 268)):
            axes.text(value + 4, at, str(value), va="center")
        axes.set_xlim(0, 300)
        axes.set_title("青鳥旅行社 2025 年各行程報名人數", fontsize=15)
        axes.set_xlabel("人數")
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        figure.tight_layout()
    return saved(figure)


def covers() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 5), dpi=100)
    days = ["Jueves", "Viernes", "Sábado", "Domingo"]
    lunch, dinner = np.array([62, 74, 118, 131]), np.array([48, 96, 124, 57])
    first = axes.bar(days, lunch, 0.55, label="Comida", color="#ffc000")
    second = axes.bar(days, dinner, 0.55, bottom=lunch, label="Cena", color="#4472c4")
    axes.bar_label(first, label_type="center")
    axes.bar_label(second, label_type="center", color="white")
    axes.set_title("Cubiertos servidos por turno", fontsize=16, color="#595959")
    axes.set_ylabel("Cubiertos")
    axes.set_ylim(0, 280)
    axes.yaxis.grid(True, color="#d9d9d9")
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.07), ncol=2, frameon=False)
    figure.tight_layout()
    return saved(figure)


def guests() -> Image.Image:
    figure, axes = plt.subplots(figsize=(7, 5.4), dpi=100)
    axes.pie(
        [34, 22, 17, 12, 15],
        labels=["Germany", "Netherlands", "Spain", "Taiwan", "Other"],
        autopct="%d%%",
        startangle=90,
        counterclock=False,
        colors=["#355070", "#6d597a", "#b56576", "#e56b6f", "#eaac8b"],
        textprops={"fontsize": 12},
        wedgeprops={"edgecolor": "white"},
    )
    axes.set_title("Guests by country, summer 2025", fontsize=15)
    return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (720, 480), "white")
    pen = ImageDraw.Draw(image)
    for x, y in ((90, 90), (220, 90), (90, 220), (220, 220)):
        pen.ellipse((x - 42, y - 42, x + 42, y + 42), fill=(215, 35, 35))
    for x, y in ((500, 80), (620, 80), (560, 190)):
        pen.rectangle((x - 38, y - 38, x + 38, y + 38), fill=(35, 150, 65))
    for x in (220, 520):
        pen.polygon([(x, 330), (x - 60, 440), (x + 60, 440)], fill=(35, 75, 215))
    return image


def code_square() -> Image.Image:
    made = cv2.QRCodeEncoder.create().encode("https://tours.example/rialto?g=27")
    made = cv2.resize(made, None, fx=12, fy=12, interpolation=cv2.INTER_NEAREST)
    image = Image.new("RGB", (made.shape[1] + 120, made.shape[0] + 120), "white")
    image.paste(Image.fromarray(made).convert("RGB"), (60, 60))
    return image


def beach() -> Image.Image:
    rng = np.random.default_rng(3)
    image = np.zeros((600, 900, 3), np.float32)
    image[:] = (90, 170, 235)
    image[360:] = (225, 195, 130)
    image += rng.normal(0, 9, (600, 900, 1))
    image = Image.fromarray(image.clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    pen.ellipse((690, 50, 800, 160), fill=(255, 225, 40))
    for x in range(60, 860, 90):
        pen.polygon([(x, 450), (x + 30, 430), (x + 60, 450)], fill=(120, 60, 30))
    return image


def beach_soft() -> Image.Image:
    return beach().filter(ImageFilter.GaussianBlur(9))


def night() -> Image.Image:
    rng = np.random.default_rng(5)
    image = np.full((640, 480, 3), (12, 14, 26), np.float32) + rng.normal(0, 2.5, (640, 480, 1))
    image = Image.fromarray(image.clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    for x in (70, 200, 330):
        pen.rectangle((x, 120, x + 80, 220), fill=(250, 215, 60))
    return image


def tag() -> Image.Image:
    image = Image.new("RGB", (760, 400), (232, 226, 205))
    pen = ImageDraw.Draw(image)
    bold = ImageFont.truetype("/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf", 34)
    font = ImageFont.truetype("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf", 28)
    pen.text((50, 36), "ALBATROS TRAVEL", fill=(20, 70, 90), font=bold)
    for y, label, value in ((110, "Name", "Joana Brandt"), (170, "Flight", "AT 618"), (230, "Phone", "0660 3195 274")):
        pen.text((50, y), label, fill=(90, 90, 90), font=font)
        pen.text((220, y), value, fill=(25, 25, 25), font=font)
    pen.text((50, 300), "Weight", fill=(90, 90, 90), font=font)
    pen.text((220, 300), "19.4 kg", fill=(25, 25, 25), font=font)
    smudge = image.crop((205, 222, 560, 272)).filter(ImageFilter.GaussianBlur(16))
    image.paste(smudge, (205, 222))
    turned = image.rotate(-2.5, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=(120, 105, 90))
    rng = np.random.default_rng(8)
    noisy = np.asarray(turned, np.float32) + rng.normal(0, 8, (turned.height, turned.width, 1))
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def portrait() -> Image.Image:
    image = Image.new("RGB", (480, 600), (176, 196, 208))
    pen = ImageDraw.Draw(image)
    pen.ellipse((60, 430, 420, 800), fill=(60, 70, 120))
    pen.rectangle((205, 370, 275, 460), fill=(214, 165, 135))
    pen.ellipse((135, 110, 345, 400), fill=(226, 178, 148))
    pen.pieslice((125, 85, 355, 330), 180, 360, fill=(70, 45, 30))
    for x in (195, 285):
        pen.ellipse((x - 20, 235, x + 20, 260), fill="white")
        pen.ellipse((x - 10, 237, x + 10, 258), fill=(50, 35, 25))
    pen.line((240, 255, 230, 305, 246, 308), fill=(180, 130, 105), width=5)
    pen.arc((195, 305, 285, 355), 20, 160, fill=(170, 60, 70), width=7)
    return image.filter(ImageFilter.GaussianBlur(1.2))


def skin() -> Image.Image:
    rng = np.random.default_rng(12)
    image = Image.new("RGB", (640, 480), (222, 176, 148))
    pen = ImageDraw.Draw(image)
    for _ in range(26):
        x, y, r = rng.integers(60, 580), rng.integers(60, 420), rng.integers(8, 20)
        pen.ellipse((x - r, y - r, x + r, y + r), fill=(196, 92, 84))
    noisy = np.asarray(image.filter(ImageFilter.GaussianBlur(4)), np.float32) + rng.normal(0, 5, (480, 640, 1))
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


PICTURES = {
    "portrait": portrait,
    "skin": skin,
    "occupancy": occupancy,
    "tours": tours,
    "covers": covers,
    "guests": guests,
    "shapes": shapes,
    "code_square": code_square,
    "beach": beach,
    "beach_soft": beach_soft,
    "night": night,
    "tag": tag,
}
