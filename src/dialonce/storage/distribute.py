"""Spreading a database over several machines with Citus: every caller's rows together, by `subject_id`.

What is set up (`core`), keys (`vault`), journal (`audit`) and counts (`insights`) stay on the coordinator; only the secret that
tenant scopes are checked with goes everywhere, since row-level security is checked where the rows are.
"""

from collections.abc import Sequence
from typing import Any, LiteralString

import msgspec
from psycopg import AsyncConnection, sql
from psycopg.rows import class_row, scalar_row

from dialonce.errors import Conflict
from dialonce.storage.pool import Pool
from dialonce.storage.queries import statement

COLUMN = "subject_id"
FIRST = "personal.subject"
EVERYWHERE = "core.scope_secret"


class CallerTable(msgspec.Struct, frozen=True):
    """A table of callers. `misfits` are unique indexes without the distribution column."""

    name: str
    first_key: str | None
    misfits: list[str]


async def distribute(owner_url: str, *, dry_run: bool = False) -> list[str]:
    """Spread what is not spread yet; the statements, which a dry run only names. Running it again does nothing.

    Raises `Conflict` when the database has no Citus (not for a dry run), or when a table cannot be spread.
    """
    async with await AsyncConnection.connect(owner_url, autocommit=True) as conn:
        has_citus = await _one(conn, "distribution.has_citus")
        if not has_citus and not dry_run:
            raise Conflict(
                "This database has no Citus, so there is nothing to spread it over. On every machine: CREATE EXTENSION citus; on "
                "this one: SELECT citus_add_node('<host>', 5432) for each other. `--dry-run` shows what would be done."
            )
        done = await _names(conn) if has_citus else set()
        plan = plan_distribution(await _tables(conn), conn.info.dbname, done)
        if not dry_run:
            for step in plan:
                await conn.execute(sql.SQL(step))
        return list(plan)


def plan_distribution(tables: Sequence[CallerTable], database: str, done: set[str]) -> list[LiteralString]:
    """What to run as the owner on the coordinator. Raises `Conflict` for a table that has no place in a cluster."""
    for table in tables:
        if table.first_key != COLUMN or table.misfits:
            raise Conflict(
                f"{table.name} cannot be spread: its primary key must begin with {COLUMN}, and every unique index hold it."
            )
    steps = [] if EVERYWHERE in done else [f"SELECT create_reference_table('{EVERYWHERE}')"]
    for table in tables:
        if table.name not in done:
            beside = "none" if table.name == FIRST else FIRST
            steps.append(f"SELECT create_distributed_table('{table.name}', '{COLUMN}', colocate_with => '{beside}')")
    if not steps:
        return []
    name = sql.Identifier(database).as_string()
    settings = ("citus.propagate_set_commands = 'local'", "dialonce.distributed = 'on'")
    return [*steps, *(f"ALTER DATABASE {name} SET {setting}" for setting in settings)]


async def is_distributed(pool: Pool) -> bool:
    """Whether the database behind a pool was spread. Then rows are added by COPY alone."""
    async with pool.connection() as conn:
        return bool(await _one(conn, "distribution.is_distributed"))


async def _one(conn: AsyncConnection[Any], name: str) -> object:
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(statement(name))
        return await cursor.fetchone()


async def _names(conn: AsyncConnection[Any]) -> set[str]:
    async with conn.cursor(row_factory=scalar_row) as cursor:
        await cursor.execute(statement("distribution.distributed"))
        return set(await cursor.fetchall())


async def _tables(conn: AsyncConnection[Any]) -> list[CallerTable]:
    async with conn.cursor(row_factory=class_row(CallerTable)) as cursor:
        await cursor.execute(statement("distribution.tables"))
        return await cursor.fetchall()
