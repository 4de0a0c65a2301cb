"""Signing in with a password."""

from uuid import UUID

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.errors import TooMany, Unauthorized
from dialonce.staff import check_in, let_go
from dialonce.vault import SYSTEM
from tests.staff.people import PASSWORD, join, new_email

pytestmark = pytest.mark.anyio


async def test_who_joined_gets_in(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    found = await check_in(running.parts.staff, f" {member.email.upper()} ", PASSWORD)
    assert found.staff_id == member.staff_id


@pytest.mark.clause("8-d")
async def test_answers_do_not_tell_whose_account_there_is(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    said = set()
    for email, password in ((member.email, "wrong"), (new_email(), PASSWORD), ("no address", "x")):
        with pytest.raises(Unauthorized) as refused:
            await check_in(running.parts.staff, email, password)
        said.add(str(refused.value))
    assert len(said) == 1


@pytest.mark.clause("8-d")
@pytest.mark.parametrize("exists", [True, False])
async def test_sixth_try_is_not_even_looked_at(running: Running, publisher: UUID, exists: bool) -> None:
    email = (await join(running, publisher)).email if exists else new_email()
    for _ in range(5):
        with pytest.raises(Unauthorized):
            await check_in(running.parts.staff, email, "wrong")
    with pytest.raises(TooMany):
        await check_in(running.parts.staff, email, PASSWORD)


async def test_who_left_is_unknown(running: Running, publisher: UUID) -> None:
    member = await join(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        await let_go(session, member.staff_id)
    with pytest.raises(Unauthorized):
        await check_in(running.parts.staff, member.email, PASSWORD)


@pytest.mark.clause("2-g", "8-c")
async def test_name_address_and_secrets_rest_sealed(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    member = await join(running, publisher)
    rows = await (await owner.execute("SELECT t::text FROM core.staff AS t")).fetchall()
    text = " ".join(row[0] for row in rows)
    assert str(member.staff_id) in text
    for said in (member.name, member.email, member.secret.password):
        assert said
        assert said not in text
        assert said.encode().hex() not in text


async def test_directory_role_reads_nothing_of_accounts_but_whose_they_are(running: Running) -> None:
    from psycopg.errors import InsufficientPrivilege

    async with running.directory_pool.connection() as conn:
        with pytest.raises(InsufficientPrivilege):
            await conn.execute("SELECT sealed FROM core.staff")
