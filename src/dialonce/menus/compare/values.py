"""JSON values, compared down to the leaves."""

from collections.abc import Iterator
from typing import Any

from dialonce.menus.compare.change import Detail, Kind
from dialonce.menus.pointer import join


def differences(before: Any, after: Any, pointer: str) -> Iterator[Detail]:
    """Every leaf that differs. Members are compared by name, list items by place; `true` and `1` differ."""
    match before, after:
        case dict(), dict():
            yield from _members(before, after, pointer)
        case list(), list():
            yield from _members(dict(enumerate(before)), dict(enumerate(after)), pointer)
        case _ if not _equal(before, after):
            yield Detail(Kind.CHANGED, pointer, before, after)


def _members(before: dict[Any, Any], after: dict[Any, Any], pointer: str) -> Iterator[Detail]:
    for key, value in before.items():
        below = join(pointer, key)
        if key in after:
            yield from differences(value, after[key], below)
        else:
            yield Detail(Kind.REMOVED, below, before=value)
    for key in [key for key in after if key not in before]:
        yield Detail(Kind.ADDED, join(pointer, key), after=after[key])


def _equal(before: Any, after: Any) -> bool:
    return isinstance(before, bool) == isinstance(after, bool) and bool(before == after)
