"""Charts as the web draws them: ECharts, Chart.js, ApexCharts, Observable Plot, each by the library itself in Chromium.

The libraries are not kept here. ``CHART_MAKERS`` names a folder ``node_modules`` that has them:
``npm install echarts@5 chart.js@4 chartjs-plugin-datalabels@2 apexcharts@3 d3@7 @observablehq/plot@0.6``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from bench.reader.drawn_charts import Spec
from PIL import Image

#: The scripts of each maker, below node_modules.
SCRIPTS = {
    "ECharts": ("echarts/dist/echarts.min.js",),
    "Chart.js": (
        "chart.js/dist/chart.umd.min.js",
        "chartjs-plugin-datalabels/dist/chartjs-plugin-datalabels.min.js",
    ),
    "ApexCharts": ("apexcharts/dist/apexcharts.min.js",),
    "Plot": ("d3/dist/d3.min.js", "@observablehq/plot/dist/plot.umd.min.js"),
}
#: What Chromium leaves out below the window that it is asked for.
SPARE_PX = 100
#: A number in the manner of the spec's ticks, as ``varied_charts.said`` writes it.
_SAID = """
function said(v, how) {
  const minus = v < -1e-12 ? "-" : "", a = Math.abs(+(+v).toPrecision(9));
  if (how === "comma") return minus + a.toLocaleString("en-US", {maximumFractionDigits: 9});
  if (how === "si") return minus + (a >= 1e6 ? +(a / 1e6).toPrecision(6) + "M" : a >= 1e3 ? +(a / 1e3).toPrecision(6) + "k" : a);
  return minus + (how === "dollar" ? "$" : "") + a + (how === "percent" ? "%" : "");
}
"""


def missing(style: str) -> bool:
    """Whether the style's maker, or a browser for it, is not here; False for styles of other modules."""
    maker = style.split(" (")[0]
    if maker not in SCRIPTS:
        return False
    folder = os.environ.get("CHART_MAKERS")
    return not folder or not _browser() or any(not (Path(folder) / script).exists() for script in SCRIPTS[maker])


def _browser() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


def drawer(maker: str, program: str, **look: Any) -> Callable[[Spec, Random], np.ndarray]:
    """Draws by a program in JavaScript that finds the spec as ``what``, the look as ``look`` and a ``div`` as ``at``."""

    def draw(what: Spec, random: Random) -> np.ndarray:
        width, height = random.randint(480, 900), random.randint(320, 560)
        scale = random.choice([1, 1, 1, 1.5, 2])
        said = {
            "kind": what.kind, "categories": what.categories, "title": what.title, "amount": what.amount,
            "series": [{"name": name, "data": values} for name, values in what.series.items()],
            "horizontal": what.horizontal, "stacked": what.stacked, "labelled": what.labelled, "donut": what.donut,
            "markers": what.markers, "width": width, "height": height, **what.extra,
            "chance": [random.random() for _ in range(8)],
        }  # fmt: skip
        scripts = "".join(f'<script src="{_file(script)}"></script>' for script in SCRIPTS[maker])
        page = (
            f'<!doctype html><meta charset="utf-8"><style>body{{margin:0;background:{look.get("ground", "#fff")}}}'
            f'#at{{width:{width}px;height:{height}px;overflow:hidden;font-family:sans-serif}}</style><div id="at"></div>'
            f"{scripts}<script>{_SAID}const what={json.dumps(said)},look={json.dumps(look)},"
            f'at=document.getElementById("at"),fmt=v=>said(v,what.format),many=what.series.length>1;{program}</script>'
        )
        return _shown(page, width, height, scale)

    return draw


def _file(script: str) -> str:
    return (Path(os.environ["CHART_MAKERS"]) / script).resolve().as_uri()


def _shown(page: str, width: int, height: int, scale: float) -> np.ndarray:
    browser = _browser()
    assert browser is not None
    with tempfile.TemporaryDirectory(prefix="web-charts-") as folder:
        source, saved = Path(folder) / "page.html", Path(folder) / "shown.png"
        source.write_text(page)
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--disable-quic",
             "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--allow-file-access-from-files", "--virtual-time-budget=2500", f"--force-device-scale-factor={scale}",
             f"--user-data-dir={folder}/profile", f"--window-size={max(width, 500)},{height + SPARE_PX}",
             f"--screenshot={saved}", source.as_uri()],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        picture = Image.open(saved).convert("RGB")
        return np.array(picture.crop((0, 0, round(width * scale), round(height * scale))))


ECHARTS = """
const c = what.chance, dark = look.dark ? "dark" : null;
const chart = echarts.init(at, dark, {devicePixelRatio: window.devicePixelRatio});
const label = {show: what.labelled, formatter: p => fmt(p.value)};
const pie = what.kind === "pie", lines = what.kind.startsWith("line");
const legend = what.legend === "bottom" ? {bottom: 4} : what.legend === "right" ? {orient: "vertical", right: 8, top: "middle"}
  : what.legend === "left" && pie ? {orient: "vertical", left: "left", bottom: 0} : {top: 30};
const option = {animation: false, title: {text: what.title, left: c[0] < 0.5 ? "left" : "center"},
  legend: many || pie && c[1] < 0.5 ? legend : undefined,
  grid: {top: many && !["bottom", "right"].includes(what.legend) ? 80 : 60, bottom: what.legend === "bottom" ? 64 : 40,
         right: many && what.legend === "right" ? 130 : 30, left: 12, containLabel: true}};
if (pie) {
  const inner = what.donut ? "40%" : 0;
  option.series = [{type: "pie", radius: [inner, what.donut ? "64%" : "58%"], center: ["50%", "55%"],
    itemStyle: c[2] < 0.4 ? {borderColor: "#fff", borderWidth: 2, borderRadius: c[3] < 0.5 ? 6 : 0} : {},
    data: what.categories.map((name, i) => ({name, value: what.series[0].data[i]})),
    label: {formatter: what.labelled ? (c[4] < 0.5 ? "{b}: {d}%" : "{b}\\n{d}%") : "{b}"}}];
} else {
  const names = {type: "category", data: what.categories, axisLabel: {interval: 0, rotate: !what.horizontal && c[5] < 0.3 ? 30 : 0},
                 boundaryGap: lines ? c[6] < 0.5 : true, inverse: what.horizontal && c[6] < 0.5};
  const values = {type: "value", name: what.amount && c[7] < 0.6 ? what.amount : "", axisLabel: {formatter: fmt}, scale: lines && c[1] < 0.5};
  option.xAxis = what.horizontal ? values : names;
  option.yAxis = what.horizontal ? names : values;
  option.series = what.series.map(s => ({name: s.name, data: s.data, type: lines ? "line" : "bar", smooth: lines && c[2] < 0.3,
    stack: what.stacked ? "all" : undefined, barCategoryGap: (what.gap * 100) + "%", showSymbol: what.markers || c[3] < 0.5,
    itemStyle: !lines && !what.stacked && c[4] < 0.3 ? {borderRadius: what.horizontal ? [0, 5, 5, 0] : [5, 5, 0, 0]} : {},
    label: {...label, position: what.stacked ? "inside" : what.horizontal ? "right" : "top"}}));
}
chart.setOption(option);
"""

CHART_JS = """
const c = what.chance, pie = what.kind === "pie", lines = what.kind.startsWith("line");
const canvas = document.createElement("canvas");
canvas.width = what.width; canvas.height = what.height; at.append(canvas);
const own = ["#36A2EB", "#FF6384", "#FF9F40", "#FFCD56", "#4BC0C0", "#9966FF", "#C9CBCF", "#2f4b7c"];
const soft = c[0] < 0.35, fill = i => soft && !lines ? own[i] + "80" : own[i];
Chart.register(ChartDataLabels);
const value = {beginAtZero: lines ? c[1] < 0.5 : true, ticks: {callback: v => fmt(v)}, grid: {display: what.grid},
               title: {display: !!what.amount && c[2] < 0.5, text: what.amount}, stacked: what.stacked};
const names = {grid: {display: c[3] < 0.4}, stacked: what.stacked, ticks: {autoSkip: false}};
new Chart(canvas, {type: pie ? (what.donut ? "doughnut" : "pie") : lines ? "line" : "bar",
  data: {labels: what.categories, datasets: what.series.map((s, i) => ({label: s.name || what.amount || what.title, data: s.data,
    backgroundColor: pie ? s.data.map((_, k) => own[k]) : fill(i), borderColor: pie ? "#fff" : own[i],
    borderWidth: lines ? 3 : soft ? 1 : pie ? 2 : 0, borderRadius: !pie && !lines && !what.stacked && c[4] < 0.3 ? 4 : 0,
    tension: c[5] < 0.35 ? 0.4 : 0.1, pointRadius: what.markers ? 4 : c[6] < 0.5 ? 3 : 0, categoryPercentage: 1 - what.gap}))},
  options: {responsive: false, animation: false, devicePixelRatio: window.devicePixelRatio, indexAxis: what.horizontal ? "y" : "x",
    scales: pie ? {} : {[what.horizontal ? "x" : "y"]: value, [what.horizontal ? "y" : "x"]: names},
    plugins: {title: {display: true, text: what.title, font: {size: c[7] < 0.5 ? 16 : 13}},
      legend: {display: many || pie, position: {inside: "top", left: "left"}[what.legend] || what.legend},
      datalabels: {display: what.labelled, formatter: v => pie ? v + "%" : fmt(v), anchor: pie || what.stacked ? "center" : "end",
        align: pie || what.stacked ? "center" : what.horizontal ? "right" : "top", color: pie || what.stacked ? "#fff" : "#555"}}}});
"""

APEX = """
const c = what.chance, pie = what.kind === "pie", lines = what.kind.startsWith("line");
const option = {
  chart: {type: pie ? (what.donut ? "donut" : "pie") : lines ? "line" : "bar", width: what.width, height: what.height,
          animations: {enabled: false}, toolbar: {show: c[0] < 0.3}, stacked: what.stacked},
  title: {text: what.title, align: c[1] < 0.6 ? "left" : "center"}, theme: {palette: "palette" + (1 + Math.floor(c[2] * 4))},
  dataLabels: {enabled: what.labelled, ...(pie ? {formatter: v => v.toFixed(1) + "%"} : {formatter: v => fmt(v)}),
               ...(!pie && !lines && !what.stacked ? {offsetY: what.horizontal ? 0 : -20, offsetX: what.horizontal ? 26 : 0, style: {colors: ["#304758"]}} : {})},
  legend: {position: {inside: "bottom"}[what.legend] || what.legend, show: many || pie}};
if (pie) { option.series = what.series[0].data; option.labels = what.categories; }
else {
  option.series = what.series.map(s => ({name: s.name || "value", data: s.data}));
  option.xaxis = {categories: what.categories, ...(what.horizontal ? {labels: {formatter: v => fmt(v)}} : {labels: {rotate: -45}})};
  option.yaxis = what.horizontal ? {} : {labels: {formatter: v => fmt(v)}, title: {text: what.amount && c[3] < 0.5 ? what.amount : undefined}};
  option.plotOptions = {bar: {horizontal: what.horizontal, borderRadius: c[4] < 0.4 ? 4 : 0, borderRadiusApplication: "end",
    columnWidth: Math.round(100 * (1 - what.gap)) + "%", barHeight: Math.round(100 * (1 - what.gap)) + "%", dataLabels: {position: what.stacked ? "center" : "top"}}};
  option.stroke = lines ? {width: 2 + Math.floor(c[5] * 3), curve: c[6] < 0.35 ? "smooth" : "straight"} : {show: !what.stacked, width: 2, colors: ["transparent"]};
  option.markers = {size: what.markers ? 5 : 0};
  option.grid = {show: what.grid || c[7] < 0.5, strokeDashArray: c[7] < 0.25 ? 4 : 0};
}
new ApexCharts(at, option).render();
"""

PLOT = """
const c = what.chance, pie = what.kind === "pie", lines = what.kind.startsWith("line");
const heading = document.createElement("h3");
heading.textContent = what.title; heading.style.cssText = "margin:8px 12px 0;font:bold 17px Georgia, serif";
at.append(heading);
const rows = what.series.flatMap(s => what.categories.map((x, i) => ({x, y: s.data[i], s: s.name})));
const high = what.height - 40 - (many ? 34 : 0), tick = {tickFormat: fmt, grid: what.grid, label: what.amount || null};
if (pie) {
  const r = Math.min(what.width, high) * 0.36, svg = d3.select(at).append("svg").attr("width", what.width).attr("height", high);
  const g = svg.append("g").attr("transform", `translate(${what.width / 2},${high / 2})`), colours = [...d3.schemeObservable10];
  for (const [i, a] of d3.pie().sort(null)(what.series[0].data).entries()) {
    g.append("path").attr("d", d3.arc().innerRadius(what.donut ? r * 0.6 : 0).outerRadius(r)(a)).attr("fill", colours[i]).attr("stroke", c[0] < 0.6 ? "#fff" : "none");
    const m = (a.startAngle + a.endAngle) / 2, p = q => [q * r * Math.sin(m), -q * r * Math.cos(m)], right = Math.sin(m) > 0;
    const [ex, ey] = p(1.16);
    g.append("polyline").attr("points", [p(1.01), [ex, ey], [ex + (right ? 12 : -12), ey]].join(" ")).attr("fill", "none").attr("stroke", "#888");
    g.append("text").attr("x", ex + (right ? 16 : -16)).attr("y", ey + 4).attr("text-anchor", right ? "start" : "end").attr("font", "12px")
      .style("font-size", "13px").text(what.categories[i] + (what.labelled ? (c[1] < 0.5 ? ` ${a.value}%` : ` (${a.value}%)`) : ""));
  }
} else {
  const option = {width: what.width, height: high, marginLeft: what.horizontal ? 110 : 56, marginBottom: 34, marginRight: 30,
    style: {fontSize: c[2] < 0.5 ? "12px" : "14px", fontFamily: c[3] < 0.5 ? "sans-serif" : "Georgia, serif"}, color: many ? {legend: true, domain: what.series.map(s => s.name)} : {}};
  const order = {domain: what.categories, label: null}, one = many ? "s" : () => d3.schemeObservable10[Math.floor(c[4] * 6)];
  if (lines) {
    option.x = {...order, type: "point"}; option.y = {...tick, zero: c[5] < 0.4, nice: true};
    option.marks = [Plot.lineY(rows, {x: "x", y: "y", stroke: one, marker: what.markers ? (c[6] < 0.5 ? "dot" : "circle-stroke") : undefined, strokeWidth: 2, curve: c[7] < 0.25 ? "monotone-x" : "linear"})];
  } else if (what.stacked || !many) {
    const [along, up] = what.horizontal ? ["y", "x"] : ["x", "y"], bar = what.horizontal ? Plot.barX : Plot.barY, rule = what.horizontal ? Plot.ruleX : Plot.ruleY;
    option[along] = {...order, padding: what.gap}; option[up] = tick;
    option.marks = [bar(rows, {[along]: "x", [up]: "y", fill: one}), rule([0])];
    if (what.labelled && !what.stacked) option.marks.push(Plot.text(rows, {[along]: "x", [up]: "y", text: d => fmt(d.y), ...(what.horizontal ? {dx: 4, textAnchor: "start"} : {dy: -8})}));
    if (what.labelled) option[what.horizontal ? "marginRight" : "marginTop"] = 60;
  } else if (what.horizontal) {
    option.fy = order; option.y = {axis: null, domain: what.series.map(s => s.name)}; option.x = tick;
    option.marks = [Plot.barX(rows, {fy: "x", y: "s", x: "y", fill: "s"}), Plot.ruleX([0])];
  } else {
    option.fx = {...order, padding: what.gap}; option.x = {axis: null, domain: what.series.map(s => s.name)}; option.y = tick;
    option.marks = [Plot.barY(rows, {fx: "x", x: "s", y: "y", fill: "s"}), Plot.ruleY([0])];
  }
  at.append(Plot.plot(option));
}
"""
