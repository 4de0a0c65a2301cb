"""What every page of the editor starts from: who is at work, the interface, its draft as it is read, and the other pages."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cached_property, lru_cache
from uuid import UUID

from litestar import Response
from msgspec import Struct

from dialonce.i18n import translate
from dialonce.i18n.translate import Param
from dialonce.menus import OUTGOING_CALL, Finding, Interface, Severity, View, check_interface
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Banner, Crumb, Tab
from dialonce.publishers import InterfaceDraft, read_document, read_interface
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

_PAGES = ("", "map", "find", "languages", "settings", "versions", "publish")


class Desk(Struct, frozen=True, dict=True):
    """One interface on somebody's desk. `base` is the path of its editor."""

    at_work: AtWork
    row: InterfaceDraft

    @property
    def base(self) -> str:
        return interface_path(self.at_work.slug, self.row.interface_id)

    @property
    def may_edit(self) -> bool:
        return self.at_work.may(Permission.INTERFACES_EDIT)

    @property
    def may_publish(self) -> bool:
        return self.at_work.may(Permission.INTERFACES_PUBLISH)

    @cached_property
    def interface(self) -> Interface:
        """The draft as it is read."""
        return read_document(self.row.draft)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the check finds in the draft."""
        return findings_of(self.row.draft)

    def t(self, key: str, /, **params: Param) -> str:
        """A message in the language of who is at work."""
        return translate(self.at_work.locale, key, **params)

    def view(self, event: str = OUTGOING_CALL) -> View | None:
        return self.interface.views.get(event)


def list_path(slug: str) -> str:
    return f"/console/{slug}/interfaces"


def interface_path(slug: str, interface_id: UUID) -> str:
    return f"{list_path(slug)}/{interface_id}"


@lru_cache(maxsize=64)
def findings_of(text: str) -> tuple[Finding, ...]:
    """What the check finds in a stored document; asked many times between two changes."""
    return check_interface(read_document(text))


def count_errors(findings: tuple[Finding, ...]) -> tuple[int, int]:
    """How many errors and how many warnings."""
    severities = [finding.severity for finding in findings]
    return severities.count(Severity.ERROR), severities.count(Severity.WARNING)


async def open_desk(request: AnyRequest, permission: Permission = Permission.INTERFACES_READ) -> Desk:
    """The interface that the address names. Raises as `require_staff` does, and `NotFound`."""
    at_work = await require_staff(request, permission, request.path_params["slug"])
    async with desk_session(request, at_work) as session:
        return Desk(at_work, await read_interface(session, request.path_params["interface_id"]))


@asynccontextmanager
async def desk_session(request: AnyRequest, at_work: AtWork) -> AsyncIterator[Session]:
    """A session over the publisher whose pages these are."""
    async with parts_of(request).vault.session([at_work.publisher_id], at_work.who) as session:
        yield session


def desk_answer(
    request: AnyRequest,
    desk: Desk,
    page: str,
    template: str,
    *,
    banners: tuple[Banner, ...] = (),
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: object,
) -> Response[str]:
    """One of the interface's pages (a name of `_PAGES`), with the tabs that lead to the others."""
    name = desk.row.name
    crumbs = (
        Crumb(desk.t("console.interfaces"), list_path(desk.at_work.slug)),
        Crumb(name, desk.base if page else None),
        *((Crumb(desk.t(f"editor.page_{page}")),) if page else ()),
    )
    frame = frame_of(request, desk.at_work, title=name, section="interfaces", crumbs=crumbs, banners=banners)
    answer = console_answer(
        request, desk.at_work, template, frame, status=status, desk=desk, tabs=tabs_of(desk, page), **context
    )
    answer.headers.update(headers or {})
    return answer


def tabs_of(desk: Desk, current: str) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            desk.t(f"editor.page_{page}" if page else "editor.page_edit"),
            f"{desk.base}/{page}" if page else desk.base,
            page == current,
        )
        for page in _PAGES
        if page != "publish" or desk.may_publish
    )
