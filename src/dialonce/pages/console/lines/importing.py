"""Importing a list of lines: look first at what would become of every row, mend, then import."""

from typing import Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.i18n import Locale, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.lines.overview import PATH
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Banner, Cell, Column, Crumb, Field, Link, Snippet, Table
from dialonce.publishers import BadRow, ImportReport, import_lines, preview_lines, read_csv
from dialonce.staff import Permission
from dialonce.web.staff import AtWork, require_staff
from dialonce.web.staff_upload import read_staff_upload

EXAMPLE: Final = "number,label,opening_hours\n+33199001000,Service client,Mo-Fr 08:00-20:00\n3654,Assistance,\n"
MOST_SHOWN: Final = 200


class ImportView(Struct, frozen=True):
    """The list as text, and what became or would become of its rows."""

    action: str
    list: Field
    example: Snippet
    checked: bool
    bad: Table | None = None


@get(PATH + "/import")
async def blank(request: AnyRequest, slug: str) -> Response[str]:
    """The form."""
    at_work = await require_staff(request, Permission.LINES_EDIT, slug)
    return _page(request, at_work, "")


@post(PATH + "/import")
async def bring(request: AnyRequest, slug: str) -> Response[str]:
    """Say what would become of the list, or import it: as the button that was pressed says."""
    at_work = await require_staff(request, Permission.LINES_EDIT, slug)
    form, uploaded = await read_staff_upload(request, at_work, "file")
    data = uploaded or form.get("list", "").encode()
    doing = form.get("do") == "import"
    try:
        async with work_session(request, at_work) as session:
            report = await (import_lines if doing else preview_lines)(session, read_csv(data))
    except Invalid as wrong:
        said = "lines.header_wrong" if wrong.faults and wrong.faults[0].where == "line 1" else "lines.file_wrong"
        return _page(request, at_work, _text(data), error=translate(at_work.locale, said))
    return _page(request, at_work, "" if doing else _text(data), report=report, done=doing)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


def _page(
    request: AnyRequest,
    at_work: AtWork,
    text: str,
    *,
    report: ImportReport | None = None,
    done: bool = False,
    error: str = "",
) -> Response[str]:
    say, base = at_work.locale, f"/console/{at_work.slug}/lines"
    label, hint = translate(say, "lines.list"), translate(say, "lines.list_hint")
    view = ImportView(
        action=f"{base}/import",
        list=Field("list", label, text, "textarea", hint=hint, error=error),
        example=Snippet("example", translate(say, "lines.example"), EXAMPLE),
        checked=report is not None and not done and report.added + report.changed > 0,
        bad=_bad(say, report.bad) if report and report.bad else None,
    )
    title = translate(say, "lines.import")
    banners = (_banner(say, base, report, done=done),) if report else ()
    crumbs = (Crumb(translate(say, "console.lines"), base), Crumb(title))
    frame = frame_of(request, at_work, title=title, section="lines", crumbs=crumbs, banners=banners)
    return console_answer(request, at_work, "console/lines_import.html", frame, status=400 if error else 200, view=view)


def _banner(say: Locale, base: str, report: ImportReport, *, done: bool) -> Banner:
    counts = {"added": report.added, "changed": report.changed, "bad": len(report.bad)}
    words = translate(say, "lines.imported" if done else "lines.would_import", **counts)
    text = translate(say, "lines.imported_text" if done else "lines.would_import_text")
    link = Link(translate(say, "lines.show_all"), base) if done else None
    return Banner(words, text, "ok" if done else "info", link)


def _bad(say: Locale, rows: list[BadRow]) -> Table:
    columns = tuple(Column(translate(say, key)) for key in ("lines.row", "lines.given", "lines.reason"))
    cells = tuple(
        (Cell(str(row.row)), Cell(" · ".join(filter(None, row.given.values()))), Cell(_reason(say, row)))
        for row in rows[:MOST_SHOWN]
    )
    return Table(translate(say, "lines.bad_rows"), columns, cells)


def _reason(say: Locale, row: BadRow) -> str:
    return translate(say, f"lines.bad_{row.code}", row=row.same_as or 0)


ROUTES = (blank, bring)
