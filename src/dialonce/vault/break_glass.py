"""Exceptional access of the operator's staff to one publisher's data (2-l): a reason, an end, the journal, and notice.

Opening one reads nothing. It gives the fact on which the policy may then allow single uses until the end.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Invalid
from dialonce.policy import StaffFact
from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.vault.journal import JournalEntry
from dialonce.vault.session import Session, Vault, Who

SHORTEST_REASON = 10
LONGEST = timedelta(hours=4)


class BreakGlass(msgspec.Struct, frozen=True):
    """One exceptional access. `staff` is the id of the member of staff."""

    break_glass_id: UUID
    publisher_id: UUID
    staff: str
    reason: str
    opened_at: datetime
    until: datetime

    def fact(self, staff: StaffFact) -> StaffFact:
        """What is known of the member of staff, with this access."""
        return msgspec.structs.replace(staff, break_glass_reason=self.reason, break_glass_until=self.until)


async def break_glass(vault: Vault, publisher_id: UUID, staff: str, reason: str, lasting: timedelta) -> BreakGlass:
    """Open an exceptional access and journal it. In the same commit its notice to the publisher begins to wait.

    Raises `Invalid` for a reason of less than ten characters, or a time over four hours.
    """
    if len(reason.strip()) < SHORTEST_REASON or not timedelta(0) < lasting <= LONGEST:
        raise Invalid("An exceptional access needs a reason in words and an end within four hours.")
    async with vault.session([publisher_id], Who(f"staff:{staff}")) as session:
        opened = BreakGlass(uuid4(), publisher_id, staff, reason.strip(), session.now, session.now + lasting)
        await execute(session.conn, "break_glass.add", msgspec.structs.asdict(opened))
        session.record(_entry(opened, session.who.name))
    return opened


async def running_access(session: Session, staff: str) -> BreakGlass | None:
    """The exceptional access that a member of staff has to the session's publisher at this moment.

    Read from the database in every session: when its time is over it is over in every process.
    """
    return await fetch_one(session.conn, "break_glass.running", {"staff": staff, "now": session.now}, BreakGlass)


async def untold_accesses(session: Session) -> list[BreakGlass]:
    """Accesses to the session's publishers of which nobody there was told yet."""
    return await fetch_all(session.conn, "break_glass.untold", {}, BreakGlass)


async def mark_told(session: Session, break_glass_id: UUID) -> None:
    """Remember that the publisher was told."""
    await execute(session.conn, "break_glass.told", {"break_glass_id": break_glass_id, "now": session.now})


async def exceptional_accesses(session: Session) -> list[BreakGlass]:
    """Every exceptional access to the session's publishers, newest first: what a publisher is shown."""
    return await fetch_all(session.conn, "break_glass.list", {}, BreakGlass)


def _entry(opened: BreakGlass, actor: str) -> JournalEntry:
    return JournalEntry(
        at=opened.opened_at,
        publisher=opened.publisher_id,
        actor=actor,
        action="break-glass",
        purpose="security",
        categories=(),
        outcome="permit",
        clauses=("2-l",),
        note=str(opened.break_glass_id),
    )
