"""Transactions that may touch named publishers only."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection, sql

from dialonce.storage.pool import Pool, transaction

_SCOPE = sql.SQL("SET LOCAL dialonce.scope = {}; SET LOCAL dialonce.seal = {}")


def scope_text(publishers: Iterable[UUID]) -> str:
    """The scope as the database reads it: ids joined by commas, each once, sorted."""
    return ",".join(sorted({str(publisher) for publisher in publishers}))


@asynccontextmanager
async def scoped_transaction(pool: Pool, scope: str, seal: str) -> AsyncIterator[AsyncConnection[Any]]:
    """One transaction whose row-level policies see the publishers of `scope`; `seal` proves that it was not widened."""
    async with transaction(pool) as conn:
        # SET LOCAL and not `set_config`: it is what a cluster passes on to the machines where the rows are. It takes no
        # parameters; both values are ours, made of ids and digits.
        await conn.execute(_SCOPE.format(sql.Literal(scope), sql.Literal(seal)))
        yield conn
