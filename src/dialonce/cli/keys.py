"""`dialonce keys`: new root and publisher keys while the service goes on."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.progress import Progress

from dialonce.app.parts import Running
from dialonce.app.root_key import root_key_source
from dialonce.cli.context import run_with_parts
from dialonce.errors import Invalid
from dialonce.settings import Settings, load_settings
from dialonce.vault import end_root_rotation, rotate_publisher, rotate_root

app = typer.Typer(no_args_is_help=True, help="Keys: rotate the root key or a publisher's key.")


@app.callback()
def keys() -> None:
    """Keep `rotate` a command of its own."""


@app.command()
def rotate(
    root: Annotated[bool, typer.Option("--root", help="Rotate the root key.")] = False,
    publisher: Annotated[UUID | None, typer.Option(help="Rotate this publisher's key.")] = None,
    next_key_file: Annotated[
        Path | None,
        typer.Option(
            help="Where the next root key stands, if the present one is in the environment or printed by a command."
        ),
    ] = None,
) -> None:
    """Wrap keys anew, online. Cut short, it is finished by running it again."""
    if root == (publisher is not None):
        raise typer.BadParameter("Say either --root or --publisher ID.")
    if publisher is not None:
        _rotate_publisher(publisher)
    else:
        _rotate_root(load_settings(os.environ), next_key_file)


def _rotate_publisher(publisher: UUID) -> None:
    with _bar("Wrapping subjects' keys anew") as tell:
        done = run_with_parts(lambda running: rotate_publisher(running.parts.vault, publisher, tell=tell))
    typer.echo(f"{done} subjects' keys are wrapped by the publisher's new key.")


def _rotate_root(settings: Settings, next_key_file: Path | None) -> None:
    source = root_key_source(settings)
    if source.path is None and next_key_file is None:
        raise Invalid(
            "The root key stands outside of the data folder: name the file of the next one with --next-key-file."
        )
    next_path = next_key_file or beside(source.path or settings.root_key_path)
    next_root = source.read(next_path)

    async def whole(running: Running) -> int:
        with _bar("Wrapping publishers' keys anew") as tell:
            rewrapped = await rotate_root(running.parts.vault, next_root, tell=tell)
        if source.path is not None:
            _put_in_place(next_path, source.path)
            await end_root_rotation(running.parts.vault)
        return rewrapped

    typer.echo(f"{run_with_parts(whole)} keys are wrapped by the new root key.")
    if source.path is None:
        typer.echo(
            f"Now put the key of {next_path} where this installation reads its root key (DIALONCE_ROOT_KEY, or what "
            "DIALONCE_ROOT_KEY_COMMAND prints), restart, and run `dialonce keys end-rotation`."
        )


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that fills as keys are wrapped."""
    with Progress() as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def beside(path: Path) -> Path:
    """Where the next root key waits for its turn."""
    return path.with_name(path.name + ".next")


def _put_in_place(next_path: Path, path: Path) -> None:
    """The old key stays beside: backups made before the rotation need it."""
    fingerprint = sha256(path.read_bytes()).hexdigest()[:8]
    kept = path.with_name(f"{path.name}.{fingerprint}")
    if not kept.exists():
        kept.hardlink_to(path)
    next_path.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    typer.echo(f"The old key is kept as {kept}: older backups need it. Destroy it together with them.")


@app.command()
def end_rotation() -> None:
    """Destroy the way from the old root key to the new one, once every process uses the new one."""
    run_with_parts(lambda running: end_root_rotation(running.parts.vault, settle=0))
    typer.echo("The old root key opens nothing any more.")
