"""The navigation map of an interface: screens, and the ways between them."""

from collections.abc import Iterator

from msgspec import Struct

from dialonce.menus.graph import element_command, leads, own_targets, taps_from_entry
from dialonce.menus.model import Address, Button, Element, Form, Frame, Picture, Screen, View


class Node(Struct, frozen=True):
    """A screen. `taps` is the least number of taps from the entry screen, None when no way leads there.

    A dead end is a screen on which there is nothing to tap, fill in or open.
    """

    address: Address
    name: str
    pointer: str
    taps: int | None
    dead_end: bool

    @property
    def reachable(self) -> bool:
        return self.taps is not None


class Edge(Struct, frozen=True):
    """A way from one screen to another by the element at `position` of `source`.

    `exists` is false when no screen is at `target`; `given_by` is the screen that hands the target to a
    shared screen's button, None when the button leads there by itself.
    """

    source: Address
    target: Address
    position: int
    label: str
    command: str
    exists: bool
    given_by: Address | None = None


class Outline(Struct, frozen=True):
    """The map of one event, in document order."""

    event: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def outline_view(view: View) -> Outline:
    """The map of the screens that callers can see; screens whose address is taken are not among them."""
    taps = taps_from_entry(view)
    nodes = tuple(_node(screen, taps.get(screen.address)) for screen in view.by_address.values())
    return Outline(view.event, nodes, tuple(dict.fromkeys(_edges(view))))


def _node(screen: Screen, taps: int | None) -> Node:
    return Node(screen.address, screen.name, screen.pointer, taps, dead_end=not any(map(_does, screen.elements)))


def _does(element: Element) -> bool:
    return element_command(element) is not None or isinstance(element.content, Form | Frame)


def _edges(view: View) -> Iterator[Edge]:
    takers = {address: _buttons_by_id(screen) for address, screen in view.by_address.items()}
    for screen in view.by_address.values():
        for element, target in own_targets(screen):
            yield _edge(view, screen.address, target, element)
            for button, value in _handed_over(element):
                taker = takers.get(target, {}).get(button)
                if taker is not None:
                    yield _edge(view, target, value, taker, given_by=screen.address)


def _edge(view: View, source: Address, target: Address, element: Element, given_by: Address | None = None) -> Edge:
    command = element_command(element)
    name = command.name if command else ""
    return Edge(source, target, element.position, _label(element), name, target in view.by_address, given_by)


def _label(element: Element) -> str:
    match element.content:
        case Button(label=label):
            return label
        case Picture(alternate_text=text):
            return text
        case _:
            return ""


def _buttons_by_id(screen: Screen) -> dict[str, Element]:
    commands = ((element, element_command(element)) for element in screen.elements)
    return {element.id: element for element, command in commands if element.id and command and leads(command)}


def _handed_over(element: Element) -> Iterator[tuple[str, Address]]:
    command = element_command(element)
    if command is not None and command.variables is not None:
        yield from command.variables.button_values.items()
