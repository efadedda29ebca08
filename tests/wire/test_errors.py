"""Each fault of a request gets the API's words and the API's path, and one fault alone is told."""

from __future__ import annotations

from typing import Any

import pytest

from fovea.errors import InvalidRequest
from fovea.wire.request import VERSIONS, known_version, parse, parse_count

from .requests import (
    PNG,
    assistant,
    document,
    dump,
    image,
    request,
    server_tool_use,
    system,
    text,
    thinking,
    tool,
    tool_result,
    tool_use,
    user,
    web_search_result,
)

USED = (user("look"), assistant(tool_use()))
CACHED = {"cache_control": {"type": "ephemeral"}}
CACHED_1H = {"cache_control": {"type": "ephemeral", "ttl": "1h"}}
THINKING = {"thinking": {"type": "enabled", "budget_tokens": 1024}, "max_tokens": 2048}
IMAGE = "messages.0.content.0.image"

SHAPE: list[tuple[str, dict[str, Any], str]] = [
    ("no model", request(model=...), "model: Field required"),
    ("no messages", request(messages=...), "messages: Field required"),
    ("no max_tokens", request(max_tokens=...), "max_tokens: Field required"),
    ("unknown field", request(campo_inventato_xyz=1), "campo_inventato_xyz: Extra inputs are not permitted"),
    ("unknown field like a tag", request(**{"~string": 1}), "~string: Extra inputs are not permitted"),
    ("model is long", request(model="m" * 257), "model: String should have at most 256 characters"),
    ("max_tokens as text", request(max_tokens="64"), "max_tokens: Input should be a valid integer"),
    ("max_tokens as a fraction", request(max_tokens=64.5), "max_tokens: Input should be a valid integer"),
    ("max_tokens below zero", request(max_tokens=-1), "max_tokens: Input should be greater than or equal to 0"),
    ("stream as a number", request(stream=1), "stream: Input should be a valid boolean"),
    ("temperature", request(temperature=1.1), "temperature: Input should be less than or equal to 1"),
    ("top_k", request(top_k=-1), "top_k: Input should be greater than or equal to 0"),
    ("metadata", request(metadata={"agent": "x"}), "metadata.agent: Extra inputs are not permitted"),
    (
        "user_id",
        request(metadata={"user_id": "u" * 257}),
        "metadata.user_id: String should have at most 256 characters",
    ),
    ("system is null", request(system=None), "system: Input should be a valid list"),
    ("system has images", request(system=[image()]), "system.0.type: Input should be 'text'"),
    ("service_tier", request(service_tier="priority"), "service_tier: Input should be 'auto' or 'standard_only'"),
    (
        "effort",
        request(output_config={"effort": "huge"}),
        "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'",
    ),
    ("messages as text", request(messages="hello"), "messages: Input should be a valid list"),
    ("a message as text", request(messages=["hello"]), "messages.0: Input should be a valid dictionary"),
    ("content is missing", request({"role": "user"}), "messages.0.content: Field required"),
    ("content is null", request({"role": "user", "content": None}), "messages.0.content: Input should be a valid list"),
    ("a block as text", request(user(text(), "hello")), "messages.0.content.1: Input should be a valid dictionary"),
    ("a block without type", request(user({"text": "x"})), "messages.0.content.0.type: Field required"),
    (
        "a role",
        request({"role": "tool", "content": "x"}),
        'messages: Unexpected role "tool". Allowed roles are "user" or "assistant".',
    ),
    ("a block's unknown key", request(user(text(x=1))), "messages.0.content.0.text.x: Extra inputs are not permitted"),
    ("image without source", request(user({"type": "image"})), f"{IMAGE}.source: Field required"),
    (
        "image source without type",
        request(user({"type": "image", "source": {}})),
        f"{IMAGE}.source.type: Field required",
    ),
    (
        "image media type",
        request(user(image(media_type="image/jpg"))),
        f"{IMAGE}.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
    ),
    (
        "image media type in a tool result",
        request(*USED, user(tool_result([image(media_type="image/svg+xml")]))),
        "messages.2.content.0.tool_result.content.0.image.source.base64.media_type: "
        "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
    ),
    (
        "image data as a number",
        request(user({"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": 1}})),
        f"{IMAGE}.source.base64.data: Input should be a valid string",
    ),
    (
        "image source of another kind",
        request(user({"type": "image", "source": {"type": "s3", "url": "x"}})),
        f"{IMAGE}.source: Input tag 's3' found using 'type' does not match any of the expected tags: "
        "'base64', 'url', 'file'",
    ),
    (
        "transformations",
        request(user(image(transformations={"oversized_image": "crop"}))),
        f"{IMAGE}.transformations.oversized_image: Input should be 'downsize' or 'error'",
    ),
    (
        "a document's source",
        request(user(document({"type": "base64", "media_type": "image/png", "data": PNG}))),
        "messages.0.content.0.document.source.base64.media_type: Input should be 'application/pdf'",
    ),
    (
        "an image in a document",
        request(user(document({"type": "content", "content": [image(media_type="x")]}))),
        "messages.0.content.0.document.source.content.content.0.image.source.base64.media_type: "
        "Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'",
    ),
    (
        "cache_control on thinking",
        request(user("hm"), assistant(thinking() | CACHED), user("so?")),
        "messages.1.content.0.thinking.cache_control: Extra inputs are not permitted",
    ),
    (
        "cache_control's ttl",
        request(user(text(cache_control={"type": "ephemeral", "ttl": "2h"}))),
        "messages.0.content.0.text.cache_control.ttl: Input should be '5m' or '1h'",
    ),
    (
        "tool name",
        request(tools=[tool("a.b")]),
        "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'",
    ),
    (
        "tool schema",
        request(tools=[tool(input_schema={"type": "array"})]),
        "tools.0.custom.input_schema.type: Input should be 'object'",
    ),
    (
        "typed tool's name",
        request(tools=[{"type": "bash_20250124", "name": "sh"}]),
        "tools.0.bash_20250124.name: Input should be 'bash'",
    ),
    (
        "tool_use id",
        request(user("x"), assistant(tool_use("a b")), user("y")),
        "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'",
    ),
    ("tool_choice", request(tool_choice={"type": "tool"}, tools=[tool()]), "tool_choice.tool.name: Field required"),
    (
        "thinking budget",
        request(thinking={"type": "enabled", "budget_tokens": 1023}),
        "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024",
    ),
]

CONVERSATION: list[tuple[str, dict[str, Any], str]] = [
    ("no message", request(messages=[]), "messages: at least one message is required"),
    ("empty text", request(user(text(""))), "messages: text content blocks must be non-empty"),
    (
        "whitespace",
        request(user(text(" \n\t"))),
        "messages: text content blocks must contain non-whitespace text",
    ),
    (
        "whitespace as string",
        request(user("   ")),
        "messages: text content blocks must contain non-whitespace text",
    ),
    ("empty text beside an image", request(user(image(), text(""))), "messages: text content blocks must be non-empty"),
    (
        "empty text in a tool result",
        request(*USED, user(tool_result([text("")]))),
        "messages: text content blocks must be non-empty",
    ),
    (
        "cached empty text",
        request(user(text(), text("", **CACHED))),
        "messages.0.content.1.text: cache_control cannot be set for empty text blocks",
    ),
    (
        "cached empty system",
        request(system=[text("", **CACHED)]),
        "system.0: cache_control cannot be set for empty text blocks",
    ),
    (
        "empty message",
        request(user("a"), assistant("b"), user("")),
        "messages.2: all messages must have non-empty content except for the optional final assistant message",
    ),
    (
        "empty message before the last",
        request(user("a"), assistant(), user("b")),
        "messages.1: all messages must have non-empty content except for the optional final assistant message",
    ),
    (
        "prefill ends in space",
        request(user("a"), assistant("It is ")),
        "messages: final assistant content cannot end with trailing whitespace",
    ),
    (
        "prefill in blocks ends in a newline",
        request(user("a"), assistant(text("It is"), text("so\n"))),
        "messages: final assistant content cannot end with trailing whitespace",
    ),
    (
        "system message first",
        request(system("be brief"), user("a")),
        'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as '
        "an input message role.",
    ),
    (
        "tool_use without a result",
        request(*USED, user("and?")),
        "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. "
        "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
    ),
    (
        "tool_use at the end",
        request(*USED),
        "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. "
        "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
    ),
    (
        "one result of two",
        request(user("a"), assistant(tool_use("t1"), tool_use("t2"), tool_use("t3")), user(tool_result(use="t2"))),
        "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: t1, t3. "
        "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
    ),
    (
        "text before the result",
        request(*USED, user(text(), tool_result())),
        "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: toolu_1. "
        "Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
    ),
    (
        "result without a use",
        request(user(tool_result())),
        "messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: toolu_1. "
        "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.",
    ),
    (
        "result a turn late",
        request(*USED, user(tool_result()), assistant("ok"), user(text(), tool_result())),
        "messages.4.content.1: unexpected `tool_use_id` found in `tool_result` blocks: toolu_1. "
        "Each `tool_result` block must have a corresponding `tool_use` block in the previous message.",
    ),
    (
        "two results of one use",
        request(*USED, user(tool_result(), tool_result())),
        "messages.2.content.1: each tool_use must have a single result. "
        "Found multiple `tool_result` blocks with id: toolu_1",
    ),
    (
        "an id used twice",
        request(*USED, user(tool_result()), assistant(text(), tool_use()), user(tool_result())),
        "messages.3.content.1: `tool_use` ids must be unique",
    ),
    (
        "a server tool's result without a use",
        request(user("a"), assistant(web_search_result()), user("b")),
        "messages.1.content.0: unexpected `tool_use_id` found in `web_search_tool_result` blocks: srvtoolu_1. "
        "Each `web_search_tool_result` block must have a corresponding `server_tool_use` block before it.",
    ),
    (
        "tool_use by the user",
        request(user(tool_use())),
        "messages.0: `tool_use` blocks can only be in `assistant` messages",
    ),
    (
        "image by the assistant",
        request(user("a"), assistant(image())),
        "messages.1: `image` blocks can only be in `user` messages",
    ),
    ("tools of one name", request(tools=[tool(), tool("b"), tool()]), "tools: Tool names must be unique."),
    (
        "five breakpoints",
        request(user(*[text(**CACHED) for _ in range(5)])),
        "A maximum of 4 blocks with cache_control may be provided. Found 5.",
    ),
    (
        "five breakpoints all over",
        request(
            user(text(**CACHED), image(**CACHED)),
            system=[text(**CACHED)],
            tools=[tool(**CACHED)],
            cache_control={"type": "ephemeral"},
        ),
        "A maximum of 4 blocks with cache_control may be provided. Found 5.",
    ),
    (
        "an hour after five minutes",
        request(user(text(), text(**CACHED_1H)), tools=[tool(**CACHED)]),
        "messages.0.content.1.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' "
        "cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
    ),
    (
        "a breakpoint before the last part of a tool result",
        request(*USED, user(tool_result([text(**CACHED), text()]))),
        "messages.2.content.0.tool_result.content.0.cache_control: cache_control can be set on the last block alone of "
        "those inside another block",
    ),
    (
        "stop sequence of whitespace",
        request(stop_sequences=["END", "\n"]),
        "stop_sequences: each stop sequence must contain non-whitespace",
    ),
    (
        "a book of stop sequences",
        request(stop_sequences=["x" * 40_000, "y" * 40_000]),
        "stop_sequences: more than 65,536 characters in all",
    ),
    (
        "thinking takes all",
        request(**THINKING | {"max_tokens": 1024}),
        "`max_tokens` must be greater than `thinking.budget_tokens`.",
    ),
    (
        "thinking and a forced tool",
        request(**THINKING, tools=[tool()], tool_choice={"type": "any"}),
        "Thinking may not be enabled when tool_choice forces tool use.",
    ),
    (
        "thinking and prefill",
        request(user("a"), assistant("It is"), **THINKING),
        "messages.1.content.type: Expected `thinking` or `redacted_thinking`, but found `text`. When `thinking` is "
        "enabled, a final `assistant` message must start with a thinking block (preceeding the lastmost set of "
        "`tool_use` and `tool_result` blocks). We recommend you include thinking blocks from previous turns. To avoid "
        "this requirement, disable `thinking`.",
    ),
]


@pytest.mark.parametrize(("body", "message"), [row[1:] for row in SHAPE], ids=[row[0] for row in SHAPE])
def test_a_wrong_field_is_named_by_its_path(body: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(dump(body))
    assert caught.value.message == message


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("body", "message"), [row[1:] for row in CONVERSATION], ids=[row[0] for row in CONVERSATION])
def test_a_broken_rule_of_the_conversation_is_told(body: dict[str, Any], message: str, version: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(dump(body), version=version)
    assert caught.value.message == message


def test_an_unknown_block_type_is_told_what_there_is() -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(dump(request(user({"type": "fallback"}))))
    assert caught.value.message.startswith(
        "messages.0.content.0: Input tag 'fallback' found using 'type' does not match any of the expected tags: "
        "'text', 'image', 'document', "
    )


def test_an_unknown_tool_type_is_told_that_custom_is_one_too() -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(dump(request(tools=[{"type": "teleport_20270101", "name": "teleport"}])))
    assert "any of the expected tags: 'custom', 'bash_20250124', " in caught.value.message


NOT_JSON = "The request body is not valid JSON: "
BROKEN: list[tuple[str, bytes, str]] = [
    ("empty", b"", "Input is a zero-length, empty document: line 1 column 1 (char 0)"),
    (
        "cut off",
        b'{"model": "claude", "max_tokens": 64, "me',
        "unexpected end of data: line 1 column 42 (char 41)",
    ),
    ("NaN", b'{"temperature": NaN}', "unexpected character, expected a JSON value: line 1 column 17 (char 16)"),
    ("invalid UTF-8", b'{"a": "\xff"}', "str is not valid UTF-8: surrogates not allowed: line 1 column 1 (char 0)"),
    ("half a surrogate pair", b'{"a": "\\ud83d"}', "no low surrogate in string: line 1 column 8 (char 7)"),
    ("two documents", b"{} {}", "unexpected content after document: line 1 column 4 (char 3)"),
    ("key twice", b'{"model": "a", "model": "b"}', "the key 'model' is twice in one object"),
    ("key twice, deep", b'{"a": [{"b": {"c": 1, "c" : 2}}]}', "the key 'c' is twice in one object"),
    ("key twice, escaped", b'{"a": 1, "\\u0061": 2}', "the key 'a' is twice in one object"),
    ("key twice, behind a decoy", b'{"a": ":", "k\\\\": 0, "a": 2}', "the key 'a' is twice in one object"),
    ("nested", b"[" * 129 + b"]" * 129, "nested deeper than 128 levels"),
    (
        "nested beyond the parser",
        b'{"a":' * 3000 + b"1" + b"}" * 3000,
        "depth limit exceeded: line 1 column 5122 (char 5121)",
    ),
]


@pytest.mark.parametrize(("body", "message"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_body_that_is_no_json_is_told_where(body: bytes, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        parse(body)
    assert caught.value.message == NOT_JSON + message


def test_the_place_of_a_json_error_is_that_in_the_body_with_its_base64() -> None:
    body = dump(request(user(image("A" * 5000))))[:-1]
    with pytest.raises(InvalidRequest) as caught:
        parse(body)
    assert caught.value.message == f"{NOT_JSON}unexpected end of data: line 1 column {len(body) + 1} (char {len(body)})"


def test_the_deepest_body_is_read() -> None:
    schema: dict[str, Any] = {"type": "object"}
    for _ in range(124):
        schema = {"type": "object", "items": schema}
    parse(dump(request(tools=[tool(input_schema=schema)])))
    with pytest.raises(InvalidRequest, match="nested deeper than 128 levels"):
        parse(dump(request(tools=[tool(input_schema={"type": "object", "items": schema})])))


@pytest.mark.parametrize("value", [b"[]", b"null", b'"hello"', b"1"])
def test_json_that_is_no_object_is_refused(value: bytes) -> None:
    with pytest.raises(InvalidRequest, match="Input should be a valid dictionary"):
        parse(value)


class TestVersions:
    """The newer version took some things away."""

    @pytest.mark.parametrize(("name", "value"), [("temperature", 1), ("top_p", 0.99), ("top_k", 40)])
    def test_sampling_parameters(self, name: str, value: float) -> None:
        body = dump(request(**{name: value}))
        assert getattr(parse(body, version="2023-06-01"), name) == value
        assert getattr(parse(body, version="2026-10-21", sampling_parameters="accept"), name) == value
        with pytest.raises(InvalidRequest) as caught:
            parse(body, version="2026-10-21")
        assert caught.value.message == f"{name}: Extra inputs are not permitted"

    def test_documents_of_the_assistant(self) -> None:
        body = dump(request(user("a"), assistant(document()), user("b")))
        parse(body, version="2023-06-01")
        with pytest.raises(InvalidRequest, match=r"^messages\.1: `document` blocks can only be in `user` messages"):
            parse(body, version="2026-10-21")

    @pytest.mark.parametrize("inside", [False, True], ids=["text", "search_result"])
    def test_citations_on_the_users_text(self, inside: bool) -> None:
        citation = {
            "type": "char_location",
            "cited_text": "x",
            "document_index": 0,
            "document_title": None,
            "start_char_index": 0,
            "end_char_index": 1,
        }
        block = text(citations=[citation])
        if inside:
            block = {"type": "search_result", "source": "s", "title": "t", "content": [block]}
        parse(dump(request(user(block))), version="2023-06-01")
        parse(dump(request(user(text(citations=[])))), version="2026-10-21")
        with pytest.raises(InvalidRequest, match="citations"):
            parse(dump(request(user(block))), version="2026-10-21")

    @pytest.mark.parametrize(
        ("header", "message"),
        [
            (None, "anthropic-version: header is required"),
            ("2023-01-01", "anthropic-version: '2023-01-01' is not a known version; use 2023-06-01 or 2026-10-21"),
            ("", "anthropic-version: '' is not a known version; use 2023-06-01 or 2026-10-21"),
        ],
    )
    def test_a_version_has_to_be_known(self, header: str | None, message: str) -> None:
        with pytest.raises(InvalidRequest) as caught:
            known_version(header)
        assert caught.value.message == message


class TestCountTokens:
    @pytest.mark.parametrize("name", ["max_tokens", "stop_sequences", "stream", "metadata", "temperature"])
    def test_what_has_no_influence_on_the_count_is_refused(self, name: str) -> None:
        values = {"max_tokens": 1, "stop_sequences": [], "stream": False, "metadata": {}, "temperature": 1}
        with pytest.raises(InvalidRequest) as caught:
            parse_count(dump(request(**{"max_tokens": ..., name: values[name]})))
        assert caught.value.message == f"{name}: Extra inputs are not permitted"

    def test_server_tools_are_refused_by_name(self) -> None:
        body = request(max_tokens=..., tools=[tool(), {"type": "web_search_20250305", "name": "web_search"}])
        with pytest.raises(InvalidRequest) as caught:
            parse_count(dump(body))
        assert caught.value.message == (
            "Server tools are not supported in the count_tokens endpoint: web_search_20250305. "
            "Use the /v1/messages endpoint instead."
        )

    def test_the_rules_of_the_conversation_hold(self) -> None:
        with pytest.raises(InvalidRequest, match="at least one message"):
            parse_count(dump(request(messages=[], max_tokens=...)))


def test_rules_let_good_conversations_pass() -> None:
    good = [
        request(assistant("Hello"), user("again")),
        request(user("a"), user("b"), assistant("c"), assistant("d"), user("e")),
        request(user("a"), assistant("")),
        request(user("a"), assistant()),
        request(user("a"), assistant("It is")),
        request(max_tokens=0),
        request(*USED, user(tool_result(), text("go on"))),
        request(*USED, user(tool_result("")), user("go on")),
        request(
            user("a"),
            assistant(tool_use("t1"), tool_use("t2")),
            user(tool_result(use="t2")),
            user(tool_result(use="t1")),
        ),
        request(
            user("a"), assistant(server_tool_use(), web_search_result()), system("be brief"), assistant("b"), user("c")
        ),
        request(user("a"), system("b"), system([text("c")][0]), assistant("d"), user("e"), system("f")),
        request(user("a"), assistant(thinking(), text("It is")), **THINKING),
        request(user("a"), assistant("b"), user("c"), **THINKING),
        request(user("a"), assistant(thinking(), tool_use()), user(tool_result()), **THINKING),
        request(user(text(**CACHED_1H), text(**CACHED))),
        request(*USED, user(tool_result([text(), text(**CACHED)]))),
        request(tools=[tool(type="custom"), tool("b", type=None)], tool_choice={"type": "tool", "name": "b"}),
    ]
    for body in good:
        parse(dump(body))
