"""Finding the screen and element that an operation names, and writing values as their neighbours are written."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from dialonce.errors import NotFound
from dialonce.menus.edit.patch import Drop, Put, Step, member_at
from dialonce.menus.model import Element, Interface, Screen, View
from dialonce.menus.pointer import join, split
from dialonce.menus.scalars import as_text

GONE = "What this change is about is not in the menu any more. Open the menu again."


class Spot(Struct, frozen=True):
    """A screen of the document, read and raw."""

    view: View
    screen: Screen
    raw: Mapping[str, Any]

    @property
    def list_pointer(self) -> str:
        return f"{self.screen.pointer}/elements"

    @property
    def raw_elements(self) -> Sequence[Any]:
        return self.raw.get("elements") or []


def spot_of(interface: Interface, event: str, screen: int) -> Spot:
    """Raises NotFound."""
    view = interface.views.get(event)
    if view is None or not 0 <= screen < len(view.screens):
        raise NotFound(GONE)
    found = view.screens[screen]
    return Spot(view, found, member_at(interface.raw, found.pointer))


def element_of(spot: Spot, element: int) -> Element:
    """Raises NotFound."""
    if not 0 <= element < len(spot.screen.elements):
        raise NotFound(GONE)
    return spot.screen.elements[element]


def set_member(document: Any, pointer: str, value: Any) -> tuple[Step, ...]:
    """Steps after which the member is `value`, None: absent. Objects on the way are made; what is equal already stays."""
    *path, key = split(pointer)
    parent, known = document, ""
    for index, name in enumerate(path):
        below = parent[int(name)] if isinstance(parent, list) else parent.get(name)
        if below is None:
            return () if value is None else (Put(join(known, name), _nested([*path[index + 1 :], key], value)),)
        parent, known = below, join(known, name)
    return _set(parent, pointer, key, value)


def _set(parent: Any, pointer: str, key: str, value: Any) -> tuple[Step, ...]:
    old = parent.get(key)
    if value is None:
        return (Drop(pointer),) if key in parent else ()
    return () if _says(old, value) else (Put(pointer, written_like(old, value)),)


def _nested(path: Sequence[str], value: Any) -> Any:
    for name in reversed(path):
        value = {name: value}
    return value


def _says(old: Any, value: Any) -> bool:
    if isinstance(old, str | int | float) and isinstance(value, str):
        return as_text(old) == value
    return bool(old == value) and isinstance(old, bool) == isinstance(value, bool)


def written_like(old: Any, value: Any) -> Any:
    """The text as a number where a number stood before and it is one."""
    is_number = isinstance(old, int) and not isinstance(old, bool)
    if is_number and isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        return value if value != str(int(value)) else int(value)
    return value
