"""What is told of an image before it is sent."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from corpus.pictures import encode, exif, flat, scene, small, turned
from fovea.images.inspect import inspect
from fovea.limits import GUIDE_2025, HIGH_RES_2026, PROFILES, STANDARD_2026
from fovea.values import Size


def detailed(width: int = 400, height: int = 300) -> Image.Image:
    """Detail at every scale, as in a photo; bright enough, full of contrast: nothing to advise."""
    rng = np.random.default_rng(1)
    picture = np.full((height, width, 3), 128.0)
    for octave in range(2, 8):
        across, down = 2**octave, 2**octave * height // width
        layer = Image.fromarray(rng.integers(0, 255, (down, across, 3), np.uint8)).resize((width, height))
        picture += (np.asarray(layer) - 127.5) * 0.75 ** (octave - 1)
    return Image.fromarray(picture.clip(0, 255).astype(np.uint8))


def page(width: int = 800, height: int = 600) -> Image.Image:
    image = Image.new("L", (width, height), 255)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(18)
    words = ["quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "invoice", "waits"]
    rng = np.random.default_rng(2)
    for y in range(20, height - 30, 30):
        pen.text((20, y), " ".join(rng.choice(words, 12)), font=font, fill=0)
    return image


def broken(data: bytes, profile: str = "guide-2025", **more) -> dict[int, list[str]]:
    """Count of images -> messages of the limits that are broken then."""
    found: dict[int, list[str]] = {}
    for limit in inspect(data, **more).broken:
        if limit.profile == profile:
            found.setdefault(limit.images, []).append(limit.message)
    return found


def advice(image: Image.Image) -> set[str]:
    return {entry.kind for entry in inspect(encode(image, "PNG")).advice}


def test_everything_about_a_photo_from_a_phone():
    data = turned(6, quality=90)
    report = inspect(data, name="IMG_1.jpg")
    assert (report.name, report.format, report.media_type) == ("IMG_1.jpg", "JPEG", "image/jpeg")
    assert (report.size, report.orientation, report.frames, report.has_alpha) == (Size(64, 48), 6, 1, False)
    assert (report.file_bytes, report.base64_bytes) == (len(data), -(-len(data) // 3) * 4)
    assert report.metadata == ("EXIF",)
    assert (report.seen, report.scale, report.tokens) == (Size(64, 48), 1.0, 5)
    assert report.accepted
    assert report.broken == ()


def test_the_position_is_pointed_out():
    data = encode(scene(), "JPEG", exif=b"Exif\0\0" + exif(1, gps=True))
    assert inspect(data).metadata == ("EXIF", "GPS position")


def test_a_report_is_json():
    text = json.dumps(inspect(small("GIF"), many=30).as_json())
    assert json.loads(text)["size"] == {"width": 64, "height": 48}
    assert json.loads(text)["accepted"] is True


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_frames_are_counted(kind):
    frames = [Image.new("RGB", (20, 20), (i * 40, 0, 0)) for i in range(5)]
    data = encode(frames[0], kind, save_all=True, append_images=frames[1:])
    assert inspect(data).frames == 5


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_transparency_is_told(kind):
    image = scene().convert("RGBA")
    image.putalpha(100)
    assert inspect(encode(image, kind)).has_alpha is True
    assert inspect(small(kind)).has_alpha is False


def test_the_guides_prices():
    report = inspect(flat("PNG", 1092, 1092))
    three_dollars = [cost for cost in report.costs if cost.usd_per_million_tokens == 3]
    assert three_dollars
    for cost in three_dollars:
        assert (cost.tokens, cost.usd, cost.usd_per_1000_images, cost.batch_usd) == (1590, 0.00477, 4.77, 0.002385)


def test_today_each_model_sees_and_counts_by_its_tier():
    costs = {cost.model: cost for cost in inspect(flat("PNG", 1920, 1080), HIGH_RES_2026).costs}
    assert (costs["claude-opus-4-8"].seen, costs["claude-opus-4-8"].tokens) == (Size(1920, 1080), 2691)
    assert (costs["claude-sonnet-4-6"].seen, costs["claude-sonnet-4-6"].tokens) == (Size(1456, 819), 1560)
    assert "claude-3-opus-20240229" not in costs


def test_every_limit_in_every_profile_for_one_and_for_many():
    wide = flat("PNG", 8001, 2)
    assert broken(wide) == {1: ["At least one of the image dimensions exceed max allowed size: 8000 pixels"]}
    assert {limit.profile for limit in inspect(wide).broken} == set(PROFILES)
    two_thousand = flat("PNG", 2001, 2)
    many = "At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels"
    assert broken(two_thousand, many=21) == {21: [many]}
    assert broken(two_thousand, many=20) == {}
    assert broken(small("PNG"), many=101) == {101: ["too many images and documents: 101 + 0 > 100"]}
    heavy = small("PNG") + bytes(4_000_000)
    (message,) = broken(heavy)[1]
    assert message.startswith("image exceeds 5 MB maximum: ")
    assert broken(heavy, "standard-2026") == {}
    (total,) = broken(heavy, "standard-2026", many=7)[7]
    assert "33554432" in total


def test_what_is_not_taken_is_reported_and_not_raised():
    report = inspect(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100), name="IMG.HEIC")
    assert (report.media_type, report.format, report.size, report.accepted) == ("image/heic", None, None, False)
    assert "image/heic" in report.broken[0].message
    assert inspect(b"").broken[0].message == "image cannot be empty"
    assert "too early" in inspect(small("PNG")[:-20]).broken[0].message
    assert "image/gif" in inspect(small("PNG"), declared="image/gif").broken[0].message


def test_a_picture_that_is_fine_gets_no_advice():
    assert advice(detailed()) == set()


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        ("small", lambda image: image.crop((0, 0, 199, 300))),
        ("dark", lambda image: Image.eval(image, lambda value: value // 8)),
        ("low-contrast", lambda image: Image.eval(image, lambda value: 120 + value // 12)),
        ("blurry", lambda image: image.filter(ImageFilter.GaussianBlur(3))),
    ],
)
def test_what_the_guide_warns_of_is_noticed(kind, spoil):
    assert kind in advice(spoil(detailed()))


def test_a_page_on_its_side_is_noticed():
    assert "rotated" in advice(page().rotate(90, expand=True))
    assert "rotated" in advice(page().rotate(270, expand=True))
    assert "rotated" not in advice(page())


@pytest.mark.parametrize("profile", [GUIDE_2025, STANDARD_2026, HIGH_RES_2026])
def test_scale_maps_coordinates_back(profile):
    report = inspect(flat("JPEG", 4000, 2000), profile)
    assert report.seen is not None
    assert report.scale == pytest.approx(report.seen.width / 4000, abs=1e-4)
