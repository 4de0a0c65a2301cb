"""Where elements lead: what checking and drawing an interface have in common. Everything is linear in its
size.
"""

from collections import defaultdict
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

_LEADING = frozenset({CommandName.OPEN_VIEW, CommandName.RATE})


def element_command(element: Element) -> Command | None:
    content = element.content
    return content.command if isinstance(content, Button | Picture) else None


def leads(command: Command) -> bool:
    """Whether the command's value is the address of a screen."""
    return command.name in _LEADING


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


def reachable_addresses(view: View) -> frozenset[Address]:
    """The addresses of existing screens that taps can lead to from the entry screen, cycles or not.

    A button of a shared screen counts as leading wherever any element makes it lead.
    """
    seen_slots: set[str] = set()
    reached: set[Address] = set()
    pending = [ENTRY]
    while pending:
        address = pending.pop()
        if address in reached or address not in view.by_address:
            continue
        reached.add(address)
        screen = view.by_address[address]
        pending.extend(target for _, target in own_targets(screen))
        for element_id in _new_slots(view, screen, seen_slots):
            pending.extend(view.given[element_id])
    return frozenset(reached)


def _new_slots(view: View, screen: Screen, seen: set[str]) -> Iterator[str]:
    for element in screen.elements:
        command = element_command(element)
        if command is None or not leads(command) or element.id is None or element.id in seen:
            continue
        if element.id in view.given:
            seen.add(element.id)
            yield element.id
