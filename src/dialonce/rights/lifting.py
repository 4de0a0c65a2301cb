"""Lifting a restriction or an objection by staff: of a restriction the person hears before it ends (GDPR 18(3))."""

from datetime import datetime
from uuid import UUID

from dialonce.errors import Conflict, Fault, Invalid
from dialonce.i18n import Letter
from dialonce.rights.file import add_step, find_request, read_request
from dialonce.rights.fulfilment import end_limitation
from dialonce.rights.letters import Letterhead, day_in_words, write_letter
from dialonce.rights.request import Request, Right, State, Step, StepKind
from dialonce.vault import Session

_KINDS = {Right.RESTRICTION: "restriction", Right.OBJECTION: "objection"}


def lifting_letter(request: Request, ends_at: datetime, reason: str, head: Letterhead, now: datetime) -> Letter:
    """The letter that comes before a restriction ends. Raises `Invalid` for a day that is over or no reason."""
    if ends_at <= now:
        raise Invalid("A restriction ends after the person was told.", faults=(Fault("/ends_on", "a day ahead"),))
    if not reason.strip():
        raise Invalid("Lifting needs its reason.", faults=(Fault("/reason", "must not be empty"),))
    details = {"restriction.ends_on": day_in_words(request.locale, ends_at), "restriction.reason": reason.strip()}
    return write_letter("restriction-lifted", request, head, now, details)


async def announce_lifting(
    session: Session, request_id: UUID, ends_at: datetime, reason: str, head: Letterhead
) -> Letter:
    """Tell the person on which day their restriction ends, and why. Raises `Conflict` for a request that set none."""
    request = await find_request(session, request_id)
    if request.state is not State.GRANTED or request.right is not Right.RESTRICTION:
        raise Conflict(f"Request {request.reference} set no restriction.")
    letter = lifting_letter(request, ends_at, reason, head, session.now)
    written = {"title": letter.subject, "letter": letter.body}
    await add_step(session, request, StepKind.LIFTING_ANNOUNCED, note=reason.strip(), **written)
    return letter


async def lift_limitation(session: Session, request_id: UUID) -> None:
    """Let use go on. Raises `Conflict` for a restriction whose end was not announced, or where nothing is limited."""
    file = await read_request(session, request_id)
    kind = _KINDS.get(file.request.right)
    if file.request.right is Right.RESTRICTION and not was_announced(file.steps):
        raise Conflict("The person must be told before their restriction ends.")
    if kind is None or not await end_limitation(session, file.request.subject_id, kind):
        raise Conflict("No such limitation runs.")
    await add_step(session, file.request, StepKind.LIFTED)


def was_announced(steps: tuple[Step, ...]) -> bool:
    """Whether the person was told that their restriction ends."""
    return any(step.kind is StepKind.LIFTING_ANNOUNCED for step in steps)
