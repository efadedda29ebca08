"""Charts and drawn pictures of this set, and pages as they look photographed or scanned."""

from pathlib import Path

import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import _shown, saved
from matplotlib import font_manager
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent


def _cjk(name: str, size: int) -> dict:
    """A CJK font that matplotlib can load, as the keywords of a text."""
    for file in font_manager.findSystemFonts():
        if Path(file).name == name:
            return {"fontproperties": font_manager.FontProperties(fname=file, size=size)}
    raise SystemExit(f"no {name}")


def photo(page, angle=0.0, table=(120, 110, 100), light=0.25, noise=6, blur=0.5, pad=40, turn=0):
    """A rendered page laid on a table: slightly turned, unevenly lit, grainy."""

    def make() -> Image.Image:
        sheet = Image.fromarray(_shown(HERE / f"{page}.html")).convert("RGBA")
        canvas = Image.new("RGBA", (sheet.width + 2 * pad, sheet.height + 2 * pad), (*table, 255))
        layer = Image.new("RGBA", canvas.size, (0, 0, 0, 0))
        layer.paste(sheet, (pad, pad))
        canvas.alpha_composite(layer.rotate(angle, Image.Resampling.BICUBIC))
        pixels = np.array(canvas.convert("RGB").filter(ImageFilter.GaussianBlur(blur))).astype(float)
        height, width = pixels.shape[:2]
        y, x = np.mgrid[0:height, 0:width]
        pixels *= (1 - light * (0.6 * x / width + 0.4 * y / height))[..., None]
        pixels += np.random.default_rng(len(page) * 7 + int(angle * 10)).normal(0, noise, (height, width, 1))
        picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
        return picture.rotate(turn, expand=True) if turn else picture

    return make


def scan(page, angle=0.0, grey=225, noise=7, turn=0):
    """A rendered page as a grey scan."""

    def make() -> Image.Image:
        sheet = Image.fromarray(_shown(HERE / f"{page}.html")).convert("L")
        return _scanned(sheet, angle, grey, noise, turn)

    return make


def _scanned(sheet, angle, grey, noise, turn=0):
    sheet = sheet.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.5))
    pixels = 45 + np.array(sheet).astype(float) * (grey - 45) / 255
    pixels += np.random.default_rng(31).normal(0, noise, pixels.shape)
    picture = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).convert("RGB")
    return picture.rotate(turn, expand=True) if turn else picture


def oysters():
    figure, axes = plt.subplots(figsize=(8.4, 5.2))
    bays, spring, autumn = ["Corran", "Plover", "Saltmead", "Wick Hole"], [32, 45, 27, 18], [41, 38, 52, 24]
    at = np.arange(4)
    for shift, values, colour, name in ((-0.2, spring, "#4e9a8e", "Spring"), (0.2, autumn, "#d9793b", "Autumn")):
        axes.bar_label(axes.bar(at + shift, values, 0.38, color=colour, label=name), padding=2)
    axes.set_xticks(at, bays)
    axes.set_title("Oyster harvest by bay, 2025")
    axes.set_ylabel("Tonnes")
    axes.set_xlabel("Bay")
    axes.set_ylim(0, 60)
    axes.legend()
    return saved(figure)


def jars():
    font = "NotoSansCJK-Regular.ttc"
    figure, axes = plt.subplots(figsize=(8.4, 4.8))
    names, values = ["南坑窯", "水尾窯", "石崗窯", "竹篙窯", "頂寮窯"], [640, 410, 880, 250, 530]
    axes.barh(names, values, color="#8c5b3f")
    axes.invert_yaxis()
    axes.set_title("各窯場陶甕年產量", **_cjk(font, 19))
    axes.set_xlabel("產量（個）", **_cjk(font, 14))
    axes.set_yticks(range(5), names, **_cjk(font, 15))
    axes.set_xlim(0, 1000)
    axes.grid(axis="x", alpha=0.4)
    figure.tight_layout()
    return saved(figure)


def rink():
    figure, axes = plt.subplots(figsize=(8.4, 5))
    weeks = ["Week 1", "Week 2", "Week 3", "Week 4", "Week 5", "Week 6"]
    axes.plot(weeks, [20, 26, 31, 38, 42, 50], marker="o", color="#1f5fa8", label="North rink")
    axes.plot(weeks, [44, 40, 35, 28, 22, 15], marker="s", color="#c23b4e", label="South rink")
    axes.set_title("Ice thickness at Fennick Ponds")
    axes.set_ylabel("Thickness (mm)")
    axes.set_ylim(0, 60)
    axes.grid(alpha=0.4)
    axes.legend(loc="lower left")
    return saved(figure)


def cork():
    figure, axes = plt.subplots(figsize=(7, 5.6))
    axes.pie(
        [38, 27, 19, 11, 5],
        labels=["Tapones", "Suelos", "Aislamiento", "Calzado", "Artesanía"],
        autopct="%d %%",
        colors=["#b5651d", "#5f8f4e", "#4f77aa", "#d9b44a", "#a0527f"],
        startangle=90,
    )
    axes.set_title("Usos del corcho de la cooperativa")
    return saved(figure)


def saffron():
    font = "wqy-microhei.ttc"
    figure, axes = plt.subplots(figsize=(8, 5))
    names, values = ["北沟村", "柳泉村", "红崖村", "马场村"], [18, 34, 46, 25]
    axes.bar_label(axes.bar(names, values, color="#555555", width=0.55), fontsize=13)
    axes.set_xticks(range(4), names, **_cjk(font, 15))
    axes.set_title("2024年各村藏红花产量", **_cjk(font, 18))
    axes.set_ylabel("产量（公斤）", **_cjk(font, 14))
    axes.set_ylim(0, 55)
    return _scanned(saved(figure).convert("L"), 1.2, 225, 6)


def counters():
    image = Image.new("RGB", (800, 600), (245, 240, 225))
    draw = ImageDraw.Draw(image)
    for x, y in ((120, 130), (310, 120), (500, 140)):
        draw.ellipse((x - 60, y - 60, x + 60, y + 60), fill=(205, 30, 40))
    for x, y in ((140, 440), (660, 450)):
        draw.rectangle((x - 65, y - 65, x + 65, y + 65), fill=(30, 70, 200))
    draw.polygon(((400, 360), (320, 510), (480, 510)), fill=(30, 150, 60))
    return image


def dusk():
    height, width = 600, 900
    y = np.linspace(0, 1, height)[:, None, None]
    pixels = (1 - y) * np.array([8, 14, 60]) + y * np.array([95, 40, 10])
    pixels = np.repeat(pixels, width, axis=1) + np.random.default_rng(4).normal(0, 5, (height, width, 3))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def dusk_lit():
    return dusk().point(lambda v: min(255, int(v * 1.9)))


def meadow():
    image = Image.new("RGB", (720, 480), (250, 225, 120))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 250, 720, 480), fill=(110, 190, 80))
    rng = np.random.default_rng(9)
    for _ in range(150):
        x, y, shade = *rng.integers((0, 260), (720, 480)), int(rng.integers(-30, 30))
        draw.line((x, y, x + 6, y - 26), fill=(110 + shade, 190 + shade, 80 + shade), width=3)
    return image.filter(ImageFilter.GaussianBlur(16))


def code():
    made = np.array(zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, "https://chandlery.example/rope/88", 6, 6, 2))
    symbol = Image.fromarray(made).convert("L")
    symbol = symbol.resize((symbol.width * max(1, 320 // symbol.width),) * 2, Image.Resampling.NEAREST)
    image = Image.new("RGB", (600, 560), (225, 214, 190))
    white = Image.new("RGB", (symbol.width + 60, symbol.height + 60), "white")
    white.paste(symbol, (30, 30))
    image.paste(white, ((600 - white.width) // 2, (560 - white.height) // 2))
    return image


def _tiles(changed: bool):
    image = Image.new("RGB", (640, 480), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    squares = [(110, 110), (320, 110), (530, 110), (110, 370)] + ([(530, 370)] if changed else [])
    for x, y in squares:
        draw.rectangle((x - 50, y - 50, x + 50, y + 50), fill=(240, 190, 20))
    draw.ellipse((265, 185, 375, 295), fill=(120, 40, 150) if changed else (20, 140, 70))
    return image


PICTURES = {
    "cooper": scan("cooper_page", 0.8),
    "molino": photo("molino_page", -1.6),
    "lantern": photo("lantern_page", 1.4, table=(95, 80, 66)),
    "shadow": scan("shadow_page", -0.7, grey=215),
    "letter": scan("letter_page", 1.0, grey=210),
    "cetreria": photo("cetreria_page", -1.2, table=(140, 132, 120), light=0.2),
    "ferrynote": scan("ferrynote_page", -1.0, grey=218),
    "quinca": photo("quinca_page", 1.0, turn=90),
    "mushroom": photo("mushroom_page", 1.3, table=(25, 25, 28), light=0.2, blur=0.6),
    "article": scan("article_page", 0.4, grey=235, noise=4, turn=180),
    "oysters": oysters,
    "jars": jars,
    "rink": rink,
    "cork": cork,
    "saffron": saffron,
    "counters": counters,
    "dusk": dusk,
    "dusk_lit": dusk_lit,
    "meadow": meadow,
    "code": code,
    "tiles_a": lambda: _tiles(False),
    "tiles_b": lambda: _tiles(True),
}
