"""What the reader makes of figures: charts, colours, shapes, codes, faces, comparisons, blur.

    python -m bench.reader.figures            all, and writes bench/results/reader-figures.md
    python -m bench.reader.figures charts 2   one part, with two charts of each kind and style instead of one
    python -m bench.reader.figures --styles E one batch of everyday charts (E to H), by style and by kind

Everything is drawn from known numbers by ``drawn_charts`` and below, the same on every run. Chart styles are
counted apart: those looked at while the rules were written, and those that nobody looked at. Photos with
faces are taken from ``FOVEA_DATA``; without it that row says so.
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import cv2
import numpy as np
import zxingcpp
from bench.reader import batches, drawn_charts, varied_charts

from fovea.engines.reader.look import compare, pictures, quality
from fovea.engines.reader.look.charts import Chart, read_chart
from fovea.engines.reader.read import Ocr, read
from fovea.engines.reader.values import Line
from fovea.values import Pixels

RESULTS = Path(__file__).parent.parent / "results" / "reader-figures.md"
HEAD = """\
# Figures

Drawn from known numbers; `python -m bench.reader.figures`. One chart of each kind (bar, barh, grouped, stacked, line,
lines, pie) and style never looked at, and of a third of the kinds in turn for those looked at. A value is right when it stands under its own category and series and is within 5 %.

How the styles were kept apart: those of `drawn_charts.py` and the `SEEN` ones of `varied_charts.py` were looked at
while the rules were written. No picture of the `UNSEEN` ones was looked at; they were measured several times and some
of their misses read as text, which is not the same as once. Four batches of styles that the rules had never seen were
therefore drawn outside this repository, each in other looks and mostly by other makers, and measured once; A to C were
then opened and the rules changed, D was not (values within 5 %, and how many of those given were wrong):

| batch | makers | first run | before these rules |
| --- | --- | --- | --- |
| A | billboard.js, TOAST UI Chart, plotnine, Pillow | 261/341 (.765), 40 of 301 wrong | the same rules |
| B | Chartist, ECharts dark, plotly simple_white, Pillow | 259/360 (.719), 30 of 289 wrong | 233/360 (.647), 30 of 263 |
| C | AG Charts, G2, matplotlib in a newspaper's look, lets-plot bw, Pillow | 372/453 (.821), 79 of 451 wrong | 362/453 (.799), 77 of 439 |
| D | ECharts macarons, plotnine 538, seaborn dark, plotly presentation, Pillow | 376/444 (.847), 53 of 429 wrong | 322/444 (.725), 100 of 422 |

By kind in C: bar 26/30, barh 16/22, grouped 98/118, stacked 55/55, line 31/31, lines 124/174, pie 22/23; in D: bar
23/23, barh 21/25, grouped 98/98, stacked 46/46, line 14/26, lines 159/211, pie 15/15. Most misses of A to C
are series whose name in the legend was not read; of D, lines that bend smoothly, names, and a line read one too many.
Two makers more were left out because their pictures showed no text (Vega-Lite
powerbi) or no marks (Frappe).

Four batches more are in `batches.py`, of what people draw every day (`--styles E` to `--styles H`): E, 129 charts, and F,
88 charts, are all style sheets of matplotlib, Pillow, Vega-Lite, plotly, seaborn and the looks of offices and of the web; G,
27 charts, and H, 34 charts, are matplotlib in looks of newspapers, LibreOffice and Material as SVG, and ECharts, Chart.js,
ApexCharts and Observable Plot, each drawn by the library itself (`web_charts.py`). E, F and G were opened after their first
run. H was drawn together with G and not looked at until its first run, after which nothing was changed for its values.

| batch | first run | after the rules were changed |
| --- | --- | --- |
| E | 1331/1771 (.752), 200 of 1531 wrong, kind 119/129 | 1622/1771 (.916), 59 of 1681 wrong, kind 129/129 |
| E in other seeds, mostly lines (106 charts) | 1654/2047 (.808), 7.0 % wrong, kind 99/106 | 1771/2047 (.865), 3.8 % wrong, kind 103/106 |
| F | 1029/1172 (.878), 81 of 1110 wrong, kind 86/88 | 1099/1172 (.938), 22 of 1121 wrong, kind 87/88 |
| G | 348/461 (.755), 90 of 438 wrong, kind 27/27 | 420/461 (.911), 16 of 436 wrong, kind 27/27 |
| H, with the rules before those changed for F and G | 404/483 (.836), 53 of 457 wrong, kind 33/34 | 423/483 (.876), 36 of 459 wrong, kind 33/34 |

By kind in H: bar 36/37, barh 35/35, grouped 52/52, stacked 100/120, line 34/42, lines 146/175, pie 20/22.

Then eight rounds of five looks each were drawn outside this repository, 394 charts by matplotlib and its style sheets,
seaborn, pandas, plotly, Altair, plotnine, bokeh, Chart.js, Highcharts, ECharts, ApexCharts, Recharts, billboard.js, Observable
Plot, C3, Chartist and Pillow in the looks of Excel, Sheets, PowerPoint, Numbers, Power BI, Grafana, Tableau, R and MATLAB, with
names in English, Chinese and Spanish. Each was scored once before anything was changed for it, and opened then:

| round | values, first run | wrong of those given |
| --- | --- | --- |
| 1 matplotlib, seaborn whitegrid, plotly, Excel, Highcharts | 425/457 (.930) | 20 of 445 |
| 2 ggplot sheet, Altair, Sheets, Chart.js, plotnine minimal | 402/411 (.978) | 9 of 411 |
| 3 pandas, billboard.js, ECharts 6, Pillow, PowerPoint | 401/427 (.939) | 16 of 417 |
| 4 seaborn pastel, plotly white, Excel 365, ApexCharts, Pillow | 477/483 (.988) | 4 of 481 |
| 5 fivethirtyeight, plotnine bw, Observable Plot, Numbers, a dark slide | 451/483 (.934) | 32 of 483 |
| 6 Excel 2003, Recharts, an infographic, a newspaper, MATLAB | 469/499 (.940) | 33 of 502 |
| 7 R base, Power BI, Grafana, labels at the ends of lines, bokeh | 393/444 (.885) | 42 of 435 |
| 8 Tableau, a school chart, xkcd, C3, Chartist | 458/529 (.866) | 46 of 504 |
| all | 3482/3746 (.930) | 202 of 3678 |

The aim of .90 on styles never seen is reached over all of them, and missed in the last two rounds.

"""
#: First seed of the measured charts; development looked at the ones from 0 on.
FIRST_SEED = 100


@dataclass(frozen=True)
class Row:
    what: str
    right: int
    of: int
    note: str = ""

    def __str__(self) -> str:
        return f"| {self.what} | {self.right}/{self.of} | {self.right / max(self.of, 1):.3f} | {self.note} |"


# --- charts -------------------------------------------------------------------------------------------------


#: Draws one chart: its pixels, (H, W, 3), and what they show.
Draw = Callable[[], tuple[Pixels, drawn_charts.Spec]]


def charts(each: int = 1) -> Iterable[Row]:
    groups = (
        ("first development styles", drawn_charts, drawn_charts.DEVELOPMENT, each),
        ("held out once, now development", drawn_charts, drawn_charts.HELD_OUT, each),
        ("varied styles, looked at", varied_charts, varied_charts.SEEN, 1),
        ("varied styles, never looked at", varied_charts, varied_charts.UNSEEN, 1),
    )
    for group, drawer, styles, each_kind in groups:
        absent = [style for style in styles if drawer is varied_charts and varied_charts.missing(style)]
        jobs: list[tuple[str, str, Draw]] = []
        for n, style in enumerate(styles):
            # Of the styles looked at, a third of the kinds each, in turn, keeps the whole under ten minutes.
            for kind in drawer.KINDS if "never" in group else drawer.KINDS[n % 3 :: 3]:
                if style not in absent and kind not in varied_charts.CANNOT.get(style, ()):
                    seeds = range(FIRST_SEED, FIRST_SEED + each_kind)
                    jobs += [(style, kind, partial(drawer.draw, style, kind, seed)) for seed in seeds]
        yield from _read_all(group, jobs, absent)


def batch(name: str) -> Iterable[Row]:
    """One of the batches of everyday charts, by style and by kind."""
    absent = sorted({style for style, _, _ in batches.entries(name) if varied_charts.missing(style)})
    jobs: list[tuple[str, str, Draw]] = [
        (style, kind, partial(batches.draw, name, style, kind, seed))
        for style, kind, seed in batches.entries(name)
        if style not in absent
    ]
    return _read_all(f"batch {name}", jobs, absent)


def _read_all(group: str, jobs: Sequence[tuple[str, str, Draw]], absent: Sequence[str]) -> Iterable[Row]:
    """Reads charts given as (style, kind, how to draw it): a row for all, for each style and for each kind."""
    ocr = Ocr()

    def recognise(crops: Iterable[Pixels]) -> list[tuple[str, float]]:
        flipped = [np.ascontiguousarray(crop[..., ::-1]) for crop in crops]
        return [(reading.text, reading.confidence) for reading in ocr.recognise(flipped)]

    by: dict[str, Counter[str]] = defaultdict(Counter)
    spent: list[float] = []
    for style, kind, draw in jobs:
        picture, spec = draw()
        lines = read(ocr, picture).lines
        start = time.perf_counter()
        chart = read_chart(picture, lines, recognise)
        spent.append(time.perf_counter() - start)
        counts = chart_score(spec, chart if isinstance(chart, Chart) else None)
        for name in ("all", style, kind):
            by[name].update(counts)
    everything = by.pop("all", Counter())
    note = (
        f"{everything['given']} values given, {everything['wrong']} of them wrong; kind "
        f"{everything['kind']}/{everything['charts']}, title {everything['title']}/{everything['charts']}, "
        f"largest {everything['largest']}/{everything['charts']}; "
        f"{1e3 * float(np.median(spent or [0])):.0f} ms after reading"
        + (f"; not installed: {', '.join(absent)}" if absent else "")
    )
    yield Row(f"**charts, {group}: values within 5 %**", everything["right"], everything["of"], note)
    for name, counts in by.items():
        yield Row(f"charts, {group}: {name}", counts["right"], counts["of"], f"{counts['wrong']} wrong")


def other_charts() -> Iterable[Row]:
    """Areas and scattered points: named as such, and taken for nothing else."""
    ocr = Ocr()
    named: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for style in (style for style in varied_charts.SEEN if not varied_charts.missing(style)):
        for kind in varied_charts.OTHER_KINDS:
            picture, _ = varied_charts.draw(style, kind, FIRST_SEED)
            answer = read_chart(picture, read(ocr, picture).lines)
            named[kind] += answer.kind == kind
            total[kind] += 1
    for kind in varied_charts.OTHER_KINDS:
        yield Row(f"{kind} charts named as such", named[kind], total[kind], "styles looked at")


def chart_score(spec: drawn_charts.Spec, chart: Chart | None) -> Counter[str]:
    """Right: the value under its category and series, within 5 %. Wrong: a value that was given and is not."""
    counts: Counter[str] = Counter(of=sum(map(len, spec.series.values())), charts=1)
    if chart is None:
        return counts
    many = len(spec.series) > 1
    truth = {
        (plain(name) if many else "", plain(category)): value
        for name, column in spec.series.items()
        for category, value in zip(spec.categories, column, strict=True)
    }
    said = {(plain(s.name or "") if many else "", plain(p.category)): p.value for s, p in chart.data()}
    right = sum(key in said and abs(said[key] - value) <= 0.05 * abs(value) for key, value in truth.items())
    most = max(truth, key=lambda key: truth[key])
    series, point = chart.largest()
    kinds = {"bar": "bar", "barh": "bar", "grouped": "bar", "stacked": "bar", "line": "line", "lines": "line"}
    counts.update(
        right=right,
        given=len(chart.data()),
        wrong=len(chart.data()) - right,
        kind=chart.kind == kinds.get(spec.kind, spec.kind),
        title=plain(chart.title or "") == plain(spec.title),
        largest=(plain(point.category) == most[1] and (not many or plain(series.name or "") == most[0]))
        or truth.get((plain(series.name or "") if many else "", plain(point.category))) == truth[most],
    )  # fmt: skip
    return counts


def plain(text: str) -> str:
    # Two ways to print one sign.
    return "".join(text.split()).casefold().replace(".", "").replace("內", "内")


# --- shapes and colours -------------------------------------------------------------------------------------

COLOURS = {
    "red": (220, 30, 30),
    "blue": (40, 80, 220),
    "green": (40, 160, 60),
    "orange": (245, 130, 20),
    "purple": (130, 40, 170),
    "cyan": (30, 200, 210),
    "yellow": (250, 225, 30),
    "black": (10, 10, 10),
    "pink": (250, 150, 190),
    "brown": (130, 80, 40),
    "gray": (128, 128, 128),
}
SHAPES = ("circle", "square", "rectangle", "triangle", "pentagon", "hexagon", "star", "ellipse")


def draw_shapes(random: Random, noise: float, outlines: bool) -> tuple[Pixels, list[tuple[str, str, bool]]]:
    """Up to eight shapes on a flat ground, turned at random, and what they are: (kind, colour, filled)."""
    ground = random.choice([(255, 255, 255), (240, 245, 250), (30, 30, 30)])
    picture = np.full((480, 640, 3), ground, np.uint8)
    places = [(80 + 160 * x, 80 + 160 * y) for x in range(4) for y in range(3)]
    truth: list[tuple[str, str, bool]] = []
    for x, y in random.sample(places, random.randint(1, 8)):
        kind = random.choice(SHAPES)
        colour = random.choice([name for name in COLOURS if ground[0] != 30 or name != "black"])
        points = np.add(_corners(kind, random.randint(28, 58), random.uniform(0, math.tau)), (x, y))
        if outlines and random.random() < 0.5:
            cv2.polylines(picture, [points.astype(np.int32)], True, COLOURS[colour], random.randint(2, 6), cv2.LINE_AA)
            truth.append((kind, colour, False))
        else:
            cv2.fillPoly(picture, [points.astype(np.int32)], COLOURS[colour], cv2.LINE_AA)
            truth.append((kind, colour, True))
    grain = np.random.default_rng(random.getrandbits(32)).normal(0, noise, picture.shape) if noise else 0
    return np.clip(picture + grain, 0, 255).astype(np.uint8), truth


def _corners(kind: str, radius: float, turn: float) -> np.ndarray:
    match kind:
        case "circle" | "ellipse":
            angles = np.linspace(0, math.tau, 120, endpoint=False)
            flat = np.stack([np.cos(angles), np.sin(angles) * (1 if kind == "circle" else 0.55)], axis=1)
        case "square" | "rectangle":
            low = 0.7 if kind == "square" else 0.35
            flat = np.array([[-0.7, -low], [0.7, -low], [0.7, low], [-0.7, low]])
        case "star":
            angles = math.pi * np.arange(10) / 5
            flat = np.stack([np.cos(angles), np.sin(angles)], axis=1) * np.where(np.arange(10) % 2, 0.45, 1)[:, None]
        case _:
            count = {"triangle": 3, "pentagon": 5, "hexagon": 6}[kind]
            angles = math.tau * np.arange(count) / count
            flat = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    spin = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    return np.asarray(radius * flat @ spin)


def shapes() -> Iterable[Row]:
    random = Random(3)
    for noise, outlines in ((0.0, False), (6.0, False), (0.0, True), (6.0, True)):
        scenes = whole = kinds = total = 0
        for _ in range(100):
            picture, truth = draw_shapes(random, noise, outlines)
            found = [(s.kind, s.colour, s.filled) for s in pictures.shapes(picture)]
            whole += Counter(found) == Counter(truth)
            kinds += sum((Counter(k for k, _, _ in found) & Counter(k for k, _, _ in truth)).values())
            total += len(truth)
            scenes += 1
        what = f"shapes, noise {noise:g}{', half of them outlines' if outlines else ''}"
        yield Row(f"{what}: whole scenes", whole, scenes, f"kinds {kinds}/{total}; kind, colour and filling all right")


def colours() -> Iterable[Row]:
    random, right = Random(4), 0
    for _ in range(200):
        ground, patch = random.sample(list(COLOURS), 2)
        picture = np.full((300, 400, 3), COLOURS[ground], np.float64)
        picture[50:250, 100 : 100 + random.randint(120, 180)] = COLOURS[patch]
        picture *= random.uniform(0.88, 1.1)
        picture += np.random.default_rng(random.getrandbits(32)).normal(0, 8, picture.shape)
        found = pictures.dominant_colours(np.clip(picture, 0, 255).astype(np.uint8), 0.1)
        right += {area.name for area in found} == {ground, patch} and found[0].background
    yield Row("two dominant colours and the ground, noise 8, light ±10 %", right, 200)


# --- codes --------------------------------------------------------------------------------------------------


def _dark(p: Pixels) -> Pixels:
    return (p * 0.3).astype(np.uint8)


def _slanted(p: Pixels) -> Pixels:
    h, w = p.shape[:2]
    corners = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    onto = np.array([[0.06 * w, 0.04 * h], [0.95 * w, 0], [w, h], [0, 0.93 * h]], np.float32)
    return np.asarray(cv2.warpPerspective(p, cv2.getPerspectiveTransform(corners, onto), (w, h)))


def _jpeg(p: Pixels, q: int = 20) -> Pixels:
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", p, [cv2.IMWRITE_JPEG_QUALITY, q])[1], cv2.IMREAD_COLOR))


def _noisy(p: Pixels) -> Pixels:
    return np.clip(p + np.random.default_rng(1).normal(0, 25, p.shape), 0, 255).astype(np.uint8)


HARM: dict[str, Callable[[Pixels], Pixels]] = {
    "clean": lambda p: p,
    "dark (30 %)": _dark,
    "perspective": _slanted,
    "blur, sigma 1.5": lambda p: np.asarray(cv2.GaussianBlur(p, (0, 0), 1.5)),
    "blur, sigma 2": lambda p: np.asarray(cv2.GaussianBlur(p, (0, 0), 2.0)),
    "noise 25": _noisy,
    "JPEG quality 20": _jpeg,
}


def draw_code(random: Random, text: str) -> Pixels:
    """A QR code of 2 to 4 pixels a module, turned, on a textured ground."""
    code = np.array(
        zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=random.choice([2, 3, 4]))
    )
    code = cv2.copyMakeBorder(code, 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=255)
    side = int(code.shape[0] * 1.5)
    turn = cv2.getRotationMatrix2D((code.shape[1] / 2, code.shape[0] / 2), random.uniform(-180, 180), 1)
    turn[:, 2] += (side - code.shape[0]) / 2
    turned = cv2.warpAffine(code, turn, (side, side))
    inside = cv2.warpAffine(np.full_like(code, 255), turn, (side, side)) > 127
    rng = np.random.default_rng(random.getrandbits(32))
    ground = cv2.resize(rng.integers(60, 200, (12, 16, 3), np.uint8), (1000, 750), interpolation=cv2.INTER_CUBIC)
    x, y = random.randint(0, 1000 - side), random.randint(0, 750 - side)
    patch = ground[y : y + side, x : x + side]
    patch[inside] = turned[inside][:, None]
    return np.asarray(ground)


def codes() -> Iterable[Row]:
    for name, harm in HARM.items():
        random, right, false = Random(5), 0, 0
        for _ in range(40):
            text = f"ORDER-{random.randint(0, 999999):06d}"
            found = [code.text for code in pictures.codes(harm(draw_code(random, text)))]
            right += text in found
            false += any(t != text for t in found)
        yield Row(f"QR codes, {name}", right, 40, f"{false} false reads")


# --- faces, blur --------------------------------------------------------------------------------------------


def photos() -> list[tuple[str, Pixels]]:
    folder = os.environ.get("FOVEA_DATA")
    found: list[tuple[str, Pixels]] = []
    for path in sorted((Path(folder) / "images").glob("*.jp*g")) if folder else []:
        picture = cv2.imread(str(path))
        if picture is not None and min(picture.shape[:2]) >= 200:
            scale = min(1.0, 1568 / max(picture.shape[:2]))
            picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            found.append((path.name, np.ascontiguousarray(picture[..., ::-1])))
    return found


def faces() -> Iterable[Row]:
    shots = photos()
    if not shots:
        yield Row("no face found where there is none", 0, 0, "FOVEA_DATA is not set")
        return
    # None of these photos shows a frontal face large enough to count, but for the portrait.
    empty = [(name, p) for name, p in shots if "dalai" not in name and "concert" not in name]
    yield Row("no face found where there is none", sum(not pictures.faces(p) for _, p in empty), len(empty), "photos")


def blur() -> Iterable[Row]:
    shots = photos()
    if not shots:
        yield Row("blurred photos told from sharp ones", 0, 0, "FOVEA_DATA is not set")
        return
    right = total = 0
    for _, picture in shots:
        for sigma in (0.0, 2.5, 4.0):
            seen = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma)) if sigma else picture
            right += ("blurred" in quality.measure(seen).defects) == (sigma > 0)
            total += 1
    yield Row("photos: sharp, or blurred with sigma 2.5 and 4", right, total)


# --- comparisons --------------------------------------------------------------------------------------------

WORDS = ["Invoice", "Coffee", "Total", "Rent", "Balance", "Order", "Ticket", "Name", "Street", "Date", "Amount", "Room"]


Text = tuple[int, int, str]
Mark = tuple[str, tuple[int, int, int, int], str]


def draw_page(random: Random) -> tuple[list[Text], list[Mark]]:
    texts = [
        (40, 36 + 46 * i, f"{random.choice(WORDS)} {random.randint(10, 999)}") for i in range(random.randint(3, 9))
    ]
    marks = [
        (
            random.choice(["ellipse", "rectangle"]),
            (380 + 190 * (k % 2), 60 + 170 * (k // 2)),
            random.choice(list(COLOURS)),
        )
        for k in range(random.randint(2, 6))
    ]
    return texts, [
        (kind, (x, y, x + random.randint(60, 150), y + random.randint(60, 130)), c) for kind, (x, y), c in marks
    ]


def paint(texts: list[Text], marks: list[Mark], by: tuple[int, int] = (0, 0)) -> tuple[Pixels, list[Line]]:
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (800, 600), (255, 255, 255))
    pen, lines = ImageDraw.Draw(image), []
    for x, y, words in texts:
        at = (x + by[0], y + by[1])
        face = drawn_charts.font("LiberationSans-Regular", 22)
        pen.text(at, words, fill=(20, 20, 20), font=face)
        x0, y0, x1, y1 = pen.textbbox(at, words, font=face)
        lines.append(Line(words, ((x0, y0), (x1, y0), (x1, y1), (x0, y1)), 0.99))
    for kind, (x0, y0, x1, y1), colour in marks:
        box = (x0 + by[0], y0 + by[1], x1 + by[0], y1 + by[1])
        getattr(pen, kind)(box, fill=COLOURS[colour])
    return np.array(image), lines


def comparisons() -> Iterable[Row]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for seed in range(60):
        random = Random(seed)
        texts, marks = draw_page(random)
        a, lines_a = paint(texts, marks)
        for change in ("nothing (JPEG)", "shifted", "a number", "a word", "a mark removed", "a mark added", "a colour"):
            t, m, by, wanted = list(texts), list(marks), (0, 0), None
            k, n = random.randrange(len(t)), random.randrange(len(m))
            match change:
                case "shifted":
                    by = (random.randint(-9, 9), random.randint(-9, 9))
                case "a number":
                    x, y, words = t[k]
                    t[k], wanted = (x, y, f"{words.split()[0]} {random.randint(1000, 9999)}"), "number"
                case "a word":
                    x, y, words = t[k]
                    t[k], wanted = (x, y, f"Changed {words.split()[1]}"), "text"
                case "a mark removed":
                    del m[n]
                    wanted = "removed"
                case "a mark added":
                    m.append(("rectangle", (60, 480, 160, 560), random.choice(list(COLOURS))))
                    wanted = "added"
                case "a colour":
                    kind, box, colour = m[n]
                    m[n], wanted = (kind, box, random.choice([c for c in COLOURS if c != colour])), "colour"
            b, lines_b = paint(t, m, by)
            found = compare.compare(a, _jpeg(b, 60), lines_a, lines_b).differences
            counts[change][0] += [d.kind for d in found] == ([wanted] if wanted else [])
            counts[change][1] += 1
    for change, (right, of) in counts.items():
        yield Row(
            f"two pictures, changed: {change}", right, of, "exactly that and nothing else reported; JPEG quality 60"
        )


def copies() -> Iterable[Row]:
    prints, truth = [], []
    for seed in range(25):
        base = paint(*draw_page(Random(1000 + seed)))[0]
        small = np.asarray(cv2.resize(base, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA))
        for version in (base, _jpeg(base, 40), small, np.clip(base * 0.95 + 5, 0, 255).astype(np.uint8)):
            prints.append(compare.fingerprint(np.ascontiguousarray(version)))
            truth.append(seed)
    start = time.perf_counter()
    found = compare.groups(prints)
    spent = time.perf_counter() - start
    right = sum(len({truth[i] for i in group}) == 1 and len(group) == 4 for group in found)
    yield Row(
        "copies found among 100 pictures of like layout, groups of four", right, 25, f"{spent * 1e3:.0f} ms to group"
    )


PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "charts": charts,
    "other charts": other_charts,
    "shapes": shapes,
    "colours": colours,
    "codes": codes,
    "faces": faces,
    "blur": blur,
    "comparisons": comparisons,
    "copies": copies,
}


def main() -> None:
    cv2.setNumThreads(1)
    if sys.argv[1:2] == ["--styles"]:
        print("| what | right | share | |", "| --- | --- | --- | --- |", *batch(sys.argv[2]), sep="\n")
        return
    wanted = sys.argv[1:2] or list(PARTS)
    table = ["| what | right | share | |", "| --- | --- | --- | --- |"]
    print(*table, sep="\n")
    for name in wanted:
        rows = charts(int(sys.argv[2])) if name == "charts" and len(sys.argv) > 2 else PARTS[name]()
        for row in rows:
            table.append(str(row))
            print(row, flush=True)
    if len(wanted) == len(PARTS):
        RESULTS.write_text(HEAD + "\n".join(table) + "\n")


if __name__ == "__main__":
    main()
