"""Pie and ring charts: shares by angle."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.charts.figure import Figure, Label, ground_mask
from fovea.engines.reader.look.charts.scales import number
from fovea.engines.reader.look.charts.titles import find_titles
from fovea.engines.reader.look.charts.values import Chart, Datum, Note, Series, Unsure
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box

#: Of the slices, what has their colour at least: pies measured 0.94 and more, a wheel of all hues 0.5.
LEAST_PURE = 0.75
#: Samples round the circle: a tenth of a percent each.
STEPS = 1000


@dataclass(frozen=True, slots=True)
class Disc:
    x: float
    y: float
    radius: float
    #: Radius of the hole, 0 for a full pie.
    hole: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


@dataclass(frozen=True, slots=True)
class Slice:
    colour: int
    #: Clockwise from the top, in turns: 0 <= start < 1, 0 < share <= 1.
    start: float
    share: float

    @property
    def middle(self) -> float:
        return self.start + self.share / 2


def find_disc(figure: Figure) -> Disc | None:
    """A large round region of at least two colours; None for anything else that is round."""
    marks = (~ground_mask(figure)).astype(np.uint8)
    for label in figure.labels:
        box = label.box
        rows, columns = slice(int(box.top), int(box.bottom) + 1), slice(int(box.left), int(box.right) + 1)
        around = figure.palette.labels[rows, columns]
        # Text on the ground goes; text on a slice stays part of it.
        if around.size and np.isin(around, list(figure.grounds)).mean() > 0.4:
            marks[rows, columns] = 0
    # Closed a little, then more, for slices far apart.
    for share in (0.012, 0.035):
        size = max(3, round(share * min(figure.width, figure.height)) | 1)
        if (circle := _round(figure, marks, size)) is not None:
            x, y, radius = circle
            disc = Disc(x + 0.5, y + 0.5, radius, _hole(figure, x, y, radius))
            if len({s.colour for s in _slices(figure, disc)}) >= 2:
                return disc
    return None


def _round(figure: Figure, marks: NDArray[np.uint8], size: int) -> tuple[float, float, float] | None:
    """Middle and radius of the circle that the largest marks fill, with gaps of up to ``size`` px between them."""
    disc_shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    # Close the gaps between slices, then drop leader lines and frames.
    solid = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, disc_shape)
    solid = cv2.morphologyEx(solid, cv2.MORPH_OPEN, disc_shape)
    outlines, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    # The band behind a title goes from side to side.
    outlines = [o for o in outlines if cv2.boundingRect(o)[2] < 0.95 * figure.width]
    if not outlines:
        return None
    # Slices that stand a little apart are pieces of one disc.
    least = 0.1 * max(cv2.contourArea(outline) for outline in outlines)
    pieces = [outline for outline in outlines if cv2.contourArea(outline) >= least]
    largest = max(pieces, key=cv2.contourArea)
    if len(pieces) > 1 and cv2.contourArea(largest) >= 0.88 * math.pi * cv2.minEnclosingCircle(largest)[1] ** 2:
        pieces = [largest]  # Beside a whole disc stands the box of its legend.
    hull = np.asarray(cv2.convexHull(np.concatenate(pieces)), np.int32)
    (_, _), circumscribed = cv2.minEnclosingCircle(hull)
    if circumscribed < 0.1 * min(figure.width, figure.height) or circumscribed < 30:
        return None
    area = float(sum(cv2.contourArea(piece) for piece in pieces))
    full = area >= (0.88 if len(pieces) == 1 else 0.8) * math.pi * circumscribed**2
    if not full:
        return None
    x, y, radius = _circle(hull)
    # What goes on beyond the picture's edge is a glow or a ball, and no pie.
    inside = -0.05 * radius < min(x, y) - radius and max(x - figure.width, y - figure.height) + radius < 0.05 * radius
    return (x, y, radius) if inside else None


def _circle(hull: NDArray[np.int32]) -> tuple[float, float, float]:
    """Middle and radius of the circle on which most of a hull lies: a slice may stand out."""
    filled = np.zeros(hull.reshape(-1, 2).max(axis=0)[::-1] + 2, np.uint8)
    cv2.fillConvexPoly(filled, hull, 1)
    (outline,), _ = cv2.findContours(filled, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    moments, points = cv2.moments(hull), outline.reshape(-1, 2).astype(np.float64)
    x, y = moments["m10"] / moments["m00"], moments["m01"] / moments["m00"]
    radius = math.sqrt(float(cv2.contourArea(hull)) / math.pi)
    off = np.abs(np.hypot(*(points - (x, y)).T) - radius)
    if off.max() < 0.03 * radius:
        return x, y, radius
    for _ in range(8):
        near = points[off <= max(np.percentile(off, 70), 1.0)]
        a, b, c = np.linalg.lstsq(np.column_stack([near, np.ones(len(near))]), (near**2).sum(axis=1), rcond=None)[0]
        x, y = float(a / 2), float(b / 2)
        radius = math.sqrt(max(float(c) + x * x + y * y, 1.0))
        off = np.abs(np.hypot(*(points - (x, y)).T) - radius)
    return x, y, radius


def _hole(figure: Figure, x: float, y: float, radius: float) -> float:
    """The radius within which most of what is seen is the ground."""
    ground = ground_mask(figure)
    turns = 2 * math.pi * np.arange(72) / 72
    reaches = np.arange(0.12, 0.95, 0.01)
    px = np.clip((x + radius * np.outer(reaches, np.sin(turns))).astype(int), 0, figure.width - 1)
    py = np.clip((y - radius * np.outer(reaches, np.cos(turns))).astype(int), 0, figure.height - 1)
    # Text in the hole is on some rays, and no slice's rim is on most of them.
    empty = reaches[ground[py, px].mean(axis=1) > 0.6]
    return float(empty[-1]) * radius if empty.size and empty[-1] > 0.2 else 0.0


def _slices(figure: Figure, disc: Disc) -> list[Slice]:
    """Runs of one colour round the circle: the vote of several rings, so that text on a slice is outvoted."""
    votes = np.full((STEPS, 0), -1, np.int64)
    inner = max(disc.hole / disc.radius + 0.06, 0.35)
    marks = set(figure.marks)
    angles = 2 * math.pi * (np.arange(STEPS) + 0.5) / STEPS
    for r in np.linspace(inner, 0.94, 9):
        px = np.clip((disc.x + r * disc.radius * np.sin(angles)).astype(int), 0, figure.width - 1)
        py = np.clip((disc.y - r * disc.radius * np.cos(angles)).astype(int), 0, figure.height - 1)
        ring = figure.palette.labels[py, px].astype(np.int64)
        votes = np.column_stack([votes, np.where(np.isin(ring, list(marks)), ring, -1)])
    colours = np.full(STEPS, -1, np.int64)
    for k in range(STEPS):
        row = votes[k][votes[k] >= 0]
        if row.size >= 3:
            found = np.bincount(row)
            if found.max() >= 0.5 * row.size:
                colours[k] = int(found.argmax())

    def parted(end: int, start: int) -> bool:
        """Whether a rim runs between, from the middle outwards: text on a slice hides a few rings alone."""
        return any((votes[k % STEPS] != colours[end - 1]).sum() >= votes.shape[1] - 1 for k in range(end, start))

    runs = _runs(colours)
    # Slivers are rims and blends, not slices.
    runs = [(c, a, n) for c, a, n in runs if c >= 0 and n >= 0.006 * STEPS]
    if not runs:
        return []
    # Gaps between slices (white edges, blends) go to both sides in halves.
    slices: list[Slice] = []
    merged: list[tuple[int, int, int]] = []
    for colour, start, length in runs:
        end = merged[-1][1] + merged[-1][2] if merged else 0
        if merged and merged[-1][0] == colour and start - end < 0.02 * STEPS and not parted(end, start):
            merged[-1] = (colour, merged[-1][1], start + length - merged[-1][1])
        else:
            merged.append((colour, start, length))
    around = merged[0][1] + STEPS - sum(merged[-1][1:])
    if (
        len(merged) > 1
        and merged[0][0] == merged[-1][0]
        and around < 0.02 * STEPS
        and not parted(sum(merged[-1][1:]), STEPS + merged[0][1])
    ):
        last = merged.pop()
        merged[0] = (last[0], last[1] - STEPS, merged[0][1] + merged[0][2] - (last[1] - STEPS))
    for i, (colour, start, length) in enumerate(merged):
        before = merged[i - 1]
        after = merged[(i + 1) % len(merged)]
        gap_before = (start - (before[1] + before[2])) % STEPS if len(merged) > 1 else 0
        gap_after = (after[1] - (start + length)) % STEPS if len(merged) > 1 else 0
        # What is missing beside a slice that was pulled out belongs to it alone.
        own, left, right = (_stands_out(figure, disc, *run) for run in (merged[i], before, after))
        a = start - gap_before * (0.5 if own == left else float(own))
        b = start + length + gap_after * (0.5 if own == right else float(own))
        slices.append(Slice(colour, (a / STEPS) % 1, (b - a) / STEPS))
    return slices


def _stands_out(figure: Figure, disc: Disc, colour: int, start: int, length: int) -> bool:
    """Whether a slice reaches past the rim of the others."""
    turn = 2 * math.pi * (start + length / 2) / STEPS
    reach = 1.03 * disc.radius + 1
    x, y = int(disc.x + reach * math.sin(turn)), int(disc.y - reach * math.cos(turn))
    inside = 0 <= x < figure.width and 0 <= y < figure.height
    return inside and int(figure.palette.labels[y, x]) == colour


def _purity(figure: Figure, disc: Disc, slices: list[Slice]) -> float:
    """Of the marks in the slices, how much has its slice's colour."""
    own = total = 0
    for piece in slices:
        turns = 2 * math.pi * np.linspace(piece.start + 0.15 * piece.share, piece.start + 0.85 * piece.share, 40)
        for r in np.linspace(max(disc.hole / disc.radius + 0.1, 0.2), 0.92, 16):
            px = np.clip((disc.x + r * disc.radius * np.sin(turns)).astype(int), 0, figure.width - 1)
            py = np.clip((disc.y - r * disc.radius * np.cos(turns)).astype(int), 0, figure.height - 1)
            ring = figure.palette.labels[py, px]
            own += int(np.count_nonzero(ring == piece.colour))
            total += int(np.count_nonzero(ring >= 0))
    return own / max(total, 1)


def _runs(colours: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """(colour, start, length) of each run of equal values."""
    cuts = [0, *(int(c) + 1 for c in np.flatnonzero(np.diff(colours))), len(colours)]
    return [(int(colours[a]), a, b - a) for a, b in itertools.pairwise(cuts)]


def read_pie(figure: Figure, disc: Disc) -> Chart | Unsure:
    slices = _slices(figure, disc)
    covered = sum(s.share for s in slices)
    if _purity(figure, disc, slices) < LEAST_PURE:
        return Unsure(None, "its sectors are not each of one colour, as slices are")
    if covered < 0.9:
        return Unsure("pie", "parts of the circle have no flat colour")
    names, printed, used = _label_slices(figure, disc, slices)
    points: list[Datum] = []
    amounts = _amounts(slices, printed)
    notes: list[Note] = []
    for i, piece in enumerate(slices):
        share = piece.share / covered
        text, percent = printed.get(i, (None, None))
        value, error = 100 * share, 0.6
        if i in amounts:
            value, error = amounts[i], 0.0
        elif percent is not None and abs(percent - 100 * share) <= 2.0:
            value, error, share = percent, 0.0, percent / 100
        else:
            text = None
        colour = colour_name(figure.rgb(piece.colour))
        points.append(Datum(names[i], value, error, text, _slice_box(disc, piece), share, colour))
    rgb = figure.rgb(slices[0].colour)
    titles = find_titles(figure, disc.box, used)
    if unnamed := sum(name == str(i + 1) for i, name in enumerate(names)):
        notes.append(Note("names", unnamed))
    return Chart(
        kind="pie",
        series=(Series(None, colour_name(rgb), rgb, tuple(points)),),
        categories=tuple(names),
        title=titles.title,
        unit="" if amounts else "%",
        hollow=disc.hole > 0,
        notes=tuple(notes),
    )


def _amounts(slices: list[Slice], printed: dict[int, tuple[str, float]]) -> dict[int, float]:
    """Printed amounts that are no percentages but are in proportion to the slices, all of them."""
    if len(printed) < len(slices):
        return {}
    total = sum(value for _, value in printed.values())
    if total <= 0 or (97 <= total <= 103):
        return {}
    fit = all(abs(printed[i][1] / total - piece.share) <= 0.02 for i, piece in enumerate(slices))
    return {i: value for i, (_, value) in printed.items()} if fit else {}


def _slice_box(disc: Disc, piece: Slice) -> Box:
    turns = np.linspace(piece.start, piece.start + piece.share, 24)
    xs = [disc.x, *(disc.x + disc.radius * np.sin(2 * math.pi * turns))]
    ys = [disc.y, *(disc.y - disc.radius * np.cos(2 * math.pi * turns))]
    return Box(float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys)))


_WITH_NUMBER = re.compile(r"^(?P<name>.*?)[\s:,(（\-–—]*(?P<number>[$€£¥]?\d[\d.,]*\s*%?)[)）]?\s*$")


def _label_slices(
    figure: Figure, disc: Disc, slices: list[Slice]
) -> tuple[list[str], dict[int, tuple[str, float]], list[Label]]:
    """Names from the legend or from the text nearest to each slice, the numbers printed on them, and the labels used.

    Text in the ring or just outside belongs to the slice on whose side it stands.
    """
    legend = {id(entry.label): entry.colour for entry in figure.legend}
    names: dict[int, str] = {}
    printed: dict[int, tuple[str, float]] = {}
    used: list[Label] = []
    for i, piece in enumerate(slices):
        entry = next((e for e in figure.legend if e.colour == piece.colour), None)
        # A palette that begins anew has one colour for two slices, and two names.
        if entry is not None and sum(other.colour == piece.colour for other in slices) > 1:
            names[i] = str(i + 1)
        elif entry is not None:
            name, text, value = _as_measured(entry.name, piece.share)
            names[i] = name or entry.name
            if value is not None and name:
                printed[i] = (text, value)
            used.append(entry.label)
    outside: list[tuple[float, int, Label]] = []
    for label in figure.labels:
        if id(label) in legend or label.turned:
            continue
        at, away = _slice_at(disc, slices, label)
        if at is not None and not _is_title(figure, disc, label):
            outside.append((away, at, label))
    # Numbers round the pie are its categories (years, say) where shares are printed on it, or none are.
    beside = [label for away, _, label in outside if away > 0]
    plain = [label for label in beside if (n := label.number) is not None and not n.unit]
    years = len(plain) >= 2 and len(plain) > 0.5 * len(beside)
    taken: dict[int, list[Label]] = {}
    # Where slices are labelled by a name with its number, a line without one is no name before those.
    whole = {id(label) for _, _, label in outside if _has_both(label.text)}
    whole = whole if len(whole) >= 0.6 * len(slices) else set()
    for _, i, label in sorted(outside, key=lambda item: (bool(whole) and id(item[2]) not in whole, item[0])):
        name, text, value = _name_and_number(label.text)
        if years and label in plain:
            name, text, value = label.text, "", None
        wants_name = bool(name) and i not in names
        wants_number = value is not None and i not in printed
        # A second line of the same label: "Rent" over "35 %".
        near = i in taken and any(_touching(label.box, t.box, figure.text_px) for t in taken[i])
        if not (wants_name or (wants_number and (not name or i in names))):
            if near and name and value is None:
                both = sorted([*taken[i], label], key=lambda x: x.box.top)
                if all(_name_and_number(x.text)[0] for x in both) and not figure.legend_name(slices[i].colour):
                    names[i] = " ".join(x.text for x in both)
                    taken[i].append(label)
                    used.append(label)
            continue
        if wants_name:
            names[i] = name
        if wants_number and value is not None:
            printed[i] = (text, value)
        taken.setdefault(i, []).append(label)
        used.append(label)
    return [names.get(i, str(i + 1)) for i in range(len(slices))], printed, used


def _has_both(text: str) -> bool:
    name, _, value = _name_and_number(text)
    return bool(name) and value is not None


def _as_measured(text: str, share: float) -> tuple[str, str, float | None]:
    """A name and its number; "Gas 1 8%" is 18 % where the slice is that large."""
    found = _name_and_number(text)
    joined = _name_and_number(re.sub(r"(?<=\d) (?=\d{1,2}(?:[.,]\d)?\s*%)", "", text))
    if found[2] is None or joined[2] is None:
        return found
    return min((found, joined), key=lambda one: abs((one[2] or 0.0) / 100 - share))


def _is_title(figure: Figure, disc: Disc, label: Label) -> bool:
    """Whether a label above the pie is its title, or a line that goes with it right below."""

    def large(box: Box) -> bool:
        return box.bottom < disc.box.top and box.height > 1.25 * figure.text_px

    def follows(title: Box, box: Box) -> bool:
        aligned = min(abs(title.center[0] - box.center[0]), abs(title.left - box.left)) < 0.5 * figure.text_px
        return aligned and 0 <= box.top - title.bottom < 1.5 * title.height

    box = label.box
    # Names stand at the pie, a title that is no larger at the head of the picture.
    if box.bottom < disc.box.top - 3 * figure.text_px and all(box.top <= o.box.center[1] for o in figure.labels):
        return True
    return large(box) or (
        box.bottom < disc.box.top and any(large(o.box) and follows(o.box, box) for o in figure.labels)
    )


def _touching(a: Box, b: Box, high: float) -> bool:
    across = min(a.right, b.right) - max(a.left, b.left)
    between = max(a.top, b.top) - min(a.bottom, b.bottom)
    return across > 0 and between < 0.9 * high


def _name_and_number(text: str) -> tuple[str, str, float | None]:
    """ "Rent 35 %" is ("Rent", "35 %", 35.0); either part may be missing."""
    text = re.sub(r"(?<=\d%)6$", "", text.strip())  # a percent sign, read one and a half times
    alone = number(text.strip("()（） "))
    if alone is not None:
        return "", text, alone.value
    match = _WITH_NUMBER.match(text)
    value = number(match["number"]) if match is not None and match["name"].strip() else None
    # "Q1" and "Model 3" are names: a number counts with a sign of its own, or behind a separator; "18-24" is a range.
    apart = match is not None and number(match["name"]) is None and re.search(r"[:(（,–—-]\s*[\d$€£¥]", text)
    if match is not None and value is not None and (value.unit or apart):
        return match["name"].strip(" :-–—,(（"), match["number"].strip(), value.value
    return text.strip(), "", None


def _slice_at(disc: Disc, slices: list[Slice], label: Label) -> tuple[int | None, float]:
    """The slice that a label stands on or beside, and how far from the rim its nearest point is (px)."""
    box = label.box
    cx, cy = box.center
    # Outside, the point of the label nearest to the middle says where it belongs; inside, its own middle.
    nx, ny = min(max(disc.x, box.left), box.right), min(max(disc.y, box.top), box.bottom)
    inside = math.hypot(cx - disc.x, cy - disc.y) < disc.radius
    px, py = (cx, cy) if inside else ((nx + cx) / 2, (ny + cy) / 2)
    distance = math.hypot(nx - disc.x, ny - disc.y)
    if inside and math.hypot(cx - disc.x, cy - disc.y) < max(disc.hole, 0.08 * disc.radius):
        return None, 0.0
    if not inside and distance > 1.45 * disc.radius + 10:
        return None, 0.0
    turn = (math.atan2(px - disc.x, disc.y - py) / (2 * math.pi)) % 1
    for i, piece in enumerate(slices):
        if (turn - piece.start) % 1 <= piece.share:
            return i, 0.0 if inside else max(distance - disc.radius, 1.0)
    return None, 0.0
