"""The inbox: forms that callers sent, who takes care of each, and handing them to the publisher's own systems (4.2-a).

Whoever opens one is of the support, with two factors and a training (8-e, 8-f), or a system of the publisher's own with a token
made for this; every look is journalled under the sender.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import msgspec

from dialonce.engagement.forms import FORM_CATEGORIES
from dialonce.errors import NotFound
from dialonce.policy import Action, Actor, Facts, Permit, StaffFact, Use
from dialonce.vault import OpenRow, Session, change, fetch, query, tally

PURPOSE: Final = "service-provision"
HANDING_ON: Final = "user-support"
# Transactions that began earlier may commit later: a system that goes on where it stopped must not pass a form by.
SETTLED: Final = timedelta(seconds=10)
SENDER_CATEGORIES: Final = FORM_CATEGORIES | {"phone-number"}
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class State(StrEnum):
    """Where a form stands."""

    NEW = "new"
    ASSIGNED = "in-progress"
    DONE = "done"


class Worker(msgspec.Struct, frozen=True):
    """Who works on the inbox, as the policy must know them: somebody of the staff, or a system by what its token `opens`."""

    actor: Actor
    staff: StaffFact | None = None
    opens: frozenset[str] = frozenset()

    @property
    def purpose(self) -> str:
        """What for: at the console the service itself; a system goes on with what the caller asked for (4.2-a)."""
        return HANDING_ON if self.actor is Actor.PUBLISHER_SYSTEM else PURPOSE

    @property
    def facts(self) -> Facts:
        """Each form is a request of its sender. Whose data is restricted, the session itself knows."""
        if self.actor is Actor.PUBLISHER_SYSTEM:
            return Facts(request="form", system_opens=self.opens, subject_restricted=False)
        return Facts(staff=self.staff)


class InboxCount(msgspec.Struct, frozen=True):
    """How many forms nobody has taken, and how many somebody holds."""

    new: int
    held: int


class FormPlace(msgspec.Struct, frozen=True):
    """Where a form stands among those of its publisher, the oldest first."""

    received_at: datetime = datetime(1, 1, 1, tzinfo=UTC)
    answer_id: UUID = UUID(int=0)


class ReceivedForm(msgspec.Struct, frozen=True):
    """One form as it came in. `answers` by the field's name; `assignee` is of the staff."""

    subject_id: UUID
    answer_id: UUID
    received_at: datetime
    line_id: UUID | None
    interface_id: UUID
    interface_version: int
    screen: str
    element: str
    status: State
    assignee: UUID | None
    answers: Mapping[str, str]


async def list_inbox(
    session: Session, worker: Worker, *, state: State | None, before: datetime, limit: int
) -> list[ReceivedForm]:
    """What came in before a moment, newest first. Raises `Refused`."""
    permit = _leave(session, worker, FORM_CATEGORIES)
    values = {
        "publisher_id": session.publisher,
        "before": before,
        "status": state.value if state else "",
        "limit": limit,
    }
    rows = await query(session, permit, "form_answer", "inbox", values)
    return _looked_at(session, worker, rows, permit)


async def list_behind(
    session: Session, worker: Worker, *, state: State | None, behind: FormPlace, limit: int
) -> list[ReceivedForm]:
    """What came in behind a place, oldest first, once it is `SETTLED`: for a system that goes on where it stopped.

    Forms of people whose restriction or objection stops the worker are left out; lifted, they stand where they stood.
    Raises `Refused`.
    """
    permit = _leave(session, worker, FORM_CATEGORIES)
    values: dict[str, object] = {
        "publisher_id": session.publisher,
        "behind": behind.received_at,
        "behind_id": behind.answer_id,
        "before": session.now - SETTLED,
        "status": state.value if state else "",
        "withheld": list(session.withheld_from(permit.use)),
        "limit": limit,
    }
    rows = await query(session, permit, "form_answer", "behind", values)
    return _looked_at(session, worker, rows, permit)


def _looked_at(session: Session, worker: Worker, rows: Sequence[OpenRow], permit: Permit) -> list[ReceivedForm]:
    for subject_id in dict.fromkeys(row.subject_id for row in rows):
        _leave(session, worker, FORM_CATEGORIES, subject_id)
    return [_received(row, permit) for row in rows]


async def count_inbox(session: Session, worker: Worker) -> InboxCount:
    """How many forms wait. Raises `Refused`."""
    (row,) = await tally(session, _leave(session, worker, FORM_CATEGORIES), "form_answer", "standing")
    return msgspec.convert(row, InboxCount)


async def read_received(session: Session, worker: Worker, answer_id: UUID) -> tuple[ReceivedForm, str]:
    """One form, and its sender's number, empty when that is not kept. Raises `NotFound` or `Refused`."""
    form = await _one(session, _leave(session, worker, FORM_CATEGORIES), answer_id)
    permit = _leave(session, worker, SENDER_CATEGORIES, form.subject_id)
    rows = await fetch(session, permit, "subject", [form.subject_id])
    number = str(rows[0].private.reveal(permit).get("phone-number", "")) if rows else ""
    return form, number


async def move_form(
    session: Session, worker: Worker, answer_id: UUID, state: State, assignee: UUID | None
) -> ReceivedForm:
    """Put a form into another state, in somebody's hands or nobody's. Raises `NotFound` or `Refused`."""
    permit = _leave(session, worker, FORM_CATEGORIES)
    form = await _one(session, permit, answer_id)
    values: dict[str, object] = {
        "subject_id": form.subject_id,
        "answer_id": answer_id,
        "status": state.value,
        "assignee": assignee,
    }
    await change(session, permit, "form_answer", "set_state", values)
    return msgspec.structs.replace(form, status=state, assignee=assignee)


async def _one(session: Session, permit: Permit, answer_id: UUID) -> ReceivedForm:
    values: dict[str, object] = {"publisher_id": session.publisher, "answer_id": answer_id}
    rows = await query(session, permit, "form_answer", "one", values)
    if not rows:
        raise NotFound("There is no such form; it was erased, or it is another publisher's.")
    return _received(rows[0], permit)


def _leave(session: Session, worker: Worker, categories: frozenset[str], subject_id: UUID | None = None) -> Permit:
    use = Use(session.publisher, worker.actor, Action.READ, worker.purpose, categories)
    return session.require(use, worker.facts, subject=subject_id)


def _received(row: OpenRow, permit: Permit) -> ReceivedForm:
    values: dict[str, Any] = {name: row.clear[name] for name in ReceivedForm.__struct_fields__ if name in row.clear}
    return msgspec.convert({**values, "answers": row.private.reveal(permit).get("answers", {})}, ReceivedForm)


def forms_as_csv(forms: Sequence[ReceivedForm]) -> str:
    """A row a form, a column for every field that one of them has; a spreadsheet runs none of it as a formula."""
    names = list(dict.fromkeys(name for form in forms for name in form.answers))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["answer_id", "received_at", "status", "screen", *map(_plain, names)])
    for form in forms:
        fixed = (str(form.answer_id), form.received_at.isoformat(), form.status.value, form.screen)
        writer.writerow([_plain(cell) for cell in (*fixed, *(form.answers.get(name, "") for name in names))])
    return text.getvalue()


def forms_as_json(forms: Sequence[ReceivedForm]) -> bytes:
    """The same as JSON, without the pseudonyms."""
    names = ("answer_id", "received_at", "status", "screen", "answers")
    return msgspec.json.encode([{name: getattr(form, name) for name in names} for form in forms])


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
