"""Charts of more makers, looks and manners than ``drawn_charts`` has; the same on every run.

Numbers of any size and sign, ticks with separators, %, $, k and M, dates, 繁體中文, legends on four sides,
dashes, areas, hatching, outlines, JPEG and several scales. ``SEEN`` styles were looked at while the rules were
written, some of them after a first measurement. ``UNSEEN`` styles were drawn before the rules and measured as
numbers alone: no picture of theirs was looked at. Makers that are not installed are left out and named:
``pip install plotly==5.24.1 kaleido==0.2.1 lets-plot`` and Debian's gnuplot-nox.
"""

from __future__ import annotations

import importlib.util
import io
import json
import math
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from xml.sax.saxutils import escape

import cv2
import numpy as np
from bench.reader import web_charts
from bench.reader.drawn_charts import Spec, _nice, spec
from PIL import Image

CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
ZH_WORDS = {
    "cities": ["台北", "新北", "桃園", "台中", "台南", "高雄", "花蓮", "基隆"],
    "months": [f"{n}月" for n in range(1, 13)],
    "goods": ["蘋果", "香蕉", "葡萄", "檸檬", "芒果", "桃子", "西瓜", "鳳梨"],
    "costs": ["房租", "伙食", "交通", "醫療", "水電", "衣物", "娛樂"],
}
ZH_SERIES = ["計畫", "實際", "線上", "門市", "出口", "國內", "男性", "女性", "去年", "今年"]
ZH_TITLES = ["各區銷售額", "年度產量統計", "問卷調查結果", "營收趨勢", "每月來客數"]
DATES = [
    [f"2024-{m:02d}" for m in range(1, 13)],
    [f"{m}/15" for m in range(1, 13)],
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    [f"{h:02d}:00" for h in range(6, 20, 2)],
    [f"{m} {y}" for y in ("23", "24") for m in ("Mar", "Jun", "Sep", "Dec")],
]
KINDS = ("bar", "barh", "grouped", "stacked", "line", "lines", "pie")
#: Kinds that are to be named, or read rightly, and never taken for another.
OTHER_KINDS = ("area", "scatter")


def varied(kind: str, random: Random, chinese: bool = True) -> Spec:
    out = spec({"area": "line", "scatter": "line"}.get(kind, kind), random)
    out.kind = kind
    n = len(out.categories)
    if random.random() < 0.25 and chinese and CJK.exists():
        sets = [w for k, w in ZH_WORDS.items() if kind not in ("line", "lines", "area") or k == "months"]
        words = random.choice(sets)
        out.categories = words[: min(n, len(words))]
        out.title = random.choice(ZH_TITLES)
        names = random.sample(ZH_SERIES, len(out.series))
        out.series = {new if old else "": column for new, (old, column) in zip(names, out.series.items(), strict=True)}
    elif kind in ("line", "lines", "area") and random.random() < 0.4:
        words = random.choice(DATES)
        out.categories = words[: min(n, len(words))]
    n = len(out.categories)
    out.series = {name: column[:n] for name, column in out.series.items()}
    top = 10 ** random.uniform(-0.3, 6.3)
    if kind != "pie":
        old = max(max(c) for c in out.series.values())
        digits = max(0, 2 - math.floor(math.log10(top)))
        sign = -1.0 if kind in ("bar", "barh", "line", "lines") and random.random() < 0.15 else 1.0
        for name, column in out.series.items():
            out.series[name] = [
                round(v / old * top * (sign if random.random() < 0.35 else 1.0), digits) for v in column
            ]
    else:
        shares = out.series[""]
        shares[-1] = round(100 - sum(shares[:-1]), 1)
    formats = ["plain", "comma" if top >= 2000 else "plain", "si" if top >= 4000 else "percent", "dollar"]
    out.extra = {
        "format": random.choice(formats),
        "legend": random.choice(["top", "right", "bottom", "left", "inside"]),
        "grid": random.random() < 0.6,
        "dash": random.random() < 0.25,
        "gap": random.choice([0.15, 0.3, 0.5]),
        "outline": random.random() < 0.2,
        "hatch": random.random() < 0.1,
        "jpeg": random.random() < 0.25,
        "zoom": random.choice([0.75, 1, 1, 1.25, 1.5, 2]),
    }
    out.labelled = kind in ("bar", "barh", "grouped", "line", "pie") and random.random() < 0.3
    return out


def said(value: float, how: str) -> str:
    """A number in the manner of the spec's ticks."""
    minus, value = ("-" if value < -1e-12 else ""), abs(value)
    if how == "comma":
        return f"{minus}{value:,.10g}" if value < 1e10 else f"{minus}{value:,.0f}"
    if how == "si":
        for factor, sign in ((1e6, "M"), (1e3, "k")):
            if value >= factor:
                return f"{minus}{value / factor:.6g}{sign}"
        return f"{minus}{value:.6g}"
    return minus + ("$" if how == "dollar" else "") + f"{value:.10g}" + ("%" if how == "percent" else "")


def _worn(picture: np.ndarray, what: Spec) -> np.ndarray:
    """As pictures reach a reader: saved as JPEG, some of them."""
    picture = np.ascontiguousarray(picture[..., :3])
    if not what.extra["jpeg"]:
        return picture
    data = cv2.imencode(".jpg", picture[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])


# --- matplotlib ------------------------------------------------------------------------------------------------


def _matplotlib(sheet: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(what: Spec, random: Random) -> np.ndarray:
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt
        from matplotlib import font_manager
        from matplotlib.ticker import FuncFormatter

        plt.rcdefaults()
        extra, n = what.extra, len(what.categories)
        with plt.style.context(sheet):
            if CJK.exists():
                font_manager.fontManager.addfont(str(CJK))
                plt.rcParams["font.family"] = [*plt.rcParams["font.family"], "Noto Sans CJK JP"]
            fig, ax = plt.subplots(figsize=(random.uniform(5, 8), random.uniform(3.6, 5)))
            show = FuncFormatter(lambda v, _: said(round(v, 9), extra["format"]))
            x = np.arange(n)
            columns = list(what.series.items())
            edge = {"edgecolor": "black", "linewidth": 1} if extra["outline"] else {}
            if what.kind == "pie":
                ax.pie(what.series[""], labels=what.categories, startangle=random.choice([0, 90]),
                       counterclock=random.random() < 0.5, **({"autopct": "%.1f%%"} if what.labelled else {}),
                       wedgeprops={**edge, **({"width": 0.5} if what.donut else {})})  # fmt: skip
            elif what.kind == "scatter":
                for _ in range(random.randint(1, 3)):
                    ax.scatter([random.gauss(0, 1) for _ in range(40)], [random.gauss(0, 1) for _ in range(40)])
            elif what.kind in ("line", "lines", "area"):
                for k, (name, values) in enumerate(columns):
                    ax.plot(what.categories, values, label=name or None, lw=random.choice([1.2, 2, 3]),
                            marker="os^Dv"[k % 5] if what.markers else None,
                            ls=random.choice(["--", "-.", ":"]) if extra["dash"] else "-")  # fmt: skip
                    if what.kind == "area":
                        ax.fill_between(what.categories, values, alpha=0.4)
                    if what.labelled:
                        for i, v in enumerate(values):
                            ax.annotate(said(v, extra["format"]), (i, v), xytext=(0, 7), textcoords="offset points",
                                        ha="center")  # fmt: skip
            else:
                base = np.zeros(n)
                wide = (1 - extra["gap"]) / (1 if what.stacked else len(columns))
                for k, (name, values) in enumerate(columns):
                    at = x if what.stacked else x + (k - (len(columns) - 1) / 2) * wide
                    hatch = {"hatch": "/\\x"[k % 3]} if extra["hatch"] else {}
                    start = {"left": base} if what.horizontal else {"bottom": base}
                    put = ax.barh if what.horizontal else ax.bar
                    bars = put(at, values, wide, label=name or None, **edge, **hatch, **(start if what.stacked else {}))
                    if what.stacked:
                        base = base + values
                    if what.labelled:
                        ax.bar_label(bars, labels=[said(v, extra["format"]) for v in values], padding=2)
                (ax.set_yticks if what.horizontal else ax.set_xticks)(x, what.categories)
            if what.kind != "pie":
                (ax.xaxis if what.horizontal else ax.yaxis).set_major_formatter(show)
                ax.grid(extra["grid"], axis="x" if what.horizontal else "y")
                if not what.horizontal and what.kind != "scatter" and n > 5 and len(what.categories[0]) > 4:
                    plt.setp(ax.get_xticklabels(), rotation=random.choice([30, 45, 90]),
                             ha="right" if random.random() < 0.5 else "center")  # fmt: skip
                if what.amount:
                    (ax.set_xlabel if what.horizontal else ax.set_ylabel)(what.amount)
            ax.set_title(what.title)
            if len(columns) > 1:
                places = {
                    "top": {"loc": "lower center", "bbox_to_anchor": (0.5, 1.08), "ncol": 4},
                    "right": {"loc": "center left", "bbox_to_anchor": (1.01, 0.5)},
                    "bottom": {"loc": "upper center", "bbox_to_anchor": (0.5, -0.16), "ncol": 4},
                    "left": {"loc": "upper left"},
                    "inside": {},
                }
                ax.legend(**places[extra["legend"]], frameon=random.random() < 0.6)
            out = io.BytesIO()
            fig.savefig(out, dpi=100 * extra["zoom"], facecolor=fig.get_facecolor(), bbox_inches="tight")
            plt.close(fig)
        return np.array(Image.open(out).convert("RGB"))

    return draw


# --- Vega-Lite --------------------------------------------------------------------------------------------------


def _vega(theme: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(what: Spec, random: Random) -> np.ndarray:
        import vl_convert

        extra, order, names = what.extra, list(what.categories), list(what.series)
        rows: list[dict[str, Any]] = [
            {"category": category, "series": name, "value": value, "index": i, "said": said(value, extra["format"])}
            for name, column in what.series.items()
            for i, (category, value) in enumerate(zip(order, column, strict=True))
        ]
        tick = {"plain": {}, "comma": {"format": ",~f"}, "si": {"format": "~s"},
                "percent": {"labelExpr": "datum.label + '%'"}, "dollar": {"format": "$,~f"}}[extra["format"]]  # fmt: skip
        along: dict[str, Any] = {"field": "value", "type": "quantitative", "title": what.amount or None,
                                 "axis": {**tick, "grid": extra["grid"]}}  # fmt: skip
        slanted = {} if what.horizontal else {"labelAngle": random.choice([0, 0, -45, -90])}
        across: dict[str, Any] = {"field": "category", "type": "nominal", "sort": order, "title": None, "axis": slanted}
        encoding: dict[str, Any] = {"y": across, "x": along} if what.horizontal else {"x": across, "y": along}
        side = {"inside": "top-right"}.get(extra["legend"], extra["legend"])
        colour = {"field": "series", "type": "nominal", "sort": names, "title": None,
                  "legend": {"orient": side}}  # fmt: skip
        mark: dict[str, Any] = {"type": "bar"}
        if what.kind in ("line", "lines"):
            mark = {"type": "line", "point": what.markers, **({"strokeDash": [6, 3]} if extra["dash"] else {})}
        elif what.kind == "area":
            mark = {"type": "area", "line": random.random() < 0.5}
        elif what.kind == "scatter":
            mark = {"type": random.choice(["point", "circle"])}
            rows = [{"x": random.gauss(5, 1), "y": random.gauss(50, 9)} for _ in range(60)]
            encoding = {a: {"field": a, "type": "quantitative"} for a in "xy"}
        if what.kind == "pie":
            mark = {"type": "arc", **({"innerRadius": 60} if what.donut else {})}
            encoding = {
                "theta": {"field": "value", "type": "quantitative", "stack": True},
                "order": {"field": "index", "type": "quantitative"},
                "color": {"field": "category", "type": "nominal", "sort": order, "title": None,
                          "legend": {"orient": "left" if side == "left" else "right"}},
            }  # fmt: skip
        elif len(names) > 1:
            encoding["color"] = colour
            if what.kind == "grouped":
                encoding["yOffset" if what.horizontal else "xOffset"] = {"field": "series", "sort": names}
        chart: dict[str, Any] = {
            "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
            "title": what.title,
            "width": random.randint(320, 520),
            "height": random.randint(220, 340),
            "data": {"values": rows},
            "mark": mark,
            "encoding": encoding,
        }
        if what.labelled and what.kind in ("bar", "barh", "line"):
            offset = {"dx": 5, "align": "left"} if what.horizontal else {"dy": -9}
            chart["layer"] = [
                {"mark": chart.pop("mark")},
                {"mark": {"type": "text", **offset}, "encoding": {"text": {"field": "said"}}},
            ]
        png = vl_convert.vegalite_to_png(json.dumps(chart), scale=1.2 * extra["zoom"], theme=theme)
        return np.array(Image.open(io.BytesIO(png)).convert("RGB"))

    return draw


# --- pygal ------------------------------------------------------------------------------------------------------


def _pygal(theme: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(what: Spec, random: Random) -> np.ndarray:
        import pygal
        import pyvips
        from pygal import style

        extra = what.extra
        maker = {
            "pie": pygal.Pie,
            "line": pygal.Line,
            "lines": pygal.Line,
            "area": pygal.Line,
            "scatter": pygal.XY,
        }.get(what.kind)
        if maker is None:
            maker = (
                (pygal.HorizontalStackedBar if what.horizontal else pygal.StackedBar)
                if what.stacked
                else (pygal.HorizontalBar if what.horizontal else pygal.Bar)
            )
        look = getattr(style, theme)(font_family="Liberation Sans, Noto Sans CJK TC")
        chart = maker(
            style=look, title=what.title, js=[], width=random.randint(640, 860), height=random.randint(420, 540),
            legend_at_bottom=extra["legend"] == "bottom", value_formatter=lambda v: said(round(v, 9), extra["format"]),
            show_y_guides=extra["grid"], print_values=what.labelled, fill=what.kind == "area",
            **({"stroke": False} if what.kind == "scatter" else {}),
        )  # fmt: skip
        if what.kind == "pie":
            for category, value in zip(what.categories, what.series[""], strict=True):
                chart.add(category, value)
            chart.inner_radius = 0.4 if what.donut else 0
        elif what.kind == "scatter":
            chart.add("A", [(random.gauss(0, 1), random.gauss(0, 1)) for _ in range(40)])
        else:
            chart.x_labels = what.categories
            chart.show_legend = len(what.series) > 1
            for name, column in what.series.items():
                chart.add(name, column)
        return np.ascontiguousarray(
            pyvips.Image.svgload_buffer(chart.render(), scale=1.1 * extra["zoom"]).flatten(background=255).numpy()
        )[..., :3]

    return draw


# --- plotly -----------------------------------------------------------------------------------------------------


def _plotly(template: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(what: Spec, random: Random) -> np.ndarray:
        import plotly.graph_objects as go

        extra = what.extra
        fig = go.Figure()
        for name, values in what.series.items():
            labels = [said(v, extra["format"]) for v in values] if what.labelled else None
            if what.kind == "pie":
                fig.add_trace(go.Pie(labels=what.categories, values=values, hole=0.45 if what.donut else 0, sort=False,
                                     textinfo="percent" if what.labelled else "label"))  # fmt: skip
            elif what.kind == "scatter":
                fig.add_trace(go.Scatter(x=[random.gauss(0, 1) for _ in range(50)],
                                         y=[random.gauss(0, 1) for _ in range(50)], mode="markers"))  # fmt: skip
            elif what.kind in ("line", "lines", "area"):
                mode = "lines" + ("+markers" if what.markers else "") + ("+text" if labels else "")
                fig.add_trace(go.Scatter(x=what.categories, y=values, name=name, mode=mode, text=labels,
                                         textposition="top center", fill="tozeroy" if what.kind == "area" else None,
                                         line={"dash": "dash" if extra["dash"] else "solid"}))  # fmt: skip
            else:
                across, along = (values, what.categories) if what.horizontal else (what.categories, values)
                fig.add_trace(go.Bar(x=across, y=along, name=name, orientation="h" if what.horizontal else "v",
                                     text=labels, textposition=random.choice(["outside", "auto"])))  # fmt: skip
        tick = {"plain": {}, "comma": {"tickformat": ",~f"}, "si": {"tickformat": "~s"}, "percent": {"ticksuffix": "%"},
                "dollar": {"tickprefix": "$"}}[extra["format"]]  # fmt: skip
        places = {"top": {"orientation": "h", "y": 1.08}, "bottom": {"orientation": "h"},
                  "inside": {"x": 0.02, "y": 0.98}, "left": {"x": -0.25}}  # fmt: skip
        fig.update_layout(
            template=template, title=what.title, barmode="stack" if what.stacked else "group", bargap=extra["gap"],
            legend=places.get(extra["legend"], {}), showlegend=len(what.series) > 1 or what.kind == "pie",
        )  # fmt: skip
        if what.kind not in ("pie", "scatter"):
            fig.update_layout(**{"xaxis" if what.horizontal else "yaxis": {**tick, "title": what.amount or None},
                                 "yaxis" if what.horizontal else "xaxis": {"type": "category"}})  # fmt: skip
        png = fig.to_image(format="png", width=random.randint(600, 860), height=random.randint(400, 520),
                           scale=extra["zoom"])  # fmt: skip
        return np.array(Image.open(io.BytesIO(png)).convert("RGB"))

    return draw


# --- lets-plot --------------------------------------------------------------------------------------------------


def _lets_plot(theme: str) -> Callable[[Spec, Random], np.ndarray]:
    def draw(what: Spec, random: Random) -> np.ndarray:
        import lets_plot as lp

        extra = what.extra
        rows = [(c, name, v) for name, col in what.series.items() for c, v in zip(what.categories, col, strict=True)]
        data: dict[str, Any] = {"c": [r[0] for r in rows], "s": [r[1] for r in rows], "v": [r[2] for r in rows]}
        data["l"] = [said(v, extra["format"]) for v in data["v"]]
        many = len(what.series) > 1
        limits = lp.scale_x_discrete(limits=what.categories)
        tick = {"comma": {"format": ",.10~g"}, "si": {"format": ".3~s"}, "percent": {"format": "{.6~g}%"},
                "dollar": {"format": "${.6~g}"}}.get(extra["format"], {"format": ".6~g"})  # fmt: skip
        along = lp.scale_y_continuous(**tick, name=what.amount or "")
        if what.kind == "pie":
            plot = lp.ggplot(data) + lp.geom_pie(
                lp.aes(slice="v", fill="c"), stat="identity", size=22, hole=0.5 if what.donut else 0,
                labels=lp.layer_labels().line("@v").format("@v", "{.1f}%") if what.labelled else None,
            )  # fmt: skip
            plot += lp.scale_fill_discrete(name="", breaks=what.categories) + lp.theme_void()
        elif what.kind == "scatter":
            data = {"x": [random.gauss(0, 1) for _ in range(50)], "y": [random.gauss(0, 1) for _ in range(50)]}
            plot = lp.ggplot(data, lp.aes("x", "y")) + lp.geom_point() + getattr(lp, theme)()
        else:
            shade = {"fill": "s"} if what.kind in ("grouped", "stacked") else {"color": "s", "group": "s"}
            plot = lp.ggplot(data, lp.aes("c", "v", **(shade if many else {"group": "s"})))
            if what.kind in ("line", "lines"):
                plot += lp.geom_line(size=random.choice([0.8, 1.2]), linetype="dashed" if extra["dash"] else "solid")
                if what.markers:
                    plot += lp.geom_point(size=3)
            elif what.kind == "area":
                plot += lp.geom_area(alpha=0.6)
            else:
                plot += lp.geom_bar(
                    stat="identity", position="stack" if what.stacked else "dodge", width=1 - extra["gap"],
                    **({} if many else {"fill": random.choice(["#4477aa", "#cc6677", "#118833"])}),
                )  # fmt: skip
            if what.labelled and not many:
                plot += lp.geom_text(lp.aes(label="l"), **({"nudge_x": 0} if what.horizontal else {"vjust": -0.4}))
            for scale in ("fill", "color"):
                if many:
                    plot += getattr(lp, f"scale_{scale}_discrete")(name="", breaks=list(what.series))
            plot += limits + along + lp.xlab("") + getattr(lp, theme)()
            plot += lp.theme(legend_position=extra["legend"] if extra["legend"] != "inside" else "right")
            if what.horizontal:
                plot += lp.coord_flip()
        plot += lp.ggtitle(what.title) + lp.ggsize(random.randint(560, 800), random.randint(380, 500))
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "plot.png")
            plot.to_png(path, scale=1.2 * extra["zoom"])
            return np.array(Image.open(path).convert("RGB"))

    return draw


# --- gnuplot ----------------------------------------------------------------------------------------------------


def _gnuplot(dark: bool) -> Callable[[Spec, Random], np.ndarray]:
    def draw(what: Spec, random: Random) -> np.ndarray:
        extra, names = what.extra, list(what.series)
        ink, ground = ("#dddddd", "#202830") if dark else ("#000000", "#ffffff")
        z = extra["zoom"]
        form = {"comma": "%'.0f", "si": "%.0s%c", "percent": "%g%%", "dollar": "$%g"}.get(extra["format"], "%g")
        key = {"top": "outside top center horizontal", "right": "outside right", "bottom": "outside bottom center horizontal",
               "left": "inside left top", "inside": "inside right top"}[extra["legend"]]  # fmt: skip
        ticks = ", ".join(f'"{c}" {i}' for i, c in enumerate(what.categories))
        lines = [
            f"set terminal pngcairo size {int(random.randint(600, 800) * z)},{int(random.randint(400, 520) * z)} "
            f"background rgb '{ground}' font 'Liberation Sans,{11 * z:.0f}' linewidth {z}",
            f"set title '{what.title}' tc rgb '{ink}'", f"set border 3 lc rgb '{ink}'", f"set xtics ({ticks}) nomirror",
            "set ytics nomirror", f"set format y \"{form}\"", f"set key {key} tc rgb '{ink}'",
            f"set decimalsign locale; set xrange [-0.6:{len(what.categories) - 0.4}]",
        ]  # fmt: skip
        if extra["grid"]:
            lines.append("set grid ytics")
        if what.amount:
            lines.append(f"set ylabel '{what.amount}' tc rgb '{ink}'")
        for name, values in what.series.items():
            rows = "\n".join(f"{i} {v!r} {said(v, extra['format'])}" for i, v in enumerate(values))
            lines.append(f"$d{names.index(name)} << EOD\n{rows}\nEOD")
        how = []
        columns = list(what.series.values())
        if what.kind == "scatter":
            rows = "\n".join(f"{random.uniform(0, 5)} {random.gauss(50, 9)}" for _ in range(60))
            lines += ["unset xtics; set xtics nomirror; set xrange [*:*]", f"$x << EOD\n{rows}\nEOD"]
            how = ["$x using 1:2 with points pt 7 notitle"]
        elif what.kind in ("line", "lines", "area"):
            for k, name in enumerate(names):
                style = "filledcurves y1=0 fs solid 0.5" if what.kind == "area" else (
                    f"linespoints pt {5 + 2 * k}" if what.markers else "lines") + f" lw 2 dt {2 if extra['dash'] else 1}"  # fmt: skip
                how.append(f"$d{k} using 1:2 with {style} {f'title {name!r}' if name else 'notitle'}")
                if what.labelled:
                    how.append(f"$d{k} using 1:2:3 with labels offset 0,0.8 tc rgb '{ink}' notitle")
        else:
            most = max(map(sum, zip(*columns, strict=True))) if what.stacked else max(map(max, columns))
            least = min(0.0, *map(min, columns)) if not what.stacked else 0.0
            lines += [
                f"set yrange [{1.12 * least}:{1.12 * max(most, 0)}]",
                f"set style fill solid 1 {'border lc rgb 0' if extra['outline'] else 'noborder'}",
            ]
            wide = (1 - extra["gap"]) / (1 if what.stacked else len(columns))
            for k, name in enumerate(names):
                title = f"title {name!r}" if name else "notitle"
                if what.stacked:
                    tops = np.sum(columns[: len(columns) - k], axis=0)
                    owner = len(columns) - 1 - k
                    rows = "\n".join(f"{i} {v}" for i, v in enumerate(tops))
                    lines.append(f"$t{k} << EOD\n{rows}\nEOD")
                    how.append(f"$t{k} using 1:2:({wide}) with boxes lt {owner + 1} title {names[owner]!r}")
                else:
                    off = (k - (len(columns) - 1) / 2) * wide
                    how.append(f"$d{k} using ($1+{off}):2:({wide}) with boxes {title}")
                    if what.labelled:
                        how.append(f"$d{k} using ($1+{off}):2:3 with labels offset 0,0.6 tc rgb '{ink}' notitle")
        lines.append("plot " + ", ".join(how))
        out = subprocess.run(["gnuplot"], input="\n".join(lines).encode(), capture_output=True, check=True).stdout
        return np.array(Image.open(io.BytesIO(out)).convert("RGB"))

    return draw


# --- SVG by hand ------------------------------------------------------------------------------------------------


class _Svg:
    """A page of SVG in a look of its own: what spreadsheets, slide makers and web pages draw."""

    def __init__(self, look: dict[str, Any], what: Spec, random: Random) -> None:
        self.look, self.what, self.random = look, what, random
        self.w, self.h = random.randint(600, 880), random.randint(400, 540)
        self.size = random.randint(11, 14)
        self.out = [f'<rect width="{self.w}" height="{self.h}" fill="{look["ground"]}"/>']

    def text(self, x: float, y: float, words: str, anchor: str = "middle", size: float = 0, bold: bool = False) -> None:
        self.out.append(
            f'<text x="{x:.2f}" y="{y + 0.36 * (size or self.size):.2f}" font-size="{size or self.size}" '
            f'text-anchor="{anchor}" fill="{self.look["ink"]}" font-family="{self.look["face"]}, Noto Sans CJK TC" '
            f'font-weight="{"bold" if bold else "normal"}">{escape(words)}</text>'
        )

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: str, extra: str = "") -> None:
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        self.out.append(
            f'<rect x="{x0:.2f}" y="{y0:.2f}" width="{x1 - x0:.2f}" height="{y1 - y0:.2f}" fill="{fill}" {extra}/>'
        )

    def line(self, points: list[tuple[float, float]], stroke: str, width: float, extra: str = "") -> None:
        path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self.out.append(f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width}" {extra}/>')

    def bend(self, points: list[tuple[float, float]], stroke: str, width: float, extra: str = "") -> None:
        """A smooth curve through the points, as web pages draw them: level with their neighbours' chord at each."""
        path = f"M{points[0][0]:.2f},{points[0][1]:.2f}"
        slopes = [(points[min(i + 1, len(points) - 1)][1] - points[max(i - 1, 0)][1]) / 6 for i in range(len(points))]
        for i, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
            third = (x1 - x0) / 3
            path += (
                f" C{x0 + third:.2f},{y0 + slopes[i]:.2f} {x1 - third:.2f},{y1 - slopes[i + 1]:.2f} {x1:.2f},{y1:.2f}"
            )
        self.out.append(f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width}" {extra}/>')

    def picture(self) -> np.ndarray:
        import vl_convert

        left = self.look.get("title") == "left"
        self.text(24 if left else self.w / 2, 24, self.what.title, "start" if left else "middle", self.size + 6,
                  bold=self.look.get("bold", False))  # fmt: skip
        (self._pie if self.what.kind == "pie" else self._axes)()
        body = f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.w}" height="{self.h}">{"".join(self.out)}</svg>'
        png = vl_convert.svg_to_png(body, scale=self.what.extra["zoom"])
        return np.array(Image.open(io.BytesIO(png)).convert("RGB"))

    def _legend(self, names: list[str], where: str) -> None:
        swatch = self.look["swatch"]
        if where in ("left", "right"):
            x = self.w - 118 if where == "right" else 14
            places = [(x, 86 + k * (self.size + 11)) for k in range(len(names))]
        else:
            y = self.h - 16 if where == "bottom" else 54
            step = max(len(name.encode()) for name in names) * 0.6 * self.size + 40
            step = min(step, (self.w - 20) / len(names))
            places = [((self.w - step * len(names)) / 2 + k * step, y) for k in range(len(names))]
        for k, (x, y) in enumerate(places):
            colour = self.look["colours"][k]
            if swatch == "line" and self.what.kind == "lines":
                self.line([(x - 6, y), (x + 14, y)], colour, 2.5)
            elif swatch == "wide":
                self.rect(x - 24, y - 6, x + 14, y + 6, colour)
            elif swatch == "dot":
                self.out.append(f'<circle cx="{x + 5}" cy="{y}" r="5" fill="{colour}"/>')
            else:
                self.rect(x, y - 5, x + 10, y + 5, colour)
            self.text(x + 20, y, names[k], "start")

    def _axes(self) -> None:
        what, look, extra = self.what, self.look, self.what.extra
        columns, n = list(what.series.values()), len(what.categories)
        many = len(columns) > 1
        where = "top" if extra["legend"] == "inside" else extra["legend"]
        longest = max(len(category.encode()) for category in what.categories) * 0.55 * self.size + 16
        left = (max(96.0, longest) if what.horizontal else 76.0) + (110 if many and where == "left" else 0)
        right = self.w - (136 if many and where == "right" else 30)
        top = 80.0 if many and where == "top" else 56.0
        bottom = self.h - (66 if many and where == "bottom" else 42)
        sums = [sum(c) for c in zip(*columns, strict=True)]
        most = max(sums) if what.stacked else max(map(max, columns))
        least = min(0.0, *map(min, columns)) if not what.stacked else 0.0
        if what.kind in ("line", "lines") and least >= 0 and self.random.random() < 0.4:
            least = min(map(min, columns)) * 0.9
        step = _nice(max(most - least, 1e-9) / self.random.choice([4, 5, 6]))
        low, high = math.floor(least / step + 1e-9) * step, math.ceil(most / step + 1e-6) * step

        def px(v: float) -> float:
            share = (v - low) / (high - low)
            return left + share * (right - left) if what.horizontal else bottom - share * (bottom - top)

        if look.get("plot"):
            self.rect(left, top, right, bottom, look["plot"])
        for k in range(round((high - low) / step) + 1):
            value = low + k * step
            words = said(round(value, 9), extra["format"])
            if what.horizontal:
                if extra["grid"]:
                    self.line([(px(value), top), (px(value), bottom)], look["grid"], 1)
                self.text(px(value), bottom + 14, words)
            else:
                if extra["grid"]:
                    self.line([(left, px(value)), (right, px(value))], look["grid"], 1)
                self.text(left - 8, px(value), words, "end")
        slot = ((bottom - top) if what.horizontal else (right - left)) / n
        for i, name in enumerate(what.categories):
            middle = (top if what.horizontal else left) + (i + 0.5) * slot
            self.text(left - 8, middle, name, "end") if what.horizontal else self.text(middle, bottom + 16, name)
        if what.kind == "scatter":
            for _ in range(50):
                x, y = self.random.uniform(left, right), self.random.uniform(top, bottom)
                self.out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{look["colours"][0]}"/>')
        elif what.kind in ("line", "lines", "area"):
            for k, column in enumerate(columns):
                points = [(left + (i + 0.5) * slot, px(v)) for i, v in enumerate(column)]
                colour = look["colours"][k]
                if what.kind == "area":
                    path = " ".join(
                        f"{x:.1f},{y:.1f}"
                        for x, y in [(points[0][0], px(max(low, 0))), *points, (points[-1][0], px(max(low, 0)))]
                    )
                    self.out.append(f'<polygon points="{path}" fill="{colour}" fill-opacity="0.5"/>')
                (self.bend if look.get("smooth") else self.line)(
                    points, colour, self.random.choice([1.5, 2, 3]), 'stroke-dasharray="7 4"' if extra["dash"] else ""
                )
                if what.markers:
                    self.out += [
                        f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{4}" fill="{look["ground"] if look.get("hollow") else colour}" stroke="{colour}" stroke-width="1.5"/>'
                        for x, y in points
                    ]
                if what.labelled:
                    for (x, y), v in zip(points, column, strict=True):
                        self.text(x, y - 13, said(v, extra["format"]), size=self.size - 1)
        else:
            bar = slot * (1 - extra["gap"]) / (1 if what.stacked else len(columns))
            edge = (
                f'stroke="{look["ink"]}" stroke-width="1"'
                if extra["outline"]
                else (f'rx="{look["round"]}"' if look.get("round") else "")
            )
            for i in range(n):
                base = 0.0
                for k, column in enumerate(columns):
                    at = (
                        (top if what.horizontal else left)
                        + i * slot
                        + slot * extra["gap"] / 2
                        + (0 if what.stacked else k * bar)
                    )
                    a, b = px(base), px(base + column[i])
                    if what.horizontal:
                        self.rect(a, at, b, at + bar, look["colours"][k], edge)
                    else:
                        self.rect(at, b, at + bar, a, look["colours"][k], edge)
                    if what.labelled:
                        words, up = said(column[i], extra["format"]), -1 if column[i] < 0 else 1
                        if what.horizontal:
                            self.text(b + 6 * up, at + bar / 2, words, "start" if up > 0 else "end")
                        else:
                            self.text(at + bar / 2, b - 10 * up, words, size=self.size - 1)
                    if what.stacked:
                        base += column[i]
        if look.get("axis"):
            self.line([(left, top), (left, bottom)], look["ink"], 1)
            if not what.horizontal:
                self.line([(left, px(max(low, 0.0))), (right, px(max(low, 0.0)))], look["ink"], 1)
        if many:
            self._legend(list(what.series), where)

    def _pie(self) -> None:
        what, look = self.what, self.look
        beside = self.random.random() < 0.5
        x, y, r = self.w / 2 - (50 if beside else 0), self.h / 2 + 16, min(self.w, self.h) * 0.33
        at = 0.0
        for k, share in enumerate(what.series[""]):
            a, b = math.tau * at / 100, math.tau * (at + share) / 100
            points = [(x + r * math.sin(a), y - r * math.cos(a)), (x + r * math.sin(b), y - r * math.cos(b))]
            edge = f'stroke="{look["ground"]}" stroke-width="{look.get("rim", 0)}"'
            self.out.append(
                f'<path d="M{x},{y} L{points[0][0]:.2f},{points[0][1]:.2f} A{r},{r} 0 {int(share > 50)} 1 '
                f'{points[1][0]:.2f},{points[1][1]:.2f} Z" fill="{look["colours"][k]}" {edge}/>'
            )
            middle = (a + b) / 2
            if what.labelled and not what.donut:
                self.text(x + 0.68 * r * math.sin(middle), y - 0.68 * r * math.cos(middle), f"{share:g}%")
            if not beside:
                side = "start" if math.sin(middle) > 0 else "end"
                self.text(x + 1.1 * r * math.sin(middle), y - 1.1 * r * math.cos(middle), what.categories[k], side)
            at += share
        if what.donut:
            self.out.append(f'<circle cx="{x}" cy="{y}" r="{0.55 * r:.1f}" fill="{look["ground"]}"/>')
        if beside:
            self._legend(what.categories, "right")


def _svg(look: dict[str, Any]) -> Callable[[Spec, Random], np.ndarray]:
    return lambda what, random: _Svg(look, what, random).picture()


_DASHBOARD = {
    "ground": "#ffffff", "ink": "#475569", "grid": "#e2e8f0", "face": "DejaVu Sans", "swatch": "dot", "title": "left",
    "colours": ["#6366f1", "#10b981", "#f59e0b", "#ef4444", "#06b6d4", "#8b5cf6", "#84cc16", "#ec4899"], "round": 3,
    "hollow": True, "rim": 2,
}  # fmt: skip
_SPREADSHEET = {
    "ground": "#ffffff", "ink": "#595959", "grid": "#d9d9d9", "face": "Liberation Sans", "swatch": "line", "axis": True,
    "colours": ["#156082", "#e97132", "#196b24", "#0f9ed5", "#a02b93", "#4ea72e", "#7f7f7f", "#c00000"],
}  # fmt: skip
_PRESENTATION = {
    "ground": "#1b2a41", "plot": "#22344f", "ink": "#e0e6ef", "grid": "#3d5272", "face": "Liberation Sans Narrow",
    "swatch": "square", "colours": ["#f6bd60", "#84a59d", "#f28482", "#f7ede2", "#7fb7ff", "#b8f2a6", "#c8a2ff", "#ff9f6e"],
    "bold": True,
}  # fmt: skip
_NEWSPAPER = {
    "ground": "#fdf3e7", "ink": "#33302e", "grid": "#e6d9ce", "face": "Liberation Serif", "swatch": "dot", "title": "left",
    "colours": ["#0f5499", "#990f3d", "#593380", "#0d7680", "#96cc28", "#ff7faa", "#ffb726", "#808080"], "bold": True,
    "axis": True, "rim": 1,
}  # fmt: skip

Style = Callable[[Spec, Random], np.ndarray]

SEEN: dict[str, Style] = {
    "matplotlib darkgrid": _matplotlib("seaborn-v0_8-darkgrid"),
    "matplotlib pastel": _matplotlib("seaborn-v0_8-pastel"),
    "Vega-Lite googlecharts": _vega("googlecharts"),
    "Vega-Lite dark": _vega("dark"),
    "pygal LightStyle": _pygal("LightColorizedStyle"),
    "plotly": _plotly("plotly"),
    "lets-plot grey": _lets_plot("theme_grey"),
    "dashboard (SVG)": _svg(_DASHBOARD),
    "matplotlib grayscale": _matplotlib("grayscale"),
    "matplotlib ticks": _matplotlib("seaborn-v0_8-ticks"),
    "Vega-Lite excel": _vega("excel"),
    "Vega-Lite latimes": _vega("latimes"),
    "Vega-Lite carbong90": _vega("carbong90"),
    "pygal DarkStyle": _pygal("DarkStyle"),
    "pygal SolidColorStyle": _pygal("SolidColorStyle"),
    "plotly_dark": _plotly("plotly_dark"),
    "plotly seaborn": _plotly("seaborn"),
    "newspaper (SVG)": _svg(_NEWSPAPER),
    "matplotlib tableau": _matplotlib("tableau-colorblind10"),
    "plotly_white": _plotly("plotly_white"),
    "lets-plot minimal": _lets_plot("theme_minimal2"),
    "gnuplot": _gnuplot(dark=False),
    "gnuplot dark": _gnuplot(dark=True),
}
UNSEEN: dict[str, Style] = {
    "matplotlib petroff": _matplotlib("petroff10"),
    "Vega-Lite fivethirtyeight": _vega("fivethirtyeight"),
    "pygal BlueStyle": _pygal("BlueStyle"),
    "spreadsheet (SVG)": _svg(_SPREADSHEET),
    "presentation (SVG)": _svg(_PRESENTATION),
}


def missing(style: str) -> bool:
    """Whether the style's maker is not installed here."""
    if web_charts.missing(style):
        return True
    if style.startswith("gnuplot"):
        return shutil.which("gnuplot") is None
    module = {"plotly": "kaleido", "lets-plot": "lets_plot", "seaborn": "seaborn"}.get(style.split()[0].split("_")[0])
    return module is not None and importlib.util.find_spec(module) is None


def draw(style: str, kind: str, seed: int) -> tuple[np.ndarray, Spec]:
    """Pixels (H, W, 3) and what they show; the same for the same arguments."""
    random = Random(f"{style}/{kind}/{seed}")
    # lets-plot brings its own fonts, of Latin letters alone.
    what = varied(kind, random, chinese=not style.startswith("lets-plot"))
    if style.startswith("gnuplot"):
        if kind == "pie":
            raise ValueError("gnuplot draws no pies")
        what.horizontal = False
    what.style = style
    drawer = SEEN.get(style) or UNSEEN[style]
    return _worn(drawer(what, random), what), what


#: Kinds that a style's maker cannot draw.
CANNOT = {"gnuplot": ("pie", "barh"), "gnuplot dark": ("pie", "barh")}
