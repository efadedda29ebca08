"""Every limit, at N and at N + 1, in each profile, with the exact message and path."""

from __future__ import annotations

import base64
from dataclasses import replace
from itertools import permutations

import pytest

from corpus.pictures import MEDIA_TYPES, exif, flat, jpeg_segment, scene, small, with_segments
from corpus.pictures import encode as save
from fovea.errors import InvalidRequest
from fovea.images.check import CheckedImage, check, check_count, check_source
from fovea.images.source import Base64Payload, RawPayload
from fovea.limits import BEDROCK, CHAT, GUIDE_2025, PROFILES, STANDARD_2026, LimitProfile
from fovea.values import EncodedImage, Size

#: Where an image may stand: directly in a message, and inside a tool result. The API's path differs from the block's.
PLACES = {
    "message": ("messages.0.content.1", "messages.0.content.1.image.source"),
    "tool result": ("messages.2.content.0.content.1", "messages.2.content.0.tool_result.content.1.image.source"),
}
at_every_place = pytest.mark.parametrize("place", PLACES)
in_every_profile = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


def base64_image(data: bytes, declared: str = "image/png", place: str = "message", **more) -> EncodedImage:
    return text_image(base64.b64encode(data), declared, place, **more)


def text_image(text: bytes, declared: str = "image/png", place: str = "message", **more) -> EncodedImage:
    at, path = PLACES[place]
    return EncodedImage(at, f"{path}.base64", "base64", declared, Base64Payload(text), **more)


def refusal(images: list[EncodedImage], profile: LimitProfile = GUIDE_2025, **more) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as caught:
        check(images, profile, **more)
    return caught.value


def padded_png(base64_length: int) -> bytes:
    """A valid PNG whose base64 text has exactly this length."""
    data = small("PNG")
    return data + bytes(base64_length // 4 * 3 - len(data))


def test_what_is_inside_every_limit_comes_back_with_its_size_and_tokens():
    (checked,) = check([base64_image(small("PNG"))], GUIDE_2025)
    assert isinstance(checked, CheckedImage)
    assert (checked.header.upright, checked.seen, checked.tokens) == (Size(64, 48), Size(64, 48), 5)


# --- counts -------------------------------------------------------------------------------------------------


@in_every_profile
def test_as_many_images_as_the_profile_says_and_not_one_more(profile):
    image = base64_image(small("PNG"))
    limit = profile.max_images
    assert len(check([image] * limit, profile)) == limit
    found = refusal([image] * (limit + 1), profile)
    assert found.message == f"too many images and documents: {limit + 1} + 0 > {limit}"


def test_documents_count_with_the_images():
    image = base64_image(small("PNG"))
    assert check([image] * 99, GUIDE_2025, documents=1)
    assert refusal([image] * 104, documents=1).message == "too many images and documents: 104 + 1 > 100"
    with pytest.raises(InvalidRequest, match=r"^too many images and documents: 104 \+ 1 > 100$"):
        check_count(104, 1, GUIDE_2025)


def test_large_contexts_take_more_images():
    check_count(600, 0, STANDARD_2026, context_tokens=1_000_000)
    with pytest.raises(InvalidRequest, match=r"601 \+ 0 > 600"):
        check_count(601, 0, STANDARD_2026, context_tokens=1_000_000)


# --- sources ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["url", "file"])
def test_a_source_the_profile_does_not_know_is_refused_by_name(kind):
    image = EncodedImage(
        "messages.0.content.0", f"messages.0.content.0.image.source.{kind}", kind, None, RawPayload(b"")
    )
    assert refusal([image], BEDROCK).message == (
        f"messages.0.content.0.image.source: Input tag '{kind}' found using 'type' "
        "does not match any of the expected tags: 'base64'"
    )
    with pytest.raises(InvalidRequest, match=f"Input tag '{kind}'"):
        check_source(kind, image.error_path, BEDROCK)
    check_source(kind, image.error_path, GUIDE_2025)


# --- bytes --------------------------------------------------------------------------------------------------


@at_every_place
@in_every_profile
def test_bytes_are_measured_on_the_base64_text(profile, place):
    if profile.max_image_file_bytes is not None:
        pytest.skip("measured on the file: the next test")
    limit, megabytes = profile.max_image_base64_bytes, profile.max_image_base64_bytes // 2**20
    assert check([base64_image(padded_png(limit), place=place)], profile)
    found = refusal([base64_image(padded_png(limit + 4), place=place)], profile)
    assert found.message == (
        f"{PLACES[place][1]}.base64: image exceeds {megabytes} MB maximum: {limit + 4} bytes > {limit} bytes"
    )


def test_the_chat_app_measures_the_file():
    limit = 10 * 2**20
    data = small("PNG")
    assert check([base64_image(data + bytes(limit - len(data)))], CHAT)
    found = refusal([base64_image(data + bytes(limit + 1 - len(data)))], CHAT)
    assert found.message.endswith(f"image exceeds 10 MB maximum: {limit + 1} bytes > {limit} bytes")


def test_bytes_from_elsewhere_count_as_they_would_in_base64():
    data = small("PNG")
    image = EncodedImage("a", "a.image.source.url", "url", None, RawPayload(data + bytes(3932161 - len(data))))
    assert refusal([image]).message == "a.image.source.url: image exceeds 5 MB maximum: 5242884 bytes > 5242880 bytes"


@at_every_place
def test_empty_data(place):
    assert refusal([text_image(b"", place=place)]).message == f"{PLACES[place][1]}.base64: image cannot be empty"


# --- base64 -------------------------------------------------------------------------------------------------

VALID = base64.b64encode(small("PNG") + bytes(200_000))


@at_every_place
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(VALID[:76] + b"\n" + VALID[76:], id="line breaks"),
        pytest.param(VALID + b"\n", id="a line break at the end"),
        pytest.param(b"data:image/png;base64," + VALID, id="data: prefix"),
        pytest.param(VALID[:400] + b"-_-_" + VALID[404:], id="URL-safe alphabet"),
        pytest.param(VALID[:-1], id="padding cut off"),
        pytest.param(VALID + b"=", id="too much padding"),
        pytest.param(VALID + b"====", id="padding alone"),
        pytest.param(VALID[:65532] + b"AAA=" + VALID[65536:], id="padding in the middle"),
        pytest.param(VALID[:100_000] + b"\xff\xfe\xfd\xfc" + VALID[100_004:], id="not ASCII"),
        pytest.param(b"A", id="one character"),
        pytest.param(b" " * 4, id="spaces"),
        pytest.param(b"!@#$", id="punctuation"),
    ],
)
def test_base64_is_strict(text, place):
    found = refusal([text_image(text, place=place)])
    assert found.message == f"{PLACES[place][1]}.base64: invalid base64 data"


def test_bad_base64_is_found_before_its_length():
    assert "invalid base64" in refusal([text_image(b"*" * 6_000_000)]).message


def test_a_payload_is_a_view_and_not_a_copy():
    body = bytearray(VALID)
    payload = Base64Payload(memoryview(body))
    assert payload.is_valid()
    body[0:1] = b"*"
    assert not payload.is_valid()


@pytest.mark.parametrize("length", [0, 1, 2, 3, 4, 65535, 65536, 65537, 49152, 98304])
def test_payloads_agree_with_each_other(length):
    data = bytes(i % 251 for i in range(length))
    encoded, raw = Base64Payload(base64.b64encode(data)), RawPayload(data)
    assert encoded.is_valid()
    assert encoded.read() == raw.read() == data
    assert encoded.base64_length == raw.base64_length
    assert encoded.byte_length == raw.byte_length == length
    assert encoded.head(100)[:100] == raw.head(100)


# --- types --------------------------------------------------------------------------------------------------


@at_every_place
@pytest.mark.parametrize(("sent", "declared"), list(permutations(MEDIA_TYPES, 2)), ids="{0[0]} as {0[1]}".format)
def test_all_twelve_wrong_media_types(sent, declared, place):
    found = refusal([base64_image(small(sent), MEDIA_TYPES[declared], place)])
    assert found.message == (
        f"{PLACES[place][1]}.base64: The image was specified using the {MEDIA_TYPES[declared]} media type, "
        f"but the image appears to be a {MEDIA_TYPES[sent]} image"
    )


@pytest.mark.parametrize("kind", MEDIA_TYPES)
def test_no_declared_type_lets_the_four_formats_pass(kind):
    image = EncodedImage("a", "a.image.source.file", "file", None, RawPayload(small(kind)))
    (checked,) = check([image], GUIDE_2025)
    assert checked.header.media_type == MEDIA_TYPES[kind]


# --- dimensions ---------------------------------------------------------------------------------------------


@at_every_place
@in_every_profile
@pytest.mark.parametrize("kind", MEDIA_TYPES)
def test_8000_pixels_and_one_more(kind, profile, place):
    declared = MEDIA_TYPES[kind]
    for good in ((8000, 3), (3, 8000)):
        assert check([base64_image(flat(kind, *good), declared, place)], profile)
    for bad in ((8001, 3), (3, 8001)):
        found = refusal([base64_image(flat(kind, *bad), declared, place)], profile)
        assert found.message == (
            f"{PLACES[place][1]}.base64.data: At least one of the image dimensions exceed max allowed size: 8000 pixels"
        )
        assert found.details == {
            "error_code": "image_dimensions_too_large",
            "max_side_length_pixels": 8000,
            "paths": [PLACES[place][0]],
        }


@at_every_place
def test_2000_pixels_and_one_more_from_the_21st_image_on(place):
    profile = GUIDE_2025
    small_one = base64_image(flat("PNG", 2000, 2))
    large = base64_image(flat("PNG", 2001, 2), place=place)
    assert check([large] + [small_one] * 19, profile)
    assert check([small_one] * 21, profile)
    found = refusal([small_one, large] + [small_one] * 19, profile)
    assert found.message == (
        f"{PLACES[place][1]}.base64.data: "
        "At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels"
    )


def test_every_image_that_is_too_large_is_named():
    good, bad = base64_image(small("PNG")), base64_image(flat("PNG", 9000, 2))
    images = [replace(bad if index in (3, 7) else good, at=f"messages.0.content.{index}") for index in range(25)]
    images[9] = replace(base64_image(flat("JPEG", 2, 2500), "image/jpeg", "tool result"))
    found = refusal(images)
    assert found.details is not None
    assert found.details["paths"] == [
        "messages.0.content.3",
        "messages.0.content.7",
        "messages.2.content.0.content.1",
    ]
    assert found.details["max_side_length_pixels"] == 2000


def test_documents_count_towards_many_images_on_the_clouds():
    images = [base64_image(flat("PNG", 2001, 2))] * 20
    assert check(images, GUIDE_2025, documents=1)
    assert "many-image" in refusal(images, BEDROCK, documents=1).message


def test_orientation_is_applied_before_the_size_is_told():
    data = with_segments(small("JPEG"), jpeg_segment(0xE1, b"Exif\0\0" + exif(6)))
    (checked,) = check([base64_image(data, "image/jpeg")], GUIDE_2025)
    assert (checked.header.stored, checked.header.upright, checked.seen) == (Size(64, 48), Size(48, 64), Size(48, 64))


def test_an_image_may_ask_not_to_be_shrunk():
    data = save(scene(1920, 1080), "PNG")
    image = base64_image(data, oversized="error")
    assert refusal([image], STANDARD_2026).message == (
        "messages.0.content.1: image dimensions 1920x1080 exceed the maximum image size of a model named on this "
        "request and would be downsized to 1456x819; scale the image to at most 1456x819 or set the image's "
        'oversized_image setting to "downsize"'
    )
    elsewhere = EncodedImage("a", "a.image.source.url", "url", None, RawPayload(data), oversized="error")
    assert refusal([elsewhere], STANDARD_2026).message.startswith("image dimensions 1920x1080 exceed")
    assert check([image], PROFILES["high-res-2026"])


# --- order --------------------------------------------------------------------------------------------------


def test_faults_are_reported_in_the_documented_order():
    """Counts, then per image: empty, base64, bytes, type, dimensions. Each fault hides those after it."""
    huge = padded_png(5242884 + 4)
    faults = [
        text_image(b""),
        text_image(b"*" * 6_000_000),
        base64_image(huge, "image/gif"),
        base64_image(flat("PNG", 9000, 2), "image/gif"),
        base64_image(flat("PNG", 9000, 2)),
    ]
    messages = ["cannot be empty", "invalid base64", "exceeds 5 MB", "appears to be", "dimensions exceed"]
    for image, message in zip(faults, messages, strict=True):
        assert message in refusal([image]).message
    assert "cannot be empty" in refusal(faults).message
    assert "too many images" in refusal(faults * 21).message
