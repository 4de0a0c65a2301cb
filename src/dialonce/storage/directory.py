"""The directory: what the hot paths ask, held in memory and read again when the database announces a change.

It holds who may ask (publishers, solutions, credentials, tokens), which numbers are registered, and which interface they
show. Nothing in it is personal data of a caller. A change made anywhere is here within a second.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import class_row

from dialonce.storage.pool import Pool
from dialonce.storage.queries import statement

LINES_OF = "line:"


class PublisherEntry(msgspec.Struct, frozen=True):
    publisher_id: UUID
    slug: str
    name: str
    country: str
    locale: str
    enabled: bool
    sector: str = ""


class SolutionEntry(msgspec.Struct, frozen=True):
    solution_id: UUID
    publisher_id: UUID
    name: str
    kind: str
    allowed_origins: list[str]
    notice_channel: str
    notice_since: datetime | None
    enabled: bool


class CredentialEntry(msgspec.Struct, frozen=True):
    credential_id: UUID
    client_id: str
    publisher_id: UUID
    solution_id: UUID
    secret_hash: str


class TokenEntry(msgspec.Struct, frozen=True):
    digest: bytes
    kind: str
    publisher_id: UUID | None
    solution_id: UUID | None
    name: str
    expires_at: datetime | None
    revoked_at: datetime | None


class LineEntry(msgspec.Struct, frozen=True):
    line_id: UUID
    publisher_id: UUID
    number: str
    label: str
    sensitivity: str
    interface_id: UUID | None
    enabled: bool
    opening_hours: str = ""


class InterfaceEntry(msgspec.Struct, frozen=True):
    interface_id: UUID
    publisher_id: UUID
    name: str
    culture: str
    slug: str
    published_version: int | None
    enabled: bool
    rival_version: int | None = None
    rival_percent: int = 0

    def version_of(self, request_id: UUID) -> int:
        """The version that the call of this request gets: the published one, or its rival in its share of calls."""
        if self.rival_version is not None and request_id.int % 100 < self.rival_percent:
            return self.rival_version
        return self.published_version or 0


class Directory:
    """One process's copy. Reads are plain dictionary look-ups; `refresh` swaps whole dictionaries, so readers never wait."""

    def __init__(self) -> None:
        self.publishers: Mapping[UUID, PublisherEntry] = {}
        self.solutions: Mapping[UUID, SolutionEntry] = {}
        self.credentials: Mapping[UUID, CredentialEntry] = {}
        self.credentials_by_client: Mapping[str, CredentialEntry] = {}
        self.tokens: Mapping[bytes, TokenEntry] = {}
        self.lines: Mapping[str, LineEntry] = {}
        self.lines_by_id: Mapping[UUID, LineEntry] = {}
        self.interfaces: Mapping[UUID, InterfaceEntry] = {}
        self.interfaces_by_slug: Mapping[str, InterfaceEntry] = {}

    def line_of(self, publisher_id: UUID, number: str) -> LineEntry | None:
        """The publisher's enabled line with this canonical number, or None: then the number is not ours to know (3.1-e)."""
        line = self.lines.get(number)
        if line is None or not line.enabled or line.publisher_id != publisher_id:
            return None
        publisher = self.publishers.get(publisher_id)
        return line if publisher is not None and publisher.enabled else None

    def published_interface(self, line: LineEntry) -> InterfaceEntry | None:
        """The interface that callers of this line get, or None when it has none that is published and enabled."""
        entry = self.interfaces.get(line.interface_id) if line.interface_id else None
        return entry if entry is not None and entry.enabled and entry.published_version is not None else None

    async def refresh(self, conn: AsyncConnection[Any], changes: frozenset[str]) -> None:
        """Read again what changed: tables of schema `core` by name, or `line:` and a publisher's id for its lines alone."""
        for table in changes & _READERS.keys():
            await _READERS[table](self, conn)
        whose = {UUID(change.removeprefix(LINES_OF)) for change in changes if change.startswith(LINES_OF)}
        if whose and "line" not in changes:
            await self._refresh_lines(conn, whose)

    async def _refresh_lines(self, conn: AsyncConnection[Any], publishers: set[UUID]) -> None:
        rows = await _read(conn, "directory.lines_of", LineEntry, publisher_ids=list(publishers))
        others = [line for line in self.lines.values() if line.publisher_id not in publishers]
        _hold_lines(self, [*others, *rows])

    async def load(self, pool: Pool) -> None:
        """Read everything."""
        async with pool.connection() as conn:
            await self.refresh(conn, frozenset(_READERS))


async def _read(conn: AsyncConnection[Any], name: LiteralString, row: type[Any], **values: object) -> list[Any]:
    async with conn.cursor(row_factory=class_row(row)) as cursor:
        await cursor.execute(statement(name), values or None)
        return await cursor.fetchall()


async def _publishers(to: Directory, conn: AsyncConnection[Any]) -> None:
    to.publishers = {row.publisher_id: row for row in await _read(conn, "directory.publishers", PublisherEntry)}


async def _solutions(to: Directory, conn: AsyncConnection[Any]) -> None:
    to.solutions = {row.solution_id: row for row in await _read(conn, "directory.solutions", SolutionEntry)}


async def _credentials(to: Directory, conn: AsyncConnection[Any]) -> None:
    rows = await _read(conn, "directory.credentials", CredentialEntry)
    to.credentials = {row.credential_id: row for row in rows}
    to.credentials_by_client = {row.client_id: row for row in rows}


async def _tokens(to: Directory, conn: AsyncConnection[Any]) -> None:
    to.tokens = {row.digest: row for row in await _read(conn, "directory.tokens", TokenEntry)}


async def _lines(to: Directory, conn: AsyncConnection[Any]) -> None:
    _hold_lines(to, await _read(conn, "directory.lines", LineEntry))


def _hold_lines(to: Directory, lines: Sequence[LineEntry]) -> None:
    to.lines = {line.number: line for line in lines}
    to.lines_by_id = {line.line_id: line for line in lines}


async def _interfaces(to: Directory, conn: AsyncConnection[Any]) -> None:
    rows = await _read(conn, "directory.interfaces", InterfaceEntry)
    to.interfaces = {row.interface_id: row for row in rows}
    to.interfaces_by_slug = {row.slug: row for row in rows}


_READERS: Mapping[str, Callable[[Directory, AsyncConnection[Any]], Awaitable[None]]] = {
    "publisher": _publishers,
    "solution": _solutions,
    "credential": _credentials,
    "token": _tokens,
    "line": _lines,
    "interface": _interfaces,
}
