"""Drafts on the phone: beside the editor, and through links for colleagues. Nothing is counted and nothing is kept."""

from typing import Final
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import NotFound
from dialonce.i18n import locale_of_culture
from dialonce.menus import (
    OUTGOING_CALL,
    Interface,
    Place,
    Rate,
    ScreenView,
    Setting,
    brand_colours,
    decode_place,
    entry_place,
    open_screen,
)
from dialonce.menus.walk import FormView
from dialonce.pages.console.interfaces.desk import Desk, open_desk
from dialonce.pages.console.interfaces.editing import PATH
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest, nothing_more, page_answer, see
from dialonce.pages.interface import (
    FormState,
    MenuPage,
    check_form,
    number_for_readers,
    read_trail,
    render_screen,
    screen_path,
    screen_sheet,
)
from dialonce.pages.page import Page
from dialonce.pages.visitor import page_of
from dialonce.publishers import DraftLink, read_document, read_draft_link, read_interface
from dialonce.vault import SUBJECT
from dialonce.web.forms import decode_form
from dialonce.web.parts import parts_of

LINKS: Final = "/draft/{secret:str}"
NOBODYS: Final = "+33199000000"
"""Of the numbers that the French regulator keeps for fiction."""
_PRIVATE: Final = {**NO_STORE, **NO_ROBOTS}


class Draft(Struct, frozen=True):
    """A draft to walk through; `base` is where it lies, `number` the line that callers of it have dialled."""

    interface: Interface
    base: str
    number: str


def editor_draft(request: AnyRequest, desk: Desk, interface: Interface) -> Draft:
    """What the phone beside the editor shows."""
    return Draft(interface, f"{desk.base}/preview", _number(request, desk.row.interface_id))


def _number(request: AnyRequest, interface_id: UUID) -> str:
    """A line of the interface; where it has none yet, a number that nobody has."""
    lines = parts_of(request).vault.directory.lines.values()
    numbers = sorted(line.number for line in lines if line.interface_id == interface_id)
    return numbers[0] if numbers else NOBODYS


async def _of_editor(request: AnyRequest) -> Draft:
    desk = await open_desk(request)
    return editor_draft(request, desk, desk.interface)


async def _of_link(request: AnyRequest) -> Draft:
    """Raises NotFound for a link that is forged or over, and for a publisher that is switched off."""
    parts, secret = parts_of(request), request.path_params["secret"]
    link: DraftLink = read_draft_link(parts.session_key.secret, secret, parts.now)
    publisher = parts.vault.directory.publishers.get(link.publisher_id)
    if publisher is None or not publisher.enabled:
        raise NotFound("This link to a draft is not good any more.")
    async with parts.vault.session([link.publisher_id], SUBJECT) as session:
        row = await read_interface(session, link.interface_id)
    return Draft(read_document(row.draft), f"/draft/{secret}", _number(request, link.interface_id))


async def _open(request: AnyRequest) -> Draft:
    return await (_of_link(request) if "secret" in request.path_params else _of_editor(request))


def _place(request: AnyRequest, draft: Draft) -> Place:
    text = request.path_params.get("place")
    if text is None:
        return entry_place(request.query_params.get("event", OUTGOING_CALL))
    return decode_place(draft.interface, str(text))


def screen_of(draft: Draft, place: Place) -> ScreenView:
    """The screen as a caller of the line sees it. Raises NotFound."""
    number = number_for_readers(draft.number, locale_of_culture(draft.interface.culture or "", "fr"))
    return open_screen(draft.interface, place, Setting(phone_number=number))


def page_for(request: AnyRequest, interface: Interface, path: str | None = None) -> Page:
    return page_of(request, fallback=locale_of_culture(interface.culture or "", "fr"), path=path)


def draw(request: AnyRequest, draft: Draft, place: Place, page: Page, form: FormState | None = None) -> str:
    """The screen as a whole page, marked as a draft."""
    menu = MenuPage(
        screen=screen_of(draft, place),
        base=draft.base,
        trail=read_trail(draft.interface, request.query_params.get("from", "")),
        brand=brand_colours(draft.interface),
        form=form,
        show_pictures=False,
        published=False,
        private=True,
    )
    return render_screen(menu, page)


@get([f"{root}{end}" for root in (PATH + "/preview", LINKS) for end in ("", "/s/{place:str}")])
async def show_draft(request: AnyRequest) -> Response[str]:
    """One screen of the draft."""
    draft = await _open(request)
    place = _place(request, draft)
    return page_answer(draw(request, draft, place, page_for(request, draft.interface)), headers=_PRIVATE)


@get([f"{root}/s/{{place:str}}/{{sheet:str}}" for root in (PATH + "/preview", LINKS)])
async def show_sheet(request: AnyRequest) -> Response[str]:
    """What the publisher's styles make of the screen. Drafts change, so nothing of it is kept."""
    draft = await _open(request)
    sheet = screen_sheet(screen_of(draft, _place(request, draft)), brand_colours(draft.interface))
    if sheet is None or request.path_params["sheet"] != f"style.{sheet.mark}.css":
        raise NotFound("There is no such stylesheet any more. Open the screen again.")
    return Response(sheet.css, media_type="text/css", headers=_PRIVATE)


@post([f"{root}/s/{{place:str}}/{{position:int}}/{{verb:str}}" for root in (PATH + "/preview", LINKS)])
async def touch(request: AnyRequest) -> Response[str] | Response[None]:
    """A tap or a form, answered as callers would see it; what was written in a form is looked at and forgotten."""
    draft = await _open(request)
    place = _place(request, draft)
    screen = screen_of(draft, place)
    here = screen_path(draft.base, place, read_trail(draft.interface, request.query_params.get("from", "")))
    element = next((one for one in screen.elements if one.position == request.path_params["position"]), None)
    if isinstance(element, FormView):
        return await _sent(request, draft, place, element, here)
    action = getattr(element, "action", None)
    if isinstance(action, Rate) and action.next is not None:
        return see(screen_path(draft.base, action.next))
    return see(here) if "text/html" in request.headers.get("accept", "") else nothing_more()


async def _sent(request: AnyRequest, draft: Draft, place: Place, form: FormView, here: str) -> Response[str]:
    page = page_for(request, draft.interface, here)
    state = check_form(form, await decode_form(request), page.locale)
    shown = state if isinstance(state, FormState) else FormState(form.position, done=True)
    return page_answer(draw(request, draft, place, page, shown), headers=_PRIVATE)


ROUTES = (show_draft, show_sheet, touch)
