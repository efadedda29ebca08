"""The charts and drawn pictures of this set."""

from __future__ import annotations

import io

import matplotlib

matplotlib.use("Agg")
import numpy as np
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

CJK = ["Noto Sans CJK JP", "DejaVu Sans"]


def _png(figure) -> Image.Image:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    plt.close(figure)
    return Image.open(buffer)


def bar():
    fig, ax = plt.subplots(figsize=(8, 5), dpi=100)
    ax.bar(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], [120, 165, 210, 150, 95, 280], color="#4477aa", width=0.6)
    ax.set(title="Library visits by weekday", xlabel="Weekday", ylabel="Visitors", ylim=(0, 300))
    ax.grid(axis="y", alpha=0.4)
    ax.set_axisbelow(True)
    return _png(fig)


def grouped():
    fig, ax = plt.subplots(figsize=(9, 5.5), dpi=100)
    x = np.arange(4)
    ax.bar(x - 0.2, [32, 41, 38, 55], 0.4, label="North", color="#e07b39")
    ax.bar(x + 0.2, [25, 30, 44, 47], 0.4, label="South", color="#2a9d8f")
    ax.set_xticks(x, ["Q1", "Q2", "Q3", "Q4"])
    ax.set(title="Quarterly sales by region", ylabel="Thousand units", ylim=(0, 60))
    ax.legend(loc="upper left")
    return _png(fig)


def horizontal():
    with plt.rc_context({"font.family": CJK, "font.size": 13}):
        fig, ax = plt.subplots(figsize=(8.5, 5), dpi=100)
        names, values = ["業務部", "研發部", "行政部", "客服部", "生產部"], [86, 132, 28, 64, 110]
        bars = ax.barh(names, values, color="#8e6bbf")
        ax.bar_label(bars, padding=4)
        ax.invert_yaxis()
        ax.set(title="各部門十月加班時數", xlabel="時數(小時)", xlim=(0, 150))
        fig.tight_layout()
        return _png(fig)


def line_es():
    fig, ax = plt.subplots(figsize=(9, 5), dpi=100)
    months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Sep", "Oct", "Nov", "Dic"]
    ax.plot(months, [6, 8, 11, 14, 19, 24, 28, 27, 22, 16, 10, 7], marker="o", color="#c0392b", linewidth=2)
    ax.set(title="Temperatura media mensual en Villarroya", xlabel="Mes", ylabel="Temperatura (°C)", ylim=(0, 30))
    ax.grid(alpha=0.4)
    return _png(fig)


def pie_cn():
    with plt.rc_context({"font.family": CJK, "font.size": 14}):
        fig, ax = plt.subplots(figsize=(7, 5.5), dpi=100)
        ax.pie(
            [38, 27, 12, 15, 8],
            labels=["房租", "餐饮", "交通", "教育", "其他"],
            autopct="%d%%",
            startangle=90,
            colors=["#4e79a7", "#f28e2b", "#e15759", "#76b7b2", "#bab0ac"],
        )
        ax.set_title("家庭月支出构成")
        return _png(fig)


def lines():
    fig, ax = plt.subplots(figsize=(9, 5.5), dpi=100)
    years = [2019, 2020, 2021, 2022, 2023, 2024]
    ax.plot(years, [80, 74, 66, 60, 51, 45], marker="s", label="Desktop", color="#1f4e9e")
    ax.plot(years, [30, 42, 50, 63, 72, 85], marker="o", label="Mobile", color="#d1495b")
    ax.set(title="Daily users by device", xlabel="Year", ylabel="Users (thousands)", ylim=(0, 100))
    ax.legend(loc="lower right")
    ax.grid(alpha=0.3)
    return _png(fig)


def _shapes(fourth_circle: bool, square: str):
    im = Image.new("RGB", (900, 600), "white")
    d = ImageDraw.Draw(im)
    for cy in (110, 300, 490):
        d.ellipse((90, cy - 60, 210, cy + 60), fill=(215, 35, 40))
    for x in (420, 650):
        d.rectangle((x, 70, x + 130, 200), fill=square)
    d.polygon([(700, 360), (610, 530), (790, 530)], fill=(30, 150, 60))
    if fourth_circle:
        d.ellipse((410, 400, 530, 520), fill=(215, 35, 40))
    return im


def shapes():
    return _shapes(False, (30, 70, 200))


def shapes_b():
    return _shapes(True, (240, 200, 20))


def scene():
    w, h = 1000, 640
    y = np.linspace(0, 1, h)[:, None, None]
    sky = (1 - y) * np.array([70, 140, 230]) + y * np.array([150, 200, 245])
    a = np.broadcast_to(sky, (h, w, 3)).copy()
    a[400:] = np.array([60, 145, 55])
    a += np.random.default_rng(5).normal(0, 3, a.shape)
    im = Image.fromarray(a.clip(0, 255).astype("uint8"))
    d = ImageDraw.Draw(im)
    d.ellipse((790, 50, 930, 190), fill=(250, 215, 40))
    return im


def dim():
    rng = np.random.default_rng(8)
    a = np.full((480, 720, 3), (14, 15, 26), float)
    im = Image.fromarray(a.astype("uint8"))
    d = ImageDraw.Draw(im)
    for _ in range(30):
        x, y, r = rng.integers(0, 720), rng.integers(120, 480), rng.integers(15, 50)
        d.rectangle((x, y, x + r, y + 2 * r), fill=tuple(int(v) for v in rng.integers(20, 62, 3)))
    return im.filter(ImageFilter.GaussianBlur(11))


def code():
    import cv2

    q = cv2.QRCodeEncoder.create().encode("https://harbourline.example/ticket/7731")
    im = Image.fromarray(q).convert("RGB")
    im = im.resize((im.width * 10, im.height * 10), Image.NEAREST)
    page = Image.new("RGB", (600, 600), "white")
    page.paste(im, ((600 - im.width) // 2, (600 - im.height) // 2))
    return page


def person():
    im = Image.new("RGB", (600, 640), (196, 214, 222))
    d = ImageDraw.Draw(im)
    d.ellipse((60, 460, 540, 900), fill=(60, 70, 120))
    d.rectangle((260, 400, 340, 500), fill=(222, 176, 146))
    d.ellipse((165, 90, 435, 420), fill=(70, 42, 25))
    d.ellipse((185, 130, 415, 440), fill=(235, 190, 160))
    for x in (250, 350):
        d.ellipse((x - 24, 250, x + 24, 276), fill="white")
        d.ellipse((x - 11, 252, x + 11, 274), fill=(50, 35, 20))
        d.arc((x - 32, 215, x + 32, 260), 200, 340, fill=(60, 35, 20), width=7)
    d.line([(300, 275), (290, 330), (308, 334)], fill=(180, 130, 105), width=5)
    d.arc((250, 330, 350, 395), 20, 160, fill=(170, 60, 60), width=8)
    return im.filter(ImageFilter.GaussianBlur(1))


PICTURES = {
    "bar": bar,
    "grouped": grouped,
    "horizontal": horizontal,
    "line_es": line_es,
    "pie_cn": pie_cn,
    "lines": lines,
    "shapes": shapes,
    "shapes_b": shapes_b,
    "scene": scene,
    "dim": dim,
    "code": code,
    "person": person,
}
