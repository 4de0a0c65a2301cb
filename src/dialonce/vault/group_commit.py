"""Group commit: what arrives while a transaction runs goes into the next one, together.

Under load many requests share their statements and one commit; alone, a request waits for nobody. Everybody is answered after
the commit that holds their item: an acknowledged item is stored.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from dialonce.errors import DialOnceError, Unavailable

Item = TypeVar("Item")
Write = Callable[[Sequence[Item]], Awaitable[None]]

MOST_WAITING = 20_000
MOST_TOGETHER = 1_000
WRITERS = 2


class GroupCommit(Generic[Item]):
    """Collects items and writes them in batches. `write` stores a batch in one transaction or raises."""

    def __init__(
        self, write: Write[Item], *, most_waiting: int = MOST_WAITING, most_together: int = MOST_TOGETHER
    ) -> None:
        self._write = write
        self._most_waiting = most_waiting
        self._most_together = most_together
        self._waiting: list[tuple[Item, asyncio.Future[None]]] = []
        self._arrived = asyncio.Event()
        self._writers: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to write what arrives."""
        self._writers = [asyncio.create_task(self._run()) for _ in range(WRITERS)]

    async def stop(self) -> None:
        """Write what waits, then end."""
        while self._waiting:
            await self._write_next()
        for writer in self._writers:
            writer.cancel()
            with suppress(asyncio.CancelledError):
                await writer

    async def submit(self, item: Item) -> None:
        """Return once the item is stored. Raises what `write` raised, or `Unavailable` when too many wait already."""
        if len(self._waiting) >= self._most_waiting:
            raise Unavailable("More events wait than can be written now; nothing was stored. Try again shortly.")
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        self._arrived.set()
        await done

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            await self._write_next()

    async def _write_next(self) -> None:
        batch, self._waiting = self._waiting[: self._most_together], self._waiting[self._most_together :]
        if not self._waiting:
            self._arrived.clear()
        if not batch:
            return
        try:
            await self._write([item for item, _ in batch])
        except DialOnceError as refused:
            _settle(batch, refused)
        except Exception as failed:  # noqa: BLE001 - whatever it is, its submitters get it
            await self._one_by_one(batch, failed)
        else:
            _settle(batch, None)

    async def _one_by_one(self, batch: Sequence[tuple[Item, asyncio.Future[None]]], failed: Exception) -> None:
        """A batch failed for a reason of its own: let each item stand for itself, so that one cannot harm the others."""
        if len(batch) == 1:
            _settle(batch, failed)
            return
        for pair in batch:
            try:
                await self._write([pair[0]])
            except Exception as wrong:  # noqa: BLE001 - whatever it is, its submitter gets it
                _settle([pair], wrong)
            else:
                _settle([pair], None)


def _settle(batch: Sequence[tuple[Item, asyncio.Future[None]]], failed: Exception | None) -> None:
    for _, done in batch:
        if done.done():
            continue
        if failed is None:
            done.set_result(None)
        else:
            done.set_exception(failed)
