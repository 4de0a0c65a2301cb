"""Keys that seal nothing: a subject's key is committed before its rows, and a crash in between leaves it alone.

Such a subject goes as by an erasure, so that a process that still holds the key writes nothing under it.
"""

from datetime import timedelta
from uuid import UUID

import msgspec

from dialonce.storage.personal import rows as stored
from dialonce.storage.queries import fetch_all
from dialonce.vault.people import known_people
from dialonce.vault.session import Session

ALONE_FOR = timedelta(days=1)
LOOKED_BACK = timedelta(days=31)
PAGE = 1_000


class _Subject(msgspec.Struct, frozen=True):
    subject_id: UUID


async def orphaned_subjects(session: Session) -> list[UUID]:
    """Subjects of the session's publisher with a key that is a day old and without a row, be it of a caller or of the staff."""
    orphans: list[UUID] = []
    after = UUID(int=0)
    while True:
        page = await _keys_after(session, after)
        if not page:
            return orphans
        values: dict[str, object] = {"publisher_id": session.publisher, "subject_ids": page}
        known = {row["subject_id"] for row in await stored.query_rows(session.conn, "subject", "known", values)}
        known |= await known_people(session, page)
        orphans += [subject_id for subject_id in page if subject_id not in known]
        after = page[-1]


async def _keys_after(session: Session, after: UUID) -> list[UUID]:
    values = {
        "publisher_id": session.publisher,
        "since": session.now - LOOKED_BACK,
        "before": session.now - ALONE_FOR,
        "after": after,
        "limit": PAGE,
    }
    async with session.keyring.transaction(session.publisher) as conn:
        return [row.subject_id for row in await fetch_all(conn, "vault.keys_between", values, _Subject)]
