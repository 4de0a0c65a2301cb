"""`dialonce publisher`: the companies of this installation."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

import typer

from dialonce.app.parts import Running
from dialonce.cli.acting import OPERATOR, JsonOption, in_publisher, publisher_of
from dialonce.cli.context import run_with_parts, show
from dialonce.errors import NotFound
from dialonce.publishers import (
    NewPublisher,
    Publisher,
    PublisherChange,
    change_publisher,
    create_publisher,
    end_contract,
    list_publishers,
    resume_contract,
)
from dialonce.staff import OPERATOR as STAFF_OF_OPERATOR
from dialonce.staff import read_member
from dialonce.vault import BreakGlass, break_glass, exceptional_accesses

app = typer.Typer(no_args_is_help=True, help="The companies that this installation serves.")
COLUMNS = ("slug", "name", "country", "locale", "sector", "enabled", "created_at")
Slug = Annotated[str, typer.Argument(help="Short address of the publisher.")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="As callers know the company.")],
    country: Annotated[str, typer.Option(help="ISO 3166; national numbers are read in it.")] = "FR",
    locale: Annotated[str, typer.Option(help="Language of its people: fr or en.")] = "fr",
    sector: Annotated[str, typer.Option(help="What it does, in a word.")] = "",
    slug: Annotated[str | None, typer.Option(help="Short address; made of the name when left out.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Open a publisher."""
    data = NewPublisher(name=name, country=country, locale=locale, sector=sector, slug=slug)

    async def work(running: Running) -> Publisher:
        return await create_publisher(running.parts.vault, data, OPERATOR)

    show([run_with_parts(work)], as_json=as_json, columns=COLUMNS)


@app.command("list")
def list_all(as_json: JsonOption = False) -> None:
    """List all publishers."""

    async def work(running: Running) -> list[Publisher]:
        return await list_publishers(running.parts.vault, OPERATOR)

    show(run_with_parts(work), as_json=as_json, columns=COLUMNS)


@app.command()
def change(
    slug: Slug,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    locale: Annotated[str | None, typer.Option(help="fr or en.")] = None,
    sector: Annotated[str | None, typer.Option(help="Another sector.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Change a publisher; what is left out stays."""
    _change(slug, PublisherChange(name=name, locale=locale, sector=sector), as_json=as_json)


@app.command()
def disable(slug: Slug, as_json: JsonOption = False) -> None:
    """Stop all lines and tokens of a publisher at once. Nothing is deleted."""
    _change(slug, PublisherChange(enabled=False), as_json=as_json)


@app.command()
def enable(slug: Slug, as_json: JsonOption = False) -> None:
    """Let a disabled publisher go on."""
    _change(slug, PublisherChange(enabled=True), as_json=as_json)


@app.command()
def end(
    slug: Slug,
    on: Annotated[datetime | None, typer.Option(help="When it ended; today when left out.")] = None,
    as_json: JsonOption = False,
) -> None:
    """End the contract: everything stops at once, and what was set up goes after its term (`dialonce retention plan`)."""
    moment = on.replace(tzinfo=UTC) if on else None
    show([in_publisher(slug, lambda session: end_contract(session, moment))], as_json=as_json, columns=COLUMNS)


@app.command()
def resume(slug: Slug, as_json: JsonOption = False) -> None:
    """Let a publisher go on whose contract was ended."""
    show([in_publisher(slug, resume_contract)], as_json=as_json, columns=COLUMNS)


@app.command()
def access(
    slug: Slug,
    staff: Annotated[UUID, typer.Option(help="Id of the member of the operator's staff who will look.")],
    reason: Annotated[str, typer.Option(help="Why, in words: the publisher reads it.")],
    minutes: Annotated[int, typer.Option(help="For how long; four hours at most.")] = 60,
    as_json: JsonOption = False,
) -> None:
    """Open an exceptional access to a publisher's data (2-l). The publisher is told, and every look is journalled."""

    async def work(running: Running) -> BreakGlass:
        publisher = publisher_of(running, slug)
        async with running.parts.vault.session([STAFF_OF_OPERATOR], OPERATOR) as session:
            member = await read_member(session, staff)
        if member.left_at is not None:
            raise NotFound("This member of the operator's staff has left.")
        return await break_glass(running.parts.vault, publisher, str(staff), reason, timedelta(minutes=minutes))

    show([run_with_parts(work)], as_json=as_json)


@app.command()
def accesses(slug: Slug, as_json: JsonOption = False) -> None:
    """List exceptional accesses to a publisher's data, newest first."""
    show(in_publisher(slug, exceptional_accesses), as_json=as_json)


def _change(slug: str, data: PublisherChange, *, as_json: bool) -> None:
    changed = in_publisher(slug, lambda session: change_publisher(session, data))
    show([changed], as_json=as_json, columns=COLUMNS)
