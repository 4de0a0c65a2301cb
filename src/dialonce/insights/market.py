"""Market share and efficiency in a sector, only where nobody's own figures can be read off the sector's (4.2-f)."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

import msgspec

from dialonce.anonymity import Interval, Share, interval_of
from dialonce.insights.cube import CUBE
from dialonce.insights.kpis import OPENED
from dialonce.insights.reading import Span
from dialonce.insights.service import Insights
from dialonce.policy import Action
from dialonce.storage.queries import fetch_all
from dialonce.vault import Who

LEAST_PUBLISHERS = 5
LEAST_CALLS = 500
MOST_DOMINANT = 0.5
"""The largest share that one publisher may have: of the sector, and of the sector without the publisher that asks."""


class Market(msgspec.Struct, frozen=True):
    """A publisher in its sector. `why_not` says why there are no figures, and then there are none."""

    sector: str
    publishers: int | None = None
    share: Interval | None = None
    solved: Interval | None = None
    sector_solved: Interval | None = None
    why_not: str = ""


class _Total(msgspec.Struct, frozen=True):
    publisher_id: UUID
    outcome: str
    count: int


class _Bounds(msgspec.Struct, frozen=True):
    publisher_id: UUID
    squares: float


Totals = Mapping[UUID, Mapping[str, int]]


async def market_of(insights: Insights, who: Who, publisher_id: UUID, span: Span) -> Market:
    """The publisher's share of its sector's calls, and how often it solves them on screen against the sector."""
    await insights.leave(publisher_id, who, Action.READ, "business-analytics")
    publishers = insights.vault.directory.publishers
    sector = publishers[publisher_id].sector
    peers = [one.publisher_id for one in publishers.values() if sector and one.sector == sector and one.enabled]
    if len(peers) < LEAST_PUBLISHERS:
        return Market(sector, why_not="too-few")
    values = {"publishers": peers, "since": span.since, "until": span.until}
    async with insights.transaction(*peers) as conn:
        rows = await fetch_all(conn, "insights_release.totals", values, _Total)
        bounds = await fetch_all(conn, "insights_release.total_bounds", values, _Bounds)
    totals: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for row in rows:
        totals[row.publisher_id][row.outcome] = row.count
    most = max((one.squares for one in bounds), default=0.0)
    return judge_market(sector, publisher_id, totals, most / CUBE["outcomes"].noise.bound ** 2)


def judge_market(sector: str, publisher_id: UUID, totals: Totals, days: float) -> Market:
    """The market from published totals. `days`: how many tables they are made of; one of twice the noise is worth four. Pure."""
    calls = {one: sum(outcomes.values()) for one, outcomes in totals.items()}
    calls = {one: count for one, count in calls.items() if count >= LEAST_CALLS}
    if publisher_id not in calls or len(calls) < LEAST_PUBLISHERS:
        return Market(sector, why_not="too-few")
    if _dominated(list(calls.values())) or _dominated([count for one, count in calls.items() if one != publisher_id]):
        return Market(sector, why_not="dominated")
    noise = CUBE["outcomes"].noise.variance * days * 6
    own = {outcome: totals[publisher_id].get(outcome, 0) for outcome in OPENED}
    whole = {outcome: sum(totals[one].get(outcome, 0) for one in calls) for outcome in OPENED}
    return Market(
        sector,
        len(calls),
        interval_of(Share(calls[publisher_id], sum(calls.values()), noise, noise * len(calls))),
        interval_of(Share(own["solved"], sum(own.values()), noise / 6, noise / 3)),
        interval_of(Share(whole["solved"], sum(whole.values()), noise / 6 * len(calls), noise / 3 * len(calls))),
    )


def _dominated(counts: list[int]) -> bool:
    return max(counts) > MOST_DOMINANT * sum(counts)
