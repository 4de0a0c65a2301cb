"""The person who looks: their language, their theme, and the page they are on."""

from typing import Any

from litestar import Request

from dialonce.i18n import Locale, is_locale, negotiate_locale
from dialonce.pages.page import Page, Theme, is_theme

LOCALE_COOKIE = "__Host-locale"
THEME_COOKIE = "__Host-theme"


def page_of(request: Request[Any, Any, Any], *, locale: Locale | None = None) -> Page:
    """What every page needs to know. A choice made before beats the browser's wish; `locale` beats both."""
    return Page(locale or chosen_locale(request) or wished_locale(request), chosen_theme(request), request.url.path)


def chosen_locale(request: Request[Any, Any, Any]) -> Locale | None:
    """The language that the person chose here, or None."""
    choice = request.cookies.get(LOCALE_COOKIE)
    return choice if is_locale(choice) else None


def wished_locale(request: Request[Any, Any, Any]) -> Locale:
    """The best of our languages for the browser; French when it wishes for neither."""
    return negotiate_locale(request.headers.get("accept-language", ""), "fr")


def chosen_theme(request: Request[Any, Any, Any]) -> Theme:
    """Light, dark, or as the device says."""
    choice = request.cookies.get(THEME_COOKIE)
    return choice if is_theme(choice) else "auto"
