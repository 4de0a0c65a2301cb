"""Tokens of installed SDKs: they carry their own proof, so that checking one asks no database.

A token says which installation of which solution it speaks for. It does not end by itself; a device is revoked by a row in
the directory whose key is a keyed digest, so that nothing there leads to the device.
"""

import hmac
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from dialonce.storage.directory import Directory, SolutionEntry
from dialonce.storage.queries import execute
from dialonce.vault import Session

DEVICE_PREFIX = "dld_"
_BODY = struct.Struct(">16s16s")
_PROOF_BYTES = 16


def issue_device_token(secret: bytes, solution: SolutionEntry, device: UUID) -> str:
    """The token of an installation; the same whenever it is asked for."""
    body = _BODY.pack(solution.solution_id.bytes, device.bytes)
    return DEVICE_PREFIX + urlsafe_b64encode(body + _proof(secret, body)).decode().rstrip("=")


def open_device_token(secret: bytes, directory: Directory, token: str) -> tuple[UUID, UUID] | None:
    """The solution and the device that a token speaks for; None when it is forged or the device was revoked."""
    try:
        raw = urlsafe_b64decode(token[len(DEVICE_PREFIX) :] + "==")
    except ValueError:
        return None
    body, proof = raw[: _BODY.size], raw[_BODY.size :]
    if len(body) != _BODY.size or not hmac.compare_digest(proof, _proof(secret, body)):
        return None
    solution, device = (UUID(bytes=part) for part in _BODY.unpack(body))
    return None if is_revoked(secret, directory, solution, device) else (solution, device)


def is_revoked(secret: bytes, directory: Directory, solution_id: UUID, device: UUID) -> bool:
    """Whether this installation was sent away for good."""
    return _mark(secret, solution_id, device) in directory.tokens


async def revoke_device(session: Session, secret: bytes, solution_id: UUID, device: UUID, now: datetime) -> None:
    """Send an installation away: its token is worth nothing from now on, and it gets no other."""
    values = {
        "digest": _mark(secret, solution_id, device),
        "publisher_id": session.publisher,
        "solution_id": solution_id,
        "now": now,
    }
    await execute(session.conn, "credential.revoke_device", values)


def _proof(secret: bytes, body: bytes) -> bytes:
    return blake2b(body, key=secret, digest_size=_PROOF_BYTES, person=b"device-token").digest()


def _mark(secret: bytes, solution_id: UUID, device: UUID) -> bytes:
    body = _BODY.pack(solution_id.bytes, device.bytes)
    return blake2b(body, key=secret, digest_size=32, person=b"device-revoked").digest()
