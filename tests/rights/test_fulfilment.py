"""Rectification, restriction, objection, wishes after death."""

from uuid import UUID

import pytest

from dialonce.app.parts import Running
from dialonce.errors import Invalid, Refused
from dialonce.rights import (
    Identity,
    RestrictionCase,
    Right,
    State,
    StepKind,
    directive_of,
    end_limitation,
    fulfil_objection,
    fulfil_post_mortem,
    fulfil_rectification,
    fulfil_restriction,
    limitations_of,
    read_request,
    revoke_directive,
)
from dialonce.sharing import notices_of
from dialonce.vault import Who
from tests.rights.people import asks, desk_for, disclosed, somebody
from tests.vault.people import new_publisher

CLERK = Who("staff:1")


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


@pytest.mark.clause("7-c", "7-i")
async def test_rectification_reaches_recipients(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    await disclosed(running, publisher, subject)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.RECTIFICATION, subject)
        closed, letter = await fulfil_rectification(
            session, desk_for(running, publisher), request.request_id, {"Nom": "Zéphyrine Martin"}
        )
        (notice,) = await notices_of(session, request.request_id)
        file = await read_request(session, request.request_id)
    assert closed.state is State.GRANTED
    assert "– Nom : Zéphyrine Martin" in letter.body
    assert "– Livraisons Réunies" in letter.body
    assert (notice.kind, notice.fields) == ("rectification", "Nom")
    assert [step.kind for step in file.steps] == [StepKind.RECEIVED, StepKind.RECIPIENTS_TOLD, StepKind.GRANTED]


async def test_rectification_of_nothing_is_none(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.RECTIFICATION)
        with pytest.raises(Invalid):
            await fulfil_rectification(session, desk_for(running, publisher), request.request_id, {})


@pytest.mark.clause("S-L78-85")
async def test_wishes_after_death_are_kept_and_revoked(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    desk = desk_for(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        for wishes in ("Tout effacer.", "Tout effacer.\nPrévenir ma sœur."):
            request = await asks(session, Right.POST_MORTEM, subject)
            _, letter = await fulfil_post_mortem(session, desk, request.request_id, wishes, "Luce Martin")
        assert "– Prévenir ma sœur." in letter.body
        assert "Luce Martin" in letter.body
        standing = await directive_of(session, subject)
        assert standing is not None
        assert (standing.wishes, standing.executor) == ("Tout effacer.\nPrévenir ma sœur.", "Luce Martin")
        assert await revoke_directive(session, subject)
        assert await directive_of(session, subject) is None


CARRYING_OUT = {
    Right.RESTRICTION: lambda session, desk, id_: fulfil_restriction(session, desk, id_, RestrictionCase.UNLAWFUL),
    Right.OBJECTION: fulfil_objection,
    Right.POST_MORTEM: lambda session, desk, id_: fulfil_post_mortem(session, desk, id_, "Tout effacer."),
    Right.RECTIFICATION: lambda session, desk, id_: fulfil_rectification(session, desk, id_, {"Nom": "X"}),
}


@pytest.mark.clause("7-g")
@pytest.mark.parametrize("right", list(CARRYING_OUT))
async def test_nothing_is_carried_out_for_somebody_unknown(running: Running, publisher: UUID, right: Right) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, right, identity=Identity.UNCHECKED)
        with pytest.raises(Refused):
            await CARRYING_OUT[right](session, desk_for(running, publisher), request.request_id)


@pytest.mark.clause("S-GDPR-18")
async def test_restriction_holds_until_it_is_lifted(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.RESTRICTION, subject)
        _, letter = await fulfil_restriction(
            session, desk_for(running, publisher), request.request_id, RestrictionCase.ACCURACY_CONTESTED
        )
        assert "article 18" in letter.body
        (running_one,) = await limitations_of(session, subject)
        assert (running_one.kind, running_one.reason, running_one.ended_at) == (
            "restriction",
            "accuracy-contested",
            None,
        )
        assert await end_limitation(session, subject, "restriction")
        assert not await end_limitation(session, subject, "restriction")


@pytest.mark.clause("S-GDPR-21")
async def test_objection_names_what_stops(running: Running, publisher: UUID) -> None:
    subject = (await somebody(running, publisher)).subject_id
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.OBJECTION, subject)
        _, letter = await fulfil_objection(session, desk_for(running, publisher), request.request_id)
    assert "– Personnalisation" in letter.body
    assert "– Audit, analyse et amélioration des produits" in letter.body


async def test_request_is_answered_as_what_it_asks(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.OBJECTION)
        with pytest.raises(Invalid, match="another right"):
            await fulfil_post_mortem(session, desk_for(running, publisher), request.request_id, "Tout effacer.")
