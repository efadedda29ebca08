"""What can be said of a picture without reading it: colours, shapes, faces counted, codes decoded.

Nothing here names an object or a person. A face is counted; it is never compared with another.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal, TypeAlias

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from fovea.engines.reader.language.names import ColourName, ShapeKind
from fovea.engines.reader.look.quality import blur_px
from fovea.engines.reader.regions import (
    HALO_COLOUR,
    Box,
    Palette,
    Place,
    Rgb,
    is_noisy,
    lab,
    mask_out,
    palette,
    place_of,
    shrunk,
)
from fovea.engines.reader.values import Line
from fovea.values import Pixels

#: What OpenCV takes and gives: uint8, (H, W) or (H, W, 3).
Image: TypeAlias = NDArray[Any]

# --- colours ---------------------------------------------------------------------------------------------

#: Shades that stand for a name: the CSS colours under it, and what plotting libraries call by it.
SHADES: dict[ColourName, tuple[Rgb, ...]] = {
    "black": ((0, 0, 0), (22, 22, 22), (40, 38, 38)),
    "gray": (
        (128, 128, 128),
        (90, 90, 90),
        (70, 70, 72),
        (170, 170, 170),
        (200, 200, 200),
        (218, 218, 218),
        (112, 128, 144),
    ),
    "white": ((255, 255, 255), (240, 240, 240), (248, 248, 242), (238, 242, 248)),
    "red": ((255, 0, 0), (220, 30, 30), (214, 39, 40), (178, 34, 34), (139, 0, 0), (196, 78, 82), (239, 83, 80)),
    "orange": (
        (255, 165, 0),
        (255, 127, 14),
        (245, 130, 20),
        (221, 132, 82),
        (255, 140, 0),
        (242, 142, 43),
        (255, 214, 180),
        (255, 200, 150),
    ),
    "yellow": (
        (255, 255, 0),
        (250, 225, 30),
        (255, 215, 0),
        (240, 230, 90),
        (255, 240, 130),
        (237, 201, 72),
        (255, 249, 196),
        (255, 245, 170),
        (255, 255, 224),
    ),
    "green": (
        (0, 128, 0),
        (0, 255, 0),
        (44, 160, 44),
        (40, 160, 60),
        (85, 168, 104),
        (0, 90, 0),
        (144, 238, 144),
        (154, 205, 50),
        (107, 142, 35),
        (89, 161, 79),
        (20, 92, 62),
        (45, 106, 79),
        (160, 210, 140),
        (205, 238, 205),
        (220, 243, 220),
        (200, 230, 201),
        (228, 243, 214),
        (232, 245, 233),
    ),
    "teal": ((0, 128, 128), (27, 158, 119), (32, 140, 140), (118, 183, 178), (95, 158, 160), (127, 255, 212)),
    "cyan": (
        (0, 255, 255),
        (30, 200, 210),
        (23, 190, 207),
        (0, 188, 212),
        (64, 224, 208),
        (150, 230, 240),
        (210, 245, 248),
    ),
    "blue": (
        (0, 0, 255),
        (31, 119, 180),
        (40, 80, 220),
        (76, 114, 176),
        (30, 144, 255),
        (135, 206, 235),
        (100, 149, 237),
        (65, 105, 225),
        (78, 121, 167),
        (174, 199, 232),
        (52, 138, 189),
        (0, 100, 190),
        (205, 225, 248),
        (220, 234, 252),
    ),
    "navy": ((0, 0, 128), (15, 25, 90), (25, 25, 112), (20, 40, 80)),
    "purple": (
        (128, 0, 128),
        (130, 40, 170),
        (91, 42, 134),
        (124, 58, 237),
        (139, 92, 246),
        (148, 103, 189),
        (129, 114, 179),
        (75, 0, 130),
        (176, 130, 220),
        (232, 220, 246),
        (216, 200, 236),
        (230, 230, 250),
    ),
    "magenta": ((255, 0, 255), (220, 20, 180), (199, 21, 133)),
    "pink": (
        (255, 192, 203),
        (250, 150, 190),
        (255, 105, 180),
        (227, 119, 194),
        (255, 157, 167),
        (247, 182, 210),
        (252, 218, 226),
        (255, 228, 236),
    ),
    "brown": ((139, 69, 19), (130, 80, 40), (140, 86, 75), (101, 67, 33), (156, 117, 95), (160, 82, 45)),
    "beige": ((245, 245, 220), (235, 220, 190), (210, 180, 140), (222, 200, 165), (253, 246, 222)),
}


@dataclass(frozen=True, slots=True)
class ColourArea:
    """One named colour and where it is."""

    name: ColourName
    #: Mean of its pixels.
    rgb: Rgb
    #: Share of the picture, 0 to 1.
    share: float
    #: Of its largest connected region.
    box: Box
    place: Place
    #: Fills most of the picture's border.
    background: bool


def colour_name(rgb: Rgb) -> ColourName:
    """The name whose nearest shade is nearest, by CIE Lab distance."""
    names, shades = _shades()
    distance = np.linalg.norm(shades - lab((rgb,)), axis=1)
    return names[int(distance.argmin())]


def dominant_colours(pixels: Pixels, least_share: float = 0.01) -> tuple[ColourArea, ...]:
    """Named colours of uint8 (H, W, 3) RGB pixels with at least that share, largest first."""
    height, width = pixels.shape[:2]
    # Nearest sampling mixes no colours; the median removes grain without making new ones.
    small, scale = shrunk(pixels, 320)
    if min(small.shape[:2]) >= 3:
        small = np.asarray(cv2.medianBlur(small, 3), dtype=np.uint8)
    names, cube = _colour_cube()
    cells = (small >> 3).astype(np.int32)
    labels = cube[(cells[..., 0] << 10) | (cells[..., 1] << 5) | cells[..., 2]]
    edge = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    found: list[ColourArea] = []
    for i, name in enumerate(names):
        mask = labels == i
        share = float(mask.mean())
        if share < least_share:
            continue
        count, _, stats, centers = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
        largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()) if count > 1 else 0
        x, y, w, h = (float(v) / scale for v in stats[largest, :4])
        cx, cy = (float(v) / scale for v in centers[largest])
        r, g, b = (round(float(v)) for v in small[mask].mean(axis=0))
        found.append(
            ColourArea(
                name,
                (r, g, b),
                share,
                Box(x, y, min(x + w, width), min(y + h, height)),
                place_of(cx, cy, width, height),
                background=float((edge == i).mean()) > 0.5,
            )
        )
    return tuple(sorted(found, key=lambda area: -area.share))


@cache
def _shades() -> tuple[tuple[ColourName, ...], NDArray[np.float32]]:
    names = tuple(name for name, shades in SHADES.items() for _ in shades)
    return names, lab(tuple(shade for shades in SHADES.values() for shade in shades))


@cache
def _colour_cube() -> tuple[tuple[ColourName, ...], NDArray[np.int16]]:
    """The name (as an index) of every cell of the 32 x 32 x 32 colour cube."""
    names = tuple(SHADES)
    of_shade = np.array([names.index(name) for name in _shades()[0]], dtype=np.int16)
    steps = np.arange(32, dtype=np.uint8) * 8 + 4
    cells = lab(np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3))
    best = np.full(len(cells), np.inf, np.float32)
    out = np.zeros(len(cells), np.int16)
    for shade, index in zip(_shades()[1], of_shade, strict=True):
        distance = np.linalg.norm(cells - shade, axis=1)
        closer = distance < best
        best[closer] = distance[closer]
        out[closer] = index
    return names, out


# --- shapes ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shape:
    kind: ShapeKind
    colour: ColourName
    rgb: Rgb
    box: Box
    place: Place
    #: False for an outline with the background showing through.
    filled: bool


#: More than this many flat regions is a picture of something, not a drawing of shapes.
MOST_SHAPES = 200


def shapes(pixels: Pixels, lines: Sequence[Line] = ()) -> tuple[Shape, ...]:
    """Simple drawn shapes on a flat ground, from top to bottom and left to right.

    Text is no shape: its boxes (``lines``) are left out. Empty for photos, and where there are more than
    ``MOST_SHAPES`` regions.
    """
    height, width = pixels.shape[:2]
    if min(height, width) < 16:
        return ()
    noisy = is_noisy(pixels)
    smooth = _calm(pixels) if noisy else np.asarray(cv2.medianBlur(pixels, 3), dtype=np.uint8)
    flat = palette(smooth, least_share=0.0008, noisy=noisy)
    ground = flat.background
    if ground < 0 or flat.covered < 0.6:
        return _on_shaded_ground(smooth, lines)
    labels = _without_text(flat, lines, ground)
    least_area = max(80.0, 0.0004 * height * width)
    found: list[Shape] = []
    near = np.linalg.norm(lab(flat.colours) - lab((flat.colours[ground],)), axis=1) < HALO_COLOUR
    for i, rgb in enumerate(flat.colours):
        if noisy and near[i] and i != ground:
            continue  # what JPEG left of a shape's colour on the ground
        mask = (labels == i).astype(np.uint8)
        if i != ground:
            # Antialiased rims belong to no colour; a thin outline loses half its width to them.
            rim = (labels == -1).astype(np.uint8) & cv2.dilate(mask, np.ones((3, 3), np.uint8))
            mask |= rim
        outlines, tree = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
        for k, outline in enumerate(outlines):
            if tree[0][k][3] != -1 or cv2.contourArea(outline) < least_area / 8:
                continue
            if i == ground and _touches_border(outline, width, height):
                continue
            shape = _shape(outline, mask, rgb, least_area, width, height)
            if shape is not None and _is_edged(smooth, outline):
                found.append(shape)
        if len(found) > MOST_SHAPES:
            return ()
    kept = _without_insides(found, flat.colours[ground])
    of_ground = sum(share for share, is_near in zip(flat.shares, near, strict=True) if is_near)
    drawn = {shape.rgb for shape in kept}
    of_shapes = sum(share for share, rgb in zip(flat.shares, flat.colours, strict=True) if rgb in drawn)
    irregular = sum(shape.kind in ("other", "polygon") for shape in kept)
    # A drawing is its ground and its shapes; else these are a photo's patches, or those of a ground that is shaded.
    if (noisy and of_ground + of_shapes < 0.85) or irregular > max(3, 0.35 * len(kept)):
        return _on_shaded_ground(smooth, lines)
    return _in_reading_order(kept, height)


def _in_reading_order(found: Sequence[Shape], height: int) -> tuple[Shape, ...]:
    return tuple(sorted(found, key=lambda s: (round(3 * s.box.center[1] / height), s.box.center[0])))


def _on_shaded_ground(smooth: Pixels, lines: Sequence[Line]) -> tuple[Shape, ...]:
    """Shapes of one colour and with hard edges on a ground that changes slowly, as a sun on a painted sky.

    Empty for photos: those are not calm between hard edges.
    """
    height, width = smooth.shape[:2]
    if not _is_shaded_drawing(shrunk(smooth, 640)[0]):
        return ()
    inside = (_change(smooth) <= 24).astype(np.uint8)
    _, regions, stats, _ = cv2.connectedComponentsWithStats(inside, connectivity=4)
    least_area = max(80.0, 0.0004 * height * width)
    found: list[Shape] = []
    sizes = stats[:, cv2.CC_STAT_AREA]
    for n in np.flatnonzero((sizes > least_area / 2) & (sizes < 0.4 * height * width)):
        if n == 0:
            continue
        # Each is looked at in its own box, with room for the rim that it loses to the change beside it.
        x, y, w, h = (int(v) for v in stats[n, :4])
        x0, y0, x1, y1 = max(0, x - 2), max(0, y - 2), min(width, x + w + 2), min(height, y + h + 2)
        own = regions[y0:y1, x0:x1] == n
        mask = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8))
        colours = smooth[y0:y1, x0:x1][own].astype(np.float32)
        outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE, offset=(x0, y0))
        outline = max(outlines, key=cv2.contourArea)
        if colours.std(axis=0).max() > 8 or _touches_border(outline, width, height):
            continue
        rgb = tuple(int(v) for v in np.median(colours, axis=0))
        shape = _shape(outline, mask, (rgb[0], rgb[1], rgb[2]), least_area, width, height, (x0, y0))
        if shape is not None and shape.kind not in ("other", "polygon", "line"):
            found.append(shape)
    found = [s for s in found if not any(_covered_by_text(s, line) for line in lines)]
    return _in_reading_order(found, height) if len(found) <= MOST_SHAPES else ()


def _covered_by_text(shape: Shape, line: Line) -> bool:
    box = Box(line.left - 2, line.top - 2, line.right + 2, line.bottom + 2)
    return shape.box.overlap(box) > 0.8 * shape.box.area


def _calm(pixels: Pixels) -> Pixels:
    """A noisy drawing made even. JPEG bleeds colour over its blocks of 16 pixels: colour bears a wider median."""
    light, *colour = cv2.split(cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB))
    channels = [cv2.medianBlur(light, 5), *(cv2.medianBlur(c, 11) for c in colour)]
    return np.asarray(cv2.cvtColor(cv2.merge(channels), cv2.COLOR_LAB2RGB), dtype=np.uint8)


def _without_text(flat: Palette, lines: Sequence[Line], ground: int) -> NDArray[np.int16]:
    """Labels with each line of text painted over by the colour around it."""
    labels = flat.labels.copy()
    for line in lines:
        box = Box(line.left - 2, line.top - 2, line.right + 2, line.bottom + 2)
        rows = slice(max(0, int(box.top)), int(box.bottom) + 1)
        columns = slice(max(0, int(box.left)), int(box.right) + 1)
        inside = labels[rows, columns]
        known = inside[inside >= 0]
        around = int(np.bincount(known).argmax()) if known.size else ground
        labels = mask_out(labels, [box], around)
    return labels


def _is_edged(picture: Image, outline: NDArray[Any]) -> bool:
    """Whether colours change sharply along most of an outline, as a drawn shape's do and a soft patch's do not."""
    x, y, w, h = cv2.boundingRect(outline)
    left, top = max(0, x - 4), max(0, y - 4)
    crop = picture[top : y + h + 4, left : x + w + 4]
    change = _change(crop, reach=5)
    height, width = picture.shape[:2]
    # Where a shape is cut off by the picture's border nothing changes.
    inner = outline[
        (outline[..., 0] > 1) & (outline[..., 1] > 1) & (outline[..., 0] < width - 2) & (outline[..., 1] < height - 2)
    ]
    if len(inner) < 0.4 * len(outline) or (len(inner) < len(outline) and w * h > 0.2 * width * height):
        return False
    points = inner - (left, top)
    return float((change[points[:, 1], points[:, 0]] > 24).mean()) > 0.7


def _touches_border(outline: NDArray[Any], width: int, height: int) -> bool:
    x, y, w, h = cv2.boundingRect(outline)
    return x <= 1 or y <= 1 or x + w >= width - 1 or y + h >= height - 1


def _shape(
    outline: NDArray[Any],
    mask: Image,
    rgb: Rgb,
    least_area: float,
    width: int,
    height: int,
    corner: tuple[int, int] = (0, 0),
) -> Shape | None:
    """What an outline is; ``mask`` is of the whole picture, or of a part of it whose upper left ``corner`` is given."""
    area = float(cv2.contourArea(outline))
    x, y, w, h = cv2.boundingRect(outline)
    (_, _), (side_a, side_b), _ = cv2.minAreaRect(outline)
    long, short = max(side_a, side_b), min(side_a, side_b)
    # A frame round the whole picture is its border, not a shape in it.
    if w > 0.97 * width and h > 0.97 * height:
        return None
    box = Box(x, y, x + w, y + h)
    place = place_of(*box.center, width, height)
    if long > 8 * max(short, 1.0) and short < 0.03 * max(width, height) + 3 and long > 0.06 * max(width, height):
        return Shape("line", colour_name(rgb), rgb, box, place, filled=True)
    if area < least_area:
        return None
    inside = np.zeros((h, w), np.uint8)
    cv2.drawContours(inside, [outline - (x, y)], -1, 1, cv2.FILLED)
    # An outline is thin everywhere; a filled shape is as thick as it is wide, bar what stands on it.
    top, left = y - corner[1], x - corner[0]
    own = mask[top : top + h, left : left + w] & inside
    filled = _thickness(own) > 0.55 * _thickness(inside)
    return Shape(shape_kind(outline), colour_name(rgb), rgb, box, place, filled=filled)


def _thickness(mask: Image) -> float:
    """Radius of the largest disc that fits."""
    return float(cv2.distanceTransform(cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT), cv2.DIST_L2, 3).max())


def shape_kind(outline: NDArray[Any]) -> ShapeKind:
    """Names a closed contour by its corners, solidity and how it fills its smallest rectangle and circle."""
    area = float(cv2.contourArea(outline))
    length = float(cv2.arcLength(outline, True))
    (_, _), (side_a, side_b), _ = cv2.minAreaRect(outline)
    long, short = max(side_a, side_b), max(min(side_a, side_b), 1.0)
    hull = cv2.convexHull(outline)
    solidity = area / max(float(cv2.contourArea(hull)), 1.0)
    corners = len(cv2.approxPolyDP(outline, 0.03 * length, True))
    filling = area / (long * short)
    # The hull's roundness: a contour along pixels is longer than the curve that it follows.
    around = float(cv2.arcLength(hull, True))
    roundness = 4 * math.pi * float(cv2.contourArea(hull)) / (around * around)
    if solidity < 0.88:
        return "star" if 8 <= corners <= 12 and solidity > 0.3 and short / long > 0.75 else "other"
    if filling > 0.9 and corners <= 6:
        return "square" if long / short < 1.1 else "rectangle"
    if corners == 3 or (filling < 0.6 and corners == 4):
        return "triangle" if filling < 0.62 else "polygon"
    # Five points make an ellipse; a hull of fewer is none.
    wide, high = cv2.fitEllipse(hull)[1] if len(hull) >= 5 else (0.0, 0.0)
    ellipse_area = math.pi * wide * high / 4
    if corners >= 7 or (0.74 < filling < 0.83 and abs(ellipse_area / max(area, 1.0) - 1) < 0.03 and corners > 6):
        if 0.72 < filling < 0.84 and roundness > 0.6:
            return "circle" if long / short < 1.1 else "ellipse"
        return "polygon"
    if corners == 5:
        return "pentagon"
    if corners == 6:
        return "ellipse" if long / short > 1.35 and abs(ellipse_area / max(area, 1.0) - 1) < 0.03 else "hexagon"
    return "polygon"


def _without_insides(found: list[Shape], ground: Rgb) -> list[Shape]:
    """Leaves out what an outline encloses: the ground seen through it, and the rim of a filled shape.

    Spots in the ground's colour on a shape, as on dice, are shapes.
    """
    kept: list[Shape] = []
    for shape in sorted(found, key=lambda s: -s.box.area):
        outer = next((o for o in kept if o.box.overlap(shape.box) > 0.98 * shape.box.area and o.box != shape.box), None)
        if outer is not None and outer.kind != "line":
            ratio = shape.box.area / outer.box.area
            if shape.rgb == ground and not outer.filled and not _is_spot(shape, outer, found):
                continue
            if ratio > 0.55 and shape.kind == outer.kind and not outer.filled:
                # A filled shape with a border of another colour: one shape, of the colour that fills it.
                kept[kept.index(outer)] = Shape(
                    outer.kind, shape.colour, shape.rgb, outer.box, outer.place, filled=True
                )
                continue
        kept.append(shape)
    return kept


def _is_spot(shape: Shape, outer: Shape, found: Sequence[Shape]) -> bool:
    """Whether a shape in the ground's colour is a spot on another: small beside it, or one of several as small."""
    ratio = shape.box.area / outer.box.area
    several = sum(s.rgb == shape.rgb and outer.box.overlap(s.box) > 0.98 * s.box.area for s in found) > 1
    return shape.kind not in ("other", "line") and (ratio < 0.06 or (several and ratio < 0.15))


# --- faces -----------------------------------------------------------------------------------------------


def faces(pixels: Pixels) -> tuple[Box, ...]:
    """Boxes of frontal faces, to be counted. Profiles, small and turned faces are missed.

    A candidate of one cascade counts only when a second cascade or a pair of eyes agrees.
    """
    small, scale = shrunk(pixels, 800, mix=True)
    gray = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
    if min(gray.shape) < 24:
        return ()
    found: list[Box] = []
    # The detectors keep scratch memory: one picture at a time.
    with _FACE_LOCK:
        finder, second, eyes = _cascades()
        least = max(24, min(gray.shape) // 30)
        boxes, _, weights = finder.detectMultiScale3(gray, 1.1, 8, minSize=(least, least), outputRejectLevels=True)
        for (x, y, w, h), weight in zip(boxes, np.ravel(weights), strict=True):
            crop = gray[max(0, y - h // 8) : y + h + h // 8, max(0, x - w // 8) : x + w + w // 8]
            crop = cv2.resize(crop, None, fx=160 / crop.shape[1], fy=160 / crop.shape[1])
            agreed = len(second.detectMultiScale(crop, 1.05, 2, minSize=(80, 80))) > 0
            eyed = len(eyes.detectMultiScale(crop[: crop.shape[0] * 6 // 10], 1.05, 3, minSize=(20, 20))) > 0
            if (agreed and (weight > 4 or eyed)) or (eyed and weight > 6):
                found.append(Box(*(float(v) / scale for v in (x, y, x + w, y + h))))
    return tuple(sorted(found))


_FACE_LOCK = Lock()


@cache
def _cascades() -> tuple[cv2.CascadeClassifier, cv2.CascadeClassifier, cv2.CascadeClassifier]:
    folder = Path(cv2.__file__).parent / "data"
    finder, second, eyes = (
        cv2.CascadeClassifier(str(folder / f"haarcascade_{name}.xml"))
        for name in ("frontalface_default", "frontalface_alt2", "eye")
    )
    return finder, second, eyes


# --- codes -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """A decoded QR code or barcode. Its text is the picture's content, never an instruction."""

    #: The symbology's usual name: "QR Code", "EAN-13", "Code 128".
    format: str
    text: str
    box: Box


#: Edges wider than this may hide a code: codes under a blur of 1.5 px measured 0.75 to 1.04.
BLURRED_CODE_PX = 0.7


def codes(pixels: Pixels) -> tuple[Code, ...]:
    """Decodes every QR code and barcode; dark, slanted, small and softly blurred ones are tried again."""
    found = _decode(pixels)
    if found:
        return found
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    for attempt, undo in _attempts(gray):
        found = _decode(attempt, undo)
        if found:
            return found
    return ()


def _attempts(gray: Image) -> list[tuple[Image, NDArray[Any]]]:
    """Pictures worth another look, each with the matrix (3 x 3) that takes its points back."""
    tries: list[tuple[Image, NDArray[Any]]] = []
    same = np.eye(3)
    low, high = np.percentile(gray, (1, 99))
    if high - low < 140:
        stretched = np.clip((gray.astype(np.float32) - low) * (255 / max(high - low, 8)), 0, 255).astype(np.uint8)
        tries.append((stretched, same))
    else:
        stretched = gray
    there, corners = cv2.QRCodeDetector().detect(stretched) if min(gray.shape) >= 32 else (False, None)
    if there and corners is not None:
        # Undo the perspective: zxing-cpp bears a moderate one only.
        quad = np.asarray(corners, np.float32).reshape(-1, 4, 2)[0]
        side = int(min(800, max(240, 1.6 * float(np.linalg.norm(quad[0] - quad[2])))))
        rim = side * 0.15
        square = np.array([[rim, rim], [side - rim, rim], [side - rim, side - rim], [rim, side - rim]], np.float32)
        matrix = cv2.getPerspectiveTransform(quad, square)
        flat = cv2.warpPerspective(stretched, matrix, (side, side), flags=cv2.INTER_CUBIC, borderValue=255)
        back = np.linalg.inv(matrix)
        tries += [(flat, back), (_sharpened(flat, 2.0), back), (_sharpened(flat, 4.0), back)]
    tries.append((_sharpened(stretched, 2.0), same))
    if max(gray.shape) <= 1200:
        doubled = cv2.resize(stretched, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        tries += [(doubled, np.diag([0.5, 0.5, 1.0])), (_sharpened(doubled, 4.0), np.diag([0.5, 0.5, 1.0]))]
        blur = blur_px(stretched.astype(np.float32) * np.float32(100 / 255))
        if blur is not None and blur > BLURRED_CODE_PX:
            clear = cv2.resize(_deblurred(stretched, 1.5), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
            tries.append((clear, np.diag([0.5, 0.5, 1.0])))
    return tries


def _deblurred(gray: Image, sigma: float) -> Image:
    """Undoes a Gaussian blur by Wiener's filter; of 40 codes under a blur of 1.5 px it brought back all."""
    noise, rim = 0.0005, 16
    high, wide = (cv2.getOptimalDFTSize(edge + 2 * rim) for edge in gray.shape)
    right, below = wide - gray.shape[1] - rim, high - gray.shape[0] - rim
    padded = cv2.copyMakeBorder(gray, rim, below, rim, right, cv2.BORDER_REFLECT).astype(np.float32)
    down, across = np.fft.fftfreq(high)[:, None], np.fft.rfftfreq(wide)[None]
    blur = np.exp(-2 * (np.pi * sigma) ** 2 * (across**2 + down**2))
    clear = np.fft.irfft2(np.fft.rfft2(padded) * blur / (blur**2 + noise), s=padded.shape)
    return np.clip(clear[rim : rim + gray.shape[0], rim : rim + gray.shape[1]], 0, 255).astype(np.uint8)


def _sharpened(gray: Image, sigma: float) -> Image:
    soft = cv2.GaussianBlur(gray, (0, 0), sigma)
    return np.asarray(cv2.addWeighted(gray, 3.0, soft, -2.0, 0), dtype=np.uint8)


def _decode(picture: Image, undo: NDArray[Any] | None = None) -> tuple[Code, ...]:
    found: list[Code] = []
    for code in zxingcpp.read_barcodes(np.ascontiguousarray(picture)):
        corners = np.array(
            [[p.x, p.y, 1.0] for p in (code.position.top_left, code.position.top_right,
                                       code.position.bottom_right, code.position.bottom_left)]
        )  # fmt: skip
        if undo is not None:
            corners = corners @ undo.T
        points = corners[:, :2] / corners[:, 2:]
        left, top = (float(v) for v in points.min(axis=0))
        right, bottom = (float(v) for v in points.max(axis=0))
        found.append(Code(str(code.format), code.text, Box(left, top, right, bottom)))
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left)))


# --- photo, drawing or text ------------------------------------------------------------------------------

LookKind: TypeAlias = Literal["photo", "graphic", "text", "blank"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture looks like, with the measurements that say so."""

    kind: LookKind
    #: Share of the pixels whose neighbours have the same colour: high in drawings.
    flat: float
    #: How many cells of a 16 x 16 x 16 colour cube hold nine tenths of the pixels: high in photos.
    colours: int
    #: Share of the picture under lines of text.
    text: float


def look(pixels: Pixels, lines: Sequence[Line] = ()) -> Look:
    """Tells photos from drawn graphics and pages of text, from uint8 (H, W, 3) RGB pixels and their lines."""
    height, width = pixels.shape[:2]
    small, _ = shrunk(pixels, 640)
    around = np.ones((3, 3), np.uint8)
    change = (cv2.dilate(small, around) - cv2.erode(small, around)).max(axis=2)
    flat = float((change <= 6).mean())
    cells = (small >> 4).astype(np.int32)
    counts = np.bincount(((cells[..., 0] << 8) | (cells[..., 1] << 4) | cells[..., 2]).ravel(), minlength=4096)
    running = np.cumsum(np.sort(counts)[::-1])
    colours = int(np.searchsorted(running, 0.9 * running[-1])) + 1
    text = min(1.0, sum(line.width * line.height for line in lines) / (height * width))
    # Drawn areas have one colour to the last bit, at full size; a photo's calmest sky does not. Line drawings
    # have little of either and hard edges everywhere.
    change = (cv2.dilate(pixels, around) - cv2.erode(pixels, around)).max(axis=2)
    even, hard = float((change == 0).mean()), float((change > 48).mean())
    drawn = even > 0.5 or hard > 0.3
    kind: LookKind
    if int(np.ptp(small.reshape(-1, 3), axis=0).max()) <= 6:
        kind = "blank"
    elif text > 0.12 and colours <= 40:
        kind = "text"
    elif drawn and ((colours <= 12 and flat > 0.3) or (colours <= 30 and flat > 0.7)):
        kind = "graphic"
    elif text > 0.2:
        kind = "text"
    else:
        kind = "graphic" if _is_shaded_drawing(small) else "photo"
    return Look(kind, flat, colours, text)


#: Grey level below which most of a picture is dark.
DARK = 40


def _is_shaded_drawing(small: Pixels) -> bool:
    """Whether a picture of few even colours is one that was drawn on a ground that changes slowly, grain or not.

    Under a median a drawing is calm up to its edges, and those are hard. A photo has texture between, or, out of focus,
    no hard edge.
    """
    calmed = cv2.medianBlur(small, 5)
    if float(np.median(calmed)) < DARK:
        return False  # A lamp at night is calm all round it, too.
    change = _change(calmed)
    calm, between, hard = (change <= 6).mean(), ((change > 8) & (change < 30)).mean(), (change >= 40).mean()
    return bool(calm > 0.95 and between < 0.02 and hard > 0.002)


def _change(picture: Image, reach: int = 3) -> Image:
    """By how much colours differ within ``reach`` pixels, in the channel where they differ most."""
    return np.asarray(cv2.morphologyEx(picture, cv2.MORPH_GRADIENT, np.ones((reach, reach), np.uint8)).max(axis=2))
