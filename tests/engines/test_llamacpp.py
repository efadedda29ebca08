"""The llama.cpp engine on a tiny random GGUF with its projector, made in the test session."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fovea.engines.llamacpp import LlamaCppEngine
from fovea.engines.weights import control_tokens, gguf_header, kv_cache_bytes
from fovea.errors import EngineFailed, InvalidRequest
from fovea.values import EngineEvent, Prompt, Sampling, Stop, Text, TextDelta, Turn, UsageReport

pytest.importorskip("xllamacpp", reason="needs the llamacpp extra")

GREEDY = Sampling(temperature=0)


@pytest.fixture(scope="module")
def engine(tiny_gguf: Path) -> Iterator[LlamaCppEngine]:
    engine = LlamaCppEngine(name="tiny", model=str(tiny_gguf), context_tokens=4096, threads=1)
    engine.load()
    yield engine
    engine.unload()


def ask(engine: LlamaCppEngine, *parts: Any, max_tokens: int = 8) -> list[EngineEvent]:
    prompt = Prompt(turns=(Turn("user", parts),), max_tokens=max_tokens, sampling=GREEDY)
    return list(engine.generate(prompt, lambda: False))


def said(events: list[EngineEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png", "image/gif", "image/webp"])
def test_it_sees_every_format(engine: LlamaCppEngine, media_type: str, picture: Any) -> None:
    """llama.cpp itself cannot read WebP."""
    with_picture = ask(engine, picture(media_type=media_type), Text("what?"))
    assert with_picture[-1] == Stop("max_tokens")
    usage = [e for e in with_picture if isinstance(e, UsageReport)][-1]
    without = [e for e in ask(engine, Text("what?")) if isinstance(e, UsageReport)][-1]

    def total(report: UsageReport) -> int:
        return (report.input_tokens or 0) + (report.cache_read_input_tokens or 0)

    assert total(usage) > total(without)
    assert usage.output_tokens == 8


def test_cancelling_while_it_reads_the_prompt_in_frees_the_engine(engine: LlamaCppEngine) -> None:
    stop = threading.Event()
    stop.set()
    prompt = Prompt(turns=(Turn("user", (Text("word " * 700),)),), max_tokens=500)
    assert list(engine.generate(prompt, stop.is_set)) == []
    assert ask(engine, Text("next"))[-1].__class__ is Stop


def test_requests_run_beside_one_another(engine: LlamaCppEngine) -> None:
    answers: dict[int, str] = {}

    def run(number: int) -> None:
        answers[number] = said(ask(engine, Text(f"number {number % 2}"), max_tokens=30))

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 4


def test_a_prompt_too_long_is_refused_with_its_count(engine: LlamaCppEngine) -> None:
    with pytest.raises(InvalidRequest, match=r"prompt is too long: \d+ tokens > 4096 maximum"):
        ask(engine, Text("x" * 9000))


def test_the_header_tells_what_the_memory_check_and_the_defusing_need(tiny_gguf: Path) -> None:
    header = gguf_header(tiny_gguf / "tiny.gguf")
    assert kv_cache_bytes(header, 1000) == 1 * 2 * (8 + 8) * 2 * 1000
    assert "<end_of_utterance>" in control_tokens(header)


def test_a_model_too_big_is_refused_before_loading_with_the_sum(tiny_gguf: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_gguf, tmp_path / "copy")
    with (folder / "tiny.gguf").open("r+b") as file:
        file.truncate(4 * 1024**4)  # sparse: it takes no room
    with pytest.raises(EngineFailed, match=r"needs .* GiB \(4096.00 GiB weights \+ 0.00 GiB projector \+ .* cache"):
        LlamaCppEngine(name="m", model=str(folder)).load()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / "mmproj-tiny.gguf").unlink(), "no mmproj"),
        (lambda folder: (folder / "tiny.gguf").unlink(), "holds no .gguf"),
        (lambda folder: (folder / "tiny.gguf").write_bytes(b"GGUF\x03"), "cut short"),
        (lambda folder: (folder / "tiny.gguf").write_bytes(b"PK" + bytes(100)), "no GGUF"),
        (
            lambda folder: (folder / "tiny.gguf").rename(folder / "big-00001-of-00002.gguf"),
            "00002-of-00002.gguf is missing",
        ),
        (
            lambda folder: (folder / "tiny.gguf").write_bytes((folder / "tiny.gguf").read_bytes()[:-5000]),
            "could not load",
        ),
    ],
)
def test_a_folder_that_is_not_right_is_named(spoil: Any, words: str, tiny_gguf: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_gguf, tmp_path / "copy")
    spoil(folder)
    with pytest.raises(EngineFailed, match=words):
        LlamaCppEngine(name="m", model=str(folder)).load()


def test_text_alone_needs_no_projector(tiny_gguf: Path, tmp_path: Path) -> None:
    alone = shutil.copy(tiny_gguf / "tiny.gguf", tmp_path)
    engine = LlamaCppEngine(name="m", model=str(alone), images=False, context_tokens=1024, threads=1)
    engine.load()
    assert ask(engine, Text("hi"))[-1] == Stop("max_tokens")
    engine.unload()
