"""The charts and drawn pictures of this set."""

from __future__ import annotations

import io
import math
import random

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

CJK = {"font.family": ["Noto Sans CJK JP", "Noto Sans CJK TC", "DejaVu Sans"], "axes.unicode_minus": False}


def saved(figure) -> Image.Image:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    plt.close(figure)
    return Image.open(buffer).convert("RGB")


def bridges() -> Image.Image:
    with plt.rc_context({"font.size": 12}):
        figure, ax = plt.subplots(figsize=(8.4, 5.2), dpi=100)
        spring, autumn = [42, 58, 27, 33], [35, 61, 19, 40]
        at = range(4)
        ax.bar([x - 0.2 for x in at], spring, 0.4, label="Spring", color="#2a9d8f")
        ax.bar([x + 0.2 for x in at], autumn, 0.4, label="Autumn", color="#e76f51")
        ax.set_xticks(list(at), ["North", "Mill", "Weir", "Garden"])
        ax.set_title("Bicycle trips per bridge")
        ax.set_xlabel("Bridge")
        ax.set_ylabel("Trips (thousands)")
        ax.set_ylim(0, 70)
        ax.grid(axis="y", alpha=0.4)
        ax.set_axisbelow(True)
        ax.legend()
        return saved(figure)


def snow() -> Image.Image:
    with plt.rc_context({"font.size": 12}):
        figure, ax = plt.subplots(figsize=(9, 5), dpi=100)
        months = ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr"]
        ax.plot(months, [20, 55, 90, 120, 105, 60], marker="o", label="Upper hut", color="#1d4ed8")
        ax.plot(months, [5, 20, 45, 70, 40, 10], marker="s", label="Lower hut", color="#dc2626")
        ax.set_title("Snow depth at two huts")
        ax.set_xlabel("Month")
        ax.set_ylabel("Depth (cm)")
        ax.set_ylim(0, 140)
        ax.grid(alpha=0.4)
        ax.legend(loc="upper left")
        return saved(figure)


def sorting_cn() -> Image.Image:
    with plt.rc_context({**CJK, "font.size": 13}):
        figure, ax = plt.subplots(figsize=(8.4, 5), dpi=100)
        names, values = ["松涛", "云溪", "北苑", "河湾", "石桥"], [86, 73, 91, 64, 79]
        bars = ax.barh(names, values, color="#5b8c5a")
        ax.bar_label(bars, padding=4)
        ax.invert_yaxis()
        ax.set_xlim(0, 100)
        ax.set_title("各社区垃圾分类准确率")
        ax.set_xlabel("准确率（%）")
        ax.set_ylabel("社区")
        figure.tight_layout()
        return saved(figure)


def festival_es() -> Image.Image:
    with plt.rc_context({"font.size": 13}):
        figure, ax = plt.subplots(figsize=(7.6, 5.6), dpi=100)
        ax.pie(
            [38, 25, 17, 12, 8],
            labels=["Música", "Montaje", "Seguridad", "Limpieza", "Publicidad"],
            autopct="%d %%",
            startangle=90,
            colors=["#f4a261", "#8ecae6", "#b5e48c", "#e5989b", "#cdb4db"],
        )
        ax.set_title("Gastos del festival de verano")
        return saved(figure)


def stations_tw() -> Image.Image:
    with plt.rc_context({**CJK, "font.size": 13}):
        figure, ax = plt.subplots(figsize=(8, 5.2), dpi=100)
        ax.bar(["公園", "車站", "市場", "大學", "河堤"], [310, 540, 260, 475, 150], color="#6d597a", width=0.6)
        ax.set_title("各站每日借車次數")
        ax.set_xlabel("站名")
        ax.set_ylabel("次數")
        ax.set_ylim(0, 600)
        ax.grid(axis="y", linestyle="--", alpha=0.5)
        ax.set_axisbelow(True)
        return saved(figure)


def pupils() -> Image.Image:
    with plt.rc_context({"font.size": 12, "font.family": "DejaVu Serif"}):
        figure, ax = plt.subplots(figsize=(8.4, 4.8), dpi=100)
        ax.plot(
            range(2016, 2025), [480, 465, 452, 430, 421, 398, 377, 362, 350], color="#111111", linewidth=2, marker="D"
        )
        ax.set_title("Pupils at Hollin Valley School")
        ax.set_xlabel("Year")
        ax.set_ylabel("Pupils")
        ax.set_ylim(300, 500)
        ax.grid(True, linestyle=":")
        return saved(figure)


def _triangle(d, x, y, r, fill) -> None:
    d.polygon([(x, y - r), (x - r, y + r), (x + r, y + r)], fill=fill)


def shapes() -> Image.Image:
    """3 red circles above, 2 blue squares in the middle, 4 green triangles below, on white."""
    image = Image.new("RGB", (900, 640), "white")
    d = ImageDraw.Draw(image)
    for x in (180, 450, 720):
        d.ellipse((x - 60, 60, x + 60, 180), fill=(214, 40, 40))
    for x in (300, 600):
        d.rectangle((x - 60, 260, x + 60, 380), fill=(29, 78, 216))
    for x in (140, 340, 560, 760):
        _triangle(d, x, 520, 60, (22, 140, 60))
    return image


def dusk() -> Image.Image:
    """Orange sky above, near-black land below the middle; no text."""
    image = Image.new("RGB", (960, 600))
    d = ImageDraw.Draw(image)
    for y in range(370):
        k = y / 370
        d.line((0, y, 960, y), fill=(225 + int(20 * k), 110 + int(50 * k), 30))
    d.polygon(
        [
            (0, 600),
            *[(x, 330 + int(22 * math.sin(x / 90) + 10 * math.sin(x / 31))) for x in range(0, 961, 8)],
            (960, 600),
        ],
        fill=(16, 14, 22),
    )
    return image.filter(ImageFilter.GaussianBlur(0.6))


def mist() -> Image.Image:
    """Green and grey blobs, blurred out of any focus."""
    rng = random.Random(27)
    image = Image.new("RGB", (800, 600), (70, 120, 75))
    d = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, r = rng.randrange(800), rng.randrange(600), rng.randrange(25, 90)
        g = rng.randrange(90, 170)
        d.ellipse((x - r, y - r, x + r, y + r), fill=(g - 50, g, g - 40))
    return image.filter(ImageFilter.GaussianBlur(22))


def code() -> Image.Image:
    import cv2

    small = Image.fromarray(cv2.QRCodeEncoder_create().encode("https://kiln.example/t/5521")).convert("RGB")
    side = small.width * (380 // small.width)
    image = Image.new("RGB", (560, 560), "white")
    image.paste(small.resize((side, side), Image.Resampling.NEAREST), ((560 - side) // 2,) * 2)
    return image


def corner() -> Image.Image:
    """Light grey; one yellow circle in the upper left, one purple rectangle in the lower right."""
    image = Image.new("RGB", (1024, 768), (225, 225, 225))
    d = ImageDraw.Draw(image)
    d.ellipse((80, 60, 280, 260), fill=(250, 204, 21))
    d.rectangle((660, 520, 960, 700), fill=(109, 40, 167))
    return image


def _tiles(changed: bool) -> Image.Image:
    image = Image.new("RGB", (800, 600), (250, 246, 238))
    d = ImageDraw.Draw(image)
    d.rectangle((60, 60, 240, 240), fill=(30, 90, 200))
    d.ellipse((320, 70, 480, 230), fill=(210, 50, 50))
    _triangle(d, 650, 150, 85, (40, 150, 70))
    d.rectangle((70, 370, 270, 520), fill=(120, 120, 120))
    if not changed:
        d.ellipse((560, 370, 720, 530), fill=(245, 150, 30))
    return image


def same_less() -> Image.Image:
    return _tiles(True)


def same_more() -> Image.Image:
    return _tiles(False)


PICTURES = {
    "bridges": bridges,
    "snow": snow,
    "sorting_cn": sorting_cn,
    "festival_es": festival_es,
    "stations_tw": stations_tw,
    "pupils": pupils,
    "shapes": shapes,
    "dusk": dusk,
    "mist": mist,
    "code": code,
    "corner": corner,
    "tiles_a": same_more,
    "tiles_b": same_less,
}
