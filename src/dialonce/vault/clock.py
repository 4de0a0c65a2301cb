"""The clock, watched: a time that lies before one already seen stops everything that would be dated by it.

Terms, links, consents and the order of the journal all rest on the clock. A process that reads an earlier time than it has
read, or than the journal holds, refuses until the clock is right again.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from dialonce.errors import Unavailable

TOLERANCE = timedelta(minutes=5)
"""How far clocks are stepped back in good order, by time servers and between machines."""


class ClockSetBackError(Unavailable):
    """The clock reads earlier than a moment that is known to have passed. `seen` is that moment."""

    code = "clock-set-back"
    title = "The clock was set back"

    def __init__(self, now: datetime, seen: datetime) -> None:
        super().__init__(
            f"The clock reads {now:%Y-%m-%d %H:%M:%S} UTC, and it has been {seen:%Y-%m-%d %H:%M:%S} UTC already. Nothing is "
            "served or stored until it is right; if the earlier time is the right one, run `dialonce audit accept-clock`."
        )
        self.now = now
        self.seen = seen


class WatchedClock:
    """Now, in UTC. Raises `ClockSetBackError` for a time more than `TOLERANCE` before the latest one it knows of."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._latest = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        now = self._clock()
        if now + TOLERANCE < self._latest:
            raise ClockSetBackError(now, self._latest)
        self._latest = max(now, self._latest)
        return now

    def saw(self, moment: datetime) -> None:
        """A moment that has passed, as somebody else wrote down."""
        self._latest = max(moment, self._latest)
