"""The grounds of a figure, and the colours of marks so thin that no pixel has them unmixed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from fovea.engines.reader.regions import Labels, Mask, Palette, Rgb, lab
from fovea.values import Pixels

#: Colours of thin lines that are looked for.
MOST_FAINT = 6
#: CIE Lab distance between a page and the ground of a plot on it; marks stand out by more.
NEAR_PAGE = 22.0
#: And by less in hue: pale bars are no ground.
NEAR_HUE = 10.0
#: Of a plot's ground, what its grid has of the page's colour at most.
MOST_PAGE = 0.1


def grounds_of(colours: Palette) -> frozenset[int]:
    """The page's colour, and the colour of a plot area that stands on it as one large rectangle."""
    page = colours.background
    found = {page} if page >= 0 else set()
    height, width = colours.labels.shape
    for i, share in enumerate(colours.shares):
        if i == page or share < 0.12:
            continue
        # Grid lines cut the plot area into cells: close them.
        mask = cv2.morphologyEx((colours.labels == i).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
        # What hangs on it by strokes are the rims of letters beside it.
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        if not outlines:
            continue
        # Bars that reach from bottom to top cut it into pieces; a shade so near the page's is no bar.
        off = np.subtract(*lab((colours.colours[i], colours.colours[page])))
        shade = bool(page >= 0 and np.linalg.norm(off) < NEAR_PAGE and np.linalg.norm(off[1:]) < NEAR_HUE)
        pieces = [o for o in outlines if cv2.contourArea(o) > 0.002 * width * height]
        least = 0.15 * max(cv2.contourArea(o) for o in outlines)
        main = [o for o in pieces if cv2.contourArea(o) > least]
        # A legend above or below the plot has its ground, too; the cells of a grid may be of any size.
        for of in (pieces, main) if shade and len(main) < len(pieces) else (main,):
            if _is_plot(colours, i, of or [max(outlines, key=cv2.contourArea)], shade):
                found.add(i)
                break
    return frozenset(found)


def _is_plot(colours: Palette, colour: int, pieces: Sequence[np.ndarray], shade: bool) -> bool:
    """Whether pieces of a colour are together the ground of a plot; a ``shade`` is one near the page's."""
    height, width = colours.labels.shape
    outline = np.concatenate(pieces)
    x, y, w, h = cv2.boundingRect(outline)
    # A pie fills pi/4 of its box; two large bars never reach from side to side. Bars cut into the ground.
    full = cv2.contourArea(cv2.convexHull(outline)) > (0.8 if shade else 0.98) * w * h
    # Between bars stands the page; between the cells of a ground, lines at most.
    inside = colours.labels[y : y + h, x : x + w]
    page = colours.background
    if shade and len(pieces) > 1 and np.count_nonzero(inside == page) > MOST_PAGE * inside.size:
        return False
    large = w * h > 0.35 * width * height and w > 0.5 * width and h > 0.5 * height
    box = (x, y, w, h)
    return bool(full and large and (shade or _lines_its_box(colours.labels == colour, box, len(pieces) > 1)))


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


def with_faint(pixels: Pixels, colours: Palette, grounds: frozenset[int]) -> Palette:
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


def with_blends(pixels: Pixels, colours: Palette, grounds: frozenset[int]) -> Labels:
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
