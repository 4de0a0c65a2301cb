"""`dialonce backup`: data and vault in files of their own, from one moment, while the service goes on."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from dialonce.app.addresses import Addresses
from dialonce.app.install import installation
from dialonce.errors import Invalid
from dialonce.settings import load_settings
from dialonce.storage.backup import Manifest, back_up, check_backup
from dialonce.storage.progress import Tell
from dialonce.vault import system_clock

Folder = Annotated[Path, typer.Argument(help="The backup's folder: a new one to write, the written one to check.")]
BYTES = ("bytes", "kB", "MB", "GB", "TB")


def backup(
    folder: Folder,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing: say whether a backup is as it was written.")
    ] = False,
) -> None:
    """Back up data and vault into a new folder, and check what was written. The service goes on meanwhile."""
    if check:
        manifest = check_backup(folder)
        typer.echo(f"The backup of {manifest.made_at:%Y-%m-%d %H:%M} UTC is whole.")
        return
    with installation(load_settings(os.environ)) as addresses, bars() as tell:
        owner, vault_owner = owners(addresses)
        written = asyncio.run(back_up(folder, owner, vault_owner, now=system_clock(), tell=tell))
    _show(folder, written)


def owners(addresses: Addresses) -> tuple[str, str]:
    """Both databases as their owners. Raises `Invalid` when the settings name none."""
    if not addresses.owner or not addresses.vault_owner:
        raise Invalid("Backups need the database's owner: set DIALONCE_OWNER_URL (and DIALONCE_VAULT_OWNER_URL).")
    return addresses.owner, addresses.vault_owner


@contextmanager
def bars() -> Iterator[Tell]:
    """Show a bar for each thing that is done, table by table."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, tables: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=tables)
            progress.update(tasks[what], completed=done, total=tables)

        yield tell


def _show(folder: Path, written: Manifest) -> None:
    for file in written.files:
        typer.echo(f"{folder / file.name}: {_size(file.size)}, sha256 {file.sha256}")
    typer.echo(
        f"Written and read back. Keep {folder / 'vault.dump'} and the root key each somewhere else: whoever has the data "
        "alone can read nobody's."
    )


def _size(size: int) -> str:
    amount, unit = float(size), 0
    while amount >= 1_000 and unit < len(BYTES) - 1:
        amount, unit = amount / 1_000, unit + 1
    return f"{amount:.0f} {BYTES[unit]}" if unit == 0 else f"{amount:.1f} {BYTES[unit]}"
