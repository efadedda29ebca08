"""Photographs of pages at a slant, scanned, turned; charts; and pictures without text."""

from __future__ import annotations

from pathlib import Path

import cv2
import matplotlib

matplotlib.use("Agg")
import numpy as np
from bench.reader.questions import web_pages
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent


def _page(name):
    return web_pages._shown(HERE / f"{name}.html")


def _saved(figure):
    return web_pages.saved(figure).convert("RGB")


def feenote():
    """Lying on a table, taken from the lower left, lit from one side."""
    page = _page("sheet_feenote")
    h, w = page.shape[:2]
    size = (1040, 1240)
    to = np.float32([[118, 84], [930, 52], [985, 1190], [62, 1160]])
    matrix = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), to)
    photo = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA, borderValue=(104, 78, 56)).astype(np.float32)
    photo *= np.linspace(0.98, 0.8, size[0], dtype=np.float32)[None, :, None]
    photo += np.random.default_rng(7).normal(0, 4, photo.shape)
    return Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8))


def picklist():
    """A grey scan, a little askew."""
    grey = Image.fromarray(_page("sheet_picklist")).convert("L").rotate(1.3, Image.Resampling.BICUBIC, fillcolor=228)
    noisy = np.asarray(grey, np.float32) + np.random.default_rng(11).normal(0, 7, (grey.height, grey.width))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)).convert("RGB")


def exam():
    return Image.fromarray(_page("sheet_exam")).rotate(90, expand=True)


def label():
    """A parcel label: a line that is plain, one that is smeared past reading, one that is pale."""
    image = Image.new("RGB", (720, 400), (214, 196, 160))

    def font(size):
        return ImageFont.truetype("LiberationSans-Bold.ttf", size)

    draw = ImageDraw.Draw(image)
    draw.text((50, 50), "RETURNS DEPOT 9", font=font(48), fill=(30, 24, 18))
    draw.text((50, 165), "Batch 7714 Harwick", font=font(38), fill=(50, 40, 30))
    smeared = image.crop((30, 150, 700, 225)).filter(ImageFilter.GaussianBlur(13))
    image.paste(smeared, (30, 150))
    ImageDraw.Draw(image).text((50, 285), "HANDLE WITH CARE", font=font(40), fill=(178, 160, 126))
    return image


def yields():
    plt.rcdefaults()
    figure, ax = plt.subplots(figsize=(8, 5), dpi=110)
    x = np.arange(4)
    for k, (name, values, colour) in enumerate(
        (("2024", (62, 48, 35, 27), "#8c6d31"), ("2025", (70, 41, 39, 30), "#5254a3"))
    ):
        ax.bar_label(ax.bar(x + (k - 0.5) * 0.38, values, 0.38, label=name, color=colour))
    ax.set_xticks(x, ["Wheat", "Barley", "Oats", "Beans"])
    ax.set(title="Harvest by crop", xlabel="Crop", ylabel="Tonnes", ylim=(0, 80))
    ax.legend(title="Year")
    return _saved(figure)


def pallets():
    plt.rcdefaults()
    plt.rcParams["font.family"] = "Noto Sans CJK JP"
    figure, ax = plt.subplots(figsize=(8, 4.8), dpi=110)
    ax.barh(["飲料", "紙品", "家電", "玩具", "文具"], [340, 260, 150, 90, 210], color="#2a9d8f")
    ax.set_xlim(0, 400)
    ax.set_title("各類商品棧板數")
    ax.set_xlabel("棧板數")
    ax.grid(axis="x", alpha=0.5)
    figure.tight_layout()
    image = _saved(figure)
    plt.rcdefaults()
    return image


def players():
    plt.rcdefaults()
    with plt.style.context("ggplot"):
        figure, ax = plt.subplots(figsize=(8.4, 5), dpi=110)
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
        ax.plot(months, [20, 26, 31, 38, 44, 52], marker="o", label="Marmot Quest")
        ax.plot(months, [48, 45, 41, 33, 29, 22], marker="s", label="Tin Rails")
        ax.set(title="Daily players by game", xlabel="Month", ylabel="Players (thousands)", ylim=(0, 60))
        ax.legend(loc="lower center")
        return _saved(figure)


def cases():
    plt.rcdefaults()
    plt.rcParams["font.family"] = "Noto Sans CJK JP"
    figure, ax = plt.subplots(figsize=(6.6, 5.4), dpi=110)
    ax.pie(
        [38, 27, 20, 15],
        labels=["劳动纠纷", "房屋租赁", "婚姻家庭", "知识产权"],
        autopct="%d%%",
        startangle=90,
        colors=["#f4a261", "#8ecae6", "#90be6d", "#cdb4db"],
    )
    ax.set_title("2025年受理案件类型")
    image = _saved(figure)
    plt.rcdefaults()
    return image


def shapes():
    image = Image.new("RGB", (800, 560), "white")
    draw = ImageDraw.Draw(image)
    for x, y in ((110, 100), (260, 90), (420, 110), (180, 250), (340, 260)):
        draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill=(214, 40, 40))
    for x, y in ((620, 90), (700, 220), (580, 260)):
        draw.rectangle((x - 42, y - 42, x + 42, y + 42), fill=(29, 78, 200))
    for x in (160, 400):
        draw.polygon(((x, 400), (x - 58, 510), (x + 58, 510)), fill=(34, 150, 70))
    return image


def field():
    """Light and sharp: blue above, green below, a yellow disc at the upper right."""
    rng = np.random.default_rng(3)
    picture = np.empty((600, 900, 3), np.float32)
    picture[:330], picture[330:] = (128, 190, 240), (92, 168, 62)
    blades = rng.normal(0, 26, (270, 900, 1))
    picture[330:] += blades
    image = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    ImageDraw.Draw(image).ellipse((690, 50, 820, 180), fill=(250, 214, 50))
    return image


def dusk():
    """Dark and out of focus: nearly black blue, with a dim orange glow at the lower left."""
    image = Image.new("RGB", (1000, 640), (18, 22, 44))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 380, 320, 600), fill=(150, 76, 22))
    draw.rectangle((600, 300, 700, 640), fill=(10, 12, 20))
    return image.filter(ImageFilter.GaussianBlur(24))


def qr():
    params = cv2.QRCodeEncoder_Params()
    params.version = 4
    params.correction_level = cv2.QRCODE_ENCODER_CORRECT_LEVEL_M
    code = cv2.QRCodeEncoder_create(params).encode("https://tarnvalley.example/box/5031")
    image = Image.fromarray(code).convert("RGB")
    image = image.resize((image.width * 11, image.height * 11), Image.Resampling.NEAREST)
    ground = Image.new("RGB", (640, 640), (238, 230, 214))
    ground.paste(image, ((640 - image.width) // 2, (640 - image.height) // 2))
    return ground


PICTURES = {
    "feenote": feenote,
    "picklist": picklist,
    "exam": exam,
    "label": label,
    "yields": yields,
    "pallets": pallets,
    "players": players,
    "cases": cases,
    "shapes": shapes,
    "field": field,
    "dusk": dusk,
    "qr": qr,
}
