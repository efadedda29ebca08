"""The nearest image that passes, and what was changed to get there."""

from __future__ import annotations

import base64
import io
from functools import cache

import numpy as np
import pytest
from PIL import Image

from corpus.pictures import MEDIA_TYPES, encode, exif, scene, small, turned
from fovea.errors import InvalidRequest
from fovea.images.check import check
from fovea.images.fit import fit
from fovea.images.repair import Repaired, repair
from fovea.images.source import Base64Payload
from fovea.limits import PROFILES, LimitProfile
from fovea.values import EncodedImage, Size


def passes(repaired: Repaired, profile: LimitProfile, many: int = 1) -> np.ndarray:
    """Through every check, as one of many; what a model sees of it."""
    image = EncodedImage("a", "a", "base64", repaired.media_type, Base64Payload(base64.b64encode(repaired.data)))
    checked = check([image] * many, profile)[0]
    assert checked.header.upright == repaired.size
    return fit(checked).pixels()


@cache
def too_large(name: str) -> bytes:
    if name == "too many bytes":
        noise = np.random.default_rng(1).integers(0, 255, (1200, 1300, 3), np.uint8)
        return encode(Image.fromarray(noise), "PNG", compress_level=1)
    image, kind = {
        "too long an edge": (scene(9000, 40), "PNG"),
        "too long for many": (scene(2400, 90), "JPEG"),
        "too high": (scene(40, 9000), "WEBP"),
        "a GIF for many": (Image.new("P", (2500, 30)), "GIF"),
    }[name]
    return encode(image, kind)


def kinds(repaired: Repaired) -> list[str]:
    return [change.kind for change in repaired.changes]


@pytest.mark.parametrize("kind", MEDIA_TYPES)
def test_what_passes_is_left_alone(kind):
    data = small(kind)
    assert repair(data) == Repaired(data, MEDIA_TYPES[kind], Size(64, 48), ())


def test_a_wrong_media_type_costs_nothing():
    repaired = repair(small("PNG"), declared="image/jpeg")
    assert (repaired.data, repaired.media_type, kinds(repaired)) == (small("PNG"), "image/png", ["media-type"])


def test_metadata_go_before_quality_does():
    plain = small("JPEG")
    repaired = repair(plain[:2] + (b"\xff\xe5\xff\xff" + bytes(65533)) * 70 + plain[2:])
    assert kinds(repaired) == ["metadata"]
    assert repaired.data == plain


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
@pytest.mark.parametrize(
    ("name", "many"),
    [
        ("too many bytes", 1),
        ("too long an edge", 1),
        ("too long for many", 21),
        ("too high", 1),
        ("a GIF for many", 50),
    ],
)
def test_what_is_too_large_is_made_to_pass(name, many, profile):
    if many > profile.max_images:
        pytest.skip("no such request")
    data = too_large(name)
    repaired = repair(data, profile, many=many)
    pixels = passes(repaired, profile, many)
    assert pixels.size
    assert max(repaired.size.width, repaired.size.height) <= (2000 if many > 20 else 8000)


def test_a_large_photo_is_scaled_to_what_a_model_sees_and_no_further():
    data = encode(scene(810, 540).resize((8100, 1350)), "JPEG", quality=60)
    repaired = repair(data)
    assert (repaired.size, kinds(repaired)) == (Size(1568, 261), ["size", "encoding"])


def test_a_turned_photo_stands_upright_afterwards():
    data = encode(scene(48, 2100), "JPEG", exif=b"Exif\0\0" + exif(6))
    repaired = repair(data, many=21)
    assert repaired.size == Size(1568, 36)
    assert Image.open(io.BytesIO(repaired.data)).getexif() == {}
    assert repair(turned(8)).changes == ()


@pytest.mark.parametrize("data", [b"", b"no image", small("PNG")[:-9], b"BM\0\0\0\0\0\0\0\0" + bytes(50)])
def test_what_cannot_be_read_is_refused_with_its_name(data):
    with pytest.raises(InvalidRequest, match=r"^Could not process image$") as caught:
        repair(data, name="cat.png")
    assert caught.value.details is not None
    assert caught.value.details["paths"] == ["cat.png"]
