"""Recent calls: pseudonyms and what happened, no number."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from litestar import Response, get
from msgspec import Struct

from dialonce.calls import PURPOSES, RecentCall, Support, recent_calls
from dialonce.i18n import format_clock, translate
from dialonce.pages.console.calls.words import call_when, is_running, line_words, outcome_key
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Banner, Choices, Empty, Field, Option
from dialonce.pages.templating import ZONE
from dialonce.staff import Permission
from dialonce.web.parts import Parts, parts_of
from dialonce.web.staff import AtWork, require_staff

PATH: Final = "/console/{slug:str}/calls"
CALLS_A_PAGE: Final = 20


class CallRow(Struct, frozen=True):
    """One call of the list; `subject` goes into the form that opens it."""

    subject: str
    line: str
    when: str
    outcome: str
    running: bool


class CallsView(Struct, frozen=True):
    """The search and the list; `here` is the query of this page of the list."""

    base: str
    search: Field
    purpose: Choices
    reference: Field
    calls: tuple[CallRow, ...]
    older: str | None
    here: str
    empty: Empty | None


@get(PATH)
async def calls(request: AnyRequest, slug: str) -> Response[str]:
    """The calls before a moment, and the search by number."""
    at_work = await require_staff(request, Permission.CALLS_READ, slug)
    return await calls_page(request, at_work)


async def calls_page(
    request: AnyRequest,
    at_work: AtWork,
    given: Mapping[str, str] = MappingProxyType({}),
    *,
    banner: Banner | None = None,
    status: int = 200,
) -> Response[str]:
    """The list, with a word on what was just tried, and what was given for it."""
    parts, say = parts_of(request), at_work.locale
    asked = _moment(request.query_params.get("before", ""))
    before = asked or parts.now
    async with work_session(request, at_work) as session:
        found = await recent_calls(session, _support(at_work), before, CALLS_A_PAGE)
    base = f"/console/{at_work.slug}/calls"
    full = len(found) >= CALLS_A_PAGE
    view = CallsView(
        base=base,
        search=Field(
            "number", translate(say, "calls.number"), given.get("number", ""), "tel", required=True, max_length=40
        ),
        purpose=_purpose(at_work, given.get("purpose", "")),
        reference=Field("reference", translate(say, "calls.reference"), given.get("reference", ""), max_length=60),
        calls=tuple(_row(parts, at_work, one) for one in found),
        older=base + _before(found[-1].call.began_at) if full else None,
        here=_before(asked) if asked else "",
        empty=None if found else Empty("phone", translate(say, "calls.none"), translate(say, "calls.none_text")),
    )
    banners = (Banner(translate(say, "calls.journalled"), translate(say, "calls.journalled_text"), "info"),)
    shown = (*((banner,) if banner else ()), *_access(at_work), *banners)
    frame = frame_of(request, at_work, title=translate(say, "console.calls"), section="calls", banners=shown)
    return console_answer(request, at_work, "console/calls.html", frame, status=status, view=view)


def _access(at_work: AtWork) -> tuple[Banner, ...]:
    """That the operator's staff are here by an exceptional access, until when and what for."""
    access, say = at_work.exceptional, at_work.locale
    if access is None:
        return ()
    words = translate(say, "calls.exceptional_text", reason=access.reason)
    until = format_clock(say, access.until, zone=ZONE)
    return (Banner(translate(say, "calls.exceptional", until=until), words, "warn"),)


def _before(moment: datetime) -> str:
    return f"?before={quote(moment.isoformat())}"


def _purpose(at_work: AtWork, chosen: str) -> Choices:
    """What somebody looks for: one of the two purposes that the policy knows. None is chosen for them."""
    say = at_work.locale
    on_the_line = Option(PURPOSES[0], translate(say, "calls.on_the_line"))
    request = Option(PURPOSES[1], translate(say, "calls.request"), translate(say, "calls.request_hint"))
    options = (request,) if at_work.exceptional else (on_the_line, request)
    return Choices("purpose", translate(say, "calls.purpose"), options, frozenset({chosen}), required=True)


def _row(parts: Parts, at_work: AtWork, one: RecentCall) -> CallRow:
    say = at_work.locale
    return CallRow(
        str(one.subject_id),
        line_words(parts, one.call.line_id, say),
        call_when(one.call, say),
        translate(say, outcome_key(one.call)),
        is_running(one.call, parts.now),
    )


def _support(at_work: AtWork) -> Support:
    """What the list is looked at for: the caller on the line, or what the exceptional access was opened for."""
    access = at_work.exceptional
    if access is None:
        return Support(at_work.actor, at_work.fact)
    return Support(at_work.actor, at_work.fact, PURPOSES[1], str(access.break_glass_id))


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


ROUTES = (calls,)
