"""The carrier that the settings name."""

from collections.abc import Sequence

from dialonce.channels import AppriseGateway, Carrier, Fallback, MessageKind, Outbox, Switchboard
from dialonce.settings import Settings


def make_carrier(settings: Settings) -> Carrier:
    """Real carriers through Apprise where any are set, each the fallback of the one before; else the development outbox.

    Campaigns leave by their own carriers alone (4.2-b4).
    """
    outbox = Outbox(settings.outbox_path)
    email = AppriseGateway(settings.email_carrier) if settings.email_carrier else outbox
    if not settings.carriers:
        return Switchboard(
            {MessageKind.SMS: outbox, MessageKind.EMAIL: email},
            dict.fromkeys((MessageKind.SMS, MessageKind.EMAIL), outbox),
        )
    return Switchboard(
        {MessageKind.SMS: _chain(settings.carriers), MessageKind.EMAIL: email},
        {MessageKind.SMS: _chain(settings.marketing_carriers), MessageKind.EMAIL: email}
        if settings.marketing_carriers
        else {},
    )


def _chain(addresses: Sequence[str]) -> Carrier:
    return Fallback([AppriseGateway(address) for address in addresses])
