"""Counts over personal rows: how many, and of nobody in particular."""

from dialonce.policy import Permit
from dialonce.storage.personal import rows as stored
from dialonce.vault.permits import check_permit
from dialonce.vault.session import Session


async def tally(session: Session, permit: Permit, table: str, name: str) -> list[dict[str, object]]:
    """The rows of a named query that counts; none of them has a subject."""
    check_permit(session, permit, permit.use.publisher)
    return list(await stored.query_rows(session.conn, table, name, {}))
