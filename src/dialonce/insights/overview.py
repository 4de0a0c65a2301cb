"""What a publisher looks at first: key figures against the span before, day by day, and what they cost."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import msgspec

from dialonce.anonymity import suppress_small_cells
from dialonce.insights.cube import EPSILON_A_DAY
from dialonce.insights.kpis import Kpis, key_figures
from dialonce.insights.ledger import budgets
from dialonce.insights.reading import Day, Reading, Span, latest_span, read_with_before
from dialonce.insights.service import Insights
from dialonce.vault import Who

KEY_DATASETS = ("outcomes", "returns", "waits", "depths", "scores")


class ShownDay(msgspec.Struct, frozen=True):
    """One day's calls by outcome, None where fewer than k."""

    day: date
    outcomes: Mapping[str, int | None]


class Overview(msgspec.Struct, frozen=True):
    """The key figures of a span. `compared` is the span before, None when it is not wholly published."""

    span: Span
    compared: Span | None
    k: int
    kpis: Kpis
    days: tuple[ShownDay, ...]


class Budget(msgspec.Struct, frozen=True):
    """What the days of a span have cost: `limit` is promised for each day, `spent` is the day that cost most."""

    limit: float
    spent: float
    left: float
    days: int


async def read_overview(
    insights: Insights, who: Who, publisher_id: UUID, *, weeks: int, until: date | None = None
) -> Overview:
    """The last whole weeks, or those before `until`. Raises `NotFound` before anything is published."""
    span = await latest_span(insights, publisher_id, weeks, until)
    return overview_of(*await read_with_before(insights, who, publisher_id, span, KEY_DATASETS, KEY_DATASETS))


def overview_of(reading: Reading, before: Reading | None) -> Overview:
    """The overview of what was read in `KEY_DATASETS`."""
    figures = key_figures(reading, before)
    return Overview(reading.span, before.span if before else None, reading.k, figures, shown_days(reading))


def shown_days(reading: Reading) -> tuple[ShownDay, ...]:
    """Each day's outcomes, small ones withheld."""
    return tuple(_shown(day, reading.k) for day in reading.days)


def _shown(day: Day, k: int) -> ShownDay:
    return ShownDay(day.day, suppress_small_cells(day.outcomes, k))


async def read_budget(insights: Insights, publisher_id: UUID, span: Span) -> Budget:
    """What the days of the span have cost so far."""
    async with insights.transaction(publisher_id) as conn:
        spent = await budgets(conn, publisher_id, span.since, span.until)
    most = max((budget.spent for budget in spent.values()), default=0.0)
    return Budget(
        EPSILON_A_DAY, round(most, 6), round(EPSILON_A_DAY - most, 6), (span.until - span.since) // timedelta(days=1)
    )
