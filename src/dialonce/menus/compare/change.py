"""Differences as data, for people who decide whether to publish a version."""

from enum import StrEnum
from typing import Any

from msgspec import Struct


class Kind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Thing(StrEnum):
    INTERFACE = "interface"
    GOAL = "goal"
    SCREEN = "screen"
    ELEMENT = "element"


class Detail(Struct, frozen=True):
    """One value that differs; `before` is None when it was added, `after` when it was removed."""

    kind: Kind
    pointer: str
    before: Any = None
    after: Any = None


class Change(Struct, frozen=True):
    """One thing that differs. Pointers lead into the new document, for what was removed into the old one.

    `name` is what people know it by: a goal's or screen's name, a button's label. MOVED says that the things
    below `pointer` stand in another order in the document.
    """

    kind: Kind
    thing: Thing
    pointer: str
    name: str
    details: tuple[Detail, ...] = ()
