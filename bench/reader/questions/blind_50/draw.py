"""Charts, photographed papers and pictures without text of this set."""

from __future__ import annotations

import cv2
import numpy as np
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SC = ["Noto Sans CJK SC", "Noto Sans CJK JP"]
LIBERATION = "/usr/share/fonts/truetype/liberation/Liberation"


def gear():
    """A till receipt photographed at a slant on a table."""
    paper = Image.new("RGB", (560, 860), (244, 242, 236))
    d = ImageDraw.Draw(paper)
    bold, plain = (ImageFont.truetype(f"{LIBERATION}Mono-{w}.ttf", s) for w, s in (("Bold", 25), ("Regular", 22)))
    d.text((280, 40), "RIDGE & RIVER OUTFITTERS", font=bold, fill=(40, 40, 45), anchor="mt")
    for i, line in enumerate(("41 Castle Street, Keswick", "8 Nov 2025  16:42", "Receipt 55-20917")):
        d.text((280, 84 + i * 32), line, font=plain, fill=(40, 40, 45), anchor="mt")
    rows = [
        ("Trekking poles", "48.00"),
        ("Wool socks  3 x 12.50", "37.50"),
        ("Headlamp", "29.95"),
        ("Gas canister  2 x 6.75", "13.50"),
        ("Member discount", "-8.95"),
        None,
        ("TOTAL GBP", "120.00"),
        ("incl. VAT 20%", "20.00"),
        ("Card **** 6034", "120.00"),
    ]
    for i, row in enumerate(rows):
        y = 220 + i * 52
        if row is None:
            d.line((36, y + 12, 524, y + 12), fill=(90, 90, 90), width=2)
            continue
        font = bold if row[0].startswith("TOTAL") else plain
        d.text((36, y), row[0], font=font, fill=(40, 40, 45))
        d.text((524, y), row[1], font=font, fill=(40, 40, 45), anchor="rt")
    d.text((280, 740), "Returns within 60 days", font=plain, fill=(40, 40, 45), anchor="mt")
    corners = np.float32([[0, 0], [560, 0], [560, 860], [0, 860]])
    laid = np.float32([[120, 70], [668, 40], [712, 900], [86, 930]])
    table = np.full((980, 800, 3), (98, 74, 55), np.uint8)
    how = cv2.getPerspectiveTransform(corners, laid)
    warped = cv2.warpPerspective(np.array(paper), how, (800, 980), flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((860, 560), 255, np.uint8), how, (800, 980))[..., None] / 255
    photo = table * (1 - mask) + warped * mask
    photo = photo * np.linspace(1.0, 0.82, 800)[None, :, None]
    photo = photo + np.random.default_rng(50).normal(0, 4, photo.shape)
    return Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8))


def poem():
    """A page that lies on its side."""
    page = Image.new("RGB", (760, 520), (253, 252, 248))
    d = ImageDraw.Draw(page)
    serif = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
    title, verse = (ImageFont.truetype(serif, s, index=2) for s in (44, 32))
    d.text((380, 60), "渡口", font=title, fill=(20, 20, 20), anchor="mt")
    for i, line in enumerate(
        ("远行的人把灯留在窗前，", "江边的风吹了一整夜。", "清晨五点，第一班船离岸，", "船上只有七位乘客和一只白鹭。")
    ):
        d.text((110, 170 + i * 70), line, font=verse, fill=(20, 20, 20))
    return page.transpose(Image.Transpose.ROTATE_90)


def unread():
    """A slip so far out of focus that nobody can read it."""
    page = Image.new("RGB", (640, 480), (236, 233, 225))
    d = ImageDraw.Draw(page)
    font = ImageFont.truetype(f"{LIBERATION}Sans-Regular.ttf", 26)
    for i, (a, b) in enumerate(
        (("Ferry return", "44.00"), ("Bicycle", "8.00"), ("Cabin", "65.00"), ("Amount due", "117.00"))
    ):
        d.text((70, 80 + i * 80), a, font=font, fill=(50, 50, 50))
        d.text((560, 80 + i * 80), b, font=font, fill=(50, 50, 50), anchor="ra")
    return page.filter(ImageFilter.GaussianBlur(13))


def wings():
    f, a = plt.subplots(figsize=(8.2, 5.4))
    x = np.arange(4)
    a.bar(x - 0.2, [120, 90, 60, 140], 0.4, label="2024", color="#8da9c4")
    a.bar(x + 0.2, [170, 75, 110, 130], 0.4, label="2025", color="#13315c")
    a.set_xticks(x, ["East wing", "West wing", "North wing", "South wing"])
    a.set(title="Museum visitors by wing", xlabel="Wing", ylabel="Visitors (thousands)", ylim=(0, 200))
    a.grid(axis="y", alpha=0.35)
    a.set_axisbelow(True)
    a.legend(title="Year")
    return saved(f)


def viajeros():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8, 5.6))
        quarters = ["T1", "T2", "T3", "T4"]
        base = np.zeros(4)
        for name, values, colour in (
            ("Tren", [40, 55, 70, 45], "#2a9d8f"),
            ("Autobús", [30, 35, 25, 32], "#e9c46a"),
            ("Barco", [10, 20, 38, 12], "#e76f51"),
        ):
            bars = a.bar(quarters, values, 0.6, bottom=base, label=name, color=colour)
            a.bar_label(bars, label_type="center", color="#111")
            base += values
        a.set(
            title="Viajeros por medio de transporte en 2025",
            xlabel="Trimestre",
            ylabel="Viajeros (miles)",
            ylim=(0, 150),
        )
        a.legend()
        return saved(f)


def podcast():
    f, a = plt.subplots(figsize=(8.4, 4.8))
    f.set_facecolor("#20232a")
    a.set_facecolor("#20232a")
    a.plot(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"],
        [2000, 2400, 2900, 3100, 3800, 4400, 5000, 5600],
        marker="o",
        color="#61dafb",
        lw=2.2,
    )
    a.set_ylim(0, 6000)
    a.set_title("Podcast downloads per month", color="white")
    a.set_xlabel("Month", color="white")
    a.set_ylabel("Downloads", color="white")
    a.tick_params(colors="white")
    for s in a.spines.values():
        s.set_color("#888")
    a.grid(alpha=0.25)
    return saved(f)


def origin():
    with plt.rc_context({"font.sans-serif": SC}):
        f, a = plt.subplots(figsize=(6.8, 5.6))
        a.pie(
            [42, 31, 15, 12],
            labels=["本省", "外省", "港澳", "海外"],
            autopct="%d%%",
            startangle=90,
            counterclock=False,
            colors=["#4e79a7", "#f28e2b", "#76b7b2", "#edc948"],
            textprops={"fontsize": 14},
        )
        a.set_title("古镇游客来源占比", fontsize=18)
        return saved(f)


def shapes():
    im = Image.new("RGB", (900, 640), "white")
    d = ImageDraw.Draw(im)
    for x, y in ((110, 110), (250, 110), (390, 110)):
        d.ellipse((x - 50, y - 50, x + 50, y + 50), fill=(214, 40, 40))
    for y in (90, 260):
        d.rectangle((710, y, 820, y + 110), fill=(30, 80, 200))
    d.polygon(((170, 590), (290, 590), (230, 470)), fill=(30, 150, 70))
    return im


def court():
    """A clay court and a hedge, out of focus."""
    a = np.zeros((600, 1000, 3), np.float32)
    a[:260], a[260:] = (40, 120, 50), (215, 110, 45)
    a[330:340], a[540:550] = 235, 235
    a += np.random.default_rng(5).normal(0, 12, a.shape)
    return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(9))


def scan():
    """A very dark grey picture such as a film on a light box that is off."""
    im = Image.new("L", (720, 720), 12)
    d = ImageDraw.Draw(im)
    d.ellipse((90, 60, 630, 680), fill=58)
    d.ellipse((150, 160, 330, 560), fill=20)
    d.ellipse((390, 160, 570, 560), fill=20)
    return im.filter(ImageFilter.GaussianBlur(5)).convert("RGB")


def code_square():
    q = cv2.QRCodeEncoder.create().encode("https://harbourhalf.example/start?bib=217")
    q = cv2.resize(q, None, fx=9, fy=9, interpolation=cv2.INTER_NEAREST)
    h, w = q.shape
    im = Image.new("RGB", (w + 200, h + 160), (255, 236, 200))
    im.paste(Image.new("RGB", (w + 60, h + 60), "white"), (70, 50))
    im.paste(Image.fromarray(q).convert("RGB"), (100, 80))
    return im


PICTURES = {
    f.__name__: f for f in (gear, poem, unread, wings, viajeros, podcast, origin, shapes, court, scan, code_square)
}
