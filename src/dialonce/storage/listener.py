"""LISTEN/NOTIFY: one connection a process that hears what other processes changed."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog
from psycopg import AsyncConnection, OperationalError, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dialonce.errors import Unavailable

Heard = Callable[[frozenset[str]], Awaitable[None]]

_RECONNECT_SECONDS = 0.5
_QUIET_SECONDS = 15.0
# A connection that died in silence (a pulled cable, a firewall) is noticed within half a minute: keys of erased people must not
# stay in memory because nobody said so.
_NOTICES_SILENCE = "keepalives_idle=10 keepalives_interval=5 keepalives_count=3 tcp_user_timeout=20000"
_log = structlog.get_logger(__name__)


class Listener:
    """Listens on channels and hands each batch of payloads to the channel's handler.

    After every (re)connection each handler is called with an empty set: what was missed meanwhile is unknown, so the
    handler must read everything again.
    """

    def __init__(self, url: str, handlers: Mapping[str, Heard]) -> None:
        self._address = make_conninfo(url, **conninfo_to_dict(_NOTICES_SILENCE))
        self._handlers = handlers
        self._task: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()

    async def start(self) -> None:
        """Begin listening; returns once connected and caught up. Raises what a handler raised while catching up."""
        self._task = asyncio.create_task(self._run())
        connected = asyncio.create_task(self._connected.wait())
        await asyncio.wait((self._task, connected), return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            connected.cancel()
            self._task.result()

    async def stop(self) -> None:
        if self._task and not self._task.done():
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except (OperationalError, Unavailable):
                _log.warning("listener.disconnected")
            except Exception as fault:
                if not self._connected.is_set():
                    raise
                # A deaf process would go on with the keys of erased people: begin again, and catch up.
                _log.error("listener.failed", error=type(fault).__name__)
            await asyncio.sleep(_RECONNECT_SECONDS)

    async def _listen(self) -> None:
        async with await AsyncConnection.connect(self._address, autocommit=True) as conn:
            for channel in self._handlers:
                await conn.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            for heard in self._handlers.values():
                await heard(frozenset())
            self._connected.set()
            while True:
                await self._hear(conn)

    async def _hear(self, conn: AsyncConnection[tuple[object, ...]]) -> None:
        """One round: everything announced together is handed over together. In silence, ask whether the server is there."""
        by_channel: dict[str, set[str]] = {}
        async for note in conn.notifies(timeout=_QUIET_SECONDS, stop_after=1):
            by_channel.setdefault(note.channel, set()).add(note.payload)
        if not by_channel:
            await conn.execute("SELECT 1")
        async for note in conn.notifies(timeout=0):
            by_channel.setdefault(note.channel, set()).add(note.payload)
        for channel, payloads in by_channel.items():
            await self._handlers[channel](frozenset(payloads))
