"""`dialonce storage`: where the rows rest."""

import asyncio
import os
from typing import Annotated

import typer

from dialonce.app.install import installation
from dialonce.errors import Invalid
from dialonce.settings import load_settings
from dialonce.storage.distribute import distribute as distribute_tables

app = typer.Typer(no_args_is_help=True, help="Storage: spreading the database over several machines.")


@app.callback()
def storage() -> None:
    """Keep `distribute` a command of its own although it is the only one."""


@app.command()
def distribute(
    dry_run: Annotated[bool, typer.Option(help="Show the statements and run none.")] = False,
) -> None:
    """Spread callers' rows over the machines of a Citus cluster; needs the database's owner (DIALONCE_OWNER_URL)."""
    with installation(load_settings(os.environ)) as addresses:
        if not addresses.owner:
            raise Invalid("Spreading tables needs the database's owner: set DIALONCE_OWNER_URL.")
        steps = asyncio.run(distribute_tables(addresses.owner, dry_run=dry_run))
    for step in steps:
        typer.echo(f"{step};")
    if not steps:
        typer.echo("Everything is spread already.")
    elif not dry_run:
        typer.echo("Done. Restart the service: it reads at its start that the database is spread.")
