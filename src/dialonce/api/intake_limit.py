"""Back-pressure: bulk that this process cannot take now is sent away at the door, before its body is read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from dialonce.api.event_bodies import MOST_BYTES
from dialonce.errors import TooLarge, TooMany

MOST_WAITING_BYTES = 4 * MOST_BYTES
RETRY_SECONDS = 1


class IntakeLimit:
    """Bounds the bytes of all requests that one process holds at once."""

    def __init__(self, most: int = MOST_WAITING_BYTES) -> None:
        self._most = most
        self._held = 0

    @asynccontextmanager
    async def admit(self, size: int) -> AsyncIterator[None]:
        """Hold `size` bytes inside. Raises `TooLarge` for what never fits, and `TooMany` for what does not fit now."""
        if size > MOST_BYTES:
            raise TooLarge(f"A request holds at most {MOST_BYTES} bytes; nothing was stored. Send smaller batches.")
        if self._held + size > self._most:
            raise TooMany("Too much is being stored right now; nothing of this was.", retry_after=RETRY_SECONDS)
        self._held += size
        try:
            yield
        finally:
            self._held -= size
