"""Any other engine on a cluster: as a Ray Serve deployment, with replicas that come and go.

The pipeline does not change: this is one more network engine. A replica that dies before its first word is
replaced by another attempt; after that the stream ends with an error, for what was said cannot be unsaid.
Without an ``address`` a cluster of this machine alone is started, and nothing of it listens beyond loopback.
"""

from __future__ import annotations

import asyncio
import importlib
import io
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pybase64

from fovea.engines.base import AnyEngine, Capabilities
from fovea.errors import EngineFailed, FoveaError
from fovea.values import EngineEvent, MediaType, Picture, Pixels, Prompt, Size, ToolResult

#: A replica's death is noticed by its silence; the router needs a moment to learn of it.
_RETRIES, _RETRY_PAUSE_S = 3, 0.5


class RayEngine:
    """``runs`` names the engine that each replica runs, ``options`` are that engine's own.

    ``replicas`` is a number, or ``{min = 1, max = 8}`` to follow the load, with ``requests_per_replica`` as the
    aim. ``cpus`` and ``gpus`` are what Ray reserves for one replica. ``address`` is a cluster's ("auto" for the
    one this machine belongs to).
    """

    def __init__(
        self,
        *,
        name: str,
        runs: str,
        options: Mapping[str, Any] | None = None,
        replicas: int | Mapping[str, int] = 1,
        requests_per_replica: int | None = None,
        cpus: float = 1,
        gpus: float = 0,
        address: str | None = None,
        object_store_bytes: int = 256 * 1024 * 1024,
        start_timeout_s: float = 600,
    ) -> None:
        self.name = name
        self._runs, self._options = runs, dict(options or {})
        #: Never loaded here: it knows its capabilities and how to estimate tokens.
        self._template = _make(runs, name, self._options)
        inner = self._template.capabilities
        self._per_replica = requests_per_replica or inner.concurrency
        self._replicas = replicas
        most = replicas if isinstance(replicas, int) else replicas["max"]
        self.capabilities = replace(inner, concurrency=most * self._per_replica)
        self._resources = {"num_cpus": cpus, "num_gpus": gpus}
        self._address, self._object_store_bytes, self._start_timeout_s = address, object_store_bytes, start_timeout_s
        self._handle: Any = None

    def load(self) -> None:
        # Read when Ray is imported: nothing of a local cluster listens beyond loopback, and no usage is reported.
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        try:
            ray, serve = _import("ray"), _import("ray.serve")
        except ImportError as missing:
            raise EngineFailed("The ray engine needs: pip install 'fovea-vision[ray]'") from missing
        if not ray.is_initialized():
            local: dict[str, Any] = {"object_store_memory": self._object_store_bytes, "_node_ip_address": "127.0.0.1"}
            ray.init(
                address=self._address,
                namespace="fovea",
                include_dashboard=None if self._address else False,
                logging_level="ERROR",
                log_to_driver=False,
                **({} if self._address else local),
            )
        # Requests come over handles; Serve's own HTTP proxy would be a second door.
        serve.start(proxy_location="Disabled", logging_config={"log_level": "ERROR"})
        deployment = serve.deployment(
            Replica,
            name=self.name,
            **self._scale(),
            max_ongoing_requests=self._per_replica + 1,
            ray_actor_options=self._resources,
            health_check_period_s=2,
            health_check_timeout_s=10,
            graceful_shutdown_timeout_s=5,
        )
        try:
            app = deployment.bind(self._runs, self.name, self._options, loopback=self._address is None)
            handle = serve.run(app, name=f"fovea-{self.name}", route_prefix=None)
            self.capabilities = replace(
                handle.capabilities.remote().result(timeout_s=self._start_timeout_s),
                concurrency=self.capabilities.concurrency,
            )
        except Exception as failed:
            raise EngineFailed(f"models.{self.name}: no replica of {self._runs!r} could be started") from failed
        self._handle = handle.options(stream=True)

    def _scale(self) -> dict[str, Any]:
        if isinstance(self._replicas, int):
            return {"num_replicas": self._replicas}
        return {
            "autoscaling_config": {
                "min_replicas": self._replicas.get("min", 1),
                "max_replicas": self._replicas["max"],
                "target_ongoing_requests": self._per_replica,
            }
        }

    def unload(self) -> None:
        if self._handle is not None:
            self._handle = None
            _import("ray.serve").delete(f"fovea-{self.name}")

    def count_tokens(self, text: str) -> int:
        return self._template.count_tokens(text)

    async def stream(self, prompt: Prompt) -> AsyncIterator[EngineEvent]:
        lost = _import("ray.exceptions").RayError
        sent = await asyncio.to_thread(portable, prompt, self.capabilities.wants_pixels)
        for attempt in range(_RETRIES + 1):
            begun = False
            answer = self._handle.stream.remote(sent)
            try:
                async for batch in answer:
                    for event in batch:
                        begun = True
                        yield event
                return
            except lost as failed:
                cause = getattr(failed, "cause", None)
                if isinstance(cause, FoveaError):
                    raise cause from failed
                if begun:
                    raise EngineFailed("The machine that ran this request was lost.") from failed
                if cause is not None or attempt == _RETRIES:  # the engine itself broke, or nobody is left
                    raise EngineFailed(f"Model '{self.name}' failed on the cluster.") from failed
                await asyncio.sleep(_RETRY_PAUSE_S * (attempt + 1))
            finally:
                answer.cancel()


class Replica:
    """What runs on the cluster: one engine behind its worker."""

    def __init__(self, runs: str, name: str, options: Mapping[str, Any], *, loopback: bool) -> None:
        if loopback:
            _keep_to_loopback()
        self._engine = _make(runs, name, options)
        self._engine.load()
        self._worker: Any = None

    def capabilities(self) -> Capabilities:
        return self._engine.capabilities

    async def stream(self, prompt: Prompt) -> AsyncIterator[list[EngineEvent]]:
        from fovea.engines.worker import EngineWorker

        if self._worker is None:  # belongs to the loop that serves
            self._worker = EngineWorker(self._engine)
            self._worker.state = "ready"
        async with aclosing(self._worker.stream(prompt)) as batches:
            async for batch in batches:
                yield batch


def _keep_to_loopback() -> None:
    """Binds the port on which replicas talk to one another to 127.0.0.1.

    Ray Serve (2.60) writes "[::]:0" into its code, with no setting for it, and opens the port right after this
    replica's constructor. A test looks at the sockets; a version with a setting makes this superfluous.
    """
    module = _import("ray.serve._private.replica")
    bind = module.add_port_to_grpc_server
    module.add_port_to_grpc_server = lambda server, address: bind(server, address.replace("[::]:", "127.0.0.1:"))


def _make(runs: str, name: str, options: Mapping[str, Any]) -> AnyEngine:
    from fovea.engines.registry import engine_class

    made: AnyEngine = engine_class(runs)(name=name, **options)
    return made


def _import(module: str) -> Any:
    """A heavy import at the last moment, typed alike whether the extra is installed or not."""
    return importlib.import_module(module)


# --- prompts on the move -----------------------------------------------------------------------------


@dataclass(frozen=True)
class PortablePicture:
    """A picture that can be sent: the one form that the engine wants, made where the picture was."""

    at: str
    original: Size
    seen: Size
    tokens: int
    sha256: str
    _pixels: Pixels | None
    _encoded: tuple[MediaType, bytes] | None

    def pixels(self) -> Pixels:
        if self._pixels is not None:
            return self._pixels
        from PIL import Image

        assert self._encoded is not None
        return np.asarray(Image.open(io.BytesIO(self._encoded[1])).convert("RGB"))

    def encoded(self) -> tuple[MediaType, bytes]:
        if self._encoded is not None:
            return self._encoded
        from PIL import Image

        out = io.BytesIO()
        Image.fromarray(self.pixels()).save(out, "PNG", compress_level=1)
        return "image/png", out.getvalue()

    def base64(self) -> tuple[MediaType, bytes]:
        media_type, data = self.encoded()
        return media_type, pybase64.b64encode(data)


def portable(prompt: Prompt, wants_pixels: bool) -> Prompt:
    """The prompt with pictures that can be pickled."""

    def part(given: Any) -> Any:
        if isinstance(given, ToolResult):
            return replace(given, parts=tuple(part(inner) for inner in given.parts))
        if not isinstance(given, Picture):
            return given
        return PortablePicture(
            at=given.at,
            original=given.original,
            seen=given.seen,
            tokens=given.tokens,
            sha256=given.sha256,
            _pixels=given.pixels() if wants_pixels else None,
            _encoded=None if wants_pixels else given.encoded(),
        )

    turns = tuple(replace(turn, parts=tuple(part(one) for one in turn.parts)) for turn in prompt.turns)
    return replace(prompt, turns=turns)
