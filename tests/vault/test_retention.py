"""Retention: nothing stands past its term, but for legal holds."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from psycopg import AsyncConnection
from psycopg.errors import RaiseException

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.errors import Invalid, NotFound, Refused
from dialonce.settings import Settings
from dialonce.storage.pool import SERVICE
from dialonce.vault import SYSTEM, end_hold, erase_subject, fetch, place_hold, plan_sweep, running_holds, sweep
from tests.vault.people import at, call, erasing, new_publisher, reading

pytestmark = pytest.mark.anyio
NUMBER = "+33612345678"
DAY = timedelta(days=1)


@pytest.fixture
async def house(
    anyio_backend: str, settings: Settings, new_database: Callable[[], Addresses]
) -> AsyncIterator[tuple[Running, AsyncConnection]]:
    addresses = new_database()
    async with (
        open_parts(settings, addresses) as parts,
        await AsyncConnection.connect(addresses.owner, autocommit=True) as owner,
    ):
        yield parts, owner


def real_now(running: Running) -> datetime:
    return running.parts.vault.clock()


async def count(owner: AsyncConnection, table: str) -> int:
    found = await owner.execute(f"SELECT count(*) FROM {table}")
    return (await found.fetchone() or (0,))[0]


async def months(owner: AsyncConnection) -> set[str]:
    found = await owner.execute(
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'personal.call_step'::regclass"
    )
    return {row[0] for row in await found.fetchall()}


@pytest.mark.clause("8-i")
async def test_months_past_their_term_are_dropped_and_later_ones_stay(house: tuple[Running, AsyncConnection]) -> None:
    running, owner = house
    vault, now = running.parts.vault, real_now(running)
    publisher = await new_publisher(running)
    for days in (500, 450, 400, 300, 10):
        moment = now - days * DAY
        await call(vault, publisher, NUMBER, steps=2, occurred_at=moment)
    old = {f"personal.call_step_{(now - days * DAY):%Y%m}" for days in (500, 450, 400)}
    assert old <= await months(owner)
    (overdue,) = await plan_sweep(vault)
    assert (overdue.dataset, overdue.rows, overdue.held) == ("personal.call_step", 6, 0)
    assert await sweep(vault)
    assert not old & await months(owner)
    assert await count(owner, "personal.call_step") == 4
    assert await plan_sweep(vault) == []
    assert await sweep(vault) == []


@pytest.mark.clause("8-i")
async def test_rows_of_a_month_that_is_not_over_go_one_by_one(house: tuple[Running, AsyncConnection]) -> None:
    """On the 20th: rows of the 10th a year ago are past twelve months, those of the 25th are not."""
    running, owner = house
    vault = running.parts.vault
    publisher = await new_publisher(running)
    year = vault.clock().year
    for day in (10, 25):
        await call(vault, publisher, NUMBER, occurred_at=datetime(year, 5, day, 12, tzinfo=UTC))
    with at(vault, datetime(year + 1, 5, 20, tzinfo=UTC)):
        assert [(step.dataset, step.rows) for step in await sweep(vault)] == [("personal.call_step", 1)]
        assert await plan_sweep(vault) == []
    assert await count(owner, "personal.call_step") == 1
    found = await owner.execute("SELECT extract(day FROM occurred_at AT TIME ZONE 'UTC')::int FROM personal.call_step")
    assert await found.fetchall() == [(25,)]


@pytest.mark.clause("8-i")
async def test_time_travel_leaves_zero_overdue_rows(house: tuple[Running, AsyncConnection]) -> None:
    """Four years of sweeps, one every two months: after each nothing is past its term, at the end nothing is left."""
    running, owner = house
    vault = running.parts.vault
    publisher = await new_publisher(running)
    now = real_now(running)
    for step in range(12):
        await call(vault, publisher, f"+3361234{step:04}", occurred_at=now - step * 30 * DAY)
    for step in range(24):
        with at(vault, now + step * 62 * DAY):
            await sweep(vault)
            assert await plan_sweep(vault) == []
    for table in ("personal.call_step", "personal.subject", "vault.subject_key", "vault.blind_index"):
        assert await count(owner, table) == 0, table
    assert await count(owner, "vault.tombstone") == 12


@pytest.mark.clause("8-i")
async def test_legal_hold_keeps_one_subject_until_it_ends(house: tuple[Running, AsyncConnection]) -> None:
    running, owner = house
    vault, now = running.parts.vault, real_now(running)
    publisher = await new_publisher(running)
    moment = now - 450 * DAY
    held = await call(vault, publisher, NUMBER, occurred_at=moment)
    await call(vault, publisher, "+33612345679", occurred_at=moment)
    async with vault.session([publisher], SYSTEM) as session:
        await place_hold(session, held.subject_id, "Litige 2026/17", now + 30 * DAY)
    (overdue,) = await plan_sweep(vault)
    assert (overdue.rows, overdue.held) == (1, 1)
    await sweep(vault)
    async with vault.session([publisher], SYSTEM) as session:
        assert len(await fetch(session, reading(session, publisher), "call_step", [held.subject_id])) == 1
    assert await count(owner, "personal.call_step") == 1
    async with vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Refused, match="legal hold"):
            await erase_subject(session, erasing(session, publisher), held.subject_id)
    async with vault.session([publisher], SYSTEM) as session:
        await end_hold(session, held.subject_id)
    with at(vault, real_now(running) + timedelta(seconds=2)):
        async with vault.session([publisher], SYSTEM) as session:
            assert await running_holds(session) == []
        await sweep(vault)
    assert await count(owner, "personal.call_step") == 0


@pytest.mark.clause("8-i")
async def test_hold_that_ended_lets_the_month_go(house: tuple[Running, AsyncConnection]) -> None:
    """The hold ran until a minute ago: the month is dropped whole, as if there had been none."""
    running, owner = house
    vault, now = running.parts.vault, real_now(running)
    publisher = await new_publisher(running)
    held = await call(vault, publisher, NUMBER, occurred_at=now - 450 * DAY)
    await owner.execute(
        "INSERT INTO personal.legal_hold VALUES (%s, %s, 'Litige', now() - interval '1 day', now() - interval '1 minute')",
        (held.subject_id, publisher),
    )
    (overdue,) = await plan_sweep(vault)
    assert (overdue.how, overdue.held) == ("2 whole months, the rest by row", 0)
    await sweep(vault)
    assert f"personal.call_step_{(now - 450 * DAY):%Y%m}" not in await months(owner)


@pytest.mark.clause("2-l")
async def test_foreign_hold_holds_nothing(house: tuple[Running, AsyncConnection]) -> None:
    running, owner = house
    vault, now = running.parts.vault, real_now(running)
    publisher, foreign = await new_publisher(running), await new_publisher(running)
    subject = await call(vault, publisher, NUMBER, occurred_at=now - 450 * DAY)
    async with vault.session([foreign], SYSTEM) as session:
        with pytest.raises(NotFound, match="knows nobody"):
            await place_hold(session, subject.subject_id, "Litige", now + DAY)
    await owner.execute(
        "INSERT INTO personal.legal_hold VALUES (%s, %s, 'Litige', now(), now() + interval '1 day')",
        (subject.subject_id, foreign),
    )
    await sweep(vault)
    assert f"personal.call_step_{(now - 450 * DAY):%Y%m}" not in await months(owner)
    async with vault.session([publisher], SYSTEM) as session:
        await place_hold(session, subject.subject_id, "Litige 2026/18", now + DAY)
        assert [hold.reason for hold in await running_holds(session)] == ["Litige 2026/18"]


async def test_hold_needs_a_reason_and_an_end_ahead(house: tuple[Running, AsyncConnection]) -> None:
    running, _ = house
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    async with vault.session([publisher], SYSTEM) as session:
        for reason, until in ((" ", session.now + DAY), ("Litige", session.now)):
            with pytest.raises(Invalid):
                await place_hold(session, subject.subject_id, reason, until)
        with pytest.raises(NotFound):
            await end_hold(session, subject.subject_id)


async def test_month_that_is_not_over_is_never_dropped(
    house: tuple[Running, AsyncConnection], addresses: Addresses, running: Running, owner: AsyncConnection
) -> None:
    publisher = await new_publisher(running)
    await call(running.parts.vault, publisher, NUMBER)
    before = await months(owner)
    async with await AsyncConnection.connect(addresses.role(SERVICE), autocommit=True) as conn:
        await conn.execute("SELECT personal.drop_months('call_step', now() + interval '10 years')")
        assert await months(owner) == before
        with pytest.raises(RaiseException, match="no months"):
            await conn.execute("SELECT personal.drop_months('subject', now())")


async def test_sweep_is_journalled(house: tuple[Running, AsyncConnection]) -> None:
    running, owner = house
    vault, now = running.parts.vault, real_now(running)
    publisher = await new_publisher(running)
    moment = now - 450 * DAY
    await call(vault, publisher, NUMBER, occurred_at=moment)
    await sweep(vault)
    found = await owner.execute("SELECT entry FROM audit.entry WHERE publisher_id = %s", (publisher,))
    entries = [msgspec.json.decode(row[0]) for row in await found.fetchall()]
    swept = [entry for entry in entries if entry["purpose"] == "retention"]
    assert {(entry["action"], entry["outcome"]) for entry in swept} == {("erase", "permit")}
    assert all("8-i" in entry["clauses"] for entry in swept)
