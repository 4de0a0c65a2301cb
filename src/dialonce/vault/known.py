"""Whether a publisher has a subject: a pseudonym learned elsewhere opens and closes nothing."""

from uuid import UUID

from dialonce.errors import NotFound
from dialonce.storage.personal import rows as stored
from dialonce.storage.queries import Connection, fetch_value
from dialonce.vault.session import Session


async def require_known(session: Session, vault_conn: Connection, publisher_id: UUID, subject_id: UUID) -> None:
    """Raise `NotFound` unless the publisher has this subject, or had it until it was erased.

    `vault_conn` is a transaction on the vault in the publisher's scope. A subject whose key was lost is known by its row.
    """
    if await fetch_value(vault_conn, "vault.knows", {"subject_id": subject_id}):
        return
    values: dict[str, object] = {"publisher_id": publisher_id, "subject_ids": [subject_id]}
    if not await stored.query_rows(session.conn, "subject", "known", values):
        raise NotFound("This publisher knows nobody by this pseudonym.")
