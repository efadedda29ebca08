"""What is text and cannot be read: guesses at a script that the networks do not know, and print too fine to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.values import Page, Quad, is_han
from fovea.values import Size

#: Mean probability per character of a whole page below which its lines are guesses. Hebrew and Arabic came to .76,
#: scrawls to .81; the lowest of 20 scanned receipts was .967.
GUESSED = 0.85
#: The same where not a quarter of the lines of four characters and more reads so well: a script that the network never
#: learnt, written in the likeliest letters that it knows. Of 80 scanned receipts the worst has 0.98.
STRANGE = 0.92
#: And where most characters are 漢字, which the network has learnt: it never writes another script in them. Its doubts
#: are about as many as its errors: photographed pages that came to .84 had .18 of the characters wrong, to .79 .27.
GUESSED_HAN, STRANGE_HAN = 0.8, 0.82
#: What is believed on such a page all the same: a word that the network has no doubt of.
CERTAIN, WORD = 0.95, 4
#: Spread of the colours (0 to 255) up to which a place is one even colour, with nothing written on it.
FLAT = 3.0
#: Fewer boxes than this leave room for text that the detector passed over.
FEW_BOXES = 12

#: Fine print is looked for in squares of this edge, and is there if this share of them have its pattern.
TILE_PX, LEAST_TILES, EDGE_PX = 128, 0.25, 8
#: Distance of its lines; what is larger the detector sees.
PITCH_PX = (3, 20)
#: How well its rows repeat, and its columns must not; mean detail, and how much of it runs across.
ROWS_REPEAT, COLUMNS_REPEAT, DETAIL, ACROSS = 0.45, 0.3, 4.0, 0.3


def believable(page: Page) -> Page:
    """The page without its guesses, which become places that could not be read."""
    if _is_guessed(page):
        kept = tuple(line for line in page.lines if line.confidence >= CERTAIN and len(line.text) >= WORD)
        lost = tuple(line.quad for line in page.lines if line not in kept)
        page = replace(page, lines=kept, unreadable=(*page.unreadable, *lost))
    if page.lines or not page.turned:
        return page
    # What reads badly any way up is left as it came.
    size = Size(page.size.height, page.size.width) if page.turned in (90, 270) else page.size
    return replace(page, size=size, turned=0, unreadable=tuple(map(page.on_picture, page.unreadable)))


def has_ink(picture: NDArray[np.uint8], quad: Quad) -> bool:
    """Whether a place is more than one even colour: bands of a flag have the form of lines.

    ``picture`` is uint8 (H, W, 3), turned as the quad is.
    """
    corners = np.asarray(quad)
    left, top = np.maximum(corners.min(axis=0), 0).astype(int)
    right, bottom = np.ceil(corners.max(axis=0)).astype(int)
    inside = picture[top:bottom, left:right].reshape(-1, 3)
    # Of the channel with the most.
    return bool(inside.size) and float(inside.std(axis=0).max()) > FLAT


def _is_guessed(page: Page) -> bool:
    guessed, strange = (GUESSED_HAN, STRANGE_HAN) if is_han("".join(x.text for x in page.lines)) else (GUESSED, STRANGE)
    characters = sum(len(line.text) for line in page.lines)
    if sum(len(line.text) * line.confidence for line in page.lines) < guessed * characters:
        return True
    long = [line.confidence for line in page.lines if len(line.text) >= WORD]
    return len(long) >= 3 and float(np.percentile(long, 75)) < strange


def fine_print(picture: NDArray[np.uint8]) -> tuple[Quad, ...]:
    """Areas of a picture, uint8 (H, W, 3), that have the pattern of lines of text a few pixels high.

    Rows of ink repeat and columns do not, and inside a row the ink comes and goes: stripes do not pass, nor nets.
    """
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    detail = np.abs(gray - cv2.blur(gray, (15, 15)))
    down, across = (np.abs(np.diff(gray, axis=axis, prepend=0)) for axis in (0, 1))
    # The blur has no neighbours at the edges, where everything looks like detail.
    detail, down, across = (array[EDGE_PX:-EDGE_PX, EDGE_PX:-EDGE_PX] for array in (detail, down, across))
    rows, columns = detail.shape[0] // TILE_PX, detail.shape[1] // TILE_PX
    found = np.zeros((rows, columns), np.uint8)
    for row in range(rows):
        for column in range(columns):
            here = np.s_[row * TILE_PX : (row + 1) * TILE_PX, column * TILE_PX : (column + 1) * TILE_PX]
            ink = detail[here]
            found[row, column] = (
                ink.mean() > DETAIL
                and across[here].mean() > ACROSS * down[here].mean()
                and _repeats(ink.mean(axis=1)) > ROWS_REPEAT
                and _repeats(ink.mean(axis=0)) < COLUMNS_REPEAT
            )
    return tuple(_areas(found)) if found.size and found.mean() >= LEAST_TILES else ()


def _repeats(profile: NDArray[np.float32]) -> float:
    """Autocorrelation at the best distance of ``PITCH_PX``, where it has a peak; -1 to 1."""
    values = profile - profile.mean()
    power = float((values * values).sum())
    if power < 1e-6:
        return 0.0
    likeness = np.correlate(values, values, "full")[len(values) - 1 :] / power
    best = PITCH_PX[0] + int(likeness[PITCH_PX[0] : PITCH_PX[1]].argmax())
    return float(likeness[best]) if likeness[best] > likeness[best - 1] else 0.0


def _areas(tiles: NDArray[np.uint8]) -> Iterator[Quad]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(tiles, connectivity=8)
    for n in range(1, count):
        left, top, width, height = (TILE_PX * int(edge) for edge in stats[n][:4])
        left, top = left + EDGE_PX, top + EDGE_PX
        yield ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
