"""Secrets of the installation: made once, kept wrapped by the root key."""

from collections.abc import Mapping

import msgspec

from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import execute, fetch_all
from dialonce.vault.keys import Key, new_key

NAMES = ("scope", "access-token", "link", "session", "fingerprint", "journal", "number-set", "policy")


class _WrappedSecret(msgspec.Struct, frozen=True):
    name: str
    wrapped: bytes


def belongs(name: str) -> bytes:
    """Associated data of a wrapped secret."""
    return b"secret|" + name.encode()


async def open_secrets(pool: Pool, root: Key) -> Mapping[str, Key]:
    """Every secret of `NAMES`, made now if missing. Raises `Unreadable` under a wrong root key."""
    async with transaction(pool) as conn:
        rows = await fetch_all(conn, "vault.secrets", {}, _WrappedSecret)
        missing = set(NAMES) - {row.name for row in rows}
        for name in sorted(missing):
            wrapped = root.seal(new_key().secret, belongs(name))
            await execute(conn, "vault.add_secret", {"name": name, "wrapped": wrapped})
        if missing:
            rows = await fetch_all(conn, "vault.secrets", {}, _WrappedSecret)
    return {row.name: Key(root.open(row.wrapped, belongs(row.name))) for row in rows}
