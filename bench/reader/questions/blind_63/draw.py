"""The pictures of this set that a page alone does not make: slants, scans, turned sheets, charts and pictures without text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import _shown, saved
from matplotlib import font_manager
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
CJK = next(f.fname for f in font_manager.fontManager.ttflist if "NotoSansCJK-Regular" in f.fname)


def page(name):
    return Image.fromarray(_shown(HERE / f"{name}.html"))


def g_receipt():
    """A receipt on a wooden table, photographed at a slant."""
    sheet = page("g_receipt_page")
    w, h = sheet.size
    size = (w + 180, h + 140)
    corners = [(80, 60), (w + 70, 40), (w + 120, h + 90), (60, h + 70)]
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    form = np.linalg.solve(np.array(rows, float), np.array(right, float))
    table = Image.new("RGB", size, (122, 92, 66))
    bent = sheet.transform(size, Image.Transform.PERSPECTIVE, form, Image.Resampling.BICUBIC)
    mask = Image.new("L", sheet.size, 255).transform(size, Image.Transform.PERSPECTIVE, form)
    table.paste(bent, (0, 0), mask)
    shade = np.linspace(1.0, 0.8, size[0])[None, :, None]
    noise = np.random.default_rng(63).normal(0, 4, (size[1], size[0], 1))
    return Image.fromarray(np.clip(np.array(table) * shade + noise, 0, 255).astype("uint8"))


def b_form():
    """A form scanned grey, a little pale."""
    grey = np.array(page("b_form_page").convert("L"), float) * 0.72 + 52
    grey += np.random.default_rng(7).normal(0, 5, grey.shape)
    sheet = Image.fromarray(np.clip(grey, 0, 255).astype("uint8")).convert("RGB")
    return sheet.filter(ImageFilter.GaussianBlur(0.5))


def n_carta():
    """A letter laid crooked on the scanner."""
    return page("n_carta_page").rotate(2.6, Image.Resampling.BICUBIC, expand=True, fillcolor=(236, 236, 232))


def g_notice():
    """A notice, turned a quarter."""
    return page("g_notice_page").rotate(-90, expand=True)


def smudge():
    """A notice far out of focus."""
    return page("g_notice_page").filter(ImageFilter.GaussianBlur(14))


def c_bar():
    figure, axes = plt.subplots(figsize=(8.4, 5), dpi=100)
    x = np.arange(4)
    axes.bar(x - 0.2, [42, 96, 71, 38], 0.4, label="Plants", color="#4f8f4a")
    axes.bar(x + 0.2, [18, 27, 22, 30], 0.4, label="Tools", color="#c98b2b")
    axes.set_xticks(x, ["Q1", "Q2", "Q3", "Q4"])
    axes.set_title("Garden centre sales by department")
    axes.set_xlabel("Quarter")
    axes.set_ylabel("Sales (thousand pounds)")
    axes.grid(axis="y", alpha=0.4)
    axes.set_axisbelow(True)
    axes.legend()
    return saved(figure)


def c_hbar():
    font = font_manager.FontProperties(fname=CJK, size=13)
    figure, axes = plt.subplots(figsize=(8, 4.8), dpi=100)
    names, values = ["鹽酥雞", "蚵仔煎", "珍珠奶茶", "臭豆腐", "烤玉米"], [86, 64, 112, 73, 39]
    bars = axes.barh(names, values, color="#d9534f", height=0.6)
    axes.bar_label(bars, padding=4)
    axes.invert_yaxis()
    axes.set_xlim(0, 130)
    axes.set_title("夜市各攤週末營業額", fontproperties=font, fontsize=17)
    axes.set_xlabel("營業額（千元）", fontproperties=font)
    for label in axes.get_yticklabels():
        label.set_fontproperties(font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    figure.tight_layout()
    return saved(figure)


def c_line():
    with plt.style.context("ggplot"):
        figure, axes = plt.subplots(figsize=(8.6, 5), dpi=100)
        weeks = range(1, 9)
        axes.plot(weeks, [320, 305, 290, 262, 240, 268, 301, 335], marker="o", label="Grupo O+")
        axes.plot(weeks, [180, 184, 189, 191, 196, 203, 210, 218], marker="s", label="Grupo A+")
        axes.set_ylim(150, 350)
        axes.set_title("Reservas de sangre por semana")
        axes.set_xlabel("Semana")
        axes.set_ylabel("Unidades")
        axes.legend(loc="center right", bbox_to_anchor=(1.0, 0.42))
        return saved(figure)


def c_pie():
    figure, axes = plt.subplots(figsize=(6.6, 5.4), dpi=100)
    axes.pie(
        [34, 28, 21, 17],
        labels=["Software", "Hardware", "Accounts", "Network"],
        autopct="%d%%",
        startangle=90,
        counterclock=False,
        colors=["#8da0cb", "#fc8d62", "#66c2a5", "#e78ac3"],
    )
    axes.set_title("Help desk tickets by category, March")
    return saved(figure)


def shapes():
    picture = Image.new("RGB", (900, 600), (255, 255, 255))
    pen = ImageDraw.Draw(picture)
    for i in range(5):
        pen.ellipse((70 + i * 165, 70, 170 + i * 165, 170), fill=(214, 32, 38))
    for i in range(2):
        pen.rectangle((90 + i * 180, 400, 210 + i * 180, 520), fill=(28, 76, 190))
    pen.polygon([(690, 390), (610, 530), (770, 530)], fill=(244, 205, 28))
    return picture


def qr():
    code = zxingcpp.create_barcode("https://larkmeadow.example/club?id=2209", zxingcpp.BarcodeFormat.QRCode)
    code = Image.fromarray(np.array(code.to_image(scale=9))).convert("RGB")
    picture = Image.new("RGB", (640, 640), (255, 255, 255))
    picture.paste(code, ((640 - code.width) // 2, (640 - code.height) // 2))
    return picture


def dusk():
    """A dark view out of a train window, out of focus: blue above, green below."""
    rng = np.random.default_rng(11)
    picture = np.zeros((540, 960, 3))
    picture[:330] = (18, 34, 92)
    picture[330:] = (16, 58, 24)
    picture += rng.normal(0, 10, (540, 960, 1))
    image = Image.fromarray(np.clip(picture, 0, 255).astype("uint8"))
    return image.filter(ImageFilter.GaussianBlur(10))


PICTURES = {
    "g_receipt": g_receipt, "b_form": b_form, "n_carta": n_carta, "g_notice": g_notice, "smudge": smudge,
    "c_bar": c_bar, "c_hbar": c_hbar, "c_line": c_line, "c_pie": c_pie,
    "shapes": shapes, "qr": qr, "dusk": dusk,
}  # fmt: skip
