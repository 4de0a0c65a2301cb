"""Credentials of solutions: made here or brought along, shown once, revocable at once."""

import re
import secrets
from datetime import datetime
from functools import cache
from uuid import UUID, uuid4

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.publishers.publisher import check_text
from dialonce.publishers.solutions import check_moment, read_solution
from dialonce.publishers.tokens import INBOX, LONGEST_TOKEN, new_token, token_digest
from dialonce.storage.directory import CredentialEntry, Directory
from dialonce.storage.queries import execute, fetch_all
from dialonce.storage.violations import conflict_when_taken
from dialonce.vault import Session

SHORTEST_SECRET = 8
LONGEST_SECRET = 256
SHORTEST_TOKEN = 16
LONGEST_NAME = 80
_CLIENT_ID = re.compile(r"[\w.~!$&'()*+,;=@-]{1,256}", re.ASCII)
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Credential(msgspec.Struct, frozen=True):
    """A client id with its secret. The secret is in clear in this answer and nowhere else, ever again."""

    client_id: str
    client_secret: str


class CredentialRow(msgspec.Struct, frozen=True):
    client_id: str
    solution_id: UUID
    created_at: datetime
    revoked_at: datetime | None


class TokenRow(msgspec.Struct, frozen=True):
    digest: str
    kind: str
    solution_id: UUID | None
    name: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


async def create_credential(
    session: Session, solution_id: UUID, *, client_id: str | None = None, client_secret: str | None = None
) -> Credential:
    """A new pair for a solution, or an existing one brought along. Raises `Conflict` when the client id is taken."""
    await read_solution(session, solution_id)
    made = Credential(client_id or uuid4().hex, client_secret or secrets.token_urlsafe(32))
    if not _CLIENT_ID.fullmatch(made.client_id):
        wanted = "1 to 256 ASCII letters, digits and any of . _ ~ ! $ & ' ( ) * + , ; = @ - (it stands in addresses)"
        raise Invalid("The client id cannot be used.", faults=(Fault("/client_id", wanted),))
    _check_length("/client_secret", made.client_secret, SHORTEST_SECRET, LONGEST_SECRET)
    values = {
        "credential_id": uuid4(),
        "client_id": made.client_id,
        "publisher_id": session.publisher,
        "solution_id": solution_id,
        "secret_hash": _hasher.hash(made.client_secret),
        "now": session.now,
    }
    with conflict_when_taken("This client id is in use; bring another, or leave it out to have one made."):
        await execute(session.conn, "credential.add", values)
    return made


def _check_length(where: str, text: str, least: int, most: int) -> None:
    if not least <= len(text) <= most:
        raise Invalid("A value is too short or too long.", faults=(Fault(where, f"{least} to {most} characters"),))


@cache
def _nobodys() -> str:
    """What an unknown client id is checked against, so that it takes as long as a known one."""
    return _hasher.hash("nobody")


def authenticate_client(directory: Directory, client_id: str, client_secret: str) -> CredentialEntry | None:
    """The credential of this pair, or None. Takes equally long whether the client id exists or not.

    Blocks for some ten milliseconds: run it outside the event loop.
    """
    entry = directory.credentials_by_client.get(client_id)
    try:
        _hasher.verify(entry.secret_hash if entry else _nobodys(), client_secret[: LONGEST_SECRET + 1])
    except (VerificationError, InvalidHashError):
        return None
    return entry


async def revoke_credential(session: Session, client_id: str) -> None:
    """End a pair and every access token it got. Raises `NotFound`."""
    if not await execute(session.conn, "credential.revoke", {"client_id": client_id, "now": session.now}):
        raise NotFound("There is no such credential, or it is revoked already.")


async def list_credentials(session: Session) -> list[CredentialRow]:
    """All pairs of the publisher, without secrets."""
    return await fetch_all(session.conn, "credential.all", {}, CredentialRow)


async def create_token(
    session: Session,
    *,
    solution_id: UUID | None = None,
    name: str = "",
    token: str | None = None,
    expires_at: datetime | None = None,
) -> str:
    """A long-lived token: of a solution (classic API), or of the publisher (`/v1`). Answers the token, shown this once.

    `token` brings along one that an operator issued elsewhere.
    """
    if solution_id is not None:
        await read_solution(session, solution_id)
    if expires_at is not None:
        check_moment("/expires_at", expires_at)
        if expires_at <= session.now:
            raise Invalid("The token would have ended already.", faults=(Fault("/expires_at", "a moment to come"),))
    kind = "api" if solution_id is None else "long-lived"
    text = token or new_token(kind)
    _check_length("/token", text, SHORTEST_TOKEN, LONGEST_TOKEN)
    await _add_token(session, kind, text, solution_id, name, expires_at)
    return text


async def create_inbox_token(session: Session, name: str) -> str:
    """A token for a system of the publisher's own that fetches the forms of its callers, and opens nothing else (4.2-a).

    Answers the token, shown this once. It has no end but its revocation.
    """
    text = new_token(INBOX)
    await _add_token(session, INBOX, text, None, name, None)
    return text


async def _add_token(
    session: Session, kind: str, text: str, solution_id: UUID | None, name: str, expires_at: datetime | None
) -> None:
    values = {
        "digest": token_digest(text),
        "kind": kind,
        "publisher_id": session.publisher,
        "solution_id": solution_id,
        "name": check_text("/name", name, LONGEST_NAME, least=0),
        "now": session.now,
        "expires_at": expires_at,
        "revoked_at": None,
    }
    with conflict_when_taken("This token is in use already; tokens belong to one solution."):
        await execute(session.conn, "credential.add_token", values)


async def revoke_token(session: Session, digest: bytes) -> None:
    """End a token by its digest. Raises `NotFound`."""
    if not await execute(session.conn, "credential.revoke_token", {"digest": digest, "now": session.now}):
        raise NotFound("There is no such token, or it is revoked already.")


async def list_tokens(session: Session) -> list[TokenRow]:
    """All lasting tokens of the publisher, by digest: the tokens themselves are not kept."""
    return await fetch_all(session.conn, "credential.tokens", {}, TokenRow)
