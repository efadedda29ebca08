"""Objects on their way into the store and out of it, and what a workspace may keep there.

An object is announced in ``loose_objects`` before its first byte. The transaction that makes it count takes it off
that list; one that makes it count no more puts it back as garbage. A crash in between leaves an announced object that
nothing points to, and the sweep removes it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from fovea.errors import EngineFailed, FoveaError, InvalidRequest
from fovea.storage.blobs import Blobs
from fovea.storage.database import Database, loose_objects, workspaces

SECOND_US = 1_000_000
#: An upload that was silent this long is taken to be dead. A living one says so four times as often.
GRACE_S = 15 * 60
SWEPT_AT_ONCE = 200


class Objects:
    """``quota_bytes`` bounds what one workspace keeps."""

    def __init__(self, database: Database, store: Blobs, *, quota_bytes: int, clock: Callable[[], float]) -> None:
        self.store = store
        self._database = database
        self._quota_bytes = quota_bytes
        self._clock = clock

    @asynccontextmanager
    async def incoming(self, workspace: str) -> AsyncIterator[Incoming]:
        """An object on its way in. Left before ``adopted`` is set, it never was."""
        key = f"{workspace}/{secrets.token_hex(16)}"
        async with self._database.writing() as connection:
            await connection.execute(
                loose_objects.insert().values(object=key, garbage=False, touched_us=self._now_us())
            )
        incoming = Incoming(self, key)
        try:
            yield incoming
        finally:
            if not incoming.adopted:
                await incoming.writer.abandon()
                with suppress(FoveaError):  # the sweep comes by later
                    await self.discard(key)

    async def adopt(self, connection: AsyncConnection, workspace: str, key: str, size_bytes: int) -> None:
        """Takes an announced object off the list, and its bytes from the workspace's quota.

        Also locks the workspace's row, so that what follows runs one at a time in a workspace.
        """
        await connection.execute(
            self._database.upsert(workspaces).values(id=workspace, used_bytes=0).on_conflict_do_nothing()
        )
        charged = await connection.execute(
            workspaces.update()
            .where(workspaces.c.id == workspace, workspaces.c.used_bytes + size_bytes <= self._quota_bytes)
            .values(used_bytes=workspaces.c.used_bytes + size_bytes)
        )
        if charged.rowcount != 1:
            raise InvalidRequest(
                f"Storage quota exceeded: this workspace may store {self._quota_bytes} bytes. "
                "Delete files to make room.",
                details={"error_code": "storage_quota_exceeded"},
            )
        announced = await connection.execute(
            loose_objects.delete().where(loose_objects.c.object == key, ~loose_objects.c.garbage)
        )
        if announced.rowcount != 1:
            raise EngineFailed("The upload stood still for too long and was given up. Try again.")

    async def lock(self, connection: AsyncConnection, workspace: str) -> None:
        """Changes to a workspace's objects run one at a time. SQLite has locked all of itself already."""
        await connection.execute(sa.select(workspaces.c.id).where(workspaces.c.id == workspace).with_for_update())

    async def refund(self, connection: AsyncConnection, workspace: str, size_bytes: int) -> None:
        await connection.execute(
            workspaces.update()
            .where(workspaces.c.id == workspace)
            .values(used_bytes=workspaces.c.used_bytes - size_bytes)
        )

    async def drop(self, connection: AsyncConnection, key: str) -> None:
        """From the end of this transaction on the object is garbage: ``discard`` it, or leave it to the sweep."""
        await connection.execute(loose_objects.insert().values(object=key, garbage=True, touched_us=self._now_us()))

    async def discard(self, key: str) -> None:
        await self.store.delete(key)
        async with self._database.writing() as connection:
            await connection.execute(loose_objects.delete().where(loose_objects.c.object == key))

    async def touch(self, key: str) -> None:
        async with self._database.writing(durable=False) as connection:
            await connection.execute(
                loose_objects.update().where(loose_objects.c.object == key).values(touched_us=self._now_us())
            )

    async def sweep(self) -> int:
        """Removes what nothing points to; any process may. Returns the objects removed."""
        async with self._database.writing() as connection:
            # From here on such an upload cannot be adopted any more.
            await connection.execute(
                loose_objects.update()
                .where(~loose_objects.c.garbage, loose_objects.c.touched_us < self._now_us() - GRACE_S * SECOND_US)
                .values(garbage=True)
            )
            found = await connection.execute(
                sa.select(loose_objects.c.object).where(loose_objects.c.garbage).limit(SWEPT_AT_ONCE)
            )
            garbage = found.scalars().all()
        for key in garbage:
            await self.discard(key)
        return len(garbage)

    def _now_us(self) -> int:
        return int(self._clock() * SECOND_US)


class Incoming:
    """One object on its way in, written in order by one task."""

    def __init__(self, owner: Objects, key: str) -> None:
        self.key = key
        self.size_bytes = 0
        #: Set by who made it count.
        self.adopted = False
        self.writer = owner.store.create(key)
        self._owner = owner
        self._touched = time.monotonic()

    async def write(self, data: bytes) -> None:
        """Any size; a MiB or more at a time is fast."""
        self.size_bytes += len(data)
        await self.writer.write(data)
        if time.monotonic() - self._touched > GRACE_S / 4:
            self._touched = time.monotonic()
            await self._owner.touch(self.key)

    async def close(self) -> None:
        """Before it is adopted."""
        await self.writer.close()
