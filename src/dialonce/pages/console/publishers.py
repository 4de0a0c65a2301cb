"""The publishers of an installation, for its operator: who there is, and opening another with its first administrator."""

from collections.abc import Mapping
from typing import Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, Invalid
from dialonce.i18n import translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.team import invitation_shown
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Banner, Cell, Column, Empty, Field, Option, Snippet, Table
from dialonce.publishers import NewPublisher, Publisher, create_publisher, list_publishers
from dialonce.staff import Permission, Role, canonical_email, invite_staff
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

PATH: Final = "/console/operator/publishers"


class PublishersView(Struct, frozen=True):
    """`invitation` is the first administrator's link, shown this once."""

    table: Table
    fields: tuple[Field, ...]
    empty: Empty | None
    invitation: Snippet | None


@get(PATH)
async def publishers(request: AnyRequest) -> Response[str]:
    """All of them, and the form for another."""
    return await _page(request, await require_staff(request, Permission.PUBLISHERS_MANAGE), {})


@post(PATH)
async def create(request: AnyRequest) -> Response[str]:
    """Open a publisher and invite its first administrator."""
    at_work = await require_staff(request, Permission.PUBLISHERS_MANAGE)
    form, parts, say = await read_staff_form(request, at_work), parts_of(request), at_work.locale
    try:
        email = canonical_email(form.get("email", ""))
    except Invalid:
        return await _page(request, at_work, form, {"email": translate(say, "staff.email_wrong")})
    try:
        data = NewPublisher(form.get("name", ""), form.get("country", ""), form.get("locale", "fr"))
        made = await create_publisher(parts.vault, data, at_work.who)
    except Conflict:
        return await _page(request, at_work, form, {"name": translate(say, "publishers.taken")})
    except Invalid as wrong:
        where = "country" if any("country" in fault.where for fault in wrong.faults) else "name"
        return await _page(request, at_work, form, {where: translate(say, "publishers.wrong")})
    try:
        async with parts.vault.session([made.publisher_id], at_work.who) as session:
            invited = await invite_staff(session, parts.staff, form.get("person", ""), email, Role.PUBLISHER_ADMIN)
    except (Conflict, Invalid):
        return await _page(request, at_work, form, {"email": translate(say, "publishers.not_invited")}, known=made)
    link, _ = await invitation_shown(request, at_work, invited)
    return await _page(request, at_work, {}, invitation=link, known=made)


async def _page(
    request: AnyRequest,
    at_work: AtWork,
    given: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    *,
    invitation: Snippet | None = None,
    known: Publisher | None = None,
) -> Response[str]:
    parts, say = parts_of(request), at_work.locale
    found = await list_publishers(parts.vault, at_work.who)
    if known is not None and known not in found:
        found = [*found, known]  # the directory hears of a new one a moment later
    view = PublishersView(
        table=_table(at_work, found),
        fields=_fields(at_work, given, errors or {}),
        empty=None
        if found
        else Empty("app", translate(say, "publishers.none"), translate(say, "publishers.none_text")),
        invitation=invitation,
    )
    title = translate(say, "console.publishers")
    text = translate(say, "staff.invited_text")
    banners = (Banner(translate(say, "publishers.opened"), text, "ok"),) if invitation else ()
    frame = frame_of(request, at_work, title=title, section="publishers", banners=banners)
    status = 400 if errors else 200
    return console_answer(request, at_work, "console/publishers.html", frame, status=status, view=view)


def _table(at_work: AtWork, found: list[Publisher]) -> Table:
    say = at_work.locale
    names = ("publishers.name", "publishers.slug", "publishers.country", "lines.state")
    rows = tuple(
        (
            Cell(one.name, f"/console/{one.slug}"),
            Cell(one.slug),
            Cell(one.country),
            Cell(translate(say, "lines.on" if one.enabled else "lines.off"), badge="ok" if one.enabled else "plain"),
        )
        for one in found
    )
    return Table(translate(say, "console.publishers"), tuple(Column(translate(say, name)) for name in names), rows)


def _fields(at_work: AtWork, given: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Field, ...]:
    say = at_work.locale
    tongues = (Option("fr", "Français"), Option("en", "English"))

    def field(name: str, label: str, value: str = "") -> Field:
        return Field(
            name,
            translate(say, label),
            given.get(name, value),
            required=True,
            error=wrong.get(name, ""),
            max_length=120,
        )

    return (
        field("name", "publishers.name"),
        field("country", "publishers.country", value="FR"),
        Field(
            "locale",
            translate(say, "publishers.locale"),
            given.get("locale", "fr"),
            "select",
            required=True,
            options=tongues,
        ),
        field("person", "publishers.person"),
        field("email", "sign_in.email"),
    )


ROUTES = (publishers, create)
