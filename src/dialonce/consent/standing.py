"""What somebody's consents are now: the newest answer for each purpose and scope."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.consent.answer import CONSENT_CATEGORIES
from dialonce.consent.questions import LOCATION
from dialonce.policy import Action, Actor, ConsentFact, ConsentState, Facts, LocationLevel, Permit, Use
from dialonce.vault import OpenRow, Session, query


class Standing(msgspec.Struct, frozen=True):
    """One purpose's consent as it stands, ready for the policy. `choice` is the answer in the words of the question.

    `age` is what was declared with it; empty when nobody asked.
    """

    fact: ConsentFact
    choice: str
    consent_id: UUID
    changed_at: datetime
    age: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether the answer, yes or no, is still kept: until then the question is not asked again."""
        return self.fact.until is None or now < self.fact.until


async def consents_of(session: Session, publisher_id: UUID, subject_id: UUID) -> list[Standing]:
    """Every consent of a subject, also those refused or withdrawn; none for somebody who was never asked."""
    permit = reading_permit(session, publisher_id, subject_id)
    rows = await query(session, permit, "consent", "newest", {"subject_ids": [subject_id]})
    return [standing_of(row, permit) for row in rows]


def reading_permit(session: Session, publisher_id: UUID, subject_id: UUID) -> Permit:
    """Leave to read a subject's consents. Raises `Refused`."""
    use = Use(publisher_id, Actor.PUBLISHER, Action.USE, "accountability", CONSENT_CATEGORIES)
    return session.require(use, Facts(), subject=subject_id)


def standing_of(row: OpenRow, permit: Permit) -> Standing:
    """One stored answer."""
    clear = msgspec.convert(row.clear, _Clear, from_attributes=False)
    record = msgspec.convert(row.private.reveal(permit), _Sealed).record
    fact = ConsentFact(
        clear.purpose,
        clear.policy_version,
        ConsentState(clear.state),
        scope=clear.scope,
        until=clear.until,
        guardian=record.age == "guardian",
    )
    return Standing(fact, record.choice, clear.consent_id, clear.changed_at, record.age)


def consent_facts(standings: Iterable[Standing]) -> frozenset[ConsentFact]:
    """The consents as a decision takes them."""
    return frozenset(one.fact for one in standings)


def under_age(standings: Sequence[Standing]) -> bool:
    """Whether the person must be taken for younger than the age of consent: they never said otherwise (GDPR 8).

    What was declared last counts.
    """
    declared = [one for one in standings if one.age]
    return not declared or max(declared, key=lambda one: one.changed_at).age != "of-age"


def last_read(standings: Iterable[Standing]) -> str | None:
    """The version of the policy under which the person answered last: its words stood beside the question (0-c)."""
    newest = max(standings, key=lambda one: one.changed_at, default=None)
    return newest.fact.policy_version if newest else None


def may_ask(standings: Iterable[Standing], purpose: str, scope: str | None, now: datetime) -> bool:
    """Whether the question may be asked: a yes and a no alike keep it from being asked for six months."""
    return not any(one.fact.purpose == purpose and one.fact.scope == scope and one.holds(now) for one in standings)


def location_level(standings: Iterable[Standing], application: str) -> LocationLevel:
    """How finely this application may know where the subject is; off unless they said otherwise (4.3-d)."""
    for one in standings:
        if one.fact.purpose == LOCATION and one.fact.scope == application:
            return LocationLevel(one.choice)
    return LocationLevel.OFF


class _Clear(msgspec.Struct, frozen=True):
    consent_id: UUID
    purpose: str
    scope: str | None
    state: str
    policy_version: str
    changed_at: datetime
    until: datetime | None


class _Record(msgspec.Struct, frozen=True):
    choice: str = "off"
    age: str = ""


class _Sealed(msgspec.Struct, frozen=True):
    record: _Record = _Record()
