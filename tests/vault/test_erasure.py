"""Erasure: unreadable at once, then gone, for good, everywhere."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.errors import NotFound
from dialonce.settings import Settings
from dialonce.vault import (
    SYSTEM,
    NewRow,
    SubjectRef,
    Tombstone,
    Vault,
    erase_subject,
    fetch,
    finish_erasure,
    finish_erasures,
    store,
)
from tests.vault.people import call, collecting, erasing, new_publisher, reading

pytestmark = pytest.mark.anyio
NUMBER = "+33612345678"


@pytest.fixture(scope="module")
async def elsewhere(anyio_backend: str, settings: Settings, addresses: Addresses) -> AsyncIterator[Running]:
    """A second process's parts on the same database."""
    async with open_parts(settings, addresses) as parts:
        yield parts


async def entomb(vault: Vault, publisher: UUID, subject_id: UUID) -> Tombstone:
    async with vault.session([publisher], SYSTEM) as session:
        return await erase_subject(session, erasing(session, publisher), subject_id)


async def traces(owner: AsyncConnection, subject_id: UUID) -> dict[str, int]:
    """Rows by table that name a subject."""
    tables = ("personal.subject", "personal.call_step", "vault.subject_key", "vault.blind_index", "vault.link")
    counts = {}
    for table in tables:
        found = await owner.execute(f"SELECT count(*) FROM {table} WHERE subject_id = %s", (subject_id,))
        counts[table] = (await found.fetchone() or (0,))[0]
    return counts


@pytest.mark.clause("7-h")
async def test_erased_subject_is_unreadable_then_gone(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER, steps=3)
    grave = await entomb(vault, publisher, subject.subject_id)
    async with vault.session([publisher], SYSTEM) as session:
        assert await fetch(session, reading(session, publisher), "call_step", [subject.subject_id]) == []
    assert (await traces(owner, subject.subject_id))["vault.subject_key"] == 0
    assert await finish_erasure(vault, grave) == 4
    assert set((await traces(owner, subject.subject_id)).values()) == {0}
    left = await owner.execute("SELECT finished_at FROM vault.tombstone WHERE subject_id = %s", (subject.subject_id,))
    assert (await left.fetchone() or (None,))[0] is not None


async def test_repeating_an_erasure_is_harmless(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    first = await entomb(vault, publisher, subject.subject_id)
    again = await entomb(vault, publisher, subject.subject_id)
    assert await finish_erasure(vault, first) == 2
    assert await finish_erasure(vault, again) == 0


async def test_late_write_is_dropped(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    await finish_erasure(vault, await entomb(vault, publisher, subject.subject_id))
    assert await late_write(vault, publisher, subject) == 0
    assert set((await traces(owner, subject.subject_id)).values()) == {0}


async def test_person_who_calls_again_is_somebody_new(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    before = await call(vault, publisher, NUMBER)
    await finish_erasure(vault, await entomb(vault, publisher, before.subject_id))
    after = await call(vault, publisher, NUMBER)
    assert after.subject_id != before.subject_id


async def test_erasure_reaches_the_other_process(running: Running, elsewhere: Running) -> None:
    vault, other = running.parts.vault, elsewhere.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    keys = await other.keyring.keys_of(publisher, [subject.subject_id], other.clock())
    assert subject.subject_id in keys
    await entomb(vault, publisher, subject.subject_id)
    for _ in range(100):
        if not await other.keyring.keys_of(publisher, [subject.subject_id], other.clock()):
            break
        await asyncio.sleep(0.02)
    assert await other.keyring.keys_of(publisher, [subject.subject_id], other.clock()) == {}


async def test_interrupted_erasures_are_finished(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subjects = [await call(vault, publisher, f"+3361234567{digit}") for digit in range(3)]
    for subject in subjects:
        await entomb(vault, publisher, subject.subject_id)
    assert await finish_erasures(vault) >= 3
    for subject in subjects:
        assert set((await traces(owner, subject.subject_id)).values()) == {0}
    assert await finish_erasures(vault) == 0


@pytest.mark.clause("2-l")
async def test_foreign_publisher_cannot_erase(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher, foreign = await new_publisher(running), await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    with pytest.raises(NotFound, match="knows nobody"):
        await entomb(vault, foreign, subject.subject_id)
    await finish_erasure(vault, Tombstone(subject.subject_id, foreign, vault.clock()))
    assert (await traces(owner, subject.subject_id))["personal.call_step"] == 1
    assert (await traces(owner, subject.subject_id))["vault.subject_key"] == 1
    assert await finish_erasure(vault, await entomb(vault, publisher, subject.subject_id)) == 2


@pytest.mark.clause("2-l")
async def test_foreign_tombstone_does_not_stand_for_ones_own(running: Running, owner: AsyncConnection) -> None:
    """Somebody with SQL as the service role buries a foreign pseudonym in a tenant of their own; the erasure holds."""
    vault = running.parts.vault
    publisher, foreign = await new_publisher(running), await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    for table in ("personal.tombstone", "vault.tombstone"):
        await owner.execute(
            f"INSERT INTO {table} (subject_id, publisher_id, erased_at) VALUES (%s, %s, now())",
            (subject.subject_id, foreign),
        )
    await finish_erasure(vault, await entomb(vault, publisher, subject.subject_id))
    assert await late_write(vault, publisher, subject) == 0
    assert set((await traces(owner, subject.subject_id)).values()) == {0}


async def late_write(vault: Vault, publisher: UUID, subject: SubjectRef) -> int:
    """A writer that still holds the subject's key writes; how many rows were stored."""
    async with vault.session([publisher], SYSTEM) as session:
        row = NewRow(subject, uuid4(), (session.now, uuid4(), uuid4(), "call-end"), {"culture": "fr"})
        return await store(session, collecting(session, publisher), "call_step", [row])
