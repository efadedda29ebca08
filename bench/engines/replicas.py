"""One of three replicas on Ray is killed under 16 streams, through the whole server: what breaks, and for how long.

    python -m bench.engines.replicas [--seconds 40]

Each client streams one answer of about 1.5 s after another. Writes ``bench/results/replicas.md``.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import orjson

from fovea.testing import serving

RESULTS = Path(__file__).parents[1] / "results" / "replicas.md"
CLIENTS, REPLICAS, KILL_AT_S = 16, 3, 10.0
#: Throughput is back when so many seconds together reach this share of what it was.
WINDOW_S, SHARE = 3.0, 0.9
ENGINE = '''
import os, time
from fovea.engines.base import Capabilities
from fovea.values import TextDelta

class Slow:
    """Says which process it is, then 30 words in 1.5 s."""
    def __init__(self, name): self.name, self.capabilities = name, Capabilities(concurrency=6)
    def load(self): ...
    def unload(self): ...
    def count_tokens(self, text): return len(text)
    def generate(self, prompt, cancelled):
        yield TextDelta(str(os.getpid()))
        for n in range(30):
            if cancelled(): return
            time.sleep(0.05)
            yield TextDelta(f" {n}")
'''


@dataclass(frozen=True, slots=True)
class Answer:
    """How one request went. ``pid`` is the replica that began it, ``end`` the last event's type or an HTTP status."""

    began_s: float
    ended_s: float
    pid: int | None
    end: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=40)
    asked = options.parse_args()
    model = {"engine": "ray", "runs": "slow", "replicas": REPLICAS, "cpus": 0.1, "requests_per_replica": 6}
    with _plugin(), serving(models={"far": model}, request_timeout_s=120) as server:
        answers, victim = asyncio.run(_load(server.url, asked.seconds))
    text = _report(answers, victim, asked.seconds)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


@contextmanager
def _plugin() -> Iterator[None]:
    """The engine as an installed package, which the replicas' processes find by its entry point."""
    with tempfile.TemporaryDirectory() as folder:
        info = Path(folder) / "slow_engine-1.dist-info"
        info.mkdir()
        (Path(folder) / "slow_engine.py").write_text(ENGINE)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: slow-engine\nVersion: 1\n")
        (info / "entry_points.txt").write_text("[fovea.engines]\nslow = slow_engine:Slow\n")
        os.environ["PYTHONPATH"] = os.pathsep.join([folder, *filter(None, [os.environ.get("PYTHONPATH")])])
        sys.path.insert(0, folder)
        yield


async def _load(url: str, seconds: float) -> tuple[list[Answer], int]:
    began = time.perf_counter()
    answers: list[Answer] = []
    running: dict[int, int] = {}

    async def client(session: aiohttp.ClientSession, number: int) -> None:
        while time.perf_counter() - began < seconds:
            answers.append(await _one(session, url, began, lambda pid: running.__setitem__(number, pid)))
            running.pop(number, None)
            if answers[-1].pid is None:
                await asyncio.sleep(0.2)

    async def kill() -> int:
        await asyncio.sleep(KILL_AT_S)
        victim = max(set(running.values()), key=list(running.values()).count)
        os.kill(victim, signal.SIGKILL)
        return victim

    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        killing = asyncio.create_task(kill())
        await asyncio.gather(*(client(session, number) for number in range(CLIENTS)))
        return answers, await killing


async def _one(session: aiohttp.ClientSession, url: str, began: float, tell: object) -> Answer:
    assert callable(tell)
    start = time.perf_counter() - began
    body = {"model": "far", "max_tokens": 500, "stream": True, "messages": [{"role": "user", "content": "go"}]}
    pid, end = None, "connection closed"
    async with session.post(f"{url}/v1/messages", json=body, headers={"anthropic-version": "2023-06-01"}) as response:
        if response.status != 200:
            return Answer(start, time.perf_counter() - began, None, f"status {response.status}")
        async for line in response.content:
            if line.startswith(b"data: "):
                event = orjson.loads(line[6:])
                end = event["type"]
                if pid is None and end == "content_block_delta":
                    pid = int(event["delta"]["text"].split()[0])
                    tell(pid)
    return Answer(start, time.perf_counter() - began, pid, end)


def _report(answers: list[Answer], victim: int, seconds: float) -> str:
    whole = [a for a in answers if a.end == "message_stop"]
    broken = [a for a in answers if a.end != "message_stop"]

    def rate(start: float, end: float) -> float:
        return sum(start <= a.ended_s < end for a in whole) / (end - start)

    before = rate(KILL_AT_S - 6, KILL_AT_S)
    starts = [KILL_AT_S + step / 10 for step in range(int((seconds - KILL_AT_S - WINDOW_S) * 10))]
    back = next((start for start in starts if rate(start, start + WINDOW_S) >= SHARE * before), None)
    on_victim = [a for a in broken if a.pid == victim]
    took = [a.ended_s - KILL_AT_S for a in broken]
    told = f"{statistics.median(took):.1f} (at most {max(took):.1f})" if took else "-"
    lines = [
        "# A replica killed under load",
        "",
        f"{REPLICAS} replicas of an engine that streams 31 deltas in 1.5 s, 6 at once, so that two cannot serve "
        f"{CLIENTS}; behind Fovea's server on Ray "
        f"{_version('ray')}; {CLIENTS} clients, each one stream after another for {seconds:g} s; one replica killed "
        f"(SIGKILL) after {KILL_AT_S:g} s. Python {platform.python_version()}, {os.cpu_count()} cores, load average "
        f"{os.getloadavg()[0]:.0f}. `python -m bench.engines.replicas`.",
        "",
        "| | |",
        "| --- | --- |",
        f"| streams that ended with `message_stop` | {len(whole)} |",
        f"| that did not | {len(broken)}: {', '.join(sorted({a.end for a in broken})) or 'none'} |",
        f"| of these, begun on the killed replica | {len(on_victim)} |",
        f"| how soon they were told, s | {told} |",
        f"| answers per second before | {before:.1f} |",
        f"| lowest in {WINDOW_S:g} s after | {min(rate(s, s + WINDOW_S) for s in starts):.1f} |",
        f"| back at {SHARE:.0%} of before, s after the kill | "
        f"{'not within the run' if back is None else f'{back - KILL_AT_S:.1f}'} |",
        f"| longest request, s | {max(a.ended_s - a.began_s for a in answers):.1f} |",
        "",
    ]
    return "\n".join(lines)


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


if __name__ == "__main__":
    main()
