"""Noisy totals and noisy parts made to agree: every table of a period adds up to the same figures.

Post-processing of what is private already: it costs no budget, and what two noisy tellings of one figure have in common makes it
more accurate (Hay, Rastogi, Miklau, Suciu 2010).
"""

from collections.abc import Sequence

from msgspec import Struct


class Noisy(Struct, frozen=True):
    """A figure with noise of a known variance; variance 0 stands for a figure that is settled."""

    value: float
    variance: float


def best_estimate(tellings: Sequence[Noisy]) -> Noisy:
    """What independent tellings of one figure say together, each weighed by its precision. Raises `ValueError` for none."""
    if not tellings:
        raise ValueError("Nothing was told.")
    for telling in tellings:
        if telling.variance == 0:
            return telling
    precision = sum(1 / telling.variance for telling in tellings)
    return Noisy(sum(telling.value / telling.variance for telling in tellings) / precision, 1 / precision)


def sum_of(parts: Sequence[Noisy]) -> Noisy:
    """The sum of independent parts."""
    return Noisy(sum(part.value for part in parts), sum(part.variance for part in parts))


def fit_to_total(parts: Sequence[int], total: int) -> list[int]:
    """The parts, moved by equal shares so that they add up to `total`; of what cannot be shared, the first take one more."""
    if not parts:
        return []
    missing = total - sum(parts)
    share, rest = divmod(missing, len(parts))
    return [part + share + (place < rest) for place, part in enumerate(parts)]


def fit_above_zero(parts: Sequence[int], total: int) -> list[int]:
    """The parts as none below zero that add up to `total`: as near to the given ones as that allows (least squares).

    For showing, not for storing: sums of many tables that were each fitted so would favour their small parts.
    """
    if total <= 0:
        return [0] * len(parts)
    kept = sorted(range(len(parts)), key=lambda place: parts[place], reverse=True)
    while kept:
        fitted = fit_to_total([parts[place] for place in kept], total)
        if fitted[-1] >= 0:
            return _placed(len(parts), dict(zip(kept, fitted, strict=True)))
        kept.pop()
    return []


def _placed(length: int, values: dict[int, int]) -> list[int]:
    return [values.get(place, 0) for place in range(length)]
