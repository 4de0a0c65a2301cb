"""Publishing: now, at an hour, or an earlier version again; and what differs between two versions."""

import re
from datetime import datetime
from typing import Final
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, Invalid, NotFound
from dialonce.menus import ENTRY, Severity, diff_interfaces
from dialonce.menus.edit import ReplaceDocument
from dialonce.pages.console.interfaces.changes import ChangeView, change_views
from dialonce.pages.console.interfaces.deeds import number_of
from dialonce.pages.console.interfaces.desk import Desk, count_errors, desk_answer, desk_session, open_desk
from dialonce.pages.console.interfaces.editing import PATH
from dialonce.pages.console.interfaces.findings import FindingView, finding_views
from dialonce.pages.handlers.answers import NO_STORE, AnyRequest, see
from dialonce.pages.kit import Banner, Field, Link, Option
from dialonce.pages.templating import ZONE
from dialonce.publishers import (
    Plan,
    VersionSummary,
    cancel_plan,
    edit_draft,
    list_versions,
    plan_publication,
    publish_interface,
    read_document,
    read_plan,
    read_version,
    roll_back,
)
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.staff import read_staff_form

DRAFT: Final = "draft"
_REPEATED: Final = re.compile(r"= ([0-9]{1,6})")


class PublishView(Struct, frozen=True):
    """`changes` against what callers see now; None when they see nothing yet."""

    changes: tuple[ChangeView, ...] | None
    errors: tuple[FindingView, ...]
    warnings: int
    note: Field
    due: Field
    plan: Plan | None


@get(PATH + "/publish")
async def show_publish(request: AnyRequest) -> Response[str]:
    """What would be published, and what the check says of it."""
    return await _answer(request, await open_desk(request, Permission.INTERFACES_PUBLISH))


async def _answer(
    request: AnyRequest, desk: Desk, *banners: Banner, status: int = 200, due: str = "", fault: str = ""
) -> Response[str]:
    if "done" in request.query_params and desk.row.published_version:
        text = desk.t("editor.pub_done", version=desk.row.published_version)
        banners = (*banners, Banner(text, desk.t("editor.pub_done_text"), "ok"))
    async with desk_session(request, desk.at_work) as session:
        changes = await _against_published(session, desk)
        plan = await read_plan(session, desk.row.interface_id)
    errors = [finding for finding in desk.findings if finding.severity is Severity.ERROR]
    view = PublishView(
        changes=changes,
        errors=finding_views(desk, errors),
        warnings=count_errors(desk.findings)[1],
        note=Field("note", desk.t("editor.pub_note"), hint=desk.t("editor.pub_note_hint"), max_length=500),
        due=Field("due", desk.t("editor.pub_due"), due, hint=desk.t("editor.pub_due_hint"), error=fault, required=True),
        plan=plan,
    )
    return desk_answer(
        request, desk, "publish", "console/interface_publish.html", banners=banners, status=status, view=view
    )


async def _against_published(session: Session, desk: Desk) -> tuple[ChangeView, ...] | None:
    if desk.row.published_version is None:
        return None
    published = await read_version(session, desk.row.interface_id, desk.row.published_version)
    return change_views(desk, diff_interfaces(read_document(published.document), desk.interface))


@post(PATH + "/publish")
async def publish(request: AnyRequest) -> Response[str]:
    """Publish the draft that was looked at: now, or at the hour that the form names."""
    desk = await open_desk(request, Permission.INTERFACES_PUBLISH)
    form = await read_staff_form(request, desk.at_work)
    if desk.row.draft_revision != number_of(form, "revision"):
        changed = Banner(desk.t("editor.pub_changed"), desk.t("editor.pub_changed_text"), "warn")
        return await _answer(request, desk, changed, status=Conflict.status)
    if not any(ENTRY in view.by_address for view in desk.interface.views.values()):
        empty = Banner(
            desk.t("editor.pub_empty"), desk.t("editor.empty_text"), "bad", Link(desk.t("editor.page_edit"), desk.base)
        )
        return await _answer(request, desk, empty, status=Invalid.status)
    later, note, force = form.get("op") == "plan", form.get("note", ""), form.get("force") == "yes"
    due = _moment(form.get("due", "")) if later else None
    try:
        async with desk_session(request, desk.at_work) as session:
            if not later:
                await publish_interface(session, desk.row.interface_id, note=note, force=force)
            elif due is not None:
                await plan_publication(session, desk.row.interface_id, due, note=note, force=force)
    except Invalid as refused:
        if any(fault.where == "/due_at" for fault in refused.faults):
            return await _bad_hour(request, desk, form.get("due", ""), "editor.pub_due_past")
        banner = Banner(desk.t("editor.pub_refused"), desk.t("editor.pub_refused_text"), "bad")
        return await _answer(request, desk, banner, status=refused.status)
    if later and due is None:
        return await _bad_hour(request, desk, form.get("due", ""), "editor.pub_due_unread")
    return see(f"{desk.base}/publish" + ("" if later else "?done=1"))


async def _bad_hour(request: AnyRequest, desk: Desk, due: str, key: str) -> Response[str]:
    return await _answer(request, desk, status=Invalid.status, due=due, fault=desk.t(key))


def _moment(text: str) -> datetime | None:
    """A moment as the browser's field writes it, on the clock of the law; None for anything else."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZONE)
    except ValueError:
        return None


@post(PATH + "/plan/cancel")
async def cancel(request: AnyRequest) -> Response[str]:
    """Take the planned publication back."""
    desk = await open_desk(request, Permission.INTERFACES_PUBLISH)
    await read_staff_form(request, desk.at_work)
    async with desk_session(request, desk.at_work) as session:
        await cancel_plan(session, desk.row.interface_id)
    return see(f"{desk.base}/publish")


class VersionsView(Struct, frozen=True):
    """`changes` between the two that were chosen, None before a choice; `notes` in words, by version."""

    versions: tuple[VersionSummary, ...]
    notes: dict[int, str]
    first: Field
    second: Field
    changes: tuple[ChangeView, ...] | None


@get(PATH + "/versions")
async def show_versions(request: AnyRequest) -> Response[str]:
    """Every published version, and what differs between two of them or the draft."""
    desk = await open_desk(request)
    query = request.query_params
    async with desk_session(request, desk.at_work) as session:
        versions = await list_versions(session, desk.row.interface_id)
        changes = None
        if query.get("first") and query.get("second"):
            texts = [await _text(session, desk, query[name]) for name in ("first", "second")]
            changes = change_views(desk, diff_interfaces(read_document(texts[0]), read_document(texts[1])))
    newest = str(versions[0].version) if versions else DRAFT
    view = VersionsView(
        versions=tuple(versions),
        notes={one.version: _note(desk, one.note) for one in versions},
        first=_choice(desk, versions, "first", query.get("first", newest)),
        second=_choice(desk, versions, "second", query.get("second", DRAFT)),
        changes=changes,
    )
    return desk_answer(request, desk, "versions", "console/interface_versions.html", view=view)


def _note(desk: Desk, note: str) -> str:
    """A note as it was written; of a version that was published again, which one it repeats."""
    repeated = _REPEATED.fullmatch(note)
    return desk.t("editor.ver_again", version=int(repeated[1])) if repeated else note


def _choice(desk: Desk, versions: list[VersionSummary], name: str, chosen: str) -> Field:
    options = [Option(DRAFT, desk.t("editor.ver_draft"))]
    options += [Option(str(one.version), desk.t("editor.ver_number", version=one.version)) for one in versions]
    return Field(name, desk.t(f"editor.ver_{name}"), chosen, "select", required=True, options=tuple(options))


async def _text(session: Session, desk: Desk, name: str) -> str:
    """The draft or a version. Raises NotFound."""
    if name == DRAFT:
        return desk.row.draft
    return (await read_version(session, desk.row.interface_id, _version(name))).document


def _version(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise NotFound("There is no such version of this interface.")
    return int(text)


@get(PATH + "/versions/{version:int}/export")
async def export_version(request: AnyRequest) -> Response[bytes]:
    """A published version as a file in the classic format."""
    desk = await open_desk(request)
    version = request.path_params["version"]
    async with desk_session(request, desk.at_work) as session:
        found = await read_version(session, desk.row.interface_id, version)
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{desk.row.slug}-{version}.json"'}
    return Response(found.document.encode(), media_type="application/json", headers=headers)


@post(PATH + "/versions/{version:int}/roll-back")
async def go_back_to(request: AnyRequest) -> Response[str]:
    """Show callers an earlier version again; the draft stays."""
    desk = await open_desk(request, Permission.INTERFACES_PUBLISH)
    await read_staff_form(request, desk.at_work)
    async with desk_session(request, desk.at_work) as session:
        await roll_back(session, desk.row.interface_id, request.path_params["version"])
    return see(f"{desk.base}/publish?done=1")


@post(PATH + "/versions/{version:int}/to-draft")
async def take_up(request: AnyRequest) -> Response[str]:
    """Go on editing from an earlier version; what the draft was can be brought back by undo."""
    desk = await open_desk(request, Permission.INTERFACES_EDIT)
    form = await read_staff_form(request, desk.at_work)
    interface_id: UUID = desk.row.interface_id
    async with desk_session(request, desk.at_work) as session:
        found = await read_version(session, interface_id, request.path_params["version"])
        operation = ReplaceDocument(document=read_document(found.document).raw)
        await edit_draft(session, interface_id, operation, revision=number_of(form, "revision"))
    return see(desk.base)


ROUTES = (show_publish, publish, cancel, show_versions, export_version, go_back_to, take_up)
