"""The drawn rules of tables, and text that was read across them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.values import Line, Page, Quad
from fovea.values import Pixels

Mask = NDArray[np.uint8]
Recognise = Callable[[Sequence[Pixels]], list[tuple[str, float]]]

#: The means of light ground and of dark, of 255: on dark ground what is drawn is lighter than what is around it.
LIGHT, DARK = 150, 90
#: Cells with borders of their own stand so far apart at most, px: browsers set them 2 px apart.
CELL_GAP_PX = 4


#: Levels, of 255, that the pixels of one rule are apart at most.
SAME_RULE = 6


class Rules:
    """The drawn rules of a picture, looked for once for each height of lines: the panes of a page mostly share it.

    ``pixels`` are uint8 (H, W, 3).
    """

    def __init__(self, pixels: Pixels) -> None:
        self.pixels = pixels
        self._found: dict[tuple[int, int], tuple[Mask, Mask]] = {}

    @cached_property
    def _gray(self) -> Mask:
        return np.asarray(cv2.cvtColor(self.pixels, cv2.COLOR_RGB2GRAY), np.uint8)

    @cached_property
    def _ink(self) -> Mask:
        def drawn(gray: Mask) -> Mask:
            mean, inverted = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV
            return np.asarray(cv2.adaptiveThreshold(gray, 255, mean, inverted, 31, 7), np.uint8)

        dark = self._around < DARK
        ink = drawn(self._gray)
        return np.where(dark, drawn(255 - self._gray), ink) if dark.any() else ink

    @cached_property
    def _around(self) -> Mask:
        return np.asarray(cv2.blur(self._gray, (31, 31)), np.uint8)

    @cached_property
    def light(self) -> NDArray[np.bool_]:
        """Where the ground is light, (H, W)."""
        return np.asarray(self._around > LIGHT, np.bool_)

    def at(self, unit: float) -> tuple[Mask, Mask]:
        """Where horizontal and vertical rules are, twice as long as a line is high and more: ``unit`` is that, px.

        A border around each cell is no longer than its cell: borders in one line are one rule.
        """
        long, least = max(12, int(2.2 * unit)), max(8, int(0.7 * unit))
        if (long, least) not in self._found:
            self._found[long, least] = self._runs(long, least, across=True), self._runs(long, least, across=False)
        return self._found[long, least]

    def edge(self, x: int, y: int, width: int, height: int) -> int:
        """Where a level stroke lies, px down. A thick one is the rim of a dark ground: its lighter side is meant."""
        if height <= 2 * CELL_GAP_PX:
            return y
        above, below = (
            self._gray[max(0, y - 4) : y, x : x + width],
            self._gray[y + height : y + height + 4, x : x + width],
        )
        return y + height if below.size and (not above.size or below.mean() > above.mean()) else y

    def joined(self, strokes: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
        """Level strokes (left, top, width, height) with those made one that go on into one another in their own colour:
        near a dark badge or button a pale rule is not seen for ink."""
        found: list[tuple[int, int, int, int]] = []
        for x, y, w, h in sorted(strokes):
            before = next((n for n, one in enumerate(found) if self._goes_on(one, (x, y, w, h))), None)
            if before is None:
                found.append((x, y, w, h))
            else:
                left, top, *_ = found[before]
                top, bottom = min(top, y), max(top + found[before][3], y + h)
                found[before] = (left, top, x + w - left, bottom - top)
        return found

    def _goes_on(self, one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
        start, end = one[0] + one[2], other[0]
        if abs(one[1] - other[1]) > 1 or end <= start:
            return False
        top, bottom = max(0, min(one[1], other[1]) - 3), max(one[1] + one[3], other[1] + other[3]) + 3
        rows = self._gray[top:bottom, start - 4 : end + 4].astype(np.int16)
        drawn = np.abs(rows.mean(axis=1) - np.median(rows)) > SAME_RULE
        return bool((drawn & (np.ptp(rows, axis=1) <= SAME_RULE)).any())

    def _runs(self, long: int, least: int, *, across: bool) -> Mask:
        def run(length: int) -> tuple[int, int]:
            return (1, length) if across else (length, 1)

        # Beside light letters the ground is darker than what is around it: borders are looked for on light ground.
        borders = _long(np.where(self.light, self._ink, 0).astype(np.uint8), run(least))
        borders[_long(_long(borders, (1, 4)), (4, 1)) > 0] = 0
        joined = cv2.morphologyEx(borders, cv2.MORPH_CLOSE, np.ones(run(CELL_GAP_PX + 1), np.uint8))
        whole = _long(np.asarray(joined, np.uint8), run(long))
        return np.asarray(cv2.bitwise_or(_long(self._ink, run(long)), whole), np.uint8)


def _long(ink: Mask, shape: tuple[int, int]) -> Mask:
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), np.uint8)


def cut_at_rules(page: Page, rules: Rules, recognise: Recognise) -> Page:
    """The page with each line read again in pieces that a vertical rule runs through, from above it to below it."""
    lines = [line for line in page.lines if not line.vertical]
    if not lines or min(rules.pixels.shape[:2]) < 60:
        return page
    unit = float(np.median([line.height for line in lines]))
    # Between rows of light letters the dark ground makes rules that are none.
    across, down = (np.where(rules.light, mask, 0).astype(np.uint8) for mask in rules.at(unit))
    down = _in_grids(across, down, unit)
    found = {id(line): through for line in lines if (through := _rules_in(line, down))}
    pieces = {id(line): _pieces(line, found[id(line)]) for line in lines if id(line) in found}
    if not found:
        return page
    read = iter(recognise([_crop(rules.pixels, piece) for own in pieces.values() for piece in own]))
    parted: list[Line] = []
    for line in page.lines:
        again = [(piece, *next(read)) for piece in pieces.get(id(line), ())]
        again = [(piece, bare, sure) for piece, text, sure in again if (bare := text.strip(_READ_AS))]
        if len(again) > 1 and all(confidence > 0.6 for _, _, confidence in again):
            parted += [replace(line, text=text, quad=quad, confidence=sure) for quad, text, sure in again]
        elif id(line) in found and (bare := line.text.strip(_READ_AS)):
            # A rule at an end was read as a sign.
            parted.append(replace(line, text=bare))
        else:
            parted.append(line)
    return replace(page, lines=tuple(parted))


def _in_grids(across: Mask, down: Mask, unit: float) -> Mask:
    """The vertical rules that are a table's: of a group that touch, three and more each way, through most of it."""
    touching = cv2.dilate(cv2.bitwise_or(across, down), np.ones((CELL_GAP_PX + 1, CELL_GAP_PX + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(touching, np.uint8))
    kept = np.zeros_like(down)
    for n, (x, y, w, h, _) in enumerate(stats[1:count], start=1):
        if w < 6 * unit or h < 2.5 * unit:
            continue
        part = (slice(y, y + h), slice(x, x + w))
        xs = runs_over(down[part].sum(axis=0) / 255, 0.55 * h)
        ys = runs_over(across[part].sum(axis=1) / 255, 0.55 * w)
        # Rows of light letters are no rules.
        thin = all(len(run) <= 2 * CELL_GAP_PX for run in (*xs, *ys))
        if len(xs) >= 3 and len(ys) >= 3 and thin:
            kept[part] |= np.where(labels[part] == n, down[part], 0).astype(np.uint8)
    return kept


def runs_over(profile: NDArray[np.float64], least: float) -> list[NDArray[np.intp]]:
    """The runs of a projection that reach ``least``, those close by as one."""
    on = np.flatnonzero(profile >= least)
    return np.split(on, np.flatnonzero(np.diff(on) > CELL_GAP_PX) + 1) if on.size else []


#: What a rule is read as.
_READ_AS = " |[]"


def _rules_in(line: Line, down: Mask) -> list[tuple[int, int]]:
    """(left, right) of the rules that run through the box of a line, px."""
    top, bottom = int(max(0, line.top)), int(min(down.shape[0], line.bottom))
    left, right = int(max(0, line.left)), int(min(down.shape[1], line.right))
    if bottom - top < 6 or right <= left:
        return []
    # The box is higher than the letters, and may reach out of the table.
    spare = int(0.3 * (bottom - top))
    through = np.flatnonzero(down[top + spare : bottom - spare, left:right].all(axis=0))
    runs = np.split(through, np.flatnonzero(np.diff(through) > CELL_GAP_PX + 2) + 1) if through.size else []
    return [(left + int(run[0]), left + int(run[-1]) + 1) for run in runs]


def _pieces(line: Line, rules: Sequence[tuple[int, int]]) -> list[Quad]:
    """The quads of a line between the rules in it; empty where they stand at its ends alone."""
    room = 0.35 * line.height
    ends = [(line.left, line.left), *rules, (line.right, line.right)]
    found = [
        ((a + 1.0, line.top), (b - 1.0, line.top), (b - 1.0, line.bottom), (a + 1.0, line.bottom))
        for (_, a), (b, _) in pairwise(ends)
        if b - a > room
    ]
    return found if len(found) > 1 else []


def _crop(pixels: Pixels, quad: Quad) -> Pixels:
    (left, top), _, (right, bottom), _ = quad
    return np.ascontiguousarray(pixels[max(0, int(top)) : int(bottom) + 1, max(0, int(left)) : int(right) + 1])
