"""The whole server before servers of others: what a client is told of bad ones, and what passes both ways."""

from __future__ import annotations

import base64
import io
from typing import Any

import anthropic
import httpx
import orjson
import pytest
from aiohttp import web
from PIL import Image

from fovea.testing import image_source, picture_file, serving

HELLO = {"model": "m", "max_tokens": 64, "messages": [{"role": "user", "content": "hello"}]}
HEADERS = {"anthropic-version": "2023-06-01"}


def told(status: int, text: str, content_type: str = "application/json", **headers: str) -> Any:
    async def handler(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text=text, content_type=content_type, headers=named)

    return handler


def refusal(status: int, kind: str, **headers: str) -> Any:
    error = {"type": "error", "error": {"type": kind, "message": "words of the server"}}
    return told(status, orjson.dumps(error).decode(), **headers)


async def endless(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    response = web.StreamResponse(headers={"content-type": "text/event-stream"})
    await response.prepare(request)
    while True:
        await response.write(b": nothing\n" * 1000)


#: What the server behind does -> the status and type that the client gets, and words of the message.
BAD: dict[str, tuple[Any, int, str, str]] = {
    "html": (told(200, "<html>sign in</html>", "text/html"), 500, "api_error", "answered with text/html"),
    "half a JSON": (told(200, '{"choices": [{"mess'), 500, "api_error", "broken JSON"),
    "an endless stream": (endless, 500, "api_error", "would not stop answering"),
    "the wrong model": (refusal(404, "not_found_error"), 500, "api_error", "does not know the model"),
    "401": (refusal(401, "authentication_error"), 500, "api_error", "refused the key"),
    "429": (refusal(429, "rate_limit_error"), 429, "rate_limit_error", "at its rate limit"),
    "429, later": (refusal(429, "rate_limit_error", retry_after="40"), 429, "rate_limit_error", "at its rate limit"),
}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("dialect", ["openai", "anthropic"])
async def test_what_a_bad_server_does_becomes_a_status_in_our_words(dialect: str, stream: bool, serve: Any) -> None:
    common = {"engine": dialect, "model": "m", "retries": 1, "max_retry_wait_s": 0.01, "max_answer_bytes": 300_000}
    models = {name: {**common, "url": (await serve(handler)).url} for name, (handler, *_) in BAD.items()}
    http = await serve(told(200, "{}"))
    models["no TLS"] = {**common, "url": http.url.replace("http:", "https:")}
    models["a name that is gone"] = {**common, "url": "http://no-such-name.invalid/v1"}
    wanted = {name: rest for name, (_, *rest) in BAD.items()}
    wanted["no TLS"] = [500, "api_error", "TLS"]
    wanted["a name that is gone"] = [500, "api_error", "does not resolve"]
    with serving(models=models) as server:
        async with httpx.AsyncClient(base_url=server.url, headers=HEADERS, timeout=20) as client:
            for name, (status, kind, words) in wanted.items():
                answer = await client.post("/v1/messages", json={**HELLO, "model": name, "stream": stream})
                assert answer.status_code == status, (name, answer.text)
                error = answer.json()["error"]
                assert (error["type"], words in error["message"]) == (kind, True), (name, error)
                assert "words of the server" not in answer.text, name
                assert answer.headers.get("retry-after") == ("40" if name == "429, later" else None), name


# --- both ways --------------------------------------------------------------------------------------


def events(*blocks: dict[str, Any]) -> bytes:
    usage = {"input_tokens": 9, "output_tokens": 1}
    told: list[dict[str, Any]] = [{"type": "message_start", "message": {"usage": usage}}]
    for index, block in enumerate(blocks):
        begin, deltas = block, []
        if block["type"] == "thinking":
            begin = {"type": "thinking", "thinking": "", "signature": ""}
            deltas = [
                {"type": "thinking_delta", "thinking": block["thinking"]},
                {"type": "signature_delta", "signature": block["signature"]},
            ]
        elif block["type"] == "tool_use":
            begin = {**block, "input": {}}
            deltas = [{"type": "input_json_delta", "partial_json": orjson.dumps(block["input"]).decode()}]
        told.append({"type": "content_block_start", "index": index, "content_block": begin})
        told += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        told.append({"type": "content_block_stop", "index": index})
    delta = {"stop_reason": "tool_use", "stop_sequence": None}
    told += [{"type": "message_delta", "delta": delta, "usage": {"output_tokens": 7}}, {"type": "message_stop"}]
    return b"".join(b"data: " + orjson.dumps(event) + b"\n\n" for event in told)


def message(*blocks: dict[str, Any]) -> str:
    whole = {"type": "message", "content": list(blocks), "stop_reason": "tool_use", "stop_sequence": None}
    return orjson.dumps({**whole, "usage": {"input_tokens": 9, "output_tokens": 7}}).decode()


BLOCKS = [
    {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"},
    {"type": "redacted_thinking", "data": "Y2lwaGVy"},
    {"type": "tool_use", "id": "toolu_1", "name": "zoom", "input": {"x": 1}},
]
PDF = base64.b64encode(b"%PDF-1.4\n1 0 obj\n<< /Type /Page >>\nendobj\n%%EOF").decode()


@pytest.mark.parametrize("stream", [False, True])
async def test_thinking_tools_documents_and_images_in_results_pass_both_ways(stream: bool, serve: Any) -> None:
    """To the Claude API and back, as the official SDK sends and reads them."""

    async def answer(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        if body.get("stream"):
            return web.Response(body=events(*BLOCKS), content_type="text/event-stream")
        return web.Response(text=message(*BLOCKS), content_type="application/json")

    upstream = await serve(answer)
    picture = image_source(picture_file())
    document = {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": PDF}}
    asked: dict[str, Any] = {
        "model": "claude-any",
        "max_tokens": 2000,
        "thinking": {"type": "enabled", "budget_tokens": 1024},
        "output_config": {"effort": "low"},
        "tools": [{"name": "zoom", "description": "Zooms.", "input_schema": {"type": "object", "properties": {}}}],
        "messages": [
            {"role": "user", "content": [document, picture, {"type": "text", "text": "What is it?"}]},
            {"role": "assistant", "content": BLOCKS},
            {
                "role": "user",
                "content": [
                    {
                        "type": "tool_result",
                        "tool_use_id": "toolu_1",
                        "content": [{"type": "text", "text": "nearer:"}, picture],
                    }
                ],
            },
        ],
    }
    with serving(models={"claude": {"engine": "anthropic", "model": "m", "url": upstream.url}}) as server:
        client = anthropic.AsyncAnthropic(base_url=server.url, api_key="any", max_retries=0)
        if stream:
            async with client.messages.stream(**asked) as running:
                got = await running.get_final_message()
        else:
            got = await client.messages.create(**asked)
    assert [
        block.model_dump(exclude_none=True, include={"type", *BLOCKS[i]}) for i, block in enumerate(got.content)
    ] == BLOCKS
    assert (got.stop_reason, got.usage.input_tokens, got.usage.output_tokens) == ("tool_use", 9, 7)
    [sent] = upstream.bodies
    first, second, third = (turn["content"] for turn in sent["messages"])
    assert first[:2] == [document, picture]
    assert second == BLOCKS
    assert third[0]["content"] == [{"type": "text", "text": "nearer:"}, picture]
    for name in ("thinking", "tools", "output_config"):
        assert sent[name] == asked[name]


# --- repair -----------------------------------------------------------------------------------------


async def test_a_model_may_have_requests_repaired_before_they_are_sent(serve: Any) -> None:
    """By choice: the same request is refused by a model that does not ask for it."""
    upstream = await serve(told(200, message({"type": "text", "text": "ok"})))
    out = io.BytesIO()
    Image.new("RGB", (9000, 300), (10, 120, 200)).save(out, "PNG")
    wide = image_source(out.getvalue(), "image/jpeg")  # too wide, and not what it is said to be
    fine = image_source(picture_file())
    ask = {**HELLO, "messages": [{"role": "user", "content": [fine, wide, {"type": "text", "text": "What is it?"}]}]}
    common = {"engine": "anthropic", "model": "m", "url": upstream.url}
    with serving(models={"mending": {**common, "repair": True}, "strict": common}) as server:
        async with httpx.AsyncClient(base_url=server.url, headers=HEADERS, timeout=20) as client:
            refused = await client.post("/v1/messages", json={**ask, "model": "strict"})
            mended = await client.post("/v1/messages", json={**ask, "model": "mending"})
            hopeless = await client.post("/v1/messages", json={**ask, "model": "mending", "max_tokens": -1})
            untouched = await client.post("/v1/messages", json={**HELLO, "model": "mending"})
    assert refused.status_code == 400
    assert mended.status_code == 200, mended.text
    changes = orjson.loads(mended.headers["fovea-repaired"])
    assert {change["at"] for change in changes} == {"messages.0.content.1"}
    sent, shrunk, _ = upstream.bodies[0]["messages"][0]["content"]
    assert sent == fine
    with Image.open(io.BytesIO(base64.b64decode(shrunk["source"]["data"]))) as image:
        assert image.size[0] <= 1568
        assert shrunk["source"]["media_type"] == f"image/{str(image.format).lower()}"
    assert hopeless.status_code == 400
    assert "max_tokens" in hopeless.json()["error"]["message"], "what cannot be mended is told as it was"
    assert "fovea-repaired" not in untouched.headers


async def test_models_tell_what_they_can_and_within_which_limits() -> None:
    models = {
        "eyes": {"engine": "echo", "profile": "high-res-2026", "price": [2.0, 10.0]},
        "blind": {
            "engine": "openai",
            "model": "m",
            "url": "http://127.0.0.1:1/v1",
            "images": False,
            "fallback": "eyes",
        },
    }
    with serving(models=models) as server:
        async with httpx.AsyncClient(base_url=server.url, headers=HEADERS) as client:
            rows = {row["id"]: row for row in (await client.get("/v1/models")).json()["data"]}
            assert (await client.get("/v1/models/eyes")).json() == rows["eyes"]
        sdk = anthropic.AsyncAnthropic(base_url=server.url, api_key="any")
        assert (await sdk.models.retrieve("eyes")).capabilities.image_input.supported
    eyes, blind = rows["eyes"], rows["blind"]
    assert eyes["max_input_tokens"] == 200_000
    assert eyes["fovea"]["profile"] == "high-res-2026"
    assert eyes["fovea"]["limits"]["seen_max_edge_px"] == 2576
    assert eyes["fovea"]["price"] == {"input_usd": 2.0, "output_usd": 10.0}
    assert not blind["capabilities"]["image_input"]["supported"]
    assert (blind["fovea"]["fallback"], blind["fovea"]["price"]) == ("eyes", None)


@pytest.mark.parametrize(
    ("content", "fields", "path"),
    [
        ([{"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "a"}}], {}, "citations"),
        (
            [{"type": "search_result", "source": "s", "title": "t", "content": [{"type": "text", "text": "a"}]}],
            {},
            "citations",
        ),
        ("hello", {"output_config": {"effort": "low"}}, "output_config.effort"),
    ],
)
async def test_what_no_engine_behind_could_do_is_refused_by_name(content: Any, fields: Any, path: str) -> None:
    if path == "citations":
        content[0]["citations"] = {"enabled": True}
    ask = {**HELLO, "messages": [{"role": "user", "content": content}], **fields}
    with serving(models={"m": {"engine": "openai", "model": "m", "url": "http://127.0.0.1:1/v1"}}) as server:
        async with httpx.AsyncClient(base_url=server.url, headers=HEADERS) as client:
            answer = await client.post("/v1/messages", json=ask)
    assert answer.status_code == 400, answer.text
    assert path in answer.json()["error"]["message"]
