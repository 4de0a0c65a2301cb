"""Secrets of the installation: made once, kept wrapped by the root key."""

from collections.abc import Mapping
from contextlib import suppress

import msgspec

from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import Connection, execute, fetch_all
from dialonce.vault.keys import Key, Unreadable, new_key

NAMES = (
    "scope",
    "access-token",
    "link",
    "session",
    "fingerprint",
    "journal",
    "number-set",
    "policy",
    "staff",
    "insights",
    "advertising",
)
NEXT_ROOT = "next-root"


class WrappedSecret(msgspec.Struct, frozen=True):
    """A secret as it rests."""

    name: str
    wrapped: bytes


def belongs(name: str) -> bytes:
    """Associated data of a wrapped secret."""
    return b"secret|" + name.encode()


async def current_root(conn: Connection, root: Key) -> Key:
    """The root key to wrap with: `root`, or the next one once a rotation has put it in force.

    The next one rests wrapped by the one before it until the rotation ends, so a process that knows only that one finds it.
    Raises `Unreadable` when neither opens what is there.
    """
    await execute(conn, "vault.lock_root_shared", {})
    rows = await _wrapped_secrets(conn)
    if NEXT_ROOT in rows:
        with suppress(Unreadable):
            root = Key(root.open(rows[NEXT_ROOT], belongs(NEXT_ROOT)))
    try:
        for name in NAMES:
            if name in rows:
                root.open(rows[name], belongs(name))
    except Unreadable as wrong:
        raise Unreadable(
            "The root key is wrong: the vault was wrapped by another. Nothing can be read with this one."
        ) from wrong
    return root


async def open_secrets(pool: Pool, root: Key) -> Mapping[str, Key]:
    """Every secret of `NAMES`, made now if missing. Raises `Unreadable` under a wrong root key."""
    async with transaction(pool) as conn:
        root = await current_root(conn, root)
        rows = await _wrapped_secrets(conn)
        missing = set(NAMES) - rows.keys()
        for name in sorted(missing):
            wrapped = root.seal(new_key().secret, belongs(name))
            await execute(conn, "vault.add_secret", {"name": name, "wrapped": wrapped})
        if missing:
            rows = await _wrapped_secrets(conn)
    return {name: Key(root.open(rows[name], belongs(name))) for name in NAMES}


async def _wrapped_secrets(conn: Connection) -> dict[str, bytes]:
    return {row.name: row.wrapped for row in await fetch_all(conn, "vault.secrets", {}, WrappedSecret)}
