"""One-time codes: stored as keyed proofs, few tries, one use."""

import hmac
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.storage.pool import transaction
from dialonce.storage.queries import execute, fetch_one
from dialonce.vault.browser_keys import key_of_secret, new_browser_secret, secret_digest
from dialonce.vault.keys import blind_index
from dialonce.vault.session import Vault

_KIND = "sign-in"


class ProvenSignIn(msgspec.Struct, frozen=True):
    """A code that was right. `identity` is what the code was sent to prove; `offer_id` the message's, in the limits."""

    identity: bytes
    offer_id: UUID | None


class _Row(msgspec.Struct, frozen=True):
    proof: bytes
    offer_id: UUID | None
    sealed: bytes


async def begin_sign_in(vault: Vault, identity: bytes, code: str, expires_at: datetime, offer_id: UUID | None) -> str:
    """Remember that `code` proves `identity`; the secret that the answer must come with.

    The code rests as a keyed digest, the identity sealed under the secret: neither can be read from the database.
    """
    secret = new_browser_secret()
    digest = secret_digest(_KIND, secret)
    values = {
        "digest": digest,
        "proof": _proof(vault, digest, code),
        "offer_id": offer_id,
        "expires_at": expires_at,
        "sealed": key_of_secret(_KIND, secret).seal(identity, digest),
    }
    async with transaction(vault.keyring.pool) as conn:
        await execute(conn, "caller.add_sign_in", values)
    return secret


async def prove_sign_in(vault: Vault, secret: str, code: str, *, most: int) -> ProvenSignIn | None:
    """What the code proves, once; None for a wrong, old or used code, or when `most` tries were made."""
    digest = secret_digest(_KIND, secret)
    async with transaction(vault.keyring.pool) as conn:
        values = {"digest": digest, "now": vault.clock(), "most": most}
        row = await fetch_one(conn, "caller.try_sign_in", values, _Row)
    if row is None or not hmac.compare_digest(row.proof, _proof(vault, digest, code)):
        return None
    async with transaction(vault.keyring.pool) as conn:
        if not await execute(conn, "caller.end_sign_in", {"digest": digest}):
            return None
    return ProvenSignIn(key_of_secret(_KIND, secret).open(row.sealed, digest), row.offer_id)


def _proof(vault: Vault, digest: bytes, code: str) -> bytes:
    return blind_index(vault.fingerprint_key, _KIND, f"{digest.hex()}|{code}")
