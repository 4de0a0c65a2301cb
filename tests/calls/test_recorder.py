"""Batches: one statement, once each however often they come, also when they cross."""

import asyncio
from datetime import timedelta

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.calls import Event, Sender, record_events
from dialonce.storage.pool import Crossed
from dialonce.vault import Batch, provide_months
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


def _sender(running: Running, house: Furnished) -> Sender:
    directory = running.parts.vault.directory
    return directory.publishers[house.publisher_id], directory.solutions[house.solution_id]


def _events(running: Running, house: Furnished, name: str, count: int) -> list[Event]:
    now = running.parts.now
    return [
        Event(
            id=f"{name}-{place}",
            type="call-start",
            occurred_at=now - timedelta(seconds=place),
            line=house.number,
            caller=f"+336{place % 7:08d}",
        )
        for place in range(count)
    ]


async def _count(owner: AsyncConnection, sql: str) -> int:
    row = await (await owner.execute(sql)).fetchone()  # type: ignore[arg-type]
    return int(row[0]) if row else 0


STEPS = "SELECT count(*) FROM personal.call_step"
COUNTED = "SELECT coalesce(sum(count), 0) FROM insights.counter WHERE step = 'call-start'"


async def test_batch_is_one_statement(
    running: Running, house: Furnished, owner: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender, vault = _sender(running, house), running.parts.vault
    await record_events(vault, sender, _events(running, house, "first", 7))
    before = [pool.get_stats()["requests_num"] for pool in (vault.pool, running.vault_pool)]
    await record_events(vault, sender, _events(running, house, "second", 200))
    after = [pool.get_stats()["requests_num"] for pool in (vault.pool, running.vault_pool)]
    assert [b - a for a, b in zip(before, after, strict=True)] == [1, 0]


async def test_batches_that_cross_are_stored_once_each(
    running: Running, house: Furnished, owner: AsyncConnection
) -> None:
    sender, vault = _sender(running, house), running.parts.vault
    events = _events(running, house, "crossing", 300)
    rows, counted = await _count(owner, STEPS), await _count(owner, COUNTED)
    answers = await asyncio.gather(
        *(record_events(vault, sender, batch) for batch in (events, events[::-1], events[100:], events[:200]))
    )
    assert await _count(owner, STEPS) == rows + 300
    assert await _count(owner, COUNTED) == counted + 300
    accepted = [answer.id for batch in answers for answer in batch if answer.status == "accepted"]
    assert sorted(accepted) == sorted(event.id for event in events)


async def test_batch_that_gave_way_is_tried_again(
    running: Running, house: Furnished, owner: AsyncConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def crossed(*_: object) -> None:
        raise Crossed("Two writers met; nothing was stored. Try again shortly.")

    monkeypatch.setattr(Batch, "store", crossed)
    before = await _count(owner, STEPS)
    events = _events(running, house, "gave-way", 3)
    answers = await record_events(running.parts.vault, _sender(running, house), events)
    assert {answer.status for answer in answers} == {"accepted"}
    assert await _count(owner, STEPS) == before + 3


async def test_month_that_two_need_at_once_is_made_once(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    month = vault.clock() + timedelta(days=400)
    await asyncio.gather(*(provide_months(vault, [month]) for _ in range(6)))
    name = f"call_step_{month:%Y%m}"
    assert await _count(owner, f"SELECT count(*) FROM pg_class WHERE relname = '{name}'") == 1
