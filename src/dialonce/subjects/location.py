"""Where a caller is: only while a location-based element of an open menu is used, and as finely as they chose (4.3)."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.policy import Action, Actor, ConsentFact, LocationFact, LocationLevel, Permit, Use
from dialonce.subjects.devices import app_facts
from dialonce.vault import NewRow, Session, SubjectRef, store

SESSION: Final = timedelta(minutes=10)
"""How long after it was measured a place still belongs to the menu that asked for it."""
CLOCK_SKEW: Final = timedelta(minutes=5)
_CATEGORY: Final = {LocationLevel.COARSE: "location-coarse", LocationLevel.PRECISE: "location-precise"}


class Place(msgspec.Struct, frozen=True):
    """A place: `cell` names one of about 36 km² (`g6:<row>:<column>`), `point` is latitude, longitude and accuracy in metres."""

    id: UUID
    application: str
    occurred_at: datetime
    cell: str | None = None
    point: tuple[float, float, float] | None = None

    @property
    def level(self) -> LocationLevel:
        return LocationLevel.PRECISE if self.point is not None else LocationLevel.COARSE


async def record_location(
    session: Session,
    publisher_id: UUID,
    subject: SubjectRef,
    place: Place,
    consents: frozenset[ConsentFact],
    allowed: LocationLevel,
) -> None:
    """Keep a place that the caller shared with one application. Off means no row (4.3-e).

    Raises `Invalid` for a moment in the future, and `Refused` without a running session or the application's consent.
    """
    if place.occurred_at.tzinfo is None or place.occurred_at > session.now + CLOCK_SKEW:
        raise Invalid(
            "The moment of the place cannot be.", faults=(Fault("/occurred_at", "a past moment with its time zone"),)
        )
    permit = _permit(session, publisher_id, subject, place, consents, allowed)
    sealed = {"cell": place.cell} if place.point is None else {"point": list(place.point)}
    clear = (place.application, place.occurred_at)
    await store(session, permit, "location", [NewRow(subject, place.id, clear, sealed)])


def _permit(
    session: Session,
    publisher_id: UUID,
    subject: SubjectRef,
    place: Place,
    consents: frozenset[ConsentFact],
    allowed: LocationLevel,
) -> Permit:
    where = LocationFact(place.application, allowed, place.level, place.occurred_at + SESSION)
    use = Use(
        publisher_id,
        Actor.PUBLISHER,
        Action.COLLECT,
        "location-service",
        frozenset((_CATEGORY[place.level], "pseudonym")),
    )
    facts = msgspec.structs.replace(app_facts(session, publisher_id, consents), location=where)
    return session.require(use, facts, subject=subject.subject_id)
