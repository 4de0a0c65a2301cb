"""Changes of a JSON document as small steps, each of which can be taken back.

Steps work on copies: what a step does not touch is shared between the old document and the new one, so a change of half a
megabyte costs as much as the way to it. Pointers are JSON pointers (RFC 6901).
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from dialonce.errors import Invalid
from dialonce.menus.pointer import split


class Put(msgspec.Struct, frozen=True, tag="put"):
    """Set a member, or the whole document where the pointer is empty. A new member comes at `at`, else last."""

    pointer: str
    value: Any
    at: int | None = None


class Drop(msgspec.Struct, frozen=True, tag="drop"):
    """Take a member out of an object."""

    pointer: str


class Insert(msgspec.Struct, frozen=True, tag="insert"):
    """Put an item into the list at `pointer`, before what stands at `index`."""

    pointer: str
    index: int
    value: Any


class Take(msgspec.Struct, frozen=True, tag="take"):
    """Take the item at `index` out of the list at `pointer`."""

    pointer: str
    index: int


class Shift(msgspec.Struct, frozen=True, tag="shift"):
    """Move an item within the list at `pointer`; afterwards it stands at `to`."""

    pointer: str
    index: int
    to: int


Step = Put | Drop | Insert | Take | Shift
Steps = tuple[Step, ...]
_Change = Callable[[Any], Any]


class StepDoesNotFit(Invalid):
    """A step was made for another document than the one it is used on."""


def take_steps(document: Any, steps: Iterable[Step]) -> tuple[Any, Steps]:
    """The document after the steps, and the steps that lead back, in the order to take them.

    The given document stays as it is. Raises `StepDoesNotFit` for steps that were made for another document.
    """
    back: list[Step] = []
    for step in steps:
        try:
            back.append(_inverse(document, step))
            document = _taken(document, step)
        except (LookupError, TypeError, ValueError) as wrong:
            raise StepDoesNotFit(f"This change does not fit the document at {step.pointer or 'its root'}.") from wrong
    return document, tuple(reversed(back))


def write_steps(steps: Sequence[Step]) -> str:
    """The steps as JSON text; numbers of any length stay as they are."""
    return json.dumps(msgspec.to_builtins(list(steps)), ensure_ascii=False, separators=(",", ":"))


def read_steps(text: str) -> Steps:
    """What `write_steps` wrote."""
    return msgspec.convert(json.loads(text), type=tuple[Step, ...])


def member_at(document: Any, pointer: str) -> Any:
    """The value at the pointer. Raises LookupError or TypeError when there is none."""
    found = document
    for key in split(pointer):
        found = found[_index(key) if isinstance(found, list) else key]
    return found


def _inverse(document: Any, step: Step) -> Step:
    match step:
        case Put(pointer=pointer):
            return _inverse_put(document, pointer)
        case Drop(pointer=pointer):
            parent, key = _parent(document, pointer)
            return Put(pointer, parent[key], list(parent).index(key))
        case Insert(pointer=pointer, index=index):
            return Take(pointer, index)
        case Take(pointer=pointer, index=index):
            return Insert(pointer, index, member_at(document, pointer)[_natural(index)])
        case Shift(pointer=pointer, index=index, to=to):
            return Shift(pointer, to, index)


def _inverse_put(document: Any, pointer: str) -> Step:
    if not pointer:
        return Put("", document)
    parent, key = _parent(document, pointer)
    known = isinstance(parent, list) or key in parent
    return Put(pointer, member_at(document, pointer)) if known else Drop(pointer)


def _parent(document: Any, pointer: str) -> tuple[Any, str]:
    path = pointer.rpartition("/")[0]
    return member_at(document, path), split(pointer)[-1]


def _taken(document: Any, step: Step) -> Any:
    match step:
        case Put(pointer="", value=value):
            return value
        case Put(pointer=pointer, value=value, at=at):
            *path, key = split(pointer)
            return _changed(document, path, lambda parent: _with_member(parent, key, value, at))
        case Drop(pointer=pointer):
            *path, key = split(pointer)
            return _changed(document, path, lambda parent: {name: parent[name] for name in parent if name != key})
        case Insert(pointer=pointer, index=index, value=value):
            return _changed(document, split(pointer), lambda items: _inserted(items, index, value))
        case Take(pointer=pointer, index=index):
            return _changed(document, split(pointer), lambda items: [*items[:index], *items[index + 1 :]])
        case Shift(pointer=pointer, index=index, to=to):
            return _changed(document, split(pointer), lambda items: _shifted(items, index, to))


def _changed(node: Any, path: Sequence[str], change: _Change) -> Any:
    """A copy of `node` in which what lies at the path is changed."""
    if not path:
        return change(node)
    key: Any = _index(path[0]) if isinstance(node, list) else path[0]
    copy = node.copy()
    copy[key] = _changed(node[key], path[1:], change)
    return copy


def _with_member(parent: Any, key: str, value: Any, at: int | None) -> Any:
    copy = parent.copy()
    if isinstance(copy, list):
        copy[_index(key)] = value
        return copy
    copy[key] = value
    if at is None or key in parent:
        return copy
    names = list(parent)
    names.insert(at, key)
    return {name: copy[name] for name in names}


def _inserted(items: list[Any], index: int, value: Any) -> list[Any]:
    if not 0 <= index <= len(items):
        raise IndexError(index)
    return [*items[:index], value, *items[index:]]


def _shifted(items: list[Any], index: int, to: int) -> list[Any]:
    moved = items[_natural(index)]
    return _inserted([*items[:index], *items[index + 1 :]], to, moved)


def _index(key: str) -> int:
    return _natural(int(key))


def _natural(index: int) -> int:
    if index < 0:
        raise IndexError(index)
    return index
