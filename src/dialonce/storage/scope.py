"""Transactions that may touch named publishers only."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from psycopg import AsyncConnection, OperationalError, sql

from dialonce.storage.pool import Pool, connection
from dialonce.storage.queries import fetch_value

# Both values travel as parameters: a statement's text stands in `pg_stat_activity`, where whoever has SQL of the same role
# could overhear another tenant's seal and use it.
_SCOPE = "SELECT set_config('dialonce.scope', %s, true), set_config('dialonce.seal', %s, true)"
# A cluster passes on to the machines where the rows are what SET LOCAL says, and only that. It takes no parameters.
_SPREAD_SCOPE = sql.SQL("BEGIN; SET LOCAL dialonce.scope = {}; SET LOCAL dialonce.seal = {}")
_spread: WeakKeyDictionary[Pool, bool] = WeakKeyDictionary()


def scope_text(publishers: Iterable[UUID]) -> str:
    """The scope as the database reads it: ids joined by commas, each once, sorted."""
    return ",".join(sorted({str(publisher) for publisher in publishers}))


@asynccontextmanager
async def scoped_transaction(pool: Pool, scope: str, seal: str) -> AsyncIterator[AsyncConnection[Any]]:
    """One transaction whose row-level policies see the publishers of `scope`; `seal` proves that it was not widened.

    Committed when the block ends, unless the block did so itself with its last statements; rolled back when it raises. Raises
    as `connection` does.
    """
    async with connection(pool) as conn:
        await _begin(pool, conn, scope, seal)
        try:
            yield conn
        except BaseException:
            # Of a connection that is lost the server rolls back by itself.
            with suppress(OperationalError):
                await conn.rollback()
            raise
        await conn.commit()


async def commit(conn: AsyncConnection[Any]) -> None:
    """Commit with the statements that are on their way, where the block of `scoped_transaction` ends."""
    await conn.execute("COMMIT")


async def _begin(pool: Pool, conn: AsyncConnection[Any], scope: str, seal: str) -> None:
    """Begin, and say for whom: one round trip."""
    if await _is_spread(pool, conn):
        await conn.execute(_SPREAD_SCOPE.format(sql.Literal(scope), sql.Literal(seal)))
        return
    async with conn.pipeline():
        await conn.execute("BEGIN")
        await conn.execute(_SCOPE, (scope, seal))


async def _is_spread(pool: Pool, conn: AsyncConnection[Any]) -> bool:
    """Whether the database behind a pool was spread over several machines; asked once."""
    known = _spread.get(pool)
    if known is None:
        known = _spread[pool] = bool(await fetch_value(conn, "distribution.is_distributed", {}))
    return known
