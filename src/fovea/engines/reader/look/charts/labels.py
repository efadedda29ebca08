"""The labels of a figure: lines of text cut where several stand in one, joined where detection parted one, and what
detection passed over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.charts.figure import Figure, Label, Recognise
from fovea.engines.reader.look.charts.scales import Tick, fit_scale, number
from fovea.engines.reader.regions import Box
from fovea.engines.reader.values import Line
from fovea.values import Pixels

#: Crops that may be read again for one picture: single digits beside an axis, mostly.
MOST_CROPS = 48
#: A single character read with less is a mark, not a label.
SURE_CROP = 0.75
#: A label that reads upwards is read anew with this or more.
SURE_TURNED = 0.9
#: Rise over run above which a line of text is slanted: 17 degrees.
SLANTED = 0.3
#: How much higher than wide a line is that was read upwards.
TALL = 1.5
#: A ring on a dash, as many legends show a line, and what it is read as.
RING_FIRST = re.compile(r"^[-–—~_]{0,2}[oO0Q°○◯][-–—~_]+\s*|^[-–—~_]+[oO0Q°○◯]?[-–—~_]*\s+")
_RINGS = re.compile(r"\s[-–—~_]+[oO0Q°○◯]?[-–—~_]*(?=\s)|\s[oO0Q°○◯][-–—~_]+(?=\s)")


def _is_steep(line: Line) -> bool:
    """Whether the text goes along the second edge of its quad: detectors begin at any corner of steep ones."""
    (ax, ay), (bx, by), (cx, cy), _ = line.quad
    across, down = np.hypot(bx - ax, by - ay), np.hypot(cx - bx, cy - by)
    return bool(down > 1.3 * across and abs(cx - bx) > 0.25 * abs(cy - by))


def slope(line: Line) -> float:
    """Rise over run of its longer edge, positive where it falls to the right."""
    (ax, ay), (bx, by), (cx, cy), _ = line.quad
    if _is_steep(line):
        return (cy - by) / (cx - bx)
    return (by - ay) / max(abs(bx - ax), 1.0)


def is_cornered(line: Line, text_px: float) -> bool:
    """Whether a line's box is as high as it is wide, and higher than a line of text: around a short slanted word."""
    long = sum(1 if char.isascii() else 2 for char in line.text.strip()) >= 3
    return long and 0.65 < line.width / max(line.height, 1.0) < 1.5 and line.height > 1.15 * text_px


def level_px(lines: Sequence[Line]) -> float:
    """How high lines of text are that are longer than high, px."""
    level = [line.height for line in lines if abs(slope(line)) <= SLANTED and line.width >= 1.5 * line.height]
    return float(np.median(level)) if level else 12.0


def slant_of(lines: Sequence[Line]) -> float:
    """Rise over run of slanted tick labels, which come in rows; 0 where there are none.

    They all lean one way; the quad of a short one does not show which, and may stand upright around it.
    """
    slopes = [slope(line) for line in lines if abs(slope(line)) > SLANTED]
    if len(slopes) >= 3:
        most = np.sign(np.median(slopes))
        return float(np.median([one for one in slopes if one * most > 0]))
    high = level_px(lines)
    cornered = [line for line in lines if is_cornered(line, high)]
    row = [line for line in cornered if abs(line.top - min((x.top for x in cornered), default=0.0)) < high]
    return float(np.median(slopes)) if slopes and len(row) >= 3 and len(row) == len(cornered) else 0.0


def _label(pixels: Pixels, line: Line, slanted: float, text_px: float) -> Label:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.quad
    box = Box(line.left, line.top, line.right, line.bottom)
    if line.height > TALL * line.width and len(line.text) > 1:
        # The tick over it stands behind the last letter.
        return Label(
            line.text.strip().rstrip("-–—_ ") or line.text,
            box,
            turned=True,
            anchor=((box.left + box.right) / 2, box.top),
        )
    if slanted and slope(line) * slanted <= SLANTED**2 and is_cornered(line, text_px):
        return Label(line.text, box, anchor=(box.right if slanted < 0 else box.left, box.top))
    if slanted and abs(slope(line)) > SLANTED:
        # The end nearer the top of the picture is nearer the axis above.
        if _is_steep(line):
            ends = ((ax + bx) / 2, (ay + by) / 2), ((cx + dx) / 2, (cy + dy) / 2)
            return Label(line.text, box, anchor=min(ends, key=lambda end: end[1]))
        ends = ((ax + dx) / 2, (ay + dy) / 2), ((bx + cx) / 2, (by + cy) / 2)
        return Label(line.text, box, anchor=ends[slanted < 0])
    # A tick beside the text is read as a dash or a dot, with the axis as a cross.
    text = re.sub(r"(?<=[^\W一二三四五六七八九])十$", "", line.text.strip().rstrip("-–—_|·•● "))
    return Label(text or line.text.strip(), ink_box(pixels, box))


def labels_of(pixels: Pixels, line: Line, slanted: float, text_px: float, recognise: Recognise | None) -> list[Label]:
    """The labels in a line: tick labels that stand in a row or a column are often read as one line.

    A column of them is left to be read again, one by one, where that is possible.
    """
    label = _label(pixels, line, slanted, text_px)
    if len(label.text) == 1 and line.confidence < 0.93 and recognise is not None and label.box.height > label.box.width:
        # A short word that reads upwards looks like one tall letter.
        ((text, confidence),) = recognise([np.ascontiguousarray(np.rot90(padded(pixels, label.box, 3), -1))])
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
    cut = len(runs) > 1 and box.left + runs[-1][1] >= line.right - 1 and runs[-1][1] - runs[-1][0] < 0.5 * box.height
    if cut and _is_tinted(pixels, box, runs[-1]):
        # The beginning of the next name's swatch, which the line's own edge cuts.
        runs = runs[:-1]
        box = replace(box, right=box.left + runs[-1][1])
        label = replace(label, box=box)
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
    if len(runs) < 2 or _is_monospaced(pixels, box, line.text.split()):
        return [label]
    if recognise is not None and not line.text.isascii() and (len(runs) > len(words) or not _fit(words, runs)):
        # Writing without spaces: each run is read again by itself.
        boxes = [Box(box.left + a, box.top, box.left + b, box.bottom) for a, b in runs if b - a > 0.5 * box.height]
        readings = recognise([padded(pixels, part, 2) for part in boxes]) if boxes else []
        found = [Label(text.strip(), part) for part, (text, _) in zip(boxes, readings, strict=True)]
        return [label for label in found if any(char.isalnum() for char in label.text)] or [label]
    if recognise is not None and len(runs) > len(words) and (beside := _beside_marks(pixels, label, runs, recognise)):
        return beside
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


def _is_monospaced(pixels: Pixels, box: Box, words: Sequence[str]) -> bool:
    """Whether words begin where they would if all signs and spaces were of one width: one label in wide type."""
    if len({len(word) for word in words}) < 2 or not all(word.isascii() for word in words):
        return False
    runs = _word_runs(pixels, box, words)
    if len(runs) != len(words):
        return False
    first = np.cumsum([0, *(len(word) + 1 for word in words[:-1])])
    pitch = np.array([(run[0] - runs[0][0]) / k for run, k in zip(runs[1:], first[1:], strict=True)])
    wide = [(b - a) / len(word) for (a, b), word in zip(runs, words, strict=True) if len(word) > 2]
    own = float(np.median(pitch))
    return bool(wide) and float(np.ptp(pitch)) < 0.08 * own and all(0.86 * own < one <= 1.02 * own for one in wide)


def _fit(words: Sequence[str], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether each word is about as wide as the run of ink that is to be its own."""
    if len(words) != len(runs):
        return True
    wide = np.array([sum(0.55 if char.isascii() else 1.0 for char in word) for word in words])
    ink = np.array([b - a for a, b in runs], float)
    return float(np.abs(wide / wide.sum() - ink / ink.sum()).max()) < 0.15


def _beside_rings(pixels: Pixels, label: Label) -> list[Label]:
    """The names in a row of a legend that was read with its swatches: "-O- Plan -O- Actual" are two."""
    names = [name.strip() for name in _RINGS.split(f" {label.text} ") if name.strip()]
    box = label.box
    if len(names) < 2 or not RING_FIRST.match(label.text):
        return []
    top, left = int(box.top), int(box.left)
    crop = pixels[top : int(box.bottom) + 1, left : int(box.right) + 1].astype(np.int16)
    off = crop - np.median(crop.reshape(-1, 3), axis=0)
    tinted = (np.abs(off).max(axis=2) > 40) & (np.ptp(off, axis=2) > 40)
    swatches = [(a, b) for a, b in runs_of(np.flatnonzero(tinted.any(axis=0)), 0.6 * box.height) if b - a > box.height]
    if len(swatches) != len(names):
        return []
    ends = [*(a for a, _ in swatches[1:]), crop.shape[1]]
    return [
        Label(name, ink_box(pixels, Box(left + b + 1, box.top, left + end - 2, box.bottom)))
        for name, (_, b), end in zip(names, swatches, ends, strict=True)
    ]


def _beside_marks(pixels: Pixels, label: Label, runs: Sequence[tuple[int, int]], recognise: Recognise) -> list[Label]:
    """The names in a row of a legend that was read along with its swatches: "Plan - Actual" are two.

    Nothing where the runs of ink, read one by one, do not give all the words of the whole.
    """
    box = label.box
    boxes = [Box(box.left + a, box.top, box.left + b, box.bottom) for a, b in runs]
    readings = recognise([padded(pixels, part, 2) for part in boxes])
    found = [Label(text.strip(), part) for part, (text, _) in zip(boxes, readings, strict=True)]
    found = [one for one in found if any(map(str.isalnum, one.text)) and one.text in label.text]
    words = [word for word in label.text.split() if any(map(str.isalnum, word))]
    return found if len(found) > 1 and " ".join(one.text for one in found).split() == words else []


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
    ((text, confidence),) = recognise([padded(pixels, label.box, 3)])
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
    readings = figure.recognise([padded(figure.pixels, part, 2) for part in boxes])
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


def read_spots(figure: Figure, spots: dict[int, Box], *, turned: bool = False) -> dict[int, Label]:
    """What is written at places where a label must be; nothing where that is not clear."""
    if figure.recognise is None:
        return {}
    inked: dict[int, Box] = {}
    for k, spot in spots.items():
        box = ink_box(figure.pixels, spot)
        if box != spot and box.width >= 2:
            inked[k] = box
    crops = [padded(figure.pixels, box, 4) for box in inked.values()]
    crops = [np.ascontiguousarray(np.rot90(crop, -1)) for crop in crops] if turned else crops
    readings = figure.recognise(crops) if crops else []
    return {
        k: Label(text.strip(), box)
        for (k, box), (text, confidence) in zip(inked.items(), readings, strict=True)
        if confidence >= SURE_CROP and any(char.isalnum() for char in text)
    }


def read_turned(figure: Figure, strip: Box) -> Label | None:
    """What one line of text in an upright strip says, read upwards; nothing where its ink is no such line."""
    if figure.recognise is None or min(strip.width, strip.height) < 0.8 * figure.text_px:
        return None
    columns = [run for run in _ink_runs(figure.pixels, strip, axis=0, gap=2) if run[1] - run[0] > 0.5 * figure.text_px]
    if len(columns) != 1 or columns[0][1] - columns[0][0] > 2 * figure.text_px:
        return None
    left, right = (strip.left + end for end in columns[0])
    rows = _ink_runs(figure.pixels, replace(strip, left=left, right=right), axis=1, gap=1.5 * figure.text_px)
    if len(rows) != 1 or rows[0][1] - rows[0][0] < 1.2 * figure.text_px:
        return None
    box = Box(left, strip.top + rows[0][0], right, strip.top + rows[0][1])
    ((text, confidence),) = figure.recognise([np.ascontiguousarray(np.rot90(padded(figure.pixels, box, 2), -1))])
    clear = confidence >= SURE_TURNED and any(char.isalpha() for char in text)
    return Label(text.strip(), box, turned=True) if clear else None


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
    return runs_of(np.flatnonzero(ink[inside].any(axis=axis)), gap)


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


def unread(figure: Figure, recognise: Recognise) -> list[Label]:
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
    crops = [padded(figure.pixels, box, round(0.4 * high)) for box in boxes]
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
            glyphs_box = ink_box(figure.pixels, box)
            # The end of a tick, over the label that was read.
            if not any(label.box.overlap(glyphs_box) > 0.3 * glyphs_box.area for label in figure.labels):
                # Of one row all stand upright or none.
                row = (abs(label.box.top - glyphs_box.top) < 0.5 * high for label in figure.labels if label.turned)
                upwards = k in sideways and any(row)
                found.append(
                    Label(text, glyphs_box, upwards, (glyphs_box.center[0], glyphs_box.top) if upwards else None)
                )
    return found


def upwards_again(figure: Figure, recognise: Recognise) -> tuple[Label, ...]:
    """The labels of a figure with the numbers beside a vertical axis read again where they read upwards.

    Detection shows most of them as what they are; "7.5" becomes 75, and a digit alone reads either way.
    """
    high = figure.text_px
    tall = [
        label.box
        for label in figure.labels
        if label.number is not None
        and (label.turned or (len(label.text) > 1 and label.box.height > label.box.width))
        and label.box.center[0] < 0.4 * figure.width
    ]
    for box in tall:
        column = [one for one in tall if abs(one.center[0] - box.center[0]) < 0.5 * high]
        if len(column) < 2:
            continue
        strip = Box(min(one.left for one in column) - 1, 1, max(one.right for one in column) + 1, figure.height - 1.0)
        runs = _ink_runs(figure.pixels, strip, axis=1, gap=0.8 * high)
        boxes = [Box(strip.left, strip.top + a, strip.right, strip.top + b) for a, b in runs[:MOST_CROPS]]
        readings = recognise([np.ascontiguousarray(np.rot90(padded(figure.pixels, one, 3), -1)) for one in boxes])
        found = [
            Label(text.strip(), one, turned=True, anchor=(one.center[0], one.top))
            for one, (text, sure) in zip(boxes, readings, strict=True)
            if sure >= SURE_CROP and number(text) is not None
        ]
        ticks = [Tick(value, label.box.center[1]) for label in found if (value := label.number) is not None]
        scale = fit_scale(ticks)
        if scale is not None and len(scale.ticks) >= max(3, 0.7 * len(boxes)):
            rest = (label for label in figure.labels if not strip.left <= label.box.center[0] <= strip.right)
            return (*rest, *found)
    return figure.labels


def joined(pixels: Pixels, labels: Sequence[Label], recognise: Recognise) -> list[Label]:
    """Labels of which detection made two, as where a word runs over the edge of a bar: the halves overlap."""
    rows = sorted((label for label in labels if label.anchor is None), key=lambda label: label.box.left)
    pairs: list[tuple[Label, Label, Box]] = []
    for k, a in enumerate(rows):
        for b in rows[k + 1 : k + 12]:
            one, two = a.box, b.box
            level = abs(one.center[1] - two.center[1]) < 0.3 * max(one.height, two.height)
            if (
                level
                and 0
                < one.right - two.left
                < min(1.5 * one.height, 0.7 * one.width, 0.7 * two.width)
                < two.right - one.left
            ):
                pairs.append((a, b, Box(one.left, min(one.top, two.top), two.right, max(one.bottom, two.bottom))))
    pairs = pairs[:MOST_CROPS]
    readings = recognise([padded(pixels, box, 2) for _, _, box in pairs]) if pairs else []
    gone: dict[int, Label | None] = {}
    for (a, b, box), (text, confidence) in zip(pairs, readings, strict=True):
        text = text.strip()
        whole = text.startswith(a.text[:2]) and text.endswith(b.text[-1:]) and len(text) > max(len(a.text), len(b.text))
        if whole and confidence >= SURE_CROP and id(a) not in gone and id(b) not in gone:
            gone |= {id(a): Label(text, box), id(b): None}
    kept = [gone.get(id(label), label) for label in labels]
    return [label for label in kept if label is not None]


def turned_again(pixels: Pixels, labels: Sequence[Label], recognise: Recognise) -> list[Label]:
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
    crops = [np.ascontiguousarray(np.rot90(padded(pixels, boxes[id(label)], 2), -1)) for label in turned]
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


#: A slanted label that detection passed over, or read otherwise, is read so with this or more.
SURE_SLANTED = 0.9


def slanted_again(figure: Figure, slope: float) -> tuple[Label, ...]:
    """The labels of a figure with those of its slanted row read again, each turned level; and those of the row that
    detection passed over, where its neighbours say that they stand.

    ``slope`` is the rise over run of all of them, positive where they fall to the right.
    """
    slanted = [label for label in figure.labels if label.anchor]
    if figure.recognise is None or len(slanted) < 3:
        return figure.labels
    level = float(np.median([label.anchor[1] for label in slanted if label.anchor]))
    # All of a row end at one level; a short word beside the plot only looks slanted.
    high = float(np.median([label.box.height for label in slanted]))
    row = sorted((label for label in slanted if abs(label.box.top - level) < high), key=lambda label: label.box.right)
    if len(row) < 3:
        return figure.labels

    tall = max(label.box.height for label in row)
    among = [
        label
        for label in figure.labels
        if not label.anchor and row[0].box.left - tall < label.box.center[0] < row[-1].box.right + tall
        and level - 2 < label.box.top and label.box.bottom < level + tall
    ]  # fmt: skip
    if len(among) >= max(2, 0.5 * len(row)):
        # Of one row all lean or none: the quads of short words do not show it.
        level_again = {id(one): replace(one, box=ink_box(figure.pixels, one.box), anchor=None) for one in row}
        return tuple(level_again.get(id(label), label) for label in figure.labels)

    def foot(label: Label) -> float:
        """The edge of its box: surer than the end of a quad, which leans as it likes around a short word."""
        return label.box.right if slope < 0 else label.box.left

    def middle(label: Label) -> float:
        return label.box.center[0]

    feet = [foot(label) for label in row]
    # Some makers set the middle of a label under its tick, and not its end.
    centred = _uneven([middle(label) for label in row]) < 0.5 * _uneven(feet)
    at = middle if centred else foot
    places = [at(label) for label in row]
    steps = [b - a for a, b in pairwise(places)]
    pitch = next((p for p in (float(np.median(steps)), min(steps)) if p > 4 and all(abs(d / p - round(d / p)) < 0.15 for d in steps)), 0.0)  # fmt: skip
    missing: list[float] = []
    if pitch:
        count = round((places[-1] - places[0]) / pitch)
        due = [places[0] + k * (places[-1] - places[0]) / max(count, 1) for k in range(-1, count + 2)]
        missing = [x for x in due if 0 < x < figure.width and all(abs(x - place) > 0.5 * pitch for place in places)]
    # Of some only an end was seen.
    long = 1.6 * max(float(np.hypot(label.box.width, label.box.height)) for label in row)
    # A level one is none of the row.
    taken = [label.box for label in figure.labels if label not in row and abs(label.box.center[1] - level) < 2 * tall]
    missing = [x for x in missing if not any(box.left < x < box.right for box in taken)]
    ends = [_end_of_ink(figure, x, 0.5 * pitch, level, tall, slope) for x in missing] if centred else missing
    missing = [x for x, end in zip(missing, ends, strict=True) if end is not None]
    spots = [(x, level) for x in (*feet, *(end for end in ends if end is not None))]
    crops = [_turned_level(figure, spot, slope, long) for spot in spots[:MOST_CROPS]]
    readings = [(text.strip(" .-–—_|·。'’"), sure) for text, sure in figure.recognise(crops)]
    again: dict[int, Label] = {}
    for label, (text, sure) in zip(row, readings, strict=False):
        clear = sure >= SURE_SLANTED and any(map(str.isalnum, text)) and len(text) >= len(label.text)
        again[id(label)] = replace(label, text=text if clear else label.text, anchor=(at(label), level))
    again |= {id(label): replace(label, anchor=None) for label in slanted if id(label) not in again}
    box = row[0].box
    found = [
        Label(text, Box(x - box.width / 2, box.top, x + box.width / 2, box.bottom), anchor=(x, level))
        for x, (text, sure) in zip(missing, readings[len(row) :], strict=False)
        if sure >= SURE_SLANTED and any(map(str.isalnum, text))
    ]
    return (*(again.get(id(label), label) for label in figure.labels), *found)


def _uneven(places: Sequence[float]) -> float:
    """How far places are from even distances of which some may be left out, px."""
    steps = np.diff(places)
    pitch = float(np.median(steps))
    return float(np.abs(steps - pitch * np.maximum(np.rint(steps / pitch), 1)).max()) if pitch > 4 else float("inf")


def _end_of_ink(figure: Figure, x: float, half: float, top: float, tall: float, slope: float) -> float | None:
    """Where the slanted label whose middle stands at ``x`` ends, or begins; None where nothing is written."""
    left = max(0, int(x - half))
    window = figure.palette.labels[int(top) : int(top + tall) + 1, left : int(x + half) + 1]
    inked = np.flatnonzero((~np.isin(window, list(figure.grounds))).any(axis=0))
    if not inked.size:
        return None
    return float(left + (inked[-1] + 1 if slope < 0 else inked[0]))


def _turned_level(figure: Figure, foot: tuple[float, float], slope: float, long: float) -> Pixels:
    """The ink of a slanted label that ends at ``foot`` (or begins there), as if it were level."""
    high, lean = figure.text_px, float(np.arctan(slope))
    # The corner of its box lies beside the middle of the end of the text.
    aside, below = high * abs(np.sin(lean)), high * np.cos(lean)
    foot = (foot[0] + (-aside if slope < 0 else aside), foot[1] + below)
    ground = tuple(int(v) for v in np.median(figure.pixels[:, :3].reshape(-1, 3), axis=0))
    turn = cv2.getRotationMatrix2D(foot, float(np.degrees(lean)), 1.0)
    # The foot comes to lie at the right end of what is cut out, or at its left one.
    wide, tall = int(long + 1.5 * high), int(2.6 * high)
    turn[0, 2] += (wide - 0.75 * high if slope < 0 else 0.75 * high) - foot[0]
    turn[1, 2] += tall / 2 - foot[1]
    level = cv2.warpAffine(figure.pixels, turn, (wide, tall), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=ground)  # fmt: skip
    far = np.abs(level.astype(np.int16) - np.array(ground)).max(axis=2) > 60
    rows = np.flatnonzero(far[int(0.35 * tall) : int(0.65 * tall)].any(axis=0))
    if not rows.size:
        return np.ascontiguousarray(level)
    # The run of letters that reaches the foot; what is narrower is the tick above it.
    runs = runs_of(rows, 1.1 * high)
    wide_runs = [run for run in runs if run[1] - run[0] > 0.5 * high] or runs
    left, right = wide_runs[-1] if slope < 0 else wide_runs[0]
    word = np.ascontiguousarray(level[:, max(0, left - 4) : right + 4])
    # Two letters alone, narrower than high, are read badly without room around them.
    by = round(0.4 * high)
    return np.asarray(cv2.copyMakeBorder(word, 0, 0, by, by, cv2.BORDER_CONSTANT, value=ground), np.uint8)


def padded(pixels: Pixels, box: Box, by: int) -> Pixels:
    """A crop with room around it, as the recogniser was trained on, of at least the height it resolves."""
    top, left = max(0, int(box.top) - by), max(0, int(box.left) - by)
    crop = pixels[top : int(box.bottom) + by, left : int(box.right) + by]
    return np.ascontiguousarray(crop)


def runs_of(at: NDArray[np.int64], gap: float) -> list[tuple[int, int]]:
    """Runs of ascending numbers, [first, last + 1), that steps wider than ``gap`` divide."""
    if not at.size:
        return []
    cuts = np.flatnonzero(np.diff(at) > gap)
    starts, ends = [int(at[0]), *(int(v) for v in at[cuts + 1])], [*(int(v) for v in at[cuts]), int(at[-1])]
    return [(a, b + 1) for a, b in zip(starts, ends, strict=True)]
