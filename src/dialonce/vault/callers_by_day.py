"""How many calls of each caller were begun on each day: what bounds a caller's day holds in whatever order calls are told of."""

from collections import defaultdict
from datetime import datetime, timedelta

KEPT_FOR = timedelta(days=2)
"""How long a day is remembered at least; after that until nothing more is heard of it."""
MOST_A_DAY = 1_000_000
"""Of how many callers a day is remembered; the calls of more change no figure."""


class CallersByDay:
    """The days of one process, and their callers by fingerprint. A day that is forgotten stays closed: nothing of it counts."""

    def __init__(self) -> None:
        self._days: defaultdict[int, dict[int, int]] = defaultdict(dict)
        self._closed: set[int] = set()
        self._touched: set[int] = set()

    def is_closed(self, day: int) -> bool:
        """Whether the day is forgotten, so that nobody could tell a caller's third call from their first."""
        return day in self._closed

    def count(self, caller: int, day: int) -> int:
        """How many calls the caller had begun on the day before this one."""
        self._touched.add(day)
        callers = self._days[day]
        before = callers.get(caller, 0)
        if not before and len(callers) >= MOST_A_DAY:
            return MOST_A_DAY
        callers[caller] = before + 1
        return before

    def close(self, now: datetime) -> None:
        """Forget the days that are past and of which nothing was heard since this was last done."""
        oldest = (now - KEPT_FOR).toordinal()
        for day in [day for day in self._days if day < oldest and day not in self._touched]:
            del self._days[day]
            self._closed.add(day)
        self._touched.clear()
