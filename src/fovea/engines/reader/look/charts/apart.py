"""How a picture is taken apart into a ``Figure``: colours and grounds first, then labels, then the legend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from fovea.engines.reader.look.charts.figure import Figure, Label, Recognise, page_colour
from fovea.engines.reader.look.charts.grounds import grounds_of, with_blends, with_faint
from fovea.engines.reader.look.charts.labels import (
    joined,
    labels_of,
    level_px,
    slant_of,
    slanted_again,
    turned_again,
    unread,
    upwards_again,
)
from fovea.engines.reader.look.charts.legend import with_legend
from fovea.engines.reader.regions import Palette, is_noisy, lab, palette
from fovea.engines.reader.values import Line
from fovea.values import Pixels

#: CIE Lab distance between the ends of a shaded bar's colour, and the share of the picture that either has at least.
SHADED = 22.0
LEAST_SHADED = 0.015
#: What a round marker is read as.
ROUND = "0oOQ689eC°•●。"
#: Who made the chart, in its corner.
_CREDIT = re.compile(r"(?:www\.)?[\w-]+\.(?:com|org|net|io|de|co)", re.I)
#: What all ticks of an axis are to be multiplied by: "1e6" or "×10^6" beside its end.
_FACTOR = re.compile(r"[1lI|]\s?e\s?([-+−–]?\d{1,2})|[x×X]\s?10\s?\^?([-−–]?\d)")


def take_apart(pixels: Pixels, lines: Sequence[Line], recognise: Recognise | None) -> Figure:
    """Never fails: a photo comes out with few colours and no legend."""
    recognise = recognise and _whatever_the_crop(recognise)
    noisy = is_noisy(pixels)
    colours = palette(pixels, most=40, noisy=noisy)
    grounds = grounds_of(colours)
    colours = with_faint(pixels, colours, grounds)
    colours = replace(colours, labels=with_blends(pixels, colours, grounds))
    words = [
        line for line in lines if any(char.isalnum() for char in line.text) and not _CREDIT.fullmatch(line.text.strip())
    ]
    words = [line for line in words if not _is_of_many(line, words)]
    slanted = slant_of(words)
    high = level_px(words)
    labels = [label for line in words for label in labels_of(pixels, line, slanted, high, recognise)]
    if recognise is not None:
        labels = joined(pixels, turned_again(pixels, labels, recognise), recognise)
    # What is written over several colours has the box that detection gave it, higher than its letters.
    loose = [(line.top + line.bottom, line.height) for line in words]
    level = [label.box for label in labels if label.anchor is None]
    tight = [
        box
        for box in level
        if not any(abs(box.top + box.bottom - at) <= 4 and box.height >= tall - 2 for at, tall in loose)
    ]
    heights = [box.height for box in level]
    if len(tight) >= 4 and np.median(heights) > 1.5 * np.median([box.height for box in tight]):
        heights = [box.height for box in tight]
    text_px = float(np.median(heights)) if heights else 12.0
    labels = [label for label in labels if not _is_solid(colours, grounds, label, text_px)]
    figure = Figure(pixels, colours, grounds, tuple(labels), (), text_px, recognise, noisy)
    if recognise is not None:
        figure = replace(figure, labels=(*figure.labels, *unread(figure, recognise)))
        figure = replace(figure, labels=upwards_again(figure, recognise))
        if slanted:
            figure = replace(figure, labels=slanted_again(figure, slanted))
    return _in_one_colour(with_legend(_with_factor(figure), recognise))


def _is_of_many(line: Line, lines: Sequence[Line]) -> bool:
    """Whether what was read as a line of text is a whole plot: others stand within it, far less high."""
    within = [
        other
        for other in lines
        if other.height < 0.25 * line.height
        and line.left < (other.left + other.right) / 2 < line.right
        and line.top < (other.top + other.bottom) / 2 < line.bottom
    ]
    return len(within) >= 3


def _in_one_colour(figure: Figure) -> Figure:
    """Bars and slices that are shaded from one colour to another, all in the one that the legend has."""
    if figure.noisy or len(figure.legend) < 2:
        return figure
    palette, page = figure.palette, page_colour(figure)
    named = {entry.colour for entry in figure.legend}
    colours = lab(palette.colours)
    labels = palette.labels.copy()
    for i in figure.marks:
        if i in named or palette.shares[i] < LEAST_SHADED:
            continue
        way = np.array(figure.rgb(i), np.float32) - page
        own = cv2.dilate((palette.labels == i).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        for j in named:
            other = np.array(figure.rgb(j), np.float32) - page
            alike = float(way @ other) > 0.97 * float(np.linalg.norm(way) * np.linalg.norm(other))
            near = float(np.linalg.norm(colours[i] - colours[j])) < SHADED
            # They meet along their whole width, as a mark and its rim or a mark and another do not.
            rows = (own & (palette.labels == j)).sum()
            if alike and near and rows > 0.5 * np.sqrt(palette.shares[i] * labels.size):
                labels[palette.labels == i] = j
                break
    return replace(figure, palette=replace(palette, labels=labels)) if (labels != palette.labels).any() else figure


def _with_factor(figure: Figure) -> Figure:
    """Takes the axis' factor out of the labels, where there is one."""
    found = [(label, match) for label in figure.labels if (match := _FACTOR.fullmatch(label.text.strip()))]
    if len(found) != 1:
        return figure
    ((factor, match),) = found
    power = int(re.sub("[−–]", "-", match[1] or match[2]))
    labels = tuple(label for label in figure.labels if label is not factor)
    return replace(figure, labels=labels, factor=10.0**power)


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
    if not marks.size:
        return False
    most = int(np.bincount(marks).argmax())
    # A round marker is full in its middle, as no ring of a letter is.
    high, wide = inside.shape
    core = inside[high // 3 : -(high // 3) or None, wide // 3 : -(wide // 3) or None]
    if sign and label.text in ROUND and 0.7 < wide / high < 1.4 and (core == most).mean() > 0.95:
        return True
    # Around a whole bar detection leaves more room than around a swatch.
    least = 0.6 if min(box.width, box.height) > 2.5 * text_px else 0.9
    return bool(np.count_nonzero(inside == most) > least * inside.size)
