"""The register of breaches in the database."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import psycopg
import pytest

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.staff import (
    Assessment,
    Nature,
    Risk,
    StepKind,
    add_incident_step,
    assess_incident,
    close_incident,
    declare_incident,
    list_incidents,
    notify_hours,
    read_incident,
)
from dialonce.vault import SYSTEM
from tests.house_of import Furnished, furnish

SOMEBODY = uuid4()
JUDGED = Assessment(
    natures=(Nature.CONFIDENTIALITY, Nature.AVAILABILITY),
    categories="Telephone numbers",
    people=120,
    consequences="Unwanted calls",
    measures="Access closed",
    risk=Risk.RISK,
    risk_reason="Numbers without names",
)


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.mark.clause("8-j", "S-GDPR-33")
async def test_breach_is_followed_from_discovery_to_its_closing(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        known = session.now - timedelta(hours=3)
        made = await declare_incident(session, SOMEBODY, "Stolen laptop", known, telecom=False)
        with pytest.raises(Invalid) as refused:
            await close_incident(session, SOMEBODY, made.incident_id)
        assert {fault.where for fault in refused.value.faults} >= {"risk", "authority"}
        await assess_incident(session, SOMEBODY, made.incident_id, JUDGED)
        told = (StepKind.AUTHORITY_TOLD, session.now, "CNIL 2026-1")
        await add_incident_step(session, SOMEBODY, made.incident_id, *told)
        closed = await close_incident(session, SOMEBODY, made.incident_id)
        assert closed.closed_at == session.now
        assert closed.assessment == JUDGED
        kinds = [StepKind.DISCOVERED, StepKind.ASSESSED, StepKind.AUTHORITY_TOLD, StepKind.CLOSED]
        assert [step.kind for step in closed.steps] == kinds
        assert [step.step for step in closed.steps] == [1, 2, 3, 4]
        with pytest.raises(Conflict):
            await assess_incident(session, SOMEBODY, made.incident_id, Assessment())


async def test_earlier_assessments_stay_readable(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await declare_incident(session, SOMEBODY, "Mail to the wrong person", session.now, telecom=False)
        for risk in (Risk.HIGH, Risk.NONE):
            judged = msgspec.structs.replace(JUDGED, risk=risk)
            made = await assess_incident(session, SOMEBODY, made.incident_id, judged)
    notes = [step.note for step in made.steps if step.kind == StepKind.ASSESSED]
    assert [msgspec.json.decode(note, type=Assessment).risk for note in notes] == [Risk.HIGH, Risk.NONE]


async def test_telecom_breach_has_the_shorter_clock(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        hours = {
            telecom: notify_hours(
                session, await declare_incident(session, SOMEBODY, "Same", session.now, telecom=telecom)
            )
            for telecom in (False, True)
        }
    assert hours == {False: 72, True: 24}


async def test_breach_of_the_future_or_without_a_name_is_refused(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        with pytest.raises(Invalid) as refused:
            await declare_incident(session, SOMEBODY, " ", session.now + timedelta(hours=1), telecom=False)
    assert [fault.where for fault in refused.value.faults] == ["title", "known_at"]


@pytest.mark.clause("2-k")
async def test_another_publisher_sees_no_breach(running: Running, house: Furnished) -> None:
    other = await furnish(running, name="Autre", number="+33199002000")
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        made = await declare_incident(session, SOMEBODY, "Ours alone", session.now, telecom=False)
    async with running.parts.vault.session([other.publisher_id], SYSTEM) as session:
        assert await list_incidents(session) == []
        with pytest.raises(NotFound):
            await read_incident(session, made.incident_id)


async def test_step_can_be_neither_changed_nor_deleted(running: Running, house: Furnished) -> None:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        await declare_incident(session, SOMEBODY, "Documented", session.now, telecom=False)
    for statement in ("UPDATE core.incident_step SET note = 'x'", "DELETE FROM core.incident_step"):
        async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                async with session.conn.transaction():
                    await session.conn.execute(statement)
