"""`dialonce solution`: a publisher's websites, apps and voice IVRs."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer
from msgspec import UNSET

from dialonce.cli.acting import JsonOption, PublisherOption, find_named, in_publisher
from dialonce.cli.context import show
from dialonce.publishers import (
    NewSolution,
    Solution,
    SolutionChange,
    change_solution,
    create_solution,
    list_solutions,
)
from dialonce.vault import Session

app = typer.Typer(no_args_is_help=True, help="Websites, apps and voice IVRs of a publisher.")
COLUMNS = ("name", "kind", "solution_id", "allowed_origins", "notice_channel", "notice_since", "enabled")
Named = Annotated[str, typer.Argument(help="Name or id of the solution.")]
Origins = Annotated[list[str] | None, typer.Option("--origin", help="Where the website tag may run; may be repeated.")]
Channel = Annotated[str | None, typer.Option(help="How callers get the privacy notice: interface, ivr or app.")]
Since = Annotated[datetime | None, typer.Option(help="Since when the ivr or app gives the notice (UTC).")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Unique within the publisher.")],
    kind: Annotated[str, typer.Option(help="ivr, sdk, tag or link.")] = "ivr",
    origins: Origins = None,
    notice_channel: Channel = None,
    notice_since: Since = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open a solution."""
    data = NewSolution(name, kind, origins or [], notice_channel or "interface", utc(notice_since))
    show([in_publisher(publisher, lambda session: create_solution(session, data))], as_json=as_json, columns=COLUMNS)


@app.command("list")
def list_all(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List all solutions."""
    show(in_publisher(publisher, list_solutions), as_json=as_json, columns=COLUMNS)


@app.command()
def change(
    solution: Named,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    origins: Origins = None,
    notice_channel: Channel = None,
    notice_since: Since = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a solution; what is left out stays."""
    data = SolutionChange(name, origins, notice_channel, utc(notice_since) or UNSET)
    _change(solution, data, publisher, as_json=as_json)


@app.command()
def disable(solution: Named, publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """Make the credentials and tokens of a solution useless at once."""
    _change(solution, SolutionChange(enabled=False), publisher, as_json=as_json)


@app.command()
def enable(solution: Named, publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """Let a disabled solution go on."""
    _change(solution, SolutionChange(enabled=True), publisher, as_json=as_json)


async def find_solution(session: Session, text: str) -> UUID:
    """The id of the solution with this name or id. Raises `NotFound`."""
    return find_named(await list_solutions(session), text, "name", "solution_id").solution_id


def _change(solution: str, data: SolutionChange, publisher: str | None, *, as_json: bool) -> None:
    async def act(session: Session) -> Solution:
        return await change_solution(session, await find_solution(session, solution), data)

    show([in_publisher(publisher, act)], as_json=as_json, columns=COLUMNS)


def utc(moment: datetime | None) -> datetime | None:
    """The moment; one that was typed without time zone is in UTC."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
