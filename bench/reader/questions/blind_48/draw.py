"""Charts and pictures without text of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def kwh():
    f, a = plt.subplots(figsize=(8.6, 5.2))
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
    a.plot(months, [310, 295, 260, 220, 190, 205, 240, 270], marker="o", label="2024", color="#888888")
    a.plot(months, [350, 325, 280, 245, 170, 185, 290, 320], marker="s", label="2025", color="#d1495b")
    a.set(title="Household electricity use", xlabel="Month", ylabel="Consumption (kWh)", ylim=(100, 400))
    a.grid(alpha=0.35)
    a.legend()
    return saved(f)


def jiating():
    with plt.rc_context({"font.family": TC}):
        f, a = plt.subplots(figsize=(7, 6))
        names = ["房租", "飲食", "教育", "交通", "其他"]
        colours = ["#264653", "#2a9d8f", "#e9c46a", "#f4a261", "#e76f51"]
        parts = a.pie(
            [32, 27, 18, 14, 9],
            labels=names,
            autopct="%d%%",
            colors=colours,
            startangle=90,
            counterclock=False,
            textprops={"fontsize": 13},
            pctdistance=0.72,
            wedgeprops={"edgecolor": "white"},
        )
        parts[2][0].set_color("white")
        a.set_title("家庭每月支出比例", fontsize=17)
        return saved(f)


def pingmu():
    with plt.rc_context({"font.family": SC}):
        f, a = plt.subplots(figsize=(8, 4.8))
        a.barh(["奶奶", "弟弟", "姐姐", "妈妈", "爸爸"], [8, 11, 22, 14, 19], color="#5b9bd5", height=0.5)
        a.set_title("全家每周屏幕时间", fontsize=16)
        a.set_xlabel("小时")
        a.set_xlim(0, 25)
        a.grid(axis="x", color="#d9d9d9")
        a.set_axisbelow(True)
        for side in ("top", "right", "left"):
            a.spines[side].set_visible(False)
        return saved(f)


def fruit():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8, 5.4))
        weeks = ["Week 1", "Week 2", "Week 3", "Week 4"]
        low = np.zeros(4)
        for name, values in (("Apples", [40, 35, 50, 45]), ("Pears", [20, 25, 15, 30]), ("Plums", [10, 20, 35, 5])):
            a.bar(weeks, values, 0.55, bottom=low, label=name)
            low += np.array(values)
        a.set(title="Fruit sold at the corner shop", xlabel="Week", ylabel="Kilograms", ylim=(0, 120))
        a.legend(loc="upper left", ncol=3)
        return saved(f)


def blocks():
    image = Image.new("RGB", (900, 600), "white")
    d = ImageDraw.Draw(image)
    for x, y in ((120, 110), (300, 470), (520, 120), (700, 300)):
        d.ellipse([x - 55, y - 55, x + 55, y + 55], fill=(214, 40, 40))
    for x, y in ((320, 140), (130, 330), (490, 340)):
        d.rectangle([x - 50, y - 50, x + 50, y + 50], fill=(29, 78, 216))
    for x, y in ((640, 500), (800, 500)):
        d.polygon([(x - 60, y + 50), (x + 60, y + 50), (x, y - 55)], fill=(22, 140, 60))
    return image


def night():
    rng = np.random.default_rng(48)
    image = Image.new("RGB", (1024, 680), (14, 18, 46))
    d = ImageDraw.Draw(image)
    d.rectangle([0, 470, 1024, 680], fill=(9, 11, 24))
    d.polygon([(500, 470), (1024, 470), (1024, 150), (770, 60), (500, 210)], fill=(22, 20, 34))
    d.rectangle([760, 110, 920, 210], fill=(255, 205, 90))
    image = image.filter(ImageFilter.GaussianBlur(9))
    noisy = np.array(image).astype(float) + rng.normal(0, 2, (680, 1024, 3))
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def beach():
    rng = np.random.default_rng(7)
    a = np.zeros((720, 1080, 3))
    a[:400] = (120, 195, 240)
    a[400:] = (236, 214, 160)
    a[400:] += rng.normal(0, 9, (320, 1080, 1))
    image = Image.fromarray(a.clip(0, 255).astype(np.uint8))
    d = ImageDraw.Draw(image)
    d.ellipse([180, 500, 300, 620], fill=(222, 38, 46))
    return image


def skin():
    image = Image.new("RGB", (800, 600), (232, 190, 165))
    d = ImageDraw.Draw(image)
    for x, y, r in (
        (140, 130, 26),
        (300, 220, 32),
        (470, 110, 24),
        (620, 240, 30),
        (210, 420, 28),
        (430, 390, 34),
        (640, 470, 26),
    ):
        d.ellipse([x - r, y - r, x + r, y + r], fill=(196, 64, 60))
    return image.filter(ImageFilter.GaussianBlur(1.2))


def wifi():
    code = cv2.QRCodeEncoder_create().encode("WIFI:T:WPA;S:LarderGuest;P:plum-jam-42;;")
    code = cv2.resize(code, None, fx=12, fy=12, interpolation=cv2.INTER_NEAREST)
    code = cv2.copyMakeBorder(code, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=255)
    return Image.fromarray(code).convert("RGB")


PICTURES = {
    "kwh": kwh,
    "jiating": jiating,
    "pingmu": pingmu,
    "fruit": fruit,
    "blocks": blocks,
    "night": night,
    "beach": beach,
    "skin": skin,
    "wifi": wifi,
}
