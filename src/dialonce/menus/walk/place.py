"""Where in an interface somebody is, small enough for a link.

Variables are not carried by value: a place names the element that gave them, and they are read from the
published document. So nobody can forge what a screen shows, and links stay short.

Text form: `address`, `address~giver address~giver position`, or either after `~event~` when the event is not
`outgoing-call`. Within a part, bytes other than letters, digits, `-` and `_` are written `.xx`.
"""

import re

from msgspec import Struct

from dialonce.errors import NotFound
from dialonce.menus.graph import element_command
from dialonce.menus.model import ENTRY, OUTGOING_CALL, Address, Element, Interface, View

MAX_ENCODED = 8192

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
_PART = re.compile(r"(?:[A-Za-z0-9_-]|\.[0-9a-f]{2})*", re.ASCII)
_ESCAPE = re.compile(r"\.([0-9a-f]{2})")
_POSITION = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)


class Giver(Struct, frozen=True):
    """The element whose variables the screen was opened with: the `position`th of the screen at `address`."""

    address: Address
    position: int


class Place(Struct, frozen=True):
    """One screen of one event, and what opened it if that matters to what it shows."""

    event: str = OUTGOING_CALL
    address: Address = ENTRY
    giver: Giver | None = None


def encode_place(place: Place) -> str:
    """The place as text that is safe in a URL path segment or query value; the same place is always the
    same text.
    """
    parts = [place.address]
    if place.giver is not None:
        parts += [place.giver.address, str(place.giver.position)]
    if place.event != OUTGOING_CALL or not place.address:
        parts = ["", place.event, *parts]
    return "~".join(_encode_part(part) for part in parts)


def decode_place(interface: Interface, text: str) -> Place:
    """The place that `text` names in this interface.

    Raises NotFound when the text was not made by `encode_place`, when the event or the screen does not
    exist, or when the named giver hands nothing over or cannot lead to this screen.
    """
    place = _parse(text) if len(text) <= MAX_ENCODED else None
    if place is None or encode_place(place) != text or not place_exists(interface, place):
        raise NotFound("This link leads to no screen of this menu. Start again from the menu's first screen.")
    return place


def place_exists(interface: Interface, place: Place) -> bool:
    """Whether a caller can be at this place by the document alone."""
    view = interface.views.get(place.event)
    if view is None or place.address not in view.by_address:
        return False
    return place.giver is None or _can_lead(view, place.giver, place.address)


def giving_element(view: View, giver: Giver) -> Element | None:
    screen = view.by_address.get(giver.address)
    if screen is None or giver.position >= len(screen.elements):
        return None
    return screen.elements[giver.position]


def _can_lead(view: View, giver: Giver, address: Address) -> bool:
    element = giving_element(view, giver)
    command = element_command(element) if element is not None else None
    if element is None or command is None or command.variables is None:
        return False
    return command.value == address or address in view.given.get(element.id or "", ())


def _encode_part(part: str) -> str:
    return "".join(chr(byte) if byte in _PLAIN else f".{byte:02x}" for byte in part.encode())


def _decode_part(part: str) -> str:
    escaped = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), part)
    return escaped.encode("latin-1").decode()


def _parse(text: str) -> Place | None:
    raw = text.split("~")
    if not all(_PART.fullmatch(part) for part in raw):
        return None
    try:
        parts = [_decode_part(part) for part in raw]
    except UnicodeDecodeError:
        return None
    event = OUTGOING_CALL
    if len(parts) > 1 and not parts[0]:
        event, parts = parts[1], parts[2:]
    return _assemble(event, parts)


def _assemble(event: str, parts: list[str]) -> Place | None:
    match parts:
        case [address]:
            return Place(event, address)
        case [address, giver, position] if _POSITION.fullmatch(position):
            return Place(event, address, Giver(giver, int(position)))
    return None
