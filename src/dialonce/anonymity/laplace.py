"""Discrete Laplace noise as numbers: how much is needed, what it does to a figure, what an attacker can gain.

Only the arithmetic: nothing here draws anything. A count that changes by at most `bound` when everything that one caller did on
one day is added or removed, published with noise of scale `bound / epsilon`, is epsilon-differentially private (Ghosh,
Roughgarden, Sundararajan 2009).
"""

import math

from msgspec import Struct


class Laplace(Struct, frozen=True):
    """The noise on every cell of a dataset. `bound`: cells that one caller's day can change, each by one."""

    bound: int
    epsilon: float

    def __post_init__(self) -> None:
        if self.bound < 1 or self.epsilon <= 0:
            raise ValueError("Noise needs a bound of at least 1 and a positive epsilon.")

    @property
    def scale(self) -> float:
        return self.bound / self.epsilon

    @property
    def variance(self) -> float:
        """Of one cell's noise."""
        ratio = math.exp(-1 / self.scale)
        return 2 * ratio / (1 - ratio) ** 2

    def probability(self, noise: int) -> float:
        """How likely exactly this noise is."""
        ratio = math.exp(-1 / self.scale)
        return (1 - ratio) / (1 + ratio) * ratio ** abs(noise)

    def within(self, confidence: float) -> int:
        """The least distance that the noise of one cell stays within, with this confidence."""
        ratio = math.exp(-1 / self.scale)
        reached = math.log((1 - confidence) * (1 + ratio) / 2) / math.log(ratio) - 1
        return max(0, math.ceil(reached - 1e-9))


def most_success(epsilon: float) -> float:
    """The best rate at which anybody can tell, of two equally likely worlds, the one with a caller's day from the one without."""
    return math.exp(epsilon) / (1 + math.exp(epsilon))
