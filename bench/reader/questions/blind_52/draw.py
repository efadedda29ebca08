"""Charts, shapes and photographed pages of a neighbourhood."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np
from bench.reader.questions import web_pages
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

FLAT = Path(__file__).parent / "flat"
TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def flat(name: str) -> Image.Image:
    return Image.fromarray(web_pages._shown(FLAT / f"{name}.html"))


def on_table(page: Image.Image, corners, size, table=(112, 92, 74), seed=5) -> Image.Image:
    """A sheet on a table, seen from the side, in uneven light."""
    w, h = page.size
    source = np.float32([[0, 0], [w, 0], [w, h], [0, h]])
    matrix = cv2.getPerspectiveTransform(source, np.float32(corners))
    ground = np.full((size[1], size[0], 3), table, np.uint8)
    sheet = cv2.warpPerspective(np.array(page), matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, size)
    seen = np.where(mask[..., None] > 127, sheet, ground).astype(float)
    light = np.linspace(1.0, 0.78, size[0])[None, :, None]
    noise = np.random.default_rng(seed).normal(0, 4, seen.shape)
    return Image.fromarray(np.clip(seen * light + noise, 0, 255).astype(np.uint8))


def ferreteria():
    return on_table(flat("ferreteria"), [[150, 60], [690, 95], [660, 1090], [95, 1050]], (800, 1150))


def bus():
    return on_table(flat("bus"), [[90, 70], [1120, 120], [1080, 860], [60, 800]], (1200, 920), (60, 66, 72), 8)


def repair():
    page = flat("repair").convert("L").rotate(1.6, expand=True, fillcolor=235, resample=Image.Resampling.BICUBIC)
    grey = np.array(page).astype(float) * 0.72 + 38 + np.random.default_rng(2).normal(0, 7, (page.height, page.width))
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6)).convert("RGB")


def stairs():
    return flat("stairs").transpose(Image.Transpose.ROTATE_90)


def xuzhi():
    return flat("xuzhi").rotate(-3, expand=True, fillcolor=(214, 220, 216), resample=Image.Resampling.BICUBIC)


def smear():
    return (
        flat("stairs")
        .resize((76, 52))
        .filter(ImageFilter.GaussianBlur(2.2))
        .resize((760, 520), Image.Resampling.BICUBIC)
    )


def attendance():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8, 5))
        a.plot(
            ["Sep", "Oct", "Nov", "Dec", "Jan", "Feb"], [18, 24, 30, 22, 34, 41], marker="o", lw=2.4, color="#7b2d8b"
        )
        a.set(title="Homework club attendance", xlabel="Month", ylabel="Pupils", ylim=(0, 45))
        return saved(f)


def passengers():
    """As pygal's web page shows it."""
    import pygal
    from pygal.style import CleanStyle

    look = CleanStyle(
        font_family="Noto Sans",
        title_font_size=22,
        label_font_size=15,
        legend_font_size=16,
        value_font_size=14,
        value_label_font_size=14,
        colors=("#e07a5f", "#3d405b"),
        background="white",
        plot_background="white",
    )
    chart = pygal.Bar(
        style=look,
        print_values=True,
        print_values_position="top",
        width=900,
        height=560,
        js=[],
        legend_at_bottom=True,
        range=(0, 700),
        y_title="Passengers per day",
        x_title="Stop",
    )
    chart.title = "Passengers on route 47"
    chart.x_labels = ["Market Square", "Clinic", "School", "Library"]
    chart.add("2024", [420, 310, 560, 240])
    chart.add("2025", [465, 265, 615, 330])
    svg = chart.render(is_unicode=True, disable_xml_declaration=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "passengers.html"
        page.write_text(
            '<!doctype html><html><head><meta charset="utf-8"><meta name="size" content="900x560">'
            f"<style>body{{margin:0}}svg{{display:block;width:900px;height:560px}}</style></head><body>{svg}</body></html>"
        )
        return Image.fromarray(web_pages._shown(page))


def gastos():
    f, a = plt.subplots(figsize=(7.4, 5.4))
    a.pie(
        [41, 25, 14, 12, 8],
        labels=["Alquiler", "Comida", "Suministros", "Transporte", "Ocio"],
        autopct="%d %%",
        startangle=90,
        counterclock=False,
        colors=["#355070", "#b56576", "#e56b6f", "#eaac8b", "#a3b18a"],
        wedgeprops={"edgecolor": "white"},
        textprops={"fontsize": 12},
    )
    a.set_title("Gastos mensuales de un hogar del barrio", fontsize=14)
    return saved(f)


def huodong():
    """Stacked, in the colours and with the legend of ECharts."""
    with plt.rc_context({"font.sans-serif": SC, "font.family": "sans-serif"}):
        f, a = plt.subplots(figsize=(8.4, 5.8))
        f.subplots_adjust(top=0.84)
        months, base = ["7月", "8月", "9月", "10月"], np.zeros(4)
        rows = (
            ("健身房", [120, 140, 165, 150], "#5470c6"),
            ("阅览室", [80, 95, 72, 110], "#91cc75"),
            ("棋牌室", [60, 52, 68, 30], "#fac858"),
        )
        for name, values, colour in rows:
            a.bar(months, values, 0.5, bottom=base, label=name, color=colour)
            for x, (low, value) in enumerate(zip(base, values, strict=True)):
                a.text(x, low + value / 2, str(value), ha="center", va="center", fontsize=11, color="#222")
            base = base + values
        a.set_title("社区活动中心使用人次", fontsize=16, pad=30)
        a.set_ylabel("人次")
        a.set_ylim(0, 350)
        a.legend(ncol=3, loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False)
        a.spines[["top", "right", "left"]].set_visible(False)
        a.grid(axis="y", color="#e0e6f1")
        a.set_axisbelow(True)
        return saved(f)


def huishou():
    with plt.rc_context({"font.sans-serif": TC, "font.family": "sans-serif"}):
        f, a = plt.subplots(figsize=(8, 4.8))
        bars = a.barh(
            ["文昌里", "永和里", "光復里", "仁愛里", "大安里"], [38, 52, 27, 45, 33], color="#2a9d8f", height=0.6
        )
        a.bar_label(bars, padding=4)
        a.invert_yaxis()
        a.set(title="各里十月資源回收量", xlabel="公噸", xlim=(0, 60))
        a.spines[["top", "right"]].set_visible(False)
        return saved(f)


def shapes():
    image = Image.new("RGB", (900, 640), "#fdf3c0")
    d = ImageDraw.Draw(image)
    for x, y in ((110, 110), (300, 150), (130, 330), (330, 400)):
        d.ellipse((x - 55, y - 55, x + 55, y + 55), fill="#d62828")
    for x, y in ((560, 120), (780, 150), (560, 330)):
        d.polygon(((x, y - 65), (x - 65, y + 55), (x + 65, y + 55)), fill="#2a9d3f")
    d.rectangle((690, 420, 850, 580), fill="#1d4ed8")
    return image


def dusk():
    """A street at night, out of focus: dark blue with a few dull lamps."""
    h, w = 600, 960
    sky = np.zeros((h, w, 3))
    ramp = np.linspace(0, 1, h)[:, None]
    for channel, (top, low) in enumerate(((10, 14), (14, 18), (46, 28))):
        sky[..., channel] = top + (low - top) * ramp
    image = Image.fromarray(sky.astype(np.uint8))
    d = ImageDraw.Draw(image)
    for x in (140, 420, 760):
        d.rectangle((x - 5, 260, x + 5, 600), fill=(24, 24, 30))
        d.ellipse((x - 20, 230, x + 20, 270), fill=(130, 105, 50))
    return image.filter(ImageFilter.GaussianBlur(14))


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://elnogal.example/asamblea?id=2025")
    big = cv2.resize(code, None, fx=12, fy=12, interpolation=cv2.INTER_NEAREST)
    image = Image.new("RGB", (620, 620), "white")
    image.paste(Image.fromarray(big), ((620 - big.shape[1]) // 2, (620 - big.shape[0]) // 2))
    return image


def wall():
    """A painted wall: orange above, grey pavement below, and sharp edges."""
    image = Image.new("RGB", (800, 600), "#f28c28")
    d = ImageDraw.Draw(image)
    d.rectangle((0, 440, 800, 600), fill="#8a8d91")
    for x in range(0, 800, 100):
        d.line((x, 440, x, 600), fill="#6d7074", width=3)
    return image


PICTURES = {
    f.__name__: f
    for f in (
        ferreteria,
        bus,
        repair,
        stairs,
        xuzhi,
        smear,
        attendance,
        passengers,
        gastos,
        huodong,
        huishou,
        shapes,
        dusk,
        qr,
        wall,
    )
}
