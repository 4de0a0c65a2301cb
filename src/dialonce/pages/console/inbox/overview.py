"""What came in: new, in somebody's hands, done."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from msgspec import Struct

from dialonce.engagement import ReceivedForm, State, Worker, list_inbox
from dialonce.i18n import Locale, format_moment, translate
from dialonce.pages.console.calls.words import line_words
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.inbox.naming import form_names
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Badge, Empty, Tab, Tone
from dialonce.pages.templating import ZONE
from dialonce.staff import Permission, list_members, may
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

PATH: Final = "/console/{slug:str}/inbox"
FORMS_A_PAGE: Final = 25
LONGEST_GIST: Final = 120
_TONES: Final[Mapping[State, Tone]] = {State.NEW: "info", State.ASSIGNED: "warn", State.DONE: "ok"}
_WORDS: Final = {State.NEW: "inbox.new", State.ASSIGNED: "inbox.assigned", State.DONE: "inbox.done"}
_OF_ONE: Final = {State.NEW: "inbox.is_new", State.ASSIGNED: "inbox.is_assigned", State.DONE: "inbox.is_done"}


class FormRow(Struct, frozen=True):
    """One form of the list: its name on the menu, and in `gist` the beginning of what was written."""

    href: str
    name: str
    gist: str
    when: str
    badge: Badge
    who: str


class InboxView(Struct, frozen=True):
    tabs: tuple[Tab, ...]
    forms: tuple[FormRow, ...]
    older: str | None
    empty: Empty | None
    csv: str
    json: str
    systems: str | None


@get(PATH)
async def inbox(request: AnyRequest, slug: str) -> Response[str]:
    """The forms in one state; new ones unless another is chosen."""
    at_work = await require_staff(request, Permission.INBOX_WORK, slug)
    parts, say = parts_of(request), at_work.locale
    state = state_of(request.query_params.get("state", State.NEW.value))
    before = _moment(request.query_params.get("before", "")) or parts.now
    async with work_session(request, at_work) as session:
        found = await list_inbox(session, worker_of(at_work), state=state, before=before, limit=FORMS_A_PAGE)
        names = {one.staff_id: one.name for one in await list_members(session)}
    base, titles = f"/console/{slug}/inbox", await form_names(parts, found)
    chosen = state.value if state else "all"
    older = {"state": chosen, "before": found[-1].received_at.isoformat()} if len(found) == FORMS_A_PAGE else None
    view = InboxView(
        tabs=_tabs(say, base, state),
        forms=tuple(
            _row(at_work, base, one, names, titles.get(one.answer_id, ""), line_words(parts, one.line_id, say))
            for one in found
        ),
        older=f"{base}?{urlencode(older)}" if older else None,
        empty=None if found else Empty("inbox", translate(say, "inbox.none"), translate(say, "inbox.none_text")),
        csv=f"{base}/export.csv?state={chosen}",
        json=f"{base}/export.json?state={chosen}",
        systems=f"{base}/systems" if at_work.may(Permission.INBOX_HAND_OVER) else None,
    )
    frame = frame_of(request, at_work, title=translate(say, "console.inbox"), section="inbox")
    return console_answer(request, at_work, "console/inbox.html", frame, view=view)


def worker_of(at_work: AtWork) -> Worker:
    """Who is at work, as the inbox must know them."""
    return Worker(at_work.actor, at_work.fact)


def state_of(text: str) -> State | None:
    """The state that an address names; None for all of them."""
    return State(text) if text in set(State) else None


async def assignees(session: Session) -> dict[UUID, str]:
    """The names of those whose role lets them work on forms, by id."""
    members = [one for one in await list_members(session) if one.left_at is None]
    return {one.staff_id: one.name for one in members if may(one.role, Permission.INBOX_WORK)}


def state_badge(say: Locale, state: State) -> Badge:
    """A state in words."""
    return Badge(translate(say, _OF_ONE[state]), _TONES[state])


def _tabs(say: Locale, base: str, state: State | None) -> tuple[Tab, ...]:
    tabs = [Tab(translate(say, _WORDS[one]), f"{base}?state={one.value}", current=one is state) for one in State]
    return (*tabs, Tab(translate(say, "inbox.all"), f"{base}?state=all", current=state is None))


def _row(at_work: AtWork, base: str, one: ReceivedForm, names: Mapping[UUID, str], name: str, line: str) -> FormRow:
    written = " · ".join(filter(None, (text.strip() for text in one.answers.values())))
    gist = written if len(written) <= LONGEST_GIST else f"{written[:LONGEST_GIST]}…"
    return FormRow(
        f"{base}/{one.answer_id}",
        name or translate(at_work.locale, "inbox.form"),
        gist or translate(at_work.locale, "inbox.blank"),
        f"{format_moment(at_work.locale, one.received_at, zone=ZONE)} · {line}",
        state_badge(at_work.locale, one.status),
        names.get(one.assignee, "") if one.assignee else "",
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


ROUTES = (inbox,)
