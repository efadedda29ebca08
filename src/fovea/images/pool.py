"""Decoding beside the event loop: one thread a core, bounded in bytes and not in images."""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from fovea.images.fit import FittedPicture, Form, Verification
from fovea.limits import MIB

#: Containers of up to so many bytes are walked where we are: 0.7 ms a megabyte is less than the way to a thread
#: and back among others that hold the interpreter.
_INLINE_BYTES = 2 * MIB


#: Digests of pictures that were found to decode: 3 MB.
_MAX_PROVEN = 16_384


class DecodePool:
    """Proves that pictures decode, many at a time, for all requests of one event loop.

    ``budget_bytes`` bounds the estimated memory of all decodes that run at once; a picture that needs more runs
    alone. ``keep_bytes`` bounds what one request holds: its encoded images and the pixels kept of them. A picture
    for whose pixels there is no room is decoded again when the engine asks, which costs time and no memory: a few
    pictures are decoded once, a hundred in 32 MB take no more than twice their bytes.
    """

    def __init__(
        self, *, threads: int | None = None, budget_bytes: int | None = None, keep_bytes: int = 40 * MIB
    ) -> None:
        threads = threads or os.cpu_count() or 1
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="fovea-decode")
        # A photo of 12 MP for each thread, and the worst image of 64 MP at least.
        self._budget = _ByteBudget(budget_bytes or max(576, 72 * threads) * MIB)
        self._keep_bytes = keep_bytes
        #: Whose pictures, by their digests, were found to decode; the one not seen for longest comes first.
        self._proven: OrderedDict[tuple[str, str], None] = OrderedDict()

    async def verify(
        self,
        pictures: Sequence[FittedPicture],
        verification: Verification = "decode",
        form: Form = "pixels",
        *,
        whose: str = "",
    ) -> None:
        """Raises ``InvalidRequest`` for the first picture, in the client's order, that cannot be had.

        A conversation sends its pictures again with every turn. One that goes elsewhere as it came, and was found
        to decode for the same ``whose``, is not decoded again.
        """
        encoded_bytes = sum(picture.encoded_bytes for picture in pictures)
        small = encoded_bytes <= _INLINE_BYTES and form == "encoded"
        if small and all(self._needs_no_pixels(picture, verification, form, whose) for picture in pictures):
            for picture in pictures:
                picture.verify("structure", form=form, keep=True)
            return
        room = self._keep_bytes - encoded_bytes
        jobs = []
        for picture in pictures:
            keep = picture.pixel_bytes <= room
            room -= picture.pixel_bytes if keep else 0
            jobs.append((picture, partial(self._verify, picture, verification, form, whose, keep)))
        if len(jobs) == 1:  # the usual case needs no task of its own
            await self._run(*jobs[0])
            return
        tasks = [asyncio.create_task(self._run(picture, job)) for picture, job in jobs]
        try:
            for task in tasks:
                await task
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, picture: FittedPicture, job: Callable[[], None]) -> None:
        async with self._budget.reserve(picture.decoding_bytes):
            await asyncio.get_running_loop().run_in_executor(self._executor, job)

    def _verify(self, picture: FittedPicture, verification: Verification, form: Form, whose: str, keep: bool) -> None:
        """In a thread."""
        if self._needs_no_pixels(picture, verification, form, whose):
            verification = "structure"
        picture.verify(verification, form=form, keep=keep)
        if verification == "decode" and form == "encoded" and picture.passes_through:
            self._proven[whose, picture.sha256] = None
            while len(self._proven) > _MAX_PROVEN:
                self._proven.popitem(last=False)

    def _needs_no_pixels(self, picture: FittedPicture, verification: Verification, form: Form, whose: str) -> bool:
        if form == "pixels" or not picture.passes_through:
            return False
        if verification == "structure":
            return True
        try:
            self._proven.move_to_end((whose, picture.sha256))
        except KeyError:
            return False
        return True

    def close(self) -> None:
        """Waits for the decodes that run; those that wait are dropped."""
        self._executor.shutdown(cancel_futures=True)


class _ByteBudget:
    """Bytes that may be in use at once. First come, first served, so that a large picture is not starved."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._turn = asyncio.Lock()
        self._freed = asyncio.Condition()

    def reserve(self, amount: int) -> _Reservation:
        return _Reservation(self, min(amount, self._limit))

    async def take(self, amount: int) -> None:
        async with self._turn, self._freed:
            await self._freed.wait_for(lambda: self._used + amount <= self._limit)
            self._used += amount

    async def give(self, amount: int) -> None:
        async with self._freed:
            self._used -= amount
            self._freed.notify_all()


class _Reservation:
    def __init__(self, budget: _ByteBudget, amount: int) -> None:
        self._budget, self._amount = budget, amount

    async def __aenter__(self) -> None:
        await self._budget.take(self._amount)

    async def __aexit__(self, *_: object) -> None:
        await self._budget.give(self._amount)
