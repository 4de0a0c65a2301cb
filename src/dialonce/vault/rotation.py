"""New root and publisher keys, by wrapping the keys below them anew. The service goes on meanwhile.

Nothing sealed is touched. A rotation that was cut short at any point is finished by running it again.
"""

import asyncio
from collections.abc import Callable
from uuid import UUID

import msgspec

from dialonce.storage.queries import Connection, execute, fetch_all, fetch_value
from dialonce.vault.announcements import ROTATION, announce
from dialonce.vault.counters import NOWHERE
from dialonce.vault.keyring import WRAP, Keyring, PublisherKeys
from dialonce.vault.keys import Key, new_key
from dialonce.vault.secrets import NAMES, NEXT_ROOT, WrappedSecret, belongs, current_root
from dialonce.vault.session import Vault
from dialonce.vault.wrapped import PublisherKeyRow, SubjectKeyRow, belongs_publisher, belongs_subject

BATCH = 1_000
SETTLE_SECONDS = 2.0
Progress = Callable[[int, int], None]


class _TenantKeyRow(msgspec.Struct, frozen=True):
    publisher_id: UUID
    purpose: str
    version: int
    wrapped: bytes


def _untold(_done: int, _all: int) -> None:
    """Nobody watches."""


async def rotate_root(vault: Vault, next_root: Key, *, tell: Progress = _untold) -> int:
    """Put a new root key in force: secrets and publishers' keys are wrapped by it, in one commit; how many.

    Until `end_root_rotation` the new key rests wrapped by the old one, so that processes which know only that one go on.
    Raises `Unreadable` when this process's root key is not the one in force.
    """
    keyring = vault.keyring
    # The operator's own staff lie under the nil tenant, which no directory lists.
    async with keyring.transaction(NOWHERE, *vault.directory.publishers) as conn:
        await execute(conn, "vault.lock_root", {})
        old = await current_root(conn, keyring.root)
        if old.secret == next_root.secret:
            return 0
        rewrapped = await _rewrap_secrets(conn, old, next_root) + await _rewrap_publisher_keys(
            conn, old, next_root, tell
        )
        row = {"name": NEXT_ROOT, "wrapped": old.seal(next_root.secret, belongs(NEXT_ROOT))}
        await execute(conn, "vault.remove_secret", {"name": NEXT_ROOT})
        await execute(conn, "vault.add_secret", row)
        await announce(conn, ROTATION, "root")
    keyring.adopt_root(next_root)
    return rewrapped


async def end_root_rotation(vault: Vault, *, settle: float = SETTLE_SECONDS) -> None:
    """Destroy the way from the old root key to the new one, once processes had `settle` seconds to take it.

    Call it when the new key stands where the installation reads it from.
    """
    await asyncio.sleep(settle)
    async with vault.keyring.transaction() as conn:
        await execute(conn, "vault.remove_secret", {"name": NEXT_ROOT})


async def _rewrap_secrets(conn: Connection, old: Key, new: Key) -> int:
    rows = [row for row in await fetch_all(conn, "vault.secrets", {}, WrappedSecret) if row.name in NAMES]
    for row in rows:
        wrapped = new.seal(old.open(row.wrapped, belongs(row.name)), belongs(row.name))
        await execute(conn, "vault.replace_secret", {"name": row.name, "wrapped": wrapped})
    return len(rows)


async def _rewrap_publisher_keys(conn: Connection, old: Key, new: Key, tell: Progress) -> int:
    rows = await fetch_all(conn, "vault.root_wrapped_keys", {}, _TenantKeyRow)
    for done, row in enumerate(rows, start=1):
        place = belongs_publisher(row.publisher_id, row.purpose, row.version)
        values = {**msgspec.structs.asdict(row), "wrapped": new.seal(old.open(row.wrapped, place), place)}
        await execute(conn, "vault.replace_publisher_key", values)
        tell(done, len(rows))
    return len(rows)


async def rotate_publisher(vault: Vault, publisher_id: UUID, *, tell: Progress = _untold) -> int:
    """Give a publisher a new key and wrap its subjects' keys by it, in batches; how many were wrapped anew.

    A rotation that was cut short goes on with the key it had made. The old key goes when nothing needs it any more
    (`keep_house`).
    """
    keyring = vault.keyring
    if not await _stale(keyring, publisher_id, (await keyring.publisher(publisher_id, vault.clock())).version):
        await _add_version(vault, publisher_id)
    keyring.forget_all()
    keys = await keyring.publisher(publisher_id, vault.clock())
    total, done = await _stale(keyring, publisher_id, keys.version), 0
    while wrapped := await _rewrap_batch(keyring, publisher_id, keys):
        done += wrapped
        tell(done, total)
    return done


async def _add_version(vault: Vault, publisher_id: UUID) -> None:
    async with vault.keyring.transaction(publisher_id) as conn:
        root = await current_root(conn, vault.keyring.root)
        rows = await fetch_all(conn, "vault.publisher_keys", {"publisher_id": publisher_id}, PublisherKeyRow)
        version = max(row.version for row in rows if row.purpose == WRAP) + 1
        wrapped = root.seal(new_key().secret, belongs_publisher(publisher_id, WRAP, version))
        values = {"publisher_id": publisher_id, "purpose": WRAP, "version": version, "wrapped": wrapped}
        await execute(conn, "vault.add_publisher_key", {**values, "now": vault.clock()})
        await announce(conn, ROTATION, str(publisher_id))


async def _stale(keyring: Keyring, publisher_id: UUID, version: int) -> int:
    async with keyring.transaction(publisher_id) as conn:
        values = {"publisher_id": publisher_id, "version": version}
        return int(await fetch_value(conn, "vault.count_stale_subject_keys", values))


async def _rewrap_batch(keyring: Keyring, publisher_id: UUID, keys: PublisherKeys) -> int:
    newest = keys.wraps[keys.version]
    async with keyring.transaction(publisher_id) as conn:
        values: dict[str, object] = {"publisher_id": publisher_id, "version": keys.version}
        rows = await fetch_all(conn, "vault.stale_subject_keys", {**values, "limit": BATCH}, SubjectKeyRow)
        if not rows:
            return 0
        wrapped = []
        for row in rows:
            place = belongs_subject(publisher_id, row.subject_id)
            wrapped.append(newest.seal(keys.wraps[row.version].open(row.wrapped, place), place))
        ids = [row.subject_id for row in rows]
        await execute(conn, "vault.rewrap_subject_keys", {**values, "subject_ids": ids, "wrapped": wrapped})
    return len(rows)
