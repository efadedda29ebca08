"""A picture taken apart for chart reading: its flat colours, its grounds, its labels and its legend."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.charts.scales import Number, Scale, Tick, fit_scale, number
from fovea.engines.reader.regions import Box, Labels, Mask, Palette, Rgb, is_noisy, lab, palette
from fovea.engines.reader.values import Line
from fovea.values import Pixels

#: Reads crops (uint8 (H, W, 3) RGB) of one upright line each: (text, confidence) for each.
Recognise: TypeAlias = Callable[[Sequence[Pixels]], Sequence[tuple[str, float]]]

#: Crops that may be read again for one picture: single digits beside an axis, mostly.
MOST_CROPS = 48
#: A single character read with less is a mark, not a label.
SURE_CROP = 0.75
#: A label that reads upwards is read anew with this or more.
SURE_TURNED = 0.9
#: Columns of numbers that are looked for beside plots.
MOST_AXES = 4
#: Colours of thin lines that are looked for.
MOST_FAINT = 6
#: CIE Lab distance between a page and the ground of a plot on it; marks stand out by more.
NEAR_PAGE = 22.0
#: And by less in hue: pale bars are no ground.
NEAR_HUE = 10.0
#: CIE Lab distance within which compression keeps a swatch to its mark's colour.
SWATCH_SHADE = 20.0
#: What a legend's swatch is read as.
SWATCH_SIGNS = "■□▪●○◆◇▲△▼★☆☐—–-_·.口 "
#: Rise over run above which a line of text is slanted: 17 degrees.
SLANTED = 0.3


#: What a stroke before a name is read as.
_SIGN_FIRST = re.compile(r"[^\w]+\s*\w|[1lI|一]{1,2}\s+\w")
#: What all ticks of an axis are to be multiplied by: "1e6" or "×10^6" beside its end.
_FACTOR = re.compile(r"[1lI|]\s?e\s?([-+−–]?\d{1,2})|[x×X]\s?10\s?\^?([-−–]?\d)")
#: A dollar's amount, misread.
_DOLLAR = re.compile(r"S\d[\d.,]*[kKMB]?")
#: A percentage, and what its sign is misread as.
_PERCENT = re.compile(r"(?P<digits>[-−–]?\d{1,3}(?:\.\d+)?)(?P<sign>%|96|9%|%6|9/6)")
#: A ring on a dash, as many legends show a line, and what it is read as.
_RING_FIRST = re.compile(r"^[-–—~_]{0,2}[oO0Q°○◯][-–—~_]+\s*|^[-–—~_]+[oO0Q°○◯]?[-–—~_]*\s+")
_RINGS = re.compile(r"\s[-–—~_]+[oO0Q°○◯]?[-–—~_]*(?=\s)|\s[oO0Q°○◯][-–—~_]+(?=\s)")


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text and the box of its ink."""

    text: str
    box: Box
    #: Reads upwards or downwards beside an axis.
    turned: bool = False
    #: Slanted tick labels point at their tick with this end.
    anchor: tuple[float, float] | None = None

    @property
    def number(self) -> Number | None:
        return number(self.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a legend: a name and the palette's index of its colour."""

    name: str
    colour: int
    swatch: Box
    label: Label


@dataclass(frozen=True, slots=True)
class Swatch:
    """A patch that may stand for a colour in a legend."""

    #: The palette's index.
    colour: int
    box: Box


@dataclass(frozen=True)
class Figure:
    """Has no slots: what is worked out from it is kept with it."""

    pixels: Pixels
    palette: Palette
    #: Palette indices of the page and of the plot's own ground.
    grounds: frozenset[int]
    labels: tuple[Label, ...]
    legend: tuple[Entry, ...]
    #: Median height of the labels, px.
    text_px: float
    recognise: Recognise | None = None
    #: JPEG has blurred its colours.
    noisy: bool = False
    #: By which its ticks are to be multiplied.
    factor: float = 1.0

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """Palette indices that are no ground."""
        return tuple(i for i in range(len(self.palette.colours)) if i not in self.grounds)

    @cached_property
    def inks(self) -> frozenset[int]:
        """Palette indices of the ink in the labels that were read."""
        return frozenset(_text_colours(self))

    @cached_property
    def numbers(self) -> tuple[tuple[Label, Number], ...]:
        """Labels that are numbers as a whole."""
        named = {id(entry.label) for entry in self.legend}
        free = [label for label in self.labels if not label.turned and id(label) not in named]
        # Where several numbers begin with S, it is the dollar's; where they end in 96, it is a percent sign.
        dollars = sum(bool(_DOLLAR.fullmatch(label.text)) for label in free) >= 3
        percents = [match for label in free if (match := _PERCENT.fullmatch(label.text))]
        percent = len(percents) >= 3 and len({match["sign"] for match in percents} - {"%"}) > 0

        def read(text: str) -> Number | None:
            if dollars and _DOLLAR.fullmatch(text):
                return number("$" + text[1:])
            if percent and (match := _PERCENT.fullmatch(text)):
                return number(match["digits"] + "%")
            return number(text)

        return tuple((label, value) for label in free if (value := read(label.text)) is not None)

    def rgb(self, colour: int) -> Rgb:
        return self.palette.colours[colour]

    def legend_name(self, colour: int) -> str | None:
        return next((entry.name for entry in self.legend if entry.colour == colour), None)

    @property
    def legend_box(self) -> Box | None:
        """Swatches and names together, with the margin that a frame has."""
        boxes = [box for entry in self.legend for box in (entry.swatch, entry.label.box)]
        if not boxes:
            return None
        by = 1.2 * self.text_px
        return Box(
            min(b.left for b in boxes) - by,
            min(b.top for b in boxes) - by,
            max(b.right for b in boxes) + by,
            max(b.bottom for b in boxes) + by,
        )


def take_apart(pixels: Pixels, lines: Sequence[Line], recognise: Recognise | None) -> Figure:
    """Never fails: a photo comes out with few colours and no legend."""
    recognise = recognise and _whatever_the_crop(recognise)
    noisy = is_noisy(pixels)
    colours = palette(pixels, most=40, noisy=noisy)
    grounds = _grounds(colours)
    colours = _with_faint(pixels, colours, grounds)
    colours = replace(colours, labels=_with_blends(pixels, colours, grounds))
    words = [line for line in lines if any(char.isalnum() for char in line.text)]
    # Slanted tick labels come in rows; a single slanted box is a label read together with its tick.
    slopes = [_slope(line) for line in words if abs(_slope(line)) > SLANTED]
    # They all lean one way; the quad of a short one does not show which.
    slanted = float(np.median(slopes)) if len(slopes) >= 3 else 0.0
    labels = [label for line in words for label in _labels(pixels, line, slanted, recognise)]
    if recognise is not None:
        labels = _joined(pixels, _turned_again(pixels, labels, recognise), recognise)
    heights = [label.box.height for label in labels if label.anchor is None]
    text_px = float(np.median(heights)) if heights else 12.0
    labels = [label for label in labels if not _is_solid(colours, grounds, label, text_px)]
    figure = Figure(pixels, colours, grounds, tuple(labels), (), text_px, recognise, noisy)
    if recognise is not None:
        figure = replace(figure, labels=(*figure.labels, *_unread(figure, recognise)))
    return _with_legend(_with_factor(figure), recognise)


def _with_factor(figure: Figure) -> Figure:
    """Takes the axis' factor out of the labels, where there is one."""
    found = [(label, match) for label in figure.labels if (match := _FACTOR.fullmatch(label.text.strip()))]
    if len(found) != 1:
        return figure
    ((factor, match),) = found
    power = int(re.sub("[−–]", "-", match[1] or match[2]))
    labels = tuple(label for label in figure.labels if label is not factor)
    return replace(figure, labels=labels, factor=10.0**power)


def _joined(pixels: Pixels, labels: Sequence[Label], recognise: Recognise) -> list[Label]:
    """Labels of which detection made two, as where a word runs over the edge of a bar: the halves overlap."""
    rows = sorted((label for label in labels if label.anchor is None), key=lambda label: label.box.left)
    pairs: list[tuple[Label, Label, Box]] = []
    for k, a in enumerate(rows):
        for b in rows[k + 1 : k + 12]:
            one, two = a.box, b.box
            level = abs(one.center[1] - two.center[1]) < 0.3 * max(one.height, two.height)
            if (
                level
                and 0 < one.right - two.left < min(one.height, 0.7 * one.width, 0.7 * two.width) < two.right - one.left
            ):
                pairs.append((a, b, Box(one.left, min(one.top, two.top), two.right, max(one.bottom, two.bottom))))
    pairs = pairs[:MOST_CROPS]
    readings = recognise([_padded(pixels, box, 2) for _, _, box in pairs]) if pairs else []
    gone: dict[int, Label | None] = {}
    for (a, b, box), (text, confidence) in zip(pairs, readings, strict=True):
        text = text.strip()
        whole = text.startswith(a.text[:2]) and text.endswith(b.text[-1:]) and len(text) > max(len(a.text), len(b.text))
        if whole and confidence >= SURE_CROP and id(a) not in gone and id(b) not in gone:
            gone |= {id(a): Label(text, box), id(b): None}
    kept = [gone.get(id(label), label) for label in labels]
    return [label for label in kept if label is not None]


def _turned_again(pixels: Pixels, labels: Sequence[Label], recognise: Recognise) -> list[Label]:
    """Short labels that read upwards, read again as such: what stands upright in a column is read piece by piece.

    Those below an axis end at it, all of them, and what detection cut off is read with them.
    """
    turned = [label for label in labels if label.turned and len(label.text) < 16][:MOST_CROPS]
    boxes: dict[int, Box] = {}
    for label in turned:
        box = label.box
        row = [o.box for o in turned if o.box.top < box.bottom and box.top < o.box.bottom]
        top = float(np.percentile([o.top for o in row], 30)) if len(row) >= 3 else box.top
        boxes[id(label)] = replace(box, top=min(box.top, top)) if box.top - top < 4 * box.width else box
    crops = [np.ascontiguousarray(np.rot90(_padded(pixels, boxes[id(label)], 2), -1)) for label in turned]
    found: dict[int, Label] = {}
    for label, (text, confidence) in zip(turned, recognise(crops) if crops else (), strict=False):
        # 漢字 that lie on their side were read from top to bottom; those that stand upright read as others.
        same = label.text.isascii() or sorted(text.strip()) == sorted(label.text.strip())
        if confidence >= SURE_TURNED and any(char.isalnum() for char in text) and same:
            box = boxes[id(label)]
            found[id(label)] = Label(text.strip(" .-–—_|[]"), box, turned=True, anchor=(box.center[0], box.top))
    grown = [label.box for label in found.values()]
    return [
        found.get(id(label), label)
        for label in labels
        if label.turned or not any(box.overlap(label.box) > 0.6 * label.box.area for box in grown)
    ]


def _whatever_the_crop(recognise: Recognise) -> Recognise:
    """A reader that finds nothing in crops without pixels, as boxes at a picture's edge give."""

    def read(crops: Sequence[Pixels]) -> list[tuple[str, float]]:
        kept = [k for k, crop in enumerate(crops) if min(crop.shape[:2]) >= 2]
        found = dict(zip(kept, recognise([crops[k] for k in kept]), strict=True)) if kept else {}
        return [found.get(k, ("", 0.0)) for k in range(len(crops))]

    return read


def _is_solid(colours: Palette, grounds: frozenset[int], label: Label, text_px: float) -> bool:
    """Whether what was read is a bar or a swatch: all of one colour, as no letter of any size is but an I or a dash."""
    box = label.box
    if len(label.text) > 3:
        return False  # a word that lies on a bar
    sign = len(label.text) == 1 and min(box.width, box.height) >= 0.6 * text_px
    if max(box.width, box.height) < 1.8 * text_px and not sign:
        return False
    inside = colours.labels[int(box.top) + 1 : int(box.bottom) - 1, int(box.left) + 1 : int(box.right) - 1]
    marks = inside[(inside >= 0) & ~np.isin(inside, list(grounds))]
    return bool(marks.size) and int(np.bincount(marks).max()) > 0.9 * inside.size


# --- grounds -------------------------------------------------------------------------------------------------


def _grounds(colours: Palette) -> frozenset[int]:
    """The page's colour, and the colour of a plot area that stands on it as one large rectangle."""
    page = colours.background
    found = {page} if page >= 0 else set()
    height, width = colours.labels.shape
    for i, share in enumerate(colours.shares):
        if i == page or share < 0.12:
            continue
        # Grid lines cut the plot area into cells: close them.
        mask = cv2.morphologyEx((colours.labels == i).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        if not outlines:
            continue
        # Bars that reach from bottom to top cut it into pieces; a shade so near the page's is no bar.
        off = np.subtract(*lab((colours.colours[i], colours.colours[page])))
        shade = page >= 0 and np.linalg.norm(off) < NEAR_PAGE and np.linalg.norm(off[1:]) < NEAR_HUE
        pieces = [o for o in outlines if cv2.contourArea(o) > 0.002 * width * height]
        if not shade:  # a legend below the plot has its ground, too
            least = 0.15 * max(cv2.contourArea(o) for o in outlines)
            pieces = [o for o in pieces if cv2.contourArea(o) > least]
        outline = np.concatenate(pieces) if pieces else max(outlines, key=cv2.contourArea)
        x, y, w, h = cv2.boundingRect(outline)
        # A pie fills pi/4 of its box; two large bars never reach from side to side. Bars cut into the ground.
        full = cv2.contourArea(cv2.convexHull(outline)) > (0.8 if shade else 0.98) * w * h
        large = w * h > 0.35 * width * height and w > 0.5 * width and h > 0.5 * height
        if full and large and (shade or _lines_its_box(colours.labels == i, (x, y, w, h), len(pieces) > 1)):
            found.add(i)
    return frozenset(found)


def _lines_its_box(mask: Mask, box: Sequence[int], in_pieces: bool) -> bool:
    """Whether a colour is seen along most of the inside of its box: bars within a frame are not.

    Of what is ``in_pieces``, as a ground is behind bars that reach its top, along a good part of each side.
    """
    x, y, w, h = box
    by = max(3, round(0.02 * min(w, h)))
    inner = mask[y + by : y + h - by, x + by : x + w - by]
    if min(inner.shape) < 3:
        return False
    sides = (inner[:2], inner[-2:], inner[:, :2].T, inner[:, -2:].T)
    seen = [float(side.any(axis=0).mean()) for side in sides]
    return float(np.mean(seen)) > 0.5 and (not in_pieces or min(seen) > 0.4)


def _with_faint(pixels: Pixels, colours: Palette, grounds: frozenset[int]) -> Palette:
    """Adds the colours of lines so thin, or so blurred by JPEG, that no pixel has them unmixed.

    Blends of one colour with the ground lie in one direction from it; each direction with enough pixels that no
    known colour explains is a colour, as strong as its strongest pixels.
    """
    page = max(grounds, key=lambda i: colours.shares[i], default=-1)
    unknown = colours.labels < 0
    if page < 0 or not 0 < unknown.mean() < 0.3:
        return colours
    ground = np.array(colours.colours[page], np.float32)
    values = pixels[unknown].astype(np.float32)
    off = values - ground
    far = np.linalg.norm(off, axis=1)
    tint = off - off.mean(axis=1, keepdims=True)
    # Greys are text and grid lines.
    tinted = (np.linalg.norm(tint, axis=1) > np.maximum(0.25 * far, 14)) & (far > 30)
    values, off, far = values[tinted], off[tinted], far[tinted]
    units = off / np.maximum(far, 1)[:, None]
    for i, colour in enumerate(colours.colours):
        way = np.array(colour, np.float32) - ground
        if i not in grounds and np.linalg.norm(way) > 18:
            kept = units @ (way / np.linalg.norm(way)) < 0.97
            values, far, units = values[kept], far[kept], units[kept]
    least = max(30, 0.0002 * unknown.size)
    found: list[Rgb] = []
    while len(found) < MOST_FAINT and len(values) >= least:
        cells = np.rint(units * 6).astype(np.int64) @ np.array([169, 13, 1])
        _, where, counts = np.unique(cells, return_inverse=True, return_counts=True)
        way = units[where == int(counts.argmax())].mean(axis=0)
        near = units @ (way / np.linalg.norm(way))
        own = near > 0.96
        if own.sum() < least:
            break
        strong = own & (far >= np.percentile(far[own], 85))
        red, green, blue = (round(float(v)) for v in values[strong].mean(axis=0))
        found.append((red, green, blue))
        rest = near < 0.94
        values, far, units = values[rest], far[rest], units[rest]
    if not found:
        return colours
    labels = colours.labels.copy()
    inside = pixels[unknown].astype(np.float32)
    for k, colour in enumerate(found):
        hit = np.linalg.norm(inside - np.array(colour, np.float32), axis=1) < 36
        own_labels = labels[unknown]
        own_labels[hit & (own_labels < 0)] = len(colours.colours) + k
        labels[unknown] = own_labels
    shares = tuple(float((labels == len(colours.colours) + k).mean()) for k in range(len(found)))
    return Palette((*colours.colours, *found), (*colours.shares, *shares), labels)


def _with_blends(pixels: Pixels, colours: Palette, grounds: frozenset[int]) -> Labels:
    """Gives pixels that are more than half of a mark's colour, and else ground, to that mark.

    Antialiasing makes them at every rim, JPEG out of most of a thin line.
    """
    marks = [i for i in range(len(colours.colours)) if i not in grounds]
    page = colours.background
    unknown = colours.labels < 0
    if page < 0 or not marks or not unknown.any() or unknown.mean() > 0.3:
        return colours.labels
    ground = np.array(colours.colours[page], np.float32)
    ways = np.array([colours.colours[i] for i in marks], np.float32) - ground
    lengths = np.maximum(np.linalg.norm(ways, axis=1), 1)
    off = pixels[unknown].astype(np.float32) - ground
    along = off @ (ways / lengths[:, None]).T
    alike = along / np.maximum(np.linalg.norm(off, axis=1), 1)[:, None]
    best = alike.argmax(axis=1)
    rows = np.arange(len(best))
    sure = (alike[rows, best] > 0.94) & (along[rows, best] > 0.5 * lengths[best])
    found = np.where(sure, np.array(marks, np.int16)[best], -1).astype(np.int16)
    labels = colours.labels.copy()
    labels[unknown] = found
    return labels


# --- labels --------------------------------------------------------------------------------------------------


def _is_steep(line: Line) -> bool:
    """Whether the text goes along the second edge of its quad: detectors begin at any corner of steep ones."""
    (ax, ay), (bx, by), (cx, cy), _ = line.quad
    across, down = np.hypot(bx - ax, by - ay), np.hypot(cx - bx, cy - by)
    return bool(down > 1.3 * across and abs(cx - bx) > 0.25 * abs(cy - by))


def _slope(line: Line) -> float:
    """Rise over run of its longer edge, positive where it falls to the right."""
    (ax, ay), (bx, by), (cx, cy), _ = line.quad
    if _is_steep(line):
        return (cy - by) / (cx - bx)
    return (by - ay) / max(abs(bx - ax), 1.0)


def _label(pixels: Pixels, line: Line, slanted: float) -> Label:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.quad
    box = Box(line.left, line.top, line.right, line.bottom)
    if line.height > 1.6 * line.width and len(line.text) > 1:
        return Label(line.text, box, turned=True, anchor=((box.left + box.right) / 2, box.top))
    if slanted and abs(_slope(line)) > SLANTED:
        # The end nearer the top of the picture is nearer the axis above.
        if _is_steep(line):
            ends = ((ax + bx) / 2, (ay + by) / 2), ((cx + dx) / 2, (cy + dy) / 2)
            return Label(line.text, box, anchor=min(ends, key=lambda end: end[1]))
        ends = ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)
        return Label(line.text, box, anchor=ends[slanted < 0])
    # A tick beside the text is read as a dash or a dot, with the axis as a cross.
    text = re.sub(r"(?<=[^\W一二三四五六七八九])十$", "", line.text.strip().rstrip("-–—_|·•● "))
    return Label(text or line.text.strip(), ink_box(pixels, box))


def _labels(pixels: Pixels, line: Line, slanted: float, recognise: Recognise | None) -> list[Label]:
    """The labels in a line: tick labels that stand in a row or a column are often read as one line.

    A column of them is left to be read again, one by one, where that is possible.
    """
    label = _label(pixels, line, slanted)
    if len(label.text) == 1 and line.confidence < 0.93 and recognise is not None and label.box.height > label.box.width:
        # A short word that reads upwards looks like one tall letter.
        ((text, confidence),) = recognise([np.ascontiguousarray(np.rot90(_padded(pixels, label.box, 3), -1))])
        if len(text.strip()) > 1 and confidence > max(line.confidence, 0.8):
            return [replace(label, text=text.strip())]
    if label.anchor is not None:
        stacked = len(_ink_runs(pixels, label.box, axis=1, gap=0.45 * label.box.width)) > 1
        numeric = not any(char.isalpha() for char in line.text)
        return [] if recognise is not None and stacked and (line.vertical or numeric) else [label]
    if len(beside := _beside_rings(pixels, label)) > 1:
        return beside
    box, words = label.box, line.text.split()
    runs = _ink_runs(pixels, box, axis=0, gap=max(0.85 * box.height, 0.42 * line.height))
    if len(runs) > 1 and _is_tinted(pixels, box, runs[0]) and not _is_tinted(pixels, box, runs[-1]):
        # A swatch that detection took for part of its name.
        runs, box = runs[1:], replace(box, left=box.left + runs[1][0])
        runs = [(a - runs[0][0], b - runs[0][0]) for a, b in runs]
        label = _read_anew(pixels, replace(label, box=box), recognise)
        words = label.text.split()
    if len(runs) > 1 and box.left <= line.left + 1 and runs[0][1] - runs[0][0] < 0.5 * box.height:
        # The end of a swatch or a tick, which the line's own edge cuts.
        runs = runs[1:]
        label = replace(label, box=replace(box, left=box.left + runs[0][0]))
    if len(words) == 1 and len(runs) < 2 and (parts := _run_together(label.text)):
        wide = box.width / len(parts)
        return [
            Label(part, Box(box.left + k * wide, box.top, box.left + (k + 1) * wide, box.bottom))
            for k, part in enumerate(parts)
        ]
    paired = _paired(words)
    ticks = all(number(word) for word in words) and number(line.text) is None
    if (len(runs) < len(words) and ticks) or 1 < len(paired) < len(words):
        # The labels of an axis, close together.
        words, runs = paired, _word_runs(pixels, box, paired) or runs
    if len(runs) < 2:
        return [label]
    if recognise is not None and len(runs) > len(words) and not line.text.isascii():
        # Writing without spaces: each run is read again by itself.
        boxes = [Box(box.left + a, box.top, box.left + b, box.bottom) for a, b in runs if b - a > 0.5 * box.height]
        readings = recognise([_padded(pixels, part, 2) for part in boxes]) if boxes else []
        found = [Label(text.strip(), part) for part, (text, _) in zip(boxes, readings, strict=True)]
        return [label for label in found if any(char.isalnum() for char in label.text)] or [label]
    while len(runs) > len(words):
        # What stands after the words is a tick, what stands before them a swatch.
        runs = runs[:-1] if runs[-1][1] - runs[-1][0] < 0.5 * box.height else runs[1:]
    groups: list[list[str]] = [[] for _ in runs]
    length, at = max(sum(len(word) + 1 for word in words) - 1, 1), 0
    # Where a word is within the ink, were all characters of one width and the wide gaps left out.
    widths = [b - a for a, b in runs]
    ends = np.cumsum(widths) / sum(widths)
    for k, word in enumerate(words):
        middle = (at + len(word) / 2) / length
        groups[k if len(words) == len(runs) else int(np.searchsorted(ends, middle))].append(word)
        at += len(word) + 1
    return [
        Label(" ".join(group), Box(box.left + a, box.top, box.left + b, box.bottom))
        for group, (a, b) in zip(groups, runs, strict=True)
        if group
    ]


def _beside_rings(pixels: Pixels, label: Label) -> list[Label]:
    """The names in a row of a legend that was read with its swatches: "-O- Plan -O- Actual" are two."""
    names = [name.strip() for name in _RINGS.split(f" {label.text} ") if name.strip()]
    box = label.box
    if len(names) < 2 or not _RING_FIRST.match(label.text):
        return []
    top, left = int(box.top), int(box.left)
    crop = pixels[top : int(box.bottom) + 1, left : int(box.right) + 1].astype(np.int16)
    off = crop - np.median(crop.reshape(-1, 3), axis=0)
    tinted = (np.abs(off).max(axis=2) > 40) & (np.ptp(off, axis=2) > 40)
    swatches = [(a, b) for a, b in _runs_of(np.flatnonzero(tinted.any(axis=0)), 0.6 * box.height) if b - a > box.height]
    if len(swatches) != len(names):
        return []
    ends = [*(a for a, _ in swatches[1:]), crop.shape[1]]
    return [
        Label(name, ink_box(pixels, Box(left + b + 1, box.top, left + end - 2, box.bottom)))
        for name, (_, b), end in zip(names, swatches, ends, strict=True)
    ]


def _run_together(text: str) -> list[str]:
    """ "2024-012024-022024-03": three labels or more of one form that stand without a space between them."""
    form = re.sub(r"[^\W\d_]", "a", re.sub(r"\d", "0", text))
    for wide in range(4, len(text) // 3 + 1):
        one = form[:wide]
        if len(text) % wide == 0 and one * (len(text) // wide) == form and len(set(one)) > 1:
            return [text[k : k + wide] for k in range(0, len(text), wide)]
    return []


def _read_anew(pixels: Pixels, label: Label, recognise: Recognise | None) -> Label:
    """A label of which a part was cut off, with the text of what is left."""
    if recognise is None:
        return label
    ((text, confidence),) = recognise([_padded(pixels, label.box, 3)])
    shorter = text.strip() and len(text.strip()) < len(label.text)
    return replace(label, text=text.strip()) if shorter and confidence >= SURE_CROP else label


def words_of(figure: Figure, label: Label) -> list[Label]:
    """The words of a label one by one, or the label itself where its ink does not show them."""
    words = _paired(label.text.split())
    box = label.box
    runs = _word_runs(figure.pixels, box, words)
    if label.anchor is not None or len(words) < 2 or not runs:
        return [label]
    return [
        Label(word, Box(box.left + a, box.top, box.left + b, box.bottom))
        for word, (a, b) in zip(words, runs, strict=True)
    ]


def _is_tinted(pixels: Pixels, box: Box, run: tuple[int, int]) -> bool:
    """Whether the ink of a run along a box has a hue, as text seldom has."""
    crop = pixels[int(box.top) : int(box.bottom) + 1, int(box.left) + run[0] : int(box.left) + run[1]].reshape(-1, 3)
    ground = np.median(
        pixels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1].reshape(-1, 3), axis=0
    )
    way = crop.astype(np.float32) - ground
    ink = way[np.abs(way).max(axis=1) > 60]
    return bool(len(ink) >= 4 and float(np.ptp(np.median(ink, axis=0))) > 60)


def _paired(words: list[str]) -> list[str]:
    """ "Mar 23 Jun 23" is two labels: a month and its year stay together."""
    pairs = len(words) % 2 == 0 and all(word.isdigit() != (k % 2 == 0) for k, word in enumerate(words))
    return [" ".join(pair) for pair in zip(words[::2], words[1::2], strict=True)] if pairs else words


def _word_runs(pixels: Pixels, box: Box, words: Sequence[str]) -> list[tuple[int, int]]:
    """As many runs of ink along a box as there are words; nothing where its glyphs are fewer.

    Where a space is to be expected, were all characters of one width, the widest gap nearby is it.
    """
    glyphs = _ink_runs(pixels, box, axis=0, gap=1)
    gaps = [(a[1], b[0]) for a, b in pairwise(glyphs)]
    ends = np.cumsum([len(word) + 1 for word in words])[:-1] - 0.5
    wide = box.width / max(len(" ".join(words)), 1)
    cuts: list[int] = []
    for end in ends:
        free = range(cuts[-1] + 1 if cuts else 0, len(gaps))
        if not free:
            return []
        away = [abs(sum(gaps[k]) / 2 - end * wide) for k in free]
        cuts.append(max(zip(free, away, strict=True), key=lambda k: gaps[k[0]][1] - gaps[k[0]][0] - 0.25 * k[1])[0])
    starts, lasts = [0, *(k + 1 for k in cuts)], [*cuts, len(glyphs) - 1]
    return [(glyphs[a][0], glyphs[b][1]) for a, b in zip(starts, lasts, strict=True)] if glyphs else []


def parts_of(figure: Figure, label: Label, cuts: Sequence[float]) -> list[Label]:
    """A label of several slots cut near the given columns, at the widest gaps there, and its parts read again."""
    if figure.recognise is None or label.anchor is not None:
        return [label]
    box = label.box
    glyphs = _ink_runs(figure.pixels, box, axis=0, gap=1)
    gaps = [(box.left + a[1], box.left + b[0]) for a, b in pairwise(glyphs)]
    if not gaps:
        return [label]
    ends = [box.left]
    for cut in cuts:
        # Wide beats near: a space a little off the middle is the space.
        a, b = max(gaps, key=lambda gap: (gap[1] - gap[0]) - 0.15 * abs((gap[0] + gap[1]) / 2 - cut))
        if b - a < 0.3 * box.height:
            return [label]  # within a word
        ends.append((a + b) / 2)
    ends.append(box.right)
    boxes = [Box(a, box.top, b, box.bottom) for a, b in pairwise(ends) if b - a > 3]
    readings = figure.recognise([_padded(figure.pixels, part, 2) for part in boxes])
    found = [Label(text.strip(), part) for part, (text, _) in zip(boxes, readings, strict=True) if text.strip()]
    return found if len(found) == len(cuts) + 1 else [label]


def rest_of_row(figure: Figure, row: Sequence[Label], left: float, right: float) -> list[Label]:
    """Labels in a row that detection passed over: single letters and digits, above all."""
    if figure.recognise is None or len(row) < 2 or any(label.anchor for label in row):
        return []
    top, bottom = min(label.box.top for label in row), max(label.box.bottom for label in row)
    high = bottom - top
    if high > 2.2 * figure.text_px:
        return []
    band = Box(max(left, 0), max(top - 1, 0), min(right, figure.width - 1), min(bottom + 1, figure.height - 1))
    taken = [(label.box.left - 0.4 * high, label.box.right + 0.4 * high) for label in figure.labels
             if label.box.bottom > band.top and label.box.top < band.bottom]  # fmt: skip
    spots: dict[int, Box] = {}
    for a, b in _ink_runs(figure.pixels, band, axis=0, gap=0.8 * high):
        start, end = band.left + a, band.left + b
        if not any(s < (start + end) / 2 < e for s, e in taken) and 0.15 * high < end - start < 12 * high:
            spots[len(spots)] = Box(start - 2, band.top, end + 2, band.bottom)
    return list(read_spots(figure, dict(list(spots.items())[:24])).values())


def read_spots(figure: Figure, spots: dict[int, Box]) -> dict[int, Label]:
    """What is written at places where a label must be; nothing where that is not clear."""
    if figure.recognise is None:
        return {}
    inked: dict[int, Box] = {}
    for k, spot in spots.items():
        box = ink_box(figure.pixels, spot)
        if box != spot and box.width >= 2:
            inked[k] = box
    readings = figure.recognise([_padded(figure.pixels, box, 4) for box in inked.values()]) if inked else []
    return {
        k: Label(text.strip(), box)
        for (k, box), (text, confidence) in zip(inked.items(), readings, strict=True)
        if confidence >= SURE_CROP and any(char.isalnum() for char in text)
    }


def _ink_runs(pixels: Pixels, box: Box, axis: int, gap: float) -> list[tuple[int, int]]:
    """Runs of ink along a box, [first, last + 1), that empty stretches wider than ``gap`` px divide."""
    top, left = int(box.top), int(box.left)
    by = min(3, top, left)
    crop = pixels[top - by : int(box.bottom) + 1 + by, left - by : int(box.right) + 1 + by].astype(np.int16)
    inside = (slice(by, crop.shape[0] - by), slice(by, crop.shape[1] - by))
    if min(crop[inside].shape[:2]) < 2:
        return []
    far = np.abs(crop - np.median(crop[inside].reshape(-1, 3), axis=0)).max(axis=2)
    ink = far > max(40, 0.4 * float(far[inside].max()))
    # Grid lines and axes cross the whole box, and go on beyond it as no letter does.
    rows, columns = ink.mean(axis=1) > 0.9, ink.mean(axis=0) > 0.95
    ink[rows] = False
    ink[:, columns] = False
    return _runs_of(np.flatnonzero(ink[inside].any(axis=axis)), gap)


def ink_box(pixels: Pixels, box: Box) -> Box:
    """The box of the glyphs in a line's box, without commas' tails and grid lines: centred as the digits are."""
    left, top = max(0, int(box.left) - 1), max(0, int(box.top) - 1)
    crop = pixels[top : int(box.bottom) + 2, left : int(box.right) + 2].astype(np.int16)
    if crop.shape[0] < 4 or crop.shape[1] < 4:
        return box
    ground = np.median(crop.reshape(-1, 3), axis=0)
    far = np.abs(crop - ground).max(axis=2)
    ink = far > max(40, 0.4 * float(far.max()))
    # A grid or axis line crosses from side to side.
    ink[ink.mean(axis=1) > 0.9] = False
    rows = ink.sum(axis=1)
    strong = np.flatnonzero(rows > 0.25 * np.percentile(rows[rows > 0], 75)) if rows.any() else np.array([])
    columns = np.flatnonzero(ink.any(axis=0))
    # Where a word runs over the edge of a bar, what is beside the bar is no ink.
    if strong.size < 3 or not columns.size or columns[-1] - columns[0] < 0.2 * (box.right - box.left):
        return box
    return Box(left + int(columns[0]), top + int(strong[0]), left + int(columns[-1]) + 1, top + int(strong[-1]) + 1)


def _unread(figure: Figure, recognise: Recognise) -> list[Label]:
    """Text that detection passed over: blobs of ink of the text's colour and height, away from what was read."""
    colours = figure.inks
    if not colours:
        return []
    high = figure.text_px
    ink = (~np.isin(figure.palette.labels, list(figure.grounds))).astype(np.uint8)
    # What is thicker than a stroke is a mark. Blends at the rims of glyphs have all sorts of colours.
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, int(0.45 * high)),) * 2, np.uint8))
    ink[cv2.dilate(thick, np.ones((3, 3), np.uint8)) > 0] = 0
    for label in figure.labels:
        box = label.box
        ink[max(0, int(box.top) - 3) : int(box.bottom) + 4, max(0, int(box.left) - 3) : int(box.right) + 4] = 0
    own = np.isin(figure.palette.labels, list(colours))
    # Axes and grid lines are long; glyphs are not.
    glyphs = np.zeros_like(ink)
    count, components, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for i in range(1, min(count, 4000)):
        x, y, w, h, area = (int(v) for v in stats[i])
        if h <= 1.7 * high and w <= 2.5 * high and area >= 3 and (h >= 0.35 * high or w <= 0.4 * high):
            part = components[y : y + h, x : x + w] == i
            glyphs[y : y + h, x : x + w][part] = 1
    joined = cv2.morphologyEx(glyphs, cv2.MORPH_CLOSE, np.ones((3, max(3, int(0.6 * high))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes: list[Box] = []
    for x, y, w, h, _ in stats[1:]:
        coloured = np.count_nonzero(own[y : y + h, x : x + w] & (glyphs[y : y + h, x : x + w] > 0))
        if coloured < 0.15 * np.count_nonzero(glyphs[y : y + h, x : x + w]):
            continue
        if 0.6 * high <= h <= 1.7 * high and 0.2 * high <= w <= 14 * high:
            boxes.append(Box(float(x), float(y), float(x + w), float(y + h)))
    boxes = boxes[:MOST_CROPS]
    crops = [_padded(figure.pixels, box, round(0.4 * high)) for box in boxes]
    found: list[Label] = []
    upright = list(recognise(crops)) if crops else []
    # A short word that reads upwards looks like one tall letter.
    tall = [k for k, box in enumerate(boxes) if box.height > max(1.25 * high, 1.15 * box.width)]
    turned = recognise([np.ascontiguousarray(np.rot90(crops[k], -1)) for k in tall]) if tall else []
    sideways = {k: (text, sure) for k, (text, sure) in zip(tall, turned, strict=True) if sure > upright[k][1]}
    for k, box in enumerate(boxes):
        text, confidence = sideways.get(k, upright[k])
        text = text.strip()
        if k in sideways and len(text) < 2:
            continue
        if confidence >= SURE_CROP and any(char.isalnum() for char in text):
            found.append(Label(text, ink_box(figure.pixels, box)))
    return found


def _text_colours(figure: Figure) -> set[int]:
    counts = np.zeros(len(figure.palette.colours) + 1, np.int64)
    for label in figure.labels:
        box = label.box
        inside = figure.palette.labels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1]
        known = inside[inside >= 0]
        if known.size:
            own = np.bincount(known, minlength=len(counts))
            own[own.argmax()] = 0
            counts[own.argmax()] += 1
    counts = counts[:-1]
    for ground in figure.grounds:
        counts[ground] = 0
    rgb = np.array(figure.palette.colours)
    # A title may have a shade of its own; of other colours, one mark read as a letter is none.
    shade = np.ptp(rgb, axis=1) < 40 if counts.size else np.zeros(0, bool)
    return {int(i) for i in np.flatnonzero(counts >= np.where(shade, 1, max(1, 0.2 * counts.max(initial=0))))}


def _padded(pixels: Pixels, box: Box, by: int) -> Pixels:
    """A crop with room around it, as the recogniser was trained on, of at least the height it resolves."""
    top, left = max(0, int(box.top) - by), max(0, int(box.left) - by)
    crop = pixels[top : int(box.bottom) + by, left : int(box.right) + by]
    return np.ascontiguousarray(crop)


# --- legend --------------------------------------------------------------------------------------------------


def _with_legend(figure: Figure, recognise: Recognise | None) -> Figure:
    """Finds small separate patches of a mark's colour with a label to their right, in a row or a column."""
    high, inks = figure.text_px, figure.inks
    page = _page(figure)
    known = figure.palette.labels[figure.palette.labels >= 0]
    totals = np.bincount(known, minlength=len(figure.palette.colours))
    found: list[tuple[float, Entry]] = []
    before: list[tuple[float, Entry]] = []
    seen: list[Swatch] = []
    for swatch, patch in _patches(figure):
        colour = _swatch_colour(figure, swatch, patch, totals)
        if colour is None or (colour in inks and swatch.width < 1.1 * high and swatch.height < 0.6 * high):
            continue
        way = np.array(figure.rgb(colour), np.float32) - page
        tint = float(np.ptp(way))
        tinted = tint >= 40
        block = swatch.height > 0.5 * high and patch.mean() > 0.7
        level = swatch.width >= 1.5 * swatch.height
        # Compression tints what is written, too; a grey counts where its shape is no letter's.
        strong = tinted and float(np.abs(way).max()) >= 90
        if colour not in inks and (block or (strong if figure.noisy else tint >= 25 or level)):
            seen.append(Swatch(colour, swatch))
        # Glyphs are grey and full of holes; no stroke of one is as long as a grey line's, with its marker on it.
        grey = tint < 25 and float(np.abs(way).min()) >= 50
        free = not any(label.box.overlap(swatch) > 0.3 * swatch.area for label in figure.labels)
        long = level and grey and swatch.width >= 1.6 * high and free
        if not tinted and patch.mean() < 0.8 and not long and (tint < 25 or colour in inks or not level):
            continue
        if tinted and (name := _name_before(figure, swatch)) is not None:
            before.append((float(patch.mean()), Entry(name.text, colour, swatch, name)))
        entry = _entry(figure, colour, swatch, patch, recognise)
        if entry is not None:
            off = abs(entry.label.box.center[1] - swatch.center[1]) / high
            found.append((float(tinted) + float(patch.mean()) + 0.3 * min(1.0, swatch.area / high**2) - off, entry))
    entries = _aligned(_one_each(found), high)
    # Some makers set the names before the swatches.
    flipped = _aligned(_one_each(before), high)
    first = min((swatch.box.left for swatch in seen), default=0.0)
    if len(flipped) >= 2 and len(flipped) > len(entries) and min(e.label.box.left for e in flipped) < first:
        entries, seen = flipped, []
    if len(entries) == 1:
        # One name alone is a legend's where its colour is that of the marks, not a blend of it.
        colour = entries[0].colour
        most = max((int(totals[i]) for i in figure.marks if i not in inks), default=0)
        if np.ptp(np.array(figure.rgb(colour), np.float32) - page) < 40 or totals[colour] < 0.1 * most:
            entries = []
    if recognise is not None and seen:
        entries = _whole(figure, entries, seen, recognise)
    if seen:
        entries += _in_line(figure, entries)
    if len(entries) > 1 and sum(bool(_RING_FIRST.match(entry.name)) for entry in entries) >= 0.5 * len(entries):
        entries = [replace(entry, name=_RING_FIRST.sub("", entry.name)) for entry in entries]
    labels = [label for label in figure.labels if not any(_was_merged(label, entry) for entry in entries)]
    kept = {id(label) for label in labels}
    labels += [entry.label for entry in entries if id(entry.label) not in kept]
    return replace(figure, labels=tuple(labels), legend=tuple(sorted(entries, key=lambda e: e.swatch.center[::-1])))


def _name_before(figure: Figure, swatch: Box) -> Label | None:
    """The label that ends just left of a swatch, on its line."""
    near = [
        label
        for label in figure.labels
        if not label.turned
        and label.number is None
        and any(char.isalpha() for char in label.text)
        and abs(label.box.center[1] - swatch.center[1]) < 0.5 * max(label.box.height, 6)
        and -0.3 * label.box.height <= swatch.left - label.box.right <= 2.2 * label.box.height
    ]
    return min(near, key=lambda label: swatch.left - label.box.right, default=None)


def _whole(figure: Figure, entries: Sequence[Entry], seen: Sequence[Swatch], recognise: Recognise) -> list[Entry]:
    """The legend with the entries that detection passed over, and each name as far as its ink goes.

    Detection cuts some names short, joins others to a swatch, and takes a row of them for one line.
    """
    # Nothing stands within a word.
    words = [entry.label.box for entry in entries if entry.name.isascii() and " " not in entry.name]
    free = [swatch for swatch in seen if not any(box.overlap(swatch.box) for box in words)]
    swatches = _like(figure, free, [Swatch(entry.colour, entry.swatch) for entry in entries])
    heights = [entry.label.box.height for entry in entries]
    high = float(np.median(heights)) if heights else figure.text_px
    by_colour = {entry.colour: entry for entry in entries}
    spots: dict[int, Box] = {}
    for swatch in swatches:
        entry = by_colour.get(swatch.colour)
        spot = _name_spot(figure, swatch, swatches, high, entry, entries)
        if spot is None or (entry is not None and entry.swatch.center[1] != swatch.box.center[1]):
            continue
        box = entry.label.box if entry else None
        taken = [e.label.box for e in entries]
        if (
            box is None
            and taken
            and (any(spot.overlap(b) > 0.5 * b.area for b in taken) or spot.width > 2.5 * max(b.width for b in taken))
        ):
            continue  # a rim of another swatch; the edges of what a legend lies on
        if box is None or max(abs(spot.left - box.left), abs(spot.right - box.right)) > 0.25 * high:
            spots[swatch.colour] = spot
    crops = [_padded(figure.pixels, spot, 3) for spot in spots.values()]
    readings = recognise(crops) if crops else []
    boxes = {swatch.colour: swatch.box for swatch in swatches}
    for (colour, spot), (text, confidence) in zip(spots.items(), readings, strict=True):
        text, old = text.strip().lstrip(SWATCH_SIGNS), by_colour.get(colour)
        if confidence < SURE_CROP or not any(char.isalnum() for char in text):
            continue
        # What is left out of a name was a sign, or stands behind the next swatch.
        cut = old is not None and spot.right < old.label.box.right - 0.5 * high
        if old is None or cut or text not in old.name or not any(map(str.isalnum, old.name.replace(text, "", 1))):
            by_colour[colour] = Entry(text, colour, old.swatch if old else boxes[colour], Label(text, spot))
    named = list(by_colour.values())
    values = sum(entry.label.number is not None and not _is_year(entry.name) for entry in named)
    # Values beside small bars are no names, nor is half a legend where detection saw none.
    return list(entries) if not entries and (values or len(named) < max(2, len(swatches))) else named


def _like(figure: Figure, seen: Sequence[Swatch], entries: Sequence[Swatch]) -> list[Swatch]:
    """The legend's swatches, and those of other colours in line with one and of its size.

    Without entries, the largest set of such swatches.
    """

    def alike(a: Box, b: Box) -> bool:
        same = abs(a.width - b.width) <= 0.25 * a.width + 2 and abs(a.height - b.height) <= 0.25 * a.height + 2
        return same and min(abs(p - q) for p, q in zip(a.center, b.center, strict=True)) < 3

    best = list(entries)
    tinted = [one for one in seen if np.ptp(np.array(figure.rgb(one.colour), np.float32) - _page(figure)) >= 25]
    for start in [list(entries)] if entries else [[one] for one in tinted]:
        group, colours = list(start), {swatch.colour for swatch in start}
        for swatch in seen if entries else tinted:
            # A shade in the same place is a rim.
            apart = not any(other.box.overlap(swatch.box) for other in group)
            if swatch.colour not in colours and apart and any(alike(other.box, swatch.box) for other in start):
                group.append(swatch)
                colours.add(swatch.colour)
        if len(group) > len(best):
            best = group
    return best


def _name_spot(
    figure: Figure,
    swatch: Swatch,
    swatches: Sequence[Swatch],
    high: float,
    entry: Entry | None,
    entries: Sequence[Entry],
) -> Box | None:
    """The box of the ink right of a swatch, up to a gap wider than a space or to the next swatch.

    A name that detection passed over stands as far from its swatch as those of the other ``entries``.
    """
    middle = swatch.box.center[1]
    # Chinese has no spaces.
    space = 0.8 * high + 1 if entry is None or entry.name.isascii() else 0.45 * high
    start, most = int(swatch.box.right) + 1, figure.width
    if entry is None and entries:
        start += max(0, int(0.6 * float(np.median([e.label.box.left - e.swatch.right for e in entries]))))
        most = start + int(1.6 * max(e.label.box.width for e in entries) + 2 * high)
    row = [s.box for s in swatches if s.box.left > start and abs(s.box.center[1] - middle) < high]
    end = int(min([figure.width, most, *(box.left - 1 for box in row)]))
    top, bottom = max(0, round(middle - 0.75 * high)), min(figure.height, round(middle + 0.75 * high) + 1)
    if end - start < 3 or bottom - top < 3:
        return None
    crop = figure.pixels[top:bottom, start:end].astype(np.int16)
    far = np.abs(crop - np.median(crop.reshape(-1, 3), axis=0)).max(axis=2)
    ink = far > max(40, 0.4 * float(far.max()))
    # Frames, and the edges of what a legend lies on.
    ink[:, ink.mean(axis=0) > 0.95] = False
    ink[ink.mean(axis=1) > 0.9] = False
    # Dashes go on behind the first one, and a legend may lie on bars.
    marks = [colour for colour in figure.marks if colour not in figure.inks]
    other = ink & ~np.isin(figure.palette.labels[top:bottom, start:end], marks)
    ink = other if np.count_nonzero(other) > 0.3 * np.count_nonzero(ink) else ink
    runs = [(a, b) for a, b in _runs_of(np.flatnonzero(ink.any(axis=0)), space) if b - a > 2]
    if not runs or runs[0][0] > 2.5 * high:
        return None
    left, right = start + runs[0][0], start + runs[0][1]
    if entry is not None and (label := entry.label.box).left < end:
        right = max(right, round(min(label.right, end)))
        top, bottom = max(top, round(label.top - 2)), min(bottom, round(label.bottom + 2))
    return ink_box(figure.pixels, Box(left, top, right, bottom))


def _in_line(figure: Figure, entries: Sequence[Entry]) -> list[Entry]:
    """Entries for labels that stand in line with the names, beside something of a mark's colour.

    Compression and see-through legends give such a swatch a colour of its own.
    """
    known = {entry.colour for entry in entries}
    taken = [entry.label.box for entry in entries]
    colours = lab(figure.palette.colours) if figure.palette.colours else np.zeros((0, 3), np.float32)
    page = _page(figure)
    found: list[Entry] = []
    for label in figure.labels:
        amount = label.number is not None and not _is_year(label.text)
        if amount or label.turned or label.anchor or any(label.box.overlap(box) for box in taken):
            continue
        high = max(label.box.height, 6.0)
        for entry in entries:
            right, down = label.box.left - entry.label.box.left, label.box.center[1] - entry.label.box.center[1]
            beside = abs(right) <= 0.3 * high and abs(down) <= 4 * high
            if not (beside or abs(down) <= 0.3 * high) or min(entry.swatch.width, entry.swatch.height) < 4:
                continue
            box = entry.swatch
            if box.left + right < 0 or box.top + down < 0:
                continue
            place = figure.pixels[
                max(0, round(box.top + down)) : round(box.bottom + down),
                max(0, round(box.left + right)) : round(box.right + right),
            ].reshape(-1, 3)
            ink = place[np.abs(place - page).max(axis=1) > 40] if place.size else place
            if len(ink) < 0.5 * box.area:
                continue
            off = np.linalg.norm(colours - lab(np.median(ink, axis=0).astype(np.uint8)), axis=1)
            nearest = int(off.argmin())
            if off[nearest] < SWATCH_SHADE and nearest in figure.marks and nearest not in known:
                known.add(nearest)
                swatch = Box(box.left + right, box.top + down, box.right + right, box.bottom + down)
                found.append(Entry(label.text, nearest, swatch, label))
                break
    return found


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()


def _runs_of(at: NDArray[np.int64], gap: float) -> list[tuple[int, int]]:
    """Runs of ascending numbers, [first, last + 1), that steps wider than ``gap`` divide."""
    if not at.size:
        return []
    cuts = np.flatnonzero(np.diff(at) > gap)
    starts, ends = [int(at[0]), *(int(v) for v in at[cuts + 1])], [*(int(v) for v in at[cuts]), int(at[-1])]
    return [(a, b + 1) for a, b in zip(starts, ends, strict=True)]


def _patches(figure: Figure) -> list[tuple[Box, Mask]]:
    """Patches that may be swatches: of one colour, or of any ink at all, as framed and see-through ones are."""
    labels = figure.palette.labels
    ground = _page(figure).astype(np.int16)
    ink = ~np.isin(labels, list(figure.grounds))
    ink &= (labels >= 0) | (np.abs(figure.pixels.astype(np.int16) - ground).max(axis=2) > 40)
    found = _patches_in(ink, figure.text_px)
    for colour in figure.marks:
        # Of a hue, a triangle is a marker too; of none it is a letter.
        hue = np.ptp(np.array(figure.rgb(colour), np.float32) - ground) >= 40
        found += _patches_in(labels == colour, figure.text_px, 0.45 if hue else 0.62)
    # The first dash of several is none.
    begun = _begun([box for box, _ in found])
    return [one for one, first in zip(found, begun, strict=True) if not first]


def _begun(boxes: Sequence[Box]) -> Mask:
    """Which boxes are the beginning of a wider one on their line. At once: a photo has thousands of them."""
    if not boxes:
        return np.zeros(0, bool)
    left, top, right, bottom = np.array([(b.left, b.top, b.right, b.bottom) for b in boxes], np.float32).T
    width, height, middle = right - left, bottom - top, (top + bottom) / 2
    rows = np.flatnonzero(width > 1.5 * height)
    return np.array(
        [
            np.any(
                (np.abs(middle[n] - middle[rows]) <= 1.5)
                & (height[n] <= 1.7 * height[rows] + 1)
                & (np.abs(left[n] - left[rows]) <= 1)
                & (width[n] < 0.7 * width[rows])
            )
            for n in range(len(boxes))
        ],
        bool,
    )


def _patches_in(mask: Mask, high: float, least_full: float = 0.62) -> list[tuple[Box, Mask]]:
    """Squares, dots, rings, strokes and rows of dashes; of its box a patch fills ``least_full`` at least."""
    _, parts, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    x, y, w, h, area = stats[1:].T
    small = (h <= 3.2 * high) & (w <= 6 * high) & (area >= 3)
    found: list[tuple[Box, Mask]] = []
    # A marker with a rim of its own cuts a stroke in two that are longer than dashes.
    dashes = small & (h <= max(0.35 * high, 3)) & (w < 2.2 * high) & (w >= 2)
    for k in np.flatnonzero(small & ~(dashes & (w < 1.1 * high)) & (w >= 0.35 * high)):
        patch = parts[y[k] : y[k] + h[k], x[k] : x[k] + w[k]] == k + 1
        block = h[k] >= 0.4 * high and w[k] >= 0.4 * high and _outer_area(patch) >= least_full * patch.size
        # A line with a marker on it has one row that is full, but for the inside of a ring.
        stroke = w[k] >= max(1.1 * high, 1.5 * h[k]) and _filled(patch).mean(axis=1).max() > 0.85
        if block or stroke:
            found.append((Box(float(x[k]), float(y[k]), float(x[k] + w[k]), float(y[k] + h[k])), patch))
    # From left to right, so that the dashes that may follow one are a slice: a page of fine print has thousands.
    order = np.flatnonzero(dashes)
    order = order[np.argsort(x[order], kind="stable")]
    across, free = x[order], np.ones(len(order), bool)
    for n, first in enumerate(order):
        if not free[n]:
            continue
        end = int(np.searchsorted(across, x[first] + 4 * high))
        # The halves of a long stroke are as long; strokes of letters beside it are shorter.
        least = 0.6 * w[first] if w[first] >= 1.1 * high else 0
        after = order[n:end]
        level = np.abs(y[after] - y[first]) <= 1
        long = w[after] >= least
        if least:
            # Dots between dashes are close to them and as thick.
            stop = int(x[first] + w[first])
            for k in np.flatnonzero(level):
                part = after[k]
                long[k] |= bool(abs(h[part] - h[first]) <= 1 and x[part] - stop <= 0.4 * high)
                stop = max(stop, int(x[part] + w[part])) if long[k] else stop
        level &= long
        near = n + np.flatnonzero(free[n:end] & level)
        free[near] = False
        row = order[near]
        right, bottom = int((x[row] + w[row]).max()), int((y[row] + h[row]).max())
        if right - x[first] >= 1.1 * high and len(row) >= 2:
            box = Box(float(x[first]), float(y[row].min()), float(right), float(bottom))
            found.append((box, np.isin(parts[int(box.top) : bottom, x[first] : right], row + 1)))
    return found


def _page(figure: Figure) -> NDArray[np.float32]:
    """The colour of the largest ground; white without one."""
    page = max(figure.grounds, key=lambda i: figure.palette.shares[i], default=-1)
    return np.array(figure.rgb(page) if page >= 0 else (255, 255, 255), np.float32)


def _outer_area(patch: Mask) -> float:
    """Pixels inside the outer contour: a ring counts as a disc."""
    return float(np.count_nonzero(_filled(patch)))


def _filled(patch: Mask) -> NDArray[np.uint8]:
    outlines, _ = cv2.findContours(patch.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled = np.zeros(patch.shape, np.uint8)
    cv2.drawContours(filled, outlines, -1, 1, cv2.FILLED)
    return filled


def _swatch_colour(figure: Figure, swatch: Box, patch: Mask, totals: NDArray[np.int64]) -> int | None:
    """The palette's index of the colour that a patch stands for: its own where the chart shows that elsewhere.

    ``totals`` are the pixels of each colour in the whole picture.
    See-through and framed swatches have a paler or darker colour than their line; then the same hue counts.
    """
    inside = figure.palette.labels[int(swatch.top) : int(swatch.bottom), int(swatch.left) : int(swatch.right)][patch]
    marks = figure.marks
    counts = np.bincount(inside[inside >= 0], minlength=len(figure.palette.colours))
    own = [i for i in marks if counts[i] >= 0.15 * inside.size]
    shown = [i for i in own if totals[i] > 1.3 * counts[i] + 12]
    page = _page(figure)
    if shown:
        # A frame or a rim is grey; the halo that compression puts round a stroke is pale.
        ways = {i: np.array(figure.rgb(i), np.float32) - page for i in shown}
        strength = {i: float(np.linalg.norm(way)) if figure.noisy else 1.0 for i, way in ways.items()}
        best = max(shown, key=lambda i: (np.ptp(ways[i]) >= 40, int(counts[i]) * strength[i]))
        return _most_of(figure, best, totals) if figure.noisy else best
    pixels = figure.pixels[int(swatch.top) : int(swatch.bottom), int(swatch.left) : int(swatch.right)][patch]
    way = np.median(pixels.astype(np.float32), axis=0) - page
    if np.ptp(way) < 20:
        return None  # greys have no hue
    kin: list[int] = []
    for i in marks:
        other = np.array(figure.rgb(i), np.float32) - page
        cosine = float(way @ other / max(float(np.linalg.norm(way) * np.linalg.norm(other)), 1e-6))
        if np.ptp(other) >= 20 and cosine > 0.97:
            kin.append(i)
    if sum(totals[i] for i in kin) <= 1.3 * sum(counts[i] for i in kin) + 12:
        return None
    return max(kin, key=lambda i: float(totals[i] - counts[i]))


def _most_of(figure: Figure, colour: int, totals: NDArray[np.int64]) -> int:
    """The colour of a swatch as its marks have it: small patches lose some of theirs to compression."""
    off = np.linalg.norm(lab(figure.palette.colours) - lab((figure.rgb(colour),)), axis=1)
    kin = [i for i in figure.marks if off[i] < SWATCH_SHADE and totals[i] > 5 * totals[colour]]
    return min(kin, key=lambda i: float(off[i]), default=colour)


def _was_merged(label: Label, entry: Entry) -> bool:
    """Whether the label is a row of legend lines read as one, now replaced by the entries' own labels."""
    return label is not entry.label and label.box.overlap(entry.label.box) > 0.7 * entry.label.box.area


def _entry(figure: Figure, colour: int, swatch: Box, patch: Mask, recognise: Recognise | None) -> Entry | None:
    _, middle = swatch.center
    best: tuple[float, Label] | None = None
    for label in figure.labels:
        if not any(char.isalnum() for char in label.text):
            continue  # the swatch, read as a sign
        if label.turned or abs(label.box.center[1] - middle) > 0.6 * max(label.box.height, 6):
            continue
        gap = label.box.left - swatch.right
        high = max(label.box.height, 6)
        if -0.3 * high <= gap <= 2.2 * high:
            # The name on the swatch's own line, then the nearest.
            away = abs(label.box.center[1] - middle) / high + 0.2 * max(gap, 0) / high
            if best is None or away < best[0]:
                best = (away, label)
        elif swatch.left < label.box.left - 0.1 * high and label.box.overlap(swatch) > 0:
            # The reader took the swatch's end for the label's beginning.
            box = ink_box(figure.pixels, replace(label.box, left=swatch.right + 1))
            best = (0.0, _again(figure, Label(label.text.lstrip(SWATCH_SIGNS), box), recognise))
        elif label.box.overlap(swatch) > 0.15 * swatch.area:
            # The swatch stands inside a label: a row of legend lines, or a square read as a letter.
            split = _behind(figure, colour, swatch, patch, label, recognise)
            if split is None:
                return None  # a glyph of the label
            best = (0.0, split)
    if best is None:
        return None
    if _SIGN_FIRST.match(best[1].text) and swatch.width > 1.2 * swatch.height:
        best = (best[0], _again(figure, best[1], recognise))
    return Entry(best[1].text.lstrip(SWATCH_SIGNS), colour, swatch, best[1])


def _behind(
    figure: Figure, colour: int, swatch: Box, patch: Mask, label: Label, recognise: Recognise | None
) -> Label | None:
    """The part of a label between a swatch that was read along with it and the next one."""
    high = label.box.height
    # Letters have the colour of the label's other letters; blocks and dashes are no letters in any colour.
    block = swatch.width >= 0.5 * high and swatch.height >= 0.5 * high and patch.mean() >= 0.9
    first = swatch.left <= label.box.left + 0.6 * high
    level = abs(swatch.center[1] - label.box.center[1]) < 0.2 * high and swatch.height <= 0.4 * high
    dash = first and level and 1.2 * high <= swatch.width <= 0.5 * label.box.width
    tinted = np.ptp(np.array(figure.rgb(colour), np.float32) - _page(figure)) >= 40
    if not (block or dash or (tinted and not _same_ink(figure, colour, swatch, label))):
        return None
    start = int(swatch.right) + 2
    marks = np.isin(figure.palette.labels, list(set(figure.marks) - figure.inks))
    strip = marks[int(label.box.top) : int(label.box.bottom) + 1, start : int(label.box.right) + 1].astype(np.uint8)
    if not strip.size:
        return None
    # The next swatch is thicker than any stroke of a glyph.
    side = max(4, round(0.6 * high))
    solid = np.flatnonzero(cv2.morphologyEx(strip, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)).any(axis=0))
    end = start + int(solid[0]) - 2 if solid.size else int(label.box.right) + 1
    if end - start < 0.4 * high:
        return None
    box = ink_box(figure.pixels, Box(start, label.box.top - 2, end, label.box.bottom + 2))
    if not solid.size and first:
        # A dash is a one in Chinese.
        plain = Label(label.text.lstrip(SWATCH_SIGNS + "一" if dash else SWATCH_SIGNS), box)
        return _again(figure, plain, recognise) if dash or swatch.width >= high else plain
    if recognise is None:
        return None
    ((text, confidence),) = recognise([_padded(figure.pixels, box, 3)])
    return Label(text.strip(), box) if confidence >= 0.5 and text.strip() else None


def _again(figure: Figure, label: Label, recognise: Recognise | None) -> Label:
    """The label read again without what stood before it; as it was, where that is not clear."""
    if recognise is None:
        return label
    ((text, confidence),) = recognise([_padded(figure.pixels, label.box, 3)])
    clear = confidence >= SURE_CROP and any(char.isalnum() for char in text) and text.strip() in label.text
    return replace(label, text=text.strip() if clear else re.sub(r"^[^\w]+", "", label.text))


def _same_ink(figure: Figure, colour: int, swatch: Box, label: Label) -> bool:
    """Whether what else stands in the label has the swatch's colour."""
    box = label.box
    inside = figure.palette.labels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1].copy()
    a, b = max(0, int(swatch.left - box.left) - 2), max(0, int(swatch.right - box.left) + 3)
    inside[:, a:b] = -1
    ink = inside[np.isin(inside, figure.marks)]
    return bool(not ink.size or np.count_nonzero(ink == colour) > 0.15 * ink.size)


def _one_each(entries: list[tuple[float, Entry]]) -> list[Entry]:
    """One entry for each label: the patch that is most like a swatch. Of each swatch, the label nearest to it."""
    best: list[Entry] = []
    for _, entry in sorted(entries, key=lambda pair: -pair[0]):
        if not any(_same_line(entry, other) for other in best):
            best.append(entry)

    def gap(entry: Entry) -> float:
        return abs(entry.label.box.left - entry.swatch.right)

    return [one for one in best if not any(_same_swatch(one, other) and gap(other) < gap(one) for other in best)]


def _same_swatch(a: Entry, b: Entry) -> bool:
    return a is not b and a.colour == b.colour and a.swatch.overlap(b.swatch) > 0


def _same_line(a: Entry, b: Entry) -> bool:
    """Whether two entries are one: the boxes of names in neighbouring lines may overlap, their swatches do not."""
    one, other = a.label.box, b.label.box
    common = one.overlap(other) / max(min(one.area, other.area), 1.0)
    apart = abs(a.swatch.center[1] - b.swatch.center[1])
    # Grid lines cut a swatch in pieces, all of one name.
    return common > 0.8 or (common > 0.3 and apart < 0.4 * min(one.height, other.height))


def _aligned(entries: list[Entry], high: float) -> list[Entry]:
    """The largest set of entries that stand in one column or one row, each with a colour of its own."""
    best: list[Entry] = []
    for one in entries:
        x, y = one.swatch.center
        column = [e for e in entries if abs(e.swatch.center[0] - x) < 0.5 * high]
        row = [e for e in entries if abs(e.swatch.center[1] - y) < 0.5 * high]
        # Several rows of several columns.
        block = [e for e in entries if any(abs(e.swatch.center[0] - o.swatch.center[0]) < 0.5 * high for o in row)]
        for group in (column, row, block):
            # One colour for two names tells nothing.
            clear = [e for e in group if sum(o.colour == e.colour for o in group) == 1]
            if len(clear) >= 0.6 * len(group) and len(clear) > len(best):
                best = clear
    if len(best) == 1:
        # A tick beside its number, or a bar beside its value; a year may be a name.
        (one,) = best
        year = _is_year(one.name) and one.swatch.height > 0.6 * high
        if one.swatch.height < 2 or (one.label.number is not None and not year):
            return []
    return best


# --- axes ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale and the labels that make it. ``vertical`` axes run along y."""

    scale: Scale
    vertical: bool
    labels: tuple[Label, ...]

    @property
    def box(self) -> Box:
        return Box(
            min(label.box.left for label in self.labels),
            min(label.box.top for label in self.labels),
            max(label.box.right for label in self.labels),
            max(label.box.bottom for label in self.labels),
        )


def axes_of(figure: Figure) -> list[Axis]:
    """All columns of numbers that make a scale: the first is the chart's, others are of a second scale or chart."""
    found: list[Axis] = []
    rest = figure
    while len(found) < MOST_AXES:
        axis = find_axis(rest, vertical=True)
        # What is printed at the marks, and years in a legend, make no scale of so many even steps.
        if axis is None or (found and not _is_scale(axis)):
            break
        found.append(axis)
        taken = {id(label) for label in axis.labels}
        rest = replace(rest, labels=tuple(label for label in rest.labels if id(label) not in taken))
    return found


def _is_scale(axis: Axis) -> bool:
    """Whether most labels of a column are at even steps of one scale, and are no years."""
    values = np.array([value for _, value in axis.scale.ticks])
    steps = np.abs(np.diff(np.log10(values) if axis.scale.log else values))
    if len(steps) < 3 or len(values) < 0.7 * len(axis.labels) or axis.scale.residual_px >= 1.5:
        return False
    # One that was misread leaves a gap of two steps.
    times = steps / float(steps.min())
    return bool(np.all(np.abs(times - np.rint(times)) < 0.05) and not np.all((values >= 1900) & (values <= 2100)))


#: What tick labels of a vertical axis (True) or a horizontal one (False) have in common.
_SIDES: dict[bool, tuple[Callable[[Box], float], ...]] = {
    True: (lambda box: box.right, lambda box: box.left, lambda box: box.center[0]),
    False: (lambda box: box.center[1],),
}


def find_axis(figure: Figure, *, vertical: bool) -> Axis | None:
    """The column (``vertical``) or row of numbers that makes the best scale."""
    numbers = figure.numbers
    best: Axis | None = None
    for sides in _SIDES[vertical]:
        for one, _ in numbers:
            line = [
                (label, value)
                for label, value in numbers
                if abs(sides(label.box) - sides(one.box)) <= (0.5 if vertical else 0.4) * figure.text_px
            ]
            if len(line) < 2:
                continue
            ticks = [Tick(value, label.box.center[1 if vertical else 0]) for label, value in line]
            scale = fit_scale(ticks, max(2.5, 0.25 * figure.text_px))
            if scale is None:
                continue
            found = Axis(scale, vertical, tuple(label for label, _ in line))
            if best is None or _rank(found.scale) > _rank(best.scale):
                best = found
    if best is None:
        return None
    best = replace(best, scale=_in_thousandths(figure, _without_tick_marks(best), best.labels))
    return replace(best, scale=_on_grid(figure, best).times(figure.factor))


def _in_thousandths(figure: Figure, scale: Scale, labels: Sequence[Label]) -> Scale:
    """The scale of "200m, 400m" in thousandths, where what is printed on the marks is as small."""
    if not sum(label.text.endswith("m") for label in labels) >= 0.5 * len(labels):
        return scale
    own = {id(label) for label in labels}
    printed = [abs(value.value) for label, value in figure.numbers if id(label) not in own]
    most = max(abs(value) for _, value in scale.ticks)
    return scale.times(1e-9) if printed and max(printed) <= 2e-9 * most else scale


def _without_tick_marks(axis: Axis) -> Scale:
    """The scale without minus signs that are tick marks: then it falls where scales rise."""
    scale = axis.scale
    falls = scale.slope > 0 if axis.vertical else scale.slope < 0
    if scale.log or not falls or any(value > 0 for _, value in scale.ticks):
        return scale
    ticks = tuple((px, abs(value)) for px, value in scale.ticks)
    return replace(scale, slope=-scale.slope, offset=-scale.offset, ticks=ticks)


def _on_grid(figure: Figure, axis: Axis) -> Scale:
    """The scale moved onto the grid lines, where all of its labels stand as far beside theirs.

    Some makers set labels on their line or behind it, not in the middle of it.
    """
    scale, box = axis.scale, axis.box
    width, height = float(figure.width), float(figure.height)
    if axis.vertical:
        first = box.center[0] < width / 2
        plot = Box(box.right + 2, 0, width, height) if first else Box(0, 0, box.left - 1, height)
    else:
        first = box.center[1] < height / 2
        plot = Box(0, box.bottom + 2, width, height) if first else Box(0, 0, width, box.top - 1)
    lines = grid_lines(figure, plot, vertical=axis.vertical)
    if not len(lines) or len(scale.ticks) < 3:
        return scale
    # Where the scale puts its ticks is nearer than the middle of any one label's ink.
    values = np.array([value for _, value in scale.ticks])
    at = np.array([scale.px(value) for value in values])
    own = lines[np.abs(lines[None, :] - at[:, None]).argmin(axis=1)]
    by = float(np.median(own - at))
    on = np.abs(own - at - by) <= 1.2
    if len(lines) < 3:
        # An axis or a frame alone, where it stands at a tick: labels are as far beside it as beside theirs.
        near = (own - at)[np.abs(own - at) <= 2.5]
        by = float(near.mean()) if near.size and np.ptp(near) <= 1 else 0.0
        return scale if abs(by) < 0.5 else replace(
            scale, offset=scale.offset - scale.slope * by, ticks=tuple((px + by, value) for px, value in scale.ticks)
        )  # fmt: skip
    if on.sum() < 3 or on.mean() < 0.7 or abs(by) >= 0.45 * float(np.median(np.abs(np.diff(at)))):
        return scale
    steps = np.log10(values[on]) if scale.log else values[on]
    slope, offset = (float(c) for c in np.polyfit(own[on], steps, 1))
    residual = float(np.sqrt(np.mean(((steps - offset) / slope - own[on]) ** 2)))
    if residual > max(scale.residual_px, 0.5):
        return scale
    moved = replace(scale, slope=slope, offset=offset, residual_px=residual)
    return replace(moved, ticks=tuple((moved.px(value), float(value)) for value in values))


def grid_lines(figure: Figure, plot: Box, *, vertical: bool) -> NDArray[np.float64]:
    """Where lines cross the plot from side to side, or upright ones for an axis along x, px, ascending."""
    crop = figure.pixels[int(plot.top) : int(plot.bottom), int(plot.left) : int(plot.right)]
    if min(crop.shape[:2]) < 12:
        return np.zeros(0)
    across = crop if vertical else crop.transpose(1, 0, 2)
    values = across[:, :: max(1, across.shape[1] // 400)].astype(np.int16)
    # A line differs from what is on both of its sides, three pixels away, on most of its way or in dashes.
    apart = (
        np.minimum(np.abs(values[3:-3] - values[:-6]).max(axis=2), np.abs(values[3:-3] - values[6:]).max(axis=2)) > 8
    )
    share = apart.mean(axis=1)
    runs = _runs_of(np.flatnonzero(share > 0.3), 1)
    start = (plot.top if vertical else plot.left) + 3.5
    return np.array([start + float(np.average(np.arange(a, b), weights=share[a:b])) for a, b in runs])


def beside_grid(figure: Figure, plot: Box, ticks: Sequence[float], *, vertical: bool) -> float:
    """By how much ticks along y (``vertical``) or x have to move onto the plot's grid lines, px.

    0 where they stand on them already, and where they are not all as far from one.
    """
    at, lines = np.array(sorted(ticks)), grid_lines(figure, plot, vertical=vertical)
    if len(at) < 3 or len(lines) < 3:
        return 0.0
    off = lines[np.abs(lines[None, :] - at[:, None]).argmin(axis=1)] - at
    by = float(np.median(off))
    sure = float(np.mean(np.abs(off - by) <= 1.2)) >= 0.7
    return by if sure and 1.5 < abs(by) < 0.45 * float(np.median(np.diff(at))) else 0.0


def _rank(scale: Scale) -> tuple[int, float]:
    return (len(scale.ticks), -scale.residual_px)


def mark_mask(figure: Figure, colour: int, without: Sequence[Box] = ()) -> Mask:
    """Pixels of one colour, without the legend's swatches and the given boxes."""
    mask = figure.palette.labels == colour
    for box in (*(entry.swatch for entry in figure.legend), *without):
        mask[max(0, int(box.top) - 1) : int(box.bottom) + 1, max(0, int(box.left) - 1) : int(box.right) + 1] = False
    return np.asarray(mask)


# --- titles --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Titles:
    title: str | None
    x_title: str | None
    y_title: str | None


def find_titles(figure: Figure, plot: Box, used: Sequence[Label]) -> Titles:
    """What stands above the plot (largest first), below its tick labels and, turned, beside them.

    ``used`` are labels that are something else: ticks, categories, values.
    """
    taken = {id(label) for label in used} | {id(entry.label) for entry in figure.legend}
    free = [label for label in figure.labels if id(label) not in taken]
    above = [x for x in free if not x.turned and x.box.center[1] <= plot.top + 2 and x.number is None]
    title = None
    if above:
        largest = max(label.box.height for label in above)
        tall = [x for x in above if x.box.height >= 0.8 * largest]
        first = min(tall, key=lambda x: x.box.top)
        rest = [x for x in tall if abs(x.box.height - first.box.height) < 0.25 * first.box.height]
        rest = [x for x in rest if x.box.top - first.box.top < 2.2 * first.box.height]
        # The name of a scale stands over its labels, a picture's buttons in its corner.
        over = [x for x in rest if x.box.top > first.box.bottom - 2 and x.box.left <= plot.left]
        scale = {id(x) for x in over if x.box.width < 0.25 * plot.width}
        rest = [x for x in rest if x is first or (id(x) not in scale and len(x.text) > 1)]
        # "2024" in a title of wide spaces stands for itself.
        for x in sorted(free, key=lambda x: x.box.left):
            follows = any(0 <= x.box.left - y.box.right < 2.5 * y.box.height for y in rest)
            if x.number is not None and follows and abs(x.box.center[1] - first.box.center[1]) < 0.4 * first.box.height:
                rest.append(x)
        title = " ".join(x.text for x in sorted(rest, key=lambda x: (round(x.box.top / 5), x.box.left)))
    ticks_end = max([plot.bottom, *(x.box.bottom for x in used if _spans(x.box, plot))])
    below = [
        x for x in free if not x.turned and x.anchor is None and x.box.top >= ticks_end - 3 and _spans(x.box, plot)
    ]
    near = [x for x in below if abs(x.box.center[0] - plot.center[0]) < 0.3 * plot.width]
    x_title = min(near, key=lambda x: x.box.top).text if near else None
    beside = [x for x in free if x.turned and x.box.center[0] <= plot.left]
    y_title = max(beside, key=lambda x: x.box.height).text if beside else None
    return Titles(title, x_title, y_title)


def _spans(box: Box, plot: Box) -> bool:
    return box.right > plot.left and box.left < plot.right


def ground_mask(figure: Figure) -> Any:
    return np.isin(figure.palette.labels, list(figure.grounds))
