"""Where a request is in an interface: through a private link, `/l/<secret>`, or at its public address, `/m/<slug>`."""

import hmac
from hashlib import sha256
from typing import Any, Final

from msgspec import Struct

from dialonce.calls import Visit, new_interaction, open_address, open_link
from dialonce.errors import NotFound
from dialonce.i18n import Locale, locale_of_culture
from dialonce.menus import OUTGOING_CALL, Interface, Place, ScreenView, Setting, decode_place, entry_place, open_screen
from dialonce.menus.walk import ElementView
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest
from dialonce.pages.handlers.preview import is_preview
from dialonce.pages.interface import number_for_readers, read_trail
from dialonce.pages.page import Page
from dialonce.pages.visitor import page_of
from dialonce.web.cookies import read_cookie
from dialonce.web.parts import parts_of

LINK_BASE: Final = "/l"
MENU_BASE: Final = "/m"


class LinkGone(NotFound):
    """A link that is forged, expired or of a line that is no more: they look the same."""


class Stay(Struct, frozen=True):
    """One request to one interface. `secret` is the link's, None at the public address."""

    base: str
    visit: Visit
    interface: Interface
    secret: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Of a private page nothing is kept by the way, and search engines are asked to stay away."""
        return {**NO_STORE, **NO_ROBOTS} if self.secret else {}

    @property
    def culture(self) -> Locale:
        link = self.visit.link
        return locale_of_culture((link.culture if link else "") or self.interface.culture or "", "fr")


async def open_stay(request: AnyRequest) -> Stay:
    """The visit and the version of the interface that the address leads to. Raises `LinkGone` or `NotFound`."""
    parts = parts_of(request)
    secret, slug = request.path_params.get("secret"), request.path_params.get("slug")
    if secret is None:
        visit = open_address(parts.vault, str(slug))
        base = f"{MENU_BASE}/{slug}"
    else:
        try:
            visit = await open_link(parts.vault, str(secret), seen=not is_preview(request))
        except NotFound as gone:
            raise LinkGone(gone.detail) from None
        base = f"{LINK_BASE}/{secret}"
    interface = await parts.documents.read(visit.interface_id, visit.interface_version)
    return Stay(base, visit, interface, secret)


def place_of(request: AnyRequest, stay: Stay) -> Place:
    """The screen that is asked for; without one, where the call's or another event's menu begins. Raises `NotFound`."""
    text = request.path_params.get("place")
    if text is None:
        return entry_place(request.query_params.get("event", OUTGOING_CALL))
    return decode_place(stay.interface, str(text))


def trail_of(request: AnyRequest, stay: Stay) -> tuple[Place, ...]:
    """The screens before this one."""
    return read_trail(stay.interface, request.query_params.get("from", ""))


def screen_of(stay: Stay, place: Place) -> ScreenView:
    """The screen, with the number of the line that was called. Raises `NotFound`."""
    line = stay.visit.line
    number = line.number if line else next(iter(stay.interface.phone_numbers), "")
    return open_screen(stay.interface, place, Setting(phone_number=number_for_readers(number, stay.culture)))


def element_at(request: AnyRequest, screen: ScreenView) -> ElementView:
    """The element of the screen that the address names. Raises `NotFound`."""
    position = request.path_params["position"]
    for element in screen.elements:
        if element.position == position:
            return element
    raise NotFound("This screen has no such element. Open the screen again.")


def page_at(request: AnyRequest, stay: Stay, path: str | None = None) -> Page:
    """What the page knows of its reader; without a wish of theirs, it speaks the language of the interface."""
    return page_of(request, fallback=stay.culture, path=path)


def screen_name(place: Place) -> str:
    """The screen's name in counts and histories: its address, after the event if that is not a call."""
    return place.address if place.event == OUTGOING_CALL else f"{place.event}/{place.address}"


async def record(
    request: AnyRequest, stay: Stay, kind: str, place: Place, position: int | None = None, **details: Any
) -> None:
    """Count what the visitor did; keep it if they acknowledged the notice (C3). Returns once it is stored."""
    parts = parts_of(request)
    interaction = new_interaction(
        parts.vault,
        stay.visit,
        kind,
        screen_name(place),
        "" if position is None else str(position),
        culture=page_at(request, stay).locale,
        device=device_kind(request),
        details=details,
    )
    await parts.recorder.submit(interaction)


def device_kind(request: AnyRequest) -> str:
    """`phone`, `tablet` or `computer`, as the browser says; nothing finer is read (4.1-e)."""
    agent = request.headers.get("user-agent", "")
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobile" not in agent):
        return "tablet"
    return "phone" if "Mobi" in agent else "computer"


def declined_mark(request: AnyRequest, stay: Stay, version: str) -> str:
    """What the browser keeps of a declined notice: that it was this menu's, and not which link led there."""
    key = parts_of(request).session_key.secret
    return hmac.new(key, f"declined|{stay.base}|{version}".encode(), sha256).hexdigest()[:16]


def has_declined(request: AnyRequest, stay: Stay, version: str) -> bool:
    """Whether the notice was declined in this browser session."""
    kept = read_cookie(request, "notice") or ""
    return hmac.compare_digest(kept.encode(), declined_mark(request, stay, version).encode())
