"""What has been spent of the privacy budget of each day."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import msgspec

from dialonce.anonymity import PrivacyBudget
from dialonce.insights.cube import EPSILON_A_DAY, Dataset
from dialonce.storage.queries import Connection, execute, fetch_all


class _Spent(msgspec.Struct, frozen=True):
    day: date
    epsilon: float


async def budgets(conn: Connection, publisher_id: UUID, since: date, until: date) -> Mapping[date, PrivacyBudget]:
    """The budget of every day from `since` to before `until`."""
    values = {"publisher_id": publisher_id, "since": since, "until": until}
    spent = {row.day: row.epsilon for row in await fetch_all(conn, "insights_release.spent", values, _Spent)}
    days = [since + timedelta(days=ahead) for ahead in range((until - since).days)]
    return {day: PrivacyBudget(EPSILON_A_DAY, spent.get(day, 0.0)) for day in days}


async def spend(conn: Connection, publisher_id: UUID, dataset: Dataset, starts_on: date) -> None:
    """Take the dataset's cost from every day that it covers. Raises `BudgetSpent` when one does not reach; then from none."""
    until = starts_on + timedelta(days=dataset.days)
    for budget in (await budgets(conn, publisher_id, starts_on, until)).values():
        budget.spend(dataset.noise.epsilon)
    values = {
        "publisher_id": publisher_id,
        "dataset": dataset.name,
        "since": starts_on,
        "until": until,
        "epsilon": dataset.noise.epsilon,
    }
    await execute(conn, "insights_release.spend", values)
