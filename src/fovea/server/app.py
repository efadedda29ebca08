"""The HTTP door: one file for each family of endpoints, put together here.

create_app(settings)                     what `fovea serve` runs
create_app(settings, models=table)       the same with engines of your own: tests and embedding programs
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from fovea.engines.registry import ModelTable, build
from fovea.errors import Overloaded
from fovea.images.pool import DecodePool
from fovea.limits import PROFILES, LimitProfile
from fovea.pipeline import Pipeline
from fovea.server import auth, batches, files, inspect, messages, models, openapi, prompts, session, status, ui
from fovea.server.problems import Envelope
from fovea.server.sources import RemoteSources, fetcher
from fovea.settings import Settings

if TYPE_CHECKING:
    from fovea.images.fetch import Fetcher
    from fovea.storage import Storage

log = logging.getLogger("fovea.server")


@dataclass
class Service:
    """What a running server holds. One a process; ``app.state.service``."""

    settings: Settings
    pipeline: Pipeline
    metrics: status.Metrics
    draining: bool = False
    in_flight: int = 0
    _opened: tuple[Storage, auth.Authenticator, batches.BatchRunner] | None = None

    def open(self, storage: Storage, fetcher: Fetcher) -> None:
        """Before the first request."""
        settings = self.settings
        authenticator = auth.Authenticator(
            storage,
            required=settings.keys_required or not settings.is_loopback,
            requests_per_minute=settings.requests_per_minute,
            input_tokens_per_minute=settings.input_tokens_per_minute,
        )
        self._opened = storage, authenticator, batches.BatchRunner(self)
        self.pipeline.sources = RemoteSources(fetcher, storage)

    @property
    def storage(self) -> Storage:
        assert self._opened, "the server has not started"
        return self._opened[0]

    @property
    def authenticator(self) -> auth.Authenticator:
        assert self._opened, "the server has not started"
        return self._opened[1]

    @property
    def batches(self) -> batches.BatchRunner:
        assert self._opened, "the server has not started"
        return self._opened[2]

    @property
    def max_body_bytes(self) -> int:
        """The largest request of any model served: which one is asked is not known before the body is read."""
        profiles: list[LimitProfile] = [model.profile for model in self.pipeline.models] or [
            PROFILES[self.settings.profile]
        ]
        return max(profile.max_request_bytes for profile in profiles)


def create_app(settings: Settings, *, models_table: ModelTable | None = None) -> Starlette:
    """The ASGI application. Opens nothing before its lifespan starts."""
    service = Service(settings, make_pipeline(settings, models_table), status.Metrics())
    app = Starlette(
        routes=[
            *messages.routes(service),
            *batches.routes(service),
            *files.routes(service, pause_s=settings.body_timeout_s),
            *models.routes(service),
            *inspect.routes(service),
            *status.routes(service),
            *openapi.routes(),
            *session.routes(service),
            *prompts.routes(service),
            *ui.routes(),
        ],
        lifespan=_lifespan(service),
    )
    app.router.redirect_slashes = False
    app.state.service = service
    # Every exception becomes an answer in ``Envelope``; Starlette's own two layers for that are left out.
    app.middleware_stack = _layers(service, app.router)
    return app


def make_pipeline(settings: Settings, models_table: ModelTable | None = None) -> Pipeline:
    """The spine as the settings describe it."""
    return Pipeline(
        models_table or build(settings.models, settings.aliases, default_profile=settings.profile),
        pool=DecodePool(threads=settings.decode_threads or None, keep_bytes=settings.pixel_bytes),
        queue_size=settings.queue_size,
        timeout_s=settings.request_timeout_s,
        verify=settings.verify,
        describing_model=settings.describing_model if settings.text_only_models == "describe" else "",
        moderation_model=settings.moderation_model,
    )


def open_storage(settings: Settings) -> AbstractAsyncContextManager[Storage]:
    """The storage as the settings describe it."""
    from fovea import storage

    return storage.open(
        settings.home,
        settings.database_url or None,
        settings.blobs_url or None,
        file_bytes=settings.file_bytes,
        quota_bytes=settings.quota_bytes,
        downloadable=settings.downloadable,
    )


def _layers(service: Service, app: ASGIApp) -> ASGIApp:
    """What every request passes on its way in, the outermost last."""
    app = auth.Gate(app, authenticator=lambda: service.authenticator)
    app = Envelope(Attendance(app, service))
    if service.settings.cors_origins:
        app = CORSMiddleware(
            app,
            allow_origins=list(service.settings.cors_origins),
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["*"],
            expose_headers=["request-id", "fovea-images", "fovea-evidence", "fovea-repaired", "retry-after"],
        )
    return app


class Attendance:
    """Counts what runs, and turns newcomers away while the server drains."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self.app = app
        self.service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in status.PATHS:
            await self.app(scope, receive, send)
            return
        service = self.service
        if service.draining:
            raise Overloaded("The server is stopping; try another or come back.", retry_after_s=5)
        service.in_flight += 1
        try:
            with service.metrics.request(scope) as watched:
                await self.app(scope, receive, watched(send))
        finally:
            service.in_flight -= 1


def _lifespan(service: Service) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with open_storage(service.settings) as storage, fetcher(service.settings) as fetching, service.pipeline:
            service.open(storage, fetching)
            work = [asyncio.create_task(service.pipeline.warm_up())]
            if service.settings.batch_concurrency:
                work.append(asyncio.create_task(service.batches.run(), name="fovea-batches"))
            try:
                yield
            finally:
                for task in work:
                    task.cancel()
                await asyncio.gather(*work, return_exceptions=True)

    return lifespan
