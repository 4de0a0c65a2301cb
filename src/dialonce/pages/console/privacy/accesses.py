"""The operator's exceptional accesses to this publisher's data: who, why, until when (2-l)."""

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, moment
from dialonce.pages.console.privacy.journal import journal_tabs
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Cell, Column, Empty, Tab, Table
from dialonce.staff import Permission
from dialonce.vault import exceptional_accesses
from dialonce.web.staff import require_staff


class AccessesView(Struct, frozen=True):
    tabs: tuple[Tab, ...]
    table: Table | None
    nothing: Empty


@get(f"{PRIVACY}/journal/accesses")
async def accesses(request: AnyRequest, slug: str) -> Response[str]:
    """Every exceptional access, newest first."""
    at_work = await require_staff(request, Permission.JOURNAL_READ, slug)
    say = at_work.locale
    async with work_session(request, at_work) as session:
        found, now = await exceptional_accesses(session), session.now
    columns = ("dpo.since", "dpo.person", "dpo.reason", "dpo.until", "dpo.state")
    rows = tuple(
        (
            Cell(moment(say, one.opened_at)),
            Cell(one.staff),
            Cell(one.reason),
            Cell(moment(say, one.until)),
            Cell(
                translate(say, "dpo.access_open" if one.until > now else "dpo.access_over"),
                badge="warn" if one.until > now else "plain",
            ),
        )
        for one in found
    )
    caption = translate(say, "dpo.accesses_title")
    table = Table(caption, tuple(Column(translate(say, key)) for key in columns), rows) if rows else None
    nothing = Empty("lock", translate(say, "dpo.no_access"), translate(say, "dpo.no_access_text"))
    view = AccessesView(journal_tabs(at_work, "accesses", len(found)), table, nothing)
    frame = frame_of(request, at_work, title=caption, section="journal")
    return console_answer(request, at_work, "console/privacy_accesses.html", frame, view=view)


ROUTES = (accesses,)
