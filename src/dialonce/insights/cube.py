"""The fixed cube of questions: every dataset that is ever published, with what it costs.

There are no others, so nobody can put one together by filters. One caller's day is bounded: at most two calls of it count
(`CALLS_A_DAY`), and what happened on screen counts for the first of them. The costs of all datasets add up to less than
`EPSILON_A_DAY`.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final, Literal

import msgspec

from dialonce.anonymity import Laplace
from dialonce.vault import CALLS_A_DAY, SCREENS_A_CALL

EPSILON_A_DAY: Final = 2.5
"""What all releases together may tell of one caller's day."""
MOST_WAYS: Final = SCREENS_A_CALL
MOST_GOALS: Final = 4
MOST_RETURNS: Final = 3 * CALLS_A_DAY
"""A day's own returns, and those of the day before that its first call changes from one answer to the other."""

Period = Literal["day", "week"]
DAYS: Final[Mapping[Period, int]] = {"day": 1, "week": 7}

OTHER: Final = "other"
"""The cell of what is on no list."""
WAITS: Final = (5.0, 10.0, 20.0, 30.0, 60.0)
DEPTHS: Final = (1.0, 2.0, 3.0, 4.0, 5.0)
SCORES: Final = (20.0, 40.0, 60.0, 80.0)
LANGUAGES: Final = ("fr", "en", "de", "es", "it", "nl", "pt", "ar")
DEVICES: Final = ("phone", "tablet", "computer")


class Dataset(msgspec.Struct, frozen=True):
    """One published table. `columns` name what makes a cell; `adds_up`: its cells are all calls, split by the last column."""

    name: str
    period: Period
    columns: tuple[str, ...]
    noise: Laplace
    adds_up: bool = False

    @property
    def days(self) -> int:
        return DAYS[self.period]


def _calls(name: str, period: Period, column: str, epsilon: float) -> Dataset:
    return Dataset(name, period, (column, "outcome"), Laplace(CALLS_A_DAY, epsilon), adds_up=True)


_ALL: Final = (
    Dataset("outcomes", "day", ("outcome",), Laplace(CALLS_A_DAY, 0.2), adds_up=True),
    _calls("lines", "day", "line", 0.3),
    _calls("versions", "day", "version", 0.2),
    _calls("hours", "week", "hour", 0.2),
    _calls("solutions", "week", "solution", 0.05),
    _calls("cultures", "week", "culture", 0.05),
    _calls("devices", "week", "device", 0.05),
    _calls("regions", "week", "region", 0.05),
    Dataset("returns", "week", ("outcome", "again"), Laplace(MOST_RETURNS, 0.3)),
    Dataset("line_returns", "week", ("line", "outcome", "again"), Laplace(MOST_RETURNS, 0.2)),
    Dataset("version_returns", "week", ("version", "outcome", "again"), Laplace(MOST_RETURNS, 0.2)),
    Dataset("waits", "week", ("seconds",), Laplace(1, 0.05)),
    Dataset("depths", "week", ("screens",), Laplace(1, 0.05)),
    Dataset("scores", "week", ("score",), Laplace(1, 0.05)),
    Dataset("exits", "week", ("interface", "screen"), Laplace(1, 0.05)),
    Dataset("screens", "week", ("interface", "screen"), Laplace(SCREENS_A_CALL, 0.15)),
    Dataset("ways", "week", ("interface", "from", "to"), Laplace(MOST_WAYS, 0.2)),
    Dataset("goals", "week", ("interface", "goal"), Laplace(MOST_GOALS, 0.1)),
)
CUBE: Final[Mapping[str, Dataset]] = {dataset.name: dataset for dataset in _ALL}
ROOT: Final = "outcomes"


SUITE: Final = 2
"""Which attacks are asked for: a report of an older suite holds no more."""


def cube_hash() -> str:
    """Names the definition of the cube and of the attacks: reports hold for them and for no others."""
    return sha256(msgspec.json.encode((_ALL, EPSILON_A_DAY, SUITE), order="deterministic")).hexdigest()


def datasets_of(period: Period) -> list[Dataset]:
    """The datasets that are released together."""
    return [dataset for dataset in _ALL if dataset.period == period]
