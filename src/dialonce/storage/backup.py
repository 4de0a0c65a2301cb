"""Backups: data and vault in files of their own, from one moment, checked after writing.

The data alone cannot be read by anybody: its keys are in the vault's file, and those are wrapped by the root key, which is
in neither. Keep the three apart.
"""

import hashlib
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import LiteralString

import msgspec
from psycopg import AsyncConnection

from dialonce.errors import Conflict, Fault, Invalid
from dialonce.storage.graves import read_live_graves, write_graves
from dialonce.storage.migrate import load_migrations
from dialonce.storage.programs import run_client, run_local
from dialonce.storage.progress import Counted, Tell, quietly
from dialonce.storage.queries import fetch_value

DATA, VAULT, TOMBSTONES, MANIFEST = "data.dump", "vault.dump", "tombstones.jsonl", "manifest.json"
# The scope secret comes from the vault whenever an installation is brought up to date: no backup of the data needs it.
WITHOUT_KEYS = ("--exclude-schema=vault", "--exclude-table-data=core.scope_secret")


class BackedUpFile(msgspec.Struct, frozen=True):
    """One file of a backup. `tables`: how many tables have their contents in it."""

    name: str
    size: int
    sha256: str
    tables: int = 0


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds. `migrations`: the schema it was made with."""

    made_at: datetime
    migrations: tuple[str, ...]
    files: tuple[BackedUpFile, ...]


async def back_up(folder: Path, owner_url: str, vault_url: str, *, now: datetime, tell: Tell = quietly) -> Manifest:
    """Write a backup into a new folder; it bears its name only once it is complete and checked.

    Raises `Conflict` when the folder exists, `Unavailable` when a dump fails; then nothing is left.
    """
    unfinished = _new_folder(folder)
    try:
        tables = await _dump(unfinished, owner_url, vault_url, tell)
        manifest = _manifest(unfinished, now, tables)
        await _read_back(unfinished, manifest, tell)
        (unfinished / MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
        _settle(unfinished)
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


async def _dump(folder: Path, owner_url: str, vault_url: str, tell: Tell) -> dict[str, int]:
    """The tables dumped, by file. The data first: a key that comes meanwhile harms nothing, and one that goes was erased."""
    async with await AsyncConnection.connect(owner_url) as conn:
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = await (await conn.execute("SELECT pg_export_snapshot()")).fetchone()
        snapshot = f"--snapshot={found[0] if found else ''}"
        data = Counted("Writing the data", await _count(owner_url, "restore.data_tables"), tell)
        await _dump_to(folder / DATA, owner_url, data, *WITHOUT_KEYS, snapshot)
        keys = Counted("Writing the vault", await _count(vault_url, "restore.vault_tables"), tell)
        same = [snapshot] if vault_url == owner_url else []
        await _dump_to(folder / VAULT, vault_url, keys, "--schema=vault", *same)
    write_graves(folder / TOMBSTONES, await read_live_graves(vault_url))
    return {DATA: data.done, VAULT: keys.done}


async def _dump_to(file: Path, url: str, counted: Counted, *arguments: str) -> None:
    wanted = ("--format=custom", "--no-owner", "--verbose", f"--file={file}", *arguments)
    await run_client("pg_dump", url, *wanted, heard=counted.heard)


async def _count(url: str, name: LiteralString) -> int:
    async with await AsyncConnection.connect(url) as conn:
        return int(await fetch_value(conn, name, {}))


async def _read_back(folder: Path, manifest: Manifest, tell: Tell) -> None:
    """Read every row of both files, as restoring would."""
    counted = Counted("Checking what was written", sum(file.tables for file in manifest.files), tell)
    for name in (DATA, VAULT):
        await run_local("pg_restore", "--verbose", "--file=/dev/null", str(folder / name), heard=counted.heard)


def _manifest(folder: Path, now: datetime, tables: Mapping[str, int]) -> Manifest:
    files = tuple(
        msgspec.structs.replace(_describe(folder / name), tables=tables.get(name, 0))
        for name in (DATA, VAULT, TOMBSTONES)
    )
    return Manifest(now, tuple(migration.name for migration in load_migrations()), files)


def _describe(file: Path) -> BackedUpFile:
    with file.open("rb") as content:
        return BackedUpFile(file.name, file.stat().st_size, hashlib.file_digest(content, "sha256").hexdigest())


def _is_as_written(folder: Path, file: BackedUpFile) -> bool:
    if not (folder / file.name).exists():
        return False
    found = _describe(folder / file.name)
    return (found.size, found.sha256) == (file.size, file.sha256)


def _settle(folder: Path) -> None:
    """Have the disk hold what was written before the folder gets its name."""
    for path in (*folder.iterdir(), folder):
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


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
        if not _is_as_written(folder, file)
    )
    if faults:
        raise Invalid("The backup is damaged; nothing was restored.", faults=faults)
    if unknown := set(manifest.migrations) - {migration.name for migration in load_migrations()}:
        raise Invalid(f"The backup was made by a newer release ({max(unknown)}); restore it with that one.")
    return manifest
