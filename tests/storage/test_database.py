"""Migrations, and a database that fails."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from fovea import storage
from fovea.errors import EngineFailed
from fovea.storage.database import HEAD, Database, metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str | None:
    return request.getfixturevalue("new_database")() if request.param == "postgresql" else None


async def test_the_migrations_lead_to_the_tables_that_the_code_uses(tmp_path: Path, database_url: str | None) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = await Database.open(tmp_path, database_url)

    def difference(connection: sa.Connection) -> Any:
        return compare_metadata(MigrationContext.configure(connection), metadata)

    async with database.reading() as connection:
        assert await connection.run_sync(difference) == []
    await database.close()


def test_the_newest_migration_is_the_one_that_the_code_expects() -> None:
    versions = Path(storage.__file__).parent / "migrations" / "versions"
    assert max(path.name for path in versions.glob("[0-9]*.py")).startswith(HEAD)


async def test_processes_that_start_together_migrate_once(tmp_path: Path, database_url: str | None) -> None:
    program = (
        "import asyncio, pathlib, sys\n"
        "from fovea.storage.database import Database\n"
        "asyncio.run(Database.open(pathlib.Path(sys.argv[1]), sys.argv[2] or None))\n"
    )
    starting = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", program, str(tmp_path), database_url or "", stderr=asyncio.subprocess.PIPE
        )
        for _ in range(4)
    ]
    for process in starting:
        _, errors = await process.communicate()
        assert process.returncode == 0, errors.decode()


async def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, database_url: str | None) -> None:
    database = await Database.open(tmp_path, database_url)
    async with database.writing() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await database.close()
    with pytest.raises(EngineFailed, match="written by a newer Fovea"):
        await Database.open(tmp_path, database_url)


async def test_a_database_url_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed, match="mysql:// is not known; use postgresql://"):
        await Database.open(tmp_path, "mysql://somewhere/fovea")


async def test_a_database_that_went_away_is_a_clear_error_and_back_again_it_is_used_again(
    tmp_path: Path, postgres: Any, new_database: Callable[[], str]
) -> None:
    async with storage.open(tmp_path, new_database()) as store:
        async with store.files.upload("default") as incoming:
            await incoming.write(b"kept")
            kept = await incoming.commit(filename="kept.txt")
        postgres.stop()
        try:
            for attempt in (
                store.files.get("default", kept.id),
                store.check(),
                store.keys.verify("fovea-" + "0" * 12 + "-" + "x" * 43),
            ):
                with pytest.raises(EngineFailed, match="The database does not answer right now") as refused:
                    await attempt
                assert refused.value.retry_after_s
        finally:
            postgres.start()
        assert (await store.files.read("default", kept.id))[1] == b"kept"
        await store.check()
