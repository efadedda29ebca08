"""Charts and pictures that no page shows."""

import io

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter

CJK = ["Noto Sans CJK JP", "Noto Sans CJK TC", "DejaVu Sans"]


def saved(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    pyplot.close(figure)
    return Image.open(buffer).convert("RGB")


def museums():
    figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100)
    years = ["2022", "2023", "2024"]
    of = {"Maritime": [42, 55, 61], "Railway": [38, 35, 47], "Textile": [20, 26, 24]}
    for i, (name, values) in enumerate(of.items()):
        bars = axes.bar([k + (i - 1) * 0.26 for k in range(3)], values, 0.25, label=name)
        axes.bar_label(bars)
    axes.set_xticks(range(3), years)
    axes.set_title("Visitors to three museums")
    axes.set_xlabel("Year")
    axes.set_ylabel("Visitors (thousands)")
    axes.set_ylim(0, 75)
    axes.legend(loc="upper left", ncols=3)
    return saved(figure)


def recycling():
    with pyplot.rc_context({"font.family": CJK}):
        figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100, facecolor="#fbfbf5")
        names = ["東光里", "南興里", "北安里", "福星里", "水源里"]
        bars = axes.barh(names[::-1], [34, 52, 27, 45, 18][::-1], color="#3a8f6b")
        axes.bar_label(bars, padding=4)
        axes.set_title("各里資源回收量(三月)", fontsize=16)
        axes.set_xlabel("回收量(公噸)")
        axes.set_xlim(0, 60)
        axes.spines[["top", "right"]].set_visible(False)
        return saved(figure)


def temperature():
    with pyplot.style.context("ggplot"):
        figure, axes = pyplot.subplots(figsize=(8.4, 5), dpi=100)
        months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun"]
        axes.plot(months, [6, 8, 11, 14, 18, 23], "o-", color="#c0392b", label="Villa Alta")
        axes.plot(months, [14, 15, 16, 18, 20, 22], "s--", color="#2c6fbb", label="Puerto Claro")
        axes.set_title("Temperatura media mensual")
        axes.set_xlabel("Mes")
        axes.set_ylabel("Temperatura (°C)")
        axes.set_ylim(0, 25)
        axes.legend()
        return saved(figure)


def electricity():
    figure, axes = pyplot.subplots(figsize=(7, 5.4), dpi=100)
    names = ["Heating", "Hot water", "Cooking", "Lighting", "Appliances"]
    axes.pie(
        [38, 22, 15, 9, 16],
        labels=names,
        autopct="%d%%",
        startangle=90,
        counterclock=False,
        colors=["#d1495b", "#edae49", "#66a182", "#8d96a3", "#00798c"],
    )
    axes.set_title("Household electricity use")
    return saved(figure)


def borrowing():
    """A chart of a dark dashboard."""
    with pyplot.rc_context({"font.family": CJK, "text.color": "#e5e7eb", "axes.labelcolor": "#cbd5e1"}):
        figure, axes = pyplot.subplots(figsize=(8.6, 4.8), dpi=100, facecolor="#111827")
        axes.set_facecolor("#111827")
        axes.bar(
            ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
            [120, 90, 150, 130, 180, 240, 210],
            0.6,
            color="#38bdf8",
        )
        axes.set_title("图书馆每日借书量", fontsize=16)
        axes.set_ylabel("借书量(册)")
        axes.set_yticks(range(0, 251, 50))
        axes.tick_params(colors="#cbd5e1")
        axes.grid(axis="y", color="#374151")
        axes.set_axisbelow(True)
        axes.spines[:].set_visible(False)
        return saved(figure)


def _shapes(circles, triangle):
    image = Image.new("RGB", (720, 480), "white")
    draw = ImageDraw.Draw(image)
    for x, y in circles:
        draw.ellipse((x - 48, y - 48, x + 48, y + 48), fill=(214, 32, 40))
    for x, y in [(560, 110), (560, 370)]:
        draw.rectangle((x - 52, y - 52, x + 52, y + 52), fill=(28, 84, 200))
    draw.polygon([(360, 180), (300, 290), (420, 290)], fill=triangle)
    return image


def shapes():
    return _shapes([(120, 90), (120, 240), (120, 390)], (30, 150, 60))


def shapes_b():
    return _shapes([(120, 90), (120, 390)], (245, 140, 20))


def night():
    image = Image.new("RGB", (640, 480), (12, 18, 46))
    ImageDraw.Draw(image).ellipse((490, 50, 570, 130), fill=(250, 226, 90))
    return image


def meadow():
    image = Image.new("RGB", (600, 400), (130, 190, 235))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 200, 600, 400), fill=(70, 140, 50))
    for x in range(0, 600, 60):
        draw.ellipse((x, 150 + x % 90, x + 80, 240 + x % 90), fill=(50, 115, 40))
    return image.filter(ImageFilter.GaussianBlur(16))


QR = [
    "1111111011000010101111111",
    "1000001000000110101000001",
    "1011101010011101001011101",
    "1011101011010110001011101",
    "1011101011110011101011101",
    "1000001001000010101000001",
    "1111111010101010101111111",
    "0000000001000001100000000",
    "1111001010001001110011101",
    "1101010111011100010100010",
    "1111011110010100111110000",
    "0001010110001110000001100",
    "0011011011000111011011010",
    "0101010110100111111110001",
    "0110111011101000100010110",
    "1011010101110011111110001",
    "1101101111011101111111111",
    "0000000011010000100010101",
    "1111111000100000101010111",
    "1000001001101001100010010",
    "1011101001010010111111011",
    "1011101011011101011011111",
    "1011101011010000011010110",
    "1000001011011101011010100",
    "1111111010011110011111110",
]


def code():
    small = Image.new("RGB", (33, 33), "white")
    for y, row in enumerate(QR):
        for x, bit in enumerate(row):
            if bit == "1":
                small.putpixel((x + 4, y + 4), (20, 20, 20))
    return small.resize((396, 396), Image.Resampling.NEAREST)


def portrait():
    """A drawn person, of nobody."""
    image = Image.new("RGB", (480, 560), (206, 219, 226))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 430, 420, 760), fill=(60, 80, 130))
    draw.rectangle((205, 380, 275, 470), fill=(222, 176, 146))
    draw.ellipse((125, 90, 355, 330), fill=(70, 45, 30))
    draw.ellipse((140, 130, 340, 410), fill=(232, 190, 160))
    for x in (195, 285):
        draw.ellipse((x - 20, 240, x + 20, 266), fill="white")
        draw.ellipse((x - 9, 243, x + 9, 263), fill=(60, 40, 30))
        draw.arc((x - 26, 214, x + 26, 244), 200, 340, fill=(70, 45, 30), width=6)
    draw.line((240, 260, 230, 312, 248, 314), fill=(190, 140, 112), width=4)
    draw.arc((195, 310, 285, 370), 20, 160, fill=(170, 60, 60), width=6)
    return image


PICTURES = {
    "museums": museums,
    "recycling": recycling,
    "temperature": temperature,
    "electricity": electricity,
    "borrowing": borrowing,
    "shapes": shapes,
    "shapes_b": shapes_b,
    "night": night,
    "meadow": meadow,
    "code": code,
    "portrait": portrait,
}
