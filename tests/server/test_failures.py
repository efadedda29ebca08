"""What clients see when engines fail, queues fill, clients leave and servers stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import anthropic
import httpx
import pytest

from fovea.errors import InvalidRequest
from fovea.testing import ScriptedEngine, serving
from fovea.values import EngineEvent, Prompt, TextDelta

BODY = {"model": "scripted", "max_tokens": 500, "messages": [{"role": "user", "content": "Hello"}]}
HEADERS = {"anthropic-version": "2023-06-01"}


def breaks_after(words: int, error: Exception) -> ScriptedEngine:
    def script(_: Prompt, __: Callable[[], bool]) -> Iterator[EngineEvent]:
        for _ in range(words):
            yield TextDelta("word ")
        raise error

    return ScriptedEngine(script)


def test_an_engine_that_throws_is_an_api_error_without_its_text() -> None:
    with serving(breaks_after(0, RuntimeError("secret at 0x7f"))) as server:
        answer = httpx.post(f"{server.url}/v1/messages", json=BODY, headers=HEADERS)
    assert answer.status_code == 500
    assert answer.json()["error"] == {"type": "api_error", "message": "Internal server error"}


def test_an_engine_that_throws_midway_ends_the_stream_with_an_error_event() -> None:
    with serving(breaks_after(3, RuntimeError("secret"))) as server:
        answer = httpx.post(f"{server.url}/v1/messages", json={**BODY, "stream": True}, headers=HEADERS)
        client = anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)
        with pytest.raises(anthropic.APIStatusError) as caught, client.messages.stream(**BODY) as stream:
            list(stream)
    frames = answer.text.strip().split("\n\n")
    assert [frame.split("\n")[0] for frame in frames[-2:]] == ["event: content_block_stop", "event: error"]
    last = json.loads(frames[-1].split("data: ")[1])
    assert last == {
        "type": "error",
        "error": {"type": "api_error", "message": "Internal server error"},
        "request_id": answer.headers["request-id"],
    }
    assert caught.value.type == "api_error"


def test_an_engine_may_refuse_in_its_own_words() -> None:
    with serving(breaks_after(0, InvalidRequest("this model wants at least one image"))) as server:
        answer = httpx.post(f"{server.url}/v1/messages", json=BODY, headers=HEADERS)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"] == "this model wants at least one image"


def test_an_answer_that_takes_too_long_is_a_timeout() -> None:
    def script(_: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        while not cancelled():
            time.sleep(0.01)
        yield from ()

    with serving(ScriptedEngine(script), request_timeout_s=0.2) as server:
        answer = httpx.post(f"{server.url}/v1/messages", json=BODY, headers=HEADERS)
    assert answer.status_code == 504
    assert answer.json()["error"]["type"] == "timeout_error"


def test_a_full_queue_is_529_and_nobody_else_suffers() -> None:
    release = threading.Event()

    def script(_: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        while not (release.is_set() or cancelled()):
            time.sleep(0.005)
        yield TextDelta("done")

    with serving(ScriptedEngine(script), queue_size=1) as server:
        answers: list[int] = []

        def ask() -> None:
            answers.append(httpx.post(f"{server.url}/v1/messages", json=BODY, headers=HEADERS, timeout=60).status_code)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        while server.service.pipeline.workers["scripted"].busy < 2:
            time.sleep(0.005)
        refused = httpx.post(f"{server.url}/v1/messages", json=BODY, headers=HEADERS)
        release.set()
        for thread in threads:
            thread.join()
    assert refused.status_code == 529
    assert refused.json()["error"] == {"type": "overloaded_error", "message": "Overloaded"}
    assert refused.headers["retry-after"]
    assert answers == [200, 200]


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_hangs_up_stops_the_engine(stream: bool) -> None:
    stopped = threading.Event()
    began = threading.Event()

    def script(_: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        yield TextDelta("word ")
        began.set()
        while not cancelled():
            time.sleep(0.005)
        stopped.set()

    with serving(ScriptedEngine(script)) as server:
        host, port = server.url.removeprefix("http://").split(":")
        body = json.dumps({**BODY, "stream": stream}).encode()
        head = f"POST /v1/messages HTTP/1.1\r\nHost: {host}\r\nanthropic-version: 2023-06-01\r\n"
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(head.encode() + body)
            assert began.wait(10)
        assert stopped.wait(10)


class Serve:
    """``fovea serve`` as a process of its own."""

    def __init__(self, home: Path, *arguments: str, config: str, engine: str = "") -> None:
        """``engine`` is the source of a module with an engine ``Slow``, installed beside the configuration."""
        (home / "fovea.toml").write_text(config, encoding="utf-8")
        if engine:
            package = home / "slow-1.0.dist-info"
            package.mkdir()
            (package / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1.0\n")
            (package / "entry_points.txt").write_text("[fovea.engines]\nslow = slow_engine:Slow\n")
            (home / "slow_engine.py").write_text(engine)
        command = [
            sys.executable,
            "-m",
            "fovea",
            "serve",
            "--port",
            "0",
            "--config",
            str(home / "fovea.toml"),
            *arguments,
        ]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={
                **os.environ,
                "FOVEA_HOME": str(home),
                "PYTHONPATH": os.pathsep.join([str(home), *filter(None, [os.environ.get("PYTHONPATH")])]),
            },
        )
        assert self.process.stdout
        for line in self.process.stdout:
            if line.startswith("Fovea answers on "):
                self.url = line.split()[3]
                break
        else:
            raise AssertionError("the server did not start")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


SLOW_PACKAGE = """
import time
from fovea.engines.echo import EchoEngine
from fovea.values import TextDelta

class Slow(EchoEngine):
    def generate(self, prompt, cancelled):
        for _ in range(20):
            time.sleep(0.1)
            yield TextDelta("tick ")
"""


@pytest.mark.slow
def test_a_stop_signal_lets_answers_finish_and_turns_newcomers_away(tmp_path: Path) -> None:
    served = Serve(tmp_path, config='[models.slow]\nengine = "slow"\n', engine=SLOW_PACKAGE)
    body = {**BODY, "model": "slow", "stream": True}
    with httpx.stream("POST", f"{served.url}/v1/messages", json=body, headers=HEADERS, timeout=30) as running:
        lines = running.iter_lines()
        assert next(lines) == "event: message_start"
        served.process.send_signal(signal.SIGTERM)
        ready = httpx.get(f"{served.url}/readyz")
        for _ in range(100):
            if ready.status_code == 503:
                break
            time.sleep(0.02)
            ready = httpx.get(f"{served.url}/readyz")
        newcomer = httpx.post(f"{served.url}/v1/messages", json=body, headers=HEADERS)
        rest = list(lines)
    assert newcomer.status_code == 529
    assert newcomer.json()["error"]["type"] == "overloaded_error"
    assert "event: message_stop" in rest
    assert served.process.wait(20) in (0, -signal.SIGTERM)


@pytest.mark.slow
@pytest.mark.parametrize("signals", [1, 2], ids=["when the grace is over", "at a second signal"])
def test_an_answer_that_outlasts_the_grace_is_ended_with_the_reason(tmp_path: Path, signals: int) -> None:
    grace_s = 0.2 if signals == 1 else 600
    served = Serve(
        tmp_path,
        config=f'[server]\nshutdown_grace_s = {grace_s}\n[models.slow]\nengine = "slow"\n',
        engine=SLOW_PACKAGE.replace("range(20)", "range(6000)"),
    )
    body = {**BODY, "model": "slow", "stream": True}
    with httpx.stream("POST", f"{served.url}/v1/messages", json=body, headers=HEADERS, timeout=30) as running:
        lines = running.iter_lines()
        assert next(lines) == "event: message_start"
        served.process.send_signal(signal.SIGTERM)
        if signals == 2:
            while httpx.get(f"{served.url}/readyz").status_code != 503:
                time.sleep(0.02)
            served.process.send_signal(signal.SIGTERM)
        *_, event, data, end = lines
    assert (event, end) == ("event: error", "")
    assert json.loads(data.removeprefix("data: "))["error"] == {
        "type": "overloaded_error",
        "message": "The server is stopping.",
    }
    assert served.process.wait(20) in (0, -signal.SIGTERM)


def test_listening_beyond_loopback_wants_keys(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fovea", "serve", "--host", "0.0.0.0", "--port", "0"],
        env={**os.environ, "FOVEA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "fovea keys create" in done.stderr
