"""Two pictures side by side: how alike they are, what differs and where; and near-copies among many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.language.names import ColourName
from fovea.engines.reader.look.pictures import colour_name
from fovea.engines.reader.regions import Box, Place, lab, place_of
from fovea.engines.reader.values import Line
from fovea.values import Pixels

Change: TypeAlias = Literal["text", "number", "colour", "added", "removed", "moved", "changed"]
Relation: TypeAlias = Literal["identical", "near-duplicate", "edited", "similar", "different"]

#: Long edge at which pictures are laid over each other.
COMPARED_EDGE_PX = 1000
#: CIE Lab distance that is no JPEG noise, after a light blur.
DIFFERENT_COLOUR = 12.0
#: Offsets between the two that are undone before they are compared, as a share of the long edge.
MOST_SHIFT = 0.06
MOST_DIFFERENCES = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two pictures differ, in the pixels of each; None where there is nothing on that side."""

    kind: Change
    box_a: Box | None
    box_b: Box | None
    place: Place
    #: The text, or the colour's name, before and after; None where neither applies.
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    relation: Relation
    #: 0 to 1: structural similarity of the pictures laid over each other.
    similarity: float
    same_size: bool
    #: By how much the second lies to the right of and below the first, px of the first.
    shift: tuple[float, float]
    #: Share of the area that differs, 0 to 1.
    changed: float
    #: Largest first by kind: texts, then regions from top to bottom.
    differences: tuple[Difference, ...]
    #: Lines of text that only one of them has, in reading order.
    only_in_a: tuple[str, ...] = ()
    only_in_b: tuple[str, ...] = ()


def compare(a: Pixels, b: Pixels, lines_a: Sequence[Line] = (), lines_b: Sequence[Line] = ()) -> Comparison:
    """Lays ``b`` over ``a`` (uint8 (H, W, 3) RGB each) and says what differs.

    Small shifts, a change of size and JPEG noise are no differences. Boxes are in each picture's own pixels.
    """
    same_size = a.shape == b.shape
    if same_size and np.array_equal(a, b):
        return Comparison("identical", 1.0, True, (0.0, 0.0), 0.0, ())
    height, width = a.shape[:2]
    only_a, only_b = _only(lines_a, lines_b)
    # Forms of very different shape are never laid over each other.
    ratio_a, ratio_b = width / height, b.shape[1] / b.shape[0]
    if not 0.8 < ratio_a / ratio_b < 1.25:
        score = 0.5 * likeness(fingerprint(a), fingerprint(b))
        return Comparison("different", score, False, (0.0, 0.0), 1.0, (), only_a, only_b)
    scale = min(1.0, COMPARED_EDGE_PX / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    small_a, small_b = (cv2.resize(p, size, interpolation=cv2.INTER_AREA) for p in (a, b))
    small_b = _exposed_alike(small_a, small_b)
    shift = _shift(small_a, small_b)
    small_b = _moved(small_b, shift)
    similarity = structural_similarity(small_a, small_b)
    mask = _different(small_a, small_b, shift)
    changed = float(mask.mean())
    # How a point of a, times this, lands on b.
    to_b = (b.shape[1] / size[0], b.shape[0] / size[1])
    overlaid = _Overlaid(small_a, small_b, scale, shift, to_b, (width, height))
    differences: tuple[Difference, ...] = ()
    if similarity > 0.35 or changed < 0.5:
        texts, covered = _text_differences(overlaid, lines_a, lines_b)
        regions = _region_differences(overlaid, mask, covered)
        differences = (*texts, *regions)[:MOST_DIFFERENCES]
    return Comparison(
        _relation(similarity, changed, bool(differences), a, b),
        similarity,
        same_size,
        (0.0 - shift[0] / scale, 0.0 - shift[1] / scale),
        changed,
        differences,
        only_a,
        only_b,
    )


def _relation(similarity: float, changed: float, differences: bool, a: Pixels, b: Pixels) -> Relation:
    if not differences and changed < 0.002 and similarity > 0.7:
        return "near-duplicate"
    if changed < 0.25 and similarity > 0.5:
        return "edited"
    copies = are_copies(fingerprint(a), fingerprint(b))
    return "similar" if similarity > 0.35 or copies else "different"


# --- laying over -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Overlaid:
    """Both pictures at the compared size, the second moved onto the first."""

    a: NDArray[Any]
    b: NDArray[Any]
    scale: float
    shift: tuple[float, float]
    to_b: tuple[float, float]
    size: tuple[int, int]

    def on_a(self, box: Box) -> Box:
        """From compared pixels to the first picture's."""
        return Box(*(v / self.scale for v in (box.left, box.top, box.right, box.bottom)))

    def on_b(self, box: Box) -> Box:
        """From compared pixels to the second picture's own."""
        dx, dy = self.shift
        fx, fy = self.to_b
        return Box((box.left - dx) * fx, (box.top - dy) * fy, (box.right - dx) * fx, (box.bottom - dy) * fy)

    def from_a(self, line: Line) -> Box:
        s = self.scale
        return Box(line.left * s, line.top * s, line.right * s, line.bottom * s)

    def from_b(self, line: Line) -> Box:
        dx, dy = self.shift
        fx, fy = self.to_b
        return Box(line.left / fx + dx, line.top / fy + dy, line.right / fx + dx, line.bottom / fy + dy)

    def place(self, box: Box) -> Place:
        x, y = box.center
        return place_of(x, y, self.a.shape[1], self.a.shape[0])


def _exposed_alike(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """``b`` with the exposure of ``a``: one photo is often a little brighter or flatter than the next.

    Lightness is stretched so that its 2nd and 98th percentile agree, by up to a fifth; more is a difference.
    """
    low_a, high_a, low_b, high_b = (
        float(v) for p in (a, b) for v in np.percentile(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY)[::2, ::2], (2, 98))
    )
    if high_a - low_a < 20 or high_b - low_b < 20:
        return b
    gain = (high_a - low_a) / (high_b - low_b)
    offset = high_a - gain * high_b
    if not 0.8 < gain < 1.25 or abs(offset) > 40 or (abs(gain - 1) < 0.01 and abs(offset) < 2):
        return b
    return np.asarray(np.clip(np.rint(gain * b.astype(np.float32) + offset), 0, 255), np.uint8)


def _shift(a: NDArray[Any], b: NDArray[Any]) -> tuple[float, float]:
    """By how many pixels ``b`` has to move to lie on ``a``; (0, 0) where moving does not help."""
    gray_a, gray_b = (cv2.cvtColor(p, cv2.COLOR_RGB2GRAY) for p in (a, b))
    height, width = gray_a.shape
    # Edges, not areas: a white page correlates best with itself where it lies.
    edges = [cv2.magnitude(cv2.Sobel(g, cv2.CV_32F, 1, 0), cv2.Sobel(g, cv2.CV_32F, 0, 1)) for g in (gray_a, gray_b)]
    (dx, dy), _ = cv2.phaseCorrelate(edges[1], edges[0])
    most = MOST_SHIFT * max(height, width)
    if not np.isfinite((dx, dy)).all() or max(abs(dx), abs(dy)) > most or max(abs(dx), abs(dy)) < 0.3:
        return (0.0, 0.0)
    before = float(cv2.absdiff(gray_a, gray_b).mean())
    after = float(cv2.absdiff(gray_a, _moved(gray_b, (dx, dy))).mean())
    return (float(dx), float(dy)) if after < 0.8 * before else (0.0, 0.0)


def _moved(picture: NDArray[Any], shift: tuple[float, float]) -> NDArray[Any]:
    if shift == (0.0, 0.0):
        return picture
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]], np.float32)
    return cv2.warpAffine(picture, matrix, picture.shape[1::-1], borderMode=cv2.BORDER_REPLICATE)


def structural_similarity(a: NDArray[Any], b: NDArray[Any]) -> float:
    """Mean SSIM (Wang et al., 2004) of the lightness of two pictures of one size, clipped to 0..1.

    Empty paper agrees with empty paper and says nothing: where either picture has structure, only that counts.
    """
    x, y = (cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float32) for p in (a, b))
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2

    def mean(values: NDArray[Any]) -> NDArray[Any]:
        return cv2.GaussianBlur(values, (0, 0), 1.5)

    mx, my = mean(x), mean(y)
    vx, vy, cov = mean(x * x) - mx * mx, mean(y * y) - my * my, mean(x * y) - mx * my
    ssim = ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx * mx + my * my + c1) * (vx + vy + c2))
    # A standard deviation of 6 in 255: more than JPEG leaves on a flat ground.
    structured = np.maximum(vx, vy) > 36
    told = ssim[structured] if structured.mean() > 0.002 else ssim
    return float(np.clip(told.mean(), 0, 1))


def _different(a: NDArray[Any], b: NDArray[Any], shift: tuple[float, float]) -> NDArray[Any]:
    """uint8 (H, W): 1 where the pictures differ by more than noise, blocks of it joined."""
    lab_a, lab_b = (cv2.cvtColor(cv2.GaussianBlur(p, (0, 0), 1.2), cv2.COLOR_RGB2LAB) for p in (a, b))
    # The same change everywhere (exposure, white balance) is no difference in content.
    overall = np.median(lab_b[::4, ::4].reshape(-1, 3).astype(np.int16) - lab_a[::4, ::4].reshape(-1, 3), axis=0)
    if 1 <= float(np.abs(overall).max()) < 50:
        lab_b = np.clip(lab_b.astype(np.int16) - overall.astype(np.int16), 0, 255).astype(np.uint8)
    far = np.maximum(_outside(lab_a, lab_b), _outside(lab_b, lab_a))
    mask = (far > DIFFERENT_COLOUR).astype(np.uint8)
    # What came in from outside at the border is unknown, not different.
    rim_x, rim_y = (int(np.ceil(abs(s))) + 2 for s in shift)
    mask[:rim_y], mask[-rim_y:], mask[:, :rim_x], mask[:, -rim_x:] = 0, 0, 0, 0
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)))


def _outside(one: NDArray[Any], other: NDArray[Any]) -> NDArray[np.float32]:
    """How far (CIE Lab) each pixel lies outside the range of the other picture's pixels around it.

    An edge that moved by a pixel is within that range, so it is no difference.
    """
    around = np.ones((3, 3), np.uint8)
    off = cv2.max(cv2.subtract(one, cv2.dilate(other, around)), cv2.subtract(cv2.erode(other, around), one))
    # 8-bit Lab has its lightness stretched to 0..255.
    channels = off.astype(np.float32) * np.array([100 / 255, 1, 1], np.float32)
    return np.asarray(np.sqrt((channels * channels).sum(axis=2)), dtype=np.float32)


# --- differences -----------------------------------------------------------------------------------------------


def _text_differences(
    overlaid: _Overlaid, lines_a: Sequence[Line], lines_b: Sequence[Line]
) -> tuple[list[Difference], list[Box]]:
    """Lines that read differently at the same place, and the compared boxes that they account for."""
    boxes_a = [(line, overlaid.from_a(line)) for line in lines_a]
    boxes_b = [(line, overlaid.from_b(line)) for line in lines_b]
    left_b = list(range(len(boxes_b)))
    found: list[Difference] = []
    covered: list[Box] = []
    unmatched: list[tuple[Line, Box]] = []
    for line, box in boxes_a:
        best = max(left_b, key=lambda j: _meeting(box, boxes_b[j][1]), default=None)
        if best is None or _meeting(box, boxes_b[best][1]) < 0.35:
            unmatched.append((line, box))
            continue
        left_b.remove(best)
        other, other_box = boxes_b[best]
        covered += [box, other_box]
        if _plain(line.text) == _plain(other.text):
            continue
        if min(line.confidence, other.confidence) < 0.8 and _pixels_agree(overlaid, box, other_box):
            continue
        kind: Change = "number" if _words_only(line.text) == _words_only(other.text) else "text"
        found.append(
            Difference(kind, overlaid.on_a(box), overlaid.on_b(other_box), overlaid.place(box), line.text, other.text)
        )
    for line, box in unmatched:
        covered.append(box)
        twin = next((j for j in left_b if _plain(boxes_b[j][0].text) == _plain(line.text)), None)
        if twin is not None:
            left_b.remove(twin)
            covered.append(boxes_b[twin][1])
            found.append(
                Difference(
                    "moved", overlaid.on_a(box), overlaid.on_b(boxes_b[twin][1]), overlaid.place(box), line.text,
                    line.text,
                )
            )  # fmt: skip
        elif not _pixels_agree(overlaid, box, box):
            found.append(Difference("removed", overlaid.on_a(box), None, overlaid.place(box), line.text, None))
    for j in left_b:
        line, box = boxes_b[j]
        covered.append(box)
        if not _pixels_agree(overlaid, box, box):
            found.append(Difference("added", None, overlaid.on_b(box), overlaid.place(box), None, line.text))
    return found, covered


def _meeting(a: Box, b: Box) -> float:
    """Common share of the smaller box's height times that of the wider one's width."""
    high = min(a.bottom, b.bottom) - max(a.top, b.top)
    wide = min(a.right, b.right) - max(a.left, b.left)
    if high <= 0 or wide <= 0:
        return 0.0
    return float((high / max(min(a.height, b.height), 1)) * (wide / max(a.width, b.width, 1)))


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _words_only(text: str) -> str:
    return "".join(char for char in _plain(text) if not (char.isdigit() or char in ".,-+"))


def _pixels_agree(overlaid: _Overlaid, a: Box, b: Box) -> bool:
    """Whether the pictures are the same there: then the reader, not the picture, made the difference."""
    box = Box(min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom))
    rows = slice(max(0, int(box.top)), int(box.bottom) + 1)
    columns = slice(max(0, int(box.left)), int(box.right) + 1)
    crop_a, crop_b = overlaid.a[rows, columns], overlaid.b[rows, columns]
    if min(crop_a.shape[:2]) < 4:
        return False
    return float(_different(crop_a, crop_b, (0.0, 0.0)).mean()) < 0.004


def _region_differences(overlaid: _Overlaid, mask: NDArray[Any], covered: Sequence[Box]) -> list[Difference]:
    """Regions of differing pixels that no line of text accounts for."""
    left = mask.copy()
    for box in covered:
        left[max(0, int(box.top) - 3) : int(box.bottom) + 4, max(0, int(box.left) - 3) : int(box.right) + 4] = 0
    height, width = left.shape
    join = max(5, round(0.012 * max(height, width)) | 1)
    joined = cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((join, join), np.uint8))
    count, parts, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least = max(16, 0.00015 * height * width)
    found: list[Difference] = []
    order = sorted(range(1, count), key=lambda i: -int(stats[i, cv2.CC_STAT_AREA]))[: 2 * MOST_DIFFERENCES]
    for i in order:
        x, y, w, h, area = (int(v) for v in stats[i])
        if area < least or min(w, h) < 3:
            continue
        part = (parts[y : y + h, x : x + w] == i) & (left[y : y + h, x : x + w] > 0)
        box = Box(x, y, x + w, y + h)
        found.append(_region(overlaid, box, part))
    return sorted(found, key=lambda d: (d.box_a or d.box_b or Box(0, 0, 0, 0)).top)


def _region(overlaid: _Overlaid, box: Box, part: NDArray[Any]) -> Difference:
    """Added, removed or recoloured: what each picture shows there against what surrounds it."""
    rows, columns = slice(int(box.top), int(box.bottom)), slice(int(box.left), int(box.right))
    crop_a, crop_b = overlaid.a[rows, columns], overlaid.b[rows, columns]
    around_a, around_b = _around(overlaid.a, box), _around(overlaid.b, box)
    rgb_a, rgb_b = np.median(crop_a[part], axis=0), np.median(crop_b[part], axis=0)
    empty_a = _like_ground(crop_a[part], around_a)
    empty_b = _like_ground(crop_b[part], around_b)
    place = overlaid.place(box)
    on_a, on_b = overlaid.on_a(box), overlaid.on_b(box)
    name_a, name_b = _name(rgb_a), _name(rgb_b)
    if empty_a and not empty_b:
        return Difference("added", None, on_b, place, None, name_b)
    if empty_b and not empty_a:
        return Difference("removed", on_a, None, place, name_a, None)
    flat = max(float(crop_a[part].std(axis=0).max()), float(crop_b[part].std(axis=0).max())) < 25
    if name_a != name_b or flat:
        return Difference("colour", on_a, on_b, place, name_a, name_b)
    return Difference("changed", on_a, on_b, place)


def _around(picture: NDArray[Any], box: Box) -> NDArray[Any]:
    """The ring of pixels round a box, (n, 3)."""
    by = 4
    top, left = max(0, int(box.top) - by), max(0, int(box.left) - by)
    ring = picture[top : int(box.bottom) + by, left : int(box.right) + by]
    inside = np.zeros(ring.shape[:2], bool)
    inside[int(box.top) - top : int(box.bottom) - top, int(box.left) - left : int(box.right) - left] = True
    outside = ring[~inside]
    return outside if len(outside) else ring.reshape(-1, 3)


def _like_ground(pixels: NDArray[Any], around: NDArray[Any]) -> bool:
    """Whether most of the pixels have the colour of what surrounds them."""
    ground = lab(np.rint(np.median(around, axis=0)).astype(np.uint8).reshape(1, 3))
    return float((np.linalg.norm(lab(pixels.reshape(-1, 3)) - ground, axis=1) < DIFFERENT_COLOUR).mean()) > 0.6


def _name(rgb: NDArray[Any]) -> ColourName:
    r, g, b = (round(float(v)) for v in rgb)
    return colour_name((r, g, b))


def _only(lines_a: Sequence[Line], lines_b: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Texts that only one side has: equal lines are paired off wherever they stand."""
    texts_a, texts_b = [x.text for x in lines_a], [x.text for x in lines_b]
    plain_a, plain_b = [_plain(x) for x in texts_a], [_plain(x) for x in texts_b]
    rest = plain_b.copy()
    only_a: list[str] = []
    for text, plain in zip(texts_a, plain_a, strict=True):
        if plain in rest:
            rest.remove(plain)
        else:
            only_a.append(text)
    rest_a = plain_a.copy()
    only_b: list[str] = []
    for text, plain in zip(texts_b, plain_b, strict=True):
        if plain in rest_a:
            rest_a.remove(plain)
        else:
            only_b.append(text)
    return tuple(only_a), tuple(only_b)


# --- near-copies among many ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is compared instead of pixels: a hash of the coarse structure, and the colours in an 8 x 8 grid."""

    #: 63 signs of the lowest frequencies of the lightness (DCT of 32 x 32).
    hash: int
    #: CIE Lab, 8 x 8 x 3, flattened.
    colours: tuple[float, ...]
    #: Width over height.
    ratio: float
    #: Contrast of the 32 x 32 thumbnail: without any, the hash is noise.
    contrast: float


#: Signs of 63 that may differ, and mean Lab distance of the grid's cells, between copies of one picture.
COPY_BITS = 8
COPY_COLOUR = 9.0


def fingerprint(pixels: Pixels) -> Fingerprint:
    """A millisecond per uint8 (H, W, 3) RGB picture."""
    gray = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    thumb = cv2.resize(gray, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(thumb)[:8, :8].ravel()[1:]
    signs = low > float(np.median(low))
    grid = cv2.resize(pixels, (8, 8), interpolation=cv2.INTER_AREA).reshape(-1, 3)
    colours = lab(np.asarray(grid, dtype=np.uint8)).ravel()
    bits = int("".join("1" if s else "0" for s in signs), 2)
    return Fingerprint(bits, tuple(float(c) for c in colours), pixels.shape[1] / pixels.shape[0], float(thumb.std()))


def likeness(a: Fingerprint, b: Fingerprint) -> float:
    """0 to 1: 1 for copies, about 0.5 for pictures that have nothing to do with each other."""
    bits = (a.hash ^ b.hash).bit_count() / 63
    colour = float(np.mean(np.linalg.norm(np.reshape(a.colours, (-1, 3)) - np.reshape(b.colours, (-1, 3)), axis=1)))
    structure = 1 - bits if min(a.contrast, b.contrast) > 3 else 1.0
    return 0.6 * structure + 0.4 * max(0.0, 1 - colour / 60)


def are_copies(a: Fingerprint, b: Fingerprint) -> bool:
    """Whether two pictures are one: resized, recompressed or slightly brighter."""
    if not 0.9 < a.ratio / b.ratio < 1.11:
        return False
    cells = np.reshape(a.colours, (-1, 3)) - np.reshape(b.colours, (-1, 3))
    # A change of exposure moves all cells alike.
    moved = np.median(cells, axis=0)
    spread = float(np.linalg.norm(cells - moved, axis=1).max())
    flat = min(a.contrast, b.contrast) <= 3
    bits_agree = flat or (a.hash ^ b.hash).bit_count() <= COPY_BITS
    return bits_agree and float(np.linalg.norm(moved)) < 12 and spread < COPY_COLOUR


def groups(prints: Sequence[Fingerprint]) -> tuple[tuple[int, ...], ...]:
    """Indices of pictures that are copies of one another, each index in one group, in order of appearance."""
    owner = list(range(len(prints)))

    def root(i: int) -> int:
        while owner[i] != i:
            i = owner[i]
        return i

    for i, j in combinations(range(len(prints)), 2):
        if root(i) != root(j) and are_copies(prints[i], prints[j]):
            owner[root(j)] = root(i)
    found: dict[int, list[int]] = {}
    for i in range(len(prints)):
        found.setdefault(root(i), []).append(i)
    return tuple(tuple(group) for group in found.values())
