"""Signed checkpoints of the journal: how long each lane was, and where its chain stood.

A head stands for every entry before it, so whoever keeps a checkpoint elsewhere can later tell whether anything older was
altered, removed or put in another order. Each checkpoint names the one before, and says up to where entries were let go
after their term: from there on its heads stand for them.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dialonce.storage.queries import execute, fetch_all
from dialonce.vault.merkle import tree_hash
from dialonce.vault.session import SYSTEM, Session, Vault

NEVER = datetime.max.replace(tzinfo=UTC)
MOST_FORGED = 100


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
    """What the document says. `root` is the RFC 6962 tree hash over the lanes; `previous` the hash of the document before.

    `trimmed`: where the lanes stood whose entries up to there may be gone; `forgotten`: the hash of the newest document
    that may be gone.
    """

    made_at: datetime
    number: int
    previous: str
    lanes: tuple[LaneHead, ...]
    root: str
    trimmed: tuple[LaneHead, ...] = ()
    forgotten: str = ""


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
    secrets = await vault.keyring.secrets()
    return Ed25519PrivateKey.from_private_bytes(secrets["journal"].secret).public_key().public_bytes_raw()


async def make_checkpoint(vault: Vault) -> SignedCheckpoint:
    """Sign where the journal stands now, and keep it beside the journal."""
    async with vault.session([], SYSTEM) as session:
        return await sign_checkpoint(session)


async def sign_checkpoint(session: Session, letting_go: SignedCheckpoint | None = None) -> SignedCheckpoint:
    """Sign where the journal stands in this session. `letting_go`: entries of before that checkpoint may go from now on."""
    key = await _signing_key(session)
    newest = await newest_checkpoint(session, NEVER)
    heads = tuple(await fetch_all(session.conn, "journal.heads", {}, LaneHead))
    signed = _sign(key, session.now, newest, heads, letting_go)
    values = {"made_at": session.now, "document": signed.document, "signature": signed.signature}
    await execute(session.conn, "journal.add_checkpoint", values)
    return signed


async def newest_checkpoint(session: Session, moment: datetime) -> SignedCheckpoint | None:
    """The newest checkpoint of before a moment that this installation signed; None when there is none.

    What somebody else put among them is passed over here, and told by `verify_journal`.
    """
    public_key = (await _signing_key(session)).public_key().public_bytes_raw()
    values = {"moment": moment, "most": MOST_FORGED}
    for signed in await fetch_all(session.conn, "journal.checkpoints_before", values, SignedCheckpoint):
        if read_checkpoint(signed, public_key) is not None:
            return signed
    return None


def document_of(signed: SignedCheckpoint) -> Checkpoint:
    """What a checkpoint that was found genuine says."""
    return msgspec.json.decode(signed.document, type=Checkpoint)


def _sign(
    key: Ed25519PrivateKey,
    now: datetime,
    newest: SignedCheckpoint | None,
    heads: tuple[LaneHead, ...],
    letting_go: SignedCheckpoint | None,
) -> SignedCheckpoint:
    before = document_of(newest) if newest else Checkpoint(now, 0, "", (), "")
    checkpoint = Checkpoint(
        made_at=now,
        number=before.number + 1,
        previous=document_hash(newest) if newest else "",
        lanes=heads,
        root=_root(heads),
        trimmed=document_of(letting_go).lanes if letting_go else before.trimmed,
        forgotten=document_hash(letting_go) if letting_go else before.forgotten,
    )
    document = msgspec.json.encode(checkpoint, order="deterministic").decode()
    return SignedCheckpoint(document, key.sign(document.encode()))


def _root(heads: Sequence[LaneHead]) -> str:
    return tree_hash([head.leaf() for head in heads]).hex()


async def _signing_key(session: Session) -> Ed25519PrivateKey:
    secrets = await session.keyring.secrets()
    return Ed25519PrivateKey.from_private_bytes(secrets["journal"].secret)
