"""Sweeping what belongs to no subject: rows by their age, ended publishers, the vault's own rows, the journal."""

from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.storage.queries import execute, fetch_all, fetch_value
from dialonce.vault.counters import NOWHERE
from dialonce.vault.journal_term import overdue_entries, trim_journal
from dialonce.vault.overdue import Overdue
from dialonce.vault.session import SYSTEM, Session, Vault
from dialonce.vault.terms import VAULT_STATEMENTS, Term, Way, term_of, terms

JOURNAL = "audit.entry"
PUBLISHER = "core.publisher"
BEHIND_CHECKPOINT = "behind a signed checkpoint"
WITH_CONTRACT = "with everything that the publisher set up"


class _Publisher(msgspec.Struct, frozen=True):
    publisher_id: UUID


async def plan_rest(session: Session) -> list[Overdue]:
    """What is past its term and belongs to no subject."""
    plan = [
        Overdue(
            term.dataset,
            term.before,
            await fetch_value(session.conn, "retention.overdue", _values(term)),
            "delete rows",
        )
        for term in terms(session.now, Way.AGE)
    ]
    contract, journal = term_of(session.now, PUBLISHER), term_of(session.now, JOURNAL)
    ended = await _ended(session, contract.before)
    entries = await overdue_entries(session, journal.before)
    return [
        *plan,
        Overdue(PUBLISHER, contract.before, len(ended), WITH_CONTRACT),
        Overdue(JOURNAL, journal.before, entries, BEHIND_CHECKPOINT),
    ]


def reminders(now: datetime) -> list[Overdue]:
    """What people must take away by hand: paper."""
    return [Overdue(term.dataset, term.before, 0, "by hand") for term in terms(now, Way.HAND)]


async def sweep_rest(vault: Vault) -> list[Overdue]:
    """Take it; each dataset in a transaction of its own."""
    swept = []
    for term in terms(vault.clock(), Way.AGE):
        async with vault.session([], SYSTEM) as session:
            rows = await fetch_value(session.conn, "retention.sweep", _values(term))
        swept.append(Overdue(term.dataset, term.before, rows, "delete rows"))
    await _sweep_vault(vault)
    swept.append(await _sweep_publishers(vault, term_of(vault.clock(), PUBLISHER).before))
    before = term_of(vault.clock(), JOURNAL).before
    return [*swept, Overdue(JOURNAL, before, await trim_journal(vault, before), BEHIND_CHECKPOINT)]


async def _sweep_vault(vault: Vault) -> None:
    async with vault.keyring.transaction(NOWHERE, *vault.directory.publishers) as conn:
        for term in terms(vault.clock(), Way.VAULT):
            values = {"before": term.before, "now": term.before, "idle_since": term.before}
            await execute(conn, VAULT_STATEMENTS[term.dataset], values)


async def _sweep_publishers(vault: Vault, before: datetime) -> Overdue:
    """Publishers whose contract ended longer ago than the term: what they set up goes, then their keys."""
    rows = 0
    async with vault.session([], SYSTEM) as session:
        for publisher in await _ended(session, before):
            async with vault.keyring.transaction(publisher) as conn:
                if await fetch_value(conn, "vault.holds_people", {"publisher_id": publisher}):
                    continue
                values = {"publisher_id": publisher, "before": before}
                rows += await fetch_value(session.conn, "retention.remove_publisher", values)
                await execute(conn, "vault.remove_publisher_keys", {"publisher_id": publisher})
    return Overdue(PUBLISHER, before, rows, WITH_CONTRACT)


async def _ended(session: Session, before: datetime) -> list[UUID]:
    rows = await fetch_all(session.conn, "retention.ended_publishers", {"before": before}, _Publisher)
    return [row.publisher_id for row in rows]


def _values(term: Term) -> dict[str, object]:
    return {"dataset": term.dataset, "before": term.before}
