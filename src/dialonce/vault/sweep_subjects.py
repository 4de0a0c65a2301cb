"""Sweeping whole subjects: those of whom nothing is left, and those that a crash left without a row."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from dialonce.policy import Action
from dialonce.storage.personal import rows as stored
from dialonce.storage.personal.tables import TABLES
from dialonce.vault.erasure import erase_subject, finish_erasure
from dialonce.vault.holds import running_holds
from dialonce.vault.orphans import orphaned_subjects
from dialonce.vault.overdue import Overdue, permit_to
from dialonce.vault.session import SYSTEM, Session, Vault
from dialonce.vault.terms import Way, terms

SUBJECT = "personal.subject"
MOST_SUBJECTS = 1_000

LAST_ACTIVITY: Final[Mapping[str, str]] = {
    "directive": "recorded_at",
    "notice": "acknowledged_at",
    "profile": "updated_at",
}
"""Tables whose rows are kept as long as their subject is, and the column that tells when somebody last acted in them."""


async def plan_subjects(session: Session) -> list[Overdue]:
    """Subjects that a sweep would erase now."""
    held = [hold.subject_id for hold in await running_holds(session)]
    return [
        Overdue(SUBJECT, before, len(await _idle(session, before, held)), "erase the subject")
        for before in _idle_before(session.now)
    ]


async def sweep_subjects(vault: Vault, publisher_id: UUID) -> list[Overdue]:
    """Erase a publisher's subjects of whom nothing is left, and keys without a row."""
    async with vault.session([publisher_id], SYSTEM) as session:
        held = [hold.subject_id for hold in await running_holds(session)]
        idle = [subject for before in _idle_before(session.now) for subject in await _idle(session, before, held)]
        orphans = [subject for subject in await orphaned_subjects(session) if subject not in held]
    await _erase(vault, publisher_id, idle)
    await _erase(vault, publisher_id, orphans)
    return [
        Overdue(SUBJECT, vault.clock(), len(idle), "erase the subject"),
        Overdue("vault.subject_key", vault.clock(), len(orphans), "destroy the key"),
    ]


async def _erase(vault: Vault, publisher_id: UUID, subject_ids: Sequence[UUID]) -> None:
    if not subject_ids:
        return
    async with vault.session([publisher_id], SYSTEM) as session:
        permit = permit_to(Action.ERASE, session, publisher_id, SUBJECT, len(subject_ids))
        graves = [await erase_subject(session, permit, subject_id) for subject_id in subject_ids]
    for grave in graves:
        await finish_erasure(vault, grave)


async def _idle(session: Session, before: datetime, held: Sequence[UUID]) -> list[UUID]:
    """Subjects from before a moment of whom nothing is left but what stays as long as they do, and none of it since."""
    idle: list[UUID] = []
    after = UUID(int=0)
    while True:
        values: dict[str, object] = {"before": before, "after": after, "held": list(held), "limit": MOST_SUBJECTS}
        found = [row["subject_id"] for row in await stored.query_rows(session.conn, "subject", "old", values)]
        if not found:
            return idle
        active = await _active(session, found, before)
        idle += [subject_id for subject_id in found if subject_id not in active]
        after = found[-1]


async def _active(session: Session, subject_ids: Sequence[UUID], before: datetime) -> set[UUID]:
    active: set[UUID] = set()
    for table in TABLES.keys() - {"subject"}:
        rows = await stored.rows_of(session.conn, table, subject_ids)
        latest = LAST_ACTIVITY.get(table)
        active |= {row["subject_id"] for row in rows if latest is None or row[latest] >= before}
    return active


def _idle_before(now: datetime) -> list[datetime]:
    return [term.before for term in terms(now, Way.SUBJECT) if term.dataset == SUBJECT]
