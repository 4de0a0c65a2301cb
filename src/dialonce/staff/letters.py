"""Letters to the staff: an invitation reaches its owner by e-mail where a carrier is set."""

from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from dialonce.channels import MessageKind, NoticePurpose, NoticeText, Outbound, Recipient
from dialonce.i18n import Locale, format_moment, translate
from dialonce.staff.desk import Desk
from dialonce.staff.invitation import Invited

_ZONE: Final = ZoneInfo("Europe/Paris")


async def mail_invitation(desk: Desk, invited: Invited, *, address: str, organisation: str, locale: Locale) -> bool:
    """Send the `address` that an invitation leads to; whether a carrier took it. Without one nothing is sent."""
    if desk.carrier is None:
        return False
    words = translate(
        locale,
        "staff.letter",
        organisation=organisation,
        address=address,
        until=format_moment(locale, invited.expires_at, zone=_ZONE),
    )
    subject = translate(locale, "staff.letter_subject", organisation=organisation)
    text = NoticeText(NoticePurpose.ACCOUNT_SECURITY, organisation, locale, subject, words)
    letter = Outbound(str(uuid4()), MessageKind.EMAIL, Recipient(invited.email), text, desk.vault.clock())
    return (await desk.carrier.hand_over(letter)).reason is None
