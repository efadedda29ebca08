"""What each claim rests on, as clients get it: asked for by a header, in pixels of the image that was sent."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import click.testing
import numpy as np
import pytest
from PIL import Image, ImageDraw
from tests.reader.conftest import RECEIPT, block, drawn, request, sample

from fovea import Fovea
from fovea.engines.echo import EchoEngine
from fovea.settings import load
from fovea.testing import Server, image_source, serving

ASKED = {"fovea-evidence": "true"}
INVOICE = drawn(["NORTH PIER STORES", ("Date", "02/09/2026"), ("Lamp", "18.00"), ("TOTAL", "18.00")], width=600)


def found(message: Any) -> Iterator[dict[str, Any]]:
    for part in message.content:
        yield from part.evidence


def test_a_claim_is_a_block_with_the_text_it_rests_on_and_its_place(sdk: anthropic.Anthropic) -> None:
    answer = sdk.messages.with_raw_response.create(**request("What is the total?", RECEIPT), extra_headers=ASKED)
    assert answer.headers["fovea-evidence"] == "true"
    message = answer.parse()
    (claim,) = [part for part in message.content if part.evidence]
    assert "7.20" in claim.text
    (value,) = [one for one in claim.evidence if one["cited_text"] == "7.20"]
    assert (value["image_index"], value["at"]) == (0, "messages.0.content.0")
    assert value["confidence"] > 0.9
    left, top, right, bottom = value["box"]
    ink = np.argwhere(RECEIPT[top:bottom, left:right].min(axis=2) < 128)
    assert ink.size
    assert RECEIPT[top:bottom].min(axis=2)[:, right:].min() > 128, "the amount ends inside its box"


def test_without_the_header_there_is_one_block_and_no_evidence(sdk: anthropic.Anthropic) -> None:
    answer = sdk.messages.with_raw_response.create(**request("Describe this.", RECEIPT))
    assert "fovea-evidence" not in answer.headers
    (part,) = answer.parse().content
    assert not part.model_extra


def test_streamed_and_collected_say_the_same_with_and_without_evidence(sdk: anthropic.Anthropic) -> None:
    asked = request("Describe each image.", RECEIPT, INVOICE)
    plain = sdk.messages.create(**asked)
    whole = sdk.messages.create(**asked, extra_headers=ASKED)
    with sdk.messages.stream(**asked, extra_headers=ASKED) as stream:
        streamed = stream.get_final_message()
    assert [(part.text, part.evidence) for part in streamed.content] == [
        (part.text, part.evidence) for part in whole.content
    ]
    assert "".join(part.text for part in whole.content) == plain.content[0].text
    assert all(part.text.strip() for part in whole.content)
    assert whole.usage == plain.usage == streamed.usage


@pytest.mark.parametrize("stop", ["7.20", "BAKERY”. Address", "It reads"])
def test_a_stop_sequence_ends_the_same_answer_with_and_without_evidence(sdk: anthropic.Anthropic, stop: str) -> None:
    asked = request("Describe this.", RECEIPT, stop_sequences=[stop])
    plain, cited = sdk.messages.create(**asked), sdk.messages.create(**asked, extra_headers=ASKED)
    assert plain.stop_reason == cited.stop_reason == "stop_sequence"
    assert "".join(part.text for part in cited.content) == plain.content[0].text
    assert any(part.evidence for part in cited.content)


def test_each_of_several_images_is_cited_by_its_index(sdk: anthropic.Anthropic) -> None:
    message = sdk.messages.create(**request("What is the total of each?", RECEIPT, INVOICE), extra_headers=ASKED)
    places = {one["cited_text"]: (one["image_index"], one["at"]) for one in found(message)}
    assert places["7.20"] == (0, "messages.0.content.1")
    assert places["18.00"] == (1, "messages.0.content.3")


@pytest.mark.parametrize("quarter_turns", [0, 1, 2, 3])
def test_boxes_lie_on_the_image_as_it_was_sent(sdk: anthropic.Anthropic, quarter_turns: int) -> None:
    """However the page lies: inside the box of the shop's name is ink, and it is the name's shape."""
    sent = np.ascontiguousarray(np.rot90(RECEIPT, quarter_turns))
    message = sdk.messages.create(**request("Who issued this receipt?", sent), extra_headers=ASKED)
    name, *_ = [one for one in found(message) if one["cited_text"] == "MAPLE STREET BAKERY"]
    left, top, right, bottom = name["box"]
    assert (right - left > bottom - top) == (quarter_turns % 2 == 0)
    ink = sent.min(axis=2) < 128
    inside = ink[top:bottom, left:right].sum()
    # The name is the one text in its band of the page.
    band = ink[top:bottom].sum() if quarter_turns % 2 == 0 else ink[:, left:right].sum()
    assert 0.95 * band <= inside <= band


def test_an_image_that_was_shrunk_is_cited_at_its_own_size(sdk: anthropic.Anthropic) -> None:
    big = np.asarray(Image.fromarray(RECEIPT).resize((RECEIPT.shape[1] * 5, RECEIPT.shape[0] * 5)))
    answer = sdk.messages.with_raw_response.create(**request("What is the total?", big), extra_headers=ASKED)
    (seen,) = json.loads(answer.headers["fovea-images"])
    assert seen["width"] == big.shape[1] > seen["seen_width"]
    (value,) = [one for one in found(answer.parse()) if one["cited_text"] == "7.20"]
    left, top, right, bottom = value["box"]
    assert right > seen["seen_width"]
    assert (big[top:bottom, left:right].min(axis=2) < 128).any()
    scale = seen["width"] / seen["seen_width"]
    assert value["box"] == pytest.approx([edge * scale for edge in value["seen_box"]], abs=scale + 1)


def test_a_photo_that_its_camera_turned_is_cited_upright(sdk: anthropic.Anthropic) -> None:
    """As viewers show it, and as ``fovea-images`` gives its size."""
    buffer, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    Image.fromarray(np.ascontiguousarray(np.rot90(RECEIPT))).save(buffer, "PNG", exif=exif)
    asked = request("What is the total?", RECEIPT)
    upright = list(found(sdk.messages.create(**asked, extra_headers=ASKED)))
    asked["messages"][0]["content"][0] = image_source(buffer.getvalue())
    assert [one["box"] for one in found(sdk.messages.create(**asked, extra_headers=ASKED))] == [
        one["box"] for one in upright
    ]


def test_an_answer_with_evidence_can_be_handed_back(sdk: anthropic.Anthropic) -> None:
    asked = request("Describe this.", RECEIPT)
    first = sdk.messages.create(**asked, extra_headers=ASKED)
    turns = [*asked["messages"], {"role": "assistant", "content": first.content}]
    asked["messages"] = [*turns, {"role": "user", "content": "And the date?"}]
    second = sdk.messages.create(**asked, extra_headers=ASKED)
    assert any("19/08/2026" in one["cited_text"] for one in found(second))


@pytest.mark.parametrize("schema", [False, True])
def test_json_rests_on_the_lines_that_say_its_values(sdk: anthropic.Anthropic, schema: bool) -> None:
    """One text, so that it can be parsed, and one list."""
    fields = {"total": {"type": "number"}, "date": {"type": "string"}}
    shape = {"type": "object", "properties": fields, "required": ["total", "date"], "additionalProperties": False}
    wanted = {"output_config": {"format": {"type": "json_schema", "schema": shape}}} if schema else {}
    asked = request("Extract the total and the date as JSON.", RECEIPT, **wanted)
    (part,) = sdk.messages.create(**asked, extra_headers=ASKED).content
    assert json.loads(part.text)["total"]
    assert {"7.20"} <= {one["cited_text"] for one in part.evidence}
    assert any("19/08/2026" in one["cited_text"] for one in part.evidence)
    assert "5 Maple Street" not in " ".join(one["cited_text"] for one in part.evidence if schema)


def test_what_is_refused_or_measured_rests_on_no_text(sdk: anthropic.Anthropic) -> None:
    message = sdk.messages.create(**request("Who is this person?", RECEIPT), extra_headers=ASKED)
    assert [part.evidence for part in message.content] == [[]]


def shapes_and_code() -> np.ndarray:
    """A red circle at the left, a blue square at the right."""
    image = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 100, 140, 200), fill="#d62828")
    draw.rectangle((240, 90, 340, 190), fill="#2846d6")
    return np.array(image)


@pytest.mark.parametrize(
    ("question", "boxes"),
    [
        ("Which shapes are there?", [(40, 100, 140, 200), (240, 90, 340, 190)]),
        ("Where is the blue square?", [(240, 90, 340, 190)]),
        ("What colours are in the picture?", [(40, 100, 140, 200), (240, 90, 340, 190)]),
    ],
)
def test_what_is_seen_without_text_has_its_place(
    sdk: anthropic.Anthropic, question: str, boxes: list[tuple[int, ...]]
) -> None:
    message = sdk.messages.create(**request(question, shapes_and_code()), extra_headers=ASKED)
    places = list(found(message))
    assert {one["cited_text"] for one in places} == {""}
    for box in boxes:
        assert any(np.abs(np.subtract(one["box"], box)).max() <= 4 for one in places), (box, places)


def test_a_code_is_cited_by_its_text_and_its_place(sdk: anthropic.Anthropic) -> None:
    import zxingcpp

    code = zxingcpp.create_barcode("LOCKER 12", zxingcpp.BarcodeFormat.QRCode)
    picture = np.full((300, 400, 3), 255, np.uint8)
    drawn_code = np.array(zxingcpp.write_barcode_to_image(code, scale=5))
    height, width = drawn_code.shape[:2]
    picture[60 : 60 + height, 150 : 150 + width] = drawn_code[..., None]
    message = sdk.messages.create(**request("What does the QR code say?", picture), extra_headers=ASKED)
    (place,) = found(message)
    assert place["cited_text"] == "LOCKER 12"
    left, top, right, bottom = place["box"]
    assert 150 <= left < right <= 150 + width
    assert 60 <= top < bottom <= 60 + height


def test_an_engine_without_evidence_says_so() -> None:
    with serving(EchoEngine()) as server:
        client = anthropic.Anthropic(base_url=server.url, api_key="any")
        content = [block(sample("tiny.png")), {"type": "text", "text": "What?"}]
        answer = client.messages.with_raw_response.create(
            model="echo", max_tokens=100, messages=[{"role": "user", "content": content}], extra_headers=ASKED
        )
    assert answer.headers["fovea-evidence"] == "false"
    assert not answer.parse().content[0].model_extra


def test_a_header_that_says_neither_yes_nor_no_is_refused(server: Server) -> None:
    client = anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)
    with pytest.raises(anthropic.BadRequestError, match="fovea-evidence: 'perhaps' is neither 'true' nor 'false'"):
        client.messages.create(**request("What?", RECEIPT), extra_headers={"fovea-evidence": "perhaps"})


def test_python_is_told_too(tmp_path: Path) -> None:
    with Fovea(load(flags={"home": tmp_path}, environ={})) as fovea:
        answer = fovea.ask([RECEIPT, INVOICE], "What is the total of each?")
    assert "18.00" in answer
    assert {("7.20", 0), ("18.00", 1)} <= {(one["cited_text"], one["image_index"]) for one in answer.evidence}


def test_a_program_that_asks_on_the_command_line_is_told_too(server: Server, tmp_path: Path) -> None:
    from fovea.cli import main

    Image.fromarray(RECEIPT).save(tmp_path / "receipt.png")
    words = ["ask", "--json", "--url", server.url, str(tmp_path / "receipt.png"), "What is the total?"]
    message = json.loads(click.testing.CliRunner().invoke(main, words).stdout)
    assert "7.20" in [one["cited_text"] for part in message["content"] for one in part["evidence"]]
