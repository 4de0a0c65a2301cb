"""Consents as the data-protection officer sees them: how many stand, and one person's proof (GDPR 7(1))."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.consent.answer import CONSENT_CATEGORIES
from dialonce.policy import Action, Actor, Facts, Permit, StaffFact, Use
from dialonce.vault import Session, fetch, tally

PURPOSE = "accountability"


class ConsentCount(msgspec.Struct, frozen=True):
    """How many people gave, refused or withdrew a consent, as their newest answers say."""

    purpose: str
    state: str
    people: int


class ConsentProof(msgspec.Struct, frozen=True):
    """One answer as it was given. The last fields are empty once the person was erased: the answer stays, its words go."""

    purpose: str
    scope: str | None
    state: str
    policy_version: str
    changed_at: datetime
    choice: str = ""
    channel: str = ""
    culture: str = ""
    policy_hash: str = ""


async def count_consents(session: Session, actor: Actor, staff: StaffFact) -> list[ConsentCount]:
    """How many people stand where. Raises `Refused` for staff whom the policy does not let."""
    rows = await tally(session, _permit(session, actor, staff, None), "consent", "standing")
    return msgspec.convert(rows, list[ConsentCount])


async def proofs_of(session: Session, actor: Actor, staff: StaffFact, subject_id: UUID) -> list[ConsentProof]:
    """Every answer of one person, oldest first; the look is journalled, and the person can see it."""
    permit = _permit(session, actor, staff, subject_id)
    rows = await fetch(session, permit, "consent", [subject_id])
    return [_proof(row.clear, row.private.reveal(permit)) for row in rows]


def _permit(session: Session, actor: Actor, staff: StaffFact, subject_id: UUID | None) -> Permit:
    use = Use(session.publisher, actor, Action.READ, PURPOSE, CONSENT_CATEGORIES)
    return session.require(use, Facts(staff=staff), subject=subject_id)


def _proof(clear: object, private: object) -> ConsentProof:
    sealed = msgspec.convert(private, _Sealed).record
    known = {name: value for name, value in msgspec.convert(clear, dict[str, object]).items() if name in _KNOWN}
    return msgspec.convert({**known, **sealed}, ConsentProof)


class _Sealed(msgspec.Struct, frozen=True):
    record: dict[str, object] = {}


_KNOWN = frozenset(("purpose", "scope", "state", "policy_version", "changed_at"))
