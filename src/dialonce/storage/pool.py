"""Connection pools, one per database role. Each role can do its part and no more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from psycopg import AsyncConnection, OperationalError
from psycopg.errors import DeadlockDetected
from psycopg_pool import AsyncConnectionPool, PoolTimeout, TooManyRequests

from dialonce.errors import Unavailable

Pool = AsyncConnectionPool[AsyncConnection[Any]]

SERVICE = "dialonce_service"
DIRECTORY = "dialonce_directory"
VAULT = "dialonce_vault"
INSIGHTS = "dialonce_insights"
ADS = "dialonce_ads"
AUDITOR = "dialonce_auditor"
ARCHIVIST = "dialonce_archivist"
ROLES = (SERVICE, DIRECTORY, VAULT, INSIGHTS, ADS, AUDITOR, ARCHIVIST)


def role_url(url: str, role: str, password: str | None = None) -> str:
    """`url` with the role (and its password) in place of whoever it named."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    user = quote(role) if password is None else f"{quote(role)}:{quote(password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{user}@{host}"))


def make_pool(url: str, name: str, *, most: int, least: int = 1) -> Pool:
    """A closed pool; `open_pool` opens it."""
    return AsyncConnectionPool(
        url,
        min_size=least,
        max_size=most,
        open=False,
        name=name,
        timeout=5.0,
        max_waiting=2_000,
        kwargs={"autocommit": True, "prepare_threshold": 3},
    )


@asynccontextmanager
async def open_pool(url: str, name: str, *, most: int = 8, least: int = 1) -> AsyncIterator[Pool]:
    """An open pool for the duration of the block."""
    pool = make_pool(url, name, most=most, least=least)
    await pool.open()
    try:
        yield pool
    finally:
        await pool.close()


class Crossed(Unavailable):
    """Two transactions waited for each other and this one gave way: nothing of it was stored; a second try will do."""


@asynccontextmanager
async def connection(pool: Pool) -> AsyncIterator[AsyncConnection[Any]]:
    """A connection on which each statement is a transaction of its own.

    Raises `Unavailable` when the database is away, and `Crossed` for a deadlock; then nothing was stored.
    """
    try:
        async with pool.connection() as conn:
            yield conn
    except DeadlockDetected as crossed:
        raise Crossed("Two writers met; nothing was stored. Try again shortly.") from crossed
    except (OperationalError, PoolTimeout, TooManyRequests) as away:
        raise Unavailable("The database does not answer; nothing was stored. Try again shortly.") from away


@asynccontextmanager
async def transaction(pool: Pool) -> AsyncIterator[AsyncConnection[Any]]:
    """One transaction: committed when the block ends, rolled back when it raises. Raises as `connection` does."""
    async with connection(pool) as conn, conn.transaction():
        yield conn
