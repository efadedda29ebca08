"""Message batches over HTTP, with the official SDK."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anthropic
import httpx
import pytest
from anthropic.types.messages import MessageBatch

from fovea.testing import ScriptedEngine, Server, image_source, picture_file, serving
from fovea.values import EngineEvent, Prompt, TextDelta

SDK = Path(__file__).parent.parent.parent / "examples" / "typescript"


def params(words: str = "What is this?", **more: Any) -> Any:
    content = [image_source(picture_file()), {"type": "text", "text": words}]
    return {"model": "claude-x", "max_tokens": 200, "messages": [{"role": "user", "content": content}], **more}


def numbered(*requests: Any) -> list[Any]:
    return [{"custom_id": f"r-{i}", "params": one} for i, one in enumerate(requests)]


def ended(sdk: anthropic.Anthropic, batch_id: str, within_s: float = 60) -> MessageBatch:
    end = time.monotonic() + within_s
    while (batch := sdk.messages.batches.retrieve(batch_id)).processing_status != "ended":
        assert batch.request_counts.processing > 0
        assert batch.request_counts.succeeded == 0
        assert time.monotonic() < end
        time.sleep(0.05)
    return batch


def test_a_batch_with_the_official_sdk(sdk: anthropic.Anthropic) -> None:
    asked = numbered(
        params("Who?"),
        params(stream=True),
        params(max_tokens=0),
        params(speed="fast"),
        params(model="none"),
        {"model": "claude-x", "max_tokens": 9, "messages": [{"role": "user", "content": [image_source(b"no image")]}]},
    )
    made = sdk.messages.batches.create(requests=asked)
    assert (made.processing_status, made.request_counts.processing, made.results_url) == ("in_progress", 6, None)
    batch = ended(sdk, made.id)
    counts = batch.request_counts
    assert (counts.processing, counts.succeeded, counts.errored) == (0, 1, 5)
    results = {one.custom_id: one.result for one in sdk.messages.batches.results(made.id)}
    first = results["r-0"]
    assert first.type == "succeeded"
    assert "picture 64x48" in first.message.content[0].text  # type: ignore[union-attr]
    assert first.message.usage.service_tier == "batch"
    said = [results[f"r-{i}"].error.error for i in range(1, 6)]  # type: ignore[union-attr]
    assert [error.type for error in said] == ["invalid_request_error"] * 3 + [
        "not_found_error",
        "invalid_request_error",
    ]
    assert [error.message.partition(":")[0] for error in said[:3]] == ["stream", "max_tokens", "speed"]
    assert sdk.messages.batches.list(limit=1).data[0].id == made.id
    assert sdk.messages.batches.delete(made.id).type == "message_batch_deleted"
    with pytest.raises(anthropic.NotFoundError):
        sdk.messages.batches.retrieve(made.id)


def test_what_is_no_batch_is_refused_at_once(http: httpx.Client) -> None:
    def post(body: bytes, **headers: str) -> httpx.Response:
        kind = {"content-type": "application/json"}
        return http.post("/v1/messages/batches", content=body, headers={**kind, **headers})

    assert "requests.0.params: Field required" in post(b'{"requests": [{"custom_id": "a"}]}').text
    assert post(b'{"requests": []}').status_code == 400
    assert post(b"", **{"content-encoding": "gzip"}).status_code == 400
    assert post(b"{}", **{"content-type": "text/plain"}).status_code == 415
    assert http.get("/v1/messages/batches/nothing").json()["error"]["type"] == "not_found_error"
    assert http.get("/v1/messages/batches?limit=0").status_code == 400
    assert http.get("/v1/messages/batches?after_id=msgbatch_0").status_code == 404


def test_more_than_256_mb_is_too_large(http: httpx.Client) -> None:
    def body() -> Iterator[bytes]:
        yield b'{"requests": ['
        for _ in range(256):
            yield b" " * 1024 * 1024

    refused = http.post("/v1/messages/batches", content=body(), headers={"content-type": "application/json"})
    assert (refused.status_code, refused.json()["error"]["type"]) == (413, "request_too_large")


@pytest.fixture
def gated() -> tuple[ScriptedEngine, threading.Semaphore]:
    """An engine with one lane whose every answer waits to be let go."""
    gate = threading.Semaphore(0)

    def script(prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        while not gate.acquire(timeout=0.02):
            if cancelled():
                return
        yield TextDelta("done")

    return ScriptedEngine(script), gate


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def words(engine: ScriptedEngine) -> list[str]:
    return [prompt.turns[0].parts[-1].text for prompt in engine.prompts]  # type: ignore[union-attr]


def test_requests_of_a_batch_stand_behind_all_others(gated: tuple[ScriptedEngine, threading.Semaphore]) -> None:
    engine, gate = gated
    with serving(engine) as server:
        sdk = anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)
        made = sdk.messages.batches.create(requests=numbered(*[params("batch")] * 4))
        until(lambda: words(engine) == ["batch"])
        asking = [
            threading.Thread(target=lambda: sdk.messages.create(**params("person")), daemon=True) for _ in range(3)
        ]
        for thread in asking:
            thread.start()
        until(lambda: server.service.pipeline.workers["scripted"].busy == 4)
        for _ in range(7):
            gate.release()
        assert ended(sdk, made.id).request_counts.succeeded == 4
        assert words(engine) == ["batch", *["person"] * 3, *["batch"] * 3]


def test_a_canceled_batch_ends_with_what_it_has(gated: tuple[ScriptedEngine, threading.Semaphore]) -> None:
    engine, gate = gated
    with serving(engine) as server:
        sdk = anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)
        made = sdk.messages.batches.create(requests=numbered(*[params()] * 5))
        with pytest.raises(anthropic.BadRequestError, match="has not ended"):
            sdk.messages.batches.delete(made.id)
        gate.release()
        until(lambda: len(engine.prompts) == 2)
        canceled = sdk.messages.batches.cancel(made.id)
        assert (canceled.processing_status, canceled.request_counts.processing) == ("canceling", 5)
        counts = ended(sdk, made.id).request_counts
        assert (counts.succeeded, counts.canceled) == (1, 4)
        kinds = [one.result.type for one in sdk.messages.batches.results(made.id)]
        assert kinds == ["succeeded"] + ["canceled"] * 4
        with pytest.raises(anthropic.BadRequestError, match="has ended"):
            sdk.messages.batches.cancel(made.id)


def key(home: Path, name: str, *options: str) -> tuple[str, str]:
    """A key of a workspace of that name: its id and the key itself."""
    command = [sys.executable, "-m", "fovea", "keys", "create", name, "--workspace", name, "--json", *options]
    environment = {**os.environ, "FOVEA_HOME": str(home)}
    made = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
    return made["id"], made["key"]


def test_a_batch_belongs_to_the_keys_workspace_and_ends_with_the_key(
    tmp_path: Path, gated: tuple[ScriptedEngine, threading.Semaphore]
) -> None:
    engine, gate = gated
    first, second = key(tmp_path, "one"), key(tmp_path, "two")
    with serving(engine, home=tmp_path) as server:
        one, two = (
            anthropic.Anthropic(base_url=server.url, api_key=secret, max_retries=0) for _, secret in (first, second)
        )
        made = one.messages.batches.create(requests=numbered(params()))
        gate.release()
        ended(one, made.id)
        assert two.messages.batches.list().data == []
        for forbidden in (two.messages.batches.retrieve, two.messages.batches.results, two.messages.batches.delete):
            with pytest.raises(anthropic.NotFoundError):
                forbidden(made.id)

        theirs = two.messages.batches.create(requests=numbered(*[params()] * 4))
        until(lambda: len(engine.prompts) == 2)
        environment = {**os.environ, "FOVEA_HOME": str(tmp_path)}
        subprocess.run([sys.executable, "-m", "fovea", "keys", "revoke", second[0]], env=environment, check=True)
        for _ in range(4):
            gate.release()

        def outcomes() -> list[tuple[str | None]]:
            with sqlite3.connect(tmp_path / "fovea.db") as database:
                asked = "SELECT outcome FROM batch_requests WHERE batch = ?"
                return database.execute(asked, (theirs.id,)).fetchall()

        # Between one request and the next none is running, so that is no sign of the end.
        until(lambda: (None,) not in outcomes())
        assert outcomes() == [("succeeded",), *[("errored",)] * 3]


def test_requests_of_a_batch_wait_for_the_keys_limit(tmp_path: Path) -> None:
    _, secret = key(tmp_path, "one", "--input-tokens-per-minute", "40")
    engine = ScriptedEngine()
    with serving(engine, home=tmp_path) as server:
        sdk = anthropic.Anthropic(base_url=server.url, api_key=secret, max_retries=0)
        made = sdk.messages.batches.create(requests=numbered(*[params()] * 5))
        until(lambda: len(engine.prompts) >= 2)
        time.sleep(0.5)
        assert len(engine.prompts) < 5
        assert sdk.messages.batches.retrieve(made.id).processing_status == "in_progress"


def test_two_servers_share_a_batch_and_answer_each_request_once(
    tmp_path: Path, new_database: Callable[[], str], new_bucket: Callable[[], str]
) -> None:
    where: Any = {"database_url": new_database(), "blobs_url": new_bucket()}
    engines = ScriptedEngine(), ScriptedEngine()
    with serving(engines[0], **where) as one, serving(engines[1], **where) as two:
        sdk = anthropic.Anthropic(base_url=one.url, api_key="any", max_retries=0)
        made = sdk.messages.batches.create(requests=numbered(*[params(f"number {i}") for i in range(40)]))
        two.service.batches.look()
        assert ended(sdk, made.id).request_counts.succeeded == 40
        asked = [word for engine in engines for word in words(engine)]
        assert sorted(asked) == sorted(f"number {i}" for i in range(40))
        other = anthropic.Anthropic(base_url=two.url, api_key="any", max_retries=0)
        assert len(list(other.messages.batches.results(made.id))) == 40


def process(home: Path) -> tuple[subprocess.Popen[str], str]:
    (home / "fovea.toml").write_text('[models.echo]\nengine = "echo"\n[aliases]\n"claude-*" = "echo"\n')
    running = subprocess.Popen(
        [sys.executable, "-m", "fovea", "serve", "--port", "0"],
        env={**os.environ, "FOVEA_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout
    return running, next(word for word in running.stdout.readline().split() if word.startswith("http://"))


@pytest.mark.slow
def test_a_batch_outlives_the_death_of_its_server(tmp_path: Path) -> None:
    """Killed in the middle, started again: every request is answered once, and the images are gone at the end."""
    database = sqlite3.connect(tmp_path / "fovea.db", isolation_level=None)

    def answered() -> int:
        found: int = database.execute("SELECT count(*) FROM batch_requests WHERE outcome IS NOT NULL").fetchone()[0]
        return found

    running, url = process(tmp_path)
    sdk = anthropic.Anthropic(base_url=url, api_key="any", max_retries=0)
    made = sdk.messages.batches.create(requests=numbered(*[params(f"number {i}") for i in range(600)]))
    until(lambda: answered() > 20)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=20)
    assert 20 < answered() < 600
    assert any(path.is_file() for path in (tmp_path / "blobs").rglob("*"))

    running, url = process(tmp_path)
    try:
        sdk = anthropic.Anthropic(base_url=url, api_key="any", max_retries=0)
        assert ended(sdk, made.id, within_s=90).request_counts.succeeded == 600
        results = {one.custom_id: one.result for one in sdk.messages.batches.results(made.id)}
        assert len(results) == 600
        assert all(
            f"number {name[2:]}" in result.message.content[0].text  # type: ignore[union-attr]
            for name, result in results.items()
        )
        assert not any(path.is_file() for path in (tmp_path / "blobs").rglob("*"))
    finally:
        running.terminate()
        running.communicate(timeout=30)


def test_a_batch_with_the_typescript_sdk(echo_server: Server, tmp_path: Path) -> None:
    if not shutil.which("npm"):
        pytest.skip("Node is not installed")
    if not (SDK / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent"], cwd=SDK, check=True, timeout=110)
    (tmp_path / "node_modules").symlink_to(SDK / "node_modules")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    program = shutil.copy(Path(__file__).with_name("batches.ts"), tmp_path)
    done = subprocess.run(
        [SDK / "node_modules" / ".bin" / "tsx", program],
        env={**os.environ, "ANTHROPIC_BASE_URL": echo_server.url, "ANTHROPIC_API_KEY": "any"},
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "began": "in_progress",
        "counts": {"processing": 0, "succeeded": 2, "errored": 1, "canceled": 0, "expired": 0},
        "results": ["good:succeeded", "bad:errored", "also:succeeded"],
        "listed": True,
        "gone": "message_batch_deleted",
    }
