"""A request that breaks limits, mended: what comes out passes every check, and nothing else of it has changed."""

from __future__ import annotations

import base64
import copy
from functools import cache
from typing import Any

import numpy as np
import orjson
import pytest
from PIL import Image

from corpus.pictures import encode, scene, small
from fovea import repair
from fovea.errors import InvalidRequest
from fovea.images.check import CheckedImage, check
from fovea.images.source import Base64Payload
from fovea.limits import GUIDE_2025, PROFILES, LimitProfile
from fovea.repairs import RepairedRequest, repair_body
from fovea.values import EncodedImage
from fovea.wire.request import document_blocks, image_blocks, parse
from wire.requests import assistant, document, image, request, system, text, tool, tool_result, tool_use, user


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def png(width: int = 64, height: int = 48) -> str:
    return b64(encode(scene(width, height), "PNG"))


@cache
def noise(width: int, height: int, seed: int = 1) -> str:
    """A PNG of about 3 bytes a pixel, in base64 4."""
    pixels = np.random.default_rng(seed).integers(0, 255, (height, width, 3), np.uint8)
    return b64(encode(Image.fromarray(pixels), "PNG", compress_level=0))


CORRUPT = b64(small("JPEG")[:400])


def passing(repaired: RepairedRequest, profile: LimitProfile = GUIDE_2025) -> list[CheckedImage]:
    """Through the parser and every check that the service makes before it decodes."""
    body = repaired.body()
    assert len(body) <= profile.max_request_bytes
    parsed = parse(body)
    images = [
        EncodedImage(
            placed.at,
            f"{placed.error_path}.source.base64",
            "base64",
            placed.block.source.media_type,
            Base64Payload(placed.block.source.data),
            placed.block.oversized,
        )
        for placed in image_blocks(parsed)
        if placed.block.source.type == "base64"
    ]
    return list(check(images, profile, documents=len(list(document_blocks(parsed)))))


def kinds(repaired: RepairedRequest) -> list[tuple[str, str]]:
    return [(change.at, change.kind) for change in repaired.changes]


def test_a_request_that_passes_comes_back_to_the_byte() -> None:
    body = orjson.dumps(request(user(text("Image 1:"), image(png(900, 40)), text("What?"))), option=orjson.OPT_INDENT_2)
    repaired = repair_body(body)
    assert (repaired.body(), repaired.changes, repaired.unchecked) == (body, (), ())


def test_images_are_mended_wherever_they_stand_and_nothing_else_changes() -> None:
    long = png(8100, 16)
    asked = request(
        user(text("Image 1:"), image(png(), "image/jpeg", cache_control={"type": "ephemeral"}), text("Which?")),
        assistant(tool_use(input={"source": {"type": "base64", "data": "x" * 2000}})),
        user(tool_result([text("shot"), image(long)])),
        assistant("And?"),
        user(document({"type": "content", "content": [text("page"), image(long)]}), text("Now?")),
        system="Be brief.",
        tools=[tool()],
        # Not for us to judge: fields of tomorrow travel along.
        metadata={"user_id": "u", "tomorrow": 1.50},
    )
    before = copy.deepcopy(asked)
    repaired = repair(asked)
    assert asked == before
    assert kinds(repaired) == [
        ("messages.0.content.1", "media-type"),
        ("messages.2.content.0.content.1", "size"),
        ("messages.2.content.0.content.1", "encoding"),
        ("messages.4.content.0.source.content.1", "size"),
        ("messages.4.content.0.source.content.1", "encoding"),
    ]
    places = list(dict.fromkeys(at for at, _ in kinds(repaired)))
    found = repaired.request
    assert found["metadata"].pop("tomorrow") == before["metadata"].pop("tomorrow")
    assert [checked.image.at for checked in passing(repair(found))] == places
    for whole in (before, found):
        whole["messages"][0]["content"][1]["source"] = None
        whole["messages"][2]["content"][0]["content"][1]["source"] = None
        whole["messages"][4]["content"][0]["source"]["content"][1]["source"] = None
    assert found == before


PLAIN = png(43, 30)  # its base64 has all three: + / =


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a data URL", f"data:image/png;base64,{PLAIN}", "data: prefix removed"),
        ("lines of 76", "\n".join(PLAIN[i : i + 76] for i in range(0, len(PLAIN), 76)) + "\n", "white space removed"),
        ("URL-safe", base64.urlsafe_b64encode(base64.b64decode(PLAIN)).decode(), "URL-safe alphabet replaced"),
        ("no padding", PLAIN.rstrip("="), "padding corrected"),
    ],
)
def test_base64_that_means_one_thing_only_is_written_as_the_api_wants_it(name: str, data: str, note: str) -> None:
    repaired = repair(request(user(image(data))))
    assert [change.text for change in repaired.changes] == [note], name
    assert repaired.request["messages"][0]["content"][0]["source"]["data"] == PLAIN


def test_a_data_url_given_as_an_address_becomes_base64() -> None:
    block = {"type": "image", "source": {"type": "url", "url": f"data:image/jpg;base64,{PLAIN}"}}
    repaired = repair(request(user(block)))
    assert repaired.request["messages"][0]["content"][0]["source"]["type"] == "base64"
    assert [kind for _, kind in kinds(repaired)] == ["base64", "media-type"]
    passing(repaired)


@pytest.mark.parametrize("count", [20, 21])
def test_above_twenty_images_the_stricter_edge_holds(count: int) -> None:
    wide = png(2001, 8)
    repaired = repair(request(user(*[image(wide)] * count)))
    assert {kind for _, kind in kinds(repaired)} == ({"size", "encoding"} if count == 21 else set())
    assert len(passing(repaired)) == count


def test_documents_count_towards_twenty_where_the_cloud_counts_them() -> None:
    asked = request(user(*[image(png(2001, 8))] * 20, document()))
    assert repair(asked, GUIDE_2025).changes == ()
    assert len(repair(asked, PROFILES["bedrock"]).changes) == 40


def test_who_wants_no_downsizing_gets_the_size_that_is_seen() -> None:
    strict = image(png(1800, 40), transformations={"oversized_image": "error"})
    [checked] = passing(repair(request(user(strict))))
    assert (checked.header.upright.width, checked.seen.width) == (1568, 1568)


def test_too_many_bytes_of_one_image() -> None:
    repaired = repair(request(user(image(noise(1300, 1200)))))
    passing(repaired)
    assert ("messages.0.content.0", "encoding") in kinds(repaired)


def test_too_many_bytes_in_all_shrink_the_largest_alone() -> None:
    few = [noise(1000, 900, seed) for seed in range(10)]  # 3.6 MB each, 36 MB in all
    repaired = repair(request(user(image(png()), *map(image, few), text("What?"))))
    passing(repaired)
    assert "messages.0.content.0" not in [at for at, _ in kinds(repaired)]


def test_addresses_and_files_are_left_alone_and_named() -> None:
    url = {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}
    file = {"type": "image", "source": {"type": "file", "file_id": "file_1"}}
    repaired = repair(request(user(url, file)))
    assert repaired.changes == ()
    assert [one.at for one in repaired.unchecked] == ["messages.0.content.0", "messages.0.content.1"]
    with pytest.raises(InvalidRequest, match=r"^messages\.0\.content\.0: Input tag 'url'"):
        repair(request(user(url)), PROFILES["bedrock"])


# --- what cannot be mended -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (image(CORRUPT, "image/jpeg"), "Could not process image (.+)"),
        (image("a*b="), "invalid base64 data"),
        (image("data:image/png;base64,"), "image cannot be empty"),
        (image(b64(b"%PDF-1.7")), "Could not process image"),
        ({"type": "image", "source": {"type": "base64"}}, "its source is no base64, url or file source"),
        ({"type": "image"}, "its source is no"),
    ],
)
def test_what_cannot_be_mended_is_said_with_its_place(block: dict[str, Any], reason: str) -> None:
    with pytest.raises(InvalidRequest, match=rf"^messages\.0\.content\.1: {reason}"):
        repair(request(user(image(png()), block)))


def test_every_such_place_is_named() -> None:
    with pytest.raises(InvalidRequest) as refused:
        repair(request(user(image(CORRUPT)), assistant("Hm."), user(image("*"))))
    faults = (refused.value.details or {})["faults"]
    assert [fault["at"] for fault in faults] == ["messages.0.content.0", "messages.2.content.0"]


def test_an_image_of_an_earlier_turn_may_become_a_text() -> None:
    cached = {"type": "ephemeral"}
    asked = request(
        user(text("Image 1:"), image(CORRUPT, cache_control=cached)),
        assistant(tool_use()),
        user(tool_result([image(CORRUPT)])),
        assistant("I see."),
        user(image(png()), text("And now?")),
        tools=[tool()],
    )
    repaired = repair(asked, earlier="placeholder")
    assert kinds(repaired) == [
        ("messages.0.content.1", "placeholder"),
        ("messages.2.content.0.content.0", "placeholder"),
    ]
    placeholder = repaired.request["messages"][0]["content"][1]
    assert placeholder["text"].startswith("[An image stood here and was taken out: Could not process image (")
    assert placeholder["cache_control"] == cached
    assert len(passing(repaired)) == 1


def test_the_newest_turn_is_all_of_the_users_last_messages_and_never_loses_an_image() -> None:
    for messages in (
        [user("Look."), assistant("Where?"), user(image(CORRUPT)), user("There.")],
        [user("Look."), assistant("Where?"), user(image(CORRUPT)), system("Brief."), assistant("I see")],
    ):
        with pytest.raises(InvalidRequest, match=r"^messages\.2\.content\.0: Could not process"):
            repair(request(*messages), earlier="placeholder")


def test_too_many_images_lose_the_oldest_or_are_refused() -> None:
    asked = request(user(*[image(png())] * 60), assistant("60."), user(*[image(png())] * 43, text("And now?")))
    with pytest.raises(InvalidRequest, match=r"^messages\.2\.content\.40: too many images and documents: 103 \+ 0 >"):
        repair(asked)
    repaired = repair(asked, earlier="placeholder")
    assert [at for at, _ in kinds(repaired)] == [f"messages.0.content.{i}" for i in range(3)]
    assert len(passing(repaired)) == 100
    with pytest.raises(InvalidRequest, match=r"^messages\.0\.content\.100: too many"):
        repair(request(user(*[image(png())] * 101)), earlier="placeholder")
    assert repair({**asked, "model": "claude-sonnet-5"}, PROFILES["high-res-2026"]).changes == ()


def test_a_request_that_stays_too_large_loses_the_oldest_images_or_is_refused() -> None:
    words = "word " * 7_000_000  # 35 MB
    with pytest.raises(InvalidRequest, match=r"^messages\.0\.content\.0: the request is \d+ bytes"):
        repair(request(user(image(png()), text(words))))
    tight = LimitProfile("tight", "for this test", max_request_bytes=1600)
    asked = request(user(*[image(png())] * 2), assistant("Yes."), user(image(png(8, 8))))
    repaired = repair(asked, tight, earlier="placeholder")
    assert [at for at, kind in kinds(repaired) if kind == "placeholder"][:1] == ["messages.0.content.0"]
    passing(repaired, tight)


@pytest.mark.parametrize("body", [b"[]", b'{"model": "x"}', b'{"messages": {}}', b"{"])
def test_what_is_no_request_is_refused(body: bytes) -> None:
    with pytest.raises(InvalidRequest):
        repair_body(body)


def test_what_is_no_block_is_the_services_to_refuse() -> None:
    odd = {"messages": [None, {"role": "user", "content": [None, 7, {"type": "tool_result", "content": "x"}]}, {}]}
    assert repair(odd).request == odd
