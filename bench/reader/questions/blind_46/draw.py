"""Charts and pictures without text of this set."""

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib.figure import Figure
from PIL import Image, ImageDraw, ImageFilter


def bus_line():
    figure = Figure(figsize=(8, 5), dpi=100)
    axes = figure.subplots()
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
    axes.plot(months, [420, 440, 510, 560, 600, 640, 480, 450], marker="o", label="Route 47")
    axes.plot(months, [300, 290, 310, 330, 320, 340, 390, 410], marker="s", label="Route 61")
    axes.set_title("Passengers per month by route")
    axes.set_xlabel("Month of 2025")
    axes.set_ylabel("Passengers (thousands)")
    axes.set_ylim(0, 700)
    axes.grid(True, alpha=0.4)
    axes.legend()
    return saved(figure)


def pm_pie():
    figure = Figure(figsize=(7, 5.2), dpi=100)
    axes = figure.subplots()
    axes.pie(
        [46, 24, 18, 12],
        labels=["Strong", "Fair", "Weak", "Reused"],
        autopct="%1.0f%%",
        startangle=90,
        colors=["#3a9d5d", "#8fc3e8", "#e58b3a", "#b03a48"],
    )
    axes.set_title("Stored passwords by strength")
    return saved(figure)


def cheese_stack():
    figure = Figure(figsize=(8, 5), dpi=100)
    axes = figure.subplots()
    years = ["2021", "2022", "2023", "2024", "2025"]
    parts = {"Cheddar": [40, 45, 50, 55, 60], "Blue": [20, 18, 22, 25, 30], "Goat": [10, 12, 8, 15, 20]}
    base = np.zeros(5)
    for (name, values), colour in zip(parts.items(), ["#f2b134", "#3b6ea5", "#9aa79b"], strict=True):
        bars = axes.bar(years, values, bottom=base, label=name, color=colour)
        axes.bar_label(bars, label_type="center")
        base += values
    axes.set_title("Cheese output by kind")
    axes.set_ylabel("Tonnes")
    axes.set_ylim(0, 130)
    axes.legend(loc="upper left", ncols=3)
    return saved(figure)


def elec_group():
    figure = Figure(figsize=(8, 4.8), dpi=100)
    axes = figure.subplots()
    x = np.arange(4)
    axes.bar(x - 0.19, [18, 12, 9, 6], 0.36, color="#4472c4", label="2021")
    axes.bar(x + 0.19, [14, 15, 11, 5], 0.36, color="#ed7d31", label="2025")
    axes.set_xticks(x, ["Norte", "Centro", "Sur", "Costa"])
    axes.set_yticks(range(0, 21, 2))
    axes.set_title("Escaños por distrito")
    axes.set_ylabel("Escaños")
    axes.yaxis.grid(True, color="#d9d9d9")
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.08), ncols=2, frameon=False)
    figure.tight_layout()
    return saved(figure)


def shapes():
    image = Image.new("RGB", (800, 600), "white")
    d = ImageDraw.Draw(image)
    for x, y in ((130, 130), (320, 120), (120, 330)):
        d.ellipse((x - 60, y - 60, x + 60, y + 60), fill=(210, 30, 40))
    for x, y in ((620, 430), (430, 460)):
        d.rectangle((x - 65, y - 65, x + 65, y + 65), fill=(30, 70, 200))
    d.polygon([(640, 60), (570, 190), (710, 190)], fill=(30, 150, 60))
    return image


def halves():
    """A teal sky over an orange ground."""
    a = np.zeros((480, 640, 3), np.float32)
    a[:300] = (20, 140, 150)
    a[300:] = (235, 130, 30)
    a += np.random.default_rng(46).normal(0, 3, a.shape)
    return Image.fromarray(a.clip(0, 255).astype(np.uint8))


def _leaves(seed):
    rng = np.random.default_rng(seed)
    image = Image.new("RGB", (720, 540), (120, 150, 100))
    d = ImageDraw.Draw(image)
    for _ in range(500):
        x, y = rng.integers(0, 720), rng.integers(0, 540)
        w, h = rng.integers(8, 40, 2)
        d.ellipse((x, y, x + w, y + h), fill=tuple(int(v) for v in rng.integers((40, 90, 30), (190, 220, 120))))
    return image


def sharp():
    return _leaves(3)


def blurred():
    return _leaves(3).filter(ImageFilter.GaussianBlur(9))


def dark():
    return _leaves(5).point(lambda v: v * 0.12)


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://example.org/wall/route-29")
    code = cv2.resize(code, None, fx=9, fy=9, interpolation=cv2.INTER_NEAREST)
    code = cv2.copyMakeBorder(code, 50, 50, 50, 50, cv2.BORDER_CONSTANT, value=255)
    return Image.fromarray(code).convert("RGB")


PICTURES = {
    "bus_line": bus_line,
    "pm_pie": pm_pie,
    "cheese_stack": cheese_stack,
    "elec_group": elec_group,
    "shapes": shapes,
    "halves": halves,
    "sharp": sharp,
    "blurred": blurred,
    "dark": dark,
    "qr": qr,
}
