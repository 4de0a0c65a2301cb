"""What each publisher keeps of one person, and what was done with it."""

import msgspec

from dialonce.policy import Action
from dialonce.subjects.person import Trace, require_own
from dialonce.vault import SUBJECT, Held, JournalEntry, Vault, fetch, held_of, journal_of

MOST_ENTRIES = 200


class Holding(msgspec.Struct, frozen=True):
    """What one publisher keeps: counted rows by dataset, none opened."""

    trace: Trace
    held: list[Held]

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.held)


async def holdings_of(vault: Vault, traces: list[Trace]) -> list[Holding]:
    """What is kept of a person, publisher by publisher, in one transaction."""
    if not traces:
        return []
    async with vault.session((trace.publisher_id for trace in traces), SUBJECT) as session:
        return [
            Holding(trace, await held_of(session, require_own(session, trace, Action.READ), trace.subject_id))
            for trace in traces
        ]


async def looks_at(vault: Vault, traces: list[Trace]) -> dict[Trace, list[JournalEntry]]:
    """The newest journal entries about a person, publisher by publisher: who used what, for what, under which clause."""
    if not traces:
        return {}
    async with vault.session((trace.publisher_id for trace in traces), SUBJECT) as session:
        return {
            trace: await journal_of(session, require_own(session, trace, Action.READ), trace.subject_id, MOST_ENTRIES)
            for trace in traces
        }


async def numbers_of(vault: Vault, traces: list[Trace]) -> dict[Trace, str]:
    """The telephone number that each subject is known by, where one is kept."""
    if not traces:
        return {}
    found: dict[Trace, str] = {}
    async with vault.session((trace.publisher_id for trace in traces), SUBJECT) as session:
        for trace in traces:
            permit = require_own(session, trace, Action.READ)
            for row in await fetch(session, permit, "subject", [trace.subject_id]):
                if number := row.private.reveal(permit).get("phone-number"):
                    found[trace] = str(number)
    return found
