"""Sending campaigns: consent is read again when the job runs, under a lock that a withdrawal waits for."""

from dialonce.channels import Carrier
from dialonce.consent import consent_facts, consents_of, last_read, lock_consents, reading_permit, under_age
from dialonce.engagement import CampaignRef, send_due
from dialonce.policy import Facts
from dialonce.vault import SYSTEM, Vault


async def deliver_campaign_message(vault: Vault, carrier: Carrier, sender: str, ref: CampaignRef) -> bool:
    """Hand one message of a campaign over, or let it be refused; whether it should be tried again later.

    From the moment a withdrawal was acknowledged nothing goes out: either this saw it, or it was handed over before.
    """
    async with vault.session([ref.publisher_id], SYSTEM) as session:
        permit = reading_permit(session, ref.publisher_id, ref.subject_id)
        await lock_consents(session, permit, ref.subject_id, alone=False)
        standings = await consents_of(session, ref.publisher_id, ref.subject_id)
        facts = Facts(
            consents=consent_facts(standings),
            notice_acknowledged=last_read(standings),
            subject_under_age=under_age(standings),
            subject_opted_out=False,
            subject_objected=False,
            subject_restricted=False,
            gpc=False,
        )
        handover = await send_due(session, carrier, ref, facts, sender)
    return handover is not None and handover.may_retry
