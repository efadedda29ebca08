import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot, rc_context
from PIL import Image, ImageDraw, ImageFilter

CJK = {"font.family": ["Noto Sans CJK TC", "Noto Sans CJK SC", "Noto Sans CJK JP", "DejaVu Sans"]}


def ice_cream():
    with pyplot.style.context("ggplot"):
        fig, ax = pyplot.subplots(figsize=(9, 5.6), dpi=100)
        x = np.arange(4)
        ax.bar(x - 0.2, [120, 260, 410, 180], 0.38, label="Cones")
        ax.bar(x + 0.2, [90, 150, 230, 210], 0.38, label="Tubs")
        ax.set_xticks(x, ["Spring", "Early summer", "High summer", "Autumn"])
        ax.set_title("Ice cream sold at the pier kiosk")
        ax.set_ylabel("Portions per day")
        ax.set_ylim(0, 450)
        ax.legend()
        return saved(fig)


def basura():
    with pyplot.style.context("seaborn-v0_8-whitegrid"):
        fig, ax = pyplot.subplots(figsize=(9, 5.4), dpi=100)
        names = ["Vidrio", "Papel", "Plástico", "Orgánico", "Metal"]
        values = [34, 52, 41, 78, 12]
        bars = ax.barh(names, values, color="#2a9d8f")
        ax.bar_label(bars, padding=4)
        ax.set_title("Residuos reciclados en Puerto Lindo (2024)", fontsize=15)
        ax.set_xlabel("Toneladas")
        ax.set_xlim(0, 90)
        return saved(fig)


def trains():
    with pyplot.style.context("bmh"):
        fig, ax = pyplot.subplots(figsize=(9.5, 5.6), dpi=100)
        years = [2018, 2019, 2020, 2021, 2022, 2023]
        ax.plot(years, [50, 55, 20, 30, 45, 60], "o-", label="Coast line")
        ax.plot(years, [40, 38, 15, 18, 25, 27], "s--", label="Valley line")
        ax.set_title("Passengers on the regional railway")
        ax.set_xlabel("Year")
        ax.set_ylabel("Passengers (thousands)")
        ax.set_ylim(0, 70)
        ax.set_xticks(years)
        ax.legend(loc="lower right")
        return saved(fig)


def tea():
    with rc_context(CJK):
        fig, ax = pyplot.subplots(figsize=(7.6, 6.2), dpi=100)
        ax.pie(
            [38, 27, 20, 15],
            labels=["烏龍茶", "紅茶", "綠茶", "花草茶"],
            autopct="%d%%",
            startangle=90,
            colors=["#8d6e63", "#c62828", "#66bb6a", "#f9a825"],
            textprops={"fontsize": 15},
        )
        ax.set_title("茶行銷售比例", fontsize=20)
        return saved(fig)


def rain():
    with pyplot.style.context("dark_background"), rc_context(CJK):
        fig, ax = pyplot.subplots(figsize=(8.8, 5.4), dpi=100)
        ax.bar(["一月", "二月", "三月", "四月", "五月", "六月"], [20, 35, 60, 90, 140, 110], color="#4fc3f7")
        ax.set_title("上半年月降雨量", fontsize=18)
        ax.set_ylabel("毫米")
        ax.set_xlabel("月份")
        ax.set_ylim(0, 160)
        return saved(fig)


def shapes_a():
    image = Image.new("RGB", (800, 600), "white")
    d = ImageDraw.Draw(image)
    for x, y in ((130, 130), (400, 130), (670, 130)):
        d.ellipse((x - 70, y - 70, x + 70, y + 70), fill=(214, 40, 40))
    for x, y in ((150, 440), (330, 440)):
        d.rectangle((x - 65, y - 65, x + 65, y + 65), fill=(30, 80, 200))
    d.polygon(((620, 350), (530, 520), (710, 520)), fill=(30, 150, 60))
    return image


def shapes_b():
    image = Image.new("RGB", (800, 600), "white")
    d = ImageDraw.Draw(image)
    for x, y in ((130, 130), (400, 130)):
        d.ellipse((x - 70, y - 70, x + 70, y + 70), fill=(214, 40, 40))
    for x, y in ((150, 440), (330, 440)):
        d.rectangle((x - 65, y - 65, x + 65, y + 65), fill=(30, 80, 200))
    d.polygon(((620, 350), (530, 520), (710, 520)), fill=(245, 200, 20))
    return image


def field():
    """A blue upper half, a green lower half, a yellow disc in the upper right."""
    image = Image.new("RGB", (900, 600), (70, 150, 235))
    d = ImageDraw.Draw(image)
    d.rectangle((0, 300, 900, 600), fill=(50, 140, 50))
    d.ellipse((680, 50, 820, 190), fill=(255, 215, 0))
    return image


def night():
    """Almost black all over, with soft noise."""
    rng = np.random.default_rng(29)
    base = np.full((480, 640, 3), (14, 14, 26), float) + rng.normal(0, 3, (480, 640, 3))
    return Image.fromarray(base.clip(0, 255).astype(np.uint8))


def blurred():
    """Coloured blobs out of focus."""
    rng = np.random.default_rng(7)
    image = Image.new("RGB", (700, 500), (190, 170, 150))
    d = ImageDraw.Draw(image)
    for _ in range(40):
        x, y, r = rng.integers(0, 700), rng.integers(0, 500), rng.integers(20, 70)
        d.ellipse((x - r, y - r, x + r, y + r), fill=tuple(int(c) for c in rng.integers(60, 240, 3)))
    return image.filter(ImageFilter.GaussianBlur(18))


def code():
    barcode = zxingcpp.create_barcode("https://museum.example/room/7", zxingcpp.BarcodeFormat.QRCode)
    modules = Image.fromarray(np.array(barcode.to_image(scale=8)))
    image = Image.new("RGB", (520, 520), "white")
    image.paste(modules, ((520 - modules.width) // 2, (520 - modules.height) // 2))
    return image


PICTURES = {
    f.__name__: f for f in (ice_cream, basura, trains, tea, rain, shapes_a, shapes_b, field, night, blurred, code)
}
