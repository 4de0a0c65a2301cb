"""The journal's own term: old entries go, and a signed checkpoint stands for them.

First a new checkpoint is signed that says up to where entries may be gone; then they go. A crash in between leaves a journal
that verifies, and the next night goes on.
"""

from collections.abc import Mapping
from datetime import datetime

from dialonce.storage.queries import fetch_value
from dialonce.vault.checkpoints import Checkpoint, SignedCheckpoint, document_of, newest_checkpoint, sign_checkpoint
from dialonce.vault.session import SYSTEM, Session, Vault


async def overdue_entries(session: Session, before: datetime) -> int:
    """How many entries `trim_journal` would let go now."""
    _, entries = await _letting_go(session, before)
    return entries


async def trim_journal(vault: Vault, before: datetime) -> int:
    """Let entries go that the newest checkpoint of before a moment covers; how many.

    None goes while a legal hold keeps one of them, or while one is younger than its term.
    """
    async with vault.session([], SYSTEM) as session:
        last, entries = await _letting_go(session, before)
        if last is None or not entries:
            return 0
        await sign_checkpoint(session, letting_go=last)
    async with vault.session([], SYSTEM) as session:
        checkpoint = document_of(last)
        values = {**_reach(checkpoint), "up_to": checkpoint.made_at}
        return int(await fetch_value(session.conn, "journal.trim", values))


async def _letting_go(session: Session, before: datetime) -> tuple[SignedCheckpoint | None, int]:
    """The checkpoint up to which entries may go, and how many of them are still there."""
    last = await newest_checkpoint(session, before)
    if last is None:
        return None, 0
    return last, int(await fetch_value(session.conn, "journal.trimmable", _reach(document_of(last))))


def _reach(checkpoint: Checkpoint) -> Mapping[str, object]:
    return {
        "lanes": [head.lane for head in checkpoint.lanes],
        "lengths": [head.length for head in checkpoint.lanes],
    }
