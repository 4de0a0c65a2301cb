"""Signed checkpoints of the journal: how long each lane was, and where its chain stood.

A head stands for every entry before it, so whoever keeps a checkpoint elsewhere can later tell whether anything older was
altered, removed or put in another order. Each checkpoint names the one before.
"""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dialonce.storage.queries import execute, fetch_all, fetch_one
from dialonce.vault.merkle import tree_hash
from dialonce.vault.session import SYSTEM, Vault


class LaneHead(msgspec.Struct, frozen=True):
    """Where one lane's chain stands."""

    lane: int
    length: int
    head: bytes

    def leaf(self) -> bytes:
        """The lane as a leaf of the tree."""
        return b"%d|%d|%b" % (self.lane, self.length, self.head.hex().encode())


class SignedCheckpoint(msgspec.Struct, frozen=True):
    """A checkpoint's document as it was signed (JSON), and the Ed25519 signature over it."""

    document: str
    signature: bytes


class Checkpoint(msgspec.Struct, frozen=True):
    """What the document says. `root` is the RFC 6962 tree hash over the lanes; `previous` the hash of the document before."""

    made_at: datetime
    number: int
    previous: str
    lanes: tuple[LaneHead, ...]
    root: str


def read_checkpoint(signed: SignedCheckpoint, public_key: bytes) -> Checkpoint | None:
    """What a checkpoint says, or None when the signature or the root over its lanes is wrong."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signed.signature, signed.document.encode())
        checkpoint = msgspec.json.decode(signed.document, type=Checkpoint)
    except (InvalidSignature, msgspec.MsgspecError):
        return None
    return checkpoint if checkpoint.root == _root(checkpoint.lanes) else None


def document_hash(signed: SignedCheckpoint) -> str:
    """What the next checkpoint calls this one by."""
    return sha256(signed.document.encode()).hexdigest()


async def journal_public_key(vault: Vault) -> bytes:
    """The key that checkpoints are verified with; give it to whoever is to verify."""
    return (await _signing_key(vault)).public_key().public_bytes_raw()


async def make_checkpoint(vault: Vault) -> SignedCheckpoint:
    """Sign where the journal stands now, and keep it beside the journal."""
    key = await _signing_key(vault)
    async with vault.session([], SYSTEM) as session:
        newest = await fetch_one(session.conn, "journal.newest_checkpoint", {}, SignedCheckpoint)
        heads = tuple(await fetch_all(session.conn, "journal.heads", {}, LaneHead))
        signed = _sign(key, session.now, newest, heads)
        values = {"made_at": session.now, "document": signed.document, "signature": signed.signature}
        await execute(session.conn, "journal.add_checkpoint", values)
    return signed


def _sign(
    key: Ed25519PrivateKey, now: datetime, newest: SignedCheckpoint | None, heads: Sequence[LaneHead]
) -> SignedCheckpoint:
    number = msgspec.json.decode(newest.document, type=Checkpoint).number + 1 if newest else 1
    previous = document_hash(newest) if newest else ""
    checkpoint = Checkpoint(now, number, previous, tuple(heads), _root(heads))
    document = msgspec.json.encode(checkpoint, order="deterministic").decode()
    return SignedCheckpoint(document, key.sign(document.encode()))


def _root(heads: Sequence[LaneHead]) -> str:
    return tree_hash([head.leaf() for head in heads]).hex()


async def _signing_key(vault: Vault) -> Ed25519PrivateKey:
    secrets = await vault.keyring.secrets()
    return Ed25519PrivateKey.from_private_bytes(secrets["journal"].secret)
