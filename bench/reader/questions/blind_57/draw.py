"""Charts and pictures of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]
SERIF = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def branch_loans():
    f, a = plt.subplots(figsize=(8.4, 5.2))
    x = np.arange(4)
    for i, (n, v, c) in enumerate((("2024", [62, 38, 21, 45], "#b8c4bb"), ("2025", [57, 44, 29, 45], "#41658a"))):
        a.bar_label(a.bar(x + (i - 0.5) * 0.4, v, 0.38, label=n, color=c), padding=2)
    a.set_xticks(x, ["Tarn Lane", "Kelbrook", "Moss Hill", "Station Road"])
    a.set(title="Items lent by branch", xlabel="Branch", ylabel="Loans (thousands)", ylim=(0, 72))
    a.legend()
    return saved(f)


def waits():
    with plt.rc_context({"font.family": SC}):
        f, a = plt.subplots(figsize=(8.6, 5.4))
        m = [f"{i}月" for i in range(1, 7)]
        for n, v, c, k in (
            ("眼科", [30, 28, 25, 22, 20, 15], "#d62728", "o"),
            ("骨科", [40, 45, 50, 55, 60, 65], "#1f77b4", "s"),
            ("内科", [35, 35, 40, 30, 35, 35], "#2ca02c", "^"),
        ):
            a.plot(m, v, marker=k, label=n, color=c, lw=2)
        a.set(title="各科室平均候诊时间", xlabel="月份", ylim=(0, 80))
        a.set_ylabel("分钟", labelpad=10)
        a.grid(alpha=0.4)
        a.legend(loc="upper left", ncols=3)
        return saved(f)


def mercancias():
    with plt.style.context("seaborn-v0_8-whitegrid"):
        f, a = plt.subplots(figsize=(8.8, 4.8))
        b = a.barh(["Madera", "Cereal", "Acero", "Contenedores", "Áridos"], [118, 164, 205, 372, 290], color="#6a994e")
        a.bar_label(b, padding=4)
        a.set(title="Mercancía transportada en 2025", xlabel="Miles de toneladas", xlim=(0, 420))
        return saved(f)


def piao():
    with plt.rc_context({"font.family": TC, "font.size": 13}):
        f, a = plt.subplots(figsize=(6.4, 5.8))
        a.pie(
            [46, 24, 18, 12],
            labels=["全票", "學生票", "敬老票", "團體票"],
            autopct="%d%%",
            colors=["#ef476f", "#ffd166", "#06d6a0", "#7fb7d6"],
            startangle=90,
            counterclock=False,
            wedgeprops={"edgecolor": "white"},
        )
        a.set_title("社區劇場春季售票比例")
        return saved(f)


def channels():
    with plt.style.context("dark_background"):
        f, a = plt.subplots(figsize=(8.4, 5.2))
        q, low = ["Q1", "Q2", "Q3", "Q4"], np.zeros(4)
        for n, v, c in (
            ("Website", [400, 450, 500, 700], "#4cc9f0"),
            ("App", [150, 200, 300, 400], "#f72585"),
            ("Marketplace", [250, 200, 150, 100], "#f9c74f"),
        ):
            b = a.bar(q, v, 0.6, bottom=low, label=n, color=c)
            a.bar_label(b, label_type="center", color="black")
            low += v
        a.set(title="Orders by sales channel, 2025", ylabel="Orders", ylim=(0, 1400))
        a.legend(loc="upper left")
        return saved(f)


def returns():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8, 4.6))
        a.plot(range(1, 9), [12, 15, 20, 35, 30, 24, 18, 10], color="#7b2cbf", lw=2.5)
        a.set(title="Returned parcels per week", xlabel="Week", ylabel="Parcels", ylim=(0, 40))
        return saved(f)


def aushang():
    """A German notice, the sheet lying on its side."""
    i = Image.new("RGB", (760, 560), "#f7f3e8")
    d = ImageDraw.Draw(i)
    d.text((60, 50), "Aushang der Bühnenleitung", font=ImageFont.truetype(SERIF, 42), fill="#222")
    for n, s in enumerate(
        (
            "Die Probe am Dienstag beginnt um 18:45 Uhr.",
            "Treffpunkt ist der Malersaal im Erdgeschoss.",
            "Bitte Schläppchen und Textbuch mitbringen.",
            "Der Schlüssel hängt beim Pförtner, Herrn Gößl.",
            "Rückfragen: Telefon 0371 555 68",
        )
    ):
        d.text((60, 150 + n * 62), s, font=ImageFont.truetype(SERIF, 29), fill="#222")
    return i.rotate(90, expand=True)


def vestiaire():
    """A pale cloakroom stub, low in contrast."""
    i = Image.new("RGB", (640, 380), "#e9e4dc")
    d = ImageDraw.Draw(i)
    d.rectangle((20, 20, 619, 359), outline="#cfc8bc", width=3)
    for y, z, s in (
        (45, 40, "Théâtre des Tilleuls"),
        (115, 28, "Vestiaire - ticket n° 0738"),
        (170, 28, "1 manteau, 1 parapluie"),
        (225, 28, "Dépôt : 2,50 €"),
        (280, 24, "À retirer avant minuit, merci."),
    ):
        d.text((50, y), s, font=ImageFont.truetype(SANS, z), fill="#b5ada0")
    return i


def smeared():
    """A poster out of focus: nothing in it can be read."""
    i = Image.new("RGB", (700, 520), "#ece7db")
    d = ImageDraw.Draw(i)
    for n, s in enumerate(("Auditions for the summer show", "Sunday afternoon in the annex", "ask for Wilhelmina")):
        d.text((70, 130 + n * 80), s, font=ImageFont.truetype(SANS, 30), fill="#333")
    return i.filter(ImageFilter.GaussianBlur(16))


def _floor():
    i = Image.new("RGB", (800, 600), "#f2f2ee")
    return i, ImageDraw.Draw(i)


def marks_a():
    """Taped marks on a stage floor: 3 red circles along the top, 2 blue squares at the bottom, a green triangle between."""
    i, d = _floor()
    for x in (150, 400, 650):
        d.ellipse((x - 55, 60, x + 55, 170), fill="#d7263d")
    d.polygon(((400, 235), (330, 355), (470, 355)), fill="#1b9e4b")
    for x in (200, 600):
        d.rectangle((x - 60, 430, x + 60, 550), fill="#1f5fd0")
    return i


def marks_b():
    """As marks_a, with two circles and a yellow triangle."""
    i, d = _floor()
    for x in (150, 650):
        d.ellipse((x - 55, 60, x + 55, 170), fill="#d7263d")
    d.polygon(((400, 235), (330, 355), (470, 355)), fill="#f2c60f")
    for x in (200, 600):
        d.rectangle((x - 60, 430, x + 60, 550), fill="#1f5fd0")
    return i


def swatches():
    """Three curtain cloths: orange, white, purple from left to right."""
    i = Image.new("RGB", (900, 500), "white")
    d = ImageDraw.Draw(i)
    d.rectangle((0, 0, 299, 499), fill="#f57c00")
    d.rectangle((600, 0, 899, 499), fill="#6a1b9a")
    return i


def night():
    """A goods yard by night: very dark, soft, two lamps."""
    g = np.linspace(8, 26, 480)[:, None, None] * np.array([0.7, 0.8, 1.3])
    i = Image.fromarray(np.broadcast_to(g, (480, 720, 3)).astype(np.uint8).copy())
    d = ImageDraw.Draw(i)
    d.rectangle((0, 330, 720, 480), fill=(14, 12, 10))
    for x in (180, 520):
        d.ellipse((x - 10, 150, x + 10, 170), fill=(120, 105, 60))
    return i.filter(ImageFilter.GaussianBlur(9))


def label_qr():
    """The code on a parcel, alone."""
    q = cv2.QRCodeEncoder.create().encode("https://pebblepine.example/track/5081")
    q = cv2.resize(q, None, fx=11, fy=11, interpolation=cv2.INTER_NEAREST)
    i = Image.new("RGB", (620, 620), "#ffffff")
    m = Image.fromarray(q).convert("RGB")
    i.paste(m, ((620 - m.width) // 2, (620 - m.height) // 2))
    return i


def badge():
    """A drawn face, as on a volunteer's badge, without a name."""
    i = Image.new("RGB", (420, 520), "#bcd4e6")
    d = ImageDraw.Draw(i)
    d.pieslice((40, 360, 380, 700), 180, 360, fill="#394867")
    d.ellipse((110, 90, 310, 360), fill="#e8b98f")
    d.pieslice((95, 60, 325, 300), 180, 360, fill="#4a2c1a")
    for x in (165, 255):
        d.ellipse((x - 12, 205, x + 12, 229), fill="#222")
    d.arc((160, 250, 260, 320), 20, 160, fill="#8c3b2e", width=6)
    return i


PICTURES = {
    "branch_loans": branch_loans,
    "waits": waits,
    "mercancias": mercancias,
    "piao": piao,
    "channels": channels,
    "returns": returns,
    "aushang": aushang,
    "vestiaire": vestiaire,
    "smeared": smeared,
    "marks_a": marks_a,
    "marks_b": marks_b,
    "swatches": swatches,
    "night": night,
    "label_qr": label_qr,
    "badge": badge,
}
