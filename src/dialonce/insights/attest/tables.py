"""Made-up calls as the tables that would be published of them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from dialonce.anonymity import suppress_small_cells
from dialonce.insights.attest.population import FRAME, cell_of
from dialonce.insights.cube import CUBE, Dataset
from dialonce.insights.frame import Cell, cells_of, in_frame
from dialonce.insights.noise import DrawNoise
from dialonce.vault import CountKey

Exact = Mapping[str, Mapping[Cell, int]]


def exact_tables(keys: Iterable[CountKey]) -> Exact:
    """Every dataset's true cells."""
    listed = list(keys)
    return {name: exact_table(dataset, listed) for name, dataset in CUBE.items()}


def exact_table(dataset: Dataset, keys: Iterable[CountKey]) -> Mapping[Cell, int]:
    """One dataset's true cells."""
    counts: Counter[Cell] = Counter()
    for key in keys:
        cell = cell_of(dataset, key)
        if cell is not None:
            counts[in_frame(dataset, FRAME, cell)] += 1
    return {cell: counts[cell] for cell in cells_of(dataset, FRAME)}


def noisy_table(dataset: Dataset, exact: Mapping[Cell, int], draw: DrawNoise) -> dict[Cell, int]:
    """The cells as they are kept: with noise, before small ones are withheld."""
    return dict(zip(exact, draw(list(exact.values()), dataset.noise), strict=True))


def published_table(noisy: Mapping[Cell, int], k: int) -> dict[Cell, int | None]:
    """The cells as people see them."""
    return suppress_small_cells(noisy, k)
