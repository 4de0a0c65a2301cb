"""The privacy centre: what is kept of whoever signed in, and what was done with it."""

from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from msgspec import Struct

from dialonce.calls import CallHistory, read_histories
from dialonce.i18n import Locale, format_list, translate
from dialonce.numbers import format_for_people, parse_number
from dialonce.pages.centre import (
    HOME,
    CallView,
    CentreFrame,
    HeldAt,
    HistoryView,
    LooksAt,
    Row,
    Teller,
    render_centre,
    sub_frame,
    tell_call,
    tell_held,
    tell_looks,
    tell_receivers,
)
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest, page_answer
from dialonce.pages.kit import Pager
from dialonce.pages.places import seen_menus
from dialonce.pages.visitor import page_of
from dialonce.policy import Action
from dialonce.sharing import recipients_of
from dialonce.subjects import (
    EMAIL,
    PHONE,
    Holding,
    Person,
    Trace,
    holdings_of,
    looks_at,
    require_own,
    traces_of,
)
from dialonce.vault import SUBJECT, JournalEntry
from dialonce.web.caller import require_person
from dialonce.web.parts import Parts, parts_of

PRIVATE = {**NO_STORE, **NO_ROBOTS}
CALLS_A_PAGE = 20
ROWS = (
    ("list", "history"),
    ("check", "choices"),
    ("people", "looks"),
    ("edit", "details"),
    ("download", "download"),
    ("inbox", "requests"),
    ("app", "browser"),
    ("trash", "delete"),
)


class HomeView(Struct, frozen=True):
    who: str
    summary: str
    places: tuple[HeldAt, ...]
    rows: tuple[Row, ...]


@get(HOME)
async def home(request: AnyRequest) -> Response[Any]:
    """What is kept, publisher by publisher, and the ways on."""
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request)
    holdings = await holdings_of(parts.vault, await traces_of(parts.vault, caller.person))
    places = tuple(_place(parts, page.locale, one) for one in holdings if one.held)
    view = HomeView(who(page.locale, caller.person), _summary(page.locale, places), places, _rows(page.locale))
    frame = CentreFrame(translate(page.locale, "me.title"), caller.form_token)
    return page_answer(render_centre("home", page, frame, view=view), headers=PRIVATE)


@get(HOME + "/looks")
async def looks(request: AnyRequest) -> Response[Any]:
    """Who looked, used, or was refused."""
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request)
    found = await looks_at(parts.vault, await traces_of(parts.vault, caller.person))
    places = [await _looks(parts, page.locale, trace, entries) for trace, entries in found.items()]
    frame = sub_frame(page.locale, translate(page.locale, "me.looks"), caller.form_token)
    return page_answer(render_centre("looks", page, frame, places=places), headers=PRIVATE)


@get(HOME + "/history")
async def history(request: AnyRequest) -> Response[Any]:
    """Calls and visits, newest first."""
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request)
    calls = await _calls(parts, await traces_of(parts.vault, caller.person))
    text = request.query_params.get("page", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    start = (max(number, 1) - 1) * CALLS_A_PAGE
    shown = await _tell(parts, page.locale, calls[start : start + CALLS_A_PAGE])
    view = HistoryView(shown, _pager(start, len(shown), len(calls)))
    frame = sub_frame(page.locale, translate(page.locale, "me.history"), caller.form_token)
    return page_answer(render_centre("history", page, frame, view=view), headers=PRIVATE)


async def _looks(parts: Parts, locale: Locale, trace: Trace, entries: Sequence[JournalEntry]) -> LooksAt:
    teller = teller_at(parts, locale, trace)
    async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
        receivers = tell_receivers(teller, await recipients_of(session, trace.subject_id))
    return LooksAt(teller.publisher, policy_path(parts, trace), receivers, tell_looks(teller, entries))


def teller_at(parts: Parts, locale: Locale, trace: Trace) -> Teller:
    """Who tells of what one publisher keeps."""
    directory = parts.vault.directory
    publisher = directory.publishers[trace.publisher_id]
    solutions = {
        str(one.solution_id): one.name for one in directory.solutions.values() if one.publisher_id == trace.publisher_id
    }
    policy = parts.vault.policy_of(trace.publisher_id)
    operator = parts.contacts.operator_name or "Dial-Once"
    return Teller(locale, parts.now.date(), policy, publisher.name, operator, solutions)


def policy_path(parts: Parts, trace: Trace) -> str:
    """The address of the publisher's own policy."""
    return f"/privacy?publisher={parts.vault.directory.publishers[trace.publisher_id].slug}"


def who(locale: Locale, person: Person) -> str:
    """What somebody signed in with, in words."""
    number, email = person.of_kind(PHONE), person.of_kind(EMAIL)
    proved = [text for text in (format_for_people(parse_number(number), locale) if number else "", email or "") if text]
    if not proved:
        return translate(locale, "me.signed_in_link")
    return translate(locale, "me.signed_in", who=format_list(locale, proved))


def _place(parts: Parts, locale: Locale, holding: Holding) -> HeldAt:
    teller = teller_at(parts, locale, holding.trace)
    items = tell_held(teller, holding.held)
    return HeldAt(teller.publisher, policy_path(parts, holding.trace), holding.rows, items)


def _summary(locale: Locale, places: tuple[HeldAt, ...]) -> str:
    if not places:
        return translate(locale, "me.nothing_kept")
    names = format_list(locale, list(dict.fromkeys(place.name for place in places)))
    return translate(locale, "me.kept", names=names, count=sum(place.count for place in places))


def _rows(locale: Locale) -> tuple[Row, ...]:
    return tuple(
        Row(icon, translate(locale, f"me.{name}"), f"{HOME}/{name}", translate(locale, f"me.{name}_hint"))
        for icon, name in ROWS
    )


async def _calls(parts: Parts, traces: list[Trace]) -> list[tuple[CallHistory, str]]:
    """Every call of one person, newest first, with the publisher's name."""
    if not traces:
        return []
    publishers = parts.vault.directory.publishers
    found = []
    async with parts.vault.session((trace.publisher_id for trace in traces), SUBJECT) as session:
        for trace in traces:
            permit = require_own(session, trace, Action.READ)
            calls = await read_histories(session, permit, trace.subject_id)
            found += [(call, publishers[trace.publisher_id].name) for call in calls]
    return sorted(found, key=lambda pair: pair[0].began_at, reverse=True)


async def _tell(parts: Parts, locale: Locale, calls: list[tuple[CallHistory, str]]) -> tuple[CallView, ...]:
    lines = parts.vault.directory.lines_by_id
    numbers = {line_id: lines[line_id].number for call, _ in calls if (line_id := call.line_id) and line_id in lines}
    menus = await seen_menus(parts, [call for call, _ in calls])
    return tuple(tell_call(locale, name, call, numbers, menus) for call, name in calls)


def _pager(start: int, shown: int, total: int) -> Pager | None:
    if total <= CALLS_A_PAGE:
        return None
    number = start // CALLS_A_PAGE + 1
    before = f"{HOME}/history?page={number - 1}" if number > 1 else None
    after = f"{HOME}/history?page={number + 1}" if start + shown < total else None
    return Pager(start + 1, start + shown, total, before, after)
