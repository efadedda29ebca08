"""Charts and drawn pictures of this set."""

from __future__ import annotations

import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter


def circus() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100)
    at = np.arange(4)
    axes.bar(at - 0.2, [320, 540, 410, 230], 0.4, label="Matinee", color="#e0a030")
    axes.bar(at + 0.2, [450, 780, 600, 390], 0.4, label="Evening", color="#503080")
    axes.set_xticks(at, ["Spring", "Summer", "Autumn", "Winter"])
    axes.set_title("Circus tickets sold per show")
    axes.set_xlabel("Season")
    axes.set_ylabel("Tickets")
    axes.grid(axis="y", alpha=0.4)
    axes.legend()
    return saved(figure)


def rutas() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 4.5), dpi=100)
    axes.barh(["Cascada", "Valle Umbrío", "Laguna Negra", "Hayedo", "Pico Alto"], [6, 9, 14, 17, 21], color="#2f8f6b")
    axes.set_title("Longitud de las rutas de senderismo")
    axes.set_xlabel("Kilómetros")
    axes.grid(axis="x", alpha=0.4)
    figure.tight_layout()
    return saved(figure)


def reservoir() -> Image.Image:
    with pyplot.rc_context({"font.family": ["Noto Sans CJK TC", "Noto Sans CJK JP"]}):
        figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100)
        axes.plot([f"{m}月" for m in range(1, 9)], [62, 58, 51, 45, 60, 78, 85, 81], marker="o", color="#1060c0")
        axes.set_title("青湖水庫每月蓄水率")
        axes.set_xlabel("月份")
        axes.set_ylabel("蓄水率 (%)")
        axes.set_ylim(0, 100)
        axes.grid(alpha=0.4)
        return saved(figure)


def power() -> Image.Image:
    with pyplot.rc_context({"font.family": ["Noto Sans CJK SC", "Noto Sans CJK JP"], "font.size": 13}):
        figure, axes = pyplot.subplots(figsize=(7, 6), dpi=100)
        axes.pie(
            [38, 23, 17, 12, 10],
            labels=["空调", "热水器", "冰箱", "照明", "其他"],
            autopct="%d%%",
            colors=["#5b8ff9", "#f6bd16", "#5ad8a6", "#e8684a", "#b0b0b0"],
        )
        axes.set_title("家庭用电构成")
        return saved(figure)


def buses() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8.5, 5), dpi=100)
    days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    axes.plot(days, [3.2, 4.1, 3.8, 5.0, 6.4, 2.1, 1.5], marker="s", label="Route 4", color="#c02020")
    axes.plot(days, [5.5, 5.1, 4.6, 4.4, 4.0, 2.8, 2.4], marker="o", label="Route 9", color="#207020")
    axes.set_title("Average bus delay by weekday")
    axes.set_ylabel("Delay (minutes)")
    axes.set_ylim(0, 8)
    axes.grid(alpha=0.4)
    axes.legend()
    return saved(figure)


def _shapes(fewer: bool) -> Image.Image:
    picture = Image.new("RGB", (640, 440), "white")
    pen = ImageDraw.Draw(picture)
    for x, y in [(90, 90), (250, 90), (410, 90), (560, 90)][: 3 if fewer else 4]:
        pen.ellipse((x - 45, y - 45, x + 45, y + 45), fill=(215, 30, 30))
    for x in (120, 300):
        pen.rectangle((x - 50, 280, x + 50, 380), fill=(25, 70, 205))
    pen.polygon([(500, 270), (440, 385), (560, 385)], fill=(245, 205, 20) if fewer else (20, 150, 60))
    return picture


def shapes_a() -> Image.Image:
    return _shapes(fewer=False)


def shapes_b() -> Image.Image:
    return _shapes(fewer=True)


def meadow() -> Image.Image:
    picture = Image.new("RGB", (800, 500), (110, 180, 240))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 260, 800, 500), fill=(60, 150, 50))
    pen.ellipse((60, 40, 170, 150), fill=(250, 220, 40))
    random = np.random.default_rng(28)
    for x, y in zip(random.integers(0, 800, 900), random.integers(270, 500, 900), strict=True):
        pen.line((x, y, x + int(random.integers(-3, 4)), y - 12), fill=(40, 115, 35), width=2)
    return picture


def meadow_soft() -> Image.Image:
    return meadow().filter(ImageFilter.GaussianBlur(9))


def dusk() -> Image.Image:
    y, x = np.mgrid[0:480, 0:720]
    glow = np.exp(-(((x - 640) / 90.0) ** 2 + ((y - 420) / 70.0) ** 2))
    dark = np.stack([12 + 190 * glow, 14 + 90 * glow, 34 + 10 * glow], -1)
    noise = np.random.default_rng(5).normal(0, 2, dark.shape)
    return Image.fromarray(np.clip(dark + noise, 0, 255).astype(np.uint8))


def code_square() -> Image.Image:
    made = zxingcpp.create_barcode("TICKET-4402-KX", zxingcpp.BarcodeFormat.QRCode)
    square = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=10))).convert("RGB")
    picture = Image.new("RGB", (500, 500), "white")
    picture.paste(square, ((500 - square.width) // 2, (500 - square.height) // 2))
    return picture


PICTURES = {
    "circus": circus,
    "rutas": rutas,
    "reservoir": reservoir,
    "power": power,
    "buses": buses,
    "shapes_a": shapes_a,
    "shapes_b": shapes_b,
    "meadow": meadow,
    "meadow_soft": meadow_soft,
    "dusk": dusk,
    "code_square": code_square,
}
