"""Draws the figures that ``questions/figures.toml`` asks about. Same pixels on every run, given the same fonts.

Needs the fonts DejaVu and Noto CJK (Debian: fonts-dejavu-core fonts-noto-cjk).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import zxingcpp
from bench.reader.draw import NOTO, font
from PIL import Image, ImageDraw

from fovea.values import Pixels


def _axes(width: float = 7.0, height: float = 4.4, cjk: bool = False):  # type: ignore[no-untyped-def]
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    from matplotlib import font_manager

    plt.rcdefaults()
    if cjk:
        path = NOTO / "NotoSansCJK-Regular.ttc"
        font_manager.fontManager.addfont(path)
        plt.rcParams["font.family"] = font_manager.FontProperties(fname=str(path)).get_name()
    return plt.subplots(figsize=(width, height))


def _pixels(fig) -> Pixels:  # type: ignore[no-untyped-def]
    import matplotlib.pyplot as plt

    out = io.BytesIO()
    fig.tight_layout()
    fig.savefig(out, dpi=110)
    plt.close(fig)
    return np.array(Image.open(out).convert("RGB"))


def trees() -> Pixels:
    fig, ax = _axes()
    ax.bar(["Oak", "Birch", "Pine", "Maple", "Willow"], [120, 85, 240, 60, 155], color="seagreen")
    ax.set_title("Trees planted in 2025")
    ax.set_ylabel("Trees")
    return _pixels(fig)


def rain() -> Pixels:
    fig, ax = _axes()
    ax.plot(["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"], [82, 74, 61, 48, 35, 22, 12], marker="o")
    ax.set_title("Rainfall")
    ax.set_ylabel("mm")
    ax.set_ylim(0, 100)
    return _pixels(fig)


def energy() -> Pixels:
    fig, ax = _axes()
    ax.pie([42, 27, 18, 13], labels=["Wind", "Solar", "Hydro", "Gas"], autopct="%d%%", startangle=90)
    ax.set_title("Electricity by source")
    return _pixels(fig)


def offices() -> Pixels:
    fig, ax = _axes()
    x = np.arange(3)
    ax.bar(x - 0.2, [34, 58, 21], 0.4, label="2024")
    ax.bar(x + 0.2, [40, 49, 33], 0.4, label="2025")
    ax.set_xticks(x, ["Leeds", "York", "Hull"])
    ax.set_title("Staff by office")
    ax.legend()
    return _pixels(fig)


def phones() -> Pixels:
    fig, ax = _axes()
    years = ["2019", "2020", "2021", "2022", "2023"]
    ax.plot(years, [12, 18, 25, 31, 44], label="Aster")
    ax.plot(years, [40, 36, 33, 24, 15], label="Borea")
    ax.set_title("Phones sold (millions)")
    ax.set_ylim(0, 50)
    ax.legend()
    return _pixels(fig)


def ciudades() -> Pixels:
    fig, ax = _axes()
    ax.barh(["Sevilla", "Bilbao", "Madrid", "Granada"], [310, 145, 520, 205], color="#c44e52")
    ax.set_title("Visitantes por ciudad")
    ax.set_xlabel("Miles de visitantes")
    return _pixels(fig)


def gastos() -> Pixels:
    fig, ax = _axes()
    ax.pie([50, 20, 15, 15], autopct="%d%%")
    ax.legend(["Alquiler", "Comida", "Transporte", "Ocio"], loc="center left", bbox_to_anchor=(1, 0.5))
    ax.set_title("Gastos del mes")
    return _pixels(fig)


def tea() -> Pixels:
    fig, ax = _axes(cjk=True)
    ax.bar(["紅茶", "綠茶", "烏龍茶", "奶茶"], [45, 62, 30, 88], color="#5b8db8")
    ax.set_title("每日銷售杯數")
    ax.set_ylabel("杯")
    return _pixels(fig)


def traffic() -> Pixels:
    fig, ax = _axes(cjk=True)
    ax.plot(["一月", "二月", "三月", "四月", "五月"], [210, 260, 240, 330, 390], marker="s", color="crimson")
    ax.set_title("捷運旅客人數（萬）")
    ax.set_ylim(0, 450)
    return _pixels(fig)


def budget() -> Pixels:
    fig, ax = _axes(cjk=True)
    ax.pie([40, 25, 20, 15], labels=["教育", "医疗", "交通", "其他"], autopct="%d%%", startangle=90)
    ax.set_title("预算分配")
    return _pixels(fig)


def fruit() -> Pixels:
    fig, ax = _axes(cjk=True)
    x = np.arange(3)
    ax.bar(x - 0.2, [120, 90, 150], 0.4, label="计划")
    ax.bar(x + 0.2, [135, 70, 160], 0.4, label="实际")
    ax.set_xticks(x, ["苹果", "香蕉", "橙子"])
    ax.set_title("水果销量（吨）")
    ax.legend()
    return _pixels(fig)


def bars_bare() -> Pixels:
    """Bars without a scale or numbers: no value can be told."""
    image = Image.new("RGB", (640, 420), "white")
    pen = ImageDraw.Draw(image)
    for k, (name, high) in enumerate((("Red", 120), ("Green", 260), ("Blue", 190))):
        pen.rectangle((100 + 170 * k, 360 - high, 190 + 170 * k, 360), fill=(70, 110, 180))
        pen.text((145 + 170 * k, 384), name, font=font(20), fill="#222", anchor="mm")
    return np.array(image)


# --- shapes, colours, codes ---------------------------------------------------------------------------------------


def _sheet(ground: str = "white") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (720, 480), ground)
    return image, ImageDraw.Draw(image)


def shapes() -> Pixels:
    image, pen = _sheet()
    for x in (60, 200, 340):
        pen.ellipse((x, 60, x + 90, 150), fill=(220, 30, 30))
    pen.rectangle((540, 50, 640, 150), fill=(40, 80, 220))
    pen.rectangle((80, 320, 260, 400), fill=(40, 160, 60))
    pen.regular_polygon((480, 350, 70), 3, fill=(245, 130, 20))
    return np.array(image)


def outlines() -> Pixels:
    image, pen = _sheet()
    pen.ellipse((70, 170, 210, 310), outline=(130, 40, 170), width=6)
    pen.regular_polygon((360, 240, 80), 6, fill=(250, 225, 30))
    pen.rectangle((520, 170, 660, 310), outline=(0, 0, 0), width=5)
    return np.array(image)


def halves() -> Pixels:
    image, pen = _sheet("#1f4fd8")
    pen.rectangle((0, 330, 720, 480), fill="#f2d21b")
    return np.array(image)


def _code(text: str, form: zxingcpp.BarcodeFormat, scale: int = 6) -> Image.Image:
    code = np.array(zxingcpp.create_barcode(text, form).to_image(scale=scale))
    return Image.fromarray(cv2.copyMakeBorder(code, 30, 30, 30, 30, cv2.BORDER_CONSTANT, value=255)).convert("RGB")


def ticket() -> Pixels:
    image, pen = _sheet("#f4f1ea")
    pen.text((40, 40), "Platform ticket", font=font(34, bold=True), fill="#222")
    pen.text((40, 110), "Valid on 4 May 2026", font=font(24), fill="#222")
    image.paste(_code("TICKET-88213", zxingcpp.BarcodeFormat.QRCode), (430, 120))
    return np.array(image)


def dim_code() -> Pixels:
    image, _ = _sheet("#888888")
    image.paste(_code("https://example.org/menu", zxingcpp.BarcodeFormat.QRCode), (210, 60))
    return (np.array(image) * 0.25).astype(np.uint8)


def photo() -> Pixels:
    """Soft, grainy colour like an out-of-focus meadow: no text, shape or code."""
    rng = np.random.default_rng(7)
    soft = cv2.resize(rng.integers(30, 220, (9, 14, 3), np.uint8), (840, 540), interpolation=cv2.INTER_CUBIC)
    return np.clip(soft + rng.normal(0, 7, soft.shape), 0, 255).astype(np.uint8)


def blurred() -> Pixels:
    return np.asarray(cv2.GaussianBlur(ticket(), (0, 0), 5.0))


def dark() -> Pixels:
    return (photo() * 0.12).astype(np.uint8)


# --- pairs ----------------------------------------------------------------------------------------------------------


def menu_a() -> Pixels:
    image, pen = _sheet("#fffdf7")
    for k, words in enumerate(("CAFE LUNA", "Espresso 2.40", "Cappuccino 3.60", "Croissant 2.90", "Open 8-18")):
        pen.text((50, 40 + 66 * k), words, font=font(30), fill="#202020")
    pen.ellipse((520, 300, 640, 420), fill=(40, 160, 60))
    return np.array(image)


def menu_b() -> Pixels:
    image, pen = _sheet("#fffdf7")
    for k, words in enumerate(("CAFE LUNA", "Espresso 2.40", "Cappuccino 3.90", "Muffin 2.90", "Open 8-18")):
        pen.text((50, 40 + 66 * k), words, font=font(30), fill="#202020")
    pen.ellipse((520, 300, 640, 420), fill=(220, 30, 30))
    return np.array(image)


def menu_copy() -> Pixels:
    small = cv2.resize(menu_a(), None, fx=0.8, fy=0.8, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 60])[1], 1))


def menu_extra() -> Pixels:
    image = Image.fromarray(menu_a())
    ImageDraw.Draw(image).rectangle((420, 60, 620, 160), fill=(40, 80, 220))
    return np.array(image)


FIGURES: dict[str, Callable[[], Pixels]] = {
    name: maker
    for name, maker in list(globals().items())
    if callable(maker) and getattr(maker, "__module__", "") == __name__ and not name.startswith("_") and name != "font"
}


@cache
def figure(name: str) -> Pixels:
    return np.ascontiguousarray(FIGURES[name]())
