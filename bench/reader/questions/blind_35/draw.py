"""Pictures without text."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter


def shapes() -> Image.Image:
    """Four red circles, three blue squares, two green triangles."""
    image = Image.new("RGB", (900, 600), (246, 236, 214))
    pen = ImageDraw.Draw(image)
    for x, y in ((330, 110), (760, 130), (450, 300), (180, 490)):
        pen.ellipse((x - 52, y - 52, x + 52, y + 52), fill=(208, 32, 38))
    for x, y in ((560, 120), (740, 320), (460, 500)):
        pen.rectangle((x - 48, y - 48, x + 48, y + 48), fill=(28, 78, 196))
    for x, y in ((110, 120), (760, 500)):
        pen.polygon(((x, y - 58), (x - 62, y + 50), (x + 62, y + 50)), fill=(24, 140, 62))
    return image


def field() -> Image.Image:
    """A blue sky over a green meadow, with a yellow disc at the top right."""
    rng = np.random.default_rng(35)
    rows = np.zeros((640, 960, 3), float)
    rows[:400] = np.linspace((70, 130, 225), (120, 175, 240), 400)[:, None]
    rows[400:] = np.linspace((70, 160, 60), (40, 120, 35), 240)[:, None]
    rows += rng.normal(0, 5, rows.shape)
    image = Image.fromarray(rows.clip(0, 255).astype(np.uint8))
    ImageDraw.Draw(image).ellipse((790, 50, 890, 150), fill=(250, 214, 40))
    return image


def night() -> Image.Image:
    """A street at night, out of focus."""
    image = Image.new("RGB", (800, 600), (9, 10, 20))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 430, 800, 600), fill=(18, 17, 22))
    for x, y in ((120, 300), (330, 260), (520, 320), (690, 240)):
        pen.ellipse((x - 16, y - 16, x + 16, y + 16), fill=(170, 120, 50))
    return image.filter(ImageFilter.GaussianBlur(16))


def qr() -> Image.Image:
    modules = cv2.QRCodeEncoder_create().encode("https://citylib.example/renew?card=5528")
    big = cv2.resize(modules, None, fx=12, fy=12, interpolation=cv2.INTER_NEAREST)
    image = Image.new("RGB", (620, 620), (255, 255, 255))
    code = Image.fromarray(big).convert("RGB")
    image.paste(code, ((620 - code.width) // 2, (620 - code.height) // 2))
    return image


def portrait() -> Image.Image:
    """A drawn head and shoulders."""
    image = Image.new("RGB", (500, 600), (188, 205, 214))
    pen = ImageDraw.Draw(image)
    pen.ellipse((70, 430, 430, 800), fill=(60, 72, 110))
    pen.rectangle((215, 370, 285, 470), fill=(214, 166, 134))
    pen.ellipse((140, 120, 360, 420), fill=(226, 180, 148))
    pen.pieslice((128, 96, 372, 380), 180, 360, fill=(70, 46, 30))
    for x in (205, 295):
        pen.ellipse((x - 20, 258, x + 20, 282), fill=(255, 255, 255))
        pen.ellipse((x - 9, 261, x + 9, 279), fill=(50, 60, 40))
        pen.arc((x - 28, 228, x + 28, 260), 200, 340, fill=(70, 46, 30), width=6)
    pen.line((250, 280, 238, 326, 256, 330), fill=(180, 130, 100), width=4)
    pen.arc((205, 330, 295, 380), 20, 160, fill=(160, 60, 60), width=7)
    return image.filter(ImageFilter.GaussianBlur(1.2))


def balls() -> Image.Image:
    """Twenty-three balls on grass."""
    rng = np.random.default_rng(7)
    ground = np.full((640, 900, 3), (58, 118, 52), float) + rng.normal(0, 8, (640, 900, 1))
    image = Image.fromarray(ground.clip(0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    places = [(90 + 120 * c, 80 + 120 * r) for r in range(5) for c in range(7)]
    for n in rng.permutation(len(places))[:23]:
        x, y = places[n][0] + rng.integers(-18, 19), places[n][1] + rng.integers(-18, 19)
        pen.ellipse((x - 34, y - 34, x + 34, y + 34), fill=(240, 238, 232))
    return image


PICTURES = {"shapes": shapes, "field": field, "night": night, "qr": qr, "portrait": portrait, "balls": balls}
