"""Answers of consent: which can be given, which one holds, and until when."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest

from dialonce.app.parts import Running
from dialonce.consent import (
    QUESTIONS,
    Answer,
    ScopeKind,
    check_answer,
    consent_facts,
    consents_of,
    location_level,
    may_ask,
    record_answer,
    under_age,
)
from dialonce.errors import Invalid, Refused
from dialonce.policy import (
    Action,
    Actor,
    ConsentState,
    ContactFact,
    Denial,
    Facts,
    LocationLevel,
    Permit,
    Use,
    decide,
)
from dialonce.vault import SYSTEM, Session, SubjectRef, system_clock
from tests.house_of import Furnished, furnish

APPLICATION = "azur"
SIX_MONTHS = timedelta(days=184)


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


def answer(choice, purpose="location-service", *, age=timedelta(0), declared="", gpc=False) -> Answer:
    scope = {"location-service": APPLICATION, "marketing": "sms", "promotion": "sms"}.get(purpose)
    return Answer(uuid4(), purpose, choice, system_clock() - age, scope, "fr-FR", age=declared, gpc=gpc)


async def test_nobody_asked_has_no_consent(session, house, somebody):
    assert await consents_of(session, house.publisher_id, somebody.subject_id) == []


@pytest.mark.clause("4.3-d")
async def test_newest_yes_of_an_application_holds(session, house, somebody):
    for choice, age in (("precise", 3), ("coarse", 1), ("precise", 2)):
        await record_answer(session, house.publisher_id, somebody, answer(choice, age=timedelta(minutes=age)))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert location_level(standings, APPLICATION) is LocationLevel.COARSE
    assert location_level(standings, "another") is LocationLevel.OFF


@pytest.mark.clause("4.3-e")
async def test_no_wins_against_a_yes_that_another_clock_dates_later(session, house, somebody):
    await record_answer(session, house.publisher_id, somebody, answer("precise", age=timedelta(minutes=1)))
    await record_answer(session, house.publisher_id, somebody, answer("off", age=timedelta(minutes=9)))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert location_level(standings, APPLICATION) is LocationLevel.OFF


async def test_yes_from_before_the_no_changes_nothing_when_it_comes_late(session, house, somebody):
    await record_answer(session, house.publisher_id, somebody, answer("off", age=timedelta(minutes=1)))
    await record_answer(session, house.publisher_id, somebody, answer("precise", age=timedelta(minutes=9)))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert location_level(standings, APPLICATION) is LocationLevel.OFF


@pytest.mark.clause("S-GDPR-7")
async def test_no_after_a_yes_is_a_withdrawal_and_without_one_a_refusal(session, house, somebody):
    await record_answer(session, house.publisher_id, somebody, answer("coarse", age=timedelta(minutes=1)))
    await record_answer(session, house.publisher_id, somebody, answer("off"))
    await record_answer(session, house.publisher_id, somebody, answer("refused", "marketing"))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    states = {one.fact.purpose: one.fact.state for one in standings}
    assert states == {"location-service": ConsentState.WITHDRAWN, "marketing": ConsentState.REFUSED}


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
    (standing,) = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert standing.choice == "off"


@pytest.mark.parametrize("choice", ["accepted", "refused"])
async def test_yes_and_no_are_both_kept_for_six_months(session, house, somebody, choice):
    await record_answer(session, house.publisher_id, somebody, answer(choice, "marketing"))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    asked = [may_ask(standings, "marketing", "sms", session.now + age) for age in (timedelta(days=180), SIX_MONTHS)]
    assert asked == [False, True]
    assert may_ask(standings, "marketing", "email", session.now)


def marketing(session, house, standings, channel="sms", later=timedelta(0)):
    use = Use(house.publisher_id, Actor.PUBLISHER, Action.SEND, "marketing", frozenset(("phone-number",)))
    facts = Facts(
        consents=consent_facts(standings),
        notice_acknowledged="1.0.0",
        subject_under_age=under_age(standings),
        subject_opted_out=False,
        subject_objected=False,
        subject_restricted=False,
        gpc=False,
        contact=ContactFact(channel, stop_offered=True),
    )
    return decide(use, facts, session.policy_of(house.publisher_id), session.now + later)


@pytest.mark.clause("4.2-b4", "S-CPCE-L34-5")
async def test_consent_is_for_one_purpose_one_channel_and_six_months(session, house, somebody):
    await record_answer(session, house.publisher_id, somebody, answer("accepted", "promotion", declared="of-age"))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert isinstance(marketing(session, house, standings), Denial)
    await record_answer(session, house.publisher_id, somebody, answer("accepted", "marketing", declared="of-age"))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert isinstance(marketing(session, house, standings), Permit)
    assert isinstance(marketing(session, house, standings, "email"), Denial)
    assert isinstance(marketing(session, house, standings, later=SIX_MONTHS), Denial)


@pytest.mark.clause("S-GDPR-8")
@pytest.mark.parametrize(("age", "outcome"), [("", Denial), ("of-age", Permit), ("guardian", Permit)])
async def test_age_must_be_declared_or_a_guardian_agree(session, house, somebody, age, outcome):
    await record_answer(session, house.publisher_id, somebody, answer("accepted", "marketing", declared=age))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert isinstance(marketing(session, house, standings), outcome)


@pytest.mark.clause("S-GDPR-21-5")
async def test_browser_that_refuses_for_its_person_cannot_agree(session, house, somebody):
    with pytest.raises(Refused):
        await record_answer(session, house.publisher_id, somebody, answer("accepted", "user-analytics", gpc=True))
    await record_answer(session, house.publisher_id, somebody, answer("refused", "user-analytics", gpc=True))
    await record_answer(session, house.publisher_id, somebody, answer("accepted", "contact-display", gpc=True))
    standings = await consents_of(session, house.publisher_id, somebody.subject_id)
    assert {one.fact.purpose: one.choice for one in standings} == {
        "user-analytics": "refused",
        "contact-display": "accepted",
    }


def test_no_question_is_bundled_and_every_no_comes_first():
    assert all(question.choices[0] in ("refused", "off") for question in QUESTIONS.values())
    assert {question.scope for question in QUESTIONS.values()} == set(ScopeKind)


@pytest.mark.parametrize(
    ("purpose", "choice", "scope"),
    [
        ("promotion", "accepted", None),
        ("promotion", "accepted", "pigeon"),
        ("approved-sharing", "accepted", "somebody"),
        ("contact-display", "precise", None),
        ("contact-display", "accepted", "azur"),
        ("location-service", "accepted", "azur"),
        ("advertising", "accepted", None),
    ],
)
def test_answer_to_no_question_is_invalid(purpose, choice, scope):
    with pytest.raises(Invalid):
        check_answer(Answer(uuid4(), purpose, choice, system_clock(), scope))


def test_moment_without_zone_is_invalid():
    given = answer("accepted", "user-analytics")
    with pytest.raises(Invalid):
        check_answer(Answer(given.id, given.purpose, given.choice, given.decided_at.replace(tzinfo=None)))
