"""A second factor from an app: setting it up, and showing it after the password."""

from typing import Any, Final

from litestar import Response, get, post
from markupsafe import Markup
from msgspec import Struct

from dialonce.errors import Invalid, NotFound, TooMany, Unauthorized
from dialonce.i18n import Locale, translate
from dialonce.pages.console.framing import HOME, console_answer, frame_of
from dialonce.pages.console.passkey_site import passkey_options
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest, local_path, page_answer, see
from dialonce.pages.kit import Banner, Crumb, Field, Link
from dialonce.pages.templating import render
from dialonce.pages.visitor import page_of
from dialonce.staff import (
    Member,
    SignedIn,
    add_totp,
    base32,
    check_second_step,
    code_at,
    remove_totp,
    renew_recovery_codes,
    renew_session,
    totp_picture,
    totp_secret,
    totp_uri,
)
from dialonce.web.cookies import set_cookie
from dialonce.web.forms import decode_form
from dialonce.web.parts import Parts, parts_of
from dialonce.web.staff import (
    COOKIE,
    SECOND_STEP,
    SET_UP_FACTOR,
    AtWork,
    check_form_token,
    form_token_of,
    read_staff_form,
    require_signed_in,
    signed_in,
)

ACCOUNT: Final = "/console/account"
RESERVED: Final = ".example"
"""Addresses that belong to nobody (RFC 2606): only for these does a demo show the code of the moment."""


class SetUpView(Struct, frozen=True):
    """The secret as a picture and as letters, and the field for the first code. `next` is where to go on."""

    picture: Markup
    letters: str
    code: Field
    next: str
    hint: Banner | None


class CodesView(Struct, frozen=True):
    """Recovery codes, shown this once."""

    codes: tuple[str, ...]
    onward: Link


class SecondStepView(Struct, frozen=True):
    """`code` is for who has codes, `passkey` what a browser needs to show one, for who has one."""

    code: Field | None
    next: str
    token: str
    passkey: str | None = None
    banner: Banner | None = None
    hint: Banner | None = None


@get(SET_UP_FACTOR)
async def set_up(request: AnyRequest) -> Response[str]:
    """The picture to scan, and the field for the first code."""
    return await _set_up(request, await require_signed_in(request), _next(request.query_params.get("next")))


@post(SET_UP_FACTOR)
async def confirm(request: AnyRequest) -> Response[Any]:
    """Set it up with its first code; this session counts as one with two factors from here on."""
    at_work = await require_signed_in(request)
    form, parts = await read_staff_form(request, at_work), parts_of(request)
    onward = _next(form.get("next"))
    try:
        async with parts.vault.session([at_work.tenant], at_work.who) as session:
            secret = _secret(parts, at_work)
            codes = await add_totp(session, parts.staff, at_work.staff_id, secret, form.get("code", ""))
    except Invalid:
        return await _set_up(request, at_work, onward, wrong=True)
    found = await signed_in(request)
    ticket = await renew_session(parts.staff, found, second_factor=True)
    answer = _show_codes(request, at_work, codes, onward)
    set_cookie(request, answer, COOKIE, ticket)
    return answer


@post(ACCOUNT + "/recovery-codes")
async def renew_codes(request: AnyRequest) -> Response[str]:
    """New recovery codes; the old ones end."""
    at_work = await require_signed_in(request)
    await read_staff_form(request, at_work)
    parts = parts_of(request)
    async with parts.vault.session([at_work.tenant], at_work.who) as session:
        codes = await renew_recovery_codes(session, parts.staff, at_work.staff_id)
    return _show_codes(request, at_work, codes, ACCOUNT)


@post(ACCOUNT + "/codes/remove", status_code=303)
async def remove(request: AnyRequest) -> Response[Any]:
    """Take codes from an app away: a lost telephone, a new one to set up."""
    at_work = await require_signed_in(request)
    await read_staff_form(request, at_work)
    async with parts_of(request).vault.session([at_work.tenant], at_work.who) as session:
        await remove_totp(session, at_work.staff_id)
    return see(ACCOUNT)


@get(SECOND_STEP)
async def ask(request: AnyRequest) -> Response[Any]:
    """The second step after the password."""
    found, onward = await signed_in(request), _next(request.query_params.get("next"))
    if found.session.second_factor or not found.member.has_second_factor:
        return see(onward)
    return _second_step(request, found, onward)


@post(SECOND_STEP, status_code=303)
async def answer(request: AnyRequest) -> Response[Any]:
    """A code from the app or a recovery code; a new session takes the place of the old one."""
    found, parts = await signed_in(request), parts_of(request)
    form = await decode_form(request)
    check_form_token(request, form_token_of(parts, found), form)
    onward, say = _next(form.get("next")), page_of(request).locale
    try:
        await check_second_step(parts.staff, found.member, form.get("code", ""))
    except Unauthorized:
        return _second_step(request, found, onward, Banner(translate(say, "factor.wrong"), tone="bad"), status=401)
    except TooMany:
        many = Banner(translate(say, "sign_in.many"), translate(say, "sign_in.many_text"), "bad")
        return _second_step(request, found, onward, many, status=429)
    leading = see(onward)
    set_cookie(request, leading, COOKIE, await renew_session(parts.staff, found, second_factor=True))
    return leading


def _next(given: str | None) -> str:
    return local_path(given or HOME, below=HOME, default=HOME)


def _secret(parts: Parts, at_work: AtWork) -> bytes:
    return totp_secret(parts.session_key, f"{at_work.staff_id}|{at_work.session_id}")


async def _set_up(request: AnyRequest, at_work: AtWork, onward: str, *, wrong: bool = False) -> Response[str]:
    parts, say = parts_of(request), at_work.locale
    member = (await signed_in(request)).member
    if member.secret.totp:
        raise NotFound("Codes from an app are set up already; remove them first.")
    secret = _secret(parts, at_work)
    title = translate(say, "factor.set_up")
    frame = frame_of(
        request, at_work, title=title, crumbs=(Crumb(translate(say, "account.title"), ACCOUNT), Crumb(title))
    )
    view = SetUpView(
        picture=Markup(totp_picture(totp_uri(secret, member.email))),  # noqa: S704 - drawn by segno
        letters=base32(secret),
        code=_code(say, translate(say, "factor.wrong") if wrong else ""),
        next=onward,
        hint=_hint(parts, say, member, secret),
    )
    return console_answer(
        request, at_work, "console/factor_set_up.html", frame, status=400 if wrong else 200, view=view
    )


def _show_codes(request: AnyRequest, at_work: AtWork, codes: tuple[str, ...], onward: str) -> Response[str]:
    say = at_work.locale
    frame = frame_of(request, at_work, title=translate(say, "factor.recovery"))
    view = CodesView(codes, Link(translate(say, "factor.kept"), onward))
    return console_answer(request, at_work, "console/factor_codes.html", frame, view=view)


def _second_step(
    request: AnyRequest, found: SignedIn, onward: str, banner: Banner | None = None, *, status: int = 200
) -> Response[str]:
    parts, page = parts_of(request), page_of(request, path=SECOND_STEP)
    hint = _hint(parts, page.locale, found.member, found.member.secret.totp)
    passkey = passkey_options(request) if found.member.has_passkey else None
    secret = found.member.secret
    code = _code(page.locale) if secret.totp or secret.recovery else None
    view = SecondStepView(code, onward, form_token_of(parts, found), passkey, banner, hint)
    body = render("console/second_step.html", page, view=view)
    return page_answer(body, status=status, headers={**NO_STORE, **NO_ROBOTS})


def _code(say: Locale, error: str = "") -> Field:
    label = translate(say, "factor.code")
    return Field("code", label, error=error, required=True, autocomplete="one-time-code", max_length=20)


def _hint(parts: Parts, say: Locale, member: Member, secret: bytes) -> Banner | None:
    """In a demo, what the app would show; its people are made up and have no telephone."""
    if not (parts.demo and secret and member.email.endswith(RESERVED)):
        return None
    code = code_at(secret, parts.now)
    return Banner(
        translate(say, "factor.demo"), translate(say, "factor.demo_code", code=f"{code[:3]} {code[3:]}"), "info"
    )


ROUTES = (set_up, confirm, renew_codes, remove, ask, answer)
