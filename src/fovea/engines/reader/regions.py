"""Boxes, places, and the flat colours of a drawn picture: what pictures, charts and comparisons share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from fovea.engines.reader.values import Quad
from fovea.values import Pixels

Rgb: TypeAlias = tuple[int, int, int]
Labels: TypeAlias = NDArray[np.int16]
Mask: TypeAlias = NDArray[np.bool_]

Place: TypeAlias = Literal[
    "top left", "top", "top right", "left", "center", "right", "bottom left", "bottom", "bottom right"
]
PLACES: tuple[tuple[Place, Place, Place], ...] = (
    ("top left", "top", "top right"),
    ("left", "center", "right"),
    ("bottom left", "bottom", "bottom right"),
)

#: Two colours closer than this (CIE Lab, Euclidean) are one colour with noise.
SAME_COLOUR = 9.0
#: Within this of a colour that covers areas, thin traces are its noise.
HALO_COLOUR = 20.0
#: Pixels of a flat patch that is worth a colour of its own.
LEAST_SWATCH_PX = 36
#: Of a picture, what a page covers at least; a frame round it covers less.
FRAME_SHARE = 0.05
#: A pixel further than this from every flat colour is an edge's blend, or noise.
NEAR_COLOUR = 14.0


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An upright rectangle in pixels; ``right`` and ``bottom`` are exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(self.width, 0) * max(self.height, 0)

    @property
    def center(self) -> tuple[float, float]:
        return ((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    @property
    def quad(self) -> Quad:
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )

    def overlap(self, other: Box) -> float:
        """Area in common, px²."""
        return (
            Box(
                max(self.left, other.left),
                max(self.top, other.top),
                min(self.right, other.right),
                min(self.bottom, other.bottom),
            ).area
            if self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
            else 0.0
        )


def place_of(x: float, y: float, width: float, height: float) -> Place:
    """The ninth of a ``width`` x ``height`` picture in which a point lies."""
    column = min(2, max(0, int(3 * x / max(width, 1))))
    row = min(2, max(0, int(3 * y / max(height, 1))))
    return PLACES[row][column]


def shrunk(pixels: Pixels, edge_px: int, *, mix: bool = False) -> tuple[Pixels, float]:
    """The picture with at most that long edge, and the scale. Without ``mix`` no new colours arise."""
    height, width = pixels.shape[:2]
    scale = min(1.0, edge_px / max(height, width))
    if scale == 1:
        return pixels, 1.0
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = cv2.INTER_AREA if mix else cv2.INTER_NEAREST
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8), scale


@dataclass(frozen=True, slots=True)
class Palette:
    """The flat colours of a picture, most frequent first, and which pixel has which.

    ``labels`` is int16 (H, W): an index into ``colours``, or -1 for blends and noise.
    """

    colours: tuple[Rgb, ...]
    #: Share of all pixels, 0 to 1, one per colour.
    shares: tuple[float, ...]
    labels: Labels

    @property
    def covered(self) -> float:
        """Share of the pixels that have a flat colour: near 1 for drawings, low for photos."""
        return float(np.count_nonzero(self.labels >= 0) / max(self.labels.size, 1))

    @property
    def background(self) -> int:
        """The colour of most of the picture's border, within a frame that runs round it; -1 where that has none."""
        rings = (0, 4, 9)
        found = [self._most_around(by) for by in rings if min(self.labels.shape) > 4 * by]
        large = (colour for colour in found if colour >= 0 and self.shares[colour] >= FRAME_SHARE)
        return next(large, found[0])

    def _most_around(self, by: int) -> int:
        """The colour of most pixels that are ``by`` px from the picture's border; -1 where they have none."""
        inner = self.labels[by : self.labels.shape[0] - by, by : self.labels.shape[1] - by]
        edge = np.concatenate([inner[0], inner[-1], inner[:, 0], inner[:, -1]])
        edge = edge[edge >= 0]
        return int(np.bincount(edge).argmax()) if edge.size else -1


def lab(colours: NDArray[np.uint8] | tuple[Rgb, ...]) -> NDArray[np.float32]:
    """CIE Lab, float32 (n, 3), of n sRGB colours."""
    rgb = np.asarray(colours, dtype=np.float32).reshape(1, -1, 3) / 255
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2Lab)[0], dtype=np.float32)


def palette(pixels: Pixels, most: int = 24, least_share: float = 0.0004, *, noisy: bool = False) -> Palette:
    """Finds the flat colours of uint8 (H, W, 3) RGB pixels by their counts.

    Blends that antialiasing makes between two flat colours are left out: they lie on the straight line
    between them and are rarer than both; in ``noisy`` pictures, near it.
    """
    bins = _bins(pixels)
    counts = np.bincount(bins.ravel(), minlength=32**3)
    order = np.argsort(counts)[::-1][:400]
    least = max(12.0, least_share * bins.size)
    order = order[counts[order] >= min(least / 2, LEAST_SWATCH_PX)]
    if not order.size:
        return Palette((), (), np.full(bins.shape, -1, np.int16))

    # Mean colour of each frequent bin, exact: JPEG and antialiasing move it off the bin's centre.
    flat = pixels.reshape(-1, 3)
    rank = np.full(32**3, -1, np.int32)
    rank[order] = np.arange(order.size)
    where = rank[bins.ravel()]
    known = where >= 0
    sums = np.stack([np.bincount(where[known], weights=flat[known, c], minlength=order.size) for c in range(3)], axis=1)
    sizes = counts[order].astype(np.float64)
    means = sums / sizes[:, None]
    in_lab = lab(np.clip(np.rint(means), 0, 255).astype(np.uint8))
    inside = np.bincount(where[known & _flat(pixels).ravel()], minlength=order.size)

    chosen: list[int] = []
    weight: list[float] = []
    for i in range(order.size):
        if chosen:
            distance = np.linalg.norm(in_lab[chosen] - in_lab[i], axis=1)
            nearest = int(distance.argmin())
            if distance[nearest] < SAME_COLOUR:
                weight[nearest] += float(sizes[i])
                continue
            # A blend never fills an area, whatever its colour.
            solid = inside[i] >= max(9, 0.2 * sizes[i])
            # What was drawn has one shade throughout: lines with small markers fill little, and blends have many shades.
            drawn = not noisy and not solid and inside[i] >= max(30, 0.05 * sizes[i])
            solid |= drawn and _most_alike(flat[where == i]) >= 0.8
            # Nor do the halos that JPEG puts round edges: they keep close to a far more frequent colour.
            if not solid and distance[nearest] < HALO_COLOUR and sizes[i] < 0.05 * weight[nearest]:
                continue
            if not solid and _is_blend(means[i], float(sizes[i]), means[chosen], weight, noisy):
                continue
        chosen.append(i)
        weight.append(float(sizes[i]))
    # A small swatch is a colour; as few pixels scattered about are none.
    both = zip(weight, chosen, strict=True)
    enough = [(w, i) for w, i in both if w >= least or (w >= LEAST_SWATCH_PX and inside[i] >= 0.4 * w)]
    kept = sorted(enough, reverse=True)[:most]
    if not kept:
        return Palette((), (), np.full(bins.shape, -1, np.int16))
    index = [i for _, i in kept]
    colours = tuple((int(r), int(g), int(b)) for r, g, b in np.rint(means[index]))

    labels = _nearest(in_lab[index])[bins]
    found = np.bincount(labels[labels >= 0], minlength=len(index)) / labels.size
    return Palette(colours, tuple(float(s) for s in found), labels)


def _most_alike(pixels: Pixels) -> float:
    """The share of uint8 (n, 3) RGB pixels that have the commonest colour of theirs exactly."""
    wide = pixels.astype(np.uint32)
    _, counts = np.unique((wide[:, 0] << 16) | (wide[:, 1] << 8) | wide[:, 2], return_counts=True)
    return float(counts.max() / max(len(pixels), 1))


def mask_out(labels: Labels, boxes: list[Box], fill: int = -1) -> Labels:
    """A copy of the labels with the boxes' pixels set to ``fill``."""
    out = labels.copy()
    for box in boxes:
        out[max(0, int(box.top)) : int(box.bottom) + 1, max(0, int(box.left)) : int(box.right) + 1] = fill
    return out


def _bins(pixels: Pixels) -> NDArray[np.int32]:
    """Index of the 32 x 32 x 32 colour cube's cell, int32 (H, W)."""
    high = (pixels >> 3).astype(np.int32)
    return np.asarray((high[..., 0] << 10) | (high[..., 1] << 5) | high[..., 2], dtype=np.int32)


def _flat(pixels: Pixels) -> Mask:
    """Pixels whose eight neighbours have their colour, give or take what JPEG adds."""
    around = np.ones((3, 3), np.uint8)
    return np.asarray((cv2.dilate(pixels, around) - cv2.erode(pixels, around)).max(axis=2) <= 10)


def _nearest(colours: NDArray[np.float32]) -> NDArray[np.int16]:
    """For each cell of the colour cube the nearest colour's index, or -1 where all are far."""
    steps = np.arange(32, dtype=np.uint8) * 8 + 4
    cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
    cells = lab(cube)
    best = np.full(len(cells), NEAR_COLOUR, np.float32)
    out = np.full(len(cells), -1, np.int16)
    for i, colour in enumerate(colours):
        distance = np.linalg.norm(cells - colour, axis=1)
        closer = distance < best
        best[closer] = distance[closer]
        out[closer] = i
    return out


def _is_blend(
    colour: NDArray[np.float64], count: float, chosen: NDArray[np.float64], weights: list[float], noisy: bool
) -> bool:
    """Whether the colour lies between two chosen ones that are both clearly more frequent."""
    for a in range(len(chosen)):
        for b in range(a):
            if count > 0.6 * min(weights[a], weights[b]):
                continue
            for start, end in ((chosen[a], chosen[b]), (chosen[b], chosen[a])):
                span, off = end - start, colour - start
                length, far = float(np.linalg.norm(span)), float(np.linalg.norm(off))
                if length < 1 or far < 1:
                    continue
                t = float(off @ span) / (length * length)
                # JPEG bends blends off the line, but keeps their direction.
                bent = noisy and float(off @ span) / (length * far) > 0.97
                if 0.03 < t < 0.97 and (bent or np.linalg.norm(off - t * span) < 14):
                    return True
    return False


def is_noisy(pixels: Pixels) -> bool:
    """Whether a drawing has far more colours than were drawn: JPEG has been at work.

    Antialiased charts measured up to 6 colours in 1000 pixels, the same with thin lines after JPEG 14 and more.
    """
    wide = pixels.astype(np.uint32)
    packed = np.asarray((wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2])
    return len(np.unique(packed)) > 0.009 * packed.size
