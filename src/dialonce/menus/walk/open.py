"""Opening a screen at a place, with everything resolved."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from dialonce.errors import NotFound
from dialonce.menus.condition import condition_holds
from dialonce.menus.graph import element_command, in_showing_order
from dialonce.menus.markup import picture_hosts
from dialonce.menus.model import ENTRY, OUTGOING_CALL, Interface, Screen, Variables, View
from dialonce.menus.styles import scope_stylesheet
from dialonce.menus.urls import safe_picture
from dialonce.menus.walk.place import Giver, Place, giving_element, place_exists
from dialonce.menus.walk.placeholders import Values, fill_plain
from dialonce.menus.walk.render import render_element
from dialonce.menus.walk.resolve import Scene
from dialonce.menus.walk.view import ButtonView, Css, ElementView, PictureView, ScreenView, TextView

SCOPE = ".menu"
"""The selector below which publishers' styles apply; the page puts nothing of its own inside it."""


MAX_SCREEN = 1024 * 1024
"""The most characters of text and pictures that one screen shows; elements beyond are left out."""


class Setting(Struct, frozen=True):
    """What only the moment knows: the number that was dialled, and what the device says of itself."""

    phone_number: str = ""
    context: Mapping[str, Any] = {}


_NO_SETTING = Setting()


def entry_place(event: str = OUTGOING_CALL) -> Place:
    """Where a caller starts."""
    return Place(event, ENTRY)


def open_screen(interface: Interface, place: Place, setting: Setting = _NO_SETTING) -> ScreenView:
    """The screen at `place`, ready to render.

    Elements whose condition does not hold are left out, as are scripts, unknown templates and empty frames.
    Commands that make no sense become NoAction. Raises NotFound when nobody can be at this place.
    """
    if not place_exists(interface, place):
        raise NotFound("This menu has no such screen. Start again from the menu's first screen.")
    view = interface.views[place.event]
    screen = view.by_address[place.address]
    values = _placeholder_values(interface, setting)
    scene = Scene(view, place, values, _given(view, place.giver))
    elements = tuple(_render(scene, screen, setting))
    return ScreenView(
        place=place,
        title=fill_plain(scene.given.title or screen.name, values),
        is_entry=place.address == ENTRY,
        elements=elements,
        interface_name=interface.name,
        logo=values["logo"],
        culture=interface.culture,
        styles=_styles(interface, screen),
        picture_hosts=tuple(dict.fromkeys(_hosts(elements))),
    )


def _render(scene: Scene, screen: Screen, setting: Setting) -> Iterable[ElementView]:
    room = MAX_SCREEN
    for element in in_showing_order(screen):
        if element.condition is None or condition_holds(element.condition, setting.context):
            rendered = render_element(scene, element)
            room -= _weight(rendered)
            if room < 0:
                return
            if rendered is not None:
                yield rendered


def _weight(element: ElementView | None) -> int:
    """Characters that grow with what publishers write."""
    match element:
        case TextView(html=text) | PictureView(source=text) | ButtonView(label=text):
            return len(text)
        case _:
            return 0


def _given(view: View, giver: Giver | None) -> Variables:
    element = giving_element(view, giver) if giver else None
    command = element_command(element) if element else None
    return (command.variables if command else None) or Variables()


def _placeholder_values(interface: Interface, setting: Setting) -> Values:
    number = setting.phone_number or next(iter(interface.phone_numbers), "")
    return {"phoneNumber": number, "name": interface.name, "logo": safe_picture(interface.logo) or ""}


def _styles(interface: Interface, screen: Screen) -> Css:
    parts = (scope_stylesheet(css, SCOPE).css for css in (interface.styles, screen.styles) if css)
    return Css("\n".join(part for part in parts if part))


def _hosts(elements: Iterable[ElementView]) -> Iterable[str]:
    for element in elements:
        match element:
            case PictureView(host=str(host)):
                yield host
            case TextView(html=html):
                yield from picture_hosts(html)
