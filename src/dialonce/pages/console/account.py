"""One's own account: password, second factor, where one is signed in."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid, NotFound
from dialonce.i18n import format_ago, format_moment, translate
from dialonce.pages.console.framing import console_answer, frame_of
from dialonce.pages.console.words import role_name
from dialonce.pages.handlers.answers import AnyRequest, see
from dialonce.pages.kit import Badge, Banner, Fact, Field
from dialonce.pages.templating import ZONE
from dialonce.staff import (
    Member,
    Passkey,
    StaffSession,
    change_password,
    end_other_sessions,
    end_session,
    list_passkeys,
    list_sessions,
    read_member,
)
from dialonce.web.parts import parts_of
from dialonce.web.staff import AtWork, read_staff_form, require_signed_in

PATH = "/console/account"


class SessionView(Struct, frozen=True):
    """One place where this person is signed in."""

    id: str
    device: str
    seen: str
    badge: Badge | None


class AccountView(Struct, frozen=True):
    """One's own account as shown to oneself."""

    facts: tuple[Fact, ...]
    sessions: tuple[SessionView, ...]
    passkeys: tuple[str, ...]
    has_codes: bool
    recovery_left: int
    current: Field
    password: Field


@get(PATH)
async def account(request: AnyRequest) -> Response[str]:
    """The account."""
    return await _account(request, await require_signed_in(request))


@post(PATH + "/password")
async def new_password(request: AnyRequest) -> Response[Any]:
    """Another password; every other session ends."""
    at_work = await require_signed_in(request)
    form, parts = await read_staff_form(request, at_work), parts_of(request)
    say = at_work.locale
    try:
        await change_password(
            parts.staff, at_work.tenant, at_work.staff_id, form.get("current", ""), form.get("password", "")
        )
    except NotFound:
        return await _account(request, at_work, current_error=translate(say, "account.password_wrong"))
    except Invalid:
        return await _account(request, at_work, password_error=translate(say, "account.password_weak"))
    async with parts.vault.session([at_work.tenant], at_work.who) as session:
        await end_other_sessions(session, at_work.staff_id, at_work.session_id)
    return await _account(request, at_work, banner=Banner(translate(say, "account.password_changed"), tone="ok"))


@post(PATH + "/sessions", status_code=303)
async def sign_out_elsewhere(request: AnyRequest) -> Response[Any]:
    """End one session of one's own, or all but this one."""
    at_work = await require_signed_in(request)
    form = await read_staff_form(request, at_work)
    async with parts_of(request).vault.session([at_work.tenant], at_work.who) as session:
        if chosen := form.get("session"):
            await end_session(session, at_work.staff_id, _uuid(chosen))
        else:
            await end_other_sessions(session, at_work.staff_id, at_work.session_id)
    return see(PATH)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("There is no such session, or it is over already.") from None


async def _account(
    request: AnyRequest,
    at_work: AtWork,
    *,
    banner: Banner | None = None,
    current_error: str = "",
    password_error: str = "",
) -> Response[str]:
    async with parts_of(request).vault.session([at_work.tenant], at_work.who) as session:
        member = await read_member(session, at_work.staff_id)
        sessions = await list_sessions(session, at_work.staff_id)
        passkeys = await list_passkeys(session, at_work.staff_id)
    say = at_work.locale
    wrong = bool(current_error or password_error)
    current, password = translate(say, "account.current"), translate(say, "account.new_password")
    hint = translate(say, "account.password_hint")
    view = AccountView(
        facts=_facts(at_work, member),
        sessions=tuple(_session(request, at_work, one) for one in sessions),
        passkeys=tuple(_passkey(at_work, one) for one in passkeys),
        has_codes=bool(member.secret.totp),
        recovery_left=len(member.secret.recovery),
        current=Field(
            "current", current, kind="password", required=True, autocomplete="current-password", error=current_error
        ),
        password=Field(
            "password",
            password,
            kind="password",
            required=True,
            autocomplete="new-password",
            hint=hint,
            error=password_error,
        ),
    )
    frame = frame_of(request, at_work, title=translate(say, "account.title"), banners=(banner,) if banner else ())
    return console_answer(request, at_work, "console/account.html", frame, status=400 if wrong else 200, view=view)


def _facts(at_work: AtWork, member: Member) -> tuple[Fact, ...]:
    say, until = at_work.locale, member.training_until
    trained = format_moment(say, until, zone=ZONE) if until else translate(say, "account.not_trained")
    return (
        Fact(translate(say, "sign_in.email"), member.email),
        Fact(translate(say, "staff.role"), role_name(say, member.role)),
        Fact(translate(say, "account.trained_until"), trained),
    )


def _session(request: AnyRequest, at_work: AtWork, one: StaffSession) -> SessionView:
    say = at_work.locale
    here = one.session_id == at_work.session_id
    seen = format_ago(say, one.seen_at, now=parts_of(request).now)
    badge = Badge(translate(say, "account.here"), "ok") if here else None
    return SessionView(str(one.session_id), one.device or translate(say, "account.some_device"), seen, badge)


def _passkey(at_work: AtWork, one: Passkey) -> str:
    return f"{one.name} · {format_moment(at_work.locale, one.created_at, zone=ZONE)}"


ROUTES = (account, new_password, sign_out_elsewhere)
