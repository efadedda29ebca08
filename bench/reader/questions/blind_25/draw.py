"""Charts and drawn pictures of this set."""

import io
import random

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter


def _saved(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    plt.close(figure)
    buffer.seek(0)
    return Image.open(buffer)


def honey():
    with plt.rc_context({"font.family": "DejaVu Serif", "font.size": 12}):
        f, a = plt.subplots(figsize=(8, 5), dpi=100)
        x = range(4)
        a.bar([i - 0.2 for i in x], [42, 31, 55, 24], 0.4, label="2023", color="#d9a21b")
        a.bar([i + 0.2 for i in x], [38, 47, 60, 29], 0.4, label="2024", color="#6b4a1f")
        a.set_xticks(list(x), ["Clover Hill", "Mill Lane", "Quarry", "Lakeside"])
        a.set_title("Honey harvest by apiary")
        a.set_xlabel("Apiary")
        a.set_ylabel("Honey (kg)")
        a.grid(axis="y", alpha=0.4)
        a.set_axisbelow(True)
        a.legend()
        f.tight_layout()
        return _saved(f)


def tunnels():
    with plt.rc_context({"font.family": "Liberation Sans", "font.size": 13}):
        f, a = plt.subplots(figsize=(8.4, 4.8), dpi=100)
        names, v = ["Arbás", "Cotera", "Peñalba", "Sorriel", "Vegarredonda"], [3.4, 5.1, 1.8, 7.6, 4.3]
        bars = a.barh(names, v, color="#2c7f8c")
        a.bar_label(bars, labels=[str(n).replace(".", ",") for n in v], padding=4)
        a.invert_yaxis()
        a.set_xlim(0, 9)
        a.set_title("Longitud de los túneles de la línea")
        a.set_xlabel("Longitud (km)")
        for s in ("top", "right"):
            a.spines[s].set_visible(False)
        f.tight_layout()
        return _saved(f)


def reservoir():
    with plt.rc_context({"font.family": "Noto Sans CJK JP", "font.size": 13}):
        f, a = plt.subplots(figsize=(8.6, 5), dpi=100)
        a.plot([f"{m}月" for m in range(1, 9)], [82, 74, 61, 48, 39, 57, 76, 88], marker="o", color="#1b62b5", lw=2.2)
        a.set_ylim(0, 100)
        a.set_title("翠湖水庫蓄水率")
        a.set_xlabel("月份")
        a.set_ylabel("蓄水率（%）")
        a.grid(alpha=0.35)
        f.tight_layout()
        return _saved(f)


def returns():
    with plt.rc_context({"font.family": "Noto Sans CJK JP", "font.size": 14}):
        f, a = plt.subplots(figsize=(7.4, 5.6), dpi=100)
        a.pie(
            [38, 22, 17, 14, 9],
            labels=["尺寸不符", "颜色差异", "质量问题", "物流破损", "其他"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#e07a5f", "#81b29a", "#f2cc8f", "#7d8cc4", "#bdbdbd"],
        )
        a.set_title("退货原因分布")
        f.tight_layout()
        return _saved(f)


def trails():
    with plt.rc_context({"font.size": 12}):
        f, a = plt.subplots(figsize=(9, 5), dpi=100)
        y = list(range(2018, 2025))
        a.plot(y, [12, 14, 15, 9, 16, 19, 23], marker="s", color="#c0392b", label="North gate")
        a.plot(y, [18, 17, 16, 7, 13, 12, 11], marker="o", ls="--", color="#2c3e50", label="South gate")
        a.set_title("Visitors at the two trail gates")
        a.set_xlabel("Year")
        a.set_ylabel("Visitors (thousands)")
        a.set_ylim(0, 25)
        a.grid(alpha=0.3)
        a.legend(loc="upper left")
        f.tight_layout()
        return _saved(f)


def _repairs(values, color):
    with plt.rc_context({"font.family": "DejaVu Sans", "font.size": 12}):
        f, a = plt.subplots(figsize=(7.6, 4.8), dpi=100)
        a.bar(["Jan", "Feb", "Mar", "Apr", "May", "Jun"], values, color=color, width=0.6)
        a.set_title("Violins repaired per month")
        a.set_ylabel("Violins")
        a.set_ylim(0, 35)
        a.grid(axis="y", alpha=0.5)
        a.set_axisbelow(True)
        f.tight_layout()
        return _saved(f)


def _shapes(second):
    i = Image.new("RGB", (800, 600), "white")
    d = ImageDraw.Draw(i)
    circles = [(60, 50), (620, 60), (80, 420)]
    for x, y in circles[: 2 if second else 3]:
        d.ellipse((x, y, x + 120, y + 120), fill=(214, 40, 40))
    for x, y in [(330, 60), (600, 420)]:
        d.rectangle((x, y, x + 120, y + 120), fill=(30, 70, 200))
    d.polygon([(400, 240), (320, 380), (480, 380)], fill=(240, 200, 20) if second else (30, 150, 60))
    return i


def dusk():
    r = random.Random(5)
    i = Image.new("RGB", (900, 600))
    p = i.load()
    for y in range(600):
        for x in range(900):
            n = r.randint(-3, 3)
            t = y / 600
            p[x, y] = (max(0, int(14 + 22 * t) + n), max(0, int(14 + 8 * t) + n), max(0, int(48 - 18 * t) + n))
    d = ImageDraw.Draw(i)
    d.polygon([(0, 470), (200, 380), (430, 480), (650, 360), (900, 460), (900, 600), (0, 600)], fill=(6, 7, 10))
    return i.filter(ImageFilter.GaussianBlur(7))


def quarters():
    i = Image.new("RGB", (640, 640), (240, 140, 20))
    d = ImageDraw.Draw(i)
    d.rectangle((320, 0, 640, 320), fill=(120, 40, 150))
    d.rectangle((0, 320, 320, 640), fill=(20, 140, 60))
    d.rectangle((320, 320, 640, 640), fill=(245, 220, 30))
    return i


def hills():
    r = random.Random(9)
    i = Image.new("RGB", (1000, 640))
    d = ImageDraw.Draw(i)
    for y in range(640):
        d.line((0, y, 1000, y), fill=(120 + y // 8, 180 + y // 12, 235))
    d.polygon([(0, 420), (260, 330), (520, 430), (760, 340), (1000, 410), (1000, 640), (0, 640)], fill=(70, 130, 60))
    d.polygon([(0, 540), (350, 470), (700, 560), (1000, 500), (1000, 640), (0, 640)], fill=(90, 155, 60))
    p = i.load()
    for y in range(640):
        for x in range(1000):
            n = r.randint(-9, 9)
            p[x, y] = tuple(max(0, min(255, c + n)) for c in p[x, y])
    return i


def _code(text, kind, size):
    import zxingcpp

    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    picture = Image.fromarray(__import__("numpy").array(code.to_image(scale=size)))
    i = Image.new("RGB", (picture.width + 160, picture.height + 160), (232, 226, 214))
    i.paste("white", (40, 40, picture.width + 120, picture.height + 120))
    i.paste(picture.convert("RGB"), (80, 80))
    return i


def figure():
    """A plain drawn half-length figure, for the question of who it is."""
    i = Image.new("RGB", (600, 720), (196, 210, 220))
    d = ImageDraw.Draw(i)
    d.pieslice((90, 430, 510, 990), 180, 360, fill=(60, 70, 110))
    d.rectangle((260, 360, 340, 470), fill=(214, 170, 140))
    d.ellipse((195, 140, 405, 420), fill=(226, 182, 150))
    d.pieslice((185, 110, 415, 380), 180, 360, fill=(70, 45, 30))
    for x in (255, 325):
        d.ellipse((x, 265, x + 22, 281), fill="white")
        d.ellipse((x + 6, 266, x + 18, 280), fill=(40, 30, 20))
    d.line((300, 280, 292, 325, 306, 327), fill=(180, 130, 105), width=4)
    d.arc((262, 320, 338, 372), 20, 160, fill=(160, 60, 60), width=6)
    return i.filter(ImageFilter.GaussianBlur(1.2))


def scan():
    """A grey picture like a scan of a hand bone."""
    i = Image.new("L", (520, 680), 12)
    d = ImageDraw.Draw(i)
    d.rounded_rectangle((190, 40, 330, 640), 60, fill=60)
    d.rounded_rectangle((225, 60, 295, 300), 30, fill=185)
    d.rounded_rectangle((225, 318, 295, 620), 30, fill=175)
    return i.filter(ImageFilter.GaussianBlur(5)).convert("RGB")


PICTURES = {
    "honey": honey,
    "tunnels": tunnels,
    "reservoir": reservoir,
    "returns": returns,
    "trails": trails,
    "repairs": lambda: _repairs([14, 22, 9, 31, 27, 18], "#4a7fb5"),
    "repairs_b": lambda: _repairs([14, 22, 9, 12, 27, 18], "#4a7fb5"),
    "shapes": lambda: _shapes(False),
    "shapes_b": lambda: _shapes(True),
    "dusk": dusk,
    "quarters": quarters,
    "hills": hills,
    "qr": lambda: _code("https://saltmarsh.example/berth/17", "QRCode", 8),
    "ean": lambda: _code("4012345678901", "EAN13", 4),
    "figure": figure,
    "scan": scan,
}
