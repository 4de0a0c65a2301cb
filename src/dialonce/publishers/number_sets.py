"""The number sets that devices carry: made when the lines have changed, signed, kept by version.

The format is `docs/reference/number-set.md`. A version grows with every change of what a set holds (lines, the interface
they show, its flags) and never otherwise: equal version, equal bytes.
"""

import asyncio
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dialonce.errors import NotFound
from dialonce.menus import SATISFACTION
from dialonce.numbers import (
    COSTS_MORE,
    HAS_SATISFACTION,
    Payload,
    build_number_set,
    diff_number_sets,
    find_number,
    is_premium_rate,
)
from dialonce.publishers.documents import DocumentCache
from dialonce.storage.directory import SolutionEntry
from dialonce.storage.queries import execute, fetch_all, fetch_one, fetch_value
from dialonce.vault import SYSTEM, BoundedCache, Key, Session, Vault

VERSIONS_KEPT = 32
MOST_SETS = 256
MOST_DIFFERENCES = 256

Entry = tuple[str, Payload]


class SignedSet(msgspec.Struct, frozen=True):
    """One version of a solution's set. `digest` is of what it holds, without version and date."""

    version: int
    digest: bytes
    bytes: bytes


class _ListedLine(msgspec.Struct, frozen=True):
    number: str
    publisher: str
    interface: str
    interface_id: UUID
    interface_version: int


class _Remembered(msgspec.Struct, frozen=True):
    """A set with the directory's tables it was made from: a refresh swaps them, and that is how it is told."""

    seen: tuple[Mapping[Any, Any], ...]
    signed: SignedSet


def signing_key(key: Key) -> Ed25519PrivateKey:
    """The installation's Ed25519 key; its seed is the secret `number-set`."""
    return Ed25519PrivateKey.from_private_bytes(key.secret)


class NumberSets:
    """One process's number sets, in memory as long as the directory stays as it is."""

    def __init__(self, vault: Vault, documents: DocumentCache, key: Key) -> None:
        self._vault = vault
        self._documents = documents
        self._key = signing_key(key)
        self._newest: BoundedCache[UUID, _Remembered] = BoundedCache(MOST_SETS)
        self._differences: BoundedCache[tuple[UUID, int, int], bytes] = BoundedCache(MOST_DIFFERENCES)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes that devices check signatures with."""
        return self._key.public_key().public_bytes_raw()

    def solution(self, public_id: str) -> SolutionEntry:
        """The solution with this public id. Raises `NotFound` when there is none, or it or its publisher is disabled."""
        try:
            found = self._vault.directory.solutions.get(UUID(public_id))
        except ValueError:
            found = None
        publisher = self._vault.directory.publishers.get(found.publisher_id) if found else None
        if found is None or not found.enabled or publisher is None or not publisher.enabled:
            raise NotFound("There is no such solution.")
        return found

    async def newest(self, solution: SolutionEntry) -> SignedSet:
        """The solution's set as its lines are now, made and kept if they changed."""
        seen = self._seen()
        known = self._newest.get(solution.solution_id)
        if known is not None and all(a is b for a, b in zip(known.seen, seen, strict=True)):
            return known.signed
        async with self._vault.session([solution.publisher_id], SYSTEM) as session:
            signed = await self._bring_up_to_date(session, solution)
        self._newest.put(solution.solution_id, _Remembered(seen, signed))
        return signed

    async def difference(self, solution: SolutionEntry, since: int, to: SignedSet) -> bytes | None:
        """What turns version `since` into the set `to`; None when that version is not kept, or is no older."""
        if not 0 < since < to.version:
            return None
        key = (solution.solution_id, since, to.version)
        known = self._differences.get(key)
        if known is None:
            async with self._vault.session([solution.publisher_id], SYSTEM) as session:
                values = {"solution_id": solution.solution_id, "version": since}
                old = await fetch_one(session.conn, "number_set.one", values, SignedSet)
            if old is None:
                return None
            known = await asyncio.to_thread(diff_number_sets, old.bytes, to.bytes)
            self._differences.put(key, known)
        return known

    def _seen(self) -> tuple[Mapping[Any, Any], ...]:
        directory = self._vault.directory
        return (directory.lines, directory.interfaces, directory.publishers)

    async def _bring_up_to_date(self, session: Session, solution: SolutionEntry) -> SignedSet:
        """Read the lines from the database, not from memory: two processes must not undo each other's versions."""
        where = {"solution_id": solution.solution_id}
        await fetch_value(session.conn, "number_set.lock", where)
        lines = await fetch_all(session.conn, "number_set.lines", {"publisher_id": solution.publisher_id}, _ListedLine)
        rated = await self._satisfaction(lines)
        entries = await asyncio.to_thread(_entries, lines, rated)
        digest = sha256(msgspec.msgpack.encode(entries)).digest()
        newest = await fetch_one(session.conn, "number_set.newest", where, SignedSet)
        if newest is not None and newest.digest == digest:
            return newest
        return await self._add(session, solution, entries, SignedSet(newest.version + 1 if newest else 1, digest, b""))

    async def _add(
        self, session: Session, solution: SolutionEntry, entries: Sequence[Entry], draft: SignedSet
    ) -> SignedSet:
        name = str(solution.solution_id)
        data = await asyncio.to_thread(
            build_number_set,
            entries,
            version=draft.version,
            issued_at=session.now,
            key=self._key,
            solution=name,
        )
        signed = SignedSet(draft.version, draft.digest, data)
        values = {
            "solution_id": solution.solution_id,
            "publisher_id": solution.publisher_id,
            "now": session.now,
            **msgspec.structs.asdict(signed),
        }
        await execute(session.conn, "number_set.add", values)
        last = {"solution_id": solution.solution_id, "version": draft.version - VERSIONS_KEPT}
        await execute(session.conn, "number_set.forget", last)
        return signed

    async def _satisfaction(self, lines: Sequence[_ListedLine]) -> frozenset[UUID]:
        """The interfaces that have a screen for after the call."""
        versions = {line.interface_id: line.interface_version for line in lines}
        documents = {one: await self._documents.read(one, version) for one, version in versions.items()}
        return frozenset(one for one, document in documents.items() if SATISFACTION in document.views)


def _entries(lines: Sequence[_ListedLine], rated: frozenset[UUID]) -> list[Entry]:
    return [(line.number, Payload(line.publisher, line.interface, _flags(line, rated))) for line in lines]


def _flags(line: _ListedLine, rated: frozenset[UUID]) -> int:
    number = find_number(line.number)
    costs = COSTS_MORE if number is not None and is_premium_rate(number) else 0
    return costs + (HAS_SATISFACTION if line.interface_id in rated else 0)
