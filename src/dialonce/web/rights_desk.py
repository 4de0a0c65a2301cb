"""The rights desk of a publisher, joined: what `rights` needs of `sharing`, of the published policy and of the settings."""

from uuid import UUID

import msgspec

from dialonce.errors import NotFound
from dialonce.rights import Desk, Letterhead, NamedRecipient
from dialonce.sharing import Writer, recipients_of, tell_recipients
from dialonce.vault import Session
from dialonce.web.parts import Parts


def desk_of(parts: Parts, publisher_id: UUID) -> Desk:
    """The desk of one publisher. Raises `NotFound`."""
    return Desk(
        policy=parts.policy,
        head=letterhead_of(parts, publisher_id),
        public_url=parts.public_url,
        tell=tell_recipients,
        recipients=_recipients,
        archivist=parts.archivist,
    )


def letterhead_of(parts: Parts, publisher_id: UUID) -> Letterhead:
    """Who writes for a publisher; letters go to the address at which the operator runs its rights desk. Raises `NotFound`."""
    publisher = parts.vault.directory.publishers.get(publisher_id)
    if publisher is None:
        raise NotFound("There is no such publisher.")
    return Letterhead(publisher.name, parts.contacts.operator_address, parts.contacts)


def writer_of(parts: Parts) -> Writer:
    """Who writes to recipients."""
    contacts = parts.contacts
    return Writer(contacts.operator_address, contacts.privacy_email, contacts.dpo, parts.public_url)


async def _recipients(session: Session, subject_id: UUID) -> list[NamedRecipient]:
    found = await recipients_of(session, subject_id)
    return [NamedRecipient(**msgspec.structs.asdict(one)) for one in found]
