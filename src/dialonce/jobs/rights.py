"""What the rights desk does by itself: takes up erasures, tells recipients, drops archives, calls to mind what is due."""

from collections.abc import Sequence

import msgspec

from dialonce.channels import (
    Carrier,
    EgressRules,
    MessageKind,
    NoticePurpose,
    NoticeText,
    Outbound,
    Recipient,
    SigningSecret,
    WebhookCarrier,
    webhook_client,
)
from dialonce.i18n import Locale
from dialonce.rights import drop_archives, due_soon, resume_erasures, write_reminder
from dialonce.sharing import Writer, deliver_notices
from dialonce.vault import SYSTEM, Vault


class RightsWork(msgspec.Struct, frozen=True):
    """The desk's part of the queue in one process. `egress` says where webhooks may go."""

    vault: Vault
    carrier: Carrier
    writer: Writer
    egress: EgressRules = EgressRules()

    async def keep(self) -> None:
        """Every few minutes."""
        await resume_erasures(self.vault)
        await drop_archives(self.vault)
        await self.deliver()

    async def deliver(self) -> int:
        """Hand over the notices that wait; how many moved on."""
        async with webhook_client() as http:

            def webhook(secrets: Sequence[SigningSecret]) -> Carrier:
                return WebhookCarrier(http, secrets, self.egress)

            return await deliver_notices(self.vault, self.carrier, webhook, self.writer)

    async def remind(self) -> int:
        """Once a night: one message a publisher to the privacy mailbox about what is due; how many were sent."""
        sent = 0
        for publisher_id in list(self.vault.directory.publishers) if self.writer.privacy_email else ():
            async with self.vault.session([publisher_id], SYSTEM) as session:
                due = await due_soon(session)
                publisher = session.directory.publishers[publisher_id]
            if not due:
                continue
            locale: Locale = "en" if publisher.locale == "en" else "fr"
            address = f"{self.writer.public_url}/console/{publisher.slug}/privacy/requests"
            letter = write_reminder(locale, due, session.now, address)
            text = NoticeText(NoticePurpose.RIGHTS_REMINDER, publisher.name, locale, letter.subject, letter.body)
            name = f"rights-reminder-{publisher_id.hex}-{session.now:%Y%m%d}"
            recipient = Recipient(self.writer.privacy_email)
            await self.carrier.hand_over(Outbound(name, MessageKind.EMAIL, recipient, text, session.now))
            sent += 1
        return sent
