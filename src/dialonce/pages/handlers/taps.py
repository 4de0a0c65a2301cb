"""What a tap on an element posts: calls, ratings, leaving for a third party, interception."""

from typing import Any

from litestar import Response, post

from dialonce.errors import Invalid, NotFound
from dialonce.i18n import Locale
from dialonce.menus import (
    ButtonView,
    Call,
    FrameView,
    NoAction,
    OpenStore,
    OpenThirdParty,
    PictureView,
    Place,
    Rate,
    SetInterception,
)
from dialonce.menus.walk import Action, ElementView
from dialonce.numbers import find_number, format_for_people
from dialonce.pages.errors import wants_page
from dialonce.pages.handlers.answers import AnyRequest, nothing_more, page_answer, see
from dialonce.pages.handlers.closures import closed_words
from dialonce.pages.handlers.stay import Stay, element_at, open_stay, page_at, place_of, record, screen_of, trail_of
from dialonce.pages.interface import CallPage, extend_trail, render_call, screen_path
from dialonce.web.forms import read_form
from dialonce.web.parts import parts_of


@post("/s/{place:str}/{position:int}/call", status_code=200)
async def call(request: AnyRequest) -> Response[Any]:
    """Count a call; a browser without script gets the page with the number to dial."""
    stay, place, action = await _tapped(request)
    if not isinstance(action, Call):
        raise _nothing_there()
    await record(request, stay, "call", place, _position(request), number=action.number)
    if not wants_page(request):
        return nothing_more()
    back = screen_path(stay.base, place, trail_of(request, stay))
    page = page_at(request, stay, back)
    view = CallPage(
        stay.interface.name,
        _for_people(request, stay, action.number, page.locale),
        action.tel,
        back,
        closed_words(request, stay, action.number, page.locale),
    )
    return page_answer(render_call(view, page), headers=stay.headers)


@post("/s/{place:str}/{position:int}/leave", status_code=204)
async def leave(request: AnyRequest) -> Response[None]:
    """Count that the caller chose to open another company's content."""
    stay, place, action = await _tapped(request)
    if not isinstance(action, OpenThirdParty | OpenStore):
        raise _nothing_there()
    await record(request, stay, "third-party", place, _position(request))
    return nothing_more()


@post("/s/{place:str}/{position:int}/rate", status_code=303)
async def rate(request: AnyRequest) -> Response[Any]:
    """Keep a score, then go on."""
    stay, place, action = await _tapped(request)
    if not isinstance(action, Rate):
        raise _nothing_there()
    await record(request, stay, "rating", place, _position(request), realm=action.realm, score=action.score)
    trail = trail_of(request, stay)
    if action.next is None:
        return see(screen_path(stay.base, place, trail))
    return see(screen_path(stay.base, action.next, extend_trail(trail, place, action.next)))


@post("/s/{place:str}/{position:int}/interception", status_code=303)
async def interception(request: AnyRequest) -> Response[Any]:
    """Keep the choice; what the SDK on the device does of it is the SDK's."""
    stay, place, action = await _tapped(request)
    if not isinstance(action, SetInterception):
        raise _nothing_there()
    wish = "on" if action.enabled else "off"
    await record(request, stay, "interception", place, _position(request), wish=wish)
    return see(screen_path(stay.base, place, trail_of(request, stay)))


async def _tapped(request: AnyRequest) -> tuple[Stay, Place, Action]:
    """Where the tap was, and what the published document says it does: nothing of it comes from the request."""
    await read_form(request)
    stay = await open_stay(request)
    place = place_of(request, stay)
    return stay, place, _action(element_at(request, screen_of(stay, place)))


def _action(element: ElementView) -> Action:
    match element:
        case ButtonView(action=action) | PictureView(action=action):
            return action
        case FrameView(action=leaving):
            return leaving
        case _:
            return NoAction()


def _for_people(request: AnyRequest, stay: Stay, number: str, locale: Locale) -> str:
    """A number as its reader is used to see it; as the publisher wrote it when it is none that we know."""
    publisher = parts_of(request).vault.directory.publishers[stay.visit.publisher_id]
    try:
        known = find_number(number, publisher.country)
    except Invalid:
        return number
    return format_for_people(known, locale) if known else number


def _position(request: AnyRequest) -> int:
    return int(request.path_params["position"])


def _nothing_there() -> NotFound:
    return NotFound("This element does something else, or nothing. Open the screen again.")
