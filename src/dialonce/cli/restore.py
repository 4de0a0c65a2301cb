"""`dialonce restore`: a backup comes back, and whoever was erased since stays erased."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer
from psycopg import Connection, sql
from psycopg.errors import ObjectInUse

from dialonce.app.addresses import Addresses
from dialonce.app.install import bring_up_to_date, installation
from dialonce.app.parts import open_parts
from dialonce.app.root_key import root_key, with_root_key
from dialonce.cli.backup import bars, owners
from dialonce.errors import Conflict
from dialonce.settings import Settings, load_settings
from dialonce.storage.backup import check_backup
from dialonce.storage.embedded import DATABASE, embedded_server
from dialonce.storage.graves import Grave, read_graves, read_live_graves
from dialonce.storage.restore import is_installed
from dialonce.storage.restore import restore as restore_into
from dialonce.vault import end_root_rotation, finish_erasures, read_root_key, rotate_root, system_clock


def restore(
    folder: Annotated[Path, typer.Argument(help="The backup's folder.")],
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


async def _make_room(settings: Settings, addresses: Addresses) -> list[Grave]:
    """The live vault's erasures; the present database moves aside."""
    owner, vault_owner = owners(addresses)
    graves = await read_live_graves(vault_owner)
    if await is_installed(owner):
        if settings.database_url:
            raise Conflict("The database holds an installation already. Name an empty one in DIALONCE_DATABASE_URL.")
        aside = f"{DATABASE}_before_{system_clock():%Y%m%d_%H%M%S}"
        _move_aside(settings, aside)
        typer.echo(
            f"The present database is kept as {aside}. Erasures do not reach it: drop it once the restored one is found good."
        )
    return graves


def _move_aside(settings: Settings, aside: str) -> None:
    """Raises `Conflict` while the service, or anybody else, uses the database."""
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(DATABASE), sql.Identifier(aside))
    with Connection.connect(embedded_server(settings.data).url(database="postgres"), autocommit=True) as conn:
        try:
            conn.execute(rename)
        except ObjectInUse as busy:
            raise Conflict("The database is in use; nothing was restored. Stop the service first.") from busy


async def _restore(
    settings: Settings, addresses: Addresses, folder: Path, graves: list[Grave], root_key_file: Path | None
) -> int:
    owner, vault_owner = owners(addresses)
    with bars() as tell:
        erased = await restore_into(folder, owner, vault_owner, graves=graves, tell=tell)
    await _bring_up_to_date(settings, addresses, root_key_file)
    async with open_parts(settings, addresses) as running:
        await finish_erasures(running.parts.vault)
    return erased


async def _bring_up_to_date(settings: Settings, addresses: Addresses, root_key_file: Path | None) -> None:
    """Migrate what came back; with the root key of its time, wrap its keys by the present one."""
    if root_key_file is None:
        await bring_up_to_date(settings, addresses, tell=typer.echo)
        return
    old = read_root_key(root_key_file)
    then = with_root_key(settings, old)
    await bring_up_to_date(then, addresses, tell=typer.echo)
    async with open_parts(then, addresses) as running:
        await rotate_root(running.parts.vault, root_key(settings))
        await end_root_rotation(running.parts.vault, settle=0)
