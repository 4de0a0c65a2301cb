"""Whether what is stored about consents holds together: counts for the evidence, which open no row."""

from typing import Final

from dialonce.storage.personal import rows as stored
from dialonce.vault.session import Session

_NOTHING: Final[dict[str, object]] = {}


async def sent_without_consent(session: Session) -> int:
    """How many campaign messages of the session's publishers went out without a consent that stood then (4.2-b2 to b4)."""
    return await _count(session, "campaign_message", "sent_without_consent")


async def consents_without_proof(session: Session) -> int:
    """How many answers lack the policy's version or their end (GDPR 7(1))."""
    return await _count(session, "consent", "without_proof")


async def _count(session: Session, table: str, query: str) -> int:
    (row,) = await stored.query_rows(session.conn, table, query, _NOTHING)
    return int(str(row["found"]))
