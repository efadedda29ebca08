"""Charts drawn with matplotlib and pictures without text."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter, ImageFont


def commute():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8, 4.8))
        a.barh(["Ashford", "Brindle", "Corley", "Dunham", "Elstow"], [42, 28, 35, 19, 51], color="#35618f")
        a.set(title="Average commute time by district", xlabel="Minutes", xlim=(0, 60))
        f.tight_layout()
        return saved(f)


def aire():
    with plt.rc_context({"font.family": ["Noto Sans CJK TC", "Noto Sans CJK JP"]}):
        f, a = plt.subplots(figsize=(8.4, 4.8))
        a.plot([f"{n}月" for n in range(1, 9)], [31, 28, 33, 24, 18, 13, 12, 15], marker="o", color="#c0392b")
        a.set(title="2024年台中PM2.5月平均濃度", xlabel="月份", ylabel="μg/m³", ylim=(0, 40))
        a.grid(alpha=0.4)
        f.tight_layout()
        return saved(f)


def shapes():
    image = Image.new("RGB", (800, 600), "#f3ead7")
    pen = ImageDraw.Draw(image)
    for x, y in ((120, 120), (330, 110), (120, 420), (400, 320)):
        pen.ellipse((x - 55, y - 55, x + 55, y + 55), fill="#1f5fc4")
    for x, y in ((600, 140), (260, 460)):
        pen.polygon(((x, y - 65), (x - 65, y + 55), (x + 65, y + 55)), fill="#d02626")
    pen.rectangle((600, 400, 720, 520), fill="#1e9646")
    return image


def meadow():
    rng = np.random.default_rng(39)
    rows = np.linspace(0, 1, 340)[:, None, None]
    sky = np.array([96, 160, 226]) * (1 - rows) + np.array([176, 210, 240]) * rows
    sky = np.broadcast_to(sky, (340, 960, 3))
    rows = np.linspace(0, 1, 300)[:, None, None]
    grass = np.array([96, 160, 70]) * (1 - rows) + np.array([52, 112, 36]) * rows
    grass = (
        np.broadcast_to(grass, (300, 960, 3)) + cv2.GaussianBlur(rng.normal(0, 30, (300, 960)), (0, 0), 1.2)[..., None]
    )
    both = np.concatenate([sky, grass]) + rng.normal(0, 2, (640, 960, 1))
    return Image.fromarray(np.clip(both, 0, 255).astype(np.uint8))


def spot():
    rng = np.random.default_rng(7)
    image = Image.new("RGB", (700, 500), (226, 178, 150))
    pen = ImageDraw.Draw(image)
    pen.ellipse((290, 190, 410, 290), fill=(92, 52, 34))
    pen.ellipse((360, 220, 435, 300), fill=(104, 60, 40))
    array = np.array(image.filter(ImageFilter.GaussianBlur(3))) + rng.normal(0, 4, (500, 700, 1))
    return Image.fromarray(np.clip(array, 0, 255).astype(np.uint8))


def code():
    small = cv2.QRCodeEncoder.create().encode("https://example.org/visit/7731")
    large = cv2.resize(small, None, fx=10, fy=10, interpolation=cv2.INTER_NEAREST)
    return Image.fromarray(cv2.copyMakeBorder(large, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=255)).convert("RGB")


def blurry():
    image = Image.new("RGB", (720, 540), "#e9e6df")
    pen = ImageDraw.Draw(image)
    face = ImageFont.truetype("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf", 24)
    words = [
        "The",
        "members",
        "agreed",
        "to",
        "paint",
        "the",
        "hall",
        "before",
        "winter",
        "and",
        "to",
        "ask",
        "two",
        "firms",
        "for",
        "a",
        "price",
        "in",
        "writing",
    ]
    for line in range(11):
        start = (line * 5) % len(words)
        pen.text((60, 50 + 40 * line), " ".join((words * 2)[start : start + 9]), font=face, fill="#3a3a3a")
    return image.filter(ImageFilter.GaussianBlur(9))


PICTURES = {
    "commute": commute,
    "aire": aire,
    "shapes": shapes,
    "meadow": meadow,
    "spot": spot,
    "qr_poster": code,
    "blurry": blurry,
}
