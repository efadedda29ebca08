"""Charts, photographed papers and pictures without text of this set."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from bench.reader.questions import web_pages
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

SOURCES = Path(__file__).parent / "sources"
TC, SC = ["Noto Sans CJK TC", "Noto Sans CJK JP"], ["Noto Sans CJK SC", "Noto Sans CJK JP"]


def _page(name: str) -> Image.Image:
    return Image.fromarray(web_pages._shown(SOURCES / f"{name}.html"))


def clinic_bill():
    """A receipt on a wooden desk, photographed at a slant."""
    paper = np.array(_page("clinic_bill"))
    h, w = paper.shape[:2]
    out_w, out_h = 980, 1100
    rng = np.random.default_rng(49)
    grain = np.cumsum(rng.normal(0, 1.5, (out_h, 1)), axis=0) % 24
    desk = np.clip(np.array([128, 92, 60]) + np.repeat(grain, out_w, 1)[..., None], 0, 255).astype(np.uint8)
    goal = np.float32([[150, 110], [835, 70], [900, 1010], [95, 985]])
    m = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), goal)
    warped = cv2.warpPerspective(paper, m, (out_w, out_h), flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.full((h, w), 255, np.uint8), m, (out_w, out_h))[..., None] / 255
    light = np.linspace(1.0, 0.8, out_w)[None, :, None]
    shot = (warped * mask + desk * (1 - mask)) * light + rng.normal(0, 3, (out_h, out_w, 1))
    return Image.fromarray(np.clip(shot, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6))


def aviso():
    return _page("aviso").rotate(1.8, Image.Resampling.BICUBIC, expand=True, fillcolor=(120, 120, 118))


def rota():
    """Scanned grey."""
    grey = np.array(_page("rota").convert("L")).astype(float)
    grey = 60 + grey * 0.66 + np.random.default_rng(7).normal(0, 7, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.5)).convert("RGB")


def bescheid():
    return _page("bescheid").transpose(Image.Transpose.ROTATE_90)


def memo():
    """So far out of focus that nobody can read it."""
    return _page("memo").filter(ImageFilter.GaussianBlur(9))


def wards():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8.6, 5.2))
        x = np.arange(5)
        a.bar(x - 0.2, [420, 310, 275, 360, 190], 0.4, label="2024", color="#4c72b0")
        a.bar(x + 0.2, [455, 290, 305, 390, 240], 0.4, label="2025", color="#dd8452")
        a.set_xticks(x, ["Surgery", "Maternity", "Paediatrics", "Cardiology", "Oncology"])
        a.set(title="Admissions by ward", xlabel="Ward", ylabel="Patients admitted", ylim=(0, 500))
        a.legend()
        f.tight_layout()
        return web_pages.saved(f)


def clinics():
    with plt.rc_context({"font.family": TC}):
        f, a = plt.subplots(figsize=(8.2, 5))
        names = ["家醫科", "皮膚科", "眼科", "復健科", "牙科", "耳鼻喉科"]
        b = a.barh(names, [1840, 1415, 1260, 1105, 975, 720], color="#3a9188")
        a.bar_label(b, padding=4)
        a.invert_yaxis()
        a.set(title="各科門診人次（2025年第四季）", xlabel="人次", xlim=(0, 2100))
        for side in ("top", "right"):
            a.spines[side].set_visible(False)
        f.tight_layout()
        return web_pages.saved(f)


def power():
    with plt.rc_context({"font.family": SC}):
        f, a = plt.subplots(figsize=(8.6, 5))
        months = [f"{m}月" for m in range(1, 9)]
        a.plot(months, [42, 30, 48, 50, 55, 62, 35, 25], marker="o", label="教学区")
        a.plot(months, [60, 38, 66, 70, 76, 90, 52, 44], marker="s", label="宿舍区")
        a.set(title="2025年校园用电量", xlabel="月份", ylabel="用电量（万度）", ylim=(0, 100))
        a.grid(alpha=0.4)
        a.legend()
        f.tight_layout()
        return web_pages.saved(f)


def shapes():
    i = Image.new("RGB", (900, 600), (245, 245, 240))
    d = ImageDraw.Draw(i)
    for x, y in ((90, 80), (230, 110), (120, 230)):
        d.ellipse((x, y, x + 100, y + 100), fill=(205, 35, 40))
    for x, y in ((600, 430), (745, 400)):
        d.rectangle((x, y, x + 110, y + 110), fill=(30, 70, 190))
    d.polygon([(450, 240), (520, 360), (380, 360)], fill=(30, 150, 70))
    return i


def yard_day():
    """A courtyard: blue sky above, a grey wing, green lawn below."""
    rng = np.random.default_rng(3)
    i = np.zeros((600, 800, 3), float)
    i[:260] = (110, 180, 235)
    i[260:] = (80, 150, 60)
    i[260:] += rng.normal(0, 22, (340, 800, 1))
    picture = Image.fromarray(np.clip(i, 0, 255).astype(np.uint8))
    d = ImageDraw.Draw(picture)
    d.rectangle((420, 120, 720, 330), fill=(176, 172, 166))
    for x in range(438, 690, 58):
        for y in (145, 215):
            d.rectangle((x, y, x + 34, y + 44), fill=(70, 84, 100))
    return picture


def yard_dusk():
    """The same, later and out of focus."""
    return yard_day().filter(ImageFilter.GaussianBlur(6)).point(lambda v: int(v * 0.28))


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://calderfield.example/permits?zone=C")
    big = cv2.resize(code, None, fx=11, fy=11, interpolation=cv2.INTER_NEAREST)
    sheet = np.full((640, 560), 255, np.uint8)
    top, left = 90, (560 - big.shape[1]) // 2
    sheet[top : top + big.shape[0], left : left + big.shape[1]] = big
    return Image.fromarray(sheet).convert("RGB")


def portrait():
    """A drawn face, as on a staff badge without a name."""
    i = Image.new("RGB", (480, 600), (196, 214, 228))
    d = ImageDraw.Draw(i)
    d.ellipse((60, 430, 420, 800), fill=(40, 58, 92))
    d.rectangle((205, 380, 275, 470), fill=(224, 178, 148))
    d.ellipse((140, 110, 340, 400), fill=(232, 190, 160))
    d.pieslice((130, 90, 350, 330), 180, 360, fill=(74, 48, 32))
    for x in (190, 260):
        d.ellipse((x, 235, x + 32, 255), fill="white")
        d.ellipse((x + 10, 237, x + 24, 253), fill=(50, 40, 30))
    d.arc((195, 290, 285, 345), 20, 160, fill=(150, 60, 60), width=5)
    d.line((240, 260, 232, 300, 246, 302), fill=(180, 130, 105), width=3)
    return i.filter(ImageFilter.GaussianBlur(0.8))


PICTURES = {f.__name__: f for f in (clinic_bill, aviso, rota, bescheid, memo, wards, clinics, power, shapes, yard_day, yard_dusk, qr, portrait)}  # fmt: skip
