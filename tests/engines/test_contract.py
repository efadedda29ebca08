"""What every engine promises, whoever wrote it: one suite, and each engine a row.

The network engines talk to llama.cpp's own server in both dialects; the others run in this process.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import orjson
import pytest

from fovea.engines import registry
from fovea.engines.base import AsyncEngine, Capabilities, Engine, estimate_tokens
from fovea.engines.registry import Model, ModelTable
from fovea.engines.worker import EngineWorker
from fovea.errors import EngineFailed, EngineTimedOut
from fovea.images.pool import DecodePool
from fovea.limits import GUIDE_2025
from fovea.pipeline import Pipeline
from fovea.values import EngineEvent, Prompt, Sampling, Stop, Text, TextDelta, Turn
from fovea.wire.request import parse

Options = Callable[[pytest.FixtureRequest], dict[str, Any]]


def _llamacpp(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"model": str(request.getfixturevalue("tiny_gguf")), "context_tokens": 8192, "threads": 1}


def _upstream(request: pytest.FixtureRequest) -> dict[str, Any]:
    server = request.getfixturevalue("llama_server")
    return {"model": "tiny", "url": server.url, "api_key": server.key, "prefill": True}


def _transformers(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"model": str(request.getfixturevalue("tiny_checkpoint")), "threads": 1}


ENGINES: dict[str, Options] = {
    "echo": lambda request: {},
    "reader": lambda request: {},
    "llamacpp": _llamacpp,
    "transformers": _transformers,
    "openai": _upstream,
    "anthropic": _upstream,
    "ray": lambda request: {"runs": "echo", "cpus": 0.1},
}
NEEDS = {"llamacpp": "xllamacpp", "openai": "xllamacpp", "anthropic": "xllamacpp", "transformers": "transformers"}
NEEDS["ray"] = "ray"


def test_every_engine_of_the_registry_keeps_the_contract() -> None:
    assert set(ENGINES) == set(registry.ENGINES)


@pytest.fixture(
    scope="module", params=[pytest.param(name, marks=[pytest.mark.slow] if name == "ray" else []) for name in ENGINES]
)
def engine(request: pytest.FixtureRequest) -> Iterator[Any]:
    name = request.param
    if name in NEEDS and not importlib.util.find_spec(NEEDS[name]):
        pytest.skip(f"needs {NEEDS[name]}")
    engine = registry.engine_class(name)(name=name, **ENGINES[name](request))
    engine.load()
    yield engine
    engine.unload()
    if name == "ray":
        importlib.import_module("ray.serve").shutdown()
        importlib.import_module("ray").shutdown()


@pytest.fixture(scope="module")
def tiny_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    families = importlib.util.spec_from_file_location("families", Path(__file__).with_name("test_transformers.py"))
    assert families is not None
    assert families.loader is not None
    module = importlib.util.module_from_spec(families)
    families.loader.exec_module(module)
    folder: Path = module.save("idefics3", tmp_path_factory.mktemp("idefics3"))
    return folder


@pytest.fixture
async def pipeline(engine: Any) -> Pipeline:
    """The spine with this one engine, already loaded."""
    engine_model = Model(engine.name, engine, engine.name, GUIDE_2025)
    made = Pipeline(ModelTable({engine.name: engine_model}), pool=DecodePool(threads=1), timeout_s=60)
    for worker in made.workers.values():
        worker.state = "ready"
    return made


GREEDY = Sampling(temperature=0)
HELLO = (Turn("user", (Text("Tell me all that you see, please."),)),)


async def run(engine: Any, prompt: Prompt) -> list[EngineEvent]:
    worker = EngineWorker(engine, timeout_s=60)
    worker.state = "ready"
    return [event async for batch in worker.stream(prompt) for event in batch]


async def answer(pipeline: Pipeline, content: Any, **fields: Any) -> dict[str, Any]:
    [model] = pipeline.models
    messages = content if isinstance(content, list) and "role" in content[0] else [{"role": "user", "content": content}]
    body = {"model": model.name, "max_tokens": 40, "temperature": 0, "messages": messages, **fields}
    prepared = await pipeline.prepare(parse(bytearray(orjson.dumps(body)), version="2023-06-01"))
    return await pipeline.answer(prepared)


def said(message: dict[str, Any]) -> str:
    return "".join(block["text"] for block in message["content"] if block["type"] == "text")


def image(picture: Any) -> dict[str, Any]:
    media_type, data = picture.encoded()
    source = {"type": "base64", "media_type": media_type, "data": base64.b64encode(data).decode()}
    return {"type": "image", "source": source}


# --- the contract ------------------------------------------------------------------------------------


def test_it_is_an_engine_with_a_name_and_capabilities(engine: Any) -> None:
    assert isinstance(engine, Engine | AsyncEngine)
    assert isinstance(engine.capabilities, Capabilities)
    assert engine.count_tokens("") == 0
    assert engine.count_tokens("four words of text") > 0


async def test_it_answers_in_text_and_ends_once(engine: Any, picture: Any) -> None:
    prompt = Prompt(turns=(Turn("user", (picture(), *HELLO[0].parts)),), max_tokens=20, sampling=GREEDY)
    events = await run(engine, prompt)
    assert any(isinstance(event, TextDelta) for event in events)
    assert [isinstance(event, Stop) for event in events].count(True) <= 1
    for event in events:
        if isinstance(event, TextDelta):
            event.text.encode()  # no half characters


async def test_it_looks_at_every_picture_in_the_clients_order(engine: Any, picture: Any) -> None:
    looked: list[str] = []

    class Watched(picture):  # type: ignore[misc]  # the fixture is a class
        def pixels(self) -> Any:
            looked.append(self.at)
            return super().pixels()

        def encoded(self) -> Any:
            looked.append(self.at)
            return super().encoded()

    first, second, third = (Watched(colour=(90 * n, 0, 0), at=f"picture {n}") for n in range(3))
    prompt = Prompt(
        turns=(
            Turn("user", (Text("Before:"), first, Text("after:"), second)),
            Turn("assistant", (Text("I see."),)),
            Turn("user", (third, Text("And this?"))),
        ),
        max_tokens=5,
        sampling=GREEDY,
    )
    await run(engine, prompt)
    assert list(dict.fromkeys(looked)) == ["picture 0", "picture 1", "picture 2"]


async def test_it_takes_a_system_prompt_a_policy_and_earlier_turns(pipeline: Pipeline, picture: Any) -> None:
    messages = [
        {"role": "user", "content": [image(picture()), {"type": "text", "text": "What is it? 這是什麼 👁"}]},
        {"role": "assistant", "content": "A red picture."},
        {"role": "user", "content": "And how large?"},
    ]
    message = await answer(pipeline, messages, system="Answer in one word.", max_tokens=12)
    assert said(message)
    assert message["usage"]["input_tokens"] > 0


async def test_it_ends_at_max_tokens(pipeline: Pipeline, picture: Any) -> None:
    message = await answer(pipeline, [image(picture()), {"type": "text", "text": "Describe it."}], max_tokens=3)
    assert message["stop_reason"] == "max_tokens"
    assert message["usage"]["output_tokens"] <= 3


async def test_it_ends_at_a_stop_sequence_however_the_text_is_cut(pipeline: Pipeline, picture: Any) -> None:
    content = [image(picture()), {"type": "text", "text": "Describe it."}]
    whole = said(await answer(pipeline, content))
    assert len(whole) >= 8
    stop = whole[3:7]
    message = await answer(pipeline, content, stop_sequences=["never said", stop])
    assert (message["stop_reason"], message["stop_sequence"]) == ("stop_sequence", stop)
    assert said(message) == whole[: whole.index(stop)]


async def test_a_client_that_leaves_frees_it(engine: Any) -> None:
    worker = EngineWorker(engine, timeout_s=60)
    worker.state = "ready"
    async with aclosing(worker.stream(Prompt(turns=HELLO, max_tokens=4000, sampling=GREEDY))) as batches:
        await anext(batches)
    assert worker.busy == 0
    events = [e async for batch in worker.stream(Prompt(turns=HELLO, max_tokens=4, sampling=GREEDY)) for e in batch]
    assert events


async def test_it_takes_a_hundred_images(pipeline: Pipeline, picture: Any) -> None:
    content = [image(picture(colour=(n, 2 * n, 0))) for n in range(100)]
    message = await answer(pipeline, [*content, {"type": "text", "text": "How many?"}], max_tokens=2)
    assert message["stop_reason"] == "max_tokens"


async def test_requests_at_once_do_not_mix(pipeline: Pipeline) -> None:
    alone = [said(await answer(pipeline, f"Question {n}?", max_tokens=10)) for n in range(2)]
    together = await asyncio.gather(*(answer(pipeline, f"Question {n % 2}?", max_tokens=10) for n in range(6)))
    assert [said(message) for message in together] == alone * 3


@pytest.mark.parametrize(
    ("name", "module"), [("llamacpp", "xllamacpp"), ("transformers", "torch"), ("transformers", "transformers")]
)
def test_a_missing_extra_names_the_command(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    engine = registry.engine_class(name)(name="m", model=str(tmp_path))
    with pytest.raises(EngineFailed, match=rf"pip install 'fovea-vision\[{name}\]'"):
        engine.load()


# --- engines that break ------------------------------------------------------------------------------


class Broken:
    """Says one word and then does ``worst``."""

    def __init__(self, worst: Callable[[], Any], words: int = 1) -> None:
        self.name, self.capabilities = "broken", Capabilities()
        self._worst, self._words = worst, words

    def load(self) -> None: ...

    def unload(self) -> None: ...

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        for _ in range(self._words):
            yield TextDelta("word ")
        self._worst()
        while not cancelled():
            pass


def _raise(error: BaseException) -> Callable[[], None]:
    def worst() -> None:
        raise error

    return worst


async def _events(engine: Any, timeout_s: float = 30) -> list[dict[str, Any]]:
    table = ModelTable({"broken": Model("broken", engine, "broken", GUIDE_2025)})
    async with Pipeline(table, pool=DecodePool(threads=1), timeout_s=timeout_s) as pipeline:
        body = {"model": "broken", "max_tokens": 40, "messages": [{"role": "user", "content": "x"}]}
        prepared = await pipeline.prepare(parse(bytearray(orjson.dumps(body)), version="2023-06-01"))
        return [event async for batch in pipeline.stream(prepared) for event in batch]


@pytest.mark.parametrize("error", [ValueError("secret path"), MemoryError(), KeyboardInterrupt()])
async def test_an_engine_that_throws_ends_the_stream_with_an_error(error: BaseException) -> None:
    """After the first word the status is out: the block is closed, and the error is the last event."""
    events = await _events(Broken(_raise(error)))
    assert [event["type"] for event in events[-2:]] == ["content_block_stop", "error"]
    assert "secret" not in str(events)


async def test_an_engine_that_throws_at_once_is_a_status() -> None:
    with pytest.raises(EngineFailed):
        await _events(Broken(_raise(MemoryError()), words=0))


async def test_an_engine_that_hangs_is_left_behind() -> None:
    events = await _events(Broken(lambda: None), timeout_s=0.2)
    assert events[-1]["type"] == "error"
    assert events[-1]["error"]["type"] == "timeout_error"
    with pytest.raises(EngineTimedOut):
        await _events(Broken(lambda: None, words=0), timeout_s=0.2)
