"""Support looks at calls: with a role, a purpose, two factors and a training (8-e, 8-f, 4.2-a).

Whoever is looked at can see it: every look is journalled under the pseudonym of each caller whom it shows.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from dialonce.calls.history import HISTORY_CATEGORIES, CallHistory, histories_of, read_histories
from dialonce.policy import Action, Actor, Facts, Permit, StaffFact, Use
from dialonce.vault import Session, fetch, query

ON_THE_LINE: Final = "service-provision"
REQUEST: Final = "user-support"
PURPOSES: Final = (ON_THE_LINE, REQUEST)
_SPANS: Final = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=62))


class Support(msgspec.Struct, frozen=True):
    """Who looks, and what for. `reference` names the caller's request; `user-support` needs one (4.2-a)."""

    actor: Actor
    staff: StaffFact
    purpose: str = ON_THE_LINE
    reference: str | None = None


class RecentCall(msgspec.Struct, frozen=True):
    """One call in a list: a pseudonym and what happened, no number."""

    subject_id: UUID
    call: CallHistory


async def recent_calls(session: Session, support: Support, before: datetime, limit: int) -> list[RecentCall]:
    """Calls that began before a moment, newest first, of the last two months. Raises `Refused`."""
    permit = _look(session, support, None)
    starts: dict[UUID, list[datetime]] = {}
    for span in _SPANS:
        values = {"publisher_id": session.publisher, "since": before - span, "before": before, "limit": limit}
        rows = await query(session, permit, "call_step", "recent", values)
        starts = {}
        for row in rows:
            starts.setdefault(row.subject_id, []).append(_moment(row.clear["occurred_at"]))
        if len(rows) == limit:
            break
    return await _shown(session, support, starts)


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError("a call began at no moment")
    return value


async def _shown(session: Session, support: Support, starts: dict[UUID, list[datetime]]) -> list[RecentCall]:
    """The calls that began at these moments; a journal entry for everybody whom the list shows."""
    if not starts:
        return []
    permits = [_look(session, support, subject_id) for subject_id in starts]
    histories = await histories_of(session, permits[0], list(starts))
    found = [
        RecentCall(subject_id, call)
        for subject_id, calls in histories.items()
        for call in calls
        if call.began_at in starts[subject_id]
    ]
    return sorted(found, key=lambda one: one.call.began_at, reverse=True)


async def find_caller(session: Session, number: str) -> UUID | None:
    """The pseudonym behind a canonical number, by its blind index; None when nothing of it is kept. Reads no row."""
    (found,) = await session.keyring.find(session.publisher, "phone-number", [number], session.now)
    return found.subject_id if found else None


async def look_at_caller(session: Session, support: Support, subject_id: UUID) -> tuple[str, Sequence[CallHistory]]:
    """A caller's number and calls, newest first. The number is empty when it is not kept. Raises `Refused`."""
    permit = _look(session, support, subject_id)
    rows = await fetch(session, permit, "subject", [subject_id])
    number = str(rows[0].private.reveal(permit).get("phone-number", "")) if rows else ""
    return number, await read_histories(session, permit, subject_id)


def _look(session: Session, support: Support, subject_id: UUID | None) -> Permit:
    use = Use(session.publisher, support.actor, Action.READ, support.purpose, HISTORY_CATEGORIES)
    return session.require(use, Facts(request=support.reference, staff=support.staff), subject=subject_id)
