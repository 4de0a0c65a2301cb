"""Sweeping personal rows by their own date: whole months of event tables by dropping them, the rest row by row.

A month in which somebody has rows whom a legal hold keeps stays, and goes row by row but for theirs.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from dialonce.policy import Action
from dialonce.storage.personal import rows as stored
from dialonce.vault.holds import running_holds
from dialonce.vault.intermediate import archive_rows, overdue_for_archive
from dialonce.vault.overdue import Overdue, permit_to
from dialonce.vault.session import SYSTEM, Session, Vault
from dialonce.vault.terms import Way, past_active_use, terms

BY_MONTH: Final = ("call_step", "interaction")


class _Expired(msgspec.Struct, frozen=True):
    subject_id: UUID
    rows: int
    oldest: datetime


class _Month(msgspec.Struct, frozen=True):
    name: str
    ended_at: datetime
    estimated_rows: int
    held: bool


async def plan_rows(session: Session) -> list[Overdue]:
    """Personal rows that a sweep would take or move now, with exact counts."""
    held = [hold.subject_id for hold in await running_holds(session)]
    plan = []
    for step in past_active_use(session.now):
        rows = await overdue_for_archive(session, step, held)
        plan.append(Overdue(step.dataset, step.before, rows, "to the intermediate archive"))
    for table, before in _tables(session.now):
        overdue = await _expired(session, table, before, set(held))
        months = sum(not month.held for month in await _past_months(session, table, before))
        how = f"{months} whole months, the rest by row" if months else overdue.how
        plan.append(msgspec.structs.replace(overdue, how=how))
    return plan


async def _expired(session: Session, table: str, before: datetime, held: set[UUID]) -> Overdue:
    found = await stored.query_rows(session.conn, table, "expired", {"before": before})
    rows = msgspec.convert(found, list[_Expired])
    staying = sum(row.rows for row in rows if row.subject_id in held)
    return Overdue(f"personal.{table}", before, sum(row.rows for row in rows) - staying, "delete rows", staying)


async def drop_months(vault: Vault) -> list[Overdue]:
    """Drop months that are past their term for everybody. Each publisher's journal tells of it."""
    swept = []
    async with vault.session(vault.directory.publishers, SYSTEM) as session:
        for table, before in _tables(session.now):
            months = {month.name: month for month in await _past_months(session, table, before) if not month.held}
            if not months:
                continue
            for publisher_id in session.publishers:
                permit_to(Action.ERASE, session, publisher_id, f"personal.{table}")
            values: dict[str, object] = {"table": table, "before": before}
            for row in await stored.query_rows(session.conn, "legal_hold", "drop_months", values):
                rows = months[row["name"]].estimated_rows if row["name"] in months else 0
                swept.append(Overdue(f"personal.{row['name']}", before, max(rows, 1), "drop the month"))
    return swept


async def sweep_rows(vault: Vault, publisher_id: UUID) -> list[Overdue]:
    """Move a publisher's rows past active use to the archive, and delete those past their term."""
    async with vault.session([publisher_id], SYSTEM) as session:
        held = [hold.subject_id for hold in await running_holds(session)]
        swept = await _archive(session, held)
        for table, before in _tables(session.now):
            expired = await _expired(session, table, before, set(held))
            if not expired.rows:
                continue
            permit_to(Action.ERASE, session, publisher_id, expired.dataset, expired.rows)
            values: dict[str, object] = {"before": before, "held": held}
            rows = await stored.change_rows(session.conn, table, "erase_expired", values)
            swept.append(msgspec.structs.replace(expired, rows=rows))
        for term in terms(session.now, Way.ALONE):
            table = term.dataset.removeprefix("personal.")
            rows = await stored.change_rows(session.conn, table, "erase_expired", {"before": term.before})
            swept.append(Overdue(term.dataset, term.before, rows, "delete rows"))
    return swept


async def _archive(session: Session, held: Sequence[UUID]) -> list[Overdue]:
    moved = []
    for step in past_active_use(session.now):
        rows = await overdue_for_archive(session, step, held)
        if rows:
            permit = permit_to(Action.ARCHIVE, session, session.publisher, step.dataset, rows)
            await archive_rows(session, permit, step, held)
        moved.append(Overdue(step.dataset, step.before, rows, "to the intermediate archive"))
    return moved


async def _past_months(session: Session, table: str, before: datetime) -> list[_Month]:
    if table not in BY_MONTH:
        return []
    values: dict[str, object] = {"table": table, "before": before}
    return msgspec.convert(await stored.query_rows(session.conn, "legal_hold", "past_months", values), list[_Month])


def _tables(now: datetime) -> list[tuple[str, datetime]]:
    """Personal tables whose rows have a term of their own, and the moment before which they are past it."""
    return [(term.dataset.removeprefix("personal."), term.before) for term in terms(now, Way.ROW)]
