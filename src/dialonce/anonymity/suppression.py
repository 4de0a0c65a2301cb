"""Small cells are withheld, and so are those that a total would give away (k-anonymity of published counts)."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def suppress_small_cells(cells: Mapping[Key, int], k: int) -> dict[Key, int | None]:
    """The cells, None where they are withheld: those under `k`, and the next smallest until what is withheld adds up to `k`.

    So that the total of all cells may stand beside them: what it leaves for the withheld ones together is never under `k`,
    and never one cell's alone. Cells that are zero are withheld like any other small one.
    """
    kept = dict(sorted(cells.items(), key=lambda cell: cell[1], reverse=True))
    withheld: dict[Key, int] = {key: count for key, count in kept.items() if count < k}
    shown = [key for key in kept if key not in withheld]
    while withheld and shown and (len(withheld) == 1 or sum(withheld.values()) < k):
        smallest = shown.pop()
        withheld[smallest] = kept[smallest]
    return {key: None if key in withheld else cells[key] for key in cells}


def keep_if_large(count: int, k: int) -> int | None:
    """A single figure, or None when fewer than `k` stand behind it."""
    return count if count >= k else None
