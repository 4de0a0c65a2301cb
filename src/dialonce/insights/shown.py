"""Tables as people may see them: small figures withheld, so that no row, column or total gives one away."""

from collections import Counter

import msgspec

from dialonce.anonymity import suppress_small_cells, suppress_small_entries
from dialonce.insights.frame import Cell
from dialonce.insights.reading import Reading, Table

DETAILED = ("screens", "exits", "ways", "goals")
"""Datasets of so many cells that what noise alone can make is withheld too."""


class ShownCell(msgspec.Struct, frozen=True):
    """One cell. `count` is None when it is withheld; the noise moves it by no more than `off_by`, 19 times in 20."""

    cell: Cell
    count: int | None
    off_by: int


def shown_table(reading: Reading, name: str) -> list[ShownCell]:
    """A table of the span, in the order of its cells. Raises `KeyError` for a dataset that was not read."""
    table = reading.tables[name]
    off_by = table.off_by()
    least = max(reading.k, off_by) if name in DETAILED else reading.k
    counts = _withheld(table, least)
    return [ShownCell(cell, counts[cell], off_by) for cell in sorted(table.cells)]


def _withheld(table: Table, k: int) -> dict[Cell, int | None]:
    """Small cells withheld. Rows and columns that are small as a whole go first, and take no other with them.

    What tables of different columns then leave for such a row is its noisy sum, which the noise protects.
    """
    if len(table.dataset.columns) == 1:
        return suppress_small_cells(dict(table.cells), k)
    large = {axis: _large(table, axis, k) for axis in ("row", "column")}
    core = {
        (cell[:-1], cell[-1]): count
        for cell, count in table.cells.items()
        if cell[:-1] in large["row"] and cell[-1:] in large["column"]
    }
    shown = suppress_small_entries(core, k)
    return {cell: shown.get((cell[:-1], cell[-1])) for cell in table.cells}


def _large(table: Table, axis: str, k: int) -> set[Cell]:
    """The rows or columns whose sum is no less than k."""
    sums: Counter[Cell] = Counter()
    for cell, count in table.cells.items():
        sums[cell[:-1] if axis == "row" else cell[-1:]] += max(0, count)
    return {name for name, count in sums.items() if count >= max(k, table.off_by())}
