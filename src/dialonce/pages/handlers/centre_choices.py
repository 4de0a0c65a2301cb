"""Switches: every consent by itself, location by application, and out of the service as a whole."""

from typing import Any
from uuid import UUID, uuid4

import msgspec
from litestar import Response, get, post
from msgspec import Struct

from dialonce.consent import (
    LEVELS,
    Answer,
    Standing,
    consents_of,
    record_answer,
)
from dialonce.errors import Invalid
from dialonce.i18n import Locale, translate
from dialonce.pages.centre import HOME, QuestionView, Scopes, ask, render_centre, sub_frame
from dialonce.pages.handlers.answers import AnyRequest, page_answer, see
from dialonce.pages.handlers.centre import PRIVATE, policy_path, teller_at
from dialonce.pages.handlers.centre_at import numbers_to_honour, own_traces_at, publisher_name, slug_of
from dialonce.pages.kit import Banner, Link
from dialonce.pages.visitor import page_of
from dialonce.policy import Mechanism, figure_at
from dialonce.sharing import list_agreements, list_transfers
from dialonce.subjects import Trace, traces_of
from dialonce.vault import NOWHERE, SUBJECT, Session, opt_out, opted_out_at
from dialonce.web.caller import CallerAtHome, read_caller_form, require_person
from dialonce.web.parts import Parts, parts_of

CHANNEL = "centre"
AGES = ("of-age", "guardian")


class ChoicesView(Struct, frozen=True):
    """`out`: whether the person is out of the service, None when no number of theirs is known here."""

    out: bool | None
    places: tuple[Link, ...]
    publisher: str = ""
    policy: str = ""
    action: str = ""
    questions: tuple[QuestionView, ...] = ()


class AgeView(Struct, frozen=True):
    age: int
    purpose: str
    answer: str
    action: str


@get(HOME + "/choices")
async def choices(request: AnyRequest) -> Response[Any]:
    """The choices of the only publisher that knows the person; of several, the list of them."""
    return await _show(request, None)


@get(HOME + "/choices/{slug:str}")
async def choices_at(request: AnyRequest, slug: str) -> Response[Any]:
    """The choices of one publisher."""
    return await _show(request, slug)


@post(HOME + "/choices/{slug:str}", status_code=303)
async def choose(request: AnyRequest, slug: str) -> Response[Any]:
    """Keep one answer. A yes asks for the age once, where it was never declared (GDPR 8)."""
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    parts, page = parts_of(request), page_of(request, path=f"{HOME}/choices")
    mine = own_traces_at(parts, await traces_of(parts.vault, caller.person), slug)
    scope, _, choice = form.get("answer", "").partition("|")
    purpose, age = form.get("purpose", ""), form.get("age", "")
    async with parts.vault.session([mine[0].publisher_id], SUBJECT) as session:
        standings = await _standings(session, mine)
        said = age if age in AGES else next((one.age for one in standings if one.age), "")
        yes = choice not in (LEVELS[0], "refused")
        if yes and not said:
            view = AgeView(_age(parts), purpose, form.get("answer", ""), f"{HOME}/choices/{slug}")
            frame = sub_frame(page.locale, translate(page.locale, "consent.age_title"), caller.form_token)
            return page_answer(render_centre("age", page, frame, view=view), headers=PRIVATE)
        for trace in mine:
            refs = await session.keyring.refs(trace.publisher_id, [trace.subject_id], session.now)
            answer = msgspec.convert(
                {
                    "id": uuid4(),
                    "purpose": purpose,
                    "choice": choice,
                    "decided_at": session.now,
                    "scope": scope or None,
                    "culture": page.locale,
                    "channel": CHANNEL,
                    "age": said,
                    "gpc": caller.gpc,
                },
                Answer,
            )
            await record_answer(session, trace.publisher_id, refs[trace.subject_id], answer)
    return see(f"{HOME}/choices/{slug}?saved=1#q-{purpose}")


@post(HOME + "/out", status_code=303)
async def leave_service(request: AnyRequest) -> Response[Any]:
    """Out of the service as a whole, or back in: in force when this answers, for every publisher, also those to come."""
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    if form.get("out") not in ("0", "1"):
        raise Invalid("Say `out` as 1, or 0 to be offered the menu again.")
    parts = parts_of(request)
    for number in await numbers_to_honour(parts, caller.person, await traces_of(parts.vault, caller.person)):
        await opt_out(parts.vault, NOWHERE, number, out=form["out"] == "1")
    return see(f"{HOME}/choices?saved=1")


async def _show(request: AnyRequest, slug: str | None) -> Response[Any]:
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request)
    traces = await traces_of(parts.vault, caller.person)
    slugs = dict.fromkeys(slug_of(parts, trace) for trace in traces)
    chosen = slug if slug is not None else next(iter(slugs)) if len(slugs) == 1 else None
    numbers = await numbers_to_honour(parts, caller.person, traces)
    view = ChoicesView(
        out=any([await opted_out_at(parts.vault, NOWHERE, number) for number in numbers]) if numbers else None,
        places=tuple(Link(publisher_name(parts, traces, one), f"{HOME}/choices/{one}") for one in slugs),
    )
    if slug is not None:
        view = msgspec.structs.replace(view, out=None, places=())
    if chosen is not None:
        view = await _asked(parts, page.locale, caller, view, own_traces_at(parts, traces, chosen))
    saved = Banner(translate(page.locale, "consent.saved"), translate(page.locale, "consent.saved_text"), "ok")
    banners = (saved,) if "saved" in request.query_params else ()
    frame = sub_frame(page.locale, translate(page.locale, "me.choices"), caller.form_token, banners)
    return page_answer(render_centre("choices", page, frame, view=view), headers=PRIVATE)


async def _asked(
    parts: Parts, locale: Locale, caller: CallerAtHome, view: ChoicesView, mine: list[Trace]
) -> ChoicesView:
    teller = teller_at(parts, locale, mine[0])
    async with parts.vault.session([mine[0].publisher_id], SUBJECT) as session:
        standings = await _standings(session, mine)
        scopes = await _scopes(session, mine[0].publisher_id)
    return msgspec.structs.replace(
        view,
        publisher=teller.publisher,
        policy=policy_path(parts, mine[0]),
        action=f"{HOME}/choices/{slug_of(parts, mine[0])}",
        questions=ask(teller, standings, scopes, parts.now, gpc=caller.gpc),
    )


async def _standings(session: Session, mine: list[Trace]) -> list[Standing]:
    """The newest answers of all subjects that are this person at one publisher."""
    found = [one for trace in mine for one in await consents_of(session, trace.publisher_id, trace.subject_id)]
    return sorted(found, key=lambda one: one.changed_at, reverse=True)


async def _scopes(session: Session, publisher_id: UUID) -> Scopes:
    agreements = [one for one in await list_agreements(session) if one.binds(session.now)]
    sharing = tuple((one.party, one.name) for one in agreements if "approved-sharing" in one.purposes)
    transfer = any(
        one.mechanism == Mechanism.EXPLICIT_CONSENT and session.now < one.until for one in await list_transfers(session)
    )
    entries = session.directory.interfaces.values()
    own = [one for one in entries if one.publisher_id == publisher_id and one.enabled and one.published_version]
    return Scopes(tuple((one.slug, one.name) for one in own), sharing, transfer)


def _age(parts: Parts) -> int:
    return figure_at("consent.age", parts.now.date())
