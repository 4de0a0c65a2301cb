"""Reading what is published: sums of released tables over whole weeks. No reader ever reaches an exact count."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import sqrt
from uuid import UUID

import msgspec

from dialonce.anonymity import fit_above_zero
from dialonce.errors import NotFound
from dialonce.insights.attest.run import smallest_crowd
from dialonce.insights.cube import CUBE, ROOT, Dataset
from dialonce.insights.frame import Cell
from dialonce.insights.service import Insights
from dialonce.policy import Action
from dialonce.storage.queries import Connection, fetch_all, fetch_one
from dialonce.vault import Who

WEEK = timedelta(days=7)
LONGEST = 53
REACH_95 = 1.96


class Span(msgspec.Struct, frozen=True):
    """Whole weeks, from a Monday to before a Monday."""

    since: date
    until: date

    @property
    def weeks(self) -> int:
        return (self.until - self.since) // WEEK

    @property
    def before(self) -> "Span":
        """The span of the same length that ends where this one begins."""
        return Span(self.since - (self.until - self.since), self.since)


class Table(msgspec.Struct, frozen=True):
    """One dataset over a span. `cells` are sums with noise, not fit to be shown alone.

    `tables` is how many were added up; one with twice the noise, since two processes counted, is worth four.
    """

    dataset: Dataset
    cells: Mapping[Cell, int]
    tables: float

    def sum(self, *wanted: str, column: int = -1) -> int:
        """All cells with one of these values in a column."""
        return sum(count for cell, count in self.cells.items() if cell[column] in wanted)

    def rows(self) -> dict[str, dict[str, int]]:
        """A table of two columns as rows."""
        rows: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for cell, count in self.cells.items():
            rows[cell[0]][cell[-1]] = count
        return dict(rows)

    def variance(self, cells: int = 1) -> float:
        """Of the noise in a sum of so many cells."""
        return self.dataset.noise.variance * self.tables * cells

    def off_by(self, cells: int = 1) -> int:
        """How far the noise may move such a sum, 19 times in 20."""
        return round(REACH_95 * sqrt(self.variance(cells)))


class Day(msgspec.Struct, frozen=True):
    """One day's calls by outcome, with noise."""

    day: date
    outcomes: Mapping[str, int]


class Reading(msgspec.Struct, frozen=True):
    """What is published of a publisher in a span, `k` the least figure that is shown."""

    span: Span
    k: int
    tables: Mapping[str, Table]
    days: tuple[Day, ...] = ()


class _Sum(msgspec.Struct, frozen=True):
    dataset: str
    cell: list[str]
    count: int


class _Bounds(msgspec.Struct, frozen=True):
    dataset: str
    squares: float


class _Cell(msgspec.Struct, frozen=True):
    starts_on: date
    cell: list[str]
    count: int


class _Span(msgspec.Struct, frozen=True):
    first: date | None
    last: date | None


async def latest_span(insights: Insights, publisher_id: UUID, weeks: int, until: date | None = None) -> Span:
    """The last `weeks` whole weeks that are published, or those that end before `until`. Raises `NotFound` for none."""
    async with insights.transaction(publisher_id) as conn:
        found = await fetch_one(conn, "insights_release.weeks", {"publisher_id": publisher_id}, _Span)
    if found is None or found.first is None or found.last is None:
        raise NotFound(
            "No statistics are published yet: the first ones come a day after the first whole week of calls."
        )
    end = found.last + WEEK
    if until is not None:
        end = min(end, until - timedelta(days=until.weekday()))
    begin = max(found.first, end - WEEK * min(weeks, LONGEST))
    if begin >= end:
        raise NotFound("No statistics are published of that time.")
    return Span(begin, end)


async def read(
    insights: Insights, who: Who, publisher_id: UUID, span: Span, datasets: Iterable[str] = tuple(CUBE)
) -> Reading:
    """What is published in the span. Journalled; raises `Refused` without an attack report that holds."""
    await insights.leave(publisher_id, who, Action.READ)
    async with insights.transaction(publisher_id) as conn:
        return await _read(conn, publisher_id, span, datasets, smallest_crowd(insights))


async def read_with_before(
    insights: Insights, who: Who, publisher_id: UUID, span: Span, datasets: Iterable[str], compared: Iterable[str]
) -> tuple[Reading, Reading | None]:
    """As `read`, with the span before in these datasets, or None when it is not wholly published."""
    await insights.leave(publisher_id, who, Action.READ)
    k = smallest_crowd(insights)
    async with insights.transaction(publisher_id) as conn:
        now = await _read(conn, publisher_id, span, datasets, k)
        before = await _read(conn, publisher_id, span.before, compared, k)
    return now, before if len(before.days) == len(now.days) else None


async def _read(conn: Connection, publisher_id: UUID, span: Span, datasets: Iterable[str], k: int) -> Reading:
    wanted = list(dict.fromkeys((ROOT, *datasets)))
    values = {"publisher_id": publisher_id, "datasets": wanted, "since": span.since, "until": span.until}
    sums = await fetch_all(conn, "insights_release.sums", values, _Sum)
    days = await _days(conn, publisher_id, span)
    cells: defaultdict[str, dict[Cell, int]] = defaultdict(dict)
    for row in sums:
        cells[row.dataset][tuple(row.cell)] = row.count
    bounds = await fetch_all(conn, "insights_release.bounds", values, _Bounds)
    worth = {row.dataset: row.squares / CUBE[row.dataset].noise.bound ** 2 for row in bounds}
    agreeing = _agreeing(cells)
    tables = {name: Table(CUBE[name], agreeing[name], worth.get(name, 0)) for name in wanted}
    return Reading(span, k, tables, days)


def _agreeing(tables: Mapping[str, Mapping[Cell, int]]) -> defaultdict[str, Mapping[Cell, int]]:
    """The sums as people read them: none below zero, and every table of all calls adding up to the same totals."""
    totals = {cell[0]: max(0, count) for cell, count in tables.get(ROOT, {}).items()}
    agreeing: defaultdict[str, Mapping[Cell, int]] = defaultdict(dict)
    for name, table in tables.items():
        agreeing[name] = (
            _fitted(table, totals) if CUBE[name].adds_up else {cell: max(0, n) for cell, n in table.items()}
        )
    return agreeing


def _fitted(table: Mapping[Cell, int], totals: Mapping[str, int]) -> Mapping[Cell, int]:
    fitted: dict[Cell, int] = {}
    for outcome, total in totals.items():
        cells = [cell for cell in table if cell[-1] == outcome]
        fitted.update(zip(cells, fit_above_zero([table[cell] for cell in cells], total), strict=True))
    return fitted


async def _days(conn: Connection, publisher_id: UUID, span: Span) -> tuple[Day, ...]:
    values = {"publisher_id": publisher_id, "dataset": "outcomes", "since": span.since, "until": span.until}
    found: defaultdict[date, dict[str, int]] = defaultdict(dict)
    for row in await fetch_all(conn, "insights_release.by_period", values, _Cell):
        found[row.starts_on][row.cell[0]] = row.count
    return tuple(Day(day, outcomes) for day, outcomes in sorted(found.items()))
