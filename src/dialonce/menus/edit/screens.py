"""Operations on screens, as steps."""

from collections.abc import Iterator
from typing import Any

from dialonce.errors import Conflict, Fault, Invalid
from dialonce.menus.edit.blank import new_screen, written_address
from dialonce.menus.edit.operation import (
    AddScreen,
    ChangeScreen,
    DuplicateScreen,
    MoveScreen,
    PasteScreen,
    RemoveScreen,
)
from dialonce.menus.edit.patch import Insert, Put, Shift, Step, Take
from dialonce.menus.edit.spot import set_member, spot_of, written_like
from dialonce.menus.graph import LEADING, commands_by_id, element_command, leads
from dialonce.menus.model import Address, Element, Interface, View
from dialonce.menus.pointer import join
from dialonce.menus.scalars import as_text

_SCALARS = (str, int, float)


def add_screen(interface: Interface, operation: AddScreen) -> Iterator[Step]:
    view = interface.views.get(operation.event)
    _require_free(view, operation.address)
    screen = new_screen(operation.id, operation.name, operation.address)
    yield from _insert(interface, operation.event, operation.at, screen)


def paste_screen(interface: Interface, operation: PasteScreen) -> Iterator[Step]:
    raw = operation.raw if isinstance(operation.raw, dict) else {}
    order = raw.get("order")
    address = as_text(order) if isinstance(order, _SCALARS) else ""
    _require_free(interface.views.get(operation.event), address)
    yield from _insert(interface, operation.event, None, raw)


def duplicate_screen(interface: Interface, operation: DuplicateScreen) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    _require_free(spot.view, operation.address)
    own = {"id": operation.id, "name": operation.name, "order": written_address(operation.address)}
    yield Insert(spot.view.pointer, operation.screen + 1, {**spot.raw, **own})


def remove_screen(interface: Interface, operation: RemoveScreen) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    yield Take(spot.view.pointer, operation.screen)


def move_screen(interface: Interface, operation: MoveScreen) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    to = max(0, min(operation.to, len(spot.view.screens) - 1))
    if to != operation.screen:
        yield Shift(spot.view.pointer, operation.screen, to)


def change_screen(interface: Interface, operation: ChangeScreen) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    for member, value in (("name", operation.name), ("styles", operation.styles)):
        if value is not None:
            yield from set_member(interface.raw, f"{spot.screen.pointer}/{member}", value or None)
    old, new = spot.screen.address, operation.address
    if new is None or new == old:
        return
    _require_free(spot.view, new)
    yield Put(f"{spot.screen.pointer}/order", written_address(new))
    if spot.view.by_address.get(old) is spot.screen:
        yield from _repoint(interface, spot.view, old, new)


def _require_free(view: View | None, address: Address) -> None:
    if not address.strip():
        raise Invalid("A screen needs an address.", faults=(Fault("/address", "This must not be empty."),))
    if view is not None and address in view.by_address:
        raise Conflict(f"Another screen has the address “{address}” already; choose another.")


def _insert(interface: Interface, event: str, at: int | None, screen: dict[str, Any]) -> Iterator[Step]:
    view = interface.views.get(event)
    pointer = join("/views", event)
    if not interface.raw.get("views"):
        yield Put("/views", {event: [screen]})
    elif interface.raw["views"].get(event) is None:
        yield Put(pointer, [screen])
    else:
        count = len(view.screens) if view else 0
        yield Insert(pointer, count if at is None else max(0, min(at, count)), screen)


def _repoint(interface: Interface, view: View, old: Address, new: Address) -> Iterator[Step]:
    commands = commands_by_id(view)
    for screen in view.screens:
        for element in screen.elements:
            for pointer in _ways(element, old, commands):
                yield from set_member(interface.raw, pointer, new)
    yield from _repoint_goals(interface, old, new)


def _ways(element: Element, old: Address, commands: dict[str, frozenset[str]]) -> Iterator[str]:
    """Where this element says `old` and means the screen."""
    command = element_command(element)
    if command is None:
        return
    if leads(command) and command.value == old:
        yield f"{element.pointer}/data/value"
    values = command.variables.button_values if command.variables else {}
    for button, value in values.items():
        if value == old and commands.get(button, frozenset()) <= LEADING:
            yield join(element.pointer, "data", "variables", "viewContext", f"button_{button}", "value")


def _repoint_goals(interface: Interface, old: Address, new: Address) -> Iterator[Step]:
    for goal in interface.goals:
        for rule in goal.rules:
            raw = interface.raw["rules"][goal.name][int(rule.pointer.split("/")[-2])][rule.event]
            if rule.event != "view" or not isinstance(raw, dict) or "val" not in raw:
                continue
            value = raw["val"]
            changed = [_moved(one, old, new) for one in value] if isinstance(value, list) else _moved(value, old, new)
            if changed != value:
                yield Put(f"{rule.pointer}/val", changed)


def _moved(value: Any, old: Address, new: Address) -> Any:
    says = isinstance(value, _SCALARS) and not isinstance(value, bool) and as_text(value) == old
    return written_like(value, new) if says else value
