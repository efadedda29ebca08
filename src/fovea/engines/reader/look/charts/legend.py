"""The legend of a figure: swatches, the names beside them, and which colour of the marks each stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.charts.figure import Entry, Figure, Label, Recognise, Swatch, page_colour
from fovea.engines.reader.look.charts.labels import RING_FIRST, SURE_CROP, ink_box, padded, runs_of
from fovea.engines.reader.regions import Box, Mask, lab

#: CIE Lab distance within which compression keeps a swatch to its mark's colour.
SWATCH_SHADE = 20.0
#: How much wider than high a stroke is that is no letter.
WIDE = 1.9
#: What a legend's swatch is read as.
SWATCH_SIGNS = "■□▪●○◆◇▲△▼★☆☐—–-_·.口 "
#: What a stroke before a name is read as.
_SIGN_FIRST = re.compile(r"[^\w]+\s*\w|[1lI|一]{1,2}\s+\w")
#: Dashes behind a name.
_DASHED_LAST = re.compile(r"(?<=\w)\s*[-–—_·.]{2,}$")
#: One sign that stands alone before a name, as a swatch of any form may be read.
_ONE_FIRST = re.compile(r"\S\s+\S")


def with_legend(figure: Figure, recognise: Recognise | None) -> Figure:
    """Finds small separate patches of a mark's colour with a label to their right, in a row or a column."""
    high, inks = figure.text_px, figure.inks
    page = page_colour(figure)
    known = figure.palette.labels[figure.palette.labels >= 0]
    totals = np.bincount(known, minlength=len(figure.palette.colours))
    found: list[tuple[float, Entry]] = []
    before: list[tuple[float, Entry]] = []
    seen: list[Swatch] = []
    #: Of the text's colour: letters, most of them.
    inked: list[Swatch] = []
    #: How much of its box each patch fills.
    full: dict[Box, float] = {}
    for swatch, patch in _patches(figure):
        # The tops of letters in a row are no dashes: those fill more of it.
        if swatch.width >= 1.5 * swatch.height and patch.mean(axis=1).max() < 0.28:
            continue
        full[swatch] = max(float(patch.mean()), full.get(swatch, 0.0))
        if _goes_on(figure, swatch):
            continue
        colour = _swatch_colour(figure, swatch, patch, totals)
        if colour is None or (colour in inks and swatch.width < 1.1 * high and swatch.height < 0.6 * high):
            continue
        if _in_a_word(figure, colour, swatch) or (patch.mean() < 0.97 and _is_initial(figure, colour, swatch)):
            continue
        way = np.array(figure.rgb(colour), np.float32) - page
        tint = _tint(figure, colour)
        tinted = tint >= 40
        block = swatch.height > 0.5 * high and patch.mean() > 0.7
        level = swatch.width >= 1.5 * swatch.height
        # Compression tints what is written, too; a grey counts where its shape is no letter's.
        strong = tinted and float(np.abs(way).max()) >= 90
        # Some makers write each name in its line's colour; no letter is a wide stroke.
        written = colour in inks and not (strong and swatch.width >= WIDE * swatch.height >= 0.8 * high)
        if written:
            inked.append(Swatch(colour, swatch))
        elif block or (strong if figure.noisy else tint >= 25 or level):
            seen.append(Swatch(colour, swatch))
        # Glyphs are grey and full of holes; no stroke of one is as long as a grey line's, with its marker on it.
        grey = tint < 25 and float(np.abs(way).min()) >= 50
        free = not any(
            label.box.overlap(swatch) > 0.3 * swatch.area and any(map(str.isalnum, label.text))
            for label in figure.labels
        )
        long = level and grey and swatch.width >= 1.6 * high and free
        if not tinted and patch.mean() < 0.8 and not long and (tint < 25 or colour in inks or not level):
            continue
        if tinted and (name := _name_before(figure, swatch)) is not None:
            before.append((float(patch.mean()), Entry(name.text, colour, swatch, name)))
        entry = _entry(figure, colour, swatch, patch, recognise)
        if entry is not None:
            off = abs(entry.label.box.center[1] - swatch.center[1]) / high
            found.append((float(tinted) + float(patch.mean()) + 0.3 * min(1.0, swatch.area / high**2) - off, entry))
    found = [(score, one) for score, one in found if not any(_is_marker(one, other) for _, other in found)]
    entries = _aligned(_one_each(found), high)
    # Some makers set the names before the swatches.
    flipped = _aligned(_one_each(before), high)
    beside = [one.box for one in seen if any(abs(one.box.center[1] - e.swatch.center[1]) < 0.5 * high for e in flipped)]
    first = min((box.left for box in beside), default=0.0)
    if len(flipped) >= 2 and len(flipped) > len(entries) and min(e.label.box.left for e in flipped) < first:
        entries, seen = flipped, []
    if len(entries) == 1:
        # One name alone is a legend's where its colour is that of the marks, not a blend of it.
        colour = entries[0].colour
        most = max((int(totals[i]) for i in figure.marks if i not in inks), default=0)
        if _tint(figure, colour) < 40 or totals[colour] < 0.1 * most:
            entries = []
    seen += _twins(figure, inked, entries, full)
    if recognise is not None and seen:
        entries = _whole(figure, entries, seen, recognise)
    if seen:
        entries += _in_line(figure, entries)
    entries = [_as_wide(figure, entry, recognise) for entry in _as_drawn(figure, entries, totals)]
    # A grid that goes on behind a name.
    entries = [replace(entry, name=_DASHED_LAST.sub("", entry.name)) for entry in entries]
    if len(entries) > 1 and sum(bool(RING_FIRST.match(entry.name)) for entry in entries) >= 0.5 * len(entries):
        entries = [replace(entry, name=RING_FIRST.sub("", entry.name)) for entry in entries]
    labels = [label for label in figure.labels if not any(_was_merged(label, entry) for entry in entries)]
    kept = {id(label) for label in labels}
    labels += [entry.label for entry in entries if id(entry.label) not in kept]
    return replace(figure, labels=tuple(labels), legend=tuple(sorted(entries, key=lambda e: e.swatch.center[::-1])))


def _tint(figure: Figure, colour: int) -> float:
    """How far a colour is from grey, 0 to 255: by itself and as seen from the page, which may have a hue of its own."""
    rgb = np.array(figure.rgb(colour), np.float32)
    return float(min(np.ptp(rgb), np.ptp(rgb - page_colour(figure))))


def _is_initial(figure: Figure, colour: int, swatch: Box) -> bool:
    """Whether a patch is the first letter of a name that is written in the colour of its line."""
    if swatch.width >= WIDE * swatch.height >= 0.8 * figure.text_px:
        return False
    return any(
        label.text.replace(" ", "").isalnum()
        and label.box.overlap(swatch) > 0.6 * swatch.area
        and swatch.width < 0.5 * label.box.width
        and not _starts_alone(figure, swatch, label)
        and _same_ink(figure, colour, swatch, label)
        for label in figure.labels
    )


def _goes_on(figure: Figure, swatch: Box) -> bool:
    """Whether a thin stroke is a piece of a line that comes from the left: of a frame, or of a grid."""
    if swatch.height > 0.4 * figure.text_px:
        return False
    rows, left = slice(int(swatch.top), int(swatch.bottom)), int(swatch.left)
    before = figure.palette.labels[rows, max(0, left - round(2.5 * figure.text_px)) : left]
    return bool(before.size and (~np.isin(before, list(figure.grounds))).any(axis=0).mean() > 0.9)


def _starts_alone(figure: Figure, swatch: Box, label: Label) -> bool:
    """Whether a wider gap than between letters follows a patch at the beginning of a label."""
    box = label.box
    inside = figure.palette.labels[int(box.top) : int(box.bottom) + 1, int(swatch.right) + 1 : int(box.right) + 1]
    inked = np.flatnonzero(np.isin(inside, figure.marks).any(axis=0))
    return bool(inked.size and inked[0] > 0.4 * box.height)


def _in_a_word(figure: Figure, colour: int, swatch: Box) -> bool:
    """Whether more of its colour stands just left of a patch, as letters do before an o."""
    if swatch.height > 1.5 * figure.text_px:
        return False
    gap = max(2, round(0.5 * swatch.height))
    rows, left = slice(int(swatch.top), int(swatch.bottom)), int(swatch.left)
    beside = figure.palette.labels[rows, max(0, left - gap) : left] == colour
    # The frame round a legend goes on above and below, as no letter does.
    by = round(0.6 * swatch.height)
    whole = figure.palette.labels[max(0, rows.start - by) : rows.stop + by, max(0, left - gap) : left] == colour
    beside &= whole.mean(axis=0) < 0.9
    across, down = beside.any(axis=0), np.flatnonzero(beside.any(axis=1))
    # A line goes on from its marker without a gap, and a dashed one half way up it.
    high = len(beside)
    dashed = down.size <= 0.4 * high and abs(down.mean() - (high - 1) / 2) < 0.2 * high if down.size else False
    return bool(across.any() and not across[-1] and not dashed)


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
    crops = [padded(figure.pixels, spot, 3) for spot in spots.values()]
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
    values = sum(entry.label.number is not None and not is_year(entry.name) for entry in named)
    # Values beside small bars are no names, nor is half a legend where detection saw none.
    return list(entries) if not entries and (values or len(named) < max(2, len(swatches))) else named


def _twins(figure: Figure, inked: Sequence[Swatch], entries: Sequence[Entry], full: dict[Box, float]) -> list[Swatch]:
    """Patches of the text's colour that are no letters: of the form of a swatch that has a name, in line with it."""

    def same(a: Box, b: Box) -> bool:
        size = max(abs(a.width - b.width), abs(a.height - b.height))
        level = min(abs(p - q) for p, q in zip(a.center, b.center, strict=True)) <= 1
        # No letter is as wide as a stroke, whatever its marker, and none stands by itself.
        near = abs(a.center[1] - b.center[1]) <= 4 * figure.text_px
        free = near and not any(label.box.overlap(a) > 0.3 * a.area for label in figure.labels)
        wide = abs(a.width - b.width) <= 0.25 * b.width and a.width >= 1.6 * figure.text_px
        stroke = free and wide and a.height < 0.6 * a.width
        return level and (stroke or (size <= 1 + 0.04 * a.width and abs(full[a] - full[b]) < 0.1))

    known = {entry.colour for entry in entries}
    return [one for one in inked if one.colour not in known and any(same(one.box, e.swatch) for e in entries)]


def _like(figure: Figure, seen: Sequence[Swatch], entries: Sequence[Swatch]) -> list[Swatch]:
    """The legend's swatches, and those of other colours in line with one and of its size.

    Without entries, the largest set of such swatches.
    """

    def alike(a: Box, b: Box) -> bool:
        strokes = min(a.width, b.width) >= max(1.6 * figure.text_px, 1.7 * max(a.height, b.height))
        high = strokes or abs(a.height - b.height) <= 0.25 * a.height + 2
        same = abs(a.width - b.width) <= 0.25 * a.width + 2 and high
        return same and min(abs(p - q) for p, q in zip(a.center, b.center, strict=True)) < 3

    best = list(entries)
    tinted = [one for one in seen if _tint(figure, one.colour) >= 25]
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
    # A grid, in dashes too, goes on beyond any name.
    beyond = figure.pixels[top:bottom, end : end + round(12 * high)].astype(np.int16)
    if beyond.shape[1] > 4 * high:
        crossed = (np.abs(beyond - np.median(beyond.reshape(-1, 3), axis=0)).max(axis=2) > 20).mean(axis=1) > 0.3
        if crossed.sum() <= 0.25 * len(crossed):
            ink[crossed] = False
    # Dashes go on behind the first one, and a legend may lie on bars.
    marks = [colour for colour in figure.marks if colour not in figure.inks]
    drawn = np.isin(figure.palette.labels[top:bottom, start:end], marks).astype(np.uint8)
    # A line that runs behind the legend has rims of no colour.
    other = ink & (cv2.dilate(drawn, np.ones((3, 1), np.uint8)) == 0)
    known = entry.label.box if entry is not None and entry.label.box.left >= start else None
    name = slice(int(known.left) - start, int(known.right) - start) if known else slice(None)
    ink = other if np.count_nonzero(other[:, name]) > 0.3 * np.count_nonzero(ink[:, name]) else ink
    runs = [(a, b) for a, b in runs_of(np.flatnonzero(ink.any(axis=0)), space) if b - a > 2]
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
    page = page_colour(figure)
    found: list[Entry] = []
    for label in figure.labels:
        amount = label.number is not None and not is_year(label.text)
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


def is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit()


def _patches(figure: Figure) -> list[tuple[Box, Mask]]:
    """Patches that may be swatches: of one colour, or of any ink at all, as framed and see-through ones are."""
    labels = figure.palette.labels
    ground = page_colour(figure).astype(np.int16)
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
    # Compression makes a colour of its own of the rim between a swatch and its frame.
    most = max((totals[i] for i in shown if _tint(figure, i) >= 40), default=0)
    shown = [i for i in shown if totals[i] >= 0.02 * most] if figure.noisy else shown
    page = page_colour(figure)
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


def _as_wide(figure: Figure, entry: Entry, recognise: Recognise | None) -> Entry:
    """An entry whose name has more letters than fit into its box, read again."""
    box = entry.label.box
    if recognise is None or box.width >= 0.45 * box.height * len(entry.name):
        return entry
    ((text, confidence),) = recognise([padded(figure.pixels, box, 3)])
    shorter = text.strip() in entry.name and any(map(str.isalnum, text)) and confidence >= SURE_CROP
    return replace(entry, name=text.strip()) if shorter else entry


def _as_drawn(figure: Figure, entries: Sequence[Entry], totals: NDArray[np.int64]) -> list[Entry]:
    """Entries with the colours of their marks, where those are see-through and the swatches are not."""
    claimed = {entry.colour for entry in entries}
    page = page_colour(figure)
    colours = lab(figure.palette.colours) if figure.palette.colours else np.zeros((0, 3), np.float32)
    found: list[Entry] = []
    for entry in entries:
        way = np.array(figure.rgb(entry.colour), np.float32) - page
        off = np.linalg.norm(colours - colours[entry.colour], axis=1)

        def kin(i: int, way: NDArray[np.float32] = way) -> bool:
            other = np.array(figure.rgb(i), np.float32) - page
            return float(way @ other) > 0.97 * float(np.linalg.norm(way) * np.linalg.norm(other))

        near = [
            i for i in figure.marks
            if i not in claimed and off[i] < SWATCH_SHADE and totals[i] > 5 * totals[entry.colour] and kin(i)
        ]  # fmt: skip
        best = min(near, key=lambda i: float(off[i]), default=entry.colour) if np.ptp(way) >= 40 else entry.colour
        found.append(replace(entry, colour=best))
    return found


def _was_merged(label: Label, entry: Entry) -> bool:
    """Whether the label is a row of legend lines read as one, or a part of a name, for which entries have their own."""
    least = min(label.box.area, entry.label.box.area)
    return label is not entry.label and label.box.overlap(entry.label.box) > 0.7 * least


def _entry(figure: Figure, colour: int, swatch: Box, patch: Mask, recognise: Recognise | None) -> Entry | None:
    _, middle = swatch.center
    best: tuple[float, Label] | None = None
    for label in figure.labels:
        if not any(char.isalnum() for char in label.text):
            continue  # the swatch, read as a sign
        if label.turned or abs(label.box.center[1] - middle) > 0.6 * max(label.box.height, 6):
            continue
        if (
            len(label.text) == 1
            and label.box.overlap(swatch) > 0.6 * label.box.area
            and swatch.area > 0.6 * label.box.area
        ):
            continue  # a line with its marker, read as 中
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
    flat = swatch.width > 1.2 * swatch.height
    if (_SIGN_FIRST if flat else _ONE_FIRST).match(best[1].text):
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
    # Text may be navy or pale blue.
    tinted = _tint(figure, colour) >= (100 if colour in figure.inks else 40)
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
    ((text, confidence),) = recognise([padded(figure.pixels, box, 3)])
    return Label(text.strip(), box) if confidence >= 0.5 and text.strip() else None


def _again(figure: Figure, label: Label, recognise: Recognise | None) -> Label:
    """The label read again without what stood before it; as it was, where that is not clear."""
    if recognise is None:
        return label
    ((text, confidence),) = recognise([padded(figure.pixels, label.box, 3)])
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


def _is_marker(one: Entry, other: Entry) -> bool:
    """Whether a swatch is the marker in the middle of another, which is a line."""
    a, b = one.swatch, other.swatch
    level = abs(a.center[0] - b.center[0]) <= 1.5 and abs(a.center[1] - b.center[1]) <= 1.5
    return one.colour != other.colour and level and b.width >= 1.5 * max(a.width, b.height) and a.height <= b.height + 1


def _same_swatch(a: Entry, b: Entry) -> bool:
    return a is not b and a.colour == b.colour and a.swatch.overlap(b.swatch) > 0


def _same_line(a: Entry, b: Entry) -> bool:
    """Whether two entries are one: the boxes of names in neighbouring lines may overlap, their swatches do not."""
    one, other = a.label.box, b.label.box
    common = one.overlap(other) / max(min(one.area, other.area), 1.0)
    apart = abs(a.swatch.center[1] - b.swatch.center[1])
    between = max(a.swatch.top, b.swatch.top) - min(a.swatch.bottom, b.swatch.bottom)
    # Grid lines cut a swatch in pieces, all of one name.
    pieces = between <= 0.4 * max(a.swatch.height, b.swatch.height)
    return (common > 0.8 and pieces) or (common > 0.3 and apart < 0.4 * min(one.height, other.height))


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
        year = is_year(one.name) and one.swatch.height > 0.6 * high
        if one.swatch.height < 2 or (one.label.number is not None and not year):
            return []
    return best
