"""``fovea batch run``, as a process: no line is lost, none is asked twice, and a broken run goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fovea.engines.echo import EchoEngine
from fovea.errors import Overloaded
from fovea.testing import ScriptedEngine, image_source, picture_file, serving
from fovea.values import EngineEvent, Prompt, TextDelta

CONFIG = '[models.echo]\nengine = "echo"\n[aliases]\n"claude-*" = "echo"\n'


def params(words: str = "What?", **more: Any) -> dict[str, Any]:
    content = [image_source(picture_file()), {"type": "text", "text": words}]
    return {"model": "claude-x", "max_tokens": 200, "messages": [{"role": "user", "content": content}], **more}


def line(custom_id: str, **more: Any) -> str:
    return json.dumps({"custom_id": custom_id, "params": params(f"words of {custom_id}", **more)})


BAD = [
    ("twice", line("a"), "custom_id must be unique, 'a' is not"),
    ("no JSON", "{", "not valid JSON"),
    ("no request", '{"params": {}}', "custom_id: Field required"),
    ("a stream", line("s", stream=True), "stream: "),
    ("no model", line("m", model=None), "model: "),
]


class Batch:
    def __init__(self, home: Path) -> None:
        (home / "fovea.toml").write_text(CONFIG)
        self.environment = {**os.environ, "FOVEA_HOME": str(home), "NO_COLOR": "1"}
        self.requests, self.results = home / "requests.jsonl", home / "results.jsonl"

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "fovea", "batch", "run", str(self.requests), *arguments]
        return subprocess.Popen(
            command,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A shell starts what runs behind it with interrupts ignored, and so would the tests.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def run(self, *arguments: str) -> tuple[int | None, str, str]:
        running = self.start(*arguments)
        out, err = running.communicate(timeout=110)
        return running.returncode, out, err

    def found(self) -> dict[str, Any]:
        lines = self.results.read_text().splitlines()
        found = {one["custom_id"]: one["result"] for one in map(json.loads, lines)}
        assert len(found) == len(lines)
        return found


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(tmp_path)


def test_every_line_has_a_result_and_a_second_run_asks_for_what_is_new(batch: Batch) -> None:
    good = [line("a"), line("b")]
    batch.requests.write_text("\n".join([*good, *(bad for _, bad, _ in BAD), ""]))
    code, out, err = batch.run("-o", str(batch.results), "--json")
    assert (code, err) == (1, "")
    summary = json.loads(out)
    assert (summary["succeeded"], summary["errored"], summary["skipped"]) == (2, 5, 0)
    assert summary["input_tokens"] > 0
    found = batch.found()
    assert "words of b" in found["b"]["message"]["content"][0]["text"]
    for (name, _, message), custom_id in zip(BAD, ["line-3", "line-4", "line-5", "s", "m"], strict=True):
        assert message in found[custom_id]["error"]["error"]["message"], name

    # What a killed run left of its last line is cut off; what is there is not asked again.
    with batch.results.open("a") as results:
        results.write('{"custom_id": "c", "result": {"type": "succ')
    batch.requests.write_text("\n".join([*good, *(bad for _, bad, _ in BAD), line("c")]))
    code, out, _ = batch.run("-o", str(batch.results), "--json")
    summary = json.loads(out)
    assert (code, summary["succeeded"], summary["errored"], summary["skipped"]) == (0, 1, 0, 7)
    assert set(batch.found()) == {*found, "c"}

    batch.requests.write_text("\n".join([*good, line("m")]))
    code, out, _ = batch.run("-o", str(batch.results), "--json", "--retry-errored", "--model", "echo")
    assert (code, json.loads(out)["succeeded"]) == (0, 1)
    assert batch.found()["m"]["type"] == "succeeded"


def test_results_go_to_standard_output_and_wrong_use_is_said(batch: Batch, tmp_path: Path) -> None:
    batch.requests.write_text(line("a") + "\n")
    code, out, err = batch.run()
    assert code == 0
    assert json.loads(out)["result"]["type"] == "succeeded"
    assert "1 succeeded; 0 errored; " in err
    assert batch.run("--json")[0] == 2
    assert batch.run("--url", "ftp://x")[0] == 2
    assert batch.run("-o", str(tmp_path))[0] == 2
    batch.results.write_text("my notes\n")
    code, _, err = batch.run("-o", str(batch.results))
    assert (code, batch.results.read_text()) == (1, "my notes\n")
    assert "no file of results" in err


def test_a_running_server_is_asked_by_the_official_wire(batch: Batch) -> None:
    batch.requests.write_text("\n".join(line(f"r{i}") for i in range(8)) + "\n" + line("x", model="none"))
    with serving(EchoEngine()) as server:
        code, _, err = batch.run("--url", server.url, "-o", str(batch.results))
    assert code == 1, err
    found = batch.found()
    assert "words of r7" in found["r7"]["message"]["content"][0]["text"]
    assert found["x"]["error"]["error"] == {"type": "not_found_error", "message": "model: none"}
    assert found["x"]["error"]["request_id"].startswith("req_")


def test_a_server_that_is_busy_is_asked_again(batch: Batch) -> None:
    turned_away = iter([True])

    def script(prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        if next(turned_away, False):
            raise Overloaded("Overloaded", retry_after_s=0.1)
        yield TextDelta("done")

    batch.requests.write_text(line("a"))
    with serving(ScriptedEngine(script)) as server:
        assert batch.run("--url", server.url, "-o", str(batch.results))[0] == 0
    assert batch.found()["a"]["type"] == "succeeded"


def test_an_interrupted_run_leaves_whole_lines_and_goes_on(batch: Batch) -> None:
    gate = threading.Event()

    def script(prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        while len(engine.prompts) > 5 and not gate.wait(0.02):
            if cancelled():
                return
        yield TextDelta("done")

    engine = ScriptedEngine(script)
    batch.requests.write_text("\n".join(line(f"r{i}") for i in range(12)))
    with serving(engine) as server:
        running = batch.start("--url", server.url, "-o", str(batch.results))
        end = time.monotonic() + 60
        while len(engine.prompts) < 6:
            assert time.monotonic() < end
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
        assert (running.returncode, len(batch.found())) == (130, 5)
        assert "interrupted: 5 succeeded" in err
        assert "Traceback" not in err
        gate.set()
        code, _, err = batch.run("--url", server.url, "-o", str(batch.results))
    assert (code, len(batch.found())) == (0, 12)
    assert "7 succeeded; 0 errored; 5 had a result" in err
