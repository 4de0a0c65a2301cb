"""Named SQL. Every query lives in `sql/<noun>.sql` under a line `-- name --`, with a sentence on what it does.

`Statement`s run with server-side parameters only: no value is ever part of the text.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, LiteralString, TypeVar, cast

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import class_row, tuple_row

Row = TypeVar("Row", bound=msgspec.Struct)
Connection = AsyncConnection[Any]
Parameters = Mapping[str, object] | Sequence[object]

_NAME = re.compile(r"^-- (\w+) --$", re.MULTILINE)


@cache
def load_statements(package: str, noun: str) -> Mapping[str, LiteralString]:
    """All queries of one file, by name. A duplicate name is a programming error and raises `ValueError`."""
    text = files(package).joinpath("sql", f"{noun}.sql").read_text("utf-8")
    parts = _NAME.split(text)
    names, bodies = parts[1::2], parts[2::2]
    if len(set(names)) != len(names):
        raise ValueError(f"{package} {noun}.sql: a query name occurs twice")
    return {name: cast("LiteralString", body.strip()) for name, body in zip(names, bodies, strict=True)}


def statement(name: str, package: str = "dialonce.storage") -> LiteralString:
    """The text of `noun.query`; `KeyError` when there is none."""
    noun, query = name.split(".")
    return load_statements(package, noun)[query]


async def fetch_all(conn: Connection, name: str, parameters: Parameters, row: type[Row]) -> list[Row]:
    """All rows, each as a `row` struct whose fields are the columns."""
    async with conn.cursor(row_factory=class_row(row)) as cursor:
        await cursor.execute(statement(name), parameters)
        return await cursor.fetchall()


async def fetch_one(conn: Connection, name: str, parameters: Parameters, row: type[Row]) -> Row | None:
    """The first row, or None."""
    async with conn.cursor(row_factory=class_row(row)) as cursor:
        await cursor.execute(statement(name), parameters)
        return await cursor.fetchone()


async def fetch_value(conn: Connection, name: str, parameters: Parameters) -> Any:
    """The first column of the first row, or None."""
    async with conn.cursor(row_factory=tuple_row) as cursor:
        await cursor.execute(statement(name), parameters)
        found = await cursor.fetchone()
        return found[0] if found else None


async def execute(conn: Connection, name: str, parameters: Parameters) -> int:
    """Run a statement; the number of rows it touched."""
    cursor = await conn.execute(statement(name), parameters)
    return cursor.rowcount
