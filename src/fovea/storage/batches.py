"""Message batches: their requests until they are answered, their results until they are removed.

The bodies of a batch's requests lie one after the other in one object (``objects.py``), which goes when the batch
ends. Each request has a row, which any process takes with a lease that it renews while it works. A process that dies
lets its leases run out, and its requests begin again elsewhere, or in itself once it is back. What was done twice
counts once: the first result stays.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import sqlalchemy as sa

from fovea.errors import FoveaError, InvalidRequest, NotFound
from fovea.limits import MIB
from fovea.storage.database import Database, batch_requests, batches
from fovea.storage.objects import SECOND_US, SWEPT_AT_ONCE, Incoming, Objects

EXPIRES_AFTER_S = 24 * 3600
#: Since its creation.
RESULTS_KEPT_S = 29 * 86_400
#: How long a process may be silent before others take what it had.
LEASE_S = 20
_ROWS_AT_ONCE = 2000
_LINES_AT_ONCE = 200
_PIECE_BYTES = MIB
_ID = re.compile(r"[A-Za-z0-9_]{1,64}")

Outcome: TypeAlias = Literal["succeeded", "errored", "canceled", "expired"]
#: Custom id, outcome, and the line of the results: None where the outcome says all.
Result: TypeAlias = tuple[str, Outcome, bytes | None]


@dataclass(frozen=True, slots=True)
class Batch:
    id: str
    total: int
    created_at: datetime
    expires_at: datetime
    cancel_initiated_at: datetime | None
    ended_at: datetime | None
    archived_at: datetime | None
    #: All 0 until it has ended.
    outcomes: dict[Outcome, int]


@dataclass(frozen=True, slots=True)
class BatchPage:
    batches: tuple[Batch, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Claim:
    """A request that this process has taken, until the lease ends that ``renew`` prolongs."""

    batch: str
    position: int
    custom_id: str
    workspace: str
    key_id: str | None
    version: str
    _object: str
    _start: int
    _size_bytes: int

    @property
    def place(self) -> tuple[str, int]:
        return self.batch, self.position


class Batches:
    def __init__(self, database: Database, objects: Objects, *, clock: Callable[[], float]) -> None:
        self._database = database
        self._objects = objects
        self._clock = clock

    # --- in ----------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def spool(self, workspace: str) -> AsyncIterator[Spool]:
        """A batch on its way in. Left without ``commit()``, it never was."""
        async with self._objects.incoming(workspace) as incoming:
            yield Spool(self, workspace, incoming)

    async def _commit(self, spool: Spool, batch_id: str, version: str, key_id: str | None) -> Batch:
        now_us = self._now_us()
        row: dict[str, Any] = {
            "id": batch_id,
            "workspace": spool.workspace,
            "key_id": key_id,
            "version": version,
            "object": spool.incoming.key,
            "size_bytes": spool.incoming.size_bytes,
            "total": len(spool.rows),
            "created_us": now_us,
            "expires_us": now_us + EXPIRES_AFTER_S * SECOND_US,
            "served_us": 0,
            "cancel_us": None,
            "ended_us": None,
            "archived_us": None,
            **dict.fromkeys(_OUTCOMES, 0),
        }
        async with self._database.writing() as connection:
            await self._objects.adopt(connection, spool.workspace, spool.incoming.key, spool.incoming.size_bytes)
            await connection.execute(batches.insert().values(**row))
            for at in range(0, len(spool.rows), _ROWS_AT_ONCE):
                rows = [
                    {"batch": batch_id, "position": at + i, "custom_id": name, "start": start, "size_bytes": size}
                    for i, (name, start, size) in enumerate(spool.rows[at : at + _ROWS_AT_ONCE])
                ]
                await connection.execute(batch_requests.insert().values(due_us=0), rows)
        spool.incoming.adopted = True
        return _batch(row)

    # --- work --------------------------------------------------------------------------------------------------

    async def claim(self) -> Claim | None:
        """The next request of the batch that waited longest, and it is this process's to answer. None if none is due.

        Ends batches on the way: those that are through, canceled or expired.
        """
        waiting = batches.select().where(batches.c.ended_us.is_(None)).order_by(batches.c.served_us, batches.c.id)
        async with self._database.reading() as connection:
            found = (await connection.execute(waiting.limit(SWEPT_AT_ONCE))).mappings().all()
        for row in found:
            if row["cancel_us"] is not None or row["expires_us"] <= self._now_us():
                await self._end(row)
            elif claim := await self._claim_of(row):
                return claim
        return None

    async def _claim_of(self, row: Any) -> Claim | None:
        now_us = self._now_us()
        mine = batch_requests.c.batch == row["id"]
        due = (
            batch_requests.select()
            .where(mine, batch_requests.c.due_us <= now_us)
            .order_by(batch_requests.c.due_us, batch_requests.c.position)
            .limit(1)
        )
        async with self._database.reading() as connection:  # where nothing is due, nothing is locked
            nothing_due = (await connection.execute(due)).first() is None
            through = nothing_due and await connection.scalar(_open(row["id"])) is None
        if through:
            await self._end(row)
        if nothing_due:
            return None
        async with self._database.writing(durable=False) as connection:
            taken = (await connection.execute(due.with_for_update(skip_locked=True))).mappings().first()
            if taken is None:
                return None
            await connection.execute(
                batch_requests.update()
                .where(mine, batch_requests.c.position == taken["position"])
                .values(due_us=now_us + LEASE_S * SECOND_US)
            )
            await connection.execute(batches.update().where(batches.c.id == row["id"]).values(served_us=now_us))
        return Claim(
            batch=row["id"],
            position=taken["position"],
            custom_id=taken["custom_id"],
            workspace=row["workspace"],
            key_id=row["key_id"],
            version=row["version"],
            _object=row["object"],
            _start=taken["start"],
            _size_bytes=taken["size_bytes"],
        )

    async def read(self, claim: Claim) -> bytes:
        """The request's body."""
        try:
            return await self._objects.store.read_range(claim._object, claim._start, claim._size_bytes)
        except FileNotFoundError as exc:  # the batch has ended since
            raise InvalidRequest(f"Batch `{claim.batch}` has ended.") from exc

    async def renew(self, claims: Sequence[Claim]) -> set[tuple[str, int]]:
        """Prolongs their leases. Returns the places whose batch was canceled, has expired or is gone."""
        stopped: set[tuple[str, int]] = set()
        now_us = self._now_us()
        async with self._database.writing(durable=False) as connection:
            going = batches.c.ended_us.is_(None) & batches.c.cancel_us.is_(None) & (batches.c.expires_us > now_us)
            names = {claim.batch for claim in claims}
            alive = set((await connection.scalars(sa.select(batches.c.id).where(batches.c.id.in_(names), going))).all())
            for claim in claims:
                if claim.batch not in alive:
                    stopped.add(claim.place)
                    continue
                await connection.execute(_open_request(claim).values(due_us=now_us + LEASE_S * SECOND_US))
        return stopped

    async def give_back(self, claim: Claim, *, after_s: float = 0) -> None:
        """Whoever comes next may take it, ``after_s`` from now."""
        due_us = self._now_us() + int(after_s * SECOND_US) if after_s else 0
        async with self._database.writing(durable=False) as connection:
            await connection.execute(_open_request(claim).values(due_us=due_us))

    async def finish(self, claim: Claim, outcome: Outcome, result: bytes | None) -> None:
        """``result`` is its line of the results; None where the outcome says all."""
        async with self._database.writing(durable=False) as connection:
            await connection.execute(_open_request(claim).values(due_us=None, outcome=outcome, result=result))

    async def _end(self, row: Any) -> None:
        """Ends a batch of whose requests none is being answered; those that still wait become canceled or expired."""
        left: Outcome = "canceled" if row["cancel_us"] is not None else "expired"
        mine = batch_requests.c.batch == row["id"]
        now_us = self._now_us()
        async with self._database.writing() as connection:
            await self._objects.lock(connection, row["workspace"])
            going = await connection.scalar(
                sa.select(batches.c.id).where(batches.c.id == row["id"], batches.c.ended_us.is_(None))
            )
            if going is None:  # another process was faster
                return
            if row["cancel_us"] is not None or row["expires_us"] <= now_us:
                await connection.execute(
                    batch_requests.update()
                    .where(mine, batch_requests.c.due_us <= now_us)
                    .values(due_us=None, outcome=left)
                )
            if await connection.scalar(_open(row["id"])) is not None:
                return
            found = await connection.execute(
                sa.select(batch_requests.c.outcome, sa.func.count().label("requests"))
                .where(mine)
                .group_by(batch_requests.c.outcome)
            )
            counts = {**dict.fromkeys(_OUTCOMES, 0), **{one.outcome: one.requests for one in found}}
            await connection.execute(
                batches.update().where(batches.c.id == row["id"]).values(ended_us=now_us, object=None, **counts)
            )
            await self._objects.refund(connection, row["workspace"], row["size_bytes"])
            await self._objects.drop(connection, row["object"])
        with suppress(FoveaError):  # the sweep comes by later
            await self._objects.discard(row["object"])

    # --- out ---------------------------------------------------------------------------------------------------

    async def get(self, workspace: str, batch_id: str) -> Batch:
        return _batch(await self._row(workspace, batch_id))

    async def list(
        self, workspace: str, *, limit: int, after_id: str | None = None, before_id: str | None = None
    ) -> BatchPage:
        """Newest first: those after ``after_id`` in the list, which are older, or just before ``before_id``."""
        query = batches.select().where(batches.c.workspace == workspace).limit(limit + 1)
        position = sa.tuple_(batches.c.created_us, batches.c.id)
        if before_id:
            edge = await self._row(workspace, before_id)
            query = query.where(position > (edge["created_us"], edge["id"]))
            query = query.order_by(batches.c.created_us, batches.c.id)
        else:
            query = query.order_by(batches.c.created_us.desc(), batches.c.id.desc())
            if after_id:
                edge = await self._row(workspace, after_id)
                query = query.where(position < (edge["created_us"], edge["id"]))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        page = [_batch(row) for row in rows[:limit]]
        return BatchPage(tuple(reversed(page) if before_id else page), has_more=len(rows) > limit)

    async def results(self, workspace: str, batch_id: str) -> AsyncIterator[Sequence[Result]]:
        """What became of each request, some at a time.

        Raises ``InvalidRequest`` before the batch has ended, ``NotFound`` after its results were removed.
        """
        batch = await self.get(workspace, batch_id)
        if batch.ended_at is None:
            raise InvalidRequest(f"Batch `{batch_id}` has no results yet: it has not ended.")
        if batch.archived_at is not None:
            raise NotFound(f"The results of batch `{batch_id}` are no longer available.")
        return self._lines(batch_id)

    async def _lines(self, batch_id: str) -> AsyncIterator[Sequence[Result]]:
        row = batch_requests.c
        last = -1
        while True:
            query = (
                sa.select(row.position, row.custom_id, row.outcome, row.result)
                .where(row.batch == batch_id, row.position > last)
                .order_by(row.position)
                .limit(_LINES_AT_ONCE)
            )
            async with self._database.reading() as connection:
                found = (await connection.execute(query)).all()
            if not found:
                return
            last = found[-1].position
            yield [(one.custom_id, one.outcome, one.result) for one in found]

    # --- away --------------------------------------------------------------------------------------------------

    async def cancel(self, workspace: str, batch_id: str) -> Batch:
        """From now on none of its requests begins. Raises ``InvalidRequest`` if it has ended."""
        row = await self._row(workspace, batch_id)
        if row["ended_us"] is not None:
            raise InvalidRequest(f"Batch `{batch_id}` has ended and cannot be canceled.")
        async with self._database.writing() as connection:
            await connection.execute(
                batches.update()
                .where(batches.c.id == batch_id, batches.c.cancel_us.is_(None), batches.c.ended_us.is_(None))
                .values(cancel_us=self._now_us())
            )
        return await self.get(workspace, batch_id)

    async def delete(self, workspace: str, batch_id: str) -> None:
        """With its results. Raises ``InvalidRequest`` before it has ended."""
        row = await self._row(workspace, batch_id)
        if row["ended_us"] is None:
            raise InvalidRequest(f"Batch `{batch_id}` has not ended: cancel it first.")
        async with self._database.writing() as connection:
            await connection.execute(batch_requests.delete().where(batch_requests.c.batch == batch_id))
            await connection.execute(batches.delete().where(batches.c.id == batch_id))

    async def sweep(self) -> None:
        """Removes results that were kept long enough; any process may."""
        now_us = self._now_us()
        old = sa.select(batches.c.id).where(
            batches.c.created_us <= now_us - RESULTS_KEPT_S * SECOND_US,
            batches.c.ended_us.is_not(None),
            batches.c.archived_us.is_(None),
        )
        async with self._database.reading() as connection:
            found = (await connection.scalars(old.limit(SWEPT_AT_ONCE))).all()
        for batch_id in found:
            async with self._database.writing() as connection:
                await connection.execute(batch_requests.delete().where(batch_requests.c.batch == batch_id))
                await connection.execute(batches.update().where(batches.c.id == batch_id).values(archived_us=now_us))

    async def _row(self, workspace: str, batch_id: str) -> dict[str, Any]:
        row = None
        if _ID.fullmatch(batch_id):
            async with self._database.reading() as connection:
                query = batches.select().where(batches.c.id == batch_id, batches.c.workspace == workspace)
                row = (await connection.execute(query)).mappings().first()
        if row is None:
            raise NotFound(f"Batch `{batch_id[:80]}` not found.")
        return dict(row)

    def _now_us(self) -> int:
        return int(self._clock() * SECOND_US)


class Spool:
    """The requests of one batch on their way in. ``add`` and ``commit`` are called in order, by one task."""

    def __init__(self, owner: Batches, workspace: str, incoming: Incoming) -> None:
        self.workspace = workspace
        self.incoming = incoming
        #: (custom id, start, size in bytes)
        self.rows: list[tuple[str, int, int]] = []
        self._owner = owner
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    async def add(self, custom_id: str, body: bytes) -> None:
        self.rows.append((custom_id, self.incoming.size_bytes + self._pending_bytes, len(body)))
        self._pending.append(body)
        self._pending_bytes += len(body)
        if self._pending_bytes >= _PIECE_BYTES:
            await self._flush()

    async def _flush(self) -> None:
        piece = b"".join(self._pending)
        self._pending.clear()
        self._pending_bytes = 0
        await self.incoming.write(piece)

    async def commit(self, batch_id: str, *, version: str, key_id: str | None) -> Batch:
        """Makes the batch exist, and its requests wait to be claimed."""
        await self._flush()
        await self.incoming.close()
        return await self._owner._commit(self, batch_id, version, key_id)


_OUTCOMES: tuple[Outcome, ...] = ("succeeded", "errored", "canceled", "expired")


def _open(batch_id: str) -> sa.Select[tuple[int]]:
    """One of the batch's requests that is not done, if there is any."""
    rows = batch_requests.c
    return sa.select(rows.position).where(rows.batch == batch_id, rows.due_us.is_not(None)).limit(1)


def _open_request(claim: Claim) -> sa.Update:
    rows = batch_requests.c
    return batch_requests.update().where(
        rows.batch == claim.batch, rows.position == claim.position, rows.due_us.is_not(None)
    )


def _batch(row: Any) -> Batch:
    return Batch(
        id=row["id"],
        total=row["total"],
        created_at=_time(row["created_us"]),
        expires_at=_time(row["expires_us"]),
        cancel_initiated_at=_maybe(row["cancel_us"]),
        ended_at=_maybe(row["ended_us"]),
        archived_at=_maybe(row["archived_us"]),
        outcomes={outcome: row[outcome] for outcome in _OUTCOMES},
    )


def _maybe(us: int | None) -> datetime | None:
    return None if us is None else _time(us)


def _time(us: int) -> datetime:
    return datetime.fromtimestamp(us / SECOND_US, UTC)
