"""The worker: whatever an engine does, the client gets an answer or an error, and the next client is served."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from fovea.engines import worker as worker_module
from fovea.engines.base import Capabilities, estimate_tokens
from fovea.engines.worker import EngineWorker
from fovea.errors import EngineFailed, EngineTimedOut, InvalidRequest, Overloaded
from fovea.values import EngineEvent, Prompt, Stop, TextDelta

PROMPT = Prompt(turns=())


class ScriptedEngine:
    """Runs ``script(cancelled)`` for each request."""

    def __init__(self, script: Callable[[Callable[[], bool]], Iterator[EngineEvent]], concurrency: int = 1) -> None:
        self.name = "scripted"
        self.capabilities = Capabilities(concurrency=concurrency)
        self.script = script
        self.threads: set[int] = set()
        self.loads = 0

    def load(self) -> None:
        self.loads += 1

    def unload(self) -> None: ...

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        self.threads.add(threading.get_ident())
        return self.script(cancelled)


async def collect(worker: EngineWorker, prompt: Prompt = PROMPT) -> list[EngineEvent]:
    return [event async for batch in worker.stream(prompt) for event in batch]


async def test_events_arrive_all_and_in_order() -> None:
    engine = ScriptedEngine(lambda _: iter([TextDelta(str(n)) for n in range(5000)]))
    assert await collect(EngineWorker(engine)) == [TextDelta(str(n)) for n in range(5000)]


async def test_one_thread_serves_an_engine_that_asks_for_one() -> None:
    engine = ScriptedEngine(lambda _: iter([Stop("end_turn")]))
    worker = EngineWorker(engine)
    await asyncio.gather(*(collect(worker) for _ in range(20)))
    assert len(engine.threads) == 1
    assert engine.loads == 1


async def test_a_foreign_exception_becomes_ours_without_its_text() -> None:
    def script(_: Callable[[], bool]) -> Iterator[EngineEvent]:
        yield TextDelta("so far")
        raise RuntimeError("secret at 0x7f00")

    worker = EngineWorker(ScriptedEngine(script))
    seen: list[EngineEvent] = []
    with pytest.raises(EngineFailed) as caught:
        async for batch in worker.stream(PROMPT):
            seen += batch
    assert seen == [TextDelta("so far")]
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("raised", [MemoryError(), SystemExit(1), KeyboardInterrupt()])
async def test_the_worker_outlives_what_its_engine_raises(raised: BaseException) -> None:
    failures = [raised]

    def script(_: Callable[[], bool]) -> Iterator[EngineEvent]:
        if failures:
            raise failures.pop()
        yield TextDelta("again")

    worker = EngineWorker(ScriptedEngine(script))
    with pytest.raises(EngineFailed):
        await collect(worker)
    assert await collect(worker) == [TextDelta("again")]


async def test_an_engine_may_choose_its_error() -> None:
    def script(_: Callable[[], bool]) -> Iterator[EngineEvent]:
        raise InvalidRequest("no such thing")
        yield

    with pytest.raises(InvalidRequest, match="no such thing"):
        await collect(EngineWorker(ScriptedEngine(script)))


async def test_closing_the_stream_cancels_the_engine() -> None:
    stopped = threading.Event()

    def script(cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        try:
            yield TextDelta("first")
            while not cancelled():
                threading.Event().wait(0.005)
        finally:  # told by cancelled(), or not even asked for more
            stopped.set()

    worker = EngineWorker(ScriptedEngine(script))
    stream = worker.stream(PROMPT)
    await anext(stream)
    await stream.aclose()  # type: ignore[attr-defined]
    assert await asyncio.to_thread(stopped.wait, 5)


async def test_a_full_queue_is_refused_at_once() -> None:
    release = threading.Event()

    def script(_: Callable[[], bool]) -> Iterator[EngineEvent]:
        release.wait(10)
        yield Stop("end_turn")

    worker = EngineWorker(ScriptedEngine(script), queue_size=2)
    running = [asyncio.create_task(collect(worker)) for _ in range(3)]
    while worker.busy < 3:
        await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await collect(worker)
    release.set()
    await asyncio.gather(*running)
    assert await collect(worker) == [Stop("end_turn")]


async def test_an_engine_that_hangs_costs_one_request_and_not_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "ABANDON_AFTER_S", 0.05)
    hang = threading.Event()
    calls: list[int] = []

    def script(_: Callable[[], bool]) -> Iterator[EngineEvent]:
        calls.append(1)
        if len(calls) == 1:
            hang.wait(20)  # deaf to cancellation
        yield TextDelta("alive")

    worker = EngineWorker(ScriptedEngine(script), timeout_s=0.1)
    with pytest.raises(EngineTimedOut):
        await collect(worker)
    for _ in range(200):  # the lane is given up a moment later
        if not worker._slots.locked():
            break
        await asyncio.sleep(0.01)
    assert await collect(worker) == [TextDelta("alive")]
    hang.set()


async def test_an_engine_that_cannot_load_says_so_each_time() -> None:
    class Broken(ScriptedEngine):
        def load(self) -> None:
            super().load()
            raise InvalidRequest("pip install 'fovea-vision[llamacpp]'")

    engine = Broken(lambda _: iter([]))
    worker = EngineWorker(engine)
    for _ in range(2):
        with pytest.raises(InvalidRequest, match="pip install"):
            await collect(worker)
    assert worker.state == "failed"


class Remote:
    """An asynchronous engine."""

    def __init__(self, events: list[EngineEvent], failure: Exception | None = None) -> None:
        self.name = "remote"
        self.capabilities = Capabilities(concurrency=100, bounds_itself=True)
        self.events, self.failure = events, failure
        self.cancelled = False

    def load(self) -> None: ...

    def unload(self) -> None: ...

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    async def stream(self, prompt: Prompt) -> AsyncIterator[EngineEvent]:
        try:
            for event in self.events:
                yield event
            if self.failure:
                raise self.failure
            if not self.events:
                await asyncio.sleep(60)
        except asyncio.CancelledError:
            self.cancelled = True
            raise


@pytest.fixture(params=[False, True], ids=["streamed", "whole"])
def prompt(request: pytest.FixtureRequest) -> Prompt:
    """Whether the client waits for the whole answer changes how an asynchronous engine is run, and nothing else."""
    return Prompt(turns=(), whole=request.param)


async def test_an_asynchronous_engine_runs_on_the_loop(prompt: Prompt) -> None:
    events: list[EngineEvent] = [TextDelta(str(n)) for n in range(500)]
    assert await collect(EngineWorker(Remote(events)), prompt) == events


async def test_an_asynchronous_engine_is_cancelled_with_its_client(prompt: Prompt) -> None:
    remote = Remote([])
    worker = EngineWorker(remote)
    task = asyncio.create_task(collect(worker, prompt))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.sleep(0)
    assert remote.cancelled
    assert worker.busy == 0


async def test_an_asynchronous_engine_fails_like_any_other(prompt: Prompt) -> None:
    with pytest.raises(EngineFailed) as caught:
        await collect(EngineWorker(Remote([TextDelta("x")], RuntimeError("secret"))), prompt)
    assert "secret" not in caught.value.message
    with pytest.raises(InvalidRequest, match="not this"):
        await collect(EngineWorker(Remote([], InvalidRequest("not this"))), prompt)


async def test_an_asynchronous_engine_has_a_deadline_too(prompt: Prompt) -> None:
    remote = Remote([])
    with pytest.raises(EngineTimedOut):
        await collect(EngineWorker(remote, timeout_s=0.05), prompt)
    await asyncio.sleep(0)
    assert remote.cancelled


async def test_work_behind_all_other_begins_when_an_asynchronous_engine_is_free(prompt: Prompt) -> None:
    remote = Remote([TextDelta("x")])
    remote.capabilities = Capabilities(concurrency=1, bounds_itself=True)
    worker = EngineWorker(remote)
    running = worker.stream(prompt)
    await anext(running)

    async def behind() -> None:
        async with worker.room():
            pass

    waiting = asyncio.create_task(behind())
    await asyncio.sleep(0.02)
    await running.aclose()
    await asyncio.wait_for(waiting, 5)


# --- a service that stops --------------------------------------------------------------------------------------

STOPPING = Overloaded("The server is stopping.")


async def test_every_answer_of_a_stopping_service_ends_with_the_reason() -> None:
    """The one that runs, those that wait for their turn, and those that come after."""
    began = threading.Event()

    def until_cancelled(cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        began.set()
        while not cancelled():
            yield TextDelta("word ")

    worker = EngineWorker(ScriptedEngine(until_cancelled))
    answers = [asyncio.create_task(collect(worker)) for _ in range(3)]
    await asyncio.to_thread(began.wait, 10)
    worker.end_answers(STOPPING)
    assert await asyncio.gather(*answers, return_exceptions=True) == [STOPPING] * 3
    with pytest.raises(Overloaded, match="stopping"):
        worker.admit()
    assert worker.busy == 0


async def test_an_asynchronous_engine_of_a_stopping_service_ends_with_the_reason(prompt: Prompt) -> None:
    remote = Remote([])
    worker = EngineWorker(remote)
    answer = asyncio.create_task(collect(worker, prompt))
    await asyncio.sleep(0.02)
    worker.end_answers(STOPPING)
    with pytest.raises(Overloaded, match="stopping"):
        await answer
    await asyncio.sleep(0)
    assert remote.cancelled
