"""Which thing of the old version is which of the new one."""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Key = Callable[[Item], Hashable | None]
Pair = tuple[int, int]


def match_items(old: Sequence[Item], new: Sequence[Item], keys: Iterable[Key[Item]]) -> list[Pair]:
    """Pairs of indexes of what is the same thing, ordered by the old index.

    The keys are tried in turn on what is left; None never matches. Among things with equal keys, the first
    goes with the first.
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        left = [(index, key(item)) for index, item in enumerate(old) if index not in matched]
        right = [(index, key(item)) for index, item in enumerate(new) if index not in taken]
        pairs = _match_keyed(left, right)
        matched.update(pairs)
        taken.update(index for _, index in pairs)
    return sorted(matched.items())


def is_reordered(pairs: Sequence[Pair]) -> bool:
    """Whether what is in both versions stands in another order."""
    places = [new for _, new in pairs]
    return places != sorted(places)


def _match_keyed(old: list[tuple[int, Hashable]], new: list[tuple[int, Hashable]]) -> list[Pair]:
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for index, key in new:
        if key is not None:
            waiting[key].append(index)
    return [(index, waiting[key].popleft()) for index, key in old if waiting.get(key)]
