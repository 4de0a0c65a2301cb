"""Backups: data and vault in files of their own, from one moment, checked after writing.

The data alone cannot be read by anybody: its keys are in the vault's file, and those are wrapped by the root key, which is
in neither. Keep the three apart.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.sql import SQL, Identifier

from dialonce.errors import Conflict, Fault, Invalid
from dialonce.storage.migrate import load_migrations, migrate
from dialonce.storage.pool import ROLES
from dialonce.storage.programs import run_client, run_local
from dialonce.storage.queries import execute, fetch_all, fetch_value

DATA, VAULT, TOMBSTONES, MANIFEST = "data.dump", "vault.dump", "tombstones.jsonl", "manifest.json"
INGEST = "dialonce_ingest"
Tell = Callable[[str], None]


class Grave(msgspec.Struct, frozen=True):
    """A subject that was erased, as it is kept beside a backup."""

    subject_id: UUID
    publisher_id: UUID
    erased_at: datetime


class BackedUpFile(msgspec.Struct, frozen=True):
    """One file of a backup."""

    name: str
    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. `migrations`: the schema it was made with."""

    made_at: datetime
    migrations: tuple[str, ...]
    files: tuple[BackedUpFile, ...]


async def back_up(
    folder: Path, owner_url: str, vault_url: str, *, now: datetime, tell: Tell = lambda _: None
) -> Manifest:
    """Write a backup into a new folder; it bears its name only once it is complete and checked.

    Raises `Conflict` when the folder exists, `Unavailable` when a dump fails; then nothing is left.
    """
    unfinished = _new_folder(folder)
    try:
        await _dump(unfinished, owner_url, vault_url, tell)
        tell("Checking what was written")
        for name in (DATA, VAULT):
            await run_local("pg_restore", "--file=/dev/null", str(unfinished / name))
        manifest = _manifest(unfinished, now)
        (unfinished / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
        unfinished.rename(folder)
    except BaseException:
        _remove(unfinished)
        raise
    return manifest


def _new_folder(folder: Path) -> Path:
    if folder.exists():
        raise Conflict(f"{folder} exists already; a backup is written into a folder of its own.")
    unfinished = folder.with_name(folder.name + ".unfinished")
    if unfinished.exists():
        _remove(unfinished)
    unfinished.mkdir(mode=0o700, parents=True)
    return unfinished


async def _dump(folder: Path, owner_url: str, vault_url: str, tell: Tell) -> None:
    """The data first: a key that comes meanwhile harms nothing, and one that goes meanwhile was erased."""
    async with await AsyncConnection.connect(owner_url) as conn:
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = await (await conn.execute("SELECT pg_export_snapshot()")).fetchone()
        snapshot = f"--snapshot={found[0] if found else ''}"
        tell("Writing the data")
        await _dump_to(folder / DATA, owner_url, "--exclude-schema=vault", snapshot)
        tell("Writing the vault")
        same = [snapshot] if vault_url == owner_url else []
        await _dump_to(folder / VAULT, vault_url, "--schema=vault", *same)
    write_graves(folder / TOMBSTONES, await read_live_graves(vault_url))


async def _dump_to(file: Path, url: str, *arguments: str) -> None:
    await run_client("pg_dump", url, "--format=custom", "--no-owner", f"--file={file}", *arguments)


def _manifest(folder: Path, now: datetime) -> Manifest:
    files = tuple(_describe(folder / name) for name in (DATA, VAULT, TOMBSTONES))
    return Manifest(now, tuple(migration.name for migration in load_migrations()), files)


def _describe(file: Path) -> BackedUpFile:
    with file.open("rb") as content:
        return BackedUpFile(file.name, file.stat().st_size, hashlib.file_digest(content, "sha256").hexdigest())


def _remove(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def check_backup(folder: Path) -> Manifest:
    """What a backup says it holds, once every file was found to be as it was written. Raises `Invalid` with each fault."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as wrong:
        raise Invalid(f"{folder} holds no backup: {MANIFEST} is missing or cannot be read.") from wrong
    faults = tuple(
        Fault(file.name, "is missing, or differs from what was written")
        for file in manifest.files
        if not (folder / file.name).exists() or _describe(folder / file.name) != file
    )
    if faults:
        raise Invalid("The backup is damaged; nothing was restored.", faults=faults)
    if unknown := set(manifest.migrations) - {migration.name for migration in load_migrations()}:
        raise Invalid(f"The backup was made by a newer release ({max(unknown)}); restore it with that one.")
    return manifest


async def restore(
    folder: Path, owner_url: str, vault_url: str, *, graves: Sequence[Grave] = (), tell: Tell = lambda _: None
) -> int:
    """Restore a backup into empty databases and do the erasures of after it again; how many erasures there are.

    `graves` are erasures known from elsewhere: the live vault's, or a list kept beside. When this returns each of their
    subjects is unreadable; deleting their rows is left to `finish_erasures`. Raises `Invalid` for a damaged backup and
    `Conflict` for a database that is not empty.
    """
    check_backup(folder)
    if await is_installed(owner_url):
        raise Conflict("The database holds an installation already; restore into an empty one.")
    await _ensure_roles(owner_url)
    tell("Restoring the data")
    whole = ("--no-owner", "--exit-on-error", "--single-transaction")
    await run_client("pg_restore", owner_url, *whole, str(folder / DATA))
    tell("Restoring the vault")
    if vault_url == owner_url:
        await run_client("pg_restore", vault_url, *whole, str(folder / VAULT))
    else:
        await migrate(vault_url)
        await run_client("pg_restore", vault_url, *whole, "--data-only", str(folder / VAULT))
    tell("Doing erasures again")
    every = {grave.subject_id: grave for grave in (*read_graves(folder / TOMBSTONES), *graves)}
    await _entomb(owner_url, vault_url, list(every.values()))
    return len(every)


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


async def read_live_graves(vault_url: str) -> list[Grave]:
    """The erasures that a vault knows of; none when there is no vault yet."""
    async with await AsyncConnection.connect(vault_url) as conn:
        if not await fetch_value(conn, "restore.has_vault", {}):
            return []
        return await fetch_all(conn, "restore.tombstones", {}, Grave)


def write_graves(file: Path, graves: Sequence[Grave]) -> None:
    """Keep a list of erasures: ids and times, one JSON object a line."""
    file.write_bytes(b"".join(msgspec.json.encode(grave) + b"\n" for grave in graves))
    file.chmod(0o600)


def read_graves(file: Path) -> list[Grave]:
    """The erasures of such a list. Raises `Invalid` naming the line that is none."""
    graves = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            graves.append(msgspec.json.decode(line, type=Grave))
        except msgspec.MsgspecError as wrong:
            raise Invalid(
                "A list of erasures cannot be read.", faults=(Fault(f"line {number}", str(wrong)),)
            ) from wrong
    return graves
