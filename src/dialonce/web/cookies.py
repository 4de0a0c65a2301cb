"""The cookie registry: what is not declared here is never set (clauses 5.1-a to 5.1-e).

Every cookie is strictly necessary for what its reader asked for, holds nothing that tells people apart, and none is needed to
use a menu. Over https their names begin with `__Host-`: only this host can set or read them, and only over https. Browsers
refuse such names over plain http, so an installation whose public address is plain http (a loopback trial) uses bare names.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import msgspec
from litestar import Request, Response

from dialonce.policy import Words
from dialonce.web.parts import parts_of

PREFIX: Final = "__Host-"
SIX_MONTHS: Final = timedelta(days=180)


class CookieRule(msgspec.Struct, frozen=True):
    """One cookie: what it is for, how long it stays (None: until the browser closes), and the clause that allows it."""

    purpose: Words
    life: timedelta | None
    basis: str


COOKIES: Final[Mapping[str, CookieRule]] = {
    "locale": CookieRule(Words("Garder la langue choisie", "Keep the chosen language"), SIX_MONTHS, "5.1-b"),
    "theme": CookieRule(Words("Garder l’apparence choisie", "Keep the chosen appearance"), SIX_MONTHS, "5.1-b"),
    "notice": CookieRule(
        Words("Ne pas reposer la question sur vos données", "Not ask the question about your data again"), None, "5.1-b"
    ),
    "session": CookieRule(Words("Rester connecté à vos données", "Stay signed in to your data"), None, "5.1-b"),
    "staff": CookieRule(Words("Rester connecté à la console", "Stay signed in to the console"), None, "5.1-b"),
}


class UndeclaredCookieError(LookupError):
    """A cookie that the registry does not know was to be set: a fault of the program."""


def cookie_name(name: str, *, secure: bool) -> str:
    """The name on the wire. Raises `UndeclaredCookieError`."""
    if name not in COOKIES:
        raise UndeclaredCookieError(f"Cookie {name!r} is not declared in web/cookies.py; declare its purpose first.")
    return f"{PREFIX}{name}" if secure else name


def read_cookie(request: Request[Any, Any, Any], name: str) -> str | None:
    """The value that the browser kept, or None."""
    return request.cookies.get(cookie_name(name, secure=_is_secure(request)))


def set_cookie(request: Request[Any, Any, Any], response: Response[Any], name: str, value: str) -> None:
    """Ask the browser to keep a value for as long as the registry says. Raises `UndeclaredCookieError`."""
    secure = _is_secure(request)
    wire_name, life = cookie_name(name, secure=secure), COOKIES[name].life
    response.set_cookie(
        wire_name,
        value,
        path="/",
        max_age=int(life.total_seconds()) if life else None,
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request[Any, Any, Any], response: Response[Any], name: str) -> None:
    """Ask the browser to forget a value. Raises `UndeclaredCookieError`."""
    secure = _is_secure(request)
    response.delete_cookie(cookie_name(name, secure=secure), path="/")


def _is_secure(request: Request[Any, Any, Any]) -> bool:
    return parts_of(request).public_url.startswith("https://")
