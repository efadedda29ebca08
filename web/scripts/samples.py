"""Draws the three sample pictures of the empty chat: python web/scripts/samples.py"""

from __future__ import annotations

from pathlib import Path

import zxingcpp
from PIL import Image, ImageDraw, ImageFont

OUT = Path(__file__).parents[1] / "public" / "samples"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
BOLD = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"
MONO = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
INK, PAPER = "#22262a", "#fdfcf8"


def font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def receipt() -> Image.Image:
    image = Image.new("RGB", (560, 760), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((280, 56), "HARBOUR BOOKS & CAFE", INK, font(BOLD, 28), anchor="mm")
    draw.text((280, 96), "12 Quay Street", INK, font(SANS, 20), anchor="mm")
    draw.text((280, 124), "Date: 14/03/2026   10:42", INK, font(SANS, 20), anchor="mm")
    rows = [
        ("Flat white", "4.20"),
        ("Almond croissant", "3.80"),
        ("Sea atlas, paperback", "18.50"),
        ("Postcards x 4", "6.00"),
    ]
    y = 190
    for name, price in rows:
        draw.text((48, y), name, INK, font(MONO, 22))
        draw.text((512, y), price, INK, font(MONO, 22), anchor="ra")
        y += 46
    draw.line((48, y + 6, 512, y + 6), INK, 2)
    for name, price, face in (("Subtotal", "32.50", MONO), ("Tax 5%", "1.63", MONO), ("TOTAL", "34.13", BOLD)):
        y += 46
        draw.text((48, y), name, INK, font(face, 24 if face == BOLD else 22))
        draw.text((512, y), price, INK, font(face, 24 if face == BOLD else 22), anchor="ra")
    draw.text((280, 640), "Paid by card", INK, font(SANS, 20), anchor="mm")
    draw.text((280, 690), "Thank you, come again!", INK, font(SANS, 20), anchor="mm")
    return image


def chart() -> Image.Image:
    image = Image.new("RGB", (900, 640), "white")
    draw = ImageDraw.Draw(image)
    draw.text((450, 44), "Visitors per month", INK, font(BOLD, 30), anchor="mm")
    left, bottom, top, most = 100, 560, 100, 500
    for value in range(0, most + 1, 100):
        y = bottom - (bottom - top) * value / most
        draw.line((left, y, 860, y), "#d8dad6", 1)
        draw.text((left - 12, y), str(value), INK, font(SANS, 20), anchor="rm")
    draw.line((left, top, left, bottom), INK, 2)
    draw.line((left, bottom, 860, bottom), INK, 2)
    for i, (month, value) in enumerate(
        {"Jan": 180, "Feb": 240, "Mar": 320, "Apr": 290, "May": 450, "Jun": 380}.items()
    ):
        x = left + 40 + i * 122
        y = bottom - (bottom - top) * value / most
        draw.rectangle((x, y, x + 72, bottom - 1), "#0b6b61")
        draw.text((x + 36, bottom + 24), month, INK, font(SANS, 22), anchor="mm")
    return image


def label() -> Image.Image:
    image = Image.new("RGB", (800, 520), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((16, 16, 783, 503), outline=INK, width=3)
    draw.text((48, 52), "FRAGILE", INK, font(BOLD, 52))
    draw.text((48, 132), "To: Observatory Library", INK, font(SANS, 28))
    draw.text((48, 174), "4 Lantern Hill", INK, font(SANS, 28))
    draw.text((48, 236), "Parcel 3 of 5", INK, font(SANS, 28))
    draw.text((48, 278), "Weight 2.4 kg", INK, font(SANS, 28))
    qr = zxingcpp.create_barcode("PARCEL 2026-0314-3/5", zxingcpp.BarcodeFormat.QRCode).to_image(scale=9)
    image.paste(Image.fromarray(qr), (500, 120))
    code = zxingcpp.create_barcode("FOVEA-031435", zxingcpp.BarcodeFormat.Code128).to_image(scale=2)
    bars = Image.fromarray(code).resize((420, 110))
    image.paste(bars, (44, 352))
    draw.text((254, 478), "FOVEA-031435", INK, font(MONO, 22), anchor="mm")
    return image


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for draw_one in (receipt, chart, label):
        draw_one().quantize(64).save(OUT / f"{draw_one.__name__}.png", optimize=True)
