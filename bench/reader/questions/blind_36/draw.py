"""Charts, photographed pages and pictures without text of this set."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from bench.reader.questions.web_pages import _shown, saved
from matplotlib import pyplot as plt
from PIL import Image, ImageDraw, ImageFilter

HERE = Path(__file__).parent


def bakery():
    """The receipt on a wooden table, photographed at a slant."""
    page = _shown(HERE / "bakery_page.html")
    h, w = page.shape[:2]
    rng = np.random.default_rng(7)
    table = np.full((1100, 900, 3), (112, 78, 52), np.float32)
    table += cv2.GaussianBlur(rng.normal(0, 30, (1100, 900, 1)).astype(np.float32), (61, 1), 0)[..., None] * 2
    to = np.float32([[170, 120], [735, 62], [800, 985], [120, 1030]])
    m = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), to)
    paper = cv2.warpPerspective(page.astype(np.float32), m, (900, 1100), flags=cv2.INTER_CUBIC)
    mask = cv2.warpPerspective(np.ones((h, w), np.float32), m, (900, 1100))[..., None]
    light = np.linspace(1.0, 0.78, 900, dtype=np.float32)[None, :, None]
    photo = (paper * mask + table * (1 - mask)) * light + rng.normal(0, 3, (1100, 900, 3))
    return Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8))


def florist():
    """Scanned grey, a little askew and speckled."""
    page = Image.fromarray(_shown(HERE / "florist_page.html")).convert("L")
    page = page.rotate(0.8, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6))
    grey = np.asarray(page, np.float32) * 0.72 + 52 + np.random.default_rng(3).normal(0, 7, page.size[::-1])
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("RGB")


def notice():
    return Image.fromarray(_shown(HERE / "notice_page.html")).rotate(90, expand=True)


def recipe():
    page = Image.fromarray(_shown(HERE / "recipe_page.html"))
    return page.rotate(-4, Image.Resampling.BICUBIC, expand=True, fillcolor=(196, 200, 206))


def smudge():
    return Image.fromarray(_shown(HERE / "smudge_page.html")).filter(ImageFilter.GaussianBlur(9))


def icecream():
    f, a = plt.subplots(figsize=(7.6, 5))
    x = np.arange(3)
    a.bar(x - 0.2, [240, 310, 290], 0.4, label="Vanilla", color="#f2c14e")
    a.bar(x + 0.2, [180, 260, 340], 0.4, label="Mango", color="#f06543")
    a.set_xticks(x, ["June", "July", "August"])
    a.set(title="Ice cream sold by flavour", xlabel="Month", ylabel="Scoops", ylim=(0, 450))
    a.legend()
    return saved(f)


def embalses():
    with plt.style.context("ggplot"):
        f, a = plt.subplots(figsize=(8, 5))
        months = ["Ene", "Feb", "Mar", "Abr", "May", "Jun"]
        a.plot(months, [62, 68, 75, 80, 77, 70], marker="o", label="Norte")
        a.plot(months, [41, 44, 48, 46, 39, 31], marker="s", label="Sur")
        a.set(title="Nivel de los embalses", xlabel="Mes", ylabel="Capacidad (%)", ylim=(0, 100))
        a.legend()
        return saved(f)


def kitten():
    f, a = plt.subplots(figsize=(7.4, 4.6))
    a.plot(range(1, 9), [150, 240, 330, 410, 520, 610, 700, 790], color="#1a73e8", linewidth=2.5, marker="o")
    a.set_title("Kitten weight", loc="left", fontsize=16, color="#555555")
    a.set(xlabel="Week", ylabel="Weight (g)", ylim=(0, 1000))
    a.grid(axis="y", color="#dddddd")
    for side in ("top", "right", "left"):
        a.spines[side].set_visible(False)
    return saved(f)


def shapes():
    picture = Image.new("RGB", (900, 600), "white")
    d = ImageDraw.Draw(picture)
    for x, y in ((130, 120), (360, 150), (180, 420)):
        d.ellipse((x - 70, y - 70, x + 70, y + 70), fill=(220, 38, 38))
    for x, y in ((620, 80), (430, 360)):
        d.rectangle((x, y, x + 130, y + 130), fill=(37, 99, 235))
    d.polygon([(750, 390), (840, 545), (660, 545)], fill=(22, 163, 74))
    return picture


def dusk():
    """Evening over water, out of focus: dark blue, and a strip of orange along the bottom."""
    picture = np.zeros((420, 640, 3), np.float32)
    picture[:] = np.linspace(0, 1, 420)[:, None, None] * np.float32([10, 14, 30]) + np.float32([8, 16, 62])
    picture[350:] = (176, 88, 22)
    picture += np.random.default_rng(5).normal(0, 5, picture.shape)
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(7))


def code():
    cells = cv2.QRCodeEncoder_create().encode("https://example.org/menu?table=12")
    picture = (
        Image.fromarray(cells)
        .convert("RGB")
        .resize((cells.shape[1] * 11, cells.shape[0] * 11), Image.Resampling.NEAREST)
    )
    sheet = Image.new("RGB", (560, 560), (250, 250, 250))
    sheet.paste(picture, ((560 - picture.width) // 2, (560 - picture.height) // 2))
    return sheet


def portrait():
    """A painted head and shoulders: nobody."""
    picture = Image.new("RGB", (500, 600), (168, 190, 202))
    d = ImageDraw.Draw(picture)
    d.ellipse((60, 430, 440, 820), fill=(64, 84, 120))
    d.ellipse((140, 90, 360, 330), fill=(70, 44, 30))
    d.rectangle((215, 360, 285, 450), fill=(205, 158, 128))
    d.ellipse((160, 130, 340, 390), fill=(222, 176, 146))
    for x in (212, 288):
        d.ellipse((x - 16, 232, x + 16, 252), fill="white")
        d.ellipse((x - 8, 234, x + 8, 250), fill=(60, 40, 30))
    d.line((250, 255, 243, 300, 257, 302), fill=(180, 130, 105), width=4)
    d.arc((215, 300, 285, 350), 20, 160, fill=(160, 60, 60), width=6)
    return picture.filter(ImageFilter.GaussianBlur(1.5))


PICTURES = {
    "bakery": bakery, "florist": florist, "notice": notice, "recipe": recipe, "smudge": smudge, "icecream": icecream,
    "embalses": embalses, "kitten": kitten, "shapes": shapes, "dusk": dusk, "code": code, "portrait": portrait,
}  # fmt: skip
