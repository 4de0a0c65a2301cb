"""The main use of the room: the link of the visual menu goes to the caller who asked for it."""

from datetime import datetime

from dialonce.channels.carrier import Carrier, Handover, MessageKind, Outbound
from dialonce.channels.publisher_name import fit_publisher_name
from dialonce.channels.recipient import Recipient
from dialonce.channels.service_text import ServiceTemplate, sms_text
from dialonce.i18n import Locale


async def send_link(
    carrier: Carrier,
    recipient: Recipient,
    link: str,
    *,
    message_id: str,
    publisher_name: str,
    sender: str,
    locale: Locale,
    attempted_at: datetime,
) -> Handover:
    """Hand one SMS with `link` to `carrier`. Limits (`allow_message`) and the Permit are the caller's to have checked."""
    text = sms_text(ServiceTemplate.LINK, link, fit_publisher_name(publisher_name), locale)
    return await carrier.hand_over(Outbound(message_id, MessageKind.SMS, recipient, text, attempted_at, sender))
