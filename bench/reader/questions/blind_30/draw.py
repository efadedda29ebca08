"""Charts and drawn pictures of this set."""

from __future__ import annotations

import io

import cv2
import matplotlib

matplotlib.use("Agg")
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.font_manager import FontProperties
from PIL import Image, ImageDraw, ImageFilter

CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


def saved(figure) -> Image.Image:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    plt.close(figure)
    return Image.open(buffer)


def visits():
    f, a = plt.subplots(figsize=(8, 5.2), dpi=100)
    x = np.arange(3)
    a.bar(x - 0.2, [42, 31, 55], 0.38, label="2023", color="#4477aa")
    a.bar(x + 0.2, [48, 27, 61], 0.38, label="2024", color="#ee7733")
    a.set_xticks(x, ["Northgate", "Elm Row", "Harbour"])
    a.set_title("Library visits by branch", fontsize=15)
    a.set_xlabel("Branch")
    a.set_ylabel("Visits (thousands)")
    a.set_ylim(0, 70)
    a.grid(axis="y", alpha=0.4)
    a.set_axisbelow(True)
    a.legend(title="Year")
    f.tight_layout()
    return saved(f)


def paper():
    p = FontProperties(fname=CJK, size=14)
    f, a = plt.subplots(figsize=(8, 4.8), dpi=100)
    names, values = ["行政部", "财务部", "研发部", "销售部", "仓库"], [26, 34, 12, 41, 19]
    bars = a.barh(names, values, color="#2a9d8f")
    a.bar_label(bars, padding=4, fontsize=12)
    a.set_yticks(range(5), names, fontproperties=p)
    a.invert_yaxis()
    a.set_xlim(0, 48)
    a.set_title("2024年各部门用纸量", fontproperties=FontProperties(fname=CJK, size=18))
    a.set_xlabel("用纸量（箱）", fontproperties=p)
    a.spines[["top", "right"]].set_visible(False)
    f.tight_layout()
    return saved(f)


def water():
    f, a = plt.subplots(figsize=(8.4, 5), dpi=100)
    m = ["Ene", "Feb", "Mar", "Abr", "May", "Jun"]
    a.plot(m, [120, 135, 150, 148, 170, 182], marker="o", color="#1f77b4", label="Planta Norte")
    a.plot(m, [160, 155, 140, 130, 118, 110], marker="s", color="#d62728", label="Planta Sur")
    a.set_title("Consumo de agua por planta", fontsize=15)
    a.set_xlabel("Mes")
    a.set_ylabel("Consumo (m³)")
    a.set_ylim(100, 200)
    a.grid(True, alpha=0.4)
    a.legend(loc="upper left")
    f.tight_layout()
    return saved(f)


def spending():
    p = FontProperties(fname=CJK, size=14)
    f, a = plt.subplots(figsize=(6.6, 5.6), dpi=100)
    _, texts, autos = a.pie(
        [35, 28, 16, 12, 9],
        labels=["房租", "伙食", "教育", "交通", "其他"],
        autopct="%d%%",
        startangle=90,
        counterclock=False,
        colors=["#4e79a7", "#f28e2b", "#59a14f", "#edc948", "#bab0ac"],
    )
    for t in texts:
        t.set_fontproperties(p)
    for t in autos:
        t.set_fontsize(13)
    a.set_title("家庭每月支出比例", fontproperties=FontProperties(fname=CJK, size=18))
    return saved(f)


def coffee():
    f, a = plt.subplots(figsize=(7.2, 4.8), dpi=100)
    a.bar(["Mon", "Tue", "Wed", "Thu", "Fri"], [64, 52, 71, 58, 93], color="#8d5a3b", width=0.6)
    a.set_title("Cups of coffee sold at the office bar")
    a.set_ylabel("Cups")
    a.set_xlabel("Day")
    a.set_ylim(0, 100)
    a.set_yticks(range(0, 101, 10))
    a.grid(axis="y", linestyle=":")
    a.set_axisbelow(True)
    f.tight_layout()
    return saved(f)


def temperature():
    f, a = plt.subplots(figsize=(7.6, 4.6), dpi=100)
    a.plot(
        ["08:00", "10:00", "12:00", "14:00", "16:00", "18:00"],
        [15, 17.5, 21, 24, 22.5, 19],
        color="#6a3d9a",
        marker="D",
        linewidth=2,
    )
    a.set_title("Workshop temperature on 3 June")
    a.set_xlabel("Time")
    a.set_ylabel("Temperature (°C)")
    a.set_ylim(12, 26)
    a.grid(alpha=0.5)
    f.tight_layout()
    return saved(f)


def _shapes(circles, squares):
    i = Image.new("RGB", (800, 600), "white")
    d = ImageDraw.Draw(i)
    for x, y in circles:
        d.ellipse((x - 55, y - 55, x + 55, y + 55), fill=(220, 40, 40))
    for x, y in squares:
        d.rectangle((x - 50, y - 50, x + 50, y + 50), fill=(40, 80, 210))
    d.polygon([(640, 400), (560, 530), (720, 530)], fill=(30, 150, 60))
    return i


def shapes():
    return _shapes([(110, 110), (290, 110), (110, 290), (290, 290)], [(540, 120), (690, 120)])


def shapes_less():
    return _shapes([(110, 110), (290, 110), (110, 290)], [(540, 120), (690, 120)])


def meadow():
    w, h = 900, 600
    a = np.zeros((h, w, 3), float)
    for y in range(h):
        if y < 380:
            t = y / 380
            a[y] = np.array([70, 140, 230]) * (1 - t) + np.array([150, 200, 245]) * t
        else:
            t = (y - 380) / 220
            a[y] = np.array([90, 170, 70]) * (1 - t) + np.array([40, 110, 40]) * t
    i = Image.fromarray(a.astype("uint8"))
    ImageDraw.Draw(i).ellipse((700, 60, 820, 180), fill=(255, 220, 60))
    i = i.filter(ImageFilter.GaussianBlur(14))
    noise = np.random.default_rng(3).normal(0, 2.5, (h, w, 1))
    return Image.fromarray(np.clip(np.array(i) + noise, 0, 255).astype("uint8"))


def night():
    i = Image.new("RGB", (640, 960), (10, 10, 14))
    d = ImageDraw.Draw(i)
    d.rectangle((60, 760, 200, 880), fill=(240, 140, 30))
    noise = np.random.default_rng(4).normal(0, 3, (960, 640, 1))
    return Image.fromarray(np.clip(np.array(i) + noise, 0, 255).astype("uint8"))


def code():
    q = cv2.QRCodeEncoder_create().encode("https://example.org/asset/5521")
    q = Image.fromarray(q).convert("RGB")
    q = q.resize((q.width * 10, q.height * 10), Image.NEAREST)
    i = Image.new("RGB", (q.width + 160, q.height + 160), "white")
    i.paste(q, (80, 80))
    return i


PICTURES = {
    "visits": visits,
    "paper": paper,
    "water": water,
    "spending": spending,
    "coffee": coffee,
    "temperature": temperature,
    "shapes": shapes,
    "shapes_less": shapes_less,
    "meadow": meadow,
    "night": night,
    "code": code,
}
