"""Pseudonyms of the silo: keyed by a key of its own, different for every publisher, week and event.

So that no row leads to another: whoever holds the whole silo and knows in which weeks somebody called finds no identifier whose
weeks are the same ones. Only the identifier itself, which is kept nowhere, leads to all of its rows.
"""

import hmac
from datetime import date
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


def holder_of(key: Key, publisher_id: UUID, identifier: UUID) -> bytes:
    """What all pseudonyms of an identifier at one publisher are made of. The silo never stores it.

    Unrelated to that of other publishers, and to every other index.
    """
    own = hmac.new(key.secret, b"advertising|" + publisher_id.bytes, sha256).digest()
    return hmac.new(own, identifier.bytes, sha256).digest()


def pseudonym_of(holder: bytes, week: date, event: str) -> bytes:
    """What the silo calls the holder for one event of one week."""
    return hmac.new(holder, f"{week.isoformat()}|{event}".encode(), sha256).digest()[:DIGEST_BYTES]
