"""Charts and drawn pictures of the set."""

from __future__ import annotations

import io

import matplotlib

matplotlib.use("Agg")
import numpy as np
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter


def _saved(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    plt.close(figure)
    buffer.seek(0)
    return Image.open(buffer)


def bar():
    with plt.rc_context({"font.family": "DejaVu Sans", "font.size": 12}):
        figure, axes = plt.subplots(figsize=(8, 5.2), dpi=100)
        names, values = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], [34, 28, 45, 39, 62, 80]
        axes.bar(names, values, color="#e07a3f", width=0.6)
        axes.set(title="Pizzas sold last week", xlabel="Day", ylabel="Pizzas", ylim=(0, 90))
        for x, v in enumerate(values):
            axes.text(x, v + 1.5, str(v), ha="center")
        figure.tight_layout()
        return _saved(figure)


def grouped():
    with plt.rc_context({"font.family": "Noto Sans CJK TC", "font.size": 13}):
        figure, axes = plt.subplots(figsize=(8.4, 5.4), dpi=100)
        names = ["第一季", "第二季", "第三季", "第四季"]
        x = np.arange(4)
        axes.bar(x - 0.2, [120, 150, 210, 180], 0.4, label="臺北店", color="#2a6fbb")
        axes.bar(x + 0.2, [90, 160, 140, 200], 0.4, label="高雄店", color="#f2b134")
        axes.set_xticks(x, names)
        axes.set(title="2024 年各季營業額", ylabel="萬元", ylim=(0, 250))
        axes.yaxis.grid(True, color="#ddd")
        axes.set_axisbelow(True)
        axes.legend(loc="upper left")
        figure.tight_layout()
        return _saved(figure)


def horizontal():
    with plt.rc_context({"font.family": "Liberation Sans", "font.size": 13}):
        figure, axes = plt.subplots(figsize=(8.2, 4.8), dpi=100)
        names = ["Tranvía", "Coche", "Bicicleta", "A pie", "Autobús"]
        values = [12, 31, 18, 9, 30]
        axes.barh(names, values, color="#3a8f5c", height=0.55)
        axes.set(title="Cómo van al trabajo los vecinos de Rialva", xlabel="Porcentaje (%)", xlim=(0, 35))
        axes.spines[["top", "right"]].set_visible(False)
        for y, v in enumerate(values):
            axes.text(v + 0.4, y, f"{v} %", va="center")
        figure.tight_layout()
        return _saved(figure)


def line():
    with plt.rc_context({"font.family": "DejaVu Sans", "font.size": 11}):
        figure, axes = plt.subplots(figsize=(8.4, 5), dpi=100)
        years = [2018, 2019, 2020, 2021, 2022, 2023, 2024]
        axes.plot(years, [50, 55, 30, 40, 60, 75, 90], marker="o", color="#1f4fa3", label="Ferry")
        axes.plot(years, [80, 75, 45, 50, 55, 50, 40], marker="s", color="#c23b3b", label="Plane")
        axes.set(title="Visitors to Skarra Island", xlabel="Year", ylabel="Thousand visitors", ylim=(0, 100))
        axes.grid(alpha=0.4)
        axes.legend()
        figure.tight_layout()
        return _saved(figure)


def pie():
    with plt.rc_context({"font.family": "Noto Sans CJK SC", "font.size": 13}):
        figure, axes = plt.subplots(figsize=(7, 5.4), dpi=100)
        axes.pie(
            [40, 25, 20, 10, 5],
            labels=["房租", "伙食", "交通", "娱乐", "其他"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#5b8def", "#f28b50", "#7bc47f", "#f5d55c", "#b08fd8"],
        )
        axes.set_title("每月开支比例")
        figure.tight_layout()
        return _saved(figure)


def shapes():
    image = Image.new("RGB", (720, 480), "white")
    d = ImageDraw.Draw(image)
    for x in (70, 230, 390):  # three red circles along the top
        d.ellipse((x, 50, x + 100, 150), fill=(214, 40, 40))
    for x in (90, 470):  # two blue squares along the bottom
        d.rectangle((x, 320, x + 110, 430), fill=(35, 90, 200))
    d.polygon([(610, 60), (550, 170), (670, 170)], fill=(40, 160, 70))  # a green triangle, top right
    return image


def landscape():
    """Blue sky above, green meadow below, a yellow sun top left."""
    w, h = 900, 600
    y = np.linspace(0, 1, h)[:, None]
    sky = np.stack([90 + 60 * y, 160 + 40 * y, 235 + 0 * y], axis=-1)
    grass = np.stack([50 + 10 * y, 150 - 20 * y, 55 + 0 * y], axis=-1)
    a = np.where(y[..., None] < 0.6, sky, grass) * np.ones((h, w, 1))
    a = a + np.random.default_rng(5).normal(0, 3, a.shape)
    image = Image.fromarray(a.clip(0, 255).astype("uint8"))
    ImageDraw.Draw(image).ellipse((90, 60, 200, 170), fill=(250, 215, 60))
    return image


def night():
    """Very dark and out of focus: dim blobs on near black."""
    image = Image.new("RGB", (640, 960), (12, 12, 20))
    d = ImageDraw.Draw(image)
    rng = np.random.default_rng(9)
    for _ in range(14):
        x, y, r = rng.integers(40, 600), rng.integers(40, 920), rng.integers(15, 40)
        d.ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(v) for v in rng.integers(25, 75, 3)))
    return image.filter(ImageFilter.GaussianBlur(12))


def _room(second):
    image = Image.new("RGB", (640, 420), (238, 232, 214))
    d = ImageDraw.Draw(image)
    d.rectangle((60, 60, 180, 180), fill=(40, 100, 190))
    d.ellipse((270, 70, 370, 170), fill=(230, 140, 30))
    d.rectangle((80, 270, 240, 350), fill=(120, 60, 140))
    d.ellipse((460, 260, 560, 360), fill=(40, 150, 80) if second else (210, 40, 50))
    if second:
        d.polygon([(530, 60), (470, 170), (590, 170)], fill=(50, 50, 50))
    return image


PICTURES = {
    "bar": bar,
    "grouped": grouped,
    "horizontal": horizontal,
    "line": line,
    "pie": pie,
    "shapes": shapes,
    "landscape": landscape,
    "night": night,
    "room_a": lambda: _room(False),
    "room_b": lambda: _room(True),
}
