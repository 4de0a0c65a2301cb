"""Where elements lead: what checking and drawing an interface have in common. Everything is linear in its
size.
"""

import math
from collections import defaultdict, deque
from collections.abc import Iterator

from dialonce.menus.model import (
    ENTRY,
    Address,
    Button,
    Command,
    CommandName,
    Element,
    Picture,
    Screen,
    View,
)

LEADING = frozenset({CommandName.OPEN_VIEW, CommandName.RATE, CommandName.LOCATION})


def in_showing_order(screen: Screen) -> list[Element]:
    """The elements as callers see them: by `order`; one without stays where it is in the document."""
    return sorted(screen.elements, key=_showing_order)


def _showing_order(element: Element) -> float:
    return element.position if element.order is None or math.isnan(element.order) else element.order


def element_command(element: Element) -> Command | None:
    content = element.content
    return content.command if isinstance(content, Button | Picture) else None


def leads(command: Command) -> bool:
    """Whether the command's value is the address of a screen."""
    return command.name in LEADING


def own_targets(screen: Screen) -> Iterator[tuple[Element, Address]]:
    """The addresses that the screen's elements lead to by themselves, also when no screen is there."""
    for element in screen.elements:
        command = element_command(element)
        if command is not None and leads(command) and command.value:
            yield element, command.value


def commands_by_id(view: View) -> dict[str, frozenset[str]]:
    """For each element id, the commands of the elements that bear it."""
    names: defaultdict[str, set[str]] = defaultdict(set)
    for screen in view.screens:
        for element in screen.elements:
            command = element_command(element)
            if element.id and command is not None:
                names[element.id].add(command.name)
    return {element_id: frozenset(found) for element_id, found in names.items()}


def taps_from_entry(view: View) -> dict[Address, int]:
    """For each screen that taps can lead to from the entry screen, the fewest taps it takes; cycles do no
    harm.

    A button of a shared screen counts as leading wherever any element makes it lead.
    """
    seen_slots: set[str] = set()
    taps: dict[Address, int] = {}
    pending = deque([(ENTRY, 0)])
    while pending:
        address, count = pending.popleft()
        if address in taps or address not in view.by_address:
            continue
        taps[address] = count
        screen = view.by_address[address]
        pending.extend((target, count + 1) for _, target in own_targets(screen))
        for element_id in _new_slots(view, screen, seen_slots):
            pending.extend((target, count + 1) for target in view.given[element_id])
    return taps


def _new_slots(view: View, screen: Screen, seen: set[str]) -> Iterator[str]:
    for element in screen.elements:
        command = element_command(element)
        if command is None or not leads(command) or element.id is None or element.id in seen:
            continue
        if element.id in view.given:
            seen.add(element.id)
            yield element.id
