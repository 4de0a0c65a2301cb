"""`dialonce sharing`: agreements with those who receive data, and what they were told."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from dialonce.app.parts import Running
from dialonce.cli.acting import JsonOption, PublisherOption, in_publisher, publisher_session
from dialonce.cli.context import run_with_parts, show
from dialonce.sharing import (
    Agreement,
    NewAgreement,
    RecipientNotice,
    confirm_notice,
    end_agreement,
    list_agreements,
    read_agreement,
    recent_disclosures,
    register_agreement,
    signing_secret,
)
from dialonce.vault import Session

app = typer.Typer(no_args_is_help=True, help="Who receives data, under which agreement, and who received some.")
COLUMNS = ("party", "name", "reference", "purposes", "categories", "until", "ended_at", "agreement_id")
Several = Annotated[list[str], typer.Option(help="An id of the policy; may be repeated.")]


@app.command()
def agree(
    party: Annotated[str, typer.Argument(help="kind:name, such as partner:livraisons.")],
    name: Annotated[str, typer.Option(help="What the party is called.")],
    reference: Annotated[str, typer.Option(help="Of the contract.")],
    until: Annotated[datetime, typer.Option(help="When it ends (UTC).")],
    purpose: Several,
    category: Several,
    country: Annotated[str, typer.Option(help="ISO 3166.")] = "FR",
    email: Annotated[str, typer.Option(help="Where notices go.")] = "",
    webhook: Annotated[str, typer.Option(help="Where signed notices go.")] = "",
    address: Annotated[str, typer.Option(help="Where letters go.")] = "",
    notifies: Annotated[bool, typer.Option(help="The party informs the persons itself.")] = False,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Register an agreement: from now on the policy lets this data go to that party for these purposes."""
    new = NewAgreement(
        party=party,
        name=name,
        reference=reference,
        purposes=tuple(purpose),
        categories=tuple(category),
        until=until.replace(tzinfo=UTC),
        country=country,
        email=email,
        webhook_url=webhook,
        postal_address=address,
        notifies_subject=notifies,
    )
    show([in_publisher(publisher, lambda session: register_agreement(session, new))], as_json=as_json, columns=COLUMNS)


@app.command("list")
def list_all(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List agreements, also those that are over."""
    show(in_publisher(publisher, list_agreements), as_json=as_json, columns=COLUMNS)


@app.command()
def end(agreement: UUID, publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """End an agreement now: nothing more goes to that party."""

    async def act(session: Session) -> Agreement:
        return await end_agreement(session, agreement)

    show([in_publisher(publisher, act)], as_json=as_json, columns=COLUMNS)


@app.command()
def secret(agreement: UUID, publisher: PublisherOption = None) -> None:
    """Print the secret that signs notices to a party, for it to keep (Standard Webhooks)."""

    async def work(running: Running) -> str:
        async with publisher_session(running, publisher) as session:
            return (await signing_secret(session, await read_agreement(session, agreement))).text()

    typer.echo(run_with_parts(work))


@app.command()
def ledger(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List the newest disclosures."""
    columns = ("recipient", "purpose", "categories", "ground", "region", "disclosed_at", "disclosure_id")
    show(in_publisher(publisher, recent_disclosures), as_json=as_json, columns=columns)


@app.command()
def confirm(
    notice: UUID,
    answer: Annotated[str, typer.Option(help="What the party answered.")] = "",
    publisher: PublisherOption = None,
) -> None:
    """Write down that a party has done what a notice asked."""

    async def act(session: Session) -> RecipientNotice:
        return await confirm_notice(session, notice, answer)

    typer.echo(f"Confirmed by {in_publisher(publisher, act).recipient}.")
