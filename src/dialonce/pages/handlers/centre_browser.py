"""What this browser stores for us, and deleting it: needs no sign-in, and works for every cookie of the registry."""

from typing import Any

from litestar import Response, get, post
from msgspec import Struct

from dialonce.errors import Invalid
from dialonce.i18n import Locale, format_date, translate
from dialonce.pages.centre import HOME, render_centre, sub_frame
from dialonce.pages.handlers.answers import AnyRequest, page_answer, see
from dialonce.pages.handlers.centre import PRIVATE
from dialonce.pages.kit import Banner
from dialonce.pages.visitor import page_of
from dialonce.subjects import sign_out
from dialonce.web.caller import COOKIE, gpc_of
from dialonce.web.cookies import COOKIES, CookieRule, drop_cookie, read_cookie
from dialonce.web.forms import read_form
from dialonce.web.parts import parts_of

PATH = HOME + "/browser"
ALL = "all"


class StoredItem(Struct, frozen=True):
    """One cookie: what for, how long, under which clause, and whether it is there now."""

    name: str
    purpose: str
    life: str
    clause: str
    stored: bool


@get(PATH)
async def browser(request: AnyRequest) -> Response[Any]:
    """Every item that we may store, and which of them this browser holds."""
    page = page_of(request)
    items = [_item(request, page.locale, name, rule) for name, rule in COOKIES.items()]
    gone = Banner(translate(page.locale, "me.deleted"), tone="ok")
    frame = sub_frame(
        page.locale, translate(page.locale, "me.browser"), banners=(gone,) if "gone" in request.query_params else ()
    )
    body = render_centre("browser", page, frame, items=items, gpc=gpc_of(request))
    return page_answer(body, headers=PRIVATE)


@post(PATH, status_code=303)
async def forget(request: AnyRequest) -> Response[Any]:
    """Delete one item, or all of them; a session that goes ends in the database too."""
    form = await read_form(request)
    name = form.get("item", "")
    if name != ALL and name not in COOKIES:
        raise Invalid("There is no such item; give one of the list, or `all`.")
    names = list(COOKIES) if name == ALL else [name]
    secret = read_cookie(request, COOKIE)
    if COOKIE in names and secret:
        await sign_out(parts_of(request).vault, secret)
    answer = see(f"{PATH}?gone=1")
    for one in names:
        drop_cookie(request, answer, one)
    if name == ALL:
        answer.headers["Clear-Site-Data"] = '"cookies", "storage", "cache"'
    return answer


def _item(request: AnyRequest, locale: Locale, name: str, rule: CookieRule) -> StoredItem:
    if rule.life is None:
        life = translate(locale, "me.until_closed")
    else:
        end = (parts_of(request).now + rule.life).date()
        life = translate(locale, "me.at_most", day=format_date(locale, end))
    return StoredItem(name, rule.purpose.in_locale(locale), life, rule.basis, bool(read_cookie(request, name)))
