"""Counts that lead to no person, added in the same transaction as what they count (3.2-b).

Every event counts here, whether or not its caller may be remembered.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.storage.queries import Connection, execute

NOWHERE = UUID(int=0)


class CountKey(msgspec.Struct, frozen=True):
    """What is counted: one step or one choice, by the hour."""

    publisher_id: UUID
    line_id: UUID
    hour: datetime
    step: str
    interface_id: UUID = NOWHERE
    interface_version: int = 0
    screen: str = ""
    element: str = ""
    solution_id: UUID = NOWHERE
    culture: str = ""
    device: str = ""


def whole_hour(moment: datetime) -> datetime:
    """The hour that a moment falls into."""
    return moment.replace(minute=0, second=0, microsecond=0)


_COLUMNS = {
    "publishers": "publisher_id",
    "lines": "line_id",
    "hours": "hour",
    "steps": "step",
    "interfaces": "interface_id",
    "versions": "interface_version",
    "screens": "screen",
    "elements": "element",
    "solutions": "solution_id",
    "cultures": "culture",
    "devices": "device",
}


async def add_counts(conn: Connection, lane: int, counts: Counter[CountKey] | Mapping[CountKey, int]) -> None:
    """Add counts in one statement. `lane` keeps concurrent writers apart."""
    if not counts:
        return
    values: dict[str, object] = {name: [getattr(key, field) for key in counts] for name, field in _COLUMNS.items()}
    await execute(conn, "insights.add_counts", {"lane": lane, "counts": list(counts.values()), **values})
