"""Screens and the ways between them."""

from collections.abc import Container, Iterator

from dialonce.menus.check.finding import Finding
from dialonce.menus.graph import LEADING, commands_by_id, element_command, leads, taps_from_entry
from dialonce.menus.model import ENTRY, KNOWN_EVENTS, Command, CommandName, Element, Frame, Screen, View
from dialonce.menus.pointer import join
from dialonce.menus.walk.resolve import phone_link, third_party


def check_links(view: View) -> Iterator[Finding]:
    """Entry, addresses, ways that end nowhere, and screens to which no way leads."""
    if view.event not in KNOWN_EVENTS:
        yield Finding("unknown-event", view.pointer, {"event": view.event})
    if ENTRY not in view.by_address:
        yield Finding("no-entry", view.pointer, {"event": view.event})
    yield from _check_addresses(view)
    commands = commands_by_id(view)
    framed = _addresses_given_frames(view)
    for screen in view.screens:
        for element in screen.elements:
            yield from _check_target(view, element)
            yield from _check_given(view, element, commands)
            yield from _check_frame(element, filled=screen.address in framed)


def _check_addresses(view: View) -> Iterator[Finding]:
    reached = taps_from_entry(view)
    for screen in view.screens:
        yield from _check_address(view, screen, reached)


def _check_address(view: View, screen: Screen, reached: Container[str]) -> Iterator[Finding]:
    params = {"address": screen.address}
    if not screen.address:
        yield Finding("no-address", screen.pointer)
    elif view.by_address[screen.address] is not screen:
        yield Finding("duplicate-address", f"{screen.pointer}/order", params)
    elif screen.address not in reached and ENTRY in view.by_address:
        yield Finding("unreachable-screen", screen.pointer, params)


def _check_target(view: View, element: Element) -> Iterator[Finding]:
    command = element_command(element)
    if command is None or not leads(command) or element.id in view.given:
        return
    if command.value and command.value not in view.by_address:
        yield Finding("dangling-target", f"{element.pointer}/data/value", {"target": command.value})
    elif not command.value and command.name != CommandName.RATE:
        yield Finding("no-target", f"{element.pointer}/data")


def _check_given(view: View, element: Element, commands: dict[str, frozenset[str]]) -> Iterator[Finding]:
    for button, value in _button_values(element_command(element)):
        pointer = join(element.pointer, "data", "variables", "viewContext", f"button_{button}")
        takers = commands.get(button, frozenset())
        if not takers:
            yield Finding("unused-value", pointer, {"button": button})
        elif takers <= LEADING and value not in view.by_address:
            yield Finding("dangling-target", f"{pointer}/value", {"target": value})
        elif takers == {CommandName.CALL} and "{{" not in value and phone_link(value) is None:
            yield Finding("bad-number", f"{pointer}/value")


def _button_values(command: Command | None) -> Iterator[tuple[str, str]]:
    if command is not None and command.variables is not None:
        yield from command.variables.button_values.items()


def _addresses_given_frames(view: View) -> frozenset[str]:
    commands = (element_command(element) for screen in view.screens for element in screen.elements)
    return frozenset(
        command.value
        for command in commands
        if command and command.value and command.variables and command.variables.frame_url
    )


def _check_frame(element: Element, *, filled: bool) -> Iterator[Finding]:
    match element.content:
        case Frame(url=url) if not url.strip() and not filled:
            yield Finding("frame-without-address", f"{element.pointer}/data")
        case Frame(url=url) if url.strip() and "{{" not in url and third_party(url) is None:
            yield Finding("frame-without-address", f"{element.pointer}/data/url")
