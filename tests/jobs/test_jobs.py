"""The queue: what is put in is worked on, what is left behind is taken up again, and the worker ends when told."""

import asyncio
from datetime import datetime, timedelta

import pytest
import structlog
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running
from dialonce.calls import Sending
from dialonce.channels import Handover, Outbound
from dialonce.errors import Unavailable
from dialonce.jobs import Jobs, RightsWork
from dialonce.sharing import Writer
from dialonce.storage.pool import SERVICE
from tests.calls.calling import Desk, say_yes
from tests.house_of import Furnished, furnish
from tests.insights.calling import let_report_hold

pytestmark = pytest.mark.anyio

SENDING = Sending("https://menu.example")


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running, noticed=False)


def jobs_of(running: Running, addresses: Addresses, desk: Desk) -> Jobs:
    rights = RightsWork(running.parts.vault, desk, Writer("1 rue de la Paix", "", "", SENDING.base_url))
    return Jobs(addresses.role(SERVICE), running.parts.vault, desk, SENDING, running.parts.insights, rights)


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


async def test_job_of_a_killed_worker_is_taken_up_again(
    running: Running, addresses: Addresses, house: Furnished, owner: AsyncConnection
) -> None:
    desk = Desk()
    async with jobs_of(running, addresses, desk) as jobs:
        ref = await say_yes(running, house, "+33665000004")
        await jobs.enqueue_message(ref)
        await owner.execute("SET search_path = jobs, pg_catalog")
        await owner.execute(
            "WITH dead AS (INSERT INTO jobs.procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
            " RETURNING id) UPDATE jobs.procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM dead)"
            " WHERE args ->> 'message' = %s",
            (str(ref.message_id),),
        )
        await jobs._keep_house(0)
        jobs.start()
        for _ in range(100):
            if desk.taken:
                break
            await asyncio.sleep(0.1)
    assert "+33665000004" in {message.recipient.reveal() for message in desk.taken}


async def test_worker_that_fails_begins_again(
    running: Running, addresses: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[object] = []
    again = asyncio.Event()

    async def fail(**options: object) -> None:
        began.append(options)
        if len(began) == 2:
            again.set()
        raise RuntimeError("+33665000005")

    async with jobs_of(running, addresses, Desk()) as jobs:
        monkeypatch.setattr(jobs._app, "run_worker_async", fail)
        with structlog.testing.capture_logs() as entries:
            jobs.start()
            await asyncio.wait_for(again.wait(), 20)
    assert "65000005" not in repr(entries)


async def test_broken_message_does_not_hold_up_the_others(
    running: Running, addresses: Addresses, house: Furnished, monkeypatch: pytest.MonkeyPatch
) -> None:
    class HalfBroken(Desk):
        async def hand_over(self, message: Outbound) -> Handover:
            if message.recipient.reveal().endswith("6"):
                raise Unavailable("The disk is full.")
            return await super().hand_over(message)

    await say_yes(running, house, "+33665000006")
    await say_yes(running, house, "+33665000007")
    vault, desk = running.parts.vault, HalfBroken()
    clock = vault.clock
    monkeypatch.setattr(vault, "clock", lambda: clock() + timedelta(minutes=5))
    async with jobs_of(running, addresses, desk) as jobs:
        await jobs._keep_house(0)
    assert "+33665000007" in {message.recipient.reveal() for message in desk.taken}


async def test_night_signs_the_journal(
    running: Running, addresses: Addresses, house: Furnished, owner: AsyncConnection
) -> None:
    await let_report_hold(running.parts.insights)
    async with jobs_of(running, addresses, Desk()) as jobs:
        await jobs._keep_night(0)
    assert await rows(owner, "SELECT count(*) FROM audit.checkpoint") == [(1,)]
