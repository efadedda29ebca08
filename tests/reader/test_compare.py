"""Two pictures: exactly what was changed is reported, and noise, shifts and new sizes are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.reader.drawing import BLUE, GREEN, RED, Sheet

from fovea.engines.reader.look.compare import compare, fingerprint, groups, likeness
from fovea.values import Pixels

TEXTS = ((40, 60, "Invoice 2041"), (40, 110, "Coffee 3.50"), (40, 160, "Tea 2.20"))


def page(texts=TEXTS, circle=RED, square=True, by=(0, 0)) -> Sheet:  # type: ignore[no-untyped-def]
    sheet = Sheet()
    dx, dy = by
    for x, y, words in texts:
        sheet.write(x + dx, y + dy, words, "lm", size=20)
    sheet.draw("ellipse", (400 + dx, 250 + dy, 500 + dx, 350 + dy), fill=circle)
    if square:
        sheet.draw("rectangle", (200 + dx, 260 + dy, 290 + dx, 340 + dy), fill=BLUE)
    return sheet


def jpeg(pixels: Pixels, quality: int = 50) -> Pixels:
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", pixels, [1, quality])[1], 1), dtype=np.uint8)


def changes(other: Sheet) -> list[tuple[str, str | None, str | None]]:
    one = page()
    found = compare(one.pixels, jpeg(other.pixels), one.lines, other.lines)
    return [(d.kind, d.before, d.after) for d in found.differences]


def test_a_picture_is_identical_to_itself() -> None:
    found = compare(page().pixels, page().pixels)
    assert (found.relation, found.similarity, found.differences) == ("identical", 1.0, ())


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (page(), []),
        (page(by=(7, 4)), []),
        (page((*TEXTS[:2], (40, 160, "Tea 2.80"))), [("number", "Tea 2.20", "Tea 2.80")]),
        (page((*TEXTS[:1], (40, 110, "Cocoa 3.50"), TEXTS[2])), [("text", "Coffee 3.50", "Cocoa 3.50")]),
        (page(TEXTS[:2]), [("removed", "Tea 2.20", None)]),
        (page((*TEXTS, (40, 210, "Total 5.70"))), [("added", None, "Total 5.70")]),
        (page(circle=GREEN), [("colour", "red", "green")]),
        (page(square=False), [("removed", "blue", None)]),
    ],
    ids=["JPEG", "shifted", "number", "word", "line gone", "line added", "recoloured", "shape gone"],
)
def test_exactly_the_change_is_reported(other: Sheet, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert changes(other) == expected


def test_a_difference_has_its_box_on_each_picture() -> None:
    one, other = page(), page(circle=GREEN, by=(6, 3))
    (difference,) = compare(one.pixels, other.pixels, one.lines, other.lines).differences
    assert difference.box_a is not None
    assert difference.box_b is not None
    assert difference.box_a.center == pytest.approx((450, 300), abs=6)
    assert difference.box_b.center == pytest.approx((456, 303), abs=6)


def test_a_smaller_copy_is_a_near_duplicate() -> None:
    one = page().pixels
    small = np.asarray(cv2.resize(one, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA))
    found = compare(one, small)
    assert (found.relation, found.same_size) == ("near-duplicate", False)


def test_unlike_pictures_are_different() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (440, 640, 3), np.uint8)
    assert compare(page().pixels, noise).relation == "different"
    assert compare(page().pixels, noise[:60]).relation == "different"


def test_copies_are_found_among_many() -> None:
    one, other = page(), page((), GREEN, square=False)
    pictures = [one.pixels, other.pixels, jpeg(one.pixels, 30), jpeg(other.pixels, 40), np.zeros((99, 99, 3), np.uint8)]
    assert groups([fingerprint(p) for p in pictures]) == ((0, 2), (1, 3), (4,))
    assert likeness(fingerprint(one.pixels), fingerprint(one.pixels)) == 1


@pytest.mark.parametrize("size", [(1, 1), (1, 1500), (9, 9), (2000, 3)])
def test_pictures_of_any_size_are_compared(size: tuple[int, int]) -> None:
    one = np.zeros((*size, 3), np.uint8)
    other = one.copy()
    other[0, 0] = 255
    assert 0 <= compare(one, other).similarity <= 1
    assert 0 <= compare(one, page().pixels).similarity <= 1
