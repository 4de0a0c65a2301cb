"""A link from a message that leads nowhere any more. Forged, used up and expired links look the same."""

from msgspec import Struct

from dialonce.pages.page import Page
from dialonce.pages.templating import render


class LinkExpiredView(Struct, frozen=True):
    """`number` and `tel` are the line to call again, when it may be named: only if the link was once ours."""

    number: str | None = None
    tel: str | None = None


def render_link_expired(view: LinkExpiredView, page: Page) -> str:
    return render("public/expired.html", page, view=view)
