"""Carrying out the other rights: rectification, restriction, objection, wishes after death (GDPR 16, 18, 21)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Fault, Invalid
from dialonce.i18n import Letter, translate
from dialonce.policy import Action, Facts
from dialonce.rights.desk import close
from dialonce.rights.file import add_step, open_one
from dialonce.rights.letters import Letterhead, bullets, write_letter
from dialonce.rights.permits import RECORD, to_answer, to_keep, to_work
from dialonce.rights.request import Identity, Request, Right, State, StepKind
from dialonce.rights.surroundings import Desk
from dialonce.vault import NewRow, Session, change, fetch, store
from dialonce.vault.limits import mark_limited

LONGEST_WISHES = 4_000


class RestrictionCase(StrEnum):
    """The four cases in which use must be restricted (GDPR 18(1)(a) to (d))."""

    ACCURACY_CONTESTED = "accuracy-contested"
    UNLAWFUL = "unlawful"
    NEEDED_FOR_CLAIM = "needed-for-claim"
    OBJECTION_PENDING = "objection-pending"


class Limitation(msgspec.Struct, frozen=True):
    """A restriction or an objection of one subject; in force while `ended_at` is None."""

    limitation_id: UUID
    subject_id: UUID
    kind: str
    since: datetime
    ended_at: datetime | None
    reason: str


class Directive(msgspec.Struct, frozen=True):
    """What shall become of somebody's data after their death, and who sees to it. `executor` may be empty."""

    directive_id: UUID
    recorded_at: datetime
    wishes: str
    executor: str


async def fulfil_rectification(
    session: Session, desk: Desk, request_id: UUID, rectified: Mapping[str, str]
) -> tuple[Request, Letter]:
    """Close a request for rectification once the data was put right (`subjects.rectify_profile`), and tell recipients.

    `rectified` maps the names of the fields, in words, to what they say now. Raises `Invalid` when nothing was.
    """
    request = await _open(session, request_id, Right.RECTIFICATION)
    if not rectified:
        raise Invalid("Nothing was put right.", faults=(Fault("/rectified", "must not be empty"),))
    to_answer(session, request.subject_id, Action.RECTIFY, RECORD, _facts(request))
    told = await _tell(session, desk, request, "rectification", tuple(rectified))
    details = {
        "rectified.list": bullets(request.locale, (f"{name} : {value}" for name, value in rectified.items())),
        "recipients.list": bullets(request.locale, sorted(told), people=True),
    }
    return await _answer(session, desk.head, request, "rectification", details)


async def fulfil_restriction(
    session: Session, desk: Desk, request_id: UUID, case: RestrictionCase
) -> tuple[Request, Letter]:
    """Keep the person's data and use it no more: from the commit on the gate refuses (GDPR 18). Recipients are told."""
    request = await _open(session, request_id, Right.RESTRICTION)
    to_answer(session, request.subject_id, Action.RESTRICT, RECORD, _facts(request))
    await _limit(session, request.subject_id, "restriction", case)
    told = await _tell(session, desk, request, "restriction", ())
    everything = translate(request.locale, "rights.restricted_everything")
    details = {
        "restricted.list": bullets(request.locale, (everything,)),
        "recipients.list": bullets(request.locale, sorted(told), people=True),
    }
    return await _answer(session, desk.head, request, "restriction-set", details)


async def fulfil_objection(session: Session, desk: Desk, request_id: UUID) -> tuple[Request, Letter]:
    """Stop every use that rests on a legitimate interest (GDPR 21(1)); what the person asks for goes on."""
    request = await _open(session, request_id, Right.OBJECTION)
    to_answer(session, request.subject_id, Action.RESTRICT, RECORD, _facts(request))
    await _limit(session, request.subject_id, "objection", "objection")
    stopped = [
        term.en if request.locale == "en" else term.fr
        for term in desk.policy.vocabulary.purposes.values()
        if "interest" in term.groups
    ]
    return await _answer(session, desk.head, request, "objection", {"stopped.list": bullets(request.locale, stopped)})


async def fulfil_post_mortem(
    session: Session, desk: Desk, request_id: UUID, wishes: str, executor: str = ""
) -> tuple[Request, Letter]:
    """Record what shall become of the data after death; it takes the place of what was recorded before."""
    request = await _open(session, request_id, Right.POST_MORTEM)
    to_answer(session, request.subject_id, Action.RECTIFY, RECORD, _facts(request))
    await record_directive(session, request.subject_id, wishes, executor)
    details = {
        "directives.list": bullets(request.locale, wishes.strip().splitlines()),
        "directives.executor": executor.strip() or translate(request.locale, "rights.no_executor"),
    }
    return await _answer(session, desk.head, request, "post-mortem", details)


async def record_directive(session: Session, subject_id: UUID, wishes: str, executor: str = "") -> Directive:
    """Keep wishes, sealed. Raises `Invalid` when they are empty or too long."""
    if not wishes.strip() or len(wishes) > LONGEST_WISHES:
        raise Invalid("Wishes have words, and not too many.", faults=(Fault("/wishes", f"1 to {LONGEST_WISHES}"),))
    directive = Directive(uuid4(), session.now, wishes.strip(), executor.strip())
    permit = to_keep(session, subject_id, "name")
    await change(session, permit, "directive", "revoke", {"subject_id": subject_id})
    refs = await session.keyring.refs(session.publisher, [subject_id], session.now)
    private = {"wishes": directive.wishes, "executor": directive.executor}
    row = NewRow(refs[subject_id], directive.directive_id, (directive.recorded_at,), private)
    await store(session, permit, "directive", [row])
    return directive


async def directive_of(session: Session, subject_id: UUID) -> Directive | None:
    """The wishes that stand, if any."""
    permit = to_work(session, None, subject_id)
    for row in await fetch(session, permit, "directive", [subject_id]):
        names = ("directive_id", "recorded_at")
        return msgspec.convert({**{name: row.clear[name] for name in names}, **row.private.reveal(permit)}, Directive)
    return None


async def revoke_directive(session: Session, subject_id: UUID) -> bool:
    """Forget the wishes; whether there were any."""
    permit = to_keep(session, subject_id, "name")
    return bool(await change(session, permit, "directive", "revoke", {"subject_id": subject_id}))


async def limitations_of(session: Session, subject_id: UUID) -> list[Limitation]:
    """The restrictions and objections of a subject, those in force and those ended."""
    permit = to_work(session, None, subject_id)
    rows = await fetch(session, permit, "limitation", [subject_id])
    return [msgspec.convert(row.clear, Limitation, strict=False) for row in rows]


async def end_limitation(session: Session, subject_id: UUID, kind: str) -> bool:
    """Use may go on; whether a limitation of this kind ran. For the person themself; staff lift one by `lifting`."""
    permit = to_keep(session, subject_id)
    values: dict[str, object] = {"subject_id": subject_id, "kind": kind, "now": session.now}
    ended = bool(await change(session, permit, "limitation", "end", values))
    mark_limited(session, subject_id, kind, limited=False)
    return ended


async def _open(session: Session, request_id: UUID, right: Right) -> Request:
    request = await open_one(session, request_id)
    if request.right is not right:
        raise Invalid(f"Request {request.reference} asks for another right.")
    return request


def _facts(request: Request) -> Facts:
    return Facts(identity_checked=request.identity is Identity.CONFIRMED, request=request.reference, legal_hold=False)


async def _limit(session: Session, subject_id: UUID, kind: str, reason: str) -> None:
    refs = await session.keyring.refs(session.publisher, [subject_id], session.now)
    row = NewRow(refs[subject_id], uuid4(), (kind, session.now, None, str(reason)))
    await store(session, to_keep(session, subject_id), "limitation", [row])
    mark_limited(session, subject_id, kind, limited=True)


async def _tell(session: Session, desk: Desk, request: Request, kind: str, fields: Sequence[str]) -> list[str]:
    names = await desk.tell(session, request.subject_id, request.request_id, kind, fields)
    if names:
        await add_step(session, request, StepKind.RECIPIENTS_TOLD, note=", ".join(names))
    return names


async def _answer(
    session: Session, head: Letterhead, request: Request, name: str, details: Mapping[str, str]
) -> tuple[Request, Letter]:
    letter = write_letter(name, request, head, session.now, details)
    return await close(session, request, State.GRANTED, StepKind.GRANTED, letter=letter), letter
