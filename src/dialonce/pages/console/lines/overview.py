"""All lines: search, page by page."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.lines.hours import hours_words
from dialonce.pages.console.working import readable_number, work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Cell, Column, Empty, Field, Link, Pager, Table
from dialonce.publishers import Line, list_interfaces, search_lines
from dialonce.staff import Permission
from dialonce.web.staff import AtWork, require_staff

PATH: Final = "/console/{slug:str}/lines"
LINES_A_PAGE: Final = 50
MOST_PAGES: Final = 10_000


class LinesView(Struct, frozen=True):
    """A page of lines. `empty` says why there is none."""

    base: str
    search: Field
    table: Table
    pager: Pager | None
    empty: Empty | None
    may_edit: bool


@get(PATH)
async def lines(request: AnyRequest, slug: str) -> Response[str]:
    """The lines that a search finds, or all of them."""
    at_work = await require_staff(request, Permission.LINES_READ, slug)
    say, text = at_work.locale, request.query_params.get("q", "")
    page = _page_number(request.query_params.get("page", "1"))
    async with work_session(request, at_work) as session:
        found = await search_lines(session, text, offset=(page - 1) * LINES_A_PAGE, limit=LINES_A_PAGE)
        menus = {str(one.interface_id): one.name for one in await list_interfaces(session)}
    base = f"/console/{slug}/lines"
    view = LinesView(
        base=base,
        search=Field("q", translate(say, "lines.search"), text, "search", hint=translate(say, "lines.search_hint")),
        table=_table(at_work, found.lines, menus),
        pager=_pager(base, text, page, len(found.lines), found.total),
        empty=None if found.lines else _empty(at_work, base, text),
        may_edit=at_work.may(Permission.LINES_EDIT),
    )
    frame = frame_of(request, at_work, title=translate(say, "console.lines"), section="lines")
    return console_answer(request, at_work, "console/lines.html", frame, view=view)


def _page_number(text: str) -> int:
    return min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _table(at_work: AtWork, found: list[Line], menus: Mapping[str, str]) -> Table:
    say = at_work.locale
    names = ("lines.number", "lines.label", "lines.menu", "lines.hours", "lines.state")
    return Table(
        translate(say, "lines.caption"),
        tuple(Column(translate(say, name)) for name in names),
        tuple(_row(at_work, line, menus) for line in found),
    )


def _row(at_work: AtWork, line: Line, menus: Mapping[str, str]) -> tuple[Cell, ...]:
    say = at_work.locale
    menu = menus.get(str(line.interface_id), "")
    if not line.enabled:
        state = Cell(translate(say, "lines.off"), badge="plain")
    elif line.sensitivity == "special":
        state = Cell(translate(say, "lines.special"), badge="warn")
    else:
        state = Cell(translate(say, "lines.on"), badge="ok")
    return (
        Cell(readable_number(line.number, say), f"/console/{at_work.slug}/lines/{line.line_id}", whole=True),
        Cell(line.label or "—"),
        Cell(menu) if menu else Cell(translate(say, "lines.no_menu"), badge="warn"),
        Cell(hours_words(line.opening_hours, say) or "—"),
        state,
    )


def _pager(base: str, text: str, page: int, shown: int, total: int) -> Pager | None:
    if total <= LINES_A_PAGE:
        return None
    first = (page - 1) * LINES_A_PAGE + 1

    def address(number: int) -> str:
        return f"{base}?{urlencode({'q': text, 'page': number})}"

    return Pager(
        first,
        first + shown - 1,
        total,
        address(page - 1) if page > 1 else None,
        address(page + 1) if first + shown <= total else None,
    )


def _empty(at_work: AtWork, base: str, text: str) -> Empty:
    say = at_work.locale
    if text:
        everything = Link(translate(say, "lines.show_all"), base)
        return Empty("search", translate(say, "lines.none_found"), translate(say, "lines.none_found_text"), everything)
    new = Link(translate(say, "lines.register"), f"{base}/new") if at_work.may(Permission.LINES_EDIT) else None
    return Empty("phone", translate(say, "lines.none"), translate(say, "lines.none_text"), new)


ROUTES = (lines,)
