"""The queue: what is asked of this publisher, the most urgent first."""

from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from litestar import Response, get
from msgspec import Struct

from dialonce.i18n import Locale, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.privacy.base import PRIVACY, area
from dialonce.pages.console.rights.words import channel_words, day_words, due_badge, right_words, state_badge
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Badge, Empty, Field, Option, Stat, Tab
from dialonce.rights import Channel, Clerk, QueueFilter, Request, Right, State, days_left, list_requests
from dialonce.staff import Permission
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, require_staff

QUEUE: Final = f"{PRIVACY}/requests"
UNCLOSED: Final = "unclosed"
_TABS: Final = (UNCLOSED, State.GRANTED.value, State.REFUSED.value, State.WITHDRAWN.value, "")


class QueueRow(Struct, frozen=True):
    """One request of the list. Nobody's name stands here: the reference is enough to choose by."""

    href: str
    reference: str
    asked: str
    came: str
    due: str
    badges: tuple[Badge, ...]


class QueueView(Struct, frozen=True):
    stats: tuple[Stat, ...]
    tabs: tuple[Tab, ...]
    filters: tuple[Field, ...]
    state: str
    action: str
    rows: tuple[QueueRow, ...]
    nothing: Empty
    new: str


@get(QUEUE)
async def queue(request: AnyRequest, slug: str) -> Response[str]:
    """The requests, those that wait for an answer unless others are chosen."""
    at_work = await require_staff(request, Permission.RIGHTS_WORK, slug)
    wanted = _filter(request)
    async with work_session(request, at_work) as session:
        clerk = clerk_of(at_work)
        waiting = await list_requests(session, QueueFilter(state=UNCLOSED), clerk)
        shown = await list_requests(session, wanted, clerk)
    say, now = at_work.locale, parts_of(request).now
    view = QueueView(
        stats=_stats(say, waiting, request),
        tabs=tuple(_tab(at_work, wanted, state) for state in _TABS),
        filters=_filters(say, wanted),
        state=wanted.state,
        action=area(at_work, "requests"),
        rows=tuple(_row(at_work, one, now) for one in shown),
        nothing=Empty("check", translate(say, "rights.queue_empty"), translate(say, "rights.queue_empty_text")),
        new=area(at_work, "requests", "new"),
    )
    frame = frame_of(request, at_work, title=translate(say, "console.requests"), section="requests")
    return console_answer(request, at_work, "console/rights_queue.html", frame, view=view)


def clerk_of(at_work: AtWork) -> Clerk:
    """Who is at work, as the rights desk must know them."""
    return Clerk(at_work.actor, at_work.fact)


def _filter(request: AnyRequest) -> QueueFilter:
    asked = request.query_params
    state, right, channel = asked.get("state", UNCLOSED), asked.get("right", ""), asked.get("channel", "")
    return QueueFilter(
        state if state in _TABS else UNCLOSED,
        right if right in set(Right) else "",
        channel if channel in set(Channel) else "",
    )


def _stats(say: Locale, waiting: list[Request], request: AnyRequest) -> tuple[Stat, ...]:
    now = parts_of(request).now
    running = [days_left(one.due_at, now) for one in waiting if one.due_at is not None]
    late = sum(left < 0 for left in running)
    soon = sum(0 <= left <= 7 for left in running)
    stopped = len(waiting) - len(running)
    return (
        Stat(translate(say, "rights.stat_late"), str(late), tone="bad" if late else "ok"),
        Stat(translate(say, "rights.stat_soon"), str(soon), tone="warn" if soon else "ok"),
        Stat(translate(say, "rights.stat_open"), str(len(waiting))),
        Stat(translate(say, "rights.stat_stopped"), str(stopped)),
    )


def _tab(at_work: AtWork, wanted: QueueFilter, state: str) -> Tab:
    kept = {"right": wanted.right, "channel": wanted.channel}
    query = urlencode({"state": state, **{name: value for name, value in kept.items() if value}})
    label = translate(at_work.locale, f"rights.tab_{state or 'all'}")
    return Tab(label, f"{area(at_work, 'requests')}?{query}", current=state == wanted.state)


def _filters(say: Locale, wanted: QueueFilter) -> tuple[Field, ...]:
    every = Option("", translate(say, "rights.every"))
    rights = (every, *(Option(one.value, right_words(say, one)) for one in Right))
    channels = (every, *(Option(one.value, channel_words(say, one)) for one in Channel))
    return (
        Field("right", translate(say, "rights.right"), wanted.right, "select", required=True, options=rights),
        Field("channel", translate(say, "rights.channel"), wanted.channel, "select", required=True, options=channels),
    )


def _row(at_work: AtWork, one: Request, now: datetime) -> QueueRow:
    say = at_work.locale
    came = translate(say, "rights.came", channel=channel_words(say, one.channel), day=day_words(say, one.received_at))
    due = translate(say, "rights.due_on", day=day_words(say, one.due_at)) if one.is_open and one.due_at else ""
    return QueueRow(
        area(at_work, "requests", str(one.request_id)),
        one.reference,
        right_words(say, one.right),
        came,
        due,
        (due_badge(say, one, now), state_badge(say, one.state)),
    )


ROUTES = (queue,)
