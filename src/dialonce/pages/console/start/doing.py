"""Taking a step of the path."""

from typing import Any

from litestar import Response, post

from dialonce.errors import Conflict, Invalid
from dialonce.i18n import translate
from dialonce.menus.templates import template_document, template_names
from dialonce.pages.console.start.path import PATH, start_page
from dialonce.pages.console.start.progress import read_progress
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Link
from dialonce.publishers import (
    LineChange,
    NewLine,
    change_line,
    create_interface,
    list_lines,
    publish_interface,
    register_line,
)
from dialonce.staff import Permission
from dialonce.web.staff import read_staff_form, require_staff


@post(PATH + "/line", status_code=303)
async def line(request: AnyRequest, slug: str) -> Response[Any]:
    """Register the first line; it shows the menu that there is."""
    at_work = await require_staff(request, Permission.LINES_EDIT, slug)
    form, say = await read_staff_form(request, at_work), at_work.locale
    number = form.get("number", "")
    try:
        async with work_session(request, at_work) as session:
            menus = (await read_progress(session)).menus
            shown = menus[0].interface_id if menus else None
            await register_line(session, NewLine(number, label=form.get("label", "").strip(), interface_id=shown))
    except Conflict:
        return await start_page(request, at_work, error=translate(say, "lines.taken"), given=number)
    except Invalid:
        return await start_page(request, at_work, error=translate(say, "lines.number_wrong"), given=number)
    return see(f"/console/{slug}/start")


@post(PATH + "/menu", status_code=303)
async def menu(request: AnyRequest, slug: str) -> Response[Any]:
    """Make a menu from a template, and let the lines without one show it."""
    at_work = await require_staff(request, Permission.INTERFACES_EDIT, slug)
    form = await read_staff_form(request, at_work)
    name = form.get("template", template_names()[0])
    async with work_session(request, at_work) as session:
        document = template_document(name, at_work.locale, at_work.publisher_name)
        own = slug if slug not in session.directory.interfaces_by_slug else None
        made = await create_interface(session, document, slug=own)
        for one in await list_lines(session):
            if one.interface_id is None:
                await change_line(session, one.line_id, LineChange(interface_id=made.interface_id))
    return see(f"/console/{slug}/start")


@post(PATH + "/publish", status_code=303)
async def publish(request: AnyRequest, slug: str) -> Response[Any]:
    """Publish the menu that waits; where the check finds errors, the editor says which."""
    at_work = await require_staff(request, Permission.INTERFACES_PUBLISH, slug)
    await read_staff_form(request, at_work)
    try:
        async with work_session(request, at_work) as session:
            draft = (await read_progress(session)).draft
            if draft is not None:
                await publish_interface(session, draft)
    except Invalid:
        editor = Link(translate(at_work.locale, "console.interfaces"), f"/console/{slug}/interfaces")
        text = translate(at_work.locale, "start.faulty_text")
        wrong = Banner(translate(at_work.locale, "start.faulty"), text, "bad", editor)
        return await start_page(request, at_work, banner=wrong)
    return see(f"/console/{slug}/start")


ROUTES = (line, menu, publish)
