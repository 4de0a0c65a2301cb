"""How many installations one network may register: anybody can ask for a token, so that nobody can ask for a million."""

from collections import Counter
from datetime import datetime, timedelta
from hashlib import blake2b
from secrets import token_bytes

from dialonce.errors import TooMany

MOST = 300
"""Registrations of one network in a window; behind one address of a mobile operator are thousands of people."""
WINDOW = timedelta(minutes=10)
MOST_NETWORKS = 100_000


class RegistrationLimit:
    """Counts by network in one process's memory, under a digest whose key is thrown away with its window."""

    def __init__(self, most: int = MOST, window: timedelta = WINDOW, networks: int = MOST_NETWORKS) -> None:
        self._most = most
        self._window = window
        self._networks = networks
        self._ends: datetime | None = None
        self._key = b""
        self._counts: Counter[bytes] = Counter()

    def admit(self, network: str, now: datetime) -> None:
        """Count one registration. Raises `TooMany` when the network had its share, with the seconds until it has room again."""
        ends = self._open_window(now)
        digest = blake2b(network.encode(), key=self._key, digest_size=16).digest()
        if digest not in self._counts and len(self._counts) >= self._networks:
            digest = b"others"
        if self._counts[digest] >= self._most:
            wait = max(1, round((ends - now).total_seconds()))
            raise TooMany("Too many installations registered from this network; try again later.", retry_after=wait)
        self._counts[digest] += 1

    def _open_window(self, now: datetime) -> datetime:
        if self._ends is None or now >= self._ends:
            self._ends = now + self._window
            self._key = token_bytes(16)
            self._counts.clear()
        return self._ends
