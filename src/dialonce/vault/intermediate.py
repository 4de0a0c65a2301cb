"""The intermediate archive: rows past active use and before the end of their term (CNIL, guide on retention).

The service puts them in under the publisher's archive key and can read none of them. They come out by the archivist's role
alone, for the data-protection officer (8-e) or for the person's own request.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.errors import Forbidden
from dialonce.policy import Action, Actor, Archive, Permit, Personal
from dialonce.storage.personal import rows as stored
from dialonce.storage.personal.tables import TABLES
from dialonce.storage.pool import Pool
from dialonce.storage.queries import execute, fetch_all
from dialonce.storage.scope import scoped_transaction
from dialonce.vault.archive_keys import archive_key
from dialonce.vault.keys import Key, belonging
from dialonce.vault.permits import check_permit, label_of_sealed
from dialonce.vault.rows import OpenRow, open_rows
from dialonce.vault.session import Session

BATCH = 500
MOST_SHOWN = 1_000
Values = Mapping[str, object]


class ArchivedRow(msgspec.Struct, frozen=True):
    """One row as it was in active use, with when it came here."""

    dataset: str
    record_id: UUID
    moved_at: datetime
    row: OpenRow


class _Stored(msgspec.Struct, frozen=True):
    subject_id: UUID
    record_id: UUID
    publisher_id: UUID
    dataset: str
    started_at: datetime
    moved_at: datetime
    sealed: bytes


class _Sealed(msgspec.Struct, frozen=True):
    """A row as it is sealed: its clear columns, and what was sealed in it already under the subject's key."""

    clear: dict[str, object]
    private: bytes | None


async def overdue_for_archive(session: Session, step: Archive, held: Sequence[UUID]) -> int:
    """How many rows `archive_rows` would move."""
    return len(await _past_active(session, step, held, limit=None))


async def archive_rows(session: Session, permit: Permit, step: Archive, held: Sequence[UUID]) -> int:
    """Move rows of the session's publisher out of active use, in this transaction; how many. Held subjects' rows stay."""
    check_permit(session, permit, session.publisher)
    if permit.use.action is not Action.ARCHIVE:
        raise Forbidden("Rows go to the archive with a permit to archive.")
    key = await archive_key(session.keyring, session.publisher, session.now)
    moved = 0
    while rows := await _past_active(session, step, held, limit=BATCH):
        await _move(session, key, step, rows)
        moved += len(rows)
    return moved


async def _past_active(session: Session, step: Archive, held: Sequence[UUID], *, limit: int | None) -> list[Values]:
    values: dict[str, object] = {"before": step.before, "held": list(held), "limit": limit}
    return list(await stored.query_rows(session.conn, _table(step.dataset), "past_active", values))


async def _move(session: Session, key: Key, step: Archive, rows: Sequence[Values]) -> None:
    table = _table(step.dataset)
    row_key = TABLES[table].column_names[1]
    subject_ids = [UUID(str(row["subject_id"])) for row in rows]
    record_ids = [UUID(str(row[row_key])) for row in rows]
    places = [_place(session.publisher, step.dataset, *ids) for ids in zip(subject_ids, record_ids, strict=True)]
    values: dict[str, object] = {
        "publisher_id": session.publisher,
        "dataset": step.dataset,
        "now": session.now,
        "subject_ids": subject_ids,
        "record_ids": record_ids,
        "times": [row[step.start] for row in rows],
        "sealed": [key.seal(_encode(row), place) for row, place in zip(rows, places, strict=True)],
    }
    await execute(session.conn, "intermediate.put", values)
    await stored.change_rows(session.conn, table, "leave", {"subject_ids": subject_ids, "row_ids": record_ids})


async def read_archived(
    session: Session, permit: Permit, archivist: Pool, subject_id: UUID | None = None
) -> list[ArchivedRow]:
    """What rests in the archive of the permit's publisher, or of one subject of it.

    Raises `Forbidden` unless the permit is the data-protection officer's, for accountability, or for the person's request.
    """
    check_permit(session, permit, permit.use.publisher)
    _check_purpose(permit)
    scope = session.keyring.scope([permit.use.publisher])
    async with scoped_transaction(archivist, *scope) as conn:
        if subject_id is None:
            found = await fetch_all(conn, "intermediate.of_publisher", {"limit": MOST_SHOWN}, _Stored)
        else:
            found = await fetch_all(conn, "intermediate.of_subject", {"subject_id": subject_id}, _Stored)
    key = await archive_key(session.keyring, permit.use.publisher, session.now)
    return [await _opened(session, permit, key, record) for record in found]


def _check_purpose(permit: Permit) -> None:
    use = permit.use
    officer = use.actor is Actor.PUBLISHER_STAFF and use.purpose == "accountability"
    person = use.recipient == "subject" and use.purpose == "subject-rights"
    if use.action not in {Action.READ, Action.EXPORT} or not (officer or person):
        raise Forbidden(
            "The intermediate archive opens for the data-protection officer, or for the person's own request."
        )


async def _opened(session: Session, permit: Permit, key: Key, record: _Stored) -> ArchivedRow:
    place = _place(record.publisher_id, record.dataset, record.subject_id, record.record_id)
    held = _decode(key.open(record.sealed, place))
    row = {**held.clear, "publisher_id": record.publisher_id, "sealed": held.private}
    table = _table(record.dataset)
    opened = await open_rows(session, permit, table, [row])
    return ArchivedRow(
        record.dataset, record.record_id, record.moved_at, opened[0] if opened else _erased(table, record, held)
    )


def _erased(table: str, record: _Stored, held: _Sealed) -> OpenRow:
    """What is left to read of a subject that was erased: the proof without its words."""
    return OpenRow(record.subject_id, held.clear, Personal({}, label_of_sealed(table, frozenset())))


def _table(dataset: str) -> str:
    return dataset.removeprefix("personal.")


def _place(publisher_id: UUID, dataset: str, subject_id: UUID, record_id: UUID) -> bytes:
    return belonging(publisher_id, f"intermediate.{dataset}", "sealed", subject_id.bytes + record_id.bytes)


def _encode(row: Values) -> bytes:
    clear = {name: value for name, value in row.items() if name != "sealed"}
    private = row.get("sealed")
    return msgspec.msgpack.encode(_Sealed(clear, private if isinstance(private, bytes) else None))


_decode = msgspec.msgpack.Decoder(_Sealed).decode
