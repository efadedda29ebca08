"""32 streams through Fovea for a minute, while the server behind it is killed and started again twice.

    python bench/proxy/outage.py [--seconds 60] [--streams 32]

Says how every stream ended, the longest wait, and what the gateway's memory did, first without a kill. Writes
``bench/results/outage.md``. Fails if a client hung or a stream ended without ``message_stop`` or ``error``.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results" / "outage.md"
BODY = {
    "model": "claude-stub",
    "max_tokens": 500,
    "stream": True,
    "messages": [{"role": "user", "content": "hello there"}],
}


class Upstream:
    def __init__(self) -> None:
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, str(HERE / "stub.py"), str(self.port)])

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _rss_mb(pid: int) -> float:
    text = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmRSS:")) / 1000


async def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--streams", type=int, default=32)
    asked = options.parse_args()
    upstream, port = Upstream(), _free_port()
    upstream.start()
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "fovea.toml"
        url = f"http://127.0.0.1:{upstream.port}/v1"
        config.write_text(
            f'[models.stub]\nengine = "openai"\nmodel = "stub"\nurl = "{url}"\nhealth_interval_s = 0.2\n'
            '[aliases]\n"claude-*" = "stub"\n'
        )
        env = {**os.environ, "FOVEA_HOME": folder, "FOVEA_LOG_LEVEL": "error"}
        command = [sys.executable, "-m", "fovea", "serve", "--port", str(port), "--config", str(config)]
        gateway = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)  # noqa: ASYNC220 -- before anything runs
        try:
            text = await _run(asked, upstream, gateway.pid, f"http://127.0.0.1:{port}")
        finally:
            upstream.kill()
            gateway.terminate()
            gateway.wait()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


async def _run(asked: argparse.Namespace, upstream: Upstream, pid: int, url: str) -> str:
    ends: collections.Counter[str] = collections.Counter()
    waits: list[float] = []
    over = asyncio.Event()
    headers = {"anthropic-version": "2023-06-01"}
    timeout = aiohttp.ClientTimeout(total=30)
    # Shorter than the server keeps idle connections: reusing one that it is about to close is no fault of a stream.
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
    async with aiohttp.ClientSession(headers=headers, timeout=timeout, connector=connector) as web:
        while True:
            try:
                async with web.get(f"{url}/readyz") as ready:
                    if ready.status == 200:
                        break
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)

        async def client() -> None:
            while not over.is_set():
                began = time.perf_counter()
                try:
                    ends[await _one(web, url)] += 1
                except TimeoutError:
                    ends["hung"] += 1
                waits.append(time.perf_counter() - began)
                await asyncio.sleep(0.01)

        warm = [asyncio.create_task(_one(web, url)) for _ in range(asked.streams * 4)]
        await asyncio.gather(*warm)
        await asyncio.sleep(1)
        idle = _rss_mb(pid)
        clients = [asyncio.create_task(client()) for _ in range(asked.streams)]
        quarter = asked.seconds / 4
        before, highest = 0.0, idle
        for phase in range(4):
            end = time.monotonic() + quarter
            while time.monotonic() < end:
                await asyncio.sleep(0.2)
                highest = max(highest, _rss_mb(pid))
            if phase == 0:
                before = _rss_mb(pid)
            if phase in (0, 1):
                await asyncio.to_thread(upstream.kill)
                await asyncio.sleep(2)
                upstream.start()
        over.set()
        await asyncio.gather(*clients)
        await asyncio.sleep(2)
        after = _rss_mb(pid)
    hung, other = ends["hung"], ends["cut off"]
    if hung or other:
        raise SystemExit(f"{hung} clients hung, {other} streams were cut off: {ends}")
    rows = "".join(f"| {end} | {count} |\n" for end, count in sorted(ends.items()))
    return (
        f"# {asked.streams} streams, the server behind killed and started again twice\n\n"
        f"{asked.seconds:g} s; `python bench/proxy/outage.py`. No client hung; every stream ended as below.\n\n"
        f"| how requests ended | |\n| --- | --- |\n{rows}\n"
        f"Longest request: {max(waits):.2f} s. Gateway's resident memory: {idle:.0f} MB idle, {before:.0f} MB under "
        f"the streams before the first kill, {highest:.0f} MB at most, {after:.0f} MB two seconds after the last.\n"
    )


async def _one(web: aiohttp.ClientSession, url: str) -> str:
    async with web.post(f"{url}/v1/messages", json=BODY) as response:
        if response.status != 200:
            return f"status {response.status} {(await response.json())['error']['type']}"
        last = ""
        async for line in response.content:
            if line.startswith(b"event: "):
                last = line[7:].strip().decode()
        return last if last in ("message_stop", "error") else "cut off"


if __name__ == "__main__":
    asyncio.run(main())
