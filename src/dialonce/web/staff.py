"""Who works at the console: the session behind the cookie, what it may do, and where it must go first."""

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Request

from dialonce.errors import DialOnceError, Forbidden, NotFound
from dialonce.i18n import Locale, is_locale, negotiate_locale
from dialonce.policy import Actor, StaffFact
from dialonce.staff import OPERATOR, PERSONAL, Permission, Role, SignedIn, find_session, may, policy_role
from dialonce.storage.directory import PublisherEntry
from dialonce.vault import BreakGlass, Who, running_access
from dialonce.web.cookies import read_cookie
from dialonce.web.forms import TOKEN_FIELD, ForeignFormError, decode_form, refuse_foreign
from dialonce.web.parts import Parts, parts_of

COOKIE = "staff"
SIGN_IN = "/console/sign-in"
SECOND_STEP = "/console/second-step"
SET_UP_FACTOR = "/console/account/second-factor"
TRAINING = "/console/training"


class GoFirst(DialOnceError):
    """Something comes before this page: signing in, a second factor, the training. `path` leads there and back."""

    status = 401
    code = "sign-in-first"
    title = "Sign in first"

    def __init__(self, path: str, back: str) -> None:
        super().__init__("Sign in at the console first.")
        self.path = f"{path}?next={quote(back)}"


class AtWork(msgspec.Struct, frozen=True):
    """Somebody at the console. `publisher_id` is whose pages they look at, the nil id for those of the operator.

    `tenant` is where their account lies; `form_token` goes into their forms. `exceptional`: the access that the operator's
    staff were given to this publisher's calls (2-l).
    """

    staff_id: UUID
    role: Role
    locale: Locale
    name: str
    publisher_id: UUID
    publisher_name: str
    slug: str
    tenant: UUID
    second_factor: bool
    training_until: datetime | None
    session_id: UUID
    form_token: str
    exceptional: BreakGlass | None = None

    @property
    def who(self) -> Who:
        """As the journal names them."""
        return Who(f"staff:{self.staff_id}")

    @property
    def actor(self) -> Actor:
        """As the policy names them: the operator's staff, or the publisher's own."""
        return Actor.OPERATOR_STAFF if self.tenant == OPERATOR else Actor.PUBLISHER_STAFF

    @property
    def fact(self) -> StaffFact:
        """What the policy must know of them."""
        staff = StaffFact(policy_role(self.role), self.second_factor, self.training_until)
        return self.exceptional.fact(staff) if self.exceptional else staff

    def may(self, permission: Permission) -> bool:
        """Whether their role has the permission."""
        return may(self.role, permission)


async def signed_in(request: Request[Any, Any, Any]) -> SignedIn:
    """Who shows the cookie of a running session, with whatever factors. Raises `GoFirst` to the sign-in page."""
    ticket = read_cookie(request, COOKIE)
    found = await find_session(parts_of(request).staff, ticket) if ticket else None
    if found is None:
        raise GoFirst(SIGN_IN, own_path(request))
    return found


async def require_signed_in(request: Request[Any, Any, Any]) -> AtWork:
    """As `signed_in`, once every factor that was set up has been shown."""
    found = await signed_in(request)
    if found.member.has_second_factor and not found.session.second_factor:
        raise GoFirst(SECOND_STEP, own_path(request))
    return _at_work(request, found, None)


async def require_staff(
    request: Request[Any, Any, Any], permission: Permission | None, slug: str | None = None
) -> AtWork:
    """Who may see this page. `slug` names the publisher whose page it is; None for pages of no one publisher.

    Raises `GoFirst`, `NotFound` for publishers that are not theirs, `Forbidden` when their role lacks the permission.
    """
    found = await signed_in(request)
    _require_factor(request, found, always=parts_of(request).staff.second_factor_always)
    publisher = _publisher(parts_of(request), found, slug) if slug is not None else None
    at_work = _at_work(request, found, publisher)
    if permission is None:
        return at_work
    if not at_work.may(permission):
        at_work = await _exceptionally(request, at_work, permission)
    if permission in PERSONAL:
        _require_factor(request, found, always=True)
        if not found.member.is_trained(parts_of(request).now):
            raise GoFirst(TRAINING, own_path(request))
    return at_work


async def _exceptionally(request: Request[Any, Any, Any], at_work: AtWork, permission: Permission) -> AtWork:
    """With the exceptional access that runs, if it does: to a publisher's calls, for the operator's staff alone (2-l)."""
    access = None
    if permission is Permission.CALLS_READ and at_work.tenant == OPERATOR and at_work.publisher_id != OPERATOR:
        async with parts_of(request).vault.session([at_work.publisher_id], at_work.who) as session:
            access = await running_access(session, str(at_work.staff_id))
    if access is None:
        raise Forbidden("Your role does not allow this. Ask an administrator of your organisation.")
    return msgspec.structs.replace(at_work, exceptional=access)


def _require_factor(request: Request[Any, Any, Any], found: SignedIn, *, always: bool) -> None:
    if found.session.second_factor:
        return
    if found.member.has_second_factor:
        raise GoFirst(SECOND_STEP, own_path(request))
    if always:
        raise GoFirst(SET_UP_FACTOR, own_path(request))


def _publisher(parts: Parts, found: SignedIn, slug: str) -> PublisherEntry:
    """The publisher of this short address, if it is theirs. Another's is as unknown as one that never was."""
    for publisher in parts.vault.directory.publishers.values():
        if publisher.slug == slug and found.member.publisher_id in (OPERATOR, publisher.publisher_id):
            return publisher
    raise NotFound("There is no such publisher.")


def _at_work(request: Request[Any, Any, Any], found: SignedIn, publisher: PublisherEntry | None) -> AtWork:
    parts, member = parts_of(request), found.member
    shown = publisher or parts.vault.directory.publishers.get(member.publisher_id)
    return AtWork(
        staff_id=member.staff_id,
        role=member.role,
        locale=_locale(request),
        name=member.name,
        publisher_id=shown.publisher_id if shown else OPERATOR,
        publisher_name=shown.name if shown else parts.contacts.operator_name or "Dial-Once",
        slug=shown.slug if shown else "",
        tenant=member.publisher_id,
        second_factor=found.session.second_factor,
        training_until=member.training_until,
        session_id=found.session.session_id,
        form_token=form_token_of(parts, found),
    )


def form_token_of(parts: Parts, found: SignedIn) -> str:
    """The token that forms of this session carry: good as long as the session."""
    said = f"staff|{found.session.session_id}".encode()
    return hmac.new(parts.session_key.secret, said, sha256).hexdigest()[:32]


async def read_staff_form(request: Request[Any, Any, Any], at_work: AtWork) -> dict[str, str]:
    """The posted fields; of a field sent twice the last. Raises `ForeignFormError` unless a page of this session sent it."""
    form = await decode_form(request)
    check_form_token(request, at_work.form_token, form)
    return form


def check_form_token(request: Request[Any, Any, Any], expected: str, form: dict[str, str]) -> None:
    """Raise `ForeignFormError` unless the form carries the token of this session and comes from this site."""
    refuse_foreign(request)
    if not hmac.compare_digest(form.get(TOKEN_FIELD, "").encode(), expected.encode()):
        raise ForeignFormError("This form belongs to another session. Open the page again and send it anew.")


def own_path(request: Request[Any, Any, Any]) -> str:
    """Where to come back to: this page, or the console when this was no page."""
    if request.method != "GET":
        return "/console"
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path


def _locale(request: Request[Any, Any, Any]) -> Locale:
    chosen = read_cookie(request, "locale")
    return chosen if is_locale(chosen) else negotiate_locale(request.headers.get("accept-language", ""), "fr")
