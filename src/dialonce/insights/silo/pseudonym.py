"""Pseudonyms of the silo: keyed by a key of its own, different for every publisher."""

import hmac
from hashlib import sha256
from uuid import UUID

from dialonce.errors import Fault, Invalid
from dialonce.vault import Key

NO_IDENTIFIER = UUID(int=0)
"""What phones give out whose owner limits ad tracking."""
DIGEST_BYTES = 16


def check_identifier(text: str) -> UUID:
    """An advertising identifier: a UUID, however it is written. Raises `Invalid` for anything else, and repeats nothing of it."""
    try:
        return UUID(text)
    except ValueError:
        wanted = "a UUID, as phones give it out"
        raise Invalid("The advertising identifier is none.", faults=(Fault("/advertising_id", wanted),)) from None


def pseudonym_of(key: Key, publisher_id: UUID, identifier: UUID) -> bytes:
    """What the silo calls an identifier at one publisher: unrelated to its name at others, and to every other index."""
    own = hmac.new(key.secret, b"advertising|" + publisher_id.bytes, sha256).digest()
    return hmac.new(own, identifier.bytes, sha256).digest()[:DIGEST_BYTES]
