"""What a caller saw, by the names that the menu gave it then."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from dialonce.calls import CallHistory, Moment
from dialonce.errors import DialOnceError
from dialonce.menus import OUTGOING_CALL, Button, Interface, Screen
from dialonce.web.parts import Parts

SeenMenus = Mapping[tuple[UUID, int], Interface]
"""Versions of menus, by interface and version."""


async def seen_menus(parts: Parts, calls: Sequence[CallHistory]) -> SeenMenus:
    """Every version of a menu that these calls showed; those that cannot be read are missing."""
    wanted = {
        (moment.interface_id, moment.interface_version)
        for call in calls
        for moment in call.moments
        if moment.interface_id is not None and moment.interface_version
    }
    found = {}
    for interface_id, version in wanted:
        try:
            found[interface_id, version] = await parts.documents.read(interface_id, version)
        except DialOnceError:
            continue
    return found


def name_place(moment: Moment, menus: SeenMenus) -> str:
    """The screen and the button by name; by number where the menu does not name them. Empty for what is no screen."""
    menu = menus.get((moment.interface_id, moment.interface_version)) if moment.interface_id else None
    screen = _screen(menu, moment.screen) if menu else None
    name = screen.name if screen and screen.name else moment.screen
    label = _label(screen, moment.element) if screen else ""
    return f"{name} › {label}" if label else name


def _screen(menu: Interface, said: str) -> Screen | None:
    event, _, address = said.rpartition("/")
    view = menu.views.get(event or OUTGOING_CALL)
    return view.by_address.get(address) if view else None


def _label(screen: Screen, position: str) -> str:
    """What stood on the element; elements are found by their place in the document."""
    for element in screen.elements:
        if str(element.position) == position and isinstance(element.content, Button):
            return element.content.label
    return ""
