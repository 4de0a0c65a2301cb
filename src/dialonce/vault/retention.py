"""Retention: what is past its term, and sweeping it (8-i). The terms come from the catalogue of processing.

Whole months of event tables go by dropping their partitions, unless a held subject has rows there; the rest goes row by row,
tenant by tenant. A subject of whom nothing is left and who was new longer ago than the term goes as by an erasure.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from dialonce.policy import Action, Actor, Delete, Facts, Permit, Use, load_catalogue, plan_retention
from dialonce.storage.personal import rows as stored
from dialonce.storage.personal.tables import TABLES
from dialonce.storage.queries import execute
from dialonce.vault.counters import NOWHERE
from dialonce.vault.erasure import erase_subject, finish_erasure
from dialonce.vault.holds import running_holds
from dialonce.vault.orphans import orphaned_subjects
from dialonce.vault.session import SYSTEM, Session, Vault

BY_MONTH = ("call_step", "interaction")
LAST_ACTIVITY = "last-activity"
MOST_SUBJECTS = 1_000
VAULT_SWEEPS = {"vault.tombstone": "vault.sweep_tombstones", "vault.opt_out": "vault.sweep_opt_outs"}
WITHOUT_SUBJECT_ROWS = ("legal_hold", "tombstone")


class Overdue(msgspec.Struct, frozen=True):
    """Something past its term: `rows` of a dataset from before a moment, and how they go. `held` stay under legal hold."""

    dataset: str
    before: datetime
    rows: int
    how: str
    held: int = 0


class _Expired(msgspec.Struct, frozen=True):
    subject_id: UUID
    rows: int
    oldest: datetime


class _Month(msgspec.Struct, frozen=True):
    name: str
    ended_at: datetime
    estimated_rows: int
    held: bool


def _terms(now: datetime) -> list[Delete]:
    """What the catalogue says about personal tables as of now."""
    plan = plan_retention(load_catalogue(), now)
    return [step for step in plan if isinstance(step, Delete) and step.before is not None]


async def plan_sweep(vault: Vault) -> list[Overdue]:
    """What a sweep would take now, with exact counts, and what legal holds keep from it."""
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        held = {hold.subject_id for hold in await running_holds(session)}
        plan = []
        for table, before in _tables(session.now):
            overdue = await _expired(session, table, before, held)
            months = sum(not month.held for month in await _past_months(session, table, before))
            how = f"{months} whole months, the rest by row" if months else overdue.how
            plan.append(msgspec.structs.replace(overdue, how=how))
        for before in _idle_before(session.now):
            idle = await _idle(session, before, list(held))
            plan.append(Overdue("personal.subject", before, len(idle), "erase the subject"))
    return [step for step in plan if step.rows or step.held]


async def _expired(session: Session, table: str, before: datetime, held: set[UUID]) -> Overdue:
    found = await stored.query_rows(session.conn, table, "expired", {"before": before})
    rows = msgspec.convert(found, list[_Expired])
    staying = sum(row.rows for row in rows if row.subject_id in held)
    return Overdue(f"personal.{table}", before, sum(row.rows for row in rows) - staying, "delete rows", staying)


async def sweep(vault: Vault) -> list[Overdue]:
    """Take everything that is past its term; what was taken. Running it again takes nothing."""
    swept = await _drop_months(vault)
    for publisher_id in list(vault.directory.publishers):
        swept += await _sweep_publisher(vault, publisher_id)
        swept += await _sweep_subjects(vault, publisher_id)
        swept += await _sweep_orphans(vault, publisher_id)
    await _sweep_vault(vault)
    return [step for step in swept if step.rows]


async def _drop_months(vault: Vault) -> list[Overdue]:
    """Drop months that are past their term for everybody. Each publisher's journal tells of it."""
    swept = []
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        for table, before in _tables(session.now):
            months = {month.name: month for month in await _past_months(session, table, before) if not month.held}
            if not months:
                continue
            for publisher_id in session.publishers:
                _permit(session, publisher_id, table)
            values: dict[str, object] = {"table": table, "before": before}
            for row in await stored.query_rows(session.conn, "legal_hold", "drop_months", values):
                rows = months[row["name"]].estimated_rows if row["name"] in months else 0
                swept.append(Overdue(f"personal.{row['name']}", before, max(rows, 1), "drop the month"))
    return swept


async def _sweep_publisher(vault: Vault, publisher_id: UUID) -> list[Overdue]:
    swept = []
    async with vault.session([publisher_id], SYSTEM) as session:
        held = [hold.subject_id for hold in await running_holds(session)]
        for table, before in _tables(session.now):
            expired = await _expired(session, table, before, set(held))
            if not expired.rows:
                continue
            _permit(session, publisher_id, table, expired.rows)
            values: dict[str, object] = {"before": before, "held": held}
            rows = await stored.change_rows(session.conn, table, "erase_expired", values)
            swept.append(msgspec.structs.replace(expired, rows=rows))
        for step in _terms(session.now):
            if (table := step.dataset.removeprefix("personal.")) in WITHOUT_SUBJECT_ROWS:
                await stored.change_rows(session.conn, table, "erase_expired", {"before": step.before})
    return swept


async def _sweep_subjects(vault: Vault, publisher_id: UUID) -> list[Overdue]:
    """Erase subjects of whom nothing is left."""
    async with vault.session([publisher_id], SYSTEM) as session:
        held = [hold.subject_id for hold in await running_holds(session)]
        idle = [subject for before in _idle_before(session.now) for subject in await _idle(session, before, held)]
        permit = _permit(session, publisher_id, "subject", len(idle)) if idle else None
        graves = [await erase_subject(session, permit, subject_id) for subject_id in idle if permit]
    for grave in graves:
        await finish_erasure(vault, grave)
    return [Overdue("personal.subject", vault.clock(), len(graves), "erase the subject")]


async def _sweep_orphans(vault: Vault, publisher_id: UUID) -> list[Overdue]:
    """Destroy keys that a crash left without rows."""
    async with vault.session([publisher_id], SYSTEM) as session:
        orphans = await orphaned_subjects(session)
        permit = _permit(session, publisher_id, "subject", len(orphans)) if orphans else None
        graves = [await erase_subject(session, permit, subject_id) for subject_id in orphans if permit]
    for grave in graves:
        await finish_erasure(vault, grave)
    return [Overdue("vault.subject_key", vault.clock(), len(graves), "destroy the key")]


async def _idle(session: Session, before: datetime, held: Sequence[UUID]) -> list[UUID]:
    """Subjects from before a moment of whom nothing but their notices is left, and no notice since."""
    idle: list[UUID] = []
    after = UUID(int=0)
    while True:
        values: dict[str, object] = {"before": before, "after": after, "held": list(held), "limit": MOST_SUBJECTS}
        found = [row["subject_id"] for row in await stored.query_rows(session.conn, "subject", "old", values)]
        if not found:
            return idle
        active: set[UUID] = set()
        for table in TABLES.keys() - {"subject"}:
            rows = await stored.rows_of(session.conn, table, found)
            active |= {row["subject_id"] for row in rows if table != "notice" or row["acknowledged_at"] >= before}
        idle += [subject_id for subject_id in found if subject_id not in active]
        after = found[-1]


async def _sweep_vault(vault: Vault) -> None:
    async with vault.keyring.transaction(NOWHERE, *vault.directory.publishers) as conn:
        for step in _terms(vault.clock()):
            if step.dataset in VAULT_SWEEPS:
                await execute(conn, VAULT_SWEEPS[step.dataset], {"before": step.before})


async def _past_months(session: Session, table: str, before: datetime) -> list[_Month]:
    if table not in BY_MONTH:
        return []
    values: dict[str, object] = {"table": table, "before": before}
    return msgspec.convert(await stored.query_rows(session.conn, "legal_hold", "past_months", values), list[_Month])


def _tables(now: datetime) -> list[tuple[str, datetime]]:
    """Personal tables whose rows have a term of their own, and the moment before which they are past it."""
    return [
        (table, step.before)
        for step in _terms(now)
        if (table := step.dataset.removeprefix("personal.")) in TABLES
        and step.start != LAST_ACTIVITY
        and step.before is not None
    ]


def _idle_before(now: datetime) -> list[datetime]:
    return [step.before for step in _terms(now) if step.dataset == "personal.subject" and step.before is not None]


def _permit(session: Session, publisher_id: UUID, table: str, count: int = 1) -> Permit:
    categories = load_catalogue().dataset(f"personal.{table}").categories
    use = Use(publisher_id, Actor.PUBLISHER, Action.ERASE, "retention", categories)
    facts = Facts(retention_elapsed=True, legal_hold=False)
    return session.require(use, facts, count=count)
