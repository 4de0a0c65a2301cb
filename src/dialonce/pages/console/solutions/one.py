"""One solution: what it is, its credentials, the code to paste; put it out of service."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.i18n import format_moment, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.solutions.overview import PATH, kind_name
from dialonce.pages.console.solutions.snippets import Place, snippets_of
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Crumb, Fact, Snippet
from dialonce.pages.templating import ZONE
from dialonce.publishers import (
    Credential,
    CredentialRow,
    Solution,
    SolutionChange,
    change_solution,
    list_credentials,
    list_interfaces,
    read_solution,
    search_lines,
)
from dialonce.staff import Permission
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

SOLUTION = PATH + "/{solution_id:uuid}"


class CredentialView(Struct, frozen=True):
    client_id: str
    made: str
    revoked: bool


class SolutionView(Struct, frozen=True):
    """`secret` holds a pair that was just made, shown this once."""

    base: str
    facts: tuple[Fact, ...]
    has_credentials: bool
    credentials: tuple[CredentialView, ...]
    code: tuple[Snippet, ...]
    secret: tuple[Snippet, ...]
    enabled: bool


@get(SOLUTION)
async def solution(request: AnyRequest, slug: str, solution_id: UUID) -> Response[str]:
    """The solution."""
    at_work = await require_staff(request, Permission.SOLUTIONS_MANAGE, slug)
    async with work_session(request, at_work) as session:
        return await solution_page(request, at_work, session, solution_id)


@post(SOLUTION, status_code=303)
async def switch(request: AnyRequest, slug: str, solution_id: UUID) -> Response[Any]:
    """Put it out of service, or back: its credentials and tokens are worth nothing meanwhile."""
    at_work = await require_staff(request, Permission.SOLUTIONS_MANAGE, slug)
    form = await read_staff_form(request, at_work)
    async with work_session(request, at_work) as session:
        await change_solution(session, solution_id, SolutionChange(enabled=form.get("enabled") == "yes"))
    return see(f"/console/{slug}/solutions/{solution_id}")


async def solution_page(
    request: AnyRequest, at_work: AtWork, session: Session, solution_id: UUID, made: Credential | None = None
) -> Response[str]:
    """The page of a solution, with a pair that was just made."""
    say = at_work.locale
    found = await read_solution(session, solution_id)
    place = await _place(request, at_work, session, found, made)
    base = f"/console/{at_work.slug}/solutions"
    view = SolutionView(
        base=f"{base}/{solution_id}",
        facts=_facts(at_work, found),
        has_credentials=found.kind == "ivr",
        credentials=tuple(
            _credential(at_work, row) for row in await list_credentials(session) if row.solution_id == solution_id
        ),
        code=snippets_of(found.kind, place, say),
        secret=_secret(at_work, made),
        enabled=found.enabled,
    )
    banners = (Banner(translate(say, "solutions.once"), translate(say, "solutions.once_text"), "ok"),) if made else ()
    crumbs = (Crumb(translate(say, "console.solutions"), base), Crumb(found.name))
    frame = frame_of(request, at_work, title=found.name, section="solutions", crumbs=crumbs, banners=banners)
    return console_answer(request, at_work, "console/solution.html", frame, view=view)


def _facts(at_work: AtWork, found: Solution) -> tuple[Fact, ...]:
    say = at_work.locale
    facts = [
        Fact(translate(say, "solutions.kind"), kind_name(say, found.kind)),
        Fact(translate(say, "solutions.public_id"), str(found.solution_id)),
        Fact(translate(say, "solutions.notice"), translate(say, f"solutions.notice_{found.notice_channel}")),
    ]
    if found.allowed_origins:
        facts.append(Fact(translate(say, "solutions.origins"), " ".join(found.allowed_origins)))
    return tuple(facts)


async def _place(
    request: AnyRequest, at_work: AtWork, session: Session, found: Solution, made: Credential | None
) -> Place:
    """The values for the code: the publisher's own first line and menu, where there are any."""
    lines = (await search_lines(session, limit=1)).lines
    menus = await list_interfaces(session)
    home = session.directory.publishers.get(session.publisher)
    place = Place(
        url=parts_of(request).public_url,
        solution=str(found.solution_id),
        country=home.country if home else "FR",
        called=lines[0].number.rpartition(":")[2] if lines else "+33199001000",
        menu=menus[0].slug if menus else at_work.slug,
    )
    if made is None:
        return place
    return Place(place.url, place.solution, place.country, place.called, place.menu, made.client_id, made.client_secret)


def _credential(at_work: AtWork, row: CredentialRow) -> CredentialView:
    return CredentialView(
        row.client_id, format_moment(at_work.locale, row.created_at, zone=ZONE), row.revoked_at is not None
    )


def _secret(at_work: AtWork, made: Credential | None) -> tuple[Snippet, ...]:
    if made is None:
        return ()
    return (
        Snippet("client-id", translate(at_work.locale, "solutions.client_id"), made.client_id),
        Snippet("client-secret", translate(at_work.locale, "solutions.client_secret"), made.client_secret),
    )


ROUTES = (solution, switch)
