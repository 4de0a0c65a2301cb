"""What belongs to the menu as a whole: name, language, logo, styles; import, export and the link for colleagues."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, DialOnceError, Invalid, TooLarge
from dialonce.i18n import LOCALES
from dialonce.menus import Finding, import_classic
from dialonce.menus.edit import ChangeSettings, ReplaceDocument
from dialonce.pages.console.interfaces.deeds import Form, number_of
from dialonce.pages.console.interfaces.desk import Desk, desk_answer, desk_session, open_desk
from dialonce.pages.console.interfaces.editing import PATH
from dialonce.pages.console.interfaces.findings import FindingView, finding_views, spotted
from dialonce.pages.console.interfaces.uploads import LARGEST_UPLOAD, read_upload
from dialonce.pages.handlers.answers import NO_STORE, AnyRequest, see
from dialonce.pages.kit import Banner, Choices, Field, Link, Option
from dialonce.publishers import DraftLink, EditClash, change_interface, edit_draft, sign_draft_link
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import read_staff_form

DAYS: Final = ("1", "7", "30")


class SettingsView(Struct, frozen=True):
    """`lines` are those whose callers are offered this menu."""

    fields: tuple[Field, ...]
    enabled: Choices
    lines: tuple[Link, ...]
    findings: tuple[FindingView, ...]
    life: Field
    link: str | None


@get(PATH + "/settings")
async def show_settings(request: AnyRequest) -> Response[str]:
    """The settings of the menu."""
    return _answer(request, await open_desk(request))


def _answer(
    request: AnyRequest, desk: Desk, *banners: Banner, status: int = 200, link: str | None = None
) -> Response[str]:
    if "saved" in request.query_params:
        banners = (*banners, Banner(desk.t("editor.set_saved"), tone="ok"))
    view = SettingsView(
        fields=_fields(desk),
        enabled=_enabled(desk),
        lines=_lines(request, desk),
        findings=finding_views(desk, _own(desk.findings)),
        life=_life(desk),
        link=link,
    )
    return desk_answer(
        request, desk, "settings", "console/interface_settings.html", banners=banners, status=status, view=view
    )


def _own(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if spotted(finding.pointer) is None)


def _fields(desk: Desk) -> tuple[Field, ...]:
    interface = desk.interface
    languages = {one: desk.t(f"editor.language_{one}") for one in LOCALES}
    culture = interface.culture or desk.row.culture
    options = [Option(one, label) for one, label in languages.items()]
    if culture not in languages:
        options.append(Option(culture, culture))
    return (
        Field("name", desk.t("editor.new_name"), desk.row.name, required=True, max_length=120),
        Field(
            "shown", desk.t("editor.set_shown"), interface.name, hint=desk.t("editor.set_shown_hint"), max_length=120
        ),
        Field("culture", desk.t("editor.new_language"), culture, "select", required=True, options=tuple(options)),
        Field("logo", desk.t("editor.set_logo"), interface.logo, hint=desk.t("editor.set_logo_hint")),
        Field("styles", desk.t("editor.set_styles"), interface.styles, "textarea", desk.t("editor.set_styles_hint")),
    )


def _enabled(desk: Desk) -> Choices:
    options = (Option("yes", desk.t("editor.set_enabled"), desk.t("editor.set_enabled_hint")),)
    chosen = frozenset({"yes"} if desk.row.enabled else ())
    return Choices("enabled", desk.t("editor.list_state"), options, chosen, several=True)


def _lines(request: AnyRequest, desk: Desk) -> tuple[Link, ...]:
    directory = parts_of(request).vault.directory
    found = [line for line in directory.lines.values() if line.interface_id == desk.row.interface_id]
    base = f"/console/{desk.at_work.slug}/lines"
    return tuple(
        Link(line.label or line.number, f"{base}/{line.line_id}") for line in sorted(found, key=lambda one: one.number)
    )


def _life(desk: Desk) -> Field:
    options = tuple(Option(day, desk.t("editor.share_days", count=int(day))) for day in DAYS)
    return Field("days", desk.t("editor.share_life"), "7", "select", required=True, options=options)


@post(PATH + "/settings")
async def save_settings(request: AnyRequest) -> Response[str]:
    """Keep the settings; the name within the console is not part of the draft."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form = await read_staff_form(request, desk.at_work)
    try:
        async with desk_session(request, desk.at_work) as session:
            name, enabled = form.get("name", desk.row.name), form.get("enabled") == "yes"
            if (name, enabled) != (desk.row.name, desk.row.enabled):
                await change_interface(session, desk.row.interface_id, name=name, enabled=enabled)
            await edit_draft(
                session,
                desk.row.interface_id,
                ChangeSettings(members=_members(desk, form)),
                revision=number_of(form, "revision"),
            )
    except (Conflict, Invalid) as refused:
        return _answer(request, desk, _refusal(desk, refused), status=refused.status)
    return see(f"{desk.base}/settings?saved=1")


def _members(desk: Desk, form: Form) -> Mapping[str, Any]:
    """Only what differs: what another tool wrote in its own way stays."""
    now = {
        "name": desk.interface.name,
        "culture": desk.interface.culture or "",
        "logo": desk.interface.logo,
        "styles": desk.interface.styles,
    }
    sent = {"name": form.get("shown"), **{one: form.get(one) for one in ("culture", "logo", "styles")}}
    members = {one: text.replace("\r\n", "\n").strip() for one, text in sent.items() if text is not None}
    return {one: text for one, text in members.items() if text != now[one].strip()}


def _refusal(desk: Desk, refused: DialOnceError) -> Banner:
    if isinstance(refused, EditClash):
        return Banner(desk.t("editor.clash"), desk.t("editor.refused_conflict_text"), "warn")
    kind = "taken" if isinstance(refused, Conflict) else "unread"
    where = "; ".join(f"{fault.where}: {fault.what}" for fault in refused.faults[:5])
    return Banner(desk.t(f"editor.new_{kind}"), where or desk.t(f"editor.new_{kind}_text"), "bad")


@post(PATH + "/import", request_max_body_size=LARGEST_UPLOAD)
async def import_file(request: AnyRequest) -> Response[str]:
    """Put a document in place of the draft; like every change it can be undone."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form, file = await read_upload(request, desk.at_work)
    try:
        operation = ReplaceDocument(document=import_classic(file).raw)
        async with desk_session(request, desk.at_work) as session:
            await edit_draft(session, desk.row.interface_id, operation, revision=number_of(form, "revision"))
    except (Conflict, Invalid, TooLarge) as refused:
        return _answer(request, desk, _refusal(desk, refused), status=refused.status)
    return see(desk.base)


@get(PATH + "/export")
async def export(request: AnyRequest) -> Response[bytes]:
    """The draft as a file in the classic format."""
    desk = await open_desk(request)
    name = f"{desk.row.slug}-draft-{desk.row.draft_revision}.json"
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(desk.row.draft.encode(), media_type="application/json", headers=headers)


@post(PATH + "/share")
async def share(request: AnyRequest) -> Response[str]:
    """A link for colleagues without an account: the draft as it is when they look, until a day."""
    desk = await open_desk(request)
    form = await read_staff_form(request, desk.at_work)
    parts = parts_of(request)
    days = form.get("days", "7")
    until = parts.now + timedelta(days=int(days) if days in DAYS else 7)
    link = DraftLink(desk.at_work.publisher_id, desk.row.interface_id, until)
    secret = sign_draft_link(parts.session_key.secret, link, parts.now)
    return _answer(request, desk, link=f"{parts.public_url}/draft/{secret}")


ROUTES = (show_settings, save_settings, import_file, export, share)
