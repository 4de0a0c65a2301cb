"""Everything that is held of one person, read through the catalogue of processing (GDPR 15; 7-d).

The catalogue says what there is; nothing is exported because somebody thought of it. What the catalogue declares and cannot be
read here is named in `ELSEWHERE`, with the reason that the person is told.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from dialonce.policy import Dataset, Permit, Subjects, load_catalogue
from dialonce.storage.personal import rows as stored
from dialonce.storage.personal.tables import TABLES
from dialonce.storage.pool import Pool
from dialonce.storage.queries import fetch_all
from dialonce.vault.held import journal_of
from dialonce.vault.intermediate import read_archived
from dialonce.vault.journal import JournalEntry
from dialonce.vault.keys import blind_index
from dialonce.vault.permits import check_permit
from dialonce.vault.rows import OpenRow, fetch, open_rows
from dialonce.vault.session import Session, opt_out_digest

Values = Mapping[str, object]
Reader = Callable[[Session, Permit, UUID], Awaitable[list[Values]]]

ARCHIVED: Final = "intermediate.record"
OFFER_KIND: Final = "offer"
COPIES: Final = frozenset(("archive",))
"""Tables whose sealed value is a copy of everything else: that there is one is told, and it is not copied again."""
MOST_ENTRIES: Final = 100_000
_KEYS_OF_ROWS: Final = frozenset(("subject_id", "publisher_id"))

ELSEWHERE: Final[Mapping[str, str]] = {
    "ads.": "silo",
    "browser.": "browser",
    "core.access_log": "unlinked",
    "core.sign_in_failure": "unlinked",
    "paper.": "paper",
    "personal.tombstone": "living",
    "vault.caller_session": "session",
    "vault.sign_in": "session",
    "vault.tombstone": "living",
    "vault.try_count": "unlinked",
}
"""Datasets about callers that have no rows to export, by the beginning of their name, and why."""


class Exported(msgspec.Struct, frozen=True):
    """One dataset: its rows, or the reason for which none can be shown (`ELSEWHERE`)."""

    name: str
    dataset: Dataset
    rows: Sequence[Values] = ()
    elsewhere: str = ""


class SubjectExport(msgspec.Struct, frozen=True):
    """All datasets about callers, in the order of the catalogue."""

    publisher_id: UUID
    subject_id: UUID
    made_at: datetime
    datasets: Sequence[Exported]


def is_exported(name: str) -> bool:
    """Whether an export reads this dataset, or says where it is instead."""
    known = name.startswith("personal.") and name.removeprefix("personal.") in TABLES
    return known or name in READERS or name == ARCHIVED or name.startswith(tuple(ELSEWHERE))


async def export_subject(
    session: Session, permit: Permit, subject_id: UUID, archivist: Pool | None = None
) -> SubjectExport:
    """Read every dataset that the catalogue declares about callers. The permit must cover what the rows hold.

    What rests in the intermediate archive is read as the `archivist`; without one the export says that it rests there.
    """
    check_permit(session, permit, permit.use.publisher)
    about_callers = {
        name: dataset for name, dataset in load_catalogue().running() if dataset.subjects is Subjects.CALLER
    }
    tables = {name: name.removeprefix("personal.") for name in about_callers if _is_table(name)}
    rows = await stored.rows_of_each(session.conn, list(tables.values()), [subject_id])
    found: list[Exported] = []
    for name, dataset in about_callers.items():
        if name == ARCHIVED:
            found.append(await _archived(session, permit, subject_id, dataset, archivist))
        elif table := tables.get(name):
            found.append(Exported(name, dataset, await _opened(session, permit, table, rows.pop(table))))
        else:
            found.append(await _elsewhere(session, permit, subject_id, name, dataset))
    return SubjectExport(permit.use.publisher, subject_id, session.now, found)


def _is_table(name: str) -> bool:
    """Whether a dataset is all the rows of a personal table."""
    table = name.removeprefix("personal.")
    return table != name and table in TABLES and name not in READERS and not name.startswith(tuple(ELSEWHERE))


async def _elsewhere(session: Session, permit: Permit, subject_id: UUID, name: str, dataset: Dataset) -> Exported:
    if elsewhere := next((why for start, why in ELSEWHERE.items() if name.startswith(start)), ""):
        return Exported(name, dataset, elsewhere=elsewhere)
    return Exported(name, dataset, await READERS[name](session, permit, subject_id))


async def _archived(
    session: Session, permit: Permit, subject_id: UUID, dataset: Dataset, archivist: Pool | None
) -> Exported:
    if archivist is None:
        return Exported(ARCHIVED, dataset, elsewhere="archived")
    found = await read_archived(session, permit, archivist, subject_id)
    rows = [
        {
            "dataset": one.dataset,
            "moved_at": one.moved_at,
            "row": _whole(one.row, permit),
        }
        for one in found
    ]
    return Exported(ARCHIVED, dataset, rows)


async def _opened(session: Session, permit: Permit, table: str, rows: Sequence[dict[str, object]]) -> list[Values]:
    only = frozenset[str]() if table in COPIES else None
    return [_whole(row, permit) for row in await open_rows(session, permit, table, rows, only)]


def _whole(row: OpenRow, permit: Permit) -> Values:
    """Clear and private values side by side."""
    whole = _without_keys(row.clear)
    whole.update(row.private.reveal(permit))
    return whole


async def _holds(session: Session, _permit: Permit, subject_id: UUID) -> list[Values]:
    rows = await stored.query_rows(session.conn, "legal_hold", "running", {"now": session.now})
    return [_without_keys(row) for row in rows if row["subject_id"] == subject_id]


async def _keys(session: Session, permit: Permit, subject_id: UUID) -> list[Values]:
    return await _of_vault(session, permit, "vault.key_of", {"subject_id": subject_id}, _KeyRow)


async def _indexes(session: Session, permit: Permit, subject_id: UUID) -> list[Values]:
    return await _of_vault(session, permit, "vault.indexes_of", {"subject_id": subject_id}, _IndexRow)


async def _links(session: Session, permit: Permit, subject_id: UUID) -> list[Values]:
    return await _of_vault(session, permit, "vault.links_of", {"subject_id": subject_id}, _LinkRow)


async def _opt_outs(session: Session, permit: Permit, subject_id: UUID) -> list[Values]:
    number = await _number(session, permit, subject_id)
    if number is None:
        return []
    digest = await opt_out_digest(session.keyring, permit.use.publisher, number, session.now)
    values = {"publisher_id": permit.use.publisher, "digest": digest}
    return await _of_vault(session, permit, "vault.opt_out_of", values, _OptOutRow)


async def _offers(session: Session, permit: Permit, subject_id: UUID) -> list[Values]:
    number = await _number(session, permit, subject_id)
    if number is None:
        return []
    keys = await session.keyring.publisher(permit.use.publisher, session.now)
    values = {"publisher_id": permit.use.publisher, "caller": blind_index(keys.index, OFFER_KIND, number)}
    return await _of_vault(session, permit, "vault.offers_of", values, _OfferRow)


async def _journal(session: Session, permit: Permit, subject_id: UUID) -> list[Values]:
    names = [name for name in JournalEntry.__struct_fields__ if name not in {"subject", "publisher"}]
    entries = await journal_of(session, permit, subject_id, MOST_ENTRIES)
    return [{name: getattr(entry, name) for name in names} for entry in entries]


async def _of_vault(
    session: Session, permit: Permit, query: str, values: dict[str, object], kind: type[msgspec.Struct]
) -> list[Values]:
    async with session.keyring.transaction(permit.use.publisher) as conn:
        return [msgspec.structs.asdict(row) for row in await fetch_all(conn, query, values, kind)]


async def _number(session: Session, permit: Permit, subject_id: UUID) -> str | None:
    for row in await fetch(session, permit, "subject", [subject_id]):
        number = row.private.reveal(permit).get("phone-number")
        return str(number) if number else None
    return None


def _without_keys(row: Values) -> dict[str, object]:
    kept = dict(row)
    for name in _KEYS_OF_ROWS:
        kept.pop(name, None)
    return kept


class _KeyRow(msgspec.Struct, frozen=True):
    version: int


class _IndexRow(msgspec.Struct, frozen=True):
    kind: str
    digest: str


class _LinkRow(msgspec.Struct, frozen=True):
    line_id: UUID
    solution_id: UUID
    interface_id: UUID
    interface_version: int
    culture: str
    created_at: datetime
    expires_at: datetime
    opened_at: datetime | None


class _OptOutRow(msgspec.Struct, frozen=True):
    since: datetime


class _OfferRow(msgspec.Struct, frozen=True):
    country: str
    offered_at: datetime
    opened: bool


READERS: Final[Mapping[str, Reader]] = {
    "personal.legal_hold": _holds,
    "vault.subject_key": _keys,
    "vault.blind_index": _indexes,
    "vault.link": _links,
    "vault.opt_out": _opt_outs,
    "vault.recent_offer": _offers,
    "audit.entry": _journal,
}
"""Datasets that are not rows of a personal table."""
