"""Signing in to the privacy centre: a code by SMS or e-mail, a cookie until the browser closes, fifteen idle minutes."""

from typing import Any

from litestar import Response, get, post

from dialonce.errors import Invalid
from dialonce.i18n import translate
from dialonce.pages.centre import HOME, Tried, outbox_note, render_code, render_sign_in
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest, local_path, page_answer, see
from dialonce.pages.kit import Banner
from dialonce.pages.visitor import page_of
from dialonce.subjects import (
    Person,
    ask_code,
    check_code,
    email_identity,
    phone_identity,
    remember_email,
    sign_in,
    sign_out,
    traces_of,
)
from dialonce.web.caller import COOKIE, SIGN_IN_PATH, caller_at_home, read_caller_form
from dialonce.web.cookies import drop_cookie, set_cookie
from dialonce.web.forms import read_form
from dialonce.web.network import network_of
from dialonce.web.parts import parts_of

PRIVATE = {**NO_STORE, **NO_ROBOTS}
WAYS = {"phone": phone_identity, "email": email_identity}


@get(SIGN_IN_PATH)
async def sign_in_page(request: AnyRequest) -> Response[Any]:
    """The question who looks; whoever is signed in goes on."""
    path = _next(request.query_params.get("next", HOME))
    if await caller_at_home(request) is not None:
        return see(path)
    refused = request.query_params.get("cookie") == "refused"
    page = page_of(request)
    note = Banner(translate(page.locale, "me.cookie_refused"), translate(page.locale, "me.cookie_refused_text"), "warn")
    return page_answer(render_sign_in(page, Tried(), path, (note,) if refused else ()), headers=PRIVATE)


@post("/privacy/me/code", status_code=200)
async def send_code(request: AnyRequest) -> Response[str]:
    """Send a code, whoever is known, and ask for it."""
    form = await read_form(request)
    parts, page = parts_of(request), page_of(request, path=SIGN_IN_PATH)
    way, path = form.get("way", ""), _next(form.get("next", HOME))
    if way not in WAYS:
        raise Invalid("A code goes by `phone` or by `email`.")
    tried = Tried(way, form.get(way, ""))
    try:
        identity = WAYS[way](tried.value)
        attempt = await ask_code(parts.vault, parts.sign_in, identity, network_of(request), page.locale)
    except Invalid:
        wrong = Tried(way, tried.value, translate(page.locale, f"me.wrong_{way}"))
        return page_answer(render_sign_in(page, wrong, path), status=422, headers=PRIVATE)
    banners = (outbox_note(page.locale),) if parts.demo else ()
    return page_answer(render_code(page, tried, attempt, path, banners), headers=PRIVATE)


@post(SIGN_IN_PATH, status_code=303)
async def enter_code(request: AnyRequest) -> Response[Any]:
    """Let in who has the code. What was proved before in this browser stays proved."""
    form = await read_form(request)
    parts, page = parts_of(request), page_of(request, path=SIGN_IN_PATH)
    attempt, path = form.get("attempt", ""), _next(form.get("next", HOME))
    identity = await check_code(parts.vault, attempt, form.get("code", ""), network_of(request))
    if identity is None:
        tried = Tried(form.get("way", ""), "", translate(page.locale, "me.wrong_code"))
        return page_answer(render_code(page, tried, attempt, path), status=422, headers=PRIVATE)
    before = await caller_at_home(request)
    known = before.person if before else Person()
    others = tuple(one for one in known.identities if one.kind != identity.kind)
    if before is not None:
        await sign_out(parts.vault, before.secret)
    person = Person((identity, *others), known.visits)
    if others or known.visits:
        await remember_email(parts.vault, await traces_of(parts.vault, person), identity)
    answer = see(f"{HOME}/welcome?next={path}")
    set_cookie(request, answer, COOKIE, await sign_in(parts.vault, person))
    return answer


@get("/privacy/me/welcome")
async def welcome(request: AnyRequest) -> Response[Any]:
    """Whether the browser kept the cookie; then on."""
    path = _next(request.query_params.get("next", HOME))
    return see(path if await caller_at_home(request) is not None else f"{SIGN_IN_PATH}?cookie=refused")


@post("/privacy/me/sign-out", status_code=303)
async def leave(request: AnyRequest) -> Response[Any]:
    """End the session here and in the database."""
    caller = await caller_at_home(request)
    answer = see(HOME)
    if caller is not None:
        await read_caller_form(request, caller)
        await sign_out(parts_of(request).vault, caller.secret)
    drop_cookie(request, answer, COOKIE)
    return answer


def _next(path: str) -> str:
    return local_path(path, below=HOME, default=HOME)
