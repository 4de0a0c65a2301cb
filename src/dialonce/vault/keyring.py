"""The keyring: publishers' and subjects' keys in memory, and the way from an identifier to a subject.

Keys rest in the vault's tables, each wrapped by the one above. This process keeps a bounded number of them open, and drops a
subject's the moment its erasure is announced.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from uuid import UUID, uuid4

import msgspec

from dialonce.storage.arrays import byteas, uuids
from dialonce.storage.pool import Pool, connection
from dialonce.storage.queries import Connection, execute, fetch_all
from dialonce.storage.scope import scope_text, scoped_transaction
from dialonce.vault.cache import BoundedCache
from dialonce.vault.keys import Key, blind_index, blind_indexer, new_key, scope_seal
from dialonce.vault.secrets import current_root, open_secrets
from dialonce.vault.wrapped import PublisherKeyRow, SubjectKeyRow, belongs_publisher, belongs_subject

# About 4 kB each, with what else is remembered of a caller: a worker holds 200 MB of them at most.
MOST_SUBJECTS = 50_000
WRAP, INDEX = "wrap", "index"
EPOCH = datetime.fromtimestamp(0, UTC)


class PublisherKeys(msgspec.Struct, frozen=True):
    """One publisher's keys: the newest wraps, older ones still open, the index key never changes."""

    index: Key
    version: int
    wraps: Mapping[int, Key]


class SubjectRef(msgspec.Struct, frozen=True):
    """A subject that this process can seal and open for. `fresh`: its row in `personal.subject` may not exist yet."""

    subject_id: UUID
    key: Key
    fresh: bool = False


class _IndexRow(msgspec.Struct, frozen=True):
    digest: bytes
    subject_id: UUID
    version: int
    wrapped: bytes


class _Whereabouts(msgspec.Struct, frozen=True):
    publisher_id: UUID
    subject_id: UUID


class Keyring:
    """All keys of one process."""

    def __init__(self, pool: Pool, root: Key, scope_secret: Key, *, most_subjects: int = MOST_SUBJECTS) -> None:
        self.pool = pool
        self._root = root
        self._scope_secret = scope_secret
        self._publishers: dict[UUID, PublisherKeys] = {}
        self._subjects: BoundedCache[UUID, SubjectRef] = BoundedCache(most_subjects)
        # By digest alone: it is keyed by publisher and kind, so no two of them share one.
        self._index: BoundedCache[bytes, UUID] = BoundedCache(most_subjects)

    async def secrets(self) -> Mapping[str, Key]:
        """The installation's secrets, opened."""
        return await open_secrets(self.pool, self._root)

    @property
    def root(self) -> Key:
        """The root key that this process knows."""
        return self._root

    def adopt_root(self, root: Key) -> None:
        """Use another root key from now on, and open everything anew."""
        self._root = root
        self.forget_all()

    def scope(self, publishers: Iterable[UUID]) -> tuple[str, str]:
        """A transaction scope over these publishers, with its seal."""
        text = scope_text(publishers)
        return text, scope_seal(self._scope_secret.secret, text)

    def transaction(self, *publishers: UUID) -> AbstractAsyncContextManager[Connection]:
        """A transaction on the vault's tables, for these publishers."""
        return scoped_transaction(self.pool, *self.scope(publishers))

    async def publisher(self, publisher_id: UUID, now: datetime) -> PublisherKeys:
        """The publisher's keys, made on first use."""
        known = self._publishers.get(publisher_id)
        if known is None:
            known = self._publishers[publisher_id] = await self._open_publisher(publisher_id, now)
        return known

    async def _open_publisher(self, publisher_id: UUID, now: datetime) -> PublisherKeys:
        async with self.transaction(publisher_id) as conn:
            self._root = await current_root(conn, self._root)
            rows = await _publisher_rows(conn, publisher_id)
            if not rows:
                await self._add_publisher_keys(conn, publisher_id, now)
                rows = await _publisher_rows(conn, publisher_id)
        opened = {
            (row.purpose, row.version): Key(
                self._root.open(row.wrapped, belongs_publisher(publisher_id, row.purpose, row.version))
            )
            for row in rows
        }
        wraps = {version: key for (purpose, version), key in opened.items() if purpose == WRAP}
        return PublisherKeys(opened[INDEX, 1], max(wraps), wraps)

    async def _add_publisher_keys(self, conn: Connection, publisher_id: UUID, now: datetime) -> None:
        for purpose in (WRAP, INDEX):
            wrapped = self._root.seal(new_key().secret, belongs_publisher(publisher_id, purpose, 1))
            values = {"publisher_id": publisher_id, "purpose": purpose, "version": 1, "wrapped": wrapped, "now": now}
            await execute(conn, "vault.add_publisher_key", values)

    async def _opener(self, publisher_id: UUID, keys: PublisherKeys, versions: Iterable[int]) -> PublisherKeys:
        """Keys that open these versions: read again when a rotation made one that this process has not seen."""
        if keys.wraps.keys() >= set(versions):
            return keys
        found = self._publishers[publisher_id] = await self._open_publisher(publisher_id, EPOCH)
        return found

    async def find(
        self, publisher_id: UUID, kind: str, values: Sequence[str], now: datetime
    ) -> list[SubjectRef | None]:
        """The subjects behind identifiers, in order; None where nobody is known. Creates nothing."""
        keys = await self.publisher(publisher_id, now)
        digests = list(map(blind_indexer(keys.index, kind), values))
        found = await self._load(publisher_id, kind, digests, keys)
        return [found.get(digest) for digest in digests]

    async def resolve(self, publisher_id: UUID, kind: str, values: Sequence[str], now: datetime) -> list[SubjectRef]:
        """The subjects behind identifiers, in order, made where nobody is known: one or two statements whatever the number."""
        keys = await self.publisher(publisher_id, now)
        digests = list(map(blind_indexer(keys.index, kind), values))
        found = await self._load(publisher_id, kind, digests, keys)
        unknown = [digest for digest in dict.fromkeys(digests) if digest not in found]
        if unknown:
            found |= await self._create(publisher_id, kind, unknown, keys)
        return [found[digest] for digest in digests]

    async def find_everywhere(
        self, publisher_ids: Sequence[UUID], kind: str, value: str, now: datetime
    ) -> dict[UUID, UUID]:
        """Publisher → subject behind an identifier, in one statement. For the person who proved that it is theirs."""
        digests = [blind_index((await self.publisher(each, now)).index, kind, value) for each in publisher_ids]
        async with self.transaction(*publisher_ids) as conn:
            rows = await fetch_all(conn, "caller.subjects_anywhere", {"kind": kind, "digests": digests}, _Whereabouts)
        return {row.publisher_id: row.subject_id for row in rows}

    async def point(self, publisher_id: UUID, kind: str, value: str, subject_id: UUID, now: datetime) -> None:
        """Let one more identifier lead to a subject; the first to claim it keeps it."""
        digest = blind_index((await self.publisher(publisher_id, now)).index, kind, value)
        values = {"publisher_id": publisher_id, "kind": kind, "digest": digest, "subject_id": subject_id}
        async with self.transaction(publisher_id) as conn:
            await execute(conn, "vault.add_index", values)

    async def unpoint(self, publisher_id: UUID, kind: str, subject_id: UUID) -> None:
        """Let no identifier of a kind lead to a subject. Processes that looked one up before may remember it."""
        values = {"publisher_id": publisher_id, "kind": kind, "subject_id": subject_id}
        async with self.transaction(publisher_id) as conn:
            await execute(conn, "caller.drop_index", values)

    async def create(self, publisher_id: UUID, count: int, now: datetime) -> list[SubjectRef]:
        """New subjects that no identifier leads to."""
        keys = await self.publisher(publisher_id, now)
        made = [SubjectRef(uuid4(), new_key(), fresh=True) for _ in range(count)]
        async with self.transaction(publisher_id) as conn:
            await execute(
                conn,
                "vault.add_subject_keys",
                {
                    "publisher_id": publisher_id,
                    "version": keys.version,
                    "subject_ids": [ref.subject_id for ref in made],
                    "wrapped": [_wrap(keys, publisher_id, ref) for ref in made],
                },
            )
        for ref in made:
            self._subjects.put(ref.subject_id, ref)
        return made

    async def keys_of(self, publisher_id: UUID, subject_ids: Sequence[UUID], now: datetime) -> dict[UUID, Key]:
        """Open keys by subject. A subject without a key is missing from the answer: erased, or never there."""
        refs = await self.refs(publisher_id, subject_ids, now)
        return {subject_id: ref.key for subject_id, ref in refs.items()}

    async def refs(self, publisher_id: UUID, subject_ids: Sequence[UUID], now: datetime) -> dict[UUID, SubjectRef]:
        """Subjects to seal for, by id. Erased ones are missing from the answer."""
        found = {subject_id: ref for subject_id in subject_ids if (ref := self._subjects.get(subject_id))}
        missing = [subject_id for subject_id in subject_ids if subject_id not in found]
        if missing:
            keys = await self.publisher(publisher_id, now)
            async with self.transaction(publisher_id) as conn:
                rows = await fetch_all(conn, "vault.subject_keys", {"subject_ids": missing}, SubjectKeyRow)
            keys = await self._opener(publisher_id, keys, (row.version for row in rows))
            for row in rows:
                found[row.subject_id] = self._remember(keys, publisher_id, row)
        return found

    def mark_rooted(self, subject_ids: Iterable[UUID]) -> None:
        """Remember that these subjects' rows were committed."""
        for subject_id in subject_ids:
            ref = self._subjects.get(subject_id)
            if ref is not None:
                self._subjects.put(subject_id, SubjectRef(subject_id, ref.key))

    def holds(self, subject_id: UUID) -> bool:
        """Whether this process has the subject's key open."""
        return self._subjects.get(subject_id) is not None

    def forget(self, subject_id: UUID) -> None:
        """Drop a subject's key from memory. Look-ups by identifier then find no key and ask the database."""
        self._subjects.drop(subject_id)

    def forget_all(self) -> None:
        """Drop everything that was opened: after missed announcements, and after a rotation."""
        self._subjects.clear()
        self._index.clear()
        self._publishers.clear()

    async def _load(
        self, publisher_id: UUID, kind: str, digests: Sequence[bytes], keys: PublisherKeys
    ) -> dict[bytes, SubjectRef]:
        """The subjects behind digests, from memory or else by one statement; unknown digests are missing."""
        found: dict[bytes, SubjectRef] = {}
        wanted: dict[bytes, None] = {}
        for digest in digests:
            subject_id = self._index.get(digest)
            ref = self._subjects.get(subject_id) if subject_id else None
            if ref is None:
                wanted[digest] = None
            else:
                found[digest] = ref
        if wanted:
            values = {"digests": byteas(wanted)}
            found |= await self._ask("vault.find_subjects", publisher_id, kind, values, keys)
        return found

    def _remember(self, keys: PublisherKeys, publisher_id: UUID, row: _IndexRow | SubjectKeyRow) -> SubjectRef:
        """Open a subject's key and keep it; whether its row was committed, this process does not know."""
        key = _unwrap(keys, publisher_id, row.subject_id, row.version, row.wrapped)
        ref = SubjectRef(row.subject_id, key, fresh=True)
        self._subjects.put(row.subject_id, ref)
        return ref

    async def _create(
        self, publisher_id: UUID, kind: str, digests: Sequence[bytes], keys: PublisherKeys
    ) -> dict[bytes, SubjectRef]:
        """Subjects behind new digests; for a digest that somebody else was first to make, whoever is behind it."""
        made = [SubjectRef(uuid4(), new_key()) for _ in digests]
        values = {
            "version": keys.version,
            "digests": byteas(digests),
            "subject_ids": uuids(ref.subject_id for ref in made),
            "wrapped": byteas(_wrap(keys, publisher_id, ref) for ref in made),
        }
        return await self._ask("vault.make_subjects", publisher_id, kind, values, keys)

    async def _ask(
        self, name: str, publisher_id: UUID, kind: str, values: Mapping[str, object], keys: PublisherKeys
    ) -> dict[bytes, SubjectRef]:
        """Subjects by digest, as one statement finds or makes them; from then on they are in memory."""
        scope, seal = self.scope([publisher_id])
        given = {"scope": scope, "seal": seal, "publisher_id": publisher_id, "kind": kind, **values}
        async with connection(self.pool) as conn:
            rows = await fetch_all(conn, name, given, _IndexRow)
        keys = await self._opener(publisher_id, keys, (row.version for row in rows))
        for row in rows:
            self._index.put(row.digest, row.subject_id)
        return {row.digest: self._remember(keys, publisher_id, row) for row in rows}


async def _publisher_rows(conn: Connection, publisher_id: UUID) -> list[PublisherKeyRow]:
    rows = await fetch_all(conn, "vault.publisher_keys", {"publisher_id": publisher_id}, PublisherKeyRow)
    return [row for row in rows if row.purpose in {WRAP, INDEX}]


def _wrap(keys: PublisherKeys, publisher_id: UUID, ref: SubjectRef) -> bytes:
    return keys.wraps[keys.version].seal(ref.key.secret, belongs_subject(publisher_id, ref.subject_id))


def _unwrap(keys: PublisherKeys, publisher_id: UUID, subject_id: UUID, version: int, wrapped: bytes) -> Key:
    return Key(keys.wraps[version].open(wrapped, belongs_subject(publisher_id, subject_id)))
