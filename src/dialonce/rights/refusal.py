"""Refusals: for a coded reason of the law that fits the right, with the letter that names the CNIL and the courts (7-j)."""

from uuid import UUID

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.i18n import Letter, refusal_reasons
from dialonce.policy import load_refusals
from dialonce.rights.desk import close
from dialonce.rights.file import open_one
from dialonce.rights.letters import Letterhead, write_letter
from dialonce.rights.request import Request, Right, State, StepKind
from dialonce.vault import Session

SHORTEST_EXPLANATION = 20


class Declined(msgspec.Struct, frozen=True):
    """Why a request is declined: a code of the closed list, what it means in this case, and what it covers."""

    code: str
    explanation: str
    scope: str


def reasons_for(right: Right) -> tuple[str, ...]:
    """The codes that may decline a request for this right; none for wishes after death."""
    return tuple(code for code, reason in load_refusals().items() if right in reason.rights)


def refusal_letter(request: Request, declined: Declined, head: Letterhead, session: Session) -> Letter:
    """The letter as it would be sent. Raises `Invalid` for a reason that the law does not know for this right."""
    _check(request, declined)
    reason = refusal_reasons()[declined.code]
    details = {
        "refusal.reason": reason.en if request.locale == "en" else reason.fr,
        "refusal.explanation": declined.explanation.strip(),
        "refusal.scope": declined.scope.strip(),
    }
    return write_letter("refusal", request, head, session.now, details)


async def refuse(session: Session, request_id: UUID, declined: Declined, head: Letterhead) -> tuple[Request, Letter]:
    """Decline a request and keep the letter that says why. Raises `Invalid` as `refusal_letter`, `Conflict` when closed."""
    request = await open_one(session, request_id)
    letter = refusal_letter(request, declined, head, session)
    closed = await close(
        session,
        request,
        State.REFUSED,
        StepKind.REFUSED,
        note=declined.explanation,
        letter=letter,
        outcome=declined.code,
    )
    return closed, letter


def _check(request: Request, declined: Declined) -> None:
    if declined.code not in reasons_for(request.right):
        allowed = ", ".join(reasons_for(request.right)) or "none"
        raise Invalid(
            f"A request of this kind is not refused for that reason; lawful ones are: {allowed}.",
            faults=(Fault("/code", "not a lawful reason for this right"),),
        )
    if len(declined.explanation.strip()) < SHORTEST_EXPLANATION:
        raise Invalid("A refusal explains itself in this case.", faults=(Fault("/explanation", "too short"),))
    if not declined.scope.strip():
        raise Invalid("A refusal says what it covers.", faults=(Fault("/scope", "must not be empty"),))
