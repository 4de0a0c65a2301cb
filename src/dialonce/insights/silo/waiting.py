"""Reports wait in memory until they are a crowd: what is written together cannot be told apart by when it came.

So that no row's place, transaction or moment leads to what else happened then.
"""

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

CROWD = 10
"""How many different identifiers are written together at least; a smaller crowd of a past day is never written."""
MOST_WAITING = 100_000

Report = tuple[bytes, str]
Crowd = tuple[UUID, date, list[tuple[Report, int]]]


class Waiting:
    """Reports by publisher and day."""

    def __init__(self, *, crowd: int = CROWD, most: int = MOST_WAITING) -> None:
        self._crowd = crowd
        self._most = most
        self._reports: defaultdict[tuple[UUID, date], Counter[Report]] = defaultdict(Counter)
        self._seen: set[tuple[UUID, UUID]] = set()

    def add(self, publisher_id: UUID, report_id: UUID, day: date, digest: bytes, event: str) -> None:
        """Let a report wait. One that was sent again, or that comes when too many wait already, is left out."""
        if (publisher_id, report_id) in self._seen or len(self._seen) >= self._most:
            return
        self._seen.add((publisher_id, report_id))
        self._reports[publisher_id, day][digest, event] += 1

    def forget(self, publisher_id: UUID, digest: bytes) -> None:
        """Drop what waits of an identifier."""
        for (publisher, _), reports in self._reports.items():
            if publisher == publisher_id:
                for report in [report for report in reports if report[0] == digest]:
                    del reports[report]

    def take(self, today: date) -> Iterator[Crowd]:
        """The crowds that are large enough, each in random order. Small ones of past days are dropped."""
        for (publisher_id, day), reports in list(self._reports.items()):
            if len({digest for digest, _ in reports}) >= self._crowd:
                listed = list(reports.items())
                secrets.SystemRandom().shuffle(listed)
                yield publisher_id, day, listed
            elif day >= today:
                continue
            del self._reports[publisher_id, day]
        if not self._reports:
            self._seen.clear()
