"""The pictures of this set that are drawn: receipts, a parcel's label, charts, shapes, codes, and bad pictures."""

from __future__ import annotations

import io
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


def _rows(
    rows: list[tuple[str, str]], font: ImageFont.FreeTypeFont, width: int, step: int, paper: str, ink: str
) -> Image.Image:
    """A slip of paper: a name at the left and a value at the right; without a value the name stands in the middle."""
    image = Image.new("RGB", (width, step * len(rows) + 70), paper)
    draw = ImageDraw.Draw(image)
    for n, (name, value) in enumerate(rows):
        y = 35 + n * step
        if name == "-":
            draw.line((30, y + step // 2, width - 30, y + step // 2), fill=ink)
        elif value:
            draw.text((30, y), name, font=font, fill=ink)
            draw.text((width - 30, y), value, font=font, fill=ink, anchor="ra")
        else:
            draw.text((width // 2, y), name, font=font, fill=ink, anchor="ma")
    return image


def _as_jpeg(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, format="jpeg", quality=quality)
    return Image.open(buffer)


def grocer() -> Image.Image:
    rows = [
        ("GREENLEAF MARKET", ""),
        ("221 Orchard Ave, Boise ID", ""),
        ("(208) 555-0117", ""),
        ("10/28/2025", "5:46 PM"),
        ("-", ""),
        ("BANANAS 2.31 LB @ 0.69", "1.59"),
        ("OAT MILK 64 OZ", "4.49"),
        ("EGGS LARGE 12 CT", "3.79"),
        ("SOURDOUGH LOAF", "5.25"),
        ("CHERRY TOMATOES", "2.99"),
        ("STORE COUPON", "-1.00"),
        ("-", ""),
        ("SUBTOTAL", "17.11"),
        ("SALES TAX 6%", "1.03"),
        ("TOTAL", "18.14"),
        ("DEBIT CARD", "18.14"),
        ("-", ""),
        ("ITEMS SOLD: 5", ""),
        ("Cashier: Lorraine", ""),
    ]
    return _as_jpeg(_rows(rows, latin("liberation/LiberationMono-Regular", 22), 470, 34, "#f4f4f0", "#2a2a2a"), 60)


def waimai() -> Image.Image:
    rows = [
        ("#26 川香小馆", ""),
        ("外卖单（顾客联）", ""),
        ("顾客：罗女士", "尾号 2207"),
        ("期望送达", "今天 18:40"),
        ("-", ""),
        ("宫保鸡丁 x1", "32.00"),
        ("酸辣土豆丝 x1", "16.00"),
        ("紫菜蛋汤 x2", "20.00"),
        ("米饭 x3", "6.00"),
        ("-", ""),
        ("包装费", "3.00"),
        ("配送费", "5.00"),
        ("满减优惠", "-12.00"),
        ("实付", "70.00"),
        ("-", ""),
        ("备注：不要香菜，多放辣", ""),
    ]
    slip = _rows(rows, cjk(SIMPLIFIED, 22), 430, 38, "#ececec", "#303030")
    grain = np.random.default_rng(5).normal(0, 5, (slip.height, slip.width, 1))
    return Image.fromarray(np.clip(np.asarray(slip) + grain, 0, 255).astype(np.uint8))


def gasolinera() -> Image.Image:
    rows = [
        ("ESTACIÓN DE SERVICIO RUTA 9", ""),
        ("N-340 km 87, Totana", ""),
        ("Fecha", "02-10-2025 17:21"),
        ("Surtidor", "4"),
        ("Producto", "Gasóleo A"),
        ("Litros", "38,46"),
        ("Precio por litro", "1,459 EUR"),
        ("TOTAL", "56,11 EUR"),
        ("Forma de pago", "Tarjeta"),
        ("Matrícula", "7719 LHV"),
        ("¡Buen viaje!", ""),
    ]
    return _rows(rows, latin("dejavu/DejaVuSansMono-Bold", 20), 520, 40, "#fffef2", "#18186b")


def kuaidi() -> Image.Image:
    image = Image.new("RGB", (640, 820), "white")
    draw = ImageDraw.Draw(image)
    big, normal = cjk(SIMPLIFIED, 32), cjk(SIMPLIFIED, 22)
    draw.rectangle((15, 15, 624, 804), outline="black", width=3)
    draw.text((36, 28), "飞燕速运", font=big, fill="black")
    draw.text((430, 36), "标准快递", font=normal, fill="black")
    made = Image.fromarray(zxingcpp.write_barcode(zxingcpp.BarcodeFormat.Code128, "FY7702194835516", 540, 110, 10))
    image.paste(made, ((640 - made.width) // 2, 80))
    draw.text((320, 262), "FY7702194835516", font=normal, fill="black", anchor="mm")
    for y in (285, 440, 595):
        draw.line((15, y, 624, y), fill="black", width=2)
    for y, lines in (
        (300, ("收件人：卢建国　　　电话：139****4410", "地址：江宁市东湖区槐树街 56 号 3 单元 802")),
        (455, ("寄件人：丁晓雯　　　电话：186****0725", "地址：白沙市北城区文化路 9 号")),
    ):
        for n, line in enumerate(lines):
            draw.text((36, y + n * 50 + 8), line, font=normal, fill="black")
    for n, line in enumerate(
        ("物品：书籍　　　　　重量：2.4 公斤", "运费：18 元　　　　　保价：200 元", "付款方式：到付", "签收：")
    ):
        draw.text((36, 608 + n * 46), line, font=normal, fill="black")
    return image


def rain() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 4.8), dpi=110)
    axes.bar(("Jan", "Feb", "Mar", "Apr", "May", "Jun"), (80, 65, 50, 40, 30, 55), color="#3a86ff", width=0.6, zorder=2)
    axes.set(title="Rainfall in Carrick, 2024", xlabel="Month", ylabel="Rainfall (mm)", ylim=(0, 100))
    axes.set_yticks(range(0, 101, 10))
    axes.grid(axis="y", alpha=0.5)
    return saved(figure)


def aficiones() -> Image.Image:
    image = Image.new("RGB", (820, 470), "#ffffff")
    draw = ImageDraw.Draw(image)
    font, bold = latin("liberation/LiberationSans-Regular", 20), latin("liberation/LiberationSans-Bold", 25)
    draw.text((410, 30), "¿Qué haces en tu tiempo libre?", font=bold, fill="#222222", anchor="ma")
    colours = ("#e76f51", "#f4a261", "#e9c46a", "#2a9d8f", "#264653")
    shares = {"Deporte": 64, "Cine": 57, "Lectura": 48, "Cocina": 23, "Ajedrez": 12}
    for n, ((name, share), colour) in enumerate(zip(shares.items(), colours, strict=True)):
        y = 90 + n * 62
        draw.text((150, y + 20), name, font=font, fill="#222222", anchor="rm")
        draw.rectangle((165, y, 165 + share * 8, y + 40), fill=colour)
        draw.text((175 + share * 8, y + 20), f"{share} %", font=font, fill="#222222", anchor="lm")
    draw.line((165, 80, 165, 392), fill="#222222", width=2)
    draw.text((410, 410), "Porcentaje de personas encuestadas", font=font, fill="#222222", anchor="ma")
    return image


def jieyue() -> Image.Image:
    with plt.rc_context({"font.family": ["Noto Sans CJK SC", "Noto Sans CJK JP"]}):
        figure, axes = plt.subplots(figsize=(8.2, 4.8), dpi=110)
        years, loans = ("2019", "2020", "2021", "2022", "2023", "2024"), (120, 95, 110, 150, 180, 210)
        axes.plot(years, loans, color="#6d28d9", marker="o", linewidth=2.5)
        for x, loan in enumerate(loans):
            axes.annotate(str(loan), (x, loan), textcoords="offset points", xytext=(0, 9), ha="center")
        axes.set(title="市图书馆图书借阅量", xlabel="年份", ylabel="借阅量（万册）", ylim=(0, 250))
        return saved(figure)


def budget() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8, 5), dpi=110)
    names, shares = ("Pitch hire", "Kit", "Travel", "Referees"), (40, 25, 20, 15)
    wedges = axes.pie(shares, autopct="%d%%", colors=("#6baed6", "#e9c46a", "#e76f51", "#8ab17d"), startangle=90)[0]
    axes.legend(wedges, names, title="Cost", loc="center left", bbox_to_anchor=(1, 0.5))
    axes.set_title("Where the club's money goes")
    figure.tight_layout()
    return saved(figure)


def chukou() -> Image.Image:
    with plt.rc_context({"font.family": ["Noto Sans CJK TC", "Noto Sans CJK JP"]}):
        figure, axes = plt.subplots(figsize=(8.8, 5), dpi=110)
        where = np.arange(3)
        exports = {"茶葉": (42, 48, 55), "水果": (90, 76, 83), "花卉": (30, 34, 29)}
        for n, ((name, values), colour) in enumerate(
            zip(exports.items(), ("#588157", "#f3722c", "#c77dff"), strict=True)
        ):
            axes.bar_label(axes.bar(where + (n - 1) * 0.27, values, 0.27, label=name, color=colour))
        axes.set_xticks(where, ("2022 年", "2023 年", "2024 年"))
        axes.set(title="農產品出口金額", ylabel="金額（億元）", xlabel="年度", ylim=(0, 110))
        axes.legend()
        return saved(figure)


def visits() -> Image.Image:
    figure, axes = plt.subplots(figsize=(8.6, 5), dpi=110)
    weeks = ("Week 1", "Week 2", "Week 3", "Week 4", "Week 5")
    axes.plot(weeks, (500, 450, 400, 300, 200), "o-", label="Desktop", color="#264653")
    axes.plot(weeks, (200, 250, 350, 450, 600), "^-", label="Mobile", color="#e63946")
    axes.set(title="Visits to the website", ylabel="Visits", ylim=(0, 700))
    axes.grid(alpha=0.4)
    axes.legend(loc="upper center", ncols=2)
    return saved(figure)


def stripes() -> Image.Image:
    image = Image.new("RGB", (660, 420), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 219, 420), fill="#15803d")
    draw.rectangle((440, 0, 660, 420), fill="#f97316")
    return image


def pebbles() -> Image.Image:
    image = Image.new("RGB", (720, 480), "#000000")
    draw = ImageDraw.Draw(image)
    for x, y in ((90, 90), (230, 140), (120, 260), (270, 320), (100, 400)):
        draw.ellipse((x - 38, y - 38, x + 38, y + 38), fill="#facc15")
    for x, y in ((480, 110), (620, 200)):
        draw.rectangle((x - 42, y - 42, x + 42, y + 42), fill="#ffffff")
    draw.polygon([(520, 430), (570, 330), (620, 430)], fill="#ef4444")
    return image


def slope() -> Image.Image:
    row = np.linspace(20, 245, 640)
    return Image.fromarray(np.repeat(np.repeat(row[None, :, None], 360, 0), 3, 2).astype(np.uint8))


def glare() -> Image.Image:
    noise = np.random.default_rng(8).normal(246, 2, (400, 600, 1))
    image = Image.fromarray(np.repeat(np.clip(noise, 0, 255), 3, 2).astype(np.uint8))
    ImageDraw.Draw(image).ellipse((240, 140, 360, 260), fill="#e6e3dc")
    return image


def _town() -> Image.Image:
    image = Image.new("RGB", (640, 420), "#bfe3f5")
    draw = ImageDraw.Draw(image)
    rng = np.random.default_rng(21)
    for x in range(0, 640, 80):
        top = int(rng.integers(90, 230))
        draw.rectangle((x, top, x + 70, 420), fill=("#8d5a3b", "#b08968", "#6c757d")[x // 80 % 3])
        for y in range(top + 15, 400, 34):
            for shift in (10, 40):
                draw.rectangle((x + shift, y, x + shift + 16, y + 18), fill="#fff3b0", outline="#222222")
    return image


def wifi() -> Image.Image:
    made = Image.fromarray(
        zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, "WIFI:T:WPA;S:Granero;P:lechuza42;;", 280, 280)
    )
    image = Image.new("RGB", (520, 420), "#fde68a")
    ImageDraw.Draw(image).rectangle((90, 40, 430, 380), fill="white")
    image.paste(made, (260 - made.width // 2, 210 - made.height // 2))
    return image


def lamp() -> Image.Image:
    image = Image.new("RGB", (480, 520), "#dbe4ee")
    draw = ImageDraw.Draw(image)
    draw.polygon([(170, 80), (310, 80), (370, 230), (110, 230)], fill="#b5651d")
    draw.rectangle((230, 230, 250, 430), fill="#555555")
    draw.ellipse((150, 410, 330, 460), fill="#444444")
    return image.filter(ImageFilter.GaussianBlur(1.2))


def _grid(corner: str) -> Image.Image:
    image = Image.new("RGB", (480, 480), "#f8fafc")
    draw = ImageDraw.Draw(image)
    rows = (("#dc2626", "#2563eb", "#dc2626"), ("#2563eb", "#7e22ce", "#2563eb"), ("#dc2626", "#2563eb", corner))
    for r, row in enumerate(rows):
        for c, colour in enumerate(row):
            draw.rectangle((30 + c * 150, 30 + r * 150, 150 + c * 150, 150 + r * 150), fill=colour)
    return image


def upside() -> Image.Image:
    image = Image.new("RGB", (680, 320), "#fff7e6")
    draw = ImageDraw.Draw(image)
    draw.text((40, 40), "LOST CAT", font=latin("liberation/LiberationSans-Bold", 54), fill="#111111")
    font = latin("liberation/LiberationSans-Regular", 32)
    for n, line in enumerate(("Grey tabby called Biscuit", "Last seen near Gorse Lane", "Call 0131 555 0164")):
        draw.text((40, 125 + n * 54), line, font=font, fill="#111111")
    return image.rotate(180)


def sideways() -> Image.Image:
    image = Image.new("RGB", (640, 320), "#ffffff")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(("檔案室借閱證", "編號：K-2093", "借閱人：邱文琪", "有效期限：115 年 6 月 30 日")):
        draw.text((40, 36 + n * 62), line, font=cjk(TRADITIONAL, 34), fill="#222222")
    return image.rotate(-90, expand=True)


def faint() -> Image.Image:
    image = Image.new("RGB", (680, 260), "#454a52")
    draw = ImageDraw.Draw(image)
    draw.text((40, 50), "Platform 6", font=latin("dejavu/DejaVuSans", 46), fill="#6e747d")
    draw.text((40, 140), "Next train 14:52 to Dunmore", font=latin("dejavu/DejaVuSans", 34), fill="#6e747d")
    return image


def smear() -> Image.Image:
    image = Image.new("RGB", (560, 220), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.text((40, 40), "Queso curado", font=latin("dejavu/DejaVuSans", 40), fill="#111111")
    draw.text((40, 120), "12,75 €/kg", font=latin("dejavu/DejaVuSans", 40), fill="#111111")
    return image.filter(ImageFilter.GaussianBlur(18))


def torn() -> Image.Image:
    return waimai().crop((0, 0, 430, 400))


PICTURES: dict[str, Callable[[], Image.Image]] = {
    "grocer": grocer,
    "waimai": waimai,
    "gasolinera": gasolinera,
    "kuaidi": kuaidi,
    "rain": rain,
    "aficiones": aficiones,
    "jieyue": jieyue,
    "budget": budget,
    "chukou": chukou,
    "visits": visits,
    "stripes": stripes,
    "pebbles": pebbles,
    "slope": slope,
    "glare": glare,
    "town": _town,
    "town_soft": lambda: _town().filter(ImageFilter.GaussianBlur(7)),
    "wifi": wifi,
    "lamp": lamp,
    "grid_a": lambda: _grid("#dc2626"),
    "grid_b": lambda: _grid("#facc15"),
    "upside": upside,
    "sideways": sideways,
    "faint": faint,
    "smear": smear,
    "torn": torn,
    "blank": lambda: Image.new("RGB", (640, 480), "#ffffff"),
    "speck": lambda: Image.new("RGB", (24, 12), "#2563eb"),
}
