"""`dialonce staff`: the first people of an installation, from the shell."""

from typing import Annotated
from uuid import UUID

import msgspec
import typer

from dialonce.app.parts import Running
from dialonce.cli.acting import OPERATOR as SHELL
from dialonce.cli.acting import JsonOption
from dialonce.cli.context import run_with_parts, show
from dialonce.errors import NotFound
from dialonce.staff import OPERATOR, Role, invite_again, invite_staff, let_go, list_members

app = typer.Typer(no_args_is_help=True, help="People who sign in at the console.")
PublisherOption = Annotated[
    str | None,
    typer.Option("--publisher", "-p", help="Short address of their publisher; left out: the operator's own."),
]


class InvitedRow(msgspec.Struct, frozen=True):
    """What to hand over: shown this once."""

    link: str
    expires_at: str


class StaffRow(msgspec.Struct, frozen=True):
    """One member, as the shell shows them."""

    staff_id: str
    name: str
    email: str
    role: str
    state: str


@app.command()
def invite(
    email: str,
    name: Annotated[str, typer.Option(help="As colleagues know them.")],
    role: Annotated[Role, typer.Option(help="What they do here.")],
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Invite somebody and print the link that lets them in; it serves once, for seven days."""

    async def work(running: Running) -> InvitedRow:
        parts = running.parts
        async with parts.vault.session([_tenant(running, publisher)], SHELL) as session:
            made = await invite_staff(session, parts.staff, name, email, role)
        return InvitedRow(f"{parts.public_url}/console/join/{made.ticket}", made.expires_at.isoformat())

    show([run_with_parts(work)], as_json=as_json)


@app.command("list")
def list_(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """Everybody who signs in."""

    async def work(running: Running) -> list[StaffRow]:
        async with running.parts.vault.session([_tenant(running, publisher)], SHELL) as session:
            members = await list_members(session)
        return [
            StaffRow(
                str(one.staff_id),
                one.name,
                one.email,
                one.role.value,
                "left" if one.left_at else "joined" if one.joined_at else "invited",
            )
            for one in members
        ]

    show(run_with_parts(work), as_json=as_json)


@app.command()
def reset(staff_id: UUID, publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """Invite somebody anew who lost password or factors; their sessions, password and factors end at once."""

    async def work(running: Running) -> InvitedRow:
        async with running.parts.vault.session([_tenant(running, publisher)], SHELL) as session:
            made = await invite_again(session, staff_id)
        return InvitedRow(f"{running.parts.public_url}/console/join/{made.ticket}", made.expires_at.isoformat())

    show([run_with_parts(work)], as_json=as_json)


@app.command()
def remove(staff_id: UUID, publisher: PublisherOption = None) -> None:
    """Take somebody's access away, at once and everywhere."""

    async def work(running: Running) -> None:
        async with running.parts.vault.session([_tenant(running, publisher)], SHELL) as session:
            await let_go(session, staff_id)

    run_with_parts(work)


def _tenant(running: Running, slug: str | None) -> UUID:
    """Where their account lies. Raises `NotFound`."""
    if slug is None:
        return OPERATOR
    for entry in running.parts.vault.directory.publishers.values():
        if entry.slug == slug:
            return entry.publisher_id
    raise NotFound(f"There is no publisher `{slug}`.")
