"""Lifting by staff: nobody's restriction ends before they were told (GDPR 18(3))."""

from datetime import timedelta
from uuid import UUID

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid
from dialonce.rights import (
    RestrictionCase,
    Right,
    StepKind,
    announce_lifting,
    fulfil_objection,
    fulfil_restriction,
    lift_limitation,
    limitations_of,
    read_request,
)
from dialonce.vault import SYSTEM
from tests.rights.people import asks, desk_for, somebody
from tests.vault.people import new_publisher

pytestmark = pytest.mark.anyio


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


@pytest.mark.clause("7-i")
async def test_restriction_is_lifted_once_its_end_was_announced(running: Running, publisher: UUID) -> None:
    subject, desk = (await somebody(running, publisher)).subject_id, desk_for(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        asked = await asks(session, Right.RESTRICTION, subject)
        await fulfil_restriction(session, desk, asked.request_id, RestrictionCase.ACCURACY_CONTESTED)
        with pytest.raises(Conflict):
            await lift_limitation(session, asked.request_id)
        ends_at = session.now + timedelta(days=10)
        letter = await announce_lifting(session, asked.request_id, ends_at, "C’est vérifié.", desk.head)
        assert "C’est vérifié." in letter.body
        assert "CNIL" in letter.body
        await lift_limitation(session, asked.request_id)
        assert [one.ended_at for one in await limitations_of(session, subject)] == [session.now]
        steps = (await read_request(session, asked.request_id)).steps
        with pytest.raises(Conflict):
            await lift_limitation(session, asked.request_id)
    assert [step.kind for step in steps[-2:]] == [StepKind.LIFTING_ANNOUNCED, StepKind.LIFTED]


@pytest.mark.parametrize(("days", "reason"), [(-1, "Vérifié."), (10, " ")])
async def test_announcement_needs_a_day_ahead_and_a_reason(
    running: Running, publisher: UUID, days: int, reason: str
) -> None:
    subject, desk = (await somebody(running, publisher)).subject_id, desk_for(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        asked = await asks(session, Right.RESTRICTION, subject)
        await fulfil_restriction(session, desk, asked.request_id, RestrictionCase.UNLAWFUL)
        ends_at = session.now + timedelta(days=days)
        with pytest.raises(Invalid):
            await announce_lifting(session, asked.request_id, ends_at, reason, desk.head)


async def test_objection_ends_without_announcement_and_sets_no_restriction(running: Running, publisher: UUID) -> None:
    subject, desk = (await somebody(running, publisher)).subject_id, desk_for(running, publisher)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        asked = await asks(session, Right.OBJECTION, subject)
        await fulfil_objection(session, desk, asked.request_id)
        with pytest.raises(Conflict):
            await announce_lifting(session, asked.request_id, session.now + timedelta(days=1), "X", desk.head)
        await lift_limitation(session, asked.request_id)
