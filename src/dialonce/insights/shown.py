"""Tables as people may see them: small figures withheld, so that no row, column or total gives one away."""

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
    if len(table.dataset.columns) == 1:
        return suppress_small_cells(dict(table.cells), k)
    entries = {(cell[:-1], cell[-1]): count for cell, count in table.cells.items()}
    return {(*row, column): count for (row, column), count in suppress_small_entries(entries, k).items()}
