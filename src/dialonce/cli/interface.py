"""`dialonce interface`: visual menus, as documents of the classic format."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec
import typer

from dialonce.cli.acting import JsonOption, PublisherOption, find_named, in_publisher, read_file, write_file
from dialonce.cli.context import show
from dialonce.cli.findings import FindingRow, shown_changes, shown_findings
from dialonce.menus import check_interface, diff_interfaces, import_classic
from dialonce.publishers import (
    InterfaceSummary,
    change_interface,
    create_interface,
    list_interfaces,
    list_versions,
    publish_interface,
    read_interface,
    read_version,
    replace_draft,
    roll_back,
)
from dialonce.vault import Session

app = typer.Typer(no_args_is_help=True, help="Visual menus: import, check, publish, compare, export.")
COLUMNS = ("name", "slug", "culture", "draft_revision", "published_version", "enabled", "updated_at")
DRAFT = "draft"

Named = Annotated[str, typer.Argument(help="Name, short address or id of the interface.")]
Document = Annotated[Path, typer.Argument(help="JSON document of the classic format; `-` is standard input.")]
Text = Annotated[str, typer.Argument(help="`draft`, or the number of a version.")]


async def find_interface(session: Session, text: str) -> UUID:
    """The id of the interface with this name, short address or id. Raises `NotFound`."""
    return find_named(await list_interfaces(session), text, "name", "slug", "interface_id").interface_id


@app.command("import")
def import_file(
    file: Document,
    name: Annotated[str | None, typer.Option(help="Its name; the document's own when left out.")] = None,
    slug: Annotated[str | None, typer.Option(help="Its short address; made of the name when left out.")] = None,
    into: Annotated[str | None, typer.Option(help="Replace the draft of this interface instead.")] = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Import a document as a new interface, or as the draft of an existing one."""
    document = read_file(file)

    async def act(session: Session) -> InterfaceSummary:
        if into is None:
            return await create_interface(session, document, name=name, slug=slug)
        before = await read_interface(session, await find_interface(session, into))
        await replace_draft(session, before.interface_id, document, revision=before.draft_revision)
        return await read_interface(session, before.interface_id)

    _show([in_publisher(publisher, act)], as_json=as_json)


@app.command("list")
def list_all(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List all interfaces."""
    _show(in_publisher(publisher, list_interfaces), as_json=as_json)


@app.command()
def versions(interface: Named, publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List the published versions of an interface, newest first."""

    async def act(session: Session) -> list[msgspec.Struct]:
        return [*await list_versions(session, await find_interface(session, interface))]

    show(in_publisher(publisher, act), as_json=as_json)


@app.command()
def export(
    interface: Named,
    version: Text = DRAFT,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write here instead of printing.")] = None,
    publisher: PublisherOption = None,
) -> None:
    """Export the draft or a version, byte for byte."""
    document = in_publisher(publisher, lambda session: _text(session, interface, version))
    if output is None:
        typer.get_binary_stream("stdout").write(document)
    else:
        write_file(output, document)


@app.command()
def check(
    what: Annotated[str, typer.Argument(help="A file, or the name of an interface, whose draft is checked.")],
    language: Annotated[str, typer.Option(help="fr or en.")] = "en",
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what is not good in a document. Ends with 1 when there are errors."""
    file = Path(what)
    document = (
        read_file(file)
        if what == "-" or file.is_file()
        else in_publisher(publisher, lambda session: _text(session, what, DRAFT))
    )
    findings = shown_findings(check_interface(import_classic(document)), language)
    if findings or as_json:
        show(findings, as_json=as_json, columns=FindingRow.__struct_fields__)
    else:
        typer.echo("Nothing to mend.")
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


@app.command()
def publish(
    interface: Named,
    note: Annotated[str, typer.Option(help="Why, for colleagues.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Publish even though the check finds errors.")] = False,
    publisher: PublisherOption = None,
) -> None:
    """Publish the draft as a new version, shown to callers from now on."""

    async def act(session: Session) -> int:
        return await publish_interface(session, await find_interface(session, interface), note=note, force=force)

    typer.echo(f"Published as version {in_publisher(publisher, act)}.")


@app.command()
def rollback(
    interface: Named,
    version: Annotated[int, typer.Argument(help="The version to show again.", min=1)],
    publisher: PublisherOption = None,
) -> None:
    """Publish the text of an earlier version again, as a new version."""

    async def act(session: Session) -> int:
        return await roll_back(session, await find_interface(session, interface), version)

    typer.echo(f"Version {version} is shown again, as version {in_publisher(publisher, act)}.")


@app.command()
def diff(
    interface: Named,
    before: Text,
    after: Text = DRAFT,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare two versions, or a version and the draft."""

    async def act(session: Session) -> tuple[bytes, bytes]:
        return await _text(session, interface, before), await _text(session, interface, after)

    old, new = in_publisher(publisher, act)
    show(shown_changes(diff_interfaces(import_classic(old), import_classic(new))), as_json=as_json)


@app.command()
def change(
    interface: Named,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    enabled: Annotated[
        bool | None, typer.Option("--enable/--disable", help="A disabled one is offered to nobody.")
    ] = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rename, disable or enable an interface."""

    async def act(session: Session) -> InterfaceSummary:
        return await change_interface(session, await find_interface(session, interface), name=name, enabled=enabled)

    _show([in_publisher(publisher, act)], as_json=as_json)


async def _text(session: Session, interface: str, version: str) -> bytes:
    interface_id = await find_interface(session, interface)
    if version == DRAFT:
        return (await read_interface(session, interface_id)).draft.encode()
    number = int(version) if version.isascii() and version.isdecimal() else 0
    return (await read_version(session, interface_id, number)).document.encode()


def _show(interfaces: list[InterfaceSummary], *, as_json: bool) -> None:
    names = InterfaceSummary.__struct_fields__
    rows = [InterfaceSummary(*(getattr(one, name) for name in names)) for one in interfaces]
    show(rows, as_json=as_json, columns=COLUMNS)
