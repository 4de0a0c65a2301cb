"""The journal: who did what use of whose data, for what purpose, under which clauses, allowed or denied.

Pseudonyms only: an erased subject's entries stay and lead nowhere. The database chains the entries (migration 0006).
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.policy import Denial, Permit
from dialonce.storage.arrays import BinaryArray, texts, times, uuids
from dialonce.storage.queries import Connection, execute


class JournalEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One use, decided. `count` tells how many rows or subjects a batch touched."""

    at: datetime
    publisher: UUID
    actor: str
    action: str
    purpose: str
    categories: tuple[str, ...]
    outcome: str
    clauses: tuple[str, ...]
    policy: str = ""
    reason: str = ""
    recipient: str = ""
    region: str = ""
    subject: UUID | None = None
    count: int = 1
    note: str = ""


def permitted(permit: Permit, actor: str, at: datetime, *, subject: UUID | None, count: int = 1) -> JournalEntry:
    """The entry of a use that the policy allows."""
    use = permit.use
    return JournalEntry(
        at=at,
        publisher=use.publisher,
        actor=actor,
        action=use.action.value,
        purpose=use.purpose,
        categories=tuple(sorted(use.categories)),
        outcome="permit",
        clauses=permit.clauses,
        policy=permit.policy_hash,
        recipient=use.recipient or "",
        region=use.region,
        subject=subject,
        count=count,
    )


def denied(denial: Denial, actor: str, at: datetime, *, subject: UUID | None, count: int = 1) -> JournalEntry:
    """The entry of a use that the policy refuses."""
    use = denial.use
    return JournalEntry(
        at=at,
        publisher=use.publisher,
        actor=actor,
        action=use.action.value,
        purpose=use.purpose,
        categories=tuple(sorted(use.categories)),
        outcome="deny",
        clauses=denial.clauses,
        reason=denial.reason,
        recipient=use.recipient or "",
        region=use.region,
        subject=subject,
        count=count,
    )


_encoder = msgspec.json.Encoder(order="deterministic")


def canonical(entry: JournalEntry) -> str:
    """The JSON that is hashed: members sorted, defaults left out, no spaces."""
    return _encoder.encode(entry).decode()


def entry_arrays(entries: Sequence[JournalEntry]) -> dict[str, BinaryArray]:
    """Entries as `audit.append` takes them."""
    return {
        "publishers": uuids(entry.publisher for entry in entries),
        "subjects": uuids(entry.subject for entry in entries),
        "times": times(entry.at for entry in entries),
        "entries": texts(canonical(entry) for entry in entries),
    }


async def append(conn: Connection, entries: Sequence[JournalEntry]) -> None:
    """Write entries in the running transaction: they stand or fall with what they tell."""
    if entries:
        await execute(conn, "journal.append", entry_arrays(entries))
