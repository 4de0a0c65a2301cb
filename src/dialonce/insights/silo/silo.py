"""What the silo takes, keeps and tells. Works as `dialonce_ads`, a role that sees no other schema."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from dialonce.anonymity import keep_if_large
from dialonce.errors import Fault, Invalid
from dialonce.insights.silo.pseudonym import NO_IDENTIFIER, holder_of, pseudonym_of
from dialonce.insights.silo.rows import ANY, RETURNING, earlier_of, rows_of
from dialonce.insights.silo.waiting import CROWD, Crowd, Waiting
from dialonce.policy import Action, Actor, Facts, Use
from dialonce.storage.pool import Pool
from dialonce.storage.queries import Connection, execute, fetch_all, fetch_value
from dialonce.storage.scope import scoped_transaction
from dialonce.vault import Key, Session, Vault

EVENTS = ("visit", "menu-shown", "solved", "voice")
CATEGORIES = frozenset(("advertising-id", "usage-habits"))
OLDEST = timedelta(days=7)
CLOCK_SKEW = timedelta(minutes=5)
WEEK = timedelta(days=7)


class AdvertisingReport(msgspec.Struct, frozen=True):
    """One thing that happened on a phone, told under its advertising identifier. Told twice in a week, it counts once."""

    identifier: UUID
    occurred_at: datetime
    event: str = EVENTS[0]


class AdvertisingWeek(msgspec.Struct, frozen=True):
    """How many identifiers a week saw, how many of them a week of the quarter before had seen too, and how many had each event.

    None when fewer than a crowd, or when all but fewer than a crowd.
    """

    week: date
    identifiers: int | None
    returning: int | None
    visit: int | None
    menu_shown: int | None
    solved: int | None
    voice: int | None


class _Count(msgspec.Struct, frozen=True):
    week: date
    event: str
    count: int


class _Known(msgspec.Struct, frozen=True):
    digest: bytes


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

    def holder(self, publisher_id: UUID, identifier: UUID) -> bytes:
        """What the silo's pseudonyms of an identifier are made of."""
        return holder_of(self._key, publisher_id, identifier)

    def report(self, session: Session, publisher_id: UUID, report: AdvertisingReport, facts: Facts) -> None:
        """Count a report, if its person agreed and limits nothing; of its moment only the week is looked at.

        Raises `Refused` without the consent, or with tracking limited (3.1-h); `Invalid` for a moment that cannot be.
        """
        if report.identifier == NO_IDENTIFIER:
            facts = msgspec.structs.replace(facts, advertising_limited=True)
        session.require(Use(publisher_id, Actor.PUBLISHER, Action.COLLECT, "user-analytics", CATEGORIES), facts)
        week = _week(report.occurred_at, session.now)
        self.waiting.add(publisher_id, week, self.holder(publisher_id, report.identifier), report.event)

    async def forget(self, publisher_id: UUID, identifier: UUID) -> int:
        """Delete everything under an identifier, waiting or written; how many rows went."""
        holder = self.holder(publisher_id, identifier)
        self.waiting.forget(publisher_id, holder)
        async with self._transaction([publisher_id]) as conn:
            week = await fetch_value(conn, "ads.first", {"publisher_id": publisher_id})
            digests = []
            while week is not None and week <= self._vault.clock().date():
                digests += [pseudonym_of(holder, week, event) for event in (ANY, RETURNING, *EVENTS)]
                week += WEEK
            return await execute(conn, "ads.forget", {"publisher_id": publisher_id, "digests": digests})

    async def write(self) -> int:
        """Write the crowds that wait; how many rows."""
        return sum([await self._write(crowd) for crowd in self.waiting.take(_monday(self._vault.clock().date()))])

    async def _write(self, crowd: Crowd) -> int:
        publisher_id, week, _ = crowd
        earlier = earlier_of(crowd)
        async with self._transaction([publisher_id]) as conn:
            values = {"publisher_id": publisher_id, "digests": list(earlier)}
            known = {earlier[row.digest] for row in await fetch_all(conn, "ads.known", values, _Known)}
            rows = rows_of(crowd, known)
            values = {
                "publisher_id": publisher_id,
                "week": week,
                "digests": [digest for digest, _ in rows],
                "events": [event for _, event in rows],
            }
            return await execute(conn, "ads.add", values)

    async def weeks(self, publisher_id: UUID, since: date, until: date) -> list[AdvertisingWeek]:
        """Whole weeks of the silo, as people may see them."""
        values = {"publisher_id": publisher_id, "since": since, "until": until}
        async with self._transaction([publisher_id]) as conn:
            rows = await fetch_all(conn, "ads.weeks", values, _Count)
        weeks: defaultdict[date, dict[str, int]] = defaultdict(dict)
        for row in rows:
            weeks[row.week][row.event] = row.count
        return [_shown(week, counts) for week, counts in sorted(weeks.items())]


def _shown(week: date, counts: dict[str, int]) -> AdvertisingWeek:
    whole = counts.get(ANY, 0)
    parts = [_part(counts.get(name, 0), whole) for name in (RETURNING, *EVENTS)]
    return AdvertisingWeek(week, keep_if_large(whole, CROWD), *parts)


def _part(count: int, whole: int) -> int | None:
    """A part of the week's identifiers, unless it or the rest is of a few: the whole stands beside it."""
    return None if whole - count < CROWD and whole != count else keep_if_large(count, CROWD)


def _week(moment: datetime, now: datetime) -> date:
    """The Monday of a moment's week. Raises `Invalid` for a moment in the future or too long ago."""
    if moment.tzinfo is None or not now - OLDEST <= moment <= now + CLOCK_SKEW:
        wanted = f"a moment of the last {OLDEST.days} days, with its time zone"
        raise Invalid("The moment of the report cannot be.", faults=(Fault("/occurred_at", wanted),))
    return _monday(moment.astimezone(UTC).date())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
