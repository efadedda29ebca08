"""What the titles of a figure are: its own and those of its axes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fovea.engines.reader.look.charts.figure import Figure, Label
from fovea.engines.reader.look.charts.labels import read_turned
from fovea.engines.reader.regions import Box


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
    free = [label for label in figure.labels if id(label) not in taken and any(map(str.isalnum, label.text))]
    above = [x for x in free if not x.turned and x.box.center[1] <= plot.top + 2 and x.number is None]
    title = None
    if above:
        # What is written over marks is a note.
        clear = [label for label in above if not _on_marks(figure, label)] or above
        long = [label for label in clear if len(label.text) > 2] or clear
        largest = max(_high(label) for label in long)
        tall = [x for x in above if _high(x) >= 0.8 * largest]
        first = min((x for x in tall if x in long), key=lambda x: x.box.top)
        # The buttons of a toolbar stand in a corner.
        tall = [x for x in tall if x in long or abs(x.box.center[0] - first.box.center[0]) < first.box.width]
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
    x_title = min(near, key=lambda x: x.box.top).text if near else _at_end(figure, plot, free, used)
    ticks = [x for x in used if not x.turned and x.box.right <= plot.left + figure.text_px and _level(x.box, plot)]
    y_title = _beside(figure, plot, free, ticks) or _over(figure, plot, free, ticks, title)
    if y_title is None and not ticks:
        # The scale stands right of the plot.
        right = [x for x in free if x.turned and x.box.center[0] >= plot.right and _level(x.box, plot)]
        y_title = max(right, key=lambda x: x.box.height).text if right else None
    return Titles(title, _as_money(x_title), _as_money(y_title))


def _as_money(title: str | None) -> str | None:
    """The title of an axis with a dollar that was read as an S, and without a bracket of which the rest was not read."""
    if title is None:
        return None
    return re.sub(
        r"\s*[(（]\s*$", "", re.sub(r"\((?:US|NT|HK)?S(?=\)|[KkMmBb]\)|\s)", lambda m: m[0][:-1] + "$", title)
    )


def _at_end(figure: Figure, plot: Box, free: Sequence[Label], used: Sequence[Label]) -> str | None:
    """The name of the axis below that stands behind its last label, or right under it."""
    high = figure.text_px
    row = [x for x in used if not x.turned and x.box.top >= plot.bottom - high and x.box.center[0] > plot.left]
    last = max((x.box for x in row), key=lambda box: box.right, default=None)
    if last is None:
        return None

    def ends(box: Box) -> bool:
        beside = box.left > last.center[0] and last.top - 2 * high <= box.center[1] <= last.bottom + 0.3 * high
        under = box.right > last.right - 2 * high and -2 <= box.top - last.bottom < 2.5 * high
        return (beside or under) and box.width < 0.3 * plot.width

    found = [x for x in free if not x.turned and x.number is None and ":" not in x.text and ends(x.box)]
    return found[0].text if len(found) == 1 and sum(map(str.isalpha, found[0].text)) > 1 else None


def _on_marks(figure: Figure, label: Label) -> bool:
    box = label.box
    inside = figure.palette.labels[int(box.top) : int(box.bottom) + 1, int(box.left) : int(box.right) + 1]
    marks = [colour for colour in figure.marks if colour not in figure.inks]
    return bool(np.isin(inside, marks).sum() > 0.03 * box.area)


def _high(label: Label) -> float:
    """How high a label's letters are: what stands close above or below makes some boxes too high."""
    return min(label.box.height, 2.2 * label.box.width / max(len(label.text), 1))


def _beside(figure: Figure, plot: Box, free: Sequence[Label], ticks: Sequence[Label]) -> str | None:
    """What stands left of the tick labels: turned, or in so few signs that it looks upright, or passed over."""
    left = min((tick.box.left for tick in ticks), default=plot.left)
    column = [x for x in free if _level(x.box, plot) and x.number is None]
    turned = [x for x in column if x.turned and x.box.center[0] <= plot.left]
    if turned:
        longest = max(turned, key=lambda x: x.box.height)
        column = [x for x in column if abs(x.box.center[0] - longest.box.center[0]) < 0.5 * longest.box.width]
    else:
        column = [x for x in column if x.box.right <= left + 1] if ticks else []
    # Signs one by one are what detection makes of a word that reads upwards.
    if column and any(len(x.text) > 1 or not x.text.isascii() for x in column):
        # It reads upwards.
        said = " ".join(x.text for x in sorted(column, key=lambda x: -x.box.center[1]))
        return _whole_upwards(figure, plot, column, said) if turned else said
    strip = Box(0, plot.top, left - 0.4 * figure.text_px, plot.bottom)
    found = read_turned(figure, strip) if ticks else None
    return found.text if found else None


def _whole_upwards(figure: Figure, plot: Box, column: Sequence[Label], said: str) -> str:
    """What reads upwards, read again from end to end: detection makes pieces of it, or leaves off its unit."""
    boxes, by = [x.box for x in column], 4 * figure.text_px
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    top, bottom = max(0.0, plot.top - by), min(figure.height - 1.0, plot.bottom + by)
    found = read_turned(
        figure, Box(left, min(top, *(b.top for b in boxes)), right, max(bottom, *(b.bottom for b in boxes)))
    )
    longer = found is not None and len(found.text) >= len(said.replace(" ", "")) - 1
    return found.text if found is not None and longer and found.text[:2] == said[:2] else said


def _over(figure: Figure, plot: Box, free: Sequence[Label], ticks: Sequence[Label], title: str | None) -> str | None:
    """What stands over the tick labels of a vertical axis, as "(thousands)" does; no part of the title."""
    high = figure.text_px
    near = [
        x
        for x in free
        if not x.turned
        and x.number is None
        and x.text not in (title or "")
        and plot.top - 5 * high < x.box.center[1] < plot.top + high
        and x.box.left < plot.left
        and x.box.center[0] < plot.left + 0.12 * plot.width
        and x.box.height < 1.6 * high
        and x.box.width < 0.3 * plot.width
    ]
    numbers = sum(tick.number is not None for tick in ticks)
    return near[0].text if len(near) == 1 and numbers > 1 else None


def _level(box: Box, plot: Box) -> bool:
    return box.center[1] > plot.top - 2 and box.center[1] < plot.bottom + 2


def _spans(box: Box, plot: Box) -> bool:
    return box.right > plot.left and box.left < plot.right
