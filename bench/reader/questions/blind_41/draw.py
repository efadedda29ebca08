"""Charts and pictures of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def loaves():
    f, a = plt.subplots(figsize=(8.4, 5.2))
    x = np.arange(5)
    a.bar(x - 0.2, [140, 120, 160, 150, 220], 0.4, label="White", color="#d9a441")
    a.bar(x + 0.2, [60, 80, 70, 100, 90], 0.4, label="Rye", color="#6b4226")
    a.set_xticks(x, ["Mon", "Tue", "Wed", "Thu", "Fri"])
    a.set(title="Loaves baked per day", xlabel="Day", ylabel="Loaves", ylim=(0, 250))
    a.grid(axis="y", linestyle=":")
    a.set_axisbelow(True)
    a.legend()
    return saved(f)


def mix():
    with plt.rc_context({"font.family": SC, "font.size": 13}):
        f, a = plt.subplots(figsize=(7, 5.6))
        a.pie(
            [38, 27, 16, 12, 7],
            labels=["水电", "煤电", "风电", "光伏", "核电"],
            autopct="%d%%",
            startangle=90,
            colors=["#5b9bd5", "#8c8c8c", "#9fd3c7", "#ffd166", "#b48ead"],
        )
        a.set_title("2024年发电量构成")
        return saved(f)


def members():
    with plt.rc_context({**plt.rcParamsDefault, "font.family": TC, "font.size": 13}), plt.style.context("ggplot"):
        plt.rcParams["font.family"] = TC
        f, a = plt.subplots(figsize=(8, 5))
        a.plot(range(2018, 2025), [120, 135, 145, 95, 110, 155, 190], marker="o", color="#2a6f97", linewidth=2)
        a.set(title="登山社歷年社員人數", xlabel="年度", ylabel="人數", ylim=(0, 200))
        return saved(f)


def shapes():
    im = Image.new("RGB", (1000, 700), "#f4f4ef")
    d = ImageDraw.Draw(im)
    for x, y in ((110, 130), (110, 350), (110, 570)):
        d.ellipse((x - 65, y - 65, x + 65, y + 65), fill="#d62828")
    for x in (720, 890):
        d.rectangle((x - 70, 60, x + 70, 200), fill="#1d4ed8")
    d.polygon([(740, 430), (620, 640), (860, 640)], fill="#2a9d3f")
    return im


def dusk():
    im = Image.new("RGB", (960, 540), "#0e1650")
    d = ImageDraw.Draw(im)
    d.polygon([(0, 300), (180, 190), (360, 290), (600, 150), (960, 300), (960, 540), (0, 540)], fill="#0b0f2c")
    d.rectangle((0, 280, 960, 540), fill="#18441c")
    for x, y in ((120, 330), (300, 350), (520, 340), (790, 365)):
        d.ellipse((x - 7, y - 7, x + 7, y + 7), fill="#c9b26a")
        d.rectangle((x - 3, y, x + 3, y + 90), fill="#0a0f0a")
    return im.filter(ImageFilter.GaussianBlur(11))


def flag():
    im = Image.new("RGB", (1200, 800), "#f2c230")
    d = ImageDraw.Draw(im)
    d.rectangle((0, 0, 399, 799), fill="#7b2cbf")
    return im


def portrait():
    im = Image.new("RGB", (700, 840), "#9fb7c9")
    d = ImageDraw.Draw(im)
    d.ellipse((120, 600, 580, 1100), fill="#3d405b")
    d.rectangle((300, 500, 400, 640), fill="#d9a98a")
    d.ellipse((205, 150, 495, 560), fill="#4a2c1d")
    d.ellipse((225, 200, 475, 570), fill="#e3b698")
    for x in (295, 405):
        d.ellipse((x - 24, 345, x + 24, 375), fill="#ffffff")
        d.ellipse((x - 13, 347, x + 13, 373), fill="#3b2a1a")
        d.line((x - 30, 325, x + 30, 320), fill="#4a2c1d", width=9)
    d.polygon([(350, 370), (332, 440), (368, 440)], fill="#cf9c7c")
    d.arc((295, 430, 405, 510), 20, 160, fill="#a43d3d", width=8)
    return im.filter(ImageFilter.GaussianBlur(1.5))


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://driftwood.example/camp?zone=7")
    code = cv2.resize(code, None, fx=11, fy=11, interpolation=cv2.INTER_NEAREST)
    im = Image.new("RGB", (720, 720), "#ffffff")
    c = Image.fromarray(code).convert("RGB")
    im.paste(c, ((720 - c.width) // 2, (720 - c.height) // 2))
    return im


PICTURES = {
    "loaves": loaves,
    "mix": mix,
    "members": members,
    "shapes": shapes,
    "dusk": dusk,
    "flag": flag,
    "qr": qr,
    "portrait": portrait,
}
