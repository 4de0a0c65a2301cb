"""Notices to recipients: who received data of a person is told of its erasure, correction or restriction (GDPR 19; 3.3-a).

They are queued in the commit that grants the right, outlive the person's data, and hold references only.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

import msgspec

from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.policy import Action, figure_at
from dialonce.sharing.agreements import agreement_with
from dialonce.sharing.ledger import Disclosure, list_disclosures, to_ledger
from dialonce.vault import NewRow, OpenRow, Session, change, query, store

LONGEST_ANSWER: Final = 500
_MOVING: Final = ("state", "attempts", "sent_at", "confirmed_at", "answer")


class NoticeState(StrEnum):
    """Where a notice stands. `BY_LETTER`: a person must print and send it. `FAILED`: nobody could be reached."""

    QUEUED = "queued"
    SENT = "sent"
    BY_LETTER = "by-letter"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class RecipientNotice(msgspec.Struct, frozen=True, kw_only=True):
    """One notice to one recipient about one disclosure. `fields` names what was put right, in words."""

    subject_id: UUID
    notice_id: UUID
    disclosure_id: UUID
    request_id: UUID
    recipient: str
    kind: str
    fields: str
    queued_at: datetime
    reply_by: datetime
    state: NoticeState
    attempts: int
    sent_at: datetime | None
    confirmed_at: datetime | None
    answer: str


async def tell_recipients(
    session: Session, subject_id: UUID, request_id: UUID, kind: str, fields: Sequence[str]
) -> list[str]:
    """Queue a notice for every disclosure of a subject; the recipients' names, each once.

    Authorities that received data under a legal case are told like everybody else.
    """
    disclosures = await list_disclosures(session, subject_id)
    if not disclosures:
        return []
    refs = await session.keyring.refs(session.publisher, [subject_id], session.now)
    rows = [_row(session, one, request_id, kind, fields) for one in disclosures]
    permit = to_ledger(session, Action.RETAIN, subject_id)
    await store(session, permit, "recipient_notice", [NewRow(refs[subject_id], uuid4(), row) for row in rows])
    return sorted({await name_of(session, one.recipient) for one in disclosures})


async def name_of(session: Session, party: str) -> str:
    """What a recipient is called: as its newest agreement names it."""
    agreement = await agreement_with(session, party)
    return agreement.name if agreement else party.partition(":")[2] or party


async def notices_of(session: Session, request_id: UUID) -> list[RecipientNotice]:
    """The notices that a request set off."""
    permit = to_ledger(session, Action.USE)
    return _notices(await query(session, permit, "recipient_notice", "of_request", {"request_id": request_id}))


async def waiting_notices(session: Session, limit: int = 100) -> list[RecipientNotice]:
    """Notices that nobody got yet, locked for this session: two workers never send one twice."""
    permit = to_ledger(session, Action.USE)
    return _notices(await query(session, permit, "recipient_notice", "waiting", {"limit": limit}))


async def untold_recipients(session: Session) -> int:
    """How many recipients of erased people's data were sent no notice; none, as long as erasures go through the desk."""
    return len(await query(session, to_ledger(session, Action.USE), "recipient_notice", "untold", {}))


async def find_notice(session: Session, notice_id: UUID) -> RecipientNotice:
    """One notice of the session's publisher. Raises `NotFound`."""
    permit = to_ledger(session, Action.USE)
    found = _notices(await query(session, permit, "recipient_notice", "by_id", {"notice_id": notice_id}))
    if not found:
        raise NotFound("There is no such notice.")
    return found[0]


async def confirm_notice(session: Session, notice_id: UUID, answer: str = "") -> RecipientNotice:
    """The recipient has done it, or says which law keeps it from doing so. Raises `NotFound`, `Conflict` the second time."""
    if len(answer) > LONGEST_ANSWER:
        raise Invalid(f"The answer is longer than {LONGEST_ANSWER} characters.")
    found = await find_notice(session, notice_id)
    if found.state is NoticeState.CONFIRMED:
        raise Conflict("This notice was confirmed already.")
    confirmed = msgspec.structs.replace(
        found, state=NoticeState.CONFIRMED, confirmed_at=session.now, answer=answer.strip()
    )
    await settle_notice(session, confirmed)
    return confirmed


async def settle_notice(session: Session, notice: RecipientNotice) -> None:
    """Store what became of a notice."""
    values: dict[str, object] = {name: getattr(notice, name) for name in (*_MOVING, "subject_id", "notice_id")}
    await change(session, to_ledger(session, Action.RETAIN, notice.subject_id), "recipient_notice", "settle", values)


def _row(
    session: Session, disclosure: Disclosure, request_id: UUID, kind: str, fields: Sequence[str]
) -> tuple[object, ...]:
    days = figure_at("rights.recipient_days", session.now.date())
    return (
        disclosure.disclosure_id,
        request_id,
        disclosure.recipient,
        kind,
        ", ".join(fields),
        session.now,
        session.now + timedelta(days=days),
        NoticeState.QUEUED.value,
        0,
        None,
        None,
        "",
    )


def _notices(rows: Sequence[OpenRow]) -> list[RecipientNotice]:
    return [msgspec.convert(row.clear, RecipientNotice, strict=False) for row in rows]
