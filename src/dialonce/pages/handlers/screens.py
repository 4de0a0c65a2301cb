"""Screens of an interface, and their stylesheets."""

from litestar import Response, get, route
from litestar.background_tasks import BackgroundTask

from dialonce.errors import NotFound
from dialonce.menus import ScreenView, brand_colours
from dialonce.pages.assets import FOREVER
from dialonce.pages.handlers.answers import GET_OR_HEAD, AnyRequest, page_answer
from dialonce.pages.handlers.closures import closures_on
from dialonce.pages.handlers.collecting import collected_here
from dialonce.pages.handlers.content_policy import interface_policy
from dialonce.pages.handlers.notices import notice_due, policy_of, tick_due
from dialonce.pages.handlers.preview import is_preview
from dialonce.pages.handlers.stay import Stay, open_stay, page_at, place_of, record, screen_of, trail_of
from dialonce.pages.interface import FormState, MenuPage, picture_hosts, render_screen, screen_sheet
from dialonce.pages.page import Page
from dialonce.web.parts import parts_of


@route(["/", "/s/{place:str}"], http_method=GET_OR_HEAD)
async def show_screen(request: AnyRequest) -> Response[str]:
    """One screen, counted once it was sent to a person."""
    stay = await open_stay(request)
    screen = screen_of(stay, place_of(request, stay))
    answer = answer_screen(request, stay, screen, page_at(request, stay), _sent(request))
    if not is_preview(request):
        answer.background = BackgroundTask(record, request, stay, "screen", screen.place)
    return answer


@get("/s/{place:str}/{sheet:str}")
async def show_sheet(request: AnyRequest) -> Response[str]:
    """What the publisher's styles make of the screen. The address names the content, so it may be kept for ever."""
    stay = await open_stay(request)
    sheet = screen_sheet(screen_of(stay, place_of(request, stay)), brand_colours(stay.interface))
    if sheet is None or request.path_params["sheet"] != f"style.{sheet.mark}.css":
        raise NotFound("There is no such stylesheet any more. Open the screen again.")
    kept = FOREVER if stay.secret is None else FOREVER.replace("public", "private")
    return Response(sheet.css, media_type="text/css", headers={"Cache-Control": kept})


def answer_screen(
    request: AnyRequest, stay: Stay, screen: ScreenView, page: Page, form: FormState | None = None, *, status: int = 200
) -> Response[str]:
    """The screen as an answer; `form` is what became of a form on it."""
    menu = MenuPage(
        screen=screen,
        base=stay.base,
        trail=trail_of(request, stay),
        brand=brand_colours(stay.interface),
        notice=notice_due(request, stay, page.locale),
        tick=tick_due(request, stay),
        collected=collected_here(policy_of(request, stay), screen, page.locale, parts_of(request).now.date()),
        closures=closures_on(request, stay, screen, page.locale),
        form=form,
        show_pictures=request.query_params.get("pictures") == "1",
        private=stay.secret is not None,
    )
    headers = {**stay.headers, "Content-Security-Policy": interface_policy(request, stay, picture_hosts(menu))}
    return page_answer(render_screen(menu, page), status=status, headers=headers)


def _sent(request: AnyRequest) -> FormState | None:
    """A form on this screen that has just been kept."""
    position = request.query_params.get("sent", "")
    return (
        FormState(int(position), done=True) if position.isascii() and position.isdigit() and len(position) < 7 else None
    )
