"""Invitations, roles, leaving."""

from datetime import timedelta
from uuid import UUID

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Forbidden, Invalid, NotFound, Unauthorized
from dialonce.staff import (
    OPERATOR,
    Role,
    accept_invitation,
    change_role,
    check_in,
    find_invitation,
    find_session,
    invite_again,
    invite_staff,
    let_go,
    list_members,
    open_session,
    read_member,
)
from dialonce.vault import SYSTEM, Who
from tests.staff.people import PASSWORD, join, new_email

pytestmark = pytest.mark.anyio


async def invite(running: Running, publisher: UUID, email: str = "", role: Role = Role.EDITOR) -> str:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        made = await invite_staff(session, running.parts.staff, "  Jeanne   Essai ", email or new_email(), role)
    return made.ticket


async def test_invitation_is_looked_at_often_and_used_once(running: Running, publisher: UUID) -> None:
    desk, ticket = running.parts.staff, await invite(running, publisher)
    for _ in range(2):
        assert (await find_invitation(desk, ticket)).name == "Jeanne Essai"
    assert (await accept_invitation(desk, ticket, PASSWORD)).secret.password
    with pytest.raises(NotFound):
        await accept_invitation(desk, ticket, PASSWORD)


async def test_weak_password_leaves_the_invitation_open(running: Running, publisher: UUID) -> None:
    desk, ticket = running.parts.staff, await invite(running, publisher)
    with pytest.raises(Invalid):
        await accept_invitation(desk, ticket, "jeanne")
    assert await accept_invitation(desk, ticket, PASSWORD)


async def test_invitation_ends_after_a_week(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    ticket = await invite(running, publisher)
    await owner.execute("UPDATE core.staff_invitation SET expires_at = expires_at - %s", (timedelta(days=7),))
    with pytest.raises(NotFound):
        await find_invitation(running.parts.staff, ticket)


async def test_new_invitation_ends_the_old_one(running: Running, publisher: UUID) -> None:
    desk, old = running.parts.staff, await invite(running, publisher)
    member = await find_invitation(desk, old)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        new = (await invite_again(session, member.staff_id)).ticket
    with pytest.raises(NotFound):
        await find_invitation(desk, old)
    assert await accept_invitation(desk, new, PASSWORD)


async def test_who_lost_everything_is_invited_anew(running: Running, publisher: UUID) -> None:
    desk, member = running.parts.staff, await join(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        ticket = await open_session(session, member.staff_id, second_factor=True)
        new = (await invite_again(session, member.staff_id)).ticket
    assert await find_session(desk, ticket) is None
    with pytest.raises(Unauthorized):
        await check_in(desk, member.email, PASSWORD)
    await accept_invitation(desk, new, f"{PASSWORD}-neuf")
    assert (await check_in(desk, member.email, f"{PASSWORD}-neuf")).staff_id == member.staff_id
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await let_go(session, member.staff_id)
        with pytest.raises(NotFound):
            await invite_again(session, member.staff_id)


async def test_one_account_an_address_until_its_owner_leaves(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    with pytest.raises(Conflict):
        await invite(running, OPERATOR, member.email.upper(), Role.OPERATOR_ADMIN)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await let_go(session, member.staff_id)
    assert await invite(running, publisher, member.email)


@pytest.mark.parametrize(("operator", "role"), [(True, Role.EDITOR), (False, Role.OPERATOR_ADMIN)])
async def test_roles_exist_in_their_own_place(running: Running, publisher: UUID, operator: bool, role: Role) -> None:
    with pytest.raises(Invalid):
        await invite(running, OPERATOR if operator else publisher, role=role)


async def test_role_changes_and_leaving_are_the_tenants_own(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    async with running.parts.vault.session([OPERATOR], SYSTEM) as session:
        for deed in (change_role(session, member.staff_id, Role.DPO), let_go(session, member.staff_id)):
            with pytest.raises(NotFound):
                await deed
        with pytest.raises(NotFound):
            await read_member(session, member.staff_id)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await change_role(session, member.staff_id, Role.ANALYST)
        assert (await read_member(session, member.staff_id)).role is Role.ANALYST


async def test_nobody_takes_away_their_own_access(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    async with running.parts.vault.session([publisher], Who(f"staff:{member.staff_id}")) as session:
        with pytest.raises(Forbidden):
            await let_go(session, member.staff_id)


@pytest.mark.clause("2-g")
async def test_looks_at_the_team_are_journalled(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    async with running.parts.vault.session([publisher], Who("staff:looker")) as session:
        assert await list_members(session)
    found = await owner.execute("SELECT count(*) FROM audit.entry WHERE entry::json->>'actor' = 'staff:looker'")
    assert await found.fetchone() == (1,)
