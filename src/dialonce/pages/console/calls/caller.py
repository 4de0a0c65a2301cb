"""One caller's calls, for who helps them: what they saw and chose. Opened by POST: no number and no pseudonym in an address."""

from collections.abc import Sequence
from uuid import UUID

from litestar import Response, post
from msgspec import Struct

from dialonce.calls import PURPOSES, CallHistory, Support, find_caller, look_at_caller
from dialonce.errors import Invalid, NotFound, Refused
from dialonce.i18n import Locale, format_clock, translate
from dialonce.numbers import find_number, mask_number, parse_caller
from dialonce.pages.console.calls.recent import PATH, calls_page
from dialonce.pages.console.calls.words import call_when, is_running, line_words, moment_step
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.working import work_session
from dialonce.pages.handlers.answers import AnyRequest
from dialonce.pages.kit import Banner, Crumb, Step
from dialonce.pages.places import SeenMenus, name_place, seen_menus
from dialonce.pages.templating import ZONE
from dialonce.staff import Permission
from dialonce.web.parts import Parts, parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_staff

MOST_CALLS = 20


class CallView(Struct, frozen=True):
    """One call, moment by moment. `running` while it goes on: then `now_at` is where the caller is in the menu."""

    line: str
    when: str
    steps: tuple[Step, ...]
    running: bool
    now_at: str


class CallerView(Struct, frozen=True):
    """A caller's calls, the newest first; `more` tells how many older ones are not shown.

    `again` is what the form sends that looks once more: whom, and what for.
    """

    number: str
    calls: tuple[CallView, ...]
    more: int
    base: str
    again: tuple[tuple[str, str], ...]
    read_at: str


@post(PATH + "/search")
async def search(request: AnyRequest, slug: str) -> Response[str]:
    """The caller with this number, found by its blind index."""
    at_work = await require_staff(request, Permission.CALLS_READ, slug)
    form, say = await read_staff_form(request, at_work), at_work.locale
    if form.get("purpose") not in PURPOSES:
        return await _unsaid(request, at_work, form)
    home = parts_of(request).vault.directory.publishers.get(at_work.publisher_id)
    try:
        number = parse_caller(form.get("number", ""), home.country if home else None)
    except Invalid:
        wrong = Banner(translate(say, "calls.not_a_number"), tone="bad")
        return await calls_page(request, at_work, form, banner=wrong, status=400)
    async with work_session(request, at_work) as session:
        subject_id = await find_caller(session, number.text)
    if subject_id is None:
        nobody = Banner(translate(say, "calls.nobody"), translate(say, "calls.nobody_text"), "plain")
        return await calls_page(request, at_work, form, banner=nobody)
    return await _look(request, at_work, subject_id, form)


@post(PATH + "/caller")
async def caller(request: AnyRequest, slug: str) -> Response[str]:
    """The caller behind a call of the list."""
    at_work = await require_staff(request, Permission.CALLS_READ, slug)
    form = await read_staff_form(request, at_work)
    try:
        subject_id = UUID(form.get("subject", ""))
    except ValueError:
        raise NotFound("There is no such call.") from None
    return await _look(request, at_work, subject_id, form)


async def _unsaid(request: AnyRequest, at_work: AtWork, form: dict[str, str]) -> Response[str]:
    """Whoever says no purpose is told to, and learns nothing: not even whether the number is known."""
    unsaid = Banner(translate(at_work.locale, "calls.purpose_missing"), tone="bad")
    return await calls_page(request, at_work, form, banner=unsaid, status=400)


async def _look(request: AnyRequest, at_work: AtWork, subject_id: UUID, form: dict[str, str]) -> Response[str]:
    purpose, reference = form.get("purpose", ""), form.get("reference", "").strip() or None
    if purpose not in PURPOSES:
        return await _unsaid(request, at_work, form)
    support = Support(at_work.actor, at_work.fact, purpose, reference)
    try:
        async with work_session(request, at_work) as session:
            number, calls = await look_at_caller(session, support, subject_id)
    except Refused as refused:
        if "4.2-a" not in refused.clauses:
            raise
        missing = Banner(translate(at_work.locale, "calls.reference_missing"), tone="bad")
        return await calls_page(request, at_work, form, banner=missing, status=400)
    again = (("subject", str(subject_id)), ("purpose", purpose), ("reference", reference or ""))
    return await _page(request, at_work, number, calls, again)


async def _page(
    request: AnyRequest,
    at_work: AtWork,
    number: str,
    calls: Sequence[CallHistory],
    again: tuple[tuple[str, str], ...],
) -> Response[str]:
    parts, say = parts_of(request), at_work.locale
    menus = await seen_menus(parts, calls[:MOST_CALLS])
    known = find_number(number) if number else None
    view = CallerView(
        number=mask_number(known) if known else "",
        calls=tuple(_call(parts, menus, call, say) for call in calls[:MOST_CALLS]),
        more=max(len(calls) - MOST_CALLS, 0),
        base=f"/console/{at_work.slug}/calls",
        again=again,
        read_at=format_clock(say, parts.now, zone=ZONE),
    )
    title = translate(say, "calls.caller")
    crumbs = (Crumb(translate(say, "console.calls"), f"/console/{at_work.slug}/calls"), Crumb(title))
    noted = (Banner(translate(say, "calls.noted"), translate(say, "calls.noted_text"), "info"),)
    frame = frame_of(request, at_work, title=title, section="calls", crumbs=crumbs, banners=noted)
    return console_answer(request, at_work, "console/caller.html", frame, view=view)


def _call(parts: Parts, menus: SeenMenus, call: CallHistory, say: Locale) -> CallView:
    running = is_running(call, parts.now)
    seen = next((moment for moment in reversed(call.moments) if moment.kind == "screen"), None)
    return CallView(
        line_words(parts, call.line_id, say),
        call_when(call, say),
        tuple(moment_step(moment, menus, say) for moment in call.moments),
        running,
        name_place(seen, menus) if running and seen else "",
    )


ROUTES = (search, caller)
