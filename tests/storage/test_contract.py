"""What storage promises, on every pair of back ends."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import pytest

from fovea.errors import EngineFailed, FoveaError, InvalidRequest, NotFound, TooLarge
from fovea.storage import Storage
from fovea.storage.objects import GRACE_S

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
DAY_S = 86_400


async def test_a_file_reads_back_as_it_was(store: Storage, upload: Any) -> None:
    data = os.urandom(9_000_000)  # more than one part
    file = await upload(data, name="holiday.bin")
    found, read = await store.files.read("default", file.id)
    assert (found, read) == (file, data)
    _, pieces = await store.files.open("default", file.id)
    assert b"".join([piece async for piece in pieces]) == data
    assert (file.size_bytes, file.filename, file.mime_type) == (len(data), "holiday.bin", "application/octet-stream")
    assert await store.files.get("default", file.id) == file


async def test_nothing_is_there_before_the_commit_nor_after_an_upload_that_broke_off(
    store: Storage, backend: Any
) -> None:
    with pytest.raises(ValueError, match="the client went away"):
        async with store.files.upload("default") as incoming:
            await incoming.write(os.urandom(9_000_000))
            assert (await store.files.list("default", limit=10)).files == ()
            raise ValueError("the client went away")
    assert (await store.files.list("default", limit=10)).files == ()
    assert backend.objects() == set()
    assert backend.unfinished() == 0


async def test_the_same_bytes_are_kept_once_and_until_the_last_file_is_gone(
    store: Storage, upload: Any, backend: Any
) -> None:
    first, second = await upload(PNG, name="a.png"), await upload(PNG, name="b.png")
    assert first.id != second.id
    assert len(backend.objects()) == 1
    await store.files.delete("default", first.id)
    assert (await store.files.read("default", second.id))[1] == PNG
    await store.files.delete("default", second.id)
    assert backend.objects() == set()


async def test_workspaces_share_nothing(store: Storage, upload: Any, backend: Any) -> None:
    mine = await upload(PNG, workspace="mine")
    await upload(PNG, workspace="yours")
    assert len(backend.objects()) == 2
    for attempt in (store.files.get, store.files.open, store.files.delete):
        with pytest.raises(NotFound, match=f"File `{mine.id}` not found."):
            await attempt("yours", mine.id)
    with pytest.raises(InvalidRequest, match=f"File not found: {mine.id}"):
        await store.files.read("yours", mine.id)
    assert (await store.files.list_ids("yours", [mine.id])).files == ()


@pytest.mark.parametrize("file_id", ["file_nope", "", "x" * 10_000, "\x00", "file_'; DROP TABLE files; --", "ファイル"])
async def test_an_id_that_is_none_is_not_found(store: Storage, file_id: str) -> None:
    with pytest.raises(NotFound):
        await store.files.get("default", file_id)


async def test_an_expired_file_cannot_be_used_is_listed_for_thirty_days_and_leaves_no_bytes(
    store: Storage, upload: Any, backend: Any
) -> None:
    kept = await upload(PNG)
    file = await upload(b"soon gone", expires_in_s=3600)
    assert file.expires_at is not None
    assert (file.expires_at - file.created_at).total_seconds() == 3600
    assert (await store.files.read("default", file.id))[1] == b"soon gone"
    backend.clock.forward(3600)
    with pytest.raises(InvalidRequest) as in_a_message:
        await store.files.read("default", file.id)
    assert in_a_message.value.details == {"error_code": "file_expired"}
    with pytest.raises(NotFound) as in_a_download:
        await store.files.open("default", file.id)
    assert in_a_download.value.details == {"error_code": "file_expired"}
    await store.sweep()
    assert len(backend.objects()) == 1
    assert (await store.files.get("default", file.id)).id == file.id
    backend.clock.forward(29 * DAY_S)
    await store.sweep()
    assert {f.id for f in (await store.files.list("default", limit=10)).files} == {file.id, kept.id}
    backend.clock.forward(2 * DAY_S)
    await store.sweep()
    assert [f.id for f in (await store.files.list("default", limit=10)).files] == [kept.id]


async def test_an_expired_file_can_be_deleted_before_and_after_its_bytes_are_gone(
    store: Storage, upload: Any, backend: Any
) -> None:
    one, two = await upload(b"one", expires_in_s=3600), await upload(b"two", expires_in_s=3600)
    backend.clock.forward(4000)
    await store.files.delete("default", one.id)
    await store.sweep()
    await store.files.delete("default", two.id)
    assert backend.objects() == set()
    assert (await store.files.list("default", limit=10)).files == ()


async def test_the_quota_holds_and_deleting_makes_room(backend: Any) -> None:
    store = await backend.open(quota_bytes=250)

    async def put(size: int) -> Any:
        async with store.files.upload("default") as incoming:
            await incoming.write(bytes(size))
            return await incoming.commit(filename=None)

    first = await put(100)
    await put(150)
    with pytest.raises(InvalidRequest, match="may store 250 bytes") as refused:
        await put(1)
    assert refused.value.details == {"error_code": "storage_quota_exceeded"}
    await store.files.delete("default", first.id)
    expiring = await put(100)
    assert expiring.size_bytes == 100
    results = await asyncio.gather(store.files.delete("default", expiring.id), put(1), return_exceptions=True)
    assert not any(isinstance(r, BaseException) and not isinstance(r, InvalidRequest) for r in results)


async def test_a_file_over_the_limit_is_refused_while_it_arrives(backend: Any) -> None:
    store = await backend.open(file_bytes=1000)
    with pytest.raises(TooLarge, match="1000 bytes"):
        async with store.files.upload("default") as incoming:
            await incoming.write(bytes(1000))
            await incoming.write(b"!")
    assert backend.objects() == set()


async def test_pages_are_newest_first_and_miss_and_repeat_nothing(store: Storage, upload: Any, backend: Any) -> None:
    ids = []
    for number in range(7):
        ids.append((await upload(b"%d" % number)).id)
        if number % 2:  # some files share their moment
            backend.clock.forward(1)
    newest_first = [f.id for f in (await store.files.list("default", limit=100)).files]
    assert sorted(newest_first) == sorted(ids)
    assert newest_first[0] in ids[-1:]
    backend.clock.forward(1)
    walked: list[str] = []
    page = None
    while True:
        found = await store.files.list("default", limit=2, page=page)
        walked += [f.id for f in found.files]
        assert found.has_more == (found.next_page is not None)
        if not found.next_page:
            break
        page = found.next_page
        await upload(b"new while walking")
    assert walked == newest_first
    after = await store.files.list_after("default", limit=2, after_id=newest_first[2])
    assert [f.id for f in after.files] == newest_first[3:5]
    assert after.has_more
    before = await store.files.list_before("default", limit=2, before_id=newest_first[2])
    assert [f.id for f in before.files] == newest_first[0:2]


@pytest.mark.parametrize("page", ["nonsense", "page_", "page_!!!!", "page_eHl6", "page_" + "A" * 5000, "page_LTEuYQ=="])
async def test_a_page_that_was_never_given_is_refused(store: Storage, page: str) -> None:
    with pytest.raises(InvalidRequest, match="page: not a page"):
        await store.files.list("default", limit=2, page=page)


async def test_of_many_deletes_one_succeeds(store: Storage, upload: Any) -> None:
    file = await upload(PNG)
    results = await asyncio.gather(*(store.files.delete("default", file.id) for _ in range(5)), return_exceptions=True)
    assert [type(r) for r in results if r is not None] == [NotFound] * 4


async def test_uploads_and_deletes_of_the_same_bytes_at_once_lose_and_leave_nothing(
    store: Storage, backend: Any
) -> None:
    other = await backend.open()  # as a second process would

    async def come_and_go(stays: bool, through: Storage) -> str | None:
        async with through.files.upload("default") as incoming:
            await incoming.write(PNG)
            file = await incoming.commit(filename="x.png")
        if stays:
            return file.id
        await through.files.delete("default", file.id)
        return None

    ids = await asyncio.gather(*(come_and_go(n % 5 == 0, (store, other)[n % 2]) for n in range(20)))
    for file_id in filter(None, ids):
        assert (await store.files.read("default", file_id))[1] == PNG
    await store.sweep()
    assert len(backend.objects()) == 1
    for file_id in filter(None, ids):
        await store.files.delete("default", file_id)
    assert backend.objects() == set()


async def test_what_a_dead_upload_left_is_swept_and_a_living_one_is_not(store: Storage, backend: Any) -> None:
    async with store.files.upload("default") as dead, store.files.upload("default") as living:
        for incoming in (dead, living):
            await incoming.write(os.urandom(9_000_000))
        backend.clock.forward(GRACE_S + 1)
        await store._objects.touch(living.key)
        assert await store.sweep() == 1
        await living.commit(filename="lived.bin")
        with pytest.raises(EngineFailed, match="Try again"):
            await dead.commit(filename="died.bin")
    assert [f.filename for f in (await store.files.list("default", limit=10)).files] == ["lived.bin"]
    assert len(backend.objects()) == 1


async def test_a_key_opens_until_it_is_revoked_and_is_stored_only_as_a_hash(store: Storage, backend: Any) -> None:
    assert not await store.keys.any()
    key, secret = await store.keys.create("laptop", "team-a", requests_per_minute=7)
    assert await store.keys.verify(secret) == key
    assert (key.workspace, key.requests_per_minute) == ("team-a", 7)
    for wrong in ("", "fovea", secret[:-1], secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret + "x", key.id):
        assert await store.keys.verify(wrong) is None
    other = await backend.open()
    revoked = await other.keys.revoke(key.id)
    assert revoked.revoked_at is not None
    assert await store.keys.verify(secret) is None
    assert await store.keys.any()
    assert await store.keys.list() == (revoked,)
    with pytest.raises(NotFound):
        await store.keys.revoke("nope")
    if backend.database_url is None:
        raw = b"".join(path.read_bytes() for path in backend.home.glob("fovea.db*"))
        assert key.id.encode() in raw
        assert secret.split("-", 2)[2].encode() not in raw


@pytest.mark.parametrize("workspace", ["", "A", "../x", "a" * 64, "a b", "-a"])
async def test_a_workspace_name_is_plain(store: Storage, workspace: str) -> None:
    with pytest.raises(InvalidRequest, match="workspace:"):
        await store.keys.create("x", workspace)


async def test_a_limit_is_shared_by_processes_and_refills_with_time(store: Storage, backend: Any) -> None:
    other = await backend.open()
    taken = await asyncio.gather(*((store, other)[n % 2].rates.take("key", "requests", 1, 10) for n in range(25)))
    granted = [t for t in taken if not t.retry_after_s]
    assert len(granted) == 10
    assert {t.remaining for t in granted} == set(range(10))
    backend.clock.forward(6)
    assert (await store.rates.take("key", "requests", 1, 10)).retry_after_s == 0
    refused = await store.rates.take("key", "requests", 1, 10)
    assert refused.retry_after_s == pytest.approx(6, abs=0.01)
    backend.clock.forward(refused.retry_after_s)
    assert (await other.rates.take("key", "requests", 1, 10)).retry_after_s == 0
    backend.clock.forward(60)
    full = await store.rates.take("key", "requests", 4, 10)
    assert (full.remaining, full.limit) == (6, 10)
    assert full.reset_at.timestamp() == pytest.approx(backend.clock.now + 24)


async def test_more_than_a_whole_minute_allows_is_never_granted_and_takes_nothing(store: Storage) -> None:
    refused = await store.rates.take("key", "input-tokens", 1001, 1000)
    assert 0 < refused.retry_after_s <= 60
    assert (await store.rates.take("key", "input-tokens", 1000, 1000)).remaining == 0


async def test_prompts_have_versions_that_stay(store: Storage) -> None:
    first = await store.prompts.save("default", "greeting", {"text": "Hello"})
    second = await store.prompts.save("default", "greeting", {"text": "Hello, {{name}}"})
    await store.prompts.save("other", "greeting", {"text": "elsewhere"})
    assert (first.version, second.version) == (1, 2)
    assert await store.prompts.get("default", "greeting") == second
    assert await store.prompts.get("default", "greeting", 1) == first
    assert await store.prompts.list("default") == (second,)
    assert await store.prompts.list("default", "greeting") == (second, first)
    await store.prompts.delete("default", "greeting")
    with pytest.raises(NotFound):
        await store.prompts.get("default", "greeting")
    assert (await store.prompts.get("other", "greeting")).version == 1


async def test_feedback_is_kept_by_request(store: Storage, backend: Any) -> None:
    await store.feedback.add("default", "req_1", "up")
    backend.clock.forward(1)
    down = await store.feedback.add("default", "req_2", "down", "it miscounted")
    await store.feedback.add("other", "req_3", "up")
    assert [f.request_id for f in await store.feedback.list("default")] == ["req_2", "req_1"]
    assert (await store.feedback.list("default"))[0] == down


async def test_the_storage_says_that_it_is_there(store: Storage) -> None:
    await store.check()


async def test_names_and_types_are_cleaned_before_anything_is_stored(store: Storage) -> None:
    with pytest.raises(FoveaError, match="invalid filename"):
        async with store.files.upload("default") as incoming:
            await incoming.write(PNG)
            await incoming.commit(filename="a\x00b.png")
    assert (await store.files.list("default", limit=1)).files == ()
