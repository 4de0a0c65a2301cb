"""Whether a publisher's goal was reached in one call.

A goal is a list of rules. All rules that are not optional must hold and, if there are optional ones, at
least one of them. A rule holds when an event with a fitting value happened, or, with `should: false`, when
none did. `val` is:

"10360", 10360, true        this value, compared as text ["1", 2]                    any of these "*"
any value; also when `val` is absent "/^settings/i"              a regular expression between slashes,
searched for (see `patterns` for the subset) {"$regex": "^settings"}     the same, written as an operator;
`"$options": "i"` ignores case {"$gt": 10, "$lte": 20}     comparisons as numbers, all of which must hold
for the same value

What cannot be understood never fits. So a rule with a broken `val` and `should: false` holds.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import ge, gt, le, lt
from typing import Any

from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.menus.model import Goal, Rule
from dialonce.menus.patterns import compile_pattern
from dialonce.menus.scalars import as_number, as_text

ANY = "*"
MAX_VALUE = 200

Fits = Callable[[str], bool]

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {"$gt": gt, "$lt": lt, "$gte": ge, "$lte": le}
_SLASHED = re.compile(r"/(.+)/(i?)", re.DOTALL)


class Happening(Struct, frozen=True):
    """One thing that happened in a call: `view` with a screen's address, `call` with a number, `rate` with
    a score.
    """

    event: str
    value: str = ""


def goal_reached(goal: Goal, happened: Sequence[Happening]) -> bool:
    """Whether all that happened in one call adds up to the goal. A goal without rules is never reached."""
    needed = [rule for rule in goal.rules if not rule.optional]
    optional = [rule for rule in goal.rules if rule.optional]
    if not goal.rules or not all(rule_holds(rule, happened) for rule in needed):
        return False
    return not optional or any(rule_holds(rule, happened) for rule in optional)


def rule_holds(rule: Rule, happened: Iterable[Happening]) -> bool:
    """Whether a fitting event happened, if it should, or did not, if it should not."""
    try:
        fits = compile_value(rule.value)
    except Invalid:
        return not rule.should
    occurred = any(one.event == rule.event and fits(one.value[:MAX_VALUE]) for one in happened)
    return occurred == rule.should


def compile_value(value: Any) -> Fits:
    """The test that a `val` stands for; raises Invalid for one that cannot be understood."""
    match value:
        case "*" | None:
            return lambda _: True
        case str() if slashed := _SLASHED.fullmatch(value):
            return compile_pattern(slashed[1], ignore_case=bool(slashed[2])).found_in
        case str() | bool() | int() | float():
            wanted = as_text(value)
            return lambda actual: actual == wanted
        case list():
            tests = [compile_value(item) for item in value if not isinstance(item, list)]
            return lambda actual: any(test(actual) for test in tests)
        case dict() if value:
            return _compile_operators(value)
    raise Invalid('A goal\'s val must be a value, a list, "*", a regular expression or comparisons.')


def _compile_operators(operators: Mapping[str, Any]) -> Fits:
    ignore_case = operators.get("$options") == "i"
    tests = [
        _compile_operator(name, bound, ignore_case=ignore_case)
        for name, bound in operators.items()
        if name != "$options"
    ]
    return lambda actual: all(test(actual) for test in tests)


def _compile_operator(name: str, bound: Any, *, ignore_case: bool) -> Fits:
    if name == "$regex" and isinstance(bound, str):
        return compile_pattern(bound, ignore_case=ignore_case).found_in
    compare = _COMPARISONS.get(name)
    limit = as_number(as_text(bound)) if isinstance(bound, str | int | float) else math.nan
    if compare is None or math.isnan(limit):
        raise Invalid(f"A goal's val has the operator {name[:20]}; use $gt $lt $gte $lte with a number, or $regex.")
    return lambda actual: compare(as_number(actual), limit)
