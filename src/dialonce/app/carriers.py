"""The carrier that the settings name."""

from dialonce.channels import AppriseGateway, Carrier, Fallback, MessageKind, Outbox, Switchboard
from dialonce.settings import Settings


def make_carrier(settings: Settings) -> Carrier:
    """Real carriers through Apprise when any is set, each the fallback of the one before; otherwise the development outbox."""
    if not settings.carriers:
        return Outbox(settings.outbox_path)
    return Switchboard({MessageKind.SMS: Fallback([AppriseGateway(address) for address in settings.carriers])})
