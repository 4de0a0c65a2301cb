"""Faults of keys, rows and clock in the journal: what failed, for whom, and nothing of what could not be read."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from dialonce.errors import DialOnceError
from dialonce.vault.counters import NOWHERE
from dialonce.vault.journal import JournalEntry


def fault_entries(publishers: Iterable[UUID], actor: str, at: datetime, fault: DialOnceError) -> list[JournalEntry]:
    """One entry for each publisher whom the fault hit; for the installation itself when it hit none."""
    return [
        JournalEntry(
            at=at,
            publisher=publisher,
            actor=actor,
            action="fault",
            purpose="security",
            categories=(),
            outcome="deny",
            clauses=(),
            reason=fault.code,
        )
        for publisher in tuple(publishers) or (NOWHERE,)
    ]
