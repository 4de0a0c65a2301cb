"""Links that were sent: only the digest of the secret in a link is kept, and where it leads."""

import secrets
import string
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from dialonce.storage.pool import transaction
from dialonce.storage.queries import execute, fetch_one
from dialonce.vault.keyring import Keyring
from dialonce.vault.session import Vault

ALPHABET = string.ascii_letters + string.digits
SECRET_CHARACTERS = 12
"""71 bits: short enough for one SMS, too many to guess against rate limits before a link expires."""


class Link(msgspec.Struct, frozen=True):
    """Where a link leads. `subject_id` is None until its caller acknowledged the notice."""

    publisher_id: UUID
    line_id: UUID
    solution_id: UUID
    interface_id: UUID
    interface_version: int
    subject_id: UUID | None
    request_id: UUID
    culture: str
    created_at: datetime
    expires_at: datetime
    opened_at: datetime | None = None


def new_link_secret() -> str:
    """The random part of a link."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SECRET_CHARACTERS))


def is_link_secret(text: str) -> bool:
    """Whether a text has the form of one; anything else need not be looked up."""
    return len(text) == SECRET_CHARACTERS and text.isascii() and text.isalnum()


def link_digest(secret: str) -> bytes:
    """What is kept of a link's secret."""
    return sha256(b"link|" + secret.encode()).digest()


async def add_link(keyring: Keyring, secret: str, link: Link) -> None:
    """Remember a link."""
    values = {"digest": link_digest(secret), **msgspec.structs.asdict(link)}
    async with keyring.transaction(link.publisher_id) as conn:
        await execute(conn, "vault.add_link", values)


async def find_link(vault: Vault, secret: str) -> Link | None:
    """The link with this secret, expired or not; None when there is none."""
    async with transaction(vault.keyring.pool) as conn:
        return await fetch_one(conn, "vault.link", {"digest": link_digest(secret)}, Link)


async def mark_link_opened(keyring: Keyring, secret: str, link: Link, now: datetime) -> bool:
    """Remember the first opening; whether this was it."""
    async with keyring.transaction(link.publisher_id) as conn:
        return bool(await execute(conn, "vault.link_opened", {"digest": link_digest(secret), "now": now}))


async def bind_link(keyring: Keyring, secret: str, link: Link, subject_id: UUID) -> None:
    """Let the link lead to a subject, once its caller acknowledged the notice. The first binding stays."""
    async with keyring.transaction(link.publisher_id) as conn:
        await execute(conn, "vault.link_subject", {"digest": link_digest(secret), "subject_id": subject_id})
