"""The other rights as requests: where each stands, until when it is answered, and the ones that are carried out at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid, NotFound
from dialonce.i18n import Letter, Locale, format_date, translate
from dialonce.pages.centre import HOME, render_centre, sub_frame
from dialonce.pages.handlers.answers import AnyRequest, page_answer, see
from dialonce.pages.handlers.centre import PRIVATE
from dialonce.pages.handlers.centre_at import own_traces_at, publisher_name, slug_of
from dialonce.pages.handlers.centre_download import signed_in_request
from dialonce.pages.kit import Banner, Option
from dialonce.pages.templating import ZONE
from dialonce.pages.visitor import page_of
from dialonce.rights import (
    Desk,
    Directive,
    Limitation,
    Request,
    RestrictionCase,
    Right,
    Step,
    directive_of,
    end_limitation,
    fulfil_objection,
    fulfil_post_mortem,
    fulfil_restriction,
    letters_to,
    limitations_of,
    open_request,
    requests_of,
    revoke_directive,
    withdraw,
)
from dialonce.subjects import Trace, traces_of
from dialonce.vault import SUBJECT, Session
from dialonce.web.caller import read_caller_form, require_person
from dialonce.web.parts import Parts, parts_of
from dialonce.web.rights_desk import desk_of

PATH = HOME + "/requests"
MOST_WORDS = 4_000
OWN = ("objection", "restriction", "post-mortem", "rectification")
CASES = tuple(RestrictionCase)
TONES = {
    "open": "info",
    "suspended": "warn",
    "erasing": "warn",
    "granted": "ok",
    "refused": "bad",
    "withdrawn": "plain",
}


class Written(Struct, frozen=True):
    """A letter that the person was sent about a request."""

    subject: str
    body: str


class RequestLine(Struct, frozen=True):
    """One request: its number, what it asks, where it stands, until when it is answered, and every letter about it."""

    id: str
    reference: str
    name: str
    right: str
    state: str
    tone: str
    dates: str
    open: bool
    letters: tuple[Written, ...]


class Wishes(Struct, frozen=True):
    """What the person wants to become of their data after their death, as it stands at one publisher."""

    slug: str
    title: str
    words: str
    executor: str


class InForce(Struct, frozen=True):
    """A limitation that the person may end."""

    kind: str
    slug: str
    words: str


class Standing(Struct, frozen=True):
    """Everything the page tells of one person: requests, limitations that run, wishes."""

    lines: list[RequestLine]
    forces: list[InForce]
    wishes: list[Wishes]


@get(PATH)
async def requests(request: AnyRequest) -> Response[Any]:
    """Every request of the person, newest first, and the forms for new ones."""
    return await _show(request, None)


@post(PATH, status_code=303)
async def ask(request: AnyRequest) -> Response[Any]:
    """Open a request; what needs no judgement is carried out at once, and answered with the letter."""
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    parts, page = parts_of(request), page_of(request, path=PATH)
    right, words = form.get("right", ""), form.get("words", "").strip()
    if right not in OWN:
        raise Invalid(f"Ask for one of {', '.join(OWN)}; the others have pages of their own.")
    if len(words) > MOST_WORDS:
        raise Invalid(f"Say it in {MOST_WORDS} characters at most.")
    mine = own_traces_at(parts, await traces_of(parts.vault, caller.person), form.get("at", ""))
    letters = []
    for trace in mine:
        desk = desk_of(parts, trace.publisher_id)
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            new = signed_in_request(trace, Right(right), session.now, page.locale, words)
            asked = await open_request(session, new, desk.head if right == Right.RECTIFICATION else None)
            if letter := await _carry_out(session, desk, asked, form, words):
                letters.append(letter)
    return await _show(request, letters) if letters else see(f"{PATH}?asked=1")


@post(PATH + "/end", status_code=303)
async def end(request: AnyRequest) -> Response[Any]:
    """End an objection or a restriction of one's own: use may go on."""
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    parts = parts_of(request)
    for trace in own_traces_at(parts, await traces_of(parts.vault, caller.person), form.get("at", "")):
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            await end_limitation(session, trace.subject_id, form.get("kind", ""))
    return see(PATH)


@post(PATH + "/forget-wishes", status_code=303)
async def forget_wishes(request: AnyRequest) -> Response[Any]:
    """Take back what was to become of the data after death; it can be said anew at any time (loi 78-17, art. 85)."""
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    parts = parts_of(request)
    for trace in own_traces_at(parts, await traces_of(parts.vault, caller.person), form.get("at", "")):
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            await revoke_directive(session, trace.subject_id)
    return see(PATH)


@post(PATH + "/{request_id:uuid}/withdraw", status_code=303)
async def take_back(request: AnyRequest, request_id: UUID) -> Response[Any]:
    """Take back a request that is open."""
    caller = await require_person(request)
    await read_caller_form(request, caller)
    parts = parts_of(request)
    for trace in await traces_of(parts.vault, caller.person):
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            if any(one.request_id == request_id for one in await requests_of(session, trace.subject_id)):
                await withdraw(session, request_id)
                return see(PATH)
    raise NotFound("There is no such request.")


async def _carry_out(session: Session, desk: Desk, asked: Request, form: dict[str, str], words: str) -> Letter | None:
    """The letter of what was done at once; None for what a person of the publisher has to look at."""
    match asked.right:
        case Right.OBJECTION:
            return (await fulfil_objection(session, desk, asked.request_id))[1]
        case Right.RESTRICTION:
            if form.get("case") not in CASES:
                raise Invalid(f"Say the case as one of {', '.join(CASES)}.")
            return (await fulfil_restriction(session, desk, asked.request_id, RestrictionCase(form["case"])))[1]
        case Right.POST_MORTEM:
            return (await fulfil_post_mortem(session, desk, asked.request_id, words, form.get("executor", "")))[1]
        case _:
            return None


async def _show(request: AnyRequest, letters: list[Letter] | None) -> Response[Any]:
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request, path=PATH)
    traces = await traces_of(parts.vault, caller.person)
    standing = await _listed(parts, page.locale, traces)
    done = letters is not None or "asked" in request.query_params
    note = Banner(translate(page.locale, "me.request_done" if letters else "me.request_asked"), tone="ok")
    frame = sub_frame(page.locale, translate(page.locale, "me.requests"), caller.form_token, (note,) if done else ())
    slugs = dict.fromkeys(slug_of(parts, trace) for trace in traces)
    places = [Option(slug, publisher_name(parts, traces, slug)) for slug in slugs]
    context = {
        "standing": standing,
        "places": places,
        "letters": letters or [],
        "cases": CASES,
    }
    return page_answer(render_centre("requests", page, frame, **context), headers=PRIVATE)


async def _listed(parts: Parts, locale: Locale, traces: list[Trace]) -> Standing:
    lines: list[tuple[datetime, RequestLine]] = []
    forces: list[InForce] = []
    wishes: list[Wishes] = []
    for trace in traces:
        name, slug = parts.vault.directory.publishers[trace.publisher_id].name, slug_of(parts, trace)
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            found = await requests_of(session, trace.subject_id)
            letters = await letters_to(session, trace.subject_id)
            limits = await limitations_of(session, trace.subject_id)
            directive = await directive_of(session, trace.subject_id)
        lines += [(one.received_at, _line(locale, name, one, letters.get(one.request_id, []))) for one in found]
        forces += [_force(locale, name, slug, one) for one in limits if one.ended_at is None]
        wishes += [_wishes(locale, name, slug, directive)] if directive else []
    return Standing([line for _, line in sorted(lines, key=lambda pair: pair[0], reverse=True)], forces, wishes)


def _wishes(locale: Locale, name: str, slug: str, one: Directive) -> Wishes:
    day = format_date(locale, one.recorded_at.astimezone(ZONE).date())
    return Wishes(slug, translate(locale, "me.wishes_stand", name=name, day=day), one.wishes, one.executor)


def _line(locale: Locale, name: str, one: Request, letters: list[Step]) -> RequestLine:
    received = format_date(locale, one.received_at.astimezone(ZONE).date())
    end = one.closed_at or one.due_at
    words = {"day": received, "end": format_date(locale, end.astimezone(ZONE).date()) if end else ""}
    dates = translate(locale, "me.request_closed" if one.closed_at else "me.request_due", **words)
    return RequestLine(
        id=str(one.request_id),
        reference=one.reference,
        name=name,
        right=translate(locale, f"me.right_{one.right.replace('-', '_')}"),
        state=translate(locale, f"me.state_{one.state}"),
        tone=TONES[one.state],
        dates=dates if end else translate(locale, "me.request_stopped", day=received),
        open=one.is_open,
        letters=tuple(Written(step.title, step.letter) for step in letters),
    )


def _force(locale: Locale, name: str, slug: str, one: Limitation) -> InForce:
    return InForce(one.kind, slug, f"{name} : " + translate(locale, f"me.right_{one.kind}").lower())
