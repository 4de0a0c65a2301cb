"""The carrier that the settings name."""

from dialonce.channels import AppriseGateway, Carrier, MessageKind, Outbox, Switchboard
from dialonce.settings import Settings


def make_carrier(settings: Settings) -> Carrier:
    """Real carriers through Apprise when any is set, the development outbox otherwise."""
    if not settings.carriers:
        return Outbox(settings.outbox_path)
    return Switchboard({MessageKind.SMS: AppriseGateway(tuple(settings.carriers))})
