"""For which publishers the rights desk has something to do: asked every few minutes, so it leaves no trace in journals."""

from typing import Literal
from uuid import UUID

from dialonce.storage.personal import rows as stored
from dialonce.vault.session import SYSTEM, Vault

Work = Literal["rights_request", "archive", "recipient_notice"]


async def publishers_waiting(vault: Vault, table: Work) -> list[UUID]:
    """The publishers with erasures to finish, archives whose time is over, or notices to hand over; whose, it does not tell."""
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        rows = await stored.query_rows(session.conn, table, "waiting_publishers", {"now": session.now})
    return [row["publisher_id"] for row in rows]
