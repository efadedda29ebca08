"""Charts and pictures of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def library():
    f, a = plt.subplots(figsize=(8, 5.4))
    a.bar(["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], [320, 275, 410, 350, 505, 620], color="#3b7ea1")
    a.set(title="Library visits per weekday", xlabel="Weekday", ylabel="Visitors", ylim=(0, 700))
    a.grid(axis="y", alpha=0.4)
    a.set_axisbelow(True)
    return saved(f)


def helados():
    f, a = plt.subplots(figsize=(8.4, 5.4))
    x = np.arange(4)
    for i, (n, v, c) in enumerate(
        (("2023", [180, 240, 130, 90], "#e07a5f"), ("2024", [210, 225, 165, 120], "#3d405b"))
    ):
        b = a.bar(x + (i - 0.5) * 0.38, v, 0.38, label=n, color=c)
        a.bar_label(b, padding=2)
    a.set_xticks(x, ["Vainilla", "Chocolate", "Fresa", "Limón"])
    a.set(title="Ventas de helado por sabor", xlabel="Sabor", ylabel="Kilogramos", ylim=(0, 280))
    a.legend(title="Año")
    return saved(f)


def loans():
    with plt.rc_context({"font.family": TC}):
        f, a = plt.subplots(figsize=(8.6, 5.2))
        m = [f"{i}月" for i in range(1, 9)]
        a.plot(m, [1200, 1350, 1280, 1420, 1500, 1610, 1750, 1690], marker="o", color="#c1121f", label="成人")
        a.plot(m, [800, 760, 820, 700, 680, 640, 590, 560], marker="s", color="#1d6fa5", label="兒童")
        a.set(xlabel="月份", ylabel="冊數", ylim=(400, 2000))
        a.set_title("圖書館每月借閱量", fontsize=16)
        a.grid(alpha=0.4)
        a.legend()
        f.canvas.draw()
        return saved(f)


def classes():
    with plt.rc_context({"font.family": SC, "font.size": 13}):
        f, a = plt.subplots(figsize=(7, 6))
        a.pie(
            [35, 28, 16, 12, 9],
            labels=["舞蹈", "书法", "合唱", "摄影", "棋艺"],
            autopct="%d%%",
            startangle=90,
            colors=["#ef8354", "#4f9d69", "#4f6d9d", "#e8c547", "#b07aa1"],
        )
        a.set_title("社区中心活动报名比例")
        f.canvas.draw()
        return saved(f)


def delivery():
    f, a = plt.subplots(figsize=(8.2, 4.8))
    a.barh(["Northway", "Parcelon", "QuickHare", "Stellar Post", "Bluevan"], [38, 52, 21, 67, 44], color="#5b8c5a")
    a.set(title="Average delivery time by carrier", xlabel="Hours", ylabel="Carrier", xlim=(0, 80))
    a.grid(axis="x", alpha=0.4)
    a.set_axisbelow(True)
    f.tight_layout()
    return saved(f)


def shapes():
    i = Image.new("RGB", (800, 600), "white")
    d = ImageDraw.Draw(i)
    for x in (110, 300, 490, 680):
        d.ellipse((x - 55, 75, x + 55, 185), fill=(215, 35, 35))
    for x in (90, 280):
        d.rectangle((x, 390, x + 120, 510), fill=(30, 70, 205))
    d.polygon([(640, 370), (560, 520), (720, 520)], fill=(25, 150, 60))
    return i


def dusk():
    i = Image.new("RGB", (900, 600))
    d = ImageDraw.Draw(i)
    d.rectangle((0, 0, 900, 330), fill=(240, 130, 30))
    d.rectangle((0, 330, 900, 600), fill=(20, 35, 95))
    d.ellipse((600, 90, 740, 230), fill=(255, 225, 60))
    return i


def blurred():
    r = np.random.default_rng(5)
    small = r.integers(50, 160, (9, 12, 3)).astype(np.uint8)
    i = Image.fromarray(small).resize((720, 540), Image.Resampling.NEAREST)
    return i.filter(ImageFilter.GaussianBlur(26))


def code():
    q = cv2.QRCodeEncoder.create().encode("https://example.org/badge/7731")
    q = Image.fromarray(q).convert("L").point(lambda v: 255 if v > 127 else 0)
    q = q.resize((q.width * 9, q.height * 9), Image.Resampling.NEAREST)
    i = Image.new("RGB", (520, 480), (255, 255, 255))
    i.paste(q, ((520 - q.width) // 2, (480 - q.height) // 2))
    return i


def _plan(extra):
    i = Image.new("RGB", (700, 500), (245, 245, 240))
    d = ImageDraw.Draw(i)
    d.ellipse((80, 170, 230, 320), fill=(30, 90, 200))
    d.rectangle((290, 180, 420, 310), fill=(210, 40, 40))
    if extra:
        d.polygon([(570, 170), (490, 320), (650, 320)], fill=(30, 150, 70))
    return i


def scan():
    """A grey picture of the kind of a radiograph: bones of a forearm."""
    i = Image.new("L", (600, 800), 18)
    d = ImageDraw.Draw(i)
    d.rounded_rectangle((190, 40, 410, 760), 90, fill=60)
    d.rounded_rectangle((225, 60, 280, 740), 25, fill=200)
    d.rounded_rectangle((325, 60, 380, 740), 25, fill=195)
    return i.filter(ImageFilter.GaussianBlur(3)).convert("RGB")


def portrait():
    i = Image.new("RGB", (600, 700), (170, 200, 225))
    d = ImageDraw.Draw(i)
    d.ellipse((110, 500, 490, 950), fill=(60, 80, 120))
    d.rectangle((265, 430, 335, 540), fill=(215, 165, 130))
    d.ellipse((185, 150, 415, 460), fill=(228, 180, 145))
    d.pieslice((175, 120, 425, 420), 180, 360, fill=(60, 40, 25))
    for x in (250, 350):
        d.ellipse((x - 18, 300, x + 18, 322), fill="white")
        d.ellipse((x - 8, 302, x + 8, 320), fill=(40, 30, 20))
    d.polygon([(300, 320), (288, 372), (312, 372)], fill=(205, 150, 118))
    d.arc((255, 370, 345, 420), 20, 160, fill=(150, 50, 50), width=6)
    return i


PICTURES = {
    "library": library,
    "helados": helados,
    "loans": loans,
    "classes": classes,
    "delivery": delivery,
    "shapes": shapes,
    "dusk": dusk,
    "blurred": blurred,
    "code": code,
    "plan_a": lambda: _plan(True),
    "plan_b": lambda: _plan(False),
    "scan": scan,
    "portrait": portrait,
}
