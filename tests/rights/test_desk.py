"""The desk: requests of every channel, the clock that stops and goes on, extension, refusal, the whole history."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from psycopg import AsyncConnection

from dialonce.app.parts import Running
from dialonce.errors import Conflict, Invalid, NotFound, Refused
from dialonce.policy import Actor, StaffFact, load_refusals
from dialonce.rights import (
    Channel,
    Clerk,
    Declined,
    Identity,
    Means,
    NewRequest,
    QueueFilter,
    Right,
    State,
    StepKind,
    add_note,
    ask_identity,
    extend,
    fitting_means,
    is_late,
    letters_to,
    link_request,
    list_requests,
    open_request,
    paris_day,
    read_request,
    reasons_for,
    refuse,
    requests_of,
    resume,
    withdraw,
)
from dialonce.vault import SYSTEM, Who
from tests.rights.people import asks, desk_for, somebody
from tests.vault.people import at, new_publisher

RECEIVED = datetime(2026, 10, 11, 9, tzinfo=UTC)
CLERK = Who("staff:1")


@pytest.fixture
async def publisher(running: Running) -> UUID:
    return await new_publisher(running)


@pytest.mark.clause("7-f", "7-i")
@pytest.mark.parametrize("channel", list(Channel))
async def test_request_of_any_channel_gets_its_day(running: Running, publisher: UUID, channel: Channel) -> None:
    with at(running.parts.vault, RECEIVED + timedelta(days=1)):
        async with running.parts.vault.session([publisher], CLERK) as session:
            request = await asks(
                session,
                Right.ACCESS,
                channel=channel,
                identity=Identity.UNCHECKED,
                received_at=RECEIVED,
                paper="A-12",
                body="Quelles données avez-vous sur moi ?",
            )
        assert request.due_at is not None
        assert paris_day(request.due_at).isoformat() == "2026-11-12"
        async with running.parts.vault.session([publisher], CLERK) as session:
            file = await read_request(session, request.request_id)
    assert file.request == request
    assert [(step.kind, step.actor) for step in file.steps] == [(StepKind.RECEIVED, "staff:1")]


async def test_words_of_a_request_are_sealed(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(
            session, Right.ACCESS, body="Je m’appelle Zéphyrine", name="Zéphyrine", email="z@example.org"
        )
        file = await read_request(session, request.request_id)
    assert (file.name, file.email) == ("Zéphyrine", "z@example.org")
    found = await owner.execute("SELECT r::text || p::text FROM personal.rights_request r, personal.profile p")
    assert not [row for (row,) in await found.fetchall() if "phyrine" in row or "z@example" in row]


@pytest.mark.clause("7-g")
async def test_clock_stands_still_until_identity_is_sure(running: Running, publisher: UUID) -> None:
    vault, desk = running.parts.vault, desk_for(running, publisher)
    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with at(vault, begun):
        async with vault.session([publisher], CLERK) as session:
            request = await asks(session, Right.ERASURE, identity=Identity.UNCHECKED, channel=Channel.EMAIL)
    with at(vault, begun + timedelta(days=8)):
        async with vault.session([publisher], CLERK) as session:
            stopped, letter = await ask_identity(session, request.request_id, Means.RECENT_CALL, desk.head)
    assert (stopped.state, stopped.due_at) == (State.SUSPENDED, None)
    assert "pièce d’identité" in letter.body
    with at(vault, begun + timedelta(days=18)):
        async with vault.session([publisher], CLERK) as session:
            going = await resume(session, request.request_id, "Les deux appels sont bien les siens.")
            assert going.due_at is not None
            assert paris_day(going.due_at).isoformat() == "2026-04-13"
            with pytest.raises(Conflict, match="sure already"):
                await resume(session, request.request_id, "again")


async def test_second_question_about_identity_needs_a_doubt(running: Running, publisher: UUID) -> None:
    desk = desk_for(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS, identity=Identity.UNCHECKED, channel=Channel.PHONE)
        await ask_identity(session, request.request_id, Means.CODE_BY_MESSAGE, desk.head)
        with pytest.raises(Invalid, match="doubt"):
            await ask_identity(session, request.request_id, Means.RECENT_CALL, desk.head)
        again, letter = await ask_identity(
            session, request.request_id, Means.RECENT_CALL, desk.head, doubt="le code n’a pas été donné"
        )
        assert again.state is State.SUSPENDED
        assert "le code n’a pas été donné" in letter.body


async def test_nobody_who_signed_in_is_asked_who_they_are(running: Running, publisher: UUID) -> None:
    desk = desk_for(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS)
        with pytest.raises(Conflict, match="is sure"):
            await ask_identity(session, request.request_id, Means.SIGN_IN, desk.head)


@pytest.mark.clause("7-g")
@pytest.mark.parametrize("channel", list(Channel))
def test_means_are_never_a_document(channel: Channel) -> None:
    means = fitting_means(channel, number_known=True, email_known=True)
    assert means
    assert not [one for one in means if "document" in one or "card" in one]


@pytest.mark.clause("S-GDPR-12")
async def test_extension_is_told_with_its_reason_and_once(running: Running, publisher: UUID) -> None:
    vault, desk = running.parts.vault, desk_for(running, publisher)
    with at(vault, datetime(2026, 11, 30, 9, tzinfo=UTC)):
        async with vault.session([publisher], CLERK) as session:
            request = await asks(session, Right.ACCESS)
            later, letter = await extend(session, request.request_id, "dix lignes à réunir", desk.head)
            assert later.due_at is not None
            assert paris_day(later.due_at).isoformat() == "2027-03-01"
            assert "dix lignes à réunir" in letter.body
            assert "1er mars 2027" in letter.body
            with pytest.raises(Conflict, match="once"):
                await extend(session, request.request_id, "encore", desk.head)


async def test_letters_stand_with_their_request_in_their_order(running: Running, publisher: UUID) -> None:
    subject, head = (await somebody(running, publisher)).subject_id, desk_for(running, publisher).head
    new = NewRequest(right=Right.ERASURE, channel=Channel.EMAIL, received_at=RECEIVED, subject=subject)
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        asked = await open_request(session, new, head)
        await ask_identity(session, asked.request_id, Means.RECENT_CALL, head)
        letters = (await letters_to(session, subject))[asked.request_id]
    assert [step.kind for step in letters] == [StepKind.RECEIVED, StepKind.IDENTITY_ASKED]
    assert asked.reference in letters[0].letter
    assert "au plus tard le" in letters[0].letter


async def test_extension_after_the_first_month_comes_too_late(running: Running, publisher: UUID) -> None:
    vault, desk = running.parts.vault, desk_for(running, publisher)
    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    with at(vault, begun):
        async with vault.session([publisher], CLERK) as session:
            request = await asks(session, Right.ACCESS)
    with at(vault, begun + timedelta(days=40)):
        async with vault.session([publisher], CLERK) as session:
            assert is_late(request, session.now)
            with pytest.raises(Conflict):
                await extend(session, request.request_id, "trop tard", desk.head)


@pytest.mark.clause("7-j")
async def test_refusal_names_the_authority_and_the_courts(running: Running, publisher: UUID) -> None:
    desk = desk_for(running, publisher)
    declined = Declined("excessive", "La même demande est venue neuf fois en deux semaines.", "toute la demande")
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS)
        closed, letter = await refuse(session, request.request_id, declined, desk.head)
        file = await read_request(session, request.request_id)
    assert (closed.state, closed.outcome) == (State.REFUSED, "excessive")
    assert "75334 Paris" in letter.body
    assert "tribunaux" in letter.body
    assert file.steps[-1].letter == letter.body


@pytest.mark.clause("7-j")
@pytest.mark.parametrize("right", list(Right))
async def test_nothing_is_refused_for_a_reason_of_another_right(
    running: Running, publisher: UUID, right: Right
) -> None:
    desk = desk_for(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, right)
        for code in {*load_refusals(), "impractical", ""} - set(reasons_for(right)):
            with pytest.raises(Invalid):
                await refuse(session, request.request_id, Declined(code, "x" * 40, "tout"), desk.head)


@pytest.mark.parametrize("declined", [("excessive", "trop", "tout"), ("excessive", "x" * 40, " ")])
async def test_refusal_explains_itself(running: Running, publisher: UUID, declined: tuple[str, str, str]) -> None:
    desk = desk_for(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS)
        with pytest.raises(Invalid):
            await refuse(session, request.request_id, Declined(*declined), desk.head)


async def test_unknown_person_is_linked_once_found(running: Running, publisher: UUID) -> None:
    subject = await somebody(running, publisher)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS, identity=Identity.UNCHECKED, channel=Channel.EMAIL, body="Bonjour")
        assert await requests_of(session, subject.subject_id) == []
        moved = await link_request(session, request.request_id, subject.subject_id)
        assert [one.body for one in await requests_of(session, subject.subject_id)] == ["Bonjour"]
        file = await read_request(session, moved.request_id)
    assert [step.kind for step in file.steps] == [StepKind.RECEIVED, StepKind.LINKED]
    assert file.phone_number == "+33612345678"


async def test_closed_request_stays_as_it_is(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.OBJECTION)
        await withdraw(session, request.request_id)
        with pytest.raises(Conflict):
            await withdraw(session, request.request_id)
        with pytest.raises(Conflict):
            await add_note(session, request.request_id, "late")


async def test_queue_shows_what_is_due_first(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        days = [session.now - timedelta(days=age) for age in (3, 20, 1)]
        made = [await asks(session, Right.ACCESS, received_at=day) for day in days]
        closed = await withdraw(session, made[2].request_id)
        listed = await list_requests(session)
        assert [one.request_id for one in listed] == [made[1].request_id, made[0].request_id, closed.request_id]
        assert len(await list_requests(session, QueueFilter(state="unclosed"))) == 2
        assert await list_requests(session, QueueFilter(right="erasure")) == []


async def test_foreign_publisher_sees_no_request(running: Running, publisher: UUID) -> None:
    foreign = await new_publisher(running)
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS)
    async with running.parts.vault.session([foreign], CLERK) as session:
        assert await list_requests(session) == []
        with pytest.raises(NotFound):
            await read_request(session, request.request_id)


async def test_request_from_tomorrow_is_invalid(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], SYSTEM) as session:
        with pytest.raises(Invalid):
            await asks(session, Right.ACCESS, received_at=session.now + timedelta(days=1))
        with pytest.raises(Invalid, match="filed"):
            await asks(session, Right.ACCESS, channel=Channel.LETTER)
        with pytest.raises(Conflict):
            await asks(session, Right.ACCESS, uuid4())


async def test_every_step_is_in_the_journal(running: Running, publisher: UUID, owner: AsyncConnection) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        request = await asks(session, Right.ACCESS)
        await withdraw(session, request.request_id)
    found = await owner.execute("SELECT count(*) FROM audit.entry WHERE subject_id = %s", (request.subject_id,))
    assert (await found.fetchone() or (0,))[0] >= 4


@pytest.mark.clause("8-f", "8-e")
async def test_untrained_staff_reads_no_request(running: Running, publisher: UUID) -> None:
    async with running.parts.vault.session([publisher], CLERK) as session:
        until = session.now + timedelta(days=1)
        trained = StaffFact("dpo", mfa=True, training_until=until)
        assert await list_requests(session, clerk=Clerk(Actor.PUBLISHER_STAFF, trained)) == []
        for actor, fact in (
            (Actor.PUBLISHER_STAFF, StaffFact("dpo", mfa=True)),
            (Actor.PUBLISHER_STAFF, StaffFact("dpo", training_until=until)),
            (Actor.OPERATOR_STAFF, trained),
        ):
            with pytest.raises(Refused):
                await list_requests(session, clerk=Clerk(actor, fact))
