"""What somebody's consents are now: the newest answer for each purpose and scope."""

from uuid import UUID

import msgspec

from dialonce.consent.answer import CONSENT_CATEGORIES
from dialonce.policy import Action, Actor, ConsentFact, ConsentState, Facts, LocationLevel, Use
from dialonce.vault import Session, query


class Standing(msgspec.Struct, frozen=True):
    """One purpose's consent as it stands, ready for the policy. `choice` is the answer in the words of the question."""

    fact: ConsentFact
    choice: str


async def consents_of(session: Session, publisher_id: UUID, subject_id: UUID) -> list[Standing]:
    """Every consent of a subject, also those refused or withdrawn; none for somebody who was never asked."""
    use = Use(publisher_id, Actor.PUBLISHER, Action.USE, "accountability", CONSENT_CATEGORIES)
    permit = session.require(use, Facts(), subject=subject_id)
    rows = await query(session, permit, "consent", "newest", {"subject_id": subject_id})
    return [_standing(row.clear, row.private.reveal(permit)) for row in rows]


def _standing(clear: object, private: object) -> Standing:
    row = msgspec.convert(clear, _Clear, from_attributes=False)
    sealed = msgspec.convert(private, _Sealed)
    fact = ConsentFact(row.purpose, row.policy_version, ConsentState(row.state), scope=row.scope)
    return Standing(fact, sealed.record.choice)


def location_level(standings: list[Standing], application: str) -> LocationLevel:
    """How finely this application may know where the subject is; off unless they said otherwise (4.3-d)."""
    for one in standings:
        if one.fact.purpose == "location-service" and one.fact.scope == application:
            return LocationLevel(one.choice)
    return LocationLevel.OFF


class _Clear(msgspec.Struct, frozen=True):
    purpose: str
    scope: str | None
    state: str
    policy_version: str


class _Record(msgspec.Struct, frozen=True):
    choice: str = "off"


class _Sealed(msgspec.Struct, frozen=True):
    record: _Record = _Record()
