"""A change that was made up on one revision, carried over to a later one.

What somebody else did elsewhere in the menu is no obstacle. Where both touched the same thing, nobody is overwritten: a `Clash`
says so, and the later one decides.
"""

from typing import Any

import msgspec

from dialonce.errors import Conflict
from dialonce.menus.compare import pair_elements, pair_screens
from dialonce.menus.edit.operation import (
    AddElement,
    AddField,
    AddScreen,
    ChangeElement,
    ChangeScreen,
    ChangeSettings,
    DuplicateElement,
    DuplicateScreen,
    ElementOperation,
    MoveElement,
    MoveField,
    MoveScreen,
    Operation,
    PasteElement,
    PasteScreen,
    RemoveElement,
    RemoveField,
    RemoveScreen,
    ReplaceDocument,
    ReplaceTexts,
    SendElement,
)
from dialonce.menus.edit.spot import element_of, spot_of
from dialonce.menus.model import Interface

_HARMLESS = DuplicateElement | MoveElement | SendElement | DuplicateScreen | MoveScreen | AddElement | PasteElement
"""These change nothing that another change could have made otherwise."""


class Clash(Conflict):
    """Both changed the same thing. `moved` is the change as it would be done now; None when its thing is gone."""

    code = "edit-clash"
    title = "Somebody else changed the same thing"

    def __init__(self, moved: Operation | None) -> None:
        super().__init__("Somebody else changed the same thing meanwhile. Look at both, then decide.")
        self.moved = moved


def relocate(operation: Operation, base: Interface, current: Interface, *, insist: bool = False) -> Operation:
    """The same change for `current`, where it was made up on `base`. Raises `Clash`.

    `insist` does it although the thing was changed meanwhile; a thing that is gone stays gone.
    """
    match operation:
        case AddScreen() | PasteScreen() | ReplaceTexts():
            return operation
        case ReplaceDocument():
            return _unless(operation, insist=insist, equal=base.raw == current.raw)
        case ChangeSettings(members=members):
            equal = all(base.raw.get(name) == current.raw.get(name) for name in members)
            return _unless(operation, insist=insist, equal=equal)
        case AddElement() | PasteElement() | RemoveScreen() | DuplicateScreen() | MoveScreen() | ChangeScreen():
            moved = msgspec.structs.replace(operation, screen=_screen(operation.event, operation.screen, base, current))
            return _unless(
                moved, insist=insist, equal=_is_harmless(operation) or _same(operation, moved, base, current)
            )
        case _:
            return _relocate_element(operation, base, current, insist=insist)


def _relocate_element(operation: ElementOperation, base: Interface, current: Interface, *, insist: bool) -> Operation:
    event = operation.event
    screen = _screen(event, operation.screen, base, current)
    pairs = pair_elements(base, current, event, operation.screen, screen)
    if operation.element not in pairs:
        raise Clash(None)
    moved = msgspec.structs.replace(operation, screen=screen, element=pairs[operation.element])
    if isinstance(moved, SendElement):
        moved = msgspec.structs.replace(moved, to_screen=_screen(event, moved.to_screen, base, current))
    return _unless(moved, insist=insist, equal=_is_harmless(operation) or _same(operation, moved, base, current))


def _is_harmless(operation: Operation) -> bool:
    return isinstance(operation, _HARMLESS)


def _screen(event: str, screen: int, base: Interface, current: Interface) -> int:
    if event not in base.views or event not in current.views:
        raise Clash(None)
    found = pair_screens(base, current, event).get(screen)
    if found is None:
        raise Clash(None)
    return found


def _unless(moved: Operation, *, insist: bool, equal: bool) -> Operation:
    if not equal and not insist:
        raise Clash(moved)
    return moved


def _same(before: Operation, after: Operation, base: Interface, current: Interface) -> bool:
    return bool(_touched(base, before) == _touched(current, after))


def _touched(interface: Interface, operation: Operation) -> Any:
    """What the change is about, as it is in the document."""
    match operation:
        case ChangeScreen(event=event, screen=screen):
            raw = spot_of(interface, event, screen).raw
            return [raw.get(member) for member in ("name", "order", "styles")]
        case RemoveScreen(event=event, screen=screen):
            return spot_of(interface, event, screen).raw
        case (
            ChangeElement(event=event, screen=screen, element=element)
            | RemoveElement(event=event, screen=screen, element=element)
            | AddField(event=event, screen=screen, element=element)
            | RemoveField(event=event, screen=screen, element=element)
            | MoveField(event=event, screen=screen, element=element)
        ):
            spot = spot_of(interface, event, screen)
            raw = spot.raw_elements[element_of(spot, element).position]
            return {name: value for name, value in raw.items() if name != "order"}
    return None
