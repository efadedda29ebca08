"""Addresses of databases and object stores that lead nowhere: one clear line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fovea import storage
from fovea.errors import EngineFailed


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("{server}/nope", "The database lets nobody in"),
        ("postgresql://fovea@127.0.0.1:1/fovea", "The database does not answer"),
        ("postgresql://fovea:secret@", "The database does not"),
        ("nonsense:secret", "database_url: not a URL such as postgresql://user@host/database"),
        ("mysql://root:secret@localhost/x", "database_url: mysql:// is not known; use postgresql://"),
    ],
)
async def test_a_database_that_is_not_there(postgres: Any, tmp_path: Path, url: str, message: str) -> None:
    server = postgres.url("x").rpartition("/")[0]
    with pytest.raises(EngineFailed) as refused:
        async with storage.open(tmp_path, url.replace("{server}", server)):
            pass
    assert refused.value.message.startswith(message)
    assert "secret" not in refused.value.message


@pytest.mark.parametrize("url", ["nonsense", "ftp://somewhere", "s3://bucket?no_such_option=1"])
async def test_an_object_store_that_is_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(EngineFailed, match=r"blobs_url: .*cannot be used: ") as refused:
        async with storage.open(tmp_path, None, url):
            pass
    assert "\n" not in refused.value.message


async def test_an_object_store_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "fovea")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    url = "s3://bucket/files?endpoint=http://127.0.0.1:1&region=us-east-1"
    async with storage.open(tmp_path, None, url) as store:
        with pytest.raises(EngineFailed, match="The file storage does not answer right now"):
            await store.check()
