"""The end of a contract with a publisher: from it on count the terms of what the publisher set up (8-i)."""

from datetime import datetime

from dialonce.errors import Invalid
from dialonce.publishers.publisher import Publisher, read_publisher
from dialonce.storage.queries import execute
from dialonce.vault import Session


async def end_contract(session: Session, on: datetime | None = None) -> Publisher:
    """The contract ended at a moment, now if none is named: lines and tokens stop at once, what was set up stays its term.

    Raises `Invalid` for a moment that lies ahead.
    """
    if on is not None and on > session.now:
        raise Invalid("A contract is ended when its last day is over.")
    values = {"publisher_id": session.publisher, "ended_at": on or session.now}
    await execute(session.conn, "publisher.end", values)
    return await read_publisher(session)


async def resume_contract(session: Session) -> Publisher:
    """The contract goes on, as if it had not ended."""
    await execute(session.conn, "publisher.resume", {"publisher_id": session.publisher})
    return await read_publisher(session)
