"""Checks and the phone while somebody types: the change is tried on a copy, shown, and not kept."""

import asyncio

import msgspec
from litestar import Response, post

from dialonce.errors import DialOnceError, NotFound
from dialonce.menus import Finding, Interface, Place, brand_colours, check_interface
from dialonce.menus.edit import apply_operation
from dialonce.menus.model import Screen
from dialonce.pages.console.interfaces.deeds import Form, event_of, number_of, read_deed, screen_at
from dialonce.pages.console.interfaces.desk import Desk, count_errors, open_desk
from dialonce.pages.console.interfaces.editing import PATH
from dialonce.pages.console.interfaces.findings import finding_views
from dialonce.pages.console.interfaces.preview import draw, editor_draft, page_for, screen_of
from dialonce.pages.handlers.answers import NO_STORE, AnyRequest
from dialonce.pages.interface import screen_path, screen_sheet
from dialonce.pages.templating import environment
from dialonce.staff import Permission
from dialonce.web.staff import read_staff_form


class Tried(msgspec.Struct, frozen=True):
    """What the page shows meanwhile: the screen with its stylesheet, and the findings beside what is being changed."""

    page: str
    css: str
    findings: str
    counts: str


@post(PATH + "/try")
async def try_change(request: AnyRequest) -> Response[bytes]:
    """The form's change, as it would look and as the check would judge it."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form = await read_staff_form(request, desk.at_work)
    tried = await asyncio.to_thread(_tried, desk, form)
    view = tried.interface.views[event_of(form)]
    place = Place(view.event, tried.screen.address)
    draft = editor_draft(request, desk, tried.interface)
    page, css = "", ""
    if view.by_address.get(tried.screen.address) is tried.screen:
        page = draw(request, draft, place, page_for(request, tried.interface, screen_path(draft.base, place)))
        sheet = screen_sheet(screen_of(draft, place), brand_colours(tried.interface))
        css = sheet.css if sheet else ""
    shown = Tried(page, css, _marked(desk, tried.beside), _counted(desk, tried.findings))
    return Response(msgspec.json.encode(shown), status_code=200, media_type="application/json", headers=NO_STORE)


class _Trial(msgspec.Struct, frozen=True):
    interface: Interface
    screen: Screen
    findings: tuple[Finding, ...]
    beside: tuple[Finding, ...]


def _tried(desk: Desk, form: Form) -> _Trial:
    """Raises NotFound when the screen is not there; what cannot be done is shown as it was."""
    interface = desk.interface
    try:
        for operation in read_deed(interface, form).operations:
            interface = apply_operation(interface, operation).interface
    except NotFound:
        raise
    except DialOnceError:
        interface = desk.interface
    screen = screen_at(interface, event_of(form), number_of(form, "screen"))
    findings = check_interface(interface)
    return _Trial(interface, screen, findings, tuple(_beside(screen, form, findings)))


def _beside(screen: Screen, form: Form, findings: tuple[Finding, ...]) -> list[Finding]:
    """The findings about the element that the form changes, or about the screen itself."""
    if form.get("element"):
        start = f"{screen.pointer}/elements/{number_of(form, 'element')}/"
        return [finding for finding in findings if f"{finding.pointer}/".startswith(start)]
    inside = f"{screen.pointer}/elements/"
    return [
        finding
        for finding in findings
        if f"{finding.pointer}/".startswith(f"{screen.pointer}/") and not finding.pointer.startswith(inside)
    ]


def _marked(desk: Desk, findings: tuple[Finding, ...]) -> str:
    template = environment(desk.at_work.locale).get_template("console/interface_parts.html")
    return str(template.module.findings(finding_views(desk, findings)))  # type: ignore[attr-defined]


def _counted(desk: Desk, findings: tuple[Finding, ...]) -> str:
    errors, warnings = count_errors(findings)
    return desk.t("editor.counts", errors=errors, warnings=warnings)


ROUTES = (try_change,)
