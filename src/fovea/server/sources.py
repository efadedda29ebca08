"""Bytes that are not in the request: behind addresses, and in stored files. The pipeline's ``Sources``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fovea.errors import InvalidRequest
from fovea.images.fetch import Fetcher, FetchPolicy
from fovea.settings import Settings

if TYPE_CHECKING:
    from fovea.storage import Storage


class RemoteSources:
    """``storage`` is None where nobody can have uploaded anything: inside a program of one's own."""

    def __init__(self, fetcher: Fetcher, storage: Storage | None = None) -> None:
        self._fetcher = fetcher
        self._storage = storage

    async def from_urls(self, wanted: Sequence[tuple[str, str, int]]) -> Sequence[bytes]:
        return await self._fetcher.fetch_all(wanted)

    async def from_file(self, workspace: str, file_id: str, at: str, *, max_bytes: int) -> tuple[str, bytes]:
        if self._storage is None:
            raise InvalidRequest(f"File not found: {file_id}", path=at)
        try:
            file, data = await self._storage.files.read(workspace, file_id, max_bytes=max_bytes)
        except InvalidRequest as exc:
            raise InvalidRequest(exc.message, path=at, details=exc.details) from exc
        return file.mime_type, data


def fetcher(settings: Settings) -> Fetcher:
    return Fetcher(
        FetchPolicy(
            allow_http=settings.allow_http,
            allow_networks=settings.allow_networks,
            allow_hosts=settings.allow_hosts,
            deny_hosts=settings.deny_hosts,
            robots_txt=settings.robots_txt,
            timeout_s=settings.fetch_timeout_s,
        )
    )
