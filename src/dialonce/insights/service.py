"""The statistics of one process: its pool, the menus it may read, and where its noise comes from."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.insights.attestation import evidence_of, newest_report
from dialonce.insights.closing import ReadMenu
from dialonce.insights.cube import DAYS, Period
from dialonce.insights.frame import frame_of
from dialonce.insights.gate import Leave, release_period
from dialonce.insights.noise import DrawNoise, add_noise
from dialonce.policy import Action, Actor, Facts, Use
from dialonce.storage.pool import Pool
from dialonce.storage.queries import Connection, fetch_one
from dialonce.storage.scope import scoped_transaction
from dialonce.vault import SYSTEM, Vault, Who

SETTLED_AFTER = {"day": timedelta(hours=1), "week": timedelta(hours=26)}
"""How long after a period its counts are complete: calls end after half an hour, returns after a day."""
MOST_AT_A_TIME = 400
"""Periods of one publisher that are released in one go; what is left comes the next time."""


class Insights:
    """The door to the statistics. Reads and writes as `dialonce_insights`, which sees no person's rows."""

    def __init__(self, vault: Vault, pool: Pool, read_menu: ReadMenu, *, draw: DrawNoise = add_noise) -> None:
        self.vault = vault
        self.read_menu = read_menu
        self.draw = draw
        self._pool = pool

    @asynccontextmanager
    async def transaction(self, *publishers: UUID) -> AsyncIterator[Connection]:
        """One transaction on the statistics of these publishers."""
        scope, seal = self.vault.keyring.scope(publishers)
        async with scoped_transaction(self._pool, scope, seal) as conn:
            yield conn

    async def leave(self, publisher_id: UUID, who: Who, action: Action, purpose: str = "statistics") -> Leave:
        """Leave to publish or read what identifies nobody, journalled. Raises `Refused` without a report that holds."""
        async with self.transaction() as conn:
            report = await newest_report(conn)
        async with self.vault.session([publisher_id], who) as session:
            evidence = evidence_of(report, session.now)
            use = Use(publisher_id, Actor.PUBLISHER, action, purpose, frozenset({"aggregate"}))
            session.require(use, Facts(evidence=str(evidence)))
            return Leave(evidence, session.now)


class _Last(msgspec.Struct, frozen=True):
    released: date | None
    counted: date | None


async def release_due(insights: Insights, publisher_id: UUID) -> int:
    """Release every day and week of the publisher that is complete and not out yet; how many datasets.

    Raises `Refused` without a report that holds. When nothing is due, nothing is asked and nothing journalled.
    """
    now = insights.vault.clock()
    due = {period: await _due(insights, publisher_id, period, now) for period in DAYS}
    if not any(due.values()):
        return 0
    leave = await insights.leave(publisher_id, SYSTEM, Action.RETAIN)
    frame = await frame_of(insights.vault.directory, publisher_id, insights.read_menu)
    released = 0
    # Days first: a week's tables agree with the days that it is made of.
    for period in DAYS:
        for starts_on in due[period]:
            async with insights.transaction(publisher_id) as conn:
                released += await release_period(conn, publisher_id, period, starts_on, frame, insights.draw, leave)
    return released


async def _due(insights: Insights, publisher_id: UUID, period: Period, now: datetime) -> list[date]:
    """The first days of the periods that are complete and not out, oldest first."""
    async with insights.transaction(publisher_id) as conn:
        values = {"publisher_id": publisher_id, "dataset": "outcomes" if period == "day" else "hours"}
        last = await fetch_one(conn, "insights_release.last", values, _Last)
    if last is None or last.counted is None:
        return []
    step = timedelta(days=DAYS[period])
    begin = last.released + step if last.released else _start(last.counted, period)
    complete = (now - SETTLED_AFTER[period]).date()
    count = min(MOST_AT_A_TIME, max(0, (complete - begin).days // step.days))
    return [begin + step * ahead for ahead in range(count)]


def _start(day: date, period: Period) -> date:
    return day if period == "day" else day - timedelta(days=day.weekday())
