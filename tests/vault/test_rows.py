"""Sealed rows: read back by who may, by nobody else, nowhere else."""

from uuid import uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.errors import Forbidden
from dialonce.vault import SYSTEM, Unreadable, fetch, query
from dialonce.vault.permits import PermitMismatchError, check_permit
from tests.vault.people import call, collecting, new_publisher, reading

pytestmark = pytest.mark.anyio
NUMBER = "+33612345678"


async def test_row_is_read_back_as_stored(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER, steps=2)
    async with vault.session([publisher], SYSTEM) as session:
        permit = reading(session, publisher)
        rows = await fetch(session, permit, "call_step", [subject.subject_id])
        (identity,) = await fetch(session, permit, "subject", [subject.subject_id])
    assert [row.private.reveal(permit) for row in rows] == [{"culture": f"fr-{NUMBER}"}] * 2
    assert identity.private.reveal(permit) == {"phone-number": NUMBER}
    assert NUMBER not in repr(identity)


@pytest.mark.clause("8-a", "8-c")
async def test_altered_bytes_do_not_open(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    await owner.execute(
        "UPDATE personal.call_step SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) WHERE subject_id = %s",
        (subject.subject_id,),
    )
    async with vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Unreadable, match="altered"):
            await fetch(session, reading(session, publisher), "call_step", [subject.subject_id])


async def test_sealed_value_of_another_row_does_not_open(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject = await call(vault, publisher, NUMBER, steps=2)
    await owner.execute(
        """UPDATE personal.call_step AS a SET sealed = b.sealed FROM personal.call_step AS b
            WHERE a.subject_id = %(s)s AND b.subject_id = %(s)s AND a.step_id <> b.step_id""",
        {"s": subject.subject_id},
    )
    async with vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Unreadable):
            await fetch(session, reading(session, publisher), "call_step", [subject.subject_id])


async def test_row_moved_to_another_subject_does_not_open(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    subject, other = await call(vault, publisher, NUMBER), await call(vault, publisher, "+33612345679")
    await owner.execute("DELETE FROM personal.call_step WHERE subject_id = %s", (other.subject_id,))
    await owner.execute(
        "UPDATE personal.call_step SET subject_id = %s WHERE subject_id = %s", (other.subject_id, subject.subject_id)
    )
    async with vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Unreadable):
            await fetch(session, reading(session, publisher), "call_step", [other.subject_id])


async def test_row_moved_to_another_tenant_leads_nowhere(running: Running, owner: AsyncConnection) -> None:
    vault = running.parts.vault
    publisher, thief = await new_publisher(running), await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    await owner.execute(
        "UPDATE personal.call_step SET publisher_id = %s WHERE subject_id = %s", (thief, subject.subject_id)
    )
    vault.keyring.forget_all()
    async with vault.session([thief], SYSTEM) as session:
        assert await fetch(session, reading(session, thief), "call_step", [subject.subject_id]) == []
    await owner.execute(
        "UPDATE vault.subject_key SET publisher_id = %s WHERE subject_id = %s", (thief, subject.subject_id)
    )
    async with vault.session([thief], SYSTEM) as session:
        with pytest.raises(Unreadable):
            await fetch(session, reading(session, thief), "call_step", [subject.subject_id])


@pytest.mark.clause("2-l")
async def test_permit_of_another_publisher_is_refused(running: Running) -> None:
    vault = running.parts.vault
    publisher, foreign = await new_publisher(running), await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    async with vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Forbidden, match="session on that publisher"):
            reading(session, foreign)
    async with vault.session([publisher, foreign], SYSTEM) as session:
        permit = reading(session, foreign)
        assert await fetch(session, permit, "call_step", [subject.subject_id]) == []
        with pytest.raises(PermitMismatchError, match="another publisher"):
            check_permit(session, permit, publisher)


async def test_permit_of_another_transaction_is_refused(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    async with vault.session([publisher], SYSTEM) as first:
        permit = reading(first, publisher)
    async with vault.session([publisher], SYSTEM) as second:
        with pytest.raises(PermitMismatchError, match="expired"):
            await query(second, permit, "message", "recent", {"limit": 1})


async def test_rows_of_a_foreign_tenant_are_not_found(running: Running) -> None:
    vault = running.parts.vault
    publisher, other = await new_publisher(running), await new_publisher(running)
    subject = await call(vault, publisher, NUMBER)
    async with vault.session([other], SYSTEM) as session:
        assert await fetch(session, reading(session, other), "call_step", [subject.subject_id]) == []


async def test_subject_that_nobody_knows_has_no_row(running: Running) -> None:
    vault = running.parts.vault
    publisher = await new_publisher(running)
    async with vault.session([publisher], SYSTEM) as session:
        assert await fetch(session, reading(session, publisher), "call_step", [uuid4()]) == []
        assert collecting(session, publisher).use.publisher == publisher
