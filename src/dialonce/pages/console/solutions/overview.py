"""All solutions of a publisher, and the form for another."""

from collections.abc import Mapping
from typing import Any, Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, Invalid
from dialonce.i18n import Locale, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Banner, Cell, Choices, Column, Crumb, Empty, Field, Link, Option, Table
from dialonce.publishers import NewSolution, Solution, create_solution, list_solutions
from dialonce.staff import Permission
from dialonce.web.staff import AtWork, read_staff_form, require_staff

PATH: Final = "/console/{slug:str}/solutions"
KINDS: Final = ("ivr", "tag", "sdk", "link")


class SolutionsView(Struct, frozen=True):
    base: str
    table: Table
    empty: Empty | None


class NewSolutionView(Struct, frozen=True):
    action: str
    name: Field
    kind: Choices
    origins: Field
    noticed: Choices


@get(PATH)
async def solutions(request: AnyRequest, slug: str) -> Response[str]:
    """All of them."""
    at_work = await require_staff(request, Permission.SOLUTIONS_MANAGE, slug)
    say, base = at_work.locale, f"/console/{slug}/solutions"
    async with work_session(request, at_work) as session:
        found = await list_solutions(session)
    new = Link(translate(say, "solutions.new"), f"{base}/new")
    empty = Empty("plug", translate(say, "solutions.none"), translate(say, "solutions.none_text"), new)
    view = SolutionsView(base, _table(at_work, base, found), None if found else empty)
    frame = frame_of(request, at_work, title=translate(say, "console.solutions"), section="solutions")
    return console_answer(request, at_work, "console/solutions.html", frame, view=view)


def _table(at_work: AtWork, base: str, found: list[Solution]) -> Table:
    say = at_work.locale
    rows = tuple(
        (
            Cell(one.name, f"{base}/{one.solution_id}"),
            Cell(kind_name(say, one.kind)),
            Cell(translate(say, f"solutions.notice_{one.notice_channel}")),
            state_cell(say, one),
        )
        for one in found
    )
    names = ("solutions.name", "solutions.kind", "solutions.notice", "lines.state")
    return Table(translate(say, "console.solutions"), tuple(Column(translate(say, name)) for name in names), rows)


def kind_name(say: Locale, kind: str) -> str:
    """The kind of a solution in words."""
    return translate(say, f"solutions.kind_{kind}")


def state_cell(say: Locale, one: Solution) -> Cell:
    """Whether it works."""
    return Cell(translate(say, "lines.on" if one.enabled else "lines.off"), badge="ok" if one.enabled else "plain")


@get(PATH + "/new")
async def blank(request: AnyRequest, slug: str) -> Response[str]:
    """The form for another."""
    return _form(request, await require_staff(request, Permission.SOLUTIONS_MANAGE, slug), {})


@post(PATH, status_code=303)
async def create(request: AnyRequest, slug: str) -> Response[Any]:
    """Open a solution; its page has the rest."""
    at_work = await require_staff(request, Permission.SOLUTIONS_MANAGE, slug)
    form, say = await read_staff_form(request, at_work), at_work.locale
    try:
        async with work_session(request, at_work) as session:
            noticed = form.get("noticed") == "yes" and form.get("kind") in ("ivr", "sdk")
            made = await create_solution(
                session,
                NewSolution(
                    form.get("name", ""),
                    form.get("kind", ""),
                    form.get("origins", "").split(),
                    ("ivr" if form.get("kind") == "ivr" else "app") if noticed else "interface",
                    session.now if noticed else None,
                ),
            )
    except Conflict:
        return _form(request, at_work, form, {"name": translate(say, "solutions.taken")})
    except Invalid as wrong:
        if any("origins" in fault.where for fault in wrong.faults):
            return _form(request, at_work, form, {"origins": translate(say, "solutions.origins_wrong")})
        return _form(request, at_work, form, {"name": translate(say, "solutions.name_wrong")})
    return see(f"/console/{slug}/solutions/{made.solution_id}")


def _form(
    request: AnyRequest, at_work: AtWork, given: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> Response[str]:
    say, wrong, base = at_work.locale, errors or {}, f"/console/{at_work.slug}/solutions"
    kinds = tuple(Option(kind, kind_name(say, kind), translate(say, f"solutions.hint_{kind}")) for kind in KINDS)
    noticed = (
        Option("no", translate(say, "solutions.noticed_no"), translate(say, "solutions.noticed_no_hint")),
        Option("yes", translate(say, "solutions.noticed_yes"), translate(say, "solutions.noticed_yes_hint")),
    )
    view = NewSolutionView(
        action=base,
        name=Field(
            "name", translate(say, "solutions.name"), given.get("name", ""), required=True, error=wrong.get("name", "")
        ),
        kind=Choices("kind", translate(say, "solutions.kind"), kinds, frozenset({given.get("kind", "ivr")})),
        origins=Field(
            "origins",
            translate(say, "solutions.origins"),
            given.get("origins", ""),
            hint=translate(say, "solutions.origins_hint"),
            error=wrong.get("origins", ""),
        ),
        noticed=Choices(
            "noticed", translate(say, "solutions.notice"), noticed, frozenset({given.get("noticed", "no")})
        ),
    )
    title = translate(say, "solutions.new")
    banners = (Banner(translate(say, "lines.not_saved"), tone="bad"),) if wrong else ()
    crumbs = (Crumb(translate(say, "console.solutions"), base), Crumb(title))
    frame = frame_of(request, at_work, title=title, section="solutions", crumbs=crumbs, banners=banners)
    status = 400 if wrong else 200
    return console_answer(request, at_work, "console/solution_new.html", frame, status=status, view=view)


ROUTES = (solutions, blank, create)
