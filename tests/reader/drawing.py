"""Pictures for the reader's tests, drawn with Pillow, and the lines of text as a perfect reader would see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from fovea.engines.reader.values import Line
from fovea.values import Pixels

Rgb = tuple[int, int, int]
RED, BLUE, GREEN, ORANGE = (220, 30, 30), (40, 80, 220), (40, 160, 60), (245, 130, 20)
INK: Rgb = (30, 30, 30)


@dataclass
class Sheet:
    """A picture under construction. ``lines`` holds what was written, with its boxes."""

    width: int = 640
    height: int = 440
    ground: Rgb = (255, 255, 255)
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), self.ground)
        self.pen = ImageDraw.Draw(self.image)

    def write(self, x: float, y: float, words: str, anchor: str = "mm", size: int = 16, ink: Rgb = INK) -> None:
        font = ImageFont.load_default(size)
        self.pen.text((x, y), words, fill=ink, font=font, anchor=anchor)
        x0, y0, x1, y1 = self.pen.textbbox((x, y), words, font=font, anchor=anchor)
        # Detectors leave a margin.
        x0, y0, x1, y1 = x0 - 2, y0 - 2, x1 + 2, y1 + 2
        self.lines.append(Line(words, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), 0.99))

    def draw(self, kind: str, *args: Any, **kwargs: Any) -> None:
        getattr(self.pen, kind)(*args, **kwargs)

    @property
    def pixels(self) -> Pixels:
        return np.asarray(self.image, dtype=np.uint8).copy()


LEFT, RIGHT, TOP, BOTTOM = 80, 600, 60, 360


def y_axis(sheet: Sheet, values: Sequence[float]) -> None:
    """Tick labels from BOTTOM (the first value) to TOP (the last)."""
    for k, value in enumerate(values):
        y = BOTTOM - (BOTTOM - TOP) * k / (len(values) - 1)
        sheet.write(LEFT - 10, y, f"{value:g}", "rm")
        sheet.draw("line", (LEFT, y, RIGHT, y), fill=(220, 220, 220))


def bar_chart(
    series: dict[str, list[float]], categories: list[str], top: float, *, stacked: bool = False, ticks: bool = True,
    labelled: bool = False, title: str = "Sales by region",
) -> Sheet:  # fmt: skip
    """Vertical bars, grouped or stacked, with a legend for more than one series."""
    sheet = Sheet()
    sheet.write(320, 24, title, size=22)
    if ticks:
        y_axis(sheet, [top * k / 5 for k in range(6)])
    colours = [BLUE, ORANGE, GREEN]
    slot = (RIGHT - LEFT) / len(categories)
    each = 0.7 * slot / (1 if stacked else len(series))
    for i, category in enumerate(categories):
        sheet.write(LEFT + (i + 0.5) * slot, BOTTOM + 18, category)
        base = 0.0
        for k, column in enumerate(series.values()):
            x = LEFT + i * slot + 0.15 * slot + (0 if stacked else k * each)
            y0, y1 = (BOTTOM - (BOTTOM - TOP) * v / top for v in (base, base + column[i]))
            sheet.draw("rectangle", (round(x), round(y1), round(x + each) - 1, round(y0) - 1), fill=colours[k])
            if labelled:
                sheet.write(x + each / 2, y1 - 12, f"{column[i]:g}")
            base += column[i] if stacked else 0
    if len(series) > 1:
        for k, name in enumerate(series):
            sheet.draw("rectangle", (100 + 130 * k, 412, 112 + 130 * k, 424), fill=colours[k])
            sheet.write(120 + 130 * k, 418, name, "lm")
    return sheet


def line_chart(series: dict[str, list[float]], categories: list[str], top: float) -> Sheet:
    sheet = Sheet()
    sheet.write(320, 24, "Visitors by month", size=22)
    y_axis(sheet, [top * k / 5 for k in range(6)])
    slot = (RIGHT - LEFT) / len(categories)
    for i, category in enumerate(categories):
        sheet.write(LEFT + (i + 0.5) * slot, BOTTOM + 18, category)
    for k, (name, column) in enumerate(series.items()):
        points = [(LEFT + (i + 0.5) * slot, BOTTOM - (BOTTOM - TOP) * v / top) for i, v in enumerate(column)]
        colour = [BLUE, ORANGE, GREEN][k]
        sheet.draw("line", points, fill=colour, width=3)
        if len(series) > 1:
            sheet.draw("rectangle", (100 + 130 * k, 412, 112 + 130 * k, 424), fill=colour)
            sheet.write(120 + 130 * k, 418, name, "lm")
    return sheet


def dashes(sheet: Sheet, points: Sequence[tuple[float, float]], colour: Rgb) -> None:
    """A line of strokes and gaps of 7 px each."""
    for (x0, y0), (x1, y1) in pairwise(points):
        long = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        for k in range(0, int(long), 14):
            a, b = k / long, min(k + 7, long) / long
            ends = [(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) for t in (a, b)]
            sheet.draw("line", ends, fill=colour, width=2)


def pie_chart(shares: dict[str, float], *, hole: bool = False) -> Sheet:
    sheet = Sheet()
    sheet.write(320, 24, "Spending", size=22)
    at = -90.0
    for k, (name, share) in enumerate(shares.items()):
        colour = [BLUE, ORANGE, GREEN, RED][k]
        sheet.draw("pieslice", (120, 80, 420, 380), at, at + 3.6 * share, fill=colour)
        at += 3.6 * share
        sheet.draw("rectangle", (480, 120 + 30 * k, 492, 132 + 30 * k), fill=colour)
        sheet.write(500, 126 + 30 * k, name, "lm")
    if hole:
        sheet.draw("ellipse", (195, 155, 345, 305), fill=sheet.ground)
    return sheet


def table(rows: Sequence[Sequence[str]], widths: Sequence[int], rules: str = "all") -> Pixels:
    """``rules``: "all" around every cell, "rows" below each row, "none"."""
    sheet = Sheet(sum(widths) + 60, 60 + 46 * len(rows))
    for n, row in enumerate(rows):
        left, top = 30, 30 + 46 * n
        for text, width in zip(row, widths, strict=True):
            if rules == "all":
                sheet.draw("rectangle", (left, top, left + width, top + 46), outline=(120, 120, 120), width=2)
            sheet.write(left + 10, top + 23, text, "lm", 20)
            left += width
        if rules == "rows":
            sheet.draw("line", (30, top + 46, left, top + 46), fill=(180, 180, 180))
    return sheet.pixels
