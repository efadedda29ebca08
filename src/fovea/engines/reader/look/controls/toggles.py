"""Boxes to tick, rings to choose by and switches, each by its outline and by what is inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.look.controls.colour import SAME, apart, colourful, luminance
from fovea.engines.reader.look.controls.outlines import Mask, Outline, Scene
from fovea.engines.reader.look.controls.values import Sign, State
from fovea.engines.reader.regions import Box, Rgb
from fovea.engines.reader.values import Line

Mark: TypeAlias = Literal["tick", "cross", "dash", "dot", "solid", "mark", "nothing inside", "other"]

#: Signs for a box or a ring that the recogniser knows, and letters that it takes them for.
BOX_SIGNS = "☐☑☒□■▢✅❑❏✓✔✗✘◻◼⊠⊡"
RING_SIGNS = "○●◯◉◎⚪⚫"
TAKEN_FOR_BOX = "口回日曰ロD0Oo"
TAKEN_FOR_RING = "OoQ0C〇。·•"


@dataclass(frozen=True)
class Toggle:
    """A box, ring or switch and what was seen in it."""

    kind: Literal["checkbox", "radio", "switch"]
    state: State
    box: Box
    seen: Sign
    #: Of the fill or the track.
    colour: Rgb
    sure: bool = True


def find_toggles(scene: Scene, outlines: Sequence[Outline]) -> list[Toggle]:
    """All boxes, rings and switches. What looks like one and stands amid letters, or has no like, is left out."""
    switches = [s for outline in outlines if (s := _switch(scene, outline))]
    taken = [switch.box for switch in switches]
    squares: list[Seen] = []
    rings: list[Seen] = []
    doubted: list[Seen] = []
    # The larger first: what is inside another is its mark.
    for outline in sorted(outlines, key=lambda o: -o.box.area):
        if any(box.overlap(outline.box) for box in taken):
            continue
        body = _body(scene, outline)
        if body is None or not (body.is_square or body.is_disc):
            continue
        stands = _stands(scene, body)
        if stands != "amid letters" or _begins(body):
            seen = (body, *_inside(scene, body))
            if stands == "amid letters" and seen[1] != "tick":
                continue
            (doubted if stands != "free" else squares if body.is_square else rings).append(seen)
            taken.append(body.box)
    for seen in doubted:
        sure = squares if seen[0].is_square else rings
        if (
            (seen[1] in ("tick", "dash") and colourful(seen[2]) > 40)
            or any(_lined_up(seen[0], s[0], marked=seen[1] == "tick") for s in sure)
            or (seen[0].is_square and seen[1] == "nothing inside" and _before_words(scene, seen[0]))
        ):
            sure.append(seen)
    return [*switches, *_checkboxes(scene, squares), *_radios(scene, rings)]


def _begins(outline: Outline) -> bool:
    """Whether a square stands before a word, closer than a box to tick mostly does: a tick in it would tell it."""
    before, after = outline.clear
    return outline.is_square and before >= 0.6 and after >= 0.1


def _before_words(scene: Scene, outline: Outline) -> bool:
    """Whether an empty box stands before a line of letters, of which none that was read is as empty and as square."""
    box, line = outline.box, line_at(scene.lines, outline.box)
    if line is None or box.left > line.left + box.width or outline.clear[1] < 0.4:
        return False
    first = line.text.strip()[:1]
    return (
        len(line.text) >= 6 and first.isalpha() and first not in "OoQDU口日田回" and box.height >= 0.5 * scene.text_px
    )


Seen: TypeAlias = tuple[Outline, Mark, Rgb]


def _body(scene: Scene, outline: Outline) -> Outline | None:
    """The outline without strokes that reach out of it, as those of a tick by hand do; None where little is left."""
    box = outline.box
    if outline.is_square or outline.is_disc:
        return outline
    if not 0.7 <= box.width / box.height <= 1.45:
        return None
    size = max(3, int(0.3 * min(box.width, box.height)))
    opened = cv2.morphologyEx(
        cv2.copyMakeBorder(outline.filled, size, size, size, size, cv2.BORDER_CONSTANT),
        cv2.MORPH_OPEN,
        np.ones((size, size), np.uint8),
    )[size:-size, size:-size]
    if float(opened.sum()) < 0.3 * box.area:
        return None
    # Where a stroke leaves the box a stub of it stays.
    ys = np.flatnonzero(opened.sum(axis=1) >= 0.6 * opened.sum(axis=1).max())
    xs = np.flatnonzero(opened.sum(axis=0) >= 0.6 * opened.sum(axis=0).max())
    left, top, right, bottom = int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1
    inner = Box(box.left + left, box.top + top, box.left + right, box.top + bottom)
    body = np.asarray(opened[top:bottom, left:right], np.uint8)
    return Outline(inner, body, outline.index, scene.clear(outline.index, inner))


def _stands(scene: Scene, outline: Outline) -> Literal["free", "at a word", "amid letters"]:
    """Whether it may be a letter of a word: by the gaps on both sides, its height, and signs that the text has."""
    before, after = outline.clear
    box = outline.box
    for line in scene.lines:
        within = min(line.right, box.right) - max(line.left, box.left)
        if within < 0.6 * box.width or not line.top - 2 <= box.center[1] <= line.bottom + 2:
            continue
        signed = any(sign in line.text for sign in BOX_SIGNS + RING_SIGNS)
        if box.height < (0.36 if signed else 0.4) * line.height:
            return "amid letters"
        if signed:
            # Boxes of lines are loose: a line is no higher than most are, and a sign no higher than a small letter.
            unit = min(line.height, scene.text_px)
            if box.height < 0.5 * unit:
                # As small as the 口 of 戶口, which no gap sets apart.
                return "free" if box.height >= 0.36 * unit and before >= 0.8 and after >= 0.3 else "amid letters"
            return "free" if before >= 0.33 and after >= 0.13 else "amid letters"
        # A letter of the line, unless more than a letter's gap is on both sides; 口 and O are not as high as a box.
        if before < 0.4 or after < 0.22:
            return "amid letters"
        return "free" if box.height >= 0.53 * line.height else "at a word"
    return "free" if before >= 0.33 and after >= 0.13 else "amid letters"


def _lined_up(a: Outline, b: Outline, marked: bool = False) -> bool:
    """Of one size, and under one another or side by side; fonts draw a box with a tick smaller than an empty one, and
    paper may lean."""
    off = max(2.0, 0.2 * b.box.height) if marked else 2.0
    near = abs(a.box.left - b.box.left) <= off or abs(a.box.center[1] - b.box.center[1]) <= off
    return near and abs(a.box.height - b.box.height) <= (max(1.5, 0.2 * b.box.height) if marked else 1.5)


def _inside(scene: Scene, outline: Outline) -> tuple[Mark, Rgb]:
    """What a box or ring holds, and the colour that fills it."""
    box = outline.box
    size = min(box.width, box.height)
    rim = max(2, round(0.13 * size))
    crop = scene.crop(Box(box.left + rim, box.top + rim, box.right - rim, box.bottom - rim))
    if min(crop.shape[:2]) < 4:
        return "other", (0, 0, 0)
    fill = _commonest(crop)
    if outline.is_disc and _dotted(scene, box):
        return "dot", scene.colour(box.left + 0.14 * box.width, box.center[1], 0)
    off = np.abs(crop.astype(np.int16) - np.array(fill, np.int16)).max(axis=2)
    # Strokes stand out; what is left of the rim and of a shade does not count.
    strokes = _without_rim((off > max(40, 0.4 * float(off.max()))).astype(np.uint8))
    if outline.is_disc:
        strokes &= _disc(strokes.shape[:2])
    share = float(strokes.mean())
    if float(off.max()) < 45 or share < 0.03 or (not outline.is_disc and _at_edges(strokes)):
        ground = around(scene, box)
        return (
            "solid"
            if (apart(fill, ground) > 60 and colourful(fill) > 60) or luminance(fill) < 0.1 < luminance(ground)
            else "nothing inside"
        ), fill
    mark = _mark(strokes, share, outline)
    ground = around(scene, box)
    if mark in ("mark", "other") and apart(fill, ground) > 60:
        # Thick strokes cover more of a small box than its ground does.
        inked = _without_rim(
            (np.abs(crop.astype(np.int16) - np.array(ground, np.int16)).max(axis=2) > 60).astype(np.uint8)
        )
        bold = _mark(inked, float(inked.mean()), outline) if inked.any() else mark
        if bold in ("tick", "cross"):
            return bold, ground
    return mark, fill


def _at_edges(strokes: Mask) -> bool:
    """Whether all that is in a box stands at its sides, as the rim of a box does that leans; a mark crosses the middle."""
    height, width = strokes.shape
    down, across = round(0.22 * height), round(0.22 * width)
    return not strokes[down : height - down, across : width - across].any()


def _without_rim(strokes: Mask) -> Mask:
    """Strokes without what is left of a thick rim: full rows and columns at the sides."""
    strokes = strokes.copy()
    for side in (strokes, strokes[::-1], strokes.T, strokes.T[::-1]):
        for row in side[: max(1, len(side) // 5)]:
            if float(row.mean()) < 0.6:
                break
            row[:] = 0
    return strokes


def _dotted(scene: Scene, box: Box) -> bool:
    """Whether a disc has another in its middle: in all directions the colour changes at one distance, well inside."""
    x, y = box.center
    middle, radius = scene.colour(x - 0.5, y - 0.5, 0), box.height / 2
    ends = []
    for angle in np.arange(8) * np.pi / 4:
        reach = 0.1
        while reach < 1.0:
            if (
                apart(scene.colour(x + radius * reach * np.cos(angle), y + radius * reach * np.sin(angle), 0), middle)
                > 40
            ):
                break
            reach += 0.05
        ends.append(reach)
    return min(ends) >= 0.2 and max(ends) <= 0.74 and max(ends) - min(ends) <= 0.22


def _mark(strokes: Mask, share: float, outline: Outline) -> Mark:
    height, width = strokes.shape
    ys, xs = np.nonzero(strokes)
    left, right, top, bottom = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    w, h = right - left, bottom - top
    own = strokes[top:bottom, left:right]
    off = 0.25 if outline.is_disc else 0.16
    centred = abs((left + right) / 2 - width / 2) < off * width and abs((top + bottom) / 2 - height / 2) < off * height
    if centred and 0.75 <= w / h <= 1.34 and own.mean() > 0.68 and w > 0.28 * width:
        return "dot" if outline.is_disc or own.mean() < 0.9 else "solid"
    if centred and h <= 0.34 * height and w >= 0.4 * width and w >= 2 * h and own.mean() > 0.7:
        return "dash"
    if w < 0.3 * width or h < 0.25 * height:
        return "other"
    for name in ("tick", "cross"):
        if _alike(own, name):
            return name
    return "mark" if share < 0.75 else "other"


def _alike(strokes: Mask, name: Literal["tick", "cross"]) -> bool:
    """Whether strokes are a tick or a cross, as far as one can tell at 24 x 24."""
    given = cv2.resize(strokes * 255, (24, 24), interpolation=cv2.INTER_AREA) > 90
    return any(
        float(given[wide].mean()) > 0.0
        and float((given & wide).sum()) >= 0.86 * float(given.sum())
        and float((given & thin).sum()) >= 0.68 * float(thin.sum())
        for thin, wide in _templates()[name]
    )


Template: TypeAlias = tuple[NDArray[np.bool_], NDArray[np.bool_]]


@cache
def _templates() -> dict[Literal["tick", "cross"], tuple[Template, ...]]:
    """Ticks and crosses in a 24 x 24 box: drawn thin, which strokes cover, and wide, which they keep within."""

    def path(*points: tuple[int, int]) -> Template:
        masks = []
        for thickness in (1, 9):
            canvas = np.zeros((24, 24), np.uint8)
            cv2.polylines(canvas, [np.array(points, np.int32)], False, 1, thickness)
            masks.append(canvas.astype(bool))
        return masks[0], masks[1]

    def both(a: Template, b: Template) -> Template:
        return a[0] | b[0], a[1] | b[1]

    ticks = tuple(path((1, knee - 8), (x, 22), (22, 1)) for x in (6, 8, 10) for knee in (19, 22))
    return {"tick": ticks, "cross": (both(path((1, 1), (22, 22)), path((22, 1), (1, 22))),)}


def _checkboxes(scene: Scene, found: Sequence[Seen]) -> Iterator[Toggle]:
    """Empty boxes and ticked ones; a box filled or marked in another way only among others of its size."""
    for outline, mark, fill in found:
        alike = [other for other in found if other[0] is not outline and _same_size(other[0], outline)]
        family = sum(m in ("nothing inside", "tick", "cross") for _, m, _ in alike)
        drawn = colourful(fill) < 60 and _rim(scene, outline.box, fill, 0.3)
        # A sunken box has no rim where its light side meets its white ground.
        sunken = bool(family) and colourful(fill) < 30 and apart(fill, around(scene, outline.box)) > 24
        match mark:
            case "nothing inside" if drawn or sunken:
                yield Toggle("checkbox", "off", outline.box, "nothing inside", fill)
            case "tick" if drawn or colourful(fill) > 40 or family:
                yield Toggle("checkbox", "on", outline.box, mark, fill)
            case "cross" if drawn and family:
                yield Toggle("checkbox", "on", outline.box, mark, fill)
            case "dash" if family:
                yield Toggle("checkbox", "mixed", outline.box, "dash", fill)
            case "mark" if (
                family
                and _framed(scene, outline.box, fill)
                and (_any_lined_up(outline, alike) or not _in_text(scene, outline.box))
            ):
                yield Toggle("checkbox", "on", outline.box, "mark", fill)
            case "solid" if any(m == "nothing inside" for _, m, _ in alike) and not _swatches(found):
                yield Toggle("checkbox", "on", outline.box, "solid", fill)
            case _:
                continue


def _framed(scene: Scene, box: Box, fill: Rgb) -> bool:
    """Whether a rim goes along all of the four sides, as no 漢字 but 口 and what holds it has one."""
    return colourful(fill) < 60 and _rim(scene, box, fill, 0.42)


def _any_lined_up(outline: Outline, others: Sequence[Seen]) -> bool:
    return any(_lined_up(outline, other) for other, _, _ in others)


def _in_text(scene: Scene, box: Box) -> bool:
    """Whether a box stands in a line where nothing that reads as a box stands: a 漢字 in a frame, as 回 is."""
    line = line_at(scene.lines, box)
    return line is not None and not any(sign in line.text for sign in BOX_SIGNS)


def _swatches(found: Sequence[Seen]) -> bool:
    """Whether filled squares are a legend's: of different colours."""
    fills = [fill for _, mark, fill in found if mark == "solid"]
    return any(apart(a, b) > 40 for n, a in enumerate(fills) for b in fills[:n])


def _radios(scene: Scene, found: Sequence[Seen]) -> Iterator[Toggle]:
    """Rings with and without a dot, two at least of one size; a tick in a disc is a box to tick that is round."""
    for outline, mark, fill in found:
        alike = [m for other, m, _ in found if other is not outline and _same_size(other, outline)]
        if mark == "tick" and colourful(fill) > 40:
            yield Toggle("checkbox", "on", outline.box, "tick", fill)
        elif mark == "dot" and any(m in ("dot", "nothing inside") for m in alike):
            yield Toggle("radio", "on", outline.box, "dot", fill)
        elif mark in ("tick", "cross", "mark") and "nothing inside" in alike and _rim(scene, outline.box, fill):
            # By hand, on paper.
            yield Toggle("radio", "on", outline.box, mark, fill)
        elif mark == "nothing inside" and colourful(fill) < 60 and _rim(scene, outline.box, fill):
            if "tick" in alike and "dot" not in alike and colourful(_fill_of("tick", found)) > 40:
                yield Toggle("checkbox", "off", outline.box, "nothing inside", fill)
            elif any(m in ("dot", "nothing inside", "tick", "cross", "mark") for m in alike):
                yield Toggle("radio", "off", outline.box, "nothing inside", fill)


def _fill_of(mark: Mark, found: Sequence[Seen]) -> Rgb:
    return next(fill for _, m, fill in found if m == mark)


def _same_size(a: Outline, b: Outline) -> bool:
    return abs(a.box.height - b.box.height) <= max(1.5, 0.12 * a.box.height)


# --- switches ----------------------------------------------------------------------------------------------------


def _switch(scene: Scene, outline: Outline) -> Toggle | None:
    """A track with a knob at one of its ends: the knob is as high as wide, and the other end is bare."""
    box = outline.box
    if not 1.3 <= box.width / box.height <= 2.9 or outline.cover < 0.6 or _stands(scene, outline) != "free":
        return None
    # JPEG lets the colour of a track bleed into its knob.
    spare = (scene.noise, 4 * scene.noise) if scene.noise > 2 else (scene.noise,)
    knobs = {side: next(filter(None, (_knob(scene, box, side, n) for n in spare)), None) for side in ("left", "right")}
    sides = [side for side, knob in knobs.items() if knob]
    if len(sides) != 1:
        return None
    side = sides[0]
    end = box.left + 0.4 * box.height if side == "right" else box.right - 0.4 * box.height
    track, knob = scene.colour(end, box.center[1]), knobs[side]
    assert knob is not None
    bare = scene.crop(
        Box(box.left + 0.25 * box.height, box.center[1] - 1, knob.left - 3, box.center[1] + 2)
        if side == "right"
        else Box(knob.right + 3, box.center[1] - 1, box.right - 0.25 * box.height, box.center[1] + 2)
    )
    if bare.size and int((bare.max(axis=(0, 1)) - bare.min(axis=(0, 1))).max()) > 50:
        return None
    # Colour says the same as the side, where there is any.
    coloured = max(colourful(track), colourful(scene.colour(*knob.center)) if side == "right" else 0) > 40
    on = side == "right"
    agrees = coloured == on or not coloured
    return Toggle("switch", "on" if on else "off", box, "knob right" if on else "knob left", track, sure=agrees)


def _knob(scene: Scene, box: Box, side: str, spare: int) -> Box | None:
    """The disc about one end of a track: an area of one colour, give or take ``spare``, as wide as high, that ends before
    the other end."""
    x = box.left + box.height / 2 if side == "left" else box.right - box.height / 2
    crop = np.ascontiguousarray(scene.crop(box))
    height, width = crop.shape[:2]
    seed = (min(max(int(x - box.left), 0), width - 1), height // 2)
    mask = np.zeros((height + 2, width + 2), np.uint8)
    same = (SAME + spare,) * 3
    how = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY | (1 << 8)
    cv2.floodFill(crop, mask, seed, (0, 0, 0), same, same, how)
    inside = mask[1:-1, 1:-1]
    ys, xs = np.nonzero(inside)
    if not xs.size:
        return None
    left, right, top, bottom = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    w, h = right - left, bottom - top
    # As far from the end as from the sides, give or take a pixel.
    reach = max(0.3 * box.height, (height - h) / 2 + 0.12 * box.height)
    near_end = left < reach if side == "left" else right > width - reach
    round_ = 0.86 <= w / h <= 1.16 and inside[top:bottom, left:right].mean() > 0.62
    # The bare end of a track is hollowed out by the knob at the other.
    around_, _ = cv2.findContours(inside, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    bulges = cv2.contourArea(around_[0]) >= 0.93 * cv2.contourArea(cv2.convexHull(around_[0]))
    if h >= 0.36 * height and round_ and near_end and bulges:
        return Box(box.left + left, box.top + top, box.left + right, box.top + bottom)
    return None


# --- pixels ------------------------------------------------------------------------------------------------------


def _commonest(crop: NDArray[np.uint8]) -> Rgb:
    flat = crop.reshape(-1, 3)
    codes = (flat[:, 0] >> 4).astype(np.int32) << 8 | (flat[:, 1] >> 4).astype(np.int32) << 4 | flat[:, 2] >> 4
    r, g, b = (int(v) for v in np.median(flat[codes == np.bincount(codes).argmax()], axis=0))
    return r, g, b


def around(scene: Scene, box: Box) -> Rgb:
    """The colour just outside a box."""
    x, y = box.center
    points = [scene.colour(box.left - 3, y), scene.colour(box.right + 2, y), scene.colour(x, box.top - 3)]
    r, g, b = (int(v) for v in np.median(np.array([*points, scene.colour(x, box.bottom + 2)]), axis=0))
    return r, g, b


def _rim(scene: Scene, box: Box, fill: Rgb, along: float = 0.0) -> bool:
    """Whether a line is drawn around: on all four sides a colour that neither the inside nor the outside has."""
    x, y = int(box.center[0]), int(box.center[1])
    ground = around(scene, box)
    reach = max(3, round(0.2 * box.height))
    left, top, right, bottom = (int(v) for v in (box.left, box.top, box.right, box.bottom))
    # Round sides are looked at in their middle, straight ones so far to both sides of it.
    half = max(1, round(along * box.height))
    sides = (
        scene.pixels[y - half : y + half + 1, max(0, left - 1) : left + reach],
        scene.pixels[y - half : y + half + 1, right - reach : right + 1],
        scene.pixels[max(0, top - 1) : top + reach, x - half : x + half + 1].transpose(1, 0, 2),
        scene.pixels[bottom - reach : bottom + 1, x - half : x + half + 1].transpose(1, 0, 2),
    )

    def drawn(strip: NDArray[np.uint8]) -> bool:
        """Of a strip across one side, (along, across, 3)."""
        if not strip.size:
            return False
        from_fill = np.abs(strip.astype(np.int16) - np.array(fill, np.int16)).max(axis=2)
        from_ground = np.abs(strip.astype(np.int16) - np.array(ground, np.int16)).max(axis=2)
        line = np.minimum(from_fill, from_ground) > 9 + scene.noise // 2
        # One line along the side, two pixels wide at most where it is not quite level: strokes of 漢字 are no line.
        line = line[:, :-1] | line[:, 1:]
        return float(line.mean(axis=0).max()) > 0.85

    return all(drawn(side) for side in sides)


def _disc(shape: tuple[int, ...]) -> Mask:
    """The disc in a crop, clear of the rim that a ring keeps at its corners."""
    mask = np.zeros(shape[:2], np.uint8)
    half = (int(0.42 * shape[1]), int(0.42 * shape[0]))
    cv2.ellipse(mask, (shape[1] // 2, shape[0] // 2), half, 0, 0, 360, 1, cv2.FILLED)
    return mask


def is_sign(text: str) -> bool:
    """Whether a text is the sign of a box or ring, or what one is taken for, and nothing more."""
    return len(text) <= 2 and all(c in BOX_SIGNS + RING_SIGNS + TAKEN_FOR_BOX + TAKEN_FOR_RING for c in text)


def line_at(lines: Sequence[Line], box: Box) -> Line | None:
    """The line of text that a box stands in."""
    return next(
        (
            line
            for line in lines
            if line.left - 2 <= box.center[0] <= line.right + 2 and line.top <= box.center[1] <= line.bottom
        ),
        None,
    )
