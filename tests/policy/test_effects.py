"""What another policy would change, told before it holds."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dialonce.policy import (
    EffectivePolicy,
    FigureChange,
    Overlay,
    compare_effects,
    compare_figures,
    effective_policy,
    load_policy,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)
BASE = load_policy()
COMMON = effective_policy(BASE)


def with_layer(**parts: Any) -> EffectivePolicy:
    return effective_policy(BASE, (), Overlay("own", **parts))


def test_same_policy_changes_nothing() -> None:
    assert compare_effects(COMMON, effective_policy(BASE), NOW) == ()
    assert compare_figures(COMMON, effective_policy(BASE), NOW) == ()


@pytest.mark.clause("IN-c")
def test_severing_a_clause_closes_the_uses_that_it_alone_permitted() -> None:
    after = with_layer(severed=("3.1-d",))
    effects = compare_effects(COMMON, after, NOW)
    collected = [one for one in effects if (one.action, one.purpose) == ("collect", "service-provision")]
    assert [one.opens for one in collected] == [False]
    assert {"call-log", "called-number"} <= set(collected[0].categories)


@pytest.mark.clause("IN-c")
@pytest.mark.parametrize("clause", sorted(BASE.clauses)[::7])
def test_severing_any_clause_opens_nothing(clause: str) -> None:
    after = with_layer(severed=(clause,))
    assert [one for one in compare_effects(COMMON, after, NOW) if one.opens] == []


@pytest.mark.clause("4-b")
def test_changed_promise_is_told_with_both_numbers() -> None:
    after = with_layer(figures={"retention.calls_months": 6})
    assert compare_figures(COMMON, after, NOW) == (FigureChange("retention.calls_months", 12, 6),)
