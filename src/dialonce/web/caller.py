"""The caller who looks at their own data: the session behind the cookie, and forms that only its pages can make."""

import hmac
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

import msgspec
from litestar import Request

from dialonce.errors import DialOnceError
from dialonce.subjects import Person, recognise
from dialonce.web.cookies import read_cookie
from dialonce.web.forms import TOKEN_FIELD, ForeignFormError, decode_form, refuse_foreign
from dialonce.web.parts import parts_of

COOKIE: Final = "session"
SIGN_IN_PATH: Final = "/privacy/me/sign-in"
GPC_HEADER: Final = "sec-gpc"


class SignInFirst(DialOnceError):
    """This page shows what is kept of one person: it has to be known who looks. `path` leads to the sign-in and back."""

    status = 401
    code = "caller-sign-in"
    title = "Sign in first"

    def __init__(self, back: str) -> None:
        super().__init__("Sign in with your number first.")
        self.path = f"{SIGN_IN_PATH}?next={quote(back)}"


class CallerAtHome(msgspec.Struct, frozen=True):
    """A caller who signed in. `form_token` goes into their forms; `gpc`: the browser signals Global Privacy Control."""

    person: Person
    secret: str
    form_token: str
    gpc: bool

    def __repr__(self) -> str:
        return "CallerAtHome"


async def caller_at_home(request: Request[Any, Any, Any]) -> CallerAtHome | None:
    """Who shows the cookie of a session that has not ended, or None."""
    secret = read_cookie(request, COOKIE)
    person = await recognise(parts_of(request).vault, secret) if secret else None
    if secret is None or person is None:
        return None
    return CallerAtHome(person, secret, _form_token(request, secret), gpc_of(request))


async def require_person(request: Request[Any, Any, Any]) -> CallerAtHome:
    """As `caller_at_home`. Raises `SignInFirst`."""
    found = await caller_at_home(request)
    if found is None:
        raise SignInFirst(request.url.path)
    return found


async def read_caller_form(request: Request[Any, Any, Any], caller: CallerAtHome) -> dict[str, str]:
    """The posted fields of a form of this session. Raises `ForeignFormError` for one that no page of it made."""
    form = await decode_form(request)
    refuse_foreign(request)
    if not hmac.compare_digest(form.get(TOKEN_FIELD, "").encode(), caller.form_token.encode()):
        raise ForeignFormError("This form is of another session. Open the page again and send it anew.")
    return form


def gpc_of(request: Request[Any, Any, Any]) -> bool:
    """Whether the browser says `Sec-GPC: 1`: its person refuses sharing and advertising identifiers (GDPR 21(5))."""
    return bool(request.headers.get(GPC_HEADER, "").strip() == "1")


def _form_token(request: Request[Any, Any, Any], secret: str) -> str:
    key = parts_of(request).session_key.secret
    return hmac.new(key, f"caller-form|{secret}".encode(), sha256).hexdigest()[:32]
