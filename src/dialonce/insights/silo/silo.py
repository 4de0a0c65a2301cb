"""What the silo takes, keeps and tells. Works as `dialonce_ads`, a role that sees no other schema."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.anonymity import keep_if_large
from dialonce.errors import Fault, Invalid
from dialonce.insights.silo.pseudonym import NO_IDENTIFIER, pseudonym_of
from dialonce.insights.silo.waiting import CROWD, Waiting
from dialonce.policy import Action, Actor, Facts, Use
from dialonce.storage.pool import Pool
from dialonce.storage.queries import Connection, execute, fetch_all
from dialonce.storage.scope import scoped_transaction
from dialonce.vault import Key, Session, Vault

EVENTS = ("visit", "menu-shown", "solved", "voice")
CATEGORIES = frozenset(("advertising-id", "usage-habits"))
OLDEST = timedelta(days=7)
CLOCK_SKEW = timedelta(minutes=5)


class AdvertisingReport(msgspec.Struct, frozen=True):
    """One thing that happened on a phone, told under its advertising identifier. `report_id`: sent twice, counted once."""

    report_id: UUID
    identifier: UUID
    occurred_at: datetime
    event: str = EVENTS[0]


class AdvertisingWeek(msgspec.Struct, frozen=True):
    """How many identifiers a week saw, and how many of them had been seen before; None when fewer than a crowd."""

    week: date
    identifiers: int | None
    returning: int | None


class _Week(msgspec.Struct, frozen=True):
    week: date
    identifiers: int
    returning: int


class Silo:
    """The silo of one process. `key` is its own: no other index is made with it."""

    def __init__(self, vault: Vault, pool: Pool, key: Key) -> None:
        self._vault = vault
        self._pool = pool
        self._key = key
        self.waiting = Waiting()

    @asynccontextmanager
    async def _transaction(self, publishers: Sequence[UUID]) -> AsyncIterator[Connection]:
        scope, seal = self._vault.keyring.scope(publishers)
        async with scoped_transaction(self._pool, scope, seal) as conn:
            yield conn

    def digest(self, publisher_id: UUID, identifier: UUID) -> bytes:
        """The silo's pseudonym of an identifier."""
        return pseudonym_of(self._key, publisher_id, identifier)

    def report(self, session: Session, publisher_id: UUID, report: AdvertisingReport, facts: Facts) -> None:
        """Count a report, if its person agreed and limits nothing; of its moment only the day is looked at.

        Raises `Refused` without the consent, or with tracking limited (3.1-h); `Invalid` for a moment that cannot be.
        """
        if report.identifier == NO_IDENTIFIER:
            facts = msgspec.structs.replace(facts, advertising_limited=True)
        session.require(Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, "user-analytics", CATEGORIES), facts)
        day = _day(report.occurred_at, session.now)
        digest = self.digest(publisher_id, report.identifier)
        self.waiting.add(publisher_id, report.report_id, day, digest, report.event)

    async def forget(self, publisher_id: UUID, identifier: UUID) -> int:
        """Delete everything under an identifier, waiting or written; how many rows went."""
        digest = self.digest(publisher_id, identifier)
        self.waiting.forget(publisher_id, digest)
        async with self._transaction([publisher_id]) as conn:
            return await execute(conn, "ads.forget", {"publisher_id": publisher_id, "digest": digest})

    async def write(self) -> int:
        """Write the crowds that wait; how many rows."""
        written = 0
        for publisher_id, day, reports in self.waiting.take(self._vault.clock().date()):
            values = {
                "publisher_id": publisher_id,
                "day": day,
                "digests": [digest for (digest, _), _ in reports],
                "events": [event for (_, event), _ in reports],
                "counts": [count for _, count in reports],
            }
            async with self._transaction([publisher_id]) as conn:
                written += await execute(conn, "ads.add", values)
        return written

    async def weeks(self, publisher_id: UUID, since: date, until: date) -> list[AdvertisingWeek]:
        """Whole weeks of the silo, as people may see them."""
        values = {"publisher_id": publisher_id, "since": since, "until": until}
        async with self._transaction([publisher_id]) as conn:
            rows = await fetch_all(conn, "ads.weeks", values, _Week)
        return [
            AdvertisingWeek(row.week, keep_if_large(row.identifiers, CROWD), keep_if_large(row.returning, CROWD))
            for row in rows
        ]


def _day(moment: datetime, now: datetime) -> date:
    """The day of a moment. Raises `Invalid` for one in the future or too long ago."""
    if moment.tzinfo is None or not now - OLDEST <= moment <= now + CLOCK_SKEW:
        wanted = f"a moment of the last {OLDEST.days} days, with its time zone"
        raise Invalid("The moment of the report cannot be.", faults=(Fault("/occurred_at", wanted),))
    return moment.astimezone(UTC).date()
