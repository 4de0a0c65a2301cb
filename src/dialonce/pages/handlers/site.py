"""The first page, and the reader's choices of language and appearance."""

from typing import Any

import msgspec
from litestar import Response, get, post

from dialonce.errors import Invalid
from dialonce.i18n import is_locale
from dialonce.pages.errors import wants_page
from dialonce.pages.handlers.answers import AnyRequest, local_path, page_answer, see
from dialonce.pages.handlers.stay import MENU_BASE
from dialonce.pages.kit import Link
from dialonce.pages.page import PREFERENCES_PATH, is_theme
from dialonce.pages.public import LandingView, render_landing
from dialonce.pages.visitor import page_of
from dialonce.web.cookies import set_cookie
from dialonce.web.forms import read_page_form
from dialonce.web.gateway import gateway_status
from dialonce.web.parts import Parts, parts_of

MOST_MENUS = 6


@get("/")
async def landing(request: AnyRequest) -> Response[Any]:
    """People get the first page, programs the status that clients of old look for."""
    parts = parts_of(request)
    if not wants_page(request):
        return Response(msgspec.json.encode(gateway_status(parts)), media_type="application/json")
    operator = parts.contacts.operator_name or "Dial-Once"
    return page_answer(render_landing(LandingView(operator, _menus(parts), parts.demo), page_of(request)))


@post(PREFERENCES_PATH, status_code=303)
async def choose(request: AnyRequest) -> Response[Any]:
    """Keep the language or the appearance, and go back."""
    form = await read_page_form(request, "back")
    answer = see(local_path(form.get("back", "/")))
    locale, theme = form.get("locale"), form.get("theme")
    if is_locale(locale):
        set_cookie(request, answer, "locale", locale)
    elif is_theme(theme):
        set_cookie(request, answer, "theme", theme)
    else:
        raise Invalid("Choose `locale` (fr, en) or `theme` (auto, light, dark).")
    return answer


def _menus(parts: Parts) -> tuple[Link, ...]:
    """Menus to try; only a demo shows them, since whose customers an installation serves is not for everybody."""
    if not parts.demo:
        return ()
    entries = (one for one in parts.vault.directory.interfaces.values() if one.enabled and one.published_version)
    shown = sorted(entries, key=lambda one: one.name)[:MOST_MENUS]
    return tuple(Link(one.name, f"{MENU_BASE}/{one.slug}") for one in shown)
