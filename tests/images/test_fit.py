"""What a model sees: upright, opaque, sRGB, 8 bits, of exactly the size that was promised."""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from corpus.pictures import encode, exif, gif, jpeg_segment, png, png_chunk, scene, turned, with_segments
from fovea.errors import InvalidRequest
from fovea.limits import GUIDE_2025, PROFILES
from fovea.values import Picture, Pixels, Size


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    error = ((a.astype(float) - b.astype(float)) ** 2).mean()
    return float("inf") if error == 0 else 10 * np.log10(255**2 / error)


def pixels_of(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGB"))


def reopened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def on_white(image: Image.Image) -> Pixels:
    rgba = image.convert("RGBA")
    white = Image.new("RGBA", rgba.size, "white")
    return pixels_of(Image.alpha_composite(white, rgba))


def test_a_fitted_image_is_a_picture(fitted):
    picture = fitted(encode(scene(), "PNG"))
    assert isinstance(picture, Picture)
    assert (picture.at, picture.original, picture.seen, picture.tokens) == (
        "messages.0.content.0",
        Size(64, 48),
        Size(64, 48),
        5,
    )
    assert len(picture.sha256) == 64
    pixels = picture.pixels()
    assert (pixels.shape, pixels.dtype, pixels.flags.writeable) == ((48, 64, 3), np.uint8, False)
    assert pixels.flags.c_contiguous


# --- what comes out is what went in -------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_lossless_formats_keep_every_pixel(kind, fitted):
    image = scene().quantize(64) if kind == "GIF" else scene()
    data = encode(image, kind, **({"lossless": True} if kind == "WEBP" else {}))
    np.testing.assert_array_equal(fitted(data).pixels(), pixels_of(image))


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"subsampling": 0}, {"restart_marker_blocks": 1}])
def test_jpeg_decodes_as_elsewhere(options, fitted):
    data = encode(scene(), "JPEG", quality=90, **options)
    assert psnr(fitted(data).pixels(), pixels_of(reopened(data))) > 45


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_every_orientation_is_turned_upright_to_the_pixel(kind, orientation, fitted):
    data = turned(orientation, kind, **({"lossless": True} if kind == "WEBP" else {}))
    picture = fitted(data)
    assert picture.original == Size(64, 48)
    np.testing.assert_array_equal(picture.pixels(), pixels_of(scene()))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_of_a_jpeg(orientation, fitted):
    data = turned(orientation, "JPEG", quality=95, subsampling=0)
    expected = pixels_of(ImageOps.exif_transpose(reopened(data)))
    np.testing.assert_array_equal(fitted(data).pixels(), expected)


def test_big_endian_and_broken_exif():
    from fovea.images.containers import exif_orientation

    entry = struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0)
    assert exif_orientation(b"MM\0*" + struct.pack(">IH", 8, 1) + entry) == 6
    assert exif_orientation(exif(8)) == 8
    for broken in (
        b"",
        b"II*\0",
        b"II*\0\xff\xff\xff\xff",
        b"MM\0*" + struct.pack(">IH", 8, 9),
        exif(1)[:20],
        b"x" * 99,
    ):
        assert exif_orientation(broken) == 1
    assert exif_orientation(b"MM\0*" + struct.pack(">IH", 8, 1) + struct.pack(">HHIHH", 0x0112, 3, 1, 9, 0)) == 1


@pytest.mark.parametrize(("width", "height"), [(1, 1), (1, 1500), (1500, 1), (1, 8000), (8000, 1), (2, 3), (29, 1567)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_thin_and_tiny_images(kind, width, height, fitted):
    picture = fitted(encode(Image.new("RGB", (width, height), (200, 40, 90)), kind))
    pixels = picture.pixels()
    assert pixels.shape == (picture.seen.height, picture.seen.width, 3)
    assert np.abs(pixels.astype(int) - (200, 40, 90)).max() <= 6


# --- shrinking ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(2000, 1500), (4001, 999), (3333, 221), (1569, 1569)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_shrinking_is_as_good_as_the_slow_way(kind, size, fitted):
    """Against Pillow's Lanczos over the full-size image; odd sizes must not move the picture by half a pixel."""
    data = encode(scene(*size), kind, **({"quality": 92} if kind == "JPEG" else {"compress_level": 1}))
    picture = fitted(data)
    expected = pixels_of(reopened(data)).copy()
    expected = np.asarray(
        Image.fromarray(expected).resize((picture.seen.width, picture.seen.height), Image.Resampling.LANCZOS)
    )
    assert picture.pixels().shape == expected.shape
    # The mark's hard edge rings differently in the two filters: look at it, and at the rest.
    assert psnr(picture.pixels(), expected) > 40
    inner = np.s_[expected.shape[0] // 3 :, expected.shape[1] // 3 :]
    assert psnr(picture.pixels()[inner], expected[inner]) > 48


@pytest.mark.parametrize("size", [(300, 200), (1700, 1100), (2000, 1960), (3600, 300)])
@pytest.mark.parametrize("options", [{}, {"progressive": True}])
def test_a_jpeg_of_any_size_is_decoded_whole_or_refused(size, options, fitted):
    """Small, shrunk, shrunk a lot: each takes another way, and none takes a file that is cut off."""
    data = encode(scene(*size), "JPEG", **options)
    for kept in (0.6, 0.95):
        with pytest.raises(InvalidRequest, match=r"^Could not process image$"):
            fitted(data[: int(len(data) * kept)]).pixels()
    noisy = data[:-2] + bytes(30) + b"\xff\xd9"  # harmless: cameras write such
    np.testing.assert_array_equal(fitted(noisy).pixels(), fitted(data).pixels())


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_the_size_is_the_promised_one_in_every_profile(profile, fitted):
    picture = fitted(encode(scene(3000, 2000), "JPEG"), profile)
    assert picture.pixels().shape == (picture.seen.height, picture.seen.width, 3)


# --- colours ------------------------------------------------------------------------------------------------


def test_transparency_is_seen_on_white(fitted):
    image = scene().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True, "exact": True})):
        difference = np.abs(fitted(encode(image, kind, **options)).pixels().astype(int) - on_white(image))
        assert difference.max() <= 1


def test_transparent_pixels_do_not_bleed_when_shrunk(fitted):
    """Black that nobody can see must not darken the edges."""
    image = Image.new("RGBA", (1800, 1800), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (300, 300, 1500, 1500))
    assert fitted(encode(image, "PNG")).pixels().min() >= 254


def test_a_palette_with_transparency(fitted):
    image = scene().quantize(8)
    data = encode(image, "PNG", transparency=0)
    np.testing.assert_array_equal(fitted(data).pixels(), on_white(reopened(data)))


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_grey_of_few_bits(bits, fitted):
    levels = 2**bits
    row = np.arange(levels, dtype=np.uint8)
    packed = int("".join(f"{level:0{bits}b}" for level in row).ljust(-(-bits * levels // 8) * 8, "0"), 2)
    rows = b"\0" + packed.to_bytes(-(-bits * levels // 8))
    pixels = fitted(png(levels, 1, depth=bits, colour=0, rows=rows)).pixels()
    np.testing.assert_array_equal(pixels[0, :, 0], row * (255 // (levels - 1)))


def test_sixteen_bits_become_eight(fitted):
    values = np.array([0, 0x1234, 0x8000, 0xFEDC, 0xFFFF], dtype=">u2")
    grey = fitted(png(5, 1, depth=16, colour=0, rows=b"\0" + values.tobytes())).pixels()
    np.testing.assert_array_equal(grey[0, :, 1], [0, 0x12, 0x80, 0xFE, 0xFF])
    # grey with alpha, all opaque; and an RGB with one transparent colour
    with_alpha = np.stack([values, np.full(5, 0xFFFF)], axis=1).astype(">u2")
    np.testing.assert_array_equal(
        fitted(png(5, 1, depth=16, colour=4, rows=b"\0" + with_alpha.tobytes())).pixels(), grey
    )
    rgb = np.stack([values] * 3, axis=1).astype(">u2")
    one_clear = png(5, 1, depth=16, rows=b"\0" + rgb.tobytes(), before=png_chunk(b"tRNS", values[0].tobytes() * 3))
    np.testing.assert_array_equal(fitted(one_clear).pixels()[0, :, 2], [255, 0x12, 0x80, 0xFE, 0xFF])


def test_grey_and_alpha(fitted):
    image = scene().convert("LA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    assert np.abs(fitted(encode(image, "PNG")).pixels().astype(int) - on_white(image)).max() <= 1


def test_cmyk_with_and_without_adobes_inversion(fitted):
    cmyk = scene().convert("CMYK")
    adobe = encode(cmyk, "JPEG", quality=95)
    assert psnr(fitted(adobe).pixels(), pixels_of(reopened(adobe))) > 45
    # the same inks, stored as they are and without Adobe's marker
    plain = encode(Image.fromarray(255 - np.asarray(cmyk), "CMYK"), "JPEG", quality=95)
    at = plain.index(b"\xff\xee")
    plain = plain[:at] + plain[at + 2 + int.from_bytes(plain[at + 2 : at + 4]) :]
    assert psnr(fitted(plain).pixels(), fitted(adobe).pixels()) > 40


def matrix_profile(primaries: tuple[tuple[float, float], ...], gamma: float) -> bytes:
    """A wide-gamut RGB profile, made as profiles are: colorants adapted to D50, one gamma for all channels."""
    white = np.array([0.9505, 1.0, 1.0891])
    xyz = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in primaries]).T
    matrix = xyz * np.linalg.solve(xyz, white)
    bradford = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])
    d50 = np.array([0.9642, 1.0, 0.8249])
    adapted = np.linalg.inv(bradford) @ np.diag((bradford @ d50) / (bradford @ white)) @ bradford @ matrix

    def fixed(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz_tag(values: np.ndarray) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(fixed(v) for v in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"wide\0" + bytes(78) + b"\0"
    tags = {b"rXYZ": xyz_tag(adapted[:, 0]), b"gXYZ": xyz_tag(adapted[:, 1]), b"bXYZ": xyz_tag(adapted[:, 2])}
    tags |= {
        b"wtpt": xyz_tag(d50),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
        b"desc": text,
        b"cprt": b"text\0\0\0\0-\0\0\0",
    }
    offset, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        content += bytes(-len(content) % 4)
        table += name + struct.pack(">II", offset + len(body), len(content))
        body += content
    size = offset + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, b"mntr", b"RGB ", b"XYZ ") + bytes(12) + b"acsp"
    header = header.ljust(68, b"\0") + fixed(0.9642) + fixed(1.0) + fixed(0.8249)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


WIDE = matrix_profile(((0.68, 0.32), (0.265, 0.69), (0.15, 0.06)), 2.2)  # Display P3's primaries


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_wide_gamut_becomes_srgb(kind, fitted):
    options = {"JPEG": {"quality": 95, "subsampling": 0}, "PNG": {}, "WEBP": {"lossless": True}}[kind]
    data = encode(scene(), kind, icc_profile=WIDE, **options)
    plain = pixels_of(reopened(data))
    expected = ImageCms.profileToProfile(
        Image.fromarray(plain), io.BytesIO(WIDE), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert np.abs(np.asarray(expected).astype(int) - plain).max() > 15, "the profile changes nothing: no test"
    assert np.abs(fitted(data).pixels().astype(int) - np.asarray(expected)).max() <= 1


def test_an_srgb_profile_changes_nothing(fitted):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = encode(scene(), "PNG", icc_profile=profile)
    np.testing.assert_array_equal(fitted(data).pixels(), pixels_of(scene()))


@pytest.mark.parametrize("profile", [b"x" * 500, WIDE[:200], WIDE[:16] + b"CMYK" + WIDE[20:], b"x"])
def test_a_profile_that_makes_no_sense_is_ignored(profile, fitted):
    data = encode(scene(), "PNG", icc_profile=profile)
    np.testing.assert_array_equal(fitted(data).pixels(), pixels_of(scene()))


# --- animations ---------------------------------------------------------------------------------------------

FRAMES = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_seen(kind, fitted):
    data = encode(FRAMES[0], kind, save_all=True, append_images=FRAMES[1:], duration=50)
    picture = fitted(data)
    assert np.abs(picture.pixels().astype(int) - (255, 0, 0)).max() <= 8
    _, still = picture.encoded()
    assert getattr(reopened(still), "n_frames", 1) == 1
    assert np.abs(pixels_of(reopened(still)).astype(int) - (255, 0, 0)).max() <= 8


def test_a_frame_smaller_than_its_canvas_stands_in_its_place_on_white(fitted):
    pixels = fitted(gif((10, 8), (3, 2, 1, 1))).pixels()
    assert pixels.shape == (8, 10, 3)
    expected = np.full((8, 10, 3), 255)
    expected[2, 3] = fitted(gif((1, 1), (0, 0, 1, 1))).pixels()[0, 0]
    np.testing.assert_array_equal(pixels, expected)


def test_a_transparent_gif_is_seen_on_white(fitted):
    image = Image.new("P", (20, 20), 1)
    image.putpalette([10, 20, 30, 40, 50, 60])
    image.paste(0, (5, 5, 10, 10))
    data = encode(image, "GIF", transparency=1)
    np.testing.assert_array_equal(fitted(data).pixels(), on_white(reopened(data)))


# --- real pictures ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not os.environ.get("FOVEA_DATA"), reason="FOVEA_DATA is not set: no real pictures here")
def test_real_pictures_look_as_elsewhere(fitted):
    """Each against Pillow and LittleCMS over the full-size image, in perceptual intent."""
    compared = 0
    for path in sorted(Path(os.environ["FOVEA_DATA"], "images").iterdir()):
        if path.suffix not in (".jpg", ".jpeg", ".png", ".gif", ".webp") or path.name == "truncated.jpg":
            continue
        picture = fitted(path.read_bytes(), GUIDE_2025)
        image = ImageOps.exif_transpose(Image.open(path))
        icc = image.info.get("icc_profile")
        if "A" in image.mode or "transparency" in image.info:
            image = Image.fromarray(on_white(image))
        if icc:
            mode = {b"GRAY": "L", b"RGB ": "RGB", b"CMYK": "CMYK"}[icc[16:20]]
            source = image.convert(mode) if image.mode != mode else image
            image = ImageCms.profileToProfile(source, io.BytesIO(icc), ImageCms.createProfile("sRGB"), outputMode="RGB")
        expected = image.convert("RGB").resize((picture.seen.width, picture.seen.height), Image.Resampling.LANCZOS)
        assert psnr(picture.pixels(), np.asarray(expected)) > 38, path.name
        compared += 1
    assert compared > 25


def test_a_large_profile_or_thumbnail_before_the_frame_header(fitted):
    """The size stands beyond the first KBs; it is found all the same, without a pixel decoded."""
    data = encode(scene(), "JPEG")
    padding = [jpeg_segment(0xE2, b"MPF\0" + bytes(60_000)) for _ in range(12)]
    late = with_segments(data, *padding, jpeg_segment(0xE1, b"Exif\0\0" + exif(3, padding=50_000)))
    picture = fitted(late)
    assert picture.original == Size(64, 48)
    np.testing.assert_array_equal(picture.pixels(), fitted(data).pixels()[::-1, ::-1])
