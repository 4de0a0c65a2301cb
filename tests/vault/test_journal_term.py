"""The journal's own term: old entries go behind a signed checkpoint, and what is left still verifies."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.settings import Settings
from dialonce.storage.pool import AUDITOR, SERVICE, Pool, open_pool
from dialonce.vault import (
    SYSTEM,
    JournalEntry,
    export_journal,
    journal_public_key,
    make_checkpoint,
    place_hold,
    plan_sweep,
    sweep,
    verify_export,
    verify_journal,
)
from tests.vault.people import at, call, new_publisher

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)
OLD, YOUNG = 1_200 * DAY, 30 * DAY


class House(msgspec.Struct):
    """A database of its own, with the auditor's pool."""

    running: Running
    owner: AsyncConnection
    auditor: Pool
    addresses: Addresses

    async def entries(self) -> int:
        found = await self.owner.execute("SELECT count(*) FROM audit.entry")
        return (await found.fetchone() or (0,))[0]

    async def faults(self) -> list[str]:
        key = await journal_public_key(self.running.parts.vault)
        return [fault.what for fault in (await verify_journal(self.auditor, key)).faults]


@pytest.fixture
async def house(anyio_backend: str, settings: Settings, new_database: Callable[[], Addresses]) -> AsyncIterator[House]:
    addresses = new_database()
    async with (
        open_parts(settings, addresses) as running,
        await AsyncConnection.connect(addresses.owner, autocommit=True) as owner,
        open_pool(addresses.role(AUDITOR), "auditor", most=1) as auditor,
    ):
        yield House(running, owner, auditor, addresses)


async def work(house: House, moment: datetime, *, calls: int, subject: UUID | None = None) -> None:
    """So many uses at a moment, and the checkpoint of that night."""
    vault = house.running.parts.vault
    publisher = next(iter(vault.directory.publishers), None) or await new_publisher(house.running)
    with at(vault, moment):
        for _ in range(calls):
            async with vault.session([publisher], SYSTEM) as session:
                session.record(
                    JournalEntry(moment, publisher, "system", "read", "retention", (), "permit", (), subject=subject)
                )
        await make_checkpoint(vault)


@pytest.mark.clause("8-i")
async def test_old_entries_go_and_the_journal_still_verifies(house: House) -> None:
    vault = house.running.parts.vault
    now = vault.clock()
    await work(house, now - OLD, calls=4)
    old = await house.entries()
    await work(house, now - YOUNG, calls=3)
    young = await house.entries() - old
    assert ("audit.entry", old) in [(step.dataset, step.rows) for step in await plan_sweep(vault)]
    assert ("audit.entry", old) in [(step.dataset, step.rows) for step in await sweep(vault)]
    assert await house.entries() >= young
    left = await house.owner.execute("SELECT min(at) FROM audit.entry")
    assert (await left.fetchone() or (now,))[0] > now - 1_095 * DAY
    assert await house.faults() == []
    assert "audit.entry" not in [step.dataset for step in await plan_sweep(vault)]
    gone = await house.owner.execute("SELECT count(*) FROM audit.checkpoint WHERE made_at < %s", (now - 1_100 * DAY,))
    assert await gone.fetchone() == (0,)


async def test_trim_cut_short_verifies_and_is_finished_later(house: House) -> None:
    """Killed between the signature and the deletion: both are right, before and after."""
    from dialonce.vault.checkpoints import newest_checkpoint, sign_checkpoint

    vault = house.running.parts.vault
    now = vault.clock()
    await work(house, now - OLD, calls=4)
    async with vault.session([], SYSTEM) as session:
        await sign_checkpoint(session, letting_go=await newest_checkpoint(session, now))
    assert await house.faults() == []
    await sweep(vault)
    assert await house.faults() == []
    await make_checkpoint(vault)
    await work(house, now, calls=2)
    assert await house.faults() == []


@pytest.mark.clause("8-i")
async def test_entries_taken_without_a_signature_are_missed(house: House) -> None:
    """The database's owner takes the oldest entries away, without the key that signs."""
    vault = house.running.parts.vault
    await work(house, vault.clock() - OLD, calls=4)
    await make_checkpoint(vault)
    await house.owner.execute("DELETE FROM audit.entry WHERE position <= 2")
    assert "entries removed up to 2" in await house.faults()


async def test_entries_behind_the_trim_are_guarded_as_before(house: House) -> None:
    vault = house.running.parts.vault
    now = vault.clock()
    await work(house, now - OLD, calls=4)
    await work(house, now - YOUNG, calls=3)
    await sweep(vault)
    key = await journal_public_key(vault)
    lines = [line async for line in export_journal(house.auditor)]
    assert verify_export(lines, key).faults == []
    first = next(index for index, line in enumerate(lines) if b'"record":"entry"' in line)
    assert "entries removed" in verify_export([*lines[:first], *lines[first + 1 :]], key).faults[0].what
    altered = lines[first].replace(b"permit", b"denied")
    assert verify_export([*lines[:first], altered, *lines[first + 1 :]], key).faults[0].what == "entry altered"


async def test_legal_hold_keeps_the_entries_of_its_subject(house: House) -> None:
    vault = house.running.parts.vault
    now = vault.clock()
    publisher = await new_publisher(house.running)
    subject = await call(vault, publisher, "+33612345678")
    async with vault.session([publisher], SYSTEM) as session:
        await place_hold(session, subject.subject_id, "Litige 2026/19", now + DAY)
    await work(house, now - OLD, calls=3, subject=subject.subject_id)
    before = await house.entries()
    await sweep(vault)
    assert await house.entries() >= before
    assert await house.faults() == []


async def test_service_role_cannot_trim_what_is_young(house: House) -> None:
    """SQL of its own gets no further than the term."""
    await work(house, house.running.parts.vault.clock() - YOUNG, calls=2)
    before = await house.entries()
    async with await AsyncConnection.connect(house.addresses.role(SERVICE), autocommit=True) as conn:
        found = await conn.execute(
            "SELECT audit.trim(ARRAY(SELECT generate_series(0, 15))::smallint[], array_fill(99, ARRAY[16])::bigint[], now())"
        )
        assert await found.fetchone() == (0,)
    assert await house.entries() == before


async def test_forged_checkpoint_is_told_and_passed_over(house: House) -> None:
    """Whoever has the service's role can put one in; the next ones are signed as if it were not there."""
    vault = house.running.parts.vault
    await work(house, vault.clock() - YOUNG, calls=2)
    async with await AsyncConnection.connect(house.addresses.role(SERVICE), autocommit=True) as conn:
        await conn.execute("SELECT audit.add_checkpoint(now(), 'no document', '\\x00')")
    await make_checkpoint(vault)
    assert await house.faults() == ["checkpoint forged or altered"]
