"""What the rights desk needs of the rest of the house: the published policy, who writes, and who received data.

Rooms of one floor are strangers. `web.rights_desk` brings `sharing` in here.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.policy import Policy
from dialonce.rights.letters import Letterhead
from dialonce.storage.pool import Pool
from dialonce.vault import Session


class NamedRecipient(msgspec.Struct, frozen=True):
    """Somebody who received data of a person, by name (GDPR 15(1)(c)): what, why, how often, when last, where."""

    party: str
    name: str
    purposes: tuple[str, ...]
    categories: tuple[str, ...]
    country: str
    times: int
    last_at: datetime


TellRecipients = Callable[[Session, UUID, UUID, str, Sequence[str]], Awaitable[list[str]]]
"""Queue a notice to everybody who received data of a subject: session, subject, request, kind, fields → their names."""

ReadRecipients = Callable[[Session, UUID], Awaitable[list[NamedRecipient]]]
"""Who received data of a subject."""


class Desk(msgspec.Struct, frozen=True):
    """The rights desk of one publisher in one process. `archivist` reads what rests in the intermediate archive."""

    policy: Policy
    head: Letterhead
    public_url: str
    tell: TellRecipients
    recipients: ReadRecipients
    archivist: Pool | None = None
