"""Restricted and objected: data may be kept and not used, in every process, whatever facts the gate is shown."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from psycopg import AsyncConnection

from dialonce.app.addresses import Addresses
from dialonce.app.parts import Running, open_parts
from dialonce.errors import Refused
from dialonce.policy import Action, Actor, Denial, Use
from dialonce.rights import RestrictionCase, Right, end_limitation, fulfil_access, fulfil_objection, fulfil_restriction
from dialonce.settings import Settings
from dialonce.vault import SYSTEM, NewRow, SubjectRef, Who, fetch, limits, store
from dialonce.vault.batch import open_batch
from tests.rights.people import asks, desk_for, somebody
from tests.vault.people import ALLOWING, CATEGORIES, collecting, new_publisher, reading

CLERK = Who("staff:1")


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


@pytest.fixture(scope="module")
async def elsewhere(anyio_backend: str, settings: Settings, addresses: Addresses) -> AsyncIterator[Running]:
    """A second process's parts on the same database."""
    async with open_parts(settings, addresses) as parts:
        yield parts


async def restrict(running: Running, publisher: UUID, subject: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.RESTRICTION, subject)
        await fulfil_restriction(
            session, desk_for(running, publisher), request.request_id, RestrictionCase.ACCURACY_CONTESTED
        )


def use_of(publisher: UUID, action: Action = Action.USE, purpose: str = "service-provision") -> Use:
    return Use(publisher, Actor.PUBLISHER, action, purpose, frozenset({"call-log", "phone-number"}))


async def steps_of(owner: AsyncConnection, subject: UUID) -> int:
    found = await owner.execute("SELECT count(*) FROM personal.call_step WHERE subject_id = %s", (subject,))
    return int((await found.fetchone() or (0,))[0])


def late(subject: SubjectRef) -> NewRow:
    from dialonce.vault import system_clock

    return NewRow(subject, uuid4(), (system_clock(), uuid4(), uuid4(), "call-end"), {"culture": "fr"})


@pytest.mark.clause("S-GDPR-18")
async def test_gate_refuses_use_of_restricted_data(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    await restrict(running, publisher, subject)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        facts = msgspec.structs.replace(ALLOWING, notice_acknowledged=session.policy_of(publisher).version)
        answer = session.decide(use_of(publisher), facts, subject=subject)
        assert isinstance(answer, Denial)
        assert (answer.reason, answer.clauses) == ("restricted", ("S-GDPR-18",))
        session.require(use_of(publisher), facts)


@pytest.mark.clause("S-GDPR-18")
async def test_rows_of_restricted_people_are_neither_written_nor_read(
    running: Running, publisher: UUID, owner: AsyncConnection
) -> None:
    vault = running.parts.vault
    subject = await somebody(running, publisher, steps=2)
    await restrict(running, publisher, subject.subject_id)
    async with vault.session([publisher], SYSTEM) as session:
        assert await store(session, collecting(session, publisher), "call_step", [late(subject)]) == 0
        facts = msgspec.structs.replace(ALLOWING, notice_acknowledged=session.policy_of(publisher).version)
        using = session.require(Use(publisher, Actor.PUBLISHER, Action.USE, "service-provision", CATEGORIES), facts)
        assert await fetch(session, using, "call_step", [subject.subject_id]) == []
    async with open_batch(vault, [publisher], SYSTEM) as batch:
        version = batch.policy_of(publisher).version
        use = Use(publisher, Actor.PUBLISHER, Action.COLLECT, "service-provision", CATEGORIES)
        permit = batch.require(use, msgspec.structs.replace(ALLOWING, notice_acknowledged=version))
        await batch.keep(permit, "call_step", [late(subject)])
    assert await steps_of(owner, subject.subject_id) == 2


async def test_restricted_data_is_kept_and_its_person_may_see_it(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    await restrict(running, publisher, subject)
    async with running.parts.vault.session([publisher], CLERK) as session:
        assert len(await fetch(session, reading(session, publisher), "call_step", [subject])) == 3
        request = await asks(session, Right.ACCESS, subject)
        archive, _ = await fulfil_access(session, desk_for(running, publisher), request.request_id)
        assert archive.subject_id == subject


async def test_lifted_restriction_lets_use_go_on(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    await restrict(running, publisher, subject)
    async with running.parts.vault.session([publisher], CLERK) as session:
        assert await end_limitation(session, subject, "restriction")
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        facts = msgspec.structs.replace(ALLOWING, notice_acknowledged=session.policy_of(publisher).version)
        session.require(use_of(publisher), facts, subject=subject)


@pytest.mark.clause("S-GDPR-21")
async def test_objection_stops_interests_and_not_the_service(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.OBJECTION, subject)
        await fulfil_objection(session, desk_for(running, publisher), request.request_id)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        version = session.policy_of(publisher).version
        facts = msgspec.structs.replace(ALLOWING, notice_acknowledged=version, balance="LIA-1", contract="C-1")
        session.require(use_of(publisher), facts, subject=subject)
        with pytest.raises(Refused) as refused:
            session.require(use_of(publisher, purpose="quality"), facts, subject=subject)
    assert "S-GDPR-21" in refused.value.clauses


async def test_other_process_refuses_too(running: Running, elsewhere: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    await restrict(running, publisher, subject)
    for _ in range(100):
        if elsewhere.parts.vault.limits.of(subject):
            break
        await asyncio.sleep(0.02)
    assert elsewhere.parts.vault.limits.of(subject) == frozenset({"restriction"})


async def test_process_that_starts_later_refuses_too(
    running: Running, publisher: UUID, settings: Settings, addresses: Addresses
) -> None:
    subject = (await somebody(running, publisher)).subject_id
    await restrict(running, publisher, subject)
    async with open_parts(settings, addresses) as later:
        assert later.parts.vault.limits.of(subject) == frozenset({"restriction"})


async def test_limits_are_not_set_when_the_transaction_fails(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    with pytest.raises(RuntimeError, match="undone"):
        await _restrict_and_fail(running, publisher, subject)
    assert not running.parts.vault.limits.of(subject)


async def test_what_is_restricted_while_limits_are_read_stays_restricted(
    running: Running, publisher: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read before the commit is not put over what this process knows since."""
    subject = (await somebody(running, publisher)).subject_id
    read, meanwhile = limits.stored.query_rows, [restrict(running, publisher, subject)]

    async def read_and_be_overtaken(*given: Any) -> Any:
        rows = await read(*given)
        if given[1] == "limitation" and meanwhile:
            await meanwhile.pop()
        return rows

    monkeypatch.setattr(limits.stored, "query_rows", read_and_be_overtaken)
    await limits.load_limits(running.parts.vault)
    assert running.parts.vault.limits.of(subject) == frozenset({"restriction"})


async def _restrict_and_fail(running: Running, publisher: UUID, subject: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.RESTRICTION, subject)
        await fulfil_restriction(session, desk_for(running, publisher), request.request_id, RestrictionCase.UNLAWFUL)
        raise RuntimeError("undone")
