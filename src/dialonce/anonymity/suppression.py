"""Small cells are withheld, and so are those that a total would give away (k-anonymity of published counts)."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


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


def suppress_small_entries(table: Mapping[tuple[Row, Column], int], k: int) -> dict[tuple[Row, Column], int | None]:
    """As `suppress_small_cells`, for a table whose rows and columns may both be added up.

    In every row and in every column, either nothing is withheld, or what is withheld is at least two entries that together
    are no less than `k`, or everything is.
    """
    withheld = {entry for entry, count in table.items() if count < k}
    lines: dict[tuple[int, Hashable], list[tuple[Row, Column]]] = {}
    for entry in sorted(table, key=lambda one: table[one]):
        for axis, name in enumerate(entry):
            lines.setdefault((axis, name), []).append(entry)
    waiting = set(lines)
    while waiting:
        line = lines[waiting.pop()]
        for entry in _to_withhold(line, withheld, table, k):
            withheld.add(entry)
            waiting |= set(enumerate(entry))
    return {entry: None if entry in withheld else count for entry, count in table.items()}


def _to_withhold(
    line: Sequence[tuple[Row, Column]],
    withheld: Collection[tuple[Row, Column]],
    table: Mapping[tuple[Row, Column], int],
    k: int,
) -> list[tuple[Row, Column]]:
    """The smallest entries of a row or column, smallest first in `line`, that must go with those that are withheld."""
    gone = [entry for entry in line if entry in withheld]
    shown = [entry for entry in line if entry not in withheld]
    more: list[tuple[Row, Column]] = []
    while gone and shown and (len(gone) == 1 or sum(table[entry] for entry in gone) < k):
        more.append(shown.pop(0))
        gone.append(more[-1])
    return more


def keep_if_large(count: int, k: int) -> int | None:
    """A single figure, or None when fewer than `k` stand behind it."""
    return count if count >= k else None
