"""An answer to a question of consent: given, refused or withdrawn, with what proves it later (GDPR 7(1); C4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from dialonce.consent.questions import NO, QUESTIONS, scope_fault
from dialonce.errors import Fault, Invalid, Refused
from dialonce.policy import Action, Actor, EffectivePolicy, Facts, Permit, Span, Unit, Use
from dialonce.vault import NewRow, OpenRow, Session, SubjectRef, change, query, store

CONSENT_CATEGORIES = frozenset(("consent-record", "pseudonym"))
KEPT: Final = "cookies.choice_months"
GPC_CLAUSE: Final = "S-GDPR-21-5"
_INSTANT: Final = timedelta(microseconds=1)
Age = Literal["", "of-age", "guardian"]


class Answer(msgspec.Struct, frozen=True):
    """What somebody answered. `scope` is the application, channel or recipient that the question names, or None.

    `culture` is the language in which the question was read, `channel` where it was asked (`app`, `centre`). `age` is what
    they declared: `of-age`, or `guardian` when a holder of parental authority agrees with a minor (GDPR 8). `gpc`: their
    browser signals Global Privacy Control.
    """

    id: UUID
    purpose: str
    choice: str
    decided_at: datetime
    scope: str | None = None
    culture: str = ""
    channel: str = "app"
    age: Age = ""
    gpc: bool = False

    @property
    def is_no(self) -> bool:
        return self.choice in NO


async def record_answer(session: Session, publisher_id: UUID, subject: SubjectRef, answer: Answer) -> None:
    """Keep an answer under the policy as it is now; sent twice, it is kept once. It holds for six months, yes or no.

    A yes counts from when it was given. A no works at once, and against whatever stood when it arrived: between two devices
    whose clocks differ the no wins. It waits for a message that is being handed over, and none follows it. Raises `Invalid`
    for an answer that the question does not have, `Refused` for a yes where the browser refuses for its person.
    """
    check_answer(answer)
    check_gpc(session.policy_of(publisher_id), answer)
    use, facts = collecting(publisher_id)
    permit = session.require(use, facts, subject=subject.subject_id)
    rows: Sequence[OpenRow] = ()
    if answer.is_no:
        await lock_consents(session, permit, subject.subject_id, alone=True)
        rows = await query(session, permit, "consent", "newest", {"subject_ids": [subject.subject_id]})
    await store(session, permit, "consent", [answer_row(session, publisher_id, subject, answer, rows)])


def answer_row(
    session: Session, publisher_id: UUID, subject: SubjectRef, answer: Answer, standing: Sequence[OpenRow]
) -> NewRow:
    """An answer as it is kept. `standing` are the subject's newest answers, which a no comes after."""
    policy = session.policy_of(publisher_id)
    state, changed_at = "given", min(answer.decided_at, session.now)
    if answer.is_no:
        state, changed_at = _outdo(standing, answer, changed_at)
    until = Span(int(policy.figures[KEPT].at(session.now.date()).value), Unit.MONTHS).after(changed_at)
    clear = (answer.purpose, answer.scope, state, policy.version, changed_at, until)
    record = {
        "choice": answer.choice,
        "channel": answer.channel,
        "culture": answer.culture,
        "age": answer.age,
        "gpc": answer.gpc,
        "received_at": session.now.isoformat(),
        "policy_hash": policy.hash,
    }
    return NewRow(subject, answer.id, clear, {"record": record})


def check_answer(answer: Answer) -> None:
    """Raise `Invalid` unless the purpose is asked for, and the choice and the scope fit it."""
    if answer.decided_at.tzinfo is None:
        raise _invalid("/decided_at", "a moment with its time zone, such as 2026-01-31T09:30:00Z")
    question = QUESTIONS.get(answer.purpose)
    if question is None:
        raise _invalid("/purpose", f"one of {', '.join(QUESTIONS)}")
    if answer.choice not in question.choices:
        raise _invalid("/choice", f"one of {', '.join(question.choices)}")
    if wanted := scope_fault(question, answer.scope):
        raise _invalid("/application", wanted)


def _outdo(rows: Sequence[OpenRow], answer: Answer, decided_at: datetime) -> tuple[str, datetime]:
    """The state of a no, and when it counts from: after whatever stands."""
    standing = next((row for row in rows if _is_about(row, answer)), None)
    if standing is None:
        return "refused", decided_at
    since = standing.clear["changed_at"]
    after = max(decided_at, since + _INSTANT) if isinstance(since, datetime) else decided_at
    return ("refused" if standing.clear["state"] == "refused" else "withdrawn"), after


async def lock_consents(session: Session, permit: Permit, subject_id: UUID, *, alone: bool) -> None:
    """Hold a subject's consents still until the transaction ends: `alone` to withdraw one, together to send under one."""
    name = "lock_alone" if alone else "lock"
    await change(session, permit, "consent", name, {"subject": str(subject_id)})


def _is_about(row: OpenRow, answer: Answer) -> bool:
    return (row.clear["purpose"], row.clear["scope"]) == (answer.purpose, answer.scope)


def check_gpc(policy: EffectivePolicy, answer: Answer) -> None:
    """Raise `Refused` for a yes where the browser refuses for its person."""
    if answer.gpc and not answer.is_no and "gpc" in policy.vocabulary.purposes[answer.purpose].groups:
        raise Refused(
            "The browser signals Global Privacy Control, which refuses this. Switch the signal off there first.",
            clauses=(GPC_CLAUSE,),
        )


def collecting(publisher_id: UUID) -> tuple[Use, Facts]:
    """The use that keeping an answer is, and what the policy must know of it."""
    use = Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, "accountability", CONSENT_CATEGORIES)
    return use, Facts(action_by_user=True)


def _invalid(where: str, wanted: str) -> Invalid:
    return Invalid("The answer is not one to a question that is asked.", faults=(Fault(where, wanted),))
