"""The clock against the journal, which outlives every process; and faults of the whole installation in it."""

from datetime import datetime

from dialonce.errors import DialOnceError
from dialonce.storage.pool import Pool, transaction
from dialonce.storage.queries import execute, fetch_value
from dialonce.vault.clock import ClockSetBackError, WatchedClock
from dialonce.vault.counters import NOWHERE
from dialonce.vault.faults import fault_entries
from dialonce.vault.journal import JournalEntry, append, canonical
from dialonce.vault.session import SYSTEM, system_clock


async def check_clock(pool: Pool) -> None:
    """Raise `ClockSetBackError`, journalled, when the journal holds a moment that the clock says lies ahead."""
    async with transaction(pool) as conn:
        latest = await fetch_value(conn, "journal.latest", {})
    if latest is None:
        return
    clock = WatchedClock(system_clock)
    clock.saw(latest)
    try:
        clock()
    except ClockSetBackError as wrong:
        await journal_fault(pool, wrong, wrong.seen)
        raise


async def journal_fault(pool: Pool, fault: DialOnceError, at: datetime | None = None) -> None:
    """Let the journal tell of a fault of the whole installation."""
    async with transaction(pool) as conn:
        await append(conn, fault_entries((), SYSTEM.name, at or system_clock(), fault))


async def accept_clock(pool: Pool, actor: str) -> None:
    """Say that the clock is right although the journal holds later moments; the journal tells who said so."""
    now = system_clock()
    entry = JournalEntry(
        at=now,
        publisher=NOWHERE,
        actor=actor,
        action="accept-clock",
        purpose="security",
        categories=(),
        outcome="permit",
        clauses=(),
    )
    async with transaction(pool) as conn:
        await execute(conn, "journal.accept_clock", {"moment": now, "entry": canonical(entry)})
