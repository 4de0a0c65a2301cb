"""The whole document: bytes to `Interface` and back."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from dialonce.errors import Invalid
from dialonce.menus.classic.elements import read_element
from dialonce.menus.classic.goals import read_goals
from dialonce.menus.classic.loading import MAX_ELEMENTS, load_json
from dialonce.menus.classic.reading import MAX_ADDRESS, Raw, Reader
from dialonce.menus.graph import element_command
from dialonce.menus.model import Element, Interface, Screen, View
from dialonce.menus.pointer import join
from dialonce.menus.scalars import as_text


def import_classic(text: bytes) -> Interface:
    """The interface that a classic document describes; unknown members are kept in `raw`.

    Raises TooLarge or Invalid with a fault a place (a JSON pointer, or a line and column) for what cannot be
    understood. What can be understood but is not good is the business of `check_interface`.
    """
    tree = load_json(text)
    reader = Reader()
    interface = _read_interface(reader, reader.as_object(tree, ""))
    if reader.faults:
        raise Invalid("The document is not an interface; mend the places named.", faults=tuple(reader.faults))
    return interface


def export_classic(interface: Interface) -> bytes:
    """The document as imported: equal as JSON, members in the same order, unknown ones included."""
    return json.dumps(interface.raw, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _read_interface(reader: Reader, raw: Raw) -> Interface:
    return Interface(
        phone_numbers=tuple(_phone_numbers(reader, raw)),
        culture=reader.text(raw, "culture", "") or None,
        enabled=reader.boolean(raw, "enabled", "", default=True),
        name=reader.text(raw, "name", "") or "",
        logo=reader.text(raw, "logo", "") or "",
        styles=reader.css(raw, "styles", ""),
        script=reader.text(raw, "script", "") or "",
        goals=read_goals(reader, raw),
        views=_read_views(reader, raw),
        raw=raw,
    )


def _phone_numbers(reader: Reader, raw: Raw) -> Iterable[str]:
    for pointer, item in reader.items(raw, "phoneNumbers", ""):
        if isinstance(item, str | int) and not isinstance(item, bool):
            yield as_text(item)
        else:
            reader.fault(pointer, "This must be a phone number written as a text.")


def _read_views(reader: Reader, raw: Raw) -> dict[str, View]:
    events = reader.object(raw, "views", "")
    views = {event: _read_view(reader, events, event) for event in events}
    count = sum(len(screen.elements) for view in views.values() for screen in view.screens)
    if count > MAX_ELEMENTS:
        reader.fault("/views", f"There are {count} elements; the limit is {MAX_ELEMENTS}. Split the interface.")
    return views


def _read_view(reader: Reader, events: Raw, event: str) -> View:
    pointer = join("/views", event)
    if len(event) > MAX_ADDRESS:
        reader.fault(pointer, f"This event's name has more than {MAX_ADDRESS} characters; shorten it.")
    items = reader.items(events, event, "/views")
    screens = tuple(_read_screen(reader, item, below) for below, item in items)
    by_address: dict[str, Screen] = {}
    for screen in screens:
        by_address.setdefault(screen.address, screen)
    return View(event, pointer, screens, by_address, _given_values(screens))


def _read_screen(reader: Reader, item: Any, pointer: str) -> Screen:
    raw = reader.as_object(item, pointer)
    elements = enumerate(reader.items(raw, "elements", pointer))
    return Screen(
        address=reader.address(raw, "order", pointer),
        pointer=pointer,
        elements=tuple(read_element(reader, item, below, index) for index, (below, item) in elements),
        id=reader.text(raw, "id", pointer),
        name=reader.text(raw, "name", pointer) or "",
        styles=reader.css(raw, "styles", pointer),
    )


def _given_values(screens: Iterable[Screen]) -> dict[str, frozenset[str]]:
    given: defaultdict[str, set[str]] = defaultdict(set)
    for screen in screens:
        for element in screen.elements:
            for button, value in _handed_over(element).items():
                given[button].add(value)
    return {button: frozenset(values) for button, values in given.items()}


def _handed_over(element: Element) -> Mapping[str, str]:
    command = element_command(element)
    return command.variables.button_values if command and command.variables else {}
