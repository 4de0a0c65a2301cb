"""From a posted form to what is to be done, and where the editor looks afterwards."""

import json
from collections.abc import Callable, Mapping
from typing import Final
from uuid import uuid4

import msgspec

from dialonce.errors import Invalid, NotFound
from dialonce.menus import OUTGOING_CALL, Interface
from dialonce.menus.edit import (
    AddElement,
    AddField,
    AddScreen,
    ChangeElement,
    ChangeScreen,
    DuplicateElement,
    DuplicateScreen,
    ElementKind,
    MoveElement,
    MoveField,
    MoveScreen,
    Operation,
    RemoveElement,
    RemoveField,
    RemoveScreen,
    SendElement,
    free_address,
)
from dialonce.menus.model import Element, Screen
from dialonce.pages.console.interfaces.actions import NEW_SCREEN, wants_new_screen
from dialonce.pages.console.interfaces.element_form import read_element

Form = Mapping[str, str]
_LONGEST: Final = 200


class Deed(msgspec.Struct, frozen=True):
    """What is to be done, one after the other; `subject` is what people call the thing."""

    operations: tuple[Operation, ...]
    subject: str


def read_deed(interface: Interface, form: Form) -> Deed:
    """What the form asks for. Raises Invalid for what no form of ours sends, NotFound for what is not in the menu."""
    op, *numbers = form.get("op", "").split(" ")
    read = _DEEDS.get(op)
    if read is None:
        raise Invalid("This form asks for nothing that the editor knows.")
    return read(interface, {**form, **dict(zip(("field", "to"), numbers, strict=False))})


def number_of(form: Form, name: str) -> int:
    """A whole number of the form. Raises Invalid."""
    text = form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Invalid(f"The form lacks the number {name!r}. Open the page again.")
    return int(text)


def event_of(form: Form) -> str:
    return form.get("event") or OUTGOING_CALL


def screen_at(interface: Interface, event: str, index: int) -> Screen:
    """Raises NotFound."""
    view = interface.views.get(event)
    if view is None or index >= len(view.screens):
        raise NotFound("There is no such screen any more. Open the menu again.")
    return view.screens[index]


def element_at(screen: Screen, index: int) -> Element:
    """Raises NotFound."""
    if index >= len(screen.elements):
        raise NotFound("There is no such element any more. Open the menu again.")
    return screen.elements[index]


def name_of(element: Element) -> str:
    """What people know an element by."""
    content = element.content
    for member in ("label", "alternate_text"):
        if text := getattr(content, member, ""):
            return str(text)
    return ""


def write_operation(operation: Operation) -> str:
    """As text for a form that does it again."""
    return json.dumps(msgspec.to_builtins(operation), ensure_ascii=False)


def read_operation(text: str) -> Operation:
    """What `write_operation` wrote. Raises Invalid."""
    try:
        operation: Operation = msgspec.convert(json.loads(text), type=Operation)
    except (ValueError, msgspec.ValidationError) as wrong:
        raise Invalid("The form holds no change that the editor knows.") from wrong
    return operation


def _add_screen(interface: Interface, form: Form) -> Deed:
    event = event_of(form)
    name = form.get("name", "").strip()[:_LONGEST]
    address = form.get("address", "").strip() or free_address(interface.views.get(event))
    return Deed((AddScreen(event=event, id=str(uuid4()), name=name, address=address),), name)


def _duplicate_screen(interface: Interface, form: Form) -> Deed:
    event, index = event_of(form), number_of(form, "screen")
    screen = screen_at(interface, event, index)
    address = free_address(interface.views.get(event))
    name = f"{screen.name} ({address})"
    return Deed((DuplicateScreen(event=event, screen=index, id=str(uuid4()), name=name, address=address),), screen.name)


def _screen_deed(make: Callable[[str, int, Form], Operation]) -> Callable[[Interface, Form], Deed]:
    def read(interface: Interface, form: Form) -> Deed:
        event, index = event_of(form), number_of(form, "screen")
        return Deed((make(event, index, form),), screen_at(interface, event, index).name)

    return read


def _change_screen(event: str, index: int, form: Form) -> Operation:
    address = form["address"].strip() if "address" in form else None
    return ChangeScreen(
        event=event, screen=index, name=form.get("name"), address=address or None, styles=form.get("screen_styles")
    )


def _add_element(event: str, index: int, form: Form) -> Operation:
    try:
        kind = ElementKind(form.get("kind", ""))
    except ValueError:
        raise Invalid("The editor knows no element of this kind.") from None
    at = number_of(form, "at") if form.get("at") else None
    return AddElement(event=event, screen=index, kind=kind, at=at, text=form.get("text", ""))


def _element_deed(make: Callable[[str, int, int, Form], Operation]) -> Callable[[Interface, Form], Deed]:
    def read(interface: Interface, form: Form) -> Deed:
        event, screen, element = event_of(form), number_of(form, "screen"), number_of(form, "element")
        found = element_at(screen_at(interface, event, screen), element)
        return Deed((make(event, screen, element, form),), name_of(found))

    return read


def _field_deed(make: Callable[[ChangeElement, int, Form], Operation]) -> Callable[[Interface, Form], Deed]:
    """A button within the element's form: what was written there is kept as well."""

    def read(interface: Interface, form: Form) -> Deed:
        deed = _change_element(interface, form)
        change = deed.operations[-1]
        if not isinstance(change, ChangeElement):
            raise Invalid("This form asks for nothing that the editor knows.")
        element = element_at(screen_at(interface, change.event, change.screen), change.element)
        count = len(getattr(element.content, "fields", ()))
        return Deed((*deed.operations, make(change, count, form)), deed.subject)

    return read


def _change_element(interface: Interface, form: Form) -> Deed:
    event, screen, index = event_of(form), number_of(form, "screen"), number_of(form, "element")
    element = element_at(screen_at(interface, event, screen), index)
    members = read_element(form, element)
    operations: tuple[Operation, ...] = ()
    if wants_new_screen(form):
        address = free_address(interface.views.get(event))
        label = str(members.get("data/label") or members.get("data/alternateText") or address)
        operations = (AddScreen(event=event, id=str(uuid4()), name=label[:_LONGEST], address=address),)
        members = {name: address if value == NEW_SCREEN else value for name, value in members.items()}
    subject = str(members.get("data/label") or name_of(element))
    return Deed((*operations, ChangeElement(event=event, screen=screen, element=index, members=members)), subject)


_DEEDS: Final[Mapping[str, Callable[[Interface, Form], Deed]]] = {
    "add-screen": _add_screen,
    "duplicate-screen": _duplicate_screen,
    "remove-screen": _screen_deed(lambda event, screen, _: RemoveScreen(event=event, screen=screen)),
    "move-screen": _screen_deed(
        lambda event, screen, form: MoveScreen(event=event, screen=screen, to=number_of(form, "to"))
    ),
    "change-screen": _screen_deed(_change_screen),
    "add-element": _screen_deed(_add_element),
    "change-element": _change_element,
    "remove-element": _element_deed(
        lambda event, screen, element, _: RemoveElement(event=event, screen=screen, element=element)
    ),
    "duplicate-element": _element_deed(
        lambda event, screen, element, _: DuplicateElement(event=event, screen=screen, element=element)
    ),
    "move-element": _element_deed(
        lambda event, screen, element, form: MoveElement(
            event=event, screen=screen, element=element, to=number_of(form, "to")
        )
    ),
    "send-element": _element_deed(
        lambda event, screen, element, form: SendElement(
            event=event, screen=screen, element=element, to_screen=number_of(form, "to_screen")
        )
    ),
    "add-field": _field_deed(
        lambda change, count, _: AddField(
            event=change.event, screen=change.screen, element=change.element, name=f"field{count + 1}", title=""
        )
    ),
    "remove-field": _field_deed(
        lambda change, _, form: RemoveField(
            event=change.event, screen=change.screen, element=change.element, field=number_of(form, "field")
        )
    ),
    "move-field": _field_deed(
        lambda change, _, form: MoveField(
            event=change.event,
            screen=change.screen,
            element=change.element,
            field=number_of(form, "field"),
            to=number_of(form, "to"),
        )
    ),
}
