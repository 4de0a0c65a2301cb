"""Migrations: plain SQL files applied in order, each in its own transaction, once.

`NNNN_pre_*` run before the new program is deployed, `NNNN_post_*` once the old one is gone.
"""

import hashlib
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any, LiteralString

import msgspec
from psycopg import AsyncConnection, sql

from dialonce.errors import Conflict
from dialonce.storage.pool import ROLES

_LEDGER: LiteralString = """
CREATE TABLE IF NOT EXISTS public.dialonce_migration (
  name text PRIMARY KEY,
  digest bytea NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
)
"""
_ONE_AT_A_TIME: LiteralString = "SELECT pg_advisory_lock(20160629)"


class Migration(msgspec.Struct, frozen=True):
    """One file: its name, its SQL, and the digest that says whether it was changed after it ran."""

    name: str
    sql: LiteralString
    digest: bytes


def load_migrations() -> Sequence[Migration]:
    """Every migration of this release, in order."""
    folder = files("dialonce.storage").joinpath("migrations")
    found = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    return [_migration(item.name, item.read_text("utf-8")) for item in found]


def _migration(name: str, text: str) -> Migration:
    return Migration(name, text, hashlib.sha256(text.encode()).digest())


async def migrate(owner_url: str, *, tell: Callable[[str], None] = lambda _: None) -> Sequence[str]:
    """Apply what is missing as the database's owner; the names applied.

    Raises `Conflict` when a migration that already ran has another text now: the database and the program differ then.
    """
    async with await AsyncConnection.connect(owner_url, autocommit=True) as conn:
        await conn.execute(_ONE_AT_A_TIME)
        await conn.execute(_LEDGER)
        ran = dict(await _rows(conn))
        applied = []
        for migration in load_migrations():
            if _needed(migration, ran):
                tell(migration.name)
                await _apply(conn, migration)
                applied.append(migration.name)
    return applied


async def _rows(conn: AsyncConnection[Any]) -> Sequence[tuple[str, bytes]]:
    cursor = await conn.execute("SELECT name, digest FROM public.dialonce_migration")
    return await cursor.fetchall()


def _needed(migration: Migration, ran: dict[str, bytes]) -> bool:
    if migration.name not in ran:
        return True
    if ran[migration.name] != migration.digest:
        raise Conflict(
            f"Migration {migration.name} was changed after it ran on this database. Restore its text; put the change "
            "into a migration of its own."
        )
    return False


async def _apply(conn: AsyncConnection[Any], migration: Migration) -> None:
    async with conn.transaction():
        await conn.execute("SET LOCAL lock_timeout = '4s'")
        await conn.execute(migration.sql)
        await conn.execute(
            "INSERT INTO public.dialonce_migration (name, digest) VALUES (%s, %s)",
            (migration.name, migration.digest),
        )


async def set_scope_secret(owner_url: str, secret: bytes) -> None:
    """Tell the database the secret that tenant scopes are sealed with. Until then every scope is empty."""
    async with await AsyncConnection.connect(owner_url, autocommit=True) as conn:
        await conn.execute(
            "INSERT INTO core.scope_secret (secret) VALUES (%s) ON CONFLICT (only_one) DO UPDATE SET secret = excluded.secret",
            (secret,),
        )


async def set_sweep_rules(owner_url: str, rules: Sequence[tuple[str, str, str]]) -> None:
    """Tell the database which rows may be deleted by age: dataset, column, and the least age as an interval."""
    async with await AsyncConnection.connect(owner_url) as conn:
        await conn.execute("DELETE FROM core.sweep_rule")
        await conn.execute(
            """INSERT INTO core.sweep_rule (dataset, start, at_least)
               SELECT * FROM unnest(%s::text[], %s::text[], %s::interval[])""",
            [list(column) for column in zip(*rules, strict=True)],
        )


async def set_role_passwords(owner_url: str, passwords: dict[str, str]) -> None:
    """Give the login roles their passwords. Only the SCRAM verifier crosses the wire, so no log can hold a password."""
    async with await AsyncConnection.connect(owner_url, autocommit=True) as conn:
        for role in ROLES:
            verifier = conn.pgconn.encrypt_password(passwords[role].encode(), role.encode(), b"scram-sha-256")
            await conn.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(verifier.decode()))
            )
