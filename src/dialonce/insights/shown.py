"""Tables as people may see them: small figures withheld, so that no row, column or total gives one away."""

import csv
import io
from collections import Counter

import msgspec

from dialonce.anonymity import keep_if_large, suppress_small_cells, suppress_small_entries
from dialonce.insights.frame import Cell
from dialonce.insights.reading import Reading, Table

DETAILED = ("screens", "exits", "ways", "goals")
"""Datasets of many cells that add up to nothing published: each stands for itself, and what noise alone can make is withheld."""


class ShownCell(msgspec.Struct, frozen=True):
    """One cell. `count` is None when it is withheld; the noise moves it by no more than `off_by`, 19 times in 20."""

    cell: Cell
    count: int | None
    off_by: int


def shown_table(reading: Reading, name: str) -> list[ShownCell]:
    """A table of the span, in the order of its cells. Raises `KeyError` for a dataset that was not read."""
    table = reading.tables[name]
    off_by = table.off_by()
    if name in DETAILED:
        counts = {cell: keep_if_large(count, max(reading.k, off_by)) for cell, count in table.cells.items()}
    else:
        counts = _withheld(table, reading.k)
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


def table_csv(reading: Reading, name: str) -> str:
    """A table as CSV (RFC 4180), withheld counts as `<k`. No text of it is taken for a formula by a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*reading.tables[name].dataset.columns, "count", "off_by"])
    for one in shown_table(reading, name):
        count = f"<{reading.k}" if one.count is None else one.count
        writer.writerow([*map(_plain, one.cell), count, one.off_by])
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
