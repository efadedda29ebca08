"""A picture taken apart for chart reading, as a value: its flat colours, its grounds, its labels and its legend."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.charts.scales import Number, number
from fovea.engines.reader.regions import Box, Mask, Palette, Rgb
from fovea.values import Pixels

#: Reads crops (uint8 (H, W, 3) RGB) of one upright line each: (text, confidence) for each.
Recognise: TypeAlias = Callable[[Sequence[Pixels]], Sequence[tuple[str, float]]]

#: A dollar's amount, misread.
_DOLLAR = re.compile(r"S\d[\d.,]*[kKMB]?")
#: A percentage, and what its sign is misread as.
_PERCENT = re.compile(r"(?P<digits>[-−–]?\d{1,3}(?:\.\d+)?)(?P<sign>%|96|9%|%6|9/6)")


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
        upwards = [label for label in self.labels if label.turned and number(label.text) is not None]
        free = [
            label
            for label in self.labels
            if id(label) not in named and (not label.turned or (label in upwards and _in_column(label, upwards)))
        ]
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


def _in_column(label: Label, others: Sequence[Label]) -> bool:
    """Whether a number that reads upwards is one of three above each other, as on an axis."""
    x = label.box.center[0]
    return sum(abs(other.box.center[0] - x) < 0.3 * label.box.width for other in others) >= 3


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


def page_colour(figure: Figure) -> NDArray[np.float32]:
    """The colour of the largest ground; white without one."""
    page = max(figure.grounds, key=lambda i: figure.palette.shares[i], default=-1)
    return np.array(figure.rgb(page) if page >= 0 else (255, 255, 255), np.float32)


def mark_mask(figure: Figure, colour: int, without: Sequence[Box] = ()) -> Mask:
    """Pixels of one colour, without the legend's swatches and the given boxes."""
    mask = figure.palette.labels == colour
    for box in (*(entry.swatch for entry in figure.legend), *without):
        mask[max(0, int(box.top) - 1) : int(box.bottom) + 1, max(0, int(box.left) - 1) : int(box.right) + 1] = False
    return np.asarray(mask)


def ground_mask(figure: Figure) -> Any:
    return np.isin(figure.palette.labels, list(figure.grounds))
