"""A publisher's own part of the journal: searched by those whom the policy lets, and verified without seeing another's."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import msgspec

from dialonce.errors import Forbidden
from dialonce.policy import Action, Permit
from dialonce.storage.queries import fetch_all, fetch_one
from dialonce.vault.checkpoints import SignedCheckpoint, document_of, newest_checkpoint
from dialonce.vault.journal import JournalEntry
from dialonce.vault.permits import check_permit
from dialonce.vault.session import Session

JOURNAL_CATEGORIES: Final = frozenset(("journal", "pseudonym"))
FIRST_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
LAST_DAY: Final = datetime(9999, 1, 1, tzinfo=UTC)


class JournalPlace(msgspec.Struct, frozen=True):
    """Where an entry stands; a search goes on behind it."""

    at: datetime = LAST_DAY
    lane: int = 0
    position: int = 0


class JournalSearch(msgspec.Struct, frozen=True):
    """What to look for; what is empty counts as anything. `until` is excluded. A subject is named by its pseudonym alone."""

    since: datetime = FIRST_DAY
    until: datetime = LAST_DAY
    actor: str = ""
    purpose: str = ""
    outcome: str = ""
    clause: str = ""
    subject_id: UUID | None = None


class FoundEntry(msgspec.Struct, frozen=True):
    """An entry and where it stands."""

    place: JournalPlace
    entry: JournalEntry


class OwnVerification(msgspec.Struct, frozen=True):
    """What verifying found. `checkpoint` is the newest that this installation signed; None before the first."""

    entries: int
    altered: int
    rewritten: int
    checkpoint: SignedCheckpoint | None

    @property
    def holds(self) -> bool:
        return self.altered == self.rewritten == 0


class _Row(msgspec.Struct, frozen=True):
    lane: int
    position: int
    at: datetime
    subject_id: UUID | None
    entry: str


class _Counts(msgspec.Struct, frozen=True):
    entries: int
    altered: int
    rewritten: int


async def search_journal(
    session: Session, permit: Permit, search: JournalSearch, *, behind: JournalPlace | None = None, limit: int
) -> list[FoundEntry]:
    """Entries of the session's publisher that fit, newest first.

    Raises `Forbidden` for a permit that is not for reading the journal. Entries past active use are the auditor's alone.
    """
    check_permit(session, permit, session.publisher)
    if permit.use.action is not Action.READ or not permit.use.categories >= JOURNAL_CATEGORIES:
        raise Forbidden("Searching the journal needs a permit to read it.")
    start = behind or JournalPlace()
    values = {
        **msgspec.structs.asdict(search),
        "from_at": start.at,
        "from_lane": start.lane,
        "from_position": start.position,
        "limit": limit,
    }
    rows = await fetch_all(session.conn, "journal.search", values, _Row)
    return [_found(row) for row in rows]


async def verify_own_journal(session: Session) -> OwnVerification:
    """Whether the publisher's entries follow from each other, and still lead to the newest signed checkpoint."""
    signed = await newest_checkpoint(session, LAST_DAY)
    heads = document_of(signed).lanes if signed else ()
    values = {
        "lanes": [head.lane for head in heads],
        "lengths": [head.length for head in heads],
        "heads": [head.head for head in heads],
    }
    counts = await fetch_one(session.conn, "journal.verify_own", values, _Counts) or _Counts(0, 0, 0)
    return OwnVerification(counts.entries, counts.altered, counts.rewritten, signed)


def _found(row: _Row) -> FoundEntry:
    return FoundEntry(JournalPlace(row.at, row.lane, row.position), msgspec.json.decode(row.entry, type=JournalEntry))
