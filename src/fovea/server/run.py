"""Starting and stopping the server.

On the first stop signal running answers go on, new requests get 529 and ``/readyz`` turns 503, so that a
balancer looks elsewhere. When the last answer is out, the process ends. When the grace is over before that, or
a second signal comes, each answer is ended by an error event that says why. A third signal waits for nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import socket
from collections.abc import Mapping
from types import FrameType
from typing import Any

import click
import uvicorn
from uvicorn.supervisors.multiprocess import Multiprocess, Process

from fovea.errors import InvalidRequest, Overloaded
from fovea.server.app import create_app, open_storage
from fovea.server.auth import refuse_open_door
from fovea.settings import Settings, load

#: How long the last words of ended answers, and uploads on their way, may take.
LAST_WORDS_S = 2


class DrainingServer(uvicorn.Server):
    """uvicorn, except that it goes on listening while the last answers go out."""

    def __init__(self, config: uvicorn.Config, *, grace_s: float, announce: str | None) -> None:
        super().__init__(config)
        self.grace_s = grace_s
        self.announce = announce
        self._hurry = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What has been made by now stays. Looking through it for garbage again and again cost a tenth of every
        # text request; so do collections after each 700 new objects, which is two requests.
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 20, 20)
        if self.announce and not self.should_exit:
            click.echo(self.announce)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        service = getattr(getattr(self.config.loaded_app, "state", None), "service", None)
        if service is None or not self.started or self._hurry.is_set():
            super().handle_exit(sig, frame)
            return
        loop = asyncio.get_running_loop()
        if service.draining:
            loop.call_soon_threadsafe(self._hurry.set)
            return
        service.draining = True
        loop.call_soon_threadsafe(lambda: setattr(self, "_stopping", loop.create_task(self._stop_when_idle(service))))

    async def _stop_when_idle(self, service: Any) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.grace_s):
                while service.in_flight and not self._hurry.is_set():
                    await asyncio.sleep(0.05)
        service.pipeline.end_answers(Overloaded("The server is stopping.", retry_after_s=5))
        self.should_exit = True


def serve(settings: Settings, passed_on: Mapping[str, str]) -> None:
    """Runs until stopped. ``passed_on`` is the environment that makes a worker process read the same settings."""
    # Engines look for pulled models there, also when the folder was named in fovea.toml alone.
    os.environ["FOVEA_HOME"] = str(settings.home)
    asyncio.run(_look_first(settings))
    listener = _listen(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}{settings.root_path}"
    announce = f"Fovea answers on {address}  (stop with Ctrl+C)"
    common: dict[str, Any] = {
        "http": "httptools",
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        "timeout_graceful_shutdown": LAST_WORDS_S,
    }
    if settings.workers == 1:
        config = uvicorn.Config(create_app(settings), **common)
        DrainingServer(config, grace_s=settings.shutdown_grace_s, announce=announce).run([listener])
        return
    os.environ.update(passed_on)
    config = uvicorn.Config("fovea.server.run:worker_app", factory=True, workers=settings.workers, **common)
    click.echo(announce)
    _Workers(config, [listener], grace_s=settings.shutdown_grace_s).run()


class _WorkerProcess(Process):
    """A worker that drains like the single server does."""

    grace_s: float

    @property
    def server(self) -> uvicorn.Server:
        if self._server is None:
            self._server = DrainingServer(self.config, grace_s=self.grace_s, announce=None)
        return self._server


class _Workers(Multiprocess):
    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], *, grace_s: float) -> None:
        super().__init__(config, sockets)
        self.grace_s = grace_s

    def init_processes(self) -> None:
        for _ in range(self.processes_num):
            process = _WorkerProcess(self.config, self.sockets)
            process.grace_s = self.grace_s
            process.start()
            self.processes.append(process)


def worker_app() -> Any:
    """The app of one of several worker processes, from the environment that ``serve`` left."""
    return create_app(load())


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as exc:
        listener.close()
        raise InvalidRequest(
            f"cannot listen on {host}:{port}: {os.strerror(exc.errno or 0)}; "
            "choose another with --port, or 0 for a free one"
        ) from exc
    listener.listen(2048)
    listener.set_inheritable(True)
    return listener


async def _look_first(settings: Settings) -> None:
    """Whether the storage opens, and whether it may be opened to others: said in one line, before a port is taken."""
    async with open_storage(settings) as storage:
        await storage.check()
        if not settings.is_loopback:
            await refuse_open_door(storage, settings.host)
