"""The port: what a message is, and what a carrier answers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from dialonce.channels.delivery import Delivery, DeliveryStatus, FailureReason
from dialonce.channels.marketing_text import MarketingText
from dialonce.channels.message_class import MessageClass
from dialonce.channels.notice_text import EventText, NoticeText
from dialonce.channels.recipient import Recipient
from dialonce.channels.service_text import ServiceText
from dialonce.i18n import Locale

MessageText = ServiceText | MarketingText | NoticeText | EventText


class MessageKind(StrEnum):
    SMS = "sms"
    EMAIL = "email"
    VOICE = "voice"
    WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class Outbound:
    """One attempt to send one message. Its repr shows neither recipient nor text, so it may be logged.

    `id` stays the same when the attempt is repeated; `attempted_at` (with time zone) does not. `sender` is the
    number, short code, alphanumeric name or mailbox it comes from; empty where the carrier decides.
    """

    id: str
    kind: MessageKind
    recipient: Recipient
    text: MessageText = field(repr=False)
    attempted_at: datetime
    sender: str = ""

    @property
    def message_class(self) -> MessageClass:
        return self.text.message_class

    @property
    def locale(self) -> Locale:
        return self.text.locale


@dataclass(frozen=True, slots=True)
class Handover:
    """What the carrier did with it. `sent`: it has it. `delivered`: it is itself the recipient. `failed`: see why.

    `carrier_reference` is the carrier's own id, by which later reports name the message; not all give one.
    """

    status: DeliveryStatus
    carrier_reference: str | None = None
    reason: FailureReason | None = None

    @property
    def delivery(self) -> Delivery:
        return Delivery(self.status, self.reason)

    @property
    def may_retry(self) -> bool:
        return self.reason is not None and self.reason.is_temporary


def handed_over(carrier_reference: str | None = None) -> Handover:
    return Handover(DeliveryStatus.SENT, carrier_reference)


def not_handed_over(reason: FailureReason) -> Handover:
    return Handover(DeliveryStatus.FAILED, None, reason)


class Carrier(Protocol):
    """Hands messages to the world. One adapter per file; retries and queues are the job's, not the carrier's."""

    async def hand_over(self, message: Outbound) -> Handover:
        """Return what became of `message`. Never raises for what the network or the far side does."""
        ...
