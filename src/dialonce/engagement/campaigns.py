"""Campaigns by SMS: a message waits as ids alone, and goes only if the policy permits it at the very moment it would go.

Nothing that was agreed when a campaign was queued counts when it is sent: consent, opt-out and age come as facts that the
sender reads under the person's consent lock (4.2-b2 to b5).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import msgspec

from dialonce.channels import (
    Carrier,
    DeliveryStatus,
    Handover,
    MarketingText,
    MessageKind,
    Outbound,
    Recipient,
    fit_publisher_name,
)
from dialonce.errors import Fault, Invalid, NotFound
from dialonce.i18n import Locale
from dialonce.policy import Action, Actor, ContactFact, Denial, Facts, Permit, Use
from dialonce.storage.queries import execute, fetch_one
from dialonce.vault import NewRow, Session, change, fetch, query, store

CHANNEL: Final = "sms"
CAMPAIGN_PURPOSES: Final = ("product-information", "promotion", "survey", "marketing")
CONTACT_CATEGORIES: Final = frozenset(("phone-number", "pseudonym"))
QUEUED: Final = "queued"


class NewCampaign(msgspec.Struct, frozen=True):
    """What a publisher wants to say, why, and the free address at which people stop it."""

    purpose: str
    words: str
    stop_address: str
    locale: Locale = "fr"


class Campaign(msgspec.Struct, frozen=True):
    """A campaign as it is kept; its words do not change any more."""

    campaign_id: UUID
    publisher_id: UUID
    purpose: str
    locale: Locale
    words: str
    stop_address: str
    created_at: datetime


class CampaignRef(msgspec.Struct, frozen=True):
    """One message of a campaign, by ids."""

    publisher_id: UUID
    campaign_id: UUID
    subject_id: UUID


async def open_campaign(session: Session, new: NewCampaign) -> Campaign:
    """Keep a campaign. Raises `Invalid` for a purpose that is none of prospecting, or without words or a way to stop."""
    if new.purpose not in CAMPAIGN_PURPOSES:
        raise Invalid(
            "A campaign has a purpose.", faults=(Fault("/purpose", f"one of {', '.join(CAMPAIGN_PURPOSES)}"),)
        )
    publisher = session.directory.publishers[session.publisher]
    MarketingText(fit_publisher_name(publisher.name), new.locale, new.words, new.stop_address)
    campaign = Campaign(uuid4(), session.publisher, new.purpose, new.locale, new.words, new.stop_address, session.now)
    await execute(session.conn, "campaign.add", msgspec.structs.asdict(campaign))
    return campaign


async def queue_campaign(session: Session, campaign: Campaign, subject_ids: Sequence[UUID]) -> list[CampaignRef]:
    """Let a campaign wait for these people, each once. Whether it may go is decided when it goes."""
    permit = _record_permit(session, Action.COLLECT)
    refs = await session.keyring.refs(campaign.publisher_id, subject_ids, session.now)
    rows = [NewRow(ref, campaign.campaign_id, (session.now, QUEUED, None)) for ref in refs.values()]
    await store(session, permit, "campaign_message", rows)
    return [CampaignRef(campaign.publisher_id, campaign.campaign_id, subject_id) for subject_id in refs]


async def send_due(session: Session, carrier: Carrier, ref: CampaignRef, facts: Facts, sender: str) -> Handover | None:
    """Hand one waiting message over, if the policy permits it now; None when it does not, or when it waits no longer.

    `facts` tell consents and age as they stand in this transaction, under the person's consent lock: the lock holds until
    the hand-over is committed. Raises `NotFound` for a campaign of another publisher.
    """
    record = _record_permit(session, Action.USE)
    key: dict[str, object] = {"subject_id": ref.subject_id, "campaign_id": ref.campaign_id}
    if not await query(session, record, "campaign_message", "due", key):
        return None
    campaign = await fetch_one(session.conn, "campaign.one", {"campaign_id": ref.campaign_id}, Campaign)
    if campaign is None:
        raise NotFound("There is no such campaign.")
    handover = await _hand_over(session, carrier, campaign, ref, facts, sender)
    if handover is None or not handover.may_retry:
        status = "refused" if handover is None else "sent" if handover.status is not DeliveryStatus.FAILED else "failed"
        await change(session, record, "campaign_message", "settle", {**key, "status": status, "now": session.now})
    return handover


async def _hand_over(
    session: Session, carrier: Carrier, campaign: Campaign, ref: CampaignRef, facts: Facts, sender: str
) -> Handover | None:
    number = await _number(session, campaign, ref, facts)
    if number is None:
        return None
    name = fit_publisher_name(session.directory.publishers[ref.publisher_id].name)
    text = MarketingText(name, campaign.locale, campaign.words, campaign.stop_address)
    message_id = f"{campaign.campaign_id.hex[:12]}-{ref.subject_id.hex[:12]}"
    return await carrier.hand_over(Outbound(message_id, MessageKind.SMS, Recipient(number), text, session.now, sender))


async def _number(session: Session, campaign: Campaign, ref: CampaignRef, facts: Facts) -> str | None:
    """The number, revealed under the permit to send to it, to somebody who did not opt out; None when it may not go."""
    use = Use(ref.publisher_id, Actor.PUBLISHER, Action.SEND, campaign.purpose, CONTACT_CATEGORIES)
    known = msgspec.structs.replace(facts, contact=ContactFact(CHANNEL, stop_offered=True))
    permit = session.decide(use, known, subject=ref.subject_id)
    if isinstance(permit, Denial):
        return None
    for row in await fetch(session, permit, "subject", [ref.subject_id]):
        number = row.private.reveal(permit).get("phone-number")
        if number and not await session.opted_out(ref.publisher_id, str(number)):
            return str(number)
    return None


def _record_permit(session: Session, action: Action) -> Permit:
    """Leave to keep and read that a message waited or went: proof of what was done, not of what it said."""
    use = Use(session.publisher, Actor.PUBLISHER, action, "accountability", frozenset(("pseudonym",)))
    return session.require(use, Facts())
