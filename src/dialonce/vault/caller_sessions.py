"""Sessions of callers. What says who somebody is rests sealed under the secret that only their browser holds.

A session is found by a digest of that secret and leads to no publisher and no subject: those are looked up anew each time.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from dialonce.storage.pool import transaction
from dialonce.storage.queries import execute, fetch_one
from dialonce.vault.browser_keys import key_of_secret, new_browser_secret, secret_digest
from dialonce.vault.session import Vault

IDLE: Final = timedelta(minutes=15)
LONGEST: Final = timedelta(hours=2)
_REFRESH: Final = timedelta(minutes=1)
_KIND = "caller-session"


class _Row(msgspec.Struct, frozen=True):
    seen_at: datetime
    sealed: bytes


async def open_caller_session(vault: Vault, content: bytes) -> str:
    """Begin a session that holds `content`; the secret for the cookie."""
    secret, now = new_browser_secret(), vault.clock()
    values = {"now": now, "ends_at": now + LONGEST, **_sealed(secret, content)}
    async with transaction(vault.keyring.pool) as conn:
        await execute(conn, "caller.add_session", values)
    return secret


async def read_caller_session(vault: Vault, secret: str) -> bytes | None:
    """What the session holds; None when there is none, or it was idle for fifteen minutes, or is two hours old."""
    now, digest = vault.clock(), secret_digest(_KIND, secret)
    async with transaction(vault.keyring.pool) as conn:
        row = await fetch_one(conn, "caller.session", {"digest": digest, "now": now, "idle_since": now - IDLE}, _Row)
        if row is not None and now - row.seen_at > _REFRESH:
            await execute(conn, "caller.see_session", {"digest": digest, "now": now})
    return key_of_secret(_KIND, secret).open(row.sealed, digest) if row else None


async def change_caller_session(vault: Vault, secret: str, content: bytes) -> None:
    """Let the session hold something else; nothing happens when it has ended."""
    async with transaction(vault.keyring.pool) as conn:
        await execute(conn, "caller.change_session", _sealed(secret, content))


async def end_caller_session(vault: Vault, secret: str) -> None:
    """Delete the session; repeating it is harmless."""
    async with transaction(vault.keyring.pool) as conn:
        await execute(conn, "caller.end_session", {"digest": secret_digest(_KIND, secret)})


async def sweep_callers(vault: Vault) -> None:
    """Delete codes and sessions that ended, and counts of hours that are over."""
    now = vault.clock()
    async with transaction(vault.keyring.pool) as conn:
        await execute(conn, "caller.sweep_sign_ins", {"now": now})
        await execute(conn, "caller.sweep_sessions", {"now": now, "idle_since": now - IDLE})
        await execute(conn, "caller.sweep_tries", {"before": now - timedelta(hours=2)})


def _sealed(secret: str, content: bytes) -> dict[str, bytes]:
    digest = secret_digest(_KIND, secret)
    return {"digest": digest, "sealed": key_of_secret(_KIND, secret).seal(content, digest)}
