"""Rates with their uncertainty: chance in who called, and the noise that was added on purpose."""

import math
from statistics import NormalDist

from msgspec import Struct

CONFIDENCE = 0.95


class Interval(Struct, frozen=True):
    """A figure and where it lies with 95 % confidence."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        return self.low > 0 or self.high < 0


class Share(Struct, frozen=True):
    """So many of a total, both published with noise: `variance` is the noise of the part, `total_variance` of the total."""

    part: float
    total: float
    variance: float = 0.0
    total_variance: float = 0.0

    @property
    def rate(self) -> float:
        return min(1.0, max(0.0, self.part / self.total)) if self.total > 0 else 0.0

    @property
    def rate_variance(self) -> float:
        """Binomial variance and noise, to first order; noise of part and total is taken as independent, which is cautious."""
        if self.total <= 0:
            return 1.0
        binomial = self.rate * (1 - self.rate) / self.total
        noise = (self.variance + self.rate**2 * self.total_variance) / self.total**2
        return binomial + noise


def interval_of(share: Share, *, confidence: float = CONFIDENCE) -> Interval:
    """The rate and its interval, within 0 and 1."""
    reach = _reach(share.rate_variance, confidence)
    return Interval(share.rate, max(0.0, share.rate - reach), min(1.0, share.rate + reach))


def difference_of(first: Share, second: Share, *, confidence: float = CONFIDENCE) -> Interval:
    """How much higher the second rate is than the first, with its interval."""
    reach = _reach(first.rate_variance + second.rate_variance, confidence)
    value = second.rate - first.rate
    return Interval(value, value - reach, value + reach)


def _reach(variance: float, confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2) * math.sqrt(variance)
