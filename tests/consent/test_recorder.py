"""Answers that arrive together: kept in one transaction, each as if it were alone."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from dialonce.app.parts import Running
from dialonce.consent import Answer, Given, Standing, consents_of, lock_consents, reading_permit
from dialonce.errors import Invalid, Refused
from dialonce.policy import ConsentState
from dialonce.vault import SYSTEM, SubjectRef, system_clock
from tests.house_of import Furnished, furnish

LONGEST_WAIT = 60


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


async def people(running: Running, publisher_id: UUID, count: int) -> list[SubjectRef]:
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        return await session.keyring.create(publisher_id, count, session.now)


async def standings(running: Running, publisher_id: UUID, subject: SubjectRef) -> list[Standing]:
    async with running.parts.vault.session([publisher_id], SYSTEM) as session:
        return await consents_of(session, publisher_id, subject.subject_id)


async def state_of(running: Running, publisher_id: UUID, subject: SubjectRef) -> ConsentState:
    (standing,) = await standings(running, publisher_id, subject)
    return standing.fact.state


def saying(choice: str, *, ago: timedelta = timedelta(0), gpc: bool = False) -> Answer:
    return Answer(uuid4(), "marketing", choice, system_clock() - ago, "sms", "fr-FR", gpc=gpc)


async def say(running: Running, house: Furnished, subject: SubjectRef, answer: Answer) -> None:
    await running.parts.consents.record(Given(house.publisher_id, subject, answer))


async def test_answers_of_two_publishers_that_arrive_together_are_all_kept(running: Running, house: Furnished) -> None:
    other = await furnish(running, name="Other company", number="+33199001999")
    some = {each.publisher_id: await people(running, each.publisher_id, 10) for each in (house, other)}
    spoken = [
        Given(publisher_id, subject, saying("accepted" if place % 2 else "refused"))
        for publisher_id, subjects in some.items()
        for place, subject in enumerate(subjects)
    ]
    await asyncio.gather(*map(running.parts.consents.record, spoken))
    for given in spoken:
        state = await state_of(running, given.publisher_id, given.subject)
        assert state is (ConsentState.REFUSED if given.answer.is_no else ConsentState.GIVEN)


@pytest.mark.clause("4.3-e")
async def test_no_in_company_wins_against_a_yes_that_another_clock_dates_later(
    running: Running, house: Furnished
) -> None:
    somebody, *others = await people(running, house.publisher_id, 6)
    await say(running, house, somebody, saying("accepted"))
    late = say(running, house, somebody, saying("refused", ago=timedelta(minutes=9)))
    await asyncio.gather(late, *(say(running, house, other, saying("accepted")) for other in others))
    assert await state_of(running, house.publisher_id, somebody) is ConsentState.WITHDRAWN


async def test_yes_and_no_of_one_person_at_once_end_in_no(running: Running, house: Furnished) -> None:
    for first in ("accepted", "refused"):
        (somebody,) = await people(running, house.publisher_id, 1)
        second = "refused" if first == "accepted" else "accepted"
        answers = [saying(first), saying(second, ago=timedelta(seconds=5))]
        await asyncio.gather(*(say(running, house, somebody, answer) for answer in answers))
        assert await state_of(running, house.publisher_id, somebody) is not ConsentState.GIVEN


async def test_no_waits_for_a_message_on_its_way_and_nobody_else_does(running: Running, house: Furnished) -> None:
    somebody, *others = await people(running, house.publisher_id, 4)
    await say(running, house, somebody, saying("accepted"))
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as sending:
        permit = reading_permit(sending, house.publisher_id, somebody.subject_id)
        await lock_consents(sending, permit, somebody.subject_id, alone=False)
        waiting = asyncio.create_task(say(running, house, somebody, saying("refused")))
        together = asyncio.gather(*(say(running, house, other, saying("refused")) for other in others))
        await asyncio.wait_for(together, LONGEST_WAIT)
        assert not waiting.done()
    await asyncio.wait_for(waiting, LONGEST_WAIT)
    assert await state_of(running, house.publisher_id, somebody) is ConsentState.WITHDRAWN


async def test_answer_sent_twice_at_once_is_kept_once(running: Running, house: Furnished) -> None:
    (somebody,) = await people(running, house.publisher_id, 1)
    answer = saying("accepted")
    await asyncio.gather(*(say(running, house, somebody, answer) for _ in range(3)))
    (standing,) = await standings(running, house.publisher_id, somebody)
    assert standing.consent_id == answer.id


async def test_wrong_answer_and_refused_one_harm_nobody_in_their_company(running: Running, house: Furnished) -> None:
    first, second, third = await people(running, house.publisher_id, 3)
    outcomes = await asyncio.gather(
        say(running, house, first, saying("perhaps")),
        say(running, house, second, saying("accepted", gpc=True)),
        say(running, house, third, saying("accepted")),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [Invalid, Refused, type(None)]
    assert await standings(running, house.publisher_id, first) == []
    assert await standings(running, house.publisher_id, second) == []
    assert await state_of(running, house.publisher_id, third) is ConsentState.GIVEN
