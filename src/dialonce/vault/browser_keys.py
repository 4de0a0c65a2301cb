"""Keys that only a browser holds: what is sealed under one cannot be read by whoever has the database alone."""

import secrets
from hashlib import blake2b, sha256

from dialonce.vault.keys import KEY_BYTES, Key

SECRET_BYTES = 32


def new_browser_secret() -> str:
    """A secret for a cookie or a hidden field: 256 bits, as text."""
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_digest(kind: str, secret: str) -> bytes:
    """What is kept of the secret to find its row."""
    return sha256(f"{kind}|{secret}".encode()).digest()


def key_of_secret(kind: str, secret: str) -> Key:
    """The key that the secret is; unrelated to its digest."""
    return Key(blake2b(secret.encode(), person=kind.encode(), digest_size=KEY_BYTES).digest())
