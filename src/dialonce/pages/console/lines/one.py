"""One line: register it, set it up, put it out of service."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.i18n import translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.lines.hours import hours_words
from dialonce.pages.console.lines.overview import PATH
from dialonce.pages.console.working import readable_number, work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Choices, Crumb, Field, Option
from dialonce.publishers import (
    LineChange,
    NewLine,
    change_line,
    list_interfaces,
    read_line,
    register_line,
)
from dialonce.staff import Permission
from dialonce.web.staff import AtWork, read_staff_form, require_staff


class LineView(Struct, frozen=True):
    """The form of a line. `number` is None for one that has its number already."""

    action: str
    number: Field | None
    fields: tuple[Field, ...]
    sensitivity: Choices
    enabled: Choices
    button: str
    readonly: bool


@get(PATH + "/new")
async def blank(request: AnyRequest, slug: str) -> Response[str]:
    """The form for a new line."""
    return await _form(request, await require_staff(request, Permission.LINES_EDIT, slug), None, {})


@post(PATH, status_code=303)
async def register(request: AnyRequest, slug: str) -> Response[Any]:
    """Register a line."""
    at_work = await require_staff(request, Permission.LINES_EDIT, slug)
    form = await read_staff_form(request, at_work)
    try:
        async with work_session(request, at_work) as session:
            await register_line(session, _new_line(form))
    except Conflict:
        return await _form(request, at_work, None, form, {"number": translate(at_work.locale, "lines.taken")})
    except Invalid as wrong:
        return await _form(request, at_work, None, form, _errors(at_work, wrong, "number"))
    return see(f"/console/{slug}/lines")


@get(PATH + "/{line_id:uuid}")
async def line(request: AnyRequest, slug: str, line_id: UUID) -> Response[str]:
    """The form of a line, as it stands."""
    at_work = await require_staff(request, Permission.LINES_READ, slug)
    async with work_session(request, at_work) as session:
        found = await read_line(session, line_id)
    given = {
        "label": found.label,
        "sensitivity": found.sensitivity,
        "opening_hours": found.opening_hours,
        "interface_id": str(found.interface_id or ""),
        "enabled": "yes" if found.enabled else "no",
    }
    return await _form(request, at_work, line_id, given, title=readable_number(found.number, at_work.locale))


@post(PATH + "/{line_id:uuid}", status_code=303)
async def change(request: AnyRequest, slug: str, line_id: UUID) -> Response[Any]:
    """Change a line."""
    at_work = await require_staff(request, Permission.LINES_EDIT, slug)
    form = await read_staff_form(request, at_work)
    try:
        async with work_session(request, at_work) as session:
            new = _new_line({**form, "number": "-"})
            await change_line(
                session,
                line_id,
                LineChange(new.label, new.sensitivity, new.opening_hours, new.interface_id, new.enabled),
            )
    except Invalid as wrong:
        return await _form(request, at_work, line_id, form, _errors(at_work, wrong, "label"))
    return see(f"/console/{slug}/lines")


def _new_line(form: Mapping[str, str]) -> NewLine:
    chosen = form.get("interface_id", "")
    return NewLine(
        number=form.get("number", ""),
        label=form.get("label", "").strip(),
        sensitivity=form.get("sensitivity", "ordinary"),
        opening_hours=form.get("opening_hours", "").strip(),
        interface_id=_uuid(chosen) if chosen else None,
        enabled=form.get("enabled", "yes") == "yes",
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("There is no such interface.") from None


def _errors(at_work: AtWork, wrong: Invalid, otherwise: str) -> dict[str, str]:
    """What is wrong, by field; what no field is named for stands at the field `otherwise`."""
    say = {
        "number": "lines.number_wrong",
        "label": "lines.label_wrong",
        "opening_hours": "lines.hours_wrong",
    }
    named = {fault.where.strip("/") for fault in wrong.faults} & say.keys() or {otherwise}
    return {name: translate(at_work.locale, say[name]) for name in named}


async def _form(
    request: AnyRequest,
    at_work: AtWork,
    line_id: UUID | None,
    given: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    *,
    title: str | None = None,
) -> Response[str]:
    say, wrong = at_work.locale, errors or {}
    async with work_session(request, at_work) as session:
        menus = tuple(Option(str(one.interface_id), one.name) for one in await list_interfaces(session))
    base = f"/console/{at_work.slug}/lines"
    view = LineView(
        action=f"{base}/{line_id}" if line_id else base,
        number=None if line_id else _number(at_work, given, wrong),
        fields=_fields(at_work, given, wrong, (Option("", "—"), *menus)),
        sensitivity=_sensitivity(at_work, given),
        enabled=_enabled(at_work, given),
        button=translate(say, "lines.save" if line_id else "lines.register"),
        readonly=not at_work.may(Permission.LINES_EDIT),
    )
    name = title or translate(say, "lines.register" if line_id is None else "lines.change")
    banners = (Banner(translate(say, "lines.not_saved"), tone="bad"),) if wrong else ()
    crumbs = (Crumb(translate(say, "console.lines"), base), Crumb(name))
    frame = frame_of(request, at_work, title=name, section="lines", crumbs=crumbs, banners=banners)
    return console_answer(request, at_work, "console/line.html", frame, status=400 if wrong else 200, view=view)


def _number(at_work: AtWork, given: Mapping[str, str], wrong: Mapping[str, str]) -> Field:
    label, hint = (translate(at_work.locale, key) for key in ("lines.number", "lines.number_hint"))
    value, error = given.get("number", ""), wrong.get("number", "")
    return Field("number", label, value, "tel", hint=hint, error=error, required=True, max_length=40)


def _fields(
    at_work: AtWork, given: Mapping[str, str], wrong: Mapping[str, str], menus: tuple[Option, ...]
) -> tuple[Field, ...]:
    say = at_work.locale
    label, menu, hours = (translate(say, key) for key in ("lines.label", "lines.menu", "lines.hours"))
    said = hours_words(given.get("opening_hours", ""), say)
    return (
        Field("label", label, given.get("label", ""), error=wrong.get("label", ""), max_length=120),
        Field("interface_id", menu, given.get("interface_id", ""), "select", options=menus),
        Field(
            "opening_hours",
            hours,
            given.get("opening_hours", ""),
            hint=translate(say, "lines.hours_said", hours=said) if said else translate(say, "lines.hours_hint"),
            error=wrong.get("opening_hours", ""),
            max_length=500,
        ),
    )


def _sensitivity(at_work: AtWork, given: Mapping[str, str]) -> Choices:
    say = at_work.locale
    options = (
        Option("ordinary", translate(say, "lines.ordinary")),
        Option("special", translate(say, "lines.special_long"), translate(say, "lines.special_hint")),
    )
    chosen = frozenset({given.get("sensitivity", "ordinary")})
    return Choices("sensitivity", translate(say, "lines.sensitivity"), options, chosen)


def _enabled(at_work: AtWork, given: Mapping[str, str]) -> Choices:
    say = at_work.locale
    options = (
        Option("yes", translate(say, "lines.in_service")),
        Option("no", translate(say, "lines.off"), translate(say, "lines.off_hint")),
    )
    return Choices("enabled", translate(say, "lines.state"), options, frozenset({given.get("enabled", "yes")}))


ROUTES = (blank, register, line, change)
