"""What waits for this person: counts, each with the page that shows the things themselves, of what their role may see."""

from datetime import datetime

from msgspec import Struct

from dialonce.engagement import count_inbox
from dialonce.i18n import translate
from dialonce.pages.console.inbox.overview import worker_of
from dialonce.pages.console.interfaces.desk import interface_path, list_path
from dialonce.pages.console.privacy.base import area, moment
from dialonce.pages.console.rights.queue import clerk_of
from dialonce.pages.console.rights.words import day_words
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Empty, Tone
from dialonce.publishers import list_unpublished
from dialonce.rights import count_waiting, days_left
from dialonce.staff import PERSONAL, ClockState, Permission, authority_clock, list_incidents, notify_hours
from dialonce.vault import Session
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork

WATCHED = (
    Permission.INBOX_WORK,
    Permission.RIGHTS_WORK,
    Permission.INTERFACES_PUBLISH,
    Permission.BREACHES_WORK,
)


class Waiting(Struct, frozen=True):
    """So many things wait there; `note` says what is urgent of them."""

    label: str
    count: int
    href: str
    icon: str
    note: str = ""
    tone: Tone = "plain"


class WaitingView(Struct, frozen=True):
    """`nothing` stands in the place of the counts when there is nothing to do."""

    counts: tuple[Waiting, ...]
    nothing: Empty


async def read_waiting(request: AnyRequest, at_work: AtWork) -> WaitingView | None:
    """What waits at this publisher; None for who has no work that could wait, or of whose work not all could be counted.

    Callers' data is counted only for who could open it now: with two factors and a current training (8-e, 8-f).
    """
    say, now = at_work.locale, parts_of(request).now
    trained = at_work.training_until is not None and at_work.training_until > now
    ready = at_work.second_factor and trained
    watched = {one for one in WATCHED if at_work.may(one)}
    closed = frozenset() if ready else watched & PERSONAL
    watched -= closed
    if not at_work.slug or not watched:
        return None
    async with work_session(request, at_work) as session:
        found = [
            await _inbox(session, at_work) if Permission.INBOX_WORK in watched else None,
            await _requests(session, at_work, now) if Permission.RIGHTS_WORK in watched else None,
            await _breaches(session, at_work, now) if Permission.BREACHES_WORK in watched else None,
            await _menus(session, at_work) if Permission.INTERFACES_PUBLISH in watched else None,
        ]
    nothing = Empty("check", translate(say, "console.nothing_waits"), translate(say, "console.nothing_waits_text"))
    counts = tuple(one for one in found if one is not None and one.count)
    return None if closed and not counts else WaitingView(counts, nothing)


async def _inbox(session: Session, at_work: AtWork) -> Waiting:
    say, inbox = at_work.locale, f"/console/{at_work.slug}/inbox"
    counts = await count_inbox(session, worker_of(at_work))
    held = translate(say, "console.waits_held", count=counts.held)
    if not counts.new:
        return Waiting(held, counts.held, f"{inbox}?state=in-progress", "inbox")
    label = translate(say, "console.waits_forms", count=counts.new)
    return Waiting(label, counts.new, inbox, "inbox", held if counts.held else "")


async def _requests(session: Session, at_work: AtWork, now: datetime) -> Waiting:
    say = at_work.locale
    counts = await count_waiting(session, clerk_of(at_work))
    note = ""
    tone: Tone = "plain"
    if counts.next_due is not None:
        left = days_left(counts.next_due, now)
        told = "console.waits_late" if left < 0 else "console.waits_due"
        note = translate(say, told, day=day_words(say, counts.next_due))
        tone = "bad" if left < 0 else "warn" if left <= 7 else "plain"
    label = translate(say, "console.waits_requests", count=counts.open)
    return Waiting(label, counts.open, area(at_work, "requests"), "person", note, tone)


async def _breaches(session: Session, at_work: AtWork, now: datetime) -> Waiting:
    say = at_work.locale
    clocks = [authority_clock(one, notify_hours(session, one), now) for one in await list_incidents(session)]
    running = sorted(
        clock.due for clock in clocks if clock.due and clock.state in (ClockState.RUNNING, ClockState.LATE)
    )
    note = translate(say, "console.waits_by", moment=moment(say, running[0])) if running else ""
    label = translate(say, "console.waits_breaches", count=len(running))
    return Waiting(label, len(running), area(at_work, "breaches"), "alert", note, "bad")


async def _menus(session: Session, at_work: AtWork) -> Waiting:
    say = at_work.locale
    menus = await list_unpublished(session)
    label = translate(say, "console.waits_menus", count=len(menus))
    one = menus[0] if len(menus) == 1 else None
    href = interface_path(at_work.slug, one.interface_id) if one else list_path(at_work.slug)
    return Waiting(label, len(menus), href, "screens", one.name if one else "")
