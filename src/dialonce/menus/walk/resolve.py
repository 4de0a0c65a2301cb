"""From a command in the document to what a tap does at one place."""

import re
from collections.abc import Callable
from urllib.parse import quote

from msgspec import Struct

from dialonce.menus.model import Address, Command, CommandName, Variables, View
from dialonce.menus.urls import host_of, safe_link
from dialonce.menus.walk.action import (
    Action,
    Back,
    Call,
    NoAction,
    OpenScreen,
    OpenStore,
    OpenThirdParty,
    Rate,
    SetInterception,
    ShareLocation,
)
from dialonce.menus.walk.place import Giver, Place
from dialonce.menus.walk.placeholders import Values, fill_plain

MAX_PACKAGE = 200

_DIALLABLE = re.compile(r"\+?[0-9*#]{2,20}", re.ASCII)
_DECORATION = re.compile(r"[\s().\-/\u00a0\u202f]+")
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)+", re.ASCII)
_NO_VARIABLES = Variables()


class Scene(Struct, frozen=True):
    """What resolving needs to know: the screen's place, its view, what was handed to it, the placeholders'
    values.
    """

    view: View
    place: Place
    values: Values
    given: Variables = _NO_VARIABLES


def resolve_command(scene: Scene, command: Command, position: int, element_id: str | None) -> Action:
    """What a tap does; NoAction for a command that is not known or whose value makes no sense."""
    resolver = _RESOLVERS.get(command.name)
    if resolver is None:
        return NoAction()
    handed = scene.given.button_values.get(element_id) if element_id else None
    return resolver(scene, command, command.value if handed is None else handed, position)


def third_party(url: str) -> OpenThirdParty | None:
    """The web address as third-party content; None when it is no usable web address."""
    host = host_of(url)
    return OpenThirdParty(url.strip(), host) if host and safe_link(url) else None


def phone_link(number: str) -> Call | None:
    """The number as a call; None when nobody could dial it."""
    digits = _DECORATION.sub("", number)
    return Call(number.strip(), "tel:" + quote(digits, safe="+*")) if _DIALLABLE.fullmatch(digits) else None


def is_package(name: str) -> bool:
    """Whether it can be the name of an app in a store, such as `com.example.app`."""
    return len(name) <= MAX_PACKAGE and _PACKAGE.fullmatch(name) is not None


def _destination(scene: Scene, command: Command, value: Address | None, position: int) -> Place | None:
    if not value or value not in scene.view.by_address:
        return None
    giver = Giver(scene.place.address, position) if command.variables else None
    return Place(scene.place.event, value, giver)


def _open(scene: Scene, command: Command, value: str | None, position: int) -> Action:
    place = _destination(scene, command, value, position)
    return OpenScreen(place) if place else NoAction()


def _back(_scene: Scene, _command: Command, _value: str | None, _position: int) -> Action:
    return Back()


def _call(scene: Scene, _command: Command, value: str | None, _position: int) -> Action:
    return phone_link(fill_plain(value or "", scene.values)) or NoAction()


def _install(_scene: Scene, _command: Command, value: str | None, _position: int) -> Action:
    package = (value or "").strip()
    return OpenStore(package) if is_package(package) else NoAction()


def _rate(scene: Scene, command: Command, value: str | None, position: int) -> Action:
    place = _destination(scene, command, value, position)
    if command.score is None:
        return OpenScreen(place) if place else NoAction()
    return Rate(command.realm or "", min(100.0, max(0.0, command.score)), place)


def _interception(_scene: Scene, _command: Command, value: str | None, _position: int) -> Action:
    return SetInterception(value == "true") if value in {"true", "false"} else NoAction()


def _locate(scene: Scene, command: Command, value: str | None, position: int) -> Action:
    place = _destination(scene, command, value, position)
    return ShareLocation(place) if place else NoAction()


_RESOLVERS: dict[str, Callable[[Scene, Command, str | None, int], Action]] = {
    CommandName.OPEN_VIEW: _open,
    CommandName.BACK: _back,
    CommandName.CALL: _call,
    CommandName.INSTALL: _install,
    CommandName.RATE: _rate,
    CommandName.INTERCEPTION: _interception,
    CommandName.LOCATION: _locate,
}
