"""Linking an advertising identifier to a person: only on their express consent, by a row that they can take away (3.1-i)."""

from uuid import UUID, uuid4

from dialonce.policy import Action, Actor, Facts, Permit, Use
from dialonce.vault import NewRow, Session, SubjectRef, change, store

CATEGORIES = frozenset(("advertising-id", "pseudonym"))
TABLE = "advertising_link"


async def link_advertising_id(
    session: Session, publisher_id: UUID, subject: SubjectRef, holder: bytes, facts: Facts
) -> None:
    """Record the link in place of any earlier one; the silo itself learns nothing. Raises `Refused` without consent.

    `holder` is what all the identifier's pseudonyms are made of: while the link stands, it leads to them.
    """
    permit = _permit(session, publisher_id, subject.subject_id, facts)
    await change(session, permit, TABLE, "unlink", {"subject_id": subject.subject_id})
    row = NewRow(subject, uuid4(), (session.now,), {"digest": holder.hex()})
    await store(session, permit, TABLE, [row])


async def unlink_advertising_id(session: Session, publisher_id: UUID, subject: SubjectRef) -> int:
    """Take the link away, at the person's own wish, whether or not a consent still stands; how many there were."""
    use = Use(publisher_id, Actor.SUBJECT, Action.ERASE, "subject-rights", CATEGORIES)
    permit = session.require(
        use, Facts(action_by_user=True, identity_checked=True, legal_hold=False), subject=subject.subject_id
    )
    return await change(session, permit, TABLE, "unlink", {"subject_id": subject.subject_id})


def _permit(session: Session, publisher_id: UUID, subject_id: UUID, facts: Facts) -> Permit:
    use = Use(publisher_id, Actor.PUBLISHER, Action.LINK, "advertising-id-linking", CATEGORIES)
    return session.require(use, facts, subject=subject_id)
