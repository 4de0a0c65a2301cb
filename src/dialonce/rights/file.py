"""Requests and their steps in the vault: stored, read, moved on. Every step goes to the journal with its permit."""

import itertools
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Conflict, NotFound
from dialonce.policy import Permit
from dialonce.rights.permits import Clerk, to_keep, to_work
from dialonce.rights.request import QueueFilter, Request, RequestFile, State, Step, StepKind
from dialonce.vault import NewRow, OpenRow, Session, SubjectRef, change, fetch, query, store, tally

_STEPS = itertools.count(1)
_CLEAR = ("state", "locale", "identity", "received_at", "due_at", "stopped_at", "stopped_days", "extended_at")


async def add_request(session: Session, subject: SubjectRef, request: Request) -> None:
    """Store a request that is new under its subject."""
    clear = (
        request.right.value,
        request.channel.value,
        *(getattr(request, name) for name in _CLEAR),
        request.closed_at,
        request.outcome,
    )
    private = {"body": request.body, "paper": request.paper}
    permit = to_keep(session, subject.subject_id)
    await store(session, permit, "rights_request", [NewRow(subject, request.request_id, clear, private)])


async def add_step(
    session: Session, request: Request, kind: StepKind, *, note: str = "", title: str = "", letter: str = ""
) -> Step:
    """Write down that something was done with a request, by whom the session acts for."""
    step = Step(
        step_id=_next_id(), at=session.now, kind=kind, actor=session.who.name, note=note, title=title, letter=letter
    )
    await _store_steps(session, request, [step])
    return step


def _next_id() -> UUID:
    """An id that sorts after those given before in this process: steps of one moment stay in their order."""
    return UUID(int=next(_STEPS) << 64 | uuid4().int & (1 << 64) - 1)


async def _store_steps(session: Session, request: Request, steps: list[Step]) -> None:
    (subject,) = (await session.keyring.refs(session.publisher, [request.subject_id], session.now)).values()
    rows = [
        NewRow(
            subject,
            step.step_id,
            (request.request_id, step.at, step.kind.value, step.actor),
            {"note": step.note, "title": step.title, "letter": step.letter},
        )
        for step in steps
    ]
    await store(session, to_keep(session, request.subject_id), "rights_step", rows)


async def find_request(session: Session, request_id: UUID, clerk: Clerk | None = None) -> Request:
    """One request of the session's publisher. Raises `NotFound`."""
    permit = to_work(session, clerk)
    found = await query(session, permit, "rights_request", "by_id", {"request_id": request_id})
    if found:
        return request_of(found[0], permit)
    raise NotFound("There is no such request.")


async def open_one(session: Session, request_id: UUID) -> Request:
    """One request that is not closed. Raises `NotFound`, or `Conflict` when it is closed or being carried out."""
    request = await find_request(session, request_id)
    if not request.is_open or request.state is State.ERASING:
        raise Conflict(f"Request {request.reference} is closed; open a new one.")
    return request


async def list_requests(
    session: Session, which: QueueFilter | None = None, clerk: Clerk | None = None
) -> list[Request]:
    """The publisher's requests: open ones first, by the day they are due. Those whose subject was erased have no words."""
    wanted = which or QueueFilter()
    values: dict[str, object] = {
        "state": wanted.state,
        "kind": wanted.right,
        "channel": wanted.channel,
        "limit": wanted.limit,
    }
    permit = to_work(session, clerk)
    return [request_of(row, permit) for row in await query(session, permit, "rights_request", "queue", values)]


class WaitingRequests(msgspec.Struct, frozen=True):
    """How many requests wait for an answer; `next_due` is the nearest last moment, None while no clock runs."""

    open: int
    next_due: datetime | None


async def count_waiting(session: Session, clerk: Clerk) -> WaitingRequests:
    """What waits at the publisher's desk. Raises `Refused` for staff whom the policy does not let."""
    (row,) = await tally(session, to_work(session, clerk), "rights_request", "standing")
    return msgspec.convert(row, WaitingRequests)


async def requests_of(session: Session, subject_id: UUID) -> list[Request]:
    """What one subject asked for, newest first."""
    permit = to_work(session, None, subject_id)
    rows = await fetch(session, permit, "rights_request", [subject_id])
    return sorted((request_of(row, permit) for row in rows), key=lambda one: one.received_at, reverse=True)


async def read_request(session: Session, request_id: UUID, clerk: Clerk | None = None) -> RequestFile:
    """A request with its whole history. Raises `NotFound`."""
    request = await find_request(session, request_id, clerk)
    permit = to_work(session, clerk, request.subject_id)
    key: dict[str, object] = {"subject_id": request.subject_id, "request_id": request_id}
    steps = [_step(row, permit) for row in await query(session, permit, "rights_step", "of_request", key)]
    profile = await fetch(session, permit, "profile", [request.subject_id])
    known = await fetch(session, permit, "subject", [request.subject_id])
    contact = _contact([*profile, *known], permit)
    return RequestFile(
        request, tuple(steps), contact.get("name", ""), contact.get("email", ""), contact.get("phone-number", "")
    )


async def letters_to(session: Session, subject_id: UUID) -> dict[UUID, list[Step]]:
    """The letters that one subject was written, by request, oldest first; none once they were erased."""
    permit = to_work(session, None, subject_id)
    letters: dict[UUID, list[Step]] = {}
    for row in await fetch(session, permit, "rights_step", [subject_id]):
        if (step := _step(row, permit)).letter:
            letters.setdefault(msgspec.convert(row.clear["request_id"], UUID), []).append(step)
    return letters


async def advance(session: Session, request: Request) -> None:
    """Store where a request stands now. Raises `Conflict` when somebody else closed it meanwhile."""
    values: dict[str, object] = {
        name: getattr(request, name)
        for name in (*_CLEAR, "closed_at", "outcome", "subject_id", "request_id")
        if name not in {"locale", "received_at"}
    }
    permit = to_keep(session, request.subject_id)
    if not await change(session, permit, "rights_request", "advance", values):
        raise Conflict(f"Request {request.reference} was closed in the meantime.")


async def move(session: Session, request: Request, to: SubjectRef) -> Request:
    """Store a request and its steps under the subject that they turned out to be about."""
    whole = await read_request(session, request.request_id)
    moved = msgspec.structs.replace(request, subject_id=to.subject_id)
    key: dict[str, object] = {"subject_id": request.subject_id, "request_id": request.request_id}
    permit = to_keep(session, request.subject_id)
    await change(session, permit, "rights_step", "forget", key)
    await change(session, permit, "rights_request", "forget", key)
    await add_request(session, to, moved)
    await _store_steps(session, moved, list(whole.steps))
    return moved


def request_of(row: OpenRow, permit: Permit) -> Request:
    """A stored row as a request."""
    clear = row.clear
    return msgspec.convert(
        {
            **{name: clear[name] for name in (*_CLEAR, "subject_id", "request_id", "closed_at", "outcome")},
            **dict(row.private.reveal(permit)),
            "right": clear["kind"],
            "channel": clear["channel"],
        },
        Request,
    )


def _step(row: OpenRow, permit: Permit) -> Step:
    names = ("step_id", "at", "kind", "actor")
    return msgspec.convert({**{name: row.clear[name] for name in names}, **row.private.reveal(permit)}, Step)


def _contact(rows: list[OpenRow], permit: Permit) -> dict[str, str]:
    """What these rows say of how to reach the person; the first that says something counts."""
    found: dict[str, str] = {}
    for row in rows:
        if not row.private.label.categories <= permit.use.categories:
            continue
        for name, value in row.private.reveal(permit).items():
            found.setdefault(name, str(value))
    return found
