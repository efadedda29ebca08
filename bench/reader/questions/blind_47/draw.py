"""Charts and pictures of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def listens():
    f, a = plt.subplots(figsize=(8.4, 5.2))
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
    a.plot(months, [12, 14, 15, 19, 22, 26, 31, 36], marker="o", label="Night Ferry")
    a.plot(months, [30, 29, 27, 27, 24, 22, 20, 18], marker="s", label="Desk Lunch")
    a.set(title="Podcast downloads per month", xlabel="Month (2025)", ylabel="Downloads (thousand)", ylim=(0, 40))
    a.legend()
    a.grid(alpha=0.4)
    return saved(f)


def runners():
    f, a = plt.subplots(figsize=(8.4, 5.2))
    x = np.arange(4)
    for at, label, values, colour in (
        (-0.2, "Women", [1200, 1450, 1700, 2150], "#d1495b"),
        (0.2, "Men", [2100, 2300, 2250, 2600], "#30638e"),
    ):
        bars = a.bar(x + at, values, 0.4, label=label, color=colour)
        a.bar_label(bars)
    a.set_xticks(x, ["2022", "2023", "2024", "2025"])
    a.set(title="Saltmarsh Marathon finishers", xlabel="Year", ylabel="Finishers", ylim=(0, 3000))
    a.legend()
    return saved(f)


def ventas():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8, 5.2))
        days = ["Jueves", "Viernes", "Sábado", "Domingo"]
        tea, cake, gift = np.array([200, 250, 400, 350]), np.array([100, 150, 300, 250]), np.array([50, 50, 150, 100])
        a.bar(days, tea, label="Té")
        a.bar(days, cake, bottom=tea, label="Pasteles")
        a.bar(days, gift, bottom=tea + cake, label="Regalos")
        a.set(title="Ventas de la casa de té", xlabel="Día", ylabel="Euros", ylim=(0, 1000))
        a.legend(loc="upper left")
        return saved(f)


def chalei():
    plt.rcParams["font.family"] = TC
    f, a = plt.subplots(figsize=(7.4, 5.6))
    a.pie(
        [38, 27, 20, 15],
        labels=["烏龍茶", "紅茶", "綠茶", "普洱茶"],
        autopct="%d%%",
        colors=["#5b8c5a", "#c8553d", "#a7c957", "#6f4e37"],
        startangle=90,
        counterclock=False,
    )
    a.set_title("茶葉銷售比例")
    image = saved(f)
    plt.rcdefaults()
    return image


def dengdai():
    plt.rcParams["font.family"] = SC
    f, a = plt.subplots(figsize=(8, 4.8))
    a.barh(["第一分局", "第二分局", "第三分局", "第四分局", "第五分局"], [18, 32, 25, 44, 12], color="#2a9d8f")
    a.set(title="各办税大厅平均等候时间", xlabel="分钟", xlim=(0, 50))
    a.grid(axis="x", alpha=0.4)
    a.set_axisbelow(True)
    f.tight_layout()
    image = saved(f)
    plt.rcdefaults()
    return image


def shapes():
    i = Image.new("RGB", (800, 600), "#f7f7f7")
    d = ImageDraw.Draw(i)
    for x, y in ((120, 120), (320, 120), (520, 120)):
        d.ellipse((x - 60, y - 60, x + 60, y + 60), fill="#d62828")
    for x, y in ((170, 430), (370, 430)):
        d.rectangle((x - 60, y - 60, x + 60, y + 60), fill="#1d4ed8")
    d.polygon([(650, 370), (580, 500), (720, 500)], fill="#2f9e44")
    return i


def _grain(shape, sigma, seed):
    return np.random.default_rng(seed).normal(0, sigma, shape)


def meadow():
    """A sharp, light landscape: blue above, green below."""
    height, width = 600, 900
    a = np.zeros((height, width, 3))
    a[:330] = np.linspace((110, 170, 235), (170, 210, 245), 330)[:, None, :]
    a[330:] = np.linspace((95, 165, 70), (60, 130, 45), 270)[:, None, :]
    a[330:] += _grain((270, width, 1), 16, 5)
    a += _grain(a.shape, 3, 6)
    i = Image.fromarray(a.clip(0, 255).astype(np.uint8))
    d = ImageDraw.Draw(i)
    d.ellipse((690, 60, 790, 160), fill="#ffe34d")
    return i


def dusk():
    """The same kind of place, very dark and out of focus."""
    i = Image.fromarray((np.asarray(meadow()) * 0.14).astype(np.uint8))
    return i.resize((640, 480)).filter(ImageFilter.GaussianBlur(9))


def qr():
    cells = cv2.QRCodeEncoder.create().encode("https://saltmarsh-run.example/bib/3307")
    code = Image.fromarray(cells).convert("RGB")
    code = code.resize((code.width * 11, code.height * 11), Image.Resampling.NEAREST)
    i = Image.new("RGB", (code.width + 200, code.height + 160), "#fdf0d5")
    i.paste(code, (100, 80))
    return i


PICTURES = {
    "listens": listens,
    "runners": runners,
    "ventas": ventas,
    "chalei": chalei,
    "dengdai": dengdai,
    "shapes": shapes,
    "meadow": meadow,
    "dusk": dusk,
    "qr": qr,
}
