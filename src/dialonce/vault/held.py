"""What is kept of somebody, counted: datasets, numbers of rows and dates, without opening a row."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from uuid import UUID

import msgspec

from dialonce.policy import Permit, load_catalogue
from dialonce.storage.personal import rows as stored
from dialonce.storage.personal.tables import TABLES
from dialonce.storage.queries import fetch_all
from dialonce.vault.journal import JournalEntry
from dialonce.vault.permits import check_permit
from dialonce.vault.session import Session


class Held(msgspec.Struct, frozen=True):
    """Rows of one dataset, by solution where it knows one."""

    dataset: str
    solution_id: UUID | None
    rows: int
    oldest: datetime
    newest: datetime


class _Entry(msgspec.Struct, frozen=True):
    at: datetime
    entry: str


async def held_of(session: Session, permit: Permit, subject_id: UUID) -> list[Held]:
    """What each personal dataset holds of a subject, in the order of the catalogue; empty datasets are left out."""
    check_permit(session, permit, permit.use.publisher)
    found = await stored.held_rows(session.conn, _times(), [subject_id])
    places = {table: place for place, table in enumerate(_times())}
    rows = sorted((row for row in found if row["rows"]), key=lambda row: places[row["name"]])
    return [
        Held(f"personal.{row['name']}", row["solution_id"], row["rows"], row["oldest"], row["newest"]) for row in rows
    ]


async def journal_of(session: Session, permit: Permit, subject_id: UUID, limit: int) -> list[JournalEntry]:
    """What was done, or refused, with a subject's data: the newest entries first."""
    check_permit(session, permit, permit.use.publisher)
    values = {"subject_id": subject_id, "limit": limit}
    rows = await fetch_all(session.conn, "journal.of_subject", values, _Entry)
    return [msgspec.json.decode(row.entry, type=JournalEntry) for row in rows]


@cache
def _times() -> Mapping[str, str]:
    """Table → the column that tells when a row came, for every personal dataset that is kept now."""
    running = {name.removeprefix("personal.") for name, _ in load_catalogue().running()}
    return {
        name: next(column for column, kind in table.columns if kind == "timestamptz")
        for name, table in TABLES.items()
        if name in running
    }
