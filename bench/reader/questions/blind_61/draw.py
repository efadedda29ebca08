"""Charts of an events office, a school, a clinic, a warehouse and an airline; and pictures without text."""

from __future__ import annotations

import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter

CJK_TC, CJK_SC = "Noto Sans CJK JP", "WenQuanYi Micro Hei"


def bookings() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(7.6, 4.8), dpi=100)
    at = np.arange(4)
    axes.bar(at - 0.2, [22, 58, 71, 34], 0.38, label="Weddings", color="#c2577a")
    axes.bar(at + 0.2, [40, 37, 29, 46], 0.38, label="Corporate", color="#4f6d8f")
    axes.set_xticks(at, ["Q1", "Q2", "Q3", "Q4"])
    axes.set(title="Events booked per quarter, 2025", xlabel="Quarter", ylabel="Bookings", ylim=(0, 80))
    axes.grid(axis="y", alpha=0.4)
    axes.set_axisbelow(True)
    axes.legend()
    return saved(figure)


def students() -> Image.Image:
    with pyplot.rc_context({"font.family": CJK_TC}):
        figure, axes = pyplot.subplots(figsize=(7.4, 4.6), dpi=100)
        names, values = ["英語", "日語", "韓語", "西班牙語", "法語", "德語"], [412, 365, 248, 97, 83, 56]
        bars = axes.barh(names[::-1], values[::-1], color="#2a9d8f")
        axes.bar_label(bars, padding=4)
        axes.set(title="各語種學生人數", xlabel="人數", xlim=(0, 470))
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        figure.tight_layout()
        return saved(figure)


def consultas() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(7.8, 4.6), dpi=100)
    months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun"]
    axes.plot(
        months, [310, 295, 340, 362, 388, 405], color="#4472c4", linewidth=2.5, marker="o", label="Medicina general"
    )
    axes.plot(months, [156, 152, 149, 131, 120, 112], color="#ed7d31", linewidth=2.5, marker="s", label="Odontología")
    axes.set(title="Consultas por mes, 2025", xlabel="Mes", ylabel="Consultas", ylim=(0, 450))
    axes.grid(axis="y", color="#d9d9d9")
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncol=2, frameon=False)
    figure.tight_layout()
    return saved(figure)


def goods() -> Image.Image:
    with pyplot.rc_context({"font.family": CJK_SC}):
        figure, axes = pyplot.subplots(figsize=(6, 4.8), dpi=100)
        axes.pie(
            [38, 27, 21, 14],
            labels=["家居", "电子", "服饰", "食品"],
            autopct="%d%%",
            colors=["#5470c6", "#91cc75", "#fac858", "#ee6666"],
            startangle=90,
            counterclock=False,
            textprops={"fontsize": 13},
        )
        axes.set_title("库存品类占比", fontsize=16)
        return saved(figure)


def delays() -> Image.Image:
    with pyplot.style.context("dark_background"):
        figure, axes = pyplot.subplots(figsize=(7.4, 4.8), dpi=100)
        ports = ["GOT", "OPO", "KRK", "BIO"]
        below = np.zeros(4)
        for name, values, colour in (
            ("Weather", [120, 60, 150, 40], "#5aa9e6"),
            ("Crew", [45, 30, 25, 75], "#ff9f5a"),
            ("Technical", [65, 35, 80, 50], "#9bc53d"),
        ):
            axes.bar_label(
                axes.bar(ports, values, 0.6, below, label=name, color=colour), label_type="center", color="black"
            )
            below += values
        axes.set(title="Delay minutes by cause", xlabel="Airport", ylabel="Minutes", ylim=(0, 300))
        axes.legend()
        return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (640, 420), "white")
    draw = ImageDraw.Draw(image)
    for x, y in ((90, 90), (240, 100), (100, 320)):
        draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill="#d7263d")
    for x, y in ((300, 260), (440, 250)):
        draw.rectangle((x - 45, y - 45, x + 45, y + 45), fill="#1b5fc1")
    draw.polygon([(560, 40), (500, 140), (620, 140)], fill="#1f9d4d")
    return image


def night() -> Image.Image:
    y, x = np.mgrid[0:400, 0:600]
    light = 14 + 16 * np.exp(-((x - 300) ** 2 + (y - 400) ** 2) / 50000)
    noise = np.random.default_rng(61).normal(0, 2, (400, 600))
    return Image.fromarray(
        np.clip(np.dstack([light + noise, light + noise, light * 1.2 + noise]), 0, 255).astype("uint8")
    )


def blurred() -> Image.Image:
    random = np.random.default_rng(7)
    image = Image.new("RGB", (560, 420), "#8fa58a")
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, r = (int(v) for v in random.integers((0, 0, 15), (560, 420, 60)))
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(v) for v in random.integers(40, 220, 3)))
    return image.filter(ImageFilter.GaussianBlur(14))


def halves() -> Image.Image:
    image = Image.new("RGB", (800, 500), "#f08a1d")
    ImageDraw.Draw(image).rectangle((0, 300, 799, 499), fill="#6a2c91")
    return image


def _code(text: str, paper: str) -> Image.Image:
    code = np.array(zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, width=300, height=300, quiet_zone=4))
    image = Image.new("RGB", (480, 440), paper)
    image.paste(Image.fromarray(code).convert("RGB"), ((480 - code.shape[1]) // 2, (440 - code.shape[0]) // 2))
    return image


def qr_guest() -> Image.Image:
    return _code("https://larkmoor.example/rsvp?g=88", "#f7d9dd")


def qr_bay() -> Image.Image:
    return _code("BAY-G14-PALLET-0091", "#dddddd")


PICTURES = {
    f.__name__: f
    for f in (bookings, students, consultas, goods, delays, shapes, night, blurred, halves, qr_guest, qr_bay)
}
