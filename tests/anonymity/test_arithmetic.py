"""Hierarchies, budgets, contributions, intervals, groups and places."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.anonymity import (
    BudgetSpent,
    Noisy,
    PrivacyBudget,
    Share,
    best_estimate,
    bucket,
    buckets,
    coarsen_location,
    coarsen_number,
    difference_of,
    first_distinct,
    fit_above_zero,
    fit_to_total,
    interval_of,
    least_diverse,
    share_unique,
    smallest_group,
    sum_of,
)


@given(st.lists(st.integers(-99, 999), min_size=1), st.integers(-999, 9999))
def test_parts_add_up_to_the_total(parts: list[int], total: int) -> None:
    fitted = fit_to_total(parts, total)
    assert sum(fitted) == total
    moved = {after - before for before, after in zip(parts, fitted, strict=True)}
    assert max(moved) - min(moved) <= 1


def test_parts_of_nothing_are_none() -> None:
    assert fit_to_total([], 7) == []


def test_two_tellings_are_better_than_one() -> None:
    told = best_estimate([Noisy(100, 4), Noisy(110, 16)])
    assert told == Noisy(102, 3.2)


def test_a_settled_figure_is_not_argued_with() -> None:
    assert best_estimate([Noisy(5, 1), Noisy(9, 0)]) == Noisy(9, 0)


def test_variances_of_a_sum_add_up() -> None:
    assert sum_of([Noisy(1, 2), Noisy(3, 4)]) == Noisy(4, 6)


def test_nothing_told_is_no_figure() -> None:
    with pytest.raises(ValueError, match="Nothing"):
        best_estimate([])


@given(st.lists(st.floats(0.01, 1), max_size=20))
def test_budget_is_never_overspent(costs: list[float]) -> None:
    budget = PrivacyBudget(2.0)
    for cost in costs:
        with suppress(BudgetSpent):
            budget = budget.spend(cost)
        assert budget.spent <= 2.0 + 1e-6
        assert budget.left == pytest.approx(max(0.0, 2.0 - budget.spent))


def test_budget_reaches_to_the_last_bit() -> None:
    budget = PrivacyBudget(0.3)
    for _ in range(3):
        budget = budget.spend(0.1)
    assert budget.left == pytest.approx(0)


def test_nothing_is_free() -> None:
    with pytest.raises(ValueError, match="positive"):
        PrivacyBudget(1).spend(0)


@given(st.lists(st.integers(0, 5)), st.integers(0, 4))
def test_contribution_is_bounded(items: list[int], most: int) -> None:
    assert len(first_distinct(items, most)) <= most
    assert set(first_distinct(items, most)) <= set(items)


def test_buckets_cover_everything_once() -> None:
    edges = (5.0, 10.0)
    assert buckets(edges) == ("<=5", "<=10", ">10")
    assert [bucket(value, edges) for value in (0, 5, 5.1, 10, 11)] == ["<=5", "<=5", "<=10", "<=10", ">10"]


def test_interval_holds_the_rate_and_grows_with_noise() -> None:
    clear, noisy = Share(60, 100), Share(60, 100, variance=200, total_variance=200)
    assert interval_of(clear).value == 0.6
    assert interval_of(clear).low < 0.6 < interval_of(clear).high
    assert interval_of(noisy).low < interval_of(clear).low


def test_a_difference_is_seen_when_there_are_enough_calls() -> None:
    assert not difference_of(Share(50, 100), Share(55, 100)).excludes_zero
    assert difference_of(Share(5_000, 10_000), Share(5_500, 10_000)).excludes_zero


def test_no_calls_make_no_difference() -> None:
    assert not difference_of(Share(0, 0), Share(50, 100)).excludes_zero


PYCANON = json.loads((Path(__file__).parent / "pycanon.json").read_text())


@pytest.mark.parametrize("table", PYCANON["tables"], ids=lambda table: f"{len(table['rows'])} rows")
def test_groups_are_measured_as_pycanon_does(table: dict[str, Any]) -> None:
    """What pycanon measured of the same tables, in an environment of its own (docs/decisions/0006)."""
    records = [dict(zip(PYCANON["columns"], row, strict=True)) for row in table["rows"]]
    for measured in table["measured"]:
        known = measured["quasi_identifiers"]
        assert smallest_group(records, known) == measured["k"]
        assert least_diverse(records, known, PYCANON["sensitive"]) == measured["l"]


def test_those_who_stand_alone_are_counted() -> None:
    table = [{"cell": "a", "hour": 1}] * 3 + [{"cell": "a", "hour": 2}]
    assert share_unique(table, ["cell", "hour"]) == 0.25
    assert share_unique(table, ["cell"]) == 0
    assert (smallest_group([], ["cell"]), least_diverse([], ["cell"], "hour"), share_unique([], ["cell"])) == (
        0,
        0,
        0.0,
    )


@pytest.mark.clause("4.3-c")
@given(st.floats(42, 51), st.floats(-5, 8), st.floats(-0.001, 0.001))
def test_a_coarse_place_tells_no_street(latitude: float, longitude: float, step: float) -> None:
    assert len(coarsen_location(latitude, longitude)) == 15
    with pytest.raises(ValueError, match="no finer"):
        coarsen_location(latitude, longitude, resolution=4)


def test_a_place_off_the_earth_is_refused() -> None:
    with pytest.raises(ValueError, match="Earth"):
        coarsen_location(91, 0)


@pytest.mark.parametrize(
    ("number", "region"),
    [("+33140000000", "fr-1"), ("+33612345678", "fr-mobile"), ("+4930123456", "abroad"), ("FR:3654", ""), ("", "")],
)
def test_a_number_tells_its_zone_and_no_more(number: str, region: str) -> None:
    assert coarsen_number(number) == region


@given(st.lists(st.integers(-99, 999), min_size=1), st.integers(-9, 9999))
def test_shown_parts_add_up_and_none_is_below_zero(parts: list[int], total: int) -> None:
    fitted = fit_above_zero(parts, total)
    assert len(fitted) == len(parts)
    assert sum(fitted) == max(0, total)
    assert min(fitted) >= 0


def test_shown_parts_that_fit_already_stay() -> None:
    assert fit_above_zero([5, 0, 7], 12) == [5, 0, 7]


def test_small_parts_give_way_to_large_ones() -> None:
    assert fit_above_zero([100, -20, 10], 90) == [90, 0, 0]
