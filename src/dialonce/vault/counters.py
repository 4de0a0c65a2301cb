"""Counts that lead to no person, added in the same transaction as what they count (3.2-b).

Every event counts here, whether or not its caller may be remembered.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from dialonce.storage.arrays import BinaryArray, int4s, int8s, texts, times, uuids
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
    region: str = ""


def whole_hour(moment: datetime) -> datetime:
    """The hour that a moment falls into."""
    return moment.replace(minute=0, second=0, microsecond=0)


_COLUMNS: Mapping[str, tuple[str, Callable[[Iterable[Any]], BinaryArray]]] = {
    "publishers": ("publisher_id", uuids),
    "lines": ("line_id", uuids),
    "hours": ("hour", times),
    "steps": ("step", texts),
    "interfaces": ("interface_id", uuids),
    "versions": ("interface_version", int4s),
    "screens": ("screen", texts),
    "elements": ("element", texts),
    "solutions": ("solution_id", uuids),
    "cultures": ("culture", texts),
    "devices": ("device", texts),
    "regions": ("region", texts),
}


def count_arrays(counts: Mapping[CountKey, int]) -> dict[str, BinaryArray]:
    """Counts as `insights.add_counts` takes them."""
    columns = {name: array(getattr(key, field) for key in counts) for name, (field, array) in _COLUMNS.items()}
    return {**columns, "counts": int8s(counts.values())}


async def add_counts(conn: Connection, lane: int, counts: Mapping[CountKey, int]) -> None:
    """Add counts in one statement. `lane` keeps concurrent writers apart."""
    if counts:
        await execute(conn, "insights.add_counts", {"lane": lane, **count_arrays(counts)})
