"""Personal rows through the door: every function takes the Permit that allows it.

What identifies a person goes into one sealed value a row, under the subject's own key, bound to tenant, table and row.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple
from uuid import UUID

import msgspec

from dialonce.policy import Erasure, Permit, Personal, load_catalogue
from dialonce.storage.personal import rows as stored
from dialonce.storage.personal.tables import TABLES
from dialonce.vault.keyring import SubjectRef
from dialonce.vault.keys import Key, belonging
from dialonce.vault.permits import check_permit, check_write, label_of_sealed
from dialonce.vault.session import SYSTEM, Gate, Session, Vault

Private = Mapping[str, object]
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, object]).decode


class NewRow(msgspec.Struct, frozen=True, gc=False):
    """A row to store. `clear` follows the table's columns after the publisher; `private` is what gets sealed."""

    subject: SubjectRef
    row_id: UUID | None
    clear: tuple[object, ...]
    private: Private | None = None


class OpenRow(msgspec.Struct, frozen=True):
    """A row as read back: its clear columns, and what was sealed, which a Permit reveals."""

    subject_id: UUID
    clear: Mapping[str, object]
    private: Personal[Private]


async def store(
    session: Session,
    permit: Permit,
    table: str,
    rows: Sequence[NewRow],
    *,
    identities: Mapping[UUID, Private] | None = None,
) -> int:
    """Seal and add rows of one publisher in one statement; how many were stored.

    `identities` holds, by subject, the identifiers to seal into the subject's own row when it is new. Rows of subjects that
    were erased in the meantime are dropped: a late write never brings anybody back. So are rows that a restriction or an
    objection stops.
    """
    check_rows(session, permit, table, rows, identities)
    publisher_id = permit.use.publisher
    alive = await _of_the_living(session, permit, rows)
    await _root(session, publisher_id, [row.subject for row in alive], identities or {})
    await stored.insert_rows(session.conn, table, seal_rows(publisher_id, table, alive))
    return len(alive)


async def store_once(
    session: Session,
    permit: Permit,
    table: str,
    rows: Sequence[NewRow],
    *,
    identities: Mapping[UUID, Private] | None = None,
) -> list[bool]:
    """As `store`, for event tables, when a sender may repeat itself; of each row, whether it was not stored before.

    The key is subject, `occurred_at` (the first clear column) and row id. Rows of erased subjects count as new and are
    dropped.
    """
    check_rows(session, permit, table, rows, identities)
    publisher_id = permit.use.publisher
    alive = await _of_the_living(session, permit, rows)
    await _root(session, publisher_id, [row.subject for row in alive], identities or {})
    sealed = seal_rows(publisher_id, table, alive)
    added = await stored.insert_unknown_rows(session.conn, table, sealed)
    if len(added) == len(alive):
        return [True] * len(rows)
    repeated = {id(row) for place, row in enumerate(alive) if place not in added}
    return [id(row) not in repeated for row in rows]


async def _of_the_living(session: Session, permit: Permit, rows: Sequence[NewRow]) -> Sequence[NewRow]:
    """The rows of people who were not erased, and whose restriction or objection does not stop this."""
    subjects = list({row.subject.subject_id for row in rows})
    gone = await stored.erased_among(session.conn, [permit.use.publisher], subjects) | session.stopped_among(
        permit, subjects
    )
    alive = [row for row in rows if row.subject.subject_id not in gone]
    # In one order for everybody: transactions that hold the same rows wait for each other instead of deadlocking.
    return sorted(alive, key=lambda row: (row.subject.subject_id.int, row.row_id.int if row.row_id else 0))


async def _root(
    session: Session, publisher_id: UUID, subjects: Sequence[SubjectRef], identities: Mapping[UUID, Private]
) -> None:
    """Make sure that each subject has its row; remembered once that is committed."""
    rows = new_subjects(session, subjects, identities)
    if rows:
        await stored.insert_rows(session.conn, "subject", seal_rows(publisher_id, "subject", rows))
        session.after_commit(lambda: session.keyring.mark_rooted([row.subject.subject_id for row in rows]))


def check_rows(
    gate: Gate, permit: Permit, table: str, rows: Sequence[NewRow], identities: Mapping[UUID, Private] | None
) -> None:
    """Raise `PermitMismatchError` unless the Permit holds here and covers rows and identities."""
    check_permit(gate, permit, permit.use.publisher)
    check_write(permit, table, {name for row in rows if row.private for name in row.private})
    if identities:
        check_write(permit, "subject", {name for identity in identities.values() for name in identity})


def new_subjects(gate: Gate, subjects: Iterable[SubjectRef], identities: Mapping[UUID, Private]) -> list[NewRow]:
    """Rows for the subjects that may have none yet, each once.

    In order of id: transactions that add the same subjects wait for each other instead of deadlocking.
    """
    fresh = {ref.subject_id: ref for ref in subjects if ref.fresh}
    ordered = sorted(fresh.values(), key=lambda ref: ref.subject_id.bytes)
    return [NewRow(ref, None, (gate.now,), identities.get(ref.subject_id)) for ref in ordered]


def seal_rows(publisher_id: UUID, table: str, rows: Sequence[NewRow]) -> list[stored.RowTuple]:
    """Rows as the table holds them, in its order of columns."""
    sealing = TABLES[table].column_names[-1] == "sealed"
    place = _place(publisher_id, table)
    return [
        (
            row.subject.subject_id,
            *(() if row.row_id is None else (row.row_id,)),
            publisher_id,
            *row.clear,
            *((_seal_private(place, row),) if sealing else ()),
        )
        for row in rows
    ]


def _seal_private(place: bytes, row: NewRow) -> bytes | None:
    if row.private is None:
        return None
    return row.subject.key.seal(_encode(row.private), place + _within(row.subject.subject_id, row.row_id))


def _place(publisher_id: UUID, table: str) -> bytes:
    return belonging(publisher_id, table, "sealed", b"")


def _within(subject_id: UUID, row_id: UUID | None) -> bytes:
    return subject_id.bytes + row_id.bytes if row_id else subject_id.bytes


async def fetch(
    session: Session, permit: Permit, table: str, subject_ids: Sequence[UUID], only: frozenset[str] | None = None
) -> list[OpenRow]:
    """All rows of these subjects, opened; of what was sealed, `only` the named fields. Subjects without a key have none."""
    check_permit(session, permit, permit.use.publisher)
    rows = await stored.rows_of(session.conn, table, subject_ids)
    return await open_rows(session, permit, table, rows, only)


async def open_rows(
    session: Session,
    permit: Permit,
    table: str,
    rows: Sequence[dict[str, object]],
    only: frozenset[str] | None = None,
) -> list[OpenRow]:
    """Open rows that were read in this session, and take them over. In one over several publishers, the permit's own alone."""
    publisher_id = permit.use.publisher
    rows = [row for row in rows if row.get("publisher_id", publisher_id) == publisher_id]
    subject_ids = [_id(row["subject_id"]) for row in rows]
    if stopped := session.stopped_among(permit, subject_ids):
        rows = [row for row, subject_id in zip(rows, subject_ids, strict=True) if subject_id not in stopped]
        subject_ids = [subject_id for subject_id in subject_ids if subject_id not in stopped]
    # By number: a history asks for the same few subjects thousands of times, and numbers are looked up fastest.
    distinct = {subject_id.int: subject_id for subject_id in subject_ids}
    keys = await session.keyring.keys_of(publisher_id, list(distinct.values()), session.now)
    place = _place(publisher_id, table)
    owners = {
        number: _Owner(subject_id, keys.get(subject_id), place + subject_id.bytes)
        for number, subject_id in distinct.items()
    }
    kind = _Kind(table, _row_id_name(table), only)
    keyless = _outlives_erasure(table)
    return [
        _opened(kind, row, owner)
        for subject_id, row in zip(subject_ids, rows, strict=True)
        if (owner := owners[subject_id.int]).key or (keyless and row.get("sealed") is None)
    ]


def _id(value: object) -> UUID:
    """An id of a row: from a table it is one already, from a copy in JSON it is its text."""
    return value if isinstance(value, UUID) else UUID(str(value))


class _Kind(NamedTuple):
    """What rows that are opened together have in common. `only`: the fields that may be opened, None for all."""

    table: str
    row_id: str | None
    only: frozenset[str] | None


class _Owner(NamedTuple):
    """Whose rows they are, with the key to them and what all of them were bound to when they were sealed."""

    subject_id: UUID
    key: Key | None
    place: bytes


def _row_id_name(table: str) -> str | None:
    name = TABLES[table].column_names[1]
    return name if name != "publisher_id" else None


@cache
def _outlives_erasure(table: str) -> bool:
    """Whether rows stay as proof when their subject is erased; nothing sealed is left in them then."""
    return load_catalogue().dataset(f"personal.{table}").erasure is Erasure.KEEP


def _opened(kind: _Kind, row: dict[str, object], owner: _Owner) -> OpenRow:
    sealed = row.pop("sealed", None)
    private: Private = {}
    if owner.key and isinstance(sealed, bytes):
        within = _id(row[kind.row_id]).bytes if kind.row_id else b""
        private = _decode(owner.key.open(sealed, owner.place + within))
    if kind.only is not None:
        private = {name: value for name, value in private.items() if name in kind.only}
    return OpenRow(owner.subject_id, row, Personal(private, label_of_sealed(kind.table, frozenset(private))))


async def query(
    session: Session, permit: Permit, table: str, name: str, parameters: dict[str, object]
) -> list[OpenRow]:
    """Rows of a named query of the table, opened."""
    check_permit(session, permit, permit.use.publisher)
    return await open_rows(session, permit, table, await stored.query_rows(session.conn, table, name, parameters))


async def change(session: Session, permit: Permit, table: str, name: str, parameters: dict[str, object]) -> int:
    """Run a named change of the table; the number of rows it touched."""
    check_permit(session, permit, permit.use.publisher)
    return await stored.change_rows(session.conn, table, name, parameters)


async def provide_months(vault: Vault, moments: Iterable[datetime]) -> None:
    """Make the partitions that these moments fall into, unless this process has seen them.

    In a transaction of its own, before the one that writes: making a partition locks the table for a moment.
    """
    months = {(moment.year, moment.month) for moment in moments} - vault.months
    if months:
        async with vault.session([], SYSTEM) as session:
            await ensure_months(session, [datetime(year, month, 1, tzinfo=UTC) for year, month in months])
        vault.months |= months


async def ensure_months(session: Session, months: Sequence[datetime]) -> None:
    """Make the partitions that these moments fall into."""
    await stored.ensure_months(session.conn, [month.date().replace(day=1) for month in months])
