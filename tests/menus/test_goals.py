"""Goals: every operator, and what happens when one cannot be understood."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.menus import Goal, Happening, goal_reached, import_classic
from tests.menus.documents import as_bytes
from tests.menus.strategies import json_values

CALL = (Happening("view", "1"), Happening("view", "10360"), Happening("rate", "75"), Happening("call", "+33199001001"))


def _goal(rules: list[Any]) -> Goal:
    return import_classic(as_bytes({"rules": {"goal": rules}})).goals[0]


def _reached(*rules: Any) -> bool:
    return goal_reached(_goal(list(rules)), CALL)


@pytest.mark.parametrize(
    ("val", "fits"),
    [
        ("10360", True),
        (10360, True),
        (10360.0, True),
        ("1036", False),
        (["x", 10360], True),
        (["x", "y"], False),
        ([], False),
        ("*", True),
        (None, True),
        ("/^103/", True),
        ("/^3/", False),
        ("/^103[0-9]{2}$/i", True),
        ({"$regex": "60$"}, True),
        ({"$regex": "^60"}, False),
        ({"$gt": 10000}, True),
        ({"$gt": 10360}, False),
        ({"$gte": 10360}, True),
        ({"$lt": 1}, False),
        ({"$lte": 1}, True),
        ({"$gt": 1, "$lt": 10360}, False),
        ({"$gt": "1", "$lt": "10361"}, True),
        (["x", {"$gt": 10000}], True),
    ],
)
def test_val_is_compared(val: Any, fits: bool) -> None:
    assert _reached({"view": {"val": val, "should": True}}) is fits
    assert _reached({"view": {"val": val, "should": False}}) is not fits


@pytest.mark.parametrize(
    "val", [{}, {"$near": 1}, {"$gt": "x"}, {"$regex": "("}, {"$regex": 1}, "/(?=a)/", {"$gt": None}]
)
def test_val_that_cannot_be_understood_never_fits(val: Any) -> None:
    assert _reached({"view": {"val": val, "should": True}}) is False
    assert _reached({"view": {"val": val, "should": False}}) is True


def test_all_rules_must_hold() -> None:
    assert _reached({"view": {"val": 1}}, {"call": {"val": "*"}})
    assert not _reached({"view": {"val": 1}}, {"call": {"val": "*", "should": False}})
    assert not _reached({"view": {"val": 1}, "form": {"val": "*"}})


def test_optional_rules_are_alternatives() -> None:
    never, ever = {"view": {"val": "x", "optional": True}}, {"view": {"val": 1}, "optional": True}
    assert _reached(never, ever)
    assert not _reached(never)
    assert not _reached(never, ever, {"form": {"val": "*"}})


def test_short_rule_is_its_value() -> None:
    assert _reached({"view": "10360"})
    assert not _reached({"view": ["x"]})


def test_should_defaults_to_true_and_val_to_any() -> None:
    assert _reached({"call": {}})
    assert not _reached({"form": {}})


def test_goal_without_rules_is_never_reached() -> None:
    assert not _reached()


def test_ignoring_case_is_an_option() -> None:
    happened = (Happening("view", "Settings"),)
    assert goal_reached(_goal([{"view": {"val": {"$regex": "^set", "$options": "i"}}}]), happened)
    assert not goal_reached(_goal([{"view": {"val": {"$regex": "^set"}}}]), happened)


@given(json_values, st.lists(st.builds(Happening, st.sampled_from(["view", "call"]), st.text(max_size=10)), max_size=4))
def test_any_val_is_judged(val: Any, happened: list[Happening]) -> None:
    goal = _goal([{"view": {"val": val}}])
    assert goal_reached(goal, happened) in {True, False}
    assert json.dumps(goal.rules[0].value) == json.dumps(val)
