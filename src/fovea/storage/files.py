"""Uploaded files: rows that name blobs, blobs that name objects.

An upload goes to an object of its own (``objects.py``). One transaction then adopts it, finds or makes the blob
with the same bytes, and writes the file's row: before it nothing is there, after it everything is. Deleting goes
the same way back.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from fovea.errors import FoveaError, InvalidRequest, NotFound, TooLarge
from fovea.limits import MIB
from fovea.storage.database import Database, blobs, files
from fovea.storage.objects import SECOND_US, SWEPT_AT_ONCE, Incoming, Objects

#: An expired file is listed this long; its bytes go at once.
_EXPIRED_KEPT_US = 30 * 86_400 * SECOND_US
#: Less than this is hashed faster than a thread is woken.
_INLINE_BYTES = 256 * 1024

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
#: Control characters, what Windows and shells do not take in a name, and marks that reorder the text around them.
_FORBIDDEN_IN_NAME = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    filename: str
    mime_type: str
    size_bytes: int
    created_at: datetime
    expires_at: datetime | None
    downloadable: bool


@dataclass(frozen=True, slots=True)
class FilePage:
    """Files, newest first, and where to go on: ``next_page`` is None at the end."""

    files: tuple[StoredFile, ...]
    next_page: str | None
    has_more: bool


class Files:
    """``max_bytes`` bounds one file. ``downloadable`` is what uploads become.

    Upstream never lets an upload be downloaded again; one's own server may.
    """

    def __init__(
        self,
        database: Database,
        objects: Objects,
        *,
        max_bytes: int,
        downloadable: bool,
        clock: Callable[[], float],
    ) -> None:
        self._database = database
        self._objects = objects
        self.max_bytes = max_bytes
        self._downloadable = downloadable
        self._clock = clock

    # --- in ----------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def upload(self, workspace: str) -> AsyncIterator[Upload]:
        """A file on its way in. Left without ``commit()``, it never was."""
        async with self._objects.incoming(workspace) as incoming:
            yield Upload(self, workspace, incoming)

    async def _commit(
        self, upload: Upload, sha256: str, *, filename: str, mime_type: str, expires_in_s: int | None
    ) -> StoredFile:
        now_us = self._now_us()
        row = {
            "id": _new_id(),
            "workspace": upload.workspace,
            "filename": filename,
            "mime_type": mime_type,
            "size_bytes": upload.size_bytes,
            "sha256": sha256,
            "downloadable": self._downloadable,
            "created_us": now_us,
            "expires_us": now_us + expires_in_s * SECOND_US if expires_in_s else None,
        }
        async with self._database.writing() as connection:
            await self._objects.adopt(connection, upload.workspace, upload.key, upload.size_bytes)
            insert = self._database.upsert(blobs).values(
                workspace=upload.workspace, sha256=sha256, object=upload.key, refs=1
            )
            kept = await connection.scalar(
                insert.on_conflict_do_update(
                    index_elements=["workspace", "sha256"], set_={"refs": blobs.c.refs + 1}
                ).returning(blobs.c.object)
            )
            duplicate = kept != upload.key
            if duplicate:
                await self._objects.drop(connection, upload.key)
            await connection.execute(files.insert().values(**row))
        upload.incoming.adopted = True
        if duplicate:
            with suppress(FoveaError):
                await self._objects.discard(upload.key)
        return _stored(row)

    # --- out ---------------------------------------------------------------------------------------------------

    async def get(self, workspace: str, file_id: str) -> StoredFile:
        return _stored(await self._row(workspace, file_id))

    async def open(self, workspace: str, file_id: str) -> tuple[StoredFile, AsyncIterator[bytes]]:
        """The file and its bytes, in pieces, for a download."""
        row = await self._row(workspace, file_id)
        if self._is_expired(row):
            raise NotFound(f"File `{file_id}` has expired.", details={"error_code": "file_expired"})
        if not row["downloadable"]:
            raise InvalidRequest(
                f"File `{file_id}` is not downloadable.", details={"error_code": "file_not_downloadable"}
            )
        return _stored(row), self._pieces(file_id, row["object"], row["size_bytes"])

    async def read(self, workspace: str, file_id: str, *, max_bytes: int | None = None) -> tuple[StoredFile, bytes]:
        """The file and all its bytes, as a source in a message: whatever is wrong with it is a bad request."""
        try:
            row = await self._row(workspace, file_id)
        except NotFound as exc:
            raise InvalidRequest(f"File not found: {file_id}") from exc
        if self._is_expired(row):
            raise InvalidRequest(f"File has expired: {file_id}", details={"error_code": "file_expired"})
        if max_bytes is not None and row["size_bytes"] > max_bytes:
            # In the words for base64, and measured as base64.
            what = "image" if row["mime_type"].startswith("image/") else "file"
            found, limit = -(-row["size_bytes"] // 3) * 4, max_bytes // 3 * 4
            raise InvalidRequest(f"{what} exceeds {limit // MIB} MB maximum: {found} bytes > {limit} bytes")
        try:
            return _stored(row), await self._objects.store.read(row["object"])
        except FileNotFoundError as exc:  # deleted since the row was read
            raise InvalidRequest(f"File not found: {file_id}") from exc

    async def _pieces(self, file_id: str, key: str, size_bytes: int) -> AsyncIterator[bytes]:
        try:
            async for piece in self._objects.store.stream(key, size_bytes):
                yield piece
        except FileNotFoundError as exc:  # deleted since the row was read
            raise _not_found(file_id) from exc

    async def _row(self, workspace: str, file_id: str) -> dict[str, Any]:
        shared = sa.and_(blobs.c.workspace == files.c.workspace, blobs.c.sha256 == files.c.sha256)
        query = (
            sa.select(files, blobs.c.object)
            .select_from(files.outerjoin(blobs, shared))
            .where(files.c.id == file_id, files.c.workspace == workspace)
        )
        row = None
        if len(file_id) <= 64 and file_id.isascii() and file_id.isprintable():
            async with self._database.reading() as connection:
                row = (await connection.execute(query)).mappings().first()
        if row is None:
            raise _not_found(file_id)
        return dict(row)

    def _is_expired(self, row: dict[str, Any]) -> bool:
        return row["expires_us"] is not None and row["expires_us"] <= self._now_us()

    # --- lists -------------------------------------------------------------------------------------------------

    async def list(self, workspace: str, *, limit: int, page: str | None = None) -> FilePage:
        """Newest first, from ``page`` (a ``next_page`` of before) on."""
        return await self._page(workspace, limit, older_than=_position(page) if page else None)

    async def list_after(self, workspace: str, *, limit: int, after_id: str) -> FilePage:
        """The files that follow ``after_id`` in the list, which are older."""
        row = await self._row(workspace, after_id)
        return await self._page(workspace, limit, older_than=(row["created_us"], row["id"]))

    async def list_before(self, workspace: str, *, limit: int, before_id: str) -> FilePage:
        """The files just before ``before_id`` in the list, which are newer."""
        row = await self._row(workspace, before_id)
        return await self._page(workspace, limit, newer_than=(row["created_us"], row["id"]))

    async def list_ids(self, workspace: str, ids: Sequence[str]) -> FilePage:
        """Those of ``ids`` that exist here, newest first."""
        query = files.select().where(files.c.workspace == workspace, files.c.id.in_(ids)).order_by(*_NEWEST)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return FilePage(tuple(_stored(row) for row in rows), None, has_more=False)

    async def _page(
        self,
        workspace: str,
        limit: int,
        older_than: tuple[int, str] | None = None,
        newer_than: tuple[int, str] | None = None,
    ) -> FilePage:
        query = files.select().where(files.c.workspace == workspace).limit(limit + 1)
        position = sa.tuple_(files.c.created_us, files.c.id)
        if newer_than:
            query = query.where(position > newer_than).order_by(files.c.created_us, files.c.id)
        else:
            query = query.order_by(*_NEWEST)
            if older_than:
                query = query.where(position < older_than)
        async with self._database.reading() as connection:
            rows = list((await connection.execute(query)).mappings().all())
        has_more = len(rows) > limit
        del rows[limit:]
        if newer_than:
            rows.reverse()
        end = rows[-1] if rows and has_more else None
        return FilePage(
            tuple(_stored(row) for row in rows),
            _page_token(end["created_us"], end["id"]) if end is not None else None,
            has_more,
        )

    # --- away --------------------------------------------------------------------------------------------------

    async def delete(self, workspace: str, file_id: str) -> None:
        await self._row(workspace, file_id)
        this = sa.and_(files.c.id == file_id, files.c.workspace == workspace)
        async with self._database.writing() as connection:
            await self._objects.lock(connection, workspace)
            gone = await connection.execute(files.delete().where(this).returning(files.c.sha256, files.c.size_bytes))
            row = gone.first()
            if row is None:  # another request was faster
                raise _not_found(file_id)
            garbage = await self._release(connection, workspace, row.sha256, row.size_bytes) if row.sha256 else None
        if garbage:
            with suppress(FoveaError):  # the sweep comes by later
                await self._objects.discard(garbage)

    async def _release(self, connection: AsyncConnection, workspace: str, sha256: str, size_bytes: int) -> str | None:
        """One file less for a blob and the quota. Returns the object to remove if that was the blob's last file."""
        await self._objects.refund(connection, workspace, size_bytes)
        this = sa.and_(blobs.c.workspace == workspace, blobs.c.sha256 == sha256)
        left = (
            await connection.execute(
                blobs.update().where(this).values(refs=blobs.c.refs - 1).returning(blobs.c.refs, blobs.c.object)
            )
        ).one()
        if left.refs > 0:
            return None
        await connection.execute(blobs.delete().where(this))
        await self._objects.drop(connection, left.object)
        return str(left.object)

    async def sweep(self) -> None:
        """Frees what expired; any process may."""
        now_us = self._now_us()
        expired = (
            sa.select(files.c.workspace, files.c.id)
            .where(files.c.expires_us <= now_us, files.c.sha256.is_not(None))
            .limit(SWEPT_AT_ONCE)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(expired)).all()
        for row in rows:
            await self._expire(row.workspace, row.id)
        async with self._database.writing() as connection:
            await connection.execute(
                files.delete().where(files.c.expires_us <= now_us - _EXPIRED_KEPT_US, files.c.sha256.is_(None))
            )

    async def _expire(self, workspace: str, file_id: str) -> None:
        this = sa.and_(files.c.id == file_id, files.c.sha256.is_not(None))
        async with self._database.writing() as connection:
            await self._objects.lock(connection, workspace)
            row = (await connection.execute(sa.select(files.c.sha256, files.c.size_bytes).where(this))).first()
            if row is None:  # another process was faster
                return
            await connection.execute(files.update().where(this).values(sha256=None))
            await self._release(connection, workspace, row.sha256, row.size_bytes)

    def _now_us(self) -> int:
        return int(self._clock() * SECOND_US)


class Upload:
    """One file on its way in. ``write`` and ``commit`` are called in order, by one task."""

    def __init__(self, owner: Files, workspace: str, incoming: Incoming) -> None:
        self.workspace = workspace
        self.incoming = incoming
        self._owner = owner
        self._hash = hashlib.sha256()
        self._head = b""

    @property
    def key(self) -> str:
        return self.incoming.key

    @property
    def size_bytes(self) -> int:
        return self.incoming.size_bytes

    async def write(self, data: bytes) -> None:
        """Any size; a MiB or more at a time is fast. Raises ``TooLarge`` beyond the limit."""
        if self.size_bytes + len(data) > self._owner.max_bytes:
            raise TooLarge(f"File exceeds the maximum size of {self._owner.max_bytes} bytes.")
        if len(self._head) < _SNIFFED_BYTES:
            self._head += data[: _SNIFFED_BYTES - len(self._head)]
        if len(data) < _INLINE_BYTES:
            self._hash.update(data)
            await self.incoming.write(data)
        else:
            await asyncio.gather(self.incoming.write(data), asyncio.to_thread(self._hash.update, data))

    async def commit(
        self, *, filename: str | None, declared: str | None = None, expires_in_s: int | None = None
    ) -> StoredFile:
        """Makes the file exist. ``declared`` is the media type the client named; the first bytes overrule it."""
        mime_type = sniff(self._head, declared)
        name = clean_filename(filename, mime_type)
        await self.incoming.close()
        return await self._owner._commit(
            self, self._hash.hexdigest(), filename=name, mime_type=mime_type, expires_in_s=expires_in_s
        )


# --- names and types ---------------------------------------------------------------------------------------------

_SNIFFED_BYTES = 4096
_FIRST_BYTES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)


def sniff(head: bytes, declared: str | None) -> str:
    """The media type of a file that begins with ``head``.

    What the bytes prove wins over what the client says. A claim to be an image or a PDF that the bytes do
    not bear out is dropped; any other claim is kept, since nothing here could check it.
    """
    for prefix, media_type in _FIRST_BYTES:
        if head.startswith(prefix):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    claim = (declared or "").partition(";")[0].strip().lower()
    if _MEDIA_TYPE.fullmatch(claim) and claim != "application/octet-stream" and claim not in _EXTENSIONS:
        return claim
    return "text/plain" if _is_text(head) else "application/octet-stream"


def _is_text(head: bytes) -> bool:
    if not head or any(byte < 32 and byte not in b"\t\n\f\r\x1b" for byte in head):
        return False
    for cut in range(4):  # the end of the head may fall inside a character
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


def clean_filename(name: str | None, mime_type: str) -> str:
    """The last component of ``name``, or ``unnamed`` and an extension where there is none."""
    last = (name or "").rpartition("/")[2]
    if not last:
        return "unnamed" + _EXTENSIONS.get(mime_type, "")
    if len(last) > 255:
        raise InvalidRequest(f"file: invalid filename: {len(last)} characters > 255 maximum")
    if found := _FORBIDDEN_IN_NAME.search(last):
        raise InvalidRequest(f"file: invalid filename: it holds the forbidden character U+{ord(found[0]):04X}")
    if last in (".", ".."):
        raise InvalidRequest("file: invalid filename: it names a folder")
    return last


def _new_id() -> str:
    return "file_011C" + "".join(secrets.choice(_BASE58) for _ in range(20))


_NEWEST = (files.c.created_us.desc(), files.c.id.desc())


def _page_token(created_us: int, file_id: str) -> str:
    return "page_" + base64.urlsafe_b64encode(f"{created_us}.{file_id}".encode()).decode().rstrip("=")


def _position(token: str) -> tuple[int, str]:
    try:
        text = token.removeprefix("page_")
        created, _, file_id = (
            base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True).decode().partition(".")
        )
        if token.startswith("page_") and file_id and created.isdigit() and len(created) <= 17:
            return int(created), file_id
    except ValueError:
        pass
    raise InvalidRequest("page: not a page of this list; use a `next_page` as it was given")


def _stored(row: Any) -> StoredFile:
    return StoredFile(
        id=row["id"],
        filename=row["filename"],
        mime_type=row["mime_type"],
        size_bytes=row["size_bytes"],
        created_at=_time(row["created_us"]),
        expires_at=None if row["expires_us"] is None else _time(row["expires_us"]),
        downloadable=row["downloadable"],
    )


def _time(us: int) -> datetime:
    return datetime.fromtimestamp(us / SECOND_US, UTC)


def _not_found(file_id: str) -> NotFound:
    return NotFound(f"File `{file_id[:80]}` not found.")
