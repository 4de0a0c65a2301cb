"""One row of the results."""

import statistics
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

T = TypeVar("T")


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured beside what. `score` is the result by its target: 1 or more is met; None: not measured."""

    what: str
    ours: str
    beside: str
    target: str
    score: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.score is None:
            return "not yet"
        return "met" if self.score >= 1 else "missed"


class Effort(msgspec.Struct, frozen=True):
    """How long and how often to measure."""

    seconds: float
    rounds: int


QUICK = Effort(2.0, 3)
WHOLE = Effort(8.0, 5)


def alternate(rounds: int, *measures: Callable[[], T]) -> list[list[T]]:
    """Each measure's results; they take turns, so that a disturbance hits all of them."""
    results: list[list[T]] = [[] for _ in measures]
    for _ in range(rounds):
        for found, measure in zip(results, measures, strict=True):
            found.append(measure())
    return results


def median(values: Sequence[float]) -> float:
    return statistics.median(values)
