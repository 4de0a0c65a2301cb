"""Goals."""

from collections.abc import Iterator

from dialonce.errors import Invalid
from dialonce.menus.check.finding import Finding
from dialonce.menus.goals import compile_value
from dialonce.menus.model import Interface


def check_goals(interface: Interface) -> Iterator[Finding]:
    """Rules that can never be met because their `val` cannot be understood."""
    for goal in interface.goals:
        for rule in goal.rules:
            try:
                compile_value(rule.value)
            except Invalid as invalid:
                yield Finding("bad-goal", rule.pointer, {"goal": goal.name[:60], "detail": invalid.detail})
