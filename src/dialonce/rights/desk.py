"""The rights desk: a request is opened, its clock stops and goes on, it is extended, refused, withdrawn or closed.

Carrying out what was asked is next door: `access`, `erasing`, `fulfilment`. Each step is a row of the request's history, and
an entry of the journal.
"""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Conflict, Fault, Invalid
from dialonce.i18n import Letter
from dialonce.policy import figure_at
from dialonce.rights.clock import Period, due_at, paris_day, stopped_days
from dialonce.rights.file import add_request, add_step, advance, move, open_one
from dialonce.rights.letters import Letterhead, day_in_words, write_letter
from dialonce.rights.permits import to_keep
from dialonce.rights.request import Channel, Identity, NewRequest, Request, State, Step, StepKind
from dialonce.vault import NewRow, Session, SubjectRef, store

CLOCK_SKEW = timedelta(minutes=5)
LONGEST_BODY = 20_000


async def open_request(session: Session, new: NewRequest, head: Letterhead | None = None) -> Request:
    """Register a request, however it came; its clock began on the day it was received.

    With a `head` its first step carries the letter that acknowledges it; without, it is answered in the same breath.

    Somebody who is not known gets a file of their own, which leads to nobody's data until `link_request` says whose it is.
    Raises `Invalid` for a moment of receipt that lies ahead or has no time zone, and `Refused` by the gate.
    """
    _check(session, new)
    subject = await _file_of(session, new)
    request = Request(
        subject_id=subject.subject_id,
        request_id=uuid4(),
        right=new.right,
        channel=new.channel,
        state=State.OPEN,
        locale=new.locale,
        identity=new.identity,
        received_at=new.received_at,
        due_at=_due(new.received_at, extended=False, stopped=0),
        body=new.body,
        paper=new.paper,
    )
    await add_request(session, subject, request)
    await _keep_contact(session, subject, new)
    letter = write_letter("acknowledgement", request, head, session.now) if head else None
    await add_step(session, request, StepKind.RECEIVED, **_written(letter))
    return request


async def link_request(session: Session, request_id: UUID, subject_id: UUID) -> Request:
    """Say whose data a request is about, once that is found out; its file moves there. Raises `Conflict` when it is closed."""
    request = await open_one(session, request_id)
    if request.subject_id == subject_id:
        return request
    refs = await session.keyring.refs(session.publisher, [subject_id], session.now)
    if subject_id not in refs:
        raise Conflict("Nobody is known here by this pseudonym, or their data was erased.")
    moved = await move(session, request, refs[subject_id])
    await add_step(session, moved, StepKind.LINKED)
    return moved


async def subject_of(session: Session, number: str) -> UUID | None:
    """Whose data hangs on a canonical number at this publisher; None when nobody's does."""
    (found,) = await session.keyring.find(session.publisher, "phone-number", [number], session.now)
    return found.subject_id if found else None


async def suspend(session: Session, request_id: UUID, letter: Letter) -> Request:
    """Stop the clock: `letter` asked for what makes identity sure (`identity.ask_identity` writes it)."""
    request = await open_one(session, request_id)
    since = request.stopped_at or session.now
    stopped = msgspec.structs.replace(
        request, state=State.SUSPENDED, identity=Identity.ASKED, stopped_at=since, due_at=None
    )
    await advance(session, stopped)
    await add_step(session, stopped, StepKind.IDENTITY_ASKED, **_written(letter))
    return stopped


async def resume(session: Session, request_id: UUID, note: str) -> Request:
    """Identity is reasonably sure, for the reason noted: the clock goes on, later by the days it stood still."""
    request = await open_one(session, request_id)
    if request.identity is Identity.CONFIRMED:
        raise Conflict(f"The identity of who made request {request.reference} was sure already.")
    days = request.stopped_days
    if request.stopped_at is not None:
        days += stopped_days(request.stopped_at, session.now)
    going = msgspec.structs.replace(
        request,
        state=State.OPEN,
        identity=Identity.CONFIRMED,
        stopped_at=None,
        stopped_days=days,
        due_at=_due(request.received_at, extended=request.extended_at is not None, stopped=days),
    )
    await advance(session, going)
    await add_step(session, going, StepKind.IDENTITY_CONFIRMED, note=note)
    return going


async def extend(session: Session, request_id: UUID, reason: str, head: Letterhead) -> tuple[Request, Letter]:
    """Two more months for a complex request, told to the person with the reason (GDPR 12(3)); the letter that tells it.

    Raises `Conflict` the second time, or when the first month is over: then it is too late to tell.
    """
    request = await open_one(session, request_id)
    if not reason.strip():
        raise Invalid("An extension needs its reason.", faults=(Fault("/reason", "must not be empty"),))
    if request.extended_at is not None or request.due_at is None or session.now > request.due_at:
        raise Conflict("A request is extended once, while its first period runs and its clock does not stand still.")
    letter = extension_letter(request, reason, head, session.now)
    due = _due(request.received_at, extended=True, stopped=request.stopped_days)
    later = msgspec.structs.replace(request, extended_at=session.now, due_at=due)
    await advance(session, later)
    await add_step(session, later, StepKind.EXTENDED, note=reason.strip(), **_written(letter))
    return later, letter


def extension_letter(request: Request, reason: str, head: Letterhead, now: datetime) -> Letter:
    """The letter that tells of two more months, as it would be sent, with the day that they lead to."""
    due = _due(request.received_at, extended=True, stopped=request.stopped_days)
    details = {"extension.reason": reason.strip(), "request.extended_due_on": day_in_words(request.locale, due)}
    return write_letter("extension", request, head, now, details)


async def withdraw(session: Session, request_id: UUID) -> Request:
    """The person takes the request back."""
    return await close(session, await open_one(session, request_id), State.WITHDRAWN, StepKind.WITHDRAWN)


async def add_note(session: Session, request_id: UUID, note: str) -> Step:
    """Write something down in a request's history; never shown to the person as it stands."""
    return await add_step(session, await open_one(session, request_id), StepKind.NOTED, note=note)


async def close(
    session: Session,
    request: Request,
    state: State,
    kind: StepKind,
    *,
    note: str = "",
    letter: Letter | None = None,
    outcome: str = "",
) -> Request:
    """End a request. For the functions of this room; raises `Conflict` when it is closed already."""
    closed = msgspec.structs.replace(
        request, state=state, closed_at=session.now, stopped_at=None, outcome=outcome, due_at=request.due_at
    )
    await advance(session, closed)
    await add_step(session, closed, kind, note=note, **_written(letter))
    return closed


def _written(letter: Letter | None) -> dict[str, str]:
    return {"title": letter.subject, "letter": letter.body} if letter else {}


def is_late(request: Request, now: datetime) -> bool:
    """Whether a request was, or still is, without an answer after its day."""
    return request.due_at is not None and (request.closed_at or now) > request.due_at


def law_due(request: Request) -> datetime:
    """When a request is due by its own facts, whatever its row says."""
    return _due(request.received_at, extended=request.extended_at is not None, stopped=request.stopped_days)


def _due(received_at: datetime, *, extended: bool, stopped: int) -> datetime:
    day = paris_day(received_at)
    months = figure_at("rights.answer_months", day)
    if extended:
        months += figure_at("rights.extension_months", day)
    return due_at(received_at, Period(months, stopped))


def _check(session: Session, new: NewRequest) -> None:
    if new.received_at.tzinfo is None or new.received_at > session.now + CLOCK_SKEW:
        raise Invalid("A request was received in the past.", faults=(Fault("/received_at", "a past moment"),))
    if len(new.body) > LONGEST_BODY:
        raise Invalid("The request is too long.", faults=(Fault("/body", f"at most {LONGEST_BODY} characters"),))
    if new.channel is Channel.LETTER and not new.paper.strip():
        raise Invalid("Say where the letter is filed.", faults=(Fault("/paper", "must not be empty for a letter"),))


async def _file_of(session: Session, new: NewRequest) -> SubjectRef:
    if new.subject is None:
        (made,) = await session.keyring.create(session.publisher, 1, session.now)
        return made
    refs = await session.keyring.refs(session.publisher, [new.subject], session.now)
    if new.subject not in refs:
        raise Conflict("Nobody is known here by this pseudonym, or their data was erased.")
    return refs[new.subject]


async def _keep_contact(session: Session, subject: SubjectRef, new: NewRequest) -> None:
    """Keep how to answer somebody who is not known otherwise; a profile that exists stays as it is."""
    private = {name: value for name, value in (("name", new.name), ("email", new.email)) if value}
    if private:
        permit = to_keep(session, subject.subject_id, *private)
        await store(session, permit, "profile", [NewRow(subject, None, (session.now,), private)])
