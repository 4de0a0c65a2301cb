"""How much one caller's day may contribute to a table: the first things count, the rest does not."""

from collections.abc import Hashable, Iterable
from itertools import islice, pairwise
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def first_distinct(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """The first `most` different items, in their order."""
    return tuple(islice(dict.fromkeys(items), most))


def first_ways(places: Iterable[Item], most: int) -> tuple[tuple[Item, Item], ...]:
    """The first `most` different ways from one place to the next."""
    return first_distinct(pairwise(places), most)


def bucket(value: float, edges: tuple[float, ...]) -> str:
    """The bucket of a value: `<=10` for the least edge that it does not exceed, `>60` past the last."""
    for edge in edges:
        if value <= edge:
            return f"<={edge:g}"
    return f">{edges[-1]:g}"


def buckets(edges: tuple[float, ...]) -> tuple[str, ...]:
    """Every bucket, in order."""
    return (*(f"<={edge:g}" for edge in edges), f">{edges[-1]:g}")
