"""What a form and its fields were called on the menu, in the version that the sender saw."""

from collections.abc import Sequence
from uuid import UUID

from dialonce.engagement import ReceivedForm
from dialonce.errors import DialOnceError
from dialonce.menus import OUTGOING_CALL, Form, Interface, Screen
from dialonce.web.parts import Parts


async def form_names(parts: Parts, forms: Sequence[ReceivedForm]) -> dict[UUID, str]:
    """The name of the screen that each form stood on, by the form's id; a form whose menu is gone is missing."""
    menus = {(one.interface_id, one.interface_version): await _menu(parts, one) for one in forms}
    screens = {one.answer_id: _screen(menus[one.interface_id, one.interface_version], one) for one in forms}
    return {answer_id: screen.name for answer_id, screen in screens.items() if screen and screen.name}


async def field_titles(parts: Parts, received: ReceivedForm) -> dict[str, str]:
    """The titles of a form's fields by their names; none for a form whose menu is gone."""
    screen = _screen(await _menu(parts, received), received)
    for element in screen.elements if screen else ():
        if str(element.position) == received.element and isinstance(element.content, Form):
            return {field.name: field.title or field.placeholder or field.name for field in element.content.fields}
    return {}


async def _menu(parts: Parts, received: ReceivedForm) -> Interface | None:
    try:
        return await parts.documents.read(received.interface_id, received.interface_version)
    except DialOnceError:
        return None


def _screen(menu: Interface | None, received: ReceivedForm) -> Screen | None:
    event, _, address = received.screen.rpartition("/")
    view = menu.views.get(event or OUTGOING_CALL) if menu else None
    return view.by_address.get(address) if view else None
