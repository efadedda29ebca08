"""The network engines: what they send, what they make of answers, and what bad servers turn into."""

from __future__ import annotations

import asyncio
import base64
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiohttp import web

from fovea.engines import registry
from fovea.engines.base import AsyncEngine
from fovea.errors import (
    EngineFailed,
    EngineTimedOut,
    FoveaError,
    InvalidRequest,
    Overloaded,
    RateLimited,
    TooLarge,
)
from fovea.values import (
    Document,
    EngineEvent,
    Prompt,
    Sampling,
    SignatureDelta,
    Stop,
    Text,
    TextDelta,
    Thinking,
    ThinkingDelta,
    Tool,
    ToolChoice,
    ToolInputDelta,
    ToolResult,
    ToolUse,
    ToolUseStart,
    Turn,
    UsageReport,
)

HELLO = Prompt(turns=(Turn("user", (Text("hello"),)),))

# --- the two dialects, as servers speak them ------------------------------------------------------


def openai_chunks(*deltas: dict[str, Any], finish: str | None = "stop", usage: bool = True) -> list[bytes]:
    events: list[Any] = [{"choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    if finish:
        events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    if usage:
        counts = {"prompt_tokens": 20, "completion_tokens": 5, "prompt_tokens_details": {"cached_tokens": 8}}
        events.append({"choices": [], "usage": counts})
    return [b"data: " + orjson.dumps(event) + b"\n\n" for event in events] + [b"data: [DONE]\n\n"]


def anthropic_events(*blocks: tuple[dict[str, Any], list[dict[str, Any]]], reason: str = "end_turn") -> list[bytes]:
    usage = {"input_tokens": 12, "cache_read_input_tokens": 8, "cache_creation_input_tokens": 3, "output_tokens": 1}
    events: list[dict[str, Any]] = [{"type": "message_start", "message": {"usage": usage}}]
    for index, (block, deltas) in enumerate(blocks):
        events.append({"type": "content_block_start", "index": index, "content_block": block})
        events += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        events.append({"type": "content_block_stop", "index": index})
    events.append(
        {
            "type": "message_delta",
            "delta": {"stop_reason": reason, "stop_sequence": None},
            "usage": {"output_tokens": 5},
        }
    )
    events.append({"type": "message_stop"})
    return [f"event: {e['type']}\ndata: ".encode() + orjson.dumps(e) + b"\n\n" for e in events]


def text_answer(dialect: str, text: str) -> list[bytes]:
    if dialect == "openai":
        return openai_chunks(*({"content": char} for char in text))
    return anthropic_events(
        ({"type": "text", "text": ""}, [{"type": "text_delta", "text": char} for char in text]),
    )


def sse(pieces: list[bytes], pause_s: float = 0.0) -> Any:
    async def handler(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "text/event-stream; charset=utf-8"})
        await response.prepare(request)
        for piece in pieces:
            await response.write(piece)
            await asyncio.sleep(pause_s)
        return response

    return handler


def plain(status: int, text: str, content_type: str = "application/json", headers: Any = None) -> Any:
    async def handler(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        return web.Response(status=status, text=text, content_type=content_type, headers=headers)

    return handler


def error(status: int, kind: str, message: str = "words of the server", **headers: str) -> Any:
    text = orjson.dumps({"type": "error", "error": {"type": kind, "message": message}}).decode()
    return plain(status, text, headers={name.replace("_", "-"): value for name, value in headers.items()})


async def hang_up(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


# --- asking ---------------------------------------------------------------------------------------


@pytest.fixture(params=["openai", "anthropic"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def make() -> AsyncIterator[Callable[..., AsyncEngine]]:
    engines: list[AsyncEngine] = []

    def build(dialect: str, *urls: str, **options: Any) -> AsyncEngine:
        options = {"model": "m", "urls": list(urls), "max_retry_wait_s": 0.02, **options}
        engine = registry.engine_class(dialect)(name="far", **options)
        engine.load()
        engines.append(engine)
        assert isinstance(engine, AsyncEngine)
        return engine

    yield build
    for engine in engines:
        engine.unload()
    await asyncio.sleep(0)


async def ask(engine: AsyncEngine, prompt: Prompt = HELLO) -> list[EngineEvent]:
    return [event async for event in engine.stream(prompt)]


def said(events: list[EngineEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


# --- what is sent ---------------------------------------------------------------------------------


async def test_pictures_are_sent_as_bytes_in_the_clients_order(
    dialect: str, serve: Any, make: Any, picture: Any
) -> None:
    upstream = await serve(sse(text_answer(dialect, "ok")))
    red, blue = picture((255, 0, 0)), picture((0, 0, 255))
    await ask(make(dialect, upstream.url), Prompt(turns=(Turn("user", (Text("a"), red, Text("b"), blue)),)))
    [message] = upstream.bodies[0]["messages"]
    kinds = [block["type"] for block in message["content"]]
    if dialect == "openai":
        assert kinds == ["text", "image_url", "text", "image_url"]
        data = [b["image_url"]["url"].removeprefix("data:image/png;base64,") for b in message["content"][1::2]]
    else:
        assert kinds == ["text", "image", "text", "image"]
        data = [block["source"]["data"] for block in message["content"][1::2]]
    assert [base64.b64decode(text) for text in data] == [red.encoded()[1], blue.encoded()[1]]


async def test_policy_comes_before_the_clients_system_prompt(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(sse(text_answer(dialect, "ok")))
    await ask(make(dialect, upstream.url), Prompt(turns=HELLO.turns, system="Be brief.", policy="Name nobody."))
    body = upstream.bodies[0]
    if dialect == "openai":
        assert body["messages"][0] == {"role": "system", "content": "Name nobody.\n\nBe brief."}
    else:
        assert [block["text"] for block in body["system"]] == ["Name nobody.", "Be brief."]


async def test_the_openai_request_says_all_that_the_prompt_says(serve: Any, make: Any, picture: Any) -> None:
    upstream = await serve(sse(openai_chunks({"content": "ok"})))
    prompt = Prompt(
        turns=(
            Turn("user", (Text("look"),)),
            Turn("assistant", (Thinking("hm", "sig"), Text("I look."), ToolUse("call_1", "shot", {"n": 1}))),
            Turn("user", (ToolResult("call_1", (Text("taken"), picture()), is_error=True), Text("and?"))),
            Turn("system", (Text("New rule."),)),
        ),
        max_tokens=7,
        sampling=Sampling(temperature=0.5, top_p=0.9, top_k=5),
        tools=(Tool("shot", "Takes a screenshot.", {"type": "object"}, strict=True),),
        tool_choice=ToolChoice("any", parallel=False),
        output_schema={"type": "object"},
    )
    await ask(make("openai", upstream.url, api_key="k"), prompt)
    body = upstream.bodies[0]
    assert upstream.headers[0]["authorization"] == "Bearer k"
    roles = [message["role"] for message in body["messages"]]
    assert roles == ["user", "assistant", "tool", "user", "system"]
    assert body["messages"][1]["tool_calls"][0]["function"] == {"name": "shot", "arguments": '{"n":1}'}
    assert body["messages"][1]["reasoning_content"] == "hm"
    assert body["messages"][2]["content"] == "Error: taken\n[image 1 of this result follows]"
    assert [b["type"] for b in body["messages"][3]["content"]] == ["text", "image_url", "text"]
    assert (body["max_tokens"], body["temperature"], body["top_p"], body["top_k"]) == (7, 0.5, 0.9, 5)
    assert body["tool_choice"] == "required"
    assert body["parallel_tool_calls"] is False
    assert body["tools"][0]["function"]["strict"] is True
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}


async def test_the_claude_request_says_all_that_the_prompt_says(serve: Any, make: Any, picture: Any) -> None:
    upstream = await serve(sse(text_answer("anthropic", "ok")))
    prompt = Prompt(
        turns=(
            Turn("user", (Document("application/pdf", b"%PDF", title="Report"), Text("look"))),
            Turn("assistant", (Thinking("hm", "sig"), Thinking("xx", "", redacted=True), ToolUse("t1", "shot", {}))),
            Turn("user", (ToolResult("t1", (Text("taken"), picture())),)),
        ),
        max_tokens=7,
        stop_sequences=("END",),
        tools=(Tool("shot", "Takes a screenshot.", {"type": "object"}),),
        tool_choice=ToolChoice("tool", name="shot", parallel=False),
        thinking={"type": "adaptive"},
    )
    await ask(make("anthropic", upstream.url, api_key="k"), prompt)
    body = upstream.bodies[0]
    assert upstream.headers[0]["x-api-key"] == "k"
    blocks = [block for message in body["messages"] for block in message["content"]]
    kinds = [block["type"] for block in blocks]
    assert kinds == ["document", "text", "thinking", "redacted_thinking", "tool_use", "tool_result"]
    assert blocks[0]["title"] == "Report"
    assert [b["type"] for b in blocks[-1]["content"]] == ["text", "image"]
    assert body["stop_sequences"] == ["END"]
    assert body["tool_choice"] == {"type": "tool", "name": "shot", "disable_parallel_tool_use": True}
    assert body["thinking"] == {"type": "adaptive"}


# --- what is made of answers ----------------------------------------------------------------------


async def test_text_cut_anywhere_by_the_network_arrives_whole(dialect: str, serve: Any, make: Any) -> None:
    whole = b"".join(text_answer(dialect, "視覺 👁 ok"))
    upstream = await serve(sse([whole[i : i + 3] for i in range(0, len(whole), 3)]))
    events = await ask(make(dialect, upstream.url))
    assert said(events) == "視覺 👁 ok"
    assert events[-1] == Stop("end_turn") or events[-2] == Stop("end_turn")


async def test_cached_tokens_are_counted_apart(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(sse(text_answer(dialect, "ok")))
    last = [e for e in await ask(make(dialect, upstream.url)) if isinstance(e, UsageReport)][-1]
    assert (last.input_tokens, last.cache_read_input_tokens, last.output_tokens) == (12, 8, 5)


@pytest.mark.parametrize(
    ("finish", "reason"),
    [("stop", "end_turn"), ("length", "max_tokens"), ("content_filter", "refusal"), ("tool_calls", "tool_use")],
)
async def test_openai_finish_reasons_become_stop_reasons(finish: str, reason: str, serve: Any, make: Any) -> None:
    upstream = await serve(sse(openai_chunks({"content": "x"}, finish=finish)))
    assert (await ask(make("openai", upstream.url)))[-1] == Stop(reason)  # type: ignore[arg-type]


async def test_openai_tool_calls_and_reasoning(serve: Any, make: Any) -> None:
    calls = [
        {"reasoning_content": "let me see"},
        {"tool_calls": [{"index": 0, "id": "a", "function": {"name": "zoom", "arguments": ""}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": '{"x":'}}]},
        {"tool_calls": [{"index": 0, "function": {"arguments": "1}"}}]},
        {"tool_calls": [{"index": 1, "id": "b", "function": {"name": "crop", "arguments": "{}"}}]},
    ]
    upstream = await serve(sse(openai_chunks(*calls, finish="stop", usage=False)))
    engine = make("openai", upstream.url, thinking=True)
    assert await ask(engine, Prompt(turns=HELLO.turns, thinking={"type": "adaptive"})) == [
        ThinkingDelta("let me see"),
        ToolUseStart("a", "zoom"),
        ToolInputDelta('{"x":'),
        ToolInputDelta("1}"),
        ToolUseStart("b", "crop"),
        ToolInputDelta("{}"),
        Stop("tool_use"),
    ]


async def test_claude_blocks_become_events(serve: Any, make: Any) -> None:
    thinking = [{"type": "thinking_delta", "thinking": "hm"}, {"type": "signature_delta", "signature": "s"}]
    upstream = await serve(
        sse(
            anthropic_events(
                ({"type": "thinking", "thinking": "", "signature": ""}, thinking),
                (
                    {"type": "tool_use", "id": "t", "name": "zoom", "input": {}},
                    [{"type": "input_json_delta", "partial_json": p} for p in ("", "{}")],
                ),
                reason="tool_use",
            )
        )
    )
    events = [e for e in await ask(make("anthropic", upstream.url)) if not isinstance(e, UsageReport)]
    assert events == [
        ThinkingDelta("hm"),
        SignatureDelta("s"),
        ToolUseStart("t", "zoom"),
        ToolInputDelta("{}"),
        Stop("tool_use"),
    ]


@pytest.mark.parametrize(
    ("dialect", "answer"),
    [
        ("openai", {"choices": [{"message": {"content": "hi"}, "finish_reason": "stop"}]}),
        (
            "anthropic",
            {
                "type": "message",
                "content": [{"type": "text", "text": "hi"}],
                "stop_reason": "end_turn",
                "usage": {"input_tokens": 1, "output_tokens": 1},
            },
        ),
    ],
)
async def test_a_server_that_does_not_stream_is_understood(dialect: str, answer: Any, serve: Any, make: Any) -> None:
    upstream = await serve(plain(200, orjson.dumps(answer).decode()))
    events = await ask(make(dialect, upstream.url))
    assert said(events) == "hi"
    assert events[-1] == Stop("end_turn")


@pytest.mark.parametrize(
    ("fields", "streamed"),
    [
        ({}, True),
        ({"whole": True}, False),
        ({"whole": True, "max_tokens": 5000}, True),
        ({"whole": True, "stop_sequences": ("END",)}, True),
    ],
)
async def test_short_answers_asked_whole_come_in_one_piece(
    fields: Any, streamed: bool, dialect: str, serve: Any, make: Any
) -> None:
    """A long one is streamed all the same, so that silence never has to mean minutes of work."""
    upstream = await serve(sse(text_answer(dialect, "ok")))
    await ask(make(dialect, upstream.url), Prompt(turns=HELLO.turns, **{"max_tokens": 100, **fields}))
    assert upstream.bodies[0].get("stream", False) is streamed


# --- bad servers ----------------------------------------------------------------------------------

BAD = {
    "html": (plain(200, "<html>login</html>", "text/html"), EngineFailed, "text/html"),
    "half a json": (plain(200, '{"choices": [{"mess'), EngineFailed, "broken JSON"),
    "json of another kind": (plain(200, '["no"]'), EngineFailed, "no object"),
    "half an event": (sse([b'data: {"choices"\n\n']), EngineFailed, "broken JSON"),
    "nothing": (sse([]), EngineFailed, "ended its answer early"),
    "hang up": (hang_up, EngineFailed, "broke off"),
    "wrong model": (error(404, "not_found_error"), EngineFailed, "does not know the model"),
    "bad key": (error(401, "authentication_error"), EngineFailed, "refused the key"),
    "forbidden": (error(403, "permission_error"), EngineFailed, "refused the key"),
    "redirect": (plain(302, "", headers={"location": "http://127.0.0.1:1/"}), EngineFailed, "redirect"),
    "too large": (plain(413, "no"), TooLarge, "too large"),
    "rate limit": (error(429, "rate_limit_error"), RateLimited, "rate limit"),
    "overloaded": (error(529, "overloaded_error"), Overloaded, "overloaded"),
    "unavailable": (plain(503, "no"), Overloaded, "overloaded"),
    "broken": (plain(500, "Traceback: secret"), EngineFailed, "status 500"),
    "gateway timeout": (plain(504, "no"), EngineTimedOut, "timed out"),
    "error as an event": (
        sse([b'data: {"type":"error","error":{"type":"overloaded_error","message":"x"}}\n\n']),
        Overloaded,
        "overloaded",
    ),
}


@pytest.mark.parametrize("case", BAD)
async def test_a_bad_server_becomes_a_clear_error(case: str, dialect: str, serve: Any, make: Any) -> None:
    """Ours in kind and words: nothing that a server wrote reaches the client."""
    handler, kind, words = BAD[case]
    upstream = await serve(handler)
    with pytest.raises(FoveaError) as caught:
        await ask(make(dialect, upstream.url, circuit_failures=99))
    assert type(caught.value) is kind
    assert words in caught.value.message
    assert "secret" not in caught.value.message
    assert "words of the server" not in caught.value.message


async def test_claudes_own_words_about_a_request_are_passed_on(serve: Any, make: Any) -> None:
    upstream = await serve(error(400, "invalid_request_error", "messages: at least one message is required"))
    with pytest.raises(InvalidRequest, match="at least one message is required"):
        await ask(make("anthropic", upstream.url))


@pytest.mark.parametrize(
    "problem",
    [
        {"message": "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens"},
        {"message": "This model's maximum context length is 4096 tokens. However, your request has 5000 input tokens."},
        {"type": "exceed_context_size_error", "n_prompt_tokens": 5000, "n_ctx": 4096, "message": "…"},
    ],
)
async def test_a_prompt_too_long_names_the_numbers(problem: Any, serve: Any, make: Any) -> None:
    upstream = await serve(plain(400, orjson.dumps({"error": problem}).decode()))
    with pytest.raises(InvalidRequest, match="prompt is too long: 5000 tokens > 4096 maximum"):
        await ask(make("openai", upstream.url))


async def test_an_endless_answer_is_bounded(dialect: str, serve: Any, make: Any) -> None:
    async def endless(request: web.Request, body: Any) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        while True:
            await response.write(b": still here, still nothing to say\n" * 100)

    upstream = await serve(endless)
    with pytest.raises(EngineFailed, match="would not stop"):
        await ask(make(dialect, upstream.url, max_answer_bytes=100_000, retries=0))


async def test_a_silent_server_times_out(dialect: str, serve: Any, make: Any) -> None:
    async def silent(request: web.Request, body: Any) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    upstream = await serve(silent)
    with pytest.raises(EngineTimedOut):
        await ask(make(dialect, upstream.url, silence_timeout_s=0.05, retries=0))


async def test_a_name_that_is_gone(dialect: str, make: Any) -> None:
    with pytest.raises(EngineFailed, match="does not resolve"):
        await ask(make(dialect, "http://no-such-host.invalid/v1", retries=0))


async def test_nobody_listens(dialect: str, make: Any) -> None:
    with pytest.raises(EngineFailed, match="not reachable"):
        await ask(make(dialect, "http://127.0.0.1:9/v1", retries=0))


async def test_tls_against_a_server_without_it(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(sse([]))
    with pytest.raises(EngineFailed, match="TLS"):
        await ask(make(dialect, upstream.url.replace("http:", "https:"), retries=0))


# --- again, elsewhere, not at all -----------------------------------------------------------------


async def test_a_request_is_repeated_until_something_came(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(hang_up, plain(500, ""), sse(text_answer(dialect, "third time")))
    assert said(await ask(make(dialect, upstream.url))) == "third time"
    assert len(upstream.bodies) == 3


async def test_nothing_is_repeated_once_something_came(dialect: str, serve: Any, make: Any) -> None:
    """The client has seen it; a second answer would contradict the first."""
    half = text_answer(dialect, "begun and broken")[:6]
    upstream = await serve(sse([*half, b'data: {"error":{"type":"api_error"}}\n\n']))
    events: list[EngineEvent] = []
    with pytest.raises(EngineFailed):
        async for event in make(dialect, upstream.url).stream(HELLO):
            events.append(event)
    assert said(events)
    assert len(upstream.bodies) == 1


async def test_a_refused_request_is_not_repeated(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(plain(400, "{}"))
    with pytest.raises(InvalidRequest):
        await ask(make(dialect, upstream.url))
    assert len(upstream.bodies) == 1


async def test_retry_after_is_waited_for_when_short(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(error(429, "rate_limit_error", retry_after_ms="10"), sse(text_answer(dialect, "ok")))
    assert said(await ask(make(dialect, upstream.url))) == "ok"


async def test_retry_after_is_handed_on_when_long(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(error(429, "rate_limit_error", retry_after="30"))
    engine = make(dialect, upstream.url)
    for _ in range(2):  # the second time the server is not even asked
        with pytest.raises(RateLimited) as caught:
            await ask(engine)
        assert caught.value.retry_after_s == 30
    assert len(upstream.bodies) == 1


async def test_another_server_takes_over(dialect: str, serve: Any, make: Any) -> None:
    broken, sound = await serve(plain(502, "")), await serve(sse(text_answer(dialect, "ok")))
    engine = make(dialect, broken.url, sound.url, health_interval_s=0, circuit_failures=2)
    for _ in range(8):
        assert said(await ask(engine)) == "ok"
    assert len(broken.bodies) == 2, "after two failures its circuit is open"


async def test_odd_requests_do_not_close_a_server_to_everybody(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(*[plain(500, "")] * 4, sse(text_answer(dialect, "ok")))
    engine = make(dialect, upstream.url, retries=0, circuit_failures=2)
    for _ in range(4):
        with pytest.raises(EngineFailed):
            await ask(engine)
    assert said(await ask(engine)) == "ok"


async def test_servers_are_used_by_weight(dialect: str, serve: Any, make: Any) -> None:
    heavy, light = [await serve(sse(text_answer(dialect, "ok"))) for _ in range(2)]
    engine = registry.engine_class(dialect)(
        name="far", model="m", urls=[{"url": heavy.url, "weight": 3}, {"url": light.url}]
    )
    engine.load()
    for _ in range(8):
        await ask(engine)
    engine.unload()
    assert (len(heavy.bodies), len(light.bodies)) == (6, 2)


async def test_a_probe_closes_the_circuit_again(dialect: str, serve: Any, make: Any) -> None:
    upstream = await serve(plain(502, ""), sse(text_answer(dialect, "back")))
    engine = make(dialect, upstream.url, retries=0, circuit_failures=1, health_interval_s=0.02)
    with pytest.raises(EngineFailed):
        await ask(engine)
    with pytest.raises(Overloaded) as caught:
        await ask(engine)
    assert caught.value.retry_after_s
    async with asyncio.timeout(5):
        while True:
            try:
                assert said(await ask(engine)) == "back"
                break
            except Overloaded:
                await asyncio.sleep(0.01)


async def test_a_client_that_leaves_ends_the_upstream_request(dialect: str, serve: Any, make: Any) -> None:
    gone = asyncio.Event()

    async def long(request: web.Request, body: Any) -> web.StreamResponse:
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        try:
            while True:
                for piece in text_answer(dialect, "more")[1:4]:
                    await response.write(piece)
                await asyncio.sleep(0.005)
        finally:
            gone.set()

    upstream = await serve(long)
    async with aclosing(make(dialect, upstream.url).stream(HELLO)) as events:
        async for event in events:
            if isinstance(event, TextDelta):
                break
    await asyncio.wait_for(gone.wait(), 5)


# --- configuration --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"url": "localhost:8000"}, "has to begin with http"),
        ({"url": "http://x", "retires": 3}, "option 'retires' is not known"),
    ],
)
def test_wrong_options_are_named(options: Any, words: str, dialect: str) -> None:
    with pytest.raises(InvalidRequest, match=words):
        registry.build({"m": {"engine": dialect, "model": "x", **options}}, {})


def test_a_server_without_an_address_is_refused() -> None:
    with pytest.raises(InvalidRequest, match="is missing"):
        registry.build({"m": {"engine": "openai", "model": "x"}}, {})


def test_a_key_that_the_environment_lacks_is_named(dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOVEA_TEST_KEY", raising=False)
    options = {"model": "x", "url": "http://127.0.0.1:9", "api_key_env": "FOVEA_TEST_KEY"}
    engine = registry.engine_class(dialect)(name="far", **options)
    with pytest.raises(EngineFailed, match="FOVEA_TEST_KEY"):
        engine.load()


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
async def test_an_untrusted_certificate_is_named_and_ca_file_mends_it(dialect: str, make: Any, tmp_path: Path) -> None:
    """Told apart from a network that is down, since the cure is another."""
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", cert], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    app = web.Application()
    answer = sse(text_answer(dialect, "ok"))
    app.router.add_post("/{path:.*}", lambda request: answer(request, {}))
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    url = f"https://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        with pytest.raises(EngineFailed, match="not trusted"):
            await ask(make(dialect, url, retries=0))
        assert said(await ask(make(dialect, url, ca_file=str(cert)))) == "ok"
    finally:
        await runner.cleanup()
