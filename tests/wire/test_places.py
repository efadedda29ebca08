"""Where images and documents stand, as errors and ``details.paths`` write it; and how messages become turns."""

from __future__ import annotations

from fovea.wire.blocks import ImageBlock, TextBlock, UrlSource
from fovea.wire.request import document_blocks, image_blocks, media_blocks, parse

from .requests import assistant, document, dump, image, request, server_tool_use, text, tool_result, tool_use, user

URL = {"type": "image", "source": {"type": "url", "url": "https://x.test/a.png"}}
FETCHED = {
    "type": "web_fetch_tool_result",
    "tool_use_id": "srvtoolu_1",
    "content": {"type": "web_fetch_result", "url": "https://x.test", "content": document()},
}
MANY = request(
    user(image(), text("and"), URL),
    user(document({"type": "content", "content": [text(), image()]})),
    assistant(tool_use()),
    user(tool_result([text(), image(), document()]), image()),
    assistant(server_tool_use(), FETCHED),
    user("so?"),
)


def test_images_come_in_the_clients_order_with_their_places() -> None:
    found = [
        (placed.at, f"{placed.error_path}.source.{placed.block.source.type}")
        for placed in image_blocks(parse(dump(MANY)))
    ]
    assert found == [
        ("messages.0.content.0", "messages.0.content.0.image.source.base64"),
        ("messages.0.content.2", "messages.0.content.2.image.source.url"),
        (
            "messages.1.content.0.source.content.1",
            "messages.1.content.0.document.source.content.content.1.image.source.base64",
        ),
        ("messages.3.content.0.content.1", "messages.3.content.0.tool_result.content.1.image.source.base64"),
        ("messages.3.content.1", "messages.3.content.1.image.source.base64"),
    ]


def test_documents_are_found_with_them() -> None:
    parsed = parse(dump(MANY))
    assert [placed.at for placed in document_blocks(parsed)] == [
        "messages.1.content.0",
        "messages.3.content.0.content.2",
        "messages.4.content.1.content.content",
    ]
    assert len(list(media_blocks(parsed))) == 8
    assert [placed.error_path for placed in document_blocks(parsed)][-1] == (
        "messages.4.content.1.web_fetch_tool_result.content.web_fetch_result.content"
    )


def test_an_images_source_and_wish_come_along() -> None:
    body = request(user(URL, image(transformations={"oversized_image": "error"}), image(transformations={})))
    url, strict, plain = [placed.block for placed in image_blocks(parse(dump(body)))]
    assert url.source == UrlSource(type="url", url="https://x.test/a.png")
    assert (url.oversized, strict.oversized, plain.oversized) == ("downsize", "error", "downsize")


def test_consecutive_messages_of_a_role_are_one_turn_whose_blocks_keep_their_places() -> None:
    parsed = parse(dump(request(user("a"), user(image(), text("b")), assistant("c"), user("d"))))
    assert [(turn.role, [placed.at for placed in turn.blocks]) for turn in parsed.turns] == [
        ("user", ["messages.0.content", "messages.1.content.0", "messages.1.content.1"]),
        ("assistant", ["messages.2.content"]),
        ("user", ["messages.3.content"]),
    ]
    first, second, third = [placed.block for placed in parsed.turns[0].blocks]
    assert isinstance(first, TextBlock)
    assert isinstance(second, ImageBlock)
    assert isinstance(third, TextBlock)
    assert (first.text, third.text) == ("a", "b")
    assert parsed.turns is parsed.turns


def test_system_is_blocks_whichever_way_it_is_written() -> None:
    for system, expected in [("", []), ("be brief", ["be brief"]), ([text("a"), text("b")], ["a", "b"])]:
        assert [block.text for block in parse(dump(request(system=system))).system_blocks] == expected
    assert parse(dump(request())).system_blocks == ()
