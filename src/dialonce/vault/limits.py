"""Restrictions and objections in memory: data that may be kept and not used (GDPR 18 and 21).

Every process knows the pseudonyms that are limited. The gate refuses what the policy lets nobody do with them, whatever facts it
is shown; rows that come for them are dropped, and rows of theirs are not opened.
"""

from uuid import UUID

import msgspec

from dialonce.storage.personal import rows as stored
from dialonce.vault.session import SYSTEM, Gate, Vault


class _Limited(msgspec.Struct, frozen=True):
    subject_id: UUID
    kind: str


async def load_limits(vault: Vault) -> None:
    """Learn anew who is limited, and how. What this process itself marks while it reads is newer: then it reads again."""
    while True:
        marked = vault.limits.marked
        async with vault.session(vault.directory.publishers, SYSTEM) as session:
            rows = await stored.query_rows(session.conn, "limitation", "running", {})
        if vault.limits.marked == marked:
            break
    vault.limits.replace((found.subject_id, found.kind) for found in (msgspec.convert(row, _Limited) for row in rows))


def mark_limited(gate: Gate, subject_id: UUID, kind: str, *, limited: bool) -> None:
    """Let this process know at once, when the transaction commits; the others hear of it a moment later."""
    gate.after_commit(lambda: gate.limits.mark(subject_id, kind, limited=limited))
