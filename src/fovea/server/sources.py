"""Bytes that are not in the request: behind addresses, and in stored files. The pipeline's ``Sources``."""

from __future__ import annotations

from collections.abc import Sequence

from fovea.errors import InvalidRequest
from fovea.images.fetch import Fetcher
from fovea.storage import Storage


class RemoteSources:
    """``storage`` is None where nobody can have uploaded anything: inside a program of one's own."""

    def __init__(self, fetcher: Fetcher, storage: Storage | None = None) -> None:
        self._fetcher = fetcher
        self._storage = storage

    async def from_urls(self, wanted: Sequence[tuple[str, str]], *, max_bytes: int) -> Sequence[bytes]:
        return await self._fetcher.fetch_all(wanted, max_bytes=max_bytes)

    async def from_file(self, workspace: str, file_id: str, *, max_bytes: int) -> tuple[str, bytes]:
        if self._storage is None:
            raise InvalidRequest(f"File not found: {file_id}")
        file, data = await self._storage.files.read(workspace, file_id, max_bytes=max_bytes)
        return file.mime_type, data
