"""Charts, photographs of paper and pictures without text of this set."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from bench.reader.questions import web_pages
from bench.reader.questions.web_pages import saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent
TC = ["Noto Sans CJK TC", "Noto Sans CJK JP"]


def sheet(name):
    return np.array(web_pages._shown(HERE / "paper" / f"{name}.html"))


def checkin():
    """Photographed at a slant on a wooden table."""
    page = sheet("checkin")
    h, w = page.shape[:2]
    to = np.float32([[95, 70], [985, 40], [1045, 1075], [40, 1105]])
    m = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), to)
    ground = np.full((1150, 1090, 3), (121, 88, 60), np.uint8)
    ground[::7] = (110, 79, 53)
    out = cv2.warpPerspective(page, m, (1090, 1150), dst=ground, borderMode=cv2.BORDER_TRANSPARENT)
    shade = np.linspace(1.0, 0.8, out.shape[1])[None, :, None]
    return Image.fromarray((out * shade).astype(np.uint8))


def taller():
    """Scanned grey, with grain, a little askew."""
    grey = cv2.cvtColor(sheet("taller"), cv2.COLOR_RGB2GRAY)
    h, w = grey.shape
    m = cv2.getRotationMatrix2D((w / 2, h / 2), 1.3, 1)
    grey = cv2.warpAffine(grey, m, (w, h), borderValue=255).astype(float)
    grey = grey * 0.68 + 48 + np.random.default_rng(7).normal(0, 9, grey.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("RGB")


def cita():
    return Image.fromarray(sheet("cita")).rotate(90, expand=True)


def gasthof():
    return Image.fromarray(sheet("gasthof")).rotate(
        -2.4, expand=True, resample=Image.BICUBIC, fillcolor=(222, 214, 200)
    )


def label():
    """The serial number is rubbed off."""
    picture = Image.fromarray(sheet("label"))
    box = (152, 218, 420, 270)
    picture.paste(picture.crop(box).filter(ImageFilter.GaussianBlur(15)), box)
    return picture


def occupancy():
    f, a = plt.subplots(figsize=(8, 5.2))
    a.bar(["Jan", "Feb", "Mar", "Apr", "May", "Jun"], [35, 50, 45, 70, 65, 90], color="#7b4b94", width=0.6)
    a.set(title="Room occupancy, first half of 2025", xlabel="Month", ylabel="Rooms taken (%)", ylim=(0, 100))
    a.grid(axis="y", ls=":")
    a.set_axisbelow(True)
    return saved(f)


def weixiu():
    with plt.rc_context({"font.family": TC}):
        f, a = plt.subplots(figsize=(8, 4.8))
        b = a.barh(["補胎", "煞車調整", "變速調整", "更換鏈條", "輪圈校正"], [64, 38, 27, 45, 12], color="#2a9d8f")
        a.bar_label(b, padding=4)
        a.invert_yaxis()
        a.set(title="九月各類維修件數", xlabel="件數", xlim=(0, 75))
        return saved(f)


def espera():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8.2, 5))
        d = ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes"]
        a.plot(d, [34, 28, 41, 37, 52], marker="o", label="Urgencias")
        a.plot(d, [25, 22, 18, 15, 10], marker="s", label="Consultas")
        a.set(title="Tiempo medio de espera", xlabel="Día", ylabel="Minutos", ylim=(0, 60))
        a.legend()
        return saved(f)


def shapes():
    i = Image.new("RGB", (900, 600), "white")
    d = ImageDraw.Draw(i)
    for x, y in ((120, 110), (300, 160), (110, 320), (330, 380), (180, 500)):
        d.ellipse((x - 48, y - 48, x + 48, y + 48), fill=(214, 40, 40))
    for x, y in ((520, 120), (700, 150), (560, 330)):
        d.rectangle((x - 50, y - 50, x + 50, y + 50), fill=(29, 78, 216))
    d.polygon([(760, 430), (690, 560), (830, 560)], fill=(22, 163, 74))
    return i


def halves():
    i = Image.new("RGB", (800, 500), (25, 52, 160))
    ImageDraw.Draw(i).rectangle((400, 0, 800, 500), fill=(250, 204, 21))
    return i


def dusk():
    """A corridor at night, out of focus."""
    rng = np.random.default_rng(3)
    g = np.zeros((540, 720, 3), np.uint8) + np.uint8([16, 18, 30])
    i = Image.fromarray(g)
    d = ImageDraw.Draw(i)
    for x in range(40, 720, 130):
        d.rectangle((x, 180, x + 70, 470), fill=(34, 30, 38))
        d.ellipse((x + 22, 100, x + 48, 126), fill=(96, 78, 46))
    d.polygon([(0, 540), (720, 540), (560, 470), (160, 470)], fill=(28, 22, 26))
    a = np.array(i.filter(ImageFilter.GaussianBlur(14))).astype(float) + rng.normal(0, 1.0, (540, 720, 3))
    return Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))


def qr():
    code = cv2.QRCodeEncoder.create().encode("https://larkspur.example/wifi/207")
    code = cv2.resize(code, None, fx=10, fy=10, interpolation=cv2.INTER_NEAREST)
    i = Image.new("RGB", (code.shape[1] + 160, code.shape[0] + 160), "white")
    i.paste(Image.fromarray(code).convert("RGB"), (80, 80))
    return i


PICTURES = {
    f.__name__: f for f in (checkin, taller, cita, gasthof, label, occupancy, weixiu, espera, shapes, halves, dusk, qr)
}
