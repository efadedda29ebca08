"""What has a ground of its own: buttons, fields to fill in, badges."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import cv2
import numpy as np

from fovea.engines.reader.language.folding import is_cjk
from fovea.engines.reader.look.controls.colour import (
    apart,
    colourful,
    contrast,
    ground_and_ink,
    is_tinted,
    luminance,
    tone,
)
from fovea.engines.reader.look.controls.labels import Label, Piece, Recognise, label_box
from fovea.engines.reader.look.controls.outlines import Mask, Outline, Scene
from fovea.engines.reader.look.controls.toggles import around, line_at
from fovea.engines.reader.look.controls.values import Control, Sign, State
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box, Rgb
from fovea.engines.reader.values import Line

#: Text of less contrast to its ground is what cannot be pressed, or is only an example.
PALE = 3.0
#: Text in a field with less than this share of the contrast that the page's text has is an example of what to enter.
EXAMPLE = 0.42


def grounds(outlines: Sequence[Outline], unit: float) -> list[Box]:
    """Boxes about a line of text, high enough to be pressed or filled in."""
    bodies = [_body(outline) for outline in outlines]
    return [box for box in bodies if box and 0.72 * unit <= box.height <= 3.4 * unit]


def _body(outline: Outline) -> Box | None:
    """The box of an outline, without a letter of its label that touches it; None for what is no box."""
    if outline.cover >= 0.88:
        return outline.box
    full = np.flatnonzero(outline.filled.mean(axis=1) >= 0.93)
    if full.size < 0.4 * outline.box.height or int(full[-1] - full[0]) >= full.size:
        return None
    return Box(outline.box.left, outline.box.top + int(full[0]), outline.box.right, outline.box.top + int(full[-1]) + 1)


def free_pieces(pieces: Sequence[Piece], boxes: Sequence[Box], taken: Sequence[Box]) -> list[Piece]:
    """What may be a label: text alone in a box labels nothing, unless the box is a row with a control in it."""
    held: set[int] = set()
    for box in boxes:
        inside = [piece.line for piece in pieces if _holds(box, piece.line)]
        if len(inside) == 1 and not _holds_any(box, taken) and not _is_band(box, inside[0], taken):
            held.add(id(inside[0]))
    return [piece for piece in pieces if id(piece.line) not in held]


def _is_band(box: Box, line: Line, taken: Sequence[Box]) -> bool:
    """Whether a box is the ground of a part's head, with boxes or rings right under its left end."""
    wide = box.width >= 10 * box.height and line.width < 0.6 * box.width
    below = [t for t in taken if 0 <= t.top - box.bottom < box.height and t.left - box.left < box.width / 2]
    return wide and len(below) > 1 and min(t.left for t in below) - box.left < box.height


def find_panels(
    scene: Scene, outlines: Sequence[Outline], pieces: Sequence[Piece], taken: Sequence[Box], inked: dict[int, float]
) -> Iterator[Control]:
    """Buttons and fields. ``taken`` are the boxes of other controls, ``inked`` the contrast of each line by id."""
    unit = scene.text_px
    usual = float(np.percentile(list(inked.values()), 75)) if inked else 21.0
    boxes = grounds(outlines, unit)
    for box in boxes:
        if _holds_any(box, taken):
            continue
        stacked = any(_in_stack(box, other, unit) for other in boxes) and not _has_own_label(box, pieces, unit)
        inside = [line for line in scene.lines if _holds(box, line)]
        match inside:
            case []:
                if not stacked and (field := _unread_field(scene, box, pieces)):
                    yield field
            case [line] if line.height >= 0.3 * box.height:
                stands_out = inked.get(id(line), usual)
                if _is_button(box, line, unit):
                    yield _button(scene, box, line, stands_out)
                elif not stacked and (field := _filled_field(scene, box, line, pieces, stands_out, usual)):
                    yield field
            case [_, _] if button := _wrapped(box, inside, unit):
                yield replace(_button(scene, box, inside[0], usual), text=button, lines=tuple(inside))
            case _:
                continue


def _wrapped(box: Box, inside: list[Line], unit: float) -> str:
    """The label of a button that takes two lines, each in the middle of it; empty where it is none."""
    upper, lower = sorted(inside, key=lambda line: line.top)
    middle = all(abs(line.center[0] - box.center[0]) < 0.35 * unit for line in inside)
    close = -0.4 * unit < lower.top - upper.bottom < 0.5 * unit and box.height < 3.2 * unit
    short = len(upper.text) + len(lower.text) <= 32 and not any(c.isdigit() for c in upper.text + lower.text)
    joint = "" if is_cjk(lower.text[:1] or " ") else " "
    return f"{upper.text}{joint}{lower.text}" if middle and close and short else ""


def _holds(box: Box, line: Line, spare: float = 8) -> bool:
    x, y = line.center
    return box.left <= x <= box.right and box.top <= y <= box.bottom and line.width <= box.width + spare


def _holds_any(box: Box, taken: Sequence[Box]) -> bool:
    return any(
        box.left - 1 <= t.center[0] <= box.right + 1 and box.top - 1 <= t.center[1] <= box.bottom + 1 for t in taken
    )


def _unread_field(scene: Scene, box: Box, pieces: Sequence[Piece]) -> Control | None:
    unit = scene.text_px
    if box.width < 2.6 * unit or box.height < 0.72 * unit or box.height > 2.6 * unit or box.width < 2.2 * box.height:
        return None
    rim = max(3, round(0.12 * box.height))
    inner = Box(box.left + rim, box.top + rim, box.right - rim, box.bottom - rim)
    edges = scene.edges[int(inner.top) : int(inner.bottom), int(inner.left) : int(inner.right)]
    label = label_box(box, pieces, unit, beside_first=_has_own_label(box, pieces, unit))
    if not edges.size or not label.text:
        return None
    dots = _dots(edges)
    fill = scene.colour(box.right - rim - 2, box.center[1])
    if (float(edges.mean()) > 0.015 and not dots) or colourful(fill) > 60:
        return None
    flag, rim_colour = _rim_flag(scene, box)
    rim_name = colour_name(rim_colour)
    if dots:
        return Control("field", "filled", box, label.text, label.lines, "ink", rim_name, inside="•" * dots, flag=flag)
    return Control("field", "empty", box, label.text, label.lines, "nothing inside", rim_name, flag=flag)


def _dots(edges: Mask) -> int:
    """How many dots stand for what was entered: alike, as high as wide, in one row at one distance; 0 for none."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(edges, connectivity=8)
    if count == 2:
        # Dots that touch are one low strip from the left.
        left, _, width, height, _ = (int(v) for v in stats[1])
        strip = 4 <= height < 0.45 * len(edges) and width >= 3 * height and left < 2 * len(edges)
        return round(width / height) if strip else 0
    if not 5 <= count <= 40:
        return 0
    order = np.argsort(centres[1:, 0]) + 1
    width, height, gaps = stats[order, 2], stats[order, 3], np.diff(centres[order, 0])
    alike = np.ptp(width) <= 2 and np.ptp(height) <= 2 and np.ptp(centres[order, 1]) <= 1.5 and np.ptp(gaps) <= 2.5
    small = height.max() < 0.6 * len(edges) and np.abs(width - height).max() <= 2
    return count - 1 if alike and small else 0


def _in_stack(box: Box, other: Box, unit: float) -> bool:
    """Whether another box follows with no room for a label between: entries of a list, cards of a column."""
    beside = abs(box.left - other.left) < 3 and abs(box.right - other.right) < 3
    gap = max(other.top - box.bottom, box.top - other.bottom)
    return beside and other is not box and -1 <= gap < 0.75 * unit


def _has_own_label(box: Box, pieces: Sequence[Piece], unit: float) -> bool:
    """Whether a text stands left of a box in its row, as before each field of a form."""
    return any(
        box.top < piece.box.center[1] < box.bottom and -2 <= box.left - piece.box.right < 8 * unit for piece in pieces
    )


def _is_button(box: Box, line: Line, unit: float) -> bool:
    """Whether a text fills its box, or stands in the middle of one that is not much wider."""
    before, after = line.left - box.left, box.right - line.right
    centred = abs(before - after) < max(0.45 * unit, 0.07 * box.width)
    centred = centred or box.width < line.width + 1.2 * unit
    # As wide as the form that it belongs to, a button has its label in the very middle.
    wide = abs(before - after) < 0.35 * unit and len(line.text) <= 24 and box.height > 1.5 * line.height
    most = line.width + 24 * unit if wide else max(line.width + 9 * unit, 2.5 * line.width)
    return centred and len(line.text) <= 32 and box.width <= most


def _filled_field(
    scene: Scene, box: Box, line: Line, free: Sequence[Piece], stands_out: float, usual: float
) -> Control | None:
    """Text at the left of a box that has a label, or is an example of what to enter."""
    unit = scene.text_px
    before, after = line.left - box.left, box.right - line.right
    fill, outside = _fill_and_around(scene, box, line)
    flag, rim_colour = _rim_flag(scene, box)
    if before > 2.6 * unit or after < before:
        return None
    # What was entered wrongly often has a ground of its own, too.
    if is_tinted(fill, outside) and (flag != "error" or _is_red(scene, line)):
        return None
    # In a field that is marked as wrong stands what was wrong.
    pale = EXAMPLE * usual * (0.6 if flag == "error" else 1.0)
    state: State = "placeholder" if stands_out < pale else "filled"
    label = label_box(box, free, unit, beside_first=_has_own_label(box, free, unit))
    if not label.text and state == "placeholder":
        label = Label(line.text, (line,))
    if not label.text or (apart(fill, outside) < 3 and _rim_strength(scene, box) < 8):
        return None
    lines = tuple(dict.fromkeys((*label.lines, line)))
    seen: Sign = "pale" if state == "placeholder" else "ink"
    return Control("field", state, box, label.text, lines, seen, colour_name(rim_colour), inside=line.text, flag=flag)


def _is_red(scene: Scene, line: Line) -> bool:
    """Whether the letters of a line have the colour of what is wrong, as a message has."""
    ink = ground_and_ink(scene.crop(Box(line.left, line.top, line.right, line.bottom)))[1]
    return colourful(ink) > 40 and tone(ink) == "error"


def _button(scene: Scene, box: Box, line: Line, stands_out: float) -> Control:
    fill, outside = _fill_and_around(scene, box, line)
    # Without the rim of the button, which is darker than faded text.
    rim = max(3, round(0.12 * box.height))
    inner = Box(line.left, max(line.top, box.top + rim), line.right, min(line.bottom, box.bottom - rim))
    ground, ink = ground_and_ink(scene.crop(inner))
    stands_out = min(stands_out, contrast(ground, ink))
    vivid = colourful(fill) > 75 and apart(fill, outside) > 30
    faded = stands_out < PALE and not (vivid and colourful(fill) > 130) and colourful(ink) < 90
    if faded:
        return Control("button", "disabled", box, line.text, (line,), "pale", colour_name(fill))
    dark = abs(luminance(fill) - luminance(outside)) > 0.45 and apart(fill, outside) > 120
    if vivid or dark:
        return Control("button", "primary", box, line.text, (line,), "strong ground", colour_name(fill))
    return Control("button", "plain", box, line.text, (line,), "plain ground", colour_name(fill))


def _fill_and_around(scene: Scene, box: Box, line: Line) -> tuple[Rgb, Rgb]:
    y = box.center[1]
    fill = scene.colour((max(box.left + 3, line.left - 4) + box.left + 3) / 2, y)
    above, below = scene.colour(box.center[0], box.top - 4), scene.colour(box.center[0], box.bottom + 3)
    return fill, above if apart(above, fill) >= apart(below, fill) else below


def _rim_colour(scene: Scene, box: Box) -> Rgb:
    """The colour of the line around a box: what differs most from the inside near the left and the lower side."""
    x, y = int(box.center[0]), int(box.center[1])
    left, bottom, width = int(box.left), int(box.bottom), int(0.2 * box.width)
    strips = (
        scene.pixels[y - 2 : y + 3, max(0, left - 2) : left + 5],
        scene.pixels[bottom - 5 : bottom + 2, x - width : x - width + 5].transpose(1, 0, 2),
    )
    fill = np.array(scene.colour(left + 8, y), np.int16)
    found = []
    for strip in strips:
        if strip.size:
            rows = np.median(strip, axis=0)
            vivid = (rows.max(axis=1) - rows.min(axis=1)) * 2 + np.abs(rows - fill).max(axis=1)
            found.append(rows[int(vivid.argmax())])
    if not found:
        return 0, 0, 0
    r, g, b = (int(v) for v in max(found, key=lambda c: float(c.max() - c.min())))
    return r, g, b


def _rim_strength(scene: Scene, box: Box) -> int:
    return apart(_rim_colour(scene, box), scene.colour(box.left + 8, box.center[1]))


def _rim_flag(scene: Scene, box: Box) -> tuple[Literal["", "error", "focused"], Rgb]:
    colour = _rim_colour(scene, box)
    if colourful(colour) < 70:
        return "", colour
    return ("error" if tone(colour) == "error" else "focused"), colour


def find_badges(
    scene: Scene,
    outlines: Sequence[Outline],
    pieces: Sequence[Piece],
    taken: Sequence[Box],
    recognise: Recognise | None,
) -> Iterator[Control]:
    """Short text on a small ground of its own colour: a count, a tag."""
    unit = scene.text_px
    for outline in {o.box: o for o in outlines}.values():
        box = outline.box
        if box.height > 1.02 * unit or box.width > 4.5 * unit or outline.cover < 0.7:
            continue
        if any(box.overlap(other) > 0.3 * box.area and other.area < 5 * box.area for other in taken):
            continue
        # Letters that touch are no badge of the word that they are in; a badge read with its word stands at its end.
        word = line_at(scene.lines, box)
        if word and word.width > box.width + unit and (box.right < word.right - 0.6 * unit or outline.clear[0] < 0.3):
            continue
        crop = scene.crop(box)
        fill, ink = ground_and_ink(crop)
        if apart(fill, around(scene, box)) < 30 or contrast(fill, ink) < 1.6 or min(crop.shape[:2]) < 9:
            continue
        # The ground goes round the text.
        x, y = box.center
        sides = ((box.left + 2, y), (box.right - 3, y), (x, box.top + 2), (x, box.bottom - 3))
        if sum(apart(scene.colour(*side, reach=0), fill) < 30 for side in sides) < 3:
            continue
        own = next((line for line in scene.lines if _holds(box, line, unit)), None)
        text, lines = (own.text, (own,)) if own else ("", ())
        if own is None and recognise:
            (text, sure), *_ = recognise([crop])
            text = unicodedata.normalize("NFKC", text).strip() if sure > 0.6 else ""
        if not text or len(text) > 12 or not any(c.isalnum() for c in text):
            continue
        others = [piece for piece in pieces if piece.line is not own]
        left = [p for p in others if p.box.left < box.left and abs(p.box.top + p.box.bottom - 2 * box.center[1]) < unit]
        near = max((p for p in left if box.left - p.box.right < 12 * unit), key=lambda p: p.box.left, default=None)
        yield Control(
            "badge", "shown", box, near.text if near else "", (*((near.line,) if near else ()), *lines), "ground",
            colour_name(fill), inside=text,
        )  # fmt: skip
