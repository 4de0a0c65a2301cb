"""`dialonce line`: the registered numbers of a publisher."""

import csv
import io
from pathlib import Path
from typing import Annotated

import typer
from msgspec import UNSET
from rich.console import Console
from rich.progress import track

from dialonce.cli.acting import JsonOption, PublisherOption, in_publisher, read_file, write_file
from dialonce.cli.context import show
from dialonce.cli.interface import find_interface
from dialonce.errors import NotFound
from dialonce.publishers import (
    BadRow,
    ImportReport,
    Line,
    LineChange,
    NewLine,
    canonical_number,
    change_line,
    import_lines,
    list_lines,
    read_csv,
    read_json,
    read_line,
    register_line,
)
from dialonce.vault import Session

app = typer.Typer(no_args_is_help=True, help="The registered numbers of a publisher.")
COLUMNS = ("number", "label", "sensitivity", "opening_hours", "interface_id", "enabled")
LINES_A_PAGE = 10_000
SHOWN_BAD_ROWS = 20

Number = Annotated[str, typer.Argument(help="E.164, national, or a short code.")]
Label = Annotated[str | None, typer.Option(help="What people call the line.")]
Sensitivity = Annotated[str | None, typer.Option(help="ordinary, or special (health, beliefs and the like).")]
Hours = Annotated[str | None, typer.Option("--hours", help="Opening hours in the notation of OpenStreetMap.")]
Interface = Annotated[str | None, typer.Option(help="Name, short address or id of the interface its callers get.")]


@app.command()
def register(
    number: Number,
    country: Annotated[str | None, typer.Option(help="ISO 3166; the publisher's own when left out.")] = None,
    label: Label = None,
    sensitivity: Sensitivity = None,
    hours: Hours = None,
    interface: Interface = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register a number."""

    async def act(session: Session) -> Line:
        shown = await find_interface(session, interface) if interface else None
        data = NewLine(number, country, label or "", sensitivity or "ordinary", hours or "", shown)
        return await register_line(session, data)

    show([in_publisher(publisher, act)], as_json=as_json, columns=COLUMNS)


@app.command("list")
def list_all(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List all lines in the order of their numbers."""
    show(in_publisher(publisher, _every_line), as_json=as_json, columns=COLUMNS)


async def _every_line(session: Session) -> list[Line]:
    lines: list[Line] = []
    while page := await list_lines(session, after=lines[-1].number if lines else "", limit=LINES_A_PAGE):
        lines += page
    return lines


@app.command()
def change(
    number: Number,
    label: Label = None,
    sensitivity: Sensitivity = None,
    hours: Hours = None,
    interface: Interface = None,
    no_interface: Annotated[bool, typer.Option("--no-interface", help="Its callers get no menu any more.")] = False,
    enabled: Annotated[
        bool | None, typer.Option("--enable/--disable", help="A disabled line is as if not there.")
    ] = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change a line; what is left out stays."""

    async def act(session: Session) -> Line:
        line = await _find_line(session, number)
        shown = await find_interface(session, interface) if interface else None if no_interface else UNSET
        return await change_line(session, line.line_id, LineChange(label, sensitivity, hours, shown, enabled))

    show([in_publisher(publisher, act)], as_json=as_json, columns=COLUMNS)


async def _find_line(session: Session, number: str) -> Line:
    canonical = canonical_number(session, number, None)
    entry = session.directory.lines.get(canonical)
    if entry is None or entry.publisher_id != session.publisher:
        raise NotFound("This number is not registered.")
    return await read_line(session, entry.line_id)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="CSV, or JSON when it ends in .json; `-` is standard input (CSV).")],
    rejects: Annotated[
        Path | None, typer.Option(help="Write the bad rows here, as CSV, to mend and import again.")
    ] = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register a list of lines. Every bad row is reported by its place and reason, and none is lost."""
    data = read_file(file)
    rows = list(read_json(data) if file.suffix.lower() == ".json" else read_csv(data))
    console = Console(stderr=True)
    steps = track(rows, description="Lines", console=console, transient=True, disable=not console.is_terminal)
    report = in_publisher(publisher, lambda session: import_lines(session, steps))
    if rejects is not None:
        write_file(rejects, _rejects(report.bad))
    if as_json:
        show([report], as_json=True)
    else:
        _tell(report, rejects)
    if report.bad:
        raise typer.Exit(1)


def _tell(report: ImportReport, rejects: Path | None) -> None:
    typer.echo(f"{report.added} added, {report.changed} brought up to date, {len(report.bad)} not registered.")
    for bad in report.bad[:SHOWN_BAD_ROWS]:
        typer.echo(f"  row {bad.row}: {bad.reason}", err=True)
    if len(report.bad) > SHOWN_BAD_ROWS:
        typer.echo("  … and more; --rejects FILE writes all of them.", err=True)
    if rejects is not None and report.bad:
        typer.echo(f"The bad rows are in {rejects}; mend them there and import that file.")


def _rejects(bad: list[BadRow]) -> bytes:
    columns = list(dict.fromkeys(name for row in bad for name in row.given)) or ["number"]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*columns, "row", "reason"])
    writer.writeheader()
    writer.writerows({**row.given, "row": row.row, "reason": row.reason} for row in bad)
    return text.getvalue().encode("utf-8-sig")
