"""Messages that wait are handed to their carrier; what became of them is kept, the recipient is not."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.calls.service_request import MessageRef
from dialonce.calls.steps import use_of
from dialonce.channels import Carrier, DeliveryStatus, Handover, Recipient, send_link
from dialonce.policy import Action, Facts, Permit
from dialonce.vault import (
    NOWHERE,
    SYSTEM,
    CountKey,
    OpenRow,
    Session,
    Vault,
    change,
    forget_transient,
    query,
    whole_hour,
)

MOST_ATTEMPTS = 5
MOST_AT_A_TIME = 1_000
UNTOUCHED_FOR = timedelta(minutes=4)
"""Longer than the longest pause between two attempts of a job."""
MESSAGE_CATEGORIES = frozenset(("phone-number",))


class Sending(msgspec.Struct, frozen=True):
    """How messages go out: the address that links begin with, and the sender's name or number."""

    base_url: str
    sender: str = ""


async def deliver_message(vault: Vault, carrier: Carrier, sending: Sending, ref: MessageRef) -> bool:
    """Hand one queued message over; whether it should be tried again later.

    The row is locked meanwhile, so that two workers never send it twice. A crash after the hand-over and before the commit
    sends it once more: a message twice is better than none.
    """
    async with vault.session([ref.publisher_id], SYSTEM) as session:
        permit = _permit(session, ref.publisher_id, None if ref.transient else ref.subject_id)
        found = await query(session, permit, "message", "due", _key(ref))
        if not found:
            return False
        message = found[0]
        handover = await _hand_over(session, permit, carrier, sending, ref, message)
        again = await _settle(session, permit, ref, message, handover)
        if ref.transient and not again:
            session.after_commit(lambda: forget_transient(vault, ref.publisher_id, ref.subject_id))
    return again


async def waiting_messages(vault: Vault, publisher_id: UUID) -> list[MessageRef]:
    """Messages whose job was lost or gave up. To deliver them is to send them, or to let them expire and forget to whom."""
    async with vault.session([publisher_id], SYSTEM) as session:
        values = {"before": session.now - UNTOUCHED_FOR, "limit": MOST_AT_A_TIME}
        permit = _permit(session, publisher_id, None)
        rows = await query(session, permit, "message", "waiting", values)
    return [
        MessageRef(
            publisher_id,
            row.subject_id,
            UUID(str(row.clear["message_id"])),
            transient=bool(row.private.reveal(permit)["transient"]),
        )
        for row in rows
    ]


def _key(ref: MessageRef) -> dict[str, object]:
    return {"subject_id": ref.subject_id, "message_id": ref.message_id}


def _permit(session: Session, publisher_id: UUID, subject: UUID | None) -> Permit:
    """Handing over what the caller asked for: transient, whoever the caller is (3.1-d)."""
    use = use_of(publisher_id, Action.TRANSIENT, "service-link", MESSAGE_CATEGORIES)
    facts = Facts(line_registered=True, action_by_user=True, subject_opted_out=False, subject_restricted=False)
    return session.require(use, facts, subject=subject)


async def _hand_over(
    session: Session, permit: Permit, carrier: Carrier, sending: Sending, ref: MessageRef, message: OpenRow
) -> Handover | None:
    """What the carrier said; None when the message is past its time."""
    expires = message.clear["expires_at"]
    if isinstance(expires, datetime) and expires <= session.now:
        return None
    publisher = session.directory.publishers[ref.publisher_id]
    private = message.private.reveal(permit)
    culture = str(private.get("culture") or publisher.locale)
    return await send_link(
        carrier,
        Recipient(str(private["to"])),
        f"{sending.base_url}/l/{private['link']}",
        message_id=str(ref.message_id),
        publisher_name=publisher.name,
        sender=sending.sender,
        locale="en" if culture.startswith("en") else "fr",
        attempted_at=session.now,
    )


async def _settle(
    session: Session, permit: Permit, ref: MessageRef, message: OpenRow, handover: Handover | None
) -> bool:
    attempts = int(str(message.clear["attempts"])) + 1
    again = handover is not None and handover.may_retry and attempts < MOST_ATTEMPTS
    status = DeliveryStatus.EXPIRED if handover is None else handover.status
    values = {
        **_key(ref),
        "status": DeliveryStatus.QUEUED.value if again else status.value,
        "reason": handover.reason.value if handover and handover.reason else "",
        "attempts": attempts,
        "carrier_reference": (handover.carrier_reference if handover else None) or "",
        "now": session.now,
    }
    await change(session, permit, "message", "handed_over", values)
    if not again:
        session.count(_count_key(session, ref.publisher_id, status))
    return again


def _count_key(session: Session, publisher_id: UUID, status: DeliveryStatus) -> CountKey:
    return CountKey(publisher_id, NOWHERE, whole_hour(session.now), f"message-{status.value}")
