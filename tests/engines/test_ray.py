"""Engines on a Ray cluster of this machine: the same answers, and what a dead replica breaks."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import signal
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from fovea.engines.ray import PortablePicture, RayEngine, portable
from fovea.engines.registry import engine_class
from fovea.engines.worker import EngineWorker
from fovea.errors import EngineFailed, InvalidRequest
from fovea.values import EngineEvent, Prompt, Text, TextDelta, Turn

if not importlib.util.find_spec("ray"):  # not imported: the engine sets Ray's environment before that
    pytest.skip("needs the ray extra", allow_module_level=True)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),  # Ray's own, by the dozen
]


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An engine of an installed package, as replicas on other machines would find it: by its entry point."""
    folder = tmp_path_factory.mktemp("plugin")
    (folder / "slow_engine.py").write_text(
        "import os, time\n"
        "from fovea.engines.base import Capabilities\n"
        "from fovea.errors import InvalidRequest\n"
        "from fovea.values import TextDelta\n"
        "class Slow:\n"
        "    def __init__(self, name): self.name, self.capabilities = name, Capabilities(concurrency=16)\n"
        "    def load(self): ...\n"
        "    def unload(self): ...\n"
        "    def count_tokens(self, text): return len(text)\n"
        "    def generate(self, prompt, cancelled):\n"
        "        if prompt.system == 'refuse': raise InvalidRequest('not this')\n"
        "        yield TextDelta(str(os.getpid()))\n"
        "        for n in range(30):\n"
        "            if cancelled(): return\n"
        "            time.sleep(0.05)\n"
        "            yield TextDelta(f' {n}')\n"
    )
    info = folder / "slow_engine-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: slow-engine\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[fovea.engines]\nslow = slow_engine:Slow\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", f"{folder}:{os.environ.get('PYTHONPATH', '')}")
        patch.syspath_prepend(str(folder))
        yield "slow"


@pytest.fixture(scope="module")
def engine(plugin: str) -> Iterator[RayEngine]:
    engine = RayEngine(name="far", runs=plugin, replicas=3, cpus=0.1)
    engine.load()
    yield engine
    engine.unload()
    import ray
    from ray import serve

    serve.shutdown()
    ray.shutdown()


async def run(engine: Any, prompt: Prompt) -> list[EngineEvent]:
    return [event async for event in engine.stream(prompt)]


def said(events: list[EngineEvent]) -> list[str]:
    return "".join(event.text for event in events if isinstance(event, TextDelta)).split()


WHOLE = [str(n) for n in range(30)]


async def test_it_answers_from_the_cluster(engine: RayEngine) -> None:
    pid, *words = said(await run(engine, Prompt(turns=())))
    assert words == WHOLE
    assert int(pid) != os.getpid()
    assert engine.capabilities.concurrency == 3 * 16


async def test_an_engines_own_refusal_arrives_as_it_was(engine: RayEngine) -> None:
    with pytest.raises(InvalidRequest, match="not this"):
        await run(engine, Prompt(turns=(), system="refuse"))


async def test_nothing_listens_beyond_loopback(engine: RayEngine) -> None:
    """Every listening socket of the cluster's processes is on 127.0.0.1."""
    psutil = pytest.importorskip("psutil")
    me = psutil.Process()
    listening = set()
    for process in [me, *me.children(recursive=True)]:
        # A worker that ends while it is asked (Ray lets idle ones go) listens nowhere.
        with contextlib.suppress(psutil.NoSuchProcess):
            listening |= {
                connection.laddr.ip
                for connection in process.net_connections("inet")
                if connection.status == psutil.CONN_LISTEN
            }
    assert listening
    assert listening <= {"127.0.0.1", "::1", "::ffff:127.0.0.1"}


async def test_a_replica_killed_under_load_breaks_only_what_had_begun_on_it(engine: RayEngine) -> None:
    results: dict[int, list[EngineEvent] | EngineFailed] = {}
    pids: dict[int, str] = {}

    async def one(number: int) -> None:
        events: list[EngineEvent] = []
        try:
            async for event in engine.stream(Prompt(turns=())):
                if not events:
                    pids[number] = said([event])[0]
                events.append(event)
            results[number] = events
        except EngineFailed as failed:
            results[number] = failed

    running = [asyncio.create_task(one(number)) for number in range(16)]
    async with asyncio.timeout(30):
        while len(pids) < 16:
            await asyncio.sleep(0.02)
    victim = pids[0]
    os.kill(int(victim), signal.SIGKILL)
    later = [asyncio.create_task(one(number)) for number in range(16, 22)]
    await asyncio.wait_for(asyncio.gather(*running, *later), 60)
    for number, result in results.items():
        if isinstance(result, EngineFailed):
            assert number < 16, "a request that began after the kill was repeated elsewhere"
            assert pids[number] == victim
            assert "lost" in result.message
        else:
            assert said(result)[1:] == WHOLE
    assert any(isinstance(result, EngineFailed) for result in results.values())
    assert len({said(r)[0] for r in results.values() if isinstance(r, list)}) >= 2


async def test_a_client_that_leaves_frees_the_replica(engine: RayEngine) -> None:
    worker = EngineWorker(engine, timeout_s=60)
    worker.state = "ready"
    stream = worker.stream(Prompt(turns=()))
    await anext(stream)
    await stream.aclose()
    assert worker.busy == 0


def test_pictures_travel_in_the_form_that_the_engine_wants(picture: Any) -> None:
    original = picture((10, 200, 30))
    prompt = Prompt(turns=(Turn("user", (Text("a"), original)),))
    for wants_pixels in (True, False):
        [sent] = portable(prompt, wants_pixels).pictures()
        assert isinstance(sent, PortablePicture)
        assert np.array_equal(sent.pixels(), original.pixels())
        assert sent.encoded()[0] == "image/png"
        assert sent.sha256 == original.sha256


def test_a_missing_extra_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> Any:
        raise ImportError(module)

    monkeypatch.setattr("fovea.engines.ray._import", missing)
    with pytest.raises(EngineFailed, match=r"pip install 'fovea-vision\[ray\]'"):
        RayEngine(name="far", runs="echo").load()


def test_it_has_the_capabilities_of_what_it_runs() -> None:
    echo = engine_class("echo")(name="echo")
    far = RayEngine(name="far", runs="echo", replicas={"min": 1, "max": 4})
    assert far.capabilities.documents == echo.capabilities.documents
    assert far.capabilities.concurrency == 4 * echo.capabilities.concurrency
