"""Pictures without text: colours, shapes, codes, faces, and what kind of picture it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import zxingcpp
from tests.reader.drawing import BLUE, GREEN, RED, Sheet

from fovea.engines.reader.language import names
from fovea.engines.reader.look.pictures import SHADES, codes, colour_name, dominant_colours, faces, look, shapes
from fovea.values import Pixels


def drawn() -> Sheet:
    sheet = Sheet()
    sheet.draw("ellipse", (60, 60, 160, 160), fill=RED)
    sheet.draw("rectangle", (300, 40, 400, 140), fill=BLUE)
    sheet.draw("rectangle", (60, 280, 260, 360), outline=GREEN, width=5)
    sheet.draw("polygon", ((500, 300), (600, 300), (550, 210)), fill=(10, 10, 10))
    return sheet


def test_shapes_are_named_counted_and_placed() -> None:
    found = {(s.kind, s.colour, s.place, s.filled) for s in shapes(drawn().pixels)}
    assert found == {
        ("circle", "red", "top left", True),
        ("square", "blue", "top", True),
        ("rectangle", "green", "bottom left", False),
        ("triangle", "black", "right", True),
    }


def test_spots_in_the_colour_of_the_ground_are_shapes_and_the_hole_of_a_ring_is_none() -> None:
    sheet = Sheet()
    sheet.draw("rectangle", (60, 60, 260, 260), fill=RED)
    for x, y in ((110, 110), (160, 160), (210, 210)):
        sheet.draw("ellipse", (x - 16, y - 16, x + 16, y + 16), fill=(255, 255, 255))
    sheet.draw("ellipse", (380, 80, 560, 260), fill=BLUE)
    sheet.draw("ellipse", (420, 120, 520, 220), fill=(255, 255, 255))
    assert sorted((s.kind, s.colour) for s in shapes(sheet.pixels)) == [
        ("circle", "blue"),
        *[("circle", "white")] * 3,
        ("square", "red"),
    ]


def test_text_is_no_shape() -> None:
    sheet = drawn()
    before = len(shapes(sheet.pixels, sheet.lines))
    sheet.write(450, 400, "LOOK AT THIS", size=30)
    assert len(shapes(sheet.pixels, sheet.lines)) == before


def test_a_star_a_hexagon_and_a_line_are_told_apart() -> None:
    sheet = Sheet()
    angles = np.arange(10) * np.pi / 5
    radii = np.where(np.arange(10) % 2, 25, 60)
    star = [(150 + r * np.sin(a), 120 - r * np.cos(a)) for a, r in zip(angles, radii, strict=True)]
    sheet.draw("polygon", star, fill=RED)
    sheet.draw("regular_polygon", (420, 120, 60), 6, fill=BLUE)
    sheet.draw("line", (60, 350, 560, 300), fill=GREEN, width=4)
    assert {shape.kind for shape in shapes(sheet.pixels)} == {"star", "hexagon", "line"}


def test_noise_has_no_shapes() -> None:
    assert shapes(np.random.default_rng(0).integers(0, 256, (300, 300, 3), np.uint8)) == ()


def test_colours_come_with_their_share_and_place() -> None:
    picture = np.full((300, 300, 3), 255, np.uint8)
    picture[:100, :100] = RED
    ground, patch = dominant_colours(picture)
    assert (ground.name, ground.background) == ("white", True)
    assert (patch.name, patch.place, patch.background) == ("red", "top left", False)
    assert patch.share == pytest.approx(1 / 9, abs=0.01)


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((255, 0, 0), "red"), ((0, 0, 0), "black"), ((250, 250, 250), "white"), ((120, 120, 120), "gray"),
        ((31, 119, 180), "blue"), ((255, 127, 14), "orange"), ((44, 160, 44), "green"), ((148, 103, 189), "purple"),
        ((255, 255, 0), "yellow"), ((140, 86, 75), "brown"), ((255, 182, 193), "pink"),
    ],
)  # fmt: skip
def test_colours_have_their_everyday_names(rgb: tuple[int, int, int], name: str) -> None:
    assert colour_name(rgb) == name


def test_every_name_exists_in_every_language() -> None:
    for language in ("en", "zh-TW", "zh-CN", "es"):
        assert set(names.COLOUR_NAMES[language]) == set(SHADES)
        assert set(names.PLACE_NAMES[language]) == set(names.PLACE_NAMES["en"])
        assert set(names.SHAPE_NAMES[language]) == set(names.SHAPE_NAMES["en"])


def qr(text: str) -> Pixels:
    code = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4))
    code = cv2.copyMakeBorder(code, 150, 150, 200, 100, cv2.BORDER_CONSTANT, value=255)
    return np.repeat(code[..., None], 3, axis=2)


@pytest.mark.parametrize(
    "harm",
    [
        lambda p: p,
        lambda p: (p * 0.25).astype(np.uint8),
        lambda p: np.asarray(cv2.GaussianBlur(p, (0, 0), 2.0)),
        lambda p: np.ascontiguousarray(p[::-1, ::-1]),
    ],
    ids=["clean", "dark", "blurred", "upside down"],
)
def test_codes_are_decoded_with_their_place(harm) -> None:  # type: ignore[no-untyped-def]
    (code,) = codes(harm(qr("ORDER-000123")))
    assert code.text == "ORDER-000123"
    assert "QR" in code.format
    assert code.box.width > 60


def test_a_picture_without_code_or_face_has_none() -> None:
    assert codes(drawn().pixels) == ()
    assert faces(drawn().pixels) == ()


def test_photos_drawings_pages_and_blanks_look_different() -> None:
    rng = np.random.default_rng(1)
    soft = cv2.resize(rng.integers(0, 256, (9, 12, 3), np.uint8), (640, 480), interpolation=cv2.INTER_CUBIC)
    photo = np.clip(soft + rng.normal(0, 6, soft.shape), 0, 255).astype(np.uint8)
    page = Sheet()
    for k in range(12):
        page.write(30, 30 + 33 * k, f"Line {k} of a page that is full of ordinary words and numbers", "lm", size=20)
    assert look(photo).kind == "photo"
    assert look(drawn().pixels).kind == "graphic"
    assert look(page.pixels, page.lines).kind == "text"
    assert look(np.zeros((80, 80, 3), np.uint8)).kind == "blank"


@pytest.mark.parametrize("size", [(1, 1), (1, 1568), (1568, 1), (3, 3), (40, 30)])
def test_pictures_of_any_size_are_answered(size: tuple[int, int]) -> None:
    for value in (0, 255):
        picture = np.full((*size, 3), value, np.uint8)
        shapes(picture)
        codes(picture)
        faces(picture)
        look(picture)
        assert [area.share for area in dominant_colours(picture)] == [1.0]
