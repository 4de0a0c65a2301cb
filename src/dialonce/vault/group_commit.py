"""Group commit: what arrives while a transaction runs goes into the next one, together.

Under load many requests share their statements and one commit: a writer lets a burst arrive before it takes the batch.
Alone, a request waits for nobody. Few writers, so that batches grow with the load; more than one, so
that the next batch is decided and sealed while the database commits the last. Everybody is answered after the commit that holds
their item: an acknowledged item is stored.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from dialonce.errors import Unavailable

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Write = Callable[[Sequence[Item]], Awaitable[Sequence[Outcome]]]

MOST_WAITING = 20_000
MOST_TOGETHER = 1_000
WRITERS = 2
# Longer than it takes a burst to come in: fewer, larger batches leave the processor more time than the pause costs.
PAUSE_SECONDS = 0.003


class GroupCommit(Generic[Item, Outcome]):
    """Collects items and writes them in batches.

    `write` stores a batch in one transaction and returns what became of each item, in order, or raises.
    """

    def __init__(
        self, write: Write[Item, Outcome], *, most_waiting: int = MOST_WAITING, most_together: int = MOST_TOGETHER
    ) -> None:
        self._write = write
        self._most_waiting = most_waiting
        self._most_together = most_together
        self._waiting: list[tuple[Item, asyncio.Future[Outcome]]] = []
        self._arrived = asyncio.Event()
        self._stopping = False
        self._last_size = self._writing = 0
        self._writers: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to write what arrives."""
        self._writers = [asyncio.create_task(self._run()) for _ in range(WRITERS)]

    async def stop(self) -> None:
        """Write what waits, then end."""
        while self._waiting:
            await self._write_next()
        self._stopping = True
        self._arrived.set()
        await asyncio.gather(*self._writers)

    async def submit(self, item: Item) -> Outcome:
        """What became of the item, once it is stored. Raises what `write` raised, or `Unavailable` when too many wait already."""
        if len(self._waiting) >= self._most_waiting:
            raise Unavailable("More events wait than can be written now; nothing was stored. Try again shortly.")
        done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, done))
        self._arrived.set()
        return await done

    async def _run(self) -> None:
        while not self._stopping:
            await self._arrived.wait()
            await self._let_arrive()
            await self._write_next()

    async def _let_arrive(self) -> None:
        """Wait a moment while a burst comes in. Whoever seems to be alone waits for nothing."""
        if self._last_size > 1 or self._writing:
            await asyncio.sleep(PAUSE_SECONDS)

    async def _write_next(self) -> None:
        batch, self._waiting = self._waiting[: self._most_together], self._waiting[self._most_together :]
        if not self._waiting:
            self._arrived.clear()
        if not batch:
            return
        self._last_size = len(batch)
        self._writing += 1
        try:
            outcomes = await self._write([item for item, _ in batch])
        except Unavailable as away:
            _fail(batch, away)
        except Exception as failed:  # noqa: BLE001 - whatever it is, its submitters get it
            await self._one_by_one(batch, failed)
        else:
            _settle(batch, outcomes)
        finally:
            self._writing -= 1

    async def _one_by_one(self, batch: Sequence[tuple[Item, asyncio.Future[Outcome]]], failed: Exception) -> None:
        """A batch failed for a reason of its own: let each item stand for itself, so that one cannot harm the others."""
        if len(batch) == 1:
            _fail(batch, failed)
            return
        for pair in batch:
            try:
                outcomes = await self._write([pair[0]])
            except Exception as wrong:  # noqa: BLE001 - whatever it is, its submitter gets it
                _fail([pair], wrong)
            else:
                _settle([pair], outcomes)


def _settle(batch: Sequence[tuple[Item, asyncio.Future[Outcome]]], outcomes: Sequence[Outcome]) -> None:
    for (_, done), outcome in zip(batch, outcomes, strict=True):
        if not done.done():
            done.set_result(outcome)


def _fail(batch: Sequence[tuple[Item, asyncio.Future[Outcome]]], failed: Exception) -> None:
    for _, done in batch:
        if not done.done():
            done.set_exception(failed)
