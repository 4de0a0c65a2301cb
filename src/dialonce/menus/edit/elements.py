"""Operations on elements, as steps."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dialonce.errors import Fault, Invalid, NotFound
from dialonce.menus.edit.blank import new_element, new_field
from dialonce.menus.edit.operation import (
    AddElement,
    AddField,
    ChangeElement,
    DuplicateElement,
    MoveElement,
    MoveField,
    PasteElement,
    RemoveElement,
    RemoveField,
    SendElement,
)
from dialonce.menus.edit.patch import Insert, Put, Shift, Step, Take, member_at
from dialonce.menus.edit.spot import GONE, Spot, element_of, set_member, spot_of
from dialonce.menus.graph import in_showing_order
from dialonce.menus.model import Element, Form, Interface

_EDITABLE = re.compile(
    r"condition|cssClass|styles|data/(?:label|value|command|realm|score|html|imageUrl|alternateText|url|cssClass|styles"
    r"|variables/viewName|variables/viewContext/iframe/url|variables/viewContext/button_[^/]+/value"
    r"|fields/[0-9]{1,4}/(?:name|title|placeholder|required|type/view))"
)


def add_element(interface: Interface, operation: AddElement) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    raw = new_element(operation.kind, operation.text, operation.target)
    yield from _placed(spot, raw, operation.at)


def paste_element(interface: Interface, operation: PasteElement) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    if not isinstance(operation.raw, dict):
        raise Invalid("An element is a JSON object.")
    yield from _placed(spot, operation.raw, operation.at)


def remove_element(interface: Interface, operation: RemoveElement) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    yield Take(spot.list_pointer, element_of(spot, operation.element).position)


def duplicate_element(interface: Interface, operation: DuplicateElement) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    element = element_of(spot, operation.element)
    raw = member_at(interface.raw, element.pointer)
    copy = {name: value for name, value in raw.items() if name != "id"}
    yield from _placed(spot, copy, shown_index(spot, element) + 1)


def move_element(interface: Interface, operation: MoveElement) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    element = element_of(spot, operation.element)
    to = max(0, min(operation.to, len(spot.screen.elements) - 1))
    here = shown_index(spot, element)
    if to == here:
        return
    if not _is_ordered(spot):
        yield Shift(spot.list_pointer, element.position, to)
        return
    shown = _shown_raw(spot)
    shown.insert(to, shown.pop(here))
    yield _arranged(spot, shown)


def send_element(interface: Interface, operation: SendElement) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    target = spot_of(interface, operation.event, operation.to_screen)
    element = element_of(spot, operation.element)
    if target.screen is spot.screen:
        return
    raw = member_at(interface.raw, element.pointer)
    yield Take(spot.list_pointer, element.position)
    yield from _placed(target, {name: value for name, value in raw.items() if name != "order"}, None)


def change_element(interface: Interface, operation: ChangeElement) -> Iterator[Step]:
    spot = spot_of(interface, operation.event, operation.screen)
    element = element_of(spot, operation.element)
    _require_editable(operation.members)
    for member, value in operation.members.items():
        if member.startswith("data/fields/"):
            _require_field(element, int(member.split("/")[2]))
        yield from _set_member(interface, f"{element.pointer}/{member}", value)


def _set_member(interface: Interface, pointer: str, value: Any) -> Iterator[Step]:
    """A field's type may stand as a bare text: `"textarea"`."""
    above = pointer.removesuffix("/view")
    if above != pointer and isinstance(_found(interface, above), str):
        yield Put(above, value)
    else:
        yield from set_member(interface.raw, pointer, value)


def _found(interface: Interface, pointer: str) -> Any:
    try:
        return member_at(interface.raw, pointer)
    except (LookupError, TypeError):
        return None


def add_field(interface: Interface, operation: AddField) -> Iterator[Step]:
    pointer, count = _fields(interface, operation)
    field = new_field(operation.name, operation.title)
    yield Insert(pointer, count, field) if count else Put(pointer, [field])


def remove_field(interface: Interface, operation: RemoveField) -> Iterator[Step]:
    pointer, count = _fields(interface, operation)
    if not 0 <= operation.field < count:
        raise NotFound(GONE)
    yield Take(pointer, operation.field)


def move_field(interface: Interface, operation: MoveField) -> Iterator[Step]:
    pointer, count = _fields(interface, operation)
    if not 0 <= operation.field < count:
        raise NotFound(GONE)
    to = max(0, min(operation.to, count - 1))
    if to != operation.field:
        yield Shift(pointer, operation.field, to)


def shown_index(spot: Spot, element: Element) -> int:
    """Where callers see the element, from 0."""
    return in_showing_order(spot.screen).index(element)


def _fields(interface: Interface, operation: AddField | RemoveField | MoveField) -> tuple[str, int]:
    spot = spot_of(interface, operation.event, operation.screen)
    element = element_of(spot, operation.element)
    if not isinstance(element.content, Form):
        raise NotFound(GONE)
    if _found(interface, f"{element.pointer}/data") is None:
        raise Invalid("This form has no data; remove it and add a new one.")
    return f"{element.pointer}/data/fields", len(element.content.fields)


def _require_field(element: Element, index: int) -> None:
    if not isinstance(element.content, Form) or index >= len(element.content.fields):
        raise NotFound(GONE)


def _require_editable(members: Mapping[str, Any]) -> None:
    wrong = [member for member in members if not _EDITABLE.fullmatch(member)]
    if wrong:
        raise Invalid("These members of an element cannot be edited.", faults=tuple(Fault(one, "") for one in wrong))


def _placed(spot: Spot, raw: dict[str, Any], at: int | None) -> Iterator[Step]:
    """A new element at a place of the showing order."""
    count = len(spot.screen.elements)
    index = count if at is None else max(0, min(at, count))
    if spot.raw.get("elements") is None:
        yield Put(spot.list_pointer, [raw])
    elif not _is_ordered(spot):
        yield Insert(spot.list_pointer, index, {name: value for name, value in raw.items() if name != "order"})
    else:
        shown = _shown_raw(spot)
        shown.insert(index, raw)
        yield _arranged(spot, shown)


def _is_ordered(spot: Spot) -> bool:
    return any(element.order is not None for element in spot.screen.elements)


def _shown_raw(spot: Spot) -> list[Any]:
    return [spot.raw_elements[element.position] for element in in_showing_order(spot.screen)]


def _arranged(spot: Spot, shown: Sequence[Any]) -> Step:
    """The list in showing order, each element with an `order` that says the same."""
    return Put(spot.list_pointer, [{**raw, "order": index} for index, raw in enumerate(shown, 1)])
