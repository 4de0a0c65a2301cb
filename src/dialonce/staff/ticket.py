"""Tickets: what a browser shows to prove a session, or an invited person to prove the invitation.

A ticket names its tenant, so that it is looked for in that tenant's rows only; its random part is kept as a digest.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

import msgspec

RANDOM_BYTES = 32
_LENGTH = 64


class Ticket(msgspec.Struct, frozen=True):
    """What is kept of a ticket."""

    tenant: UUID
    digest: bytes


def new_ticket(tenant: UUID) -> tuple[str, Ticket]:
    """A ticket as it is shown this once, and as it is kept."""
    body = tenant.bytes + secrets.token_bytes(RANDOM_BYTES)
    return urlsafe_b64encode(body).decode(), Ticket(tenant, sha256(body).digest())


def read_ticket(text: str) -> Ticket | None:
    """The ticket that a text shows; None when it cannot be one."""
    if len(text) != _LENGTH or not text.isascii():
        return None
    try:
        body = urlsafe_b64decode(text)
    except ValueError:
        return None
    return Ticket(UUID(bytes=body[:16]), sha256(body).digest())
