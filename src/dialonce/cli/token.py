"""`dialonce token`: tokens that last."""

from datetime import datetime
from typing import Annotated

import msgspec
import typer

from dialonce.app.parts import Running
from dialonce.cli.acting import JsonOption, PublisherOption, in_publisher, secret_text
from dialonce.cli.context import run_with_parts, show
from dialonce.cli.solution import find_solution, utc
from dialonce.errors import Fault, Invalid
from dialonce.publishers import (
    create_operator_token,
    create_token,
    list_tokens,
    revoke_operator_token,
    revoke_token,
    token_digest,
)
from dialonce.vault import Session

app = typer.Typer(no_args_is_help=True, help="Tokens of publishers, solutions and the operator.")


class MadeToken(msgspec.Struct, frozen=True):
    """A new token, in clear this once."""

    token: str
    digest: str


@app.command()
def create(
    solution: Annotated[str | None, typer.Option(help="Name or id of the solution it speaks for.")] = None,
    operator: Annotated[
        bool, typer.Option("--operator", help="A token of the operator, who opens publishers.")
    ] = False,
    name: Annotated[str, typer.Option(help="What it is for.")] = "",
    token: Annotated[str | None, typer.Option(help="Bring a token along; `-` reads it from input.")] = None,
    expires: Annotated[datetime | None, typer.Option(help="When it ends (UTC); never when left out.")] = None,
    publisher: PublisherOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a token: of a publisher (for `/v1`), of one of its solutions, or of the operator. It is shown this once."""
    if operator and (solution or token or expires):
        raise Invalid("An operator's token is made here, for no solution and without end; revoke it by its digest.")
    text = secret_text(token)

    async def act(session: Session) -> str:
        solution_id = await find_solution(session, solution) if solution else None
        return await create_token(session, solution_id=solution_id, name=name, token=text, expires_at=utc(expires))

    async def work(running: Running) -> str:
        return await create_operator_token(running.directory_pool, name, running.parts.now)

    made = run_with_parts(work) if operator else in_publisher(publisher, act)
    show([MadeToken(made, token_digest(made).hex())], as_json=as_json)


@app.command("list")
def list_all(publisher: PublisherOption = None, as_json: JsonOption = False) -> None:
    """List a publisher's tokens by digest; the tokens themselves are not kept."""
    show(in_publisher(publisher, list_tokens), as_json=as_json)


@app.command()
def revoke(
    digest: Annotated[str, typer.Argument(help="SHA-256 of the token, as `list` shows it.")],
    operator: Annotated[bool, typer.Option("--operator", help="It is a token of the operator.")] = False,
    publisher: PublisherOption = None,
) -> None:
    """End a token at once."""
    try:
        raw = bytes.fromhex(digest)
    except ValueError as wrong:
        raise Invalid("This is no digest.", faults=(Fault("DIGEST", "64 hexadecimal digits, see `list`"),)) from wrong
    if operator:
        run_with_parts(lambda running: revoke_operator_token(running.directory_pool, raw, running.parts.now))
    else:
        in_publisher(publisher, lambda session: revoke_token(session, raw))
    typer.echo("Revoked.")
