"""`dialonce backup`: write, check and restore backups."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from psycopg import Connection, sql

from dialonce.app.addresses import Addresses
from dialonce.app.install import bring_up_to_date, installation
from dialonce.app.parts import open_parts, root_key
from dialonce.errors import Conflict, Invalid
from dialonce.settings import Settings, load_settings
from dialonce.storage.backup import (
    Grave,
    back_up,
    check_backup,
    is_installed,
    read_graves,
    read_live_graves,
    restore,
)
from dialonce.storage.embedded import DATABASE, embedded_server
from dialonce.vault import Key, end_root_rotation, finish_erasures, read_root_key, rotate_root, system_clock

app = typer.Typer(no_args_is_help=True, help="Backups: data and vault in files of their own, from one moment.")
Folder = Annotated[Path, typer.Argument(help="The backup's folder.")]


@app.command("save")
def save(folder: Folder) -> None:
    """Write a backup into a new folder, and check what was written."""
    with installation(load_settings(os.environ)) as addresses:
        owner, vault_owner = _owners(addresses)
        manifest = asyncio.run(back_up(folder, owner, vault_owner, now=system_clock(), tell=typer.echo))
    for file in manifest.files:
        typer.echo(f"{folder / file.name}: {file.size} bytes, sha256 {file.sha256}")
    typer.echo("Keep the vault's file and the root key each somewhere else.")


@app.command("check")
def check(folder: Folder) -> None:
    """Say whether a backup is as it was written."""
    manifest = check_backup(folder)
    typer.echo(f"The backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC is whole.")


@app.command("restore")
def restore_backup(
    folder: Folder,
    tombstones: Annotated[Path | None, typer.Option(help="A later list of erasures (tombstones.jsonl).")] = None,
    root_key_file: Annotated[
        Path | None, typer.Option(help="The root key of that time, if it was rotated since.")
    ] = None,
) -> None:
    """Restore a backup, and do every erasure of after it again before anything is served.

    On the embedded server the present database is kept beside under another name; an external database must be empty.
    """
    settings = load_settings(os.environ)
    check_backup(folder)
    graves = read_graves(tombstones) if tombstones else []
    with installation(settings) as addresses:
        graves += asyncio.run(_make_room(settings, addresses))
    with installation(settings) as addresses:
        erased = asyncio.run(_restore(settings, addresses, folder, graves, root_key_file))
    typer.echo(f"Restored; {erased} erasures stand.")


def _owners(addresses: Addresses) -> tuple[str, str]:
    if not addresses.owner or not addresses.vault_owner:
        raise Invalid("Backups need the database's owner: set DIALONCE_OWNER_URL (and DIALONCE_VAULT_OWNER_URL).")
    return addresses.owner, addresses.vault_owner


async def _make_room(settings: Settings, addresses: Addresses) -> list[Grave]:
    """The live vault's erasures; the present database moves aside."""
    owner, vault_owner = _owners(addresses)
    graves = await read_live_graves(vault_owner)
    if await is_installed(owner):
        if settings.database_url:
            raise Conflict("The database holds an installation already. Name an empty one in DIALONCE_DATABASE_URL.")
        aside = f"{DATABASE}_before_{system_clock():%Y%m%d_%H%M%S}"
        with Connection.connect(embedded_server(settings.data).url(database="postgres"), autocommit=True) as conn:
            conn.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(DATABASE), sql.Identifier(aside))
            )
        typer.echo(f"The present database is kept as {aside}.")
    return graves


async def _restore(
    settings: Settings, addresses: Addresses, folder: Path, graves: list[Grave], root_key_file: Path | None
) -> int:
    owner, vault_owner = _owners(addresses)
    erased = await restore(folder, owner, vault_owner, graves=graves, tell=typer.echo)
    if root_key_file is not None:
        await _wrap_by_present_root(settings, addresses, read_root_key(root_key_file))
    await bring_up_to_date(settings, addresses, tell=typer.echo)
    async with open_parts(settings, addresses) as running:
        await finish_erasures(running.parts.vault)
    return erased


async def _wrap_by_present_root(settings: Settings, addresses: Addresses, old: Key) -> None:
    """The restored keys are wrapped by the root key of their time; wrap them by the present one."""
    async with open_parts(msgspec.structs.replace(settings, root_key=old.secret.hex()), addresses) as running:
        await rotate_root(running.parts.vault, root_key(settings))
        await end_root_rotation(running.parts.vault, settle=0)
