"""What clauses may ask for. Each test is pure, total, and false when it does not know."""

from functools import cache

import msgspec

from dialonce.policy.conditions import caller, consents, people, records, sharing
from dialonce.policy.conditions.setting import Setting, Test
from dialonce.policy.data_files import read_table

__all__ = ["Condition", "Setting", "load_conditions", "parse_condition"]


class Condition(msgspec.Struct, frozen=True):
    """One condition as a clause names it (`name` or `name:argument`). `rank`: which failure is told first."""

    name: str
    argument: str
    reason: str
    rank: int
    test: Test


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: str
    fr: str
    en: str


@cache
def load_conditions() -> dict[str, _Entry]:
    """The closed list of conditions, with the reason code and sentences told when one fails."""
    return msgspec.convert(read_table("conditions.toml"), dict[str, _Entry])


@cache
def _tests() -> dict[str, Test]:
    names = {name: name.replace("-", "_") for name in load_conditions()}
    rooms = (caller, consents, people, records, sharing)
    found = {name: getattr(room, verb) for room in rooms for name, verb in names.items() if hasattr(room, verb)}
    if missing := names.keys() - found.keys():
        raise ValueError(f"conditions.toml names {min(missing)}, which has no test in conditions/.")
    return found


@cache
def parse_condition(text: str) -> Condition:
    """The condition that a clause names; ValueError for one that is not on the closed list."""
    name, _, argument = text.partition(":")
    entry = load_conditions().get(name)
    if entry is None:
        raise ValueError(f"{text} is not a condition of conditions.toml; add it there with its test.")
    rank = list(load_conditions()).index(name)
    return Condition(name, argument, entry.reason, rank, _tests()[name])
