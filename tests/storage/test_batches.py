"""What the storage promises of batches, on every pair of back ends."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from fovea.errors import InvalidRequest, NotFound
from fovea.storage import Batch, Claim, Storage
from fovea.storage.batches import EXPIRES_AFTER_S, LEASE_S, RESULTS_KEPT_S
from storage.conftest import Backend


async def make(store: Storage, *bodies: bytes, workspace: str = "default", name: str = "msgbatch_1") -> Batch:
    async with store.batches.spool(workspace) as spool:
        for i, body in enumerate(bodies):
            await spool.add(f"r{i}", body)
        return await spool.commit(name, version="2026-10-21", key_id=None)


async def claimed(store: Storage) -> Claim:
    claim = await store.batches.claim()
    assert claim is not None
    return claim


async def lines(store: Storage, name: str = "msgbatch_1") -> list[Any]:
    return [line async for some in await store.batches.results("default", name) for line in some]


async def test_a_batch_is_answered_and_its_requests_are_gone(store: Storage, backend: Backend) -> None:
    made = await make(store, b"first", b"{}", b"the third")
    assert (made.total, made.ended_at, (made.expires_at - made.created_at).days) == (3, None, 1)
    assert len(backend.objects()) == 1
    for body in (b"first", b"{}", b"the third"):
        claim = await claimed(store)
        assert (claim.version, claim.workspace, claim.custom_id) == ("2026-10-21", "default", f"r{claim.position}")
        assert await store.batches.read(claim) == body
        await store.batches.finish(claim, "succeeded" if body != b"{}" else "errored", b"line " + body)
    with pytest.raises(InvalidRequest, match="no results yet"):
        await store.batches.results("default", made.id)
    assert await store.batches.claim() is None
    ended = await store.batches.get("default", made.id)
    assert ended.ended_at is not None
    assert ended.outcomes == {"succeeded": 2, "errored": 1, "canceled": 0, "expired": 0}
    assert await lines(store) == [
        ("r0", "succeeded", b"line first"),
        ("r1", "errored", b"line {}"),
        ("r2", "succeeded", b"line the third"),
    ]
    assert backend.objects() == set()


async def test_a_batch_that_broke_off_on_its_way_in_never_was(store: Storage, backend: Backend) -> None:
    with pytest.raises(RuntimeError):
        async with store.batches.spool("default") as spool:
            await spool.add("a", b"x" * 3_000_000)
            raise RuntimeError
    assert (await store.batches.list("default", limit=5)).batches == ()
    assert (backend.objects(), await store.batches.claim()) == (set(), None)


async def test_what_a_dead_process_had_begins_again_and_the_first_result_stays(
    store: Storage, backend: Backend
) -> None:
    await make(store, b"only")
    dead = await claimed(store)
    other = await backend.open()
    assert await other.batches.claim() is None
    backend.clock.forward(LEASE_S - 1)
    assert await store.batches.renew([dead]) == set()
    backend.clock.forward(LEASE_S - 1)
    assert await other.batches.claim() is None
    backend.clock.forward(2)
    again = await claimed(other)
    assert again.place == dead.place
    await other.batches.finish(again, "succeeded", b"other")
    await store.batches.finish(dead, "errored", b"late")
    assert await store.batches.claim() is None
    assert await lines(store) == [("r0", "succeeded", b"other")]


async def test_what_is_given_back_is_taken_again_at_once_or_later(store: Storage, backend: Backend) -> None:
    await make(store, b"only")
    await store.batches.give_back(await claimed(store))
    await store.batches.give_back(await claimed(store), after_s=5)
    assert await store.batches.claim() is None
    backend.clock.forward(6)
    await claimed(store)


async def test_no_request_is_taken_twice_however_many_ask(store: Storage, backend: Backend) -> None:
    await make(store, *[b"x"] * 20)
    others = [store, await backend.open()]
    claims = [claim for claim in await asyncio.gather(*[one.batches.claim() for one in others * 10]) if claim]
    while claim := await store.batches.claim():  # who looked at the same row at the same time got none
        claims.append(claim)
    assert sorted(claim.position for claim in claims) == list(range(20))


async def test_batches_take_turns(store: Storage, backend: Backend) -> None:
    await make(store, *[b"x"] * 3)
    await make(store, *[b"x"] * 3, name="msgbatch_2")
    taken = []
    for _ in range(6):
        backend.clock.forward(0.001)
        taken.append((await claimed(store)).batch)
    assert taken == ["msgbatch_1", "msgbatch_2"] * 3


@pytest.mark.parametrize("why", ["canceled", "expired"])
async def test_a_batch_that_is_stopped_ends_when_nothing_of_it_runs(store: Storage, backend: Backend, why: str) -> None:
    made = await make(store, *[b"x"] * 4)
    done, running = await claimed(store), await claimed(store)
    await store.batches.finish(done, "succeeded", b"line")
    if why == "canceled":
        assert (await store.batches.cancel("default", made.id)).cancel_initiated_at
        assert (await store.batches.cancel("default", made.id)).ended_at is None
    else:
        backend.clock.forward(EXPIRES_AFTER_S - 5)
        assert await store.batches.renew([running]) == set()
        backend.clock.forward(5)
    assert await store.batches.claim() is None
    assert (await store.batches.get("default", made.id)).ended_at is None
    assert await store.batches.renew([running]) == {running.place}
    await store.batches.give_back(running)
    assert await store.batches.claim() is None
    ended = await store.batches.get("default", made.id)
    assert ended.ended_at is not None
    assert (ended.outcomes["succeeded"], ended.outcomes[why]) == (1, 3)  # type: ignore[index]
    assert (await lines(store))[1:] == [(f"r{i}", why, None) for i in (1, 2, 3)]
    assert backend.objects() == set()
    with pytest.raises(InvalidRequest, match="has ended"):
        await store.batches.cancel("default", made.id)


async def test_only_an_ended_batch_is_deleted(store: Storage) -> None:
    made = await make(store, b"x")
    with pytest.raises(InvalidRequest, match="has not ended"):
        await store.batches.delete("default", made.id)
    await store.batches.cancel("default", made.id)
    await store.batches.claim()
    await store.batches.delete("default", made.id)
    for gone in (store.batches.get, store.batches.delete, store.batches.cancel, store.batches.results):
        with pytest.raises(NotFound):
            await gone("default", made.id)


async def test_results_are_kept_for_29_days(store: Storage, backend: Backend) -> None:
    made = await make(store, b"x")
    await store.batches.finish(await claimed(store), "succeeded", b"line")
    await store.batches.claim()
    backend.clock.forward(RESULTS_KEPT_S - 1)
    await store.sweep()
    assert len(await lines(store)) == 1
    backend.clock.forward(2)
    await store.sweep()
    with pytest.raises(NotFound, match="no longer available"):
        await lines(store)
    assert (await store.batches.get("default", made.id)).archived_at is not None


async def test_a_workspace_sees_its_own_and_pays_with_its_quota(backend: Backend) -> None:
    store = await backend.open(quota_bytes=10)
    mine = await make(store, b"12345678")
    for other in (store.batches.get, store.batches.cancel, store.batches.delete, store.batches.results):
        with pytest.raises(NotFound):
            await other("another", mine.id)
    assert (await store.batches.list("another", limit=5)).batches == ()
    with pytest.raises(InvalidRequest, match="Storage quota exceeded"):
        await make(store, b"123", name="msgbatch_2")
    await store.batches.cancel("default", mine.id)
    await store.batches.claim()
    await make(store, b"123", name="msgbatch_2")


async def test_the_list_is_walked_both_ways(store: Storage, backend: Backend) -> None:
    names = [f"msgbatch_{i}" for i in range(5)]
    for name in names:
        await make(store, b"x", name=name)
        backend.clock.forward(1)
    first = await store.batches.list("default", limit=2)
    assert ([batch.id for batch in first.batches], first.has_more) == (["msgbatch_4", "msgbatch_3"], True)
    rest = await store.batches.list("default", limit=5, after_id="msgbatch_3")
    assert ([batch.id for batch in rest.batches], rest.has_more) == (["msgbatch_2", "msgbatch_1", "msgbatch_0"], False)
    back = await store.batches.list("default", limit=2, before_id="msgbatch_1")
    assert ([batch.id for batch in back.batches], back.has_more) == (["msgbatch_3", "msgbatch_2"], True)
    with pytest.raises(NotFound):
        await store.batches.list("default", limit=2, after_id="msgbatch_9")
