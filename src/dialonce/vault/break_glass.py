"""Exceptional access of the operator's staff to one publisher's data (2-l): a reason, an end, the journal, and notice.

Opening one reads nothing. It gives the fact on which the policy may then allow single uses until the end.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Invalid
from dialonce.policy import StaffFact
from dialonce.storage.queries import execute, fetch_all
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


Notify = Callable[[BreakGlass], Awaitable[None]]


async def break_glass(
    vault: Vault, publisher_id: UUID, staff: str, reason: str, lasting: timedelta, notify: Notify
) -> BreakGlass:
    """Open an exceptional access, journal it, and tell the publisher; without having told there is no access.

    Raises `Invalid` for a reason of less than ten characters, or a time over four hours.
    """
    if len(reason.strip()) < SHORTEST_REASON or not timedelta(0) < lasting <= LONGEST:
        raise Invalid("An exceptional access needs a reason in words and an end within four hours.")
    async with vault.session([publisher_id], Who(f"staff:{staff}")) as session:
        opened = BreakGlass(uuid4(), publisher_id, staff, reason.strip(), session.now, session.now + lasting)
        await execute(session.conn, "break_glass.add", msgspec.structs.asdict(opened))
        session.record(_entry(opened, session.who.name))
        await notify(opened)
    return opened


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
