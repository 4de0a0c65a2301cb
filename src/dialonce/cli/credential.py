"""`dialonce credential`: the client ids and secrets of solutions."""

from typing import Annotated

import typer

from dialonce.cli.acting import JsonOption, PublisherOption, in_publisher, secret_text
from dialonce.cli.context import show
from dialonce.cli.solution import find_solution
from dialonce.publishers import Credential, create_credential, list_credentials, revoke_credential
from dialonce.vault import Session

app = typer.Typer(no_args_is_help=True, help="Client ids and secrets of solutions.")


@app.command()
def create(
    solution: Annotated[str, typer.Argument(help="Name or id of the solution.")],
    client_id: Annotated[str | None, typer.Option(help="Bring a client id along.")] = None,
    client_secret: Annotated[str | None, typer.Option(help="Bring its secret along; `-` reads it from input.")] = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a client id and secret, or bring them along. The secret is shown this once."""
    secret = secret_text(client_secret)

    async def act(session: Session) -> Credential:
        solution_id = await find_solution(session, solution)
        return await create_credential(session, solution_id, client_id=client_id, client_secret=secret)

    show([in_publisher(publisher, act)], as_json=as_json)


@app.command("list")
def list_all(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List all client ids, without their secrets."""
    show(in_publisher(publisher, list_credentials), as_json=as_json)


@app.command()
def revoke(client_id: Annotated[str, typer.Argument(help="The client id.")], publisher: PublisherOption = None) -> None:
    """End a client id and every access token it got."""
    in_publisher(publisher, lambda session: revoke_credential(session, client_id))
    typer.echo("Revoked.")
