"""Which carrier takes which message; service and marketing never share a route by accident."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dialonce.channels.carrier import Carrier, Handover, MessageKind, Outbound, not_handed_over
from dialonce.channels.delivery import FailureReason
from dialonce.channels.message_class import MessageClass


@dataclass(frozen=True, slots=True)
class Switchboard:
    """A carrier made of carriers. Marketing goes only through carriers that are named for it (4.2-b1, 4.2-b4)."""

    service: Mapping[MessageKind, Carrier]
    marketing: Mapping[MessageKind, Carrier] = field(default_factory=dict)

    async def hand_over(self, message: Outbound) -> Handover:
        """As `Carrier`; fails with `class-refused` or `no-carrier` where no route exists."""
        marketing = message.message_class is MessageClass.MARKETING
        carrier = (self.marketing if marketing else self.service).get(message.kind)
        if carrier is not None:
            return await carrier.hand_over(message)
        return not_handed_over(FailureReason.CLASS_REFUSED if marketing else FailureReason.NO_CARRIER)
