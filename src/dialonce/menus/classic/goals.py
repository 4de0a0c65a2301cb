"""Goals: what a publisher counts as success, as rules over what happened in a call."""

from collections.abc import Iterator
from typing import Any

from dialonce.menus.classic.reading import Raw, Reader
from dialonce.menus.model import Goal, Rule
from dialonce.menus.pointer import join

ANY = "*"


def read_goals(reader: Reader, raw: Raw) -> tuple[Goal, ...]:
    """The goals under `rules`. `optional` may stand beside the event or inside its object."""
    rules = reader.object(raw, "rules", "")
    return tuple(
        Goal(
            name,
            tuple(rule for below, item in reader.items(rules, name, "/rules") for rule in _rules(reader, item, below)),
        )
        for name in rules
    )


def _rules(reader: Reader, item: Any, pointer: str) -> Iterator[Rule]:
    raw = reader.as_object(item, pointer)
    optional = reader.boolean(raw, "optional", pointer, default=False)
    for event, spec in raw.items():
        if event != "optional":
            yield _rule(reader, event, spec, join(pointer, event), optional=optional)


def _rule(reader: Reader, event: str, spec: Any, pointer: str, *, optional: bool) -> Rule:
    if not isinstance(spec, dict):
        return Rule(event, pointer, spec, optional=optional)
    return Rule(
        event,
        pointer,
        value=spec.get("val", ANY),
        should=reader.boolean(spec, "should", pointer, default=True),
        optional=reader.boolean(spec, "optional", pointer, default=optional),
    )
