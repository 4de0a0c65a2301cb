"""What the desk keeps goes with its term: profiles and wishes with their person, archives after days, proof after years."""

from datetime import timedelta
from uuid import UUID

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.rights import Right, fulfil_access, record_directive
from dialonce.subjects import rectify_profile
from dialonce.vault import SUBJECT, Who, sweep
from tests.rights.people import asks, desk_for, somebody
from tests.vault.people import at, new_publisher

MONTH = timedelta(days=31)


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


async def count(owner: AsyncConnection, table: str, subject: UUID) -> int:
    found = await owner.execute(f"SELECT count(*) FROM {table} WHERE subject_id = %s", (subject,))
    return int((await found.fetchone() or (0,))[0])


@pytest.mark.clause("8-i", "3.1-s")
async def test_profile_and_wishes_go_with_their_person(
    running: Running, publisher: UUID, owner: AsyncConnection
) -> None:
    vault = running.parts.vault
    old, new = [await somebody(running, publisher, f"+3361234567{digit}") for digit in range(2)]
    async with vault.session([publisher], SUBJECT) as session:
        for one in (old, new):
            await rectify_profile(session, one.subject_id, {"name": "Zéphyrine"})
            await record_directive(session, one.subject_id, "Tout effacer.")
    now = vault.clock()
    with at(vault, now + 30 * MONTH):
        async with vault.session([publisher], SUBJECT) as session:
            await rectify_profile(session, new.subject_id, {"name": "Luce"})
    with at(vault, now + 38 * MONTH):
        await sweep(vault)
    for table in ("personal.subject", "personal.profile", "personal.directive", "vault.subject_key"):
        assert await count(owner, table, old.subject_id) == 0, table
        assert await count(owner, table, new.subject_id) == 1, table


@pytest.mark.clause("8-i")
async def test_archive_nobody_fetched_goes_after_its_days(
    running: Running, publisher: UUID, owner: AsyncConnection
) -> None:
    vault = running.parts.vault
    subject = (await somebody(running, publisher)).subject_id
    async with vault.session([publisher], Who("staff:1")) as session:
        request = await asks(session, Right.ACCESS, subject)
        await fulfil_access(session, desk_for(running, publisher), request.request_id)
    now = vault.clock()
    with at(vault, now + timedelta(days=13)):
        await sweep(vault)
    assert await count(owner, "personal.archive", subject) == 1
    with at(vault, now + timedelta(days=15)):
        await sweep(vault)
    assert await count(owner, "personal.archive", subject) == 0
