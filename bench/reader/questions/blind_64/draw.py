"""Charts and pictures of this set."""

from __future__ import annotations

import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

TC = ["Noto Sans CJK TC", "Noto Sans CJK JP"]


def crews():
    f, a = plt.subplots(figsize=(8.2, 5.2))
    x = np.arange(4)
    for i, (n, v, c) in enumerate((("2024", [48, 62, 35, 21], "#8ecae6"), ("2025", [56, 58, 44, 30], "#023047"))):
        b = a.bar(x + (i - 0.5) * 0.4, v, 0.4, label=n, color=c)
        a.bar_label(b, padding=2)
    a.set_xticks(x, ["Juniors", "Seniors", "Masters", "Adaptive"])
    a.set(title="Rowing club members by squad", xlabel="Squad", ylabel="Members", ylim=(0, 75))
    a.legend(title="Year")
    return saved(f)


def toneladas():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8.4, 4.8), layout="constrained")
        a.barh(["Vidrio", "Papel", "Metal", "Plástico", "Madera"], [340, 520, 150, 275, 95], color="#4f772d")
        a.invert_yaxis()
        a.set(title="Residuos recogidos en 2025", xlabel="Toneladas", xlim=(0, 600))
        return saved(f)


def oyentes():
    with plt.rc_context({"font.family": TC}):
        f, a = plt.subplots(figsize=(8.4, 5), layout="constrained")
        m = ["1月", "2月", "3月", "4月", "5月", "6月"]
        a.plot(m, [1200, 1350, 1500, 1800, 2100, 2400], marker="o", color="#c1121f", label="晨間新聞")
        a.plot(m, [1900, 1750, 1600, 1400, 1100, 900], marker="s", color="#003049", label="夜間音樂")
        a.set(title="山城電台每月收聽人數", xlabel="月份", ylabel="人數", ylim=(0, 2700))
        a.grid(alpha=0.4)
        a.legend()
        return saved(f)


def ventas():
    f, a = plt.subplots(figsize=(7, 5.4))
    a.pie(
        [46, 22, 18, 14],
        labels=["Carnes", "Bebidas", "Entradas", "Postres"],
        autopct="%d%%",
        startangle=90,
        colors=["#9b2226", "#ee9b00", "#94d2bd", "#e9d8a6"],
    )
    a.set_title("Ventas de febrero por rubro")
    return saved(f)


def formas():
    im = Image.new("RGB", (800, 600), "#ffffff")
    d = ImageDraw.Draw(im)
    for x, y in ((110, 120), (250, 130), (120, 260)):
        d.ellipse((x - 50, y - 50, x + 50, y + 50), fill="#d7263d")
    for x, y in ((560, 90), (680, 210)):
        d.rectangle((x - 45, y - 45, x + 45, y + 45), fill="#1b65c9")
    d.polygon([(400, 430), (330, 550), (470, 550)], fill="#1f9d4d")
    return im


def orilla():
    """A sky, a bank and water: three bands of colour with grain."""
    h, w = 600, 900
    im = np.zeros((h, w, 3), float)
    im[:330] = (96, 160, 226)
    im[330:420] = (62, 120, 48)
    im[420:] = (70, 92, 110)
    im += np.random.default_rng(12).normal(0, 5, im.shape)
    return Image.fromarray(np.clip(im, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.2))


def noche():
    h, w = 480, 640
    y, x = np.mgrid[:h, :w]
    g = 14 + 10 * np.exp(-((x - 470) ** 2 + (y - 160) ** 2) / 9000)
    im = np.stack([g, g, g * 1.25], 2) + np.random.default_rng(3).normal(0, 2, (h, w, 3))
    return Image.fromarray(np.clip(im, 0, 255).astype(np.uint8))


def codigo():
    b = zxingcpp.create_barcode("https://harbourradio.example/join?ref=spring26", zxingcpp.BarcodeFormat.QRCode)
    q = Image.fromarray(
        np.array(b.to_image(scale=8))
        if hasattr(b, "to_image")
        else np.array(zxingcpp.write_barcode_to_image(b, scale=8))
    ).convert("RGB")
    im = Image.new("RGB", (560, 560), "#dfe9ef")
    im.paste(q, ((560 - q.width) // 2, (560 - q.height) // 2))
    return im


def borroso():
    """A notice out of focus: nothing of it can be read."""
    im = Image.new("RGB", (700, 420), "#f2efe6")
    d = ImageDraw.Draw(im)
    f = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 26)
    for i, t in enumerate(
        (
            "Spare oars for sale, ask the steward",
            "Two sculls, one sweep, good state",
            "Price 140 the lot",
            "Ring after six",
        )
    ):
        d.text((60, 70 + 70 * i), t, fill="#333", font=f)
    return im.filter(ImageFilter.GaussianBlur(17))


PICTURES = {f.__name__: f for f in (crews, toneladas, oyentes, ventas, formas, orilla, noche, codigo, borroso)}
