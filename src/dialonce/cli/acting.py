"""Acting for a publisher from the shell: which one, and one session on it."""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

import typer

from dialonce.app.parts import Running
from dialonce.cli.context import run_with_parts
from dialonce.errors import Invalid, NotFound
from dialonce.vault import Session, Who

T = TypeVar("T")
OPERATOR = Who("operator")
SHOWN_NAMES = 20

PublisherOption = Annotated[
    str | None,
    typer.Option("--publisher", "-p", help="Short address of the publisher; not needed when there is only one."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def publisher_session(running: Running, slug: str | None) -> AbstractAsyncContextManager[Session]:
    """A session on the publisher of this short address, or on the only one. Raises `Invalid` or `NotFound`."""
    return running.parts.vault.session([publisher_of(running, slug)], OPERATOR)


def publisher_of(running: Running, slug: str | None) -> UUID:
    """The id of the publisher of this short address, or of the only one. Raises `Invalid` or `NotFound`."""
    by_slug = {entry.slug: entry for entry in running.parts.vault.directory.publishers.values()}
    if slug is None and len(by_slug) != 1:
        raise Invalid(f"Say which publisher with --publisher: {_names(by_slug) or 'there is none yet'}.")
    chosen = by_slug.get(slug) if slug is not None else next(iter(by_slug.values()))
    if chosen is None:
        raise NotFound(f"There is no publisher `{slug}`; there are: {_names(by_slug) or 'none'}.")
    return chosen.publisher_id


def in_publisher(slug: str | None, act: Callable[[Session], Awaitable[T]]) -> T:
    """Do something in one session on a publisher."""

    async def work(running: Running) -> T:
        async with publisher_session(running, slug) as session:
            return await act(session)

    return run_with_parts(work)


def find_named(things: Iterable[T], text: str, *fields: str) -> T:
    """The thing that `text` names by one of `fields`. Raises `NotFound` with the names there are."""
    every = list(things)
    for thing in every:
        if text in {str(getattr(thing, field)) for field in fields}:
            return thing
    raise NotFound(
        f"Nothing is named `{text}`; there are: {_names(getattr(one, fields[0]) for one in every) or 'none'}."
    )


def _names(names: Iterable[Any]) -> str:
    every = sorted(str(name) for name in names)
    return ", ".join(every[:SHOWN_NAMES]) + (" …" if len(every) > SHOWN_NAMES else "")


def read_file(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises `Invalid` when it cannot be read."""
    try:
        return typer.get_binary_stream("stdin").read() if str(path) == "-" else path.read_bytes()
    except OSError as wrong:
        raise Invalid(f"{path} cannot be read: {wrong.strerror}.") from wrong


def write_file(path: Path, data: bytes) -> None:
    """Write a file. Raises `Invalid` when it cannot be written."""
    try:
        path.write_bytes(data)
    except OSError as wrong:
        raise Invalid(f"{path} cannot be written: {wrong.strerror}.") from wrong


def secret_text(text: str | None) -> str | None:
    """The secret itself; for `-` the first line of standard input, so that no list of processes shows it."""
    return typer.get_text_stream("stdin").readline().strip() if text == "-" else text
