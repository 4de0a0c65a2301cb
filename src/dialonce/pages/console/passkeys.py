"""Passkeys: making one, removing one, and getting in with one. They need a script; codes from an app do not."""

from typing import Any, Final

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Conflict, Invalid, NotFound, Unauthorized
from dialonce.i18n import format_moment, translate
from dialonce.pages.console.framing import HOME, console_answer, frame_of
from dialonce.pages.console.passkey_site import site_of
from dialonce.pages.console.sign_in import enter
from dialonce.pages.handlers.answers import AnyRequest, local_path, see
from dialonce.pages.kit import Banner, Crumb, Field
from dialonce.pages.templating import ZONE
from dialonce.staff import (
    add_passkey,
    check_passkey,
    list_passkeys,
    offer_passkey,
    read_member,
    remove_passkey,
    renew_session,
)
from dialonce.web.cookies import set_cookie
from dialonce.web.forms import read_form
from dialonce.web.parts import parts_of
from dialonce.web.staff import COOKIE, SIGN_IN, AtWork, read_staff_form, require_signed_in, signed_in

PATH: Final = "/console/account/passkeys"


class PasskeyView(Struct, frozen=True):
    id: str
    name: str
    made: str


class PasskeysView(Struct, frozen=True):
    """`options` is what the script hands to the browser; None where passkeys cannot be used."""

    passkeys: tuple[PasskeyView, ...]
    options: str | None
    name: Field


@get(PATH)
async def passkeys(request: AnyRequest) -> Response[str]:
    """One's passkeys, and the form for another."""
    return await _page(request, await require_signed_in(request))


@post(PATH, status_code=303)
async def keep(request: AnyRequest) -> Response[Any]:
    """Keep a passkey that the browser made; this session counts as one with two factors from here on."""
    at_work = await require_signed_in(request)
    form, parts = await read_staff_form(request, at_work), parts_of(request)
    site = site_of(request, parts)
    if site is None:
        raise NotFound("Passkeys need an address with a name.")
    try:
        async with parts.vault.session([at_work.tenant], at_work.who) as session:
            member = await read_member(session, at_work.staff_id)
            await add_passkey(session, parts.staff, site, member, form.get("answer", ""), form.get("name", ""))
    except (Invalid, Conflict):
        return await _page(request, at_work, failed=True)
    leading = see(PATH)
    if not at_work.second_factor:
        set_cookie(
            request, leading, COOKIE, await renew_session(parts.staff, await signed_in(request), second_factor=True)
        )
    return leading


@post(PATH + "/remove", status_code=303)
async def remove(request: AnyRequest) -> Response[Any]:
    """Forget a passkey."""
    at_work = await require_signed_in(request)
    form = await read_staff_form(request, at_work)
    try:
        credential_id = bytes.fromhex(form.get("passkey", ""))
    except ValueError:
        raise NotFound("There is no such passkey.") from None
    async with parts_of(request).vault.session([at_work.tenant], at_work.who) as session:
        await remove_passkey(session, at_work.staff_id, credential_id)
    return see(PATH)


@post(SIGN_IN + "/passkey", status_code=303)
async def get_in(request: AnyRequest) -> Response[Any]:
    """Sign in with a passkey alone: possession and the device's own check are two factors."""
    form, parts = await read_form(request, page=SIGN_IN), parts_of(request)
    site = site_of(request, parts)
    if site is None:
        raise NotFound("Passkeys need an address with a name.")
    try:
        member = await check_passkey(parts.staff, site, form.get("answer", ""))
    except Unauthorized:
        return see(f"{SIGN_IN}?passkey=no")
    onward = local_path(form.get("next", HOME), below=HOME, default=HOME)
    return await enter(request, member, onward, second_factor=True)


async def _page(request: AnyRequest, at_work: AtWork, *, failed: bool = False) -> Response[str]:
    parts, say = parts_of(request), at_work.locale
    site = site_of(request, parts)
    async with parts.vault.session([at_work.tenant], at_work.who) as session:
        kept = await list_passkeys(session, at_work.staff_id)
        member = await read_member(session, at_work.staff_id)
        options = await offer_passkey(session, parts.staff, site, member) if site else None
    view = PasskeysView(
        passkeys=tuple(
            PasskeyView(one.credential_id.hex(), one.name, format_moment(say, one.created_at, zone=ZONE))
            for one in kept
        ),
        options=options,
        name=Field("name", translate(say, "passkey.name"), hint=translate(say, "passkey.name_hint"), max_length=60),
    )
    title = translate(say, "passkey.title")
    crumbs = (Crumb(translate(say, "account.title"), "/console/account"), Crumb(title))
    banners = (Banner(translate(say, "passkey.failed"), tone="bad"),) if failed else ()
    frame = frame_of(request, at_work, title=title, crumbs=crumbs, banners=banners)
    return console_answer(request, at_work, "console/passkeys.html", frame, status=400 if failed else 200, view=view)


ROUTES = (passkeys, keep, remove, get_in)
