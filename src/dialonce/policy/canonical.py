"""One hash for what is read and what is enforced: SHA-256 over the canonical JSON of meaning and words (11-c)."""

from hashlib import sha256

import msgspec


def canonical_json(value: object) -> bytes:
    """JSON with sorted keys and sets and no spare space: equal values give equal bytes on every machine."""
    return msgspec.json.encode(value, order="sorted")


def canonical_hash(value: object) -> str:
    """The SHA-256 of the canonical JSON, in hexadecimal."""
    return sha256(canonical_json(value)).hexdigest()
