"""A/B: another published version, shown in a share of the calls of an interface.

The call decides, by the id of its own request: nobody is told apart, and a caller who calls again may see the other version.
Visitors of the public address, and apps, always get the published one.
"""

from uuid import UUID

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.publishers.interfaces import read_interface
from dialonce.storage.queries import execute
from dialonce.vault import Session

PERCENT = 100


async def start_split(session: Session, interface_id: UUID, version: int, percent: int) -> None:
    """From now on `percent` of new links lead to this version. Raises `Invalid`, or `NotFound` for what was never published."""
    interface = await read_interface(session, interface_id)
    if not 0 < percent < PERCENT:
        raise Invalid("Nothing would be compared.", faults=(Fault("/percent", "a number from 1 to 99"),))
    if version == interface.published_version:
        raise Invalid("Nothing would be compared.", faults=(Fault("/version", "another one than callers see already"),))
    values = {"interface_id": interface_id, "version": version, "percent": percent, "now": session.now}
    if not await execute(session.conn, "interface_split.start", values):
        raise NotFound("There is no such version of this interface.")


async def end_split(session: Session, interface_id: UUID) -> None:
    """Every new link leads to the published version again."""
    await read_interface(session, interface_id)
    await execute(session.conn, "interface_split.end", {"interface_id": interface_id, "now": session.now})
