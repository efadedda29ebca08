"""The charts and drawn pictures of this set."""

import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter

CHINESE = {"font.family": ["Noto Sans CJK JP", "DejaVu Sans"]}


def libraries() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 5.2))
    bars = axes.bar(
        ["Ash Hill", "Brook", "Castle", "Dene", "Eastgate", "Ford"], [412, 655, 980, 290, 745, 530], color="#3a7ca5"
    )
    axes.bar_label(bars)
    axes.set_title("Books borrowed per branch, March 2026")
    axes.set_xlabel("Branch")
    axes.set_ylabel("Books")
    axes.set_ylim(0, 1100)
    return saved(figure)


def rain() -> Image.Image:
    with pyplot.rc_context(CHINESE):
        figure, axes = pyplot.subplots(figsize=(8.4, 5.4))
        at = np.arange(5)
        axes.bar(at - 0.2, [120, 90, 160, 240, 310], 0.4, label="北區", color="#4472c4")
        axes.bar(at + 0.2, [60, 80, 130, 280, 350], 0.4, label="南區", color="#ed7d31")
        axes.set_xticks(at, ["二月", "三月", "四月", "五月", "六月"])
        axes.set_yticks(range(0, 401, 50))
        axes.set_title("各區月降雨量")
        axes.set_ylabel("降雨量（毫米）")
        axes.grid(axis="y", alpha=0.4)
        axes.legend()
        return saved(figure)


def bicis() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8.6, 5))
    years = list(range(2018, 2026))
    axes.plot(years, [40, 55, 50, 80, 110, 135, 150, 190], marker="o", label="Bicicletas eléctricas")
    axes.plot(years, [200, 190, 210, 180, 160, 150, 140, 120], marker="s", label="Bicicletas de montaña")
    axes.set_title("Bicicletas vendidas por año")
    axes.set_xlabel("Año")
    axes.set_ylabel("Unidades")
    axes.set_ylim(0, 250)
    axes.set_xticks(years)
    axes.grid(alpha=0.3)
    axes.legend()
    return saved(figure)


def shijian() -> Image.Image:
    with pyplot.rc_context(CHINESE):
        figure, axes = pyplot.subplots(figsize=(7, 5.6))
        axes.pie(
            [34, 27, 18, 12, 9],
            labels=["睡眠", "工作", "通勤", "家务", "运动"],
            autopct="%d%%",
            startangle=90,
            colors=["#5b8ff9", "#61ddaa", "#f6bd16", "#e8684a", "#9270ca"],
        )
        axes.set_title("一天的时间去哪了")
        return saved(figure)


def complaints() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8.4, 5))
    what = ["Late delivery", "Damaged parcel", "Wrong item", "Rude driver", "Lost parcel"]
    axes.barh(what, [64, 38, 22, 8, 15], color=["#c44e52"] * 5)
    axes.invert_yaxis()
    axes.set_xticks(range(0, 71, 10))
    axes.set_title("Complaints by reason (last quarter)")
    axes.set_xlabel("Number of complaints")
    figure.tight_layout()
    axes.grid(axis="x", alpha=0.4)
    return saved(figure)


def tokens() -> Image.Image:
    """Four red discs on top, two blue squares below on the left, a green triangle at the bottom right."""
    image = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(image)
    for x in (110, 290, 470, 650):
        draw.ellipse((x - 55, 75, x + 55, 185), fill="#d62828")
    for x in (90, 270):
        draw.rectangle((x, 380, x + 110, 490), fill="#1d4ed8")
    draw.polygon(((520, 520), (700, 520), (610, 360)), fill="#2a9d3a")
    return image


def dusk() -> Image.Image:
    """A dark picture without an edge: deep blue above, black ground below, softened."""
    image = Image.new("RGB", (900, 600), "#10183a")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, 900, 600), fill="#05060a")
    draw.ellipse((640, 90, 760, 210), fill="#3a3f5c")
    return image.filter(ImageFilter.GaussianBlur(18))


def _room(ball: str, lamp: bool) -> Image.Image:
    image = Image.new("RGB", (700, 500), "#f2e3c6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, 700, 500), fill="#8a5a34")
    draw.rectangle((80, 220, 300, 380), fill="#2b6f77")
    draw.ellipse((420, 300, 500, 380), fill=ball)
    if lamp:
        draw.rectangle((580, 70, 640, 140), fill="#f0b400")
    return image


def room_a() -> Image.Image:
    return _room("#c1121f", True)


def room_b() -> Image.Image:
    return _room("#c1121f", False)


def room_c() -> Image.Image:
    """Wholly another picture: a night with three white discs."""
    image = Image.new("RGB", (700, 500), "#0b132b")
    draw = ImageDraw.Draw(image)
    for x, y in ((150, 120), (380, 240), (560, 100)):
        draw.ellipse((x - 40, y - 40, x + 40, y + 40), fill="white")
    return image


PICTURES = {f.__name__: f for f in (libraries, rain, bicis, shijian, complaints, tokens, dusk, room_a, room_b, room_c)}
