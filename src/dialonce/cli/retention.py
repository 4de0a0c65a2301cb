"""`dialonce retention`: what is past its term, and sweeping it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from dialonce.app.parts import Running
from dialonce.cli.acting import OPERATOR
from dialonce.cli.context import run_with_parts, show
from dialonce.vault import (
    SYSTEM,
    LegalHold,
    Overdue,
    by_hand,
    end_hold,
    place_hold,
    plan_sweep,
    running_holds,
    sweep,
)

app = typer.Typer(no_args_is_help=True, help="Retention: what is past its term, and legal holds.")
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.command()
def plan(as_json: AsJson = False) -> None:
    """Show what a sweep would take now and why, what legal holds keep, and what people must take away by hand."""

    async def work(running: Running) -> Sequence[Overdue]:
        return [*await plan_sweep(running.parts.vault), *by_hand(running.parts.vault)]

    show(run_with_parts(work), as_json=as_json)


@app.command("sweep")
def sweep_now(as_json: AsJson = False) -> None:
    """Take everything that is past its term."""

    async def work(running: Running) -> Sequence[Overdue]:
        return await sweep(running.parts.vault)

    show(run_with_parts(work), as_json=as_json)


@app.command()
def hold(publisher: UUID, subject: UUID, until: datetime, reason: Annotated[str, typer.Option()]) -> None:
    """Hold one subject's data until a day: nothing of it is swept or erased."""

    async def work(running: Running) -> LegalHold:
        async with running.parts.vault.session([publisher], OPERATOR) as session:
            return await place_hold(session, subject, reason, until.replace(tzinfo=UTC))

    typer.echo(f"Held until {run_with_parts(work).until:%Y-%m-%d}.")


@app.command()
def release(publisher: UUID, subject: UUID) -> None:
    """End a legal hold now."""

    async def work(running: Running) -> None:
        async with running.parts.vault.session([publisher], OPERATOR) as session:
            await end_hold(session, subject)

    run_with_parts(work)
    typer.echo("The hold has ended.")


@app.command()
def holds(as_json: AsJson = False) -> None:
    """Show the holds that run."""

    async def work(running: Running) -> Sequence[LegalHold]:
        vault = running.parts.vault
        async with vault.session(vault.directory.publishers, SYSTEM) as session:
            return await running_holds(session)

    show(run_with_parts(work), as_json=as_json)
