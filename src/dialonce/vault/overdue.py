"""What a sweep would take, or took."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.policy import Action, Actor, Facts, Permit, Use, load_catalogue
from dialonce.vault.session import Session


class Overdue(msgspec.Struct, frozen=True):
    """Something past its term: `rows` of a dataset from before a moment, and how they go. `held` stay under legal hold."""

    dataset: str
    before: datetime
    rows: int
    how: str
    held: int = 0


def permit_to(action: Action, session: Session, publisher_id: UUID, dataset: str, count: int = 1) -> Permit:
    """Leave to end what is past its term, journalled with how many rows it is about (8-i)."""
    categories = load_catalogue().dataset(dataset).categories
    use = Use(publisher_id, Actor.PUBLISHER, action, "retention", categories)
    facts = Facts(retention_elapsed=True, legal_hold=False)
    return session.require(use, facts, count=count)
