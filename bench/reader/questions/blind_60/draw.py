"""Pictures of this set that are not plain pages: photographed or scanned pages, charts, pictures without text."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np
import zxingcpp
from bench.reader.questions import web_pages
from matplotlib import font_manager, pyplot
from PIL import Image, ImageDraw, ImageFilter

matplotlib.use("Agg")
PAGES = Path(__file__).parent / "pages"


def _page(name: str) -> Image.Image:
    return Image.fromarray(web_pages._shown(PAGES / f"{name}.html"))


def _noisy(image: Image.Image, sigma: float, seed: int) -> Image.Image:
    array = np.asarray(image).astype(float)
    noise = np.random.default_rng(seed).normal(0, sigma, array.shape[:2])
    return Image.fromarray(np.clip(array + noise[..., None], 0, 255).astype(np.uint8))


def handover() -> Image.Image:
    """Photographed at a slant on a brown desk."""
    page = _page("handover")
    w, h = page.size
    # where the corners of the page lie on the photograph
    corners = [(90, 70), (860, 40), (930, 1120), (50, 1150)]
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    coefficients = np.linalg.solve(np.array(rows, float), np.array(right, float))
    size = (980, 1200)
    warped = page.transform(size, Image.Transform.PERSPECTIVE, tuple(coefficients), Image.Resampling.BICUBIC)
    mask = Image.new("L", page.size, 255).transform(size, Image.Transform.PERSPECTIVE, tuple(coefficients))
    desk = Image.new("RGB", size, (104, 78, 58))
    desk.paste(warped, (0, 0), mask)
    shade = np.linspace(1.0, 0.78, size[0])[None, :, None]
    return _noisy(Image.fromarray((np.asarray(desk) * shade).astype(np.uint8)), 4, 1)


def letter() -> Image.Image:
    """Scanned grey, turned a little."""
    grey = _page("letter").convert("L").rotate(1.6, Image.Resampling.BICUBIC, fillcolor=255)
    grey = grey.point(lambda v: 60 + v * 150 // 255)
    return _noisy(grey.convert("RGB"), 6, 2)


def vestiaire() -> Image.Image:
    return _page("vestiaire").rotate(90, expand=True)


def tongzhi() -> Image.Image:
    return _noisy(_page("tongzhi").rotate(-3, Image.Resampling.BICUBIC, expand=True, fillcolor=(225, 225, 222)), 3, 3)


def smudge() -> Image.Image:
    return _page("smudge").filter(ImageFilter.GaussianBlur(11))


def chart_visitors() -> Image.Image:
    with pyplot.style.context("default"):
        figure, axes = pyplot.subplots(figsize=(8, 5), dpi=110)
        x = np.arange(4)
        axes.bar(x - 0.2, [42, 58, 71, 49], 0.4, label="2024", color="#c0504d")
        axes.bar(x + 0.2, [47, 63, 66, 54], 0.4, label="2025", color="#4f81bd")
        axes.set_xticks(x, ["Q1", "Q2", "Q3", "Q4"])
        axes.set_title("Museum visitors per quarter")
        axes.set_xlabel("Quarter")
        axes.set_ylabel("Visitors (thousands)")
        axes.legend()
        return web_pages.saved(figure).convert("RGB")


def chart_signups() -> Image.Image:
    with pyplot.style.context("ggplot"):
        figure, axes = pyplot.subplots(figsize=(8.4, 5), dpi=110)
        months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
        axes.plot(months, [120, 150, 180, 230, 260, 310, 340, 400], marker="o", label="Video courses")
        axes.plot(months, [220, 210, 190, 200, 170, 160, 140, 130], marker="s", label="Live courses")
        axes.set_ylim(0, 450)
        axes.set_title("Course sign-ups by month")
        axes.set_xlabel("Month")
        axes.set_ylabel("Sign-ups")
        axes.legend(loc="upper left")
        return web_pages.saved(figure).convert("RGB")


def chart_pie() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(7, 5.4), dpi=110)
    names = ["Limpiezas", "Empastes", "Ortodoncia", "Extracciones", "Otros"]
    colours = ["#66c2a5", "#fc8d62", "#8da0cb", "#e78ac3", "#a6d854"]
    axes.pie([38, 27, 18, 11, 6], labels=names, autopct="%1.0f %%", colors=colours, startangle=90, counterclock=False)
    axes.set_title("Tratamientos de la clínica en 2025", fontsize=15)
    return web_pages.saved(figure).convert("RGB")


def chart_stacked() -> Image.Image:
    """As a spreadsheet draws it, with the values in the bars."""
    cjk = next(f.name for f in font_manager.fontManager.ttflist if f.name.startswith("Noto Sans CJK"))
    with pyplot.rc_context({"font.family": [cjk, "DejaVu Sans"], "font.size": 12}):
        figure, axes = pyplot.subplots(figsize=(8, 5.2), dpi=110)
        places = ["站前", "市場", "河濱", "大學"]
        cars, motorbikes = [180, 120, 90, 150], [60, 140, 40, 210]
        axes.bar_label(axes.bar(places, cars, 0.55, label="汽車", color="#4472c4"), label_type="center", color="white")
        upper = axes.bar(places, motorbikes, 0.55, bottom=cars, label="機車", color="#ffc000")
        axes.bar_label(upper, label_type="center")
        for side in ("top", "right", "left"):
            axes.spines[side].set_visible(False)
        axes.yaxis.grid(True, color="#d9d9d9")
        axes.set_axisbelow(True)
        axes.tick_params(left=False)
        axes.set_title("各停車場每日停車次數", fontsize=16)
        axes.set_ylabel("次數")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.07), ncols=2, frameon=False)
        figure.subplots_adjust(bottom=0.17)
        return web_pages.saved(figure).convert("RGB")


def shapes() -> Image.Image:
    image = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(image)
    for x, y in ((110, 110), (300, 150), (120, 330), (330, 400)):
        draw.ellipse((x - 55, y - 55, x + 55, y + 55), fill=(214, 40, 40))
    for x, y in ((520, 110), (700, 150), (560, 300)):
        draw.rectangle((x - 50, y - 50, x + 50, y + 50), fill=(30, 80, 200))
    draw.polygon([(780, 430), (710, 550), (850, 550)], fill=(30, 150, 60))
    return image


def dusk() -> Image.Image:
    """Dark blue above, orange glow along the bottom."""
    h, w = 640, 960
    t = np.linspace(0, 1, h)[:, None, None]
    sky = np.array([14, 20, 58.0]) * np.ones((h, w, 3))
    glow = np.clip((t - 0.72) / 0.06, 0, 1)
    array = sky * (1 - glow) + np.array([196, 98, 20.0]) * glow
    return _noisy(Image.fromarray(array.astype(np.uint8)), 2, 4)


def _tiles() -> Image.Image:
    random = np.random.default_rng(9)
    small = random.integers(70, 230, (18, 26, 3)).astype(np.uint8)
    return Image.fromarray(small).resize((780, 540), Image.Resampling.NEAREST)


def tiles_soft() -> Image.Image:
    return _tiles().filter(ImageFilter.GaussianBlur(9))


def tiles() -> Image.Image:
    return _tiles()


def code() -> Image.Image:
    made = zxingcpp.write_barcode(
        zxingcpp.BarcodeFormat.QRCode, "https://parkmate.example/zone/4471?lang=en", 330, 330, 4
    )
    square = Image.fromarray(np.array(made)).convert("RGB").resize((330, 330), Image.Resampling.NEAREST)
    image = Image.new("RGB", (640, 480), (250, 214, 60))
    image.paste(Image.new("RGB", (370, 370), "white"), (135, 55))
    image.paste(square, (155, 75))
    return image


def portrait() -> Image.Image:
    """A drawn head and shoulders, as on a member's card."""
    image = Image.new("RGB", (480, 600), (190, 206, 214))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 430, 420, 820), fill=(52, 70, 110))
    draw.rectangle((205, 370, 275, 460), fill=(214, 168, 136))
    draw.ellipse((140, 120, 340, 410), fill=(226, 182, 150))
    draw.pieslice((130, 95, 350, 380), 180, 360, fill=(70, 44, 28))
    for x in (195, 285):
        draw.ellipse((x - 16, 245, x + 16, 267), fill="white")
        draw.ellipse((x - 8, 247, x + 8, 265), fill=(50, 40, 30))
    draw.polygon([(240, 270), (226, 318), (254, 318)], fill=(205, 156, 124))
    draw.arc((200, 310, 280, 365), 20, 160, fill=(160, 60, 60), width=6)
    return image.filter(ImageFilter.GaussianBlur(0.8))


PICTURES = {
    f.__name__: f
    for f in (
        handover,
        letter,
        vestiaire,
        tongzhi,
        smudge,
        chart_visitors,
        chart_signups,
        chart_pie,
        chart_stacked,
        shapes,
        dusk,
        tiles,
        tiles_soft,
        code,
        portrait,
    )
}
