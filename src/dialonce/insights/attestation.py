"""Attack reports on the cube, signed: without one that passed, nothing is released and nothing is read (3-a, 3.2-c)."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dialonce.errors import Refused
from dialonce.insights.cube import cube_hash
from dialonce.storage.queries import Connection, execute, fetch_one
from dialonce.vault import Vault

HOLDS_FOR = timedelta(days=366)
SIGNED_WITH = "insights"


class Attestation(msgspec.Struct, frozen=True):
    """One report as it was signed. `cube` names the definition of the datasets that it holds for."""

    report_id: UUID
    cube: str
    made_at: datetime
    passed: bool
    document: str
    signature: bytes


async def sign_report(vault: Vault, report_id: UUID, document: str, *, passed: bool, now: datetime) -> Attestation:
    """The report with the installation's signature over its document."""
    key = await _signing_key(vault)
    return Attestation(report_id, cube_hash(), now, passed, document, key.sign(document.encode()))


async def report_public_key(vault: Vault) -> bytes:
    """The Ed25519 key that reports are verified with."""
    return (await _signing_key(vault)).public_key().public_bytes_raw()


async def _signing_key(vault: Vault) -> Ed25519PrivateKey:
    secrets = await vault.keyring.secrets()
    return Ed25519PrivateKey.from_private_bytes(secrets[SIGNED_WITH].secret)


def is_signed(attestation: Attestation, public_key: bytes) -> bool:
    """Whether the report is as it was signed."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(attestation.signature, attestation.document.encode())
    except InvalidSignature:
        return False
    return True


async def keep_report(conn: Connection, attestation: Attestation) -> None:
    """Store a report; nobody changes it afterwards."""
    await execute(conn, "insights_release.attest", msgspec.structs.asdict(attestation))


async def newest_report(conn: Connection) -> Attestation | None:
    """The newest report on the cube as it is defined now."""
    return await fetch_one(conn, "insights_release.newest_attestation", {"cube": cube_hash()}, Attestation)


def evidence_of(attestation: Attestation | None, now: datetime) -> UUID:
    """The id of a report that holds now. Raises `Refused` when there is none: then the label non-identifiable is not proven."""
    if attestation is None or not attestation.passed or attestation.made_at + HOLDS_FOR < now:
        raise Refused(
            "No attack report holds for these statistics; run `dialonce insights attest` and look at what it says.",
            clauses=("3-a", "3.2-c"),
        )
    return attestation.report_id
