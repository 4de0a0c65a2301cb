"""An answer to a question of consent: given, refused or withdrawn, with what proves it later (GDPR 7(1); C4)."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.policy import Action, Actor, Facts, Use
from dialonce.vault import NewRow, Session, SubjectRef, store

CONSENT_CATEGORIES = frozenset(("consent-record", "pseudonym"))
LOCATION = "location-service"
ASKED = ("contact-display", "user-analytics", "device-registration")
YES_NO = ("accepted", "refused")
LEVELS = ("off", "coarse", "precise")


class Answer(msgspec.Struct, frozen=True):
    """What somebody answered. `application` is the interface that location is meant for, None for all other purposes.

    `culture` is the language in which the question was read, `channel` where it was asked (`app`, `interface`).
    """

    id: UUID
    purpose: str
    choice: str
    decided_at: datetime
    application: str | None = None
    culture: str = ""
    channel: str = "app"


async def record_answer(session: Session, publisher_id: UUID, subject: SubjectRef, answer: Answer) -> None:
    """Keep an answer under the policy as it is now; sent twice, it is kept once. The newest of a purpose and scope holds.

    A no after a yes is a withdrawal, and works at once. Raises `Invalid` for a choice that the purpose does not have.
    """
    check_answer(answer)
    use = Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, "accountability", CONSENT_CATEGORIES)
    permit = session.require(use, Facts(action_by_user=True), subject=subject.subject_id)
    policy = session.policy_of(publisher_id)
    decided_at = min(answer.decided_at, session.now)
    clear = (answer.purpose, answer.application, _state(answer.choice), policy.version, decided_at, None)
    record = {
        "choice": answer.choice,
        "channel": answer.channel,
        "culture": answer.culture,
        "received_at": session.now.isoformat(),
        "policy_hash": policy.hash,
    }
    await store(session, permit, "consent", [NewRow(subject, answer.id, clear, {"record": record})])


def check_answer(answer: Answer) -> None:
    """Raise `Invalid` unless the purpose is asked for, and the choice and the application fit it."""
    if answer.decided_at.tzinfo is None:
        raise _invalid("/decided_at", "a moment with its time zone, such as 2026-01-31T09:30:00Z")
    if answer.purpose == LOCATION:
        if answer.choice not in LEVELS:
            raise _invalid("/choice", f"one of {', '.join(LEVELS)}")
        if not answer.application:
            raise _invalid("/application", "the public name of the interface that location is meant for")
        return
    if answer.purpose not in ASKED:
        raise _invalid("/purpose", f"one of {', '.join((*ASKED, LOCATION))}")
    if answer.choice not in YES_NO:
        raise _invalid("/choice", f"one of {', '.join(YES_NO)}")
    if answer.application is not None:
        raise _invalid("/application", "nothing: this purpose is for all of them")


def _invalid(where: str, wanted: str) -> Invalid:
    return Invalid("The answer is not one to a question that is asked.", faults=(Fault(where, wanted),))


def _state(choice: str) -> str:
    return {"off": "withdrawn", "refused": "refused"}.get(choice, "given")
