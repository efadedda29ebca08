"""The charts and drawn pictures of this set: a library, journeys to work, a clinic, a household, shapes, an evening, a dim room."""

from __future__ import annotations

import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter


def library() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100)
    axes.bar(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], [120, 95, 160, 140, 110, 215], color="#7a9e7e", width=0.6)
    axes.set_title("Visitors to the town library, week 20")
    axes.set_xlabel("Day")
    axes.set_ylabel("Visitors")
    axes.spines[["top", "right"]].set_visible(False)
    return saved(figure)


def trayectos() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8.4, 5.4), dpi=100)
    places = np.arange(4)
    axes.barh(places - 0.2, [42, 55, 25, 35], 0.38, label="2019", color="#c9b458")
    axes.barh(places + 0.2, [38, 61, 24, 47], 0.38, label="2024", color="#5b6ea8")
    axes.set_yticks(places, ["Tren", "Autobús", "Bicicleta", "Coche"])
    axes.invert_yaxis()
    axes.set_xlabel("Minutos")
    axes.set_title("Duración media del viaje al trabajo")
    axes.legend(loc="lower right")
    axes.set_xlim(0, 75)
    return saved(figure)


def menzhen() -> Image.Image:
    with pyplot.rc_context({"font.family": ["Noto Sans CJK JP"]}):
        figure, axes = pyplot.subplots(figsize=(8.4, 5.2), dpi=100)
        months = [f"{n}月" for n in range(1, 7)]
        axes.plot(months, [310, 290, 335, 360, 340, 380], marker="o", color="#1f6fb2", label="內科")
        axes.plot(months, [240, 225, 215, 205, 190, 170], marker="s", color="#d9822b", label="兒科")
        axes.set_title("2025年上半年門診人數")
        axes.set_ylabel("人數")
        axes.set_ylim(100, 420)
        axes.grid(alpha=0.4)
        axes.legend()
        return saved(figure)


def zhichu() -> Image.Image:
    with pyplot.rc_context({"font.family": ["Noto Sans CJK JP"], "font.size": 14}):
        figure, axes = pyplot.subplots(figsize=(7, 6), dpi=100)
        axes.pie(
            [40, 24, 9, 17, 10],
            labels=["房租", "餐饮", "交通", "教育", "其他"],
            autopct="%d%%",
            startangle=90,
            colors=["#e07a5f", "#81b29a", "#f2cc8f", "#6d83b5", "#b8b8b8"],
        )
        axes.set_title("家庭每月支出构成")
        return saved(figure)


def appointments() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 5.4), dpi=100)
    quarters, new, again = ["Q1", "Q2", "Q3", "Q4"], [80, 100, 90, 130], [150, 160, 145, 170]
    for values, under, label, colour in ((new, [0] * 4, "New", "#8ecae6"), (again, new, "Follow-up", "#ffb703")):
        bars = axes.bar(quarters, values, 0.55, bottom=under, label=label, color=colour)
        axes.bar_label(bars, label_type="center", fontsize=12)
    axes.set_title("Dental appointments by quarter")
    axes.set_ylabel("Appointments")
    axes.set_ylim(0, 360)
    axes.legend(loc="upper left")
    return saved(figure)


def blocks() -> Image.Image:
    image = Image.new("RGB", (640, 480), "#ffffff")
    draw = ImageDraw.Draw(image)
    for x, y in ((110, 100), (320, 100), (530, 110)):
        draw.ellipse((x - 50, y - 50, x + 50, y + 50), fill="#d32f2f")
    for x, y in ((120, 330), (300, 340)):
        draw.rectangle((x - 55, y - 55, x + 55, y + 55), fill="#1565c0")
    draw.polygon([(520, 280), (450, 410), (590, 410)], fill="#2e7d32")
    return image


def evening() -> Image.Image:
    """Orange above, dark blue below, and a pale disc left of the middle."""
    column = np.linspace(0, 1, 480)[:, None]
    rows = np.where(column < 0.55, np.array([[245, 140, 40]]) - 60 * column, np.array([[20, 35, 90]]))
    image = Image.fromarray(np.repeat(rows[:, None, :], 720, axis=1).astype(np.uint8))
    ImageDraw.Draw(image).ellipse((150, 90, 250, 190), fill="#fff0c0")
    return image.filter(ImageFilter.GaussianBlur(2))


def dim() -> Image.Image:
    """A blurred still of boxes in a nearly dark room."""
    image = Image.new("RGB", (600, 450), (16, 14, 18))
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 200, 240, 400), fill=(40, 30, 26))
    draw.rectangle((300, 120, 420, 400), fill=(24, 34, 40))
    draw.rectangle((460, 260, 560, 400), fill=(34, 36, 22))
    return image.filter(ImageFilter.GaussianBlur(14))


def _table(plate: str | None, cup: str) -> Image.Image:
    image = Image.new("RGB", (600, 420), "#f3e7d3")
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 180, 160), fill="#6a1b9a")
    if plate:
        draw.ellipse((420, 250, 540, 370), fill=plate)
    draw.polygon([(300, 60), (240, 170), (360, 170)], fill=cup)
    return image


PICTURES = {
    "library": library,
    "trayectos": trayectos,
    "menzhen": menzhen,
    "zhichu": zhichu,
    "appointments": appointments,
    "blocks": blocks,
    "evening": evening,
    "dim": dim,
    "table_1": lambda: _table("#fbc02d", "#00897b"),
    "table_2": lambda: _table(None, "#00897b"),
}
