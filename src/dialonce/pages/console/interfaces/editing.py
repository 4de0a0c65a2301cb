"""The editor: looking at a screen, and every change of it."""

from typing import Final
from urllib.parse import urlencode

from litestar import Response, get, post

from dialonce.errors import Conflict, DialOnceError, Invalid, NotFound, TooLarge
from dialonce.menus import OUTGOING_CALL, decode_place
from dialonce.pages.console.interfaces.clashes import clash_answer
from dialonce.pages.console.interfaces.deeds import Deed, Form, event_of, number_of, read_deed, read_operation
from dialonce.pages.console.interfaces.desk import Desk, desk_answer, desk_session, open_desk
from dialonce.pages.console.interfaces.editor_view import EditorView, Looking, editor_view
from dialonce.pages.console.interfaces.onward import onward
from dialonce.pages.console.interfaces.undoing import undo_view
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner
from dialonce.publishers import EditClash, Saved, edit_draft, list_edits, redo_draft, undo_draft
from dialonce.staff import Permission
from dialonce.web.headers import CONTENT_POLICY
from dialonce.web.staff import read_staff_form

PATH: Final = "/console/{slug:str}/interfaces/{interface_id:uuid}"
SCREEN_MOVED: Final = -1
POLICY: Final = CONTENT_POLICY + "; frame-src 'self'"
"""The phone beside the editor is a frame of our own."""


@get(PATH)
async def show_editor(request: AnyRequest) -> Response[str]:
    """The editor, open where the address says."""
    desk = await open_desk(request)
    return await editor_answer(request, desk, looking_of(request, desk))


async def editor_answer(
    request: AnyRequest, desk: Desk, looking: Looking, *banners: Banner, status: int = 200
) -> Response[str]:
    """The editor's page, with what is to be said above it."""
    async with desk_session(request, desk.at_work) as session:
        edits = await list_edits(session, desk.row.interface_id)
    view: EditorView = editor_view(desk, looking)
    told = _told(request, desk)
    return desk_answer(
        request,
        desk,
        "",
        "console/interface.html",
        banners=(*banners, *told),
        status=status,
        headers={"Content-Security-Policy": POLICY},
        view=view,
        undo=undo_view(desk, edits),
    )


def _told(request: AnyRequest, desk: Desk) -> tuple[Banner, ...]:
    """What the last change wants to say."""
    if "merged" in request.query_params:
        return (Banner(desk.t("editor.merged"), desk.t("editor.merged_text"), "info"),)
    return ()


def looking_of(request: AnyRequest, desk: Desk) -> Looking:
    """Where the address points; what is not there any more is the first screen."""
    query = request.query_params
    event = query.get("event", OUTGOING_CALL)
    if place := query.get("place"):
        return _looking_at(desk, place)
    return Looking(
        event=event,
        screen=_natural(query.get("screen")) or 0,
        element=_natural(query.get("element")),
        focus=query.get("focus", ""),
        touched=SCREEN_MOVED if "screen_moved" in query else _natural(query.get("touched")),
    )


def _looking_at(desk: Desk, text: str) -> Looking:
    """The screen of a place that the phone beside shows."""
    try:
        place = decode_place(desk.interface, text)
    except NotFound:
        return Looking()
    view = desk.interface.views[place.event]
    return Looking(place.event, view.screens.index(view.by_address[place.address]))


def _natural(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


@post(PATH + "/do")
async def do(request: AnyRequest) -> Response[str]:
    """Change the draft. What somebody else changed meanwhile is kept, or asked about."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form = await read_staff_form(request, desk.at_work)
    try:
        deed = _deed(desk, form)
        return await _save(request, desk, form, deed)
    except (Conflict, NotFound, Invalid, TooLarge) as refused:
        return await editor_answer(request, desk, _looking(form), _refusal(desk, refused), status=refused.status)


def _deed(desk: Desk, form: Form) -> Deed:
    if "operation" in form:
        return Deed((read_operation(form["operation"]),), form.get("subject", ""))
    return read_deed(desk.interface, form)


async def _save(request: AnyRequest, desk: Desk, form: Form, deed: Deed) -> Response[str]:
    """All of it or nothing. Raises as `edit_draft` does, but for a clash, which is shown."""
    saved = Saved(number_of(form, "revision"), desk.interface)
    try:
        async with desk_session(request, desk.at_work) as session:
            for operation in deed.operations:
                saved = await edit_draft(
                    session, desk.row.interface_id, operation, revision=saved.revision, subject=deed.subject
                )
    except EditClash as clash:
        return clash_answer(request, desk, form, deed, clash)
    return see(onward(desk, form, saved))


def _looking(form: Form) -> Looking:
    return Looking(event_of(form), _natural(form.get("screen")) or 0, _natural(form.get("element")))


def _refusal(desk: Desk, refused: DialOnceError) -> Banner:
    known = ((NotFound, "gone"), (Conflict, "conflict"))
    kind = next((name for error, name in known if isinstance(refused, error)), "wrong")
    return Banner(desk.t(f"editor.refused_{kind}"), desk.t(f"editor.refused_{kind}_text"), "bad")


@post([PATH + "/undo", PATH + "/redo"])
async def go_back(request: AnyRequest) -> Response[str]:
    """Undo the last change, or do again what was undone."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form = await read_staff_form(request, desk.at_work)
    go = undo_draft if request.url.path.endswith("/undo") else redo_draft
    try:
        async with desk_session(request, desk.at_work) as session:
            await go(session, desk.row.interface_id, revision=number_of(form, "revision"))
    except (Conflict, NotFound) as refused:
        fresh = await open_desk(request, Permission.INTERFACES_EDIT)
        return await editor_answer(request, fresh, _looking(form), _refusal(desk, refused), status=refused.status)
    place = {"event": event_of(form), "screen": form.get("screen", "0"), "focus": "undo"}
    return see(f"{desk.base}?{urlencode(place)}")


ROUTES = (show_editor, do, go_back)
