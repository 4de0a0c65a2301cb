"""`dialonce rights`: requests of persons, their days, their archives."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec
import typer

from dialonce.app.parts import Running
from dialonce.cli.acting import JsonOption, PublisherOption, in_publisher, publisher_session, write_file
from dialonce.cli.context import run_with_parts, show
from dialonce.errors import Invalid
from dialonce.numbers import parse_caller
from dialonce.policy import figure_at
from dialonce.rights import (
    Channel,
    NewRequest,
    QueueFilter,
    Request,
    Right,
    archive_schema,
    due_after_hours,
    fetch_archive,
    fulfil_access,
    fulfil_erasure,
    list_requests,
    open_request,
    read_request,
    resume,
    subject_of,
)
from dialonce.rights.clock import Period, due_day, paris_day
from dialonce.vault import Session
from dialonce.web.rights_desk import desk_of

app = typer.Typer(no_args_is_help=True, help="Requests of persons about their data.")
COLUMNS = ("reference", "right", "channel", "state", "received_at", "due_at", "request_id")
Moment = Annotated[datetime, typer.Argument(help="In UTC, such as 2027-01-31T09:00.")]


class Line(msgspec.Struct, frozen=True):
    """A request as the shell shows it."""

    reference: str
    right: str
    channel: str
    state: str
    received_at: datetime
    due_at: datetime | None
    request_id: UUID


@app.command("list")
def list_all(
    state: Annotated[str, typer.Option(help="A state, or `unclosed`.")] = "unclosed",
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """List requests, the most urgent first."""

    async def act(session: Session) -> list[Line]:
        return [_line(one) for one in await list_requests(session, QueueFilter(state=state))]

    show(in_publisher(publisher, act), as_json=as_json, columns=COLUMNS)


@app.command("open")
def open_one(
    right: Right,
    received: Annotated[datetime | None, typer.Option(help="When it came (UTC); now when left out.")] = None,
    number: Annotated[str, typer.Option(help="The caller's number, if known.")] = "",
    channel: Annotated[Channel, typer.Option(help="How it came.")] = Channel.EMAIL,
    paper: Annotated[str, typer.Option(help="Where a letter is filed.")] = "",
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register a request. The person's words are read from standard input, so that no list of processes shows them."""
    body = typer.get_text_stream("stdin").read()

    async def act(session: Session) -> Line:
        subject = await subject_of(session, parse_caller(number, "FR").text) if number else None
        when = received.replace(tzinfo=UTC) if received else session.now
        new = NewRequest(
            right=right, channel=channel, received_at=when, subject=subject, body=body.strip(), paper=paper
        )
        return _line(await open_request(session, new))

    show([in_publisher(publisher, act)], as_json=as_json, columns=COLUMNS)


@app.command()
def confirm(
    request: UUID,
    why: Annotated[str, typer.Option(help="What makes identity sure.")],
    publisher: PublisherOption = None,
) -> None:
    """Write down that identity is sure; the clock goes on."""

    async def act(session: Session) -> Request:
        return await resume(session, request, why)

    typer.echo(f"Identity is sure; {in_publisher(publisher, act).reference} can be carried out.")


@app.command()
def export(
    request: UUID,
    to: Annotated[Path, typer.Option(help="The ZIP file to write.")],
    publisher: PublisherOption = None,
) -> None:
    """Carry out a request for access or portability, and write the archive to a file."""

    async def work(running: Running) -> bytes:
        async with publisher_session(running, publisher) as session:
            archive, _ = await fulfil_access(session, desk_of(running.parts, session.publisher), request)
        async with publisher_session(running, publisher) as session:
            return await fetch_archive(session, archive.subject_id, archive.archive_id)

    write_file(to, run_with_parts(work))
    typer.echo(f"Written to {to}.")


@app.command()
def erase(
    request: UUID,
    sure: Annotated[bool, typer.Option("--sure", help="Nothing can undo it.")] = False,
    publisher: PublisherOption = None,
) -> None:
    """Carry out a request for erasure; prints the letter, of which no copy stays."""
    if not sure:
        raise Invalid("An erasure cannot be undone. Say --sure.")

    async def work(running: Running) -> str:
        async with publisher_session(running, publisher) as session:
            publisher_id, who = session.publisher, session.who
        desk = desk_of(running.parts, publisher_id)
        receipt = await fulfil_erasure(running.parts.vault, desk, publisher_id, who, request)
        return f"{receipt.letter.subject}\n\n{receipt.letter.body}\n\nsha256 {receipt.digest}"

    typer.echo(run_with_parts(work))


@app.command()
def history(request: UUID, publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """Show every step of a request."""

    async def act(session: Session) -> list[msgspec.Struct]:
        return list((await read_request(session, request)).steps)

    show(in_publisher(publisher, act), as_json=as_json, columns=("at", "kind", "actor", "note"))


@app.command()
def due(
    received: Moment,
    extended: Annotated[bool, typer.Option(help="With the two more months of a complex request.")] = False,
    stopped: Annotated[int, typer.Option(min=0, help="Days for which the clock stood still.")] = 0,
    hours: Annotated[int | None, typer.Option(min=1, help="Instead: so many hours, as for a breach.")] = None,
) -> None:
    """Say when an answer is due, by the law's own counting."""
    moment = received.replace(tzinfo=UTC) if received.tzinfo is None else received
    if hours is not None:
        typer.echo(due_after_hours(moment, hours).isoformat())
        return
    day = paris_day(moment)
    months = figure_at("rights.answer_months", day)
    if extended:
        months += figure_at("rights.extension_months", day)
    typer.echo(due_day(moment, Period(months, stopped)).isoformat())


@app.command()
def schema() -> None:
    """Print the JSON Schema of archives."""
    typer.echo(msgspec.json.format(msgspec.json.encode(archive_schema()), indent=2).decode())


def _line(request: Request) -> Line:
    return Line(
        request.reference,
        request.right.value,
        request.channel.value,
        request.state.value,
        request.received_at,
        request.due_at,
        request.request_id,
    )
