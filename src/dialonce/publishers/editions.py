"""Editions of the policy: published once, signed, and never changed (11-b, 11-c)."""

from datetime import date, datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.policy import Contacts, Policy, edition_faults, effective_policy, require_publishable
from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import execute, fetch_all
from dialonce.storage.violations import conflict_when_taken
from dialonce.vault import Key


class Published(msgspec.Struct, frozen=True):
    """What an edition says: the policy, who answers for it, and the hash of what is enforced under it."""

    policy: Policy
    contacts: Contacts
    hash: str


class Edition(msgspec.Struct, frozen=True):
    """One published edition as it is stored. `signature` is Ed25519 over the bytes of `document`."""

    version: str
    effective_from: date
    hash: str
    document: str
    signature: bytes
    published_at: datetime

    def read(self) -> Published:
        """What it says."""
        return msgspec.json.decode(self.document, type=Published)


def sign_edition(policy: Policy, contacts: Contacts, key: Key, now: datetime) -> Edition:
    """The edition of a policy. Raises `Invalid` while a contact is blank (0-a, 12-a)."""
    require_publishable(contacts)
    published = Published(policy, contacts, effective_policy(policy).hash)
    document = msgspec.json.encode(published, order="sorted")
    signature = Ed25519PrivateKey.from_private_bytes(key.secret).sign(document)
    return Edition(policy.version, policy.effective, published.hash, document.decode(), signature, now)


def is_genuine(edition: Edition, key: Key) -> bool:
    """Whether the document is the one that was signed, and says what the columns beside it say."""
    public = Ed25519PrivateKey.from_private_bytes(key.secret).public_key()
    try:
        public.verify(edition.signature, edition.document.encode())
    except InvalidSignature:
        return False
    said = edition.read()
    return (said.hash, said.policy.version, said.policy.effective) == (
        edition.hash,
        edition.version,
        edition.effective_from,
    )


async def list_editions(pool: Pool) -> list[Edition]:
    """Every published edition, oldest first."""
    async with transaction(pool) as conn:
        return await fetch_all(conn, "policy.editions", {}, Edition)


async def publish_edition(pool: Pool, policy: Policy, contacts: Contacts, key: Key, now: datetime) -> Edition:
    """Publish a policy; nothing happens when this very edition is published already.

    Raises `Invalid` while a contact is blank, when the version or date does not follow the last one, or when a purpose
    became wider without saying so; `Conflict` when somebody publishes the same version at the same time.
    """
    edition = sign_edition(policy, contacts, key, now)
    known = await list_editions(pool)
    if known and (known[-1].version, known[-1].hash) == (edition.version, edition.hash):
        return known[-1]
    if known and (faults := edition_faults(known[-1].read().policy, policy)):
        told = tuple(Fault("/policy", fault) for fault in faults)
        raise Invalid(f"Version {policy.version} cannot follow {known[-1].version}: {faults[0]}.", faults=told)
    async with transaction(pool) as conn:
        with conflict_when_taken(f"Version {policy.version} is published already; raise the version."):
            await execute(conn, "policy.add_edition", msgspec.structs.asdict(edition))
    return edition


def find_edition(editions: list[Edition], version: str) -> Edition:
    """The edition with this version; `NotFound` when it was never published."""
    for edition in editions:
        if edition.version == version:
            return edition
    raise NotFound(f"Version {version} of the policy was never published.")
