"""Charts and drawn pictures of this set."""

from __future__ import annotations

from bench.reader.questions.web_pages import saved
from matplotlib import pyplot
from PIL import Image, ImageDraw, ImageFilter


def museum() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 5), dpi=100)
    at = range(4)
    axes.bar([x - 0.2 for x in at], [18, 26, 34, 21], 0.4, label="2023", color="#4c78a8")
    axes.bar([x + 0.2 for x in at], [22, 31, 29, 25], 0.4, label="2024", color="#f58518")
    axes.set_xticks(list(at), ["Q1", "Q2", "Q3", "Q4"])
    axes.set_title("Visitors to Rosewick Museum")
    axes.set_ylabel("Visitors (thousands)")
    axes.set_ylim(0, 40)
    axes.legend()
    axes.grid(axis="y", alpha=0.4)
    return saved(figure)


def sun() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8, 4.6), dpi=100)
    names = ["Almera", "Tordena", "Bruxo", "Valcira", "Peñalta"]
    bars = axes.barh(names, [305, 268, 190, 242, 221], color="#e0a526")
    axes.bar_label(bars, padding=4)
    axes.invert_yaxis()
    axes.set_xlim(0, 350)
    axes.set_title("Horas de sol en julio por ciudad")
    axes.set_xlabel("Horas")
    figure.tight_layout()
    return saved(figure)


def subscribers() -> Image.Image:
    figure, axes = pyplot.subplots(figsize=(8.4, 5), dpi=100)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
    axes.plot(months, [1200, 1350, 1500, 1450, 1700, 1900, 2050, 2200], marker="o", color="tab:blue", label="Email")
    axes.plot(months, [400, 600, 900, 1100, 1400, 1700, 2300, 2700], marker="s", color="tab:red", label="App")
    axes.set_title("Newsletter readers in 2024")
    axes.set_xlabel("Month")
    axes.set_ylabel("Readers")
    axes.set_ylim(0, 3000)
    axes.grid(alpha=0.4)
    axes.legend(loc="upper left")
    return saved(figure)


def spending() -> Image.Image:
    with pyplot.rc_context({"font.family": ["Noto Sans CJK JP", "DejaVu Sans"], "font.size": 14}):
        figure, axes = pyplot.subplots(figsize=(7, 5.6), dpi=100)
        axes.pie(
            [38, 25, 15, 12, 10],
            labels=["房租", "食品", "教育", "交通", "其他"],
            autopct="%d%%",
            startangle=90,
            colors=["#5b8ff9", "#61ddaa", "#f6bd16", "#e8684a", "#b6a2de"],
        )
        axes.set_title("家庭每月支出")
        return saved(figure)


def icecream() -> Image.Image:
    with pyplot.rc_context({"font.family": ["Noto Sans CJK JP", "DejaVu Sans"], "font.size": 13}):
        figure, axes = pyplot.subplots(figsize=(7.6, 5), dpi=100)
        bars = axes.bar(["東門店", "西門店", "南門店", "北門店"], [480, 620, 350, 550], 0.55, color="#3a9d8f")
        axes.bar_label(bars, padding=3)
        axes.set_title("六月冰淇淋銷售量")
        axes.set_ylabel("份數")
        axes.set_ylim(0, 700)
        return saved(figure)


def shapes() -> Image.Image:
    image = Image.new("RGB", (800, 600), "white")
    draw = ImageDraw.Draw(image)
    for x, y in ((70, 60), (330, 70), (90, 350)):
        draw.ellipse((x, y, x + 130, y + 130), fill=(214, 32, 40))
    for x, y in ((580, 60), (340, 360)):
        draw.rectangle((x, y, x + 130, y + 130), fill=(30, 80, 200))
    draw.polygon([(660, 350), (580, 500), (740, 500)], fill=(30, 150, 60))
    return image


def field() -> Image.Image:
    image = Image.new("RGB", (900, 600), (110, 185, 240))
    draw = ImageDraw.Draw(image)
    draw.ellipse((690, 60, 810, 180), fill=(255, 220, 40))
    draw.rectangle((0, 380, 900, 600), fill=(80, 165, 70))
    return image


def scan() -> Image.Image:
    image = Image.new("RGB", (640, 640), (14, 14, 16))
    draw = ImageDraw.Draw(image)
    draw.ellipse((120, 110, 300, 540), fill=(44, 44, 46))
    draw.ellipse((340, 110, 520, 540), fill=(44, 44, 46))
    draw.rectangle((305, 60, 335, 600), fill=(80, 80, 82))
    for y in range(150, 520, 60):
        draw.arc((110, y - 30, 530, y + 60), 180, 360, fill=(70, 70, 72), width=10)
    return image.filter(ImageFilter.GaussianBlur(9))


def portrait() -> Image.Image:
    image = Image.new("RGB", (520, 640), (205, 215, 222))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 470, 460, 900), fill=(60, 70, 110))
    draw.rectangle((225, 400, 295, 490), fill=(214, 165, 135))
    draw.ellipse((150, 130, 370, 450), fill=(226, 180, 150))
    draw.pieslice((140, 100, 380, 400), 180, 360, fill=(70, 45, 30))
    for x in (210, 286):
        draw.ellipse((x, 268, x + 26, 284), fill=(40, 40, 40))
    draw.line((260, 290, 250, 340, 266, 342), fill=(170, 120, 95), width=4)
    draw.arc((220, 350, 300, 395), 20, 160, fill=(150, 60, 60), width=5)
    return image.filter(ImageFilter.GaussianBlur(1))


def _board(*, square: bool) -> Image.Image:
    image = Image.new("RGB", (600, 600), (235, 235, 230))
    draw = ImageDraw.Draw(image)
    draw.ellipse((70, 70, 210, 210), fill=(210, 40, 40))
    if square:
        draw.rectangle((390, 70, 530, 210), fill=(240, 190, 20))
    draw.polygon([(140, 390), (60, 530), (220, 530)], fill=(40, 140, 70))
    draw.ellipse((390, 390, 530, 530), fill=(120, 60, 160))
    return image


PICTURES = {
    "museum": museum,
    "sun": sun,
    "subscribers": subscribers,
    "spending": spending,
    "icecream": icecream,
    "shapes": shapes,
    "field": field,
    "scan": scan,
    "portrait": portrait,
    "board_a": lambda: _board(square=True),
    "board_b": lambda: _board(square=False),
}
