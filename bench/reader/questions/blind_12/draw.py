"""The pictures of this set that are drawn: receipts, a dialogue, charts, shapes, codes, and bad pictures."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib as mpl
import numpy as np
import zxingcpp
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw, ImageFilter, ImageFont

mpl.use("Agg")
from matplotlib import pyplot as plt

LATIN = "/usr/share/fonts/truetype/"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
#: The faces of the collection: Japanese, Korean, simplified Chinese, traditional Chinese.
SIMPLIFIED, TRADITIONAL = 2, 3


def latin(name: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{LATIN}{name}.ttf", size_px)


def cjk(face: int, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(CJK, size_px, index=face)


def _slip(lines: list[str], font: ImageFont.FreeTypeFont, width: int, step: int, paper: str) -> Image.Image:
    image = Image.new("RGB", (width, step * len(lines) + 80), paper)
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        draw.text((40, 40 + n * step), line, font=font, fill="#1a1a1a")
    return image


def bistro() -> Image.Image:
    lines = [
        "       THE COPPER KETTLE",
        "    14 Harbour Row, Whitby",
        "       Tel 01947 555 012",
        "",
        "Table 7          Server: Maddie",
        "12 Jun 2025  19:42     Guests 2",
        "-" * 32,
        "2 x Fish & chips           29.00",
        "1 x Mushroom pie           13.50",
        "2 x Lemonade                6.40",
        "1 x Sticky pudding          7.25",
        "-" * 32,
        "Subtotal                   56.15",
        "Service 10%                 5.62",
        "TOTAL GBP                  61.77",
        "",
        "VISA **** 4417             61.77",
        "    Thank you, come again!",
    ]
    return _slip(lines, latin("dejavu/DejaVuSansMono", 20), 470, 30, "#ffffff")


def panaderia() -> Image.Image:
    lines = [
        "PANADERÍA LA ESPIGA",
        "C/ Olmo 23, Segovia",
        "NIF B40219876",
        "21/02/2026   08:55   Ticket 1184",
        "",
        "Barra integral   2 x 1,30    2,60",
        "Croissant        4 x 1,45    5,80",
        "Empanada atún    1 x 9,90    9,90",
        "",
        "TOTAL EUR                   18,30",
        "Efectivo                    20,00",
        "Cambio                       1,70",
        "",
        "IVA 10 % incluido",
        "Le atendió: Julián",
    ]
    slip = _slip(lines, latin("liberation/LiberationMono-Regular", 21), 520, 31, "#fbfaf5")
    return slip.rotate(-2, expand=True, fillcolor="#6b5b4d", resample=Image.Resampling.BICUBIC)


def hotel() -> Image.Image:
    image = Image.new("RGB", (760, 620), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.text((40, 30), "Hotel Mirador del Duero", font=latin("liberation/LiberationSerif-Bold", 34), fill="#5a189a")
    draw.text((40, 78), "Confirmación de reserva", font=latin("liberation/LiberationSerif-Regular", 26), fill="#333")
    rows = [
        ("Localizador", "HR-5582"),
        ("Huésped", "Ainhoa Larrea"),
        ("Llegada", "14 de julio de 2026"),
        ("Salida", "18 de julio de 2026"),
        ("Habitación", "Doble superior, planta 3"),
        ("Personas", "2"),
        ("Precio por noche", "96,00 €"),
        ("Desayuno", "Incluido"),
        ("Mascotas", "No se admiten"),
        ("Teléfono del hotel", "980 555 640"),
    ]
    bold, normal = latin("liberation/LiberationSans-Bold", 21), latin("liberation/LiberationSans-Regular", 21)
    for n, (key, value) in enumerate(rows):
        y = 140 + n * 45
        draw.line((40, y - 8, 720, y - 8), fill="#cccccc")
        draw.text((48, y), key, font=bold, fill="#222222")
        draw.text((310, y), value, font=normal, fill="#222222")
    return image


def fallo() -> Image.Image:
    image = Image.new("RGB", (720, 330), "#8aa4b8")
    draw = ImageDraw.Draw(image)
    font, bold = latin("dejavu/DejaVuSans", 18), latin("dejavu/DejaVuSans-Bold", 18)
    draw.rectangle((40, 40, 680, 290), fill="#f4f4f4", outline="#555555")
    draw.rectangle((40, 40, 680, 80), fill="#7b2d26")
    draw.text((56, 48), "Error al guardar", font=bold, fill="white")
    draw.text((70, 104), "No se pudo guardar el archivo informe_mayo.docx.", font=font, fill="#111111")
    draw.text((70, 134), "El disco D: está lleno (quedan 3 MB libres).", font=font, fill="#111111")
    draw.text((70, 174), "Código: 0x80070070", font=font, fill="#555555")
    for x, label in ((70, "Reintentar"), (270, "Guardar en..."), (480, "Cancelar")):
        draw.rounded_rectangle((x, 228, x + 170, 268), 6, fill="#e0e0e0", outline="#777777")
        draw.text((x + 85, 248), label, font=font, fill="#111111", anchor="mm")
    return image


def bikes() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.4, 5), dpi=110)
    seasons, town, coast = ("Spring", "Summer", "Autumn", "Winter"), (320, 560, 280, 150), (410, 790, 350, 90)
    where = np.arange(4)
    for shift, name, values, colour in ((-0.2, "Town", town, "#1f77b4"), (0.2, "Coast", coast, "#ff7f0e")):
        axes.bar_label(axes.bar(where + shift, values, 0.4, label=name, color=colour))
    axes.set_xticks(where, seasons)
    axes.set(title="Bikes hired by season", xlabel="Season", ylabel="Bikes hired", ylim=(0, 900))
    axes.legend()
    return saved(figure)


def huiyuan() -> Image.Image:
    with plt.rc_context({"font.family": ["Noto Sans CJK TC", "Noto Sans CJK JP"]}):
        figure, axes = plt.subplots(figsize=(8, 4.6), dpi=110)
        shops, members = ("嘉義", "新竹", "中壢", "板橋", "士林"), (715, 1430, 960, 1875, 1240)
        axes.bar_label(axes.barh(shops, members, color="#4c956c"), padding=4)
        axes.set(title="各分店會員人數", xlabel="會員人數", ylabel="分店", xlim=(0, 2200))
        figure.tight_layout()
        return saved(figure)


def museo() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.6, 5), dpi=110)
    months = ("Ene", "Feb", "Mar", "Abr", "May", "Jun")
    axes.plot(months, (1200, 1500, 1400, 1900, 2300, 2600), marker="o", color="#d62828", label="Museo Naval")
    axes.plot(months, (1800, 1700, 1600, 1400, 1100, 900), marker="s", color="#003049", label="Museo del Vino")
    axes.set(title="Visitantes por mes, 2025", xlabel="Mes", ylabel="Visitantes", ylim=(0, 3000))
    axes.grid(alpha=0.4)
    axes.legend()
    return saved(figure)


def yongshui() -> Image.Image:
    with plt.rc_context({"font.family": ["Noto Sans CJK SC", "Noto Sans CJK JP"], "font.size": 13}):
        figure, axes = plt.subplots(figsize=(7.4, 5.4), dpi=110)
        axes.pie([35, 28, 20, 12, 5], labels=["洗澡", "冲厕", "洗衣", "厨房", "其他"], autopct="%d%%", startangle=90)
        axes.set_title("家庭用水去向")
        return saved(figure)


def counters() -> Image.Image:
    image = Image.new("RGB", (640, 480), "white")
    draw = ImageDraw.Draw(image)
    for y in (90, 240, 390):
        draw.ellipse((60, y - 45, 150, y + 45), fill="#1d4ed8")
    draw.rectangle((265, 185, 375, 295), fill="#dc2626")
    for x in (460, 560):
        draw.polygon([(x - 40, 430), (x, 350), (x + 40, 430)], fill="#15803d")
    return image


def halves() -> Image.Image:
    image = Image.new("RGB", (600, 400), "#1e40d0")
    ImageDraw.Draw(image).rectangle((0, 280, 600, 400), fill="#facc15")
    return image


def night() -> Image.Image:
    y, x = np.mgrid[0:420, 0:640]
    glow = 34 * np.exp(-((x - 470) ** 2 + (y - 120) ** 2) / 9000)
    grey = 9 + glow + np.random.default_rng(3).normal(0, 1.5, (420, 640))
    return Image.fromarray(np.clip(np.stack([grey, grey, grey + 5], -1), 0, 255).astype(np.uint8))


def soft() -> Image.Image:
    image = Image.new("RGB", (640, 440), "#e8e2d0")
    draw = ImageDraw.Draw(image)
    for n in range(9):
        draw.rectangle(
            (n * 75, 60 + (n * 53) % 190, n * 75 + 50, 300 + (n * 37) % 130),
            fill=("#334155", "#9f1239", "#4d7c0f")[n % 3],
        )
    return image.filter(ImageFilter.GaussianBlur(14))


def qr() -> Image.Image:
    made = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, "https://museo.example.org/entrada?id=7731", 300, 300)
    image = Image.new("RGB", (460, 460), "white")
    code = Image.fromarray(made)
    image.paste(code, ((460 - code.width) // 2, (460 - code.height) // 2))
    return image


def _scene(corner: str, square: bool) -> Image.Image:
    image = Image.new("RGB", (600, 420), "#f3f4f6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((50, 40, 170, 130), fill="#7c3aed")
    draw.ellipse((450, 40, 550, 140), fill=corner)
    draw.polygon([(240, 260), (300, 150), (360, 260)], fill="#f59e0b")
    if square:
        draw.rectangle((60, 290, 150, 380), fill="#0f172a")
    draw.ellipse((440, 290, 540, 390), fill="#0ea5e9")
    return image


def _tag(name: str, size: str, price: str, paper: str) -> Image.Image:
    image = Image.new("RGB", (420, 260), paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 8, 411, 251), outline="#333333", width=3)
    draw.text((30, 28), name, font=latin("liberation/LiberationSans-Bold", 32), fill="#111111")
    draw.text((30, 78), size, font=latin("liberation/LiberationSans-Regular", 26), fill="#111111")
    draw.text((30, 140), price, font=latin("dejavu/DejaVuSans-Bold", 62), fill="#111111")
    return image


def tiny() -> Image.Image:
    image = Image.new("RGB", (20, 16), "#a3a3a3")
    ImageDraw.Draw(image).rectangle((5, 4, 13, 11), fill="#525252")
    return image


def noise() -> Image.Image:
    return Image.fromarray(np.random.default_rng(12).integers(0, 256, (360, 480, 3), np.uint8))


def aviso() -> Image.Image:
    image = Image.new("RGB", (700, 300), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.text((40, 50), "AVISO IMPORTANTE", font=latin("dejavu/DejaVuSans-Bold", 44), fill="#111111")
    draw.text((40, 130), "La piscina cierra el 9 de septiembre", font=latin("dejavu/DejaVuSans", 32), fill="#111111")
    draw.text((40, 190), "por obras en el vestuario.", font=latin("dejavu/DejaVuSans", 32), fill="#111111")
    return image.rotate(180)


def parcel() -> Image.Image:
    image = Image.new("RGB", (620, 340), "#d9c3a0")
    draw = ImageDraw.Draw(image)
    font = latin("liberation/LiberationSans-Bold", 30)
    for n, line in enumerate(
        ("To: Ivor Pettigrew", "Flat 5, Cooper House", "Leith EH6 8QT", "Parcel 2 of 3    Weight 4.6 kg")
    ):
        draw.text((40, 50 + n * 58), line, font=font, fill="#2b2118")
    return image.rotate(90, expand=True)


def pale() -> Image.Image:
    image = Image.new("RGB", (640, 280), "#e3e3e0")
    draw = ImageDraw.Draw(image)
    draw.text((50, 60), "停車場 B2 層", font=cjk(TRADITIONAL, 48), fill="#b4b4b0")
    draw.text((50, 150), "剩餘車位 137", font=cjk(TRADITIONAL, 48), fill="#b4b4b0")
    return image


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "bistro": bistro,
    "panaderia": panaderia,
    "hotel": hotel,
    "fallo": fallo,
    "bikes": bikes,
    "huiyuan": huiyuan,
    "museo": museo,
    "yongshui": yongshui,
    "counters": counters,
    "halves": halves,
    "night": night,
    "soft": soft,
    "qr": qr,
    "scene_a": lambda: _scene("#dc2626", True),
    "scene_b": lambda: _scene("#16a34a", False),
    "tag_1": lambda: _tag("Olive oil", "1 litre", "£8.95", "#fff7b2"),
    "tag_2": lambda: _tag("Olive oil", "750 ml", "£7.20", "#ffffff"),
    "tag_3": lambda: _tag("Olive oil", "500 ml", "£5.60", "#d7f0d2"),
    "tiny": tiny,
    "black": lambda: Image.new("RGB", (500, 380), "#000000"),
    "noise": noise,
    "aviso": aviso,
    "parcel": parcel,
    "pale": pale,
}
