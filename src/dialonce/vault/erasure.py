"""Erasure: first the subject is unreadable, then gone.

The order makes a crash harmless at any point. Before the first commit nothing has happened. After it the key is destroyed and
nobody can read a row, in any backup of the data either; what remains is only deletion, which `finish_erasure` does again from
the start as often as it takes.
"""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.errors import Refused
from dialonce.policy import Permit
from dialonce.storage.personal import rows as stored
from dialonce.storage.queries import execute, fetch_all
from dialonce.storage.scope import commit
from dialonce.vault.announcements import ERASURE, announce
from dialonce.vault.holds import running_holds
from dialonce.vault.known import require_known
from dialonce.vault.permits import check_permit
from dialonce.vault.session import SYSTEM, Session, Vault


class Tombstone(msgspec.Struct, frozen=True):
    """A subject that was erased."""

    subject_id: UUID
    publisher_id: UUID
    erased_at: datetime


async def erase_subject(session: Session, permit: Permit, subject_id: UUID) -> Tombstone:
    """Destroy the subject's key and every way to it, at once and for good. `finish_erasure` deletes the rows.

    Committed when this returns, whatever becomes of the session. Raises `Refused` while a legal hold runs on the subject,
    and `NotFound` for one that the publisher never had: nobody buries a foreign one.
    """
    check_permit(session, permit, permit.use.publisher)
    if any(hold.subject_id == subject_id for hold in await running_holds(session)):
        raise Refused("A legal hold keeps this subject's data until it ends.", clauses=("S-GDPR-17",))
    grave = Tombstone(subject_id, permit.use.publisher, session.now)
    async with session.keyring.transaction(grave.publisher_id) as conn:
        await require_known(session, conn, grave.publisher_id, subject_id)
        values = {"subject_id": subject_id, "publisher_id": grave.publisher_id, "now": grave.erased_at}
        async with conn.pipeline():
            await execute(conn, "vault.entomb", values)
            await announce(conn, ERASURE, str(subject_id))
            await commit(conn)
    session.keyring.forget(subject_id)
    return grave


async def finish_erasure(vault: Vault, grave: Tombstone) -> int:
    """Delete every row of an erased subject; how many there were. Repeating it is harmless."""
    async with vault.session([grave.publisher_id], SYSTEM) as session:
        await stored.bury(session.conn, grave.publisher_id, grave.subject_id, grave.erased_at)
        deleted = await stored.erase_everywhere(session.conn, [grave.subject_id])
    async with vault.keyring.transaction(grave.publisher_id) as conn, conn.pipeline():
        await execute(conn, "vault.finish", {"subject_id": grave.subject_id, "now": vault.clock()})
        await commit(conn)
    return deleted


async def finish_erasures(vault: Vault) -> int:
    """Finish what a crash interrupted; how many subjects."""
    publishers = list(vault.directory.publishers)
    async with vault.keyring.transaction(*publishers) as conn:
        graves = await fetch_all(conn, "vault.unfinished", {}, Tombstone)
    for grave in graves:
        await finish_erasure(vault, grave)
    return len(graves)


async def forget_transient(vault: Vault, publisher_id: UUID, subject_id: UUID) -> None:
    """Destroy a key that was made for one message, and the subject's row; the message's row stays, without its recipient."""
    async with vault.keyring.transaction(publisher_id) as conn:
        await execute(conn, "vault.forget_transient", {"subject_id": subject_id, "publisher_id": publisher_id})
    vault.keyring.forget(subject_id)
    async with vault.session([publisher_id], SYSTEM) as session:
        await stored.erase_rows(session.conn, "subject", [subject_id])
