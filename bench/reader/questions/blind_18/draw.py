"""The drawn pictures of this set: receipts, a dialog, notices, charts, shapes."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
from bench.reader.questions.web_pages import saved
from PIL import Image, ImageDraw, ImageFilter, ImageFont

mpl.use("Agg")
from matplotlib import font_manager
from matplotlib import pyplot as plt

LATIN = "/usr/share/fonts/truetype/"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
WQY = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"


def f(name, size):
    return ImageFont.truetype(f"{LATIN}{name}.ttf", size)


def sc(size):
    return ImageFont.truetype(CJK, size, index=2)


def tc(size):
    return ImageFont.truetype(CJK, size, index=3)


def receipt():
    im = Image.new("RGB", (420, 640), "white")
    d = ImageDraw.Draw(im)
    m, b = f("dejavu/DejaVuSansMono", 17), f("dejavu/DejaVuSansMono-Bold", 22)
    d.text((210, 24), "MAPLE CORNER CAFE", font=b, fill="black", anchor="ma")
    d.text((210, 54), "18 Harbour Street, Lindale", font=m, fill="black", anchor="ma")
    d.text((210, 78), "Tel 555-0142", font=m, fill="black", anchor="ma")
    d.text((24, 118), "Date: 2025-03-14", font=m, fill="black")
    d.text((396, 118), "10:42", font=m, fill="black", anchor="ra")
    d.text((24, 142), "Receipt no. 00731", font=m, fill="black")
    d.text((24, 166), "Served by: Olive", font=m, fill="black")
    d.line((24, 198, 396, 198), fill="black", width=2)
    y = 212
    for n, p in [
        ("2 x Flat white", "7.80"),
        ("1 x Almond croissant", "3.90"),
        ("1 x Cheese toastie", "6.50"),
        ("3 x Orange juice", "9.60"),
    ]:
        d.text((24, y), n, font=m, fill="black")
        d.text((396, y), p, font=m, fill="black", anchor="ra")
        y += 32
    d.line((24, 346, 396, 346), fill="black", width=2)
    for n, p in [("Subtotal", "27.80"), ("Sales tax 5%", "1.39")]:
        d.text((24, y + 18), n, font=m, fill="black")
        d.text((396, y + 18), p, font=m, fill="black", anchor="ra")
        y += 30
    d.text((24, 432), "TOTAL", font=b, fill="black")
    d.text((396, 432), "$29.19", font=b, fill="black", anchor="ra")
    d.text((24, 474), "Cash", font=m, fill="black")
    d.text((396, 474), "$40.00", font=m, fill="black", anchor="ra")
    d.text((24, 502), "Change", font=m, fill="black")
    d.text((396, 502), "$10.81", font=m, fill="black", anchor="ra")
    d.text((210, 570), "Thank you, come again!", font=m, fill="black", anchor="ma")
    return im


def ticket():
    im = Image.new("RGB", (460, 720), (252, 252, 248))
    d = ImageDraw.Draw(im)
    m, b = f("liberation/LiberationMono-Regular", 18), f("liberation/LiberationMono-Bold", 24)
    for y, t, ft in [
        (24, "SUPERMERCADO EL NARANJO", b),
        (60, "Calle Mayor 27, Villaseca", m),
        (84, "NIF: B-44017293", m),
        (124, "FACTURA SIMPLIFICADA", m),
    ]:
        d.text((230, y), t, font=ft, fill="black", anchor="ma")
    d.text((24, 160), "Fecha: 09/05/2025", font=m, fill="black")
    d.text((436, 160), "Hora: 18:27", font=m, fill="black", anchor="ra")
    d.text((24, 184), "Caja: 4", font=m, fill="black")
    d.text((24, 212), "-" * 38, font=m, fill="black")
    d.text((24, 236), "Artículo", font=m, fill="black")
    d.text((436, 236), "Importe", font=m, fill="black", anchor="ra")
    y = 268
    for n, p in [
        ("Leche entera 1 L", "1,05"),
        ("Aceite de oliva", "8,75"),
        ("Pan de molde", "1,60"),
        ("Queso curado", "6,40"),
        ("Manzanas 1,5 kg", "3,15"),
    ]:
        d.text((24, y), n, font=m, fill="black")
        d.text((436, y), p, font=m, fill="black", anchor="ra")
        y += 30
    d.text((24, 424), "-" * 38, font=m, fill="black")
    d.text((24, 450), "TOTAL", font=b, fill="black")
    d.text((436, 450), "20,95 €", font=b, fill="black", anchor="ra")
    d.text((24, 494), "IVA incluido", font=m, fill="black")
    d.text((436, 494), "1,42 €", font=m, fill="black", anchor="ra")
    d.text((24, 522), "Pagado con tarjeta", font=m, fill="black")
    d.text((436, 522), "20,95 €", font=m, fill="black", anchor="ra")
    d.text((230, 590), "Cambios y devoluciones: 15 días", font=m, fill="black", anchor="ma")
    d.text((230, 620), "¡Gracias por su visita!", font=m, fill="black", anchor="ma")
    return im


def dialog():
    im = Image.new("RGB", (720, 400), (58, 110, 165))
    d = ImageDraw.Draw(im)
    s, b = f("liberation/LiberationSans-Regular", 18), f("liberation/LiberationSans-Bold", 18)
    d.rectangle((80, 70, 640, 330), fill=(240, 240, 240), outline=(90, 90, 90))
    d.rectangle((80, 70, 640, 104), fill=(20, 60, 140))
    d.text((94, 77), "Backup Manager", font=b, fill="white")
    d.text((612, 77), "X", font=b, fill="white")
    d.ellipse((106, 140, 154, 188), fill=(210, 30, 30))
    d.line((118, 152, 142, 176), fill="white", width=5)
    d.line((142, 152, 118, 176), fill="white", width=5)
    d.text((180, 136), "The backup could not be completed.", font=b, fill="black")
    d.text((180, 168), "There is not enough free space on drive E:.", font=s, fill="black")
    d.text((180, 196), "Required: 48 GB    Available: 12 GB", font=s, fill="black")
    d.text((180, 224), "Error code: 0x80070070", font=s, fill="black")
    for x, t in [(250, "Retry"), (380, "Change drive"), (510, "Cancel")]:
        d.rectangle((x, 274, x + 116, 308), fill=(225, 225, 225), outline=(110, 110, 110))
        d.text((x + 58, 291), t, font=s, fill="black", anchor="mm")
    return im


def notice_tw():
    im = Image.new("RGB", (760, 620), "white")
    d = ImageDraw.Draw(im)
    d.rectangle((14, 14, 745, 605), outline=(180, 0, 0), width=4)
    d.text((380, 44), "停水通知", font=tc(48), fill=(180, 0, 0), anchor="ma")
    for i, t in enumerate(
        [
            "各位住戶您好:",
            "因水塔清洗工程,本大樓將暫停供水。",
            "日期:114年6月18日(星期三)",
            "時間:上午9時至下午4時",
            "範圍:A棟、B棟全部住戶",
            "請提前儲水備用,電梯照常運作。",
            "如有疑問請洽管理室,電話 02-5550-1836",
        ]
    ):
        d.text((60, 130 + i * 54), t, font=tc(28), fill="black")
    d.text((700, 540), "青松大廈管理委員會", font=tc(28), fill="black", anchor="ra")
    return im


def menu_cn():
    im = Image.new("RGB", (640, 700), (255, 246, 225))
    d = ImageDraw.Draw(im)
    d.text((320, 30), "小满茶铺", font=sc(46), fill=(120, 50, 20), anchor="ma")
    d.text((320, 96), "饮品价目表", font=sc(26), fill=(120, 50, 20), anchor="ma")
    d.text((60, 150), "名称", font=sc(24), fill="black")
    d.text((400, 150), "中杯", font=sc(24), fill="black", anchor="ma")
    d.text((540, 150), "大杯", font=sc(24), fill="black", anchor="ma")
    d.line((50, 192, 590, 192), fill=(120, 50, 20), width=2)
    for i, (n, a, b) in enumerate(
        [("珍珠奶茶", 12, 15), ("柠檬红茶", 9, 11), ("芒果冰沙", 16, 20), ("茉莉绿茶", 8, 10), ("红豆牛奶", 13, 16)]
    ):
        y = 212 + i * 62
        d.text((60, y), n, font=sc(28), fill="black")
        d.text((400, y), f"{a}元", font=sc(28), fill="black", anchor="ma")
        d.text((540, y), f"{b}元", font=sc(28), fill="black", anchor="ma")
    d.line((50, 530, 590, 530), fill=(120, 50, 20), width=2)
    d.text((60, 552), "加珍珠 +2元  加椰果 +3元", font=sc(24), fill="black")
    d.text((60, 600), "营业时间:10:00-22:00", font=sc(24), fill="black")
    d.text((60, 644), "外卖满30元免配送费", font=sc(24), fill="black")
    return im


def label():
    im = Image.new("RGB", (700, 480), "white")
    d = ImageDraw.Draw(im)
    s, b, big = (
        f("liberation/LiberationSans-Regular", 20),
        f("liberation/LiberationSans-Bold", 28),
        f("liberation/LiberationSans-Bold", 40),
    )
    d.rectangle((8, 8, 691, 471), outline="black", width=3)
    d.text((28, 24), "NordPaket Express", font=big, fill="black")
    d.line((8, 84, 691, 84), fill="black", width=3)
    d.text((28, 98), "Absender:", font=s, fill="black")
    d.text((28, 126), "Holzwerk Brandner GmbH, Am Sägewerk 3, 83410 Laufen", font=s, fill="black")
    d.line((8, 164, 691, 164), fill="black", width=2)
    d.text((28, 178), "Empfänger:", font=s, fill="black")
    for i, t in enumerate(["Jorinde Matzek", "Lindenallee 52", "04229 Leipzig"]):
        d.text((28, 208 + 38 * i), t, font=b, fill="black")
    d.line((8, 336, 691, 336), fill="black", width=2)
    d.text((28, 352), "Gewicht: 3,4 kg", font=s, fill="black")
    d.text((28, 384), "Sendungsnummer: NP 6093 1187 25", font=s, fill="black")
    d.text((28, 416), "Zustellung bis: 22.11.2025", font=s, fill="black")
    d.rectangle((500, 356, 670, 446), fill="black")
    d.text((585, 401), "2 / 3", font=big, fill="white", anchor="mm")
    return im


def _tri(d, x, y, r, fill):
    d.polygon([(x, y - r), (x - r, y + r), (x + r, y + r)], fill=fill)


def shapes():
    im = Image.new("RGB", (600, 600), "white")
    d = ImageDraw.Draw(im)
    for x, y in [(100, 110), (300, 120), (500, 100)]:
        d.ellipse((x - 55, y - 55, x + 55, y + 55), fill=(220, 30, 30))
    for x, y in [(130, 320), (460, 330)]:
        d.rectangle((x - 50, y - 50, x + 50, y + 50), fill=(30, 60, 210))
    _tri(d, 300, 490, 60, (20, 150, 50))
    return im


def _row(colors):
    im = Image.new("RGB", (500, 360), (245, 245, 245))
    d = ImageDraw.Draw(im)
    return im, d


def shapes_a():
    im, d = _row(0)
    d.rectangle((40, 40, 130, 130), fill=(240, 150, 0))
    d.ellipse((200, 40, 290, 130), fill=(120, 30, 160))
    d.ellipse((370, 230, 460, 320), fill=(0, 140, 60))
    return im


def shapes_b():
    im, d = _row(0)
    d.rectangle((40, 40, 130, 130), fill=(240, 150, 0))
    d.ellipse((200, 40, 290, 130), fill=(120, 30, 160))
    d.ellipse((370, 230, 460, 320), fill=(0, 140, 60))
    _tri(d, 85, 270, 48, (210, 20, 40))
    return im


def scene():
    im = Image.new("RGB", (800, 500), (110, 180, 240))
    d = ImageDraw.Draw(im)
    d.rectangle((0, 320, 800, 500), fill=(60, 150, 50))
    d.ellipse((620, 40, 720, 140), fill=(250, 220, 40))
    return im


def night():
    y, x = np.mgrid[0:480, 0:640]
    v = 14 + 16 * np.exp(-((x - 320) ** 2 + (y - 240) ** 2) / 30000)
    a = np.stack([v * 0.7, v * 0.8, v * 1.4], -1) + np.random.default_rng(3).normal(0, 2, (480, 640, 1))
    return Image.fromarray(np.clip(a, 0, 255).astype("uint8")).filter(ImageFilter.GaussianBlur(6))


def portrait():
    im = Image.new("RGB", (480, 560), (200, 205, 190))
    d = ImageDraw.Draw(im)
    d.ellipse((60, 400, 420, 760), fill=(40, 60, 110))
    d.rectangle((205, 350, 275, 430), fill=(225, 180, 150))
    d.ellipse((140, 110, 340, 390), fill=(235, 190, 160))
    d.pieslice((125, 80, 355, 330), 180, 360, fill=(70, 45, 25))
    for x in (198, 282):
        d.ellipse((x - 20, 238, x + 20, 262), fill="white")
        d.ellipse((x - 9, 240, x + 9, 260), fill=(50, 80, 60))
        d.arc((x - 26, 212, x + 26, 250), 200, 340, fill=(60, 40, 25), width=5)
    d.line((240, 260, 230, 305, 246, 308), fill=(190, 140, 115), width=4)
    d.arc((195, 300, 285, 350), 20, 160, fill=(170, 60, 60), width=6)
    return im.filter(ImageFilter.GaussianBlur(1.2))


def scan():
    im = Image.new("L", (520, 520), 12)
    d = ImageDraw.Draw(im)
    d.ellipse((90, 40, 430, 480), fill=70)
    d.ellipse((110, 62, 410, 458), fill=115)
    d.ellipse((190, 180, 245, 330), fill=60)
    d.ellipse((275, 180, 330, 330), fill=60)
    d.ellipse((320, 300, 370, 350), fill=190)
    a = np.asarray(im.filter(ImageFilter.GaussianBlur(4)), float) + np.random.default_rng(5).normal(0, 6, (520, 520))
    return Image.fromarray(np.clip(a, 0, 255).astype("uint8")).convert("RGB")


def bar():
    fig, ax = plt.subplots(figsize=(8, 5))
    x = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
    v = [120, 95, 140, 180, 160, 210]
    ax.bar(x, v, color="steelblue")
    for i, n in enumerate(v):
        ax.text(i, n + 3, str(n), ha="center")
    ax.set_title("Bicycles sold per month")
    ax.set_xlabel("Month")
    ax.set_ylabel("Units sold")
    ax.set_ylim(0, 240)
    return saved(fig)


def grouped():
    fig, ax = plt.subplots(figsize=(8, 5))
    x = np.arange(4)
    ax.bar(x - 0.2, [30, 45, 25, 60], 0.4, label="2023", color="tab:blue")
    ax.bar(x + 0.2, [40, 35, 50, 70], 0.4, label="2024", color="tab:orange")
    ax.set_xticks(x, ["North", "South", "East", "West"])
    ax.set_title("Visitors by region (thousands)")
    ax.set_ylabel("Visitors")
    ax.yaxis.grid(True, alpha=0.5)
    ax.set_axisbelow(True)
    ax.legend(title="Year")
    return saved(fig)


def barh():
    fig, ax = plt.subplots(figsize=(8, 5))
    ax.barh(["Fútbol", "Natación", "Tenis", "Ciclismo", "Ajedrez"], [85, 62, 30, 48, 15], color="seagreen")
    ax.set_title("Deportes preferidos de los alumnos")
    ax.set_xlabel("Número de alumnos")
    ax.set_xlim(0, 100)
    ax.set_xticks(range(0, 101, 10))
    ax.xaxis.grid(True, alpha=0.5)
    fig.tight_layout()
    return saved(fig)


def line():
    fig, ax = plt.subplots(figsize=(8, 5))
    x = list(range(2016, 2025))
    ax.plot(x, [20, 24, 31, 35, 30, 38, 46, 52, 60], "o-", label="Online")
    ax.plot(x, [70, 66, 63, 58, 40, 44, 42, 36, 30], "s--", label="In store")
    ax.set_title("Orders by channel")
    ax.set_xlabel("Year")
    ax.set_ylabel("Orders (millions)")
    ax.set_ylim(0, 80)
    ax.grid(True)
    ax.legend()
    return saved(fig)


def pie():
    fig, ax = plt.subplots(figsize=(7, 5.5))
    ax.pie(
        [35, 25, 18, 12, 10],
        labels=["Rent", "Food", "Savings", "Transport", "Leisure"],
        autopct="%1.0f%%",
        startangle=90,
    )
    ax.set_title("Household budget")
    return saved(fig)


def line_cn():
    font_manager.fontManager.addfont(WQY)
    name = font_manager.FontProperties(fname=WQY).get_name()
    with plt.rc_context({"font.family": name, "font.size": 13}):
        fig, ax = plt.subplots(figsize=(8, 5))
        x = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
        v = [18, 21, 25, 23, 19, 15, 12]
        ax.plot(x, v, "o-", color="crimson")
        for i, n in enumerate(v):
            ax.annotate(str(n), (i, n), textcoords="offset points", xytext=(0, 9), ha="center")
        ax.set_title("本周最高气温")
        ax.set_xlabel("日期")
        ax.set_ylabel("温度(度)")
        ax.set_ylim(0, 30)
        return saved(fig)


PICTURES = {
    p.__name__: p
    for p in (
        receipt,
        ticket,
        dialog,
        notice_tw,
        menu_cn,
        label,
        shapes,
        shapes_a,
        shapes_b,
        scene,
        night,
        portrait,
        scan,
        bar,
        grouped,
        barh,
        line,
        pie,
        line_cn,
    )
}
