"""Transactions that may touch named publishers only."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from psycopg import AsyncConnection, sql

from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import fetch_value

# Both values travel as parameters: a statement's text stands in `pg_stat_activity`, where whoever has SQL of the same role
# could overhear another tenant's seal and use it.
_SCOPE = "SELECT set_config('dialonce.scope', %s, true), set_config('dialonce.seal', %s, true)"
# A cluster passes on to the machines where the rows are what SET LOCAL says, and only that. It takes no parameters.
_SPREAD_SCOPE = sql.SQL("SET LOCAL dialonce.scope = {}; SET LOCAL dialonce.seal = {}")
_spread: WeakKeyDictionary[Pool, bool] = WeakKeyDictionary()


def scope_text(publishers: Iterable[UUID]) -> str:
    """The scope as the database reads it: ids joined by commas, each once, sorted."""
    return ",".join(sorted({str(publisher) for publisher in publishers}))


@asynccontextmanager
async def scoped_transaction(pool: Pool, scope: str, seal: str) -> AsyncIterator[AsyncConnection[Any]]:
    """One transaction whose row-level policies see the publishers of `scope`; `seal` proves that it was not widened."""
    async with transaction(pool) as conn:
        if await _is_spread(pool, conn):
            await conn.execute(_SPREAD_SCOPE.format(sql.Literal(scope), sql.Literal(seal)))
        else:
            await conn.execute(_SCOPE, (scope, seal))
        yield conn


async def _is_spread(pool: Pool, conn: AsyncConnection[Any]) -> bool:
    """Whether the database behind a pool was spread over several machines; asked once."""
    known = _spread.get(pool)
    if known is None:
        known = _spread[pool] = bool(await fetch_value(conn, "distribution.is_distributed", {}))
    return known
