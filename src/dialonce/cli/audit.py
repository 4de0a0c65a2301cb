"""`dialonce audit`: verify the journal, export it, sign where it stands."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from dialonce.app.addresses import Addresses
from dialonce.app.install import installation
from dialonce.cli.acting import OPERATOR
from dialonce.cli.context import run_with_parts
from dialonce.errors import Invalid
from dialonce.settings import load_settings
from dialonce.storage.pool import AUDITOR, SERVICE, Pool, open_pool
from dialonce.vault import (
    SignedCheckpoint,
    Verifier,
    accept_clock,
    export_journal,
    journal_public_key,
    make_checkpoint,
    verify_export,
    verify_journal,
)

T = TypeVar("T")
app = typer.Typer(no_args_is_help=True, help="The journal: verify it, export it, sign where it stands.")
PublicKey = Annotated[str, typer.Option(help="The journal's public key as 64 hexadecimal digits.")]


def _as_auditor(work: Callable[[Pool], Awaitable[T]]) -> T:
    async def whole(addresses: Addresses) -> T:
        async with open_pool(addresses.role(AUDITOR), "auditor", most=1) as pool:
            return await work(pool)

    with installation(load_settings(os.environ)) as addresses:
        return asyncio.run(whole(addresses))


@app.command("key")
def show_key() -> None:
    """Print the public key that the journal is verified with."""
    typer.echo(run_with_parts(lambda running: journal_public_key(running.parts.vault)).hex())


@app.command()
def checkpoint() -> None:
    """Sign where the journal stands now and print the checkpoint: keep it somewhere else."""
    signed = run_with_parts(lambda running: make_checkpoint(running.parts.vault))
    typer.echo(f"{signed.document}\n{signed.signature.hex()}")


@app.command("accept-clock")
def accept() -> None:
    """Say that the clock is right although the journal holds later moments. Then restart the service."""
    asyncio.run(_accept())
    typer.echo("The clock counts as right from now on; the journal says so. Restart the service.")


async def _accept() -> None:
    with installation(load_settings(os.environ)) as addresses:
        async with open_pool(addresses.role(SERVICE), "audit", most=1) as pool:
            await accept_clock(pool, OPERATOR.name)


@app.command()
def export(file: Path) -> None:
    """Write the whole journal to a file, one JSON record a line."""

    async def write(pool: Pool) -> int:
        records = 0
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            async for line in export_journal(pool):
                out.write(line)
                records += 1
        return records

    typer.echo(f"{_as_auditor(write)} records in {file}")


@app.command()
def verify(
    file: Annotated[Path | None, typer.Argument(help="An export; without one the database's own journal.")] = None,
    public_key: PublicKey = "",
    checkpoint: Annotated[
        list[Path] | None,
        typer.Option(
            help="A checkpoint that was kept elsewhere, as `dialonce audit checkpoint` printed it; repeat for more."
        ),
    ] = None,
) -> None:
    """Find altered, removed or reordered entries and say where. Exit status 1 when something is wrong.

    Only a checkpoint kept elsewhere tells that the newest end was cut off, checkpoints and all.
    """
    kept = [_read_checkpoint(path) for path in checkpoint or ()]
    if file is None:
        key = bytes.fromhex(public_key) if public_key else run_with_parts(lambda r: journal_public_key(r.parts.vault))
        verifier = _as_auditor(lambda pool: verify_journal(pool, key, kept))
    elif not public_key:
        raise typer.BadParameter("Verifying an export needs --public-key, from `dialonce audit key`.")
    else:
        with file.open("rb") as lines:
            verifier = verify_export(lines, bytes.fromhex(public_key), kept)
    _tell(verifier)


def _read_checkpoint(path: Path) -> SignedCheckpoint:
    """A kept checkpoint: the document on one line, the signature in hexadecimal digits on the next."""
    try:
        document, signature = path.read_text("utf-8").strip().splitlines()
        return SignedCheckpoint(document, bytes.fromhex(signature))
    except (OSError, ValueError) as wrong:
        raise Invalid(
            f"{path} holds no checkpoint: two lines are expected, as `dialonce audit checkpoint` prints."
        ) from wrong


def _tell(verifier: Verifier) -> None:
    console = Console()
    for fault in verifier.faults:
        where = "checkpoints" if fault.lane is None else f"lane {fault.lane}, position {fault.position}"
        console.print(f"[red]{where}[/red]: {fault.what}")
    console.print(f"{verifier.entries} entries, {verifier.checkpoints} checkpoints, faults: {len(verifier.faults)}")
    if verifier.faults:
        raise typer.Exit(1)
