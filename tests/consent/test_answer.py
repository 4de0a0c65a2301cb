"""Answers of consent: which can be given, and which one holds."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest

from dialonce.app.parts import Running
from dialonce.consent import Answer, check_answer, consents_of, location_level, record_answer
from dialonce.errors import Invalid
from dialonce.policy import ConsentState, LocationLevel
from dialonce.vault import SYSTEM, Session, SubjectRef, system_clock
from tests.house_of import Furnished, furnish

APPLICATION = "azur"


@pytest.fixture(scope="module")
async def house(running: Running) -> Furnished:
    return await furnish(running)


@pytest.fixture
async def session(running: Running, house: Furnished) -> AsyncIterator[Session]:
    async with running.parts.vault.session([house.publisher_id], SYSTEM) as session:
        yield session


@pytest.fixture
async def somebody(session: Session, house: Furnished) -> SubjectRef:
    (made,) = await session.keyring.create(house.publisher_id, 1, session.now)
    return made


def answer(choice: str, purpose: str = "location-service", *, age: timedelta = timedelta(0)) -> Answer:
    application = APPLICATION if purpose == "location-service" else None
    return Answer(uuid4(), purpose, choice, system_clock() - age, application, "fr-FR")


async def test_nobody_asked_has_no_consent(session, house, somebody):
    assert await consents_of(session, house.publisher_id, somebody.subject_id) == []


@pytest.mark.clause("4.3-d")
async def test_newest_answer_of_an_application_holds(session, house, somebody):
    for choice, age in (("precise", 3), ("coarse", 1), ("off", 2)):
        await record_answer(session, house.publisher_id, somebody, answer(choice, age=timedelta(minutes=age)))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert location_level(standings, APPLICATION) is LocationLevel.COARSE
    assert location_level(standings, "another") is LocationLevel.OFF


async def test_withdrawal_takes_the_consent_away(session, house, somebody):
    await record_answer(session, house.publisher_id, somebody, answer("coarse", age=timedelta(minutes=1)))
    await record_answer(session, house.publisher_id, somebody, answer("off"))
    (standing,) = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert standing.fact.state is ConsentState.WITHDRAWN


async def test_answer_sent_twice_is_kept_once(session, house, somebody):
    given = answer("accepted", "contact-display")
    await record_answer(session, house.publisher_id, somebody, given)
    await record_answer(session, house.publisher_id, somebody, given)
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert [(one.fact.purpose, one.fact.policy_version) for one in standings] == [
        ("contact-display", session.policy_of(house.publisher_id).version)
    ]


async def test_answer_from_the_future_counts_from_now(session, house, somebody):
    await record_answer(session, house.publisher_id, somebody, answer("precise", age=timedelta(days=-9)))
    await record_answer(session, house.publisher_id, somebody, answer("off", age=timedelta(days=-1)))
    assert len(await consents_of(session, house.publisher_id, somebody.subject_id)) == 1


@pytest.mark.parametrize(
    ("purpose", "choice"),
    [("promotion", "accepted"), ("contact-display", "precise"), ("location-service", "accepted")],
)
def test_answer_to_no_question_is_invalid(purpose, choice):
    with pytest.raises(Invalid):
        check_answer(answer(choice, purpose))


def test_moment_without_zone_is_invalid():
    given = answer("accepted", "user-analytics")
    with pytest.raises(Invalid):
        check_answer(Answer(given.id, given.purpose, given.choice, given.decided_at.replace(tzinfo=None)))
