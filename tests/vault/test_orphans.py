"""Keys without rows: what a crash between two commits leaves is swept, and nobody writes under such a key."""

from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.vault import SYSTEM, NewRow, SubjectRef, Vault, store, sweep
from tests.vault.people import call, collecting, new_publisher

pytestmark = pytest.mark.anyio


async def crash_between_commits(vault: Vault, publisher: UUID, number: str) -> SubjectRef:
    """The key is committed; the rows never come."""
    (subject,) = await vault.keyring.resolve(publisher, "phone-number", [number], vault.clock())
    return subject


async def age(owner: AsyncConnection, subject: SubjectRef, interval: str) -> None:
    await owner.execute(
        "UPDATE vault.subject_key SET created_at = now() - %s::interval WHERE subject_id = %s",
        (interval, subject.subject_id),
    )


async def has_key(owner: AsyncConnection, subject: SubjectRef) -> bool:
    found = await owner.execute("SELECT FROM vault.subject_key WHERE subject_id = %s", (subject.subject_id,))
    return await found.fetchone() is not None


async def test_key_that_stayed_alone_for_a_day_is_destroyed(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    old = await crash_between_commits(vault, publisher, "+33612345678")
    young = await crash_between_commits(vault, publisher, "+33612345679")
    rooted = await call(vault, publisher, "+33612345670")
    await age(owner, old, "25 hours")
    await age(owner, rooted, "25 hours")
    assert [(step.dataset, step.rows) for step in await sweep(vault)] == [("vault.subject_key", 1)]
    assert [await has_key(owner, subject) for subject in (old, young, rooted)] == [False, True, True]
    assert await sweep(vault) == []


async def test_nobody_writes_under_a_key_that_was_swept(running: Running, owner: AsyncConnection) -> None:
    """A process that resolved the subject before the sweep and writes after it stores nothing unreadable."""
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await crash_between_commits(vault, publisher, "+33612345678")
    await age(owner, subject, "2 days")
    await sweep(vault)
    async with vault.session([publisher], SYSTEM) as session:
        row = NewRow(subject, uuid4(), (session.now, uuid4(), uuid4(), "call-start"), {"culture": "fr"})
        assert await store(session, collecting(session, publisher), "call_step", [row]) == 0
    again = await call(vault, publisher, "+33612345678")
    assert again.subject_id != subject.subject_id
