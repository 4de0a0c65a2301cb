"""Small cells, and what a total would give away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.anonymity import keep_if_large, suppress_small_cells, suppress_small_entries

K = 10
tables = st.dictionaries(st.integers(0, 30), st.integers(0, 60), max_size=20)


@pytest.mark.clause("3.2-b")
@given(tables)
def test_no_published_cell_is_small(cells: dict[int, int]) -> None:
    assert all(count is None or count >= K for count in suppress_small_cells(cells, K).values())


@given(tables)
def test_a_total_gives_no_withheld_cell_away(cells: dict[int, int]) -> None:
    published = suppress_small_cells(cells, K)
    withheld = [key for key, count in published.items() if count is None]
    left = sum(cells.values()) - sum(count for count in published.values() if count is not None)
    if withheld and len(withheld) < len(cells):
        assert len(withheld) > 1
        assert left >= K


@given(tables)
def test_what_is_published_is_not_changed(cells: dict[int, int]) -> None:
    published = suppress_small_cells(cells, K)
    assert list(published) == list(cells)
    assert all(count in (None, cells[key]) for key, count in published.items())


def test_large_cells_alone_are_all_published() -> None:
    assert suppress_small_cells({"a": 10, "b": 11}, K) == {"a": 10, "b": 11}


def test_the_only_small_cell_takes_the_smallest_large_one_with_it() -> None:
    assert suppress_small_cells({"a": 3, "b": 40, "c": 12}, K) == {"a": None, "b": 40, "c": None}


def test_a_single_figure_is_published_from_k_on() -> None:
    assert (keep_if_large(9, K), keep_if_large(10, K)) == (None, 10)


entries = st.dictionaries(st.tuples(st.integers(0, 5), st.sampled_from("abcd")), st.integers(0, 60), max_size=24)


@pytest.mark.clause("3.2-b")
@given(entries)
def test_no_row_or_column_gives_a_withheld_entry_away(table: dict[tuple[int, str], int]) -> None:
    published = suppress_small_entries(table, K)
    assert all(count is None or count >= K for count in published.values())
    for axis in (0, 1):
        for name in {entry[axis] for entry in table}:
            line = [entry for entry in table if entry[axis] == name]
            withheld = [entry for entry in line if published[entry] is None]
            if withheld and len(withheld) < len(line):
                assert len(withheld) > 1
                assert sum(table[entry] for entry in withheld) >= K
