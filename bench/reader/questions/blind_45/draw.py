"""The pictures that HTML does not serve: charts, shapes, a code, and pages of ``flat`` as a camera or a scanner sees them."""

from pathlib import Path

import cv2
import matplotlib

matplotlib.use("Agg")
import numpy as np
from bench.reader.questions.web_pages import _shown, saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter

FLAT = Path(__file__).parent / "flat"


def _cjk(figure, family):
    for text in figure.findobj(matplotlib.text.Text):
        text.set_fontfamily([family, "Noto Sans CJK JP", "WenQuanYi Micro Hei", "DejaVu Sans"])


def _flat(name):
    return Image.fromarray(_shown(FLAT / f"{name}.html"))


def werkstatt():
    """The order on yellow paper, photographed at a slant on a desk."""
    page = np.array(_flat("werkstatt"))
    h, w = page.shape[:2]
    corners = np.float32([[90, 60], [820, 95], [865, 850], [40, 815]])
    matrix = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), corners)
    out = cv2.warpPerspective(page, matrix, (900, 900), flags=cv2.INTER_AREA, borderValue=(92, 74, 60))
    shade = np.linspace(1.0, 0.82, 900)[None, :, None]
    noise = np.random.default_rng(4).normal(0, 3, out.shape)
    return Image.fromarray(np.clip(out * shade + noise, 0, 255).astype(np.uint8))


def lettre():
    """The letter, scanned grey and a little askew."""
    page = _flat("lettre").convert("L").rotate(1.6, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.array(page, dtype=float) * 0.68 + 48 + np.random.default_rng(7).normal(0, 4, (page.height, page.width))
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("RGB")


def tongzhi():
    """The notice, turned a quarter."""
    return _flat("tongzhi").rotate(90, expand=True)


def blurred():
    """The notice out of focus, too far to read."""
    small = _flat("tongzhi").resize((190, 140)).filter(ImageFilter.GaussianBlur(4))
    return small.resize((640, 472))


def rain():
    figure, axes = pyplot.subplots(figsize=(8, 5))
    x = np.arange(5)
    for shift, name, values, colour in (
        (-0.2, "Harbour", [58, 41, 36, 52, 73], "#1b9e77"),
        (0.2, "Hilltop", [84, 66, 49, 77, 95], "#7570b3"),
    ):
        axes.bar_label(axes.bar(x + shift, values, 0.4, label=name, color=colour))
    axes.set_xticks(x, ["January", "February", "March", "April", "May"])
    axes.set(title="Monthly rainfall at two stations", ylabel="Rainfall (mm)", xlabel="Month", ylim=(0, 110))
    axes.legend()
    return saved(figure)


def harvest():
    figure, axes = pyplot.subplots(figsize=(8, 4.6))
    axes.bar_label(
        axes.barh(["石岡", "外埔", "后里", "大村", "溪湖"], [42, 67, 58, 91, 35], color="#6b2d5c"), padding=4
    )
    axes.set(title="2025年各產區葡萄採收量", xlabel="採收量（公噸）", xlim=(0, 105))
    axes.spines[["top", "right"]].set_visible(False)
    _cjk(figure, "Noto Sans CJK TC")
    return saved(figure)


def tickets():
    figure, axes = pyplot.subplots(figsize=(7.5, 5.2))
    quarters, base = ["一季度", "二季度", "三季度", "四季度"], np.zeros(4)
    for name, values, colour in (
        ("二等座", [52, 60, 78, 64], "#4c78a8"),
        ("一等座", [18, 20, 25, 21], "#f58518"),
        ("商务座", [6, 8, 9, 7], "#e45756"),
    ):
        bars = axes.bar(quarters, values, 0.6, bottom=base, label=name, color=colour)
        axes.bar_label(bars, label_type="center", color="white", fontsize=9)
        base = base + values
    axes.set(title="2025年各季度车票销量", ylabel="销量（万张）", ylim=(0, 130))
    axes.legend(ncols=3, loc="upper left")
    _cjk(figure, "Noto Sans CJK SC")
    return saved(figure)


def pie():
    figure, axes = pyplot.subplots(figsize=(6.4, 5.2))
    axes.pie(
        [46, 27, 18, 9],
        labels=["Basic", "Premium", "Student", "Day pass"],
        autopct="%d%%",
        startangle=90,
        colors=pyplot.get_cmap("Set2").colors,
    )
    axes.set_title("Gym memberships by type")
    return saved(figure)


def waits():
    with pyplot.style.context("ggplot"):
        figure, axes = pyplot.subplots(figsize=(7.6, 4.6))
        axes.plot(range(2019, 2026), [26, 24, 22, 19, 15, 12, 10], marker="s", color="#8c2d04")
        axes.set(title="Average waiting time at the pharmacy counter", xlabel="Year", ylabel="Minutes", ylim=(0, 30))
        return saved(figure)


def shapes():
    image = Image.new("RGB", (700, 500), "white")
    pen = ImageDraw.Draw(image)
    for x, y in ((60, 50), (210, 50), (360, 50), (510, 50)):
        pen.ellipse((x, y, x + 90, y + 90), fill="#d62020")
    for x in (80, 300, 520):
        pen.rectangle((x, 210, x + 80, 290), fill="#1f4fd0")
    for x in (170, 430):
        pen.polygon([(x, 450), (x + 100, 450), (x + 50, 350)], fill="#1d9a3c")
    return image


def night():
    """Almost black: a yard with one dim lamp at the upper right."""
    y, x = np.mgrid[0:480, 0:640]
    lamp = 190 * np.exp(-((x - 530) ** 2 + (y - 90) ** 2) / 900)
    noise = np.random.default_rng(3).normal(0, 2, (480, 640))
    grey = np.clip(10 + lamp + noise, 0, 255)
    return Image.fromarray(np.stack([grey, grey * 0.9, grey * 0.7], axis=2).astype(np.uint8))


def field():
    """A vineyard: blue sky above, a green slope with darker rows below, an orange sun at the left."""
    image = Image.new("RGB", (900, 600), "#5aa5e6")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 270, 900, 600), fill="#4f9a3a")
    for k in range(-6, 16):
        pen.line((450 + (k - 5) * 30, 275, 450 + (k - 5) * 150, 600), fill="#2f6d26", width=9)
    pen.ellipse((90, 60, 190, 160), fill="#f39a1e")
    return image.filter(ImageFilter.GaussianBlur(0.6))


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://pulsehub.example/checkin?door=17")
    code = cv2.copyMakeBorder(code, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255)
    return Image.fromarray(code).resize((code.shape[1] * 9, code.shape[0] * 9), Image.Resampling.NEAREST).convert("RGB")


def face():
    image = Image.new("RGB", (420, 520), "#b9c7d3")
    pen = ImageDraw.Draw(image)
    pen.pieslice((40, 380, 380, 700), 180, 360, fill="#2d3f66")
    pen.ellipse((120, 100, 300, 350), fill="#e0b08c")
    pen.pieslice((112, 80, 308, 300), 180, 360, fill="#3a2416")
    for x in (165, 235):
        pen.ellipse((x, 205, x + 24, 222), fill="white")
        pen.ellipse((x + 7, 207, x + 19, 219), fill="#2b1b10")
    pen.line((210, 225, 204, 262, 216, 264), fill="#b98461", width=3)
    pen.arc((180, 270, 242, 308), 15, 165, fill="#94433c", width=5)
    return image.filter(ImageFilter.GaussianBlur(0.8))


PICTURES = {
    f.__name__: f
    for f in (werkstatt, lettre, tongzhi, blurred, rain, harvest, tickets, pie, waits, shapes, night, field, qr, face)
}
