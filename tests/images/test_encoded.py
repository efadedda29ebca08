"""What leaves for engines elsewhere: the same picture, upright, without a byte of metadata."""

from __future__ import annotations

import base64
import io

import numpy as np
import pytest
from PIL import Image

from corpus.pictures import encode, exif, jpeg_segment, png_chunk, scene, small, turned, with_segments
from fovea.images.check import check
from fovea.images.fit import fit
from fovea.images.formats import sniff
from fovea.images.metadata import contents
from fovea.images.source import Base64Payload
from fovea.images.strip import strip
from fovea.limits import GUIDE_2025
from fovea.values import EncodedImage

PATH = "messages.0.content.0"

SECRETS = (b"Secret Camera Works", b"GPSLatitude", b"a secret comment", b"\x02\0\0\0\x030\0\0\0\x01")


def loaded(kind: str) -> bytes:
    """A picture with everything that a camera and an editor put beside it."""
    block, xmp = exif(1, gps=True), b"<x:xmpmeta>GPSLatitude</x:xmpmeta>"
    if kind == "GIF":
        data = encode(scene(), "GIF", comment=b"a secret comment")
        xmp_block = b"!\xff\x0bXMP DataXMP" + bytes([len(xmp)]) + xmp + b"\0"
        at = data.index(b"!\xfe")
        return data[:at] + xmp_block + data[at:] + b"a secret comment"
    if kind == "PNG":
        data = encode(scene(), "PNG", exif=block)
        text = png_chunk(b"tEXt", b"Comment\0a secret comment") + png_chunk(b"tIME", bytes(7))
        text += png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp) + png_chunk(b"prVt", b"a secret comment")
        return data[:33] + text + data[33:] + b"a secret comment"
    if kind == "WEBP":
        data = encode(scene(), "WEBP", exif=block, xmp=xmp)
        return data + b"prVt" + (16).to_bytes(4, "little") + b"a secret comment"
    data = encode(scene(), "JPEG", exif=b"Exif\0\0" + block, comment=b"a secret comment")
    segments = [
        jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp),
        jpeg_segment(0xED, b"Photoshop 3.0\x008BIM a secret comment"),
        jpeg_segment(0xE5, b"a secret comment"),
    ]
    at = data.rindex(b"\xff\xda")
    between = data[:at] + jpeg_segment(0xFE, b"a secret comment") + data[at:]
    return with_segments(between, *segments) + b"a secret comment" + small("JPEG")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_metadata_are_cut_out_and_no_pixel_changes(kind, fitted):
    data = loaded(kind)
    assert any(secret in data for secret in SECRETS)
    picture = fitted(data)
    media_type, clean = picture.encoded()
    assert media_type == sniff(data)
    for secret in SECRETS:
        assert secret not in clean
    assert contents(clean, media_type).metadata == ()
    np.testing.assert_array_equal(fitted(clean).pixels(), picture.pixels())
    image = Image.open(io.BytesIO(clean))
    image.load()
    assert not image.getexif()
    assert len(clean) < len(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_is_clean_passes_through_as_it_is(kind, fitted):
    data = small(kind)
    media_type, once = fitted(data).encoded()
    assert strip(once, media_type) == once
    if kind != "GIF":  # Pillow writes an animation's application block into every GIF
        assert once == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("make", [small, loaded])
def test_as_base64_it_is_the_clients_own_text_where_nothing_had_to_change(kind, make, fitted):
    data = make(kind)
    media_type, text = fitted(data).base64()
    assert (media_type, base64.b64decode(text)) == fitted(data).encoded()
    assert isinstance(text, memoryview) == (make is small), "a view of the request is no copy"


def test_bits_that_padding_leaves_over_go_on_as_zeros(fitted):
    """Decoders ignore them; strict servers do not."""
    data = next(d for n in range(3) if len(d := small("JPEG")[:-2] + b"\xff" * n + b"\xff\xd9") % 3 == 1)
    text = base64.b64encode(data)
    image = EncodedImage(PATH, PATH, "base64", "image/jpeg", Base64Payload(text[:-3] + bytes([text[-3] + 1]) + b"=="))
    [checked] = check([image], GUIDE_2025)
    assert bytes(fit(checked).base64()[1]) == text


def test_what_hides_between_the_segments_of_a_jpeg_is_cut_out(fitted):
    data = small("JPEG")
    hidden = data[:20] + b"a secret comment" + data[20:]  # behind the JFIF segment
    assert fitted(hidden).encoded()[1] == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_keep_their_profile(kind, fitted):
    profile = Image.open(io.BytesIO(encode(scene(), "PNG"))).info.get("icc_profile") or _some_profile()
    _, clean = fitted(encode(scene(), kind, icc_profile=profile)).encoded()
    assert Image.open(io.BytesIO(clean)).info["icc_profile"] == profile


def _some_profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_turned_picture_is_encoded_upright(kind, fitted):
    picture = fitted(turned(6, kind))
    media_type, data = picture.encoded()
    again = fitted(data, declared=media_type)
    assert (again.original, again.seen) == (picture.seen, picture.seen)
    assert np.abs(again.pixels().astype(int) - picture.pixels()).mean() < 3


def test_a_large_photo_is_encoded_at_the_size_a_model_sees(fitted):
    noise = np.random.default_rng(1).integers(0, 30, (1200, 2000, 3), np.uint8)
    picture = fitted(encode(Image.fromarray(np.asarray(scene(2000, 1200)) // 2 + noise), "JPEG", quality=95))
    media_type, data = picture.encoded()
    assert media_type == "image/jpeg"
    assert Image.open(io.BytesIO(data)).size == (picture.seen.width, picture.seen.height)


def test_a_large_screenshot_stays_sharp(fitted):
    image = Image.new("RGB", (2400, 1600), "white")
    for x in range(0, 2400, 60):
        image.paste((20, 20, 20), (x, 100, x + 12, 1500))
    picture = fitted(encode(image, "PNG"))
    media_type, data = picture.encoded()
    assert media_type == "image/png"
    np.testing.assert_array_equal(fitted(data).pixels(), picture.pixels())


def test_the_first_frame_that_covers_a_part_of_the_canvas(fitted):
    """Cannot be cut out: it is encoded anew, as it is seen."""
    frames = [Image.new("RGBA", (40, 30)), Image.new("RGBA", (40, 30), "blue")]
    frames[0].paste("red", (10, 10, 20, 20))
    picture = fitted(
        encode(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True, minimize_size=True)
    )
    _, data = picture.encoded()
    np.testing.assert_array_equal(fitted(data).pixels()[5, 5], (255, 255, 255))
    assert getattr(Image.open(io.BytesIO(data)), "n_frames", 1) == 1
