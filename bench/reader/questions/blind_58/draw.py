"""Charts by matplotlib, shapes, a hillside and a QR code."""

import cv2
import matplotlib
import numpy as np

matplotlib.use("Agg")
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

CJK = ["Noto Sans CJK JP", "WenQuanYi Zen Hei"]
SUMMIT = [60, 75, 98, 120, 142, 150, 165, 158, 140, 118]
VILLAGE = [10, 22, 35, 48, 55, 61, 64, 50, 32, 15]


def snow():
    with plt.rc_context({"font.family": "DejaVu Sans", "font.size": 12}):
        figure, axes = plt.subplots(figsize=(9, 5.4), dpi=100)
        weeks = range(1, 11)
        axes.plot(weeks, SUMMIT, marker="o", color="#1f4e9c", label="Summit")
        axes.plot(weeks, VILLAGE, marker="s", color="#d9822b", label="Village")
        axes.set(title="Snow depth at Granfell, winter 2024/25", xlabel="Week of the season", ylabel="Snow depth (cm)", xticks=list(weeks), ylim=(0, 180))  # fmt: skip
        axes.set_yticks(range(0, 181, 20))
        axes.grid(alpha=0.4)
        axes.legend(loc="upper left")
        return saved(figure)


def visits():
    with (
        plt.rc_context({"font.sans-serif": CJK, "font.family": "sans-serif", "font.size": 13}),
        plt.style.context("ggplot"),
    ):
        plt.rcParams["font.sans-serif"] = CJK
        figure, axes = plt.subplots(figsize=(8.4, 5.2), dpi=100)
        x = np.arange(4)
        axes.bar(x - 0.2, [120, 135, 160, 150], 0.4, label="犬", color="#4c72b0")
        axes.bar(x + 0.2, [90, 110, 105, 140], 0.4, label="猫", color="#dd8452")
        axes.set_xticks(x, ["1月", "2月", "3月", "4月"])
        axes.set_yticks(range(0, 181, 20))
        axes.set_title("2025年各月就诊数量")
        axes.set_ylabel("就诊数（例）")
        axes.legend(loc="upper left")
        axes.set_ylim(0, 190)
        return saved(figure)


def bikepie():
    with plt.rc_context({"font.sans-serif": CJK, "font.family": "sans-serif", "font.size": 14}):
        figure, axes = plt.subplots(figsize=(7, 6), dpi=100)
        axes.pie([42, 27, 18, 8, 5], labels=["維修", "新車", "零件", "租借", "課程"], autopct="%d%%", startangle=90, counterclock=False, colors=["#e76f51", "#f4a261", "#e9c46a", "#2a9d8f", "#8ab17d"], wedgeprops={"edgecolor": "white"})  # fmt: skip
        axes.set_title("2025 年營收來源", fontsize=18)
        return saved(figure)


def _shapes(third_circle):
    image = Image.new("RGB", (800, 600), "#fbf3dc")
    pen = ImageDraw.Draw(image)
    for x, y in [(130, 130), (400, 140)] + [(660, 450)] * third_circle:
        pen.ellipse((x - 65, y - 65, x + 65, y + 65), fill="#d62828")
    for x, y in [(110, 390), (330, 380)]:
        pen.rectangle((x - 60, y - 60, x + 60, y + 60), fill="#1d4ed8")
    pen.polygon([(660, 60), (590, 190), (730, 190)], fill="#2f9e44")
    return image


def shapes():
    return _shapes(True)


def shapes2():
    return _shapes(False)


def hillside():
    """Blue above, snow below, out of focus."""
    image = Image.new("RGB", (960, 640), "#2f6fd0")
    pen = ImageDraw.Draw(image)
    pen.polygon([(0, 300), (300, 250), (640, 330), (960, 270), (960, 640), (0, 640)], fill="#f2f5f8")
    image = image.filter(ImageFilter.GaussianBlur(14))
    grain = np.random.default_rng(58).normal(0, 2, (640, 960, 3))
    return Image.fromarray(np.clip(np.asarray(image, float) + grain, 0, 255).astype(np.uint8))


def garage():
    """Hardly any light, nothing on it."""
    y, x = np.mgrid[0:480, 0:720]
    base = 10 + 14 * np.exp(-((x - 560) ** 2 + (y - 120) ** 2) / 30000)
    picture = np.stack([base * 1.1, base, base * 0.8], axis=2) + np.random.default_rng(2).normal(0, 2, (480, 720, 3))
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://granfell.example/pass/7Q2-881")
    code = cv2.resize(code, None, fx=10, fy=10, interpolation=cv2.INTER_NEAREST)
    image = Image.new("RGB", (600, 600), "white")
    image.paste(Image.fromarray(code), ((600 - code.shape[1]) // 2, (600 - code.shape[0]) // 2))
    return image


PICTURES = {f.__name__: f for f in (snow, visits, bikepie, shapes, shapes2, hillside, garage, qr)}
