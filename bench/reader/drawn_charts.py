"""Charts drawn from known numbers, by several renderers and in many styles.

A style is a function (spec, random) -> pixels. ``DEVELOPMENT`` styles were looked at while the first rules were
written; ``HELD_OUT`` styles were measured only afterwards, twice, and have been looked at since then. Fonts come from ``FOVEA_FONTS``
(a folder with .ttf, .otf or .ttc files) where that is set, else from matplotlib.
"""

from __future__ import annotations

import io
import json
import math
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

SETS = {
    "fruit": ["Apples", "Bananas", "Cherries", "Grapes", "Lemons", "Mangos", "Peaches", "Plums"],
    "regions": ["North", "South", "East", "West", "Central", "Coast", "Islands"],
    "greek": ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta"],
    "quarters": ["Q1", "Q2", "Q3", "Q4"],
    "years": [str(year) for year in range(2015, 2025)],
    "months": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "spending": ["Rent", "Food", "Travel", "Health", "Energy", "Clothes", "Leisure"],
    "devices": ["Desktop", "Mobile", "Tablet", "TV", "Console", "Watch"],
    "letters": list("ABCDEFGH"),
    "countries": ["Brazil", "Canada", "Denmark", "Egypt", "France", "Ghana", "Hungary", "India"],
}
SERIES = ["Plan", "Actual", "2022", "2023", "Online", "Retail", "Export", "Wholesale", "Men", "Women", "Solar", "Wind"]
TITLES = ["Sales by group", "Annual output", "Survey results", "Units per category", "Revenue 2024", "Visitors by site"]
AMOUNTS = ["Units", "USD (thousand)", "Percent", "Count", "Tonnes", "Hours"]


@dataclass
class Spec:
    """What a chart shows. ``series`` maps names to one value per category; "" is the only, unnamed one."""

    kind: str
    categories: list[str]
    series: dict[str, list[float]]
    title: str = ""
    amount: str = ""
    horizontal: bool = False
    stacked: bool = False
    labelled: bool = False
    donut: bool = False
    markers: bool = False
    style: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def spec(kind: str, random: Random) -> Spec:
    """A random chart of the kind: bar, barh, grouped, stacked, line, lines, pie."""
    words = SETS[random.choice([name for name in SETS if kind not in ("line", "lines") or name in
                                ("quarters", "years", "months", "letters", "countries")])]  # fmt: skip
    if kind in ("line", "lines"):
        count = min(len(words), random.randint(4, 10))
        start = random.randint(0, len(words) - count)
        categories = words[start : start + count]
    else:
        count = min(len(words), random.randint(3, 8 if kind in ("bar", "barh") else 5))
        categories = random.sample(words, count) if words is not SETS["years"] else words[:count]
        if words in (SETS["quarters"], SETS["months"]):
            categories = words[:count]
    top = random.choice([1, 10, 50, 100, 500, 2000, 30000])
    digits = 2 if top == 1 else 1 if top <= 50 else 0

    def amount(low: float = 0.08) -> float:
        return round(random.uniform(low, 1) * top, digits)

    out = Spec(kind, categories, {}, title=random.choice(TITLES), amount=random.choice([*AMOUNTS, "", ""]))
    if kind in ("bar", "barh"):
        out.series = {"": [amount() for _ in categories]}
        out.horizontal = kind == "barh"
        out.labelled = random.random() < 0.25
    elif kind in ("grouped", "stacked"):
        names = random.sample(SERIES, random.randint(2, 3))
        out.series = {name: [amount(0.15) for _ in categories] for name in names}
        out.stacked = kind == "stacked"
        out.horizontal = random.random() < 0.25
    elif kind in ("line", "lines"):
        names = [""] if kind == "line" else random.sample(SERIES, random.randint(2, 4))
        for name in names:
            at, values = random.uniform(0.25, 0.8), []
            for _ in categories:
                at = min(1.0, max(0.1, at + random.uniform(-0.25, 0.25)))
                values.append(round(at * top, digits + 1))
            out.series[name] = values
        out.markers = random.random() < 0.5
    elif kind == "pie":
        parts = [random.uniform(0.25, 1) for _ in categories]
        shares = [round(100 * part / sum(parts), 1) for part in parts]
        shares[-1] = round(100 - sum(shares[:-1]), 1)
        out.series = {"": shares}
        out.donut = random.random() < 0.3
        out.labelled = random.random() < 0.5
    return out


# --- matplotlib ----------------------------------------------------------------------------------------------


def _matplotlib(sheet: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(spec: Spec, random: Random) -> np.ndarray:
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt

        plt.rcdefaults()
        with plt.style.context(sheet):
            fig, ax = plt.subplots(figsize=(random.uniform(5, 8), random.uniform(3.4, 5)))
            colours = random.choice([None, plt.cm.tab10, plt.cm.Set2, plt.cm.Dark2]) if sheet != "grayscale" else None
            _plot(ax, spec, random, colours, plt)
            ax.set_title(spec.title)
            fig.tight_layout()
            out = io.BytesIO()
            fig.savefig(out, dpi=random.choice([90, 110, 140]), facecolor=fig.get_facecolor())
            plt.close(fig)
        return np.array(Image.open(out).convert("RGB"))

    return draw


def _plot(ax: Any, spec: Spec, random: Random, colours: Any, plt: Any) -> None:
    n = len(spec.categories)
    x = np.arange(n)
    pick = (lambda k: {}) if colours is None else (lambda k: {"color": colours(k)})
    if spec.kind == "pie":
        inside = {"autopct": random.choice(["%.1f%%", "%1.1f%%"])} if spec.labelled else {}
        edge = random.choice([{}, {"edgecolor": "white", "linewidth": 1.5}])
        wedge = {"wedgeprops": {**edge, **({"width": 0.42} if spec.donut else {})}}
        if spec.donut and inside:
            inside["pctdistance"] = 0.8
        palette = {} if colours is None else {"colors": [colours(k) for k in range(n)]}
        legend = random.random() < 0.35
        names = {} if legend else {"labels": spec.categories}
        out = ax.pie(spec.series[""], startangle=random.choice([0, 90]), **names, **inside, **wedge, **palette)
        if legend:
            ax.legend(out[0] if not hasattr(out, "wedges") else out.wedges, spec.categories, loc="center left",
                      bbox_to_anchor=(1, 0.5))  # fmt: skip
        return
    if spec.kind in ("line", "lines"):
        for k, (name, values) in enumerate(spec.series.items()):
            marker = {"marker": "os^D"[k % 4]} if spec.markers else {}
            dash = {"linestyle": "--"} if random.random() < 0.15 else {}
            ax.plot(spec.categories, values, label=name or None, **pick(k), **marker, **dash)
    elif spec.kind in ("grouped", "stacked"):
        bottom = np.zeros(n)
        width = 0.8 / len(spec.series)
        for k, (name, values) in enumerate(spec.series.items()):
            if spec.stacked:
                (ax.barh if spec.horizontal else ax.bar)(
                    spec.categories, values, label=name, **pick(k), **({"left": bottom} if spec.horizontal else
                                                                       {"bottom": bottom})
                )  # fmt: skip
                bottom += values
            else:
                at = x + (k - (len(spec.series) - 1) / 2) * width
                (ax.barh if spec.horizontal else ax.bar)(at, values, width, label=name, **pick(k))
        (ax.set_yticks if spec.horizontal else ax.set_xticks)(x, spec.categories)
    else:
        own = [] if random.random() < 0.5 or colours is None else [colours(k) for k in range(n)]
        given = {"color": own} if own else pick(random.randint(0, 4))
        if random.random() < 0.2:
            given["edgecolor"] = "black"
        bars = (ax.barh if spec.horizontal else ax.bar)(spec.categories, spec.series[""], **given)
        if spec.labelled:
            ax.bar_label(bars)
    if spec.amount:
        (ax.set_xlabel if spec.horizontal else ax.set_ylabel)(spec.amount)
    if len(spec.series) > 1:
        outside = {"loc": "upper left", "bbox_to_anchor": (1.0, 1.0)}
        ax.legend(**random.choice([{}, outside, {"ncol": 2}]))
    if random.random() < 0.2:
        ax.grid(axis="x" if spec.horizontal else "y", alpha=0.4)


# --- by hand, with Pillow --------------------------------------------------------------------------------------


@cache
def font_files() -> dict[str, str]:
    """Family to file: from FOVEA_FONTS, and DejaVu from matplotlib."""
    import matplotlib

    found = {"DejaVuSans": str(Path(matplotlib.get_data_path()) / "fonts/ttf/DejaVuSans.ttf")}
    folder = os.environ.get("FOVEA_FONTS")
    if folder:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix in (".ttf", ".otf", ".ttc"):
                found[path.stem] = str(path)
    return found


def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    files = font_files()
    return ImageFont.truetype(files.get(name, files["DejaVuSans"]), size)


@dataclass(frozen=True)
class Look:
    """How the hand-made renderer draws: an office suite's manner, or a web page's."""

    face: str
    ground: tuple[int, int, int]
    plot: tuple[int, int, int]
    ink: tuple[int, int, int]
    grid: tuple[int, int, int] | None
    colours: tuple[tuple[int, int, int], ...]
    gap: float
    axis: bool
    legend: str
    outline: tuple[int, int, int] | None = None


OFFICE = Look("LiberationSans-Regular", (255, 255, 255), (255, 255, 255), (89, 89, 89), (217, 217, 217),
              ((68, 114, 196), (237, 125, 49), (165, 165, 165), (255, 192, 0), (91, 155, 213), (112, 173, 71),
               (38, 68, 120), (158, 72, 14)), 0.55, False, "bottom")  # fmt: skip
REPORT = Look("LiberationSerif-Regular", (252, 250, 244), (252, 250, 244), (30, 30, 30), None,
              ((102, 51, 85), (0, 110, 120), (200, 140, 30), (120, 130, 140), (160, 60, 40), (60, 90, 160),
               (140, 160, 60), (220, 130, 150)), 0.35, True, "right", (30, 30, 30))  # fmt: skip
NIGHT = Look("Roboto-Regular", (24, 27, 33), (24, 27, 33), (210, 213, 220), (58, 62, 72),
             ((115, 191, 105), (242, 204, 12), (138, 184, 255), (255, 120, 51), (242, 73, 92), (184, 119, 217),
              (112, 219, 237), (255, 166, 176)), 0.3, False, "bottom")  # fmt: skip
SLATE = Look("DejaVuSans", (38, 44, 58), (46, 53, 70), (226, 232, 240), (71, 80, 101),
             ((96, 165, 250), (251, 146, 60), (74, 222, 128), (244, 114, 182), (250, 204, 21), (167, 139, 250),
              (45, 212, 191), (248, 113, 113)), 0.25, False, "top")  # fmt: skip
SLIDE = Look("Roboto-Medium", (255, 255, 255), (241, 245, 249), (51, 65, 85), (255, 255, 255),
             ((14, 116, 144), (217, 70, 239), (245, 158, 11), (101, 163, 13), (79, 70, 229), (225, 29, 72),
              (20, 184, 166), (120, 113, 108)), 0.4, True, "top")  # fmt: skip


def _by_hand(look: Look) -> Callable[[Spec, Random], np.ndarray]:
    def draw(spec: Spec, random: Random) -> np.ndarray:
        return _HandDrawn(look, spec, random).picture()

    return draw


class _HandDrawn:
    SCALE = 2  # drawn twice as large and shrunk: smooth edges

    def __init__(self, look: Look, spec: Spec, random: Random) -> None:
        self.look, self.spec, self.random = look, spec, random
        self.w, self.h = random.randint(560, 860), random.randint(380, 540)
        s = self.SCALE
        self.image = Image.new("RGB", (self.w * s, self.h * s), look.ground)
        self.pen = ImageDraw.Draw(self.image)
        self.size = random.randint(12, 15)

    def text(self, x: float, y: float, words: str, anchor: str = "mm", size: int | None = None) -> None:
        s = self.SCALE
        self.pen.text((x * s, y * s), words, fill=self.look.ink, font=font(self.look.face, (size or self.size) * s),
                      anchor=anchor)  # fmt: skip

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Any) -> None:
        s = self.SCALE
        a, b, c, d = round(x0 * s), round(y0 * s), round(x1 * s) - 1, round(y1 * s) - 1
        if c >= a and d >= b:
            self.pen.rectangle((a, b, c, d), fill=fill, outline=self.look.outline if self.look.outline else None,
                               width=s)  # fmt: skip

    def line(self, points: list[tuple[float, float]], fill: Any, width: float) -> None:
        s = self.SCALE
        self.pen.line([(x * s, y * s) for x, y in points], fill=fill, width=max(1, round(width * s)), joint="curve")

    def picture(self) -> np.ndarray:
        self.text(self.w / 2, 22, self.spec.title, size=self.size + 6)
        if self.spec.kind == "pie":
            self._pie()
        else:
            self._axes()
        return np.array(self.image.resize((self.w, self.h), Image.Resampling.BOX))

    def _legend(self, names: list[str]) -> None:
        where = self.look.legend
        if where == "right":
            for k, name in enumerate(names):
                y = 80 + k * (self.size + 10)
                self.box(self.w - 120, y - 6, self.w - 108, y + 6, self.look.colours[k])
                self.text(self.w - 100, y, name, "lm")
            return
        y = self.h - 18 if where == "bottom" else 52
        widths = [font(self.look.face, self.size).getlength(name) + 44 for name in names]
        x = (self.w - sum(widths)) / 2
        for k, name in enumerate(names):
            self.box(x, y - 5, x + 11, y + 5, self.look.colours[k])
            self.text(x + 17, y, name, "lm")
            x += widths[k]

    def _axes(self) -> None:
        spec, look = self.spec, self.look
        many = len(spec.series) > 1
        left = 110.0 if spec.horizontal else 74.0
        right = self.w - (140 if many and look.legend == "right" else 28)
        top = 76.0 if many and look.legend == "top" else 50.0
        bottom = self.h - (66 if many and look.legend == "bottom" else 44)
        values = list(spec.series.values())
        most = max(sum(column) for column in zip(*values, strict=True)) if spec.stacked else max(map(max, values))
        step = _nice(most / 5)
        ceiling = math.ceil(most / step + 1e-9) * step
        if look.plot != look.ground:
            s = self.SCALE
            self.pen.rectangle((left * s, top * s, right * s, bottom * s), fill=look.plot)

        def px(value: float) -> float:
            if spec.horizontal:
                return left + value / ceiling * (right - left)
            return bottom - value / ceiling * (bottom - top)

        for k in range(round(ceiling / step) + 1):
            at = px(k * step)
            words = f"{k * step:,.10g}"
            if spec.horizontal:
                if look.grid:
                    self.line([(at, top), (at, bottom)], look.grid, 1)
                self.text(at, bottom + 14, words)
            else:
                if look.grid:
                    self.line([(left, at), (right, at)], look.grid, 1)
                self.text(left - 8, at, words, "rm")
        n = len(spec.categories)
        slot = ((bottom - top) if spec.horizontal else (right - left)) / n
        for i, name in enumerate(spec.categories):
            middle = (top if spec.horizontal else left) + (i + 0.5) * slot
            if spec.horizontal:
                self.text(left - 10, middle, name, "rm")
            else:
                self.text(middle, bottom + 15, name)
        if spec.kind in ("line", "lines"):
            for k, column in enumerate(values):
                points = [(left + (i + 0.5) * slot, px(value)) for i, value in enumerate(column)]
                self.line(points, look.colours[k], 2.2)
                if spec.markers:
                    for x, y in points:
                        s = self.SCALE
                        r = 4 * s
                        self.pen.ellipse((x * s - r, y * s - r, x * s + r, y * s + r), fill=look.colours[k])
        else:
            self._bars(values, px, slot, top if spec.horizontal else left)
        if look.axis:
            self.line([(left, top), (left, bottom)], look.ink, 1)
            self.line([(left, bottom), (right, bottom)], look.ink, 1)
        if many:
            self._legend(list(spec.series))

    def _bars(self, values: list[list[float]], px: Callable[[float], float], slot: float, first: float) -> None:
        spec, look = self.spec, self.look
        bar = slot * (1 - look.gap) / (1 if spec.stacked else len(values))
        for i in range(len(spec.categories)):
            base = 0.0
            for k, column in enumerate(values):
                at = first + i * slot + slot * look.gap / 2 + (0 if spec.stacked else k * bar)
                a, b = px(base), px(base + column[i])
                if spec.horizontal:
                    self.box(a, at, b, at + bar, look.colours[k])
                    if spec.labelled:
                        self.text(b + 6, at + bar / 2, f"{column[i]:,.10g}", "lm")
                else:
                    self.box(at, b, at + bar, a, look.colours[k])
                    if spec.labelled:
                        self.text(at + bar / 2, b - 10, f"{column[i]:,.10g}")
                if spec.stacked:
                    base += column[i]

    def _pie(self) -> None:
        spec, s = self.spec, self.SCALE
        shares = spec.series[""]
        legend = self.random.random() < 0.5
        x, y, r = self.w / 2 - (60 if legend else 0), self.h / 2 + 18, min(self.w, self.h) * 0.32
        at = -90.0
        for k, share in enumerate(shares):
            end = at + share * 3.6
            self.pen.pieslice(((x - r) * s, (y - r) * s, (x + r) * s, (y + r) * s), at, end, fill=self.look.colours[k])
            middle = math.radians((at + end) / 2)
            if spec.labelled and not spec.donut and share > 5:
                self.text(x + 0.65 * r * math.cos(middle), y + 0.65 * r * math.sin(middle), f"{share:.1f}%")
            if not legend:
                side = "lm" if math.cos(middle) > 0 else "rm"
                self.text(x + 1.1 * r * math.cos(middle), y + 1.1 * r * math.sin(middle), spec.categories[k], side)
            at = end
        if spec.donut:
            hole = r * 0.55
            self.pen.ellipse(((x - hole) * s, (y - hole) * s, (x + hole) * s, (y + hole) * s), fill=self.look.ground)
        if legend:
            for k, name in enumerate(spec.categories):
                ly = 90 + k * (self.size + 10)
                self.box(self.w - 150, ly - 6, self.w - 138, ly + 6, self.look.colours[k])
                self.text(self.w - 130, ly, name, "lm")


def _nice(step: float) -> float:
    power = 10 ** math.floor(math.log10(step))
    return next(k * power for k in (1, 2, 2.5, 5, 10) if k * power >= step - 1e-12)


# --- Vega-Lite --------------------------------------------------------------------------------------------------


def _vega(theme: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(spec: Spec, random: Random) -> np.ndarray:
        import vl_convert

        rows = [
            {"category": category, "series": name, "value": value}
            for name, column in spec.series.items()
            for category, value in zip(spec.categories, column, strict=True)
        ]
        order = list(spec.categories)
        names = list(spec.series)
        across = {"field": "category", "type": "nominal", "sort": order, "title": None,
                  "axis": {"labelAngle": 0} if not spec.horizontal else {}}  # fmt: skip
        along: dict[str, Any] = {"field": "value", "type": "quantitative", "title": spec.amount or None}
        encoding: dict[str, Any] = {"y": across, "x": along} if spec.horizontal else {"x": across, "y": along}
        mark: dict[str, Any] = {"type": "bar"}
        if spec.kind in ("line", "lines"):
            mark = {"type": "line", "point": spec.markers}
        if spec.kind == "pie":
            mark = {"type": "arc", **({"innerRadius": 60} if spec.donut else {})}
            encoding = {
                "theta": {"field": "value", "type": "quantitative", "stack": True},
                "order": {"field": "index", "type": "quantitative"},
                "color": {"field": "category", "type": "nominal", "sort": order, "title": None},
            }
            for i, row in enumerate(rows):
                row["index"] = i
        elif len(names) > 1:
            encoding["color"] = {"field": "series", "type": "nominal", "sort": names, "title": None}
            if spec.kind == "grouped":
                encoding["yOffset" if spec.horizontal else "xOffset"] = {"field": "series", "sort": names}
        chart: dict[str, Any] = {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": spec.title,
            "width": random.randint(320, 520),
            "height": random.randint(220, 340),
            "data": {"values": rows},
            "mark": mark,
            "encoding": encoding,
        }
        if spec.labelled and spec.kind in ("bar", "barh"):
            offset = {"dx": 4, "align": "left"} if spec.horizontal else {"dy": -7}
            chart["layer"] = [
                {"mark": chart.pop("mark")},
                {"mark": {"type": "text", **offset}, "encoding": {"text": {"field": "value"}}},
            ]
        png = vl_convert.vegalite_to_png(json.dumps(chart), scale=random.choice([1.3, 1.6, 2.0]), theme=theme or None)
        return np.array(Image.open(io.BytesIO(png)).convert("RGB"))

    return draw


# --- pygal ------------------------------------------------------------------------------------------------------


def _pygal(theme: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(spec: Spec, random: Random) -> np.ndarray:
        import pygal
        import pyvips
        from pygal import style

        kinds = {"pie": pygal.Pie, "line": pygal.Line, "lines": pygal.Line}
        maker = kinds.get(spec.kind)
        if maker is None:
            maker = (
                (pygal.HorizontalStackedBar if spec.horizontal else pygal.StackedBar)
                if spec.stacked
                else (pygal.HorizontalBar if spec.horizontal else pygal.Bar)
            )
        options: dict[str, Any] = {"width": random.randint(640, 860), "height": random.randint(420, 540)}
        chart = maker(style=getattr(style, theme), title=spec.title, js=[], **options)
        if spec.kind == "pie":
            for category, value in zip(spec.categories, spec.series[""], strict=True):
                chart.add(category, value)
            chart.inner_radius = 0.4 if spec.donut else 0
        else:
            chart.x_labels = spec.categories
            chart.show_legend = len(spec.series) > 1
            for name, column in spec.series.items():
                chart.add(name, column)
        svg = chart.render()
        image = pyvips.Image.svgload_buffer(svg, scale=1.2).flatten(background=255)
        return np.ascontiguousarray(image.numpy()[..., :3])

    return draw


Style = Callable[[Spec, Random], np.ndarray]

DEVELOPMENT: dict[str, Style] = {
    "matplotlib default": _matplotlib("default"),
    "matplotlib ggplot": _matplotlib("ggplot"),
    "matplotlib whitegrid": _matplotlib("seaborn-v0_8-whitegrid"),
    "matplotlib fivethirtyeight": _matplotlib("fivethirtyeight"),
    "matplotlib bmh": _matplotlib("bmh"),
    "office (Pillow)": _by_hand(OFFICE),
    "slate (Pillow)": _by_hand(SLATE),
    "report (Pillow)": _by_hand(REPORT),
}
HELD_OUT: dict[str, Style] = {
    "matplotlib dark": _matplotlib("dark_background"),
    "matplotlib solarized": _matplotlib("Solarize_Light2"),
    "Vega-Lite": _vega(""),
    "Vega-Lite quartz": _vega("quartz"),
    "pygal": _pygal("CleanStyle"),
    "night (Pillow)": _by_hand(NIGHT),
    "slide (Pillow)": _by_hand(SLIDE),
}
KINDS = ("bar", "barh", "grouped", "stacked", "line", "lines", "pie")


def draw(style: str, kind: str, seed: int) -> tuple[np.ndarray, Spec]:
    """Pixels (H, W, 3) and what they show; the same for the same arguments."""
    random = Random(f"{style}/{kind}/{seed}")
    what = spec(kind, random)
    what.style = style
    drawer = DEVELOPMENT.get(style) or HELD_OUT[style]
    return np.ascontiguousarray(drawer(what, random)), what
