"""A Permit is shown for everything that is written, and covers it."""

from uuid import uuid4

import msgspec
import pytest

from dialonce.app.parts import Running
from dialonce.policy import Action, Actor, Permit, Use
from dialonce.vault import SYSTEM, NewRow, Session, ensure_months, store
from dialonce.vault.permits import PermitMismatchError
from tests.vault.people import ALLOWING, new_publisher, reading

pytestmark = pytest.mark.anyio


def permit_for(session: Session, action: Action, purpose: str, categories: set[str]) -> Permit:
    version = session.policy_of(session.publisher).version
    use = Use(session.publisher, Actor.PUBLISHER, action, purpose, frozenset(categories))
    return session.require(use, msgspec.structs.replace(ALLOWING, notice_acknowledged=version))


async def row(session: Session, **private: object) -> NewRow:
    await ensure_months(session, [session.now])
    (subject,) = await session.keyring.create(session.publisher, 1, session.now)
    return NewRow(subject, uuid4(), (session.now, uuid4(), uuid4(), "call-start"), private or None)


@pytest.mark.clause("8-h")
async def test_store_needs_a_permit_for_every_category(running: Running) -> None:
    publisher = await new_publisher(running)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        permit = permit_for(session, Action.COLLECT, "service-provision", {"call-log", "pseudonym"})
        with pytest.raises(PermitMismatchError, match="called-number"):
            await store(session, permit, "call_step", [await row(session)])


async def test_store_needs_a_permit_for_sealed_fields_too(running: Running) -> None:
    publisher = await new_publisher(running)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        permit = permit_for(session, Action.COLLECT, "service-provision", {"call-log", "pseudonym", "called-number"})
        with pytest.raises(PermitMismatchError, match="phone-number"):
            await store(session, permit, "call_step", [await row(session, caller="+33612345678")])
        given = await row(session)
        with pytest.raises(PermitMismatchError, match="email"):
            await store(
                session, permit, "call_step", [given], identities={given.subject.subject_id: {"email": "a@b.fr"}}
            )
        assert await store(session, permit, "call_step", [given]) == 1


@pytest.mark.clause("8-h")
async def test_field_that_nobody_declared_is_not_written(running: Running) -> None:
    publisher = await new_publisher(running)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        permit = permit_for(session, Action.COLLECT, "service-provision", {"call-log", "pseudonym", "called-number"})
        with pytest.raises(PermitMismatchError, match="declares no sealed mood in call_step"):
            await store(session, permit, "call_step", [await row(session, culture="fr", mood="bad")])
        given = await row(session)
        with pytest.raises(PermitMismatchError, match="declares no sealed shoe-size in subject"):
            await store(session, permit, "call_step", [given], identities={given.subject.subject_id: {"shoe-size": 42}})


@pytest.mark.clause("3.1-d")
async def test_what_is_transient_is_written_nowhere_but_into_a_message(running: Running) -> None:
    publisher = await new_publisher(running)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        permit = permit_for(session, Action.TRANSIENT, "service-link", {"phone-number", "called-number"})
        with pytest.raises(PermitMismatchError, match="transient"):
            await store(session, permit, "call_step", [await row(session)])


async def test_permit_to_read_does_not_write(running: Running) -> None:
    publisher = await new_publisher(running)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        with pytest.raises(PermitMismatchError, match="does not allow writing"):
            await store(session, reading(session, publisher), "call_step", [await row(session)])
