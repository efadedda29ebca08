"""Charts and pictures without text of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def bars() -> Image.Image:
    """Grouped bars, no values written."""
    city, mountain, electric = [120, 180, 160, 90], [60, 110, 140, 70], [150, 210, 240, 200]
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    at = np.arange(4)
    for n, (name, values) in enumerate({"City": city, "Mountain": mountain, "Electric": electric}.items()):
        axes.bar(at + (n - 1) * 0.27, values, 0.27, label=name)
    axes.set_xticks(at, ["Q1", "Q2", "Q3", "Q4"])
    axes.set_title("Bicycles sold by quarter, 2025")
    axes.set_xlabel("Quarter")
    axes.set_ylabel("Units sold")
    axes.legend(loc="upper left")
    return saved(figure)


def hbar() -> Image.Image:
    """Horizontal bars with their values."""
    names, values = ["新竹", "臺南", "桃園", "臺中", "高雄"], [183, 265, 307, 342, 418]
    with plt.rc_context({"font.family": TC}):
        figure, axes = plt.subplots(figsize=(8, 4.6), dpi=110)
        drawn = axes.barh(names, values, color="#3f8f8a")
        axes.bar_label(drawn, padding=4)
        axes.set_xlim(0, 470)
        axes.set_title("2025 年圖書館借閱量")
        axes.set_xlabel("千冊")
        axes.spines[["top", "right"]].set_visible(False)
        return saved(figure)


def lines() -> Image.Image:
    """Three lines with markers."""
    months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic"]
    series = {
        "Sevilla": [11, 13, 15, 18, 22, 26, 28, 30, 25, 20, 15, 12],
        "Bilbao": [8, 10, 12, 13, 16, 19, 21, 22, 20, 17, 12, 10],
        "Burgos": [3, 4, 7, 9, 13, 17, 19, 20, 16, 11, 6, 4],
    }
    with plt.style.context("seaborn-v0_8-whitegrid"):
        figure, axes = plt.subplots(figsize=(9, 5), dpi=110)
        for (name, values), mark in zip(series.items(), "os^", strict=True):
            axes.plot(months, values, marker=mark, label=name)
        axes.set_ylim(0, 35)
        axes.set_title("Temperatura media mensual")
        axes.set_xlabel("Mes")
        axes.set_ylabel("Grados °C")
        axes.legend(loc="upper left")
        return saved(figure)


def pie() -> Image.Image:
    """A pie with its shares."""
    with plt.rc_context({"font.family": SC, "font.size": 13}):
        figure, axes = plt.subplots(figsize=(7, 5.6), dpi=110)
        axes.pie(
            [35, 28, 15, 12, 10],
            labels=["房租", "食品", "教育", "交通", "其他"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#4e79a7", "#f28e2b", "#59a14f", "#edc948", "#bab0ac"],
        )
        axes.set_title("家庭每月支出构成")
        return saved(figure)


def stacked() -> Image.Image:
    """Stacked bars in another look."""
    years = ["2021", "2022", "2023", "2024", "2025"]
    parts = {"Recycling": [30, 34, 38, 43, 47], "Compost": [12, 15, 16, 20, 24], "Landfill": [60, 54, 46, 41, 35]}
    with plt.style.context("ggplot"):
        figure, axes = plt.subplots(figsize=(8, 5.2), dpi=110)
        foot = np.zeros(5)
        for (name, values), colour in zip(parts.items(), ["#2a9d8f", "#e9c46a", "#6d597a"], strict=True):
            drawn = axes.bar(years, values, 0.6, bottom=foot, label=name, color=colour)
            axes.bar_label(drawn, label_type="center", color="black" if name == "Compost" else "white")
            foot += values
        axes.set_ylim(0, 135)
        axes.set_title("Household waste collected in Elmford")
        axes.set_ylabel("Tonnes")
        axes.legend(ncols=3, loc="upper center")
        return saved(figure)


def shapes() -> Image.Image:
    """Four blue circles above, three orange triangles below on the left, a green square below on the right."""
    image = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(image)
    for x in (140, 380, 620, 860):
        pen.ellipse((x - 75, 95, x + 75, 245), fill="#1f5fd0")
    for x in (110, 290, 470):
        pen.polygon([(x, 420), (x - 70, 560), (x + 70, 560)], fill="#f08a1d")
    pen.rectangle((690, 400, 890, 600), fill="#1e9e4a")
    return image


def dusk() -> Image.Image:
    """A dark, blurred evening with somebody standing in it."""
    rows = np.linspace(0, 1, 720)[:, None, None] ** 2
    sky = np.array([14, 16, 34]) * (1 - rows) + np.array([82, 40, 24]) * rows
    image = Image.fromarray(np.broadcast_to(sky, (720, 1280, 3)).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 620, 1280, 720), fill=(6, 6, 8))
    pen.ellipse((610, 330, 670, 400), fill=(8, 8, 10))
    pen.rounded_rectangle((590, 395, 690, 640), 30, fill=(8, 8, 10))
    blurred = np.asarray(image.filter(ImageFilter.GaussianBlur(9)), float)
    noise = np.random.default_rng(4).normal(0, 1.2, blurred.shape[:2])[..., None]
    return Image.fromarray(np.clip(blurred + noise, 0, 255).astype(np.uint8))


def meadow() -> Image.Image:
    """A bright, sharp day: blue above, green grass below, the sun at the top right."""
    random = np.random.default_rng(9)
    picture = np.zeros((600, 900, 3), np.uint8)
    picture[:330] = (110, 180, 240)
    grass = random.integers(-35, 36, (270, 900))
    picture[330:] = np.clip(np.array([70, 165, 60]) + grass[..., None], 0, 255)
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    pen.ellipse((740, 40, 840, 140), fill=(255, 222, 40))
    for _ in range(900):
        x, y = int(random.integers(0, 900)), int(random.integers(345, 600))
        pen.line((x, y, x + int(random.integers(-5, 6)), y - 14), fill=(30, 105, 30), width=2)
    return image


def skin() -> Image.Image:
    """A brown spot on skin."""
    random = np.random.default_rng(2)
    tone = np.clip(np.array([222, 178, 150]) + random.normal(0, 4, (560, 560, 1)), 0, 255)
    image = Image.fromarray(np.broadcast_to(tone, (560, 560, 3)).astype(np.uint8))
    around = [(280 + (60 + 9 * np.sin(3 * t)) * np.cos(t), 270 + 52 * np.sin(t)) for t in np.linspace(0, 6.28, 60)]
    ImageDraw.Draw(image).polygon(around, fill=(92, 54, 38))
    return image.filter(ImageFilter.GaussianBlur(1.5))


def qr() -> Image.Image:
    """A code on a grey card."""
    code = cv2.QRCodeEncoder.create().encode("https://menu.elcandil.example/mesa/7")
    big = Image.fromarray(code).resize((code.shape[1] * 12, code.shape[0] * 12), Image.Resampling.NEAREST)
    card = Image.new("RGB", (760, 620), "#c9ced6")
    white = Image.new("RGB", (big.width + 60, big.height + 60), "white")
    white.paste(big.convert("RGB"), (30, 30))
    card.paste(white, ((760 - white.width) // 2, (620 - white.height) // 2))
    return card


PICTURES = {f.__name__: f for f in (bars, hbar, lines, pie, stacked, shapes, dusk, meadow, skin, qr)}
