"""Looks for a number wherever this installation could have left it."""

import re
from collections.abc import Iterable
from pathlib import Path

from psycopg import AsyncConnection, sql

SCHEMAS = ("core", "personal", "vault", "insights", "ads", "audit", "jobs", "public")


async def every_row(owner: AsyncConnection) -> str:
    """All tables of the database as text, bytes included."""
    tables = await owner.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY (%s)", (list(SCHEMAS),)
    )
    parts: list[str] = []
    for schema, table in await tables.fetchall():
        rows = await owner.execute(sql.SQL("SELECT t::text FROM ONLY {} AS t").format(sql.Identifier(schema, table)))
        parts += [f"{schema}.{table} {row}" for (row,) in await rows.fetchall()]
    return "\n".join(parts)


def forms_of(number: str) -> list[str]:
    """How a number could stand somewhere: E.164, national, and their bytes in hexadecimal."""
    significant = number.removeprefix("+33")
    return [significant, significant.encode().hex()]


def places(text: str, number: str) -> list[str]:
    """The lines of `text` that hold the number."""
    wanted = re.compile("|".join(map(re.escape, forms_of(number))))
    return [line[:120] for line in text.splitlines() if wanted.search(line)]


def read_files(paths: Iterable[Path]) -> str:
    return "\n".join(path.read_text(errors="replace") for path in paths if path.is_file())


def files_under(folder: Path) -> list[Path]:
    """Every file that the installation keeps there."""
    return list(folder.rglob("*"))
