"""Corrections in place: what a caller told an organisation of themself, put right by themself (7-a, 7-c)."""

from typing import Any

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.i18n import Locale, translate
from dialonce.pages.centre import HOME, render_centre, sub_frame
from dialonce.pages.handlers.answers import AnyRequest, page_answer, see
from dialonce.pages.handlers.centre import PRIVATE
from dialonce.pages.handlers.centre_at import own_traces_at, slug_of
from dialonce.pages.handlers.centre_download import signed_in_request
from dialonce.pages.kit import Banner, Field, FieldKind
from dialonce.pages.visitor import page_of
from dialonce.rights import Right, fulfil_rectification, open_request
from dialonce.subjects import (
    EMAIL,
    Profile,
    Trace,
    forget_email,
    normal_email,
    read_profile,
    rectify_profile,
    traces_of,
)
from dialonce.vault import SUBJECT
from dialonce.web.caller import CallerAtHome, read_caller_form, require_person
from dialonce.web.parts import Parts, parts_of
from dialonce.web.rights_desk import desk_of

PATH = HOME + "/details"
FIELDS: tuple[tuple[str, FieldKind, str, int], ...] = (
    ("name", "text", "name", 120),
    ("email", "email", "email", 254),
    ("address", "textarea", "street-address", 400),
)


class Details(Struct, frozen=True):
    """One publisher's profile as a form, its fields named `<field>-<slug>`. `unproved`: the e-mail opens no centre yet."""

    slug: str
    name: str
    fields: tuple[Field, ...]
    unproved: str = ""


@get(PATH)
async def details(request: AnyRequest) -> Response[Any]:
    """What each publisher has in its profile of the person, ready to be put right."""
    return await _show(request, {}, "", saved="saved" in request.query_params)


@post(PATH, status_code=303)
async def correct(request: AnyRequest) -> Response[Any]:
    """Put it right at once; recipients are told (GDPR 19)."""
    caller = await require_person(request)
    form = await read_caller_form(request, caller)
    parts, page = parts_of(request), page_of(request, path=PATH)
    slug = form.get("at", "")
    changes = {name: form.get(f"{name}-{slug}", "").strip() for name, *_ in FIELDS}
    try:
        if changes["email"]:
            changes["email"] = normal_email(changes["email"])
        for trace in own_traces_at(parts, await traces_of(parts.vault, caller.person), slug):
            await _rectify(parts, page.locale, trace, changes)
    except Invalid as wrong:
        faults = {fault.where.strip("/") for fault in wrong.faults} or {"email"}
        return await _show(request, changes, slug, faults=faults)
    return see(f"{PATH}?saved=1")


async def _rectify(parts: Parts, locale: Locale, trace: Trace, changes: dict[str, str]) -> None:
    async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
        different = await rectify_profile(session, trace.subject_id, changes)
        if not different:
            return
        asked = await open_request(session, signed_in_request(trace, Right.RECTIFICATION, session.now, locale))
        words = {translate(locale, f"me.field_{name}"): text or "–" for name, text in different.items()}
        await fulfil_rectification(session, desk_of(parts, trace.publisher_id), asked.request_id, words)
    if "email" in different:
        await forget_email(parts.vault, trace)


async def _show(
    request: AnyRequest, tried: dict[str, str], at: str, *, faults: set[str] | None = None, saved: bool = False
) -> Response[Any]:
    caller = await require_person(request)
    parts, page = parts_of(request), page_of(request, path=PATH)
    shown: dict[str, Details] = {}
    for trace in await traces_of(parts.vault, caller.person):
        async with parts.vault.session([trace.publisher_id], SUBJECT) as session:
            profile = await read_profile(session, trace.subject_id)
        slug = slug_of(parts, trace)
        mine = tried if slug == at else {}
        one = _details(parts, page.locale, caller, trace, profile, mine, faults or set() if mine else set())
        shown.setdefault(slug, one)
    note = Banner(translate(page.locale, "consent.saved"), translate(page.locale, "me.corrected"), "ok")
    frame = sub_frame(page.locale, translate(page.locale, "me.details"), caller.form_token, (note,) if saved else ())
    body = render_centre("details", page, frame, places=list(shown.values()))
    return page_answer(body, status=422 if faults else 200, headers=PRIVATE)


def _details(
    parts: Parts,
    locale: Locale,
    caller: CallerAtHome,
    trace: Trace,
    profile: Profile | None,
    tried: dict[str, str],
    faults: set[str],
) -> Details:
    slug = slug_of(parts, trace)
    fields = tuple(
        Field(
            f"{name}-{slug}",
            translate(locale, f"me.field_{name}"),
            value=tried.get(name, getattr(profile, name, "") if profile else ""),
            kind=kind,
            error=translate(locale, "me.wrong_email" if name == EMAIL else "me.too_long") if name in faults else "",
            autocomplete=complete,
            max_length=longest,
        )
        for name, kind, complete, longest in FIELDS
    )
    email = profile.email if profile else ""
    unproved = email if email and email != caller.person.of_kind(EMAIL) else ""
    return Details(slug, parts.vault.directory.publishers[trace.publisher_id].name, fields, unproved)
