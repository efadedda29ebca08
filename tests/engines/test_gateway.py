"""Fovea before Fovea: two processes, each on its own port, as a gateway and the server behind it."""

from __future__ import annotations

import asyncio
import base64
import io
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from PIL import Image

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


class Server:
    """A ``fovea serve`` process that can be killed and started again on the same port."""

    def __init__(self, folder: Path, config: str) -> None:
        folder.mkdir()
        self.folder, self.config = folder, folder / "fovea.toml"
        self.config.write_text(config)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        env = {**os.environ, "FOVEA_HOME": str(self.folder / "home"), "FOVEA_LOG_LEVEL": "error"}
        command = [sys.executable, "-m", "fovea", "serve", "--port", str(self.port), "--config", str(self.config)]
        self.process = await asyncio.to_thread(
            subprocess.Popen, command, env=env, stdout=subprocess.DEVNULL, stderr=(self.folder / "log").open("ab")
        )
        async with aiohttp.ClientSession() as session, asyncio.timeout(60):
            while True:
                try:
                    async with session.get(f"{self.url}/readyz") as ready:
                        if ready.status == 200:
                            return
                except aiohttp.ClientError:
                    assert self.process.poll() is None, (self.folder / "log").read_text()
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


BEHIND = '[models.echo]\nengine = "echo"\n[aliases]\n"claude-*" = "echo"\n'


@pytest.fixture
async def servers(tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    """Starts the server behind and the gateway before it, whose engine's options are given."""
    started: list[Server] = []

    async def start(**options: Any) -> tuple[Server, Server]:
        behind = Server(tmp_path / "behind", BEHIND)
        more = "".join(f"{name} = {value}\n" for name, value in options.items())
        gateway = Server(
            tmp_path / "gateway",
            '[models.far]\nengine = "anthropic"\nmodel = "echo"\n'
            f'url = "{behind.url}/v1"\n{more}[aliases]\n"claude-*" = "far"\n',
        )
        started.extend((behind, gateway))
        await asyncio.gather(behind.start(), gateway.start())
        return behind, gateway

    yield start
    for server in started:
        server.kill()


def body(content: Any, **fields: Any) -> dict[str, Any]:
    return {"model": "claude-any", "max_tokens": 2000, "messages": [{"role": "user", "content": content}], **fields}


HEADERS = {"anthropic-version": "2023-06-01"}


def photo_with_position() -> str:
    """A JPEG turned on its side by its EXIF orientation, which also says where it was taken."""
    out = io.BytesIO()
    picture = Image.new("RGB", (300, 200), (10, 120, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    picture.save(out, "JPEG", exif=exif)
    return base64.b64encode(out.getvalue()).decode()


async def test_a_request_means_the_same_through_a_gateway(servers: Any) -> None:
    behind, gateway = await servers()
    source = {"type": "base64", "media_type": "image/jpeg", "data": photo_with_position()}
    content = [{"type": "text", "text": "One:"}, {"type": "image", "source": source}, {"type": "text", "text": "?"}]
    answers = []
    async with aiohttp.ClientSession(headers=HEADERS) as session:
        for server in (behind, gateway):
            async with session.post(f"{server.url}/v1/messages", json=body(content, system="Be exact.")) as response:
                assert response.status == 200, await response.text()
                answers.append(await response.json())
        async with session.post(f"{gateway.url}/v1/messages", json=body([{"type": "text", "text": " "}])) as response:
            assert response.status == 400
    direct, through = [answer["content"][0]["text"] for answer in answers]
    # Upright, of the same size and colour; only the gateway's own policy stands before the system prompt.
    assert "picture 200x300, seen 200x300" in direct
    assert [line for line in through.splitlines() if "turn" in line] == [
        line for line in direct.splitlines() if "turn" in line
    ]
    assert answers[1]["model"] == "far"


async def test_streams_end_properly_while_the_server_behind_is_killed_and_restarted(servers: Any) -> None:
    """No client hangs: every stream ends with ``message_stop`` or an ``error`` event, or is an error's status."""
    behind, gateway = await servers(health_interval_s=0.1, retries=1)
    ends = {"message_stop": 0, "error": 0, "status": 0}
    request = orjson.dumps(body("word " * 50, stream=True))
    over = asyncio.Event()

    async def client(session: aiohttp.ClientSession) -> None:
        while not over.is_set():
            async with session.post(f"{gateway.url}/v1/messages", data=request) as response:
                if response.status != 200:
                    assert (await response.json())["error"]["type"] in (
                        "api_error",
                        "overloaded_error",
                        "timeout_error",
                    )
                    ends["status"] += 1
                    await asyncio.sleep(0.02)
                    continue
                last = ""
                async for line in response.content:
                    if line.startswith(b"event: "):
                        last = line[7:].strip().decode()
                assert last in ("message_stop", "error")
                ends[last] += 1

    headers = {**HEADERS, "content-type": "application/json"}
    async with aiohttp.ClientSession(headers=headers, timeout=aiohttp.ClientTimeout(total=30)) as session:
        clients = [asyncio.create_task(client(session)) for _ in range(16)]
        for _ in range(2):
            before = ends["message_stop"]
            while ends["message_stop"] < before + 30:
                await asyncio.sleep(0.02)
                assert not any(one.done() for one in clients)
            behind.kill()
            while not ends["status"]:
                await asyncio.sleep(0.02)
            ends["status"] = 0
            await behind.start()
        before = ends["message_stop"]
        while ends["message_stop"] < before + 30:
            await asyncio.sleep(0.02)
        over.set()
        await asyncio.wait_for(asyncio.gather(*clients), 30)
