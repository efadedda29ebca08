"""For operators: alive, ready, metrics."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message, Scope, Send

from fovea import __version__
from fovea.server.answers import JSON

if TYPE_CHECKING:
    from fovea.server.app import Service

PATHS = frozenset({"/healthz", "/readyz", "/metrics"})
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class Metrics:
    """Counts of one process. Paths are counted by family, so that ids do not become labels."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "fovea_requests", "Requests by family and status.", ("family", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "fovea_request_seconds",
            "Time to the end of the answer.",
            ("family",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.images = Counter("fovea_images", "Images that were shown to an engine.", registry=self.registry)
        self.tokens = Counter("fovea_tokens", "Tokens by direction.", ("direction",), registry=self.registry)
        self.busy = Gauge("fovea_engine_requests", "Requests that run or wait.", ("engine",), registry=self.registry)

    @contextlib.contextmanager
    def request(self, scope: Scope) -> Iterator[Callable[[Send], Send]]:
        family = _family(scope["path"])
        begun = time.perf_counter()
        status = 499  # the client went away before there was one

        def watched(send: Send) -> Send:
            async def watching(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            return watching

        try:
            yield watched
        except Exception as exc:
            status = getattr(exc, "status", 500)
            raise
        finally:
            count, seconds = self._of(family, status)
            count.inc()
            seconds.observe(time.perf_counter() - begun)

    @cache  # noqa: B019 -- as many as there are families and statuses; lives as long as the process
    def _of(self, family: str, status: int) -> tuple[Counter, Histogram]:
        return self.requests.labels(family, status), self.seconds.labels(family)


def _family(path: str) -> str:
    parts = path.split("/")
    known = {"messages", "models", "files"}
    if len(parts) > 2 and parts[1] == "v1" and parts[2] in known:
        return parts[3] if parts[2] == "messages" and parts[3:4] in (["batches"], ["count_tokens"]) else parts[2]
    return "fovea" if len(parts) > 1 and parts[1] == "fovea" else "other"


def routes(service: Service) -> list[Route]:
    async def healthz(_: Request) -> Response:
        return JSON({"status": "ok", "version": __version__})

    async def readyz(_: Request) -> Response:
        engines = {name: worker.state for name, worker in service.pipeline.workers.items()}
        ready = not service.draining and service.pipeline.ready
        body = {"status": "stopping" if service.draining else "ready" if ready else "loading", "engines": engines}
        return JSON(body, status_code=200 if ready else 503)

    async def metrics(_: Request) -> Response:
        for name, worker in service.pipeline.workers.items():
            service.metrics.busy.labels(name).set(worker.busy)
        return Response(generate_latest(service.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
