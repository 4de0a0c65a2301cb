"""Delivering notices to recipients: by signed webhook, by e-mail, or as a letter that a person prints and sends."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Final
from uuid import UUID

import msgspec

from dialonce.channels import (
    Carrier,
    EventText,
    Handover,
    MessageKind,
    NoticePurpose,
    NoticeText,
    Outbound,
    Recipient,
    SigningSecret,
)
from dialonce.i18n import Letter, Locale, compose_letter, format_date
from dialonce.sharing.agreements import Agreement, agreement_with
from dialonce.sharing.ledger import Disclosure, list_disclosures
from dialonce.sharing.notices import NoticeState, RecipientNotice, settle_notice, waiting_notices
from dialonce.storage.queries import fetch_value
from dialonce.vault import SYSTEM, Session, Vault
from dialonce.vault.waiting import publishers_waiting

MOST_ATTEMPTS: Final = 12
WebhookTo = Callable[[Sequence[SigningSecret]], Carrier]
"""A carrier for one endpoint, given the secrets that sign, the newest first."""


class Writer(msgspec.Struct, frozen=True):
    """Who writes to recipients: address of the controller's rights desk, and where recipients reach this installation."""

    address: str
    privacy_email: str
    dpo: str
    public_url: str


class Event(msgspec.Struct, frozen=True, rename="camel"):
    """What a webhook carries: references, never a personal value. `type` is `data.erasure`, `data.rectification` …

    The recipient confirms with a POST to `confirm_at`, signed as this was.
    """

    type: str
    notice_id: UUID
    disclosure: str
    disclosed_at: datetime
    agreement: str
    fields: str
    reply_by: datetime
    confirm_at: str


async def deliver_notices(vault: Vault, carrier: Carrier, webhook: WebhookTo, writer: Writer) -> int:
    """Hand over what waits, publisher by publisher; how many notices moved on. What failed is tried again by the next run."""
    moved = 0
    for publisher_id in await publishers_waiting(vault, "recipient_notice"):
        async with vault.session([publisher_id], SYSTEM) as session:
            for notice in await waiting_notices(session):
                moved += await _deliver(session, carrier, webhook, writer, notice)
    return moved


async def notice_letter(session: Session, notice: RecipientNotice, writer: Writer) -> Letter:
    """The notice as a letter, for recipients without another address and for a preview."""
    agreement = await agreement_with(session, notice.recipient)
    return _letter(session, notice, await _disclosure(session, notice), agreement, writer)


async def signing_secret(session: Session, agreement: Agreement) -> SigningSecret:
    """The secret that signs notices under an agreement, for the recipient to keep. Derived; nothing of it is stored."""
    keys = await session.keyring.publisher(session.publisher, session.now)
    what = b"%b|%d" % (agreement.agreement_id.bytes, agreement.secret_version)
    return SigningSecret(blake2b(what, key=keys.index.secret, person=b"webhook-secret", digest_size=32).digest())


async def renew_secret(session: Session, agreement: Agreement) -> SigningSecret:
    """Sign with another secret from now on, because the old one got about."""
    version = await fetch_value(session.conn, "agreement.renew_secret", {"agreement_id": agreement.agreement_id})
    return await signing_secret(session, msgspec.structs.replace(agreement, secret_version=version))


async def _deliver(
    session: Session, carrier: Carrier, webhook: WebhookTo, writer: Writer, notice: RecipientNotice
) -> bool:
    agreement = await agreement_with(session, notice.recipient)
    if agreement is None or not (agreement.webhook_url or agreement.email):
        await settle_notice(session, msgspec.structs.replace(notice, state=NoticeState.BY_LETTER, sent_at=session.now))
        return True
    disclosure = await _disclosure(session, notice)
    if agreement.webhook_url:
        sender = webhook([await signing_secret(session, agreement)])
        outbound = _event(session, notice, disclosure, agreement, writer)
    else:
        sender = carrier
        outbound = _email(session, notice, _letter(session, notice, disclosure, agreement, writer), agreement)
    settled = _settled(session, notice, await sender.hand_over(outbound))
    await settle_notice(session, settled)
    return settled.state is not NoticeState.QUEUED


def _settled(session: Session, notice: RecipientNotice, handover: Handover) -> RecipientNotice:
    attempts = notice.attempts + 1
    if handover.reason is None:
        return msgspec.structs.replace(notice, state=NoticeState.SENT, attempts=attempts, sent_at=session.now)
    again = handover.may_retry and attempts < MOST_ATTEMPTS
    return msgspec.structs.replace(
        notice,
        state=NoticeState.QUEUED if again else NoticeState.FAILED,
        attempts=attempts,
        answer=handover.reason.value,
    )


def _event(
    session: Session, notice: RecipientNotice, disclosure: Disclosure, agreement: Agreement, writer: Writer
) -> Outbound:
    event = Event(
        type=f"data.{notice.kind}",
        notice_id=notice.notice_id,
        disclosure=disclosure.reference,
        disclosed_at=disclosure.disclosed_at,
        agreement=agreement.reference,
        fields=notice.fields,
        reply_by=notice.reply_by,
        confirm_at=f"{writer.public_url}/v1/notices/{session.publisher}/{notice.notice_id}",
    )
    text = EventText(msgspec.json.encode(event).decode())
    return Outbound(str(notice.notice_id), MessageKind.WEBHOOK, Recipient(agreement.webhook_url), text, session.now)


def _email(session: Session, notice: RecipientNotice, letter: Letter, agreement: Agreement) -> Outbound:
    publisher = session.directory.publishers[session.publisher]
    text = NoticeText(NoticePurpose.RIGHTS_ANSWER, publisher.name, _locale(agreement), letter.subject, letter.body)
    return Outbound(str(notice.notice_id), MessageKind.EMAIL, Recipient(agreement.email), text, session.now)


def _letter(
    session: Session, notice: RecipientNotice, disclosure: Disclosure, agreement: Agreement | None, writer: Writer
) -> Letter:
    locale = _locale(agreement)
    values = {
        "controller.name": session.directory.publishers[session.publisher].name,
        "controller.address": writer.address,
        "contact.dpo": writer.dpo,
        "contact.privacy_email": writer.privacy_email,
        "recipient.name": agreement.name if agreement else notice.recipient.partition(":")[2],
        "agreement.reference": agreement.reference if agreement else disclosure.ground,
        "disclosure.reference": disclosure.reference,
        "disclosure.made_on": format_date(locale, disclosure.disclosed_at),
        "notice.reply_by": format_date(locale, notice.reply_by),
        "rectified.fields": notice.fields,
    }
    return compose_letter(locale, f"recipient-{notice.kind}", values)


def _locale(agreement: Agreement | None) -> Locale:
    return "en" if agreement is not None and agreement.locale == "en" else "fr"


async def _disclosure(session: Session, notice: RecipientNotice) -> Disclosure:
    found = await list_disclosures(session, notice.subject_id)
    return next(one for one in found if one.disclosure_id == notice.disclosure_id)
