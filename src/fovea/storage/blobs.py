"""The object half of the storage: bytes under a key, in a folder, S3, Google Cloud or Azure.

An object is written once under a key of its own and never changed. Whether it counts is the database's
affair (``files.py``), so nothing here has to be renamed, listed or locked.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from fovea.errors import EngineFailed, FoveaError
from fovea.limits import MIB

if TYPE_CHECKING:
    from obstore import AsyncWritableFile
    from obstore.store import ObjectStore

#: The unit of an upload: at most one of these is filling and ``_PARTS_IN_FLIGHT`` are on their way, so
#: a file of any size costs 24 MiB. S3 wants parts of 5 MiB or more.
PART_BYTES = 8 * MIB
_PARTS_IN_FLIGHT = 2
_PIECE_BYTES = 4 * MIB
#: After so many bytes a folder's disk is asked to write them down.
_SYNC_BYTES = 32 * MIB
#: A store that answers 503 is asked again, for this long in all.
_RETRY_TIMEOUT = timedelta(seconds=10)


class Blobs:
    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    @classmethod
    def open(cls, home: Path, url: str | None = None) -> Blobs:
        """The store at ``url`` (``s3://bucket/prefix``, ``gs://…``, ``az://…``), or else a folder in ``home``.

        What the URL's query names is configuration (``?endpoint=http://minio:9000&region=eu-west-1``);
        credentials come from the environment or the machine's role, as each cloud's own tools read them.
        """
        from obstore.store import LocalStore, from_url

        if not url:
            folder = home / "blobs"
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return cls(LocalStore(folder), folder)
        parts = urlsplit(url)
        config: Any = dict(parse_qsl(parts.query))  # which keys exist is the store's to say
        # Plain http only where the configuration itself names an http endpoint.
        allow_http = config.get("endpoint", "").startswith("http://")
        try:
            store = from_url(
                urlunsplit(parts._replace(query="")),
                config=config,
                client_options={"timeout": "1h", "connect_timeout": "10s", "allow_http": allow_http},
                retry_config={"max_retries": 3, "retry_timeout": _RETRY_TIMEOUT},
            )
        except Exception as exc:  # obstore raises several unrelated classes for a bad configuration
            reason = str(exc).partition("\n")[0]
            raise EngineFailed(f"blobs_url: {parts.scheme}://{parts.netloc} cannot be used: {reason}") from exc
        return cls(store)

    def create(self, key: str) -> BlobWriter:
        import obstore

        with _translated():
            writer = obstore.open_writer_async(
                self._store, key, buffer_size=PART_BYTES, max_concurrency=_PARTS_IN_FLIGHT
            )
        return BlobWriter(writer, self._folder / key if self._folder else None)

    async def read(self, key: str) -> bytes:
        """All bytes of a small object. Raises ``FileNotFoundError`` if it is gone."""
        import obstore

        with _translated():
            result = await obstore.get_async(self._store, key)
            return bytes(await result.bytes_async())

    async def read_range(self, key: str, start: int, size_bytes: int) -> bytes:
        """Some bytes of an object. Raises ``FileNotFoundError`` if it is gone."""
        import obstore

        with _translated():
            return bytes(await obstore.get_range_async(self._store, key, start=start, length=size_bytes))

    async def stream(self, key: str, size_bytes: int) -> AsyncIterator[bytes]:
        """The object in pieces, each asked for while the one before it is on its way out."""
        with _translated():
            coming = asyncio.ensure_future(self._range(key, 0, size_bytes))
            try:
                for at in range(_PIECE_BYTES, size_bytes + _PIECE_BYTES, _PIECE_BYTES):
                    piece = await coming
                    if at < size_bytes:
                        coming = asyncio.ensure_future(self._range(key, at, size_bytes))
                    yield piece
            finally:
                coming.cancel()

    async def _range(self, key: str, start: int, size_bytes: int) -> bytes:
        import obstore

        end = min(start + _PIECE_BYTES, size_bytes)
        return bytes(await obstore.get_range_async(self._store, key, start=start, end=end))

    async def delete(self, key: str) -> None:
        """Removes an object, or what an upload that broke off left of it. Fine if nothing is there."""
        import obstore

        with _translated():
            with suppress(FileNotFoundError):
                await obstore.delete_async(self._store, key)
            if self._folder:
                _staged(self._folder / key).unlink(missing_ok=True)

    async def check(self) -> None:
        """Raises if the store does not answer."""
        import obstore

        with _translated():
            try:
                await obstore.head_async(self._store, "fovea-is-there")
            except FileNotFoundError:
                return


class BlobWriter:
    """One object being written; it is there for readers only after ``close()``."""

    def __init__(self, writer: AsyncWritableFile, path: Path | None) -> None:
        self._writer = writer
        self._path = path
        self._unsynced = 0
        self._syncing: asyncio.Future[None] | None = None
        self._closed = False

    async def write(self, data: bytes) -> None:
        with _translated():
            await self._writer.write(data)
            self._unsynced += len(data)
            if self._path and self._unsynced >= _SYNC_BYTES and (self._syncing is None or self._syncing.done()):
                # A disk that starts early has less to do at the end.
                self._unsynced = 0
                self._syncing = asyncio.ensure_future(asyncio.to_thread(_sync, _staged(self._path)))

    async def close(self) -> None:
        self._closed = True
        with _translated():
            if self._syncing:
                await self._syncing
            await self._writer.close()
            if self._path:
                # Survives a power cut: the bytes, then the name. The row that makes the file count comes after.
                await asyncio.to_thread(_sync, self._path, self._path.parent)

    async def abandon(self) -> None:
        """Ends the writing of an object that will be deleted. Parts that were sent and never put together would
        stay in an object store, unseen."""
        if not self._closed:
            self._closed = True
            with suppress(FoveaError, FileNotFoundError), _translated():
                await self._writer.close()


def _staged(path: Path) -> Path:
    """Where the object store keeps a folder's object while it is being written. The number is always the first."""
    return path.with_name(f"{path.name}#1")


def _sync(*paths: Path) -> None:
    for path in paths:
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except FileNotFoundError:  # given up, and swept
            continue
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _translated() -> Iterator[None]:
    from obstore.exceptions import BaseError

    try:
        yield
    except FoveaError:
        raise
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as exc:
        if "No space left" in str(exc) or "os error 28" in str(exc):
            raise EngineFailed("The storage is full.") from exc
        raise EngineFailed("The file storage does not answer right now. Try again.", retry_after_s=1) from exc
