"""Orders and requests that callers send with a publisher's form (3.1-o, 4.2-a)."""

from collections.abc import Mapping
from uuid import UUID, uuid4

import msgspec

from dialonce.policy import Action, Actor, Facts, Sensitivity, Use
from dialonce.storage.directory import LineEntry
from dialonce.vault import NewRow, Session, SubjectRef, store

FORM_CATEGORIES = frozenset(("form-answer", "called-number", "pseudonym"))
NEW = "new"


class FilledForm(msgspec.Struct, frozen=True):
    """A form that was filled. `line` is None when it was opened at a public address; `answers` by the field's name."""

    publisher_id: UUID
    interface_id: UUID
    interface_version: int
    screen: str
    element: str
    answers: Mapping[str, str]
    line: LineEntry | None = None


async def submit_form(session: Session, subject: SubjectRef, form: FilledForm) -> UUID:
    """Keep the answers sealed under the subject's key, and nothing of them in the clear; the id they are found by.

    The subject must have acknowledged the notice. Raises `Refused` with the clauses when the policy says no, such as for an
    interface that no registered line shows (3.1-e).
    """
    use = Use(form.publisher_id, Actor.PUBLISHER, Action.COLLECT, "service-provision", FORM_CATEGORIES)
    permit = session.require(use, _facts(session, form), subject=subject.subject_id)
    answer_id = uuid4()
    clear = (
        session.now,
        form.line.line_id if form.line else None,
        form.interface_id,
        form.interface_version,
        form.screen,
        form.element,
        NEW,
        None,
    )
    await store(session, permit, "form_answer", [NewRow(subject, answer_id, clear, {"answers": dict(form.answers)})])
    return answer_id


def _facts(session: Session, form: FilledForm) -> Facts:
    """At a public address any line that shows the interface may be meant: the most sensitive one counts."""
    lines = [form.line] if form.line else _lines_showing(session, form.interface_id)
    special = any(line.sensitivity == Sensitivity.SPECIAL for line in lines)
    return Facts(
        line_registered=any(line.enabled for line in lines),
        line_sensitivity=Sensitivity.SPECIAL if special else Sensitivity.ORDINARY,
        notice_acknowledged=session.policy_of(form.publisher_id).version,
        notice_channel="interface",
        action_by_user=True,
        legal_hold=False,
        subject_opted_out=False,
        subject_under_age=False,
        subject_objected=False,
        subject_restricted=False,
    )


def _lines_showing(session: Session, interface_id: UUID) -> list[LineEntry]:
    lines = session.directory.lines_by_id.values()
    return [line for line in lines if line.interface_id == interface_id and line.enabled]
