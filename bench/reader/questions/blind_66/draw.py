"""Charts and pictures without text."""

import io

import cv2
import matplotlib

matplotlib.use("Agg")
import numpy as np
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter


def _save(fig):
    b = io.BytesIO()
    fig.savefig(b, format="png")
    plt.close(fig)
    return Image.open(b).convert("RGB")


def c_repairs():
    fig, ax = plt.subplots(figsize=(7.4, 4.6), dpi=100)
    x = np.arange(4)
    a, b = [140, 95, 70, 120], [60, 85, 110, 50]
    ax.bar(x - 0.2, a, 0.38, label="Beckside", color="#2f6690")
    ax.bar(x + 0.2, b, 0.38, label="Millrace", color="#f0a202")
    ax.set_xticks(x, ["Q1", "Q2", "Q3", "Q4"])
    ax.set_title("Repairs completed by estate, 2024")
    ax.set_xlabel("Quarter")
    ax.set_ylabel("Number of repairs")
    ax.set_ylim(0, 160)
    ax.legend()
    ax.grid(axis="y", alpha=0.3)
    return _save(fig)


def c_milk():
    with plt.style.context("ggplot"):
        fig, ax = plt.subplots(figsize=(7.6, 4.6), dpi=100)
        m = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
        ax.plot(m, [2000, 2300, 2900, 3600, 4200, 4000, 3500, 3100], marker="o", label="Cow")
        ax.plot(m, [1500, 1400, 1250, 1100, 900, 800, 650, 500], marker="s", label="Goat")
        ax.set_title("Milk collected at Thornby Vale")
        ax.set_ylabel("Litres")
        ax.set_xlabel("Month")
        ax.set_ylim(0, 4500)
        ax.legend(loc="upper left")
        return _save(fig)


def c_ages():
    fig, ax = plt.subplots(figsize=(7.2, 4.4), dpi=100)
    n, v = ["18-29", "30-39", "40-49", "50-59", "60+"], [312, 468, 355, 187, 62]
    bars = ax.barh(n, v, color="#5a9367")
    ax.bar_label(bars, padding=4)
    ax.set_title("Saltmarsh Marathon finishers by age group")
    ax.set_xlabel("Finishers")
    ax.set_ylabel("Age group")
    ax.set_xlim(0, 540)
    ax.spines[["top", "right"]].set_visible(False)
    return _save(fig)


def c_tea():
    with plt.rc_context({"font.family": ["Noto Sans CJK JP"]}):
        fig, ax = plt.subplots(figsize=(6.4, 5), dpi=100)
        ax.pie(
            [42, 25, 15, 11, 7],
            labels=["龙井", "九曲红梅", "桂花乌龙", "茉莉银针", "其他"],
            autopct="%d%%",
            colors=["#7fb069", "#d1495b", "#edae49", "#8fb8de", "#bbbbbb"],
            startangle=90,
            counterclock=False,
        )
        ax.set_title("听泉茶馆七月茶品销售占比")
        return _save(fig)


def c_pod():
    fig, ax = plt.subplots(figsize=(7.4, 4.8), dpi=100)
    x = ["Sep", "Oct", "Nov", "Dic"]
    a, b, c = np.array([20, 25, 30, 40]), np.array([15, 15, 20, 20]), np.array([10, 5, 10, 5])
    ax.bar(x, a, 0.55, label="Móvil", color="#4056a1")
    ax.bar(x, b, 0.55, bottom=a, label="Web", color="#f13c20")
    ax.bar(x, c, 0.55, bottom=a + b, label="Altavoz", color="#d79922")
    ax.set_title("Descargas del pódcast por dispositivo")
    ax.set_xlabel("Mes")
    ax.set_ylabel("Miles de descargas")
    ax.set_yticks(range(0, 81, 10))
    ax.grid(axis="y", alpha=0.35)
    ax.set_axisbelow(True)
    ax.legend(loc="upper left")
    return _save(fig)


def shapes():
    im = Image.new("RGB", (800, 600), (250, 244, 214))
    d = ImageDraw.Draw(im)
    for x, y in [(90, 80), (250, 80), (410, 80), (570, 80), (710, 80)]:
        d.ellipse((x - 45, y - 45, x + 45, y + 45), fill=(205, 30, 40))
    for x in (130, 300):
        d.polygon([(x, 400), (x - 60, 520), (x + 60, 520)], fill=(30, 80, 200))
    d.rectangle((560, 400, 740, 540), fill=(20, 140, 70))
    return im


def dusk():
    a = np.zeros((480, 720, 3), np.float32)
    a[:300] = (225, 120, 30)
    a[300:] = (14, 20, 60)
    a += np.random.default_rng(6).normal(0, 4, a.shape)
    return Image.fromarray(a.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.7))


def _rind():
    r = np.random.default_rng(66)
    im = Image.new("RGB", (640, 480), (206, 176, 110))
    d = ImageDraw.Draw(im)
    for _ in range(420):
        x, y, s = r.integers(0, 640), r.integers(0, 480), r.integers(3, 16)
        k = int(r.integers(-60, 50))
        d.ellipse((x - s, y - s, x + s, y + s), fill=(206 + min(k, 40), 176 + k, 110 + k))
    return im


def rind_sharp():
    return _rind()


def rind_soft():
    return _rind().filter(ImageFilter.GaussianBlur(7))


def night():
    a = np.full((400, 600, 3), 16, np.float32) + np.random.default_rng(3).normal(0, 5, (400, 600, 3))
    return Image.fromarray(a.clip(0, 255).astype(np.uint8))


def qr():
    p = cv2.QRCodeEncoder.create().encode("https://wavecrate.example/e/91")
    p = np.pad(p, 4, constant_values=255) if p[0, 0] == 0 else np.pad(p, 2, constant_values=255)
    q = Image.fromarray(p).resize((p.shape[1] * 9, p.shape[0] * 9), Image.NEAREST).convert("RGB")
    im = Image.new("RGB", (560, 520), (196, 214, 226))
    im.paste(q, ((560 - q.width) // 2, (520 - q.height) // 2))
    return im


def portrait():
    im = Image.new("RGB", (500, 600), (150, 175, 190))
    d = ImageDraw.Draw(im)
    d.ellipse((60, 430, 440, 800), fill=(60, 60, 95))
    d.rectangle((215, 380, 285, 470), fill=(214, 165, 135))
    d.ellipse((140, 110, 360, 420), fill=(224, 178, 148))
    d.pieslice((130, 80, 370, 380), 180, 360, fill=(60, 38, 25))
    for x in (200, 300):
        d.ellipse((x - 16, 238, x + 16, 256), fill=(250, 250, 250))
        d.ellipse((x - 8, 239, x + 8, 255), fill=(50, 40, 30))
    d.arc((200, 310, 300, 370), 20, 160, fill=(150, 60, 60), width=6)
    return im.filter(ImageFilter.GaussianBlur(1.2))


PICTURES = {
    f.__name__: f
    for f in (c_repairs, c_milk, c_ages, c_tea, c_pod, shapes, dusk, rind_sharp, rind_soft, night, qr, portrait)
}
