from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from fovea import storage
from fovea.storage import Storage, StoredFile


@dataclass
class Clock:
    """Stands still until it is moved."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Backend:
    """One database and one object store; ``open`` may be called again for a second process's view."""

    home: Path
    database_url: str | None
    blobs_url: str | None
    clock: Clock
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def open(self, **options: Any) -> Storage:
        opened = storage.open(self.home, self.database_url, self.blobs_url, clock=self.clock, **options)
        return await self._stack.enter_async_context(opened)

    async def close(self) -> None:
        await self._stack.aclose()

    def unfinished(self) -> int:
        """Uploads to S3 whose parts were sent and never put together."""
        if self.blobs_url is None:
            return 0
        import boto3

        bucket = self.blobs_url.removeprefix("s3://").partition("/")[0]
        endpoint = self.blobs_url.partition("endpoint=")[2].partition("&")[0]
        found = boto3.client("s3", endpoint_url=endpoint).list_multipart_uploads(Bucket=bucket)
        return len(found.get("Uploads", []))

    def objects(self) -> set[str]:
        """Keys of everything in the object store, staged leftovers in a folder included."""
        if self.blobs_url is None:
            root = self.home / "blobs"
            return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        import obstore
        from obstore.store import from_url

        url, _, query = self.blobs_url.partition("?")
        config = dict(pair.split("=", 1) for pair in query.split("&"))
        store = from_url(url, config=config, client_options={"allow_http": True})
        return {str(found["path"]) for page in obstore.list(store) for found in page}


BACKENDS = ["sqlite and folder", "postgresql and folder", "sqlite and s3", "postgresql and s3"]


@pytest.fixture(params=BACKENDS)
async def backend(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Backend]:
    """Every test that asks for this runs once for each pair of back ends."""
    database, _, objects = request.param.partition(" and ")
    made = Backend(
        tmp_path / "home",
        request.getfixturevalue("new_database")() if database == "postgresql" else None,
        request.getfixturevalue("new_bucket")() if objects == "s3" else None,
        Clock(),
    )
    yield made
    await made.close()


@pytest.fixture
async def store(backend: Backend) -> Storage:
    return await backend.open(downloadable=True)


Uploader = Callable[..., Awaitable[StoredFile]]


@pytest.fixture
def upload(store: Storage) -> Uploader:
    async def upload(data: bytes, *, workspace: str = "default", name: str = "a.bin", **options: Any) -> StoredFile:
        async with store.files.upload(workspace) as incoming:
            await incoming.write(data)
            return await incoming.commit(filename=name, **options)

    return upload
