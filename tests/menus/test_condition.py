"""Conditions end always, touch nothing, and compare as JavaScript does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialonce.errors import Invalid
from dialonce.menus import condition_holds
from dialonce.menus.condition import MAX_LENGTH, parse_condition
from tests.menus.strategies import conditions, contexts

CONTEXT: dict[str, Any] = {
    "on": True,
    "off": False,
    "n": 3,
    "zero": 0,
    "text": "fr",
    "empty": "",
    "nil": None,
    "sim": {"country": "fr"},
}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("context.on", True),
        ("context.off", False),
        ("context.off == false", True),
        ("context.on == false", False),
        ("context.on != false", True),
        ("!context.off", True),
        ("!!context.on", True),
        ("context.n == 3", True),
        ("context.n == '3'", True),
        ("context.n === '3'", False),
        ("context.n === 3", True),
        ("context.n !== '3'", True),
        ("context.zero == false", True),
        ("context.zero", False),
        ('context.text == "fr"', True),
        ("context.empty", False),
        ("context.empty == 0", True),
        ("context.nil == null", True),
        ("context.nil == undefined", True),
        ("context.sim.country == 'fr'", True),
        ("context.sim == 'fr'", False),
        ("context.sim", True),
        ("context.on && context.n == 3", True),
        ("context.off || context.text == 'fr'", True),
        ("context.off && context.on || true", True),
        ("context.off && (context.on || true)", False),
        ("true", True),
        ("-1.5 == '-1.5'", True),
        ("'a' != 'b'", True),
    ],
)
def test_condition_is_evaluated(condition: str, holds: bool) -> None:
    assert condition_holds(condition, CONTEXT) is holds


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("context.unknown", False),
        ("context.unknown == false", False),
        ("context.unknown != true", True),
        ("!context.unknown", True),
        ("context.unknown == null", True),
        ("context.unknown.deeper.still == null", True),
        ("context.n.deeper == null", True),
    ],
)
def test_absent_context_is_undefined(condition: str, holds: bool) -> None:
    assert condition_holds(condition, {"n": 1}) is holds


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "(",
        "context",
        "context.",
        "context.a ==",
        "== 1",
        "context.a()",
        "alert(1)",
        "context['a']",
        "a",
        "1 1",
        "context.a = 1",
        "'x",
        "!",
        "context.a; 1",
        "__import__('os')",
        "(" * 30 + "1" + ")" * 30,
        "!" * 100 + "1",
        "1 || " * MAX_LENGTH,
    ],
)
def test_condition_that_cannot_be_understood_does_not_hold(condition: str) -> None:
    with pytest.raises(Invalid):
        parse_condition(condition)
    assert condition_holds(condition, CONTEXT) is False


def test_long_chains_are_evaluated_once() -> None:
    assert condition_holds("&&".join(["true"] * 80), {}) is True
    assert condition_holds("||".join(["false"] * 70), {}) is False


@given(conditions | st.text(max_size=60) | st.text("context.ab ()!=&|'\"1", max_size=60), contexts)
def test_condition_always_has_an_answer(condition: str, context: dict[str, Any]) -> None:
    assert condition_holds(condition, context) in {True, False}
