"""What the attacks found."""

from datetime import datetime
from uuid import UUID

import msgspec


class Attack(msgspec.Struct, frozen=True):
    """One attack: how often it was right, how often by chance alone, and how often at the very most by what was promised.

    `margin` is what chance in so many trials may add. `criterion` is singling-out, linkability or inference (WP216).
    """

    name: str
    criterion: str
    knows: str
    trials: int
    success: float
    chance: float
    most: float
    margin: float

    @property
    def passed(self) -> bool:
        return self.success <= self.most + self.margin


class DatasetReport(msgspec.Struct, frozen=True):
    """What one dataset costs, how far its figures are off, and the best that anybody can do with it alone."""

    dataset: str
    period: str
    epsilon: float
    bound: int
    off_by_95: int
    membership: Attack


class Accuracy(msgspec.Struct, frozen=True):
    """How far released totals were from the truth, as a share of it."""

    calls_a_day: int
    days: int
    mean_error: float
    worst_error: float


class Groups(msgspec.Struct, frozen=True):
    """k-anonymity of the calls behind the figures: before anything is published, and of what is."""

    k: int
    unique_before: float
    smallest_before: int
    smallest_published: int
    least_diverse_published: int

    @property
    def passed(self) -> bool:
        return self.smallest_published >= self.k


class Report(msgspec.Struct, frozen=True):
    """The whole report, as it is signed."""

    report_id: UUID
    cube: str
    made_at: datetime
    epsilon_a_day: float
    groups: Groups
    datasets: tuple[DatasetReport, ...]
    attacks: tuple[Attack, ...]
    accuracy: tuple[Accuracy, ...]

    @property
    def passed(self) -> bool:
        tried = (*self.attacks, *(dataset.membership for dataset in self.datasets))
        return self.groups.passed and all(attack.passed for attack in tried)

    def to_json(self) -> str:
        """The document that is signed."""
        return msgspec.json.encode(self, order="deterministic").decode()
