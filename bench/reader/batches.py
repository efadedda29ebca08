"""Batches of charts as people draw them every day: matplotlib in all its style sheets, plain Pillow, office and web looks.

``E``, ``F`` and ``G`` were each measured once and then opened, and the rules changed; ``H`` was drawn together with ``G``,
in other looks, and measured when the rules were done, unopened. One chart is an entry ``(style, kind, seed)``; the same
arguments draw the same pixels.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import cv2
import numpy as np
from bench.reader import web_charts
from bench.reader.drawn_charts import SERIES, SETS, TITLES, Look, Spec, _nice, font
from bench.reader.varied_charts import (
    CJK,
    DATES,
    KINDS,
    ZH_SERIES,
    ZH_TITLES,
    ZH_WORDS,
    _plotly,
    _svg,
    _vega,
    said,
)
from PIL import Image, ImageDraw, ImageFont

Drawer = Callable[[Spec, Random], np.ndarray]

LONG = {
    "departments": [
        "Marketing",
        "Engineering",
        "Human Resources",
        "Finance",
        "Operations",
        "Customer Support",
        "Legal",
    ],
    "drinks": ["Coffee", "Green tea", "Orange juice", "Water", "Lemonade", "Milk", "Hot chocolate", "Cola"],
    "planets": ["Mercury", "Venus", "Earth", "Mars", "Jupiter", "Saturn", "Uranus", "Neptune"],
    "ages": ["0-9", "10-19", "20-29", "30-39", "40-49", "50-59", "60-69", "70+"],
    "codes": [f"P{n:02d}" for n in range(1, 21)],
}
NAMES = [*SERIES, "Product A", "Product B", "Product C", "Team Red", "Team Blue", "Region 1", "Region 2", "Budget",
         "Forecast", "iOS", "Android", "Web"]  # fmt: skip
HEADS = [*TITLES, "Quarterly Revenue by Department", "Temperature by Month", "Market share (%)", "Website traffic in 2025",
         "Employees per office", "Rainfall 2019-2024", "Monthly active users"]  # fmt: skip
FORMATS = ("plain", "plain", "comma", "si", "percent", "dollar")


def everyday(kind: str, random: Random) -> Spec:
    """A random chart of the kind, in the sizes, signs and words of everyday charts."""
    many = kind in ("grouped", "stacked", "lines")
    along = kind in ("line", "lines")
    words = _words(kind, random)
    most = {"bar": 12, "barh": 12, "grouped": 6, "stacked": 7, "line": 16, "lines": 12, "pie": 7}[kind]
    n = min(len(words), random.randint(3 if not along else 5, most))
    categories = words[:n] if along or words is LONG["codes"] else sorted(random.sample(words, n), key=words.index)
    chinese = not all(word.isascii() for word in categories)
    names = random.sample(ZH_SERIES if chinese else NAMES, random.randint(2 if kind == "grouped" else 3, 4 if kind == "grouped" else 6)) if many else [""]  # fmt: skip
    top = random.choice([1, 10, 40, 100, 100, 500, 2_000, 30_000, 400_000, 5_000_000])
    digits = 2 if top == 1 else 1 if top <= 100 else 0
    negative = kind in ("bar", "barh", "line", "lines", "grouped") and random.random() < 0.15
    series: dict[str, list[float]] = {}
    for name in names:
        if along:
            at, drift = random.uniform(0.25, 0.75), random.choice([-0.05, 0, 0, 0.05])
            shares = [at := min(1.0, max(0.05, at + drift + random.uniform(-0.14, 0.14))) for _ in categories]
            series[name] = [round((v - (0.5 if negative else 0)) * top, digits + 1) for v in shares]
        else:
            column = [
                random.uniform(0.12, 1) * (-0.6 if negative and random.random() < 0.35 else 1) for _ in categories
            ]
            series[name] = [round(v * top, digits) for v in column]
    if kind == "pie":
        parts = [random.uniform(0.2, 1) for _ in categories]
        shares = [round(100 * part / sum(parts), 1) for part in parts]
        shares[-1] = round(100 - sum(shares[:-1]), 1)
        series = {"": shares}
    labelled = random.random() < (0.5 if kind == "pie" else 0.35 if kind in ("bar", "barh", "line") else 0.2)
    return Spec(
        kind, categories, series, title=random.choice(ZH_TITLES if chinese else HEADS),
        amount=random.choice(["", "Units", "USD", "Count", "Hours"]), horizontal=kind == "barh" or (kind in ("grouped", "stacked") and random.random() < 0.25),
        stacked=kind == "stacked", labelled=labelled and kind != "lines" and (kind != "grouped" or len(names) * n <= 12), donut=random.random() < 0.3, markers=random.random() < 0.5,
        extra={"format": random.choice([f for f in FORMATS if f != "percent" or top <= 500]), "quality": random.choice([0, 0, 0, random.randint(50, 95)]),
               "legend": random.choice(["top", "right", "bottom", "left", "inside"]), "grid": random.random() < 0.6,
               "dash": random.random() < 0.2, "gap": random.choice([0.1, 0.2, 0.3, 0.5]), "outline": random.random() < 0.2,
               "hatch": False, "jpeg": False, "zoom": random.choice([0.8, 1, 1, 1.5, 2])},
    )  # fmt: skip


def _words(kind: str, random: Random) -> list[str]:
    along = kind in ("line", "lines")
    if random.random() < 0.22 and CJK.exists():
        return random.choice([w for k, w in ZH_WORDS.items() if not along or k == "months"])
    if along:
        return random.choice([SETS["months"], SETS["years"], [str(y) for y in range(2001, 2026)], SETS["quarters"] * 1 + ["Q5", "Q6"], *DATES])  # fmt: skip
    sets = [*(SETS[k] for k in SETS if k != "letters"), *LONG.values()]
    return random.choice([w for w in sets if kind != "pie" or w is not LONG["codes"]])


def worn(picture: np.ndarray, quality: int) -> np.ndarray:
    """As JPEG of that quality; as it is at 0."""
    if not quality:
        return np.ascontiguousarray(picture[..., :3])
    data = cv2.imencode(".jpg", picture[..., 2::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])


# --- matplotlib ------------------------------------------------------------------------------------------------


def _sheet(*sheets: str | dict[str, Any], palettes: tuple[str, ...] = (), face: str = "") -> Drawer:
    """Matplotlib in style sheets or settings, or "seaborn:" and one of its themes, with all else that people set."""

    def draw(what: Spec, random: Random) -> np.ndarray:
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        from matplotlib import font_manager

        plt.rcdefaults()
        with plt.style.context([sheet for sheet in sheets if ":" not in sheet]):
            if isinstance(sheets[0], str) and ":" in sheets[0]:
                import seaborn

                seaborn.set_theme(context=random.choice(["paper", "notebook", "talk"]), style=sheets[0].split(":")[1],
                                  palette=random.choice(["deep", "husl", "rocket", "pastel", "colorblind"]))  # fmt: skip
            if CJK.exists():
                font_manager.fontManager.addfont(str(CJK))
            plt.rcParams["font.family"] = [*([face] if face else plt.rcParams["font.family"]), "Noto Sans CJK JP"]
            plt.rcParams["axes.unicode_minus"] = random.random() < 0.7
            wide = random.uniform(5, 11)
            dpi = min(max(random.uniform(60, 200), 400 / wide), 1600 / wide)
            fig, ax = plt.subplots(figsize=(wide, wide * random.uniform(0.5, 0.8)))
            colours = _colours(plt, random.choice(palettes), what) if palettes and random.random() < 0.6 else None
            (_mpl_pie if what.kind == "pie" else _mpl_axes)(plt, ax, what, random, colours)
            ax.set_title(what.title, loc=random.choice(["center", "center", "left"]),
                         fontweight=random.choice(["normal", "bold"]))  # fmt: skip
            out = io.BytesIO()
            if random.random() < 0.5:
                fig.tight_layout()
                fig.savefig(out, dpi=dpi, facecolor=fig.get_facecolor())
            else:
                fig.savefig(out, dpi=dpi, facecolor=fig.get_facecolor(), bbox_inches="tight")
            plt.close(fig)
        return np.array(Image.open(out).convert("RGB"))

    return draw


def _colours(plt: Any, palette: str, what: Spec) -> list[Any]:
    count = max(len(what.series), len(what.categories) if what.kind == "pie" else 1, 2)
    table = plt.get_cmap(palette)
    if table.N < 30:
        return [table(k % table.N) for k in range(count)]
    return [table(0.1 + 0.8 * k / (count - 1)) for k in range(count)]


def _mpl_pie(plt: Any, ax: Any, what: Spec, random: Random, colours: list[Any] | None) -> None:
    named = random.random() < 0.65
    how: dict[str, Any] = {"labels": what.categories} if named else {}
    if what.labelled:
        how |= {"autopct": random.choice(["%.1f%%", "%1.1f%%"]), "pctdistance": 0.75 if what.donut else 0.6}
    if random.random() < 0.25:
        how["explode"] = [0.08 if k == 0 else 0 for k in range(len(what.categories))]
    edge = random.choice([{}, {"edgecolor": "white", "linewidth": 2}])
    out = ax.pie(what.series[""], startangle=random.choice([0, 90, 140]), counterclock=random.random() < 0.6,
                 wedgeprops={**edge, **({"width": 0.45} if what.donut else {})},
                 **({"colors": colours} if colours else {}), **how)  # fmt: skip
    if not named:
        ax.legend(out[0] if isinstance(out, tuple) else out.wedges, what.categories,
                  **random.choice([{"loc": "center left", "bbox_to_anchor": (1, 0.5)}, {"loc": "best"}, {"loc": "upper left", "bbox_to_anchor": (0.95, 1)}]))  # fmt: skip


def _mpl_axes(plt: Any, ax: Any, what: Spec, random: Random, colours: list[Any] | None) -> None:
    from matplotlib.ticker import FuncFormatter

    extra = what.extra
    own = (lambda k: {"color": colours[k]}) if colours else (lambda k: {})
    if what.kind in ("line", "lines"):
        manner = random.choice(["plain", "plain", "plain", "thin", "dashed", "step", "points"])
        for k, (name, values) in enumerate(what.series.items()):
            style: dict[str, Any] = {"marker": "osD^vPX*"[k % 8]} if what.markers or manner == "points" else {}
            if manner in ("thin", "dashed"):
                style |= (
                    {"lw": random.choice([0.8, 1.0])}
                    if manner == "thin"
                    else {"ls": ["-", "--", "-.", ":"][k % 4] if len(what.series) > 1 else "--"}
                )
            elif manner == "points":
                style["ls"] = "none"
            ax.plot(what.categories, values, label=name or None, **own(k), **style,
                    **({"drawstyle": "steps-mid"} if manner == "step" else {}))  # fmt: skip
            if what.labelled:
                for i, v in enumerate(values):
                    ax.annotate(said(v, extra["format"]), (i, v), xytext=(0, 8), textcoords="offset points", ha="center", fontsize="small")  # fmt: skip
        if random.random() < 0.3 and min(map(min, what.series.values())) >= 0:
            ax.set_ylim(bottom=0)
    else:
        _mpl_bars(ax, what, random, own)
    tick = ax.xaxis if what.horizontal else ax.yaxis
    if extra["format"] != "plain":
        tick.set_major_formatter(FuncFormatter(lambda v, _: said(round(v, 9), extra["format"])))
    grid = random.choice(["as it is", "on", "along", "off"])
    if grid != "as it is":
        ax.grid(grid != "off", **({"axis": "x" if what.horizontal else "y", "ls": random.choice(["-", "--", ":"]), "alpha": 0.6} if grid == "along" else {}))  # fmt: skip
    if grid != "off":
        ax.set_axisbelow(True)
    if random.random() < 0.3:
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
    if what.amount:
        (ax.set_xlabel if what.horizontal else ax.set_ylabel)(what.amount)
    if random.random() < 0.25:
        (ax.set_ylabel if what.horizontal else ax.set_xlabel)(random.choice(["Category", "Group", "Name"]))
    if not what.horizontal:
        _turn(plt, ax, random)
    if len(what.series) > 1:
        corners = [
            "best",
            "best",
            "upper left",
            "upper right",
            "lower right",
            "lower left",
            "center right",
            "upper center",
        ]
        places: dict[str, dict[str, Any]] = {
            "top": {"loc": "lower center", "bbox_to_anchor": (0.5, 1.1), "ncol": min(4, len(what.series))},
            "right": {"loc": "upper left", "bbox_to_anchor": (1.01, 1)},
            "bottom": {"loc": "upper center", "bbox_to_anchor": (0.5, -0.2), "ncol": min(4, len(what.series))},
            "left": {"loc": "best", "ncol": 2},
            "inside": {"loc": random.choice(corners)},
        }
        ax.legend(**places[extra["legend"]], **random.choice([{}, {"frameon": False}, {"fontsize": "small"}]))


def _mpl_bars(ax: Any, what: Spec, random: Random, own: Callable[[int], dict[str, Any]]) -> None:
    extra, x = what.extra, np.arange(len(what.categories))
    edge: dict[str, Any] = {"edgecolor": random.choice(["black", "white"]), "linewidth": 1} if extra["outline"] else {}
    if random.random() < 0.15:
        edge["alpha"] = 0.7
    base = np.zeros(len(x))
    thick = (1 - extra["gap"]) / (1 if what.stacked else len(what.series))
    put = ax.barh if what.horizontal else ax.bar
    for k, (name, values) in enumerate(what.series.items()):
        at = x if what.stacked else x + (k - (len(what.series) - 1) / 2) * thick
        start = {"left" if what.horizontal else "bottom": base} if what.stacked else {}
        bars = put(at, values, thick, label=name or None, **own(k), **edge, **start)
        if what.stacked:
            base = base + values
        if what.labelled:
            ax.bar_label(bars, labels=[said(v, extra["format"]) for v in values], padding=0 if what.stacked else 3,
                         label_type="center" if what.stacked else "edge", fontsize="small")  # fmt: skip
    (ax.set_yticks if what.horizontal else ax.set_xticks)(x, what.categories)
    if what.horizontal and random.random() < 0.5:
        ax.invert_yaxis()
    if min(map(min, what.series.values())) < 0:
        (ax.axvline if what.horizontal else ax.axhline)(0, color="black", lw=0.8)


def _turn(plt: Any, ax: Any, random: Random) -> None:
    """Turns tick labels that would run into each other, and sometimes others."""
    ax.figure.canvas.draw()
    boxes = [label.get_window_extent() for label in ax.get_xticklabels() if label.get_text()]
    close = any(b.x0 < a.x1 + 4 for a, b in pairwise(boxes))
    if close or random.random() < 0.15:
        by = random.choice([30, 45, 45, 60, 90])
        plt.setp(ax.get_xticklabels(), rotation=by, ha="center" if by == 90 else "right",
                 rotation_mode=random.choice(["default", "anchor"]) if by != 90 else "default")  # fmt: skip


# --- Pillow, as a short script draws -----------------------------------------------------------------------------


class _Plain:
    """Rectangles, lines and text straight onto the picture: no smoothing of edges."""

    def __init__(self, look: Look, what: Spec, random: Random) -> None:
        self.look, self.what, self.random = look, what, random
        self.w, self.h = random.randint(480, 1200), random.randint(360, 800)
        self.size = max(13, round(self.w / random.randint(45, 60)))
        self.image = Image.new("RGB", (self.w, self.h), look.ground)
        self.pen = ImageDraw.Draw(self.image)

    def face(self, words: str, size: int) -> ImageFont.FreeTypeFont:
        return font(self.look.face, size) if words.isascii() else ImageFont.truetype(str(CJK), size, index=3)

    def text(self, x: float, y: float, words: str, anchor: str = "mm", size: int = 0) -> None:
        self.pen.text((x, y), words, fill=self.look.ink, font=self.face(words, size or self.size), anchor=anchor)

    def box(self, x0: float, y0: float, x1: float, y1: float, fill: Any) -> None:
        corners = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        self.pen.rectangle(tuple(map(round, corners)), fill=fill, outline=self.look.outline)  # type: ignore[arg-type]

    def picture(self) -> np.ndarray:
        self.text(self.w / 2, 14 + self.size / 2, self.what.title, size=round(1.4 * self.size))
        (self._pie if self.what.kind == "pie" else self._axes)()
        return np.array(self.image)

    def _legend(self, names: list[str]) -> None:
        s = self.size
        if self.look.legend == "right":
            for k, name in enumerate(names):
                y = 4 * s + k * 1.8 * s
                self.box(self.w - 9 * s, y - s / 2, self.w - 8 * s, y + s / 2, self.look.colours[k])
                self.text(self.w - 7.6 * s, y, name, "lm")
            return
        y = self.h - 1.3 * s if self.look.legend == "bottom" else 3.6 * s
        x = 5.0 * s
        for k, name in enumerate(names):
            self.box(x, y - s / 2, x + s, y + s / 2, self.look.colours[k])
            self.text(x + 1.4 * s, y, name, "lm")
            x += 3 * s + self.face(name, s).getlength(name)

    def _axes(self) -> None:
        what, look, s = self.what, self.look, self.size
        columns, n = list(what.series.values()), len(what.categories)
        many = len(columns) > 1
        longest = max(self.face(c, s).getlength(c) for c in what.categories)
        left = longest + 2 * s if what.horizontal else 5.5 * s
        right = self.w - (10 * s if many and look.legend == "right" else 2.5 * s)
        top = 5.5 * s if many and look.legend == "top" else 4.0 * s
        bottom = self.h - (4.5 * s if many and look.legend == "bottom" else 3.0 * s)
        most = max(sum(c) for c in zip(*columns, strict=True)) if what.stacked else max(map(max, columns))
        least = min(0.0, *map(min, columns))
        step = _nice(max(most - least, 1e-9) / self.random.choice([4, 5, 6]))
        low, high = math.floor(least / step + 1e-9) * step, math.ceil(max(most, 0) / step + 1e-6) * step

        def px(v: float) -> float:
            share = (v - low) / (high - low)
            return left + share * (right - left) if what.horizontal else bottom - share * (bottom - top)

        for k in range(round((high - low) / step) + 1):
            at, words = px(low + k * step), said(round(low + k * step, 9), what.extra["format"])
            if what.horizontal:
                if look.grid:
                    self.pen.line((at, top, at, bottom), fill=look.grid)
                self.text(at, bottom + s, words)
            else:
                if look.grid:
                    self.pen.line((left, at, right, at), fill=look.grid)
                self.text(left - s / 2, at, words, "rm")
        slot = ((bottom - top) if what.horizontal else (right - left)) / n
        for i, name in enumerate(what.categories):
            middle = (top if what.horizontal else left) + (i + 0.5) * slot
            if what.horizontal:
                self.text(left - s / 2, middle, name, "rm")
            else:
                self.text(
                    middle, bottom + s, name, size=s if longest < slot else max(9, int(0.95 * s * slot / longest))
                )
        if what.kind in ("line", "lines"):
            for k, column in enumerate(columns):
                points = [(left + (i + 0.5) * slot, px(v)) for i, v in enumerate(column)]
                self.pen.line(points, fill=look.colours[k], width=self.random.choice([1, 2, 3]))
                for (x, y), v in zip(points, column, strict=True):
                    if what.markers:
                        self.pen.ellipse((x - 4, y - 4, x + 4, y + 4), fill=look.colours[k])
                    if what.labelled:
                        self.text(x, y - s, said(v, what.extra["format"]), size=round(0.85 * s))
        else:
            self._bars(columns, px, slot, top if what.horizontal else left)
        if look.axis:
            self.pen.line((left, top, left, bottom), fill=look.ink, width=2)
            self.pen.line((left, bottom, right, bottom), fill=look.ink, width=2)
        if many:
            self._legend(list(what.series))

    def _bars(self, columns: list[list[float]], px: Callable[[float], float], slot: float, first: float) -> None:
        what, look, gap = self.what, self.look, self.what.extra["gap"]
        bar = slot * (1 - gap) / (1 if what.stacked else len(columns))
        for i in range(len(what.categories)):
            base = 0.0
            for k, column in enumerate(columns):
                at = first + i * slot + slot * gap / 2 + (0 if what.stacked else k * bar)
                a, b = px(base), px(base + column[i])
                fill = look.colours[k if len(columns) > 1 or what.extra["outline"] is False else i % len(look.colours)]
                self.box(*((a, at, b, at + bar) if what.horizontal else (at, a, at + bar, b)), fill)
                if what.labelled and not what.stacked:
                    words, up = said(column[i], what.extra["format"]), -1 if column[i] < 0 else 1
                    if what.horizontal:
                        self.text(
                            b + 5 * up, at + bar / 2, words, "lm" if up > 0 else "rm", size=round(0.85 * self.size)
                        )
                    else:
                        self.text(at + bar / 2, b - 0.7 * self.size * up, words, size=round(0.85 * self.size))
                if what.stacked:
                    base += column[i]

    def _pie(self) -> None:
        what, s, pen = self.what, self.size, self.pen
        beside = self.random.random() < 0.5
        x, y, r = self.w / 2 - (4 * s if beside else 0), self.h / 2 + s, min(self.w, self.h) * 0.33
        at = -90.0
        for k, share in enumerate(what.series[""]):
            end = at + share * 3.6
            pen.pieslice((x - r, y - r, x + r, y + r), at, end, fill=self.look.colours[k], outline=self.look.outline)
            middle = math.radians((at + end) / 2)
            if what.labelled and not what.donut:
                self.text(x + 0.65 * r * math.cos(middle), y + 0.65 * r * math.sin(middle), f"{share:.1f}%")
            if not beside:
                self.text(x + 1.1 * r * math.cos(middle), y + 1.1 * r * math.sin(middle), what.categories[k],
                          "lm" if math.cos(middle) > 0 else "rm")  # fmt: skip
            at = end
        if what.donut:
            pen.ellipse((x - 0.55 * r, y - 0.55 * r, x + 0.55 * r, y + 0.55 * r), fill=self.look.ground)
        if beside:
            for k, name in enumerate(what.categories):
                ly = 5 * s + k * 1.8 * s
                self.box(self.w - 9 * s, ly - s / 2, self.w - 8 * s, ly + s / 2, self.look.colours[k])
                self.text(self.w - 7.6 * s, ly, name, "lm")


def _plain(look: Look) -> Drawer:
    return lambda what, random: _Plain(look, what, random).picture()


_PRIMARY = ((70, 130, 180), (255, 127, 80), (60, 179, 113), (218, 165, 32), (147, 112, 219), (220, 20, 60), (64, 224, 208), (119, 136, 153))  # fmt: skip
_WHITE = Look("DejaVuSans", (255, 255, 255), (255, 255, 255), (0, 0, 0), None, _PRIMARY, 0.3, True, "right")
_LINED = replace(_WHITE, grid=(220, 220, 220), legend="top", outline=(40, 40, 40),
                 colours=((52, 101, 164), (204, 0, 0), (78, 154, 6), (245, 121, 0), (117, 80, 123), (193, 125, 17), (6, 152, 154), (85, 87, 83)))  # fmt: skip
_GREY = replace(_WHITE, ground=(245, 245, 245), ink=(60, 60, 60), grid=(210, 210, 210), axis=False, legend="bottom",
                colours=((231, 76, 60), (52, 152, 219), (46, 204, 113), (241, 196, 15), (155, 89, 182), (52, 73, 94), (230, 126, 34), (26, 188, 156)))  # fmt: skip

# --- office and web looks ---------------------------------------------------------------------------------------

_CHART_JS = {
    "ground": "#ffffff", "ink": "#666666", "grid": "#e5e5e5", "face": "Liberation Sans", "swatch": "wide", "bold": True, "smooth": True,
    "colours": ["#36a2eb", "#ff6384", "#ff9f40", "#ffcd56", "#4bc0c0", "#9966ff", "#c9cbcf", "#2ecc71"],
}  # fmt: skip
_EXCEL = {
    "ground": "#ffffff", "ink": "#595959", "grid": "#d9d9d9", "face": "Carlito, Liberation Sans", "swatch": "line",
    "colours": ["#4472c4", "#ed7d31", "#a5a5a5", "#ffc000", "#5b9bd5", "#70ad47", "#264478", "#9e480e"], "rim": 1.5,
}  # fmt: skip
_SHEETS = {
    "ground": "#ffffff", "ink": "#757575", "grid": "#cccccc", "face": "Roboto, Liberation Sans", "swatch": "square", "title": "left", "smooth": True,
    "colours": ["#4285f4", "#ea4335", "#fbbc04", "#34a853", "#ff6d01", "#46bdc6", "#7baaf7", "#f07b72"], "rim": 1,
}  # fmt: skip

SHEETS = ("default", "Solarize_Light2", "bmh", "classic", "dark_background", "fast", "fivethirtyeight", "ggplot", "grayscale", "petroff10",
          "petroff6", "petroff8", "seaborn-v0_8", "seaborn-v0_8-bright", "seaborn-v0_8-colorblind", "seaborn-v0_8-dark", "seaborn-v0_8-dark-palette",
          "seaborn-v0_8-darkgrid", "seaborn-v0_8-deep", "seaborn-v0_8-muted", "seaborn-v0_8-notebook", "seaborn-v0_8-paper", "seaborn-v0_8-pastel",
          "seaborn-v0_8-poster", "seaborn-v0_8-talk", "seaborn-v0_8-ticks", "seaborn-v0_8-white", "seaborn-v0_8-whitegrid", "tableau-colorblind10")  # fmt: skip
_TABLES = ("Set1", "Set2", "Dark2", "tab10", "viridis", "Paired")
_HAND: dict[str, Drawer] = {
    "plain (Pillow)": _plain(_WHITE),
    "lined (Pillow)": _plain(_LINED),
    "grey (Pillow)": _plain(_GREY),
    "Chart.js (SVG)": _svg(_CHART_JS),
    "Excel (SVG)": _svg(_EXCEL),
    "Google Sheets (SVG)": _svg(_SHEETS),
}

# --- looks of the batch that stays unopened ---------------------------------------------------------------------

_NAVY = Look("DejaVuSans-Bold", (18, 32, 58), (18, 32, 58), (235, 238, 245), (52, 70, 105),
             ((94, 196, 255), (255, 183, 77), (129, 212, 129), (240, 98, 146), (186, 140, 255), (255, 241, 118), (77, 208, 190), (255, 138, 101)),
             0.3, False, "top")  # fmt: skip
_CREAM = Look("DejaVuSerif", (255, 251, 240), (255, 255, 255), (70, 50, 30), (225, 215, 195),
              ((140, 45, 25), (30, 95, 116), (196, 140, 30), (85, 107, 47), (106, 76, 147), (205, 92, 92), (70, 130, 140), (120, 100, 80)),
              0.3, True, "right", (90, 70, 50))  # fmt: skip
_HIGHCHARTS = {
    "ground": "#ffffff", "ink": "#333333", "grid": "#e6e6e6", "face": "Liberation Sans", "swatch": "dot", "smooth": True,
    "colours": ["#2caffe", "#544fc5", "#00e272", "#fe6a35", "#6b8abc", "#d568fb", "#2ee0ca", "#fa4b42"], "rim": 1,
}  # fmt: skip
_KEYNOTE = {
    "ground": "#f7f7f5", "ink": "#222222", "grid": "#d0d0cc", "face": "DejaVu Sans", "swatch": "square", "bold": True, "axis": True,
    "colours": ["#00a2ff", "#61d836", "#f8ba00", "#ff644e", "#ef5fa7", "#16e7cf", "#929292", "#00579c"], "round": 2,
}  # fmt: skip
_OTHER_TABLES = ("Accent", "tab20", "plasma", "cividis", "Set3", "coolwarm", "turbo")
_BLENDS: dict[str, Drawer] = {
    "matplotlib default, serif": _sheet("default", palettes=_OTHER_TABLES, face="Liberation Serif"),
    "matplotlib default, narrow": _sheet("default", palettes=_OTHER_TABLES, face="Liberation Sans Narrow"),
    "matplotlib whitegrid paper": _sheet("seaborn-v0_8-whitegrid", "seaborn-v0_8-paper", palettes=_OTHER_TABLES),
    "matplotlib white colorblind": _sheet("seaborn-v0_8-white", "seaborn-v0_8-colorblind", face="Liberation Sans"),
    "matplotlib ggplot tableau": _sheet("ggplot", "tableau-colorblind10"),
    "matplotlib dark talk": _sheet("dark_background", "seaborn-v0_8-talk", palettes=_OTHER_TABLES),
    "matplotlib bmh petroff": _sheet("bmh", "petroff10"),
    "matplotlib ticks Accent": _sheet("seaborn-v0_8-ticks", palettes=("Accent",), face="DejaVu Serif"),
    "matplotlib fivethirtyeight Set1": _sheet("fivethirtyeight", palettes=("Set1",), face="Liberation Sans"),
    "matplotlib Solarize muted": _sheet("Solarize_Light2", "seaborn-v0_8-muted"),
    "seaborn whitegrid": _sheet("seaborn:whitegrid"),
    "seaborn darkgrid": _sheet("seaborn:darkgrid"),
    "seaborn ticks": _sheet("seaborn:ticks"),
}

# --- looks of newspapers, of another office and of the web's own libraries ------------------------------------------

_NEWS = {"axes.spines.left": False, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "axes.grid.axis": "y",
         "grid.color": "#dddddd", "ytick.left": False, "axes.titlelocation": "left", "axes.titleweight": "bold", "text.color": "#121212",
         "xtick.color": "#666666", "ytick.color": "#666666", "lines.linewidth": 2.5, "legend.frameon": False,
         "axes.prop_cycle": "cycler('color', ['326891', 'b5342a', '8a8a8a', 'd9a441', '5f8d4e', '7c5295', '1d3557', 'e07a5f'])"}  # fmt: skip
_REPORT = {"axes.edgecolor": "#444444", "axes.linewidth": 1.2, "xtick.direction": "in", "ytick.direction": "in", "xtick.top": True,
           "ytick.right": True, "lines.linewidth": 1.2, "lines.markersize": 4, "legend.fancybox": False, "legend.edgecolor": "black",
           "axes.prop_cycle": "cycler('color', ['0c5da5', '00b945', 'ff9500', 'ff2c00', '845b97', '474747', '9e9e9e', '17becf'])"}  # fmt: skip
_WEEKLY = {"figure.facecolor": "#f3f0e8", "axes.facecolor": "#f3f0e8", "savefig.facecolor": "#f3f0e8", "axes.grid": True, "axes.grid.axis": "y",
           "grid.color": "#b7c6cf", "axes.spines.left": False, "axes.spines.top": False, "axes.spines.right": False, "ytick.left": False,
           "axes.titlelocation": "left", "axes.titleweight": "bold", "lines.linewidth": 2.2, "legend.frameon": False,
           "axes.prop_cycle": "cycler('color', ['006ba2', '3ebcd2', 'db444b', '379a8b', 'ebb434', '9a607f', 'b4ba39', '758d99'])"}  # fmt: skip
_SLIDES = {"figure.facecolor": "#202124", "axes.facecolor": "#202124", "savefig.facecolor": "#202124", "text.color": "#e8eaed",
           "axes.labelcolor": "#e8eaed", "xtick.color": "#bdc1c6", "ytick.color": "#bdc1c6", "axes.edgecolor": "#5f6368", "axes.grid": True,
           "grid.color": "#3c4043", "grid.linestyle": "--", "lines.linewidth": 3, "legend.facecolor": "#303134", "legend.edgecolor": "#5f6368",
           "axes.prop_cycle": "cycler('color', ['8ab4f8', 'f28b82', 'fdd663', '81c995', 'ff8bcb', 'c58af9', '78d9ec', 'fcad70'])"}  # fmt: skip
_LIBREOFFICE = {
    "ground": "#ffffff", "ink": "#000000", "grid": "#b3b3b3", "face": "Liberation Sans", "swatch": "square", "axis": True,
    "colours": ["#004586", "#ff420e", "#ffd320", "#579d1c", "#7e0021", "#83caff", "#314004", "#aecf00"],
}  # fmt: skip
_MATERIAL = {
    "ground": "#fafafa", "ink": "#424242", "grid": "#eeeeee", "face": "DejaVu Sans", "swatch": "dot", "title": "left", "hollow": True,
    "colours": ["#3f51b5", "#e91e63", "#009688", "#ff9800", "#795548", "#607d8b", "#cddc39", "#00bcd4"], "round": 2, "rim": 1, "smooth": True,
}  # fmt: skip

STYLES: dict[str, dict[str, Drawer]] = {
    "E": {**{f"matplotlib {s}": _sheet(s, palettes=() if s == "grayscale" else _TABLES) for s in SHEETS}, **_HAND},
    "F": {
        **_BLENDS,
        "plotly simple_white": _plotly("simple_white"),
        "plotly gridon": _plotly("gridon"),
        "Vega-Lite vox": _vega("vox"),
        "navy (Pillow)": _plain(_NAVY),
        "cream (Pillow)": _plain(_CREAM),
        "Highcharts (SVG)": _svg(_HIGHCHARTS),
        "Keynote (SVG)": _svg(_KEYNOTE),
    },
    "G": {
        "matplotlib news": _sheet(_NEWS, face="Liberation Sans"),
        "matplotlib report": _sheet(_REPORT, face="Liberation Serif"),
        "LibreOffice (SVG)": _svg(_LIBREOFFICE),
        "ECharts": web_charts.drawer("ECharts", web_charts.ECHARTS),
        "Chart.js": web_charts.drawer("Chart.js", web_charts.CHART_JS),
    },
    "H": {
        "matplotlib weekly": _sheet(_WEEKLY, face="Liberation Sans"),
        "matplotlib slides": _sheet(_SLIDES),
        "Material (SVG)": _svg(_MATERIAL),
        "ECharts (dark)": web_charts.drawer("ECharts", web_charts.ECHARTS, dark=True, ground="#100c2a"),
        "ApexCharts": web_charts.drawer("ApexCharts", web_charts.APEX),
        "Plot": web_charts.drawer("Plot", web_charts.PLOT),
    },
}
#: First seed of each batch.
SEEDS = {"E": 500, "F": 9000, "G": 12_000, "H": 15_000}


def entries(batch: str) -> list[tuple[str, str, int]]:
    """(style, kind, seed) of each chart: three kinds of each sheet in turn, all kinds of what others draw."""
    found: list[tuple[str, str, int]] = []
    for n, style in enumerate(STYLES[batch]):
        sheet = style.startswith(("matplotlib", "seaborn"))
        kinds = [KINDS[(3 * n + k) % len(KINDS)] for k in range(3)] if sheet else KINDS
        found += [(style, kind, SEEDS[batch]) for kind in kinds]
    return found


def draw(batch: str, style: str, kind: str, seed: int) -> tuple[np.ndarray, Spec]:
    """Pixels (H, W, 3) and what they show; the same for the same arguments."""
    random = Random(f"{batch}/{style}/{kind}/{seed}")
    what = everyday(kind, random)
    what.style = style
    if what.stacked and not style.startswith(("matplotlib", "seaborn")):
        what.labelled = False
    if "grayscale" in style:  # has four shades
        what.series = dict(list(what.series.items())[:4])
    return worn(STYLES[batch][style](what, random), what.extra["quality"]), what
