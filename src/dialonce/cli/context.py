"""What every command needs: the settings, the running databases, the open parts, and readable words for errors."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

import msgspec
from rich.console import Console
from rich.table import Table

from dialonce.app.install import installation
from dialonce.app.parts import Running, open_parts
from dialonce.settings import load_settings

T = TypeVar("T")
Work = Callable[[Running], Awaitable[T]]


def run_with_parts(work: Work[T]) -> T:
    """Do something with the open parts of this installation; the embedded database is started if need be."""

    async def whole() -> T:
        async with open_parts(settings, addresses) as running:
            return await work(running)

    settings = load_settings(os.environ)
    with installation(settings) as addresses:
        return asyncio.run(whole())


def show(rows: Sequence[msgspec.Struct], *, as_json: bool, columns: Sequence[str] = ()) -> None:
    """Print rows as a table for people, or as a JSON list for machines. `columns` chooses those for people."""
    if as_json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2).decode() + "\n")
        return
    if not rows:
        Console().print("Nothing yet.")
        return
    names = list(columns) or list(rows[0].__struct_fields__)
    table = Table(*(name.replace("_", " ") for name in names))
    for row in rows:
        table.add_row(*(_cell(getattr(row, name)) for name in names))
    Console().print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.strftime("%Y-%m-%d %H:%M") if hasattr(value, "strftime") else str(value)
