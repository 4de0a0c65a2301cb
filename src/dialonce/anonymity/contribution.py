"""How much one caller's day may contribute to a table: the first things count, the rest does not."""

from collections.abc import Hashable, Iterable
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def first_distinct(items: Iterable[Item], most: int) -> tuple[Item, ...]:
    """The first `most` different items, in their order."""
    return tuple(islice(dict.fromkeys(items), most))


def bucket(value: float, edges: tuple[float, ...]) -> str:
    """The bucket of a value: `<=10` for the least edge that it does not exceed, `>60` past the last."""
    for edge in edges:
        if value <= edge:
            return f"<={edge:g}"
    return f">{edges[-1]:g}"


def buckets(edges: tuple[float, ...]) -> tuple[str, ...]:
    """Every bucket, in order."""
    return (*(f"<={edge:g}" for edge in edges), f">{edges[-1]:g}")
