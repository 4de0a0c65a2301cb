"""The `dialonce` command."""

import asyncio
import os
import sys
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dialonce.app.demo import DemoCard, furnish_demo, read_card
from dialonce.app.install import bring_up_to_date, check_before_serving, installation
from dialonce.app.parts import open_parts
from dialonce.app.serve import require_free_port
from dialonce.app.serve import serve as run_server
from dialonce.cli.backup import backup
from dialonce.cli.card import print_card
from dialonce.cli.reference import reference_pages
from dialonce.cli.restore import restore
from dialonce.cli.subcommands import SUBCOMMANDS
from dialonce.errors import DialOnceError
from dialonce.settings import Settings, load_settings

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Dial-Once: a visual menu for the people who call you."
)
for name, commands in SUBCOMMANDS.items():
    app.add_typer(commands, name=name)
app.command()(backup)
app.command()(restore)
_console = Console()


@app.command()
def serve() -> None:
    """Bring the databases up to date and answer requests until Ctrl-C."""
    settings = load_settings(os.environ)
    require_free_port(settings)
    with installation(settings) as addresses:
        if addresses.owner:
            asyncio.run(bring_up_to_date(settings, addresses, tell=_tell))
        asyncio.run(check_before_serving(settings, addresses))
        _console.print(f"Dial-Once answers on [bold]{settings.public_url}[/bold] — Ctrl-C stops it.")
        run_server(settings)
    _console.print("Stopped.")


@app.command()
def migrate() -> None:
    """Bring the databases up to date, and do nothing else."""
    settings = load_settings(os.environ)
    with installation(settings) as addresses:
        asyncio.run(bring_up_to_date(settings, addresses, tell=_tell))
    _console.print("The databases are up to date.")


@app.command()
def demo() -> None:
    """Serve with a made-up telecom operator: lines, menus, ten weeks of calls."""
    os.environ.setdefault("DIALONCE_DEMO", "1")
    os.environ.setdefault("DIALONCE_STAFF_SECOND_FACTOR", "0")
    os.environ.setdefault("DIALONCE_OPERATOR_NAME", "Dial-Once (démonstration)")
    os.environ.setdefault("DIALONCE_OPERATOR_ADDRESS", "1 rue de l’Exemple, 75000 Paris")
    os.environ.setdefault("DIALONCE_PRIVACY_EMAIL", "vie-privee@example.org")
    os.environ.setdefault("DIALONCE_DPO", "Camille Exemple, dpo@example.org")
    settings = load_settings(os.environ)
    require_free_port(settings)
    with installation(settings) as addresses:
        asyncio.run(bring_up_to_date(settings, addresses, tell=_tell))
        card = asyncio.run(_furnish(settings))
        print_card(_console, settings, card)
        run_server(settings)
    _console.print("Stopped. The data is kept; `make run` goes on with it.")


@app.command()
def reference(folder: Path) -> None:
    """Write the reference pages that are generated from the code into a folder."""
    for name, text in reference_pages().items():
        (folder / name).write_text(text, "utf-8")
        _console.print(f"{folder / name}")


async def _furnish(settings: Settings) -> DemoCard:
    path = settings.data / "demo.json"
    card = read_card(path)
    if card is not None:
        return card
    columns = (TextColumn("Two months of calls"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with installation(settings) as addresses, Progress(*columns, console=_console) as bar:
        task = bar.add_task("calls", total=None)
        async with open_parts(settings, addresses) as running:
            return await furnish_demo(running, path, lambda done, total: bar.update(task, completed=done, total=total))


def _tell(migration: str) -> None:
    _console.print(f"migration {migration}", style="dim")


def main() -> None:
    """Run the command; an error that people can mend is one readable line, not a traceback."""
    try:
        app()
    except DialOnceError as wrong:
        Console(stderr=True).print(f"[red]{wrong.title}:[/red] {wrong.detail}")
        for fault in wrong.faults:
            Console(stderr=True).print(f"  {fault.where}: {fault.what}")
        sys.exit(1)
