"""Full disks, object stores that fail, processes that are killed: nothing lost, nothing half there."""

from __future__ import annotations

import asyncio
import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from aiohttp import web

from fovea import storage
from fovea.errors import EngineFailed
from fovea.storage.objects import GRACE_S


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this user may not mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


async def test_a_full_disk_is_said_and_costs_no_stored_file(small_disk: Path) -> None:
    async with storage.open(small_disk, downloadable=True) as store:

        async def put(data: bytes) -> str:
            async with store.files.upload("default") as incoming:
                await incoming.write(data)
                return (await incoming.commit(filename="x.bin")).id

        kept = await put(b"a" * 1_000_000)
        with pytest.raises(EngineFailed, match="The storage is full"):
            await put(os.urandom(20_000_000))
        assert [f.id for f in (await store.files.list("default", limit=10)).files] == [kept]
        assert (await store.files.read("default", kept))[1] == b"a" * 1_000_000
        # What the failed upload had written is gone again.
        assert await put(b"b" * 1_000_000)


@pytest.fixture
async def failing_store() -> AsyncIterator[tuple[str, list[str]]]:
    """Speaks HTTP where S3 was configured, and says 503 to everything."""
    asked: list[str] = []

    async def refuse(request: web.Request) -> web.Response:
        asked.append(request.method)
        return web.Response(status=503, text="<Error><Code>SlowDown</Code></Error>")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    yield f"s3://bucket/files?endpoint=http://127.0.0.1:{port}&region=us-east-1", asked
    await runner.cleanup()


async def test_an_object_store_that_says_503_is_asked_again_and_then_a_clear_error(
    tmp_path: Path, failing_store: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, asked = failing_store
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "fovea")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    async with storage.open(tmp_path, None, url) as store:
        with pytest.raises(EngineFailed, match="The file storage does not answer right now"):
            async with store.files.upload("default") as incoming:
                await incoming.write(b"x" * 100)
                await incoming.commit(filename="x")
        assert asked.count("PUT") > 1
        assert (await store.files.list("default", limit=10)).files == ()


#: Uploads without end, each named by the hash of its bytes; prints the id of each that was acknowledged.
UPLOADER = """
import asyncio, hashlib, os, pathlib, random, sys
from fovea import storage

async def one(store):
    data = os.urandom(random.choice([10, 10, 200_000, 200_000, 9_000_000]))
    async with store.files.upload("default") as incoming:
        for at in range(0, len(data), 1 << 20):
            await incoming.write(data[at : at + (1 << 20)])
        file = await incoming.commit(filename=hashlib.sha256(data).hexdigest())
    print(file.id, flush=True)

async def main():
    async with storage.open(pathlib.Path(sys.argv[1]), sys.argv[2] or None) as store:
        print("ready", flush=True)
        async def many():
            while True:
                await one(store)
        await asyncio.gather(*(many() for _ in range(8)))

asyncio.run(main())
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_kill_9_at_any_moment_leaves_whole_files_or_none(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Two hundred uploads, eight at a time, killed five times at random moments."""
    url: str | None = None
    if kind == "postgresql":
        new_database: Callable[[], str] = request.getfixturevalue("new_database")
        url = new_database()
    acknowledged: list[str] = []
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", UPLOADER, str(tmp_path), url or ""], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        acknowledged += [process.stdout.readline().strip() for _ in range(random.randint(35, 45))]
        await asyncio.sleep(random.uniform(0, 0.2))
        process.kill()
        acknowledged += process.stdout.read().split()
        process.wait()
        process.stdout.close()

    async with storage.open(tmp_path, url) as store:
        listed = []
        page = None
        while True:
            found = await store.files.list("default", limit=1000, page=page)
            listed += found.files
            if (page := found.next_page) is None:
                break
        # An id is cut short if the kill came while it was printed.
        whole = {file_id for file_id in acknowledged if len(file_id) == len("file_011C") + 20}
        assert len(whole) >= 175
        assert whole <= {file.id for file in listed}
        for file in listed:
            _, data = await store.files.read("default", file.id)
            assert hashlib.sha256(data).hexdigest() == file.filename

    async with storage.open(tmp_path, url, clock=lambda: time.time() + GRACE_S + 1) as later:
        while await later.sweep():
            pass
    left = sum(1 for path in (tmp_path / "blobs").rglob("*") if path.is_file())
    assert left == len(listed)
