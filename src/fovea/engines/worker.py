"""Runs an engine beside the event loop: queue, deadline, cancellation, and nothing that hangs takes it along.

A synchronous engine gets ``capabilities.concurrency`` lanes, each one thread that lives as long as the worker.
An asynchronous one gets as many tasks. Either way its events arrive in a channel, and ``stream`` hands on all
that have come since the last look: one wake-up for many events.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import queue
import threading
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, cast

from fovea.engines.base import AnyEngine, AsyncEngine, Engine
from fovea.errors import EngineFailed, EngineTimedOut, FoveaError, Overloaded
from fovea.values import EngineEvent, Prompt

log = logging.getLogger(__name__)

#: How long a cancelled thread may take to come back before its lane is given up and replaced.
ABANDON_AFTER_S = 10.0
#: How long ``stream`` stays silent at most.
IDLE_S = 10.0

State: TypeAlias = Literal["idle", "loading", "ready", "failed"]


class EngineWorker:
    """One engine's doorkeeper. Belongs to the event loop that first uses it."""

    def __init__(self, engine: AnyEngine, *, queue_size: int = 64, timeout_s: float = 600.0) -> None:
        self.engine = engine
        self.state: State = "idle"
        self.failure: FoveaError | None = None
        self._queue_size = queue_size
        self._timeout_s = timeout_s
        self._waiting = 0
        self._running = 0
        self._slots = asyncio.Semaphore(engine.capabilities.concurrency)
        self._freed = asyncio.Event()
        self._background = 0
        self._lanes: list[_Lane] = []
        self._channels: set[_Channel] = set()
        self._limits: set[asyncio.Timeout] = set()
        #: What every answer is told from now on: the service is stopping.
        self._over: FoveaError | None = None
        self._loading = asyncio.Lock()
        # Asked once: isinstance walks the whole protocol.
        self._asynchronous = isinstance(engine, AsyncEngine)

    @property
    def busy(self) -> int:
        """Requests that run or wait."""
        return self._running + self._waiting

    async def load(self) -> None:
        """Loads the engine once. Raises what ``load`` raised, again for each caller until one succeeds."""
        if self.state != "ready":
            await self._load()

    async def _load(self) -> None:
        async with self._loading:
            if self.state == "ready":  # while this one waited for the lock
                return
            self.state = "loading"
            try:
                await asyncio.to_thread(self.engine.load)
            except FoveaError as exc:
                self.state, self.failure = "failed", exc
                raise
            except Exception as exc:
                self.state, self.failure = "failed", EngineFailed(f"Engine {self.engine.name!r} could not be loaded.")
                log.exception("engine %s could not be loaded", self.engine.name)
                raise self.failure from exc
            self.state, self.failure = "ready", None

    async def close(self) -> None:
        for lane in self._lanes:
            lane.close()
        self._lanes.clear()
        if self.state == "ready":
            await asyncio.to_thread(self.engine.unload)
            self.state = "idle"

    def end_answers(self, error: FoveaError) -> None:
        """Ends every answer with ``error``: those that run, those that wait for their turn, and those to come."""
        self._over = error
        for channel in self._channels:
            channel.end(error)
        for limit in self._limits:
            limit.reschedule(0)
        for _ in range(self._waiting):  # wakes who waits; nobody starts any more, so no turn is given twice
            self._slots.release()

    def admit(self) -> None:
        """Raises ``Overloaded`` when the queue is full. Called before the answer starts, so that it is a status."""
        if self._over:
            raise self._over
        if self._waiting >= self._queue_size and self._slots.locked():
            raise Overloaded("Overloaded", retry_after_s=2)

    @asynccontextmanager
    async def room(self) -> AsyncIterator[None]:
        """Waits until a lane is free and nobody waits for one: for work that comes behind all other.

        Such work may have half of the lanes, and one at least.
        """
        most = max(1, self.engine.capabilities.concurrency // 2)
        while self._background >= most or self._slots.locked() or self._waiting:
            self._freed.clear()
            await self._freed.wait()
        self._background += 1
        try:
            yield
        finally:
            self._background -= 1
            self._freed.set()

    async def stream(self, prompt: Prompt) -> AsyncGenerator[list[EngineEvent], None]:
        """Yields the engine's events in batches, each as soon as it is there, and an empty one each
        ``IDLE_S`` in which nothing came.

        Raises ``FoveaError``: what the engine raised, ``EngineFailed`` for any other exception,
        ``EngineTimedOut`` past the deadline. Closing the iterator cancels the engine.
        """
        deadline = asyncio.get_running_loop().time() + self._timeout_s
        self.admit()
        await self.load()
        self._waiting += 1
        try:
            async with asyncio.timeout_at(deadline):
                await self._slots.acquire()
        except TimeoutError:
            raise EngineTimedOut(f"No turn came within {self._timeout_s:g} s: {self._waiting} requests wait.") from None
        finally:
            self._waiting -= 1
        if self._over:
            raise self._over
        self._running += 1
        if self._asynchronous and prompt.whole and self._ends_itself(prompt):
            try:
                yield await self._whole(prompt, deadline)
            finally:
                self._release()
                self._running -= 1
            return
        channel = _Channel(asyncio.get_running_loop(), threads=not self._asynchronous)
        self._channels.add(channel)
        run = self._start(prompt, channel)
        try:
            while True:
                batch = await self._next(channel, deadline)
                # Empty at the very end means nothing: an engine that failed at once can still be a status.
                if batch or not channel.drained:
                    yield batch
                if channel.drained:
                    if channel.failure:
                        raise self._translated(channel.failure)
                    return
        finally:
            run.cancel()
            self._channels.discard(channel)
            self._running -= 1

    def _ends_itself(self, prompt: Prompt) -> bool:
        """Whether nobody will want to stop the engine before it has ended."""
        return self.engine.capabilities.bounds_itself and not prompt.stop_sequences

    async def _whole(self, prompt: Prompt, deadline: float) -> list[EngineEvent]:
        """The whole answer of an asynchronous engine. Nobody waits for its first word, so it needs no task."""
        try:
            async with asyncio.timeout_at(deadline) as limit:
                self._limits.add(limit)
                return [event async for event in cast("AsyncEngine", self.engine).stream(prompt)]
        except Exception as exc:
            if limit.expired():
                raise self._over or self._late() from None
            raise self._translated(exc) from exc.__cause__
        finally:
            self._limits.discard(limit)

    async def _next(self, channel: _Channel, deadline: float) -> list[EngineEvent]:
        now = asyncio.get_running_loop().time()
        try:
            return await channel.next(min(deadline, now + IDLE_S))
        except TimeoutError:
            if asyncio.get_running_loop().time() < deadline:
                return []
            raise self._late() from None

    def _late(self) -> EngineTimedOut:
        return EngineTimedOut(f"The engine did not finish within {self._timeout_s:g} s.")

    def _start(self, prompt: Prompt, channel: _Channel) -> _Run:
        engine = self.engine
        if self._asynchronous:
            task = asyncio.create_task(_pump(cast("AsyncEngine", engine), prompt, channel))
            task.add_done_callback(lambda _: self._release())
            return _TaskRun(task)
        lane = self._lanes.pop() if self._lanes else _Lane(engine.name)
        run = _LaneRun(lane, cast("Engine", engine), prompt, channel, freed=self._free, abandoned=self._abandon)
        lane.jobs.put(run)
        return run

    def _release(self) -> None:
        self._slots.release()
        self._freed.set()

    def _free(self, lane: _Lane) -> None:
        self._lanes.append(lane)
        self._release()

    def _abandon(self, lane: _Lane) -> None:
        """A thread did not come back. It cannot be killed; it is left alone and another takes its place."""
        log.error(
            "engine %s did not stop %s s after it was cancelled; its thread is replaced", lane.name, ABANDON_AFTER_S
        )
        lane.close()
        self._release()

    def _translated(self, failure: BaseException) -> FoveaError:
        if isinstance(failure, FoveaError):
            return failure
        log.error("engine %s failed", self.engine.name, exc_info=failure)
        error = EngineFailed("Internal server error")
        error.__cause__ = failure
        return error


class _Channel:
    """Events on their way from a thread or a task to one waiting coroutine."""

    def __init__(self, loop: asyncio.AbstractEventLoop, *, threads: bool) -> None:
        """``threads``: what is put in comes from another thread than the loop's."""
        self.failure: BaseException | None = None
        #: Everything has been handed over, and no more will come.
        self.drained = False
        self._ended = False
        self._soon = loop.call_soon_threadsafe if threads else loop.call_soon
        self._events: deque[EngineEvent] = deque()
        self._arrived = asyncio.Event()
        self._wake_scheduled = False

    def put(self, event: EngineEvent) -> None:
        """The loop is woken once for all that came meanwhile."""
        self._events.append(event)
        self._wake()

    def end(self, failure: BaseException | None = None) -> None:
        """From any thread. Who ends it first says how."""
        if self._ended:
            return
        self.failure = failure
        self._ended = True
        self._wake()

    def _wake(self) -> None:
        if not self._wake_scheduled:
            self._wake_scheduled = True
            # A closed loop means that nobody listens any more.
            with contextlib.suppress(RuntimeError):
                self._soon(self._arrived.set)

    async def next(self, deadline: float) -> list[EngineEvent]:
        """All that has come, after waiting for the first. Raises ``TimeoutError`` past ``deadline``."""
        while not self._events and not self._ended:
            async with asyncio.timeout_at(deadline):
                await self._arrived.wait()
            self._arrived.clear()
            self._wake_scheduled = False
        # Asked before the events are taken: what is put in between is found by the next call.
        self.drained = self._ended
        return [self._events.popleft() for _ in range(len(self._events))]


class _Run:
    def cancel(self) -> None:
        raise NotImplementedError


@dataclass(slots=True)
class _TaskRun(_Run):
    task: asyncio.Task[None]

    def cancel(self) -> None:
        self.task.cancel()


async def _pump(engine: AsyncEngine, prompt: Prompt, channel: _Channel) -> None:
    try:
        async for event in engine.stream(prompt):
            channel.put(event)
    except asyncio.CancelledError:
        raise
    except Exception as exc:
        channel.end(exc)
    else:
        channel.end()


@dataclass(eq=False)
class _LaneRun(_Run):
    """One request in a lane's thread."""

    lane: _Lane
    engine: Engine
    prompt: Prompt
    channel: _Channel
    freed: Callable[[_Lane], None]
    abandoned: Callable[[_Lane], None]
    cancelled: bool = False
    done: bool = False
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    _reaper: asyncio.TimerHandle | None = None

    def work(self) -> None:
        """In the thread."""
        failure: BaseException | None = None
        try:
            for event in self.engine.generate(self.prompt, self._is_cancelled):
                self.channel.put(event)
                if self.cancelled:
                    break
        except BaseException as exc:  # the thread lives on, whatever the engine raised
            failure = exc
        self.channel.end(failure)
        try:
            self.loop.call_soon_threadsafe(self._finish)
        except RuntimeError:
            self.lane.close()

    def _is_cancelled(self) -> bool:
        return self.cancelled

    def cancel(self) -> None:
        """On the loop, when the answer is out or nobody wants it."""
        self.cancelled = True
        if not self.done:
            self._reaper = self.loop.call_later(ABANDON_AFTER_S, self._give_up)

    def _finish(self) -> None:
        if self.done:
            return
        self.done = True
        if self._reaper:
            self._reaper.cancel()
        self.freed(self.lane)

    def _give_up(self) -> None:
        self.done = True
        self.abandoned(self.lane)


class _Lane:
    """A thread that runs one request after another."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.jobs: queue.SimpleQueue[_LaneRun | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, name=f"fovea-{name}", daemon=True).start()

    def _work(self) -> None:
        while job := self.jobs.get():
            job.work()
            del job

    def close(self) -> None:
        self.jobs.put(None)
