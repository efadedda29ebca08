"""Charts, photographed papers and pictures without text of this set."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from bench.reader.questions.web_pages import _shown, saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent / "originals"
TC = ["Noto Sans CJK TC", "Noto Sans CJK JP", "DejaVu Sans"]


def albaran():
    """A delivery note photographed at a slant on a desk."""
    page = _shown(HERE / "albaran.html")
    h, w = page.shape[:2]
    to = np.float32([[110, 70], [900, 40], [965, 1100], [50, 1075]])
    warp = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), to)
    desk = np.full((1150, 1010, 3), (112, 84, 60), np.uint8)
    paper = cv2.warpPerspective(page, warp, (1010, 1150), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((h, w), 255, np.uint8), warp, (1010, 1150))
    out = np.where(mask[..., None] > 127, paper, desk).astype(np.float32)
    light = np.linspace(1.0, 0.78, 1010)[None, :, None]
    return Image.fromarray(np.clip(out * light, 0, 255).astype(np.uint8))


def beleg():
    """A narrow receipt as a grey scan."""
    grey = Image.fromarray(_shown(HERE / "beleg.html")).convert("L").filter(ImageFilter.GaussianBlur(0.6))
    rng = np.random.default_rng(53)
    field = 60 + np.asarray(grey, np.float32) * 0.62 + rng.normal(0, 7, (grey.height, grey.width))
    return Image.fromarray(np.clip(field, 0, 255).astype(np.uint8)).convert("RGB")


def crate():
    return Image.fromarray(_shown(HERE / "crate.html")).rotate(90, expand=True)


def note_fr():
    page = Image.fromarray(_shown(HERE / "note_fr.html"))
    return page.rotate(2.2, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def smear():
    """A page that cannot be read."""
    page = Image.fromarray(_shown(HERE / "note_fr.html")).resize((390, 410))
    return page.filter(ImageFilter.GaussianBlur(7)).resize((780, 820))


def headcount():
    f, a = plt.subplots(figsize=(8, 4.8))
    names, values = ["HR", "Purchasing", "Finance", "IT", "Sales", "Warehouse"], [16, 21, 29, 37, 88, 142]
    bars = a.barh(names, values, color="#7b4b94")
    a.bar_label(bars, padding=4)
    a.set(title="Headcount by department, June 2025", xlabel="Employees", xlim=(0, 160))
    a.spines[["top", "right"]].set_visible(False)
    f.tight_layout()
    return saved(f)


def freight():
    with plt.rc_context({"font.family": TC}):
        f, a = plt.subplots(figsize=(8, 5))
        months = [f"{n}月" for n in range(1, 7)]
        a.plot(months, [210, 225, 240, 262, 275, 298], marker="o", color="#1f77b4", label="海運")
        a.plot(months, [150, 142, 138, 120, 117, 96], marker="s", color="#d62728", label="空運")
        a.set(title="2025年上半年運費支出", xlabel="月份", ylabel="金額（萬元）", ylim=(0, 350))
        a.grid(alpha=0.4)
        a.legend(loc="lower left")
        return saved(f)


def gasto():
    f, a = plt.subplots(figsize=(7, 5.2))
    a.pie(
        [34, 27, 22, 12, 5],
        labels=["Embalaje", "Informática", "Transporte", "Oficina", "Otros"],
        autopct="%1.0f%%",
        startangle=90,
        counterclock=False,
        colors=["#e07a5f", "#81b29a", "#f2cc8f", "#6d8fc7", "#b8a9c9"],
    )
    a.set_title("Gasto en compras por categoría, 2025")
    return saved(f)


def budget():
    """As a spreadsheet program draws it."""
    f, a = plt.subplots(figsize=(8.4, 4.8))
    names, x = ["Travel", "Training", "Licences", "Hardware"], np.arange(4)
    a.bar(x - 0.18, [40, 35, 90, 70], 0.36, color="#4472c4", label="Budget")
    a.bar(x + 0.18, [52, 28, 96, 61], 0.36, color="#ed7d31", label="Actual")
    a.set_xticks(x, names)
    a.set_ylim(0, 120)
    a.set_ylabel("Thousand euros")
    a.set_title("IT budget and actual spending 2024", color="#595959", fontsize=15)
    a.grid(axis="y", color="#d9d9d9")
    a.set_axisbelow(True)
    a.spines[["top", "right", "left"]].set_visible(False)
    a.tick_params(length=0, colors="#595959")
    f.legend(*a.get_legend_handles_labels(), loc="lower center", ncols=2, frameon=False)
    f.subplots_adjust(bottom=0.18)
    return saved(f)


def shapes():
    image = Image.new("RGB", (900, 600), "white")
    d = ImageDraw.Draw(image)
    for x, y in [(120, 110), (330, 130), (110, 330), (470, 90)]:
        d.ellipse([x - 55, y - 55, x + 55, y + 55], fill=(214, 40, 40))
    for x, y in [(330, 330), (760, 110), (120, 500)]:
        d.rectangle([x - 50, y - 50, x + 50, y + 50], fill=(30, 80, 200))
    d.polygon([(760, 430), (690, 550), (830, 550)], fill=(20, 150, 60))
    return image


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://assets.meridian.example/tag/PC-00731")
    big = Image.fromarray(code).resize((code.shape[1] * 9, code.shape[0] * 9), Image.Resampling.NEAREST).convert("RGB")
    image = Image.new("RGB", (big.width + 120, big.height + 120), "white")
    image.paste(big, (60, 60))
    return image


def night():
    """A dark hall: nearly black, with a deep blue glow."""
    y, x = np.mgrid[0:480, 0:640]
    glow = np.exp(-(((x - 320) / 300) ** 2 + ((y - 240) / 220) ** 2))
    field = np.stack([4 + 6 * glow, 8 + 14 * glow, 24 + 60 * glow], axis=2)
    field += np.random.default_rng(8).normal(0, 2, field.shape)
    return Image.fromarray(np.clip(field, 0, 255).astype(np.uint8))


def panel():
    """Two halves: orange on the left, dark grey on the right."""
    field = np.empty((400, 800, 3), np.float32)
    field[:, :400], field[:, 400:] = (240, 130, 20), (50, 50, 52)
    field += np.random.default_rng(9).normal(0, 3, field.shape)
    return Image.fromarray(np.clip(field, 0, 255).astype(np.uint8))


def cartons():
    """Thirty-seven brown blocks, scattered, none touching another."""
    rng = np.random.default_rng(37)
    image = Image.new("RGB", (960, 640), (236, 236, 230))
    d = ImageDraw.Draw(image)
    for n in sorted(rng.permutation(48)[:37]):
        x, y = 60 + (n % 8) * 120 + rng.integers(-18, 19), 54 + (n // 8) * 106 + rng.integers(-14, 15)
        d.rectangle([x - 30, y - 24, x + 30, y + 24], fill=(150, 100, 50))
    return image


def portrait():
    image = Image.new("RGB", (500, 600), (190, 205, 215))
    d = ImageDraw.Draw(image)
    d.ellipse([70, 430, 430, 800], fill=(60, 70, 110))
    d.rectangle([215, 370, 285, 460], fill=(222, 178, 148))
    d.ellipse([140, 90, 360, 290], fill=(60, 40, 30))
    d.ellipse([155, 130, 345, 410], fill=(232, 190, 160))
    for x in (210, 290):
        d.ellipse([x - 20, 235, x + 20, 260], fill="white")
        d.ellipse([x - 9, 238, x + 9, 257], fill=(60, 40, 20))
        d.arc([x - 28, 205, x + 28, 245], 200, 340, fill=(60, 40, 30), width=5)
    d.line([250, 255, 240, 315, 258, 318], fill=(190, 140, 115), width=4)
    d.arc([205, 320, 295, 370], 15, 165, fill=(170, 70, 70), width=6)
    return image.filter(ImageFilter.GaussianBlur(1.2))


PICTURES = {
    f.__name__: f
    for f in (
        albaran,
        beleg,
        crate,
        note_fr,
        smear,
        headcount,
        freight,
        gasto,
        budget,
        shapes,
        qr,
        night,
        panel,
        cartons,
        portrait,
    )
}
