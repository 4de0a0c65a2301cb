"""What the rights desk asks of the policy."""

from uuid import UUID

import msgspec

from dialonce.policy import Action, Actor, Facts, Permit, StaffFact, Subjects, Use, load_catalogue
from dialonce.vault import ELSEWHERE, Session

RECORD = frozenset(("rights-record", "pseudonym"))
READABLE = frozenset(("rights-record",))
CONTACT = frozenset(("name", "email", "phone-number"))
PURPOSE = "subject-rights"


class Clerk(msgspec.Struct, frozen=True):
    """A member of staff who works on requests, as the policy must know them."""

    actor: Actor
    fact: StaffFact


def to_keep(session: Session, subject_id: UUID, *more: str) -> Permit:
    """Leave to keep what a request is made of, and what more categories the row holds (7-f, GDPR 17)."""
    use = Use(session.publisher, Actor.PUBLISHER, Action.RETAIN, PURPOSE, RECORD | frozenset(more))
    return session.require(use, Facts(), subject=subject_id)


def to_work(session: Session, clerk: Clerk | None, subject_id: UUID | None = None) -> Permit:
    """Leave to look at requests: for a member of staff under their own name, training and second factor (8-e, 8-f)."""
    actor = Actor.PUBLISHER if clerk is None else clerk.actor
    use = Use(session.publisher, actor, Action.USE, PURPOSE, READABLE | CONTACT)
    return session.require(use, Facts(staff=clerk.fact if clerk else None), subject=subject_id)


def to_answer(session: Session, subject_id: UUID, action: Action, categories: frozenset[str], facts: Facts) -> Permit:
    """Leave to carry out what a person asked for, once identity is sure (0-e, 7-d, 7-g, 7-h)."""
    recipient = "subject" if action is Action.EXPORT else None
    use = Use(session.publisher, Actor.PUBLISHER, action, PURPOSE, categories, recipient)
    return session.require(use, facts, subject=subject_id)


def everything() -> frozenset[str]:
    """Every category that the catalogue declares about callers and that leads to them: what a copy holds and an erasure takes."""
    held = (
        dataset.categories
        for name, dataset in load_catalogue().running()
        if dataset.subjects is Subjects.CALLER and not name.startswith(tuple(ELSEWHERE))
    )
    return frozenset().union(*held)
