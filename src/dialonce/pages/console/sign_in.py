"""Signing in with a password, and signing out."""

from typing import Any, Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import TooMany, Unauthorized
from dialonce.i18n import translate
from dialonce.pages.console.devices import device_words
from dialonce.pages.console.passkey_site import passkey_options
from dialonce.pages.handlers.answers import NO_ROBOTS, NO_STORE, AnyRequest, local_path, page_answer, see
from dialonce.pages.kit import Banner, Field
from dialonce.pages.page import Page
from dialonce.pages.templating import render
from dialonce.pages.visitor import page_of
from dialonce.staff import Member, check_in, end_session, find_session, open_session
from dialonce.vault import Who
from dialonce.web.cookies import drop_cookie, read_cookie, set_cookie
from dialonce.web.forms import decode_form, read_form
from dialonce.web.parts import parts_of
from dialonce.web.staff import COOKIE, SIGN_IN, check_form_token, form_token_of

HOME: Final = "/console"


class SignInView(Struct, frozen=True):
    """`next` is where to go on afterwards, `passkey` what a browser needs to show one."""

    email: Field
    password: Field
    next: str
    passkey: str | None
    banner: Banner | None = None


@get(SIGN_IN)
async def ask(request: AnyRequest) -> Response[str]:
    """The form."""
    onward = local_path(request.query_params.get("next", HOME), below=HOME, default=HOME)
    refused = translate(page_of(request).locale, "passkey.refused")
    banner = Banner(refused, tone="bad") if request.query_params.get("passkey") == "no" else None
    return _form(request, onward, banner=banner)


@post(SIGN_IN, status_code=303)
async def answer(request: AnyRequest) -> Response[Any]:
    """Open a session, or say that something was not right: always the same, whatever it was."""
    form = await read_form(request)
    onward = local_path(form.get("next", HOME), below=HOME, default=HOME)
    page = page_of(request, path=SIGN_IN)
    email = form.get("email", "")
    try:
        member = await check_in(parts_of(request).staff, email, form.get("password", ""))
    except Unauthorized:
        wrong = Banner(translate(page.locale, "sign_in.wrong"), translate(page.locale, "sign_in.wrong_text"), "bad")
        return _form(request, onward, email=email, banner=wrong, status=401)
    except TooMany:
        many = Banner(translate(page.locale, "sign_in.many"), translate(page.locale, "sign_in.many_text"), "bad")
        return _form(request, onward, email=email, banner=many, status=429)
    return await enter(request, member, onward)


async def enter(request: AnyRequest, member: Member, onward: str, *, second_factor: bool = False) -> Response[Any]:
    """Open a session of somebody who proved who they are, and go on."""
    parts = parts_of(request)
    async with parts.vault.session([member.publisher_id], Who(f"staff:{member.staff_id}")) as session:
        device = device_words(request.headers.get("user-agent", ""))
        ticket = await open_session(session, member.staff_id, second_factor=second_factor, device=device)
    leading = see(onward)
    set_cookie(request, leading, COOKIE, ticket)
    return leading


@post("/console/sign-out", status_code=303)
async def leave(request: AnyRequest) -> Response[Any]:
    """End the session. Works at any step; without a session there is nothing to end."""
    parts = parts_of(request)
    found = await find_session(parts.staff, read_cookie(request, COOKIE) or "")
    if found is not None:
        check_form_token(request, form_token_of(parts, found), await decode_form(request))
        async with parts.vault.session([found.member.publisher_id], Who(f"staff:{found.member.staff_id}")) as session:
            await end_session(session, found.member.staff_id, found.session.session_id)
    leading = see(SIGN_IN)
    drop_cookie(request, leading, COOKIE)
    return leading


def _form(
    request: AnyRequest, onward: str, *, email: str = "", banner: Banner | None = None, status: int = 200
) -> Response[str]:
    page = page_of(request, path=SIGN_IN)
    view = SignInView(_email(page, email), _password(page), onward, passkey_options(request), banner)
    return page_answer(
        render("console/sign_in.html", page, view=view), status=status, headers={**NO_STORE, **NO_ROBOTS}
    )


def _email(page: Page, value: str) -> Field:
    label = translate(page.locale, "sign_in.email")
    return Field("email", label, value, "email", required=True, autocomplete="username webauthn")


def _password(page: Page) -> Field:
    label = translate(page.locale, "sign_in.password")
    return Field("password", label, kind="password", required=True, autocomplete="current-password")


ROUTES = (ask, answer, leave)
