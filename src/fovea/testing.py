"""For tests of programs that use Fovea, and for Fovea's own: a server on a real port, a scripted engine, pictures.

with serving(models={"echo": {"engine": "echo"}}) as server:
    client = anthropic.Anthropic(base_url=server.url, api_key="any")
"""

from __future__ import annotations

import base64
import contextlib
import io
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from fovea.engines.base import AnyEngine, Capabilities, estimate_tokens
from fovea.engines.registry import Model, ModelTable
from fovea.limits import GUIDE_2025, LimitProfile
from fovea.settings import Settings, load
from fovea.values import EngineEvent, Prompt, TextDelta

Script = Callable[[Prompt, Callable[[], bool]], Iterator[EngineEvent]]


@dataclass
class ScriptedEngine:
    """An engine that does what a test says, and remembers the prompts it was given.

    ``script`` is a function of (prompt, cancelled) that yields events, or the words of an answer.
    """

    script: Script | Sequence[str] = ("Hello", " world")
    name: str = "scripted"
    capabilities: Capabilities = field(default_factory=Capabilities)
    prompts: list[Prompt] = field(default_factory=list)

    def load(self) -> None: ...

    def unload(self) -> None: ...

    def count_tokens(self, text: str) -> int:
        return estimate_tokens(text)

    def generate(self, prompt: Prompt, cancelled: Callable[[], bool]) -> Iterator[EngineEvent]:
        self.prompts.append(prompt)
        if callable(self.script):
            yield from self.script(prompt, cancelled)
        else:
            yield from map(TextDelta, self.script)


def models_table(
    *engines: AnyEngine, aliases: Mapping[str, str] | None = None, profile: LimitProfile = GUIDE_2025
) -> ModelTable:
    """A model for each engine, named as the engine is; ``claude-*`` leads to the first."""
    models = {engine.name: Model(engine.name, engine, "scripted", profile) for engine in engines}
    return ModelTable(models, aliases if aliases is not None else {"claude-*": engines[0].name})


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    settings: Settings
    #: ``app.state.service``: for a test that has to look inside.
    service: Any


@contextlib.contextmanager
def serving(
    *engines: AnyEngine,
    models: Mapping[str, Mapping[str, Any]] | None = None,
    profile: LimitProfile = GUIDE_2025,
    home: Path | None = None,
    **settings: Any,
) -> Iterator[Server]:
    """A server on a free loopback port, in a thread of this process, with a home of its own that is removed after.

    Serves ``engines``, or the engines that ``models`` configures as ``fovea.toml`` would. ``settings`` are those
    of ``fovea.settings``. Ready when it is entered.
    """
    import uvicorn

    from fovea.server.app import create_app

    with tempfile.TemporaryDirectory(prefix="fovea-test-") as folder:
        chosen = load(flags={"home": home or Path(folder), **settings}, environ={})
        table = models_table(*engines, profile=profile) if engines else None
        if models is not None:
            from dataclasses import replace

            chosen = replace(chosen, models=models, aliases={"claude-*": next(iter(models))})
        app = create_app(chosen, models_table=table)
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=2)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), name="fovea-server", daemon=True)
        thread.start()
        try:
            _wait_until(lambda: server.started and app.state.service.pipeline.ready, thread)
            host, port = listener.getsockname()[:2]
            yield Server(f"http://{host}:{port}", chosen, app.state.service)
        finally:
            server.should_exit = True
            thread.join(10)


def _wait_until(ready: Callable[[], bool], thread: threading.Thread, timeout_s: float = 120) -> None:
    end = time.monotonic() + timeout_s
    while not ready():
        if not thread.is_alive() or time.monotonic() > end:
            raise RuntimeError("the server did not start; its log says why")
        time.sleep(0.01)


def picture_file(
    width: int = 64, height: int = 48, *, kind: str = "PNG", colour: tuple[int, int, int] = (200, 60, 30)
) -> bytes:
    """A small image file of one colour. ``kind`` is PNG, JPEG, GIF or WEBP."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(np.full((height, width, 3), colour, np.uint8)).save(buffer, kind)
    return buffer.getvalue()


def image_source(data: bytes, media_type: str = "image/png") -> dict[str, Any]:
    """An ``image`` block with these bytes, whatever they are."""
    source = {"type": "base64", "media_type": media_type, "data": base64.b64encode(data).decode()}
    return {"type": "image", "source": source}
