"""Histories: the steps, screens and choices of one call, put together when they are read.

Storing a step asks nothing and waits for nothing; which steps make one call is worked out here, whatever the order in which
they came. A call begins with `call-start`, or with the first step after a silence.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.calls.steps import CALL_CATEGORIES, INTERACTION_CATEGORIES
from dialonce.policy import Permit
from dialonce.vault import OpenRow, Session, fetch

SILENCE = timedelta(hours=2)
_RANKS = {"call-start": 0, "call-end": 2}
HISTORY_CATEGORIES = CALL_CATEGORIES | INTERACTION_CATEGORIES


class Moment(msgspec.Struct, frozen=True):
    """One thing in a history: a call step, a screen, a choice. `details` is what was sealed with it.

    Screens and choices tell of which version of which interface they are.
    """

    at: datetime
    kind: str
    screen: str = ""
    element: str = ""
    details: Mapping[str, object] = {}
    interface_id: UUID | None = None
    interface_version: int = 0


class CallHistory(msgspec.Struct, frozen=True):
    """One call. `seconds` from start to end; None while no end is known."""

    line_id: UUID | None
    began_at: datetime
    moments: list[Moment]
    seconds: int | None = None


async def read_histories(session: Session, permit: Permit, subject_id: UUID) -> list[CallHistory]:
    """All calls of one subject, newest first."""
    return (await histories_of(session, permit, [subject_id])).get(subject_id, [])


async def histories_of(session: Session, permit: Permit, subject_ids: Sequence[UUID]) -> dict[UUID, list[CallHistory]]:
    """All calls of several subjects, each newest first. Who has none is missing."""
    placed: dict[UUID, list[Placed]] = {}
    for row in await fetch(session, permit, "call_step", subject_ids):
        placed.setdefault(row.subject_id, []).append(_of_step(row, row.private.reveal(permit)))
    for row in await fetch(session, permit, "interaction", subject_ids):
        placed.setdefault(row.subject_id, []).append(_of_interaction(row, row.private.reveal(permit)))
    return {subject_id: group_calls(moments) for subject_id, moments in placed.items()}


Placed = tuple[UUID | None, Moment]


def _of_step(row: OpenRow, details: Mapping[str, object]) -> Placed:
    return _line(row), msgspec.convert(
        {"at": row.clear["occurred_at"], "kind": row.clear["step"], "details": details}, Moment
    )


def _of_interaction(row: OpenRow, details: Mapping[str, object]) -> Placed:
    names = ("kind", "screen", "element", "interface_id", "interface_version")
    values = {"at": row.clear["occurred_at"], "details": details, **{name: row.clear[name] for name in names}}
    return _line(row), msgspec.convert(values, Moment)


def _line(row: OpenRow) -> UUID | None:
    line_id = row.clear["line_id"]
    return line_id if isinstance(line_id, UUID) else None


def group_calls(placed: Sequence[Placed]) -> list[CallHistory]:
    """Put moments into calls, newest call first, moments in their order. The order in which they are given is of no matter."""
    calls: list[list[Placed]] = []
    for line_id, moment in sorted(placed, key=_place):
        if calls and _continues(calls[-1], line_id, moment):
            calls[-1].append((line_id, moment))
        else:
            calls.append([(line_id, moment)])
    histories = [_history(call) for call in calls]
    return sorted(histories, key=lambda history: history.began_at, reverse=True)


def _place(pair: Placed) -> tuple[str, datetime, int, str]:
    """Where a moment stands: by line and time; of one instant a start comes first, an end last, the rest as they read."""
    line_id, moment = pair
    rank = _RANKS.get(moment.kind, 1)
    return (
        str(line_id),
        moment.at,
        rank,
        repr((moment.kind, moment.screen, moment.element, sorted(moment.details.items()))),
    )


def _continues(call: Sequence[Placed], line_id: UUID | None, moment: Moment) -> bool:
    last_line, last = call[-1]
    return last_line == line_id and moment.kind != "call-start" and moment.at - last.at <= SILENCE


def _history(call: Sequence[Placed]) -> CallHistory:
    moments = [moment for _, moment in call]
    starts = [moment.at for moment in moments if moment.kind == "call-start"]
    ends = [moment.at for moment in moments if moment.kind == "call-end"]
    seconds = int((ends[-1] - starts[0]).total_seconds()) if starts and ends else None
    return CallHistory(call[0][0], moments[0].at, moments, seconds)
