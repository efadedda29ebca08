"""Charts and drawn pictures of the set."""

import random

import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter


def parks():
    fig, ax = plt.subplots(figsize=(8, 5), dpi=100)
    x = np.arange(4)
    ax.bar(x - 0.2, [22, 48, 30, 9], 0.38, label="Elm Park", color="#2a9d8f")
    ax.bar(x + 0.2, [35, 41, 18, 12], 0.38, label="Mill Park", color="#e76f51")
    ax.set_xticks(x, ["Spring", "Summer", "Autumn", "Winter"])
    ax.set_title("Visitors to the city parks")
    ax.set_ylabel("Visitors (thousands)")
    ax.set_ylim(0, 55)
    ax.grid(axis="y", alpha=0.4)
    ax.set_axisbelow(True)
    ax.legend()
    return saved(fig)


def sol():
    fig, ax = plt.subplots(figsize=(8, 4.6), dpi=100)
    names = ["Riofrío", "Montéjar", "Sierrarrubia", "Valdemora", "Puertolar"]
    bars = ax.barh(names, [148, 196, 251, 284, 312], color="#f4a261")
    ax.bar_label(bars, padding=4)
    ax.set_xlim(0, 350)
    ax.set_xlabel("Horas")
    ax.set_title("Horas de sol en junio", fontsize=15)
    fig.subplots_adjust(left=0.17)
    for s in ("top", "right"):
        ax.spines[s].set_visible(False)
    return saved(fig)


def library():
    with plt.rc_context({"font.family": "Noto Sans CJK SC"}):
        fig, ax = plt.subplots(figsize=(8, 5), dpi=100)
        m = ["1月", "2月", "3月", "4月", "5月", "6月"]
        ax.plot(m, [420, 455, 430, 510, 560, 600], marker="o", label="成人", color="#1d3557")
        ax.plot(m, [380, 360, 330, 300, 290, 250], marker="s", label="儿童", color="#e63946")
        ax.set_ylim(200, 650)
        ax.set_title("图书馆每月借书量")
        ax.set_xlabel("月份")
        ax.set_ylabel("册数")
        ax.grid(alpha=0.4)
        ax.legend()
        return saved(fig)


def spending():
    with plt.rc_context({"font.family": "Noto Sans CJK TC", "font.size": 13}):
        fig, ax = plt.subplots(figsize=(7, 5.6), dpi=100)
        ax.pie(
            [38, 27, 14, 12, 9],
            labels=["房租", "伙食", "交通", "教育", "其他"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#457b9d", "#f4a261", "#8ab17d", "#e9c46a", "#b5838d"],
        )
        ax.set_title("小家庭每月支出")
        return saved(fig)


def loaves():
    with plt.style.context("ggplot"):
        fig, ax = plt.subplots(figsize=(7.5, 4.8), dpi=100)
        ax.bar(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], [140, 155, 120, 175, 210, 260], color="#6d597a", width=0.6)
        ax.set_title("Loaves baked per day")
        ax.set_ylabel("Loaves")
        ax.set_ylim(0, 300)
        return saved(fig)


def _shapes(whole):
    im = Image.new("RGB", (1280, 960), "white")
    d = ImageDraw.Draw(im)
    for x, y in ((200, 190), (600, 160), (260, 700)):
        d.ellipse((x - 100, y - 100, x + 100, y + 100), fill=(214, 40, 40))
    for x, y in ((1030, 220), (640, 520)):
        d.rectangle((x - 90, y - 90, x + 90, y + 90), fill=(29, 78, 216))
    if whole:
        d.polygon([(1040, 640), (930, 850), (1150, 850)], fill=(34, 150, 60))
    return im.resize((640, 480), Image.LANCZOS)


def portrait():
    im = Image.new("RGB", (1200, 1400), (38, 140, 140))
    d = ImageDraw.Draw(im)
    d.ellipse((250, 1020, 950, 1900), fill=(240, 236, 220))
    d.rectangle((520, 880, 680, 1090), fill=(214, 160, 125))
    d.ellipse((350, 220, 850, 760), fill=(60, 36, 24))
    d.ellipse((390, 330, 810, 960), fill=(232, 182, 146))
    d.chord((380, 260, 820, 640), 180, 360, fill=(60, 36, 24))
    for x in (505, 695):
        d.ellipse((x - 46, 580, x + 46, 640), fill="white")
        d.ellipse((x - 22, 588, x + 22, 632), fill=(50, 80, 40))
        d.arc((x - 60, 520, x + 60, 600), 200, 340, fill=(60, 36, 24), width=12)
    d.line((600, 640, 575, 750, 620, 755), fill=(180, 120, 90), width=9)
    d.chord((510, 780, 690, 880), 10, 170, fill=(170, 50, 60))
    return im.resize((600, 700), Image.LANCZOS)


def meadow():
    rng = random.Random(17)
    w, h = 900, 600
    y = np.linspace(0, 1, h)[:, None, None]
    sky = np.array([70, 140, 225]) * (1 - y) + np.array([170, 210, 245]) * y
    a = np.repeat(sky, w, 1).astype(np.uint8)
    im = Image.fromarray(a)
    d = ImageDraw.Draw(im)
    d.polygon(
        [(0, 330), (160, 270), (340, 320), (560, 250), (760, 310), (900, 280), (900, 600), (0, 600)], fill=(70, 130, 60)
    )
    for _ in range(5000):
        x, t = rng.randrange(w), rng.randrange(330, 600)
        g = rng.randrange(90, 180)
        d.line((x, t, x + rng.randrange(-4, 5), t - rng.randrange(6, 18)), fill=(g // 2, g, g // 3), width=2)
    for _ in range(120):
        x, t = rng.randrange(w), rng.randrange(380, 590)
        d.ellipse((x - 4, t - 4, x + 4, t + 4), fill=rng.choice([(250, 220, 60), (245, 245, 245)]))
    return im


PICTURES = {
    "parks": parks,
    "sol": sol,
    "library": library,
    "spending": spending,
    "loaves": loaves,
    "shapes": lambda: _shapes(True),
    "shapes_less": lambda: _shapes(False),
    "portrait": portrait,
    "meadow": meadow,
    "meadow_soft": lambda: meadow().filter(ImageFilter.GaussianBlur(6)),
    "meadow_dim": lambda: ImageEnhance.Brightness(meadow()).enhance(0.22),
}
