"""Transactions that may touch named publishers only."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection

from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import statement


def scope_text(publishers: Iterable[UUID]) -> str:
    """The scope as the database reads it: ids joined by commas, each once, sorted."""
    return ",".join(sorted({str(publisher) for publisher in publishers}))


@asynccontextmanager
async def scoped_transaction(pool: Pool, scope: str, seal: str) -> AsyncIterator[AsyncConnection[Any]]:
    """One transaction whose row-level policies see the publishers of `scope`; `seal` proves that it was not widened."""
    async with transaction(pool) as conn:
        await conn.execute(statement("vault.scope"), {"scope": scope, "seal": seal})
        yield conn
