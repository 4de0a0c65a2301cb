"""Restoring a backup into empty databases: data, vault, then every erasure of after it again."""

from collections.abc import Sequence
from pathlib import Path

from psycopg import AsyncConnection
from psycopg.sql import SQL, Identifier

from dialonce.errors import Conflict
from dialonce.storage.backup import DATA, TOMBSTONES, VAULT, check_backup
from dialonce.storage.graves import Grave, read_graves
from dialonce.storage.migrate import migrate
from dialonce.storage.pool import ROLES
from dialonce.storage.programs import run_client
from dialonce.storage.progress import Counted, Tell, quietly
from dialonce.storage.queries import execute, fetch_value

INGEST = "dialonce_ingest"


async def restore(
    folder: Path, owner_url: str, vault_url: str, *, graves: Sequence[Grave] = (), tell: Tell = quietly
) -> int:
    """Restore a backup into empty databases and do the erasures of after it again; how many erasures there are.

    `graves` are erasures known from elsewhere: the live vault's, or a list kept beside. When this returns each of their
    subjects is unreadable; deleting their rows is left to `finish_erasures`. Raises `Invalid` for a damaged backup and
    `Conflict` for a database that is not empty.
    """
    tables = {file.name: file.tables for file in check_backup(folder).files}
    for url in dict.fromkeys((owner_url, vault_url)):
        if await is_installed(url):
            raise Conflict("The database holds an installation already; restore into an empty one.")
        await _ensure_roles(url)
    data = Counted("Restoring the data", tables[DATA], tell)
    await _restore_from(folder / DATA, owner_url, data)
    keys = Counted("Restoring the vault", tables[VAULT], tell)
    if vault_url == owner_url:
        await _restore_from(folder / VAULT, vault_url, keys)
    else:
        await migrate(vault_url)
        await _restore_from(folder / VAULT, vault_url, keys, "--data-only")
    every = {grave.subject_id: grave for grave in (*read_graves(folder / TOMBSTONES), *graves)}
    tell("Doing erasures again", 0, len(every))
    await _entomb(owner_url, vault_url, list(every.values()))
    tell("Doing erasures again", len(every), len(every))
    return len(every)


async def _restore_from(file: Path, url: str, counted: Counted, *arguments: str) -> None:
    whole = ("--no-owner", "--exit-on-error", "--single-transaction", "--verbose")
    await run_client("pg_restore", url, *whole, *arguments, str(file), heard=counted.heard)


async def is_installed(url: str) -> bool:
    """Whether a database holds an installation."""
    async with await AsyncConnection.connect(url) as conn:
        return bool(await fetch_value(conn, "restore.installed", {}))


async def _ensure_roles(url: str) -> None:
    """Roles belong to the cluster, not to the database: a new cluster has none."""
    async with await AsyncConnection.connect(url) as conn:
        cursor = await conn.execute("SELECT rolname FROM pg_roles")
        known = {row[0] for row in await cursor.fetchall()}
        for role in (*ROLES, INGEST):
            if role not in known:
                rights = "NOLOGIN BYPASSRLS" if role == INGEST else "LOGIN NOBYPASSRLS"
                await conn.execute(SQL("CREATE ROLE {} NOSUPERUSER " + rights).format(Identifier(role)))
        if INGEST not in known:
            await conn.execute("GRANT dialonce_ingest TO dialonce_service WITH INHERIT FALSE, SET TRUE")


async def _entomb(owner_url: str, vault_url: str, graves: Sequence[Grave]) -> None:
    values = {
        "subject_ids": [grave.subject_id for grave in graves],
        "publisher_ids": [grave.publisher_id for grave in graves],
        "times": [grave.erased_at for grave in graves],
    }
    for url, statement in ((vault_url, "restore.entomb_keys"), (owner_url, "restore.entomb_rows")):
        async with await AsyncConnection.connect(url) as conn:
            await execute(conn, statement, values)
