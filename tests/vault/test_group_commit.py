"""Group commit: answered after the commit, one bad item harms nobody, too many are turned away."""

import asyncio
from collections.abc import Sequence

import pytest

from dialonce.errors import Unavailable
from dialonce.vault import GroupCommit, Unreadable, group_commit

pytestmark = pytest.mark.anyio


class Store:
    """Keeps what it is given, in batches; refuses what is negative."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def write(self, items: Sequence[int]) -> list[int]:
        await self.open.wait()
        if any(item < 0 for item in items):
            raise ValueError("negative")
        self.batches.append(list(items))
        return list(items)

    @property
    def kept(self) -> set[int]:
        return {item for batch in self.batches for item in batch}


async def test_items_that_arrive_together_share_a_commit() -> None:
    store = Store()
    group = GroupCommit(store.write)
    group.start()
    store.open.clear()
    waiting = [asyncio.create_task(group.submit(item)) for item in range(100)]
    await asyncio.sleep(0.01)
    assert not any(task.done() for task in waiting)
    store.open.set()
    await asyncio.gather(*waiting)
    await group.stop()
    assert store.kept == set(range(100))
    assert len(store.batches) < 10


async def test_lone_item_waits_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "PAUSE_SECONDS", 3_600)
    store = Store()
    group = GroupCommit(store.write)
    group.start()
    for item in range(3):
        await asyncio.wait_for(group.submit(item), 30)
    await group.stop()
    assert store.batches == [[0], [1], [2]]


async def test_burst_that_comes_in_during_the_pause_is_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "PAUSE_SECONDS", 0.5)
    store = Store()
    group = GroupCommit(store.write)
    group.start()
    await asyncio.gather(*(group.submit(item) for item in range(2)))
    waiting: list[asyncio.Task[int]] = []
    for item in range(10, 15):
        waiting.append(asyncio.create_task(group.submit(item)))
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)
    await group.stop()
    assert [10, 11, 12, 13, 14] in store.batches


async def test_bad_item_harms_nobody_else() -> None:
    store = Store()
    group = GroupCommit(store.write)
    group.start()
    answers = await asyncio.gather(*(group.submit(item) for item in (1, -1, 2)), return_exceptions=True)
    await group.stop()
    assert [type(answer) for answer in answers] == [int, ValueError, int]
    assert store.kept == {1, 2}


async def test_item_that_does_not_open_harms_nobody_else() -> None:
    """One caller's damaged key must not refuse everybody who calls in the same moment."""
    store = Store()

    async def write(items: Sequence[int]) -> list[int]:
        if -1 in items:
            raise Unreadable("A sealed value does not open.")
        return await store.write(items)

    group = GroupCommit(write)
    group.start()
    answers = await asyncio.gather(*(group.submit(item) for item in (1, -1, 2)), return_exceptions=True)
    await group.stop()
    assert [type(answer) for answer in answers] == [int, Unreadable, int]
    assert store.kept == {1, 2}


async def test_too_many_are_turned_away_and_nothing_of_theirs_is_stored() -> None:
    store = Store()
    group = GroupCommit(store.write, most_waiting=2)
    waiting = [asyncio.create_task(group.submit(item)) for item in (1, 2)]
    await asyncio.sleep(0)
    with pytest.raises(Unavailable, match="nothing was stored"):
        await group.submit(3)
    group.start()
    await asyncio.gather(*waiting)
    await group.stop()
    assert store.kept == {1, 2}


async def test_stop_writes_what_waits() -> None:
    store = Store()
    group = GroupCommit(store.write)
    waiting = [asyncio.create_task(group.submit(item)) for item in range(5)]
    await asyncio.sleep(0)
    await group.stop()
    await asyncio.gather(*waiting)
    assert store.kept == set(range(5))
