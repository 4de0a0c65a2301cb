"""Telling publishers of exceptional accesses to their data (2-l): a letter to their administrators and officers."""

from collections.abc import Sequence
from uuid import UUID

from dialonce.channels import Carrier, DeliveryStatus, MessageKind, NoticePurpose, NoticeText, Outbound, Recipient
from dialonce.i18n import Locale, translate
from dialonce.staff import Role, list_members
from dialonce.vault import SYSTEM, BreakGlass, Session, Vault, mark_told, untold_accesses

TOLD = (Role.PUBLISHER_ADMIN, Role.DPO)


async def tell_accesses(vault: Vault, carrier: Carrier, privacy_email: str) -> int:
    """Write to every publisher about whose data an access was opened; how many accesses are told now.

    One that no letter could leave for waits and is told the next time; the console shows it meanwhile.
    """
    told = 0
    for publisher_id in list(vault.directory.publishers):
        async with vault.session([publisher_id], SYSTEM) as session:
            waiting = await untold_accesses(session)
            recipients = await _recipients(session, privacy_email) if waiting else []
        for access in waiting:
            if await _write(vault, carrier, access, recipients):
                async with vault.session([publisher_id], SYSTEM) as session:
                    await mark_told(session, access.break_glass_id)
                told += 1
    return told


async def _recipients(session: Session, privacy_email: str) -> list[str]:
    members = await list_members(session)
    found = [member.email for member in members if member.role in TOLD and member.joined_at and not member.left_at]
    return found or ([privacy_email] if privacy_email else [])


async def _write(vault: Vault, carrier: Carrier, access: BreakGlass, recipients: Sequence[str]) -> bool:
    """Whether a letter left for somebody."""
    publisher = vault.directory.publishers[access.publisher_id]
    text = access_letter(access, publisher.name, "en" if publisher.locale == "en" else "fr")
    statuses = [
        (await carrier.hand_over(_outbound(access.break_glass_id, place, email, text, vault))).status
        for place, email in enumerate(recipients)
    ]
    return any(status is not DeliveryStatus.FAILED for status in statuses)


def _outbound(access: UUID, place: int, email: str, text: NoticeText, vault: Vault) -> Outbound:
    return Outbound(f"access-{access.hex}-{place}", MessageKind.EMAIL, Recipient(email), text, vault.clock())


def access_letter(access: BreakGlass, publisher: str, locale: Locale) -> NoticeText:
    """Who may look, why and until when, and where every look is written down."""
    moments = {
        "since": f"{access.opened_at:%Y-%m-%d %H:%M} UTC",
        "until": f"{access.until:%Y-%m-%d %H:%M} UTC",
    }
    words = translate(locale, "access.letter", staff=access.staff, reason=access.reason, **moments)
    return NoticeText(NoticePurpose.EXCEPTIONAL_ACCESS, publisher, locale, translate(locale, "access.title"), words)
