"""Draws the sample pictures beside this file. They are committed; run this only to change them.

Needs the fonts DejaVu, Liberation and Noto CJK (Debian: fonts-dejavu-core fonts-liberation fonts-noto-cjk).
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
INK, GREY, PAPER, LINE = "#1c1c1e", "#6b6b70", "#ffffff", "#d2d2d7"
BLUE, ORANGE, GREEN = "#2f6fde", "#e8871e", "#2e9d5b"

DEJAVU = "/usr/share/fonts/truetype/dejavu"
LIBERATION = "/usr/share/fonts/truetype/liberation"
NOTO = "/usr/share/fonts/opentype/noto"


def sans(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{LIBERATION}/LiberationSans-{'Bold' if bold else 'Regular'}.ttf", size)


def mono(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(f"{DEJAVU}/DejaVuSansMono.ttf", size)


def chinese(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    # Index 3 of the collection is Traditional Chinese.
    return ImageFont.truetype(f"{NOTO}/NotoSerifCJK-{'Bold' if bold else 'Regular'}.ttc", size, index=3)


def receipt() -> Image.Image:
    image = Image.new("RGB", (720, 1080), "#fbfaf6")
    draw = ImageDraw.Draw(image)
    middle = 360
    draw.text((middle, 70), "HARBOUR LIGHT CAFE", font=sans(40, bold=True), fill=INK, anchor="mm")
    draw.text((middle, 118), "12 Quay Street, Port Ellis 4210", font=sans(24), fill=INK, anchor="mm")
    draw.text((middle, 152), "Tel 555 0142", font=sans(24), fill=INK, anchor="mm")
    draw.text((60, 215), "Receipt No: 004871", font=mono(24), fill=INK)
    draw.text((60, 250), "Date: 14/03/2026 12:46", font=mono(24), fill=INK)
    draw.line((60, 300, 660, 300), fill=INK, width=2)
    items = [
        ("Flat white", 2, 4.20),
        ("Blueberry muffin", 1, 3.50),
        ("Tomato soup", 1, 7.90),
        ("Sourdough toast", 2, 2.75),
    ]
    top = 325
    for name, count, price in items:
        draw.text((60, top), f"{count} x {name}", font=mono(24), fill=INK)
        draw.text((660, top), f"{count * price:.2f}", font=mono(24), fill=INK, anchor="ra")
        top += 46
    subtotal = sum(count * price for _, count, price in items)
    tax = round(subtotal * 0.10, 2)
    draw.line((60, top + 10, 660, top + 10), fill=INK, width=2)
    for label, value, bold in (
        ("Subtotal", subtotal, False),
        ("Tax 10%", tax, False),
        ("TOTAL", subtotal + tax, True),
        ("Cash", 40.0, False),
        ("Change", 40.0 - subtotal - tax, False),
    ):
        top += 46
        font = ImageFont.truetype(f"{DEJAVU}/DejaVuSansMono-Bold.ttf", 28) if bold else mono(24)
        draw.text((60, top), label, font=font, fill=INK)
        draw.text((660, top), f"{value:.2f}", font=font, fill=INK, anchor="ra")
    draw.text((middle, 900), "Thank you and see you soon", font=sans(26), fill=INK, anchor="mm")
    return image


def page() -> Image.Image:
    image = Image.new("RGB", (1000, 1400), "#fffdf8")
    draw = ImageDraw.Draw(image)
    draw.text((90, 90), "燈塔與海圖", font=chinese(60, bold=True), fill=INK)
    draw.text((90, 185), "林靜宜 二〇二六年三月", font=chinese(28), fill=GREY)
    sections = [
        ("一、霧中的光", ["海上起霧的時候，船長最先尋找的是燈塔。", "那道光每十二秒閃一次，二十海里外都看得見。"]),
        ("二、紙上的海", ["海圖記下水深、暗礁與航道，也記下前人的錯誤。", "每一次測量之後，舊的海圖都要重新校正。"]),
        ("三、守塔的人", ["守塔人姓陳，在島上住了三十一年。", "他說最難的不是孤單，而是冬天的風。"]),
    ]
    top = 270
    for heading, lines in sections:
        draw.text((90, top), heading, font=chinese(38, bold=True), fill=INK)
        top += 75
        for line in lines:
            draw.text((90, top), line, font=chinese(34), fill=INK)
            top += 62
        top += 40
    return image


def chart() -> Image.Image:
    image = Image.new("RGB", (1000, 680), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((500, 48), "Visitors per month", font=sans(34, bold=True), fill=INK, anchor="mm")
    left, right, bottom, top, highest = 110, 950, 580, 110, 500
    for value in range(0, highest + 1, 100):
        y = bottom - (bottom - top) * value / highest
        draw.line((left, y, right, y), fill=LINE, width=1)
        draw.text((left - 14, y), str(value), font=sans(22), fill=INK, anchor="rm")
    months = {"Jan": 180, "Feb": 240, "Mar": 310, "Apr": 275, "May": 420, "Jun": 390}
    step = (right - left) / len(months)
    for position, (month, value) in enumerate(months.items()):
        x = left + step * (position + 0.5)
        draw.rectangle((x - 42, bottom - (bottom - top) * value / highest, x + 42, bottom), fill=BLUE)
        draw.text((x, bottom + 28), month, font=sans(24), fill=INK, anchor="mm")
    draw.line((left, bottom, right, bottom), fill=INK, width=2)
    draw.line((left, top, left, bottom), fill=INK, width=2)
    return image


def screenshot() -> Image.Image:
    image = Image.new("RGB", (1280, 800), "#f5f5f7")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1280, 64), fill="#20242c")
    draw.text((32, 32), "Parcel Desk", font=sans(28, bold=True), fill=PAPER, anchor="lm")
    for position, item in enumerate(("Orders", "Customers", "Reports", "Settings")):
        draw.text((420 + 170 * position, 32), item, font=sans(22), fill="#d8dbe2", anchor="lm")
    draw.text((60, 125), "Edit order 20417", font=sans(38, bold=True), fill=INK, anchor="lm")
    draw.rounded_rectangle((60, 170, 1220, 232), 8, fill="#fdecea", outline="#d93025", width=2)
    draw.text((84, 201), "Error: the postcode does not match the city.", font=sans(24), fill="#b3261e", anchor="lm")
    fields = [("Name", "Mara Lindqvist"), ("City", "Göteborg"), ("Postcode", "411 0"), ("Phone", "+46 31 555 0187")]
    top = 270
    for label, value in fields:
        draw.text((60, top + 26), label, font=sans(24), fill=GREY, anchor="lm")
        draw.rounded_rectangle((240, top, 900, top + 52), 8, fill=PAPER, outline=LINE, width=2)
        draw.text((260, top + 26), value, font=sans(24), fill=INK, anchor="lm")
        top += 84
    draw.rounded_rectangle((240, 640, 400, 700), 8, fill=BLUE)
    draw.text((320, 670), "Save", font=sans(26, bold=True), fill=PAPER, anchor="mm")
    draw.rounded_rectangle((424, 640, 584, 700), 8, fill=PAPER, outline=LINE, width=2)
    draw.text((504, 670), "Cancel", font=sans(26), fill=INK, anchor="mm")
    return image


def plan(changed: bool) -> Image.Image:
    """A notice board; the changed one differs in a number, a word, a colour and a missing shape."""
    image = Image.new("RGB", (1000, 700), "#f2efe7")
    draw = ImageDraw.Draw(image)
    draw.text((60, 50), "Garden plan", font=sans(46, bold=True), fill=INK)
    draw.text((60, 125), f"Bed {4 if changed else 3}: tomatoes", font=sans(32), fill=INK)
    draw.text((60, 175), f"Water every {'evening' if changed else 'morning'}", font=sans(32), fill=INK)
    draw.ellipse((620, 80, 820, 280), fill=GREEN if not changed else ORANGE)
    draw.rectangle((80, 330, 380, 600), fill=BLUE)
    draw.polygon([(560, 600), (700, 360), (840, 600)], fill="#8a5a2b")
    if not changed:
        draw.rectangle((880, 480, 960, 600), fill="#c0392b")
    return image


def main() -> None:
    drawn = {
        "receipt.png": receipt(),
        "page-zh-TW.png": page(),
        "chart.png": chart(),
        "screenshot.png": screenshot(),
        "plan-1.png": plan(changed=False),
        "plan-2.png": plan(changed=True),
        "receipt-rotated.png": receipt().rotate(90, expand=True),
        "tiny.png": chart().resize((96, 65), Image.Resampling.LANCZOS),
    }
    for name, image in drawn.items():
        image.save(HERE / name, optimize=True)
        print(name, image.size)


if __name__ == "__main__":
    main()
