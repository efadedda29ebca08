"""What outlives a request: files, batches, keys, limits, prompts, feedback.

    async with storage.open(home) as store:
        key, secret = await store.keys.create("laptop")

Rows live in SQLite or PostgreSQL (``database.py``), bytes in a folder or an object store (``blobs.py``).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fovea.errors import EngineFailed, FoveaError
from fovea.storage.batches import Batch, Batches, BatchPage, Claim, Outcome, Spool
from fovea.storage.blobs import Blobs
from fovea.storage.database import Database
from fovea.storage.files import FilePage, Files, StoredFile, Upload, clean_filename, sniff
from fovea.storage.keys import Allowance, Key, Keys, Rates, Resource
from fovea.storage.notes import Feedback, FeedbackNotes, Prompt, Prompts
from fovea.storage.objects import Objects

__all__ = [
    "Allowance",
    "Batch",
    "BatchPage",
    "Batches",
    "Claim",
    "Feedback",
    "FilePage",
    "Files",
    "Key",
    "Keys",
    "Outcome",
    "Prompt",
    "Prompts",
    "Rates",
    "Resource",
    "Spool",
    "Storage",
    "StoredFile",
    "Upload",
    "clean_filename",
    "open",
    "sniff",
]

_log = logging.getLogger("fovea.storage")
_SWEEP_EVERY_S = 5 * 60


@dataclass(frozen=True, slots=True)
class Storage:
    files: Files
    batches: Batches
    keys: Keys
    rates: Rates
    prompts: Prompts
    feedback: FeedbackNotes
    _objects: Objects

    async def check(self) -> None:
        """Raises ``FoveaError`` if the database or the object store does not answer."""
        await self.keys.any()
        await self._objects.store.check()

    async def sweep(self) -> int:
        """Frees what expired and removes what nothing points to; any process may. Returns the objects removed."""
        await self.files.sweep()
        await self.batches.sweep()
        return await self._objects.sweep()


@asynccontextmanager
async def open(
    home: Path,
    database_url: str | None = None,
    blobs_url: str | None = None,
    *,
    file_bytes: int = 500 * 1000 * 1000,
    quota_bytes: int = 100 * 1024**3,
    downloadable: bool = False,
    clock: Callable[[], float] = time.time,
) -> AsyncIterator[Storage]:
    """Connects, migrates if need be, and sweeps in the background until it is left.

    Without URLs everything is in ``home``, which is made for this user alone.
    """
    if not (database_url and blobs_url):
        _make_folder(home)
    store = Blobs.open(home, blobs_url)
    database = await Database.open(home, database_url)
    objects = Objects(database, store, quota_bytes=quota_bytes, clock=clock)
    storage = Storage(
        files=Files(database, objects, max_bytes=file_bytes, downloadable=downloadable, clock=clock),
        batches=Batches(database, objects, clock=clock),
        keys=Keys(database, clock=clock),
        rates=Rates(database, clock=clock),
        prompts=Prompts(database, clock=clock),
        feedback=FeedbackNotes(database, clock=clock),
        _objects=objects,
    )
    sweeper = asyncio.create_task(_sweep_forever(storage), name="fovea-sweep")
    try:
        yield storage
    finally:
        sweeper.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sweeper
        await database.close()


def _make_folder(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise EngineFailed(f"{home}: the data folder cannot be made: {exc.strerror}") from exc


async def _sweep_forever(storage: Storage) -> None:
    while True:
        # Several processes sweep the same storage: not all at the same moment.
        await asyncio.sleep(_SWEEP_EVERY_S * random.uniform(0.2, 1.2))  # noqa: S311  # jitter, not a secret
        try:
            await storage.sweep()
        except FoveaError as exc:
            _log.warning("the sweep was put off: %s", exc.message, exc_info=exc)
