"""Reports wait in memory until they are a crowd: what is written together cannot be told apart by when it came.

So that no row's place, transaction or moment leads to what else happened then.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

CROWD = 10
"""How many different holders are written together at least; a smaller crowd of a past week is never written."""
MOST_WAITING = 100_000

Report = tuple[bytes, str]
"""A holder of an identifier, and an event. The same one again adds nothing."""
Crowd = tuple[UUID, date, set[Report]]


class Waiting:
    """Reports by publisher and week."""

    def __init__(self, *, crowd: int = CROWD, most: int = MOST_WAITING) -> None:
        self._crowd = crowd
        self._most = most
        self._reports: defaultdict[tuple[UUID, date], set[Report]] = defaultdict(set)

    def add(self, publisher_id: UUID, week: date, holder: bytes, event: str) -> None:
        """Let a report wait. When too many wait already it is left out."""
        if sum(map(len, self._reports.values())) < self._most:
            self._reports[publisher_id, week].add((holder, event))

    def forget(self, publisher_id: UUID, holder: bytes) -> None:
        """Drop what waits of an identifier."""
        for (publisher, _), reports in self._reports.items():
            if publisher == publisher_id:
                reports -= {report for report in reports if report[0] == holder}

    def take(self, this_week: date) -> Iterator[Crowd]:
        """The crowds that are large enough. Small ones of past weeks are dropped."""
        for (publisher_id, week), reports in list(self._reports.items()):
            if len({holder for holder, _ in reports}) >= self._crowd:
                yield publisher_id, week, reports
            elif week >= this_week:
                continue
            del self._reports[publisher_id, week]
