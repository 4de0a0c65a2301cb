"""Erasure on request: recipients are told, the key is destroyed, the rows go, and a proof stays that names nobody (GDPR 17, 19).

The order makes a crash harmless: first the request is granted and the notices are queued, in one commit; then the vault erases,
at once and for good; then the request is closed. `resume_erasures` takes up what was interrupted.
"""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from dialonce.errors import Refused
from dialonce.i18n import Letter, format_date, translate
from dialonce.policy import Action, Facts, Keep, Permit, load_catalogue, plan_erasure
from dialonce.rights.clock import paris_day
from dialonce.rights.file import add_step, advance, find_request, list_requests, open_one
from dialonce.rights.letters import bullets, write_letter
from dialonce.rights.permits import everything, to_answer
from dialonce.rights.request import Identity, QueueFilter, Request, State, StepKind
from dialonce.rights.surroundings import Desk
from dialonce.vault import SYSTEM, Session, Vault, Who, erase_subject, finish_erasure, held_of, running_holds
from dialonce.vault.waiting import publishers_waiting


class ErasureReceipt(msgspec.Struct, frozen=True):
    """What the person gets: the letter, and the digest of it that the request keeps. Of the letter no copy stays here."""

    reference: str
    erased_at: datetime
    recipients: tuple[str, ...]
    letter: Letter
    digest: str


async def fulfil_erasure(vault: Vault, desk: Desk, publisher_id: UUID, who: Who, request_id: UUID) -> ErasureReceipt:
    """Erase everything that is held of the person of a request. When this returns nothing can be read any more.

    Raises `Refused` by the gate unless identity is sure, and while a legal hold runs; `Conflict` when the request is closed.
    """
    async with vault.session([publisher_id], who) as session:
        request = await open_one(session, request_id)
        receipt = await _grant(session, desk, request)
    await _carry_out(vault, publisher_id, who, request_id)
    return receipt


async def resume_erasures(vault: Vault) -> int:
    """Carry out erasures that were granted and interrupted; how many."""
    resumed = 0
    for publisher_id in await publishers_waiting(vault, "rights_request"):
        async with vault.session([publisher_id], SYSTEM) as session:
            waiting = await list_requests(session, QueueFilter(state=State.ERASING))
        for request in waiting:
            await _carry_out(vault, publisher_id, SYSTEM, request.request_id)
        resumed += len(waiting)
    return resumed


async def _grant(session: Session, desk: Desk, request: Request) -> ErasureReceipt:
    permit = await _permit(session, request)
    names = await desk.tell(session, request.subject_id, request.request_id, "erasure", ())
    letter = await _letter(session, desk, request, permit, names)
    digest = sha256(letter.body.encode()).hexdigest()
    if names:
        await add_step(session, request, StepKind.RECIPIENTS_TOLD, note=", ".join(names))
    await add_step(session, request, StepKind.ERASING)
    await advance(session, msgspec.structs.replace(request, state=State.ERASING, outcome=f"sha256:{digest}"))
    return ErasureReceipt(request.reference, session.now, tuple(names), letter, digest)


async def _carry_out(vault: Vault, publisher_id: UUID, who: Who, request_id: UUID) -> None:
    async with vault.session([publisher_id], who) as session:
        request = await find_request(session, request_id)
        grave = await erase_subject(session, await _permit(session, request), request.subject_id)
    await finish_erasure(vault, grave)
    async with vault.session([publisher_id], who) as session:
        request = await find_request(session, request_id)
        await advance(session, msgspec.structs.replace(request, state=State.GRANTED, closed_at=session.now))


async def _permit(session: Session, request: Request) -> Permit:
    held = any(hold.subject_id == request.subject_id for hold in await running_holds(session))
    if held:
        raise Refused("A legal hold keeps this person's data until it ends.", clauses=("S-GDPR-17",))
    facts = Facts(identity_checked=request.identity is Identity.CONFIRMED, request=request.reference, legal_hold=False)
    return to_answer(session, request.subject_id, Action.ERASE, everything(), facts)


async def _letter(session: Session, desk: Desk, request: Request, permit: Permit, recipients: list[str]) -> Letter:
    catalogue, english = load_catalogue(), request.locale == "en"
    held = await held_of(session, permit, request.subject_id)
    counts = {name: sum(one.rows for one in held if one.dataset == name) for name in {one.dataset for one in held}}
    plan = plan_erasure(catalogue, Facts(legal_hold=False), session.now)
    stays = {step.dataset: step for step in plan if isinstance(step, Keep)}
    gone = [
        translate(request.locale, "rights.erased_rows", what=_title(name, english=english), count=counts[name])
        for name in catalogue.datasets
        if counts.get(name) and name not in stays
    ]
    kept = [_kept(step, request, english=english) for name, step in stays.items() if counts.get(name)]
    details = {
        "erased.list": bullets(request.locale, gone),
        "kept.list": bullets(request.locale, kept),
        "recipients.list": bullets(request.locale, _sorted(recipients), people=True),
    }
    return write_letter("erasure", request, desk.head, session.now, details)


def _kept(step: Keep, request: Request, *, english: bool) -> str:
    what = _title(step.dataset, english=english)
    why = translate(request.locale, f"rights.kept_{step.reason.replace('-', '_')}")
    if step.until is None:
        return f"{what} – {why}"
    day = format_date(request.locale, paris_day(step.until))
    return translate(request.locale, "rights.kept_until", what=what, why=why, day=day)


def _title(name: str, *, english: bool) -> str:
    dataset = load_catalogue().datasets[name]
    return dataset.en if english else dataset.fr


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(set(names))
