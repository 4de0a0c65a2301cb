"""Tokens: what a program shows to say which solution it speaks for.

Access tokens of the classic API carry their own proof (a keyed BLAKE2b), so that checking one asks no database; a row exists
only for those revoked early. Long-lived tokens are random, or brought along from elsewhere, and kept as SHA-256 digests.
"""

import hmac
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, sha256
from uuid import UUID

import msgspec

from dialonce.errors import NotFound
from dialonce.publishers.device_tokens import DEVICE_PREFIX, open_device_token
from dialonce.storage.directory import CredentialEntry, Directory, PublisherEntry, SolutionEntry, TokenEntry
from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import execute

ACCESS_PREFIX = "dla_"
INBOX = "inbox"
ACCESS_LIFE = timedelta(hours=24)
LONGEST_TOKEN = 512
_BODY = struct.Struct(">16sI8s")
_PROOF_BYTES = 16


class Caller(msgspec.Struct, frozen=True):
    """A program that proved who it is. `solution` is None for a publisher's API token; both for the operator's.

    `device` is the installation for which a token of kind `device` speaks.
    """

    kind: str
    publisher: PublisherEntry | None
    solution: SolutionEntry | None
    device: UUID | None = None

    @property
    def name(self) -> str:
        """As the journal names it."""
        if self.solution:
            return f"solution:{self.solution.solution_id}"
        return f"publisher:{self.publisher.publisher_id}" if self.publisher else "operator"


class AccessToken(msgspec.Struct, frozen=True):
    """A token with the moment it ends."""

    token: str
    expires_at: datetime


def token_digest(token: str) -> bytes:
    """What is kept of a token."""
    return sha256(token.encode()).digest()


def new_token(kind: str) -> str:
    """A random token with a prefix that tells its kind to people and to leak scanners."""
    return f"dl_{kind}_{secrets.token_urlsafe(32)}"


def issue_access_token(secret: bytes, credential: CredentialEntry, now: datetime) -> AccessToken:
    """A token that speaks for the credential's solution for `ACCESS_LIFE`."""
    expires = (now + ACCESS_LIFE).replace(microsecond=0)
    body = _BODY.pack(credential.credential_id.bytes, int(expires.timestamp()), secrets.token_bytes(8))
    text = urlsafe_b64encode(body + _proof(secret, body)).decode().rstrip("=")
    return AccessToken(ACCESS_PREFIX + text, expires)


def _proof(secret: bytes, body: bytes) -> bytes:
    return blake2b(body, key=secret, digest_size=_PROOF_BYTES).digest()


def authenticate_token(secret: bytes, directory: Directory, token: str, now: datetime) -> Caller | None:
    """Who shows this token, from memory; None when it is unknown, forged, expired, revoked, or its owner is disabled."""
    if not 0 < len(token) <= LONGEST_TOKEN:
        return None
    entry = directory.tokens.get(token_digest(token))
    if entry is not None:
        return _of_entry(directory, entry, now)
    if token.startswith(DEVICE_PREFIX):
        return _of_device_token(secret, directory, token)
    return _of_access_token(secret, directory, token, now) if token.startswith(ACCESS_PREFIX) else None


def _of_entry(directory: Directory, entry: TokenEntry, now: datetime) -> Caller | None:
    if entry.revoked_at is not None or (entry.expires_at is not None and entry.expires_at <= now):
        return None
    if entry.kind == "operator":
        return Caller("operator", None, None)
    return _standing(directory, entry.kind, entry.publisher_id, entry.solution_id)


def _of_access_token(secret: bytes, directory: Directory, token: str, now: datetime) -> Caller | None:
    opened = _open_access_token(secret, token)
    if opened is None:
        return None
    credential_id, expires = opened
    credential = directory.credentials.get(credential_id)
    if credential is None or expires <= now:
        return None
    return _standing(directory, "access", credential.publisher_id, credential.solution_id)


def _of_device_token(secret: bytes, directory: Directory, token: str) -> Caller | None:
    opened = open_device_token(secret, directory, token)
    solution = directory.solutions.get(opened[0]) if opened else None
    if opened is None or solution is None:
        return None
    standing = _standing(directory, "device", solution.publisher_id, solution.solution_id)
    return msgspec.structs.replace(standing, device=opened[1]) if standing else None


def _open_access_token(secret: bytes, token: str) -> tuple[UUID, datetime] | None:
    try:
        raw = urlsafe_b64decode(token[len(ACCESS_PREFIX) :] + "==")
    except ValueError:
        return None
    body, proof = raw[: _BODY.size], raw[_BODY.size :]
    if len(body) != _BODY.size or not hmac.compare_digest(proof, _proof(secret, body)):
        return None
    credential, expires, _ = _BODY.unpack(body)
    return UUID(bytes=credential), datetime.fromtimestamp(expires, UTC)


def _standing(directory: Directory, kind: str, publisher_id: UUID | None, solution_id: UUID | None) -> Caller | None:
    publisher = directory.publishers.get(publisher_id) if publisher_id else None
    if publisher is None or not publisher.enabled:
        return None
    if solution_id is None:
        return Caller(kind, publisher, None)
    solution = directory.solutions.get(solution_id)
    return Caller(kind, publisher, solution) if solution is not None and solution.enabled else None


async def create_operator_token(directory_pool: Pool, name: str, now: datetime) -> str:
    """A token of the operator, who opens publishers and sees none of their callers' data (2-l). Shown this once."""
    token = new_token("operator")
    values = {
        "digest": token_digest(token),
        "kind": "operator",
        "publisher_id": None,
        "solution_id": None,
        "name": name[:80],
        "now": now,
        "expires_at": None,
        "revoked_at": None,
    }
    async with transaction(directory_pool) as conn:
        await execute(conn, "credential.add_token", values)
    return token


async def revoke_operator_token(directory_pool: Pool, digest: bytes, now: datetime) -> None:
    """End an operator's token by its digest. Raises `NotFound`."""
    async with transaction(directory_pool) as conn:
        if not await execute(conn, "credential.revoke_operator_token", {"digest": digest, "now": now}):
            raise NotFound("There is no such operator's token, or it is revoked already.")
