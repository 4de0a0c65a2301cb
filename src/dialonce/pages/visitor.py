"""The person who looks: their language, their theme, and the page they are on."""

from typing import Any

from litestar import Request

from dialonce.i18n import Locale, is_locale, negotiate_locale
from dialonce.pages.page import Page, Theme, is_theme
from dialonce.web.cookies import read_cookie
from dialonce.web.forms import form_token


def page_of(request: Request[Any, Any, Any], *, fallback: Locale = "fr", path: str | None = None) -> Page:
    """What every page needs to know. A choice made before beats the browser's wish; `fallback` is for browsers without.

    `path` is the page's own address where that is not the one asked for: what a POST answers lies elsewhere.
    """
    own = path if path is not None else _own_path(request)
    locale = chosen_locale(request) or wished_locale(request, fallback)
    return Page(locale, chosen_theme(request), own, form_token(request, own))


def chosen_locale(request: Request[Any, Any, Any]) -> Locale | None:
    """The language that the person chose here, or None."""
    choice = read_cookie(request, "locale")
    return choice if is_locale(choice) else None


def wished_locale(request: Request[Any, Any, Any], fallback: Locale = "fr") -> Locale:
    """The best of our languages for the browser; `fallback` when it wishes for neither."""
    return negotiate_locale(request.headers.get("accept-language", ""), fallback)


def chosen_theme(request: Request[Any, Any, Any]) -> Theme:
    """Light, dark, or as the device says."""
    choice = read_cookie(request, "theme")
    return choice if is_theme(choice) else "auto"


def _own_path(request: Request[Any, Any, Any]) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path
