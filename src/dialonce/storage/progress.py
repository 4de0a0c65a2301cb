"""How far a backup or a restoration is: PostgreSQL's programs say which table they are at."""

from collections.abc import Callable

Tell = Callable[[str, int, int], None]
"""What is being done, how many tables of it are done, and of how many."""


def quietly(_what: str, _done: int, _all: int) -> None:
    """Tell nobody."""


class Counted:
    """Counts the tables that a program speaks of, and tells."""

    def __init__(self, what: str, tables: int, tell: Tell) -> None:
        self._what = what
        self._tables = tables
        self._tell = tell
        self.done = 0
        tell(what, 0, tables)

    def heard(self, line: str) -> None:
        """A line of the program's."""
        if "dumping contents of table" in line or "processing data for table" in line:
            self.done += 1
            self._tell(self._what, self.done, max(self.done, self._tables))
