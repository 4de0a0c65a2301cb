"""All menus of a publisher, and new ones: empty, from a template, or from a file."""

from collections import Counter
from typing import Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, DialOnceError, Invalid
from dialonce.i18n import LOCALES, is_locale, translate
from dialonce.menus.edit import write_document
from dialonce.menus.templates import template_document, template_names
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.interfaces.desk import count_errors, desk_session, findings_of, interface_path, list_path
from dialonce.pages.console.interfaces.uploads import LARGEST_UPLOAD, read_upload
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Banner, Choices, Crumb, Empty, Field, Link, Option
from dialonce.publishers import (
    InterfaceSummary,
    Plan,
    create_interface,
    list_interfaces,
    list_plans,
    read_document,
    read_interface,
    read_version,
)
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

LIST: Final = "/console/{slug:str}/interfaces"
BLANK: Final = "blank"


class MenuRow(Struct, frozen=True):
    """A menu as the list shows it."""

    row: InterfaceSummary
    href: str
    state: Badge
    note: str
    lines: int
    checks: Badge | None
    plan: Plan | None


@get(LIST)
async def show_list(request: AnyRequest) -> Response[str]:
    """The menus with their states."""
    at_work = await require_staff(request, Permission.INTERFACES_READ, request.path_params["slug"])
    lines = Counter(line.interface_id for line in parts_of(request).vault.directory.lines.values())
    async with desk_session(request, at_work) as session:
        plans = {plan.interface_id: plan for plan in await list_plans(session)}
        rows = [
            await _row(session, at_work, row, lines[row.interface_id], plans.get(row.interface_id))
            for row in await list_interfaces(session)
        ]
    frame = frame_of(request, at_work, title=translate(at_work.locale, "console.interfaces"), section="interfaces")
    new = f"{list_path(at_work.slug)}/new" if at_work.may(Permission.INTERFACES_EDIT) else None
    return console_answer(
        request, at_work, "console/interfaces.html", frame, rows=rows, new=new, empty=_empty(at_work, new)
    )


def _empty(at_work: AtWork, new: str | None) -> Empty:
    def t(key: str) -> str:
        return translate(at_work.locale, key)

    action = Link(t("editor.new"), new) if new else None
    return Empty("screens", t("editor.none"), t("editor.none_text"), action)


async def _row(session: Session, at_work: AtWork, row: InterfaceSummary, lines: int, plan: Plan | None) -> MenuRow:
    def t(key: str, **params: int) -> str:
        return translate(at_work.locale, key, **params)

    draft = await read_interface(session, row.interface_id)
    errors, warnings = count_errors(findings_of(draft.draft))
    checks = Badge(t("editor.counts", errors=errors, warnings=warnings), "bad" if errors else "warn")
    state, note = await _state(session, at_work, row, draft.draft)
    href = interface_path(at_work.slug, row.interface_id)
    return MenuRow(row, href, state, note, lines, checks if errors or warnings else None, plan)


async def _state(session: Session, at_work: AtWork, row: InterfaceSummary, draft: str) -> tuple[Badge, str]:
    def t(key: str, **params: int) -> str:
        return translate(at_work.locale, key, **params)

    if not row.enabled:
        return Badge(t("editor.state_off"), "plain"), ""
    if row.published_version is None:
        return Badge(t("editor.state_draft"), "warn"), t("editor.state_draft_text")
    published = await read_version(session, row.interface_id, row.published_version)
    same = published.document == draft or read_document(published.document).raw == read_document(draft).raw
    state = Badge(t("editor.state_published", version=row.published_version), "ok")
    return state, "" if same else t("editor.state_changed")


class NewView(Struct, frozen=True):
    name: Field
    language: Field
    template: Choices
    action: str


@get(LIST + "/new")
async def show_new(request: AnyRequest) -> Response[str]:
    """The ways to begin a menu."""
    at_work = await require_staff(request, Permission.INTERFACES_EDIT, request.path_params["slug"])
    return _new_answer(request, at_work, {})


def _new_answer(
    request: AnyRequest, at_work: AtWork, form: dict[str, str], *banners: Banner, status: int = 200
) -> Response[str]:
    def t(key: str) -> str:
        return translate(at_work.locale, key)

    crumbs = (Crumb(t("console.interfaces"), list_path(at_work.slug)), Crumb(t("editor.new")))
    frame = frame_of(request, at_work, title=t("editor.new"), section="interfaces", crumbs=crumbs, banners=banners)
    language = form.get("language", at_work.locale)
    view = NewView(
        name=Field("name", t("editor.new_name"), form.get("name", ""), required=True, max_length=120),
        language=Field(
            "language",
            t("editor.new_language"),
            language,
            "select",
            required=True,
            options=tuple(Option(one, translate(at_work.locale, f"editor.language_{one}")) for one in LOCALES),
        ),
        template=Choices(
            "template",
            t("editor.new_template"),
            (Option(BLANK, t("editor.template_blank"), t("editor.template_blank_text")), *_templates(at_work)),
            frozenset({form.get("template", BLANK)}),
        ),
        action=f"{list_path(at_work.slug)}/new",
    )
    return console_answer(request, at_work, "console/interface_new.html", frame, status=status, view=view)


def _templates(at_work: AtWork) -> tuple[Option, ...]:
    return tuple(
        Option(
            name,
            translate(at_work.locale, f"editor.template_{name}"),
            translate(at_work.locale, f"editor.template_text_{name}"),
        )
        for name in template_names()
    )


@post(LIST + "/new", request_max_body_size=LARGEST_UPLOAD)
async def make_new(request: AnyRequest) -> Response[str]:
    """Begin the menu, and open it in the editor."""
    at_work = await require_staff(request, Permission.INTERFACES_EDIT, request.path_params["slug"])
    form, file = await read_upload(request, at_work)
    try:
        async with desk_session(request, at_work) as session:
            made = await create_interface(session, _document(form, file), name=form.get("name", "").strip() or None)
    except (Invalid, Conflict) as refused:
        return _new_answer(request, at_work, form, _refusal(at_work, refused), status=refused.status)
    return see(interface_path(at_work.slug, made.interface_id))


def _document(form: dict[str, str], file: bytes) -> bytes:
    if file:
        return file
    language, name = form.get("language", "fr"), form.get("name", "").strip()
    if not is_locale(language):
        raise Invalid("Menus are written in French or English.")
    template = form.get("template", BLANK)
    if template == BLANK:
        return write_document({"name": name, "culture": language, "phoneNumbers": [], "views": {}}).encode()
    return template_document(template, language, name)


def _refusal(at_work: AtWork, refused: DialOnceError) -> Banner:
    kind = "taken" if isinstance(refused, Conflict) else "unread"
    where = "; ".join(f"{fault.where}: {fault.what}" for fault in refused.faults[:5])
    title = translate(at_work.locale, f"editor.new_{kind}")
    return Banner(title, where or translate(at_work.locale, f"editor.new_{kind}_text"), "bad")


ROUTES = (show_list, show_new, make_new)
