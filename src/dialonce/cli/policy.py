"""`dialonce policy`: the policy that people read, asked, checked, compared and exported."""

import typer

from dialonce.policy import load_policy

app = typer.Typer(no_args_is_help=True, help="The privacy policy: check, explain, compare, export, publish.")


@app.command("version")
def version() -> None:
    """Print the version of the policy that this program enforces."""
    typer.echo(load_policy().version)
