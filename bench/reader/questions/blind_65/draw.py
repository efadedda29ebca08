"""The pictures of this set that are drawn: charts, shapes, light, a code and a page that nobody can read."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import font_manager, pyplot
from PIL import Image, ImageDraw, ImageFilter, ImageFont


def visits() -> Image.Image:
    months = ["Jan", "Feb", "Mar", "Apr", "May"]
    north, south = [310, 280, 350, 420, 460], [190, 240, 260, 230, 330]
    with pyplot.style.context("ggplot"):
        figure, axes = pyplot.subplots(figsize=(8.4, 5))
        x = np.arange(5)
        axes.bar(x - 0.2, north, 0.4, label="North lounge", color="#33608c")
        axes.bar(x + 0.2, south, 0.4, label="South lounge", color="#e07b39")
        axes.set_xticks(x, months)
        axes.set_ylim(0, 500)
        axes.set_yticks(range(0, 501, 50))
        axes.set_title("Average daily lounge visits")
        axes.set_xlabel("Month (2026)")
        axes.set_ylabel("Guests per day")
        axes.legend(loc="upper left")
        return saved(figure)


def pie() -> Image.Image:
    name = next(f.name for f in font_manager.fontManager.ttflist if "CJK" in f.name and "Sans" in f.name)
    with pyplot.rc_context({"font.family": name}):
        figure, axes = pyplot.subplots(figsize=(7, 5.6))
        labels, parts = ["通勤族", "觀光客", "學生", "敬老", "其他"], [38, 31, 16, 11, 4]
        colours = ["#2a9d8f", "#e9c46a", "#e76f51", "#264653", "#b5b5b5"]
        wedges, _, texts = axes.pie(
            parts, colors=colours, autopct="%d%%", startangle=90, counterclock=False, pctdistance=0.75
        )
        for text, colour in zip(texts, ["white", "black", "white", "white", "black"], strict=True):
            text.set_color(colour)
        axes.legend(wedges, labels, loc="center left", bbox_to_anchor=(1, 0.5))
        axes.set_title("旗津渡輪旅客類型(2026年)", fontsize=16)
        figure.tight_layout()
        return saved(figure)


def inlet() -> Image.Image:
    hours = np.arange(0, 25, 4)
    figure, axes = pyplot.subplots(figsize=(8.4, 4.8), facecolor="#1b1e24")
    axes.set_facecolor("#1b1e24")
    axes.plot(hours, [21, 20, 22, 25, 28, 26, 23], marker="o", color="#4fc3f7", label="East aisle")
    axes.plot(hours, [19, 19, 19, 20, 21, 20, 20], marker="s", color="#ffca28", label="West aisle")
    axes.set_title("Inlet temperature on 4 August", color="white")
    axes.set_xlabel("Hour", color="#ddd")
    axes.set_ylabel("°C", color="#ddd")
    axes.set_xticks(hours)
    axes.set_ylim(16, 30)
    axes.tick_params(colors="#ddd")
    axes.grid(color="#3a3f48")
    axes.legend(facecolor="#262a32", labelcolor="white", edgecolor="#555")
    for side in axes.spines.values():
        side.set_color("#666")
    return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (800, 500), "#fffaf0")
    draw = ImageDraw.Draw(image)
    for x, y in ((90, 90), (240, 100), (110, 260)):
        draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill="#c62828")
    for x, y in ((650, 80), (690, 230)):
        draw.rectangle((x - 50, y - 50, x + 50, y + 50), fill="#1e4fc4")
    for x, y in ((400, 380), (560, 400), (250, 400), (700, 410)):
        draw.polygon([(x, y - 52), (x - 56, y + 46), (x + 56, y + 46)], fill="#2e8b3d")
    return image


def lake() -> Image.Image:
    """A dark green bank below, a pale blue sky above: no text."""
    random = np.random.default_rng(65)
    y, x = np.mgrid[0:540, 0:900]
    sky = np.stack([150 + y / 12, 195 + y / 16, 240 + 0 * y], axis=2)
    bank = np.stack([28 + 0 * y, 92 + 0 * y, 38 + 0 * y], axis=2) + random.normal(0, 14, (540, 900, 1))
    edge = 300 + 16 * np.sin(x / 70) + 7 * np.sin(x / 23)
    return Image.fromarray(np.where((y > edge)[..., None], bank, sky).clip(0, 255).astype(np.uint8))


def night() -> Image.Image:
    """The same bank, nearly black and out of focus."""
    dark = np.asarray(lake().filter(ImageFilter.GaussianBlur(9)), dtype=np.float32) * 0.13
    return Image.fromarray(dark.astype(np.uint8))


def qr() -> Image.Image:
    modules = cv2.QRCodeEncoder.create().encode("https://tarn-timber.example/hire?desk=27")
    square = Image.fromarray(modules).convert("RGB").resize((330, 330), Image.Resampling.NEAREST)
    image = Image.new("RGB", (430, 430), "white")
    image.paste(square, (50, 50))
    return image


def smudge() -> Image.Image:
    """A letter so blurred that nothing of it can be read."""
    image = Image.new("RGB", (760, 560), "#f1efe8")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(font_manager.findfont("DejaVu Serif"), 20)
    for line in range(13):
        draw.text(
            (60, 50 + line * 36),
            "Quarterly storage of hired canoes and stoves in the barn"[: 54 - line % 4 * 6],
            "#333",
            font,
        )
    return image.filter(ImageFilter.GaussianBlur(10))


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "visits": visits, "pie": pie, "inlet": inlet, "shapes": shapes, "lake": lake, "night": night, "qr": qr, "smudge": smudge,
}  # fmt: skip
