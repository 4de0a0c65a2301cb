"""The queue: what is put in is worked on, what is left behind is taken up again, and the worker ends when told."""

import asyncio
from datetime import datetime, timedelta

import pytest
import structlog
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.calls import Sending
from dialonce.jobs import Jobs
from dialonce.storage.pool import SERVICE
from tests.calls.calling import Desk, say_yes
from tests.house_of import Furnished, furnish

pytestmark = pytest.mark.anyio

SENDING = Sending("https://menu.example")


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running, noticed=False)


def jobs_of(running: Running, addresses: Addresses, desk: Desk) -> Jobs:
    return Jobs(addresses.role(SERVICE), running.parts.vault, desk, SENDING)


async def rows(owner: AsyncConnection, query: str) -> list[tuple[object, ...]]:
    return await (await owner.execute(query)).fetchall()


async def test_queued_message_is_handed_over(
    running: Running, addresses: Addresses, house: Furnished, owner: AsyncConnection
) -> None:
    desk = Desk()
    async with jobs_of(running, addresses, desk) as jobs:
        jobs.start()
        with structlog.testing.capture_logs() as entries:
            await jobs.enqueue_message(await say_yes(running, house, "+33665000001"))
            for _ in range(50):
                if desk.taken:
                    break
                await asyncio.sleep(0.1)
    assert desk.taken[0].recipient.reveal() == "+33665000001"
    assert "65000001" not in str(entries)
    assert await rows(owner, "SELECT status FROM jobs.procrastinate_jobs WHERE task_name = 'deliver_message'") == []


async def test_arguments_of_a_job_are_ids(
    running: Running, addresses: Addresses, house: Furnished, owner: AsyncConnection
) -> None:
    async with jobs_of(running, addresses, Desk()) as jobs:
        await jobs.enqueue_message(await say_yes(running, house, "+33665000002"))
    ((args,),) = await rows(owner, "SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'deliver_message'")
    assert isinstance(args, dict)
    assert set(args) == {"publisher", "subject", "message", "transient"}


async def test_worker_ends_when_told(running: Running, addresses: Addresses) -> None:
    async with asyncio.timeout(10), jobs_of(running, addresses, Desk()) as jobs:
        jobs.start()
        await asyncio.sleep(0.2)


async def test_message_without_a_job_is_sent_by_the_housekeeping(
    running: Running, addresses: Addresses, house: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say_yes(running, house, "+33665000003")
    vault, desk = running.parts.vault, Desk()
    clock = vault.clock

    def later() -> datetime:
        return clock() + timedelta(minutes=5)

    monkeypatch.setattr(vault, "clock", later)
    async with jobs_of(running, addresses, desk) as jobs:
        await jobs._keep_house(0)
    assert "+33665000003" in {message.recipient.reveal() for message in desk.taken}
