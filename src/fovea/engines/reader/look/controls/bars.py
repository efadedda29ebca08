"""How far a bar is filled, and where on its track a slider's knob stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.controls.colour import apart, colourful
from fovea.engines.reader.look.controls.outlines import Outline, Scene
from fovea.engines.reader.regions import Box, Rgb

#: A bar is so many times as wide as high.
LEAST_LENGTH = 5.0


@dataclass(frozen=True)
class Bar:
    kind: Literal["progress", "slider"]
    box: Box
    #: 0 to 100, about.
    percent: int
    colour: Rgb


def find_bars(scene: Scene, outlines: Sequence[Outline]) -> Iterator[Bar]:
    for outline in outlines:
        if outline.box.width >= max(3.5 * outline.box.height, 2.2 * scene.text_px):
            found = _slider(scene, outline) or _progress(scene, outline)
            if found:
                yield found


def _slider(scene: Scene, outline: Outline) -> Bar | None:
    """A thin track that is high at one place, as wide there as high: the knob."""
    filled, box = outline.filled, outline.box
    heights = filled.sum(axis=0)
    knob_height = int(heights.max())
    if not 0.5 * box.height <= knob_height or not 0.4 * scene.text_px <= knob_height <= 1.6 * scene.text_px:
        return None
    high = np.flatnonzero(heights > 0.7 * knob_height)
    left, right = int(high[0]), int(high[-1]) + 1
    rest = np.concatenate([heights[: max(0, left - knob_height // 4)], heights[right + knob_height // 4 :]])
    if rest.size < 2 * knob_height or not 0.45 <= (right - left) / knob_height <= 1.3:
        return None
    # The track is thin and of one height.
    if float(np.median(rest)) > 0.62 * knob_height or float(np.median(rest)) < 1 or float(rest.min()) < 1:
        return None
    if float(np.percentile(rest, 92) - np.percentile(rest, 8)) > max(2, 0.15 * knob_height):
        return None
    radius = (right - left) / 2
    along = ((left + right) / 2 - radius) / max(box.width - 2 * radius, 1)
    y = box.center[1]
    rows = np.flatnonzero(filled[:, :3].any(axis=1)) if left > 6 else np.flatnonzero(filled[:, -3:].any(axis=1))
    if rows.size:
        y = box.top + float(rows.mean()) + 0.5
    return Bar("slider", box, _percent(along), scene.colour(box.left + 3, y, 0))


def _progress(scene: Scene, outline: Outline) -> Bar | None:
    """A bar of two colours: filled from the left, bare to the right, alike at its upper and its lower side."""
    box = outline.box
    if not 3 <= box.height <= 1.1 * scene.text_px or box.width < LEAST_LENGTH * box.height or outline.cover < 0.85:
        return None
    cuts = [cut for part in (0.3, 0.7) if (cut := _cut(scene, box, part))]
    if len(cuts) != 2 or abs(cuts[0][0] - cuts[1][0]) > max(3, 0.5 * box.height):
        return None
    at, filled, bare = cuts[0]
    # The filled part is what has a colour or stands out more from the page.
    ground = scene.colour(box.center[0], box.top - 4, 1)
    if apart(filled, ground) < 25 or (colourful(filled) < 40 and apart(filled, ground) <= apart(bare, ground)):
        return None
    if colourful(bare) > max(60, colourful(filled)):
        return None
    return Bar("progress", box, _percent(at / box.width), filled)


def _cut(scene: Scene, box: Box, part: float) -> tuple[float, Rgb, Rgb] | None:
    """Where a row of a bar changes its colour, if it does so once: (px from the left, colour left, colour right)."""
    row = scene.pixels[int(box.top + part * (box.height - 1)), int(box.left) : int(box.right)].astype(np.int16)
    ends = 2 + int(0.3 * min(box.height, 10))
    middle: NDArray[np.int16] = row[ends:-ends]
    if len(middle) < 12:
        return None
    first, last = np.median(middle[:3], axis=0), np.median(middle[-3:], axis=0)
    if np.abs(first - last).max() < 18:
        return None
    like_first = np.abs(middle - first).max(axis=1) <= 10 + scene.noise
    like_last = np.abs(middle - last).max(axis=1) <= 10 + scene.noise
    at = int(np.argmin(like_first)) if not like_first.all() else len(middle)
    # A gap between the two parts belongs to neither.
    after = at + int(np.argmax(like_last[at:]))
    clean = like_last[after:].mean() > 0.97 and after - at <= max(4, 0.03 * len(middle), 0.8 * box.height)
    if not clean or at < 2:
        return None
    a, b, c = (int(v) for v in first)
    d, e, f = (int(v) for v in last)
    return (at + after) / 2 + ends, (a, b, c), (d, e, f)


def _percent(share: float) -> int:
    return round(100 * min(max(share, 0.0), 1.0))
