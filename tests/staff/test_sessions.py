"""Sessions of the staff."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.errors import NotFound
from dialonce.settings import Settings
from dialonce.staff import (
    Member,
    end_other_sessions,
    end_session,
    find_session,
    let_go,
    list_sessions,
    open_session,
    renew_session,
)
from dialonce.staff.ticket import new_ticket
from dialonce.vault import SYSTEM
from tests.staff.people import join

pytestmark = pytest.mark.anyio


async def enter(running: Running, member: Member, *, second_factor: bool = True) -> str:
    async with running.parts.vault.session([member.publisher_id], SYSTEM) as session:
        return await open_session(session, member.staff_id, second_factor=second_factor, device="Firefox · Linux")


async def is_in(running: Running, ticket: str) -> bool:
    return await find_session(running.parts.staff, ticket) is not None


async def test_ticket_finds_its_member(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    found = await find_session(running.parts.staff, await enter(running, member))
    assert found is not None
    assert (found.member.name, found.session.second_factor) == (member.name, True)


async def test_forged_and_foreign_tickets_find_nobody(running: Running, publisher: UUID) -> None:
    ticket = await enter(running, await join(running, publisher))
    forged, _ = new_ticket(publisher)
    other, _ = new_ticket(uuid4())
    for text in ("", forged, other, ticket[:-1], ticket.swapcase()):
        assert not await is_in(running, text)


async def test_ticket_rests_as_a_digest(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    from base64 import urlsafe_b64decode

    ticket = await enter(running, await join(running, publisher))
    rows = await (await owner.execute("SELECT s::text FROM core.staff_session AS s")).fetchall()
    assert rows
    assert urlsafe_b64decode(ticket)[16:].hex() not in " ".join(row[0] for row in rows)


@pytest.mark.parametrize("column", ["seen_at", "created_at"])
async def test_session_ends_by_idling_and_by_a_days_work(
    running: Running, publisher: UUID, owner: AsyncConnection, column: str
) -> None:
    member = await join(running, publisher)
    ticket = await enter(running, member)
    age = timedelta(hours=2, minutes=1) if column == "seen_at" else timedelta(hours=12, minutes=1)
    await owner.execute(
        f"UPDATE core.staff_session SET {column} = {column} - %s WHERE staff_id = %s", (age, member.staff_id)
    )
    assert not await is_in(running, ticket)


async def test_sessions_are_listed_and_revoked(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    here, elsewhere, third = [await enter(running, member) for _ in range(3)]
    found = await find_session(running.parts.staff, here)
    assert found is not None
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        listed = await list_sessions(session, member.staff_id)
        other = next(one.session_id for one in listed if one.session_id != found.session.session_id)
        await end_session(session, member.staff_id, other)
    assert len(listed) == 3
    assert await is_in(running, elsewhere) + await is_in(running, third) == 1
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        assert await end_other_sessions(session, member.staff_id, found.session.session_id) == 1
    assert [await is_in(running, one) for one in (here, elsewhere, third)] == [True, False, False]


async def test_nobody_ends_anothers_session(running: Running, publisher: UUID) -> None:
    member, other = await join(running, publisher), await join(running, publisher)
    found = await find_session(running.parts.staff, await enter(running, member))
    assert found is not None
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        with pytest.raises(NotFound):
            await end_session(session, other.staff_id, found.session.session_id)


async def test_more_proof_makes_another_session(running: Running, publisher: UUID) -> None:
    first = await enter(running, await join(running, publisher), second_factor=False)
    found = await find_session(running.parts.staff, first)
    assert found is not None
    second = await renew_session(running.parts.staff, found, second_factor=True)
    assert not await is_in(running, first)
    renewed = await find_session(running.parts.staff, second)
    assert renewed is not None
    assert renewed.session.second_factor


@pytest.mark.clause("8-e")
async def test_who_leaves_is_out_at_once_in_every_process(
    running: Running, publisher: UUID, settings: Settings, addresses: Addresses
) -> None:
    member = await join(running, publisher)
    ticket = await enter(running, member)
    async with open_parts(settings, addresses) as elsewhere:
        assert await is_in(elsewhere, ticket)
        async with running.parts.vault.session([publisher], SYSTEM) as session:
            await let_go(session, member.staff_id)
        assert not await is_in(elsewhere, ticket)
    assert not await is_in(running, ticket)
