"""What every command needs: the settings, the running databases, the open parts, and readable words for errors."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import msgspec
from rich.console import Console
from rich.table import Table

from dialonce.app.addresses import Addresses
from dialonce.app.install import installation, open_vault
from dialonce.app.parts import Running, open_parts
from dialonce.errors import Conflict
from dialonce.settings import load_settings
from dialonce.storage.restore import is_installed

T = TypeVar("T")
Work = Callable[[Running], Awaitable[T]]


def run_with_parts(work: Work[T]) -> T:
    """Do something with the open parts of this installation; the embedded database is started if need be.

    Raises `Conflict` while nothing is installed there, and `Unreadable` for another root key, which the journal tells.
    """

    async def whole() -> T:
        await _require_installed(addresses)
        await open_vault(settings, addresses)
        async with open_parts(settings, addresses) as running:
            return await work(running)

    settings = load_settings(os.environ)
    with installation(settings) as addresses:
        return asyncio.run(whole())


async def _require_installed(addresses: Addresses) -> None:
    """Without its owner's address, the database itself tells, role by role."""
    if addresses.owner and not await is_installed(addresses.owner):
        raise Conflict(
            "Nothing is installed here yet. Run `dialonce migrate` first, or `dialonce demo` to look around."
        )


def show(rows: Sequence[msgspec.Struct], *, as_json: bool, columns: Sequence[str] = ()) -> None:
    """Print rows as a table for people, or as a JSON list for machines. `columns` chooses those for people."""
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2).decode() + "\n")
        return
    if not rows:
        Console().print("Nothing yet.")
        return
    names = list(columns) or list(rows[0].__struct_fields__)
    if len(rows) == 1:
        _show_one(rows[0], names)
        return
    table = Table(show_edge=False)
    for name in names:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(_cell(getattr(row, name)) for name in names))
    Console().print(table)


def _show_one(row: msgspec.Struct, names: Sequence[str]) -> None:
    """One thing, a line a member, nothing cut off: it may hold a secret that is shown this once."""
    width = max(map(len, names))
    for name in names:
        sys.stdout.write(f"{name.replace('_', ' '):<{width}}  {_cell(getattr(row, name))}\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return value.strftime("%Y-%m-%d %H:%M") if hasattr(value, "strftime") else str(value)
