"""The relational half of the storage: the tables, one engine for SQLite or PostgreSQL, and the migrations.

Both databases see the same statements. What differs is kept here: how a write transaction starts, how
migrations are kept to one process at a time, and how a failure looks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from fovea.errors import EngineFailed, FoveaError

#: The newest file in ``migrations/versions``.
HEAD = "0002"
#: Any constant; the same in every process, so that one of them migrates and the others wait.
_MIGRATION_LOCK = 0x666F766561

#: PostgreSQL's classes of errors for: connection, authorization, no such database, resources, shutdown or start-up.
_NOT_LET_IN = frozenset({"08", "28", "3D", "53", "57"})

metadata = sa.MetaData()

workspaces = sa.Table(
    "workspaces",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    #: What its files hold, each counted in full however often their bytes are the same.
    sa.Column("used_bytes", sa.BigInteger, nullable=False),
)

files = sa.Table(
    "files",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("filename", sa.String(255), nullable=False),
    sa.Column("mime_type", sa.String(255), nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    #: The blob that holds the bytes; null once the file has expired and its bytes are gone.
    sa.Column("sha256", sa.String(64)),
    sa.Column("downloadable", sa.Boolean, nullable=False),
    #: Microseconds since 1970, as ``expires_us``.
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("expires_us", sa.BigInteger),
    # A page is a range of this index, so page 1,000 costs what page 1 costs.
    sa.Index("files_newest", "workspace", "created_us", "id"),
    sa.Index("files_expiry", "expires_us"),
)

blobs = sa.Table(
    "blobs",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("sha256", sa.String(64), primary_key=True),
    #: Where in the object store the bytes are.
    sa.Column("object", sa.String(128), nullable=False),
    #: Files that share these bytes.
    sa.Column("refs", sa.BigInteger, nullable=False),
)

#: Objects that no blob points to: uploads on their way in, and what deleted files leave behind.
loose_objects = sa.Table(
    "loose_objects",
    metadata,
    sa.Column("object", sa.String(128), primary_key=True),
    #: Garbage may be removed at once; an upload, once it was silent for the grace time.
    sa.Column("garbage", sa.Boolean, nullable=False),
    sa.Column("touched_us", sa.BigInteger, nullable=False),
)

keys = sa.Table(
    "keys",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("name", sa.String(255), nullable=False),
    sa.Column("workspace", sa.String(64), nullable=False),
    #: SHA-256 of the key. It has 256 random bits, so a slow hash would add nothing.
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("revoked_us", sa.BigInteger),
    #: A limit of its own; null leaves the server's.
    sa.Column("requests_per_minute", sa.Integer),
    sa.Column("input_tokens_per_minute", sa.Integer),
)

#: One bucket a key and resource, see ``keys.Rates``.
rates = sa.Table(
    "rates",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("resource", sa.String(32), primary_key=True),
    #: When the bucket is full again, in microseconds since 1970.
    sa.Column("full_us", sa.BigInteger, nullable=False),
)

prompts = sa.Table(
    "prompts",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(255), primary_key=True),
    #: 1, 2, 3 … ; a version never changes.
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("request_id", sa.String(64), nullable=False),
    sa.Column("rating", sa.String(8), nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Index("feedback_newest", "workspace", "created_us", "id"),
)

batches = sa.Table(
    "batches",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    #: The key that made it, if there was one.
    sa.Column("key_id", sa.String(32)),
    #: The ``anthropic-version`` under which it was made, and so each of its requests.
    sa.Column("version", sa.String(16), nullable=False),
    #: Where the bodies of its requests are, one after the other; null once it has ended and they are gone.
    sa.Column("object", sa.String(128)),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("created_us", sa.BigInteger, nullable=False),
    sa.Column("expires_us", sa.BigInteger, nullable=False),
    #: When one of its requests was last taken: the batch that waited longest is next.
    sa.Column("served_us", sa.BigInteger, nullable=False),
    sa.Column("cancel_us", sa.BigInteger),
    sa.Column("ended_us", sa.BigInteger),
    #: When its results were removed.
    sa.Column("archived_us", sa.BigInteger),
    # Filled when it ends.
    sa.Column("succeeded", sa.Integer, nullable=False),
    sa.Column("errored", sa.Integer, nullable=False),
    sa.Column("canceled", sa.Integer, nullable=False),
    sa.Column("expired", sa.Integer, nullable=False),
    sa.Index("batches_newest", "workspace", "created_us", "id"),
    sa.Index("batches_turn", "ended_us", "served_us"),
)

batch_requests = sa.Table(
    "batch_requests",
    metadata,
    sa.Column("batch", sa.String(64), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("custom_id", sa.String(64), nullable=False),
    #: Where in the batch's object its body is.
    sa.Column("start", sa.BigInteger, nullable=False),
    sa.Column("size_bytes", sa.BigInteger, nullable=False),
    #: From when on a process may take it: 0 at first, the end of a lease while one has it, null once it is done.
    sa.Column("due_us", sa.BigInteger),
    #: succeeded, errored, canceled, expired.
    sa.Column("outcome", sa.String(16)),
    #: The line of the results; null where the outcome says all.
    sa.Column("result", sa.LargeBinary),
    # The next one to take is the first of a range of this index, however many are done.
    sa.Index("batch_requests_due", "batch", "due_us", "position"),
)


class Database:
    """One pool of connections, and the two ways to use it: ``reading()`` and ``writing()``.

    A failure of the database leaves both as ``EngineFailed`` with a message for the client.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._is_sqlite = engine.dialect.name == "sqlite"
        # SQLite has one writer. Processes wait for each other inside SQLite, which polls; the tasks of
        # one process wait here, in order.
        self._writer = asyncio.Lock() if self._is_sqlite else None

    @classmethod
    async def open(cls, home: Path, url: str | None = None) -> Database:
        """Connects to ``url`` (``postgresql://…``), or else to ``fovea.db`` in ``home``, and migrates."""
        database = cls(_postgresql(url) if url else _sqlite(home / "fovea.db"))
        try:
            await database._migrate()
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        with _Translated():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self, *, durable: bool = True) -> AsyncIterator[AsyncConnection]:
        """A transaction, committed at the end. ``durable=False`` need not survive a power cut (never a crash)."""
        with _Translated():
            async with AsyncExitStack() as stack:
                if self._writer:
                    await stack.enter_async_context(self._writer)
                connection = await stack.enter_async_context(self._engine.connect())
                await connection.execution_options(fovea_write=True, fovea_durable=durable)
                await stack.enter_async_context(connection.begin())
                yield connection

    def upsert(self, table: sa.Table) -> Any:
        """``INSERT`` with ``on_conflict_do_update``, which both dialects have under the same name."""
        from sqlalchemy.dialects import postgresql, sqlite

        return sqlite.insert(table) if self._is_sqlite else postgresql.insert(table)

    async def _migrate(self) -> None:
        async with self.reading() as connection:
            if await connection.run_sync(_revision) == HEAD:
                return
        async with self.writing() as connection:  # on SQLite this is the lock
            if not self._is_sqlite:
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))
            await connection.run_sync(_upgrade)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


def _upgrade(connection: sa.Connection) -> None:
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # announces each of its parts
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as exc:
        raise EngineFailed(
            "The database was written by a newer Fovea: install that version, or restore a backup."
        ) from exc


def _sqlite(path: Path) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": 30})

    @sa.event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        # The driver would begin transactions by itself, and too late: we begin them below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA secure_delete = ON")  # a deleted name leaves the file, not only the index
        cursor.close()

    @sa.event.listens_for(engine.sync_engine, "begin")
    def begun(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("fovea_write"):
            connection.exec_driver_sql("BEGIN")
            return
        durable = options.get("fovea_durable", True)
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        # A transaction that reads first and writes later would fail when another one wrote in between.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgresql(url: str) -> AsyncEngine:
    try:
        parsed = sa.make_url(url)
    except ArgumentError as exc:  # its text holds the URL, and with it the password
        raise EngineFailed("database_url: not a URL such as postgresql://user@host/database") from exc
    if parsed.get_backend_name() != "postgresql":
        raise EngineFailed(f"database_url: {parsed.get_backend_name()}:// is not known; use postgresql://")
    query = dict(parsed.query)
    if "sslmode" in query:  # libpq's name for what this driver calls ssl
        query["ssl"] = query.pop("sslmode")
    try:
        return create_async_engine(
            parsed.set(drivername="postgresql+asyncpg", query=query),
            pool_pre_ping=True,  # a server that went away and came back costs nobody a request
            pool_size=10,
            max_overflow=20,
            connect_args={"timeout": 10, "command_timeout": 60},
        )
    except ModuleNotFoundError as exc:
        raise EngineFailed("database_url: PostgreSQL needs its driver: pip install 'fovea-vision[postgres]'") from exc


class _Translated:
    """Turns a failure of the database into ours. The driver's text stays in the chain, for the log."""

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        match error:
            case None | FoveaError():
                return
            case DBAPIError() if "full" in str(error.orig) or "No space" in str(error.orig):
                raise EngineFailed("The storage is full.") from error
            case OperationalError() | InterfaceError() | PoolTimeout() | OSError() | TimeoutError():
                raise EngineFailed("The database does not answer right now. Try again.", retry_after_s=1) from error
            case DBAPIError() if (getattr(error.orig, "sqlstate", None) or "")[:2] in _NOT_LET_IN:
                raise EngineFailed("The database lets nobody in right now. Try again.", retry_after_s=1) from error
            case SQLAlchemyError():
                raise EngineFailed("The database could not do this.") from error
